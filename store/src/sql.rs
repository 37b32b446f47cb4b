//! Reading rows: every column is decoded to the type of `domain` that it means, and what cannot be read is an error
//! that names the column but never its content.

use std::fmt::Display;
use std::str::FromStr;

use domain::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::any::{AnyRow, AnyTypeInfoKind};
use sqlx::{Row, ValueRef};

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
#[derive(Clone, PartialEq)]
pub(crate) enum Cell {
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
fn position(error: &serde_json::Error) -> String {
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

/// A value as JSON, for a text column.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(Error::Unwritable)
}

/// An id or a date that may be absent, for binding.
pub(crate) fn opt<T: ToString>(value: Option<T>) -> Option<String> {
    value.map(|value| value.to_string())
}
