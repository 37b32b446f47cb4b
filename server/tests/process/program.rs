//! A running server, and a client that knows at every moment whether it was answered.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::time::Duration;

use server::routes::SESSION_COOKIE;

pub const TWOLINE: &str = env!("CARGO_BIN_EXE_twoline");

/// A `twoline serve`. It is killed, never asked to end.
pub struct Program {
    process: Child,
    pub address: SocketAddr,
    /// What it says.
    log: PathBuf,
}

impl Program {
    /// Starts one, and waits until it answers.
    pub fn serve(database: &str, folder: &Path) -> Self {
        Self::serve_with(database, folder, &[])
    }

    /// One with the demo, in English, on a new database in this folder.
    pub fn demo(folder: &Path) -> Self {
        Self::demo_in("en", folder)
    }

    /// One with the demo in this language.
    pub fn demo_in(language: &str, folder: &Path) -> Self {
        let database = format!("sqlite:{}", folder.join("demo.db").display());
        let program = Self::start(&database, folder, language, &["--demo"]);
        // It answers before the links are printed.
        for _ in 0..600 {
            if program.log().contains("/join#") {
                return program;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("no links: {}", program.log());
    }

    /// The same with more options.
    pub fn serve_with(database: &str, folder: &Path, options: &[&str]) -> Self {
        Self::start(database, folder, "en", options)
    }

    fn start(database: &str, folder: &Path, language: &str, options: &[&str]) -> Self {
        let site = folder.join("site");
        std::fs::create_dir_all(&site).expect("a folder for the browser's files");
        let probe = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = probe.local_addr().expect("an address");
        drop(probe);
        let log = folder.join(format!("{}.log", address.port()));
        let said = File::create(&log).expect("a file");
        let process = Command::new(TWOLINE)
            .args(["serve", "--database", database, "--address"])
            .arg(address.to_string())
            .arg("--site")
            .arg(site)
            .args(options)
            .env("LANG", language)
            // Its people are programs.
            .env("TWOLINE_PACE", "0")
            // What `cargo xtask watch` says, and a release does not listen to.
            .env("LEPTOS_WATCH", "true")
            .stdout(said.try_clone().expect("the same file"))
            .stderr(said)
            .spawn()
            .expect("the program");
        let program = Self {
            process,
            address,
            log,
        };
        for _ in 0..600 {
            if matches!(program.get("/healthz", ""), Ok((200, _))) {
                return program;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!(
            "the server on {database} does not answer: {}",
            program.log()
        );
    }

    /// What it has said so far.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).expect("its log")
    }

    /// How many files and connections it has open.
    pub fn open_files(&self) -> usize {
        let folder = format!("/proc/{}/fd", self.process.id());
        std::fs::read_dir(folder).expect("Linux").count()
    }

    /// Seconds that processors have worked for it.
    #[allow(dead_code, reason = "benches/pages.rs asks")]
    pub fn worked(&self) -> f64 {
        let stat = format!("/proc/{}/stat", self.process.id());
        let stat = std::fs::read_to_string(stat).expect("Linux");
        // The second field is the program's name in brackets; the 14th and the 15th are hundredths
        // of a second in the program and in the kernel.
        let fields = stat.rsplit(')').next().unwrap_or_default();
        let times = fields.split_whitespace().skip(11).take(2);
        let hundredths = times.map(|time| time.parse::<u32>().expect("a number"));
        f64::from(hundredths.sum::<u32>()) / 100.0
    }

    /// Most bytes of memory that it had since it was [told to forget](Self::forget_peak).
    pub fn peak(&self) -> u64 {
        let status = format!("/proc/{}/status", self.process.id());
        let status = std::fs::read_to_string(status).expect("Linux");
        let line = status.lines().find(|line| line.starts_with("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
        kib.expect("a number") * 1024
    }

    /// From now on the most is measured anew; what it is now.
    pub fn forget_peak(&self) -> u64 {
        let file = format!("/proc/{}/clear_refs", self.process.id());
        std::fs::write(file, "5").expect("Linux");
        self.peak()
    }

    /// The links by which people join the demo.
    pub fn links(&self) -> Vec<String> {
        let log = self.log();
        let words = log.split_whitespace();
        let links = words.filter(|word| word.contains("/join#"));
        links.map(str::to_owned).collect()
    }

    /// As a power cut would: nothing is flushed or said goodbye to.
    pub fn kill(&mut self) {
        self.process.kill().expect("it still runs");
        let status = self.process.wait().expect("it has ended");
        assert_eq!(status.code(), None, "it ended by itself: {status}");
    }

    pub fn get(&self, path: &str, session: &str) -> io::Result<(u16, Vec<u8>)> {
        ask(self.address, "GET", path, session, "", &[])
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // It may have been killed before.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// `twoline check`: the rows of the journal, if everything that pages read follows from it.
pub fn check(database: &str) -> u64 {
    let check = Command::new(TWOLINE)
        .args(["check", "--database", database])
        .output()
        .expect("the program");
    let said = String::from_utf8_lossy(&check.stdout);
    assert!(check.status.success(), "{said}");
    let rows = said.split("rows of the journal: ").nth(1);
    let digits = rows.and_then(|rows| rows.split(',').next());
    digits
        .and_then(|digits| digits.parse().ok())
        .unwrap_or_else(|| panic!("no number of rows in: {said}"))
}

/// Status and body of an answer that came whole; an error where the server was gone before.
pub fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    session: &str,
    kind: &str,
    body: &[u8],
) -> io::Result<(u16, Vec<u8>)> {
    let (head, body) = ask_whole(address, method, path, session, kind, body)?;
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    Ok((status.ok_or(io::ErrorKind::UnexpectedEof)?, body))
}

/// The same with the whole head of the answer, in small letters.
pub fn ask_whole(
    address: SocketAddr,
    method: &str,
    path: &str,
    session: &str,
    kind: &str,
    body: &[u8],
) -> io::Result<(String, Vec<u8>)> {
    let mut stream = TcpStream::connect(address)?;
    let head = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n\
         cookie: {SESSION_COOKIE}={session}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(&[head.as_bytes(), body].concat())?;
    let mut answer = vec![];
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let cut_off = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let end = end.ok_or_else(cut_off)?;
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
        .unwrap_or(0);
    let body = answer[end + 4..].to_vec();
    if body.len() < length {
        return Err(cut_off());
    }
    Ok((head, body))
}

/// The session of somebody who joins by this link.
pub fn join(address: SocketAddr, link: &str) -> String {
    let (door, code) = link.rsplit_once('#').expect("a link");
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

/// A connection that is kept open, as browsers do.
pub struct Connection(BufReader<TcpStream>);

impl Connection {
    pub fn new(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self(BufReader::new(stream)))
    }

    /// Status and length of an answer that came whole.
    pub fn get(&mut self, path: &str, language: &str, session: &str) -> io::Result<(u16, u64)> {
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: localhost\r\naccept-language: {language}\r\n\
             cookie: {SESSION_COOKIE}={session}\r\n\r\n"
        );
        let stream = &mut self.0;
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
        let mut came = 0;
        if let Some(length) = length {
            came = length;
            skip(stream, length)?;
        } else {
            // In pieces, each with its length before it.
            loop {
                let length = u64::from_str_radix(&line(stream)?, 16).map_err(io::Error::other)?;
                came += length;
                skip(stream, length + 2)?;
                if length == 0 {
                    break;
                }
            }
        }
        Ok((status.ok_or(io::ErrorKind::InvalidData)?, came))
    }
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

/// A value in an address.
pub fn encode(value: &str) -> String {
    use std::fmt::Write;
    value.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "%{byte:02X}");
        out
    })
}
