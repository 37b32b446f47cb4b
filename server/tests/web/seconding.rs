use axum::http::StatusCode;

use crate::world::{Ask, World, uuid};

#[tokio::test]
async fn a_neighbour_seconds_and_takes_it_back_by_plain_forms() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let bo = world.member("a", "bo").await;
    let issue = world.issue("a", &anna, "Lift").await;
    let command = uuid();
    for (verb, command, expected) in [
        ("second", command.clone(), "second__count\">2<"),
        ("second", command, "second__count\">2<"), // the same form again
        ("second", uuid(), "second__count\">2<"),  // another one
        ("take-back", uuid(), "second__count\">1<"),
        ("take-back", uuid(), "second__count\">1<"),
    ] {
        let ask = Ask::form(&format!("{issue}/{verb}"), &[("command", &command)]);
        let answer = world.send(ask.by(&bo)).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, issue.as_str())
        );
        let page = world.send(Ask::get(&issue).by(&anna)).await.text();
        assert!(page.contains(expected), "{verb}: {expected}");
    }
}

#[tokio::test]
async fn one_comes_back_to_the_page_that_one_was_on() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let issue = world.issue("a", &anna, "Lift").await;
    for (referer, target) in [
        (
            "https://twoline.example/a/issues?order=newest",
            "/a/issues?order=newest#issue-1",
        ),
        // There it is the only one.
        (
            "https://twoline.example/a/issues/1?before=3",
            "/a/issues/1?before=3",
        ),
        ("https://evil.example/a", issue.as_str()),
        ("https://twoline.example//evil.example", issue.as_str()),
    ] {
        let ask = Ask::form(&format!("{issue}/second"), &[("command", &uuid())]);
        let answer = world.send(ask.header("referer", referer).by(&anna)).await;
        assert_eq!(answer.location(), target, "{referer}");
    }
}

#[tokio::test]
async fn whoever_is_no_member_is_led_to_joining() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let stranger = world.member("b", "bo").await;
    let issue = world.issue("a", &anna, "Lift").await;
    for verb in ["second", "take-back"] {
        let path = format!("{issue}/{verb}");
        for ask in [Ask::form(&path, &[]), Ask::form(&path, &[]).by(&stranger)] {
            let answer = world.send(ask).await;
            assert_eq!(
                (answer.status, answer.location()),
                (StatusCode::SEE_OTHER, "/a/join")
            );
        }
    }
    let nothing = world
        .send(Ask::form("/a/issues/99/second", &[]).by(&anna))
        .await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}
