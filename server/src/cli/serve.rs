//! `twoline serve`: settings, and the server from its start to its end.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use clap::Args;
use clap::builder::BoolishValueParser;
use domain::place::{Datum, Tiles};
use tokio::net::TcpListener;

use super::{Database, Fonts};
use crate::channel::{self, Channel, Hook};
use crate::clock;
use crate::config::{self, Config};
use crate::connections::{self, Limits};
use crate::demo;
use crate::error::Error;
use crate::mail::Mailer;
use crate::metrics::Metrics;
use crate::retention;
use crate::routes::{self, Server};

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// With a made-up community to try things on, if the database has none yet; prints links to
    /// join it.
    #[arg(long)]
    demo: bool,
    #[command(flatten)]
    database: Database,
    /// Where to listen.
    #[arg(long, env = "TWOLINE_ADDRESS", default_value_t = config::default_address())]
    address: SocketAddr,
    /// The address under which people reach the server: stands in links and QR codes. Default:
    /// http:// and the address.
    #[arg(
        long,
        env = "TWOLINE_PUBLIC_URL",
        value_name = "URL",
        value_parser = config::checked_url
    )]
    public_url: Option<String>,
    /// The folder with the browser's files.
    #[arg(
        long,
        env = "TWOLINE_SITE",
        value_name = "FOLDER",
        default_value_os_t = config::default_site()
    )]
    site: PathBuf,
    #[command(flatten)]
    fonts: Fonts,
    /// Believe X-Forwarded-For. Only behind a proxy that sets it itself.
    #[arg(long, env = "TWOLINE_TRUST_PROXY", value_parser = BoolishValueParser::new())]
    trust_proxy: bool,
    #[command(flatten)]
    tiles: TilesFrom,
    /// Append each notice as a line of JSON to this file, for a program of yours that passes it on,
    /// by SMS or a company's messenger. No words and no names are in it.
    #[arg(long, env = "TWOLINE_NOTICES", value_name = "FILE")]
    notices: Option<PathBuf>,
    /// Send the same lines to this address (POST, `application/x-ndjson`), for a service that
    /// passes them on. What it does not take (any answer but 2xx) is sent again, later and later.
    #[arg(long, env = "TWOLINE_NOTICES_HOOK", value_name = "URL", value_parser = config::checked_address)]
    notices_hook: Option<String>,
    /// By which that address knows who sends (`Authorization: Bearer`).
    #[arg(
        long,
        env = "TWOLINE_NOTICES_HOOK_TOKEN",
        value_name = "TOKEN",
        hide_env_values = true,
        requires = "notices_hook"
    )]
    notices_hook_token: Option<String>,
    /// Send mail by this server to whoever gives an address for it:
    /// `smtps://USER:PASSWORD@HOST`, or `smtp://USER:PASSWORD@HOST:587?tls=required`. Short, with
    /// nobody's words and names; what is not taken is sent again, later and later.
    #[arg(
        long,
        env = "TWOLINE_MAIL",
        value_name = "URL",
        hide_env_values = true,
        requires = "mail_from"
    )]
    mail: Option<String>,
    /// Who the mail is from: `Twoline <no-reply@HOST>`.
    #[arg(
        long,
        env = "TWOLINE_MAIL_FROM",
        value_name = "ADDRESS",
        requires = "mail"
    )]
    mail_from: Option<String>,
    /// How much one person may send in a minute, in the long run: a second or another tap counts 1,
    /// a photo 2, a report 8, what is refused 4 more. 0: as much as they like.
    #[arg(
        long,
        env = "TWOLINE_PACE",
        value_name = "NUMBER",
        default_value_t = 60
    )]
    pace: u32,
    /// Where Prometheus reads figures, at /metrics; not for phones. Without it nowhere.
    #[arg(long, env = "TWOLINE_METRICS", value_name = "ADDRESS")]
    metrics: Option<SocketAddr>,
}

// No doc comment: it would become the description of the whole command.
#[derive(Debug, Args)]
pub(super) struct TilesFrom {
    /// Draw street tiles under the plan, from addresses like
    /// `https://tiles.example/{z}/{x}/{y}.png`. Phones then ask that service, too.
    #[arg(
        long,
        env = "TWOLINE_TILES",
        value_name = "URL-TEMPLATE",
        requires = "tiles_attribution"
    )]
    tiles: Option<String>,
    /// What the coordinates of these tiles mean: wgs84, or gcj02 as of services in China.
    #[arg(
        long,
        env = "TWOLINE_TILES_DATUM",
        value_name = "wgs84|gcj02",
        default_value = "wgs84"
    )]
    tiles_datum: Datum,
    /// Whose tiles they are; shown under the plan.
    #[arg(long, env = "TWOLINE_TILES_ATTRIBUTION", value_name = "TEXT")]
    tiles_attribution: Option<String>,
}

impl TilesFrom {
    fn tiles(&self) -> Result<Option<Arc<Tiles>>, Error> {
        let Some(template) = &self.tiles else {
            return Ok(None);
        };
        let credit = self.tiles_attribution.as_deref().unwrap_or_default();
        let tiles = Tiles::new(template, self.tiles_datum, credit);
        let tiles = tiles.ok_or_else(|| Error::Tiles(template.clone()))?;
        Ok(Some(Arc::new(tiles)))
    }
}

impl Serve {
    pub(super) async fn run(self) -> Result<(), Error> {
        let address = self.address;
        let from = self.mail_from.as_deref().unwrap_or_default();
        let mail = self.mail.map(|server| Mailer::new(&server, from));
        let config = Config {
            address,
            public_url: self
                .public_url
                .unwrap_or_else(|| config::default_url(address)),
            site: self.site,
            trust_proxy: self.trust_proxy,
            fonts: self.fonts.fonts,
            tiles: self.tiles.tiles()?,
            mail: mail.transpose().map_err(Error::Mail)?,
            pace: self.pace,
        };
        // What may be missing comes first: a database is made only where a server can run.
        let files = routes::files(&config)?;
        let listener = listen(address).await?;
        let figures = match self.metrics {
            Some(address) => Some(listen(address).await?),
            None => None,
        };
        let store = self.database.open().await?;
        let public_url = config.public_url.clone();
        let mail = config.mail.clone().map(Channel::Mail);
        tokio::spawn(clock::keep(store.clone()));
        tokio::spawn(retention::keep(store.clone()));
        let server = Server::new(store.clone(), config);
        let router = routes::router(&server, files);
        let metrics = server.metrics().clone();
        let file = self.notices.map(Channel::File);
        let token = self.notices_hook_token.as_deref();
        let hook = self
            .notices_hook
            .map(|url| Channel::Hook(Hook::new(&url, token)));
        for channel in [file, hook, mail].into_iter().flatten() {
            let (store, url, metrics) = (store.clone(), public_url.clone(), metrics.clone());
            tokio::spawn(channel::follow(store, channel, url, metrics));
        }
        if let Some(listener) = figures {
            tokio::spawn(show(listener, metrics.clone()));
        }
        // Only now: links that are printed must work.
        if self.demo {
            print!("{}", demo::prepare(&store, &public_url).await?);
        } else {
            println!("Twoline: {public_url}");
            if store.communities().await?.is_empty() {
                let link = routes::setup::link(&store, &public_url).await?;
                println!(
                    "There is no community yet. Set one up, once and within a day, at\n{link}"
                );
            }
        }
        let limits = Limits::default();
        connections::serve(listener, router, limits, metrics, told_to_stop()).await;
        Ok(())
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Error> {
    let listener = TcpListener::bind(address).await;
    listener.map_err(|cause| Error::Address { address, cause })
}

/// Shows the figures to whoever can reach this address.
async fn show(listener: TcpListener, metrics: Metrics) {
    let text = move || async move {
        let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
        ([(CONTENT_TYPE, kind)], metrics.text())
    };
    let router = Router::new().route("/metrics", get(text));
    if let Err(error) = axum::serve(listener, router).await {
        tracing::error!("no more figures: {error}");
    }
}

/// Ctrl-C at the console, or the signal by which service managers stop a program.
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupted.await;
        }
    }
    // Browsers keep connections open for a while: what is under way may finish, but not for long.
    tokio::spawn(async {
        tokio::time::sleep(std::time::Duration::from_secs(10)).await;
        tracing::warn!("requests were still open after 10 seconds");
        std::process::exit(0);
    });
}
