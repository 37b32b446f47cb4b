//! How long the reads behind the feed and the plan take, the more issues there are:
//! `scripts/with-postgres cargo bench -p store --bench feed`. Arguments: how many issues there are
//! (5,000 and 200,000 unless said). Every fourth is open, and every tenth of those is seconded.

use std::time::Instant;

use domain::issue::{Category, FeedFilter, FeedOrder, FeedQuery, ImportReport, Status};
use domain::place::{Point, Position, Source};
use domain::{Command, CommunityId, IssueId, PersonId, Sender};
use store::{SignIns, Store};

mod common;

use common::{NOW, id, members};

/// Words of which the reports are made.
const WHAT: [&str; 12] = [
    "电梯",
    "路灯",
    "水管",
    "大门",
    "垃圾桶",
    "充电桩",
    "消防通道",
    "绿化带",
    "停车位",
    "楼道",
    "外墙",
    "健身器材",
];
const WRONG: [&str; 10] = [
    "坏了",
    "漏水",
    "不亮",
    "堵住",
    "噪声太大",
    "没有人管",
    "太少",
    "被占用",
    "生锈",
    "很危险",
];

fn report(n: u128) -> Command {
    let at = |n: u128, of: usize| usize::try_from(n % of as u128).expect("small");
    let (what, wrong) = (WHAT[at(n, 12)], WRONG[at(n / 12, 10)]);
    // Spread over an estate, the same each time.
    let spread = |n: u128| f64::from(u32::try_from(n * 2_654_435_761 % 10_000).expect("small"));
    Command::ImportReport(ImportReport {
        issue: IssueId(id(5, n)),
        category: Category::ALL[at(n, 13)],
        title: format!("{}号楼{what}{wrong}", n % 40 + 1),
        body: format!(
            "第{n}件：{what}{wrong}，住在{}室的老人出入不便，请尽快安排人来看一看。",
            n % 1_800
        ),
        position: Some(Position {
            lat: 31.1 + spread(n) / 1e6,
            lon: 121.4 + spread(n / 7) / 1e6,
            accuracy: Some(9),
            source: Source::Gps,
        }),
        filed_at: NOW.plus(-i64::try_from(n).expect("small") * 60_000),
        closed_at: (!n.is_multiple_of(4)).then_some(NOW),
        closed: !n.is_multiple_of(4),
    })
}

async fn fill(store: &Store, issues: u128) -> CommunityId {
    let mut writer = members(store).await;
    for first in (0..issues).step_by(5_000) {
        let reports = (first..issues.min(first + 5_000)).map(report);
        writer.send(Sender::Operator, reports.collect()).await;
    }
    let community = writer.community;
    for person in 0..1_000 {
        let some = (0..issues)
            .step_by(40)
            .skip(person % 7)
            .step_by(1 + person % 90);
        let seconds = some.take(20).map(|n| Command::Second {
            issue: IssueId(id(5, n)),
        });
        let person = Sender::Person(PersonId(id(4, person as u128)));
        writer.send(person, seconds.collect()).await;
    }
    community
}

/// The median of eleven, in milliseconds.
async fn median(read: impl AsyncFn()) -> f64 {
    let mut times = vec![];
    for _ in 0..11 {
        let begun = Instant::now();
        read().await;
        times.push(begun.elapsed());
    }
    times.sort();
    times[5].as_secs_f64() * 1000.0
}

async fn measure(store: &Store, community: CommunityId) {
    let near = Point {
        lat: 31.105,
        lon: 121.405,
    };
    let query = |order, words: &str| FeedQuery {
        order,
        words: words.into(),
        ..FeedQuery::default()
    };
    let filtered = |category, status| FeedQuery {
        filter: FeedFilter { category, status },
        ..FeedQuery::default()
    };
    let (lift, filed) = (Some(Category::Lift), Some(Status::Filed));
    let reads = [
        ("newest", query(FeedOrder::Newest, "")),
        ("most seconded", query(FeedOrder::MostSeconded, "")),
        ("mine", query(FeedOrder::Mine, "")),
        ("ranked", query(FeedOrder::Ranked, "")),
        ("a category", filtered(lift, None)),
        ("a status", filtered(None, filed)),
        ("both", filtered(lift, filed)),
        (
            "nearest",
            FeedQuery {
                near: Some(near.into()),
                ..FeedQuery::default()
            },
        ),
        ("search: 漏水", query(FeedOrder::Newest, "漏水")),
        ("search: 第4999件", query(FeedOrder::Newest, "第4999件")),
        (
            "search: 绿化带 没有人管",
            query(FeedOrder::Newest, "绿化带 没有人管"),
        ),
        (
            "search: 老人出入不便",
            query(FeedOrder::Newest, "老人出入不便"),
        ),
        ("search: 锅炉", query(FeedOrder::Newest, "锅炉")),
    ];
    let person = Some(PersonId(id(4, 3)));
    for (name, query) in reads {
        let found = store
            .feed(community, person, &query)
            .await
            .expect("no fault");
        let took = median(async || {
            let feed = store.feed(community, person, &query).await;
            feed.expect("no fault");
        });
        println!("  {name}: {:.1} ms, {} found", took.await, found.total);
    }
    let plan = median(async || {
        let located = store.located(community, person, 60, domain::issue::PLAN_MAX);
        located.await.expect("no fault");
    });
    println!("  plan: {:.1} ms", plan.await);
}

#[tokio::main]
async fn main() {
    let sizes: Vec<u128> = std::env::args().filter_map(|a| a.parse().ok()).collect();
    let sizes = if sizes.is_empty() {
        vec![5_000, 200_000]
    } else {
        sizes
    };
    for issues in sizes {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite:{}", folder.path().join("t.db").display());
        let store = Store::open(&url).await.expect("a database");
        let begun = Instant::now();
        let community = fill(&store, issues).await;
        println!(
            "SQLite, {issues} issues, filled in {:.0} s",
            begun.elapsed().as_secs_f64()
        );
        measure(&store, community).await;
        let Ok(server) = std::env::var("TWOLINE_TEST_POSTGRES") else {
            continue;
        };
        let backup = folder.path().join("backup");
        store.backup(&backup).await.expect("a backup");
        let postgres = Store::open(&server).await.expect("a database");
        postgres
            .restore(&backup, SignIns::Kept, |_| {})
            .await
            .expect("restored");
        println!("PostgreSQL, {issues} issues");
        measure(&postgres, community).await;
        return;
    }
}
