//! A new database with one community, in which some people are signed in.

use std::io;
use std::net::SocketAddr;
use std::ops::Range;
use std::path::Path;

use app::context::{new_id, now};
use app::send::{Answer, envelope};
use app::shown::ShownIssue;
use domain::community::CreateCommunity;
use domain::hex::sha256_hex;
use domain::household::{Household, Join, PrintSlip};
use domain::issue::{Category, Feed, FeedQuery, FileIssue};
use domain::place::{Area, Building, Place, Plan, Point};
use domain::time::DAY;
use domain::{
    BuildingId, Command, CommandId, CommunityId, Envelope, HouseholdId, IssueId, Language,
    PersonId, PhotoId, Role, Sender, SlipId, Zone,
};
use serde_json::json;
use sqlx::any::install_default_drivers;
use sqlx::{AnyPool, AssertSqlSafe};
use store::Store;
use tempfile::TempDir;
use uuid::Uuid;

use crate::program::{Program, ask, encode};

pub const SLUG: &str = "crash";

/// Where everything is kept; gone at the end, but for a database on PostgreSQL, which goes with its
/// server.
pub struct Estate {
    folder: TempDir,
    pub database: String,
}

impl Estate {
    /// With so many people, on SQLite.
    pub async fn on_sqlite(people: usize) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = format!("sqlite:{}", folder.path().join("t.db").display());
        Self::new(folder, database, people).await
    }

    /// With so many people, on PostgreSQL; `None` where there is none.
    pub async fn on_postgres(people: usize) -> Option<Self> {
        let Ok(server) = std::env::var("TWOLINE_TEST_POSTGRES") else {
            eprintln!("not run: there is no PostgreSQL; scripts/with-postgres starts one");
            return None;
        };
        let name = format!("twoline_process_{}", new_id().as_u128());
        install_default_drivers();
        let connection = AnyPool::connect(&server).await.expect("the server");
        sqlx::query(AssertSqlSafe(format!("create database {name}")))
            .execute(&connection)
            .await
            .expect("a new database");
        connection.close().await;
        let (address, parameters) = server.split_once('?').unwrap_or((&server, ""));
        let (host, _) = address.rsplit_once('/').expect("a database in the URL");
        let folder = tempfile::tempdir().expect("a folder");
        let database = format!("{host}/{name}?{parameters}");
        Some(Self::new(folder, database, people).await)
    }

    async fn new(folder: TempDir, database: String, people: usize) -> Self {
        let store = Store::open(&database).await.expect("a new database");
        set_up(&store, people).await;
        Self { folder, database }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn serve(&self) -> Program {
        Program::serve(&self.database, self.folder())
    }
}

/// The id of the `n`th thing of a kind that belongs to a person: everybody computes the same.
fn id(kind: u8, person: usize, n: usize) -> Uuid {
    let parts = [kind.into(), person as u128, n as u128];
    Uuid::from_u128((parts[0] << 96) | (parts[1] << 64) | (parts[2] + 1))
}

/// One of the people, signed in.
#[derive(Debug, Clone, Copy)]
pub struct Person(pub usize);

impl Person {
    pub fn id(self) -> PersonId {
        PersonId(id(2, self.0, 0))
    }

    /// What its browser's cookie holds.
    pub fn session(self) -> String {
        format!("session-{}", self.0)
    }

    fn household(self) -> HouseholdId {
        HouseholdId(id(3, self.0, 0))
    }

    /// The `n`th issue that this person files.
    pub fn issue(self, n: usize) -> IssueId {
        IssueId(id(1, self.0, n))
    }

    /// The photo of that issue.
    pub fn photo(self, n: usize) -> PhotoId {
        PhotoId(id(4, self.0, n))
    }

    /// The `n`th command of this person, always with the same id.
    pub fn envelope(self, n: usize, command: Command) -> Envelope {
        Envelope {
            id: self.command_id(n),
            command,
        }
    }

    /// Of the `n`th command of this person.
    pub fn command_id(self, n: usize) -> CommandId {
        CommandId(id(5, self.0, n))
    }

    /// As a phone sends it. An error: no answer came, and nobody knows whether it was carried out.
    pub fn send(self, address: SocketAddr, envelope: &Envelope) -> io::Result<Answer> {
        let body = json!({"community": SLUG, "envelope": envelope, "sender": self.id()});
        let kind = "application/json";
        let (status, answer) = ask(
            address,
            "POST",
            "/api/v1/command",
            &self.session(),
            kind,
            body.to_string().as_bytes(),
        )?;
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&answer));
        Ok(serde_json::from_slice(&answer).expect("an answer"))
    }

    pub fn put_photo(self, address: SocketAddr, photo: PhotoId) -> io::Result<()> {
        let path = format!("/api/v1/{SLUG}/photos/{photo}?sender={}", self.id());
        let (status, _) = ask(
            address,
            "PUT",
            &path,
            &self.session(),
            "image/jpeg",
            &jpeg(),
        )?;
        assert_eq!(status, 204);
        Ok(())
    }

    pub fn feed(self, program: &Program) -> Feed {
        let query = serde_json::to_string(&FeedQuery::default()).expect("JSON");
        self.read(program, "feed", &format!("&query={}", encode(&query)))
    }

    pub fn read_issue(self, program: &Program, number: u32) -> ShownIssue {
        self.read(program, "issue", &format!("&number={number}"))
    }

    fn read<T: serde::de::DeserializeOwned>(self, program: &Program, what: &str, rest: &str) -> T {
        let path = format!("/api/read/{what}?slug={SLUG}{rest}");
        let (status, body) = program.get(&path, &self.session()).expect("an answer");
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&body));
        serde_json::from_slice(&body).expect("what was read")
    }
}

fn jpeg() -> Vec<u8> {
    let mut bytes = vec![];
    let encoder = image::codecs::jpeg::JpegEncoder::new(&mut bytes);
    let image = image::RgbImage::from_pixel(64, 48, image::Rgb([200, 60, 60]));
    image.write_with_encoder(encoder).expect("encodes");
    bytes
}

pub fn file(issue: IssueId, photos: Vec<PhotoId>) -> Command {
    Command::FileIssue(FileIssue {
        issue,
        category: Category::Noise,
        title: "Noise".into(),
        body: "At night".into(),
        area: Area::Estate,
        place: Place::default(),
        photos,
        discretion: domain::issue::Discretion::default(),
    })
}

/// The journal of a new estate: community, plan; for each person household, slip, joining.
pub fn events_at_first(people: usize) -> u64 {
    2 + 3 * people as u64
}

async fn set_up(store: &Store, people: usize) {
    set_up_as(store, CommunityId(id(0, 0, 0)), SLUG, 0..people).await;
}

/// A second community beside it, with one member.
pub async fn set_up_other(store: &Store, slug: &str, member: Person) {
    let people = member.0..member.0 + 1;
    set_up_as(store, CommunityId(id(0, 0, 1)), slug, people).await;
}

async fn set_up_as(store: &Store, community: CommunityId, slug: &str, people: Range<usize>) {
    let building = BuildingId("1".into());
    let outline = [(0.0, 0.0), (0.0, 0.001), (0.001, 0.0)];
    let mut commands = vec![
        Command::CreateCommunity(CreateCommunity {
            slug: slug.into(),
            name: "Crash".into(),
            other_name: String::new(),
            language: Language::English,
            zone: Zone::utc(),
        }),
        Command::SetPlan(Plan {
            buildings: vec![Building {
                id: building.clone(),
                name: "1".into(),
                cluster: "East".into(),
                outline: outline.map(|(lat, lon)| Point { lat, lon }).to_vec(),
                more: vec![],
            }],
            ..Plan::default()
        }),
    ];
    for person in people.map(Person) {
        let code_hash = format!("code {}", person.0);
        commands.extend([
            Command::RegisterHousehold(Household {
                id: person.household(),
                building: building.clone(),
                room: format!("10{}", person.0),
            }),
            Command::PrintSlip(PrintSlip {
                slip: SlipId(id(6, person.0, 0)),
                household: person.household(),
                admits: 1,
                roles: vec![Role::Secretary],
                expires_at: now().plus(DAY),
                code_hash: code_hash.clone(),
            }),
            Command::Join(Join {
                person: person.id(),
                code_hash,
                nickname: "Li".into(),
                language: Language::English,
                consent: true,
                text: 1,
            }),
        ]);
        let token = sha256_hex(person.session().as_bytes());
        let session = store.create_session(&token, person.id(), now(), now().plus(DAY));
        session.await.expect("no fault");
    }
    for command in commands {
        let sender = match command {
            Command::Join(_) => Sender::Nobody,
            _ => Sender::Operator,
        };
        let envelope = envelope(command);
        let answer = store.execute(community, sender, &envelope, now()).await;
        answer.expect("no fault").expect("not refused");
    }
}
