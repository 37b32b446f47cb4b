//! The one way in: every change is a command with an id that its sender made.

use serde::{Deserialize, Serialize};

use crate::agenda::Settings;
use crate::back::{ComeBack, LetBack};
use crate::community::CreateCommunity;
use crate::complaint::{Appeal, Complain, HideIssue, RestoreIssue, UpholdHiding};
use crate::hex::sha256_hex;
use crate::household::{Change, Join, JoinAtDesk, PrintSlip, RegisterHousehold, RenewSlip};
use crate::issue::{
    AcceptIssue, AddFacts, AnswerIssue, BlackOut, ChooseDiscretion, DeclineIssue, EditIssue,
    FileIssue, ImportReport, PHOTOS_MAX, ReviseIssue, SecondOnBehalf, TakeBackOnBehalf,
    WithdrawIssue,
};
use crate::meeting::{ChangeItem, CreateMeeting, EnterDecision, MoveItems};
use crate::membership::EndMembership;
use crate::office::{EndOffice, GrantOffice, InviteOfficer};
use crate::organisation::{AddOrganisation, RenameOrganisation};
use crate::place::{NameBuilding, Plan};
use crate::retention::{Forget, Periods};
use crate::work::{
    AddTask, AnswerOffer, AppraisalSettings, Appraise, AppraiseFor, BeginWork, ChangeDue,
    ChangeTask, EnterReply, OfferResource, PublishResult, ReferWork, ReportProgress, Responsible,
};
use crate::{
    Action, CommandId, Event, HouseholdId, IssueId, Kept, MeetingId, Office, OrganisationId,
    PersonId, PhotoId, SlipId, TextId,
};

/// A command with its id: what travels and waits in the outbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope {
    /// Made by the sender; the same again each time that it is sent.
    pub id: CommandId,
    pub command: Command,
}

/// Everything that can be asked of a community.
///
/// Phones keep these in their outbox over releases: never change the form of one that is in use,
/// add another. Those that only the command line and plain forms send are unknown to the bundle,
/// which would pay for their plans and registers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    CreateCommunity(CreateCommunity),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    SetPlan(#[serde(with = "crate::place::Long")] Plan),
    NameBuilding(NameBuilding),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    RegisterHousehold(RegisterHousehold),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    PrintSlip(PrintSlip),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    ChangeRegister(Change),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    RenewSlip(RenewSlip),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    JoinAtDesk(JoinAtDesk),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    Join(Join),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    ReportStranger {
        person: PersonId,
    },
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    ConfirmMember {
        person: PersonId,
    },
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    EndMembership(EndMembership),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    DeleteAccount {},
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    LetBack(LetBack),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    ComeBack(ComeBack),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    GrantOffice(GrantOffice),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    EndOffice(EndOffice),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    InviteOfficer(InviteOfficer),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    WithdrawInvitation {
        invitation: SlipId,
    },
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    AddOrganisation(AddOrganisation),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    RenameOrganisation(RenameOrganisation),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    EndOrganisation {
        organisation: OrganisationId,
    },
    /// 反映问题
    FileIssue(FileIssue),
    EditIssue(EditIssue),
    /// 补充情况
    AddFacts(AddFacts),
    WithdrawIssue(WithdrawIssue),
    /// 附议
    Second {
        issue: IssueId,
    },
    TakeBackSecond {
        issue: IssueId,
    },
    /// 代录
    SecondOnBehalf(SecondOnBehalf),
    TakeBackOnBehalf(TakeBackOnBehalf),
    /// 受理
    AcceptIssue(AcceptIssue),
    ReviseIssue(ReviseIssue),
    /// 不予受理
    DeclineIssue(DeclineIssue),
    AnswerIssue(AnswerIssue),
    /// 举报
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    Complain(Complain),
    /// The committee has looked at what there is, and the issue stays.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    DismissComplaints {
        issue: IssueId,
    },
    /// 隐藏
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    HideIssue(HideIssue),
    /// 申诉
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    Appeal(Appeal),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    RestoreIssue(RestoreIssue),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    UpholdHiding(UpholdHiding),
    /// 遮挡
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    BlackOut(BlackOut),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    ImportReport(ImportReport),
    CreateMeeting(CreateMeeting),
    ChangeMeeting {
        change: CreateMeeting,
        version: u32,
    },
    FillAgenda {
        meeting: MeetingId,
        version: u32,
    },
    AddItem(ChangeItem),
    DropItem(ChangeItem),
    MoveItem {
        change: ChangeItem,
        /// Counts from 1.
        to: u32,
    },
    MoveItems(MoveItems),
    SetItemMinutes {
        change: ChangeItem,
        minutes: u32,
    },
    ChangeAgendaSettings(Settings),
    LockAgenda {
        meeting: MeetingId,
        version: u32,
    },
    /// 补充议题
    AddSupplement(ChangeItem),
    EnterDecision(EnterDecision),
    PublishDecisions {
        meeting: MeetingId,
        version: u32,
    },
    /// 直接办理
    BeginWork(BeginWork),
    ReportProgress(ReportProgress),
    ChangeDue(ChangeDue),
    /// 实施结果公开
    PublishResult(PublishResult),
    /// 回访
    Appraise(Appraise),
    AppraiseFor(AppraiseFor),
    /// 办理步骤
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    AddTask(AddTask),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    ChangeTask(ChangeTask),
    /// 转街镇
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    ReferWork(ReferWork),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    EnterReply(EnterReply),
    /// 提供资源
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    OfferResource(OfferResource),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    AnswerOffer(AnswerOffer),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    WithdrawOffer {
        issue: IssueId,
        offer: TextId,
    },
    /// The days are over in which residents have the word.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    CloseAppraisal {
        issue: IssueId,
    },
    /// The day has come to which it was deferred.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    ReturnDeferred {
        issue: IssueId,
    },
    /// How residents are asked for their word on results.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    ChangeAppraisalSettings(AppraisalSettings),
    /// 保存期限
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    ChangePeriods(Periods),
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    Forget(Forget),
    /// Somebody who supervises takes along what decided an agenda.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    TakeDocument {
        meeting: MeetingId,
    },
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    ChooseDiscretion(ChooseDiscretion),
}

/// What the store has to load before a command can be decided: no more than it names, and all that
/// the rules ask about it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a part of a community that is loaded or not"
)]
pub struct Touches<'c> {
    /// With the live second of whoever would second it: the person entered on behalf, the one that
    /// `second_of` names, otherwise the sender.
    pub issue: Option<IssueId>,
    /// The work on it, with what residents say of its result; and the community's zone.
    pub work: bool,
    /// This offer of help for it.
    pub offer: Option<TextId>,
    /// The last numbers that issues and meetings were given.
    pub numbers: bool,
    /// With its agenda and the issues on it.
    pub meeting: Option<MeetingId>,
    /// All that decides an agenda: the issues that it could take, with their support and who
    /// seconded them; what people carry; which areas were heard; the plan's buildings.
    pub candidates: bool,
    /// The plan's buildings.
    pub plan: bool,
    /// Everything that refers to buildings: all households, and where all issues are.
    pub uses: bool,
    /// Where this household lives, how many adults it has and who they are.
    pub household: Option<HouseholdId>,
    /// The slip or the invitation of this code, and what the person is, if they are a member. With
    /// an invitation the plan's buildings and its organisation.
    pub joining: Option<&'c Join>,
    /// This member with what they are, if they are one.
    pub member: Option<PersonId>,
    /// The issues that are open for seconds and have this person's.
    pub open_seconds: Option<PersonId>,
    /// The slip of this code by which somebody comes back, and what the person is.
    pub returning: Option<&'c ComeBack>,
    /// Whether this person belongs to another community of the server.
    pub elsewhere: Option<PersonId>,
    /// What of the sender's own holds still: their seconds on issues that are open, and their own
    /// issues that they could withdraw.
    pub account: bool,
    /// What there is of this organisation.
    pub organisation: Option<OrganisationId>,
    pub invitation: Option<SlipId>,
    /// Who this entered person is, and whether the id that they would get is somebody else's.
    pub entered_person: Option<&'c SecondOnBehalf>,
    /// Whose second on the issue it is about, where that is not the sender.
    pub second_of: Option<PersonId>,
    /// The same of whoever joins at the desk.
    pub at_desk: Option<&'c JoinAtDesk>,
    /// That the issue is hidden, and the complaints about it.
    pub complaints: bool,
    /// How often the sender and their household have filed, the sender complained, and was hidden
    /// what they filed, as far as that still counts.
    pub often: bool,
    /// Which issue has this photo.
    pub shown: Option<PhotoId>,
    /// For how long what can be erased is kept.
    pub periods: bool,
    /// How residents are asked for their word on results.
    pub appraisal: bool,
    /// Which of these the sender uploaded and no issue has. At most as many as an issue may have.
    pub photos: &'c [PhotoId],
}

/// No more photos than an issue may have: the rest is refused, whatever it is.
fn at_most(photos: &[PhotoId]) -> &[PhotoId] {
    &photos[..photos.len().min(PHOTOS_MAX as usize)]
}

impl Command {
    /// SHA-256 of the command as JSON, in hexadecimal digits: under one id only one command is
    /// carried out. A field that a later version adds is left out of the JSON where it has its
    /// default, so that what a phone kept over an update is still the same command.
    pub fn fingerprint(&self) -> String {
        sha256_hex(serde_json::to_string(self).expect("a command is JSON"))
    }

    /// What the actor must be allowed to do.
    pub fn action(&self) -> Action {
        match self {
            Command::CreateCommunity(_)
            | Command::SetPlan(_)
            | Command::RegisterHousehold(_)
            | Command::PrintSlip(_)
            | Command::ChangeRegister(_) => Action::SetUp,
            Command::RenewSlip(_) => Action::KeepHouseholds,
            Command::Join(_) | Command::ComeBack(_) => Action::Join,
            Command::LetBack(_) => Action::LetBack,
            Command::DeleteAccount {} => Action::DeleteAccount,
            Command::ReportStranger { .. } => Action::ReportStranger,
            Command::ConfirmMember { .. } | Command::EndMembership(_) => Action::EndMembership,
            Command::GrantOffice(_)
            | Command::EndOffice(_)
            | Command::InviteOfficer(_)
            | Command::WithdrawInvitation { .. }
            | Command::AddOrganisation(_)
            | Command::RenameOrganisation(_)
            | Command::EndOrganisation { .. } => Action::GrantOffice,
            Command::FileIssue(_)
            | Command::EditIssue(_)
            | Command::AddFacts(_)
            | Command::WithdrawIssue(_)
            | Command::ChooseDiscretion(_)
            | Command::Appeal(_) => Action::FileIssue,
            Command::Complain(_) => Action::Complain,
            Command::DismissComplaints { .. }
            | Command::HideIssue(_)
            | Command::RestoreIssue(_)
            | Command::UpholdHiding(_) => Action::HideIssue,
            Command::BlackOut(_) => Action::BlackOut,
            Command::Second { .. } | Command::TakeBackSecond { .. } => Action::Second,
            Command::SecondOnBehalf(_) | Command::TakeBackOnBehalf(_) | Command::JoinAtDesk(_) => {
                Action::SecondOnBehalf
            }
            Command::AcceptIssue(_)
            | Command::ReviseIssue(_)
            | Command::DeclineIssue(_)
            | Command::AnswerIssue(_) => Action::AnswerIssue,
            Command::NameBuilding(_) => Action::NameBuilding,
            Command::ImportReport(_) => Action::Import,
            Command::CreateMeeting(_)
            | Command::ChangeMeeting { .. }
            | Command::FillAgenda { .. }
            | Command::AddItem(_)
            | Command::DropItem(_)
            | Command::MoveItem { .. }
            | Command::MoveItems(_)
            | Command::SetItemMinutes { .. }
            | Command::ChangeAgendaSettings(_)
            | Command::ChangeAppraisalSettings(_)
            | Command::AddSupplement(_)
            | Command::LockAgenda { .. }
            | Command::EnterDecision(_)
            | Command::PublishDecisions { .. } => Action::PrepareMeeting,
            Command::ReportProgress(_) | Command::AddTask(_) | Command::ChangeTask(_) => {
                Action::ReportWork
            }
            Command::BeginWork(_)
            | Command::ChangeDue(_)
            | Command::PublishResult(_)
            | Command::ReferWork(_)
            | Command::EnterReply(_)
            | Command::AnswerOffer(_) => Action::DirectWork,
            Command::OfferResource(_) | Command::WithdrawOffer { .. } => Action::Offer,
            Command::Appraise(_) => Action::Appraise,
            Command::AppraiseFor(_) => Action::SecondOnBehalf,
            Command::CloseAppraisal { .. }
            | Command::ReturnDeferred { .. }
            | Command::Forget(_) => Action::KeepTime,
            Command::ChangePeriods(_) => Action::SetPeriods,
            Command::TakeDocument { .. } => Action::Supervise,
        }
    }

    /// Which part of the state decides about it.
    #[expect(clippy::too_many_lines, reason = "one arm for each command")]
    pub fn touches(&self) -> Touches<'_> {
        let issue = |id: IssueId| Touches {
            issue: Some(id),
            ..Touches::default()
        };
        let meeting = |id: MeetingId| Touches {
            meeting: Some(id),
            ..Touches::default()
        };
        let agenda = |id: MeetingId| Touches {
            candidates: true,
            ..meeting(id)
        };
        let household = |id: HouseholdId| Touches {
            household: Some(id),
            ..Touches::default()
        };
        let work = |id: IssueId| Touches {
            work: true,
            ..issue(id)
        };
        let complaints = |id: IssueId| Touches {
            complaints: true,
            ..issue(id)
        };
        let organisation = |id: OrganisationId| Touches {
            organisation: Some(id),
            ..Touches::default()
        };
        let office = |office: &Office| match office {
            Office::BuildingLeader { .. } => Touches {
                plan: true,
                ..Touches::default()
            },
            Office::Handler { organisation: id } => organisation(*id),
            Office::CommitteeWorker | Office::Secretary | Office::Supervisor => Touches::default(),
        };
        match self {
            Command::CreateCommunity(_)
            | Command::ChangeAgendaSettings(_)
            | Command::ChangeAppraisalSettings(_)
            | Command::ChangePeriods(_) => Touches::default(),
            Command::ChooseDiscretion(c) => issue(c.issue),
            Command::Forget(_) => Touches {
                periods: true,
                ..Touches::default()
            },
            Command::SetPlan(_) => Touches {
                uses: true,
                ..Touches::default()
            },
            Command::NameBuilding(_) => Touches {
                plan: true,
                ..Touches::default()
            },
            Command::RegisterHousehold(c) => Touches {
                plan: true,
                ..household(c.id)
            },
            Command::PrintSlip(c) => household(c.household),
            Command::ChangeRegister(change) => Touches {
                plan: true,
                household: match change {
                    Change::Enter { id, .. } => Some(*id),
                    Change::Retire { household } => Some(*household),
                    Change::List { .. } | Change::Housing { .. } => None,
                },
                ..Touches::default()
            },
            Command::RenewSlip(c) => household(c.household),
            Command::JoinAtDesk(c) => Touches {
                at_desk: Some(c),
                ..household(c.household)
            },
            Command::Join(c) => Touches {
                joining: Some(c),
                ..Touches::default()
            },
            Command::GrantOffice(c) => Touches {
                member: Some(c.person),
                ..office(&c.office)
            },
            Command::ReportStranger { person } | Command::ConfirmMember { person } => Touches {
                member: Some(*person),
                ..Touches::default()
            },
            Command::EndMembership(c) => Touches {
                member: Some(c.person),
                open_seconds: Some(c.person),
                ..Touches::default()
            },
            Command::LetBack(c) => Touches {
                member: Some(c.person),
                elsewhere: Some(c.person),
                ..Touches::default()
            },
            Command::DeleteAccount {} => Touches {
                account: true,
                ..Touches::default()
            },
            Command::ComeBack(c) => Touches {
                returning: Some(c),
                ..Touches::default()
            },
            Command::EndOffice(c) => Touches {
                member: Some(c.person),
                ..Touches::default()
            },
            Command::InviteOfficer(c) => Touches {
                invitation: Some(c.invitation),
                ..office(&c.office)
            },
            Command::WithdrawInvitation { invitation: id } => Touches {
                invitation: Some(*id),
                ..Touches::default()
            },
            Command::AddOrganisation(c) => organisation(c.organisation),
            Command::RenameOrganisation(c) => organisation(c.organisation),
            Command::EndOrganisation { organisation: id } => organisation(*id),
            Command::FileIssue(c) => Touches {
                numbers: true,
                plan: true,
                often: true,
                photos: at_most(&c.photos),
                ..issue(c.issue)
            },
            Command::EditIssue(c) => Touches {
                plan: true,
                often: true,
                ..issue(c.issue)
            },
            Command::SecondOnBehalf(c) => Touches {
                household: Some(c.household),
                entered_person: Some(c),
                ..issue(c.issue)
            },
            Command::TakeBackOnBehalf(c) => Touches {
                second_of: Some(c.person),
                ..issue(c.issue)
            },
            Command::AddFacts(c) => Touches {
                often: true,
                photos: &c.photos[..c.photos.len().min(PHOTOS_MAX as usize)],
                ..issue(c.issue)
            },
            Command::WithdrawIssue(c) => issue(c.issue),
            Command::Second { issue: id } | Command::TakeBackSecond { issue: id } => issue(*id),
            Command::AcceptIssue(c) => issue(c.issue),
            Command::ReviseIssue(c) => issue(c.issue),
            Command::DeclineIssue(c) => issue(c.issue),
            Command::AnswerIssue(c) => issue(c.issue),
            Command::Complain(c) => Touches {
                often: true,
                ..complaints(c.issue)
            },
            Command::DismissComplaints { issue: id } => complaints(*id),
            Command::HideIssue(c) => complaints(c.issue),
            Command::Appeal(c) => complaints(c.issue),
            Command::RestoreIssue(c) => complaints(c.issue),
            Command::UpholdHiding(c) => complaints(c.issue),
            Command::BlackOut(c) => Touches {
                shown: Some(c.photo),
                photos: std::slice::from_ref(&c.copy),
                ..issue(c.issue)
            },
            Command::ImportReport(c) => Touches {
                numbers: true,
                ..issue(c.issue)
            },
            Command::CreateMeeting(c) => Touches {
                numbers: true,
                ..agenda(c.meeting)
            },
            Command::ChangeMeeting { change: c, .. } => agenda(c.meeting),
            Command::FillAgenda { meeting: id, .. } | Command::LockAgenda { meeting: id, .. } => {
                agenda(*id)
            }
            Command::AddItem(c)
            | Command::DropItem(c)
            | Command::SetItemMinutes { change: c, .. } => Touches {
                issue: Some(c.issue),
                ..agenda(c.meeting)
            },
            Command::MoveItem { change: c, .. } | Command::AddSupplement(c) => Touches {
                issue: Some(c.issue),
                ..meeting(c.meeting)
            },
            Command::MoveItems(c) => meeting(c.meeting),
            Command::EnterDecision(c) => Touches {
                organisation: c.responsible.and_then(Responsible::organisation),
                ..meeting(c.meeting)
            },
            Command::PublishDecisions { meeting: id, .. }
            | Command::TakeDocument { meeting: id } => meeting(*id),
            Command::BeginWork(c) => Touches {
                organisation: c.responsible.organisation(),
                ..issue(c.issue)
            },
            Command::ReportProgress(c) => Touches {
                photos: at_most(&c.photos),
                ..work(c.issue)
            },
            Command::OfferResource(c) => Touches {
                organisation: c.organisation,
                ..issue(c.issue)
            },
            Command::AnswerOffer(c) => Touches {
                offer: Some(c.offer),
                ..issue(c.issue)
            },
            Command::WithdrawOffer { issue: id, offer } => Touches {
                offer: Some(*offer),
                ..issue(*id)
            },
            Command::ChangeDue(c) => work(c.issue),
            Command::AddTask(c) => work(c.issue),
            Command::ChangeTask(c) => work(c.issue),
            Command::ReferWork(c) => work(c.issue),
            Command::EnterReply(c) => work(c.issue),
            Command::PublishResult(c) => Touches {
                appraisal: true,
                photos: at_most(&c.photos),
                ..work(c.issue)
            },
            Command::Appraise(c) => work(c.issue),
            Command::AppraiseFor(c) => Touches {
                second_of: Some(c.person),
                ..work(c.issue)
            },
            Command::CloseAppraisal { issue: id } | Command::ReturnDeferred { issue: id } => {
                work(*id)
            }
        }
    }
}

/// What the sender of a command is told, now and whenever the same id comes again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Receipt {
    /// The number of the issue that was filed.
    pub issue: Option<u32>,
    /// The number of the meeting that was created.
    pub meeting: Option<u32>,
}

impl Receipt {
    pub(crate) fn issue(number: u32) -> Self {
        Self {
            issue: Some(number),
            meeting: None,
        }
    }

    pub(crate) fn meeting(number: u32) -> Self {
        Self {
            issue: None,
            meeting: Some(number),
        }
    }
}

/// What follows from a command.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// For the journal, in order. Empty when the command was carried out before.
    pub events: Vec<Event>,
    /// Words and names, kept apart.
    pub kept: Vec<Kept>,
    pub receipt: Receipt,
}

impl Outcome {
    pub(crate) fn event(event: Event) -> Self {
        Self::events([event])
    }

    pub(crate) fn events(events: impl Into<Vec<Event>>) -> Self {
        Self {
            events: events.into(),
            ..Self::default()
        }
    }

    /// With what is kept apart: one, several, or none where there may be none.
    pub(crate) fn with(mut self, kept: impl IntoIterator<Item = Kept>) -> Self {
        self.kept.extend(kept);
        self
    }

    /// With the number that the sender is told.
    pub(crate) fn told(self, receipt: Receipt) -> Self {
        Self { receipt, ..self }
    }

    pub(crate) fn again(receipt: Receipt) -> Self {
        Self::default().told(receipt)
    }
}
