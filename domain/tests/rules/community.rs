//! Setting up a community.

use crate::invalid;
use crate::world::{Who, World};
use domain::{Command, Field, Problem, Refusal};

#[test]
fn a_community_is_created_once_with_an_address_of_its_own() {
    let create = |slug: &str| {
        Command::CreateCommunity(domain::community::CreateCommunity {
            slug: slug.to_owned(),
            name: "East".into(),
            other_name: String::new(),
            language: domain::Language::Chinese,
            zone: domain::Zone::utc(),
        })
    };
    let mut world = World::new();
    assert_eq!(
        world.refused(Who::Operator, create("east")),
        Refusal::Exists
    );
    for (slug, fine) in [
        ("east", true),
        ("east-2", true),
        ("", false),
        ("East", false),
        ("东", false),
        ("a/b", false),
        ("api", false),
        ("sign-out", false),
        ("healthz", false),
        ("setup", false),
        (&"x".repeat(33), false),
    ] {
        let mut empty = World::new();
        empty.state = domain::State::default();
        let expected = (!fine).then(|| invalid(Field::Code, Problem::Unknown));
        let refusal = empty.send(Who::Operator, create(slug)).err();
        assert_eq!(refusal, expected, "{slug:?}");
    }
}
