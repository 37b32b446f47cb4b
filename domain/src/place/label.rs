//! Which names are written on the plan.

use super::{Building, Plan, PlanView, Point, millimetres, ordered};
use crate::BuildingId;

/// The size of names in pixels, in elder mode: so the drawing is the same for everybody.
const SIZE: f64 = 15.0;
/// The height of a line of them, their halo included.
const LINE: f64 = 19.0;
/// The name of a building is written once the building is about this many pixels across. Before, nobody could say which
/// one is meant.
const LEAST: f64 = 5.0;
/// Names of gates are written this many pixels above the gate.
pub(super) const ABOVE: f64 = 12.0;

/// The buildings whose names are written in this view, so that no two names overlap and none is cut off: the selected one,
/// then larger ones first. The names of gates are always written, and those of buildings keep clear of them.
pub fn labels<'a>(
    plan: &'a Plan,
    view: &PlanView,
    selected: Option<&BuildingId>,
) -> Vec<&'a Building> {
    let unit = view.unit();
    let mut taken: Vec<Area> = plan
        .gates
        .iter()
        .map(|gate| Area::of(view, gate.at, ABOVE, &gate.name))
        .collect();
    let mut candidates: Vec<(i64, i64, &Building)> = vec![];
    for building in plan.buildings.iter().filter(|b| !b.name.is_empty()) {
        let chosen = selected == Some(&building.id);
        let across = super::area(&building.outline).sqrt();
        if chosen || across >= LEAST * unit {
            candidates.push((i64::from(!chosen), millimetres(across), building));
        }
    }
    // Of two equals the first in the plan.
    let order = ordered(candidates.len(), |i| (candidates[i].0, -candidates[i].1));
    let mut written = vec![];
    for (_, _, building) in order.into_iter().map(|i| candidates[i]) {
        let area = Area::of(view, building.middle(), 0.0, &building.name);
        if view.holds(area.across, area.down) && !taken.iter().any(|other| area.meets(other)) {
            taken.push(area);
            written.push(building);
        }
    }
    written
}

/// What a name covers, in units of the drawing.
#[derive(Debug, Clone, Copy)]
struct Area {
    across: (f64, f64),
    down: (f64, f64),
}

impl Area {
    fn of(view: &PlanView, at: Point, above: f64, name: &str) -> Self {
        let unit = view.unit();
        let (_, y) = view.xy(at);
        let y = y - above * unit;
        let (w, h) = (width(name) * unit / 2.0, LINE * unit / 2.0);
        let x = if above > 0.0 {
            middle_of_name(view, at, name)
        } else {
            view.xy(at).0
        };
        Self {
            across: (x - w, x + w),
            down: (y - h, y + h),
        }
    }

    fn meets(&self, other: &Self) -> bool {
        let overlap = |a: (f64, f64), b: (f64, f64)| a.0 < b.1 && b.0 < a.1;
        overlap(self.across, other.across) && overlap(self.down, other.down)
    }
}

/// Where the middle of a gate's name stands: over the gate, or so far inside that the drawing's edge does not cut it off.
pub(super) fn middle_of_name(view: &PlanView, at: Point, name: &str) -> f64 {
    let (x, _) = view.xy(at);
    let half = width(name) * view.unit() / 2.0;
    let west = view.xy(view.point_at(0.0, 0.0)).0 + half;
    let east = view.xy(view.point_at(1.0, 0.0)).0 - half;
    if west < east { x.clamp(west, east) } else { x }
}

/// About how wide a name is, in pixels: Chinese characters fill a square, others two thirds of one.
fn width(name: &str) -> f64 {
    let part = |c: char| if c.is_ascii() { 0.65 } else { 1.0 };
    name.chars().map(part).sum::<f64>() * SIZE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Gate;
    use proptest::prelude::*;

    const METRE: f64 = 1.0 / 111_195.0;

    fn p(lat: f64, lon: f64) -> Point {
        Point { lat, lon }
    }

    /// A square so many metres wide.
    fn square(id: &str, name: &str, at: Point, metres: f64) -> Building {
        let d = metres * METRE;
        Building {
            id: BuildingId(id.into()),
            name: name.into(),
            cluster: String::new(),
            outline: vec![
                at,
                p(at.lat, at.lon + d),
                p(at.lat + d, at.lon + d),
                p(at.lat + d, at.lon),
            ],
            more: vec![],
        }
    }

    /// 360 pixels, about 360 metres.
    fn estate(buildings: Vec<Building>) -> Plan {
        Plan {
            buildings,
            paths: vec![vec![p(0.0, 0.0), p(332.0 * METRE, 332.0 * METRE)]],
            gates: vec![],
        }
    }

    fn written(plan: &Plan, view: &PlanView, selected: Option<&str>) -> Vec<String> {
        let selected = selected.map(|id| BuildingId(id.into()));
        labels(plan, view, selected.as_ref())
            .iter()
            .map(|building| building.id.0.clone())
            .collect()
    }

    #[test]
    fn the_larger_of_two_neighbours_keeps_its_name_unless_the_other_is_selected() {
        let at = |north: f64, east: f64| p(north * METRE, east * METRE);
        let mut plan = estate(vec![
            square("small", "7号楼", at(100.0, 100.0), 20.0),
            square("large", "8号楼", at(100.0, 121.0), 30.0),
            square("far", "9号楼", at(200.0, 200.0), 20.0),
            square("unnamed", "", at(250.0, 100.0), 40.0),
            square("shed", "S", at(300.0, 300.0), 3.0),
        ]);
        let whole = PlanView::of(&plan);
        assert_eq!(written(&plan, &whole, None), ["large", "far"]);
        assert_eq!(written(&plan, &whole, Some("small")), ["small", "far"]);
        assert_eq!(
            written(&plan, &whole, Some("shed")),
            ["shed", "large", "far"],
            "however small"
        );
        // Going nearer there is room for all that is in view.
        let part = whole.part(at(110.0, 120.0), 4.0);
        assert_eq!(written(&plan, &part, None), ["large", "small"]);
        // A gate beside a building takes the place of its name.
        plan.gates.push(Gate {
            name: "South gate".into(),
            at: at(95.0, 130.0),
        });
        assert_eq!(written(&plan, &whole, None), ["far"]);
    }

    #[test]
    fn a_name_that_would_be_cut_off_is_not_written() {
        let name = "上海国际会议中心";
        let plan = estate(vec![square("edge", name, p(0.0, 0.0), 30.0)]);
        assert!(written(&plan, &PlanView::of(&plan), None).is_empty());
    }

    proptest! {
        #[test]
        fn no_two_names_overlap_and_no_more_would_fit(
            houses in prop::collection::vec((0.0..332.0_f64, 0.0..332.0_f64, 1.0..60.0_f64, "[a-z]{0,3}[一-龟]{0,5}"), 0..60),
            zoom in 1.0..10.0_f64,
        ) {
            let houses = houses.into_iter().enumerate().map(|(n, (north, east, metres, name))| {
                square(&n.to_string(), &name, p(north * METRE, east * METRE), metres)
            });
            let plan = estate(houses.collect());
            let view = PlanView::of(&plan).part(p(166.0 * METRE, 166.0 * METRE), zoom);
            let written = labels(&plan, &view, None);
            let area = |building: &Building| Area::of(&view, building.middle(), 0.0, &building.name);
            for (n, building) in written.iter().enumerate() {
                prop_assert!(written[..n].iter().all(|other| !area(building).meets(&area(other))));
            }
            for building in &plan.buildings {
                let large = crate::place::area(&building.outline).sqrt() >= LEAST * view.unit();
                let shown = view.holds(area(building).across, area(building).down);
                let free = written.iter().all(|other| !area(building).meets(&area(other)));
                prop_assert!(building.name.is_empty() || !(large && shown && free), "{}", building.id);
            }
        }
    }
}
