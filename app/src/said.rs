//! What the server puts into words for a reader, so that the bundle need not know all that can be
//! said: what happened, why issues are on an agenda or not, how it was chosen, and what one
//! person's seconds did there. As HTML where it is more than a sentence.

use std::fmt::Write;

use domain::agenda::Rule;
use domain::issue::IssueView;
use domain::meeting::{ItemView, Line, MeetingView, Purse};
use domain::notice::Inbox;
use domain::words::meeting::{
    BY_SECONDS, BY_SECONDS_SAME, FINGERPRINT, HOW_SECONDS, HOW_SHARES, MY_CARRIED, MY_CREDIT,
    MY_LEFT_OVER, MY_LINE_NONE, MY_NUMBER, MY_NUMBER_OF, MY_PAID, MY_RAISED, MY_SECONDED, MY_SHARE,
    decision_facts, fingerprint, not_listed, why,
};
use domain::words::time::duration;
use domain::words::trace::{details, what};
use domain::words::{escape, list};
use domain::{Entry, Language, Trace, Traced};

use crate::shown::{
    MeetingHead, ShownEntry, ShownInbox, ShownIssue, ShownItem, ShownMeeting, ShownNotice,
    ShownUnlisted,
};
use crate::text::meeting::rule as rule_name;

/// What happened.
fn entry(entry: Entry, language: Language) -> ShownEntry {
    let Entry {
        at,
        role,
        event,
        mut text,
        meeting,
    } = entry;
    // With a decision the title names who carries it out.
    let owner = text.as_ref().map_or("", |text| text.title.as_str());
    let details = details(&event, owner, language);
    if !matches!(event, Traced::IssueFiled | Traced::IssueEdited)
        && let Some(text) = &mut text
    {
        text.title.clear();
    }
    ShownEntry {
        at,
        role,
        what: what(&event, language),
        details,
        text,
        meeting,
    }
}

/// An issue's page.
pub fn issue(view: IssueView, language: Language) -> ShownIssue {
    let IssueView {
        issue,
        text,
        area_name,
        place,
        building_name,
        photos,
        reporter_nickname,
        reporter_building,
        mine,
        seconded,
        decision,
        trace,
    } = view;
    let Trace { entries, earlier } = trace;
    let entries = entries.into_iter().map(|line| entry(line, language));
    ShownIssue {
        id: issue.id,
        number: issue.number,
        status: issue.status,
        category: issue.category,
        area: issue.area,
        area_name,
        minutes: issue.minutes,
        urgent: issue.urgent,
        filed_at: issue.filed_at,
        answered: issue.answered,
        support: issue.support,
        text,
        text_id: issue.text,
        place,
        building_name,
        photos,
        reporter_nickname,
        reporter_building,
        mine,
        seconded,
        decision,
        trace: entries.collect(),
        earlier,
    }
}

/// An inbox.
pub fn inbox(inbox: Inbox, language: Language) -> ShownInbox {
    let notices = inbox.notices.into_iter().map(|notice| ShownNotice {
        number: notice.number,
        entry: entry(notice.entry, language),
        about: notice.about,
        why: notice.why,
        unread: notice.unread,
    });
    ShownInbox {
        notices: notices.collect(),
        next: inbox.next,
    }
}

/// All that a meeting's page says.
pub fn meeting(view: MeetingView, language: Language) -> ShownMeeting {
    let how = how(&view, language);
    let meeting = view.meeting;
    let items = view.items.into_iter().map(|it| item(it, language));
    let unlisted = view.unlisted.into_iter().map(|other| ShownUnlisted {
        card: other.card,
        minutes: other.minutes,
        dropped: other.dropped,
        why: other.why.map(|why| not_listed(&why, language)),
    });
    let changes = view.changes.into_iter();
    let changes = changes.map(|(change, number)| (entry(change, language), number));
    ShownMeeting {
        meeting: MeetingHead {
            id: meeting.id,
            number: meeting.number,
            kind: meeting.kind,
            starts_at: meeting.starts_at,
            venue: meeting.venue,
            minutes: meeting.minutes,
            status: meeting.status,
            version: meeting.version,
        },
        items: items.collect(),
        unlisted: unlisted.collect(),
        more_unlisted: view.more_unlisted,
        changes: changes.collect(),
        earlier_changes: view.earlier_changes,
        locked_at: view.locked_at,
        outdated: view.outdated,
        how,
    }
}

fn item(item: ItemView, language: Language) -> ShownItem {
    let decided = item.decision.as_ref().map(|entered| {
        let owner = item.decision_text.as_ref().map_or("", |text| &text.title);
        decision_facts(&entered.decision, owner, entered.hands, language)
    });
    ShownItem {
        issue: item.issue,
        number: item.number,
        title: item.title,
        minutes: item.minutes,
        why: why(item.why, language),
        reason: item.reason,
        support: item.support,
        area_name: item.area_name,
        photos: item.photos,
        decision: item.decision,
        decision_text: item.decision_text,
        decided: decided.unwrap_or_default(),
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
        let items = view.items.iter().filter(|item| item.why.by_rule());
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

#[cfg(test)]
mod tests {
    use domain::{Text, Timestamp};

    use super::*;

    #[test]
    fn only_reports_and_edits_keep_a_title() {
        let title = |event| {
            let line = Entry {
                at: Timestamp(0),
                role: None,
                event,
                text: Some(Text {
                    title: "Light".to_owned(),
                    body: "…".to_owned(),
                }),
                meeting: None,
            };
            entry(line, Language::English).text.expect("kept").title
        };
        assert_eq!(title(Traced::IssueEdited), "Light");
        assert_eq!(title(Traced::IssueAnswered), "");
    }
}
