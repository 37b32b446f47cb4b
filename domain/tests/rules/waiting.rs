//! What may wait on a phone, and what then counts as done.

use crate::world::{self, Who, World};
use domain::issue::AddFacts;
use domain::meeting::Decision;
use domain::{Command, Field, IssueId, PhotoId, Problem, Refusal, Waits};
use serde_json::Value;

/// A command of that kind and who may send it, after those that it needs.
fn ready(world: &mut World, kind: Waits) -> (Who, Command) {
    let command = match kind {
        Waits::FileIssue => Command::FileIssue(world::file(IssueId(world.id()))),
        Waits::Second => {
            let issue = world.filed();
            world.done(Who::Ann, Command::TakeBackSecond { issue });
            Command::Second { issue }
        }
        Waits::TakeBackSecond => Command::TakeBackSecond {
            issue: world.filed(),
        },
        Waits::AddFacts => Command::AddFacts(AddFacts {
            issue: world.filed(),
            body: "It is worse now.".into(),
            photos: vec![PhotoId(world.id())],
        }),
        Waits::EnterDecision => {
            let issue = world.accepted();
            let meeting = world.locked();
            let record = world.enter(meeting, issue, Decision::NotDone);
            return (Who::Secretary, Command::EnterDecision(record));
        }
        Waits::ReportProgress => {
            let issue = world.in_work();
            return (Who::Worker, Command::ReportProgress(world::progress(issue)));
        }
        Waits::Appraise => {
            let issue = world.in_work();
            world.done(Who::Worker, Command::PublishResult(world::result(issue)));
            Command::Appraise(world::appraise(issue, true))
        }
    };
    (Who::Ann, command)
}

#[test]
fn the_table_says_what_commands_say_of_themselves() {
    for kind in Waits::ALL {
        let (_, command) = ready(&mut World::new(), kind);
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
        let (who, command) = ready(&mut world, kind);
        world.done(who, command.clone());
        let refusal = world.send(who, command).err();
        let told = match kind {
            // What somebody says is said anew.
            Waits::ReportProgress | Waits::Appraise => None,
            // A decision that is there may be another.
            Waits::EnterDecision => Some(Refusal::DecisionChanged),
            // The issue has the photo by now.
            Waits::AddFacts => Some(Refusal::invalid(Field::Photo, Problem::Missing)),
            Waits::FileIssue | Waits::Second | Waits::TakeBackSecond => kind.so_already(),
        };
        assert_eq!(refusal, told, "{kind:?}");
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
