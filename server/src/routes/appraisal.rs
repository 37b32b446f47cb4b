//! How residents are asked for their word on results (回访): for how many days, and which share of
//! those who answered brings an issue back. A page for the secretary, made by the server alone.

use app::context::new_id;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use domain::words::T;
use domain::work::{AppraisalSettings, DAYS, PERCENT, WORDS_AT_LEAST};
use domain::{Command, Envelope, Field, Refusal, Sender};

use super::form::{self, Values, value};
use super::session::enter;
use super::setup::{Reader, TextField, alert, buttons, told};
use super::{At, Fault, Server, pages};

/// What the page is called, and every link to it.
pub const TITLE: T = T("评议设置", "The residents' word on results");

fn reading(parts: &Parts) -> Reader {
    Reader(parts.extensions.get().copied().unwrap_or_default())
}

fn content(
    reader: Reader,
    slug: &str,
    settings: AppraisalSettings,
    said: &str,
    typed: &Values,
) -> String {
    let field = |field: Field, label: T, hint: T, kept: u32| {
        let kept = kept.to_string();
        let typed = value(typed, field.name());
        reader.text_field(&TextField {
            name: field.name(),
            label,
            hint,
            value: if typed.is_empty() { &kept } else { typed },
            needed: true,
        })
    };
    let days = field(
        Field::AppraisalDays,
        T("评议期（天）", "Days for which the word is open"),
        T("3 到 60 的整数", "A whole number from 3 to 60"),
        settings.days,
    );
    let share = field(
        Field::UnsolvedPercent,
        T(
            "认为没解决的超过百分之几，就重新办理",
            "More than so many of a hundred say “not solved”: it is taken up again",
        ),
        T("1 到 99 的整数", "A whole number from 1 to 99"),
        settings.unsolved_percent,
    );
    let save = format!(
        r#"<button class="btn btn--primary">{}</button>"#,
        reader.t(T("保存", "Save"))
    );
    format!(
        r#"<p class="screen-only"><a href="/{slug}/work">{back}</a></p><h1 class="title">{title}</h1><p class="lead">{lead}</p><div class="section stack">{said}<form class="card stack" method="post" action="/{slug}/work/settings"><input type="hidden" name="command" value="{id}">{days}{share}{buttons}</form><p class="muted">{always}</p></div>"#,
        back = reader.t(T("← 办理情况", "← What is being done")),
        title = reader.t(TITLE),
        lead = reader.t(T(
            "实施结果公开后，反映人和附议人有几天可以评议，怎样算没有解决。改动只对以后公开的结果有效；正在评议的，按开始时的设置。",
            "For how long reporters and everybody who seconded are asked once a result is published, and what counts as not solved. A change holds for results that are published after it; where the word is open already, nothing changes.",
        )),
        id = new_id(),
        buttons = buttons(&save),
        always = reader.tf(
            T(
                "不能改的：反映人自己说没解决，就重新办理；评议的不到 {} 人，别人的意见不会让它重新办理。",
                "What can't be set: the reporter's own “not solved” brings an issue back; where fewer than {} have answered, nobody else's does.",
            ),
            &[&WORDS_AT_LEAST],
        ),
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
    let community = enter(server, slug, parts).await?.community;
    let settings = server.store.appraisal_settings(community.id).await?;
    let reader = reading(parts);
    let content = content(reader, slug, settings, said, typed);
    let (path, home) = (format!("/{slug}/work/settings"), format!("/{slug}"));
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
        Some("saved") => told(reading(&parts).t(T(
            "已保存，对以后公开的结果有效。",
            "Saved; it holds for results that are published from now on.",
        ))),
        Some(_) | None => String::new(),
    };
    let typed = Values::new();
    show(&server, &slug, &parts, StatusCode::OK, &said, &typed).await
}

/// Changes the settings.
pub async fn change(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let entered = enter(&server, &slug, &parts).await?;
    let person = entered.viewer.person.ok_or(Fault::NotFound)?;
    // What is no number is refused like one out of bounds.
    let number = |field: Field| {
        let typed = value(&values, field.name()).trim().parse();
        typed.unwrap_or_default()
    };
    let settings = AppraisalSettings {
        days: number(Field::AppraisalDays),
        unsolved_percent: number(Field::UnsolvedPercent),
    };
    let envelope = Envelope {
        id: form::command(&values, &[]),
        command: Command::ChangeAppraisalSettings(settings),
    };
    let community = entered.community.id;
    let answer = server
        .gate
        .execute(community, Sender::Person(person), &envelope);
    let Err(refusal) = answer.await? else {
        return Ok(Redirect::to(&format!("/{slug}/work/settings?saved")).into_response());
    };
    let reader = reading(&parts);
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
                    "没有保存：天数是 {} 到 {} 的整数，百分比是 {} 到 {} 的整数。",
                    "Not saved: the days are a whole number from {} to {}, the share one from {} to {}.",
                ),
                &[DAYS.start(), DAYS.end(), PERCENT.start(), PERCENT.end()],
            ),
        ),
    };
    show(&server, &slug, &parts, status, &alert(&words), &values).await
}
