//! An address as a QR code: lines and not dots, sharp at any size, also on a sheet that is printed
//! without network.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// Quiet modules around the code, as the standard asks.
const QUIET: i32 = 4;

/// The code as an `<svg>` element, of which `label` is read aloud; `None` for a text that fits no
/// code.
pub fn qr(text: &str, label: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        // A run of dark modules is one rectangle: no hairlines between them.
        let mut x = 0;
        while x < code.size() {
            let from = x;
            while x < code.size() && code.get_module(x, y) {
                x += 1;
            }
            if x > from {
                let run = x - from;
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", from + QUIET, y + QUIET);
            }
            x += 1;
        }
    }
    let label = crate::words::escape(label);
    Some(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" aria-label="{label}" shape-rendering="crispEdges"><path d="{path}" fill="#000"/></svg>"##
    ))
}
