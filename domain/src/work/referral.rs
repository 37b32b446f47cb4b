//! 转街镇: to whom a matter was referred, and what they replied.

use serde::{Deserialize, Serialize};

use super::{Course, Work, find};
use crate::field::{BODY_MAX, Check, NAME_MAX};
use crate::issue::Step;
use crate::time::DAY;
use crate::{
    Actor, Date, Event, Field, IssueId, Kept, Outcome, Problem, Refusal, State, Text, TextId,
    Timestamp, Zone,
};

/// Says to whom a matter went, whose decision was to refer it. It may go to another afterwards, or
/// there once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferWork {
    pub issue: IssueId,
    /// What they are called: an office of street or town.
    pub to: String,
    /// When it was sent.
    pub sent: Date,
    /// What was asked of them, and under which number.
    pub words: String,
}

/// Enters what they replied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnterReply {
    pub issue: IssueId,
    /// When it came.
    pub received: Date,
    pub words: String,
}

/// Where a matter is that was referred, as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralView {
    /// To whom it went last.
    pub to: String,
    pub sent: Date,
    /// When they replied, if they have.
    pub received: Option<Date>,
}

/// The work, if it is a referral under way.
fn referred(state: &State, issue: IssueId) -> Result<&Work, Refusal> {
    let work = find(state, issue, Step::PublishResult)?;
    match work.course {
        Course::ReferUpward => Ok(work),
        Course::DoIt | Course::Pilot | Course::Direct | Course::OwnersDecide => {
            Err(Refusal::NotFound)
        }
    }
}

/// Notes a day that has not come, or that nobody means. A day's grace: somewhere it is tomorrow.
fn check_past(check: &mut Check, date: Date, now: Timestamp) {
    if date > Zone::utc().date(now.plus(DAY)) || !date.is_sound() {
        check.wrong(Field::Due, Problem::TooFar);
    }
}

pub(crate) fn refer(
    state: &State,
    actor: &Actor,
    c: &ReferWork,
    id: TextId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    referred(state, c.issue)?;
    let mut check = Check::default();
    let to = check.words(Field::Owner, &c.to, NAME_MAX, true);
    check_past(&mut check, c.sent, now);
    let words = check.text(Field::Body, &c.words, BODY_MAX);
    check.done()?;
    Ok(Outcome::event(Event::WorkReferred {
        issue: c.issue,
        sent: c.sent,
        text: id,
    })
    .with([
        Kept::words(id, actor, Text::body(words)),
        Kept::Owner { id, owner: to },
    ]))
}

/// What comes back comes from whoever it went to last.
pub(crate) fn reply(
    state: &State,
    actor: &Actor,
    c: &EnterReply,
    id: TextId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    if !referred(state, c.issue)?.referred {
        return Err(Refusal::NotFound);
    }
    let mut check = Check::default();
    check_past(&mut check, c.received, now);
    let words = check.text(Field::Body, &c.words, BODY_MAX);
    check.done()?;
    let replied = Event::ReplyReceived {
        issue: c.issue,
        received: c.received,
        text: id,
    };
    Ok(Outcome::event(replied).with([Kept::words(id, actor, Text::body(words))]))
}
