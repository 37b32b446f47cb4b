//! Complaints, hiding, and appeals against it.

use crate::invalid;
use crate::world::{self, Who, World, appeal, complain, hide};
use domain::complaint::{Appealed, RestoreIssue, UpholdHiding};
use domain::issue::{
    AddFacts, AnswerIssue, COMPLAINTS_A_DAY, EditIssue, FILED_A_DAY, FILED_A_DAY_BY_HOUSEHOLD,
    PAUSED_FOR, SecondOnBehalf, Status, WithdrawIssue,
};
use domain::meeting::Decision;
use domain::time::DAY;
use domain::{Command, Event, Field, IssueId, PersonId, Problem, Refusal};

fn restore(issue: IssueId, reason: &str) -> Command {
    Command::RestoreIssue(RestoreIssue {
        issue,
        reason: reason.to_owned(),
    })
}

fn uphold(issue: IssueId) -> Command {
    Command::UpholdHiding(UpholdHiding {
        issue,
        reason: "It does.".to_owned(),
    })
}

fn check(world: &mut World, cases: Vec<(Who, Command, Option<Refusal>)>) {
    for (who, command, refusal) in cases {
        let answer = world.send(who, command.clone());
        assert_eq!(answer.err(), refusal, "{who:?}: {command:?}");
    }
}

#[test]
fn anybody_complains_once_about_what_others_reported() {
    let mut world = World::new();
    let issue = world.filed();
    let complain = |issue| Command::Complain(complain(issue));
    let dismiss = Command::DismissComplaints { issue };
    let unknown = IssueId(world::unknown());
    check(
        &mut world,
        vec![
            (Who::Worker, dismiss.clone(), Some(Refusal::NotFound)),
            (Who::Ann, complain(issue), Some(Refusal::NotAllowed)),
            (Who::Nobody, complain(issue), Some(Refusal::SignedOut)),
            (Who::Cai, complain(unknown), Some(Refusal::NotFound)),
            (Who::Cai, complain(issue), None),
            (Who::Cai, complain(issue), Some(Refusal::Exists)),
            (Who::Supervisor, complain(issue), None),
            (Who::Dan, dismiss.clone(), Some(Refusal::NotAllowed)),
            (Who::Worker, dismiss.clone(), None),
            (Who::Worker, dismiss, Some(Refusal::NotFound)),
            (Who::Cai, complain(issue), Some(Refusal::Exists)),
        ],
    );
    let quiet = Command::Complain(domain::complaint::Complain {
        words: " ".into(),
        ..world::complain(issue)
    });
    let made = world.done(Who::Bo, quiet);
    assert_eq!(made.kept, []);
    // Nobody but the committee is told of it, and of it nothing stands in the trace.
    let about = made.events[0].about();
    assert_eq!(
        (about.traced, about.told),
        (None, domain::notice::Audience::Nobody)
    );
    let long = Command::Complain(domain::complaint::Complain {
        words: crate::chars(domain::field::REASON_MAX + 1),
        ..world::complain(issue)
    });
    let too_long = invalid(Field::Reason, crate::too_long(domain::field::REASON_MAX));
    assert_eq!(world.refused(Who::Leader, long), too_long);
}

#[test]
fn what_is_hidden_goes_no_further_and_keeps_what_it_has() {
    let mut world = World::new();
    let issue = world.filed();
    world.done(Who::Cai, Command::Second { issue });
    world.done(Who::Cai, Command::Complain(complain(issue)));
    let hiding = Command::HideIssue(hide(issue));
    let mut silent = hide(issue);
    silent.reason = " ".into();
    let missing = invalid(Field::Reason, Problem::Missing);
    for who in [Who::Ann, Who::Leader, Who::Supervisor, Who::Operator] {
        assert_eq!(world.refused(who, hiding.clone()), Refusal::NotAllowed);
    }
    assert_eq!(
        world.refused(Who::Worker, Command::HideIssue(silent)),
        missing
    );
    world.done(Who::Worker, hiding.clone());
    let dismiss = Command::DismissComplaints { issue };
    let edit = EditIssue {
        issue,
        category: domain::issue::Category::Noise,
        title: "Other".into(),
        body: String::new(),
        area: domain::place::Area::Estate,
    };
    let facts = AddFacts {
        issue,
        body: "More.".into(),
        photos: vec![],
    };
    let answer = AnswerIssue {
        issue,
        text: "No.".into(),
    };
    let on_behalf = SecondOnBehalf {
        issue,
        person: PersonId(world.id()),
        household: world::household(32),
        name: "Old Li".into(),
    };
    let hidden = || Some(Refusal::IssueHidden);
    check(
        &mut world,
        vec![
            (Who::Secretary, hiding, Some(Refusal::Exists)),
            // With the hiding they are settled.
            (Who::Worker, dismiss, Some(Refusal::NotFound)),
            (Who::Dan, Command::Complain(complain(issue)), hidden()),
            (Who::Dan, Command::Second { issue }, hidden()),
            (Who::Cai, Command::TakeBackSecond { issue }, hidden()),
            (Who::Leader, Command::SecondOnBehalf(on_behalf), hidden()),
            (Who::Ann, Command::EditIssue(edit), hidden()),
            (Who::Ann, Command::AddFacts(facts), hidden()),
            (Who::Worker, Command::AnswerIssue(answer), hidden()),
        ],
    );
    let known = &world.state.issues[&issue];
    assert_eq!((known.status, known.support.online), (Status::Filed, 2));
    world.done(Who::Worker, restore(issue, "A mistake."));
    world.done(Who::Dan, Command::Second { issue });
    assert_eq!(world.state.issues[&issue].support.online, 3);
    // Its author takes back what is hidden, too.
    world.done(Who::Worker, Command::HideIssue(hide(issue)));
    let reason = String::new();
    let withdraw = Command::WithdrawIssue(WithdrawIssue { issue, reason });
    world.done(Who::Ann, withdraw);
}

#[test]
fn what_is_hidden_comes_on_no_agenda_and_stays_on_a_locked_one() {
    let mut world = World::new();
    let [listed, gone] = [world.accepted(), world.accepted()];
    world.done(Who::Cai, Command::Second { issue: gone });
    let draft = world.drafted();
    assert_eq!(world.state.meetings[&draft].items.len(), 2);
    world.done(Who::Worker, Command::HideIssue(hide(gone)));
    let number = world.state.issues[&gone].number;
    let version = world.version(draft);
    let lock = Command::LockAgenda {
        meeting: draft,
        version,
    };
    let refused = world.refused(Who::Secretary, lock);
    assert_eq!(refused, Refusal::ItemsGone(vec![number]));
    let fill = Command::FillAgenda {
        meeting: draft,
        version,
    };
    world.done(Who::Secretary, fill);
    let version = world.version(draft);
    let add = Command::AddItem(world.change(draft, gone));
    assert_eq!(world.refused(Who::Secretary, add), Refusal::IssueHidden);
    let lock = Command::LockAgenda {
        meeting: draft,
        version,
    };
    let locked = world.done(Who::Secretary, lock);
    let told_of = |issue| {
        let mut events = locked.events.iter();
        events.any(|event| event.about().issue == Some(issue))
    };
    assert!(told_of(listed) && !told_of(gone));
    // What a locked agenda has is decided as it would be.
    world.done(Who::Worker, Command::HideIssue(hide(listed)));
    let entered = world.enter(draft, listed, Decision::NotDone);
    world.done(Who::Secretary, Command::EnterDecision(entered));
    world.begin(draft);
    let version = world.version(draft);
    let meeting = draft;
    world.done(
        Who::Secretary,
        Command::PublishDecisions { meeting, version },
    );
    assert_eq!(world.state.issues[&listed].status, Status::Decided);
}

#[test]
fn an_author_appeals_once_and_somebody_else_decides() {
    let mut world = World::new();
    let [first, second] = [world.filed(), world.filed()];
    let appeal = |issue| Command::Appeal(appeal(issue));
    let own = || Some(Refusal::OwnHiding);
    check(
        &mut world,
        vec![
            (Who::Ann, appeal(first), Some(Refusal::NotFound)),
            (Who::Worker, restore(first, "why"), Some(Refusal::NotFound)),
            (Who::Worker, Command::HideIssue(hide(first)), None),
            (Who::Secretary, Command::HideIssue(hide(second)), None),
            (Who::Bo, appeal(first), Some(Refusal::NotAllowed)),
            // Nobody has appealed.
            (Who::Secretary, uphold(first), Some(Refusal::NotFound)),
            (Who::Ann, appeal(first), None),
            (Who::Ann, appeal(first), Some(Refusal::Exists)),
            // Whoever hid it does not decide, one way or the other.
            (Who::Worker, uphold(first), own()),
            (Who::Worker, restore(first, "why"), own()),
            (Who::Supervisor, uphold(first), Some(Refusal::NotAllowed)),
            (Who::Secretary, uphold(first), None),
            (Who::Ann, appeal(first), Some(Refusal::Exists)),
            (Who::Secretary, uphold(first), Some(Refusal::NotFound)),
            (Who::Ann, appeal(second), None),
            (Who::Secretary, restore(second, "why"), own()),
            (
                Who::Worker,
                restore(second, " "),
                Some(invalid(Field::Reason, Problem::Missing)),
            ),
            (Who::Worker, restore(second, "It is fine."), None),
            (
                Who::Worker,
                restore(second, "again"),
                Some(Refusal::NotFound),
            ),
            // Hidden again, it may be appealed again.
            (Who::Worker, Command::HideIssue(hide(second)), None),
            (Who::Ann, appeal(second), None),
        ],
    );
    assert_eq!(world.state.hidings[&first].appealed, Appealed::Upheld);
    let empty = Command::Appeal(domain::complaint::Appeal {
        issue: first,
        words: String::new(),
    });
    assert_eq!(world.refused(Who::Ann, empty), Refusal::Exists);
    // What an officer reported and a colleague hid is not theirs to decide.
    let issue = IssueId(world.id());
    world.done(Who::Secretary, Command::FileIssue(world::file(issue)));
    world.done(Who::Worker, Command::HideIssue(hide(issue)));
    world.done(Who::Secretary, appeal(issue));
    assert_eq!(
        world.refused(Who::Secretary, restore(issue, "mine")),
        Refusal::OwnHiding
    );
    let told = world.journal.iter().filter_map(|(event, _)| match event {
        Event::HidingUpheld { .. } | Event::IssueRestored { .. } => Some(event.about().told),
        _ => None,
    });
    assert!(told.eq([domain::notice::Audience::Reporter; 2]));
}

fn file(world: &mut World) -> Command {
    Command::FileIssue(world::file(IssueId(world.id())))
}

#[test]
fn much_that_is_hidden_pauses_writing_and_never_seconding() {
    let mut world = World::new();
    let issues = [world.filed(), world.filed(), world.filed()];
    let open = world.filed();
    let by_another = IssueId(world.id());
    world.done(Who::Cai, Command::FileIssue(world::file(by_another)));
    for issue in &issues[..2] {
        world.done(Who::Worker, Command::HideIssue(hide(*issue)));
    }
    let filing = file(&mut world);
    world.done(Who::Ann, filing);
    world.now = world.now.plus(DAY);
    let last = world.now;
    world.done(Who::Worker, Command::HideIssue(hide(issues[2])));
    let paused = || {
        Some(Refusal::FilingPaused {
            until: last.plus(PAUSED_FOR),
            hidden: 3,
        })
    };
    let facts = AddFacts {
        issue: open,
        body: "More.".into(),
        photos: vec![],
    };
    let [again, mates, after] = [(); 3].map(|()| file(&mut world));
    check(
        &mut world,
        vec![
            (Who::Ann, again.clone(), paused()),
            (Who::Ann, Command::AddFacts(facts.clone()), paused()),
            (Who::Ann, Command::Second { issue: by_another }, None),
            (Who::Ann, Command::Complain(complain(by_another)), None),
            (Who::Ann, Command::Appeal(appeal(issues[0])), None),
            // Of the same household.
            (Who::Bo, mates, None),
        ],
    );
    world.now = last.plus(PAUSED_FOR - 1);
    assert_eq!(world.send(Who::Ann, again.clone()).err(), paused());
    world.now = last.plus(PAUSED_FOR);
    world.done(Who::Ann, again);
    // What was shown again does not count.
    world.now = last.plus(DAY);
    let refused = world.send(Who::Ann, after.clone()).err();
    assert_eq!(refused, paused());
    world.done(Who::Secretary, restore(issues[0], "It is fine."));
    world.done(Who::Ann, after);
    world.done(Who::Ann, Command::AddFacts(facts));
}

#[test]
fn a_person_and_a_household_file_so_much_a_day() {
    let mut world = World::new();
    let first = world.now;
    for n in 0..FILED_A_DAY {
        let filing = file(&mut world);
        world.now = first.plus(i64::from(n));
        world.done(Who::Ann, filing);
    }
    for _ in 0..=FILED_A_DAY {
        let filing = file(&mut world);
        world.done(Who::Worker, filing);
    }
    let [one, mates, others] = [(); 3].map(|()| file(&mut world));
    let until = first.plus(DAY);
    let enough = Some(Refusal::EnoughForNow { until });
    assert_eq!(world.send(Who::Ann, one.clone()).err(), enough);
    for _ in FILED_A_DAY..FILED_A_DAY_BY_HOUSEHOLD {
        let filing = file(&mut world);
        world.done(Who::Bo, filing);
    }
    assert_eq!(world.send(Who::Bo, mates).err(), enough);
    world.done(Who::Cai, others);
    world.now = until.plus(-1);
    assert_eq!(world.send(Who::Ann, one.clone()).err(), enough);
    world.now = until;
    world.done(Who::Ann, one);
}

#[test]
fn a_person_complains_so_often_a_day() {
    let mut world = World::new();
    let first = world.now;
    for _ in 0..COMPLAINTS_A_DAY {
        let issue = world.filed();
        world.done(Who::Cai, Command::Complain(complain(issue)));
    }
    let issue = world.filed();
    let until = first.plus(DAY);
    let complain = Command::Complain(complain(issue));
    let refused = world.send(Who::Cai, complain.clone()).err();
    assert_eq!(refused, Some(Refusal::EnoughForNow { until }));
    world.done(Who::Dan, complain.clone());
    world.now = until;
    world.done(Who::Cai, complain);
}
