//! How many pages a second the server makes, and how long each takes, beside the JSON of the same
//! data and beside a handler that does nothing but answer with the same bytes: `cargo bench -p
//! server`. After `cargo xtask build` pages name the files that it made, as they do when people
//! come.
//!
//! The community is the demo's, in Chinese, and older reports from a table until it has so many
//! issues: 20, 5,000 and 200,000, or what the arguments say. A member asks. Page, JSON and bare
//! handler take turns, so that whatever else this machine does meanwhile slows all three; how long
//! processors worked for an answer depends less on it.

#[allow(dead_code, reason = "tests use the rest of it")]
#[path = "../tests/process/program.rs"]
mod program;

use std::fmt::Write;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use domain::issue::FeedQuery;
use program::{Connection, Program, TWOLINE, encode, join};

/// How many ask at the same time.
const CONNECTIONS: usize = 8;
/// How often each is measured, and for how long each time.
const TURNS: usize = 4;
const TURN: Duration = Duration::from_secs(1);
/// Asked for before anything is measured.
const WARM_UP: Duration = Duration::from_millis(300);

/// A page, and where its data are read.
struct Page {
    name: &'static str,
    path: String,
    reads: Vec<String>,
}

fn pages() -> [Page; 4] {
    let page = |name, path: &str, reads: &[&str]| Page {
        name,
        path: format!("/guihua{path}"),
        reads: reads
            .iter()
            .map(|read| format!("/api/read/{read}"))
            .collect(),
    };
    let query = serde_json::to_string(&FeedQuery::default()).expect("JSON");
    let feed = format!("feed?slug=guihua&query={}", encode(&query));
    let issue = [
        "issue?slug=guihua&number=1",
        "surroundings?slug=guihua&number=1",
    ];
    [
        page("feed", "/issues", &[&feed]),
        page("issue", "/issues/1", &issue),
        page("plan", "/plan", &["plan-issues?slug=guihua"]),
        page("meeting", "/meetings/1", &["meeting?slug=guihua&number=1"]),
    ]
}

/// What was measured of one thing that was asked for.
#[derive(Default)]
struct Measured {
    seconds: f64,
    /// That processors worked for the server.
    worked: f64,
    /// Of each answer, in milliseconds.
    took: Vec<f64>,
    bytes: u64,
}

impl Measured {
    fn answers(&self) -> f64 {
        u32::try_from(self.took.len()).map_or(f64::NAN, f64::from)
    }

    fn rate(&self) -> f64 {
        self.answers() / self.seconds
    }

    /// Milliseconds that a processor worked for an answer.
    fn work(&self) -> f64 {
        self.worked * 1000.0 / self.answers()
    }

    /// What so many of a hundred answers did not exceed.
    fn within(&self, percent: usize) -> f64 {
        let mut took = self.took.clone();
        took.sort_by(f64::total_cmp);
        took[(took.len() - 1) * percent / 100]
    }

    /// Asks for these one after the other, again and again, over all connections.
    fn ask(&mut self, address: SocketAddr, paths: &[String], session: &str, time: Duration) {
        let started = Instant::now();
        let answers = std::thread::scope(|scope| {
            let clients = (0..CONNECTIONS).map(|_| {
                scope.spawn(|| {
                    let mut connection = Connection::new(address).expect("connects");
                    let (mut took, mut bytes) = (vec![], 0);
                    while started.elapsed() < time {
                        let asked = Instant::now();
                        bytes = 0;
                        for path in paths {
                            let answer = connection.get(path, "zh", session).expect("an answer");
                            assert_eq!(answer.0, 200, "{path}");
                            bytes += answer.1;
                        }
                        took.push(asked.elapsed().as_secs_f64() * 1000.0);
                    }
                    (took, bytes)
                })
            });
            let clients: Vec<_> = clients.collect();
            clients
                .into_iter()
                .map(|client| client.join().expect("no panic"))
                .collect::<Vec<_>>()
        });
        self.seconds += started.elapsed().as_secs_f64();
        for (took, bytes) in answers {
            self.took.extend(took);
            self.bytes = bytes;
        }
    }
}

/// A server that answers everything with these bytes.
fn bare(body: Vec<u8>) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("can be set");
    let address = listener.local_addr().expect("an address");
    let body = Bytes::from(body);
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    let router = Router::new().fallback(move || async move { (kind, body) });
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Runtime::new().expect("threads");
        runtime.block_on(async {
            use axum::serve::ListenerExt;
            let listener = tokio::net::TcpListener::from_std(listener).expect("the same");
            let listener = listener.tap_io(|stream| {
                let _ = stream.set_nodelay(true);
            });
            axum::serve(listener, router).await
        })
    });
    address
}

/// Older reports, until there are so many issues.
fn import(folder: &Path, issues: u32) {
    // What the demo has itself.
    let reports = issues.saturating_sub(18);
    let mut table = "id,title,type,open_dt,closed_dt,status,latitude,longitude\n".to_owned();
    for n in 0..reports {
        let (closed_at, status) = match n % 4 {
            0 => ("", "Open"),
            _ => ("2025-06-01 12:00:00", "Closed"),
        };
        // Spread over and around the demo's estate.
        let part = |by: f64| (f64::from(n) * by).fract();
        let (lat, lon) = (
            31.298 + part(0.618_034) * 0.004,
            121.238 + part(0.754_878) * 0.004,
        );
        let (day, hour, minute) = (n / 1440 % 28 + 1, n / 60 % 24, n % 60);
        let _ = writeln!(
            table,
            "{n},{}号楼{}层楼道灯不亮,Lighting,2025-05-{day:02} {hour:02}:{minute:02}:00,{closed_at},\
             {status},{lat:.5},{lon:.5}",
            n % 17 + 1,
            n % 6 + 1
        );
    }
    let file = folder.join("reports.csv");
    std::fs::write(&file, table).expect("a file");
    let database = format!("sqlite:{}", folder.join("demo.db").display());
    let import = Command::new(TWOLINE)
        .args(["import", "reports"])
        .arg(file)
        .args([
            "--database",
            &database,
            "--community",
            "guihua",
            "--zone",
            "Asia/Shanghai",
        ])
        .output()
        .expect("the program");
    let said = String::from_utf8_lossy(&import.stderr);
    assert!(import.status.success(), "{said}");
}

fn measure(issues: u32) {
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::demo_in("zh", folder.path());
    import(folder.path(), issues);
    let link = program.links().into_iter().next().expect("a link");
    let session = join(program.address, &link);
    for page in pages() {
        let (_, body) = program.get(&page.path, &session).expect("an answer");
        let bare_address = bare(body);
        let path = std::slice::from_ref(&page.path);
        let mut all: [Measured; 3] = Default::default();
        let asked = [
            (program.address, path),
            (program.address, &page.reads),
            (bare_address, path),
        ];
        for (address, paths) in asked {
            Measured::default().ask(address, paths, &session, WARM_UP);
        }
        for _ in 0..TURNS {
            for (measured, (address, paths)) in all.iter_mut().zip(asked) {
                let before = program.worked();
                measured.ask(address, paths, &session, TURN);
                measured.worked += program.worked() - before;
            }
        }
        let [html, json, bare] = &all;
        println!(
            "| {issues} | {} | {} | {:.0} | {:.1} | {:.1} | {:.2} | {:.0} | {:.1} | {:.1} | {:.2} | {:.0} | {:.2} | {:.2} |",
            page.name,
            html.bytes / 1000,
            html.rate(),
            html.within(50),
            html.within(99),
            html.work(),
            json.rate(),
            json.within(50),
            json.within(99),
            json.work(),
            bare.rate(),
            html.rate() / json.rate(),
            json.work() / html.work(),
        );
    }
}

fn main() {
    let sizes = std::env::args().filter_map(|argument| argument.parse().ok());
    let mut sizes: Vec<u32> = sizes.collect();
    if sizes.is_empty() {
        sizes = vec![20, 5_000, 200_000];
    }
    println!(
        "{CONNECTIONS} connections; times in milliseconds: median, 99 %, and how long processors worked\n\n\
         | issues | page | KB | a second | median | 99 % | work | JSON a second | median | 99 % | work | \
         bare a second | page / JSON | by work |\n\
         |---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
    );
    for issues in sizes {
        measure(issues);
    }
}
