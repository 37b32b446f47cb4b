//! A meeting on paper: the agenda and one sheet an item, to be filled in by hand. Everything on it comes from copies
//! that the phone keeps, so it opens and prints without network. No sheet names who reported.

use domain::issue::Support;
use domain::meeting::{DecisionKind, Ground, ItemView, Meeting, MeetingView, Status};
use domain::place::{Plan, PlanView, Point};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{keep_for_paper, meeting_number, name, use_meeting, window_title};
use crate::component::{EstatePlan, Icon, IconKind, QrCode, loaded_with};
use crate::format::{appointment, area, moment, percent};
use crate::route::here;
use crate::text::issue::{
    NO_PLACE, ON_BEHALF, ONLINE, PHOTO_OF, PLACE, category, decision as decision_word,
};
use crate::text::{language, meeting as text, t, tf};
use crate::view::view;

/// Room for a figure on paper, in points: half of the width between the margins, and its height.
const FIGURE: (f64, f64) = (215.0, 100.0);
/// Points of paper for each unit that the plan's drawing takes for a pixel: its labels come out at 7 points, as large as
/// they can be without covering each other.
const PLAN_UNIT: f64 = 0.6;

/// The page: the sheets as they will be printed, and the button that prints them.
#[component]
pub fn PrintPage() -> impl IntoView {
    let number = meeting_number();
    let meeting = use_meeting();
    let plan = crate::page::issue::use_plan();
    view! {
        <Title text=move || window_title(number())/>
        <div class="screen-only">
            <a class="app__back" href=move || here().meeting(number())>
                <Icon kind=IconKind::ChevronLeft/> {t(text::TO_MEETING)}
            </a>
            <h1 class="title">{t(text::PRINT)}</h1>
            <p class="lead">{t(text::PRINT_LEAD)}</p>
        </div>
        // Without a plan the sheets still name the place in words.
        {loaded_with(meeting, plan, |view, plan| {
            view! { <Paper view plan=plan.unwrap_or_default()/> }
        })}
    }
}

/// The button and the sheets.
#[component]
fn Paper(view: MeetingView, plan: Plan) -> impl IntoView {
    if view.items.is_empty() {
        return view! {
            <div class="empty"><Icon kind=IconKind::Clock/><p>{t(text::AGENDA_LATER)}</p></div>
        };
    }
    keep_for_paper(&view);
    view! {
        // Nothing but the sheets takes room on paper: the first one begins on the first page.
        <div class="screen-only stack">
            <div class="btn-row">
                <button class="btn btn--primary" type="button" on:click=move |_| { let _ = window().print(); }>
                    <Icon kind=IconKind::Print/> {t(text::PRINT_NOW)}
                </button>
            </div>
            <hr/>
        </div>
        <Sheets view plan/>
    }
}

#[component]
fn Sheets(view: MeetingView, plan: Plan) -> impl IntoView {
    let plan = StoredValue::new(plan);
    let meeting = StoredValue::new(view.meeting.clone());
    let items = view
        .items
        .clone()
        .into_iter()
        .zip(1..)
        .map(|(item, position)| {
            view! { <ItemSheet meeting item position plan/> }
        });
    let items = items.collect_view();
    view! {
        <AgendaSheet view/>
        {items}
    }
}

/// What stands at the top of each page: what it belongs to, and its address as a QR code.
#[component]
fn SheetHead(meeting: Meeting, what: String, issue: Option<u32>) -> impl IntoView {
    let here = here();
    let what = match meeting.status {
        Status::Draft => tf(text::SHEET_DRAFT, &[&what]),
        Status::Locked | Status::Published => what,
    };
    let address = match issue {
        Some(number) => here.printed(number),
        None => format!("{}{}", here.public_url, here.meeting(meeting.number)),
    };
    let number = issue.map(|number| format!(" · {}", tf(text::SHEET_ISSUE_NO, &[&number])));
    view! {
        <header class="sheet__head">
            <div class="sheet__run">
                <div class="sheet__id">
                    <b>{what} {number}</b>
                    <span>{here.community.name.clone()} " · " {name(&meeting)}</span>
                    <span>{appointment(&here.community.zone, meeting.starts_at)}</span>
                </div>
                <QrCode label=tf(text::SHEET_QR, &[&address]) text=address class="sheet__qr"/>
            </div>
        </header>
    }
}

/// The agenda.
#[component]
fn AgendaSheet(view: MeetingView) -> impl IntoView {
    let here = here();
    let zone = &here.community.zone;
    let MeetingView {
        meeting,
        items,
        locked_at,
        ..
    } = view;
    let kind = t(text::kind(meeting.kind));
    let note = match locked_at {
        Some(at) => tf(text::SHEET_FROZEN, &[&moment(zone, at)]),
        None => t(text::SHEET_DRAFT_NOTE).to_owned(),
    };
    let used: u32 = items.iter().map(|item| item.minutes).sum();
    let rows = items.into_iter().zip(1..).map(|(item, position)| {
        view! { <AgendaRow item position/> }
    });
    view! {
        // The first sheet begins on the first page, although the page's own (empty) frame comes before it.
        <article class="sheet sheet--agenda" lang=language().code() style="break-before:auto">
            <SheetHead meeting=meeting.clone() what=t(text::AGENDA).to_owned() issue=None/>
            <div class="sheet__body">
                <h2 class="sheet__title">
                    {tf(text::SHEET_AGENDA_TITLE, &[&here.community.name, &kind])}
                </h2>
                <dl class="sheet__facts">
                    <div><dt>{t(text::STARTS_AT)}</dt><dd>{appointment(zone, meeting.starts_at)}</dd></div>
                    <div><dt>{t(text::PLACE)}</dt><dd>{meeting.place}</dd></div>
                    <div><dt>{t(text::MINUTES)}</dt><dd>{tf(text::N_MINUTES, &[&meeting.minutes])}</dd></div>
                </dl>
                <p class="sheet__note">{note}</p>
                <table class="sheet__table">
                    <thead>
                        <tr>
                            <th scope="col">{t(text::COL_NO)}</th>
                            <th scope="col">{t(text::COL_ITEM)}</th>
                            <th scope="col">{t(text::COL_MINUTES)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
                <p class="sheet__note"><b>{tf(text::TOTAL, &[&used, &meeting.minutes])}</b></p>
            </div>
        </article>
    }
}

#[component]
fn AgendaRow(item: ItemView, position: u32) -> impl IntoView {
    let reason = item.reason.map(|reason| {
        view! { <small>{tf(text::AGENDA_REASON, &[&reason])}</small> }
    });
    let rate = percent(item.support).map(|percent| {
        view! { " · " {t(text::SHEET_RATE)} " " {percent} "%" }
    });
    view! {
        <tr>
            <td class="sheet__no">{position}</td>
            <td>
                {item.title}
                <small>
                    {t(ONLINE)} " " {item.support.online} " · "
                    {t(ON_BEHALF)} " " {item.support.on_behalf} {rate}
                </small>
                <small>{text::why(item.why)}</small>
                {reason}
            </td>
            <td class="sheet__num">{item.minutes}</td>
        </tr>
    }
}

/// An item's sheet: what it is about, who stands behind it, and room for what is decided.
#[component]
fn ItemSheet(
    meeting: StoredValue<Meeting>,
    item: ItemView,
    position: u32,
    plan: StoredValue<Plan>,
) -> impl IntoView {
    let at = plan.with_value(|plan| {
        let view = PlanView::of(plan);
        plan.locate(&item.place).filter(|at| view.shows(*at))
    });
    let households = item.support.of;
    let area = if households > 0 {
        tf(
            text::SHEET_HOUSEHOLDS,
            &[&area(&item.area_name), &households],
        )
    } else {
        area(&item.area_name).to_owned()
    };
    let body =
        (!item.body.is_empty()).then(|| view! { <p class="sheet__text">{item.body.clone()}</p> });
    view! {
        <article class="sheet sheet--item" lang=language().code()>
            <SheetHead
                meeting=meeting.get_value()
                what=tf(text::SHEET_ITEM, &[&position])
                issue=Some(item.number)
            />
            <div class="sheet__body">
                <h2 class="sheet__title">{item.title.clone()}</h2>
                <dl class="sheet__facts">
                    <div><dt>{t(text::SHEET_CATEGORY)}</dt><dd>{t(category(item.category))}</dd></div>
                    <div><dt>{t(PLACE)}</dt><dd>{place(&item, at)}</dd></div>
                    <div><dt>{t(text::SHEET_AREA)}</dt><dd>{area}</dd></div>
                    <div><dt>{t(text::SHEET_MINUTES)}</dt><dd>{tf(text::N_MINUTES, &[&item.minutes])}</dd></div>
                </dl>
                {body}
                <Figures item=item.clone() at plan/>
                <SupportBoxes support=item.support/>
                <DecisionBlock/>
            </div>
        </article>
    }
}

/// The place in words.
fn place(item: &ItemView, on_plan: Option<Point>) -> String {
    match (&item.place.position, on_plan) {
        _ if !item.building_name.is_empty() => item.building_name.clone(),
        (_, Some(_)) => t(text::SHEET_ON_PLAN).to_owned(),
        (Some(position), None) => format!("{:.5}, {:.5}", position.lat, position.lon),
        (None, None) => t(NO_PLACE).to_owned(),
    }
}

/// The photos, and the place on the plan.
#[component]
fn Figures(item: ItemView, at: Option<Point>, plan: StoredValue<Plan>) -> impl IntoView {
    let here = here();
    let photos = item.photos.iter().map(|photo| {
        let alt = tf(PHOTO_OF, &[&item.title]);
        view! {
            <figure>
                <img src=here.photo(*photo) alt=alt/>
            </figure>
        }
    });
    let drawing = at.map(|at| {
        let plan = StoredValue::new(plan.with_value(|plan| plan.around(at)));
        let (width, height) = plan.with_value(|plan| PlanView::of(plan).size());
        // As wide in points of paper as the figure leaves it, so that names keep clear of each other there too.
        let scale = (FIGURE.0 / width).min(FIGURE.1 / height);
        let pixels = width * scale / PLAN_UNIT;
        // A building is drawn filled; a ring marks a position of its own.
        let ring = Signal::stored(item.place.position.map(|_| at));
        let selected = Signal::stored(item.place.building.clone());
        view! {
            <figure>
                <EstatePlan plan label=t(text::SHEET_PLAN) here=ring selected pixels/>
            </figure>
        }
    });
    (!item.photos.is_empty() || drawing.is_some())
        .then(|| view! { <div class="sheet__figures">{photos.collect_view()} {drawing}</div> })
}

/// Online, on behalf, the rate, and a box for the hands raised in the room: four numbers, never one sum.
#[component]
fn SupportBoxes(support: Support) -> impl IntoView {
    let rate = percent(support).map(|percent| {
        let of = tf(text::SHEET_RATE_OF, &[&support.households, &support.of]);
        view! { {percent} "%" <small>{of}</small> }
    });
    view! {
        <dl class="sheet__support" aria-label=t(text::SHEET_SUPPORT)>
            <div><dt>{t(ONLINE)}</dt><dd>{support.online}</dd></div>
            <div><dt>{t(ON_BEHALF)}</dt><dd>{support.on_behalf}</dd></div>
            <div><dt>{t(text::SHEET_RATE)}</dt><dd>{rate}</dd></div>
            <div>
                <dt>{t(text::SHEET_HANDS)}</dt>
                <dd><span class="box" role="img" aria-label=t(text::SHEET_HANDS_BOX)></span></dd>
            </div>
        </dl>
    }
}

/// To be filled in by hand: the same that is entered afterwards.
#[component]
fn DecisionBlock() -> impl IntoView {
    let ticks =
        DecisionKind::ALL.map(|kind| view! { <li class="tick">{t(decision_word(kind))}</li> });
    let grounds =
        Ground::ALL.map(|ground| view! { <li class="tick">{t(text::ground(ground))}</li> });
    view! {
        <section class="sheet__decision">
            <h3 class="sheet__h">{t(text::SHEET_DECISION)}</h3>
            <ul class="ticks">{ticks.into_iter().collect_view()}</ul>
            <p class="sheet__note">{t(text::SHEET_GROUND)}</p>
            <ul class="ticks ticks--small">{grounds.into_iter().collect_view()}</ul>
            <div class="lines">
                <p class="blank-line">{t(text::SHEET_OWNER)}</p>
                <p class="blank-line">{t(text::SHEET_DATE)}</p>
            </div>
            <p class="blank-line blank-line--tall">{t(text::SHEET_WORDS)} <i></i><i></i><i></i></p>
            <div class="lines">
                <p class="blank-line">{t(text::SHEET_CHAIR)}</p>
                <p class="blank-line">{t(text::SHEET_RECORDER)}</p>
            </div>
        </section>
    }
}
