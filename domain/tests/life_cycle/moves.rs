//! What people do: each move is made into a command about what is there at that moment.

use crate::book::senders;
use crate::world::{self, Who, World, building, household, unknown};

use domain::agenda::{Rule, Settings};
use domain::household::{Household, check_slip};
use domain::issue::{
    AcceptIssue, AnswerIssue, Area, Category, DeclineIssue, EditIssue, Issue, ReviseIssue,
    SecondOnBehalf, Status, WithdrawIssue,
};
use domain::meeting::{self, Decision, Meeting};
use domain::place::{NameBuilding, Place, Position, Source};
use domain::time::{DAY, HOUR};
use domain::{
    Command, CommandId, Envelope, HouseholdId, IssueId, MeetingId, PersonId, PhotoId, State, Zone,
};
use proptest::prelude::*;
use uuid::Uuid;

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
    Lock,
    Supplement,
    Decide {
        decision: usize,
        in_days: i64,
    },
    Publish,
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

pub fn what() -> impl Strategy<Value = What> {
    let home = || prop_oneof![8 => prop::sample::select(&world::HOUSEHOLDS[..]), 1 => 10..60_u128];
    let minutes = || prop_oneof![9 => 5..=60_u32, 1 => 0..100_u32];
    prop_oneof![
        10 => (0..13_usize, any::<u8>(), -95.0..95.0_f64, 0..=5_u8).prop_map(
            |(category, area, lat, photos)| What::File { category, area, lat, photos: photos / 2 }
        ),
        2 => Just(What::Edit),
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
        3 => (-2..20_i64, 5..200_u32)
            .prop_map(|(in_days, minutes)| What::CreateMeeting { in_days, minutes }),
        1 => (5..200_u32).prop_map(|minutes| What::ChangeMeeting { minutes }),
        4 => Just(What::Fill),
        6 => Just(What::Add),
        2 => Just(What::Drop),
        2 => (0..6_u32).prop_map(|to| What::Reorder { to }),
        1 => minutes().prop_map(|minutes| What::SetMinutes { minutes }),
        2 => (any::<bool>(), 1..4_u32, prop_oneof![4 => 1..3_u32, 1 => 0..14_u32])
            .prop_map(|(by_seconds, unheard_after, passed_over_after)| What::Settings {
            by_seconds,
            unheard_after,
            passed_over_after,
        }),
        4 => Just(What::Lock),
        1 => Just(What::Supplement),
        12 => (0..6_usize, 1..20_i64)
            .prop_map(|(decision, in_days)| What::Decide { decision, in_days }),
        5 => Just(What::Publish),
        3 => (1..7_u32, prop::bool::weighted(0.3))
            .prop_map(|(buildings, renamed)| What::SetPlan { buildings, renamed }),
        1 => (1..6_u32).prop_map(|building| What::NameBuilding { building }),
        1 => (20..50_u128).prop_map(|home| What::RegisterHousehold { home }),
        2 => (home(), -20..1_000_i64, 0..6_u32)
            .prop_map(|(home, hours, admits)| What::PrintSlip { home, hours, admits }),
        3 => (0..3_u128).prop_map(|person| What::Join { person }),
        4 => prop::bool::weighted(0.7).prop_map(|by_sender| What::Again { by_sender }),
    ]
}

pub fn pick() -> impl Strategy<Value = Pick> {
    (any::<u8>(), prop::bool::weighted(0.9)).prop_map(|(n, sensible)| Pick { n, sensible })
}

pub fn a_move() -> impl Strategy<Value = Move> {
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

pub fn drafted(m: &Meeting) -> bool {
    m.status == meeting::Status::Draft && !m.items.is_empty()
}

/// A draft that is what the rule gives now, and gives something.
pub fn current(state: &State, m: &Meeting) -> bool {
    drafted(m) && meeting::propose(state, m).is_on_the_draft()
}

pub fn undecided(m: &Meeting) -> bool {
    m.status == meeting::Status::Locked && m.items.iter().any(|item| item.decision.is_none())
}

pub fn ready(m: &Meeting) -> bool {
    m.status == meeting::Status::Locked && m.items.iter().all(|item| item.decision.is_some())
}

impl Move {
    /// The command that this move is at the moment, and who sends it; none where there is nothing to do it with.
    pub fn command(self, world: &mut World) -> (Who, Envelope) {
        if let What::Again { by_sender } = self.what {
            // The world was set up with commands, so that there always is one.
            let sent = &world.sent[usize::from(self.pick.n) * world.sent.len() / 256];
            let who = match self.who {
                Some(who) if !by_sender => who,
                _ => sent.who,
            };
            return (who, sent.envelope.clone());
        }
        let command = self.in_its_time(&world.state).fresh(world);
        let who = self.who.unwrap_or_else(|| self.suited(world, &command));
        let id = CommandId(world.id());
        (who, Envelope { id, command })
    }

    /// A sensible move for which it is too early becomes the one that has to come before it, so that stories get far:
    /// nothing is published before it is decided, decided before it is locked, locked before it is accepted.
    pub fn in_its_time(self, state: &State) -> Self {
        let meeting = |wanted: fn(&Meeting) -> bool| state.meetings.values().any(wanted);
        let issue = |wanted: &[Status]| state.issues.values().any(|i| wanted.contains(&i.status));
        let before = |what| match what {
            What::Publish if !meeting(ready) => Some(What::Decide {
                decision: usize::from(self.item.n) % 6,
                in_days: 7,
            }),
            What::Decide { .. } if !meeting(undecided) => Some(What::Lock),
            What::Lock | What::Drop | What::Reorder { .. } | What::SetMinutes { .. }
                if !meeting(drafted) =>
            {
                Some(What::CreateMeeting {
                    in_days: 7,
                    minutes: 90,
                })
            }
            // Seconds that came since have another agenda.
            What::Lock if !state.meetings.values().any(|m| current(state, m)) => Some(What::Fill),
            What::CreateMeeting { .. } if !issue(&[Status::Accepted, Status::Deferred]) => {
                Some(What::Accept {
                    minutes: 10,
                    urgent: false,
                })
            }
            What::Accept { .. } if !issue(&[Status::Filed]) => Some(What::File {
                category: 0,
                area: 7,
                lat: 0.0,
                photos: 0,
            }),
            _ => None,
        };
        let mut what = self.what;
        if self.pick.sensible {
            while let Some(first) = before(what) {
                what = first;
            }
        }
        Self { what, ..self }
    }

    /// Somebody who may send it: of an issue the reporter, if only they may.
    pub fn suited(self, world: &World, command: &Command) -> Who {
        let own = match command {
            Command::EditIssue(c) => Some(c.issue),
            Command::WithdrawIssue(c) => Some(c.issue),
            _ => None,
        };
        let reporter = own
            .and_then(|id| world.state.issues.get(&id)?.reporter)
            .and_then(|person| Who::ALL.into_iter().find(|w| w.person() == Some(person)));
        let senders = senders(command);
        reporter.unwrap_or(senders[usize::from(self.item.n) % senders.len()])
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each command")]
    pub fn fresh(self, world: &mut World) -> Command {
        let state = &world.state;
        let words = self.words.typed();
        let issue_where = |sensible: &dyn Fn(&Issue) -> bool| {
            let all: Vec<IssueId> = state.issues.keys().copied().collect();
            let sensible = state.issues.values().filter(|issue| sensible(issue));
            let sensible: Vec<IssueId> = sensible.map(|issue| issue.id).collect();
            let picked = self.pick.from(&sensible, &all);
            picked.unwrap_or(IssueId(unknown()))
        };
        let in_status = |wanted: &[Status]| issue_where(&|issue| wanted.contains(&issue.status));
        // What can be added to an agenda by hand.
        let unlisted = |meeting: Option<&Meeting>| {
            let listed: Vec<IssueId> = meeting
                .iter()
                .flat_map(|m| &m.items)
                .map(|item| item.issue)
                .collect();
            issue_where(&|issue| issue.can_be_listed() && !listed.contains(&issue.id))
        };
        let meeting_where = |sensible: &dyn Fn(&Meeting) -> bool| {
            let all: Vec<&Meeting> = state.meetings.values().collect();
            let sensible: Vec<&Meeting> = all.iter().copied().filter(|m| sensible(m)).collect();
            self.pick.from(&sensible, &all)
        };
        let draft = || meeting_where(&drafted);
        let version = |meeting: Option<&Meeting>| {
            let version = meeting.map_or(1, |m| m.version);
            if self.stale {
                version.saturating_sub(1)
            } else {
                version
            }
        };
        let id = |meeting: Option<&Meeting>| meeting.map_or(MeetingId(unknown()), |m| m.id);
        let change = |meeting: Option<&Meeting>, issue| meeting::ChangeItem {
            meeting: id(meeting),
            version: version(meeting),
            issue,
            reason: words.clone(),
        };
        let item_of = |meeting: Option<&Meeting>, undecided: bool| {
            let listed: Vec<IssueId> = meeting
                .iter()
                .flat_map(|m| &m.items)
                .filter(|item| !undecided || item.decision.is_none())
                .map(|item| item.issue)
                .collect();
            let all: Vec<IssueId> = state.issues.keys().copied().collect();
            self.item.from(&listed, &all).unwrap_or(IssueId(unknown()))
        };
        let open = [Status::Filed, Status::Accepted, Status::Deferred];
        let area = |n: u8| match n % 8 {
            0 => Area::Building(building(u32::from(n) / 60)),
            1 => Area::Cluster("East".into()),
            2 => Area::Cluster(SPOKEN.into()),
            _ => Area::Estate,
        };
        let today = |days: i64| Zone::utc().date(world.now.plus(days * DAY));
        match self.what {
            What::File {
                category,
                area: n,
                lat,
                photos,
            } => {
                let position = (n % 3 == 0).then_some(Position {
                    lat: world::degrees(lat),
                    lon: world::degrees(lat * 2.0),
                    accuracy: Some(u32::from(n)),
                    source: Source::Gps,
                });
                let place = Place {
                    position,
                    building: (n % 5 == 0).then_some(building(u32::from(n) / 60)),
                };
                let issue = IssueId(world.id());
                Command::FileIssue(domain::issue::FileIssue {
                    category: Category::ALL[category],
                    title: words.clone(),
                    body: words,
                    area: area(n),
                    place,
                    photos: (0..photos).map(|_| PhotoId(world.id())).collect(),
                    ..world::file(issue)
                })
            }
            What::Edit => Command::EditIssue(EditIssue {
                issue: in_status(&[Status::Filed]),
                category: Category::Noise,
                title: words.clone(),
                body: words,
                area: area(self.item.n),
            }),
            What::Withdraw => Command::WithdrawIssue(WithdrawIssue {
                issue: in_status(&open),
                reason: words,
            }),
            What::Second => Command::Second {
                issue: in_status(&open),
            },
            What::TakeBack => Command::TakeBackSecond {
                issue: in_status(&open),
            },
            What::OnBehalf { home, name } => {
                let issue = in_status(&open);
                let homes: Vec<HouseholdId> = state.households.keys().copied().collect();
                let home = homes.get(usize::from(home) % (homes.len() + 1)).copied();
                let person = PersonId(world.id());
                Command::SecondOnBehalf(SecondOnBehalf {
                    issue,
                    person,
                    household: home.unwrap_or(household(99)),
                    name: match self.words {
                        Words::Fine => format!("{SPOKEN} {}", name % 3),
                        Words::Empty | Words::TooLong => words,
                    },
                })
            }
            What::Accept { minutes, urgent } => Command::AcceptIssue(AcceptIssue {
                issue: in_status(&[Status::Filed]),
                minutes,
                urgent,
            }),
            What::Revise { minutes, urgent } => Command::ReviseIssue(ReviseIssue {
                issue: issue_where(&Issue::can_be_listed),
                minutes,
                urgent,
                reason: words,
            }),
            What::Decline => Command::DeclineIssue(DeclineIssue {
                issue: in_status(&[Status::Filed]),
                reason: words,
            }),
            What::Answer => Command::AnswerIssue(AnswerIssue {
                issue: in_status(&open),
                text: words,
            }),
            What::Import { closed } => {
                let issue = IssueId(world.id());
                Command::ImportReport(domain::issue::ImportReport {
                    title: words.clone(),
                    body: words,
                    ..world::report(issue, closed)
                })
            }
            What::CreateMeeting { in_days, minutes } => {
                let starts_at = world.now.plus(in_days * DAY);
                let id = MeetingId(world.id());
                Command::CreateMeeting(meeting::CreateMeeting {
                    starts_at,
                    minutes,
                    ..world.meeting(id)
                })
            }
            What::ChangeMeeting { minutes } => {
                let meeting = draft();
                Command::ChangeMeeting {
                    version: version(meeting),
                    change: meeting::CreateMeeting {
                        minutes,
                        ..world.meeting(id(meeting))
                    },
                }
            }
            What::Fill => {
                let meeting = meeting_where(&|m| m.status == meeting::Status::Draft);
                Command::FillAgenda {
                    meeting: id(meeting),
                    version: version(meeting),
                }
            }
            What::Add => {
                let meeting = meeting_where(&|m| m.status == meeting::Status::Draft);
                Command::AddItem(change(meeting, unlisted(meeting)))
            }
            What::Drop => {
                let meeting = draft();
                Command::DropItem(change(meeting, item_of(meeting, false)))
            }
            What::Reorder { to } => {
                let meeting = draft();
                Command::MoveItem {
                    change: change(meeting, item_of(meeting, false)),
                    to,
                }
            }
            What::SetMinutes { minutes } => {
                let meeting = draft();
                Command::SetItemMinutes {
                    change: change(meeting, item_of(meeting, false)),
                    minutes,
                }
            }
            What::Settings {
                by_seconds,
                unheard_after,
                passed_over_after,
            } => Command::ChangeAgendaSettings(Settings {
                rule: if by_seconds {
                    Rule::Seconds
                } else {
                    Rule::EqualShares
                },
                unheard_after,
                passed_over_after,
                ..Settings::default()
            }),
            What::Supplement => {
                let meeting = meeting_where(&|m| m.status == meeting::Status::Locked);
                Command::AddSupplement(change(meeting, unlisted(meeting)))
            }
            What::Lock => {
                let meeting = meeting_where(&|m| {
                    let draft = m.status == meeting::Status::Draft;
                    draft && (current(state, m) || self.item.n.is_multiple_of(3))
                });
                Command::LockAgenda {
                    meeting: id(meeting),
                    version: version(meeting),
                }
            }
            What::Decide { decision, in_days } => {
                let meeting = meeting_where(&undecided);
                let date = today(in_days);
                let decision = match world::decisions()[decision].clone() {
                    Decision::DoIt { .. } => Decision::DoIt { due: date },
                    Decision::Pilot { .. } => Decision::Pilot { due: date },
                    Decision::Defer { .. } => Decision::Defer { review_on: date },
                    other @ (Decision::ReferUpward { .. }
                    | Decision::OwnersDecide
                    | Decision::NotDone) => other,
                };
                Command::RecordDecision(meeting::RecordDecision {
                    meeting: id(meeting),
                    version: version(meeting),
                    issue: item_of(meeting, true),
                    decision,
                    hands: Some(u32::from(self.item.n)),
                    owner: "owner".into(),
                    words,
                })
            }
            What::Publish => {
                let meeting = meeting_where(&ready);
                Command::PublishDecisions {
                    meeting: id(meeting),
                    version: version(meeting),
                }
            }
            What::SetPlan { buildings, renamed } => {
                let mut plan = world::plan(&(1..=buildings).collect::<Vec<_>>());
                for building in plan.buildings.iter_mut().filter(|_| renamed) {
                    building.cluster.push_str(" Gate");
                }
                Command::SetPlan(plan)
            }
            What::NameBuilding { building: n } => Command::NameBuilding(NameBuilding {
                building: building(n),
                // What a building is called stands in the journal, as all of the plan.
                name: words.replace(SPOKEN, "No."),
            }),
            What::RegisterHousehold { home } => Command::RegisterHousehold(Household {
                id: household(home),
                building: building(u32::try_from(home / 10).unwrap_or(0)),
                room: home.to_string(),
            }),
            What::PrintSlip {
                home,
                hours,
                admits,
            } => {
                let n = u128::from(self.pick.n);
                Command::PrintSlip(domain::household::PrintSlip {
                    admits,
                    expires_at: world.now.plus(hours * HOUR),
                    ..world::print_slip(1_000 + n, home)
                })
            }
            What::Join { person } => {
                let codes: Vec<&String> = world.slips.keys().collect();
                let open: Vec<&String> = codes
                    .iter()
                    .copied()
                    .filter(|code| check_slip(&world.slips[*code], world.now).is_ok())
                    .collect();
                let code = match self.item.n {
                    0..32 => "no such code",
                    _ => self.pick.from(&open, &codes).map_or("", String::as_str),
                };
                Command::Join(domain::household::Join {
                    nickname: match self.words {
                        Words::Fine => SPOKEN.to_owned(),
                        Words::Empty | Words::TooLong => words,
                    },
                    ..world::join(PersonId(Uuid::from_u128(0xface_0000 + person)), code)
                })
            }
            What::Again { .. } => unreachable!("made from what was sent"),
        }
    }
}
