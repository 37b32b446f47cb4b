//! The HTML document around the app.
#![cfg(feature = "ssr")]

use std::sync::OnceLock;

use domain::Language;
use leptos::hydration::{AutoReload, HydrationScripts};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_meta::{HashedStylesheet, MetaTags};

use crate::App;
use crate::context::{AppContext, Preferences, preferences};

/// A page rendered on the server, which the bundle then hydrates.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let Preferences { language, elder } = preferences();
    content_security_policy(&options);
    view! {
        <!DOCTYPE html>
        <html lang=language.code() class=if elder { "elder" } else { "" }>
            {head(options)}
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The empty document that the service worker keeps: without network the bundle mounts in it.
pub fn offline_shell(options: LeptosOptions) -> impl IntoView {
    let Preferences { language, elder } = preferences();
    content_security_policy(&options);
    leptos_meta::provide_meta_context();
    view! {
        <!DOCTYPE html>
        <html lang=language.code() class=if elder { "elder" } else { "" } data-shell="">
            {head(options)}
            <body></body>
        </html>
    }
}

/// A page that the server writes by itself, without the bundle: setting up, and what is printed
/// there. `title` is text, `body` is markup.
pub fn document(options: LeptosOptions, title: &str, body: String) -> impl IntoView + use<> {
    let Preferences { language, elder } = preferences();
    content_security_policy(&options);
    leptos_meta::provide_meta_context();
    let title = InertElement::new(format!("<title>{}</title>", domain::words::escape(title)));
    view! {
        <!DOCTYPE html>
        <html lang=language.code() class=if elder { "elder" } else { "" }>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="format-detection" content="telephone=no"/>
                <link rel="icon" href="/icons/icon.svg" type="image/svg+xml"/>
                <HashedStylesheet options id="leptos"/>
                {title}
            </head>
            <body>{InertElement::new(body)}</body>
        </html>
    }
}

/// Whether a program that builds anew what changed, and then wants open pages to reload, started
/// this server. Never true of a release.
pub fn is_watched() -> bool {
    cfg!(debug_assertions) && std::env::var_os("LEPTOS_WATCH").is_some()
}

/// The same for all pages of a language but for the nonce, so it is made once. (Leptos looks for
/// the hashes of the bundle's names in a file, each time.)
fn head(options: LeptosOptions) -> InertElement {
    /// Stands where the nonce belongs.
    const NONCE: &str = "{nonce}";
    static HEADS: [OnceLock<String>; 2] = [const { OnceLock::new() }; 2];
    // Whoever builds while the server runs may change the names.
    let Some(nonce) = use_nonce().filter(|_| !is_watched()) else {
        return InertElement::new(view! { <Head options/> }.to_html());
    };
    let head = match preferences().language {
        Language::Chinese => &HEADS[0],
        Language::English => &HEADS[1],
    };
    let head = head.get_or_init(|| view! { <Head options/> }.to_html().replace(&*nonce, NONCE));
    InertElement::new(head.replace(NONCE, &nonce))
}

#[component]
fn Head(options: LeptosOptions) -> impl IntoView {
    // Two branches, because a component that shows nothing still leaves a mark.
    let scripts = if is_watched() {
        view! {
            <HydrationScripts options=options.clone()/>
            <AutoReload options=options.clone()/>
        }
        .into_any()
    } else {
        start(&options).into_any()
    };
    let manifest = match preferences().language {
        Language::Chinese => "/manifest.webmanifest",
        Language::English => "/manifest.en.webmanifest",
    };
    view! {
        <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
            <meta name="theme-color" content="#faf8f4" media="(prefers-color-scheme: light)"/>
            <meta name="theme-color" content="#151815" media="(prefers-color-scheme: dark)"/>
            <meta name="color-scheme" content="light dark"/>
            <meta name="format-detection" content="telephone=no"/>
            <link rel="manifest" href=manifest/>
            <link rel="icon" href="/icons/icon.svg" type="image/svg+xml"/>
            <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png"/>
            <HashedStylesheet options id="leptos"/>
            {scripts}
            <MetaTags/>
        </head>
    }
}

/// What runs the bundle once the page is painted: until then a slow line is the page's own, with
/// its styles and its first photos. Leptos' [`HydrationScripts`] would have the bundle loaded
/// beside them.
fn start(options: &LeptosOptions) -> impl IntoView + use<> {
    let parts = use_context::<AppContext>().map(|context| context.parts);
    let name = |file: &str| {
        let parts = parts.as_ref().filter(|_| options.hash_files);
        let hash = parts.and_then(|parts| parts.hash(file));
        let hash = hash.map_or_else(String::new, |hash| format!(".{hash}"));
        format!("/pkg/{}{hash}.{file}", options.output_name)
    };
    let (js, wasm) = (name("js"), name("wasm"));
    // A page that nobody looks at is not painted, and nobody waits longer than a second for that. A
    // cheap phone takes some milliseconds to ask for a file, so each is asked for in a turn of its
    // own: a tap is heard in between.
    let script = format!(
        "let begun=false;const start=()=>{{if(begun)return;begun=true;\
         import('{js}').then(it=>it.default({{module_or_path:'{wasm}'}}).then(()=>setTimeout(it.hydrate)));\
         document.querySelectorAll('link[rel={LATER}]').forEach((part,n)=>\
         n?setTimeout(()=>part.rel='preload'):part.rel='preload')}};\
         if(document.hidden)start();\
         else{{new PerformanceObserver(start).observe({{type:'paint',buffered:true}});setTimeout(start,1000)}}"
    );
    view! {
        <link rel=LATER r#as="fetch" r#type="application/wasm" crossorigin="" href=wasm/>
        <script type="module" nonce=use_nonce()>{script}</script>
    }
}

/// Stands for `preload` at files of the bundle: nothing loads them before the page is painted.
pub const LATER: &str = "part";

/// Only our own files, and street tiles where there are some; inline scripts only with this
/// response's nonce; nothing in frames.
fn content_security_policy(options: &LeptosOptions) {
    let nonce = use_nonce()
        .map(|nonce| format!(" 'nonce-{nonce}'"))
        .unwrap_or_default();
    // By which a watched page hears that it is to reload; the host is the one that the page came
    // from.
    let reload = if is_watched() {
        format!(" ws://*:{}", options.reload_port)
    } else {
        String::new()
    };
    let tiles = use_context::<AppContext>().and_then(|context| context.tiles);
    let tiles = tiles.map_or_else(String::new, |tiles| format!(" {}", tiles.origin()));
    let policy = format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{nonce}; style-src 'self'; style-src-attr \
         'unsafe-inline'; img-src 'self' blob: data:{tiles}; connect-src 'self'{reload}; object-src 'none'; base-uri 'self'; \
         form-action 'self'; frame-ancestors 'none'"
    );
    if let (Some(response), Ok(policy)) = (
        use_context::<leptos_axum::ResponseOptions>(),
        axum::http::HeaderValue::from_str(&policy),
    ) {
        response.insert_header(axum::http::header::CONTENT_SECURITY_POLICY, policy);
    }
}
