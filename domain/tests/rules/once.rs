//! What comes again is carried out once; what is counted is counted apart.

use crate::world::{self, Who, World, household, unknown};
use domain::issue::{SecondOnBehalf, Support};
use domain::{Command, CommandId, Envelope, IssueId, PersonId, Refusal};

#[test]
fn a_command_sent_again_changes_nothing_and_is_its_senders_own() {
    let mut world = World::new();
    let envelope = Envelope {
        id: CommandId(world.id()),
        command: Command::FileIssue(world::file(IssueId(unknown()))),
    };
    let first = world.send_envelope(Who::Ann, &envelope).expect("filed");
    let again = world.send_envelope(Who::Ann, &envelope).expect("known");
    assert_eq!(again.events, []);
    assert_eq!(again.kept, []);
    assert_eq!(again.receipt, first.receipt);
    for who in [Who::Bo, Who::Secretary, Who::Operator, Who::Nobody] {
        let refusal = world.send_envelope(who, &envelope).err();
        assert_eq!(refusal, Some(Refusal::NotAllowed), "{who:?}");
    }
}

// What is counted

#[test]
fn seconds_online_and_on_behalf_and_their_households_are_counted_apart() {
    let mut world = World::new();
    let issue = world.filed();
    world.done(Who::Bo, Command::Second { issue });
    world.done(Who::Dan, Command::Second { issue });
    let person = PersonId(world.id());
    world.done(
        Who::Leader,
        Command::SecondOnBehalf(SecondOnBehalf {
            issue,
            person,
            household: household(32),
            name: "王阿姨".into(),
        }),
    );
    let support = world.state.issues[&issue].support;
    assert_eq!(
        support,
        Support {
            online: 3,
            on_behalf: 1,
            households: 3,
            of: support.of
        }
    );
}

#[test]
fn times_at_the_end_of_the_calendar_are_shown_rather_than_fatal() {
    let shanghai = domain::Zone::fixed("Asia/Shanghai", 28_800);
    let west = domain::Zone::fixed("America/New_York", -18_000);
    for at in [
        i64::MIN,
        -377_705_116_800_000,
        0,
        253_402_300_799_000,
        i64::MAX,
    ] {
        for zone in [&shanghai, &west] {
            let _ = zone.format_local(domain::Timestamp(at));
        }
    }
}
