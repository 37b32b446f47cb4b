//! What the server puts into words for a reader, so that the bundle need not know all that can be
//! said: why issues are on an agenda or not, how it was chosen, and what one person's seconds did
//! there. As HTML where it is more than a sentence.

use std::fmt::Write;

use domain::Language;
use domain::agenda::Rule;
use domain::issue::IssueView;
use domain::meeting::{Line, MeetingView, Purse};
use domain::notice::Notice;
use domain::words::meeting::{
    BY_SECONDS, BY_SECONDS_SAME, FINGERPRINT, HOW_SECONDS, HOW_SHARES, MY_CARRIED, MY_CREDIT,
    MY_LEFT_OVER, MY_LINE_NONE, MY_NUMBER, MY_NUMBER_OF, MY_PAID, MY_RAISED, MY_SECONDED, MY_SHARE,
    fingerprint,
};
use domain::words::time::duration;
use domain::words::{escape, list};

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

/// By which rule the agenda was chosen, in a sentence; what plain seconds would have chosen; and
/// the fingerprint of what was locked.
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
