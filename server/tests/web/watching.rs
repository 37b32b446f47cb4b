//! What whoever runs the server sees of it.

use std::io;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;

use crate::world::{Ask, World, jpeg, uuid};

/// What the server writes into its log.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("no panic").clone()).expect("text")
    }

    /// Listens, from this level on, until what is returned is dropped.
    pub fn listen(&self, level: tracing::Level) -> tracing::subscriber::DefaultGuard {
        let writer = self.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(level)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        tracing::subscriber::set_default(subscriber)
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn file(world: &World, session: &str, title: &str) -> StatusCode {
    let values = [
        ("category", "lift"),
        ("title", title),
        ("body", "Secret words"),
        ("area", "estate"),
        ("command", &uuid()),
    ];
    let ask = Ask::multipart("/a/issues/new", &values, &[&jpeg()]).by(session);
    world.send(ask).await.status
}

/// The database loses a table.
pub async fn lose(world: &World, table: &'static str) {
    let database = sqlx::AnyPool::connect(&world.database)
        .await
        .expect("opens");
    let rename = format!("alter table {table} rename to lost_{table}");
    sqlx::query(sqlx::AssertSqlSafe(rename))
        .execute(&database)
        .await
        .expect("renamed");
}

#[tokio::test]
async fn the_log_says_what_failed_and_what_was_refused_and_nothing_of_people() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let log = Log::default();
    let guard = log.listen(tracing::Level::INFO);
    let issue = world.issue("a", &anna, "Secret title").await;
    // Nothing is said of what went well.
    assert_eq!(log.text(), "");
    let second = format!("{issue}/second");
    world
        .send(Ask::form(&second, &[("command", &uuid())]).by(&anna))
        .await;
    let door = [
        ("code", "ABCD2345"),
        ("nickname", "Secret name"),
        ("consent", "on"),
        ("command", &uuid()),
    ];
    world.send(Ask::form("/a/join", &door)).await;
    assert_eq!(
        file(&world, &anna, "").await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    lose(&world, "photos").await;
    let photo = format!("/a/photos/{}?words=secret", uuid());
    let failed = world.send(Ask::get(&photo).by(&anna)).await;
    assert_eq!(failed.status, StatusCode::INTERNAL_SERVER_ERROR);
    drop(guard);
    let log = log.text();
    for said in [
        "command=\"Second\" refusal=\"AlreadySeconded\"",
        "command=\"Join\" refusal=\"SlipUnknown\"",
        "a slip's code that there is not",
        "path=\"/{community}/issues/new\" status=422",
        "path=\"/{community}/photos/{id}\" status=500",
    ] {
        assert!(log.contains(said), "{said}: {log}");
    }
    let small = log.to_lowercase();
    for never in ["secret", "2345", "anna"] {
        assert!(!small.contains(never), "{never}: {log}");
    }
}

#[tokio::test]
async fn figures_say_what_became_of_requests_commands_and_photos() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    assert_eq!(file(&world, &anna, "Lift").await, StatusCode::SEE_OTHER);
    world
        .send(Ask::form("/a/issues/1/second", &[]).by(&anna))
        .await;
    world.send(Ask::get("/a/issues/1").by(&anna)).await;
    world.send(Ask::get("/nowhere/at/all")).await;
    let figures = world.metrics.text();
    for line in [
        "twoline_requests_total{method=\"GET\",path=\"/{community}/issues/{number}\",status=\"200\"} 1",
        "twoline_requests_total{method=\"GET\",path=\"-\",status=\"404\"} 1",
        "twoline_request_duration_seconds_count{path=\"/{community}/issues/{number}\"} 1",
        "twoline_commands_total{kind=\"FileIssue\",outcome=\"Done\"} 1",
        "twoline_commands_total{kind=\"Second\",outcome=\"AlreadySeconded\"} 1",
        "twoline_photos_total{outcome=\"Done\"} 1",
        "twoline_queue_length{queue=\"uploads\"} 0",
        "twoline_queue_length{queue=\"decoding\"} 0",
        "twoline_connections 0",
    ] {
        assert!(figures.contains(&format!("{line}\n")), "{line}: {figures}");
    }
    for name in ["read", "write"] {
        let name = format!("twoline_database_{name}_wait_seconds_count ");
        let count = figures
            .split(&name)
            .nth(1)
            .and_then(|rest| rest.lines().next());
        let count: u32 = count
            .and_then(|count| count.parse().ok())
            .expect("a number");
        assert!(count > 0, "{name}: {figures}");
    }
}

#[tokio::test]
async fn health_is_the_databases() {
    let world = World::new().await;
    let well = world.send(Ask::get("/healthz")).await;
    assert_eq!(
        (well.status, well.text().as_str()),
        (StatusCode::OK, "ok\n")
    );
    lose(&world, "communities").await;
    let ill = world.send(Ask::get("/healthz")).await;
    assert_eq!(ill.status, StatusCode::SERVICE_UNAVAILABLE);
}
