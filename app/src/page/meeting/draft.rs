//! The draft of an agenda, for whoever prepares it: filled by support, changed by hand with
//! reasons, then locked.

use domain::issue::{MINUTES, Status};
use domain::meeting::{ChangeItem, DraftChange};
use domain::{Command, Field, IssueId, Refusal};
use leptos::prelude::*;

use super::after::After;
use super::confirm::Confirm;
use super::facts::{Changes, Head, HowChosen, ItemFacts, ItemTitle, MoreUnlisted};
use super::live::{Live, ReloadIfChanged};
use super::moves::{Moves, MovesForm};
use super::new::{Particulars, particulars};
use crate::component::{
    CommandForm, FieldKind, Icon, IconKind, TextArea, TextField, focus, on_escape,
};
use crate::form::Typed;
use crate::here::{element_id, here};
use crate::shown::{ShownItem, ShownMeeting, ShownUnlisted};
use crate::text::common::REASON;
use crate::text::issue::{MINUTES as MINUTES_NEEDED, category, status};
use crate::text::{T, meeting as text, t, tf};
use crate::view::view;

/// What is done to an issue by hand; each needs a written reason. (What is moved waits for others
/// that are, for one reason: `moves.rs`.)
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ByHand {
    Add,
    Drop,
    Minutes,
}

impl ByHand {
    /// What the form asks; with the issue's title.
    fn question(self) -> T {
        match self {
            ByHand::Add => text::WHY_ADD,
            ByHand::Drop => text::WHY_DROP,
            ByHand::Minutes => text::WHY_MINUTES,
        }
    }

    /// The word on the button that does it.
    fn word(self) -> T {
        match self {
            ByHand::Add => text::ADD,
            ByHand::Drop => text::DROP,
            ByHand::Minutes => text::SET_MINUTES,
        }
    }

    fn command(self, change: ChangeItem, typed: &Typed) -> Result<Command, Refusal> {
        Ok(match self {
            ByHand::Add => Command::AddItem(change),
            ByHand::Drop => Command::DropItem(change),
            ByHand::Minutes => Command::SetItemMinutes {
                change,
                minutes: typed.read(Field::Minutes)?,
            },
        })
    }

    /// What is done to the draft, with the minutes that stand in the form.
    fn change(self, issue: IssueId, minutes: u32) -> DraftChange {
        match self {
            ByHand::Add => DraftChange::Add(issue),
            ByHand::Drop => DraftChange::Drop(issue),
            ByHand::Minutes => DraftChange::Minutes { issue, minutes },
        }
    }
}

/// The one change whose reason is being written.
type Open = RwSignal<Option<(IssueId, ByHand)>>;

/// The page of a draft.
#[component]
pub fn Draft(view: ShownMeeting, refresh: Callback<()>) -> impl IntoView {
    let live = Live::new(view, refresh);
    let open: Open = RwSignal::new(None);
    let moves = Moves::new(live);
    let meeting = Memo::new(move |_| live.view.with(|view| view.meeting.clone()));
    let used = Memo::new(move |_| {
        live.view
            .with(|view| view.items.iter().map(|item| item.minutes).sum::<u32>())
    });
    let lock = move |()| {
        let (meeting, version) = live.seen();
        Command::LockAgenda { meeting, version }
    };
    view! {
        {move || view! { <Head meeting=meeting.get() locked_at=None/> }}
        <section class="section"><ChangeForm live/></section>
        <div class="beside section">
        <section class="section stack">
            <h2 class="section__title">{t(text::DRAFT_AGENDA)}</h2>
            {move || view! { <MinutesBar used=used.get() available=meeting.with(|meeting| meeting.minutes)/> }}
            {move || live.view.with(|view| view.outdated.clone()).map(|after| view! {
                <div class="message message--warn" role="status">
                    <Icon kind=IconKind::Warning/>
                    <div><p>{t(text::OUTDATED)}</p><div class="after" inner_html=after></div></div>
                </div>
            })}
            <Items live open moves/>
            <MovesForm moves/>
            <FillForm live/>
        </section>
        <section class="section">
            <h2 class="section__title">{t(text::UNLISTED)}</h2>
            <UnlistedIssues live open moves/>
            {move || view! { <MoreUnlisted more=live.view.with(|view| view.more_unlisted)/> }}
        </section>
        </div>
        {move || live.view.with(|view| view! { <HowChosen how=view.how.clone()/> })}
        {move || live.view.with(|view| {
            view! { <Changes changes=view.changes.clone() earlier=view.earlier_changes titles=titles(view)/> }
        })}
        <section class="section stack">
            <h2 class="section__title">{t(text::LOCK)}</h2>
            <p>{t(text::LOCK_LEAD)}</p>
            <p class="message message--warn" hidden=move || moves.is_empty()>{t(text::MOVES_FIRST)}</p>
            <div hidden=move || !moves.is_empty()>
                <Confirm
                    live
                    ask=t(text::LOCK)
                    icon=IconKind::Lock
                    sure=t(text::LOCK_SURE)
                    submit=t(text::LOCK_DO)
                    done=t(text::LOCKED_DONE)
                    command=lock
                    on_done=refresh
                />
            </div>
        </section>
    }
}

/// The titles of all issues on and off the draft, by their numbers.
fn titles(view: &ShownMeeting) -> Vec<(u32, String)> {
    let items = view
        .items
        .iter()
        .map(|item| (item.number, item.title.clone()));
    let others = view
        .unlisted
        .iter()
        .map(|other| (other.card.number, other.card.title.clone()));
    items.chain(others).collect()
}

/// Changes kind, time, venue and minutes.
#[component]
fn ChangeForm(live: Live) -> impl IntoView {
    let zone = here().community.zone.clone();
    let meeting = live.view.with_untracked(|view| view.meeting.clone());
    let starts_at = zone.format_local(meeting.starts_at);
    let id = meeting.id;
    let change = RwSignal::new(None);
    #[cfg(feature = "hydrate")]
    let typed = {
        let zone = zone.clone();
        move |event: leptos::ev::Event| {
            let form = crate::form::form_around(&event);
            let now = live.view.with_untracked(|view| view.meeting.clone());
            let then = form.and_then(|form| particulars(&Typed::of(&form), id, &zone).ok());
            let other =
                then.filter(|then| (then.starts_at, then.minutes) != (now.starts_at, now.minutes));
            change.set(other.map(|then| DraftChange::Particulars {
                starts_at: then.starts_at,
                minutes: then.minutes,
            }));
        }
    };
    #[cfg(not(feature = "hydrate"))]
    let typed = move |_: leptos::ev::Event| {};
    view! {
        <details class="card">
            <summary>{t(text::CHANGE)}</summary>
            <CommandForm
                command=move |typed: Typed| particulars(&typed, id, &zone).map(|change| {
                    let (_, version) = live.seen();
                    Command::ChangeMeeting { change, version }
                })
                on_done=move |_| {
                    change.set(None);
                    live.reload(None);
                }
                submit=t(text::CHANGE_DO)
                done=t(text::CHANGED)
            >
                <ReloadIfChanged live/>
                <div on:change=typed>
                    <Particulars kind=meeting.kind starts_at venue=meeting.venue minutes=meeting.minutes/>
                </div>
                <After live change/>
            </CommandForm>
        </details>
    }
}

/// Minutes used of those that the meeting has.
#[component]
fn MinutesBar(used: u32, available: u32) -> impl IntoView {
    let over = used > available;
    let rest = if over {
        tf(text::MINUTES_OVER, &[&(used - available)])
    } else {
        tf(text::MINUTES_LEFT, &[&(available - used)])
    };
    let percent = used
        .saturating_mul(100)
        .checked_div(available)
        .unwrap_or(0)
        .min(100);
    view! {
        <div class=if over { "minutes-bar minutes-bar--over" } else { "minutes-bar" }>
            <p class="minutes-bar__text">
                <span>{tf(text::MINUTES_USED, &[&used, &available])}</span>
                <span>{rest}</span>
            </p>
            <div class="minutes-bar__track" aria-hidden="true">
                <div class="minutes-bar__fill" style=format!("width:{percent}%")></div>
            </div>
        </div>
    }
}

/// An issue on the draft, or one that could be.
#[derive(Clone)]
enum Row {
    Item(ShownItem),
    Unlisted(ShownUnlisted),
}

impl Row {
    /// What makes it another row.
    fn key(&self) -> (IssueId, Option<String>) {
        match self {
            Row::Item(item) => (item.issue, None),
            Row::Unlisted(other) => (other.card.id, other.dropped.clone()),
        }
    }
}

/// Rows that stay as they are while others come and go, with what is typed in them.
#[component]
fn Rows(live: Live, open: Open, moves: Moves, rows: Signal<Vec<Row>>) -> impl IntoView {
    view! {
        <For each=move || rows.get() key=Row::key let:row>
            {match row {
                Row::Item(item) => view! { <ItemRow live open moves item/> },
                Row::Unlisted(other) => view! { <UnlistedRow live open other/> },
            }}
        </For>
    }
}

#[component]
fn Items(live: Live, open: Open, moves: Moves) -> impl IntoView {
    let rows = Signal::derive(move || moves.items().into_iter().map(Row::Item).collect());
    let empty = move || live.view.with(|view| view.items.is_empty());
    view! {
        <p class="muted" hidden=move || !empty()>{t(text::AGENDA_EMPTY)}</p>
        <ol class="list" hidden=empty on:keydown=on_escape(move || moves.clear())>
            <Rows live open moves rows/>
        </ol>
    }
}

#[component]
fn ItemRow(live: Live, open: Open, moves: Moves, item: ShownItem) -> impl IntoView {
    let ShownItem {
        issue,
        number,
        title,
        ..
    } = item.clone();
    let position = Memo::new(move |_| moves.position(issue));
    let last = Memo::new(move |_| {
        let items = live.view.with(|view| view.items.len());
        u32::try_from(items).unwrap_or(u32::MAX)
    });
    let button = |by_hand, kind, words, label| {
        view! {
            <button
                class="icon-btn"
                type="button"
                aria-label=tf(label, &[&title])
                aria-expanded=expanded(open, issue, by_hand)
                on:click=toggle(open, issue, by_hand)
            >
                <Icon kind/> {t(words)}
            </button>
        }
    };
    let step = |up: bool, kind, words, label| {
        let id = element_id(if up { "up" } else { "down" }, issue);
        let to = move || {
            let now = position.get();
            if up {
                now.saturating_sub(1)
            } else {
                now.saturating_add(1)
            }
        };
        let at_the_end = move || to() < 1 || to() > last.get();
        let go = {
            let id = id.clone();
            // At the end its button can't have the keyboard any more.
            move |_| {
                let to = untrack(to);
                let end = if up { 1 } else { last.get_untracked() };
                let next = if to == end {
                    element_id("place", issue)
                } else {
                    id.clone()
                };
                moves.go(issue, to, next);
            }
        };
        view! {
            <button
                class="icon-btn"
                type="button"
                id=id
                aria-label=tf(label, &[&title])
                disabled=at_the_end
                on:click=go
            >
                <Icon kind/> {t(words)}
            </button>
        }
    };
    let places = move || {
        let places = (1..=last.get()).map(|place| {
            let selected = move || position.get() == place;
            let words = tf(text::PLACE, &[&place]);
            view! { <option value=place selected=selected>{words}</option> }
        });
        places.collect_view()
    };
    let to_place = move |event| {
        if let Ok(to) = event_target_value(&event).parse() {
            moves.go(issue, to, element_id("place", issue));
        }
    };
    let facts = Memo::new(move |_| {
        live.view.with(|view| {
            let now = view.items.iter().find(|item| item.issue == issue);
            now.unwrap_or(&item).clone()
        })
    });
    view! {
        <li class="card stack">
            <div class="agenda-item">
                <b class="agenda-item__no">{position}</b>
                <div class="agenda-item__body">
                    <h3 class="agenda-item__title" id=element_id("title", issue) tabindex="-1">
                        <ItemTitle number title=title.clone()/>
                    </h3>
                    {move || view! { <ItemFacts item=facts.get()/> }}
                </div>
                <p class="agenda-item__minutes">{move || tf(text::N_MINUTES, &[&facts.get().minutes])}</p>
                <div class="agenda-item__controls">
                    {step(true, IconKind::ArrowUp, text::UP, text::UP_LABEL)}
                    {step(false, IconKind::ArrowDown, text::DOWN, text::DOWN_LABEL)}
                    <select
                        class="place-pick"
                        id=element_id("place", issue)
                        aria-label=tf(text::PLACE_LABEL, &[&title])
                        on:change=to_place
                    >
                        {places}
                    </select>
                    {button(ByHand::Minutes, IconKind::Clock, text::SET_MINUTES, text::SET_MINUTES_LABEL)}
                    {button(ByHand::Drop, IconKind::Close, text::DROP, text::DROP_LABEL)}
                </div>
            </div>
            <ReasonPlace live open issue title/>
        </li>
    }
}

#[component]
fn UnlistedIssues(live: Live, open: Open, moves: Moves) -> impl IntoView {
    let rows = Signal::derive(move || {
        live.view.with(|view| {
            let unlisted = view.unlisted.iter().cloned();
            unlisted.map(Row::Unlisted).collect()
        })
    });
    let empty = move || live.view.with(|view| view.unlisted.is_empty());
    view! {
        <p class="muted" hidden=move || !empty()>{t(text::UNLISTED_EMPTY)}</p>
        <ul class="list" hidden=empty>
            <Rows live open moves rows/>
        </ul>
    }
}

#[component]
fn UnlistedRow(live: Live, open: Open, other: ShownUnlisted) -> impl IntoView {
    let issue = other.card.id;
    let number = other.card.number;
    let title = other.card.title.clone();
    // What the rule says of it changes with the draft.
    let facts = Memo::new(move |_| {
        live.view.with(|view| {
            let now = view.unlisted.iter().find(|other| other.card.id == issue);
            now.unwrap_or(&other).clone()
        })
    });
    view! {
        <li class="card stack">
            <div>
                <h3 class="agenda-item__title" id=element_id("title", issue) tabindex="-1">
                    <ItemTitle number title=title.clone()/>
                </h3>
                {move || view! { <UnlistedFacts other=facts.get()/> }}
            </div>
            <div class="row">
                <button
                    class="btn"
                    type="button"
                    aria-label=tf(text::ADD_LABEL, &[&title])
                    aria-expanded=expanded(open, issue, ByHand::Add)
                    on:click=toggle(open, issue, ByHand::Add)
                >
                    <Icon kind=IconKind::Plus/> {t(text::ADD)}
                </button>
            </div>
            <ReasonPlace live open issue title/>
        </li>
    }
}

#[component]
fn UnlistedFacts(other: ShownUnlisted) -> impl IntoView {
    let ShownUnlisted {
        card,
        minutes,
        dropped,
        why,
    } = other;
    let why = match dropped {
        Some(reason) => Some(tf(text::DROPPED, &[&reason])),
        None => why,
    };
    // Its date may be a later one.
    let deferred = card.status == Status::Deferred;
    view! {
        <ul class="meta">
            <li>{tf(text::SECONDED_BY, &[&card.seconds])}</li>
            <li>{tf(text::N_MINUTES, &[&minutes])}</li>
            <li>{t(category(card.category))}</li>
            {deferred.then(|| view! { <li>{t(status(card.status))}</li> })}
        </ul>
        {why.map(|why| view! { <p class="agenda-item__why">{why}</p> })}
    }
}

/// Opens the form for a reason, or closes it.
fn toggle(
    open: Open,
    issue: IssueId,
    by_hand: ByHand,
) -> impl Fn(leptos::ev::MouseEvent) + 'static {
    move |_| {
        if open.get_untracked() == Some((issue, by_hand)) {
            open.set(None);
        } else {
            open.set(Some((issue, by_hand)));
            focus(element_id("reason", issue));
        }
    }
}

fn expanded(
    open: Open,
    issue: IssueId,
    by_hand: ByHand,
) -> impl Fn() -> &'static str + Send + 'static {
    move || {
        if open.get() == Some((issue, by_hand)) {
            "true"
        } else {
            "false"
        }
    }
}

/// Where the reason for a change of this issue is written, while it is.
#[component]
fn ReasonPlace(live: Live, open: Open, issue: IssueId, title: String) -> impl IntoView {
    let by_hand = Memo::new(move |_| {
        let (which, by_hand) = open.get()?;
        (which == issue).then_some(by_hand)
    });
    move || {
        by_hand.get().map(|by_hand| {
            let title = title.clone();
            view! { <ReasonForm live open issue by_hand title/> }
        })
    }
}

#[component]
fn ReasonForm(
    live: Live,
    open: Open,
    issue: IssueId,
    by_hand: ByHand,
    title: String,
) -> impl IntoView {
    let command = move |typed: Typed| {
        let (meeting, version) = live.seen();
        let change = ChangeItem {
            meeting,
            version,
            issue,
            reason: typed.get(Field::Reason),
        };
        by_hand.command(change, &typed)
    };
    let now = live.view.with_untracked(|view| {
        let item = view.items.iter().find(|item| item.issue == issue);
        item.map_or(*MINUTES.start(), |item| item.minutes)
    });
    let asked = RwSignal::new(now);
    let change = Signal::derive(move || {
        let same = by_hand == ByHand::Minutes && asked.get() == now;
        (!same).then(|| by_hand.change(issue, asked.get()))
    });
    // Made inside the form, whose errors it shows.
    let minutes = move || {
        let kind = FieldKind::Number {
            min: *MINUTES.start(),
            max: *MINUTES.end(),
        };
        view! {
            <div on:change=move |event| asked.set(event_target_value(&event).parse().unwrap_or(now))>
                <TextField field=Field::Minutes label=t(MINUTES_NEEDED) kind value=now.to_string() id=element_id("minutes", issue)/>
            </div>
        }
    };
    let cancel = Callback::new(move |()| {
        open.set(None);
        focus(element_id("title", issue));
    });
    view! {
        <CommandForm
            command
            on_done=move |_| {
                open.set(None);
                live.reload(Some(element_id("title", issue)));
            }
            submit=t(by_hand.word())
            on_cancel=cancel
        >
            <ReloadIfChanged live/>
            <p><b>{tf(by_hand.question(), &[&title])}</b></p>
            {(by_hand == ByHand::Minutes).then(minutes)}
            <After live change/>
            <TextArea field=Field::Reason label=t(REASON) rows=2 id=element_id("reason", issue)/>
        </CommandForm>
    }
}

/// Fills the draft anew.
#[component]
fn FillForm(live: Live) -> impl IntoView {
    let command = move |_: Typed| {
        let (meeting, version) = live.seen();
        Ok(Command::FillAgenda { meeting, version })
    };
    view! {
        <CommandForm
            command
            on_done=move |_| live.reload(None)
            submit=t(text::FILL_AGAIN)
            button="btn"
            done=t(text::FILLED)
        >
            <ReloadIfChanged live/>
            <p class="muted">{t(text::FILL_AGAIN_HINT)}</p>
        </CommandForm>
    }
}
