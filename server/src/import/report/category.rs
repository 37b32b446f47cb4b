//! Which of our categories a report of another system is about.

use domain::issue::Category;

/// Our category for a report of an American 311 system or a Chinese hotline, by words in its reason
/// and type, or else in its title.
pub fn category_of(reason: &str, kind: &str, title: &str) -> Category {
    const WORDS: [(&str, Category); 51] = [
        ("parking", Category::Parking),
        ("abandoned veh", Category::Parking),
        ("noise", Category::Noise),
        ("tree", Category::Greening),
        ("park maintenance", Category::Greening),
        ("signs & signals", Category::Safety),
        ("street light", Category::Safety),
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
        ("pothole", Category::Facilities),
        ("trash", Category::Sanitation),
        ("litter", Category::Sanitation),
        ("电梯", Category::Lift),
        ("停车", Category::Parking),
        ("车辆", Category::Parking),
        ("充电", Category::Parking),
        ("噪", Category::Noise),
        ("扰民", Category::Noise),
        ("异响", Category::Noise),
        ("绿化", Category::Greening),
        ("树", Category::Greening),
        ("消防", Category::Safety),
        ("照明", Category::Safety),
        ("路灯", Category::Safety),
        ("安全", Category::Safety),
        ("垃圾", Category::Sanitation),
        ("卫生", Category::Sanitation),
        ("保洁", Category::Sanitation),
        ("漏水", Category::Upkeep),
        ("渗水", Category::Upkeep),
        ("维修", Category::Upkeep),
        ("停水", Category::Utilities),
        ("停电", Category::Utilities),
        ("燃气", Category::Utilities),
        ("供水", Category::Utilities),
        ("供电", Category::Utilities),
        ("设施", Category::Facilities),
        ("物业", Category::Property),
    ];
    let known = |text: &str| {
        let text = text.to_lowercase();
        let found = WORDS.iter().find(|(word, _)| begins_in(&text, word));
        found.map(|(_, category)| *category)
    };
    known(&format!("{reason} {kind}"))
        .or_else(|| known(title))
        .unwrap_or(Category::Other)
}

/// Whether a word of `text` begins so: no tree is in a street. Chinese words have no beginning.
fn begins_in(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| !text[..at].ends_with(|c: char| c.is_ascii_alphabetic()))
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
            assert_eq!(
                category_of(reason, kind, "Title"),
                category,
                "{reason} / {kind}"
            );
        }
        for (kind, title, category) in [
            ("小区管理", "七号楼电梯半夜异响", Category::Lift),
            ("绿化养护", "树木倒伏", Category::Greening),
            ("Street Light Outage", "", Category::Safety),
            ("咨询", "何时开会", Category::Other),
        ] {
            assert_eq!(category_of("", kind, title), category, "{kind} / {title}");
        }
    }
}
