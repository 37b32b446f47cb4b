//! Setting a community up in a browser, step by step: what `twoline serve` shows whoever has the
//! one-time link that it prints. Plain forms, which need no script.
//!
//! Each step stands for itself and can be left and taken up again; what is done is what the
//! community has. Each has a twin at the command line.

mod community;
mod html;
mod office;
mod plan;
mod register;
mod slips;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use app::context::{Preferences, now};
use app::security::{Event, Of, note};
use axum::Form;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::hex::{hex, sha256_hex};
use domain::household::normalise_code;
use domain::paper::slips::grouped;
use domain::time::{DAY, HOUR};
use domain::words::{T, escape};
use domain::{Community, CommunityId};
use store::Store;

use super::form::{Values, value};
use super::{At, Fault, Server, pages, session};
use crate::ids::{new_code, random};

pub use community::{create, new};
pub(super) use html::{Reader, TextField, alert, buttons, list, told};
pub use office::{invite, offices};
pub use plan::{plan, set_plan};
pub use register::{change_register, register};
pub(super) use slips::{answer, order};
pub use slips::{print_slips, slips_page};

/// The cookie of whoever sets up.
const COOKIE: &str = "twoline_setup";
/// How long a link is good, and a session that began with it.
const LINK_HOURS: i64 = 24;
const SESSION_DAYS: i64 = 7;
/// Most bytes of a plan's or a register's file.
pub const FILE_MAX: usize = 32 * 1024 * 1024;

/// A new one-time link, which makes an earlier one void.
pub async fn link(store: &Store, public_url: &str) -> Result<String, store::Error> {
    // Sixteen letters: nobody guesses them.
    let token = format!("{}{}", new_code(), new_code());
    let until = now().plus(LINK_HOURS * HOUR);
    store.make_setup_link(&sha256_hex(&token), until).await?;
    Ok(format!("{public_url}/setup/link/{}", grouped(&token)))
}

/// Files that were shown and not yet taken over, by community and step. Whoever loses one, by a
/// restart, chooses it again.
#[derive(Debug, Default)]
pub struct Shown(Mutex<BTreeMap<(CommunityId, &'static str), Bytes>>);

impl Shown {
    fn keep(&self, community: CommunityId, step: &'static str, file: Bytes) -> String {
        let digest = sha256_hex(&file);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Few set up at a time.
        while all.len() >= 8
            && let Some(first) = all.keys().next().copied()
        {
            all.remove(&first);
        }
        all.insert((community, step), file);
        digest
    }

    /// The file that was shown, if it still is that one.
    fn take(&self, community: CommunityId, step: &'static str, digest: &str) -> Option<Bytes> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let file = all.get(&(community, step))?;
        if sha256_hex(file) != digest {
            return None;
        }
        all.remove(&(community, step))
    }
}

/// Whoever sets up, at a page of theirs.
struct Desk {
    reader: Reader,
    /// Where the page stands.
    path: String,
}

impl Desk {
    /// Whether the request is theirs; to others it is as if the page were not there.
    async fn of(server: &Server, parts: &Parts) -> Result<Self, Fault> {
        if may_set_up(server, parts).await? {
            Ok(Self::reading(parts))
        } else {
            Err(Fault::NotFound)
        }
    }

    fn reading(parts: &Parts) -> Self {
        let preferences: Preferences = parts.extensions.get().copied().unwrap_or_default();
        Self {
            reader: Reader(preferences),
            path: parts.uri.path().to_owned(),
        }
    }

    /// The page.
    async fn show(&self, server: &Server, parts: &Parts, title: &str, content: &str) -> Response {
        let name = self
            .reader
            .t(T("双线 · 建立居民区", "Twoline · Setting up"));
        let body = self.reader.frame(&self.path, "/setup", name, content);
        let mut response = pages::document(server, parts, title.to_owned(), body).await;
        let no_store = header::HeaderValue::from_static("no-store");
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, no_store);
        response
    }

    /// The same of something that was refused.
    async fn refuse(&self, server: &Server, parts: &Parts, title: &str, content: &str) -> Response {
        let mut response = self.show(server, parts, title, content).await;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        response
    }
}

/// A step of one community.
struct Step {
    desk: Desk,
    community: Community,
}

impl Step {
    async fn of(server: &Server, parts: &Parts, slug: &str) -> Result<Self, Fault> {
        let desk = Desk::of(server, parts).await?;
        let community = session::community(server, slug).await?;
        let community = community.read_in(desk.reader.language());
        Ok(Self { desk, community })
    }

    fn base(&self) -> String {
        format!("/setup/c/{}", self.community.slug)
    }

    fn heading(&self, title: T) -> String {
        let reader = self.desk.reader;
        let title = format!("{} · {}", self.community.name, reader.t(title));
        reader.heading(&title, Some(&self.base()))
    }
}

async fn may_set_up(server: &Server, parts: &Parts) -> Result<bool, store::Error> {
    let jar = CookieJar::from_headers(&parts.headers);
    match jar.get(COOKIE) {
        Some(cookie) => {
            let hash = sha256_hex(cookie.value());
            server.store.may_set_up(&hash, now()).await
        }
        None => Ok(false),
    }
}

/// The door, or the communities of this server.
pub async fn door(State(server): State<Server>, parts: Parts) -> Result<Response, Fault> {
    let desk = Desk::reading(&parts);
    let reader = desk.reader;
    if !may_set_up(&server, &parts).await? {
        return Ok(ask_for_code(&server, &parts, &desk, "", None).await);
    }
    let communities = server.store.communities().await?;
    let lines = communities.iter().fold(String::new(), |all, one| {
        let line = format!(
            r#"<li><a class="row-link" href="/setup/c/{}"><span dir="auto">{}</span><small class="muted">/{}</small></a></li>"#,
            one.slug,
            escape(one.called(reader.language())),
            one.slug
        );
        all + &line
    });
    let title = reader.t(T("居民区", "Communities"));
    let list = if lines.is_empty() {
        format!(
            r#"<p class="lead">{}</p>"#,
            reader.t(T(
                "这里还没有居民区。先建立一个；每一步都可以先放下，以后再继续。",
                "There is no community here yet. Make one first; every step can be left and taken up again.",
            ))
        )
    } else {
        format!(r#"<ul class="list list--lined section">{lines}</ul>"#)
    };
    let content = format!(
        r#"{}{list}{}<form class="section" method="post" action="/setup/leave"><button class="btn btn--quiet">{}</button></form>"#,
        reader.heading(title, None),
        buttons(&format!(
            r#"<a class="btn btn--primary" href="/setup/new">{}</a>"#,
            reader.t(T("建立居民区", "Make a community"))
        )),
        reader.t(T("退出设置", "Leave setting up")),
    );
    Ok(desk.show(&server, &parts, title, &content).await)
}

/// Asks for the code of the one-time link, which a link has filled in.
async fn ask_for_code(
    server: &Server,
    parts: &Parts,
    desk: &Desk,
    code: &str,
    refused: Option<T>,
) -> Response {
    let reader = desk.reader;
    let title = reader.t(T("建立居民区", "Setting up a community"));
    let no = refused.map_or_else(String::new, |no| alert(reader.t(no)));
    let content = format!(
        r#"{}<div class="section stack">{no}<p class="lead">{}</p><form method="post" action="/setup"><div class="field"><label class="field__label" for="code">{}</label><input id="code" name="code" type="text" value="{}" required maxlength="40" autocomplete="off" spellcheck="false"></div>{}</form></div>"#,
        reader.heading(title, None),
        reader.t(T(
            "服务器启动时会打印一个一次性链接。用命令 twoline setup-link 可以再要一个。",
            "The server prints a one-time link when it starts. The command twoline setup-link makes a new one.",
        )),
        reader.t(T("链接里的码", "The code in the link")),
        escape(code),
        buttons(&format!(
            r#"<button class="btn btn--primary">{}</button>"#,
            reader.t(T("开始", "Begin"))
        )),
    );
    match refused {
        None => desk.show(server, parts, title, &content).await,
        Some(_) => desk.refuse(server, parts, title, &content).await,
    }
}

/// Somebody opens the link. It is used up only by the button: programs look at links, too.
pub async fn by_link(
    State(server): State<Server>,
    At(code): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    if may_set_up(&server, &parts).await? {
        return Ok(Redirect::to("/setup").into_response());
    }
    let desk = Desk::reading(&parts);
    Ok(ask_for_code(&server, &parts, &desk, &code, None).await)
}

/// Uses the link up.
pub async fn begin(
    State(server): State<Server>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let token = hex(&random::<32>());
    let link = sha256_hex(normalise_code(value(&values, "code")));
    let (session, now) = (sha256_hex(&token), now());
    let until = now.plus(SESSION_DAYS * DAY);
    let begun = server
        .store
        .begin_setup(&link, &session, now, until)
        .await?;
    if !begun {
        tracing::warn!("a set-up link that there is not, or not any more");
        note(Event::SetUpRefused, &Of::Link);
        let no = T(
            "这个链接已经用过或已失效。请用命令 twoline setup-link 再要一个。",
            "This link was used, or is no longer good. Make a new one with the command twoline setup-link.",
        );
        let desk = Desk::reading(&parts);
        return Ok(ask_for_code(&server, &parts, &desk, "", Some(no)).await);
    }
    note(Event::SetUpBegun, &Of::Link);
    let cookie = setup_cookie(&server, token, time::Duration::days(SESSION_DAYS));
    Ok((CookieJar::new().add(cookie), Redirect::to("/setup")).into_response())
}

/// Ends the session.
pub async fn leave(State(server): State<Server>, parts: Parts) -> Result<Response, Fault> {
    if let Some(cookie) = CookieJar::from_headers(&parts.headers).get(COOKIE) {
        server.store.end_setup(&sha256_hex(cookie.value())).await?;
    }
    let gone = setup_cookie(&server, String::new(), time::Duration::ZERO);
    Ok((CookieJar::new().add(gone), Redirect::to("/")).into_response())
}

fn setup_cookie(server: &Server, token: String, max_age: time::Duration) -> Cookie<'static> {
    Cookie::build((COOKIE, token))
        .path("/")
        .http_only(true)
        .secure(server.config.https())
        .same_site(SameSite::Strict)
        .max_age(max_age)
        .build()
}

/// All steps of a community, and how far each has come.
pub async fn steps(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let step = Step::of(&server, &parts, &slug).await?;
    let (reader, id) = (step.desk.reader, step.community.id);
    let now = now();
    let buildings = server.store.buildings(id).await?;
    let register = server.store.register(id, now).await?;
    let offices = server.store.offices(id, now).await?;
    let drawn = buildings.iter().filter(|building| building.drawn).count();
    let open = register.iter().filter(|known| known.slip.is_some()).count();
    let missing = register.iter().filter(|known| known.is_missing()).count();
    let adults: u32 = register.iter().filter_map(|known| known.adults).sum();
    let plan = if drawn == 0 {
        reader.t(T("还没有", "none yet")).to_owned()
    } else {
        reader.tf(T("{} 幢楼", "{} buildings"), &[&drawn])
    };
    let lines = [
        ("plan", T("平面图", "Plan"), plan),
        (
            "register",
            T("住户登记", "Register of households"),
            reader.tf(
                T("{} 户，{} 位成年人", "{} households, {} adults"),
                &[&register.len(), &adults],
            ),
        ),
        (
            "offices",
            T("任职人员", "People in office"),
            reader.tf(
                T("{} 位已加入，{} 个邀请待用", "{} joined, {} invited"),
                &[&offices.holders.len(), &offices.open.len()],
            ),
        ),
        (
            "slips",
            T("入户码", "Household slips"),
            reader.tf(
                T(
                    "{} 户有效，{} 户还没有人加入",
                    "{} good; nobody of {} has joined yet",
                ),
                &[&open, &missing],
            ),
        ),
    ];
    let numbered = lines.iter().zip(1..);
    let lines = numbered.fold(String::new(), |all, ((path, name, state), number)| {
        let line = format!(
            r#"<li><a class="row-link" href="{}/{path}"><span>{number}. {}</span><small class="muted">{state}</small></a></li>"#,
            step.base(),
            reader.t(*name)
        );
        all + &line
    });
    let back = format!(
        r#"<p><a href="/setup">{}</a></p>"#,
        reader.t(T("← 全部居民区", "← All communities"))
    );
    let content = format!(
        r#"{back}{}<p class="lead">{}</p><ol class="list list--lined section">{lines}</ol>{}"#,
        reader.heading(&step.community.name, None),
        reader.t(T(
            "每一步都可以先放下，以后再继续；也可以再做一次。",
            "Every step can be left and taken up again, and done once more.",
        )),
        buttons(&format!(
            r#"<a class="btn" href="/{slug}">{}</a>"#,
            reader.t(T("打开居民区", "Open the community"))
        )),
    );
    let desk = &step.desk;
    Ok(desk
        .show(&server, &parts, &step.community.name, &content)
        .await)
}

/// Template files.
pub async fn template(At(file): At<String>) -> Result<Response, Fault> {
    use crate::import::register;
    let (kind, text) = match file.as_str() {
        "households-zh.csv" => ("text/csv", register::template(domain::Language::Chinese)),
        "households-en.csv" => ("text/csv", register::template(domain::Language::English)),
        "plan.geojson" => (
            "application/geo+json",
            crate::import::plan::TEMPLATE.to_owned(),
        ),
        _ => return Err(Fault::NotFound),
    };
    let headers = [
        (header::CONTENT_TYPE, format!("{kind}; charset=utf-8")),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{file}\""),
        ),
    ];
    Ok((headers, text).into_response())
}

/// A form with a file.
#[derive(Debug, Default)]
struct Sent {
    values: Values,
    file: Bytes,
}

impl Sent {
    async fn read(request: Request<Body>) -> Result<Self, Fault> {
        let malformed = |_| Fault::Malformed;
        let mut sent = Self::default();
        let form = Multipart::from_request(request, &()).await;
        let mut form = form.map_err(|_| Fault::Malformed)?;
        while let Some(field) = form.next_field().await.map_err(malformed)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                sent.file = field.bytes().await.map_err(|_| Fault::TooLarge)?;
            } else {
                let text = field.text().await.map_err(malformed)?;
                sent.values.insert(name, text);
            }
        }
        Ok(sent)
    }
}
