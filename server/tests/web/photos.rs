use axum::http::{Method, StatusCode, header};
use domain::{Field, FieldError, Problem, Role};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use server::config::Config;

use crate::world::{Answer, Ask, World, jpeg, uuid};

/// Who is signed in with a session, as a page knows it.
async fn person(world: &World, session: &str) -> String {
    let ask = Ask::get("/api/read/community?slug=a").by(session);
    let known: serde_json::Value =
        serde_json::from_slice(&world.send(ask).await.body).expect("JSON");
    let person = known["viewer"]["person"].as_str();
    person.unwrap_or_default().to_owned()
}

async fn put(world: &World, session: &str, id: &str, bytes: Vec<u8>) -> Answer {
    let sender = person(world, session).await;
    put_as(world, session, &sender, id, bytes).await
}

async fn put_as(world: &World, session: &str, sender: &str, id: &str, bytes: Vec<u8>) -> Answer {
    let path = format!("/api/v1/a/photos/{id}?sender={sender}");
    world
        .send(Ask::new(Method::PUT, &path).body(bytes).by(session))
        .await
}

#[tokio::test]
async fn members_see_a_photo_and_nobody_else_does() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let neighbour = world.member("a", "bo").await;
    let elsewhere = world.member("b", "cy").await;
    let id = uuid();
    for _ in 0..2 {
        assert_eq!(
            put(&world, &anna, &id, jpeg()).await.status,
            StatusCode::NO_CONTENT
        );
    }
    for size in ["", "/small"] {
        let path = format!("/a/photos/{id}{size}");
        for session in [&anna, &neighbour] {
            let photo = world.send(Ask::get(&path).by(session)).await;
            assert_eq!(photo.status, StatusCode::OK);
            assert_eq!(photo.header(header::CONTENT_TYPE), "image/jpeg");
            assert_eq!(
                photo.header(header::CACHE_CONTROL),
                "private, max-age=86400"
            );
            assert_eq!(photo.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
            assert!(image::load_from_memory(&photo.body).is_ok());
        }
        for (who, ask) in [
            ("a visitor", Ask::get(&path)),
            ("a stranger", Ask::get(&path).by(&elsewhere)),
            (
                "a stranger at home",
                Ask::get(&format!("/b/photos/{id}{size}")).by(&elsewhere),
            ),
        ] {
            assert_eq!(world.send(ask).await.status, StatusCode::NOT_FOUND, "{who}");
        }
    }
}

#[tokio::test]
async fn only_members_upload() {
    let world = World::new().await;
    let elsewhere = world.member("b", "cy").await;
    for session in [elsewhere.as_str(), "__Host-twoline_session=made-up"] {
        let refused = put(&world, session, &uuid(), jpeg()).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn what_waits_on_a_shared_phone_is_never_uploaded_as_anothers() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let bo = world.member("a", "bo").await;
    let id = uuid();
    let annas = person(&world, &anna).await;
    // Anna's photo waits on the phone on which Bo is signed in now.
    let refused = put_as(&world, &bo, &annas, &id, jpeg()).await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let refused = put_as(&world, &bo, "", &id, jpeg()).await;
    assert_ne!(refused.status, StatusCode::NO_CONTENT);
    let taken = put_as(&world, &anna, &annas, &id, jpeg()).await;
    assert_eq!(taken.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn what_is_wrong_with_an_upload_is_said_in_a_way_that_phones_understand() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    for (bytes, status, problem) in [
        (
            b"no photo".to_vec(),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::NotAPhoto,
        ),
        (
            vec![0; 12 * 1024 * 1024 + 1],
            StatusCode::PAYLOAD_TOO_LARGE,
            Problem::TooLarge { max: 12 },
        ),
    ] {
        let refused = put(&world, &anna, &uuid(), bytes).await;
        assert_eq!(refused.status, status);
        let error: FieldError = serde_json::from_slice(&refused.body).expect("JSON");
        let field = Field::Photo;
        assert_eq!(error, FieldError { field, problem });
    }
}

#[tokio::test]
async fn photos_without_an_issue_are_kept_up_to_a_number() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    for _ in 0..store::UNATTACHED_MAX {
        let kept = put(&world, &anna, &uuid(), jpeg()).await;
        assert_eq!(kept.status, StatusCode::NO_CONTENT);
    }
    // A phone waits then, and tries again.
    let refused = put(&world, &anna, &uuid(), jpeg()).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let error: FieldError = serde_json::from_slice(&refused.body).expect("JSON");
    let max = store::UNATTACHED_MAX;
    assert_eq!(error.problem, Problem::TooManyWaiting { max });
    // A form says it in words.
    let values = [("category", "lift"), ("title", "Lift")];
    let ask = Ask::multipart("/a/issues/new", &values, &[&jpeg()]).by(&anna);
    let page = world.send(ask).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text().contains("40 photos of yours"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn whoever_uploads_without_end_is_told_when_to_go_on() {
    let world = World::with(|config| Config { pace: 60, ..config }).await;
    let anna = world.member("a", "anna").await;
    let id = uuid();
    let refused = loop {
        let answer = put(&world, &anna, &id, jpeg()).await;
        if answer.status != StatusCode::NO_CONTENT {
            break answer;
        }
    };
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let wait: u32 = refused
        .header(header::RETRY_AFTER)
        .parse()
        .expect("seconds");
    assert!((1..=2).contains(&wait), "{wait}");
}

/// Whoever begins many photos and sends none to its end holds nobody up.
#[tokio::test]
async fn photos_that_never_end_hold_nobody_up() {
    let world = World::new().await;
    let (anna, bo) = (
        world.member("a", "anna").await,
        world.member("a", "bo").await,
    );
    let sender = person(&world, &anna).await;
    let begun = (0..20).map(|_| {
        let path = format!("/api/v1/a/photos/{}?sender={sender}", uuid());
        let never = futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>();
        let never = axum::body::Body::from_stream(never);
        world.send(Ask::new(Method::PUT, &path).body(never).by(&anna))
    });
    let mut begun: FuturesUnordered<_> = begun.collect();
    // Two at a time.
    for _ in 0..18 {
        let answer = begun.next().await.expect("another");
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    }
    let kept = put(&world, &bo, &uuid(), jpeg()).await;
    assert_eq!(kept.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn anothers_upload_is_not_overwritten() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let other = world.member("a", "bo").await;
    let id = uuid();
    put(&world, &anna, &id, jpeg()).await;
    let path = format!("/a/photos/{id}");
    let before = world.send(Ask::get(&path).by(&anna)).await.body;
    let white = image::DynamicImage::new_rgb8(10, 10);
    let mut png = std::io::Cursor::new(vec![]);
    white
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("encodes");
    put(&world, &other, &id, png.into_inner()).await;
    assert_eq!(world.send(Ask::get(&path).by(&anna)).await.body, before);
}

#[tokio::test]
async fn squares_of_a_photo_are_painted_over_for_good() {
    let world = World::new().await;
    let worker = world.officer("a", "wei", Role::CommitteeWorker).await;
    let [anna, bo] = [
        world.member("a", "anna").await,
        world.member("a", "bo").await,
    ];
    let values = [
        ("category", "lift"),
        ("title", "Parked <b>here</b>"),
        ("body", "Every day."),
        ("area", "estate"),
    ];
    let filed = Ask::multipart("/a/issues/new", &values, &[&jpeg()]).by(&anna);
    let issue = world.send(filed).await.location().to_owned();
    let at = format!("{issue}/photos");
    let get = async |path: &str, by: &str| world.send(Ask::get(path).by(by)).await;
    let photo = {
        let community = world.community_id("a").await;
        let view = world.store.issue(community, 1, None, None).await;
        view.expect("no fault").expect("there").photos[0].to_string()
    };
    let bytes = async |size: &str| {
        let photo = get(&format!("/a/photos/{photo}{size}"), &bo).await;
        assert_eq!(photo.status, StatusCode::OK);
        image::load_from_memory(&photo.body)
            .expect("a picture")
            .to_rgb8()
    };
    let dark = |of: &image::RgbImage| of.get_pixel(0, 0).0.iter().all(|part| *part < 24);
    assert!(!dark(&bytes("").await));

    // A link for its author and for the committee; to others there is no such page.
    for (who, may) in [(&anna, true), (&worker, true), (&bo, false)] {
        assert_eq!(get(&issue, who).await.text().contains(&at), may);
        let status = get(&at, who).await.status;
        let expected = if may {
            StatusCode::OK
        } else {
            StatusCode::NOT_FOUND
        };
        assert_eq!(status, expected);
    }
    let page = get(&at, &anna).await.text();
    assert!(page.contains("Parked &lt;b&gt;here&lt;/b&gt;"));
    assert!(page.contains(r#"name="0.9""#) && !page.contains(r#"name="0.10""#));

    let paint = async |by: &str, of: &str, squares: &[&str]| {
        let command = uuid();
        let mut values = vec![("command", command.as_str()), ("photo", of)];
        values.extend(squares.iter().map(|square| (*square, "on")));
        world.send(Ask::form(&at, &values).by(by)).await
    };
    let refused = paint(&bo, &photo, &["0.0"]).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let none = paint(&anna, &photo, &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text().contains("No square is chosen."));
    for nonsense in ["x", &uuid()] {
        let refused = paint(&anna, nonsense, &["0.0"]).await.status;
        assert!(refused.is_client_error(), "{refused}");
    }
    assert!(!dark(&bytes("").await));

    let painted = paint(&anna, &photo, &["0.0", "9999.9999", "a.b"]).await;
    assert_eq!(painted.status, StatusCode::SEE_OTHER);
    let done = get(painted.location(), &anna).await;
    assert_eq!(done.header("clear-site-data"), "\"cache\"");
    assert!(done.text().contains("Done."));
    for size in ["", "/small"] {
        assert!(dark(&bytes(size).await), "{size}");
    }
    // The committee too.
    let painted = paint(&worker, &photo, &["0.5"]).await;
    assert_eq!(painted.status, StatusCode::SEE_OTHER);
    assert!(dark(&bytes("").await), "what was painted before stays");
}
