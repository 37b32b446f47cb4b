use app::context::{new_id, now};
use axum::http::StatusCode;
use domain::PersonId;
use domain::hex::sha256_hex;
use domain::time::DAY;

use crate::world::{Ask, World};

#[tokio::test]
async fn whoever_signs_out_is_signed_out() {
    let world = World::new().await;
    let session = world.member("a", "anna").await;
    let issue = world.issue("a", &session, "Lift").await;
    let out = world.send(Ask::form("/sign-out", &[]).by(&session)).await;
    assert_eq!((out.status, out.location()), (StatusCode::SEE_OTHER, "/"));
    assert!(
        out.set_cookie("twoline_session")
            .is_some_and(|line| line.contains("Max-Age=0"))
    );
    assert!(
        out.headers.get("clear-site-data").is_none(),
        "the outbox stays"
    );
    // The cookie is worth nothing any more.
    let gone = world.send(Ask::get(&issue).by(&session)).await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn whoever_comes_again_stays_signed_in() {
    let world = World::new().await;
    let person = PersonId(new_id());
    for (days_left, renewed) in [(1, true), (89, true), (91, false), (180, false)] {
        let (token, hash) = (
            format!("t{days_left}"),
            sha256_hex(format!("t{days_left}").as_bytes()),
        );
        let until = now().plus(days_left * DAY);
        let created = world.store.create_session(&hash, person, now(), until);
        created.await.expect("created");
        let session = format!("twoline_session={token}");
        // Not by a form: it may be the one that signs out.
        let form = world
            .send(Ask::form("/preferences", &[]).by(&session))
            .await;
        assert_eq!(form.set_cookie("twoline_session"), None);
        let page = world.send(Ask::get("/a").by(&session)).await;
        let cookie = page.set_cookie("twoline_session");
        assert_eq!(cookie.is_some(), renewed, "{days_left}");
        let visit = world.store.visit("", &hash, now()).await.expect("read");
        let (_, until) = visit.session.expect("still there");
        assert_eq!(until > now().plus(179 * DAY), renewed || days_left == 180);
        if let Some(cookie) = cookie {
            assert!(
                cookie.starts_with(&format!("{session};")) && cookie.contains("Max-Age=15552000")
            );
        }
    }
}
