//! Offices, given and ended in the app.

use axum::http::{Method, StatusCode};
use domain::Role;

use crate::world::{Answer, Ask, World, uuid};

async fn send(world: &World, by: &str, values: &[(&str, &str)]) -> Answer {
    let command = uuid();
    let mut all = vec![("command", command.as_str())];
    all.extend(values);
    world.send(Ask::form("/a/officers", &all).by(by)).await
}

/// What stands between two texts of a page.
fn between<'t>(page: &'t str, before: &str, after: &str) -> &'t str {
    let rest = page.split_once(before).map_or("", |(_, rest)| rest);
    rest.split_once(after).map_or("", |(found, _)| found)
}

#[tokio::test]
async fn an_open_page_of_whoever_lost_the_office_is_refused() {
    let world = World::new().await;
    let secretary = world.officer("a", "sun", Role::Secretary).await;
    let anna = world.member("a", "anna").await;
    let person = world.person(&anna).await.to_string();
    let address = world.issue("a", &anna, "Lift").await;
    let issue = world.issue_id("a", &address).await.to_string();
    let desk = async || {
        world
            .send(Ask::get("/api/read/desk?slug=a").by(&anna))
            .await
            .status
    };
    let answer = async || {
        let body = serde_json::json!({
            "community": "a",
            "envelope": { "id": uuid(), "command": { "answer_issue": { "issue": issue, "text": "Seen." } } },
            "sender": person,
        });
        let ask = Ask::new(Method::POST, "/api/v1/command")
            .header("content-type", "application/json")
            .body(body.to_string())
            .by(&anna);
        world.send(ask).await.text()
    };
    assert_eq!(desk().await, StatusCode::NOT_FOUND);

    // She is found by a part of her name, and given an office for what is ticked.
    let found = world
        .send(Ask::get("/a/officers?find=ann").by(&secretary))
        .await
        .text();
    assert!(found.contains(&format!("person={person}")), "{found}");
    let form = world
        .send(Ask::get(&format!("/a/officers?person={person}")).by(&secretary))
        .await
        .text();
    assert!(form.contains("name=\"building-1\""), "{form}");
    let grant = [
        ("deed", "grant"),
        ("person", person.as_str()),
        ("office", "building_leader"),
    ];
    let refused = send(&world, &secretary, &grant).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text()
            .contains("Please choose at least one building.")
    );
    let mut ticked = grant.to_vec();
    ticked.push(("building-1", "on"));
    let granted = send(&world, &secretary, &ticked).await;
    assert_eq!(granted.status, StatusCode::SEE_OTHER, "{}", granted.text());
    let worker = [
        ("deed", "grant"),
        ("person", person.as_str()),
        ("office", "committee_worker"),
    ];
    send(&world, &secretary, &worker).await;
    assert_eq!(desk().await, StatusCode::OK);
    assert!(answer().await.contains("done"));

    // Everybody reads who is in office; only whoever may has forms, and only they are heard.
    let bo = world.member("a", "bo").await;
    let page = world.send(Ask::get("/a/officers").by(&bo)).await.text();
    assert!(
        page.contains("anna") && page.contains("Buildings: No. 1"),
        "{page}"
    );
    assert!(!page.contains("name=\"deed\""));
    let end = [
        ("deed", "end"),
        ("person", person.as_str()),
        ("role", "committee_worker"),
    ];
    assert_eq!(send(&world, &bo, &end).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        send(&world, &anna, &end).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(desk().await, StatusCode::OK);

    assert_eq!(
        send(&world, &secretary, &end).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(desk().await, StatusCode::NOT_FOUND);
    assert!(answer().await.contains("not_allowed"));
    // She is a resident as before, and a secretary does not end their own office.
    assert_eq!(
        world.send(Ask::get(&address).by(&anna)).await.status,
        StatusCode::OK
    );
    let own = world.person(&secretary).await.to_string();
    let own = [
        ("deed", "end"),
        ("person", own.as_str()),
        ("role", "secretary"),
    ];
    let refused = send(&world, &secretary, &own).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text()
            .contains("Nobody ends their own office of secretary.")
    );
}

#[tokio::test]
async fn whoever_has_an_invitation_takes_the_office_once() {
    let world = World::new().await;
    let secretary = world.officer("a", "sun", Role::Secretary).await;
    let add = [
        ("deed", "add"),
        ("kind", "property_firm"),
        ("name", "Green Lawn"),
    ];
    let added = send(&world, &secretary, &add).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text());
    let page = world
        .send(Ask::get("/a/officers").by(&secretary))
        .await
        .text();
    let firm = between(&page, "<option value=\"", "\"").to_owned();
    let invite = [
        ("deed", "invite"),
        ("office", "handler"),
        ("organisation", firm.as_str()),
    ];
    let mut links = vec![];
    for _ in 0..2 {
        let made = send(&world, &secretary, &invite).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text());
        let page = made.text();
        let link = between(&page, "<code>https://twoline.example", "</code>");
        assert!(link.starts_with("/a/join#"), "{page}");
        links.push(link.to_owned());
    }
    // It is shown once.
    let page = world
        .send(Ask::get("/a/officers").by(&secretary))
        .await
        .text();
    assert!(!page.contains("/a/join#") && page.contains("Invitations that nobody has taken"));

    let first_step = |link: &str| {
        let (_, code) = link.split_once('#').expect("a code");
        Ask::form("/a/join", &[("step", "code"), ("code", code)])
    };
    let opened = world.send(first_step(&links[0])).await;
    assert_eq!(opened.status, StatusCode::OK);
    assert!(
        opened.text().contains("Handler · Green Lawn"),
        "{}",
        opened.text()
    );
    let code = links[0].rsplit('#').next().expect("a code");
    let command = uuid();
    let values = [
        ("code", code),
        ("nickname", "Officer Chen"),
        ("consent", "on"),
        ("command", command.as_str()),
    ];
    let joined = world.send(Ask::form("/a/join", &values)).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.text());
    let line = joined
        .set_cookie("__Host-twoline_session")
        .expect("signed in");
    let chen = line.split(';').next().expect("a cookie").to_owned();
    let page = world.send(Ask::get("/a/officers").by(&chen)).await.text();
    assert!(
        page.contains("Officer Chen") && page.contains("For: Green Lawn"),
        "{page}"
    );
    let again = world.send(first_step(&links[0])).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);

    // A member takes the other one as who they are, without another name.
    let anna = world.member("a", "anna").await;
    let opened = world.send(first_step(&links[1]).by(&anna)).await.text();
    assert!(opened.contains("Take the office") && !opened.contains("name=\"nickname\""));
    let code = links[1].rsplit('#').next().expect("a code");
    let command = uuid();
    let values = [("code", code), ("command", command.as_str())];
    let taken = world.send(Ask::form("/a/join", &values).by(&anna)).await;
    assert_eq!(
        (taken.status, taken.location()),
        (StatusCode::SEE_OTHER, "/a")
    );
    let page = world
        .send(Ask::get("/api/read/officers?slug=a").by(&secretary))
        .await
        .text();
    assert_eq!(page.matches("For: Green Lawn").count(), 2, "{page}");
    // With the organisation both offices end.
    let end = [
        ("deed", "end-organisation"),
        ("organisation", firm.as_str()),
    ];
    assert_eq!(
        send(&world, &secretary, &end).await.status,
        StatusCode::SEE_OTHER
    );
    let page = world
        .send(Ask::get("/api/read/officers?slug=a").by(&secretary))
        .await
        .text();
    assert_eq!(page.matches("For: Green Lawn").count(), 0);
    // Chen, who has no household, is nobody here now.
    let gone = world.send(Ask::get("/a/officers").by(&chen)).await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
}
