//! For how long what can be erased is kept.

use crate::invalid;
use crate::world::{Who, World};
use domain::retention::{DAYS, Forget, Periods, What};
use domain::time::DAY;
use domain::{Command, Event, Field, Problem, Refusal, Timestamp};

fn forget(what: What, before: Timestamp) -> Command {
    let gone = 3;
    Command::Forget(Forget { what, before, gone })
}

#[test]
fn nothing_is_erased_before_its_time() {
    let mut world = World::new();
    for what in What::ALL {
        let periods = Periods::default();
        let end = periods.ends(what, world.now);
        assert!(end <= world.now.plus(-i64::from(periods.of(what)) * DAY));
        let early = forget(what, end.plus(1));
        assert_eq!(world.refused(Who::Operator, early), Refusal::NotYet);
        for who in [Who::Ann, Who::Secretary, Who::Supervisor] {
            let refusal = world.refused(who, forget(what, end));
            assert_eq!(refusal, Refusal::NotAllowed);
        }
        let nothing = Command::Forget(Forget {
            what,
            before: end,
            gone: 0,
        });
        assert_eq!(world.refused(Who::Operator, nothing), Refusal::NotFound);
        let never = forget(what, Timestamp(i64::MIN));
        assert_eq!(world.refused(Who::Operator, never), Refusal::NotFound);
        let outcome = world.done(Who::Operator, forget(what, end));
        let gone = 3;
        let before = end;
        assert_eq!(outcome.events, [Event::Forgotten { what, before, gone }]);
        // What the community has chosen holds from then on.
        let longer = periods.with(what, *DAYS.end());
        world.done(Who::Secretary, Command::ChangePeriods(longer));
        let refusal = world.refused(Who::Operator, forget(what, end));
        assert_eq!(refusal, Refusal::NotYet);
        world.done(Who::Operator, Command::ChangePeriods(periods));
    }
}

#[test]
fn periods_keep_within_their_bounds() {
    let mut world = World::new();
    for what in What::ALL {
        for (days, problem) in [
            (
                DAYS.start() - 1,
                Problem::OutOfRange {
                    min: 30,
                    max: 3_650,
                },
            ),
            (
                DAYS.end() + 1,
                Problem::OutOfRange {
                    min: 30,
                    max: 3_650,
                },
            ),
        ] {
            let periods = Command::ChangePeriods(Periods::default().with(what, days));
            let refusal = world.refused(Who::Secretary, periods);
            assert_eq!(refusal, invalid(Field::Due, problem), "{what:?}");
        }
    }
    for who in [Who::Ann, Who::Leader, Who::Worker, Who::Supervisor] {
        let periods = Command::ChangePeriods(Periods::default());
        assert_eq!(world.refused(who, periods), Refusal::NotAllowed);
    }
}
