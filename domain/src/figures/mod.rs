//! Figures: how promptly the branch answers, how much is solved, how content people are, and how
//! long each stage takes. Only counts: nothing here says who.

mod common;
mod integration;
mod month;

use crate::issue::Status;
use crate::time::DAY;
use crate::work::is_late;
use crate::{Date, Timestamp, Zone};

pub use common::{CommonGround, Groups, Seconding, tenths};
pub use integration::{
    BuildingFacts, Counts, FEW, Group, HomeFacts, Homes, Integration, integration,
};
pub use month::{Month, months};

/// Days within which the branch has said something about what was filed: five working days and a
/// weekend.
pub const ANSWER_DAYS: i64 = 7;

/// What is counted of an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueFacts {
    pub status: Status,
    /// When it was filed here; nothing of reports that were taken over from elsewhere.
    pub filed_at: Option<Timestamp>,
    /// When the branch first said something: accepted, declined, answered, or took it on.
    pub answered_at: Option<Timestamp>,
    /// When a decision about it was first published.
    pub decided_at: Option<Timestamp>,
    /// When a result was first published.
    pub result_at: Option<Timestamp>,
    /// By when its latest work was to be done.
    pub due: Option<Date>,
}

/// What is counted of a published result. An issue that came back has several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResultFacts {
    pub at: Timestamp,
    /// Who had the word: the reporter and all who seconded, when it was published.
    pub asked: u32,
    /// Those who gave it, and those of them who are satisfied.
    pub answered: u32,
    pub satisfied: u32,
    /// What the reporter says; nothing where the report was taken over from elsewhere.
    pub reporter: Option<ReporterSays>,
}

/// The reporter's word on a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReporterSays {
    Nothing,
    Solved,
    NotSolved,
}

/// All that figures are made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    pub issues: Vec<IssueFacts>,
    pub results: Vec<ResultFacts>,
}

/// So many of so many, and how many are still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rate {
    /// The numerator.
    pub yes: u32,
    /// The denominator.
    pub of: u32,
    /// Not in the denominator: their time is not over, or they have not said anything yet.
    pub open: u32,
}

impl Rate {
    fn add(&mut self, yes: bool) {
        self.yes += u32::from(yes);
        self.of += 1;
    }

    /// In tenths of a percent, rounded; nothing of nothing.
    pub fn per_mille(self) -> Option<u32> {
        let (yes, of) = (u64::from(self.yes), u64::from(self.of));
        (of > 0).then(|| u32::try_from((yes * 2_000 + of) / (2 * of)).unwrap_or(1_000))
    }
}

/// How long something takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stage {
    /// How many got so far.
    pub count: u32,
    /// In milliseconds; of an even number the middle between the two in the middle.
    pub median: Option<i64>,
}

impl Stage {
    fn of(mut times: Vec<i64>) -> Self {
        times.sort_unstable();
        let middle = times.len() / 2;
        let median = times.get(middle).map(|upper| match times.len() % 2 {
            0 => times[middle - 1].midpoint(*upper),
            _ => *upper,
        });
        Self {
            count: u32::try_from(times.len()).unwrap_or(u32::MAX),
            median,
        }
    }
}

/// What is late: how many, and for how many days the one that is latest, begun days counted whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Late {
    pub count: u32,
    pub longest: u32,
}

impl Late {
    fn add(&mut self, days: i64) {
        self.count += 1;
        self.longest = self.longest.max(u32::try_from(days).unwrap_or(0));
    }
}

/// The figures of a community at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Answered within [`ANSWER_DAYS`] ÷ answered, or not answered although they are over.
    pub response: Rate,
    /// Reporters who say that it is solved ÷ reporters who have said something of a result.
    pub resolution: Rate,
    /// Those who are satisfied ÷ those who have said something of a result.
    pub satisfaction: Rate,
    /// From filing to the first answer, the first decision that was published, the first result.
    pub to_answer: Stage,
    pub to_decision: Stage,
    pub to_result: Stage,
    /// Not answered although [`ANSWER_DAYS`] are over.
    pub late_answers: Late,
    /// In work although the day has passed.
    pub late_work: Late,
    /// Without a gap, up to the month of now.
    pub months: Vec<Month>,
}

/// What these facts are in figures at `now`; months and days are those of the zone.
pub fn figures(facts: &Facts, zone: &Zone, now: Timestamp) -> Figures {
    let mut response = Rate::default();
    let (mut late_answers, mut late_work) = (Late::default(), Late::default());
    let mut stages: [Vec<i64>; 3] = Default::default();
    let today = zone.date(now);
    for issue in &facts.issues {
        if issue.status == Status::InWork
            && let Some(due) = issue.due.filter(|due| is_late(Some(*due), today))
        {
            late_work.add((today.0 - due.0).whole_days());
        }
        let Some(filed) = issue.filed_at else {
            continue;
        };
        let until = filed.plus(ANSWER_DAYS * DAY);
        match issue.answered_at {
            Some(at) => response.add(at <= until),
            // Taken back before anybody said anything.
            None if issue.status == Status::Withdrawn => {}
            None if now <= until => response.open += 1,
            None => {
                response.add(false);
                late_answers.add((now.0 - until.0 + DAY - 1) / DAY);
            }
        }
        let reached = [issue.answered_at, issue.decided_at, issue.result_at];
        for (times, at) in stages.iter_mut().zip(reached) {
            times.extend(at.map(|at| at.0 - filed.0));
        }
    }
    let (mut resolution, mut satisfaction) = (Rate::default(), Rate::default());
    for result in &facts.results {
        match result.reporter {
            Some(ReporterSays::Solved) => resolution.add(true),
            Some(ReporterSays::NotSolved) => resolution.add(false),
            Some(ReporterSays::Nothing) => resolution.open += 1,
            None => {}
        }
        satisfaction.yes += result.satisfied;
        satisfaction.of += result.answered;
        satisfaction.open += result.asked.saturating_sub(result.answered);
    }
    let [to_answer, to_decision, to_result] = stages.map(Stage::of);
    Figures {
        response,
        resolution,
        satisfaction,
        to_answer,
        to_decision,
        to_result,
        late_answers,
        late_work,
        months: months(facts, zone, now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_the_one_in_the_middle_or_between_two() {
        for (times, median) in [
            (vec![], None),
            (vec![5], Some(5)),
            (vec![9, 1], Some(5)),
            (vec![3, 100, 1], Some(3)),
            (vec![4, 100, 1, 2], Some(3)),
        ] {
            let stage = Stage::of(times.clone());
            assert_eq!(stage.median, median, "{times:?}");
            assert_eq!(stage.count as usize, times.len());
        }
    }

    #[test]
    fn a_rate_of_nothing_is_none_and_others_are_rounded() {
        let rate = |yes, of| Rate { yes, of, open: 9 }.per_mille();
        assert_eq!(rate(0, 0), None);
        assert_eq!((rate(1, 3), rate(2, 3)), (Some(333), Some(667)));
        assert_eq!((rate(0, 7), rate(7, 7)), (Some(0), Some(1_000)));
    }

    #[test]
    fn what_is_late_is_counted_by_begun_days() {
        let filed = Timestamp(0);
        let issue = |status, answered_at: Option<i64>, due: Option<&str>| IssueFacts {
            status,
            filed_at: Some(filed),
            answered_at: answered_at.map(Timestamp),
            decided_at: None,
            result_at: None,
            due: due.map(|due| due.parse().expect("a day")),
        };
        let facts = Facts {
            issues: vec![
                issue(Status::Filed, None, None),
                issue(Status::Withdrawn, None, None),
                issue(Status::Accepted, Some(ANSWER_DAYS * DAY), None),
                issue(Status::Accepted, Some(ANSWER_DAYS * DAY + 1), None),
                issue(Status::InWork, Some(1), Some("1970-01-08")),
                // Of a day that has come, of work that is done, and of what was taken over.
                issue(Status::InWork, Some(1), Some("1970-01-09")),
                issue(Status::Appraisal, Some(1), Some("1970-01-01")),
                IssueFacts {
                    filed_at: None,
                    ..issue(Status::Filed, None, None)
                },
            ],
            results: vec![],
        };
        let at = |ms| figures(&facts, &Zone::utc(), Timestamp(ms));
        let in_time = at(ANSWER_DAYS * DAY);
        assert_eq!(
            in_time.response,
            Rate {
                yes: 4,
                of: 5,
                open: 1
            }
        );
        assert_eq!(in_time.late_answers, Late::default());
        let over = at(ANSWER_DAYS * DAY + DAY + 1);
        assert_eq!(
            over.response,
            Rate {
                yes: 4,
                of: 6,
                open: 0
            }
        );
        assert_eq!(
            over.late_answers,
            Late {
                count: 1,
                longest: 2
            }
        );
        assert_eq!(
            over.late_work,
            Late {
                count: 1,
                longest: 1
            }
        );
    }
}
