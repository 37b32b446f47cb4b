//! What goes out after the meeting: the minutes, and the two notices to the public.

use super::block::{Block, Cell, Fact, Paper, Table};
use super::fit::cut;
use super::kind::PaperKind;
use super::print::Print;
use super::room;
use crate::meeting::{Decision, EnteredDecision, ItemView};
use crate::words::issue::decision;
use crate::words::meeting::{DUE, decision_facts, ground, kind, votes_counted};
use crate::words::{COMMA, NAMED, isolated, paper as words, time, trace, work as words_of_work};

/// 会议纪要: filled from the decisions that were entered; none while there are none. What was said
/// about an item stands on the back of its leaf.
pub(super) fn minutes(print: &Print<'_>) -> Option<Paper> {
    print.items().find(|(item, _)| item.decision.is_some())?;
    let mut blocks = room::opening(print);
    for (item, position) in print.items() {
        blocks.push(heading(item, position));
        match &item.decision {
            Some(entered) => blocks.extend(decision_blocks(print, item, entered)),
            None => blocks.push(Block::Note(print.say(words::NOT_DECIDED))),
        }
    }
    blocks.push(Block::Together(vec![
        Block::Note(print.say(words::ATTACHED)),
        print.blanks(&[words::CHAIR_SIGNS, words::RECORDER_SIGNS]),
    ]));
    Some(print.about_meeting(PaperKind::Minutes, blocks))
}

fn heading(item: &ItemView, position: u32) -> Block {
    Block::Heading(format!("{position}. {}", isolated(&item.title)))
}

/// 决议公开: a poster, on one page for up to ten items or so.
pub(super) fn resolution(print: &Print<'_>) -> Paper {
    let body = print.say(kind(print.view.meeting.kind));
    let lead = print.fill(
        words::RESOLUTION_LEAD,
        &[&print.community.called(print.language), &body],
    );
    let items = u32::try_from(print.view.items.len()).unwrap_or(u32::MAX);
    // Few are told in larger type. Points for what was decided about one, without its title, the
    // decision and the support.
    let dense = items > 4;
    let (others, pitch) = if dense { (50, 15) } else { (90, 18) };
    let left = (POSTER / items.max(1)).saturating_sub(others);
    let lines = (left / pitch).clamp(1, 6);
    let rows = print.items().filter_map(|(item, position)| {
        let entered = item.decision.as_ref()?;
        let mut small = vec![decided(print, item, entered)];
        if !dense {
            small.push(support(print, item));
        }
        let text = item.decision_text.as_ref();
        let text = text.map_or("", |text| text.body.as_str());
        if !text.is_empty() {
            small.push(cut(text, lines, if dense { 34 } else { 31 }).0);
        }
        Some(vec![
            position.to_string().into(),
            Cell {
                text: item.title.clone(),
                small,
            },
        ])
    });
    let blocks = vec![
        Block::Text(lead),
        Block::Table(Table {
            columns: vec![
                print.centred(words::NO, 9),
                print.column(words::DECISION_AND_WORDS, 91),
            ],
            rows: rows.collect(),
            height: 0,
            dense,
        }),
        Block::Note(print.say(words::RESOLUTION_ASK)),
        print.blanks(&[words::PUBLISHED_BY, words::PUBLISHED_ON]),
    ];
    print.about_meeting(PaperKind::Resolution, blocks)
}

/// Points that a poster has for its rows.
const POSTER: u32 = 400;

/// 实施结果公开: a poster with one row for each item that somebody carries out, filled from what
/// was published of its work; what was not is written in.
pub(super) fn result(print: &Print<'_>) -> Paper {
    let shown = print.items().filter(|(item, _)| has_result(print, item));
    let shown = u32::try_from(shown.count()).unwrap_or(u32::MAX);
    // Points that are left for the words of each, beside the day and what it cost.
    let lines = ((POSTER / shown.max(1)).saturating_sub(40) / 15).clamp(1, 8);
    let rows: Vec<Vec<Cell>> = print
        .items()
        .filter_map(|(item, position)| result_row(print, item, position, lines))
        .collect();
    let mut blocks = vec![];
    if rows.is_empty() {
        blocks.push(Block::Text(print.say(words::RESULT_NONE)));
    } else {
        blocks.push(Block::Text(print.say(words::RESULT_LEAD)));
        let each = POSTER / u32::try_from(rows.len()).unwrap_or(u32::MAX);
        blocks.push(Block::Table(Table {
            columns: vec![
                print.centred(words::NO, 9),
                print.column(words::ITEM, 28),
                print.column(words::OWNER_AND_DUE, 27),
                print.column(words::RESULT, 36),
            ],
            dense: rows.len() > 4,
            rows,
            height: each.clamp(40, 110),
        }));
    }
    blocks.push(print.blanks(&[words::PUBLISHED_BY, words::PUBLISHED_ON]));
    print.about_meeting(PaperKind::Result, blocks)
}

/// Whether somebody carries it out, or something came of it.
fn has_result(print: &Print<'_>, item: &ItemView) -> bool {
    let done = |entered: &EnteredDecision| entered.decision.kind().needs_owner();
    item.decision.as_ref().is_some_and(done) || print.history.results.contains_key(&item.issue)
}

fn result_row(print: &Print<'_>, item: &ItemView, position: u32, lines: u32) -> Option<Vec<Cell>> {
    let entered = item.decision.as_ref().filter(|_| has_result(print, item))?;
    let result = print.history.results.get(&item.issue).map(|entry| {
        let body = entry.text.as_ref().map_or("", |text| text.body.as_str());
        let on = time::date(print.community.zone.date(entry.at), print.language);
        let mut small = vec![on];
        small.extend(trace::details(&entry.event, "", print.language));
        small.extend(helped(print, item));
        Cell {
            text: cut(body, lines, 13).0,
            small,
        }
    });
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
        result.unwrap_or_default(),
    ])
}

/// Who gave what for it: an organisation, or a neighbour under the name that they want.
fn helped(print: &Print<'_>, item: &ItemView) -> Option<String> {
    let given = print.history.given.get(&item.issue)?;
    let given = given.iter().map(|(resource, by)| {
        let resource = print.say(words_of_work::resource(*resource));
        let neighbour = print.say(words::NEIGHBOUR);
        let by = if by.is_empty() { &neighbour } else { by };
        print.fill(NAMED, &[&resource, &isolated(by)])
    });
    let given = given.collect::<Vec<_>>().join(COMMA.of(print.language));
    Some(cut(&print.fill(words::HELPED, &[&given]), 3, 16).0)
}

fn owner(item: &ItemView) -> Option<&str> {
    let owner = item.decision_text.as_ref()?.title.as_str();
    (!owner.is_empty()).then_some(owner)
}

/// What was decided, who does it and by when, in one line.
fn decided(print: &Print<'_>, item: &ItemView, entered: &EnteredDecision) -> String {
    let owner = owner(item).unwrap_or_default();
    let facts = decision_facts(
        &entered.decision,
        owner,
        entered.hands,
        entered.votes,
        print.language,
    );
    let kind = print.say(decision(entered.decision.kind()));
    let what: Vec<String> = [kind].into_iter().chain(facts).collect();
    print.fill(NAMED, &[&print.say(words::DECIDED), &what.join(" · ")])
}

fn support(print: &Print<'_>, item: &ItemView) -> String {
    let support = item.support;
    let counted = print.fill(words::SUPPORT_WORDS, &[&support.online, &support.on_behalf]);
    print.fill(NAMED, &[&print.say(words::SUPPORT), &counted])
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
    if let Some(votes) = entered.votes {
        facts.push(print.fact(words::VOTES, votes_counted(votes, print.language)));
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
