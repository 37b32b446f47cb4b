//! Work in words, as HTML: who does it and by when, and what residents say of the result.

use std::fmt::{Display, Write};

use domain::words::escape;
use domain::words::time::date;
use domain::work::{WorkView, is_late};
use domain::{Date, Entry, Language, PhotoId, Traced, Zone};

use crate::context::now;
use crate::text::{T, work as text};

const BEFORE: T = T("办理前", "Before");
const AFTER: T = T("办理后", "After");
const COURSE: T = T("方式", "How");
const GIVE: T = T(
    "提供人手、资金、物资、技能或场地",
    "Offer people, money, material, skills or a place",
);
const NO_DUE: T = T("由对方定", "Set by others");
const WORD_UNTIL: T = T("评议到 {} 为止", "The word is open until {}");
const WORD_MINE: T = T("您的评议：{}，{}", "Your word: {}, {}");
/// How many answered; of them how many say so.
const TALLY: T = T(
    "{} 人评议：{} 人认为解决了，{} 人满意",
    "{} answered: {} say that it is solved, {} are satisfied",
);
const TALLY_PARTS: T = T("线上 {} · 代录 {}", "online {} · on behalf {}");
const TALLY_NONE: T = T("还没有人评议。", "Nobody has answered yet.");

/// Who does it, how, and by when; with the way to what neighbours give for it.
pub fn being_done(work: &WorkView, offers: &str, today: Date, language: Language) -> String {
    let mut html = String::from("<dl class=\"facts\">");
    let mut fact = |name: T, words: &str| {
        let (name, words) = (name.of(language), escape(words));
        let _ = write!(
            html,
            "<div><dt>{name}</dt><dd dir=\"auto\">{words}</dd></div>"
        );
    };
    if !work.owner.is_empty() {
        fact(text::OWNER, &work.owner);
    }
    fact(COURSE, text::course(work.course).of(language));
    let late = is_late(work.due, today);
    let due = match work.due {
        Some(due) => date(due, language),
        None => NO_DUE.of(language).to_owned(),
    };
    let name = text::DUE.of(language);
    let due = if late {
        let due = text::LATE_SINCE.with(language, &[&due]);
        format!("<b class=\"urgent\">{due}</b>")
    } else {
        due
    };
    let _ = write!(html, "<div><dt>{name}</dt><dd>{due}</dd></div></dl>");
    // Not a page of the bundle: the browser goes there.
    let give = GIVE.of(language);
    let _ = write!(
        html,
        "<p><a href=\"{offers}\" rel=\"external\">{give}</a></p>"
    );
    html
}

/// What it looked like and what it looks like now: the first photo of the issue beside the first of
/// its latest result. Nothing where one of them is missing.
pub fn before_and_after(
    slug: &str,
    photos: &[PhotoId],
    trace: &[Entry],
    language: Language,
) -> String {
    let results = trace.iter().rev();
    let mut results = results.filter(|entry| matches!(entry.event, Traced::ResultPublished { .. }));
    let after = results
        .next()
        .and_then(|entry| entry.event.photos().first());
    let (Some(before), Some(after)) = (photos.first(), after) else {
        return String::new();
    };
    let mut html = String::from("<div class=\"photos photos--many\">");
    for (photo, label) in [(before, BEFORE), (after, AFTER)] {
        let label = label.of(language);
        let href = format!("/{slug}/photos/{photo}");
        let _ = write!(
            html,
            "<figure class=\"photo\"><a href=\"{href}\"><img src=\"{href}/small\" alt=\"{label}\" \
             loading=\"lazy\"></a><figcaption aria-hidden=\"true\">{label}</figcaption></figure>"
        );
    }
    html + "</div>"
}

/// How many residents said what of the result, until when they can, and what the viewer said.
pub fn appraised(work: &WorkView, zone: &Zone, language: Language) -> String {
    let tally = work.tally;
    let mut html = if tally.words() == 0 {
        format!("<p class=\"muted\">{}</p>", TALLY_NONE.of(language))
    } else {
        let values: [&dyn Display; 3] = [&tally.words(), &tally.solved, &tally.satisfied];
        let all = TALLY.with(language, &values);
        let parts = TALLY_PARTS.with(language, &[&tally.online, &tally.on_behalf]);
        format!("<p><b>{all}</b> <span class=\"muted\">{parts}</span></p>")
    };
    if let Some(until) = work.appraisal_until.filter(|until| now() < *until) {
        let day = date(zone.date(until), language);
        let words = WORD_UNTIL.with(language, &[&day]);
        let _ = write!(html, "<p class=\"muted\">{words}</p>");
    }
    if let Some(word) = work.mine {
        let solved = if word.solved {
            text::SOLVED
        } else {
            text::NOT_SOLVED
        };
        let satisfied = if word.satisfied {
            text::SATISFIED
        } else {
            text::NOT_SATISFIED
        };
        let words = [solved.of(language), satisfied.of(language)];
        let words = WORD_MINE.with(language, &[&words[0], &words[1]]);
        let _ = write!(html, "<p>{words}</p>");
    }
    html
}
