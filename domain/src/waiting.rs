//! Which commands may wait on a phone without network, and what says of one that waited that it is
//! so already.
//!
//! All who send read this one table: pages, the outbox, and the service worker, which the server
//! hands it as JSON.

use crate::codes::codes;
use crate::{Command, Refusal};

codes! {
    /// A kind of command that may wait; its code is the command's name in JSON. Each of these is
    /// about one issue, named `issue`: what waits for the same issue is sent in its order.
    pub enum Waits {
        FileIssue = "file_issue",
        Second = "second",
        TakeBackSecond = "take_back_second",
        EnterDecision = "enter_decision",
        AddFacts = "add_facts",
        ReportProgress = "report_progress",
        Appraise = "appraise",
    }
}

impl Waits {
    /// The refusal that says that what was wanted is so already: another of this person's phones,
    /// or another way from this one, was first.
    pub fn so_already(self) -> Option<Refusal> {
        match self {
            Waits::FileIssue => Some(Refusal::Exists),
            Waits::Second => Some(Refusal::AlreadySeconded),
            Waits::TakeBackSecond => Some(Refusal::NotSeconded),
            // Somebody else entered one, and another maybe; what is said may be said anew.
            Waits::EnterDecision | Waits::AddFacts | Waits::ReportProgress | Waits::Appraise => {
                None
            }
        }
    }

    /// Whether both of the same issue, one after the other, leave all as it was.
    pub fn undoes(self, earlier: Self) -> bool {
        match self {
            Waits::FileIssue
            | Waits::EnterDecision
            | Waits::AddFacts
            | Waits::ReportProgress
            | Waits::Appraise => false,
            Waits::Second => earlier == Waits::TakeBackSecond,
            Waits::TakeBackSecond => earlier == Waits::Second,
        }
    }
}

impl Command {
    /// As what it may wait for the network; `None`: it is decided on what the sender sees now, and
    /// says so when the server can't be reached. That is so of all that changes an agenda; what was
    /// decided about each of its items is entered from paper, item by item.
    pub fn waits(&self) -> Option<Waits> {
        match self {
            Command::FileIssue(_) => Some(Waits::FileIssue),
            Command::Second { .. } => Some(Waits::Second),
            Command::TakeBackSecond { .. } => Some(Waits::TakeBackSecond),
            Command::EnterDecision(_) => Some(Waits::EnterDecision),
            Command::AddFacts(_) => Some(Waits::AddFacts),
            Command::ReportProgress(_) => Some(Waits::ReportProgress),
            Command::Appraise(_) => Some(Waits::Appraise),
            Command::CreateCommunity(_)
            | Command::SetPlan(_)
            | Command::NameBuilding(_)
            | Command::RegisterHousehold(_)
            | Command::PrintSlip(_)
            | Command::ChangeRegister(_)
            | Command::RenewSlip(_)
            | Command::JoinAtDesk(_)
            | Command::Join(_)
            | Command::ReportStranger { .. }
            | Command::ConfirmMember { .. }
            | Command::EndMembership(_)
            | Command::DeleteAccount {}
            | Command::LetBack(_)
            | Command::ComeBack(_)
            | Command::GrantOffice(_)
            | Command::EndOffice(_)
            | Command::InviteOfficer(_)
            | Command::WithdrawInvitation { .. }
            | Command::AddOrganisation(_)
            | Command::RenameOrganisation(_)
            | Command::EndOrganisation { .. }
            | Command::EditIssue(_)
            | Command::WithdrawIssue(_)
            | Command::SecondOnBehalf(_)
            | Command::TakeBackOnBehalf(_)
            | Command::AcceptIssue(_)
            | Command::ReviseIssue(_)
            | Command::DeclineIssue(_)
            | Command::AnswerIssue(_)
            | Command::Complain(_)
            | Command::DismissComplaints { .. }
            | Command::HideIssue(_)
            | Command::Appeal(_)
            | Command::RestoreIssue(_)
            | Command::UpholdHiding(_)
            | Command::BlackOut(_)
            | Command::ImportReport(_)
            | Command::CreateMeeting(_)
            | Command::ChangeMeeting { .. }
            | Command::FillAgenda { .. }
            | Command::AddItem(_)
            | Command::DropItem(_)
            | Command::MoveItem { .. }
            | Command::MoveItems(_)
            | Command::SetItemMinutes { .. }
            | Command::ChangeAgendaSettings(_)
            | Command::LockAgenda { .. }
            | Command::AddSupplement(_)
            | Command::PublishDecisions { .. }
            | Command::BeginWork(_)
            | Command::ChangeDue(_)
            | Command::PublishResult(_)
            | Command::AppraiseFor(_)
            | Command::AddTask(_)
            | Command::ChangeTask(_)
            | Command::ReferWork(_)
            | Command::EnterReply(_)
            | Command::OfferResource(_)
            | Command::AnswerOffer(_)
            | Command::WithdrawOffer { .. }
            | Command::CloseAppraisal { .. }
            | Command::ReturnDeferred { .. }
            | Command::ChangeAppraisalSettings(_)
            | Command::ChangePeriods(_)
            | Command::Forget(_)
            | Command::TakeDocument { .. }
            | Command::ChooseDiscretion(_) => None,
        }
    }
}
