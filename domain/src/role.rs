//! Who may do what. One table; pages, server and tests all read it.

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::{BuildingId, HouseholdId, OrganisationId, PersonId, Refusal};

codes! {
    /// What a person is in a community; one may be several things. Declared least first.
    pub enum Role {
        /// 居民: belongs to a household.
        Resident = "resident",
        /// 承办人: acts for an organisation, and may be no resident.
        Handler = "handler",
        /// 楼组长
        BuildingLeader = "building_leader",
        /// 居委干部
        CommitteeWorker = "committee_worker",
        /// 书记
        Secretary = "secretary",
        /// 监督员: reads what decides, and changes nothing but what a resident may.
        Supervisor = "supervisor",
        /// Whoever runs the server; acts from the command line only.
        Operator = "operator",
    }
}

impl Role {
    /// The table: may this role do that?
    #[expect(clippy::too_many_lines, reason = "one arm for each action")]
    pub fn may(self, action: Action) -> bool {
        use Role::{
            BuildingLeader, CommitteeWorker, Handler, Operator, Resident, Secretary, Supervisor,
        };
        match action {
            // The slip is what lets somebody in, not a role.
            Action::Join => true,
            Action::Read => match self {
                Resident | Handler | BuildingLeader | CommitteeWorker | Secretary | Supervisor => {
                    true
                }
                Operator => false,
            },
            // An office gives no voice: that comes with the household.
            Action::FileIssue | Action::Second => match self {
                Resident => true,
                Handler | BuildingLeader | CommitteeWorker | Secretary | Supervisor | Operator => {
                    false
                }
            },
            Action::ReportStranger => match self {
                Resident => true,
                Handler | BuildingLeader | CommitteeWorker | Secretary | Supervisor | Operator => {
                    false
                }
            },
            Action::EndMembership => match self {
                CommitteeWorker | Secretary => true,
                Resident | Handler | BuildingLeader | Supervisor | Operator => false,
            },
            Action::DeleteAccount => match self {
                Resident | Handler | BuildingLeader | CommitteeWorker | Secretary | Supervisor => {
                    true
                }
                Operator => false,
            },
            Action::LetBack => match self {
                CommitteeWorker | Secretary | Operator => true,
                Resident | Handler | BuildingLeader | Supervisor => false,
            },
            Action::SecondOnBehalf => match self {
                BuildingLeader | CommitteeWorker | Secretary => true,
                Resident | Handler | Supervisor | Operator => false,
            },
            Action::WatchOnBehalf => match self {
                CommitteeWorker | Secretary | Supervisor => true,
                Resident | Handler | BuildingLeader | Operator => false,
            },
            Action::WatchOdd => match self {
                CommitteeWorker | Secretary | Supervisor => true,
                Resident | Handler | BuildingLeader | Operator => false,
            },
            Action::KeepHouseholds => match self {
                CommitteeWorker | Secretary | Operator => true,
                Resident | Handler | BuildingLeader | Supervisor => false,
            },
            Action::Complain => match self {
                Resident | Handler | BuildingLeader | CommitteeWorker | Secretary | Supervisor => {
                    true
                }
                Operator => false,
            },
            Action::HideIssue => match self {
                CommitteeWorker | Secretary => true,
                Resident | Handler | BuildingLeader | Supervisor | Operator => false,
            },
            // Residents in what they reported themselves.
            Action::BlackOut => match self {
                Resident | CommitteeWorker | Secretary => true,
                Handler | BuildingLeader | Supervisor | Operator => false,
            },
            Action::ReadHidden => match self {
                CommitteeWorker | Secretary | Supervisor => true,
                Resident | Handler | BuildingLeader | Operator => false,
            },
            Action::AnswerIssue | Action::NameBuilding => match self {
                CommitteeWorker | Secretary => true,
                Resident | Handler | BuildingLeader | Supervisor | Operator => false,
            },
            // Of this everybody but committee and secretary only what is theirs.
            Action::ReportWork => match self {
                Handler | BuildingLeader | CommitteeWorker | Secretary => true,
                Resident | Supervisor | Operator => false,
            },
            Action::DirectWork => match self {
                CommitteeWorker | Secretary => true,
                Resident | Handler | BuildingLeader | Supervisor | Operator => false,
            },
            // A handler in the name of an organisation; everybody else as a neighbour.
            Action::Offer => match self {
                Resident | Handler => true,
                BuildingLeader | CommitteeWorker | Secretary | Supervisor | Operator => false,
            },
            Action::Appraise => match self {
                Resident => true,
                Handler | BuildingLeader | CommitteeWorker | Secretary | Supervisor | Operator => {
                    false
                }
            },
            Action::PrepareMeeting => match self {
                Secretary => true,
                Resident | Handler | BuildingLeader | CommitteeWorker | Supervisor | Operator => {
                    false
                }
            },
            Action::GrantOffice => match self {
                Secretary | Operator => true,
                Resident | Handler | BuildingLeader | CommitteeWorker | Supervisor => false,
            },
            Action::SetPeriods => match self {
                Secretary | Operator => true,
                Resident | Handler | BuildingLeader | CommitteeWorker | Supervisor => false,
            },
            Action::Supervise => match self {
                Supervisor => true,
                Resident | Handler | BuildingLeader | CommitteeWorker | Secretary | Operator => {
                    false
                }
            },
            Action::SetUp | Action::Import | Action::KeepTime => match self {
                Operator => true,
                Resident | Handler | BuildingLeader | CommitteeWorker | Secretary | Supervisor => {
                    false
                }
            },
        }
    }
}

/// What can be allowed or not; each command needs one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Join the community with a slip.
    Join,
    /// Read what members read.
    Read,
    /// File an issue; edit and withdraw one's own.
    FileIssue,
    /// Second an issue, and take the second back.
    Second,
    /// Say that somebody who has joined with one's own household is a stranger to it.
    ReportStranger,
    /// End memberships, and look who has joined with which household.
    EndMembership,
    /// Delete one's own account.
    DeleteAccount,
    /// Print a slip by which a member comes back as who they are.
    LetBack,
    /// Enter a second for somebody without a phone (代录): for whom, [`Actor::enters_for`] says.
    SecondOnBehalf,
    /// See who entered what for whom, in all buildings.
    WatchOnBehalf,
    /// See what is odd: too many voices of a household, many entered at once, a phone of several.
    WatchOdd,
    /// See which households have joined, and print their slips.
    KeepHouseholds,
    /// Accept, decline and answer issues, and change their minutes or urgency.
    AnswerIssue,
    /// Say that an issue should not stand there.
    Complain,
    /// Hide issues and show them again, and decide appeals against that.
    HideIssue,
    /// Paint over faces and number plates in photos.
    BlackOut,
    /// Read what is hidden, and what people complain about.
    ReadHidden,
    /// Say what a building of the plan is called.
    NameBuilding,
    /// Report how work goes that one does.
    ReportWork,
    /// Have issues done without a meeting, set new dates, publish results.
    DirectWork,
    /// Offer something for work, and take that back.
    Offer,
    /// Say whether a result solves what one has reported or seconded.
    Appraise,
    /// Prepare meetings and their agendas, lock them, enter and publish decisions; set how agendas
    /// are made, and how residents are asked for their word on results.
    PrepareMeeting,
    /// Grant and end offices; the organisations whose people hold some.
    GrantOffice,
    /// Set for how long what can be erased is kept.
    SetPeriods,
    /// Check agendas: read the documents that decided them, with whole ballots.
    Supervise,
    /// Set up a community: plan, register, slips.
    SetUp,
    /// Import reports of another system.
    Import,
    /// Carry out what a day brings that has come.
    KeepTime,
}

impl Action {
    /// All actions.
    pub const ALL: [Action; 29] = [
        Action::Join,
        Action::Read,
        Action::FileIssue,
        Action::Second,
        Action::ReportStranger,
        Action::EndMembership,
        Action::DeleteAccount,
        Action::LetBack,
        Action::SecondOnBehalf,
        Action::WatchOnBehalf,
        Action::WatchOdd,
        Action::KeepHouseholds,
        Action::AnswerIssue,
        Action::Complain,
        Action::HideIssue,
        Action::BlackOut,
        Action::ReadHidden,
        Action::NameBuilding,
        Action::ReportWork,
        Action::DirectWork,
        Action::Offer,
        Action::Appraise,
        Action::PrepareMeeting,
        Action::GrantOffice,
        Action::SetPeriods,
        Action::Supervise,
        Action::SetUp,
        Action::Import,
        Action::KeepTime,
    ];
}

/// May whoever has these roles do that? A visitor, who has none, may join.
fn may(roles: &[Role], action: Action) -> bool {
    action == Action::Join || roles.iter().any(|role| role.may(action))
}

/// Who sends a command, before anybody has looked what they may do: that is known only inside the
/// transaction in which the command is decided, so that a right can be ended at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// Whoever is not signed in.
    Nobody,
    Person(PersonId),
    /// Whoever runs the server, at its command line.
    Operator,
}

/// Who acts: a person with their household and roles, somebody unknown, or the operator.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    /// Nobody for the operator and for those not signed in.
    pub person: Option<PersonId>,
    /// None of whoever holds an office and does not live here.
    pub household: Option<HouseholdId>,
    pub roles: Vec<Role>,
    /// Of a building leader: theirs.
    pub buildings: Vec<BuildingId>,
    /// Of a handler: for whom they act.
    pub organisation: Option<OrganisationId>,
}

impl Actor {
    /// Somebody who is not signed in.
    pub fn nobody() -> Self {
        Self::default()
    }

    /// The operator, at the command line.
    pub fn operator() -> Self {
        Self {
            roles: vec![Role::Operator],
            ..Self::default()
        }
    }

    /// May this actor do that?
    pub fn may(&self, action: Action) -> bool {
        may(&self.roles, action)
    }

    /// Refuses unless the actor may do that.
    pub fn require(&self, action: Action) -> Result<(), Refusal> {
        if self.may(action) {
            Ok(())
        } else if self.roles.is_empty() {
            Err(Refusal::SignedOut)
        } else {
            Err(Refusal::NotAllowed)
        }
    }

    /// Whether they may enter something for the households of this building: whoever keeps the
    /// households for all, a building leader for those of their own.
    pub fn enters_for(&self, building: &BuildingId) -> bool {
        self.may(Action::KeepHouseholds) || self.buildings.contains(building)
    }

    /// The role to sign an event with, for the trace ("书记 accepted"): the least that may, so that
    /// what somebody does as a resident is a resident's.
    pub fn role_for(&self, action: Action) -> Option<Role> {
        self.roles
            .iter()
            .copied()
            .filter(|role| role.may(action))
            .min()
    }
}

/// Whoever looks at the pages, as far as this community knows them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Viewer {
    /// `None` for a visitor who is not signed in.
    pub person: Option<PersonId>,
    pub nickname: String,
    pub roles: Vec<Role>,
    pub building: Option<BuildingId>,
    /// What that building is called; empty where it has no name.
    pub building_name: String,
    /// Notices not yet looked at.
    pub unread: u32,
}

impl Viewer {
    /// A member of the community, rather than a visitor.
    pub fn is_member(&self) -> bool {
        self.may(Action::Read)
    }

    /// May the viewer do that?
    pub fn may(&self, action: Action) -> bool {
        may(&self.roles, action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_officer_does_as_a_resident_is_a_residents() {
        for office in [
            Role::Handler,
            Role::BuildingLeader,
            Role::Secretary,
            Role::Supervisor,
        ] {
            let officer = Actor {
                roles: vec![office, Role::Resident],
                ..Actor::default()
            };
            let signed = officer.role_for(Action::FileIssue);
            assert_eq!(signed, Some(Role::Resident), "{office:?}");
        }
        let secretary = Actor {
            roles: vec![Role::Resident, Role::Secretary],
            ..Actor::default()
        };
        let signed = secretary.role_for(Action::AnswerIssue);
        assert_eq!(signed, Some(Role::Secretary));
    }

    #[test]
    fn somebody_unknown_may_only_join() {
        for action in Action::ALL {
            assert_eq!(Actor::nobody().may(action), action == Action::Join);
        }
        assert_eq!(
            Actor::nobody().require(Action::Second),
            Err(Refusal::SignedOut)
        );
    }

    #[test]
    fn the_operator_sets_up_and_never_speaks_for_residents() {
        let operator = Actor::operator();
        assert!(operator.may(Action::SetUp) && operator.may(Action::Import));
        for action in [Action::FileIssue, Action::Second, Action::PrepareMeeting] {
            assert_eq!(operator.require(action), Err(Refusal::NotAllowed));
        }
    }
}
