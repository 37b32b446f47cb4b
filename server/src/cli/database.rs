//! Where everything is kept; checking it, copying it, and filling a new one from a copy.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use store::{SignIns, Store};

use crate::error::Error;
use crate::import::console::{Console, Progress};

#[derive(Debug, Args)]
pub(super) struct Database {
    /// Where everything is kept: sqlite:FILE or `postgres://USER@HOST/NAME`.
    #[arg(
        long,
        env = "TWOLINE_DATABASE",
        hide_env_values = true,
        value_name = "URL",
        default_value = "sqlite:data/twoline.db"
    )]
    database: String,
}

impl Database {
    pub(super) async fn open(&self) -> Result<Store, Error> {
        let mut shown = Played::default();
        let opened = Store::open_and_tell(&self.database, |progress| shown.at(progress)).await;
        self.opened(opened)
    }

    /// A mistyped file is an error, not a new database.
    pub(super) async fn open_existing(&self) -> Result<Store, Error> {
        self.opened(Store::open_existing(&self.database).await)
    }

    /// Only where a community is to be made may the database be new, too.
    pub(super) async fn open_to_import(&self, create: Option<&str>) -> Result<Store, Error> {
        match create {
            Some(_) => self.open().await,
            None => self.open_existing().await,
        }
    }

    fn opened(&self, store: Result<Store, store::Error>) -> Result<Store, Error> {
        store.map_err(|cause| Error::Open {
            url: without_password(&self.database),
            cause,
        })
    }

    pub(super) async fn rebuild(&self) -> Result<(), Error> {
        let store = self.open_existing().await?;
        let mut shown = Played::default();
        let begun = std::time::Instant::now();
        let rows = store.rebuild(|progress| shown.at(progress)).await?;
        let seconds = begun.elapsed().as_secs_f64();
        println!("rows of journals played: {rows}, in {seconds:.1} s");
        Ok(())
    }

    pub(super) async fn check(&self) -> Result<ExitCode, Error> {
        Ok(report(&self.open_existing().await?.check().await?))
    }
}

/// Shows how the playing of journals goes on.
#[derive(Default)]
struct Played {
    console: Console,
    begun: bool,
}

impl Played {
    fn at(&mut self, progress: store::Progress) {
        if !self.begun {
            self.begun = true;
            eprintln!(
                "making anew what follows from {} rows of journals",
                progress.of
            );
            self.console.start(progress.of);
        }
        self.console.at(progress.played);
        if progress.played == progress.of {
            self.console.done();
        }
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
    if !url.starts_with("postgres") {
        return url.to_owned();
    }
    // A password may be among the parameters as well.
    let (url, _) = url.split_once('?').unwrap_or((url, ""));
    let hidden = url.split_once("://").and_then(|(scheme, rest)| {
        let (user, host) = rest.rsplit_once('@')?;
        let (name, _) = user.split_once(':')?;
        Some(format!("{scheme}://{name}@{host}"))
    });
    hidden.unwrap_or_else(|| url.to_owned())
}

#[derive(Debug, Args)]
pub(super) struct BackupFile {
    /// The one file of the backup. It holds people's words and names: keep it as safe as the
    /// database.
    file: PathBuf,
    #[command(flatten)]
    database: Database,
}

impl BackupFile {
    pub(super) async fn backup(self) -> Result<(), Error> {
        let store = self.database.open_existing().await?;
        let rows = store.backup(&self.file).await.map_err(Error::Backup)?;
        println!("rows in {}: {rows}", self.file.display());
        Ok(())
    }
}

#[derive(Debug, Args)]
pub(super) struct RestoreFile {
    #[command(flatten)]
    backup: BackupFile,
    /// Leave everybody signed in and slips as they were. Only where nothing has happened since the
    /// backup was made, because the server was stopped before: otherwise whoever signed out since
    /// (of a lost phone) is signed in again, and a slip that was used can be used again.
    #[arg(long)]
    keep_sign_ins: bool,
}

impl RestoreFile {
    /// Whoever restores wants to know at once whether it is whole.
    pub(super) async fn restore(self) -> Result<ExitCode, Error> {
        let BackupFile { file, database } = self.backup;
        let store = database.open().await?;
        let mut shown = Played::default();
        let sign_ins = if self.keep_sign_ins {
            SignIns::Kept
        } else {
            SignIns::Ended
        };
        let restored = store.restore(&file, sign_ins, |progress| shown.at(progress));
        let rows = restored.await.map_err(Error::Backup)?;
        println!("rows restored from {}: {rows}", file.display());
        if sign_ins == SignIns::Ended {
            println!("everybody is signed out, and slips are void: print new ones");
        }
        Ok(report(&store.check().await?))
    }
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
            (
                "postgres:///name?user=li&password=secret",
                "postgres:///name",
            ),
            (
                "postgresql://li:s@host/name?host=/run",
                "postgresql://li@host/name",
            ),
        ] {
            assert_eq!(without_password(url), shown);
        }
    }
}
