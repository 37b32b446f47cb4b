//! Whatever people do, in whatever order: what follows from the journal can be made anew in the
//! middle of it, and everything that pages read is the same afterwards.

use domain::agenda::{Rule, Settings};
use domain::issue::{
    AcceptIssue, AddFacts, AnswerIssue, Category, DeclineIssue, EditIssue, ReviseIssue,
    SecondOnBehalf, WithdrawIssue,
};
use domain::meeting::{CreateMeeting, Decision, EnterDecision, Move, MoveItems, Status};
use domain::place::Area;
use domain::{Actor, Command, IssueId, MeetingId, PersonId, Role, TextId};

use crate::common::{Database, Estate, building, change, create_meeting, date, file, id, rows};
use crate::journal::shown;

/// Random numbers that a seed gives again.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % n as u64).expect("below n")
    }

    pub fn of<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        (!all.is_empty()).then(|| &all[self.below(all.len())])
    }
}

/// Another one each time, unless it is given; printed, so that it can be.
pub fn seed() -> u64 {
    let seed = std::env::var("TWOLINE_SEED").ok();
    let seed = seed.and_then(|seed| seed.parse().ok()).unwrap_or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        now.map_or(1, |now| u64::from(now.subsec_nanos())) | 1
    });
    println!("TWOLINE_SEED={seed}");
    seed
}

struct Story<'e> {
    estate: &'e Estate,
    random: Random,
    secretary: Actor,
    people: Vec<Actor>,
    issues: Vec<(IssueId, u32)>,
    meetings: Vec<(MeetingId, u32)>,
}

impl Story<'_> {
    /// The next thing that somebody does. What is refused changes nothing, and is a part of it.
    async fn go_on(&mut self) {
        let estate = self.estate;
        let person = self.people[self.random.below(self.people.len())].clone();
        let issue = self.random.of(&self.issues).copied();
        let (issue, number) = issue.unwrap_or((IssueId(id()), 0));
        let meeting = self.random.of(&self.meetings).copied();
        let (actor, command) = match self.random.below(25) {
            0..=4 => {
                let new = IssueId(id());
                let filed = estate.run(&person, file(new, "typed title")).await;
                if let Ok(receipt) = filed {
                    self.issues.push((new, receipt.issue.expect("a number")));
                }
                return;
            }
            5..=9 => (person, Command::Second { issue }),
            10 => (person, Command::TakeBackSecond { issue }),
            11 => (
                person,
                Command::EditIssue(EditIssue {
                    issue,
                    category: Category::ALL[self.random.below(13)],
                    title: "typed title, new".into(),
                    body: "typed".into(),
                    area: Area::Building(building("2")),
                }),
            ),
            24 => (
                person,
                Command::AddFacts(AddFacts {
                    issue,
                    body: "typed facts".into(),
                    photos: vec![],
                }),
            ),
            12 => {
                let reason = "typed reason".into();
                (
                    person,
                    Command::WithdrawIssue(WithdrawIssue { issue, reason }),
                )
            }
            13 => {
                let entered = SecondOnBehalf {
                    issue,
                    person: PersonId(id()),
                    household: estate.households[self.random.below(6)],
                    name: format!("typed name {}", self.random.below(4)),
                };
                (self.secretary.clone(), Command::SecondOnBehalf(entered))
            }
            14..=16 => {
                let accept = AcceptIssue {
                    issue,
                    text: self.text(number).await,
                    minutes: 5 + 5 * u32::try_from(self.random.below(5)).expect("few"),
                    urgent: self.random.below(6) == 0,
                };
                (self.secretary.clone(), Command::AcceptIssue(accept))
            }
            17 => {
                let text = "typed answer".into();
                (
                    self.secretary.clone(),
                    Command::AnswerIssue(AnswerIssue { issue, text }),
                )
            }
            18 => {
                let command = if self.random.below(2) == 0 {
                    Command::DeclineIssue(DeclineIssue {
                        issue,
                        text: self.text(number).await,
                        reason: "typed reason".into(),
                    })
                } else {
                    Command::ReviseIssue(ReviseIssue {
                        issue,
                        minutes: 10,
                        urgent: false,
                        reason: "typed reason".into(),
                    })
                };
                (self.secretary.clone(), command)
            }
            19 => {
                let settings = Settings {
                    rule: Rule::ALL[self.random.below(Rule::ALL.len())],
                    reserved: u32::try_from(self.random.below(3)).expect("few"),
                    ..Settings::default()
                };
                (
                    self.secretary.clone(),
                    Command::ChangeAgendaSettings(settings),
                )
            }
            20 => {
                let new = MeetingId(id());
                let create = Command::CreateMeeting(create_meeting(new));
                let receipt = estate.ok(&self.secretary, create).await;
                self.meetings
                    .push((new, receipt.meeting.expect("a number")));
                return;
            }
            _ => {
                if let Some((meeting, number)) = meeting {
                    self.meet(meeting, number, issue).await;
                }
                return;
            }
        };
        let _ = estate.run(&actor, command).await;
    }

    async fn text(&self, number: u32) -> TextId {
        if number == 0 {
            return TextId(id());
        }
        self.estate.text(number).await
    }

    /// Something with the agenda of a meeting, as it stands.
    async fn meet(&mut self, meeting: MeetingId, number: u32, issue: IssueId) {
        let view = self.estate.meeting(number, &self.secretary).await;
        let version = view.meeting.version;
        let items = &view.meeting.items;
        let listed = self.random.of(items).map_or(issue, |item| item.issue);
        let by_hand = |issue| change(meeting, version, issue, "typed reason");
        let command = match (view.meeting.status, self.random.below(6)) {
            (Status::Draft, 0) => Command::AddItem(by_hand(issue)),
            (Status::Draft, 1) => Command::DropItem(by_hand(listed)),
            (Status::Draft, 2) => Command::MoveItems(MoveItems {
                meeting,
                version,
                moves: [1, 3].map(|to| Move { issue: listed, to }).to_vec(),
                reason: "typed reason".to_owned(),
            }),
            (Status::Draft, 3) => Command::ChangeMeeting {
                change: CreateMeeting {
                    minutes: 30,
                    ..create_meeting(meeting)
                },
                version,
            },
            (Status::Draft, _) => {
                let fill = Command::FillAgenda { meeting, version };
                let _ = self.estate.run(&self.secretary, fill).await;
                let version = version + 1;
                Command::LockAgenda { meeting, version }
            }
            (Status::Locked, 0) => Command::AddSupplement(by_hand(issue)),
            (Status::Locked, _) => {
                for item in items {
                    let decision = match self.random.below(3) {
                        0 => Decision::NotDone,
                        1 => Decision::DoIt {
                            due: date("2027-03-01"),
                        },
                        _ => Decision::Defer {
                            review_on: date("2027-03-01"),
                        },
                    };
                    let enter = Command::EnterDecision(EnterDecision {
                        meeting,
                        issue: item.issue,
                        seen: item.decision.as_ref().map(|entered| entered.text),
                        decision,
                        hands: Some(3),
                        votes: None,
                        responsible: None,
                        owner: "typed owner".into(),
                        words: "typed words".into(),
                    });
                    let _ = self.estate.run(&self.secretary, enter).await;
                }
                let version = version + u32::try_from(items.len()).expect("few");
                self.estate.begin();
                Command::PublishDecisions { meeting, version }
            }
            (Status::Published, _) => return,
        };
        let _ = self.estate.run(&self.secretary, command).await;
    }
}

pub async fn a_rebuild_in_the_middle_of_any_story_changes_nothing(db: &Database) {
    let estate = Estate::new(&db.store, "sunny").await;
    let secretary = estate.person(0, Role::Secretary, "typed-secretary").await;
    let mut people = vec![];
    for household in [1, 1, 2, 3, 4, 5] {
        people.push(estate.resident(household).await);
    }
    let mut story = Story {
        estate: &estate,
        random: Random(seed()),
        secretary: secretary.clone(),
        people: people.clone(),
        issues: vec![],
        meetings: vec![],
    };
    let readers = [&secretary, &people[0], &Actor::nobody()];
    for _ in 0..3 {
        for _ in 0..50 {
            story.go_on().await;
        }
        let before = (shown(&estate, readers).await, rows(db, None).await);
        db.store.rebuild(|_| {}).await.expect("rebuilt");
        let after = (shown(&estate, readers).await, rows(db, None).await);
        assert_eq!(after.1, before.1);
        assert_eq!(after.0, before.0);
        let check = db.store.check().await.expect("no fault");
        assert_eq!(check.differences, []);
    }
    assert!(story.issues.len() > 5, "hardly anything happened");
}
