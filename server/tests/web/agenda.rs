use axum::http::{StatusCode, header};
use domain::Role;
use domain::hex::sha256_hex;

use crate::hall::Hall;

#[tokio::test]
async fn the_document_of_an_agenda_is_for_supervisors() {
    let hall = Hall::locked().await;
    let path = "/a/meetings/1/document.json";
    let world = &hall.world;
    let supervisor = world.officer("a", "qian", Role::Supervisor).await;
    let leader = world.officer("a", "sun", Role::BuildingLeader).await;
    let worker = world.officer("a", "li", Role::CommitteeWorker).await;
    for session in ["", &hall.anna, &leader, &worker, &hall.secretary] {
        let answer = hall.get(path, session).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{session}");
    }
    let answer = hall.get(path, &supervisor).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
    assert!(
        answer
            .header(header::CONTENT_DISPOSITION)
            .contains("agenda-a-1.json")
    );
    // What they download is what the printed fingerprint is of.
    let digits = sha256_hex(&answer.body);
    let shown = domain::words::meeting::fingerprint(&digits);
    let page = hall.get("/a/meetings/1", "").await;
    assert!(page.text().contains(&shown), "{shown}");
    let verdict = server::agenda::verify::verify(&answer.body, &digits, domain::Language::English);
    assert!(
        matches!(verdict, server::agenda::verify::Verdict::Printed(_)),
        "{verdict:?}"
    );
    for path in ["/b/meetings/1/document.json", "/a/meetings/2/document.json"] {
        let answer = hall.get(path, &supervisor).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_draft_has_no_document() {
    let hall = Hall::new().await;
    let supervisor = hall.world.officer("a", "qian", Role::Supervisor).await;
    let answer = hall.get("/a/meetings/1/document.json", &supervisor).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn everybody_reads_their_own_line_only() {
    let hall = Hall::locked().await;
    let path = "/api/read/line?slug=a&number=1";
    let answer = hall.get(path, &hall.anna).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text().contains("1 of 1"), "{}", answer.text());
    let answer = hall.get(path, &hall.secretary).await;
    assert!(
        answer
            .text()
            .contains("you seconded nothing that the rule had to choose from")
    );
    let answer = hall.get(path, "").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let page = hall.get("/a/meetings/1/line", &hall.anna).await;
    assert!(page.text().contains("1 of 1"), "{}", page.text());
}

#[tokio::test]
async fn how_agendas_are_made_is_read_by_whoever_prepares_them() {
    let hall = Hall::new().await;
    let supervisor = hall.world.officer("a", "qian", Role::Supervisor).await;
    let path = "/api/read/agenda-settings?slug=a";
    for (session, status) in [
        (&hall.secretary, StatusCode::OK),
        (&hall.anna, StatusCode::NOT_FOUND),
        (&supervisor, StatusCode::NOT_FOUND),
    ] {
        assert_eq!(hall.get(path, session).await.status, status);
    }
    let page = hall.get("/a/meetings/settings", &hall.secretary).await;
    assert!(page.text().contains("Equal shares of time"));
}

#[tokio::test]
async fn an_issues_page_shows_where_it_stands_and_what_comes_next() {
    let hall = Hall::new().await;
    let current = async || {
        let page = hall.get("/a/issues/1", &hall.anna).await.text();
        let (_, step) = page.split_once("aria-current=\"step\">").expect("a strip");
        let (step, rest) = step.split_once("</li>").expect("an end");
        assert!(rest.contains("class=\"way__stands\""), "{page}");
        step.to_owned()
    };
    assert_eq!(current().await, "Accepted");
    hall.lock().await;
    assert_eq!(current().await, "Agenda");
    hall.publish().await;
    assert_eq!(current().await, "Decision");
    let page = hall.get("/a/issues/1", &hall.anna).await.text();
    assert!(page.contains("Reported<span class=\"visually-hidden\"> (done)"));
}

#[tokio::test]
async fn the_feed_names_the_next_meeting_and_until_when_seconds_count() {
    let hall = Hall::new().await;
    let feed = async || hall.get("/a/issues", &hall.anna).await.text();
    let page = feed().await;
    for words in [
        "Next meeting",
        "href=\"/a/meetings/1\"",
        "Room 2",
        "second counts until it is locked",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    hall.lock().await;
    assert!(
        feed()
            .await
            .contains("Seconds count for the meeting after it now")
    );
    // Whoever looks for words looks for something else.
    let page = hall.get("/a/issues?words=Lift", &hall.anna).await.text();
    assert!(!page.contains("Next meeting"), "{page}");
}

#[tokio::test]
async fn a_meeting_comes_into_a_calendar_for_whoever_may_know_of_it() {
    let hall = Hall::new().await;
    let path = "/a/meetings/1/calendar.ics";
    // Before there is an agenda, day and place are known to members.
    let page = hall.get("/a/meetings/1", &hall.anna).await.text();
    assert!(page.contains("Room 2") && page.contains(path), "{page}");
    assert_eq!(hall.get(path, "").await.status, StatusCode::NOT_FOUND);
    let answer = hall.get(path, &hall.anna).await;
    assert_eq!(
        answer.header("content-type"),
        "text/calendar; charset=utf-8"
    );
    let draft = answer.text();
    let uid = format!("UID:{}\r\n", hall.meeting);
    for line in ["BEGIN:VEVENT\r\n", &uid, "LOCATION:Room 2\r\n"] {
        assert!(draft.contains(line), "{line}: {draft}");
    }
    hall.lock().await;
    let locked = hall.get(path, "").await.text();
    assert!(locked.contains(&uid), "the same entry: {locked}");
    assert!(locked.contains("SEQUENCE:3\r\n"), "a newer one: {locked}");
}

#[tokio::test]
async fn an_issues_page_says_why_it_is_on_the_agenda_or_not() {
    let hall = Hall::locked().await;
    let page = hall.get("/a/issues/1", &hall.anna).await;
    assert!(
        page.text()
            .contains("its supporters (1) could pay its minutes together"),
        "{}",
        page.text()
    );
    let neighbour = hall.world.issue("a", &hall.anna, "Later").await;
    let page = hall.get(&neighbour, &hall.anna).await;
    assert!(
        page.text().contains("once the committee has accepted it"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn each_download_of_a_document_is_told_to_everybody() {
    let hall = Hall::locked().await;
    let world = &hall.world;
    let supervisor = world.officer("a", "Nobodysname", Role::Supervisor).await;
    let document = "/a/meetings/1/document.json";
    let path = "/a/meetings/1/downloads";
    let shown = async |by: &str| hall.get(path, by).await.text();
    for by in ["", &hall.anna, &hall.secretary, &supervisor] {
        // Whoever reads the agenda is led there.
        assert!(hall.get("/a/meetings/1", by).await.text().contains(path));
        assert!(shown(by).await.contains("Nobody has downloaded it yet."));
        let refused = by != supervisor;
        let answer = hall.get(document, by).await;
        assert_eq!(answer.status == StatusCode::NOT_FOUND, refused);
        // Looking at the page, and being refused, are no downloads.
        if refused {
            assert!(shown(by).await.contains("Nobody has downloaded it yet."));
        }
    }
    for by in ["", &hall.anna, &hall.secretary, &supervisor] {
        let text = shown(by).await;
        assert_eq!(text.matches(" · a supervisor").count(), 1, "{text}");
        assert!(!text.contains("Nobodysname"));
    }
    hall.get(document, &supervisor).await;
    assert_eq!(shown("").await.matches(" · a supervisor").count(), 2);
    let (times, all) = (world.store.document_takings(hall.community, 1))
        .await
        .expect("no fault");
    assert_eq!((times.len(), all), (2, 2));
    let chinese = world
        .send(crate::world::Ask::get(path).header("accept-language", "zh"))
        .await;
    assert_eq!(chinese.text().matches(" · 监督员").count(), 2);
    // There is none of a draft, and none of another community.
    for path in ["/a/meetings/2/downloads", "/b/meetings/1/downloads"] {
        assert_eq!(hall.get(path, "").await.status, StatusCode::NOT_FOUND);
    }
    let draft = Hall::new().await;
    let answer = draft.get(path, &draft.secretary).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
