//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use domain::place::Datum;
use domain::{Role, Viewer, Zone};
use store::Store;

use crate::agenda::Agenda;
use crate::config::{self, Config};
use crate::demo;
use crate::error::Error;
use crate::import;
use crate::paper::{Order, Press, Which};
use crate::routes::{self, Server};
use crate::zone::zone;

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
    /// Compare what pages read with the journal that it follows from. Exits with 1 if something differs. May run while the
    /// server does.
    Check(Database),
    /// Copy everything, photos included, into one file. May run while the server does.
    Backup(Copy),
    /// Fill an empty database, of whichever kind, from the file of a backup.
    Restore(Copy),
    /// Print a meeting's papers into a PDF file.
    Print(Print),
    /// The estate's plan.
    #[command(subcommand)]
    Place(Place),
    /// Compute agendas from files, to check the rules.
    #[command(subcommand)]
    Agenda(Agenda),
}

#[derive(Debug, Subcommand)]
enum Place {
    /// Buildings, paths and gates, from a .geojson file. Shows what would change, and asks. The same file again changes nothing.
    Import(PlaceImport),
}

#[derive(Debug, Subcommand)]
enum Import {
    /// Reports, from a CSV file. A second import of the same file adds nothing.
    Reports(Reports),
}

#[derive(Debug, Args)]
struct Database {
    /// Where everything is kept: sqlite:FILE or `postgres://USER@HOST/NAME`.
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
        self.opened(Store::open(&self.database).await)
    }

    /// A mistyped file is an error, not a new database.
    async fn open_existing(&self) -> Result<Store, Error> {
        self.opened(Store::open_existing(&self.database).await)
    }

    fn opened(&self, store: Result<Store, store::Error>) -> Result<Store, Error> {
        store.map_err(|cause| Error::Open {
            url: without_password(&self.database),
            cause,
        })
    }

    async fn check(&self) -> Result<ExitCode, Error> {
        Ok(report(&self.open_existing().await?.check().await?))
    }
}

/// Prints what a check found.
fn report(check: &store::Check) -> ExitCode {
    for difference in &check.differences {
        println!("{difference}");
    }
    let compared = format!(
        "communities: {}, rows of the journal: {}, rows compared with it: {}",
        check.communities, check.events, check.rows
    );
    if check.differences.is_empty() {
        println!("no difference ({compared})");
        ExitCode::SUCCESS
    } else {
        println!("differences: {} ({compared})", check.differences.len());
        ExitCode::from(1)
    }
}

/// Logs and screens are read by others, too.
fn without_password(url: &str) -> String {
    let hidden = url.split_once("://").and_then(|(scheme, rest)| {
        let (user, host) = rest.rsplit_once('@')?;
        let (name, _) = user.split_once(':')?;
        Some(format!("{scheme}://{name}@{host}"))
    });
    hidden.unwrap_or_else(|| url.to_owned())
}

#[derive(Debug, Args)]
struct Serve {
    /// With a made-up community to try things on; prints links to join it. Needs an empty database the first time.
    #[arg(long)]
    demo: bool,
    #[command(flatten)]
    database: Database,
    /// Where to listen.
    #[arg(long, env = "TWOLINE_ADDRESS", default_value_t = config::default_address())]
    address: SocketAddr,
    /// The address under which people reach the server: stands in links and QR codes. Default: http:// and the address.
    #[arg(long, env = "TWOLINE_PUBLIC_URL", value_name = "URL")]
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
    #[arg(long, env = "TWOLINE_TRUST_PROXY")]
    trust_proxy: bool,
    #[command(flatten)]
    tiles: TilesFrom,
}

// No doc comment: it would become the description of the whole command.
#[derive(Debug, Args)]
struct TilesFrom {
    /// Draw street tiles under the plan, from addresses like `https://tiles.example/{z}/{x}/{y}.png`. Phones then ask that
    /// service, too.
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

#[derive(Debug, Args)]
struct Fonts {
    /// The folder with the fonts of printed papers.
    #[arg(
        long,
        env = "TWOLINE_FONTS",
        value_name = "FOLDER",
        default_value_os_t = config::default_fonts()
    )]
    fonts: PathBuf,
}

#[derive(Debug, Args)]
struct Print {
    /// The PDF; one that is there is replaced.
    file: PathBuf,
    /// The community, as in its address.
    #[arg(long, value_name = "SLUG")]
    community: String,
    /// The meeting's number.
    #[arg(long, value_name = "NUMBER")]
    meeting: u32,
    /// Only these papers: set (agenda and item sheets), notice, agenda, item-1 …, supplement, sign-in, record, minutes, resolution, result.
    /// Default: all that the meeting has now.
    #[arg(long)]
    kind: Option<String>,
    /// zh or en. Default: the community's own.
    #[arg(long)]
    language: Option<String>,
    /// The address under which people reach the server: it stands in QR codes, also of PDFs that are kept from then on.
    #[arg(long, env = "TWOLINE_PUBLIC_URL", value_name = "URL")]
    public_url: String,
    #[command(flatten)]
    fonts: Fonts,
    #[command(flatten)]
    database: Database,
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

#[derive(Debug, Args)]
struct Copy {
    /// The one file of the backup. It holds people's words and names: keep it as safe as the database.
    file: PathBuf,
    #[command(flatten)]
    database: Database,
}

#[derive(Debug, Args)]
struct PlaceImport {
    /// The .geojson file.
    file: PathBuf,
    /// The community whose plan it is, as in its address.
    #[arg(long, value_name = "SLUG")]
    community: String,
    /// Make the community if it is not there yet, with this name.
    #[arg(long, value_name = "NAME")]
    create: Option<String>,
    /// The time zone of a community that is made.
    #[arg(long, default_value = "Asia/Shanghai")]
    zone: String,
    /// Where the plan is drawn, as SVG, before anything changes. Default: beside the file.
    #[arg(long, value_name = "FILE")]
    drawing: Option<PathBuf>,
    /// Don't ask.
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    database: Database,
}

impl Cli {
    /// Does what was asked for. The exit code of an error is 2, of a no to a question 1.
    pub async fn run(self) -> Result<ExitCode, Error> {
        match self.command {
            Command::Serve(serve) => serve.run().await?,
            Command::Import(Import::Reports(reports)) => reports.run().await?,
            Command::Check(database) => return database.check().await,
            Command::Backup(copy) => copy.backup().await?,
            Command::Restore(copy) => return copy.restore().await,
            Command::Print(print) => print.run().await?,
            Command::Place(Place::Import(import)) => return import.run().await,
            Command::Agenda(agenda) => return agenda.run(),
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Copy {
    async fn backup(self) -> Result<(), Error> {
        let store = self.database.open_existing().await?;
        let rows = store.backup(&self.file).await.map_err(Error::Backup)?;
        println!("rows in {}: {rows}", self.file.display());
        Ok(())
    }

    /// Whoever restores wants to know at once whether it is whole.
    async fn restore(self) -> Result<ExitCode, Error> {
        let store = self.database.open().await?;
        let rows = store.restore(&self.file).await.map_err(Error::Backup)?;
        println!("rows restored from {}: {rows}", self.file.display());
        Ok(report(&store.check().await?))
    }
}

impl Serve {
    async fn run(self) -> Result<(), Error> {
        let mut config = Config::new(
            self.address,
            self.public_url.as_deref(),
            &self.site,
            self.trust_proxy,
        )?;
        config.fonts = self.fonts.fonts;
        let config = match &self.tiles {
            TilesFrom {
                tiles: Some(template),
                tiles_datum,
                tiles_attribution,
            } => {
                let credit = tiles_attribution.as_deref().unwrap_or_default();
                config.with_tiles(template, *tiles_datum, credit)?
            }
            TilesFrom { tiles: None, .. } => config,
        };
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

impl Print {
    async fn run(self) -> Result<(), Error> {
        let store = self.database.open_existing().await?;
        let known = import::community::Request {
            slug: &self.community,
            create: None,
            zone: &Zone::utc(),
        };
        let no_paper = || Error::NoPaper {
            slug: self.community.clone(),
            number: self.meeting,
        };
        let community = import::community::find(&store, &known).await?;
        let community = community.ok_or_else(no_paper)?;
        let which = match &self.kind {
            None => Which::All,
            Some(code) => Which::from_code(code).ok_or_else(|| Error::PaperKind(code.clone()))?,
        };
        let language = match &self.language {
            None => community.language,
            Some(code) => code.parse().map_err(|()| Error::Language(code.clone()))?,
        };
        // Whoever has the database at hand may see all of it.
        let viewer = Viewer {
            roles: vec![Role::Secretary],
            ..Viewer::default()
        };
        let public_url = config::checked_url(&self.public_url)?;
        let order = Order {
            community: &community,
            viewer: &viewer,
            public_url: &public_url,
            number: self.meeting,
            language,
            which,
        };
        let pdf = Press::new(&self.fonts.fonts).print(&store, &order).await?;
        let pdf = pdf.ok_or_else(no_paper)?;
        std::fs::write(&self.file, pdf).map_err(|cause| Error::Unwritable {
            path: self.file.clone(),
            cause,
        })
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

impl PlaceImport {
    async fn run(self) -> Result<ExitCode, Error> {
        let zone = zone(&self.zone).ok_or_else(|| Error::Zone(self.zone.clone()))?;
        let store = self.database.open().await?;
        let request = import::place::Request {
            file: &self.file,
            into: import::community::Request {
                slug: &self.community,
                create: self.create.as_deref(),
                zone: &zone,
            },
            drawing: self.drawing.as_deref(),
        };
        let confirm = |preview: &import::place::Preview| {
            print!("{preview}");
            self.yes || asked("Set this plan?")
        };
        let progress = &mut import::Console::new();
        let end = import::place::plan(&store, &request, progress, confirm).await?;
        println!(
            "{}",
            match end {
                import::place::End::Set => "The plan is set.",
                import::place::End::Unchanged =>
                    "The community has this plan already; nothing to do.",
                import::place::End::Declined => "Nothing was changed.",
            }
        );
        Ok(match end {
            import::place::End::Set | import::place::End::Unchanged => ExitCode::SUCCESS,
            import::place::End::Declined => ExitCode::from(1),
        })
    }
}

/// Asks at the console. Whatever is not yes is no, the end of the input too.
fn asked(question: &str) -> bool {
    use std::io::Write;
    print!("{question} [y/N] ");
    // A question that can't be shown can't be answered: what comes is then no yes.
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim(), "y" | "Y" | "yes" | "是")
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

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn a_password_is_not_shown() {
        for (url, shown) in [
            ("sqlite:data/a@b.db", "sqlite:data/a@b.db"),
            ("postgres://li@host/name", "postgres://li@host/name"),
            ("postgres://li:se:cr@t@host/name", "postgres://li@host/name"),
            ("postgres:///name?host=/run", "postgres:///name?host=/run"),
        ] {
            assert_eq!(without_password(url), shown);
        }
    }
}
