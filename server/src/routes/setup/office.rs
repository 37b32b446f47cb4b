//! The step of people in office: invitations that are good once, the secretary's first, and the
//! organisations for which handlers act.

use app::context::{new_id, now};
use app::plain::DEED;
use app::plain::office::{ADD, BUILDING, KIND, OFFICE, ORGANISATION, office_name};
use app::send::envelope;
use axum::Form;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use domain::office::{InviteOfficer, Offices};
use domain::organisation::{AddOrganisation, Kind};
use domain::paper::qr;
use domain::paper::slips::grouped;
use domain::time::DAY;
use domain::words::{T, escape, time};
use domain::{BuildingId, Command, Field, Office, OrganisationId, Refusal, Role, Sender, SlipId};

use super::Step;
use super::html::{TextField, alert, buttons, list, told};
use crate::ids::{code_hash, new_code};
use crate::routes::form::{Values, value};
use crate::routes::office::{INVITED_FOR, link, office};
use crate::routes::{At, Fault, Server};

const TITLE: T = T("任职人员", "People in office");

/// Offices to which somebody can be invited, the one that is needed first above.
const OFFICES: [Role; 5] = [
    Role::Secretary,
    Role::CommitteeWorker,
    Role::BuildingLeader,
    Role::Handler,
    Role::Supervisor,
];

/// Who there is, and the forms.
pub async fn offices(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let step = Step::of(&server, &parts, &slug).await?;
    let content = page(&server, &step, "").await?;
    let title = step.desk.reader.t(TITLE);
    Ok(step.desk.show(&server, &parts, title, &content).await)
}

/// What buildings are called.
async fn buildings(server: &Server, step: &Step) -> Result<Vec<(BuildingId, String)>, Fault> {
    let all = server.store.buildings(step.community.id).await?;
    let named = all.into_iter().map(|one| {
        let name = one.called().to_owned();
        (one.id, name)
    });
    Ok(named.collect())
}

async fn page(server: &Server, step: &Step, said: &str) -> Result<String, Fault> {
    let all = server.store.offices(step.community.id, now()).await?;
    let buildings = buildings(server, step).await?;
    Ok(format!(
        r#"{}<div class="section stack">{said}{}{}{}</div>{}"#,
        step.heading(TITLE),
        there(step, &all, &buildings),
        invitation(step, &all, &buildings),
        organisation(step),
        step.desk.reader.twin(&format!(
            "twoline office invite --community {} --office secretary",
            step.community.slug
        )),
    ))
}

/// Who holds an office, and whose invitation nobody has taken yet.
fn there(step: &Step, all: &Offices, buildings: &[(BuildingId, String)]) -> String {
    let reader = step.desk.reader;
    let language = reader.language();
    let holders = all.holders.iter().map(|holder| {
        let role = app::role(holder.role).of(language);
        format!("{role} · {}", holder.nickname)
    });
    let open = all.open.iter().map(|open| {
        let until = time::date(step.community.zone.date(open.expires_at), language);
        let office = office_name(&open.office, all, buildings, language);
        T("{} · 邀请待用，到 {}", "{} · invited until {}").with(language, &[&office, &until])
    });
    let lines: Vec<String> = holders.chain(open).collect();
    if lines.is_empty() {
        format!(
            r#"<p class="lead">{}</p>"#,
            reader.t(T(
                "还没有人任职。先请书记。",
                "Nobody holds an office yet. Invite the secretary first.",
            ))
        )
    } else {
        list(lines.iter().map(String::as_str))
    }
}

fn invitation(step: &Step, all: &Offices, buildings: &[(BuildingId, String)]) -> String {
    let reader = step.desk.reader;
    let language = reader.language();
    let choices = OFFICES.map(|role| {
        let name = app::role(role).of(language);
        (role.code().to_owned(), name.to_owned())
    });
    let led = buildings.iter().fold(String::new(), |all, (id, name)| {
        let id = escape(&id.0);
        let choice = format!(
            r#"<label class="choice"><input type="checkbox" name="{BUILDING}{id}"><span class="choice__text">{}</span></label>"#,
            escape(name)
        );
        all + &choice
    });
    let led = if led.is_empty() {
        led
    } else {
        format!(
            r#"<fieldset class="field"><legend class="field__label">{}</legend><div class="choices choices--two">{led}</div></fieldset>"#,
            reader.t(T("楼组长负责的楼栋", "Buildings of a building leader"))
        )
    };
    let mut organisations = vec![(String::new(), reader.t(T("无", "None")).to_owned())];
    let live = all.organisations.iter().filter(|one| !one.ended);
    organisations.extend(live.map(|one| (one.id.to_string(), one.name.clone())));
    let organisations = if organisations.len() == 1 {
        String::new()
    } else {
        let label = T("承办人所属单位", "Organisation of a handler");
        reader.select(ORGANISATION, label, &organisations, "")
    };
    format!(
        r#"<h2 class="section__title">{}</h2><p>{}</p><form method="post" action="{}/offices">{}{led}{organisations}{}</form>"#,
        reader.t(T("请一个人任职", "Invite somebody")),
        reader.t(T(
            "每个邀请只能用一次。打开它的人就任职；请当面给，或发给本人。",
            "Each invitation is good once, and whoever opens it takes the office. Give it to nobody else than whom it is for.",
        )),
        step.base(),
        reader.select(OFFICE, T("职务", "Office"), &choices, ""),
        buttons(&format!(
            r#"<button class="btn btn--primary">{}</button>"#,
            reader.t(T("生成邀请", "Make an invitation"))
        )),
    )
}

/// The form for another organisation.
fn organisation(step: &Step) -> String {
    let reader = step.desk.reader;
    let kinds = Kind::ALL.map(|kind| {
        let name = app::organisation_kind(kind).of(reader.language());
        (kind.code().to_owned(), name.to_owned())
    });
    format!(
        r#"<h2 class="section__title">{}</h2><form method="post" action="{}/offices"><input type="hidden" name="{DEED}" value="{ADD}">{}{}{}</form>"#,
        reader.t(T("承办单位", "Organisations that handle issues")),
        step.base(),
        reader.select(KIND, T("是什么单位", "What it is"), &kinds, ""),
        reader.text_field(&TextField {
            name: Field::Name.name(),
            label: T("单位名称", "Its name"),
            hint: T("例如：绿苑物业", "Such as Green Lawn Services"),
            value: "",
            needed: true,
        }),
        buttons(&format!(
            r#"<button class="btn">{}</button>"#,
            reader.t(T("添加单位", "Add it"))
        )),
    )
}

/// Invites somebody, and shows the link this once; or adds an organisation.
pub async fn invite(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let step = Step::of(&server, &parts, &slug).await?;
    let title = step.desk.reader.t(TITLE);
    match carry_out(&server, &step, &values).await? {
        Ok(said) => {
            let content = page(&server, &step, &said).await?;
            Ok(step.desk.show(&server, &parts, title, &content).await)
        }
        Err(no) => {
            let content = page(&server, &step, &alert(step.desk.reader.t(no))).await?;
            Ok(step.desk.refuse(&server, &parts, title, &content).await)
        }
    }
}

async fn carry_out(
    server: &Server,
    step: &Step,
    values: &Values,
) -> Result<Result<String, T>, Fault> {
    let reader = step.desk.reader;
    let code = new_code();
    let adds = value(values, DEED) == ADD;
    let command = if adds {
        Command::AddOrganisation(AddOrganisation {
            organisation: OrganisationId(new_id()),
            kind: Kind::from_code(value(values, KIND)).ok_or(Fault::Malformed)?,
            name: value(values, Field::Name.name()).to_owned(),
        })
    } else {
        let organisation = value(values, ORGANISATION).parse().ok().map(OrganisationId);
        let Ok(office) = office(values, organisation) else {
            return Ok(Err(T(
                "承办人要先选单位；没有就先在下面添加。",
                "Choose the organisation of a handler; add it below first.",
            )));
        };
        Command::InviteOfficer(InviteOfficer {
            invitation: SlipId(new_id()),
            office,
            expires_at: now().plus(INVITED_FOR * DAY),
            code_hash: code_hash(&code),
        })
    };
    let sent = envelope(command);
    let (store, community) = (&server.store, step.community.id);
    let answer = store
        .execute(community, Sender::Operator, &sent, now())
        .await?;
    match (answer, sent.command) {
        (Ok(_), Command::InviteOfficer(invite)) => {
            Ok(Ok(shown(server, step, &invite.office, &code).await?))
        }
        (Ok(_), _) => Ok(Ok(told(reader.t(T("已经添加。", "It is added."))))),
        (Err(Refusal::Invalid(_)), _) if adds => Ok(Err(T(
            "请写单位名称，最多 60 个字。",
            "Write its name, at most 60 characters.",
        ))),
        (Err(Refusal::Invalid(_)), _) => Ok(Err(T(
            "请给楼组长选至少一幢楼。",
            "Choose at least one building for a building leader.",
        ))),
        (Err(refusal), _) => {
            tracing::error!(
                refusal = app::gate::name(&refusal),
                "an invitation was refused"
            );
            Err(Fault::Broken)
        }
    }
}

async fn shown(server: &Server, step: &Step, office: &Office, code: &str) -> Result<String, Fault> {
    let reader = step.desk.reader;
    let all = server.store.offices(step.community.id, now()).await?;
    let buildings = buildings(server, step).await?;
    let name = office_name(office, &all, &buildings, reader.language());
    let address = link(&server.config.public_url, &step.community, code);
    let picture = qr(&address, &address).unwrap_or_default();
    Ok(format!(
        r#"<section class="card stack" role="status"><h2 class="section__title">{}</h2><p>{}</p><p><a id="office-link" href="{}">{}</a></p><p>{}</p><div class="setup__qr">{picture}</div></section>"#,
        escape(&name),
        reader.t(T(
            "只显示这一次。请让本人用手机打开或扫码。",
            "It is shown this once. Let them open or scan it with their phone.",
        )),
        escape(&address),
        escape(&address),
        reader.tf(T("短码：{}", "Code: {}"), &[&grouped(code)]),
    ))
}
