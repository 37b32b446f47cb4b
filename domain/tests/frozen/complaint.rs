//! The forms of complaints and of what is hidden, for [`super::samples`].

use domain::complaint::{Appeal, Complain, HideIssue, Kind, RestoreIssue, UpholdHiding};
use domain::issue::BlackOut;
use domain::{Command, Event, IssueId, PersonId, PhotoId, Refusal, TextId};

use crate::samples::{AT, id};

pub fn events() -> Vec<Event> {
    let (issue, text, person) = (IssueId(id(1)), TextId(id(4)), PersonId(id(5)));
    let made = Kind::ALL.map(|kind| Event::ComplaintMade {
        issue,
        person,
        kind,
        text: Some(text),
    });
    let mut events = made.to_vec();
    events.extend([
        Event::ComplaintsDismissed { issue },
        Event::PhotoBlackedOut {
            issue,
            photo: PhotoId(id(9)),
        },
        Event::IssueHidden {
            issue,
            by: person,
            text,
        },
        Event::HidingAppealed { issue, text },
        Event::IssueRestored { issue, text },
        Event::HidingUpheld { issue, text },
    ]);
    events
}

pub fn commands() -> Vec<Command> {
    let issue = IssueId(id(1));
    let complain = |kind| {
        Command::Complain(Complain {
            issue,
            kind,
            words: "骂人".into(),
        })
    };
    let mut commands = Kind::ALL.map(complain).to_vec();
    commands.extend([
        Command::DismissComplaints { issue },
        Command::BlackOut(BlackOut {
            issue,
            photo: PhotoId(id(9)),
            copy: PhotoId(id(2)),
        }),
        Command::HideIssue(HideIssue {
            issue,
            reason: "骂人".into(),
        }),
        Command::Appeal(Appeal {
            issue,
            words: "没有骂人".into(),
        }),
        Command::RestoreIssue(RestoreIssue {
            issue,
            reason: "没有骂人".into(),
        }),
        Command::UpholdHiding(UpholdHiding {
            issue,
            reason: "骂了".into(),
        }),
    ]);
    commands
}

pub fn refusals() -> Vec<Refusal> {
    vec![
        Refusal::IssueHidden,
        Refusal::OwnHiding,
        Refusal::FilingPaused {
            until: AT,
            hidden: 3,
        },
        Refusal::EnoughForNow { until: AT },
    ]
}
