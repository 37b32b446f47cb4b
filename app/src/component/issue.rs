//! An issue in a list, its status, its support, and what happened to it.

use domain::issue::{IssueCard, Status, Support};
use domain::meeting::DecisionKind;
use domain::{Language, Text};
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use leptos::tachys::html::InertElement;

use crate::format::{ago, datetime, moment, rate};
#[cfg(any(not(feature = "ssr"), test))]
use crate::here::card_id;
use crate::here::here;
use crate::shown::ShownEntry;
use crate::text::issue::{ON_BEHALF, ONLINE, PHOTO_OF};
use crate::text::{household, issue as text, language, meeting, t, tf, tn};
use crate::view::view;

/// Where an issue stands, in a word and a shape; once decided, what was decided.
#[component]
pub fn IssueStatus(status: Status, decision: Option<DecisionKind>) -> impl IntoView {
    let word = status_word(status, decision, language());
    view! { <span class=status_class(status, decision)>{word}</span> }
}

pub(crate) fn status_class(status: Status, decision: Option<DecisionKind>) -> &'static str {
    // What is not done does not look like what is.
    if (status, decision) == (Status::Decided, Some(DecisionKind::NotDone)) {
        return "status status--not-done";
    }
    match status {
        Status::Filed => "status status--filed",
        Status::Accepted | Status::Returned => "status status--accepted",
        Status::Declined => "status status--declined",
        Status::Withdrawn => "status status--withdrawn",
        Status::OnAgenda | Status::Appraisal => "status status--agenda",
        Status::Decided | Status::InWork => "status status--decided",
        Status::Deferred => "status status--deferred",
        Status::Closed => "status status--closed",
    }
}

pub(crate) fn status_word(
    status: Status,
    decision: Option<DecisionKind>,
    language: Language,
) -> String {
    let word = text::status(status).of(language);
    match (status, decision) {
        (Status::Decided | Status::InWork, Some(kind)) => {
            format!("{word} · {}", text::decision(kind).of(language))
        }
        _ => word.to_owned(),
    }
}

/// A list of issues, each leading to its page and open for a second. `level` is that of the titles
/// as headings, 2 or 3.
#[component]
pub fn CardList(cards: Vec<IssueCard>, #[prop(default = 2)] level: u8) -> impl IntoView {
    shown(cards, level)
}

#[cfg(not(feature = "ssr"))]
use list as shown;

#[cfg(feature = "ssr")]
fn shown(cards: Vec<IssueCard>, level: u8) -> InertElement {
    InertElement::new(written::list(&cards, level))
}

#[cfg(any(not(feature = "ssr"), test))]
fn list(cards: Vec<IssueCard>, level: u8) -> AnyView {
    view! {
        <ul class="list">
            {cards.into_iter().map(|card| view! { <Card card level/> }).collect_view()}
        </ul>
    }
}

#[cfg(any(not(feature = "ssr"), test))]
#[component]
fn Card(card: IssueCard, level: u8) -> impl IntoView {
    let here = here();
    let photo = card.photo.map(|photo| {
        let alt = tf(PHOTO_OF, &[&card.title]);
        view! { <img class="issue-card__photo" src=here.small_photo(photo) alt=alt loading="lazy" width="80" height="80"/> }
    });
    let place =
        (!card.building_name.is_empty()).then(|| view! { <li>{card.building_name.clone()}</li> });
    let title = view! { <a href=here.issue(card.number) dir="auto">{card.title.clone()}</a> };
    view! {
        <li id=card_id(card.number) class="card issue-card">
            {photo}
            <div class="issue-card__text">
                {if level == 2 {
                    view! { <h2 class="issue-card__title">{title}</h2> }
                } else {
                    view! { <h3 class="issue-card__title">{title}</h3> }
                }}
                <ul class="meta">
                    <li>{t(text::category(card.category))}</li>
                    {place}
                    <li><time datetime=datetime(card.filed_at)>{ago(card.filed_at)}</time></li>
                </ul>
            </div>
            <div class="issue-card__foot">
                <span class="issue-card__state">
                    <IssueStatus status=card.status decision=card.decision/>
                    <small>{t(text::next(card.status))}</small>
                </span>
                <crate::component::SecondButton target=(&card).into()/>
            </div>
        </li>
    }
}

/// The same list as the browser's views make it, to the letter: a test holds both together. Written
/// at once, because twenty cards are a thousand views that the server would put together, take
/// apart and never look at again, which took longer than all else of the feed.
#[cfg(feature = "ssr")]
mod written {
    use std::fmt::Write;

    use domain::Language;
    use domain::issue::IssueCard;

    use super::{PHOTO_OF, ago, datetime, status_class, status_word, text};
    use crate::component::IconKind;
    use crate::context::new_id;
    use crate::form::COMMAND;
    use crate::here::{Here, card_id, here};
    use crate::text::issue::{PEOPLE, SECOND, SECOND_OF, SECONDED};
    use crate::text::language;
    use crate::text::refusal::closed_for_seconds;

    pub fn list(cards: &[IssueCard], level: u8) -> String {
        let (here, language) = (here(), language());
        let mut html = "<ul class=\"list\">".to_owned();
        for one in cards {
            card(&mut html, one, level, &here, language);
        }
        html.push_str("<!><!></ul>");
        html
    }

    fn card(html: &mut String, card: &IssueCard, level: u8, here: &Here, language: Language) {
        let page = attribute(&here.issue(card.number));
        let mut put = |parts: &[&str]| parts.iter().for_each(|part| html.push_str(part));
        put(&[
            "<li id=\"",
            &card_id(card.number),
            "\" class=\"card issue-card\">",
        ]);
        if let Some(photo) = card.photo {
            let source = attribute(&here.small_photo(photo));
            let words = attribute(&PHOTO_OF.with(language, &[&card.title]));
            put(&["<img src=\"", &source, "\" alt=\"", &words]);
            put(&["\" loading=\"lazy\" width=\"80\" height=\"80\" class=\"issue-card__photo\">"]);
        } else {
            put(&["<!>"]);
        }
        let heading = if level == 2 { "h2" } else { "h3" };
        put(&[
            "<div class=\"issue-card__text\"><",
            heading,
            " class=\"issue-card__title\">",
        ]);
        put(&["<a href=\"", &page, "\" dir=\"auto\">", &words(&card.title)]);
        put(&["<!></a><!></", heading, "><ul class=\"meta\"><li>"]);
        put(&[
            &words(text::category(card.category).of(language)),
            "<!></li>",
        ]);
        if card.building_name.is_empty() {
            put(&["<!>"]);
        } else {
            put(&["<li>", &words(&card.building_name), "<!></li>"]);
        }
        let (filed_at, since) = (datetime(card.filed_at), words(&ago(card.filed_at)));
        put(&["<li><time datetime=\"", &filed_at, "\">", &since]);
        put(&["<!></time><!></li><!><!></ul><!><!></div><div class=\"issue-card__foot\">"]);
        put(&["<span class=\"issue-card__state\">"]);
        let word = words(&status_word(card.status, card.decision, language));
        put(&[
            "<span class=\"",
            status_class(card.status, card.decision),
            "\">",
            &word,
            "<!></span><small>",
            &words(text::next(card.status).of(language)),
            "<!></small><!><!></span>",
        ]);
        let verb = if card.seconded { "take-back" } else { "second" };
        put(&["<form method=\"post\" action=\"", &page, "/", verb, "\">"]);
        put(&["<input type=\"hidden\" name=\"", COMMAND, "\" value=\""]);
        put(&[&new_id().to_string(), "\"><button aria-pressed=\""]);
        put(&[if card.seconded { "true\"" } else { "false\"" }]);
        if closed_for_seconds(card.status).is_some() {
            put(&[" disabled"]);
        }
        put(&[" class=\"second\"><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\" class=\"icon\">"]);
        let pressed = if card.seconded { SECONDED } else { SECOND };
        let of_what = words(&SECOND_OF.with(language, &[&card.title]));
        put(&[
            IconKind::Hand.drawing(),
            "</svg><span>",
            pressed.of(language),
        ]);
        put(&[
            "<!></span><span class=\"visually-hidden\">",
            &of_what,
            "<!></span>",
        ]);
        let _ = write!(html, "<b class=\"second__count\">{}", card.seconds);
        html.push_str("<!></b><span class=\"visually-hidden\">");
        html.push_str(PEOPLE.of(language));
        html.push_str("<!></span><!><!></button><!><!></form><!><!></div><!><!></li>");
    }

    /// Words as Leptos writes them between tags; without any, there is a blank to find them by.
    fn words(words: &str) -> String {
        if words.is_empty() {
            return " ".to_owned();
        }
        escaped(words, &[('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;")])
    }

    /// As Leptos writes them in an attribute.
    fn attribute(words: &str) -> String {
        let special = [
            ('&', "&amp;"),
            ('<', "&lt;"),
            ('>', "&gt;"),
            ('"', "&quot;"),
        ];
        escaped(words, &special)
    }

    fn escaped(words: &str, special: &[(char, &str)]) -> String {
        let mut out = String::with_capacity(words.len());
        for letter in words.chars() {
            match special.iter().find(|(of, _)| *of == letter) {
                Some((_, code)) => out.push_str(code),
                None => out.push(letter),
            }
        }
        out
    }
}

/// How many people stand behind an issue; online and on behalf apart.
#[component]
pub fn Supporters(support: Support) -> impl IntoView {
    view! {
        <p>
            <b>{tn(text::SECONDS_ONE, text::SECONDS_MANY, support.seconds())}</b> " "
            <span class="muted">
                {tf(text::SECONDS_PARTS, &[&t(ONLINE), &support.online, &t(ON_BEHALF), &support.on_behalf])}
            </span>
        </p>
    }
}

/// Who stands behind an issue: people, and apart from them how many of the area's households.
#[component]
pub fn SupportFacts(support: Support, area: String) -> impl IntoView {
    let bar = support.percent().map(|percent| {
        view! {
            <div class="rate">
                <p class="rate__text">{rate(support, &area)}</p>
                <div class="rate__bar" aria-hidden="true">
                    <div class="rate__fill" style=format!("width:{percent}%")></div>
                </div>
            </div>
        }
    });
    view! { <div class="stack"><Supporters support/>{bar}</div> }
}

/// What happened to an issue, oldest first; `to_now` where the last entry is the latest.
#[component]
pub fn TraceList(entries: Vec<ShownEntry>, to_now: bool) -> impl IntoView {
    let last = entries.len().saturating_sub(1);
    view! {
        <ol class="trace">
            {entries
                .into_iter()
                .enumerate()
                .map(|(i, entry)| view! { <TraceItem entry now=to_now && i == last/> })
                .collect_view()}
        </ol>
    }
}

#[component]
fn TraceItem(entry: ShownEntry, now: bool) -> impl IntoView {
    let here = here();
    let zone = &here.community.zone;
    let meeting = entry.meeting.map(|number| {
        view! { " · " <a href=here.meeting(number)>{tf(meeting::NUMBER, &[&number])}</a> }
    });
    let role = entry
        .role
        .map(|role| format!("{} · ", t(household::role(role))));
    // Of an edit the trace shows the text as it then was; so the text before it stays readable
    // above.
    let quote = entry
        .text
        .filter(|text| *text != Text::default())
        .map(|text| {
            let title =
                (!text.title.is_empty()).then(|| view! { <b dir="auto">{text.title}</b> "\n" });
            view! { <blockquote class="trace__quote" dir="auto">{title} {text.body}</blockquote> }
        });
    let photos = (!entry.photos.is_empty()).then(|| {
        let photos = entry.photos.into_iter().map(|photo| {
            let (href, src) = (here.photo(photo), here.small_photo(photo));
            let alt = tf(PHOTO_OF, &[&entry.what]);
            view! { <a href=href rel="external"><img src=src alt=alt loading="lazy"/></a> }
        });
        view! { <div class="trace__photos">{photos.collect_view()}</div> }
    });
    view! {
        <li class=if now { "trace__item trace__item--now" } else { "trace__item" }>
            <p class="trace__what">{entry.what.clone()}</p>
            <p class="trace__who">
                {role}
                <time datetime=datetime(entry.at)>{moment(zone, entry.at)}</time>
                {meeting}
            </p>
            {entry.details.map(|details| view! { <p class="trace__who">{details}</p> })}
            {quote}
            {photos}
        </li>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use domain::issue::Category;
    use domain::{Community, CommunityId, IssueId, PhotoId, Timestamp, Viewer, Zone};
    use uuid::Uuid;

    use super::*;
    use crate::context::{Preferences, now};
    use crate::here::{Here, Slot};
    use crate::phone::Phone;

    /// Every card of a list, in some state, with titles that want escaping.
    fn cards() -> Vec<IssueCard> {
        let titles = [
            "楼道灯不亮",
            "",
            "</a><script>\"alert('1')\" & more",
            "האור במדרגות (2)",
        ];
        let statuses = [
            Status::Filed,
            Status::Accepted,
            Status::Declined,
            Status::Withdrawn,
            Status::OnAgenda,
            Status::Decided,
            Status::Deferred,
            Status::Closed,
            Status::InWork,
            Status::Appraisal,
            Status::Returned,
        ];
        let mut cards = vec![];
        for (n, title) in (1..).zip(titles.iter().cycle().take(16)) {
            let some = n % 3 == 0;
            cards.push(IssueCard {
                id: IssueId(Uuid::from_u128(n.into())),
                number: n,
                title: (*title).to_owned(),
                category: Category::ALL[n as usize % Category::ALL.len()],
                status: statuses[n as usize % statuses.len()],
                decision: match n % 3 {
                    0 => None,
                    1 => Some(DecisionKind::Pilot),
                    _ => Some(DecisionKind::NotDone),
                },
                filed_at: Timestamp(now().0 - i64::from(n) * 40_000_000),
                seconds: n / 2,
                seconded: n / 8 == 1,
                photo: some.then(|| PhotoId(Uuid::from_u128(7))),
                building_name: if n % 5 < 2 { "<8> & 9" } else { "" }.to_owned(),
            });
        }
        cards
    }

    /// Without the ids of commands, each of which is another.
    fn without_ids(html: &str) -> String {
        let mut parts = html.split("name=\"command\" value=\"");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |before, part| before + &part[36..])
    }

    #[test]
    fn the_written_list_is_what_the_views_make() {
        for language in [Language::Chinese, Language::English] {
            Owner::new().with(|| {
                let (mut parts, ()) = axum::http::Request::new(()).into_parts();
                parts.extensions.insert(Preferences {
                    language,
                    elder: false,
                });
                provide_context(parts);
                Phone::provide();
                Slot::provide().fill(Here {
                    community: Community {
                        id: CommunityId(Uuid::from_u128(1)),
                        slug: "a-b".to_owned(),
                        name: "A & B".to_owned(),
                        names: Default::default(),
                        language,
                        zone: Zone::utc(),
                    },
                    viewer: Viewer::default(),
                });
                for level in [2, 3] {
                    for cards in [cards(), vec![]] {
                        let written = written::list(&cards, level);
                        let made = list(cards, level).to_html();
                        assert_eq!(without_ids(&written), without_ids(&made));
                    }
                }
            });
        }
    }
}
