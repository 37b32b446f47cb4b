//! What happened in each month.

use std::collections::BTreeMap;

use super::Facts;
use crate::{Timestamp, Zone};

/// A month of the community's zone, and how many issues got how far in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Month {
    pub year: i32,
    /// From 1.
    pub month: u8,
    pub filed: u32,
    /// First answers, and decisions that were published first.
    pub answered: u32,
    pub decided: u32,
    /// All that were published, those of issues that had come back too.
    pub results: u32,
}

/// All months from the first in which anything happened to that of `now`; that of now alone where
/// nothing has happened.
pub fn months(facts: &Facts, zone: &Zone, now: Timestamp) -> Vec<Month> {
    let mut counted: BTreeMap<(i32, u8), Month> = BTreeMap::new();
    let month = |at: Timestamp| {
        let day = zone.date(at).0;
        (day.year(), u8::from(day.month()))
    };
    let last = month(now);
    counted.entry(last).or_default();
    for issue in &facts.issues {
        let Some(filed) = issue.filed_at else {
            continue;
        };
        counted.entry(month(filed)).or_default().filed += 1;
        if let Some(at) = issue.answered_at {
            counted.entry(month(at)).or_default().answered += 1;
        }
        if let Some(at) = issue.decided_at {
            counted.entry(month(at)).or_default().decided += 1;
        }
    }
    for result in &facts.results {
        counted.entry(month(result.at)).or_default().results += 1;
    }
    let first = counted.keys().next().copied().unwrap_or(last);
    // A clock may have been wrong once: nothing is shown of months that are still to come.
    let all = std::iter::successors(Some(first), |(year, month)| {
        let next = match month {
            12 => (year + 1, 1),
            _ => (*year, month + 1),
        };
        (next <= last).then_some(next)
    });
    let named = all.map(|(year, month)| Month {
        year,
        month,
        ..counted.remove(&(year, month)).unwrap_or_default()
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::ResultFacts;

    #[test]
    fn months_are_those_of_the_zone_and_have_no_gap() {
        let zone = Zone::fixed("Asia/Shanghai", 28_800);
        let at = |wall: &str| zone.parse_local(wall).expect("a time");
        let result = |wall| ResultFacts {
            at: at(wall),
            asked: 0,
            answered: 0,
            satisfied: 0,
            reporter: None,
        };
        let facts = Facts {
            issues: vec![],
            // In UTC the first is of October still.
            results: vec![result("2026-11-01T00:10"), result("2027-01-31T23:50")],
        };
        let months = months(&facts, &zone, at("2027-02-01T00:00"));
        let shown: Vec<_> = months
            .iter()
            .map(|month| (month.year, month.month, month.results))
            .collect();
        assert_eq!(
            shown,
            [(2026, 11, 1), (2026, 12, 0), (2027, 1, 1), (2027, 2, 0)]
        );
    }
}
