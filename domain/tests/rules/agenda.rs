//! How agendas are made: the community's settings.

use crate::world::{Who, World};
use domain::agenda::{Rule, Settings};
use domain::{Command, Field, Refusal};

#[test]
fn agenda_settings_keep_within_their_bounds() {
    let fine = Settings::default();
    let mut world = World::new();
    for (settings, field) in [
        (
            Settings {
                reserved: 4,
                ..fine
            },
            Field::Reserved,
        ),
        (
            Settings {
                unheard_after: 0,
                ..fine
            },
            Field::UnheardAfter,
        ),
        (
            Settings {
                unheard_after: 13,
                ..fine
            },
            Field::UnheardAfter,
        ),
        (
            Settings {
                passed_over_after: 13,
                ..fine
            },
            Field::PassedOverAfter,
        ),
    ] {
        let refusal = world.refused(Who::Secretary, Command::ChangeAgendaSettings(settings));
        let Refusal::Invalid(errors) = refusal else {
            panic!("{settings:?}: {refusal:?}");
        };
        let fields: Vec<Field> = errors.iter().map(|error| error.field).collect();
        assert_eq!(fields, [field]);
    }
    let seconds = Settings {
        rule: Rule::Seconds,
        ..fine
    };
    world.done(Who::Secretary, Command::ChangeAgendaSettings(seconds));
    assert_eq!(world.state.settings, seconds);
}
