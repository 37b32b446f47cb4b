//! What neighbours and partner units give for the work on an issue: a plain page for each issue,
//! and one for the branch with all of it. The server writes them by itself, without the bundle.

use app::context::{Preferences, new_id};
use app::door::Entered;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use domain::issue::{IssueView, Status};
use domain::words::work::resource as resource_name;
use domain::words::{T, escape, time};
use domain::work::{AnswerOffer, OfferResource, OfferStatus, OfferView, Resource};
use domain::{
    Action, Command, Community, Envelope, Field, OrganisationId, PersonId, Refusal, Sender, TextId,
    Viewer,
};

use super::form::{self, Values, value};
use super::session::enter;
use super::setup::{Reader, alert, buttons, told};
use super::{At, Fault, Server, pages};

const TITLE: T = T("为办理提供资源", "Give something for the work");
const ALL: T = T("邻里能提供什么", "What the neighbourhood can give");
const NEIGHBOUR: T = T("一位邻居", "A neighbour");
/// The inputs of the forms.
const DEED: &str = "deed";
const RESOURCE: &str = "resource";
const OFFER: &str = "offer";

/// Whoever looks, at an issue of theirs.
struct Page {
    reader: Reader,
    community: Community,
    viewer: Viewer,
    person: PersonId,
    view: IssueView,
    /// For whom the viewer acts, and what it is called.
    organisation: Option<(OrganisationId, String)>,
}

fn reader(parts: &Parts) -> Reader {
    let preferences: Preferences = parts.extensions.get().copied().unwrap_or_default();
    Reader(preferences)
}

impl Page {
    async fn of(server: &Server, slug: &str, number: u32, parts: &Parts) -> Result<Self, Fault> {
        let Entered { community, viewer } = enter(server, slug, parts).await?;
        let person = viewer.person.ok_or(Fault::NotFound)?;
        let store = &server.store;
        let view = store
            .issue(community.id, number, Some(person), None)
            .await?;
        let actor = store.actor(community.id, Sender::Person(person)).await?;
        let organisation = match actor.organisation {
            None => None,
            Some(id) => {
                let all = store.organisations(community.id).await?;
                let known = all.into_iter().find(|it| it.id == id && !it.ended);
                known.map(|known| (id, known.name))
            }
        };
        Ok(Self {
            reader: reader(parts),
            view: view.ok_or(Fault::NotFound)?,
            community,
            viewer,
            person,
            organisation,
        })
    }

    fn base(&self) -> String {
        let (slug, number) = (&self.community.slug, self.view.issue.number);
        format!("/{slug}/issues/{number}/offers")
    }

    /// The page, with what is said on it this once, and what was typed.
    async fn show(
        &self,
        server: &Server,
        parts: &Parts,
        status: StatusCode,
        said: &str,
        typed: &Values,
    ) -> Result<Response, Fault> {
        let issue = Some(self.view.issue.id);
        let offers = server
            .store
            .offers(self.community.id, issue, Some(self.person));
        let content = self.content(&offers.await?, said, typed);
        let reader = self.reader;
        let home = format!("/{}", self.community.slug);
        let body = reader.frame(&self.base(), &home, &self.community.name, &content);
        let title = reader.t(TITLE).to_owned();
        Ok(pages::answer(server, parts, status, title, body).await)
    }

    fn content(&self, offers: &[OfferView], said: &str, typed: &Values) -> String {
        let reader = self.reader;
        let (slug, number) = (&self.community.slug, self.view.issue.number);
        let in_work = self.view.issue.status == Status::InWork;
        let form = match in_work && self.viewer.may(Action::Offer) {
            true => self.form(typed),
            false if in_work => String::new(),
            false => format!(
                r#"<p class="muted">{}</p>"#,
                reader.t(T(
                    "现在没有在办理，不能提供资源；等开始办理后再来。",
                    "Nothing is being done about it now. Come back when work has begun.",
                ))
            ),
        };
        let cards = offers
            .iter()
            .fold(String::new(), |all, offer| all + &self.card(offer));
        let none = if offers.is_empty() {
            let words = T("还没有人提供。", "Nobody has offered anything yet.");
            format!(r#"<p class="muted">{}</p>"#, reader.t(words))
        } else {
            String::new()
        };
        let all = if self.viewer.may(Action::DirectWork) {
            format!(r#"<p><a href="/{slug}/offers">{}</a></p>"#, reader.t(ALL))
        } else {
            String::new()
        };
        format!(
            r#"<p class="screen-only"><a href="/{slug}/issues/{number}">{back}</a></p><h1 class="title">{title}</h1><p class="lead" dir="auto">{issue}</p><div class="section stack">{said}{form}<section class="section stack"><h2 class="section__title">{heading}</h2>{none}<ul class="list">{cards}</ul></section>{all}</div>"#,
            back = reader.t(T("← 回到议题", "← The issue")),
            title = reader.t(TITLE),
            issue = escape(&self.view.text.title),
            heading = reader.t(T("已经提供的", "What is offered")),
        )
    }

    fn form(&self, typed: &Values) -> String {
        let reader = self.reader;
        let options = Resource::ALL.map(|it| {
            let name = reader.t(resource_name(it)).to_owned();
            (it.code().to_owned(), name)
        });
        let select = reader.select(
            RESOURCE,
            T("提供什么", "What"),
            &options,
            value(typed, RESOURCE),
        );
        let words = Field::Body.name();
        let text = format!(
            r#"<div class="field"><label class="field__label" for="{words}">{}</label><p class="field__hint" id="{words}-hint">{}</p><textarea id="{words}" name="{words}" rows="3" required aria-describedby="{words}-hint" dir="auto">{}</textarea></div>"#,
            reader.t(T("具体是什么、什么时候可以", "What exactly, and when")),
            reader.t(T(
                "邻居看得到。不要写电话和门牌号，居委会知道怎么联系您。",
                "Neighbours can read it. No phone numbers and no flat numbers: the committee knows how to reach you.",
            )),
            escape(value(typed, words)),
        );
        let name = if let Some((_, name)) = &self.organisation {
            format!(
                r#"<p dir="auto">{}</p>"#,
                reader.tf(T("以{}的名义。", "In the name of {}."), &[name])
            )
        } else {
            let field = Field::Name.name();
            let value = match typed.get(field) {
                Some(typed) => typed.as_str(),
                None => &self.viewer.nickname,
            };
            reader.text_field(&super::setup::TextField {
                name: field,
                label: T("用什么名字公开", "Under which name"),
                hint: T(
                    "空着就不公开名字，写作“一位邻居”。",
                    "Left empty, no name is told: “a neighbour”.",
                ),
                value,
                needed: false,
            })
        };
        let kept = reader.t(T(
            "没有用上的，居委会会记着，以后别处需要时再问您。",
            "What is not needed here the committee remembers, and asks you when it is elsewhere.",
        ));
        let send = format!(
            r#"<button class="btn btn--primary">{}</button>"#,
            reader.t(T("提供", "Offer it"))
        );
        self.deed(
            "offer",
            &format!(
                r#"{select}{text}{name}<p class="muted">{kept}</p>{}"#,
                buttons(&send)
            ),
        )
    }

    /// A form of the page.
    fn deed(&self, deed: &str, inside: &str) -> String {
        format!(
            r#"<form class="stack" method="post" action="{}"><input type="hidden" name="command" value="{}"><input type="hidden" name="{DEED}" value="{deed}">{inside}</form>"#,
            escape(&self.base()),
            new_id(),
        )
    }

    fn card(&self, offer: &OfferView) -> String {
        let reader = self.reader;
        let forms = match offer.status {
            OfferStatus::Open => self.forms(offer),
            OfferStatus::Accepted | OfferStatus::Declined | OfferStatus::Withdrawn => String::new(),
        };
        format!(
            r#"<li class="card stack">{}{forms}</li>"#,
            said_of(offer, &self.community, reader)
        )
    }

    /// What can be done with one that nobody has answered.
    fn forms(&self, offer: &OfferView) -> String {
        let reader = self.reader;
        let id = offer.id;
        let which = format!(r#"<input type="hidden" name="{OFFER}" value="{id}">"#);
        let button = |class: &str, words: T| {
            buttons(&format!(
                r#"<button class="btn {class}">{}</button>"#,
                reader.t(words)
            ))
        };
        let mut forms = String::new();
        if self.viewer.may(Action::DirectWork) {
            let field = Field::Reason.name();
            let words = |of: &str, label: T, needed: &str| {
                format!(
                    r#"<div class="field"><label class="field__label" for="{of}-{id}">{}</label><textarea id="{of}-{id}" name="{field}" rows="2" dir="auto"{needed}></textarea></div>"#,
                    reader.t(label)
                )
            };
            let thanks = words("thanks", T("感谢的话（可不填）", "Thanks (optional)"), "");
            let accept = button("btn--primary", T("接受并感谢", "Accept with thanks"));
            forms += &self.deed("accept", &format!("{which}{thanks}{accept}"));
            let reason = words(
                "reason",
                T("为什么这次用不上", "Why it is not needed now"),
                " required",
            );
            let decline = button("", T("感谢并谢绝", "Decline with thanks"));
            let folded = format!(
                r#"<details><summary class="btn btn--quiet">{}</summary>{}</details>"#,
                reader.t(T("谢绝…", "Decline …")),
                self.deed("decline", &format!("{which}{reason}{decline}")),
            );
            forms += &folded;
        }
        if offer.mine {
            let back = button("", T("收回", "Take it back"));
            forms += &self.deed("withdraw", &format!("{which}{back}"));
        }
        forms
    }
}

/// What an offer is, whose, and what the branch said.
fn said_of(offer: &OfferView, community: &Community, reader: Reader) -> String {
    let by = match offer.by.as_str() {
        "" => reader.t(NEIGHBOUR),
        by => by,
    };
    let status = reader.t(match offer.status {
        OfferStatus::Open => T("等待答复", "Waits for an answer"),
        OfferStatus::Accepted => T("已接受，感谢", "Accepted with thanks"),
        OfferStatus::Declined => T("这次用不上，感谢", "Not needed now, with thanks"),
        OfferStatus::Withdrawn => T("已收回", "Taken back"),
    });
    let day = time::date(community.zone.date(offer.at), reader.language());
    let answer = if offer.answer.is_empty() {
        String::new()
    } else {
        let answer = escape(&offer.answer);
        format!(r#"<p class="prose muted" dir="auto">{answer}</p>"#)
    };
    format!(
        r#"<h3>{} · <bdi>{}</bdi></h3><ul class="meta"><li>{day}</li><li>{status}</li></ul><p class="prose" dir="auto">{}</p>{answer}"#,
        reader.t(resource_name(offer.resource)),
        escape(by),
        escape(&offer.words),
    )
}

/// The page of an issue.
pub async fn page(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    parts: Parts,
) -> Result<Response, Fault> {
    let page = Page::of(&server, &slug, number, &parts).await?;
    let typed = Values::new();
    page.show(&server, &parts, StatusCode::OK, "", &typed).await
}

/// Does what one of its forms says. Who may do that, the command says.
pub async fn change(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let page = Page::of(&server, &slug, number, &parts).await?;
    let issue = page.view.issue.id;
    let offer =
        || -> Result<TextId, Fault> { value(&values, OFFER).parse().map_err(|_| Fault::Malformed) };
    let text = |field: Field| value(&values, field.name()).to_owned();
    let command = match value(&values, DEED) {
        "offer" => Command::OfferResource(OfferResource {
            issue,
            resource: Resource::from_code(value(&values, RESOURCE)).ok_or(Fault::Malformed)?,
            organisation: page.organisation.as_ref().map(|(id, _)| *id),
            name: text(Field::Name),
            words: text(Field::Body),
        }),
        deed @ ("accept" | "decline") => Command::AnswerOffer(AnswerOffer {
            issue,
            offer: offer()?,
            accept: deed == "accept",
            words: text(Field::Reason),
        }),
        "withdraw" => Command::WithdrawOffer {
            issue,
            offer: offer()?,
        },
        _ => return Err(Fault::Malformed),
    };
    let offers = matches!(command, Command::OfferResource(_));
    let envelope = Envelope {
        id: form::command(&values, &[]),
        command,
    };
    let sender = Sender::Person(page.person);
    let answer = server
        .gate
        .execute(page.community.id, sender, &envelope)
        .await?;
    let Err(refusal) = answer else {
        if !offers {
            return Ok(Redirect::to(&page.base()).into_response());
        }
        let thanks = told(page.reader.t(T(
            "谢谢您！居委会会答复，您会收到消息。",
            "Thank you! The committee answers, and you are told.",
        )));
        let typed = Values::new();
        return page
            .show(&server, &parts, StatusCode::OK, &thanks, &typed)
            .await;
    };
    let said = alert(page.reader.t(why_not(&refusal)));
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    page.show(&server, &parts, refused, &said, &values).await
}

fn why_not(refusal: &Refusal) -> T {
    match refusal {
        Refusal::Invalid(_) => T(
            "没有写，或者写得太长。请写清楚再试一次。",
            "Something is missing, or too long. Please look at the words and try again.",
        ),
        Refusal::NotFound => T(
            "这一项已经有人答复，或者已经收回。下面是现在的样子。",
            "It has been answered or taken back meanwhile. Below is how it stands now.",
        ),
        Refusal::IssueIs(_) => T(
            "已经不在办理中，现在不能提供资源。谢谢您。",
            "It is not being worked on any more, so nothing can be offered now. Thank you.",
        ),
        Refusal::TooManyTries { .. } => T("请稍等再试。", "Please wait a little and try again."),
        _ => T("现在不能这样做。", "This can't be done now."),
    }
}

/// All that is offered, for the branch: by kind, and first what is free to be used.
pub async fn all(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let Entered { community, viewer } = enter(&server, &slug, &parts).await?;
    let reader = reader(&parts);
    let offers = server
        .store
        .offers(community.id, None, viewer.person)
        .await?;
    let sections = Resource::ALL.map(|resource| {
        let of: Vec<&OfferView> = offers.iter().filter(|it| it.resource == resource).collect();
        section(resource, &of, &community, reader)
    });
    let none = if offers.is_empty() {
        let words = T(
            "还没有人提供过。正在办理的议题的页面上，邻居和共建单位可以提供资源。",
            "Nobody has offered anything yet. Neighbours and partner units can, on the page of an issue with work.",
        );
        format!(r#"<p class="muted">{}</p>"#, reader.t(words))
    } else {
        String::new()
    };
    let content = format!(
        r#"<p class="screen-only"><a href="/{slug}/work">{back}</a></p><h1 class="title">{title}</h1><p class="lead">{lead}</p>{none}{sections}"#,
        back = reader.t(T("← 办理情况", "← What is being done")),
        title = reader.t(ALL),
        lead = reader.t(T(
            "按种类排列。“闲着的”是等待答复的和这次没用上的：别处需要时，先问这些人。",
            "By kind. What lies unused waits for an answer or was not needed: ask these first when something is needed elsewhere.",
        )),
        sections = sections.concat(),
    );
    let (path, home) = (format!("/{slug}/offers"), format!("/{slug}"));
    let body = reader.frame(&path, &home, &community.name, &content);
    Ok(pages::document(&server, &parts, reader.t(ALL).to_owned(), body).await)
}

fn section(
    resource: Resource,
    offers: &[&OfferView],
    community: &Community,
    reader: Reader,
) -> String {
    if offers.is_empty() {
        return String::new();
    }
    let part = |heading: T, given: bool| {
        let of = offers
            .iter()
            .filter(|it| (it.status == OfferStatus::Accepted) == given);
        let cards = of.fold(String::new(), |all, offer| {
            all + &format!(
                r#"<li class="card stack">{}<p><a href="/{}/issues/{number}/offers" dir="auto">{number} · {}</a></p></li>"#,
                said_of(offer, community, reader),
                community.slug,
                escape(&offer.title),
                number = offer.number,
            )
        });
        if cards.is_empty() {
            return String::new();
        }
        format!(
            r#"<p><b>{}</b></p><ul class="list">{cards}</ul>"#,
            reader.t(heading)
        )
    };
    format!(
        r#"<section class="section stack"><h2 class="section__title">{}</h2>{}{}</section>"#,
        reader.t(resource_name(resource)),
        part(T("闲着的", "Unused"), false),
        part(T("用上了的", "Used"), true),
    )
}
