//! Whatever a table of reports holds, each row becomes a report or is named with its line.

use domain::{Language, Zone};

use super::*;
use crate::fuzz::try_all;

#[test]
fn whatever_a_table_of_reports_holds_is_read_or_named() {
    let samples = [
        "id,title,description,category,opened,closed,status,lat,lon\r\n\
         1,Lift,\"It \"\"stops\"\", often\",lift,2026-01-31 08:00,2026-02-01,closed,31.23,121.47\r\n",
        "编号;标题;内容;类别;提交时间;状态\n7;楼道灯;\"坏了\n三天\";照明;2026年1月31日 8:05;处理中\n",
        "case_enquiry_id\topen_dt\tcase_title\treason\tlatitude\tlongitude\n\
         101004116078\t2022-01-01 00:15:00\tNoise\tNoise\t42.35\t-71.06\n",
    ];
    let mut samples = samples.map(|sample| sample.as_bytes().to_vec()).to_vec();
    let wide: Vec<u8> = "\u{feff}id\ttitle\topened\n1\t灯\t1/2/26\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    samples.push(wide);
    let zone = Zone::utc();
    try_all("reports (CSV)", &["csv", "txt"], samples, |bytes| {
        let Ok(file) = file::text(bytes) else {
            return;
        };
        let table = match column::find(&file.content) {
            Ok(table) => table,
            Err(no) => {
                assert!(!no.lacks.names().is_empty());
                return;
            }
        };
        let columns = &table.columns;
        let cell = |row: &Row, role: Role| {
            let cell = columns.at(role).and_then(|at| row.cells.get(at));
            cell.cloned().unwrap_or_default()
        };
        let rows = || table.rows.clone().flatten();
        let opened: Vec<String> = rows().map(|row| cell(&row, Role::Opened)).collect();
        let orders = Orders::of(opened.iter().map(String::as_str));
        let ids = rows().map(|row| id(&cell(&row, Role::Id)));
        let rounded = Rounded::of(ids.zip(opened.iter().map(String::as_str)));
        let reader = Reader {
            columns,
            orders,
            rounded: &rounded,
            zone: &zone,
            datum: Datum::Gcj02,
            language: Language::English,
        };
        assert!(!columns.words(orders.words()).is_empty());
        let mut last = 0;
        for row in table.rows.clone() {
            let line = match row {
                Ok(row) => {
                    if let Err(reason) = reader.read(&row) {
                        assert!(!reason.is_empty());
                    }
                    row.line
                }
                Err(fault) => fault.line,
            };
            assert!(line > last, "line {line} after {last}");
            last = line;
        }
    });
}
