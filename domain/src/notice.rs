//! Notices (the in-app inbox): who is told of an event, and why. Which events tell whom stands in
//! [`Event::about`](crate::Event::about).

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::time::{DAY, HOUR};
use crate::{Date, Entry, PersonId, Timestamp, Zone};

/// Who is told of an event; whoever caused it never is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    #[default]
    Nobody,
    /// Whoever reported its issue.
    Reporter,
    /// Everybody with a live second on its issue, and whoever reported it.
    Supporters,
    /// The other members of this person's household.
    Housemates(PersonId),
    /// This person and the other members of their household.
    Household(PersonId),
    /// Whoever ends memberships.
    Committee,
    /// This person, of what they offered.
    Offered(PersonId),
}

codes! {
    /// Why somebody is told.
    pub enum WhyMe {
        /// They reported the issue.
        Reported = "reported",
        /// They have seconded the issue.
        Seconded = "seconded",
        /// It concerns their household.
        Household = "household",
        /// It is theirs to look into.
        Committee = "committee",
        /// It is their organisation's to do.
        Handles = "handles",
        /// They offered something.
        Offered = "offered",
    }
}

codes! {
    /// How often somebody wants mail.
    pub enum Rhythm {
        /// Of each thing that is new, at once.
        Each = "each",
        /// Of all together, in the morning.
        Daily = "daily",
        /// The same on Mondays.
        Weekly = "weekly",
    }
}

/// At which hour of the community's day roundups go out.
const MORNING: u8 = 8;

impl Rhythm {
    /// When mail of this rhythm went out last, by the community's time: what came before is due.
    pub fn last(self, zone: &Zone, now: Timestamp) -> Timestamp {
        let mut day = zone.date(now).0;
        let goes_out = |day: ::time::Date| match self {
            Rhythm::Each | Rhythm::Daily => true,
            Rhythm::Weekly => day.weekday() == ::time::Weekday::Monday,
        };
        if self == Rhythm::Each {
            return now;
        }
        // A week and a day: today's hour may not have come.
        for _ in 0..=7 {
            let morning = zone.at(Date(day), MORNING, 0);
            match (morning, day.previous_day()) {
                (Some(morning), _) if goes_out(day) && morning <= now => return morning,
                (_, Some(before)) => day = before,
                (_, None) => return now,
            }
        }
        now
    }

    /// When mail of this rhythm goes out next.
    pub fn next(self, zone: &Zone, now: Timestamp) -> Timestamp {
        // A day may have 25 hours.
        let later = match self {
            Rhythm::Each => return now,
            Rhythm::Daily => DAY + 2 * HOUR,
            Rhythm::Weekly => 7 * DAY + 2 * HOUR,
        };
        self.last(zone, self.last(zone, now).plus(later))
    }
}

/// What a notice is about, and where it leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// An issue, by its number and title.
    Issue { number: u32, title: String },
    /// The reader's own household.
    Household,
    /// Whom a household does not know.
    Strangers,
}

/// Notices on one page of an inbox.
pub const INBOX_PAGE: u32 = 50;

/// A page of a person's inbox.
#[derive(Debug, Clone, PartialEq)]
pub struct Inbox {
    /// Newest first.
    pub notices: Vec<Notice>,
    /// Before which notice the next page begins; `None` on the last.
    pub next: Option<u32>,
}

/// One line of a person's inbox.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Of the row of the journal that it is about.
    pub number: u32,
    pub entry: Entry,
    pub about: Subject,
    pub why: WhyMe,
    pub unread: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roundup_goes_out_in_the_morning_of_each_day_or_on_mondays() {
        let zone = Zone::fixed("Asia/Shanghai", 28_800);
        let at = |day: &str, hour| {
            zone.at(day.parse().expect("a day"), hour, 0)
                .expect("a time")
        };
        for (now, daily, weekly) in [
            // A Wednesday, a Monday before the hour, and that hour.
            (at("2026-12-02", 9), "2026-12-02", "2026-11-30"),
            (at("2026-12-02", 7), "2026-12-01", "2026-11-30"),
            (at("2026-12-07", 7), "2026-12-06", "2026-11-30"),
            (at("2026-12-07", 8), "2026-12-07", "2026-12-07"),
        ] {
            assert_eq!(Rhythm::Daily.last(&zone, now), at(daily, 8));
            assert_eq!(Rhythm::Weekly.last(&zone, now), at(weekly, 8));
            assert_eq!(Rhythm::Each.last(&zone, now), now);
        }
        let mut now = at("2026-12-02", 9);
        for _ in 0..100 {
            now = now.plus(5 * HOUR);
            for (rhythm, longest) in [(Rhythm::Daily, DAY), (Rhythm::Weekly, 7 * DAY)] {
                let since = now.0 - rhythm.last(&zone, now).0;
                assert!((0..longest).contains(&since), "{rhythm:?}");
                let until = rhythm.next(&zone, now).0 - now.0;
                assert_eq!(since + until, longest, "{rhythm:?}");
            }
        }
    }
}
