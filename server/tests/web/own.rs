//! What is somebody's own, and what a stranger sees by a link that a neighbour shared.

use axum::http::StatusCode;
use domain::work::{Appraise, BeginWork, ByOffice, PublishResult, Responsible};
use domain::{Command, Role};

use crate::hall::{BODY, Hall};
use crate::world::{Ask, World};

/// The parts of somebody's page: what waits for their word, what they filed, what they second.
async fn parts(world: &World, session: &str) -> [String; 3] {
    let page = world.send(Ask::get("/a/mine").by(session)).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    ["word", "filed", "seconded"].map(|part| {
        let (_, rest) = text.split_once(&format!("id=\"{part}\"")).expect(part);
        rest.split("</section>").next().expect("a part").to_owned()
    })
}

#[tokio::test]
async fn what_is_ones_own_stands_apart_by_what_one_did() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let ben = world.member("a", "ben").await;
    let worker = world.officer("a", "worker", Role::CommitteeWorker).await;
    let address = world.issue("a", &anna, "Dark stairs").await;
    let issue = world.issue_id("a", &address).await;
    let has = async |session: &str| {
        let parts = parts(&world, session).await;
        parts.map(|part| part.contains("Dark stairs"))
    };
    assert_eq!(has(&anna).await, [false, true, false]);
    assert_eq!(has(&ben).await, [false, false, false]);
    world.run("a", &ben, Command::Second { issue }).await;
    assert_eq!(has(&ben).await, [false, false, true]);
    let begin = BeginWork {
        issue,
        responsible: Responsible::Office(ByOffice::CommitteeWorker),
        owner: "The committee".into(),
        due: "2099-01-01".parse().expect("a day"),
        words: "New lamps.".into(),
    };
    world.run("a", &worker, Command::BeginWork(begin)).await;
    let [_, _, seconded] = parts(&world, &ben).await;
    let next = "class=\"status status--decided\"";
    assert!(
        seconded.contains(next) && seconded.contains("Next: its result"),
        "{seconded}"
    );
    let result = PublishResult {
        issue,
        words: "The lamps hang.".into(),
        cost: None,
        verdict: None,
        owners: None,
        photos: vec![],
    };
    world
        .run("a", &worker, Command::PublishResult(result))
        .await;
    assert_eq!(has(&anna).await, [true, true, false]);
    assert_eq!(has(&ben).await, [true, false, true]);
    let said = Appraise {
        issue,
        solved: true,
        satisfied: true,
        words: String::new(),
    };
    world.run("a", &ben, Command::Appraise(said)).await;
    assert_eq!(has(&ben).await, [false, false, true], "the word is said");
    assert_eq!(has(&worker).await, [false, false, false]);
    // The feed of one's own leads there, and no other does.
    for (order, leads) in [("mine", true), ("seconds", false)] {
        let path = format!("/a/issues?order={order}");
        let feed = world.send(Ask::get(&path).by(&ben)).await.text();
        assert_eq!(feed.contains("/a/mine#word"), leads, "{order}");
    }
}

#[tokio::test]
async fn a_stranger_sees_by_a_shared_link_what_is_published_and_no_more() {
    let hall = Hall::locked().await;
    let title = {
        let view = hall.world.store.issue(hall.community, 1, None, None).await;
        view.expect("read").expect("there").text.title
    };
    hall.world.issue("a", &hall.anna, "Dark stairs").await;
    let listed = hall.get("/a/shared/1", "").await;
    assert_eq!(listed.status, StatusCode::OK);
    let listed = listed.text();
    for shown in [title.as_str(), "/a/meetings/1", "/a/join", "status--agenda"] {
        assert!(listed.contains(shown), "{shown} in {listed}");
    }
    let open = hall.get("/a/shared/2", "").await;
    assert_eq!(open.status, StatusCode::OK);
    let open = open.text();
    assert!(
        open.contains("/a/join") && open.contains("status--filed"),
        "{open}"
    );
    for page in [&listed, &open] {
        for kept in [BODY, "anna", "Dark stairs", "/photos/"] {
            assert!(!page.contains(kept), "{kept} in {page}");
        }
    }
    assert_eq!(
        hall.get("/a/shared/3", "").await.status,
        StatusCode::NOT_FOUND
    );
    // Whoever lives there reads all of it, and finds the link on its page.
    assert_eq!(
        hall.get("/a/shared/1", &hall.anna).await.location(),
        "/a/issues/1"
    );
    let page = hall.get("/a/issues/1", &hall.anna).await.text();
    assert!(page.contains("/a/shared/1"), "{page}");
}
