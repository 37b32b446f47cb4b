//! Forms sent without script. The server hands back what was typed and what is wrong with it, and the page shows
//! the form again with nothing lost.

use domain::{Field, PhotoId, Refusal};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::text::refusal::field_error;

/// A form that came back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Submitted {
    /// What was typed, by the names of the inputs.
    pub values: Vec<(String, String)>,
    pub refusal: Option<Refusal>,
}

impl Submitted {
    /// The form that the server hands back to this page, or an empty one. The same on the server and in the browser.
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

    /// What was typed into an input.
    pub fn value(&self, name: &str) -> String {
        let input = self.values.iter().find(|(input, _)| input == name);
        input.map(|(_, text)| text.clone()).unwrap_or_default()
    }

    /// What is wrong with a field.
    pub fn error(&self, field: Field) -> Option<String> {
        field_error(self.refusal.as_ref(), field)
    }
}

/// The hidden input that names the photos which the server kept when it sent a form back: browsers don't fill in files
/// twice, and nobody is to look for them again.
pub const KEPT_PHOTOS: &str = "kept_photos";

/// The ids in such an input.
pub fn kept_photos(value: &str) -> Vec<PhotoId> {
    let ids = value.split_whitespace();
    ids.filter_map(|id| id.parse().ok()).collect()
}
