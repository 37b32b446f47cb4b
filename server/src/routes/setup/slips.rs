//! The step of slips: eight on a sheet, from the browser or as PDF.

use app::context::now;
use axum::Form;
use axum::extract::State;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::household::Listed;
use domain::paper::slips::Slips;
use domain::time::DAY;
use domain::words::{T, escape};
use domain::{BuildingId, Community, HouseholdId, Sender};

use super::Step;
use super::html::{Reader, TextField, alert, buttons, told};
use crate::routes::form::{Values, value};
use crate::routes::{At, Fault, Server, pages};
use crate::slips::{self, SLIP_DAYS, Which};

const TITLE: T = T("入户码", "Household slips");

/// The form.
pub async fn slips_page(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let step = Step::of(&server, &parts, &slug).await?;
    let content = page(&server, &step, "").await?;
    let title = step.desk.reader.t(TITLE);
    Ok(step.desk.show(&server, &parts, title, &content).await)
}

async fn page(server: &Server, step: &Step, said: &str) -> Result<String, Fault> {
    let reader = step.desk.reader;
    let buildings = server.store.buildings(step.community.id).await?;
    Ok(format!(
        r#"{}<div class="section stack">{said}<p>{}</p><form method="post" action="{}/slips">{}{}</form></div>{}"#,
        step.heading(TITLE),
        reader.t(T(
            "每户一张，放进信箱；每张 A4 八张，剪开用。再打一次，这些住户以前的就作废。",
            "One for each household's letter box; eight on a sheet of A4, to be cut apart. Printed again, the earlier ones of these households are void.",
        )),
        step.base(),
        choices(reader, &buildings),
        print_buttons(reader),
        reader.twin(&format!(
            "twoline slips slips.pdf --community {}",
            step.community.slug
        )),
    ))
}

/// For which households: all, those of which nobody has joined, a building, or one flat.
fn choices(reader: Reader, buildings: &[Listed]) -> String {
    let who = [
        (
            "all".to_owned(),
            reader
                .t(T(
                    "所有还可以加入的住户",
                    "All where somebody can still join",
                ))
                .to_owned(),
        ),
        (
            "missing".to_owned(),
            reader
                .t(T(
                    "还没有人加入的住户",
                    "Those from which nobody has joined",
                ))
                .to_owned(),
        ),
    ];
    let mut places = vec![(
        String::new(),
        reader.t(T("全部楼栋", "All buildings")).to_owned(),
    )];
    places.extend(
        buildings
            .iter()
            .map(|known| (known.id.0.clone(), known.called().to_owned())),
    );
    let room = reader.text_field(&TextField {
        name: "room",
        label: T("室号", "Flat"),
        hint: T(
            "只打一户时写，并选楼栋",
            "For one household only; choose its building, too",
        ),
        value: "",
        needed: false,
    });
    format!(
        "{}{}{room}",
        reader.select("who", T("哪些住户", "For whom"), &who, ""),
        reader.select("building", T("楼栋", "Building"), &places, ""),
    )
}

fn print_buttons(reader: Reader) -> String {
    buttons(&format!(
        r#"<button class="btn btn--primary" name="as" value="page">{}</button><button class="btn" name="as" value="pdf">{}</button>"#,
        reader.t(T("在浏览器里打印", "Print from the browser")),
        reader.t(T("PDF 文件", "As PDF"))
    ))
}

/// Prints.
pub async fn print_slips(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let step = Step::of(&server, &parts, &slug).await?;
    let reader = step.desk.reader;
    let printed = order(&server, &step.community, Sender::Operator, &values).await?;
    let no = match printed {
        Ok(printed) => return answer(&server, &parts, printed, &values, &step.base()).await,
        Err(no) => no,
    };
    let said = alert(reader.t(no));
    let content = page(&server, &step, &said).await?;
    let title = reader.t(TITLE);
    Ok(step.desk.refuse(&server, &parts, title, &content).await)
}

/// Carries out what a form asks for: slips, or why there are none.
pub async fn order(
    server: &Server,
    community: &Community,
    sender: Sender,
    values: &Values,
) -> Result<Result<Slips, T>, Fault> {
    // Before any slip is void: a PDF that can't be made would leave households without one.
    if value(values, "as") == "pdf" {
        server.press.ready().map_err(Fault::Unprintable)?;
    }
    let (building, room) = (value(values, "building"), value(values, "room").trim());
    let mut which = Which {
        building: (!building.is_empty()).then(|| BuildingId(building.to_owned())),
        household: None,
        missing: value(values, "who") == "missing",
    };
    if !room.is_empty() {
        let register = server.store.register(community.id, now()).await?;
        let mut found = register.iter();
        let found = found.find(|known| known.building.0 == building && known.room == room);
        let Some(found) = found else {
            return Ok(Err(T(
                "登记表上没有这户。请选楼栋，并照登记表写室号。",
                "The register has no such flat. Choose the building, and write the flat as on the register.",
            )));
        };
        let id: HouseholdId = found.id;
        which.household = Some(id);
    }
    let expires_at = now().plus(i64::from(SLIP_DAYS) * DAY);
    let url = &server.config.public_url;
    let printed = slips::print(&server.store, community, sender, &which, expires_at, url);
    Ok(match printed.await? {
        Ok(Some(slips)) => Ok(slips),
        Ok(None) => Err(T(
            "这些住户登记的成年人都已加入，没有要打印的。",
            "All adults of these households have joined; there is nothing to print.",
        )),
        Err(refusal) => {
            tracing::warn!(refusal = app::gate::name(&refusal), "slips were refused");
            Err(T("现在不能打印入户码。", "Slips can't be printed now."))
        }
    })
}

/// The slips as a page to print or as PDF. They are shown this once: their codes are kept nowhere.
pub async fn answer(
    server: &Server,
    parts: &Parts,
    slips: Slips,
    values: &Values,
    back: &str,
) -> Result<Response, Fault> {
    if value(values, "as") == "pdf" {
        let pdf = server.press.slips(slips).await;
        let pdf = pdf.map_err(Fault::Unprintable)?;
        let headers = [
            (header::CONTENT_TYPE, "application/pdf"),
            (
                header::CONTENT_DISPOSITION,
                "inline; filename=\"slips.pdf\"",
            ),
            (header::CACHE_CONTROL, "no-store"),
        ];
        return Ok((headers, pdf).into_response());
    }
    let desk = super::Desk::reading(parts);
    let reader = desk.reader;
    let head = format!(
        r#"<div class="screen-only section stack"><h1 class="title">{}</h1>{}<p>{}</p><p><a href="{}">{}</a></p></div>"#,
        reader.t(TITLE),
        told(&T("{} 张入户码。", "{} slips.").with(reader.language(), &[&slips.slips.len()])),
        reader.t(T(
            "用浏览器的“打印”打出来：A4，边距选“无”或“默认”，缩放 100%。只显示这一次；离开后要再打，这些就作废。",
            "Print them with the browser: A4, margins none or default, scale 100 %. They are shown this once; printed again, these are void.",
        )),
        escape(back),
        reader.t(T("← 返回", "← Back")),
    );
    let content = head + &app::slips::html(&slips);
    let body = reader.frame(back, back, reader.t(TITLE), &content);
    let mut response = pages::document(server, parts, slips.title.clone(), body).await;
    let no_store = header::HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    Ok(response)
}
