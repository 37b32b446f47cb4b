//! Photos that are painted over.

use domain::issue::{AddFacts, BlackOut};
use domain::{Actor, Command, MeetingId, PhotoId, Refusal, Role};

use crate::common::{Database, Estate, NOON, create_meeting, id, of_agenda, with_photos};

pub async fn what_a_photo_showed_is_gone_once_it_is_painted_over(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let (reporter, other) = (estate.resident(1).await, estate.resident(2).await);
    let worker = estate.person(3, Role::CommitteeWorker, "Worker").await;
    let put = async |who: &Actor, bytes: &[u8]| {
        let (photo, person) = (PhotoId(id()), who.person.expect("somebody"));
        let put = db
            .store
            .put_photo(estate.id, photo, person, bytes, bytes, NOON);
        assert!(put.await.expect("no fault"));
        photo
    };
    let file = async |photo| {
        let both = [false, true].map(|small| db.store.photo(estate.id, photo, small));
        let [large, small] = both;
        [large.await, small.await].map(|file| file.expect("no fault"))
    };
    let both = |bytes: &[u8]| [(); 2].map(|()| Some(bytes.to_vec()));
    let (first, later) = (
        put(&reporter, b"a face").await,
        put(&reporter, b"a plate").await,
    );
    let filed = estate.ok(&reporter, with_photos(&[first])).await;
    let number = filed.issue.expect("a number");
    let issue = estate.issue(number, &reporter).await.issue.id;
    let add = AddFacts {
        issue,
        body: "There, too.".into(),
        photos: vec![later],
    };
    estate.ok(&reporter, Command::AddFacts(add)).await;
    let all = db.store.photos_of_issue(estate.id, issue).await;
    assert_eq!(all.expect("no fault"), [first, later]);

    // A paper that may show it.
    let meeting = MeetingId(id());
    let create = Command::CreateMeeting(create_meeting(meeting));
    estate.ok(&secretary, create).await;
    let paper = of_agenda(meeting);
    let kept = db
        .store
        .keep_paper(estate.id, &paper, b"pdf".to_vec(), NOON);
    kept.await.expect("no fault");

    let black_out = |photo, copy| Command::BlackOut(BlackOut { issue, photo, copy });
    let copy = put(&other, b"painted by another").await;
    let refused = estate.refused(&other, black_out(first, copy)).await;
    assert_eq!(refused, Refusal::NotAllowed);
    assert_eq!(file(first).await, both(b"a face"));
    for (who, photo) in [(&reporter, first), (&worker, later)] {
        let copy = put(who, b"painted").await;
        estate.ok(who, black_out(photo, copy)).await;
        assert_eq!(file(photo).await, both(b"painted"));
        assert_eq!(file(copy).await, [None, None], "it was a copy only");
    }
    let paper = db.store.kept_paper(estate.id, &paper).await;
    assert_eq!(paper.expect("no fault"), None, "it is made anew");
    // What is played again finds what is there.
    db.store.rebuild(|_| {}).await.expect("rebuilt");
    assert_eq!(estate.issue(number, &other).await.photos, [first]);
    assert_eq!(file(first).await, both(b"painted"));
}
