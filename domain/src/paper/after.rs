//! What goes out after the meeting: the minutes, and the two notices to the public.

use super::block::{Block, Cell, Fact, Paper, Table};
use super::kind::PaperKind;
use super::print::Print;
use super::room;
use crate::meeting::{Decision, EnteredDecision, ItemView};
use crate::words::issue::decision;
use crate::words::meeting::{DUE, ground, kind};
use crate::words::{isolated, paper as words, time};

/// 会议纪要. What has not been entered is a blank.
pub(super) fn minutes(print: &Print<'_>) -> Paper {
    let mut blocks = room::opening(print);
    for (item, position) in print.items() {
        blocks.push(Block::Heading(format!(
            "{position}. {}",
            isolated(&item.title)
        )));
        if let Some(entered) = &item.decision {
            blocks.extend(decision_blocks(print, item, entered));
        } else {
            blocks.push(Block::Together(vec![
                print.lines(words::DECIDED, 2),
                print.blanks(&[words::OWNER, words::DUE_OR_BACK]),
            ]));
        }
        blocks.push(print.lines(words::POINTS, 2));
        blocks.push(print.lines(words::DISSENT, 3));
    }
    blocks.push(print.blanks(&[words::CHAIR_SIGNS, words::RECORDER_SIGNS]));
    print.about_meeting(PaperKind::Minutes, blocks)
}

/// 决议公开
pub(super) fn resolution(print: &Print<'_>) -> Paper {
    let body = print.say(kind(print.view.meeting.kind));
    let lead = print.fill(words::RESOLUTION_LEAD, &[&print.community.name, &body]);
    let mut blocks = vec![Block::Text(lead)];
    for (item, position) in print.items() {
        blocks.push(Block::Heading(format!(
            "{position}. {}",
            isolated(&item.title)
        )));
        if let Some(entered) = &item.decision {
            blocks.extend(decision_blocks(print, item, entered));
        }
    }
    blocks.push(Block::Note(print.say(words::RESOLUTION_ASK)));
    blocks.push(print.blanks(&[words::PUBLISHED_BY, words::PUBLISHED_ON]));
    print.about_meeting(PaperKind::Resolution, blocks)
}

/// 实施结果公开: one row for each item that somebody carries out.
pub(super) fn result(print: &Print<'_>) -> Paper {
    let rows: Vec<Vec<Cell>> = print
        .items()
        .filter_map(|(item, position)| result_row(print, item, position))
        .collect();
    let mut blocks = vec![];
    if rows.is_empty() {
        blocks.push(Block::Text(print.say(words::RESULT_NONE)));
    } else {
        blocks.push(Block::Text(print.say(words::RESULT_LEAD)));
        blocks.push(Block::Table(Table {
            columns: vec![
                print.centred(words::NO, 10),
                print.column(words::ITEM, 27),
                print.column(words::OWNER_AND_DUE, 27),
                print.column(words::RESULT, 36),
            ],
            rows,
            height: 90,
        }));
    }
    blocks.push(print.blanks(&[words::PUBLISHED_BY, words::PUBLISHED_ON]));
    print.about_meeting(PaperKind::Result, blocks)
}

fn result_row(print: &Print<'_>, item: &ItemView, position: u32) -> Option<Vec<Cell>> {
    let entered = item.decision.as_ref()?;
    if !entered.decision.kind().needs_owner() {
        return None;
    }
    let due = entered.decision.date();
    let due = due.map(|due| time::date(due, print.language));
    Some(vec![
        position.to_string().into(),
        Cell {
            text: item.title.clone(),
            small: vec![print.say(decision(entered.decision.kind()))],
        },
        Cell {
            text: owner(item).unwrap_or_default().to_owned(),
            small: due.into_iter().collect(),
        },
        Cell::default(),
    ])
}

fn owner(item: &ItemView) -> Option<&str> {
    let owner = item.decision_text.as_ref()?.title.as_str();
    (!owner.is_empty()).then_some(owner)
}

/// What was decided, who does it and by when, with how much support, and in which words.
fn decision_blocks(print: &Print<'_>, item: &ItemView, entered: &EnteredDecision) -> Vec<Block> {
    let mut facts = vec![print.fact(words::DECIDED, print.say(decision(entered.decision.kind())))];
    if let Some(owner) = owner(item) {
        facts.push(print.fact(words::OWNER, owner));
    }
    facts.extend(what_else(print, &entered.decision));
    let support = item.support;
    let counted = print.fill(words::SUPPORT_WORDS, &[&support.online, &support.on_behalf]);
    facts.push(print.fact(words::SUPPORT, counted));
    if let Some(hands) = entered.hands {
        let hands = print.fill(words::HANDS_COUNTED, &[&hands]);
        facts.push(print.fact(words::HANDS, hands));
    }
    let mut blocks = vec![Block::Pairs(facts)];
    if let Some(text) = item
        .decision_text
        .as_ref()
        .filter(|text| !text.body.is_empty())
    {
        blocks.push(Block::Quote(text.body.clone()));
    }
    blocks
}

/// The date or the ground that belongs to a decision.
fn what_else(print: &Print<'_>, decision: &Decision) -> Option<Fact> {
    let day = |day| time::date(day, print.language);
    match decision {
        Decision::DoIt { due } | Decision::Pilot { due } => Some(print.fact(DUE, day(*due))),
        Decision::ReferUpward { ground: of } => {
            Some(print.fact(words::ON_GROUND, print.say(ground(*of))))
        }
        Decision::Defer { review_on } => Some(print.fact(words::BACK_ON, day(*review_on))),
        Decision::OwnersDecide | Decision::NotDone => None,
    }
}
