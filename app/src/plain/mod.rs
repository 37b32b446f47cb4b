//! Pages that the server makes ready as HTML, with plain forms in them: who holds which office, who
//! belongs to a household, where one is signed in. They work without script, and the bundle knows
//! of them nothing but where they stand.

pub mod membership;
pub mod office;

use domain::{Refusal, Timestamp, Zone};
use leptos::prelude::*;

use crate::context::new_id;
use crate::form::{COMMAND, Submitted};
use crate::text::{language, refusal};
use crate::view::view;

/// What is done with a plain form of such a page, among those that the page has.
pub const DEED: &str = "deed";

/// The form that has come back to the page that is being made, if one has. Asked for before
/// anything is awaited: what a page stands in is gone once it is dropped.
pub(crate) fn submitted() -> Submitted {
    use_context().unwrap_or_default()
}

/// As HTML. Without the marks that hydration looks for between texts: nothing is hydrated here, and
/// in words of people they would be escaped.
fn written(view: AnyView) -> String {
    view.to_html().replace("<!>", "")
}

/// A form that is sent to the page's own address.
fn form(action: &str, deed: &'static str, children: AnyView) -> AnyView {
    view! {
        <form class="stack" method="post" action=action.to_owned()>
            <input type="hidden" name=COMMAND value=new_id().to_string()/>
            <input type="hidden" name=DEED value=deed/>
            {children}
        </form>
    }
}

/// What else the form says, and nobody types.
fn hidden(name: &'static str, value: String) -> AnyView {
    view! { <input type="hidden" name=name value=value/> }
}

/// One line to type something into. `id` tells it from others of the page.
fn line(
    id: String,
    name: &'static str,
    label: &'static str,
    hint: &'static str,
    value: String,
) -> AnyView {
    let hint_id = format!("{id}-hint");
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    view! {
        <div class="field">
            <label class="field__label" for=id.clone()>{label}</label>
            {(!hint.is_empty()).then(|| view! { <p class="field__hint" id=hint_id>{hint}</p> })}
            <input id=id name=name type="text" value=value aria-describedby=described/>
        </div>
    }
}

fn button(words: &'static str, class: &'static str) -> AnyView {
    view! { <div class="btn-row"><button class=class>{words}</button></div> }
}

/// Opens to something that should not happen by a slip of the finger.
fn opens(words: &'static str, inside: AnyView) -> AnyView {
    view! {
        <details>
            <summary class="btn btn--quiet">{words}</summary>
            <div class="stack">{inside}</div>
        </details>
    }
}

/// Why what was sent is refused: with what is wrong in it.
fn refused(submitted: &Submitted) -> AnyView {
    let Some(no) = &submitted.refusal else {
        return ().into_any();
    };
    let mut words = vec![refusal::refusal(no)];
    if let Refusal::Invalid(errors) = no {
        let fields = errors.iter().map(|error| error.field);
        words.extend(fields.filter_map(|field| refusal::field_error(Some(no), field)));
    }
    view! {
        <div class="message message--error" role="alert"><div>
            {words.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}
        </div></div>
    }
}

/// A day in the community's zone.
fn day(zone: &Zone, at: Timestamp) -> String {
    domain::words::time::date(zone.date(at), language())
}
