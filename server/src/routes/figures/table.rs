//! A table of figures: as it stands on the page, and as a file that spreadsheets open.

use domain::words::escape;

use crate::routes::setup::Reader;

use super::CSV;

/// What stands where there is nothing to count.
const NONE: &str = "—";

/// The same cells on the page and in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What its file is called, and its place on the page.
    pub name: &'static str,
    pub title: &'static str,
    pub head: Vec<&'static str>,
    /// The first cell of each names the row.
    pub rows: Vec<Vec<Option<String>>>,
}

impl Table {
    /// With a way to its file. `last` rows at most, the last ones; the file has all.
    pub fn html(&self, reader: Reader, base: &str, last: usize) -> String {
        let (name, title) = (self.name, self.title);
        let heads = self.head.iter().fold(String::new(), |all, head| {
            all + &format!(r#"<th scope="col">{head}</th>"#)
        });
        let rows = self.rows.iter().skip(self.rows.len().saturating_sub(last));
        let rows = rows.fold(String::new(), |all, row| {
            let mut cells = row.iter().map(|cell| cell.as_deref().unwrap_or(NONE));
            let first = escape(cells.next().unwrap_or_default());
            let rest = cells.fold(String::new(), |all, cell| {
                all + &format!("<td>{}</td>", escape(cell))
            });
            all + &format!(r#"<tr><th scope="row" dir="auto">{first}</th>{rest}</tr>"#)
        });
        format!(
            r#"<div class="figures" role="region" aria-label="{title}" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div><p class="screen-only"><a href="{base}/{name}.csv" download>{}<span class="visually-hidden">{title}</span></a></p>"#,
            reader.t(CSV),
        )
    }

    /// With a mark in front by which Excel knows that it is UTF-8. No cell is a formula.
    pub fn csv(&self) -> String {
        let head: Vec<String> = self.head.iter().map(|head| field(head)).collect();
        let rows = self.rows.iter().map(|row| {
            let cells = row.iter().map(|cell| field(cell.as_deref().unwrap_or("")));
            cells.collect::<Vec<_>>()
        });
        std::iter::once(head)
            .chain(rows)
            .fold("\u{feff}".to_owned(), |all, row| {
                all + &row.join(",") + "\r\n"
            })
    }
}

/// A cell, quoted where it has to be. What a spreadsheet would work out has an apostrophe in front.
fn field(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let text = if is_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains(['"', ',', '\n', '\r', '\'']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_for_excel_and_no_cell_of_it_is_a_formula() {
        let table = Table {
            name: "x",
            title: "X",
            head: vec!["楼栋", "Homes"],
            rows: vec![
                vec![Some("=HYPERLINK(\"http://x\",\"y\")".into()), None],
                vec![Some("1, 2\n\"3\"".into()), Some("7".into())],
                vec![Some("-2".into()), Some("＝1".into())],
            ],
        };
        let lines = [
            "\u{feff}楼栋,Homes",
            "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",",
            "\"1, 2\n\"\"3\"\"\",7",
            "\"'-2\",\"'＝1\"",
            "",
        ];
        assert_eq!(table.csv(), lines.join("\r\n"));
    }
}
