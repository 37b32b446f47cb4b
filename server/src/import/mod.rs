//! `twoline import reports`: reports of another system become issues.
//!
//! What a report's identity is here follows from the community and the report's own number, so that a second import of
//! the same file (or of a longer one) adds only what is new.

mod console;
mod row;

use std::fmt;
use std::path::Path;

use app::context::now;
use domain::community::{CreateCommunity, is_slug};
use domain::{
    Actor, Command, CommandId, Community, CommunityId, Envelope, IssueId, Language, Refusal,
};
use store::Store;
use uuid::Uuid;

use crate::error::Error;
use crate::ids::derived;
use crate::zone::zone;
use row::Columns;

pub use console::{Console, Progress};

/// Commands that are carried out in one transaction.
const BATCH: usize = 200;

/// What is to be imported, and whither.
#[derive(Debug)]
pub struct Request<'a> {
    pub file: &'a Path,
    /// The community's.
    pub slug: &'a str,
    /// Of the times in the file; also that of a new community.
    pub zone: &'a str,
    /// The name of the community, if it is to be made.
    pub create: Option<&'a str>,
}

/// What became of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    pub added: u64,
    /// Imported before.
    pub known: u64,
    /// Named on the error output.
    pub bad: u64,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { added, known, bad } = self;
        write!(f, "{added} added, {known} already there, {bad} bad rows")
    }
}

/// Imports a CSV file of reports. A row that can't be read is told to `progress` and does not stop the rest.
pub async fn reports(
    store: &Store,
    request: &Request<'_>,
    progress: &mut impl Progress,
) -> Result<Summary, Error> {
    let zone = zone(request.zone).ok_or_else(|| Error::Zone(request.zone.to_owned()))?;
    let unreadable = |cause| Error::File {
        path: request.file.to_owned(),
        cause,
    };
    // Read before anything is made: a file that can't be read leaves no trace.
    let bytes = std::fs::metadata(request.file).map_or(0, |file| file.len());
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(request.file)
        .map_err(unreadable)?;
    let columns =
        Columns::of(reader.headers().map_err(unreadable)?).map_err(|column| Error::Column {
            path: request.file.to_owned(),
            column,
            needed: row::NEEDED.join(", "),
        })?;
    let community = community(store, request, &zone).await?;

    let mut import = Importing {
        store,
        community: community.id,
        waiting: vec![],
        summary: Summary::default(),
    };
    progress.start(bytes);
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {
                // Of a row with quoted line breaks this is where it begins.
                let line = record.position().map_or(line, csv::Position::line);
                match columns.read(&record, &zone) {
                    Ok(report) => import.waiting.push(Row::new(community.id, line, report)),
                    Err(reason) => import.bad(line, &reason, progress),
                }
            }
            Err(cause) if cause.is_io_error() => return Err(unreadable(cause)),
            Err(cause) => import.bad(line, &cause.to_string(), progress),
        }
        if import.waiting.len() >= BATCH {
            import.carry_out(progress).await?;
            progress.at(reader.position().byte());
        }
    }
    import.carry_out(progress).await?;
    progress.done();
    Ok(import.summary)
}

/// A row that could be read.
struct Row {
    line: u64,
    envelope: Envelope,
}

impl Row {
    fn new(community: CommunityId, line: u64, report: row::Report) -> Self {
        let parts: [&[u8]; 2] = [community.0.as_bytes(), report.id.as_bytes()];
        let mut import = report.import;
        import.issue = IssueId(derived("imported issue", &parts));
        Self {
            line,
            envelope: Envelope {
                id: CommandId(derived("import of a report", &parts)),
                command: Command::ImportReport(import),
            },
        }
    }
}

struct Importing<'s> {
    store: &'s Store,
    community: CommunityId,
    waiting: Vec<Row>,
    summary: Summary,
}

impl Importing<'_> {
    fn bad(&mut self, line: u64, reason: &str, progress: &mut impl Progress) {
        self.summary.bad += 1;
        progress.bad_row(line, reason);
    }

    async fn carry_out(&mut self, progress: &mut impl Progress) -> Result<(), Error> {
        let rows = std::mem::take(&mut self.waiting);
        let envelopes: Vec<Envelope> = rows.iter().map(|row| row.envelope.clone()).collect();
        let before = self.count().await?;
        let answers = self
            .store
            .execute_all(self.community, &Actor::operator(), &envelopes, now())
            .await?;
        let mut sent = 0;
        for (row, answer) in rows.iter().zip(answers) {
            match answer {
                Ok(_) => sent += 1,
                Err(refusal) => self.bad(row.line, &row::reason(&refusal), progress),
            }
        }
        // The answer to a report that was there is the one that it got the first time, so new ones are counted.
        let added = self.count().await?.saturating_sub(before).min(sent);
        self.summary.added += added;
        self.summary.known += sent - added;
        Ok(())
    }

    async fn count(&self) -> Result<u64, Error> {
        let everything = domain::issue::FeedQuery::default();
        let feed = self.store.feed(self.community, None, &everything).await?;
        Ok(u64::from(feed.total))
    }
}

async fn community(
    store: &Store,
    request: &Request<'_>,
    zone: &domain::Zone,
) -> Result<Community, Error> {
    if let Some(community) = store.community(request.slug).await? {
        return Ok(community);
    }
    let Some(name) = request.create else {
        let slugs: Vec<String> = store
            .communities()
            .await?
            .into_iter()
            .map(|c| c.slug)
            .collect();
        let known = if slugs.is_empty() {
            "There is none at all.".to_owned()
        } else {
            format!("There is: {}.", slugs.join(", "))
        };
        return Err(Error::NoCommunity {
            slug: request.slug.to_owned(),
            known,
        });
    };
    if !is_slug(request.slug) {
        return Err(Error::Slug(request.slug.to_owned()));
    }
    let id = CommunityId(app::context::new_id());
    let create = Command::CreateCommunity(CreateCommunity {
        slug: request.slug.to_owned(),
        name: name.to_owned(),
        language: language_of(name),
        zone: zone.clone(),
    });
    let envelope = Envelope {
        id: CommandId(Uuid::from_u128(id.0.as_u128())),
        command: create,
    };
    store
        .execute(id, &Actor::operator(), &envelope, now())
        .await?
        .map_err(Error::Refused)?;
    store
        .community(request.slug)
        .await?
        .ok_or(Error::Refused(Refusal::NotFound))
}

/// The language of a community's own content, as its name is written.
fn language_of(name: &str) -> Language {
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if name.chars().any(chinese) {
        Language::Chinese
    } else {
        Language::English
    }
}
