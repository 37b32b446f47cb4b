//! One sheet an item: what it is about, who stands behind it, and room for what is decided.

use super::block::{Block, Count, Paper, Picture, Shows};
use super::kind::PaperKind;
use super::plan;
use super::print::Print;
use crate::PhotoId;
use crate::issue::Support;
use crate::meeting::{DecisionKind, Ground, ItemView};
use crate::place::Point;
use crate::words::issue::{
    AREA, CATEGORY, NO_PLACE, NUMBER, ON_BEHALF, ONLINE, PHOTO_OF, PLACE, area, category, decision,
    percent,
};
use crate::words::meeting::{N_MINUTES, ground};
use crate::words::paper as words;

/// The sheet of the item at that position on the agenda, if there is one.
pub(super) fn sheet(print: &Print<'_>, position: u32) -> Option<Paper> {
    let index = usize::try_from(position.checked_sub(1)?).ok()?;
    let item = print.view.items.get(index)?;
    let at = print.plan.shown(&item.place);
    let mut blocks = vec![Block::Pairs(vec![
        print.fact(CATEGORY, print.say(category(item.category))),
        print.fact(PLACE, place_in_words(print, item, at)),
        print.fact(AREA, affected(print, item)),
        print.fact(words::TIME, print.fill(N_MINUTES, &[&item.minutes])),
    ])];
    if !item.body.is_empty() {
        blocks.push(Block::Text(item.body.clone()));
    }
    blocks.extend(figures(print, item, at));
    blocks.push(counts(print, item.support));
    blocks.push(decision_box(print));
    let kind = PaperKind::Item(position);
    let number = print.fill(NUMBER, &[&item.number]);
    let what = format!("{} · {number}", kind.name(print.language));
    Some(Paper {
        kind,
        language: print.language,
        head: print.head(what),
        title: item.title.clone(),
        address: print.address(&format!("issues/{}", item.number)),
        blocks,
    })
}

fn affected(print: &Print<'_>, item: &ItemView) -> String {
    let area = area(&item.area_name, print.language);
    match item.support.of {
        0 => area.to_owned(),
        households => print.fill(words::HOUSEHOLDS, &[&area, &households]),
    }
}

fn place_in_words(print: &Print<'_>, item: &ItemView, on_plan: Option<Point>) -> String {
    match (&item.place.position, on_plan) {
        _ if !item.building_name.is_empty() => item.building_name.clone(),
        (_, Some(_)) => print.say(words::ON_PLAN),
        (Some(position), None) => format!("{:.5}, {:.5}", position.lat, position.lon),
        (None, None) => print.say(NO_PLACE),
    }
}

fn figures(print: &Print<'_>, item: &ItemView, at: Option<Point>) -> Option<Block> {
    let plan = at.map(|at| plan::around(print, item, at));
    let of = print.fill(PHOTO_OF, &[&item.title]);
    let mut pictures = pictures(&item.photos, &of, plan.is_some());
    if let Some(plan) = plan {
        // At the end of the first row.
        let at = pictures.len().min(2);
        let plan = Picture {
            shows: Shows::Plan(plan),
            label: print.say(words::PLAN),
            wide: true,
        };
        pictures.insert(at, plan);
    }
    (!pictures.is_empty()).then_some(Block::Figures(pictures))
}

/// The names on the plan are legible in half of the width, so two photos beside it share the other
/// half; as many as there are fill their rows.
fn pictures(photos: &[PhotoId], of: &str, beside_plan: bool) -> Vec<Picture> {
    let narrow = match (photos.len(), beside_plan) {
        (0 | 1, _) | (2 | 4, false) => 0,
        _ => 2,
    };
    let photos = photos.iter().enumerate();
    photos
        .map(|(index, photo)| Picture {
            shows: Shows::Photo(*photo),
            label: of.to_owned(),
            wide: index >= narrow,
        })
        .collect()
}

/// Online, on behalf, the rate, and a box for the hands raised in the room: four numbers, never one
/// sum.
fn counts(print: &Print<'_>, support: Support) -> Block {
    let count = |label, value: Option<String>, small| Count {
        label: print.say(label),
        value,
        small,
    };
    let mut counts = vec![
        count(ONLINE, Some(support.online.to_string()), None),
        count(ON_BEHALF, Some(support.on_behalf.to_string()), None),
    ];
    if let Some(percent) = percent(support) {
        let of = print.fill(words::RATE_OF, &[&support.households, &support.of]);
        counts.push(count(words::RATE, Some(format!("{percent}%")), Some(of)));
    }
    counts.push(count(words::HANDS, None, None));
    Block::Counts(counts)
}

/// To be filled in by hand: the same that is entered afterwards.
fn decision_box(print: &Print<'_>) -> Block {
    let decisions = DecisionKind::ALL.map(|kind| print.say(decision(kind)));
    let grounds = Ground::ALL.map(|of| print.say(ground(of)));
    Block::Frame(vec![
        Block::Heading(print.say(words::DECISION)),
        Block::Ticks(decisions.into()),
        Block::Note(print.say(words::GROUND)),
        Block::Ticks(grounds.into()),
        print.blanks(&[words::OWNER, words::DUE_OR_BACK]),
        print.lines(words::WORDS, 3),
        print.blanks(&[words::CHAIR_SIGNS, words::RECORDER_SIGNS]),
    ])
}
