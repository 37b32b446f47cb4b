//! A plan in `GeoJSON`: which features are buildings, paths and gates, and what each is called.
//!
//! What a feature is says its property `kind` (`building`, `path`, `gate`), else `OpenStreetMap`'s
//! tags (`building`; `highway`; `barrier=gate` and its like, `entrance`). A polygon that says
//! nothing is a building. Names are in `name`, the group that a building belongs to in `cluster`.
//! Features with one id are parts of one building.

use std::collections::BTreeMap;

use domain::BuildingId;
use domain::field::NAME_MAX;
use domain::place::{Building, Gate, Plan, Point};
use serde_json::{Map, Value};

use super::shape::{self, Rings};

/// Where ids are looked for in the properties, if the feature itself has none; the later ones are
/// those of OpenStreetMap's tools.
const IDS: [&str; 3] = ["id", "@id", "osm_id"];
/// Values of `barrier` that people walk or drive through.
const BARRIERS: [&str; 5] = [
    "gate",
    "lift_gate",
    "swing_gate",
    "sliding_gate",
    "entrance",
];

/// What a file says.
#[derive(Debug, Default)]
pub struct Reading {
    pub plan: Plan,
    pub features: usize,
    /// Buildings that were put together from several features.
    pub merged: usize,
    /// What was left out and why, in the order of the file: by its id, or without one by its number
    /// from 1.
    pub skipped: Vec<(String, String)>,
}

/// Reads a feature collection. A feature that can't be read is left out and does not stop the rest.
pub fn read(json: &str) -> Result<Reading, String> {
    let collection: Value = serde_json::from_str(json.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("it is no JSON: {error}"))?;
    let features = collection
        .get("features")
        .and_then(Value::as_array)
        .filter(|_| collection.get("type").and_then(Value::as_str) == Some("FeatureCollection"))
        .ok_or("it is no GeoJSON FeatureCollection")?;
    let mut reading = Reading {
        features: features.len(),
        ..Reading::default()
    };
    let mut found: Vec<Found> = vec![];
    // Where each id stands in that list.
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    for (feature, number) in features.iter().zip(1_usize..) {
        let feature = Feature::of(feature);
        match feature.read() {
            Ok(Thing::Path(paths)) => reading.plan.paths.extend(paths),
            Ok(Thing::Gate(gate)) => reading.plan.gates.push(gate),
            Ok(Thing::Part(part)) => {
                if let Some(at) = ids.get(&part.id) {
                    found[*at].add(part);
                } else {
                    ids.insert(part.id.clone(), found.len());
                    found.push(Found::new(part));
                }
            }
            Err(reason) => {
                let name = match feature.id() {
                    Some(id) if feature.is_building() => format!("building {id}"),
                    Some(id) => format!("feature {id}"),
                    None => format!("feature {number}"),
                };
                reading.skipped.push((name, reason));
            }
        }
    }
    let mut shapes: BTreeMap<Vec<Vec<(i64, i64)>>, String> = BTreeMap::new();
    for building in found {
        let name = format!("building {}", building.id);
        let rings = match building.parts.as_slice() {
            [one] => Ok(one.clone()),
            parts => shape::union(parts),
        };
        let rings = match rings {
            Ok(rings) => rings,
            Err(fault) => {
                reading.skipped.push((name, fault.to_string()));
                continue;
            }
        };
        // Only one of the two could ever be tapped.
        let shape = rings
            .iter()
            .map(|ring| ring.iter().map(|c| (c.x, c.y)).collect());
        match shapes.entry(shape.collect()) {
            std::collections::btree_map::Entry::Occupied(other) => {
                let reason = format!("it has the same walls as building {}", other.get());
                reading.skipped.push((name, reason));
                continue;
            }
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(building.id.clone());
            }
        }
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
        let why = reading.skipped.first();
        let why = why.map_or(String::new(), |(feature, reason)| {
            format!(": {feature}: {reason}")
        });
        return Err(format!("it has no building that can be read{why}"));
    }
    Ok(reading)
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
    Part(Part),
    Path(Vec<Vec<Point>>),
    Gate(Gate),
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
    properties: Option<&'a Map<String, Value>>,
    /// Its name in `GeoJSON` and its coordinates.
    geometry: Option<(&'a str, &'a Value)>,
}

impl<'a> Feature<'a> {
    fn of(feature: &'a Value) -> Self {
        let geometry = feature.get("geometry");
        let member = |name: &str| geometry.and_then(|geometry| geometry.get(name));
        Self {
            id: feature.get("id"),
            properties: feature.get("properties").and_then(Value::as_object),
            geometry: member("type")
                .and_then(Value::as_str)
                .zip(member("coordinates")),
        }
    }

    fn property(&self, name: &str) -> Option<&'a Value> {
        self.properties.and_then(|properties| properties.get(name))
    }

    fn text(&self, name: &str) -> &'a str {
        self.property(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// A name as it may stand in the plan: one line, not too long.
    fn name(&self, property: &str) -> String {
        let name = self.property(property).and_then(word).unwrap_or_default();
        let line: String = name
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let line: String = line.trim().chars().take(NAME_MAX as usize).collect();
        line.trim_end().to_owned()
    }

    fn id(&self) -> Option<String> {
        let properties = IDS.into_iter().map(|name| self.property(name));
        let id = std::iter::once(self.id)
            .chain(properties)
            .flatten()
            .find_map(word);
        id.filter(|id| !id.is_empty())
    }

    fn read(&self) -> Result<Thing, String> {
        let (geometry, coordinates) = self.geometry.ok_or("it has no geometry")?;
        let kind = self.kind(geometry);
        match (kind, geometry) {
            ("building", "Polygon" | "MultiPolygon") => {
                self.building(geometry, coordinates).map(Thing::Part)
            }
            ("path", "LineString" | "MultiLineString") => {
                path(geometry, coordinates).map(Thing::Path)
            }
            ("gate", "Point") => Ok(Thing::Gate(Gate {
                name: self.name("name"),
                at: on_the_globe(point(coordinates)?)?,
            })),
            ("building" | "path" | "gate", _) => Err(format!("a {kind} can't be a {geometry}")),
            ("", _) => Err(format!("nothing says what this {geometry} is")),
            (other, _) => Err(format!("it is no building, path or gate but {other:?}")),
        }
    }

    /// `building`, `path`, `gate`, what else the feature calls itself, or nothing.
    fn kind(&self, geometry: &str) -> &'a str {
        let tagged = |tag: &str| !matches!(self.text(tag), "" | "no");
        match self.text("kind") {
            "" if tagged("building") => "building",
            "" if tagged("highway") => "path",
            "" if tagged("entrance") || BARRIERS.contains(&self.text("barrier")) => "gate",
            "" if matches!(geometry, "Polygon" | "MultiPolygon") => "building",
            kind => kind,
        }
    }

    fn is_building(&self) -> bool {
        self.geometry
            .is_some_and(|(geometry, _)| self.kind(geometry) == "building")
    }

    fn building(&self, geometry: &str, coordinates: &Value) -> Result<Part, String> {
        let id = self.id().ok_or("it has no id")?;
        let polygons = if geometry == "Polygon" {
            vec![lines(coordinates)?]
        } else {
            list(coordinates)?
                .iter()
                .map(lines)
                .collect::<Result<_, _>>()?
        };
        let shapes = polygons.iter().map(|polygon| shape::polygon(polygon));
        let shapes: Vec<Rings> = shapes
            .collect::<Result<_, _>>()
            .map_err(|fault| fault.to_string())?;
        let rings = match <[Rings; 1]>::try_from(shapes) {
            Ok([one]) => one,
            Err(several) => shape::union(&several).map_err(|fault| fault.to_string())?,
        };
        Ok(Part {
            id,
            name: self.name("name"),
            cluster: self.name("cluster"),
            rings,
        })
    }
}

/// A text, or a number as tables of map editors have it.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn path(geometry: &str, coordinates: &Value) -> Result<Vec<Vec<Point>>, String> {
    let paths = if geometry == "LineString" {
        vec![line(coordinates)?]
    } else {
        lines(coordinates)?
    };
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

fn lines(value: &Value) -> Result<Vec<Vec<Point>>, String> {
    list(value)?.iter().map(line).collect()
}

fn line(value: &Value) -> Result<Vec<Point>, String> {
    list(value)?.iter().map(point).collect()
}

/// Longitude first, then latitude; a height may follow.
fn point(value: &Value) -> Result<Point, String> {
    let degrees = list(value)?;
    let degree = |at: usize| degrees.get(at).and_then(Value::as_f64);
    match (degree(0), degree(1)) {
        (Some(lon), Some(lat)) => Ok(Point { lat, lon }),
        _ => Err("its coordinates can't be read".into()),
    }
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
        read(&json!({"type": "FeatureCollection", "features": features}).to_string())
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
                &json!({"@id": "way/2", "building": "apartments", "cluster": "East"}),
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
        assert_eq!(
            skipped,
            [
                "feature 9: it is no building, path or gate but \"park\"",
                "feature 11: nothing says what this LineString is",
                "feature 11: a gate can't be a LineString",
            ]
        );
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
            building(&json!({"id": 8}), &square(0.0, 0.0, 9.0)),
            building(&json!({"id": 9}), &square(0.0, 0.0, 9.0)),
            // Half of it is sound: that half stays.
            building(&json!({"id": 8}), &open),
        ])
        .expect("a plan");
        let skipped: Vec<String> = reading
            .skipped
            .iter()
            .map(|(what, why)| format!("{what}: {why}"))
            .collect();
        assert_eq!(
            skipped,
            [
                "building 1: its outline is not closed",
                "building 2: its outline has fewer than 3 corners",
                "building 3: its coordinates can't be read",
                "building 4: its coordinates can't be read",
                "feature 5: it has no geometry",
                "feature 6: it has no id",
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
            ("", "it is no JSON"),
            ("[]", "it is no GeoJSON FeatureCollection"),
            (
                r#"{"type":"Feature","features":[]}"#,
                "it is no GeoJSON FeatureCollection",
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
            let said = read(file).expect_err(file);
            assert!(said.starts_with(why), "{file}: {said}");
        }
        let marked = json!({"type": "FeatureCollection", "features": [building(&json!({"id": 1}), &square(0.0, 0.0, 9.0))]});
        assert!(read(&format!("\u{feff}{marked}")).is_ok());
    }
}
