use axum::http::{Method, StatusCode};

use crate::world::{Ask, World};

#[tokio::test]
async fn what_comes_from_another_site_changes_nothing() {
    let world = World::new().await;
    let member = world.member("a", "anna").await;
    let issue = world.issue("a", &member, "Lift").await;
    let take_back = format!("{issue}/take-back");
    let forms = [
        "/a/join",
        "/sign-out",
        "/preferences",
        take_back.as_str(),
        "/a/issues/new",
    ];
    for path in forms
        .into_iter()
        .chain(["/api/v1/command", "/api/v1/inbox-seen"])
    {
        for (name, ask) in [
            (
                "cross-site",
                Ask::form(path, &[]).header("sec-fetch-site", "cross-site"),
            ),
            (
                "same-site",
                Ask::form(path, &[]).header("sec-fetch-site", "same-site"),
            ),
            (
                "foreign origin",
                Ask::form(path, &[])
                    .without("sec-fetch-site")
                    .header("origin", "https://evil.example"),
            ),
            (
                "no origin at all",
                Ask::form(path, &[]).without("sec-fetch-site"),
            ),
        ] {
            let answer = world.send(ask.by(&member)).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}, {name}");
        }
    }
    let still = world.send(Ask::get(&issue).by(&member)).await;
    assert!(
        still.text().contains("second__count\">1<"),
        "the second was not taken back"
    );
}

#[tokio::test]
async fn an_older_browser_is_known_by_its_origin() {
    let world = World::new().await;
    for origin in ["https://twoline.example", "http://twoline.example"] {
        let ask = Ask::form("/preferences", &[("elder", "1")])
            .without("sec-fetch-site")
            .header("origin", origin);
        assert_eq!(
            world.send(ask).await.status,
            StatusCode::SEE_OTHER,
            "{origin}"
        );
    }
}

#[tokio::test]
async fn photos_are_refused_from_elsewhere_too() {
    let world = World::new().await;
    let member = world.member("a", "anna").await;
    let path = format!("/api/v1/a/photos/{}", crate::world::uuid());
    let ask = Ask::new(Method::PUT, &path).header("sec-fetch-site", "cross-site");
    assert_eq!(
        world.send(ask.by(&member)).await.status,
        StatusCode::FORBIDDEN
    );
}
