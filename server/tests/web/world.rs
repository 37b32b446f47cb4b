//! Two small communities, people in them, and a browser without script.

use std::net::SocketAddr;
use std::path::Path;

use app::context::{new_id, now};
use app::send::envelope;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use domain::community::CreateCommunity;
use domain::hex::sha256_hex;
use domain::household::{Household, PrintSlip};
use domain::place::{Building, Plan, Point};
use domain::time::DAY;
use domain::{
    BuildingId, Command, CommunityId, HouseholdId, IssueId, Language, PersonId, Role, Sender,
    SlipId, TextId, Timestamp, Zone,
};
use server::config::Config;
use server::ids::code_hash;
use server::metrics::Metrics;
use server::routes::{Server, files, router};
use store::Store;
use tempfile::TempDir;
use tower::ServiceExt;

pub struct World {
    pub store: Store,
    pub router: Router,
    pub metrics: Metrics,
    /// Its URL.
    pub database: String,
    /// Removed at the end.
    _folder: TempDir,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }

    pub fn location(&self) -> &str {
        self.header(header::LOCATION)
    }

    /// The `Set-Cookie` line of this cookie.
    pub fn set_cookie(&self, name: &str) -> Option<String> {
        let lines = self.headers.get_all(header::SET_COOKIE).iter();
        lines
            .map(|line| line.to_str().expect("text").to_owned())
            .find(|line| line.starts_with(&format!("{name}=")))
    }
}

/// A request, by default from one of our own pages.
pub struct Ask {
    request: Request<Body>,
}

impl Ask {
    pub fn new(method: Method, path: &str) -> Self {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "twoline.example")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header("sec-fetch-site", "same-origin")
            .body(Body::empty())
            .expect("a request");
        Self { request }.at_address("192.0.2.1")
    }

    pub fn get(path: &str) -> Self {
        Self::new(Method::GET, path)
    }

    /// A plain form.
    pub fn form(path: &str, values: &[(&str, &str)]) -> Self {
        let body: Vec<String> = values
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect();
        Self::new(Method::POST, path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body.join("&"))
    }

    /// A form with a file.
    pub fn multipart(path: &str, values: &[(&str, &str)], photos: &[&[u8]]) -> Self {
        const BOUNDARY: &str = "----twoline";
        let mut body = vec![];
        for (name, value) in values {
            body.extend(
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .into_bytes(),
            );
        }
        let mut file = |name: &str, photo: &[u8]| {
            let part = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"{name}\"\r\n\
                 Content-Type: image/jpeg\r\n\r\n"
            );
            body.extend(part.into_bytes());
            body.extend_from_slice(photo);
            body.extend(b"\r\n");
        };
        // A browser sends an empty file without a name where none was picked.
        if photos.is_empty() {
            file("", b"");
        }
        for photo in photos {
            file("p.jpg", photo);
        }
        body.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        Self::new(Method::POST, path)
            .header(
                "content-type",
                &format!("multipart/form-data; boundary={BOUNDARY}"),
            )
            .body(body)
    }

    pub fn path(&self) -> String {
        self.request.uri().path().to_owned()
    }

    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        let value = value.parse().expect("a header's value");
        self.request.headers_mut().insert(name, value);
        self
    }

    /// One more of the same name.
    pub fn and_header(mut self, name: &'static str, value: &str) -> Self {
        let value = value.parse().expect("a header's value");
        self.request.headers_mut().append(name, value);
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.request.headers_mut().remove(name);
        self
    }

    pub fn body(mut self, body: impl Into<Body>) -> Self {
        *self.request.body_mut() = body.into();
        self
    }

    /// Signed in with this session.
    pub fn by(self, session: &str) -> Self {
        self.header("cookie", session)
    }

    pub fn at_address(mut self, address: &str) -> Self {
        let address = SocketAddr::new(address.parse().expect("an address"), 4000);
        self.request.extensions_mut().insert(ConnectInfo(address));
        self
    }
}

pub fn encode(value: &str) -> String {
    use std::fmt::Write;
    value.bytes().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "%{byte:02X}");
        out
    })
}

pub fn uuid() -> String {
    new_id().to_string()
}

impl World {
    /// Communities `a` and `b`, each with building 1, reached at <https://twoline.example>.
    pub async fn new() -> Self {
        Self::with(|config| config).await
    }

    /// The same, with other settings.
    pub async fn with(settings: impl FnOnce(Config) -> Config) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        std::fs::create_dir_all(site.join("pkg")).expect("makes it");
        std::fs::write(site.join("sw.js"), "// worker\n").expect("writes");
        std::fs::write(site.join("pkg/twoline.css"), "body {}").expect("writes");
        std::fs::write(site.join("manifest.webmanifest"), "{}").expect("writes");
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        let store = Store::open(&url).await.expect("opens");
        let config = settings(Config {
            address: "127.0.0.1:0".parse().expect("an address"),
            public_url: "https://twoline.example".into(),
            site,
            trust_proxy: false,
            // Beside where cargo keeps what tests write.
            fonts: Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("fonts"),
            tiles: None,
            mail: None,
            pace: 0,
        });
        let files = files(&config).expect("the browser's files");
        let server = Server::new(store.clone(), config);
        let world = Self {
            store,
            router: router(&server, files),
            metrics: server.metrics().clone(),
            database: url,
            _folder: folder,
        };
        for slug in ["a", "b"] {
            world.community(slug).await;
        }
        world
    }

    async fn community(&self, slug: &str) {
        let id = CommunityId(new_id());
        let corner = |lat, lon| Point { lat, lon };
        let building = Building {
            id: BuildingId("1".into()),
            name: "No. 1".into(),
            cluster: "East".into(),
            outline: vec![
                corner(31.0, 121.0),
                corner(31.0, 121.1),
                corner(31.1, 121.1),
            ],
            more: vec![],
        };
        let commands = [
            Command::CreateCommunity(CreateCommunity {
                slug: slug.into(),
                name: format!("Estate {slug}"),
                other_name: String::new(),
                language: Language::English,
                zone: Zone::utc(),
            }),
            Command::SetPlan(Plan {
                buildings: vec![building],
                ..Plan::default()
            }),
            Command::RegisterHousehold(Self::household(id)),
        ];
        for command in commands {
            self.operate(id, command, now()).await;
        }
    }

    fn household(community: CommunityId) -> Household {
        Household {
            id: HouseholdId(community.0),
            building: BuildingId("1".into()),
            room: "101".into(),
        }
    }

    async fn operate(&self, community: CommunityId, command: Command, at: Timestamp) {
        let envelope = envelope(command);
        let answer = self
            .store
            .execute(community, Sender::Operator, &envelope, at)
            .await;
        answer.expect("stored").expect("allowed");
    }

    pub async fn community_id(&self, slug: &str) -> CommunityId {
        self.store
            .community(slug)
            .await
            .expect("read")
            .expect("there")
            .id
    }

    /// Prints a slip with this code that expired, or will, `days` from now.
    pub async fn slip(&self, slug: &str, code: &str, admits: u32, days: i64) {
        self.slip_for(slug, code, admits, days, Role::Resident)
            .await;
    }

    async fn slip_for(&self, slug: &str, code: &str, admits: u32, days: i64, role: Role) {
        let community = self.community_id(slug).await;
        let household = Self::household(community);
        let slip = PrintSlip {
            slip: SlipId(new_id()),
            household: household.id,
            admits,
            roles: vec![role],
            expires_at: now().plus(days * DAY),
            code_hash: code_hash(code),
        };
        self.operate(community, Command::PrintSlip(slip), now().plus(-30 * DAY))
            .await;
    }

    /// As whoever runs the server.
    pub async fn operator(&self, slug: &str, command: Command) {
        let community = self.community_id(slug).await;
        self.operate(community, command, now()).await;
    }

    /// Somebody joins with this household; returns their session.
    pub async fn member_of(&self, slug: &str, nickname: &str, home: HouseholdId) -> String {
        let code = format!("CODE{}", nickname.to_uppercase());
        let slip = PrintSlip {
            slip: SlipId(new_id()),
            household: home,
            admits: 1,
            roles: vec![Role::Resident],
            expires_at: now().plus(5 * DAY),
            code_hash: code_hash(&code),
        };
        self.operator(slug, Command::PrintSlip(slip)).await;
        self.joined(slug, &code, nickname).await
    }

    /// Somebody joins; returns their session for [`Ask::by`].
    pub async fn member(&self, slug: &str, nickname: &str) -> String {
        self.officer(slug, nickname, Role::Resident).await
    }

    /// Somebody with a role joins; returns their session.
    pub async fn officer(&self, slug: &str, nickname: &str, role: Role) -> String {
        let code = format!("CODE{}", nickname.to_uppercase());
        self.slip_for(slug, &code, 1, 5, role).await;
        self.joined(slug, &code, nickname).await
    }

    async fn joined(&self, slug: &str, code: &str, nickname: &str) -> String {
        let values = [
            ("code", code),
            ("nickname", nickname),
            ("language", "en"),
            ("consent", "on"),
            ("command", &uuid()),
        ];
        let joined = self
            .send(Ask::form(&format!("/{slug}/join"), &values))
            .await;
        assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.text());
        let line = joined
            .set_cookie("__Host-twoline_session")
            .expect("signed in");
        line.split(';').next().expect("a cookie").to_owned()
    }

    /// Who has this session.
    pub async fn person(&self, session: &str) -> PersonId {
        let (_, token) = session.split_once('=').expect("a cookie");
        let hash = sha256_hex(token.as_bytes());
        let visit = self.store.visit("", &hash, now()).await;
        visit.expect("read").session.expect("signed in").0
    }

    /// Carries out a command as whoever has this session.
    pub async fn run(&self, slug: &str, session: &str, command: Command) {
        let community = self.community_id(slug).await;
        let person = self.person(session).await;
        let sender = Sender::Person(person);
        let envelope = envelope(command);
        let answer = self
            .store
            .execute(community, sender, &envelope, now())
            .await;
        answer.expect("stored").expect("allowed");
    }

    /// The words of an issue as they are now.
    pub async fn text_of(&self, slug: &str, issue: IssueId) -> TextId {
        let community = self.community_id(slug).await;
        for number in 1.. {
            let view = self.store.issue(community, number, None, None).await;
            let found = view.expect("read").expect("an issue with this id").issue;
            if found.id == issue {
                return found.text;
            }
        }
        unreachable!("numbers end")
    }

    /// A member files an issue by the plain form; returns its address.
    pub async fn issue(&self, slug: &str, session: &str, title: &str) -> String {
        self.issue_with(slug, session, title, "").await
    }

    /// The same, with a text.
    pub async fn issue_with(&self, slug: &str, session: &str, title: &str, body: &str) -> String {
        let values = [
            ("category", "lift"),
            ("title", title),
            ("body", body),
            ("area", "estate"),
            ("command", &uuid()),
        ];
        let path = format!("/{slug}/issues/new");
        let filed = self
            .send(Ask::multipart(&path, &values, &[]).by(session))
            .await;
        assert_eq!(filed.status, StatusCode::SEE_OTHER, "{}", filed.text());
        filed.location().to_owned()
    }

    /// Which issue it is that has this address.
    pub async fn issue_id(&self, slug: &str, address: &str) -> IssueId {
        let number = address.rsplit('/').next().and_then(|n| n.parse().ok());
        let community = self.community_id(slug).await;
        let issue = self
            .store
            .issue(community, number.expect("a number"), None, None);
        issue.await.expect("read").expect("there").issue.id
    }

    pub async fn send(&self, ask: Ask) -> Answer {
        let answer = self
            .router
            .clone()
            .oneshot(ask.request)
            .await
            .expect("answers");
        let (parts, body) = answer.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: axum::body::to_bytes(body, usize::MAX)
                .await
                .expect("a body"),
        }
    }
}

/// A small JPEG.
pub fn jpeg() -> Vec<u8> {
    jpeg_of_height(48)
}

pub fn jpeg_of_height(height: u32) -> Vec<u8> {
    let mut bytes = vec![];
    let encoder = image::codecs::jpeg::JpegEncoder::new(&mut bytes);
    let image = image::RgbImage::from_pixel(64, height, image::Rgb([200, 60, 60]));
    image.write_with_encoder(encoder).expect("encodes");
    bytes
}
