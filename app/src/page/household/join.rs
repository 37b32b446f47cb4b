//! Joining with a household slip: the code, then name, language and consent. Plain forms, with or
//! without script. A slip's QR code has the code behind `#` of the address, which no browser sends,
//! so that it stands in no log: a script puts it into the form, and without one it is typed.

use domain::{Field, Language, Refusal};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::component::{Errors, FieldProblem, Icon, IconKind, SelectField, TextField};
use crate::context::new_id;
use crate::form::{COMMAND, STEP, Submitted};
use crate::here::here;
use crate::page::window_title;
use crate::text::common::NAMED;
use crate::text::household::{TAKE_OFFICE, TAKE_OFFICE_DO};
use crate::text::{household as text, language, refusal, t, tf};
use crate::view::view;

/// The page.
#[component]
pub fn JoinPage() -> impl IntoView {
    let here = here();
    let submitted = Submitted::read();
    let code = submitted.typed.text("code");
    // A wrong code sends one back to the code; anything else that is wrong concerns the step after
    // it.
    let code_is_wrong = matches!(
        submitted.refusal,
        Some(
            Refusal::SlipUnknown
                | Refusal::SlipExpired
                | Refusal::SlipUsedUp
                | Refusal::SlipReplaced
                | Refusal::TooManyTries { .. }
        )
    );
    let no = submitted.refusal.clone().map(|no| {
        view! {
            <div class="message message--error" role="alert" id="join-error">
                <Icon kind=IconKind::Warning/><div><p>{refusal::refusal(&no)}</p></div>
            </div>
        }
    });
    // What whoever has this code is invited to.
    let office = submitted.typed.get(Field::Office);
    let invited = (!office.is_empty() && submitted.refusal.is_none())
        .then(|| view! { <p class="lead">{tf(TAKE_OFFICE, &[&office])}</p> });
    let form = if here.viewer.is_member() && invited.is_some() {
        view! {
            <form method="post" action=here.to("/join")>
                <input type="hidden" name=COMMAND value=new_id().to_string()/>
                <input type="hidden" name="code" value=code/>
                <div class="btn-row"><button class="btn btn--primary">{t(TAKE_OFFICE_DO)}</button></div>
            </form>
        }
    } else if here.viewer.is_member() {
        view! {
            <div class="message message--ok"><Icon kind=IconKind::Check/><div>
                <p>{refusal::refusal(&Refusal::AlreadyMember)}</p>
                <p><a href=here.to("/issues")>{t(crate::text::issue::FEED)}</a></p>
            </div></div>
            // Of use to a member is the code of an office.
            <details class="section"><summary>{t(text::CODE)}</summary><CodeForm code=String::new()/></details>
        }
    } else if code.is_empty() || code_is_wrong {
        view! { <CodeForm code/> }
    } else {
        view! { <PersonForm code submitted/> }
    };
    view! {
        <Title text=window_title(t(text::JOIN_DO))/>
        <h1 class="title">{tf(text::JOIN, &[&here.community.name])}</h1>
        <div class="section stack">{no} {invited} {form}</div>
    }
}

#[component]
fn CodeForm(code: String) -> impl IntoView {
    let here = here();
    let input = NodeRef::<leptos::html::Input>::new();
    send_code_of_address(input);
    view! {
        <p class="lead">{t(text::JOIN_LEAD)}</p>
        <form method="post" action=here.to("/join")>
            <input type="hidden" name=STEP value="code"/>
            <div class="field">
                <label class="field__label" for="code">{t(text::CODE)}</label>
                <p class="field__hint" id="code-hint">{t(text::CODE_HINT)}</p>
                <input node_ref=input id="code" name="code" type="text" value=code required autocapitalize="characters" autocomplete="off"
                    spellcheck="false" maxlength="32" aria-describedby="code-hint"/>
            </div>
            <div class="btn-row"><button class="btn btn--primary">{t(text::NEXT)}</button></div>
            <p class="muted">{t(text::COMING_BACK)}</p>
        </form>
    }
}

/// Who came by the QR code of a slip need not type its code: it is sent for them, and leaves the
/// address, so that the way back leads to the page without it.
#[cfg(feature = "hydrate")]
fn send_code_of_address(input: NodeRef<leptos::html::Input>) {
    use web_sys::wasm_bindgen::JsValue;
    Effect::new(move || {
        let Some(input) = input.get() else { return };
        let location = window().location();
        let hash = location.hash().unwrap_or_default();
        let code = hash.trim_start_matches('#');
        // Other places of the page have shorter names.
        if code.len() < 8 {
            return;
        }
        input.set_value(code);
        let path = location.pathname().unwrap_or_default();
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
        }
        if let Some(form) = input.form() {
            let _ = form.submit();
        }
    });
}

#[cfg(not(feature = "hydrate"))]
fn send_code_of_address(_: NodeRef<leptos::html::Input>) {}

#[component]
fn PersonForm(code: String, submitted: Submitted) -> impl IntoView {
    let here = here();
    Errors::provide(submitted.refusal.clone());
    let options = Language::ALL.map(|each| (each.code().to_owned(), each.own_name().to_owned()));
    let chosen = match submitted.typed.text("language") {
        none if none.is_empty() => language().code().to_owned(),
        chosen => chosen,
    };
    let consent_error = Errors::of(Field::Consent);
    view! {
        <form method="post" action=here.to("/join")>
            <input type="hidden" name=COMMAND value=new_id().to_string()/>
            <input type="hidden" name="code" value=code.clone()/>
            <p class="muted"><b>{tf(NAMED, &[&t(text::CODE), &code])}</b></p>
            <TextField field=Field::Nickname label=t(text::NICKNAME) hint=t(text::NICKNAME_HINT) value=submitted.typed.text("nickname")/>
            <SelectField field=Field::Language label=t(text::LANGUAGE) options=options.into() value=chosen/>
            <section class="card stack section">
                <h2 class="section__title">{t(text::CONSENT_TITLE)}</h2>
                <p>{t(text::CONSENT_1)}</p>
                <p>{t(text::CONSENT_2)}</p>
                <p>{t(text::CONSENT_3)}</p>
                <p>{t(text::CONSENT_4)} " " <a href=here.to("/privacy") rel="external" target="_blank">{t(text::PRIVACY)}</a></p>
                <label class="choice">
                    <input type="checkbox" name="consent" id="consent"
                        aria-invalid=move || consent_error.with(Option::is_some).then_some("true")
                        aria-describedby=move || consent_error.with(Option::is_some).then_some("consent-error")/>
                    <span class="choice__text">{t(text::CONSENT_AGREE)}</span>
                </label>
                <FieldProblem field=Field::Consent/>
            </section>
            <div class="btn-row"><button class="btn btn--primary">{t(text::JOIN_DO)}</button></div>
        </form>
    }
}
