//! The first step: the community itself.

use axum::Form;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use domain::community::is_slug;
use domain::field::{Check, NAME_MAX};
use domain::words::T;
use domain::{Field, Language};

use super::Desk;
use super::html::{TextField, alert, buttons};
use crate::error::Error;
use crate::import::community;
use crate::routes::form::{Values, value};
use crate::routes::{Fault, Server};
use crate::zone::zone;

const TITLE: T = T("建立居民区", "Make a community");

/// The form.
pub async fn new(State(server): State<Server>, parts: Parts) -> Result<Response, Fault> {
    let desk = Desk::of(&server, &parts).await?;
    let values: Values = [("zone".to_owned(), "Asia/Shanghai".to_owned())].into();
    let content = form(&desk, &values, None);
    let title = desk.reader.t(TITLE);
    Ok(desk.show(&server, &parts, title, &content).await)
}

/// Makes it.
pub async fn create(
    State(server): State<Server>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let desk = Desk::of(&server, &parts).await?;
    let no = match make(&server, &values).await? {
        Ok(slug) => return Ok(Redirect::to(&format!("/setup/c/{slug}")).into_response()),
        Err(no) => no,
    };
    let content = form(&desk, &values, Some(no));
    let title = desk.reader.t(TITLE);
    Ok(desk.refuse(&server, &parts, title, &content).await)
}

async fn make(server: &Server, values: &Values) -> Result<Result<String, T>, Fault> {
    let mut check = Check::default();
    let chinese = check.optional_text(Field::Title, value(values, "name-zh"), NAME_MAX);
    let english = check.optional_text(Field::Title, value(values, "name-en"), NAME_MAX);
    let long = check.done().is_err();
    let slug = value(values, "slug").trim();
    let zone = zone(value(values, "zone").trim());
    let no = if long {
        Some(T(
            "名称太长，最多 60 个字。",
            "The name is too long: at most 60 characters.",
        ))
    } else if chinese.is_empty() && english.is_empty() {
        Some(T(
            "请至少写一种语言的名称。",
            "Write its name in one language at least.",
        ))
    } else if !is_slug(slug) {
        Some(T(
            "网址只能用小写字母、数字和短横线，最多 32 个；有些词是本站自己用的。请换一个。",
            "The address has 1 to 32 lower-case letters, digits and dashes, and some words are the server's own. Choose another.",
        ))
    } else {
        None
    };
    if let Some(no) = no {
        return Ok(Err(no));
    }
    let Some(zone) = zone else {
        return Ok(Err(T(
            "不认识这个时区。请写成 Asia/Shanghai 这样。",
            "This time zone is unknown. Write it like Asia/Shanghai.",
        )));
    };
    // Its own content is in the language that its members have in common.
    let (name, other_name) = if chinese.is_empty() {
        (english, chinese)
    } else {
        (chinese, english)
    };
    let request = community::Request {
        slug,
        create: Some(&name),
        other_name: &other_name,
        zone: &zone,
    };
    match community::create(&server.store, &request).await {
        Ok(made) => Ok(Ok(made.slug)),
        Err(Error::SlugTaken(_)) => Ok(Err(T(
            "这个网址已经有居民区在用。请换一个。",
            "There is a community at this address already. Choose another.",
        ))),
        Err(Error::DemoIsThere) => Ok(Err(T(
            "这个数据库里是演示，不能和真实的居民区混在一起。请另开一个数据库。",
            "This database holds the demo, and nothing real is mixed with it. Use another database.",
        ))),
        Err(Error::Store(error)) => Err(error.into()),
        Err(other) => {
            tracing::error!("{other}");
            Err(Fault::Broken)
        }
    }
}

fn form(desk: &Desk, values: &Values, no: Option<T>) -> String {
    let reader = desk.reader;
    let field = |name, label, hint, needed| {
        reader.text_field(&TextField {
            name,
            label,
            hint,
            value: value(values, name),
            needed,
        })
    };
    let no = no.map_or_else(String::new, |no| alert(reader.t(no)));
    let names = [
        field(
            "name-zh",
            T("中文名称", "Its name in Chinese"),
            T("例如：桂花苑居民区", "Such as 桂花苑居民区"),
            false,
        ),
        field(
            "name-en",
            T("英文名称", "Its name in English"),
            T("例如：Osmanthus Court", "Such as Osmanthus Court"),
            false,
        ),
    ];
    // The reader's own language first.
    let names = match reader.language() {
        Language::Chinese => names.concat(),
        Language::English => {
            let [chinese, english] = names;
            english + &chinese
        }
    };
    format!(
        r#"{}<div class="section stack">{no}<form method="post" action="/setup/new">{names}{}{}{}</form></div>{}"#,
        reader.heading(reader.t(TITLE), Some("/setup")),
        field(
            "slug",
            T("网址", "Its address"),
            T(
                "小写字母、数字和短横线，例如 guihua。印在纸上，以后不改。",
                "Lower-case letters, digits and dashes, such as guihua. It is printed on paper and stays.",
            ),
            true,
        ),
        field(
            "zone",
            T("时区", "Time zone"),
            T("居民区的钟点。例如 Asia/Shanghai", "The community's own time, such as Asia/Shanghai"),
            true,
        ),
        buttons(&format!(
            r#"<button class="btn btn--primary">{}</button>"#,
            reader.t(T("建立", "Make it"))
        )),
        reader.twin("twoline community create guihua --name 桂花苑 --other-name \"Osmanthus Court\" --zone Asia/Shanghai"),
    )
}
