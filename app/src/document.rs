//! The HTML document around the app.
#![cfg(feature = "ssr")]

use leptos::hydration::HydrationScripts;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

use crate::App;
use crate::context::{Preferences, preferences};

/// A page rendered on the server, which the bundle then hydrates.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let Preferences { language, elder } = preferences();
    content_security_policy();
    view! {
        <!DOCTYPE html>
        <html lang=language.code() class=if elder { "elder" } else { "" }>
            <Head options/>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The empty document that the service worker keeps: without network the bundle mounts in it.
pub fn offline_shell(options: LeptosOptions) -> impl IntoView {
    let Preferences { language, elder } = preferences();
    content_security_policy();
    leptos_meta::provide_meta_context();
    view! {
        <!DOCTYPE html>
        <html lang=language.code() class=if elder { "elder" } else { "" } data-shell="">
            <Head options/>
            <body></body>
        </html>
    }
}

#[component]
fn Head(options: LeptosOptions) -> impl IntoView {
    view! {
        <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
            <meta name="theme-color" content="#faf8f4" media="(prefers-color-scheme: light)"/>
            <meta name="theme-color" content="#151815" media="(prefers-color-scheme: dark)"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="format-detection" content="telephone=no"/>
            <link rel="manifest" href="/manifest.webmanifest"/>
            <link rel="icon" href="/icons/icon.svg" type="image/svg+xml"/>
            <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png"/>
            <HashedStylesheet options=options.clone() id="leptos"/>
            <HydrationScripts options/>
            <MetaTags/>
        </head>
    }
}

/// Only our own files; inline scripts only with this response's nonce; nothing in frames.
fn content_security_policy() {
    let nonce = use_nonce()
        .map(|nonce| format!(" 'nonce-{nonce}'"))
        .unwrap_or_default();
    let policy = format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{nonce}; style-src 'self'; style-src-attr \
         'unsafe-inline'; img-src 'self' blob: data:; connect-src 'self'; object-src 'none'; base-uri 'self'; \
         form-action 'self'; frame-ancestors 'none'"
    );
    if let (Some(response), Ok(policy)) = (
        use_context::<leptos_axum::ResponseOptions>(),
        axum::http::HeaderValue::from_str(&policy),
    ) {
        response.insert_header(axum::http::header::CONTENT_SECURITY_POLICY, policy);
    }
}
