//! Deleting one's account.

use crate::world::{Who, World};
use domain::issue::Status;
use domain::{Command, Event, Refusal};

#[test]
fn what_is_live_of_somebody_ends_with_their_account_and_what_is_frozen_stays() {
    let mut world = World::new();
    let frozen = world.accepted();
    world.done(Who::Bo, Command::Second { issue: frozen });
    let meeting = world.locked();
    let before = world.state.issues[&frozen].support;
    let [open, accepted] = [world.filed(), world.accepted()];
    world.done(Who::Bo, Command::Second { issue: open });
    let ann = Who::Ann.person().expect("somebody");
    let outcome = world.done(Who::Ann, Command::DeleteAccount {});
    assert_eq!(outcome.kept, []);
    let last = outcome.events.last();
    assert_eq!(last, Some(&Event::AccountDeleted { person: ann }));
    for issue in [open, accepted] {
        assert_eq!(world.state.issues[&issue].status, Status::Withdrawn);
    }
    assert_eq!(world.state.issues[&open].support.online, 1, "Bo's");
    assert_eq!(world.state.issues[&frozen].status, Status::OnAgenda);
    assert_eq!(world.state.issues[&frozen].support, before);
    assert_eq!(world.state.meetings[&meeting].items.len(), 1);
    let home = &world.state.homes[&crate::world::household(11)];
    assert!(!home.people.contains(&ann) && home.left.contains(&ann));
    assert!(world.state.members[&ann].roles.is_empty());
}

#[test]
fn an_account_is_its_persons_own_to_delete_and_no_secretarys_while_they_are_one() {
    for (who, refusal) in [
        (Who::Ann, None),
        (Who::Leader, None),
        (Who::Worker, None),
        (Who::Supervisor, None),
        (Who::Secretary, Some(Refusal::OwnOffice)),
        (Who::Operator, Some(Refusal::NotAllowed)),
        (Who::Nobody, Some(Refusal::SignedOut)),
        (Who::Stranger, Some(Refusal::SignedOut)),
    ] {
        let mut world = World::new();
        let answer = world.send(who, Command::DeleteAccount {});
        assert_eq!(answer.err(), refusal, "{who:?}");
    }
}
