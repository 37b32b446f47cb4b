//! A form that sends one command: fields with their errors beside them, busy while it runs, nothing lost if it fails.

use std::sync::Arc;

use domain::{Command, Envelope, Field, FieldError, Problem, Receipt, Refusal};
use leptos::prelude::*;

use super::{Icon, IconKind};
use crate::phone::Phone;
use crate::text::common::NEEDS_SCRIPT;
use crate::text::{refusal, t};
use crate::view::view;

/// What stands in a form: names of inputs, and what was typed into them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// Reads a form of the page.
    #[cfg(feature = "hydrate")]
    pub fn of(form: &web_sys::HtmlFormElement) -> Self {
        use web_sys::wasm_bindgen::JsValue;
        let mut values = vec![];
        if let Ok(data) = web_sys::FormData::new_with_form(form) {
            // Array.from(data) gives [name, value] pairs; files have no text and are left out.
            for pair in js_sys::Array::from(&data).iter() {
                let pair: js_sys::Array = JsValue::into(pair);
                if let (Some(name), Some(value)) =
                    (pair.get(0).as_string(), pair.get(1).as_string())
                {
                    values.push((name, value));
                }
            }
        }
        Self(values)
    }

    /// What was typed into a field.
    pub fn get(&self, field: Field) -> String {
        self.text(field.name())
    }

    /// What stands in an input.
    pub fn text(&self, name: &str) -> String {
        let input = self.0.iter().find(|(input, _)| input == name);
        input.map(|(_, text)| text.clone()).unwrap_or_default()
    }

    /// A number, or what is wrong with it.
    pub fn number(&self, field: Field) -> Result<u32, Refusal> {
        let text = self.get(field);
        let problem = if text.trim().is_empty() {
            Problem::Missing
        } else {
            match text.trim().parse() {
                Ok(number) => return Ok(number),
                Err(_) => Problem::Unknown,
            }
        };
        Err(wrong(field, problem))
    }

    /// A day, or what is wrong with it.
    pub fn date(&self, field: Field) -> Result<domain::Date, Refusal> {
        let text = self.get(field);
        text.parse().map_err(|_| {
            wrong(
                field,
                if text.is_empty() {
                    Problem::Missing
                } else {
                    Problem::Unknown
                },
            )
        })
    }
}

/// A refusal of one field.
pub fn wrong(field: Field, problem: Problem) -> Refusal {
    Refusal::Invalid(vec![FieldError { field, problem }])
}

/// What is wrong with the form around; its fields read it.
#[derive(Debug, Clone, Copy)]
pub struct Errors(pub RwSignal<Option<Refusal>>);

impl Errors {
    /// Provides it to the fields below.
    pub fn provide(refusal: Option<Refusal>) -> Self {
        let errors = Self(RwSignal::new(refusal));
        provide_context(errors);
        errors
    }

    /// What is wrong with a field of the form around.
    pub fn of(field: Field) -> Memo<Option<String>> {
        let errors: Option<Errors> = use_context();
        Memo::new(move |_| {
            let refusal = errors?.0.get();
            refusal::field_error(refusal.as_ref(), field)
        })
    }
}

/// What is wrong with a field, below it; its id is the input's (the field's name, where none is given) with `-error`.
#[component]
pub fn FieldProblem(field: Field, #[prop(optional, into)] id: String) -> impl IntoView {
    let error = Errors::of(field);
    let id = if id.is_empty() {
        field.name().to_owned()
    } else {
        id
    };
    view! {
        <p class="field__error" id=format!("{id}-error") hidden=move || error.with(Option::is_none)>
            {error}
        </p>
    }
}

/// Which input a text field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldKind {
    #[default]
    Text,
    Number {
        min: u32,
        max: u32,
    },
    Date,
    DateTime,
}

/// The ids of an input's hint and error, for screen readers.
fn describe(
    id: &str,
    hint: bool,
    error: Memo<Option<String>>,
) -> impl Fn() -> Option<String> + Clone + use<> {
    let id = id.to_owned();
    move || {
        let hint = hint.then(|| format!("{id}-hint"));
        let error = error.with(Option::is_some).then(|| format!("{id}-error"));
        match (hint, error) {
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) => Some(one),
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
        }
    }
}

/// A one-line input with label, hint and error. The ids begin with the field's name, `id` sets them apart where a
/// page has several such forms.
#[component]
pub fn TextField(
    field: Field,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    #[prop(optional, into)] value: String,
    #[prop(optional)] kind: FieldKind,
    #[prop(optional)] optional: bool,
    #[prop(optional, into)] id: String,
) -> impl IntoView {
    let error = Errors::of(field);
    let id = if id.is_empty() {
        field.name().to_owned()
    } else {
        id
    };
    let described = describe(&id, !hint.is_empty(), error);
    let (input, min, max) = match kind {
        FieldKind::Text => ("text", None, None),
        FieldKind::Number { min, max } => ("number", Some(min), Some(max)),
        FieldKind::Date => ("date", None, None),
        FieldKind::DateTime => ("datetime-local", None, None),
    };
    let short = kind != FieldKind::Text && kind != FieldKind::DateTime;
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label} {optional.then(|| view! { <small>{t(crate::text::common::OPTIONAL)}</small> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=format!("{id}-hint")>{hint}</p> })}
            <input
                id=id.clone()
                name=field.name()
                type=input
                min=min
                max=max
                inputmode=matches!(kind, FieldKind::Number { .. }).then_some("numeric")
                class=short.then_some("field__short")
                value=value
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                autocomplete="off"
            />
            <FieldProblem field id=id.clone()/>
        </div>
    }
}

/// A field of several lines. What people wrote stands in it escaped: leptos writes a textarea's text raw.
#[component]
pub fn TextArea(
    field: Field,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    #[prop(optional, into)] value: String,
    #[prop(optional)] optional: bool,
    #[prop(default = 4)] rows: u32,
    #[prop(optional, into)] id: String,
) -> impl IntoView {
    let error = Errors::of(field);
    let id = if id.is_empty() {
        field.name().to_owned()
    } else {
        id
    };
    let described = describe(&id, !hint.is_empty(), error);
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>
                {label} {optional.then(|| view! { <small>{t(crate::text::common::OPTIONAL)}</small> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=format!("{id}-hint")>{hint}</p> })}
            <textarea
                id=id.clone()
                name=field.name()
                rows=rows
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                inner_html=domain::place::escape(&value)
            ></textarea>
            <FieldProblem field id=id.clone()/>
        </div>
    }
}

/// A choice from a list of (value, words).
#[component]
pub fn SelectField(
    field: Field,
    label: &'static str,
    #[prop(optional)] hint: &'static str,
    options: Vec<(String, String)>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] id: String,
) -> impl IntoView {
    let error = Errors::of(field);
    let id = if id.is_empty() {
        field.name().to_owned()
    } else {
        id
    };
    let described = describe(&id, !hint.is_empty(), error);
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=format!("{id}-hint")>{hint}</p> })}
            <select
                id=id.clone()
                name=field.name()
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
            >
                {options
                    .into_iter()
                    .map(|(code, words)| {
                        let selected = code == value;
                        view! { <option value=code selected=selected>{words}</option> }
                    })
                    .collect_view()}
            </select>
            <FieldProblem field id=id.clone()/>
        </div>
    }
}

type Make = dyn Fn(&Typed) -> Result<Command, Refusal> + Send + Sync;

/// Makes the command of a form from what was typed. (One type for all forms: the form itself is then compiled once.)
#[derive(Clone)]
pub struct MakeCommand(Arc<Make>);

impl MakeCommand {
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "forms are sent by the browser")
    )]
    fn make(&self, typed: &Typed) -> Result<Command, Refusal> {
        (self.0)(typed)
    }
}

impl<F> From<F> for MakeCommand
where
    F: Fn(&Typed) -> Result<Command, Refusal> + Send + Sync + 'static,
{
    fn from(make: F) -> Self {
        Self(Arc::new(make))
    }
}

impl std::fmt::Debug for MakeCommand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MakeCommand")
    }
}

/// The form. `command` makes the command from what was typed; the same content sent again after a failure keeps its
/// id, so that it is carried out once.
#[component]
pub fn CommandForm(
    children: Children,
    #[prop(into)] command: MakeCommand,
    #[prop(into)] on_done: Callback<Receipt>,
    /// The words on the button.
    submit: &'static str,
    #[prop(default = "btn btn--primary")] button: &'static str,
    /// Shown after it was carried out.
    #[prop(optional)]
    done: &'static str,
    /// Shows a button to leave the form.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let errors = Errors::provide(None);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);
    let last = StoredValue::new(None::<Envelope>);
    let phone = Phone::get();
    let here = crate::here::here();
    #[cfg(feature = "hydrate")]
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        use web_sys::wasm_bindgen::JsCast;
        event.prevent_default();
        let Some(form) = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::HtmlFormElement>().ok())
        else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        errors.0.set(None);
        failure.set(None);
        let made = match command.make(&Typed::of(&form)) {
            Ok(made) => made,
            Err(refusal) => {
                errors.0.set(Some(refusal));
                browser::focus_first_error(&form);
                return;
            }
        };
        let envelope = match last.get_value() {
            Some(envelope) if envelope.command == made => envelope,
            _ => crate::send::envelope(made),
        };
        last.set_value(Some(envelope.clone()));
        busy.set(true);
        let here = here.clone();
        leptos::task::spawn_local(async move {
            let sent =
                crate::send::send(here.community.slug.clone(), envelope, here.viewer.person).await;
            // Nothing is left to show it on once the person has gone to another page.
            if busy.try_set(false).is_some() {
                return;
            }
            match sent {
                Ok(crate::send::Answer::Done(receipt)) => {
                    last.set_value(None);
                    if !done.is_empty() {
                        phone.toast.set(Some(done.to_owned()));
                    }
                    on_done.try_run(receipt);
                }
                Ok(crate::send::Answer::Refused(no)) => {
                    last.set_value(None);
                    failure.set(Some(refusal::refusal(&no)));
                    errors.0.set(Some(no));
                    browser::focus_first_error(&form);
                }
                Err(error) => failure.set(Some(refusal::not_sent(&error).to_owned())),
            }
        });
    };
    #[cfg(not(feature = "hydrate"))]
    let on_submit = {
        let _ = (command, on_done, last, phone, errors, done, here);
        move |_: leptos::ev::SubmitEvent| {}
    };
    view! {
        <form method="post" on:submit=on_submit novalidate>
            {children()}
            <noscript>
                <p class="message message--warn">{t(NEEDS_SCRIPT)}</p>
            </noscript>
            <div role="alert">
                {move || failure.get().map(|words| view! {
                    <div class="message message--error"><Icon kind=IconKind::Warning/><div><p>{words}</p></div></div>
                })}
            </div>
            <div class="btn-row">
                <button class=button aria-busy=move || busy.get().then_some("true")>{submit}</button>
                {on_cancel.map(|cancel| view! {
                    <button class="btn" type="button" on:click=move |_| cancel.run(())>{t(crate::text::common::CANCEL)}</button>
                })}
            </div>
        </form>
    }
}

#[cfg(feature = "hydrate")]
pub(crate) mod browser {
    use leptos::prelude::*;
    use web_sys::wasm_bindgen::JsCast;

    /// Takes the keyboard to the element with this id.
    pub fn focus_on(id: &str) {
        if let Some(Ok(element)) = document().get_element_by_id(id).map(JsCast::dyn_into) {
            let element: web_sys::HtmlElement = element;
            let _ = element.focus();
        }
    }

    /// Brings the first field with an error into view, once the errors are shown.
    pub fn focus_first_error(form: &web_sys::HtmlFormElement) {
        let form = form.clone();
        request_animation_frame(move || {
            if let Ok(Some(field)) = form.query_selector("[aria-invalid=true]")
                && let Ok(field) = field.dyn_into::<web_sys::HtmlElement>()
            {
                let _ = field.focus();
            }
        });
    }
}
