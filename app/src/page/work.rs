//! Work (办理): all that is being done, and for whoever does it the page of one issue's work.

use domain::issue::Step;
use domain::work::{
    BeginWork, COST_MAX, ChangeDue, Course, OwnersVote, PublishResult, ReportProgress, Responsible,
    Verdict, WORKS_PAGE, WorkCard, WorkView, Works, is_late,
};
use domain::{Action, Command, Field, IssueId, Problem, Refusal};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::component::{
    CommandForm, ErrorMessage, FieldKind, Icon, IconKind, IssueStatus, PhotoField, Photos,
    SelectField, TextArea, TextField, loaded,
};
use crate::context::now;
use crate::error::AppError;
use crate::form::{Typed, wrong};
use crate::format::day;
use crate::here::{element_id, here, slug};
use crate::page::{ChangingTitle, number_in_address, window_title};
use crate::read::{ReadWork, ReadWorks, use_read};
use crate::shown::ShownWork;
use crate::text::common::REASON;
use crate::text::issue::{CHOOSE, NUMBER};
use crate::text::{t, tf, tn, work as text};
use crate::view::view;

/// The list, for everybody who lives here.
#[component]
pub fn WorksPage() -> impl IntoView {
    let works = use_read(|| ReadWorks { slug: slug() });
    view! {
        <Title text=window_title(t(text::WORKS))/>
        <h1 class="title">{t(text::WORKS)}</h1>
        <p class="lead">{t(text::WORKS_LEAD)}</p>
        <div class="section stack">{loaded(works, |works| view! { <List works/> })}</div>
    }
}

#[component]
fn List(works: Works) -> impl IntoView {
    let Works { cards, total, late } = works;
    if cards.is_empty() {
        return view! { <div class="empty"><Icon kind=IconKind::Check/><p>{t(text::WORKS_EMPTY)}</p></div> };
    }
    let list = (late > 0).then(|| {
        let href = format!("{}/late.pdf", here().to("/work"));
        view! { <p><a class="btn" href=href rel="external"><Icon kind=IconKind::Print/> {t(text::LATE_PAPER)}</a></p> }
    });
    let late = (late > 0).then(|| {
        let words = tn(text::WORKS_LATE_ONE, text::WORKS_LATE_MANY, late);
        view! { " · " <b class="urgent">{words}</b> }
    });
    let more = (total > WORKS_PAGE)
        .then(|| view! { <p class="muted">{tf(text::WORKS_FIRST, &[&WORKS_PAGE])}</p> });
    let cards = cards.into_iter().map(|card| view! { <Item card/> });
    view! {
        <p>{tn(text::WORKS_TOTAL_ONE, text::WORKS_TOTAL_MANY, total)}{late}</p>
        {list}
        {more}
        <ul class="list">{cards.collect_view()}</ul>
    }
}

#[component]
fn Item(card: WorkCard) -> impl IntoView {
    let here = here();
    let WorkCard {
        card,
        course,
        owner,
        due,
    } = card;
    let late = is_late(due, here.community.zone.date(now()));
    let due = due.map(|due| {
        let words = format!("{} {}", t(text::DUE), day(due));
        if late {
            view! { <li><b class="urgent">{tf(text::LATE_SINCE, &[&words])}</b></li> }
        } else {
            view! { <li>{words}</li> }
        }
    });
    view! {
        <li class="card stack">
            <h2 class="issue-card__title"><a href=here.issue(card.number) dir="auto">{card.title}</a></h2>
            <ul class="meta">
                <li>{tf(NUMBER, &[&card.number])}</li>
                <li>{t(text::course(course))}</li>
                {(!owner.is_empty()).then(|| view! { <li dir="auto">{owner}</li> })}
                {due}
            </ul>
        </li>
    }
}

/// The work on one issue, for whoever does it.
#[component]
pub fn WorkPage() -> impl IntoView {
    let number = number_in_address();
    let work = use_read(move || ReadWork {
        slug: slug(),
        number: number(),
    });
    let refresh = Callback::new(move |()| work.refetch());
    view! {
        <ChangingTitle title=move |()| window_title(&tf(crate::text::common::NAMED, &[&t(text::WORK), &tf(NUMBER, &[&number()])]))/>
        <a class="app__back" href=move || here().issue(number())>
            <Icon kind=IconKind::ChevronLeft/> {t(text::TO_ISSUE)}
        </a>
        <h1 class="title">{t(text::WORK)}</h1>
        {loaded(work, move |shown| view! { <Handling shown refresh/> })}
    }
}

#[component]
fn Handling(shown: ShownWork, refresh: Callback<()>) -> impl IntoView {
    let here = here();
    let directs = here.may(Action::DirectWork);
    let id = shown.id;
    let handles = shown.work.as_ref().is_some_and(|work| work.handles);
    if !directs && !handles {
        return view! { <ErrorMessage error=AppError::NotFound/> };
    }
    let begin = (directs && shown.status.allows(Step::Handle).is_ok())
        .then(|| view! { <BeginForm id responsible=shown.responsible.clone() refresh/> });
    let in_work = shown.status.allows(Step::PublishResult).is_ok();
    let facts = in_work.then(|| view! { <div inner_html=shown.facts.clone()></div> });
    let order = (in_work && handles).then(|| {
        let href = format!("{}/order.pdf", here.issue(shown.number));
        view! { <p><a class="btn" href=href rel="external"><Icon kind=IconKind::Print/> {t(text::ORDER)}</a></p> }
    });
    let progress = (in_work && handles)
        .then(|| view! { <ProgressForm id title=shown.title.clone() refresh/> });
    let rest = shown
        .work
        .clone()
        .filter(|_| in_work && directs)
        .map(|work| {
            view! {
                <details class="card">
                    <summary>{t(text::RESULT)}</summary>
                    <ResultForm id work=work.clone() refresh/>
                </details>
                <details class="card">
                    <summary>{t(text::CHANGE_DUE)}</summary>
                    <DueForm id work refresh/>
                </details>
            }
        });
    let tally = (!shown.tally.is_empty()).then(|| {
        let words = shown.words.iter().map(|words| {
            view! { <li><blockquote class="trace__quote" dir="auto">{words.clone()}</blockquote></li> }
        });
        let words = (!shown.words.is_empty()).then(|| {
            view! {
                <h3>{t(text::WORDS_OF_RESIDENTS)}</h3>
                <ul class="list">{words.collect_view()}</ul>
            }
        });
        view! {
            <section class="section stack">
                <h2 class="section__title">{t(text::WORD)}</h2>
                <div class="stack" inner_html=shown.tally.clone()></div>
                {words}
            </section>
        }
    });
    view! {
        <header class="section stack">
            <div class="row">
                <IssueStatus status=shown.status decision=None/>
                <span class="muted">{tf(NUMBER, &[&shown.number])}</span>
            </div>
            <p dir="auto"><b>{shown.title}</b></p>
        </header>
        <div class="section stack">
            {facts}
            {order}
            {begin}
            {progress}
            {rest}
        </div>
        {tally}
    }
}

/// The options of whoever can be responsible, after an empty one.
pub fn responsible_options(all: Vec<(String, String)>) -> Vec<(String, String)> {
    let none = (String::new(), t(CHOOSE).to_owned());
    std::iter::once(none).chain(all).collect()
}

/// Who was chosen, and what they are called.
pub fn chosen(typed: &Typed, all: &[(String, String)]) -> Result<(Responsible, String), Refusal> {
    let code = typed.get(Field::Owner);
    let missing = || wrong(Field::Owner, Problem::Missing);
    let responsible = Responsible::from_code(&code).ok_or_else(missing)?;
    let name = all.iter().find(|(other, _)| *other == code);
    Ok((responsible, name.ok_or_else(missing)?.1.clone()))
}

#[component]
fn BeginForm(
    id: IssueId,
    responsible: Vec<(String, String)>,
    refresh: Callback<()>,
) -> impl IntoView {
    let all = StoredValue::new(responsible.clone());
    let no_organisation = !responsible
        .iter()
        .any(|(code, _)| code.starts_with("organisation"));
    let command = move |typed: Typed| {
        let (responsible, owner) = all.with_value(|all| chosen(&typed, all))?;
        Ok(Command::BeginWork(BeginWork {
            issue: id,
            responsible,
            owner,
            due: typed.read(Field::Due)?,
            words: typed.get(Field::Reason),
        }))
    };
    view! {
        <h2 class="section__title">{t(text::BEGIN)}</h2>
        <CommandForm command on_done=move |_| refresh.run(()) submit=t(text::BEGIN_DO) done=t(text::BEGUN) draft=element_id("begin", id)>
            <p class="muted">{t(text::BEGIN_LEAD)}</p>
            {no_organisation.then(|| view! { <p class="muted">{t(text::NO_ORGANISATIONS)}</p> })}
            <SelectField field=Field::Owner label=t(text::OWNER) options=responsible_options(responsible) id=element_id("owner", id)/>
            <TextField field=Field::Due label=t(text::DUE) kind=FieldKind::Date id=element_id("due", id)/>
            <TextArea field=Field::Reason label=t(text::BEGIN_WHAT) rows=3 id=element_id("what", id)/>
        </CommandForm>
    }
}

#[component]
fn ProgressForm(id: IssueId, title: String, refresh: Callback<()>) -> impl IntoView {
    let photos = Photos::new();
    let command = move |typed: Typed| {
        Ok(Command::ReportProgress(ReportProgress {
            issue: id,
            words: typed.get(Field::Body),
            photos: photos.ids(),
        }))
    };
    view! {
        <h2 class="section__title">{t(text::PROGRESS)}</h2>
        <CommandForm command on_done=move |_| refresh.run(()) submit=t(text::PROGRESS_DO) done=t(text::PROGRESS_DONE)
            empties=true title draft=element_id("progress", id) photos=Some(photos)>
            <p class="muted">{t(text::PROGRESS_LEAD)}</p>
            <TextArea field=Field::Body label=t(text::PROGRESS_WORDS) rows=3 id=element_id("progress", id)/>
            <PhotoField photos id=element_id("progress-photos", id)/>
        </CommandForm>
    }
}

#[component]
fn DueForm(id: IssueId, work: WorkView, refresh: Callback<()>) -> impl IntoView {
    let value = work.due.map(|due| due.to_string()).unwrap_or_default();
    let command = move |typed: Typed| {
        Ok(Command::ChangeDue(ChangeDue {
            issue: id,
            due: typed.read(Field::Due)?,
            reason: typed.get(Field::Reason),
        }))
    };
    view! {
        <CommandForm command on_done=move |_| refresh.run(()) submit=t(text::CHANGE_DUE_DO) done=t(text::CHANGE_DUE_DONE)>
            <p class="muted">{t(text::CHANGE_DUE_LEAD)}</p>
            <TextField field=Field::Due label=t(text::DUE) kind=FieldKind::Date value id=element_id("new-due", id)/>
            <TextArea field=Field::Reason label=t(REASON) rows=2 id=element_id("why", id)/>
        </CommandForm>
    }
}

#[component]
fn ResultForm(id: IssueId, work: WorkView, refresh: Callback<()>) -> impl IntoView {
    let photos = Photos::new();
    let course = work.course;
    let label = match course {
        Course::DoIt | Course::Pilot | Course::Direct => text::RESULT_WORDS,
        Course::ReferUpward => text::RESULT_ANSWER,
        Course::OwnersDecide => text::RESULT_OWNERS,
    };
    let command = move |typed: Typed| {
        let count = |field| {
            if typed.get(field).trim().is_empty() {
                Ok(None)
            } else {
                typed.read(field).map(Some)
            }
        };
        Ok(Command::PublishResult(PublishResult {
            issue: id,
            words: typed.get(Field::Body),
            cost: count(Field::Cost)?,
            verdict: Verdict::from_code(&typed.get(Field::Verdict)),
            owners: (course == Course::OwnersDecide)
                .then(|| vote(&typed))
                .transpose()?,
            photos: photos.ids(),
        }))
    };
    let verdict = (course == Course::Pilot).then(|| {
        let all = Verdict::ALL.map(|it| (it.code().to_owned(), t(text::verdict(it)).to_owned()));
        let options = responsible_options(all.to_vec());
        view! { <SelectField field=Field::Verdict label=t(text::VERDICT) options id=element_id("verdict", id)/> }
    });
    let number = move |field: Field, label: &'static str, max: u32, optional: bool| {
        let kind = FieldKind::Number { min: 0, max };
        view! { <TextField field label kind optional id=element_id(field.name(), id)/> }
    };
    let owners = (course == Course::OwnersDecide).then(|| {
        view! {
            {number(Field::Heads, t(text::HEADS), COST_MAX, false)}
            {number(Field::OfHeads, t(text::OF_HEADS), COST_MAX, false)}
            {number(Field::FloorArea, t(text::FLOOR_AREA), COST_MAX, false)}
            {number(Field::OfArea, t(text::OF_AREA), COST_MAX, false)}
            <label class="choice">
                <input type="checkbox" name=Field::Adopted.name()/>
                <span class="choice__text">{t(text::ADOPTED)}</span>
            </label>
        }
    });
    view! {
        <CommandForm command on_done=move |_| refresh.run(()) submit=t(text::RESULT_DO) done=t(text::RESULT_DONE)
            draft=element_id("result", id) photos=Some(photos)>
            <p class="muted">{t(text::RESULT_LEAD)}</p>
            {verdict}
            {owners}
            <TextArea field=Field::Body label=t(label) rows=4 id=element_id("result", id)/>
            {number(Field::Cost, t(text::COST), COST_MAX, true)}
            <PhotoField photos id=element_id("result-photos", id)/>
        </CommandForm>
    }
}

fn vote(typed: &Typed) -> Result<OwnersVote, Refusal> {
    Ok(OwnersVote {
        heads: typed.read(Field::Heads)?,
        of_heads: typed.read(Field::OfHeads)?,
        area: typed.read(Field::FloorArea)?,
        of_area: typed.read(Field::OfArea)?,
        adopted: !typed.get(Field::Adopted).is_empty(),
    })
}
