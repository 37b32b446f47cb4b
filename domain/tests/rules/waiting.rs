//! What may wait on a phone, and what then counts as done.

use crate::world::{self, Who, World};
use domain::{Command, IssueId, Waits};
use serde_json::Value;

/// A command of that kind that Ann may send, after those that it needs.
fn ready(world: &mut World, kind: Waits) -> Command {
    match kind {
        Waits::FileIssue => Command::FileIssue(world::file(IssueId(world.id()))),
        Waits::Second => {
            let issue = world.filed();
            world.done(Who::Ann, Command::TakeBackSecond { issue });
            Command::Second { issue }
        }
        Waits::TakeBackSecond => Command::TakeBackSecond {
            issue: world.filed(),
        },
    }
}

#[test]
fn the_table_says_what_commands_say_of_themselves() {
    for kind in Waits::ALL {
        let command = ready(&mut World::new(), kind);
        assert_eq!(command.waits(), Some(kind));
        let json = serde_json::to_value(&command).expect("JSON");
        let named = json.get(kind.code()).and_then(|data| data.get("issue"));
        assert!(named.is_some_and(Value::is_string), "{json}");
    }
}

#[test]
fn what_has_arrived_another_way_is_refused_as_being_so_already() {
    for kind in Waits::ALL {
        let mut world = World::new();
        let command = ready(&mut world, kind);
        world.done(Who::Ann, command.clone());
        let refusal = world.refused(Who::Ann, command);
        assert_eq!(kind.so_already(), Some(refusal), "{kind:?}");
    }
}

#[test]
fn what_undoes_another_leaves_all_as_it_was() {
    let (second, back) = (Waits::Second, Waits::TakeBackSecond);
    for (later, earlier) in Waits::ALL.map(|a| Waits::ALL.map(|b| (a, b))).concat() {
        let is_pair = [(second, back), (back, second)].contains(&(later, earlier));
        assert_eq!(later.undoes(earlier), is_pair, "{later:?} {earlier:?}");
    }
    let mut world = World::new();
    let issue = world.filed();
    let before = world.state.issues[&issue].clone();
    world.done(Who::Ann, Command::TakeBackSecond { issue });
    assert_ne!(world.state.issues[&issue], before);
    world.done(Who::Ann, Command::Second { issue });
    assert_eq!(world.state.issues[&issue], before);
}
