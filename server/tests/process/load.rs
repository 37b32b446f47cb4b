//! Every page of every role, asked for many times at once: each answer is the one that it is when
//! nobody else asks, and nothing panics.
//!
//! A little of it in every test run; `scripts/load-pages` asks as often as it is told.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::program::{Connection, Program, join};

/// How many ask at the same time.
const CONNECTIONS: usize = 32;
/// Who asks, beside a visitor: those for whom the demo prints links, in its order.
const ROLES: [&str; 4] = ["resident", "building leader", "secretary", "supervisor"];

/// The addresses of the pages of a community, with the routes that they belong to. The demo has
/// issue 1 and meeting 1.
const PAGES: [(&str, &[&str]); 27] = [
    ("/", &[""]),
    (
        "/issues",
        &["/issues", "/issues?order=seconds&status=accepted"],
    ),
    ("/issues/new", &["/issues/new"]),
    ("/issues/:number", &["/issues/1", "/issues/9999"]),
    (
        "/issues/:number/add",
        &["/issues/1/add", "/issues/9999/add"],
    ),
    ("/issues/:number/edit", &["/issues/1/edit"]),
    (
        "/issues/:number/work",
        &["/issues/1/work", "/issues/2/work"],
    ),
    ("/work", &["/work"]),
    ("/plan", &["/plan"]),
    ("/desk", &["/desk"]),
    ("/meetings", &["/meetings"]),
    ("/meetings/new", &["/meetings/new"]),
    ("/meetings/settings", &["/meetings/settings"]),
    ("/meetings/:number", &["/meetings/1", "/meetings/9999"]),
    ("/meetings/:number/print", &["/meetings/1/print"]),
    ("/meetings/:number/line", &["/meetings/1/line"]),
    ("/meetings/:number/decisions", &["/meetings/1/decisions"]),
    ("/inbox", &["/inbox"]),
    ("/me", &["/me"]),
    ("/outbox", &["/outbox"]),
    ("/join", &["/join"]),
    ("/behalf", &["/behalf"]),
    ("/behalf/list", &["/behalf/list"]),
    ("/meetings/:number/verify", &["/meetings/1/verify"]),
    ("/officers", &["/officers"]),
    ("/household", &["/household"]),
    ("/:community", &["/nowhere"]),
];

#[test]
fn pages_are_what_they_are_however_many_ask_for_them() {
    every_route_is_asked();
    let setting = |name: &str| std::env::var(name).ok()?.parse().ok();
    let times: usize = setting("TWOLINE_LOAD").unwrap_or(40);
    let folder = tempfile::tempdir().expect("a folder");
    let program = Program::demo(folder.path());
    let mut asked = vec![];
    let mut viewers = vec![("visitor", String::new())];
    let links = program.links();
    for (role, link) in ROLES.into_iter().zip(links) {
        viewers.push((role, join(program.address, &link)));
    }
    for (role, session) in &viewers {
        for path in PAGES.iter().flat_map(|(_, paths)| *paths) {
            let path = format!("/guihua{path}");
            let (status, _) = program.get(&path, session).expect("an answer");
            let expected: &[u16] = match *role {
                // A page that is for others is not there, or asks to join.
                "visitor" => &[200, 401, 404],
                _ => &[200, 404],
            };
            assert!(expected.contains(&status), "{role}: {path}: {status}");
            // Whoever prepares meetings sees every page of what is there but the supervisor's own
            // and that on which reporters add to theirs.
            let there = !["9999", "nowhere", "verify", "/add"]
                .iter()
                .any(|part| path.contains(part));
            assert!(
                *role != "secretary" || !there || status == 200,
                "{path}: {status}"
            );
            asked.push(Asked {
                role,
                path,
                session,
                status,
            });
        }
    }

    let started = Instant::now();
    let wrong = load(program.address, &asked, times);
    let seconds = started.elapsed().as_secs_f64();
    let log = program.log();
    assert!(wrong.is_empty(), "not what was expected: {wrong:#?}\n{log}");
    assert!(!log.contains("panicked"), "{log}");
    println!(
        "{} pages, each {times} times over {CONNECTIONS} connections: {} answers in {seconds:.0} s, \
         each with the expected status; no panic",
        asked.len(),
        asked.len() * times,
    );
}

/// A page, as somebody sees it.
struct Asked<'a> {
    role: &'a str,
    path: String,
    session: &'a str,
    /// When nobody else asked.
    status: u16,
}

/// Whoever adds a route adds it to [`PAGES`].
fn every_route_is_asked() {
    let written = include_str!("../../../app/src/page/mod.rs");
    let written = written.split("path!(\"").skip(1);
    let written: BTreeSet<&str> = written.filter_map(|rest| rest.split('"').next()).collect();
    let asked = PAGES.iter().map(|(route, _)| *route).collect();
    assert_eq!(written, asked);
}

/// Asks for everything so many times. What was answered otherwise, and how often.
fn load(
    address: SocketAddr,
    asked: &[Asked<'_>],
    times: usize,
) -> BTreeMap<(String, String), usize> {
    let next = AtomicUsize::new(0);
    let wrong = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| {
                let mut connection = None;
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= asked.len() * times {
                        return;
                    }
                    // All pages in turn, so that different ones are made at the same time.
                    let page = &asked[n % asked.len()];
                    let status = again(&mut connection, address, page);
                    let status = status.map_or_else(|error| error.to_string(), |s| s.to_string());
                    if status != page.status.to_string() {
                        connection = None;
                        let what = format!("{} {}: {}", page.role, page.path, page.status);
                        let mut wrong = wrong.lock().expect("no panic");
                        *wrong.entry((what, status)).or_default() += 1;
                    }
                }
            });
        }
    });
    wrong.into_inner().expect("no panic")
}

/// Asks on a connection that is kept open, or made where there is none.
fn again(
    connection: &mut Option<Connection>,
    address: SocketAddr,
    page: &Asked<'_>,
) -> io::Result<u16> {
    let open = match connection.take() {
        Some(open) => open,
        None => Connection::new(address)?,
    };
    let (status, _) = connection
        .insert(open)
        .get(&page.path, "en", page.session)?;
    Ok(status)
}
