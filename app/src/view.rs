//! `view!` of this crate: Leptos' own, with every view made one and the same type.
//!
//! What wraps a view (`Option`, `Vec`, a closure) is then compiled once, not once for each element
//! that it may hold. That takes a tenth off the bundle, and every file that imports this one gets
//! it without saying more.

macro_rules! view {
    ($($tokens:tt)*) => {
        leptos::prelude::IntoAny::into_any(leptos::prelude::view! { $($tokens)* }.into_inner())
    };
}
pub(crate) use view;
