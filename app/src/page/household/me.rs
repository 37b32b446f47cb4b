//! One's own page: who one is here, how one reads, what waits, signing out.

use domain::{Action, Role};
use leptos::prelude::*;
use leptos_meta::Title;

use crate::component::{ErrorMessage, Icon, IconKind, Preference};
use crate::context::preferences;
use crate::error::AppError;
use crate::here::here;
use crate::page::window_title;
use crate::phone::Phone;
use crate::text::common::SWITCH_LANGUAGE;
use crate::text::{T, household as text, phone as phone_text, t, tf};
use crate::view::view;

/// The page.
#[component]
pub fn MePage() -> impl IntoView {
    let here = here();
    if !here.viewer.is_member() {
        return view! { <ErrorMessage error=AppError::SignedOut heading=true/> };
    }
    let building = here.viewer.building_name.clone();
    let roles: Vec<&str> = here
        .viewer
        .roles
        .iter()
        .filter(|role| here.viewer.roles.len() == 1 || **role != Role::Resident)
        .map(|role| t(text::role(*role)))
        .collect();
    let phone = Phone::get();
    let behalf = here.viewer.may(Action::SecondOnBehalf).then(|| {
        view! {
            <li>
                <a class="row-link" href=here.to("/behalf")>
                    <Icon kind=IconKind::Hand/>
                    <span>{t(crate::text::issue::BEHALF_LINK)}</span>
                    <Icon kind=IconKind::ChevronRight/>
                </a>
            </li>
        }
    });
    // Of whoever has no desk from which they lead, too. Both pages are the server's alone.
    let watched = here.viewer.may(Action::ReadHidden).then(|| {
        [("/complaints", text::COMPLAINTS), ("/odd", text::ODD)].map(|(to, words)| {
            view! {
                <li>
                    <a class="row-link" rel="external" href=here.to(to)>
                        <Icon kind=IconKind::List/>
                        <span>{t(words)}</span>
                        <Icon kind=IconKind::ChevronRight/>
                    </a>
                </li>
            }
        })
    });
    view! {
        <Title text=window_title(t(text::ME))/>
        <h1 class="title" dir="auto">{here.viewer.nickname.clone()}</h1>
        <ul class="meta">
            <li>{here.community.name.clone()}</li>
            {(!building.is_empty()).then(|| view! { <li>{building}</li> })}
            <li>{roles.join(" · ")}</li>
        </ul>
        <section class="section">
            <ul class="list list--lined">
                {behalf}
                {watched}
                <li>
                    <a class="row-link" href=here.to("/outbox")>
                        <Icon kind=IconKind::Outbox/>
                        <span>{move || match phone.outbox.with(Vec::len) {
                            0 => t(phone_text::OUTBOX).to_owned(),
                            n => tf(phone_text::OUTBOX_COUNT, &[&n]),
                        }}</span>
                        <Icon kind=IconKind::ChevronRight/>
                    </a>
                </li>
                <li>
                    <a class="row-link" href=here.to("/household")>
                        <Icon kind=IconKind::Person/>
                        <span>{t(crate::text::household::HOUSEHOLD)}</span>
                        <Icon kind=IconKind::ChevronRight/>
                    </a>
                </li>
                <li>
                    <a class="row-link" rel="external" href=here.to("/devices")>
                        <Icon kind=IconKind::Person/>
                        <span>{t(crate::text::household::DEVICES)}</span>
                        <Icon kind=IconKind::ChevronRight/>
                    </a>
                </li>
                <li>
                    <a class="row-link" rel="external" href=here.to("/account")>
                        <Icon kind=IconKind::Person/>
                        <span>{t(crate::text::household::ACCOUNT)}</span>
                        <Icon kind=IconKind::ChevronRight/>
                    </a>
                </li>
                <li>
                    <a class="row-link" href=here.to("/officers")>
                        <Icon kind=IconKind::Person/>
                        <span>{t(crate::text::household::IN_OFFICE)}</span>
                        <Icon kind=IconKind::ChevronRight/>
                    </a>
                </li>
                <li>
                    <a class="row-link" href=here.to("/work")>
                        <Icon kind=IconKind::Check/>
                        <span>{t(crate::text::work::WORKS)}</span>
                        <Icon kind=IconKind::ChevronRight/>
                    </a>
                </li>
                <li>
                    <a class="row-link" rel="external" href=here.to("/figures")>
                        <Icon kind=IconKind::List/>
                        <span>{t(crate::text::work::FIGURES)}</span>
                        <Icon kind=IconKind::ChevronRight/>
                    </a>
                </li>
                <li>
                    <a class="row-link" href=here.to("/issues?order=mine")>
                        <Icon kind=IconKind::List/>
                        <span>{t(crate::text::issue::MINE)}</span>
                        <Icon kind=IconKind::ChevronRight/>
                    </a>
                </li>
            </ul>
        </section>
        <Display/>
        <Install/>
        <section class="section stack">
            <h2 class="section__title">{t(phone_text::SIGN_OUT)}</h2>
            <p>{t(phone_text::SIGN_OUT_LEAD)}</p>
            <form method="post" action="/sign-out" on:submit=move |event| sign_out(event, phone)>
                <button class="btn">{t(phone_text::SIGN_OUT)}</button>
            </form>
        </section>
    }
}

/// Putting the app on the phone's home screen: by a button where the browser offers it, else with
/// pictures of how. Not shown where it was opened from there.
#[component]
fn Install() -> impl IntoView {
    let offered = Phone::get().install;
    let way = |name: T, picture: &'static str, how: T| {
        view! {
            <details class="card">
                <summary>{t(name)}</summary>
                <div class="install__way">
                    <img src=picture alt="" width="96" height="144" loading="lazy"/>
                    <p>{t(how)}</p>
                </div>
            </details>
        }
    };
    let offer = move || {
        offered.get().then(|| {
            view! {
                <button class="btn btn--primary" type="button" on:click=|_| install()>
                    <Icon kind=IconKind::Plus/> {t(phone_text::INSTALL_DO)}
                </button>
            }
        })
    };
    view! {
        <section class="section stack install">
            <h2 class="section__title">{t(phone_text::INSTALL)}</h2>
            <p>{t(phone_text::INSTALL_LEAD)}</p>
            {move || offer()}
            <div class="stack" hidden=move || offered.get()>
                {way(phone_text::INSTALL_SAFARI, "/icons/install-safari.svg", phone_text::INSTALL_SAFARI_HOW)}
                {way(phone_text::INSTALL_WECHAT, "/icons/install-wechat.svg", phone_text::INSTALL_WECHAT_HOW)}
                {way(phone_text::INSTALL_OTHER, "/icons/install-other.svg", phone_text::INSTALL_OTHER_HOW)}
            </div>
        </section>
    }
}

fn install() {
    #[cfg(feature = "hydrate")]
    crate::offline::install();
}

/// Language and text size, also found in the bar of every page.
#[component]
fn Display() -> impl IntoView {
    let here = here();
    let elder = preferences().elder;
    let elder_words = if elder {
        text::ELDER_TURN_OFF
    } else {
        text::ELDER_TURN_ON
    };
    let other = preferences().language.other();
    let back = here.to("/me");
    view! {
        <section class="section stack">
            <h2 class="section__title">{t(text::DISPLAY)}</h2>
            <Preference name="elder" value=if elder { "0" } else { "1" } back=back.clone()>
                <button class="btn btn--block"><Icon kind=IconKind::TextSize/> {t(elder_words)}</button>
            </Preference>
            <Preference name="language" value=other.code() back>
                <button class="btn btn--block" lang=other.code() aria-label=t(SWITCH_LANGUAGE)>
                    <Icon kind=IconKind::Language/> {other.own_name()}
                </button>
            </Preference>
        </section>
    }
}

/// Signs out, and leaves nothing of the community on the phone.
#[cfg(feature = "hydrate")]
fn sign_out(event: leptos::ev::SubmitEvent, phone: Phone) {
    event.prevent_default();
    // What waits belongs to this session, and coming back makes another.
    let waits = phone.outbox.with_untracked(|outbox| !outbox.is_empty());
    if waits {
        crate::offline::ask_to_drain();
        if !window()
            .confirm_with_message(t(phone_text::SIGN_OUT_WAITING))
            .unwrap_or(true)
        {
            return;
        }
    }
    leptos::task::spawn_local(async move {
        // Without network the session would go on, and what is kept here is all that the phone can
        // open.
        if crate::offline::http::submit("/sign-out").await {
            crate::offline::forget().await;
            // What waits can't be sent any more; whoever signs out was asked about it.
            crate::offline::outbox::clear().await;
            let _ = window().location().replace("/");
        } else {
            phone
                .toast
                .set(Some(t(phone_text::SIGN_OUT_OFFLINE).to_owned()));
        }
    });
}

#[cfg(not(feature = "hydrate"))]
fn sign_out(_: leptos::ev::SubmitEvent, _: Phone) {}
