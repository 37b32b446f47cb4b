//! Each move as the command that it is at the moment: about what is there, by somebody who may, or
//! not.

use crate::book::senders;
use crate::moves::{Move, SPOKEN, What, Words};
use crate::world::{self, Who, World, building, household, unknown};

use domain::agenda::{Rule, Settings};
use domain::back::{ComeBack, LetBack, check_return};
use domain::complaint::{
    Appeal, Appealed, Complain, HideIssue, Kind as Wrong, RestoreIssue, UpholdHiding,
};
use domain::household::{Change, Household, Housing, JoinAtDesk, RenewSlip, check_slip};
use domain::issue::{
    AcceptIssue, AddFacts, AnswerIssue, BlackOut, Category, ChooseDiscretion, DeclineIssue,
    Discretion, EditIssue, Issue, ReviseIssue, SecondOnBehalf, Status, WithdrawIssue,
};
use domain::meeting::{self, Decision, Meeting, MoveItems};
use domain::membership::EndMembership;
use domain::office::{EndOffice, GrantOffice, InviteOfficer, check_invitation};
use domain::organisation::{AddOrganisation, Kind, RenameOrganisation};
use domain::place::{Area, NameBuilding, Place, Position, Source};
use domain::retention::{self, Forget, Periods};
use domain::time::{DAY, HOUR};
use domain::work::{
    AddTask, AnswerOffer, AppraisalSettings, Appraise, AppraiseFor, BeginWork, ByOffice, ChangeDue,
    ChangeTask, Course, EnterReply, OfferResource, OfferStatus, OwnersVote, PublishResult,
    ReferWork, ReportProgress, Resource, Responsible, TaskStatus, Verdict,
};
use domain::{
    Command, CommandId, Date, Envelope, HouseholdId, IssueId, MeetingId, Office, PersonId, PhotoId,
    Role, State, TextId, Zone,
};
use uuid::Uuid;

fn drafted(m: &Meeting) -> bool {
    m.status == meeting::Status::Draft && !m.items.is_empty()
}

/// A draft that is what the rule gives now, and gives something.
fn current(state: &State, m: &Meeting) -> bool {
    drafted(m) && meeting::propose(state, m).is_on_the_draft()
}

fn undecided(m: &Meeting) -> bool {
    m.status == meeting::Status::Locked && m.items.iter().any(|item| item.decision.is_none())
}

fn ready(m: &Meeting) -> bool {
    m.status == meeting::Status::Locked && m.items.iter().all(|item| item.decision.is_some())
}

impl Move {
    /// The command that this move is at the moment, and who sends it; where there is nothing to do
    /// it with, about an id that nothing has.
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

    /// A sensible move for which it is too early becomes the one that has to come before it, so
    /// that stories get far: nothing is published before it is decided, decided before it is
    /// locked, locked before it is accepted; nobody
    /// says what they think of a result that is not there.
    fn in_its_time(self, state: &State) -> Self {
        let meeting = |wanted: fn(&Meeting) -> bool| state.meetings.values().any(wanted);
        let issue = |wanted: &[Status]| state.issues.values().any(|i| wanted.contains(&i.status));
        let hidden = |appealed| {
            let mut hidings = state.hidings.values();
            hidings.any(|hiding| hiding.appealed == appealed)
        };
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
            What::CreateMeeting { .. }
                if !issue(&[Status::Accepted, Status::Deferred, Status::Returned]) =>
            {
                Some(What::Accept {
                    minutes: 10,
                    urgent: false,
                })
            }
            What::Work {
                command: 7..=10,
                yes,
                in_days,
            } if !issue(&[Status::Appraisal]) => Some(What::Work {
                command: 3,
                yes,
                in_days,
            }),
            What::Work {
                command: 16..=17,
                yes,
                in_days,
            } if !(state.offers.values()).any(|offer| offer.status == OfferStatus::Open) => {
                Some(What::Work {
                    command: 14,
                    yes,
                    in_days,
                })
            }
            What::Work {
                command: 1..=6 | 14..=15,
                yes,
                ..
            } if !issue(&[Status::InWork]) => Some(What::Work {
                command: 0,
                yes,
                in_days: 9,
            }),
            What::Complaint { command: 8.. } if !hidden(Appealed::Waits) => {
                Some(What::Complaint { command: 5 })
            }
            What::Complaint { command: 5..=7 } if !hidden(Appealed::Not) => {
                Some(What::Complaint { command: 4 })
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
    fn suited(self, world: &World, command: &Command) -> Who {
        let own = match command {
            Command::EditIssue(c) => Some(c.issue),
            Command::AddFacts(c) => Some(c.issue),
            Command::WithdrawIssue(c) => Some(c.issue),
            Command::Appraise(c) => Some(c.issue),
            Command::Appeal(c) => Some(c.issue),
            Command::BlackOut(c) => Some(c.issue),
            Command::ChooseDiscretion(c) => Some(c.issue),
            _ => None,
        };
        if let Command::WithdrawOffer { offer, .. } = command
            && let Some(offer) = world.state.offers.get(offer)
            && let Some(who) = (Who::ALL.into_iter()).find(|w| w.person() == Some(offer.person))
        {
            return who;
        }
        let reporter = own
            .and_then(|id| world.state.issues.get(&id)?.reporter)
            .and_then(|person| Who::ALL.into_iter().find(|w| w.person() == Some(person)));
        let senders = senders(command);
        // Mostly by somebody else than whoever hid it.
        if let Command::UpholdHiding(c) = command
            && let Some(hiding) = world.state.hidings.get(&c.issue)
            && !self.item.n.is_multiple_of(4)
        {
            let mut others = senders.iter();
            let other = others.find(|who| who.person() != Some(hiding.by));
            return *other.unwrap_or(&senders[0]);
        }
        reporter.unwrap_or(senders[usize::from(self.item.n) % senders.len()])
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each command")]
    fn fresh(self, world: &mut World) -> Command {
        let state = &world.state;
        let words = self.words.typed();
        let issue_where = |sensible: &dyn Fn(&Issue) -> bool| {
            let all: Vec<IssueId> = state.issues.keys().copied().collect();
            let sensible = state.issues.values().filter(|issue| sensible(issue));
            let sensible: Vec<IssueId> = sensible.map(|issue| issue.id).collect();
            let picked = self.pick.from(&sensible, &all);
            picked.unwrap_or(IssueId(unknown()))
        };
        let in_status = |wanted: &[Status]| {
            issue_where(&|issue| wanted.contains(&issue.status) && !issue.hidden)
        };
        let text_read = |issue: IssueId| {
            if self.stale {
                TextId(unknown())
            } else {
                world.text(issue)
            }
        };
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
        let open = [
            Status::Filed,
            Status::Accepted,
            Status::Deferred,
            Status::Returned,
        ];
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
                    discretion: Discretion {
                        nameless: n % 16 == 1,
                        at_home: n % 16 < 2,
                    },
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
            What::AddFacts { photos } => {
                let issue = issue_where(&|issue| issue.status.takes_facts());
                let photos = (0..photos).map(|_| PhotoId(world.id())).collect();
                Command::AddFacts(AddFacts {
                    issue,
                    body: words,
                    photos,
                })
            }
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
            What::Accept { minutes, urgent } => {
                let issue = in_status(&[Status::Filed]);
                Command::AcceptIssue(AcceptIssue {
                    issue,
                    text: text_read(issue),
                    minutes,
                    urgent,
                })
            }
            What::Revise { minutes, urgent } => Command::ReviseIssue(ReviseIssue {
                issue: issue_where(&Issue::can_be_listed),
                minutes,
                urgent,
                reason: words,
            }),
            What::Decline => {
                let issue = in_status(&[Status::Filed]);
                Command::DeclineIssue(DeclineIssue {
                    issue,
                    text: text_read(issue),
                    reason: words,
                })
            }
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
                let change = change(meeting, item_of(meeting, false));
                // Odd places are moved to with another in between.
                if to % 2 == 0 {
                    Command::MoveItem { change, to }
                } else {
                    let issue = change.issue;
                    let moves = [6, to].map(|to| meeting::Move { issue, to });
                    Command::MoveItems(MoveItems {
                        meeting: change.meeting,
                        version: change.version,
                        moves: moves.to_vec(),
                        reason: change.reason,
                    })
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
            What::AppraisalSettings { days, percent } => {
                Command::ChangeAppraisalSettings(AppraisalSettings {
                    days,
                    unsolved_percent: percent,
                })
            }
            What::Keep { erases, what, days } => {
                let what = retention::What::ALL[what];
                if erases {
                    Command::Forget(Forget {
                        what,
                        before: world.now.plus(-i64::from(days) * DAY),
                        gone: u32::from(self.item.n / 8),
                    })
                } else {
                    Command::ChangePeriods(Periods::default().with(what, days))
                }
            }
            What::Discretion { nameless, at_home } => Command::ChooseDiscretion(ChooseDiscretion {
                issue: issue_where(&|issue| issue.reporter.is_some()),
                discretion: Discretion { nameless, at_home },
            }),
            What::TakeDocument => {
                let meeting = meeting_where(&|m| m.status != meeting::Status::Draft);
                let meeting = id(meeting);
                Command::TakeDocument { meeting }
            }
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
                let issue = item_of(meeting, true);
                let seen = world.entered(id(meeting), issue);
                Command::EnterDecision(meeting::EnterDecision {
                    meeting: id(meeting),
                    issue,
                    seen: if self.stale {
                        Some(TextId(unknown()))
                    } else {
                        seen
                    },
                    decision,
                    hands: Some(u32::from(self.item.n)),
                    votes: None,
                    responsible: (self.item.n > 100).then_some(Responsible::Office(
                        ByOffice::ALL[usize::from(self.item.n) % ByOffice::ALL.len()],
                    )),
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
            What::Work {
                command,
                yes,
                in_days,
            } => self.work(world, command, yes, today(in_days)),
            What::Complaint { command } => self.about_complaints(world, command),
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
            What::Office {
                command,
                office,
                hours,
            } => self.about_offices(world, command, office, hours),
            What::Membership { command } => {
                let members = state.members.iter();
                let live = members.filter(|(_, member)| member.household.is_some());
                let live: Vec<PersonId> = live.map(|(person, _)| *person).collect();
                let reported = state.members.iter().filter(|(_, member)| member.reported);
                let reported: Vec<PersonId> = reported.map(|(person, _)| *person).collect();
                let nobody = PersonId(unknown());
                let any = self.pick.from(&live, &[]).unwrap_or(nobody);
                match command {
                    // In Ann's household.
                    0 | 1 => Command::ReportStranger {
                        person: if command == 0 {
                            Who::Bo.person().unwrap_or(nobody)
                        } else {
                            any
                        },
                    },
                    2 => Command::ConfirmMember {
                        person: self.pick.from(&reported, &live).unwrap_or(nobody),
                    },
                    // Those who send commands go on being who they are.
                    _ => {
                        let sends = |person: &PersonId| {
                            let mut all = Who::ALL.into_iter();
                            all.any(|who| who.person() == Some(*person))
                        };
                        let holds = |person: &PersonId| {
                            let roles = &state.members[person].roles;
                            roles.iter().any(|role| *role != Role::Resident)
                        };
                        let others: Vec<PersonId> =
                            live.iter().copied().filter(|it| !sends(it)).collect();
                        let officers: Vec<PersonId> = live.iter().copied().filter(holds).collect();
                        Command::EndMembership(EndMembership {
                            person: self.pick.from(&others, &officers).unwrap_or(nobody),
                            reason: words,
                        })
                    }
                }
            }
            What::TakeOffice { person } => {
                let codes: Vec<&String> = world.invitations.keys().collect();
                let open: Vec<&String> = codes
                    .iter()
                    .copied()
                    .filter(|code| check_invitation(&world.invitations[*code], world.now).is_ok())
                    .collect();
                let code = self.pick.from(&open, &codes).map_or("", String::as_str);
                Command::Join(domain::household::Join {
                    nickname: SPOKEN.to_owned(),
                    ..world::join(PersonId(Uuid::from_u128(0xface_0000 + person)), code)
                })
            }
            What::ComingBack { prints, hours } => {
                if prints {
                    let members: Vec<PersonId> = state.members.keys().copied().collect();
                    let person = self.pick.from(&members, &[]);
                    let n = 7_000 + u128::from(self.pick.n);
                    Command::LetBack(LetBack {
                        expires_at: world.now.plus(hours * HOUR),
                        ..world.let_back(n, person.unwrap_or(PersonId(unknown())))
                    })
                } else {
                    let codes: Vec<&String> = world.returns.keys().collect();
                    let open = codes.iter().copied();
                    let open: Vec<&String> = open
                        .filter(|code| check_return(&world.returns[*code], world.now).is_ok())
                        .collect();
                    let code = self.pick.from(&open, &codes).map_or("", String::as_str);
                    Command::ComeBack(ComeBack {
                        code_hash: code.to_owned(),
                    })
                }
            }
            What::List { building: n } => Command::ChangeRegister(Change::List {
                building: building(n),
                name: words.replace(SPOKEN, "No."),
            }),
            What::Enter { home, adults } => Command::ChangeRegister(Change::Enter {
                id: household(home),
                building: building(u32::try_from(home / 10).unwrap_or(0)),
                room: home.to_string(),
                adults,
            }),
            What::Retire { home } => {
                let all: Vec<HouseholdId> = state.households.keys().copied().collect();
                let empty = |id: &HouseholdId| {
                    let home = state.homes.get(id);
                    home.is_none_or(|home| home.people.is_empty())
                };
                let left: Vec<HouseholdId> = all.iter().copied().filter(empty).collect();
                let picked = self.pick.from(&left, &all);
                Command::ChangeRegister(Change::Retire {
                    household: picked.unwrap_or(household(home)),
                })
            }
            What::Housing { building: n } => Command::ChangeRegister(Change::Housing {
                building: building(n),
                housing: Housing::Relocated,
            }),
            What::Renew { home, hours } => Command::RenewSlip(RenewSlip {
                expires_at: world.now.plus(hours * HOUR),
                ..world::renew_slip(2_000 + u128::from(self.pick.n), home)
            }),
            What::AtDesk { home, name } => Command::JoinAtDesk(JoinAtDesk {
                person: PersonId(world.id()),
                household: household(home),
                name: match self.words {
                    Words::Fine => format!("{SPOKEN} {}", name % 3),
                    Words::Empty | Words::TooLong => words,
                },
            }),
            What::Again { .. } => unreachable!("made from what was sent"),
        }
    }

    /// One of the commands about offices and organisations.
    fn about_offices(self, world: &mut World, command: u8, office: u8, hours: i64) -> Command {
        let organisations: Vec<_> = world.state.organisations.iter().collect();
        let live = organisations.iter().filter(|(_, known)| !known.ended);
        let live: Vec<_> = live.map(|(id, _)| **id).collect();
        let all: Vec<_> = organisations.iter().map(|(id, _)| **id).collect();
        let organisation = self.item.from(&live, &all);
        let organisation = organisation.unwrap_or(world::organisation(99));
        let office = match office % 6 {
            0 => Office::BuildingLeader {
                buildings: vec![building(u32::from(office) / 50), building(1), building(1)],
            },
            1 => Office::CommitteeWorker,
            2 => Office::Secretary,
            3 => Office::Supervisor,
            _ => Office::Handler { organisation },
        };
        let members: Vec<PersonId> = world.state.members.keys().copied().collect();
        let in_office = world.state.members.iter();
        let in_office = in_office.filter(|(_, member)| member.roles.contains(&office.role()));
        let in_office: Vec<PersonId> = in_office.map(|(person, _)| *person).collect();
        let any = PersonId(unknown());
        let name = match self.words {
            Words::Fine => "Green Lawn Services".to_owned(),
            Words::Empty | Words::TooLong => self.words.typed(),
        };
        match command {
            0 => Command::GrantOffice(GrantOffice {
                person: self.pick.from(&members, &[]).unwrap_or(any),
                office,
            }),
            1 => Command::EndOffice(EndOffice {
                person: self.pick.from(&in_office, &members).unwrap_or(any),
                role: office.role(),
            }),
            2 => {
                let n = 5_000 + u128::from(self.pick.n);
                Command::InviteOfficer(InviteOfficer {
                    expires_at: world.now.plus(hours * HOUR),
                    ..world::invite(n, office)
                })
            }
            3 => {
                let all: Vec<_> = world.invitations.values().map(|it| it.id).collect();
                Command::WithdrawInvitation {
                    invitation: self.pick.from(&all, &[]).unwrap_or(world::slip(99_999)),
                }
            }
            4 => Command::AddOrganisation(AddOrganisation {
                organisation: world::organisation(u128::from(self.pick.n) % 4),
                kind: Kind::ALL[usize::from(self.item.n) % Kind::ALL.len()],
                name,
            }),
            5 => Command::RenameOrganisation(RenameOrganisation { organisation, name }),
            _ => Command::EndOrganisation { organisation },
        }
    }

    /// Something about a complaint, or about what is hidden.
    fn about_complaints(self, world: &World, command: u8) -> Command {
        let state = &world.state;
        let all: Vec<IssueId> = state.issues.keys().copied().collect();
        let pick = |sensible: Vec<IssueId>| {
            let picked = self.pick.from(&sensible, &all);
            picked.unwrap_or(IssueId(unknown()))
        };
        let hidden = |wanted: &[Appealed]| {
            let hidden = state.hidings.iter();
            let hidden = hidden.filter(|(_, hiding)| wanted.contains(&hiding.appealed));
            pick(hidden.map(|(issue, _)| *issue).collect())
        };
        let complained = state.complaints.iter();
        let complained = complained.filter(|(_, complaint)| !complaint.settled);
        let complained: Vec<IssueId> = complained.map(|((issue, _), _)| *issue).collect();
        let words = self.words.typed();
        match command {
            0 | 1 => Command::Complain(Complain {
                issue: pick(vec![]),
                kind: Wrong::ALL[usize::from(self.item.n) % Wrong::ALL.len()],
                words,
            }),
            2 | 3 => Command::DismissComplaints {
                issue: pick(complained),
            },
            4 => Command::HideIssue(HideIssue {
                issue: pick(complained),
                reason: words,
            }),
            5 => Command::Appeal(Appeal {
                issue: hidden(&[Appealed::Not]),
                words,
            }),
            6 | 7 => Command::RestoreIssue(RestoreIssue {
                issue: hidden(&[Appealed::Not]),
                reason: words,
            }),
            8..=10 => Command::UpholdHiding(UpholdHiding {
                issue: hidden(&[Appealed::Waits]),
                reason: words,
            }),
            _ => {
                let photo = |n: usize| PhotoId(Uuid::from_u128(n as u128));
                let shown: Vec<_> = state.shown.iter().collect();
                let picked = self.pick.from(&shown, &[]);
                let (shown, issue) = picked.map_or((photo(0), pick(vec![])), |(p, i)| (*p, *i));
                Command::BlackOut(BlackOut {
                    issue,
                    photo: shown,
                    copy: photo(usize::from(self.item.n)),
                })
            }
        }
    }

    /// Something about work: on an issue that is at that step, if there is one.
    fn work(self, world: &mut World, command: u8, yes: bool, due: Date) -> Command {
        let state = &world.state;
        let words = self.words.typed();
        let issue_in = |wanted: &[Status]| {
            let all: Vec<IssueId> = state.issues.keys().copied().collect();
            let sensible = state
                .issues
                .values()
                .filter(|issue| wanted.contains(&issue.status));
            let sensible: Vec<IssueId> = sensible.map(|issue| issue.id).collect();
            self.pick
                .from(&sensible, &all)
                .unwrap_or(IssueId(unknown()))
        };
        let open = [Status::Accepted, Status::Deferred, Status::Returned];
        match command {
            0 => Command::BeginWork(BeginWork {
                issue: issue_in(&open),
                responsible: match self.item.n % 4 {
                    0 => Responsible::Organisation(world::organisation(u128::from(self.item.n))),
                    n => Responsible::Office(ByOffice::ALL[usize::from(n) - 1]),
                },
                owner: "owner".into(),
                due,
                words,
            }),
            1 => Command::ReportProgress(ReportProgress {
                issue: issue_in(&[Status::InWork]),
                words,
                photos: vec![PhotoId(Uuid::from_u128(u128::from(self.item.n)))],
            }),
            2 => Command::ChangeDue(ChangeDue {
                issue: issue_in(&[Status::InWork]),
                due,
                reason: words,
            }),
            3..=6 => {
                let issue = issue_in(&[Status::InWork]);
                let course = state.works.get(&issue).map(|work| work.course);
                let vote = OwnersVote {
                    heads: u32::from(self.item.n),
                    of_heads: 256,
                    area: 100,
                    of_area: 200,
                    adopted: yes,
                };
                // Now and then what belongs to another course.
                let odd = self.stale;
                Command::PublishResult(PublishResult {
                    issue,
                    words,
                    cost: yes.then_some(u32::from(self.item.n)),
                    verdict: ((course == Some(Course::Pilot)) != odd).then_some(Verdict::Keep),
                    owners: ((course == Some(Course::OwnersDecide)) != odd).then_some(vote),
                    photos: vec![],
                })
            }
            7 | 8 => Command::Appraise(Appraise {
                issue: issue_in(&[Status::Appraisal]),
                solved: yes,
                satisfied: yes,
                words,
            }),
            9 => {
                let issue = issue_in(&[Status::Appraisal]);
                let entered = state.seconds.iter().filter(|((of, _), second)| {
                    *of == issue && (second.entered_by.is_some() || self.stale)
                });
                let entered: Vec<PersonId> = entered.map(|((_, person), _)| *person).collect();
                Command::AppraiseFor(AppraiseFor {
                    issue,
                    person: self.item.from(&entered, &[]).unwrap_or(PersonId(unknown())),
                    solved: yes,
                    satisfied: yes,
                    words,
                })
            }
            10 => Command::CloseAppraisal {
                issue: issue_in(&[Status::Appraisal]),
            },
            18..=27 => {
                // Now and then a day that has not come.
                let today = Zone::utc().date(world.now);
                let day = if self.stale { due } else { today };
                self.part(state, issue_in(&[Status::InWork]), command, yes, day)
            }
            14..=17 => self.offer(state, issue_in(&[Status::InWork]), command, yes),
            _ => Command::ReturnDeferred {
                issue: issue_in(&[Status::Deferred]),
            },
        }
    }

    /// Something about the tasks of an issue in work, or about where it was referred to.
    fn part(self, state: &State, issue: IssueId, command: u8, yes: bool, day: Date) -> Command {
        let words = self.words.typed();
        match command {
            18 | 19 => Command::AddTask(AddTask { issue, words }),
            20 | 21 => {
                let tasks = state.works.get(&issue).map(|work| &work.tasks);
                let tasks: Vec<TextId> = tasks.into_iter().flatten().map(|(id, _)| *id).collect();
                Command::ChangeTask(ChangeTask {
                    issue,
                    task: self.item.from(&tasks, &[]).unwrap_or(TextId(unknown())),
                    to: match (yes, self.stale) {
                        (true, _) => TaskStatus::Done,
                        (false, false) => TaskStatus::Open,
                        (false, true) => TaskStatus::Dropped,
                    },
                })
            }
            _ => {
                let mut upward = state.works.iter().filter(|(id, work)| {
                    let in_work = state.issues[*id].status == Status::InWork;
                    in_work && work.course == Course::ReferUpward
                });
                // What is out is replied to, and goes out again now and then.
                let out = upward.clone().find(|(_, work)| work.referred);
                let sends = out.is_none() != self.stale;
                let issue = out.or_else(|| upward.next()).map_or(issue, |(id, _)| *id);
                if sends {
                    let to = "Street office".into();
                    let sent = day;
                    Command::ReferWork(ReferWork {
                        issue,
                        to,
                        sent,
                        words,
                    })
                } else {
                    let received = day;
                    Command::EnterReply(EnterReply {
                        issue,
                        received,
                        words,
                    })
                }
            }
        }
    }

    /// Something about what is given for the work on an issue.
    fn offer(self, state: &State, issue: IssueId, command: u8, yes: bool) -> Command {
        let words = self.words.typed();
        let open = state.offers.iter();
        let open = open.filter(|(_, it)| it.status == OfferStatus::Open || self.stale);
        let open: Vec<TextId> = open.map(|(id, _)| *id).collect();
        let offer = self.item.from(&open, &[]).unwrap_or(TextId(unknown()));
        let of = state.offers.get(&offer).map(|offer| offer.issue);
        let of = of.unwrap_or(IssueId(unknown()));
        match command {
            16 => Command::AnswerOffer(AnswerOffer {
                issue: of,
                offer,
                accept: yes,
                words,
            }),
            17 => Command::WithdrawOffer { issue: of, offer },
            _ => Command::OfferResource(OfferResource {
                issue,
                resource: Resource::ALL[usize::from(self.item.n) % Resource::ALL.len()],
                // Of an organisation for which nobody here acts.
                organisation: self.stale.then(|| world::organisation(1)),
                name: if yes { words.clone() } else { String::new() },
                words,
            }),
        }
    }
}
