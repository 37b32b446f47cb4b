//! The committee's page of households: building by building who has joined, slips for those who are
//! missing, and joining at the desk for whoever has no phone. The server makes it by itself, and no
//! phone keeps a copy of it: it is the whole register.

use app::context::{Preferences, now};
use axum::Form;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::household::{JoinAtDesk, Listed, Registered};
use domain::words::{T, escape, time};
use domain::{
    Command, Community, Envelope, Field, HouseholdId, Language, PersonId, Refusal, Sender,
};

use super::form::{self, Values, value};
use super::session::Member;
use super::setup::{Reader, TextField, alert, answer, buttons, list, order, told};
use super::{At, Fault, Server, pages};
use crate::ids::derived;

const TITLE: T = T("住户加入情况", "Who has joined");

/// Whoever keeps the households, at their page.
struct Keeper {
    member: Member,
    reader: Reader,
}

impl Keeper {
    async fn of(server: &Server, slug: &str, parts: &Parts) -> Result<Self, Fault> {
        let member = Member::of(server, slug, parts).await?;
        let preferences: Preferences = parts.extensions.get().copied().unwrap_or_default();
        Ok(Self {
            member,
            reader: Reader(preferences),
        })
    }

    fn community(&self) -> &Community {
        &self.member.community
    }

    fn base(&self) -> String {
        format!("/{}/households", self.community().slug)
    }

    async fn show(
        &self,
        server: &Server,
        parts: &Parts,
        status: StatusCode,
        said: &str,
    ) -> Result<Response, Fault> {
        let community = self.community();
        let register = server.store.register(community.id, now()).await?;
        let buildings = server.store.buildings(community.id).await?;
        let content = self.content(&register, &buildings, said);
        let home = format!("/{}", community.slug);
        let body = self
            .reader
            .frame(&self.base(), &home, &community.name, &content);
        let title = self.reader.t(TITLE).to_owned();
        let mut response = pages::answer(server, parts, status, title, body).await;
        let no_store = header::HeaderValue::from_static("no-store");
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, no_store);
        Ok(response)
    }

    fn content(&self, register: &[Registered], buildings: &[Listed], said: &str) -> String {
        let reader = self.reader;
        let lived: Vec<&Registered> = register
            .iter()
            .filter(|known| known.adults != Some(0))
            .collect();
        let joined = lived.iter().filter(|known| known.people > 0).count();
        let sections: String = buildings
            .iter()
            .filter_map(|building| {
                let here = lived.iter().copied();
                let here: Vec<&Registered> =
                    here.filter(|known| known.building == building.id).collect();
                (!here.is_empty()).then(|| self.section(building, &here))
            })
            .collect();
        let empty = if lived.is_empty() {
            format!(
                r#"<p class="lead">{}</p>"#,
                reader.t(T(
                    "还没有住户登记。请管理员登记住户。",
                    "There is no register yet. Ask whoever runs the server to enter it.",
                ))
            )
        } else {
            self.print_form(
                "",
                T(
                    "给还没有人加入的住户打印",
                    "Print for all from which nobody has joined",
                ),
            )
        };
        format!(
            r#"<p class="screen-only"><a href="/{}/desk">{}</a></p><h1 class="title">{}</h1><p class="lead">{}</p><div class="section stack">{said}{empty}{sections}</div>"#,
            self.community().slug,
            reader.t(T("← 受理台", "← Desk")),
            reader.t(TITLE),
            reader.tf(
                T("{} 户中 {} 户已加入。", "Of {} households {} have joined."),
                &[&lived.len(), &joined],
            ),
        )
    }

    fn section(&self, building: &Listed, here: &[&Registered]) -> String {
        let reader = self.reader;
        let language = reader.language();
        let joined = here.iter().filter(|known| known.people > 0).count();
        let missing: Vec<String> = here
            .iter()
            .filter(|known| known.is_missing())
            .map(|known| self.flat(known, language))
            .collect();
        let missing = if missing.is_empty() {
            format!(
                "<p>{}</p>",
                reader.t(T(
                    "每户都有人加入了。",
                    "Somebody of every household has joined."
                ))
            )
        } else {
            format!(
                "<h2 class=\"section__title\">{}</h2>{}{}",
                reader.t(T("还没有人加入", "Nobody has joined yet")),
                list(missing.iter().map(String::as_str)),
                self.print_form(&building.id.0, T("打印缺的入户码", "Print slips for these"),)
            )
        };
        format!(
            r#"<details class="card stack"><summary>{}</summary>{missing}{}</details>"#,
            reader.tf(
                T(
                    "{}：{} 户中 {} 户已加入",
                    "{}: of {} households {} have joined"
                ),
                &[&building.called(), &here.len(), &joined],
            ),
            self.desk_form(building, here)
        )
    }

    /// A flat, and whether its people have a slip to join with.
    fn flat(&self, known: &Registered, language: Language) -> String {
        match known.slip {
            None => T("{} 室 · 没有有效的入户码", "{} · no slip that is good")
                .with(language, &[&known.room]),
            Some(until) => {
                let until = time::date(self.community().zone.date(until), language);
                T("{} 室 · 入户码到 {}", "{} · slip good until {}")
                    .with(language, &[&known.room, &until])
            }
        }
    }

    fn print_form(&self, building: &str, words: T) -> String {
        let reader = self.reader;
        format!(
            r#"<form method="post" action="{}/slips"><input type="hidden" name="who" value="missing"><input type="hidden" name="building" value="{}"><p>{}</p>{}</form>"#,
            self.base(),
            escape(building),
            reader.t(words),
            buttons(&format!(
                r#"<button class="btn" name="as" value="page">{}</button><button class="btn" name="as" value="pdf">{}</button>"#,
                reader.t(T("在浏览器里打印", "Print from the browser")),
                reader.t(T("PDF 文件", "As PDF"))
            )),
        )
    }

    /// Joining for somebody without a phone, and a slip for one flat.
    fn desk_form(&self, building: &Listed, here: &[&Registered]) -> String {
        let reader = self.reader;
        let free: Vec<(String, String)> = here
            .iter()
            .filter(|known| known.has_room())
            .map(|known| (known.id.to_string(), known.room.clone()))
            .collect();
        if free.is_empty() {
            return String::new();
        }
        let id = format!("flat-{}", building.id);
        let name = format!("name-{}", building.id);
        let options = free.iter().fold(String::new(), |all, (id, room)| {
            all + &format!(r#"<option value="{id}">{}</option>"#, escape(room))
        });
        format!(
            r#"<form method="post" action="{base}"><input type="hidden" name="command" value="{command}"><h2 class="section__title">{}</h2><p>{}</p><div class="field"><label class="field__label" for="{id}">{}</label><select id="{id}" name="household">{options}</select></div>{}{}</form>"#,
            reader.t(T("在居委会代为加入", "Join at the desk")),
            reader.t(T(
                "没有智能手机的居民当面同意后，在这里登记。名字只有这一户、楼组长、居委会和监督员看得到；他的附议由代录。",
                "For somebody without a smartphone who has agreed in person. Only this household, its building leader, the committee and supervisors see the name; what they second is entered on their behalf.",
            )),
            reader.t(T("室号", "Flat")),
            reader.text_field_as(
                &name,
                &TextField {
                    name: "name",
                    label: T("姓名", "Name"),
                    hint: T("当面确认", "As they say it"),
                    value: "",
                    needed: true,
                }
            ),
            buttons(&format!(
                r#"<button class="btn">{}</button>"#,
                reader.t(T("加入", "Join"))
            )),
            base = self.base(),
            id = escape(&id),
            command = app::context::new_id(),
        )
    }
}

/// The page.
pub async fn households(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let keeper = Keeper::of(&server, &slug, &parts).await?;
    let said = match parts.uri.query() {
        Some("joined") => told(keeper.reader.t(T("已经加入。", "They have joined."))),
        _ => String::new(),
    };
    keeper.show(&server, &parts, StatusCode::OK, &said).await
}

/// Somebody without a phone joins at the desk.
pub async fn join_at_desk(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let keeper = Keeper::of(&server, &slug, &parts).await?;
    let household: HouseholdId = value(&values, Field::Household.name())
        .parse()
        .map_err(|_| Fault::Malformed)?;
    let id = form::command(&values, &[]);
    let command = Command::JoinAtDesk(JoinAtDesk {
        person: PersonId(derived("person", &[id.0.as_bytes()])),
        household,
        name: value(&values, Field::Name.name()).to_owned(),
    });
    let (community, sender) = (keeper.community().id, Sender::Person(keeper.member.person));
    let envelope = Envelope { id, command };
    let answer = server.gate.execute(community, sender, &envelope).await?;
    let no = match answer {
        Ok(_) => return Ok(Redirect::to(&format!("{}?joined", keeper.base())).into_response()),
        Err(Refusal::Exists) => T(
            "这个人已经登记在这户，不用再加入。",
            "This person belongs to the household already.",
        ),
        Err(Refusal::HouseholdFull { .. }) => T(
            "这户登记的成年人都已加入。",
            "All adults of this household have joined.",
        ),
        Err(Refusal::AdultsUnknown { .. }) => T(
            "登记里没有这户的成年人数，最多登记四位。请管理员补上人数。",
            "The register does not say how many adults this household has, so four at most. Ask whoever runs the server to add the number.",
        ),
        Err(Refusal::NotYourBuilding) => T(
            "这户不在您负责的楼里。",
            "This household is not in a building of yours.",
        ),
        Err(Refusal::Invalid(_)) => T(
            "请写姓名，最多 60 个字。",
            "Write the name, at most 60 characters.",
        ),
        Err(refusal) => {
            tracing::warn!(
                refusal = app::gate::name(&refusal),
                "joining at the desk was refused"
            );
            T("现在不能代为加入。", "This can't be done now.")
        }
    };
    let said = alert(keeper.reader.t(no));
    keeper
        .show(&server, &parts, StatusCode::UNPROCESSABLE_ENTITY, &said)
        .await
}

/// Slips for households of which nobody has joined.
pub async fn slips(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let keeper = Keeper::of(&server, &slug, &parts).await?;
    let sender = Sender::Person(keeper.member.person);
    let printed = order(&server, keeper.community(), sender, &values).await?;
    let no = match printed {
        Ok(slips) => return answer(&server, &parts, slips, &values, &keeper.base()).await,
        Err(no) => no,
    };
    let said = alert(keeper.reader.t(no));
    keeper
        .show(&server, &parts, StatusCode::UNPROCESSABLE_ENTITY, &said)
        .await
}
