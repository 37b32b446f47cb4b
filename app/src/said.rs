//! What the server puts into words for a reader, so that the bundle need not know all that can be said: why issues are on an agenda or
//! not, how it was chosen, and what one person's seconds did there. As HTML where it is more than a sentence.

use std::fmt::Write;

use domain::Language;
use domain::agenda::Rule;
use domain::issue::IssueView;
use domain::meeting::{Line, MeetingView, Purse};
use domain::notice::Notice;
use domain::words::meeting::fingerprint;
use domain::words::time::duration;
use domain::words::{escape, list};

use crate::text::T;
use crate::text::meeting::rule as rule_name;

/// All that a meeting's page says in words of the server's.
pub fn meeting(view: &mut MeetingView, language: Language) {
    view.say(language);
    view.how = how(view, language);
}

/// What happened, in an issue's trace.
pub fn issue(view: &mut IssueView, language: Language) {
    for entry in &mut view.trace {
        entry.say(language);
    }
}

/// What happened, in an inbox.
pub fn inbox(inbox: &mut [Notice], language: Language) {
    for notice in inbox {
        notice.entry.say(language);
    }
}

/// By which rule the agenda was chosen, in a sentence; what plain seconds would have chosen; and the fingerprint of what
/// was locked.
fn how(view: &MeetingView, language: Language) -> String {
    let rule = view.settings.rule;
    let sentence = match rule {
        Rule::EqualShares => HOW_SHARES,
        Rule::Seconds => HOW_SECONDS,
    };
    let mut html = format!(
        "<p><b>{}</b></p><p>{}</p>",
        escape(rule_name(rule).of(language)),
        escape(sentence.of(language))
    );
    if rule != Rule::Seconds {
        let items = view.items.iter().filter(|item| item.why().by_rule());
        let mut chosen: Vec<u32> = items.map(|item| item.number).collect();
        chosen.sort_unstable();
        let other = if chosen == view.by_seconds {
            BY_SECONDS_SAME.of(language).to_owned()
        } else {
            BY_SECONDS.with(language, &[&list(&view.by_seconds, language)])
        };
        let _ = write!(html, "<p>{}</p>", escape(&other));
    }
    if let Some(digits) = &view.fingerprint {
        let _ = write!(
            html,
            "<p class=\"muted\">{}</p><p><code class=\"fingerprint\">{}</code></p>",
            escape(FINGERPRINT.of(language)),
            escape(&fingerprint(digits))
        );
    }
    html
}

/// What one person's seconds did in an agenda, if anything.
pub fn line(line: Option<&Line>, language: Language) -> String {
    let Some(line) = line else {
        return format!("<p>{}</p>", escape(MY_LINE_NONE.of(language)));
    };
    let mut html = "<dl class=\"facts\">".to_owned();
    let mut fact = |label: &str, value: &str| {
        let (label, value) = (escape(label), escape(value));
        let _ = write!(html, "<div><dt>{label}</dt><dd>{value}</dd></div>");
    };
    fact(
        MY_NUMBER.of(language),
        &MY_NUMBER_OF.with(language, &[&line.number, &line.of]),
    );
    fact(MY_SECONDED.of(language), &list(&line.seconded, language));
    if let Some(Purse {
        share,
        credit,
        paid,
        left_over,
        carried,
    }) = &line.purse
    {
        let time = |thousandths: &u32| duration(*thousandths, language);
        fact(MY_SHARE.of(language), &time(share));
        if *credit > 0 {
            fact(MY_CREDIT.of(language), &time(credit));
        }
        for (issue, given) in paid {
            fact(&MY_PAID.with(language, &[issue]), &time(given));
        }
        for (issue, charged) in left_over {
            fact(&MY_LEFT_OVER.with(language, &[issue]), &time(charged));
        }
        fact(MY_CARRIED.of(language), &time(carried));
    }
    html += "</dl>";
    if line.purse.is_some() {
        let _ = write!(
            html,
            "<p class=\"muted\">{}</p>",
            escape(MY_RAISED.of(language))
        );
    }
    html
}

const HOW_SHARES: T = T(
    "每位附议的人分到一样多的会议时间。关心同一件事的人，时间合起来够它用，它就能上议程；还付得起的人最多的先上。没用完的带到下次会议。",
    "Everyone who seconded something gets the same number of the meeting's minutes to give. An issue comes on the agenda when the people who care about it can together pay the minutes that it needs; the one with most people still able to pay goes first. What is not spent is carried to the next meeting.",
);
const HOW_SECONDS: T = T(
    "附议人数多的先上，排到时间用完为止。",
    "The issues with most supporters come first, as many as fit.",
);
const BY_SECONDS_SAME: T = T(
    "只看附议人数，选出来的也一样。",
    "Number of supporters alone would have chosen the same.",
);
const BY_SECONDS: T = T(
    "如果只看附议人数，选出来的会是：编号 {}。",
    "Number of supporters alone would have chosen no. {}.",
);
const FINGERPRINT: T = T(
    "锁定时的完整数据有一个指纹（SHA-256），印在纸质议程第 1 页。监督员可以下载数据，用 twoline agenda verify 核对：",
    "All that decided it has a fingerprint (SHA-256), which is printed on page 1. Supervisors can download the data and check it with twoline agenda verify:",
);
const MY_NUMBER: T = T("核对数据里的序号", "My number in the data");
const MY_NUMBER_OF: T = T("{}（共 {} 人）", "{} of {}");
const MY_SECONDED: T = T("我附议的", "What I seconded");
const MY_SHARE: T = T("分到的时间", "My share");
const MY_CREDIT: T = T("上次带来", "Brought along");
const MY_PAID: T = T("出给编号 {}", "Given to no. {}");
const MY_LEFT_OVER: T = T(
    "分摊编号 {}（用剩余时间补入）",
    "My part of no. {} (in the time left over)",
);
const MY_CARRIED: T = T("带到下次", "Carried on");
const MY_RAISED: T = T(
    "时间有余时，大家的份额一起加大，所以出的可以比分到的多。带到下次的最多三份；优先列入的议题不用谁出时间。",
    "Where minutes are left, all shares are raised alike, so one may give more than one's share. At most three shares are carried on. Items that were placed first are paid by nobody.",
);
const MY_LINE_NONE: T = T(
    "锁定时，您没有附议过要由规则来选的议题。紧急、到期等优先列入的议题，不用谁出时间。",
    "When it was locked, you seconded nothing that the rule had to choose from. Urgent items and others that are placed first are paid by nobody.",
);
