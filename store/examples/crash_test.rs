//! Kills a process that carries out commands, at random moments, again and again, and looks each time whether everything that
//! it acknowledged is there, once, and everything else whole or not at all. `scripts/crash-test` runs it on both databases.
//!
//!     crash_test URL [ROUNDS [SEED]]     the database must be new
//!
//! It starts itself with `load` for the process to be killed. That one prints a line when a command has been acknowledged, and
//! not before; it stands for the server, which answers at the same moment. Four people send commands there, each the next one
//! when the last was answered, so that at most one of each is under way when the process dies. It is sent again, as a phone would.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command as Process, ExitCode, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use domain::community::CreateCommunity;
use domain::household::{Join, PrintSlip, RegisterHousehold};
use domain::issue::{Area, Category, FeedQuery, FileIssue};
use domain::place::{Building, Place, Plan, Point};
use domain::time::DAY;
use domain::{
    Actor, BuildingId, Command, CommandId, CommunityId, Envelope, HouseholdId, IssueId, Language,
    PersonId, PhotoId, Receipt, Role, SlipId, Timestamp, Zone,
};
use store::Store;
use uuid::Uuid;

const PEOPLE: usize = 4;
/// What a person sends, over and over: files an issue with a photo, seconds the shared one, takes that back, accepts the own one.
const STEPS: usize = 4;
/// Rows of the journal that these lead to: the reporter seconds with the same step.
const EVENTS: [u64; STEPS] = [2, 1, 1, 1];

const NOW: Timestamp = Timestamp(1_795_435_200_000);

/// How many commands of each person were acknowledged.
type Done = [usize; PEOPLE];

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["load", url, done @ ..] => load(url, done).await,
        [url] => crash(url, 50, None).await,
        [url, rounds] => crash(url, number(rounds), None).await,
        [url, rounds, seed] => crash(url, number(rounds), Some(number(seed))).await,
        _ => {
            eprintln!("usage: crash_test URL [ROUNDS [SEED]]");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn number<T: std::str::FromStr>(text: &str) -> T {
    text.parse()
        .unwrap_or_else(|_| panic!("{text} is no number"))
}

/// The id of the `n`th thing of a kind that belongs to a person: everybody computes the same.
fn id(kind: u8, person: usize, n: usize) -> Uuid {
    let parts = [kind.into(), person as u128, n as u128];
    Uuid::from_u128((parts[0] << 96) | (parts[1] << 64) | (parts[2] + 1))
}

fn community() -> CommunityId {
    CommunityId(id(0, 0, 0))
}

fn shared_issue() -> IssueId {
    IssueId(id(1, PEOPLE, 0))
}

fn actor(person: usize) -> Actor {
    Actor {
        person: Some(PersonId(id(2, person, 0))),
        household: Some(HouseholdId(id(3, person, 0))),
        building: Some(BuildingId("1".into())),
        roles: vec![Role::Resident, Role::Secretary],
    }
}

fn photo(person: usize, round: usize) -> PhotoId {
    PhotoId(id(4, person, round))
}

/// The `n`th command of a person.
fn command(person: usize, n: usize) -> Envelope {
    let (round, step) = (n / STEPS, n % STEPS);
    let own = IssueId(id(1, person, round));
    let command = match step {
        0 => file(own, vec![photo(person, round)]),
        1 => Command::Second {
            issue: shared_issue(),
        },
        2 => Command::TakeBackSecond {
            issue: shared_issue(),
        },
        _ => Command::AcceptIssue {
            issue: own,
            minutes: 10,
            urgent: false,
        },
    };
    Envelope {
        id: CommandId(id(5, person, n)),
        command,
    }
}

fn file(issue: IssueId, photos: Vec<PhotoId>) -> Command {
    Command::FileIssue(FileIssue {
        issue,
        category: Category::Noise,
        title: "Noise".into(),
        body: "At night".into(),
        area: Area::Estate,
        place: Place::default(),
        photos,
    })
}

/// Sends the `n`th command of a person, with the photo that it names.
async fn send(store: &Store, person: usize, n: usize) -> Receipt {
    let actor = actor(person);
    if n.is_multiple_of(STEPS)
        && let Some(uploader) = actor.person
    {
        let photo = photo(person, n / STEPS);
        let file = vec![7; 40_000];
        let put = store.put_photo(community(), photo, uploader, &file, b"small", NOW);
        put.await.expect("no fault");
    }
    let answer = store
        .execute(community(), &actor, &command(person, n), NOW)
        .await;
    let answer = answer.expect("no fault");
    answer.unwrap_or_else(|refusal| panic!("command {n} of {person} was refused: {refusal:?}"))
}

/// The process to be killed: goes on from where each person is.
async fn load(url: &str, done: &[&str]) {
    let store = Store::open(url).await.expect("the database");
    let people = done
        .iter()
        .map(|done| number(done))
        .enumerate()
        .map(|(person, done)| {
            let store = store.clone();
            tokio::spawn(async move {
                for n in done.. {
                    send(&store, person, n).await;
                    let mut out = std::io::stdout().lock();
                    // Whoever reads is gone: so is the reason to go on.
                    if writeln!(out, "{person}")
                        .and_then(|()| out.flush())
                        .is_err()
                    {
                        return;
                    }
                }
            })
        });
    for person in people.collect::<Vec<_>>() {
        person.await.expect("no panic");
    }
}

async fn crash(url: &str, rounds: u32, seed: Option<u64>) {
    let seed = seed.unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        now.map_or(1, |now| u64::from(now.subsec_nanos()) + now.as_secs())
    });
    println!("seed {seed}");
    let mut random = Random(seed.max(1));
    set_up(&Store::open(url).await.expect("a new database")).await;
    let mut done: Done = [0; PEOPLE];
    let mut receipts: [Vec<Receipt>; PEOPLE] = Default::default();
    for round in 1..=rounds {
        let before = done;
        let pause = Duration::from_micros(random.below(400_000));
        for person in acknowledged(url, &done, pause) {
            done[person] += 1;
        }
        let killed_at: usize = done.iter().sum();
        // What was under way is sent again: carried out now, or known already.
        let store = Store::open(url)
            .await
            .expect("the database after the crash");
        for person in 0..PEOPLE {
            for n in before[person]..=done[person] {
                let receipt = send(&store, person, n).await;
                receipts[person].push(receipt);
            }
            done[person] += 1;
        }
        verify(&store, &done, &receipts).await;
        println!(
            "{round}: killed after {} ms and {} commands; nothing lost, nothing doubled",
            pause.as_millis(),
            killed_at - before.iter().sum::<usize>(),
        );
    }
    // Everything once more, from the first command on: all known.
    let store = Store::open(url).await.expect("the database");
    for (person, receipts) in receipts.iter().enumerate() {
        for (n, receipt) in receipts.iter().enumerate() {
            assert_eq!(send(&store, person, n).await, *receipt);
        }
    }
    verify(&store, &done, &receipts).await;
    println!("{} commands, {rounds} crashes", done.iter().sum::<usize>());
}

/// Lets the process run for so long, kills it, and returns whose commands it acknowledged, in order.
fn acknowledged(url: &str, done: &Done, pause: Duration) -> Vec<usize> {
    let this = std::env::current_exe().expect("this program");
    let mut load: Child = Process::new(this)
        .args(["load", url])
        .args(done.map(|n| n.to_string()))
        .stdout(Stdio::piped())
        .spawn()
        .expect("a process");
    let out = load.stdout.take().expect("its output");
    let lines = std::thread::spawn(move || {
        let lines = BufReader::new(out).lines();
        // The last line may be cut off by the kill; what was not fully said was not acknowledged.
        lines
            .map_while(Result::ok)
            .filter_map(|line| line.parse().ok())
            .collect()
    });
    std::thread::sleep(pause);
    load.kill().expect("it still runs");
    let status = load.wait().expect("it has ended");
    assert_eq!(status.code(), None, "it ended by itself: {status}");
    lines.join().expect("no panic")
}

/// Every row as the journal says, and the journal exactly as long as the commands make it.
async fn verify(store: &Store, done: &Done, receipts: &[Vec<Receipt>; PEOPLE]) {
    let check = store.check().await.expect("no fault");
    assert_eq!(check.differences, []);
    let sent = done
        .iter()
        .flat_map(|done| (0..*done).map(|n| EVENTS[n % STEPS]));
    assert_eq!(check.events, SET_UP_EVENTS + sent.sum::<u64>());

    let mut numbers: Vec<_> = receipts.iter().flatten().filter_map(|r| r.issue).collect();
    numbers.sort_unstable();
    let filed: usize = done.iter().map(|done| done.div_ceil(STEPS)).sum();
    // The shared issue has the first number.
    let expected: Vec<_> = (2..).take(filed).collect();
    assert_eq!(numbers, expected);
    let feed = store.feed(community(), None, &FeedQuery::default()).await;
    assert_eq!(feed.expect("no fault").total as usize, 1 + filed);

    let shared = store.issue(community(), 1, None).await.expect("no fault");
    let seconds = shared.expect("the shared issue").issue.support.online as usize;
    let standing = done.iter().filter(|done| *done % STEPS == 2).count();
    assert_eq!(seconds, 1 + standing);
}

/// The journal after [`set_up`]: community, plan; for each person household, slip, joining; the shared issue and its second.
const SET_UP_EVENTS: u64 = 2 + 3 * (PEOPLE as u64 + 1) + 2;

async fn set_up(store: &Store) {
    let outline = [(0.0, 0.0), (0.0, 0.001), (0.001, 0.0)];
    let mut commands = vec![
        (
            Actor::operator(),
            Command::CreateCommunity(CreateCommunity {
                slug: "crash".into(),
                name: "Crash".into(),
                language: Language::English,
                zone: Zone::utc(),
            }),
        ),
        (
            Actor::operator(),
            Command::SetPlan(Plan {
                buildings: vec![Building {
                    id: BuildingId("1".into()),
                    name: "1".into(),
                    cluster: "East".into(),
                    outline: outline.map(|(lat, lon)| Point { lat, lon }).to_vec(),
                    more: vec![],
                }],
                paths: vec![],
                gates: vec![],
            }),
        ),
    ];
    for person in 0..=PEOPLE {
        let household = HouseholdId(id(3, person, 0));
        let code_hash = format!("code {person}");
        commands.extend([
            (
                Actor::operator(),
                Command::RegisterHousehold(RegisterHousehold {
                    id: household,
                    building: BuildingId("1".into()),
                    room: format!("10{person}"),
                }),
            ),
            (
                Actor::operator(),
                Command::PrintSlip(PrintSlip {
                    slip: SlipId(id(6, person, 0)),
                    household,
                    building: BuildingId("1".into()),
                    admits: 1,
                    roles: vec![Role::Secretary],
                    expires_at: NOW.plus(DAY),
                    code_hash: code_hash.clone(),
                }),
            ),
            (
                Actor::nobody(),
                Command::Join(Join {
                    person: PersonId(id(2, person, 0)),
                    code_hash,
                    nickname: "Li".into(),
                    language: Language::English,
                    consent: true,
                }),
            ),
        ]);
    }
    commands.push((actor(PEOPLE), file(shared_issue(), vec![])));
    for (n, (actor, command)) in commands.into_iter().enumerate() {
        let envelope = Envelope {
            id: CommandId(id(7, 0, n)),
            command,
        };
        let answer = store.execute(community(), &actor, &envelope, NOW).await;
        answer.expect("no fault").expect("not refused");
    }
}

/// Numbers that look random and are the same for the same seed (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}
