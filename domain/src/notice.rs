//! Notices (the in-app inbox): who is told of an event.

use serde::{Deserialize, Serialize};

use crate::{Entry, Event};

/// Who is told of an event about an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    Nobody,
    /// Whoever reported it.
    Reporter,
    /// Everybody with a live second, and whoever reported it.
    Supporters,
}

/// Who is told of this event. Whoever caused it is never told of it. Part of the journal's form:
/// another answer for an event that is in journals needs a migration of the notices.
pub fn audience(event: &Event) -> Audience {
    match event {
        Event::IssueAccepted { .. } | Event::IssueAnswered { .. } => Audience::Reporter,
        Event::IssueDeclined { .. }
        | Event::IssueWithdrawn { .. }
        | Event::ItemDropped { .. }
        | Event::ItemLocked { .. }
        | Event::DecisionPublished { .. } => Audience::Supporters,
        Event::CommunityCreated { .. }
        | Event::PlanSet(_)
        | Event::BuildingNamed { .. }
        | Event::HouseholdRegistered(_)
        | Event::SlipPrinted(_)
        | Event::PersonJoined { .. }
        | Event::IssueFiled { .. }
        | Event::IssueEdited { .. }
        | Event::IssueImported { .. }
        | Event::Seconded { .. }
        | Event::SecondTakenBack { .. }
        | Event::IssueRevised { .. }
        | Event::MeetingCreated { .. }
        | Event::MeetingChanged { .. }
        | Event::AgendaSettingsChanged(_)
        | Event::AgendaFilled { .. }
        | Event::ItemMinutesSet { .. }
        | Event::PassedOver { .. }
        | Event::CreditsCarried { .. }
        | Event::ItemAdded { .. }
        | Event::ItemMoved { .. }
        | Event::AgendaLocked { .. }
        | Event::DecisionRecorded { .. }
        | Event::DecisionsPublished { .. } => Audience::Nobody,
    }
}

/// One line of a person's inbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// Of the row of the journal that it is about.
    pub number: u32,
    pub entry: Entry,
    /// The number and title of the issue that it is about.
    pub issue: u32,
    pub title: String,
    /// Told because the person reported it, rather than seconded it.
    pub mine: bool,
    pub unread: bool,
}
