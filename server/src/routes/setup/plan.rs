//! The step of the plan: a `GeoJSON` file, or none yet.

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::response::Response;
use domain::place::Datum;
use domain::words::{COMMA, T, escape};

use super::html::{Reader, alert, buttons, list, told};
use super::{Sent, Step};
use crate::error::Error;
use crate::import::plan::{self, Look};
use crate::routes::form::value;
use crate::routes::{At, Fault, Server};

const TITLE: T = T("平面图", "Plan");
const STEP: &str = "plan";

/// The form.
pub async fn plan(
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
    let datums = [
        (
            "wgs84".to_owned(),
            reader
                .t(T(
                    "WGS-84（OpenStreetMap、GPS）",
                    "WGS-84 (OpenStreetMap, GPS)",
                ))
                .to_owned(),
        ),
        (
            "gcj02".to_owned(),
            reader
                .t(T(
                    "GCJ-02（高德、腾讯地图上画的）",
                    "GCJ-02 (drawn over a map of Amap or Tencent)",
                ))
                .to_owned(),
        ),
    ];
    format!(
        r#"<div class="section stack">{said}<p>{}</p><p><a href="/setup/template/plan.geojson" download>{}</a></p><form method="post" enctype="multipart/form-data" action="{}/plan">{}{}{}</form></div>{}"#,
        reader.t(T(
            "小区的平面图是一个 GeoJSON 文件：每幢楼一个多边形，有不变的编号（id）和名称（name）。可以从 OpenStreetMap 导出，或用地图工具画。还没有也行：先做下一步，以后再来。",
            "The estate's plan is a GeoJSON file: a polygon for each building, with an id that stays and a name. Export it from OpenStreetMap, or draw it with a map editor. None yet? Go on to the next step and come back later.",
        )),
        reader.t(T("下载样例", "Download an example")),
        step.base(),
        reader.file_field(T("平面图（GeoJSON）", "The plan (GeoJSON)"), ".geojson,.json"),
        reader.select("datum", T("坐标系", "Its coordinates"), &datums, "wgs84"),
        buttons(&format!(
            r#"<button class="btn btn--primary">{}</button><a class="btn" href="{}/register">{}</a>"#,
            reader.t(T("看看会有什么变化", "Show what would change")),
            step.base(),
            reader.t(T("还没有平面图，下一步", "None yet: next step"))
        )),
        reader.twin(&format!(
            "twoline place import FILE --community {}",
            step.community.slug
        )),
    )
}

/// Shows what a file would change, or sets what was shown.
pub async fn set_plan(
    State(server): State<Server>,
    At(slug): At<String>,
    request: Request<Body>,
) -> Result<Response, Fault> {
    let (parts, body) = request.into_parts();
    let step = Step::of(&server, &parts, &slug).await?;
    let reader = step.desk.reader;
    let sent = Sent::read(Request::from_parts(parts.clone(), body)).await?;
    let datum: Datum = value(&sent.values, "datum").parse().unwrap_or_default();
    let digest = value(&sent.values, "digest");
    if digest.is_empty() {
        return preview(&server, &parts, &step, sent.file, datum).await;
    }
    let again = T(
        "请再选一次文件：刚才看的已经不在了，或平面图已经改过。",
        "Please choose the file again: what was shown is no longer here, or the plan has changed.",
    );
    let Some(file) = server.shown.take(step.community.id, STEP, digest) else {
        let no = alert(reader.t(again));
        return Ok(show(&server, &parts, &step, &no).await);
    };
    let look = plan::look(&server.store, &step.community, &file, datum).await?;
    let Ok(look) = look else {
        let no = alert(reader.t(again));
        return Ok(show(&server, &parts, &step, &no).await);
    };
    let buildings = look.plan.buildings.len();
    let said = match plan::set(&server.store, &step.community, look.plan).await {
        Ok(()) => told(
            &T(
                "平面图已经设好：{} 幢楼。",
                "The plan is set: {} buildings.",
            )
            .with(reader.language(), &[&buildings]),
        ),
        Err(Error::Store(error)) => return Err(error.into()),
        Err(_) => alert(reader.t(again)),
    };
    Ok(show(&server, &parts, &step, &said).await)
}

async fn preview(
    server: &Server,
    parts: &Parts,
    step: &Step,
    file: Bytes,
    datum: Datum,
) -> Result<Response, Fault> {
    let reader = step.desk.reader;
    let title = reader.t(TITLE);
    let look = match plan::look(&server.store, &step.community, &file, datum).await? {
        Ok(look) => look,
        Err(reason) => {
            let words = plan::words(&reason, reader.language());
            let no = alert(
                &T("不能作为平面图：{}", "This is no plan: {}").with(reader.language(), &[&words]),
            );
            let content = step.heading(TITLE) + &form(step, &no);
            return Ok(step.desk.refuse(server, parts, title, &content).await);
        }
    };
    let said = lines(reader, &look);
    if !look.lost.is_empty() {
        let names: Vec<&str> = look.lost.iter().filter_map(|area| area.on_plan()).collect();
        let no = alert(
            &T(
                "登记表或议题用到的楼栋不在文件里：{}。什么都没有改；请用同样的编号补上。",
                "Households or issues refer to buildings that the file lacks: {}. Nothing was changed; add them under the same ids.",
            )
            .with(reader.language(), &[&names.join(COMMA.of(reader.language()))]),
        );
        let content = step.heading(TITLE) + &form(step, &(no + &said));
        return Ok(step.desk.refuse(server, parts, title, &content).await);
    }
    if look.unchanged {
        let same = told(reader.t(T(
            "平面图和文件一样，没有变化。",
            "The plan is as in the file already.",
        )));
        return Ok(show(server, parts, step, &(same + &said)).await);
    }
    let digest = server.shown.keep(step.community.id, STEP, file);
    let content = format!(
        r#"{}<div class="section stack"><h2 class="section__title">{}</h2>{said}<div class="setup__plan">{}</div><form method="post" enctype="multipart/form-data" action="{}/plan"><input type="hidden" name="digest" value="{digest}"><input type="hidden" name="datum" value="{}">{}</form></div>"#,
        step.heading(TITLE),
        reader.t(T("会有这些变化", "What would change")),
        look.drawing,
        step.base(),
        match datum {
            Datum::Wgs84 => "wgs84",
            Datum::Gcj02 => "gcj02",
        },
        buttons(&format!(
            r#"<button class="btn btn--primary">{}</button><a class="btn" href="{}/plan">{}</a>"#,
            reader.t(T("用这张平面图", "Set this plan")),
            step.base(),
            reader.t(T("换一个文件", "Another file"))
        )),
    );
    Ok(step.desk.show(server, parts, title, &content).await)
}

fn lines(reader: Reader, look: &Look) -> String {
    let language = reader.language();
    let named = look.plan.buildings.iter().filter(|b| !b.name.is_empty());
    let changes = &look.changes;
    let mut lines = vec![
        T(
            "文件里有 {} 幢楼（{} 幢有名称），{} 条路，{} 个门。",
            "The file has {} buildings ({} with a name), {} paths and {} gates.",
        )
        .with(
            language,
            &[
                &look.plan.buildings.len(),
                &named.count(),
                &look.plan.paths.len(),
                &look.plan.gates.len(),
            ],
        ),
        T(
            "和现在比：新增 {} 幢，更改 {} 幢，去掉 {} 幢，{} 幢不变。",
            "Against the present plan: {} added, {} changed, {} removed, {} as they are.",
        )
        .with(
            language,
            &[
                &changes.added,
                &changes.changed,
                &changes.removed.len(),
                &changes.same,
            ],
        ),
        T(
            "中间在北纬 {}，东经 {}。",
            "Its middle lies at {} north, {} east.",
        )
        .with(
            language,
            &[
                &format!("{:.5}", look.middle.lat),
                &format!("{:.5}", look.middle.lon),
            ],
        ),
    ];
    for (feature, reason) in &look.skipped {
        lines.push(
            T("没有读入 {}：{}", "Left out, {}: {}")
                .with(language, &[feature, &plan::words(reason, language)]),
        );
    }
    let said = list(lines.iter().map(String::as_str));
    look.doubts.iter().fold(said, |said, doubt| {
        said + &format!(r#"<p lang="en">{}</p>"#, escape(doubt))
    })
}
