//! When supervisors took along the document of an agenda: whole ballots are in it, so everybody who
//! reads the agenda reads that, too. The server makes the page by itself.

use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;
use domain::words::{T, time};
use domain::{Community, Timestamp};

use crate::routes::session::enter;
use crate::routes::setup::{Reader, list};
use crate::routes::{At, Fault, Server, pages};

const TITLE: T = T("谁下载过核对数据", "Who downloaded the data to check");

fn content(
    reader: Reader,
    community: &Community,
    number: u32,
    taken: &(Vec<Timestamp>, u32),
) -> String {
    let (times, all) = taken;
    let line = |at: &Timestamp| {
        let when = time::moment(&community.zone, *at, reader.language());
        T("{} · 监督员", "{} · a supervisor").with(reader.language(), &[&when])
    };
    let lines: Vec<String> = times.iter().map(line).collect();
    let shown = if lines.is_empty() {
        format!(
            "<p>{}</p>",
            reader.t(T("还没有人下载过。", "Nobody has downloaded it yet."))
        )
    } else {
        list(lines.iter().map(String::as_str))
    };
    let earlier = all.saturating_sub(u32::try_from(times.len()).unwrap_or(u32::MAX));
    let earlier = if earlier > 0 {
        let words = T("更早还有 {} 次。", "Earlier: {} more times.");
        format!(r#"<p class="muted">{}</p>"#, reader.tf(words, &[&earlier]))
    } else {
        String::new()
    };
    format!(
        r#"<p class="screen-only"><a href="/{}/meetings/{number}">{}</a></p><h1 class="title">{}</h1><p class="lead">{}</p><div class="section stack">{shown}{earlier}</div>"#,
        community.slug,
        reader.t(T("← 会议议程", "← Agenda")),
        reader.t(TITLE),
        reader.t(T(
            "核对数据里有每个人的整张附议，没有名字，只有编号；只有监督员能下载，每次下载都记在这里。谁知道某人附议了哪几件，可能认得出是哪一张。",
            "The data has everybody's whole ballot, under numbers and without names. Only supervisors may download it, and each download is noted here. Whoever knows what somebody seconded may recognise theirs.",
        )),
    )
}

/// For whoever may read the agenda.
pub async fn page(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    parts: Parts,
) -> Result<Response, Fault> {
    let entered = enter(&server, &slug, &parts).await?;
    let community = entered.community;
    let meeting = server.store.meeting(community.id, number, &entered.viewer);
    let meeting = meeting.await?.ok_or(Fault::NotFound)?.meeting;
    if meeting.status == domain::meeting::Status::Draft {
        return Err(Fault::NotFound);
    }
    let taken = server.store.document_takings(community.id, number).await?;
    let reader = Reader(parts.extensions.get().copied().unwrap_or_default());
    let content = content(reader, &community, number, &taken);
    let path = format!("/{slug}/meetings/{number}/downloads");
    let body = reader.frame(&path, &format!("/{slug}"), &community.name, &content);
    Ok(pages::document(&server, &parts, reader.t(TITLE).to_owned(), body).await)
}
