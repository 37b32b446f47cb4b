//! Why an issue is on an agenda, and why it is not: what is stored with the item or the issue, so
//! that its page can answer in words and numbers. Whole numbers only: they are shown and decide
//! nothing.

use serde::{Deserialize, Serialize};

use crate::agenda::{Accounts, Election, Fraction, Paid, Reason, ceil_units, floor_units};

/// Payers whose payments are published, at least: how many gave how much would tell of a few what
/// each of them gave.
pub const PAYERS_MIN: u32 = 5;

/// Why an item is on the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Danger to life or property: it comes before all ranking.
    Urgent,
    /// An earlier meeting deferred it to a date that has come.
    Deferred,
    /// Earlier agendas passed it over so often.
    PassedOver { times: u32 },
    /// The place kept for an area that had no item on the last `meetings` agendas: of its issues
    /// the one with the best support rate, `households` of `of`.
    Reserved {
        households: u32,
        of: u32,
        meetings: u32,
    },
    /// Added by hand, with a written reason.
    ByHand,
    /// By its rank among all that could be chosen, with that many seconds.
    Support { rank: u32, seconds: u32 },
    /// Its supporters paid its minutes.
    Shares(Shares),
    /// Nobody could pay any more, and it fitted into the time left over.
    LeftOver { seconds: u32 },
    /// A supplement (补充议题) to an agenda that was locked, with a written reason. Numbered
    /// from 1.
    Supplement { number: u32 },
}

impl Why {
    /// Whether people put it there, with a reason of their own.
    pub fn by_hand(self) -> bool {
        match self {
            Why::ByHand | Why::Supplement { .. } => true,
            Why::Urgent
            | Why::Deferred
            | Why::PassedOver { .. }
            | Why::Reserved { .. }
            | Why::Support { .. }
            | Why::Shares(_)
            | Why::LeftOver { .. } => false,
        }
    }

    /// Whether it was added after the lock.
    pub fn is_supplement(self) -> bool {
        matches!(self, Why::Supplement { .. })
    }

    /// Whether the rule chose it, rather than its being placed before the rule had its turn.
    pub fn by_rule(self) -> bool {
        match self {
            Why::Support { .. } | Why::Shares(_) | Why::LeftOver { .. } => true,
            Why::Urgent
            | Why::Deferred
            | Why::PassedOver { .. }
            | Why::Reserved { .. }
            | Why::ByHand
            | Why::Supplement { .. } => false,
        }
    }
}

/// How an issue was paid by equal shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shares {
    /// Its turn, from 1.
    pub turn: u32,
    /// People who second it.
    pub seconds: u32,
    /// Who gave how much; kept back where fewer than [`PAYERS_MIN`] gave anything.
    pub given: Option<Given>,
}

/// Who gave how much, nobody by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The most that anybody gave, in thousandths of a second, rounded down.
    pub cap: u32,
    /// People who gave that.
    pub full: u32,
    /// People who had less and gave what they had. The other supporters had nothing left.
    pub rest: u32,
}

/// Why an issue that could have been taken is not on an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotListed {
    /// Equal shares: its supporters could not pay it. What they had is kept back where they are
    /// fewer than [`PAYERS_MIN`].
    Shares(Option<Shortfall>),
    /// Plain seconds: others had more, or it did not fit beside them.
    Support { rank: u32 },
    /// It needs more minutes than the meeting had for items to be chosen.
    TooLong { available: u32 },
    /// Taken off by hand, with a reason that stands in the changes.
    Dropped,
}

/// What was missing. All in thousandths of a second; what they had rounded down, what was missing
/// rounded up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortfall {
    /// What its supporters still had together.
    pub had: u32,
    /// What they would have needed besides.
    pub missing: u32,
    /// To which other issues (by number) they had given how much together: the three that got most.
    pub gave: Vec<(u32, u32)>,
}

/// Thousandths of a second in a minute.
const MINUTE: u64 = 60_000;

pub(super) fn down(minutes: &Fraction) -> u32 {
    floor_units(minutes, MINUTE).try_into().unwrap_or(u32::MAX)
}

fn up(minutes: &Fraction) -> u32 {
    ceil_units(minutes, MINUTE).try_into().unwrap_or(u32::MAX)
}

fn count(number: u64) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}

/// The reason of a rule as it is stored; `turn` counts what the rule took, from 1.
pub(super) fn why(election: &Election, issue: usize, turn: u32, reason: &Reason) -> Why {
    let seconds = count(election.seconds(issue));
    let shares = |given| {
        Why::Shares(Shares {
            turn,
            seconds,
            given,
        })
    };
    match reason {
        Reason::Paid(paid) => shares(given(election, paid)),
        // Items of a meeting need five minutes at least.
        Reason::NeedsNone => shares(None),
        Reason::TimeLeftOver { .. } => Why::LeftOver { seconds },
        Reason::Seconds { rank, .. } => Why::Support {
            rank: u32::try_from(*rank).unwrap_or(u32::MAX),
            seconds,
        },
        Reason::Turn { .. } => Why::Support {
            rank: turn,
            seconds,
        },
    }
}

fn given(election: &Election, paid: &Paid) -> Option<Given> {
    let people = |ballots: &[u32]| {
        let people = ballots
            .iter()
            .map(|&ballot| u64::from(election.ballots()[ballot as usize].people));
        count(people.sum())
    };
    let (full, rest) = (people(&paid.full), people(&paid.rest));
    (full + rest >= PAYERS_MIN).then(|| Given {
        cap: down(&paid.cap),
        full,
        rest,
    })
}

/// What was missing to an issue that equal shares left out; `number` gives the number that an issue
/// is known by.
pub(super) fn shortfall(
    election: &Election,
    accounts: &Accounts,
    issue: usize,
    number: impl Fn(usize) -> u32,
) -> Option<Shortfall> {
    if count(election.seconds(issue)) < PAYERS_MIN {
        return None;
    }
    let left_out = accounts.left_out(election, issue);
    let mut gave = left_out.gave;
    // What came in with the time left over was paid by nobody; and what a few gave is theirs.
    gave.retain(|(other, _)| {
        let payers = election.supporters(issue).iter().filter(|&&ballot| {
            let paid = &accounts.paid[ballot as usize];
            paid.iter().any(|(paid_for, _)| paid_for == other)
        });
        let people = payers.map(|&ballot| election.ballots()[ballot as usize].people);
        people.sum::<u32>() >= PAYERS_MIN
    });
    gave.truncate(3);
    Some(Shortfall {
        had: down(&left_out.had),
        missing: up(&(left_out.needed - left_out.had)),
        gave: gave
            .into_iter()
            .map(|(other, minutes)| (number(other), down(&minutes)))
            .collect(),
    })
}
