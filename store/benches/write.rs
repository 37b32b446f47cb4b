//! How many commands a second are acknowledged, each on disk by then: 64 people who second issues
//! at the same time, one after another. `scripts/with-postgres cargo bench -p store --bench write`;
//! a first argument says how many commands (16,384 unless said).

use std::time::{Duration, Instant};

use domain::{Command, CommandId, CommunityId, Envelope, IssueId, PersonId, Sender};
use store::{SignIns, Store};

mod common;

use common::{NOW, id, members, report};

const CLIENTS: u128 = 64;

/// Each client is a person of their own, and seconds all issues.
async fn measure(store: &Store, community: CommunityId, database: &str, each: u128) {
    let begun = Instant::now();
    let clients = (0..CLIENTS).map(|client| {
        let store = store.clone();
        tokio::spawn(async move {
            let mut took = Vec::new();
            for n in 0..each {
                let envelope = Envelope {
                    id: CommandId(id(7, client << 32 | n)),
                    command: Command::Second {
                        issue: IssueId(id(5, n)),
                    },
                };
                let sender = Sender::Person(PersonId(id(4, 1_000 + client)));
                let sent = Instant::now();
                let answer = store.execute(community, sender, &envelope, NOW).await;
                answer.expect("no fault").expect("not refused");
                took.push(sent.elapsed());
            }
            took
        })
    });
    let mut took: Vec<Duration> = vec![];
    for client in clients.collect::<Vec<_>>() {
        took.extend(client.await.expect("no panic"));
    }
    let seconds = begun.elapsed().as_secs_f64();
    took.sort();
    let at = |percent: usize| took[took.len() * percent / 100].as_secs_f64() * 1000.0;
    #[expect(clippy::cast_precision_loss, reason = "for people to read")]
    let rate = took.len() as f64 / seconds;
    println!(
        "{database}: {} commands in {seconds:.1} s, {rate:.0} a second; \
        50 of 100 within {:.1} ms, 99 within {:.1} ms",
        took.len(),
        at(50),
        at(99),
    );
}

#[tokio::main]
async fn main() {
    // What cargo itself says to a benchmark is no number.
    let commands = std::env::args().find_map(|argument| argument.parse().ok());
    let each = commands.unwrap_or(16_384_u128) / CLIENTS;
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("t.db").display());
    let store = Store::open(&url).await.expect("a database");
    let mut writer = members(&store).await;
    // Nobody files more than some a day.
    for n in 0..each {
        let reporter = Sender::Person(PersonId(id(4, n % 1_000)));
        let report = report(n, format!("Issue {n}"));
        writer.send(reporter, vec![report]).await;
    }
    let community = writer.community;
    let backup = folder.path().join("backup");
    store.backup(&backup).await.expect("a backup");
    measure(&store, community, "SQLite", each).await;
    let Ok(server) = std::env::var("TWOLINE_TEST_POSTGRES") else {
        println!("PostgreSQL: run it by scripts/with-postgres");
        return;
    };
    let postgres = Store::open(&server).await.expect("a database");
    let restored = postgres.restore(&backup, SignIns::Kept, |_| {}).await;
    restored.expect("restored");
    measure(&postgres, community, "PostgreSQL", each).await;
}
