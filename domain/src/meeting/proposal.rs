//! The agenda that the community's rule gives a meeting, from the seconds as they are now and from what was changed by hand.
//!
//! Some items are placed (`placing.rs`) before the rule has its turn. It chooses among the others, with the minutes that are left.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::placing::place;
use super::why::{shortfall, why};
use super::{DraftItem, Line, Meeting, NotListed};
use crate::agenda::document::{Document, Frame, Placed};
use crate::agenda::{Accounts, Ballot, Credit, Election, Outcome, Rule, Step, by_seconds, whole};
use crate::issue::Issue;
use crate::{IssueId, PersonId, State};

/// What the rule gives, with all that it takes to explain, freeze and settle it.
#[derive(Debug)]
pub struct Proposal<'a> {
    /// In order.
    pub items: Vec<DraftItem>,
    state: &'a State,
    meeting: &'a Meeting,
    /// What was placed before the rule.
    placed: Vec<DraftItem>,
    /// What the rule could choose from, oldest first.
    issues: Vec<&'a Issue>,
    election: Election,
    /// Whose ballot is whose.
    persons: Vec<PersonId>,
    step: Step,
    outcome: Outcome,
}

/// What the rule gives this meeting now.
pub fn propose<'a>(state: &'a State, meeting: &'a Meeting) -> Proposal<'a> {
    let day = state.zone.date(meeting.starts_at);
    let placing = place(state, meeting, day);
    let available = placing.left;
    let issues = placing.open;
    let all = ballots(state, &issues, |person| match state.settings.rule {
        Rule::EqualShares => state.credits.get(&person).copied().unwrap_or_default(),
        // Only equal shares knows purses.
        Rule::Seconds => Credit::default(),
    });
    let (persons, ballots): (Vec<PersonId>, Vec<Ballot>) = all.into_iter().unzip();
    let costs = issues.iter().map(|issue| whole(issue.minutes.into()));
    let election = Election::new(whole(available.into()), costs.collect(), ballots)
        .expect("minutes are whole and seconds are on these issues");
    let (election, kept) = election.counting();
    let step = Step::one_minute_in_all(&election);
    let outcome = state.settings.rule.choose(&election, &step);
    let mut items = placing.placed.clone();
    for (taken, place) in outcome.taken.iter().zip(1..) {
        items.push(DraftItem {
            issue: issues[taken.issue].id,
            minutes: issues[taken.issue].minutes,
            why: why(&election, taken.issue, place, &taken.reason),
        });
    }
    Proposal {
        items,
        state,
        meeting,
        placed: placing.placed,
        persons: kept.into_iter().map(|at| persons[at]).collect(),
        issues,
        election,
        step,
        outcome,
    }
}

/// Everybody with a live second on one of these issues, with what they carry from earlier meetings.
pub(super) fn ballots(
    state: &State,
    issues: &[&Issue],
    credit: impl Fn(PersonId) -> Credit,
) -> Vec<(PersonId, Ballot)> {
    let numbers: BTreeMap<IssueId, u32> = issues.iter().map(|issue| issue.id).zip(0..).collect();
    let mut seconded: BTreeMap<PersonId, Vec<u32>> = BTreeMap::new();
    for (issue, person) in state.seconds.keys() {
        if let Some(number) = numbers.get(issue) {
            seconded.entry(*person).or_default().push(*number);
        }
    }
    let ballot = |(person, issues): (PersonId, Vec<u32>)| {
        let credit = credit(person).minutes();
        (person, Ballot::of(issues).with_credit(credit))
    };
    seconded.into_iter().map(ballot).collect()
}

impl Proposal<'_> {
    /// The items in the order of the draft where somebody has moved one by hand; what is new comes at the end.
    pub fn arranged(&self) -> Vec<DraftItem> {
        let mut items = self.items.clone();
        if self.meeting.moved {
            let place = |item: &DraftItem| {
                let mut listed = self.meeting.items.iter();
                listed.position(|listed| listed.issue == item.issue)
            };
            items.sort_by_key(|item| place(item).unwrap_or(usize::MAX));
        }
        items
    }

    /// Whether the draft is what the rule gives now.
    pub fn is_on_the_draft(&self) -> bool {
        let draft = self.meeting.items.iter().map(|item| item.issue);
        draft.eq(self.arranged().iter().map(|item| item.issue))
    }

    /// Why each issue that could have been taken was not, oldest first.
    pub fn passed_over(&self) -> Vec<(IssueId, NotListed)> {
        let accounts = Accounts::of(&self.election, &self.outcome);
        let number = |issue: usize| self.issues[issue].number;
        let not_listed = |issue: usize| {
            let cost = self.election.cost(issue);
            if cost > self.election.minutes() {
                let available = self.meeting.minutes.saturating_sub(self.placed_minutes());
                return NotListed::TooLong { available };
            }
            match self.state.settings.rule {
                Rule::EqualShares => {
                    NotListed::Shares(shortfall(&self.election, &accounts, issue, number))
                }
                Rule::Seconds => NotListed::Support {
                    rank: self.rank(issue),
                },
            }
        };
        let day = self.state.zone.date(self.meeting.starts_at);
        let mut all: Vec<(u32, IssueId, NotListed)> = (self.outcome.left_out.iter())
            .map(|&at| (self.issues[at], at))
            .filter(|(issue, _)| issue.support.seconds() > 0)
            .map(|(issue, at)| (issue.number, issue.id, not_listed(at)))
            .collect();
        for id in &self.meeting.dropped {
            let issue = self
                .state
                .issues
                .get(id)
                .filter(|issue| issue.eligible(day));
            all.extend(issue.map(|issue| (issue.number, *id, NotListed::Dropped)));
        }
        all.sort_by_key(|(number, ..)| *number);
        all.into_iter().map(|(_, id, why)| (id, why)).collect()
    }

    /// The place of an issue by plain seconds, from 1.
    fn rank(&self, issue: usize) -> u32 {
        let key = |at: usize| {
            (
                Reverse(self.election.seconds(at)),
                self.issues[at].minutes,
                at,
            )
        };
        let before = (0..self.issues.len()).filter(|&other| key(other) < key(issue));
        u32::try_from(before.count())
            .unwrap_or(u32::MAX)
            .saturating_add(1)
    }

    fn placed_minutes(&self) -> u32 {
        self.placed.iter().map(|item| item.minutes).sum()
    }

    /// The numbers of the issues that plain seconds would have chosen instead of the rule, ascending.
    pub fn by_seconds(&self) -> Vec<u32> {
        let chosen = by_seconds(&self.election);
        let mut numbers: Vec<u32> = chosen.selected().map(|at| self.issues[at].number).collect();
        numbers.sort_unstable();
        numbers
    }

    /// The canonical document of the agenda with these items, in this order, and whose ballot is whose in it.
    pub fn document(&self, agenda: &[IssueId]) -> (Document, Vec<PersonId>) {
        let (document, order) = self.document_in_order(agenda);
        (
            document,
            order.into_iter().map(|at| self.persons[at]).collect(),
        )
    }

    /// What each person of the document finds out about themselves, in its order.
    pub fn lines(&self, agenda: &[IssueId]) -> (Document, Vec<(PersonId, Line)>) {
        let (document, order) = self.document_in_order(agenda);
        let numbers: Vec<u32> = self.issues.iter().map(|issue| issue.number).collect();
        let rule = self.state.settings.rule;
        let lines = Line::all(&self.election, &self.outcome, rule, &numbers, &order);
        let persons = order.into_iter().map(|at| self.persons[at]);
        (document, persons.zip(lines).collect())
    }

    fn document_in_order(&self, agenda: &[IssueId]) -> (Document, Vec<usize>) {
        let number = |id: &IssueId| self.state.issues.get(id).map_or(0, |issue| issue.number);
        // What has gone on meanwhile, the rule could not have chosen anyway.
        let dropped = self.meeting.dropped.iter();
        let dropped = dropped.filter_map(|id| self.state.issues.get(id));
        let mut dropped: Vec<u32> = dropped
            .filter(|issue| issue.can_be_listed())
            .map(|issue| issue.number)
            .collect();
        dropped.sort_unstable();
        let frame = Frame {
            meeting: self.meeting.id,
            number: self.meeting.number,
            minutes: self.meeting.minutes,
            settings: self.state.settings,
            placed: (self.placed.iter())
                .map(|item| Placed {
                    number: number(&item.issue),
                    minutes: item.minutes,
                    why: item.why,
                })
                .collect(),
            dropped,
            agenda: agenda.iter().map(number).collect(),
        };
        let issues: Vec<(u32, u32)> = (self.issues.iter())
            .map(|issue| (issue.number, issue.support.on_behalf))
            .collect();
        Document::of(frame, &self.election, &issues, &self.step, &self.outcome)
    }

    /// What everybody who had a say carries to the next meeting.
    pub fn credits(&self) -> BTreeMap<PersonId, Credit> {
        let persons = self.persons.iter().copied();
        match self.state.settings.rule {
            Rule::EqualShares => {
                let accounts = Accounts::of(&self.election, &self.outcome);
                let credits = accounts.credits(&self.election, &self.outcome);
                persons.zip(credits.iter().map(Credit::of)).collect()
            }
            // Nobody paid anything.
            Rule::Seconds => persons
                .map(|person| {
                    let credit = self.state.credits.get(&person).copied();
                    (person, credit.unwrap_or_default())
                })
                .collect(),
        }
    }
}
