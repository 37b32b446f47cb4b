//! What is printed for a meeting, as plain data: which papers there are, and what stands on each.
//!
//! Whatever draws them adds layout and not a word: the browser's print page and the PDF of the
//! server are two renderers of the same [`Paper`], and a test holds them to the same text. What the
//! software does not know (who came, what was said, what came of it) is a blank to be filled in by
//! hand. No paper names who reported an issue.

mod after;
mod agenda;
mod item;
mod plan;
mod qr;
mod room;

use std::fmt;

use serde::Serialize;

use crate::meeting::{ItemView, MeetingView, Status};
use crate::place::Plan;
use crate::words::paper as words;
use crate::words::{self as all_words, time};
use crate::{Community, Language, PhotoId};

pub use qr::qr;

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// 会议通知
    Notice,
    /// 会议议程
    Agenda,
    /// The sheet of the item at this place on the agenda, counted from 1.
    Item(u32),
    /// 补充议题: what was added after the agenda was locked.
    Supplement,
    /// 签到表
    SignIn,
    /// 会议记录: a form.
    Record,
    /// 会议纪要
    Minutes,
    /// 决议公开
    Resolution,
    /// 实施结果公开
    Result,
}

impl PaperKind {
    /// All papers of a meeting with that many items, in the order in which they are needed.
    pub fn all(items: u32) -> impl Iterator<Item = Self> {
        let sheets = (1..=items).map(PaperKind::Item);
        [PaperKind::Notice, PaperKind::Agenda]
            .into_iter()
            .chain(sheets)
            .chain([
                PaperKind::Supplement,
                PaperKind::SignIn,
                PaperKind::Record,
                PaperKind::Minutes,
                PaperKind::Resolution,
                PaperKind::Result,
            ])
    }

    /// The place on the agenda of the item whose sheet it is.
    fn place(self) -> Option<u32> {
        match self {
            PaperKind::Item(place) => Some(place),
            PaperKind::Notice
            | PaperKind::Agenda
            | PaperKind::Supplement
            | PaperKind::SignIn
            | PaperKind::Record
            | PaperKind::Minutes
            | PaperKind::Resolution
            | PaperKind::Result => None,
        }
    }

    /// Whether a meeting whose agenda stands there has this paper. A draft is only looked at by
    /// whoever prepares it; who is invited, and what the room needs, follows from the locked
    /// agenda; decisions are announced once they are published.
    pub fn exists(self, status: Status) -> bool {
        match self {
            PaperKind::Agenda | PaperKind::Item(_) => true,
            PaperKind::Notice
            | PaperKind::Supplement
            | PaperKind::SignIn
            | PaperKind::Record
            | PaperKind::Minutes => status != Status::Draft,
            PaperKind::Resolution | PaperKind::Result => status == Status::Published,
        }
    }

    /// Whether it is part of what everybody in the room has before them, and does not change once
    /// the agenda is locked.
    pub fn is_of_agenda(self) -> bool {
        self == PaperKind::Agenda || self.place().is_some()
    }

    /// The kind of papers that it goes with: what was added to a locked agenda has a paper of its
    /// own, and its items' sheets go with that. The agenda and the sheets of the other items are
    /// the set that everybody in the room has before them.
    pub fn goes_with(self, view: &MeetingView) -> Self {
        let item = self.place().and_then(|place| {
            let before = place.checked_sub(1)?;
            view.items.get(before as usize)
        });
        match item {
            Some(item) if item.why().is_supplement() => PaperKind::Supplement,
            _ => self,
        }
    }

    /// The word for all papers of its kind in addresses; an item's sheet adds its place: `item-3`.
    pub fn family(self) -> &'static str {
        match self {
            PaperKind::Notice => "notice",
            PaperKind::Agenda => "agenda",
            PaperKind::Item(_) => "item",
            PaperKind::Supplement => "supplement",
            PaperKind::SignIn => "sign-in",
            PaperKind::Record => "record",
            PaperKind::Minutes => "minutes",
            PaperKind::Resolution => "resolution",
            PaperKind::Result => "result",
        }
    }

    /// The paper with this code, as [`Display`](fmt::Display) writes it.
    pub fn from_code(code: &str) -> Option<Self> {
        let place = match code.strip_prefix("item-") {
            Some(place) => place.parse().ok()?,
            None => 0,
        };
        PaperKind::all(0)
            .chain([PaperKind::Item(place)])
            .find(|kind| kind.to_string() == code && *kind != PaperKind::Item(0))
    }

    /// What all papers of its family are called together.
    pub fn family_name(self, language: Language) -> String {
        match self.place() {
            Some(_) => words::SHEETS.of(language).to_owned(),
            None => self.name(language),
        }
    }

    /// What it is called.
    pub fn name(self, language: Language) -> String {
        let word = words::paper(self);
        match self.place() {
            Some(place) => word.with(language, &[&place]),
            None => word.of(language).to_owned(),
        }
    }
}

/// The code in addresses and tables: `agenda`, `item-3`.
impl fmt::Display for PaperKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.family())?;
        match self.place() {
            Some(place) => write!(f, "-{place}"),
            None => Ok(()),
        }
    }
}

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
            if let Block::Figures(pictures) = block {
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
    /// When it meets, and the version of its agenda.
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
    Figures(Vec<Picture>),
    /// Framed, and on one page.
    Frame(Vec<Block>),
    /// On one page, without a frame.
    Together(Vec<Block>),
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
    /// Two columns wide instead of one.
    pub wide: bool,
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

/// What papers are made from.
#[derive(Debug, Clone, Copy)]
pub struct Print<'a> {
    pub community: &'a Community,
    /// The address of the server, without a slash at its end.
    pub public_url: &'a str,
    /// As far as whoever prints may see it.
    pub view: &'a MeetingView,
    pub plan: &'a Plan,
    pub language: Language,
}

/// All papers that the meeting has now. None where the viewer is shown no items.
pub fn papers(print: &Print<'_>) -> Vec<Paper> {
    let items = &print.view.items;
    if items.is_empty() {
        return vec![];
    }
    let items = u32::try_from(items.len()).unwrap_or(u32::MAX);
    PaperKind::all(items)
        .filter_map(|kind| paper(print, kind))
        .collect()
}

/// One paper, if the meeting has it now.
pub fn paper(print: &Print<'_>, kind: PaperKind) -> Option<Paper> {
    if !kind.exists(print.view.meeting.status) || print.view.items.is_empty() {
        return None;
    }
    match kind {
        PaperKind::Notice => Some(agenda::notice(print)),
        PaperKind::Agenda => Some(agenda::agenda(print)),
        PaperKind::Item(place) => item::sheet(print, place),
        PaperKind::Supplement => agenda::supplement(print),
        PaperKind::SignIn => Some(room::sign_in(print)),
        PaperKind::Record => Some(room::record(print)),
        PaperKind::Minutes => Some(after::minutes(print)),
        PaperKind::Resolution => Some(after::resolution(print)),
        PaperKind::Result => Some(after::result(print)),
    }
}

impl Print<'_> {
    /// A paper about the meeting as a whole.
    fn about_meeting(&self, kind: PaperKind, blocks: Vec<Block>) -> Paper {
        let meeting = &self.view.meeting;
        let of_kind = self.say(all_words::meeting::kind(meeting.kind));
        let name = kind.name(self.language);
        let title = title(&self.community.name, &of_kind, &name, self.language);
        Paper {
            kind,
            language: self.language,
            title,
            head: self.head(name),
            address: self.address(&format!("meetings/{}", meeting.number)),
            blocks,
        }
    }

    fn head(&self, what: String) -> Head {
        let meeting = &self.view.meeting;
        let what = match meeting.status {
            Status::Draft => self.fill(words::DRAFT, &[&what]),
            Status::Locked | Status::Published => what,
        };
        let name = all_words::meeting::name(meeting, self.language);
        // What is entered after the meeting raises the meeting's version, and leaves the agenda's.
        let version = self.view.locked_version.unwrap_or(meeting.version);
        Head {
            what,
            of: format!("{} · {name}", self.community.name),
            version: self.fill(words::VERSION, &[&self.starts(), &version]),
        }
    }

    /// The items with their places on the agenda.
    fn items(&self) -> impl Iterator<Item = (&ItemView, u32)> {
        self.view.items.iter().zip(1..)
    }

    fn when_and_where(&self) -> [Fact; 2] {
        [
            self.fact(all_words::meeting::STARTS_AT, self.starts()),
            self.fact(all_words::meeting::PLACE, self.view.meeting.place.clone()),
        ]
    }

    fn starts(&self) -> String {
        let starts_at = self.view.meeting.starts_at;
        time::appointment(&self.community.zone, starts_at, self.language)
    }

    /// The full address of a page of the community.
    fn address(&self, path: &str) -> String {
        format!("{}/{}/{path}", self.public_url, self.community.slug)
    }

    fn say(&self, text: all_words::T) -> String {
        text.of(self.language).to_owned()
    }

    fn fill(&self, text: all_words::T, values: &[&dyn fmt::Display]) -> String {
        text.with(self.language, values)
    }

    fn fact(&self, label: all_words::T, value: impl Into<String>) -> Fact {
        Fact {
            label: self.fill(words::LABEL, &[&self.say(label)]),
            value: value.into(),
        }
    }

    fn column(&self, title: all_words::T, width: u32) -> Column {
        Column {
            title: self.say(title),
            width,
            centred: false,
        }
    }

    fn centred(&self, title: all_words::T, width: u32) -> Column {
        Column {
            centred: true,
            ..self.column(title, width)
        }
    }

    fn blanks(&self, labels: &[all_words::T]) -> Block {
        Block::Blanks(labels.iter().map(|label| self.say(*label)).collect())
    }

    fn lines(&self, label: all_words::T, lines: u32) -> Block {
        Block::Lines {
            label: self.say(label),
            lines,
        }
    }

    /// Boxes to write numbers into.
    fn boxes(&self, labels: &[all_words::T]) -> Block {
        let boxes = labels.iter().map(|label| Count {
            label: self.say(*label),
            value: None,
            small: None,
        });
        Block::Counts(boxes.collect())
    }
}

/// The title of a paper about a whole meeting: its kind, and the paper's name.
fn title(community: &str, of_kind: &str, name: &str, language: Language) -> String {
    // What is one word in Chinese takes two lines in English, and the head names the community.
    match language {
        // A residents' meeting is 居民会议, and its papers would all say 会议 twice.
        Language::Chinese if of_kind.ends_with("会议") => {
            format!("{community}{of_kind}{}", name.trim_start_matches("会议"))
        }
        Language::Chinese => format!("{community}{of_kind}{name}"),
        Language::English => format!("{of_kind}\n{name}"),
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self {
            text,
            small: vec![],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::Kind;

    #[test]
    fn no_title_says_the_same_word_twice() {
        let chinese = Language::Chinese;
        for kind in Kind::ALL {
            for paper in PaperKind::all(1) {
                let of_kind = all_words::meeting::kind(kind).of(chinese);
                let title = title("桂花居民区", of_kind, &paper.name(chinese), chinese);
                assert!(!title.contains("会议会议"), "{title}");
            }
        }
        assert_eq!(title("", "居民会议", "会议通知", chinese), "居民会议通知");
        assert_eq!(title("", "听证会", "会议通知", chinese), "听证会会议通知");
    }
}
