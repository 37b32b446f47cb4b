//! What only somebody with a script would send: every field of every command at its extremes. It
//! is refused, or what follows is as sane as what follows from anything else; and nothing panics,
//! overflows included.

mod world;

use domain::agenda::Settings;
use domain::back::ComeBack;
use domain::community::CreateCommunity;
use domain::complaint::{RestoreIssue, UpholdHiding};
use domain::household::{Change, Household, JoinAtDesk};
use domain::issue::{
    AddFacts, AnswerIssue, BlackOut, Category, ChooseDiscretion, DeclineIssue, Discretion,
    EditIssue, ReviseIssue, SecondOnBehalf, TakeBackOnBehalf, WithdrawIssue,
};
use domain::meeting::{Decision, Ground, Votes};
use domain::membership::EndMembership;
use domain::office::{EndOffice, GrantOffice};
use domain::organisation::{AddOrganisation, Kind, RenameOrganisation};
use domain::place::{Area, Gate, NameBuilding, Place, Point, Position, Source};
use domain::retention::{Forget, Periods, What};
use domain::time::DAY;
use domain::work::{
    AddTask, AnswerOffer, AppraisalSettings, Appraise, AppraiseFor, BeginWork, ByOffice, ChangeDue,
    ChangeTask, OfferResource, OwnersVote, PublishResult, ReportProgress, Responsible, TaskStatus,
};
use domain::{
    Command, CommandId, Envelope, IssueId, Language, MeetingId, Office, PersonId, PhotoId, Zone,
};
use serde_json::{Value, json};
use world::{Who, World, building, day, household};

/// A number for each kind of command; the compiler asks for a new one here.
fn kind(command: &Command) -> usize {
    match command {
        Command::CreateCommunity(_) => 0,
        Command::SetPlan(_) => 1,
        Command::NameBuilding(_) => 2,
        Command::RegisterHousehold(_) => 3,
        Command::PrintSlip(_) => 4,
        Command::Join(_) => 5,
        Command::FileIssue(_) => 6,
        Command::EditIssue(_) => 7,
        Command::WithdrawIssue(_) => 8,
        Command::Second { .. } => 9,
        Command::TakeBackSecond { .. } => 10,
        Command::SecondOnBehalf(_) => 11,
        Command::AcceptIssue(_) => 12,
        Command::ReviseIssue(_) => 13,
        Command::DeclineIssue(_) => 14,
        Command::AnswerIssue(_) => 15,
        Command::ImportReport(_) => 16,
        Command::CreateMeeting(_) => 17,
        Command::ChangeMeeting { .. } => 18,
        Command::FillAgenda { .. } => 19,
        Command::AddItem(_) => 20,
        Command::DropItem(_) => 21,
        Command::MoveItem { .. } => 22,
        Command::SetItemMinutes { .. } => 23,
        Command::ChangeAgendaSettings(_) => 24,
        Command::LockAgenda { .. } => 25,
        Command::AddSupplement(_) => 26,
        Command::EnterDecision(_) => 27,
        Command::PublishDecisions { .. } => 28,
        Command::GrantOffice(_) => 29,
        Command::EndOffice(_) => 30,
        Command::InviteOfficer(_) => 31,
        Command::WithdrawInvitation { .. } => 32,
        Command::AddOrganisation(_) => 33,
        Command::RenameOrganisation(_) => 34,
        Command::EndOrganisation { .. } => 35,
        Command::MoveItems(_) => 36,
        Command::TakeBackOnBehalf(_) => 37,
        Command::ChangeRegister(_) => 38,
        Command::RenewSlip(_) => 39,
        Command::JoinAtDesk(_) => 40,
        Command::ReportStranger { .. } => 41,
        Command::ConfirmMember { .. } => 42,
        Command::EndMembership(_) => 43,
        Command::LetBack(_) => 44,
        Command::ComeBack(_) => 45,
        Command::DeleteAccount {} => 46,
        Command::AddFacts(_) => 47,
        Command::BeginWork(_) => 48,
        Command::ReportProgress(_) => 49,
        Command::ChangeDue(_) => 50,
        Command::PublishResult(_) => 51,
        Command::Appraise(_) => 52,
        Command::AppraiseFor(_) => 53,
        Command::CloseAppraisal { .. } => 54,
        Command::ReturnDeferred { .. } => 55,
        Command::Complain(_) => 56,
        Command::DismissComplaints { .. } => 57,
        Command::HideIssue(_) => 58,
        Command::Appeal(_) => 59,
        Command::RestoreIssue(_) => 60,
        Command::UpholdHiding(_) => 61,
        Command::OfferResource(_) => 62,
        Command::AnswerOffer(_) => 63,
        Command::WithdrawOffer { .. } => 64,
        Command::BlackOut(_) => 65,
        Command::ChangePeriods(_) => 66,
        Command::Forget(_) => 67,
        Command::TakeDocument { .. } => 68,
        Command::ChooseDiscretion(_) => 69,
        Command::ChangeAppraisalSettings(_) => 70,
        Command::AddTask(_) => 71,
        Command::ChangeTask(_) => 72,
        Command::ReferWork(_) => 73,
        Command::EnterReply(_) => 74,
    }
}
const KINDS: usize = 75;

/// One command of every kind that this world would carry out, with every optional field in it.
#[expect(clippy::too_many_lines, reason = "one of each")]
fn commands(world: &mut World) -> Vec<(Who, Command)> {
    let over = world.accepted();
    world.done(Who::Worker, Command::BeginWork(begin(over)));
    world.done(Who::Worker, Command::PublishResult(world::result(over)));
    let deferred = world.accepted();
    world.published(&Decision::Defer { review_on: day(40) });
    let by_owners = world.accepted();
    world.published(&Decision::OwnersDecide);
    let referred = world.accepted();
    let ground = Ground::BeyondPower;
    world.published(&Decision::ReferUpward { ground });
    world.done(Who::Worker, Command::ReferWork(world::refer(referred)));
    world.now = world.now.plus(20 * DAY);
    let published = world.accepted();
    let decided = world.locked();
    let record = world.enter(decided, published, Decision::DoIt { due: day(30) });
    world.done(Who::Secretary, Command::EnterDecision(record));
    let listed = world.accepted();
    let locked = world.locked();
    let late = world.accepted();
    let draft = world.drafted();
    let dropped = world.accepted();
    let filed = world.filed();
    let photo = PhotoId(world.id());
    let shows = AddFacts {
        issue: filed,
        body: "Here.".into(),
        photos: vec![photo],
    };
    world.done(Who::Ann, Command::AddFacts(shows));
    let (behalf, neighbour) = (world.filed(), PersonId(world.id()));
    world.done(
        Who::Leader,
        Command::SecondOnBehalf(SecondOnBehalf {
            issue: behalf,
            person: neighbour,
            household: household(32),
            name: "Old Li".into(),
        }),
    );
    let accepted = world.accepted();
    let in_work = world.accepted();
    world.done(Who::Worker, Command::BeginWork(begin(in_work)));
    let (hidden, appealed) = (world.filed(), world.filed());
    for issue in [hidden, appealed] {
        world.done(Who::Worker, Command::HideIssue(world::hide(issue)));
    }
    world.done(Who::Ann, Command::Appeal(world::appeal(appealed)));
    world.done(Who::Bo, Command::Complain(world::complain(filed)));
    let offers = [(); 2].map(|()| world.offered(Who::Ann, in_work));
    let task = world.tasked(Who::Worker, in_work);
    // With all that was accepted since the other.
    let up_to_date = world.drafted();
    let printed = world::print_slip(77, 32);
    let code_hash = printed.code_hash.clone();
    world.done(Who::Operator, Command::PrintSlip(printed));

    let firm = world::organisation(1);
    let added = AddOrganisation {
        organisation: firm,
        kind: Kind::PropertyFirm,
        name: "Firm".into(),
    };
    world.done(Who::Secretary, Command::AddOrganisation(added.clone()));
    let invited = world::invite(80, Office::Supervisor);
    world.done(Who::Secretary, Command::InviteOfficer(invited));
    let leader = Office::BuildingLeader {
        buildings: vec![building(1)],
    };
    let ann = Who::Ann.person().expect("somebody");
    world.done(Who::Bo, Command::ReportStranger { person: ann });
    let bo = Who::Bo.person().expect("somebody");
    let (dan, worker) = (Who::Dan.person(), Who::Worker.person());

    let mut plan = world::plan(&[1, 2, 3, 4]);
    let at = plan.buildings[0].outline[0];
    plan.buildings[0].more = vec![vec![at; 3]];
    plan.paths = vec![vec![at; 2]];
    plan.gates = vec![Gate {
        name: "East".into(),
        at,
    }];
    let mut slip = world::print_slip(78, 32);
    slip.roles = vec![domain::Role::BuildingLeader];
    let mut file = world::file(IssueId(world.id()));
    file.area = Area::Building(building(1));
    file.photos = vec![PhotoId(world.id())];
    let Point { lat, lon } = at;
    let position = Some(Position {
        lat,
        lon,
        accuracy: Some(10),
        source: Source::Gps,
    });
    file.place = Place {
        position,
        building: Some(building(1)),
    };
    let mut report = world::report(IssueId(world.id()), true);
    report.position = position;
    let meeting = MeetingId(world.id());
    let mut record = world.enter(locked, listed, Decision::Defer { review_on: day(60) });
    record.hands = Some(7);
    record.votes = Some(Votes {
        in_favour: 7,
        against: 1,
        abstained: 2,
    });
    world.begin(decided);
    world.now = world::START.plus(41 * DAY);
    let let_back = world.let_back(90, ann);
    let earlier = world.let_back(91, dan.expect("somebody"));
    let come_back = ComeBack {
        code_hash: earlier.code_hash.clone(),
    };
    world.done(Who::Worker, Command::LetBack(earlier));
    let (done, entered) = (world.accepted(), PersonId(world.id()));
    let second = SecondOnBehalf {
        issue: done,
        person: entered,
        household: household(32),
        name: "Old Qian".into(),
    };
    world.done(Who::Leader, Command::SecondOnBehalf(second));
    world.done(Who::Worker, Command::BeginWork(begin(done)));
    world.done(Who::Worker, Command::PublishResult(world::result(done)));
    let version = world.version(draft);
    let reason = || "because".to_owned();
    let zone = Zone {
        name: "Asia/Shanghai".into(),
        changes: vec![(world::START, 28_800)],
    };
    vec![
        (
            Who::Operator,
            Command::CreateCommunity(CreateCommunity {
                slug: "east".into(),
                name: "East".into(),
                other_name: "东苑".into(),
                language: Language::English,
                zone,
            }),
        ),
        (Who::Operator, Command::SetPlan(plan)),
        (
            Who::Worker,
            Command::NameBuilding(NameBuilding {
                building: building(1),
                name: "No. 1".into(),
            }),
        ),
        (
            Who::Operator,
            Command::RegisterHousehold(Household {
                id: household(99),
                building: building(1),
                room: "101".into(),
            }),
        ),
        (Who::Operator, Command::PrintSlip(slip)),
        (
            Who::Nobody,
            Command::Join(world::join(PersonId(world.id()), &code_hash)),
        ),
        (Who::Ann, Command::FileIssue(file)),
        (
            Who::Ann,
            Command::EditIssue(EditIssue {
                issue: filed,
                category: Category::Lift,
                title: "Title".into(),
                body: "Body".into(),
                area: Area::Cluster("East".into()),
            }),
        ),
        (
            Who::Ann,
            Command::WithdrawIssue(WithdrawIssue {
                issue: filed,
                reason: reason(),
            }),
        ),
        (Who::Bo, Command::Second { issue: filed }),
        (Who::Ann, Command::TakeBackSecond { issue: filed }),
        (
            Who::Leader,
            Command::SecondOnBehalf(SecondOnBehalf {
                issue: filed,
                person: PersonId(world.id()),
                household: household(32),
                name: "Wang".into(),
            }),
        ),
        (
            Who::Worker,
            Command::AcceptIssue(domain::issue::AcceptIssue {
                issue: filed,
                text: world.text(filed),
                minutes: 10,
                urgent: false,
            }),
        ),
        (
            Who::Worker,
            Command::ReviseIssue(ReviseIssue {
                issue: late,
                minutes: 15,
                urgent: true,
                reason: reason(),
            }),
        ),
        (
            Who::Worker,
            Command::DeclineIssue(DeclineIssue {
                issue: filed,
                text: world.text(filed),
                reason: reason(),
            }),
        ),
        (
            Who::Worker,
            Command::AnswerIssue(AnswerIssue {
                issue: filed,
                text: "Seen.".into(),
            }),
        ),
        (Who::Operator, Command::ImportReport(report)),
        (
            Who::Secretary,
            Command::CreateMeeting(world.meeting(meeting)),
        ),
        (
            Who::Secretary,
            Command::ChangeMeeting {
                change: world.meeting(draft),
                version,
            },
        ),
        (
            Who::Secretary,
            Command::FillAgenda {
                meeting: draft,
                version,
            },
        ),
        (
            Who::Secretary,
            Command::AddItem(world.change(draft, dropped)),
        ),
        (Who::Secretary, Command::DropItem(world.change(draft, late))),
        (
            Who::Secretary,
            Command::MoveItem {
                change: world.change(draft, late),
                to: 1,
            },
        ),
        (
            Who::Secretary,
            Command::SetItemMinutes {
                change: world.change(draft, late),
                minutes: 20,
            },
        ),
        (
            Who::Secretary,
            Command::ChangeAgendaSettings(Settings::default()),
        ),
        (
            Who::Secretary,
            Command::LockAgenda {
                meeting: up_to_date,
                version: world.version(up_to_date),
            },
        ),
        (
            Who::Secretary,
            Command::AddSupplement(world.change(locked, dropped)),
        ),
        (Who::Secretary, Command::EnterDecision(record)),
        (
            Who::Secretary,
            Command::PublishDecisions {
                meeting: decided,
                version: world.version(decided),
            },
        ),
        (
            Who::Secretary,
            Command::GrantOffice(GrantOffice {
                person: dan.expect("somebody"),
                office: leader.clone(),
            }),
        ),
        (
            Who::Secretary,
            Command::EndOffice(EndOffice {
                person: worker.expect("somebody"),
                role: domain::Role::CommitteeWorker,
            }),
        ),
        (
            Who::Secretary,
            Command::InviteOfficer(world::invite(81, leader)),
        ),
        (
            Who::Secretary,
            Command::WithdrawInvitation {
                invitation: world::slip(80),
            },
        ),
        (
            Who::Secretary,
            Command::AddOrganisation(AddOrganisation {
                organisation: world::organisation(2),
                ..added
            }),
        ),
        (
            Who::Secretary,
            Command::RenameOrganisation(RenameOrganisation {
                organisation: firm,
                name: "Firm, renamed".into(),
            }),
        ),
        (
            Who::Secretary,
            Command::EndOrganisation { organisation: firm },
        ),
        (
            Who::Secretary,
            Command::MoveItems(world.moves(draft, &[(late, 2), (late, 1)])),
        ),
        (
            Who::Leader,
            Command::TakeBackOnBehalf(TakeBackOnBehalf {
                issue: behalf,
                person: neighbour,
            }),
        ),
        (
            Who::Operator,
            Command::ChangeRegister(Change::Enter {
                id: household(32),
                building: building(3),
                room: "302".into(),
                adults: 3,
            }),
        ),
        (Who::Worker, Command::RenewSlip(world::renew_slip(79, 32))),
        (
            Who::Worker,
            Command::JoinAtDesk(JoinAtDesk {
                person: PersonId(world.id()),
                household: household(32),
                name: "Old Wu".into(),
            }),
        ),
        (Who::Ann, Command::ReportStranger { person: bo }),
        (Who::Worker, Command::ConfirmMember { person: ann }),
        (
            Who::Worker,
            Command::EndMembership(EndMembership {
                person: bo,
                reason: reason(),
            }),
        ),
        (Who::Worker, Command::LetBack(let_back)),
        (Who::Nobody, Command::ComeBack(come_back)),
        (Who::Cai, Command::DeleteAccount {}),
        (
            Who::Ann,
            Command::AddFacts(AddFacts {
                issue: filed,
                body: "Body".into(),
                photos: vec![PhotoId(world.id())],
            }),
        ),
        (Who::Worker, Command::BeginWork(begin(accepted))),
        (
            Who::Worker,
            Command::ReportProgress(ReportProgress {
                issue: in_work,
                words: "Half done.".into(),
                photos: vec![PhotoId(world.id())],
            }),
        ),
        (
            Who::Worker,
            Command::ChangeDue(ChangeDue {
                issue: in_work,
                due: day(80),
                reason: reason(),
            }),
        ),
        (
            Who::Worker,
            Command::PublishResult(PublishResult {
                issue: by_owners,
                words: "They agreed.".into(),
                cost: Some(3_000),
                verdict: None,
                owners: Some(OwnersVote {
                    heads: 20,
                    of_heads: 30,
                    area: 2_000,
                    of_area: 3_000,
                    adopted: true,
                }),
                photos: vec![PhotoId(world.id())],
            }),
        ),
        (
            Who::Ann,
            Command::Appraise(Appraise {
                words: "Thanks.".into(),
                ..world::appraise(done, true)
            }),
        ),
        (
            Who::Leader,
            Command::AppraiseFor(AppraiseFor {
                issue: done,
                person: entered,
                solved: true,
                satisfied: true,
                words: "Thanks.".into(),
            }),
        ),
        (Who::Operator, Command::CloseAppraisal { issue: over }),
        (Who::Operator, Command::ReturnDeferred { issue: deferred }),
        (Who::Cai, Command::Complain(world::complain(filed))),
        (Who::Worker, Command::DismissComplaints { issue: filed }),
        (Who::Worker, Command::HideIssue(world::hide(filed))),
        (Who::Ann, Command::Appeal(world::appeal(hidden))),
        (
            Who::Worker,
            Command::RestoreIssue(RestoreIssue {
                issue: hidden,
                reason: reason(),
            }),
        ),
        (
            Who::Secretary,
            Command::UpholdHiding(UpholdHiding {
                issue: appealed,
                reason: reason(),
            }),
        ),
        (
            Who::Ann,
            Command::OfferResource(OfferResource {
                name: "Ann".into(),
                ..world::offer(in_work)
            }),
        ),
        (
            Who::Worker,
            Command::AnswerOffer(AnswerOffer {
                issue: in_work,
                offer: offers[0],
                accept: true,
                words: "Thanks.".into(),
            }),
        ),
        (
            Who::Ann,
            Command::WithdrawOffer {
                issue: in_work,
                offer: offers[1],
            },
        ),
        (
            Who::Ann,
            Command::BlackOut(BlackOut {
                issue: filed,
                photo,
                copy: PhotoId(world.id()),
            }),
        ),
        (Who::Secretary, Command::ChangePeriods(Periods::default())),
        (
            Who::Operator,
            Command::Forget(Forget {
                what: What::Names,
                before: world.now.plus(-400 * DAY),
                gone: 1,
            }),
        ),
        (Who::Supervisor, Command::TakeDocument { meeting: locked }),
        (
            Who::Ann,
            Command::ChooseDiscretion(ChooseDiscretion {
                issue: over,
                discretion: Discretion::default(),
            }),
        ),
        (
            Who::Secretary,
            Command::ChangeAppraisalSettings(AppraisalSettings::default()),
        ),
        (
            Who::Worker,
            Command::AddTask(AddTask {
                issue: in_work,
                words: "Measure it.".into(),
            }),
        ),
        (
            Who::Worker,
            Command::ChangeTask(ChangeTask {
                issue: in_work,
                task,
                to: TaskStatus::Done,
            }),
        ),
        (Who::Worker, Command::ReferWork(world::refer(referred))),
        (Who::Worker, Command::EnterReply(world::reply(referred))),
    ]
}

/// Work of the committee.
fn begin(issue: IssueId) -> BeginWork {
    BeginWork {
        issue,
        responsible: Responsible::Office(ByOffice::CommitteeWorker),
        owner: "Committee".into(),
        due: day(70),
        words: "Mend it.".into(),
    }
}

/// What may be sent in the place of a value.
fn extremes(value: &Value) -> Vec<Value> {
    let mut all = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(1),
        json!(-1),
        json!(2_147_483_648_u32),
        json!(u32::MAX),
        json!(u64::from(u32::MAX) + 1),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(253_402_300_800_000_i64),
        json!(1e308),
        json!(-1e308),
        json!(5e-324),
        json!(180.000_001),
        json!(""),
        json!("\0"),
        json!("\u{202e}\u{200b}"),
        json!("x".repeat(30_000)),
        json!("0000-01-01"),
        json!("9999-12-31"),
        json!("10000-01-01"),
        json!("00000000-0000-0000-0000-000000000000"),
        json!([]),
        json!({}),
    ];
    if let Value::Array(items) = value
        && let Some(item) = items.first()
    {
        all.push(Value::Array(vec![item.clone(); 3_000]));
    }
    all
}

/// Is told of a value, and of what puts another in its place.
type Visit<'v> = dyn FnMut(&Value, &dyn Fn(Value) -> Value) + 'v;

/// Calls with the value that stands at every place in `of`, and with what puts another there.
fn everywhere(of: &Value, visit: &mut Visit<'_>) {
    visit(of, &|other| other);
    match of {
        Value::Object(fields) => {
            for (name, field) in fields {
                everywhere(field, &mut |at, put| {
                    visit(at, &|other| {
                        let mut of = of.clone();
                        of[name] = put(other);
                        of
                    });
                });
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                everywhere(item, &mut |at, put| {
                    visit(at, &|other| {
                        let mut of = of.clone();
                        of[index] = put(other);
                        of
                    });
                });
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn expect_sane_words(words: &str, from: &Value) {
    assert!(words.len() < 20_000, "{} bytes from {from}", words.len());
    for unseen in ['\0', '\u{202e}', '\u{200b}'] {
        assert!(!words.contains(unseen), "{words:?} from {from}");
    }
}

/// Times within the years that people mean, and nothing that does not fit on a page.
fn expect_sane(value: &Value, from: &Value) {
    everywhere(value, &mut |at, _| match at {
        Value::Number(number) => {
            let number = number.as_f64().expect("a number");
            assert!(number.abs() < 7.3e12, "{number} follows from {from}");
        }
        Value::String(words) => expect_sane_words(words, from),
        Value::Object(fields) => {
            for date in ["due", "review_on"]
                .iter()
                .filter_map(|name| fields.get(*name))
            {
                let date = date
                    .as_str()
                    .and_then(|date| date.parse::<domain::Date>().ok());
                assert!(
                    date.is_some_and(domain::Date::is_sound),
                    "{date:?} from {from}"
                );
            }
        }
        Value::Null | Value::Bool(_) | Value::Array(_) => {}
    });
}

#[test]
fn extreme_values_are_refused_or_do_no_harm() {
    let mut world = World::new();
    let commands = commands(&mut world);
    assert!(
        commands
            .iter()
            .map(|(_, command)| kind(command))
            .eq(0..KINDS)
    );
    let (mut read, mut done) = (0, 0);
    for (who, command) in commands {
        let mut state = world.state.clone();
        if let Command::CreateCommunity(_) = command {
            state = domain::State::default();
        }
        std::mem::swap(&mut state, &mut world.state);
        let mut ask = |command: Command, from: &Value| {
            let id = CommandId(uuid::Uuid::from_u128(0xe));
            let now = world.now;
            let Ok(outcome) = world.ask(who, &Envelope { id, command }) else {
                return false;
            };
            let mut then = world.state.clone();
            for event in &outcome.events {
                let event_in_words = serde_json::to_value(event).expect("JSON");
                expect_sane(&event_in_words, from);
                then.apply(event, now);
            }
            for kept in &outcome.kept {
                let kept_in_words = serde_json::to_value(kept).expect("JSON");
                expect_sane(&kept_in_words, from);
            }
            true
        };
        let sound = serde_json::to_value(&command).expect("JSON");
        assert!(ask(command, &sound), "{sound} itself is refused");
        everywhere(&sound, &mut |at, put| {
            for extreme in extremes(at) {
                let sent = put(extreme);
                // What cannot be read goes no further than the door.
                if let Ok(command) = serde_json::from_value(sent.clone()) {
                    read += 1;
                    done += u32::from(ask(command, &sent));
                }
            }
        });
        std::mem::swap(&mut state, &mut world.state);
    }
    // Most fields take some of the extremes, as numbers and words that they are; few are fine.
    assert!(
        read > 1_000 && done > 100 && done < read / 2,
        "{done} of {read}"
    );
}
