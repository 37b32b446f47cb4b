//! Spots: issues that would cover each other on the plan share one mark.

use super::{PlanView, Point, ordered};

/// Points are gathered in cells half to the whole of this many pixels wide, and marks stand at
/// least a quarter of it apart. A pin's head is 22 pixels wide.
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
/// The nearer the view, the more spots. They change only with each doubling of the zoom, and moving
/// the view never changes them. No two stand nearer than 24 pixels, and each point belongs to
/// exactly one, in view or not.
pub fn spots(view: &PlanView, points: &[Point]) -> Vec<Spot> {
    // A power of two, so that going a little nearer does not stir everything.
    let cell = power_of_two(APART * view.unit());
    let cells = gather(view, points, cell);
    // Points on both sides of a border make two neighbours: a fuller one takes in what stands too
    // near to it.
    let fullest_first = ordered(cells.len(), |i| (fewest(cells[i].points.len()), 0));
    let mut marks: Vec<Gathered> = vec![];
    // Which mark stands in a cell. Only the cells around are asked: from near, thousands of marks
    // stand on an estate.
    let mut mark_in: Vec<Option<usize>> = vec![None; cells.len()];
    for here in fullest_first {
        let gathered = &cells[here];
        let (x, y) = gathered.middle();
        let mut nearest: Option<(f64, usize)> = None;
        for mark in around(&cells, gathered.at).filter_map(|cell| mark_in[cell]) {
            let (mark_x, mark_y) = marks[mark].xy;
            let metres = (mark_x - x).hypot(mark_y - y);
            // Of two that are equally near the one that stood first.
            if metres < cell / 2.0 && nearest.is_none_or(|nearest| (metres, mark) < nearest) {
                nearest = Some((metres, mark));
            }
        }
        if let Some((_, mark)) = nearest {
            marks[mark].points.extend(&gathered.points);
        } else {
            mark_in[here] = Some(marks.len());
            marks.push(Gathered {
                at: gathered.at,
                points: gathered.points.clone(),
                xy: (x, y),
            });
        }
    }
    let mut spots = vec![];
    for mark in marks {
        let order = ordered(mark.points.len(), |i| (index(mark.points[i]), 0));
        let points_here: Vec<usize> = order.into_iter().map(|i| mark.points[i]).collect();
        let at = match points_here.as_slice() {
            [only] => points[*only],
            _ => view.point(mark.xy),
        };
        if view.shows(at) {
            spots.push(Spot {
                at,
                points: points_here,
            });
        }
    }
    // The order of two that are equally full is that of their first points.
    let order = ordered(spots.len(), |i| {
        (fewest(spots[i].points.len()), index(spots[i].points[0]))
    });
    order.into_iter().map(|i| spots[i].clone()).collect()
}

/// The points by the cell of the grid that they lie in, cells in order.
fn gather(view: &PlanView, points: &[Point], cell: f64) -> Vec<Gathered> {
    let at: Vec<(f64, f64)> = points.iter().map(|point| view.xy(*point)).collect();
    let cell_of = |i: usize| (floor(at[i].0 / cell), floor(at[i].1 / cell));
    let mut cells: Vec<Gathered> = vec![];
    for i in ordered(points.len(), cell_of) {
        let cell = cell_of(i);
        if cells.last().is_none_or(|last| last.at != cell) {
            cells.push(Gathered {
                at: cell,
                points: vec![],
                xy: (0.0, 0.0),
            });
        }
        if let Some(last) = cells.last_mut() {
            last.points.push(i);
            last.xy.0 += at[i].0;
            last.xy.1 += at[i].1;
        }
    }
    cells
}

/// The cells that touch this one, as far as anything lies in them.
fn around(cells: &[Gathered], (column, row): Cell) -> impl Iterator<Item = usize> {
    let columns = column.saturating_sub(1)..=column.saturating_add(1);
    columns.flat_map(move |column| {
        let first = cells.partition_point(|cell| cell.at < (column, row.saturating_sub(1)));
        let rest = cells[first..].iter().take(3);
        let near = rest.take_while(move |cell| cell.at <= (column, row.saturating_add(1)));
        (first..).zip(near).map(|(at, _)| at)
    })
}

/// For sorting the fullest first.
fn fewest(n: usize) -> i64 {
    -index(n)
}

fn index(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Column and row in the grid, from the middle of the estate.
type Cell = (i64, i64);

/// Points that lie together: those of one cell, with the sum of their places, or a spot as it
/// grows, with the middle of its first cell.
struct Gathered {
    at: Cell,
    points: Vec<usize>,
    xy: (f64, f64),
}

impl Gathered {
    #[expect(
        clippy::cast_precision_loss,
        reason = "there are no 2^52 issues to count"
    )]
    fn middle(&self) -> (f64, f64) {
        let n = self.points.len() as f64;
        (self.xy.0 / n, self.xy.1 / n)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "cells of metres are counted; the cast saturates where the globe ends"
)]
fn floor(x: f64) -> i64 {
    x.floor() as i64
}

/// The largest power of two that is not more: what is left without the digits behind the first.
/// (`log2` and `exp2` would bring tables into the bundle.)
fn power_of_two(length: f64) -> f64 {
    const SIGN_AND_EXPONENT: u64 = 0xFFF0_0000_0000_0000;
    f64::from_bits(length.to_bits() & SIGN_AND_EXPONENT)
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

    #[test]
    fn marks_keep_apart_by_a_power_of_two() {
        for (length, power) in [(1.0, 1.0), (1.9, 1.0), (96.0, 64.0), (0.3, 0.25)] {
            assert_eq!(power_of_two(length).to_bits(), f64::to_bits(power));
        }
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
