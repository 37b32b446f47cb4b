//! 实施结果公开: what came of the work.

use serde::{Deserialize, Serialize};

use super::{Course, UNSOLVED_PERCENT, Verdict, find};
use crate::field::{BODY_MAX, Check};
use crate::issue::{Step, check_photos};
use crate::meeting::HANDS_MAX;
use crate::time::DAY;
use crate::{
    Actor, Event, Field, IssueId, Kept, Outcome, PhotoId, Problem, Refusal, State, Text, TextId,
    Timestamp,
};

/// Most that work may have cost, in yuan: more than any community has.
pub const COST_MAX: u32 = 100_000_000;

/// What the owners decided together: by head and by floor area, both in numbers that were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnersVote {
    /// Owners in favour, of all who have a vote.
    pub heads: u32,
    pub of_heads: u32,
    /// Square metres of floor in favour, of all.
    pub area: u32,
    pub of_area: u32,
    /// Whether that was enough; how much is depends on the matter.
    pub adopted: bool,
}

/// Publishes what came of the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishResult {
    pub issue: IssueId,
    /// What was done; of a matter that was referred, the answer that came; of the owners' decision,
    /// what it means.
    pub words: String,
    /// In yuan, if it cost anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<u32>,
    /// Of a pilot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Where the owners decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owners: Option<OwnersVote>,
    /// Uploaded before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
}

/// Events of the time before it could be set have no share.
pub(crate) fn usual_share() -> u32 {
    UNSOLVED_PERCENT
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
pub(crate) fn is_usual_share(percent: &u32) -> bool {
    *percent == UNSOLVED_PERCENT
}

pub(crate) fn publish(
    state: &State,
    actor: &Actor,
    c: &PublishResult,
    id: TextId,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let course = find(state, c.issue, Step::PublishResult)?.course;
    let mut check = Check::default();
    let words = check.text(Field::Body, &c.words, BODY_MAX);
    check.range(Field::Cost, c.cost.unwrap_or(0), &(0..=COST_MAX));
    match (course, c.verdict) {
        (Course::Pilot, None) => check.wrong(Field::Verdict, Problem::Missing),
        (Course::Pilot, Some(_)) | (_, None) => {}
        (_, Some(_)) => check.wrong(Field::Verdict, Problem::Unknown),
    }
    match (course, c.owners) {
        (Course::OwnersDecide, None) => check.wrong(Field::Heads, Problem::Missing),
        (Course::OwnersDecide, Some(vote)) => {
            check.range(Field::OfHeads, vote.of_heads, &(1..=HANDS_MAX));
            check.range(
                Field::Heads,
                vote.heads,
                &(0..=vote.of_heads.min(HANDS_MAX)),
            );
            check.range(Field::OfArea, vote.of_area, &(1..=COST_MAX));
            check.range(
                Field::FloorArea,
                vote.area,
                &(0..=vote.of_area.min(COST_MAX)),
            );
        }
        (_, None) => {}
        (_, Some(_)) => check.wrong(Field::Heads, Problem::Unknown),
    }
    check_photos(&mut check, state, &c.photos);
    check.done()?;
    let settings = state.appraisal_settings;
    let published = Event::ResultPublished {
        issue: c.issue,
        cost: c.cost,
        verdict: c.verdict,
        owners: c.owners,
        text: id,
        photos: c.photos.clone(),
        appraisal_until: now.plus(i64::from(settings.days) * DAY),
        unsolved_percent: settings.unsolved_percent,
    };
    Ok(Outcome::event(published).with([Kept::words(id, actor, Text::body(words))]))
}
