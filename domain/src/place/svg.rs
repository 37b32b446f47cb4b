//! The plan as SVG: the one drawing of it, in pages, on sheets, with or without script, offline.
//!
//! Where things stand in it, [`PlanView`] says; a click is turned back into a position by
//! [`PlanView::point_at`] alone.

use std::fmt::Write;

use super::geometry::signed_area;
use super::label::Names;
use super::pin::Pin;
use super::{Building, Plan, PlanView, Point};
use crate::BuildingId;
use crate::words::escape;

/// More buildings than this in view are drawn in one stroke: a thousand elements make a slow page,
/// and none of them could be tapped on its own anyway.
const MANY: usize = 300;

/// What is drawn. Only what is in view is.
#[derive(Debug, Clone, Copy)]
pub struct Drawing<'a> {
    pub plan: &'a Plan,
    pub view: PlanView,
    /// Read aloud for the whole drawing.
    pub label: &'a str,
    pub pins: &'a [Pin],
    /// The chosen place.
    pub mark: Option<Point>,
    /// The chosen building.
    pub selected: Option<&'a BuildingId>,
}

impl Drawing<'_> {
    /// The drawing, as one `<svg>` element.
    pub fn svg(&self) -> String {
        let Self {
            plan,
            view,
            label,
            pins,
            mark,
            selected,
        } = *self;
        let mut out = String::with_capacity(4096);
        // Links inside must stay reachable by screen readers, so the drawing is a group with a
        // name, not one image.
        let role = if pins.iter().any(|pin| pin.href.is_some()) {
            "group"
        } else {
            "img"
        };
        // Sizes of text, lines and pins in `style/` count in this unit: about a pixel.
        let unit = view.unit();
        let _ = write!(
            out,
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}" style="--u:{unit:.3}px" role="{role}" aria-label="{}">"#,
            view.view_box(),
            escape(label)
        );
        let pen = Pen::for_unit(unit);
        for path in &plan.paths {
            let line = xy(&view, path);
            if in_view(&view, &line) {
                let mut d = String::new();
                pen.line(&mut d, &line);
                let _ = write!(out, r#"<path class="plan-path" d="{d}"/>"#);
            }
        }
        self.draw_buildings(&mut out, &pen);
        let names = Names::of(plan, &view, pins, selected, mark);
        for (building, (x, y)) in names.buildings {
            let _ = write!(
                out,
                r#"<text class="plan-label" x="{x:.1}" y="{y:.1}">{}</text>"#,
                escape(&building.name)
            );
        }
        for (gate, at) in names.gates {
            let (x, y) = view.xy(gate.at);
            let _ = write!(
                out,
                r#"<g class="plan-gate"><circle cx="{x:.1}" cy="{y:.1}" r="{:.1}"/><text class="plan-label" x="{:.1}" y="{:.1}">{}</text></g>"#,
                unit * 4.0,
                at.0,
                at.1,
                escape(&gate.name)
            );
        }
        for pin in pins.iter().filter(|pin| view.shows(pin.at)) {
            pin.draw(&mut out, &view);
        }
        if let Some(mark) = mark.filter(|mark| view.shows(*mark)) {
            let (x, y) = view.xy(mark);
            let _ = write!(
                out,
                r#"<g class="plan-mark" transform="translate({x:.1} {y:.1})"><circle/><circle/></g>"#
            );
        }
        out.push_str("</svg>");
        out
    }

    fn draw_buildings(&self, out: &mut String, pen: &Pen) {
        // The chosen one last, so that its line is not covered.
        let chosen = |building: &Building| self.selected == Some(&building.id);
        let others = self.plan.buildings.iter().filter(|b| !chosen(b));
        let order = others.chain(self.plan.buildings.iter().filter(|b| chosen(b)));
        let mut buildings: Vec<(&Building, Vec<Ring>)> = vec![];
        for building in order {
            let rings: Vec<Ring> = building.rings().map(|ring| xy(&self.view, ring)).collect();
            if rings.iter().any(|ring| in_view(&self.view, ring)) {
                buildings.push((building, rings));
            }
        }
        let many = buildings.len() > MANY;
        let mut together = String::new();
        let mut single = String::new();
        for (building, mut rings) in buildings {
            let mut d = String::new();
            if many && rings.len() == 1 && !chosen(building) {
                // All the same way round: where two overlap, neither cuts a hole into the other.
                if signed_area(&rings[0]) < 0.0 {
                    rings[0].reverse();
                }
                pen.ring(&mut together, &rings[0]);
                continue;
            }
            for ring in &rings {
                pen.ring(&mut d, ring);
            }
            let class = if chosen(building) { " is-selected" } else { "" };
            let courtyards = if rings.len() > 1 {
                r#" fill-rule="evenodd""#
            } else {
                ""
            };
            let _ = write!(
                single,
                r#"<path class="plan-building{class}"{courtyards} d="{d}"/>"#
            );
        }
        if !together.is_empty() {
            let _ = write!(
                out,
                r#"<path class="plan-building is-many" d="{together}"/>"#
            );
        }
        out.push_str(&single);
    }
}

/// A line in units of the drawing.
type Ring = Vec<(f64, f64)>;

fn xy(view: &PlanView, line: &[Point]) -> Ring {
    line.iter().map(|p| view.xy(*p)).collect()
}

/// Whether the rectangle around a line is in view in part.
fn in_view(view: &PlanView, line: &[(f64, f64)]) -> bool {
    let around = |axis: fn(&(f64, f64)) -> f64| {
        let both = line.iter().map(axis);
        both.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| {
            (low.min(at), high.max(at))
        })
    };
    view.meets(around(|p| p.0), around(|p| p.1))
}

/// Writes lines as path data, as exactly as the eye can see and no more: a plan of 1,300 buildings
/// is as small as it looks.
struct Pen {
    /// Digits after the point, in metres.
    decimals: u32,
    /// Corners nearer than this to the one before, in steps of the last digit, are left out.
    least: f64,
}

impl Pen {
    fn for_unit(unit: f64) -> Self {
        // One step of the last digit is at most half a pixel.
        let decimals = [0, 1, 2]
            .into_iter()
            .find(|decimals| 0.1_f64.powi(*decimals) <= unit / 2.0)
            .unwrap_or(3);
        Self {
            decimals: decimals.unsigned_abs(),
            least: unit / 2.0 * 10.0_f64.powi(decimals),
        }
    }

    fn line(&self, d: &mut String, line: &[(f64, f64)]) {
        let mut last: Option<(i64, i64)> = None;
        for point in line {
            let (x, y) = (self.steps(point.0), self.steps(point.1));
            match last {
                None => {
                    d.push('M');
                    self.number(d, x);
                    self.number(d, y);
                    d.push('l');
                }
                Some((lx, ly)) => {
                    if length(x - lx, y - ly) < self.least {
                        continue;
                    }
                    self.number(d, x - lx);
                    self.number(d, y - ly);
                }
            }
            last = Some((x, y));
        }
        // Of one point nothing can be seen, and `l` alone is no path.
        if d.ends_with('l') {
            d.pop();
        }
    }

    fn ring(&self, d: &mut String, ring: &[(f64, f64)]) {
        self.line(d, ring);
        d.push('z');
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "the globe is 40,000,000 m around; what is beyond saturates"
    )]
    fn steps(&self, metres: f64) -> i64 {
        (metres * f64::from(10_u32.pow(self.decimals))).round() as i64
    }

    /// A number of steps, in metres, set apart from the one before.
    fn number(&self, d: &mut String, steps: i64) {
        if steps >= 0 && d.ends_with(|c: char| c.is_ascii_digit()) {
            d.push(' ');
        }
        if steps < 0 {
            d.push('-');
        }
        let (steps, scale) = (steps.unsigned_abs(), 10_u64.pow(self.decimals));
        let _ = write!(d, "{}", steps / scale);
        let rest = steps % scale;
        if rest > 0 {
            let digits = format!("{rest:0width$}", width = self.decimals as usize);
            let _ = write!(d, ".{}", digits.trim_end_matches('0'));
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "steps of a view are few")]
fn length(x: i64, y: i64) -> f64 {
    (x as f64).hypot(y as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn p(lat: f64, lon: f64) -> Point {
        Point { lat, lon }
    }

    /// A square of about 100 metres, `n` squares east of the first.
    fn square(n: u32, name: &str) -> Building {
        let lon = 121.0 + f64::from(n) * 0.002;
        Building {
            id: BuildingId(n.to_string()),
            name: name.into(),
            cluster: String::new(),
            outline: vec![
                p(31.0, lon),
                p(31.0, lon + 0.001),
                p(31.001, lon + 0.001),
                p(31.001, lon),
            ],
            more: vec![],
        }
    }

    fn plan(name: &str) -> Plan {
        Plan {
            buildings: vec![square(0, name)],
            ..Plan::default()
        }
    }

    fn drawn(plan: &Plan, view: PlanView, selected: Option<&str>) -> String {
        let selected = selected.map(|id| BuildingId(id.into()));
        Drawing {
            plan,
            view,
            label: "",
            pins: &[],
            mark: None,
            selected: selected.as_ref(),
        }
        .svg()
    }

    fn whole(plan: &Plan) -> String {
        drawn(plan, PlanView::of(plan), None)
    }

    #[test]
    fn names_and_titles_are_harmless() {
        let evil = "</text><script>alert(1)</script>";
        let pin = Pin {
            at: p(31.0005, 121.0005),
            label: evil.into(),
            title: format!("\"{evil}"),
            href: Some(format!("\"{evil}")),
            icon: "",
            class: "",
        };
        let mut plan = plan(evil);
        plan.gates.push(super::super::Gate {
            name: evil.into(),
            at: p(31.0, 121.0),
        });
        // Chosen, so that its name is written however long it is; wide, so that there is room for
        // it.
        let drawing = Drawing {
            plan: &plan,
            view: PlanView::of(&plan).wide(2_000.0),
            label: evil,
            pins: &[pin],
            mark: None,
            selected: Some(&BuildingId("0".into())),
        };
        let drawn = drawing.svg();
        assert!(!drawn.contains("<script"), "{drawn}");
        assert_eq!(drawn.matches("href=\"&quot;").count(), 1);
        assert_eq!(drawn.matches("&lt;/text&gt;").count(), 8, "{drawn}");
    }

    #[test]
    fn an_empty_plan_is_drawn_too() {
        assert!(whole(&Plan::default()).ends_with("</svg>"));
    }

    #[test]
    fn a_building_is_drawn_where_it_stands() {
        // 95.31 m wide and 111.2 m high, to the nearest 0.1 m, anticlockwise from the south-west.
        let drawn = whole(&plan("1"));
        let d = "M-47.7 55.6l95.4 0 0-111.2-95.4 0z";
        assert!(
            drawn.contains(&format!(r#"<path class="plan-building" d="{d}"/>"#)),
            "{drawn}"
        );
    }

    #[test]
    fn a_courtyard_stays_open() {
        let mut plan = plan("1");
        plan.buildings[0].more = vec![vec![
            p(31.000_3, 121.000_3),
            p(31.000_3, 121.000_7),
            p(31.000_7, 121.000_7),
        ]];
        let drawn = whole(&plan);
        assert!(drawn.contains(r#"fill-rule="evenodd""#), "{drawn}");
        assert_eq!(drawn.matches('z').count(), 2);
    }

    #[test]
    fn only_what_is_in_view_is_drawn() {
        let plan = Plan {
            buildings: (0..10).map(|n| square(n, &n.to_string())).collect(),
            paths: vec![
                vec![p(31.0005, 121.0), p(31.0005, 121.001)],
                vec![p(31.0005, 121.015), p(31.0005, 121.016)],
            ],
            ..Plan::default()
        };
        let whole = PlanView::of(&plan);
        let count = |drawn: &str, what: &str| drawn.matches(what).count();
        let all = drawn(&plan, whole, None);
        assert_eq!(count(&all, r#"class="plan-building""#), 10);
        assert_eq!(count(&all, r#"class="plan-path""#), 2);
        let part = drawn(&plan, whole.part(p(31.0005, 121.0005), 10.0), None);
        assert_eq!(count(&part, r#"class="plan-building""#), 1);
        assert_eq!(count(&part, r#"class="plan-path""#), 1);
        assert_eq!(count(&part, "<text"), 1);
        assert_ne!(all, part);
    }

    #[test]
    fn many_buildings_are_one_element_and_the_chosen_one_another() {
        let mut plan = Plan {
            buildings: (0..400).map(|n| square(n, "")).collect(),
            ..Plan::default()
        };
        // Every second one the other way round.
        for building in plan.buildings.iter_mut().step_by(2) {
            building.outline.reverse();
        }
        let view = PlanView::of(&plan).wide(4_000.0);
        let drawn = drawn(&plan, view, Some("7"));
        assert_eq!(drawn.matches("<path").count(), 2);
        assert!(drawn.find("is-selected") > drawn.find(r#"class="plan-building""#));
        // 400 rings, all starting their way round alike.
        assert_eq!(drawn.matches('z').count(), 400);
        let together = drawn.split(r#"d=""#).nth(1).expect("a path");
        let turns: std::collections::BTreeSet<bool> = together
            .split('z')
            .filter_map(|ring| ring.split_once('l'))
            .map(|(_, way)| way.starts_with('-') || way.starts_with("0 "))
            .collect();
        assert_eq!(turns.len(), 1, "{turns:?}");
    }

    #[test]
    fn numbers_are_as_exact_as_can_be_seen() {
        for (unit, decimals) in [
            (10.0, 0),
            (2.0, 0),
            (1.9, 1),
            (0.2, 1),
            (0.19, 2),
            (0.01, 3),
        ] {
            assert_eq!(Pen::for_unit(unit).decimals, decimals, "{unit}");
        }
        let pen = Pen {
            decimals: 2,
            least: 0.0,
        };
        let mut d = "M".to_owned();
        for steps in [0, 5, -5, 1200, 1230, -1234, 99] {
            pen.number(&mut d, steps);
        }
        assert_eq!(d, "M0 0.05-0.05 12 12.3-12.34 0.99");
        let pen = Pen::for_unit(4.0);
        let mut d = String::new();
        pen.ring(&mut d, &[(0.0, 0.0), (0.0, 1.0), (3.0, 1.0), (3.0, 9.0)]);
        assert_eq!(d, "M0 0l3 1 0 8z", "what can't be told apart is left out");
        let mut d = String::new();
        pen.ring(&mut d, &[(0.0, 0.0), (0.4, 0.0), (0.0, 0.4)]);
        assert_eq!(d, "M0 0z");
    }
}
