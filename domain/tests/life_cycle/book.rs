//! What must hold, written down a second time, apart from the code under test.

use crate::Checked;
use crate::moves::SPOKEN;
use crate::world::Who;
use std::collections::{BTreeMap, BTreeSet};

use domain::agenda::document::Document;
use domain::hex::sha256_hex;
use domain::issue::Status;
use domain::meeting::{self, Decision, EnteredDecision, Meeting, Why};
use domain::place::{Area, OnPlan};
use domain::work::{Course, TaskStatus};
use domain::{
    Command, Event, HouseholdId, IssueId, Kept, MeetingId, Office, Outcome, PersonId, State, TextId,
};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What happens to an issue, where it may happen, and where it leads; `None`: it stays where it is.
pub const LIFE: [(&str, &[Status], Option<Status>); 20] = {
    use Status::{
        Accepted, Appraisal, Closed, Decided, Declined, Deferred, Filed, InWork, OnAgenda,
        Returned, Withdrawn,
    };
    [
        ("seconded", &[Filed, Accepted, Deferred, Returned], None),
        ("edited", &[Filed], None),
        (
            "added to",
            &[
                Filed, Accepted, OnAgenda, Deferred, Decided, InWork, Appraisal, Returned,
            ],
            None,
        ),
        (
            "answered",
            &[
                Filed, Accepted, Declined, OnAgenda, Decided, Deferred, Closed, InWork, Appraisal,
                Returned,
            ],
            None,
        ),
        ("accepted", &[Filed], Some(Accepted)),
        ("revised", &[Accepted, Deferred, Returned], None),
        ("declined", &[Filed, Returned], Some(Declined)),
        (
            "withdrawn",
            &[Filed, Accepted, Deferred, Returned],
            Some(Withdrawn),
        ),
        ("listed", &[Accepted, Deferred, Returned], None),
        ("locked", &[Accepted, Deferred, Returned], Some(OnAgenda)),
        ("decided", &[OnAgenda], Some(Decided)),
        ("deferred", &[OnAgenda], Some(Deferred)),
        ("begun", &[OnAgenda], Some(InWork)),
        (
            "handled",
            &[Filed, Accepted, Deferred, Returned],
            Some(InWork),
        ),
        ("in work", &[InWork], None),
        ("result", &[InWork], Some(Appraisal)),
        ("appraised", &[Appraisal], None),
        ("reopened", &[Appraisal], Some(Returned)),
        ("closed", &[Appraisal], Some(Closed)),
        ("returned", &[Deferred], Some(Returned)),
    ]
};

/// The name in [`LIFE`] of what an event does to its issue.
pub fn in_life(event: &Event) -> Option<&'static str> {
    match event {
        Event::Seconded { .. } | Event::SecondTakenBack { .. } => Some("seconded"),
        Event::IssueEdited { .. } => Some("edited"),
        Event::FactsAdded { .. } => Some("added to"),
        Event::IssueAnswered { .. } => Some("answered"),
        Event::IssueAccepted { .. } => Some("accepted"),
        Event::IssueRevised { .. } => Some("revised"),
        Event::IssueDeclined { .. } => Some("declined"),
        Event::IssueWithdrawn { .. } => Some("withdrawn"),
        Event::ItemAdded { .. } | Event::ItemMinutesSet { .. } | Event::PassedOver { .. } => {
            Some("listed")
        }
        Event::ItemLocked { .. } => Some("locked"),
        Event::DecisionPublished {
            decision: Decision::Defer { .. },
            ..
        } => Some("deferred"),
        Event::DecisionPublished {
            decision: Decision::NotDone,
            ..
        } => Some("decided"),
        Event::DecisionPublished { .. } => Some("begun"),
        Event::WorkBegun { .. } => Some("handled"),
        Event::ProgressReported { .. }
        | Event::ResourceOffered { .. }
        | Event::TaskAdded { .. }
        | Event::TaskChanged { .. }
        | Event::WorkReferred { .. }
        | Event::ReplyReceived { .. }
        | Event::WorkDueChanged { .. } => Some("in work"),
        Event::ResultPublished { .. } => Some("result"),
        Event::Appraised { .. } => Some("appraised"),
        Event::IssueReopened { .. } => Some("reopened"),
        Event::IssueClosed { .. } => Some("closed"),
        Event::DeferredReturned { .. } => Some("returned"),
        // Dropping from a draft or moving within it says nothing about the issue: it may have gone
        // on meanwhile.
        Event::ItemDropped { .. }
        | Event::ItemMoved { .. }
        // An offer is answered, or taken back, whatever has become of the issue.
        | Event::OfferAnswered { .. }
        | Event::OfferWithdrawn { .. }
        | Event::DecisionEntered { .. }
        | Event::CommunityCreated { .. }
        | Event::PlanSet(_)
        | Event::BuildingNamed { .. }
        | Event::BuildingListed { .. }
        | Event::HousingSaid { .. }
        | Event::HouseholdEntered { .. }
        | Event::HouseholdRetired { .. }
        | Event::SlipRenewed { .. }
        | Event::JoinedAtDesk { .. }
        | Event::HouseholdRegistered { .. }
        | Event::SlipPrinted { .. }
        | Event::PersonJoined { .. }
        | Event::StrangerReported { .. }
        | Event::MemberConfirmed { .. }
        | Event::MembershipEnded { .. }
        | Event::AccountDeleted { .. }
        | Event::ReturnPrinted { .. }
        | Event::CameBack { .. }
        | Event::OfficerInvited { .. }
        | Event::InvitationWithdrawn { .. }
        | Event::InvitationAccepted { .. }
        | Event::OfficerJoined { .. }
        | Event::OfficeGranted { .. }
        | Event::OfficeEnded { .. }
        | Event::OrganisationAdded { .. }
        | Event::OrganisationRenamed { .. }
        | Event::OrganisationEnded { .. }
        | Event::IssueFiled { .. }
        | Event::IssueImported { .. }
        | Event::ComplaintMade { .. }
        | Event::ComplaintsDismissed { .. }
        | Event::PhotoBlackedOut { .. }
        | Event::IssueHidden { .. }
        | Event::HidingAppealed { .. }
        | Event::IssueRestored { .. }
        | Event::HidingUpheld { .. }
        | Event::MeetingCreated { .. }
        | Event::MeetingChanged { .. }
        | Event::AgendaSettingsChanged(_)
        | Event::AppraisalSettingsChanged(_)
        | Event::PeriodsChanged(_)
        | Event::Forgotten { .. }
        | Event::DocumentTaken { .. }
        | Event::DiscretionChosen { .. }
        | Event::AgendaFilled { .. }
        | Event::CreditsCarried { .. }
        | Event::AgendaLocked { .. }
        | Event::DecisionsPublished { .. } => None,
    }
}

/// The issue that goes on in its life by an event, as none does that is hidden: what a locked
/// agenda has begun is brought to its end, and its author may withdraw it.
fn goes_on(event: &Event) -> Option<IssueId> {
    let step = in_life(event)?;
    let own = matches!(
        event,
        Event::SecondTakenBack { .. } | Event::PassedOver { .. }
    );
    let goes_on = [
        "seconded", "edited", "added to", "answered", "accepted", "revised", "declined", "handled",
        "listed", "locked",
    ];
    let by_hand = matches!(event, Event::ItemMinutesSet { .. });
    (goes_on.contains(&step) && !own && !by_hand).then_some(event.about().issue?)
}

/// Who may send a command, by what they are.
pub fn senders(command: &Command) -> &'static [Who] {
    use Who::{Ann, Bo, Cai, Dan, Leader, Operator, Secretary, Supervisor, Worker};
    match command {
        Command::Join(_) | Command::ComeBack(_) => &Who::ALL,
        Command::CreateCommunity(_)
        | Command::SetPlan(_)
        | Command::RegisterHousehold(_)
        | Command::PrintSlip(_)
        | Command::ChangeRegister(_)
        | Command::ImportReport(_)
        | Command::CloseAppraisal { .. }
        | Command::ReturnDeferred { .. }
        | Command::Forget(_) => &[Operator],
        Command::FileIssue(_)
        | Command::DeleteAccount {}
        | Command::Appraise(_)
        | Command::OfferResource(_)
        | Command::WithdrawOffer { .. }
        | Command::EditIssue(_)
        | Command::AddFacts(_)
        | Command::WithdrawIssue(_)
        | Command::ChooseDiscretion(_)
        | Command::Complain(_)
        | Command::Appeal(_)
        | Command::Second { .. }
        | Command::TakeBackSecond { .. }
        | Command::ReportStranger { .. } => {
            &[Ann, Bo, Cai, Dan, Leader, Worker, Secretary, Supervisor]
        }
        Command::GrantOffice(_)
        | Command::EndOffice(_)
        | Command::InviteOfficer(_)
        | Command::WithdrawInvitation { .. }
        | Command::AddOrganisation(_)
        | Command::RenameOrganisation(_)
        | Command::EndOrganisation { .. }
        | Command::ChangePeriods(_) => &[Secretary, Operator],
        Command::TakeDocument { .. } => &[Supervisor],
        Command::SecondOnBehalf(_) | Command::TakeBackOnBehalf(_) | Command::JoinAtDesk(_) => {
            &[Leader, Worker, Secretary]
        }
        Command::BlackOut(_) => &[Ann, Bo, Cai, Dan, Leader, Worker, Secretary, Supervisor],
        Command::RenewSlip(_) | Command::LetBack(_) => &[Worker, Secretary, Operator],
        Command::AppraiseFor(_)
        | Command::ReportProgress(_)
        | Command::AddTask(_)
        | Command::ChangeTask(_) => &[Leader, Worker, Secretary],
        Command::AcceptIssue(_)
        | Command::BeginWork(_)
        | Command::ReferWork(_)
        | Command::EnterReply(_)
        | Command::ChangeDue(_)
        | Command::AnswerOffer(_)
        | Command::PublishResult(_)
        | Command::ReviseIssue(_)
        | Command::DeclineIssue(_)
        | Command::AnswerIssue(_)
        | Command::DismissComplaints { .. }
        | Command::HideIssue(_)
        | Command::RestoreIssue(_)
        | Command::UpholdHiding(_)
        | Command::ConfirmMember { .. }
        | Command::EndMembership(_)
        | Command::NameBuilding(_) => &[Worker, Secretary],
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
        | Command::PublishDecisions { .. } => &[Secretary],
    }
}

/// An item as it was locked.
pub type Locked = (IssueId, u32, Why);

/// Who seconds an issue, from which household, and whether somebody entered it for them.
type Seconds = BTreeMap<PersonId, (HouseholdId, bool)>;

/// What the test itself writes down of every event.
#[derive(Default)]
pub struct Book {
    pub status: BTreeMap<IssueId, Status>,
    pub seconds: BTreeMap<IssueId, Seconds>,
    pub agendas: BTreeMap<MeetingId, Vec<Locked>>,
    pub published: BTreeSet<MeetingId>,
    pub entered: BTreeMap<(MeetingId, IssueId), EnteredDecision>,
    pub texts: BTreeSet<TextId>,
    /// What those who carry something out are called.
    pub owners: BTreeMap<TextId, String>,
    /// What each said last of the result of the latest work.
    pub words: BTreeMap<IssueId, BTreeMap<PersonId, bool>>,
    /// The share that brings issues back from now on, where one was set, and that of each result.
    pub share: Option<u32>,
    pub shares: BTreeMap<IssueId, u32>,
    /// The issues that are hidden, and whether an appeal against that waits.
    pub hidden: BTreeMap<IssueId, bool>,
    pub issue_numbers: Vec<u32>,
    pub meeting_numbers: Vec<u32>,
}

impl Book {
    /// Checks one command that was carried out, event by event.
    #[expect(clippy::too_many_lines, reason = "one arm for each event")]
    pub fn enter(&mut self, outcome: &Outcome, before: &State) -> Checked {
        for kept in &outcome.kept {
            if let Kept::Text { id, .. } = kept {
                prop_assert!(self.texts.insert(*id), "one text, written once: {}", id);
            }
            if let Kept::Owner { id, owner } = kept {
                self.owners.insert(*id, owner.clone());
            }
        }
        for event in &outcome.events {
            if let Some(text) = event.about().text {
                prop_assert!(
                    self.texts.contains(&text),
                    "the words are kept: {:?}",
                    event
                );
            }
            prop_assert!(
                !json(event)?.contains(SPOKEN),
                "words of people in the journal: {:?}",
                event
            );
            if let (Some(issue), Some(step)) = (event.about().issue, in_life(event)) {
                let from = self.status[&issue];
                let (_, may, leads_to) = LIFE.iter().find(|(name, ..)| *name == step).expect(step);
                prop_assert!(may.contains(&from), "{} while {:?}", step, from);
                self.status.insert(issue, leads_to.unwrap_or(from));
            }
            if let Some(issue) = goes_on(event) {
                let hidden = self.hidden.contains_key(&issue);
                prop_assert!(!hidden, "{:?} of what is hidden", event);
            }
            match event {
                Event::IssueHidden { issue, .. } => {
                    let before = self.hidden.insert(*issue, false);
                    prop_assert_eq!(before, None, "hidden twice");
                }
                Event::HidingAppealed { issue, .. } => {
                    let before = self.hidden.insert(*issue, true);
                    prop_assert_eq!(before, Some(false), "appealed twice, or against nothing");
                }
                Event::HidingUpheld { issue, .. } => {
                    // It may not be appealed again, so that it stays as if it waited.
                    prop_assert_eq!(self.hidden.get(issue), Some(&true), "nobody appealed");
                }
                Event::IssueRestored { issue, .. } => {
                    prop_assert!(self.hidden.remove(issue).is_some(), "it was not hidden");
                }
                Event::IssueFiled { issue, number, .. } => {
                    self.status.insert(*issue, Status::Filed);
                    self.issue_numbers.push(*number);
                }
                Event::IssueImported {
                    issue,
                    number,
                    status,
                    ..
                } => {
                    prop_assert!(matches!(status, Status::Accepted | Status::Closed));
                    self.status.insert(*issue, *status);
                    self.issue_numbers.push(*number);
                }
                Event::MeetingCreated { number, .. } => self.meeting_numbers.push(*number),
                Event::Seconded {
                    issue,
                    person,
                    household,
                    entered_by,
                } => {
                    let second = (*household, entered_by.is_some());
                    let before = self
                        .seconds
                        .entry(*issue)
                        .or_default()
                        .insert(*person, second);
                    prop_assert_eq!(before, None, "one live second a person");
                }
                Event::MembershipEnded { person, .. } | Event::AccountDeleted { person } => {
                    for (issue, seconds) in &self.seconds {
                        let open = LIFE[0].1.contains(&self.status[issue]);
                        prop_assert!(!open || !seconds.contains_key(person), "still seconds");
                    }
                }
                Event::SecondTakenBack { issue, person } => {
                    let gone = self.seconds.entry(*issue).or_default().remove(person);
                    prop_assert!(gone.is_some(), "taken back what was not given");
                }
                Event::ItemLocked {
                    meeting,
                    issue,
                    position,
                    minutes,
                    why,
                    support,
                } => {
                    let agenda = self.agendas.entry(*meeting).or_default();
                    prop_assert_eq!(*position as usize, agenda.len() + 1);
                    agenda.push((*issue, *minutes, *why));
                    let seconds = self.seconds.get(issue).cloned().unwrap_or_default();
                    let (entered, own): (Vec<_>, Vec<_>) =
                        seconds.values().copied().partition(|(_, entered)| *entered);
                    prop_assert_eq!(support.online as usize, own.len());
                    prop_assert_eq!(support.on_behalf as usize, entered.len());
                    let (households, of) = households(before, *issue, &seconds);
                    prop_assert_eq!(support.households as usize, households);
                    prop_assert_eq!(support.of as usize, of);
                }
                Event::AgendaLocked {
                    meeting,
                    document,
                    fingerprint,
                    ..
                } => {
                    let draft = &before.meetings[meeting];
                    let listed = self.agendas[meeting].iter();
                    let listed: Vec<_> = listed.map(|(id, minutes, _)| (*id, *minutes)).collect();
                    let drafted = draft.items.iter().map(|item| (item.issue, item.minutes));
                    prop_assert!(
                        drafted.eq(listed.iter().copied()),
                        "locked as it was drafted"
                    );
                    prop_assert!(!draft.items.is_empty());
                    check_document(document, fingerprint, &self.agendas[meeting], before)?;
                }
                Event::PassedOver { meeting, issue, .. } => {
                    let agenda = &self.agendas[meeting];
                    prop_assert!(agenda.iter().all(|(listed, ..)| listed != issue));
                }
                Event::DecisionEntered {
                    meeting,
                    issue,
                    decision,
                    hands,
                    votes,
                    responsible,
                    text,
                } => {
                    let decided = EnteredDecision {
                        decision: decision.clone(),
                        hands: *hands,
                        votes: *votes,
                        responsible: *responsible,
                        text: *text,
                    };
                    self.entered.insert((*meeting, *issue), decided);
                }
                Event::DecisionPublished {
                    meeting,
                    issue,
                    decision,
                    hands,
                    votes,
                    responsible,
                    text,
                } => {
                    let kind = decision.kind();
                    if kind.needs_owner() {
                        prop_assert!(!self.owners[text].is_empty(), "nobody does it");
                        prop_assert!(decision.date().is_some(), "at no time");
                    }
                    self.words.remove(issue);
                    let decided = EnteredDecision {
                        decision: decision.clone(),
                        hands: *hands,
                        votes: *votes,
                        responsible: *responsible,
                        text: *text,
                    };
                    prop_assert_eq!(
                        self.entered.get(&(*meeting, *issue)),
                        Some(&decided),
                        "published as it was entered"
                    );
                }
                Event::DecisionsPublished { meeting } => {
                    self.published.insert(*meeting);
                }
                Event::WorkBegun { issue, text, .. } => {
                    prop_assert!(!self.owners[text].is_empty(), "nobody does it");
                    self.words.remove(issue);
                }
                Event::Appraised {
                    issue,
                    person,
                    solved,
                    entered_by,
                    ..
                } => {
                    let second = self.seconds.get(issue).and_then(|s| s.get(person));
                    let reporter = before.issues[issue].reporter == Some(*person);
                    prop_assert!(reporter || second.is_some(), "not asked");
                    let entered = second.is_some_and(|(_, entered)| *entered);
                    prop_assert_eq!(entered, entered_by.is_some(), "another's word");
                    let words = self.words.entry(*issue).or_default();
                    words.insert(*person, *solved);
                }
                Event::AppraisalSettingsChanged(settings) => {
                    prop_assert!((3..=60).contains(&settings.days), "{:?}", settings);
                    self.share = Some(settings.unsolved_percent);
                }
                Event::ResultPublished {
                    issue,
                    unsolved_percent,
                    ..
                } => {
                    let share = self.share.unwrap_or(50);
                    prop_assert_eq!(*unsolved_percent, share, "as it is set");
                    self.shares.insert(*issue, share);
                }
                Event::IssueReopened { issue, by_reporter } => {
                    let words = &self.words[issue];
                    let reporter = before.issues[issue].reporter;
                    let said = reporter.and_then(|person| words.get(&person));
                    prop_assert_eq!(*by_reporter, said == Some(&false));
                    let unsolved = words.values().filter(|solved| !**solved).count();
                    let share = self.shares[issue] as usize;
                    let most = words.len() >= 3 && unsolved * 100 > words.len() * share;
                    prop_assert!(*by_reporter || most, "brought back by few");
                }
                Event::TaskChanged { issue, task, to } => {
                    let was = before.works[issue].tasks.get(task);
                    let may = match was {
                        Some(TaskStatus::Open) => &[TaskStatus::Done, TaskStatus::Dropped][..],
                        Some(TaskStatus::Done) => &[TaskStatus::Open],
                        Some(TaskStatus::Dropped) | None => &[],
                    };
                    prop_assert!(may.contains(to), "{:?} became {:?}", was, to);
                }
                Event::WorkReferred { issue, text, .. } => {
                    prop_assert_eq!(before.works[issue].course, Course::ReferUpward);
                    prop_assert!(!self.owners[text].is_empty(), "to nobody");
                }
                Event::ReplyReceived { issue, .. } => {
                    prop_assert!(before.works[issue].referred, "a reply to nothing");
                }
                Event::TaskAdded { issue, .. } => {
                    let tasks = before.works[issue].tasks.values();
                    let listed = tasks.filter(|it| **it != TaskStatus::Dropped).count();
                    prop_assert!(listed < 6, "more than an order holds");
                }
                Event::ProgressReported { .. }
                | Event::ComplaintMade { .. }
                | Event::ComplaintsDismissed { .. }
                | Event::PhotoBlackedOut { .. }
                | Event::ResourceOffered { .. }
                | Event::OfferAnswered { .. }
                | Event::OfferWithdrawn { .. }
                | Event::WorkDueChanged { .. }
                | Event::IssueClosed { .. }
                | Event::DeferredReturned { .. }
                | Event::CommunityCreated { .. }
                | Event::PlanSet(_)
                | Event::BuildingNamed { .. }
                | Event::BuildingListed { .. }
                | Event::HousingSaid { .. }
                | Event::HouseholdEntered { .. }
                | Event::HouseholdRetired { .. }
                | Event::SlipRenewed { .. }
                | Event::JoinedAtDesk { .. }
                | Event::HouseholdRegistered { .. }
                | Event::SlipPrinted { .. }
                | Event::PersonJoined { .. }
                | Event::StrangerReported { .. }
                | Event::MemberConfirmed { .. }
                | Event::ReturnPrinted { .. }
                | Event::CameBack { .. }
                | Event::OfficerInvited { .. }
                | Event::InvitationWithdrawn { .. }
                | Event::InvitationAccepted { .. }
                | Event::OfficerJoined { .. }
                | Event::OfficeGranted { .. }
                | Event::OfficeEnded { .. }
                | Event::OrganisationAdded { .. }
                | Event::OrganisationRenamed { .. }
                | Event::OrganisationEnded { .. }
                | Event::IssueEdited { .. }
                | Event::FactsAdded { .. }
                | Event::IssueWithdrawn { .. }
                | Event::IssueAccepted { .. }
                | Event::IssueRevised { .. }
                | Event::IssueDeclined { .. }
                | Event::IssueAnswered { .. }
                | Event::MeetingChanged { .. }
                | Event::AgendaSettingsChanged(_)
                | Event::PeriodsChanged(_)
                | Event::Forgotten { .. }
                | Event::DocumentTaken { .. }
                | Event::DiscretionChosen { .. }
                | Event::AgendaFilled { .. }
                | Event::CreditsCarried { .. }
                | Event::ItemMinutesSet { .. }
                | Event::ItemAdded { .. }
                | Event::ItemDropped { .. }
                | Event::ItemMoved { .. } => {}
            }
        }
        Ok(())
    }

    /// Checks the state that the events were folded into.
    pub fn check(&self, before: &State, state: &State) -> Checked {
        for area in state.areas_in_use() {
            prop_assert!(state.has_area(&area), "{:?} is gone", area);
        }
        prop_assert!(
            self.issue_numbers
                .iter()
                .copied()
                .eq(1..=state.last_issue_number),
            "{:?}",
            self.issue_numbers
        );
        prop_assert!(
            self.meeting_numbers
                .iter()
                .copied()
                .eq(1..=state.last_meeting_number),
            "{:?}",
            self.meeting_numbers
        );
        let mut on_agenda = BTreeSet::new();
        for (id, meeting) in &state.meetings {
            let listed: BTreeSet<IssueId> = meeting.items.iter().map(|item| item.issue).collect();
            prop_assert_eq!(listed.len(), meeting.items.len(), "an issue listed twice");
            let status = match (self.agendas.contains_key(id), self.published.contains(id)) {
                (false, _) => meeting::Status::Draft,
                (true, false) => meeting::Status::Locked,
                (true, true) => meeting::Status::Published,
            };
            prop_assert_eq!(meeting.status, status);
            if let Some(agenda) = self.agendas.get(id) {
                let items: Vec<Locked> = meeting.items.iter().map(locked).collect();
                prop_assert_eq!(agenda, &items, "a locked agenda changed");
            }
            for item in &meeting.items {
                prop_assert_eq!(item.decision.as_ref(), self.entered.get(&(*id, item.issue)));
                match status {
                    meeting::Status::Draft => prop_assert_eq!(&item.decision, &None),
                    meeting::Status::Locked => prop_assert!(
                        on_agenda.insert(item.issue),
                        "on two locked agendas at once"
                    ),
                    meeting::Status::Published => prop_assert!(item.decision.is_some()),
                }
            }
            if let Some(earlier) = before.meetings.get(id) {
                let same = Meeting {
                    version: earlier.version,
                    ..meeting.clone()
                } == *earlier;
                prop_assert!(
                    meeting.version > earlier.version
                        || (same && meeting.version == earlier.version),
                    "changed without a new version"
                );
            }
        }
        prop_assert_eq!(state.issues.len(), self.status.len());
        for (id, issue) in &state.issues {
            prop_assert_eq!(issue.status, self.status[id], "issue {}", issue.number);
            prop_assert_eq!(issue.hidden, self.hidden.contains_key(id));
            prop_assert_eq!(
                issue.status == Status::OnAgenda,
                on_agenda.contains(id),
                "on an agenda exactly when a locked one lists it"
            );
            let seconds = self.seconds.get(id).cloned().unwrap_or_default();
            let live = state
                .seconds
                .keys()
                .filter(|(issue, _)| issue == id)
                .count();
            prop_assert_eq!(live, seconds.len());
            let entered = seconds.values().filter(|(_, entered)| *entered).count();
            prop_assert_eq!(issue.support.on_behalf as usize, entered);
            prop_assert_eq!(issue.support.online as usize, seconds.len() - entered);
            let (households, of) = households(state, *id, &seconds);
            prop_assert_eq!(issue.support.households as usize, households);
            prop_assert_eq!(issue.support.of as usize, of);
            if issue.status == Status::InWork {
                let work = &state.works[id];
                let others = matches!(work.course, Course::ReferUpward | Course::OwnersDecide);
                prop_assert!(others || work.due.is_some(), "work without a date");
            }
            if let Some(earlier) = before.issues.get(id) {
                prop_assert_eq!(issue.number, earlier.number);
                prop_assert_eq!(issue.reporter, earlier.reporter);
                let settled = matches!(
                    earlier.status,
                    Status::Declined | Status::Withdrawn | Status::Decided | Status::Closed
                );
                if settled {
                    prop_assert_eq!(issue.status, earlier.status, "came back");
                    // Households may still register, so that rates change.
                    let seconds =
                        |of: &domain::issue::Issue| (of.support.online, of.support.on_behalf);
                    prop_assert_eq!(seconds(issue), seconds(earlier), "counted on");
                }
            }
        }
        Ok(())
    }
}

/// How many households of an issue's area are among these seconds, and how many there are.
fn households(state: &State, issue: IssueId, seconds: &Seconds) -> (usize, usize) {
    let area = &state.issues[&issue].area;
    let living: BTreeSet<HouseholdId> = (state.households.iter())
        .filter(|(_, home)| {
            *area == Area::Estate
                || *area == Area::Building((*home).clone())
                || *area == Area::Cluster(state.buildings[*home].clone())
        })
        .map(|(household, _)| *household)
        .collect();
    let supporting: BTreeSet<HouseholdId> = seconds.values().map(|(home, _)| *home).collect();
    (living.intersection(&supporting).count(), living.len())
}

/// The document of an agenda tells its fingerprint, is computed again, and is about this agenda.
pub fn check_document(
    document: &str,
    fingerprint: &str,
    agenda: &[Locked],
    state: &State,
) -> Checked {
    prop_assert_eq!(sha256_hex(document), fingerprint);
    let read: Document =
        serde_json::from_str(document).map_err(|e| TestCaseError::fail(e.to_string()))?;
    prop_assert_eq!(read.canonical(), document);
    prop_assert!(read.recompute().is_ok(), "{:?}", read.recompute());
    prop_assert_eq!(
        &read.journal,
        &state.head,
        "it vouches for all that came before"
    );
    let numbers: Vec<u32> = (agenda.iter())
        .map(|(id, ..)| state.issues[id].number)
        .collect();
    prop_assert_eq!(&read.agenda, &numbers);
    let chosen: u32 = (agenda.iter())
        .filter(|(.., why)| why.by_rule())
        .map(|(_, minutes, _)| minutes)
        .sum();
    prop_assert!(
        chosen <= read.available(),
        "the rule chose more than there was time for"
    );
    Ok(())
}

pub fn locked(item: &meeting::Item) -> Locked {
    (item.issue, item.minutes, item.why)
}

pub fn json(value: &impl Serialize) -> Result<String, TestCaseError> {
    serde_json::to_string(value).map_err(|e| TestCaseError::fail(e.to_string()))
}

pub fn survives<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
    value: &T,
) -> Checked {
    let written = json(value)?;
    let read: T = serde_json::from_str(&written)
        .map_err(|e| TestCaseError::fail(format!("{e}: {written}")))?;
    prop_assert_eq!(&read, value, "{}", written);
    Ok(())
}

/// As much of the state as the store loads for a command: what it says that it touches.
#[expect(clippy::too_many_lines, reason = "one part after the other")]
pub fn touched(state: &State, command: &Command) -> State {
    let touches = command.touches();
    let mut part = State {
        community_exists: state.community_exists,
        head: state.head.clone(),
        last_issue_number: state.last_issue_number,
        last_meeting_number: state.last_meeting_number,
        done: state.done.clone(),
        ..State::default()
    };
    let offer = touches.offer.and_then(|id| state.offers.get_key_value(&id));
    part.offers
        .extend(offer.map(|(id, offer)| (*id, offer.clone())));
    if touches.periods {
        part.periods = state.periods;
    }
    if touches.appraisal {
        part.appraisal_settings = state.appraisal_settings;
    }
    if touches.plan || touches.candidates {
        part.buildings.clone_from(&state.buildings);
    }
    if touches.uses {
        part.households.clone_from(&state.households);
        part.whereabouts.clone_from(&state.whereabouts);
    }
    let mut homes = vec![];
    if let Some(id) = touches.household {
        let home = state.households.get_key_value(&id);
        part.households
            .extend(home.map(|(id, home)| (*id, home.clone())));
        homes.push(id);
    }
    let joining = touches.joining.map(|join| join.person);
    if joining.is_some() {
        part.slip.clone_from(&state.slip);
        homes.extend(state.slip.as_ref().map(|slip| slip.household));
    }
    if joining.is_some() || touches.invitation.is_some() {
        part.invitation.clone_from(&state.invitation);
    }
    let returning = state.back.as_ref().filter(|_| touches.returning.is_some());
    part.back = returning.cloned();
    let returning = returning.map(|back| back.person);
    let member = touches.member.or(joining).or(returning);
    let member = member.and_then(|id| state.members.get_key_value(&id));
    part.members
        .extend(member.map(|(id, member)| (*id, member.clone())));
    let invited = state.invitation.as_ref().filter(|_| joining.is_some());
    let organisation = match invited.map(|invitation| &invitation.office) {
        Some(Office::Handler { organisation }) => Some(*organisation),
        Some(_) | None => touches.organisation,
    };
    let organisation = organisation.and_then(|id| state.organisations.get_key_value(&id));
    part.organisations
        .extend(organisation.map(|(id, known)| (*id, known.clone())));
    if invited.is_some() {
        part.buildings.clone_from(&state.buildings);
    }
    for id in homes {
        let home = state.homes.get_key_value(&id);
        part.homes
            .extend(home.map(|(id, home)| (*id, home.clone())));
    }
    if touches.entered_person.is_some() || touches.at_desk.is_some() {
        part.entered_person = state.entered_person;
        part.person_taken = state.person_taken;
    }
    if touches.account {
        part.open_seconds.clone_from(&state.open_seconds);
        part.open_issues.clone_from(&state.open_issues);
    }
    if touches.open_seconds.is_some() {
        part.open_seconds.clone_from(&state.open_seconds);
    }
    let photos = touches.photos.iter().copied();
    part.photos = photos.filter(|id| state.photos.contains(id)).collect();
    if touches.periods {
        part.periods = state.periods;
    }
    let shown = touches.shown.and_then(|id| state.shown.get_key_value(&id));
    part.shown.extend(shown.map(|(id, issue)| (*id, *issue)));
    if touches.candidates {
        part.zone.clone_from(&state.zone);
        part.settings = state.settings;
        part.credits.clone_from(&state.credits);
        part.recent.clone_from(&state.recent);
    }
    if touches.complaints {
        let hidden = touches
            .issue
            .and_then(|id| state.hidings.get_key_value(&id));
        part.hidings
            .extend(hidden.map(|(id, hiding)| (*id, hiding.clone())));
        let complaints = state.complaints.iter();
        let complaints = complaints.filter(|((of, _), _)| Some(*of) == touches.issue);
        part.complaints
            .extend(complaints.map(|(key, complaint)| (*key, complaint.clone())));
    }
    if touches.often {
        part.filings.clone_from(&state.filings);
        part.hidings.clone_from(&state.hidings);
        part.complaints.clone_from(&state.complaints);
    }
    if touches.work {
        part.zone.clone_from(&state.zone);
        let work = touches.issue.and_then(|id| state.works.get_key_value(&id));
        part.works
            .extend(work.map(|(id, work)| (*id, work.clone())));
    }
    let mut issues: BTreeSet<IssueId> = touches.issue.into_iter().collect();
    if let Some(meeting) = touches.meeting.and_then(|id| state.meetings.get(&id)) {
        issues.extend(meeting.items.iter().map(|item| item.issue));
        part.meetings.insert(meeting.id, meeting.clone());
    }
    if touches.candidates {
        issues.extend(
            state
                .issues
                .values()
                .filter(|i| i.can_be_listed())
                .map(|i| i.id),
        );
    }
    for id in issues {
        if let Some(issue) = state.issues.get(&id) {
            part.issues.insert(id, issue.clone());
        }
    }
    part.seconds = state
        .seconds
        .iter()
        .filter(|((issue, _), _)| {
            Some(*issue) == touches.issue || touches.candidates && part.issues.contains_key(issue)
        })
        .map(|(key, second)| (*key, second.clone()))
        .collect();
    part
}
