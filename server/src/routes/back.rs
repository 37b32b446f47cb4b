//! Coming back on another phone, as the same person: by a recovery code, by a slip that the
//! committee bound to them, or by a code from a browser in which they are still signed in. And the
//! page of all places where somebody is signed in. Plain pages and forms, without the bundle; a
//! code stands in no address.

use app::context::{Preferences, now};
use app::plain::DEED;
use app::security::{Event, Of, note};
use axum::Form;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use domain::back::{ComeBack, HAND_OVER_FOR, RECOVERY_LENGTH, Return, check_return};
use domain::household::normalise_code;
use domain::paper::{qr, slips::join_address};
use domain::words::{T, escape, time};
use domain::{Command, CommandId, Community, Envelope, Field, PersonId, Refusal, Sender};
use store::SignedIn;

use super::form::{self, Values, value};
use super::session::{self, Member, session};
use super::setup::{Reader, alert, buttons, told};
use super::tries::Try;
use super::{At, Fault, Server, pages};
use crate::ids::{code_hash, new_code_of};

/// What the forms of the page do.
const RECOVERY: &str = "recovery";
const HAND_OVER: &str = "hand-over";
const SIGN_OUT: &str = "sign-out";
const SIGN_OUT_OTHERS: &str = "sign-out-others";
/// The input that names a session.
const DEVICE: &str = "device";

/// Carries a new recovery code from where somebody signed in to the page that shows it once.
const RECOVERY_COOKIE: &str = "twoline_recovery";
/// How long it waits to be shown.
const SHOWN_WITHIN: ::time::Duration = ::time::Duration::minutes(10);

/// A way by which somebody comes back.
#[derive(Debug, Clone)]
pub enum Way {
    Recovery(store::Recovery),
    HandOver(PersonId),
    Slip(Return),
}

impl Way {
    /// Refuses a slip that was used before.
    pub fn still(self) -> Result<Self, Refusal> {
        match self {
            Way::Slip(slip) if slip.over => Err(Refusal::SlipUsedUp),
            Way::Slip(_) | Way::Recovery(_) | Way::HandOver(_) => Ok(self),
        }
    }

    fn person(&self) -> PersonId {
        match self {
            Way::Recovery(recovery) => recovery.person,
            Way::HandOver(person) => *person,
            Way::Slip(slip) => slip.person,
        }
    }
}

/// What this code is a way for, if it is one, and the person a member of this community.
pub async fn way(
    server: &Server,
    community: &Community,
    code: &str,
    form: CommandId,
) -> Result<Option<Result<Way, Refusal>>, store::Error> {
    let (store, now, hash) = (&server.store, now(), code_hash(code));
    let found = if let Some(recovery) = store.recovery(&hash, form).await? {
        Way::Recovery(recovery)
    } else if let Some(person) = store.hand_over(&hash, now).await? {
        Way::HandOver(person)
    } else if let Some(slip) = store.return_slip(community.id, &hash).await? {
        Way::Slip(slip)
    } else {
        return Ok(None);
    };
    let viewer = store.viewer(community.id, Some(found.person())).await?;
    if !viewer.is_member() {
        return Ok(None);
    }
    Ok(Some(match &found {
        // One that was used is asked for again by the form that used it.
        Way::Slip(slip) if !slip.over => check_return(slip, now).map(|()| found),
        Way::Slip(_) | Way::Recovery(_) | Way::HandOver(_) => Ok(found),
    }))
}

/// Asks whoever has such a code whether they are that person: nobody is signed in as somebody else
/// by following a link.
pub async fn ask(
    server: &Server,
    community: &Community,
    parts: &Parts,
    code: &str,
    way: &Way,
) -> Result<Response, Fault> {
    let reader = reader(parts);
    let home = format!("/{}", community.slug);
    let known = session(parts).person;
    if known == Some(way.person()) {
        return Ok(Redirect::to(&home).into_response());
    }
    let viewer = server.store.viewer(community.id, Some(way.person()));
    let name = viewer.await?.nickname;
    let content = if known.is_some() {
        let words = reader.t(T(
            "这个浏览器里现在登录的是另一个人。请先在“我的”里退出，再用这个码。",
            "Somebody else is signed in here. Sign out first, on the page “Me”, then use this code again.",
        ));
        alert(words)
    } else {
        format!(
            r#"<p class="lead">{}</p><form method="post" action="{home}/come-back"><input type="hidden" name="command" value="{}"><input type="hidden" name="code" value="{}">{}</form><p><a href="{home}/join">{}</a></p>"#,
            reader.tf(
                T(
                    "这个码属于“{}”。登录以后，您还是同一个人，附议还在，也不会多算。",
                    "This code belongs to “{}”. Signed in you are the same person: what you seconded is still yours, and counts once.",
                ),
                &[&name],
            ),
            app::context::new_id(),
            escape(code),
            buttons(&format!(
                r#"<button class="btn btn--primary">{}</button>"#,
                reader.t(T("是我，在这里登录", "That's me: sign in here"))
            )),
            reader.t(T("不是我", "That isn't me")),
        )
    };
    let title = T("回到您的账户", "Coming back");
    Ok(show(server, parts, community, title, &content).await)
}

/// Somebody comes back: the code is used up, and a new recovery code shown, where there was none or
/// it was that.
pub async fn come_back(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let community = session::community(&server, &slug).await?;
    let home = format!("/{}", community.slug);
    if session(&parts).person.is_some() {
        return Ok(Redirect::to(&home).into_response());
    }
    let code = normalise_code(value(&values, Field::Code.name()));
    let form = form::command(&values, &[]);
    match signed_in(&server, &community, &parts, &code, form).await? {
        Ok((cookies, shown)) => {
            let jar = cookies.into_iter().fold(CookieJar::new(), CookieJar::add);
            Ok(match shown {
                Some(code) => {
                    let jar = jar.add(recovery_cookie(&server, code));
                    (jar, Redirect::to(&format!("{home}/devices"))).into_response()
                }
                None => (jar, Redirect::to(&home)).into_response(),
            })
        }
        Err(refusal) => {
            let reader = reader(&parts);
            let (status, wait) = match refusal {
                Refusal::TooManyTries { seconds } => (StatusCode::TOO_MANY_REQUESTS, Some(seconds)),
                _ => (StatusCode::UNPROCESSABLE_ENTITY, None),
            };
            let words = reader.t(match refusal {
                Refusal::TooManyTries { .. } => T(
                    "试得太多、太快。请过一会儿再试。",
                    "Too many tries in a short time. Please wait a while.",
                ),
                _ => T(
                    "这个码不能用，或已经用过。请用新的码，或向居委会要一张找回纸条。",
                    "This code is not good, or was used. Use a newer one, or ask the committee for a slip to come back with.",
                ),
            });
            let content = format!(
                r#"{}<p><a href="{home}/join">{}</a></p>"#,
                alert(words),
                reader.t(T("再输入一次", "Type a code"))
            );
            let title = T("回到您的账户", "Coming back");
            let mut response = show(&server, &parts, &community, title, &content).await;
            *response.status_mut() = status;
            if let Some(seconds) = wait {
                let seconds = header::HeaderValue::from(seconds);
                response.headers_mut().insert(header::RETRY_AFTER, seconds);
            }
            Ok(response)
        }
    }
}

/// The cookies of whoever has come back, and their new recovery code where they need one.
async fn signed_in(
    server: &Server,
    community: &Community,
    parts: &Parts,
    code: &str,
    form: CommandId,
) -> Result<Result<([Cookie<'static>; 2], Option<String>), Refusal>, store::Error> {
    let (store, hash) = (&server.store, code_hash(code));
    let tried = Try::of(server, community.id, parts, &hash);
    let _one_by_one = server.joining.lock().await;
    let now = now();
    if let Some(refusal) = tried.waits(server, now).await? {
        return Ok(Err(refusal));
    }
    let way = match way(server, community, code, form).await? {
        Some(Ok(way)) => way,
        Some(Err(refusal)) => {
            tried.over(server, now).await?;
            return Ok(Err(refusal));
        }
        None => {
            tried.unknown(server, now).await?;
            return Ok(Err(Refusal::SlipUnknown));
        }
    };
    let person = way.person();
    // By the form that used it up, once more where its answer was lost.
    let (used, again) = match &way {
        Way::Recovery(recovery) if recovery.again => (Ok(()), true),
        Way::Recovery(_) => {
            // Replaced below by the one that is shown.
            let nobodys = code_hash(&new_code_of(RECOVERY_LENGTH));
            let used = store.use_recovery(&hash, form, &nobodys, now).await?;
            (used.then_some(()).ok_or(Refusal::SlipUsedUp), false)
        }
        Way::HandOver(_) => {
            let used = store.use_hand_over(&hash, now).await?;
            (used.then_some(()).ok_or(Refusal::SlipUsedUp), false)
        }
        Way::Slip(slip) => {
            let envelope = Envelope {
                id: form,
                command: Command::ComeBack(ComeBack { code_hash: hash }),
            };
            let gate = &server.gate;
            let answer = gate
                .execute(community.id, Sender::Nobody, &envelope)
                .await?;
            (answer.map(|_| ()), slip.over)
        }
    };
    if let Err(refusal) = used {
        return Ok(Err(refusal));
    }
    let Some(cookie) = session::sign_in(server, person, form, again).await? else {
        return Ok(Err(Refusal::SlipUsedUp));
    };
    note(Event::SignedIn, &way);
    let shown = match way {
        Way::HandOver(_) => None,
        Way::Recovery(_) | Way::Slip(_) => Some(new_recovery(server, person).await?),
    };
    let phone = session::phone(server, community.id, parts, person).await?;
    Ok(Ok(([cookie, phone], shown)))
}

/// Makes a recovery code for somebody; the one before is no longer good.
pub async fn new_recovery(server: &Server, person: PersonId) -> Result<String, store::Error> {
    let code = new_code_of(RECOVERY_LENGTH);
    let store = &server.store;
    store
        .keep_recovery(person, &code_hash(&code), now())
        .await?;
    Ok(code)
}

/// Brings it to the page that shows it.
pub fn recovery_cookie(server: &Server, code: String) -> Cookie<'static> {
    flash(server, code, SHOWN_WITHIN)
}

fn flash(server: &Server, code: String, max_age: ::time::Duration) -> Cookie<'static> {
    Cookie::build((RECOVERY_COOKIE, code))
        .path("/")
        .http_only(true)
        .secure(server.config.https())
        .same_site(SameSite::Strict)
        .max_age(max_age)
        .build()
}

fn reader(parts: &Parts) -> Reader {
    let preferences: Option<&Preferences> = parts.extensions.get();
    Reader(preferences.copied().unwrap_or_default())
}

async fn show(
    server: &Server,
    parts: &Parts,
    community: &Community,
    title: T,
    content: &str,
) -> Response {
    let reader = reader(parts);
    let base = format!("/{}/devices", community.slug);
    let home = format!("/{}", community.slug);
    let title = reader.t(title);
    let content =
        format!(r#"<h1 class="title">{title}</h1><div class="section stack">{content}</div>"#);
    let body = reader.frame(&base, &home, &community.name, &content);
    let mut response = pages::document(server, parts, title.to_owned(), body).await;
    let no_store = header::HeaderValue::from_static("no-store");
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, no_store);
    response
}

/// The page.
pub async fn devices(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let member = Member::of(&server, &slug, &parts).await?;
    let jar = CookieJar::from_headers(&parts.headers);
    let shown = jar.get(RECOVERY_COOKIE).map(Cookie::value);
    let shown = shown.map(normalise_code).filter(|code| !code.is_empty());
    let mut said = String::new();
    if let Some(code) = &shown {
        // Of somebody else who has been here, or of one before, it says nothing.
        let (hash, form) = (code_hash(code), CommandId(app::context::new_id()));
        let found = server.store.recovery(&hash, form).await?;
        if found.is_some_and(|it| it.person == member.person && !it.again) {
            said = recovery_shown(reader(&parts), &member.community, code);
        }
    }
    let page = page(&server, &parts, &member, &said).await?;
    if shown.is_none() {
        return Ok(page);
    }
    let gone = flash(&server, String::new(), ::time::Duration::ZERO);
    Ok((CookieJar::new().add(gone), page).into_response())
}

/// Does what one of the page's forms says.
pub async fn change(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let member = Member::of(&server, &slug, &parts).await?;
    let (store, person, reader) = (&server.store, member.person, reader(&parts));
    let pace = &server.gate.pace;
    let said = match value(&values, DEED) {
        RECOVERY | HAND_OVER
            if pace
                .take(Some(person), 8, std::time::Instant::now())
                .is_err() =>
        {
            alert(reader.t(T(
                "试得太多、太快。请过一会儿再试。",
                "Too many tries in a short time. Please wait a while.",
            )))
        }
        RECOVERY => {
            let code = new_recovery(&server, person).await?;
            recovery_shown(reader, &member.community, &code)
        }
        HAND_OVER => {
            let (code, now) = (new_code_of(8), now());
            let until = now.plus(HAND_OVER_FOR);
            store
                .make_hand_over(&code_hash(&code), person, now, until)
                .await?;
            hand_over_shown(reader, &server, &member.community, &code)
        }
        SIGN_OUT => {
            let there = store.end_session_of(person, value(&values, DEVICE)).await?;
            if there {
                note(Event::SessionEnded, &Of::OneDevice);
                told(reader.t(T("那台设备已经退出。", "That device is signed out.")))
            } else {
                String::new()
            }
        }
        SIGN_OUT_OTHERS => {
            let token = session::own_token_hash(&server, &parts);
            store.end_other_sessions(person, &token).await?;
            note(Event::SessionEnded, &Of::OtherDevices);
            told(reader.t(T("其他设备都已退出。", "All other devices are signed out.")))
        }
        _ => return Err(Fault::Malformed),
    };
    page(&server, &parts, &member, &said).await
}

/// In groups of four, as it is copied by hand.
fn grouped(code: &str) -> String {
    let groups = code.as_bytes().chunks(4);
    let groups: Vec<_> = groups.map(String::from_utf8_lossy).collect();
    groups.join("-")
}

fn recovery_shown(reader: Reader, community: &Community, code: &str) -> String {
    format!(
        r#"<section class="card stack" role="status"><h2 class="section__title">{}</h2><p class="code">{}</p><p>{}</p><p><a class="btn btn--primary" href="/{}">{}</a></p></section>"#,
        reader.t(T("您的找回码", "Your recovery code")),
        grouped(code),
        reader.t(T(
            "请抄下来或截图收好，只显示这一次。换手机或手机丢了，在“用入户码加入”那一页输入它，您还是同一个人。不要给别人。",
            "Copy it, or keep a picture of it: it is shown this once. On a new phone, or if this one is lost, type it on the page for joining, and you are the same person again. Give it to nobody.",
        )),
        community.slug,
        reader.t(T("收好了，去看议题", "Kept it: on to the issues")),
    )
}

fn hand_over_shown(reader: Reader, server: &Server, community: &Community, code: &str) -> String {
    let link = join_address(&server.config.public_url, &community.slug, code);
    let label = reader.t(T("换浏览器的二维码", "QR code for another browser"));
    format!(
        r#"<section class="card stack" role="status"><h2 class="section__title">{}</h2><p>{}</p><div class="setup__qr">{}</div><p class="code">{}</p><p>{}</p></section>"#,
        reader.t(T("在另一个浏览器里登录", "Sign in in another browser")),
        reader.t(T(
            "用另一台设备扫码；或者在另一个浏览器打开本站的“加入”页，输入这个码。十分钟内有效，只能用一次，不要给别人。",
            "Scan it with the other device; or open this site's page for joining in the other browser and type the code. It is good for ten minutes, once. Give it to nobody.",
        )),
        qr(&link, label).unwrap_or_default(),
        grouped(code),
        escape(link.split('#').next().unwrap_or_default()),
    )
}

async fn page(
    server: &Server,
    parts: &Parts,
    member: &Member,
    said: &str,
) -> Result<Response, Fault> {
    let (store, person, community) = (&server.store, member.person, &member.community);
    let token = session::own_token_hash(server, parts);
    let all = store.signed_in(person, &token, now()).await?;
    let made_at = store.recovery_made_at(person).await?;
    let reader = reader(parts);
    let day = |at| time::date(community.zone.date(at), reader.language());
    let base = format!("/{}/devices", community.slug);
    let form = |deed: &str, more: &str, words: T| {
        format!(
            r#"<form method="post" action="{base}"><input type="hidden" name="{DEED}" value="{deed}">{more}{}</form>"#,
            buttons(&format!(
                r#"<button class="btn">{}</button>"#,
                reader.t(words)
            ))
        )
    };
    let row = |one: &SignedIn| {
        let device = words_of(reader, &one.device);
        let this = if one.is_this {
            format!("<li><b>{}</b></li>", reader.t(T("这台", "this one")))
        } else {
            String::new()
        };
        let sign_out = if one.is_this {
            String::new()
        } else {
            let more = format!(
                r#"<input type="hidden" name="{DEVICE}" value="{}">"#,
                one.id
            );
            form(SIGN_OUT, &more, T("退出这台", "Sign it out"))
        };
        format!(
            r#"<li class="stack"><b>{device}</b><ul class="meta">{this}<li>{}</li><li>{}</li></ul>{sign_out}</li>"#,
            reader.tf(T("{}登录", "signed in {}"), &[&day(one.since)]),
            reader.tf(T("最近 {}", "last seen {}"), &[&day(one.seen)]),
        )
    };
    let rows: String = all.iter().map(row).collect();
    let others = if all.len() > 1 {
        form(
            SIGN_OUT_OTHERS,
            "",
            T("退出其他所有设备", "Sign out all others"),
        )
    } else {
        String::new()
    };
    let code = match made_at {
        None => reader
            .t(T(
                "您还没有找回码。有了它，手机丢了也能自己回来。",
                "You have no recovery code yet. With one you come back by yourself if your phone is lost.",
            ))
            .to_owned(),
        Some(at) => reader.tf(
            T(
                "您有一个{}生成的找回码。丢了就换新的，旧的随即作废。",
                "You have a recovery code, made {}. If it is lost make a new one: the old one is void then.",
            ),
            &[&day(at)],
        ),
    };
    let content = format!(
        r#"{said}<section class="section stack"><h2 class="section__title">{}</h2><p>{code}</p>{}</section><section class="section stack"><h2 class="section__title">{}</h2><p>{}</p>{}</section><section class="section stack"><h2 class="section__title">{}</h2><ul class="list list--lined">{rows}</ul>{others}</section><p class="screen-only"><a href="/{}/me">{}</a></p>"#,
        reader.t(T("找回码", "Recovery code")),
        form(
            RECOVERY,
            "",
            if made_at.is_some() {
                T("换一个新的找回码", "Make a new recovery code")
            } else {
                T("生成找回码", "Make a recovery code")
            }
        ),
        reader.t(T("换浏览器或换设备", "Another browser or device")),
        reader.t(T(
            "在聊天软件里打开、想换到手机浏览器；或者想在第二台设备上用。",
            "Opened in a chat app and wanted in the phone's browser, or on a second device.",
        )),
        form(
            HAND_OVER,
            "",
            T("显示登录码", "Show a code to sign in with")
        ),
        reader.t(T("登录的设备", "Where you are signed in")),
        community.slug,
        reader.t(T("← 我的", "← Me")),
    );
    Ok(show(
        server,
        parts,
        community,
        T("设备与找回", "Devices and coming back"),
        &content,
    )
    .await)
}

/// What people call this kind of phone and browser.
fn words_of(reader: Reader, device: &str) -> String {
    if device.is_empty() {
        return reader
            .t(T("不知道是什么设备", "A device of an unknown kind"))
            .to_owned();
    }
    escape(&device.replace("WeChat", reader.t(T("微信", "WeChat"))))
}

/// The kind of phone and browser that a browser says it is, as far as somebody needs it to know
/// their own apart: no version and no model, by which people are told from others.
pub fn device(user_agent: &str) -> String {
    let first = |of: &[(&str, &'static str)]| {
        let mut all = of.iter();
        let found = all.find(|(word, _)| user_agent.contains(word));
        found.map(|(_, name)| *name)
    };
    let phone = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("OpenHarmony", "HarmonyOS"),
        ("HarmonyOS", "HarmonyOS"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux"),
    ]);
    let browser = first(&[
        ("MicroMessenger", "WeChat"),
        ("AlipayClient", "Alipay"),
        ("QQ/", "QQ"),
        ("MQQBrowser", "QQ"),
        ("HuaweiBrowser", "Huawei"),
        ("Edg", "Edge"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("SamsungBrowser", "Samsung"),
        ("Chrome", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let both: Vec<&str> = phone.into_iter().chain(browser).collect();
    both.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_known_by_its_kind_and_nothing_more() {
        for (user_agent, expected) in [
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1",
                "iPhone · Safari",
            ),
            (
                "Mozilla/5.0 (Linux; Android 12; ANA-AN00) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.47",
                "Android · WeChat",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:124.0) Gecko/20100101 Firefox/124.0",
                "Windows · Firefox",
            ),
            ("<script>", ""),
            ("", ""),
        ] {
            assert_eq!(device(user_agent), expected);
        }
    }

    #[test]
    fn codes_are_shown_in_groups_of_four() {
        assert_eq!(grouped("ABCDEFGH23456789"), "ABCD-EFGH-2345-6789");
    }
}
