use app::context::{new_id, now};
use axum::http::{StatusCode, header};
use domain::hex::sha256_hex;
use domain::office::GrantOffice;
use domain::time::DAY;
use domain::{Command, Office, PersonId, Role};

use crate::world::{Ask, World};

#[tokio::test]
async fn whoever_signs_out_is_signed_out() {
    let world = World::new().await;
    let session = world.member("a", "anna").await;
    let issue = world.issue("a", &session, "Lift").await;
    let out = world.send(Ask::form("/sign-out", &[]).by(&session)).await;
    assert_eq!((out.status, out.location()), (StatusCode::SEE_OTHER, "/"));
    assert!(
        out.set_cookie("__Host-twoline_session")
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
        let session = format!("__Host-twoline_session={token}");
        // Not by a form: it may be the one that signs out.
        let form = world
            .send(Ask::form("/preferences", &[]).by(&session))
            .await;
        assert_eq!(form.set_cookie("__Host-twoline_session"), None);
        let page = world.send(Ask::get("/a").by(&session)).await;
        let cookie = page.set_cookie("__Host-twoline_session");
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

/// Going back after signing out shows nothing that the browser has kept.
#[tokio::test]
async fn pages_of_members_are_not_kept_by_the_browser() {
    let world = World::new().await;
    let session = world.member("a", "anna").await;
    let issue = world.issue("a", &session, "Lift").await;
    for path in [
        issue.as_str(),
        "/a",
        "/a/me",
        "/api/read/inbox?slug=a",
        "/api/read/issue?slug=a&number=1",
    ] {
        let answer = world.send(Ask::get(path).by(&session)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{path}");
    }
    // A visitor's, who is nobody in particular, are asked for again.
    let page = world.send(Ask::get("/a/meetings")).await;
    assert_eq!(page.header(header::CACHE_CONTROL), "private, no-cache");
}

#[tokio::test]
async fn a_right_that_changes_takes_another_token() {
    let world = World::new().await;
    let secretary = world.officer("a", "sun", Role::Secretary).await;
    let anna = world.member("a", "anna").await;
    let page = world.send(Ask::get("/a").by(&anna)).await;
    assert_eq!(page.set_cookie("__Host-twoline_session"), None);
    let grant = GrantOffice {
        person: world.person(&anna).await,
        office: Office::Supervisor,
    };
    world
        .run("a", &secretary, Command::GrantOffice(grant))
        .await;
    // A form signs in or out by itself; the next page brings the new token.
    let form = world.send(Ask::form("/preferences", &[]).by(&anna)).await;
    assert_eq!(form.set_cookie("__Host-twoline_session"), None);
    let page = world.send(Ask::get("/a").by(&anna)).await;
    let cookie = page.set_cookie("__Host-twoline_session").expect("another");
    let new = cookie.split(';').next().expect("a cookie").to_owned();
    assert_ne!(new, anna);
    let ended = async |session: &str, later: i64| {
        let (_, token) = session.split_once('=').expect("a cookie");
        let hash = sha256_hex(token.as_bytes());
        let visit = world.store.visit("a", &hash, now().plus(later)).await;
        visit.expect("read").session.is_none()
    };
    // What was under way with the old one arrives, and nothing after that.
    assert!(!ended(&anna, 0).await && ended(&anna, DAY).await);
    assert!(!ended(&new, DAY).await);
    let page = world.send(Ask::get("/a").by(&new)).await;
    assert_eq!(page.set_cookie("__Host-twoline_session"), None, "once");
    // However often she comes, in the end she signs in anew.
    world
        .store
        .extend_session(
            &sha256_hex(new.split_once('=').expect("a cookie").1.as_bytes()),
            now().plus(9_999 * DAY),
        )
        .await
        .expect("written");
    assert!(!ended(&new, 399 * DAY).await && ended(&new, 401 * DAY).await);
}
