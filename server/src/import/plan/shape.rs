//! The shapes of buildings as files have them: checked, mended, and put together from parts.
//!
//! All of it is computed in whole hundred-millionths of a degree, about a millimetre, and so
//! exactly: a wall that two parts share is one wall, and the same file always leads to the same
//! plan, to the last bit.

use std::fmt;

use domain::place::{Point, square_metres};
use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay::{IntOverlayOptions, Overlay};
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::core::solver::Solver;
use i_overlay::i_float::int::point::IntPoint;

/// Steps in a degree.
const STEPS: f64 = 1e8;
/// What covers less, in square metres, is nothing.
const NOTHING: f64 = 0.01;
/// No building is wider, in degrees: about 10 km.
const WIDEST: f64 = 0.1;
/// Where an outline crosses itself, parts run through the other way round count against the rest.
/// As long as this much of what it covers is left, the crossing is a slip at a corner. Below,
/// nobody can say what was meant.
const SLIP: f64 = 0.9;

/// Rings of corners: outlines against the clock, courtyards with it, none crossing another.
pub type Rings = Vec<Vec<IntPoint<i64>>>;

/// Why a shape can't be drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Broken {
    OffTheGlobe(Point),
    Unclosed,
    TooFewCorners,
    TooWide,
    NoArea,
    CrossesItself,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OffTheGlobe(p) => write!(
                f,
                "longitude {}, latitude {} is no place on the globe",
                p.lon, p.lat
            ),
            Self::Unclosed => f.write_str("its outline is not closed"),
            Self::TooFewCorners => f.write_str("its outline has fewer than 3 corners"),
            Self::TooWide => f.write_str("it is more than 10 km wide"),
            Self::NoArea => f.write_str("it covers nothing"),
            Self::CrossesItself => f.write_str("its outline crosses itself"),
        }
    }
}

/// A polygon: its outline and its courtyards, each with the first corner repeated as the last.
pub fn polygon(rings: &[Vec<Point>]) -> Result<Rings, Broken> {
    let mut mended = rings.iter().map(|ring| mend(ring));
    let outline = mended.next().ok_or(Broken::TooFewCorners)??;
    let mut courtyards = vec![];
    for courtyard in mended {
        courtyards.extend(courtyard?);
    }
    if courtyards.is_empty() {
        return Ok(outline);
    }
    let mut overlay = Overlay::from_subj_and_clip_custom(
        &outline,
        &courtyards,
        IntOverlayOptions::ogc(),
        Solver::default(),
    );
    found(overlay.overlay(OverlayRule::Difference, FillRule::NonZero))
}

/// Everything that the parts cover, as one.
pub fn union(parts: &[Rings]) -> Result<Rings, Broken> {
    let all: Rings = parts.iter().flatten().cloned().collect();
    fill(&all, FillRule::NonZero)
}

/// The outlines without their courtyards, each from its south-western corner on: equal for equal
/// walls.
pub fn walls(rings: &Rings) -> Vec<Vec<(i64, i64)>> {
    let outlines = rings.iter().filter(|ring| signed_area(ring) > 0.0);
    let mut walls: Vec<Vec<(i64, i64)>> = outlines
        .map(|ring| {
            let mut corners: Vec<(i64, i64)> = ring.iter().map(|c| (c.x, c.y)).collect();
            let first = corners
                .iter()
                .enumerate()
                .min_by_key(|(_, corner)| **corner);
            let first = first.map_or(0, |(first, _)| first);
            corners.rotate_left(first);
            corners
        })
        .collect();
    walls.sort();
    walls
}

/// How much of `part` lies in `whole`, from 0 to 1.
pub fn share(part: &Rings, whole: &Rings) -> f64 {
    let bounds = |rings: &Rings| {
        let corners = rings.iter().flatten();
        let none = (i64::MAX, i64::MAX, i64::MIN, i64::MIN);
        corners.fold(none, |(west, south, east, north), c| {
            (west.min(c.x), south.min(c.y), east.max(c.x), north.max(c.y))
        })
    };
    let (one, other) = (bounds(part), bounds(whole));
    if one.0 > other.2 || other.0 > one.2 || one.1 > other.3 || other.1 > one.3 {
        return 0.0;
    }
    let mut overlay = Overlay::from_subj_and_clip_custom(
        part,
        whole,
        IntOverlayOptions::ogc(),
        Solver::default(),
    );
    let common = found(overlay.overlay(OverlayRule::Intersect, FillRule::EvenOdd));
    let covered = |rings: &Rings| rings.iter().map(|ring| signed_area(ring)).sum::<f64>();
    common.map_or(0.0, |common| covered(&common) / covered(part))
}

/// The rings as points, the largest first. First corners are not repeated.
pub fn points(rings: &Rings) -> Vec<Vec<Point>> {
    let mut rings: Vec<Vec<Point>> = rings.iter().map(|ring| degrees(ring)).collect();
    rings.sort_by(|a, b| square_metres(b).total_cmp(&square_metres(a)));
    rings
}

/// One ring. Mending leaves several if it touches itself.
fn mend(ring: &[Point]) -> Result<Rings, Broken> {
    if let Some(off) = ring.iter().find(|p| !p.is_sound()) {
        return Err(Broken::OffTheGlobe(*off));
    }
    let mut corners: Vec<IntPoint<i64>> = ring
        .iter()
        .map(|p| IntPoint::new(steps(p.lon), steps(p.lat)))
        .collect();
    if corners.len() > 1 {
        let last = corners.pop();
        if last.as_ref() != corners.first() {
            return Err(Broken::Unclosed);
        }
    }
    corners.dedup();
    if corners.len() < 3 {
        return Err(Broken::TooFewCorners);
    }
    let first = ring[0];
    let wide = |p: &Point| (p.lat - first.lat).abs().max((p.lon - first.lon).abs()) > WIDEST;
    if ring.iter().any(wide) {
        return Err(Broken::TooWide);
    }
    let claimed = square_metres(&degrees(&corners));
    let rings = fill(&vec![corners], FillRule::EvenOdd)?;
    // Pieces of an even-odd filling lie apart or within each other, a piece within counting against
    // the outer one.
    let covered: f64 = rings.iter().map(|ring| signed_area(ring)).sum();
    if claimed < covered * SLIP {
        return Err(Broken::CrossesItself);
    }
    Ok(rings)
}

fn fill(rings: &Rings, rule: FillRule) -> Result<Rings, Broken> {
    let mut overlay = Overlay::from_subj_custom(rings, IntOverlayOptions::ogc(), Solver::default());
    found(overlay.overlay(OverlayRule::Subject, rule))
}

/// Rings that are more than nothing; there is at least one.
fn found(shapes: Vec<Rings>) -> Result<Rings, Broken> {
    let rings = shapes.into_iter().flatten();
    let rings: Rings = rings
        .filter(|ring| signed_area(ring).abs() >= NOTHING)
        .collect();
    if rings.is_empty() {
        Err(Broken::NoArea)
    } else {
        Ok(rings)
    }
}

/// In square metres; negative where it runs with the clock, as courtyards do.
fn signed_area(ring: &[IntPoint<i64>]) -> f64 {
    let first = ring[0];
    let twice: i128 = ring
        .iter()
        .zip(ring.iter().cycle().skip(1))
        .map(|(a, b)| {
            let part = |x: i64, y: i64| i128::from(x) * i128::from(y);
            part(a.x - first.x, b.y - first.y) - part(b.x - first.x, a.y - first.y)
        })
        .sum();
    let size = square_metres(&degrees(ring));
    if twice < 0 { -size } else { size }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a point on the globe is at most 180 degrees from its middle"
)]
fn steps(degrees: f64) -> i64 {
    (degrees * STEPS).round() as i64
}

#[expect(clippy::cast_precision_loss, reason = "180 degrees are 2^35 steps")]
fn degrees(ring: &[IntPoint<i64>]) -> Vec<Point> {
    ring.iter()
        .map(|corner| Point {
            lat: corner.y as f64 / STEPS,
            lon: corner.x as f64 / STEPS,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ring near Shanghai, in hundred-thousandths of a degree, about a metre each.
    fn ring(corners: &[(f64, f64)]) -> Vec<Point> {
        let point = |(x, y): &(f64, f64)| Point {
            lat: 31.24 + y / 1e5,
            lon: 121.49 + x / 1e5,
        };
        corners.iter().map(point).collect()
    }

    fn closed(corners: &[(f64, f64)]) -> Vec<Point> {
        let mut ring = ring(corners);
        ring.push(ring[0]);
        ring
    }

    fn square(west: f64, east: f64, south: f64, north: f64) -> Vec<Point> {
        closed(&[(west, south), (east, south), (east, north), (west, north)])
    }

    fn corners(rings: &Rings) -> Vec<usize> {
        points(rings).iter().map(Vec::len).collect()
    }

    #[test]
    fn what_is_wrong_with_a_shape_is_said() {
        let off = Point {
            lat: 91.0,
            lon: 0.0,
        };
        for (rings, fault) in [
            (vec![], Broken::TooFewCorners),
            (vec![vec![]], Broken::TooFewCorners),
            (vec![closed(&[(0.0, 0.0)])], Broken::TooFewCorners),
            (
                vec![closed(&[(0.0, 0.0), (9.0, 0.0), (9.0, 0.0)])],
                Broken::TooFewCorners,
            ),
            (
                vec![ring(&[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0)])],
                Broken::Unclosed,
            ),
            (
                vec![closed(&[(0.0, 0.0), (9.0, 9.0), (5.0, 5.0)])],
                Broken::NoArea,
            ),
            // There and back again.
            (
                vec![closed(&[
                    (0.0, 0.0),
                    (9.0, 0.0),
                    (9.0, 9.0),
                    (0.0, 0.0),
                    (9.0, 9.0),
                    (9.0, 0.0),
                ])],
                Broken::NoArea,
            ),
            // A bow tie: either half could be the slip.
            (
                vec![closed(&[(0.0, 0.0), (9.0, 9.0), (9.0, 0.0), (0.0, 9.0)])],
                Broken::CrossesItself,
            ),
            (vec![vec![off; 4]], Broken::OffTheGlobe(off)),
            (vec![square(0.0, 20_000.0, 0.0, 9.0)], Broken::TooWide),
            // A courtyard as wrong as a house, and one as large.
            (
                vec![
                    square(0.0, 9.0, 0.0, 9.0),
                    ring(&[(1.0, 1.0), (2.0, 1.0), (2.0, 2.0)]),
                ],
                Broken::Unclosed,
            ),
            (
                vec![square(0.0, 9.0, 0.0, 9.0), square(0.0, 9.0, 0.0, 9.0)],
                Broken::NoArea,
            ),
        ] {
            assert_eq!(polygon(&rings), Err(fault), "{rings:?}");
        }
    }

    #[test]
    fn a_sound_shape_stays_as_it_is() {
        let house = closed(&[
            (0.0, 0.0),
            (20.0, 0.0),
            (20.0, 9.0),
            (9.0, 9.0),
            (9.0, 20.0),
            (0.0, 20.0),
        ]);
        let mut backwards = house.clone();
        backwards.reverse();
        for ring in [&house, &backwards] {
            let rings = points(&polygon(std::slice::from_ref(ring)).expect("sound"));
            assert_eq!(rings.len(), 1);
            assert_eq!(rings[0].len(), 6);
            for corner in &rings[0] {
                assert!(
                    house.iter().any(|c| c.metres_to(*corner) < 0.001),
                    "{corner:?}"
                );
            }
        }
        let around = polygon(&[square(0.0, 40.0, 0.0, 40.0), square(10.0, 30.0, 10.0, 30.0)]);
        assert_eq!(corners(&around.expect("sound")), [4, 4]);
    }

    #[test]
    fn a_slip_at_a_corner_is_mended() {
        // The last corner is a hand's breadth too far, so that the last wall crosses the first.
        let slip = closed(&[
            (0.0, 0.0),
            (30.0, 0.0),
            (30.0, 20.0),
            (0.5, 20.0),
            (0.5, -0.2),
        ]);
        let mended = points(&polygon(&[slip]).expect("mended"));
        let whole: f64 = mended.iter().map(|ring| square_metres(ring)).sum();
        assert!((square_metres(&mended[0]) / whole) > 0.99, "{mended:?}");
        // Two houses drawn in one go touch in a corner: nothing crosses.
        let touch = closed(&[
            (0.0, 0.0),
            (9.0, 0.0),
            (9.0, 9.0),
            (18.0, 9.0),
            (18.0, 18.0),
            (9.0, 18.0),
            (9.0, 9.0),
            (0.0, 9.0),
        ]);
        assert_eq!(corners(&polygon(&[touch]).expect("sound")), [4, 4]);
    }

    #[test]
    fn parts_are_put_together_along_the_wall_they_share() {
        let part =
            |west, east, south, north| polygon(&[square(west, east, south, north)]).expect("sound");
        let two = union(&[part(0.0, 30.0, 0.0, 10.0), part(0.0, 30.0, 10.0, 30.0)]);
        assert_eq!(corners(&two.expect("one")), [4], "the cut leaves no corner");
        // One wall is longer than the other, as where a tile cuts through an angle.
        let step = union(&[part(0.0, 30.0, 0.0, 10.0), part(10.0, 20.0, 10.0, 30.0)]);
        assert_eq!(corners(&step.expect("one")), [8]);
        // A house around a courtyard, cut through the middle.
        let half = |outside: f64, inside: f64, cut: f64| {
            let half = closed(&[
                (0.0, outside),
                (40.0, outside),
                (40.0, cut),
                (30.0, cut),
                (30.0, inside),
                (10.0, inside),
                (10.0, cut),
                (0.0, cut),
            ]);
            polygon(&[half]).expect("sound")
        };
        let around = union(&[half(0.0, 10.0, 20.0), half(40.0, 30.0, 20.0)]);
        let around = around.expect("one");
        assert_eq!(corners(&around), [4, 4]);
        let signs: Vec<bool> = around.iter().map(|ring| signed_area(ring) > 0.0).collect();
        assert!(signs.contains(&true) && signs.contains(&false), "{signs:?}");
        // The same part twice, and parts that stand apart.
        let same = union(&[part(0.0, 9.0, 0.0, 9.0), part(0.0, 9.0, 0.0, 9.0)]);
        assert_eq!(corners(&same.expect("one")), [4]);
        let apart = union(&[part(0.0, 9.0, 0.0, 9.0), part(20.0, 40.0, 0.0, 9.0)]).expect("two");
        assert_eq!(corners(&apart), [4, 4]);
        assert!(
            square_metres(&points(&apart)[0]) > square_metres(&points(&apart)[1]),
            "the largest first"
        );
    }
}
