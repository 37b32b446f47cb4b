//! The feed in each order, the issues on the plan, and the ranking.

use domain::issue::{
    AcceptIssue, AnswerIssue, Category, EditIssue, FeedFilter, FeedOrder, FeedQuery, Near, Status,
    WithdrawIssue,
};
use domain::place::{Area, Place, Point, Position};
use domain::{Command, CommandId, Envelope, IssueId, Sender};

use crate::common::{Database, Estate, NOON, building, file, id, report, second};

pub async fn the_feed_visits_each_issue_once_in_each_order_and_filter(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let mut people = vec![];
    for household in 1..6 {
        people.push(estate.resident(household).await);
    }
    // Imported reports that came at the same moment, closed and open, and filed issues with 1 to 5
    // seconds.
    let reports = (0..45).map(|n| Envelope {
        id: CommandId(id()),
        command: report(
            IssueId(id()),
            n / 4,
            if n % 3 == 0 {
                Category::Lift
            } else {
                Category::Parking
            },
            n % 2 == 0,
        ),
    });
    let reports: Vec<_> = reports.collect();
    let imported = db
        .store
        .execute_all(estate.id, Sender::Operator, &reports, NOON)
        .await;
    assert!(imported.expect("no fault").iter().all(Result::is_ok));
    for n in 0..30 {
        let (issue, number) = estate.file(&people[n % 2], &format!("Issue {n}")).await;
        for person in people.iter().skip(2).take(n % 4) {
            estate.ok(person, second(issue)).await;
        }
        if n % 5 == 0 {
            let accept = Command::AcceptIssue(AcceptIssue {
                issue,
                text: estate.text(number).await,
                minutes: 10,
                urgent: false,
            });
            estate.ok(&secretary, accept).await;
        }
    }
    let mut all = vec![];
    for number in 1..=75 {
        all.push(estate.issue(number, &people[2]).await);
    }
    let categories = [
        None,
        Some(Category::Lift),
        Some(Category::Parking),
        Some(Category::Noise),
    ];
    let states = [
        None,
        Some(Status::Filed),
        Some(Status::Accepted),
        Some(Status::Closed),
        Some(Status::Decided),
    ];
    for order in [FeedOrder::Newest, FeedOrder::MostSeconded, FeedOrder::Mine] {
        for category in categories {
            for status in states {
                let mut expected: Vec<_> = all
                    .iter()
                    .filter(|view| category.is_none_or(|c| c == view.issue.category))
                    .filter(|view| status.is_none_or(|s| s == view.issue.status))
                    .filter(|view| order != FeedOrder::Mine || view.seconded || view.mine)
                    .collect();
                expected.sort_by_key(|view| {
                    let seconds = match order {
                        FeedOrder::MostSeconded => view.issue.support.seconds(),
                        FeedOrder::Newest
                        | FeedOrder::Mine
                        | FeedOrder::Ranked
                        | FeedOrder::Common => 0,
                    };
                    let time = match order {
                        FeedOrder::MostSeconded => NOON,
                        FeedOrder::Newest
                        | FeedOrder::Mine
                        | FeedOrder::Ranked
                        | FeedOrder::Common => view.issue.filed_at,
                    };
                    std::cmp::Reverse((seconds, time, view.issue.number))
                });
                let expected: Vec<_> = expected.iter().map(|view| view.issue.number).collect();
                let query = FeedQuery {
                    order,
                    filter: FeedFilter { category, status },
                    ..FeedQuery::default()
                };
                assert_eq!(estate.feed(&people[2], &query).await, expected, "{query:?}");
            }
        }
    }
    // A visitor has nothing of their own.
    let mine = FeedQuery {
        order: FeedOrder::Mine,
        ..FeedQuery::default()
    };
    let feed = db
        .store
        .feed(estate.id, None, &mine)
        .await
        .expect("no fault");
    assert_eq!((feed.total, feed.cards.len()), (0, 0));
}

pub async fn an_issue_filed_meanwhile_neither_repeats_nor_hides_another(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let reporter = estate.clerk(1).await;
    for n in 0..45 {
        estate.file(&reporter, &format!("Issue {n}")).await;
    }
    let nowhere = Some(Near { lat: 0, lon: 0 });
    for (order, near) in [
        (FeedOrder::Newest, None),
        (FeedOrder::MostSeconded, None),
        (FeedOrder::Mine, None),
        (FeedOrder::Newest, nowhere),
    ] {
        let mut query = FeedQuery {
            order,
            near,
            ..FeedQuery::default()
        };
        let before = estate.feed(&reporter, &query).await;
        let mut read = vec![];
        loop {
            let feed = db.store.feed(estate.id, reporter.person, &query).await;
            let feed = feed.expect("no fault");
            read.extend(feed.cards.iter().map(|card| card.number));
            query.after = feed.next;
            if query.after.is_none() {
                break;
            }
            estate.file(&reporter, "Meanwhile").await;
        }
        assert_eq!(read, before, "{query:?}");
    }
}

pub async fn words_are_found_in_titles_and_texts_of_any_script(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let reporter = estate.clerk(1).await;
    let issue = async |title: &str, body: &str| {
        let Command::FileIssue(mut c) = file(IssueId(id()), title) else {
            unreachable!()
        };
        body.clone_into(&mut c.body);
        estate.ok(&reporter, Command::FileIssue(c.clone())).await;
        c.issue
    };
    issue("三号楼电梯又停了", "周二早上起。老人下不了楼").await;
    issue("路灯不亮", "东门到三号楼的路上，晚上看不见").await;
    issue(
        "Lift of block 3",
        "Stops on the 4th floor. 100% of mornings",
    )
    .await;
    issue(
        "Noise_at_night",
        "The lift again, 1000 of times \\ every night",
    )
    .await;
    let edited = issue("Gate", "It sticks").await;
    let edit = EditIssue {
        issue: edited,
        category: Category::Other,
        title: "Door".into(),
        body: "It squeaks".into(),
        area: Area::Estate,
    };
    estate.ok(&reporter, Command::EditIssue(edit)).await;
    issue("１２ 号楼水 管", "ŞULE 家").await;
    // An answer is not the issue.
    let answer = Command::AnswerIssue(AnswerIssue {
        issue: edited,
        text: "The carpenter comes 下周".into(),
    });
    estate.ok(&secretary, answer).await;

    for (words, expected) in [
        ("电梯", vec![1]),
        ("三号", vec![2, 1]),
        ("号楼", vec![6, 2, 1]),
        ("早上", vec![1]),
        ("灯", vec![2]),
        ("梯电", vec![]),
        ("下周", vec![]),
        ("三号楼 路灯", vec![2]),
        ("电梯\u{3000}老人", vec![1]),
        ("lift", vec![4, 3]),
        ("LIFT Floor", vec![3]),
        ("night 1000", vec![4]),
        ("100%", vec![3]),
        ("e_at", vec![4]),
        ("t_o", vec![]),
        ("\\", vec![4]),
        ("%", vec![3]),
        ("gate", vec![]),
        ("door squeaks", vec![5]),
        ("  ", vec![6, 5, 4, 3, 2, 1]),
        ("' or 1=1 --", vec![]),
        ("lift\0", vec![4, 3]),
        ("ｌｉｆｔ", vec![4, 3]),
        ("4 th", vec![3]),
        ("１２号", vec![6]),
        ("12 号", vec![6]),
        ("12号", vec![6]),
        ("12\u{3000}号楼", vec![6]),
        ("şule", vec![6]),
        ("2号", vec![6]),
        ("号 12", vec![6]),
        ("水管", vec![6]),
    ] {
        let query = FeedQuery {
            words: words.to_owned(),
            ..FeedQuery::default()
        };
        assert_eq!(estate.feed(&reporter, &query).await, expected, "{words:?}");
    }
    // Together with the rest of what the feed can do, and page by page.
    for n in 0..25 {
        estate.file(&reporter, &format!("漏水 {n}")).await;
    }
    for order in [FeedOrder::Newest, FeedOrder::MostSeconded, FeedOrder::Mine] {
        let query = FeedQuery {
            order,
            words: "漏水".into(),
            filter: FeedFilter {
                status: Some(Status::Filed),
                category: None,
            },
            ..FeedQuery::default()
        };
        let found = estate.feed(&reporter, &query).await;
        assert_eq!(found, (7..=31).rev().collect::<Vec<_>>());
    }
    let many = FeedQuery {
        words: "漏".repeat(5_000),
        ..FeedQuery::default()
    };
    assert!(estate.feed(&reporter, &many).await.is_empty());
}

pub async fn the_nearest_issues_come_first(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let reporter = estate.clerk(1).await;
    let at = Point {
        lat: 31.100_4,
        lon: 121.483_4,
    };
    let mut places = vec![Place::default()];
    for n in 0..30_i32 {
        let position = Position {
            lat: at.lat + f64::from(n * 7 % 30 - 11) * 0.000_05,
            lon: at.lon + f64::from(n * 13 % 30 - 17) * 0.000_05,
            accuracy: None,
            source: domain::place::Source::Plan,
        };
        // Some have a position, some only a building, some both, which then is that of the
        // position, and some neither.
        places.push(Place {
            position: (n % 4 != 0).then_some(position),
            building: (n % 3 == 0).then(|| building(&format!("{}", n % 9 / 3 + 1))),
        });
    }
    places.push(Place::default());
    for place in &places {
        let Command::FileIssue(mut c) = file(IssueId(id()), "Lift") else {
            unreachable!()
        };
        c.place = place.clone();
        estate.ok(&reporter, Command::FileIssue(c)).await;
    }
    let plan = crate::common::plan();
    let mut expected: Vec<_> = (1..).zip(&places).collect();
    expected.sort_by(|(a, here), (b, there)| {
        let metres = |place| {
            plan.locate(place)
                .map_or(f64::MAX, |point| at.metres_to(point))
        };
        let nearer = metres(here).total_cmp(&metres(there));
        nearer.then(b.cmp(a))
    });
    let expected: Vec<u32> = expected.into_iter().map(|(number, _)| number).collect();
    let near = FeedQuery {
        near: Some(Near::from(at)),
        ..FeedQuery::default()
    };
    let found = estate.feed(&reporter, &near).await;
    assert_eq!(found, expected);
    let without = places.iter().filter(|place| plan.locate(place).is_none());
    assert!(without.count() > 3, "ties are tried");

    // Each order shows what it shows, only nearest first.
    let secretary = estate.secretary().await;
    let mut taken = vec![];
    for goes_on in [true, true, false] {
        let (issue, number) = estate.accepted(&reporter, &secretary, "Door", 10).await;
        if goes_on {
            taken.push(number);
            continue;
        }
        let withdraw = WithdrawIssue {
            issue,
            reason: String::new(),
        };
        estate.ok(&reporter, Command::WithdrawIssue(withdraw)).await;
    }
    taken.reverse();
    for (order, who, expected) in [
        (FeedOrder::Newest, &secretary, 35),
        (FeedOrder::MostSeconded, &secretary, 35),
        (FeedOrder::Mine, &secretary, 0),
        (FeedOrder::Mine, &reporter, 35),
        (FeedOrder::Ranked, &secretary, 2),
    ] {
        let query = FeedQuery {
            order,
            ..near.clone()
        };
        let found = estate.feed(who, &query).await;
        assert_eq!(found.len(), expected, "{query:?}");
        if order == FeedOrder::Ranked {
            assert_eq!(found, taken, "at one place the newer first");
        }
    }

    // Whatever an address says, and with other filters.
    for nowhere in [i32::MIN, i32::MAX] {
        let query = FeedQuery {
            near: Some(Near {
                lat: nowhere,
                lon: nowhere,
            }),
            order: FeedOrder::Mine,
            words: "lift".into(),
            ..FeedQuery::default()
        };
        let mut found = estate.feed(&reporter, &query).await;
        found.sort_unstable();
        assert_eq!(found, (1..=32).collect::<Vec<_>>());
    }
}

pub async fn a_cursor_of_nonsense_starts_at_the_first_page(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let reporter = estate.resident(1).await;
    estate.file(&reporter, "Lift").await;
    for nonsense in ["", "x", "1.x", "' or 1=1 --", "99999999999999999999.1"] {
        let query = FeedQuery {
            after: Some(nonsense.to_owned()),
            near: nonsense.starts_with('x').then_some(Near { lat: 0, lon: 0 }),
            ..FeedQuery::default()
        };
        let feed = db.store.feed(estate.id, None, &query).await;
        let feed = feed.expect("no fault");
        assert_eq!(feed.cards.len(), 1, "{nonsense}");
        assert_eq!(feed.next, None);
        let card = &feed.cards[0];
        assert_eq!((card.seconded, card.seconds), (false, 1));
        assert_eq!(card.building_name, "1");
        assert_eq!(card.title, "Lift");
    }
}

pub async fn open_issues_with_a_place_are_on_the_plan(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let reporter = estate.resident(1).await;
    let (_, first) = estate.file(&reporter, "Lift").await;
    let Command::FileIssue(mut nowhere) = file(IssueId(id()), "Everywhere") else {
        unreachable!()
    };
    nowhere.place = Place::default();
    estate.ok(&reporter, Command::FileIssue(nowhere)).await;
    let Command::FileIssue(mut indoors) = file(IssueId(id()), "Door") else {
        unreachable!()
    };
    indoors.place = Place {
        position: None,
        building: Some(building("2")),
    };
    let indoors = estate.ok(&reporter, Command::FileIssue(indoors)).await;
    let (gone, _) = estate.file(&reporter, "Gone").await;
    let withdraw = WithdrawIssue {
        issue: gone,
        reason: String::new(),
    };
    estate.ok(&reporter, Command::WithdrawIssue(withdraw)).await;

    let located = async |cards, points| {
        let located = db.store.located(estate.id, reporter.person, cards, points);
        let (cards, points, total) = located.await.expect("no fault");
        let cards: Vec<u32> = cards.iter().map(|card| card.number).collect();
        (cards, points, total)
    };
    let newest = indoors.issue.expect("a number");
    let plan = db.store.plan(estate.id).await.expect("no fault");
    let door = plan.building(&building("2")).expect("on the plan").middle();
    let lift = plan.locate(&estate.issue(first, &reporter).await.place);
    let points = vec![(newest, door), (first, lift.expect("a position"))];
    let all = (vec![newest, first], points.clone(), 2);
    assert_eq!(located(10, 10).await, all);
    assert_eq!(located(1, 2).await, (vec![newest], points.clone(), 2));
    assert_eq!(located(1, 1).await, (vec![newest], points[..1].to_vec(), 2));
}

pub async fn open_issues_are_ranked_for_meetings_page_by_page(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.secretary().await;
    let (one, two) = (estate.resident(1).await, estate.resident(3).await);
    estate.file(&one, "Not accepted").await;
    for n in 0..22 {
        estate
            .accepted(&one, &secretary, &format!("One {n}"), 10)
            .await;
    }
    let (first, _) = estate.accepted(&two, &secretary, "Two", 5).await;
    let query = |after| FeedQuery {
        order: FeedOrder::Ranked,
        after,
        ..FeedQuery::default()
    };
    let feed = async |after| {
        let feed = db.store.feed(estate.id, one.person, &query(after)).await;
        feed.expect("no fault")
    };
    let page = feed(None).await;
    assert_eq!(page.total, 23);
    assert_eq!(
        page.cards[0].id, first,
        "who needs least is first able to pay"
    );
    assert_eq!(page.cards[1].title, "One 0");
    assert_eq!(page.cards.len(), 20);
    let rest = feed(page.next).await;
    let titles: Vec<_> = rest.cards.iter().map(|card| card.title.as_str()).collect();
    assert_eq!(titles, ["One 19", "One 20", "One 21"]);
    assert_eq!(rest.next, None);
    assert!(feed(Some("nonsense".to_owned())).await.cards.len() == 20);
}
