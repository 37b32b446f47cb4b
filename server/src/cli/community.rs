//! How a real community begins at the command line: `twoline setup-link`, `community`,
//! `households` and `slips`.

use std::path::PathBuf;
use std::process::ExitCode;

use app::context::now;
use clap::{Args, Subcommand};
use domain::household::{Listed, Registered};
use domain::time::DAY;
use domain::{Community, Language, Sender, Zone};
use store::Store;

use super::import::{asked, community_name, zone};
use super::{Database, Fonts};
use crate::config;
use crate::error::Error;
use crate::import::community::{self, known};
use crate::import::register;
use crate::metrics::Metrics;
use crate::paper::Press;
use crate::routes::setup;
use crate::slips::{self, SLIP_DAYS, Which};

/// A one-time link to the set-up's pages.
#[derive(Debug, Args)]
pub(super) struct SetupLink {
    #[arg(
        long,
        env = "TWOLINE_PUBLIC_URL",
        value_name = "URL",
        value_parser = config::checked_url
    )]
    public_url: String,
    #[command(flatten)]
    database: Database,
}

impl SetupLink {
    pub(super) async fn run(self) -> Result<(), Error> {
        let store = self.database.open().await?;
        println!("{}", setup::link(&store, &self.public_url).await?);
        Ok(())
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum CommunityCommand {
    /// Make a community; the database too, if it is not there yet.
    Create(Create),
}

#[derive(Debug, Args)]
pub(super) struct Create {
    /// Its address: lower-case letters, digits and dashes.
    slug: String,
    /// What it is called. As this is written, Chinese or English, is its own content.
    #[arg(long, value_parser = community_name)]
    name: String,
    /// What it is called in the other language.
    #[arg(long, value_parser = community_name)]
    other_name: Option<String>,
    /// The time zone that its people live in.
    #[arg(long, default_value = "Asia/Shanghai", value_parser = zone)]
    zone: Zone,
    #[command(flatten)]
    database: Database,
}

impl Create {
    pub(super) async fn run(self) -> Result<(), Error> {
        let store = self.database.open().await?;
        let request = community::Request {
            slug: &self.slug,
            create: Some(&self.name),
            other_name: self.other_name.as_deref().unwrap_or_default(),
            zone: &self.zone,
        };
        if community::find(&store, &request).await?.is_some() {
            return Err(Error::SlugTaken(self.slug));
        }
        let made = community::create(&store, &request).await?;
        println!(
            "{} is made, at /{}. Next: its plan (twoline place import) or its register (twoline households import), and an invitation for its secretary (twoline office invite).",
            made.name, made.slug
        );
        Ok(())
    }
}

/// Of which community, in which database.
#[derive(Debug, Args)]
pub(super) struct Of {
    /// The community, as in its address.
    #[arg(long, value_name = "SLUG")]
    community: String,
    #[command(flatten)]
    database: Database,
}

impl Of {
    async fn open(&self) -> Result<(Store, Community), Error> {
        let store = self.database.open_existing().await?;
        let community = known(&store, &self.community).await?;
        Ok((store, community))
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Households {
    /// The register of households, from a table with the columns building, room, adults and maybe
    /// housing. The file is the whole register: a flat that it lacks is retired. Shows what would
    /// change, and asks; a file with a bad line changes nothing.
    Import(Import),
    /// Write a template of that table into a file.
    Template(Template),
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// The table: with commas, tabs or semicolons, in UTF-8, UTF-16 or GB18030.
    file: PathBuf,
    /// Only show what would change.
    #[arg(long)]
    dry_run: bool,
    /// Don't ask.
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    of: Of,
}

#[derive(Debug, Args)]
pub(super) struct Template {
    /// The file; one that is there is not overwritten.
    file: PathBuf,
    /// zh or en: the language of its columns' names.
    #[arg(long, value_parser = language, default_value = "zh")]
    language: Language,
}

fn language(code: &str) -> Result<Language, String> {
    code.parse().map_err(|()| "write zh or en".to_owned())
}

impl Households {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Self::Import(import) => import.run().await,
            Self::Template(template) => template.run().map(|()| ExitCode::SUCCESS),
        }
    }
}

impl Template {
    fn run(self) -> Result<(), Error> {
        let file = std::fs::File::create_new(&self.file);
        let written = file.and_then(|mut file| {
            use std::io::Write;
            file.write_all(register::template(self.language).as_bytes())
        });
        written.map_err(|cause| Error::Unwritable {
            path: self.file,
            cause,
        })
    }
}

impl Import {
    async fn run(self) -> Result<ExitCode, Error> {
        let (store, community) = self.of.open().await?;
        let bytes = std::fs::read(&self.file).map_err(|cause| Error::Unreadable {
            path: self.file.clone(),
            cause,
        })?;
        let preview = register::preview(&store, &community, &bytes).await?;
        if !preview.faults.is_empty() {
            let words = |(line, fault): &(u64, register::Fault)| match line {
                0 => fault.words(Language::English),
                line => format!("line {line}: {}", fault.words(Language::English)),
            };
            let faults: Vec<String> = preview.faults.iter().map(words).collect();
            return Err(Error::Register {
                path: self.file,
                faults: faults.join("\n"),
            });
        }
        for line in preview.lines(Language::English) {
            println!("{line}");
        }
        if preview.is_unchanged() {
            println!("The register is as in the file already; nothing to do.");
            return Ok(ExitCode::SUCCESS);
        }
        if self.dry_run {
            println!("Nothing was changed.");
            return Ok(ExitCode::SUCCESS);
        }
        if !self.yes && !asked("Take this register over?") {
            println!("Nothing was changed.");
            return Ok(ExitCode::from(1));
        }
        let done = register::carry_out(&store, &community, &preview).await?;
        done.map_err(Error::Refused)?;
        println!("The register is taken over.");
        Ok(ExitCode::SUCCESS)
    }
}

/// A building as somebody calls it, by name or id.
fn building<'b>(buildings: &'b [Listed], called: &str) -> Result<&'b Listed, Error> {
    let mut found = buildings.iter();
    let found = found.find(|known| known.id.0 == called || known.name == called);
    found.ok_or_else(|| {
        let names: Vec<&str> = buildings.iter().map(Listed::called).collect();
        Error::NoBuilding(called.to_owned(), names.join(", "))
    })
}

/// The household of a flat.
async fn household(
    store: &Store,
    community: &Community,
    place: &Listed,
    room: &str,
) -> Result<Registered, Error> {
    let register = store.register(community.id, now()).await?;
    let mut found = register.into_iter();
    let found = found.find(|known| known.building == place.id && known.room == room);
    found.ok_or_else(|| Error::NoFlat(place.called().to_owned(), room.to_owned()))
}

/// Print household slips into a PDF file, eight a page: for all flats where somebody can still
/// join, or some of them. Their earlier slips are void from then on.
#[derive(Debug, Args)]
pub(super) struct PrintSlips {
    /// The PDF; one that is there is not overwritten.
    file: PathBuf,
    /// Only of this building, by name or id.
    #[arg(long)]
    building: Option<String>,
    /// Only of this flat of the building.
    #[arg(long, requires = "building")]
    room: Option<String>,
    /// Only of flats from which nobody has joined.
    #[arg(long)]
    missing: bool,
    /// Days for which they are good.
    #[arg(long, default_value_t = SLIP_DAYS)]
    days: u32,
    #[arg(
        long,
        env = "TWOLINE_PUBLIC_URL",
        value_name = "URL",
        value_parser = config::checked_url
    )]
    public_url: String,
    #[command(flatten)]
    fonts: Fonts,
    #[command(flatten)]
    of: Of,
}

impl PrintSlips {
    pub(super) async fn run(self) -> Result<(), Error> {
        let (store, community) = self.of.open().await?;
        let mut which = Which {
            missing: self.missing,
            ..Which::default()
        };
        if let Some(place) = &self.building {
            let buildings = store.buildings(community.id).await?;
            let place = building(&buildings, place)?;
            which.building = Some(place.id.clone());
            if let Some(room) = &self.room {
                which.household = Some(household(&store, &community, place, room).await?.id);
            }
        }
        let unwritable = |cause| Error::Unwritable {
            path: self.file.clone(),
            cause,
        };
        // Before any slip is void.
        let press = Press::new(&self.fonts.fonts, Metrics::default());
        press.ready()?;
        let mut file = std::fs::File::create_new(&self.file).map_err(unwritable)?;
        let expires_at = now().plus(i64::from(self.days) * DAY);
        let (sender, url) = (Sender::Operator, &self.public_url);
        let printed = slips::print(&store, &community, sender, &which, expires_at, url);
        let printed = printed.await?.map_err(Error::Refused)?;
        let Some(printed) = printed else {
            let _ = std::fs::remove_file(&self.file);
            return Err(Error::NoSlips);
        };
        let count = printed.slips.len();
        let pdf = press.slips(printed).await?;
        std::io::Write::write_all(&mut file, &pdf).map_err(unwritable)?;
        println!("{count} slips; earlier ones of these flats are void.");
        Ok(())
    }
}
