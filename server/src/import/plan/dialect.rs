//! The features of a file, in whichever of `GeoJSON`'s forms a program wrote them; and other
//! formats by their names, with the way out.

use serde_json::{Deserializer, Map, Value, json};

/// What to do with almost any other format.
const QGIS: &str = "open it in QGIS and export the layer (Export → Save Features As) as GeoJSON, with the CRS EPSG:4326";
const GEOMETRIES: [&str; 7] = [
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
];
/// Systems of coordinates that are WGS-84, or differ from it by less than a metre: the last is that
/// of China's surveys.
const DEGREES: [&str; 4] = ["CRS84", "4326", "4979", "4490"];

/// The features of a file: of a collection, of an array, of one a line, or of a bare shape.
pub fn features(text: &str) -> Result<Vec<Value>, String> {
    if let Some(stranger) = stranger(text) {
        return Err(stranger);
    }
    // A sequence may have a mark before each.
    let text = text.trim_start_matches('\u{feff}').replace('\u{1e}', " ");
    let mut features = vec![];
    for value in Deserializer::from_str(&text).into_iter::<Value>() {
        collect(
            value.map_err(|error| format!("it is no JSON: {error}"))?,
            &mut features,
        )?;
    }
    for feature in &mut features {
        if let Some(Value::Object(properties)) = feature.get_mut("properties") {
            spread_tags(properties);
        }
    }
    Ok(features)
}

/// Where tools leave the tags that they have no column for: as an object, as JSON in a text, or as
/// PostgreSQL writes pairs.
const PACKED: [&str; 3] = ["tags", "other_tags", "all_tags"];
/// Tags whose names are in capitals in tables of shapefiles.
const CAPITALS: [&str; 7] = [
    "BUILDING", "LANDUSE", "LEISURE", "NATURAL", "HIGHWAY", "BARRIER", "NAME",
];

/// Puts packed tags, and those in capitals, beside the others. What stands there already stays.
fn spread_tags(properties: &mut Map<String, Value>) {
    let mut more = vec![];
    for (name, value) in &*properties {
        if PACKED.contains(&name.as_str()) {
            match value {
                Value::Object(tags) => {
                    more.extend(tags.iter().map(|(k, v)| (k.clone(), v.clone())));
                }
                Value::String(text) => match serde_json::from_str(text) {
                    Ok(Value::Object(tags)) => more.extend(tags),
                    Ok(_) | Err(_) => more.extend(pairs(text)),
                },
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {}
            }
        }
        if CAPITALS.contains(&name.as_str()) {
            more.push((name.to_lowercase(), value.clone()));
        }
    }
    // Geofabrik's name for what something is: in its tables of buildings always this one.
    if properties.get("fclass").and_then(Value::as_str) == Some("building") {
        more.push(("building".to_owned(), Value::Bool(true)));
    }
    for (name, value) in more {
        properties.entry(name).or_insert(value);
    }
}

/// `"building"=>"yes","name"=>"7"`.
fn pairs(text: &str) -> Vec<(String, Value)> {
    let pair = |pair: &str| {
        let (name, value) = pair.split_once("\"=>\"")?;
        Some((name.to_owned(), Value::String(value.to_owned())))
    };
    let inner = text.trim().trim_matches('"');
    inner.split("\",\"").filter_map(pair).collect()
}

fn collect(value: Value, features: &mut Vec<Value>) -> Result<(), String> {
    let mut object = match value {
        Value::Array(all) if all.iter().all(Value::is_object) => {
            return all.into_iter().try_for_each(|one| collect(one, features));
        }
        Value::Object(object) => object,
        Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            return Err("it is JSON, but no GeoJSON".into());
        }
    };
    check_crs(object.get("crs"))?;
    let kind = object.get("type").and_then(Value::as_str);
    let kind = kind.unwrap_or_default().to_owned();
    let all = object.get_mut("features").map(Value::take);
    match (kind.as_str(), all) {
        ("FeatureCollection", Some(Value::Array(all))) => features.extend(all),
        ("FeatureCollection", _) => return Err("it is a FeatureCollection without features".into()),
        ("Feature", _) => features.push(Value::Object(object)),
        (kind, _) if GEOMETRIES.contains(&kind) => {
            features.push(json!({"type": "Feature", "geometry": object}));
        }
        _ => {
            let has = |member: &str| object.contains_key(member);
            return Err(if kind == "Topology" {
                "it is TopoJSON; open it on mapshaper.org and export it as GeoJSON".into()
            } else if has("geometryType") || has("spatialReference") || has("displayFieldName") {
                "it is Esri's JSON; ask the service with f=geojson, or let ArcGIS' tool \"Features To JSON\" write GeoJSON"
                    .into()
            } else if has("elements") {
                "it is Overpass' own JSON; export it from Overpass Turbo (Export → GeoJSON)".into()
            } else if has("infocode") || has("pois") || has("districts") {
                "it is an answer of a map service; draw the buildings in QGIS or geojson.io and save GeoJSON".into()
            } else {
                let members: Vec<&str> = object.keys().map(String::as_str).take(6).collect();
                format!(
                    "it is JSON, but no GeoJSON: it has {}",
                    if members.is_empty() {
                        "nothing".into()
                    } else {
                        members.join(", ")
                    }
                )
            });
        }
    }
    Ok(())
}

/// An older `GeoJSON` may say in which system its coordinates are.
fn check_crs(crs: Option<&Value>) -> Result<(), String> {
    let Some(crs) = crs.filter(|crs| !crs.is_null()) else {
        return Ok(());
    };
    let name = crs
        .pointer("/properties/name")
        .or(crs.get("name"))
        .unwrap_or(crs);
    let name = name
        .as_str()
        .map_or_else(|| name.to_string(), str::to_owned);
    // urn:ogc:def:crs:EPSG::4326, EPSG:4326
    let code = name.rsplit([':', '/']).next().unwrap_or_default();
    if DEGREES.contains(&code) {
        return Ok(());
    }
    if name.to_lowercase().replace('-', "").contains("gcj02") {
        // Whoever imports it says so.
        return Ok(());
    }
    let metres = match code {
        "3857" | "900913" | "102100" => " (metres of web maps)",
        _ => "",
    };
    Err(format!(
        "its coordinates are in {name}{metres}, not in degrees of WGS-84; {QGIS}"
    ))
}

/// What is no JSON at all.
fn stranger(text: &str) -> Option<String> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let called = |what: &str| Some(format!("it is {what}; {QGIS}"));
    if start.starts_with('<') {
        let start: String = start.chars().take(2_000).collect::<String>().to_lowercase();
        // The later ones stand in others' heads, too.
        for (root, what) in [
            ("<osm", "OpenStreetMap's XML"),
            ("<kml", "KML, of Google Earth"),
            ("<gpx", "GPX"),
            ("<svg", "a drawing (SVG) without places on the globe"),
            ("<html", "a web page"),
            ("gml", "GML"),
        ] {
            if start.contains(root) {
                return called(what);
            }
        }
        return called("XML");
    }
    if start.starts_with("var ") || start.starts_with("const ") || start.starts_with("let ") {
        return Some(
            "it is JavaScript; leave what stands from the first { to the last } and nothing else"
                .into(),
        );
    }
    let head: Vec<&str> = start.lines().take(2).map(str::trim).collect();
    if head == ["0", "SECTION"] {
        return called("DXF, a drawing of AutoCAD; place it on the map");
    }
    if start.starts_with("POLYGON") || start.starts_with("MULTIPOLYGON") {
        return called("WKT");
    }
    let first = head.first().copied().unwrap_or_default();
    (!start.starts_with(['{', '[', '\u{1e}']) && first.contains([',', '\t', ';']))
        .then(|| format!("it is a table; {QGIS}"))
}

/// Where coordinates lie that are none of the globe's: what they may be, and what to do.
pub fn off_the_globe(points: &[(f64, f64)]) -> Option<String> {
    let sound = |(lon, lat): (f64, f64)| lon.abs() <= 180.0 && lat.abs() <= 90.0;
    let off: Vec<(f64, f64)> = points
        .iter()
        .copied()
        .filter(|point| !sound(*point))
        .collect();
    if off.len() * 2 <= points.len() {
        return None;
    }
    if off.iter().all(|(x, y)| sound((*y, *x))) {
        return Some(
            "its points have latitude first, and GeoJSON has longitude first; in QGIS, \"Swap X and Y coordinates\" exchanges them"
                .into(),
        );
    }
    Some(format!(
        "its coordinates are metres of a projected map or of a drawing, not degrees; {QGIS}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: &str = r#"{"type": "Polygon", "coordinates": []}"#;

    fn feature() -> String {
        format!(r#"{{"type": "Feature", "id": 1, "geometry": {SHAPE}}}"#)
    }

    #[test]
    fn tags_are_found_wherever_tools_pack_them() {
        for (properties, found) in [
            (
                json!({"id": 7, "tags": {"building": "yes", "id": 8}}),
                json!({"building": "yes", "id": 7}),
            ),
            (
                json!({"tags": r#"{"landuse": "grass"}"#}),
                json!({"landuse": "grass"}),
            ),
            (
                json!({"other_tags": r#""building:part"=>"yes","name"=>"A ""B"", C""#}),
                json!({"building:part": "yes", "name": "A \"\"B\"\", C"}),
            ),
            (
                json!({"BUILDING": "yes", "NAME": "7", "KIND": "x", "ID": 0}),
                json!({"building": "yes", "name": "7", "kind": null, "id": null}),
            ),
            (json!({"fclass": "building"}), json!({"building": true})),
            (json!({"fclass": "park"}), json!({"building": null})),
            (json!({"tags": [1], "other_tags": "\"=>"}), json!({})),
        ] {
            let text = json!({"type": "Feature", "properties": properties}).to_string();
            let read = features(&text).expect("a feature");
            for (name, value) in found.as_object().expect("names") {
                let is = read[0]["properties"].get(name).unwrap_or(&Value::Null);
                assert_eq!(is, value, "{name} of {properties}");
            }
        }
    }

    #[test]
    fn features_are_found_in_every_form_of_geojson() {
        let one = feature();
        let crs = |name: &str| {
            format!(
                r#"{{"type": "FeatureCollection", "crs": {{"type": "name", "properties": {{"name": "{name}"}}}}, "features": [{one}]}}"#
            )
        };
        for (text, count) in [
            (
                format!(r#"{{"type": "FeatureCollection", "features": [{one}, {one}]}}"#),
                2,
            ),
            (format!("\u{feff}{one}"), 1),
            (SHAPE.to_owned(), 1),
            (
                format!(r#"{{"type": "GeometryCollection", "geometries": [{SHAPE}]}}"#),
                1,
            ),
            (format!("[{one}, {one}]"), 2),
            (format!("{one}\n{one}\r\n{one}\n"), 3),
            (format!("\u{1e}{one}\n\u{1e}{one}\n"), 2),
            (crs("urn:ogc:def:crs:OGC:1.3:CRS84"), 1),
            (crs("urn:ogc:def:crs:EPSG::4490"), 1),
            (crs("EPSG:4326"), 1),
            (
                format!(r#"{{"type": "FeatureCollection", "crs": null, "features": [{one}]}}"#),
                1,
            ),
        ] {
            let found = features(&text).expect(&text);
            assert_eq!(found.len(), count, "{text}");
            assert!(found.iter().all(|one| one["geometry"]["type"].is_string()));
        }
    }

    #[test]
    fn another_format_is_called_by_its_name_with_the_way_out() {
        let metres = |name: &str| {
            format!(
                r#"{{"type": "FeatureCollection", "crs": {{"type": "name", "properties": {{"name": "{name}"}}}}, "features": []}}"#
            )
        };
        for (text, name, way) in [
            (
                r#"{"type": "Topology", "objects": {}}"#,
                "TopoJSON",
                "mapshaper",
            ),
            (
                r#"{"geometryType": "esriGeometryPolygon", "features": []}"#,
                "Esri",
                "f=geojson",
            ),
            (r#"{"version": 0.6, "elements": []}"#, "Overpass", "Turbo"),
            (
                r#"{"status": "1", "infocode": "10000"}"#,
                "map service",
                "QGIS",
            ),
            (r#"{"a": 1}"#, "no GeoJSON: it has a", ""),
            ("[1, 2]", "no GeoJSON", ""),
            ("<?xml version='1.0'?>\n<kml xmlns='x'>", "KML", "QGIS"),
            (
                "<?xml version='1.0'?><osm version='0.6'>",
                "OpenStreetMap's XML",
                "QGIS",
            ),
            ("<gpx>", "GPX", "QGIS"),
            ("<wfs:FeatureCollection xmlns:gml='x'>", "GML", "QGIS"),
            ("var estate = {};", "JavaScript", "first {"),
            ("  0\nSECTION\n", "DXF", "QGIS"),
            ("POLYGON((1 2))", "WKT", "QGIS"),
            ("name,lat,lon\n", "a table", "QGIS"),
            ("hello", "no JSON", ""),
            (r#"{"type": "Feature"} {"type""#, "no JSON", ""),
            (
                &metres("urn:ogc:def:crs:EPSG::3857"),
                "EPSG::3857 (metres of web maps)",
                "QGIS",
            ),
            (&metres("EPSG:4549"), "EPSG:4549", "QGIS"),
        ] {
            let said = features(text).expect_err(text);
            assert!(said.contains(name) && said.contains(way), "{text}: {said}");
        }
    }

    #[test]
    fn coordinates_that_are_no_degrees_are_known() {
        let said = |points: &[(f64, f64)]| off_the_globe(points).unwrap_or_default();
        assert!(said(&[(31.2, 121.4), (31.3, 121.5)]).contains("latitude first"));
        assert!(said(&[(13_496_000.0, 3_662_000.0)]).contains("metres"));
        assert!(said(&[(-1_200.5, 340.2)]).contains("metres"));
        assert_eq!(said(&[(121.4, 31.2), (121.4, 310.2), (121.4, 31.2)]), "");
        assert_eq!(said(&[]), "");
    }
}
