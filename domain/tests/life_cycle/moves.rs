//! What people do, at random: each kind of move, and how often it comes.

use crate::world::{self, Who};
use proptest::prelude::*;

/// Stands in everything that people type here, and so must not be found in the journal.
pub const SPOKEN: &str = "spoken";

/// What somebody types.
#[derive(Debug, Clone, Copy)]
pub enum Words {
    Fine,
    Empty,
    TooLong,
}

impl Words {
    pub fn typed(self) -> String {
        match self {
            Words::Fine => format!("{SPOKEN} 电梯"),
            Words::Empty => " ".to_owned(),
            Words::TooLong => SPOKEN.repeat(1_000),
        }
    }
}

/// Which issue or meeting: one where the move makes sense, if there is one, or any.
#[derive(Debug, Clone, Copy)]
pub struct Pick {
    pub n: u8,
    pub sensible: bool,
}

impl Pick {
    pub fn from<T: Copy>(self, sensible: &[T], all: &[T]) -> Option<T> {
        let among = if self.sensible && !sensible.is_empty() {
            sensible
        } else {
            all
        };
        let n = usize::from(self.n).checked_rem(among.len())?;
        among.get(n).copied()
    }
}

#[derive(Debug, Clone, Copy)]
pub enum What {
    File {
        category: usize,
        area: u8,
        lat: f64,
        photos: u8,
    },
    Edit,
    AddFacts {
        photos: u8,
    },
    Withdraw,
    Second,
    TakeBack,
    OnBehalf {
        home: u8,
        name: u8,
    },
    Accept {
        minutes: u32,
        urgent: bool,
    },
    Revise {
        minutes: u32,
        urgent: bool,
    },
    Decline,
    Answer,
    Import {
        closed: bool,
    },
    CreateMeeting {
        in_days: i64,
        minutes: u32,
    },
    ChangeMeeting {
        minutes: u32,
    },
    Fill,
    Add,
    Drop,
    Reorder {
        to: u32,
    },
    SetMinutes {
        minutes: u32,
    },
    Settings {
        by_seconds: bool,
        unheard_after: u32,
        passed_over_after: u32,
    },
    AppraisalSettings {
        days: u32,
        percent: u32,
    },
    /// Changes how long things are kept, or erases what had its time.
    Keep {
        erases: bool,
        what: usize,
        days: u32,
    },
    TakeDocument,
    /// Keeps something of an issue from neighbours, or does not.
    Discretion {
        nameless: bool,
        at_home: bool,
    },
    Lock,
    Supplement,
    Decide {
        decision: usize,
        in_days: i64,
    },
    Publish,
    /// Something about work.
    Work {
        command: u8,
        yes: bool,
        in_days: i64,
    },
    SetPlan {
        buildings: u32,
        /// The clusters East and West have other names.
        renamed: bool,
    },
    NameBuilding {
        building: u32,
    },
    RegisterHousehold {
        home: u128,
    },
    PrintSlip {
        home: u128,
        hours: i64,
        admits: u32,
    },
    Join {
        person: u128,
    },
    /// Something about offices or organisations.
    Office {
        command: u8,
        office: u8,
        hours: i64,
    },
    /// Something about who belongs to a household.
    Membership {
        command: u8,
    },
    /// Something about a complaint, or about what is hidden.
    Complaint {
        command: u8,
    },
    /// Prints a slip for somebody who comes back, or comes back by one.
    ComingBack {
        prints: bool,
        hours: i64,
    },
    /// Takes an office by an invitation.
    TakeOffice {
        person: u128,
    },
    List {
        building: u32,
    },
    Enter {
        home: u128,
        adults: u32,
    },
    Retire {
        home: u128,
    },
    Housing {
        building: u32,
    },
    Renew {
        home: u128,
        hours: i64,
    },
    AtDesk {
        home: u128,
        name: u8,
    },
    /// A command that was carried out before, by its sender or by somebody else.
    Again {
        by_sender: bool,
    },
}

#[derive(Debug, Clone, Copy)]
pub struct Move {
    pub what: What,
    /// `None`: somebody who may.
    pub who: Option<Who>,
    pub pick: Pick,
    /// An item of that meeting.
    pub item: Pick,
    pub words: Words,
    /// The sender looked at an older version.
    pub stale: bool,
    /// Time that passes before.
    pub hours: u8,
}

fn what() -> impl Strategy<Value = What> {
    let home = || prop_oneof![8 => prop::sample::select(&world::HOUSEHOLDS[..]), 1 => 10..60_u128];
    let minutes = || prop_oneof![9 => 5..=60_u32, 1 => 0..100_u32];
    prop_oneof![
        10 => (0..13_usize, any::<u8>(), -95.0..95.0_f64, 0..=5_u8).prop_map(
            |(category, area, lat, photos)| What::File { category, area, lat, photos: photos / 2 }
        ),
        2 => Just(What::Edit),
        3 => (0..3_u8).prop_map(|photos| What::AddFacts { photos }),
        2 => Just(What::Withdraw),
        12 => Just(What::Second),
        3 => Just(What::TakeBack),
        4 => (any::<u8>(), any::<u8>()).prop_map(|(home, name)| What::OnBehalf { home, name }),
        10 => (minutes(), prop::bool::weighted(0.05))
            .prop_map(|(minutes, urgent)| What::Accept { minutes, urgent }),
        2 => (minutes(), prop::bool::weighted(0.1))
            .prop_map(|(minutes, urgent)| What::Revise { minutes, urgent }),
        1 => Just(What::Decline),
        2 => Just(What::Answer),
        2 => any::<bool>().prop_map(|closed| What::Import { closed }),
        6 => (-2..20_i64, 5..200_u32)
            .prop_map(|(in_days, minutes)| What::CreateMeeting { in_days, minutes }),
        1 => (5..200_u32).prop_map(|minutes| What::ChangeMeeting { minutes }),
        4 => Just(What::Fill),
        6 => Just(What::Add),
        2 => Just(What::Drop),
        2 => (0..6_u32).prop_map(|to| What::Reorder { to }),
        1 => minutes().prop_map(|minutes| What::SetMinutes { minutes }),
        3 => (any::<bool>(), 1..4_u32, prop_oneof![4 => 1..3_u32, 1 => 0..14_u32])
            .prop_map(|(by_seconds, unheard_after, passed_over_after)| What::Settings {
            by_seconds,
            unheard_after,
            passed_over_after,
        }),
        2 => (2..9_u32, 0..101_u32)
            .prop_map(|(days, percent)| What::AppraisalSettings { days, percent }),
        2 => (any::<bool>(), 0..5_usize, 20..500_u32)
            .prop_map(|(erases, what, days)| What::Keep { erases, what, days }),
        1 => Just(What::TakeDocument),
        1 => (any::<bool>(), any::<bool>())
            .prop_map(|(nameless, at_home)| What::Discretion { nameless, at_home }),
        8 => Just(What::Lock),
        1 => Just(What::Supplement),
        12 => (0..6_usize, 1..20_i64)
            .prop_map(|(decision, in_days)| What::Decide { decision, in_days }),
        5 => Just(What::Publish),
        19 => (0..28_u8, prop::bool::weighted(0.6), -2..20_i64)
            .prop_map(|(command, yes, in_days)| What::Work { command, yes, in_days }),
        3 => (1..7_u32, prop::bool::weighted(0.3))
            .prop_map(|(buildings, renamed)| What::SetPlan { buildings, renamed }),
        1 => (1..6_u32).prop_map(|building| What::NameBuilding { building }),
        1 => (20..50_u128).prop_map(|home| What::RegisterHousehold { home }),
        2 => (home(), -20..1_000_i64, 0..6_u32)
            .prop_map(|(home, hours, admits)| What::PrintSlip { home, hours, admits }),
        4 => (0..3_u128).prop_map(|person| What::Join { person }),
        8 => (0..7_u8, any::<u8>(), -20..1_000_i64)
            .prop_map(|(command, office, hours)| What::Office { command, office, hours }),
        2 => (0..5_u128).prop_map(|person| What::TakeOffice { person }),
        9 => (any::<bool>(), -20..300_i64)
            .prop_map(|(prints, hours)| What::ComingBack { prints, hours }),
        1 => (1..9_u32).prop_map(|building| What::List { building }),
        2 => (home(), 0..5_u32).prop_map(|(home, adults)| What::Enter { home, adults }),
        2 => (10..60_u128).prop_map(|home| What::Retire { home }),
        1 => (1..6_u32).prop_map(|building| What::Housing { building }),
        3 => (home(), -20..1_000_i64).prop_map(|(home, hours)| What::Renew { home, hours }),
        2 => (home(), any::<u8>()).prop_map(|(home, name)| What::AtDesk { home, name }),
        6 => (0..5_u8).prop_map(|command| What::Membership { command }),
        3 => (0..13_u8).prop_map(|command| What::Complaint { command }),
        4 => prop::bool::weighted(0.7).prop_map(|by_sender| What::Again { by_sender }),
    ]
}

fn pick() -> impl Strategy<Value = Pick> {
    (any::<u8>(), prop::bool::weighted(0.9)).prop_map(|(n, sensible)| Pick { n, sensible })
}

fn a_move() -> impl Strategy<Value = Move> {
    let who = prop::option::weighted(0.15, prop::sample::select(&Who::ALL[..]));
    let words = prop_oneof![
        18 => Just(Words::Fine),
        1 => Just(Words::Empty),
        1 => Just(Words::TooLong),
    ];
    let stale = prop::bool::weighted(0.05);
    (what(), who, pick(), pick(), words, stale, 0..48_u8).prop_map(
        |(what, who, pick, item, words, stale, hours)| Move {
            what,
            who,
            pick,
            item,
            words,
            stale,
            hours,
        },
    )
}

pub fn moves() -> impl Strategy<Value = Vec<Move>> {
    prop::collection::vec(a_move(), 1..200)
}
