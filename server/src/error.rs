//! What whoever runs the server reads on the console: what went wrong, and what to do next.
//!
//! What people see in the browser is worded by `app`; see [`routes::Fault`](crate::routes::Fault).

use std::net::SocketAddr;
use std::path::PathBuf;

/// Ends the program, with this text on the console.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(
        "cannot listen on {address}: {cause}\n\
         If another server runs there, stop it, or choose another address with --address, for example --address 127.0.0.1:3001."
    )]
    Address {
        address: SocketAddr,
        cause: std::io::Error,
    },
    #[error(
        "cannot open the database {url}: {cause}\n\
         For sqlite:FILE, check that this user may write to the folder; for postgres://USER@HOST/NAME, that the server runs and has \
         the database NAME (createdb NAME). Another one is named with --database."
    )]
    Open { url: String, cause: store::Error },
    #[error("the database failed: {0}")]
    Store(#[from] store::Error),
    /// Of making a backup, or of restoring one.
    #[error("nothing was done: {0}")]
    Backup(store::Error),
    #[error(
        "the folder {0} with the browser's files is missing.\n\
         Run `make run` (or `cargo xtask build`) first, or name the folder with --site."
    )]
    SiteMissing(PathBuf),
    #[error(
        "{0:?} is no address of street tiles. Write it like https://tiles.example/{{z}}/{{x}}/{{y}}.png, with a host of fixed name."
    )]
    Tiles(String),
    #[error(
        "mail cannot be sent like this: {0}.\n\
         Write --mail smtps://USER:PASSWORD@HOST and --mail-from 'Twoline <no-reply@HOST>'."
    )]
    Mail(String),
    #[error(
        "there is no community {slug:?} in this database. There is: {}.{advice}",
        names(known)
    )]
    NoCommunity {
        slug: String,
        known: Vec<String>,
        /// What could be done about it, on a line of its own; or nothing.
        advice: &'static str,
    },
    #[error("there is a community at the address {0:?} already. Choose another address.")]
    SlugTaken(String),
    #[error(
        "this database holds the demo, and nothing real is mixed with it. Name another database: --database sqlite:FILE"
    )]
    DemoIsThere,
    #[error("the plan has no building {0:?}. There is: {1}.")]
    NoBuilding(String, String),
    #[error("{0} has no flat {1:?} on the register.")]
    NoFlat(String, String),
    #[error(
        "everybody on the register whom these slips would be for has joined; nothing to print."
    )]
    NoSlips,
    #[error("{path} has faults, and nothing was changed:\n{faults}")]
    Register { path: PathBuf, faults: String },
    #[error(
        "{0:?} cannot stand in an address: 1 to 32 lower-case letters, digits and dashes, and none of the server's own addresses."
    )]
    Slug(String),
    #[error(
        "{path} has no column for the {lacks} of reports. Read as {encoding} with {separator}, its columns are: {headers}.\n\
         Give the one that is meant one of these names: {names}."
    )]
    Column {
        path: PathBuf,
        lacks: &'static str,
        /// Those that are known.
        names: String,
        headers: String,
        encoding: &'static str,
        separator: &'static str,
    },
    /// No text at all.
    #[error("{path} is {what}, and import that.")]
    Stranger { path: PathBuf, what: &'static str },
    #[error("cannot read {path}: {cause}")]
    Unreadable {
        path: PathBuf,
        cause: std::io::Error,
    },
    #[error("{path} is no plan: {reason}.")]
    NoPlan { path: PathBuf, reason: String },
    #[error("cannot write the drawing {path}: {cause}\nName another place for it with --drawing.")]
    Drawing {
        path: PathBuf,
        cause: std::io::Error,
    },
    #[error(
        "households or issues refer to buildings or clusters that the file lacks: {}.\n\
         Nothing was changed. Add them to the file, under the same ids and names, and import it again.",
        list(.0)
    )]
    AreasInUse(Vec<domain::place::Area>),
    #[error(
        "the plan was changed meanwhile, so this one was not set. Import it again to see what it would change now."
    )]
    PlanChanged,
    #[error("{path}, {mistake}")]
    Malformed {
        path: PathBuf,
        mistake: crate::agenda::Mistake,
    },
    #[error(
        "{slug} has no meeting {number}, or no such paper of it now: the agenda may not be locked, or the decisions not published."
    )]
    NoPaper { slug: String, number: u32 },
    #[error("cannot write {path}: {cause}")]
    Unwritable {
        path: PathBuf,
        cause: std::io::Error,
    },
    #[error(transparent)]
    Print(#[from] std::sync::Arc<crate::paper::Error>),
    #[error(
        "the demo in this database has no end: the server was stopped while it was made.\nRemove the database, or name another one with --database."
    )]
    DemoIncomplete,
    #[error(
        "a handler acts for an organisation: name it with --organisation ID, as `twoline office list` shows it."
    )]
    NoOrganisation,
    #[error(
        "{said:?} names {}. Write their id instead.\n{}",
        if found.is_empty() { "no member" } else { "several members" },
        found.join("\n")
    )]
    WhichMember { said: String, found: Vec<String> },
    #[error("refused, and nothing was changed: {0:?}. `twoline office list` shows how it stands.")]
    Office(domain::Refusal),
    #[error("nothing was changed: each period is a number of days from 30 to 3650.")]
    Periods,
    #[error("refused: {0:?}. This is a mistake in the program; please report it.")]
    Refused(domain::Refusal),
}

fn names(communities: &[String]) -> String {
    if communities.is_empty() {
        "none at all".to_owned()
    } else {
        communities.join(", ")
    }
}

fn list(areas: &[domain::place::Area]) -> String {
    let names: Vec<&str> = areas.iter().filter_map(|area| area.on_plan()).collect();
    names.join(", ")
}
