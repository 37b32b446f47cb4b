//! What the server puts into words for a reader, so that the bundle need not know all that can be
//! said: what happened, why issues are on an agenda or not, how it was chosen, and what one
//! person's seconds did there. As HTML where it is more than a sentence.

mod complaint;
mod photo;
mod work;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write;

use domain::agenda::Rule;
use domain::issue::{Discretion, Issue, IssueView, Status, Way};
use domain::meeting::{
    DecisionKind, DraftAfter, ItemView, Line, MeetingView, NextMeeting, Purse, Why,
};
use domain::notice::{Inbox, WhyMe};
use domain::organisation::Organisation;
use domain::words::issue::NUMBER;
use domain::words::meeting::{
    AFTER_COMES, AFTER_ISSUE, AFTER_LEAVES, AFTER_MINUTES, AFTER_SAME, BY_SECONDS, BY_SECONDS_SAME,
    CALLED, EXAMPLE, EXAMPLE_SECONDS, FINGERPRINT, HOW_SECONDS, HOW_SHARES, MY_CREDIT, MY_FIGURES,
    MY_LEFT_OVER, MY_LINE_NONE, MY_LISTED, MY_NOT_LISTED, MY_NUMBER, MY_PAID, MY_RAISED,
    MY_SECONDED, MY_SHARE, NEXT_LOCKED, NEXT_MEETING, NEXT_OPEN, TURN, decision_facts, fingerprint,
    not_listed, why,
};
use domain::words::station::{PASSED, WAY, stands, station};
use domain::words::time::{duration, moment, short_appointment};
use domain::words::trace::{details, what};
use domain::words::{COMMA, NAMED, escape, isolated, list};
use domain::work::{ByOffice, Course, Responsible};
use domain::{Community, Entry, Language, Trace, Traced};

use crate::shown::{
    MeetingHead, ShownEntry, ShownInbox, ShownIssue, ShownItem, ShownMeeting, ShownNotice,
    ShownUnlisted,
};
use crate::text::T;
use crate::text::meeting::rule as rule_name;
use crate::text::notice;
pub use work::{appraised, before_and_after, being_done};

/// Of a report whose author keeps their name from neighbours: for these, and for who is told it.
const NAME_NOT_SHOWN: T = T("不显示名字的邻居", "A neighbour, name not shown");
const NAMELESS: T = T("{}（对邻居不显示）", "{} (not shown to neighbours)");

/// Whose name was erased, with their account or when its time was over.
const HAS_LEFT: T = T("已离开的邻居", "A neighbour who has left");

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
        photos: event.photos().to_vec(),
        meeting,
    }
}

/// Who can be made responsible for work, by codes and names: organisations, then offices.
pub fn responsible(organisations: &[Organisation], language: Language) -> Vec<(String, String)> {
    let live = organisations.iter().filter(|it| !it.ended);
    let organisations = live.map(|it| (Responsible::Organisation(it.id), it.name.clone()));
    let offices = ByOffice::ALL.map(|it| {
        let name = domain::words::work::office(it).of(language);
        (Responsible::Office(it), name.to_owned())
    });
    let all = organisations.chain(offices);
    all.map(|(who, name)| (who.code(), name)).collect()
}

/// An issue's page.
pub fn issue(
    view: IssueView,
    community: &Community,
    hides: bool,
    language: Language,
) -> ShownIssue {
    let zone = &community.zone;
    let page = format!("/{}/issues/{}", community.slug, view.issue.number);
    let at = crate::context::now();
    let done = being_done(&view, &page, zone.date(at), language);
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
        discretion,
        seconded,
        decision,
        work,
        tasks: _,
        referral: _,
        trace,
        hidden,
    } = view;
    let is_hidden = issue.hidden;
    let reporter_nickname = reporter(&issue, reporter_nickname, discretion, language);
    let mut way = way(
        &issue,
        decision,
        work.as_ref().map(|it| it.course),
        language,
    );
    if is_hidden {
        // What it would go on to stands still, and its author appeals instead of changing it.
        way = complaint::hidden(hidden.as_ref(), &page, zone, language);
    }
    let (mut handles, mut asked, mut word, mut work_html) = (false, false, None, String::new());
    if let Some(work) = &work {
        handles = work.handles;
        let open = work.appraisal_until.is_some_and(|until| at < until);
        asked = issue.status == Status::Appraisal && open && work.asked;
        word = work.mine.map(|word| (word.solved, word.satisfied));
        work_html = if issue.status == Status::InWork {
            done
        } else {
            let photos = before_and_after(&community.slug, &photos, &trace.entries, language);
            photos + &appraised(work, zone, language)
        };
    }
    let Trace { entries, earlier } = trace;
    let mut foot = String::new();
    if !is_hidden {
        let shared = format!("/{}/shared/{}", community.slug, issue.number);
        foot += &share(&shared, language);
    }
    let pictured = entries.iter().any(|line| !line.event.photos().is_empty());
    if (mine || hides) && (pictured || !photos.is_empty()) {
        foot += &photo::link(&page, language);
    }
    if mine && !is_hidden {
        foot += &complaint::own(&page, discretion, language);
    }
    if !mine && !is_hidden {
        foot += &complaint::link(&page, hides, language);
    }
    let now = text.clone();
    let entries = entries.into_iter().map(|line| {
        let mut shown = entry(line, language);
        // What stands at the top of the page already is not said again.
        shown.text = shown.text.filter(|words| *words != now);
        shown
    });
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
        mine: mine && !is_hidden,
        seconded,
        decision,
        way,
        foot,
        work: work_html,
        handles,
        asked,
        word,
        trace: entries.collect(),
        earlier,
    }
}

/// Whoever reported it, as the reader is told; nothing where it was imported.
fn reporter(issue: &Issue, name: String, discretion: Discretion, language: Language) -> String {
    match (issue.reporter, name.is_empty(), discretion.nameless) {
        (None, ..) | (Some(_), false, false) => name,
        (Some(_), true, true) => NAME_NOT_SHOWN.of(language).to_owned(),
        (Some(_), true, false) => HAS_LEFT.of(language).to_owned(),
        (Some(_), false, true) => NAMELESS.with(language, &[&name]),
    }
}

/// Why somebody is told of something.
pub fn because(why: WhyMe) -> T {
    match why {
        WhyMe::Reported => notice::BECAUSE_REPORTED,
        WhyMe::Seconded => notice::BECAUSE_SECONDED,
        WhyMe::Household => notice::BECAUSE_HOUSEHOLD,
        WhyMe::Committee => notice::BECAUSE_COMMITTEE,
        WhyMe::Handles => notice::BECAUSE_HANDLES,
        WhyMe::Offered => notice::BECAUSE_OFFERED,
    }
}

/// The parts of what is somebody's own, by their places on its page.
pub const OWN: [(&str, T); 3] = [
    ("word", T("等我评议", "Waits for my word")),
    ("filed", T("我反映的", "Filed by me")),
    ("seconded", T("我附议的", "Seconded by me")),
];

/// Above one's own issues: the ways to each part of them.
pub fn own_parts(community: &Community, language: Language) -> String {
    let links = OWN.map(|(part, words)| {
        let (slug, words) = (&community.slug, words.of(language));
        format!("<a href=\"/{slug}/mine#{part}\" rel=\"external\">{words}</a>")
    });
    format!("<p>{}</p>", links.join(" · "))
}

/// The address that everybody may open, for whoever has no button to share by.
fn share(shared: &str, language: Language) -> String {
    const SHARED: T = T("谁都能打开的链接：{}", "A link that everybody can open: {}");
    let link = format!("<a href=\"{shared}\" rel=\"external\">{shared}</a>");
    format!(
        "<p class=\"section\">{}</p>",
        SHARED.with(language, &[&link])
    )
}

/// Where an issue stands, in a word and a shape, as HTML.
pub fn status(status: Status, decision: Option<DecisionKind>, language: Language) -> String {
    let class = crate::component::status_class(status, decision);
    let word = escape(&crate::component::status_word(status, decision, language));
    format!("<span class=\"{class}\">{word}</span>")
}

/// The way of an issue for whoever does not read more of it.
pub fn way_of(view: &IssueView, language: Language) -> String {
    let course = view.work.as_ref().map(|it| it.course);
    way(&view.issue, view.decision, course, language)
}

/// The stations of an issue's way, where it stands on it, and what comes next.
fn way(
    issue: &Issue,
    decision: Option<DecisionKind>,
    course: Option<Course>,
    language: Language,
) -> String {
    let Way { stations, at } = issue.status.way(course);
    let mut html = format!("<ol class=\"way\" aria-label=\"{}\">", WAY.of(language));
    for (n, of) in stations.iter().enumerate() {
        let (class, passed) = match n.cmp(&at) {
            Ordering::Less => (
                " class=\"way__stop way__stop--passed\"",
                PASSED.of(language),
            ),
            Ordering::Equal => (" class=\"way__stop\" aria-current=\"step\"", ""),
            Ordering::Greater => (" class=\"way__stop\"", ""),
        };
        let _ = write!(html, "<li{class}>{}", station(*of).of(language));
        if !passed.is_empty() {
            let _ = write!(html, "<span class=\"visually-hidden\">{passed}</span>");
        }
        html += "</li>";
    }
    let stands = escape(&stands(issue, decision, language));
    let _ = write!(html, "</ol><p class=\"way__stands\">{stands}</p>");
    html
}

/// The next meeting, and until when whose seconds count for it.
pub fn next_meeting(next: &NextMeeting, community: &Community, language: Language) -> String {
    let NextMeeting { card, locked_at } = next;
    let zone = &community.zone;
    let count = match locked_at {
        None => NEXT_OPEN.of(language).to_owned(),
        Some(at) => NEXT_LOCKED.with(language, &[&moment(zone, *at, language)]),
    };
    format!(
        "<p><b>{}</b> <a href=\"/{}/meetings/{}\">{}</a> · {} · <bdi>{}</bdi></p><p>{}</p>",
        NEXT_MEETING.of(language),
        community.slug,
        card.number,
        escape(domain::words::meeting::kind(card.kind).of(language)),
        escape(&short_appointment(zone, card.starts_at, language)),
        escape(&card.venue),
        escape(&count),
    )
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
        // The read asks who there is, and what would come and go.
        responsible: vec![],
        outdated: None,
        how,
    }
}

fn item(item: ItemView, language: Language) -> ShownItem {
    let decided = item.decision.as_ref().map(|entered| {
        let owner = item.decision_text.as_ref().map_or("", |text| &text.title);
        decision_facts(
            &entered.decision,
            owner,
            entered.hands,
            entered.votes,
            language,
        )
    });
    // Who gave how much is unfolded by whoever wants to know.
    let (short, gave) = match item.why {
        Why::Shares(shares) => {
            let turn = TURN.with(language, &[&shares.turn]);
            (turn, Some(why(item.why, language)))
        }
        Why::Urgent
        | Why::Deferred
        | Why::PassedOver { .. }
        | Why::Reserved { .. }
        | Why::ByHand
        | Why::Support { .. }
        | Why::LeftOver { .. }
        | Why::Supplement { .. } => (why(item.why, language), None),
    };
    ShownItem {
        issue: item.issue,
        number: item.number,
        title: item.title,
        minutes: item.minutes,
        why: short,
        gave,
        reason: item.reason,
        support: item.support,
        area_name: item.area_name,
        photos: item.photos,
        decision: item.decision,
        decision_text: item.decision_text,
        decided: decided.unwrap_or_default(),
    }
}

/// What a change of a draft would bring in and throw out.
pub fn after(after: &DraftAfter, language: Language) -> String {
    let issues = |of: &[(u32, String)]| {
        let of = of.iter().map(|(number, title)| {
            let title = escape(&isolated(title));
            format!("<li>{}</li>", AFTER_ISSUE.with(language, &[number, &title]))
        });
        of.collect::<String>()
    };
    let mut html = String::new();
    for (words, of) in [(AFTER_LEAVES, &after.leaves), (AFTER_COMES, &after.comes)] {
        if !of.is_empty() {
            let words = words.of(language);
            let _ = write!(html, "<p><b>{words}</b></p><ul>{}</ul>", issues(of));
        }
    }
    if html.is_empty() {
        let _ = write!(html, "<p>{}</p>", AFTER_SAME.of(language));
    }
    let used = AFTER_MINUTES.with(language, &[&after.used, &after.minutes]);
    let _ = write!(html, "<p>{used}</p>");
    html
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

/// An issue as it is called in a sentence.
fn called(number: u32, titles: &BTreeMap<u32, String>, language: Language) -> String {
    let title = titles.get(&number).map_or("", String::as_str);
    let number = NUMBER.with(language, &[&number]);
    if title.is_empty() {
        number
    } else {
        CALLED.with(language, &[&title, &number])
    }
}

/// What one person's seconds did in an agenda, if anything. `listed` are the issues on it.
pub fn line(
    line: Option<&Line>,
    listed: &[u32],
    titles: &BTreeMap<u32, String>,
    language: Language,
) -> String {
    let Some(line) = line else {
        return format!("<p>{}</p>", escape(MY_LINE_NONE.of(language)));
    };
    let time = |thousandths: &u32| duration(*thousandths, language);
    let given = |of: &[(u32, u32)], number: u32| {
        let given = of.iter().find(|(issue, _)| *issue == number);
        given.map(|(_, given)| time(given))
    };
    let count = line.seconded.iter().filter(|n| listed.contains(n)).count();
    let sentence = MY_SECONDED.with(language, &[&line.seconded.len(), &count]);
    let mut html = format!("<p>{}</p><ul>", escape(&sentence));
    for number in &line.seconded {
        let purse = line.purse.as_ref();
        let paid = purse.and_then(|purse| given(&purse.paid, *number));
        let part = purse.and_then(|purse| given(&purse.left_over, *number));
        let what = match (paid, part) {
            (Some(paid), _) => MY_PAID.with(language, &[&paid]),
            (None, Some(part)) => MY_LEFT_OVER.with(language, &[&part]),
            (None, None) if listed.contains(number) => MY_LISTED.of(language).to_owned(),
            (None, None) => MY_NOT_LISTED.of(language).to_owned(),
        };
        let words = NAMED.with(language, &[&called(*number, titles, language), &what]);
        let _ = write!(html, "<li>{}</li>", escape(&words));
    }
    html += "</ul>";
    let mut more = |words: &str, muted: bool| {
        let class = if muted { " class=\"muted\"" } else { "" };
        let _ = write!(html, "<p{class}>{}</p>", escape(words));
    };
    if let Some(Purse {
        share,
        credit,
        carried,
        ..
    }) = &line.purse
    {
        more(
            &MY_SHARE.with(language, &[&time(share), &time(carried)]),
            false,
        );
        if *credit > 0 {
            more(&MY_CREDIT.with(language, &[&time(credit)]), false);
        }
        more(MY_RAISED.of(language), true);
    }
    let figures = MY_NUMBER.with(language, &[&line.number, &line.of]);
    let _ = write!(
        html,
        "<details><summary>{}</summary><p>{}</p></details>",
        escape(MY_FIGURES.of(language)),
        escape(&figures)
    );
    html
}

/// How the rules chose the last agenda, as an example for whoever sets them: why each of its items
/// is on it, and what numbers alone would have chosen.
pub fn example(view: &MeetingView, titles: &BTreeMap<u32, String>, language: Language) -> String {
    let meeting = &view.meeting;
    let name = domain::words::meeting::name(meeting.number, meeting.kind, language);
    let rule = rule_name(view.settings.rule).of(language);
    let lead = EXAMPLE.with(language, &[&name, &rule]);
    let mut html = format!("<p>{}</p><ul>", escape(&lead));
    for item in &view.items {
        let what = called(item.number, titles, language);
        let words = NAMED.with(language, &[&what, &why(item.why, language)]);
        let _ = write!(html, "<li>{}</li>", escape(&words));
    }
    html += "</ul>";
    if view.settings.rule != Rule::Seconds {
        let other: Vec<String> = (view.by_seconds.iter())
            .map(|number| called(*number, titles, language))
            .collect();
        let words = EXAMPLE_SECONDS.with(language, &[&other.join(COMMA.of(language))]);
        let _ = write!(html, "<p>{}</p>", escape(&words));
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
