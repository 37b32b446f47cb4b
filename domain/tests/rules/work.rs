//! Work: who does it and by when, what came of it, what residents say, and what comes back.

use crate::world::{self, HOUSEHOLDS, Who, World, day, household};
use crate::{invalid, too_long};
use domain::field::{BODY_MAX, NAME_MAX, REASON_MAX};
use domain::issue::{SecondOnBehalf, Status};
use domain::meeting::{Decision, Ground};
use domain::notice::Audience;
use domain::organisation::{AddOrganisation, Kind};
use domain::time::DAY;
use domain::work::{
    APPRAISAL_DAYS, AddTask, AnswerOffer, AppraisalSettings, AppraiseFor, BeginWork, ByOffice,
    COST_MAX, ChangeDue, ChangeTask, Course, EnterReply, OfferResource, OfferStatus, OwnersVote,
    PublishResult, ReferWork, ReportProgress, Responsible, TaskStatus, Verdict, is_late,
};
use domain::{
    Actor, Command, CommandId, Envelope, Event, Field, IssueId, Kept, OrganisationId, PersonId,
    PhotoId, Problem, Refusal, Role, Zone, decide,
};

/// An organisation that the secretary added.
fn firm(world: &mut World) -> OrganisationId {
    let organisation = world::organisation(1);
    let add = AddOrganisation {
        organisation,
        kind: Kind::PropertyFirm,
        name: "Green Lawn".into(),
    };
    world.done(Who::Secretary, Command::AddOrganisation(add));
    organisation
}

fn begin(issue: IssueId, responsible: Responsible) -> BeginWork {
    BeginWork {
        issue,
        responsible,
        owner: "Committee".into(),
        due: day(10),
        words: "Mend it.".into(),
    }
}

const COMMITTEE: Responsible = Responsible::Office(ByOffice::CommitteeWorker);

/// An issue whose result is published, seconded by these, besides Ann who filed it.
fn appraisal(world: &mut World, seconded: &[Who]) -> IssueId {
    let issue = world.accepted();
    for who in seconded {
        world.done(*who, Command::Second { issue });
    }
    let begin = begin(issue, COMMITTEE);
    world.done(Who::Worker, Command::BeginWork(begin));
    world.done(Who::Worker, Command::PublishResult(world::result(issue)));
    issue
}

fn status(world: &World, issue: IssueId) -> Status {
    world.state.issues[&issue].status
}

#[test]
fn every_decision_that_moves_something_opens_work_on_its_own_course() {
    for decision in world::decisions() {
        let mut world = World::new();
        let issue = world.accepted();
        world.published(&decision);
        let expected = match decision {
            Decision::DoIt { due } => Some((Course::DoIt, Some(due))),
            Decision::Pilot { due } => Some((Course::Pilot, Some(due))),
            Decision::ReferUpward { .. } => Some((Course::ReferUpward, None)),
            Decision::OwnersDecide => Some((Course::OwnersDecide, None)),
            Decision::Defer { .. } | Decision::NotDone => None,
        };
        let work = world.state.works.get(&issue);
        let opened = work.map(|work| (work.course, work.due));
        assert_eq!(opened, expected, "{decision:?}");
        assert_eq!(
            status(&world, issue) == Status::InWork,
            expected.is_some(),
            "{decision:?}"
        );
    }
}

#[test]
fn whoever_is_responsible_is_an_organisation_or_an_office_that_is_there() {
    let mut world = World::new();
    let firm = firm(&mut world);
    let issue = world.accepted();
    let meeting = world.locked();
    let mut enter = world.enter(meeting, issue, Decision::DoIt { due: day(30) });
    enter.responsible = Some(Responsible::Organisation(world::organisation(9)));
    let refusal = world.refused(Who::Secretary, Command::EnterDecision(enter.clone()));
    assert_eq!(refusal, invalid(Field::Owner, Problem::Unknown));
    // An office is called as it was written, and something has to be written.
    enter.responsible = Some(COMMITTEE);
    enter.owner = " ".into();
    let refusal = world.refused(Who::Secretary, Command::EnterDecision(enter.clone()));
    assert_eq!(refusal, invalid(Field::Owner, Problem::Missing));
    enter.owner = crate::chars(NAME_MAX + 1);
    let refusal = world.refused(Who::Secretary, Command::EnterDecision(enter.clone()));
    assert_eq!(refusal, invalid(Field::Owner, too_long(NAME_MAX)));
    // An organisation is called what it is called, whatever was written.
    enter.responsible = Some(Responsible::Organisation(firm));
    enter.owner = "Somebody else".into();
    let entered = world.done(Who::Secretary, Command::EnterDecision(enter.clone()));
    let owner = entered.kept.iter().find_map(|kept| match kept {
        Kept::Owner { owner, .. } => Some(owner.as_str()),
        _ => None,
    });
    assert_eq!(owner, Some("Green Lawn"));
    let end = Command::EndOrganisation { organisation: firm };
    world.done(Who::Secretary, end);
    let again = world.accepted();
    let begin = begin(again, Responsible::Organisation(firm));
    let refusal = world.refused(Who::Worker, Command::BeginWork(begin));
    assert_eq!(refusal, invalid(Field::Owner, Problem::Unknown));
}

#[test]
fn what_needs_no_meeting_is_taken_on_directly() {
    let mut world = World::new();
    let issue = world.filed();
    let fine = begin(issue, COMMITTEE);
    for (wrong, field, problem) in [
        (
            BeginWork {
                due: day(0),
                ..fine.clone()
            },
            Field::Due,
            Problem::Past,
        ),
        (
            BeginWork {
                due: "9999-12-31".parse().expect("a day"),
                ..fine.clone()
            },
            Field::Due,
            Problem::TooFar,
        ),
        (
            BeginWork {
                words: " ".into(),
                ..fine.clone()
            },
            Field::Reason,
            Problem::Missing,
        ),
        (
            BeginWork {
                words: crate::chars(BODY_MAX + 1),
                ..fine.clone()
            },
            Field::Reason,
            too_long(BODY_MAX),
        ),
    ] {
        world.now = world::START.plus(3 * DAY);
        let refusal = world.refused(Who::Worker, Command::BeginWork(wrong));
        assert_eq!(refusal, invalid(field, problem));
    }
    world.done(Who::Worker, Command::BeginWork(fine));
    assert_eq!(status(&world, issue), Status::InWork);
    assert!(world.state.issues[&issue].answered);
    let again = begin(issue, COMMITTEE);
    let refusal = world.refused(Who::Worker, Command::BeginWork(again));
    assert_eq!(refusal, Refusal::IssueIs(Status::InWork));
}

#[test]
fn progress_is_reported_by_whoever_does_the_work_and_by_nobody_else() {
    let mut world = World::new();
    let (ours, other) = (firm(&mut world), world::organisation(2));
    let issue = world.accepted();
    let begin = begin(issue, Responsible::Organisation(ours));
    world.done(Who::Worker, Command::BeginWork(begin));
    let handler = |organisation| Actor {
        person: Some(PersonId(world::unknown())),
        roles: vec![Role::Handler],
        organisation: Some(organisation),
        ..Actor::default()
    };
    let envelope = Envelope {
        id: CommandId(world.id()),
        command: Command::ReportProgress(world::progress(issue)),
    };
    let ask = |actor: &Actor| decide(&world.state, actor, &envelope, world.now);
    assert!(ask(&handler(ours)).is_ok());
    assert_eq!(ask(&handler(other)).err(), Some(Refusal::NotAllowed));
    assert!(ask(&Who::Worker.actor()).is_ok());
    assert_eq!(ask(&Who::Leader.actor()).err(), Some(Refusal::NotAllowed));
    // A building leader whose office does it.
    let leaders = world.accepted();
    let begin = self::begin(leaders, Responsible::Office(ByOffice::BuildingLeader));
    world.done(Who::Worker, Command::BeginWork(begin));
    let progress = world::progress(leaders);
    world.done(Who::Leader, Command::ReportProgress(progress));
}

#[test]
fn progress_and_results_take_photos_of_their_sender_and_no_more_than_an_issue() {
    let mut world = World::new();
    let issue = world.in_work();
    let photo = PhotoId(world.id());
    let with = |photos: Vec<PhotoId>| ReportProgress {
        photos,
        ..world::progress(issue)
    };
    let many = (0..5).map(|_| PhotoId(world.id())).collect();
    let refusal = world.refused(Who::Worker, Command::ReportProgress(with(many)));
    assert_eq!(refusal, invalid(Field::Photo, Problem::TooMany { max: 4 }));
    let twice = with(vec![photo, photo]);
    let refusal = world.refused(Who::Worker, Command::ReportProgress(twice));
    assert_eq!(refusal, invalid(Field::Photo, Problem::Missing));
    world.done(Who::Worker, Command::ReportProgress(with(vec![photo])));
    let taken = PublishResult {
        photos: vec![photo],
        ..world::result(issue)
    };
    let refusal = world.refused(Who::Worker, Command::PublishResult(taken));
    assert_eq!(refusal, invalid(Field::Photo, Problem::Missing));
}

#[test]
fn a_new_date_needs_a_reason() {
    let mut world = World::new();
    let issue = world.in_work();
    let change = |reason: &str| {
        Command::ChangeDue(ChangeDue {
            issue,
            due: day(60),
            reason: reason.into(),
        })
    };
    let refusal = world.refused(Who::Worker, change(""));
    assert_eq!(refusal, invalid(Field::Reason, Problem::Missing));
    world.done(Who::Worker, change("No parts."));
    let due = world.state.works[&issue].due;
    assert_eq!(due, Some(day(60)));
    assert!(!is_late(due, day(60)) && is_late(due, day(61)) && !is_late(None, day(61)));
}

#[test]
fn a_pilot_ends_with_a_verdict_and_the_owners_decision_with_their_numbers() {
    let vote = OwnersVote {
        heads: 20,
        of_heads: 30,
        area: 2_000,
        of_area: 3_000,
        adopted: true,
    };
    let ground = Ground::Emergency;
    for (decision, verdict, owners) in [
        (Decision::DoIt { due: day(30) }, None, None),
        (Decision::Pilot { due: day(30) }, Some(Verdict::Keep), None),
        (Decision::ReferUpward { ground }, None, None),
        (Decision::OwnersDecide, None, Some(vote)),
    ] {
        let mut world = World::new();
        let issue = world.accepted();
        world.published(&decision);
        let result = |verdict, owners| {
            Command::PublishResult(PublishResult {
                verdict,
                owners,
                ..world::result(issue)
            })
        };
        let other = if verdict.is_some() {
            None
        } else {
            Some(Verdict::End)
        };
        let problem = if verdict.is_some() {
            Problem::Missing
        } else {
            Problem::Unknown
        };
        let refusal = world.refused(Who::Worker, result(other, owners));
        assert_eq!(refusal, invalid(Field::Verdict, problem), "{decision:?}");
        let other = if owners.is_some() { None } else { Some(vote) };
        let problem = if owners.is_some() {
            Problem::Missing
        } else {
            Problem::Unknown
        };
        let refusal = world.refused(Who::Worker, result(verdict, other));
        assert_eq!(refusal, invalid(Field::Heads, problem), "{decision:?}");
        world.done(Who::Worker, result(verdict, owners));
        assert_eq!(status(&world, issue), Status::Appraisal, "{decision:?}");
    }
}

#[test]
fn numbers_of_a_result_lie_within_what_there_is() {
    let mut world = World::new();
    let issue = world.accepted();
    world.published(&Decision::OwnersDecide);
    let result = |vote, cost| {
        Command::PublishResult(PublishResult {
            owners: Some(vote),
            cost,
            ..world::result(issue)
        })
    };
    let fine = OwnersVote {
        heads: 30,
        of_heads: 30,
        area: 3_000,
        of_area: 3_000,
        adopted: true,
    };
    let out = |min, max| Problem::OutOfRange { min, max };
    for (vote, field, problem) in [
        (OwnersVote { heads: 31, ..fine }, Field::Heads, out(0, 30)),
        (
            OwnersVote {
                area: 3_001,
                ..fine
            },
            Field::FloorArea,
            out(0, 3_000),
        ),
    ] {
        let refusal = world.refused(Who::Worker, result(vote, None));
        assert_eq!(refusal, invalid(field, problem));
    }
    let refusal = world.refused(Who::Worker, result(fine, Some(COST_MAX + 1)));
    assert_eq!(refusal, invalid(Field::Cost, out(0, COST_MAX)));
    world.done(Who::Worker, result(fine, Some(0)));
}

#[test]
fn the_reporters_word_alone_brings_an_issue_back() {
    let mut world = World::new();
    let issue = appraisal(&mut world, &[Who::Bo, Who::Cai]);
    world.done(Who::Bo, Command::Appraise(world::appraise(issue, false)));
    assert_eq!(status(&world, issue), Status::Appraisal);
    let outcome = world.done(Who::Ann, Command::Appraise(world::appraise(issue, false)));
    let by_reporter = true;
    assert_eq!(
        outcome.events[1],
        Event::IssueReopened { issue, by_reporter }
    );
    assert_eq!(status(&world, issue), Status::Returned);
    assert!(world.state.issues[&issue].eligible(day(0)));
    // It has to be done again, or declined with a reason; it can't just be closed.
    let close = Command::CloseAppraisal { issue };
    let refusal = world.refused(Who::Operator, close);
    assert_eq!(refusal, Refusal::IssueIs(Status::Returned));
}

#[test]
fn more_than_half_of_at_least_three_bring_it_back() {
    let mut world = World::new();
    let issue = appraisal(&mut world, &[Who::Bo, Who::Cai, Who::Dan]);
    let say = |world: &mut World, who, solved| {
        world.done(who, Command::Appraise(world::appraise(issue, solved)));
        status(world, issue)
    };
    assert_eq!(say(&mut world, Who::Bo, false), Status::Appraisal);
    assert_eq!(say(&mut world, Who::Cai, false), Status::Appraisal, "two");
    // They may change it: two of three, one of three.
    assert_eq!(say(&mut world, Who::Cai, true), Status::Appraisal);
    assert_eq!(say(&mut world, Who::Ann, true), Status::Appraisal);
    assert_eq!(say(&mut world, Who::Dan, false), Status::Appraisal, "half");
    let outcome = world.done(Who::Cai, Command::Appraise(world::appraise(issue, false)));
    let by_reporter = false;
    assert_eq!(
        outcome.events[1],
        Event::IssueReopened { issue, by_reporter }
    );
    assert_eq!(status(&world, issue), Status::Returned);
    // What was said of this result says nothing of the next.
    let begin = begin(issue, COMMITTEE);
    world.done(Who::Worker, Command::BeginWork(begin));
    assert_eq!(world.state.works[&issue].words.len(), 0);
}

#[test]
fn whoever_does_the_work_ticks_its_tasks_off() {
    let mut world = World::new();
    let issue = world.accepted();
    let add = |words: &str| {
        Command::AddTask(AddTask {
            issue,
            words: words.into(),
        })
    };
    let not_yet = Refusal::IssueIs(Status::Accepted);
    assert_eq!(world.refused(Who::Worker, add("Measure.")), not_yet);
    let begin = begin(issue, COMMITTEE);
    world.done(Who::Worker, Command::BeginWork(begin));
    // The committee's own: a leader may report work, and not this.
    for who in [Who::Leader, Who::Ann, Who::Supervisor] {
        assert_eq!(world.refused(who, add("Measure.")), Refusal::NotAllowed);
    }
    let refusal = world.refused(Who::Worker, add(" "));
    assert_eq!(refusal, invalid(Field::Title, Problem::Missing));
    let refusal = world.refused(Who::Worker, add(&crate::chars(61)));
    assert_eq!(refusal, invalid(Field::Title, too_long(60)));
    let tasks = [(); 6].map(|()| world.tasked(Who::Worker, issue));
    let refusal = world.refused(Who::Worker, add("One more."));
    let too_many = Problem::TooMany { max: 6 };
    assert_eq!(refusal, invalid(Field::Title, too_many));

    let change = |task, to| Command::ChangeTask(ChangeTask { issue, task, to });
    let (open, done, dropped) = (TaskStatus::Open, TaskStatus::Done, TaskStatus::Dropped);
    let refusal = world.refused(Who::Leader, change(tasks[0], done));
    assert_eq!(refusal, Refusal::NotAllowed);
    // What is done stays; what is not needed gives its place to another.
    world.done(Who::Secretary, change(tasks[0], done));
    for to in [done, dropped] {
        let refusal = world.refused(Who::Worker, change(tasks[0], to));
        assert_eq!(refusal, Refusal::NotFound, "{to:?}");
    }
    world.done(Who::Worker, change(tasks[0], open));
    world.done(Who::Worker, change(tasks[1], dropped));
    for to in TaskStatus::ALL {
        let refusal = world.refused(Who::Worker, change(tasks[1], to));
        assert_eq!(refusal, Refusal::NotFound, "{to:?}");
    }
    world.tasked(Who::Worker, issue);
    // They end with the work, and the next begins with none.
    world.done(Who::Worker, Command::PublishResult(world::result(issue)));
    let over = Refusal::IssueIs(Status::Appraisal);
    assert_eq!(world.refused(Who::Worker, change(tasks[2], done)), over);
    world.done(Who::Ann, Command::Appraise(world::appraise(issue, false)));
    let again = self::begin(issue, COMMITTEE);
    world.done(Who::Worker, Command::BeginWork(again));
    assert_eq!(world.state.works[&issue].tasks.len(), 0);
    let refusal = world.refused(Who::Worker, change(tasks[2], done));
    assert_eq!(refusal, Refusal::NotFound);
}

#[test]
fn what_is_referred_goes_to_somebody_before_they_reply() {
    let mut world = World::new();
    let issue = world.accepted();
    let ground = Ground::Emergency;
    world.published(&Decision::ReferUpward { ground });
    let today = Zone::utc().date(world.now);
    let refer = ReferWork {
        sent: today,
        ..world::refer(issue)
    };
    let reply = EnterReply {
        received: today,
        ..world::reply(issue)
    };
    let sent = |change: fn(&mut ReferWork)| {
        let mut refer = refer.clone();
        change(&mut refer);
        Command::ReferWork(refer)
    };
    let replied = |change: fn(&mut EnterReply)| {
        let mut reply = reply.clone();
        change(&mut reply);
        Command::EnterReply(reply)
    };
    // Nobody replies to what nobody sent.
    let refusal = world.refused(Who::Worker, replied(|_| ()));
    assert_eq!(refusal, Refusal::NotFound);
    for who in [Who::Leader, Who::Ann, Who::Supervisor] {
        assert_eq!(world.refused(who, sent(|_| ())), Refusal::NotAllowed);
    }
    for (command, field, problem) in [
        (sent(|it| it.to.clear()), Field::Owner, Problem::Missing),
        (sent(|it| it.words.clear()), Field::Body, Problem::Missing),
        (sent(|it| it.sent = day(400)), Field::Due, Problem::TooFar),
    ] {
        let refusal = world.refused(Who::Worker, command);
        assert_eq!(refusal, invalid(field, problem));
    }
    let outcome = world.done(Who::Worker, sent(|_| ()));
    let told = outcome.events[0].about().told;
    assert_eq!(told, Audience::Supporters);
    for (command, field, problem) in [
        (
            replied(|it| it.words.clear()),
            Field::Body,
            Problem::Missing,
        ),
        (
            replied(|it| it.received = day(400)),
            Field::Due,
            Problem::TooFar,
        ),
    ] {
        let refusal = world.refused(Who::Worker, command);
        assert_eq!(refusal, invalid(field, problem));
    }
    world.done(Who::Secretary, replied(|_| ()));
    // It may go to another, and its result is published as that of any work.
    world.done(Who::Worker, sent(|it| it.to = "Water board".into()));
    world.done(Who::Worker, Command::PublishResult(world::result(issue)));
    // Only of what a meeting referred.
    let other = world.accepted();
    let begin = begin(other, COMMITTEE);
    world.done(Who::Worker, Command::BeginWork(begin));
    let elsewhere = ReferWork {
        issue: other,
        ..refer
    };
    let refusal = world.refused(Who::Worker, Command::ReferWork(elsewhere));
    assert_eq!(refusal, Refusal::NotFound);
}

#[test]
fn a_result_is_asked_about_as_the_community_had_set_it() {
    let mut world = World::new();
    let out = |min, max| Problem::OutOfRange { min, max };
    let settings = |days, unsolved_percent| {
        Command::ChangeAppraisalSettings(AppraisalSettings {
            days,
            unsolved_percent,
        })
    };
    for days in [0, 2, 61, u32::MAX] {
        let refusal = world.refused(Who::Secretary, settings(days, 50));
        assert_eq!(refusal, invalid(Field::AppraisalDays, out(3, 60)));
    }
    for percent in [0, 100, u32::MAX] {
        let refusal = world.refused(Who::Secretary, settings(14, percent));
        assert_eq!(refusal, invalid(Field::UnsolvedPercent, out(1, 99)));
    }
    for who in [Who::Worker, Who::Supervisor, Who::Operator] {
        assert_eq!(world.refused(who, settings(14, 50)), Refusal::NotAllowed);
    }
    let everybody = [Who::Bo, Who::Cai, Who::Dan];
    let say = |world: &mut World, issue, said: &[(Who, bool)]| {
        for (who, solved) in said {
            world.done(*who, Command::Appraise(world::appraise(issue, *solved)));
        }
        status(world, issue)
    };
    let one_of_three = [(Who::Ann, true), (Who::Bo, true), (Who::Cai, false)];
    let (open_still, back) = (Status::Appraisal, Status::Returned);

    // One that began before keeps its half and its fortnight.
    let before = appraisal(&mut world, &everybody);
    world.done(Who::Secretary, settings(30, 25));
    assert_eq!(say(&mut world, before, &one_of_three), open_still);
    // A quarter is enough where it is set, of three and not of two.
    let after = appraisal(&mut world, &everybody);
    assert_eq!(say(&mut world, after, &one_of_three[..1]), open_still);
    assert_eq!(
        say(&mut world, after, &[(Who::Cai, false)]),
        open_still,
        "two"
    );
    assert_eq!(say(&mut world, after, &[(Who::Bo, true)]), back);
    // What is set next changes nothing for one that is open.
    let open = appraisal(&mut world, &everybody);
    world.done(Who::Secretary, settings(3, 99));
    // All of three are more than 99 of a hundred, and nothing else is.
    let last = appraisal(&mut world, &everybody);
    assert_eq!(say(&mut world, last, &[(Who::Bo, false)]), open_still);
    assert_eq!(say(&mut world, last, &[(Who::Cai, false)]), open_still);
    assert_eq!(say(&mut world, last, &[(Who::Dan, false)]), back);
    world.now = world.now.plus(APPRAISAL_DAYS * DAY);
    let close = |issue| Command::CloseAppraisal { issue };
    world.done(Who::Operator, close(before));
    assert_eq!(world.refused(Who::Operator, close(open)), Refusal::NotYet);
    world.now = world.now.plus(15 * DAY);
    assert_eq!(say(&mut world, open, &one_of_three), back);
}

#[test]
fn only_who_stands_behind_it_is_asked_and_nobody_answers_for_another() {
    let mut world = World::new();
    let issue = world.accepted();
    world.done(Who::Bo, Command::Second { issue });
    let person = PersonId(world.id());
    let second = SecondOnBehalf {
        issue,
        person,
        household: household(HOUSEHOLDS[3]),
        name: "Old Li".into(),
    };
    world.done(Who::Leader, Command::SecondOnBehalf(second));
    let begin = begin(issue, COMMITTEE);
    world.done(Who::Worker, Command::BeginWork(begin));
    world.done(Who::Worker, Command::PublishResult(world::result(issue)));
    let said = Command::Appraise(world::appraise(issue, true));
    assert_eq!(world.refused(Who::Cai, said), Refusal::NotSeconded);
    let on_behalf = |person| {
        Command::AppraiseFor(AppraiseFor {
            issue,
            person,
            solved: true,
            satisfied: true,
            words: String::new(),
        })
    };
    let bo = Who::Bo.person().expect("somebody");
    assert_eq!(
        world.refused(Who::Leader, on_behalf(bo)),
        Refusal::NotSeconded
    );
    let outcome = world.done(Who::Leader, on_behalf(person));
    let Event::Appraised { entered_by, .. } = outcome.events[0] else {
        panic!("{:?}", outcome.events);
    };
    assert_eq!(entered_by, Who::Leader.person());
    assert!(world.state.works[&issue].words[&person].on_behalf);
}

#[test]
fn once_the_days_are_over_nothing_is_said_any_more_and_it_is_closed() {
    let mut world = World::new();
    let issue = appraisal(&mut world, &[]);
    let close = Command::CloseAppraisal { issue };
    assert_eq!(world.refused(Who::Operator, close.clone()), Refusal::NotYet);
    let mut said = world::appraise(issue, true);
    said.words = crate::chars(REASON_MAX + 1);
    let refusal = world.refused(Who::Ann, Command::Appraise(said));
    assert_eq!(refusal, invalid(Field::Reason, too_long(REASON_MAX)));
    world.now = world.now.plus(APPRAISAL_DAYS * DAY);
    let said = Command::Appraise(world::appraise(issue, false));
    assert_eq!(world.refused(Who::Ann, said), Refusal::AppraisalOver);
    world.done(Who::Operator, close);
    assert_eq!(status(&world, issue), Status::Closed);
}

#[test]
fn what_was_deferred_comes_back_on_its_day_and_stands_before_others() {
    let mut world = World::new();
    let issue = world.accepted();
    world.published(&Decision::Defer { review_on: day(5) });
    let back = Command::ReturnDeferred { issue };
    assert_eq!(world.refused(Who::Operator, back.clone()), Refusal::NotYet);
    world.now = world::START.plus(5 * DAY);
    world.done(Who::Operator, back);
    assert_eq!(status(&world, issue), Status::Returned);
    let meeting = world.drafted();
    let item = &world.state.meetings[&meeting].items[0];
    assert_eq!(item.issue, issue);
    assert_eq!(item.why, domain::meeting::Why::Deferred);
}

#[test]
fn from_every_state_that_is_no_end_something_can_happen() {
    use domain::issue::Step::{
        Accept, Begin, Close, Decide, Decline, Defer, Handle, Lock, PublishResult, Reopen, Return,
        Withdraw,
    };
    let steps = [
        Accept,
        Decline,
        Withdraw,
        Lock,
        Decide,
        Defer,
        Begin,
        Handle,
        PublishResult,
        Reopen,
        Close,
        Return,
    ];
    for status in Status::ALL {
        let goes_on = steps.iter().any(|step| status.allows(*step).is_ok());
        let ends = match status {
            Status::Decided | Status::Declined | Status::Withdrawn | Status::Closed => true,
            Status::Filed
            | Status::Accepted
            | Status::OnAgenda
            | Status::InWork
            | Status::Appraisal
            | Status::Returned
            | Status::Deferred => false,
        };
        assert_eq!(goes_on, !ends, "{status:?}");
    }
}

#[test]
fn what_is_offered_for_work_is_answered_once_and_declined_with_a_reason() {
    let mut world = World::new();
    let issue = world.accepted();
    let early = world.refused(Who::Cai, Command::OfferResource(world::offer(issue)));
    assert_eq!(early, Refusal::IssueIs(Status::Accepted));
    world.done(Who::Worker, Command::BeginWork(begin(issue, COMMITTEE)));
    // In nobody's name for whom one does not act, and not without words.
    for (wrong, field) in [
        (
            OfferResource {
                organisation: Some(world::organisation(1)),
                ..world::offer(issue)
            },
            Field::Organisation,
        ),
        (
            OfferResource {
                words: " ".into(),
                ..world::offer(issue)
            },
            Field::Body,
        ),
        (
            OfferResource {
                name: "x".repeat(100),
                ..world::offer(issue)
            },
            Field::Name,
        ),
    ] {
        match world.refused(Who::Cai, Command::OfferResource(wrong)) {
            Refusal::Invalid(errors) => assert_eq!(errors[0].field, field),
            other => panic!("{other:?}"),
        }
    }
    let [taken, left, back] = [(); 3].map(|()| world.offered(Who::Cai, issue));
    let answer = |offer, accept, words: &str| {
        Command::AnswerOffer(AnswerOffer {
            issue,
            offer,
            accept,
            words: words.into(),
        })
    };
    let refusal = world.refused(Who::Leader, answer(taken, true, ""));
    assert_eq!(refusal, Refusal::NotAllowed);
    world.done(Who::Worker, answer(taken, true, ""));
    let refusal = world.refused(Who::Worker, answer(left, false, " "));
    assert!(matches!(refusal, Refusal::Invalid(_)), "{refusal:?}");
    // Work that is done holds nothing up: what was offered is answered all the same.
    world.done(Who::Worker, Command::PublishResult(world::result(issue)));
    world.done(
        Who::Worker,
        answer(left, false, "Thank you; we have enough."),
    );
    for over in [taken, left] {
        let again = world.refused(Who::Worker, answer(over, true, ""));
        assert_eq!(again, Refusal::NotFound);
        let withdraw = Command::WithdrawOffer { issue, offer: over };
        assert_eq!(world.refused(Who::Cai, withdraw), Refusal::NotFound);
    }
    // Nobody takes back what another offers.
    let withdraw = Command::WithdrawOffer { issue, offer: back };
    let other = world.refused(Who::Bo, withdraw.clone());
    assert_eq!(other, Refusal::NotFound);
    world.done(Who::Cai, withdraw);
    let late = world.refused(Who::Worker, answer(back, true, ""));
    assert_eq!(late, Refusal::NotFound);
}

#[test]
fn whoever_leaves_offers_nothing_any_more() {
    let mut world = World::new();
    let issue = world.accepted();
    world.done(Who::Worker, Command::BeginWork(begin(issue, COMMITTEE)));
    let [taken, open] = [(); 2].map(|()| world.offered(Who::Cai, issue));
    let answer = |offer| {
        Command::AnswerOffer(AnswerOffer {
            issue,
            offer,
            accept: true,
            words: String::new(),
        })
    };
    world.done(Who::Worker, answer(taken));
    world.done(Who::Cai, Command::DeleteAccount {});
    let refusal = world.refused(Who::Worker, answer(open));
    assert_eq!(refusal, Refusal::NotFound);
    assert_eq!(world.state.offers[&taken].status, OfferStatus::Accepted);
}
