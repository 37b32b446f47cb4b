//! The table of rights, `rights.txt`, written apart from what grants them: every address and every
//! command is tried as everybody.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use app::context::{new_id, now};
use app::door::ADDRESSES;
use axum::http::{Method, StatusCode};
use domain::issue::FeedQuery;
use domain::office::InviteOfficer;
use domain::organisation::{AddOrganisation, Kind};
use domain::time::DAY;
use domain::{Command, Office, OrganisationId, Role, SlipId};
use leptos::server_fn::axum::server_fn_paths;
use serde_json::{Value, json};
use server::ids::code_hash;

use crate::hall::Hall;
use crate::world::{Answer, Ask, encode, jpeg, uuid};

fn file(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(path).expect("a file of the tests")
}

/// What stands before each colon, and who may.
fn table() -> BTreeMap<String, String> {
    let text = file("tests/web/rights.txt");
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let line = |line: &str| {
        let (what, who) = line.rsplit_once(':').expect("a colon");
        (what.to_owned(), who.trim().to_owned())
    };
    let table: Vec<_> = lines.map(line).collect();
    let once: BTreeMap<_, _> = table.iter().cloned().collect();
    assert_eq!(once.len(), table.len(), "something stands there twice");
    once
}

/// Everybody with their letter and their session.
async fn everybody(hall: &Hall) -> Vec<(char, String)> {
    let world = &hall.world;
    let organisation = OrganisationId(new_id());
    let add = AddOrganisation {
        organisation,
        kind: Kind::Police,
        name: "Station".into(),
    };
    hall.run(Command::AddOrganisation(add)).await;
    let invite = InviteOfficer {
        invitation: SlipId(new_id()),
        office: Office::Handler { organisation },
        expires_at: now().plus(DAY),
        code_hash: code_hash("CHEN2345"),
    };
    hall.run(Command::InviteOfficer(invite)).await;
    let values = [
        ("code", "CHEN2345"),
        ("nickname", "chen"),
        ("consent", "on"),
        ("command", &uuid()),
    ];
    let joined = world.send(Ask::form("/a/join", &values)).await;
    let cookie = joined
        .set_cookie("__Host-twoline_session")
        .expect("signed in");
    let handler = cookie.split(';').next().expect("a cookie").to_owned();
    vec![
        ('n', String::new()),
        ('e', world.officer("b", "elsewhere", Role::Secretary).await),
        ('r', hall.anna.clone()),
        ('h', handler),
        (
            'l',
            world.officer("a", "leader", Role::BuildingLeader).await,
        ),
        (
            'w',
            world.officer("a", "worker", Role::CommitteeWorker).await,
        ),
        ('s', hall.secretary.clone()),
        (
            'v',
            world.officer("a", "supervisor", Role::Supervisor).await,
        ),
    ]
}

/// Whether somebody was let in, whatever came of it then.
fn let_in(answer: &Answer) -> bool {
    let shut = [
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
        StatusCode::NOT_FOUND,
    ];
    !shut.contains(&answer.status) && answer.location() != "/a/join"
}

#[tokio::test]
async fn every_address_lets_in_whom_the_table_says() {
    let hall = Hall::locked().await;
    let values = [("category", "lift"), ("title", "Roof"), ("area", "estate")];
    let filed = Ask::multipart("/a/issues/new", &values, &[&jpeg()]).by(&hall.anna);
    let filed = hall.world.send(filed).await;
    let number = filed
        .location()
        .rsplit('/')
        .next()
        .expect("a number")
        .parse();
    let issue = hall
        .world
        .store
        .issue(hall.community, number.expect("a number"), None, None);
    let photo = issue.await.expect("read").expect("there").photos[0];
    let people = everybody(&hall).await;

    // What builds the router: a test of the routes compares it with this list.
    let listed = ADDRESSES
        .iter()
        .map(|(method, form, _)| format!("{method} {form}"));
    let listed: BTreeSet<String> = listed.collect();
    let functions = server_fn_paths().map(|(path, method)| format!("{method} {path}"));
    let unlisted: Vec<String> = functions.filter(|of| !listed.contains(of)).collect();
    assert!(unlisted.is_empty(), "{unlisted:?}");
    let table = table();
    let addresses = table.keys().filter(|what| !what.starts_with("command "));
    let addresses: BTreeSet<String> = addresses.cloned().collect();
    let missing: Vec<_> = listed.difference(&addresses).collect();
    assert!(
        missing.is_empty(),
        "not in the table of rights: {missing:?}"
    );
    let gone: Vec<_> = addresses.difference(&listed).collect();
    assert!(gone.is_empty(), "in the table of rights alone: {gone:?}");

    let query = serde_json::to_string(&FeedQuery::default()).expect("JSON");
    let query = format!(
        "?slug=a&number=1&query={}&language=en&building=1&words=&change=%22fill%22",
        encode(&query)
    );
    let mut wrong = vec![];
    // Last of all everybody signs out.
    let last = "POST /sign-out".to_owned();
    for what in addresses
        .iter()
        .filter(|what| **what != last)
        .chain([&last])
    {
        let (method, form) = what.split_once(' ').expect("a method");
        let path = form
            .replace("{community}", "a")
            .replace("{number}", "1")
            .replace("template/{file}", "template/households-en.csv")
            .replace("figures/{file}", "figures/rates.csv")
            .replace("integration/{file}", "integration/areas.csv")
            .replace("{file}", "agenda.pdf")
            .replace("{code}", "WRNG2345")
            .replace("{id}", &photo.to_string());
        let mut found = String::new();
        for (letter, session) in &people {
            let ask = match method {
                "GET" if form.starts_with("/api/") => Ask::get(&format!("{path}{query}")),
                "PUT" => {
                    let sender = if session.is_empty() {
                        String::new()
                    } else {
                        hall.world.person(session).await.to_string()
                    };
                    Ask::new(Method::PUT, &format!("{path}?sender={sender}")).body("no photo")
                }
                "GET" => Ask::get(&path),
                _ if form.starts_with("/api/") => Ask::new(Method::POST, &path)
                    .header("content-type", "application/json")
                    .body(json!({ "community": "a", "newest": 0 }).to_string()),
                _ if form.ends_with("/issues/new") || form.ends_with("/add") => {
                    Ask::multipart(&path, &[], &[])
                }
                _ => Ask::form(&path, &[]),
            };
            // Each from where nobody has tried a code.
            let address = format!("192.0.2.{}", u32::from(*letter));
            let answer = hall.world.send(ask.by(session).at_address(&address)).await;
            assert!(!answer.status.is_server_error(), "{what} as {letter}");
            // A command that cannot be read is nothing.
            if let_in(&answer) || form == "/api/v1/command" {
                found.push(*letter);
            }
        }
        if table[what] != found {
            wrong.push(format!("{what}: {found}, and not {}", table[what]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn every_command_is_taken_from_whom_the_table_says() {
    let hall = Hall::locked().await;
    let people = everybody(&hall).await;
    let table = table();
    let mut found: BTreeMap<String, BTreeSet<char>> = BTreeMap::new();
    // A line of each, which a test of `domain` holds complete.
    let commands = file("../domain/tests/frozen/commands.jsonl");
    let mut lines: Vec<&str> = commands.lines().collect();
    // Whoever has deleted their account sends nothing more.
    lines.sort_by_key(|line| line.contains("delete_account"));
    for line in lines {
        let command: Value = serde_json::from_str(line).expect("JSON");
        let name = command.as_object().and_then(|it| it.keys().next());
        let may = found.entry(name.expect("a name").clone()).or_default();
        for (letter, session) in &people {
            let person = if session.is_empty() {
                Value::Null
            } else {
                json!(hall.world.person(session).await)
            };
            let body = json!({
                "community": "a",
                "envelope": { "id": uuid(), "command": command },
                "sender": person,
            });
            let ask = Ask::new(Method::POST, "/api/v1/command")
                .header("content-type", "application/json")
                .body(body.to_string())
                .by(session);
            let answer = hall.world.send(ask).await;
            assert_eq!(answer.status, StatusCode::OK, "{line} as {letter}");
            let text = answer.text();
            if !text.contains("not_allowed") && !text.contains("signed_out") {
                may.insert(*letter);
            }
        }
    }
    let told = table.iter().filter_map(|(what, who)| {
        let name = what.strip_prefix("command ")?;
        Some((name.to_owned(), who.chars().collect::<BTreeSet<char>>()))
    });
    let told: BTreeMap<_, _> = told.collect();
    let missing: Vec<_> = found
        .keys()
        .filter(|name| !told.contains_key(*name))
        .collect();
    assert!(
        missing.is_empty(),
        "not in the table of rights: {missing:?}"
    );
    assert_eq!(found, told);
}
