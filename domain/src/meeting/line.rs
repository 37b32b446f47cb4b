//! A person's own line in a locked agenda: what their seconds did there. Shown to nobody else.

use serde::{Deserialize, Serialize};

use super::why::down;
use crate::agenda::{Accounts, Election, Fraction};

/// What one person finds out about themselves. Times are in thousandths of a second, rounded down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Their number in the agenda's document, which has numbers and no names.
    pub number: u32,
    /// How many people had a say.
    pub of: u32,
    /// Which of the issues that could be chosen they seconded: issues by their own numbers.
    pub seconded: Vec<u32>,
    /// Where the rule gives everybody minutes.
    pub purse: Option<Purse>,
}

/// A person's minutes in one meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purse {
    /// Their equal share.
    pub share: u32,
    /// What they brought from earlier meetings.
    pub credit: u32,
    /// What they gave, to which issues; more than share and credit where all purses were raised to
    /// use the meeting.
    pub paid: Vec<(u32, u32)>,
    /// Their part of the issues that came in with the time left over: nobody was asked for it, and
    /// it is taken off what they carry.
    pub left_over: Vec<(u32, u32)>,
    /// What they carry to the next meeting: at most three shares.
    pub carried: u32,
}

impl Line {
    /// The lines of all people of a document, in its order: `order` says whose ballot each is.
    /// `numbers` are those of the issues; accounts are those of a rule that gives everybody
    /// minutes.
    pub(super) fn all(
        election: &Election,
        accounts: Option<&Accounts>,
        numbers: &[u32],
        order: &[usize],
    ) -> Vec<Self> {
        let share = down(&election.share());
        let times = |of: &[(usize, Fraction)]| {
            of.iter()
                .map(|(issue, minutes)| (numbers[*issue], down(minutes)))
                .collect()
        };
        let purse = |at: usize, accounts: &Accounts| Purse {
            share,
            credit: down(&election.ballots()[at].credit),
            paid: times(&accounts.paid[at]),
            left_over: times(&accounts.left_over[at]),
            carried: down(&accounts.credits[at]),
        };
        let of = u32::try_from(order.len()).unwrap_or(u32::MAX);
        let line = |(&at, number): (&usize, u32)| Self {
            number,
            of,
            seconded: (election.ballots()[at].issues.iter())
                .map(|&issue| numbers[issue as usize])
                .collect(),
            purse: accounts.map(|accounts| purse(at, accounts)),
        };
        order.iter().zip(1..).map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::{Ballot, Raise, equal_shares, whole};

    fn lines(minutes: u64) -> Vec<Line> {
        let ballots = vec![Ballot::of([0]).by(2), Ballot::of([1]).with_credit(whole(1))];
        let election = Election::new(whole(minutes), vec![whole(6), whole(9)], ballots);
        let election = election.expect("well-formed");
        let selection = equal_shares(&election, &Raise::one_minute_in_all(&election));
        let accounts = Accounts::of(&election, &selection);
        // The document sorts ballots, and has one for each person.
        Line::all(&election, Some(&accounts), &[104, 105], &[0, 0, 1])
    }

    #[test]
    fn everybody_reads_what_they_gave_and_what_they_keep() {
        let lines = lines(12);
        assert_eq!(
            (lines[0].number, lines[0].of, &lines[0].seconded[..]),
            (1, 3, &[104][..])
        );
        // Three people share twelve minutes; two of them pay six.
        let minute = 60_000;
        let purse = Purse {
            share: 4 * minute,
            credit: 0,
            paid: vec![(104, 3 * minute)],
            left_over: vec![],
            carried: minute,
        };
        assert_eq!(lines[0].purse, Some(purse));
        let purse = Purse {
            share: 4 * minute,
            credit: minute,
            paid: vec![],
            left_over: vec![],
            carried: 5 * minute,
        };
        assert_eq!((lines[2].number, lines[2].purse.clone()), (3, Some(purse)));
    }

    #[test]
    fn what_came_in_with_the_time_left_over_is_charged_and_said() {
        // The third can never pay nine minutes alone before the meeting is over, and they fit
        // beside the six.
        let line = lines(15).pop().expect("three lines");
        let purse = line.purse.expect("equal shares");
        let given: u32 = purse
            .paid
            .iter()
            .chain(&purse.left_over)
            .map(|(_, ms)| ms)
            .sum();
        assert_eq!(given, 9 * 60_000);
        assert_eq!(purse.carried, 0);
    }
}
