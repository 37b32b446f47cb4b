//! Whatever a file of a plan says, it becomes a plan that can be drawn or is refused with a reason.

use domain::place::{Datum, Plan};

use super::*;
use crate::fuzz::try_all;

#[test]
fn whatever_a_file_of_a_plan_says_is_drawn_or_refused() {
    let samples = vec![
        include_bytes!("template.geojson").to_vec(),
        br#"{"type":"Polygon","coordinates":[[[121.4,31.2],[121.401,31.2],[121.401,31.201],[121.4,31.2]]]}"#.to_vec(),
        br#"[{"type":"Feature","properties":{"name":"1","tags":{"building":"yes"}},"geometry":{"type":"MultiPolygon","coordinates":[[[[121.4,31.2],[121.401,31.2],[121.401,31.201],[121.4,31.2]],[[121.4002,31.2001],[121.4004,31.2001],[121.4004,31.2002],[121.4002,31.2001]]]]}}]"#.to_vec(),
        br#"{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[121.4,31.2],[121.5,31.3,4]]},{"type":"Point","coordinates":[121.4,31.2]}]}"#.to_vec(),
        br#"{"type":"Topology","objects":{}}"#.to_vec(),
        b"<kml></kml>".to_vec(),
    ];
    try_all("plans (GeoJSON)", &["geojson", "json"], samples, |bytes| {
        let Ok(file) = file::text(bytes) else {
            return;
        };
        for datum in [Datum::Wgs84, Datum::Gcj02] {
            let reading = match geojson::read(&file.content, datum) {
                Ok(reading) => reading,
                Err(reason) => {
                    assert!(!reason.is_empty());
                    continue;
                }
            };
            for (feature, reason) in &reading.skipped {
                assert!(!feature.is_empty() && !reason.is_empty());
                assert!(!words(reason, Language::Chinese).is_empty());
            }
            let mut plan = reading.plan;
            let _ = Changes::of(&Plan::default(), &mut plan);
            let drawn = preview::drawing_in_page(&plan, "<q>");
            assert!(!drawn.contains("<q>") && !drawn.contains("NaN"), "{drawn}");
            let _ = preview::middle(&plan);
        }
    });
}
