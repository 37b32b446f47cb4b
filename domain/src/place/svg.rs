//! The plan as SVG: the one drawing of it, in pages, on sheets, with or without script, offline.
//!
//! The middle of the estate is (0, 0) and one unit a metre, so a click is turned back into a position by
//! [`PlanView::point_at`] alone.

use std::fmt::Write;

use super::{METRES_PER_DEGREE, Plan, Point};
use crate::BuildingId;

/// Metres around the outermost corner.
const MARGIN: f64 = 14.0;

/// A mark on the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Pin {
    pub at: Point,
    /// What stands in it: an issue's number, or how many there are.
    pub label: String,
    /// Read aloud, and shown on hovering.
    pub title: String,
    /// Where it leads; `None` on paper.
    pub href: Option<String>,
}

/// The part of the world that the drawing shows, in metres around its middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanView {
    middle: Point,
    /// Half the width and half the height, in metres.
    half: (f64, f64),
}

impl PlanView {
    /// The whole plan.
    pub fn of(plan: &Plan) -> Self {
        let points = || {
            let corners = plan.buildings.iter().flat_map(|b| &b.outline);
            corners
                .chain(plan.paths.iter().flatten())
                .chain(plan.gates.iter().map(|g| &g.at))
        };
        let (mut south, mut north, mut west, mut east) =
            (90.0_f64, -90.0_f64, 180.0_f64, -180.0_f64);
        for p in points() {
            south = south.min(p.lat);
            north = north.max(p.lat);
            west = west.min(p.lon);
            east = east.max(p.lon);
        }
        if points().next().is_none() {
            (south, north, west, east) = (0.0, 0.0, 0.0, 0.0);
        }
        let middle = Point {
            lat: f64::midpoint(south, north),
            lon: f64::midpoint(west, east),
        };
        let scale = METRES_PER_DEGREE * middle.lat.to_radians().cos();
        Self {
            middle,
            half: (
                (east - west) / 2.0 * scale + MARGIN,
                (north - south) / 2.0 * METRES_PER_DEGREE + MARGIN,
            ),
        }
    }

    /// Width and height in metres.
    pub fn size(&self) -> (f64, f64) {
        (self.half.0 * 2.0, self.half.1 * 2.0)
    }

    fn xy(&self, p: Point) -> (f64, f64) {
        let scale = METRES_PER_DEGREE * self.middle.lat.to_radians().cos();
        (
            (p.lon - self.middle.lon) * scale,
            (self.middle.lat - p.lat) * METRES_PER_DEGREE,
        )
    }

    /// The point of the world under a point of the drawing, given as parts (0 to 1) of its width and height.
    pub fn point_at(&self, across: f64, down: f64) -> Point {
        let scale = METRES_PER_DEGREE * self.middle.lat.to_radians().cos();
        Point {
            lat: self.middle.lat - (down * 2.0 - 1.0) * self.half.1 / METRES_PER_DEGREE,
            lon: self.middle.lon + (across * 2.0 - 1.0) * self.half.0 / scale,
        }
    }

    /// Whether the drawing shows this point.
    pub fn shows(&self, p: Point) -> bool {
        let (x, y) = self.xy(p);
        x.abs() <= self.half.0 && y.abs() <= self.half.1
    }
}

/// Draws the plan with pins, the chosen place and the chosen building. `label` is read aloud for the whole drawing.
pub fn svg(
    plan: &Plan,
    label: &str,
    pins: &[Pin],
    here: Option<Point>,
    selected: Option<&BuildingId>,
) -> String {
    let view = PlanView::of(plan);
    let (w, h) = view.half;
    let mut out = String::with_capacity(4096);
    // Links inside must stay reachable by screen readers, so the drawing is a group with a name, not one image.
    let role = if pins.iter().any(|pin| pin.href.is_some()) {
        "group"
    } else {
        "img"
    };
    // Sizes of text, lines and pins in `style/` count in this unit: about a pixel on a phone.
    let unit = w * 2.0 / 360.0;
    let _ = write!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="{:.1} {:.1} {:.1} {:.1}" style="--u:{unit:.3}px" role="{role}" aria-label="{}">"#,
        -w,
        -h,
        w * 2.0,
        h * 2.0,
        escape(label)
    );
    for path in &plan.paths {
        let _ = write!(
            out,
            r#"<polyline class="plan-path" points="{}"/>"#,
            points(&view, path)
        );
    }
    for building in &plan.buildings {
        let chosen = if selected == Some(&building.id) {
            " is-selected"
        } else {
            ""
        };
        let _ = write!(
            out,
            r#"<polygon class="plan-building{chosen}" points="{}"/>"#,
            points(&view, &building.outline)
        );
        let (x, y) = view.xy(building.middle());
        let _ = write!(
            out,
            r#"<text class="plan-label" x="{x:.1}" y="{y:.1}">{}</text>"#,
            escape(&building.name)
        );
    }
    for gate in &plan.gates {
        let (x, y) = view.xy(gate.at);
        let _ = write!(
            out,
            r#"<g class="plan-gate"><circle cx="{x:.1}" cy="{y:.1}" r="{:.1}"/><text class="plan-label" x="{x:.1}" y="{:.1}">{}</text></g>"#,
            unit * 4.0,
            y - unit * 12.0,
            escape(&gate.name)
        );
    }
    for pin in pins.iter().filter(|pin| view.shows(pin.at)) {
        let (x, y) = view.xy(pin.at);
        if let Some(href) = &pin.href {
            let _ = write!(
                out,
                // The name that is read aloud contains what is seen, so that it can be spoken to.
                r#"<a href="{}" aria-label="{} {}">"#,
                escape(href),
                escape(&pin.label),
                escape(&pin.title)
            );
        }
        let _ = write!(
            out,
            r#"<g class="plan-pin" transform="translate({x:.1} {:.1})"><title>{}</title><path transform="scale({unit:.3})" d="M-6 7 0 16 6 7z"/><circle class="plan-hit"/><circle/><text>{}</text></g>"#,
            // The pin's tip is at the place; its head leaves the name of the building readable.
            y - unit * 16.0,
            escape(&pin.title),
            escape(&pin.label)
        );
        if pin.href.is_some() {
            out.push_str("</a>");
        }
    }
    if let Some(here) = here.filter(|here| view.shows(*here)) {
        let (x, y) = view.xy(here);
        let _ = write!(
            out,
            r#"<g class="plan-here" transform="translate({x:.1} {y:.1})"><circle/><circle/></g>"#
        );
    }
    out.push_str("</svg>");
    out
}

fn points(view: &PlanView, line: &[Point]) -> String {
    let mut out = String::new();
    for p in line {
        let (x, y) = view.xy(*p);
        let _ = write!(out, "{x:.1},{y:.1} ");
    }
    out
}

/// Makes words of people harmless inside markup.
pub fn escape(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Building;

    fn plan(name: &str) -> Plan {
        let p = |lat, lon| Point { lat, lon };
        Plan {
            buildings: vec![Building {
                id: BuildingId("1".into()),
                name: name.into(),
                cluster: String::new(),
                outline: vec![
                    p(31.0, 121.0),
                    p(31.0, 121.001),
                    p(31.001, 121.001),
                    p(31.001, 121.0),
                ],
            }],
            ..Plan::default()
        }
    }

    #[test]
    fn a_tap_leads_back_to_the_point_that_was_drawn_there() {
        let view = PlanView::of(&plan("1"));
        let middle = view.point_at(0.5, 0.5);
        assert!((middle.lat - 31.0005).abs() < 1e-9 && (middle.lon - 121.0005).abs() < 1e-9);
        for (across, down) in [(0.1, 0.9), (0.7, 0.2)] {
            let (x, y) = view.xy(view.point_at(across, down));
            let (width, height) = view.size();
            assert!((x / width + 0.5 - across).abs() < 1e-9);
            assert!((y / height + 0.5 - down).abs() < 1e-9);
        }
    }

    #[test]
    fn names_and_titles_are_harmless() {
        let evil = "</text><script>alert(1)</script>";
        let pin = Pin {
            at: Point {
                lat: 31.0005,
                lon: 121.0005,
            },
            label: evil.into(),
            title: format!("\"{evil}"),
            href: Some(format!("\"{evil}")),
        };
        let drawn = svg(&plan(evil), evil, &[pin], None, None);
        assert!(!drawn.contains("<script"), "{drawn}");
        assert_eq!(drawn.matches("href=\"&quot;").count(), 1);
    }

    #[test]
    fn an_empty_plan_is_drawn_too() {
        assert!(svg(&Plan::default(), "", &[], None, None).ends_with("</svg>"));
    }
}
