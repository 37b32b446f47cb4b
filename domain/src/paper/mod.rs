//! What is printed, as plain data: which papers a meeting has, those of other occasions, and what
//! stands on each.
//!
//! Whatever draws them adds layout and not a word: the browser's print page and the PDF of the
//! server are two renderers of the same [`Paper`], and a test holds them to the same text. What the
//! software does not know (who came, what was said, what came of it) is a blank to be filled in by
//! hand. No paper names who reported an issue.

mod after;
mod agenda;
mod block;
mod collect;
mod fit;
mod item;
mod kind;
mod plan;
mod print;
mod qr;
mod room;
pub mod slips;
mod work;

pub use block::{Block, Cell, Column, Count, Fact, Head, Paper, Picture, Shows, Table};
pub use collect::{COLLECT_ISSUES, Collect};
pub use kind::PaperKind;
pub use print::Print;
pub use qr::qr;
pub use work::{LateWork, WorkOrder};

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
        PaperKind::Digest => Some(agenda::digest(print)),
        PaperKind::Item(position) => item::sheet(print, position),
        PaperKind::Supplement => agenda::supplement(print),
        PaperKind::SignIn => Some(room::sign_in(print)),
        PaperKind::Record => Some(room::record(print)),
        PaperKind::Minutes => after::minutes(print),
        PaperKind::Resolution => Some(after::resolution(print)),
        PaperKind::Result => Some(after::result(print)),
        PaperKind::Collect | PaperKind::WorkOrder | PaperKind::LateWork => None,
    }
}
