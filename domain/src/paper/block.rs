//! What stands on a paper, as plain data.

use serde::Serialize;

use super::kind::PaperKind;
use crate::{Language, PhotoId};

/// A printed document of one or more pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paper {
    pub kind: PaperKind,
    pub language: Language,
    /// At the top of every page.
    pub head: Head,
    pub title: String,
    /// The page on the server about the same, as a QR code at the top of every page.
    pub address: String,
    pub blocks: Vec<Block>,
}

impl Paper {
    /// The photos on it.
    pub fn photos(&self) -> Vec<PhotoId> {
        let mut photos = vec![];
        for block in &self.blocks {
            if let Block::Figures { pictures, .. } = block {
                photos.extend(pictures.iter().filter_map(Picture::photo));
            }
        }
        photos
    }
}

/// What a single page that got lost belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// The paper; of an item also its numbers.
    pub what: String,
    /// Community and meeting.
    pub of: String,
    /// When it meets, and when its agenda was locked; of a draft its version.
    pub version: String,
}

/// A part of a paper. Texts are plain: line breaks in them are kept, nothing in them is markup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    Heading(String),
    Text(String),
    /// In small type.
    Note(String),
    /// In smaller type: what is looked up and not read out.
    Fine(String),
    /// What a resident wrote, in the type in which a leaf holds some five hundred characters.
    Words(String),
    /// Somebody's own words.
    Quote(String),
    Facts(Vec<Fact>),
    /// As [`Block::Facts`], two beside each other where there is room.
    Pairs(Vec<Fact>),
    Table(Table),
    /// Words with a box each to tick.
    Ticks(Vec<String>),
    /// Numbers side by side, never one sum.
    Counts(Vec<Count>),
    /// Words side by side, each with a line to write on.
    Blanks(Vec<String>),
    /// Words, and below them that many lines to write on.
    Lines {
        label: String,
        lines: u32,
    },
    /// In rows that are four columns wide.
    Figures {
        pictures: Vec<Picture>,
        /// Points that a row is high.
        height: u32,
    },
    /// Framed, and on one page.
    Frame(Vec<Block>),
    /// On one page, without a frame.
    Together(Vec<Block>),
    /// At the foot of the page, which it ends.
    Foot(Vec<Block>),
    /// What follows begins the next page: of a leaf its back.
    Back,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// With the colon.
    pub label: String,
    pub value: String,
}

/// Its head is repeated on every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Cell>>,
    /// Points that a row is high at least, where it is to be written in; else 0.
    pub height: u32,
    /// In smaller type, so that many rows find room on a page.
    pub dense: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    pub title: String,
    /// Per cent of the table's width.
    pub width: u32,
    pub centred: bool,
}

/// An empty one is to be written in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Cell {
    pub text: String,
    /// Lines in small type below it.
    pub small: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    pub label: String,
    /// `None`: an empty box to write it into.
    pub value: Option<String>,
    /// What it is counted of.
    pub small: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Picture {
    pub shows: Shows,
    /// Read aloud.
    pub label: String,
    /// How many of the four columns it takes.
    pub columns: u32,
}

impl Picture {
    fn photo(&self) -> Option<PhotoId> {
        match self.shows {
            Shows::Photo(photo) => Some(photo),
            Shows::Plan(_) => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    Photo(PhotoId),
    /// The place on the estate's plan: an `<svg>` element that needs no styles, black and white.
    Plan(String),
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self {
            text,
            small: vec![],
        }
    }
}
