//! Communities, registers, slips, members, sessions.

use domain::community::CreateCommunity;
use domain::household::{FAILURES_FORGOTTEN_AFTER, Household};
use domain::notice::{Subject, WhyMe};
use domain::place::Area;
use domain::place::NameBuilding;
use domain::time::DAY;
use domain::{
    Action, Actor, Command, HouseholdId, IssueId, Language, PersonId, Refusal, Role, Sender,
    Timestamp, Viewer, Zone,
};

use sqlx::Row;

use crate::common::{Database, Estate, NOON, building, file, id, plan};

pub async fn communities_are_found_by_slug_and_their_plan_reads_back(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let zoned = Zone {
        name: "America/New_York".into(),
        changes: vec![
            (Timestamp(0), -18_000),
            (Timestamp(1_425_798_000_000), -14_400),
        ],
    };
    let other = domain::CommunityId(id());
    let create = |slug: &str| {
        Command::CreateCommunity(CreateCommunity {
            slug: slug.to_owned(),
            name: "罗秀苑".to_owned(),
            language: Language::Chinese,
            zone: zoned.clone(),
        })
    };
    let run = async |slug: &str| {
        let envelope = domain::Envelope {
            id: domain::CommandId(id()),
            command: create(slug),
        };
        let answer = db
            .store
            .execute(other, Sender::Operator, &envelope, NOON)
            .await;
        answer.expect("no fault")
    };
    assert_eq!(
        run("sunny").await,
        Err(Refusal::Exists),
        "the slug is taken"
    );
    assert!(run("Not A Slug").await.is_err());
    assert!(run("luoxiu").await.is_ok());
    assert_eq!(run("again").await, Err(Refusal::Exists), "the id is taken");

    let slugs = |all: &[domain::Community]| -> Vec<String> {
        all.iter().map(|community| community.slug.clone()).collect()
    };
    let all = db.store.communities().await.expect("no fault");
    assert_eq!(slugs(&all), ["luoxiu", "sunny"]);
    let found = db.store.community("luoxiu").await.expect("no fault");
    let found = found.expect("the community");
    assert_eq!(
        (found.id, found.name.as_str(), found.language, found.zone),
        (other, "罗秀苑", Language::Chinese, zoned)
    );
    let sunny = db.store.community("sunny").await.expect("no fault");
    assert_eq!(
        sunny.expect("the community").name,
        "Sunny Court",
        "as checked"
    );
    assert_eq!(db.store.community("nowhere").await.expect("no fault"), None);

    assert_eq!(db.store.plan(estate.id).await.expect("no fault"), plan());
    assert_eq!(
        db.store.plan(other).await.expect("no fault"),
        domain::place::Plan::default()
    );
    let register = async || {
        let register = estate.register().await;
        let ids = register.iter().map(|household| household.id);
        ids.collect::<Vec<_>>()
    };
    assert_eq!(register().await, estate.households);
    // As floors follow each other, not as letters do.
    let upstairs = Household {
        id: HouseholdId(id()),
        building: building("1"),
        room: "1001".into(),
    };
    let mut expected = estate.households.clone();
    expected.insert(2, upstairs.id);
    estate.operator(Command::RegisterHousehold(upstairs)).await;
    assert_eq!(register().await, expected);
}

pub async fn a_new_plan_replaces_all_but_the_buildings_that_are_in_use(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let other = Estate::new(&db.store, "other").await;
    // A corrected plan keeps its buildings' households. What nobody refers to comes and goes.
    let mut corrected = plan();
    corrected.buildings[2].name = "No. 3".into();
    corrected.buildings.reverse();
    let mut more = corrected.clone();
    for n in ["4", "5", "6"] {
        let mut new = plan().buildings.remove(0);
        new.id = building(n);
        new.name = String::new();
        new.cluster = String::new();
        new.more = vec![new.outline[..3].to_vec()];
        more.buildings.push(new);
    }
    for plan in [&corrected, &more, &corrected, &more] {
        estate.operator(Command::SetPlan(plan.clone())).await;
        assert_eq!(db.store.plan(estate.id).await.expect("no fault"), *plan);
    }
    let refused = async |lacks: &[&str]| {
        let mut plan = more.clone();
        let lacks: Vec<_> = lacks.iter().map(|n| building(n)).collect();
        plan.buildings.retain(|b| !lacks.contains(&b.id));
        let answer = estate.run(&Actor::operator(), Command::SetPlan(plan)).await;
        answer.err()
    };
    let in_use = |ids: &[&str]| {
        let areas = ids.iter().map(|n| Area::Building(building(n)));
        Some(Refusal::AreasInUse(areas.collect()))
    };
    assert_eq!(refused(&["1", "4"]).await, in_use(&["1"]), "households");

    // An issue at one, another about one.
    let resident = estate.resident(1).await;
    let form = |at: Option<&str>, area: Area| {
        let mut command = file(IssueId(id()), "Lift");
        if let Command::FileIssue(form) = &mut command {
            form.place.building = at.map(building);
            form.area = area;
        }
        command
    };
    let at = estate.ok(&resident, form(Some("4"), Area::Estate)).await;
    let about = form(None, Area::Building(building("5")));
    let about = estate.ok(&resident, about).await;
    assert_eq!(refused(&["4", "5", "6"]).await, in_use(&["4", "5"]));
    let in_use = async |estate: &Estate| {
        let areas = db.store.areas_in_use(estate.id).await;
        let areas = areas.expect("no fault");
        let names: Vec<&str> = areas.iter().filter_map(Area::on_plan).collect();
        names.join(" ")
    };
    assert_eq!(in_use(&estate).await, "b1 b2 b3 b4 b5");
    assert_eq!(in_use(&other).await, "b1 b2 b3");
    assert_eq!(refused(&["6"]).await, None);
    let now = db.store.plan(estate.id).await.expect("no fault");
    assert_eq!(now.buildings.len(), 5);

    // Without a name it is called by its id where something has to stand, and has a name from the
    // moment it is given one.
    let number = |receipt: domain::Receipt| receipt.issue.expect("a number");
    let (at, about) = (number(at), number(about));
    let names = async || {
        let at = estate.issue(at, &resident).await.building_name;
        (at, estate.issue(about, &resident).await.area_name)
    };
    assert_eq!(names().await, (String::new(), "b5".to_owned()));
    let worker = estate.person(0, Role::CommitteeWorker, "the worker").await;
    for n in ["4", "5"] {
        let name = Command::NameBuilding(NameBuilding {
            building: building(n),
            name: format!(" {n}号楼"),
        });
        assert_eq!(
            estate.refused(&resident, name.clone()).await,
            Refusal::NotAllowed
        );
        estate.ok(&worker, name).await;
    }
    assert_eq!(names().await, ("4号楼".to_owned(), "5号楼".to_owned()));
    let now = db.store.plan(estate.id).await.expect("no fault");
    assert_eq!(now.building(&building("5")).expect("there").name, "5号楼");
    // The other community has buildings with the same ids.
    assert_eq!(db.store.plan(other.id).await.expect("no fault"), plan());
}

pub async fn a_slip_admits_as_many_as_it_says_until_it_expires(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    estate
        .slip(2, 2, &[Role::BuildingLeader], "right code")
        .await;
    let join = |person, code: &str| Estate::join_command(PersonId(person), code, "Li");
    let nobody = Actor::nobody();

    assert_eq!(
        estate.refused(&nobody, join(id(), "wrong code")).await,
        Refusal::SlipUnknown
    );
    let first = id();
    estate.ok(&nobody, join(first, "right code")).await;
    assert_eq!(
        estate.refused(&nobody, join(first, "right code")).await,
        Refusal::AlreadyMember
    );
    let slip = db.store.slip(estate.id, "right code").await;
    let slip = slip.expect("no fault").expect("the slip");
    assert_eq!((slip.joined, slip.admits), (1, 2));
    assert_eq!(slip.household, estate.households[2]);
    assert_eq!(slip.roles, [Role::Resident, Role::BuildingLeader]);
    estate.ok(&nobody, join(id(), "right code")).await;
    assert_eq!(
        estate.refused(&nobody, join(id(), "right code")).await,
        Refusal::SlipUsedUp
    );

    estate.slip(3, 1, &[Role::Resident], "late code").await;
    estate.wait(DAY * 31);
    assert_eq!(
        estate.refused(&nobody, join(id(), "late code")).await,
        Refusal::SlipExpired
    );
    let none = db.store.slip(estate.id, "wrong code").await;
    assert_eq!(none.expect("no fault"), None);
}

pub async fn wrong_codes_are_counted_and_forgotten(db: &Database) {
    let failures = async |key: &str| db.store.join_failures(key).await.expect("no fault");
    let note = async |key: &str, at| db.store.note_join_failure(key, at).await.expect("no fault");
    assert_eq!(failures("here").await, (0, Timestamp(0)));
    note("here", NOON).await;
    note("here", NOON.plus(5)).await;
    note("there", NOON).await;
    assert_eq!(failures("here").await, (2, NOON.plus(5)));
    assert_eq!(failures("there").await, (1, NOON));
    db.store
        .forget_join_failures("there")
        .await
        .expect("no fault");
    assert_eq!(failures("there").await.0, 0);
    // After an hour without another one, counting starts anew.
    let later = NOON.plus(6 + FAILURES_FORGOTTEN_AFTER);
    note("here", later).await;
    assert_eq!(failures("here").await, (1, later));
}

pub async fn a_member_is_known_by_household_and_roles(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let leader = estate.person(4, Role::BuildingLeader, " 小李 ").await;
    assert_eq!(leader.household, Some(estate.households[4]));
    assert_eq!(leader.roles, [Role::Resident, Role::BuildingLeader]);
    let viewer = estate.viewer(&leader).await;
    assert_eq!(viewer.nickname, "小李");
    assert_eq!(viewer.roles, leader.roles);
    assert_eq!(viewer.building_name, "3");
    assert_eq!(viewer.unread, 0);
    assert!(viewer.is_member() && !viewer.may(Action::PrepareMeeting));

    // Whoever lives there already is told of whoever joins with a slip of theirs.
    let other = estate.person(4, Role::Resident, "小王").await;
    let elsewhere = estate.resident(1).await;
    assert_eq!(estate.viewer(&leader).await.unread, 1);
    let person = leader.person.expect("somebody");
    let inbox = estate.notices(person).await;
    let told = (&inbox[0].about, inbox[0].why);
    assert_eq!(told, (&Subject::Household, WhyMe::Household));
    for nobody_told in [other, elsewhere] {
        assert_eq!(estate.viewer(&nobody_told).await.unread, 0);
    }

    let stranger = PersonId(id());
    let viewer = db.store.viewer(estate.id, Some(stranger)).await;
    assert_eq!(
        viewer.expect("no fault"),
        Viewer {
            person: Some(stranger),
            ..Viewer::default()
        }
    );
    let nobody = db.store.viewer(estate.id, None).await;
    assert_eq!(nobody.expect("no fault"), Viewer::default());
    let actor = db.store.actor(estate.id, Sender::Person(stranger)).await;
    assert_eq!(
        actor.expect("no fault"),
        Actor {
            person: Some(stranger),
            ..Actor::default()
        }
    );
}

pub async fn a_visit_is_the_session_the_community_and_the_viewer(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let other = Estate::new(&db.store, "rainy").await;
    let leader = estate.person(4, Role::BuildingLeader, "小李").await;
    // Tells the leader something.
    estate.person(4, Role::Resident, "小王").await;
    let (person, stranger) = (leader.person.expect("somebody"), PersonId(id()));
    let until = NOON.plus(DAY);
    for (token, person) in [("leader", person), ("stranger", stranger)] {
        let created = db.store.create_session(token, person, NOON, until).await;
        created.expect("no fault");
    }
    for (token, now, expected) in [
        ("leader", NOON, Some((person, until))),
        ("stranger", NOON, Some((stranger, until))),
        ("leader", until, None),
        ("unknown", NOON, None),
        ("", NOON, None),
    ] {
        let visit = async |slug: &str| {
            let visit = db.store.visit(slug, token, now).await.expect("no fault");
            assert_eq!(visit.session, expected, "{token} {slug}");
            visit.community
        };
        for (slug, estate) in [("sunny", &estate), ("rainy", &other)] {
            let community = db.store.community(slug).await.expect("no fault");
            let person = expected.map(|(person, _)| person);
            let viewer = db.store.viewer(estate.id, person).await.expect("no fault");
            let found = visit(slug).await;
            assert_eq!(found, Some((community.expect("there"), viewer)));
        }
        for slug in ["", "nowhere", "sunny/", "\0", "'"] {
            assert_eq!(visit(slug).await, None);
        }
    }
    let visit = db.store.visit("sunny", "leader", NOON).await;
    let (_, viewer) = visit.expect("no fault").community.expect("there");
    assert_eq!((viewer.nickname.as_str(), viewer.unread), ("小李", 1));
}

pub async fn sessions_end_by_themselves_or_by_hand(db: &Database) {
    let person = PersonId(id());
    let create = async |token: &str, now, until| {
        let created = db.store.create_session(token, person, now, until).await;
        created.expect("no fault");
    };
    let visit = async |token: &str, now| db.store.visit("", token, now).await;
    let session = async |token: &str, now| visit(token, now).await.expect("no fault").session;
    let whose = async |token: &str, now| session(token, now).await.map(|(person, _)| person);
    create("one", NOON, NOON.plus(DAY)).await;
    create("two", NOON, NOON.plus(DAY)).await;
    assert_eq!(whose("one", NOON).await, Some(person));
    assert_eq!(whose("three", NOON).await, None);
    db.store.end_session("two").await.expect("no fault");
    assert_eq!(whose("two", NOON).await, None);
    assert_eq!(whose("one", NOON.plus(DAY)).await, None);
    // A new session clears out those that are over.
    create("four", NOON.plus(DAY), NOON.plus(DAY * 2)).await;
    assert_eq!(whose("one", NOON).await, None);
    // It lives on where it is used.
    let later = NOON.plus(DAY * 9);
    let extended = db.store.extend_session("four", later).await;
    extended.expect("no fault");
    let extended = session("four", NOON.plus(DAY * 8)).await;
    assert_eq!(extended, Some((person, later)));
    let nobody = db.store.extend_session("three", later).await;
    nobody.expect("no fault");
    assert_eq!(session("three", NOON).await, None);
}

pub async fn text_is_compared_byte_by_byte(db: &Database) {
    // Where a column is to be sorted by the rules of some country, a list has another order on each
    // server.
    let rows = db.rows().await;
    let by_country = sqlx::query(db.columns_by_country()).fetch_all(&rows).await;
    let by_country = by_country.expect("columns");
    let names = by_country.iter().map(|row| row.get::<String, _>("name"));
    assert_eq!(names.collect::<Vec<_>>(), [""; 0]);
}
