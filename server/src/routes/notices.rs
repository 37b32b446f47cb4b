//! What reaches somebody outside the inbox: their mail address, which they confirm by a code, and
//! what they want less of. A plain page.

use std::collections::BTreeSet;

use app::context::{Preferences, now};
use app::said::because;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use domain::notice::{Rhythm, WhyMe};
use domain::words::{T, escape};
use store::MailAddress;

use super::form::{Values, value};
use super::session::Member;
use super::setup::{Reader, TextField, alert, buttons, told};
use super::{At, Fault, Server, pages};
use crate::ids::{code_hash, new_code};
use crate::mail::{self, Mailer};

const TITLE: T = T("消息提醒", "What reaches you");
const DEED: &str = "deed";
const ADDRESS: &str = "address";
const CODE: &str = "code";
const WHY: &str = "why";
const RHYTHM: &str = "rhythm";

/// The page. `?off=` names a kind that a mail offered to turn off: it comes first.
pub async fn page(
    State(server): State<Server>,
    At(slug): At<String>,
    Query(asked): Query<Values>,
    parts: Parts,
) -> Result<Response, Fault> {
    let member = Member::of(&server, &slug, &parts).await?;
    let off = WhyMe::from_code(value(&asked, "off"));
    let said = match value(&asked, "said") {
        "sent" => Some(T(
            "确认码已发出。没有收到？看看垃圾邮件。",
            "The code is on its way. If it does not come, look among the spam.",
        )),
        "confirmed" => Some(T(
            "邮箱已确认，以后有消息会发邮件。",
            "The address is confirmed. What is new comes by mail from now on.",
        )),
        "gone" => Some(T("邮箱已删除。", "The address is deleted.")),
        "saved" => Some(T("已保存。", "Saved.")),
        _ => None,
    };
    let reader = reader(&parts);
    let said = said.map_or_else(String::new, |words| told(reader.t(words)));
    show(&server, &parts, &member, StatusCode::OK, &said, off).await
}

/// Its forms.
pub async fn change(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let member = Member::of(&server, &slug, &parts).await?;
    let (store, community, person) = (&server.store, member.community.id, member.person);
    let said = match value(&values, DEED) {
        "give" => match give(&server, &parts, &member, value(&values, ADDRESS)).await? {
            Ok(()) => "sent",
            Err(words) => return refused(&server, &parts, &member, words).await,
        },
        "confirm" => {
            let hash = code_hash(value(&values, CODE));
            let confirmed = store.confirm_mail_address(community, person, &hash, now());
            if !confirmed.await? {
                let words = T(
                    "确认码不对，或者过期了。请核对；连错五次要重新发送。",
                    "That is not the code, or it is too old. Look again; after five wrong ones have another sent.",
                );
                return refused(&server, &parts, &member, words).await;
            }
            "confirmed"
        }
        RHYTHM => {
            // What is none of them is what everybody begins with.
            let rhythm = Rhythm::from_code(value(&values, RHYTHM)).unwrap_or(Rhythm::Each);
            store.set_rhythm(community, person, rhythm).await?;
            "saved"
        }
        "forget" => {
            store.forget_mail_address(community, person).await?;
            "gone"
        }
        deed => {
            let Some(why) = WhyMe::from_code(value(&values, WHY)) else {
                let words = T("没有这样的操作。", "There is nothing like that to do.");
                return refused(&server, &parts, &member, words).await;
            };
            store.turn(community, person, why, deed == "on").await?;
            "saved"
        }
    };
    Ok(Redirect::to(&format!("/{slug}/notices?said={said}")).into_response())
}

/// Keeps an address and sends the code there.
async fn give(
    server: &Server,
    parts: &Parts,
    member: &Member,
    typed: &str,
) -> Result<Result<(), T>, Fault> {
    let Some(mailer) = server.config.mail.clone() else {
        return Err(Fault::NotFound);
    };
    let address = typed.trim();
    if !mail::is_address(address) {
        return Ok(Err(T(
            "这不是邮箱地址，例如：name@example.com。",
            "That is no mail address, like name@example.com.",
        )));
    }
    let code = new_code();
    let hash = code_hash(&code);
    let given =
        server
            .store
            .give_mail_address(member.community.id, member.person, address, &hash, now());
    if !given.await? {
        return Ok(Err(T(
            "确认码刚发过。请过两分钟再试。",
            "A code was sent a moment ago. Try again in two minutes.",
        )));
    }
    let language = reader(parts).language();
    let words = mail::code(&member.community, &code, language);
    let to = address.to_owned();
    let send = move || mailer.send(&to, &words.subject, words.body, None, None);
    match tokio::task::spawn_blocking(send).await {
        Ok(Ok(())) => Ok(Ok(())),
        Ok(Err(why)) => {
            tracing::warn!(%why, "a code did not go out by mail");
            server.metrics().not_passed_on("mail");
            Ok(Err(NOT_SENT))
        }
        Err(_) => Ok(Err(NOT_SENT)),
    }
}

const NOT_SENT: T = T(
    "现在发不出邮件。请核对地址，过两分钟再试。",
    "The mail could not be sent. Look at the address, and try again in two minutes.",
);

fn reader(parts: &Parts) -> Reader {
    let preferences: Preferences = parts.extensions.get().copied().unwrap_or_default();
    Reader(preferences)
}

async fn refused(
    server: &Server,
    parts: &Parts,
    member: &Member,
    words: T,
) -> Result<Response, Fault> {
    let said = alert(reader(parts).t(words));
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    show(server, parts, member, status, &said, None).await
}

async fn show(
    server: &Server,
    parts: &Parts,
    member: &Member,
    status: StatusCode,
    said: &str,
    off: Option<WhyMe>,
) -> Result<Response, Fault> {
    let (community, person) = (&member.community, member.person);
    let address = server.store.mail_address(community.id, person).await?;
    let turned_off = server.store.turned_off(community.id, person).await?;
    let page = Page {
        reader: reader(parts),
        slug: escape(&community.slug),
    };
    let content = page.content(
        server.config.mail.as_ref(),
        address.as_ref(),
        &turned_off,
        said,
        off,
    );
    let reader = page.reader;
    let (path, home) = (
        format!("/{}/notices", community.slug),
        format!("/{}", community.slug),
    );
    let body = reader.frame(&path, &home, &community.name, &content);
    let title = reader.t(TITLE).to_owned();
    Ok(pages::answer(server, parts, status, title, body).await)
}

struct Page {
    reader: Reader,
    slug: String,
}

impl Page {
    /// A form of the page with what it does.
    fn form(&self, deed: &str, inside: &str) -> String {
        format!(
            r#"<form class="stack" method="post" action="/{}/notices"><input type="hidden" name="{DEED}" value="{deed}">{inside}</form>"#,
            self.slug
        )
    }

    fn content(
        &self,
        mailer: Option<&Mailer>,
        address: Option<&MailAddress>,
        turned_off: &BTreeSet<WhyMe>,
        said: &str,
        off: Option<WhyMe>,
    ) -> String {
        let reader = self.reader;
        let first = off.filter(|why| !turned_off.contains(why));
        let first = first.map_or_else(String::new, |why| {
            let words = reader.tf(
                T("“{}”：不再提醒", "No more of this: {}"),
                &[&because(why).of(reader.language())],
            );
            self.toggle(why, "off", &words, "btn btn--primary")
        });
        let kinds = WhyMe::ALL.into_iter().fold(String::new(), |all, why| {
            let is_off = turned_off.contains(&why);
            let (deed, button) = if is_off {
                ("on", T("重新提醒", "Remind me again"))
            } else {
                ("off", T("不再提醒", "No more of this"))
            };
            let state = if is_off {
                T("只在消息页面", "In the inbox alone")
            } else {
                T("提醒", "Reaches you")
            };
            let name = reader.t(because(why));
            let button = format!(
                r#"{}<span class="visually-hidden">{name}</span>"#,
                reader.t(button)
            );
            all + &format!(
                r#"<li class="card stack"><p><b>{name}</b> <span class="muted">{}</span></p>{}</li>"#,
                reader.t(state),
                self.toggle(why, deed, &button, "btn"),
            )
        });
        let mail = match mailer {
            Some(_) => self.mail(address),
            None => format!(
                r#"<p class="muted">{}</p>"#,
                reader.t(T(
                    "这台服务器不发邮件。消息都在“消息”页面。",
                    "This server sends no mail. All there is stands in the inbox.",
                ))
            ),
        };
        format!(
            r#"<p class="screen-only"><a href="/{slug}/inbox">{back}</a></p><h1 class="title">{title}</h1><div class="section stack">{said}{first}<section class="section stack" id="mail"><h2 class="section__title">{by_mail}</h2>{mail}</section><section class="section stack" id="kinds"><h2 class="section__title">{which}</h2><p>{lead}</p><ul class="list">{kinds}</ul></section></div>"#,
            slug = self.slug,
            back = reader.t(T("← 消息", "← Inbox")),
            title = reader.t(TITLE),
            by_mail = reader.t(T("邮件", "By mail")),
            which = reader.t(T("提醒哪些", "What of")),
            lead = reader.t(T(
                "不再提醒的，不发邮件，也不经别的渠道转告；“消息”页面里仍然都有。",
                "What is turned off comes neither by mail nor in any other way; the inbox has it all the same.",
            )),
        )
    }

    fn toggle(&self, why: WhyMe, deed: &str, words: &str, class: &str) -> String {
        let code = why.code();
        self.form(
            deed,
            &format!(
                r#"<input type="hidden" name="{WHY}" value="{code}">{}"#,
                buttons(&format!(r#"<button class="{class}">{words}</button>"#))
            ),
        )
    }

    fn mail(&self, address: Option<&MailAddress>) -> String {
        let reader = self.reader;
        let forget = || {
            let words = reader.t(T("删除邮箱", "Delete the address"));
            self.form(
                "forget",
                &buttons(&format!(r#"<button class="btn">{words}</button>"#)),
            )
        };
        match address {
            Some(MailAddress {
                address,
                confirmed: true,
                rhythm,
            }) => {
                let words = T("有消息时发邮件到 {}。", "What is new comes by mail to {}.");
                let words = reader.tf(words, &[address]);
                format!("<p>{words}</p>{}{}", self.rhythm(*rhythm), forget())
            }
            Some(MailAddress {
                address,
                confirmed: false,
                rhythm: _,
            }) => {
                let field = reader.text_field(&TextField {
                    name: CODE,
                    label: T("确认码", "The code"),
                    hint: T(
                        "邮件里的八位字母和数字",
                        "Eight letters and digits of the mail",
                    ),
                    value: "",
                    needed: true,
                });
                let confirm = reader.t(T("确认", "Confirm"));
                let button = format!(r#"<button class="btn btn--primary">{confirm}</button>"#);
                let words = T("确认码发到了 {}。", "The code went to {}.");
                format!(
                    "<p>{}</p>{}{}{}",
                    reader.tf(words, &[address]),
                    self.form("confirm", &format!("{field}{}", buttons(&button))),
                    self.give(address),
                    forget(),
                )
            }
            None => self.give(""),
        }
    }

    /// How often there is mail.
    fn rhythm(&self, chosen: Rhythm) -> String {
        let reader = self.reader;
        let options = Rhythm::ALL.map(|it| {
            let words = match it {
                Rhythm::Each => T("有消息就发", "At once, of each thing"),
                Rhythm::Daily => T("每天早上一封", "Once a day, in the morning"),
                Rhythm::Weekly => T("每周一早上一封", "Once a week, on Monday morning"),
            };
            (it.code().to_owned(), reader.t(words).to_owned())
        });
        let label = T("多久发一次", "How often");
        let select = reader.select(RHYTHM, label, &options, chosen.code());
        let save = reader.t(T("保存", "Save"));
        let button = buttons(&format!(r#"<button class="btn">{save}</button>"#));
        self.form(RHYTHM, &format!("{select}{button}"))
    }

    fn give(&self, address: &str) -> String {
        let reader = self.reader;
        let field = reader.text_field(&TextField {
            name: ADDRESS,
            label: T("邮箱地址", "Mail address"),
            hint: T(
                "只用来发消息提醒，别人看不到；随时可以删除",
                "For this alone; nobody else sees it, and you can delete it",
            ),
            value: address,
            needed: true,
        });
        let send = reader.t(T("发送确认码", "Send me a code"));
        let button = format!(r#"<button class="btn">{send}</button>"#);
        self.form("give", &format!("{field}{}", buttons(&button)))
    }
}
