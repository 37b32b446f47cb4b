//! How many events a second a rebuild plays, on each database: `scripts/with-postgres cargo bench
//! -p store`. The community is one in which 2,000 people have filed and seconded for years; a first
//! argument says how many events it has (100,000 unless said).

use std::time::Instant;

use domain::community::CreateCommunity;
use domain::household::{Household, Join, PrintSlip};
use domain::issue::{Category, FileIssue};
use domain::place::{Area, Building, Place, Plan, Point, Position, Source};
use domain::time::DAY;
use domain::{
    BuildingId, Command, CommandId, CommunityId, Envelope, HouseholdId, IssueId, Language,
    PersonId, Sender, SlipId, Timestamp, Zone,
};
use store::{SignIns, Store};
use uuid::Uuid;

const PEOPLE: u128 = 2_000;
const NOW: Timestamp = Timestamp(1_796_122_800_000);

fn id(kind: u128, n: u128) -> Uuid {
    Uuid::from_u128(kind << 64 | n)
}

/// Carries commands out in one transaction for each sender.
struct Writer<'s> {
    store: &'s Store,
    community: CommunityId,
    last: u128,
}

impl Writer<'_> {
    async fn send(&mut self, sender: Sender, commands: Vec<Command>) {
        let envelopes = commands.into_iter().map(|command| {
            self.last += 1;
            Envelope {
                id: CommandId(id(1, self.last)),
                command,
            }
        });
        let envelopes: Vec<_> = envelopes.collect();
        let answers = self
            .store
            .execute_all(self.community, sender, &envelopes, NOW);
        for answer in answers.await.expect("no fault") {
            answer.expect("not refused");
        }
    }
}

async fn fill(store: &Store, events: u128) -> CommunityId {
    let community = CommunityId(id(9, 1));
    let mut writer = Writer {
        store,
        community,
        last: 0,
    };
    let corner = |lat, lon| Point { lat, lon };
    let building = |n: u128| Building {
        id: BuildingId(n.to_string()),
        name: n.to_string(),
        cluster: format!("Cluster {}", n % 4),
        outline: vec![
            corner(31.1, 121.4),
            corner(31.1, 121.5),
            corner(31.2, 121.5),
        ],
        more: vec![],
    };
    let mut commands = vec![
        Command::CreateCommunity(CreateCommunity {
            slug: "large".into(),
            name: "Large".into(),
            language: Language::English,
            zone: Zone::utc(),
        }),
        Command::SetPlan(Plan {
            buildings: (0..40).map(building).collect(),
            ..Plan::default()
        }),
    ];
    for n in 0..PEOPLE {
        let household = HouseholdId(id(2, n));
        commands.push(Command::RegisterHousehold(Household {
            id: household,
            building: BuildingId((n % 40).to_string()),
            room: n.to_string(),
        }));
        commands.push(Command::PrintSlip(PrintSlip {
            slip: SlipId(id(3, n)),
            household,
            admits: 1,
            roles: vec![],
            expires_at: NOW.plus(DAY),
            code_hash: n.to_string(),
        }));
    }
    writer.send(Sender::Operator, commands).await;
    let joins = (0..PEOPLE).map(|n| {
        Command::Join(Join {
            person: PersonId(id(4, n)),
            code_hash: n.to_string(),
            nickname: format!("Person {n}"),
            language: Language::English,
            consent: true,
        })
    });
    writer.send(Sender::Nobody, joins.collect()).await;
    // Each files so many issues and seconds those of others.
    let each = (events - 3 * PEOPLE - 2) / PEOPLE;
    let issues = each / 20 + 1;
    for n in 0..PEOPLE {
        let file = |i| {
            Command::FileIssue(FileIssue {
                issue: IssueId(id(5, n * issues + i)),
                category: Category::ALL[usize::try_from(n % 13).expect("13")],
                title: format!("Issue {i} of {n}"),
                body: "Something is broken.".into(),
                area: Area::Estate,
                place: Place {
                    position: Some(Position {
                        lat: 31.1,
                        lon: 121.4,
                        accuracy: Some(9),
                        source: Source::Gps,
                    }),
                    building: None,
                },
                photos: vec![],
            })
        };
        let filed = (0..issues).map(file);
        let seconds = (1..=each.saturating_sub(2 * issues)).map(|k| Command::Second {
            issue: IssueId(id(5, (n.saturating_sub(k % PEOPLE)) * issues + k % issues)),
        });
        let mut commands: Vec<Command> = filed.collect();
        // Everybody seconds what was filed before, each once.
        let mut seen = std::collections::BTreeSet::new();
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
    community
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
