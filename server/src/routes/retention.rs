//! For how long what can be erased is kept (保存期限), and what went: a page for the committee, on
//! which the secretary changes it. The server makes it by itself.

use app::context::{new_id, now};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use domain::retention::{DAYS, Forget, Periods, What};
use domain::words::{T, time};
use domain::{Action, Command, Community, Envelope, Refusal, Sender};
use store::Erased;

use super::form::{self, Values, value};
use super::session::enter;
use super::setup::{Reader, TextField, alert, buttons, list, told};
use super::{At, Fault, Server, pages};
use crate::retention::{due, name};

const TITLE: T = T("保存期限", "How long things are kept");

/// Each kind with its days, as a list.
pub fn periods(reader: Reader, periods: &Periods) -> String {
    let lines = What::ALL.map(|what| {
        let days = T("{}：{} 天", "{}: {} days");
        let name = reader.t(name(what));
        days.with(reader.language(), &[&name, &periods.of(what)])
    });
    list(lines.iter().map(String::as_str))
}

/// What the page shows.
struct Shown {
    periods: Periods,
    erased: Vec<Erased>,
    due: Vec<Forget>,
}

fn content(
    reader: Reader,
    community: &Community,
    shown: &Shown,
    changes: bool,
    said: &str,
    typed: &Values,
) -> String {
    let day = |at| time::date(community.zone.date(at), reader.language());
    let went = shown.erased.iter().map(|it| {
        let words = T("{}：{} 项，{}", "{}: {} on {}");
        let name = reader.t(name(it.what));
        words.with(reader.language(), &[&name, &it.gone, &day(it.at)])
    });
    let goes = shown.due.iter().map(|it| {
        let words = T("{}：{} 项，早于 {}", "{}: {}, older than {}");
        let name = reader.t(name(it.what));
        words.with(reader.language(), &[&name, &it.gone, &day(it.before)])
    });
    let section = |title: T, none: T, lines: Vec<String>| {
        let inside = if lines.is_empty() {
            format!("<p>{}</p>", reader.t(none))
        } else {
            list(lines.iter().map(String::as_str))
        };
        format!(
            r#"<section class="section stack"><h2 class="section__title">{}</h2>{inside}</section>"#,
            reader.t(title)
        )
    };
    let slug = &community.slug;
    let settings = if changes {
        form(reader, slug, &shown.periods, typed)
    } else {
        periods(reader, &shown.periods)
    };
    format!(
        r#"<p class="screen-only"><a href="/{slug}/privacy">{}</a></p><h1 class="title">{}</h1><p class="lead">{}</p><div class="section stack">{said}{settings}{}{}</div>"#,
        reader.t(T("← 隐私说明", "← Privacy")),
        reader.t(TITLE),
        reader.t(T(
            "到期的内容由服务器自动删除，不能恢复。只有书记和管理员可以改期限。",
            "What had its time is erased by the server and can't be brought back. Only the secretary and the operator change the periods.",
        )),
        section(
            T("已到期，一小时内删除", "Had its time; goes within the hour"),
            T("现在没有到期的内容。", "Nothing has had its time."),
            goes.collect(),
        ),
        section(
            T("上次删除的", "What went last"),
            T("还没有删除过。", "Nothing has been erased yet."),
            went.collect(),
        ),
    )
}

fn form(reader: Reader, slug: &str, periods: &Periods, typed: &Values) -> String {
    let hint = T("天数，30 到 3650", "Days, 30 to 3650");
    let fields = What::ALL.map(|what| {
        let days = periods.of(what).to_string();
        let typed = value(typed, what.code());
        reader.text_field(&TextField {
            name: what.code(),
            label: name(what),
            hint,
            value: if typed.is_empty() { &days } else { typed },
            needed: true,
        })
    });
    let save = format!(
        r#"<button class="btn">{}</button>"#,
        reader.t(T("保存期限设置", "Save the periods"))
    );
    format!(
        r#"<form class="card stack" method="post" action="/{slug}/retention"><input type="hidden" name="command" value="{}">{}{}</form>"#,
        new_id(),
        fields.concat(),
        buttons(&save),
    )
}

async fn show(
    server: &Server,
    slug: &str,
    parts: &Parts,
    status: StatusCode,
    said: &str,
    typed: &Values,
) -> Result<Response, Fault> {
    let entered = enter(server, slug, parts).await?;
    let community = entered.community;
    let reader = Reader(parts.extensions.get().copied().unwrap_or_default());
    let shown = Shown {
        periods: server.store.periods(community.id).await?,
        erased: server.store.erased(community.id).await?,
        due: due(&server.store, community.id, now()).await?,
    };
    let changes = entered.viewer.may(Action::SetPeriods);
    let content = content(reader, &community, &shown, changes, said, typed);
    let (path, home) = (format!("/{slug}/retention"), format!("/{slug}"));
    let body = reader.frame(&path, &home, &community.name, &content);
    let title = reader.t(TITLE).to_owned();
    Ok(pages::answer(server, parts, status, title, body).await)
}

/// The page.
pub async fn page(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let said = match parts.uri.query() {
        Some("saved") => {
            let reader = Reader(parts.extensions.get().copied().unwrap_or_default());
            told(reader.t(T(
                "已保存，从现在起按新的期限。",
                "Saved; it holds from now on.",
            )))
        }
        Some(_) | None => String::new(),
    };
    show(
        &server,
        &slug,
        &parts,
        StatusCode::OK,
        &said,
        &Values::new(),
    )
    .await
}

/// Changes the periods.
pub async fn change(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let entered = enter(&server, &slug, &parts).await?;
    let person = entered.viewer.person.ok_or(Fault::NotFound)?;
    let periods = What::ALL.iter().fold(Periods::default(), |all, what| {
        // What is no number is refused like one out of bounds.
        let days = value(&values, what.code()).trim().parse();
        all.with(*what, days.unwrap_or_default())
    });
    let envelope = Envelope {
        id: form::command(&values, &[]),
        command: Command::ChangePeriods(periods),
    };
    let community = entered.community.id;
    let answer = server
        .gate
        .execute(community, Sender::Person(person), &envelope);
    let Err(refusal) = answer.await? else {
        return Ok(Redirect::to(&format!("/{slug}/retention?saved")).into_response());
    };
    let reader = Reader(parts.extensions.get().copied().unwrap_or_default());
    let (status, words) = match refusal {
        Refusal::TooManyTries { .. } => (
            StatusCode::TOO_MANY_REQUESTS,
            reader
                .t(T("太快了，请稍等再试。", "Too fast. Please wait a moment."))
                .to_owned(),
        ),
        _ => (
            StatusCode::UNPROCESSABLE_ENTITY,
            reader.tf(
                T(
                    "没有保存：每个期限都是 {} 到 {} 天的整数。",
                    "Not saved: each period is a whole number of days, from {} to {}.",
                ),
                &[DAYS.start(), DAYS.end()],
            ),
        ),
    };
    show(&server, &slug, &parts, status, &alert(&words), &values).await
}
