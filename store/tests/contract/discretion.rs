//! What a reporter keeps from neighbours is read by themselves and the committee alone.

use domain::issue::{ChooseDiscretion, Discretion, FeedOrder, FeedQuery, Near};
use domain::meeting::Status;
use domain::place::{Place, Position, Source};
use domain::{Actor, Command, IssueId, MeetingId, Refusal, Role};

use crate::common::{
    Database, Estate, NOON, building, create_meeting, file, id, of_agenda, second,
};

/// What the reporter is called.
const NAME: &str = "thalassa";
/// Where exactly it is.
const LAT: &str = "31.4711";

/// Everything that a viewer reads, in words of code.
async fn reads(estate: &Estate, actor: &Actor) -> Vec<(&'static str, String)> {
    let (store, person) = (&estate.store, actor.person);
    let viewer = estate.viewer(actor).await;
    let mut all = vec![];
    let near = Near {
        lat: 31_471_100,
        lon: 121_471_100,
    };
    for order in FeedOrder::ALL {
        for (words, near) in [("", None), ("leak", None), ("", Some(near)), (NAME, None)] {
            let query = FeedQuery {
                order,
                words: words.into(),
                near,
                ..FeedQuery::default()
            };
            let feed = store.feed(estate.id, person, &query).await;
            let feed = feed.expect("no fault");
            // Of what it found; the way to the next page has how far the last one is.
            all.push(("feed", format!("{:?}", feed.cards)));
            assert!(words != NAME || feed.cards.is_empty(), "found by the name");
        }
    }
    let located = store.located(estate.id, person, 100, 100).await;
    all.push(("plan", format!("{:?}", located.expect("no fault"))));
    let issue = store.issue(estate.id, 1, person, None).await;
    all.push(("issue", format!("{:?}", issue.expect("no fault"))));
    let case = store.case(estate.id, 1, person).await;
    all.push(("case", format!("{:?}", case.expect("no fault"))));
    let today = domain::Zone::utc().date(NOON);
    let works = store.works(estate.id, person, today).await;
    all.push(("works", format!("{:?}", works.expect("no fault"))));
    let desk = domain::issue::DeskFilter::default();
    let desk = store.waiting(estate.id, person, &desk).await;
    all.push(("desk", format!("{:?}", desk.expect("no fault"))));
    let open = store.open_issues(estate.id, "", None).await;
    all.push(("open issues", format!("{:?}", open.expect("no fault"))));
    let meeting = store.meeting(estate.id, 1, &viewer).await;
    if let Some(meeting) = meeting.expect("no fault") {
        let history = store.history(estate.id, &meeting, &viewer).await;
        all.push(("history", format!("{:?}", history.expect("no fault"))));
        all.push(("meeting", format!("{meeting:?}")));
        let document = store.agenda_document(estate.id, 1).await;
        all.push(("document", format!("{:?}", document.expect("no fault"))));
    }
    if let Some(person) = person {
        let inbox = store.inbox(estate.id, person, None).await;
        all.push(("inbox", format!("{:?}", inbox.expect("no fault"))));
        let account = store.account(estate.id, person).await;
        all.push(("account", format!("{:?}", account.expect("no fault"))));
    }
    all
}

/// The reads in which a word stands.
async fn found(estate: &Estate, actor: &Actor, word: &str) -> Vec<&'static str> {
    let all = reads(estate, actor).await.into_iter();
    let mut found: Vec<_> = all
        .filter(|(_, text)| text.contains(word))
        .map(|(read, _)| read)
        .collect();
    found.dedup();
    found
}

pub async fn what_a_reporter_keeps_is_read_by_themselves_and_the_committee(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let worker = estate.clerk(0).await;
    let supervisor = estate.person(4, Role::Supervisor, "the supervisor").await;
    let leader = estate.person(4, Role::BuildingLeader, "the leader").await;
    let neighbour = estate.resident(2).await;
    let reporter = estate.person(1, Role::Resident, NAME).await;
    let issue = IssueId(id());
    let Command::FileIssue(mut filed) = file(issue, "A leak") else {
        unreachable!()
    };
    filed.place = Place {
        position: Some(Position {
            lat: 31.4711,
            lon: 121.4711,
            accuracy: Some(5),
            source: Source::Gps,
        }),
        building: Some(building("1")),
    };
    filed.discretion = Discretion {
        nameless: true,
        at_home: true,
    };
    estate.ok(&reporter, Command::FileIssue(filed)).await;
    estate.ok(&neighbour, second(issue)).await;
    let text = estate.text(1).await;
    let accept = domain::issue::AcceptIssue {
        issue,
        text,
        minutes: 10,
        urgent: false,
    };
    estate.ok(&secretary, Command::AcceptIssue(accept)).await;
    let meeting = MeetingId(id());
    let create = Command::CreateMeeting(create_meeting(meeting));
    estate.ok(&secretary, create).await;
    let version = estate.meeting(1, &secretary).await.meeting.version;
    let lock = Command::LockAgenda { meeting, version };
    estate.ok(&secretary, lock).await;
    let view = estate.meeting(1, &neighbour).await;
    assert_eq!(view.meeting.status, Status::Locked);

    for _ in 0..2 {
        for actor in [&neighbour, &leader, &supervisor, &Actor::nobody()] {
            assert_eq!(found(&estate, actor, NAME).await, [""; 0], "{actor:?}");
            assert_eq!(found(&estate, actor, LAT).await, [""; 0], "{actor:?}");
            let view = estate.issue(1, actor).await;
            assert_eq!(view.reporter_building, "");
            assert_eq!(view.place.building, Some(building("1")));
        }
        for actor in [&secretary, &worker] {
            assert_eq!(found(&estate, actor, NAME).await, ["issue"]);
            assert_eq!(found(&estate, actor, LAT).await, ["issue"]);
        }
        assert_eq!(found(&estate, &reporter, NAME).await, ["issue", "account"]);
        assert_eq!(found(&estate, &reporter, LAT).await, ["issue", "account"]);
        let check = db.store.check().await.expect("no fault");
        assert_eq!(check.differences, []);
        db.store.rebuild(|_| {}).await.expect("rebuilt");
    }

    // Only the reporter chooses, and what was made on paper is made anew.
    let which = of_agenda(meeting);
    let kept = db.store.keep_paper(estate.id, &which, vec![1], NOON).await;
    kept.expect("no fault");
    let choose = |nameless, at_home| {
        Command::ChooseDiscretion(ChooseDiscretion {
            issue,
            discretion: Discretion { nameless, at_home },
        })
    };
    for actor in [&neighbour, &secretary] {
        let refusal = estate.refused(actor, choose(false, false)).await;
        assert_eq!(refusal, Refusal::NotAllowed);
    }
    estate.ok(&reporter, choose(false, true)).await;
    let paper = db.store.kept_paper(estate.id, &which).await;
    assert_eq!(paper.expect("no fault"), None);
    assert_eq!(found(&estate, &neighbour, NAME).await, ["issue"]);
    assert_eq!(found(&estate, &neighbour, LAT).await, [""; 0]);
    estate.ok(&reporter, choose(true, false)).await;
    assert_eq!(found(&estate, &neighbour, NAME).await, [""; 0]);
    assert!(found(&estate, &neighbour, LAT).await.contains(&"plan"));
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
}
