//! What coordinates mean: WGS-84, as phones and `OpenStreetMap` have them, or GCJ-02, which shifts
//! every place in China by some hundred metres. Positions and plans are kept in WGS-84; what is in
//! GCJ-02 is brought here or there by this file and by no other.

use std::f64::consts::PI;
use std::str::FromStr;

use super::Point;

/// What the coordinates of a map mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Datum {
    #[default]
    Wgs84,
    /// In China, of services there.
    Gcj02,
}

impl FromStr for Datum {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "wgs84" => Ok(Self::Wgs84),
            "gcj02" => Ok(Self::Gcj02),
            "bd09" => Err(
                "it is wgs84 or gcj02; bring what is in BD-09 (Baidu) to one of them first"
                    .to_owned(),
            ),
            _ => Err("it is wgs84 or gcj02".to_owned()),
        }
    }
}

impl Datum {
    /// Where a map with this datum has a point of WGS-84.
    pub fn shifted(self, point: Point) -> Point {
        match self {
            Self::Wgs84 => point,
            Self::Gcj02 => gcj02(point),
        }
    }

    /// The point of WGS-84 that such a map has here: found by going back twice, right to a
    /// centimetre.
    pub fn unshifted(self, there: Point) -> Point {
        let back = |from: Point| {
            let shifted = self.shifted(from);
            Point {
                lat: there.lat - (shifted.lat - from.lat),
                lon: there.lon - (shifted.lon - from.lon),
            }
        };
        back(back(there))
    }
}

/// Where GCJ-02 has a point of WGS-84, by the formula that has been published: on the ellipsoid of
/// Krasovsky, by sums of waves in degrees from 35° N, 105° E. Outside China it is the same point.
fn gcj02(point: Point) -> Point {
    /// Half the longer axis of that ellipsoid, in metres, and its eccentricity, squared.
    const AXIS: f64 = 6_378_245.0;
    const ECCENTRICITY: f64 = 0.006_693_421_622_965_943;
    if !(72.004..=137.8347).contains(&point.lon) || !(0.8293..=55.8271).contains(&point.lat) {
        return point;
    }
    let (x, y) = (point.lon - 105.0, point.lat - 35.0);
    // Two waves of these heights along `at`, in half turns.
    let waves = |at: f64, one: (f64, f64), other: (f64, f64)| {
        (one.0 * (at * one.1 * PI).sin() + other.0 * (at * other.1 * PI).sin()) * 2.0 / 3.0
    };
    let both = waves(x, (20.0, 6.0), (20.0, 2.0));
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * x.abs().sqrt()
        + both
        + waves(y, (20.0, 1.0), (40.0, 1.0 / 3.0))
        + waves(y, (160.0, 1.0 / 12.0), (320.0, 1.0 / 30.0));
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * x.abs().sqrt()
        + both
        + waves(x, (20.0, 1.0), (40.0, 1.0 / 3.0))
        + waves(x, (150.0, 1.0 / 12.0), (300.0, 1.0 / 30.0));
    let lat = point.lat.to_radians();
    let flat = 1.0 - ECCENTRICITY * lat.sin() * lat.sin();
    Point {
        lat: point.lat + (north / (AXIS * (1.0 - ECCENTRICITY) / flat.powf(1.5))).to_degrees(),
        lon: point.lon + (east / (AXIS / flat.sqrt() * lat.cos())).to_degrees(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(lat: f64, lon: f64) -> Point {
        Point { lat, lon }
    }

    #[test]
    fn gcj_02_agrees_with_published_values_in_china_and_changes_nothing_elsewhere() {
        // Pairs that several open-source converters test with.
        for (from, to) in [
            (
                p(31.177_427_6, 121.527_210_6),
                p(31.175_303_984, 121.531_541_859),
            ),
            (
                p(22.543_847, 113.912_316),
                p(22.540_796_132, 113.917_176_481),
            ),
            (
                p(39.911_954, 116.377_817),
                p(39.913_345_455, 116.384_047_225),
            ),
        ] {
            assert!(
                gcj02(from).metres_to(to) < 0.05,
                "{from:?} {:?}",
                gcj02(from)
            );
        }
        for abroad in [
            p(42.36, -71.06),
            p(52.5, 13.4),
            p(-33.9, 151.2),
            p(0.5, 101.0),
        ] {
            assert_eq!(gcj02(abroad), abroad);
        }
    }

    #[test]
    fn a_datum_is_named_and_another_one_is_told_what_to_do() {
        assert_eq!("gcj02".parse(), Ok(Datum::Gcj02));
        assert_eq!("wgs84".parse(), Ok(Datum::Wgs84));
        assert!("cgcs".parse::<Datum>().is_err());
        let baidu = "bd09".parse::<Datum>().expect_err("not known");
        assert!(baidu.contains("Baidu"), "{baidu}");
    }

    proptest! {
        #[test]
        fn going_back_from_gcj_02_is_right_to_a_centimetre(lat in 18.0..53.0_f64, lon in 74.0..134.0_f64) {
            let there = p(lat, lon);
            let back = Datum::Gcj02.unshifted(there);
            prop_assert!(gcj02(back).metres_to(there) < 0.05);
            // Mostly hundreds of metres; where the waves cancel each other, a few.
            prop_assert!(back.metres_to(there) < 1_500.0, "{}", back.metres_to(there));
        }
    }
}
