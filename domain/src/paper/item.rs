//! An item's leaf, printed on both sides. Front: what it is about, who stands behind it, what came
//! before, and at the foot the decision. Back: what was said.
//!
//! A leaf is one sheet of paper whatever people wrote: long texts are cut, and say where the rest
//! is.

use super::block::{Block, Count, Fact, Paper, Picture, Shows};
use super::fit::{cut, lines};
use super::kind::PaperKind;
use super::plan;
use super::print::Print;
use crate::figures::tenths;
use crate::meeting::{DecisionKind, Ground, ItemView, Why};
use crate::place::Point;
use crate::words::issue::{
    AREA, CATEGORY, NO_PLACE, NUMBER, ON_BEHALF, ONLINE, PHOTO_OF, PLACE, area, category, decision,
    percent,
};
use crate::words::meeting::{ground, why};
use crate::words::{isolated, paper as words, time, trace};
use crate::{Entry, PhotoId, Traced};

/// Points that photos and plan on the front are high: six centimetres.
pub(super) const HIGH: u32 = 170;
/// Points between the head of the front and its foot.
const FRONT: u32 = 690;
/// Points that the decision's box takes, and the row of support.
const DECISION: u32 = 196;
const SUPPORT: u32 = 38;
/// The pitch of a resident's words, how many lines there are of them, and how wide: at most some
/// 500 characters.
const PITCH: u32 = 17;
const LINES: std::ops::RangeInclusive<u32> = 5..=14;
const WIDE: u32 = 35;
/// What came before is told in its last few events, in so many lines each.
const EARLIER: usize = 2;
const EARLIER_LINES: u32 = 2;
/// Photos beside each other on the front.
const ABREAST: usize = 2;

/// The leaf of the item at that position on the agenda, if there is one.
pub(super) fn sheet(print: &Print<'_>, position: u32) -> Option<Paper> {
    let index = usize::try_from(position.checked_sub(1)?).ok()?;
    let item = print.view.items.get(index)?;
    let at = print.plan.shown(&item.place);
    let pairs = vec![
        print.fact(CATEGORY, print.say(category(item.category))),
        print.fact(PLACE, place_in_words(print, item, at)),
        print.fact(AREA, affected(print, item)),
        print.fact(
            words::TIME,
            print.fill(
                words::FROM_TO,
                &[&print.clock_times(position), &item.minutes],
            ),
        ),
    ];
    let from = print.fact(words::PUT_FORWARD, put_forward(print, item));
    let earlier = earlier(print, item);
    let (abreast, others) = figures(print, item, at);

    // What is left for the words.
    let mut taken = DECISION + SUPPORT + 12 + 25 * lines(&item.title, 24);
    taken += 10 + 9 * (pairs.iter().map(|pair| rows(pair, 17)).sum::<u32>() + 1);
    taken += 17 * rows(&from, 33);
    if !earlier.is_empty() {
        let of = |line: &String| lines(line, 38);
        taken += 8 + 15 * (earlier.iter().map(of).sum::<u32>());
    }
    if abreast.is_some() {
        taken += HIGH + 12;
    }
    let room = (FRONT.saturating_sub(taken) / PITCH).clamp(*LINES.start(), *LINES.end());

    let mut blocks = vec![Block::Pairs(pairs), Block::Facts(vec![from])];
    if !item.body.is_empty() {
        let (mut text, more) = cut(&item.body, room, WIDE);
        if more {
            // Its last line makes room for where the rest is.
            text = cut(&item.body, room - 1, WIDE).0;
            text = format!("{text}\n{}", print.say(words::REST));
        }
        blocks.push(Block::Words(text));
    }
    blocks.extend(abreast);
    blocks.push(counts(print, item));
    if !earlier.is_empty() {
        blocks.push(Block::Fine(earlier.join("\n")));
    }
    blocks.push(Block::Foot(vec![decision_box(print)]));
    blocks.push(Block::Back);
    blocks.extend(back(print, item, position, others));

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

/// How many lines a fact takes that is so wide.
fn rows(fact: &Fact, width: u32) -> u32 {
    lines(&format!("{}{}", fact.label, fact.value), width)
}

/// Who wants it dealt with, and how it came on the agenda.
fn put_forward(print: &Print<'_>, item: &ItemView) -> String {
    let who = match item.why {
        Why::ByHand | Why::Supplement { .. } => words::SECRETARY,
        Why::Urgent
        | Why::Deferred
        | Why::PassedOver { .. }
        | Why::Reserved { .. }
        | Why::Support { .. }
        | Why::Shares(_)
        | Why::LeftOver { .. } => words::RESIDENTS,
    };
    let mut parts = vec![print.say(who), why(item.why, print.language)];
    parts.extend(item.reason.clone());
    cut(&parts.join(" · "), 3, 32).0
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

/// What the branch answered and what meetings decided about it before this agenda was locked: the
/// last of them.
fn earlier(print: &Print<'_>, item: &ItemView) -> Vec<String> {
    let Some(entries) = print.history.items.get(&item.issue) else {
        return vec![];
    };
    let mut told: Vec<String> = entries
        .iter()
        .filter_map(|entry| told(print, entry))
        .collect();
    let more = told.len().saturating_sub(EARLIER);
    told.drain(..more);
    if more > 0 {
        told.push(print.fill(words::MORE_EARLIER, &[&more]));
    }
    told
}

fn told(print: &Print<'_>, entry: &Entry) -> Option<String> {
    let text = entry.text.as_ref();
    let body = text.map_or("", |text| text.body.as_str());
    let what = match &entry.event {
        Traced::DecisionPublished { decision: of, .. } => {
            let owner = text.map_or("", |text| text.title.as_str());
            let mut parts = vec![print.say(decision(of.kind()))];
            parts.extend(trace::details(&entry.event, owner, print.language));
            parts.extend((!body.is_empty()).then(|| body.to_owned()));
            let number = entry.meeting.unwrap_or_default();
            print.fill(words::MEETING_DECIDED, &[&number, &parts.join(" · ")])
        }
        Traced::IssueAnswered => print.fill(words::ANSWERED, &[&body]),
        Traced::ResultPublished { .. }
        | Traced::IssueReopened { .. }
        | Traced::DeferredReturned => {
            let mut parts = vec![trace::what(&entry.event, print.language)];
            parts.extend(trace::details(&entry.event, "", print.language));
            parts.extend((!body.is_empty()).then(|| body.to_owned()));
            parts.join(" · ")
        }
        Traced::PersonJoined
        | Traced::MembershipEnded
        | Traced::ReturnPrinted
        | Traced::CameBack
        | Traced::StrangerReported
        | Traced::IssueFiled
        | Traced::IssueImported
        | Traced::IssueEdited
        | Traced::IssueWithdrawn
        | Traced::IssueAccepted { .. }
        | Traced::IssueRevised { .. }
        | Traced::IssueDeclined
        | Traced::ItemAdded
        | Traced::SupplementAdded { .. }
        | Traced::ItemDropped
        | Traced::ItemMoved { .. }
        | Traced::ItemMinutesSet { .. }
        | Traced::PassedOver { .. }
        | Traced::ItemLocked { .. }
        | Traced::FactsAdded { .. }
        | Traced::WorkBegun { .. }
        | Traced::ProgressReported { .. }
        | Traced::TaskDone { .. }
        | Traced::WorkReferred { .. }
        | Traced::ReplyReceived { .. }
        | Traced::ResourceOffered { .. }
        | Traced::OfferAnswered { .. }
        | Traced::WorkDueChanged { .. }
        | Traced::IssueClosed
        | Traced::IssueHidden
        | Traced::HidingAppealed
        | Traced::IssueRestored
        | Traced::HidingUpheld => return None,
    };
    let day = time::date(print.community.zone.date(entry.at), print.language);
    let line = print.fill(words::ON_DAY, &[&day, &what.replace('\n', " ")]);
    Some(cut(&line, EARLIER_LINES, 38).0)
}

/// What stands side by side on the front, and what is left for the back.
fn figures(
    print: &Print<'_>,
    item: &ItemView,
    at: Option<Point>,
) -> (Option<Block>, Option<Block>) {
    let of = print.fill(PHOTO_OF, &[&item.title]);
    let photo = |photo: &PhotoId| Picture {
        shows: Shows::Photo(*photo),
        label: of.clone(),
        columns: 2,
    };
    let plan = at.map(|at| Picture {
        shows: Shows::Plan(plan::around(
            print.plan,
            &item.place,
            at,
            words::PLAN.of(print.language),
        )),
        label: print.say(words::PLAN),
        columns: 2,
    });
    let first = ABREAST - usize::from(plan.is_some());
    let (first, rest) = item.photos.split_at(first.min(item.photos.len()));
    let abreast = first.iter().map(photo).chain(plan);
    let mut rest: Vec<Picture> = rest.iter().map(photo).collect();
    if rest.len() > ABREAST {
        // They fill a row of four columns.
        for picture in &mut rest[..ABREAST] {
            picture.columns = 1;
        }
    }
    let row = |pictures: Vec<Picture>, height| {
        (!pictures.is_empty()).then_some(Block::Figures { pictures, height })
    };
    (row(abreast.collect(), HIGH), row(rest, 100))
}

/// Online, on behalf and the rate: numbers side by side, never one sum. And what people of
/// different areas have in common, where there are areas to compare.
fn counts(print: &Print<'_>, item: &ItemView) -> Block {
    let support = item.support;
    let count = |label, value: String, small| Count {
        label: print.say(label),
        value: Some(value),
        small,
    };
    let mut counts = vec![
        count(ONLINE, support.online.to_string(), None),
        count(ON_BEHALF, support.on_behalf.to_string(), None),
    ];
    if let Some(percent) = percent(support) {
        let of = print.fill(words::RATE_OF, &[&support.households, &support.of]);
        counts.push(count(words::RATE, format!("{percent}%"), Some(of)));
    }
    if let Some(ground) = print.history.ground.get(&item.issue)
        && let Some(mean) = ground.per_mille()
    {
        let of = print.fill(words::AREAS_OF, &[&ground.reached(), &ground.0.len()]);
        counts.push(count(words::COMMON, tenths(mean), Some(of)));
    }
    Block::Counts(counts)
}

/// To be filled in by hand: the same that is entered afterwards.
fn decision_box(print: &Print<'_>) -> Block {
    let decisions = DecisionKind::ALL.map(|kind| print.say(decision(kind)));
    let grounds = Ground::ALL.map(|of| print.say(ground(of)));
    Block::Frame(vec![
        Block::Heading(print.say(words::DECISION)),
        Block::Ticks(decisions.into()),
        Block::Fine(print.say(words::GROUND)),
        Block::Ticks(grounds.into()),
        print.blanks(&[words::OWNER, words::DUE_OR_BACK]),
        print.votes(),
        print.blanks(&[words::CHAIR_SIGNS, words::RECORDER_SIGNS]),
    ])
}

/// What is written down while it is talked about.
fn back(print: &Print<'_>, item: &ItemView, position: u32, photos: Option<Block>) -> Vec<Block> {
    let name = PaperKind::Item(position).name(print.language);
    let title = isolated(&item.title);
    let mut blocks = vec![Block::Note(
        print.fill(words::BACK_OF, &[&name, &cut(&title, 2, 30).0]),
    )];
    let points = if photos.is_some() { 7 } else { 11 };
    if let Some(photos) = photos {
        blocks.push(Block::Fine(print.say(words::MORE_PHOTOS)));
        blocks.push(photos);
    }
    blocks.push(print.lines(words::WORDS, 4));
    blocks.push(print.lines(words::POINTS, points));
    blocks.push(print.lines(words::DISSENT, 6));
    blocks
}
