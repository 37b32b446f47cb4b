//! What a community sets about its agendas.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::Rule;
use crate::field::Check;
use crate::{Event, Field, Outcome, Refusal};

/// How a community's agendas are made. A change holds for agendas that are filled or locked after
/// it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The rule that chooses: equal shares, or plain seconds for a community that wants to see the
    /// difference.
    pub rule: Rule,
    /// Items of each agenda that are kept for areas that were not heard lately.
    pub reserved: u32,
    /// An area was not heard lately when it had no item on so many agendas, the last ones.
    pub unheard_after: u32,
    /// An issue that so many agendas passed over is put on the next; 0 for never.
    pub passed_over_after: u32,
}

/// Items that can be kept for unheard areas.
pub const RESERVED: RangeInclusive<u32> = 0..=3;
/// Meetings after which an area counts as unheard.
pub const UNHEARD_AFTER: RangeInclusive<u32> = 1..=12;
/// Agendas after which an issue that was passed over is listed.
pub const PASSED_OVER_AFTER: RangeInclusive<u32> = 0..=12;

/// What a new community begins with. Part of the journal's form: another beginning needs a
/// migration of the communities that never chose.
impl Default for Settings {
    fn default() -> Self {
        Self {
            rule: Rule::EqualShares,
            reserved: 1,
            unheard_after: 3,
            passed_over_after: 6,
        }
    }
}

pub(crate) fn change(settings: &Settings) -> Result<Outcome, Refusal> {
    let mut check = Check::default();
    for (field, value, range) in [
        (Field::Reserved, settings.reserved, RESERVED),
        (Field::UnheardAfter, settings.unheard_after, UNHEARD_AFTER),
        (
            Field::PassedOverAfter,
            settings.passed_over_after,
            PASSED_OVER_AFTER,
        ),
    ] {
        check.range(field, value, &range);
    }
    check.done()?;
    Ok(Outcome::event(Event::AgendaSettingsChanged(*settings)))
}
