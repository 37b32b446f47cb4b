//! Households: who belongs to them, and does not.

use axum::http::StatusCode;
use domain::Role;

use crate::world::{Answer, Ask, World, uuid};

async fn send(world: &World, by: &str, values: &[(&str, &str)]) -> Answer {
    let command = uuid();
    let mut all = vec![("command", command.as_str())];
    all.extend(values);
    world.send(Ask::form("/a/household", &all).by(by)).await
}

#[tokio::test]
async fn a_household_reports_a_stranger_and_the_committee_ends_the_membership() {
    let world = World::new().await;
    let worker = world.officer("a", "wei", Role::CommitteeWorker).await;
    let anna = world.member("a", "anna").await;
    let stranger = world.member("a", "mallory").await;
    let elsewhere = world.member("b", "bo").await;
    let person = world.person(&stranger).await.to_string();
    let issue = world.issue("a", &stranger, "Lift").await;
    let read = async |by: &str, more: &str| {
        let address = format!("/api/read/household?slug=a{more}");
        world.send(Ask::get(&address).by(by)).await.text()
    };
    // All of them live in the one household of this world.
    let page = read(&anna, "").await;
    assert!(page.contains("mallory") && page.contains("wei"), "{page}");
    assert!(!page.contains("End the membership"));
    let report = [("deed", "report"), ("person", person.as_str())];
    assert_eq!(
        send(&world, &elsewhere, &report).await.status,
        StatusCode::SEE_OTHER,
        "to joining"
    );
    let before = read(&worker, "").await;
    assert!(!before.contains("Whom their household does not know"));
    let reported = send(&world, &anna, &report).await;
    assert_eq!(reported.location(), "/a/household", "{}", reported.text());
    assert!(
        read(&anna, "")
            .await
            .contains("The committee has been told")
    );
    let page = read(&worker, "").await;
    assert!(page.contains("Whom their household does not know"));
    // By building as well.
    let page = read(&worker, "&building=1").await;
    assert!(page.matches("mallory").count() >= 2, "{page}");

    let end = |reason: &'static str| {
        [
            ("deed", "end"),
            ("person", person.as_str()),
            ("reason", reason),
        ]
    };
    let refused = send(&world, &anna, &end("Out!")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = send(&world, &worker, &end("")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let own = world.person(&worker).await.to_string();
    let own = [("deed", "end"), ("person", own.as_str()), ("reason", "No")];
    let refused = send(&world, &worker, &own).await;
    assert!(refused.text().contains("This person holds an office."));
    let ended = send(&world, &worker, &end("Does not live here.")).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text());
    // Dead at once: the session is nobody's.
    let gone = world.send(Ask::get(&issue).by(&stranger)).await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
    let values = [("category", "lift"), ("title", "Again"), ("area", "estate")];
    let form = Ask::multipart("/a/issues/new", &values, &[]).by(&stranger);
    assert_eq!(world.send(form).await.location(), "/a/join");
    assert!(!read(&anna, "").await.contains("mallory"));
    let inbox = world
        .send(Ask::get("/api/read/inbox?slug=a").by(&anna))
        .await;
    assert!(inbox.text().contains("Does not live here."));
}
