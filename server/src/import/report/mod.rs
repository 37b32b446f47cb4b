//! `twoline import reports`: reports of another system become issues.
//!
//! What a report's identity is here follows from the community and the report's own number, so that
//! a second import of the same file (or of a longer one) adds only what is new. Another report with
//! a number that is taken is never taken for one that is there already: it was opened at another
//! time, and its row is named.

mod category;
mod column;
#[cfg(test)]
mod fuzz;
mod id;
mod row;

mod times;

use std::fmt;
use std::path::Path;

use app::context::now;
use domain::place::Datum;
use domain::time::MINUTE;
use domain::{Command, CommandId, CommunityId, Envelope, IssueId, Refusal, Sender, Timestamp};
use store::{CarriedOut, Store};

use super::table::Row;
use super::{Progress, community, file};
use crate::error::Error;
use crate::ids::derived;
use column::Role;
use id::{Rounded, id};
use row::Reader;
use times::Orders;

/// Commands that are carried out in one transaction.
const BATCH: usize = 200;

/// What is to be imported, and whither.
#[derive(Debug)]
pub struct Request<'a> {
    pub file: &'a Path,
    /// Its zone is also that of the times in the file.
    pub into: community::Request<'a>,
    /// What positions in the file mean.
    pub datum: Datum,
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

/// Imports a table of reports. A row that can't be read is told to `progress` and does not stop the
/// rest.
pub async fn import(
    store: &Store,
    request: &Request<'_>,
    progress: &mut impl Progress,
) -> Result<Summary, Error> {
    // Read before anything is made: a file that can't be read leaves no trace.
    let file = file::read(request.file)?;
    let table = column::find(&file.content).map_err(|no| Error::Column {
        path: request.file.to_owned(),
        lacks: no.lacks.words(),
        names: no.lacks.names().join(", "),
        headers: no.headers.join(" | ").chars().take(500).collect(),
        encoding: file.encoding,
        separator: no.separator,
    })?;
    let columns = &table.columns;
    let cell = |row: &Row, role: Role| {
        let cell = columns.at(role).and_then(|at| row.cells.get(at));
        cell.cloned().unwrap_or_default()
    };
    let rows = || table.rows.clone().flatten();
    // What only the whole file tells.
    let times: Vec<String> = rows()
        .flat_map(|row| [Role::Opened, Role::Closed].map(|role| cell(&row, role)))
        .collect();
    let orders = Orders::of(times.iter().map(String::as_str));
    let opened = times.iter().step_by(2).map(String::as_str);
    let rounded = Rounded::of(rows().map(|row| id(&cell(&row, Role::Id))).zip(opened));
    progress.tell(&format!(
        "{} with {}: {}",
        file.encoding,
        table.separator(),
        columns.words(orders.words())
    ));

    let community = community::find_or_create(store, &request.into).await?;
    let reader = Reader {
        columns,
        orders,
        rounded: &rounded,
        zone: request.into.zone,
        datum: request.datum,
        language: community.language,
    };
    let mut import = Importing {
        store,
        community: community.id,
        waiting: vec![],
        summary: Summary::default(),
    };
    progress.start(file.content.len() as u64);
    let mut rows = table.rows.clone();
    while let Some(row) = rows.next() {
        match row {
            Ok(row) if row.cells.iter().any(|cell| file.is_damaged(cell)) => {
                let reason = format!(
                    "it has bytes that are no {}; save it anew as UTF-8",
                    file.encoding
                );
                import.bad(row.line, &reason, progress);
            }
            Ok(row) => match reader.read(&row) {
                Ok(report) => import
                    .waiting
                    .push(Waiting::new(community.id, row.line, report)),
                Err(reason) => import.bad(row.line, &reason, progress),
            },
            Err(fault) => import.bad(fault.line, fault.reason, progress),
        }
        if import.waiting.len() >= BATCH {
            import.carry_out(progress).await?;
            progress.at(rows.at() as u64);
        }
    }
    import.carry_out(progress).await?;
    progress.done();
    Ok(import.summary)
}

/// A row that could be read.
struct Waiting {
    issue: IssueId,
    line: u64,
    id: String,
    filed_at: Timestamp,
    envelope: Envelope,
}

impl Waiting {
    fn new(community: CommunityId, line: u64, report: row::Report) -> Self {
        let parts: [&[u8]; 2] = [community.0.as_bytes(), report.id.as_bytes()];
        let mut import = report.import;
        import.issue = IssueId(derived("imported issue", &parts));
        Self {
            line,
            issue: import.issue,
            filed_at: import.filed_at,
            envelope: Envelope {
                id: CommandId(derived("import of a report", &parts)),
                command: Command::ImportReport(import),
            },
            id: report.id,
        }
    }

    /// Spreadsheets leave out the seconds.
    fn is_of(&self, filed_at: Timestamp) -> bool {
        self.filed_at.0.div_euclid(MINUTE) == filed_at.0.div_euclid(MINUTE)
    }
}

struct Importing<'s> {
    store: &'s Store,
    community: CommunityId,
    waiting: Vec<Waiting>,
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
                // Another command under this id: the report has gone on in its system meanwhile, a
                // spreadsheet has left the seconds out, or it is another report.
                Ok(CarriedOut::Before(_)) | Err(Refusal::OtherCommand) => {
                    let there = self.store.filed(self.community, row.issue).await?;
                    let other = there.filter(|(_, filed_at)| !row.is_of(*filed_at));
                    let Some((number, _)) = other else {
                        self.summary.known += 1;
                        continue;
                    };
                    let reason = format!(
                        "the id {} is that of issue {number}, which was opened at another time; \
                         give this report its own id",
                        row.id
                    );
                    self.bad(row.line, &reason, progress);
                }
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
    use domain::issue::{Feed, FeedQuery, Status};
    use encoding_rs::GB18030;

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
            content: impl AsRef<[u8]>,
            create: Option<&str>,
        ) -> (Result<Summary, Error>, Noted) {
            let file = self.path("reports.csv");
            std::fs::write(&file, content).expect("writes");
            let zone = zone("America/New_York").expect("in the database");
            let request = Request {
                file: &file,
                into: community::Request {
                    slug: "boston",
                    create,
                    other_name: "",
                    zone: &zone,
                },
                datum: Datum::Wgs84,
            };
            let mut noted = Noted::default();
            let summary = import(&self.store, &request, &mut noted).await;
            (summary, noted)
        }

        /// Added, already there, bad; and the lines of the bad ones.
        async fn counts(&self, content: impl AsRef<[u8]>) -> ([u64; 3], Vec<String>) {
            let (summary, noted) = self.import_reports(content, Some("Boston")).await;
            let Summary { added, known, bad } = summary.expect("imports");
            let lines = noted.left_out.iter().map(|said| {
                let (line, _) = said.split_once(": ").expect("a line and a reason");
                line.to_owned()
            });
            ([added, known, bad], lines.collect())
        }

        async fn feed(&self) -> Feed {
            let community = self.store.community("boston").await.expect("reads");
            let community = community.expect("made").id;
            let query = FeedQuery::default();
            let feed = self.store.feed(community, None, &query).await;
            feed.expect("reads")
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
        let [clock, short] = noted.left_out.as_slice() else {
            panic!("{:?}", noted.left_out);
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
        let (summary, _) = trial.import_reports(longer, None).await;
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
                ("Two lines", Status::Accepted),
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

    const BOSTON_2022: &str = "\
case_enquiry_id,open_dt,target_dt,closed_dt,ontime,case_status,closure_reason,case_title,subject,reason,type,department,neighborhood,latitude,longitude,source
101009900001,2022-01-03 09:15:00,2022-01-20 08:30:00,2022-01-05 16:40:12,ONTIME,Closed,Done.,Street Light Out,Works,Street Lights,Street Light Outages,PWDx,Northside,42.3301,-71.0701,App
101009900002,2022-06-30 23:59:59,,,OVERDUE,Open, ,\"Tree down, blocks the path\",Parks,Trees,Tree Emergencies,PARK,Northside,42.3302,-71.0702,Call
101009900003,2022-11-06 01:30:00,,,ONTIME,Open, ,In the hour that comes twice,Works,Graffiti,Graffiti Removal,INFO,,42.3594,-71.0587,Web
";
    const BOSTON_2026: &str = "\
case_id,open_date,case_topic,service_name,assigned_department,case_status,close_date,report_source,neighborhood,longitude,latitude
BCS-90000001,2026-03-20 09:00:00+00,Street Light Outage,Street Light Outage,Public Works,In progress,,Call,Northside,-71.0701,42.3301
BCS-90000002,2026-03-21 14:05:10+00,Pothole,Pothole Repair,Public Works,Closed,2026-03-22 10:00:00+00,App,Northside,-71.0702,42.3302
";

    #[tokio::test]
    async fn a_citys_exports_of_every_year_are_read_and_one_line_says_how() {
        let trial = Trial::new().await;
        let (summary, noted) = trial.import_reports(BOSTON_2022, Some("Boston")).await;
        assert_eq!(summary.expect("imports").added, 3, "{:?}", noted.left_out);
        assert_eq!(
            noted.told,
            [
                "UTF-8 with commas: id = case_enquiry_id, opened = open_dt, closed = closed_dt, \
                 status = case_status, title = case_title, type = type, reason = reason, \
                 department = department, neighbourhood = neighborhood, latitude = latitude, \
                 longitude = longitude; left aside: target_dt, ontime, closure_reason, subject, \
                 source"
            ]
        );
        let times: Vec<i64> = trial
            .feed()
            .await
            .cards
            .iter()
            .map(|card| card.filed_at.0)
            .collect();
        // The first of the two hours.
        assert_eq!(
            times,
            [1_667_712_600_000, 1_656_647_999_000, 1_641_219_300_000]
        );
        assert_eq!(trial.counts(BOSTON_2026).await.0, [2, 0, 0]);
        let newest = trial.feed().await.cards[0].clone();
        assert_eq!(
            (newest.title.as_str(), newest.filed_at.0),
            ("Pothole", 1_774_101_910_000)
        );
    }

    const CHINESE: &str = "\
CASE_ENQUIRY_ID,OPEN_DT,CLOSED_DT,CASE_STATUS,CASE_TITLE,TYPE,LATITUDE,LONGITUDE
20150000,03/01/2015 09:10:26 AM,,Open,三号楼二楼楼道灯不亮,照明,31.3000,121.2400
20150001,03/02/2015 09:11:26 AM,,Open,东门消防通道被占,消防,31.3001,121.2401
20150002,03/03/2015 09:12:26 AM,,Open,垃圾房没有按时清运,卫生,31.3002,121.2402
";

    #[tokio::test]
    async fn however_a_spreadsheet_saves_a_table_its_reports_are_the_same() {
        let crlf = CHINESE.replace('\n', "\r\n");
        let utf_16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            let text = format!("\u{feff}{}", crlf.replace(',', "\t"));
            text.encode_utf16().flat_map(bytes).collect()
        };
        // Dates as a spreadsheet shows them, without seconds.
        let shown = crlf
            .replace("03/01/2015 09:10:26 AM", "2015/3/1 9:10")
            .replace("03/02/2015 09:11:26 AM", "2015年3月2日 上午9:11")
            .replace("03/03/2015 09:12:26 AM", "42066.3836");
        let semicolons = crlf
            .replace('.', ";")
            .replace(',', "&")
            .replace(';', ",")
            .replace('&', ";");
        for content in [
            CHINESE.as_bytes().to_vec(),
            format!("\u{feff}{crlf}").into_bytes(),
            GB18030.encode(&crlf).0.into_owned(),
            GB18030.encode(&shown).0.into_owned(),
            utf_16(u16::to_le_bytes),
            utf_16(u16::to_be_bytes),
            format!("\u{feff}sep=;\r\n{semicolons}").into_bytes(),
            GB18030.encode(&semicolons).0.into_owned(),
        ] {
            let trial = Trial::new().await;
            let (counts, bad) = trial.counts(&content).await;
            assert_eq!(
                counts,
                [3, 0, 0],
                "{bad:?} {}",
                String::from_utf8_lossy(&content)
            );
            let cards = trial.feed().await.cards;
            let titles: Vec<&str> = cards.iter().map(|card| card.title.as_str()).collect();
            assert_eq!(
                titles,
                [
                    "垃圾房没有按时清运",
                    "东门消防通道被占",
                    "三号楼二楼楼道灯不亮"
                ]
            );
            // And as they came from the system: there already.
            assert_eq!(trial.counts(CHINESE).await.0, [0, 3, 0]);
        }
    }

    #[tokio::test]
    async fn the_line_of_a_bad_row_is_the_one_that_an_editor_shows() {
        let header = "CASE_ENQUIRY_ID,OPEN_DT,CASE_STATUS,CASE_TITLE";
        let good = "1,01/01/2015 11:33:26 AM,Open,Good";
        let bad = "2,never,Open,Bad";
        let quoted = "3,01/01/2015 11:33:26 AM,Open,\"Two";
        for end in ["\n", "\r\n", "\r"] {
            let lines = [
                header,
                good,
                "",
                bad,
                quoted,
                "lines\"",
                bad,
                "4,\"open,Open,x",
                bad,
            ];
            let trial = Trial::new().await;
            let (counts, lines) = trial.counts(lines.join(end)).await;
            assert_eq!(counts, [2, 0, 4]);
            assert_eq!(lines, ["line 4", "line 7", "line 8", "line 9"], "{end:?}");
        }
    }

    #[tokio::test]
    async fn reports_whose_ids_a_spreadsheet_rounded_are_never_already_there() {
        let trial = Trial::new().await;
        assert_eq!(trial.counts(BOSTON_2022).await.0, [3, 0, 0]);
        let with = |ids: [&str; 3]| {
            let mut text = BOSTON_2022.to_owned();
            for (n, id) in ids.iter().enumerate() {
                text = text.replace(&format!("10100990000{}", n + 1), id);
            }
            text
        };
        for ids in [
            ["1.01E+11"; 3],
            ["101000000000"; 3],
            ["101009000000", "101010000000", "101020000000"],
        ] {
            let (summary, noted) = trial.import_reports(with(ids), None).await;
            let expected = Summary {
                added: 0,
                known: 0,
                bad: 3,
            };
            assert_eq!(summary.expect("imports"), expected, "{ids:?}");
            for said in noted.left_out {
                assert!(
                    said.contains("rounded") && said.contains("as text"),
                    "{said}"
                );
            }
        }
        // Another report with a number that is taken is another.
        let (counts, lines) = trial.counts(with(["7", "7", "101009900001"])).await;
        assert_eq!(counts, [1, 0, 2]);
        assert_eq!(lines, ["line 3", "line 4"]);
    }

    #[tokio::test]
    async fn what_is_damaged_is_named_and_the_rest_is_read() {
        let trial = Trial::new().await;
        let mut content = CHINESE.as_bytes().to_vec();
        // Half a letter of the second title.
        let at = CHINESE.find("门消防").expect("there");
        content.remove(at);
        // And the file breaks off.
        content.truncate(content.len() - "2,121.2402\n".len());
        let (summary, noted) = trial.import_reports(content, Some("Boston")).await;
        assert_eq!(summary.expect("imports").added, 1);
        let [damaged, broken] = noted.left_out.as_slice() else {
            panic!("{:?}", noted.left_out);
        };
        assert!(damaged.starts_with("line 3: it has bytes"), "{damaged}");
        assert!(
            broken.starts_with("line 4: the file breaks off"),
            "{broken}"
        );
    }

    #[tokio::test]
    async fn a_file_of_another_kind_is_called_by_its_name() {
        let trial = Trial::new().await;
        for (content, said) in [
            ("PK\u{3}\u{4}xl/workbook.xml", "Excel"),
            ("", "its columns are: ."),
            (
                "编号;标题\n",
                "Read as UTF-8 with semicolons, its columns are: 编号 | 标题.\nGive the one that is meant",
            ),
        ] {
            let (refused, _) = trial.import_reports(content, Some("Boston")).await;
            let refused = refused.expect_err(said).to_string();
            assert!(refused.contains(said), "{refused}");
        }
        assert!(trial.store.communities().await.expect("reads").is_empty());
    }
}
