//! Where everything is kept; checking it, copying it, and filling a new one from a copy.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use store::Store;

use crate::error::Error;

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
        self.opened(Store::open(&self.database).await)
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

    pub(super) async fn check(&self) -> Result<ExitCode, Error> {
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

    /// Whoever restores wants to know at once whether it is whole.
    pub(super) async fn restore(self) -> Result<ExitCode, Error> {
        let store = self.database.open().await?;
        let rows = store.restore(&self.file).await.map_err(Error::Backup)?;
        println!("rows restored from {}: {rows}", self.file.display());
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
