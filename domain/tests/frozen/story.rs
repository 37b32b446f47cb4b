//! A story in which every command is carried out, recorded once: each later release comes to the
//! same events from the same commands.

use std::collections::BTreeSet;

use domain::agenda::Settings;
use domain::back::ComeBack;
use domain::complaint::{RestoreIssue, UpholdHiding};
use domain::household::{Change, Housing, JoinAtDesk};
use domain::issue::{
    AddFacts, AnswerIssue, BlackOut, Category, ChooseDiscretion, DeclineIssue, Discretion,
    EditIssue, SecondOnBehalf, TakeBackOnBehalf, WithdrawIssue,
};
use domain::meeting::{Decision, Ground};
use domain::membership::EndMembership;
use domain::office::{EndOffice, GrantOffice};
use domain::organisation::{AddOrganisation, Kind, RenameOrganisation};
use domain::place::Area;
use domain::place::NameBuilding;
use domain::retention::{Forget, Periods, What};
use domain::time::DAY;
use domain::work::{
    APPRAISAL_DAYS, AnswerOffer, AppraisalSettings, AppraiseFor, BeginWork, ByOffice, ChangeDue,
    ChangeTask, EnterReply, ReferWork, ReportProgress, Responsible, TaskStatus,
};
use domain::{
    Command, Envelope, Event, IssueId, Kept, MeetingId, Office, PersonId, PhotoId, Receipt, Role,
    Timestamp, Zone,
};
use serde::{Deserialize, Serialize};

use crate::world::{self, Told, Who, World};
use crate::{path, pins, variants};

/// A command and what followed from it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Line {
    who: String,
    at: Timestamp,
    envelope: Envelope,
    events: Vec<Event>,
    kept: Vec<Kept>,
    receipt: Receipt,
}

impl From<&Told> for Line {
    fn from(told: &Told) -> Self {
        Self {
            who: format!("{:?}", told.who),
            at: told.at,
            envelope: told.envelope.clone(),
            events: told.outcome.events.clone(),
            kept: told.outcome.kept.clone(),
            receipt: told.outcome.receipt.clone(),
        }
    }
}

fn told() -> World {
    let mut world = World::new();
    let named = NameBuilding {
        building: world::building(2),
        name: "Rose House".into(),
    };
    world.done(Who::Worker, Command::NameBuilding(named));
    let report = Command::ImportReport(world::report(IssueId(world.id()), false));
    world.done(Who::Operator, report);
    let [lift, noise, roof] = [world.accepted(), world.accepted(), world.accepted()];
    let edited = world.filed();
    let form = world::file(edited);
    let edit = EditIssue {
        issue: edited,
        category: Category::Noise,
        title: form.title,
        body: "At night, too.".into(),
        area: Area::Building(world::building(1)),
    };
    world.done(Who::Ann, Command::EditIssue(edit));
    let declined = world.filed();
    let answer = AnswerIssue {
        issue: declined,
        text: "We look into it.".into(),
    };
    world.done(Who::Worker, Command::AnswerIssue(answer));
    let decline = DeclineIssue {
        issue: declined,
        text: world.text(declined),
        reason: "not ours".into(),
    };
    world.done(Who::Worker, Command::DeclineIssue(decline));
    let withdraw = WithdrawIssue {
        issue: edited,
        reason: "mended".into(),
    };
    world.done(Who::Ann, Command::WithdrawIssue(withdraw));
    for (who, issue) in [
        (Who::Bo, lift),
        (Who::Cai, lift),
        (Who::Dan, noise),
        (Who::Cai, roof),
    ] {
        world.done(who, Command::Second { issue });
    }
    world.done(Who::Cai, Command::TakeBackSecond { issue: roof });
    let on_behalf = SecondOnBehalf {
        issue: noise,
        person: PersonId(world.id()),
        household: world::household(32),
        name: "Old Li".into(),
    };
    world.done(Who::Leader, Command::SecondOnBehalf(on_behalf));
    world.revise(lift, 25, true);
    world.done(
        Who::Secretary,
        Command::ChangeAgendaSettings(Settings::default()),
    );
    let meeting = world.drafted();
    agenda(&mut world, meeting, roof);
    offices(&mut world);
    by_hand(&mut world);
    set_up(&mut world);
    coming_back(&mut world);
    add_facts(&mut world);
    work(&mut world);
    complaints(&mut world);
    offers(&mut world);
    black_out(&mut world);
    retention(&mut world);
    residents_word(&mut world);
    tasks(&mut world);
    world
}

/// A face in a photo is painted over.
fn black_out(world: &mut World) {
    let issue = world.filed();
    let photo = PhotoId(world.id());
    let shows = AddFacts {
        issue,
        body: "Here.".into(),
        photos: vec![photo],
    };
    world.done(Who::Ann, Command::AddFacts(shows));
    let copy = PhotoId(world.id());
    let black_out = BlackOut { issue, photo, copy };
    world.done(Who::Worker, Command::BlackOut(black_out));
}

/// What should not stand there.
fn complaints(world: &mut World) {
    let [left, hidden, again] = [world.filed(), world.filed(), world.filed()];
    for issue in [left, hidden] {
        world.done(Who::Cai, Command::Complain(world::complain(issue)));
    }
    world.done(Who::Worker, Command::DismissComplaints { issue: left });
    for issue in [hidden, again] {
        world.done(Who::Worker, Command::HideIssue(world::hide(issue)));
        world.done(Who::Ann, Command::Appeal(world::appeal(issue)));
    }
    let restore = RestoreIssue {
        issue: hidden,
        reason: "It does not.".into(),
    };
    world.done(Who::Secretary, Command::RestoreIssue(restore));
    let uphold = UpholdHiding {
        issue: again,
        reason: "It does.".into(),
    };
    world.done(Who::Secretary, Command::UpholdHiding(uphold));
}

/// What is given for work, and what the branch says to it.
fn offers(world: &mut World) {
    let issue = world.accepted();
    let begin = BeginWork {
        issue,
        responsible: Responsible::Office(ByOffice::CommitteeWorker),
        owner: "Committee".into(),
        due: world::day(120),
        words: "New lamps.".into(),
    };
    world.done(Who::Worker, Command::BeginWork(begin));
    for (accept, words) in [(true, ""), (false, "Thank you; we have enough.")] {
        let offer = world.offered(Who::Cai, issue);
        let answer = AnswerOffer {
            issue,
            offer,
            accept,
            words: words.into(),
        };
        world.done(Who::Worker, Command::AnswerOffer(answer));
    }
    let offer = world.offered(Who::Bo, issue);
    world.done(Who::Bo, Command::WithdrawOffer { issue, offer });
}

/// What became of what was decided, taken on directly, or deferred; and what residents say of it.
fn work(world: &mut World) {
    let issue = world.accepted();
    world.done(Who::Cai, Command::Second { issue });
    let neighbour = PersonId(world.id());
    let on_behalf = SecondOnBehalf {
        issue,
        person: neighbour,
        household: world::household(32),
        name: "Old Sun".into(),
    };
    world.done(Who::Leader, Command::SecondOnBehalf(on_behalf));
    let begin = BeginWork {
        issue,
        responsible: Responsible::Office(ByOffice::CommitteeWorker),
        owner: "Committee".into(),
        due: world::day(60),
        words: "New lamps.".into(),
    };
    world.done(Who::Worker, Command::BeginWork(begin));
    let progress = ReportProgress {
        issue,
        words: "Ordered.".into(),
        photos: vec![PhotoId(world.id())],
    };
    world.done(Who::Worker, Command::ReportProgress(progress));
    let later = ChangeDue {
        issue,
        due: world::day(70),
        reason: "They come later.".into(),
    };
    world.done(Who::Worker, Command::ChangeDue(later));
    world.done(Who::Secretary, Command::PublishResult(world::result(issue)));
    world.done(Who::Cai, Command::Appraise(world::appraise(issue, true)));
    let theirs = AppraiseFor {
        issue,
        person: neighbour,
        solved: true,
        satisfied: false,
        words: "Late.".into(),
    };
    world.done(Who::Leader, Command::AppraiseFor(theirs));
    let brought_back = Command::Appraise(world::appraise(issue, false));
    world.done(Who::Ann, brought_back);
    let begin = BeginWork {
        issue,
        responsible: Responsible::Office(ByOffice::Secretary),
        owner: "Secretary".into(),
        due: world::day(90),
        words: "Other lamps.".into(),
    };
    world.done(Who::Secretary, Command::BeginWork(begin));
    world.done(Who::Secretary, Command::PublishResult(world::result(issue)));
    world.now = world.now.plus(APPRAISAL_DAYS * DAY);
    world.done(Who::Operator, Command::CloseAppraisal { issue });
    let issue = world.accepted();
    let review_on = Zone::utc().date(world.now.plus(9 * DAY));
    world.published(&Decision::Defer { review_on });
    world.now = world.now.plus(9 * DAY);
    world.done(Who::Operator, Command::ReturnDeferred { issue });
}

/// Several moves for one reason, and an entry for a neighbour that is taken back. (What comes later
/// stands at the end, so that no earlier line changes.)
fn by_hand(world: &mut World) {
    let [first, second] = [world.accepted(), world.accepted()];
    let next = world.drafted();
    let moves = world.moves(next, &[(second, 1), (first, 2)]);
    world.done(Who::Secretary, Command::MoveItems(moves));
    let person = PersonId(world.id());
    let on_behalf = SecondOnBehalf {
        issue: first,
        person,
        household: world::household(31),
        name: "Old Zhao".into(),
    };
    world.done(Who::Leader, Command::SecondOnBehalf(on_behalf));
    let take_back = TakeBackOnBehalf {
        issue: first,
        person,
    };
    world.done(Who::Leader, Command::TakeBackOnBehalf(take_back));
}

/// Who holds which office, and for whom.
fn offices(world: &mut World) {
    let organisation = world::organisation(1);
    world.done(
        Who::Operator,
        Command::AddOrganisation(AddOrganisation {
            organisation,
            kind: Kind::PropertyFirm,
            name: "Green Lawn".into(),
        }),
    );
    let renamed = RenameOrganisation {
        organisation,
        name: "Green Lawn Services".into(),
    };
    world.done(Who::Secretary, Command::RenameOrganisation(renamed));
    let leader = Office::BuildingLeader {
        buildings: vec![world::building(2), world::building(1)],
    };
    let dan = Who::Dan.person().expect("somebody");
    let grant = GrantOffice {
        person: dan,
        office: leader,
    };
    world.done(Who::Secretary, Command::GrantOffice(grant));
    let end = EndOffice {
        person: dan,
        role: Role::BuildingLeader,
    };
    world.done(Who::Secretary, Command::EndOffice(end));
    let handler = Office::Handler { organisation };
    for (n, office) in [(700, handler), (701, Office::Supervisor)] {
        let invite = Command::InviteOfficer(world::invite(n, office));
        world.done(Who::Secretary, invite);
    }
    let invitation = world::slip(701);
    world.done(Who::Operator, Command::WithdrawInvitation { invitation });
    let code = world::invite(700, Office::Supervisor).code_hash;
    let newcomer = PersonId(world.id());
    world.done(Who::Nobody, Command::Join(world::join(newcomer, &code)));
    world.done(Who::Secretary, Command::EndOrganisation { organisation });
    memberships(world);
}

/// Who belongs to a household, and does not any more.
fn memberships(world: &mut World) {
    let issue = world.filed();
    world.done(Who::Bo, Command::Second { issue });
    let person = Who::Bo.person().expect("somebody");
    world.done(Who::Ann, Command::ReportStranger { person });
    world.done(Who::Worker, Command::ConfirmMember { person });
    let end = EndMembership {
        person,
        reason: "moved away".into(),
    };
    world.done(Who::Worker, Command::EndMembership(end));
}

/// Every change of an agenda, its lock, and what was decided.
fn agenda(world: &mut World, meeting: MeetingId, roof: IssueId) {
    let mut particulars = world.meeting(meeting);
    particulars.minutes = 60;
    let version = world.version(meeting);
    let change = Command::ChangeMeeting {
        change: particulars,
        version,
    };
    world.done(Who::Secretary, change);
    let change = world.change(meeting, roof);
    world.done(Who::Secretary, Command::DropItem(change));
    let change = world.change(meeting, roof);
    world.done(Who::Secretary, Command::AddItem(change));
    let change = world.change(meeting, roof);
    world.done(Who::Secretary, Command::MoveItem { change, to: 1 });
    let change = world.change(meeting, roof);
    let minutes = Command::SetItemMinutes {
        change,
        minutes: 15,
    };
    world.done(Who::Secretary, minutes);
    let version = world.version(meeting);
    world.done(Who::Secretary, Command::FillAgenda { meeting, version });
    let version = world.version(meeting);
    world.done(Who::Secretary, Command::LockAgenda { meeting, version });
    let late = world.accepted();
    let change = world.change(meeting, late);
    world.done(Who::Secretary, Command::AddSupplement(change));
    let items = world.state.meetings[&meeting].items.clone();
    for (item, decision) in items.iter().zip(world::decisions().into_iter().cycle()) {
        let enter = world.enter(meeting, item.issue, decision);
        world.done(Who::Secretary, Command::EnterDecision(enter));
    }
    let again = world.enter(meeting, roof, Decision::NotDone);
    world.done(Who::Secretary, Command::EnterDecision(again));
    let version = world.version(meeting);
    let publish = Command::PublishDecisions { meeting, version };
    world.begin(meeting);
    world.done(Who::Secretary, publish);
}

/// The register goes on, with new slips and people who come in with them.
fn set_up(world: &mut World) {
    let (home, place) = (world::household(41), world::building(4));
    for change in [
        Change::List {
            building: place.clone(),
            name: "No. 4".into(),
        },
        Change::Housing {
            building: place.clone(),
            housing: Housing::Affordable,
        },
        Change::Enter {
            id: home,
            building: place.clone(),
            room: "101".into(),
            adults: 3,
        },
        Change::Retire { household: home },
        Change::Enter {
            id: home,
            building: place,
            room: "101".into(),
            adults: 2,
        },
    ] {
        world.done(Who::Operator, Command::ChangeRegister(change));
    }
    let renew = world::renew_slip(900, 41);
    let joins = world::join(PersonId(world.id()), &renew.code_hash);
    world.done(Who::Worker, Command::RenewSlip(renew));
    world.done(Who::Nobody, Command::Join(joins));
    let desk = JoinAtDesk {
        person: PersonId(world.id()),
        household: home,
        name: "Old Li".into(),
    };
    world.done(Who::Leader, Command::JoinAtDesk(desk));
}

/// Somebody comes back by a slip of the committee.
fn coming_back(world: &mut World) {
    let person = Who::Dan.person().expect("somebody");
    let let_back = world.let_back(950, person);
    let code_hash = let_back.code_hash.clone();
    world.done(Who::Worker, Command::LetBack(let_back));
    world.done(Who::Nobody, Command::ComeBack(ComeBack { code_hash }));
    world.done(Who::Dan, Command::DeleteAccount {});
}

/// What a meeting refers goes to somebody, who replies; meanwhile its tasks are ticked off.
fn tasks(world: &mut World) {
    let issue = world.accepted();
    let ground = Ground::JointEnforcement;
    world.published(&Decision::ReferUpward { ground });
    let task = world.tasked(Who::Worker, issue);
    for to in [TaskStatus::Done, TaskStatus::Open, TaskStatus::Dropped] {
        world.done(
            Who::Worker,
            Command::ChangeTask(ChangeTask { issue, task, to }),
        );
    }
    let sent = Zone::utc().date(world.now);
    let refer = world::refer(issue);
    world.done(Who::Worker, Command::ReferWork(ReferWork { sent, ..refer }));
    let (received, reply) = (sent, world::reply(issue));
    let reply = EnterReply { received, ..reply };
    world.done(Who::Secretary, Command::EnterReply(reply));
    world.done(Who::Worker, Command::PublishResult(world::result(issue)));
}

/// How residents are asked is set, and a result is published after it.
fn residents_word(world: &mut World) {
    let settings = AppraisalSettings {
        days: 21,
        unsolved_percent: 40,
    };
    let change = Command::ChangeAppraisalSettings(settings);
    world.done(Who::Secretary, change);
    let issue = world.accepted();
    let begin = BeginWork {
        issue,
        responsible: Responsible::Office(ByOffice::CommitteeWorker),
        owner: "Committee".into(),
        due: world::day(90),
        words: "Mend it.".into(),
    };
    world.done(Who::Worker, Command::BeginWork(begin));
    world.done(Who::Worker, Command::PublishResult(world::result(issue)));
}

/// What had its time goes, and a document is taken along.
fn retention(world: &mut World) {
    let periods = Periods::default().with(What::Notices, 90);
    world.done(Who::Secretary, Command::ChangePeriods(periods));
    let what = What::Notices;
    let before = periods.ends(what, world.now);
    let forget = Forget {
        what,
        before,
        gone: 12,
    };
    world.done(Who::Operator, Command::Forget(forget));
    let meeting = world.locked();
    world.done(Who::Supervisor, Command::TakeDocument { meeting });
    let issue = world.filed();
    let discretion = Discretion {
        nameless: true,
        at_home: false,
    };
    let choose = ChooseDiscretion { issue, discretion };
    world.done(Who::Ann, Command::ChooseDiscretion(choose));
}

/// What came to light since.
fn add_facts(world: &mut World) {
    let facts = AddFacts {
        issue: world.filed(),
        body: "Three nights in a row.".into(),
        photos: vec![PhotoId(world.id())],
    };
    world.done(Who::Ann, Command::AddFacts(facts));
}

#[test]
fn a_recorded_story_comes_to_the_same_events() {
    const FILE: &str = "story.jsonl";
    if pins() {
        let world = told();
        let lines = world
            .told
            .iter()
            .map(|told| serde_json::to_string(&Line::from(told)).expect("JSON") + "\n");
        std::fs::write(path(FILE), lines.collect::<String>()).expect("writes");
    }
    let text = std::fs::read_to_string(path(FILE)).expect("the story");
    let mut world = World::empty();
    let mut commands = BTreeSet::new();
    for line in text.lines() {
        let read: Line = serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"));
        let written = serde_json::to_string(&read).expect("JSON");
        assert_eq!(written, line, "the form has changed");
        let who = Who::ALL
            .into_iter()
            .find(|who| format!("{who:?}") == read.who);
        world.now = read.at;
        let command = serde_json::to_value(&read.envelope.command).expect("JSON");
        commands.insert(crate::variant(&command));
        let outcome = world.send_envelope(who.expect("somebody"), &read.envelope);
        outcome.unwrap_or_else(|refusal| panic!("{line}: {refusal:?}"));
        let told = world.told.last().expect("carried out");
        assert_eq!(Line::from(told), read);
    }
    assert_eq!(
        commands,
        variants::<Command>(),
        "every command is in the story"
    );
}
