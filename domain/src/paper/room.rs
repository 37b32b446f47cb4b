//! What is filled in by hand in the room: the record and the sign-in sheet.

use super::block::{Block, Cell, Column, Paper, Table};
use super::kind::PaperKind;
use super::print::Print;
use crate::words::paper as words;

/// Buildings up to this many are ticked at the foot of the sign-in sheet, up to that many on its
/// back; more are written by hand.
const TICKED_BELOW: usize = 24;
const TICKED_BEHIND: usize = 120;

/// Those who sign on one sheet: who should attend, and observers. Two stand in a row.
const SHOULD_ATTEND: u32 = 24;
const OBSERVERS: u32 = 6;

/// 签到表
pub(super) fn sign_in(print: &Print<'_>) -> Paper {
    let meeting = &print.view.meeting;
    let mut blocks = vec![
        Block::Pairs(print.when_and_where().into()),
        print.boxes(&[words::SHOULD_ATTEND, words::PRESENT, words::PRESENT_RATE]),
        Block::Fine(print.say(words::quorum(meeting.kind))),
        Block::Note(print.say(words::SHOULD_ATTEND)),
        signatures(print, SHOULD_ATTEND),
        Block::Note(print.say(words::OBSERVERS)),
        signatures(print, OBSERVERS),
    ];
    blocks.extend(nobody_from(print));
    print.about_meeting(PaperKind::SignIn, blocks)
}

/// Rows for so many, numbered downwards.
fn signatures(print: &Print<'_>, signers: u32) -> Block {
    let half = || -> [Column; 4] {
        [
            print.centred(words::NO, 7),
            print.column(words::NAME, 12),
            print.column(words::FROM, 15),
            print.column(words::SIGNATURE, 16),
        ]
    };
    let columns = half().into_iter().chain(half()).collect();
    let rows = signers / 2;
    let blank = Cell::default;
    let side = |number: u32| [number.to_string().into(), blank(), blank(), blank()];
    Block::Table(Table {
        columns,
        rows: (1..=rows)
            .map(|row| side(row).into_iter().chain(side(row + rows)).collect())
            .collect(),
        height: 20,
        dense: true,
    })
}

/// Whom the meeting did not hear: buildings from which nobody came.
fn nobody_from(print: &Print<'_>) -> Vec<Block> {
    let buildings = print.plan.buildings.iter();
    let names: Vec<String> = buildings
        .map(|building| building.name.clone())
        .filter(|name| !name.is_empty())
        .collect();
    let (below, behind) = (names.len() <= TICKED_BELOW, names.len() <= TICKED_BEHIND);
    if names.is_empty() || !behind {
        return vec![print.lines(words::NOBODY_FROM_LINE, 2)];
    }
    let ticks = Block::Together(vec![
        Block::Note(print.say(words::NOBODY_FROM)),
        Block::Ticks(names),
    ]);
    if below {
        vec![ticks]
    } else {
        vec![Block::Back, ticks]
    }
}

/// 会议记录: a form. What belongs to an item stands on its leaf.
pub(super) fn record(print: &Print<'_>) -> Paper {
    let mut blocks = opening(print);
    blocks.push(print.blanks(&[words::BEGAN, words::ENDED]));
    let leaves = print.view.items.len();
    blocks.push(Block::Note(print.fill(words::ON_LEAVES, &[&leaves])));
    blocks.push(print.lines(words::OTHER_BUSINESS, 12));
    blocks.push(print.blanks(&[words::NEXT_MEETING]));
    blocks.push(Block::Foot(vec![
        print.blanks(&[words::CHAIR_SIGNS, words::RECORDER_SIGNS]),
    ]));
    print.about_meeting(PaperKind::Record, blocks)
}

/// With what a record and minutes begin: when and where, who led it, who was there.
pub(super) fn opening(print: &Print<'_>) -> Vec<Block> {
    vec![
        Block::Facts(print.when_and_where().into()),
        print.blanks(&[words::CHAIR, words::RECORDER]),
        print.boxes(&[
            words::SHOULD_ATTEND,
            words::PRESENT,
            words::EXCUSED,
            words::ABSENT,
        ]),
        print.blanks(&[words::OBSERVERS]),
    ]
}
