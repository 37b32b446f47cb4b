//! A person's own line in a locked agenda: what their seconds did there. Shown to nobody else.

use serde::{Deserialize, Serialize};

use super::why::down;
use crate::agenda::document::{Document, Unsound};
use crate::agenda::{Accounts, Rule};

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
    /// What they gave, to which issues; more than share and credit where all purses were raised to use the meeting.
    pub paid: Vec<(u32, u32)>,
    /// What they carry to the next meeting.
    pub carried: u32,
}

impl Line {
    /// The line of the person with that number.
    pub fn of(document: &Document, number: u32) -> Result<Self, Unsound> {
        let at = number as usize;
        let cast = at.checked_sub(1).and_then(|at| document.ballots.get(at));
        let cast = cast.ok_or(Unsound::Ballot(at))?;
        let (election, outcome) = document.recompute()?;
        let purse = match document.settings.rule {
            Rule::EqualShares => {
                let accounts = Accounts::of(&election, &outcome);
                let credits = accounts.credits(&election, &outcome);
                let paid = accounts.paid[at - 1].iter();
                Some(Purse {
                    share: down(&election.share()),
                    credit: down(&cast.credit.0),
                    paid: paid
                        .map(|(issue, minutes)| (document.issues[*issue].number, down(minutes)))
                        .collect(),
                    carried: down(&credits[at - 1]),
                })
            }
            Rule::Phragmen | Rule::Votes => None,
        };
        Ok(Self {
            number,
            of: document.ballots.len().try_into().unwrap_or(u32::MAX),
            seconded: cast.issues.clone(),
            purse,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MeetingId;
    use crate::agenda::document::Frame;
    use crate::agenda::{Ballot, Election, Settings, Step, whole};
    use uuid::Uuid;

    fn document(rule: Rule) -> Document {
        let ballots = vec![Ballot::of([0]).by(2), Ballot::of([1]).with_credit(whole(1))];
        let election = Election::new(whole(12), vec![whole(6), whole(9)], ballots);
        let election = election.expect("well-formed");
        let step = Step::one_minute_in_all(&election);
        let frame = Frame {
            meeting: MeetingId(Uuid::from_u128(1)),
            number: 1,
            minutes: 12,
            settings: Settings {
                rule,
                ..Settings::default()
            },
            placed: vec![],
            dropped: vec![],
            agenda: vec![104],
        };
        Document::of(frame, &election, &[(104, 0), (105, 0)], &step).0
    }

    #[test]
    fn everybody_reads_what_they_gave_and_what_they_keep() {
        let line = |number| Line::of(&document(Rule::EqualShares), number).expect("a line");
        let one = line(1);
        assert_eq!((one.number, one.of, &one.seconded[..]), (1, 3, &[104][..]));
        // Three people share twelve minutes; two of them pay six.
        let minute = 60_000;
        let paid = vec![(104, 3 * minute)];
        assert_eq!(
            one.purse,
            Some(Purse {
                share: 4 * minute,
                credit: 0,
                paid,
                carried: minute
            })
        );
        let other = line(3);
        assert_eq!(
            other.purse,
            Some(Purse {
                share: 4 * minute,
                credit: minute,
                paid: vec![],
                carried: 5 * minute
            })
        );
        assert_eq!(
            Line::of(&document(Rule::EqualShares), 4),
            Err(Unsound::Ballot(4))
        );
        assert_eq!(
            Line::of(&document(Rule::EqualShares), 0),
            Err(Unsound::Ballot(0))
        );
    }

    #[test]
    fn by_votes_nobody_has_minutes() {
        let line = Line::of(&document(Rule::Votes), 2).expect("a line");
        assert_eq!((line.purse, line.seconded), (None, vec![104]));
    }
}
