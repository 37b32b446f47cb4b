//! Mail by SMTP, as a channel beside the inbox: for each person one short mail with what is new,
//! which says no more than a locked screen may show, and how to have less of it.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::str::FromStr;
use std::time::{Duration, Instant};

use app::said::because;
use domain::hex::hex;
use domain::notice::WhyMe;
use domain::words::T;
use domain::{Community, Language, PersonId, Timestamp};
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::{Address, Message, SmtpTransport, Transport};
use store::{Store, Told, Turn};

use crate::ids::random;
use crate::metrics::Metrics;

/// How long a mail server has for one mail.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long one turn may send: less than a turn lasts (`store`), whatever the last mail takes.
const TURN: Duration = Duration::from_secs(30);
/// By which mail programs offer to end it.
const UNSUBSCRIBE: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe");
const ONE_CLICK: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe-Post");
/// After so many turns in which the server took none, what it refuses for good is given up.
const GIVEN_UP: u32 = 5;

/// The server that takes mail, and who it is from.
#[derive(Clone)]
pub struct Mailer {
    transport: SmtpTransport,
    from: Mailbox,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the server's address: a password may be in it.
        f.debug_struct("Mailer")
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// Why a mail did not go out.
#[derive(Debug)]
pub enum Failed {
    /// It never will: the address does not exist, or the server wants none for it.
    Refused(String),
    /// It may later.
    Later(String),
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failed::Refused(why) | Failed::Later(why) => f.write_str(why),
        }
    }
}

impl Mailer {
    /// From an address like `smtps://user:password@mail.example` or
    /// `smtp://user:password@mail.example:587?tls=required`, and who it is from. Without TLS only
    /// to this machine.
    pub fn new(server: &str, from: &str) -> Result<Self, String> {
        let is_secret = server.starts_with("smtps://")
            || server.starts_with("smtp://") && server.ends_with("?tls=required");
        let here = ["smtp://127.0.0.1:", "smtp://localhost:", "smtp://[::1]:"];
        if !is_secret && !here.iter().any(|here| server.starts_with(here)) {
            return Err(
                "without TLS only to this machine: smtps://…, or smtp://…?tls=required".to_owned(),
            );
        }
        let transport = SmtpTransport::from_url(server).map_err(|error| error.to_string())?;
        let from: Mailbox = from.parse().map_err(|_| format!("no address: {from}"))?;
        Ok(Self {
            transport: transport.timeout(Some(PATIENCE)).build(),
            from,
        })
    }

    /// Sends one mail; it blocks until the server has taken it. `id` names it, so that mail
    /// programs know it again should it ever come twice. `stop` is the address that ends mail by
    /// one click (RFC 8058).
    pub fn send(
        &self,
        to: &str,
        subject: &str,
        body: String,
        id: Option<&str>,
        stop: Option<&str>,
    ) -> Result<(), Failed> {
        let to = Address::from_str(to).map_err(|error| Failed::Refused(error.to_string()))?;
        let id = id.map(|id| format!("<{id}@{}>", self.from.email.domain()));
        let mut message = Message::builder();
        if let Some(stop) = stop {
            let header = |name, value: String| HeaderValue::new(name, value);
            message = message
                .raw_header(header(UNSUBSCRIBE, format!("<{stop}>")))
                .raw_header(header(ONE_CLICK, "List-Unsubscribe=One-Click".to_owned()));
        }
        let message = message
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .message_id(id)
            .subject(subject)
            .header(ContentType::TEXT_PLAIN)
            .body(body)
            .map_err(|error| Failed::Refused(error.to_string()))?;
        match self.transport.send(&message) {
            Ok(_) => Ok(()),
            Err(error) => {
                let code = error.status().map(|code| code.to_string());
                let refused = ["550", "551", "553"];
                let words = error.to_string();
                match code {
                    Some(code) if refused.contains(&code.as_str()) => Err(Failed::Refused(words)),
                    Some(_) | None => Err(Failed::Later(words)),
                }
            }
        }
    }
}

/// Whether mail can be addressed like this.
pub fn is_address(typed: &str) -> bool {
    typed.len() <= 254 && typed.is_ascii() && Address::from_str(typed).is_ok()
}

/// What a mail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub subject: String,
    pub body: String,
}

/// The mail with the code by which an address is confirmed.
pub fn code(community: &Community, code: &str, language: Language) -> Words {
    let name = community.called(language);
    Words {
        subject: T("{}：邮箱确认码", "{}: code for your mail address").with(language, &[&name]),
        body: T(
            "确认码：{}\n\n在双线的“消息提醒”页面填上，两小时内有效。不是您要的，请忽略。\n",
            "Your code: {}\n\nType it on the page “What reaches you” of Twoline within two hours. If you did not ask for it, leave it alone.\n",
        )
        .with(language, &[&code]),
    }
}

/// What is new for somebody, without anybody's words and names: each thing by why they are told,
/// with its address.
fn news(community: &Community, public_url: &str, told: &[&Told], stop: &str) -> Words {
    let language = told.first().map_or(Language::Chinese, |told| told.language);
    let slug = &community.slug;
    let mut lines: Vec<(WhyMe, String)> = vec![];
    for told in told {
        let link = match told.issue {
            Some(number) => format!("{public_url}/{slug}/issues/{number}"),
            None => format!("{public_url}/{slug}/inbox"),
        };
        let new = (told.why, link);
        if !lines.contains(&new) {
            lines.push(new);
        }
    }
    let mut body = String::new();
    for (why, link) in &lines {
        let _ = write!(body, "{}\n{link}\n\n", because(*why).of(language));
    }
    let mut less = format!("{public_url}/{slug}/notices");
    if let Some((why, _)) = lines.first()
        && lines.iter().all(|(other, _)| other == why)
    {
        let _ = write!(less, "?off={}", why.code());
    }
    body += &T(
        "少收一些：\n{}\n不再收邮件（不用登录）：\n{}\n",
        "Less of this:\n{}\nNo more mail (without signing in):\n{}\n",
    )
    .with(language, &[&less, &stop]);
    let name = community.called(language);
    let many = lines.len();
    let subject = T("{}：{} 条新消息", "{}: {} new").with(language, &[&name, &many]);
    Words { subject, body }
}

/// A mail with what is new, and the address that ends it.
struct Letter {
    words: Words,
    stop: String,
}

impl Letter {
    /// Blocks until the server has taken it.
    fn send(self, mailer: &Mailer, to: &str, id: &str) -> Result<(), Failed> {
        let Words { subject, body } = self.words;
        mailer.send(to, &subject, body, Some(id), Some(&self.stop))
    }
}

/// What is new for somebody; nothing where their address is gone since.
async fn letter(
    store: &Store,
    community: &Community,
    public_url: &str,
    person: PersonId,
    told: &[&Told],
) -> Result<Option<Letter>, store::Error> {
    let new = hex(&random::<16>());
    let key = store.mail_stop_key(community.id, person, &new).await?;
    Ok(key.map(|key| {
        let stop = format!("{public_url}/{}/mail/{key}", community.slug);
        let words = news(community, public_url, told, &stop);
        Letter { words, stop }
    }))
}

/// How a turn ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    /// All of it is out, or never will be.
    Done,
    /// More of it is to be sent.
    Unfinished,
    /// The server took none of it, or broke off.
    Failed(String),
}

/// Sends to each of whom a turn tells what has not gone out to them yet.
pub async fn send_turn(
    store: &Store,
    mailer: &Mailer,
    community: &Community,
    public_url: &str,
    turn: &Turn,
    metrics: &Metrics,
) -> Result<Ended, store::Error> {
    let addresses = store.mail_addresses(community.id).await?;
    let gone_out = store.mailed(community.id).await?;
    let mut people: BTreeMap<PersonId, Vec<&Told>> = BTreeMap::new();
    for told in &turn.notices {
        if addresses.contains_key(&told.person) && !gone_out.contains(&(told.person, told.number)) {
            people.entry(told.person).or_default().push(told);
        }
    }
    let begun = Instant::now();
    let (mut sent, mut refused) = (0, vec![]);
    for (person, told) in &people {
        if begun.elapsed() > TURN {
            return Ok(Ended::Unfinished);
        }
        let Some(mail) = letter(store, community, public_url, *person, told).await? else {
            continue;
        };
        let numbers: Vec<u32> = told.iter().map(|told| told.number).collect();
        let last = numbers.last().copied().unwrap_or_default();
        let id = format!("{last}.{person}");
        let (mailer, to) = (mailer.clone(), addresses[person].clone());
        let post = move || mail.send(&mailer, &to, &id);
        match tokio::task::spawn_blocking(post).await {
            Ok(Ok(())) => {
                store.note_mailed(community.id, *person, &numbers).await?;
                metrics.passed_on("mail", numbers.len());
                sent += 1;
            }
            Ok(Err(Failed::Refused(why))) => refused.push((*person, numbers, why)),
            Ok(Err(Failed::Later(why))) => return Ok(Ended::Failed(why)),
            Err(error) => return Ok(Ended::Failed(error.to_string())),
        }
    }
    // One mailbox that is gone must not hold up the others; a server that takes nothing at all is
    // another matter.
    if sent == 0
        && gone_out.is_empty()
        && turn.failures() < GIVEN_UP
        && let Some((_, _, why)) = refused.first()
    {
        return Ok(Ended::Failed(why.clone()));
    }
    for (person, numbers, why) in refused {
        tracing::warn!(%why, "a mail was refused for good");
        metrics.not_passed_on("mail");
        store.note_mailed(community.id, person, &numbers).await?;
    }
    Ok(Ended::Done)
}

/// Sends each roundup whose time has come. What fails is tried again after a while; what the server
/// refuses stands in the next one.
pub async fn send_roundups(
    store: &Store,
    mailer: &Mailer,
    community: &Community,
    public_url: &str,
    at: Timestamp,
    metrics: &Metrics,
) -> Result<(), store::Error> {
    let begun = Instant::now();
    for roundup in store.roundups(community.id, &community.zone, at).await? {
        let (person, next) = (roundup.person, roundup.next);
        let Some(last) = roundup.told.last() else {
            store.roundup_done(community.id, person, None, next).await?;
            continue;
        };
        if begun.elapsed() > TURN || !store.take_roundup(community.id, person, at).await? {
            continue;
        }
        let told: Vec<&Told> = roundup.told.iter().collect();
        let Some(mail) = letter(store, community, public_url, person, &told).await? else {
            continue;
        };
        let id = format!("roundup.{}.{person}", last.number);
        let (mailer, to) = (mailer.clone(), roundup.address.clone());
        let post = move || mail.send(&mailer, &to, &id);
        let told_up_to = match tokio::task::spawn_blocking(post).await {
            Ok(Ok(())) => {
                metrics.passed_on("mail", told.len());
                Some(last.number)
            }
            // Also what a server says that finds them too many: it stands in the next one.
            Ok(Err(Failed::Refused(why))) => {
                tracing::warn!(%why, "a roundup was refused");
                metrics.not_passed_on("mail");
                None
            }
            Ok(Err(Failed::Later(why))) => {
                tracing::warn!(%why, "a roundup did not go out");
                metrics.not_passed_on("mail");
                continue;
            }
            Err(error) => {
                tracing::warn!(%error, "a roundup did not go out");
                continue;
            }
        };
        let done = store.roundup_done(community.id, person, told_up_to, next);
        done.await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_goes_without_tls_to_this_machine_only() {
        let from = "Twoline <no-reply@twoline.example>";
        for (server, good) in [
            ("smtps://user:secret@mail.example", true),
            ("smtp://user:secret@mail.example:587?tls=required", true),
            ("smtp://127.0.0.1:2525", true),
            ("smtp://mail.example:25", false),
            (
                "smtp://user:secret@mail.example:587?tls=opportunistic",
                false,
            ),
            ("smtp://127.0.0.1.mail.example:25", false),
            ("http://mail.example", false),
        ] {
            assert_eq!(Mailer::new(server, from).is_ok(), good, "{server}");
        }
        assert!(Mailer::new("smtps://mail.example", "nobody").is_err());
        let mailer = Mailer::new("smtps://user:secret@mail.example", from).expect("good");
        assert!(!format!("{mailer:?}").contains("secret"));
    }

    #[test]
    fn an_address_is_one_that_mail_can_be_sent_to() {
        for good in ["li@example.org", "li.na+t@mail.example.org"] {
            assert!(is_address(good), "{good}");
        }
        let long = format!("{}@example.org", "a".repeat(250));
        for bad in [
            "",
            "li",
            "li@",
            "@example.org",
            "li na@example.org",
            "a@b\r\nBcc: c@d.e",
            &long,
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
