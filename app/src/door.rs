//! The one door that reads, commands, plain forms and files pass: which right each address needs,
//! and who is let in. An address that is not in the list lets nobody in.

use domain::{Action, Community, PersonId, Viewer};
use store::Store;

use crate::security::{Event, note};

/// What an address asks of whoever comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing; what is shown depends on who looks.
    Nothing,
    /// A right in the community at the address.
    Right(Action),
    /// What the command itself needs: the store asks, inside the command's transaction.
    Command,
    /// The session of whoever sets the server up, which is no member's.
    SetUp,
    /// Nothing for the page itself; all that it reads passes this door.
    Page,
}

use Needs::{Command, Nothing, Page, Right, SetUp};

/// Every address of the server: its method, its form, and what it needs. (Those of files that the
/// build makes, and of tiles of nobody, are the same for all.)
pub const ADDRESSES: &[(&str, &str, Needs)] = &[
    // What the server does for itself.
    ("GET", "/", Nothing),
    ("GET", "/shell", Nothing),
    ("GET", "/healthz", Nothing),
    ("POST", "/preferences", Nothing),
    ("POST", "/sign-out", Nothing),
    // Setting up: whoever has the one-time link.
    ("GET", "/setup", Nothing),
    ("POST", "/setup", Nothing),
    ("GET", "/setup/link/{code}", Nothing),
    ("POST", "/setup/leave", Nothing),
    ("GET", "/setup/template/{file}", Nothing),
    ("GET", "/setup/new", SetUp),
    ("POST", "/setup/new", SetUp),
    ("GET", "/setup/c/{community}", SetUp),
    ("GET", "/setup/c/{community}/plan", SetUp),
    ("POST", "/setup/c/{community}/plan", SetUp),
    ("GET", "/setup/c/{community}/register", SetUp),
    ("POST", "/setup/c/{community}/register", SetUp),
    ("GET", "/setup/c/{community}/offices", SetUp),
    ("POST", "/setup/c/{community}/offices", SetUp),
    ("GET", "/setup/c/{community}/slips", SetUp),
    ("POST", "/setup/c/{community}/slips", SetUp),
    // Commands, and what belongs to sending them.
    ("POST", "/api/v1/command", Command),
    ("POST", "/api/v1/inbox-seen", Right(Action::Read)),
    (
        "PUT",
        "/api/v1/{community}/photos/{id}",
        // Handlers, too: of the work that they report.
        Right(Action::Read),
    ),
    // Reads.
    ("GET", "/api/read/communities", Nothing),
    ("GET", "/api/read/community", Nothing),
    ("GET", "/api/read/feed", Right(Action::Read)),
    ("GET", "/api/read/issue", Right(Action::Read)),
    ("GET", "/api/read/works", Right(Action::Read)),
    ("GET", "/api/read/work", Right(Action::ReportWork)),
    ("GET", "/api/read/plan", Right(Action::Read)),
    ("GET", "/api/read/surroundings", Right(Action::Read)),
    ("GET", "/api/read/plan-issues", Right(Action::Read)),
    (
        "GET",
        "/api/read/behalf-buildings",
        Right(Action::SecondOnBehalf),
    ),
    ("GET", "/api/read/doors", Right(Action::SecondOnBehalf)),
    (
        "GET",
        "/api/read/open-issues",
        Right(Action::SecondOnBehalf),
    ),
    ("GET", "/api/read/entered", Right(Action::SecondOnBehalf)),
    ("GET", "/api/read/collect", Right(Action::SecondOnBehalf)),
    ("GET", "/api/read/desk", Right(Action::AnswerIssue)),
    // Visitors see what the branch published.
    ("GET", "/api/read/meetings", Nothing),
    ("GET", "/api/read/meeting", Nothing),
    (
        "GET",
        "/api/read/draft-after",
        Right(Action::PrepareMeeting),
    ),
    ("GET", "/api/read/papers", Nothing),
    ("GET", "/api/read/line", Right(Action::Read)),
    (
        "GET",
        "/api/read/agenda-settings",
        Right(Action::PrepareMeeting),
    ),
    ("GET", "/api/read/inbox", Right(Action::Read)),
    ("GET", "/api/read/household", Right(Action::Read)),
    ("GET", "/api/read/officers", Right(Action::Read)),
    // Plain forms.
    ("POST", "/{community}/join", Nothing),
    // Whoever has a code that is good comes in by it.
    ("POST", "/{community}/come-back", Nothing),
    ("GET", "/{community}/privacy", Nothing),
    ("GET", "/{community}/figures", Nothing),
    ("GET", "/{community}/figures/{file}", Nothing),
    // Members read the issue itself.
    ("GET", "/{community}/shared/{number}", Nothing),
    ("GET", "/{community}/mine", Right(Action::Read)),
    ("GET", "/{community}/notices", Right(Action::Read)),
    ("POST", "/{community}/notices", Right(Action::Read)),
    // Whoever has the key of a mail.
    ("GET", "/{community}/mail/{code}", Nothing),
    ("POST", "/{community}/mail/{code}", Nothing),
    ("GET", "/{community}/integration", Right(Action::DirectWork)),
    (
        "GET",
        "/{community}/integration/{file}",
        Right(Action::DirectWork),
    ),
    ("GET", "/{community}/account", Right(Action::DeleteAccount)),
    ("POST", "/{community}/account", Right(Action::DeleteAccount)),
    (
        "GET",
        "/{community}/account/all.zip",
        Right(Action::DeleteAccount),
    ),
    (
        "GET",
        "/{community}/issues/{number}/offers",
        Right(Action::Read),
    ),
    // The command says who may.
    (
        "POST",
        "/{community}/issues/{number}/offers",
        Right(Action::Read),
    ),
    ("GET", "/{community}/offers", Right(Action::DirectWork)),
    ("GET", "/{community}/devices", Right(Action::Read)),
    ("POST", "/{community}/devices", Right(Action::Read)),
    ("POST", "/{community}/issues/new", Right(Action::FileIssue)),
    (
        "POST",
        "/{community}/issues/{number}/add",
        Right(Action::FileIssue),
    ),
    (
        "POST",
        "/{community}/issues/{number}/second",
        Right(Action::Second),
    ),
    (
        "POST",
        "/{community}/issues/{number}/take-back",
        Right(Action::Second),
    ),
    (
        "GET",
        "/{community}/issues/{number}/complaint",
        Right(Action::Read),
    ),
    // The command says who may.
    (
        "POST",
        "/{community}/issues/{number}/complaint",
        Right(Action::Read),
    ),
    (
        "GET",
        "/{community}/issues/{number}/discretion",
        Right(Action::FileIssue),
    ),
    (
        "POST",
        "/{community}/issues/{number}/discretion",
        Right(Action::FileIssue),
    ),
    ("GET", "/{community}/complaints", Right(Action::ReadHidden)),
    ("GET", "/{community}/odd", Right(Action::WatchOdd)),
    // Of their own issues residents, the command says.
    (
        "GET",
        "/{community}/issues/{number}/photos",
        Right(Action::BlackOut),
    ),
    (
        "POST",
        "/{community}/issues/{number}/photos",
        Right(Action::BlackOut),
    ),
    ("GET", "/{community}/retention", Right(Action::AnswerIssue)),
    ("POST", "/{community}/retention", Right(Action::SetPeriods)),
    ("POST", "/{community}/household", Right(Action::Read)),
    ("POST", "/{community}/officers", Right(Action::GrantOffice)),
    (
        "POST",
        "/{community}/meetings/{number}/verify",
        Right(Action::Supervise),
    ),
    (
        "GET",
        "/{community}/households",
        Right(Action::KeepHouseholds),
    ),
    (
        "POST",
        "/{community}/households",
        Right(Action::SecondOnBehalf),
    ),
    (
        "POST",
        "/{community}/households/slips",
        Right(Action::KeepHouseholds),
    ),
    // Files.
    ("GET", "/{community}/photos/{id}", Right(Action::Read)),
    ("GET", "/{community}/photos/{id}/small", Right(Action::Read)),
    (
        "GET",
        "/{community}/meetings/{number}/document.json",
        Right(Action::Supervise),
    ),
    ("GET", "/{community}/meetings/{number}/downloads", Nothing),
    ("GET", "/{community}/meetings/{number}/papers.pdf", Nothing),
    (
        "GET",
        "/{community}/meetings/{number}/calendar.ics",
        Nothing,
    ),
    (
        "GET",
        "/{community}/meetings/{number}/papers/{file}",
        Nothing,
    ),
    // Whether this work is theirs, the handler says.
    (
        "GET",
        "/{community}/issues/{number}/order.pdf",
        Right(Action::ReportWork),
    ),
    // Whether this work is theirs, the handler says.
    (
        "GET",
        "/{community}/issues/{number}/tasks",
        Right(Action::ReportWork),
    ),
    (
        "POST",
        "/{community}/issues/{number}/tasks",
        Right(Action::ReportWork),
    ),
    ("GET", "/{community}/work/late.pdf", Right(Action::Read)),
    (
        "GET",
        "/{community}/work/settings",
        Right(Action::PrepareMeeting),
    ),
    (
        "POST",
        "/{community}/work/settings",
        Right(Action::PrepareMeeting),
    ),
    // Pages.
    ("GET", "/{community}", Page),
    ("GET", "/{community}/issues", Page),
    ("GET", "/{community}/issues/new", Page),
    ("GET", "/{community}/issues/{number}", Page),
    ("GET", "/{community}/issues/{number}/edit", Page),
    ("GET", "/{community}/issues/{number}/add", Page),
    ("GET", "/{community}/plan", Page),
    ("GET", "/{community}/issues/{number}/work", Page),
    ("GET", "/{community}/work", Page),
    ("GET", "/{community}/desk", Page),
    ("GET", "/{community}/behalf", Page),
    ("GET", "/{community}/behalf/list", Page),
    ("GET", "/{community}/meetings", Page),
    ("GET", "/{community}/meetings/new", Page),
    ("GET", "/{community}/meetings/settings", Page),
    ("GET", "/{community}/meetings/{number}", Page),
    ("GET", "/{community}/meetings/{number}/print", Page),
    ("GET", "/{community}/meetings/{number}/line", Page),
    ("GET", "/{community}/meetings/{number}/decisions", Page),
    ("GET", "/{community}/meetings/{number}/verify", Page),
    ("GET", "/{community}/inbox", Page),
    ("GET", "/{community}/me", Page),
    ("GET", "/{community}/household", Page),
    ("GET", "/{community}/officers", Page),
    ("GET", "/{community}/outbox", Page),
    ("GET", "/{community}/join", Page),
];

/// Whoever was let in: the community, and the person as it knows them.
#[derive(Debug, Clone)]
pub struct Entered {
    pub community: Community,
    pub viewer: Viewer,
}

/// Why somebody was not.
#[derive(Debug, Clone)]
pub enum Shut {
    /// There is no such community.
    NoCommunity,
    /// They are no member of it, or not signed in.
    SignedOut(Box<Community>),
    /// Their roles don't allow it: to them it is as if it were not there.
    NotAllowed,
}

/// What an address needs; nothing is known of one that is not in the list.
pub fn needs(method: &str, address: &str) -> Option<Needs> {
    let mut all = ADDRESSES.iter();
    let found = all.find(|(of, form, _)| *of == method && *form == address);
    found.map(|(_, _, needs)| *needs)
}

/// Lets somebody in who comes to an address of a community, or says why not.
pub async fn enter(
    store: &Store,
    person: Option<PersonId>,
    slug: &str,
    method: &str,
    address: &str,
) -> Result<Result<Entered, Shut>, store::Error> {
    let Some(community) = store.community(slug).await? else {
        return Ok(Err(Shut::NoCommunity));
    };
    let viewer = store.viewer(community.id, person).await?;
    Ok(admit(community, viewer, method, address))
}

/// The same where community and viewer are known already.
pub fn admit(
    community: Community,
    viewer: Viewer,
    method: &str,
    address: &str,
) -> Result<Entered, Shut> {
    match needs(method, address) {
        Some(Nothing | Page | Command) => Ok(Entered { community, viewer }),
        Some(Right(action)) if viewer.may(action) => Ok(Entered { community, viewer }),
        Some(Right(_)) if !viewer.is_member() => Err(Shut::SignedOut(Box::new(community))),
        Some(Right(action)) => {
            note(Event::RightRefused, &action);
            Err(Shut::NotAllowed)
        }
        Some(SetUp) | None => Err(Shut::NotAllowed),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_address_stands_in_the_list_once() {
        let all = ADDRESSES.iter().map(|(method, form, _)| (*method, *form));
        let once: BTreeSet<_> = all.collect();
        assert_eq!(once.len(), ADDRESSES.len());
        assert_eq!(needs("DELETE", "/"), None);
    }
}
