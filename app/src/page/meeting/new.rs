//! Creating a meeting, and the form for its particulars.

use domain::meeting::{CreateMeeting, Kind, MEETING_MINUTES};
use domain::time::DAY;
use domain::{Action, Command, Field, MeetingId, Problem, Refusal, Timestamp, Zone};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::component::{
    CommandForm, ErrorMessage, FieldKind, Icon, IconKind, SelectField, TextField,
};
use crate::context::{new_id, now};
use crate::error::AppError;
use crate::form::{Typed, wrong};
use crate::here::here;
use crate::page::window_title;
use crate::text::{meeting as text, t, tf};
use crate::view::view;

/// Most meetings are in the evening, when people are at home.
const EVENING: u8 = 19;
/// Minutes for items in a usual meeting.
const MINUTES: u32 = 60;

/// The page; only for whoever prepares meetings.
#[component]
pub fn NewPage() -> impl IntoView {
    let here = here();
    let body = if here.may(Action::PrepareMeeting) {
        view! { <NewForm/> }
    } else {
        view! { <ErrorMessage error=AppError::NotFound heading=true/> }
    };
    view! {
        <Title text=window_title(t(text::NEW))/>
        <a class="app__back" href=here.to("/meetings")>
            <Icon kind=IconKind::ChevronLeft/> {t(text::MEETINGS)}
        </a>
        <h1 class="title">{t(text::NEW)}</h1>
        {body}
    }
}

#[component]
fn NewForm() -> impl IntoView {
    let here = here();
    let zone = here.community.zone.clone();
    // Sent again after a failure it is still the same meeting.
    let meeting = MeetingId(new_id());
    let navigate = use_navigate();
    let starts_at = next_week(&zone, now());
    let build_zone = zone.clone();
    view! {
        <p class="lead">{t(text::CREATE_LEAD)}</p>
        <div class="section">
            <CommandForm
                command=move |typed: Typed| particulars(&typed, meeting, &build_zone).map(Command::CreateMeeting)
                on_done=move |receipt: domain::Receipt| {
                    if let Some(number) = receipt.meeting {
                        navigate(&here.meeting(number), NavigateOptions::default());
                    }
                }
                submit=t(text::CREATE)
            >
                <Particulars
                    kind=Kind::BranchCommittee
                    starts_at=zone.format_local(starts_at)
                    venue=String::new()
                    minutes=MINUTES
                />
            </CommandForm>
        </div>
    }
}

/// A week from now, in the evening.
fn next_week(zone: &Zone, now: Timestamp) -> Timestamp {
    let later = now.plus(7 * DAY);
    zone.at(zone.date(later), EVENING, 0).unwrap_or(later)
}

/// The fields of a meeting's particulars, inside a form.
#[component]
pub fn Particulars(kind: Kind, starts_at: String, venue: String, minutes: u32) -> impl IntoView {
    let kinds = Kind::ALL
        .into_iter()
        .map(|kind| (kind.code().to_owned(), t(text::kind(kind)).to_owned()));
    let limits = FieldKind::Number {
        min: *MEETING_MINUTES.start(),
        max: *MEETING_MINUTES.end(),
    };
    view! {
        <SelectField field=Field::MeetingKind label=t(text::KIND) options=kinds.collect() value=kind.code()/>
        <TextField field=Field::StartsAt label=t(text::STARTS_AT) kind=FieldKind::DateTime value=starts_at/>
        <TextField field=Field::Venue label=t(text::VENUE) hint=t(text::VENUE_HINT) value=venue/>
        <TextField
            field=Field::Minutes
            label=t(text::MINUTES_FIELD)
            hint=tf(text::MINUTES_HINT, &[MEETING_MINUTES.start(), MEETING_MINUTES.end()])
            kind=limits
            value=minutes.to_string()
        />
    }
}

/// Reads the fields of [`Particulars`].
pub fn particulars(
    typed: &Typed,
    meeting: MeetingId,
    zone: &Zone,
) -> Result<CreateMeeting, Refusal> {
    let kind = Kind::from_code(&typed.get(Field::MeetingKind))
        .ok_or_else(|| wrong(Field::MeetingKind, Problem::Unknown))?;
    let starts_at = zone
        .parse_local(&typed.get(Field::StartsAt))
        .ok_or_else(|| wrong(Field::StartsAt, Problem::Missing))?;
    Ok(CreateMeeting {
        meeting,
        kind,
        starts_at,
        venue: typed.get(Field::Venue),
        minutes: typed.read(Field::Minutes)?,
    })
}
