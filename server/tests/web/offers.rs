//! What is given for work, by the plain forms of its page.

use axum::http::StatusCode;
use domain::work::{BeginWork, ByOffice, Responsible};
use domain::{Command, Role};

use crate::world::{Answer, Ask, World, uuid};

const PAGE: &str = "/a/issues/1/offers";

async fn send(world: &World, session: &str, values: &[(&str, &str)]) -> Answer {
    let command = uuid();
    let mut values = values.to_vec();
    values.push(("command", &command));
    world.send(Ask::form(PAGE, &values).by(session)).await
}

async fn shown(world: &World, session: &str) -> String {
    let page = world.send(Ask::get(PAGE).by(session)).await;
    assert_eq!(page.status, StatusCode::OK);
    page.text()
}

/// The ids of the offers that the page has forms for, in its order.
fn offers(page: &str) -> Vec<String> {
    let found = page.split(r#"name="offer" value=""#).skip(1);
    let mut ids: Vec<String> = found
        .filter_map(|rest| rest.split('"').next().map(str::to_owned))
        .collect();
    ids.dedup();
    ids
}

#[tokio::test]
async fn neighbours_give_and_the_branch_accepts_or_declines_without_script() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let worker = world.officer("a", "worker", Role::CommitteeWorker).await;
    let address = world.issue("a", &anna, "Dark stairs").await;
    let gift = [
        ("deed", "offer"),
        ("resource", "material"),
        ("name", "Anna <b>"),
        ("body", "Ten lamps & a ladder"),
    ];
    // Before work has begun there is no form, and sending one says why.
    assert!(!shown(&world, &anna).await.contains(r#"value="offer""#));
    let early = send(&world, &anna, &gift).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    let issue = world.issue_id("a", &address).await;
    let begin = BeginWork {
        issue,
        responsible: Responsible::Office(ByOffice::CommitteeWorker),
        owner: "Committee".into(),
        due: "2099-01-31".parse().expect("a day"),
        words: "New lamps.".into(),
    };
    world.run("a", &worker, Command::BeginWork(begin)).await;
    let page = world.send(Ask::get(&address).by(&anna)).await.text();
    assert!(page.contains(r#"href="/a/issues/1/offers""#), "a way there");

    // What is wrong costs nothing that was typed.
    let long = "x".repeat(3_000);
    let wrong = [
        gift[0],
        ("resource", "skill"),
        ("name", "Anna"),
        ("body", &long),
    ];
    let wrong = send(&world, &anna, &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = wrong.text();
    assert!(text.contains(&long) && text.contains(r#"value="skill" selected"#));

    for body in ["Ten lamps & a ladder", "Two hands", "A room"] {
        let mut gift = gift;
        gift[3].1 = body;
        let sent = send(&world, &anna, &gift).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
        assert!(sent.text().contains("Thank you!"));
    }
    let page = shown(&world, &worker).await;
    assert!(page.contains("Anna &lt;b&gt;") && page.contains("Ten lamps &amp; a ladder"));
    let ids = offers(&page);
    assert_eq!(ids.len(), 3, "{page}");
    // The newest first. Nobody but the branch answers, and not without a reason.
    let accept = [
        ("deed", "accept"),
        ("offer", ids[2].as_str()),
        ("reason", ""),
    ];
    let refused = send(&world, &anna, &accept).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let accepted = send(&world, &worker, &accept).await;
    assert_eq!(
        (accepted.status, accepted.location()),
        (StatusCode::SEE_OTHER, PAGE)
    );
    let mut decline = [
        ("deed", "decline"),
        ("offer", ids[1].as_str()),
        ("reason", ""),
    ];
    let refused = send(&world, &worker, &decline).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    decline[2].1 = "Enough hands, thank you";
    let declined = send(&world, &worker, &decline).await;
    assert_eq!(declined.status, StatusCode::SEE_OTHER);
    let again = send(&world, &worker, &accept).await;
    assert!(again.text().contains("answered or taken back meanwhile"));
    let withdraw = [("deed", "withdraw"), ("offer", ids[0].as_str())];
    assert_eq!(
        send(&world, &worker, &withdraw).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        send(&world, &anna, &withdraw).await.status,
        StatusCode::SEE_OTHER
    );
    let page = shown(&world, &anna).await;
    for words in [
        "Accepted with thanks",
        "Not needed now",
        "Enough hands, thank you",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("A room"), "taken back");

    // The branch sees all of it by kind, and what lies unused.
    let figures = world.send(Ask::get("/a/figures").by(&worker)).await.text();
    assert!(figures.contains(r#"href="/a/offers""#), "a way there");
    let all = world.send(Ask::get("/a/offers").by(&worker)).await.text();
    let (unused, used) = all.split_once("Used").expect("both");
    assert!(
        unused.contains("Two hands") && used.contains("Ten lamps"),
        "{all}"
    );
    let anna = world.send(Ask::get("/a/offers").by(&anna)).await;
    assert_eq!(anna.status, StatusCode::NOT_FOUND);
    let visitor = world.send(Ask::get(PAGE)).await;
    assert!(!visitor.text().contains("Dark stairs"));
}
