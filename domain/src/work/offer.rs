//! 提供资源: what neighbours and partner units give for work, and the branch's answer.

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::field::{BODY_MAX, Check, NAME_MAX, REASON_MAX};
use crate::issue::{self, Step};
use crate::{
    Actor, Event, Field, IssueId, Kept, OrganisationId, Outcome, PersonId, Problem, Refusal, State,
    Text, TextId, Timestamp,
};

codes! {
    /// What can be given.
    pub enum Resource {
        /// 人手
        People = "people",
        /// 资金
        Money = "money",
        /// 物资
        Material = "material",
        /// 技能
        Skill = "skill",
        /// 场地
        Place = "place",
    }
}

codes! {
    /// What became of an offer.
    pub enum OfferStatus {
        /// Nobody has answered yet.
        Open = "open",
        Accepted = "accepted",
        Declined = "declined",
        /// Taken back by whoever made it, or they are no member any more.
        Withdrawn = "withdrawn",
    }
}

/// What rules need to know of an offer. It is known by the id of its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub issue: IssueId,
    pub person: PersonId,
    pub resource: Resource,
    pub status: OfferStatus,
}

/// Offers something for the work on an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferResource {
    pub issue: IssueId,
    pub resource: Resource,
    /// For which a handler offers it; its name then stands with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<OrganisationId>,
    /// Under which name it is told, where somebody wants one to be; of no organisation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What exactly.
    pub words: String,
}

/// Accepts or declines an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerOffer {
    pub issue: IssueId,
    pub offer: TextId,
    pub accept: bool,
    /// Thanks; of what is declined the reason, too.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// An offer as pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferView {
    pub id: TextId,
    pub issue: IssueId,
    /// Of that issue.
    pub number: u32,
    pub title: String,
    pub resource: Resource,
    pub status: OfferStatus,
    pub at: Timestamp,
    /// The viewer made it.
    pub mine: bool,
    /// Whose it is; empty where somebody does not want to be named.
    pub by: String,
    pub words: String,
    /// What the branch said; empty where it has not, or had no need to.
    pub answer: String,
}

/// Offers on one page; the newest stand first, those that wait for an answer before all others.
pub const OFFERS_MAX: u32 = 200;

/// While the work goes on.
pub(crate) fn offer(
    state: &State,
    actor: &Actor,
    c: &OfferResource,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let person = actor.person.ok_or(Refusal::SignedOut)?;
    issue::find(state, c.issue)?
        .status
        .allows(Step::PublishResult)?;
    let mut check = Check::default();
    let name = match c.organisation {
        None => check.optional_text(Field::Name, &c.name, NAME_MAX),
        Some(id) => match state.organisations.get(&id) {
            Some(known) if actor.organisation == Some(id) && !known.ended => known.name.clone(),
            Some(_) | None => {
                check.wrong(Field::Organisation, Problem::Unknown);
                String::new()
            }
        },
    };
    let words = check.text(Field::Body, &c.words, BODY_MAX);
    check.done()?;
    let text = Text {
        title: name,
        body: words,
    };
    Ok(Outcome::event(Event::ResourceOffered {
        issue: c.issue,
        person,
        resource: c.resource,
        organisation: c.organisation,
        text: id,
    })
    .with([Kept::words(id, actor, text)]))
}

/// An offer that nobody has answered yet; others are not there any more.
fn open(state: &State, issue: IssueId, id: TextId) -> Result<&Offer, Refusal> {
    let offer = state.offers.get(&id);
    let offer = offer.filter(|offer| offer.issue == issue && offer.status == OfferStatus::Open);
    offer.ok_or(Refusal::NotFound)
}

/// What is declined has a reason, which residents read.
pub(crate) fn answer(
    state: &State,
    actor: &Actor,
    c: &AnswerOffer,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let offer = open(state, c.issue, c.offer)?;
    let mut check = Check::default();
    let words = check.words(Field::Reason, &c.words, REASON_MAX, !c.accept);
    check.done()?;
    let said = !words.is_empty();
    let answered = Event::OfferAnswered {
        issue: c.issue,
        offer: c.offer,
        person: offer.person,
        resource: offer.resource,
        accepted: c.accept,
        text: said.then_some(id),
    };
    let kept = said.then(|| Kept::words(id, actor, Text::body(words)));
    Ok(Outcome::event(answered).with(kept))
}

/// Whoever made it takes it back, until it is answered.
pub(crate) fn withdraw(
    state: &State,
    actor: &Actor,
    issue: IssueId,
    id: TextId,
) -> Result<Outcome, Refusal> {
    let offer = open(state, issue, id)?;
    if actor.person != Some(offer.person) {
        return Err(Refusal::NotFound);
    }
    Ok(Outcome::event(Event::OfferWithdrawn { issue, offer: id }))
}
