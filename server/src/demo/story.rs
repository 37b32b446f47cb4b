//! What happened in the demo community over the last weeks, as a table. The words stand in
//! `server/demo/*.json`.

use domain::issue::Category;
use domain::meeting::{Decision, Ground, Votes};
use domain::time::DAY;
use domain::{Date, Timestamp, Zone};

/// A moment before the demo was made.
#[derive(Debug, Clone, Copy)]
pub enum When {
    /// So many days ago, by the clock on the wall.
    Day(i64, u8, u8),
    /// So many minutes ago.
    Minutes(i64),
}

impl When {
    /// As a time.
    pub fn at(self, zone: &Zone, now: Timestamp) -> Timestamp {
        match self {
            When::Minutes(minutes) => now.plus(-minutes * domain::time::MINUTE),
            When::Day(days, hour, minute) => {
                let then = now.plus(-days * DAY);
                zone.at(zone.date(then), hour, minute).unwrap_or(then)
            }
        }
    }
}

/// Whom an issue affects.
#[derive(Debug, Clone, Copy)]
pub enum Affects {
    Building(usize),
    Cluster(&'static str),
    Estate,
}

/// Where it is.
#[derive(Debug, Clone, Copy)]
pub enum Scene {
    Building(usize),
    /// Metres east and north of the estate's middle.
    At(f64, f64),
    Nowhere,
}

/// What the branch or the reporter did about it.
#[derive(Debug, Clone, Copy)]
pub enum Turn {
    Accept(When, u32),
    Decline(When),
    Answer(When),
    Withdraw(When),
    /// The reporter takes their own second back.
    TakeBack(When),
}

/// An issue and what became of it.
#[derive(Debug)]
pub struct Tale {
    /// Leads to its words.
    pub key: &'static str,
    /// The reporter, by their place among the people.
    pub by: usize,
    pub category: Category,
    pub affects: Affects,
    pub spot: Scene,
    pub photo: Option<&'static [u8]>,
    pub filed: When,
    /// Seconds of people themselves, the reporter's among them.
    pub seconds: usize,
    /// Seconds that the building leader enters for neighbours.
    pub on_behalf: usize,
    pub turns: &'static [Turn],
    /// Seconds came until then; for all others until now.
    pub until: Option<When>,
}

/// An issue without a photo, seconds on behalf or any answer; on the whole estate.
const fn tale(
    key: &'static str,
    by: usize,
    category: Category,
    spot: Scene,
    filed: When,
    seconds: usize,
) -> Tale {
    Tale {
        key,
        by,
        category,
        affects: Affects::Estate,
        spot,
        photo: None,
        filed,
        seconds,
        on_behalf: 0,
        turns: &[],
        until: None,
    }
}

/// People joined in the days before this one.
pub const BEGINNING: When = When::Day(30, 9, 0);
/// The last meeting was entered, its agenda locked, it took place, and its decisions were
/// published.
pub const MEETING_CREATED: When = When::Day(17, 10, 20);
pub const MEETING_LOCKED: When = When::Day(15, 16, 5);
pub const MEETING_HELD: When = When::Day(14, 19, 0);
pub const MEETING_ENTERED: When = When::Day(13, 9, 40);
pub const MEETING_PUBLISHED: When = When::Day(13, 10, 15);
pub const MEETING_MINUTES: u32 = 90;

const LAST_MEETING: Option<When> = Some(When::Day(15, 12, 0));

/// All issues. The first five were on the agenda of the last meeting.
#[expect(clippy::too_many_lines, reason = "a table")]
pub fn tales() -> Vec<Tale> {
    use Category::{
        Facilities, Greening, Lift, Neighbours, Noise, Parking, Safety, Sanitation, Services,
        Upkeep, Utilities,
    };
    vec![
        Tale {
            photo: Some(include_bytes!("../../demo/fire-lane.jpg")),
            on_behalf: 3,
            turns: &[Turn::Accept(When::Day(23, 9, 12), 20)],
            until: LAST_MEETING,
            ..tale(
                "fire_lane",
                7,
                Safety,
                Scene::At(91.0, 90.0),
                When::Day(24, 19, 48),
                23,
            )
        },
        Tale {
            affects: Affects::Building(5),
            photo: Some(include_bytes!("../../demo/stairwell.jpg")),
            turns: &[Turn::Accept(When::Day(22, 8, 55), 10)],
            until: LAST_MEETING,
            ..tale(
                "stairwell",
                17,
                Upkeep,
                Scene::Building(5),
                When::Day(23, 21, 6),
                9,
            )
        },
        Tale {
            affects: Affects::Cluster("east"),
            turns: &[Turn::Accept(When::Day(21, 10, 30), 15)],
            until: LAST_MEETING,
            ..tale(
                "charging",
                12,
                Safety,
                Scene::At(90.0, 116.0),
                When::Day(22, 18, 22),
                17,
            )
        },
        Tale {
            affects: Affects::Cluster("west"),
            turns: &[Turn::Accept(When::Day(19, 9, 5), 20)],
            until: LAST_MEETING,
            ..tale(
                "old_lift",
                11,
                Lift,
                Scene::Nowhere,
                When::Day(21, 15, 40),
                14,
            )
        },
        Tale {
            turns: &[Turn::Accept(When::Day(19, 9, 20), 15)],
            until: LAST_MEETING,
            ..tale(
                "dancing",
                16,
                Noise,
                Scene::At(0.0, 34.0),
                When::Day(20, 20, 31),
                11,
            )
        },
        Tale {
            turns: &[Turn::Decline(When::Day(13, 14, 0))],
            until: Some(When::Day(13, 13, 0)),
            ..tale(
                "gifts",
                24,
                Services,
                Scene::Nowhere,
                When::Day(15, 11, 3),
                2,
            )
        },
        Tale {
            affects: Affects::Building(11),
            photo: Some(include_bytes!("../../demo/lift.jpg")),
            turns: &[Turn::Accept(When::Day(11, 8, 40), 15)],
            ..tale(
                "tower_lift",
                10,
                Lift,
                Scene::Building(11),
                When::Day(12, 7, 15),
                26,
            )
        },
        Tale {
            turns: &[Turn::Accept(When::Day(9, 15, 10), 10)],
            ..tale(
                "playground",
                6,
                Facilities,
                Scene::At(-38.0, 18.0),
                When::Day(11, 12, 26),
                6,
            )
        },
        Tale {
            photo: Some(include_bytes!("../../demo/paving.jpg")),
            turns: &[Turn::Accept(When::Day(9, 15, 2), 10)],
            ..tale(
                "paving",
                8,
                Facilities,
                Scene::At(4.0, 59.0),
                When::Day(10, 8, 33),
                19,
            )
        },
        Tale {
            affects: Affects::Cluster("east"),
            on_behalf: 2,
            turns: &[Turn::Accept(When::Day(8, 9, 31), 10)],
            ..tale(
                "bins",
                23,
                Sanitation,
                Scene::At(150.0, 60.0),
                When::Day(9, 9, 14),
                13,
            )
        },
        Tale {
            turns: &[Turn::Accept(When::Day(6, 10, 45), 15)],
            ..tale(
                "clinic",
                20,
                Services,
                Scene::Nowhere,
                When::Day(8, 22, 9),
                16,
            )
        },
        Tale {
            turns: &[
                Turn::Accept(When::Day(5, 9, 8), 20),
                Turn::Answer(When::Day(5, 9, 15)),
            ],
            ..tale(
                "west_gate",
                18,
                Parking,
                Scene::At(-158.0, -12.0),
                When::Day(7, 8, 17),
                21,
            )
        },
        Tale {
            affects: Affects::Building(12),
            turns: &[Turn::Withdraw(When::Day(4, 20, 10))],
            until: Some(When::Day(5, 8, 0)),
            ..tale(
                "lockers",
                22,
                Noise,
                Scene::Building(12),
                When::Day(6, 23, 40),
                3,
            )
        },
        Tale {
            turns: &[Turn::Answer(When::Day(2, 9, 25))],
            ..tale(
                "permit",
                20,
                Services,
                Scene::Nowhere,
                When::Day(3, 20, 52),
                3,
            )
        },
        Tale {
            affects: Affects::Building(13),
            ..tale(
                "pressure",
                15,
                Utilities,
                Scene::Building(13),
                When::Day(2, 21, 18),
                7,
            )
        },
        tale(
            "dogs",
            13,
            Neighbours,
            Scene::At(12.0, 28.0),
            When::Day(1, 17, 44),
            4,
        ),
        Tale {
            affects: Affects::Building(16),
            ..tale(
                "roof",
                30,
                Upkeep,
                Scene::Building(16),
                When::Minutes(5 * 60 + 12),
                1,
            )
        },
        Tale {
            turns: &[Turn::TakeBack(When::Minutes(31))],
            ..tale(
                "branches",
                19,
                Greening,
                Scene::At(146.0, -12.0),
                When::Minutes(34),
                1,
            )
        },
    ]
}

/// What the last meeting decided, with its votes where it voted.
pub fn decision(key: &str, today: Date) -> (Decision, Option<Votes>) {
    let votes = |in_favour, against, abstained| {
        Some(Votes {
            in_favour,
            against,
            abstained,
        })
    };
    let days = |days: i64| Date(today.0.saturating_add(time::Duration::days(days)));
    match key {
        "fire_lane" => (Decision::DoIt { due: days(4) }, votes(7, 0, 0)),
        "stairwell" => (Decision::Pilot { due: days(75) }, votes(6, 0, 1)),
        "charging" => {
            let ground = Ground::BeyondPower;
            (Decision::ReferUpward { ground }, votes(7, 0, 0))
        }
        "old_lift" => (Decision::OwnersDecide, None),
        // Due again for the next meeting.
        _ => (Decision::Defer { review_on: days(2) }, votes(4, 2, 1)),
    }
}
