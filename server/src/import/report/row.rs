//! One row of the file: a report as the other system wrote it.

use domain::field::{BODY_MAX, TITLE_MAX};
use domain::issue::ImportReport;
use domain::place::{Datum, Position, Source};
use domain::words::{NAMED, T};
use domain::{IssueId, Language, Refusal, Zone};
use uuid::Uuid;

use super::super::table::{Row, plain};
use super::category::category_of;
use super::column::{Columns, Role};
use super::id::{Rounded, id};
use super::times::{self, Orders};

/// What the other system writes where it has no position (the city hall), in degrees, as it rounds
/// it.
const NOWHERE: (f64, f64) = (42.3594, -71.0587);
/// Half of the last place that is written.
const ROUNDING: f64 = 0.000_05;

/// States of a report that is open, and of one that is closed, as systems call them.
const OPEN: [&str; 25] = [
    "open",
    "opened",
    "new",
    "in progress",
    "in process",
    "pending",
    "assigned",
    "started",
    "active",
    "acknowledged",
    "reopened",
    "unassigned",
    "submitted",
    "received",
    "on hold",
    "待受理",
    "待处理",
    "待办理",
    "处理中",
    "办理中",
    "受理中",
    "已受理",
    "未办结",
    "已派单",
    "在办",
];
const CLOSED: [&str; 17] = [
    "closed",
    "close",
    "completed",
    "complete",
    "resolved",
    "done",
    "canceled",
    "cancelled",
    "archived",
    "已办结",
    "办结",
    "已完成",
    "已关闭",
    "已结案",
    "结案",
    "已处理",
    "已解决",
];

/// Words before what a report says of itself.
const LABELS: [(T, Role); 3] = [
    (T("类型", "Type"), Role::Kind),
    (T("部门", "Department"), Role::Department),
    (T("街区", "Neighbourhood"), Role::Neighbourhood),
];

/// How the rows of a file are to be read.
#[derive(Debug)]
pub struct Reader<'a> {
    pub columns: &'a Columns,
    pub orders: Orders,
    pub rounded: &'a Rounded,
    /// Of times that don't say theirs.
    pub zone: &'a Zone,
    /// What positions mean.
    pub datum: Datum,
    /// Of the community.
    pub language: Language,
}

/// A report with the number that the other system gave it.
#[derive(Debug, PartialEq)]
pub struct Report {
    pub id: String,
    /// Its issue has no identity yet.
    pub import: ImportReport,
}

impl Reader<'_> {
    /// Reads a row; fails with the reason for people.
    pub fn read(&self, row: &Row) -> Result<Report, String> {
        let columns = self.columns;
        self.check_cells(row)?;
        let text = |role: Role| {
            let cell = columns.at(role).and_then(|at| row.cells.get(at));
            cell.map_or("", |cell| cell.trim())
        };
        let id = id(text(Role::Id));
        let title = text(Role::Title);
        for (role, said) in [(Role::Id, id.as_str()), (Role::Title, title)] {
            if said.is_empty() {
                return Err(format!("{} is empty", columns.name(role)));
            }
        }
        if self.rounded.contains(&id) {
            return Err(format!(
                "{} is {id}: a spreadsheet rounded or lost it, and reports can't be told apart by it any \
                 more. Export the file again and import it as it comes; to look at it in a \
                 spreadsheet, load that column as text",
                columns.name(Role::Id)
            ));
        }
        let time = |role: Role| {
            let said = text(role);
            times::read(said, self.orders, self.zone)
                .map_err(|wrong| format!("{} is {said:?}, {wrong}", columns.name(role)))
        };
        let filed_at = time(Role::Opened)?;
        let has_end = !text(Role::Closed).is_empty();
        let closed = match columns.at(Role::Status) {
            Some(_) => self.is_closed(text(Role::Status))?,
            None => has_end,
        };
        let closed_at = (closed && has_end)
            .then(|| time(Role::Closed))
            .transpose()?;
        let mut lines = vec![];
        let (short, cut) = shortened(title, TITLE_MAX);
        if cut {
            lines.push(title.to_owned());
        }
        for (label, role) in LABELS {
            if !text(role).is_empty() {
                lines.push(NAMED.with(self.language, &[&label.of(self.language), &text(role)]));
            }
        }
        Ok(Report {
            import: ImportReport {
                issue: IssueId(Uuid::nil()),
                category: category_of(text(Role::Reason), text(Role::Kind), title),
                title: short,
                body: shortened(&lines.join("\n"), BODY_MAX).0,
                position: self.position(text(Role::Latitude), text(Role::Longitude))?,
                filed_at,
                closed_at,
                closed,
            },
            id,
        })
    }

    /// A row with too many cells, or too few, has its words in other columns than they belong to.
    fn check_cells(&self, row: &Row) -> Result<(), String> {
        let (columns, cells) = (self.columns, &row.cells);
        let count = columns.count();
        let filled = cells.iter().rposition(|cell| !cell.trim().is_empty());
        if filled.is_some_and(|last| last >= count) {
            return Err(format!(
                "it has {} fields and the table {count} columns: a field with a separator in it \
                 needs quotation marks (\") around it",
                cells.len()
            ));
        }
        // Some programs leave out empty fields at the end.
        let always = [
            Role::Id,
            Role::Opened,
            Role::Status,
            Role::Title,
            Role::Kind,
        ];
        let mut always = always
            .into_iter()
            .filter(|role| columns.at(*role).is_some());
        let cut = always.find(|role| columns.at(*role) >= Some(cells.len()));
        match cut {
            Some(role) => Err(format!(
                "it ends before {}: a line break in a field needs quotation marks (\") around the \
                 field",
                columns.name(role)
            )),
            None if row.last && cells.len() < count => {
                Err("the file breaks off here; get it again".to_owned())
            }
            None => Ok(()),
        }
    }

    fn is_closed(&self, status: &str) -> Result<bool, String> {
        let said = plain(status).to_lowercase();
        if CLOSED.contains(&said.as_str()) {
            Ok(true)
        } else if OPEN.contains(&said.as_str()) {
            Ok(false)
        } else {
            Err(format!(
                "{} is {status:?}, neither open nor closed; write Open or Closed",
                self.columns.name(Role::Status)
            ))
        }
    }

    fn position(&self, lat: &str, lon: &str) -> Result<Option<Position>, String> {
        if lat.is_empty() && lon.is_empty() {
            return Ok(None);
        }
        let degrees = |role: Role, said: &str| {
            number(said)
                .ok_or_else(|| format!("{} is {said:?}, not a number", self.columns.name(role)))
        };
        let position = Position {
            lat: degrees(Role::Latitude, lat)?,
            lon: degrees(Role::Longitude, lon)?,
            accuracy: None,
            source: Source::Import,
        };
        let near = |(lat, lon): (f64, f64)| {
            (position.lat - lat).abs() <= ROUNDING && (position.lon - lon).abs() <= ROUNDING
        };
        // Some have their default position, and some nought.
        if near(NOWHERE) || near((0.0, 0.0)) {
            return Ok(None);
        }
        if !position.is_sound() {
            let swapped = Position {
                lat: position.lon,
                lon: position.lat,
                ..position
            };
            return Err(format!(
                "{} {lat}, {} {lon} is no place on the globe{}",
                self.columns.name(Role::Latitude),
                self.columns.name(Role::Longitude),
                if swapped.is_sound() {
                    ": the two seem to be swapped; exchange the columns' names"
                } else {
                    ""
                }
            ));
        }
        let at = self.datum.unshifted(position.point());
        Ok(Some(Position {
            lat: at.lat,
            lon: at.lon,
            ..position
        }))
    }
}

/// 31.3, or 31,3 as some countries write it.
fn number(text: &str) -> Option<f64> {
    let text = plain(text);
    let text = if text.contains('.') {
        text
    } else {
        text.replacen(',', ".", 1)
    };
    text.parse().ok().filter(|number: &f64| number.is_finite())
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

/// A text of at most so many characters.
fn shortened(text: &str, most: u32) -> (String, bool) {
    let most = most as usize;
    if text.chars().count() <= most {
        return (text.to_owned(), false);
    }
    let start: String = text.chars().take(most - 1).collect();
    (format!("{}…", start.trim_end()), true)
}

#[cfg(test)]
mod tests {
    use super::super::column;
    use super::*;
    use crate::zone::zone;
    use domain::Timestamp;
    use domain::place::Point;

    const HEADERS: &str = "CASE_ENQUIRY_ID,OPEN_DT,CLOSED_DT,CASE_STATUS,CASE_TITLE,SUBJECT,REASON,TYPE,Department,neighborhood,LATITUDE,LONGITUDE,Source";

    /// The row of a table with these columns, as the program would read it, in WGS-84 or not.
    fn read_in(
        headers: &str,
        row: &str,
        language: Language,
        datum: Datum,
    ) -> Result<ImportReport, String> {
        let text = format!("{headers}\n{row}\n");
        let table = column::find(&text).expect("all there");
        let rounded = Rounded::default();
        let boston = zone("America/New_York").expect("a zone");
        let reader = Reader {
            columns: &table.columns,
            orders: Orders::of([]),
            rounded: &rounded,
            zone: &boston,
            datum,
            language,
        };
        let row = table.rows.clone().next().expect("one").expect("sound");
        reader.read(&row).map(|report| report.import)
    }

    fn read(row: &str) -> Result<ImportReport, String> {
        read_in(HEADERS, row, Language::English, Datum::Wgs84)
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
    fn the_default_position_is_no_place_however_it_is_written() {
        for (lat, lon, placed) in [
            ("42.3594", "-71.0587", false),
            ("42.35940", "-71.05870", false),
            ("42.359403", "-71.058699", false),
            ("42.3594", "-71.0588", true),
            ("0.0", "0", false),
            ("\"42,36\"", "\"-71,05\"", true),
            ("", "", false),
        ] {
            let row = format!("7,01/01/2015 11:33:26 AM,,Open,T,,,K,,,{lat},{lon},");
            let found = read(&row).expect("readable").position;
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
                "7,2015-21-01,,Open,T,,,K,,,42.2,-71.1,",
                "OPEN_DT is \"2015-21-01\", not a time",
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
                "LATITUDE 142, LONGITUDE -71.1 is no place on the globe: the two seem",
            ),
            (
                "7,01/01/2015 11:33:26 AM,,Open,T,,,K,,,3462000,13500000,",
                "LATITUDE 3462000",
            ),
            ("7", "it ends before OPEN_DT"),
        ] {
            let said = read(row).expect_err(row);
            assert!(said.starts_with(reason), "{row}: {said}");
        }
    }

    #[test]
    fn tables_of_other_systems_are_read() {
        let report = read_in(
            "case_id,open_date,case_topic,service_name,assigned_department,case_status,close_date,neighborhood,longitude,latitude",
            "BCS-9,2026-03-21 14:05:10+00,Pothole,Pothole Repair,Public Works,In progress,,Northside,-71.0702,42.3302",
            Language::English,
            Datum::Wgs84,
        )
        .expect("sound");
        assert_eq!(report.filed_at, Timestamp(1_774_101_910_000));
        assert_eq!((report.title.as_str(), report.closed), ("Pothole", false));
        assert_eq!(report.category, domain::issue::Category::Facilities);
        let position = report.position.expect("it has one");
        assert_eq!((position.lat, position.lon), (42.3302, -71.0702));

        let report = read_in(
            "工单编号\t受理时间\t办结时间\t状态\t标题\t诉求类型\t承办单位\t居委\t经度\t纬度",
            "20240315000000001\t2024/3/15 9:10\t2024年3月16日 下午2:05\t已办结\t三号楼二楼楼道灯不亮\t公共照明\t物业服务中心\t桂花苑\t121.2437494\t31.2984317",
            Language::Chinese,
            Datum::Gcj02,
        )
        .expect("sound");
        assert_eq!(
            report.body,
            "类型：公共照明\n部门：物业服务中心\n街区：桂花苑"
        );
        assert!(report.closed);
        assert_eq!(report.category, domain::issue::Category::Safety);
        // Brought to where phones have it, 476 m away.
        let position = report.position.expect("it has one").point();
        let there = Point {
            lat: 31.300_422_68,
            lon: 121.239_316_51,
        };
        assert!(position.metres_to(there) < 1.0, "{position:?}");
    }

    #[test]
    fn without_states_a_report_that_has_an_end_is_closed() {
        for (end, closed) in [("2024-03-16", true), ("", false)] {
            let row = format!("7,2024-03-15,{end},Lamp");
            let report = read_in(
                "id,opened,closed,title",
                &row,
                Language::English,
                Datum::Wgs84,
            );
            let report = report.expect("sound");
            assert_eq!(
                (report.closed, report.closed_at.is_some()),
                (closed, closed)
            );
            assert_eq!(report.position, None);
        }
    }

    #[test]
    fn a_row_whose_fields_are_not_those_of_the_table_is_refused() {
        let headers = "id,opened,status,title,lat,lon,";
        let said = |row: &str| {
            let read = read_in(headers, row, Language::English, Datum::Wgs84);
            read.map(|_| ())
                .map_err(|said| said[..said.len().min(26)].to_owned())
        };
        assert_eq!(said("7,2024-03-15,Open,Lamp,,,"), Ok(()));
        // Empty fields at the end may lack, and be too many.
        assert_eq!(said("7,2024-03-15,Open,Lamp"), Ok(()));
        assert_eq!(said("7,2024-03-15,Open,Lamp,,,, , "), Ok(()));
        assert_eq!(
            said("7,2024-03-15,Open,Lamp, broken,1.5,2.5"),
            Err("it has 7 fields and the ta".into())
        );
        assert_eq!(
            said("7,2024-03-15,Open"),
            Err("it ends before title: a li".into())
        );
    }
}
