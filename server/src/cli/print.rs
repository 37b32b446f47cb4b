//! `twoline print`: a meeting's papers as a PDF file.

use std::path::PathBuf;

use clap::Args;
use domain::{Role, Viewer};

use super::{Database, Fonts};
use crate::config;
use crate::error::Error;
use crate::import::community::known;
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

impl Print {
    pub(super) async fn run(self) -> Result<(), Error> {
        let store = self.database.open_existing().await?;
        let community = known(&store, &self.community).await?;
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
