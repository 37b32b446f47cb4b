//! Photos that are painted over.

use crate::world::{Who, World, day};
use domain::issue::{AddFacts, BlackOut};
use domain::notice::Audience;
use domain::work::{BeginWork, ByOffice, ReportProgress, Responsible};
use domain::{Command, Event, Field, IssueId, Kept, PhotoId, Problem, Refusal};

fn added(world: &mut World, issue: IssueId) -> PhotoId {
    let photo = PhotoId(world.id());
    let add = AddFacts {
        issue,
        body: "Here.".into(),
        photos: vec![photo],
    };
    world.done(Who::Ann, Command::AddFacts(add));
    photo
}

#[test]
fn a_photo_is_painted_over_by_whoever_reported_it_and_by_the_committee() {
    let mut world = World::new();
    let issue = world.filed();
    let photo = added(&mut world, issue);
    let copy = PhotoId(world.id());
    let black_out = BlackOut { issue, photo, copy };
    let command = Command::BlackOut(black_out.clone());
    for who in [Who::Bo, Who::Leader, Who::Supervisor, Who::Operator] {
        assert_eq!(world.refused(who, command.clone()), Refusal::NotAllowed);
    }
    for who in [Who::Ann, Who::Worker, Who::Secretary] {
        let done = world.done(who, command.clone());
        assert_eq!(done.events, [Event::PhotoBlackedOut { issue, photo }]);
        assert_eq!(done.kept, [Kept::BlackedOut { photo, copy }]);
        // The photo says it by itself, and nobody need come to look at it.
        let about = done.events[0].about();
        assert_eq!((about.traced, about.told), (None, Audience::Nobody));
    }
}

#[test]
fn only_a_photo_of_the_issue_is_painted_over_with_a_copy_of_ones_own() {
    let mut world = World::new();
    let (issue, other) = (world.filed(), world.filed());
    let photo = added(&mut world, other);
    let copy = PhotoId(world.id());
    let command = |issue, photo| Command::BlackOut(BlackOut { issue, photo, copy });
    for photo in [photo, copy] {
        let refused = world.refused(Who::Ann, command(issue, photo));
        assert_eq!(refused, Refusal::NotFound);
    }
    world.no_photos.insert(copy);
    let missing = Refusal::invalid(Field::Photo, Problem::Missing);
    assert_eq!(world.refused(Who::Ann, command(other, photo)), missing);
}

#[test]
fn photos_of_work_are_painted_over_too() {
    let mut world = World::new();
    let issue = world.accepted();
    let begin = BeginWork {
        issue,
        responsible: Responsible::Office(ByOffice::CommitteeWorker),
        owner: "Committee".into(),
        due: day(60),
        words: "New lamps.".into(),
    };
    world.done(Who::Worker, Command::BeginWork(begin));
    let photo = PhotoId(world.id());
    let report = ReportProgress {
        issue,
        words: "Ordered.".into(),
        photos: vec![photo],
    };
    world.done(Who::Worker, Command::ReportProgress(report));
    let copy = PhotoId(world.id());
    let command = Command::BlackOut(BlackOut { issue, photo, copy });
    world.done(Who::Secretary, command);
}
