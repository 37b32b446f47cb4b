//! What is odd is found, and what is not odd is not.

use domain::household::Change;
use domain::issue::{SecondOnBehalf, TakeBackOnBehalf};
use domain::membership::EndMembership;
use domain::odd::{BURST_PEOPLE, ODD_WITHIN, Odd, PHONES_KEPT_FOR};
use domain::{Command, PersonId, Timestamp};

use crate::common::{Database, Estate, NOON, building, id};

async fn odd(estate: &Estate, now: Timestamp) -> Odd {
    estate.store.odd(estate.id, now).await.expect("no fault")
}

pub async fn households_with_too_many_voices_bursts_and_shared_phones_are_found(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let elsewhere = Estate::new(&db.store, "luoxiu").await;
    let worker = estate.clerk(0).await;
    let (first, mate) = (estate.resident(1).await, estate.resident(1).await);
    let neighbour = estate.resident(2).await;
    let (issue, _) = estate.file(&neighbour, "Lift").await;
    assert_eq!(odd(&estate, NOON).await, Odd::default());

    // The register has fewer adults than there are voices.
    let adults = async |household: usize, adults: u32| {
        let change = Change::Enter {
            id: estate.households[household],
            building: building(&format!("{}", household / 2 + 1)),
            room: "102".into(),
            adults,
        };
        estate.operator(Command::ChangeRegister(change)).await;
    };
    adults(1, 2).await;
    assert_eq!(odd(&estate, NOON).await.crowded, []);
    adults(1, 1).await;
    let crowded = odd(&estate, NOON).await.crowded;
    let [one] = crowded.as_slice() else {
        panic!("{crowded:?}")
    };
    assert_eq!((one.adults, one.voices), (1, 2));
    assert_eq!(one.home.building, building("1"));
    assert_eq!(one.home.room, "102");

    // Voices that are entered at once, of two buildings.
    adults(3, 20).await;
    adults(5, 20).await;
    let people: Vec<PersonId> = (0..BURST_PEOPLE).map(|_| PersonId(id())).collect();
    for (n, person) in people.iter().enumerate() {
        assert_eq!(odd(&estate, NOON).await.bursts, [], "{n}");
        let second = SecondOnBehalf {
            issue,
            person: *person,
            household: estate.households[if n % 2 == 0 { 3 } else { 5 }],
            name: format!("neighbour {n}"),
        };
        estate.ok(&worker, Command::SecondOnBehalf(second)).await;
    }
    let bursts = odd(&estate, estate.now()).await.bursts;
    let [burst] = bursts.as_slice() else {
        panic!("{bursts:?}")
    };
    assert_eq!(Some(burst.by), worker.person);
    assert_eq!(burst.nickname, "the clerk");
    assert_eq!((burst.people, burst.issues), (BURST_PEOPLE, 1));
    let buildings: Vec<_> = burst.buildings.iter().map(|(id, _)| id.clone()).collect();
    assert_eq!(buildings, [building("2"), building("3")]);
    assert!(burst.from <= burst.until);
    let later = estate.now().plus(ODD_WITHIN + 1);
    assert_eq!(odd(&estate, later).await.bursts, []);
    // What is taken back is no voice any more.
    let back = TakeBackOnBehalf {
        issue,
        person: people[0],
    };
    estate.ok(&worker, Command::TakeBackOnBehalf(back)).await;
    assert_eq!(odd(&estate, estate.now()).await.bursts, []);

    // A couple shares a phone; with another household it is odd.
    let signs_in = async |phone: &str, person: Option<PersonId>, at| {
        let person = person.expect("somebody");
        let noted = db.store.note_phone(estate.id, phone, person, at).await;
        noted.expect("no fault");
    };
    signs_in("of a home", first.person, NOON).await;
    signs_in("of a home", mate.person, NOON).await;
    signs_in("of a home", mate.person, NOON.plus(1)).await;
    signs_in("of one", neighbour.person, NOON).await;
    assert_eq!(odd(&estate, NOON).await.phones, []);
    signs_in("of a home", neighbour.person, NOON.plus(2)).await;
    let phones = odd(&estate, NOON).await.phones;
    let [phone] = phones.as_slice() else {
        panic!("{phones:?}")
    };
    assert_eq!(phone.seen_at, NOON.plus(2));
    let homes: Vec<_> = phone.people.iter().map(|one| one.household).collect();
    let [one, two] = [1, 2].map(|n| Some(estate.households[n]));
    assert_eq!(homes, [one, one, two]);
    assert_eq!(phone.people[0].nickname, "resident of 1");
    assert_eq!(odd(&elsewhere, NOON).await, Odd::default());
    // Who belongs here no more is nobody's business; nor is what was long ago.
    let late = odd(&estate, NOON.plus(PHONES_KEPT_FOR + 3)).await;
    assert_eq!(late.phones, []);
    let end = EndMembership {
        person: neighbour.person.expect("somebody"),
        reason: "Moved.".into(),
    };
    estate.ok(&worker, Command::EndMembership(end)).await;
    assert_eq!(odd(&estate, NOON).await.phones, []);
    let late = NOON.plus(PHONES_KEPT_FOR + 3);
    db.store.forget_what_is_over(late).await.expect("no fault");
    let account = db
        .store
        .account(estate.id, mate.person.expect("somebody"))
        .await;
    let account = account.expect("no fault").expect("a member");
    assert_eq!(account.phones, []);
    // As long as it is kept, it is theirs to read.
    signs_in("of a home", mate.person, late).await;
    let account = db
        .store
        .account(estate.id, mate.person.expect("somebody"))
        .await;
    let account = account.expect("no fault").expect("a member");
    assert_eq!(account.phones, [late]);
}
