//! Fields of forms: each with its label, a hint, and what is wrong with it.

#[cfg(feature = "hydrate")]
use domain::FieldError;
#[cfg(any(feature = "hydrate", test))]
use domain::Problem;
use domain::{Field, Refusal};
use leptos::prelude::*;

use crate::text::{refusal, t};
use crate::view::view;

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

    /// Something was typed into an input: what is right now is not wrong any more. Whether nothing
    /// is.
    #[cfg(feature = "hydrate")]
    pub fn typed(self, event: &leptos::ev::Event) -> bool {
        use web_sys::wasm_bindgen::JsCast;
        use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
        let input = event
            .target()
            .and_then(|input| input.dyn_into::<Element>().ok());
        let name = input.as_ref().and_then(|input| input.get_attribute("name"));
        let field = name.and_then(|name| Field::from_code(&name));
        let (Some(input), Some(field)) = (input, field) else {
            return false;
        };
        let value = if let Some(input) = input.dyn_ref::<HtmlInputElement>() {
            if input.type_() == "checkbox" && !input.checked() {
                String::new()
            } else {
                input.value()
            }
        } else if let Some(area) = input.dyn_ref::<HtmlTextAreaElement>() {
            area.value()
        } else if let Some(select) = input.dyn_ref::<HtmlSelectElement>() {
            select.value()
        } else {
            return false;
        };
        let right = |error: &FieldError| error.field == field && !is_still(&error.problem, &value);
        let mended = self.0.with_untracked(
            |refusal| matches!(refusal, Some(Refusal::Invalid(errors)) if errors.iter().any(right)),
        );
        if mended {
            self.0.update(|refusal| {
                if let Some(Refusal::Invalid(errors)) = refusal {
                    errors.retain(|error| !right(error));
                    if errors.is_empty() {
                        *refusal = None;
                    }
                }
            });
        }
        mended && self.0.with_untracked(Option::is_none)
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

/// Whether a problem is one of this value too, as far as can be said before it is sent.
#[cfg(any(feature = "hydrate", test))]
fn is_still(problem: &Problem, value: &str) -> bool {
    let value = value.trim();
    match problem {
        Problem::Missing => value.is_empty(),
        Problem::TooLong { max, .. } => value.chars().count() > *max as usize,
        Problem::OutOfRange { min, max } => {
            let number = value.parse::<u32>();
            !number.is_ok_and(|number| (*min..=*max).contains(&number))
        }
        Problem::Gap => domain::words::issue::gap(value).is_some(),
        Problem::Unknown
        | Problem::Past
        | Problem::TooFar
        | Problem::TooLarge { .. }
        | Problem::TooMany { .. }
        | Problem::TooManyWaiting { .. }
        | Problem::NotAPhoto => false,
    }
}

/// What is wrong with a field that is no [`TextField`] and the like, below it; its id is the
/// field's name with `-error`.
#[component]
pub fn FieldProblem(field: Field) -> impl IntoView {
    problem(field.name(), Errors::of(field))
}

fn problem(id: &str, error: Memo<Option<String>>) -> AnyView {
    view! {
        <p class="field__error" id=format!("{id}-error") hidden=move || error.with(Option::is_none)>
            {error}
        </p>
    }
}

/// `aria-invalid` of an input.
pub fn is_invalid(
    error: Memo<Option<String>>,
) -> impl Fn() -> Option<&'static str> + Copy + Send + 'static {
    move || error.with(Option::is_some).then_some("true")
}

/// What an input shares with the label, the hint and the error around it.
struct Around {
    /// The ids begin with it.
    id: String,
    hint: String,
    error: Memo<Option<String>>,
}

impl Around {
    /// The id is the field's name where none is given.
    fn new(field: Field, id: String, hint: String) -> Self {
        Self {
            id: if id.is_empty() {
                field.name().to_owned()
            } else {
                id
            },
            hint,
            error: Errors::of(field),
        }
    }

    /// The ids of the hint and of the error, while there are such, for screen readers.
    fn described_by(&self) -> impl Fn() -> Option<String> + Send + use<> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id));
        let (id, error) = (self.id.clone(), self.error);
        move || {
            let error = error.with(Option::is_some).then(|| format!("{id}-error"));
            match (&hint, error) {
                (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
                (hint, error) => error.or_else(|| hint.clone()),
            }
        }
    }

    /// The whole field.
    fn field(self, label: &'static str, optional: bool, input: AnyView) -> AnyView {
        let Self { id, hint, error } = self;
        let optional =
            optional.then(|| view! { <small>{t(crate::text::common::OPTIONAL)}</small> });
        let hint = (!hint.is_empty())
            .then(|| view! { <p class="field__hint" id=format!("{id}-hint")>{hint}</p> });
        let problem = problem(&id, error);
        view! {
            <div class="field">
                <label class="field__label" for=id>{label} {optional}</label>
                {hint}
                {input}
                {problem}
            </div>
        }
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

/// A one-line input with label, hint and error. The ids begin with the field's name, `id` sets them
/// apart where a page has several such forms.
#[component]
pub fn TextField(
    field: Field,
    label: &'static str,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] value: String,
    #[prop(optional)] kind: FieldKind,
    #[prop(optional)] optional: bool,
    #[prop(optional, into)] id: String,
) -> impl IntoView {
    let around = Around::new(field, id, hint);
    let (input, min, max) = match kind {
        FieldKind::Text => ("text", None, None),
        FieldKind::Number { min, max } => ("number", Some(min), Some(max)),
        FieldKind::Date => ("date", None, None),
        FieldKind::DateTime => ("datetime-local", None, None),
    };
    let short = kind != FieldKind::Text && kind != FieldKind::DateTime;
    let input = view! {
        <input
            id=around.id.clone()
            name=field.name()
            type=input
            min=min
            max=max
            inputmode=matches!(kind, FieldKind::Number { .. }).then_some("numeric")
            class=short.then_some("field__short")
            value=value
            aria-invalid=is_invalid(around.error)
            aria-describedby=around.described_by()
            autocomplete="off"
        />
    };
    around.field(label, optional, input)
}

/// A field of several lines. What people wrote stands in it escaped: leptos writes a textarea's
/// text raw.
#[component]
pub fn TextArea(
    field: Field,
    label: &'static str,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] value: String,
    #[prop(optional)] optional: bool,
    #[prop(default = 4)] rows: u32,
    #[prop(optional, into)] id: String,
) -> impl IntoView {
    let around = Around::new(field, id, hint);
    let input = view! {
        <textarea
            id=around.id.clone()
            name=field.name()
            rows=rows
            aria-invalid=is_invalid(around.error)
            aria-describedby=around.described_by()
            inner_html=domain::words::escape(&value)
        ></textarea>
    };
    around.field(label, optional, input)
}

/// A choice from a list of (value, words).
#[component]
pub fn SelectField(
    field: Field,
    label: &'static str,
    #[prop(optional, into)] hint: String,
    options: Vec<(String, String)>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] id: String,
) -> impl IntoView {
    let around = Around::new(field, id, hint);
    let input = view! {
        <select
            id=around.id.clone()
            name=field.name()
            aria-invalid=is_invalid(around.error)
            aria-describedby=around.described_by()
        >
            {options
                .into_iter()
                .map(|(code, words)| {
                    let selected = code == value;
                    view! { <option value=code selected=selected>{words}</option> }
                })
                .collect_view()}
        </select>
    };
    around.field(label, false, input)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_wrong_as_long_as_it_is() {
        let long = Problem::TooLong { max: 3, len: 4 };
        let range = Problem::OutOfRange { min: 5, max: 60 };
        for (problem, wrong, right) in [
            (&Problem::Missing, "  ", "x"),
            (&long, "四个字的", "三个字"),
            (&range, "61", " 60 "),
            (&range, "many", "5"),
            (&Problem::Gap, "by 〈date〉", "by Monday"),
        ] {
            assert!(is_still(problem, wrong), "{problem:?}: {wrong}");
            assert!(!is_still(problem, right), "{problem:?}: {right}");
        }
    }
}
