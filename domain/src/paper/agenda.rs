//! What goes out before the meeting: the notice and the agenda.

use super::block::{Block, Cell, Paper, Table};
use super::kind::PaperKind;
use super::print::Print;
use crate::meeting::ItemView;
use crate::words::issue::{ON_BEHALF, ONLINE, percent};
use crate::words::meeting::{AGENDA_REASON, MINUTES, fingerprint as grouped, kind, why};
use crate::words::{paper as words, time};

/// 会议通知
pub(super) fn notice(print: &Print<'_>) -> Paper {
    let meeting = &print.view.meeting;
    let body = print.say(kind(meeting.kind));
    let invitation = print.fill(words::NOTICE, &[&print.starts(), &meeting.venue, &body]);
    let table = Table {
        columns: vec![
            print.centred(words::NO, 10),
            print.column(words::ITEM, 76),
            print.centred(words::MIN, 14),
        ],
        rows: print
            .items()
            .map(|(item, position)| {
                vec![
                    position.to_string().into(),
                    item.title.clone().into(),
                    item.minutes.to_string().into(),
                ]
            })
            .collect(),
        height: 0,
    };
    let blocks = vec![
        Block::Text(invitation),
        Block::Table(table),
        Block::Note(print.say(words::NOTICE_READ)),
        print.blanks(&[words::ISSUED_BY, words::DAY]),
    ];
    print.about_meeting(PaperKind::Notice, blocks)
}

/// 会议议程
pub(super) fn agenda(print: &Print<'_>) -> Paper {
    let view = print.view;
    let frozen = match view.locked_at {
        Some(at) => {
            let at = time::moment(&print.community.zone, at, print.language);
            print.fill(words::FROZEN, &[&at])
        }
        None => print.say(words::DRAFT_NOTE),
    };
    let used: u32 = original(print).map(|(item, _)| item.minutes).sum();
    let mut facts = Vec::from(print.when_and_where());
    let total = print.fill(words::TOTAL, &[&used, &view.meeting.minutes]);
    facts.push(print.fact(MINUTES, total));
    let mut blocks = vec![Block::Facts(facts), Block::Note(frozen)];
    if let Some(fingerprint) = &view.fingerprint {
        let label = print.say(words::FINGERPRINT);
        let digits = grouped(fingerprint);
        blocks.push(Block::Note(format!("{label}\n{digits}")));
    }
    blocks.push(table(print, original(print)));
    print.about_meeting(PaperKind::Agenda, blocks)
}

/// 补充议题: a paper of its own, so that the agenda stays what was locked and handed out.
pub(super) fn supplement(print: &Print<'_>) -> Option<Paper> {
    let items = || print.items().filter(|(item, _)| item.why.is_supplement());
    items().next()?;
    let blocks = vec![
        Block::Facts(print.when_and_where().into()),
        Block::Note(print.say(words::SUPPLEMENT_NOTE)),
        table(print, items()),
    ];
    Some(print.about_meeting(PaperKind::Supplement, blocks))
}

/// What was locked.
fn original<'a>(print: &'a Print<'_>) -> impl Iterator<Item = (&'a ItemView, u32)> {
    print.items().filter(|(item, _)| !item.why.is_supplement())
}

fn table<'a>(print: &Print<'_>, items: impl Iterator<Item = (&'a ItemView, u32)>) -> Block {
    Block::Table(Table {
        columns: vec![
            print.centred(words::NO, 10),
            print.column(words::ITEM, 78),
            print.centred(words::MIN, 12),
        ],
        rows: items
            .map(|(item, position)| row(print, item, position))
            .collect(),
        height: 0,
    })
}

fn row(print: &Print<'_>, item: &ItemView, position: u32) -> Vec<Cell> {
    let support = item.support;
    let mut counts = vec![
        format!("{} {}", print.say(ONLINE), support.online),
        format!("{} {}", print.say(ON_BEHALF), support.on_behalf),
    ];
    if let Some(percent) = percent(support) {
        counts.push(format!("{} {percent}%", print.say(words::RATE)));
    }
    let mut small = vec![counts.join(" · "), why(item.why, print.language)];
    if let Some(reason) = &item.reason {
        small.push(print.fill(AGENDA_REASON, &[reason]));
    }
    vec![
        position.to_string().into(),
        Cell {
            text: item.title.clone(),
            small,
        },
        item.minutes.to_string().into(),
    ]
}
