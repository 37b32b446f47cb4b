//! Reading rows: every column is decoded to the type of `domain` that it means, and what cannot be
//! read is an error that names the column but never its content.

use std::fmt::Display;
use std::str::FromStr;

use domain::{
    BuildingId, CommandId, Date, HouseholdId, IssueId, MeetingId, OrganisationId, PersonId,
    PhotoId, SlipId, TextId, Timestamp,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::any::{AnyArguments, AnyRow, AnyTypeInfoKind};
use sqlx::query::Query;
use sqlx::{Any, AnyConnection, AssertSqlSafe, Row, ValueRef};

use crate::{Error, Result};

/// The columns of a row by name.
pub(crate) trait Columns {
    fn text(&self, column: &str) -> Result<String>;
    fn opt_text(&self, column: &str) -> Result<Option<String>>;
    fn int(&self, column: &str) -> Result<i64>;
    fn opt_int(&self, column: &str) -> Result<Option<i64>>;
    fn opt_float(&self, column: &str) -> Result<Option<f64>>;
    fn bytes(&self, column: &str) -> Result<Vec<u8>>;

    /// A number of people's size: counts, positions, minutes.
    fn number(&self, column: &str) -> Result<u32> {
        u32::try_from(self.int(column)?).map_err(|e| unreadable(column, &e))
    }

    fn opt_number(&self, column: &str) -> Result<Option<u32>> {
        self.opt_int(column)?
            .map(|n| u32::try_from(n).map_err(|e| unreadable(column, &e)))
            .transpose()
    }

    /// A number that is never negative and may be large.
    fn units(&self, column: &str) -> Result<u64> {
        u64::try_from(self.int(column)?).map_err(|e| unreadable(column, &e))
    }

    /// Yes or no, kept as 1 or 0.
    fn flag(&self, column: &str) -> Result<bool> {
        Ok(self.int(column)? != 0)
    }

    fn time(&self, column: &str) -> Result<Timestamp> {
        self.int(column).map(Timestamp)
    }

    fn opt_time(&self, column: &str) -> Result<Option<Timestamp>> {
        Ok(self.opt_int(column)?.map(Timestamp))
    }

    /// An id or a date.
    fn parsed<T: FromStr<Err: Display>>(&self, column: &str) -> Result<T> {
        parse(column, &self.text(column)?)
    }

    fn opt_parsed<T: FromStr<Err: Display>>(&self, column: &str) -> Result<Option<T>> {
        self.opt_text(column)?
            .map(|text| parse(column, &text))
            .transpose()
    }

    /// One of the codes of `domain`, read with its `from_code`.
    fn code<T>(&self, column: &str, read: fn(&str) -> Option<T>) -> Result<T> {
        read(&self.text(column)?).ok_or_else(|| unreadable(column, &"unknown code"))
    }

    fn opt_code<T>(&self, column: &str, read: fn(&str) -> Option<T>) -> Result<Option<T>> {
        self.opt_text(column)?
            .map(|text| read(&text).ok_or_else(|| unreadable(column, &"unknown code")))
            .transpose()
    }

    fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T> {
        serde_json::from_str(&self.text(column)?).map_err(|e| unreadable(column, &position(&e)))
    }

    fn opt_json<T: DeserializeOwned>(&self, column: &str) -> Result<Option<T>> {
        self.opt_text(column)?
            .map(|text| serde_json::from_str(&text).map_err(|e| unreadable(column, &position(&e))))
            .transpose()
    }
}

impl Columns for AnyRow {
    fn text(&self, column: &str) -> Result<String> {
        Ok(self.try_get(column)?)
    }

    fn opt_text(&self, column: &str) -> Result<Option<String>> {
        Ok(self.try_get(column)?)
    }

    fn int(&self, column: &str) -> Result<i64> {
        Ok(self.try_get(column)?)
    }

    fn opt_int(&self, column: &str) -> Result<Option<i64>> {
        Ok(self.try_get(column)?)
    }

    fn opt_float(&self, column: &str) -> Result<Option<f64>> {
        Ok(self.try_get(column)?)
    }

    fn bytes(&self, column: &str) -> Result<Vec<u8>> {
        Ok(self.try_get(column)?)
    }
}

/// A value of any column, for whoever copies or compares rows without knowing what they mean.
#[derive(Clone, Default, PartialEq)]
pub(crate) enum Cell {
    #[default]
    Null,
    Number(i64),
    Float(f64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Cell {
    /// For the key of a row: ids, codes and numbers.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Null | Self::Bytes(_) => String::new(),
            Self::Number(number) => number.to_string(),
            Self::Float(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// All columns of a row, in order.
pub(crate) fn cells(row: &AnyRow) -> Result<Vec<Cell>> {
    let cell = |column: usize| {
        let value = row.try_get_raw(column)?;
        let kind = value.type_info().kind();
        Ok(match kind {
            _ if value.is_null() => Cell::Null,
            AnyTypeInfoKind::Null => Cell::Null,
            AnyTypeInfoKind::Real | AnyTypeInfoKind::Double => Cell::Float(row.try_get(column)?),
            AnyTypeInfoKind::Text => Cell::Text(row.try_get(column)?),
            AnyTypeInfoKind::Blob => Cell::Bytes(row.try_get(column)?),
            AnyTypeInfoKind::Bool
            | AnyTypeInfoKind::SmallInt
            | AnyTypeInfoKind::Integer
            | AnyTypeInfoKind::BigInt => Cell::Number(row.try_get(column)?),
        })
    };
    (0..row.len()).map(cell).collect()
}

pub(crate) fn unreadable(column: &str, cause: &dyn Display) -> Error {
    Error::Unreadable {
        column: column.to_owned(),
        cause: cause.to_string(),
    }
}

/// Where JSON went wrong, without the words that serde quotes.
pub(crate) fn position(error: &serde_json::Error) -> String {
    format!(
        "{:?} error at line {} column {}",
        error.classify(),
        error.line(),
        error.column()
    )
}

fn parse<T: FromStr<Err: Display>>(column: &str, text: &str) -> Result<T> {
    text.parse().map_err(|e| unreadable(column, &e))
}

/// What can be bound on both databases. An `Option<f64>` cannot: see the crate's text on SQL.
pub(crate) trait Bind {
    type As;
    fn portable(self) -> Self::As;
}

macro_rules! bind {
    ($($of:ty => $to:ty: $bound:expr),+ $(,)?) => {
        $(
            impl Bind for $of {
                type As = $to;
                fn portable(self) -> $to {
                    ($bound)(self)
                }
            }
            impl Bind for Option<$of> {
                type As = Option<$to>;
                fn portable(self) -> Option<$to> {
                    self.map($bound)
                }
            }
        )+
    };
}
bind! {
    CommandId => String: |id: CommandId| id.to_string(),
    HouseholdId => String: |id: HouseholdId| id.to_string(),
    IssueId => String: |id: IssueId| id.to_string(),
    MeetingId => String: |id: MeetingId| id.to_string(),
    OrganisationId => String: |id: OrganisationId| id.to_string(),
    PersonId => String: |id: PersonId| id.to_string(),
    PhotoId => String: |id: PhotoId| id.to_string(),
    SlipId => String: |id: SlipId| id.to_string(),
    TextId => String: |id: TextId| id.to_string(),
    &BuildingId => String: |id: &BuildingId| id.0.clone(),
    Date => String: |date: Date| date.to_string(),
    u32 => i64: i64::from,
    bool => i64: i64::from,
    Timestamp => i64: |at: Timestamp| at.0,
}

macro_rules! bind_as_it_is {
    ($($of:ty),+) => {
        $(
            impl Bind for $of {
                type As = Self;
                fn portable(self) -> Self {
                    self
                }
            }
        )+
    };
}
bind_as_it_is! { i64, f64, String, &str, Option<&str>, Vec<u8>, Cell }

/// A value on its way into a row.
pub(crate) fn cell<B: Bind<As: Into<Cell>>>(value: B) -> Cell {
    value.portable().into()
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Float(number)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A statement that is put together for as many rows as there are. (sqlx' own builder writes
/// placeholders that PostgreSQL does not read through `Any`.)
#[derive(Default)]
pub(crate) struct Statement {
    sql: String,
    bound: Vec<Cell>,
}

impl Statement {
    pub(crate) fn new(sql: &str) -> Self {
        Self {
            sql: sql.to_owned(),
            bound: vec![],
        }
    }

    pub(crate) fn push(&mut self, sql: &str) -> &mut Self {
        self.sql += sql;
        self
    }

    pub(crate) fn bind(&mut self, cell: Cell) -> &mut Self {
        if cell == Cell::Null {
            // What is absent stands in the text: see the crate's text on SQL.
            self.sql += "null";
        } else {
            self.bound.push(cell);
            self.sql += "?";
        }
        self
    }

    /// `(1, 2, 3)`
    pub(crate) fn list(&mut self, cells: impl IntoIterator<Item = Cell>) -> &mut Self {
        self.sql += "(";
        for (n, cell) in cells.into_iter().enumerate() {
            if n > 0 {
                self.sql += ", ";
            }
            self.bind(cell);
        }
        self.sql += ")";
        self
    }

    /// `(1, 2), (3, 4)`
    pub(crate) fn lists(&mut self, rows: impl IntoIterator<Item = Vec<Cell>>) -> &mut Self {
        for (n, row) in rows.into_iter().enumerate() {
            if n > 0 {
                self.sql += ", ";
            }
            self.list(row);
        }
        self
    }

    /// Ready to be sent to this database. Only statements of few values come again often enough to
    /// be kept prepared.
    pub(crate) fn query(self, to: &AnyConnection) -> Query<'static, Any, AnyArguments> {
        let few = self.bound.len() < 40;
        let sql = match to.backend_name() {
            "PostgreSQL" => numbered(&self.sql),
            _ => self.sql,
        };
        let query = sqlx::query(AssertSqlSafe(sql)).persistent(few);
        self.bound
            .into_iter()
            .fold(query, |query, cell| match cell {
                Cell::Null => query,
                Cell::Number(number) => query.bind(number),
                Cell::Float(number) => query.bind(number),
                Cell::Text(text) => query.bind(text),
                Cell::Bytes(bytes) => query.bind(bytes),
            })
    }
}

/// With `$1`, `$2`… for each `?`, as PostgreSQL wants it. SQLite takes both, but looks each `$n` up
/// among all those before it, which takes longer than all the rest where there are hundreds.
fn numbered(sql: &str) -> String {
    let mut pieces = sql.split('?');
    let mut all = pieces.next().unwrap_or_default().to_owned();
    for (n, piece) in pieces.enumerate() {
        all += "$";
        all += &(n + 1).to_string();
        all += piece;
    }
    all
}

/// A value as JSON, for a text column.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(Error::Unwritable)
}

/// An id or a date that may be absent, for binding.
pub(crate) fn opt<T: ToString>(value: Option<T>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// Where a page ended: what its list is sorted by, and a number that makes the order total.
/// Anything else than a cursor of ours starts at the first page.
pub(crate) fn read_cursor(text: &str) -> Option<(i64, i64)> {
    let (first, number) = text.split_once('.')?;
    Some((first.parse().ok()?, number.parse().ok()?))
}
