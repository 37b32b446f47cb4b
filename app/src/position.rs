//! Asking the phone where it is: once, when the person says so, and never in the background.

use std::rc::Rc;

use domain::place::{Position, Source};
use leptos::prelude::window;
use web_sys::wasm_bindgen::JsCast;
use web_sys::wasm_bindgen::closure::Closure;

/// Hands over the position, or nothing where the phone has none or the person says no.
pub fn ask(done: Rc<dyn Fn(Option<Position>)>) {
    let Ok(geolocation) = window().navigator().geolocation() else {
        return done(None);
    };
    let (failed, impossible) = (Rc::clone(&done), Rc::clone(&done));
    let got = Closure::once_into_js(move |position: web_sys::Position| {
        let at = position.coords();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "metres, rounded up"
        )]
        let accuracy = at.accuracy().ceil().clamp(1.0, 1e6) as u32;
        done(Some(Position {
            lat: at.latitude(),
            lon: at.longitude(),
            accuracy: Some(accuracy),
            source: Source::Gps,
        }));
    });
    let not = Closure::once_into_js(move |_: web_sys::PositionError| failed(None));
    let options = web_sys::PositionOptions::new();
    options.set_enable_high_accuracy(true);
    options.set_timeout(15_000);
    // Whoever asks again wants another answer.
    options.set_maximum_age(0);
    let asked = geolocation.get_current_position_with_error_callback_and_options(
        got.unchecked_ref(),
        Some(not.unchecked_ref()),
        &options,
    );
    if asked.is_err() {
        impossible(None);
    }
}
