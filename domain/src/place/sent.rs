//! The plan as it is sent to phones, and as journals keep it.
//!
//! On the way to a phone it is a third as long: its points are whole millionths of a degree (a
//! tenth of a metre), each less the one before. Journals keep the long form, with every digit, for
//! good.

use serde::{Deserialize, Serialize};

use super::{Building, Gate, Plan, Point};
use crate::BuildingId;

/// The form of a plan in commands and events: `#[serde(with = "Long")]`. Never changed.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Plan")]
pub(crate) struct Long {
    buildings: Vec<Building>,
    paths: Vec<Vec<Point>>,
    gates: Vec<Gate>,
}

/// The form in which phones read it: words and whole numbers alone, because each further type is
/// code that a phone has to load.
///
/// Words: id, name and cluster of each building; the names of the gates. Numbers: how many
/// buildings; the rings of each; the paths; the gates as one line. Lines begin with how many they
/// are, a line with how many points.
pub(super) type Sent = (Vec<String>, Vec<i32>);

impl From<Plan> for Sent {
    fn from(plan: Plan) -> Self {
        let (mut words, mut numbers) = (vec![], Writer::default());
        numbers.count(plan.buildings.len());
        for building in &plan.buildings {
            words.extend([&building.id.0, &building.name, &building.cluster].map(Clone::clone));
            numbers.count(building.rings().count());
            building.rings().for_each(|ring| numbers.line(ring));
        }
        numbers.count(plan.paths.len());
        plan.paths.iter().for_each(|path| numbers.line(path));
        let gates: Vec<Point> = plan.gates.iter().map(|gate| gate.at).collect();
        numbers.line(&gates);
        words.extend(plan.gates.into_iter().map(|gate| gate.name));
        (words, numbers.written)
    }
}

impl From<Sent> for Plan {
    /// What does not fit together gets shorter, and nothing worse.
    fn from((words, numbers): Sent) -> Self {
        let mut plan = Self::default();
        let mut words = words.into_iter();
        let mut word = || words.next().unwrap_or_default();
        let mut numbers = Reader::new(&numbers);
        for _ in 0..numbers.next().unwrap_or_default() {
            if numbers.numbers.as_slice().is_empty() {
                break;
            }
            let mut rings = numbers.lines();
            let more = rings.split_off(rings.len().min(1));
            plan.buildings.push(Building {
                id: BuildingId(word()),
                name: word(),
                cluster: word(),
                outline: rings.pop().unwrap_or_default(),
                more,
            });
        }
        plan.paths = numbers.lines();
        for at in numbers.line().unwrap_or_default() {
            plan.gates.push(Gate { name: word(), at });
        }
        plan
    }
}

/// Points as whole millionths of a degree, latitude and longitude in turn, each less the one
/// before: short where they lie close together. First, how many they are.
pub fn pack(points: &[Point]) -> Vec<i32> {
    let mut writer = Writer::default();
    writer.line(points);
    writer.written
}

/// The points that were packed.
pub fn unpack(packed: &[i32]) -> Vec<Point> {
    Reader::new(packed).line().unwrap_or_default()
}

#[derive(Default)]
struct Writer {
    written: Vec<i32>,
    last: (i32, i32),
}

impl Writer {
    fn count(&mut self, n: usize) {
        // No estate has thousands of millions of anything.
        self.written.push(i32::try_from(n).unwrap_or(i32::MAX));
    }

    fn line(&mut self, line: &[Point]) {
        self.count(line.len());
        for point in line {
            let at = (millionths(point.lat), millionths(point.lon));
            self.written
                .extend([at.0 - self.last.0, at.1 - self.last.1]);
            self.last = at;
        }
    }
}

struct Reader<'a> {
    numbers: std::slice::Iter<'a, i32>,
    last: (i32, i32),
}

impl<'a> Reader<'a> {
    fn new(numbers: &'a [i32]) -> Self {
        Self {
            numbers: numbers.iter(),
            last: (0, 0),
        }
    }

    fn next(&mut self) -> Option<i32> {
        self.numbers.next().copied()
    }

    fn line(&mut self) -> Option<Vec<Point>> {
        let mut line = vec![];
        for _ in 0..self.next()? {
            self.last.0 = self.last.0.wrapping_add(self.next()?);
            self.last.1 = self.last.1.wrapping_add(self.next()?);
            line.push(Point {
                lat: f64::from(self.last.0) / 1e6,
                lon: f64::from(self.last.1) / 1e6,
            });
        }
        Some(line)
    }

    fn lines(&mut self) -> Vec<Vec<Point>> {
        let mut lines = vec![];
        for _ in 0..self.next().unwrap_or_default() {
            let Some(line) = self.line() else { break };
            lines.push(line);
        }
        lines
    }
}

#[expect(clippy::cast_possible_truncation, reason = "180 millions fit")]
fn millionths(degrees: f64) -> i32 {
    (degrees * 1e6).round() as i32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Event;
    use proptest::prelude::*;

    fn point() -> impl Strategy<Value = Point> {
        (-90.0..90.0_f64, -180.0..180.0_f64).prop_map(|(lat, lon)| Point { lat, lon })
    }

    fn plan() -> impl Strategy<Value = Plan> {
        let ring = || prop::collection::vec(point(), 3..6);
        let building = (
            "[0-9]{1,9}",
            "[一-龟]{0,3}",
            ring(),
            prop::collection::vec(ring(), 0..3),
        );
        let building = building.prop_map(|(id, name, outline, more)| Building {
            id: BuildingId(id),
            name,
            cluster: "东".into(),
            outline,
            more,
        });
        let gate = ("[a-z]{1,5}", point()).prop_map(|(name, at)| Gate { name, at });
        let lines = prop::collection::vec(prop::collection::vec(point(), 0..4), 0..4);
        (
            prop::collection::vec(building, 0..8),
            lines,
            prop::collection::vec(gate, 0..3),
        )
            .prop_map(|(buildings, paths, gates)| Plan {
                buildings,
                paths,
                gates,
            })
    }

    /// With every point where it is sent to be.
    fn rounded(mut plan: Plan) -> Plan {
        let lines = plan
            .buildings
            .iter_mut()
            .flat_map(|b| std::iter::once(&mut b.outline).chain(&mut b.more));
        let points = lines.chain(&mut plan.paths).flatten();
        for point in points.chain(plan.gates.iter_mut().map(|gate| &mut gate.at)) {
            *point = unpack(&pack(&[*point]))[0];
        }
        plan
    }

    proptest! {
        #[test]
        fn what_is_sent_arrives_within_a_tenth_of_a_metre(plan in plan()) {
            let sent = serde_json::to_string(&plan).expect("JSON");
            let arrived: Plan = serde_json::from_str(&sent).expect("a plan");
            prop_assert_eq!(&arrived, &rounded(plan));
            prop_assert_eq!(serde_json::to_string(&arrived).expect("JSON"), sent);
        }
    }

    #[test]
    fn a_journal_keeps_every_digit_in_the_form_that_it_always_had() {
        let written = r#"{"plan_set":{"buildings":[{"id":"1","name":"7","cluster":"","outline":[{"lat":31.00000001,"lon":121.5}]}],"paths":[[{"lat":1.5,"lon":2.5}]],"gates":[{"name":"East","at":{"lat":3.0,"lon":4.0}}]}}"#;
        let event: Event = serde_json::from_str(written).expect("an event");
        assert_eq!(serde_json::to_string(&event).expect("JSON"), written);
    }

    #[test]
    fn a_point_is_on_average_a_few_characters() {
        let plan = Plan {
            paths: vec![vec![
                Point {
                    lat: 31.2458,
                    lon: 121.4867,
                },
                Point {
                    lat: 31.245_61,
                    lon: 121.486_95,
                },
            ]],
            ..Plan::default()
        };
        assert_eq!(
            serde_json::to_string(&plan).expect("JSON"),
            "[[],[0,1,2,31245800,121486700,-190,250,0]]"
        );
        let read = |json: &str| serde_json::from_str::<Plan>(json).expect("a plan");
        assert_eq!(read("[[],[]]"), Plan::default());
        let short = read(r#"[["7"],[2,1,3,1,9]]"#);
        assert_eq!((short.buildings.len(), short.paths.len()), (1, 0));
        assert_eq!(read("[[],[2147483647]]"), Plan::default());
        assert_eq!(
            (
                short.buildings[0].id.0.as_str(),
                short.buildings[0].outline.len()
            ),
            ("7", 0)
        );
    }
}
