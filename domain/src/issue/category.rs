//! What issues are about.

use serde::{Deserialize, Serialize};

/// What an issue is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Lift,
    Utilities,
    Upkeep,
    Property,
    Parking,
    Safety,
    Sanitation,
    Greening,
    Facilities,
    Noise,
    Neighbours,
    Services,
    Other,
}

impl Category {
    /// All categories, in the order in which they are offered.
    pub const ALL: [Category; 13] = [
        Category::Lift,
        Category::Utilities,
        Category::Upkeep,
        Category::Property,
        Category::Parking,
        Category::Safety,
        Category::Sanitation,
        Category::Greening,
        Category::Facilities,
        Category::Noise,
        Category::Neighbours,
        Category::Services,
        Category::Other,
    ];

    /// The code in tables, forms and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Category::Lift => "lift",
            Category::Utilities => "utilities",
            Category::Upkeep => "upkeep",
            Category::Property => "property",
            Category::Parking => "parking",
            Category::Safety => "safety",
            Category::Sanitation => "sanitation",
            Category::Greening => "greening",
            Category::Facilities => "facilities",
            Category::Noise => "noise",
            Category::Neighbours => "neighbours",
            Category::Services => "services",
            Category::Other => "other",
        }
    }

    /// The category with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.code() == code)
    }

    /// Minutes of a meeting that such an issue usually needs; offered when it is accepted. Part of the journal's form (an issue has them
    /// from its filing on): other minutes need a migration of the issues that are not accepted yet, or were imported.
    pub fn default_minutes(self) -> u32 {
        match self {
            Category::Property | Category::Parking | Category::Neighbours => 20,
            Category::Safety | Category::Facilities | Category::Noise | Category::Services => 15,
            Category::Lift
            | Category::Utilities
            | Category::Upkeep
            | Category::Sanitation
            | Category::Greening
            | Category::Other => 10,
        }
    }
}
