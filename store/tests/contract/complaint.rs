//! Complaints, and what is hidden.

use domain::complaint::{Appeal, Appealed, Complain, HideIssue, Kind, RestoreIssue, UpholdHiding};
use domain::issue::{
    COMPLAINTS_A_DAY, DeskFilter, FILED_A_DAY, FILED_A_DAY_BY_HOUSEHOLD, FeedOrder, FeedQuery,
    HIDDEN_MAX,
};
use domain::meeting::EnterDecision;
use domain::time::DAY;
use domain::{Actor, Command, IssueId, MeetingId, PhotoId, Refusal, Role};
use store::Store;

use crate::common::{Database, Estate, NOON, change, create_meeting, file, id, of_agenda, second};

/// What stands for the words of a hidden issue.
const HIDDEN: &str = "〔已隐藏 · hidden〕";

fn hide(issue: IssueId) -> Command {
    Command::HideIssue(HideIssue {
        issue,
        reason: "It calls names.".into(),
    })
}

fn restore(issue: IssueId) -> Command {
    Command::RestoreIssue(RestoreIssue {
        issue,
        reason: "It does not.".into(),
    })
}

fn complain(issue: IssueId) -> Command {
    Command::Complain(Complain {
        issue,
        kind: Kind::Insult,
        words: "Look at it.".into(),
    })
}

fn appeal(issue: IssueId) -> Command {
    Command::Appeal(Appeal {
        issue,
        words: "It names nobody.".into(),
    })
}

/// Everything that a viewer reads of issues, in words of code.
async fn reads(estate: &Estate, actor: &Actor) -> Vec<(&'static str, String)> {
    let (store, person) = (&estate.store, actor.person);
    let mut all = vec![];
    for order in FeedOrder::ALL {
        for words in ["", "secret"] {
            let query = FeedQuery {
                order,
                words: words.into(),
                ..FeedQuery::default()
            };
            let feed = store.feed(estate.id, person, &query).await;
            all.push(("feed", format!("{:?}", feed.expect("no fault"))));
        }
    }
    let located = store.located(estate.id, person, 100, 100).await;
    all.push(("plan", format!("{:?}", located.expect("no fault"))));
    for number in 1..=3 {
        let issue = store.issue(estate.id, number, person, None).await;
        all.push(("issue", format!("{:?}", issue.expect("no fault"))));
        let case = store.case(estate.id, number, person).await;
        all.push(("case", format!("{:?}", case.expect("no fault"))));
    }
    let today = domain::Zone::utc().date(NOON);
    let works = store.works(estate.id, person, today).await;
    all.push(("works", format!("{:?}", works.expect("no fault"))));
    let titles = store.titles(estate.id, &[1, 2, 3]).await;
    all.push(("titles", format!("{:?}", titles.expect("no fault"))));
    let open = store.open_issues(estate.id, "", None).await;
    all.push(("open issues", format!("{:?}", open.expect("no fault"))));
    if let Some(person) = person {
        let inbox = store.inbox(estate.id, person, None).await;
        all.push(("inbox", format!("{:?}", inbox.expect("no fault"))));
        let account = store.account(estate.id, person).await;
        all.push(("account", format!("{:?}", account.expect("no fault"))));
    }
    let viewer = estate.viewer(actor).await;
    for number in 1..=2 {
        let meeting = store.meeting(estate.id, number, &viewer).await;
        let meeting = meeting.expect("no fault");
        if let Some(view) = &meeting {
            let history = store.history(estate.id, view, &viewer).await;
            all.push(("history", format!("{:?}", history.expect("no fault"))));
        }
        all.push(("meeting", format!("{meeting:?}")));
    }
    all
}

/// Where these words are found in what a viewer reads.
async fn found(estate: &Estate, actor: &Actor, words: &str) -> Vec<&'static str> {
    let all = reads(estate, actor).await;
    let mut found: Vec<_> = all
        .iter()
        .filter(|(_, text)| text.contains(words))
        .map(|(name, _)| *name)
        .collect();
    found.dedup();
    found
}

async fn put_photo(store: &Store, estate: &Estate, by: &Actor) -> PhotoId {
    let photo = PhotoId(id());
    let person = by.person.expect("somebody");
    let kept = store.put_photo(estate.id, photo, person, b"large", b"small", NOON);
    assert!(kept.await.expect("no fault"));
    photo
}

pub async fn what_is_hidden_is_read_by_its_author_and_the_committee_alone(db: &Database) {
    let estate = Estate::new(&db.store, "east").await;
    let secretary = estate.secretary().await;
    let worker = estate.person(1, Role::CommitteeWorker, "worker").await;
    let supervisor = estate.person(1, Role::Supervisor, "supervisor").await;
    let (author, mate) = (estate.resident(2).await, estate.resident(2).await);
    let neighbour = estate.resident(3).await;
    let photo = put_photo(&db.store, &estate, &author).await;
    let issue = IssueId(id());
    let Command::FileIssue(mut form) = file(issue, "secret title") else {
        unreachable!()
    };
    form.body = "secret body".into();
    form.photos = vec![photo];
    estate.ok(&author, Command::FileIssue(form)).await;
    let (other, _) = estate.file(&author, "another").await;
    estate.ok(&neighbour, second(issue)).await;
    let answer = domain::issue::AnswerIssue {
        issue,
        text: "We know of the secret.".into(),
    };
    estate.ok(&worker, Command::AnswerIssue(answer)).await;
    let nobody = Actor::nobody();
    let members = [&author, &mate, &neighbour, &secretary, &worker, &supervisor];
    for member in members {
        assert!(found(&estate, member, "secret").await.contains(&"issue"));
    }

    estate.ok(&worker, hide(issue)).await;
    for other in [&mate, &neighbour, &nobody] {
        assert_eq!(found(&estate, other, "secret").await, Vec::<&str>::new());
        assert_eq!(
            found(&estate, other, "calls names").await,
            Vec::<&str>::new()
        );
        assert_eq!(
            found(&estate, other, "31.100123").await,
            ["plan", "issue"],
            "the other one's place"
        );
        let view = estate.issue(1, other).await;
        assert_eq!((view.text.title.as_str(), view.photos.len()), (HIDDEN, 0));
        assert_eq!(view.reporter_nickname, HIDDEN);
        assert_eq!(view.hidden, None);
        let hidden = db.store.photo_is_hidden(estate.id, photo, other.person);
        assert!(hidden.await.expect("no fault"));
    }
    // Its author finds it under what is theirs, and reads why; nobody else finds it anywhere.
    assert!(found(&estate, &author, "secret").await.contains(&"feed"));
    for reader in [&author, &secretary, &worker, &supervisor] {
        let view = estate.issue(1, reader).await;
        assert_eq!(view.text.title, "secret title");
        assert_eq!(view.hidden.expect("why").reason, "It calls names.");
        let hidden = db.store.photo_is_hidden(estate.id, photo, reader.person);
        assert!(!hidden.await.expect("no fault"));
    }
    for order in [FeedOrder::Newest, FeedOrder::MostSeconded] {
        let query = FeedQuery {
            order,
            ..FeedQuery::default()
        };
        for anybody in [&author, &secretary, &neighbour] {
            assert_eq!(estate.feed(anybody, &query).await, [2], "{order:?}");
        }
    }
    let filter = DeskFilter::default();
    let desk = db.store.waiting(estate.id, secretary.person, &filter);
    let desk = desk.await.expect("no fault");
    assert_eq!((desk.total, desk.first.len()), (1, 1));
    assert_eq!(desk.buildings.len(), 1);
    // The author was told; who seconded it was not, and of what they were told no word is left.
    assert_eq!(estate.inbox(&author).await[0], ("issue_hidden".into(), 1));
    let told = estate.inbox(&neighbour).await;
    assert_eq!(told, [("issue_answered".into(), 1)]);
    let refused = estate.refused(&mate, second(issue)).await;
    assert_eq!(refused, Refusal::IssueHidden);

    estate.ok(&worker, restore(issue)).await;
    assert!(found(&estate, &neighbour, "secret").await.contains(&"feed"));
    // Why it was hidden and is shown again stays between its author and the committee.
    for words in ["calls names", "It does not"] {
        assert_eq!(found(&estate, &neighbour, words).await, Vec::<&str>::new());
        assert!(found(&estate, &author, words).await.contains(&"issue"));
    }
    estate.ok(&mate, second(issue)).await;

    // On a locked agenda it stays, and says nothing.
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
    let paper = of_agenda(meeting);
    let kept = db
        .store
        .keep_paper(estate.id, &paper, b"pdf".to_vec(), NOON);
    kept.await.expect("no fault");
    estate.ok(&worker, hide(issue)).await;
    for other in [&mate, &neighbour, &nobody] {
        assert_eq!(found(&estate, other, "secret").await, Vec::<&str>::new());
    }
    let view = estate.meeting(1, &nobody).await;
    assert_eq!(view.items.len(), 1);
    assert_eq!(
        (view.items[0].title.as_str(), view.items[0].number),
        (HIDDEN, 1)
    );
    let kept = db.store.kept_paper(estate.id, &paper).await;
    assert_eq!(kept.expect("no fault"), None, "it is made anew");
    let entered = EnterDecision {
        meeting,
        issue,
        seen: None,
        decision: domain::meeting::Decision::NotDone,
        hands: None,
        votes: None,
        responsible: None,
        owner: String::new(),
        words: "Not ours.".into(),
    };
    estate.ok(&secretary, Command::EnterDecision(entered)).await;
    // Of a draft it is no candidate.
    let text = estate.text(2).await;
    let accept = domain::issue::AcceptIssue {
        issue: other,
        text,
        minutes: 10,
        urgent: false,
    };
    estate.ok(&secretary, Command::AcceptIssue(accept)).await;
    estate.ok(&worker, hide(other)).await;
    let draft = MeetingId(id());
    let create = Command::CreateMeeting(create_meeting(draft));
    estate.ok(&secretary, create).await;
    let view = estate.meeting(2, &secretary).await;
    assert_eq!((view.items.len(), view.unlisted.len()), (0, 0));
    let add = change(draft, view.meeting.version, other, "It matters.");
    let refused = estate.refused(&secretary, Command::AddItem(add)).await;
    assert_eq!(refused, Refusal::IssueHidden);
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
}

pub async fn complaints_wait_for_the_committee_and_appeals_for_somebody_else(db: &Database) {
    let estate = Estate::new(&db.store, "east").await;
    let secretary = estate.secretary().await;
    let worker = estate.person(1, Role::CommitteeWorker, "worker").await;
    let (author, neighbour) = (estate.resident(2).await, estate.resident(3).await);
    let (issue, _) = estate.file(&author, "one").await;
    let (left, _) = estate.file(&author, "two").await;
    estate.ok(&neighbour, complain(issue)).await;
    estate.ok(&worker, complain(issue)).await;
    estate.ok(&neighbour, complain(left)).await;
    assert_eq!(
        estate.refused(&neighbour, complain(left)).await,
        Refusal::Exists
    );
    let cases = async || {
        let cases = db.store.cases(estate.id, worker.person).await;
        let (open, hidden) = cases.expect("no fault");
        let open: Vec<_> = open
            .iter()
            .map(|case| (case.number, case.complaints))
            .collect();
        let hidden: Vec<_> = hidden
            .into_iter()
            .map(|case| (case.number, case.hidden.expect("why").appealed))
            .collect();
        (open, hidden)
    };
    let desk = async || {
        let filter = DeskFilter::default();
        let desk = db.store.waiting(estate.id, secretary.person, &filter).await;
        desk.expect("no fault").complaints
    };
    assert_eq!(cases().await, (vec![(1, 2), (2, 1)], vec![]));
    assert_eq!(desk().await, 2);
    let case = async |number, of: &Actor| {
        let case = db.store.case(estate.id, number, of.person).await;
        case.expect("no fault").expect("there")
    };
    // Whoever looks reads them, without whose they are; nobody else does.
    assert_eq!(case(1, &worker).await.complaints.len(), 2);
    assert_eq!(case(1, &neighbour).await.complaints, []);
    assert_eq!(case(1, &neighbour).await.complained, Some(false));
    assert_eq!(case(1, &author).await.complained, None);
    let dismiss = Command::DismissComplaints { issue: left };
    estate.ok(&worker, dismiss).await;
    assert_eq!(case(2, &neighbour).await.complained, Some(true));
    estate.ok(&worker, hide(issue)).await;
    assert_eq!(cases().await, (vec![], vec![(1, Appealed::Not)]));
    assert_eq!(desk().await, 0);
    estate.ok(&author, appeal(issue)).await;
    assert_eq!(
        estate.inbox(&secretary).await[0],
        ("hiding_appealed".into(), 1)
    );
    assert_eq!(
        (cases().await.1, desk().await),
        (vec![(1, Appealed::Waits)], 1)
    );
    let uphold = Command::UpholdHiding(UpholdHiding {
        issue,
        reason: "It does.".into(),
    });
    let refused = estate.refused(&worker, uphold.clone()).await;
    assert_eq!(refused, Refusal::OwnHiding);
    assert_eq!(
        estate.refused(&worker, restore(issue)).await,
        Refusal::OwnHiding
    );
    estate.ok(&secretary, uphold).await;
    assert_eq!(
        (cases().await.1, desk().await),
        (vec![(1, Appealed::Upheld)], 0)
    );
    let hidden = case(1, &author).await.hidden.expect("why");
    assert_eq!(
        (
            hidden.reason.as_str(),
            hidden.appeal.as_str(),
            hidden.upheld.as_str()
        ),
        ("It calls names.", "It names nobody.", "It does.")
    );
    assert!(case(1, &worker).await.hidden.expect("why").by_viewer);
    assert_eq!(
        estate.refused(&author, appeal(issue)).await,
        Refusal::Exists
    );
    assert_eq!(estate.inbox(&author).await[0], ("hiding_upheld".into(), 1));
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
}

pub async fn what_one_files_in_a_day_is_counted_by_person_and_household(db: &Database) {
    let estate = Estate::new(&db.store, "east").await;
    let secretary = estate.secretary().await;
    let (author, mate) = (estate.resident(2).await, estate.resident(2).await);
    let neighbour = estate.resident(3).await;
    let full = |refusal: Refusal| matches!(refusal, Refusal::EnoughForNow { .. });
    for n in 0..FILED_A_DAY {
        estate.file(&author, &format!("one {n}")).await;
    }
    let one = || file(IssueId(id()), "one more");
    assert!(full(estate.refused(&author, one()).await));
    for n in FILED_A_DAY..FILED_A_DAY_BY_HOUSEHOLD {
        estate.file(&mate, &format!("one {n}")).await;
    }
    assert!(full(estate.refused(&mate, one()).await));
    estate.ok(&neighbour, one()).await;
    estate.wait(DAY);
    let (first, _) = estate.file(&author, "the next day").await;
    // Hidden ones are counted by who filed them, over days, and those that are shown again are not.
    let mut hidden = vec![first];
    for n in 0..HIDDEN_MAX - 1 {
        estate.wait(DAY);
        hidden.push(estate.file(&author, &format!("another {n}")).await.0);
    }
    for issue in &hidden {
        estate.ok(&secretary, hide(*issue)).await;
    }
    let refused = estate.refused(&author, one()).await;
    assert!(
        matches!(
            refused,
            Refusal::FilingPaused {
                hidden: HIDDEN_MAX,
                ..
            }
        ),
        "{refused:?}"
    );
    estate.ok(&mate, one()).await;
    estate.ok(&secretary, restore(hidden[0])).await;
    estate.ok(&author, one()).await;
    for _ in 0..COMPLAINTS_A_DAY {
        let (issue, _) = estate.file(&mate, "to complain about").await;
        estate.ok(&neighbour, complain(issue)).await;
    }
    let (issue, _) = estate.file(&mate, "to complain about").await;
    assert!(full(estate.refused(&neighbour, complain(issue)).await));
    estate.wait(DAY);
    estate.ok(&neighbour, complain(issue)).await;
}
