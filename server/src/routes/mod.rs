//! Every address of the server, and everything that a request passes on its way there.
//!
//! Pages and the functions that they read by are `app`'s; here stand the routes around them: plain
//! forms (which work without script), photos, and the files of the browser's side.

mod account;
mod appraisal;
mod assets;
mod back;
mod complaint;
mod csrf;
mod fault;
mod figures;
mod form;
mod household;
mod issue;
mod keeping;
mod meeting;
mod membership;
mod mine;
mod notices;
mod odd;
mod offers;
mod office;
mod pages;
mod preferences;
mod privacy;
mod retention;
mod session;
pub mod setup;
mod shared;
mod stop_mail;
mod tasks;
mod tries;
mod work;

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use app::context::{AppContext, Parts};
use app::gate::Gate;
use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRef, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use leptos::config::LeptosOptions;
use leptos_axum::LeptosRoutes;
use store::Store;
use tokio::sync::Mutex;
use tokio::time::timeout;
use tower::ServiceBuilder;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

use crate::config::{self, Config};
use crate::metrics::Metrics;
use crate::observe;
use crate::paper::Press;

use issue::photo::Uploads;

pub use assets::files;
pub use fault::{At, Fault};
pub use office::{INVITED_FOR, link};
pub use session::SESSION_COOKIE;

/// What handlers share.
#[derive(Debug, Clone)]
pub struct Server {
    store: Store,
    config: Arc<Config>,
    options: LeptosOptions,
    parts: Arc<Parts>,
    /// One join at a time, so that many guesses at once, at this process, are counted one by one.
    joining: Arc<Mutex<()>>,
    press: Press,
    gate: Gate,
    metrics: Metrics,
    uploads: Uploads,
    /// Files of the set-up that were shown and not yet taken over.
    shown: Arc<setup::Shown>,
}

impl FromRef<Server> for LeptosOptions {
    fn from_ref(server: &Server) -> Self {
        server.options.clone()
    }
}

impl Server {
    /// Ready to serve `store` as `config` says.
    pub fn new(store: Store, config: Config) -> Self {
        let gate = Gate::new(store.clone(), config.pace);
        let metrics = Metrics::new(&store, &gate);
        Self {
            store,
            options: config.leptos(),
            parts: Arc::new(config::parts()),
            joining: Arc::default(),
            press: Press::new(&config.fonts, metrics.clone()),
            gate,
            metrics,
            uploads: Uploads::default(),
            shown: Arc::default(),
            config: Arc::new(config),
        }
    }

    /// What it counts.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// What server functions and pages work with.
    fn app(&self) -> AppContext {
        AppContext {
            store: self.store.clone(),
            gate: self.gate.clone(),
            public_url: self.config.public_url.clone(),
            parts: Arc::clone(&self.parts),
            tiles: self.config.tiles.clone(),
        }
    }
}

/// Most bytes of a form without a photo, and of a command.
const FORM_MAX: usize = 64 * 1024;
/// Most bytes that are read where photos may come. Of photos that are too large or too many nothing
/// is kept in memory, but they are read to their end: whoever picked them is told so beside the
/// field, with everything else that they typed.
const UPLOAD_MAX: usize = 512 * 1024 * 1024;
/// A page or a command that takes longer has gone wrong.
const PATIENCE: Duration = Duration::from_secs(30);
/// A database that takes longer to answer is in trouble.
const HEALTH_PATIENCE: Duration = Duration::from_secs(5);
/// A photo over a slow line takes its time.
const UPLOAD_PATIENCE: Duration = Duration::from_mins(3);

/// What pages may use of the phone.
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const PERMISSIONS: &str = "geolocation=(self), camera=(self), microphone=(), payment=()";

/// The whole server, with the [`files`] of the browser's side.
pub fn router(server: &Server, files: Router<Server>) -> Router {
    // Everything by which little is sent: pages, server functions (`/api/read/…`, `/api/v1/…`),
    // plain forms.
    let pages = Router::new()
        .leptos_routes_with_context(
            server,
            pages::list(),
            pages::provide(server),
            pages::shell(server),
        )
        .route("/", get(pages::start))
        .route("/shell", get(pages::offline_shell))
        .route("/{community}/join", post(household::join))
        .route("/{community}/come-back", post(back::come_back))
        .route("/{community}/devices", get(back::devices))
        .route("/{community}/account", get(account::page))
        .route("/{community}/account", post(account::delete))
        .route("/{community}/account/all.zip", get(account::download))
        .route("/{community}/devices", post(back::change))
        .route(
            "/{community}/issues/{number}/second",
            post(issue::second::second),
        )
        .route(
            "/{community}/issues/{number}/take-back",
            post(issue::second::take_back),
        )
        .route("/{community}/photos/{id}", get(issue::photo::full))
        .route("/{community}/photos/{id}/small", get(issue::photo::small))
        .route("/{community}/household", post(membership::change))
        .route("/{community}/officers", post(office::change))
        .route("/preferences", post(preferences::keep))
        .route("/{community}/households", get(keeping::households))
        .route("/{community}/households", post(keeping::join_at_desk))
        .route("/{community}/households/slips", post(keeping::slips))
        .route("/sign-out", post(session::sign_out))
        .merge(public())
        .merge(papers())
        .merge(given())
        .fallback(pages::not_found)
        .layer(limits(FORM_MAX, PATIENCE));

    // Where a photo may come.
    let uploads = Router::new()
        .route("/{community}/issues/new", post(issue::file::file))
        .route("/{community}/issues/{number}/add", post(issue::add::add))
        .route(
            "/{community}/meetings/{number}/verify",
            post(meeting::verify::verify),
        )
        .route("/api/v1/{community}/photos/{id}", put(issue::photo::put))
        .layer(DefaultBodyLimit::disable())
        .layer(limits(UPLOAD_MAX, UPLOAD_PATIENCE));

    let visited = pages
        .merge(uploads)
        .merge(set_up().merge(looked_at()).merge(told()))
        .layer(map_response(fault::in_words))
        .layer(map_response(never_from_a_shared_cache))
        .layer(from_fn_with_state(server.clone(), session::recognise));

    // The files of the browser's side are the same for everybody.
    let router = visited.merge(files).route("/healthz", get(healthz));

    // What every request passes, from the outside in.
    router
        .layer(
            ServiceBuilder::new()
                .layer(from_fn_with_state(server.clone(), observe::watch))
                .layer(default_header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
                .layer(default_header(header::REFERRER_POLICY, "same-origin"))
                .layer(default_header(PERMISSIONS_POLICY, PERMISSIONS))
                // Pages bring a stricter policy of their own.
                .layer(default_header(
                    header::CONTENT_SECURITY_POLICY,
                    "frame-ancestors 'none'",
                ))
                .option_layer(
                    server.config.https().then(|| {
                        default_header(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000")
                    }),
                )
                .layer(CatchPanicLayer::custom(panicked))
                .layer(from_fn(only_paths))
                .layer(from_fn_with_state(server.clone(), csrf::refuse_foreign))
                // Leaves alone what is compressed already: images, PDFs, and files that the build
                // compressed.
                .layer(
                    CompressionLayer::new()
                        .quality(CompressionLevel::Precise(4))
                        .compress_when(
                            DefaultPredicate::new()
                                .and(NotForContentType::const_new("application/pdf")),
                        ),
                ),
        )
        .with_state(server.clone())
}

/// What is offered for work, what of it is done, and how residents are asked what came of it.
fn given() -> Router<Server> {
    Router::new()
        .route("/{community}/offers", get(offers::all))
        .route("/{community}/issues/{number}/offers", get(offers::page))
        .route("/{community}/issues/{number}/offers", post(offers::change))
        .route("/{community}/issues/{number}/tasks", get(tasks::page))
        .route("/{community}/issues/{number}/tasks", post(tasks::change))
        .route("/{community}/work/settings", get(appraisal::page))
        .route("/{community}/work/settings", post(appraisal::change))
}

/// Plain pages that everybody may read, and what the branch reads beside them.
fn public() -> Router<Server> {
    Router::new()
        .route("/{community}/privacy", get(privacy::page))
        .route("/{community}/figures", get(figures::page))
        .route("/{community}/figures/{file}", get(figures::file))
        .route("/{community}/shared/{number}", get(shared::page))
        .route("/{community}/mine", get(mine::page))
        .route("/{community}/integration", get(figures::integration::page))
        .route(
            "/{community}/integration/{file}",
            get(figures::integration::file),
        )
}

/// What is printed, kept apart or put into a calendar: files that are made when they are asked for.
fn papers() -> Router<Server> {
    Router::new()
        .route(
            "/{community}/meetings/{number}/document.json",
            get(meeting::document::document),
        )
        .route(
            "/{community}/meetings/{number}/downloads",
            get(meeting::takings::page),
        )
        .route(
            "/{community}/meetings/{number}/papers.pdf",
            get(meeting::papers::all),
        )
        .route(
            "/{community}/meetings/{number}/papers/{file}",
            get(meeting::papers::some),
        )
        .route(
            "/{community}/meetings/{number}/calendar.ics",
            get(meeting::calendar::calendar),
        )
        .route("/{community}/issues/{number}/order.pdf", get(work::order))
        .route("/{community}/work/late.pdf", get(work::late))
}

/// What reaches people outside the inbox.
fn told() -> Router<Server> {
    Router::new()
        .route("/{community}/notices", get(notices::page))
        .route("/{community}/notices", post(notices::change))
        .route("/{community}/mail/{code}", get(stop_mail::page))
        .route("/{community}/mail/{code}", post(stop_mail::stop))
        .layer(limits(FORM_MAX, PATIENCE))
}

/// What should not stand there, what is hidden, and for how long things are kept.
fn looked_at() -> Router<Server> {
    Router::new()
        .route("/{community}/complaints", get(complaint::list))
        .route("/{community}/odd", get(odd::page))
        .route(
            "/{community}/issues/{number}/complaint",
            get(complaint::page),
        )
        .route(
            "/{community}/issues/{number}/complaint",
            post(complaint::send),
        )
        .route(
            "/{community}/issues/{number}/photos",
            get(issue::black_out::page),
        )
        .route(
            "/{community}/issues/{number}/photos",
            post(issue::black_out::send),
        )
        .route(
            "/{community}/issues/{number}/discretion",
            get(issue::discretion::page),
        )
        .route(
            "/{community}/issues/{number}/discretion",
            post(issue::discretion::choose),
        )
        .route("/{community}/retention", get(retention::page))
        .route("/{community}/retention", post(retention::change))
        .layer(limits(FORM_MAX, PATIENCE))
}

/// The pages of whoever sets communities up.
fn set_up() -> Router<Server> {
    let pages = Router::new()
        .route("/setup", get(setup::door))
        .route("/setup", post(setup::begin))
        .route("/setup/link/{code}", get(setup::by_link))
        .route("/setup/leave", post(setup::leave))
        .route("/setup/new", get(setup::new))
        .route("/setup/new", post(setup::create))
        .route("/setup/template/{file}", get(setup::template))
        .route("/setup/c/{community}", get(setup::steps))
        .route("/setup/c/{community}/plan", get(setup::plan))
        .route("/setup/c/{community}/register", get(setup::register))
        .route("/setup/c/{community}/offices", get(setup::offices))
        .route("/setup/c/{community}/offices", post(setup::invite))
        .route("/setup/c/{community}/slips", get(setup::slips_page))
        .route("/setup/c/{community}/slips", post(setup::print_slips))
        .layer(limits(FORM_MAX, PATIENCE));
    // Plans and registers.
    let files = Router::new()
        .route("/setup/c/{community}/plan", post(setup::set_plan))
        .route(
            "/setup/c/{community}/register",
            post(setup::change_register),
        )
        .layer(DefaultBodyLimit::disable())
        .layer(limits(setup::FILE_MAX, UPLOAD_PATIENCE));
    pages.merge(files)
}

/// Whether the server can do its work: for whoever watches over it.
async fn healthz(State(server): State<Server>) -> Result<&'static str, (StatusCode, &'static str)> {
    let failed = |why| Err((StatusCode::SERVICE_UNAVAILABLE, why));
    match timeout(HEALTH_PATIENCE, server.store.answers()).await {
        Ok(Ok(())) => Ok("ok\n"),
        Ok(Err(error)) => {
            tracing::error!("health: {error}");
            failed("the database fails; the log says why\n")
        }
        Err(_) => failed("the database does not answer\n"),
    }
}

/// Refuses what HTTP allows and no page of ours has an address for: a host alone (`GET evil`),
/// which is for proxies, or a star. Pages would look for their path in vain.
async fn only_paths(request: Request, next: Next) -> Response {
    if request.uri().path().starts_with('/') {
        next.run(request).await
    } else {
        Fault::Malformed.into_response()
    }
}

/// The panic's own words go to the error output.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Fault::Broken.into_response()
}

/// Sets a header unless the handler did.
fn default_header(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// How much may come, and how long the answer may take.
fn limits(
    bytes: usize,
    time: Duration,
) -> tower::layer::util::Stack<TimeoutLayer, RequestBodyLimitLayer> {
    tower::layer::util::Stack::new(
        TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, time),
        RequestBodyLimitLayer::new(bytes),
    )
}

/// `Cache-Control` of what is made for one person, unless it says another.
const PRIVATE: &str = "private, no-cache";

/// Pages are made for one person: browsers may keep them, but ask before they show them again.
async fn never_from_a_shared_cache(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static(PRIVATE));
    response
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use domain::community::is_slug;
    use leptos::server_fn::axum::server_fn_paths;

    use super::*;

    /// What the door's list calls the methods of a router's texts.
    const METHODS: [(&str, &str); 3] = [("get(", "GET"), ("post(", "POST"), ("put(", "PUT")];

    /// The routes as they are written above, with their methods.
    fn written() -> Vec<(String, String)> {
        // These tests, which name routes too, are none.
        let (before, _) = include_str!("mod.rs")
            .split_once("mod tests")
            .expect("tests");
        let routes = before.split(".route(").skip(1);
        let route = |rest: &str| {
            let mut texts = rest.splitn(3, '"').skip(1);
            let path = texts.next()?.to_owned();
            let handler = texts.next()?;
            let method = METHODS
                .into_iter()
                .filter_map(|(text, method)| Some((handler.find(text)?, method)))
                .min();
            Some((method?.1.to_owned(), path))
        };
        routes.filter_map(route).collect()
    }

    /// Every address that the router has stands in the door's list, and the other way round: a new
    /// one without an entry fails here.
    #[test]
    fn the_door_knows_every_address() {
        let get = |path: &str| ("GET".to_owned(), path.to_owned());
        let pages = pages::list().into_iter().map(|page| {
            // Leptos writes a part that changes as `:name`, axum as `{name}`.
            let parts = page
                .path()
                .split('/')
                .map(|part| match part.strip_prefix(':') {
                    Some(name) => format!("{{{name}}}"),
                    None => part.to_owned(),
                });
            let path = parts.collect::<Vec<_>>().join("/");
            let path = path.trim_end_matches('/');
            get(if path.is_empty() { "/" } else { path })
        });
        let functions = server_fn_paths();
        let functions = functions.map(|(path, method)| (method.to_string(), path.to_owned()));
        let router: BTreeSet<(String, String)> = written()
            .into_iter()
            .chain(pages)
            .chain(functions)
            .collect();
        let listed = app::door::ADDRESSES.iter();
        let listed: BTreeSet<(String, String)> = listed
            .map(|(method, form, _)| ((*method).to_owned(), (*form).to_owned()))
            .collect();
        let missing: Vec<_> = router.difference(&listed).collect();
        assert!(missing.is_empty(), "not in the door's list: {missing:?}");
        let gone: Vec<_> = listed.difference(&router).collect();
        assert!(gone.is_empty(), "in the door's list alone: {gone:?}");
    }

    /// A community's address is one word at the top, and so are ours: each of them is reserved
    /// (`domain::community`).
    #[test]
    fn no_community_can_have_an_address_of_the_servers_own() {
        // The routes as they are written above; those of pages and of functions as the router gets
        // them.
        let written = include_str!("mod.rs").split(".route(").skip(1);
        let written = written.filter_map(|rest| rest.split('"').nth(1).map(str::to_owned));
        let pages = pages::list().into_iter().map(|page| page.path().to_owned());
        let functions = server_fn_paths().map(|(path, _)| path.to_owned());
        let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
        let files = std::fs::read_dir(files).expect("the app's files");
        let files = files.map(|file| file.expect("read").file_name().into_string());
        let files = files.map(|name| format!("/{}", name.expect("text")));
        let all: Vec<String> = written
            .chain(pages)
            .chain(functions)
            .chain(files)
            .chain(["/pkg".to_owned()])
            .collect();
        assert!(all.len() > 50, "{all:?}");
        for path in all {
            let first = path.split('/').nth(1).unwrap_or_default();
            let is_communitys = first.starts_with(['{', ':']);
            assert!(is_communitys || !is_slug(first), "{path}");
        }
    }
}
