//! An issue's page: what it is, who stands behind it, what was answered and decided.

use domain::issue::{Status, Step, WithdrawIssue};
use domain::place::Plan;
use domain::{Action, Command, Earlier, Field};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::read::{before, use_issue};
use super::share::Share;
use super::word::WorkSection;
use super::{AcceptForm, AnswerForm, AsRead, DeclineForm};
use crate::component::{
    BackFromIssue, CommandForm, EstatePlan, HeadingIsRead, Icon, IconKind, IssueStatus,
    SecondButton, SupportFacts, TextArea, TraceList, loaded_with,
};
use crate::form::Typed;
use crate::format::{ago, area, datetime};
use crate::here::{here, slug};
use crate::page::{ChangingTitle, TitleOfWords, number_in_address, window_title};
use crate::phone::Phone;
use crate::read::{ReadSurroundings, use_read};
use crate::shown::ShownIssue;
use crate::text::common::NAMED;
use crate::text::{issue as text, t, tf, tn};
use crate::view::view;

/// The page.
#[component]
pub fn IssuePage() -> impl IntoView {
    let number = number_in_address();
    provide_context(HeadingIsRead(true));
    let issue = use_issue();
    let refresh = Callback::new(move |()| issue.refetch());
    let plan = use_read(move || ReadSurroundings {
        slug: slug(),
        number: number(),
    });
    view! {
        <ChangingTitle title=move |()| window_title(&tf(text::NUMBER, &[&number()]))/>
        <BackFromIssue/>
        {loaded_with(issue, plan, move |issue, plan| {
            view! { <Issue issue plan=plan.unwrap_or_default() refresh/> }
        })}
    }
}

#[component]
fn Issue(issue: ShownIssue, plan: Plan, refresh: Callback<()>) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    super::new::forget_draft_of(issue.id);
    let here = here();
    let id = issue.id;
    let words = issue.text.clone();
    let target = crate::component::Target {
        id,
        number: issue.number,
        title: words.title.clone(),
        status: issue.status,
        seconds: issue.support.seconds(),
        seconded: issue.seconded,
    };
    let grid = if issue.photos.len() > 1 {
        "photos photos--many"
    } else {
        "photos"
    };
    let photos = issue
        .photos
        .iter()
        .map(|photo| {
            let src = here.photo(*photo);
            let href = src.clone();
            let alt = tf(text::PHOTO_OF, &[&words.title]);
            view! { <figure class="photo"><a href=href><img src=src alt=alt/></a></figure> }
        })
        .collect_view();
    let reporter = if issue.reporter_nickname.is_empty() {
        t(text::IMPORTED).to_owned()
    } else {
        issue.reporter_nickname.clone()
    };
    let building = issue.reporter_building.clone();
    let body = if words.body.is_empty() {
        view! { <p class="muted">{t(text::NO_TEXT)}</p> }
    } else {
        view! { <p class="prose" dir="auto">{words.body.clone()}</p> }
    };
    let closed = crate::text::refusal::closed_for_seconds(issue.status);
    let page = here.issue(issue.number);
    let earlier = issue.earlier.map(|Earlier { before, count }| {
        let href = format!("{page}?before={before}#trace");
        let words = tn(text::EARLIER_ONE, text::EARLIER_MANY, count);
        view! { <p><a href=href>{words}</a></p> }
    });
    let to_now = use_query_map().with_untracked(before).is_none();
    let latest = (!to_now).then(|| {
        let href = format!("{page}#trace");
        view! { <p><a href=href>{t(text::TRACE_LATEST)}</a></p> }
    });
    let own = issue
        .mine
        .then(|| view! { <Own issue=issue.clone() refresh/> });
    let open = issue.status.open_for_seconds();
    let on_behalf = (open && here.may(Action::SecondOnBehalf)).then(|| {
        let href = here.to(&format!("/behalf?issue={}", issue.number));
        view! { <p><a href=href>{t(text::BEHALF_LINK)}</a></p> }
    });
    let staff = here
        .may(Action::AnswerIssue)
        .then(|| view! { <Staff issue=issue.clone() refresh/> });
    view! {
        <TitleOfWords words=words.title.clone() number=issue.number/>
        <article>
            <header class="stack">
                <div class="row">
                    <IssueStatus status=issue.status decision=issue.decision/>
                    {issue.urgent.then(|| view! { <b class="urgent">{t(text::URGENT)}</b> })}
                    <span class="muted">{tf(text::NUMBER, &[&issue.number])}</span>
                </div>
                <h1 class="title" dir="auto">{words.title.clone()}</h1>
                <ul class="meta">
                    <li>{t(text::category(issue.category))}</li>
                    <li dir="auto">{reporter}</li>
                    {(!building.is_empty()).then(|| view! { <li>{building}</li> })}
                    <li><time datetime=datetime(issue.filed_at)>{ago(issue.filed_at)}</time></li>
                </ul>
            </header>
            <div inner_html=issue.way.clone()></div>
            <section class="section stack">
                <div class=grid>{photos}</div>
                {body}
            </section>
            <WorkSection issue=issue.clone() refresh/>
            <section class="section stack">
                <h2 class="section__title">{t(text::SUPPORT)}</h2>
                <SupportFacts support=issue.support area=issue.area_name.clone()/>
                <SecondButton target large=true on_done=refresh/>
                {closed.map(|why| view! { <p class="muted">{t(why)}</p> })}
                {on_behalf}
                <Share number=issue.number/>
            </section>
            <section class="section stack">
                <h2 class="section__title">{t(text::PLACE)}</h2>
                <PlaceOf issue=issue.clone() plan/>
            </section>
            {staff}
            <section class="section stack" id="trace">
                <h2 class="section__title">{t(text::TRACE)}</h2>
                {earlier}
                <TraceList entries=issue.trace.clone() to_now/>
                {latest}
            </section>
            {own}
            <div inner_html=issue.foot.clone()></div>
        </article>
    }
}

/// The place in words and on the plan.
#[component]
fn PlaceOf(issue: ShownIssue, plan: Plan) -> impl IntoView {
    let words = if issue.building_name.is_empty() {
        issue
            .place
            .position
            .is_none()
            .then(|| t(text::NO_PLACE).to_owned())
    } else {
        Some(issue.building_name.clone())
    };
    let at = plan.locate(&issue.place);
    let shown = at.filter(|at| domain::place::PlanView::of(&plan).shows(*at));
    let drawn = match (at, shown) {
        (_, Some(_)) => {
            let plan = StoredValue::new(plan);
            let mark = Signal::stored(shown.filter(|_| issue.place.position.is_some()));
            let selected = Signal::stored(issue.place.building.clone());
            view! { <EstatePlan plan label=t(text::SHOW_ON_PLAN) mark selected/> }
        }
        (Some(at), None) => {
            let words = tf(
                text::POSITION_OUTSIDE,
                &[&format!("{:.5}", at.lat), &format!("{:.5}", at.lon)],
            );
            view! { <p class="muted">{words}</p> }
        }
        (None, None) => ().into_any(),
    };
    view! {
        {words.map(|words| view! { <p>{words}</p> })}
        <p class="muted">{tf(NAMED, &[&t(text::AREA), &area(&issue.area_name)])}</p>
        {drawn}
    }
}

/// What the reporter can still do.
#[component]
fn Own(issue: ShownIssue, refresh: Callback<()>) -> impl IntoView {
    let here = here();
    let id = issue.id;
    let may_edit = issue.status == Status::Filed && !issue.answered;
    let may_withdraw = issue.status.allows(Step::Withdraw).is_ok();
    let edit = may_edit.then(|| {
        let href = here.to(&format!("/issues/{}/edit", issue.number));
        view! { <a class="btn" href=href><Icon kind=IconKind::Edit/> {t(text::EDIT)}</a> }
    });
    let may_add = issue.status.takes_facts();
    let add = may_add.then(|| {
        let href = here.to(&format!("/issues/{}/add", issue.number));
        view! { <a class="btn" href=href><Icon kind=IconKind::Plus/> {t(text::ADD_FACTS)}</a> }
    });
    let withdraw = may_withdraw.then(|| view! {
        <details class="card">
            <summary>{t(text::WITHDRAW)}</summary>
            <div class="stack">
                <p>{t(text::WITHDRAW_LEAD)}</p>
                <CommandForm
                    command=move |typed: Typed| Ok(Command::WithdrawIssue(WithdrawIssue { issue: id, reason: typed.get(Field::Reason) }))
                    on_done=move |_| refresh.run(())
                    submit=t(text::WITHDRAW)
                    button="btn btn--danger"
                >
                    <TextArea field=Field::Reason label=t(text::WITHDRAW_REASON) optional=true rows=2/>
                </CommandForm>
            </div>
        </details>
    });
    (may_add || may_edit || may_withdraw).then(|| {
        view! {
            <section class="section stack"><div class="row">{add} {edit}</div> {withdraw}</section>
        }
    })
}

/// What committee and secretary can do with it.
#[component]
fn Staff(issue: ShownIssue, refresh: Callback<()>) -> impl IntoView {
    let read = AsRead {
        issue: issue.id,
        number: issue.number,
        title: issue.text.title,
        text: issue.text_id,
    };
    let phone = Phone::get();
    let done = Callback::new(move |words: String| {
        phone.toast.set(Some(words));
        refresh.run(());
    });
    let accept = issue.status.allows(Step::Accept).is_ok();
    let decline = issue.status.allows(Step::Decline).is_ok();
    let revise = issue.status.allows(Step::Lock).is_ok();
    let accept_words = if revise {
        text::CHANGE_MINUTES
    } else {
        text::ACCEPT
    };
    let answer = issue.status != Status::Withdrawn;
    (accept || revise || decline || answer).then(|| {
        view! {
            <section class="section stack">
                <h2 class="section__title">{t(text::RESPOND)}</h2>
                {(accept || revise).then(|| view! {
                    <details class="card"><summary>{t(accept_words)}</summary>
                        <AcceptForm read=read.clone() minutes=issue.minutes urgent=issue.urgent again=revise on_done=done/>
                    </details>
                })}
                {decline.then(|| view! {
                    <details class="card"><summary>{t(text::DECLINE)}</summary>
                        <DeclineForm read=read.clone() on_done=done/>
                    </details>
                })}
                {answer.then(|| view! {
                    <details class="card"><summary>{t(text::ANSWER)}</summary>
                        <AnswerForm read=read.clone() on_done=done/>
                    </details>
                })}
            </section>
        }
    })
}
