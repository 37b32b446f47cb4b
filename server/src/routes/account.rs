//! Everything that is kept of somebody, for themselves: to be downloaded, and to be deleted. Plain
//! pages, without the bundle.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::time::Instant;

use app::context::{Preferences, now};
use app::security::{Event, Of, note};
use axum::Form;
use axum::body::Body;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use domain::words::{T, escape, time};
use domain::{Command, Envelope, PhotoId, Refusal, Sender, Timestamp};
use store::Account;
use tokio::io::AsyncReadExt;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::form::{self, Values, value};
use super::session::{self, Member};
use super::setup::{Reader, alert, buttons, list};
use super::{At, Fault, Server, pages};

/// What a download costs of a person's pace.
const DOWNLOAD: u32 = 60;
/// Bytes of the file that are in memory at a time, while it is sent.
const PIECE: usize = 64 * 1024;

fn reader(parts: &Parts) -> Reader {
    let preferences: Option<&Preferences> = parts.extensions.get();
    Reader(preferences.copied().unwrap_or_default())
}

/// The page.
pub async fn page(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let member = Member::of(&server, &slug, &parts).await?;
    Ok(show(&server, &parts, &member, StatusCode::OK, "").await)
}

async fn show(
    server: &Server,
    parts: &Parts,
    member: &Member,
    status: StatusCode,
    said: &str,
) -> Response {
    let reader = reader(parts);
    let slug = &member.community.slug;
    let goes = [
        T(
            "您反映的问题和写过的其他文字变成“已删除”，照片删掉，精确位置删掉；还没有列入议程的议题撤回，附议的邻居会收到消息。",
            "What you reported and else wrote becomes “deleted”, your photos and exact positions are gone; issues that no agenda has taken yet are withdrawn, and whoever seconded them is told.",
        ),
        T(
            "您的名字、职务、消息、登录和找回码都没有了；还没有定格的附议收回。",
            "Your name, offices, messages, sign-ins and recovery code are gone; seconds that are not frozen are taken back.",
        ),
        T(
            "写有这些内容的文件（PDF）作废，需要时按现在的内容重新生成。",
            "Papers (PDF) that held it are deleted, and made anew, without it, when they are asked for.",
        ),
    ];
    let stays = [
        T(
            "已经锁定的议程里的票数不变，但不再和任何人相连。",
            "The counts in locked agendas stay as they are, tied to nobody.",
        ),
        T(
            "总账（只有编号，没有名字和文字）里仍看得出这户有人加入过、又注销了。",
            "The journal, which has numbers and neither names nor words, still says that somebody of your household joined and left.",
        ),
        T(
            "您任职时写的答复和理由属于居委会或党支部，会留下。",
            "Answers and reasons that you wrote in an office are the committee's or the branch's, and stay.",
        ),
        T(
            "已打印的纸、别人手机里的副本收不回来；服务器的备份要等到下次轮换才没有。",
            "Printed paper, and copies on others' phones, can't be called back; backups of the server hold it until they are replaced.",
        ),
    ];
    let lines = |all: &[T]| list(all.iter().map(|text| reader.t(*text)));
    let title = reader.t(T("我的数据", "My data"));
    let content = format!(
        r#"<h1 class="title">{title}</h1><div class="section stack">{said}<section class="section stack"><h2 class="section__title">{}</h2><p>{}</p><p><a class="btn" href="/{slug}/account/all.zip" download>{}</a></p></section><section class="section stack"><h2 class="section__title">{}</h2><p>{}</p>{}<p>{}</p>{}<form class="stack" method="post" action="/{slug}/account"><input type="hidden" name="command" value="{}"><label class="choice"><input type="checkbox" name="sure"><span class="choice__text">{}</span></label>{}</form></section><p><a href="/{slug}/privacy">{}</a></p><p class="screen-only"><a href="/{slug}/me">{}</a></p></div>"#,
        reader.t(T("下载", "Download")),
        reader.t(T(
            "一个压缩包：您的全部数据（JSON）、照片，和一个能直接打开阅读的网页。",
            "One ZIP file: everything about you (JSON), your photos, and a page to read it with.",
        )),
        reader.t(T("下载我的全部数据", "Download everything about me")),
        reader.t(T("注销账户", "Delete my account")),
        reader.t(T("注销以后：", "What goes:")),
        lines(&goes),
        reader.t(T("留下的：", "What stays:")),
        lines(&stays),
        app::context::new_id(),
        reader.t(T("我知道这不能恢复。", "I know that this can't be undone.",)),
        buttons(&format!(
            r#"<button class="btn btn--danger">{}</button>"#,
            reader.t(T(
                "注销账户并删除内容",
                "Delete my account and what I wrote"
            ))
        )),
        reader.t(T("隐私说明", "Privacy")),
        reader.t(T("← 我的", "← Me")),
    );
    let home = format!("/{slug}");
    let base = format!("/{slug}/account");
    let body = reader.frame(&base, &home, &member.community.name, &content);
    let mut response = pages::document(server, parts, title.to_owned(), body).await;
    *response.status_mut() = status;
    let no_store = HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, no_store);
    response
}

/// Deletes the account of whoever asks, and leaves nothing of it on their phone.
pub async fn delete(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let member = Member::of(&server, &slug, &parts).await?;
    let reader = reader(&parts);
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    if value(&values, "sure").is_empty() {
        let said = alert(reader.t(T(
            "请先勾选“我知道这不能恢复”。",
            "Please tick first that you know that this can't be undone.",
        )));
        return Ok(show(&server, &parts, &member, refused, &said).await);
    }
    let (community, sender) = (member.community.id, Sender::Person(member.person));
    let envelope = Envelope {
        id: form::command(&values, &[]),
        command: Command::DeleteAccount {},
    };
    let answer = server.gate.execute(community, sender, &envelope).await?;
    if let Err(refusal) = answer {
        let said = alert(reader.t(match refusal {
            Refusal::OwnOffice => T(
                "您是书记。请先由另一位书记或管理员免去您的职务，再注销。",
                "You are the secretary. Have another secretary, or the operator, end your office first.",
            ),
            _ => T("现在不能注销。请稍后再试。", "This can't be done now. Please try again later."),
        }));
        return Ok(show(&server, &parts, &member, refused, &said).await);
    }
    // Whoever belongs to another community stays signed in there.
    let token = session::own_token_hash(&server, &parts);
    if server
        .store
        .visit("", &token, now())
        .await?
        .session
        .is_some()
    {
        return Ok(Redirect::to("/").into_response());
    }
    let gone = CookieJar::new().add(session::no_session(&server));
    let mut response = (gone, Redirect::to(&format!("/{slug}/join"))).into_response();
    // What pages keep for when there is no network.
    response.headers_mut().insert(
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(response)
}

/// Everything about whoever asks, in one file: made on disk, one photo in memory at a time.
pub async fn download(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
) -> Result<Response, Fault> {
    let member = Member::of(&server, &slug, &parts).await?;
    let pace = &server.gate.pace;
    if let Err(seconds) = pace.take(Some(member.person), DOWNLOAD, Instant::now()) {
        let wait = [(header::RETRY_AFTER, seconds.to_string())];
        return Ok((StatusCode::TOO_MANY_REQUESTS, wait).into_response());
    }
    let community = member.community.id;
    let account = server.store.account(community, member.person).await?;
    let account = account.ok_or(Fault::NotFound)?;
    let made = file(&server, &parts, &member, &account).await;
    let made = made.map_err(|error| {
        tracing::error!("a download of somebody's data: {error}");
        Fault::Broken
    })?;
    note(Event::Downloaded, &Of::Account);
    let pieces =
        futures_util::stream::try_unfold(tokio::fs::File::from_std(made), |mut file| async move {
            let mut piece = vec![0; PIECE];
            let read = file.read(&mut piece).await?;
            piece.truncate(read);
            Ok::<_, io::Error>((read > 0).then_some((piece, file)))
        });
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"twoline.zip\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// The file, at its beginning; nobody else finds it.
async fn file(
    server: &Server,
    parts: &Parts,
    member: &Member,
    account: &Account,
) -> Result<File, Box<dyn std::error::Error + Send + Sync>> {
    let mut zip = ZipWriter::new(tempfile::tempfile()?);
    // Photos are small already, and the rest is little.
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let text = serde_json::to_string_pretty(&Download {
        community: &member.community.slug,
        made_at: now(),
        sessions: server
            .store
            .signed_in(
                member.person,
                &session::own_token_hash(server, parts),
                now(),
            )
            .await?
            .into_iter()
            .map(|one| (one.since, one.seen, one.device))
            .collect(),
        recovery_code_made_at: server.store.recovery_made_at(member.person).await?,
        account,
    })?;
    zip.start_file("everything.json", stored)?;
    zip.write_all(text.as_bytes())?;
    let mut there = vec![];
    let of_issues = account.issues.iter().flat_map(|issue| &issue.photos);
    for photo in of_issues.chain(&account.photos) {
        let bytes = server.store.photo(member.community.id, *photo, false);
        let Some(bytes) = bytes.await? else { continue };
        zip.start_file(name(*photo), stored)?;
        zip.write_all(&bytes)?;
        there.push(*photo);
    }
    zip.start_file("index.html", stored)?;
    zip.write_all(in_words(reader(parts), member, account, &there).as_bytes())?;
    let mut file = zip.finish()?;
    file.rewind()?;
    Ok(file)
}

fn name(photo: PhotoId) -> String {
    format!("photos/{photo}.jpg")
}

fn picture(photo: &PhotoId) -> String {
    format!(r#"<br><img src="{}" alt="" width="320">"#, name(*photo))
}

/// What stands in `everything.json`. Times are milliseconds since 1970, UTC.
#[derive(serde::Serialize)]
struct Download<'a> {
    community: &'a str,
    made_at: Timestamp,
    /// Where they are signed in: since when, when they came last, to a day, and with what.
    sessions: Vec<(Timestamp, Timestamp, String)>,
    recovery_code_made_at: Option<Timestamp>,
    #[serde(flatten)]
    account: &'a Account,
}

/// The page to read it with.
fn in_words(reader: Reader, member: &Member, account: &Account, photos: &[PhotoId]) -> String {
    let (community, language) = (&member.community, reader.language());
    let day = |at| time::date(community.zone.date(at), language);
    let section = |title: T, lines: Vec<String>| {
        if lines.is_empty() {
            return String::new();
        }
        let lines = lines.join("</li><li>");
        format!("<h2>{}</h2><ul><li>{lines}</li></ul>", reader.t(title))
    };
    let words = |text: &str| escape(text).replace('\n', "<br>");
    let place = [account.building.as_deref(), account.room.as_deref()];
    let place: Vec<&str> = place.into_iter().flatten().collect();
    let mut of_me = vec![
        words(&account.nickname),
        escape(&place.join(" ")),
        reader.tf(T("{}加入", "joined {}"), &[&day(account.joined_at)]),
        reader.tf(
            T(
                "同意的说明是第 {} 版",
                "agreed to version {} of the consent text",
            ),
            &[&account.consent],
        ),
    ];
    if let Some(address) = &account.mail {
        of_me.push(reader.tf(T("邮箱：{}", "mail address: {}"), &[address]));
    }
    let turned_off = account.turned_off.iter().map(|why| {
        let why = app::said::because(*why).of(language);
        reader.tf(T("不再提醒：{}", "in the inbox alone: {}"), &[&why])
    });
    of_me.extend(turned_off);
    let phones = account.phones.iter().map(|at| {
        let words = T(
            "用一台手机登录过，最近 {}",
            "signed in with a phone, last {}",
        );
        reader.tf(words, &[&day(*at)])
    });
    of_me.extend(phones);
    let offices = account.offices.iter();
    of_me.extend(offices.map(|office| {
        let role = app::role(office.role).of(language);
        format!("{role} · {}", day(office.since))
    }));
    let issues = account.issues.iter().map(|issue| {
        let shown = issue.photos.iter().filter(|photo| photos.contains(photo));
        let shown: Vec<String> = shown.map(picture).collect();
        let shown = shown.concat();
        format!(
            "#{} {} · {}{shown}",
            issue.number,
            words(&issue.title),
            day(issue.filed_at)
        )
    });
    let texts = account.texts.iter().map(|text| {
        format!(
            "{} · <b>{}</b><br>{}",
            day(text.at),
            words(&text.title),
            words(&text.body)
        )
    });
    let seconded = |all: &[store::Seconded]| {
        let all = all.iter();
        let line = |one: &store::Seconded| {
            format!("#{} {} · {}", one.number, words(&one.title), day(one.at))
        };
        all.map(line).collect::<Vec<_>>()
    };
    let unused = account.photos.iter().filter(|photo| photos.contains(photo));
    let unused = unused.map(picture);
    let title = reader.tf(T("{}：我的数据", "{}: my data"), &[&community.name]);
    format!(
        r#"<!doctype html><html lang="{}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title><body><h1>{title}</h1><p>{}</p>{}{}{}{}{}{}</body></html>"#,
        language.code(),
        reader.t(T(
            "这里是读得懂的部分；全部数据在 everything.json 里。",
            "This is what reads well; all of it is in everything.json.",
        )),
        section(T("我", "Myself"), of_me),
        section(
            T("我反映的议题", "Issues that I reported"),
            issues.collect()
        ),
        section(T("我写的文字", "What I wrote"), texts.collect()),
        section(T("我的附议", "What I second"), seconded(&account.seconds)),
        section(
            T("我代录的附议", "What I entered for others"),
            seconded(&account.entered)
        ),
        section(
            T("还没用的照片", "Photos that no issue has"),
            unused.collect()
        ),
    )
}
