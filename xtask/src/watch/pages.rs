//! Open pages, which wait for a word to reload. They speak to `cargo leptos watch` in the same way:
//! the script that Leptos puts into a watched page (`leptos::hydration::AutoReload`) opens a web
//! socket on a port of its own.

use std::mem;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::{Context, Result};
use tungstenite::{Message, WebSocket};

/// The one that Leptos has always used: after another start, pages that are still open find it
/// again.
const PORT: u16 = 3001;

type Sockets = Vec<WebSocket<TcpStream>>;

pub struct Pages {
    open: Arc<Mutex<Sockets>>,
    port: u16,
}

impl Pages {
    pub fn listen() -> Result<Self> {
        // Somebody may be watching another copy of the project.
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, PORT))
            .or_else(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))
            .context("no port to speak to open pages on")?;
        let port = listener.local_addr()?.port();
        let open: Arc<Mutex<Sockets>> = Arc::default();
        let found = Arc::clone(&open);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let found = Arc::clone(&found);
                // A browser may open a connection long before it says anything.
                thread::spawn(move || {
                    if let Ok(page) = tungstenite::accept(stream) {
                        lock(&found).push(page);
                    }
                });
            }
        });
        Ok(Self { open, port })
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Each page opens another socket when it has loaded, so these are done with.
    pub fn reload(&self) {
        for mut page in mem::take(&mut *lock(&self.open)) {
            // Most that fail have been closed or left meanwhile.
            let _ = page.send(Message::text(r#"{"all":true}"#));
        }
    }
}

fn lock(open: &Mutex<Sockets>) -> MutexGuard<'_, Sockets> {
    open.lock().unwrap_or_else(PoisonError::into_inner)
}
