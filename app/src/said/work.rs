//! Work in words, as HTML: who does it and by when, and what residents say of the result.

use std::fmt::{Display, Write};

use domain::issue::IssueView;
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
const REFERRED: T = T("转给", "Sent to");
/// To whom, and when.
const REFERRED_ON: T = T("{}（{}）", "{} ({})");
const REPLY: T = T("答复", "Reply");
const REPLIED_ON: T = T(
    "{}收到，见办理经过",
    "received on {}; it stands in what has happened",
);
const NO_REPLY: T = T("还没有收到", "none yet");
/// How many are done, of all.
const TASKS: T = T("办理步骤：{} / {} 已完成", "Tasks: {} of {} done");
const TASK_DONE: T = T("（已完成）", "(done)");
const TASK_OPEN: T = T("（未完成）", "(not done yet)");
const TASKS_CHANGE: T = T(
    "写步骤、勾掉完成的；转街镇的，记录答复",
    "Tasks: add them, tick them off; replies to what was referred",
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

/// Who does it, how, and by when, where it was referred to, and what of its tasks is done; with the
/// way to what neighbours give for it. `page` is the issue's address.
pub fn being_done(issue: &IssueView, page: &str, today: Date, language: Language) -> String {
    let Some(work) = &issue.work else {
        return String::new();
    };
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
    if let Some(referral) = &issue.referral {
        let sent = date(referral.sent, language);
        fact(
            REFERRED,
            &REFERRED_ON.with(language, &[&referral.to, &sent]),
        );
        let reply = match referral.received {
            Some(day) => REPLIED_ON.with(language, &[&date(day, language)]),
            None => NO_REPLY.of(language).to_owned(),
        };
        fact(REPLY, &reply);
    }
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
    if !issue.tasks.is_empty() {
        let done = issue.tasks.iter().filter(|task| task.done).count();
        let count = TASKS.with(language, &[&done, &issue.tasks.len()]);
        let _ = write!(html, "<p><b>{count}</b></p><ul class=\"list\">");
        for task in &issue.tasks {
            let (mark, said) = if task.done {
                ("✓", TASK_DONE)
            } else {
                ("○", TASK_OPEN)
            };
            let (said, words) = (said.of(language), escape(&task.words));
            let _ = write!(
                html,
                "<li><span aria-hidden=\"true\">{mark}</span> <span dir=\"auto\">{words}</span> \
                 <span class=\"visually-hidden\">{said}</span></li>"
            );
        }
        html += "</ul>";
    }
    // No pages of the bundle: the browser goes there.
    let mut ways = vec![("offers", GIVE)];
    if work.handles {
        ways.insert(0, ("tasks", TASKS_CHANGE));
    }
    for (way, words) in ways {
        let words = words.of(language);
        let _ = write!(
            html,
            "<p><a href=\"{page}/{way}\" rel=\"external\">{words}</a></p>"
        );
    }
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
