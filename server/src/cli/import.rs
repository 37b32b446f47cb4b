//! `twoline import reports` and `twoline place import`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::Database;
use crate::error::Error;
use crate::import;
use crate::zone::zone;

#[derive(Debug, Subcommand)]
pub(super) enum Place {
    /// Buildings, paths and gates, from a .geojson file. Shows what would change, and asks. The same file again changes nothing.
    Import(PlaceImport),
}

#[derive(Debug, Subcommand)]
pub(super) enum Import {
    /// Reports, from a CSV file. A second import of the same file adds nothing.
    Reports(Reports),
}

#[derive(Debug, Args)]
pub(super) struct Reports {
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
pub(super) struct PlaceImport {
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

impl Reports {
    pub(super) async fn run(self) -> Result<(), Error> {
        let store = self.database.open_to_import(self.create.as_deref()).await?;
        let request = import::report::Request {
            file: &self.file,
            slug: &self.community,
            zone: &self.zone,
            create: self.create.as_deref(),
        };
        let summary =
            import::report::reports(&store, &request, &mut import::Console::new()).await?;
        println!("{summary}");
        Ok(())
    }
}

impl PlaceImport {
    pub(super) async fn run(self) -> Result<ExitCode, Error> {
        let zone = zone(&self.zone).ok_or_else(|| Error::Zone(self.zone.clone()))?;
        let store = self.database.open_to_import(self.create.as_deref()).await?;
        let request = import::plan::Request {
            file: &self.file,
            into: import::community::Request {
                slug: &self.community,
                create: self.create.as_deref(),
                zone: &zone,
            },
            drawing: self.drawing.as_deref(),
        };
        let confirm = |preview: &import::plan::Preview| {
            print!("{preview}");
            self.yes || asked("Set this plan?")
        };
        let progress = &mut import::Console::new();
        let end = import::plan::plan(&store, &request, progress, confirm).await?;
        println!(
            "{}",
            match end {
                import::plan::End::Set => "The plan is set.",
                import::plan::End::Unchanged =>
                    "The community has this plan already; nothing to do.",
                import::plan::End::Declined => "Nothing was changed.",
            }
        );
        Ok(match end {
            import::plan::End::Set | import::plan::End::Unchanged => ExitCode::SUCCESS,
            import::plan::End::Declined => ExitCode::from(1),
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
