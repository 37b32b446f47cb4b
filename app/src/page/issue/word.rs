//! Work on an issue's page: who does it, by when, and the residents' word on the result (回访).

use domain::issue::{Status, Step};
use domain::work::Appraise;
use domain::{Action, Command, Field};
use leptos::prelude::*;

use crate::component::{CommandForm, FieldProblem, TextArea};
use crate::form::{Typed, wrong};
use crate::here::{element_id, here};
use crate::shown::ShownIssue;
use crate::text::{t, work as text};
use crate::view::view;

/// The section; nothing where there never was any work.
#[component]
pub fn WorkSection(issue: ShownIssue, refresh: Callback<()>) -> impl IntoView {
    let here = here();
    let directs = here.may(Action::DirectWork) && issue.status.allows(Step::Handle).is_ok();
    let in_work = issue.status == Status::InWork;
    if issue.work.is_empty() && !directs {
        return ().into_any();
    }
    let (heading, words, button) = match (in_work, issue.work.is_empty()) {
        (true, _) => (text::WORK, text::OPEN, issue.handles),
        (false, true) => (text::WORK, text::BEGIN, directs),
        (false, false) => (text::WORD, text::BEGIN, directs),
    };
    let class = if in_work { "btn btn--primary" } else { "btn" };
    let href = here.to(&format!("/issues/{}/work", issue.number));
    let button = button.then(|| view! { <p><a class=class href=href>{t(words)}</a></p> });
    let html = issue.work.clone();
    let (asked, mine) = (issue.asked, issue.word);
    let form = asked.then(|| view! { <WordForm issue mine refresh/> });
    view! {
        <section class="section stack" id="work">
            <h2 class="section__title">{t(heading)}</h2>
            <div class="stack" inner_html=html></div>
            {form}
            {button}
        </section>
    }
}

/// Asks whether it is solved. What was said before is chosen already, and can be changed.
#[component]
fn WordForm(issue: ShownIssue, mine: Option<(bool, bool)>, refresh: Callback<()>) -> impl IntoView {
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
            <YesNo field=Field::Solved ask=t(text::IS_SOLVED) yes=t(text::SOLVED) no=t(text::NOT_SOLVED) value=mine.map(|(solved, _)| solved)/>
            <YesNo field=Field::Satisfied ask=t(text::IS_SATISFIED) yes=t(text::SATISFIED) no=t(text::NOT_SATISFIED) value=mine.map(|(_, satisfied)| satisfied)/>
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
            <FieldProblem field/>
        </fieldset>
    }
}
