//! What Twoline keeps. (Signatures first; bodies follow.)
#![allow(unused_variables, clippy::unused_async, clippy::todo)]

use domain::household::{Household, Slip};
use domain::issue::{Feed, FeedQuery, IssueCard, IssueView, Waiting};
use domain::meeting::{MeetingCard, MeetingView};
use domain::notice::Notice;
use domain::place::{Place, Plan};
use domain::{
    Actor, Community, CommunityId, Envelope, PersonId, PhotoId, Receipt, Refusal, Timestamp, Viewer,
};

/// What can go wrong besides a refusal; logged, never shown to people.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database did not do what it was asked.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The tables could not be brought to the form that this version needs.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The folder of the database file could not be made.
    #[error("cannot make the folder {path}: {source}")]
    Folder {
        path: String,
        source: std::io::Error,
    },
    /// A column holds what this version cannot read; its content is left out, people's words may be in it.
    #[error("column {column} holds what cannot be read: {cause}")]
    Unreadable { column: String, cause: String },
}

type Result<T> = std::result::Result<T, Error>;

/// The database.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) write: sqlx::AnyPool,
    pub(crate) read: sqlx::AnyPool,
}

impl Store {
    pub async fn open(url: &str) -> Result<Self> { todo!() }
    pub async fn execute(&self, community: CommunityId, actor: &Actor, envelope: &Envelope, now: Timestamp) -> Result<std::result::Result<Receipt, Refusal>> { todo!() }
    pub async fn execute_all(&self, community: CommunityId, actor: &Actor, envelopes: &[Envelope], now: Timestamp) -> Result<Vec<std::result::Result<Receipt, Refusal>>> { todo!() }
    pub async fn communities(&self) -> Result<Vec<Community>> { todo!() }
    pub async fn community(&self, slug: &str) -> Result<Option<Community>> { todo!() }
    pub async fn plan(&self, community: CommunityId) -> Result<Plan> { todo!() }
    pub async fn households(&self, community: CommunityId) -> Result<Vec<Household>> { todo!() }
    pub async fn viewer(&self, community: CommunityId, person: PersonId) -> Result<Viewer> { todo!() }
    pub async fn actor(&self, community: CommunityId, person: PersonId) -> Result<Actor> { todo!() }
    pub async fn slip(&self, community: CommunityId, code_hash: &str) -> Result<Option<Slip>> { todo!() }
    pub async fn join_failures(&self, key: &str) -> Result<(u32, Timestamp)> { todo!() }
    pub async fn note_join_failure(&self, key: &str, now: Timestamp) -> Result<()> { todo!() }
    pub async fn forget_join_failures(&self, key: &str) -> Result<()> { todo!() }
    pub async fn create_session(&self, token_hash: &str, person: PersonId, now: Timestamp, expires_at: Timestamp) -> Result<()> { todo!() }
    pub async fn session(&self, token_hash: &str, now: Timestamp) -> Result<Option<PersonId>> { todo!() }
    pub async fn end_session(&self, token_hash: &str) -> Result<()> { todo!() }
    pub async fn feed(&self, community: CommunityId, viewer: Option<PersonId>, query: &FeedQuery) -> Result<Feed> { todo!() }
    pub async fn issue(&self, community: CommunityId, number: u32, viewer: Option<PersonId>) -> Result<Option<IssueView>> { todo!() }
    pub async fn waiting(&self, community: CommunityId, viewer: Option<PersonId>) -> Result<Vec<Waiting>> { todo!() }
    pub async fn located(&self, community: CommunityId, viewer: Option<PersonId>, limit: u32) -> Result<(Vec<(IssueCard, Place)>, u32)> { todo!() }
    pub async fn meetings(&self, community: CommunityId, drafts: bool) -> Result<Vec<MeetingCard>> { todo!() }
    pub async fn meeting(&self, community: CommunityId, number: u32, viewer: &Viewer) -> Result<Option<MeetingView>> { todo!() }
    pub async fn inbox(&self, community: CommunityId, person: PersonId) -> Result<Vec<Notice>> { todo!() }
    pub async fn mark_inbox_seen(&self, community: CommunityId, person: PersonId) -> Result<()> { todo!() }
    pub async fn put_photo(&self, community: CommunityId, id: PhotoId, person: PersonId, full: &[u8], small: &[u8], now: Timestamp) -> Result<()> { todo!() }
    pub async fn photo(&self, community: CommunityId, id: PhotoId, small: bool) -> Result<Option<Vec<u8>>> { todo!() }
}
