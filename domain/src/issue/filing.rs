//! 反映问题: what residents report, change and take back.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::often::{check_filed, check_not_paused};
use super::{Category, Discretion, Issue, Status, Step, find, find_shown};
use crate::field::{BODY_MAX, Check, REASON_MAX, TITLE_MAX};
use crate::place::{Area, OnPlan, Place};
use crate::{
    Actor, Event, Field, IssueId, Kept, Outcome, PhotoId, Problem, Receipt, Refusal, State, Text,
    TextId, Timestamp,
};

/// Photos of an issue at most.
pub const PHOTOS_MAX: u32 = 4;

/// 反映问题
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileIssue {
    pub issue: IssueId,
    pub category: Category,
    pub title: String,
    pub body: String,
    pub area: Area,
    pub place: Place,
    /// Uploaded before.
    pub photos: Vec<PhotoId>,
    #[serde(default, skip_serializing_if = "Discretion::is_none")]
    pub discretion: Discretion,
}

/// The reporter changes the words, until the branch has answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditIssue {
    pub issue: IssueId,
    pub category: Category,
    pub title: String,
    pub body: String,
    pub area: Area,
}

/// Times at most that facts are added to an issue.
pub const ADDED_MAX: u32 = 20;

/// The reporter adds what has come to light since: words, and photos that show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddFacts {
    pub issue: IssueId,
    pub body: String,
    /// Uploaded before.
    pub photos: Vec<PhotoId>,
}

/// The reporter takes the issue back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawIssue {
    pub issue: IssueId,
    /// May be empty.
    pub reason: String,
}

/// The words of an issue, checked.
pub fn check_words(check: &mut Check, title: &str, body: &str) -> Text {
    Text {
        title: check.text(Field::Title, title, TITLE_MAX),
        body: check.optional_text(Field::Body, body, BODY_MAX),
    }
}

/// What a filing says, checked: the browser asks before it queues it, the server before it stores
/// it.
pub fn check_filing(plan: &impl OnPlan, c: &FileIssue) -> Result<Text, Refusal> {
    let mut check = Check::default();
    let words = check_words(&mut check, &c.title, &c.body);
    check_area(&mut check, plan, &c.area);
    if !c.place.is_sound(plan) {
        check.wrong(Field::Place, Problem::Unknown);
    }
    check_count(&mut check, &c.photos);
    check.done()?;
    Ok(words)
}

/// What is added to an issue, checked by both as well.
pub fn check_facts(c: &AddFacts) -> Result<Text, Refusal> {
    let mut check = Check::default();
    let words = check.text(Field::Body, &c.body, BODY_MAX);
    check_count(&mut check, &c.photos);
    check.done()?;
    Ok(Text::body(words))
}

fn check_count(check: &mut Check, photos: &[PhotoId]) {
    if photos.len() > PHOTOS_MAX as usize {
        check.wrong(Field::Photo, Problem::TooMany { max: PHOTOS_MAX });
    }
}

/// Notes photos that are too many, that their sender has not uploaded, that an issue has already,
/// or that are named twice.
pub(crate) fn check_photos(check: &mut Check, state: &State, photos: &[PhotoId]) {
    let mut named = BTreeSet::new();
    let free = |photo: &PhotoId| state.photos.contains(photo) && named.insert(*photo);
    if photos.len() > PHOTOS_MAX as usize {
        check.wrong(Field::Photo, Problem::TooMany { max: PHOTOS_MAX });
    } else if !photos.iter().all(free) {
        check.wrong(Field::Photo, Problem::Missing);
    }
}

fn check_area(check: &mut Check, plan: &impl OnPlan, area: &Area) {
    if !plan.has_area(area) {
        check.wrong(Field::Area, Problem::Unknown);
    }
}

pub(crate) fn file(
    state: &State,
    actor: &Actor,
    c: &FileIssue,
    id: TextId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let (Some(reporter), Some(household)) = (actor.person, actor.household) else {
        return Err(Refusal::SignedOut);
    };
    if state.issues.contains_key(&c.issue) {
        return Err(Refusal::Exists);
    }
    check_not_paused(state, reporter, now)?;
    check_filed(state, actor, reporter, household, now)?;
    let words = check_filing(state, c)?;
    let mut check = Check::default();
    check_photos(&mut check, state, &c.photos);
    check.done()?;
    let number = state.last_issue_number + 1;
    let filed = Event::IssueFiled {
        issue: c.issue,
        number,
        reporter,
        category: c.category,
        area: c.area.clone(),
        building: c.place.building.clone(),
        text: id,
        photos: c.photos.clone(),
    };
    // Whoever reports an issue stands behind it: their second is given with it and can be taken
    // back.
    let seconded = Event::Seconded {
        issue: c.issue,
        person: reporter,
        household,
        entered_by: None,
    };
    let mut events = vec![filed, seconded];
    if !c.discretion.is_none() {
        events.push(Event::DiscretionChosen {
            issue: c.issue,
            discretion: c.discretion,
        });
    }
    Ok(Outcome::events(events)
        .with([Kept::words(id, actor, words)])
        .with(Kept::position(c.issue, c.place.position))
        .told(Receipt::issue(number)))
}

/// Only the reporter may.
pub(super) fn find_own<'s>(
    state: &'s State,
    actor: &Actor,
    id: IssueId,
) -> Result<&'s Issue, Refusal> {
    let issue = find(state, id)?;
    if issue.reporter.is_some() && issue.reporter == actor.person {
        Ok(issue)
    } else {
        Err(Refusal::NotAllowed)
    }
}

pub(crate) fn edit(
    state: &State,
    actor: &Actor,
    c: &EditIssue,
    id: TextId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let issue = find_own(state, actor, c.issue)?;
    find_shown(state, c.issue)?;
    if let Some(person) = actor.person {
        check_not_paused(state, person, now)?;
    }
    if issue.answered {
        return Err(Refusal::AlreadyAnswered);
    }
    if issue.status != Status::Filed {
        return Err(Refusal::IssueIs(issue.status));
    }
    let mut check = Check::default();
    let words = check_words(&mut check, &c.title, &c.body);
    check_area(&mut check, state, &c.area);
    check.done()?;
    let edited = Event::IssueEdited {
        issue: c.issue,
        category: c.category,
        area: c.area.clone(),
        text: id,
    };
    Ok(Outcome::event(edited).with([Kept::words(id, actor, words)]))
}

/// What was reported stays as it was: what is added stands beside it, with its day.
pub(crate) fn add_facts(
    state: &State,
    actor: &Actor,
    c: &AddFacts,
    id: TextId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let issue = find_own(state, actor, c.issue)?;
    find_shown(state, c.issue)?;
    if let Some(person) = actor.person {
        check_not_paused(state, person, now)?;
    }
    if !issue.status.takes_facts() {
        return Err(Refusal::IssueIs(issue.status));
    }
    if issue.added >= ADDED_MAX {
        return Err(Refusal::AddedOften { max: ADDED_MAX });
    }
    let words = check_facts(c)?;
    let mut check = Check::default();
    check_photos(&mut check, state, &c.photos);
    check.done()?;
    let added = Event::FactsAdded {
        issue: c.issue,
        text: id,
        photos: c.photos.clone(),
    };
    Ok(Outcome::event(added).with([Kept::words(id, actor, words)]))
}

pub(crate) fn withdraw(
    state: &State,
    actor: &Actor,
    c: &WithdrawIssue,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let issue = find_own(state, actor, c.issue)?;
    issue.status.allows(Step::Withdraw)?;
    let mut check = Check::default();
    let reason = check.optional_text(Field::Reason, &c.reason, REASON_MAX);
    check.done()?;
    let said = !reason.is_empty();
    let withdrawn = Event::IssueWithdrawn {
        issue: c.issue,
        text: said.then_some(id),
    };
    let kept = said.then(|| Kept::words(id, actor, Text::body(reason)));
    Ok(Outcome::event(withdrawn).with(kept))
}
