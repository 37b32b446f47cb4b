//! `twoline import`: reports of another system, and the estate's plan.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::field::{Check, NAME_MAX};
use domain::place::Datum;
use domain::{Field, Zone};

use super::Database;
use crate::error::Error;
use crate::import::{Console, community, plan, report};

#[derive(Debug, Subcommand)]
pub(super) enum Import {
    /// Reports, from a table as a city publishes it or a spreadsheet saves it (CSV, or text with
    /// tabs). Says which column was taken for what. A second import of the same file adds nothing.
    Reports(Reports),
    /// The estate's plan: buildings, paths and gates, from a .geojson file. Shows where it lies and
    /// what would change, and asks. The same file again changes nothing.
    Plan(Plan),
}

/// `twoline place import` is `twoline import plan`.
#[derive(Debug, Subcommand)]
pub(super) enum Place {
    /// The estate's plan, from a .geojson file: the same as `import plan`.
    Import(Plan),
}

pub(super) fn zone(name: &str) -> Result<Zone, String> {
    let zone = crate::zone::zone(name);
    zone.ok_or_else(|| "write its name like Asia/Shanghai or America/New_York".to_owned())
}

pub(super) fn community_name(name: &str) -> Result<String, String> {
    let mut check = Check::default();
    let name = check.text(Field::Title, name, NAME_MAX);
    match check.done() {
        Ok(()) => Ok(name),
        Err(_) => Err(format!("a name has 1 to {NAME_MAX} characters")),
    }
}

#[derive(Debug, Args)]
pub(super) struct Reports {
    /// The table: with commas, tabs or semicolons, in UTF-8, UTF-16 or GB18030.
    file: PathBuf,
    /// The community that they are imported into, as in its address.
    #[arg(long, value_name = "SLUG")]
    community: String,
    /// The time zone of times in the file that don't say theirs, like `America/New_York`.
    #[arg(long, value_parser = zone)]
    zone: Zone,
    /// What positions in the file mean: wgs84, or gcj02 as of map services in China.
    #[arg(long, value_name = "DATUM", default_value = "wgs84")]
    datum: Datum,
    /// Make the community if it is not there yet, with this name and the same time zone.
    #[arg(long, value_name = "NAME", value_parser = community_name)]
    create: Option<String>,
    #[command(flatten)]
    database: Database,
}

#[derive(Debug, Args)]
pub(super) struct Plan {
    /// The .geojson file.
    file: PathBuf,
    /// The community whose plan it is, as in its address.
    #[arg(long, value_name = "SLUG")]
    community: String,
    /// Make the community if it is not there yet, with this name.
    #[arg(long, value_name = "NAME", value_parser = community_name)]
    create: Option<String>,
    /// The time zone of a community that is made.
    #[arg(long, default_value = "Asia/Shanghai", value_parser = zone)]
    zone: Zone,
    /// What its coordinates mean: wgs84, or gcj02 if it was drawn over a map of Amap, Tencent or
    /// Google in China. The plan is kept in WGS-84.
    #[arg(long, value_name = "DATUM", default_value = "wgs84")]
    datum: Datum,
    /// Where the plan is drawn, as SVG, before anything changes. Default: beside the file.
    #[arg(long, value_name = "FILE")]
    drawing: Option<PathBuf>,
    /// Don't ask.
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    database: Database,
}

impl Reports {
    pub(super) async fn run(self) -> Result<(), Error> {
        let store = self.database.open_to_import(self.create.as_deref()).await?;
        let request = report::Request {
            file: &self.file,
            into: community::Request {
                slug: &self.community,
                create: self.create.as_deref(),
                other_name: "",
                zone: &self.zone,
            },
            datum: self.datum,
        };
        let summary = report::import(&store, &request, &mut Console::default()).await?;
        println!("{summary}");
        Ok(())
    }
}

impl Plan {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        let store = self.database.open_to_import(self.create.as_deref()).await?;
        let request = plan::Request {
            file: &self.file,
            into: community::Request {
                slug: &self.community,
                create: self.create.as_deref(),
                other_name: "",
                zone: &self.zone,
            },
            datum: self.datum,
            drawing: self.drawing.as_deref(),
        };
        let confirm = |preview: &plan::Preview| {
            print!("{preview}");
            self.yes || asked("Set this plan?")
        };
        let progress = &mut Console::default();
        let end = plan::import(&store, &request, progress, confirm).await?;
        println!(
            "{}",
            match end {
                plan::End::Set => "The plan is set.",
                plan::End::Unchanged => "The community has this plan already; nothing to do.",
                plan::End::Declined => "Nothing was changed.",
            }
        );
        Ok(match end {
            plan::End::Set | plan::End::Unchanged => ExitCode::SUCCESS,
            plan::End::Declined => ExitCode::from(1),
        })
    }
}

/// Asks at the console. Whatever is not yes is no, the end of the input too.
pub(super) fn asked(question: &str) -> bool {
    use std::io::Write;
    print!("{question} [y/N] ");
    // A question that can't be shown can't be answered: what comes is then no yes.
    let _ = std::io::stdout().flush();
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim(), "y" | "Y" | "yes" | "是")
}
