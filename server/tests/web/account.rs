//! Everything about somebody, for themselves, and none of it any more.

use std::io::{Cursor, Read};

use axum::http::StatusCode;
use domain::Role;
use zip::ZipArchive;

use crate::world::{Answer, Ask, World, jpeg, uuid};

const SPOKEN: &str = "thalassa";

fn entry(answer: &Answer, name: &str) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(answer.body.to_vec())).expect("a zip");
    let mut entry = zip.by_name(name).expect("an entry");
    let mut bytes = vec![];
    entry.read_to_end(&mut bytes).expect("read");
    bytes
}

async fn delete(world: &World, session: &str, sure: bool) -> Answer {
    let command = uuid();
    let mut values = vec![("command", command.as_str())];
    if sure {
        values.push(("sure", "on"));
    }
    world
        .send(Ask::form("/a/account", &values).by(session))
        .await
}

#[tokio::test]
async fn everything_is_downloaded_and_then_gone_from_database_pages_and_photos() {
    let world = World::new().await;
    let secretary = world.officer("a", "zhang", Role::Secretary).await;
    let neighbour = world.member("a", "bo").await;
    let leaver = world.member("a", SPOKEN).await;
    let title = format!("{SPOKEN} <b>lift</b>");
    let values = [
        ("category", "lift"),
        ("title", title.as_str()),
        ("body", "thalassa, since Sunday"),
        ("area", "estate"),
        ("command", &uuid()),
    ];
    let filed = Ask::multipart("/a/issues/new", &values, &[&jpeg()]).by(&leaver);
    let address = world.send(filed).await.location().to_owned();
    let community = world.community_id("a").await;
    let view = world.store.issue(community, 1, None, None).await;
    let photo = view.expect("read").expect("there").photos[0];
    world
        .send(Ask::form(&format!("{address}/second"), &[]).by(&neighbour))
        .await;

    let zip = world.send(Ask::get("/a/account/all.zip").by(&leaver)).await;
    assert_eq!(zip.header("content-type"), "application/zip");
    let json: serde_json::Value =
        serde_json::from_slice(&entry(&zip, "everything.json")).expect("JSON");
    assert_eq!(json["nickname"], SPOKEN);
    assert_eq!(json["issues"][0]["title"], title);
    assert_eq!(json["texts"][0]["body"], "thalassa, since Sunday");
    let page = String::from_utf8(entry(&zip, "index.html")).expect("text");
    assert!(page.contains("&lt;b&gt;lift") && page.contains(&format!("photos/{photo}.jpg")));
    let kept = world.store.photo(community, photo, false).await;
    let picture = entry(&zip, &format!("photos/{photo}.jpg"));
    assert_eq!(Some(picture), kept.expect("read"));

    let page = world.send(Ask::get("/a/account").by(&leaver)).await;
    assert!(page.text().contains("Delete my account"));
    let unsure = delete(&world, &leaver, false).await;
    assert_eq!(unsure.status, StatusCode::UNPROCESSABLE_ENTITY);
    let chief = delete(&world, &secretary, true).await;
    assert!(chief.text().contains("You are the secretary."));
    let done = delete(&world, &leaver, true).await;
    assert_eq!(done.location(), "/a/join", "{}", done.text());
    assert!(done.header("clear-site-data").contains("storage"));
    assert!(
        done.set_cookie("__Host-twoline_session")
            .expect("gone")
            .contains("Max-Age=0")
    );
    let gone = world.send(Ask::get(&address).by(&leaver)).await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
    // Pages, the photo, and the file of the database.
    for page in [
        address.as_str(),
        "/a/issues",
        "/a/household",
        "/a/inbox",
        "/a/officers",
    ] {
        let shown = world.send(Ask::get(page).by(&neighbour)).await;
        assert_eq!(shown.status, StatusCode::OK, "{page}");
        assert!(!shown.text().contains(SPOKEN), "{page}");
    }
    let shown = world.send(Ask::get(&address).by(&neighbour)).await.text();
    assert!(shown.contains("〔已删除 · deleted〕"));
    let picture = Ask::get(&format!("/a/photos/{photo}")).by(&neighbour);
    assert_eq!(world.send(picture).await.status, StatusCode::NOT_FOUND);
}
