//! Reports of another system (`twoline import reports`): how their words become ours.

use serde::{Deserialize, Serialize};

use crate::field::{BODY_MAX, Check, TITLE_MAX};
use crate::issue::{Category, Status};
use crate::place::Place;
use crate::{
    Event, Field, IssueId, Kept, Outcome, Problem, Receipt, Refusal, State, Text, TextId, Timestamp,
};

/// One report; it has no author here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ImportReport {
    pub issue: IssueId,
    pub category: Category,
    pub title: String,
    pub body: String,
    pub place: Place,
    pub filed_at: Timestamp,
    /// Set for a closed report.
    pub closed_at: Option<Timestamp>,
    pub closed: bool,
}

pub(crate) fn import(state: &State, c: &ImportReport, id: TextId) -> Result<Outcome, Refusal> {
    if state.issues.contains_key(&c.issue) {
        return Err(Refusal::Exists);
    }
    let mut check = Check::default();
    let text = Text {
        title: check.text(Field::Title, &c.title, TITLE_MAX),
        body: check.optional_text(Field::Body, &c.body, BODY_MAX),
    };
    if c.place.position.is_some_and(|p| !p.is_sound()) {
        check.wrong(Field::Place, Problem::Unknown);
    }
    check.done()?;
    let number = state.last_issue_number + 1;
    let imported = Event::IssueImported {
        issue: c.issue,
        number,
        category: c.category,
        place: c.place.clone(),
        text: id,
        status: if c.closed {
            Status::Closed
        } else {
            Status::Accepted
        },
        filed_at: c.filed_at,
        closed_at: c.closed_at,
    };
    Ok(Outcome {
        events: vec![imported],
        kept: vec![Kept::Text {
            id,
            text,
            author: None,
        }],
        receipt: Receipt {
            issue: Some(number),
            meeting: None,
        },
    })
}

/// Our category for a report of an American 311 system, by words in its reason and type.
pub fn category_of(reason: &str, kind: &str) -> Category {
    const WORDS: [(&str, Category); 22] = [
        ("parking", Category::Parking),
        ("abandoned veh", Category::Parking),
        ("noise", Category::Noise),
        ("tree", Category::Greening),
        ("park maintenance", Category::Greening),
        ("signs & signals", Category::Safety),
        ("street lights", Category::Safety),
        ("fire", Category::Safety),
        ("sanitation", Category::Sanitation),
        ("recycling", Category::Sanitation),
        ("environmental", Category::Sanitation),
        ("street cleaning", Category::Sanitation),
        ("graffiti", Category::Sanitation),
        ("housing", Category::Upkeep),
        ("building", Category::Upkeep),
        ("heat", Category::Utilities),
        ("water", Category::Utilities),
        ("utility", Category::Utilities),
        ("highway", Category::Facilities),
        ("sidewalk", Category::Facilities),
        ("animal", Category::Neighbours),
        ("employee", Category::Services),
    ];
    let text = format!("{reason} {kind}").to_lowercase();
    WORDS
        .iter()
        .find(|(word, _)| text.contains(word))
        .map_or(Category::Other, |(_, category)| *category)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_reports_lead_to_our_categories() {
        for (reason, kind, category) in [
            (
                "Enforcement & Abandoned Vehicles",
                "Parking Enforcement",
                Category::Parking,
            ),
            (
                "Highway Maintenance",
                "Utility Call-In",
                Category::Utilities,
            ),
            ("Graffiti", "Graffiti Removal", Category::Sanitation),
            ("Administrative", "General request", Category::Other),
        ] {
            assert_eq!(category_of(reason, kind), category, "{reason} / {kind}");
        }
    }
}
