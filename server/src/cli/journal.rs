//! `twoline journal` and `twoline rebuild`: the journal in a file, whether it is whole, and all
//! that follows from it made anew.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::Database;
use super::agenda::typed_fingerprint;
use crate::error::Error;
use crate::import::community::known;
use crate::journal::{FORMAT, Opening, Verdict, verify};

/// What can be done with a journal.
#[derive(Debug, Subcommand)]
pub enum Journal {
    /// Write a community's journal into a file, without anybody's words, names or places, for
    /// whoever supervises. May run while the server does.
    Export(Export),
    /// Whether an exported journal is the one that a printed agenda vouches for. Needs no database.
    /// The exit code is 1 if not.
    Verify(VerifyJournal),
}

/// The arguments of `export`.
#[derive(Debug, Args)]
pub struct Export {
    /// The file; one that is there is replaced.
    file: PathBuf,
    /// The community, as in its address.
    #[arg(long, value_name = "SLUG")]
    community: String,
    #[command(flatten)]
    database: Database,
}

/// The arguments of `verify`.
#[derive(Debug, Args)]
pub struct VerifyJournal {
    /// The journal, as exported.
    file: PathBuf,
    /// The fingerprint on page 1 of the printed agenda.
    #[arg(long, value_parser = typed_fingerprint)]
    fingerprint: String,
}

impl Journal {
    /// Does what was asked for.
    pub async fn run(self) -> Result<ExitCode, Error> {
        match self {
            Journal::Export(export) => export.run().await.map(|()| ExitCode::SUCCESS),
            Journal::Verify(verify) => verify.run(),
        }
    }
}

impl Export {
    async fn run(self) -> Result<(), Error> {
        let store = self.database.open_existing().await?;
        let community = known(&store, &self.community).await?;
        let cannot = |cause| Error::Unwritable {
            path: self.file.clone(),
            cause,
        };
        let mut file = BufWriter::new(File::create(&self.file).map_err(cannot)?);
        let opening = Opening {
            format: FORMAT,
            community: community.id,
            slug: community.slug,
        };
        let opening = serde_json::to_string(&opening).expect("ids and text are JSON");
        writeln!(file, "{opening}").map_err(cannot)?;
        let mut written = Ok(());
        let rows = store
            .export(community.id, |line| {
                if written.is_ok() {
                    written = writeln!(file, "{line}");
                }
            })
            .await?;
        written.and_then(|()| file.flush()).map_err(cannot)?;
        println!("rows in {}: {rows}", self.file.display());
        Ok(())
    }
}

impl VerifyJournal {
    fn run(self) -> Result<ExitCode, Error> {
        let text = std::fs::read_to_string(&self.file).map_err(|cause| Error::Unreadable {
            path: self.file.clone(),
            cause,
        })?;
        let verdict = verify(&text, &self.fingerprint);
        println!("{verdict}");
        Ok(match verdict {
            Verdict::Vouched { .. } => ExitCode::SUCCESS,
            Verdict::Unreadable { .. }
            | Verdict::Changed { .. }
            | Verdict::Another { .. }
            | Verdict::NotFound => ExitCode::FAILURE,
        })
    }
}
