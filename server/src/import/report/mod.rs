//! `twoline import reports`: reports of another system become issues.
//!
//! What a report's identity is here follows from the community and the report's own number, so that
//! a second import of the same file (or of a longer one) adds only what is new.

mod category;
mod row;

use std::fmt;
use std::path::Path;

use app::context::now;
use domain::{Command, CommandId, CommunityId, Envelope, IssueId, Sender};
use store::{CarriedOut, Store};

use super::{Progress, community};
use crate::error::Error;
use crate::ids::derived;
use row::Columns;

/// Commands that are carried out in one transaction.
const BATCH: usize = 200;

/// What is to be imported, and whither.
#[derive(Debug)]
pub struct Request<'a> {
    pub file: &'a Path,
    /// Its zone is also that of the times in the file.
    pub into: community::Request<'a>,
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

/// Imports a CSV file of reports. A row that can't be read is told to `progress` and does not stop
/// the rest.
pub async fn import(
    store: &Store,
    request: &Request<'_>,
    progress: &mut impl Progress,
) -> Result<Summary, Error> {
    let unreadable = |cause: csv::Error| Error::Unreadable {
        path: request.file.to_owned(),
        cause: cause.into(),
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
    let community = community::find_or_create(store, &request.into).await?;

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
                match columns.read(&record, request.into.zone) {
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
        progress.left_out(&format!("line {line}"), reason);
    }

    async fn carry_out(&mut self, progress: &mut impl Progress) -> Result<(), Error> {
        let rows = std::mem::take(&mut self.waiting);
        let envelopes: Vec<Envelope> = rows.iter().map(|row| row.envelope.clone()).collect();
        let answers = self
            .store
            .execute_all(self.community, Sender::Operator, &envelopes, now())
            .await?;
        for (row, answer) in rows.iter().zip(answers) {
            match answer {
                Ok(CarriedOut::Now(_)) => self.summary.added += 1,
                Ok(CarriedOut::Before(_)) => self.summary.known += 1,
                Err(refusal) => self.bad(row.line, &row::reason(&refusal), progress),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::trial::{Noted, Trial};
    use super::*;
    use crate::zone::zone;
    use domain::issue::{FeedQuery, Status};

    const FILE: &str = "\
CASE_ENQUIRY_ID,OPEN_DT,CLOSED_DT,CASE_STATUS,CASE_TITLE,SUBJECT,REASON,TYPE,Department,neighborhood,LATITUDE,LONGITUDE,Source
1,01/01/2015 11:33:26 AM,01/06/2015 02:51:00 PM,Closed,Pothole,Works,Highway Maintenance,Pothole Repair,PWDx,Roxbury,42.2915,-71.1683,Call
2,01/01/2015 12:34:43 PM,,Open,Animal Found,Animals,Animal Issues,Animal Found,ANML,,42.3594,-71.0587,App
3,never,,Open,Broken clock,Works,Highway Maintenance,Clock,PWDx,,42.2,-71.1,Call
4,01/01/2015 04:15:33 PM,,Open,\"Two
lines\",Works,Graffiti,Graffiti Removal,INFO,,42.3,-71.1,App
5,short row
6,02/01/2015 09:00:00 AM,,Open,After the bad ones,Works,Graffiti,Graffiti Removal,INFO,,42.3,-71.1,App
";

    impl Trial {
        async fn import_reports(
            &self,
            content: &str,
            create: Option<&str>,
        ) -> (Result<Summary, Error>, Vec<String>) {
            let file = self.path("reports.csv");
            std::fs::write(&file, content).expect("writes");
            let zone = zone("America/New_York").expect("in the database");
            let request = Request {
                file: &file,
                into: community::Request {
                    slug: "boston",
                    create,
                    zone: &zone,
                },
            };
            let mut noted = Noted::default();
            let summary = import(&self.store, &request, &mut noted).await;
            (summary, noted.0)
        }
    }

    #[tokio::test]
    async fn a_second_import_adds_nothing_and_bad_rows_stop_nothing() {
        let trial = Trial::new().await;
        let (summary, noted) = trial.import_reports(FILE, Some("Boston")).await;
        let expected = |added, known| Summary {
            added,
            known,
            bad: 2,
        };
        assert_eq!(summary.expect("imports"), expected(4, 0));
        let [clock, short] = noted.as_slice() else {
            panic!("{noted:?}");
        };
        assert!(
            clock.starts_with("line 4: ") && clock.contains("OPEN_DT"),
            "{clock}"
        );
        assert!(short.starts_with("line 7: "), "{short}");

        let (summary, _) = trial.import_reports(FILE, None).await;
        assert_eq!(summary.expect("imports"), expected(0, 4));
        // A longer file of the same reports adds what is new.
        let longer = format!(
            "{FILE}7,02/02/2015 09:00:00 AM,,Open,New,W,Graffiti,Graffiti,I,,42.3,-71.1,App\n"
        );
        let (summary, _) = trial.import_reports(&longer, None).await;
        assert_eq!(summary.expect("imports"), expected(1, 4));
    }

    #[tokio::test]
    async fn closed_becomes_closed_and_open_accepted_without_an_author() {
        let trial = Trial::new().await;
        let (summary, _) = trial.import_reports(FILE, Some("Boston")).await;
        summary.expect("imports");
        let community = trial
            .store
            .community("boston")
            .await
            .expect("read")
            .expect("made");
        assert_eq!(community.zone.name, "America/New_York");
        let query = FeedQuery::default();
        let feed = trial
            .store
            .feed(community.id, None, &query)
            .await
            .expect("reads");
        let statuses: Vec<(&str, Status)> = feed
            .cards
            .iter()
            .map(|card| (card.title.as_str(), card.status))
            .collect();
        assert_eq!(
            statuses,
            [
                ("After the bad ones", Status::Accepted),
                ("Two\nlines", Status::Accepted),
                ("Animal Found", Status::Accepted),
                ("Pothole", Status::Closed),
            ]
        );
        let animal = feed.cards[2].number;
        let view = trial
            .store
            .issue(community.id, animal, None, None)
            .await
            .expect("reads")
            .expect("there");
        assert_eq!(view.issue.reporter, None);
        assert_eq!(
            view.place.position, None,
            "the default position is no place"
        );
    }

    #[tokio::test]
    async fn a_community_that_is_not_there_is_not_made_by_chance() {
        let trial = Trial::new().await;
        let (refused, _) = trial.import_reports(FILE, None).await;
        let said = refused.expect_err("there is none").to_string();
        assert!(
            said.contains("boston") && said.contains("--create"),
            "{said}"
        );
        let (refused, _) = trial.import_reports("a,b\n1,2\n", Some("Boston")).await;
        assert!(
            refused
                .expect_err("no columns")
                .to_string()
                .contains("CASE_ENQUIRY_ID")
        );
        assert!(trial.store.communities().await.expect("reads").is_empty());
    }
}
