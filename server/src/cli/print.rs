//! `twoline print`: a meeting's papers as a PDF file.

use std::path::PathBuf;

use clap::Args;
use domain::paper::PaperKind;
use domain::{Language, Role, Viewer};

use super::{Database, Fonts};
use crate::config;
use crate::error::Error;
use crate::import::community::known;
use crate::metrics::Metrics;
use crate::paper::{Order, Press, Which};

#[derive(Debug, Args)]
pub(super) struct Print {
    /// The PDF; one that is there is replaced.
    file: PathBuf,
    /// The community, as in its address.
    #[arg(long, value_name = "SLUG")]
    community: String,
    /// The meeting's number.
    #[arg(long, value_name = "NUMBER")]
    meeting: u32,
    /// Only these papers. Default: all that the meeting has now.
    #[arg(long, value_parser = which, long_help = format!(
        "Only these papers: {}.\nDefault: all that the meeting has now", kinds()
    ))]
    kind: Option<Which>,
    /// zh or en. Default: the community's own.
    #[arg(long, value_parser = language)]
    language: Option<Language>,
    /// The address under which people reach the server: it stands in QR codes, also of PDFs that
    /// are kept from then on.
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
    database: Database,
}

fn which(code: &str) -> Result<Which, String> {
    Which::from_code(code).ok_or_else(|| format!("there are {}", kinds()))
}

/// All kinds of papers as they are written here.
fn kinds() -> String {
    let kinds = PaperKind::all(1).map(|kind| kind.to_string());
    let kinds: Vec<String> = kinds.collect();
    format!(
        "set (agenda, item sheets, record and sign-in sheet), {}",
        kinds.join(", ")
    )
}

fn language(code: &str) -> Result<Language, String> {
    code.parse().map_err(|()| "write zh or en".to_owned())
}

impl Print {
    pub(super) async fn run(self) -> Result<(), Error> {
        let store = self.database.open_existing().await?;
        let community = known(&store, &self.community).await?;
        // Whoever has the database at hand may see all of it.
        let viewer = Viewer {
            roles: vec![Role::Secretary],
            ..Viewer::default()
        };
        let order = Order {
            community: &community,
            viewer: &viewer,
            public_url: &self.public_url,
            number: self.meeting,
            language: self.language.unwrap_or(community.language),
            which: self.kind.unwrap_or(Which::All),
        };
        let pdf = Press::new(&self.fonts.fonts, Metrics::default())
            .print(&store, &order)
            .await?;
        let pdf = pdf.ok_or_else(|| Error::NoPaper {
            slug: self.community.clone(),
            number: self.meeting,
        })?;
        std::fs::write(&self.file, pdf).map_err(|cause| Error::Unwritable {
            path: self.file.clone(),
            cause,
        })
    }
}
