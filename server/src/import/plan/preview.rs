//! What an import would do, shown before it does it: counts, a drawing in a file, and a coarse map
//! in the terminal.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;

use domain::BuildingId;
use domain::place::{Building, Drawing, Plan, PlanView};

/// How wide the drawing is taken to be, in pixels.
const DRAWING: f64 = 1_600.0;
/// The map in the terminal: characters across, and lines at most.
const COLUMNS: usize = 72;
const LINES: usize = 36;
/// Each character is a pattern of dots, two across and four down. Bits of a dot's column and row.
const DOTS: [[u32; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];
/// The pattern without a dot.
const BLANK: u32 = 0x2800;

/// An import, ready to be carried out.
#[derive(Debug)]
pub struct Preview {
    pub features: usize,
    pub merged: usize,
    /// What is left out: which feature and why.
    pub skipped: Vec<(String, String)>,
    /// What the plan would be.
    pub plan: Plan,
    pub changes: Changes,
    /// Where the drawing is.
    pub drawing: PathBuf,
}

/// What would become of the buildings of the present plan, and of its paths and gates.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    pub added: usize,
    pub changed: usize,
    pub same: usize,
    pub removed: Vec<BuildingId>,
    /// Buildings whose present name stays although the file has another.
    pub names_kept: usize,
    /// Before and after.
    pub paths: (usize, usize),
    pub gates: (usize, usize),
}

impl Changes {
    /// Makes `plan`, as the file has it, the next version of `present`: what people called a
    /// building stays, and its cluster if the file knows none. Says what then changes.
    pub fn of(present: &Plan, plan: &mut Plan) -> Self {
        let known: BTreeMap<&BuildingId, &Building> =
            present.buildings.iter().map(|b| (&b.id, b)).collect();
        let mut changes = Self {
            paths: (present.paths.len(), plan.paths.len()),
            gates: (present.gates.len(), plan.gates.len()),
            ..Self::default()
        };
        for building in &mut plan.buildings {
            let Some(known) = known.get(&building.id) else {
                changes.added += 1;
                continue;
            };
            if !known.name.is_empty() && known.name != building.name {
                if !building.name.is_empty() {
                    changes.names_kept += 1;
                }
                building.name.clone_from(&known.name);
            }
            if building.cluster.is_empty() {
                building.cluster.clone_from(&known.cluster);
            }
            if *building == **known {
                changes.same += 1;
            } else {
                changes.changed += 1;
            }
        }
        let kept: BTreeSet<&BuildingId> = plan.buildings.iter().map(|b| &b.id).collect();
        let removed = known.keys().filter(|id| !kept.contains(*id));
        changes.removed = removed.map(|id| (*id).clone()).collect();
        changes
    }
}

/// The drawing of the plan, as a file of its own.
pub fn drawing(plan: &Plan, title: &str) -> String {
    let view = PlanView::of(plan).wide(DRAWING);
    let map = Drawing {
        plan,
        view,
        label: title,
        pins: &[],
        mark: None,
        selected: None,
    };
    // In pages the style sheet does this. Not every program that shows SVG can count in variables.
    let unit = view.unit();
    let style = format!(
        "<style>\
         .plan-building{{fill:#e9ddc8;stroke:#6f5f45;stroke-width:{:.2}}}\
         .plan-path{{fill:none;stroke:#c9c9c9;stroke-width:{:.2}}}\
         .plan-gate circle{{fill:#222}}\
         .plan-label{{font:600 {:.2}px sans-serif;fill:#222;text-anchor:middle;dominant-baseline:central}}\
         </style>",
        unit,
        unit * 4.0,
        unit * 12.0
    );
    map.svg().replacen('>', &format!(">{style}"), 1)
}

impl fmt::Display for Preview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Plan {
            buildings,
            paths,
            gates,
        } = &self.plan;
        let named = buildings.iter().filter(|b| !b.name.is_empty()).count();
        let (width, height) = PlanView::of(&self.plan).size();
        writeln!(
            f,
            "{} features: {} buildings ({} put together from parts, {named} with a name), {} paths, {} gates; {} left out",
            self.features,
            buildings.len(),
            self.merged,
            paths.len(),
            gates.len(),
            self.skipped.len(),
        )?;
        writeln!(
            f,
            "{width:.0} m from west to east, {height:.0} m from south to north, with a margin"
        )?;
        let Changes {
            added,
            changed,
            same,
            removed,
            names_kept,
            paths,
            gates,
        } = &self.changes;
        writeln!(
            f,
            "against the present plan: {added} buildings added, {changed} changed, {} removed, {same} as they are",
            removed.len()
        )?;
        if *names_kept > 0 {
            writeln!(
                f,
                "  {names_kept} keep the name that they have here although the file has another"
            )?;
        }
        for (what, (before, after)) in [("paths", paths), ("gates", gates)] {
            if before != after {
                writeln!(f, "  {before} {what} before, {after} after")?;
            }
        }
        writeln!(f, "drawn in {}", self.drawing.display())?;
        f.write_str(&map(&self.plan))
    }
}

/// The buildings in dots. One that is smaller than a dot is a dot.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a few hundred dots across, counted from 0"
)]
fn map(plan: &Plan) -> String {
    let view = PlanView::of(plan);
    let (width, height) = view.size();
    // Both in dots; a dot is as high as it is wide.
    let most = (COLUMNS as f64 * 2.0, LINES as f64 * 4.0);
    let metres = (width / most.0).max(height / most.1);
    let (across, down) = ((width / metres).ceil(), (height / metres).ceil());
    let (columns, lines) = ((across / 2.0).ceil() as usize, (down / 4.0).ceil() as usize);
    let mut dots = vec![vec![BLANK; columns]; lines];
    let (north_west, south_east) = (view.point_at(0.0, 0.0), view.point_at(1.0, 1.0));
    let column = |lon: f64| (lon - north_west.lon) / (south_east.lon - north_west.lon) * across;
    let row = |lat: f64| (lat - north_west.lat) / (south_east.lat - north_west.lat) * down;
    let mut dot = |x: usize, y: usize| {
        if let Some(pattern) = dots.get_mut(y / 4).and_then(|line| line.get_mut(x / 2)) {
            *pattern |= DOTS[x % 2][y % 4];
        }
    };
    for building in &plan.buildings {
        let middle = building.middle();
        dot(column(middle.lon) as usize, row(middle.lat) as usize);
        let range = |at: &mut dyn Iterator<Item = f64>| {
            let (low, high) = at.fold((f64::INFINITY, 0.0_f64), |(low, high), at| {
                (low.min(at), high.max(at))
            });
            low as usize..=high as usize
        };
        let corners = || building.rings().flatten();
        for x in range(&mut corners().map(|p| column(p.lon))) {
            for y in range(&mut corners().map(|p| row(p.lat))) {
                let at = view.point_at((x as f64 + 0.5) / across, (y as f64 + 0.5) / down);
                if building.contains(at) {
                    dot(x, y);
                }
            }
        }
    }
    let mut map = String::with_capacity(lines * (columns * 3 + 1));
    for line in dots {
        let text: String = line.into_iter().filter_map(char::from_u32).collect();
        map.push_str(text.trim_end_matches('\u{2800}'));
        map.push('\n');
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::place::{Gate, Point};

    fn p(lat: f64, lon: f64) -> Point {
        Point { lat, lon }
    }

    fn building(id: &str, name: &str, east: f64, size: f64) -> Building {
        let (lat, lon) = (31.0, 121.0 + east);
        Building {
            id: BuildingId(id.into()),
            name: name.into(),
            cluster: String::new(),
            outline: vec![
                p(lat, lon),
                p(lat, lon + size),
                p(lat + size, lon + size),
                p(lat + size, lon),
            ],
            more: vec![],
        }
    }

    fn plan(buildings: Vec<Building>) -> Plan {
        Plan {
            buildings,
            ..Plan::default()
        }
    }

    #[test]
    fn what_people_called_a_building_stays() {
        let mut present = plan(vec![
            building("1", "Lotus House", 0.0, 0.001),
            building("2", "2", 0.002, 0.001),
            building("3", "", 0.004, 0.001),
            building("4", "4", 0.006, 0.001),
        ]);
        present.buildings[1].cluster = "East".into();
        let mut next = plan(vec![
            building("1", "One", 0.0, 0.001),
            building("2", "", 0.002, 0.001),
            building("3", "Three", 0.004, 0.001),
            building("5", "Five", 0.008, 0.001),
        ]);
        next.paths = vec![vec![p(31.0, 121.0), p(31.0, 121.01)]];
        let changes = Changes::of(&present, &mut next);
        let expected = Changes {
            added: 1,
            changed: 1,
            same: 2,
            removed: vec![BuildingId("4".into())],
            names_kept: 1,
            paths: (0, 1),
            gates: (0, 0),
        };
        assert_eq!(changes, expected);
        let names: Vec<&str> = next.buildings.iter().map(|b| b.name.as_str()).collect();
        assert_eq!(names, ["Lotus House", "2", "Three", "Five"]);
        assert_eq!(next.buildings[1].cluster, "East");
    }

    #[test]
    fn the_map_shows_a_building_where_it_stands() {
        // A square as high as the map in the west, a shed in the far east.
        let map = map(&plan(vec![
            building("1", "", 0.0, 0.01),
            building("2", "", 0.03, 0.00001),
        ]));
        let lines: Vec<Vec<char>> = map.lines().map(|line| line.chars().collect()).collect();
        assert!(lines.len() <= LINES && lines.iter().all(|line| line.len() <= COLUMNS));
        let middle = &lines[lines.len() / 2];
        assert!((20..=28).contains(&middle.len()), "{map}");
        assert_eq!(middle[10], '\u{28ff}', "{map}");
        let east = lines.iter().map(Vec::len).max();
        // Beyond it is the plan's margin, for pins at its edge.
        assert!(east > Some(COLUMNS - 6), "{map}");
    }

    #[test]
    fn a_high_map_is_no_longer_than_a_screen() {
        let mut tall = building("1", "", 0.0, 0.001);
        tall.outline[2].lat += 0.1;
        tall.outline[3].lat += 0.1;
        let map = map(&plan(vec![tall]));
        assert!(map.lines().count() <= LINES, "{map}");
    }

    #[test]
    fn the_drawing_is_styled_once_and_harmless() {
        let mut plan = plan(vec![building("1", "<b>", 0.0, 0.01)]);
        plan.gates.push(Gate {
            name: "\"gate\"".into(),
            at: p(31.0, 121.0),
        });
        let svg = drawing(&plan, "\"><script>");
        assert_eq!(svg.matches("<style>").count(), 1);
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
        assert!(!svg.contains("<script") && !svg.contains("<b>"), "{svg}");
    }
}
