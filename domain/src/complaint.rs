//! Complaints about what somebody has reported (举报): the committee looks at them, and hides an
//! issue that should not stand there. Its author reads why, and may appeal once; somebody else
//! decides that. A hidden issue keeps its step of life and its seconds: it is only read by fewer,
//! and goes no further by itself.

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::field::{Check, REASON_MAX};
use crate::issue::{self, Issue};
use crate::{
    Actor, Event, Field, IssueId, Kept, Outcome, PersonId, Refusal, State, Text, TextId, Timestamp,
};

codes! {
    /// What is wrong with it, as whoever complains sees it.
    pub enum Kind {
        /// 辱骂、人身攻击
        Insult = "insult",
        /// 泄露他人隐私
        Private = "private",
        /// 不属实
        Untrue = "untrue",
        /// 广告、刷屏
        Advertising = "advertising",
        /// 违法内容
        Unlawful = "unlawful",
        Other = "other",
    }
}

/// 举报: somebody says that an issue should not stand there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complain {
    pub issue: IssueId,
    pub kind: Kind,
    /// May be empty.
    pub words: String,
}

/// 隐藏
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HideIssue {
    pub issue: IssueId,
    /// Its author reads it.
    pub reason: String,
}

/// 申诉: the author says why it should be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    pub issue: IssueId,
    pub words: String,
}

/// 恢复: it is shown again, whether or not its author has appealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RestoreIssue {
    pub issue: IssueId,
    /// Its author reads it.
    pub reason: String,
}

/// 维持: the author has appealed, and it stays hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpholdHiding {
    pub issue: IssueId,
    /// Its author reads it.
    pub reason: String,
}

codes! {
    /// How far the appeal against a hiding has come.
    pub enum Appealed {
        Not = "not",
        /// Nobody has decided it yet.
        Waits = "waits",
        /// It stays hidden.
        Upheld = "upheld",
    }
}

/// That an issue is hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hiding {
    /// Whose issue it is; nobody's of an imported one.
    pub reporter: Option<PersonId>,
    /// Who hid it: they decide no appeal.
    pub by: PersonId,
    pub at: Timestamp,
    pub appealed: Appealed,
}

/// A complaint that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    pub at: Timestamp,
    /// The committee has looked at it.
    pub settled: bool,
}

pub(crate) fn complain(
    state: &State,
    actor: &Actor,
    c: &Complain,
    id: TextId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let person = actor.person.ok_or(Refusal::SignedOut)?;
    let issue = issue::find_shown(state, c.issue)?;
    if issue.reporter == Some(person) {
        return Err(Refusal::NotAllowed);
    }
    if state.complaints.contains_key(&(c.issue, person)) {
        return Err(Refusal::Exists);
    }
    issue::check_complained(state, person, now)?;
    let mut check = Check::default();
    let words = check.optional_text(Field::Reason, &c.words, REASON_MAX);
    check.done()?;
    let said = !words.is_empty();
    let made = Event::ComplaintMade {
        issue: c.issue,
        person,
        kind: c.kind,
        text: said.then_some(id),
    };
    let kept = said.then(|| Kept::words(id, actor, Text::body(words)));
    Ok(Outcome::event(made).with(kept))
}

/// The committee has looked, and it stays as it is.
pub(crate) fn dismiss(state: &State, issue: IssueId) -> Result<Outcome, Refusal> {
    let mut complaints = state.complaints.iter();
    if complaints.any(|((of, _), complaint)| *of == issue && !complaint.settled) {
        Ok(Outcome::event(Event::ComplaintsDismissed { issue }))
    } else {
        Err(Refusal::NotFound)
    }
}

pub(crate) fn hide(
    state: &State,
    actor: &Actor,
    c: &HideIssue,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let by = actor.person.ok_or(Refusal::SignedOut)?;
    if issue::find(state, c.issue)?.hidden {
        return Err(Refusal::Exists);
    }
    let reason = Kept::reason(id, actor, &c.reason)?;
    let hidden = Event::IssueHidden {
        issue: c.issue,
        by,
        text: id,
    };
    Ok(Outcome::event(hidden).with([reason]))
}

/// The issue and that it is hidden, if it is.
fn find_hidden(state: &State, id: IssueId) -> Result<(&Issue, &Hiding), Refusal> {
    let issue = issue::find(state, id)?;
    let hiding = state.hidings.get(&id).ok_or(Refusal::NotFound)?;
    Ok((issue, hiding))
}

pub(crate) fn appeal(
    state: &State,
    actor: &Actor,
    c: &Appeal,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let (issue, hiding) = find_hidden(state, c.issue)?;
    if issue.reporter.is_none() || issue.reporter != actor.person {
        return Err(Refusal::NotAllowed);
    }
    match hiding.appealed {
        Appealed::Not => {}
        Appealed::Waits | Appealed::Upheld => return Err(Refusal::Exists),
    }
    let mut check = Check::default();
    let words = check.text(Field::Body, &c.words, REASON_MAX);
    check.done()?;
    let appealed = Event::HidingAppealed {
        issue: c.issue,
        text: id,
    };
    Ok(Outcome::event(appealed).with([Kept::words(id, actor, Text::body(words))]))
}

/// An appeal is decided by whoever neither hid the issue nor wrote it.
fn check_other(hiding: &Hiding, actor: &Actor) -> Result<(), Refusal> {
    if actor.person == Some(hiding.by) || actor.person == hiding.reporter {
        Err(Refusal::OwnHiding)
    } else {
        Ok(())
    }
}

pub(crate) fn restore(
    state: &State,
    actor: &Actor,
    c: &RestoreIssue,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let (_, hiding) = find_hidden(state, c.issue)?;
    // Whoever hid it takes that back as long as nobody has to judge it.
    let own = actor.person == Some(hiding.by) && hiding.appealed != Appealed::Waits;
    if !own {
        check_other(hiding, actor)?;
    }
    let reason = Kept::reason(id, actor, &c.reason)?;
    let restored = Event::IssueRestored {
        issue: c.issue,
        text: id,
    };
    Ok(Outcome::event(restored).with([reason]))
}

pub(crate) fn uphold(
    state: &State,
    actor: &Actor,
    c: &UpholdHiding,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let (_, hiding) = find_hidden(state, c.issue)?;
    if hiding.appealed != Appealed::Waits {
        return Err(Refusal::NotFound);
    }
    check_other(hiding, actor)?;
    let reason = Kept::reason(id, actor, &c.reason)?;
    let upheld = Event::HidingUpheld {
        issue: c.issue,
        text: id,
    };
    Ok(Outcome::event(upheld).with([reason]))
}

/// What its author and the committee read of a hidden issue besides itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenView {
    pub at: Timestamp,
    pub reason: String,
    pub appealed: Appealed,
    /// What its author wrote; empty where they have not appealed.
    pub appeal: String,
    /// Why it stays hidden; empty until that is decided.
    pub upheld: String,
    /// The viewer hid it.
    pub by_viewer: bool,
}

/// A complaint as the committee reads it, without who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplaintView {
    pub at: Timestamp,
    pub kind: Kind,
    pub words: String,
}

/// An issue about which somebody complained, or that is hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    pub number: u32,
    pub title: String,
    /// That nobody has looked at.
    pub complaints: u32,
    pub hidden: Option<HiddenView>,
}

/// Cases of each kind at most on the committee's page.
pub const CASES_MAX: u32 = 100;

/// All that an issue's page of complaints says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseView {
    pub issue: IssueId,
    pub number: u32,
    pub title: String,
    pub mine: bool,
    /// Whether the viewer complained, and whether the committee has looked at it since.
    pub complained: Option<bool>,
    pub is_hidden: bool,
    /// For its author and for whoever reads what is hidden.
    pub hidden: Option<HiddenView>,
    /// That nobody has looked at, the oldest first, at most [`CASES_MAX`]; for whoever hides.
    pub complaints: Vec<ComplaintView>,
}
