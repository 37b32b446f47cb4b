//! How many events a second a rebuild plays, on each database: `scripts/with-postgres cargo bench
//! -p store`. The community is one in which 2,000 people have filed and seconded for years; a first
//! argument says how many events it has (100,000 unless said).

use std::collections::BTreeSet;
use std::time::Instant;

use domain::{Command, CommunityId, IssueId, PersonId, Sender};
use store::{SignIns, Store};

mod common;

use common::{PEOPLE, id, members, report};

async fn fill(store: &Store, events: u128) -> CommunityId {
    let mut writer = members(store).await;
    // Each files so many issues and seconds those of others.
    let each = (events - 3 * PEOPLE - 2) / PEOPLE;
    let issues = each / 20 + 1;
    for n in 0..PEOPLE {
        let file = |i| report(n * issues + i, format!("Issue {i} of {n}"));
        let filed = (0..issues).map(file);
        let seconds = (1..=each.saturating_sub(2 * issues)).map(|k| Command::Second {
            issue: IssueId(id(5, (n.saturating_sub(k % PEOPLE)) * issues + k % issues)),
        });
        let mut commands: Vec<Command> = filed.collect();
        // Everybody seconds what was filed before, each once.
        let mut seen = BTreeSet::new();
        for second in seconds {
            if let Command::Second { issue } = &second
                && seen.insert(*issue)
                && issue.0.as_u128() & u128::from(u64::MAX) < n * issues
            {
                commands.push(second);
            }
        }
        writer
            .send(Sender::Person(PersonId(id(4, n))), commands)
            .await;
    }
    writer.community
}

async fn measure(store: &Store, database: &str) {
    let begun = Instant::now();
    let played = store.rebuild(|_| {}).await.expect("rebuilt");
    let seconds = begun.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "for people to read")]
    let rate = played as f64 / seconds;
    println!("{database}: {played} events in {seconds:.1} s, {rate:.0} a second");
    let check = store.check().await.expect("checked");
    assert_eq!(check.differences, []);
}

#[tokio::main]
async fn main() {
    // What cargo itself says to a benchmark is no number.
    let events = std::env::args().find_map(|argument| argument.parse().ok());
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("t.db").display());
    let store = Store::open(&url).await.expect("a database");
    let begun = Instant::now();
    fill(&store, events.unwrap_or(100_000)).await;
    println!("filled in {:.0} s", begun.elapsed().as_secs_f64());
    measure(&store, "SQLite").await;
    let Ok(server) = std::env::var("TWOLINE_TEST_POSTGRES") else {
        println!("PostgreSQL: run it by scripts/with-postgres");
        return;
    };
    let backup = folder.path().join("backup");
    store.backup(&backup).await.expect("a backup");
    let postgres = Store::open(&server).await.expect("a database");
    let restored = postgres.restore(&backup, SignIns::Kept, |_| {}).await;
    restored.expect("restored");
    measure(&postgres, "PostgreSQL").await;
}
