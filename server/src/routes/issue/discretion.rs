//! What the reporter of an issue keeps from neighbours (对邻居不显示): a page of their own, which
//! the server makes by itself.

use app::context::new_id;
use app::form::Typed;
use app::form::issue::{AT_HOME, NAMELESS, discretion};
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use domain::issue::{ChooseDiscretion, Discretion, IssueView};
use domain::words::{T, escape};
use domain::{Command, Envelope, Refusal, Sender};

use crate::routes::form::{self, Values};
use crate::routes::session::Member;
use crate::routes::setup::{Reader, alert, buttons, told};
use crate::routes::{At, Fault, Server, pages};

const TITLE: T = T("对邻居不显示", "Not shown to neighbours");

/// The member's own issue; others have no such page.
async fn own(server: &Server, member: &Member, number: u32) -> Result<IssueView, Fault> {
    let (community, person) = (member.community.id, Some(member.person));
    let view = server.store.issue(community, number, person, None);
    view.await?.filter(|view| view.mine).ok_or(Fault::NotFound)
}

async fn show(
    server: &Server,
    parts: &Parts,
    member: &Member,
    view: &IssueView,
    said: &str,
    status: StatusCode,
) -> Response {
    let reader = Reader(parts.extensions.get().copied().unwrap_or_default());
    let (slug, number) = (&member.community.slug, view.issue.number);
    let page = format!("/{slug}/issues/{number}");
    let Discretion { nameless, at_home } = view.discretion;
    let choice = |name: &str, ticked: bool, words: T, hint: T| {
        let ticked = if ticked { " checked" } else { "" };
        format!(
            r#"<div><label class="choice"><input type="checkbox" id="{name}" name="{name}" aria-describedby="{name}-hint"{ticked}><span class="choice__text">{}</span></label><p class="field__hint" id="{name}-hint">{}</p></div>"#,
            reader.t(words),
            reader.t(hint)
        )
    };
    let content = format!(
        r#"<p class="screen-only"><a href="{page}">{}</a></p><h1 class="title">{}</h1><p class="lead" dir="auto">{}</p><div class="section stack">{said}<form class="card stack" method="post" action="{page}/discretion"><input type="hidden" name="command" value="{}">{}{}{}</form><p class="muted">{}</p></div>"#,
        reader.tf(T("← 编号 {}", "← No. {}"), &[&number]),
        reader.t(TITLE),
        escape(&view.text.title),
        new_id(),
        choice(
            NAMELESS,
            nameless,
            T("我的名字", "My name"),
            T(
                "邻居看到“不显示名字的邻居”，也看不到您的楼栋。居委会和书记看得到是谁。",
                "Neighbours read “a neighbour, name not shown”, and not your building. The committee and the secretary see who.",
            ),
        ),
        choice(
            AT_HOME,
            at_home,
            T("家里的位置，只显示楼栋", "Where in the building: it is about my home"),
            T(
                "地图、列表和打印的纸上只有楼栋。居委会和书记看得到位置。",
                "The plan, lists and printed papers have the building only. The committee and the secretary see where.",
            ),
        ),
        buttons(&format!(r#"<button class="btn">{}</button>"#, reader.t(T("保存", "Save")))),
        reader.t(T(
            "标题、文字和照片照常显示：请不要在里面写姓名或室号。已经打印的纸、别人设备上的副本收不回来。只有一票附议的议题，这一票通常就是反映人的。",
            "Title, words and photos are shown as ever: leave names and flats out of them. Printed paper and copies on others' devices can't be called back. The single second of an issue is usually its reporter's.",
        )),
    );
    let body = reader.frame(
        &format!("{page}/discretion"),
        &format!("/{slug}"),
        &member.community.name,
        &content,
    );
    let title = reader.t(TITLE).to_owned();
    pages::answer(server, parts, status, title, body).await
}

/// The page.
pub async fn page(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    parts: Parts,
) -> Result<Response, Fault> {
    let member = Member::of(&server, &slug, &parts).await?;
    let view = own(&server, &member, number).await?;
    let said = match parts.uri.query() {
        Some("saved") => {
            let reader = Reader(parts.extensions.get().copied().unwrap_or_default());
            told(reader.t(T("已保存。", "Saved.")))
        }
        Some(_) | None => String::new(),
    };
    Ok(show(&server, &parts, &member, &view, &said, StatusCode::OK).await)
}

/// Keeps what was chosen.
pub async fn choose(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let member = Member::of(&server, &slug, &parts).await?;
    let mut view = own(&server, &member, number).await?;
    let id = form::command(&values, &[]);
    let discretion = discretion(&Typed(values.into_iter().collect()));
    let saved = || Redirect::to(&format!("/{slug}/issues/{number}/discretion?saved"));
    if discretion == view.discretion {
        return Ok(saved().into_response());
    }
    let choose = ChooseDiscretion {
        issue: view.issue.id,
        discretion,
    };
    let envelope = Envelope {
        id,
        command: Command::ChooseDiscretion(choose),
    };
    let (community, sender) = (member.community.id, Sender::Person(member.person));
    let answer = server.gate.execute(community, sender, &envelope).await?;
    let Err(refusal) = answer else {
        return Ok(saved().into_response());
    };
    let reader = Reader(parts.extensions.get().copied().unwrap_or_default());
    let (status, words) = match refusal {
        Refusal::TooManyTries { .. } => (
            StatusCode::TOO_MANY_REQUESTS,
            T("太快了，请稍等再试。", "Too fast. Please wait a moment."),
        ),
        _ => (
            StatusCode::UNPROCESSABLE_ENTITY,
            T("现在不能改。", "This can't be changed now."),
        ),
    };
    // What was ticked stays.
    view.discretion = discretion;
    let said = alert(reader.t(words));
    Ok(show(&server, &parts, &member, &view, &said, status).await)
}
