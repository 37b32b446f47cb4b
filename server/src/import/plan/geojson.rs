//! A plan in `GeoJSON`: its buildings, paths and gates, and what each is called.
//!
//! What a feature is says [`tag`](super::tag). Names are in `name`, the group that a building
//! belongs to in `cluster`. Features with one id are parts of one building.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::BuildingId;
use domain::field::NAME_MAX;
use domain::place::{Building, Datum, Gate, ID_MAX, Plan, Point, is_id};
use serde_json::Value;

use super::dialect;
use super::shape::{self, Rings};
use super::tag::{Shape, Tags, What};

/// Where ids are looked for in the properties, if the feature itself has none: ours, those of
/// OpenStreetMap's tools, and those of map editors and databases.
const IDS: [&str; 9] = [
    "id",
    "@id",
    "osm_id",
    "osm_way_id",
    "full_id",
    "OBJECTID",
    "gid",
    "fid",
    "编号",
];
/// What lies in a building by this much belongs to it.
const MOST: f64 = 0.5;

/// What a file says.
#[derive(Debug, Default)]
pub struct Reading {
    pub plan: Plan,
    pub features: usize,
    /// Buildings that were put together from several features.
    pub merged: usize,
    /// Features that are parts of a building which is another feature.
    pub parts: usize,
    /// What else there is, and how many of it, most first.
    pub others: Vec<(String, usize)>,
    /// What was left out and why, in the order of the file: by its id, or without one by its number
    /// from 1.
    pub skipped: Vec<(String, String)>,
    /// Ids are those of OpenStreetMap, which is in WGS-84.
    pub of_openstreetmap: bool,
}

/// Reads a file whose coordinates mean `datum`; the plan is in WGS-84. A feature that can't be read
/// is left out and does not stop the rest.
#[expect(clippy::too_many_lines, reason = "one kind of feature after the other")]
pub fn read(text: &str, datum: Datum) -> Result<Reading, String> {
    let features = dialect::features(text)?;
    let all: Vec<Feature> = features
        .iter()
        .map(|feature| Feature::of(feature, datum))
        .collect();
    let tagged = all.iter().any(|feature| feature.tags.says_building());
    let mut reading = Reading {
        features: features.len(),
        of_openstreetmap: all.iter().any(Feature::is_of_openstreetmap),
        ..Reading::default()
    };
    let mut found: Vec<Found> = vec![];
    // Where each id stands in that list.
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    let mut inner: Vec<(String, Rings)> = vec![];
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    for (feature, number) in all.iter().zip(1_usize..) {
        match feature.read(tagged) {
            Ok(Thing::Path(paths)) => reading.plan.paths.extend(paths),
            Ok(Thing::Gate(gate)) => reading.plan.gates.push(gate),
            Ok(Thing::Inner(rings)) => inner.push((feature.named("part", number), rings)),
            Ok(Thing::Other(what)) => *others.entry(what).or_default() += 1,
            Ok(Thing::Part(part)) => {
                if let Some(at) = ids.get(&part.id) {
                    found[*at].add(part);
                } else {
                    ids.insert(part.id.clone(), found.len());
                    found.push(Found::new(part));
                }
            }
            Err(reason) => {
                let kind =
                    if feature.is_building(tagged) && feature.id().is_some_and(|id| is_id(&id)) {
                        "building"
                    } else {
                        "feature"
                    };
                reading.skipped.push((feature.named(kind, number), reason));
            }
        }
    }
    reading.others = others.into_iter().collect();
    reading
        .others
        .sort_by_key(|(_, count)| std::cmp::Reverse(*count));

    let mut built: Vec<(Found, Rings)> = vec![];
    let mut walls: BTreeMap<Vec<Vec<(i64, i64)>>, usize> = BTreeMap::new();
    for building in found {
        let rings = match building.parts.as_slice() {
            [one] => Ok(one.clone()),
            parts => shape::union(parts),
        };
        let rings = match rings {
            Ok(rings) => rings,
            Err(fault) => {
                let name = format!("building {}", building.id);
                reading.skipped.push((name, fault.to_string()));
                continue;
            }
        };
        // Only one of the two could ever be tapped: the one that knows its courtyards.
        match walls.entry(shape::walls(&rings)) {
            Entry::Occupied(at) => {
                let kept = &mut built[*at.get()];
                let mut left = (building, rings);
                if left.1.len() > kept.1.len() {
                    std::mem::swap(kept, &mut left);
                }
                let name = format!("building {}", left.0.id);
                let reason = format!("it has the same walls as building {}", kept.0.id);
                reading.skipped.push((name, reason));
            }
            Entry::Vacant(free) => {
                free.insert(built.len());
                built.push((building, rings));
            }
        }
    }
    for (name, part) in inner {
        if built
            .iter()
            .any(|(_, rings)| shape::share(&part, rings) >= MOST)
        {
            reading.parts += 1;
        } else {
            let reason =
                "it is a part of no building here; tag the outline of its building with building";
            reading.skipped.push((name, reason.to_owned()));
        }
    }
    for (building, rings) in built {
        if building.parts.len() > 1 {
            reading.merged += 1;
        }
        let mut rings = shape::points(&rings).into_iter();
        reading.plan.buildings.push(Building {
            id: BuildingId(building.id),
            name: building.name,
            cluster: building.cluster,
            outline: rings.next().unwrap_or_default(),
            more: rings.collect(),
        });
    }
    if reading.plan.buildings.is_empty() {
        return Err(no_building(&features, &reading));
    }
    Ok(reading)
}

/// Why there is none.
fn no_building(features: &[Value], reading: &Reading) -> String {
    let mut points = vec![];
    for feature in features {
        points_of(&feature["geometry"], &mut points);
    }
    if let Some(why) = dialect::off_the_globe(&points) {
        return why;
    }
    let mut said = "it has no building that can be read".to_owned();
    if let Some((feature, reason)) = reading.skipped.first() {
        said = format!("{said}: {feature}: {reason}");
    } else if let Some((other, count)) = reading.others.first() {
        said = format!(
            "{said}: what is in it is {other} ({count}) and the like; give buildings the property kind with the value building"
        );
    }
    let wide = shape::Broken::TooWide.to_string();
    if !reading.skipped.is_empty() && reading.skipped.iter().all(|(_, reason)| *reason == wide) {
        said.push_str(". Are its coordinates the metres of a drawing? They have to be degrees");
    }
    said
}

fn points_of(value: &Value, points: &mut Vec<(f64, f64)>) {
    match value {
        Value::Array(all) => match all[..] {
            [Value::Number(ref x), Value::Number(ref y), ..] => {
                points.extend(x.as_f64().zip(y.as_f64()));
            }
            _ => all.iter().for_each(|one| points_of(one, points)),
        },
        Value::Object(object) => {
            for member in ["coordinates", "geometries"] {
                if let Some(member) = object.get(member) {
                    points_of(member, points);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A building as it is gathered from its features.
struct Found {
    id: String,
    name: String,
    cluster: String,
    /// The shape of each of its features.
    parts: Vec<Rings>,
}

impl Found {
    fn new(part: Part) -> Self {
        Self {
            id: part.id,
            name: part.name,
            cluster: part.cluster,
            parts: vec![part.rings],
        }
    }

    fn add(&mut self, part: Part) {
        if self.name.is_empty() {
            self.name = part.name;
        }
        if self.cluster.is_empty() {
            self.cluster = part.cluster;
        }
        self.parts.push(part.rings);
    }
}

/// What one feature brings.
enum Thing {
    /// A building, or one of several features that are one.
    Part(Part),
    Path(Vec<Vec<Point>>),
    Gate(Gate),
    /// What lies in a building.
    Inner(Rings),
    /// Nothing for a plan.
    Other(String),
}

/// A building, or a part of one.
struct Part {
    id: String,
    name: String,
    cluster: String,
    rings: Rings,
}

struct Feature<'a> {
    id: Option<&'a Value>,
    tags: Tags<'a>,
    /// The names in `GeoJSON` and the coordinates of its geometry, of several if it is a
    /// collection.
    geometries: Vec<(&'a str, &'a Value)>,
    datum: Datum,
}

impl<'a> Feature<'a> {
    fn of(feature: &'a Value, datum: Datum) -> Self {
        let mut geometries = vec![];
        if let Some(geometry) = feature.get("geometry") {
            simple(geometry, &mut geometries);
        }
        Self {
            id: feature.get("id"),
            tags: Tags(feature.get("properties").and_then(Value::as_object)),
            geometries,
            datum,
        }
    }

    /// A name as it may stand in the plan: one line, not too long.
    fn name(&self, property: &str) -> String {
        let name = self.tags.get(property).and_then(word).unwrap_or_default();
        let line: String = name
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let line: String = line.trim().chars().take(NAME_MAX as usize).collect();
        line.trim_end().to_owned()
    }

    fn id(&self) -> Option<String> {
        let properties = IDS.into_iter().map(|name| self.tags.get(name));
        let ids = std::iter::once(self.id).chain(properties).flatten();
        ids.filter_map(word).find(|id| !id.is_empty())
    }

    /// What it is called where something is said of it.
    fn named(&self, kind: &str, number: usize) -> String {
        match self.id() {
            Some(id) if is_id(&id) => format!("{kind} {id}"),
            Some(_) | None => format!("{kind} {number}"),
        }
    }

    fn is_of_openstreetmap(&self) -> bool {
        let has = |name| self.tags.get(name).is_some_and(|id| !id.is_null());
        has("@id") || has("osm_id") || has("osm_way_id") || has("full_id")
    }

    /// What it is for the plan, and the name of its geometry.
    fn what(&self, tagged: bool) -> Option<(What, &'a str)> {
        let of = |shapes: [&str; 2]| {
            let mut all = self.geometries.iter();
            all.find(|(name, _)| shapes.contains(name))
                .map(|(name, _)| *name)
        };
        let (name, shape) = if let Some(name) = of(["Polygon", "MultiPolygon"]) {
            (name, Shape::Area)
        } else if let Some(name) = of(["LineString", "MultiLineString"]) {
            (name, Shape::Line)
        } else {
            (self.geometries.first()?.0, Shape::Point)
        };
        Some((self.tags.what(shape, tagged), name))
    }

    fn is_building(&self, tagged: bool) -> bool {
        matches!(self.what(tagged), Some((What::Building, _)))
    }

    fn read(&self, tagged: bool) -> Result<Thing, String> {
        let (what, geometry) = self.what(tagged).ok_or("it has no geometry")?;
        let unfit = |kind: &str| Err(format!("a {kind} can't be a {geometry}"));
        match what {
            What::Building => match self.areas()? {
                areas if areas.is_empty() => unfit("building"),
                areas => self.building(&areas).map(Thing::Part),
            },
            What::Part => rings(&self.areas()?).map(Thing::Inner),
            What::Path => match self.paths()? {
                paths if paths.is_empty() => unfit("path"),
                paths => Ok(Thing::Path(paths)),
            },
            What::Gate => match self.geometries.first() {
                Some(("Point", coordinates)) => Ok(Thing::Gate(Gate {
                    name: self.name("name"),
                    at: on_the_globe(self.point(coordinates)?)?,
                })),
                Some(_) | None => unfit("gate"),
            },
            What::Other(what) => Ok(Thing::Other(what)),
        }
    }

    /// Its polygons: of each the outline, then the courtyards. A line that ends where it begins is
    /// one, too.
    fn areas(&self) -> Result<Vec<Vec<Vec<Point>>>, String> {
        let mut areas = vec![];
        for (geometry, coordinates) in &self.geometries {
            match *geometry {
                "Polygon" => areas.push(self.lines(coordinates)?),
                "MultiPolygon" => {
                    for polygon in list(coordinates)? {
                        areas.push(self.lines(polygon)?);
                    }
                }
                "LineString" => {
                    let line = self.line(coordinates)?;
                    if line.len() > 3 && line.first() == line.last() {
                        areas.push(vec![line]);
                    }
                }
                _ => {}
            }
        }
        Ok(areas)
    }

    fn paths(&self) -> Result<Vec<Vec<Point>>, String> {
        let mut paths = vec![];
        for (geometry, coordinates) in &self.geometries {
            match *geometry {
                "LineString" => paths.push(self.line(coordinates)?),
                "MultiLineString" => paths.extend(self.lines(coordinates)?),
                _ => {}
            }
        }
        for path in &paths {
            if path.len() < 2 {
                return Err("a path has at least 2 points".into());
            }
            for point in path {
                on_the_globe(*point)?;
            }
        }
        Ok(paths)
    }

    fn building(&self, areas: &[Vec<Vec<Point>>]) -> Result<Part, String> {
        let id = self
            .id()
            .ok_or("it has no id; give it a property id that stays the same, like its number on the estate's plan")?;
        if !is_id(&id) {
            return Err(format!(
                "its id is longer than {ID_MAX} characters, or has some that nobody sees; give it a short one, like its number on the estate's plan"
            ));
        }
        Ok(Part {
            id,
            name: self.name("name"),
            cluster: self.name("cluster"),
            rings: rings(areas)?,
        })
    }

    fn lines(&self, value: &Value) -> Result<Vec<Vec<Point>>, String> {
        list(value)?.iter().map(|line| self.line(line)).collect()
    }

    fn line(&self, value: &Value) -> Result<Vec<Point>, String> {
        list(value)?.iter().map(|point| self.point(point)).collect()
    }

    /// In WGS-84. Longitude stands first, then latitude; a height may follow.
    fn point(&self, value: &Value) -> Result<Point, String> {
        let degrees = list(value)?;
        let degree = |at: usize| degrees.get(at).and_then(Value::as_f64);
        match (degree(0), degree(1)) {
            (Some(lon), Some(lat)) => Ok(self.datum.unshifted(Point { lat, lon })),
            _ => Err("its coordinates can't be read".into()),
        }
    }
}

/// The simple geometries that a geometry consists of.
fn simple<'a>(geometry: &'a Value, into: &mut Vec<(&'a str, &'a Value)>) {
    let kind = geometry.get("type").and_then(Value::as_str);
    let collected = geometry.get("geometries").and_then(Value::as_array);
    match (kind, collected, geometry.get("coordinates")) {
        (Some("GeometryCollection"), Some(all), _) => {
            for one in all {
                simple(one, into);
            }
        }
        (Some(kind), _, Some(coordinates)) => into.push((kind, coordinates)),
        _ => {}
    }
}

/// All that these polygons cover.
fn rings(areas: &[Vec<Vec<Point>>]) -> Result<Rings, String> {
    let shapes = areas.iter().map(|polygon| shape::polygon(polygon));
    let shapes: Result<Vec<Rings>, _> = shapes.collect();
    let shapes = shapes.map_err(|fault| fault.to_string())?;
    match <[Rings; 1]>::try_from(shapes) {
        Ok([one]) => Ok(one),
        Err(several) => shape::union(&several).map_err(|fault| fault.to_string()),
    }
}

/// A text, or a number as tables of map editors have it.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        // 7.0 is 7, as another program may write it.
        Value::Number(number) => match number.to_string() {
            whole if whole.ends_with(".0") => Some(whole[..whole.len() - 2].to_owned()),
            number => Some(number),
        },
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn on_the_globe(point: Point) -> Result<Point, String> {
    if point.is_sound() {
        Ok(point)
    } else {
        Err(shape::Broken::OffTheGlobe(point).to_string())
    }
}

fn list(value: &Value) -> Result<&Vec<Value>, String> {
    value
        .as_array()
        .ok_or_else(|| "its coordinates can't be read".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A square in metres, about.
    fn square(west: f64, south: f64, size: f64) -> Value {
        let at = |x: f64, y: f64| json!([121.49 + (west + x) / 1e5, 31.24 + (south + y) / 1e5]);
        json!([[
            at(0.0, 0.0),
            at(size, 0.0),
            at(size, size),
            at(0.0, size),
            at(0.0, 0.0)
        ]])
    }

    fn feature(properties: &Value, kind: &str, coordinates: &Value) -> Value {
        json!({"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}})
    }

    fn building(properties: &Value, coordinates: &Value) -> Value {
        feature(properties, "Polygon", coordinates)
    }

    fn collection(features: &[Value]) -> Result<Reading, String> {
        let file = json!({"type": "FeatureCollection", "features": features});
        read(&file.to_string(), Datum::Wgs84)
    }

    #[test]
    fn buildings_paths_and_gates_are_told_apart() {
        let line = json!([[121.49, 31.24], [121.491, 31.24]]);
        let lines = json!([line, line]);
        let spot = json!([121.49, 31.24, 4.5]);
        let reading = collection(&[
            building(
                &json!({"id": 1, "kind": "building", "name": " 7号楼\n"}),
                &square(0.0, 0.0, 9.0),
            ),
            building(
                &json!({"@id": "way/2", "kind": "building", "cluster": "East"}),
                &square(20.0, 0.0, 9.0),
            ),
            building(
                &json!({"id": "3", "name": "x".repeat(99)}),
                &square(40.0, 0.0, 9.0),
            ),
            feature(
                // Numbers, as tables of map editors have them.
                &json!({"osm_id": 4, "name": 7, "cluster": 12}),
                "MultiPolygon",
                &json!([square(60.0, 0.0, 9.0), square(60.0, 20.0, 5.0)]),
            ),
            feature(&json!({"kind": "path"}), "LineString", &line),
            feature(&json!({"highway": "footway"}), "MultiLineString", &lines),
            feature(
                &json!({"kind": "gate", "name": "South gate"}),
                "Point",
                &spot,
            ),
            feature(&json!({"barrier": "lift_gate"}), "Point", &spot),
            feature(
                &json!({"entrance": "main", "building": "no"}),
                "Point",
                &spot,
            ),
            // What the plan does not draw.
            building(&json!({"id": 9, "kind": "park"}), &square(0.0, 50.0, 9.0)),
            feature(&json!({"barrier": "wall"}), "LineString", &line),
            feature(&json!({"kind": "gate", "id": 11}), "LineString", &line),
        ])
        .expect("a plan");
        let told: Vec<_> = reading
            .plan
            .buildings
            .iter()
            .map(|b| {
                (
                    b.id.0.as_str(),
                    b.name.chars().count(),
                    b.cluster.as_str(),
                    b.more.len(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("1", 3, "", 0),
                ("way/2", 0, "East", 0),
                ("3", 60, "", 0),
                ("4", 1, "12", 1)
            ]
        );
        assert_eq!(reading.plan.buildings[0].name, "7号楼");
        assert_eq!(reading.plan.paths.len(), 3);
        let gates: Vec<_> = reading
            .plan
            .gates
            .iter()
            .map(|gate| gate.name.as_str())
            .collect();
        assert_eq!(gates, ["South gate", "", ""]);
        let skipped: Vec<String> = reading
            .skipped
            .iter()
            .map(|(what, why)| format!("{what}: {why}"))
            .collect();
        assert_eq!(skipped, ["feature 11: a gate can't be a LineString"]);
        let others = [("barrier=wall".to_owned(), 1), ("kind=park".to_owned(), 1)];
        assert_eq!(reading.others, others);
        assert_eq!((reading.features, reading.merged), (12, 0));
    }

    #[test]
    fn parts_with_one_id_are_one_building_with_one_name() {
        let reading = collection(&[
            building(&json!({"id": 1}), &square(0.0, 0.0, 9.0)),
            building(&json!({"id": 2, "name": "Two"}), &square(50.0, 0.0, 9.0)),
            building(&json!({"id": 1, "name": "One"}), &square(9.0, 0.0, 9.0)),
            building(&json!({"id": "1", "name": "Uno"}), &square(0.0, 30.0, 9.0)),
        ])
        .expect("a plan");
        let one = &reading.plan.buildings[0];
        assert_eq!(
            (one.name.as_str(), one.outline.len(), one.more.len()),
            ("One", 4, 1)
        );
        assert_eq!(reading.plan.buildings.len(), 2);
        assert_eq!((reading.merged, reading.skipped), (1, vec![]));
    }

    #[test]
    fn a_broken_feature_is_named_and_left_out() {
        let mut open = square(0.0, 0.0, 9.0);
        open[0].as_array_mut().expect("a ring").pop();
        let reading = collection(&[
            building(&json!({"id": 1}), &open),
            building(
                &json!({"id": 2}),
                &json!([[[121.0, 31.0], [121.1, 31.0], [121.0, 31.0]]]),
            ),
            building(&json!({"id": 3}), &json!([[["east", "north"]]])),
            building(&json!({"id": 4}), &json!(null)),
            json!({"type": "Feature", "id": 5, "properties": null, "geometry": null}),
            building(&json!({"name": "No id"}), &square(0.0, 0.0, 9.0)),
            json!("no feature at all"),
            building(&json!({"id": "x".repeat(5000)}), &square(0.0, 0.0, 9.0)),
            building(&json!({"id": "\u{200b}\u{200b}"}), &square(0.0, 0.0, 9.0)),
            building(&json!({"id": 8}), &square(0.0, 0.0, 9.0)),
            building(&json!({"id": 9}), &square(0.0, 0.0, 9.0)),
            // Half of it is sound: that half stays.
            building(&json!({"id": 8}), &open),
        ])
        .expect("a plan");
        let mut skipped: Vec<String> = reading
            .skipped
            .iter()
            .map(|(what, why)| format!("{what}: {why}"))
            .collect();
        for id in skipped.drain(7..9) {
            assert!(id.contains(": its id is longer than"), "{id}");
        }
        assert_eq!(
            skipped,
            [
                "building 1: its outline is not closed",
                "building 2: its outline has fewer than 3 corners",
                "building 3: its coordinates can't be read",
                "building 4: its coordinates can't be read",
                "feature 5: it has no geometry",
                "feature 6: it has no id; give it a property id that stays the same, like its number on the estate's plan",
                "feature 7: it has no geometry",
                "building 8: its outline is not closed",
                "building 9: it has the same walls as building 8",
            ]
        );
        assert_eq!(reading.plan.buildings.len(), 1);
    }

    #[test]
    fn a_file_that_is_no_plan_says_why() {
        for (file, why) in [
            ("", "it has no building that can be read"),
            ("{", "it is no JSON"),
            ("[]", "it has no building that can be read"),
            (
                r#"{"type":"Feature","features":[]}"#,
                "it has no building that can be read: feature 1: it has no geometry",
            ),
            (
                r#"{"type":"FeatureCollection","features":[]}"#,
                "it has no building that can be read",
            ),
            (
                r#"{"type":"FeatureCollection","features":[{}]}"#,
                "it has no building that can be read: feature 1: it has no geometry",
            ),
        ] {
            let said = read(file, Datum::Wgs84).expect_err(file);
            assert!(said.starts_with(why), "{file}: {said}");
        }
        let marked = json!({"type": "FeatureCollection", "features": [building(&json!({"id": 1}), &square(0.0, 0.0, 9.0))]});
        assert!(read(&format!("\u{feff}{marked}"), Datum::Wgs84).is_ok());
    }

    /// An estate as an area export of OpenStreetMap has it.
    fn estate() -> Vec<Value> {
        let line = json!([[121.49, 31.24], [121.491, 31.24]]);
        let yard = json!([square(0.0, 40.0, 20.0)[0], square(5.0, 45.0, 9.0)[0]]);
        vec![
            building(
                &json!({"@id": "way/1", "landuse": "residential"}),
                &square(-50.0, -50.0, 500.0),
            ),
            building(
                &json!({"@id": "way/2", "building": "apartments", "name": "1号楼"}),
                &square(0.0, 0.0, 9.0),
            ),
            building(
                &json!({"@id": "way/3", "building": "yes"}),
                &square(20.0, 0.0, 18.0),
            ),
            building(
                &json!({"@id": "way/4", "building:part": "yes"}),
                &square(20.0, 0.0, 9.0),
            ),
            building(
                &json!({"@id": "way/5", "building:part": "yes"}),
                &square(29.0, 9.0, 9.0),
            ),
            // The outline of the relation, which older tools tag as well.
            building(
                &json!({"@id": "way/6", "building": "yes"}),
                &square(0.0, 40.0, 20.0),
            ),
            feature(
                &json!({"@id": "relation/7", "building": "yes"}),
                "MultiPolygon",
                &json!([yard]),
            ),
            building(
                &json!({"@id": "way/8", "amenity": "parking"}),
                &square(50.0, 0.0, 9.0),
            ),
            building(
                &json!({"@id": "way/9", "amenity": "parking"}),
                &square(60.0, 0.0, 9.0),
            ),
            building(
                &json!({"@id": "way/10", "natural": "water"}),
                &square(70.0, 0.0, 9.0),
            ),
            building(
                &json!({"@id": "way/11", "highway": "pedestrian"}),
                &square(80.0, 0.0, 9.0),
            ),
            building(
                &json!({"@id": "way/12", "building:part": "yes"}),
                &square(90.0, 0.0, 9.0),
            ),
            building(&json!({"@id": "way/13"}), &square(100.0, 0.0, 9.0)),
            feature(&json!({"highway": "service"}), "LineString", &line),
            feature(&json!({"barrier": "wall"}), "LineString", &line),
            feature(
                &json!({"barrier": "gate", "name": "东门"}),
                "Point",
                &json!([121.49, 31.24]),
            ),
            feature(
                &json!({"amenity": "recycling"}),
                "Point",
                &json!([121.49, 31.24]),
            ),
        ]
    }

    #[test]
    fn of_an_area_export_only_what_is_tagged_a_building_is_one() {
        let reading = collection(&estate()).expect("a plan");
        let ids: Vec<&str> = reading
            .plan
            .buildings
            .iter()
            .map(|b| b.id.0.as_str())
            .collect();
        assert_eq!(ids, ["way/2", "way/3", "relation/7"]);
        assert_eq!(reading.plan.buildings[2].more.len(), 1, "its courtyard");
        assert_eq!((reading.plan.paths.len(), reading.plan.gates.len()), (1, 1));
        assert_eq!((reading.parts, reading.features), (2, 17));
        let others: Vec<String> = reading
            .others
            .iter()
            .map(|(what, count)| format!("{count} {what}"))
            .collect();
        assert_eq!(
            others,
            [
                "2 amenity=parking",
                "1 amenity=recycling",
                "1 area without a tag",
                "1 barrier=wall",
                "1 highway=pedestrian",
                "1 landuse=residential",
                "1 natural=water",
            ]
        );
        let skipped: Vec<&str> = reading
            .skipped
            .iter()
            .map(|(what, _)| what.as_str())
            .collect();
        assert_eq!(skipped, ["building way/6", "part way/12"]);
        let lawn = Point {
            lat: 31.24 + 30.0 / 1e5,
            lon: 121.49 + 200.0 / 1e5,
        };
        assert!(!reading.plan.buildings.iter().any(|b| b.contains(lawn)));
        assert!(reading.of_openstreetmap);
    }

    #[test]
    fn a_building_may_be_a_collection_or_a_closed_line() {
        let (house, away) = (square(0.0, 0.0, 9.0), square(20.0, 0.0, 9.0));

        let reading = collection(&[
            json!({"type": "Feature", "id": 1, "geometry": {"type": "GeometryCollection", "geometries": [
                {"type": "Polygon", "coordinates": house},
                {"type": "Point", "coordinates": [121.49, 31.24]},
            ]}}),
            feature(&json!({"id": 2.0, "kind": "building"}), "LineString", &away[0]),
        ])
        .expect("a plan");
        let ids: Vec<&str> = reading
            .plan
            .buildings
            .iter()
            .map(|b| b.id.0.as_str())
            .collect();
        assert_eq!((ids, reading.skipped), (vec!["1", "2"], vec![]));
    }

    #[test]
    fn a_plan_in_gcj_02_is_brought_to_wgs_84() {
        let plan = |west: f64, south: f64, datum| {
            let corner = |x: f64, y: f64| json!([west + x, south + y]);
            let ring = [
                corner(0.0, 0.0),
                corner(0.000_525_8, 0.0),
                corner(0.000_525_8, 0.000_125_9),
                corner(0.0, 0.0),
            ];
            let file = building(&json!({"id": 1}), &json!([ring])).to_string();
            read(&file, datum).expect("a plan").plan.buildings.remove(0)
        };
        let there = plan(121.239_053_63, 31.300_359_73, Datum::Wgs84);
        let drawn = plan(121.243_486_2, 31.298_368_7, Datum::Gcj02);
        for (one, other) in drawn.outline.iter().zip(&there.outline) {
            assert!(one.metres_to(*other) < 0.1, "{one:?} {other:?}");
        }
        let taken = plan(121.243_486_2, 31.298_368_7, Datum::Wgs84);
        assert!(taken.outline[0].metres_to(there.outline[0]) > 470.0);
    }

    #[test]
    fn coordinates_that_are_no_degrees_are_said_to_be_none() {
        let ring = |corners: &[(f64, f64)]| {
            let corners: Vec<_> = corners.iter().map(|(x, y)| json!([x, y])).collect();
            collection(&[building(&json!({"id": 1}), &json!([corners]))]).expect_err("no plan")
        };
        let swapped = ring(&[(31.2, 121.4), (31.3, 121.4), (31.3, 121.5), (31.2, 121.4)]);
        assert!(swapped.contains("latitude first"), "{swapped}");
        let metres = ring(&[(500.0, 20.0), (520.0, 20.0), (520.0, 30.0), (500.0, 20.0)]);
        assert!(metres.contains("metres"), "{metres}");
        let drawing = ring(&[(5.0, 20.0), (25.0, 20.0), (25.0, 30.0), (5.0, 20.0)]);
        assert!(drawing.contains("metres of a drawing"), "{drawing}");
    }
}
