//! What the server counts, for whoever runs it: as text that Prometheus reads, at an address of its
//! own. Nothing that people wrote, and nobody's name, id or code.

use std::sync::Arc;
use std::time::Duration;

use app::gate::{Counted, Gate};
use prometheus_client::encoding::text;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use store::Store;

/// What is measured, by the names of what it is counted by.
type Measured<const N: usize> = Family<[(&'static str, String); N], Histogram, fn() -> Histogram>;

/// Cheap to clone; clones share their figures.
#[derive(Debug, Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    requests: Counted<3>,
    durations: Measured<1>,
    photos: Counted<1>,
    pdfs: Counted<2>,
    pdf_durations: Histogram,
    queues: Family<[(&'static str, &'static str); 1], Gauge>,
    notices: Family<[(&'static str, &'static str); 1], Counter>,
    notices_failed: Family<[(&'static str, &'static str); 1], Counter>,
    connections: Gauge,
    /// Connections that were told to come again.
    pub turned_away: Counter,
}

/// From 1 ms to 33 s.
fn seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.001, 2.0, 16))
}

/// Figures that nobody reads.
impl Default for Metrics {
    fn default() -> Self {
        Self {
            registry: Arc::default(),
            requests: Counted::default(),
            durations: Family::new_with_constructor(seconds),
            photos: Counted::default(),
            pdfs: Counted::default(),
            pdf_durations: seconds(),
            queues: Family::default(),
            notices: Family::default(),
            notices_failed: Family::default(),
            connections: Gauge::default(),
            turned_away: Counter::default(),
        }
    }
}

impl Metrics {
    /// With those of the store and of people's commands.
    pub fn new(store: &Store, gate: &Gate) -> Self {
        let mut metrics = Self::default();
        let mut all = Registry::with_prefix("twoline");
        all.register(
            "requests",
            "Answered requests, by the form of their address",
            metrics.requests.clone(),
        );
        all.register(
            "request_duration_seconds",
            "Time until an answer began",
            metrics.durations.clone(),
        );
        all.register(
            "commands",
            "Commands of people, and what became of them",
            gate.commands.clone(),
        );
        all.register(
            "photos",
            "Uploaded photos, and what became of them",
            metrics.photos.clone(),
        );
        all.register("pdfs", "PDFs that were asked for", metrics.pdfs.clone());
        all.register(
            "pdf_duration_seconds",
            "Time for typesetting a PDF",
            metrics.pdf_durations.clone(),
        );
        all.register(
            "queue_length",
            "How many wait in each queue",
            metrics.queues.clone(),
        );
        all.register(
            "notices",
            "Notices that each channel has passed on",
            metrics.notices.clone(),
        );
        all.register(
            "notices_failures",
            "How often each channel failed to; it tries again",
            metrics.notices_failed.clone(),
        );
        all.register(
            "connections",
            "Connections that are open",
            metrics.connections.clone(),
        );
        all.register(
            "connections_turned_away",
            "Connections for which there was no room in time",
            metrics.turned_away.clone(),
        );
        let waits = store.waits();
        for (name, wait) in [("read", &waits.read), ("write", &waits.write)] {
            all.register(
                format!("database_{name}_wait_seconds"),
                "Time until there was a connection to the database",
                wait.clone(),
            );
        }
        metrics.registry = Arc::new(all);
        metrics
    }

    /// As Prometheus reads it.
    pub fn text(&self) -> String {
        let mut out = String::new();
        // Writing to a text does not fail.
        let _ = text::encode(&mut out, &self.registry);
        out
    }

    /// A request was answered.
    pub fn request(&self, method: &str, path: &str, status: u16, took: Duration) {
        let labels = [
            ("method", method.to_owned()),
            ("path", path.to_owned()),
            ("status", status.to_string()),
        ];
        self.requests.get_or_create(&labels).inc();
        let labels = [("path", path.to_owned())];
        let durations = self.durations.get_or_create(&labels);
        durations.observe(took.as_secs_f64());
    }

    /// What became of a photo.
    pub fn photo(&self, outcome: &str) {
        let labels = [("outcome", outcome.to_owned())];
        self.photos.get_or_create(&labels).inc();
    }

    /// What became of a wish for a PDF.
    pub fn pdf(&self, reader: &str, outcome: &str) {
        let labels = [
            ("reader", reader.to_owned()),
            ("outcome", outcome.to_owned()),
        ];
        self.pdfs.get_or_create(&labels).inc();
    }

    /// A PDF was typeset.
    pub fn typeset(&self, took: Duration) {
        self.pdf_durations.observe(took.as_secs_f64());
    }

    /// A channel has passed so many notices on.
    pub fn passed_on(&self, channel: &'static str, notices: usize) {
        let counter = self.notices.get_or_create(&[("channel", channel)]);
        counter.inc_by(u64::try_from(notices).unwrap_or(u64::MAX));
    }

    /// A channel failed to pass something on.
    pub fn not_passed_on(&self, channel: &'static str) {
        let counter = self.notices_failed.get_or_create(&[("channel", channel)]);
        counter.inc();
    }

    /// A connection is open until what is returned is dropped.
    pub fn open(&self) -> Waits {
        self.connections.inc();
        Waits(self.connections.clone())
    }

    /// Somebody waits in this queue until what is returned is dropped.
    pub fn waits(&self, queue: &'static str) -> Waits {
        let gauge = self.queues.get_or_create(&[("queue", queue)]).clone();
        gauge.inc();
        Waits(gauge)
    }
}

/// See [`Metrics::waits`].
#[derive(Debug)]
pub struct Waits(Gauge);

impl Drop for Waits {
    fn drop(&mut self) {
        self.0.dec();
    }
}
