//! An address as a QR code, drawn where it is shown: also on a sheet that is printed without network.

use crate::view::view;
use leptos::prelude::*;
use qrcodegen::{QrCode as Code, QrCodeEcc};

/// Quiet modules around the code, as the standard asks.
const QUIET: i32 = 4;

/// The dark modules as one path, and the side of the square that it is drawn in. `None` for a text that fits no code.
fn path(text: &str) -> Option<(String, i32)> {
    use std::fmt::Write;
    let code = Code::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
    }
    Some((path, code.size() + 2 * QUIET))
}

/// A QR code; `label` is read aloud.
#[component]
pub fn QrCode(text: String, label: String, #[prop(into)] class: String) -> impl IntoView {
    path(&text).map(|(path, side)| {
        view! {
            <svg class=class viewBox=format!("0 0 {side} {side}") role="img" aria-label=label shape-rendering="crispEdges">
                <path d=path fill="#000"></path>
            </svg>
        }
    })
}
