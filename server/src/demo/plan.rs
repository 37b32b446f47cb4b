//! The demo's estate: sixteen buildings around a green, as estates of the 2000s in Shanghai's
//! suburbs look. It does not exist.

use domain::place::{Building, Gate, Plan, Point};
use domain::{BuildingId, HouseholdId};

use super::words::Words;

/// The middle of the estate.
const MIDDLE: Point = Point {
    lat: 31.3,
    lon: 121.24,
};
/// Slabs face a little east of south; the whole estate is turned with them. In degrees, clockwise.
const TURN: f64 = 9.0;

/// What a building looks like from above.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// Two stairwells side by side, one set back by a few metres.
    Slab,
    /// A straight one.
    Bar,
    Tower,
    Corner,
}

/// A building: its cluster, its form, its middle in metres east and north of the estate's, its
/// floors and the flats on each.
struct House {
    cluster: &'static str,
    form: Form,
    at: (f64, f64),
    floors: u32,
    flats: u32,
}

const fn house(
    cluster: &'static str,
    form: Form,
    at: (f64, f64),
    floors: u32,
    flats: u32,
) -> House {
    House {
        cluster,
        form,
        at,
        floors,
        flats,
    }
}

/// In the order of their numbers, from 1.
const HOUSES: [House; 16] = [
    house("west", Form::Slab, (-124.0, 108.0), 6, 4),
    house("west", Form::Slab, (-58.0, 108.0), 6, 4),
    house("west", Form::Slab, (-124.0, 72.0), 6, 4),
    house("west", Form::Slab, (-58.0, 72.0), 6, 4),
    house("west", Form::Bar, (-124.0, 34.0), 6, 4),
    house("east", Form::Bar, (58.0, 108.0), 6, 4),
    house("east", Form::Slab, (124.0, 108.0), 6, 4),
    house("east", Form::Slab, (58.0, 72.0), 6, 4),
    house("east", Form::Slab, (124.0, 72.0), 6, 4),
    house("east", Form::Bar, (124.0, 34.0), 6, 3),
    house("east", Form::Tower, (74.0, 24.0), 11, 2),
    house("south", Form::Bar, (-112.0, -58.0), 6, 3),
    house("south", Form::Bar, (-40.0, -58.0), 6, 3),
    house("south", Form::Bar, (40.0, -58.0), 6, 3),
    house("south", Form::Corner, (118.0, -62.0), 6, 3),
    house("south", Form::Bar, (-76.0, -98.0), 6, 3),
];

/// Corners of a form around (0, 0), in metres, clockwise.
fn outline(form: Form) -> &'static [(f64, f64)] {
    match form {
        Form::Slab => &[
            (-27.0, 8.0),
            (0.0, 8.0),
            (0.0, 5.0),
            (27.0, 5.0),
            (27.0, -8.0),
            (0.0, -8.0),
            (0.0, -5.0),
            (-27.0, -5.0),
        ],
        Form::Bar => &[(-26.0, 6.5), (26.0, 6.5), (26.0, -6.5), (-26.0, -6.5)],
        Form::Tower => &[
            (-8.0, 13.0),
            (8.0, 13.0),
            (13.0, 8.0),
            (13.0, -8.0),
            (8.0, -13.0),
            (-8.0, -13.0),
            (-13.0, -8.0),
            (-13.0, 8.0),
        ],
        Form::Corner => &[
            (-30.0, 6.5),
            (25.0, 6.5),
            (25.0, -38.0),
            (12.0, -38.0),
            (12.0, -6.5),
            (-30.0, -6.5),
        ],
    }
}

/// A spot of the estate, in metres east and north of its middle, as a point on the globe.
pub fn point((east, north): (f64, f64)) -> Point {
    let (sin, cos) = TURN.to_radians().sin_cos();
    let (east, north) = (east * cos + north * sin, north * cos - east * sin);
    let (to_north, to_east) = MIDDLE.metres_per_degree();
    // A centimetre is enough.
    let round = |degrees: f64| (degrees * 1e7).round() / 1e7;
    Point {
        lat: round(MIDDLE.lat + north / to_north),
        lon: round(MIDDLE.lon + east / to_east),
    }
}

/// The plan, with names in the words' language.
pub fn plan(words: &Words) -> Plan {
    let buildings = HOUSES.iter().zip(1..).map(|(house, number)| Building {
        id: building(number),
        name: words.building.replace("{}", &number.to_string()),
        cluster: cluster(words, house.cluster),
        outline: outline(house.form)
            .iter()
            .map(|(x, y)| point((house.at.0 + x, house.at.1 + y)))
            .collect(),
        more: vec![],
    });
    let gate = |key: &str, at| Gate {
        name: Words::of(&words.gates, key).to_owned(),
        at: point(at),
    };
    Plan {
        buildings: buildings.collect(),
        paths: paths(),
        gates: vec![
            gate("east", (164.0, -12.0)),
            gate("west", (-164.0, -12.0)),
            gate("south", (0.0, -128.0)),
        ],
    }
}

fn paths() -> Vec<Vec<Point>> {
    let line = |points: &[(f64, f64)]| points.iter().copied().map(point).collect::<Vec<_>>();
    // Around the green, in the middle of the northern half.
    let (middle, radius) = ((0.0, 34.0), 26.0);
    let mut green: Vec<Point> = (0..16)
        .map(|step| {
            let angle = std::f64::consts::TAU * f64::from(step) / 16.0;
            point((
                middle.0 + radius * angle.sin(),
                middle.1 + radius * angle.cos(),
            ))
        })
        .collect();
    green.push(green[0]);
    vec![
        // The ring road, from gate to gate.
        line(&[
            (-156.0, 126.0),
            (156.0, 126.0),
            (156.0, -116.0),
            (-156.0, -116.0),
            (-156.0, 126.0),
        ]),
        line(&[(-164.0, -12.0), (164.0, -12.0)]),
        line(&[(0.0, -128.0), (0.0, 8.0)]),
        line(&[(0.0, 60.0), (0.0, 126.0)]),
        green,
        // Lanes between the rows.
        line(&[(-156.0, 90.0), (0.0, 90.0)]),
        line(&[(0.0, 90.0), (156.0, 90.0)]),
        line(&[(-156.0, 53.0), (-20.0, 53.0)]),
        line(&[(20.0, 53.0), (156.0, 53.0)]),
        line(&[(-156.0, -78.0), (80.0, -78.0)]),
    ]
}

/// A cluster's name.
pub fn cluster(words: &Words, key: &str) -> String {
    Words::of(&words.clusters, key).to_owned()
}

/// The building with this number.
pub fn building(number: usize) -> BuildingId {
    BuildingId(number.to_string())
}

/// How many buildings there are.
pub const BUILDINGS: usize = HOUSES.len();

/// The key of a building's cluster.
pub fn cluster_of(number: usize) -> &'static str {
    HOUSES[number - 1].cluster
}

/// The rooms of a building, as on their doors: 101, 102 … 604.
pub fn rooms(number: usize) -> Vec<String> {
    let house = &HOUSES[number - 1];
    (1..=house.floors)
        .flat_map(|floor| (1..=house.flats).map(move |flat| format!("{floor}{flat:02}")))
        .collect()
}

/// A household of the register. The same room has the same id in every demo.
pub fn household(community: domain::CommunityId, building: usize, room: &str) -> HouseholdId {
    let building = building.to_string();
    let parts: [&[u8]; 3] = [community.0.as_bytes(), building.as_bytes(), room.as_bytes()];
    HouseholdId(crate::ids::derived("demo household", &parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_building_stands_on_another() {
        let plan = plan(&Words::in_language(domain::Language::English));
        assert_eq!(plan.buildings.len(), BUILDINGS);
        for a in &plan.buildings {
            for b in &plan.buildings {
                let corner = a
                    .outline
                    .iter()
                    .find(|corner| a.id != b.id && b.contains(**corner));
                assert_eq!(corner, None, "{} stands on {}", a.name, b.name);
            }
        }
    }

    #[test]
    fn every_building_has_sixteen_to_twenty_four_households() {
        for number in 1..=BUILDINGS {
            assert!((16..=24).contains(&rooms(number).len()), "{number}");
        }
    }
}
