//! What stands in a form, in the browser and on its way back from the server: a form sent without
//! script comes back with what was typed and what is wrong with it, and the page shows it again
//! with nothing lost.

pub mod issue;

use std::str::FromStr;

use domain::{Field, Problem, Refusal};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What stands in a form: names of inputs, and what was typed into them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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

    /// Puts it into the inputs of a form that have the same names; of a tick that is not among it
    /// the box becomes empty.
    #[cfg(feature = "hydrate")]
    pub fn put_into(&self, form: &web_sys::HtmlFormElement) {
        use web_sys::wasm_bindgen::JsCast;
        use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
        for element in (0..).map_while(|n| form.get_with_index(n)) {
            let name = element.get_attribute("name").unwrap_or_default();
            let typed = self.0.iter().find(|(input, _)| *input == name);
            let value = typed.map(|(_, value)| value.as_str());
            if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                match (input.type_().as_str(), value) {
                    ("checkbox", value) => input.set_checked(value.is_some()),
                    // One of several inputs of this name: what it stands for stays.
                    ("radio", Some(value)) => input.set_checked(value == input.value()),
                    (_, Some(value)) => input.set_value(value),
                    (_, None) => {}
                }
            } else if let (Some(area), Some(value)) =
                (element.dyn_ref::<HtmlTextAreaElement>(), value)
            {
                area.set_value(value);
            } else if let (Some(select), Some(value)) =
                (element.dyn_ref::<HtmlSelectElement>(), value)
            {
                select.set_value(value);
            }
        }
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

    /// A number or a day, or what is wrong with it.
    pub fn read<T: FromStr>(&self, field: Field) -> Result<T, Refusal> {
        let text = self.get(field);
        let text = text.trim();
        text.parse().map_err(|_| {
            let problem = if text.is_empty() {
                Problem::Missing
            } else {
                Problem::Unknown
            };
            wrong(field, problem)
        })
    }
}

/// A refusal of one field.
pub fn wrong(field: Field, problem: Problem) -> Refusal {
    Refusal::invalid(field, problem)
}

/// The form whose sending this is.
#[cfg(feature = "hydrate")]
pub fn form_of(event: &leptos::ev::SubmitEvent) -> Option<web_sys::HtmlFormElement> {
    use web_sys::wasm_bindgen::JsCast;
    event.target()?.dyn_into().ok()
}

/// The form in which something was typed.
#[cfg(feature = "hydrate")]
pub fn form_around(event: &leptos::ev::Event) -> Option<web_sys::HtmlFormElement> {
    use web_sys::wasm_bindgen::JsCast;
    let element: web_sys::Element = event.target()?.dyn_into().ok()?;
    element.closest("form").ok()??.dyn_into().ok()
}

/// A form that came back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Submitted {
    pub typed: Typed,
    pub refusal: Option<Refusal>,
}

impl Submitted {
    /// The form that the server hands back to this page, or an empty one. The same on the server
    /// and in the browser.
    pub fn read() -> Self {
        SharedValue::new(|| {
            #[cfg(feature = "ssr")]
            {
                use_context::<Submitted>().unwrap_or_default()
            }
            #[cfg(not(feature = "ssr"))]
            {
                Submitted::default()
            }
        })
        .into_inner()
    }
}

/// The hidden input of a form that asks for one thing first, before the rest.
pub const STEP: &str = "step";

/// The hidden input with the id that the server made for the command of a plain form, so that the
/// same form sent twice is carried out once.
pub const COMMAND: &str = "command";

/// The input for the fingerprint of a printed agenda.
pub const FINGERPRINT: &str = "fingerprint";
/// The input for the file with the data of an agenda.
pub const DOCUMENT: &str = "document";
/// Under what the server hands back what it says of an agenda, as HTML.
pub const VERDICT: &str = "verdict";

#[cfg(all(test, feature = "ssr"))]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn typed(pairs: &[(&str, &str)]) -> Typed {
        let pairs = pairs.iter();
        Typed(
            pairs
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn what_was_typed_is_read_or_said_to_be_wrong() {
        let form = typed(&[("minutes", " 15 "), ("due", "soon")]);
        assert_eq!(form.read(Field::Minutes), Ok(15u32));
        assert_eq!(
            form.read::<domain::Date>(Field::Due),
            Err(wrong(Field::Due, Problem::Unknown))
        );
        assert_eq!(
            form.read::<u32>(Field::Hands),
            Err(wrong(Field::Hands, Problem::Missing))
        );
    }

    #[test]
    fn a_form_travels_with_its_page_whole() {
        let submitted = Submitted {
            typed: typed(&[("title", "楼道灯"), ("body", "“坏了”</script>")]),
            refusal: Some(wrong(Field::Category, Problem::Missing)),
        };
        let json = serde_json::to_string(&submitted).expect("JSON");
        assert_eq!(
            serde_json::from_str::<Submitted>(&json).expect("the same"),
            submitted
        );
    }
}
