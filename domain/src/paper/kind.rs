//! Which papers a meeting has, when, and what they are called.

use std::fmt;

use serde::Serialize;

use crate::Language;
use crate::meeting::{MeetingView, Status};
use crate::words::{T, meeting, paper as words};

/// Which paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// 会议议程
    Agenda,
    /// The leaf of the item at this position on the agenda, counted from 1.
    Item(u32),
    /// 会议记录: a form.
    Record,
    /// 签到表
    SignIn,
    /// 补充议题: what was added after the agenda was locked.
    Supplement,
    /// 议程摘要: the agenda with a few lines about each item, for everybody who attends.
    Digest,
    /// 会议通知
    Notice,
    /// 会议纪要: once a decision has been entered.
    Minutes,
    /// 决议公开
    Resolution,
    /// 实施结果公开
    Result,
    /// The list for collecting seconds from door to door; of a building, and of no meeting.
    Collect,
    /// 工单: what whoever carries an issue out takes along; of an issue, and of no meeting.
    WorkOrder,
    /// 督办: all work that is late; of no meeting.
    LateWork,
}

impl PaperKind {
    /// All papers of a meeting with that many items: first the set from which a meeting is run, in
    /// the order in which it is stapled, then those that lie apart.
    pub fn all(items: u32) -> impl Iterator<Item = Self> {
        let leaves = (1..=items).map(PaperKind::Item);
        [PaperKind::Agenda].into_iter().chain(leaves).chain([
            PaperKind::Record,
            PaperKind::SignIn,
            PaperKind::Supplement,
            PaperKind::Digest,
            PaperKind::Notice,
            PaperKind::Minutes,
            PaperKind::Resolution,
            PaperKind::Result,
        ])
    }

    /// The position on the agenda of the item whose sheet it is.
    fn position(self) -> Option<u32> {
        match self {
            PaperKind::Item(position) => Some(position),
            PaperKind::Notice
            | PaperKind::Agenda
            | PaperKind::Digest
            | PaperKind::Supplement
            | PaperKind::SignIn
            | PaperKind::Record
            | PaperKind::Minutes
            | PaperKind::Resolution
            | PaperKind::Result
            | PaperKind::Collect
            | PaperKind::WorkOrder
            | PaperKind::LateWork => None,
        }
    }

    /// Whether a meeting whose agenda stands there has this paper. A draft is only looked at by
    /// whoever prepares it; who is invited, and what the room needs, follows from the locked
    /// agenda; decisions are announced once they are published.
    pub fn exists(self, status: Status) -> bool {
        match self {
            PaperKind::Agenda | PaperKind::Item(_) | PaperKind::Digest => true,
            PaperKind::Notice
            | PaperKind::Supplement
            | PaperKind::SignIn
            | PaperKind::Record
            | PaperKind::Minutes => status != Status::Draft,
            PaperKind::Resolution | PaperKind::Result => status == Status::Published,
            PaperKind::Collect | PaperKind::WorkOrder | PaperKind::LateWork => false,
        }
    }

    /// Whether it is part of the set from which a meeting is run: agenda, leaves, record, sign-in.
    /// Its pages are numbered through.
    pub fn is_of_set(self) -> bool {
        match self {
            PaperKind::Agenda | PaperKind::Item(_) | PaperKind::Record | PaperKind::SignIn => true,
            PaperKind::Supplement
            | PaperKind::Digest
            | PaperKind::Notice
            | PaperKind::Minutes
            | PaperKind::Resolution
            | PaperKind::Result
            | PaperKind::Collect
            | PaperKind::WorkOrder
            | PaperKind::LateWork => false,
        }
    }

    /// Whether it does not change once the agenda is locked.
    pub fn is_settled(self) -> bool {
        self == PaperKind::Digest || self.is_of_set()
    }

    /// Whether it is worked with in the room, and leaves as much of the page as can be to what
    /// stands on it. What goes out has the margins of official papers.
    pub fn is_working(self) -> bool {
        match self {
            PaperKind::Agenda
            | PaperKind::Item(_)
            | PaperKind::Record
            | PaperKind::SignIn
            | PaperKind::Supplement
            | PaperKind::Digest
            | PaperKind::Collect
            | PaperKind::WorkOrder => true,
            PaperKind::Notice
            | PaperKind::Minutes
            | PaperKind::Resolution
            | PaperKind::Result
            | PaperKind::LateWork => false,
        }
    }

    /// Whether it is a sheet of its own, so that it begins on a front: what follows another paper
    /// of the set on its back is the sign-in sheet only, which goes with the record.
    pub fn begins_a_sheet(self) -> bool {
        self != PaperKind::SignIn
    }

    /// The kind of papers that it goes with: what was added to a locked agenda has a paper of its
    /// own, and its items' leaves go with that.
    pub fn goes_with(self, view: &MeetingView) -> Self {
        let item = self.position().and_then(|position| {
            let before = position.checked_sub(1)?;
            view.items.get(before as usize)
        });
        match item {
            Some(item) if item.why.is_supplement() => PaperKind::Supplement,
            _ => self,
        }
    }

    /// The word for all papers of its kind in addresses; an item's sheet adds its position:
    /// `item-3`.
    pub fn family(self) -> &'static str {
        match self {
            PaperKind::Notice => "notice",
            PaperKind::Agenda => "agenda",
            PaperKind::Digest => "digest",
            PaperKind::Item(_) => "item",
            PaperKind::Supplement => "supplement",
            PaperKind::SignIn => "sign-in",
            PaperKind::Record => "record",
            PaperKind::Minutes => "minutes",
            PaperKind::Resolution => "resolution",
            PaperKind::Result => "result",
            PaperKind::Collect => "collect",
            PaperKind::WorkOrder => "work-order",
            PaperKind::LateWork => "late-work",
        }
    }

    /// The paper with this code, as [`Display`](fmt::Display) writes it.
    pub fn from_code(code: &str) -> Option<Self> {
        let position = match code.strip_prefix("item-") {
            Some(position) => position.parse().ok()?,
            None => 0,
        };
        PaperKind::all(0)
            .chain([PaperKind::Item(position)])
            .find(|kind| kind.to_string() == code && *kind != PaperKind::Item(0))
    }

    /// What all papers of its family are called together.
    pub fn family_name(self, language: Language) -> String {
        match self.position() {
            Some(_) => words::SHEETS.of(language).to_owned(),
            None => self.name(language),
        }
    }

    /// What it is called.
    pub fn name(self, language: Language) -> String {
        let word = match self {
            PaperKind::Notice => T("会议通知", "Meeting notice"),
            PaperKind::Agenda => meeting::AGENDA,
            PaperKind::Digest => T("议程摘要", "Digest of the agenda"),
            PaperKind::Item(position) => {
                return T("议题 {}", "Item {}").with(language, &[&position]);
            }
            PaperKind::Supplement => meeting::SUPPLEMENT,
            PaperKind::SignIn => T("签到表", "Sign-in sheet"),
            PaperKind::Record => T("会议记录", "Record"),
            PaperKind::Minutes => T("会议纪要", "Minutes"),
            PaperKind::Resolution => T("决议公开", "Decisions, published"),
            PaperKind::Result => T("实施结果公开", "Results, published"),
            PaperKind::Collect => words::COLLECT,
            PaperKind::WorkOrder => words::WORK_ORDER,
            PaperKind::LateWork => words::LATE_WORK,
        };
        word.of(language).to_owned()
    }
}

/// The code in addresses and tables: `agenda`, `item-3`.
impl fmt::Display for PaperKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.family())?;
        match self.position() {
            Some(position) => write!(f, "-{position}"),
            None => Ok(()),
        }
    }
}
