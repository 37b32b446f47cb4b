//! From events to the tables that pages read. The match is total: a new event has to say here what follows from it.

use domain::{CommunityId, Event, Timestamp};
use sqlx::AnyConnection;

use crate::issue::write as issues;
use crate::meeting::{agenda, write as meetings};
use crate::{Result, community, household, photo, place};

/// Changes the tables as the event says. Looks at the event and the tables only, never at the command or a clock.
pub(crate) async fn apply(
    conn: &mut AnyConnection,
    community: CommunityId,
    event: &Event,
    at: Timestamp,
) -> Result<()> {
    match event {
        Event::CommunityCreated {
            slug,
            name,
            language,
            zone,
        } => community::created(conn, community, slug, name, *language, zone).await,
        Event::PlanSet(plan) => place::set(conn, community, plan).await,
        Event::BuildingNamed { building, name } => {
            place::named(conn, community, building, name).await
        }
        Event::HouseholdRegistered(h) => household::registered(conn, community, h).await,
        Event::SlipPrinted(slip) => household::slip_printed(conn, community, slip).await,
        Event::PersonJoined {
            person,
            household,
            slip,
            roles,
            language,
            consent,
        } => {
            let joined = household::Joined {
                person: *person,
                household: *household,
                slip: *slip,
                roles,
                language: *language,
                consent: *consent,
            };
            household::joined(conn, community, &joined, at).await
        }
        Event::IssueFiled {
            issue,
            number,
            reporter,
            category,
            area,
            place,
            text,
            photos,
        } => {
            let filed = issues::New {
                id: *issue,
                number: *number,
                status: domain::issue::Status::Filed,
                reporter: Some(*reporter),
                category: *category,
                area,
                place,
                text: *text,
                filed_at: at,
            };
            issues::insert(conn, community, &filed).await?;
            photo::attach(conn, community, *issue, photos).await
        }
        Event::IssueImported {
            issue,
            number,
            category,
            place,
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
                area: &domain::issue::Area::Estate,
                place,
                text: *text,
                filed_at: *filed_at,
            };
            issues::insert(conn, community, &imported).await
        }
        Event::IssueEdited {
            issue,
            category,
            area,
            text,
        } => issues::edited(conn, community, *issue, *category, area, *text).await,
        Event::IssueWithdrawn { issue, text: _ } => {
            issues::withdrawn(conn, community, *issue).await
        }
        Event::Seconded {
            issue,
            person,
            household,
            entered_by,
        } => {
            issues::seconded(
                conn,
                community,
                *issue,
                *person,
                *household,
                *entered_by,
                at,
            )
            .await
        }
        Event::SecondTakenBack { issue, person } => {
            issues::taken_back(conn, community, *issue, *person).await
        }
        Event::IssueAccepted {
            issue,
            minutes,
            urgent,
            text: _,
        } => issues::accepted(conn, community, *issue, *minutes, *urgent).await,
        Event::IssueDeclined { issue, text: _ } => issues::declined(conn, community, *issue).await,
        Event::IssueAnswered { issue, text: _ } => issues::answered(conn, community, *issue).await,
        Event::MeetingCreated {
            meeting,
            number,
            kind,
            starts_at,
            place,
            minutes,
        } => {
            let p = meetings::Particulars {
                kind: *kind,
                starts_at: *starts_at,
                place,
                minutes: *minutes,
            };
            meetings::created(conn, community, *meeting, *number, &p).await
        }
        Event::MeetingChanged {
            meeting,
            kind,
            starts_at,
            place,
            minutes,
        } => {
            let p = meetings::Particulars {
                kind: *kind,
                starts_at: *starts_at,
                place,
                minutes: *minutes,
            };
            meetings::changed(conn, community, *meeting, &p).await
        }
        Event::AgendaSettingsChanged(settings) => {
            community::agenda_settings_changed(conn, community, settings).await
        }
        Event::AgendaFilled {
            meeting,
            items,
            moved,
        } => meetings::filled(conn, community, *meeting, items, *moved).await,
        Event::ItemAdded {
            meeting,
            issue,
            minutes,
            why,
            text: _,
        } => meetings::added(conn, community, *meeting, *issue, *minutes, *why).await,
        Event::ItemDropped {
            meeting,
            issue,
            text: _,
        } => meetings::dropped(conn, community, *meeting, *issue).await,
        Event::ItemMoved {
            meeting,
            issue,
            from,
            to,
            text: _,
        } => meetings::moved(conn, community, *meeting, *issue, *from, *to).await,
        Event::ItemMinutesSet {
            meeting: _,
            issue,
            from: _,
            to,
            text: _,
        } => issues::set_minutes(conn, community, *issue, *to).await,
        Event::ItemLocked {
            meeting,
            issue,
            position: _,
            minutes: _,
            why,
            support,
        } => {
            meetings::froze(conn, community, *meeting, *issue, *why, *support).await?;
            issues::listed(conn, community, *issue).await
        }
        Event::PassedOver {
            meeting: _,
            issue,
            why: _,
        } => issues::passed_over(conn, community, *issue).await,
        Event::CreditsCarried { meeting, ballots } => {
            agenda::carried(conn, community, *meeting, ballots).await
        }
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
            agenda::frozen(conn, community, *meeting, &frozen).await?;
            meetings::locked(conn, community, *meeting, at).await
        }
        Event::DecisionRecorded {
            meeting,
            issue,
            decision,
            hands,
            text,
        } => meetings::recorded(conn, community, *meeting, *issue, decision, *hands, *text).await,
        Event::DecisionPublished {
            meeting: _,
            issue,
            decision,
            hands: _,
            text: _,
        } => issues::decided(conn, community, *issue, decision).await,
        Event::DecisionsPublished { meeting } => {
            meetings::published(conn, community, *meeting).await
        }
    }
}
