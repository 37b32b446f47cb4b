//! The log of what matters to security (target `security`): what was refused, and what changed who
//! may do what. It says that something happened, never who did it, from where, or what they sent:
//! each line is made of names of the program's own, which an operator can count and watch.

use std::fmt::Debug;

use domain::{Command, Refusal};

use crate::gate::name;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A code of a slip, an invitation or a way back was not good.
    CodeRefused,
    /// Too many codes came from one network: this one was not even looked at.
    TooManyCodes,
    /// Somebody sends faster than people do.
    TooFast,
    /// Another site's page tried to change something.
    ForeignRefused,
    /// Somebody asked for what their roles don't allow.
    RightRefused,
    /// Somebody has joined, or come back.
    SignedIn,
    SignedOut,
    /// Somebody ended sessions of theirs from another device.
    SessionEnded,
    /// Offices, invitations, memberships, slips, periods: who may do what, or for how long it is
    /// known, has changed.
    RightsChanged,
    SetUpBegun,
    SetUpRefused,
    /// Somebody took their data along, or a supervisor a document.
    Downloaded,
}

/// Of what, where neither a command nor a refusal says it.
#[derive(Debug, Clone, Copy)]
pub enum Of {
    /// The set-up's.
    Link,
    Session,
    OneDevice,
    OtherDevices,
    Account,
    Document,
}

/// Writes a line. Of `of` it has the name of the variant, and nothing that this holds.
pub fn note(event: Event, of: &impl Debug) {
    let (event, of) = (name(&event), name(of));
    tracing::info!(target: "security", event, of);
}

/// What became of a command.
pub(crate) fn note_answer<T>(command: &Command, answer: &Result<T, Refusal>) {
    match answer {
        Err(Refusal::NotAllowed | Refusal::SignedOut) => note(Event::RightRefused, command),
        Err(Refusal::TooManyTries { .. }) => note(Event::TooFast, command),
        Ok(_) if changes_rights(command) => note(Event::RightsChanged, command),
        Ok(_) | Err(_) => {}
    }
}

fn changes_rights(command: &Command) -> bool {
    matches!(
        command,
        Command::GrantOffice(_)
            | Command::EndOffice(_)
            | Command::InviteOfficer(_)
            | Command::WithdrawInvitation { .. }
            | Command::EndOrganisation { .. }
            | Command::EndMembership(_)
            | Command::RenewSlip(_)
            | Command::LetBack(_)
            | Command::JoinAtDesk(_)
            | Command::DeleteAccount {}
            | Command::ChangePeriods(_)
    )
}
