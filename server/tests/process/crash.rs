//! The server is killed at random moments while people send commands. What it acknowledged is
//! there, once, and everything else whole or not at all.
//!
//! Twice in every test run; `scripts/crash-test` says how often, and may repeat an earlier run by
//! its seed.

use std::io;
use std::net::SocketAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use app::send::Answer;
use domain::issue::AcceptIssue;
use domain::{Command, Receipt, TextId};

use crate::estate::{Estate, Person, events_at_first, file};
use crate::program::{Program, check};

/// Those who send, each the next command when the last was answered, so that at most one of each is
/// under way when the server dies. One more filed what they all second.
const PEOPLE: usize = 4;
const SHARED: Person = Person(PEOPLE);
/// What a person sends, over and over: files an issue with a photo, seconds the shared one, takes
/// that back, accepts the own one.
const STEPS: usize = 4;
/// Rows of the journal that these lead to: the reporter seconds with the same step.
const EVENTS: [u64; STEPS] = [2, 1, 1, 1];

#[tokio::test]
async fn a_killed_server_loses_and_doubles_nothing_on_sqlite() {
    crash(&Estate::on_sqlite(PEOPLE + 1).await);
}

#[tokio::test]
async fn a_killed_server_loses_and_doubles_nothing_on_postgres() {
    if let Some(estate) = Estate::on_postgres(PEOPLE + 1).await {
        crash(&estate);
    }
}

fn command(person: Person, n: usize) -> Command {
    let (round, step) = (n / STEPS, n % STEPS);
    let shared = SHARED.issue(0);
    match step {
        0 => file(person.issue(round), vec![person.photo(round)]),
        1 => Command::Second { issue: shared },
        2 => Command::TakeBackSecond { issue: shared },
        _ => Command::AcceptIssue(AcceptIssue {
            issue: person.issue(round),
            // The words of the filing, which was the first step of the round.
            text: TextId::of(person.command_id(round * STEPS)),
            minutes: 10,
            urgent: false,
        }),
    }
}

/// Sends the `n`th command of a person, with the photo that it names.
fn send(address: SocketAddr, person: Person, n: usize) -> io::Result<Receipt> {
    if n.is_multiple_of(STEPS) {
        person.put_photo(address, person.photo(n / STEPS))?;
    }
    match person.send(address, &person.envelope(n, command(person, n)))? {
        Answer::Done(receipt) => Ok(receipt),
        Answer::Refused(refusal) => panic!("command {n} of {person:?} was refused: {refusal:?}"),
    }
}

/// What each person was told, in the order of their commands.
type Receipts = [Vec<Receipt>; PEOPLE];

fn crash(estate: &Estate) {
    let setting = |name: &str| std::env::var(name).ok()?.parse::<u64>().ok();
    let crashes = setting("TWOLINE_CRASHES").unwrap_or(2);
    let seed = setting("TWOLINE_CRASH_SEED").unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        now.map_or(1, |now| u64::from(now.subsec_nanos()) + now.as_secs())
    });
    let kind = estate.database.split(':').next().unwrap_or_default();
    println!("{kind}: seed {seed}");
    let mut random = Random(seed.max(1));
    let mut receipts = Receipts::default();
    let mut resent = 0;
    let mut program = estate.serve();
    let shared = SHARED.envelope(0, file(SHARED.issue(0), vec![]));
    let filed = SHARED.send(program.address, &shared).expect("an answer");
    assert!(matches!(filed, Answer::Done(_)), "{filed:?}");
    for crash in 1..=crashes {
        let before = count(&receipts);
        let pause = Duration::from_micros(random.below(500_000));
        load(&mut program, &mut receipts, pause);
        let acknowledged = count(&receipts) - before;
        // Dead as it is: whole, with everything acknowledged, and of what was under way all or
        // nothing.
        let rows = check(&estate.database);
        let kept = rows.checked_sub(events(&receipts));
        let kept = kept.expect("what was acknowledged is in the journal");
        program = estate.serve();
        // What was under way is sent again: carried out now, or known already.
        for (person, receipts) in receipts.iter_mut().enumerate() {
            let receipt = send(program.address, Person(person), receipts.len());
            receipts.push(receipt.expect("an answer"));
            resent += 1;
        }
        verify(estate, &program, &receipts);
        println!(
            "{kind} {crash}: killed after {} ms and {acknowledged} commands; of what was not answered, {kept} rows are there; \
             nothing lost, nothing doubled",
            pause.as_millis(),
        );
    }
    // Everything once more, from the first command on: all known.
    for (person, receipts) in receipts.iter().enumerate() {
        for (n, receipt) in receipts.iter().enumerate() {
            let again = send(program.address, Person(person), n).expect("an answer");
            assert_eq!(again, *receipt);
        }
    }
    verify(estate, &program, &receipts);
    println!(
        "{kind}: {} commands, {resent} of them sent again after {crashes} crashes; each is there once",
        count(&receipts)
    );
}

fn count(receipts: &Receipts) -> usize {
    receipts.iter().map(Vec::len).sum()
}

/// Rows of the journal that must be there.
fn events(receipts: &Receipts) -> u64 {
    let sent = receipts
        .iter()
        .flat_map(|receipts| (0..receipts.len()).map(|n| EVENTS[n % STEPS]));
    events_at_first(PEOPLE + 1) + 2 + sent.sum::<u64>()
}

/// Everybody sends until the server is killed, after that pause.
fn load(program: &mut Program, receipts: &mut Receipts, pause: Duration) {
    let address = program.address;
    std::thread::scope(|scope| {
        for (person, receipts) in receipts.iter_mut().enumerate() {
            scope.spawn(move || {
                while let Ok(receipt) = send(address, Person(person), receipts.len()) {
                    receipts.push(receipt);
                }
            });
        }
        std::thread::sleep(pause);
        program.kill();
    });
}

/// Every row as the journal says, the journal exactly as long as the commands make it, and people
/// see just that.
fn verify(estate: &Estate, program: &Program, receipts: &Receipts) {
    assert_eq!(check(&estate.database), events(receipts));
    let mut numbers: Vec<u32> = receipts.iter().flatten().filter_map(|r| r.issue).collect();
    numbers.sort_unstable();
    let filed = receipts.iter().map(|all| all.len().div_ceil(STEPS)).sum();
    // The shared issue has the first number.
    let expected: Vec<u32> = (2..).take(filed).collect();
    assert_eq!(numbers, expected);
    assert_eq!(SHARED.feed(program).total as usize, 1 + filed);
    let seconds = SHARED.read_issue(program, 1).support.online as usize;
    let standing = receipts.iter().filter(|all| all.len() % STEPS == 2).count();
    assert_eq!(seconds, 1 + standing);
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
