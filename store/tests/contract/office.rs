//! Offices, organisations, and what both allow.

use domain::issue::AnswerIssue;
use domain::membership::EndMembership;
use domain::notice::{Subject, WhyMe};
use domain::office::{EndOffice, GrantOffice, Holder, InviteOfficer};
use domain::organisation::{AddOrganisation, Kind};
use domain::time::DAY;
use domain::{
    Actor, Command, IssueId, Office, OrganisationId, PersonId, Refusal, Role, Sender, SlipId,
};

use crate::common::{Database, Estate, building, id, name, second};

fn person(actor: &Actor) -> PersonId {
    actor.person.expect("somebody")
}

async fn actor(estate: &Estate, of: &Actor) -> Actor {
    let actor = estate.store.actor(estate.id, Sender::Person(person(of)));
    actor.await.expect("no fault")
}

async fn holders(estate: &Estate) -> Vec<Holder> {
    let offices = estate.store.offices(estate.id, estate.now()).await;
    offices.expect("no fault").holders
}

pub async fn an_office_is_given_and_ends_at_once(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let resident = estate.resident(3).await;
    let (issue, _) = estate.file(&resident, "Lift").await;
    let answer = |text: &str| {
        Command::AnswerIssue(AnswerIssue {
            issue,
            text: text.to_owned(),
        })
    };
    let refused = estate.refused(&resident, answer("No")).await;
    assert_eq!(refused, Refusal::NotAllowed);
    let grant = |office| {
        Command::GrantOffice(GrantOffice {
            person: person(&resident),
            office,
        })
    };
    estate.ok(&secretary, grant(Office::CommitteeWorker)).await;
    estate.ok(&resident, answer("Yes")).await;
    let since = holders(&estate).await;
    let since = since
        .iter()
        .find(|holder| holder.role == Role::CommitteeWorker);
    let since = since.expect("in office").since;
    // Given once more it is held since the first time.
    estate.ok(&secretary, grant(Office::CommitteeWorker)).await;
    let again = holders(&estate).await;
    assert!(
        again
            .iter()
            .any(|holder| holder.since == since && holder.role == Role::CommitteeWorker)
    );
    let end = |role| {
        Command::EndOffice(EndOffice {
            person: person(&resident),
            role,
        })
    };
    estate.ok(&secretary, end(Role::CommitteeWorker)).await;
    let refused = estate.refused(&resident, answer("No more")).await;
    assert_eq!(refused, Refusal::NotAllowed);
    assert_eq!(actor(&estate, &resident).await.roles, [Role::Resident]);

    // Of whoever leads, which buildings.
    let leader = |names: &[&str]| Office::BuildingLeader {
        buildings: names.iter().map(|name| building(name)).collect(),
    };
    for names in [&["1", "2"][..], &["2", "3"]] {
        estate.ok(&secretary, grant(leader(names))).await;
        let leads = actor(&estate, &resident).await.buildings;
        let expected: Vec<_> = names.iter().map(|name| building(name)).collect();
        assert_eq!(leads, expected, "and no others");
    }
    let found = holders(&estate).await;
    let found = found
        .iter()
        .find(|holder| holder.role == Role::BuildingLeader);
    let found = found.expect("in office");
    assert_eq!(found.person, person(&resident));
    assert_eq!(found.buildings, [building("2"), building("3")]);
    assert_eq!(found.building_name, "2");
    estate.ok(&secretary, end(Role::BuildingLeader)).await;
    assert_eq!(actor(&estate, &resident).await.buildings, []);
    // Whose slip says so leads the building in which they live.
    let own = estate.person(5, Role::BuildingLeader, "leader").await;
    assert_eq!(own.buildings, [building("3")]);
}

pub async fn an_invitation_makes_an_officer_who_lives_elsewhere(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let resident = estate.resident(1).await;
    let (issue, _) = estate.file(&resident, "Lift").await;
    let organisation = OrganisationId(id());
    let add = AddOrganisation {
        organisation,
        kind: Kind::Police,
        name: "Station".into(),
    };
    estate.operator(Command::AddOrganisation(add)).await;
    let invitation = SlipId(id());
    let office = Office::Handler { organisation };
    let invite = InviteOfficer {
        invitation,
        office: office.clone(),
        expires_at: estate.now().plus(DAY),
        code_hash: "invited".into(),
    };
    estate.ok(&secretary, Command::InviteOfficer(invite)).await;
    let open = estate.store.offices(estate.id, estate.now()).await;
    let open = open.expect("no fault");
    assert_eq!(open.open[0].office, office);
    assert_eq!(open.organisations[0].name, "Station");
    let found = estate.store.invitation(estate.id, "invited").await;
    assert_eq!(found.expect("no fault").expect("there").id, invitation);
    // No slip of a household has that code.
    let slip = estate.store.slip(estate.id, "invited").await;
    assert_eq!(slip.expect("no fault"), None);

    let newcomer = PersonId(id());
    let join = Estate::join_command(newcomer, "invited", "Officer Chen");
    estate.ok(&Actor::nobody(), join).await;
    let handler = estate
        .store
        .actor(estate.id, Sender::Person(newcomer))
        .await;
    let handler = handler.expect("no fault");
    assert_eq!(handler.roles, [Role::Handler]);
    assert_eq!(
        (handler.household, handler.organisation),
        (None, Some(organisation))
    );
    let viewer = estate.viewer(&handler).await;
    assert_eq!(
        (viewer.nickname.as_str(), viewer.building),
        ("Officer Chen", None)
    );
    // An office gives no voice.
    for command in [second(issue), crate::common::file(IssueId(id()), "Mine")] {
        let refused = estate.refused(&handler, command).await;
        assert_eq!(refused, Refusal::NotAllowed);
    }
    let open = estate.store.offices(estate.id, estate.now()).await;
    assert_eq!(open.expect("no fault").open, []);
    let found = estate.store.find_members(estate.id, "officer").await;
    let found = found.expect("no fault");
    assert_eq!(
        found,
        [(newcomer, "Officer Chen".to_owned(), String::new())]
    );

    // They come to live here, as who they are.
    estate.slip(2, 1, &[Role::Resident], "home").await;
    let join = Estate::join_command(newcomer, "home", "Chen");
    estate.ok(&handler, join).await;
    let neighbour = actor(&estate, &handler).await;
    assert_eq!(neighbour.roles, [Role::Resident, Role::Handler]);
    assert_eq!(neighbour.household, Some(estate.households[2]));
    estate.ok(&neighbour, second(issue)).await;
    // With the organisation the office ends.
    let end = Command::EndOrganisation { organisation };
    estate.ok(&secretary, end).await;
    let resident = actor(&estate, &handler).await;
    assert_eq!(
        (resident.roles, resident.organisation),
        (vec![Role::Resident], None)
    );
}

pub async fn a_membership_ends_with_its_live_seconds_and_its_sessions(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let other = Estate::new(&db.store, "rainy").await;
    let worker = estate.person(0, Role::CommitteeWorker, "worker").await;
    let resident = estate.resident(3).await;
    let stranger = estate.resident(3).await;
    let (issue, number) = estate.file(&resident, "Lift").await;
    estate.ok(&stranger, second(issue)).await;
    let of = person(&stranger);
    // Of the household each sees all.
    let mates = estate.store.housemates(estate.id, person(&resident)).await;
    let mates = mates.expect("no fault");
    assert_eq!(mates.len(), 2);
    assert!(
        mates
            .iter()
            .all(|mate| mate.room == "102" && mate.building_name == "2")
    );
    let building = building("2");
    let there = estate.store.members_of(estate.id, &building).await;
    assert_eq!(there.expect("no fault"), mates);
    let strangers = async || {
        let strangers = estate.store.strangers(estate.id).await.expect("no fault");
        strangers.iter().map(|it| it.person).collect::<Vec<_>>()
    };
    assert_eq!(strangers().await, []);
    estate
        .ok(&resident, Command::ReportStranger { person: of })
        .await;
    assert_eq!(strangers().await, [of]);
    // The committee is told, and neither the stranger nor the household.
    for (who, told) in [(&worker, true), (&stranger, false), (&resident, false)] {
        let notices = estate.notices(person(who)).await;
        let about = notices.iter().find(|it| it.why == WhyMe::Committee);
        let about = about.map(|it| (name(&it.entry.event), it.about.clone()));
        let expected = ("stranger_reported".to_owned(), Subject::Strangers);
        assert_eq!(about, told.then_some(expected));
    }

    // Whoever is a member elsewhere stays signed in there.
    let until = estate.now().plus(DAY);
    let sign_in = async |token: &str, person| {
        let now = estate.now();
        let created = db.store.create_session(token, person, now, until).await;
        created.expect("no fault");
    };
    let signed_in = async |token: &str| {
        let visit = db.store.visit("sunny", token, estate.now()).await;
        visit.expect("no fault").session.is_some()
    };
    sign_in("stranger", of).await;
    sign_in("both", person(&resident)).await;
    other.slip(1, 1, &[Role::Resident], "elsewhere").await;
    let join = Estate::join_command(person(&resident), "elsewhere", "Li");
    other.ok(&resident, join).await;
    let end = |person| {
        Command::EndMembership(EndMembership {
            person,
            reason: "Does not live here.".into(),
        })
    };
    estate.ok(&worker, end(of)).await;
    assert_eq!(strangers().await, []);
    assert!(!signed_in("stranger").await && signed_in("both").await);
    assert_eq!(
        estate.refused(&stranger, second(issue)).await,
        Refusal::SignedOut
    );
    assert_eq!(
        estate.issue(number, &resident).await.issue.support.online,
        1
    );
    assert!(!estate.viewer(&stranger).await.is_member());
    // The household reads why.
    let told = estate.notices(person(&resident)).await;
    let words = told[0].entry.text.as_ref().map(|text| text.body.as_str());
    assert_eq!(words, Some("Does not live here."));
    estate.ok(&worker, end(person(&resident))).await;
    assert!(signed_in("both").await);
    let mates = estate.store.housemates(estate.id, person(&resident)).await;
    assert_eq!(mates.expect("no fault"), []);
}
