//! What had its time: the committee's page, the privacy page, and the worker.

use app::context::now;
use axum::http::StatusCode;
use domain::membership::EndMembership;
use domain::time::DAY;
use domain::{Command, Role};
use server::retention::tick;

use crate::watching::Log;
use crate::world::{Ask, World, uuid};

const DEFAULTS: [(&str, &str); 5] = [
    ("names", "180"),
    ("photos", "180"),
    ("positions", "365"),
    ("complaints", "365"),
    ("notices", "365"),
];

#[tokio::test]
async fn the_committee_reads_what_went_and_the_secretary_sets_the_periods() {
    let world = World::new().await;
    let secretary = world.officer("a", "zhang", Role::Secretary).await;
    let worker = world.officer("a", "wei", Role::CommitteeWorker).await;
    let anna = world.member("a", "Nobodysname").await;
    let get = async |path: &str, by: &str| world.send(Ask::get(path).by(by)).await;
    let page = async |by: &str| get("/a/retention", by).await.text();

    // Everybody reads the periods; only the committee is led on.
    for by in ["", &anna] {
        let privacy = get("/a/privacy", by).await.text();
        assert!(privacy.contains("names of members whose membership has ended: 180 days"));
        assert!(!privacy.contains("/a/retention"));
        assert_ne!(get("/a/retention", by).await.status, StatusCode::OK);
    }
    assert!(
        get("/a/privacy", &worker)
            .await
            .text()
            .contains("/a/retention")
    );
    assert!(page(&worker).await.contains("Nothing has been erased yet."));
    assert!(!page(&worker).await.contains("Save the periods"));
    assert!(page(&secretary).await.contains("Save the periods"));

    // The secretary changes one; what can't be is said beside what was typed.
    let send = async |by: &str, names: &str| {
        let command = uuid();
        let mut values = vec![("command", command.as_str())];
        values.extend(DEFAULTS);
        values[1].1 = names;
        world.send(Ask::form("/a/retention", &values).by(by)).await
    };
    for wrong in ["29", "3651", "for ever", "-1", "99999999999999"] {
        let refused = send(&secretary, wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        let text = refused.text();
        assert!(
            text.contains("from 30 to 3650") && text.contains(wrong),
            "{text}"
        );
    }
    assert_eq!(send(&worker, "90").await.status, StatusCode::NOT_FOUND);
    let saved = send(&secretary, "90").await;
    assert_eq!(saved.location(), "/a/retention?saved");
    let privacy = get("/a/privacy", "").await.text();
    assert!(privacy.contains("names of members whose membership has ended: 90 days"));
    let chinese = Ask::get("/a/privacy").header("accept-language", "zh");
    let privacy = world.send(chinese).await.text();
    assert!(privacy.contains("成员资格终止后的名字：90 天"), "{privacy}");

    // A name whose time is over goes; the log says that, and not whose it was.
    let end = EndMembership {
        person: world.person(&anna).await,
        reason: "Moved away.".into(),
    };
    world
        .run("a", &secretary, Command::EndMembership(end))
        .await;
    tick(&world.store, now().plus(89 * DAY))
        .await
        .expect("no fault");
    assert!(page(&worker).await.contains("Nothing has been erased yet."));
    let log = Log::default();
    let guard = log.listen(tracing::Level::INFO);
    for _ in 0..2 {
        tick(&world.store, now().plus(92 * DAY))
            .await
            .expect("no fault");
    }
    drop(guard);
    let said = log.text();
    assert_eq!(
        said.matches("erased, for it had its time").count(),
        1,
        "{said}"
    );
    assert!(said.contains("what=\"names\" gone=1") && !said.contains("Nobodysname"));
    let shown = page(&worker).await;
    assert!(
        shown.contains("names of members whose membership has ended: 1 on"),
        "{shown}"
    );
}
