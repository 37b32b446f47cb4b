//! The security log: what happened, and nothing of whom.

use std::collections::BTreeSet;

use app::context::new_id;
use axum::http::{Method, StatusCode};
use domain::household::FREE_TRIES;
use domain::office::{EndOffice, GrantOffice};
use domain::{Command, Office, Role};
use serde_json::json;

use crate::hall::Hall;
use crate::watching::Log;
use crate::world::{Ask, World, uuid};

const NAME: &str = "Secretname";
const CODE: &str = "WQXY2345";
const ADDRESS: &str = "203.0.113.77";

/// Wrong codes, and too many of them.
async fn guess(world: &World) {
    for n in 0..=FREE_TRIES {
        let values = [
            ("code", CODE),
            ("nickname", NAME),
            ("consent", "on"),
            ("command", &uuid()),
        ];
        let ask = Ask::form("/a/join", &values).at_address(ADDRESS);
        let status = world.send(ask).await.status;
        let too_many = n == FREE_TRIES;
        assert_eq!(
            status == StatusCode::TOO_MANY_REQUESTS,
            too_many,
            "{n}: {status}"
        );
    }
    let come_back = [("code", CODE), ("command", &uuid())];
    world.send(Ask::form("/a/come-back", &come_back)).await;
}

/// As a phone does.
async fn send(world: &World, session: &str, command: &Command) {
    let body = json!({
        "community": "a",
        "envelope": { "id": new_id(), "command": command },
        "sender": world.person(session).await,
    });
    let ask = Ask::new(Method::POST, "/api/v1/command").header("content-type", "application/json");
    let answer = world.send(ask.body(body.to_string()).by(session)).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn the_security_log_says_what_happened_and_nothing_of_whom() {
    let hall = Hall::locked().await;
    let world = &hall.world;
    let member = world.member("a", NAME).await;
    let person = world.person(&member).await;
    let log = Log::default();
    let guard = log.listen(tracing::Level::INFO);

    guess(world).await;
    // Somebody who may, and somebody who may not.
    let joined = world.member("a", "Newname").await;
    assert!(!joined.is_empty());
    world.send(Ask::get("/a/households").by(&member)).await;
    let office = Office::CommitteeWorker;
    let grant = Command::GrantOffice(GrantOffice { person, office });
    let role = Role::CommitteeWorker;
    let end = Command::EndOffice(EndOffice { person, role });
    send(world, &hall.secretary, &grant).await;
    send(world, &hall.secretary, &end).await;
    send(world, &member, &end).await;
    // Another site, and a set-up link that there is not.
    let foreign = Ask::form("/sign-out", &[]).header("sec-fetch-site", "cross-site");
    world.send(foreign.by(&member)).await;
    world.send(Ask::form("/setup", &[("code", CODE)])).await;
    // Downloads, and ends of sessions.
    world.send(Ask::get("/a/account/all.zip").by(&member)).await;
    let supervisor = world.officer("a", "super", Role::Supervisor).await;
    let document = Ask::get("/a/meetings/1/document.json").by(&supervisor);
    assert_eq!(world.send(document).await.status, StatusCode::OK);
    let others = [("deed", "sign-out-others")];
    world
        .send(Ask::form("/a/devices", &others).by(&member))
        .await;
    world.send(Ask::form("/sign-out", &[]).by(&member)).await;
    drop(guard);

    let text = log.text();
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| line.contains(" security: "))
        .collect();
    let said = |line: &&str| {
        let event = line.split("event=\"").nth(1)?.split('"').next()?;
        let of = line.split("of=\"").nth(1)?.split('"').next()?;
        Some(format!("{event} {of}"))
    };
    let said: BTreeSet<String> = lines.iter().filter_map(said).collect();
    for expected in [
        "CodeRefused SlipUnknown",
        "TooManyCodes TooManyTries",
        "SignedIn Join",
        "RightRefused KeepHouseholds",
        "RightRefused EndOffice",
        "RightsChanged GrantOffice",
        "RightsChanged EndOffice",
        "ForeignRefused Foreign",
        "SetUpRefused Link",
        "Downloaded Account",
        "Downloaded Document",
        "SessionEnded OtherDevices",
        "SignedOut Session",
    ] {
        assert!(said.contains(expected), "{expected}: {said:#?}");
    }
    let session = member.split('=').nth(1).expect("a cookie");
    let community = hall.community.to_string();
    let never = [
        NAME,
        "Newname",
        "super",
        CODE,
        ADDRESS,
        session,
        &person.to_string(),
        &community,
    ];
    for line in lines {
        let small = line.to_lowercase();
        for word in never {
            assert!(!small.contains(&word.to_lowercase()), "{word}: {line}");
        }
    }
}
