//! The desk (受理台): issues that are neither accepted nor declined, by how long they have waited.

use domain::IssueId;
use domain::issue::{Category, Desk, IssueCard, Status, Waiting};
use domain::time::{DAY, HOUR};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::issue::{AcceptForm, AnswerForm, AsRead, DeclineForm};
use crate::component::{Icon, IconKind, focus, loaded};
use crate::context::now;
use crate::format::{ago, datetime};
use crate::here::{element_id, here, slug};
use crate::page::window_title;
use crate::read::{ReadDesk, use_read};
use crate::text::{household, issue as text, t, tf, tn, work as work_text};
use crate::view::view;

/// From this long on, waiting is marked: five days, the usual time for a request for help or a
/// complaint.
const LATE: i64 = 5 * DAY;

/// The id of the page's heading, where the keyboard goes on when nothing waits any more.
const HEADING: &str = "desk";

/// What the page shows and what was done on it.
#[derive(Debug, Clone, Copy)]
struct At {
    /// The one form that is open: what is done in it makes the list anew, and would take another
    /// along. What is typed in a form that closes is kept on the phone.
    open: RwSignal<Option<(IssueId, Reply)>>,
    /// What was last done.
    done: RwSignal<Option<Done>>,
    /// Called with the issue with which something was done, in words.
    tell: Callback<(IssueId, String)>,
}

#[derive(Debug, Clone, PartialEq)]
struct Done {
    /// What, with which issue.
    words: String,
    /// The issue that followed it in the list, where the keyboard goes on.
    next: Option<IssueId>,
}

/// The page.
#[component]
pub fn DeskPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        query.with(|query| {
            let text = |name| query.get(name).unwrap_or_default();
            (text("category"), text("building"))
        })
    });
    let desk = use_read(move || {
        let (category, building) = asked.get();
        let slug = slug();
        ReadDesk {
            slug,
            category,
            building,
        }
    });
    let listed = StoredValue::new(Vec::<IssueId>::new());
    let (open, done) = (RwSignal::new(None), RwSignal::new(None::<Done>));
    let tell = Callback::new(move |(issue, words): (IssueId, String)| {
        let next = listed.with_value(|listed| {
            let place = listed.iter().position(|id| *id == issue)?;
            listed.get(place + 1).copied()
        });
        done.set(Some(Done { words, next }));
        open.set(None);
        desk.refetch();
    });
    let at = At { open, done, tell };
    let said = move || done.with(|done| done.as_ref().map(|done| done.words.clone()));
    view! {
        <Title text=window_title(t(text::DESK))/>
        <div class="section__head">
            <h1 class="title" id=HEADING tabindex="-1">{t(text::DESK)}</h1>
            <div class="row">
                // Made by the server alone, and no page of the bundle.
                <a class="btn" rel="external" href=here().to("/households")>{t(household::KEEPING)}</a>
                <a class="btn" href=here().to("/issues/new")><Icon kind=IconKind::Plus/> {t(text::REPORT)}</a>
            </div>
        </div>
        <p class="lead">{t(text::DESK_LEAD)}</p>
        <div class="visually-hidden" role="status">{move || said()}</div>
        <div class="section stack">
            {loaded(desk, move |desk| {
                let ids = desk.first.iter().map(|waiting| waiting.card.id).collect();
                listed.set_value(ids);
                view! { <Queue desk asked=asked.get_untracked() at/> }
            })}
        </div>
    }
}

#[component]
fn Queue(desk: Desk, asked: (String, String), at: At) -> impl IntoView {
    let Desk {
        first: waiting,
        total,
        returned,
        categories,
        buildings,
        complaints,
    } = desk;
    let href = here().to("/complaints");
    // Made by the server alone, too.
    let complaints = view! {
        <p><a rel="external" href=href>{match complaints {
            0 => t(text::COMPLAINTS).to_owned(),
            n => tf(text::COMPLAINTS_WAIT, &[&n]),
        }}</a></p>
    };
    let returned = (!returned.is_empty()).then(|| view! { <Returned cards=returned/> });
    let filtered = !(asked.0.is_empty() && asked.1.is_empty());
    let filter = (filtered || waiting.len() > 1)
        .then(|| view! { <Filter asked categories buildings filtered/> });
    // What was done last stands where it was done; the keyboard goes on behind it.
    let done = at.done.get_untracked();
    let place = done.as_ref().map(|done| {
        let of_next = |next| waiting.iter().position(|waiting| waiting.card.id == next);
        done.next.and_then(of_next).unwrap_or(waiting.len())
    });
    if let (Some(_), Some(place)) = (&done, place) {
        let next = waiting.get(place).map(|waiting| waiting.card.id);
        let next = next.map_or(HEADING.to_owned(), |next| element_id("waits", next));
        Effect::new(move || focus(next.clone()));
    }
    let told = done.map(|done| {
        view! { <li class="message message--ok desk-done"><Icon kind=IconKind::Check/><p>{done.words}</p></li> }
    });
    if waiting.is_empty() {
        let (words, all) = if filtered {
            let href = here().to("/desk");
            let all = view! { <a class="btn btn--primary" href=href>{t(text::DESK_SHOW_ALL)}</a> };
            (text::DESK_EMPTY_FILTER, Some(all))
        } else {
            (text::DESK_EMPTY, None)
        };
        return view! {
            {complaints}
            {filter}
            <ul class="list">{told}</ul>
            <div class="empty"><Icon kind=IconKind::Check/><p>{t(words)}</p>{all}</div>
            {returned}
        };
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
    let mut items: Vec<AnyView> = vec![];
    for issue in waiting {
        items.push(view! { <DeskItem issue at/> });
    }
    if let (Some(told), Some(place)) = (told, place) {
        items.insert(place, told);
    }
    view! {
        {complaints}
        {filter}
        {count}
        <ul class="list">{items}</ul>
        {returned}
    }
}

/// What has come back: it is done anew, put on an agenda, or declined with a reason, on its page.
#[component]
fn Returned(cards: Vec<IssueCard>) -> impl IntoView {
    let here = here();
    let cards = cards.into_iter().map(|card| {
        let work = here.to(&format!("/issues/{}/work", card.number));
        view! {
            <li class="card stack">
                <h3 class="issue-card__title"><a href=here.issue(card.number) dir="auto">{card.title}</a></h3>
                <ul class="meta">
                    <li>{tf(text::NUMBER, &[&card.number])}</li>
                    <li>{tn(text::SECONDS_ONE, text::SECONDS_MANY, card.seconds)}</li>
                </ul>
                <p><a class="btn" href=work>{t(work_text::BEGIN)}</a></p>
            </li>
        }
    });
    view! {
        <section class="section stack">
            <h2 class="section__title">{t(text::status(Status::Returned))}</h2>
            <p class="muted">{t(text::DESK_RETURNED)}</p>
            <ul class="list">{cards.collect_view()}</ul>
        </section>
    }
}

/// Which of them are shown. A plain form by GET: it works without script, and the address can be
/// kept.
#[component]
fn Filter(
    asked: (String, String),
    categories: Vec<(Category, u32)>,
    buildings: Vec<(domain::BuildingId, String, u32)>,
    filtered: bool,
) -> impl IntoView {
    let (category, building) = asked;
    let option = |code: String, words: String, current: &str| {
        let selected = code == current;
        view! { <option value=code selected=selected>{words}</option> }
    };
    let categories = categories.into_iter().map(|(kind, count)| {
        let words = tf(text::DESK_OPTION, &[&t(text::category(kind)), &count]);
        option(kind.code().to_owned(), words, &category)
    });
    let categories = categories.collect_view();
    let buildings = buildings.into_iter().map(|(id, name, count)| {
        let name = if name.is_empty() {
            t(crate::text::place::UNNAMED_BUILDING).to_owned()
        } else {
            name
        };
        let words = tf(text::DESK_OPTION, &[&name, &count]);
        option(id.0, words, &building)
    });
    let buildings = buildings.collect_view();
    view! {
        <form method="get" action=here().to("/desk") class="desk-filter">
            <div class="field">
                <label class="visually-hidden" for="desk-category">{t(text::CATEGORY)}</label>
                <select id="desk-category" name="category">
                    <option value="">{t(text::DESK_ALL_CATEGORIES)}</option>
                    {categories}
                </select>
            </div>
            <div class="field">
                <label class="visually-hidden" for="desk-building">{t(text::BUILDING)}</label>
                <select id="desk-building" name="building">
                    <option value="">{t(text::DESK_ALL_BUILDINGS)}</option>
                    {buildings}
                </select>
            </div>
            <button class="btn">{t(text::FILTER)}</button>
            {filtered.then(|| view! { <a class="btn" href=here().to("/desk")>{t(text::ALL)}</a> })}
        </form>
    }
}

/// What is done with an item; its form opens below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reply {
    Accept,
    Decline,
    Answer,
}

#[component]
fn DeskItem(issue: Waiting, at: At) -> impl IntoView {
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
        title: card.title.clone(),
        text,
    };
    let minutes = card.category.default_minutes();
    let open = at.open;
    let opener = move |reply: Reply| {
        let code = match reply {
            Reply::Accept => "open-accept",
            Reply::Decline => "open-decline",
            Reply::Answer => "open-answer",
        };
        element_id(code, id)
    };
    let button = move |reply: Reply, words: &'static str| {
        let pressed = move || open.get() == Some((id, reply));
        view! {
            <button class="btn desk-item__open" type="button" id=opener(reply)
                aria-expanded=move || pressed().to_string()
                on:click=move |_| open.set((!pressed()).then_some((id, reply)))>
                {words} <Icon kind=IconKind::ArrowDown small=true/>
            </button>
        }
    };
    let own = Memo::new(move |_| {
        open.get()
            .and_then(|(issue, reply)| (issue == id).then_some(reply))
    });
    let on_done = Callback::new(move |words: String| at.tell.run((id, words)));
    let form = move || {
        let reply = own.get()?;
        let cancel = Callback::new(move |()| {
            open.set(None);
            focus(opener(reply));
        });
        let read = read.clone();
        let form = match reply {
            Reply::Accept => {
                view! { <AcceptForm read minutes urgent=false again=false on_done on_cancel=Some(cancel)/> }
            }
            Reply::Decline => view! { <DeclineForm read on_done on_cancel=Some(cancel)/> },
            Reply::Answer => view! { <AnswerForm read on_done on_cancel=Some(cancel)/> },
        };
        Some(view! { <div class="desk-item__form">{form}</div> })
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
                    <h2 class="desk-item__title"><a id=element_id("waits", id) href=here.issue(card.number)>{card.title}</a></h2>
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
                    {button(Reply::Accept, t(text::ACCEPT))}
                    {button(Reply::Answer, t(text::ANSWER))}
                    {button(Reply::Decline, t(text::DECLINE))}
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
