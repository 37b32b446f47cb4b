//! How residents are asked for their word on results: the secretary's page, and what follows.

use axum::http::StatusCode;
use domain::Role;

use crate::world::{Ask, World, uuid};

const PAGE: &str = "/a/work/settings";

#[tokio::test]
async fn the_secretary_sets_for_how_long_residents_are_asked_and_what_brings_an_issue_back() {
    let world = World::new().await;
    let secretary = world.officer("a", "zhang", Role::Secretary).await;
    let worker = world.officer("a", "wei", Role::CommitteeWorker).await;
    let get = async |path: &str, by: &str, language: &str| {
        let ask = Ask::get(path).header("accept-language", language);
        world.send(ask.by(by)).await
    };
    let send = async |by: &str, days: &str, share: &str| {
        let command = uuid();
        let values = [
            ("command", command.as_str()),
            ("appraisal_days", days),
            ("unsolved_percent", share),
        ];
        world.send(Ask::form(PAGE, &values).by(by)).await
    };
    // Whoever may set it is led there; to others it is not there.
    let figures = get("/a/figures", &secretary, "en").await.text();
    assert!(figures.contains(PAGE));
    for by in ["", &worker] {
        assert!(!get("/a/figures", by, "en").await.text().contains(PAGE));
        assert_ne!(get(PAGE, by, "en").await.status, StatusCode::OK);
    }
    let refused = send(&worker, "20", "40").await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    // Whoever is not signed in is asked to join, and nothing changes.
    send("", "20", "40").await;
    let page = get(PAGE, &secretary, "en").await.text();
    assert!(page.contains(r#"value="14""#) && page.contains(r#"value="50""#));

    // What can't be is said beside what was typed.
    for (days, share) in [("2", "50"), ("61", "50"), ("14", "100"), ("two", "50")] {
        let refused = send(&secretary, days, share).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = refused.text();
        assert!(
            text.contains("from 3 to 60, the share one from 1 to 99"),
            "{text}"
        );
        assert!(text.contains(&format!(r#"value="{days}""#)), "{text}");
    }
    let saved = send(&secretary, "20", "40").await;
    assert_eq!(saved.location(), "/a/work/settings?saved");
    let page = get("/a/work/settings?saved", &secretary, "zh").await.text();
    assert!(page.contains("已保存") && page.contains(r#"value="20""#));

    // Everybody reads it with the figures.
    let figures = get("/a/figures", "", "en").await.text();
    assert!(
        figures.contains("the word is open for 20 days"),
        "{figures}"
    );
    assert!(figures.contains("more than 40% of them"), "{figures}");
    let figures = get("/a/figures", "", "zh").await.text();
    assert!(figures.contains("评议期 20 天") && figures.contains("超过 40%"));
}
