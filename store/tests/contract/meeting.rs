//! Meetings, from the first draft to what was decided.

use domain::agenda::document::Document;
use domain::agenda::{Rule, Settings};
use domain::figures::{CommonGround, Seconding};
use domain::hex::sha256_hex;
use domain::household::Household;
use domain::issue::{AnswerIssue, FeedQuery, ReviseIssue, Status};
use domain::meeting::{
    self, CHANGES_MAX, Decision, DecisionKind, DraftChange, EnterDecision, History, MEETINGS_PAGE,
    Move, MoveItems, NotListed, Shares, UNLISTED_MAX, Votes, Why,
};
use domain::time::{DAY, MINUTE};
use domain::{
    Actor, Command, HouseholdId, IssueId, MeetingId, Refusal, Role, Text, Traced, Viewer,
};

use crate::common::{Database, Estate, building, change, create_meeting, date, id, name, second};

const VOTES: Option<Votes> = Some(Votes {
    in_favour: 9,
    against: 1,
    abstained: 2,
});

fn enter(meeting: MeetingId, issue: IssueId, decision: Decision) -> Command {
    Command::EnterDecision(EnterDecision {
        meeting,
        issue,
        seen: None,
        decision,
        hands: None,
        votes: VOTES,
        responsible: None,
        owner: "Property firm".into(),
        words: "New rope, then a test.".into(),
    })
}

fn publish(meeting: MeetingId, version: u32) -> Command {
    Command::PublishDecisions { meeting, version }
}

fn lock(meeting: MeetingId, version: u32) -> Command {
    Command::LockAgenda { meeting, version }
}

async fn create(estate: &Estate, secretary: &Actor) -> (MeetingId, u32) {
    let meeting = MeetingId(id());
    let create = Command::CreateMeeting(create_meeting(meeting));
    let receipt = estate.ok(secretary, create).await;
    (meeting, receipt.meeting.expect("a number"))
}

pub async fn the_whole_way_of_an_issue_through_a_meeting(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let (reporter, neighbour) = (estate.resident(1).await, estate.resident(3).await);
    let (lift, lift_number) = estate.accepted(&reporter, &secretary, "Lift", 20).await;
    estate.ok(&neighbour, second(lift)).await;
    let (noise, noise_number) = estate.accepted(&reporter, &secretary, "Noise", 15).await;
    estate.see_inbox(&reporter, u32::MAX).await;

    let (meeting, number) = create(&estate, &secretary).await;
    assert_eq!(number, 1);
    let draft = estate.meeting(number, &secretary).await;
    assert_eq!(draft.meeting.status, meeting::Status::Draft);
    assert_eq!(draft.meeting.version, 2);
    assert_eq!(draft.locked_at, None);
    let why: Vec<_> = draft.items.iter().map(|i| (i.number, i.why)).collect();
    let shares = |turn, seconds| {
        Why::Shares(Shares {
            turn,
            seconds,
            // Kept back like everything about a few people's payments.
            given: None,
        })
    };
    assert_eq!(
        why,
        [(lift_number, shares(1, 2)), (noise_number, shares(2, 1))]
    );
    assert_eq!(draft.items[0].title, "Lift");
    assert_eq!(draft.items[0].support.online, 2);
    assert_eq!(draft.meeting.items.len(), 2);
    assert!(draft.unlisted.is_empty());

    estate.ok(&secretary, lock(meeting, 2)).await;
    let locked = estate.meeting(number, &neighbour).await;
    assert_eq!(locked.meeting.status, meeting::Status::Locked);
    assert!(locked.locked_at.is_some());
    let support = locked.items[0].support;
    assert_eq!((support.online, support.households, support.of), (2, 2, 6));
    let view = estate.issue(lift_number, &neighbour).await;
    assert_eq!(view.issue.status, Status::OnAgenda);
    assert_eq!(
        estate
            .refused(&neighbour, Command::TakeBackSecond { issue: lift })
            .await,
        Refusal::IssueIs(Status::OnAgenda),
        "counts are frozen"
    );
    let told = |event: &str, issue| (event.to_owned(), issue);
    assert_eq!(
        estate.inbox(&neighbour).await,
        [told("item_locked", lift_number)]
    );
    assert_eq!(estate.viewer(&reporter).await.unread, 2, "one an item");

    // Decided on paper and entered: nobody but the secretary sees it yet.
    let due = date("2027-01-31");
    let do_it = Decision::DoIt { due };
    estate.ok(&secretary, enter(meeting, lift, do_it)).await;
    let early = estate.refused(&secretary, publish(meeting, 4)).await;
    let undecided = vec![2];
    assert_eq!(early, Refusal::MeetingNotBegun { undecided });
    let entered = enter(meeting, noise, Decision::NotDone);
    estate.ok(&secretary, entered).await;
    let seen = estate.meeting(number, &neighbour).await;
    assert!(seen.items.iter().all(|item| item.decision.is_none()));
    assert!(seen.items.iter().all(|item| item.decision_text.is_none()));
    assert!(
        seen.meeting
            .items
            .iter()
            .all(|item| item.decision.is_none())
    );
    let entered = estate.meeting(number, &secretary).await;
    let entered = entered.items[0].decision.clone().expect("a decision");
    assert_eq!(entered.decision, Decision::DoIt { due });
    assert_eq!(estate.issue(lift_number, &neighbour).await.decision, None);

    estate.begin();
    estate.ok(&secretary, publish(meeting, 5)).await;
    let published = estate.meeting(number, &Actor::nobody()).await;
    assert_eq!(published.meeting.status, meeting::Status::Published);
    assert_eq!(published.meeting.version, 6);
    let text = Text {
        title: "Property firm".into(),
        body: "New rope, then a test.".into(),
    };
    assert_eq!(published.items[0].decision_text, Some(text.clone()));
    let shown = published.items[0].decision.clone().expect("a decision");
    assert_eq!(
        (shown.decision, shown.hands, shown.votes),
        (Decision::DoIt { due }, None, VOTES)
    );

    let view = estate.issue(lift_number, &neighbour).await;
    assert_eq!(view.issue.status, Status::InWork);
    assert_eq!(view.decision, Some(DecisionKind::DoIt));
    let trace: Vec<_> = view
        .trace
        .entries
        .iter()
        .map(|e| (name(&e.event), e.meeting))
        .collect();
    assert_eq!(
        trace,
        [
            ("issue_filed".to_owned(), None),
            ("issue_accepted".to_owned(), None),
            ("item_locked".to_owned(), Some(number)),
            ("decision_published".to_owned(), Some(number)),
        ]
    );
    assert_eq!(view.trace.entries[3].text, Some(text));
    assert_eq!(view.trace.entries[3].role, Some(Role::Secretary));
    assert_eq!(
        estate.inbox(&neighbour).await,
        [
            told("decision_published", lift_number),
            told("item_locked", lift_number)
        ]
    );
    let inbox = estate.inbox(&reporter).await;
    assert_eq!(inbox.len(), 6);
    assert_eq!(inbox[0], told("decision_published", noise_number));
    assert!(estate.inbox(&secretary).await.is_empty());
    let feed = db.store.feed(estate.id, None, &FeedQuery::default()).await;
    let decisions: Vec<_> = feed
        .expect("no fault")
        .cards
        .iter()
        .map(|card| card.decision)
        .collect();
    assert_eq!(
        decisions,
        [Some(DecisionKind::NotDone), Some(DecisionKind::DoIt)]
    );
    let visitor = Viewer::default();
    let cards = db.store.meetings(estate.id, &visitor, None).await;
    let cards = cards.expect("no fault").cards;
    assert_eq!((cards.len(), cards[0].items), (1, 2));
}

pub async fn an_agenda_is_added_to_dropped_from_and_reordered_with_reasons(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let reporter = estate.resident(1).await;
    let mut issues = vec![];
    for title in ["One", "Two", "Three", "Four", "Five", "Six"] {
        issues.push(estate.accepted(&reporter, &secretary, title, 15).await.0);
    }
    let (meeting, number) = create(&estate, &secretary).await;
    let order = async || -> Vec<u32> {
        let view = estate.meeting(number, &secretary).await;
        let shown = view.items.iter().map(|item| item.issue);
        let listed = view.meeting.items.iter().map(|item| item.issue);
        assert!(shown.eq(listed), "two lists of the same");
        view.items.iter().map(|item| item.number).collect()
    };
    assert_eq!(order().await, [1, 2, 3, 4], "60 minutes, ties to the older");
    let unlisted = async || -> Vec<(u32, Option<String>)> {
        let view = estate.meeting(number, &secretary).await;
        let unlisted = view.unlisted.into_iter();
        unlisted.map(|c| (c.card.number, c.dropped)).collect()
    };
    assert_eq!(unlisted().await, [(5, None), (6, None)]);

    let c = |version, n: usize, reason: &str| change(meeting, version, issues[n - 1], reason);
    let after = async |change| {
        let after = db.store.draft_after(estate.id, number, change).await;
        let after = after.expect("no fault").expect("a meeting")?;
        let numbers = |of: Vec<(u32, String)>| -> Vec<u32> {
            of.into_iter().map(|(number, _)| number).collect()
        };
        Ok((numbers(after.leaves), numbers(after.comes), after.used))
    };
    let gone = db.store.draft_after(estate.id, 99, DraftChange::Fill).await;
    assert_eq!(gone.expect("no fault"), None);
    let listed = after(DraftChange::Add(issues[0])).await;
    assert_eq!(listed, Err(Refusal::AlreadyListed));
    let fill = after(DraftChange::Fill).await;
    assert_eq!(fill, Ok((vec![], vec![], 60)));
    let move_to = |version, n, to| Command::MoveItem {
        change: c(version, n, "Guests come late"),
        to,
    };
    estate.ok(&secretary, move_to(2, 4, 1)).await;
    assert_eq!(order().await, [4, 1, 2, 3]);
    estate.ok(&secretary, move_to(3, 1, 3)).await;
    assert_eq!(order().await, [4, 2, 1, 3]);
    estate.ok(&secretary, move_to(4, 4, 99)).await;
    assert_eq!(order().await, [2, 1, 3, 4]);
    let said = after(DraftChange::Drop(issues[0])).await;
    assert_eq!(said, Ok((vec![1], vec![5], 60)));
    let drop = Command::DropItem(c(5, 1, "Solved at the door"));
    estate.ok(&secretary, drop).await;
    assert_eq!(order().await, [2, 3, 4, 5], "its minutes go to the next");
    assert_eq!(
        unlisted().await,
        [(1, Some("Solved at the door".to_owned())), (6, None)]
    );
    let said = after(DraftChange::Add(issues[5])).await;
    assert_eq!(said, Ok((vec![5], vec![6], 60)));
    let add = Command::AddItem(c(7, 6, "Cannot wait"));
    estate.ok(&secretary, add).await;
    assert_eq!(order().await, [2, 3, 4, 6]);
    let moves = Command::MoveItems(MoveItems {
        meeting,
        version: 9,
        moves: vec![Move {
            issue: issues[5],
            to: 2,
        }],
        reason: "Guests come late".to_owned(),
    });
    estate.ok(&secretary, moves).await;
    assert_eq!(order().await, [2, 6, 3, 4]);
    let view = estate.meeting(number, &secretary).await;
    assert_eq!(view.items[1].why, Why::ByHand);
    assert_eq!(view.items[1].reason.as_deref(), Some("Cannot wait"));
    assert_eq!(view.items[0].reason, None);
    let changes: Vec<_> = view
        .changes
        .iter()
        .map(|(entry, number)| (name(&entry.event), *number))
        .collect();
    let expected = [
        ("item_moved", 4),
        ("item_moved", 1),
        ("item_moved", 4),
        ("item_dropped", 1),
        ("item_added", 6),
        ("item_moved", 6),
    ];
    assert_eq!(changes, expected.map(|(name, n)| (name.to_owned(), n)));
    let reason = view.changes[3].0.text.as_ref().expect("a reason");
    assert_eq!(reason.body, "Solved at the door");
    // Whoever stands behind a dropped issue is told why.
    let person = reporter.person.expect("somebody");
    let inbox = estate.notices(person).await;
    assert_eq!(name(&inbox[0].entry.event), "item_dropped");
    assert_eq!(
        inbox[0].entry.text.as_ref().map(|t| t.body.as_str()),
        Some("Solved at the door")
    );
    assert_eq!(inbox[0].entry.meeting, Some(number));

    // Filled anew: what was added by hand stays, in front, and what was dropped by hand stays off.
    let fill = Command::FillAgenda {
        meeting,
        version: 10,
    };
    estate.ok(&secretary, fill).await;
    assert_eq!(order().await, [6, 2, 3, 4]);
    let view = estate.meeting(number, &secretary).await;
    assert_eq!(view.items[0].reason.as_deref(), Some("Cannot wait"));

    let mut particulars = create_meeting(meeting);
    particulars.venue = "Library".into();
    estate
        .ok(
            &secretary,
            Command::ChangeMeeting {
                change: particulars,
                version: 11,
            },
        )
        .await;
    let view = estate.meeting(number, &secretary).await;
    assert_eq!(
        (view.meeting.venue.as_str(), view.meeting.version),
        ("Library", 13)
    );
}

pub async fn papers_tell_what_came_before_the_lock_and_nothing_later(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let reporter = estate.resident(1).await;
    let (lift, _) = estate.accepted(&reporter, &secretary, "Lift", 20).await;
    let (noise, _) = estate.accepted(&reporter, &secretary, "Noise", 15).await;
    let homes = async |many: u32| {
        for (room, name) in (0..many).flat_map(|room| [(room, "1"), (room, "3")]) {
            let home = Household {
                id: HouseholdId(id()),
                building: building(name),
                room: format!("20{room}"),
            };
            estate.operator(Command::RegisterHousehold(home)).await;
        }
    };
    homes(8).await;
    let neighbour = estate.resident(4).await;
    estate.ok(&neighbour, second(lift)).await;
    let answer = |text: &str| {
        Command::AnswerIssue(AnswerIssue {
            issue: lift,
            text: text.into(),
        })
    };
    estate.ok(&secretary, answer("We ask the firm.")).await;
    let history = async |number: u32, person: &Actor| {
        let view = estate.meeting(number, person).await;
        let viewer = estate.viewer(person).await;
        let history = db.store.history(estate.id, &view, &viewer).await;
        history.expect("no fault")
    };
    let (first, number) = create(&estate, &secretary).await;
    estate.ok(&secretary, lock(first, 2)).await;
    estate.ok(&secretary, answer("It comes on Friday.")).await;
    homes(2).await;
    let told = history(number, &reporter).await;
    assert_eq!(told.last, None);
    // Of both areas one household seconded it when the agenda was locked, of so many then.
    let [east, west] = [12, 10].map(|of| Seconding { households: 1, of });
    assert_eq!(told.ground[&lift], CommonGround(vec![east, west]));
    let said = |history: &History, issue| -> Vec<String> {
        let entries = history.items.get(&issue).into_iter().flatten();
        let said = entries.map(|entry| entry.text.as_ref().map_or("", |text| &text.body));
        said.map(str::to_owned).collect()
    };
    assert_eq!(said(&told, lift), ["We ask the firm."]);
    let of_nobody = History {
        ground: told.ground.clone(),
        ..History::default()
    };
    assert_eq!(history(number, &Actor::nobody()).await, of_nobody);

    let review_on = date("2026-12-02");
    let defer = enter(first, lift, Decision::Defer { review_on });
    estate.ok(&secretary, defer).await;
    let not_done = enter(first, noise, Decision::NotDone);
    estate.ok(&secretary, not_done).await;
    let mut later = create_meeting(MeetingId(id()));
    later.starts_at = later.starts_at.plus(7 * DAY);
    let next = later.meeting;
    estate.ok(&secretary, Command::CreateMeeting(later)).await;
    estate.begin();
    estate.ok(&secretary, publish(first, 5)).await;
    // What was decided is not told on the paper on which it was decided.
    assert_eq!(said(&history(number, &reporter).await, lift).len(), 1);

    estate.wait(DAY);
    let fill = Command::FillAgenda {
        meeting: next,
        version: 2,
    };
    estate.ok(&secretary, fill).await;
    estate.ok(&secretary, lock(next, 3)).await;
    let words = "New rope, then a test.";
    for (person, before) in [
        (
            &reporter,
            &["We ask the firm.", "It comes on Friday.", words][..],
        ),
        (&Actor::nobody(), &[words]),
    ] {
        let told = history(number + 1, person).await;
        assert_eq!(said(&told, lift), before);
        let last = told.last.expect("it was published");
        assert_eq!(last.number, number);
        let decided: Vec<_> = last.decided.iter().map(|one| one.title.as_str()).collect();
        assert_eq!(decided, ["Lift"], "what is not done needs no asking after");
        let text = last.decided[0].text.as_ref().expect("words");
        assert_eq!(text.title, "Property firm");
    }
    let told = history(number, &Actor::nobody()).await;
    assert_eq!(told, of_nobody, "as it was at the lock");
}

pub async fn what_a_visitor_a_member_and_the_secretary_see(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let reporter = estate.resident(1).await;
    estate.accepted(&reporter, &secretary, "Lift", 20).await;
    let (meeting, number) = create(&estate, &secretary).await;
    let (waits, _) = estate.accepted(&reporter, &secretary, "Later", 20).await;
    let drop = change(meeting, 2, waits, "x");
    assert_eq!(
        estate.refused(&secretary, Command::DropItem(drop)).await,
        Refusal::NotListed
    );
    let people = [&Actor::nobody(), &reporter, &secretary];

    let cards = async |person: &Actor| {
        let viewer = estate.viewer(person).await;
        let cards = db.store.meetings(estate.id, &viewer, None).await;
        cards.expect("no fault").cards
    };
    let counts = async |person: &Actor| {
        let cards = cards(person).await;
        cards.iter().map(|card| card.items).collect::<Vec<_>>()
    };
    // A visitor does not hear of a draft.
    let visitor = Viewer::default();
    let none = db.store.meeting(estate.id, number, &visitor).await;
    assert_eq!(none.expect("no fault"), None);
    for (person, counted) in people.into_iter().zip([&[][..], &[0], &[1]]) {
        assert_eq!(counts(person).await, counted);
    }
    for (person, items) in people.into_iter().skip(1).zip([0, 1]) {
        let view = estate.meeting(number, person).await;
        assert_eq!(view.items.len(), items);
        assert_eq!(view.meeting.items.len(), items);
        assert_eq!(view.unlisted.len(), items);
        assert_eq!(view.meeting.venue, "Meeting room");
    }
    // What came since would be on the agenda, too; whoever prepares it is told.
    assert!(estate.meeting(number, &secretary).await.outdated);
    let refusal = estate.refused(&secretary, lock(meeting, 2)).await;
    assert_eq!(refusal, Refusal::AgendaOutdated);
    let back = Command::TakeBackSecond { issue: waits };
    estate.ok(&reporter, back).await;
    assert!(!estate.meeting(number, &secretary).await.outdated);
    estate.ok(&secretary, lock(meeting, 2)).await;
    for person in people {
        assert_eq!(counts(person).await, [1]);
    }
    for (person, (body, others)) in people.into_iter().zip([
        ("", 0),
        ("All about Lift", 0),
        // What could become a supplement.
        ("All about Lift", 1),
    ]) {
        let view = estate.meeting(number, person).await;
        assert_eq!(view.items.len(), 1);
        assert_eq!(view.items[0].title, "Lift");
        assert_eq!(view.items[0].body, body);
        assert_eq!(view.unlisted.len(), others);
    }
    // Meetings come with the latest first.
    let mut earlier = create_meeting(MeetingId(id()));
    earlier.starts_at = earlier.starts_at.plus(-DAY);
    estate.ok(&secretary, Command::CreateMeeting(earlier)).await;
    let numbers: Vec<_> = cards(&reporter).await.iter().map(|c| c.number).collect();
    assert_eq!(numbers, [1, 2]);
    let none = db.store.meeting(estate.id, 9, &visitor).await;
    assert_eq!(none.expect("no fault"), None);
}

pub async fn a_deferred_issue_comes_back_on_its_day(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let reporter = estate.resident(1).await;
    let (issue, issue_number) = estate.accepted(&reporter, &secretary, "Lift", 20).await;
    let (meeting, _) = create(&estate, &secretary).await;
    estate.ok(&secretary, lock(meeting, 2)).await;
    let review_on = date("2027-02-01");
    let defer = enter(meeting, issue, Decision::Defer { review_on });
    estate.ok(&secretary, defer).await;
    estate.begin();
    estate.ok(&secretary, publish(meeting, 4)).await;
    let view = estate.issue(issue_number, &reporter).await;
    assert_eq!(view.issue.status, Status::Deferred);
    assert_eq!(view.issue.review_on, Some(review_on));
    assert_eq!(view.decision, Some(DecisionKind::Defer));

    let on = async |day: &str| {
        let mut particulars = create_meeting(MeetingId(id()));
        // Evening in Shanghai is noon in UTC.
        let wall = format!("{day}T19:00");
        let zone = domain::Zone::fixed("Asia/Shanghai", 28_800);
        particulars.starts_at = zone.parse_local(&wall).expect("a time");
        let meeting = particulars.meeting;
        let create = Command::CreateMeeting(particulars);
        let number = estate.ok(&secretary, create).await.meeting;
        (meeting, number.expect("a number"))
    };
    let (_, early) = on("2027-01-31").await;
    let view = estate.meeting(early, &secretary).await;
    assert!(view.items.is_empty());
    assert_eq!(view.unlisted.len(), 1, "by hand it could be taken up");
    // Nor does it wait once it has become urgent, and not again when it is urgent no more.
    for (day, urgent, why) in [
        ("2027-01-29", true, Why::Urgent),
        ("2027-01-30", false, Why::Deferred),
    ] {
        let revised = ReviseIssue {
            issue,
            minutes: 20,
            urgent,
            reason: "The cabin tilts".into(),
        };
        let revised = Command::ReviseIssue(revised);
        estate.ok(&secretary, revised).await;
        let (_, number) = on(day).await;
        let view = estate.meeting(number, &secretary).await;
        assert_eq!(view.items[0].why, why);
    }
    let (again, number) = on("2027-02-01").await;
    let view = estate.meeting(number, &secretary).await;
    assert_eq!(view.items[0].why, Why::Deferred);
    // On the locked agenda again, the old decision is history.
    estate.ok(&secretary, lock(again, 2)).await;
    let view = estate.issue(issue_number, &reporter).await;
    assert_eq!(view.issue.status, Status::OnAgenda);
    assert_eq!(view.decision, None);
}

pub async fn an_issue_taken_back_meanwhile_cannot_be_locked(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let reporter = estate.resident(1).await;
    let (lamp, lamp_number) = estate.accepted(&reporter, &secretary, "Lamp", 20).await;
    let (meeting, _) = create(&estate, &secretary).await;
    let withdraw = Command::WithdrawIssue(domain::issue::WithdrawIssue {
        issue: lamp,
        reason: String::new(),
    });
    estate.ok(&reporter, withdraw).await;
    let refusal = estate.refused(&secretary, lock(meeting, 2)).await;
    assert_eq!(refusal, Refusal::ItemsGone(vec![lamp_number]));
}

pub async fn a_locked_agenda_is_frozen_with_its_fingerprint_and_everybody_reads_their_own_line(
    db: &Database,
) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let (one, two) = (estate.resident(1).await, estate.resident(3).await);
    let (_, taken_number) = estate.accepted(&one, &secretary, "Taken", 60).await;
    let (left, left_number) = estate.accepted(&two, &secretary, "Left", 60).await;
    let (meeting, number) = create(&estate, &secretary).await;
    let store = &db.store;
    assert_eq!(
        store
            .agenda_document(estate.id, number)
            .await
            .expect("no fault"),
        None
    );
    estate.ok(&secretary, lock(meeting, 2)).await;

    let view = estate.meeting(number, &one).await;
    let document = store.agenda_document(estate.id, number).await;
    let document = document.expect("no fault").expect("a document");
    let fingerprint = sha256_hex(&document);
    assert_eq!(view.fingerprint, Some(fingerprint));
    assert_eq!(view.by_seconds, [taken_number]);
    let read: Document = serde_json::from_str(&document).expect("a document");
    assert!(read.recompute().is_ok());
    assert_eq!(
        (read.meeting, &read.agenda[..]),
        (meeting, &[taken_number][..])
    );
    for person in [&one, &two] {
        let id = person.person.expect("somebody").to_string();
        assert!(!document.contains(&id), "no names and no ids");
    }

    let line = async |actor: &Actor| {
        let person = actor.person.expect("somebody");
        store
            .agenda_line(estate.id, number, person)
            .await
            .expect("no fault")
    };
    let (ones, twos) = (
        line(&one).await.expect("a line"),
        line(&two).await.expect("a line"),
    );
    assert_eq!(
        (&ones.seconded[..], &twos.seconded[..]),
        (&[taken_number][..], &[left_number][..])
    );
    let minute = 60_000;
    assert_eq!(
        ones.purse.map(|purse| (purse.share, purse.carried)),
        Some((30 * minute, 0))
    );
    assert_eq!(twos.purse.map(|purse| purse.carried), Some(30 * minute));
    assert_eq!(
        line(&secretary).await,
        None,
        "who seconded nothing has no line"
    );

    // Who was left out reads it, and has more to give the next time.
    let view = estate.issue(left_number, &one).await;
    assert_eq!(view.issue.passed_over, 1);
    let last = view.trace.entries.last().expect("a trace");
    let few = Traced::PassedOver {
        why: NotListed::Shares(None),
    };
    assert_eq!((&last.event, last.meeting), (&few, Some(number)));
    let (_, next) = create(&estate, &secretary).await;
    estate.accepted(&one, &secretary, "Rival", 60).await;
    let view = estate.meeting(next, &secretary).await;
    assert_eq!(view.items[0].issue, left);
    assert!(
        !view.outdated,
        "the rival's supporter has spent their minutes"
    );
    assert_eq!(view.unlisted[0].why, Some(NotListed::Shares(None)));
}

pub async fn agendas_follow_the_communitys_settings(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let reporter = estate.resident(1).await;
    let (urgent, _) = estate.accepted(&reporter, &secretary, "Gas", 20).await;
    let (other, _) = estate.accepted(&reporter, &secretary, "Lift", 20).await;
    let accept = Command::ReviseIssue(ReviseIssue {
        issue: urgent,
        minutes: 25,
        urgent: true,
        reason: "It smells".into(),
    });
    estate.ok(&secretary, accept).await;
    let settings = Settings {
        rule: Rule::Seconds,
        ..Settings::default()
    };
    estate
        .ok(&secretary, Command::ChangeAgendaSettings(settings))
        .await;
    let kept = db.store.agenda_settings(estate.id).await;
    assert_eq!(kept.expect("no fault"), settings);
    let (meeting, number) = create(&estate, &secretary).await;
    let view = estate.meeting(number, &secretary).await;
    assert_eq!(view.settings, settings);
    let items: Vec<_> = view
        .items
        .iter()
        .map(|item| (item.issue, item.why))
        .collect();
    assert_eq!(
        items,
        [
            (urgent, Why::Urgent),
            (
                other,
                Why::Support {
                    rank: 1,
                    seconds: 1
                }
            )
        ]
    );
    let set = Command::SetItemMinutes {
        change: change(meeting, 2, urgent, "Short"),
        minutes: 10,
    };
    estate.ok(&secretary, set).await;
    let view = estate.meeting(number, &secretary).await;
    assert_eq!(
        view.meeting
            .items
            .iter()
            .map(|item| item.minutes)
            .sum::<u32>(),
        30
    );
    assert_eq!(name(&view.changes[0].0.event), "item_minutes_set");

    // What comes after the lock is a supplement.
    estate
        .ok(&secretary, lock(meeting, view.meeting.version))
        .await;
    let equal = Command::ChangeAgendaSettings(Settings::default());
    estate.ok(&secretary, equal).await;
    let view = estate.meeting(number, &reporter).await;
    assert_eq!(view.settings, settings, "those that it was locked with");
    let (late, late_number) = estate.accepted(&reporter, &secretary, "Late", 20).await;
    let version = estate.meeting(number, &secretary).await.meeting.version;
    let add = Command::AddSupplement(change(meeting, version, late, "Since yesterday"));
    estate.ok(&secretary, add).await;
    let view = estate.meeting(number, &reporter).await;
    let last = view.items.last().expect("items");
    assert_eq!(
        (last.number, last.why),
        (late_number, Why::Supplement { number: 1 })
    );
    assert_eq!(last.reason.as_deref(), Some("Since yesterday"));
    assert_eq!(last.support.online, 1, "frozen like the others");
    assert_eq!(
        estate.issue(late_number, &reporter).await.issue.status,
        Status::OnAgenda
    );
}

pub async fn the_list_of_meetings_is_read_page_by_page(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let all = MEETINGS_PAGE + 2;
    for n in 1..=all {
        let mut meeting = create_meeting(MeetingId(id()));
        // Two a day, so that the number has to decide.
        meeting.starts_at = meeting.starts_at.plus(i64::from(n / 2) * DAY);
        estate.ok(&secretary, Command::CreateMeeting(meeting)).await;
    }
    let pages = async |viewer: &Viewer| {
        let mut pages: Vec<Vec<u32>> = vec![];
        let mut after: Option<String> = None;
        loop {
            let page = db.store.meetings(estate.id, viewer, after.as_deref()).await;
            let page = page.expect("no fault");
            pages.push(page.cards.iter().map(|card| card.number).collect());
            after = page.next;
            if after.is_none() {
                return pages;
            }
        }
    };
    let viewer = estate.viewer(&secretary).await;
    let expected = [(3..=all).rev().collect(), vec![2, 1]];
    assert_eq!(pages(&viewer).await, expected);
    // Drafts that a visitor does not hear of take no place on a page of theirs.
    let visitor = Viewer::default();
    assert_eq!(pages(&visitor).await, [Vec::<u32>::new()]);
    let nonsense = db.store.meetings(estate.id, &viewer, Some("dragons")).await;
    let first = nonsense.expect("no fault").cards;
    assert_eq!(first[0].number, all, "anything else is the first page");
}

pub async fn the_next_meeting_is_the_one_that_is_not_over(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let first = create_meeting(MeetingId(id()));
    let mut second = create_meeting(MeetingId(id()));
    second.starts_at = first.starts_at.plus(7 * DAY);
    second.venue = "The garden".into();
    let (begins, minutes) = (first.starts_at, first.minutes);
    // The later one is created first: what counts is when they meet.
    for meeting in [second.clone(), first] {
        estate.ok(&secretary, Command::CreateMeeting(meeting)).await;
    }
    let viewer = estate.viewer(&secretary).await;
    let next = async |viewer: &Viewer, at| {
        let next = db.store.next_meeting(estate.id, viewer, at).await;
        next.expect("no fault").map(|next| next.card.number)
    };
    let over = begins.plus(i64::from(minutes) * MINUTE);
    assert_eq!(next(&viewer, begins.plus(-DAY)).await, Some(2));
    assert_eq!(next(&viewer, over.plus(-1)).await, Some(2), "being held");
    assert_eq!(next(&viewer, over).await, Some(1));
    assert_eq!(next(&viewer, begins.plus(8 * DAY)).await, None);
    let found = db.store.next_meeting(estate.id, &viewer, over).await;
    let found = found.expect("no fault").expect("one");
    assert_eq!(found.card.venue, "The garden");
    assert_eq!(found.card.starts_at, second.starts_at);
    assert_eq!(found.locked_at, None);
    // Nobody hears of a draft who may not know of it.
    assert_eq!(next(&Viewer::default(), begins).await, None);
}

pub async fn many_unlisted_and_changes_are_capped_and_counted(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let reporter = estate.clerk(1).await;
    // Twelve of them fill an hour; the last comes after all others.
    let many = u32::try_from(UNLISTED_MAX).expect("a number") + 12 + 2;
    for n in 1..=many {
        estate
            .accepted(&reporter, &secretary, &n.to_string(), 5)
            .await;
    }
    let (long, long_number) = estate.accepted(&reporter, &secretary, "Long", 30).await;
    let (meeting, number) = create(&estate, &secretary).await;
    let shown = async || estate.meeting(number, &secretary).await;
    let view = shown().await;
    assert_eq!((view.items.len(), view.more_unlisted), (12, 3));
    let numbers: Vec<u32> = view.unlisted.iter().map(|c| c.card.number).collect();
    assert_eq!(numbers, (13..=many - 2).collect::<Vec<_>>());

    // What was dropped by hand is shown, however far behind it stands.
    let add = change(meeting, view.meeting.version, long, "Cannot wait");
    estate.ok(&secretary, Command::AddItem(add)).await;
    let version = shown().await.meeting.version;
    let drop = change(meeting, version, long, "Can wait");
    estate.ok(&secretary, Command::DropItem(drop)).await;
    let view = shown().await;
    assert_eq!(
        (view.unlisted.len(), view.more_unlisted),
        (UNLISTED_MAX + 1, 2)
    );
    let last = view.unlisted.last().expect("a other");
    let dropped = (last.card.number, last.dropped.as_deref());
    assert_eq!(dropped, (long_number, Some("Can wait")));

    let (first, mut version) = (view.items[0].issue, view.meeting.version);
    for n in 0..CHANGES_MAX {
        let change = change(meeting, version, first, &n.to_string());
        let to = if n % 2 == 0 { 2 } else { 1 };
        estate
            .ok(&secretary, Command::MoveItem { change, to })
            .await;
        version += 1;
    }
    let view = shown().await;
    assert_eq!((view.changes.len(), view.earlier_changes), (CHANGES_MAX, 2));
    let reasons = view
        .changes
        .iter()
        .filter_map(|(entry, _)| entry.text.as_ref());
    let expected = (0..CHANGES_MAX).map(|n| n.to_string());
    assert!(
        reasons.map(|text| text.body.clone()).eq(expected),
        "the latest"
    );
    // The reason of what was dropped before all these is still known.
    let last = view.unlisted.last().expect("a other");
    assert_eq!(last.dropped.as_deref(), Some("Can wait"));
}
