//! One row of the file: a report as the other system wrote it.

use csv::StringRecord;
use domain::field::TITLE_MAX;
use domain::issue::ImportReport;
use domain::place::{Position, Source};
use domain::{IssueId, Refusal, Timestamp, Zone};
use uuid::Uuid;

use super::category::category_of;

/// Columns without which nothing can be read.
pub const NEEDED: [&str; 8] = [
    "CASE_ENQUIRY_ID",
    "OPEN_DT",
    "CLOSED_DT",
    "CASE_STATUS",
    "CASE_TITLE",
    "TYPE",
    "LATITUDE",
    "LONGITUDE",
];

/// What the other system writes where it has no position (the city hall), in degrees, as it rounds
/// it.
const NOWHERE: (f64, f64) = (42.3594, -71.0587);
/// Half of the last place that is written.
const ROUNDING: f64 = 0.000_05;

/// Where the columns are.
#[derive(Debug)]
pub struct Columns {
    needed: [usize; NEEDED.len()],
    reason: Option<usize>,
    department: Option<usize>,
    neighbourhood: Option<usize>,
}

/// A report with the number that the other system gave it.
#[derive(Debug, PartialEq)]
pub struct Report {
    pub id: String,
    /// Its issue has no identity yet.
    pub import: ImportReport,
}

impl Columns {
    /// Finds the columns by their names; fails with the first one that is missing.
    pub fn of(headers: &StringRecord) -> Result<Self, &'static str> {
        let find = |name: &str| {
            headers.iter().position(|header| {
                // Spreadsheets put a mark before the first one.
                header
                    .trim_start_matches('\u{feff}')
                    .trim()
                    .eq_ignore_ascii_case(name)
            })
        };
        let mut needed = [0; NEEDED.len()];
        for (at, name) in needed.iter_mut().zip(NEEDED) {
            *at = find(name).ok_or(name)?;
        }
        Ok(Self {
            needed,
            reason: find("REASON"),
            department: find("Department"),
            neighbourhood: find("neighborhood"),
        })
    }

    /// Reads a row; fails with the reason for people.
    pub fn read(&self, record: &StringRecord, zone: &Zone) -> Result<Report, String> {
        let text = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default().trim();
        let [id, opened, closed, status, title, kind, lat, lon] =
            self.needed.map(|at| text(Some(at)));
        let reason = text(self.reason);
        if id.is_empty() {
            return Err("CASE_ENQUIRY_ID is empty".into());
        }
        if title.is_empty() {
            return Err("CASE_TITLE is empty".into());
        }
        let filed_at = time("OPEN_DT", opened, zone)?;
        let (is_closed, closed_at) = match status {
            "Closed" if closed.is_empty() => (true, None),
            "Closed" => (true, Some(time("CLOSED_DT", closed, zone)?)),
            "Open" => (false, None),
            other => return Err(format!("CASE_STATUS is {other:?}, not Open or Closed")),
        };
        let mut lines = vec![];
        let (short, cut) = shortened(title);
        if cut {
            lines.push(title.to_owned());
        }
        for (label, words) in [
            ("Type", kind),
            ("Department", text(self.department)),
            ("Neighbourhood", text(self.neighbourhood)),
        ] {
            if !words.is_empty() {
                lines.push(format!("{label}: {words}"));
            }
        }
        Ok(Report {
            id: id.to_owned(),
            import: ImportReport {
                issue: IssueId(Uuid::nil()),
                category: category_of(reason, kind),
                title: short,
                body: lines.join("\n"),
                position: position(lat, lon)?,
                filed_at,
                closed_at,
                closed: is_closed,
            },
        })
    }
}

/// Why `domain` did not take a row, for people at the console.
pub fn reason(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Invalid(errors) => {
            let errors: Vec<String> = errors
                .iter()
                .map(|error| format!("{} is wrong: {:?}", error.field.name(), error.problem))
                .collect();
            errors.join("; ")
        }
        other => format!("refused: {other:?}"),
    }
}

/// A title as long as ours may be.
fn shortened(title: &str) -> (String, bool) {
    let max = TITLE_MAX as usize;
    if title.chars().count() <= max {
        return (title.to_owned(), false);
    }
    let start: String = title.chars().take(max - 1).collect();
    (format!("{}…", start.trim_end()), true)
}

/// `MM/DD/YYYY hh:mm:ss AM` as the clock on the wall showed it; of an hour that came twice, the
/// first.
fn time(column: &str, text: &str, zone: &Zone) -> Result<Timestamp, String> {
    let wrong = || format!("{column} is {text:?}, not a time like 01/31/2015 09:05:00 AM");
    let local =
        jiff::civil::DateTime::strptime("%m/%d/%Y %I:%M:%S %p", text).map_err(|_| wrong())?;
    let (date, seconds) = (local.date(), i64::from(local.second()));
    let date = format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
    let minute = date.parse().ok().and_then(|date| {
        let (hour, minute) = (u8::try_from(local.hour()), u8::try_from(local.minute()));
        zone.at(date, hour.ok()?, minute.ok()?)
    });
    Ok(minute.ok_or_else(wrong)?.plus(seconds * 1000))
}

fn position(lat: &str, lon: &str) -> Result<Option<Position>, String> {
    if lat.is_empty() && lon.is_empty() {
        return Ok(None);
    }
    let degrees = |column: &str, text: &str| {
        text.parse::<f64>()
            .ok()
            .filter(|degrees| degrees.is_finite())
            .ok_or_else(|| format!("{column} is {text:?}, not a number"))
    };
    let position = Position {
        lat: degrees("LATITUDE", lat)?,
        lon: degrees("LONGITUDE", lon)?,
        accuracy: None,
        source: Source::Import,
    };
    if !position.is_sound() {
        return Err(format!(
            "LATITUDE {lat}, LONGITUDE {lon} is no place on the globe"
        ));
    }
    let nowhere = (position.lat - NOWHERE.0).abs() <= ROUNDING
        && (position.lon - NOWHERE.1).abs() <= ROUNDING;
    Ok((!nowhere).then_some(position))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::zone;

    const HEADERS: &str = "CASE_ENQUIRY_ID,OPEN_DT,CLOSED_DT,CASE_STATUS,CASE_TITLE,SUBJECT,REASON,TYPE,Department,neighborhood,LATITUDE,LONGITUDE,Source";

    fn read(row: &str) -> Result<ImportReport, String> {
        let split = |line: &str| StringRecord::from(line.split(',').collect::<Vec<_>>());
        let columns = Columns::of(&split(HEADERS)).expect("all there");
        let boston = zone("America/New_York").expect("a zone");
        columns
            .read(&split(row), &boston)
            .map(|report| report.import)
    }

    #[test]
    fn a_row_is_read() {
        let report = read("7,07/01/2015 12:00:30 PM,01/06/2015 02:51:00 PM,Closed,Pothole,Public Works,Highway Maintenance,Request for Pothole Repair,PWDx,Roxbury,42.2915,-71.1683,Call").expect("sound");
        assert_eq!(report.filed_at, Timestamp(1_435_766_430_000));
        assert_eq!(report.closed_at, Some(Timestamp(1_420_573_860_000)));
        assert!(report.closed);
        assert_eq!(report.category, domain::issue::Category::Facilities);
        assert_eq!(
            report.body,
            "Type: Request for Pothole Repair\nDepartment: PWDx\nNeighbourhood: Roxbury"
        );
        let position = report.position.expect("it has one");
        assert_eq!((position.lat, position.lon), (42.2915, -71.1683));
    }

    #[test]
    fn the_first_of_an_hour_that_comes_twice_is_meant() {
        let report = read("7,11/01/2015 01:30:00 AM,,Open,T,,,K,,,42.2,-71.1,").expect("sound");
        assert_eq!(report.filed_at, Timestamp(1_446_355_800_000));
    }

    #[test]
    fn midnight_and_noon_are_twelve() {
        for (clock, hour) in [("12:00:00 AM", 0), ("12:00:00 PM", 12), ("01:00:00 PM", 13)] {
            let at = time("OPEN_DT", &format!("01/02/2015 {clock}"), &Zone::utc());
            assert_eq!(
                at,
                Ok(Timestamp(1_420_156_800_000 + hour * 3_600_000)),
                "{clock}"
            );
        }
    }

    #[test]
    fn the_default_position_is_no_place_however_it_is_written() {
        for (lat, lon, placed) in [
            ("42.3594", "-71.0587", false),
            ("42.35940", "-71.05870", false),
            ("42.359403", "-71.058699", false),
            ("42.3594", "-71.0588", true),
            ("", "", false),
        ] {
            let found = position(lat, lon).expect("readable");
            assert_eq!(found.is_some(), placed, "{lat} {lon}");
        }
    }

    #[test]
    fn a_long_title_is_cut_and_kept_in_the_text() {
        let long = "word ".repeat(19);
        let report = read(&format!(
            "7,01/01/2015 11:33:26 AM,,Open,{long},,,K,,,42.2,-71.1,"
        ));
        let report = report.expect("sound");
        assert!(report.title.chars().count() <= 60 && report.title.ends_with('…'));
        assert!(report.body.starts_with(long.trim()));
    }

    #[test]
    fn what_is_wrong_with_a_row_is_said() {
        for (row, reason) in [
            (
                ",01/01/2015 11:33:26 AM,,Open,T,,,K,,,42.2,-71.1,",
                "CASE_ENQUIRY_ID is empty",
            ),
            (
                "7,2015-01-01,,Open,T,,,K,,,42.2,-71.1,",
                "OPEN_DT is \"2015-01-01\"",
            ),
            (
                "7,13/45/2015 11:33:26 AM,,Open,T,,,K,,,42.2,-71.1,",
                "OPEN_DT is \"13/45/2015",
            ),
            (
                "7,01/01/2015 11:33:26 AM,,Maybe,T,,,K,,,42.2,-71.1,",
                "CASE_STATUS is \"Maybe\"",
            ),
            (
                "7,01/01/2015 11:33:26 AM,,Open,,,,K,,,42.2,-71.1,",
                "CASE_TITLE is empty",
            ),
            (
                "7,01/01/2015 11:33:26 AM,,Open,T,,,K,,,north,-71.1,",
                "LATITUDE is \"north\"",
            ),
            (
                "7,01/01/2015 11:33:26 AM,,Open,T,,,K,,,142,-71.1,",
                "LATITUDE 142",
            ),
            ("7", "CASE_TITLE is empty"),
        ] {
            let said = read(row).expect_err(row);
            assert!(said.starts_with(reason), "{row}: {said}");
        }
    }

    #[test]
    fn a_missing_column_is_named() {
        let headers = StringRecord::from(vec!["CASE_ENQUIRY_ID", "OPEN_DT"]);
        assert_eq!(Columns::of(&headers).map(|_| ()), Err("CLOSED_DT"));
    }
}
