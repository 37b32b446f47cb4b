//! The stations on an issue's way, for the strip on its page: where it stands, and what comes next.

use super::Status;

/// A station on an issue's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Station {
    Filed,
    Accepted,
    OnAgenda,
    Decided,
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
];

impl Status {
    /// The way that an issue with this status is on.
    pub fn way(self) -> Way {
        let (stations, at): (&[Station], usize) = match self {
            Status::Filed => (WHOLE, 0),
            Status::Accepted => (WHOLE, 1),
            Status::OnAgenda => (WHOLE, 2),
            Status::Decided | Status::Deferred => (WHOLE, 3),
            Status::Declined => (&[Station::Filed, Station::Declined], 1),
            Status::Withdrawn => (&[Station::Filed, Station::Withdrawn], 1),
            Status::Closed => (&[Station::Filed, Station::Closed], 1),
        };
        Way { stations, at }
    }
}
