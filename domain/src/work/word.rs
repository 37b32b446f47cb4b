//! 回访: the residents' word on a result, and what follows from it and from the days that pass.

use serde::{Deserialize, Serialize};

use super::{Appraisal, WORDS_AT_LEAST, Work, find};
use crate::field::{Check, REASON_MAX};
use crate::issue::{self, Step};
use crate::{
    Actor, Event, Field, IssueId, Kept, Outcome, PersonId, Refusal, State, Text, TextId, Timestamp,
};

/// What one person says of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    pub solved: bool,
    pub satisfied: bool,
    /// Somebody entered it for a person without a phone (代录).
    pub on_behalf: bool,
}

/// One's own word on a result; a later one replaces it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appraise {
    pub issue: IssueId,
    pub solved: bool,
    pub satisfied: bool,
    /// May be empty.
    pub words: String,
}

/// The word of somebody whose second was entered for them (代录).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppraiseFor {
    pub issue: IssueId,
    pub person: PersonId,
    pub solved: bool,
    pub satisfied: bool,
    /// May be empty.
    pub words: String,
}

/// Words of both kinds, counted apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Those who answered themselves, and those for whom somebody entered it.
    pub online: u32,
    pub on_behalf: u32,
    /// Of both.
    pub solved: u32,
    pub satisfied: u32,
}

impl Tally {
    /// Adds a word.
    pub fn add(&mut self, word: Word) {
        if word.on_behalf {
            self.on_behalf += 1;
        } else {
            self.online += 1;
        }
        self.solved += u32::from(word.solved);
        self.satisfied += u32::from(word.satisfied);
    }

    /// All who answered.
    pub fn words(self) -> u32 {
        self.online + self.on_behalf
    }
}

pub(crate) fn appraise(
    state: &State,
    actor: &Actor,
    c: &Appraise,
    id: TextId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let person = actor.person.ok_or(Refusal::SignedOut)?;
    let entered =
        (state.seconds.get(&(c.issue, person))).is_some_and(|second| second.entered_by.is_some());
    if entered {
        return Err(Refusal::NotAllowed);
    }
    say(state, actor, c, person, None, id, now)
}

/// Only for those whose own second was entered: nobody answers for a neighbour who can.
pub(crate) fn appraise_for(
    state: &State,
    actor: &Actor,
    c: &AppraiseFor,
    id: TextId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let second = state.seconds.get(&(c.issue, c.person));
    if second.is_none_or(|second| second.entered_by.is_none()) {
        return Err(Refusal::NotSeconded);
    }
    let word = Appraise {
        issue: c.issue,
        solved: c.solved,
        satisfied: c.satisfied,
        words: c.words.clone(),
    };
    say(state, actor, &word, c.person, actor.person, id, now)
}

fn say(
    state: &State,
    actor: &Actor,
    c: &Appraise,
    person: PersonId,
    entered_by: Option<PersonId>,
    id: TextId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let reporter = issue::find(state, c.issue)?.reporter == Some(person);
    if !reporter && !state.seconds.contains_key(&(c.issue, person)) {
        return Err(Refusal::NotSeconded);
    }
    let work = find(state, c.issue, Step::Close)?;
    let open = work.appraisal.filter(|appraisal| now < appraisal.until);
    let appraisal = open.ok_or(Refusal::AppraisalOver)?;
    let mut check = Check::default();
    let words = check.optional_text(Field::Reason, &c.words, REASON_MAX);
    check.done()?;
    let said = !words.is_empty();
    let mut events = vec![Event::Appraised {
        issue: c.issue,
        person,
        solved: c.solved,
        satisfied: c.satisfied,
        entered_by,
        text: said.then_some(id),
    }];
    let said_now = Word {
        solved: c.solved,
        satisfied: c.satisfied,
        on_behalf: entered_by.is_some(),
    };
    if reporter && !c.solved {
        events.push(Event::IssueReopened {
            issue: c.issue,
            by_reporter: true,
        });
    } else if is_unsolved(work, appraisal, person, said_now) {
        events.push(Event::IssueReopened {
            issue: c.issue,
            by_reporter: false,
        });
    }
    let kept = said.then(|| Kept::words(id, actor, Text::body(words)));
    Ok(Outcome::events(events).with(kept))
}

/// Whether those who answered, with this word of this person, say that it is not solved.
fn is_unsolved(work: &Work, appraisal: Appraisal, person: PersonId, said: Word) -> bool {
    let mut words = work.words.clone();
    words.insert(person, said);
    let unsolved = words.values().filter(|word| !word.solved).count();
    let share = appraisal.unsolved_percent as usize;
    words.len() >= WORDS_AT_LEAST && unsolved * 100 > words.len() * share
}

/// The days of an appraisal are over, and nothing brought the issue back.
pub(crate) fn close(state: &State, id: IssueId, now: Timestamp) -> Result<Outcome, Refusal> {
    let work = find(state, id, Step::Close)?;
    if work.appraisal.is_some_and(|it| now < it.until) {
        return Err(Refusal::NotYet);
    }
    Ok(Outcome::event(Event::IssueClosed { issue: id }))
}

/// The day has come to which an issue was deferred.
pub(crate) fn return_deferred(
    state: &State,
    id: IssueId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let issue = issue::find(state, id)?;
    issue.status.allows(Step::Return)?;
    let today = state.zone.date(now);
    if issue.review_on.is_some_and(|day| today < day) {
        return Err(Refusal::NotYet);
    }
    Ok(Outcome::event(Event::DeferredReturned { issue: id }))
}
