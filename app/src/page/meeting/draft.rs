//! The draft of an agenda, for whoever prepares it: filled by support, changed by hand with
//! reasons, then locked.

use domain::issue::{MINUTES, Status};
use domain::meeting::ChangeItem;
use domain::{Command, Field, IssueId, Refusal};
use leptos::prelude::*;

use super::confirm::Confirm;
use super::facts::{Changes, Head, HowChosen, ItemFacts, ItemTitle, MoreUnlisted};
use super::live::{Live, ReloadIfChanged};
use super::new::{Particulars, particulars};
use crate::component::{CommandForm, FieldKind, Icon, IconKind, TextArea, TextField, focus};
use crate::form::Typed;
use crate::here::{element_id, here};
use crate::shown::{ShownItem, ShownMeeting, ShownUnlisted};
use crate::text::common::REASON;
use crate::text::issue::{MINUTES as MINUTES_NEEDED, category, status};
use crate::text::{T, meeting as text, t, tf};
use crate::view::view;

/// What is done to an issue by hand; each needs a written reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ByHand {
    Add,
    Drop,
    Up,
    Down,
    Minutes,
}

impl ByHand {
    /// What the form asks; with the issue's title.
    fn question(self) -> T {
        match self {
            ByHand::Add => text::WHY_ADD,
            ByHand::Drop => text::WHY_DROP,
            ByHand::Up => text::WHY_UP,
            ByHand::Down => text::WHY_DOWN,
            ByHand::Minutes => text::WHY_MINUTES,
        }
    }

    /// The word on the button that does it.
    fn word(self) -> T {
        match self {
            ByHand::Add => text::ADD,
            ByHand::Drop => text::DROP,
            ByHand::Up | ByHand::Down => text::MOVE,
            ByHand::Minutes => text::SET_MINUTES,
        }
    }

    /// The command; `position` is where the item stands now.
    fn command(self, change: ChangeItem, position: u32, typed: &Typed) -> Result<Command, Refusal> {
        Ok(match self {
            ByHand::Add => Command::AddItem(change),
            ByHand::Drop => Command::DropItem(change),
            ByHand::Up => Command::MoveItem {
                change,
                to: position.saturating_sub(1),
            },
            ByHand::Down => Command::MoveItem {
                change,
                to: position.saturating_add(1),
            },
            ByHand::Minutes => Command::SetItemMinutes {
                change,
                minutes: typed.read(Field::Minutes)?,
            },
        })
    }
}

/// The one change whose reason is being written.
type Open = RwSignal<Option<(IssueId, ByHand)>>;

/// The page of a draft.
#[component]
pub fn Draft(view: ShownMeeting, refresh: Callback<()>) -> impl IntoView {
    let live = Live::new(view, refresh);
    let open: Open = RwSignal::new(None);
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
        <section class="section stack">
            <h2 class="section__title">{t(text::DRAFT_AGENDA)}</h2>
            {move || view! { <MinutesBar used=used.get() available=meeting.with(|meeting| meeting.minutes)/> }}
            {move || live.view.with(|view| view.outdated).then(|| view! {
                <div class="message message--warn" role="status">
                    <Icon kind=IconKind::Warning/><div><p>{t(text::OUTDATED)}</p></div>
                </div>
            })}
            <Items live open/>
            <FillForm live/>
        </section>
        <section class="section">
            <h2 class="section__title">{t(text::UNLISTED)}</h2>
            <UnlistedIssues live open/>
            {move || view! { <MoreUnlisted more=live.view.with(|view| view.more_unlisted)/> }}
        </section>
        {move || live.view.with(|view| view! { <HowChosen how=view.how.clone()/> })}
        {move || live.view.with(|view| {
            view! { <Changes changes=view.changes.clone() earlier=view.earlier_changes titles=titles(view)/> }
        })}
        <section class="section stack">
            <h2 class="section__title">{t(text::LOCK)}</h2>
            <p>{t(text::LOCK_LEAD)}</p>
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
    view! {
        <details class="card">
            <summary>{t(text::CHANGE)}</summary>
            <CommandForm
                command=move |typed: Typed| particulars(&typed, id, &zone).map(|change| {
                    let (_, version) = live.seen();
                    Command::ChangeMeeting { change, version }
                })
                on_done=move |_| live.reload(None)
                submit=t(text::CHANGE_DO)
                done=t(text::CHANGED)
            >
                <ReloadIfChanged live/>
                <Particulars kind=meeting.kind starts_at venue=meeting.venue minutes=meeting.minutes/>
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
fn Rows(live: Live, open: Open, rows: Signal<Vec<Row>>) -> impl IntoView {
    view! {
        <For each=move || rows.get() key=Row::key let:row>
            {match row {
                Row::Item(item) => view! { <ItemRow live open item/> },
                Row::Unlisted(other) => view! { <UnlistedRow live open other/> },
            }}
        </For>
    }
}

#[component]
fn Items(live: Live, open: Open) -> impl IntoView {
    let rows = Signal::derive(move || {
        live.view
            .with(|view| view.items.iter().cloned().map(Row::Item).collect())
    });
    let empty = move || live.view.with(|view| view.items.is_empty());
    view! {
        <p class="muted" hidden=move || !empty()>{t(text::AGENDA_EMPTY)}</p>
        <ol class="list" hidden=empty>
            <Rows live open rows/>
        </ol>
    }
}

#[component]
fn ItemRow(live: Live, open: Open, item: ShownItem) -> impl IntoView {
    let ShownItem {
        issue,
        number,
        title,
        ..
    } = item.clone();
    let position = Memo::new(move |_| live.position(issue));
    let last = Memo::new(move |_| live.view.with(|view| view.items.len()));
    let impossible = move |by_hand| match by_hand {
        ByHand::Up => position.get() <= 1,
        ByHand::Down => usize::try_from(position.get()).is_ok_and(|at| at == last.get()),
        ByHand::Add | ByHand::Drop | ByHand::Minutes => false,
    };
    let button = |by_hand, kind, words, label| {
        view! {
            <button
                class="icon-btn"
                type="button"
                aria-label=tf(label, &[&title])
                aria-expanded=expanded(open, issue, by_hand)
                disabled=move || impossible(by_hand)
                on:click=toggle(open, issue, by_hand)
            >
                <Icon kind/> {t(words)}
            </button>
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
                    {button(ByHand::Up, IconKind::ArrowUp, text::UP, text::UP_LABEL)}
                    {button(ByHand::Down, IconKind::ArrowDown, text::DOWN, text::DOWN_LABEL)}
                    {button(ByHand::Minutes, IconKind::Clock, text::SET_MINUTES, text::SET_MINUTES_LABEL)}
                    {button(ByHand::Drop, IconKind::Close, text::DROP, text::DROP_LABEL)}
                </div>
            </div>
            <ReasonPlace live open issue title/>
        </li>
    }
}

#[component]
fn UnlistedIssues(live: Live, open: Open) -> impl IntoView {
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
            <Rows live open rows/>
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
        by_hand.command(change, untrack(|| live.position(issue)), &typed)
    };
    // Made inside the form, whose errors it shows.
    let minutes = move || {
        let now = live.view.with_untracked(|view| {
            let item = view.items.iter().find(|item| item.issue == issue);
            item.map_or(*MINUTES.start(), |item| item.minutes)
        });
        let kind = FieldKind::Number {
            min: *MINUTES.start(),
            max: *MINUTES.end(),
        };
        view! {
            <TextField field=Field::Minutes label=t(MINUTES_NEEDED) kind value=now.to_string() id=element_id("minutes", issue)/>
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
