//! What is wrong with a register, line by line, in both languages.

use domain::Language;
use domain::field::ROOM_MAX;
use domain::household::ADULTS_MAX;
use domain::words::T;

use super::row::Column;

/// Why a file, or a line of it, can't be taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The file is no text; what it is instead, and what to do.
    NoText(&'static str),
    /// No column for this; the names that there are.
    NoColumn(Column, String),
    /// The file has no rows.
    NoRows,
    /// A quotation mark is not closed.
    Quotation,
    /// Bytes that can't be read in the file's encoding.
    Damaged(&'static str),
    Empty(Column),
    /// A spreadsheet took it for a date or rounded it.
    Date(Column, String),
    LongRoom,
    Adults(String),
    Housing(String),
    /// The plan has no such building.
    NoBuilding(String),
    /// The same flat stands in an earlier line.
    Twice(u64),
    /// An earlier line says something else of the building.
    OtherHousing(u64),
}

impl Fault {
    /// What is the matter, and what to do.
    pub fn words(&self, language: Language) -> String {
        match self {
            Fault::NoText(what) => T(
                "这不是文本文件（{}）。请在表格软件里另存为“CSV UTF-8”。",
                "This is no text: it is {}.",
            )
            .with(language, &[what]),
            Fault::NoColumn(column, headers) => T(
                "没有找到“{}”一列。文件里有：{}。请按模板写好表头。",
                "There is no column \u{201c}{}\u{201d}. There is: {}. Write the first line as in the template.",
            )
            .with(language, &[&column.name().of(language), headers]),
            Fault::NoRows => T(
                "文件里没有住户。请在表头下面每户写一行。",
                "The file has no household. Write a line for each, below the names of the columns.",
            )
            .of(language)
            .to_owned(),
            Fault::Quotation => T(
                "引号没有配对。请检查这一行的引号。",
                "A quotation mark is not closed. Look at the quotation marks of this line.",
            )
            .of(language)
            .to_owned(),
            Fault::Damaged(encoding) => T(
                "有些字按 {} 读不出来。请把文件另存为 UTF-8。",
                "It has bytes that are no {}. Save the file anew as UTF-8.",
            )
            .with(language, &[encoding]),
            Fault::Empty(column) => T("“{}”是空的。", "\u{201c}{}\u{201d} is empty.")
                .with(language, &[&column.name().of(language)]),
            Fault::Date(column, cell) => T(
                "“{}”是“{}”，像是被表格软件改成了日期或四舍五入。请把这一列设为文本，再写一次。",
                "\u{201c}{}\u{201d} is \u{201c}{}\u{201d}: a spreadsheet seems to have made a date of it, or rounded it. Make the column text and write it again.",
            )
            .with(language, &[&column.name().of(language), cell]),
            Fault::LongRoom => T(
                "室号太长，最多 {} 个字。",
                "The room is too long: at most {} characters.",
            )
            .with(language, &[&ROOM_MAX]),
            Fault::Adults(cell) => T(
                "成年人数“{}”不是 0 到 {} 的整数。",
                "Adults \u{201c}{}\u{201d} is no whole number from 0 to {}.",
            )
            .with(language, &[cell, &ADULTS_MAX]),
            Fault::Housing(cell) => T(
                "不认识房屋性质“{}”。可以写：商品房、共有产权保障房、动迁安置房、公租房、其他，或留空。",
                "Housing \u{201c}{}\u{201d} is unknown. Write commodity, affordable, relocated, low-rent or other, or leave it empty.",
            )
            .with(language, &[cell]),
            Fault::NoBuilding(name) => T(
                "平面图上没有楼栋“{}”。请照平面图上的名称写，或先补全平面图。",
                "The plan has no building \u{201c}{}\u{201d}. Write it as the plan calls it, or add it to the plan first.",
            )
            .with(language, &[name]),
            Fault::Twice(line) => T(
                "这户在第 {} 行已经有了。",
                "This flat stands in line {} already.",
            )
            .with(language, &[line]),
            Fault::OtherHousing(line) => T(
                "同一楼栋在第 {} 行写的是另一种房屋性质。",
                "Line {} says another housing of the same building.",
            )
            .with(language, &[line]),
        }
    }
}
