//! Offices and organisations.

use crate::world::{self, Who, World, building, unknown};
use crate::{chars, invalid, too_long};
use domain::field::NAME_MAX;
use domain::office::{EndOffice, GrantOffice, InviteOfficer};
use domain::organisation::{AddOrganisation, Kind, RenameOrganisation};
use domain::time::DAY;
use domain::{Command, Event, Field, Office, PersonId, Problem, Refusal, Role};
use uuid::Uuid;

fn person(who: Who) -> PersonId {
    who.person().expect("somebody")
}

fn leader(buildings: &[u32]) -> Office {
    Office::BuildingLeader {
        buildings: buildings.iter().map(|n| building(*n)).collect(),
    }
}

/// With organisation 1, which is there, and 2, which has ended.
fn world() -> World {
    let mut world = World::new();
    for n in [1, 2] {
        let added = AddOrganisation {
            organisation: world::organisation(n),
            kind: Kind::PropertyFirm,
            name: format!("Firm {n}"),
        };
        world.done(Who::Secretary, Command::AddOrganisation(added));
    }
    let organisation = world::organisation(2);
    world.done(Who::Secretary, Command::EndOrganisation { organisation });
    world
}

#[test]
fn an_office_is_given_to_a_member_for_what_there_is() {
    let handler = |n| Office::Handler {
        organisation: world::organisation(n),
    };
    let unknown_building = invalid(Field::Place, Problem::Unknown);
    let unknown_organisation = invalid(Field::Organisation, Problem::Unknown);
    for (to, office, refusal) in [
        (person(Who::Dan), leader(&[1, 3]), None),
        (
            person(Who::Dan),
            leader(&[]),
            Some(invalid(Field::Place, Problem::Missing)),
        ),
        (person(Who::Dan), leader(&[1, 9]), Some(unknown_building)),
        (person(Who::Dan), Office::CommitteeWorker, None),
        (person(Who::Worker), Office::CommitteeWorker, None),
        (person(Who::Dan), Office::Secretary, None),
        (person(Who::Dan), Office::Supervisor, None),
        (person(Who::Dan), handler(1), None),
        (
            person(Who::Dan),
            handler(2),
            Some(unknown_organisation.clone()),
        ),
        (person(Who::Dan), handler(9), Some(unknown_organisation)),
        (
            person(Who::Stranger),
            Office::Secretary,
            Some(Refusal::NotFound),
        ),
    ] {
        let mut world = world();
        let granted = Command::GrantOffice(GrantOffice {
            person: to,
            office: office.clone(),
        });
        for who in [Who::Secretary, Who::Operator] {
            let answer = world.send(who, granted.clone());
            assert_eq!(answer.err(), refusal, "{office:?}");
        }
        let invited = Command::InviteOfficer(world::invite(9, office));
        let refusal = refusal.filter(|refusal| *refusal != Refusal::NotFound);
        assert_eq!(world.send(Who::Secretary, invited).err(), refusal);
    }
}

#[test]
fn buildings_are_named_once_and_in_order() {
    let mut world = world();
    let grant = GrantOffice {
        person: person(Who::Dan),
        office: leader(&[3, 1, 3]),
    };
    let outcome = world.done(Who::Secretary, Command::GrantOffice(grant));
    let expected = Event::OfficeGranted {
        person: person(Who::Dan),
        office: leader(&[1, 3]),
    };
    assert_eq!(outcome.events, [expected]);
}

#[test]
fn an_office_that_is_held_ends_but_nobodys_own_of_secretary() {
    let end = |of, role| {
        Command::EndOffice(EndOffice {
            person: person(of),
            role,
        })
    };
    let mut world = world();
    for (who, of, role, refusal) in [
        (
            Who::Secretary,
            Who::Secretary,
            Role::Secretary,
            Some(Refusal::OwnOffice),
        ),
        (Who::Secretary, Who::Leader, Role::BuildingLeader, None),
        // Not twice.
        (
            Who::Secretary,
            Who::Leader,
            Role::BuildingLeader,
            Some(Refusal::NotFound),
        ),
        (
            Who::Secretary,
            Who::Ann,
            Role::Supervisor,
            Some(Refusal::NotFound),
        ),
        // A voice is no office.
        (
            Who::Secretary,
            Who::Ann,
            Role::Resident,
            Some(Refusal::NotFound),
        ),
        (
            Who::Secretary,
            Who::Stranger,
            Role::Secretary,
            Some(Refusal::NotFound),
        ),
        (Who::Operator, Who::Secretary, Role::Secretary, None),
    ] {
        let answer = world.send(who, end(of, role));
        assert_eq!(answer.err(), refusal, "{of:?} {role:?}");
    }
}

#[test]
fn an_invitation_is_taken_once_by_a_member_or_by_somebody_who_joins() {
    let mut world = world();
    let newcomer = PersonId(Uuid::from_u128(77));
    let invite = |world: &mut World, n, office| {
        let invite = world::invite(n, office);
        let code = invite.code_hash.clone();
        world.done(Who::Secretary, Command::InviteOfficer(invite));
        code
    };
    let join = |person, code: &str| Command::Join(world::join(person, code));

    let code = invite(&mut world, 1, Office::CommitteeWorker);
    let mut nameless = world::join(newcomer, &code);
    nameless.nickname.clear();
    nameless.consent = false;
    let both = [
        (Field::Nickname, Problem::Missing),
        (Field::Consent, Problem::Missing),
    ];
    let both = both.map(|(field, problem)| domain::FieldError { field, problem });
    let refused = world.refused(Who::Nobody, Command::Join(nameless.clone()));
    assert_eq!(refused, Refusal::Invalid(both.into()));
    world.done(Who::Nobody, join(newcomer, &code));
    let member = &world.state.members[&newcomer];
    assert_eq!(member.household, None);
    assert!(member.roles.iter().eq([&Role::CommitteeWorker]));
    let again = world.refused(Who::Nobody, join(PersonId(unknown()), &code));
    assert_eq!(again, Refusal::SlipUsedUp);

    let same = world::invite(1, Office::Secretary);
    let refused = world.refused(Who::Secretary, Command::InviteOfficer(same));
    assert_eq!(refused, Refusal::Exists);

    // A member is asked for no name, and keeps what they have.
    let code = invite(&mut world, 2, Office::Supervisor);
    nameless.person = person(Who::Ann);
    nameless.code_hash = code;
    let outcome = world.done(Who::Ann, Command::Join(nameless));
    assert_eq!(outcome.kept, []);
    let ann = &world.state.members[&person(Who::Ann)];
    assert!(ann.household.is_some());
    assert!(ann.roles.iter().eq([&Role::Resident, &Role::Supervisor]));

    // Who holds an office may come to live here.
    let slip = world::print_slip(900, 32);
    let code = slip.code_hash.clone();
    world.done(Who::Operator, Command::PrintSlip(slip));
    world.done(Who::Nobody, join(newcomer, &code));
    assert!(world.state.members[&newcomer].household.is_some());

    // Not what ended, was withdrawn, or lost its organisation.
    let late = invite(&mut world, 3, Office::Supervisor);
    let withdrawn = invite(&mut world, 4, Office::Supervisor);
    let organisation = world::organisation(1);
    let gone = invite(&mut world, 5, Office::Handler { organisation });
    let invitation = world::slip(4);
    world.done(Who::Operator, Command::WithdrawInvitation { invitation });
    let twice = world.refused(Who::Operator, Command::WithdrawInvitation { invitation });
    assert_eq!(twice, Refusal::NotFound);
    world.done(Who::Secretary, Command::EndOrganisation { organisation });
    let stranger = PersonId(Uuid::from_u128(78));
    let refused = world.refused(Who::Nobody, join(stranger, &withdrawn));
    assert_eq!(refused, Refusal::SlipUsedUp);
    let refused = world.refused(Who::Nobody, join(stranger, &gone));
    assert_eq!(refused, invalid(Field::Organisation, Problem::Unknown));
    world.now = world.now.plus(61 * DAY);
    let refused = world.refused(Who::Nobody, join(stranger, &late));
    assert_eq!(refused, Refusal::SlipExpired);
    let past = InviteOfficer {
        expires_at: world.now,
        ..world::invite(6, Office::Secretary)
    };
    let refused = world.refused(Who::Secretary, Command::InviteOfficer(past));
    assert_eq!(refused, invalid(Field::StartsAt, Problem::Past));
}

#[test]
fn an_organisation_ends_once_and_its_handlers_with_it() {
    let mut world = world();
    let organisation = world::organisation(1);
    let name = |name: &str| {
        Command::RenameOrganisation(RenameOrganisation {
            organisation,
            name: name.to_owned(),
        })
    };
    world.done(Who::Secretary, name(&chars(NAME_MAX)));
    for (typed, problem) in [
        (" ".to_owned(), Problem::Missing),
        (chars(NAME_MAX + 1), too_long(NAME_MAX)),
    ] {
        let refused = world.refused(Who::Secretary, name(&typed));
        assert_eq!(refused, invalid(Field::Name, problem));
    }
    let grant = GrantOffice {
        person: person(Who::Dan),
        office: Office::Handler { organisation },
    };
    world.done(Who::Secretary, Command::GrantOffice(grant));
    assert!(
        world.state.members[&person(Who::Dan)]
            .roles
            .contains(&Role::Handler)
    );
    world.done(Who::Secretary, Command::EndOrganisation { organisation });
    assert!(
        !world.state.members[&person(Who::Dan)]
            .roles
            .contains(&Role::Handler)
    );
    for command in [name("Again"), Command::EndOrganisation { organisation }] {
        assert_eq!(world.refused(Who::Secretary, command), Refusal::NotFound);
    }
}
