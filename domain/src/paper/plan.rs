//! The plan on paper: the same drawing as everywhere, with its looks in it, so that
//! whatever shows SVG shows it alike, with neither style sheets nor colour.

use std::fmt::Write;

use crate::place::{Drawing, Place, Plan, PlanView, Point};

/// Room for it on paper, in points: half of the width between the margins, and its height.
const ROOM: (f64, f64) = (215.0, 168.0);
/// Points of paper for each unit that the drawing takes for a pixel: its labels come out at 7
/// points, as large as they can be without covering each other.
const UNIT: f64 = 0.6;

/// A class of the drawing, the attributes that stand for it, and lengths in the drawing's unit.
type Look = (&'static str, &'static str, &'static [(&'static str, f64)]);

const LOOKS: [Look; 5] = [
    (
        r#"class="plan-path""#,
        r##"fill="none" stroke="#000" stroke-linecap="round" stroke-linejoin="round""##,
        &[("stroke-width", 1.0), ("stroke-dasharray", 4.0)],
    ),
    (
        r#"class="plan-building is-selected""#,
        r##"fill="#c8c8c8" stroke="#000" stroke-linejoin="round""##,
        &[("stroke-width", 2.25)],
    ),
    (
        r#"class="plan-building is-many""#,
        r##"fill="#fff" stroke="#000" stroke-linejoin="round""##,
        &[("stroke-width", 0.75)],
    ),
    (
        r#"class="plan-building""#,
        r##"fill="#fff" stroke="#000" stroke-linejoin="round""##,
        &[("stroke-width", 0.75)],
    ),
    (
        r#"class="plan-label""#,
        r##"fill="#000" stroke="#fff" stroke-linejoin="round" paint-order="stroke" text-anchor="middle" font-family="Noto Serif SC, Noto Serif CJK SC, serif" font-weight="700""##,
        &[("font-size", 12.0), ("stroke-width", 2.5), ("dy", 4.2)],
    ),
];

/// The plan around an issue's place, with that place marked; `label` is read aloud.
pub(super) fn around(plan: &Plan, place: &Place, at: Point, label: &str) -> String {
    let plan = plan.around(at);
    let whole = PlanView::of(&plan);
    let (width, height) = whole.size();
    let scale = (ROOM.0 / width).min(ROOM.1 / height);
    let view = whole.wide(width * scale / UNIT);
    let drawing = Drawing {
        plan: &plan,
        view,
        label,
        pins: &[],
        mark: Some(at),
        selected: place.building.as_ref(),
    };
    on_paper(drawing.svg(), view.unit())
}

fn on_paper(mut svg: String, unit: f64) -> String {
    svg = svg.replace(&format!(r#" style="--u:{unit:.3}px""#), "");
    for (class, attributes, lengths) in LOOKS {
        let mut looks = attributes.to_owned();
        for (name, length) in lengths {
            let _ = write!(looks, r#" {name}="{:.2}""#, length * unit);
        }
        svg = svg.replace(class, &looks);
    }
    let ring = |radius: f64, fill: &str| {
        format!(
            r##"<circle r="{:.2}" fill="{fill}" stroke="#000" stroke-width="{:.2}"/>"##,
            radius * unit,
            2.0 * unit
        )
    };
    let here = format!("{}{}", ring(13.0, "none"), ring(5.5, "#000"));
    svg.replace("<circle/><circle/>", &here)
        .replace(r#" class="plan-gate""#, "")
        .replace(r#" class="plan-mark""#, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::BuildingId;
    use crate::place::{Building, Gate};

    #[test]
    fn a_drawing_for_paper_needs_no_styles() {
        let p = |lat, lon| Point { lat, lon };
        let building = |id: &str, lon| Building {
            id: BuildingId(id.into()),
            name: id.into(),
            cluster: String::new(),
            outline: vec![p(31.0, lon), p(31.0, lon + 0.001), p(31.001, lon)],
            more: vec![],
        };
        // So many that most are drawn in one stroke, and one with a courtyard.
        let mut buildings: Vec<Building> = (1..=310_u32)
            .map(|n| building(&n.to_string(), 121.0 + f64::from(n) * 0.002))
            .collect();
        buildings[4].more = vec![vec![
            p(31.0001, 121.01),
            p(31.0001, 121.0101),
            p(31.0002, 121.01),
        ]];
        let plan = Plan {
            buildings,
            paths: vec![vec![p(31.0, 121.0), p(31.001, 121.003)]],
            gates: vec![Gate {
                name: "East".into(),
                at: p(31.001, 121.003),
            }],
        };
        let view = PlanView::of(&plan);
        let drawing = Drawing {
            plan: &plan,
            view,
            label: "",
            pins: &[],
            mark: Some(p(31.0, 121.001)),
            selected: Some(&BuildingId("2".into())),
        };
        let svg = on_paper(drawing.svg(), view.unit());
        for left in ["class=", "style=", "<circle/>", "--u", "is-many"] {
            assert!(!svg.contains(left), "{left} in {svg}");
        }
        assert!(svg.contains("#c8c8c8"), "{svg}");
        assert_eq!(svg.matches("fill=\"#fff\"").count(), 2, "{svg}");
    }
}
