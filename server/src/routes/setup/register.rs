//! The step of the register: a table with a line for each household.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use domain::Language;
use domain::words::T;

use super::html::{alert, buttons, list, told};
use super::{Sent, Step};
use crate::error::Error;
use crate::import::register::{self, Preview};
use crate::routes::form::value;
use crate::routes::{At, Fault, Server};

const TITLE: T = T("住户登记", "Register of households");
const STEP: &str = "register";
/// Faults that are shown at a time: whoever mends these sees the rest.
const FAULTS: usize = 50;

/// The form.
pub async fn register(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let step = Step::of(&server, &parts, &slug).await?;
    Ok(show(&server, &parts, &step, "").await)
}

async fn show(server: &Server, parts: &Parts, step: &Step, said: &str) -> Response {
    let content = step.heading(TITLE) + &form(step, said);
    let title = step.desk.reader.t(TITLE);
    step.desk.show(server, parts, title, &content).await
}

fn form(step: &Step, said: &str) -> String {
    let reader = step.desk.reader;
    let template = match reader.language() {
        Language::Chinese => "households-zh.csv",
        Language::English => "households-en.csv",
    };
    format!(
        r#"<div class="section stack">{said}<p>{}</p><p><a href="/setup/template/{template}" download>{}</a></p><form method="post" enctype="multipart/form-data" action="{}/register">{}{}</form></div>{}"#,
        reader.t(T(
            "用表格软件做一张表：每户一行，写楼栋、室号、成年人数和房屋性质，另存为 CSV。空关的房屋，成年人数写 0。先看看会有什么变化，再确定。",
            "Make a table with a spreadsheet, a line for each household: building, room, adults, housing; save it as CSV. For a flat in which nobody lives write 0 adults. You see what would change before it does.",
        )),
        reader.t(T("下载模板", "Download a template")),
        step.base(),
        reader.file_field(T("登记表（CSV）", "The table (CSV)"), ".csv,.txt,text/csv"),
        buttons(&format!(
            r#"<button class="btn btn--primary">{}</button>"#,
            reader.t(T("看看会有什么变化", "Show what would change"))
        )),
        reader.twin(&format!(
            "twoline households import FILE --community {}",
            step.community.slug
        )),
    )
}

/// Shows what a file would change, or takes over what was shown.
pub async fn change_register(
    State(server): State<Server>,
    At(slug): At<String>,
    request: Request<Body>,
) -> Result<Response, Fault> {
    let (parts, body) = request.into_parts();
    let step = Step::of(&server, &parts, &slug).await?;
    let reader = step.desk.reader;
    let sent = Sent::read(Request::from_parts(parts.clone(), body)).await?;
    let digest = value(&sent.values, "digest");
    if digest.is_empty() {
        return preview(&server, &parts, &step, sent.file).await;
    }
    let Some(file) = server.shown.take(step.community.id, STEP, digest) else {
        let no = alert(reader.t(T(
            "请再选一次文件：刚才看的已经不在了。",
            "Please choose the file again: what was shown is no longer here.",
        )));
        return Ok(show(&server, &parts, &step, &no).await);
    };
    let found = register::preview(&server.store, &step.community, &file).await?;
    let done = register::carry_out(&server.store, &step.community, &found).await;
    let done = done.map_err(|error| match error {
        Error::Store(error) => Fault::Failed(error),
        _ => Fault::Broken,
    })?;
    let said = match done {
        Ok(()) => {
            let lines = found.lines(reader.language());
            let counts: Vec<&str> = lines.iter().take(2).map(String::as_str).collect();
            told(&format!(
                "{} {}",
                reader.t(T("已经登记。", "The register is taken over.")),
                counts.join(" ")
            ))
        }
        Err(refusal) => {
            tracing::error!(
                refusal = app::gate::name(&refusal),
                "the register was refused"
            );
            return Err(Fault::Broken);
        }
    };
    Ok(show(&server, &parts, &step, &said).await)
}

async fn preview(
    server: &Server,
    parts: &Parts,
    step: &Step,
    file: Bytes,
) -> Result<Response, Fault> {
    let reader = step.desk.reader;
    let found = register::preview(&server.store, &step.community, &file).await?;
    if !found.faults.is_empty() {
        let said = faults(step, &found);
        let content = step.heading(TITLE) + &form(step, &said);
        let title = reader.t(TITLE);
        return Ok(step.desk.refuse(server, parts, title, &content).await);
    }
    let lines = found.lines(reader.language());
    let said = list(lines.iter().map(String::as_str));
    if found.is_unchanged() {
        let same = told(reader.t(T(
            "登记和文件一样，没有变化。",
            "The register is as in the file already.",
        )));
        return Ok(show(server, parts, step, &(same + &said)).await);
    }
    let digest = server.shown.keep(step.community.id, STEP, file);
    let content = format!(
        r#"{}<div class="section stack"><h2 class="section__title">{}</h2>{said}<form method="post" enctype="multipart/form-data" action="{}/register"><input type="hidden" name="digest" value="{digest}">{}</form></div>"#,
        step.heading(TITLE),
        reader.t(T("会有这些变化", "What would change")),
        step.base(),
        buttons(&format!(
            r#"<button class="btn btn--primary">{}</button><a class="btn" href="{}/register">{}</a>"#,
            reader.t(T("就这样登记", "Take it over")),
            step.base(),
            reader.t(T("换一个文件", "Another file"))
        )),
    );
    let title = reader.t(TITLE);
    Ok(step.desk.show(server, parts, title, &content).await)
}

fn faults(step: &Step, found: &Preview) -> String {
    let reader = step.desk.reader;
    let lines: Vec<String> = found
        .faults
        .iter()
        .take(FAULTS)
        .map(|(line, fault)| {
            let words = fault.words(reader.language());
            match line {
                0 => words,
                line => T("第 {} 行：{}", "Line {}: {}").with(reader.language(), &[line, &words]),
            }
        })
        .collect();
    let more = found.faults.len().saturating_sub(FAULTS);
    let more = if more == 0 {
        String::new()
    } else {
        format!(
            "<p>{}</p>",
            reader.tf(T("还有 {} 处。", "And {} more."), &[&more])
        )
    };
    let head = alert(reader.t(T(
        "什么都没有改。请改好下面几处，再选一次文件。",
        "Nothing was changed. Mend these lines and choose the file again.",
    )));
    format!("{head}{}{more}", list(lines.iter().map(String::as_str)))
}
