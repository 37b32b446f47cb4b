//! Which of our categories a report of another system is about.

use domain::issue::Category;

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
