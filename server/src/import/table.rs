//! Splits a text into rows and their cells.
//!
//! Not by the csv crate: it takes a quotation mark that nothing closes, or that closes in the midst
//! of a cell, for the text up to the next mark, without a word, and the rows between would be lost.
//! Here such a row is a fault of its own, and reading goes on with the next line.

/// A row that is not blank.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line that it begins in, from 1, as editors count.
    pub line: u64,
    pub cells: Vec<String>,
    /// The text ends within it: nothing says that it was to end here.
    pub last: bool,
}

/// A row that can't be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The line that it begins in.
    pub line: u64,
    pub reason: &'static str,
}

const UNCLOSED: &str =
    "a quotation mark (\") opens a field here and nothing closes it; put one at the field's end";
const WITHIN: &str = "a quotation mark (\") stands within a field in quotation marks; write two of them there, and one at its end";

/// The rows of a text, in order.
#[derive(Debug, Clone)]
pub struct Rows<'t> {
    text: &'t str,
    /// Where the next row begins, in bytes.
    at: usize,
    /// The line there.
    line: u64,
    separator: u8,
}

impl<'t> Rows<'t> {
    /// The separator is ASCII.
    pub fn of(text: &'t str, separator: char) -> Self {
        let (at, line, separator) = match declared(text) {
            Some((own, rest)) => (rest, 2, own),
            None => (0, 1, separator),
        };
        Self {
            text,
            at,
            line,
            separator: u8::try_from(separator).unwrap_or(b','),
        }
    }

    /// Bytes of the text that have been read.
    pub fn at(&self) -> usize {
        self.at
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The end of the line's end that stands at `at`, if one does.
    fn line_end(&self, at: usize) -> Option<usize> {
        match (self.byte(at)?, self.byte(at + 1)) {
            (b'\r', Some(b'\n')) => Some(at + 2),
            // As old Macs wrote it.
            (b'\r' | b'\n', _) => Some(at + 1),
            _ => None,
        }
    }

    /// A cell in quotation marks whose first one stands at `from`. Moves over it, and counts lines.
    fn quoted(&mut self, from: usize) -> Result<String, &'static str> {
        let mut cell = String::new();
        let mut at = from + 1;
        loop {
            let Some(byte) = self.byte(at) else {
                return Err(UNCLOSED);
            };
            if let Some(end) = self.line_end(at) {
                self.line += 1;
                cell.push('\n');
                at = end;
            } else if byte != b'"' {
                let rest = &self.text[at..];
                let piece = rest.find(['"', '\r', '\n']).unwrap_or(rest.len());
                cell.push_str(&rest[..piece]);
                at += piece;
            } else if self.byte(at + 1) == Some(b'"') {
                cell.push('"');
                at += 2;
            } else {
                at += 1;
                break;
            }
        }
        while self.byte(at) == Some(b' ') {
            at += 1;
        }
        self.at = at;
        let ends = at == self.text.len() || self.line_end(at).is_some();
        if ends || self.byte(at) == Some(self.separator) {
            Ok(cell)
        } else {
            Err(WITHIN)
        }
    }

    fn row(&mut self) -> Result<Row, &'static str> {
        let line = self.line;
        let mut cells = vec![];
        loop {
            let cell = if self.byte(self.at) == Some(b'"') {
                self.quoted(self.at)?
            } else {
                let rest = &self.text[self.at..];
                let end = rest.find([char::from(self.separator), '\r', '\n']);
                let cell = &rest[..end.unwrap_or(rest.len())];
                self.at += cell.len();
                cell.to_owned()
            };
            cells.push(cell);
            let next = self.line_end(self.at);
            if let Some(next) = next {
                self.at = next;
                self.line += 1;
            } else if self.at < self.text.len() {
                // A separator.
                self.at += 1;
                continue;
            }
            return Ok(Row {
                line,
                cells,
                last: next.is_none(),
            });
        }
    }

    /// On to the line after the one that begins at `from`.
    fn skip_line(&mut self, from: usize, line: u64) {
        let mut at = from;
        while at < self.text.len() {
            if let Some(next) = self.line_end(at) {
                (self.at, self.line) = (next, line + 1);
                return;
            }
            at += 1;
        }
        self.at = at;
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.at >= self.text.len() {
                return None;
            }
            let (from, line) = (self.at, self.line);
            match self.row() {
                // Spreadsheets leave rows of separators.
                Ok(row) if row.cells.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(row) => return Some(Ok(row)),
                Err(reason) => {
                    self.skip_line(from, line);
                    return Some(Err(Fault { line, reason }));
                }
            }
        }
    }
}

/// What a cell says, without what spreadsheets and forms put around it: blanks, marks that nobody
/// sees, `="…"` or `'` before what shall stay a text, and figures and letters of full width.
pub fn plain(cell: &str) -> String {
    let text: String = cell
        .chars()
        .filter(|c| !matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}'))
        .map(|c| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    let text = text.trim();
    let text = text.strip_prefix('\'').unwrap_or(text);
    let formula = text
        .strip_prefix("=\"")
        .and_then(|text| text.strip_suffix('"'));
    formula.unwrap_or(text).trim().to_owned()
}

/// The separator that a spreadsheet stated in a first line `sep=;`, and where the next line begins.
pub fn declared(text: &str) -> Option<(char, usize)> {
    let end = text.find(['\r', '\n'])?;
    let line = text[..end].trim().trim_matches('"').to_lowercase();
    let separator = line.strip_prefix("sep=")?;
    let separator = match separator {
        // What has been trimmed.
        "" => '\t',
        _ => separator.chars().next().filter(char::is_ascii)?,
    };
    let end = if text[end..].starts_with("\r\n") {
        end + 2
    } else {
        end + 1
    };
    Some((separator, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Result<(u64, Vec<String>), u64>> {
        Rows::of(text, ',')
            .map(|row| {
                row.map(|row| (row.line, row.cells))
                    .map_err(|fault| fault.line)
            })
            .collect()
    }

    #[expect(clippy::unnecessary_wraps, reason = "as it is read")]
    fn row(line: u64, cells: &[&str]) -> Result<(u64, Vec<String>), u64> {
        Ok((line, cells.iter().map(ToString::to_string).collect()))
    }

    #[test]
    fn lines_are_counted_as_an_editor_does() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "1,2", "", " , ", "\"x", "y\",3", "4,5", ""].join(end);
            let expected = [
                row(1, &["a", "b"]),
                row(2, &["1", "2"]),
                row(5, &["x\ny", "3"]),
                row(7, &["4", "5"]),
            ];
            assert_eq!(read(&text), expected, "{end:?}");
        }
        // A break within a cell of Excel is another than the one after a row.
        assert_eq!(
            read("\"x\ny\",1\r\n2,3\r\n"),
            [row(1, &["x\ny", "1"]), row(3, &["2", "3"])]
        );
    }

    #[test]
    fn cells_may_be_quoted_and_hold_marks_and_separators() {
        assert_eq!(
            read("\"a,\"\"b\"\"\" ,5\" pipe,\"\",\n\"c\""),
            [row(1, &["a,\"b\"", "5\" pipe", "", ""]), row(2, &["c"])]
        );
    }

    #[test]
    fn a_mark_that_is_not_closed_costs_its_own_line_and_no_other() {
        let text = "1,a\n2,\"open\n3,b\n4,\"closed\"\n5,\"say \\\"hi\\\"\"\n6,c\n7,\"open";
        let faults: Vec<Fault> = Rows::of(text, ',').filter_map(Result::err).collect();
        let fault = |line, reason| Fault { line, reason };
        assert_eq!(
            faults,
            [fault(2, WITHIN), fault(5, WITHIN), fault(7, UNCLOSED)]
        );
        let sound: Vec<_> = read(text)
            .into_iter()
            .flatten()
            .map(|(line, _)| line)
            .collect();
        assert_eq!(sound, [1, 3, 4, 6]);
    }

    #[test]
    fn a_row_knows_that_the_text_ends_within_it() {
        let last = |text| {
            Rows::of(text, ',')
                .map(|row| row.is_ok_and(|row| row.last))
                .collect::<Vec<_>>()
        };
        assert_eq!(last("a,b\nc,d\n"), [false, false]);
        assert_eq!(last("a,b\nc"), [false, true]);
    }

    #[test]
    fn a_cell_is_freed_of_what_spreadsheets_put_around_it() {
        for (cell, said) in [
            ("\u{feff} 7 ", "7"),
            ("\t101009900001", "101009900001"),
            ("'007", "007"),
            ("=\"007\"", "007"),
            ("１２：３０", "12:30"),
            ("a\u{a0}b\u{200b}", "a b"),
            ("楼（东）", "楼(东)"),
        ] {
            assert_eq!(plain(cell), said, "{cell:?}");
        }
    }

    #[test]
    fn a_separator_that_the_file_states_is_taken() {
        for (text, separator) in [
            ("sep=;\r\na;b", ';'),
            ("\"sep=|\"\na|b", '|'),
            ("SEP=\t\na\tb", '\t'),
        ] {
            let rows: Vec<_> = Rows::of(text, ',').flatten().collect();
            assert_eq!(
                declared(text).map(|(separator, _)| separator),
                Some(separator)
            );
            assert_eq!((rows[0].line, rows[0].cells.len()), (2, 2), "{text}");
        }
        assert_eq!(declared("a,b\n"), None);
        assert_eq!(declared("sep=；\n"), None);
    }
}
