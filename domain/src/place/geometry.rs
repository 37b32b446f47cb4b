//! Measuring on the plane that touches the globe where one looks: metres east and north, right to a
//! thousandth over an estate.

use super::{Building, Plan, Point, millimetres, ordered};

/// Metres of a degree of latitude, and of a degree of longitude at the equator.
pub(super) const METRES_PER_DEGREE: f64 = 111_195.0;
/// Whoever is this near to a wall, in metres, is at the building: corners are not known better than
/// that.
const WALL: f64 = 0.01;

/// The plane that touches the globe at a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Plane {
    origin: Point,
    /// Metres of a degree of longitude there.
    parallel: f64,
}

impl Plane {
    pub(super) fn at(origin: Point) -> Self {
        Self {
            origin,
            parallel: METRES_PER_DEGREE * cosine(origin.lat.to_radians()),
        }
    }

    /// Metres east and north of the origin.
    pub(super) fn xy(&self, p: Point) -> (f64, f64) {
        (
            (p.lon - self.origin.lon) * self.parallel,
            (p.lat - self.origin.lat) * METRES_PER_DEGREE,
        )
    }

    /// The point so many metres east and north of the origin.
    pub(super) fn point(&self, (east, north): (f64, f64)) -> Point {
        Point {
            lat: self.origin.lat + north / METRES_PER_DEGREE,
            lon: self.origin.lon + east / self.parallel,
        }
    }

    fn ring(&self, ring: &[Point]) -> Vec<(f64, f64)> {
        ring.iter().map(|p| self.xy(*p)).collect()
    }
}

/// The cosine of a latitude in radians, by its series: right to a millionth of a millionth, the
/// same to the last bit on server and phone, and without the tables that the library's needs for
/// angles of any size.
fn cosine(latitude: f64) -> f64 {
    let square = latitude * latitude;
    let series = (1..=11).rev().fold(1.0, |rest, k| {
        1.0 - square / f64::from(2 * k * (2 * k - 1)) * rest
    });
    // At a pole no rounding makes it nothing or less.
    series.max(f64::EPSILON)
}

/// The sides of a closed ring.
fn sides<T: Copy>(ring: &[T]) -> impl Iterator<Item = (T, T)> {
    ring.iter()
        .copied()
        .zip(ring.iter().copied().cycle().skip(1))
}

/// The parts of a line of points that lie within so many metres of `at`, cut off there.
pub(super) fn within(line: &[Point], at: Point, metres: f64) -> Vec<Vec<Point>> {
    let plane = Plane::at(at);
    let mut parts: Vec<Vec<Point>> = vec![];
    let mut inside = false;
    for (a, b) in line.iter().zip(line.iter().skip(1)) {
        let (a, b) = (plane.xy(*a), plane.xy(*b));
        let Some((enters, leaves)) = in_circle(a, b, metres) else {
            inside = false;
            continue;
        };
        let part = |along: f64| plane.point((a.0 + along * (b.0 - a.0), a.1 + along * (b.1 - a.1)));
        if !inside || enters > 0.0 {
            parts.push(vec![part(enters)]);
        }
        parts.last_mut().expect("one was begun").push(part(leaves));
        inside = leaves >= 1.0;
    }
    parts
}

/// Between which parts (0 to 1) of the way from `a` to `b` one is inside a circle around the
/// origin.
fn in_circle((ax, ay): (f64, f64), (bx, by): (f64, f64), radius: f64) -> Option<(f64, f64)> {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    // Of the nearest point of the line through both.
    let nearest = if length > 0.0 {
        -(ax * dx + ay * dy) / length
    } else {
        0.0
    };
    let off = (ax + nearest * dx).hypot(ay + nearest * dy);
    if off > radius {
        return None;
    }
    let half = if length > 0.0 {
        ((radius * radius - off * off) / length).sqrt()
    } else {
        1.0
    };
    let (enters, leaves) = ((nearest - half).max(0.0), (nearest + half).min(1.0));
    (enters <= leaves).then_some((enters, leaves))
}

/// The area of a ring on the plane, in square metres: positive where it runs against the clock.
pub(super) fn signed_area(ring: &[(f64, f64)]) -> f64 {
    sides(ring)
        .map(|((ax, ay), (bx, by))| ax * by - bx * ay)
        .sum::<f64>()
        / 2.0
}

/// What a ring of corners encloses, in square metres. Of one that crosses itself, parts run through
/// the other way round count against the rest.
pub fn square_metres(ring: &[Point]) -> f64 {
    ring.first().map_or(0.0, |first| {
        signed_area(&Plane::at(*first).ring(ring)).abs()
    })
}

/// The distance of the origin to the line from `a` to `b`.
fn to_side((ax, ay): (f64, f64), (bx, by): (f64, f64)) -> f64 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    // The nearest point of the line, as a part of the way from `a` to `b`.
    let along = if length > 0.0 {
        (-(ax * dx + ay * dy) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (ax + along * dx).hypot(ay + along * dy)
}

/// Where the line from `a` to `b` cuts the one through the origin from west to east, in metres
/// east.
fn cut((ax, ay): (f64, f64), (bx, by): (f64, f64)) -> Option<f64> {
    ((ay > 0.0) != (by > 0.0)).then(|| ax - ay / (by - ay) * (bx - ax))
}

impl Point {
    /// Metres of a degree to the north and of one to the east.
    pub fn metres_per_degree(self) -> (f64, f64) {
        (METRES_PER_DEGREE, Plane::at(self).parallel)
    }

    /// The distance in metres, good over an estate.
    pub fn metres_to(self, other: Point) -> f64 {
        let (east, north) = Plane::at(self).xy(other);
        east.hypot(north)
    }
}

impl Building {
    /// All its rings: the outline, parts that stand apart, courtyards.
    pub fn rings(&self) -> impl Iterator<Item = &Vec<Point>> + Clone {
        std::iter::once(&self.outline).chain(&self.more)
    }

    /// The distance from a point to its nearest wall, in metres; 0 on the wall and inside.
    pub fn metres_to(&self, at: Point) -> f64 {
        let plane = Plane::at(at);
        let (mut inside, mut wall) = (false, f64::INFINITY);
        for (a, b) in self.rings().flat_map(|ring| sides(ring)) {
            let (a, b) = (plane.xy(a), plane.xy(b));
            wall = wall.min(to_side(a, b));
            // Going west from the point, each wall leads in or out.
            if cut(a, b).is_some_and(|east| east < 0.0) {
                inside = !inside;
            }
        }
        if inside || wall <= WALL { 0.0 } else { wall }
    }

    /// Whether a point lies in it or on its wall; a courtyard is outside.
    pub fn contains(&self, at: Point) -> bool {
        self.metres_to(at) <= 0.0
    }

    /// Where its name is written and its issues are pinned: the centre of its outline where that is
    /// inside, else the middle of the widest part of it east or west of the centre.
    pub fn middle(&self) -> Point {
        let Some(first) = self.outline.first() else {
            return Point { lat: 0.0, lon: 0.0 };
        };
        let centre = centre(*first, &self.outline);
        if self.contains(centre) {
            return centre;
        }
        let plane = Plane::at(centre);
        let sides = self.rings().flat_map(|ring| sides(ring));
        let cuts: Vec<f64> = sides
            .filter_map(|(a, b)| cut(plane.xy(a), plane.xy(b)))
            .collect();
        let order = ordered(cuts.len(), |i| (millimetres(cuts[i]), 0));
        let cuts: Vec<f64> = order.into_iter().map(|i| cuts[i]).collect();
        // Between the first and the second is inside, between the second and the third outside, and
        // so on.
        let widest = cuts
            .chunks_exact(2)
            .map(|cut| (cut[1] - cut[0], f64::midpoint(cut[0], cut[1])))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        widest.map_or(centre, |(_, east)| plane.point((east, 0.0)))
    }
}

/// The centre of gravity of what a ring encloses; of one that encloses nothing the mean of its
/// corners.
#[expect(clippy::cast_precision_loss, reason = "a building has no 2^52 corners")]
fn centre(origin: Point, outline: &[Point]) -> Point {
    let plane = Plane::at(origin);
    let ring = plane.ring(outline);
    let twice = signed_area(&ring) * 2.0;
    let (mut x, mut y) = (0.0, 0.0);
    if twice.abs() > WALL {
        for ((ax, ay), (bx, by)) in sides(&ring) {
            let part = (ax * by - bx * ay) / (3.0 * twice);
            x += (ax + bx) * part;
            y += (ay + by) * part;
        }
    } else {
        let n = ring.len() as f64;
        x = ring.iter().map(|p| p.0).sum::<f64>() / n;
        y = ring.iter().map(|p| p.1).sum::<f64>() / n;
    }
    plane.point((x, y))
}

impl Plan {
    /// The building that a point lies in. Of several (a tower on its podium) the smallest.
    pub fn building_at(&self, at: Point) -> Option<&Building> {
        let around = self.buildings.iter().filter(|b| b.contains(at));
        around.min_by(|a, b| square_metres(&a.outline).total_cmp(&square_metres(&b.outline)))
    }

    /// The building with a name that a point beside all of them may well mean: the nearest within
    /// 60 metres, and how many metres away it is.
    pub fn nearest(&self, at: Point) -> Option<(&Building, u32)> {
        let named = self.buildings.iter().filter(|b| !b.name.is_empty());
        let near = named.map(|building| (building, building.metres_to(at)));
        let (building, metres) = near.min_by(|a, b| a.1.total_cmp(&b.1))?;
        let metres = millimetres(metres) / 1_000;
        (metres < 60).then_some((building, u32::try_from(metres).ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuildingId;
    use proptest::prelude::*;

    /// Where the tests' estate is.
    const HERE: Point = Point {
        lat: 31.24,
        lon: 121.49,
    };

    /// A point so many metres east and north of there.
    fn at(east: f64, north: f64) -> Point {
        Plane::at(HERE).point((east, north))
    }

    fn building(rings: &[&[(f64, f64)]]) -> Building {
        let mut rings = rings
            .iter()
            .map(|ring| ring.iter().map(|(x, y)| at(*x, *y)).collect());
        Building {
            id: BuildingId("1".into()),
            name: String::new(),
            cluster: String::new(),
            outline: rings.next().unwrap_or_default(),
            more: rings.collect(),
        }
    }

    /// 40 by 40 metres without its north-east quarter, and a shed of 10 by 10 that stands 10 metres
    /// east.
    fn house() -> Building {
        building(&[
            &[
                (0.0, 0.0),
                (40.0, 0.0),
                (40.0, 20.0),
                (20.0, 20.0),
                (20.0, 40.0),
                (0.0, 40.0),
            ],
            &[(50.0, 0.0), (50.0, 10.0), (60.0, 10.0), (60.0, 0.0)],
        ])
    }

    #[test]
    fn the_series_is_the_cosine_of_every_latitude() {
        for tenth in -900..=900 {
            let latitude = (f64::from(tenth) / 10.0).to_radians();
            assert!((cosine(latitude) - latitude.cos()).abs() < 1e-12, "{tenth}");
        }
    }

    #[test]
    fn a_point_is_in_a_building_on_its_wall_or_so_many_metres_away() {
        for (east, north, metres) in [
            (10.0, 10.0, 0.0),
            (10.0, 30.0, 0.0),
            (30.0, 10.0, 0.0),
            (30.0, 30.0, 10.0), // in the notch
            (55.0, 5.0, 0.0),   // in the shed
            (44.0, 5.0, 4.0),   // nearer to the house
            (46.0, 5.0, 4.0),   // nearer to the shed
            (-30.0, 20.0, 30.0),
            (63.0, -4.0, 5.0), // off a corner
            (0.0, 0.0, 0.0),   // corners
            (20.0, 20.0, 0.0),
            (20.0, 40.0, 0.0),
            (20.0, 0.0, 0.0), // walls
            (0.0, 17.0, 0.0),
            (40.0, 13.0, 0.0),
            (13.0, 40.0, 0.0),
            (20.0, 30.0, 0.0),
            (40.02, 13.0, 0.02), // two centimetres in front of one
        ] {
            let found = house().metres_to(at(east, north));
            assert!((found - metres).abs() < 0.01, "{east} {north}: {found}");
            assert_eq!(
                house().contains(at(east, north)),
                metres <= 0.0,
                "{east} {north}"
            );
        }
    }

    #[test]
    fn a_courtyard_is_outside() {
        let square = |from: f64, to: f64| [(from, from), (to, from), (to, to), (from, to)];
        let around = building(&[&square(0.0, 40.0), &square(10.0, 30.0)]);
        assert!((around.metres_to(at(20.0, 20.0)) - 10.0).abs() < 0.01);
        assert!(around.contains(at(5.0, 20.0)) && around.contains(at(10.0, 20.0)));
        let middle = around.middle();
        assert!(around.contains(middle), "{middle:?}");
    }

    #[test]
    fn areas_are_in_square_metres() {
        assert!((square_metres(&house().outline) - 1200.0).abs() < 0.01);
        assert!(
            (square_metres(&house().more[0]) - 100.0).abs() < 0.01,
            "clockwise too"
        );
        let bow = building(&[&[(0.0, 0.0), (10.0, 10.0), (10.0, 0.0), (0.0, 10.0)]]);
        assert!(square_metres(&bow.outline) < 0.01);
        assert!(square_metres(&[]) <= 0.0);
    }

    #[test]
    fn the_middle_is_the_centre_or_else_inside() {
        let middle = house().middle();
        // Of the L: 800 m² around (20, 10) and 400 around (10, 30).
        assert!(
            middle.metres_to(at(50.0 / 3.0, 50.0 / 3.0)) < 0.01,
            "{middle:?}"
        );
        // Of a U the centre is in the yard; the eastern wing is the wider one.
        let u = building(&[&[
            (0.0, 0.0),
            (40.0, 0.0),
            (40.0, 60.0),
            (28.0, 60.0),
            (28.0, 6.0),
            (10.0, 6.0),
            (10.0, 60.0),
            (0.0, 60.0),
        ]]);
        let (east, _) = Plane::at(HERE).xy(u.middle());
        assert!((east - 34.0).abs() < 0.01, "{east}");
        // Nonsense has a middle, too.
        let line = building(&[&[(0.0, 0.0), (10.0, 0.0), (20.0, 0.0)]]);
        assert!(line.middle().metres_to(at(10.0, 0.0)) < 0.01);
    }

    #[test]
    fn on_a_podium_with_a_tower_the_smaller_is_meant() {
        let square = |id: &str, from: f64, to: f64| Building {
            id: BuildingId(id.into()),
            ..building(&[&[(from, from), (to, from), (to, to), (from, to)]])
        };
        let plan = Plan {
            buildings: vec![
                square("podium", 0.0, 60.0),
                square("tower", 20.0, 40.0),
                square("far", 90.0, 99.0),
            ],
            ..Plan::default()
        };
        let id = |east, north| plan.building_at(at(east, north)).map(|b| b.id.0.as_str());
        assert_eq!(id(30.0, 30.0), Some("tower"));
        assert_eq!(id(10.0, 30.0), Some("podium"));
        assert_eq!(id(85.0, 95.0), None);
        assert_eq!(id(91.0, 95.0), Some("far"));
        assert_eq!(Plan::default().building_at(HERE), None);
    }

    #[test]
    fn beside_all_buildings_the_nearest_with_a_name_is_proposed() {
        let block = |id: &str, name: &str, east: f64| Building {
            id: BuildingId(id.into()),
            name: name.into(),
            ..building(&[&[
                (east, 0.0),
                (east + 20.0, 0.0),
                (east + 20.0, 20.0),
                (east, 20.0),
            ]])
        };
        let plan = Plan {
            buildings: vec![
                block("a", "1", 0.0),
                block("b", "2", 100.0),
                block("shed", "", 40.0),
            ],
            ..Plan::default()
        };
        let near = |east, north| {
            let found = plan.nearest(at(east, north));
            found.map(|(building, metres)| (building.id.0.as_str(), metres))
        };
        // The shed is nearer, and nobody would know it by a name.
        assert_eq!(near(35.5, 10.0), Some(("a", 15)));
        assert_eq!(near(75.5, 10.0), Some(("b", 24)));
        assert_eq!(near(10.0, 79.5), Some(("a", 59)));
        assert_eq!(near(10.0, 82.0), None);
        assert_eq!(Plan::default().nearest(HERE), None);
    }

    /// A star around a point: corners at growing angles, 5 to 50 metres from it.
    fn star() -> impl Strategy<Value = ((f64, f64), Vec<(f64, f64)>)> {
        let centre = (-300.0..300.0_f64, -300.0..300.0_f64);
        (centre, prop::collection::vec(5.0..50.0_f64, 3..12)).prop_map(|(centre, rays)| {
            let step = std::f64::consts::TAU / f64::from(u32::try_from(rays.len()).unwrap_or(1));
            let ring = rays.iter().zip(0_u32..).map(|(ray, n)| {
                let (sin, cos) = (step * f64::from(n)).sin_cos();
                (centre.0 + ray * cos, centre.1 + ray * sin)
            });
            (centre, ring.collect())
        })
    }

    proptest! {
        #[test]
        fn what_is_between_the_centre_of_a_star_and_its_wall_is_inside_and_beyond_is_not(
            ((x, y), ring) in star(),
            side in any::<prop::sample::Index>(),
            along in 0.0..1.0_f64,
            out in 0.0..2.0_f64,
        ) {
            let star = building(&[&ring]);
            let n = side.index(ring.len());
            let (a, b) = (ring[n], ring[(n + 1) % ring.len()]);
            let wall = (a.0 + (b.0 - a.0) * along, a.1 + (b.1 - a.1) * along);
            prop_assert!(star.contains(at(wall.0, wall.1)), "the wall itself");
            let point = (x + (wall.0 - x) * out, y + (wall.1 - y) * out);
            let to_wall = (wall.0 - point.0).hypot(wall.1 - point.1);
            let metres = star.metres_to(at(point.0, point.1));
            if out <= 1.0 {
                prop_assert!(metres <= 0.0);
            } else {
                prop_assert!(metres <= to_wall + 0.01);
                // A ray from the centre of a star leaves it once. (Close behind the wall the
                // centimetre of a wall counts.)
                prop_assert!(metres > 0.0 || to_wall < 1.0, "{} {}", metres, to_wall);
            }
        }

        #[test]
        fn walking_changes_a_distance_by_no_more_than_the_way(
            (_, ring) in star(),
            from in (-400.0..400.0_f64, -400.0..400.0_f64),
            to in (-400.0..400.0_f64, -400.0..400.0_f64),
        ) {
            let star = building(&[&ring]);
            let (from, to) = (at(from.0, from.1), at(to.0, to.1));
            let change = (star.metres_to(from) - star.metres_to(to)).abs();
            // Each distance is measured on its own plane: a hundred-thousandth of the way may be
            // lost between two.
            prop_assert!(change <= from.metres_to(to) * 1.001 + 2.0 * WALL);
            for corner in &star.outline {
                prop_assert!(star.metres_to(from) <= from.metres_to(*corner) + 1e-6);
            }
        }

        #[test]
        fn the_middle_of_a_building_is_inside((_, ring) in star()) {
            let star = building(&[&ring]);
            prop_assert!(star.contains(star.middle()));
        }
    }
}
