//! The desk (受理台): issues that are neither accepted nor declined, by how long they have waited.

use domain::IssueId;
use domain::issue::{Desk, Status, Waiting};
use domain::time::{DAY, HOUR};
use leptos::prelude::*;
use leptos_meta::Title;

use super::issue::{AcceptForm, AnswerForm, AsRead, DeclineForm};
use crate::component::{Icon, IconKind, loaded};
use crate::context::now;
use crate::format::{ago, datetime};
use crate::here::{here, slug};
use crate::page::window_title;
use crate::read::{ReadDesk, use_read};
use crate::text::{issue as text, t, tf, tn};
use crate::view::view;

/// From this long on, waiting is marked: five days, the usual time for a request for help or a
/// complaint.
const LATE: i64 = 5 * DAY;

/// The page.
#[component]
pub fn DeskPage() -> impl IntoView {
    let desk = use_read(|| ReadDesk { slug: slug() });
    // At most one form is open: what is done in it makes the list anew, and would take what is
    // typed in another along.
    let open: Open = RwSignal::new(None);
    let refresh = Callback::new(move |()| {
        open.set(None);
        desk.refetch();
    });
    view! {
        <Title text=window_title(t(text::DESK))/>
        <div class="section__head">
            <h1 class="title">{t(text::DESK)}</h1>
            <a class="btn" href=here().to("/issues/new")><Icon kind=IconKind::Plus/> {t(text::REPORT)}</a>
        </div>
        <p class="lead">{t(text::DESK_LEAD)}</p>
        <div class="section stack">
            {loaded(desk, move |desk| view! { <Queue desk open refresh/> })}
        </div>
    }
}

#[component]
fn Queue(desk: Desk, open: Open, refresh: Callback<()>) -> impl IntoView {
    let Desk {
        first: waiting,
        total,
    } = desk;
    if waiting.is_empty() {
        return view! { <div class="empty"><Icon kind=IconKind::Check/><p>{t(text::DESK_EMPTY)}</p></div> };
    }
    let shown = u32::try_from(waiting.len()).unwrap_or(u32::MAX);
    let count = if total > shown {
        let href = here().to(&format!("/issues?status={}", Status::Filed.code()));
        view! {
            <p class="muted">
                {tf(text::DESK_FIRST, &[&shown, &total])} " " <a href=href>{t(text::DESK_ALL)}</a>
            </p>
        }
    } else {
        view! { <p class="muted">{tn(text::COUNT_ONE, text::COUNT_MANY, total)}</p> }
    };
    view! {
        {count}
        <ul class="list">
            {waiting.into_iter().map(|issue| view! { <DeskItem issue open refresh/> }).collect_view()}
        </ul>
    }
}

/// What is done with an item; its form opens below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reply {
    Accept,
    Decline,
    Answer,
}

/// The one form that is open.
type Open = RwSignal<Option<(IssueId, Reply)>>;

#[component]
fn DeskItem(issue: Waiting, open: Open, refresh: Callback<()>) -> impl IntoView {
    let here = here();
    let Waiting {
        card,
        answered,
        text,
        body,
        support,
    } = issue;
    let id = card.id;
    let read = AsRead {
        issue: id,
        number: card.number,
        text,
    };
    let minutes = card.category.default_minutes();
    let button = move |reply: Reply, words: &'static str, class: &'static str| {
        let pressed = move || open.get() == Some((id, reply));
        view! {
            <button class=class type="button" aria-expanded=move || pressed().to_string()
                on:click=move |_| open.set((!pressed()).then_some((id, reply)))>
                {words}
            </button>
        }
    };
    let own = Memo::new(move |_| {
        open.get()
            .and_then(|(issue, reply)| (issue == id).then_some(reply))
    });
    let form = move || {
        own.get().map(|reply| match reply {
            Reply::Accept => {
                view! { <AcceptForm read minutes urgent=false again=false on_done=refresh/> }
            }
            Reply::Decline => view! { <DeclineForm read on_done=refresh/> },
            Reply::Answer => view! { <AnswerForm issue=id on_done=refresh/> },
        })
    };
    let place =
        (!card.building_name.is_empty()).then(|| view! { <li>{card.building_name.clone()}</li> });
    let photo = card.photo.map(|photo| {
        let src = here.small_photo(photo);
        view! { <img class="desk-item__photo" src=src alt="" loading="lazy" width="80" height="80"/> }
    });
    view! {
        <li class="card">
            <div class="desk-item">
                <Wait since=card.filed_at answered/>
                <div class="desk-item__body">
                    <h2 class="desk-item__title"><a href=here.issue(card.number)>{card.title}</a></h2>
                    {answered.then(|| view! { <p><b>{t(text::DESK_ANSWERED)}</b></p> })}
                    <ul class="meta">
                        <li>{tf(text::NUMBER, &[&card.number])}</li>
                        <li>{t(text::category(card.category))}</li>
                        {place}
                        <li>{tn(text::SECONDS_ONE, text::SECONDS_MANY, support.seconds())}</li>
                        <li><time datetime=datetime(card.filed_at)>{ago(card.filed_at)}</time></li>
                    </ul>
                    {(!body.is_empty()).then(|| view! { <p class="desk-item__text" dir="auto">{body}</p> })}
                    {photo}
                </div>
                <div class="desk-item__actions">
                    {button(Reply::Accept, t(text::ACCEPT), "btn btn--primary")}
                    {button(Reply::Answer, t(text::ANSWER), "btn")}
                    {button(Reply::Decline, t(text::DECLINE), "btn")}
                </div>
            </div>
            {move || form()}
        </li>
    }
}

/// How long it has waited, prominent; that an answer is late is said in words too.
#[component]
fn Wait(since: domain::Timestamp, answered: bool) -> impl IntoView {
    let span = (now().0 - since.0).max(0);
    let late = span >= LATE && !answered;
    let (number, unit) = if span < HOUR {
        (t(text::WAITED_LESS).to_owned(), text::WAITED_HOUR)
    } else if span < 2 * DAY {
        let hours = span / HOUR;
        (
            hours.to_string(),
            if hours == 1 {
                text::WAITED_HOUR
            } else {
                text::WAITED_HOURS
            },
        )
    } else {
        ((span / DAY).to_string(), text::WAITED_DAYS)
    };
    view! {
        <p class=if late { "wait wait--late" } else { "wait" }>
            <b>{number}</b> " " {t(unit)}
            {late.then(|| view! { <small>{t(text::WAITED_LATE)}</small> })}
        </p>
    }
}
