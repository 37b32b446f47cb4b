//! What a feature is, by what it says of itself.
//!
//! Its property `kind` decides (`building`, `path`, `gate`), else `OpenStreetMap`'s tags. In a file
//! in which some feature is tagged `building`, only those are buildings; where none is, every
//! polygon is one that says nothing else.

use serde_json::{Map, Value};

/// Values of `barrier` that people walk or drive through.
const BARRIERS: [&str; 5] = [
    "gate",
    "lift_gate",
    "swing_gate",
    "sliding_gate",
    "entrance",
];
/// Tags of land, water and ways: no area that has one is a building.
const LAND: [&str; 13] = [
    "landuse",
    "leisure",
    "natural",
    "water",
    "waterway",
    "highway",
    "area:highway",
    "railway",
    "barrier",
    "parking",
    "place",
    "boundary",
    // Geofabrik's, of what is no building.
    "fclass",
];
/// Tags that say what else something is, which may be a building where nobody tags those.
const OTHERS: [&str; 13] = [
    "amenity",
    "entrance",
    "man_made",
    "playground",
    "sport",
    "power",
    "public_transport",
    "shop",
    "office",
    "tourism",
    "historic",
    "emergency",
    "indoor",
];

/// A simple shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Area,
    Line,
    Point,
}

/// What a feature is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    Building,
    /// A part of a building that is another feature.
    Part,
    Path,
    Gate,
    /// Nothing that the plan draws: `landuse=residential`.
    Other(String),
}

/// The properties of a feature.
#[derive(Debug, Clone, Copy)]
pub struct Tags<'a>(pub Option<&'a Map<String, Value>>);

impl<'a> Tags<'a> {
    pub fn get(self, name: &str) -> Option<&'a Value> {
        self.0?.get(name)
    }

    /// What the tag says, if it says more than "no". Tables have numbers and truths in it.
    fn tag(self, name: &str) -> Option<String> {
        let said = match self.get(name)? {
            Value::String(text) => text.trim().to_owned(),
            Value::Bool(true) => "yes".to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Null | Value::Bool(false) | Value::Array(_) | Value::Object(_) => return None,
        };
        (!matches!(said.as_str(), "" | "no" | "0")).then_some(said)
    }

    /// Whether it is tagged as a building; `kind`, which is ours, stands before.
    pub fn says_building(self) -> bool {
        self.tag("kind").is_none() && self.tag("building").is_some()
    }

    fn says_part(self) -> bool {
        self.tag("building:part").is_some()
    }

    /// What the feature is, of such a shape, in a file that tags its buildings or does not.
    pub fn what(self, shape: Shape, tagged: bool) -> What {
        if let Some(kind) = self.tag("kind") {
            return match kind.as_str() {
                "building" => What::Building,
                "path" => What::Path,
                "gate" => What::Gate,
                _ => What::Other(format!("kind={kind}")),
            };
        }
        if self.says_building() {
            return What::Building;
        }
        let gate = self.tag("entrance").is_some()
            || self
                .tag("barrier")
                .is_some_and(|barrier| BARRIERS.contains(&barrier.as_str()));
        match shape {
            Shape::Area if self.says_part() => return What::Part,
            Shape::Line if self.tag("highway").is_some() => return What::Path,
            Shape::Point if gate => return What::Gate,
            Shape::Area | Shape::Line | Shape::Point => {}
        }
        let said = |names: &[&str]| {
            let mut names = names.iter();
            names.find_map(|name| Some(format!("{name}={}", self.tag(name)?)))
        };
        let parking = self
            .tag("amenity")
            .filter(|amenity| amenity.ends_with("parking"));
        let land = parking.map(|parking| format!("amenity={parking}"));
        let land = land.or_else(|| said(&LAND));
        let other = land.clone().or_else(|| said(&OTHERS));
        match (shape, land, other) {
            (Shape::Area, None, _) if !tagged => What::Building,
            (_, _, Some(other)) => What::Other(other),
            (Shape::Area, _, None) => What::Other("area without a tag".into()),
            (Shape::Line, _, None) => What::Other("line without a tag".into()),
            (Shape::Point, _, None) => What::Other("point without a tag".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table of cases")]
    fn what_a_feature_is_follows_from_its_tags_and_those_of_the_file() {
        let other = |what: &str| What::Other(what.to_owned());
        for (properties, shape, tagged, what) in [
            (
                json!({"kind": "building"}),
                Shape::Area,
                true,
                What::Building,
            ),
            (
                json!({"kind": "park", "building": "yes"}),
                Shape::Area,
                true,
                other("kind=park"),
            ),
            (
                json!({"building": "apartments", "amenity": "school"}),
                Shape::Area,
                true,
                What::Building,
            ),
            (json!({"building": true}), Shape::Area, true, What::Building),
            (
                json!({"building": "no", "landuse": "grass"}),
                Shape::Area,
                true,
                other("landuse=grass"),
            ),
            (
                json!({"building:part": "yes"}),
                Shape::Area,
                true,
                What::Part,
            ),
            (
                json!({"building": "yes", "building:part": "yes"}),
                Shape::Area,
                true,
                What::Building,
            ),
            (
                json!({"amenity": "parking", "parking": "surface"}),
                Shape::Area,
                false,
                other("amenity=parking"),
            ),
            (
                json!({"amenity": "kindergarten"}),
                Shape::Area,
                false,
                What::Building,
            ),
            (
                json!({"amenity": "kindergarten"}),
                Shape::Area,
                true,
                other("amenity=kindergarten"),
            ),
            (
                json!({"natural": "water"}),
                Shape::Area,
                false,
                other("natural=water"),
            ),
            (
                json!({"highway": "pedestrian", "area": "yes"}),
                Shape::Area,
                true,
                other("highway=pedestrian"),
            ),
            (
                json!({"fclass": "park"}),
                Shape::Area,
                false,
                other("fclass=park"),
            ),
            (json!({"highway": "service"}), Shape::Line, true, What::Path),
            (
                json!({"highway": "crossing"}),
                Shape::Point,
                true,
                other("highway=crossing"),
            ),
            (
                json!({"barrier": "wall"}),
                Shape::Line,
                true,
                other("barrier=wall"),
            ),
            (json!({"barrier": "gate"}), Shape::Point, true, What::Gate),
            (
                json!({"barrier": "gate"}),
                Shape::Line,
                true,
                other("barrier=gate"),
            ),
            (
                json!({"entrance": "main", "building": "no"}),
                Shape::Point,
                true,
                What::Gate,
            ),
            // Columns of a table that this feature has nothing in.
            (
                json!({"building": null, "landuse": null, "name": "7"}),
                Shape::Area,
                false,
                What::Building,
            ),
            (
                json!({"name": "7"}),
                Shape::Area,
                true,
                other("area without a tag"),
            ),
            (
                json!({"name": "7"}),
                Shape::Line,
                false,
                other("line without a tag"),
            ),
        ] {
            let tags = Tags(properties.as_object());
            assert_eq!(tags.what(shape, tagged), what, "{properties} {shape:?}");
        }
    }
}
