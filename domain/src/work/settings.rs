//! What a community sets about the residents' word on a result.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::field::Check;
use crate::{Event, Field, Outcome, Refusal};

/// Days for which residents have the word once a result is published, where nobody set others.
pub const APPRAISAL_DAYS: i64 = 14;
/// A result is not solved where more than so many of a hundred who answered say so, where nobody
/// set another share.
pub const UNSOLVED_PERCENT: u32 = 50;
/// Fewer answers than this, the reporter's apart, bring nothing back, whatever is set.
pub const WORDS_AT_LEAST: usize = 3;

/// For how many days residents can have the word.
pub const DAYS: RangeInclusive<u32> = 3..=60;
/// The shares of those who answered that can bring an issue back.
pub const PERCENT: RangeInclusive<u32> = 1..=99;

/// How residents are asked whether a result solves the problem. A change holds for results that are
/// published after it: an appraisal goes on as it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppraisalSettings {
    /// For how many days they have the word.
    pub days: u32,
    /// An issue comes back where more than so many of a hundred who answered call it unsolved.
    pub unsolved_percent: u32,
}

/// What a new community begins with. Part of the journal's form: another beginning needs a
/// migration of the communities that never chose.
impl Default for AppraisalSettings {
    fn default() -> Self {
        Self {
            days: 14,
            unsolved_percent: UNSOLVED_PERCENT,
        }
    }
}

pub(crate) fn change(settings: AppraisalSettings) -> Result<Outcome, Refusal> {
    let mut check = Check::default();
    check.range(Field::AppraisalDays, settings.days, &DAYS);
    let percent = settings.unsolved_percent;
    check.range(Field::UnsolvedPercent, percent, &PERCENT);
    check.done()?;
    Ok(Outcome::event(Event::AppraisalSettingsChanged(settings)))
}
