//! The work (办理) that a decision opens: who does it, by when, what came of it, and what residents
//! say of the result (回访).
//!
//! An issue is in work from the publication of a decision that moves something, or from the day on
//! which the branch takes it on directly (直接办理), until its result is published. Residents who
//! stand behind it then have the word; what is not solved comes back.

mod begin;
mod offer;
mod progress;
mod referral;
mod result;
mod settings;
mod task;
mod view;
mod word;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::meeting::{DateMeans, Decision, DecisionKind};
use crate::{
    Actor, Date, IssueId, OrganisationId, PersonId, Refusal, Role, State, TextId, Timestamp, issue,
};

pub use begin::BeginWork;
pub(crate) use begin::{begin, check_day, check_responsible};
pub use offer::{AnswerOffer, OFFERS_MAX, Offer, OfferResource, OfferStatus, OfferView, Resource};
pub(crate) use offer::{answer as answer_offer, offer, withdraw as withdraw_offer};
pub use progress::{ChangeDue, ReportProgress};
pub(crate) use progress::{change_due, report};
pub use referral::{EnterReply, ReferWork, ReferralView};
pub(crate) use referral::{refer, reply};
pub use result::{COST_MAX, OwnersVote, PublishResult};
pub(crate) use result::{is_usual_share, publish, usual_share};
pub(crate) use settings::change as change_settings;
pub use settings::{
    APPRAISAL_DAYS, AppraisalSettings, DAYS, PERCENT, UNSOLVED_PERCENT, WORDS_AT_LEAST,
};
pub use task::{AddTask, ChangeTask, TASKS_MAX, TaskStatus, TaskView};
pub(crate) use task::{add as add_task, change as change_task};
pub use view::{WORKS_PAGE, WorkCard, WorkView, Works, is_late};
pub use word::{Appraise, AppraiseFor, Tally, Word};
pub(crate) use word::{appraise, appraise_for, close, return_deferred};

/// Who is responsible for work (承办): an organisation or an office, never a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Responsible {
    Organisation(OrganisationId),
    Office(ByOffice),
}

codes! {
    /// Offices that carry work out themselves.
    pub enum ByOffice {
        /// 书记
        Secretary = "secretary",
        /// 居委会
        CommitteeWorker = "committee_worker",
        /// 楼组长
        BuildingLeader = "building_leader",
    }
}

impl ByOffice {
    /// Whose office it is.
    pub fn role(self) -> Role {
        match self {
            ByOffice::Secretary => Role::Secretary,
            ByOffice::CommitteeWorker => Role::CommitteeWorker,
            ByOffice::BuildingLeader => Role::BuildingLeader,
        }
    }
}

impl Responsible {
    /// The organisation, where it is one.
    pub fn organisation(self) -> Option<OrganisationId> {
        match self {
            Responsible::Organisation(id) => Some(id),
            Responsible::Office(_) => None,
        }
    }

    /// In one word: `organisation:…`, or `office:secretary`.
    pub fn code(self) -> String {
        match self {
            Responsible::Organisation(id) => format!("organisation:{id}"),
            Responsible::Office(office) => format!("office:{}", office.code()),
        }
    }

    /// The one with this [code](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(':')? {
            ("organisation", id) => id.parse().ok().map(Responsible::Organisation),
            ("office", office) => ByOffice::from_code(office).map(Responsible::Office),
            _ => None,
        }
    }
}

codes! {
    /// The course that work takes.
    pub enum Course {
        /// 办理
        DoIt = "do_it",
        /// 试点: ends with a verdict.
        Pilot = "pilot",
        /// 直接办理: without a meeting.
        Direct = "direct",
        /// 转街镇: ends with the answer that came back.
        ReferUpward = "refer_upward",
        /// 业主共同决定: ends with the owners' result.
        OwnersDecide = "owners_decide",
    }
}

impl Course {
    /// The course that a decision opens, if it opens any.
    pub fn of(kind: DecisionKind) -> Option<Self> {
        match kind {
            DecisionKind::DoIt => Some(Course::DoIt),
            DecisionKind::Pilot => Some(Course::Pilot),
            DecisionKind::ReferUpward => Some(Course::ReferUpward),
            DecisionKind::OwnersDecide => Some(Course::OwnersDecide),
            DecisionKind::Defer | DecisionKind::NotDone => None,
        }
    }
}

codes! {
    /// What a pilot has shown.
    pub enum Verdict {
        /// 推广: it stays, and is done elsewhere too.
        Keep = "keep",
        /// 终止: it ends.
        End = "end",
    }
}

/// How residents have the word on a result, as it began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appraisal {
    /// Until then they have it.
    pub until: Timestamp,
    /// It comes back where more than so many of a hundred who answered call it unsolved.
    pub unsolved_percent: u32,
}

/// Work on an issue: the latest, where there was several.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    pub course: Course,
    /// Nobody where the decision comes from a version that only kept a name.
    pub responsible: Option<Responsible>,
    /// By when; nothing where others set the time.
    pub due: Option<Date>,
    /// What is to be done in small parts, known by the ids of their words.
    pub tasks: BTreeMap<TextId, TaskStatus>,
    /// It went to somebody else, of what is referred.
    pub referred: bool,
    /// Nothing before the result is published.
    pub appraisal: Option<Appraisal>,
    /// The word of each who gave one.
    pub words: BTreeMap<PersonId, Word>,
}

impl Work {
    /// Work that begins.
    pub fn new(course: Course, responsible: Option<Responsible>, due: Option<Date>) -> Self {
        Self {
            course,
            responsible,
            due,
            tasks: BTreeMap::new(),
            referred: false,
            appraisal: None,
            words: BTreeMap::new(),
        }
    }

    /// The work that a published decision opens.
    pub fn of_decision(decision: &Decision, responsible: Option<Responsible>) -> Option<Self> {
        let kind = decision.kind();
        let due = match kind.date() {
            Some(DateMeans::Due) => decision.date(),
            Some(DateMeans::ReviewOn) | None => None,
        };
        Course::of(kind).map(|course| Self::new(course, responsible, due))
    }

    /// Whether this actor does the work: the committee and the secretary whatever it is, others
    /// what is theirs.
    fn is_done_by(&self, actor: &Actor) -> bool {
        let has = |role| actor.roles.contains(&role);
        has(Role::CommitteeWorker)
            || has(Role::Secretary)
            || match self.responsible {
                Some(Responsible::Organisation(id)) => actor.organisation == Some(id),
                Some(Responsible::Office(office)) => has(office.role()),
                None => false,
            }
    }
}

/// The issue and its work, if it is at this step of its life.
fn find(state: &State, id: IssueId, step: issue::Step) -> Result<&Work, Refusal> {
    let issue = issue::find(state, id)?;
    issue.status.allows(step)?;
    state.works.get(&id).ok_or(Refusal::NotFound)
}
