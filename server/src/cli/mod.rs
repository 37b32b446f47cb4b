//! The command line: what can be asked for, a file for each.

mod agenda;
mod community;
mod database;
mod import;
mod journal;
mod office;
mod print;
mod retention;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use agenda::Agenda;
use community::{CommunityCommand, Households, PrintSlips, SetupLink};
use database::{BackupFile, Database, RestoreFile};
use import::{Import, Place};
use journal::Journal;
use office::Officers;
use print::Print;
use retention::Retention;
use serve::Serve;

use crate::config;
use crate::error::Error;

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
    /// Print a new one-time link for setting communities up in a browser; an earlier one is void.
    SetupLink(SetupLink),
    /// Communities of this database.
    #[command(subcommand)]
    Community(CommunityCommand),
    /// The register of households.
    #[command(subcommand)]
    Households(Households),
    /// Print household slips into a PDF file, eight a page. Earlier ones of these flats are void.
    Slips(PrintSlips),
    /// Take over reports of another system, or the estate's plan.
    #[command(subcommand)]
    Import(Import),
    /// Compare what pages read with the journal that it follows from. Exits with 1 if something
    /// differs. May run while the server does.
    Check(Database),
    /// Copy everything, photos included, into one file. May run while the server does.
    Backup(BackupFile),
    /// Fill an empty database, of whichever kind, from the file of a backup.
    Restore(RestoreFile),
    /// Make everything that follows from the journals anew, and leave what is kept beside them as
    /// it is. May run while the server does: a community waits with its commands until it is done.
    Rebuild(Database),
    /// The journal in a file, to be verified by whoever has a printed agenda.
    #[command(subcommand)]
    Journal(Journal),
    /// Print a meeting's papers into a PDF file.
    Print(Print),
    /// The estate's plan.
    #[command(subcommand)]
    Place(Place),
    /// Who holds which office.
    #[command(subcommand)]
    Office(Officers),
    /// For how long what can be erased is kept, and erasing what had its time.
    #[command(subcommand)]
    Retention(Retention),
    /// Compute agendas from files, to check the rules.
    #[command(subcommand)]
    Agenda(Agenda),
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

impl Cli {
    /// Does what was asked for. The exit code of an error is 2, of a no to a question 1.
    pub async fn run(self) -> Result<ExitCode, Error> {
        match self.command {
            Command::Serve(serve) => serve.run().await?,
            Command::SetupLink(link) => link.run().await?,
            Command::Community(CommunityCommand::Create(create)) => create.run().await?,
            Command::Households(households) => return households.run().await,
            Command::Slips(slips) => slips.run().await?,
            Command::Import(Import::Reports(reports)) => reports.run().await?,
            Command::Import(Import::Plan(plan)) | Command::Place(Place::Import(plan)) => {
                return plan.run().await;
            }
            Command::Check(database) => return database.check().await,
            Command::Backup(copy) => copy.backup().await?,
            Command::Restore(copy) => return copy.restore().await,
            Command::Rebuild(database) => database.rebuild().await?,
            Command::Journal(journal) => return journal.run().await,
            Command::Print(print) => print.run().await?,
            Command::Office(officers) => officers.run().await?,
            Command::Retention(retention) => retention.run().await?,
            Command::Agenda(agenda) => return agenda.run(),
        }
        Ok(ExitCode::SUCCESS)
    }
}
