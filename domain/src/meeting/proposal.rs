//! The agenda that the community's rule gives a meeting, from the seconds as they are now and from
//! what was changed by hand.
//!
//! Some items are placed (`placing.rs`) before the rule has its turn. It chooses among the others,
//! with the minutes that are left.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use uuid::Uuid;

use super::placing::place;
use super::why::{shortfall, why};
use super::{DraftItem, Line, Meeting, NotListed};
use crate::agenda::document::{Candidate, Cast, Document, Exact, FORMAT, Placed};
use crate::agenda::{
    Accounts, Ballot, Credit, Election, Raise, Rule, Selection, by_seconds, ranks, whole,
};
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
    step: Raise,
    selection: Selection,
    /// See [`Proposal::accounts`].
    accounts: OnceCell<Option<Accounts>>,
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
    let step = Raise::one_minute_in_all(&election);
    let selection = state.settings.rule.choose(&election, &step);
    let mut items = placing.placed.clone();
    for (taken, place) in selection.taken.iter().zip(1..) {
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
        selection,
        accounts: OnceCell::new(),
    }
}

/// Everybody with a live second on one of these issues, with what they carry from earlier meetings.
pub(super) fn ballots(
    state: &State,
    issues: &[&Issue],
    credit: impl Fn(PersonId) -> Credit,
) -> Vec<(PersonId, Ballot)> {
    let mut seconded: Vec<(PersonId, u32)> = vec![];
    for (issue, number) in issues.iter().zip(0..) {
        let (first, last) = (PersonId(Uuid::nil()), PersonId(Uuid::max()));
        let seconds = state.seconds.range((issue.id, first)..=(issue.id, last));
        seconded.extend(seconds.map(|((_, person), _)| (*person, number)));
    }
    seconded.sort_unstable();
    let by_person = seconded.chunk_by(|(a, _), (b, _)| a == b);
    let ballots = by_person.map(|seconds| {
        let person = seconds[0].0;
        let issues = seconds.iter().map(|(_, issue)| *issue);
        let ballot = Ballot::of(issues).with_credit(credit(person).minutes());
        (person, ballot)
    });
    ballots.collect()
}

impl Proposal<'_> {
    /// The items in the order of the draft where somebody has moved one by hand; what is new comes
    /// at the end.
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

    /// Who paid what, where the rule gives everybody minutes. Worked out when it is first asked
    /// for: a draft is filled without.
    fn accounts(&self) -> Option<&Accounts> {
        let accounts = || match self.state.settings.rule {
            Rule::EqualShares => Some(Accounts::of(&self.election, &self.selection)),
            Rule::Seconds => None,
        };
        self.accounts.get_or_init(accounts).as_ref()
    }

    /// Why each issue that could have been taken was not, oldest first.
    pub fn passed_over(&self) -> Vec<(IssueId, NotListed)> {
        let ranks = ranks(&self.election);
        let number = |issue: usize| self.issues[issue].number;
        let not_listed = |issue: usize| {
            let cost = self.election.cost(issue);
            if cost > self.election.minutes() {
                let available = self.meeting.minutes.saturating_sub(self.placed_minutes());
                return NotListed::TooLong { available };
            }
            match self.accounts() {
                Some(accounts) => {
                    NotListed::Shares(shortfall(&self.election, accounts, issue, number))
                }
                None => NotListed::Support {
                    rank: u32::try_from(ranks[issue]).unwrap_or(u32::MAX),
                },
            }
        };
        let day = self.state.zone.date(self.meeting.starts_at);
        let mut all: Vec<(u32, IssueId, NotListed)> = (self.selection.left_out.iter())
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

    fn placed_minutes(&self) -> u32 {
        self.placed.iter().map(|item| item.minutes).sum()
    }

    /// The numbers of the issues that plain seconds would have chosen instead of the rule,
    /// ascending.
    pub fn by_seconds(&self) -> Vec<u32> {
        let chosen = by_seconds(&self.election);
        let mut numbers: Vec<u32> = chosen.selected().map(|at| self.issues[at].number).collect();
        numbers.sort_unstable();
        numbers
    }

    /// The canonical document of the agenda with these items, in this order, and what each of its
    /// people, in its order, finds out about themselves.
    pub fn document(&self, agenda: &[IssueId]) -> (Document, Vec<(PersonId, Line)>) {
        let rule = self.state.settings.rule;
        let number = |id: &IssueId| self.state.issues.get(id).map_or(0, |issue| issue.number);
        let numbers: Vec<u32> = self.issues.iter().map(|issue| issue.number).collect();
        // What has gone on meanwhile, the rule could not have chosen anyway.
        let dropped = self.meeting.dropped.iter();
        let dropped = dropped.filter_map(|id| self.state.issues.get(id));
        let mut dropped: Vec<u32> = dropped
            .filter(|issue| issue.can_be_listed())
            .map(|issue| issue.number)
            .collect();
        dropped.sort_unstable();
        let placed = self.placed.iter().map(|item| Placed {
            number: number(&item.issue),
            minutes: item.minutes,
            why: item.why,
        });
        let candidates = self.issues.iter().zip(self.election.costs());
        let candidates = candidates.map(|(issue, minutes)| Candidate {
            number: issue.number,
            minutes: Exact(minutes.clone()),
            on_behalf: issue.support.on_behalf,
        });
        let (ballots, order) = Cast::all(&self.election, &numbers);
        let lines = Line::all(&self.election, self.accounts(), &numbers, &order);
        let document = Document {
            format: FORMAT,
            meeting: self.meeting.id,
            number: self.meeting.number,
            journal: self.state.head.clone(),
            settings: self.state.settings,
            version: rule.version(),
            minutes: self.meeting.minutes,
            placed: placed.collect(),
            dropped,
            step: Exact(self.step.minutes().clone()),
            issues: candidates.collect(),
            ballots,
            chosen: self.selection.selected().map(|at| numbers[at]).collect(),
            agenda: agenda.iter().map(number).collect(),
        };
        let persons = order.into_iter().map(|at| self.persons[at]);
        (document, persons.zip(lines).collect())
    }

    /// What everybody who had a say carries to the next meeting.
    pub fn credits(&self) -> BTreeMap<PersonId, Credit> {
        let persons = self.persons.iter().copied();
        match self.accounts() {
            Some(accounts) => persons
                .zip(accounts.credits.iter().map(Credit::of))
                .collect(),
            // Nobody paid anything.
            None => persons
                .map(|person| {
                    let credit = self.state.credits.get(&person).copied();
                    (person, credit.unwrap_or_default())
                })
                .collect(),
        }
    }
}
