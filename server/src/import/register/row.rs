//! The columns and rows of a register, as a spreadsheet saves it.

use domain::field::ROOM_MAX;
use domain::fold;
use domain::household::{ADULTS_MAX, Housing};
use domain::words::T;

use super::super::table::{Row, Rows, declared, plain};
use super::Fault;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    Building,
    Room,
    Adults,
    Housing,
}

impl Column {
    pub const ALL: [Self; 4] = [Self::Building, Self::Room, Self::Adults, Self::Housing];

    /// Its name in a template.
    pub fn name(self) -> T {
        match self {
            Self::Building => T("楼栋", "building"),
            Self::Room => T("室号", "room"),
            Self::Adults => T("成年人数", "adults"),
            Self::Housing => T("房屋性质", "housing"),
        }
    }

    /// The names that it is known by, folded.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Building => &[
                "楼栋",
                "楼号",
                "楼",
                "楼幢",
                "幢号",
                "栋号",
                "楼栋号",
                "门牌",
                "门牌号",
                "building",
                "house",
                "block",
            ],
            Self::Room => &[
                "室号",
                "房号",
                "房间",
                "房间号",
                "户号",
                "室",
                "单元室号",
                "room",
                "flat",
                "unit",
                "apartment",
            ],
            Self::Adults => &[
                "成年人数",
                "成人数",
                "成年人",
                "成人",
                "人数",
                "人口",
                "adults",
                "people",
            ],
            Self::Housing => &[
                "房屋性质",
                "房屋类型",
                "住房性质",
                "住房类型",
                "性质",
                "housing",
                "tenure",
                "kind",
            ],
        }
    }

    fn is_needed(self) -> bool {
        self != Self::Housing
    }
}

/// A table whose columns are known.
pub struct Table<'t> {
    pub rows: Rows<'t>,
    at: [Option<usize>; 4],
}

/// Lines among which the names of columns are looked for: titles may stand above them.
const TOP: usize = 10;

/// Finds the columns, and what parts them: whatever makes most of their names known.
pub fn find(text: &str) -> Result<Table<'_>, Fault> {
    let stated = declared(text).map(|(separator, _)| separator);
    let separators = stated.map_or_else(|| vec![',', '\t', ';', '|'], |separator| vec![separator]);
    let mut best: Option<(usize, Table)> = None;
    let mut headers = vec![];
    for separator in separators {
        let mut rows = Rows::of(text, separator);
        for _ in 0..TOP {
            let Some(row) = rows.next() else { break };
            let Ok(row) = row else { continue };
            let names: Vec<String> = row.cells.iter().map(|cell| fold(&plain(cell))).collect();
            let at = Column::ALL.map(|column| {
                let known = |name: &String| column.names().contains(&name.as_str());
                names.iter().position(known)
            });
            let found = at.iter().flatten().count();
            if headers.len() < row.cells.len() && row.line == 1 {
                headers = row.cells.iter().map(|cell| plain(cell)).collect();
            }
            if found > best.as_ref().map_or(0, |(most, _)| *most) {
                headers = row.cells.iter().map(|cell| plain(cell)).collect();
                let rows = rows.clone();
                best = Some((found, Table { rows, at }));
            }
        }
    }
    let lacks = |table: &Table| {
        let mut needed = Column::ALL.into_iter().filter(|column| column.is_needed());
        needed.find(|column| table.at[*column as usize].is_none())
    };
    let headers = headers.join(" | ").chars().take(200).collect();
    match best {
        None => Err(Fault::NoColumn(Column::Building, headers)),
        Some((_, table)) => match lacks(&table) {
            Some(column) => Err(Fault::NoColumn(column, headers)),
            None => Ok(table),
        },
    }
}

/// A row as it was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub line: u64,
    /// As it was typed.
    pub building: String,
    pub room: String,
    pub adults: u32,
    pub housing: Option<Housing>,
}

impl Table<'_> {
    /// Reads a row.
    pub fn read(&self, row: &Row) -> Result<Entry, Fault> {
        let cell = |column: Column| {
            let cell = self.at[column as usize].and_then(|at| row.cells.get(at));
            plain(cell.map_or("", String::as_str))
        };
        let building = cell(Column::Building);
        if building.is_empty() {
            return Err(Fault::Empty(Column::Building));
        }
        if is_date(&building) {
            return Err(Fault::Date(Column::Building, building));
        }
        Ok(Entry {
            line: row.line,
            building: whole(&building).to_owned(),
            room: room(&cell(Column::Room))?,
            adults: adults(&cell(Column::Adults))?,
            housing: housing(&cell(Column::Housing))?,
        })
    }
}

/// A number that some programs write with a fraction of nothing.
fn whole(cell: &str) -> &str {
    match cell.strip_suffix(".0") {
        Some(whole) if whole.bytes().all(|b| b.is_ascii_digit()) => whole,
        _ => cell,
    }
}

/// The flat's number, without the word for a flat.
fn room(cell: &str) -> Result<String, Fault> {
    let room = whole(cell.trim_end_matches(['室', '号', '户'])).trim();
    if room.is_empty() {
        return Err(Fault::Empty(Column::Room));
    }
    if is_date(room) {
        return Err(Fault::Date(Column::Room, room.to_owned()));
    }
    if room.chars().count() > ROOM_MAX as usize {
        return Err(Fault::LongRoom);
    }
    Ok(room.to_owned())
}

fn adults(cell: &str) -> Result<u32, Fault> {
    let number = whole(cell.trim_end_matches(['人', '位', '口']).trim());
    match number.parse() {
        Ok(adults) if adults <= ADULTS_MAX => Ok(adults),
        _ if cell.is_empty() => Err(Fault::Empty(Column::Adults)),
        _ => Err(Fault::Adults(cell.to_owned())),
    }
}

fn housing(cell: &str) -> Result<Option<Housing>, Fault> {
    const KINDS: [(Housing, &[&str]); 5] = [
        (
            Housing::Commodity,
            &["商品房", "商品", "产权房", "commodity", "private"],
        ),
        (
            Housing::Affordable,
            &[
                "共有产权保障房",
                "共有产权房",
                "共有产权",
                "经适房",
                "经济适用房",
                "affordable",
            ],
        ),
        (
            Housing::Relocated,
            &["动迁安置房", "动迁房", "安置房", "拆迁安置房", "relocated"],
        ),
        (
            Housing::LowRent,
            &[
                "公租房",
                "廉租房",
                "公共租赁住房",
                "low-rent",
                "low_rent",
                "low rent",
                "public rental",
            ],
        ),
        (Housing::Other, &["其他", "其它", "other"]),
    ];
    let said = fold(cell);
    if said.is_empty() {
        return Ok(None);
    }
    let known = KINDS
        .iter()
        .find(|(_, names)| names.contains(&said.as_str()));
    match known {
        Some((housing, _)) => Ok(Some(*housing)),
        None => Err(Fault::Housing(cell.to_owned())),
    }
}

/// What spreadsheets make of 3-101 and of long numbers.
fn is_date(cell: &str) -> bool {
    let month = |word: &str| {
        const MONTHS: [&str; 12] = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ];
        MONTHS.contains(&word.to_ascii_lowercase().as_str())
    };
    let chinese = cell.contains('月') && (cell.ends_with('日') || cell.ends_with('月'));
    let english = cell
        .split_once('-')
        .is_some_and(|(a, b)| month(a) || month(b));
    let year = cell.split(['/', '-']).count() == 3
        && cell
            .split(['/', '-'])
            .any(|part| part.len() == 4 && part.starts_with(['1', '2']));
    let rounded = cell.contains("E+") && cell.starts_with(|c: char| c.is_ascii_digit());
    chinese || english || year || rounded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_made_of_a_number_is_no_number_of_a_flat() {
        for cell in [
            "3月101日",
            "3月1日",
            "Mar-01",
            "1-Mar",
            "2026/3/1",
            "2026-03-01",
            "1.01E+11",
        ] {
            assert!(is_date(cell), "{cell}");
        }
        for cell in ["3-101", "101", "A-12", "1-2-301", "May Court", "12/3"] {
            assert!(!is_date(cell), "{cell}");
        }
    }

    #[test]
    fn cells_are_read_as_people_write_them() {
        assert_eq!(room("101室").as_deref(), Ok("101"));
        assert_eq!(room("101.0").as_deref(), Ok("101"));
        assert_eq!(room("室"), Err(Fault::Empty(Column::Room)));
        assert_eq!(adults("3人"), Ok(3));
        assert_eq!(adults("2.0"), Ok(2));
        for cell in ["21", "-1", "two", "2.5"] {
            assert_eq!(adults(cell), Err(Fault::Adults(cell.into())));
        }
        assert_eq!(housing("动迁房"), Ok(Some(Housing::Relocated)));
        assert_eq!(housing(""), Ok(None));
        assert_eq!(housing("别墅"), Err(Fault::Housing("别墅".into())));
    }

    #[test]
    fn columns_are_found_below_a_title_and_by_their_names_in_both_languages() {
        for text in [
            "桂花苑住户登记表\n楼栋,室号,成年人数,房屋性质\n",
            "Building;Flat;Adults\n",
            "\u{feff}序号\t楼号\t房号\t人数\n",
        ] {
            assert!(find(text).is_ok(), "{text}");
        }
        for (text, lacks) in [
            ("楼栋,室号\n", Column::Adults),
            ("a,b\n1,2\n", Column::Building),
            ("", Column::Building),
        ] {
            let fault = find(text).err();
            let named = matches!(&fault, Some(Fault::NoColumn(column, _)) if *column == lacks);
            assert!(named, "{text}: {fault:?}");
        }
    }
}
