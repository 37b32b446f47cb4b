//! What people say in the demo, in two languages. The files stand in `server/demo/`.

use std::collections::BTreeMap;

use domain::Language;
use serde::Deserialize;

/// All words of the demo in one language.
#[derive(Debug, Deserialize)]
pub struct Words {
    /// Of the community.
    pub name: String,
    pub clusters: BTreeMap<String, String>,
    /// A building's name, `{}` for its number.
    pub building: String,
    pub gates: BTreeMap<String, String>,
    pub venue: String,
    /// By their kinds.
    pub organisations: BTreeMap<String, String>,
    /// Nicknames; the secretary, the committee's worker and the building leader come first.
    pub people: Vec<String>,
    /// Names of people for whom the building leader enters something (代录).
    pub neighbours: Vec<String>,
    pub issues: BTreeMap<String, IssueWords>,
}

/// Words about one issue; empty where there are none.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct IssueWords {
    pub title: String,
    pub body: String,
    /// The branch's answer or its reason to decline; or the reporter's reason to withdraw.
    pub reply: String,
    /// Who carries out what was decided.
    pub owner: String,
    pub decision: String,
    /// How the work went, and what came of it.
    pub progress: String,
    pub result: String,
    /// What a neighbour offered for it, and what the branch said.
    pub offer: String,
    pub thanks: String,
}

impl Words {
    /// The words in this language.
    pub fn in_language(language: Language) -> Self {
        let text = match language {
            Language::Chinese => include_str!("../../demo/zh.json"),
            Language::English => include_str!("../../demo/en.json"),
        };
        // Compiled in and read by a test.
        serde_json::from_str(text).expect("the demo's words are sound JSON")
    }

    /// Words by their key; the key itself where there are none, so that a gap is seen.
    pub fn of<'w>(map: &'w BTreeMap<String, String>, key: &'w str) -> &'w str {
        map.get(key).map_or(key, String::as_str)
    }
}
