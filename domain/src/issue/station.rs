//! The stations on an issue's way, for the strip on its page: where it stands, and what comes next.

use super::Status;
use crate::work::Course;

/// A station on an issue's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Station {
    Filed,
    Accepted,
    OnAgenda,
    Decided,
    InWork,
    Appraisal,
    Returned,
    Declined,
    Withdrawn,
    Closed,
}

/// The way of an issue: its stations in order, and which of them, counted from 0, it stands at.
/// Those before are behind it, those after are ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    pub stations: &'static [Station],
    pub at: usize,
}

/// The way that leads through a meeting.
const WHOLE: &[Station] = &[
    Station::Filed,
    Station::Accepted,
    Station::OnAgenda,
    Station::Decided,
    Station::InWork,
    Station::Appraisal,
];
/// What a meeting decided not to have done.
const NOT_DONE: &[Station] = &[
    Station::Filed,
    Station::Accepted,
    Station::OnAgenda,
    Station::Decided,
];
const CLOSED: &[Station] = &[
    Station::Filed,
    Station::Accepted,
    Station::OnAgenda,
    Station::Decided,
    Station::InWork,
    Station::Closed,
];
/// Back on the way, for a meeting or for other work.
const RETURNED: &[Station] = &[
    Station::Filed,
    Station::Returned,
    Station::OnAgenda,
    Station::Decided,
    Station::InWork,
    Station::Appraisal,
];
/// Without a meeting.
const DIRECT: &[Station] = &[Station::Filed, Station::InWork, Station::Appraisal];
const DIRECT_CLOSED: &[Station] = &[Station::Filed, Station::InWork, Station::Closed];

impl Status {
    /// The way that an issue with this status is on; `course` is that of its latest work.
    pub fn way(self, course: Option<Course>) -> Way {
        let direct = course == Some(Course::Direct);
        let (stations, at): (&[Station], usize) = match self {
            Status::Filed => (WHOLE, 0),
            Status::Accepted => (WHOLE, 1),
            Status::OnAgenda => (WHOLE, 2),
            Status::Deferred => (WHOLE, 3),
            Status::Decided => (NOT_DONE, 3),
            Status::InWork if direct => (DIRECT, 1),
            Status::InWork => (WHOLE, 4),
            Status::Appraisal if direct => (DIRECT, 2),
            Status::Appraisal => (WHOLE, 5),
            Status::Returned => (RETURNED, 1),
            Status::Declined => (&[Station::Filed, Station::Declined], 1),
            Status::Withdrawn => (&[Station::Filed, Station::Withdrawn], 1),
            Status::Closed if direct => (DIRECT_CLOSED, 2),
            Status::Closed if course.is_some() => (CLOSED, 5),
            Status::Closed => (&[Station::Filed, Station::Closed], 1),
        };
        Way { stations, at }
    }
}
