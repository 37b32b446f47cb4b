//! How the community's agendas are made, for whoever prepares meetings.

use std::ops::RangeInclusive;

use domain::agenda::{PASSED_OVER_AFTER, RESERVED, Rule, Settings, UNHEARD_AFTER};
use domain::{Command, Field, Problem};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::component::{CommandForm, FieldKind, Icon, IconKind, SelectField, TextField, loaded};
use crate::form::{Typed, wrong};
use crate::here::{here, slug};
use crate::page::window_title;
use crate::read::{HowAgendasAreMade, ReadAgendaSettings, use_read};
use crate::text::common::SAVE;
use crate::text::{T, meeting as text, t};
use crate::view::view;

/// The page.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let settings = use_read(|| ReadAgendaSettings { slug: slug() });
    view! {
        <Title text=window_title(t(text::SETTINGS))/>
        <a class="app__back" href=here().to("/meetings")>
            <Icon kind=IconKind::ChevronLeft/> {t(text::MEETINGS)}
        </a>
        <h1 class="title">{t(text::SETTINGS)}</h1>
        <p class="lead">{t(text::SETTINGS_LEAD)}</p>
        // Not a page of the bundle: the browser goes there.
        <p><a href=here().to("/work/settings") rel="external">{t(text::SETTINGS_WORD)}</a></p>
        <div class="section">{loaded(settings, |HowAgendasAreMade { settings, example }| {
            let example = (!example.is_empty()).then(|| view! {
                <section class="section">
                    <h2 class="section__title">{t(text::SETTINGS_EXAMPLE)}</h2>
                    <div class="card stack" inner_html=example></div>
                </section>
            });
            view! { <Form settings/> {example} }
        })}</div>
    }
}

#[component]
fn Form(settings: Settings) -> impl IntoView {
    let rules = Rule::ALL.map(|rule| (rule.code().to_owned(), t(text::rule(rule)).to_owned()));
    let numbers: [(Field, T, u32, _); 3] = [
        (
            Field::Reserved,
            text::SETTINGS_RESERVED,
            settings.reserved,
            RESERVED,
        ),
        (
            Field::UnheardAfter,
            text::SETTINGS_UNHEARD,
            settings.unheard_after,
            UNHEARD_AFTER,
        ),
        (
            Field::PassedOverAfter,
            text::SETTINGS_PASSED_OVER,
            settings.passed_over_after,
            PASSED_OVER_AFTER,
        ),
    ];
    let number = |(field, label, value, range): (Field, T, u32, RangeInclusive<u32>)| {
        let kind = FieldKind::Number {
            min: *range.start(),
            max: *range.end(),
        };
        view! { <TextField field label=t(label) kind value=value.to_string()/> }
    };
    let command = |typed: Typed| {
        let rule = Rule::from_code(&typed.get(Field::Rule))
            .ok_or_else(|| wrong(Field::Rule, Problem::Unknown))?;
        Ok(Command::ChangeAgendaSettings(Settings {
            rule,
            reserved: typed.read(Field::Reserved)?,
            unheard_after: typed.read(Field::UnheardAfter)?,
            passed_over_after: typed.read(Field::PassedOverAfter)?,
        }))
    };
    view! {
        <CommandForm command on_done=|_| () submit=t(SAVE) done=t(text::SETTINGS_DONE)>
            <SelectField
                field=Field::Rule
                label=t(text::SETTINGS_RULE)
                options=rules.into()
                value=settings.rule.code()
            />
            // Made inside the form, whose errors they show.
            {numbers.into_iter().map(number).collect_view()}
        </CommandForm>
    }
}
