//! What is odd: a page for those who watch over voices.

use app::context::{new_id, now};
use axum::http::StatusCode;
use domain::household::{Change, Household, PrintSlip};
use domain::issue::SecondOnBehalf;
use domain::odd::BURST_PEOPLE;
use domain::time::DAY;
use domain::{BuildingId, Command, HouseholdId, PersonId, Role, SlipId};
use server::ids::code_hash;

use crate::world::{Ask, World, uuid};

/// What the phone's cookie is called where there is TLS.
const PHONE: &str = "__Host-twoline_phone";

/// A flat in building 1, and a slip of it.
async fn home(world: &World, room: &str, code: &str) -> HouseholdId {
    let id = HouseholdId(new_id());
    let household = Household {
        id,
        building: BuildingId("1".into()),
        room: room.into(),
    };
    world
        .operator("a", Command::RegisterHousehold(household))
        .await;
    let slip = PrintSlip {
        slip: SlipId(new_id()),
        household: id,
        admits: 4,
        roles: vec![Role::Resident],
        expires_at: now().plus(5 * DAY),
        code_hash: code_hash(code),
    };
    world.operator("a", Command::PrintSlip(slip)).await;
    id
}

/// Somebody joins with a phone that has this cookie, or a new one; returns the phone's cookie.
async fn joins(world: &World, code: &str, nickname: &str, phone: &str) -> String {
    let command = uuid();
    let values = [
        ("code", code),
        ("nickname", nickname),
        ("consent", "on"),
        ("command", command.as_str()),
    ];
    let form = Ask::form("/a/join", &values).header("cookie", phone);
    let joined = world.send(form).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.text());
    let cookie = joined.set_cookie(PHONE).expect("a phone is known again");
    assert!(cookie.contains("HttpOnly") && cookie.contains("Secure"));
    cookie.split(';').next().expect("a cookie").to_owned()
}

#[tokio::test]
async fn what_is_odd_is_shown_to_those_who_watch_over_voices() {
    let world = World::new().await;
    let worker = world.officer("a", "wei", Role::CommitteeWorker).await;
    let secretary = world.officer("a", "zhang", Role::Secretary).await;
    let supervisor = world.officer("a", "lin", Role::Supervisor).await;
    let leader = world.officer("a", "leader", Role::BuildingLeader).await;
    let anna = world.member("a", "anna").await;
    let issue = world.issue("a", &anna, "Lift").await;
    let issue = world.issue_id("a", &issue).await;
    let get = async |path: &str, by: &str| world.send(Ask::get(path).by(by)).await;
    for by in [&anna, &leader, &String::new()] {
        let shut = get("/a/odd", by).await;
        assert_ne!(shut.status, StatusCode::OK);
    }
    // Where there is nothing, that is said.
    for by in [&worker, &secretary, &supervisor] {
        let page = get("/a/odd", by).await.text();
        for words in [
            "There is no such household.",
            "Nothing was entered like that.",
            "There is no such phone.",
            "/a/complaints",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }

    let small = home(&world, "401", "SMAL2345").await;
    let large = home(&world, "402", "LARG2345").await;
    // One phone, on which neighbours join one after the other.
    let phone = joins(&world, "SMAL2345", "One <b>phone</b>", "").await;
    let again = joins(&world, "LARG2345", "Another", &phone).await;
    assert_eq!(again, phone, "it is known again");
    joins(&world, "SMAL2345", "Alone", "").await;
    // Of whom the register has one.
    let enter = Change::Enter {
        id: small,
        building: BuildingId("1".into()),
        room: "401".into(),
        adults: 1,
    };
    world.operator("a", Command::ChangeRegister(enter)).await;
    let many = Change::Enter {
        id: large,
        building: BuildingId("1".into()),
        room: "402".into(),
        adults: 20,
    };
    world.operator("a", Command::ChangeRegister(many)).await;
    for n in 0..BURST_PEOPLE {
        let second = SecondOnBehalf {
            issue,
            person: PersonId(new_id()),
            household: large,
            name: format!("Old {n}"),
        };
        world
            .run("a", &secretary, Command::SecondOnBehalf(second))
            .await;
    }
    for by in [&worker, &secretary, &supervisor] {
        let page = get("/a/odd", by).await.text();
        for words in [
            "One &lt;b&gt;phone&lt;/b&gt;",
            "Another",
            "people: 2 ·",
            "adults: 1 · voices: 2",
            "<b dir=\"auto\">zhang</b>",
            "for people: 8 · on issues: 1",
            "href=\"/a/household?building=1\"",
            "401",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("Alone") && !page.contains("Old 1"));
        let chinese = Ask::get("/a/odd").by(by).header("accept-language", "zh");
        let chinese = world.send(chinese).await.text();
        assert!(
            chinese.contains("登记 1 个成年人，2 人有附议权"),
            "{chinese}"
        );
    }
    // From where supervisors begin there is a way to both.
    let me = get("/a/me", &supervisor).await.text();
    assert!(me.contains("href=\"/a/odd\"") && me.contains("href=\"/a/complaints\""));
    let complaints = get("/a/complaints", &supervisor).await.text();
    assert!(complaints.contains("href=\"/a/odd\""));
    let me = get("/a/me", &anna).await.text();
    assert!(!me.contains("/a/odd") && !me.contains("/a/complaints"));
}
