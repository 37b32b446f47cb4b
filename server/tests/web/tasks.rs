//! The tasks of an issue's work, by the plain forms of their page.

use axum::http::StatusCode;
use domain::work::{BeginWork, ByOffice, Responsible};
use domain::{Command, Role};

use crate::world::{Answer, Ask, World, uuid};

const PAGE: &str = "/a/issues/1/tasks";

async fn send(world: &World, session: &str, values: &[(&str, &str)]) -> Answer {
    let command = uuid();
    let mut values = values.to_vec();
    values.push(("command", &command));
    world.send(Ask::form(PAGE, &values).by(session)).await
}

async fn read(world: &World, path: &str, by: &str, language: &str) -> String {
    let ask = Ask::get(path).header("accept-language", language);
    let page = world.send(ask.by(by)).await;
    assert_eq!(page.status, StatusCode::OK);
    page.text()
}

/// The id of the first task that the page has a form for.
fn task(page: &str) -> &str {
    let rest = page.split(r#"name="task" value=""#).nth(1).expect("a task");
    rest.split('"').next().expect("its end")
}

#[tokio::test]
async fn whoever_does_the_work_keeps_its_tasks_without_script_and_neighbours_read_them() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let worker = world.officer("a", "worker", Role::CommitteeWorker).await;
    let address = world.issue("a", &anna, "Dark stairs").await;
    let issue = world.issue_id("a", &address).await;
    let begin = BeginWork {
        issue,
        responsible: Responsible::Office(ByOffice::CommitteeWorker),
        owner: "Committee".into(),
        due: "2099-01-31".parse().expect("a day"),
        words: "New lamps.".into(),
    };
    world.run("a", &worker, Command::BeginWork(begin)).await;
    // Neighbours are not led there, and find nothing.
    assert!(!read(&world, &address, &anna, "en").await.contains(PAGE));
    let theirs = world.send(Ask::get(PAGE).by(&anna)).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let add = [("deed", "add"), ("title", "Measure <b>")];
    let refused = send(&world, &anna, &add).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);

    assert!(read(&world, &address, &worker, "en").await.contains(PAGE));
    let added = send(&world, &worker, &add).await;
    assert_eq!(added.location(), "/a/issues/1/tasks?done");
    let empty = send(&world, &worker, &[("deed", "add"), ("title", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    // What no meeting referred has no form for it.
    let page = read(&world, PAGE, &worker, "en").await;
    assert!(page.contains("Measure &lt;b&gt;") && !page.contains(r#"value="refer""#));
    let shown = read(&world, &address, &anna, "en").await;
    assert!(
        shown.contains("Tasks: 0 of 1 done") && shown.contains("Measure &lt;b&gt;"),
        "{shown}"
    );

    let tick = [("deed", "done"), ("task", task(&page))];
    let done = send(&world, &worker, &tick).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    // Another was quicker: it says so, and shows how it stands.
    let again = send(&world, &worker, &tick).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("Not done after all"));
    for (language, words) in [
        ("en", ["Tasks: 1 of 1 done", "A task is done"]),
        ("zh", ["办理步骤：1 / 1 已完成", "完成一步"]),
    ] {
        let shown = read(&world, &address, &anna, language).await;
        for words in words {
            assert!(shown.contains(words), "{words}");
        }
    }
}
