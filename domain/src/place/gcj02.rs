//! GCJ-02, the grid that street tiles published in China are drawn on: up to 700 metres off WGS-84, by a rule.
//!
//! Positions are kept in WGS-84 and shifted here, at the moment of drawing over such tiles, and nowhere else. The way
//! back is left out on purpose: it has no exact form, and nothing that is kept may come from shifted positions.
//!
//! The rule was never published by who made it. Its constants have been known since 2010 and every map library for China uses
//! them; the points in the test are those that such libraries check themselves against.

use std::f64::consts::PI;

use super::Point;

/// Half the longer axis of the Krasovsky 1940 ellipsoid, in metres.
const AXIS: f64 = 6_378_245.0;
/// The square of its first eccentricity.
const ECCENTRICITY_SQUARED: f64 = 0.006_693_421_622_965_943;
/// Where the grid is used, roughly, as degrees north and east: a box that holds some neighbours of China too, as in
/// every implementation.
const NORTH: std::ops::RangeInclusive<f64> = 0.8293..=55.8271;
const EAST: std::ops::RangeInclusive<f64> = 72.004..=137.8347;
/// The rule counts from here, in degrees.
const ORIGIN: Point = Point {
    lat: 35.0,
    lon: 105.0,
};

/// Where a point of WGS-84 is drawn on tiles in GCJ-02. Points outside China stay where they are.
pub fn gcj02(wgs84: Point) -> Point {
    if !NORTH.contains(&wgs84.lat) || !EAST.contains(&wgs84.lon) {
        return wgs84;
    }
    let (north, east) = shift(wgs84.lon - ORIGIN.lon, wgs84.lat - ORIGIN.lat);
    // From metres to degrees on the ellipsoid.
    let lat = wgs84.lat.to_radians();
    let flat = 1.0 - ECCENTRICITY_SQUARED * lat.sin().powi(2);
    let meridian = AXIS * (1.0 - ECCENTRICITY_SQUARED) / flat.powf(1.5);
    let parallel = AXIS / flat.sqrt() * lat.cos();
    Point {
        lat: wgs84.lat + (north / meridian).to_degrees(),
        lon: wgs84.lon + (east / parallel).to_degrees(),
    }
}

/// How far a point is shifted north and east, in metres; given by its degrees east (`x`) and north (`y`) of the origin.
fn shift(x: f64, y: f64) -> (f64, f64) {
    // Waves of these lengths in degrees and heights in metres.
    let waves = |along: f64, waves: &[(f64, f64)]| -> f64 {
        let wave = |(length, height): &(f64, f64)| height * (along / length * PI).sin();
        waves.iter().map(wave).sum::<f64>() * 2.0 / 3.0
    };
    let ripple = waves(x, &[(1.0 / 6.0, 20.0), (0.5, 20.0)]);
    let root = x.abs().sqrt();
    let north = -100.0
        + (2.0 * x + 3.0 * y)
        + (0.2 * y * y + 0.1 * x * y)
        + (0.2 * root + ripple)
        + waves(y, &[(1.0, 20.0), (3.0, 40.0), (12.0, 160.0), (30.0, 320.0)]);
    let east = 300.0
        + (x + 2.0 * y)
        + (0.1 * x * x + 0.1 * x * y)
        + (0.1 * root + ripple)
        + waves(x, &[(1.0, 20.0), (3.0, 40.0), (12.0, 150.0), (30.0, 300.0)]);
    (north, east)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_points_are_met_to_a_millimetre() {
        for (place, lat, lon, shifted_lat, shifted_lon) in [
            (
                "Shanghai",
                31.177_427_6,
                121.527_210_6,
                31.175_303_983_645_97,
                121.531_541_859_215,
            ),
            (
                "Shenzhen",
                22.543_847,
                113.912_316,
                22.540_796_131_694_766,
                113.917_176_480_836_3,
            ),
            (
                "Beijing",
                39.911_954,
                116.377_817,
                39.913_345_455_360_69,
                116.384_047_224_556_57,
            ),
        ] {
            let shifted = gcj02(Point { lat, lon });
            assert!(
                (shifted.lat - shifted_lat).abs() < 1e-8
                    && (shifted.lon - shifted_lon).abs() < 1e-8,
                "{place}: {shifted:?}"
            );
        }
    }

    #[test]
    fn outside_china_nothing_is_shifted() {
        for (place, lat, lon) in [
            ("Boston", 42.36, -71.06),
            ("Brisbane", -27.469_8, 153.025_1),
            ("Delhi's west", 28.6, 72.0),
            ("the south of Java", -7.8, 110.4),
            ("Hokkaido", 43.06, 141.35),
            ("Siberia", 55.9, 100.0),
        ] {
            let point = Point { lat, lon };
            assert_eq!(gcj02(point), point, "{place}");
        }
    }
}
