//! Which part of the plan is drawn, and how large.

use super::geometry::Plane;
use super::{Building, Plan, Point};

/// Metres around the outermost corner, at least.
const MARGIN: f64 = 14.0;
/// Of a wide estate it is this part of half its width: room for the head of a pin at the northern
/// edge.
const EDGE: f64 = 0.15;
/// How wide a drawing is taken to be, in pixels, until somebody says: a phone.
const PHONE: f64 = 360.0;
/// How much wider than a building the view is that shows where it stands.
const SURROUNDINGS: f64 = 10.0;
/// A building that is drawn this many pixels across is recognised.
const RECOGNISED: f64 = 16.0;
/// How much nearer than the whole one can go.
const NEAREST: f64 = 64.0;

/// A view of the plan: a rectangle of the estate, and the width in pixels that it is drawn at.
///
/// In every drawing of an estate the middle of the whole is (0, 0), x grows eastward, y southward,
/// and one unit is a metre, whatever part is in view: moving about is a change of the `viewBox`
/// alone, until what it shows was not drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanView {
    /// Touches the globe at the middle of the whole.
    plane: Plane,
    /// Half the width and half the height of the whole, in metres.
    whole: (f64, f64),
    /// The middle of this part, in units of the drawing.
    middle: (f64, f64),
    /// Half the width and half the height of this part, in metres.
    half: (f64, f64),
    pixels: f64,
}

impl PlanView {
    /// The whole plan, on a phone.
    pub fn of(plan: &Plan) -> Self {
        let corners = plan.buildings.iter().flat_map(Building::rings).flatten();
        let points = corners
            .chain(plan.paths.iter().flatten())
            .chain(plan.gates.iter().map(|g| &g.at));
        let bounds = points.fold(None, |bounds, p| {
            let (south, north, west, east) = bounds.unwrap_or((p.lat, p.lat, p.lon, p.lon));
            Some((
                p.lat.min(south),
                p.lat.max(north),
                p.lon.min(west),
                p.lon.max(east),
            ))
        });
        let (south, north, west, east) = bounds.unwrap_or_default();
        let plane = Plane::at(Point {
            lat: f64::midpoint(south, north),
            lon: f64::midpoint(west, east),
        });
        let (x, y) = plane.xy(Point {
            lat: north,
            lon: east,
        });
        let margin = MARGIN.max(x * EDGE);
        let whole = (x + margin, y + margin);
        Self {
            plane,
            whole,
            middle: (0.0, 0.0),
            half: whole,
            pixels: PHONE,
        }
    }

    /// The part around `at` that is `zoom` times nearer than the whole (1 to 64) and of the same
    /// shape. It never leaves the whole, so near an edge `at` is not in its middle.
    pub fn part(&self, at: Point, zoom: f64) -> Self {
        let zoom = zoom.clamp(1.0, NEAREST);
        let half = (self.whole.0 / zoom, self.whole.1 / zoom);
        let room = (self.whole.0 - half.0, self.whole.1 - half.1);
        let (x, y) = self.xy(at);
        Self {
            middle: (x.clamp(-room.0, room.0), y.clamp(-room.1, room.1)),
            half,
            ..*self
        }
    }

    /// The view in which a building is to be recognised: this one if it is, else its surroundings.
    pub fn showing(&self, building: &Building) -> Self {
        let middle = building.middle();
        let across = super::square_metres(&building.outline).sqrt();
        if self.shows(middle) && across >= RECOGNISED * self.unit() {
            return *self;
        }
        self.part(
            middle,
            self.whole.0 * 2.0 / (across.max(1.0) * SURROUNDINGS),
        )
    }

    /// The view in which what lies under `from` here comes to lie under `to`, `by` times nearer;
    /// both as parts (0 to 1) of width and height. It never leaves the whole, so near an edge it
    /// may come to lie elsewhere.
    pub fn moved(&self, from: (f64, f64), to: (f64, f64), by: f64) -> Self {
        let zoom = (self.zoom() * by).clamp(1.0, NEAREST);
        let half = (self.whole.0 / zoom, self.whole.1 / zoom);
        let held = self.xy(self.point_at(from.0, from.1));
        self.part(
            self.point((
                held.0 - (to.0 * 2.0 - 1.0) * half.0,
                held.1 - (to.1 * 2.0 - 1.0) * half.1,
            )),
            zoom,
        )
    }

    /// The same view, drawn this many pixels wide.
    pub fn wide(self, pixels: f64) -> Self {
        Self {
            pixels: pixels.max(1.0),
            ..self
        }
    }

    /// Width and height in metres.
    pub fn size(&self) -> (f64, f64) {
        (self.half.0 * 2.0, self.half.1 * 2.0)
    }

    /// How much nearer than the whole, from 1.
    pub fn zoom(&self) -> f64 {
        self.whole.0 / self.half.0
    }

    /// Metres to a pixel. Sizes of text, lines and pins in `style/` count in it.
    pub fn unit(&self) -> f64 {
        self.half.0 * 2.0 / self.pixels
    }

    /// The `viewBox` that shows it.
    pub fn view_box(&self) -> String {
        let ((x, y), (w, h)) = (self.middle, self.half);
        format!("{:.1} {:.1} {:.1} {:.1}", x - w, y - h, w * 2.0, h * 2.0)
    }

    /// The point of the world under a point of the drawing, given as parts (0 to 1) of its width
    /// and height.
    pub fn point_at(&self, across: f64, down: f64) -> Point {
        let x = self.middle.0 + (across * 2.0 - 1.0) * self.half.0;
        let y = self.middle.1 + (down * 2.0 - 1.0) * self.half.1;
        self.point((x, y))
    }

    /// Whether it shows this point.
    pub fn shows(&self, p: Point) -> bool {
        let (x, y) = self.xy(p);
        self.meets((x, x), (y, y))
    }

    /// A point in units of the drawing.
    pub(super) fn xy(&self, p: Point) -> (f64, f64) {
        let (east, north) = self.plane.xy(p);
        (east, -north)
    }

    /// The point at a place in units of the drawing.
    pub(super) fn point(&self, (x, y): (f64, f64)) -> Point {
        self.plane.point((x, -y))
    }

    /// Whether a rectangle, given from west to east and from north to south in units of the
    /// drawing, is in view in part.
    pub(super) fn meets(&self, (west, east): (f64, f64), (north, south): (f64, f64)) -> bool {
        let ((x, y), (w, h)) = (self.middle, self.half);
        east >= x - w && west <= x + w && south >= y - h && north <= y + h
    }

    /// Its western and eastern edge, in units of the drawing.
    pub(super) fn sides(&self) -> (f64, f64) {
        (self.middle.0 - self.half.0, self.middle.0 + self.half.0)
    }

    /// Whether such a rectangle is in view as a whole.
    pub(super) fn holds(&self, (west, east): (f64, f64), (north, south): (f64, f64)) -> bool {
        let ((x, y), (w, h)) = (self.middle, self.half);
        west >= x - w && east <= x + w && north >= y - h && south <= y + h
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuildingId;

    fn p(lat: f64, lon: f64) -> Point {
        Point { lat, lon }
    }

    fn view() -> PlanView {
        PlanView::of(&Plan {
            buildings: vec![Building {
                id: BuildingId("1".into()),
                name: "1".into(),
                cluster: String::new(),
                outline: vec![p(31.0, 121.0), p(31.0, 121.002), p(31.001, 121.002)],
                more: vec![],
            }],
            ..Plan::default()
        })
    }

    #[test]
    fn a_tap_leads_back_to_the_point_that_was_drawn_there() {
        let whole = view();
        let middle = whole.point_at(0.5, 0.5);
        assert!((middle.lat - 31.0005).abs() < 1e-9 && (middle.lon - 121.001).abs() < 1e-9);
        for view in [whole, whole.part(p(31.0007, 121.0004), 2.5)] {
            let (width, height) = view.size();
            for (across, down) in [(0.1, 0.9), (0.7, 0.2)] {
                let (x, y) = view.xy(view.point_at(across, down));
                let (left, top) = (view.middle.0 - view.half.0, view.middle.1 - view.half.1);
                assert!(((x - left) / width - across).abs() < 1e-9);
                assert!(((y - top) / height - down).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn a_part_has_the_shape_of_the_whole_and_never_leaves_it() {
        let whole = view();
        let (width, height) = whole.size();
        for (at, zoom, expected) in [
            (p(31.0005, 121.001), 4.0, 4.0),
            (p(31.0, 121.0), 4.0, 4.0),
            (p(89.0, -170.0), 3.0, 3.0),
            (p(31.0005, 121.001), 0.5, 1.0),
            (p(31.0005, 121.001), 1e9, 64.0),
        ] {
            let part = whole.part(at, zoom);
            assert!((part.zoom() - expected).abs() < 1e-9, "{at:?} {zoom}");
            assert!((part.size().0 * expected - width).abs() < 1e-6);
            assert!((part.size().1 * expected - height).abs() < 1e-6);
            assert!((part.unit() * expected - whole.unit()).abs() < 1e-9);
            for (across, down) in [(0.0, 0.0), (1.0, 1.0)] {
                // A hair's breadth inside: on the edge itself rounding decides.
                let corner =
                    part.point_at(0.5 + (across - 0.5) * 0.999, 0.5 + (down - 0.5) * 0.999);
                assert!(whole.shows(corner), "{at:?} {zoom}");
            }
        }
        let part = whole.part(p(31.0004, 121.0012), 4.0);
        assert!(part.shows(p(31.0004, 121.0012)) && !part.shows(p(31.0, 121.0)));
        assert!(part.point_at(0.5, 0.5).metres_to(p(31.0004, 121.0012)) < 0.01);
    }

    #[test]
    fn what_is_held_while_moving_stays_under_the_hand() {
        let near = view().part(p(31.0005, 121.001), 8.0);
        for (from, to, by) in [
            ((0.5, 0.5), (0.5, 0.5), 2.0),
            ((0.2, 0.7), (0.4, 0.6), 1.0),
            ((0.9, 0.1), (0.3, 0.3), 1.7),
            ((0.3, 0.3), (0.6, 0.2), 0.5),
        ] {
            let moved = near.moved(from, to, by);
            assert!((moved.zoom() - 8.0 * by).abs() < 1e-9);
            let held = near.point_at(from.0, from.1);
            assert!(
                moved.point_at(to.0, to.1).metres_to(held) < 0.01,
                "{from:?} {to:?} {by}"
            );
        }
        // At the edge the view stays inside.
        let whole = view();
        assert_eq!(
            whole.moved((0.5, 0.5), (0.9, 0.9), 0.1).view_box(),
            whole.view_box()
        );
    }

    #[test]
    fn a_building_that_is_too_small_or_out_of_view_is_gone_to() {
        let whole = view();
        let square = |lat: f64, lon: f64, degrees: f64| Building {
            id: BuildingId("2".into()),
            name: String::new(),
            cluster: String::new(),
            outline: vec![
                p(lat, lon),
                p(lat, lon + degrees),
                p(lat + degrees, lon + degrees),
                p(lat + degrees, lon),
            ],
            more: vec![],
        };
        // 219 metres on 360 pixels.
        let large = square(31.0002, 121.0002, 0.0002);
        assert_eq!(whole.showing(&large), whole);
        let small = square(31.0008, 121.0018, 0.000_05);
        let near = whole.showing(&small);
        assert!(near.zoom() > 3.0 && small.outline.iter().all(|corner| near.shows(*corner)));
        assert_eq!(near.showing(&small), near);
        let elsewhere = near.showing(&large);
        assert!(large.outline.iter().all(|corner| elsewhere.shows(*corner)));
    }

    #[test]
    fn a_wider_drawing_shows_the_same_in_smaller_units() {
        let whole = view();
        let wide = whole.wide(720.0);
        assert_eq!(wide.view_box(), whole.view_box());
        assert!((wide.unit() * 2.0 - whole.unit()).abs() < 1e-9);
    }
}
