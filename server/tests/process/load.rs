//! Every page of every role, asked for many times at once: each answer is the one that it is when
//! nobody else asks, and nothing panics.
//!
//! A little of it in every test run; `scripts/load-pages` asks as often as it is told.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use server::routes::SESSION_COOKIE;

use crate::program::{Program, ask_whole};

/// How many ask at the same time.
const CONNECTIONS: usize = 32;
/// Who asks, beside a visitor: those for whom the demo prints links, in its order.
const ROLES: [&str; 4] = ["resident", "building leader", "secretary", "supervisor"];

/// The addresses of the pages of a community, with the routes that they belong to. The demo has
/// issue 1 and meeting 1.
const PAGES: [(&str, &[&str]); 20] = [
    ("/", &[""]),
    (
        "/issues",
        &["/issues", "/issues?order=seconds&status=accepted"],
    ),
    ("/issues/new", &["/issues/new"]),
    ("/issues/:number", &["/issues/1", "/issues/9999"]),
    ("/issues/:number/edit", &["/issues/1/edit"]),
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
    ("/join/:code", &["/join/WRONGCODE"]),
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
    for (role, link) in ROLES.into_iter().zip(program.links()) {
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
            // Whoever prepares meetings sees every page of what is there.
            let there = !path.contains("9999") && !path.contains("nowhere");
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

/// The session of somebody who joins by this link.
fn join(address: SocketAddr, link: &str) -> String {
    let (door, code) = link.rsplit_once('/').expect("a link");
    let door = door.split_once("//").expect("an address").1;
    let (_, path) = door.split_once('/').expect("a path");
    let form = format!("code={code}&nickname=Wang&consent=on");
    let kind = "application/x-www-form-urlencoded";
    let path = format!("/{path}");
    let answer = ask_whole(address, "POST", &path, "", kind, form.as_bytes());
    let (head, _) = answer.expect("an answer");
    let cookie = head.split(&format!("{SESSION_COOKIE}=")).nth(1);
    let token = cookie.and_then(|cookie| cookie.split(';').next());
    token.expect("signed in").to_owned()
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

/// Asks on a connection that is kept open, as browsers do. The status of an answer that came whole.
fn again(
    connection: &mut Option<BufReader<TcpStream>>,
    address: SocketAddr,
    page: &Asked<'_>,
) -> io::Result<u16> {
    if connection.is_none() {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        *connection = Some(BufReader::new(stream));
    }
    let stream = connection.as_mut().expect("just made");
    let head = format!(
        "GET {} HTTP/1.1\r\nhost: {address}\r\naccept-language: en\r\ncookie: {SESSION_COOKIE}={}\r\n\r\n",
        page.path, page.session
    );
    stream.get_mut().write_all(head.as_bytes())?;
    let mut status = None;
    let mut length = None;
    loop {
        let line = line(stream)?;
        if line.is_empty() {
            break;
        }
        let line = line.to_ascii_lowercase();
        if status.is_none() {
            status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        }
        if let Some(digits) = line.strip_prefix("content-length: ") {
            length = digits.parse().ok();
        }
    }
    match length {
        Some(length) => skip(stream, length)?,
        // In pieces, each with its length before it.
        None => loop {
            let length = u64::from_str_radix(&line(stream)?, 16).map_err(io::Error::other)?;
            skip(stream, length + 2)?;
            if length == 0 {
                break;
            }
        },
    }
    status.ok_or(io::ErrorKind::InvalidData.into())
}

fn line(stream: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line.trim_end().to_owned())
}

fn skip(stream: &mut impl Read, length: u64) -> io::Result<()> {
    let skipped = io::copy(&mut stream.take(length), &mut io::sink())?;
    if skipped == length {
        Ok(())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}
