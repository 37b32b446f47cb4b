//! What an event is about, in one place: what it is found by, what stands in an issue's trace, who
//! is told, and what is kept apart from it.

use crate::meeting::Why;
use crate::notice::Audience;
use crate::work::{Responsible, TaskStatus};
use crate::{
    Event, HouseholdId, IssueId, MeetingId, OrganisationId, PersonId, PhotoId, SlipId, TextId,
    Traced,
};

/// What an event says of itself. Every table that follows from it is derived: another answer for an
/// event that is in journals already takes a new form of the derived tables, which are then played
/// from the journal anew (`store::FORM`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct About {
    /// The issue in whose trace it stands.
    pub issue: Option<IssueId>,
    pub meeting: Option<MeetingId>,
    /// The words that belong to it.
    pub text: Option<TextId>,
    /// How it stands in the public trace of its issue, and in an inbox. Single seconds don't
    /// (nobody is to see who seconded), nor does what is entered before it is published.
    pub traced: Option<Traced>,
    pub told: Audience,
    /// Whose handlers are told, too.
    pub passed_to: Option<OrganisationId>,
    /// Whose rights it changes.
    pub rights_of: Option<PersonId>,
    /// What else is kept apart from it.
    pub keeps: Vec<Keeps>,
}

/// What is kept apart from an event besides its words, and is there as long as nobody deletes the
/// row: whoever has it erased has it emptied. (Where an issue is may not be there at all.)
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keeps {
    Room(HouseholdId),
    SlipCode(SlipId),
    Member(PersonId),
    EnteredPerson(PersonId),
    Photo(PhotoId),
    Owner(TextId),
}

impl About {
    fn issue(issue: IssueId) -> Self {
        Self {
            issue: Some(issue),
            ..Self::default()
        }
    }

    fn meeting(meeting: MeetingId) -> Self {
        Self {
            meeting: Some(meeting),
            ..Self::default()
        }
    }

    fn item(meeting: MeetingId, issue: IssueId) -> Self {
        Self {
            issue: Some(issue),
            ..Self::meeting(meeting)
        }
    }

    fn keeping(keeps: Keeps) -> Self {
        Self {
            keeps: vec![keeps],
            ..Self::default()
        }
    }

    fn with_text(self, text: impl Into<Option<TextId>>) -> Self {
        Self {
            text: text.into(),
            ..self
        }
    }

    fn passed_to(self, responsible: Option<Responsible>) -> Self {
        Self {
            passed_to: responsible.and_then(Responsible::organisation),
            ..self
        }
    }

    fn with_photos(self, photos: &[PhotoId]) -> Self {
        Self {
            keeps: photos.iter().copied().map(Keeps::Photo).collect(),
            ..self
        }
    }

    fn traced(self, traced: Traced) -> Self {
        Self {
            traced: Some(traced),
            ..self
        }
    }

    fn told(self, told: Audience) -> Self {
        Self { told, ..self }
    }
}

impl Event {
    /// What it is about.
    #[expect(clippy::too_many_lines, reason = "one arm for each event")]
    pub fn about(&self) -> About {
        match self {
            Event::CommunityCreated { .. }
            | Event::PlanSet(_)
            | Event::BuildingNamed { .. }
            | Event::MemberConfirmed { .. }
            | Event::InvitationWithdrawn { .. }
            | Event::InvitationAccepted { .. }
            | Event::OrganisationAdded { .. }
            | Event::OrganisationRenamed { .. }
            | Event::OrganisationEnded { .. }
            | Event::BuildingListed { .. }
            | Event::HouseholdRetired { .. }
            | Event::HousingSaid { .. }
            | Event::AppraisalSettingsChanged(_)
            | Event::PeriodsChanged(_)
            | Event::Forgotten { .. }
            | Event::AgendaSettingsChanged(_) => About::default(),
            Event::HouseholdRegistered { household, .. }
            | Event::HouseholdEntered { household, .. } => About::keeping(Keeps::Room(*household)),
            Event::SlipPrinted { slip, .. } | Event::SlipRenewed { slip, .. } => {
                About::keeping(Keeps::SlipCode(*slip))
            }
            Event::StrangerReported { .. } => About::default()
                .traced(Traced::StrangerReported)
                .told(Audience::Committee),
            Event::JoinedAtDesk { person, .. } => About::keeping(Keeps::EnteredPerson(*person)),
            Event::PersonJoined { person, .. } => About::keeping(Keeps::Member(*person))
                .traced(Traced::PersonJoined)
                .told(Audience::Housemates(*person)),
            Event::OfficerInvited { invitation, .. } => {
                About::keeping(Keeps::SlipCode(*invitation))
            }
            Event::MembershipEnded { person, text } => About {
                rights_of: Some(*person),
                ..About::default()
            }
            .with_text(*text)
            .traced(Traced::MembershipEnded)
            .told(Audience::Housemates(*person)),
            Event::OfficeGranted { person, .. }
            | Event::OfficeEnded { person, .. }
            | Event::AccountDeleted { person } => About {
                rights_of: Some(*person),
                ..About::default()
            },
            Event::ReturnPrinted { slip, person, .. } => About::keeping(Keeps::SlipCode(*slip))
                .traced(Traced::ReturnPrinted)
                .told(Audience::Household(*person)),
            Event::CameBack { person, .. } => About::default()
                .traced(Traced::CameBack)
                .told(Audience::Household(*person)),
            Event::OfficerJoined { person, .. } => About::keeping(Keeps::Member(*person)),
            Event::IssueFiled {
                issue,
                text,
                photos,
                ..
            } => About {
                keeps: photos.iter().copied().map(Keeps::Photo).collect(),
                ..About::issue(*issue)
            }
            .with_text(*text)
            .traced(Traced::IssueFiled),
            Event::IssueImported { issue, text, .. } => About::issue(*issue)
                .with_text(*text)
                .traced(Traced::IssueImported),
            // Whoever seconded it seconded other words.
            Event::IssueEdited { issue, text, .. } => About::issue(*issue)
                .with_text(*text)
                .traced(Traced::IssueEdited)
                .told(Audience::Supporters),
            Event::FactsAdded {
                issue,
                text,
                photos,
            } => About::issue(*issue)
                .with_text(*text)
                .with_photos(photos)
                .traced(Traced::FactsAdded {
                    photos: photos.clone(),
                })
                .told(Audience::Supporters),
            Event::IssueWithdrawn { issue, text } => About::issue(*issue)
                .with_text(*text)
                .traced(Traced::IssueWithdrawn)
                .told(Audience::Supporters),
            Event::Seconded {
                issue,
                person,
                entered_by,
                ..
            } => About {
                keeps: (entered_by.iter())
                    .map(|_| Keeps::EnteredPerson(*person))
                    .collect(),
                ..About::issue(*issue)
            },
            Event::SecondTakenBack { issue, .. }
            | Event::OfferWithdrawn { issue, .. }
            | Event::PhotoBlackedOut { issue, .. }
            | Event::DiscretionChosen { issue, .. }
            | Event::ComplaintsDismissed { issue } => About::issue(*issue),
            Event::IssueAccepted {
                issue,
                minutes,
                urgent,
            } => About::issue(*issue)
                .traced(Traced::IssueAccepted {
                    minutes: *minutes,
                    urgent: *urgent,
                })
                .told(Audience::Reporter),
            Event::IssueRevised {
                issue,
                minutes,
                urgent,
                text,
            } => About::issue(*issue)
                .with_text(*text)
                .traced(Traced::IssueRevised {
                    minutes: *minutes,
                    urgent: *urgent,
                }),
            Event::IssueDeclined { issue, text } => About::issue(*issue)
                .with_text(*text)
                .traced(Traced::IssueDeclined)
                .told(Audience::Supporters),
            Event::IssueAnswered { issue, text } => About::issue(*issue)
                .with_text(*text)
                .traced(Traced::IssueAnswered)
                .told(Audience::Supporters),
            Event::IssueHidden { issue, text, .. } => About::issue(*issue)
                .with_text(*text)
                .traced(Traced::IssueHidden)
                .told(Audience::Reporter),
            Event::HidingAppealed { issue, text } => About::issue(*issue)
                .with_text(*text)
                .traced(Traced::HidingAppealed)
                .told(Audience::Committee),
            Event::IssueRestored { issue, text } => About::issue(*issue)
                .with_text(*text)
                .traced(Traced::IssueRestored)
                .told(Audience::Reporter),
            Event::HidingUpheld { issue, text } => About::issue(*issue)
                .with_text(*text)
                .traced(Traced::HidingUpheld)
                .told(Audience::Reporter),
            Event::MeetingCreated { meeting, .. }
            | Event::MeetingChanged { meeting, .. }
            | Event::AgendaFilled { meeting, .. }
            | Event::CreditsCarried { meeting, .. }
            | Event::AgendaLocked { meeting, .. }
            | Event::DocumentTaken { meeting }
            | Event::DecisionsPublished { meeting } => About::meeting(*meeting),
            Event::ItemAdded {
                meeting,
                issue,
                why: Why::Supplement { number },
                text,
                ..
            } => About::item(*meeting, *issue)
                .with_text(*text)
                .traced(Traced::SupplementAdded { number: *number }),
            Event::ItemAdded {
                meeting,
                issue,
                text,
                ..
            } => About::item(*meeting, *issue)
                .with_text(*text)
                .traced(Traced::ItemAdded),
            Event::ItemDropped {
                meeting,
                issue,
                text,
            } => About::item(*meeting, *issue)
                .with_text(*text)
                .traced(Traced::ItemDropped)
                .told(Audience::Supporters),
            Event::ItemMoved {
                meeting,
                issue,
                from,
                to,
                text,
            } => About::item(*meeting, *issue)
                .with_text(*text)
                .traced(Traced::ItemMoved {
                    from: *from,
                    to: *to,
                }),
            Event::ItemMinutesSet {
                meeting,
                issue,
                from,
                to,
                text,
            } => About::item(*meeting, *issue)
                .with_text(*text)
                .traced(Traced::ItemMinutesSet {
                    from: *from,
                    to: *to,
                }),
            Event::PassedOver {
                meeting,
                issue,
                why,
            } => About::item(*meeting, *issue)
                .traced(Traced::PassedOver { why: why.clone() })
                .told(Audience::Supporters),
            Event::ItemLocked {
                meeting,
                issue,
                position,
                why,
                support,
                ..
            } => About::item(*meeting, *issue)
                .traced(Traced::ItemLocked {
                    position: *position,
                    why: *why,
                    support: *support,
                })
                .told(Audience::Supporters),
            Event::DecisionEntered {
                meeting,
                issue,
                text,
                ..
            } => About {
                keeps: vec![Keeps::Owner(*text)],
                ..About::item(*meeting, *issue).with_text(*text)
            },
            Event::DecisionPublished {
                meeting,
                issue,
                decision,
                hands,
                votes,
                responsible,
                text,
            } => About::item(*meeting, *issue)
                .with_text(*text)
                .passed_to(*responsible)
                .traced(Traced::DecisionPublished {
                    decision: decision.clone(),
                    hands: *hands,
                    votes: *votes,
                })
                .told(Audience::Supporters),
            Event::WorkBegun {
                issue,
                responsible,
                due,
                text,
            } => About {
                keeps: vec![Keeps::Owner(*text)],
                ..About::issue(*issue)
            }
            .with_text(*text)
            .passed_to(Some(*responsible))
            .traced(Traced::WorkBegun { due: *due })
            .told(Audience::Supporters),
            Event::ProgressReported {
                issue,
                text,
                photos,
            } => About::issue(*issue)
                .with_text(*text)
                .with_photos(photos)
                .traced(Traced::ProgressReported {
                    photos: photos.clone(),
                })
                .told(Audience::Supporters),
            // The list stands with the work; its trace tells what is done of it.
            Event::TaskAdded { issue, text } => About::issue(*issue).with_text(*text),
            Event::TaskChanged { issue, task, to } => {
                let about = About::issue(*issue).with_text(*task);
                match to {
                    TaskStatus::Done => about.traced(Traced::TaskDone { done: true }),
                    TaskStatus::Open => about.traced(Traced::TaskDone { done: false }),
                    TaskStatus::Dropped => about,
                }
            }
            Event::WorkReferred { issue, sent, text } => About {
                keeps: vec![Keeps::Owner(*text)],
                ..About::issue(*issue)
            }
            .with_text(*text)
            .traced(Traced::WorkReferred { sent: *sent })
            .told(Audience::Supporters),
            Event::ReplyReceived {
                issue,
                received,
                text,
            } => About::issue(*issue)
                .with_text(*text)
                .traced(Traced::ReplyReceived {
                    received: *received,
                })
                .told(Audience::Supporters),
            Event::ResourceOffered {
                issue,
                resource,
                text,
                ..
            } => About::issue(*issue)
                .with_text(*text)
                .traced(Traced::ResourceOffered {
                    resource: *resource,
                })
                .told(Audience::Committee),
            Event::OfferAnswered {
                issue,
                offer: _,
                person,
                resource,
                accepted,
                text,
            } => About::issue(*issue)
                .with_text(*text)
                .traced(Traced::OfferAnswered {
                    resource: *resource,
                    accepted: *accepted,
                })
                .told(Audience::Offered(*person)),
            Event::WorkDueChanged { issue, due, text } => About::issue(*issue)
                .with_text(*text)
                .traced(Traced::WorkDueChanged { due: *due })
                .told(Audience::Supporters),
            Event::ResultPublished {
                issue,
                cost,
                verdict,
                owners,
                text,
                photos,
                appraisal_until,
                unsolved_percent: _,
            } => About::issue(*issue)
                .with_text(*text)
                .with_photos(photos)
                .traced(Traced::ResultPublished {
                    cost: *cost,
                    verdict: *verdict,
                    owners: *owners,
                    appraisal_until: *appraisal_until,
                    photos: photos.clone(),
                })
                .told(Audience::Supporters),
            // What somebody says is counted, and shown to nobody with their name.
            // Whoever complains is the committee's business alone, which finds it at its desk.
            Event::Appraised { issue, text, .. } | Event::ComplaintMade { issue, text, .. } => {
                About::issue(*issue).with_text(*text)
            }
            Event::IssueReopened { issue, by_reporter } => About::issue(*issue)
                .traced(Traced::IssueReopened {
                    by_reporter: *by_reporter,
                })
                .told(Audience::Supporters),
            Event::IssueClosed { issue } => About::issue(*issue)
                .traced(Traced::IssueClosed)
                .told(Audience::Supporters),
            Event::DeferredReturned { issue } => About::issue(*issue)
                .traced(Traced::DeferredReturned)
                .told(Audience::Supporters),
        }
    }
}
