//! A meeting's page: its agenda for everybody; while it is a draft, the tools of whoever prepares
//! it.

use domain::Action;
use domain::meeting::Status;
use leptos::prelude::*;

use super::draft::Draft;
use super::facts::{Changes, DecisionMessage, Head, HowChosen, ItemFacts, ItemTitle};
use super::live::Live;
use super::supplement::SupplementForm;
use super::{keep_for_paper, meeting_title, use_meeting};
use crate::component::{BackTo, HeadingIsRead, Icon, IconKind, loaded};
use crate::here::here;
use crate::page::{ChangingTitle, number_in_address};
use crate::shown::{ShownItem, ShownMeeting};
use crate::text::{meeting as text, t, tf};
use crate::view::view;

/// The page.
#[component]
pub fn AgendaPage() -> impl IntoView {
    provide_context(HeadingIsRead(true));
    let meeting = use_meeting();
    let number = number_in_address();
    let prepares = here().may(Action::PrepareMeeting);
    view! {
        <ChangingTitle title=move |()| meeting_title(number())/>
        <BackTo to=here().to("/meetings") words=text::MEETINGS/>
        {loaded(meeting, move |view| {
            let refresh = Callback::new(move |()| meeting.refetch());
            match view.meeting.status {
                Status::Draft if prepares => view! { <Draft view refresh/> },
                Status::Draft => view! { <Later view/> },
                Status::Locked | Status::Published => view! { <Agenda view refresh/> },
            }
        })}
    }
}

/// A draft, for those who do not prepare it.
#[component]
fn Later(view: ShownMeeting) -> impl IntoView {
    view! {
        <Head meeting=view.meeting locked_at=None/>
        <div class="empty"><Icon kind=IconKind::Clock/><p>{t(text::AGENDA_LATER)}</p></div>
    }
}

/// The locked agenda, later with what was decided. Whoever prepares meetings may add to it until
/// then.
#[component]
fn Agenda(view: ShownMeeting, refresh: Callback<()>) -> impl IntoView {
    let adds = here().may(Action::PrepareMeeting) && view.meeting.status == Status::Locked;
    let live = Live::new(view, refresh);
    view! {
        {move || view! { <Listed view=live.view.get()/> }}
        {adds.then(|| view! { <SupplementForm live/> })}
    }
}

#[component]
fn Listed(view: ShownMeeting) -> impl IntoView {
    keep_for_paper(&view);
    let here = here();
    let ShownMeeting {
        meeting,
        items,
        changes,
        earlier_changes,
        locked_at,
        how,
        ..
    } = view;
    #[cfg(feature = "ssr")]
    {
        let starts_at = crate::format::appointment(&here.community.zone, meeting.starts_at);
        let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
        let items = crate::text::tn(text::ITEMS_ONE, text::ITEMS_MANY, count);
        let title = format!("{} · {}", super::name(&meeting), here.community.name);
        let words = [starts_at, meeting.venue.clone(), items].join(" · ");
        crate::page::describe(&title, &words);
    }
    let page = here.meeting(meeting.number);
    let published = meeting.status == Status::Published;
    let prepares = here.may(Action::PrepareMeeting);
    let enter = prepares && meeting.status == Status::Locked;
    let enter = enter.then(|| {
        let href = format!("{page}/decisions");
        view! { <a class="btn" href=href><Icon kind=IconKind::Edit/> {t(text::DECISIONS)}</a> }
    });
    // Who does not run the meeting has come to read.
    let first = |is_first: bool| if is_first { "btn btn--primary" } else { "btn" };
    let mine = here.viewer.is_member().then(|| {
        let href = format!("{page}/line");
        view! { <a class=first(!prepares) href=href><Icon kind=IconKind::Person/> {t(text::MY_LINE)}</a> }
    });
    let (mine, later) = if prepares { (None, mine) } else { (mine, None) };
    let document = here.may(Action::Supervise).then(|| {
        let href = format!("{page}/document.json");
        let verify = format!("{page}/verify");
        view! {
            <a class="btn" href=verify>{t(text::VERIFY)}</a>
            <a class="btn" href=href download=true rel="external">{t(text::DOCUMENT)}</a>
        }
    });
    let titles = items
        .iter()
        .map(|item| (item.number, item.title.clone()))
        .collect();
    let items = items.into_iter().zip(1..).map(|(item, position)| {
        view! { <Item item position published/> }
    });
    view! {
        <Head meeting locked_at/>
        <div class="btn-row">
            {mine}
            <a class=first(prepares) href=format!("{page}/print")>
                <Icon kind=IconKind::Print/> {t(text::PRINT)}
            </a>
            {enter}
        </div>
        <section class="section">
            <h2 class="section__title">{t(text::AGENDA)}</h2>
            <ol class="list">{items.collect_view()}</ol>
        </section>
        <HowChosen how/>
        <div class="btn-row">{later} {document}</div>
        <p class="screen-only">
            <a href=format!("{page}/downloads") rel="external">{t(text::DOWNLOADS)}</a>
        </p>
        <Changes changes earlier=earlier_changes titles/>
    }
}

#[component]
fn Item(item: ShownItem, position: u32, published: bool) -> impl IntoView {
    let decision = item.decision.clone().filter(|_| published).map(|entered| {
        let words = item.decision_text.clone().unwrap_or_default().body;
        view! { <DecisionMessage kind=entered.decision.kind() facts=item.decided.clone() words/> }
    });
    view! {
        <li class="card stack">
            <div class="agenda-item">
                <b class="agenda-item__no">{position}</b>
                <div class="agenda-item__body">
                    <h3 class="agenda-item__title">
                        <ItemTitle number=item.number title=item.title.clone()/>
                    </h3>
                    <ItemFacts item=item.clone()/>
                </div>
                <p class="agenda-item__minutes">{tf(text::N_MINUTES, &[&item.minutes])}</p>
            </div>
            {decision}
        </li>
    }
}
