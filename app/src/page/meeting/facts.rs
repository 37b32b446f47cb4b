//! What several of these pages show of a meeting and its items.

use domain::Timestamp;
use domain::issue::FeedOrder;
use domain::meeting::{DecisionKind, Status};
use domain::words::isolated;
use leptos::prelude::*;

use super::name;
use crate::component::{Icon, IconKind, Supporters};
use crate::format::{appointment, datetime, moment, rate};
use crate::here::here;
use crate::shown::{MeetingHead, ShownEntry, ShownItem};
use crate::text::issue::decision as decision_word;
use crate::text::{household, issue, meeting as text, t, tf, tn};
use crate::view::view;

/// Where a meeting stands, in a word and a shape.
#[component]
pub fn MeetingStatus(status: Status) -> impl IntoView {
    let class = match status {
        Status::Draft => "status status--filed",
        Status::Locked => "status status--agenda",
        Status::Published => "status status--decided",
    };
    view! { <span class=class>{t(text::status(status))}</span> }
}

/// What it is, where it stands, when and where it meets.
#[component]
pub fn Head(meeting: MeetingHead, locked_at: Option<Timestamp>) -> impl IntoView {
    let here = here();
    let zone = &here.community.zone;
    // What has been decided is no appointment any more.
    let calendar = (meeting.status != Status::Published).then(|| {
        let href = format!("{}/calendar.ics", here.meeting(meeting.number));
        view! {
            <p><a class="row" href=href rel="external"><Icon kind=IconKind::Clock/> {t(text::CALENDAR)}</a></p>
        }
    });
    let locked = locked_at.map(|at| {
        view! {
            <div>
                <dt>{t(text::LOCKED)}</dt>
                <dd><time datetime=datetime(at)>{moment(zone, at)}</time></dd>
            </div>
        }
    });
    view! {
        <header class="stack">
            <div class="row"><MeetingStatus status=meeting.status/></div>
            <h1 class="title">{name(&meeting)}</h1>
            <dl class="facts">
                <div>
                    <dt>{t(text::STARTS_AT)}</dt>
                    <dd>
                        <time datetime=datetime(meeting.starts_at)>{appointment(zone, meeting.starts_at)}</time>
                    </dd>
                </div>
                <div><dt>{t(text::VENUE)}</dt><dd>{meeting.venue}</dd></div>
                <div><dt>{t(text::MINUTES)}</dt><dd>{tf(text::N_MINUTES, &[&meeting.minutes])}</dd></div>
                {locked}
            </dl>
            {calendar}
        </header>
    }
}

/// An item's title; for members, who may read the issue, it leads there.
#[component]
pub fn ItemTitle(number: u32, title: String) -> impl IntoView {
    let here = here();
    if here.viewer.is_member() {
        view! { <a href=here.issue(number) dir="auto">{title}</a> }
    } else {
        view! { <bdi>{title}</bdi> }
    }
}

/// Who stands behind an item, and why it is there: people first, then households, then the rule.
#[component]
pub fn ItemFacts(item: ShownItem) -> impl IntoView {
    let reason = item.reason.map(|reason| {
        view! { <p class="agenda-item__why">{tf(text::AGENDA_REASON, &[&reason])}</p> }
    });
    let gave = item.gave.map(|gave| {
        view! {
            <details class="agenda-item__gave">
                <summary>{t(text::WHY_HERE)}</summary>
                <p class="agenda-item__why">{gave}</p>
            </details>
        }
    });
    view! {
        <Supporters support=item.support/>
        {rate(item.support, &item.area_name).map(|rate| view! { <p class="agenda-item__why">{rate}</p> })}
        <p class="agenda-item__why">{item.why}</p>
        {reason}
        {gave}
    }
}

/// How the agenda was chosen; in words of the server's.
#[component]
pub fn HowChosen(how: String) -> impl IntoView {
    view! {
        <section class="section">
            <details class="card">
                <summary>{t(text::HOW_CHOSEN)}</summary>
                <div class="stack" inner_html=how></div>
            </details>
        </section>
    }
}

/// What was decided, once it is public.
#[component]
pub fn DecisionMessage(kind: DecisionKind, facts: Vec<String>, words: String) -> impl IntoView {
    let facts = (!facts.is_empty()).then(|| {
        let facts = facts.into_iter().map(|fact| view! { <li>{fact}</li> });
        view! { <ul class="meta">{facts.collect_view()}</ul> }
    });
    let words = (!words.is_empty()).then(|| view! { <p class="prose">{words}</p> });
    let (class, icon) = match kind {
        DecisionKind::DoIt | DecisionKind::Pilot => ("message message--ok", IconKind::Check),
        DecisionKind::ReferUpward | DecisionKind::OwnersDecide => {
            ("message", IconKind::ChevronRight)
        }
        DecisionKind::Defer => ("message message--warn", IconKind::Clock),
        DecisionKind::NotDone => ("message message--none", IconKind::Close),
    };
    view! {
        <div class=class>
            <Icon kind=icon/>
            <div>
                <p><b>{tf(text::DECIDED, &[&t(decision_word(kind))])}</b></p>
                {facts}
                {words}
            </div>
        </div>
    }
}

/// How many issues off the agenda are not shown, and where all are.
#[component]
pub fn MoreUnlisted(more: u32) -> impl IntoView {
    (more > 0).then(|| {
        let order = FeedOrder::Ranked;
        let href = here().to(&format!("/issues?order={}", order.code()));
        view! {
            <p class="muted">
                {tf(text::MORE_UNLISTED, &[&more])} " " <a href=href>{t(issue::order(order))}</a>
            </p>
        }
    })
}

/// What was changed by hand, with the reasons; residents read them too. `earlier` is how many
/// changes came before.
#[component]
pub fn Changes(
    changes: Vec<(ShownEntry, u32)>,
    earlier: u32,
    titles: Vec<(u32, String)>,
) -> impl IntoView {
    (!changes.is_empty()).then(|| {
        let changes = changes.into_iter().map(|(entry, number)| {
            let title = titles.iter().find(|(issue, _)| *issue == number);
            let title = title.map(|(_, title)| title.clone()).unwrap_or_default();
            view! { <ChangeEntry entry number title/> }
        });
        view! {
            <section class="section">
                <h2 class="section__title">{t(text::CHANGES)}</h2>
                {(earlier > 0).then(|| view! {
                    <p class="muted">{tn(text::EARLIER_CHANGE, text::EARLIER_CHANGES, earlier)}</p>
                })}
                <ol class="trace">{changes.collect_view()}</ol>
            </section>
        }
    })
}

#[component]
fn ChangeEntry(entry: ShownEntry, number: u32, title: String) -> impl IntoView {
    let here = here();
    let role = entry
        .role
        .map(|role| format!("{} · ", t(household::role(role))));
    let which = format!("{} {}", tf(issue::NUMBER, &[&number]), isolated(&title));
    let reason = entry
        .text
        .map(|text| text.body)
        .filter(|body| !body.is_empty());
    view! {
        <li class="trace__item">
            <p class="trace__what">{entry.what}</p>
            <p><ItemTitle number title=which.trim_end().to_owned()/></p>
            {entry.details.map(|details| view! { <p class="trace__who">{details}</p> })}
            <p class="trace__who">
                {role}
                <time datetime=datetime(entry.at)>{moment(&here.community.zone, entry.at)}</time>
            </p>
            {reason.map(|reason| view! { <blockquote class="trace__quote" dir="auto">{reason}</blockquote> })}
        </li>
    }
}
