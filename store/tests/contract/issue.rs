//! Issues: filing, seconding, answering, photos, and what people are told.

use domain::household::Change;
use domain::issue::{
    AcceptIssue, AddFacts, AnswerIssue, Category, DESK_MAX, DeclineIssue, DeskFilter, EditIssue,
    FeedQuery, SecondOnBehalf, Status, TakeBackOnBehalf, WithdrawIssue,
};
use domain::notice::{INBOX_PAGE, Notice, Subject, WhyMe};
use domain::place::Area;
use domain::time::DAY;
use domain::trace::TRACE_PAGE;
use domain::{
    Actor, Command, CommandId, Envelope, Field, FieldError, HouseholdId, IssueId, PersonId,
    PhotoId, Problem, Refusal, Role, Text, Traced,
};

use crate::common::{
    Database, Estate, NOON, building, file, id, name, second, sender, with_photos,
};

pub async fn an_issue_is_filed_seconded_and_answered(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let reporter = estate.person(1, Role::Resident, "小王").await;
    let neighbour = estate.resident(3).await;
    let (issue, number) = estate.file(&reporter, "Lift stops").await;
    assert_eq!(number, 1);

    let view = estate.issue(number, &reporter).await;
    assert_eq!(view.text.title, "Lift stops");
    assert_eq!(view.text.body, "All about Lift stops");
    assert_eq!((view.mine, view.seconded), (true, true));
    assert_eq!(view.issue.status, Status::Filed);
    assert_eq!(view.issue.area, Area::Estate);
    assert_eq!(view.area_name, "");
    let position = view.place.position.expect("a position");
    assert_eq!(position.lat.to_bits(), 31.100_123_456_789_f64.to_bits());
    assert_eq!(position.accuracy, Some(12));
    assert_eq!(view.place.building, Some(building("1")));
    assert_eq!(view.building_name, "1");
    assert_eq!(view.reporter_nickname, "小王");
    assert_eq!(view.reporter_building, "1");
    let support = |online, households| domain::issue::Support {
        online,
        on_behalf: 0,
        households,
        of: 6,
    };
    assert_eq!(view.issue.support, support(1, 1));

    estate.ok(&neighbour, second(issue)).await;
    let view = estate.issue(number, &neighbour).await;
    assert_eq!((view.mine, view.seconded), (false, true));
    assert_eq!(view.issue.support, support(2, 2));
    assert_eq!(
        estate.refused(&neighbour, second(issue)).await,
        Refusal::AlreadySeconded
    );
    estate
        .ok(&neighbour, Command::TakeBackSecond { issue })
        .await;
    let view = estate.issue(number, &neighbour).await;
    assert!(!view.seconded);
    assert_eq!(view.issue.support, support(1, 1));
    estate.ok(&neighbour, second(issue)).await;

    let waiting = async || {
        let waiting = db
            .store
            .waiting(estate.id, secretary.person, &DeskFilter::default())
            .await;
        waiting.expect("no fault").first
    };
    let (_, later) = estate.file(&neighbour, "Bicycles").await;
    let desk = waiting().await;
    let numbers: Vec<_> = desk.iter().map(|waiting| waiting.card.number).collect();
    assert_eq!(numbers, [number, later], "longest waiting first");
    assert_eq!(desk[0].body, "All about Lift stops");
    assert_eq!(desk[0].support, support(2, 2));

    let answer = Command::AnswerIssue(AnswerIssue {
        issue,
        text: "We called the firm.".into(),
    });
    estate.ok(&secretary, answer).await;
    let desk_now = waiting().await;
    let numbers: Vec<_> = desk_now.iter().map(|waiting| waiting.card.number).collect();
    assert_eq!(numbers, [later, number], "an answer alone decides nothing");
    let told = estate.inbox(&neighbour).await;
    assert_eq!(told, [("issue_answered".to_owned(), number)]);
    let accept = Command::AcceptIssue(AcceptIssue {
        issue,
        text: desk[0].text,
        minutes: 25,
        urgent: false,
    });
    estate.ok(&secretary, accept).await;
    let view = estate.issue(number, &reporter).await;
    assert_eq!(view.issue.status, Status::Accepted);
    assert_eq!(view.issue.minutes, 25);
    assert!(view.issue.answered);
    // Single seconds are nobody's business; everything else is signed with a role.
    let trace: Vec<_> = view
        .trace
        .entries
        .iter()
        .map(|entry| (name(&entry.event), entry.role))
        .collect();
    assert_eq!(
        trace,
        [
            ("issue_filed".to_owned(), Some(Role::Resident)),
            ("issue_answered".to_owned(), Some(Role::Secretary)),
            ("issue_accepted".to_owned(), Some(Role::Secretary)),
        ]
    );
    assert_eq!(
        view.trace.entries[1].text,
        Some(Text::body("We called the firm.".into()))
    );
    assert!(view.trace.entries[0].at < view.trace.entries[1].at);

    // The reporter is told; neither the supporters nor whoever did it are.
    let told = [
        ("issue_accepted".to_owned(), 1),
        ("issue_answered".to_owned(), 1),
    ];
    assert_eq!(estate.inbox(&reporter).await, told);
    let told = estate.inbox(&neighbour).await;
    assert_eq!(
        told.len(),
        1,
        "of the answer, and not of being accepted: {told:?}"
    );
    assert!(estate.inbox(&secretary).await.is_empty());
    assert_eq!(estate.viewer(&reporter).await.unread, 2);
    let person = reporter.person.expect("somebody");
    let inbox = estate.notices(person).await;
    let mine = |notice: &Notice| notice.unread && notice.why == WhyMe::Reported;
    assert!(inbox.iter().all(mine));
    let title = "Lift stops".to_owned();
    assert_eq!(inbox[0].about, Subject::Issue { number, title });
    assert_eq!(
        inbox[1].entry.text,
        Some(Text::body("We called the firm.".into()))
    );
    // What came after somebody opened the inbox is not in what they saw.
    let again = Command::AnswerIssue(AnswerIssue {
        issue,
        text: "They come on Friday.".into(),
    });
    estate.ok(&secretary, again).await;
    estate.see_inbox(&reporter, inbox[0].number).await;
    let inbox = estate.notices(person).await;
    let unread: Vec<_> = inbox.iter().map(|notice| notice.unread).collect();
    assert_eq!(unread, [true, false, false]);
    assert_eq!(estate.viewer(&reporter).await.unread, 1);
    // On another phone it was, and stays so whatever this one says.
    for newest in [u32::MAX, 0, inbox[2].number] {
        estate.see_inbox(&reporter, newest).await;
        assert_eq!(estate.viewer(&reporter).await.unread, 0);
    }
    let inbox = estate.notices(person).await;
    assert!(inbox.iter().all(|notice| !notice.unread));
    let later = Command::AnswerIssue(AnswerIssue {
        issue,
        text: "It runs.".into(),
    });
    estate.ok(&secretary, later).await;
    assert_eq!(estate.viewer(&reporter).await.unread, 1, "what comes next");
    let none = db.store.issue(estate.id, 99, None, None).await;
    assert_eq!(none.expect("no fault"), None);
}

pub async fn an_inbox_is_read_page_by_page(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let reporter = estate.resident(1).await;
    let (issue, _) = estate.file(&reporter, "Lift").await;
    let all = 2 * INBOX_PAGE + 1;
    for n in 1..=all {
        let text = n.to_string();
        let answer = AnswerIssue { issue, text };
        estate.ok(&secretary, Command::AnswerIssue(answer)).await;
    }
    let person = reporter.person.expect("somebody");
    let mut read = vec![];
    let mut pages = vec![];
    let mut before = None;
    loop {
        let page = db.store.inbox(estate.id, person, before).await;
        let page = page.expect("no fault");
        pages.push(u32::try_from(page.notices.len()).expect("a page"));
        let bodies = page
            .notices
            .into_iter()
            .filter_map(|notice| notice.entry.text);
        read.extend(bodies.map(|text| text.body));
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(pages, [INBOX_PAGE, INBOX_PAGE, 1]);
    let newest_first: Vec<String> = (1..=all).rev().map(|n| n.to_string()).collect();
    assert_eq!(read, newest_first);
    assert_eq!(estate.viewer(&reporter).await.unread, all);
}

pub async fn a_long_trace_is_read_page_by_page(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let reporter = estate.resident(1).await;
    let (issue, number) = estate.file(&reporter, "0").await;
    // With the report itself exactly two pages.
    let edits = 2 * TRACE_PAGE - 1;
    for n in 1..=edits {
        let edit = EditIssue {
            issue,
            category: Category::Lift,
            title: n.to_string(),
            body: String::new(),
            area: Area::Estate,
        };
        estate.ok(&reporter, Command::EditIssue(edit)).await;
        // What other issues do is not counted.
        if n % 50 == 0 {
            estate.file(&reporter, "Another").await;
        }
    }
    let page = async |before| {
        let view = db.store.issue(estate.id, number, None, before).await;
        let trace = view.expect("no fault").expect("the issue").trace;
        let titles = trace.entries.into_iter().filter_map(|entry| entry.text);
        let titles: Vec<String> = titles.map(|text| text.title).collect();
        (titles, trace.earlier)
    };
    let numbers = |range: std::ops::RangeInclusive<u32>| -> Vec<String> {
        range.map(|n| n.to_string()).collect()
    };
    let (latest, earlier) = page(None).await;
    assert_eq!(latest, numbers(TRACE_PAGE..=edits), "oldest first");
    let earlier = earlier.expect("an earlier page");
    assert_eq!(earlier.count, TRACE_PAGE);
    let (first, earlier) = page(Some(earlier.before)).await;
    assert_eq!(first, numbers(0..=TRACE_PAGE - 1));
    assert_eq!(earlier, None, "nothing came before the report");
    assert_eq!(page(Some(0)).await, (vec![], None));
}

pub async fn the_desk_shows_those_that_have_waited_longest(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let reporter = estate.clerk(1).await;
    let (issue, _) = estate.file(&reporter, "1").await;
    for n in 2..=DESK_MAX + 2 {
        estate.file(&reporter, &n.to_string()).await;
    }
    let desk = async || {
        let desk = db
            .store
            .waiting(estate.id, secretary.person, &DeskFilter::default())
            .await;
        let desk = desk.expect("no fault");
        let numbers: Vec<u32> = desk.first.iter().map(|waits| waits.card.number).collect();
        (numbers, desk.total)
    };
    assert_eq!(desk().await, ((1..=DESK_MAX).collect(), DESK_MAX + 2));
    // Whoever was answered stands behind those who were not, and is still there.
    let text = "We called the firm.".into();
    let answer = Command::AnswerIssue(AnswerIssue { issue, text });
    estate.ok(&secretary, answer).await;
    assert_eq!(desk().await, ((2..=DESK_MAX + 1).collect(), DESK_MAX + 2));
    for number in 2..=DESK_MAX {
        let view = estate.issue(number, &secretary).await;
        let decline = Command::DeclineIssue(DeclineIssue {
            issue: view.issue.id,
            text: view.issue.text,
            reason: "Not ours.".into(),
        });
        estate.ok(&secretary, decline).await;
    }
    // As some are declined, the next move up.
    let numbers = vec![DESK_MAX + 1, DESK_MAX + 2, 1];
    assert_eq!(desk().await, (numbers, 3));
    let waiting = db
        .store
        .waiting(estate.id, secretary.person, &DeskFilter::default())
        .await;
    let answered: Vec<_> = waiting.expect("no fault").first;
    let answered: Vec<_> = answered.iter().map(|waits| waits.answered).collect();
    assert_eq!(answered, [false, false, true]);

    // By category and building; what is on offer is that of all that wait.
    let filtered = async |category, at: Option<&str>| {
        let filter = DeskFilter {
            category,
            building: at.map(building),
        };
        let desk = db.store.waiting(estate.id, secretary.person, &filter).await;
        let desk = desk.expect("no fault");
        assert_eq!(desk.categories, [(Category::Lift, 3)]);
        assert_eq!(desk.buildings, [(building("1"), "1".to_owned(), 3)]);
        (desk.first.len(), desk.total)
    };
    assert_eq!(filtered(Some(Category::Lift), Some("1")).await, (3, 3));
    assert_eq!(filtered(Some(Category::Noise), None).await, (0, 0));
    assert_eq!(filtered(None, Some("2")).await, (0, 0));
    assert_eq!(filtered(None, Some("' or '' = '")).await, (0, 0));
}

pub async fn words_are_edited_until_answered_and_the_earlier_ones_stay(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let reporter = estate.resident(1).await;
    let neighbour = estate.resident(2).await;
    let (issue, number) = estate.file(&reporter, "Lfit").await;
    estate.ok(&neighbour, second(issue)).await;
    let edit = |title: &str| {
        Command::EditIssue(EditIssue {
            issue,
            category: Category::Noise,
            title: title.to_owned(),
            body: String::new(),
            area: Area::Cluster("East".into()),
        })
    };
    assert_eq!(
        estate.refused(&secretary, edit("Mine now")).await,
        Refusal::NotAllowed
    );
    estate.ok(&reporter, edit("Lift")).await;
    let view = estate.issue(number, &reporter).await;
    // Whoever seconded other words is told.
    let told = [("issue_edited".to_owned(), number)];
    assert_eq!(estate.inbox(&neighbour).await, told);
    assert_eq!(view.text.title, "Lift");
    assert_eq!(view.text.body, "");
    assert_eq!(view.issue.category, Category::Noise);
    assert_eq!(view.area_name, "East");
    assert_eq!(view.issue.support.of, 4);
    let titles: Vec<_> = view
        .trace
        .entries
        .iter()
        .filter_map(|entry| entry.text.as_ref())
        .map(|text| text.title.as_str())
        .collect();
    assert_eq!(titles, ["Lfit", "Lift"]);
    let answer = Command::AnswerIssue(AnswerIssue {
        issue,
        text: "Thank you.".into(),
    });
    estate.ok(&secretary, answer).await;
    assert_eq!(
        estate.refused(&reporter, edit("Lift!")).await,
        Refusal::AlreadyAnswered
    );
}

pub async fn facts_are_added_beside_the_report_and_supporters_are_told(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let (reporter, neighbour) = (estate.resident(1).await, estate.resident(2).await);
    let photos = [PhotoId(id()), PhotoId(id()), PhotoId(id())];
    let put = async |photo: PhotoId| {
        let person = reporter.person.expect("somebody");
        let kept = db
            .store
            .put_photo(estate.id, photo, person, b"large", b"small", estate.now());
        assert!(kept.await.expect("no fault"));
    };
    for photo in photos {
        put(photo).await;
    }
    let Command::FileIssue(mut filed) = with_photos(&photos[..1]) else {
        unreachable!()
    };
    filed.issue = IssueId(id());
    let issue = filed.issue;
    let number = estate.ok(&reporter, Command::FileIssue(filed)).await.issue;
    let number = number.expect("a number");
    estate.ok(&neighbour, second(issue)).await;
    let before = estate.issue(number, &reporter).await;
    let add = |photos: &[PhotoId]| {
        Command::AddFacts(AddFacts {
            issue,
            body: "It stopped twice today.".into(),
            photos: photos.to_vec(),
        })
    };
    let refused = estate.refused(&neighbour, add(&[])).await;
    assert_eq!(refused, Refusal::NotAllowed);
    estate.ok(&reporter, add(&photos[1..])).await;
    let told = [("facts_added".to_owned(), number)];
    assert_eq!(estate.inbox(&neighbour).await, told);
    assert!(
        estate.inbox(&reporter).await.is_empty(),
        "nobody is told of their own"
    );
    // The report, and what an agenda prints of it, is what it was.
    let after = estate.issue(number, &neighbour).await;
    assert_eq!(after.photos, before.photos);
    assert_eq!(after.text, before.text);
    assert_eq!(after.issue.text, before.issue.text);
    assert_eq!(after.issue.added, 1);
    let last = after.trace.entries.last().expect("a trace");
    let with_photos = |photos: &[PhotoId]| Traced::FactsAdded {
        photos: photos.to_vec(),
    };
    assert_eq!(last.event, with_photos(&photos[1..]));
    let words = Text::body("It stopped twice today.".into());
    assert_eq!(last.text, Some(words));
    // Whoever takes along what is theirs has them, too.
    let person = reporter.person.expect("somebody");
    let account = db.store.account(estate.id, person).await.expect("no fault");
    let account = account.expect("a member");
    assert_eq!(account.issues[0].photos, photos);
    // An issue has them now: nobody else, and no other issue, gets them.
    let missing = Refusal::invalid(Field::Photo, Problem::Missing);
    assert_eq!(estate.refused(&reporter, add(&photos[1..2])).await, missing);
    // Whoever has a photo erased has it taken out of here as well.
    let nothing: &[u8] = b"";
    let emptied = sqlx::query("update photos set small = $1, large = $1 where id = $2")
        .bind(nothing.to_vec())
        .bind(photos[1].to_string())
        .execute(&db.rows().await)
        .await;
    assert_eq!(emptied.expect("emptied").rows_affected(), 1);
    let after = estate.issue(number, &neighbour).await;
    let last = after.trace.entries.last().expect("a trace");
    assert_eq!(last.event, with_photos(&photos[2..]));
}

pub async fn withdrawn_and_declined_issues_go_no_further(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let (reporter, neighbour) = (estate.resident(1).await, estate.resident(2).await);
    let (issue, number) = estate.file(&reporter, "Lift").await;
    estate.ok(&neighbour, second(issue)).await;
    let withdraw = |issue, reason: &str| {
        Command::WithdrawIssue(WithdrawIssue {
            issue,
            reason: reason.to_owned(),
        })
    };
    assert_eq!(
        estate.refused(&neighbour, withdraw(issue, "")).await,
        Refusal::NotAllowed
    );
    estate
        .ok(&reporter, withdraw(issue, "It runs again."))
        .await;
    let view = estate.issue(number, &reporter).await;
    assert_eq!(view.issue.status, Status::Withdrawn);
    let last = view.trace.entries.last().expect("a trace");
    assert_eq!(last.text, Some(Text::body("It runs again.".into())));
    assert_eq!(
        estate.inbox(&neighbour).await,
        [("issue_withdrawn".to_owned(), number)]
    );
    assert!(estate.inbox(&reporter).await.is_empty());
    assert_eq!(
        estate.refused(&secretary, second(issue)).await,
        Refusal::IssueIs(Status::Withdrawn)
    );

    let (issue, number) = estate.file(&reporter, "Moon").await;
    let decline = Command::DeclineIssue(DeclineIssue {
        issue,
        text: estate.text(number).await,
        reason: "Not ours.".into(),
    });
    estate.ok(&secretary, decline).await;
    let view = estate.issue(number, &reporter).await;
    assert_eq!(view.issue.status, Status::Declined);
    assert_eq!(
        estate.inbox(&reporter).await,
        [("issue_declined".to_owned(), number)]
    );
    assert!(
        db.store
            .waiting(estate.id, None, &DeskFilter::default())
            .await
            .expect("no fault")
            .first
            .is_empty()
    );
    // Both still have their page, and their place in the feed.
    assert_eq!(estate.feed(&reporter, &FeedQuery::default()).await, [2, 1]);
}

pub async fn support_is_counted_by_household_of_the_area(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await; // household 0, building 1
    let reporter = estate.resident(1).await; // building 1
    let same_household = estate.resident(1).await;
    let across = estate.resident(2).await; // building 2, same cluster
    let far = estate.resident(5).await; // building 3, cluster West
    let filed = async |area: Area| {
        let Command::FileIssue(mut c) = file(IssueId(id()), "Noise") else {
            unreachable!()
        };
        c.area = area;
        let issue = c.issue;
        let number = estate.ok(&reporter, Command::FileIssue(c)).await.issue;
        for person in [&secretary, &same_household, &across, &far] {
            estate.ok(person, second(issue)).await;
        }
        let view = estate.issue(number.expect("a number"), &reporter).await;
        assert_eq!(view.issue.support.online, 5);
        let support = view.issue.support;
        (support.households, support.of, view.area_name)
    };
    let of_building = Area::Building(building("1"));
    assert_eq!(filed(of_building).await, (2, 2, "1".to_owned()));
    let of_cluster = Area::Cluster("East".into());
    assert_eq!(filed(of_cluster).await, (3, 4, "East".to_owned()));
    assert_eq!(filed(Area::Estate).await, (4, 6, String::new()));
}

pub async fn somebody_is_entered_once_and_under_an_id_of_their_own(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let leader = estate.person(3, Role::BuildingLeader, "leader").await;
    let reporter = estate.resident(1).await;
    let (issue, number) = estate.file(&reporter, "Lift").await;
    let (other, _) = estate.file(&reporter, "Door").await;
    let enter = |issue, person, household, name: &str| {
        Command::SecondOnBehalf(SecondOnBehalf {
            issue,
            person,
            household,
            name: name.to_owned(),
        })
    };
    let home = estate.households[2];
    let person = PersonId(id());
    estate
        .ok(&leader, enter(issue, person, home, "Old Zhang"))
        .await;
    // Entered again, with another id, and typed in another way: the same person.
    for name in [" Old Zhang ", "Ｏｌｄ\u{3000}Ｚｈａｎｇ", "old  zhang"] {
        let again = enter(issue, PersonId(id()), home, name);
        assert_eq!(
            estate.refused(&leader, again).await,
            Refusal::AlreadySeconded,
            "{name}"
        );
    }
    estate
        .ok(&leader, enter(other, PersonId(id()), home, "Old Zhang"))
        .await;
    let support = estate.issue(number, &leader).await.issue.support;
    assert_eq!(
        (support.online, support.on_behalf, support.households),
        (1, 1, 2)
    );
    assert_eq!(support.seconds(), 2);
    let (third, _) = estate.file(&reporter, "Roof").await;
    // Nobody's second is given in a member's or in another entered name.
    for taken in [leader.person.expect("somebody"), person] {
        let command = enter(third, taken, home, "Somebody else");
        assert_eq!(estate.refused(&leader, command).await, Refusal::Exists);
    }
    let nowhere = enter(issue, PersonId(id()), HouseholdId(id()), "Old Li");
    assert_eq!(
        estate.refused(&leader, nowhere).await,
        Refusal::Invalid(vec![FieldError {
            field: Field::Household,
            problem: Problem::Unknown
        }])
    );
    let not_allowed = enter(issue, person, home, "Old Li");
    assert_eq!(
        estate.refused(&reporter, not_allowed).await,
        Refusal::NotAllowed
    );
}

pub async fn a_photo_belongs_to_one_issue_of_whoever_uploaded_it(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let (reporter, other) = (estate.resident(1).await, estate.resident(2).await);
    let photo = PhotoId(id());
    let missing = Refusal::Invalid(vec![FieldError {
        field: Field::Photo,
        problem: Problem::Missing,
    }]);
    let put = async |person: &Actor, large: &[u8]| {
        let person = person.person.expect("somebody");
        let put = db
            .store
            .put_photo(estate.id, photo, person, large, b"small", NOON);
        put.await.expect("no fault");
    };
    assert_eq!(
        estate.refused(&reporter, with_photos(&[photo])).await,
        missing
    );
    put(&reporter, b"large").await;
    put(&reporter, b"sent again").await;
    put(&other, b"of somebody else").await;
    assert_eq!(estate.refused(&other, with_photos(&[photo])).await, missing);
    let receipt = estate.ok(&reporter, with_photos(&[photo])).await;
    assert_eq!(
        estate.refused(&reporter, with_photos(&[photo])).await,
        missing
    );
    let number = receipt.issue.expect("a number");
    assert_eq!(estate.issue(number, &other).await.photos, [photo]);
    let feed = db.store.feed(estate.id, None, &FeedQuery::default()).await;
    assert_eq!(feed.expect("no fault").cards[0].photo, Some(photo));
    let file = async |small| {
        let file = db.store.photo(estate.id, photo, small).await;
        file.expect("no fault").expect("a photo")
    };
    assert_eq!(file(false).await, b"large");
    assert_eq!(file(true).await, b"small");
    let none = db.store.photo(estate.id, PhotoId(id()), true).await;
    assert_eq!(none.expect("no fault"), None);
}

pub async fn photos_that_no_issue_names_are_removed_after_a_day(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let reporter = estate.resident(1).await;
    let photos = [(); 3].map(|()| PhotoId(id()));
    let put = async |photo, at| {
        let person = reporter.person.expect("somebody");
        let put = db
            .store
            .put_photo(estate.id, photo, person, b"large", b"small", at);
        put.await.expect("no fault");
    };
    put(photos[0], NOON).await;
    put(photos[1], NOON).await;
    estate.ok(&reporter, with_photos(&photos[..1])).await;
    put(photos[2], NOON.plus(DAY + 1)).await;
    for (photo, there) in photos.into_iter().zip([true, false, true]) {
        let file = db.store.photo(estate.id, photo, true).await;
        assert_eq!(file.expect("no fault").is_some(), there);
    }
}

pub async fn only_so_many_photos_of_a_person_wait_for_an_issue(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let (reporter, other) = (estate.resident(1).await, estate.resident(2).await);
    let put = async |person: &Actor, photo| {
        let person = person.person.expect("somebody");
        let put = db
            .store
            .put_photo(estate.id, photo, person, b"large", b"small", NOON);
        put.await.expect("no fault")
    };
    let photos: Vec<PhotoId> = (0..store::UNATTACHED_MAX).map(|_| PhotoId(id())).collect();
    for photo in &photos {
        assert!(put(&reporter, *photo).await);
    }
    let one_more = PhotoId(id());
    assert!(!put(&reporter, one_more).await);
    let none = db.store.photo(estate.id, one_more, true).await;
    assert_eq!(none.expect("no fault"), None);
    // What is there is there, and others have their own.
    assert!(put(&reporter, photos[0]).await);
    assert!(put(&other, PhotoId(id())).await);
    estate.ok(&reporter, with_photos(&photos[..1])).await;
    assert!(put(&reporter, one_more).await);
}

pub async fn an_issue_is_not_filed_without_its_photo(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let reporter = estate.resident(1).await;
    let (photo, person) = (PhotoId(id()), reporter.person.expect("somebody"));
    let put = db
        .store
        .put_photo(estate.id, photo, person, b"large", b"small", NOON);
    put.await.expect("no fault");
    let envelope = Envelope {
        id: CommandId(id()),
        command: with_photos(&[photo]),
    };
    let file = db
        .store
        .execute(estate.id, sender(&reporter), &envelope, NOON);
    // While it is filed, the photo is cleared away.
    let rows = db.rows().await;
    let mut clearing = rows.begin().await.expect("a transaction");
    sqlx::query("delete from photos")
        .execute(&mut *clearing)
        .await
        .expect("cleared");
    let cleared = async {
        db.somebody_waits().await;
        clearing.commit().await.expect("cleared");
    };
    let (filed, ()) = tokio::join!(file, cleared);
    assert!(!matches!(filed, Ok(Ok(_))), "{filed:?}");
    assert!(
        estate
            .feed(&reporter, &FeedQuery::default())
            .await
            .is_empty()
    );
    let missing = Refusal::Invalid(vec![FieldError {
        field: Field::Photo,
        problem: Problem::Missing,
    }]);
    assert_eq!(estate.send(&reporter, &envelope).await, Err(missing));
}

pub async fn whoever_enters_for_neighbours_sees_doors_issues_and_what_they_entered(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let (reporter, secretary) = (estate.resident(1).await, estate.secretary().await);
    let (lift, _) = estate.file(&reporter, "Lift").await;
    let (door, number) = estate.file(&reporter, "Door of 3").await;
    let home = estate.households[2];
    let person = PersonId(id());
    for issue in [lift, door] {
        let enter = SecondOnBehalf {
            issue,
            person,
            household: home,
            name: "Old Li".to_owned(),
        };
        estate.ok(&secretary, Command::SecondOnBehalf(enter)).await;
    }
    let doors = async || {
        let mut all = vec![];
        for building in ["1", "2", "3", "4"] {
            let building = crate::common::building(building);
            all.extend(db.store.doors(estate.id, &building).await.expect("doors"));
        }
        all.retain(|door| !door.people.is_empty());
        all
    };
    let people = doors().await;
    assert_eq!(people.len(), 1);
    assert_eq!(people[0].household.id, home);
    let people = &people[0].people;
    assert_eq!((people.len(), people[0].name.as_str()), (1, "Old Li"));
    assert_eq!(people[0].issues.len(), 2);
    let found = async |words: &str| -> Vec<u32> {
        let found = db.store.open_issues(estate.id, words, None).await;
        let found = found.expect("issues").issues;
        found.into_iter().map(|issue| issue.number).collect()
    };
    assert_eq!(found("door OF").await, [number]);
    assert_eq!(found(&number.to_string()).await, [number]);
    assert_eq!(found("").await.len(), 2);
    let me = secretary.person.expect("somebody");
    let entered = db.store.entered_by(estate.id, me).await.expect("entered");
    assert_eq!(entered.len(), 2);
    assert_eq!(
        (entered[0].person, entered[0].name.as_str()),
        (person, "Old Li")
    );
    let take_back = TakeBackOnBehalf {
        issue: lift,
        person,
    };
    estate
        .ok(&secretary, Command::TakeBackOnBehalf(take_back))
        .await;
    let entered = db.store.entered_by(estate.id, me).await.expect("entered");
    assert_eq!(entered.len(), 1);
    assert_eq!(doors().await[0].people[0].issues, [door]);
}

pub async fn voices_on_behalf_are_no_more_than_adults_and_everybody_concerned_sees_them(
    db: &Database,
) {
    let estate = Estate::new(&db.store, "sunny").await;
    let home = estate.households[2];
    let adults = |adults| {
        Command::ChangeRegister(Change::Enter {
            id: home,
            building: building("2"),
            room: "101".into(),
            adults,
        })
    };
    estate.operator(adults(2)).await;
    let secretary = estate.secretary().await;
    let mate = estate.resident(2).await;
    let leader = estate.person(3, Role::BuildingLeader, "the leader").await;
    let away = estate.person(0, Role::BuildingLeader, "another").await;
    let (issue, _) = estate.file(&mate, "Lift").await;
    let enter = |name: &str| {
        Command::SecondOnBehalf(SecondOnBehalf {
            issue,
            person: PersonId(id()),
            household: home,
            name: name.into(),
        })
    };
    let people = async || {
        let register = db.store.register(estate.id, estate.now()).await;
        register.expect("no fault")[2].people
    };
    assert_eq!(
        estate.refused(&away, enter("Li")).await,
        Refusal::NotYourBuilding
    );
    estate.ok(&leader, enter("Li")).await;
    let full = Refusal::HouseholdFull { adults: 2 };
    assert_eq!(estate.refused(&leader, enter("Zhao")).await, full);
    assert_eq!(estate.refused(&secretary, enter("Zhao")).await, full);
    assert_eq!(people().await, 2);

    // Who entered what for whom: for the household, and for a whole building.
    let me = mate.person.expect("somebody");
    let own = db.store.entered_for(estate.id, me).await.expect("no fault");
    assert_eq!(own.len(), 1);
    let (one, entered) = (&own[0], &own[0].entered);
    assert_eq!((one.by.as_str(), one.open), ("the leader", true));
    let said = (
        entered.name.as_str(),
        entered.room.as_str(),
        entered.issue.id,
    );
    assert_eq!(said, ("Li", "101", issue));
    let there = db.store.entered_in(estate.id, &building("2")).await;
    assert_eq!(there.expect("no fault"), own);
    let elsewhere = db.store.entered_in(estate.id, &building("1")).await;
    assert_eq!(elsewhere.expect("no fault"), []);
    let other = away.person.expect("somebody");
    let other = db.store.entered_for(estate.id, other).await;
    assert_eq!(other.expect("no fault"), []);

    // A mistake leaves no voice, so that the right person can be entered.
    let take_back = TakeBackOnBehalf {
        issue,
        person: entered.person,
    };
    let take_back = Command::TakeBackOnBehalf(take_back);
    estate.ok(&leader, take_back).await;
    assert_eq!(people().await, 1);
    estate.ok(&leader, enter("Zhao")).await;
    assert_eq!(estate.refused(&leader, enter("Li")).await, full);
    // Nor does a membership that has ended, though the household can't be retired.
    let end = domain::membership::EndMembership {
        person: me,
        reason: "does not live here".into(),
    };
    estate.ok(&secretary, Command::EndMembership(end)).await;
    assert_eq!(people().await, 1);
    estate.ok(&leader, enter("Li")).await;
    let retire = Change::Retire { household: home };
    let retire = Command::ChangeRegister(retire);
    let operator = Actor::operator();
    assert_eq!(
        estate.refused(&operator, retire).await,
        Refusal::HouseholdInUse
    );
    // Where the register says nothing, for four.
    let unknown = estate.households[4];
    for n in 0..5 {
        let enter = Command::SecondOnBehalf(SecondOnBehalf {
            issue,
            person: PersonId(id()),
            household: unknown,
            name: format!("Neighbour {n}"),
        });
        let answer = estate.run(&secretary, enter).await.err();
        let refusal = (n == 4).then_some(Refusal::AdultsUnknown { most: 4 });
        assert_eq!(answer, refusal, "{n}");
    }
    let check = db.store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
}
