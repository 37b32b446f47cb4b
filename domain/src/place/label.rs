//! Which names are written on the plan.

use super::pin::Pin;
use super::{Building, Gate, Plan, PlanView, Point, millimetres, ordered};
use crate::BuildingId;

/// The size of names in pixels, in elder mode: so the drawing is the same for everybody.
const SIZE: f64 = 15.0;
/// The height of a line of them, their halo included.
const LINE: f64 = 19.0;
/// The name of a building is written once the building is about this many pixels across. Before,
/// nobody could say which one is meant.
const LEAST: f64 = 5.0;
/// Names of gates are written this many pixels above the gate, or below it.
const BESIDE: f64 = 12.0;
/// The name of a building under a pin may stand so many pixels lower.
const LOWER: f64 = 14.0;
/// The mark of a chosen place reaches so many pixels around it, and the name of a building on which
/// it lies may stand so many pixels lower or higher.
const MARK: f64 = 14.0;
const AROUND: f64 = 25.0;

/// The names that are written in a view, each with its middle in units of the drawing, so that no
/// two names overlap and none is cut off.
pub(super) struct Names<'a> {
    /// All that are in view, each above its gate, or below where a pin or another gate's name is in
    /// the way.
    pub(super) gates: Vec<(&'a Gate, (f64, f64))>,
    /// The selected one in any case, then larger ones first, as far as neither pins nor names stand
    /// there.
    pub(super) buildings: Vec<(&'a Building, (f64, f64))>,
}

impl<'a> Names<'a> {
    pub(super) fn of(
        plan: &'a Plan,
        view: &PlanView,
        pins: &[Pin],
        selected: Option<&BuildingId>,
        mark: Option<Point>,
    ) -> Self {
        let unit = view.unit();
        let heads = heads(view, pins);
        let mut taken = heads.clone();
        taken.extend(mark.map(|mark| Cover::of_mark(view, mark)));
        let mut gates = vec![];
        for gate in plan.gates.iter().filter(|gate| view.shows(gate.at)) {
            let (x, y) = view.xy(gate.at);
            // So far inside that the drawing's edge does not cut it off.
            let half = width(&gate.name) * unit / 2.0;
            let (west, east) = view.sides();
            let (west, east) = (west + half, east - half);
            let x = if west < east { x.clamp(west, east) } else { x };
            let places = [(x, y - BESIDE * unit), (x, y + BESIDE * unit)];
            let at = first_free(view, &taken, &places, &gate.name).unwrap_or(places[0]);
            taken.push(Cover::of(view, at, &gate.name));
            gates.push((gate, at));
        }
        let mut candidates: Vec<(i64, i64, &Building)> = vec![];
        for building in plan.buildings.iter().filter(|b| !b.name.is_empty()) {
            let chosen = selected == Some(&building.id);
            let across = super::square_metres(&building.outline).sqrt();
            if chosen || across >= LEAST * unit {
                candidates.push((i64::from(!chosen), millimetres(across), building));
            }
        }
        // Of two equals the first in the plan.
        let order = ordered(candidates.len(), |i| (candidates[i].0, -candidates[i].1));
        let mut buildings = vec![];
        for (rest, _, building) in order.into_iter().map(|i| candidates[i]) {
            let (x, y) = view.xy(building.middle());
            let below = [0.0, LOWER, AROUND, -AROUND];
            let places = below.map(|lower| (x, y + lower * unit));
            let middle = Cover::of(view, (x, y), &building.name);
            // Where a pin's head lies over it, it stands beside that.
            let under = heads.iter().any(|head| head.meets(&middle));
            let places = if under || mark.is_some() {
                &places[..]
            } else {
                &places[..2]
            };
            let at = match first_free(view, &taken, places, &building.name) {
                Some(at) => at,
                None if rest > 0 => continue,
                // Of the chosen one beside the mark that says so.
                None if mark.is_some() => places[2],
                None => places[0],
            };
            taken.push(Cover::of(view, at, &building.name));
            buildings.push((building, at));
        }
        Self { gates, buildings }
    }
}

/// The first of these places at which a name can stand.
fn first_free(
    view: &PlanView,
    taken: &[Cover],
    places: &[(f64, f64)],
    name: &str,
) -> Option<(f64, f64)> {
    let free = |at: &(f64, f64)| Cover::of(view, *at, name).is_free(view, taken);
    places.iter().copied().find(free)
}

/// What a name covers, in units of the drawing.
#[derive(Debug, Clone, Copy)]
struct Cover {
    across: (f64, f64),
    down: (f64, f64),
}

impl Cover {
    /// That of a name with its middle there.
    fn of(view: &PlanView, (x, y): (f64, f64), name: &str) -> Self {
        let unit = view.unit();
        let (w, h) = (width(name) * unit / 2.0, LINE * unit / 2.0);
        Self {
            across: (x - w, x + w),
            down: (y - h, y + h),
        }
    }

    /// That of the mark of a chosen place.
    fn of_mark(view: &PlanView, mark: Point) -> Self {
        let (x, y) = view.xy(mark);
        let reach = MARK * view.unit();
        Self {
            across: (x - reach, x + reach),
            down: (y - reach, y + reach),
        }
    }

    /// Whether a name can stand there: whole, and clear of all that does already.
    fn is_free(&self, view: &PlanView, taken: &[Self]) -> bool {
        view.holds(self.across, self.down) && !taken.iter().any(|other| self.meets(other))
    }

    fn meets(&self, other: &Self) -> bool {
        let overlap = |a: (f64, f64), b: (f64, f64)| a.0 < b.1 && b.0 < a.1;
        overlap(self.across, other.across) && overlap(self.down, other.down)
    }
}

/// What the heads of pins cover. The name of the building under a pin's tip just fits below.
fn heads(view: &PlanView, pins: &[Pin]) -> Vec<Cover> {
    let unit = view.unit();
    let mut heads = vec![];
    for pin in pins {
        let (x, y) = view.xy(pin.at);
        let (reach, head) = (pin.reach(), pin.head());
        // A little above where names end: pins stand a little beside the middles of buildings.
        let bottom = y - (LINE / 2.0 + 3.0) * unit;
        heads.push(Cover {
            across: (x - reach * unit, x + reach * unit),
            down: (y - (head + reach) * unit, bottom),
        });
    }
    heads
}

/// About how wide a name is, in pixels: Chinese characters fill a square, others two thirds of one.
fn width(name: &str) -> f64 {
    let part = |c: char| if c.is_ascii() { 0.65 } else { 1.0 };
    name.chars().map(part).sum::<f64>() * SIZE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::geometry::METRES_PER_DEGREE;
    use proptest::prelude::*;

    const METRE: f64 = 1.0 / METRES_PER_DEGREE;

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

    fn pin(at: Point, label: &str) -> Pin {
        Pin {
            at,
            label: label.into(),
            title: String::new(),
            href: None,
            icon: "",
            class: "",
        }
    }

    fn written(plan: &Plan, view: &PlanView, selected: Option<&str>) -> Vec<String> {
        let selected = selected.map(|id| BuildingId(id.into()));
        Names::of(plan, view, &[], selected.as_ref(), None)
            .buildings
            .iter()
            .map(|(building, _)| building.id.0.clone())
            .collect()
    }

    #[test]
    fn the_name_of_a_marked_building_stands_beside_the_mark() {
        let plan = estate(vec![square(
            "1",
            "1",
            p(150.0 * METRE, 150.0 * METRE),
            40.0,
        )]);
        let view = PlanView::of(&plan);
        let middle = plan.buildings[0].middle();
        let at = |mark| Names::of(&plan, &view, &[], None, mark).buildings[0].1;
        assert_eq!(at(None), view.xy(middle));
        let beside = Cover::of(&view, at(Some(middle)), "1");
        assert!(!beside.meets(&Cover::of_mark(&view, middle)));
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
    fn the_name_of_a_gate_makes_way_for_a_pin_and_stays_inside() {
        let at = |north: f64| p(north * METRE, 100.0 * METRE);
        let mut plan = estate(vec![]);
        plan.gates = [50.0, 200.0]
            .map(|north| Gate {
                name: "Gate".into(),
                at: at(north),
            })
            .to_vec();
        let whole = PlanView::of(&plan);
        let below = |view: &PlanView, pins: &[Pin]| -> Vec<bool> {
            let names = Names::of(&plan, view, pins, None, None).gates;
            let names = names.iter();
            names.map(|(gate, at)| at.1 > view.xy(gate.at).1).collect()
        };
        assert_eq!(below(&whole, &[]), [false, false]);
        assert_eq!(below(&whole, &[pin(at(200.0), "12")]), [false, true]);
        let edge = whole.part(at(112.0), 2.0);
        assert_eq!(below(&edge, &[]), [false, true], "one is at the edge");
        // On the building that a pin points at there is room for its name; where the pin's head is,
        // it stands lower.
        let plan = estate(vec![square("1", "7号楼", at(140.0), 20.0)]);
        let middle = plan.buildings[0].middle();
        let view = PlanView::of(&plan);
        let lower = [0.0, 16.0, 40.0].map(|metres| {
            let pins = [pin(p(middle.lat - metres * METRE, middle.lon), "7")];
            let names = Names::of(&plan, &view, &pins, None, None).buildings;
            names[0].1.1 > view.xy(middle).1
        });
        assert_eq!(lower, [false, true, false]);
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
            pins in prop::collection::vec((0.0..332.0_f64, 0.0..332.0_f64, "[0-9]{0,4}"), 0..20),
            zoom in 1.0..10.0_f64,
        ) {
            let houses = houses.into_iter().enumerate().map(|(n, (north, east, metres, name))| {
                square(&n.to_string(), &name, p(north * METRE, east * METRE), metres)
            });
            let plan = estate(houses.collect());
            let view = PlanView::of(&plan).part(p(166.0 * METRE, 166.0 * METRE), zoom);
            let pins: Vec<Pin> = pins
                .into_iter()
                .map(|(north, east, label)| pin(p(north * METRE, east * METRE), &label))
                .collect();
            let written = Names::of(&plan, &view, &pins, None, None).buildings;
            let mut taken = heads(&view, &pins);
            for (building, at) in &written {
                let cover = Cover::of(&view, *at, &building.name);
                prop_assert!(cover.is_free(&view, &taken), "{}", building.id);
                taken.push(cover);
            }
            for building in plan.buildings.iter().filter(|b| !b.name.is_empty()) {
                let large = crate::place::square_metres(&building.outline).sqrt() >= LEAST * view.unit();
                let is_written = written.iter().any(|(other, _)| other.id == building.id);
                let cover = Cover::of(&view, view.xy(building.middle()), &building.name);
                prop_assert!(is_written || !large || !cover.is_free(&view, &taken), "{}", building.id);
            }
        }
    }
}
