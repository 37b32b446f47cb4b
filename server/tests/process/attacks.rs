//! What somebody tries who means no good, against the running program: each attempt is refused with
//! the status that says why, nothing of it is kept, and others are answered meanwhile.

use std::fmt::Write as _;
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use app::context::new_id;
use domain::hex::sha256_hex;
use domain::household::FREE_TRIES;
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};
use server::ids::code_hash;
use store::Store;

use crate::estate::{Estate, Person, SLUG, file};
use crate::mutate::{Bytes, changed, runner};
use crate::program::Program;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
/// The member who is attacked, and their neighbour who attacks.
const VICTIM: Person = Person(0);
const NEIGHBOUR: Person = Person(1);

/// For an answer.
const PATIENCE: Duration = Duration::from_secs(50);
/// For the answer to what may be no request at all.
const SHORT: Duration = Duration::from_millis(100);
/// For the next piece of an answer that has begun.
const AGAIN: Duration = Duration::from_secs(2);

/// A request as it goes over the wire, with as many lies in it as somebody likes.
#[derive(Debug, Clone)]
struct Sent {
    method: &'static str,
    path: String,
    session: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Sent {
    fn new(method: &'static str, path: impl Into<String>) -> Self {
        Self {
            method,
            path: path.into(),
            session: String::new(),
            headers: vec![
                ("host", "twoline".into()),
                ("sec-fetch-site", "same-origin".into()),
            ],
            body: vec![],
        }
    }

    fn form(path: &str, fields: &str) -> Self {
        let form = Self::new("POST", path).body(fields);
        form.header("content-type", FORM)
    }

    fn json(path: &str, body: &Value) -> Self {
        let sent = Self::new("POST", path).body(body.to_string());
        sent.header("content-type", JSON)
    }

    /// A command of this person, said to be `sender`'s, for a community.
    fn command(id: &Value, command: &Value, sender: Person, community: &str) -> Self {
        let envelope = json!({"id": id, "command": command});
        let body = json!({"community": community, "envelope": envelope, "sender": sender.id()});
        Self::json("/api/v1/command", &body)
    }

    fn by(mut self, person: Person) -> Self {
        self.session = person.session();
        self
    }

    fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self = self.without(name);
        self.headers.push((name, value.into()));
        self
    }

    /// Once more, where it stands already.
    fn also(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| *known != name);
        self
    }

    fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        let length = self.body.len().to_string();
        self.header("content-length", length)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nconnection: close\r\n",
            self.method, self.path
        );
        let cookie = ("cookie", format!("twoline_session={}", self.session));
        for (name, value) in self.headers.iter().chain([&cookie]) {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        head += "\r\n";
        [head.as_bytes(), &self.body].concat()
    }
}

/// What came back; nothing where the connection was only closed.
#[derive(Debug, Default)]
struct Answer {
    status: Option<u16>,
    head: String,
    body: String,
}

/// Sends it, and waits so long for the answer to begin. One that has begun comes in one go.
fn send(address: SocketAddr, bytes: &[u8], patience: Duration) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(address)?;
    // The server may have answered and closed before all was sent.
    let _ = stream.write_all(bytes);
    stream.set_read_timeout(Some(patience))?;
    let mut answer = vec![];
    let mut piece = [0; 16_384];
    loop {
        match stream.read(&mut piece) {
            // Closed, whether gently or not; or it waits for what never comes.
            Ok(0) | Err(_) => break,
            Ok(length) => answer.extend_from_slice(&piece[..length]),
        }
        stream.set_read_timeout(Some(patience.min(AGAIN)))?;
    }
    if answer.is_empty() {
        return Ok(Answer::default());
    }
    let text = String::from_utf8_lossy(&answer);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    Ok(Answer {
        status,
        head: head.to_ascii_lowercase(),
        body: body.to_owned(),
    })
}

/// How many rows each table has, and the last hash of the journal: what would tell that something
/// was kept.
async fn kept(estate: &Estate) -> Vec<(String, String)> {
    let database = sqlx::AnyPool::connect(&estate.database)
        .await
        .expect("opens");
    let tables = "select name from sqlite_master where type = 'table' order by name";
    let tables: Vec<(String,)> = sqlx::query_as(tables)
        .fetch_all(&database)
        .await
        .expect("read");
    let mut all = vec![];
    // Wrong codes are counted, which is what slows down whoever guesses.
    for (table,) in tables
        .into_iter()
        .filter(|(table,)| table != "join_failures")
    {
        let count = sqlx::AssertSqlSafe(format!("select cast(count(*) as text) from {table}"));
        let (count,): (String,) = sqlx::query_as(count)
            .fetch_one(&database)
            .await
            .expect("read");
        all.push((table, count));
    }
    let last = "select coalesce(max(number || hash), '') from journal";
    let (last,): (String,) = sqlx::query_as(last)
        .fetch_one(&database)
        .await
        .expect("read");
    all.push(("the journal's end".into(), last));
    all
}

/// An estate where the victim has filed an issue with a photo, and another one whose member is
/// `Person(2)`.
async fn attacked() -> (Estate, Program) {
    let estate = Estate::on_sqlite(2).await;
    let store = Store::open(&estate.database).await.expect("opens");
    crate::estate::set_up_other(&store, OTHER, OUTSIDER).await;
    drop(store);
    let program = estate.serve();
    VICTIM
        .put_photo(program.address, VICTIM.photo(0))
        .expect("an answer");
    let filed = file(VICTIM.issue(0), vec![VICTIM.photo(0)]);
    let answer = VICTIM.send(program.address, &VICTIM.envelope(0, filed));
    let answer = format!("{:?}", answer.expect("an answer"));
    assert!(answer.starts_with("Done"), "{answer}");
    (estate, program)
}

const OTHER: &str = "other";
const OUTSIDER: Person = Person(2);

/// What is tried, and what must be answered. `refused`: the answer is 200 and says why in JSON, as
/// phones read it.
struct Attack {
    name: &'static str,
    sent: Sent,
    expected: Expected,
}

#[derive(Debug, Clone, Copy)]
enum Expected {
    /// This status.
    Is(u16),
    /// 200, and this refusal.
    Refused(&'static str),
    /// The connection is closed, with or without a word of what was wrong with it.
    Closed,
}

use Expected::{Closed, Is, Refused};

#[rustfmt::skip]
fn attacks() -> Vec<Attack> {
    let issue = VICTIM.issue(0);
    let second = json!({"second": {"issue": issue}});
    let withdraw = json!({"withdraw_issue": {"issue": issue, "reason": "gone"}});
    let fresh = || json!(new_id());
    let photo = VICTIM.photo(0);
    let put = |path: String| Sent::new("PUT", path).header("content-type", "image/jpeg").body("x");
    let read = |what: &str| Sent::new("GET", format!("/api/read/{what}"));
    let mut all = vec![];
    let mut attack = |name, sent, expected| all.push(Attack { name, sent, expected });

    // Somebody else's name.
    attack("a session that there is not", Sent::new("GET", "/crash/inbox").header("x", "y"), Is(401));
    attack("a session of markup and quotes", Sent::new("GET", "/crash/inbox").also("cookie", "twoline_session='\"><script>; a"), Is(401));
    attack("a session as its hash in the database", Sent::new("GET", "/crash/inbox").also("cookie", format!("twoline_session={}", sha256_hex(VICTIM.session()))), Is(401));
    attack("a command in the victim's name", Sent::command(&fresh(), &second, VICTIM, SLUG).by(NEIGHBOUR), Refused("signed_out"));
    attack("a command in nobody's name", Sent::command(&fresh(), &second, VICTIM, SLUG), Refused("signed_out"));
    attack("the victim's command id", Sent::command(&json!(VICTIM.command_id(0)), &second, NEIGHBOUR, SLUG).by(NEIGHBOUR), Refused("not_allowed"));
    attack("the victim's command once more", Sent::command(&json!(VICTIM.command_id(0)), &json!(file(issue, vec![photo])), NEIGHBOUR, SLUG).by(NEIGHBOUR), Refused("not_allowed"));
    attack("the victim's issue withdrawn", Sent::command(&fresh(), &withdraw, NEIGHBOUR, SLUG).by(NEIGHBOUR), Refused("not_allowed"));
    attack("joining by the address of commands", Sent::command(&fresh(), &json!({"join": {"person": VICTIM.id(), "code_hash": code_hash("AAAA2222"), "nickname": "x", "language": "en", "consent": true}}), NEIGHBOUR, SLUG).by(NEIGHBOUR), Refused("signed_out"));
    attack("a photo in the victim's name", put(format!("/api/v1/crash/photos/{}?sender={}", new_id(), VICTIM.id())).by(NEIGHBOUR), Is(401));
    attack("the victim's photo changed", put(format!("/api/v1/crash/photos/{photo}?sender={}", NEIGHBOUR.id())).by(NEIGHBOUR), Is(415));

    // Another community.
    for what in ["feed?slug=crash&query=%7B%7D", "issue?slug=crash&number=1", "inbox?slug=crash", "desk?slug=crash", "household?slug=crash", "plan?slug=crash"] {
        attack("what members of another community read", read(what).by(OUTSIDER), Is(401));
    }
    attack("a second in another community", Sent::command(&fresh(), &second, OUTSIDER, SLUG).by(OUTSIDER), Refused("signed_out"));
    attack("another community's issue in one's own", Sent::command(&fresh(), &second, OUTSIDER, OTHER).by(OUTSIDER), Refused("not_found"));
    attack("another community's photo", Sent::new("GET", format!("/crash/photos/{photo}")).by(OUTSIDER), Is(404));
    attack("another community's photo under one's own address", Sent::new("GET", format!("/other/photos/{photo}")).by(OUTSIDER), Is(404));
    attack("another community's photo in one's own issue", Sent::command(&fresh(), &json!(file(OUTSIDER.issue(0), vec![photo])), OUTSIDER, OTHER).by(OUTSIDER), Refused("invalid"));
    attack("a community made by a member", Sent::command(&fresh(), &json!({"create_community": {"slug": "mine", "name": "Mine", "language": "en", "zone": {"name": "UTC", "changes": []}}}), OUTSIDER, OTHER).by(OUTSIDER), Refused("not_allowed"));
    attack("the set-up without its link", Sent::form("/setup/new", "slug=mine&name=Mine").by(VICTIM), Is(404));
    attack("a register without the set-up's link", Sent::form("/setup/c/crash/register", "file=x").by(VICTIM), Is(404));

    // From another site's page.
    let forms = ["/sign-out", "/preferences", "/crash/issues/1/second", "/crash/issues/1/take-back", "/crash/household", "/crash/officers", "/crash/devices", "/crash/account", "/crash/join", "/crash/come-back", "/crash/households", "/setup", "/setup/new"];
    for path in forms {
        let form = || Sent::form(path, "command=&deed=sign-out-others").by(VICTIM);
        attack("a form on another site", form().header("sec-fetch-site", "cross-site"), Is(403));
        attack("a form on a neighbouring site", form().header("sec-fetch-site", "same-site"), Is(403));
        attack("a form of an older browser on another site", form().without("sec-fetch-site").header("origin", "https://evil.example"), Is(403));
        attack("a form of a sandboxed page", form().without("sec-fetch-site").header("origin", "null"), Is(403));
        attack("a form that says nothing of where it is", form().without("sec-fetch-site"), Is(403));
        attack("a form whose origin only begins like ours", form().without("sec-fetch-site").header("origin", "http://twoline.evil.example"), Is(403));
        attack("a form that says two things", form().also("sec-fetch-site", "cross-site").without("sec-fetch-site").also("sec-fetch-site", "cross-site").also("sec-fetch-site", "same-origin"), Is(403));
    }
    let command = || Sent::command(&fresh(), &withdraw, VICTIM, SLUG).by(VICTIM);
    attack("a command of another site", command().header("sec-fetch-site", "cross-site"), Is(403));
    attack("a command of another site as plain text", command().header("content-type", "text/plain").header("sec-fetch-site", "cross-site"), Is(403));
    attack("a command by GET", Sent::new("GET", "/api/v1/command?community=crash").by(VICTIM), Is(404));
    attack("a form by GET", Sent::new("GET", "/crash/issues/1/take-back").by(VICTIM), Is(404));
    attack("another method in a header", Sent::new("GET", "/sign-out").header("x-http-method-override", "POST").by(VICTIM), Is(404));

    // Ways out of the folder, and to other servers.
    for path in ["/../../../../etc/passwd", "/pkg/../../../../etc/passwd", "/pkg/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/pkg/..%2f..%2f..%2fetc%2fpasswd", "/pkg/%2fetc%2fpasswd", "/pkg//etc/passwd", "/pkg/..%5c..%5cetc%5cpasswd", "/%2e%2e/%2e%2e/etc/passwd", "/pkg/x%00.js", "/crash%00", "/crash/photos/..%2f..%2f..%2fetc%2fpasswd", "/crash/meetings/1/papers/..%2f..%2fagenda.pdf", "/setup/template/..%2f..%2fetc%2fpasswd", "/%c0%ae%c0%ae/etc/passwd", "/.git/config", "/.env", "/demo.db", "//evil.example/%2e%2e", "/crash/%0d%0aset-cookie:%20a=b"] {
        attack("a path that leads elsewhere", Sent::new("GET", path), Is(404));
    }
    for path in ["/crash/issues/1%00", "/crash/issues/%ff%fe"] {
        attack("a page of members under a path that is none", Sent::new("GET", path), Is(401));
    }
    for path in ["/%5cevil.example/", "/%0d%0aset-cookie:%20a=b/"] {
        attack("a slash at the end of a path that leads elsewhere", Sent::new("GET", path), Is(308));
    }
    attack("a path of 60,000 characters", Sent::new("GET", format!("/{}", "x".repeat(60_000))), Is(404));
    attack("a path of 200,000 characters", Sent::new("GET", format!("/{}", "x".repeat(200_000))), Is(431));
    attack("another server's address", Sent::new("GET", "http://evil.example/%2e%2e/etc/passwd"), Is(404));
    attack("a host and no path", Sent::new("GET", "officers"), Is(400));
    attack("a star and no path", Sent::new("OPTIONS", "*"), Is(400));
    attack("a tunnel", Sent::new("CONNECT", "evil.example:443"), Is(400));
    attack("a trace of the request", Sent::new("TRACE", "/crash").header("x-secret", "seen"), Is(404));

    // Too much, and what lies about how much it is.
    attack("a form of 65 KB", Sent::form("/crash/join", &format!("code={}", "A".repeat(66_000))), Is(413));
    attack("a command of 65 KB", Sent::json("/api/v1/command", &json!("x".repeat(66_000))).by(VICTIM), Is(413));
    attack("a form that says it has 9 exabytes", Sent::form("/crash/join", "code=A").header("content-length", "9223372036854775807"), Is(413));
    attack("a form that says it has less than none", Sent::form("/crash/join", "code=A").header("content-length", "-1"), Is(400));
    attack("a form with two lengths", Sent::form("/crash/join", "code=AAAA2222").also("content-length", "3"), Is(400));
    attack("a form with a length and in pieces", Sent::form("/crash/join", "0\r\n\r\nGET /crash/inbox HTTP/1.1\r\nhost: x\r\n\r\n").also("transfer-encoding", "chunked"), Closed);
    attack("pieces that lie", Sent::form("/crash/join", "fffffffffffffffff\r\nx").without("content-length").also("transfer-encoding", "chunked"), Is(400));
    attack("a thousand headers", (0..1000).fold(Sent::new("GET", "/crash"), |sent, n| sent.also("x-many", n.to_string())), Is(431));
    attack("a header of 80 KB", Sent::new("GET", "/crash").header("x-long", "x".repeat(80_000)), Is(431));
    attack("a header of 500 KB", Sent::new("GET", "/crash").header("x-long", "x".repeat(500_000)), Is(431));
    attack("brackets without end", Sent::new("POST", "/api/v1/command").by(VICTIM).body("[".repeat(60_000)).header("content-type", JSON), Is(404));
    attack("braces without end", Sent::new("POST", "/api/v1/command").by(VICTIM).body("{\"envelope\":".repeat(5_000)).header("content-type", JSON), Is(404));
    attack("a command that is no command", Sent::command(&fresh(), &json!({"drop_table": {}}), VICTIM, SLUG).by(VICTIM), Is(404));
    attack("a file that breaks off", Sent::new("POST", "/crash/issues/new").by(VICTIM).header("content-type", "multipart/form-data; boundary=b").body("--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"../../x.jpg\"\r\n\r\nx"), Is(400));
    attack("a form without a boundary", Sent::new("POST", "/crash/issues/new").by(VICTIM).header("content-type", "multipart/form-data").body("x"), Is(400));
    attack("a photo that is a page", put(format!("/api/v1/crash/photos/{}?sender={}", new_id(), VICTIM.id())).by(VICTIM).body("<script>alert(1)</script>").header("content-type", "text/html"), Is(415));

    // SQL in what stands in addresses.
    for path in ["/crash'%20or%20'1'='1", "/crash/issues/1%20or%201=1", "/crash/issues/1;drop%20table%20issues"] {
        attack("SQL in an address", Sent::new("GET", path).by(VICTIM), Is(404));
    }
    attack("SQL in a search", Sent::new("GET", "/crash/issues?words=%27%3B%20drop%20table%20issues%3B--").by(VICTIM), Is(200));
    attack("SQL in a code", Sent::form("/crash/join", "code=%27%20or%20%271%27%3D%271&step=1"), Is(422));
    all
}

#[tokio::test]
async fn every_attack_is_refused_with_the_right_status_and_leaves_nothing() {
    let (estate, program) = attacked().await;
    let before = kept(&estate).await;
    let mut wrong = vec![];
    let attacks = attacks();
    assert!(attacks.len() > 150, "{}", attacks.len());
    for Attack {
        name,
        sent,
        expected,
    } in &attacks
    {
        let answer = send(program.address, &sent.bytes(), PATIENCE).expect("answered or closed");
        let shown = (&sent.method, sent.path.chars().take(80).collect::<String>());
        let right = match expected {
            Is(status) => answer.status == Some(*status),
            Refused(why) => {
                answer.status == Some(200)
                    && answer.body.contains("\"refused\"")
                    && answer.body.contains(why)
            }
            Closed => answer
                .status
                .is_none_or(|status| (400..500).contains(&status)),
        };
        let body: String = answer.body.chars().take(120).collect();
        if !right {
            wrong.push(format!(
                "{name}: {shown:?}: {expected:?}, not {:?} {body}",
                answer.status
            ));
        }
        // Nothing of the machine, no way to another server, no cookie of somebody else's.
        assert!(!answer.body.contains("root:"), "{name}: {shown:?}");
        for line in answer
            .head
            .lines()
            .filter(|line| line.starts_with("location:"))
        {
            let to = line.trim_start_matches("location:").trim();
            assert!(
                to.starts_with('/') && !to.starts_with("//"),
                "{name}: {line}"
            );
        }
        assert!(
            !answer.head.contains("\nset-cookie: a=b"),
            "{name}: {shown:?}"
        );
        assert!(!answer.body.contains("x-secret"), "{name}");
        // What our own code answers is guarded like a page.
        let guarded = answer.head.contains("x-content-type-options: nosniff");
        assert!(
            guarded || !matches!(answer.status, Some(401 | 403 | 404 | 422)),
            "{name}"
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(before, kept(&estate).await);
    let log = program.log();
    assert!(!log.contains("panicked"), "{log}");
    // The victim's is as it was, and the victim is signed in still.
    let issue = VICTIM.read_issue(&program, 1);
    assert_eq!(
        format!("{:?}", issue.photos),
        format!("{:?}", [VICTIM.photo(0)])
    );
}

#[tokio::test]
async fn whoever_guesses_codes_is_heard_less_and_less_at_every_door() {
    let (estate, program) = attacked().await;
    let before = kept(&estate).await;
    // The same tries count for all ways in.
    for (path, step) in [
        ("/crash/join", "&step=1"),
        ("/crash/come-back", ""),
        ("/crash/join", "&nickname=x&consent=on"),
    ] {
        let mut heard = 0;
        let mut told_to_wait = 0;
        for n in 0..2 * FREE_TRIES {
            let code = format!("AAAA{:04}", 2222 + n);
            let form = Sent::form(path, &format!("code={code}{step}"));
            let answer = send(program.address, &form.bytes(), PATIENCE).expect("an answer");
            match answer.status {
                Some(422) => heard += 1,
                Some(429) => {
                    assert!(answer.head.contains("retry-after: "), "{}", answer.head);
                    told_to_wait += 1;
                }
                other => panic!("{path}: {other:?} {}", answer.body),
            }
            assert!(!answer.head.contains("twoline_session"), "{}", answer.head);
        }
        let may = if path == "/crash/join" && step == "&step=1" {
            FREE_TRIES
        } else {
            0
        };
        // Should the machine be slow, a wait of ten seconds may be over between two tries.
        assert!(
            heard >= may && heard <= may + 3,
            "{path}: {heard} were heard"
        );
        assert_eq!(heard + told_to_wait, 2 * FREE_TRIES);
    }
    assert_eq!(before, kept(&estate).await);
}

/// Requests that all would be refused as they are, to be made worse.
fn refused_anyway() -> Vec<Vec<u8>> {
    let nothing = new_id();
    let command = json!({"second": {"issue": nothing}});
    let file = "--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n\r\n--b--\r\n";
    [
        Sent::command(&json!(new_id()), &command, VICTIM, SLUG).by(VICTIM),
        Sent::command(&json!(new_id()), &command, VICTIM, "nowhere").by(VICTIM),
        Sent::form("/crash/issues/999/second", "command=x").by(VICTIM),
        Sent::form("/crash/join", "nickname=x&consent=on&command=x"),
        Sent::form("/crash/officers", "deed=x").by(VICTIM),
        Sent::form("/crash/account", "really=").by(VICTIM),
        Sent::new("POST", "/crash/issues/new")
            .by(VICTIM)
            .header("content-type", "multipart/form-data; boundary=b")
            .body(file),
        Sent::new(
            "PUT",
            format!("/api/v1/crash/photos/{nothing}?sender={}", VICTIM.id()),
        )
        .by(VICTIM)
        .header("content-type", "image/jpeg")
        .body(&b"\xff\xd8\xff\xe0 no photo"[..]),
        Sent::new(
            "GET",
            "/api/read/feed?slug=crash&query=%7B%22order%22%3A%22newest%22%7D",
        )
        .by(VICTIM),
        Sent::new("GET", "/crash/issues?order=seconds&after=1.1&words=lift").by(VICTIM),
        Sent::new("GET", "/crash/meetings/1/papers/agenda.pdf?language=en").by(VICTIM),
    ]
    .iter()
    .map(Sent::bytes)
    .collect()
}

#[tokio::test]
async fn ten_thousand_malformed_requests_break_nothing_and_others_are_answered_meanwhile() {
    const REQUESTS: u32 = 10_000;
    const ATTACKERS: u8 = 8;
    let (estate, program) = attacked().await;
    let before = kept(&estate).await;
    let over = AtomicBool::new(false);
    let (others, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let address = program.address;
    std::thread::scope(|scope| {
        // A neighbour reads on.
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                let page = Sent::new("GET", "/crash/issues").by(NEIGHBOUR);
                let answer = send(address, &page.bytes(), PATIENCE).expect("an answer");
                assert_eq!(answer.status, Some(200));
                others.fetch_add(1, Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(20));
            }
        });
        let attackers: Vec<_> = (0..ATTACKERS)
            .map(|seed| {
                let refused = &refused;
                scope.spawn(move || {
                    let tried = changed(refused_anyway());
                    runner(REQUESTS / u32::from(ATTACKERS), seed).run(&tried, |Bytes(bytes)| {
                        let fail = |why: String| Err(TestCaseError::fail(why));
                        match send(address, &bytes, SHORT) {
                            Err(error) => return fail(error.to_string()),
                            Ok(Answer {
                                status: Some(500..),
                                head,
                                ..
                            }) => return fail(head),
                            Ok(Answer {
                                status: Some(400..),
                                ..
                            }) => {
                                refused.fetch_add(1, Ordering::Relaxed);
                            }
                            Ok(_) => {}
                        }
                        Ok(())
                    })
                })
            })
            .collect();
        let ran: Vec<_> = attackers
            .into_iter()
            .map(|one| one.join().expect("no panic"))
            .collect();
        over.store(true, Ordering::Relaxed);
        for ran in ran {
            ran.unwrap_or_else(|error| panic!("{error}"));
        }
    });
    // Most are no requests any more, or ask for what is not there.
    let refused = refused.into_inner();
    assert!(refused > 5_000, "{refused} of {REQUESTS} were refused");
    assert!(others.into_inner() > 10);
    assert_eq!(before, kept(&estate).await);
    let log = program.log();
    assert!(!log.contains("panicked") && !log.contains("ERROR"), "{log}");
}
