//! Each refusal, as cases: what is asked, and the answer. One file a concept.

mod account;
mod agenda;
mod back;
mod community;
mod complaint;
mod field;
mod household;
mod issue;
mod meeting;
mod membership;
mod office;
mod photo;
mod place;
mod retention;
mod waiting;
mod work;
#[path = "../world/mod.rs"]
mod world;

use domain::{Command, CommandId, Envelope, Field, IssueId, Problem, Refusal};
use world::{Who, World, unknown};

fn invalid(field: Field, problem: Problem) -> Refusal {
    Refusal::invalid(field, problem)
}

fn too_long(max: u32) -> Problem {
    Problem::TooLong { max, len: max + 1 }
}

/// `n` characters of three bytes each.
fn chars(n: u32) -> String {
    "议".repeat(n as usize)
}

#[test]
fn a_command_sent_again_changes_nothing_and_is_its_senders_own() {
    let mut world = World::new();
    let envelope = Envelope {
        id: CommandId(world.id()),
        command: Command::FileIssue(world::file(IssueId(unknown()))),
    };
    let first = world.send_envelope(Who::Ann, &envelope).expect("filed");
    let again = world.send_envelope(Who::Ann, &envelope).expect("known");
    assert_eq!(again.events, []);
    assert_eq!(again.kept, []);
    assert_eq!(again.receipt, first.receipt);
    for who in [Who::Bo, Who::Secretary, Who::Operator, Who::Nobody] {
        let refusal = world.send_envelope(who, &envelope).err();
        assert_eq!(refusal, Some(Refusal::NotAllowed), "{who:?}");
    }
}
