//! What is filled in by hand in the room: the sign-in sheet and the record.

use super::block::{Block, Cell, Paper, Table};
use super::kind::PaperKind;
use super::print::Print;
use crate::meeting::Kind;
use crate::words::{isolated, paper as words};

/// More buildings than this are written by hand instead of ticked: they would fill pages.
const TICKED_BUILDINGS: usize = 60;

/// How many lines there are to sign on: a committee is small, others fill two pages.
fn signers(kind: Kind) -> u32 {
    match kind {
        Kind::BranchCommittee => 10,
        Kind::Members | Kind::Hearing | Kind::Coordination | Kind::Appraisal | Kind::Residents => {
            36
        }
    }
}

/// 签到表
pub(super) fn sign_in(print: &Print<'_>) -> Paper {
    let meeting = &print.view.meeting;
    let table = Table {
        columns: vec![
            print.centred(words::NO, 10),
            print.column(words::NAME, 25),
            print.column(words::FROM, 35),
            print.column(words::SIGNATURE, 30),
        ],
        rows: (1..=signers(meeting.kind))
            .map(|line| {
                vec![
                    line.to_string().into(),
                    Cell::default(),
                    Cell::default(),
                    Cell::default(),
                ]
            })
            .collect(),
        height: 26,
    };
    let blocks = vec![
        Block::Facts(print.when_and_where().into()),
        print.boxes(&[words::SHOULD_ATTEND, words::PRESENT, words::PRESENT_RATE]),
        Block::Note(print.say(words::quorum(meeting.kind))),
        Block::Table(table),
        nobody_from(print),
        print.blanks(&[words::RECORDER_SIGNS, words::DAY]),
    ];
    print.about_meeting(PaperKind::SignIn, blocks)
}

/// Whom the meeting did not hear: buildings from which nobody came.
fn nobody_from(print: &Print<'_>) -> Block {
    let buildings = print.plan.buildings.iter();
    let names: Vec<String> = buildings
        .map(|building| building.name.clone())
        .filter(|name| !name.is_empty())
        .collect();
    if (1..=TICKED_BUILDINGS).contains(&names.len()) {
        Block::Together(vec![
            Block::Heading(print.say(words::NOBODY_FROM)),
            Block::Ticks(names),
        ])
    } else {
        print.lines(words::NOBODY_FROM_LINE, 2)
    }
}

/// 会议记录: a form.
pub(super) fn record(print: &Print<'_>) -> Paper {
    let mut blocks = opening(print);
    for (item, position) in print.items() {
        blocks.push(Block::Together(vec![
            Block::Heading(format!("{position}. {}", isolated(&item.title))),
            print.lines(words::POINTS, 5),
        ]));
        blocks.push(Block::Together(vec![
            print.lines(words::DISSENT, 3),
            print.boxes(&[words::FOR, words::AGAINST, words::ABSTAIN]),
        ]));
    }
    blocks.push(Block::Together(vec![
        Block::Heading(print.say(words::OTHER_BUSINESS)),
        Block::Lines {
            label: String::new(),
            lines: 3,
        },
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
