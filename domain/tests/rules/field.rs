//! What people type.

use crate::world::{self, Who, World, building, unknown};
use crate::{chars, invalid, too_long};
use domain::field::{BODY_MAX, REASON_MAX};
use domain::issue::DeclineIssue;
use domain::meeting::MoveItems;
use domain::place::{Area, Place, Position, Source};
use domain::{
    Command, CommandId, Envelope, Field, FieldError, IssueId, Kept, PhotoId, Problem, Refusal,
};

#[test]
fn a_title_has_1_to_60_characters_and_a_chinese_one_counts_as_one() {
    for (title, problem) in [
        ("The lift stops".to_owned(), None),
        ("灯".to_owned(), None),
        (chars(60), None),
        (format!("  {}\n", chars(60)), None),
        (chars(61), Some(too_long(60))),
        ("x".repeat(61), Some(too_long(60))),
        (String::new(), Some(Problem::Missing)),
        (" \n\t　".to_owned(), Some(Problem::Missing)),
        ("\u{0} \u{0}".to_owned(), Some(Problem::Missing)),
        ("\u{200b}\u{200b}".to_owned(), Some(Problem::Missing)),
        ("\u{3164}".to_owned(), Some(Problem::Missing)),
        (
            "\u{200e}\u{202e}\u{2066}".to_owned(),
            Some(Problem::Missing),
        ),
    ] {
        let mut world = World::new();
        let issue = IssueId(world.id());
        let mut form = world::file(issue);
        form.title.clone_from(&title);
        let expected = problem.map(|problem| invalid(Field::Title, problem));
        let refusal = world.send(Who::Ann, Command::FileIssue(form)).err();
        assert_eq!(refusal, expected, "{title:?}");
    }
}

#[test]
fn words_are_kept_trimmed_and_without_what_nobody_sees() {
    for (typed, kept) in [
        ("  a  ", "a"),
        ("a\r\nb", "a\nb"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("\u{202e}a\u{2066}", "a"),
        ("a\u{0}b\u{1b}", "ab"),
        ("\u{0} a", "a"),
        ("a \u{7}", "a"),
    ] {
        let mut world = World::new();
        let issue = IssueId(world.id());
        let mut form = world::file(issue);
        form.body = typed.to_owned();
        let outcome = world.done(Who::Ann, Command::FileIssue(form));
        let [Kept::Text { text, .. }] = &outcome.kept[..] else {
            panic!("{:?}", outcome.kept);
        };
        assert_eq!(text.body, kept, "{typed:?}");
    }
}

#[test]
fn a_form_says_all_that_is_wrong_with_it_at_once() {
    let mut world = World::new();
    let mut form = world::file(IssueId(unknown()));
    form.title = String::new();
    form.body = chars(BODY_MAX + 1);
    form.area = Area::Cluster("North".into());
    form.place.building = Some(building(9));
    form.photos = vec![PhotoId(unknown()); 5];
    let Refusal::Invalid(errors) = world.refused(Who::Ann, Command::FileIssue(form)) else {
        panic!("refused for another reason");
    };
    assert_eq!(
        errors,
        [
            (Field::Title, Problem::Missing),
            (Field::Body, too_long(BODY_MAX)),
            (Field::Area, Problem::Unknown),
            (Field::Place, Problem::Unknown),
            (Field::Photo, Problem::TooMany { max: 4 }),
        ]
        .map(|(field, problem)| FieldError { field, problem })
    );
}

#[test]
fn an_area_is_one_of_the_plan() {
    for (area, known) in [
        (Area::Estate, true),
        (Area::Building(building(1)), true),
        (Area::Building(building(4)), false),
        (Area::Cluster("East".into()), true),
        (Area::Cluster("east".into()), false),
    ] {
        let mut world = World::new();
        let mut form = world::file(IssueId(unknown()));
        form.area = area.clone();
        let refusal = world.send(Who::Ann, Command::FileIssue(form)).err();
        let expected = (!known).then(|| invalid(Field::Area, Problem::Unknown));
        assert_eq!(refusal, expected, "{area:?}");
    }
}

#[test]
fn a_place_is_on_the_globe_and_on_the_plan_or_there_is_none() {
    let at = |lat, lon| {
        Some(Position {
            lat,
            lon,
            accuracy: None,
            source: Source::Gps,
        })
    };
    for (position, home, sound) in [
        (None, None, true),
        (at(31.2, 121.4), None, true),
        (None, Some(2), true),
        (at(31.2, 121.4), Some(9), false),
        (at(91.0, 0.0), None, false),
        (at(0.0, -180.1), None, false),
        (at(f64::NAN, 0.0), None, false),
        (at(0.0, f64::INFINITY), None, false),
    ] {
        let mut world = World::new();
        let mut form = world::file(IssueId(unknown()));
        form.place = Place {
            position,
            building: home.map(building),
        };
        let refusal = world.send(Who::Ann, Command::FileIssue(form)).err();
        let expected = (!sound).then(|| invalid(Field::Place, Problem::Unknown));
        assert_eq!(refusal, expected, "{position:?} {home:?}");
    }
}

#[test]
fn whatever_does_not_move_forward_needs_a_reason() {
    for (reason, problem) in [
        ("out of our hands".to_owned(), None),
        (chars(REASON_MAX), None),
        (String::new(), Some(Problem::Missing)),
        (" \n ".to_owned(), Some(Problem::Missing)),
        (chars(REASON_MAX + 1), Some(too_long(REASON_MAX))),
    ] {
        let expected = problem.map(|problem| invalid(Field::Reason, problem));
        let mut world = World::new();
        world.accepted();
        let locked = world.locked();
        let listed = world.accepted();
        let meeting = world.drafted();
        let added = world.accepted();
        let issue = world.filed();

        let mut add = world.change(meeting, added);
        add.reason.clone_from(&reason);
        let mut supplement = world.change(locked, added);
        supplement.reason.clone_from(&reason);
        let mut change = world.change(meeting, listed);
        change.reason.clone_from(&reason);
        for (says, command) in [
            (
                "decline",
                Command::DeclineIssue(DeclineIssue {
                    issue,
                    text: world.text(issue),
                    reason: reason.clone(),
                }),
            ),
            ("add", Command::AddItem(add)),
            (
                "move",
                Command::MoveItem {
                    change: change.clone(),
                    to: 1,
                },
            ),
            (
                "move several",
                Command::MoveItems(MoveItems {
                    reason: reason.clone(),
                    ..world.moves(meeting, &[(listed, 1)])
                }),
            ),
            (
                "change minutes",
                Command::SetItemMinutes {
                    change: change.clone(),
                    minutes: 15,
                },
            ),
            ("drop", Command::DropItem(change)),
            ("supplement", Command::AddSupplement(supplement)),
        ] {
            let id = CommandId(world.id());
            let refusal = world.ask(Who::Secretary, &Envelope { id, command }).err();
            assert_eq!(refusal, expected, "{says} because {reason:?}");
        }
    }
}
