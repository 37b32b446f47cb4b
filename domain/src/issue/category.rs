//! What issues are about.

use crate::codes::codes;

codes! {
    /// What an issue is about, in the order in which it is offered.
    pub enum Category {
        Lift = "lift",
        Utilities = "utilities",
        Upkeep = "upkeep",
        Property = "property",
        Parking = "parking",
        Safety = "safety",
        Sanitation = "sanitation",
        Greening = "greening",
        Facilities = "facilities",
        Noise = "noise",
        Neighbours = "neighbours",
        Services = "services",
        Other = "other",
    }
}

impl Category {
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
