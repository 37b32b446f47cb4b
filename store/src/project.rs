//! From events to the tables that pages read. The match is total: a new event has to say here what
//! follows from it.

use domain::community::CreateCommunity;
use domain::household::Slip;
use domain::issue::Step;
use domain::meeting::EnteredDecision;
use domain::work::{Appraisal, Course, Offer, OfferStatus, Word, Work};
use domain::{Event, Role, Timestamp};

use crate::issue::write as issues;
use crate::meeting::{agenda, write as meetings};
use crate::tables::Tables;
use crate::work as works;
use crate::{
    Result, account, coming_back, community, complaint, household, offer, office, photo, place,
    retention,
};

/// Changes the tables as the event says. Looks at the event and the tables only, never at the
/// command or a clock.
#[expect(clippy::too_many_lines, reason = "one arm for each event")]
pub(crate) async fn apply(to: &mut Tables<'_>, event: &Event, at: Timestamp) -> Result<()> {
    match event {
        Event::CommunityCreated {
            slug,
            name,
            other_name,
            language,
            zone,
        } => {
            let created = CreateCommunity {
                slug: slug.clone(),
                name: name.clone(),
                other_name: other_name.clone(),
                language: *language,
                zone: zone.clone(),
            };
            community::created(to, &created).await
        }
        Event::PlanSet(plan) => place::set(to, plan).await,
        Event::BuildingNamed { building, name } => place::named(to, building, name).await,
        Event::HouseholdRegistered {
            household,
            building,
        } => {
            household::registered(to, *household, building);
            Ok(())
        }
        Event::BuildingListed { building, name } => place::listed(to, building, name).await,
        Event::HousingSaid { building, housing } => {
            place::housing_said(to, building, *housing).await
        }
        Event::HouseholdEntered {
            household,
            building,
            adults,
        } => household::entered(to, *household, building, *adults).await,
        Event::HouseholdRetired { household } => household::retired(to, *household).await,
        Event::SlipRenewed {
            slip,
            household,
            admits,
            expires_at,
        } => {
            household::make_void(to, *household).await?;
            let slip = Slip {
                id: *slip,
                household: *household,
                admits: *admits,
                joined: 0,
                roles: vec![Role::Resident],
                expires_at: *expires_at,
                void: false,
            };
            household::slip_printed(to, &slip)
        }
        Event::JoinedAtDesk { person, .. } => {
            household::joined_at_desk(to, *person);
            Ok(())
        }
        Event::ProgressReported {
            issue,
            text: _,
            photos,
        } => {
            photo::attach_later(to, *issue, photos);
            Ok(())
        }
        Event::SlipPrinted {
            slip,
            household,
            admits,
            roles,
            expires_at,
        } => {
            let slip = Slip {
                id: *slip,
                household: *household,
                admits: *admits,
                joined: 0,
                roles: roles.clone(),
                expires_at: *expires_at,
                void: false,
            };
            household::slip_printed(to, &slip)
        }
        Event::PersonJoined {
            person,
            household,
            slip,
            roles,
            consent,
        } => {
            let joined = household::Joined {
                person: *person,
                household: *household,
                slip: *slip,
                roles,
                consent: *consent,
            };
            household::joined(to, &joined, at).await
        }
        Event::OfficerInvited {
            invitation,
            office,
            expires_at,
        } => office::invited(to, *invitation, office, *expires_at),
        Event::InvitationWithdrawn { invitation }
        | Event::InvitationAccepted {
            invitation,
            person: _,
        } => office::invitation_over(to, *invitation).await,
        Event::OfficerJoined { person, consent } => {
            household::came(to, *person, None, *consent, at).await
        }
        Event::StrangerReported { person } => household::reported(to, *person, at).await,
        Event::MemberConfirmed { person } => household::confirmed(to, *person).await,
        Event::MembershipEnded { person, text: _ } => household::ended(to, *person, at).await,
        Event::AccountDeleted { person } => account::deleted(to, *person, at).await,
        Event::ReturnPrinted {
            slip,
            person,
            expires_at,
        } => coming_back::return_printed(to, *slip, *person, *expires_at).await,
        Event::CameBack { slip, person: _ } => coming_back::came_back(to, *slip).await,
        Event::OfficeGranted { person, office } => office::granted(to, *person, office, at).await,
        Event::OfficeEnded { person, role } => office::ended(to, *person, *role).await,
        Event::OrganisationAdded {
            organisation,
            kind,
            name,
        } => {
            office::organisation_added(to, *organisation, *kind, name);
            Ok(())
        }
        Event::OrganisationRenamed { organisation, name } => {
            office::organisation_renamed(to, *organisation, name).await
        }
        Event::OrganisationEnded { organisation } => {
            office::organisation_ended(to, *organisation).await
        }
        Event::IssueFiled {
            issue,
            number,
            reporter,
            category,
            area,
            building,
            text,
            photos,
        } => {
            let filed = issues::New {
                id: *issue,
                number: *number,
                status: domain::issue::Status::Filed,
                reporter: Some(*reporter),
                category: *category,
                area: area.clone(),
                building: building.clone(),
                text: *text,
                filed_at: at,
            };
            issues::insert(to, filed);
            photo::attach(to, *issue, photos);
            Ok(())
        }
        Event::IssueImported {
            issue,
            number,
            category,
            text,
            status,
            filed_at,
            closed_at: _,
        } => {
            let imported = issues::New {
                id: *issue,
                number: *number,
                status: *status,
                reporter: None,
                category: *category,
                area: domain::place::Area::Estate,
                building: None,
                text: *text,
                filed_at: *filed_at,
            };
            issues::insert(to, imported);
            Ok(())
        }
        Event::IssueEdited {
            issue,
            category,
            area,
            text,
        } => issues::edited(to, *issue, *category, area, *text).await,
        Event::FactsAdded {
            issue,
            text: _,
            photos,
        } => {
            photo::attach_later(to, *issue, photos);
            issues::facts_added(to, *issue).await
        }
        Event::IssueWithdrawn { issue, text: _ } => {
            issues::stands(to, *issue, Step::Withdraw).await
        }
        Event::Seconded {
            issue,
            person,
            household,
            entered_by,
        } => {
            issues::seconded(to, *issue, *person, *household, *entered_by, at);
            Ok(())
        }
        Event::SecondTakenBack { issue, person } => issues::taken_back(to, *issue, *person).await,
        Event::IssueAccepted {
            issue,
            minutes,
            urgent,
        } => issues::accepted(to, *issue, *minutes, *urgent, at).await,
        Event::IssueRevised {
            issue,
            minutes,
            urgent,
            text: _,
        } => issues::revised(to, *issue, *minutes, *urgent).await,
        Event::IssueDeclined { issue, text: _ } => issues::declined(to, *issue, at).await,
        Event::IssueAnswered { issue, text: _ } => issues::answered(to, *issue, at).await,
        Event::ComplaintMade {
            issue,
            person,
            kind,
            text,
        } => {
            complaint::made(to, *issue, *person, *kind, *text, at);
            Ok(())
        }
        // What it shows is kept apart, and no table follows from it.
        Event::PhotoBlackedOut { .. } => Ok(()),
        Event::ComplaintsDismissed { issue } => complaint::settled(to, *issue).await,
        Event::IssueHidden { issue, by, text } => complaint::hide(to, *issue, *by, *text, at).await,
        Event::HidingAppealed { issue, text } => complaint::appealed(to, *issue, *text).await,
        Event::IssueRestored { issue, text: _ } => complaint::restored(to, *issue).await,
        Event::HidingUpheld { issue, text } => complaint::upheld(to, *issue, *text).await,
        Event::MeetingCreated {
            meeting,
            number,
            kind,
            starts_at,
            venue,
            minutes,
        } => {
            let p = meetings::Particulars {
                kind: *kind,
                starts_at: *starts_at,
                venue,
                minutes: *minutes,
            };
            meetings::created(to, *meeting, *number, &p).await
        }
        Event::MeetingChanged {
            meeting,
            kind,
            starts_at,
            venue,
            minutes,
        } => {
            let p = meetings::Particulars {
                kind: *kind,
                starts_at: *starts_at,
                venue,
                minutes: *minutes,
            };
            meetings::changed(to, *meeting, &p).await
        }
        Event::AgendaSettingsChanged(settings) => {
            community::agenda_settings_changed(to, settings).await
        }
        Event::DiscretionChosen { issue, discretion } => {
            issues::discretion_chosen(to, *issue, *discretion).await
        }
        Event::DocumentTaken { meeting } => agenda::taken(to, *meeting, at).await,
        Event::AppraisalSettingsChanged(settings) => {
            community::appraisal_settings_changed(to, settings).await
        }
        Event::PeriodsChanged(periods) => retention::periods_changed(to, periods).await,
        Event::Forgotten { what, before, gone } => {
            retention::forgotten(to, *what, *before, *gone, at).await
        }
        Event::AgendaFilled {
            meeting,
            items,
            moved,
        } => meetings::filled(to, *meeting, items, *moved).await,
        Event::ItemAdded {
            meeting,
            issue,
            minutes,
            why,
            text: _,
        } => meetings::added(to, *meeting, *issue, *minutes, *why).await,
        Event::ItemDropped {
            meeting,
            issue,
            text: _,
        } => meetings::dropped(to, *meeting, *issue).await,
        Event::ItemMoved {
            meeting,
            issue,
            from,
            to: position,
            text: _,
        } => meetings::moved(to, *meeting, *issue, *from, *position).await,
        Event::ItemMinutesSet {
            meeting: _,
            issue,
            from: _,
            to: minutes,
            text: _,
        } => issues::set_minutes(to, *issue, *minutes).await,
        Event::ItemLocked {
            meeting,
            issue,
            position: _,
            minutes: _,
            why,
            support,
        } => {
            meetings::froze(to, *meeting, *issue, *why, *support).await?;
            issues::listed(to, *issue).await
        }
        Event::PassedOver {
            meeting: _,
            issue,
            why: _,
        } => issues::passed_over(to, *issue).await,
        Event::CreditsCarried { meeting, ballots } => agenda::carried(to, *meeting, ballots).await,
        Event::AgendaLocked {
            meeting,
            document,
            fingerprint,
            by_seconds,
            settings,
        } => {
            let frozen = agenda::Frozen {
                document,
                fingerprint,
                by_seconds,
                settings,
            };
            agenda::frozen(to, *meeting, &frozen).await?;
            meetings::locked(to, *meeting, at).await
        }
        Event::DecisionEntered {
            meeting,
            issue,
            decision,
            hands,
            votes,
            responsible,
            text,
        } => {
            let decided = EnteredDecision {
                decision: decision.clone(),
                hands: *hands,
                votes: *votes,
                responsible: *responsible,
                text: *text,
            };
            meetings::entered(to, *meeting, *issue, &decided).await
        }
        Event::DecisionPublished {
            meeting: _,
            issue,
            decision,
            hands: _,
            votes: _,
            responsible,
            text,
        } => {
            issues::decided(to, *issue, decision, at).await?;
            match Work::of_decision(decision, *responsible) {
                Some(work) => works::begun(to, *issue, &work, *text).await,
                None => Ok(()),
            }
        }
        Event::DecisionsPublished { meeting } => meetings::published(to, *meeting).await,
        Event::WorkBegun {
            issue,
            responsible,
            due,
            text,
        } => {
            issues::handled(to, *issue, at).await?;
            let work = Work::new(Course::Direct, Some(*responsible), Some(*due));
            works::begun(to, *issue, &work, *text).await
        }
        Event::TaskAdded { issue, text } => {
            works::task_added(to, *issue, *text, at);
            Ok(())
        }
        Event::TaskChanged {
            issue: _,
            task,
            to: status,
        } => works::task_changed(to, *task, *status).await,
        Event::WorkReferred { issue, sent, text } => {
            works::referred(to, *issue, *text, *sent).await
        }
        Event::ReplyReceived {
            issue,
            received,
            text: _,
        } => works::replied(to, *issue, *received).await,
        Event::ResourceOffered {
            issue,
            person,
            resource,
            organisation,
            text,
        } => {
            let offered = Offer {
                issue: *issue,
                person: *person,
                resource: *resource,
                status: OfferStatus::Open,
            };
            offer::offered(to, *text, &offered, *organisation, at);
            Ok(())
        }
        Event::OfferAnswered {
            issue: _,
            offer,
            person: _,
            resource: _,
            accepted,
            text,
        } => {
            let status = if *accepted {
                OfferStatus::Accepted
            } else {
                OfferStatus::Declined
            };
            offer::over(to, *offer, status, *text).await
        }
        Event::OfferWithdrawn { issue: _, offer } => {
            offer::over(to, *offer, OfferStatus::Withdrawn, None).await
        }
        Event::WorkDueChanged {
            issue,
            due,
            text: _,
        } => works::due_changed(to, *issue, *due).await,
        Event::ResultPublished {
            issue,
            cost: _,
            verdict: _,
            owners: _,
            text: _,
            photos: _,
            appraisal_until,
            unsolved_percent,
        } => {
            let appraisal = Appraisal {
                until: *appraisal_until,
                unsolved_percent: *unsolved_percent,
            };
            works::result_published(to, *issue, appraisal, at).await
        }
        Event::Appraised {
            issue,
            person,
            solved,
            satisfied,
            entered_by,
            text,
        } => {
            let word = Word {
                solved: *solved,
                satisfied: *satisfied,
                on_behalf: entered_by.is_some(),
            };
            works::appraised(to, *issue, *person, word, *entered_by, *text, at).await
        }
        Event::IssueReopened {
            issue,
            by_reporter: _,
        } => issues::stands(to, *issue, Step::Reopen).await,
        Event::IssueClosed { issue } => issues::stands(to, *issue, Step::Close).await,
        Event::DeferredReturned { issue } => issues::stands(to, *issue, Step::Return).await,
    }
}
