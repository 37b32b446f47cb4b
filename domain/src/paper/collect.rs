//! The list that is carried from door to door to collect seconds on paper (代录): a row for each
//! household of a building, a column for each issue. What it asks for is what the page for entering
//! it asks for, in the same order.

use super::block::{Block, Cell, Column, Fact, Head, Paper, Table};
use super::kind::PaperKind;
use crate::issue::OpenIssue;
use crate::place::Building;
use crate::words::{paper as words, time};
use crate::{Community, Language, Timestamp};

/// Issues that have a column, at most: a narrower one nobody can tick.
pub const COLLECT_ISSUES: usize = 8;

/// Rows for a second person of a household.
const MORE_ROWS: usize = 6;

/// What the list is made from.
#[derive(Debug)]
pub struct Collect<'a> {
    pub community: &'a Community,
    /// The address of the server, without a slash at its end.
    pub public_url: &'a str,
    pub building: &'a Building,
    /// The doors of its households, in order.
    pub rooms: Vec<String>,
    /// The issues that affect it and can be seconded, most seconds first.
    pub issues: Vec<OpenIssue>,
    /// When it is printed.
    pub on: Timestamp,
    pub language: Language,
}

impl Collect<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let language = self.language;
        let say = |text: crate::words::T| text.of(language).to_owned();
        let building = if self.building.name.is_empty() {
            self.building.id.to_string()
        } else {
            self.building.name.clone()
        };
        let issues = &self.issues[..self.issues.len().min(COLLECT_ISSUES)];
        let legend = issues.iter().map(|issue| Fact {
            label: words::COLLECT_NUMBER.with(language, &[&issue.number]),
            value: issue.title.clone(),
        });
        let column = |title: String, width, centred| Column {
            title,
            width,
            centred,
        };
        // What the issues leave is for the name.
        let taken = 36 + 6 * u32::try_from(issues.len()).unwrap_or(0);
        let mut columns = vec![
            column(say(words::COLLECT_DOOR), 12, true),
            column(say(words::NAME), 100_u32.saturating_sub(taken), false),
        ];
        columns.extend(
            issues
                .iter()
                .map(|issue| column(issue.number.to_string(), 6, true)),
        );
        columns.push(column(say(words::SIGNATURE), 24, false));
        let more = std::iter::repeat_n(String::new(), MORE_ROWS);
        let row = |room: String| {
            let mut cells = vec![Cell::from(room)];
            cells.resize(columns.len(), Cell::default());
            cells
        };
        let rows = self.rooms.iter().cloned().chain(more).map(row).collect();
        let blanks = [words::COLLECT_BY, words::DAY].map(say);
        let Community {
            name, slug, zone, ..
        } = self.community;
        let what = say(words::COLLECT);
        Paper {
            kind: PaperKind::Collect,
            language,
            head: Head {
                what: what.clone(),
                of: format!("{name} · {building}"),
                version: time::moment(zone, self.on, language),
            },
            title: format!("{building}\n{what}"),
            address: format!(
                "{}/{slug}/behalf?building={}",
                self.public_url, self.building.id
            ),
            blocks: vec![
                Block::Note(say(words::COLLECT_HOW)),
                Block::Facts(legend.collect()),
                Block::Table(Table {
                    columns,
                    rows,
                    height: 24,
                    dense: false,
                }),
                Block::Blanks(blanks.into()),
            ],
        }
    }
}
