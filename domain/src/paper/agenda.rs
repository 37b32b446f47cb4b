//! What goes out before the meeting: the notice, the agenda on one page, and the digest.

use super::block::{Block, Cell, Paper, Table};
use super::fit::{cut, lines};
use super::kind::PaperKind;
use super::print::Print;
use crate::meeting::ItemView;
use crate::words::issue::{ON_BEHALF, ONLINE, decision, percent};
use crate::words::meeting::{decision_facts, fingerprint as grouped, kind, why};
use crate::words::{paper as words, time};

/// Items of an agenda on one page, with their whole titles, which are so wide.
const PAGE_OF_ITEMS: usize = 10;
const ITEM_WIDE: u32 = 19;
/// Lines for notes on the back of such an agenda.
const NOTES: u32 = 22;
/// Decisions of the last meeting that the agenda asks after at most, where there is room on its
/// page; points that it has for its items and them, and that one of them takes.
const ASKED_AFTER: u32 = 8;
const ROOM: u32 = 400;
const ASKED: u32 = 40;
/// Lines of what residents wrote for an item of the digest, which is four pages at most.
const DIGEST: [(usize, u32); 4] = [(10, 4), (16, 3), (22, 2), (usize::MAX, 1)];

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
        dense: print.view.items.len() > 8,
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
    // Titles of many items are told in a line each; all of them stand on the leaves.
    let long = original(print).count() > PAGE_OF_ITEMS;
    let mut blocks = vec![
        Block::Pairs(print.when_and_where().into()),
        print.blanks(&[words::CHAIR, words::RECORDER]),
        print.blanks(&[words::OBSERVERS]),
        Block::Table(Table {
            columns: vec![
                print.centred(words::NO, 7),
                print.column(words::WHEN, 19),
                print.column(words::ITEM, 56),
                print.column(words::REPORTS, 18),
            ],
            rows: original(print)
                .map(|(item, position)| {
                    let mut row = row(print, item, position, &[]);
                    if long {
                        row[2].text = cut(&item.title, 1, ITEM_WIDE).0;
                    }
                    row.push(Cell::default());
                    row
                })
                .collect(),
            height: 0,
            dense: true,
        }),
    ];
    blocks.extend(last_meeting(print));
    blocks.push(foot(print));
    if !long {
        // So that the first leaf begins on a front, also where a browser prints it.
        blocks.push(Block::Back);
        blocks.push(print.lines(words::NOTES, NOTES));
    }
    print.about_meeting(PaperKind::Agenda, blocks)
}

/// The agenda with a few lines of what each item is about: for everybody who attends.
pub(super) fn digest(print: &Print<'_>) -> Paper {
    let items = print.view.items.len();
    let lines = DIGEST.iter().find(|(most, _)| items <= *most);
    let lines = lines.map_or(1, |(_, lines)| *lines);
    let table = Table {
        columns: vec![
            print.centred(words::NO, 7),
            print.column(words::WHEN, 19),
            print.column(words::ITEM, 74),
        ],
        rows: original(print)
            .map(|(item, position)| {
                let (text, _) = cut(&item.body, lines, 28);
                let text: Vec<String> = text.lines().map(str::to_owned).collect();
                row(print, item, position, &text)
            })
            .collect(),
        height: 0,
        dense: true,
    };
    let blocks = vec![
        Block::Pairs(print.when_and_where().into()),
        Block::Table(table),
        foot(print),
    ];
    print.about_meeting(PaperKind::Digest, blocks)
}

/// 补充议题: a paper of its own, so that the agenda stays what was locked and handed out.
pub(super) fn supplement(print: &Print<'_>) -> Option<Paper> {
    let items = || print.items().filter(|(item, _)| item.why.is_supplement());
    items().next()?;
    let blocks = vec![
        Block::Pairs(print.when_and_where().into()),
        Block::Note(print.say(words::SUPPLEMENT_NOTE)),
        Block::Table(Table {
            columns: vec![
                print.centred(words::NO, 7),
                print.column(words::WHEN, 19),
                print.column(words::ITEM, 74),
            ],
            rows: items()
                .map(|(item, position)| {
                    let reason: Vec<String> = item.reason.iter().cloned().collect();
                    row(print, item, position, &reason)
                })
                .collect(),
            height: 0,
            dense: true,
        }),
    ];
    Some(print.about_meeting(PaperKind::Supplement, blocks))
}

/// What was locked.
fn original<'a>(print: &'a Print<'_>) -> impl Iterator<Item = (&'a ItemView, u32)> {
    print.items().filter(|(item, _)| !item.why.is_supplement())
}

/// An item with its number, its time, and one line of support; what more is said about it.
fn row(print: &Print<'_>, item: &ItemView, position: u32, more: &[String]) -> Vec<Cell> {
    let support = item.support;
    let mut counts = vec![
        format!("{} {}", print.say(ONLINE), support.online),
        format!("{} {}", print.say(ON_BEHALF), support.on_behalf),
    ];
    if let Some(percent) = percent(support) {
        counts.push(format!("{} {percent}%", print.say(words::RATE)));
    }
    // What the rule chose is explained by its support.
    if !item.why.by_rule() {
        counts.push(why(item.why, print.language));
    }
    let small = [counts.join(" · ")].into_iter().chain(more.iter().cloned());
    vec![
        position.to_string().into(),
        print.clock_times(position).into(),
        Cell {
            text: item.title.clone(),
            small: small.collect(),
        },
    ]
}

/// How much it is, as of when, and what vouches for it.
fn foot(print: &Print<'_>) -> Block {
    let view = print.view;
    let used: u32 = original(print).map(|(item, _)| item.minutes).sum();
    let counts = [&original(print).count() as &dyn std::fmt::Display, &used];
    let counts = print.fill(
        words::COUNTS,
        &[counts[0], counts[1], &view.meeting.minutes],
    );
    let frozen = match view.locked_at {
        Some(at) => {
            let at = time::moment(&print.community.zone, at, print.language);
            print.fill(words::FROZEN, &[&at])
        }
        None => print.say(words::DRAFT_NOTE),
    };
    let gap = match print.language {
        crate::Language::Chinese => "",
        crate::Language::English => " ",
    };
    let mut lines = vec![Block::Fine(format!("{counts}{gap}{frozen}"))];
    if let Some(fingerprint) = &view.fingerprint {
        let label = print.say(words::FINGERPRINT);
        let digits = grouped(fingerprint);
        lines.push(Block::Fine(format!("{label}\n{digits}")));
    }
    Block::Foot(lines)
}

/// What the last meeting decided, with room to write down what became of it.
fn last_meeting(print: &Print<'_>) -> Option<Block> {
    let last = print.history.last.as_ref()?;
    // What was deferred until today is asked after as an item.
    let today = |issue| print.view.items.iter().any(|item| item.issue == issue);
    let decided = last.decided.iter().filter(|it| !today(it.issue));
    let decided: Vec<_> = decided.collect();
    if decided.is_empty() {
        return None;
    }
    let item = |item: &ItemView| 25 + 17 * lines(&item.title, ITEM_WIDE);
    let taken: u32 = original(print).map(|(it, _)| item(it)).sum();
    let shown = (ROOM.saturating_sub(taken) / ASKED).min(ASKED_AFTER) as usize;
    let shown = shown.min(decided.len());
    let rows = decided[..shown].iter().map(|decided| {
        let owner = decided.text.as_ref().map_or("", |text| text.title.as_str());
        let facts = decision_facts(&decided.decision, owner, None, None, print.language);
        let mut what = vec![print.say(decision(decided.decision.kind()))];
        what.extend(facts);
        vec![
            Cell {
                text: cut(&decided.title, 1, 22).0,
                small: vec![cut(&what.join(" · "), 1, 24).0],
            },
            Cell::default(),
        ]
    });
    let mut blocks = vec![Block::Note(
        print.fill(words::LAST_MEETING, &[&last.number]),
    )];
    if shown > 0 {
        blocks.push(Block::Table(Table {
            columns: vec![
                print.column(words::DECISION_AND_WORDS, 64),
                print.column(words::STANDS, 36),
            ],
            rows: rows.collect(),
            height: 0,
            dense: true,
        }));
    }
    let more = decided.len() - shown;
    if more > 0 {
        blocks.push(Block::Fine(print.fill(words::MORE_DECISIONS, &[&more])));
    }
    Some(Block::Together(blocks))
}

impl Print<'_> {
    /// From when until when the item at that position is dealt with, by the clock on the wall.
    pub(super) fn clock_times(&self, position: u32) -> String {
        let minutes = |items: u32| -> i64 {
            let before = self.items().take_while(|(_, at)| *at <= items);
            before.map(|(item, _)| i64::from(item.minutes)).sum()
        };
        let clock = |minutes: i64| {
            let at = self
                .view
                .meeting
                .starts_at
                .plus(minutes * crate::time::MINUTE);
            time::clock(&self.community.zone, at)
        };
        let from = clock(minutes(position.saturating_sub(1)));
        self.fill(words::CLOCK, &[&from, &clock(minutes(position))])
    }
}
