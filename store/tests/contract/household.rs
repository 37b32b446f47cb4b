//! Communities, registers, slips, members, sessions.

use domain::back::{ComeBack, LetBack};
use domain::community::CreateCommunity;
use domain::household::{
    Change, FAILURES_FORGOTTEN_AFTER, Household, Housing, JoinAtDesk, RenewSlip,
};
use domain::notice::{Subject, WhyMe};
use domain::place::Area;
use domain::place::NameBuilding;
use domain::time::DAY;
use domain::{
    Action, Actor, Command, HouseholdId, IssueId, Language, PersonId, Refusal, Role, Sender,
    SlipId, Timestamp, Viewer, Zone,
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
            other_name: " Luoxiu Court ".to_owned(),
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
    let again = db.store.community("luoxiu").await.expect("no fault");
    let again = again.expect("the community");
    assert_eq!(again.called(Language::English), "Luoxiu Court");
    assert_eq!(again.read_in(Language::Chinese).name, "罗秀苑");
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

/// What the register says: flat, adults, people, and whether a slip of it is good.
async fn shown(estate: &Estate) -> Vec<(String, Option<u32>, u32, bool)> {
    let register = estate.store.register(estate.id, estate.now()).await;
    let register = register.expect("no fault");
    let one = |known: domain::household::Registered| {
        let flat = format!("{} {}", known.building, known.room);
        (flat, known.adults, known.people, known.slip.is_some())
    };
    register.into_iter().map(one).collect()
}

fn enter(household: HouseholdId, place: &str, room: &str, adults: u32) -> Command {
    Command::ChangeRegister(Change::Enter {
        id: household,
        building: building(place),
        room: room.into(),
        adults,
    })
}

pub async fn a_register_is_entered_retired_and_says_who_has_joined(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let other = Estate::new(&db.store, "other").await;
    let before = shown(&estate).await;
    assert_eq!(before.len(), 6);
    assert_eq!(before[0], ("b1 101".into(), None, 0, false));
    let known = estate.households[0];
    let new = HouseholdId(id());
    // A building that no plan has drawn stands after the others, and in no drawing.
    let list = Command::ChangeRegister(Change::List {
        building: building("9"),
        name: "No. 9".into(),
    });
    estate.operator(list.clone()).await;
    assert_eq!(
        estate.refused(&Actor::operator(), list).await,
        Refusal::Exists
    );
    let housing = Command::ChangeRegister(Change::Housing {
        building: building("9"),
        housing: Housing::LowRent,
    });
    estate.operator(housing).await;
    estate.operator(enter(known, "1", "101", 3)).await;
    estate.operator(enter(new, "9", "201", 1)).await;
    let listed = db.store.buildings(estate.id).await.expect("no fault");
    assert_eq!(listed.len(), 4);
    let ninth = &listed[3];
    assert_eq!(
        (ninth.called(), ninth.housing, ninth.drawn),
        ("No. 9", Some(Housing::LowRent), false)
    );
    assert_eq!(db.store.plan(estate.id).await.expect("no fault"), plan());
    let worker = estate.person(0, Role::CommitteeWorker, "the worker").await;
    let desk = |person, name: &str| {
        Command::JoinAtDesk(JoinAtDesk {
            person: PersonId(person),
            household: new,
            name: name.into(),
        })
    };
    estate.ok(&worker, desk(id(), "李阿婆")).await;
    // However it is typed, it is one person.
    assert_eq!(
        estate.refused(&worker, desk(id(), " 李阿婆 ")).await,
        Refusal::Exists
    );
    assert_eq!(
        estate.refused(&worker, desk(id(), "another")).await,
        Refusal::HouseholdFull { adults: 1 }
    );
    let now = shown(&estate).await;
    assert_eq!(now[0], ("b1 101".into(), Some(3), 1, false));
    assert_eq!(now[6], ("b9 201".into(), Some(1), 1, false));

    // Who lives there stays; who does not is gone, with slips, and comes back as it was.
    let retire = |household| Command::ChangeRegister(Change::Retire { household });
    assert_eq!(
        estate.refused(&Actor::operator(), retire(new)).await,
        Refusal::HouseholdInUse
    );
    estate
        .slip(5, 2, &[Role::Resident], "slip of the last")
        .await;
    estate.operator(retire(estate.households[5])).await;
    assert_eq!(shown(&estate).await.len(), 6);
    let slip = db.store.slip(estate.id, "slip of the last").await;
    assert_eq!(slip.expect("no fault"), None);
    estate
        .operator(enter(estate.households[5], "3", "102", 2))
        .await;
    assert_eq!(
        shown(&estate).await[5],
        ("b3 102".into(), Some(2), 0, false)
    );
    assert_eq!(shown(&other).await, before);
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
}

pub async fn a_slip_printed_again_makes_the_earlier_one_void(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let household = estate.households[2];
    estate.operator(enter(household, "2", "101", 2)).await;
    let worker = estate.person(0, Role::CommitteeWorker, "the worker").await;
    let resident = estate.resident(1).await;
    let renew = |code: &str| {
        Command::RenewSlip(RenewSlip {
            slip: SlipId(id()),
            household,
            expires_at: NOON.plus(DAY * 30),
            code_hash: code.into(),
        })
    };
    // One of the same household that gives an office stays good.
    estate.slip(2, 1, &[Role::BuildingLeader], "office").await;
    assert_eq!(
        estate.refused(&resident, renew("no")).await,
        Refusal::NotAllowed
    );
    estate.ok(&worker, renew("first")).await;
    estate.operator(renew("second")).await;
    let join = |code: &str| Estate::join_command(PersonId(id()), code, "Li");
    let nobody = Actor::nobody();
    assert_eq!(
        estate.refused(&nobody, join("first")).await,
        Refusal::SlipReplaced
    );
    assert!(shown(&estate).await[2].3, "a slip of it is good");
    estate.ok(&nobody, join("second")).await;
    estate.ok(&nobody, join("office")).await;
    assert_eq!(
        estate.refused(&worker, renew("third")).await,
        Refusal::HouseholdFull { adults: 2 }
    );
    assert_eq!(shown(&estate).await[2].2, 2);
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
}

pub async fn a_setup_link_is_good_once_and_a_new_one_makes_it_void(db: &Database) {
    let make = async |link: &str, until| {
        let made = db.store.make_setup_link(link, until).await;
        made.expect("no fault");
    };
    let begin = async |link: &str, session: &str, now: Timestamp| {
        let begun = db.store.begin_setup(link, session, now, now.plus(DAY));
        begun.await.expect("no fault")
    };
    let may = async |session: &str, now| {
        let may = db.store.may_set_up(session, now).await;
        may.expect("no fault")
    };
    make("first", NOON.plus(DAY)).await;
    make("second", NOON.plus(DAY)).await;
    assert!(!begin("first", "a", NOON).await, "void");
    assert!(!begin("second", "a", NOON.plus(DAY)).await, "too late");
    assert!(!may("second", NOON).await, "a link is no session");
    assert!(begin("second", "a", NOON).await);
    assert!(!begin("second", "b", NOON).await, "used");
    assert!(!begin("a", "b", NOON).await, "a session is no link");
    assert!(may("a", NOON).await && !may("b", NOON).await);
    assert!(!may("a", NOON.plus(DAY)).await);
    db.store.end_setup("a").await.expect("no fault");
    assert!(!may("a", NOON).await);
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
    // After a day without another one, counting starts anew.
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

pub async fn a_session_is_made_again_only_while_nobody_has_used_it(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let person = estate.resident(1).await.person.expect("somebody");
    let form = domain::CommandId(id());
    let until = NOON.plus(DAY);
    let make = async |token: &str, again| {
        let made = db
            .store
            .create_session_by(token, person, form, again, NOON, until);
        made.await.expect("no fault")
    };
    let visit = async |token: &str, now| db.store.visit("", token, now).await.expect("no fault");
    assert!(make("first", false).await);
    assert!(visit("first", NOON).await.is_first);
    // Its answer was lost.
    assert!(make("second", true).await);
    assert_eq!(visit("first", NOON).await.session, None);
    db.store
        .use_session("second", "iPhone", NOON)
        .await
        .expect("no fault");
    assert!(!visit("second", NOON).await.is_first);
    assert!(!make("third", true).await);
    db.store.end_session("second").await.expect("no fault");
    assert!(!make("third", true).await);
    assert_eq!(visit("third", NOON).await.session, None);
}

pub async fn a_token_is_exchanged_once_when_rights_have_changed(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let person = estate.resident(1).await.person.expect("somebody");
    let until = NOON.plus(DAY * 9_999);
    let created = db.store.create_session("old", person, NOON, until).await;
    created.expect("no fault");
    let visit = async |token: &str, now| db.store.visit("", token, now).await.expect("no fault");
    let exchange = async |from: &str, to: &str| {
        let exchanged = db.store.exchange_token(from, to, NOON).await;
        exchanged.expect("no fault")
    };
    assert!(!visit("old", NOON).await.is_outdated);
    assert!(!exchange("old", "new").await);
    let grant = domain::office::GrantOffice {
        person,
        office: domain::Office::Supervisor,
    };
    estate.ok(&secretary, Command::GrantOffice(grant)).await;
    assert!(visit("old", NOON).await.is_outdated);
    assert!(exchange("old", "new").await);
    assert!(!exchange("old", "newer").await);
    // Requests that are under way with the old one arrive.
    assert_eq!(
        visit("old", NOON).await.session.map(|(of, _)| of),
        Some(person)
    );
    assert_eq!(visit("old", NOON.plus(DAY)).await.session, None);
    let new = visit("new", NOON.plus(DAY)).await;
    assert!(!new.is_outdated);
    assert_eq!(new.session, Some((person, until)));
    // However long it is extended, it ends.
    let end = NOON.plus(store::SESSION_ENDS_AFTER);
    assert!(visit("new", end.plus(-1)).await.session.is_some());
    assert_eq!(visit("new", end).await.session, None);
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

pub async fn somebody_comes_back_by_a_code_once_and_signs_out_elsewhere(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let member = estate.resident(1).await;
    let (store, person) = (&db.store, member.person.expect("somebody"));
    let other = secretary.person.expect("somebody");
    let [form, another] = [id(), id()].map(domain::CommandId);
    let whose = async |code: &str, form| store.recovery(code, form).await.expect("no fault");
    let used = async |code: &str, form, new: &str| {
        let used = store.use_recovery(code, form, new, NOON).await;
        used.expect("no fault")
    };
    let made = async || store.recovery_made_at(person).await.expect("no fault");
    assert_eq!(made().await, None);
    for code in ["lost", "first"] {
        let kept = store.keep_recovery(person, code, NOON).await;
        kept.expect("no fault");
    }
    assert_eq!(made().await, Some(NOON));
    assert_eq!(whose("lost", form).await, None);
    let found = whose("first", form).await.expect("theirs");
    assert_eq!((found.person, found.again), (person, false));
    assert!(used("first", form, "second").await);
    assert!(!used("first", another, "third").await, "used before");
    // By the same form it is found once more, by no other.
    assert!(whose("first", form).await.expect("theirs").again);
    assert_eq!(whose("first", another).await, None);
    assert!(!whose("second", another).await.expect("theirs").again);

    let hand_over = async |code: &str, now| store.hand_over(code, now).await.expect("no fault");
    for code in ["void", "good"] {
        let made = store.make_hand_over(code, person, NOON, NOON.plus(1000));
        made.await.expect("no fault");
    }
    assert_eq!(hand_over("void", NOON).await, None);
    assert_eq!(hand_over("good", NOON.plus(1000)).await, None);
    assert_eq!(hand_over("good", NOON).await, Some(person));
    let use_it = async |now| store.use_hand_over("good", now).await.expect("no fault");
    assert!(!use_it(NOON.plus(1000)).await, "too late");
    assert!(use_it(NOON).await);
    assert!(!use_it(NOON).await, "used before");

    for (token, of) in [("a", person), ("b", person), ("c", person), ("d", other)] {
        let created = store.create_session(token, of, NOON, NOON.plus(DAY)).await;
        created.expect("no fault");
    }
    let seen = store
        .use_session("b", "Android · WeChat", NOON.plus(5))
        .await;
    seen.expect("no fault");
    let all = async || {
        let all = store.signed_in(person, "a", NOON.plus(6)).await;
        all.expect("no fault")
    };
    let found = all().await;
    assert_eq!(found.len(), 3);
    let first = (found[0].device.as_str(), found[0].seen, found[0].is_this);
    assert_eq!(first, ("Android · WeChat", NOON.plus(5), false));
    assert_eq!(found.iter().filter(|one| one.is_this).count(), 1);
    let end = async |of, id: &str| store.end_session_of(of, id).await.expect("no fault");
    assert!(!end(other, &found[0].id).await, "somebody else's");
    assert!(end(person, &found[0].id).await);
    assert_eq!(all().await.len(), 2);
    store
        .end_other_sessions(person, "a")
        .await
        .expect("no fault");
    assert_eq!(all().await.len(), 1);
    let kept = store.visit("", "d", NOON).await.expect("no fault");
    assert_eq!(kept.session.map(|(of, _)| of), Some(other));
    // With the membership every way back ends.
    let made = store.make_hand_over("late", person, NOON, NOON.plus(1000));
    made.await.expect("no fault");
    let end = domain::membership::EndMembership {
        person,
        reason: "moved away".into(),
    };
    estate.ok(&secretary, Command::EndMembership(end)).await;
    assert_eq!(made_at(store, person).await, None);
    assert_eq!(hand_over("late", NOON).await, None);
    assert_eq!(all().await, []);
}

async fn made_at(store: &store::Store, person: PersonId) -> Option<Timestamp> {
    store.recovery_made_at(person).await.expect("no fault")
}

pub async fn a_slip_of_the_committee_brings_back_one_person_of_one_community(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let other = Estate::new(&db.store, "other").await;
    let secretary = estate.secretary().await;
    let member = estate.resident(1).await;
    let mate = estate.resident(1).await;
    let person = member.person.expect("somebody");
    let (issue, number) = estate.file(&member, "Lift").await;
    let let_back = |code: &str| {
        Command::LetBack(LetBack {
            slip: SlipId(id()),
            person,
            expires_at: NOON.plus(DAY),
            code_hash: code.into(),
        })
    };
    let come_back = |code: &str| {
        Command::ComeBack(ComeBack {
            code_hash: code.into(),
        })
    };
    let nobody = Actor::nobody();
    estate.ok(&secretary, let_back("first")).await;
    estate.ok(&secretary, let_back("second")).await;
    for (at, code, refusal) in [
        (&estate, "first", Refusal::SlipUsedUp),
        (&other, "second", Refusal::SlipUnknown),
    ] {
        assert_eq!(at.refused(&nobody, come_back(code)).await, refusal);
    }
    let slip = db.store.return_slip(estate.id, "second").await;
    let slip = slip.expect("no fault").expect("there");
    assert_eq!((slip.person, slip.over), (person, false));
    estate.ok(&nobody, come_back("second")).await;
    let refusal = estate.refused(&nobody, come_back("second")).await;
    assert_eq!(refusal, Refusal::SlipUsedUp);
    // As the same person, with the same voice.
    assert_eq!(estate.issue(number, &member).await.issue.support.online, 1);
    let refusal = estate.refused(&member, crate::common::second(issue)).await;
    assert_eq!(refusal, Refusal::AlreadySeconded);
    // They and their household are told.
    for (told, times) in [(&member, 3), (&mate, 3), (&secretary, 0)] {
        let notices = estate.notices(told.person.expect("somebody")).await;
        let about = notices.iter().filter(|it| {
            let what = crate::common::name(&it.entry.event);
            what == "return_printed" || what == "came_back"
        });
        assert_eq!(about.count(), times);
    }
    // Whoever belongs to another community, too, does not come back by this one's slip.
    estate.ok(&secretary, let_back("third")).await;
    other.slip(0, 1, &[Role::Resident], "elsewhere").await;
    let join = Estate::join_command(person, "elsewhere", "Li");
    other.ok(&member, join).await;
    let refusal = estate.refused(&nobody, come_back("third")).await;
    assert_eq!(refusal, Refusal::SlipExpired);
    let refusal = estate.refused(&secretary, let_back("fourth")).await;
    assert_eq!(refusal, Refusal::BelongsElsewhere);
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
}
