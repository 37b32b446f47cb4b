//! Where things are: positions, the estate's own plan, and what stands where.

mod svg;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{BuildingId, Event, Field, FieldError, Outcome, Problem, Refusal, State};

pub use svg::{Pin, PlanView, escape, svg};

/// Metres of a degree of latitude, and of a degree of longitude at the equator.
const METRES_PER_DEGREE: f64 = 111_195.0;

/// Where a position came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The phone's own position, asked for this issue.
    Gps,
    /// A tap on the plan.
    Plan,
    /// The photo carried it; the person took it over.
    Photo,
    /// Another system's report.
    Import,
}

impl Source {
    /// The code in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Source::Gps => "gps",
            Source::Plan => "plan",
            Source::Photo => "photo",
            Source::Import => "import",
        }
    }

    /// The source with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Source::Gps, Source::Plan, Source::Photo, Source::Import]
            .into_iter()
            .find(|source| source.code() == code)
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

impl Position {
    /// A point on the globe, rather than nonsense.
    pub fn is_sound(&self) -> bool {
        (-90.0..=90.0).contains(&self.lat) && (-180.0..=180.0).contains(&self.lon)
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
    pub fn is_sound(&self, buildings: &BTreeSet<BuildingId>) -> bool {
        self.position.is_none_or(|p| p.is_sound())
            && self.building.as_ref().is_none_or(|b| buildings.contains(b))
    }
}

/// A point of a plan, in WGS-84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub lat: f64,
    pub lon: f64,
}

impl Point {
    /// Metres of a degree to the north and of one to the east.
    pub fn metres_per_degree(self) -> (f64, f64) {
        (
            METRES_PER_DEGREE,
            METRES_PER_DEGREE * self.lat.to_radians().cos(),
        )
    }

    /// The distance in metres, good over an estate.
    pub fn metres_to(self, other: Point) -> f64 {
        let (north, east) = self.metres_per_degree();
        ((self.lat - other.lat) * north).hypot((self.lon - other.lon) * east)
    }
}

/// A building of the estate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Building {
    pub id: BuildingId,
    /// As people call it, "7" or "No. 7".
    pub name: String,
    /// The group of buildings it belongs to, as people call it.
    pub cluster: String,
    /// Its corners in order, first not repeated.
    pub outline: Vec<Point>,
}

impl Building {
    /// The middle of its corners: where its name is written and its issues are pinned.
    #[expect(
        clippy::cast_precision_loss,
        reason = "a building has a handful of corners"
    )]
    pub fn middle(&self) -> Point {
        let n = self.outline.len().max(1) as f64;
        Point {
            lat: self.outline.iter().map(|p| p.lat).sum::<f64>() / n,
            lon: self.outline.iter().map(|p| p.lon).sum::<f64>() / n,
        }
    }

    /// Whether a point lies within its outline (even-odd rule).
    pub fn contains(&self, at: Point) -> bool {
        let corners = &self.outline;
        let mut inside = false;
        for (a, b) in corners.iter().zip(corners.iter().cycle().skip(1)) {
            if (a.lat > at.lat) != (b.lat > at.lat) {
                let crossing = a.lon + (at.lat - a.lat) / (b.lat - a.lat) * (b.lon - a.lon);
                if at.lon < crossing {
                    inside = !inside;
                }
            }
        }
        inside
    }
}

/// A gate or another point that people know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gate {
    pub name: String,
    pub at: Point,
}

/// The estate's own plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Plan {
    pub buildings: Vec<Building>,
    /// Paths and lanes, each a line of points.
    pub paths: Vec<Vec<Point>>,
    pub gates: Vec<Gate>,
}

impl Plan {
    /// The building that a point lies in.
    pub fn building_at(&self, at: Point) -> Option<&Building> {
        self.buildings.iter().find(|b| b.contains(at))
    }

    /// The building with this id.
    pub fn building(&self, id: &BuildingId) -> Option<&Building> {
        self.buildings.iter().find(|b| b.id == *id)
    }

    /// The names of its clusters, in order.
    pub fn clusters(&self) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        // Collecting would sort first, which is code that a phone need not load.
        names.extend(self.buildings.iter().map(|b| b.cluster.as_str()));
        names
    }

    /// Where a place is on the plan: its position, else the middle of its building.
    pub fn locate(&self, place: &Place) -> Option<Point> {
        match (&place.position, &place.building) {
            (Some(position), _) => Some(position.point()),
            (None, Some(id)) => self.building(id).map(Building::middle),
            (None, None) => None,
        }
    }
}

pub(crate) fn set_plan(state: &State, plan: &Plan) -> Result<Outcome, Refusal> {
    if !state.community_exists {
        return Err(Refusal::NotFound);
    }
    let ids: BTreeSet<_> = plan.buildings.iter().map(|b| &b.id).collect();
    let sound = plan.buildings.iter().all(|b| b.outline.len() >= 3)
        && ids.len() == plan.buildings.len()
        // A building that the register or an issue names must not vanish from under them.
        && state.plan_buildings.iter().all(|id| ids.contains(id));
    if !sound {
        return Err(Refusal::Invalid(vec![FieldError {
            field: Field::Place,
            problem: Problem::Unknown,
        }]));
    }
    Ok(Outcome::event(Event::PlanSet(plan.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house() -> Building {
        let p = |lat, lon| Point { lat, lon };
        Building {
            id: BuildingId("1".into()),
            name: "1".into(),
            cluster: "East".into(),
            // An L: the notch is the north-east quarter.
            outline: vec![
                p(0.0, 0.0),
                p(0.0, 2.0),
                p(1.0, 2.0),
                p(1.0, 1.0),
                p(2.0, 1.0),
                p(2.0, 0.0),
            ],
        }
    }

    #[test]
    fn a_point_is_in_a_building_or_beside_it() {
        for (lat, lon, inside) in [
            (0.5, 0.5, true),
            (0.5, 1.5, true),
            (1.5, 0.5, true),
            (1.5, 1.5, false),
            (-0.1, 0.5, false),
            (0.5, 2.1, false),
        ] {
            assert_eq!(house().contains(Point { lat, lon }), inside, "{lat} {lon}");
        }
    }
}
