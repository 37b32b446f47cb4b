//! How long commands and pages wait for a connection to the database: where that grows, the
//! database is what is slow.

use std::time::Instant;

use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};

/// Seconds, for each kind of connection. Cheap to clone; clones share their figures.
#[derive(Debug, Clone)]
pub struct Waits {
    pub read: Histogram,
    pub write: Histogram,
}

impl Default for Waits {
    fn default() -> Self {
        // From a tenth of a millisecond to 26 seconds.
        let histogram = || Histogram::new(exponential_buckets(0.0001, 4.0, 10));
        Self {
            read: histogram(),
            write: histogram(),
        }
    }
}

/// Waits, and notes for how long.
pub(crate) async fn measured<T>(waits: &Histogram, wait: impl Future<Output = T>) -> T {
    let started = Instant::now();
    let done = wait.await;
    waits.observe(started.elapsed().as_secs_f64());
    done
}
