//! What one side may cost the server: connections, memory; and what it tells of that.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use app::context::new_id;
use domain::PhotoId;

use crate::estate::{Estate, Person, SLUG};
use crate::program::{Program, ask};

const MB: u64 = 1_000_000;

#[tokio::test]
async fn eleven_hundred_halves_of_requests_hold_nobody_up() {
    let estate = Estate::on_sqlite(1).await;
    let program = estate.serve();
    let mut kept = VecDeque::new();
    for n in 0..1100 {
        let mut stream = TcpStream::connect(program.address).expect("connects");
        let half = b"GET /crash HTTP/1.1\r\nhost: a\r\nx: ";
        stream.write_all(half).expect("sends");
        kept.push_back(stream);
        // A process may usually have 1,024 open.
        if kept.len() > 900 {
            kept.pop_front();
        }
        if n % 100 == 99 {
            let (status, _) = program.get("/crash", "").expect("an answer");
            assert_eq!(status, 200, "{n}");
        }
    }
    let open = program.open_files();
    assert!(open < 700, "{open} files and connections are open");
}

/// What is answered to a form with one field of so many bytes.
fn long_field(address: SocketAddr, session: &str, bytes: u64) -> String {
    let head = "--b\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\n";
    let length = head.len() as u64 + bytes + 9;
    let mut stream = TcpStream::connect(address).expect("connects");
    let start = format!(
        "POST /{SLUG}/issues/new HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n\
         cookie: twoline_session={session}\r\ncontent-type: multipart/form-data; boundary=b\r\n\
         content-length: {length}\r\n\r\n{head}"
    );
    stream.write_all(start.as_bytes()).expect("sends");
    let piece = vec![b'x'; 65_536];
    for _ in 0..bytes / 65_536 {
        stream.write_all(&piece).expect("read to its end");
    }
    let rest = usize::try_from(bytes % 65_536).expect("small");
    stream.write_all(&piece[..rest]).expect("sends");
    stream.write_all(b"\r\n--b--\r\n").expect("sends");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[tokio::test]
async fn a_field_without_end_is_refused_in_words_and_costs_little_memory() {
    let estate = Estate::on_sqlite(1).await;
    let program = estate.serve();
    let session = Person(0).session();
    // As it is at work.
    long_field(program.address, &session, 1_000_000);
    let before = program.forget_peak();
    let answer = long_field(program.address, &session, 300 * MB);
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(
        answer.contains("请") && answer.contains("Please"),
        "{answer}"
    );
    let more = program.peak() - before;
    assert!(more < 16 * MB, "{more} bytes");
}

#[tokio::test]
async fn photos_on_their_way_in_cost_no_more_memory_than_a_few_of_them() {
    const PEOPLE: usize = 16;
    let estate = Estate::on_sqlite(PEOPLE).await;
    let program = estate.serve();
    let put = |person: Person, bytes: &[u8]| {
        let id = PhotoId(new_id());
        let path = format!("/api/v1/{SLUG}/photos/{id}?sender={}", person.id());
        let (address, session) = (program.address, person.session());
        let (status, _) = ask(address, "PUT", &path, &session, "image/jpeg", bytes)?;
        std::io::Result::Ok(status)
    };
    let refused = put(Person(0), b"no photo").expect("an answer");
    assert_eq!(refused, 415);
    let before = program.forget_peak();
    let bytes = vec![7; 12 * 1024 * 1024];
    std::thread::scope(|scope| {
        for person in (0..PEOPLE).map(Person) {
            for _ in 0..2 {
                let (put, bytes) = (&put, &bytes);
                scope.spawn(move || {
                    let status = put(person, bytes).expect("an answer");
                    assert_eq!(status, 415);
                });
            }
        }
    });
    // 32 of them are 400 MB; eight are read at a time.
    let more = program.peak() - before;
    assert!(more < 180 * MB, "{more} bytes");
}

#[tokio::test]
async fn figures_are_shown_at_their_own_address_and_nowhere_else() {
    let estate = Estate::on_sqlite(1).await;
    let probe = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let figures = probe.local_addr().expect("an address");
    drop(probe);
    let options = ["--metrics", &figures.to_string()];
    let program = Program::serve_with(&estate.database, estate.folder(), &options);
    let (status, _) = program.get("/crash", "").expect("an answer");
    assert_eq!(status, 200);
    let (status, text) = ask(figures, "GET", "/metrics", "", "", &[]).expect("an answer");
    assert_eq!(status, 200);
    let text = String::from_utf8(text).expect("text");
    let line = "twoline_requests_total{method=\"GET\",path=\"/{community}\",status=\"200\"} 1\n";
    assert!(text.contains(line), "{text}");
    assert!(text.contains("twoline_connections "), "{text}");
    let (status, _) = program.get("/metrics", "").expect("an answer");
    assert_eq!(status, 404);
}
