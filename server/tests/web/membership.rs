//! Households: who belongs to them, and does not.

use app::context::{new_id, now};
use app::send::envelope;
use axum::http::StatusCode;
use domain::household::Change;
use domain::issue::SecondOnBehalf;
use domain::{BuildingId, Command, HouseholdId, PersonId, Role, Sender};

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

/// Nine adults in household 101, where everybody lives; of a second building, household 201.
async fn second_building(world: &World) -> HouseholdId {
    let community = world.community_id("a").await;
    let household = HouseholdId(new_id());
    let building = BuildingId("2".into());
    let changes = [
        Change::Enter {
            id: HouseholdId(community.0),
            building: BuildingId("1".into()),
            room: "101".into(),
            adults: 9,
        },
        Change::List {
            building: building.clone(),
            name: "No. 2".into(),
        },
        Change::Enter {
            id: household,
            building,
            room: "201".into(),
            adults: 2,
        },
    ];
    for change in changes {
        let envelope = envelope(Command::ChangeRegister(change));
        let answer = world
            .store
            .execute(community, Sender::Operator, &envelope, now())
            .await;
        answer.expect("stored").expect("allowed");
    }
    household
}

#[tokio::test]
async fn a_leader_enters_in_their_own_buildings_and_all_concerned_see_it() {
    let world = World::new().await;
    let away = second_building(&world).await;
    let leader = world.officer("a", "li", Role::BuildingLeader).await;
    let worker = world.officer("a", "wei", Role::CommitteeWorker).await;
    let supervisor = world.officer("a", "su", Role::Supervisor).await;
    let anna = world.member("a", "anna").await;
    let address = world.issue("a", &anna, "Lift").await;
    let issue = world.issue_id("a", &address).await;
    let read = async |by: &str, address: &str| {
        let answer = world
            .send(Ask::get(&format!("/api/read/{address}")).by(by))
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        answer.text()
    };
    // Of other buildings a leader is shown neither doors nor neighbours, nor the list on paper.
    let enter = |household, name: &str| {
        Command::SecondOnBehalf(SecondOnBehalf {
            issue,
            person: PersonId(new_id()),
            household,
            name: name.into(),
        })
    };
    world.run("a", &worker, enter(away, "Old Wu")).await;
    let own = read(&leader, "behalf-buildings?slug=a").await;
    assert!(own.contains("No. 1") && !own.contains("No. 2"), "{own}");
    assert!(own.contains("\"others\":true"));
    let all = read(&worker, "behalf-buildings?slug=a").await;
    assert!(all.contains("No. 2") && all.contains("\"others\":false"));
    assert!(
        read(&leader, "doors?slug=a&building=1")
            .await
            .contains("101")
    );
    assert_eq!(read(&leader, "doors?slug=a&building=2").await, "[]");
    let doors = read(&worker, "doors?slug=a&building=2").await;
    assert!(doors.contains("201") && doors.contains("Old Wu"));
    let list = read(&leader, "collect?slug=a&building=2&language=en").await;
    assert_eq!(list, "\"\"");
    let page = world.send(Ask::get("/a/behalf").by(&leader)).await.text();
    assert!(page.contains("Only the buildings that you lead"), "{page}");
    let page = world.send(Ask::get("/a/behalf").by(&worker)).await.text();
    assert!(!page.contains("Only the buildings that you lead"));

    // The household reads who entered what for whom, the committee and supervisors for buildings.
    let community = world.community_id("a").await;
    world
        .run("a", &leader, enter(HouseholdId(community.0), "Old Li"))
        .await;
    let page = read(&anna, "household?slug=a").await;
    let words = ["Entered for your household", "Old Li", "entered by li on"];
    for words in words {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Old Wu") && !page.contains("Take back"));
    let page = read(&anna, "household?slug=a&building=2").await;
    assert!(!page.contains("Old Wu"));
    let page = read(&supervisor, "household?slug=a&building=2").await;
    assert!(page.contains("Old Wu") && page.contains("entered by wei on"));
    assert!(!page.contains("Take back") && !page.contains("End the membership"));
    let page = read(&worker, "household?slug=a&building=1").await;
    assert!(page.contains("Old Li") && page.contains("Take back"));

    // A mistake is taken back by the committee, and by nobody who only looks.
    let first = BuildingId("1".into());
    let entered = world.store.entered_in(community, &first).await;
    let person = entered.expect("read")[0].entered.person.to_string();
    let issue = issue.to_string();
    let back = [
        ("deed", "take-back"),
        ("person", person.as_str()),
        ("issue", issue.as_str()),
    ];
    for by in [&anna, &supervisor] {
        let refused = send(&world, by, &back).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let done = send(&world, &worker, &back).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let page = read(&anna, "household?slug=a").await;
    assert!(!page.contains("Old Li"));
}
