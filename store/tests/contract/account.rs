//! Everything of a person, for themselves; and nothing of them any more.

use domain::issue::{AnswerIssue, FeedQuery, WithdrawIssue};
use domain::{Actor, Command, IssueId, MeetingId, PhotoId, Role};

use crate::common::{Database, Estate, NOON, create_meeting, file, id, rows, second};

/// Stands in everything that the person who leaves writes and is called, and nowhere else.
const SPOKEN: &str = "thalassa";

pub async fn what_somebody_wrote_is_theirs_to_take_and_gone_when_they_leave(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let other = Estate::new(&db.store, "other").await;
    let secretary = estate.secretary().await;
    let neighbour = estate.person(2, Role::Resident, "the neighbour").await;
    let leaver = estate.person(1, Role::Resident, SPOKEN).await;
    let person = leaver.person.expect("somebody");
    let photos = [PhotoId(id()), PhotoId(id())];
    for photo in photos {
        let bytes = SPOKEN.as_bytes();
        let put = db
            .store
            .put_photo(estate.id, photo, person, bytes, bytes, estate.now());
        put.await.expect("no fault");
    }
    let on_agenda = {
        let issue = IssueId(id());
        let Command::FileIssue(mut filed) = file(issue, &format!("{SPOKEN} lift")) else {
            unreachable!()
        };
        filed.photos = vec![photos[0]];
        let number = estate.ok(&leaver, Command::FileIssue(filed)).await.issue;
        let text = estate.text(number.expect("a number")).await;
        let accept = domain::issue::AcceptIssue {
            issue,
            text,
            minutes: 10,
            urgent: false,
        };
        estate.ok(&secretary, Command::AcceptIssue(accept)).await;
        (issue, number.expect("a number"))
    };
    estate.ok(&neighbour, second(on_agenda.0)).await;
    let meeting = MeetingId(id());
    let create = Command::CreateMeeting(create_meeting(meeting));
    estate.ok(&secretary, create).await;
    let version = estate.meeting(1, &secretary).await.meeting.version;
    let lock = Command::LockAgenda { meeting, version };
    estate.ok(&secretary, lock).await;
    let (open, open_number) = estate.file(&leaver, &format!("{SPOKEN} lamp")).await;
    estate.ok(&neighbour, second(open)).await;
    let (gone, _) = estate.file(&leaver, &format!("{SPOKEN} door")).await;
    let reason = format!("{SPOKEN} is better");
    let withdraw = WithdrawIssue {
        issue: gone,
        reason,
    };
    estate.ok(&leaver, Command::WithdrawIssue(withdraw)).await;
    let (theirs, number) = estate.file(&neighbour, "A bench").await;
    estate.ok(&leaver, second(theirs)).await;
    let pdf = SPOKEN.as_bytes().to_vec();
    let which = crate::common::of_agenda(meeting);
    let kept = db.store.keep_paper(estate.id, &which, pdf, NOON).await;
    kept.expect("no fault");
    // What they wrote in an office is not theirs.
    let officer = estate.person(1, Role::CommitteeWorker, "the worker").await;
    let answer = AnswerIssue {
        issue: theirs,
        text: "The committee looks into it.".into(),
    };
    estate.ok(&officer, Command::AnswerIssue(answer)).await;

    let address = format!("{SPOKEN}@mail.example");
    let given = db
        .store
        .give_mail_address(estate.id, person, &address, "hash", NOON);
    assert!(given.await.expect("no fault"));
    let why = domain::notice::WhyMe::Seconded;
    let turned = db.store.turn(estate.id, person, why, false).await;
    turned.expect("no fault");
    let phone = db.store.note_phone(estate.id, SPOKEN, person, NOON).await;
    phone.expect("no fault");
    // All of it is theirs to take along.
    let account = db.store.account(estate.id, person).await.expect("no fault");
    let account = account.expect("a member");
    assert_eq!(account.nickname, SPOKEN);
    assert_eq!(account.issues.len(), 3);
    assert_eq!(account.issues[0].photos, photos[..1]);
    assert!(account.issues[0].position.is_some());
    assert_eq!(account.photos, photos[1..]);
    assert_eq!(account.texts.len(), 4, "three reports and a reason");
    assert!(account.seconds.iter().any(|one| one.number == number));
    assert_eq!(account.lines.len(), 1);
    assert_eq!(
        (account.mail, account.turned_off),
        (Some(address), vec![why])
    );
    assert_eq!(account.phones, [NOON]);
    assert!(account.journal.len() >= 6, "{:?}", account.journal);
    let elsewhere = db.store.account(other.id, person).await;
    assert_eq!(elsewhere.expect("no fault"), None);
    let before = everything(db).await;
    assert!(before.contains(SPOKEN));
    let support = estate.meeting(1, &secretary).await.items[0].clone();

    estate.ok(&leaver, Command::DeleteAccount {}).await;
    estate.ok(&officer, Command::DeleteAccount {}).await;
    let after = everything(db).await;
    assert!(!after.contains(SPOKEN), "{after}");
    // Nor is anything found by it, or shown: to whom ever.
    let query = FeedQuery {
        words: SPOKEN.into(),
        ..FeedQuery::default()
    };
    assert_eq!(estate.feed(&neighbour, &query).await, [0; 0]);
    let readers = [&secretary, &neighbour, &Actor::nobody()];
    let shown = crate::journal::shown(&estate, readers).await;
    assert!(!shown.contains(SPOKEN) && shown.contains("The committee looks into it."));
    let now = db.store.account(estate.id, person).await;
    assert_eq!(now.expect("no fault"), None);
    for photo in photos {
        let photo = db.store.photo(estate.id, photo, false).await;
        assert_eq!(photo.expect("no fault"), None);
    }
    let off = db.store.turned_off(estate.id, person).await;
    assert!(off.expect("no fault").is_empty());
    let paper = db.store.kept_paper(estate.id, &which).await;
    assert_eq!(paper.expect("no fault"), None);
    // What is frozen stays; what was live has ended, and whoever seconded it is told.
    let item = estate.meeting(1, &secretary).await.items[0].clone();
    assert_eq!(item.support, support.support);
    assert_eq!(item.title, "〔已删除 · deleted〕");
    let line = db.store.agenda_line(estate.id, 1, person).await;
    assert_eq!(line.expect("no fault"), None);
    let support = estate.issue(number, &neighbour).await.issue.support;
    assert_eq!(support.online, 1, "the neighbour's own");
    let view = estate.issue(open_number, &neighbour).await;
    assert_eq!(view.issue.status, domain::issue::Status::Withdrawn);
    let told = estate.inbox(&neighbour).await;
    assert!(told.contains(&("issue_withdrawn".to_owned(), open_number)));
    let refusal = estate.refused(&leaver, second(theirs)).await;
    assert_eq!(refusal, domain::Refusal::SignedOut);
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
    // It is as gone when everything is played again.
    db.store.rebuild(|_| {}).await.expect("rebuilt");
    assert_eq!(everything(db).await, after);
}

/// Every column of every table, as text.
async fn everything(db: &Database) -> String {
    let all = rows(db, None).await;
    let all = all
        .into_iter()
        .map(|(table, rows)| table + ": " + &rows.join("\n"));
    all.collect::<Vec<_>>().join("\n")
}
