//! Checking a locked agenda, for supervisors: a plain form, and what the server says of it.

use domain::Action;
use leptos::prelude::*;

use super::meeting_title;
use crate::component::{ErrorMessage, Icon, IconKind};
use crate::error::AppError;
use crate::form::{DOCUMENT, FINGERPRINT, Submitted, VERDICT};
use crate::here::here;
use crate::page::{ChangingTitle, number_in_address};
use crate::text::{meeting as text, t};
use crate::view::view;

/// The page.
#[component]
pub fn VerifyPage() -> impl IntoView {
    let here = here();
    if !here.viewer.may(Action::Supervise) {
        let error = if here.viewer.is_member() {
            AppError::NotFound
        } else {
            AppError::SignedOut
        };
        return view! { <ErrorMessage error heading=true/> };
    }
    let number = number_in_address();
    let submitted = Submitted::read();
    let verdict = submitted.typed.text(VERDICT);
    let typed = submitted.typed.text(FINGERPRINT);
    let meeting = here.meeting(number());
    let action = format!("{meeting}/verify");
    view! {
        <ChangingTitle title=move |()| meeting_title(number())/>
        <a class="app__back" href=meeting><Icon kind=IconKind::ChevronLeft/> {t(text::TO_MEETING)}</a>
        <h1 class="title">{t(text::VERIFY)}</h1>
        <p class="lead">{t(text::VERIFY_LEAD)}</p>
        <div role="status" inner_html=verdict></div>
        <form class="section stack" method="post" action=action enctype="multipart/form-data">
            <div class="field">
                <label class="field__label" for=FINGERPRINT>{t(text::VERIFY_FINGERPRINT)}</label>
                <p class="field__hint" id="fingerprint-hint">{t(text::VERIFY_FINGERPRINT_HINT)}</p>
                <input
                    id=FINGERPRINT name=FINGERPRINT type="text" value=typed
                    autocomplete="off" autocapitalize="none" spellcheck="false"
                    aria-describedby="fingerprint-hint"
                />
            </div>
            <div class="field">
                <label class="field__label" for=DOCUMENT>{t(text::VERIFY_FILE)}</label>
                <input id=DOCUMENT name=DOCUMENT type="file" accept=".json,application/json"/>
            </div>
            <div class="btn-row"><button class="btn btn--primary">{t(text::VERIFY_DO)}</button></div>
        </form>
        <p class="muted">{t(text::VERIFY_NOTE)}</p>
    }
}
