//! What of people who reads where, `fields.txt`, written apart from what shows it: every address
//! that reads is asked as everybody, and what is told of people is looked for in the answer.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;

use app::context::{new_id, now};
use app::door::ADDRESSES;
use axum::http::StatusCode;
use domain::complaint::{Appeal, Complain, HideIssue, Kind as Wrong};
use domain::household::{Change, Household};
use domain::issue::{ChooseDiscretion, Discretion, FeedQuery, SecondOnBehalf};
use domain::membership::EndMembership;
use domain::office::InviteOfficer;
use domain::organisation::{AddOrganisation, Kind};
use domain::time::DAY;
use domain::work::{
    Appraise, BeginWork, ByOffice, OfferResource, PublishResult, Resource, Responsible,
};
use domain::{
    BuildingId, Command, HouseholdId, IssueId, Office, OrganisationId, PersonId, Role, SlipId,
};
use server::ids::code_hash;

use crate::hall::Hall;
use crate::world::{Ask, encode, jpeg, uuid};

/// What is told of people, and how it is known again: nothing else has these letters.
const FIELDS: [(&str, &str); 18] = [
    ("reporter's name", "Qreporter"),
    ("name that a reporter keeps", "Qnameless"),
    ("exact position", "31.0471"),
    ("exact position of a home", "31.0472"),
    ("exact position of what is on an agenda", "31.2345"),
    ("number of a flat", "Q4711"),
    ("name of who seconded", "Qseconder"),
    ("name of who was entered on behalf", "Qentered"),
    ("name of a housemate", "Qhousemate"),
    ("name of who complained", "Qcomplainer"),
    ("words of a complaint", "Qcomplaint"),
    ("words of what is hidden", "Qhidden"),
    ("why it is hidden", "Qhiding"),
    ("words of an appeal", "Qappeal"),
    ("name of who said a word on a result", "Qappraiser"),
    ("word on a result", "Qappraisal"),
    ("name of who left", "Qgone"),
    ("whole ballots", "\"ballots\""),
];

/// Who is called what.
const OWN: [(char, &str); 2] = [('o', "Qreporter"), ('m', "Qhousemate")];

fn table() -> BTreeMap<String, BTreeMap<String, String>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/web/fields.txt");
    let text = std::fs::read_to_string(path).expect("a file of the tests");
    let mut table: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut field = String::new();
    for line in text.lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match line.strip_prefix("    ") {
            None => {
                line.clone_into(&mut field);
                let before = table.insert(field.clone(), BTreeMap::new());
                assert!(before.is_none(), "{field} stands there twice");
            }
            Some(line) => {
                let (what, who) = line.rsplit_once(": ").expect("a colon");
                let of = table.entry(field.clone()).or_default();
                of.insert(what.to_owned(), who.to_owned());
            }
        }
    }
    table
}

/// The same as it would have to be written.
fn written(found: &BTreeMap<String, BTreeMap<String, String>>) -> String {
    let mut text = String::new();
    for (field, _) in FIELDS {
        text += field;
        text += "\n";
        for (what, who) in found.get(field).into_iter().flatten() {
            let _ = writeln!(text, "    {what}: {who}");
        }
        text += "\n";
    }
    text
}

/// A hall in which all of this is there, and everybody with their letter and session.
#[expect(clippy::too_many_lines, reason = "one of each")]
async fn told() -> (Hall, Vec<(char, String)>, u32) {
    let hall = Hall::locked().await;
    let supplement = hall.supplement().await;
    hall.publish_after(4, &[hall.issue, supplement]).await;
    let world = &hall.world;
    let homes = [new_id(), new_id(), new_id(), new_id()].map(HouseholdId);
    for (home, room) in homes.into_iter().zip(["Q4711", "202", "203", "204"]) {
        let household = Household {
            id: home,
            building: BuildingId("1".into()),
            room: room.into(),
        };
        let register = Command::RegisterHousehold(household);
        world.operator("a", register).await;
    }
    let leader = Office::BuildingLeader {
        buildings: [BuildingId("1".into())].into(),
    };
    let joins = async |name: &str, home: HouseholdId| world.member_of("a", name, home).await;
    let author = joins("Qreporter", homes[0]).await;
    let mate = joins("Qhousemate", homes[0]).await;
    let nameless = joins("Qnameless", homes[1]).await;
    let seconder = joins("Qseconder", homes[2]).await;
    let complainer = joins("Qcomplainer", homes[2]).await;
    let appraiser = joins("Qappraiser", homes[2]).await;
    let gone = joins("Qgone", homes[2]).await;
    let neighbour = joins("neighbour", homes[3]).await;
    let leads = world.officer("a", "leader", Role::Resident).await;
    let leading = domain::office::GrantOffice {
        person: world.person(&leads).await,
        office: leader,
    };
    hall.run(Command::GrantOffice(leading)).await;
    let worker = world.officer("a", "worker", Role::CommitteeWorker).await;
    let supervisor = world.officer("a", "supervisor", Role::Supervisor).await;
    let organisation = OrganisationId(new_id());
    hall.run(Command::AddOrganisation(AddOrganisation {
        organisation,
        kind: Kind::Police,
        name: "Station".into(),
    }))
    .await;
    hall.run(Command::InviteOfficer(InviteOfficer {
        invitation: SlipId(new_id()),
        office: Office::Handler { organisation },
        expires_at: now().plus(DAY),
        code_hash: code_hash("CHEN2345"),
    }))
    .await;
    let values = [
        ("code", "CHEN2345"),
        ("nickname", "chen"),
        ("consent", "on"),
        ("command", &uuid()),
    ];
    let joined = world.send(Ask::form("/a/join", &values)).await;
    let cookie = joined.set_cookie("__Host-twoline_session");
    let handler = cookie.expect("signed in");
    let handler = handler.split(';').next().expect("a cookie").to_owned();

    let files = async |by: &str, title: &str, body: &str, lat: &str| {
        let command = uuid();
        let values = [
            ("category", "lift"),
            ("title", title),
            ("body", body),
            ("area", "estate"),
            ("building", "1"),
            ("lat", lat),
            ("lon", "121.0500"),
            ("source", "plan"),
            ("command", &command),
        ];
        let form = Ask::multipart("/a/issues/new", &values, &[&jpeg()]).by(by);
        let filed = world.send(form).await;
        assert_eq!(filed.status, StatusCode::SEE_OTHER, "{}", filed.text());
        world.issue_id("a", filed.location()).await
    };
    // One with all that happens to issues, seconded and worked on by others.
    let open: IssueId = files(&author, "Lamp", "dark", "31.0471").await;
    let run = async |by: &str, command: Command| world.run("a", by, command).await;
    for by in [&seconder, &complainer, &appraiser, &gone] {
        run(by, Command::Second { issue: open }).await;
    }
    run(
        &leads,
        Command::SecondOnBehalf(SecondOnBehalf {
            issue: open,
            person: PersonId(new_id()),
            household: homes[0],
            name: "Qentered".into(),
        }),
    )
    .await;
    run(
        &complainer,
        Command::Complain(Complain {
            issue: open,
            kind: Wrong::Untrue,
            words: "Qcomplaint".into(),
        }),
    )
    .await;
    let discreet = files(&nameless, "Leak", "wet", "31.0472").await;
    let discretion = Discretion {
        nameless: true,
        at_home: true,
    };
    run(
        &nameless,
        Command::ChooseDiscretion(ChooseDiscretion {
            issue: discreet,
            discretion,
        }),
    )
    .await;
    let hidden = files(&author, "Qhidden", "rude", "31.0471").await;
    let hide = HideIssue {
        issue: hidden,
        reason: "Qhiding".into(),
    };
    run(&worker, Command::HideIssue(hide)).await;
    let appeal = Appeal {
        issue: hidden,
        words: "Qappeal".into(),
    };
    run(&author, Command::Appeal(appeal)).await;
    // One that was worked on, with a word on its result.
    let done = files(&author, "Door", "open", "31.0471").await;
    run(&appraiser, Command::Second { issue: done }).await;
    let begin = BeginWork {
        issue: done,
        responsible: Responsible::Office(ByOffice::CommitteeWorker),
        owner: "The committee".into(),
        due: domain::Zone::utc().date(now().plus(9 * DAY)),
        words: "A lock.".into(),
    };
    run(&worker, Command::BeginWork(begin)).await;
    let offer = OfferResource {
        issue: done,
        resource: Resource::Skill,
        organisation: None,
        name: String::new(),
        words: "Hands".into(),
    };
    run(&seconder, Command::OfferResource(offer)).await;
    let result = PublishResult {
        issue: done,
        words: "It closes.".into(),
        cost: None,
        verdict: None,
        owners: None,
        photos: vec![],
    };
    run(&worker, Command::PublishResult(result)).await;
    let appraise = Appraise {
        issue: done,
        solved: true,
        satisfied: false,
        words: "Qappraisal".into(),
    };
    run(&appraiser, Command::Appraise(appraise)).await;
    let end = EndMembership {
        person: world.person(&gone).await,
        reason: "Moved.".into(),
    };
    run(&worker, Command::EndMembership(end)).await;
    // And a household that has too many voices now.
    let enter = Change::Enter {
        id: homes[2],
        building: BuildingId("1".into()),
        room: "Q4711 B".into(),
        adults: 1,
    };
    world.operator("a", Command::ChangeRegister(enter)).await;
    let stranger = world.officer("b", "elsewhere", Role::Secretary).await;
    let people = vec![
        ('n', String::new()),
        ('e', stranger),
        ('r', neighbour),
        ('o', author),
        ('m', mate),
        ('h', handler),
        ('l', leads),
        ('w', worker),
        ('s', hall.secretary.clone()),
        ('v', supervisor),
    ];
    (hall, people, 6)
}

#[tokio::test]
async fn what_is_told_of_people_is_read_by_whom_the_table_says() {
    let (hall, people, issues) = told().await;
    let query = serde_json::to_string(&FeedQuery::default()).expect("JSON");
    let query = encode(&query);
    let mut found: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut shown = BTreeSet::new();
    for (method, form, _) in ADDRESSES {
        // PDFs are looked at by `papers.rs`; and a photo is a photo.
        let is_file = form.contains(".pdf") || form.contains("{file}") || form.contains("{id}");
        let sets_up = form.starts_with("/setup");
        if *method != "GET" || is_file || sets_up {
            continue;
        }
        let numbers = if form.contains("{number}") || form.starts_with("/api/") {
            1..=issues
        } else {
            1..=1
        };
        for (letter, session) in &people {
            let mut text = String::new();
            for number in numbers.clone() {
                let path = form
                    .replace("{community}", "a")
                    .replace("{number}", &number.to_string());
                let path = if form.starts_with("/api/") {
                    format!(
                        "{path}?slug=a&number={number}&query={query}&language=en&building=1&words=&change=%22fill%22"
                    )
                } else {
                    path
                };
                let answer = hall.get(&path, session).await;
                if answer.status == StatusCode::OK {
                    shown.insert(*form);
                    text += &answer.text();
                }
            }
            for (field, mark) in FIELDS {
                // Their own name stands on every page that they open.
                let own = OWN.contains(&(*letter, mark));
                if text.contains(mark) && !own {
                    let of = found.entry(field.to_owned()).or_default();
                    let who = of.entry(format!("GET {form}")).or_default();
                    who.push(*letter);
                }
            }
        }
    }
    // Not that nothing is there to be read.
    assert!(shown.len() > 45, "{shown:?}");
    let mut table = table();
    table.retain(|_, of| !of.is_empty());
    assert!(
        found == table,
        "what is read, which fields.txt does not say:\n{}",
        written(&found)
    );
}
