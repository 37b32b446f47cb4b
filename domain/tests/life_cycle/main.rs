//! Whatever people do, in whatever order: no issue and no meeting reaches a state that its life
//! does not allow.
//!
//! A run is a list of [`Move`]s: who does roughly what. Each is made into a command about what is
//! there at that moment, mostly one that makes sense, sometimes nonsense. What must hold is written
//! down here a second time, apart from the code under test: a table of the life of an issue, a
//! table of roles, and a [`Book`] kept from the events.
//!
//! `moves.rs` says what people do, `commands.rs` makes commands of it, `book.rs` says what must
//! hold.

mod book;
mod commands;
mod moves;
#[path = "../world/mod.rs"]
mod world;

use std::collections::{BTreeMap, BTreeSet};

use book::{Book, LIFE, json, senders, survives, touched};
use domain::issue::{Category, Status, Step};
use domain::journal::Head;
use domain::meeting::Why;
use domain::time::HOUR;
use domain::{
    Command, CommandId, Date, Envelope, Event, IssueId, Outcome, Receipt, Refusal, State, TextId,
    decide,
};
use moves::{Move, moves};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{FileFailurePersistence, TestRunner};
use world::{Who, World, unknown};

/// What a failing run prints and keeps: the seed of its case, tried first from then on.
const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/life_cycle.seeds");

type Checked = Result<(), TestCaseError>;

/// What came of a run.
#[derive(Default)]
struct Seen(BTreeMap<String, u32>);

impl Seen {
    fn note(&mut self, what: impl Into<String>) {
        *self.0.entry(what.into()).or_default() += 1;
    }
}

fn name_of(debug: &impl std::fmt::Debug) -> String {
    let text = format!("{debug:?}");
    text.split([' ', '(', '{']).next().unwrap_or("").to_owned()
}

/// Plays all moves and checks after each of them that everything holds.
fn play(moves: &[Move], seen: &mut Seen) -> Result<World, TestCaseError> {
    let mut world = World::new();
    let mut book = Book::default();
    for a_move in moves {
        world.now = world.now.plus(i64::from(a_move.hours) * HOUR);
        let (who, envelope) = a_move.command(&mut world);
        let before = world.state.clone();
        survives(&envelope)?;

        check_roles(&mut world, &envelope)?;
        let asked = world.ask(who, &envelope);
        let from_part = decide(
            &touched(&world.state, &envelope.command),
            &who.actor(),
            &envelope,
            world.now,
        );
        prop_assert_eq!(
            &asked,
            &from_part,
            "{:?} says too little of what it touches",
            envelope.command
        );

        let known = before.done.get(&envelope.id).cloned();
        match world.send_envelope(who, &envelope) {
            Err(refusal) => {
                seen.note(name_of(&refusal));
                survives(&refusal)?;
                if let Some(first) = known {
                    prop_assert_eq!(refusal, Refusal::NotAllowed);
                    let may = senders(&envelope.command).contains(&who);
                    prop_assert!(
                        !may || first.actor != who.person(),
                        "the sender may ask again"
                    );
                }
            }
            Ok(outcome) => {
                if let Some(first) = known {
                    seen.note("again");
                    prop_assert_eq!(&outcome.events, &vec![]);
                    prop_assert_eq!(&outcome.kept, &vec![]);
                    prop_assert_eq!(&outcome.receipt, &first.receipt);
                } else {
                    prop_assert!(!outcome.events.is_empty(), "carried out without a trace");
                    check_receipt(&outcome)?;
                }
                for event in &outcome.events {
                    survives(event)?;
                    seen.note(name_of(event));
                    note_depth(event, &before, seen);
                }
                survives(&outcome.receipt)?;
                book.enter(&outcome, &before)?;
                book.check(&before, &world.state)?;
            }
        }
    }
    Ok(world)
}

/// Whoever may not do it is told so, whatever else is wrong with it; whoever may is never told so,
/// unless it is about somebody else's issue or work.
fn check_roles(world: &mut World, envelope: &Envelope) -> Checked {
    let fresh = Envelope {
        id: CommandId(unknown()),
        command: envelope.command.clone(),
    };
    for who in Who::ALL {
        let refusal = world.ask(who, &fresh).err();
        let own = matches!(
            fresh.command,
            Command::EditIssue(_)
                | Command::AddFacts(_)
                | Command::WithdrawIssue(_)
                | Command::Complain(_)
                | Command::Appeal(_)
                | Command::BlackOut(_)
                | Command::ChooseDiscretion(_)
                | Command::ReportProgress(_)
                | Command::AddTask(_)
                | Command::ChangeTask(_)
        );
        if !senders(&fresh.command).contains(&who) {
            let expected = match who {
                Who::Nobody | Who::Stranger => Refusal::SignedOut,
                _ => Refusal::NotAllowed,
            };
            prop_assert_eq!(refusal, Some(expected), "{:?}: {:?}", who, fresh.command);
        } else if !own {
            prop_assert!(
                !matches!(refusal, Some(Refusal::NotAllowed | Refusal::SignedOut)),
                "{:?}: {:?}",
                who,
                fresh.command
            );
        }
    }
    Ok(())
}

/// A receipt names the number that was given.
fn check_receipt(outcome: &Outcome) -> Checked {
    let mut expected = Receipt::default();
    for event in &outcome.events {
        match event {
            Event::IssueFiled { number, .. } | Event::IssueImported { number, .. } => {
                expected.issue = Some(*number);
            }
            Event::MeetingCreated { number, .. } => expected.meeting = Some(*number),
            _ => {}
        }
    }
    prop_assert_eq!(&outcome.receipt, &expected);
    Ok(())
}

/// Notes what only long stories reach.
fn note_depth(event: &Event, before: &State, seen: &mut Seen) {
    match event {
        Event::DecisionPublished { decision, .. } => {
            seen.note(format!("published {}", decision.kind().code()));
        }
        Event::ItemLocked {
            issue,
            support,
            why,
            ..
        } => {
            let issue = &before.issues[issue];
            if issue.review_on.is_some() {
                seen.note("locked after it was deferred");
            } else if issue.status == Status::Returned {
                seen.note("locked after it was reopened");
            }
            if support.on_behalf > 0 {
                seen.note("locked with seconds on behalf");
            }
            match why {
                Why::Urgent => seen.note("urgent"),
                Why::Supplement { .. } => seen.note("a supplement"),
                Why::Shares(_) => seen.note("chosen by shares"),
                Why::Support { .. } => seen.note("chosen by seconds"),
                Why::PassedOver { .. } => seen.note("passed over often"),
                Why::Deferred => seen.note("deferred"),
                Why::Reserved { .. } => seen.note("reserved"),
                Why::ByHand => seen.note("by hand"),
                // So rare that no story need have it.
                Why::LeftOver { .. } => {}
            }
        }
        Event::AgendaFilled { items, .. } if items.iter().any(|item| item.why == Why::Deferred) => {
            seen.note("came back by itself");
        }
        _ => {}
    }
}

/// Every command that was carried out, sent again by each person.
fn check_again(world: &mut World) -> Checked {
    for sent in world.sent.clone() {
        for who in Who::ALL {
            let answer = world.ask(who, &sent.envelope);
            let may = senders(&sent.envelope.command).contains(&who);
            if may && who.person() == sent.who.person() {
                let again = Outcome {
                    events: vec![],
                    kept: vec![],
                    receipt: sent.receipt.clone(),
                };
                prop_assert_eq!(answer, Ok(again));
                let other = Envelope {
                    id: sent.envelope.id,
                    command: other_than(&sent.envelope.command),
                };
                if senders(&other.command).contains(&who) {
                    let answer = world.ask(who, &other);
                    prop_assert_eq!(answer, Err(Refusal::OtherCommand), "{:?}", who);
                }
            } else {
                prop_assert_eq!(answer, Err(Refusal::NotAllowed), "{:?}", who);
            }
        }
    }
    Ok(())
}

/// A command that means something else, which whoever sent the first may mostly send, too.
fn other_than(command: &Command) -> Command {
    match command {
        Command::Second { issue } => Command::TakeBackSecond { issue: *issue },
        _ => Command::Second {
            issue: IssueId(unknown()),
        },
    }
}

/// The journal, written and read again, tells the same story.
fn check_journal(world: &World) -> Checked {
    let journal: Vec<(Event, domain::Timestamp)> =
        serde_json::from_str(&json(&world.journal)?).expect("as it was written");
    let mut state = State::default();
    for (event, at) in &journal {
        state.apply(event, *at);
    }
    // What the store looks up and no event says.
    let looked_up = State {
        done: BTreeMap::new(),
        head: Head::default(),
        slip: None,
        invitation: None,
        back: None,
        open_seconds: BTreeSet::new(),
        open_issues: BTreeSet::new(),
        entered_person: None,
        person_taken: false,
        photos: BTreeSet::new(),
        ..world.state.clone()
    };
    state.slip = None;
    state.invitation = None;
    state.back = None;
    prop_assert_eq!(&state, &looked_up);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 80,
        max_shrink_iters: 2_000,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(SEEDS))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_story_leads_where_the_life_cycle_does_not(moves in moves()) {
        let mut world = play(&moves, &mut Seen::default())?;
        check_again(&mut world)?;
        check_journal(&world)?;
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "each thing that stories reach")]
fn the_stories_are_long_enough_to_matter() {
    let wanted = [
        "IssueFiled",
        "IssueEdited",
        "FactsAdded",
        "IssueWithdrawn",
        "IssueImported",
        "Seconded",
        "SecondTakenBack",
        "IssueAccepted",
        "IssueRevised",
        "IssueDeclined",
        "IssueAnswered",
        "ComplaintMade",
        "ComplaintsDismissed",
        "PhotoBlackedOut",
        "IssueHidden",
        "HidingAppealed",
        "IssueRestored",
        "HidingUpheld",
        "MeetingCreated",
        "MeetingChanged",
        "AgendaFilled",
        "ItemAdded",
        "ItemDropped",
        "ItemMoved",
        "ItemMinutesSet",
        "AgendaSettingsChanged",
        "AppraisalSettingsChanged",
        "PeriodsChanged",
        "Forgotten",
        "DocumentTaken",
        "DiscretionChosen",
        "ItemLocked",
        "PassedOver",
        "CreditsCarried",
        "AgendaLocked",
        "DecisionEntered",
        "DecisionPublished",
        "DecisionsPublished",
        "WorkBegun",
        "ProgressReported",
        "WorkDueChanged",
        "TaskAdded",
        "TaskChanged",
        "WorkReferred",
        "ReplyReceived",
        "ResultPublished",
        "Appraised",
        "ResourceOffered",
        "OfferAnswered",
        "OfferWithdrawn",
        "IssueReopened",
        "IssueClosed",
        "DeferredReturned",
        "PersonJoined",
        "StrangerReported",
        "MemberConfirmed",
        "MembershipEnded",
        "ReturnPrinted",
        "CameBack",
        "OfficerInvited",
        "InvitationWithdrawn",
        "InvitationAccepted",
        "OfficerJoined",
        "OfficeGranted",
        "OfficeEnded",
        "OrganisationAdded",
        "OrganisationRenamed",
        "OrganisationEnded",
        "PlanSet",
        "BuildingNamed",
        "HouseholdRegistered",
        "SlipPrinted",
        "BuildingListed",
        "HouseholdEntered",
        "HouseholdRetired",
        "HousingSaid",
        "SlipRenewed",
        "JoinedAtDesk",
        "published do_it",
        "published pilot",
        "published refer_upward",
        "published owners_decide",
        "published defer",
        "published not_done",
        "came back by itself",
        "locked after it was deferred",
        "locked after it was reopened",
        "locked with seconds on behalf",
        "urgent",
        "a supplement",
        "chosen by shares",
        "chosen by seconds",
        "passed over often",
        "deferred",
        "reserved",
        "by hand",
        "again",
        "SignedOut",
        "NotAllowed",
        "NotFound",
        "Exists",
        "Invalid",
        "IssueIs",
        "AlreadyAnswered",
        "AlreadySeconded",
        "NotSeconded",
        "MeetingIs",
        "AgendaChanged",
        "DecisionChanged",
        "TextChanged",
        "AgendaEmpty",
        "AgendaOutdated",
        "DiscretionUsed",
        "AlreadyListed",
        "NotListed",
        "ItemsGone",
        "Undecided",
        "MeetingNotBegun",
        "SlipUnknown",
        "SlipExpired",
        "SlipUsedUp",
        "SlipReplaced",
        "HouseholdFull",
        "AdultsUnknown",
        "NotYourBuilding",
        "HouseholdInUse",
        "AlreadyMember",
        "OwnOffice",
        "InOffice",
        "ReturnsInOffice",
        "AreasInUse",
        "AppraisalOver",
        "NotYet",
        "IssueHidden",
        "OwnHiding",
    ];
    let mut runner = TestRunner::deterministic();
    let mut seen = Seen::default();
    // What comes together seldom takes some more stories.
    for n in 0..500 {
        let missing = wanted.iter().any(|what| !seen.0.contains_key(*what));
        if n >= 100 && !missing {
            break;
        }
        let moves = moves().new_tree(&mut runner).expect("moves").current();
        play(&moves, &mut seen).expect("a story that holds");
    }
    for what in wanted {
        assert!(seen.0.contains_key(what), "no {what}\n{:#?}", seen.0);
    }
}

/// The code's own table of the life of an issue, and the one that stories are checked by
/// ([`LIFE`]), side by side.
#[test]
fn steps_are_possible_and_lead_where_the_life_of_an_issue_says() {
    for (name, step) in [
        ("accepted", Step::Accept),
        ("declined", Step::Decline),
        ("withdrawn", Step::Withdraw),
        ("locked", Step::Lock),
        ("decided", Step::Decide),
        ("deferred", Step::Defer),
        ("begun", Step::Begin),
        ("handled", Step::Handle),
        ("result", Step::PublishResult),
        ("reopened", Step::Reopen),
        ("closed", Step::Close),
        ("returned", Step::Return),
    ] {
        let (_, from, leads_to) = LIFE.iter().find(|(row, ..)| *row == name).expect("a row");
        assert_eq!(Some(step.leads_to()), *leads_to, "{name}");
        for status in Status::ALL {
            let refusal = (!from.contains(&status)).then_some(Refusal::IssueIs(status));
            assert_eq!(status.allows(step).err(), refusal, "{status:?} {name}");
        }
    }
}

#[test]
fn an_agenda_takes_what_waits_for_it_and_a_deferred_issue_from_its_day() {
    for status in Status::ALL {
        let mut issue = domain::issue::Issue::new(
            IssueId(unknown()),
            1,
            Category::Other,
            TextId(unknown()),
            status,
            world::START,
        );
        let today: Date = world::day(0);
        assert_eq!(issue.eligible(today), issue.can_be_listed(), "{status:?}");
        issue.review_on = Some(world::day(1));
        let open = matches!(status, Status::Accepted | Status::Returned);
        assert_eq!(issue.eligible(today), open, "{status:?}");
    }
}
