//! What had its time goes, and nothing else does.

use domain::complaint::{Complain, Kind as Wrong};
use domain::issue::{AnswerIssue, DeclineIssue, WithdrawIssue};
use domain::membership::EndMembership;
use domain::retention::{Forget, Periods, What};
use domain::time::{DAY, HOUR};
use domain::{Actor, Command, IssueId, PhotoId, Refusal, Role, Timestamp};

use crate::common::{Database, Estate, file, id, second};

/// Stands in all that goes here, and nowhere else.
const SPOKEN: &str = "thalassa";

/// Everything is a day older than its period, and not by a day before.
async fn due(estate: &Estate, now: Timestamp) -> Vec<(What, u32)> {
    let store = &estate.store;
    let periods = store.periods(estate.id).await.expect("no fault");
    let mut due = vec![];
    for what in What::ALL {
        let gone = store.forgettable(estate.id, what, periods.ends(what, now));
        let gone = gone.await.expect("no fault");
        due.extend((gone > 0).then_some((what, gone)));
    }
    due
}

async fn with_photo(estate: &Estate, actor: &Actor, title: &str) -> (IssueId, u32, PhotoId) {
    let (issue, photo) = (IssueId(id()), PhotoId(id()));
    let person = actor.person.expect("somebody");
    let bytes = SPOKEN.as_bytes();
    let put = (estate.store).put_photo(estate.id, photo, person, bytes, bytes, estate.now());
    assert!(put.await.expect("no fault"));
    let Command::FileIssue(mut filed) = file(issue, title) else {
        unreachable!()
    };
    filed.photos = vec![photo];
    let receipt = estate.ok(actor, Command::FileIssue(filed)).await;
    (issue, receipt.issue.expect("a number"), photo)
}

pub async fn what_had_its_time_goes_and_nothing_else(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let neighbour = estate.resident(2).await;
    let leaver = estate.person(1, Role::Resident, SPOKEN).await;
    let (declined, declined_number, declined_photo) =
        with_photo(&estate, &neighbour, "A dog").await;
    let (withdrawn, withdrawn_number, withdrawn_photo) =
        with_photo(&estate, &neighbour, "A lamp").await;
    let (open, open_number, open_photo) = with_photo(&estate, &neighbour, "The lift").await;
    estate.ok(&leaver, second(open)).await;
    let text = estate.text(declined_number).await;
    let decline = DeclineIssue {
        issue: declined,
        text,
        reason: "Not ours.".into(),
    };
    estate.ok(&secretary, Command::DeclineIssue(decline)).await;
    let withdraw = WithdrawIssue {
        issue: withdrawn,
        reason: String::new(),
    };
    estate
        .ok(&neighbour, Command::WithdrawIssue(withdraw))
        .await;
    for (complainer, issue) in [(&leaver, open), (&secretary, declined)] {
        let complain = Complain {
            issue,
            kind: Wrong::Untrue,
            words: format!("{SPOKEN} says no"),
        };
        estate.ok(complainer, Command::Complain(complain)).await;
    }
    let dismiss = Command::DismissComplaints { issue: open };
    estate.ok(&secretary, dismiss).await;
    let end = EndMembership {
        person: leaver.person.expect("somebody"),
        reason: "Moved away.".into(),
    };
    estate.ok(&secretary, Command::EndMembership(end)).await;

    // Before its time nothing goes, whoever asks for it.
    let early = |what| {
        Command::Forget(Forget {
            what,
            before: estate.now(),
            gone: 1,
        })
    };
    for what in What::ALL {
        let operator = Actor::operator();
        let refusal = estate.refused(&operator, early(what)).await;
        assert_eq!(refusal, Refusal::NotYet, "{what:?}");
        let refusal = estate.refused(&secretary, early(what)).await;
        assert_eq!(refusal, Refusal::NotAllowed);
    }
    assert_eq!(due(&estate, estate.now()).await, []);
    estate.wait(179 * DAY);
    assert_eq!(due(&estate, estate.now()).await, []);
    estate.wait(3 * DAY);
    let now = estate.now();
    assert_eq!(
        due(&estate, now).await,
        [(What::Names, 1), (What::Photos, 2)]
    );
    // The secretary keeps photos for longer, and something has happened to one of the issues.
    let longer = Periods::default().with(What::Photos, 400);
    let ever = Periods::default().with(What::Photos, 5_000);
    let refusal = estate.refused(&secretary, Command::ChangePeriods(ever));
    assert!(matches!(refusal.await, Refusal::Invalid(_)));
    let refusal = estate.refused(&neighbour, Command::ChangePeriods(longer));
    assert_eq!(refusal.await, Refusal::NotAllowed);
    estate.ok(&secretary, Command::ChangePeriods(longer)).await;
    let kept = db.store.periods(estate.id).await.expect("no fault");
    assert_eq!(kept, longer);
    assert_eq!(due(&estate, now).await, [(What::Names, 1)]);
    let answer = AnswerIssue {
        issue: open,
        text: "We are at it.".into(),
    };
    estate.ok(&secretary, Command::AnswerIssue(answer)).await;

    estate.wait(230 * DAY);
    let now = estate.now();
    let found = due(&estate, now).await;
    let notices = found.last().expect("messages").1;
    assert_eq!(
        found,
        [
            (What::Names, 1),
            (What::Photos, 2),
            (What::Positions, 2),
            (What::Complaints, 1),
            (What::Notices, notices),
        ]
    );
    let all = estate.notices(neighbour.person.expect("somebody")).await;
    for (what, gone) in found {
        let before = longer.ends(what, now);
        let forget = Forget { what, before, gone };
        estate.operator(Command::Forget(forget)).await;
        let check = db.store.check().await.expect("no fault");
        assert_eq!(check.differences, [], "{what:?}");
    }
    assert_eq!(due(&estate, now).await, []);
    let erased = db.store.erased(estate.id).await.expect("no fault");
    assert_eq!(erased.len(), What::ALL.len());
    assert!(
        erased
            .iter()
            .any(|it| it.what == What::Photos && it.gone == 2)
    );

    // It is gone, and what is not over is there, also when everything is played again.
    for _ in 0..2 {
        for (photo, there) in [
            (declined_photo, false),
            (withdrawn_photo, false),
            (open_photo, true),
        ] {
            let photo = db.store.photo(estate.id, photo, false).await;
            assert_eq!(photo.expect("no fault").is_some(), there);
        }
        for (number, there) in [
            (declined_number, false),
            (withdrawn_number, false),
            (open_number, true),
        ] {
            let place = estate.issue(number, &neighbour).await.place;
            assert_eq!(place.position.is_some(), there, "{number}");
        }
        let case = db.store.case(estate.id, declined_number, secretary.person);
        let case = case.await.expect("no fault").expect("there");
        assert_eq!(case.complaints.len(), 1, "nobody has settled that one");
        let left = estate.notices(neighbour.person.expect("somebody")).await;
        assert!(left.len() < all.len());
        assert!(
            left.iter()
                .all(|notice| notice.entry.at >= now.plus(-366 * DAY))
        );
        db.store.rebuild(|_| {}).await.expect("rebuilt");
    }
    // What is left of the word stands in the complaint that waits, and in the photo that stays.
    let everything = crate::common::rows(db, None).await;
    for (table, rows) in everything {
        let with = rows.iter().filter(|row| row.contains(SPOKEN)).count();
        let wanted = usize::from(table == "texts");
        assert!(table == "photos" || with == wanted, "{table}: {rows:?}");
    }
}

pub async fn what_the_server_keeps_for_a_while_is_forgotten(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let resident = estate.resident(1).await;
    let person = resident.person.expect("somebody");
    let now = estate.now();
    let store = &db.store;
    let session = store.create_session("a session", person, now, now.plus(HOUR));
    session.await.expect("no fault");
    let long = store.create_session("a long one", person, now, now.plus(1_000 * DAY));
    long.await.expect("no fault");
    store
        .note_join_failure("192.0.2.7", now)
        .await
        .expect("no fault");
    let photo = PhotoId(id());
    let put = store.put_photo(estate.id, photo, person, b"a", b"b", now);
    assert!(put.await.expect("no fault"));
    let (_, _, kept) = with_photo(&estate, &resident, "The lift").await;
    let kinds = ["sessions", "join_failures", "photos"];
    let count = async || {
        let all = crate::common::rows(db, None).await;
        kinds.map(|kind| {
            all.iter()
                .find(|(table, _)| *table == kind)
                .map_or(0, |it| it.1.len())
        })
    };
    assert_eq!(count().await, [2, 1, 2]);
    store.forget_what_is_over(now).await.expect("no fault");
    assert_eq!(count().await, [2, 1, 2], "nothing is over");
    let later = now.plus(3 * HOUR);
    store.forget_what_is_over(later).await.expect("no fault");
    assert_eq!(count().await, [1, 1, 2]);
    // Wrong codes count for a day.
    let later = now.plus(DAY + 3 * HOUR);
    store.forget_what_is_over(later).await.expect("no fault");
    assert_eq!(count().await, [1, 0, 1]);
    let later = now.plus(401 * DAY);
    store.forget_what_is_over(later).await.expect("no fault");
    assert_eq!(count().await, [0, 0, 1]);
    let there = store.photo(estate.id, kept, true).await;
    assert!(there.expect("no fault").is_some());
}
