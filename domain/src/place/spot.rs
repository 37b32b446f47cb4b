//! Spots: issues that would cover each other on the plan share one mark.

use std::collections::BTreeMap;

use super::{PlanView, Point};

/// Marks keep at least half of this many pixels apart, and at most the whole. A pin's head is 22 pixels wide.
const APART: f64 = 96.0;

/// Some of the points that are on the plan, close together.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Where its mark stands: in the middle of most of its points; of a single one, exactly there.
    pub at: Point,
    /// Which points, by their place in the list that was given, in that order.
    pub points: Vec<usize>,
}

/// Gathers points into the spots that are in view, the fullest first.
///
/// The nearer the view, the more spots. They change only with each doubling of the zoom, and moving the view never
/// changes them. No two stand nearer than 24 pixels, and each point belongs to exactly one, in view or not.
pub fn spots(view: &PlanView, points: &[Point]) -> Vec<Spot> {
    // A power of two, so that going a little nearer does not stir everything.
    let cell = (APART * view.unit()).log2().floor().exp2();
    let mut cells: BTreeMap<Cell, Gathered> = BTreeMap::new();
    for (index, point) in points.iter().enumerate() {
        let (x, y) = view.xy(*point);
        cells
            .entry((floor(x / cell), floor(y / cell)))
            .or_default()
            .add(index, (x, y));
    }
    // Points on both sides of a border make two neighbours: a fuller one takes in what stands too near to it.
    let mut order: Vec<_> = cells
        .iter()
        .map(|(at, cell)| (*at, cell.middle()))
        .collect();
    order.sort_by_key(|(at, _)| std::cmp::Reverse(cells[at].points.len()));
    let mut marks: BTreeMap<Cell, Mark> = BTreeMap::new();
    for ((column, row), (x, y)) in order {
        let near = (column - 1..=column + 1)
            .flat_map(|column| (row - 1..=row + 1).map(move |row| (column, row)))
            .filter_map(|at| {
                let mark = marks.get(&at)?;
                let metres = (mark.xy.0 - x).hypot(mark.xy.1 - y);
                (metres < cell / 2.0).then_some((metres, at))
            })
            .min_by(|a, b| a.0.total_cmp(&b.0));
        let gathered = &cells[&(column, row)].points;
        let near = near.map_or((column, row), |(_, at)| at);
        let mark = marks.entry(near).or_insert_with(|| Mark {
            xy: (x, y),
            points: vec![],
        });
        mark.points.extend(gathered);
    }
    let mut spots: Vec<Spot> = marks
        .into_values()
        .map(|mut mark| {
            mark.points.sort_unstable();
            let at = match mark.points.as_slice() {
                [only] => points[*only],
                _ => view.point(mark.xy),
            };
            Spot {
                at,
                points: mark.points,
            }
        })
        .filter(|spot| view.shows(spot.at))
        .collect();
    // The order of two that are equally full is that of their first points.
    spots.sort_by_key(|spot| (std::cmp::Reverse(spot.points.len()), spot.points[0]));
    spots
}

/// Column and row in the grid, from the middle of the estate.
type Cell = (i64, i64);

/// A spot as it grows.
struct Mark {
    xy: (f64, f64),
    points: Vec<usize>,
}

/// What lies in one cell of the grid.
#[derive(Default)]
struct Gathered {
    points: Vec<usize>,
    sum: (f64, f64),
}

impl Gathered {
    fn add(&mut self, index: usize, (x, y): (f64, f64)) {
        self.points.push(index);
        self.sum.0 += x;
        self.sum.1 += y;
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "there are no 2^52 issues to count"
    )]
    fn middle(&self) -> (f64, f64) {
        let n = self.points.len() as f64;
        (self.sum.0 / n, self.sum.1 / n)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "cells of metres are counted; the cast saturates where the globe ends"
)]
fn floor(x: f64) -> i64 {
    x.floor() as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Plan;
    use proptest::prelude::*;

    /// About 1,000 by 1,100 metres.
    fn whole() -> PlanView {
        let corner = |lat, lon| Point { lat, lon };
        PlanView::of(&Plan {
            paths: vec![vec![corner(31.0, 121.0), corner(31.01, 121.01)]],
            ..Plan::default()
        })
    }

    fn point() -> impl Strategy<Value = Point> {
        // Many on the same few places, as issues are, and some anywhere.
        let degrees =
            || prop_oneof![2 => (0..6_u8).prop_map(|n| f64::from(n) / 600.0), 1 => 0.0..0.01_f64];
        (degrees(), degrees()).prop_map(|(lat, lon)| Point {
            lat: 31.0 + lat,
            lon: 121.0 + lon,
        })
    }

    proptest! {
        #[test]
        fn every_point_is_in_one_spot_and_spots_stand_apart(
            points in prop::collection::vec(point(), 0..200),
            zoom in 1.0..64.0_f64,
        ) {
            let whole = whole();
            // The whole estate, drawn as large as that part would be.
            let view = whole.wide(360.0 * zoom);
            let spots = spots(&view, &points);
            let mut all: Vec<usize> = spots.iter().flat_map(|spot| spot.points.clone()).collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..points.len()).collect::<Vec<_>>());
            for (n, spot) in spots.iter().enumerate() {
                for other in &spots[..n] {
                    let pixels = spot.at.metres_to(other.at) / view.unit();
                    prop_assert!(pixels >= 24.0 - 0.1, "{} pixels", pixels);
                    prop_assert!(spot.points.len() <= other.points.len(), "the fullest first");
                }
                for point in &spot.points {
                    let pixels = spot.at.metres_to(points[*point]) / view.unit();
                    prop_assert!(pixels <= APART * 2.0, "{} pixels", pixels);
                }
            }
        }

        #[test]
        fn moving_the_view_changes_no_spot(
            points in prop::collection::vec(point(), 0..200),
            zoom in 1.0..64.0_f64,
            at in point(),
        ) {
            let whole = whole();
            let part = whole.part(at, zoom);
            let shown = spots(&part, &points);
            let all = spots(&whole.wide(360.0 * part.zoom()), &points);
            let expected: Vec<_> = all.into_iter().filter(|spot| part.shows(spot.at)).collect();
            prop_assert_eq!(shown, expected);
        }
    }

    #[test]
    fn a_spot_falls_apart_where_one_goes_nearer() {
        let points = [31.005, 31.005_06, 31.006].map(|lat| Point { lat, lon: 121.005 });
        let whole = whole();
        let counts = |zoom: f64| -> Vec<usize> {
            let view = whole.part(points[1], zoom);
            spots(&view, &points)
                .iter()
                .map(|spot| spot.points.len())
                .collect()
        };
        assert_eq!(counts(1.0), [3]);
        assert_eq!(counts(4.0), [2, 1]);
        assert_eq!(counts(64.0), [1, 1], "the third is out of view");
        let alone = spots(&whole, &points[..1]);
        assert_eq!(alone[0].at, points[0], "a single one stands exactly there");
    }
}
