//! Work on an issue's page: who does it, by when, and the residents' word on the result (回访).

use domain::issue::Status;
use domain::work::{Appraise, Tally, Word, WorkView, is_late};
use domain::{Action, Command, Field};
use leptos::prelude::*;

use crate::component::{CommandForm, Icon, IconKind, TextArea};
use crate::context::now;
use crate::form::{Typed, wrong};
use crate::format::day;
use crate::here::{element_id, here};
use crate::shown::ShownIssue;
use crate::text::{T, t, tf, work as text};
use crate::view::view;

/// The section; nothing where there never was any work.
#[component]
pub fn WorkSection(issue: ShownIssue, refresh: Callback<()>) -> impl IntoView {
    let here = here();
    let href = here.to(&format!("/issues/{}/work", issue.number));
    let may_begin =
        here.may(Action::DirectWork) && issue.status.allows(domain::issue::Step::Handle).is_ok();
    let begin = may_begin.then(|| {
        view! {
            <p><a class="btn" href=href.clone()>{t(text::BEGIN)}</a></p>
        }
    });
    let Some(work) = issue.work.clone() else {
        return begin.into_any();
    };
    let in_work = issue.status == Status::InWork;
    let handle = (in_work && work.handles).then(|| {
        view! {
            <p><a class="btn btn--primary" href=href>{t(text::OPEN)}</a></p>
        }
    });
    let heading = if in_work { text::WORK } else { text::WORD };
    let facts = in_work.then(|| view! { <WorkFacts work=work.clone()/> });
    let residents = (!in_work).then(|| view! { <ResidentsWord issue work refresh/> });
    view! {
        <section class="section stack" id="work">
            <h2 class="section__title">{t(heading)}</h2>
            {facts}
            {residents}
            {handle}
            {begin}
        </section>
    }
}

/// Who does it, how, and by when.
#[component]
pub fn WorkFacts(work: WorkView) -> impl IntoView {
    let zone = &here().community.zone;
    let late = is_late(work.due, zone.date(now()));
    let due = match work.due {
        Some(due) if late => tf(text::LATE_SINCE, &[&day(due)]),
        Some(due) => day(due),
        None => t(text::NO_DUE).to_owned(),
    };
    let fact =
        |name: T, words: String| view! { <div><dt>{t(name)}</dt><dd dir="auto">{words}</dd></div> };
    let owner = (!work.owner.is_empty()).then(|| fact(text::OWNER, work.owner.clone()));
    let due = if late {
        view! { <div><dt>{t(text::DUE)}</dt><dd><b class="urgent">{due}</b></dd></div> }
    } else {
        fact(text::DUE, due)
    };
    view! {
        <dl class="facts">
            {owner}
            {due}
            {fact(text::COURSE, t(text::course(work.course)).to_owned())}
        </dl>
    }
}

/// How many answered, and what.
#[component]
pub fn TallyFacts(tally: Tally) -> impl IntoView {
    if tally.words() == 0 {
        return view! { <p class="muted">{t(text::TALLY_NONE)}</p> };
    }
    view! {
        <p>
            <b>{tf(text::TALLY, &[&tally.words(), &tally.solved, &tally.satisfied])}</b> " "
            <span class="muted">{tf(text::TALLY_PARTS, &[&tally.online, &tally.on_behalf])}</span>
        </p>
    }
}

#[component]
fn ResidentsWord(issue: ShownIssue, work: WorkView, refresh: Callback<()>) -> impl IntoView {
    let until = work.appraisal_until.filter(|until| now() < *until);
    let open = issue.status == Status::Appraisal && until.is_some();
    let until = until.filter(|_| open).map(|until| {
        let day = day(here().community.zone.date(until));
        view! { <p class="muted">{tf(text::WORD_UNTIL, &[&day])}</p> }
    });
    let mine = work.mine.map(|word| {
        let Word {
            solved, satisfied, ..
        } = word;
        let solved = t(if solved { text::SOLVED } else { text::NOT_SOLVED });
        let satisfied = t(if satisfied { text::SATISFIED } else { text::NOT_SATISFIED });
        view! { <p><Icon kind=IconKind::Check small=true/> {tf(text::WORD_MINE, &[&solved, &satisfied])}</p> }
    });
    let form = (open && work.asked).then(|| view! { <WordForm issue mine=work.mine refresh/> });
    view! {
        <TallyFacts tally=work.tally/>
        {until}
        {mine}
        {form}
    }
}

/// Asks whether it is solved. What was said before is chosen already, and can be changed.
#[component]
fn WordForm(issue: ShownIssue, mine: Option<Word>, refresh: Callback<()>) -> impl IntoView {
    let id = issue.id;
    let submit = if mine.is_some() {
        text::WORD_CHANGE
    } else {
        text::WORD_DO
    };
    let command = move |typed: Typed| {
        Ok(Command::Appraise(Appraise {
            issue: id,
            solved: said(&typed, Field::Solved)?,
            satisfied: said(&typed, Field::Satisfied)?,
            words: typed.get(Field::Reason),
        }))
    };
    view! {
        <CommandForm
            command
            on_done=move |_| refresh.run(())
            submit=t(submit)
            done=t(text::WORD_DONE)
            title=issue.text.title
            draft=element_id("word", id)
        >
            <p>{t(text::WORD_LEAD)}</p>
            <YesNo field=Field::Solved ask=t(text::IS_SOLVED) yes=t(text::SOLVED) no=t(text::NOT_SOLVED) value=mine.map(|word| word.solved)/>
            <YesNo field=Field::Satisfied ask=t(text::IS_SATISFIED) yes=t(text::SATISFIED) no=t(text::NOT_SATISFIED) value=mine.map(|word| word.satisfied)/>
            <TextArea field=Field::Reason label=t(text::WORD_WORDS) hint=t(text::WORD_WORDS_HINT) optional=true rows=2 id=element_id("word", id)/>
        </CommandForm>
    }
}

/// What was chosen of [`YesNo`].
pub fn said(typed: &Typed, field: Field) -> Result<bool, domain::Refusal> {
    match typed.get(field).as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(wrong(field, domain::Problem::Missing)),
    }
}

/// A question with two answers.
#[component]
pub fn YesNo(
    field: Field,
    ask: &'static str,
    yes: &'static str,
    no: &'static str,
    value: Option<bool>,
) -> impl IntoView {
    let choice = move |code: &'static str, words: &'static str, is: bool| {
        view! {
            <label class="choice">
                <input type="radio" name=field.name() value=code checked=value == Some(is)/>
                <span class="choice__text">{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{ask}</legend>
            <div class="choices choices--two">{choice("yes", yes, true)}{choice("no", no, false)}</div>
            <crate::component::FieldProblem field/>
        </fieldset>
    }
}
