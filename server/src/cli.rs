//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use store::Store;

use crate::agenda::Agenda;
use crate::config::Config;
use crate::demo;
use crate::error::Error;
use crate::import;
use crate::routes::{self, Server};

/// 双线 Twoline: residents' issues, seconded online, decided in the branch's meetings.
#[derive(Debug, Parser)]
#[command(name = "twoline", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages.
    Serve(Serve),
    /// Take over data of another system.
    #[command(subcommand)]
    Import(Import),
    /// Compute agendas from files, to check the rules.
    #[command(subcommand)]
    Agenda(Agenda),
}

#[derive(Debug, Subcommand)]
enum Import {
    /// Reports, from a CSV file. A second import of the same file adds nothing.
    Reports(Reports),
}

#[derive(Debug, Args)]
struct Database {
    /// Where everything is kept.
    #[arg(
        long,
        env = "TWOLINE_DATABASE",
        value_name = "URL",
        default_value = "sqlite:data/twoline.db"
    )]
    database: String,
}

impl Database {
    async fn open(&self) -> Result<Store, Error> {
        Store::open(&self.database)
            .await
            .map_err(|cause| Error::Open {
                url: self.database.clone(),
                cause,
            })
    }
}

#[derive(Debug, Args)]
struct Serve {
    /// With a made-up community to try things on; prints links to join it. Needs an empty database the first time.
    #[arg(long)]
    demo: bool,
    #[command(flatten)]
    database: Database,
    /// Where to listen.
    #[arg(long, env = "TWOLINE_ADDRESS", default_value = "127.0.0.1:3000")]
    address: SocketAddr,
    /// The address under which people reach the server: stands in links and QR codes. Default: http:// and the address.
    #[arg(long, env = "TWOLINE_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// The folder with the browser's files.
    #[arg(
        long,
        env = "TWOLINE_SITE",
        value_name = "FOLDER",
        default_value = "target/site"
    )]
    site: PathBuf,
    /// Believe X-Forwarded-For. Only behind a proxy that sets it itself.
    #[arg(long, env = "TWOLINE_TRUST_PROXY")]
    trust_proxy: bool,
}

#[derive(Debug, Args)]
struct Reports {
    /// The CSV file.
    file: PathBuf,
    /// The community that they are imported into, as in its address.
    #[arg(long, value_name = "SLUG")]
    community: String,
    /// The time zone of the times in the file, like `America/New_York`.
    #[arg(long)]
    zone: String,
    /// Make the community if it is not there yet, with this name and the same time zone.
    #[arg(long, value_name = "NAME")]
    create: Option<String>,
    #[command(flatten)]
    database: Database,
}

impl Cli {
    /// Does what was asked for. The exit code of an error is 2.
    pub async fn run(self) -> Result<ExitCode, Error> {
        match self.command {
            Command::Serve(serve) => serve.run().await?,
            Command::Import(Import::Reports(reports)) => reports.run().await?,
            Command::Agenda(agenda) => return agenda.run(),
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Serve {
    async fn run(self) -> Result<(), Error> {
        let config = Config::new(
            self.address,
            self.public_url.as_deref(),
            &self.site,
            self.trust_proxy,
        )?;
        let store = self.database.open().await?;
        let router = routes::router(&Server::new(store.clone(), &config))?;
        let address = config.address;
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .map_err(|cause| Error::Address { address, cause })?;
        // Only now: links that are printed must work.
        if self.demo {
            print!("{}", demo::prepare(&store, &config.public_url).await?);
        } else {
            println!("Twoline: {}", config.public_url);
        }
        routes::serve(listener, router, told_to_stop()).await
    }
}

impl Reports {
    async fn run(self) -> Result<(), Error> {
        let store = self.database.open().await?;
        let request = import::Request {
            file: &self.file,
            slug: &self.community,
            zone: &self.zone,
            create: self.create.as_deref(),
        };
        let summary = import::reports(&store, &request, &mut import::Console::new()).await?;
        println!("{summary}");
        Ok(())
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
