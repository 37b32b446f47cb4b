//! Where things are: positions, the estate's own plan, and what stands where.

mod area;
mod datum;
mod geometry;
mod label;
mod pin;
mod sent;
mod spot;
mod svg;
mod tile;
mod view;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::field::{Check, NAME_MAX};
use crate::seen::seen;
use crate::{BuildingId, Event, Field, Outcome, Problem, Refusal, State};

pub use area::{Area, OnPlan};
pub use datum::Datum;
pub use geometry::square_metres;
pub use pin::Pin;
pub(crate) use sent::Long;
pub use sent::{pack, unpack};
pub use spot::{Spot, spots};
pub use svg::Drawing;
pub use tile::Tiles;
pub use view::PlanView;

codes! {
    /// Where a position came from.
    pub enum Source {
        /// The phone's own position, asked for this issue.
        Gps = "gps",
        /// A tap on the plan.
        Plan = "plan",
        /// The photo carried it; the person took it over.
        Photo = "photo",
        /// Another system's report.
        Import = "import",
    }
}

/// A position in WGS-84.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Radius in metres within which the position is likely right, where known.
    pub accuracy: Option<u32>,
    pub source: Source,
}

/// Metres from any point to the one opposite.
const HALF_THE_GLOBE: u32 = 20_040_000;
/// Metres up to which a position may be off and still say at which building somebody stands.
const COARSE: u32 = 100;

impl Position {
    /// Too coarse to be a place of the estate: a network that guesses by its masts is off by
    /// kilometres.
    pub fn is_coarse(&self) -> bool {
        self.accuracy.is_some_and(|metres| metres > COARSE)
    }

    /// A point on the globe, within a part of it, rather than nonsense.
    pub fn is_sound(&self) -> bool {
        self.point().is_sound() && self.accuracy.is_none_or(|metres| metres <= HALF_THE_GLOBE)
    }

    /// This position as a point of a plan.
    pub fn point(&self) -> Point {
        Point {
            lat: self.lat,
            lon: self.lon,
        }
    }
}

/// The place of an issue: a position, a building, both or neither.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Place {
    pub position: Option<Position>,
    pub building: Option<BuildingId>,
}

impl Place {
    /// The position is on the globe and the building on the plan.
    pub fn is_sound(&self, plan: &impl OnPlan) -> bool {
        self.position.is_none_or(|p| p.is_sound())
            && self.building.as_ref().is_none_or(|b| plan.has_building(b))
    }
}

impl OnPlan for State {
    fn has_building(&self, id: &BuildingId) -> bool {
        self.buildings.contains_key(id)
    }

    fn has_cluster(&self, name: &str) -> bool {
        !name.is_empty() && self.buildings.values().any(|cluster| cluster == name)
    }
}

impl OnPlan for Plan {
    fn has_building(&self, id: &BuildingId) -> bool {
        self.building(id).is_some()
    }

    fn has_cluster(&self, name: &str) -> bool {
        !name.is_empty() && self.buildings.iter().any(|b| b.cluster == name)
    }
}

/// A point of a plan, in WGS-84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub lat: f64,
    pub lon: f64,
}

impl Point {
    /// On the globe, rather than nonsense.
    pub fn is_sound(self) -> bool {
        (-90.0..=90.0).contains(&self.lat) && (-180.0..=180.0).contains(&self.lon)
    }
}

/// A building of the estate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Building {
    pub id: BuildingId,
    /// As people call it, "7" or "No. 7"; empty until somebody names it.
    pub name: String,
    /// The group of buildings it belongs to, as people call it; empty if it belongs to none.
    pub cluster: String,
    /// Its corners in order, first not repeated; of a building in several parts those of the
    /// largest.
    pub outline: Vec<Point>,
    /// Further rings like it, none of which cross or touch: parts that stand apart, and courtyards.
    /// A point within an odd number of rings is in the building.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more: Vec<Vec<Point>>,
}

/// A gate or another point that people know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gate {
    pub name: String,
    pub at: Point,
}

/// Buildings up to which a plan is shown whole wherever it is shown.
const SMALL: usize = 60;
/// Metres around a place that say where it is.
const AROUND: f64 = 150.0;
/// Metres around it up to which paths are drawn: a little farther than buildings, which begin
/// within [`AROUND`].
const REACH: f64 = 200.0;

#[expect(
    clippy::cast_possible_truncation,
    reason = "an estate in millimetres fits"
)]
/// For [`ordered`].
fn millimetres(metres: f64) -> i64 {
    (metres * 1000.0) as i64
}

/// The order of so many things by two keys, smallest first; of two equals the earlier. One way for
/// all that is sorted here, because each other way is code that a phone has to load.
pub fn ordered(things: usize, key: impl Fn(usize) -> (i64, i64)) -> Vec<usize> {
    let mut keys: Vec<(i64, i64, usize)> = Vec::with_capacity(things);
    for thing in 0..things {
        let (first, second) = key(thing);
        keys.push((first, second, thing));
    }
    keys.sort_unstable();
    keys.into_iter().map(|(_, _, thing)| thing).collect()
}

/// The estate's own plan. Written as JSON it is what phones read; commands and events keep a longer
/// form, `Long`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(from = "sent::Sent", into = "sent::Sent")]
pub struct Plan {
    pub buildings: Vec<Building>,
    /// Paths and lanes, each a line of points.
    pub paths: Vec<Vec<Point>>,
    pub gates: Vec<Gate>,
}

/// Metres from the nearest building up to which a position is about the estate.
const SURROUNDINGS: f64 = 500.0;

impl Plan {
    /// Whether a position lies on the plan or in its surroundings, so that it can be the place of
    /// an issue. A plan without buildings says nothing about that.
    pub fn surrounds(&self, at: Point) -> bool {
        let near = |building: &Building| building.metres_to(at) <= SURROUNDINGS;
        self.buildings.is_empty() || self.buildings.iter().any(near)
    }

    /// The building with this id.
    pub fn building(&self, id: &BuildingId) -> Option<&Building> {
        self.buildings.iter().find(|b| b.id == *id)
    }

    /// The names of its clusters, in the order of their first buildings.
    pub fn clusters(&self) -> Vec<&str> {
        let mut names: Vec<&str> = vec![];
        for building in self.buildings.iter().filter(|b| !b.cluster.is_empty()) {
            if !names.contains(&building.cluster.as_str()) {
                names.push(&building.cluster);
            }
        }
        names
    }

    /// The plan around a point: what an issue's page needs of an estate with hundreds of buildings.
    /// A smaller one stays whole.
    pub fn around(&self, at: Point) -> Self {
        if self.buildings.len() <= SMALL {
            return self.clone();
        }
        let near = |p: &Point| p.metres_to(at) <= AROUND;
        // A lane may lead far away, and the surroundings would be as wide as it is long.
        let paths = self.paths.iter();
        let mut paths: Vec<_> = paths
            .flat_map(|path| geometry::within(path, at, REACH))
            .collect();
        // The place itself is always in view, on an open green too.
        paths.push(vec![at]);
        Self {
            buildings: self
                .buildings
                .iter()
                .filter(|building| building.metres_to(at) <= AROUND)
                .cloned()
                .collect(),
            paths,
            gates: self
                .gates
                .iter()
                .filter(|gate| near(&gate.at))
                .cloned()
                .collect(),
        }
    }

    /// Where a place is, if that is on the drawing of the whole plan: an issue may be reported from
    /// elsewhere.
    pub fn shown(&self, place: &Place) -> Option<Point> {
        let at = self.locate(place);
        at.filter(|at| PlanView::of(self).shows(*at))
    }

    /// Where a place is: its position, else the middle of its building.
    pub fn locate(&self, place: &Place) -> Option<Point> {
        match (&place.position, &place.building) {
            (Some(position), _) => Some(position.point()),
            (None, Some(id)) => self.building(id).map(Building::middle),
            (None, None) => None,
        }
    }
}

/// Somebody of the committee says what people call a building: one without a name, or one with a
/// wrong one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameBuilding {
    /// One of the plan.
    pub building: BuildingId,
    /// 1 to [`NAME_MAX`] characters.
    pub name: String,
}

/// Longest id of a building, in characters.
pub const ID_MAX: usize = 100;

/// Which of the areas that are in use a plan lacks: it cannot become the community's.
pub fn lost(in_use: impl IntoIterator<Item = Area>, plan: &Plan) -> Vec<Area> {
    let in_use = in_use.into_iter();
    in_use.filter(|area| !plan.has_area(area)).collect()
}

/// Whether it can be a building's id: of 1 to [`ID_MAX`] characters, none of which is unseen.
pub fn is_id(id: &str) -> bool {
    (1..=ID_MAX).contains(&id.chars().count()) && seen(id, false) == id
}

/// Buildings that can be told apart and drawn, and everything on the globe.
fn is_sound(plan: &Plan) -> bool {
    let ids: BTreeSet<_> = plan.buildings.iter().map(|b| &b.id).collect();
    let corners = plan.buildings.iter().flat_map(Building::rings);
    let points = corners.clone().chain(&plan.paths).flatten();
    plan.buildings.iter().all(|b| is_id(&b.id.0))
        && ids.len() == plan.buildings.len()
        && corners.clone().all(|ring| ring.len() >= 3)
        && points
            .chain(plan.gates.iter().map(|gate| &gate.at))
            .all(|point| point.is_sound())
}

pub(crate) fn set_plan(state: &State, plan: &Plan) -> Result<Outcome, Refusal> {
    if !state.community_exists {
        return Err(Refusal::NotFound);
    }
    let mut check = Check::default();
    let mut plan = plan.clone();
    for building in &mut plan.buildings {
        for name in [&mut building.name, &mut building.cluster] {
            *name = check.optional_text(Field::Name, name, NAME_MAX);
        }
    }
    for gate in &mut plan.gates {
        gate.name = check.optional_text(Field::Name, &gate.name, NAME_MAX);
    }
    if !is_sound(&plan) {
        check.wrong(Field::Place, Problem::Unknown);
    }
    check.done()?;
    // What the register or an issue names must not vanish from under them.
    let lost = lost(state.areas_in_use(), &plan);
    if !lost.is_empty() {
        return Err(Refusal::AreasInUse(lost));
    }
    Ok(Outcome::event(Event::PlanSet(plan)))
}

pub(crate) fn name_building(state: &State, c: &NameBuilding) -> Result<Outcome, Refusal> {
    if !state.has_building(&c.building) {
        return Err(Refusal::NotFound);
    }
    let mut check = Check::default();
    let name = check.text(Field::Name, &c.name, NAME_MAX);
    check.done()?;
    Ok(Outcome::event(Event::BuildingNamed {
        building: c.building.clone(),
        name,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_large_plan_the_surroundings_are_what_is_near() {
        let at = |metres: f64| Point {
            lat: 31.0 + metres / geometry::METRES_PER_DEGREE,
            lon: 121.0,
        };
        let row = |n: u32| Plan {
            buildings: (0..n)
                .map(|i| Building {
                    id: BuildingId(i.to_string()),
                    name: String::new(),
                    cluster: String::new(),
                    outline: vec![at(f64::from(i) * 20.0); 3],
                    more: vec![],
                })
                .collect(),
            paths: vec![vec![at(0.0), at(10.0)], vec![at(5000.0), at(5010.0)]],
            gates: vec![Gate {
                name: "East".into(),
                at: at(5000.0),
            }],
        };
        assert_eq!(row(60).around(at(0.0)), row(60));
        let near = row(1300).around(at(2000.0));
        let ids: Vec<&str> = near.buildings.iter().map(|b| b.id.0.as_str()).collect();
        assert_eq!((ids.len(), ids[0], ids[14]), (15, "93", "107"));
        assert_eq!(near.paths, [vec![at(2000.0)]]);
        assert_eq!(near.gates, []);
    }

    /// A row of 100 houses from south to north, and beside it a lane that leads on for kilometres.
    fn row() -> (Plan, impl Fn(f64, f64) -> Point) {
        let at = |east: f64, north: f64| Point {
            lat: 31.0 + north / geometry::METRES_PER_DEGREE,
            lon: 121.0 + east / 95_312.0,
        };
        let building = |n: u32| Building {
            id: BuildingId(n.to_string()),
            name: String::new(),
            cluster: String::new(),
            outline: [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]
                .map(|(east, north)| at(east, north + 20.0 * f64::from(n)))
                .into(),
            more: vec![],
        };
        let plan = Plan {
            buildings: (0..100).map(building).collect(),
            // Its points lie farther apart than the surroundings are wide.
            paths: vec![vec![
                at(-5.0, -3000.0),
                at(-5.0, 2500.0),
                at(-5.0, 2600.0),
                at(900.0, 2600.0),
            ]],
            gates: vec![],
        };
        (plan, at)
    }

    #[test]
    fn a_lane_that_leads_away_does_not_make_the_surroundings_as_wide_as_it_is_long() {
        let (plan, at) = row();
        let near = plan.around(at(0.0, 1000.0));
        assert_eq!(near.paths.len(), 2, "the lane and the place itself");
        let lengths = |path: &Vec<Point>| path[0].metres_to(path[path.len() - 1]).round();
        assert_eq!(
            near.paths.iter().map(lengths).collect::<Vec<_>>(),
            [400.0, 0.0]
        );
        let (width, height) = PlanView::of(&near).size();
        assert!(width < 60.0 && height < 450.0, "{width} by {height}");
        // A lane that comes back is in two parts.
        let lane = [(0.0, 0.0), (900.0, 0.0), (900.0, 50.0), (0.0, 50.0)];
        let lane = lane.map(|(east, north)| at(east, north));
        let parts = geometry::within(&lane, at(0.0, 0.0), 100.0);
        assert_eq!(parts.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2]);
        assert_eq!(geometry::within(&lane, at(890.0, 10.0), 100.0).len(), 1);
        assert!(geometry::within(&lane, at(0.0, 500.0), 100.0).is_empty());
    }

    #[test]
    fn a_place_far_outside_is_not_shown_on_the_plan() {
        let (plan, at) = row();
        let place = |north: f64| Place {
            position: Some(Position {
                lat: at(0.0, north).lat,
                lon: at(0.0, north).lon,
                accuracy: None,
                source: Source::Import,
            }),
            building: None,
        };
        assert_eq!(plan.shown(&place(1000.0)), Some(at(0.0, 1000.0)));
        assert_eq!(plan.shown(&place(20_000.0)), None);
        let building = Place {
            position: None,
            building: Some(BuildingId("3".into())),
        };
        assert!(plan.shown(&building).is_some());
        assert_eq!(plan.shown(&Place::default()), None);
    }

    #[test]
    fn a_building_of_one_ring_is_written_as_it_always_was_and_read_either_way() {
        let written = r#"{"id":"1","name":"","cluster":"","outline":[{"lat":0.0,"lon":0.0}]}"#;
        let mut building: Building = serde_json::from_str(written).expect("a building");
        assert_eq!(building.more, Vec::<Vec<Point>>::new());
        assert_eq!(serde_json::to_string(&building).expect("JSON"), written);
        building.more = vec![vec![Point { lat: 1.0, lon: 1.0 }]];
        let again = serde_json::to_string(&building).expect("JSON");
        assert_eq!(
            serde_json::from_str::<Building>(&again).expect("a building"),
            building
        );
    }
}
