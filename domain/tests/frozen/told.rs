//! Who is told what, and why: the table of `docs/notices.md`, line by line as events say it.

use std::collections::BTreeMap;

use domain::notice::{Audience, WhyMe};
use domain::words::trace;
use domain::{Event, Language};
use serde_json::to_value;

use crate::{samples, variant};

/// Whom an audience is, in both languages, and why each of them is told.
fn audience(told: Audience) -> Option<(&'static str, Vec<WhyMe>)> {
    let (who, why) = match told {
        Audience::Nobody => return None,
        Audience::Reporter => ("whoever reported it · 反映人", vec![WhyMe::Reported]),
        Audience::Supporters => (
            "whoever reported it, and everybody who seconds it · 反映人和附议人",
            vec![WhyMe::Reported, WhyMe::Seconded],
        ),
        Audience::Housemates(_) => (
            "the others of the household · 同一住户的其他人",
            vec![WhyMe::Household],
        ),
        Audience::Household(_) => (
            "the person and the others of the household · 本人和同一住户的人",
            vec![WhyMe::Household],
        ),
        Audience::Committee => (
            "committee workers and secretaries · 居委干部和书记",
            vec![WhyMe::Committee],
        ),
        Audience::Offered(_) => ("whoever offered it · 提供的人", vec![WhyMe::Offered]),
    };
    Some((who, why))
}

/// The line of an event that somebody is told of.
fn line(event: &Event) -> Option<(String, String)> {
    let about = event.about();
    let (mut who, mut why) = match audience(about.told) {
        Some((who, why)) => (who.to_owned(), why),
        None if about.passed_to.is_none() => return None,
        None => (String::new(), vec![]),
    };
    if about.passed_to.is_some() {
        let handlers = "handlers of the organisation that does it · 承办单位的承办人";
        who = [who.as_str(), handlers].map(str::trim).join("; ");
        why.push(WhyMe::Handles);
    }
    let traced = about.traced.as_ref().expect("it stands in an inbox");
    // Without what was decided: that is another with each decision.
    let words = [Language::English, Language::Chinese].map(|it| trace::name(traced).of(it));
    let why: Vec<String> = why.iter().map(|why| format!("`{}`", why.code())).collect();
    let name = variant(&to_value(event).expect("JSON"));
    let line = format!(
        "| `{name}` | {} | {who} | {} |",
        words.join(" · "),
        why.join(", ")
    );
    Some((name, line))
}

/// The rows of the document's table.
fn written() -> Vec<String> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/notices.md");
    let text = std::fs::read_to_string(path).expect("the document");
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    rows.map(str::to_owned).collect()
}

#[test]
fn the_document_says_who_is_told_what_as_events_do() {
    // Of one that sometimes passes work on, the line that does.
    let mut lines: BTreeMap<String, String> = BTreeMap::new();
    for (name, line) in samples::events().iter().filter_map(line) {
        let known = lines.entry(name).or_default();
        if line.len() > known.len() {
            *known = line;
        }
    }
    let mut expected: Vec<&String> = lines.values().collect();
    let mut written = written();
    expected.sort();
    written.sort();
    assert!(
        written.iter().eq(expected.iter().copied()),
        "docs/notices.md has to have these lines and no others:\n{}",
        expected
            .iter()
            .map(|line| line.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    );
}
