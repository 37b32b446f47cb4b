//! Serving `app`'s pages.

use std::sync::LazyLock;

use app::form::{Submitted, Typed};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Refusal;
use leptos::prelude::{IntoView, provide_context};
use leptos_axum::AxumRouteListing;

use super::form::is_local;
use super::{Fault, Server};

/// The addresses of all pages, but for `/`, which [`start`] answers.
///
/// Asked for once in a process: while leptos lists the routes, no resource of any page loads, in
/// any thread, and a page that is just being rendered would wait for its resources for ever.
pub fn list() -> Vec<AxumRouteListing> {
    static LIST: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| {
        leptos_axum::generate_route_list_with_exclusions(app::App, Some(vec!["/".to_owned()]))
    });
    LIST.clone()
}

/// Provides what pages and server functions work with.
pub fn provide(server: &Server) -> impl Fn() + Clone + Send + Sync + 'static {
    let context = server.app();
    move || provide_context(context.clone())
}

/// The document of every page.
pub fn shell(
    server: &Server,
) -> impl Fn() -> leptos::prelude::AnyView + Clone + Send + Sync + 'static {
    use leptos::prelude::IntoAny;
    let options = server.options.clone();
    move || app::shell(options.clone()).into_view().into_any()
}

/// The start: a server with one community leads there, one with several lists them.
pub async fn start(State(server): State<Server>, request: Request) -> Result<Response, Fault> {
    let communities = server.store.communities().await?;
    Ok(match communities.as_slice() {
        [only] => {
            let path = app::here::shortcut(request.uri().query().unwrap_or_default());
            Redirect::to(&format!("/{}{path}", only.slug)).into_response()
        }
        _ => render(&server, request, None).await,
    })
}

/// The empty page that the service worker keeps: without network the bundle mounts in it.
pub async fn offline_shell(State(server): State<Server>, request: Request) -> Response {
    let options = server.options.clone();
    leptos_axum::render_app_async_with_context(provide(&server), move || {
        app::offline_shell(options.clone())
    })(request)
    .await
}

/// A page that the server writes by itself, for whoever sends this request.
pub async fn document(server: &Server, parts: &Parts, title: String, body: String) -> Response {
    let options = server.options.clone();
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = parts.uri.clone();
    *request.headers_mut() = parts.headers.clone();
    *request.extensions_mut() = parts.extensions.clone();
    let document = move || app::document(options.clone(), &title, body.clone());
    leptos_axum::render_app_async_with_context(provide(server), document)(request).await
}

/// The same with a status of its own, unless the page itself went wrong: a form that came back.
pub async fn answer(
    server: &Server,
    parts: &Parts,
    status: StatusCode,
    title: String,
    body: String,
) -> Response {
    let mut response = document(server, parts, title, body).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    response
}

/// No page, no file. An address that somebody wrote with a slash at its end leads to the one
/// without.
pub async fn not_found(State(server): State<Server>, request: Request) -> Result<Response, Fault> {
    let page = request.method() == Method::GET || request.method() == Method::HEAD;
    let path = request.uri().path();
    if let Some(address) = without_slash(request.uri()).filter(|_| page) {
        return Ok(Redirect::permanent(&address).into_response());
    }
    // A program that asks for data has no use for a page.
    if !page || path.starts_with("/api/") {
        return Err(Fault::NotFound);
    }
    let mut response = render(&server, request, None).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    Ok(response)
}

/// The same address without slashes at its end, if it has some.
fn without_slash(uri: &Uri) -> Option<String> {
    let path = uri.path().strip_suffix('/')?.trim_end_matches('/');
    let query = uri.query().map(|query| format!("?{query}"));
    let address = format!("{path}{}", query.unwrap_or_default());
    is_local(&address).then_some(address)
}

/// Shows the page at the address that a form was sent to, with what was typed and why it was
/// refused.
pub async fn refused(server: &Server, parts: &Parts, typed: Typed, refusal: Refusal) -> Response {
    let (status, wait) = match refusal {
        Refusal::TooManyTries { seconds } => (StatusCode::TOO_MANY_REQUESTS, Some(seconds)),
        _ => (StatusCode::UNPROCESSABLE_ENTITY, None),
    };
    let submitted = Submitted {
        typed,
        refusal: Some(refusal),
    };
    let mut response = render(server, page(parts), Some(submitted)).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = status;
    }
    if let Some(seconds) = wait {
        let seconds = HeaderValue::from(seconds);
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

/// Shows the page at the address of a request, with what the server has to say on it this once.
pub async fn answered(server: &Server, parts: &Parts, said: Typed) -> Response {
    let submitted = Submitted {
        typed: said,
        refusal: None,
    };
    render(server, page(parts), Some(submitted)).await
}

/// The request for the page at the address of another: it is a page now, not a form.
fn page(parts: &Parts) -> Request {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = parts.uri.clone();
    *request.headers_mut() = parts.headers.clone();
    *request.extensions_mut() = parts.extensions.clone();
    for name in [
        header::CONTENT_TYPE,
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
    ] {
        request.headers_mut().remove(name);
    }
    request
}

async fn render(server: &Server, request: Request, submitted: Option<Submitted>) -> Response {
    let provide = provide(server);
    let context = move || {
        provide();
        if let Some(submitted) = &submitted {
            provide_context(submitted.clone());
        }
    };
    leptos_axum::render_app_async_with_context(context, shell(server))(request).await
}
