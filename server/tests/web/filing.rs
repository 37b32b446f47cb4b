use axum::http::StatusCode;
use domain::Role;
use server::config::Config;

use crate::world::{Ask, World, jpeg, jpeg_of_height, uuid};

const NASTY: &str = "</title></textarea><script>alert(1)</script>";
const ESCAPED: &str = "&lt;/title&gt;&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;";

#[tokio::test]
async fn what_was_typed_comes_back_with_what_is_wrong_and_runs_nowhere() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let title = format!("{NASTY}{}", "x".repeat(40));
    let values = [
        ("category", "lift"),
        ("title", title.as_str()),
        ("body", NASTY),
        ("area", "cluster:East"),
        ("building", "1"),
        ("command", &uuid()),
    ];
    let refused = world
        .send(Ask::multipart("/a/issues/new", &values, &[]).by(&anna))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(!page.contains("<script>alert"), "{page}");
    assert!(!page.contains("</textarea><script"));
    assert!(
        page.contains(&format!("value=\"{ESCAPED}")),
        "the title is still there"
    );
    assert!(
        page.contains(&format!("{ESCAPED}</textarea>")),
        "the text is still there"
    );
    for chosen in [
        "value=\"lift\" checked",
        "value=\"cluster:East\" selected",
        "value=\"1\" selected",
    ] {
        assert!(page.contains(chosen), "{chosen} in {page}");
    }
    assert!(page.contains("aria-invalid=\"true\""));
}

#[tokio::test]
async fn a_filed_issue_is_shown_and_runs_nowhere() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let issue = world.issue("a", &anna, NASTY).await;
    assert_eq!(issue, "/a/issues/1");
    for path in [issue.as_str(), "/a", "/a/plan", "/a/inbox"] {
        let page = world.send(Ask::get(path).by(&anna)).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.text().contains("<script>alert"), "{path}");
    }
    assert!(
        world
            .send(Ask::get(&issue).by(&anna))
            .await
            .text()
            .contains(ESCAPED)
    );
}

#[tokio::test]
async fn the_same_form_sent_twice_files_one_issue() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let values = [
        ("category", "lift"),
        ("title", "Lift"),
        ("area", "estate"),
        ("command", &uuid()),
        ("issue", &uuid()),
    ];
    for _ in 0..2 {
        let ask = Ask::multipart("/a/issues/new", &values, &[&jpeg()]).by(&anna);
        assert_eq!(world.send(ask).await.location(), "/a/issues/1");
    }
}

/// Browsers show a form again when one goes back, with the ids that it had.
#[tokio::test]
async fn facts_and_photos_are_added_to_ones_own_issue_by_a_plain_form() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let bo = world.member("a", "bo").await;
    let issue = world.issue("a", &anna, "Lift").await;
    let address = format!("{issue}/add");
    let page = world.send(Ask::get(&address).by(&anna)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("enctype=\"multipart/form-data\""));
    // Nobody adds to what somebody else reported.
    let page = world.send(Ask::get(&address).by(&bo)).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let values = [("body", NASTY), ("command", &uuid())];
    let ask = Ask::multipart(&address, &values, &[]).by(&bo);
    let refused = world.send(ask).await;
    assert_ne!(refused.status, StatusCode::SEE_OTHER);
    // What is missing is said, and the photo is still there.
    let empty = [("body", ""), ("command", &uuid())];
    let ask = Ask::multipart(&address, &empty, &[&jpeg()]).by(&anna);
    let refused = world.send(ask).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text().contains("name=\"kept_photos\""),
        "{}",
        refused.text()
    );
    for _ in 0..2 {
        let ask = Ask::multipart(&address, &values, &[&jpeg()]).by(&anna);
        assert_eq!(world.send(ask).await.location(), issue);
    }
    let page = world.send(Ask::get(&issue).by(&bo)).await.text();
    assert_eq!(page.matches(">Facts added by the reporter<").count(), 1);
    assert_eq!(page.matches("class=\"trace__photos\"").count(), 1);
    assert!(page.contains(ESCAPED) && !page.contains("<script>alert"));
}

#[tokio::test]
async fn the_same_form_with_other_words_files_another_issue() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let (command, issue) = (uuid(), uuid());
    for (title, address) in [
        ("Lift", "/a/issues/1"),
        ("Roof", "/a/issues/2"),
        ("Lift", "/a/issues/1"),
        ("Roof", "/a/issues/2"),
        ("Gate", "/a/issues/3"),
    ] {
        let values = [
            ("category", "lift"),
            ("title", title),
            ("area", "estate"),
            ("command", &command),
            ("issue", &issue),
        ];
        // The browser kept the photo, too.
        let ask = Ask::multipart("/a/issues/new", &values, &[&jpeg()]).by(&anna);
        let filed = world.send(ask).await;
        assert_eq!(filed.location(), address, "{}", filed.text());
        let page = world.send(Ask::get(address).by(&anna)).await.text();
        assert!(
            page.contains(title) && page.contains("/a/photos/"),
            "{page}"
        );
    }
}

#[tokio::test]
async fn a_photo_survives_a_mistake_in_another_field() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let mut values = vec![("category", "lift"), ("title", ""), ("area", "estate")];
    let ask = Ask::multipart("/a/issues/new", &values, &[&jpeg()]).by(&anna);
    let refused = world.send(ask).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    // The page carries the kept photo's id, which the form sends back.
    let id = kept_photos(&refused.text());
    values = vec![
        ("category", "lift"),
        ("title", "Lift"),
        ("area", "estate"),
        ("kept_photos", &id),
    ];
    let filed = world
        .send(Ask::multipart("/a/issues/new", &values, &[]).by(&anna))
        .await;
    assert_eq!(filed.status, StatusCode::SEE_OTHER, "{}", filed.text());
    let issue = world
        .send(Ask::get(filed.location()).by(&anna))
        .await
        .text();
    assert!(issue.contains(&format!("/a/photos/{id}")));
}

/// What stands in the input of a page that names kept photos.
fn kept_photos(page: &str) -> String {
    let value = page.split("name=\"kept_photos\" value=\"").nth(1);
    let value = value.and_then(|rest| rest.split('"').next());
    value.expect("named in the page").to_owned()
}

#[tokio::test]
async fn up_to_four_photos_are_taken_and_one_more_loses_none_of_them() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let photos: Vec<Vec<u8>> = (48..53).map(jpeg_of_height).collect();
    let photos: Vec<&[u8]> = photos.iter().map(Vec::as_slice).collect();
    let values = vec![("category", "lift"), ("title", "Lift"), ("area", "estate")];
    let ask = Ask::multipart("/a/issues/new", &values, &photos).by(&anna);
    let refused = world.send(ask).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = kept_photos(&refused.text());
    assert_eq!(kept.split(' ').count(), 4);

    let values = vec![
        ("category", "lift"),
        ("title", "Lift"),
        ("area", "estate"),
        ("kept_photos", &kept),
    ];
    let ask = Ask::multipart("/a/issues/new", &values, &[]).by(&anna);
    let filed = world.send(ask).await;
    assert_eq!(filed.status, StatusCode::SEE_OTHER, "{}", filed.text());
    let issue = world
        .send(Ask::get(filed.location()).by(&anna))
        .await
        .text();
    for id in kept.split(' ') {
        assert!(issue.contains(&format!("/a/photos/{id}")));
    }
}

/// As phones take them: more than any server keeps in memory at once.
#[tokio::test]
async fn many_large_originals_lose_nothing_that_was_typed() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let original = vec![0xff; 12 * 1024 * 1024];
    let values = [
        ("category", "lift"),
        ("title", "Lift"),
        ("body", "Stuck"),
        ("area", "estate"),
    ];
    let ask = Ask::multipart("/a/issues/new", &values, &[&original[..]; 7]).by(&anna);
    let refused = world.send(ask).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(page.contains("Stuck</textarea>") && page.contains("value=\"Lift\""));
}

#[tokio::test]
async fn a_file_that_is_no_photo_is_refused_beside_everything_else_that_is_wrong() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let values = [("category", ""), ("title", ""), ("body", "kept")];
    let svg = b"<svg onload=alert(1)>".as_slice();
    let too_large = vec![0; 13 * 1024 * 1024];
    for photo in [svg, &too_large] {
        let ask = Ask::multipart("/a/issues/new", &values, &[photo]).by(&anna);
        let refused = world.send(ask).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.text();
        for field in ["photo", "title", "category"] {
            let error = page
                .split(&format!("id=\"{field}-error\""))
                .nth(1)
                .expect("there");
            let shown = error.split('>').next().expect("a tag");
            assert!(!shown.contains("hidden"), "{field}: {shown}");
        }
        assert!(page.contains("kept</textarea>"));
    }
}

#[tokio::test]
async fn a_photo_that_did_not_arrive_is_asked_for_again() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let values = [("category", "lift"), ("title", "Lift")];
    let whole = jpeg_of_height(480);
    for photo in [&b""[..], &whole[..whole.len() / 2]] {
        let ask = Ask::multipart("/a/issues/new", &values, &[photo]).by(&anna);
        let refused = world.send(ask).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text().contains("did not arrive"),
            "{}",
            refused.text()
        );
    }
}

#[tokio::test]
async fn words_without_end_are_refused_without_being_kept() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let long = "x".repeat(65 * 1024);
    let many: Vec<String> = (0..7000).map(|n| format!("field-{n}")).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|name| (name.as_str(), "")).collect();
    for values in [&[("body", long.as_str())][..], &many] {
        let ask = Ask::multipart("/a/issues/new", values, &[&jpeg()]).by(&anna);
        let refused = world.send(ask).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(refused.text().contains("too much"), "{}", refused.text());
    }
    // The head of a part that does not end.
    let head = format!("------twoline\r\n{}", "x".repeat(4 * 1024 * 1024));
    let kind = "multipart/form-data; boundary=----twoline";
    let pieces: Vec<Result<Vec<u8>, std::io::Error>> = head
        .as_bytes()
        .chunks(8192)
        .map(|piece| Ok(piece.to_vec()))
        .collect();
    let ask = Ask::new(axum::http::Method::POST, "/a/issues/new")
        .header("content-type", kind)
        .body(axum::body::Body::from_stream(futures_util::stream::iter(
            pieces,
        )));
    let refused = world.send(ask.by(&anna)).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn whoever_files_without_end_waits_and_loses_nothing() {
    let world = World::with(|config| Config { pace: 60, ..config }).await;
    let anna = world.member("a", "anna").await;
    let values = [
        ("category", "lift"),
        ("title", "Lift"),
        ("body", "Stuck"),
        ("area", "estate"),
    ];
    let file = async |by: &str| {
        let ask = Ask::multipart("/a/issues/new", &values, &[]).by(by);
        world.send(ask).await
    };
    let mut filed = 0;
    let refused = loop {
        let answer = file(&anna).await;
        if answer.status != StatusCode::SEE_OTHER {
            break answer;
        }
        filed += 1;
        assert!(filed < 100, "nobody files so much");
    };
    // As many as wait in the outbox of a long walk.
    assert!(filed >= 25, "{filed}");
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let wait: u32 = refused.header("retry-after").parse().expect("seconds");
    assert!((1..=8).contains(&wait), "{wait}");
    let page = refused.text();
    assert!(page.contains(&format!("wait {wait} seconds")), "{page}");
    assert!(page.contains("Stuck</textarea>"), "{page}");
    // Nobody else waits.
    let bo = world.member("a", "bo").await;
    assert_eq!(file(&bo).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn only_members_file() {
    let world = World::new().await;
    let stranger = world.member("b", "bo").await;
    let values = [("category", "lift"), ("title", "Lift"), ("area", "estate")];
    for ask in [
        Ask::multipart("/a/issues/new", &values, &[]),
        Ask::multipart("/a/issues/new", &values, &[]).by(&stranger),
        Ask::multipart("/a/issues/new", &values, &[]).by("__Host-twoline_session=made-up"),
    ] {
        let answer = world.send(ask).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, "/a/join")
        );
    }
    let nowhere = world
        .send(Ask::multipart("/c/issues/new", &values, &[]).by(&stranger))
        .await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
}

/// What nobody sees is no title; what is written from right to left turns nothing beside it.
#[tokio::test]
async fn a_title_is_seen_and_has_a_direction_of_its_own() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    for unseen in [
        "\u{200b}\u{200b}",
        "\u{3164}",
        "\u{200e}\u{202e}\u{2066}",
        "\u{fe0f}",
    ] {
        let values = [
            ("category", "lift"),
            ("title", unseen),
            ("area", "estate"),
            ("command", &uuid()),
        ];
        let refused = world
            .send(Ask::multipart("/a/issues/new", &values, &[]).by(&anna))
            .await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{unseen:?}"
        );
    }
    let title = "ئەسسالامۇ ئەلەيكۇم";
    let typed = format!("\u{202e}{title}");
    let issue = world.issue("a", &anna, &typed).await;
    for path in [issue.as_str(), "/a"] {
        let page = world.send(Ask::get(path).by(&anna)).await.text();
        assert!(!page.contains('\u{202e}'), "{path}");
        let (before, _) = page.split_once(&format!(">{title}<")).expect(path);
        let element = before.rsplit('<').next().expect("an element");
        assert!(element.contains("dir=\"auto\""), "{path}: {element}");
    }
    // Within words of ours, too.
    let page = world.send(Ask::get("/a").by(&anna)).await.text();
    let label = format!("\u{2068}{title}\u{2069}");
    assert!(page.contains(&label), "{page}");
}

#[tokio::test]
async fn a_reporter_keeps_their_name_and_home_from_neighbours() {
    let world = World::new().await;
    let worker = world.officer("a", "wei", Role::CommitteeWorker).await;
    let anna = world.member("a", "Keptname").await;
    let bea = world.member("a", "bea").await;
    let values = [
        ("category", "lift"),
        ("title", "Leak"),
        ("area", "estate"),
        ("building", "1"),
        ("lat", "31.0471"),
        ("lon", "121.0472"),
        ("source", "gps"),
        ("nameless", "on"),
        ("at_home", "on"),
        ("command", &uuid()),
    ];
    let filed = Ask::multipart("/a/issues/new", &values, &[]).by(&anna);
    let issue = world.send(filed).await.location().to_owned();
    let get = async |path: &str, by: &str| world.send(Ask::get(path).by(by)).await;
    let read = "/api/read/issue?slug=a&number=1";
    for path in [&*issue, read] {
        let neighbours = get(path, &bea).await.text();
        assert!(!neighbours.contains("Keptname") && !neighbours.contains("31.0471"));
        assert!(
            neighbours.contains("A neighbour, name not shown"),
            "{neighbours}"
        );
        let workers = get(path, &worker).await.text();
        assert!(workers.contains("Keptname"), "{workers}");
        assert!(workers.contains("(not shown to neighbours)"), "{workers}");
    }
    assert!(get(read, &worker).await.text().contains("31.0471"));
    assert!(get(read, &anna).await.text().contains("31.0471"));

    // Afterwards it is chosen on a page of the reporter's own.
    let page = format!("{issue}/discretion");
    assert!(get(&issue, &anna).await.text().contains(&page));
    for by in [&bea, &worker] {
        assert!(!get(&issue, by).await.text().contains(&page));
        assert_eq!(get(&page, by).await.status, StatusCode::NOT_FOUND);
        let sent = world.send(Ask::form(&page, &[]).by(by)).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND);
    }
    let shown = get(&page, &anna).await.text();
    assert_eq!(shown.matches(" checked").count(), 2, "{shown}");
    let command = uuid();
    let name_only = [("command", command.as_str()), ("nameless", "on")];
    let sent = world.send(Ask::form(&page, &name_only).by(&anna)).await;
    assert_eq!(sent.location(), format!("{page}?saved"));
    assert_eq!(
        get(&page, &anna).await.text().matches(" checked").count(),
        1
    );
    let neighbours = get(read, &bea).await.text();
    assert!(!neighbours.contains("Keptname") && neighbours.contains("31.0471"));
    let command = uuid();
    let none = [("command", command.as_str())];
    world.send(Ask::form(&page, &none).by(&anna)).await;
    assert!(get(&issue, &bea).await.text().contains("Keptname"));
}
