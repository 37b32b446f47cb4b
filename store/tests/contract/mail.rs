//! Mail: whose address it is, what is turned off, and what went out.

use std::collections::{BTreeMap, BTreeSet};

use domain::membership::EndMembership;
use domain::notice::{Rhythm, WhyMe};
use domain::time::DAY;
use domain::{Command, PersonId, Zone};
use store::{MAIL_CODE_LASTS, MAIL_CODE_PAUSE, ROUNDUP_TURN, Roundup};

use crate::common::{Database, Estate};

pub async fn an_address_is_confirmed_by_the_code_that_was_sent_there(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let (store, community) = (&db.store, estate.id);
    let person = estate.resident(1).await.person.expect("somebody");
    let give = async |address: &str, hash: &str| {
        let given = store.give_mail_address(community, person, address, hash, estate.now());
        given.await.expect("no fault")
    };
    let confirm = async |hash: &str| {
        let confirmed = store.confirm_mail_address(community, person, hash, estate.now());
        confirmed.await.expect("no fault")
    };
    let addresses = async || store.mail_addresses(community).await.expect("no fault");
    assert!(give("li@mail.example", "first").await);
    // Not another at once: a code is not a way to bother strangers.
    assert!(!give("other@mail.example", "second").await);
    assert_eq!(addresses().await, BTreeMap::new());
    for wrong in ["", "second", "third", "fourth", "fifth"] {
        assert!(!confirm(wrong).await, "{wrong}");
    }
    assert!(!confirm("first").await, "the tries are used up");
    estate.wait(MAIL_CODE_PAUSE);
    assert!(give("li@mail.example", "sixth").await);
    estate.wait(MAIL_CODE_LASTS);
    assert!(!confirm("sixth").await, "it is too old");
    assert!(give("li@mail.example", "seventh").await);
    assert!(confirm("seventh").await);
    assert!(!confirm("seventh").await, "once");
    let address = "li@mail.example".to_owned();
    assert_eq!(
        addresses().await,
        BTreeMap::from([(person, address.clone())])
    );
    let kept = store
        .mail_address(community, person)
        .await
        .expect("no fault");
    let kept = kept.expect("an address");
    assert_eq!((kept.address, kept.confirmed), (address, true));
    // Another one has to be confirmed again.
    estate.wait(MAIL_CODE_PAUSE);
    assert!(give("na@mail.example", "eighth").await);
    assert_eq!(addresses().await, BTreeMap::new());
    assert!(confirm("eighth").await);
    let forgotten = store.forget_mail_address(community, person);
    forgotten.await.expect("no fault");
    let kept = store
        .mail_address(community, person)
        .await
        .expect("no fault");
    assert_eq!(kept, None);
}

pub async fn mail_is_ended_by_the_key_of_its_address_and_by_no_other(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let elsewhere = Estate::new(&db.store, "shady").await;
    let (store, community) = (&db.store, estate.id);
    let [first, second] = [estate.resident(1).await, estate.resident(2).await];
    let [first, second] = [first, second].map(|it| it.person.expect("somebody"));
    let give = async |person, address: &str| {
        let given = store.give_mail_address(community, person, address, "hash", estate.now());
        assert!(given.await.expect("no fault"));
        let confirmed = store.confirm_mail_address(community, person, "hash", estate.now());
        assert!(confirmed.await.expect("no fault"));
    };
    let key = async |person, new: &str| {
        let key = store.mail_stop_key(community, person, new).await;
        key.expect("no fault")
    };
    let stop = async |community, key: &str| {
        let stopped = store.stop_mail(community, key).await;
        stopped.expect("no fault");
    };
    let has = async |person| {
        let addresses = store.mail_addresses(community).await.expect("no fault");
        addresses.contains_key(&person)
    };
    assert_eq!(key(first, "aa").await, None, "no address");
    give(first, "li@mail.example").await;
    give(second, "na@mail.example").await;
    // Nothing is ended by no key, where no mail has gone out yet.
    stop(community, "").await;
    assert!(has(first).await && has(second).await);
    assert_eq!(key(first, "aa").await.as_deref(), Some("aa"));
    assert_eq!(key(first, "bb").await.as_deref(), Some("aa"), "as it was");
    assert_eq!(key(second, "cc").await.as_deref(), Some("cc"));
    for wrong in ["", "bb", "' or ''='", "a\0a", "aa%"] {
        stop(community, wrong).await;
    }
    stop(elsewhere.id, "aa").await;
    assert!(has(first).await && has(second).await);
    // Another address has another key: what the first mails said ends nothing any more.
    estate.wait(MAIL_CODE_PAUSE);
    give(first, "li@other.example").await;
    stop(community, "aa").await;
    assert!(has(first).await);
    assert_eq!(key(first, "dd").await.as_deref(), Some("dd"));
    stop(community, "dd").await;
    assert!(!has(first).await && has(second).await);
    assert_eq!(
        store
            .mail_address(community, first)
            .await
            .expect("no fault"),
        None
    );
}

pub async fn what_is_new_for_somebody_is_in_one_roundup_when_its_time_has_come(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let (store, community) = (&db.store, estate.id);
    let secretary = estate.secretary().await;
    let reporter = estate.resident(1).await;
    let person = reporter.person.expect("somebody");
    let zone = Zone::utc();
    let due = async || {
        let due = store.roundups(community, &zone, estate.now()).await;
        let mut due = due.expect("no fault");
        due.retain(|roundup| !roundup.told.is_empty());
        due
    };
    let set = async |rhythm| {
        let set = store.set_rhythm(community, person, rhythm).await;
        set.expect("no fault");
    };
    let at_once = async || {
        let addresses = store.mail_addresses(community).await.expect("no fault");
        addresses.contains_key(&person)
    };
    let given = store.give_mail_address(community, person, "li@mail.example", "one", estate.now());
    assert!(given.await.expect("no fault"));
    let confirmed = store.confirm_mail_address(community, person, "one", estate.now());
    assert!(confirmed.await.expect("no fault") && at_once().await);
    // What came before is in no roundup.
    estate.accepted(&reporter, &secretary, "Before", 10).await;
    set(Rhythm::Weekly).await;
    assert!(!at_once().await);
    let (_, number) = estate.accepted(&reporter, &secretary, "Lamps", 10).await;
    assert_eq!(due().await, []);
    estate.wait(8 * DAY);
    let roundups = due().await;
    assert_eq!(roundups.len(), 1);
    let Roundup {
        person: whose,
        address,
        next,
        told,
    } = &roundups[0];
    assert_eq!((*whose, address.as_str()), (person, "li@mail.example"));
    assert_eq!(*next, Rhythm::Weekly.next(&zone, estate.now()));
    let issues: Vec<_> = told.iter().map(|it| (it.person, it.issue)).collect();
    assert_eq!(issues, [(person, Some(number))]);
    // One process sends it; where that fails, it is there again after a while.
    let take = async || {
        let taken = store.take_roundup(community, person, estate.now()).await;
        taken.expect("no fault")
    };
    assert!(take().await && !take().await);
    assert_eq!(due().await, []);
    estate.wait(ROUNDUP_TURN);
    assert_eq!(due().await, roundups);
    // What waits is there in another rhythm, too, as long as it is one of roundups.
    for rhythm in [Rhythm::Weekly, Rhythm::Daily, Rhythm::Weekly] {
        set(rhythm).await;
        assert_eq!(due().await[0].told, *told);
    }
    let off = store.turn(community, person, WhyMe::Reported, false).await;
    off.expect("no fault");
    assert_eq!(due().await, [], "turned off");
    let on = store.turn(community, person, WhyMe::Reported, true).await;
    on.expect("no fault");
    let last = told.last().expect("one").number;
    assert!(take().await);
    let done = store.roundup_done(community, person, Some(last), *next);
    done.await.expect("no fault");
    assert_eq!(due().await, []);
    assert!(!take().await, "it went out already");
    estate.accepted(&reporter, &secretary, "Stairs", 10).await;
    estate.wait(2 * DAY);
    assert_eq!(due().await, [], "not on this day");
    estate.wait(7 * DAY);
    assert_eq!(due().await.len(), 1);
    set(Rhythm::Each).await;
    assert_eq!(due().await, []);
    assert!(at_once().await);
}

pub async fn what_is_turned_off_is_in_no_turn_and_what_went_out_is_remembered(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let (store, community) = (&db.store, estate.id);
    let secretary = estate.secretary().await;
    let first = estate.resident(1).await.person.expect("somebody");
    let take = async || {
        let turn = store.take_turn(community, "mail", estate.now()).await;
        turn.expect("no fault")
    };
    let turn = async |on: bool| {
        let turned = store.turn(community, first, WhyMe::Household, on);
        turned.await.expect("no fault");
    };
    assert_eq!(take().await, None, "a new channel begins with what comes");
    for on in [false, false] {
        turn(on).await;
    }
    let off = store.turned_off(community, first).await.expect("no fault");
    assert_eq!(off, BTreeSet::from([WhyMe::Household]));
    let second = estate.resident(1).await.person.expect("somebody");
    let none = take().await.expect("something has happened");
    assert_eq!(none.notices, []);
    let done = store.turn_done(community, "mail", &none).await;
    done.expect("no fault");
    // The inbox has it all the same.
    let inbox = store.inbox(community, first, None).await.expect("no fault");
    assert_eq!(inbox.notices.len(), 1);
    turn(true).await;
    estate.resident(1).await;
    let both = take().await.expect("something has happened");
    let told = both.notices.iter().map(|told| told.person);
    assert_eq!(
        told.collect::<BTreeSet<PersonId>>(),
        BTreeSet::from([first, second])
    );
    let number = both.notices[0].number;
    for _ in 0..2 {
        let noted = store.note_mailed(community, first, &[number]).await;
        noted.expect("no fault");
    }
    let mailed = async || store.mailed(community).await.expect("no fault");
    assert_eq!(mailed().await, BTreeSet::from([(first, number)]));
    // Nobody else has it, until it is put off.
    assert_eq!(take().await, None);
    let put_off = store.turn_put_off(community, "mail").await;
    put_off.expect("no fault");
    assert_eq!(take().await.expect("the same").notices, both.notices);
    let failed = store
        .turn_failed(community, "mail", &both, estate.now())
        .await;
    assert_eq!((failed.expect("no fault"), both.failures()), (1, 0));
    store
        .turn_done(community, "mail", &both)
        .await
        .expect("no fault");
    store.forget_mailed(community).await.expect("no fault");
    assert_eq!(mailed().await, BTreeSet::new());

    // Whoever is no member any more gets none.
    let given = store.give_mail_address(community, first, "li@mail.example", "hash", estate.now());
    assert!(given.await.expect("no fault"));
    let confirmed = store.confirm_mail_address(community, first, "hash", estate.now());
    assert!(confirmed.await.expect("no fault"));
    let end = EndMembership {
        person: first,
        reason: "They have moved.".into(),
    };
    estate.ok(&secretary, Command::EndMembership(end)).await;
    let left = store.mail_addresses(community).await.expect("no fault");
    assert_eq!(left, BTreeMap::new());
}
