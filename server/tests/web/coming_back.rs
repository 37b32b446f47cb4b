//! Coming back on another phone, and where somebody is signed in.

use axum::http::StatusCode;
use domain::household::FREE_TRIES;
use domain::{Command, Role};

use crate::world::{Answer, Ask, World, uuid};

const SESSION: &str = "__Host-twoline_session";

/// What stands in a response's `Set-Cookie` of that name, as it is sent back.
fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let line = answer.set_cookie(name)?;
    let pair = line.split(';').next()?.to_owned();
    (!pair.ends_with('=')).then_some(pair)
}

async fn joined(world: &World, name: &str) -> Answer {
    let code = format!("CODE{}", name.to_uppercase());
    world.slip("a", &code, 1, 5).await;
    let values = [
        ("code", code.as_str()),
        ("nickname", name),
        ("language", "en"),
        ("consent", "on"),
        ("command", &uuid()),
    ];
    world.send(Ask::form("/a/join", &values)).await
}

/// The code that a page shows, in its groups of four.
fn shown(page: &str) -> String {
    let (_, rest) = page.split_once(r#"<p class="code">"#).expect("a code");
    rest.split('<').next().expect("its end").to_owned()
}

async fn come_back(world: &World, code: &str, command: &str) -> Answer {
    let values = [("code", code), ("command", command)];
    world.send(Ask::form("/a/come-back", &values)).await
}

/// Where the page shows what it is told by the cookie of whoever signs in.
async fn devices(world: &World, session: &str, more: Option<String>) -> Answer {
    let cookies = match more {
        Some(more) => format!("{session}; {more}"),
        None => session.to_owned(),
    };
    world.send(Ask::get("/a/devices").by(&cookies)).await
}

#[tokio::test]
async fn a_recovery_code_is_shown_once_and_brings_its_owner_back_once() {
    let world = World::new().await;
    let answer = joined(&world, "anna").await;
    assert_eq!(answer.location(), "/a/devices");
    let phone = cookie(&answer, SESSION).expect("signed in");
    let secret = cookie(&answer, "twoline_recovery").expect("a code");
    let line = answer.set_cookie("twoline_recovery").expect("a code");
    assert!(line.contains("HttpOnly") && line.contains("Secure"));
    let page = devices(&world, &phone, Some(secret.clone())).await;
    let code = shown(&page.text());
    assert_eq!(code.len(), 19, "{code}");
    assert!(
        page.set_cookie("twoline_recovery")
            .expect("gone")
            .contains("Max-Age=0")
    );
    assert!(
        !devices(&world, &phone, None)
            .await
            .text()
            .contains("class=\"code\"")
    );
    let address = world.issue("a", &phone, "Lift").await;
    let person = world.person(&phone).await;

    // The phone is lost. Whoever types the code is asked first, and is the same person then.
    let step = [("step", "code"), ("code", code.as_str())];
    let asked = world.send(Ask::form("/a/join", &step)).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.set_cookie(SESSION).is_none());
    assert!(
        asked.text().contains("This code belongs to “anna”"),
        "{}",
        asked.text()
    );
    let form = uuid();
    let back = come_back(&world, &code, &form).await;
    assert_eq!(back.location(), "/a/devices", "{}", back.text());
    // Its answer was lost: the same form is answered once more, before anybody has come with it.
    let again = come_back(&world, &code, &form).await;
    let new = cookie(&again, SESSION).expect("signed in");
    assert_eq!(world.person(&new).await, person);
    let second = cookie(&again, "twoline_recovery").expect("another code");
    let page = devices(&world, &new, Some(second)).await.text();
    let next = shown(&page);
    assert_ne!(next, code);
    let lost = come_back(&world, &code, &form).await;
    assert_eq!(
        lost.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "somebody has come"
    );
    let used = come_back(&world, &code, &uuid()).await;
    assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY);
    // What they seconded is theirs, and counts once.
    let issue = world.issue_id("a", &address).await;
    let second = world
        .send(Ask::form(&format!("{address}/second"), &[]).by(&new))
        .await;
    assert_eq!(second.status, StatusCode::SEE_OTHER);
    let community = world.community_id("a").await;
    let view = world.store.issue(community, 1, Some(person), None).await;
    let view = view.expect("read").expect("there");
    assert_eq!((view.issue.id, view.issue.support.online), (issue, 1));

    // The phone that was lost is signed out, by itself or with all others.
    let page = devices(&world, &new, None).await.text();
    assert!(page.contains("this one") && page.contains("Sign out all others"));
    let deed = [("deed", "sign-out-others"), ("command", &uuid())];
    let out = world.send(Ask::form("/a/devices", &deed).by(&new)).await;
    assert!(out.text().contains("All other devices are signed out."));
    let gone = world.send(Ask::get(&address).by(&phone)).await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
    // The newest code is good, and what is in another's browser is not shown to anybody.
    let stranger = world.member("a", "bo").await;
    let page = devices(&world, &stranger, Some(format!("twoline_recovery={next}"))).await;
    assert!(!page.text().contains(&next));
    assert_eq!(
        come_back(&world, &next, &uuid()).await.location(),
        "/a/devices"
    );
}

#[tokio::test]
async fn guessing_a_way_back_is_slowed_down() {
    let world = World::new().await;
    for _ in 0..FREE_TRIES {
        let wrong = come_back(&world, "ABCDEFGHJKMN2345", &uuid()).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let wrong = come_back(&world, "ABCDEFGHJKMN2345", &uuid()).await;
    assert_eq!(wrong.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn another_browser_is_signed_in_by_a_code_once() {
    let world = World::new().await;
    let phone = world.member("a", "anna").await;
    let person = world.person(&phone).await;
    let deed = [("deed", "hand-over"), ("command", &uuid())];
    let page = world.send(Ask::form("/a/devices", &deed).by(&phone)).await;
    let code = shown(&page.text());
    assert_eq!(code.len(), 9, "{code}");
    assert!(page.text().contains("<svg"));
    // Nobody is signed in as somebody else where they are somebody already.
    let bo = world.member("a", "bo").await;
    let step = [("step", "code"), ("code", code.as_str())];
    let asked = world.send(Ask::form("/a/join", &step).by(&bo)).await;
    assert!(asked.text().contains("Somebody else is signed in here."));
    let asked = world.send(Ask::form("/a/join", &step)).await;
    assert!(asked.text().contains("This code belongs to “anna”"));
    let back = come_back(&world, &code, &uuid()).await;
    assert_eq!(back.location(), "/a");
    let other = cookie(&back, SESSION).expect("signed in");
    assert_eq!(world.person(&other).await, person);
    let again = come_back(&world, &code, &uuid()).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    // One of them is signed out from the other.
    let page = devices(&world, &phone, None).await.text();
    let (_, id) = page
        .split_once("name=\"device\" value=\"")
        .expect("another");
    let id = id.split('"').next().expect("its end");
    let deed = [("deed", "sign-out"), ("device", id), ("command", &uuid())];
    let strangers = world.send(Ask::form("/a/devices", &deed).by(&bo)).await;
    assert!(!strangers.text().contains("That device is signed out."));
    let out = world.send(Ask::form("/a/devices", &deed).by(&phone)).await;
    assert!(out.text().contains("That device is signed out."));
    let gone = devices(&world, &other, None).await;
    assert_eq!(gone.location(), "/a/join");
}

#[tokio::test]
async fn the_committee_binds_a_slip_to_the_same_person() {
    let world = World::new().await;
    let worker = world.officer("a", "wei", Role::CommitteeWorker).await;
    let secretary = world.officer("a", "zhang", Role::Secretary).await;
    let anna = world.member("a", "anna").await;
    let person = world.person(&anna).await;
    let address = world.issue("a", &anna, "Lift").await;
    let issue = world.issue_id("a", &address).await;
    let print = async |by: &str, of: &str| {
        let command = uuid();
        let values = [
            ("deed", "let-back"),
            ("person", of),
            ("command", command.as_str()),
        ];
        world.send(Ask::form("/a/household", &values).by(by)).await
    };
    let of = person.to_string();
    let refused = print(&anna, &of).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let chief = world.person(&secretary).await.to_string();
    let refused = print(&worker, &chief).await;
    assert!(
        refused.text().contains("only the secretary prints a slip"),
        "{}",
        refused.text()
    );
    let page = print(&worker, &of).await.text();
    let (_, code) = page.split_once("<p><b><code>").expect("a code");
    let code = code.split('<').next().expect("its end");
    let form = uuid();
    let back = come_back(&world, code, &form).await;
    assert_eq!(back.location(), "/a/devices", "{}", back.text());
    let again = come_back(&world, code, &form).await;
    let new = cookie(&again, SESSION).expect("its answer was lost");
    assert_eq!(world.person(&new).await, person);
    world.send(Ask::get("/a").by(&new)).await;
    let used = come_back(&world, code, &form).await;
    assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY);
    let used = come_back(&world, code, &uuid()).await;
    assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY);
    // One person, one voice; and they read in their inbox who let them back.
    world
        .run("a", &new, Command::TakeBackSecond { issue })
        .await;
    world.run("a", &new, Command::Second { issue }).await;
    let inbox = world
        .send(Ask::get("/api/read/inbox?slug=a").by(&anna))
        .await;
    assert!(
        inbox.text().contains("signs in on another phone"),
        "{}",
        inbox.text()
    );
}
