//! What an import would do, shown before it does it: counts, a drawing in a file, and a coarse map
//! in the terminal.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;

use domain::BuildingId;
use domain::place::{Building, Datum, Drawing, Plan, PlanView, Point};

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
    /// Features that are parts of a building which is another feature.
    pub parts: usize,
    /// What is left out because a plan has no such thing, and how many of it.
    pub others: Vec<(String, usize)>,
    /// What is left out because it can't be read: which feature and why.
    pub skipped: Vec<(String, String)>,
    pub place: Whereabouts,
    /// What the plan would be.
    pub plan: Plan,
    pub changes: Changes,
    /// Where the drawing is.
    pub drawing: PathBuf,
}

/// What is known about where a plan lies, beside the plan itself.
#[derive(Debug, Clone, Default)]
pub struct Whereabouts {
    /// What the coordinates of the file meant.
    pub datum: Datum,
    /// It has ids of OpenStreetMap, which is in WGS-84.
    pub of_openstreetmap: bool,
    /// The community's.
    pub zone: String,
    /// Where buildings are at present, on average, and where the same ones would be.
    pub moved: Option<(Point, Point)>,
}

/// Metres within which two shifts are one.
const ALIKE: f64 = 30.0;
/// Metres that no estate is wide.
const WIDEST: f64 = 30_000.0;
/// Zones of China's mainland.
const CHINA: [&str; 5] = [
    "Asia/Shanghai",
    "Asia/Urumqi",
    "Asia/Chongqing",
    "Asia/Harbin",
    "PRC",
];

impl Whereabouts {
    /// What to look at twice, each with what to do.
    pub fn doubts(&self, middle: Point) -> Vec<String> {
        let gcj = Datum::Gcj02;
        let mut doubts = vec![];
        // The datum differs only there.
        let in_china = gcj.shifted(middle) != middle;
        let swapped = Point {
            lat: middle.lon,
            lon: middle.lat,
        };
        if middle.lat.abs() < 1.0 && middle.lon.abs() < 1.0 {
            doubts.push("That is in the sea off Africa, where latitude and longitude are 0: its coordinates are no degrees, or none at all.".to_owned());
        } else if CHINA.contains(&self.zone.as_str()) && !in_china {
            doubts.push(if gcj.shifted(swapped) == swapped {
                format!("That is not in China, and the community's time is that of {}.", self.zone)
            } else {
                "That is not in China, but would be with latitude and longitude exchanged; GeoJSON has longitude first. In QGIS, \"Swap X and Y coordinates\" exchanges them.".to_owned()
            });
        }
        match self.datum {
            Datum::Gcj02 if !in_china => {
                doubts.push(
                    "Outside China GCJ-02 is the same as WGS-84: nothing was moved.".to_owned(),
                );
            }
            Datum::Gcj02 => {
                doubts.push(format!(
                    "It was moved by {:.0} m from GCJ-02 to WGS-84.",
                    gcj.shifted(middle).metres_to(middle)
                ));
                if self.of_openstreetmap {
                    doubts.push("But its ids are those of OpenStreetMap, which is in WGS-84: leave --datum out unless somebody moved it.".to_owned());
                }
            }
            Datum::Wgs84 if in_china && !self.of_openstreetmap => {
                doubts.push(format!(
                    "If it was drawn over a map of Amap, Tencent or Google in China, it is in GCJ-02 and lies {:.0} m off: then add --datum gcj02.",
                    gcj.unshifted(middle).metres_to(middle)
                ));
            }
            Datum::Wgs84 => {}
        }
        if let Some((before, after)) = self.moved {
            let by = before.metres_to(after);
            if by > ALIKE {
                let why = if gcj.shifted(before).metres_to(after) < ALIKE && in_china {
                    "just as GCJ-02 differs from WGS-84 here: this file seems to be in GCJ-02, so add --datum gcj02"
                } else if gcj.unshifted(before).metres_to(after) < ALIKE && in_china {
                    "just as WGS-84 differs from GCJ-02 here: the present plan seems to be in GCJ-02, or this file was moved once too often"
                } else {
                    "see whether it is the same estate, and in the same coordinates"
                };
                doubts.push(format!(
                    "Buildings that the present plan has, too, move by {by:.0} m: {why}."
                ));
            }
        }
        doubts
    }
}

/// Where buildings are in one plan, on average, and where the same ones are in the other.
pub fn moved(present: &Plan, next: &Plan) -> Option<(Point, Point)> {
    let known: BTreeMap<&BuildingId, &Building> =
        present.buildings.iter().map(|b| (&b.id, b)).collect();
    let same = next
        .buildings
        .iter()
        .filter_map(|b| Some((known.get(&b.id)?.middle(), b.middle())));
    let same: Vec<(Point, Point)> = same.collect();
    let mean = |of: &dyn Fn(&(Point, Point)) -> Point| {
        #[expect(clippy::cast_precision_loss, reason = "some thousand buildings")]
        let count = same.len() as f64;
        Point {
            lat: same.iter().map(|pair| of(pair).lat).sum::<f64>() / count,
            lon: same.iter().map(|pair| of(pair).lon).sum::<f64>() / count,
        }
    };
    (!same.is_empty()).then(|| (mean(&|pair| pair.0), mean(&|pair| pair.1)))
}

/// The south-western and the north-eastern corner of all that a plan has.
fn bounds(plan: &Plan) -> (Point, Point) {
    let corners = plan.buildings.iter().flat_map(Building::rings).flatten();
    let points = corners.chain(plan.paths.iter().flatten());
    let mut points = points
        .chain(plan.gates.iter().map(|gate| &gate.at))
        .copied();
    let first = points.next().unwrap_or(Point { lat: 0.0, lon: 0.0 });
    points.fold((first, first), |(low, high), p| {
        let corner = |a: Point, b: Point, pick: fn(f64, f64) -> f64| Point {
            lat: pick(a.lat, b.lat),
            lon: pick(a.lon, b.lon),
        };
        (corner(low, p, f64::min), corner(high, p, f64::max))
    })
}

/// The middle of all that a plan has.
pub fn middle(plan: &Plan) -> Point {
    let (low, high) = bounds(plan);
    Point {
        lat: f64::midpoint(low.lat, high.lat),
        lon: f64::midpoint(low.lon, high.lon),
    }
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

/// The drawing of the plan, for a page, whose style sheet colours it.
pub fn drawing_in_page(plan: &Plan, title: &str) -> String {
    drawn(plan, title).svg()
}

fn drawn<'p>(plan: &'p Plan, label: &'p str) -> Drawing<'p> {
    Drawing {
        plan,
        view: PlanView::of(plan).wide(DRAWING),
        label,
        pins: &[],
        mark: None,
        selected: None,
    }
}

/// The drawing of the plan, as a file of its own.
pub fn drawing(plan: &Plan, title: &str) -> String {
    let map = drawn(plan, title);
    // In pages the style sheet does this. Not every program that shows SVG can count in variables.
    let unit = map.view.unit();
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
        writeln!(
            f,
            "{} features: {} buildings ({} put together from parts, {named} with a name), {} paths, {} gates; {} left out as broken",
            self.features,
            buildings.len(),
            self.merged,
            paths.len(),
            gates.len(),
            self.skipped.len(),
        )?;
        if self.parts > 0 {
            writeln!(
                f,
                "  {} building:part belong to these buildings",
                self.parts
            )?;
        }
        if !self.others.is_empty() {
            let others = self
                .others
                .iter()
                .map(|(what, count)| format!("{count} {what}"));
            let others: Vec<String> = others.collect();
            writeln!(
                f,
                "  left out because a plan has no such thing: {}",
                others.join(", ")
            )?;
        }
        if self
            .others
            .iter()
            .any(|(what, _)| what == "area without a tag")
        {
            writeln!(
                f,
                "  If an area without a tag is a building, tag it building=yes like the others."
            )?;
        }
        let (low, high) = bounds(&self.plan);
        let middle = middle(&self.plan);
        let corner = |lat: f64, lon: f64| Point { lat, lon };
        let across = corner(middle.lat, low.lon).metres_to(corner(middle.lat, high.lon));
        let up = corner(low.lat, middle.lon).metres_to(corner(high.lat, middle.lon));
        writeln!(
            f,
            "its middle lies at {:.5}, {:.5} (latitude, longitude in WGS-84); {across:.0} m from west to east, {up:.0} m from south to north",
            middle.lat, middle.lon,
        )?;
        if across.max(up) > WIDEST {
            writeln!(
                f,
                "  No estate is as wide as that: something in the file lies where it does not belong; the drawing shows what is far from the rest."
            )?;
        }
        for doubt in self.place.doubts(middle) {
            writeln!(f, "  {doubt}")?;
        }
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
    #[expect(clippy::too_many_lines, reason = "a table of cases")]
    fn what_looks_wrong_about_where_a_plan_lies_is_said_with_what_to_do() {
        let shanghai = p(31.3, 121.24);
        let shifted = Datum::Gcj02.shifted(shanghai);
        for (datum, of_openstreetmap, middle, moved, said) in [
            (Datum::Wgs84, true, shanghai, None, vec![]),
            (
                Datum::Wgs84,
                false,
                shifted,
                None,
                vec!["lies 476 m off: then add --datum gcj02"],
            ),
            (
                Datum::Gcj02,
                false,
                shanghai,
                None,
                vec!["moved by 476 m from GCJ-02"],
            ),
            (
                Datum::Gcj02,
                true,
                shanghai,
                None,
                vec!["moved by 476 m", "leave --datum out"],
            ),
            (
                Datum::Wgs84,
                true,
                p(42.3, -71.1),
                None,
                vec!["not in China"],
            ),
            (
                Datum::Gcj02,
                true,
                p(42.3, -71.1),
                None,
                vec!["not in China", "nothing was moved"],
            ),
            (Datum::Wgs84, true, p(87.6, 43.8), None, vec!["exchanged"]),
            (
                Datum::Wgs84,
                true,
                p(0.0005, 0.0005),
                None,
                vec!["in the sea off Africa"],
            ),
            (
                Datum::Wgs84,
                true,
                shifted,
                Some((shanghai, shifted)),
                vec!["move by 476 m: just as GCJ-02 differs"],
            ),
            (
                Datum::Wgs84,
                true,
                shanghai,
                Some((shifted, shanghai)),
                vec!["the present plan seems to be in GCJ-02"],
            ),
            (
                Datum::Wgs84,
                true,
                shanghai,
                Some((p(31.32, 121.24), shanghai)),
                vec!["same estate"],
            ),
            (
                Datum::Wgs84,
                true,
                shanghai,
                Some((p(31.3001, 121.24), shanghai)),
                vec![],
            ),
        ] {
            let place = Whereabouts {
                datum,
                of_openstreetmap,
                zone: "Asia/Shanghai".into(),
                moved,
            };
            let doubts = place.doubts(middle);
            assert_eq!(doubts.len(), said.len(), "{doubts:?}");
            for (doubt, said) in doubts.iter().zip(said) {
                assert!(doubt.contains(said), "{doubt}");
            }
        }
        let before = plan(vec![
            building("1", "", 0.0, 0.001),
            building("2", "", 0.01, 0.001),
        ]);
        let after = plan(vec![
            building("2", "", 0.012, 0.001),
            building("3", "", 0.0, 0.001),
        ]);
        let (from, to) = moved(&before, &after).expect("one is the same");
        assert!((to.lon - from.lon - 0.002).abs() < 1e-9);
        assert_eq!(
            moved(&before, &plan(vec![building("9", "", 0.0, 0.001)])),
            None
        );
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
