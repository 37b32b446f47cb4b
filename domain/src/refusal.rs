//! Why a command is refused: a code and its data. `app` puts it into words, in both languages, with
//! what to do next.

use serde::{Deserialize, Serialize};

use crate::{Field, FieldError, Problem, Timestamp, issue, meeting, place};

/// A refusal is an answer, not a fault: nothing changed, and the person learns why. Those which
/// only plain forms and the command line get are none that a phone reads: there they have no code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Not signed in to this community.
    SignedOut,
    /// The person's roles don't allow it.
    NotAllowed,
    /// What the command names is not in this community.
    NotFound,
    /// Fields with something wrong in them.
    Invalid(Vec<FieldError>),
    /// The issue has gone on in its life; this is no longer, or not yet, possible.
    IssueIs(issue::Status),
    /// The issue is hidden, and goes no further meanwhile.
    IssueHidden,
    /// Whoever hid an issue, or wrote it, does not decide the appeal.
    OwnHiding,
    /// `hidden` issues of this person were hidden lately: until then they write nothing.
    FilingPaused { until: Timestamp, hidden: u32 },
    /// The person, or their household, has filed or complained as much as one does in a day.
    EnoughForNow { until: Timestamp },
    /// The branch has answered; the text stands as it is.
    AlreadyAnswered,
    /// Facts were added to the issue `max` times already.
    AddedOften { max: u32 },
    /// This person has seconded it already.
    AlreadySeconded,
    /// There is no second of this person to take back.
    NotSeconded,
    /// The meeting's agenda is no longer (or not yet) what the command needs.
    MeetingIs(meeting::Status),
    /// Somebody else changed the agenda meanwhile; its version is now `version`.
    AgendaChanged { version: u32 },
    /// Somebody else has entered a decision for this item meanwhile.
    DecisionChanged,
    /// The reporter has changed the issue's words meanwhile.
    TextChanged,
    /// The issue is on this agenda already.
    AlreadyListed,
    /// The issue is not on this agenda.
    NotListed,
    /// Nothing is on the agenda.
    AgendaEmpty,
    /// The rule now gives another agenda than the draft: fill it anew and look at it.
    AgendaOutdated,
    /// The place at the secretary's discretion is taken.
    DiscretionUsed,
    /// Items that can't be locked because the issue has gone on meanwhile; their issue numbers.
    ItemsGone(Vec<u32>),
    /// Items still without a decision; their positions, from 1.
    Undecided(Vec<u32>),
    /// The meeting whose decisions are to be published has not begun; the positions of items that
    /// have none.
    MeetingNotBegun { undecided: Vec<u32> },
    /// No slip with this code.
    SlipUnknown,
    /// The slip's last day has passed.
    SlipExpired,
    /// As many people as the slip admits have joined with it.
    SlipUsedUp,
    /// A newer slip was printed for the household.
    SlipReplaced,
    /// All adults whom the register has of this household have joined.
    HouseholdFull { adults: u32 },
    /// The register does not say how many adults this household has, and for `most` of it something
    /// was entered or they have joined.
    AdultsUnknown { most: u32 },
    /// The household is in a building that whoever enters something for it does not lead.
    NotYourBuilding,
    /// People belong to this household.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    HouseholdInUse,
    /// Too many wrong codes, or more commands and photos than a person sends; try again after
    /// `seconds`.
    TooManyTries { seconds: u32 },
    /// This person belongs to the community already.
    AlreadyMember,
    /// Somebody joined by this form before, and has used the app since.
    JoinedBefore,
    /// Another command came under the same id before.
    OtherCommand,
    /// It exists already.
    Exists,
    /// The days in which residents have the word on a result are over.
    AppraisalOver,
    /// Its day has not come.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    NotYet,
    /// The person holds an office, which has to end first.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    InOffice,
    /// The person holds an office: whoever gives offices lets them back.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    ReturnsInOffice,
    /// The person belongs to another community of the server, too.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    BelongsElsewhere,
    /// Nobody ends their own office of secretary.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    OwnOffice,
    /// A household or an issue refers to these buildings and clusters, which the new plan lacks.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    AreasInUse(Vec<place::Area>),
}

impl Refusal {
    /// One field is wrong.
    pub fn invalid(field: Field, problem: Problem) -> Self {
        Refusal::Invalid(vec![FieldError { field, problem }])
    }
}
