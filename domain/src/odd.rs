//! What is odd (异常): what is looked at by those who watch over voices. None of it is forbidden,
//! and most of it has a good reason; somebody asks.

use std::collections::BTreeSet;

use crate::time::{DAY, MINUTE};
use crate::{BuildingId, HouseholdId, IssueId, PersonId, Timestamp};

/// For how long back voices that were entered are looked at, in milliseconds.
pub const ODD_WITHIN: i64 = 30 * DAY;
/// For how long it is known who signed in with a phone, in milliseconds.
pub const PHONES_KEPT_FOR: i64 = 90 * DAY;
/// Voices of so many people, entered by one person within [`BURST_WITHIN`], are a burst: whoever
/// goes from door to door takes longer.
pub const BURST_PEOPLE: usize = 8;
/// In milliseconds.
pub const BURST_WITHIN: i64 = 5 * MINUTE;
/// People of one household who share a phone without anybody asking.
pub const SHARED_AT_HOME: usize = 2;
/// Of each kind so many are shown at most.
pub const ODD_MAX: usize = 50;

/// All that is odd in a community; of each kind at most [`ODD_MAX`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Odd {
    /// Those with most voices too many first.
    pub crowded: Vec<Crowded>,
    /// The latest first.
    pub bursts: Vec<Burst>,
    /// Those with most people first.
    pub phones: Vec<Phone>,
}

/// A household that has more voices than the register has adults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crowded {
    pub home: Flat,
    pub adults: u32,
    /// Who has joined, and who has a voice without a phone.
    pub voices: u32,
}

/// Where somebody lives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flat {
    pub building: BuildingId,
    /// What the building is called.
    pub building_name: String,
    pub room: String,
}

/// Voices that one person entered (代录) faster than doors are knocked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Burst {
    pub by: PersonId,
    /// Empty where their name was erased.
    pub nickname: String,
    pub from: Timestamp,
    pub until: Timestamp,
    pub people: usize,
    pub issues: usize,
    /// The buildings of whoever it was entered for, with what they are called, in order.
    pub buildings: Vec<(BuildingId, String)>,
}

/// A phone with which several people signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// When somebody did last.
    pub seen_at: Timestamp,
    pub people: Vec<OnPhone>,
}

/// Somebody who signed in with a phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnPhone {
    pub nickname: String,
    pub household: Option<HouseholdId>,
    /// None of whoever holds an office and does not live here.
    pub home: Option<Flat>,
}

impl Phone {
    /// Whether somebody should ask: people of one household may share a phone, a few of them.
    pub fn is_odd(&self) -> bool {
        let homes: BTreeSet<_> = self.people.iter().map(|one| one.household).collect();
        homes.len() > 1 || self.people.len() > SHARED_AT_HOME
    }
}

/// A voice that somebody entered for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub person: PersonId,
    pub issue: IssueId,
    pub at: Timestamp,
}

/// The bursts among what one person entered, which stands in the order of time: where they begin in
/// it and where they end. Whatever is closer together than [`BURST_WITHIN`] with enough people is
/// in one.
pub fn bursts(entries: &[Entry]) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = vec![];
    let mut from = 0;
    for until in 0..entries.len() {
        while entries[from].at.plus(BURST_WITHIN) < entries[until].at {
            from += 1;
        }
        if people(&entries[from..=until]) < BURST_PEOPLE {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end > from => last.end = until + 1,
            Some(_) | None => found.push(from..until + 1),
        }
    }
    found
}

/// For how many people it was entered.
pub fn people(entries: &[Entry]) -> usize {
    let people: BTreeSet<_> = entries.iter().map(|entry| entry.person).collect();
    people.len()
}

/// On how many issues.
pub fn issues(entries: &[Entry]) -> usize {
    let issues: BTreeSet<_> = entries.iter().map(|entry| entry.issue).collect();
    issues.len()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    /// An entry for a person, so many seconds after the start.
    fn entry(person: u128, seconds: i64) -> Entry {
        Entry {
            person: PersonId(Uuid::from_u128(person)),
            issue: IssueId(Uuid::from_u128(1)),
            at: Timestamp(seconds * 1000),
        }
    }

    #[test]
    fn voices_close_together_are_a_burst_and_others_are_none() {
        let of = |count: u128, apart: i64, start: i64| -> Vec<Entry> {
            let all = (0..count).zip(0..);
            all.map(|(n, i): (u128, i64)| entry(n, start + i * apart))
                .collect()
        };
        // Eight people in five minutes, and not a second later.
        let least = BURST_PEOPLE as u128;
        let all = 0..BURST_PEOPLE;
        assert_eq!(bursts(&of(least, 42, 0)), std::slice::from_ref(&all));
        assert_eq!(bursts(&of(least, 43, 0)), []);
        assert_eq!(bursts(&of(least - 1, 0, 0)), []);
        // From door to door: two minutes each.
        assert_eq!(bursts(&of(40, 120, 0)), []);
        // One long one is one, and what comes an hour later is another.
        let mut both = of(30, 10, 0);
        both.extend(of(20, 10, 3600));
        assert_eq!(bursts(&both), [0..30, 30..50]);
        // Of one person all there is to enter.
        let many: Vec<Entry> = (0..40).map(|n| entry(1, n)).collect();
        assert_eq!(bursts(&many), []);
        assert_eq!(bursts(&[]), []);
    }

    #[test]
    fn a_couple_shares_a_phone_and_neighbours_do_not() {
        let on = |home: Option<u128>| OnPhone {
            nickname: String::new(),
            household: home.map(|n| HouseholdId(Uuid::from_u128(n))),
            home: None,
        };
        for (homes, odd) in [
            (&[Some(1)][..], false),
            (&[Some(1), Some(1)], false),
            (&[Some(1), Some(1), Some(1)], true),
            (&[Some(1), Some(2)], true),
            (&[Some(1), None], true),
        ] {
            let phone = Phone {
                seen_at: Timestamp(0),
                people: homes.iter().map(|home| on(*home)).collect(),
            };
            assert_eq!(phone.is_odd(), odd, "{homes:?}");
        }
    }
}
