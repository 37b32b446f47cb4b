//! How long what can be erased is kept (保存期限): what goes by itself once its time is over, and
//! what a community sets about that.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::field::Check;
use crate::time::DAY;
use crate::{Event, Field, Outcome, Refusal, State, Timestamp};

codes! {
    /// What goes by itself. All else that people wrote stays until they delete it.
    pub enum What {
        /// What members were called whose membership has ended, from then on.
        Names = "names",
        /// Photos of issues that were declined or withdrawn, from the last that happened to them.
        Photos = "photos",
        /// Where exactly issues were that were declined, withdrawn or closed, from the last that
        /// happened to them.
        Positions = "positions",
        /// Words of complaints that the committee has settled, from when they were made.
        Complaints = "complaints",
        /// Messages of inboxes, read or not, from when they came.
        Notices = "notices",
    }
}

/// For how many days each is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Periods {
    pub names: u32,
    pub photos: u32,
    pub positions: u32,
    pub complaints: u32,
    pub notices: u32,
}

/// Days that a community can choose: a month at least, in which a mistake shows; ten years at most.
pub const DAYS: RangeInclusive<u32> = 30..=3_650;

/// What a new community begins with, and what one has that never chose.
impl Default for Periods {
    fn default() -> Self {
        Self {
            names: 180,
            photos: 180,
            positions: 365,
            complaints: 365,
            notices: 365,
        }
    }
}

impl Periods {
    /// For how many days that is kept.
    pub fn of(&self, what: What) -> u32 {
        match what {
            What::Names => self.names,
            What::Photos => self.photos,
            What::Positions => self.positions,
            What::Complaints => self.complaints,
            What::Notices => self.notices,
        }
    }

    /// The same with another number of days for that.
    #[must_use]
    pub fn with(mut self, what: What, days: u32) -> Self {
        let period = match what {
            What::Names => &mut self.names,
            What::Photos => &mut self.photos,
            What::Positions => &mut self.positions,
            What::Complaints => &mut self.complaints,
            What::Notices => &mut self.notices,
        };
        *period = days;
        self
    }

    /// What is older than this has had its time. The same during a whole day (UTC), so that a day's
    /// work is done once.
    pub fn ends(&self, what: What, now: Timestamp) -> Timestamp {
        let today = Timestamp(now.0.div_euclid(DAY).saturating_mul(DAY));
        today.plus(-i64::from(self.of(what)).saturating_mul(DAY))
    }
}

/// The server erases what has had its time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forget {
    pub what: What,
    /// What is older.
    pub before: Timestamp,
    /// How many there are.
    pub gone: u32,
}

pub(crate) fn change(periods: &Periods) -> Result<Outcome, Refusal> {
    let mut check = Check::default();
    for what in What::ALL {
        check.range(Field::Due, periods.of(what), &DAYS);
    }
    check.done()?;
    Ok(Outcome::event(Event::PeriodsChanged(*periods)))
}

pub(crate) fn forget(state: &State, c: &Forget, now: Timestamp) -> Result<Outcome, Refusal> {
    if c.gone == 0 || !c.before.is_sound() {
        return Err(Refusal::NotFound);
    }
    if c.before > state.periods.ends(c.what, now) {
        return Err(Refusal::NotYet);
    }
    Ok(Outcome::event(Event::Forgotten {
        what: c.what,
        before: c.before,
        gone: c.gone,
    }))
}
