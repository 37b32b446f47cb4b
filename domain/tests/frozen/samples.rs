//! A value of each form, with every field filled.

use domain::agenda::document::{Candidate, Cast, Document, Exact, FORMAT, Placed};
use domain::agenda::{Credit, Rule, Settings, parse_fraction};
use domain::back::{ComeBack, LetBack};
use domain::community::CreateCommunity;
use domain::household::{Change, Household, Housing, Join, JoinAtDesk, PrintSlip, RenewSlip};
use domain::issue::{
    self, AcceptIssue, AddFacts, AnswerIssue, Category, ChooseDiscretion, DeclineIssue, Discretion,
    EditIssue, FileIssue, ImportReport, ReviseIssue, SecondOnBehalf, Support, TakeBackOnBehalf,
    WithdrawIssue,
};
use domain::journal::Head;
use domain::meeting::{
    self, Carried, ChangeItem, CreateMeeting, Decision, DraftItem, EnterDecision, Given, Ground,
    Kind, Line, Move, MoveItems, NotListed, Purse, Shares, Shortfall, Votes, Why,
};
use domain::membership::EndMembership;
use domain::office::{EndOffice, GrantOffice, InviteOfficer};
use domain::organisation::{self, AddOrganisation, RenameOrganisation};
use domain::place::Area;
use domain::place::{Building, Gate, NameBuilding, Place, Plan, Point, Position, Source};
use domain::retention::{Forget, Periods, What};
use domain::work::AppraisalSettings;
use domain::{
    BuildingId, Command, Date, Event, Field, FieldError, HouseholdId, IssueId, Kept, Language,
    MeetingId, Office, OrganisationId, PersonId, PhotoId, Problem, Refusal, Role, SlipId, Text,
    TextId, Timestamp, Zone,
};
use uuid::Uuid;

pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_0000 + n)
}

pub const AT: Timestamp = Timestamp(1_796_122_800_000);

pub fn date() -> Date {
    "2027-01-31".parse().expect("a date")
}

fn building() -> BuildingId {
    BuildingId("b7".into())
}

fn point(lat: f64, lon: f64) -> Point {
    Point { lat, lon }
}

fn plan() -> Plan {
    Plan {
        buildings: vec![Building {
            id: building(),
            name: "7 号楼".into(),
            cluster: "East".into(),
            outline: vec![point(31.1, 121.4), point(31.1, 121.5), point(31.2, 121.5)],
            more: vec![vec![
                point(31.11, 121.41),
                point(31.11, 121.42),
                point(31.12, 121.42),
            ]],
        }],
        paths: vec![vec![point(31.1, 121.4), point(31.2, 121.4)]],
        gates: vec![Gate {
            name: "South gate".into(),
            at: point(31.1, 121.45),
        }],
    }
}

fn position(source: Source) -> Position {
    Position {
        lat: 31.100_123_4,
        lon: 121.483_219_7,
        accuracy: Some(12),
        source,
    }
}

fn settings() -> Settings {
    Settings {
        rule: Rule::EqualShares,
        reserved: 2,
        unheard_after: 4,
        passed_over_after: 5,
    }
}

fn appraisal_settings() -> AppraisalSettings {
    AppraisalSettings {
        days: 21,
        unsolved_percent: 40,
    }
}

fn support() -> Support {
    Support {
        online: 12,
        on_behalf: 3,
        households: 9,
        of: 96,
    }
}

/// Every reason for which an item is on an agenda.
fn whys() -> Vec<Why> {
    vec![
        Why::Urgent,
        Why::Deferred,
        Why::PassedOver { times: 6 },
        Why::Reserved {
            households: 4,
            of: 24,
            meetings: 3,
        },
        Why::ByHand,
        Why::Support {
            rank: 2,
            seconds: 15,
        },
        Why::Shares(Shares {
            turn: 1,
            seconds: 40,
            given: Some(Given {
                cap: 18_000,
                full: 34,
                rest: 6,
            }),
        }),
        Why::LeftOver { seconds: 2 },
        Why::Supplement { number: 1 },
    ]
}

fn decisions() -> [Decision; 6] {
    [
        Decision::DoIt { due: date() },
        Decision::Pilot { due: date() },
        Decision::ReferUpward {
            ground: Ground::BeyondPower,
        },
        Decision::OwnersDecide,
        Decision::Defer { review_on: date() },
        Decision::NotDone,
    ]
}

fn areas() -> [Area; 3] {
    [
        Area::Building(building()),
        Area::Cluster("East".into()),
        Area::Estate,
    ]
}

fn offices() -> [Office; 5] {
    [
        Office::BuildingLeader {
            buildings: vec![building()],
        },
        Office::CommitteeWorker,
        Office::Secretary,
        Office::Supervisor,
        Office::Handler {
            organisation: OrganisationId(id(10)),
        },
    ]
}

pub fn documents() -> Vec<Document> {
    let exact = |text: &str| Exact(parse_fraction(text).expect("a fraction"));
    vec![Document {
        format: FORMAT,
        meeting: MeetingId(id(3)),
        number: 3,
        journal: Head {
            number: 512,
            hash: "5f".repeat(32),
        },
        settings: settings(),
        version: 1,
        minutes: 90,
        placed: vec![Placed {
            number: 130,
            minutes: 15,
            why: Why::Urgent,
        }],
        dropped: vec![99],
        step: exact("1/4"),
        issues: vec![Candidate {
            number: 104,
            minutes: exact("10"),
            on_behalf: 1,
        }],
        ballots: vec![Cast {
            issues: vec![104],
            credit: exact("1/3"),
        }],
        chosen: vec![104],
        agenda: vec![130, 104],
    }]
}

#[expect(clippy::too_many_lines, reason = "one of each")]
pub fn events() -> Vec<Event> {
    let (issue, meeting, text) = (IssueId(id(1)), MeetingId(id(3)), TextId(id(4)));
    let (person, household, slip) = (PersonId(id(5)), HouseholdId(id(6)), SlipId(id(7)));
    let mut events = vec![
        Event::CommunityCreated {
            slug: "guihua".into(),
            name: "桂花苑".into(),
            other_name: String::new(),
            language: Language::Chinese,
            zone: Zone::fixed("Asia/Shanghai", 28_800),
        },
        Event::PlanSet(plan()),
        Event::BuildingNamed {
            building: building(),
            name: "7 号楼".into(),
        },
        Event::HouseholdRegistered {
            household,
            building: building(),
        },
        Event::SlipPrinted {
            slip,
            household,
            admits: 3,
            roles: vec![Role::Resident, Role::BuildingLeader],
            expires_at: AT,
        },
        Event::PersonJoined {
            person,
            household,
            slip,
            roles: vec![Role::Resident, Role::Secretary],
            consent: 1,
        },
        Event::IssueWithdrawn {
            issue,
            text: Some(text),
        },
        Event::IssueImported {
            issue,
            number: 118,
            category: Category::Noise,
            text,
            status: issue::Status::Closed,
            filed_at: AT,
            closed_at: Some(AT),
        },
        Event::Seconded {
            issue,
            person,
            household,
            entered_by: Some(PersonId(id(8))),
        },
        Event::SecondTakenBack { issue, person },
        Event::IssueAccepted {
            issue,
            minutes: 15,
            urgent: true,
        },
        Event::IssueRevised {
            issue,
            minutes: 20,
            urgent: false,
            text,
        },
        Event::IssueDeclined { issue, text },
        Event::IssueAnswered { issue, text },
        Event::MeetingCreated {
            meeting,
            number: 3,
            kind: Kind::BranchCommittee,
            starts_at: AT,
            venue: "议事厅".into(),
            minutes: 90,
        },
        Event::MeetingChanged {
            meeting,
            kind: Kind::Residents,
            starts_at: AT,
            venue: "议事厅".into(),
            minutes: 60,
        },
        Event::AgendaSettingsChanged(settings()),
        Event::AppraisalSettingsChanged(appraisal_settings()),
        Event::PeriodsChanged(Periods::default()),
        Event::DocumentTaken { meeting },
        Event::DiscretionChosen {
            issue,
            discretion: discreet(),
        },
        Event::ItemAdded {
            meeting,
            issue,
            minutes: 15,
            why: Why::ByHand,
            text,
        },
        Event::ItemDropped {
            meeting,
            issue,
            text,
        },
        Event::ItemMoved {
            meeting,
            issue,
            from: 3,
            to: 1,
            text,
        },
        Event::ItemMinutesSet {
            meeting,
            issue,
            from: 10,
            to: 20,
            text,
        },
        Event::CreditsCarried {
            meeting,
            ballots: vec![Carried {
                person,
                credit: Credit(333_333),
                line: Line {
                    number: 1,
                    of: 40,
                    seconded: vec![104],
                    purse: Some(Purse {
                        share: 60_000,
                        credit: 20_000,
                        paid: vec![(104, 18_000)],
                        left_over: vec![(130, 500)],
                        carried: 61_500,
                    }),
                },
            }],
        },
        Event::AgendaLocked {
            meeting,
            document: documents()[0].canonical(),
            fingerprint: "aa".repeat(32),
            by_seconds: vec![104, 117],
            settings: settings(),
        },
        Event::DecisionsPublished { meeting },
    ];
    let organisation = OrganisationId(id(10));
    for office in offices() {
        events.push(Event::OfficerInvited {
            invitation: slip,
            office: office.clone(),
            expires_at: AT,
        });
        events.push(Event::OfficeGranted { person, office });
    }
    events.extend([
        Event::InvitationWithdrawn { invitation: slip },
        Event::InvitationAccepted {
            invitation: slip,
            person,
        },
        Event::OfficerJoined { person, consent: 1 },
        Event::StrangerReported { person },
        Event::MemberConfirmed { person },
        Event::MembershipEnded { person, text },
        Event::AccountDeleted { person },
        Event::ReturnPrinted {
            slip,
            person,
            expires_at: AT,
        },
        Event::CameBack { slip, person },
        Event::OfficeEnded {
            person,
            role: Role::BuildingLeader,
        },
        Event::OrganisationRenamed {
            organisation,
            name: "绿城物业".into(),
        },
        Event::OrganisationEnded { organisation },
    ]);
    for kind in organisation::Kind::ALL {
        events.push(Event::OrganisationAdded {
            organisation,
            kind,
            name: "绿城".into(),
        });
    }
    for area in areas() {
        events.push(Event::IssueFiled {
            issue,
            number: 117,
            reporter: person,
            category: Category::Lift,
            area: area.clone(),
            building: Some(building()),
            text,
            photos: vec![PhotoId(id(9))],
        });
        events.push(Event::IssueEdited {
            issue,
            category: Category::Upkeep,
            area,
            text,
        });
    }
    events.push(Event::FactsAdded {
        issue,
        text,
        photos: vec![PhotoId(id(9))],
    });
    for role in Role::ALL {
        events.push(Event::SlipPrinted {
            slip,
            household,
            admits: 3,
            roles: vec![role],
            expires_at: AT,
        });
    }
    for why in whys() {
        events.push(Event::AgendaFilled {
            meeting,
            items: vec![DraftItem {
                issue,
                minutes: 15,
                why,
            }],
            moved: true,
        });
        events.push(Event::ItemLocked {
            meeting,
            issue,
            position: 1,
            minutes: 15,
            why,
            support: support(),
        });
    }
    let shortfall = Shortfall {
        had: 240_000,
        missing: 360_000,
        gave: vec![(104, 120_000)],
    };
    for why in [
        NotListed::Shares(Some(shortfall)),
        NotListed::Support { rank: 7 },
        NotListed::TooLong { available: 45 },
        NotListed::Dropped,
    ] {
        events.push(Event::PassedOver {
            meeting,
            issue,
            why,
        });
    }
    for decision in decisions() {
        events.push(Event::DecisionEntered {
            meeting,
            issue,
            decision: decision.clone(),
            hands: Some(9),
            votes: None,
            responsible: None,
            text,
        });
        events.push(Event::DecisionPublished {
            meeting,
            issue,
            decision,
            hands: Some(9),
            votes: None,
            responsible: None,
            text,
        });
    }
    let decision = Decision::OwnersDecide;
    events.push(Event::DecisionEntered {
        meeting,
        issue,
        decision: decision.clone(),
        hands: Some(9),
        votes: Some(votes()),
        responsible: None,
        text,
    });
    events.push(Event::DecisionPublished {
        meeting,
        issue,
        decision,
        hands: Some(9),
        votes: Some(votes()),
        responsible: None,
        text,
    });
    events.extend(setting_up());
    events.extend(crate::work::events());
    events.extend(crate::complaint::events());
    events.extend(What::ALL.map(|what| Event::Forgotten {
        what,
        before: AT,
        gone: 3,
    }));
    events
}

/// How a real community begins.
fn setting_up() -> Vec<Event> {
    let (person, household, slip) = (PersonId(id(5)), HouseholdId(id(6)), SlipId(id(7)));
    let mut events = vec![
        Event::CommunityCreated {
            slug: "guihua".into(),
            name: "桂花苑".into(),
            other_name: "Osmanthus Court".into(),
            language: Language::Chinese,
            zone: Zone::fixed("Asia/Shanghai", 28_800),
        },
        Event::BuildingListed {
            building: building(),
            name: "7 号楼".into(),
        },
        Event::HouseholdEntered {
            household,
            building: building(),
            adults: 3,
        },
        Event::HouseholdRetired { household },
        Event::SlipRenewed {
            slip,
            household,
            admits: 2,
            expires_at: AT,
        },
        Event::JoinedAtDesk {
            person,
            household,
            entered_by: PersonId(id(8)),
        },
    ];
    events.extend(Housing::ALL.map(|housing| Event::HousingSaid {
        building: building(),
        housing,
    }));
    events
}

fn votes() -> Votes {
    Votes {
        in_favour: 12,
        against: 3,
        abstained: 1,
    }
}

pub fn kept() -> Vec<Kept> {
    let mut kept = vec![
        Kept::Text {
            id: TextId(id(4)),
            text: Text {
                title: "电梯又停了".into(),
                body: "三楼和四楼之间。\n已经两次。".into(),
            },
            author: Some(PersonId(id(5))),
        },
        Kept::Owner {
            id: TextId(id(4)),
            owner: "物业".into(),
        },
        Kept::Room {
            household: HouseholdId(id(6)),
            room: "302".into(),
        },
        Kept::Member {
            person: PersonId(id(5)),
            nickname: "老王".into(),
            language: Language::Chinese,
        },
        Kept::EnteredPerson {
            person: PersonId(id(8)),
            household: HouseholdId(id(6)),
            name: "李阿婆".into(),
        },
        Kept::BlackedOut {
            photo: PhotoId(id(9)),
            copy: PhotoId(id(2)),
        },
        Kept::SlipCode {
            slip: SlipId(id(7)),
            code_hash: "cc".repeat(32),
        },
    ];
    for source in Source::ALL {
        kept.push(Kept::Position {
            issue: IssueId(id(1)),
            position: position(source),
        });
    }
    kept
}

fn discreet() -> Discretion {
    Discretion {
        nameless: true,
        at_home: true,
    }
}

#[expect(clippy::too_many_lines, reason = "one of each")]
pub fn commands() -> Vec<Command> {
    let (issue, meeting, text) = (IssueId(id(1)), MeetingId(id(3)), TextId(id(4)));
    let (person, household, slip) = (PersonId(id(5)), HouseholdId(id(6)), SlipId(id(7)));
    let create = CreateMeeting {
        meeting,
        kind: Kind::Members,
        starts_at: AT,
        venue: "议事厅".into(),
        minutes: 90,
    };
    let change = ChangeItem {
        meeting,
        version: 4,
        issue,
        reason: "更急".into(),
    };
    let mut commands = vec![
        Command::CreateCommunity(CreateCommunity {
            slug: "guihua".into(),
            name: "桂花苑".into(),
            other_name: String::new(),
            language: Language::Chinese,
            zone: Zone::fixed("Asia/Shanghai", 28_800),
        }),
        Command::SetPlan(plan()),
        Command::NameBuilding(NameBuilding {
            building: building(),
            name: "7 号楼".into(),
        }),
        Command::RegisterHousehold(Household {
            id: household,
            building: building(),
            room: "302".into(),
        }),
        Command::PrintSlip(PrintSlip {
            slip,
            household,
            admits: 3,
            roles: vec![Role::Resident, Role::BuildingLeader],
            expires_at: AT,
            code_hash: "cc".repeat(32),
        }),
        Command::Join(Join {
            person,
            code_hash: "cc".repeat(32),
            nickname: "老王".into(),
            language: Language::English,
            consent: true,
            text: 1,
        }),
        Command::WithdrawIssue(WithdrawIssue {
            issue,
            reason: "修好了".into(),
        }),
        Command::Second { issue },
        Command::TakeBackSecond { issue },
        Command::SecondOnBehalf(SecondOnBehalf {
            issue,
            person,
            household,
            name: "李阿婆".into(),
        }),
        Command::TakeBackOnBehalf(TakeBackOnBehalf { issue, person }),
        Command::AcceptIssue(AcceptIssue {
            issue,
            text,
            minutes: 15,
            urgent: true,
        }),
        Command::ReviseIssue(ReviseIssue {
            issue,
            minutes: 20,
            urgent: false,
            reason: "更急".into(),
        }),
        Command::DeclineIssue(DeclineIssue {
            issue,
            text,
            reason: "不归我们管".into(),
        }),
        Command::AnswerIssue(AnswerIssue {
            issue,
            text: "已报修。".into(),
        }),
        Command::ImportReport(ImportReport {
            issue,
            category: Category::Noise,
            title: "Noise".into(),
            body: "At night".into(),
            position: Some(position(Source::Import)),
            filed_at: AT,
            closed_at: Some(AT),
            closed: true,
        }),
        Command::CreateMeeting(create.clone()),
        Command::ChangeMeeting {
            change: create,
            version: 4,
        },
        Command::FillAgenda {
            meeting,
            version: 4,
        },
        Command::AddItem(change.clone()),
        Command::DropItem(change.clone()),
        Command::MoveItem {
            change: change.clone(),
            to: 1,
        },
        Command::MoveItems(MoveItems {
            meeting,
            version: 4,
            moves: vec![Move {
                issue: change.issue,
                to: 2,
            }],
            reason: "Guests come late".into(),
        }),
        Command::SetItemMinutes {
            change: change.clone(),
            minutes: 20,
        },
        Command::ChangeAgendaSettings(settings()),
        Command::LockAgenda {
            meeting,
            version: 4,
        },
        Command::AddSupplement(change),
        Command::PublishDecisions {
            meeting,
            version: 9,
        },
    ];
    let (person, organisation) = (PersonId(id(5)), OrganisationId(id(10)));
    for office in offices() {
        commands.push(Command::GrantOffice(GrantOffice {
            person,
            office: office.clone(),
        }));
        commands.push(Command::InviteOfficer(InviteOfficer {
            invitation: SlipId(id(7)),
            office,
            expires_at: AT,
            code_hash: "5f".repeat(32),
        }));
    }
    commands.extend([
        Command::ReportStranger { person },
        Command::ConfirmMember { person },
        Command::EndMembership(EndMembership {
            person,
            reason: "不住这里".into(),
        }),
        Command::DeleteAccount {},
        Command::LetBack(LetBack {
            slip: SlipId(id(7)),
            person,
            expires_at: AT,
            code_hash: "cc".repeat(32),
        }),
        Command::ComeBack(ComeBack {
            code_hash: "cc".repeat(32),
        }),
        Command::EndOffice(EndOffice {
            person,
            role: Role::BuildingLeader,
        }),
        Command::WithdrawInvitation {
            invitation: SlipId(id(7)),
        },
        Command::AddOrganisation(AddOrganisation {
            organisation,
            kind: organisation::Kind::PropertyFirm,
            name: "绿城".into(),
        }),
        Command::RenameOrganisation(RenameOrganisation {
            organisation,
            name: "绿城物业".into(),
        }),
        Command::EndOrganisation { organisation },
    ]);
    for area in areas() {
        commands.push(Command::FileIssue(FileIssue {
            issue,
            category: Category::Lift,
            title: "电梯又停了".into(),
            body: "三楼和四楼之间。".into(),
            area: area.clone(),
            place: Place {
                position: Some(position(Source::Gps)),
                building: Some(building()),
            },
            photos: vec![PhotoId(id(9))],
            discretion: Discretion::default(),
        }));
        commands.push(Command::EditIssue(EditIssue {
            issue,
            category: Category::Upkeep,
            title: "电梯又停了".into(),
            body: "两次。".into(),
            area,
        }));
    }
    commands.push(Command::AddFacts(AddFacts {
        issue,
        body: "今天又停了一次。".into(),
        photos: vec![PhotoId(id(9))],
    }));
    for decision in decisions() {
        commands.push(Command::EnterDecision(EnterDecision {
            meeting,
            issue,
            seen: Some(text),
            decision,
            hands: Some(9),
            votes: None,
            responsible: None,
            owner: "物业".into(),
            words: "下月修好。".into(),
        }));
    }
    commands.push(Command::EnterDecision(EnterDecision {
        meeting,
        issue,
        seen: Some(text),
        decision: Decision::OwnersDecide,
        hands: Some(9),
        votes: Some(votes()),
        responsible: None,
        owner: "物业".into(),
        words: "下月修好。".into(),
    }));
    commands.extend(to_set_up());
    commands.extend(crate::work::commands());
    commands.extend(crate::complaint::commands());
    commands.push(Command::ChangePeriods(Periods::default()));
    commands.push(Command::ChangeAppraisalSettings(appraisal_settings()));
    commands.push(Command::TakeDocument { meeting });
    commands.push(Command::FileIssue(FileIssue {
        issue,
        category: Category::Lift,
        title: "漏水".into(),
        body: "厨房。".into(),
        area: Area::Estate,
        place: Place {
            position: Some(position(Source::Gps)),
            building: Some(building()),
        },
        photos: vec![PhotoId(id(9))],
        discretion: discreet(),
    }));
    commands.push(Command::ChooseDiscretion(ChooseDiscretion {
        issue,
        discretion: discreet(),
    }));
    commands.extend(What::ALL.map(|what| {
        Command::Forget(Forget {
            what,
            before: AT,
            gone: 3,
        })
    }));
    commands
}

fn to_set_up() -> Vec<Command> {
    let (person, household, slip) = (PersonId(id(5)), HouseholdId(id(6)), SlipId(id(7)));
    let create = CreateCommunity {
        slug: "guihua".into(),
        name: "桂花苑".into(),
        other_name: "Osmanthus Court".into(),
        language: Language::Chinese,
        zone: Zone::fixed("Asia/Shanghai", 28_800),
    };
    let mut commands = vec![
        Command::CreateCommunity(create),
        Command::RenewSlip(RenewSlip {
            slip,
            household,
            expires_at: AT,
            code_hash: "cc".repeat(32),
        }),
        Command::JoinAtDesk(JoinAtDesk {
            person,
            household,
            name: "李阿婆".into(),
        }),
    ];
    let mut changes = vec![
        Change::List {
            building: building(),
            name: "7 号楼".into(),
        },
        Change::Enter {
            id: household,
            building: building(),
            room: "302".into(),
            adults: 3,
        },
        Change::Retire { household },
    ];
    changes.extend(Housing::ALL.map(|housing| Change::Housing {
        building: building(),
        housing,
    }));
    commands.extend(changes.into_iter().map(Command::ChangeRegister));
    commands
}

pub fn refusals() -> Vec<Refusal> {
    let problems = [
        Problem::Missing,
        Problem::TooLong { max: 60, len: 61 },
        Problem::OutOfRange { min: 5, max: 60 },
        Problem::Unknown,
        Problem::Past,
        Problem::TooLarge { max: 12 },
        Problem::TooMany { max: 4 },
        Problem::NotAPhoto,
    ];
    let mut refusals = vec![
        Refusal::SignedOut,
        Refusal::NotAllowed,
        Refusal::NotFound,
        Refusal::AlreadyAnswered,
        Refusal::AddedOften { max: 20 },
        Refusal::AlreadySeconded,
        Refusal::NotSeconded,
        Refusal::AgendaChanged { version: 5 },
        Refusal::DecisionChanged,
        Refusal::TextChanged,
        Refusal::AlreadyListed,
        Refusal::NotListed,
        Refusal::AgendaEmpty,
        Refusal::AgendaOutdated,
        Refusal::DiscretionUsed,
        Refusal::ItemsGone(vec![117]),
        Refusal::Undecided(vec![1, 3]),
        Refusal::MeetingNotBegun {
            undecided: vec![1, 3],
        },
        Refusal::SlipUnknown,
        Refusal::SlipExpired,
        Refusal::SlipUsedUp,
        Refusal::TooManyTries { seconds: 20 },
        Refusal::AlreadyMember,
        Refusal::OtherCommand,
        Refusal::JoinedBefore,
        Refusal::Exists,
        Refusal::OwnOffice,
        Refusal::InOffice,
        Refusal::AreasInUse(areas().to_vec()),
    ];
    let invalid = |field, problem| Refusal::Invalid(vec![FieldError { field, problem }]);
    refusals.extend(problems.map(|problem| invalid(Field::Title, problem)));
    refusals.extend(Field::ALL.map(|field| invalid(field, Problem::Missing)));
    refusals.extend(issue::Status::ALL.map(Refusal::IssueIs));
    refusals.extend(meeting::Status::ALL.map(Refusal::MeetingIs));
    refusals.push(Refusal::invalid(Field::Due, Problem::TooFar));
    refusals.push(Refusal::invalid(Field::Body, Problem::Gap));
    refusals.extend([
        Refusal::SlipReplaced,
        Refusal::HouseholdFull { adults: 3 },
        Refusal::AdultsUnknown { most: 4 },
        Refusal::NotYourBuilding,
        Refusal::ReturnsInOffice,
        Refusal::BelongsElsewhere,
        Refusal::HouseholdInUse,
        Refusal::AppraisalOver,
        Refusal::NotYet,
    ]);
    refusals.extend(crate::complaint::refusals());
    refusals
}
