//! What happened: the rows of the journal. Everything that people read is derived from these.

use serde::{Deserialize, Serialize};

use crate::agenda::Settings;
use crate::complaint::Kind as Wrong;
use crate::household::Housing;
use crate::issue::{Category, Discretion, Status};
use crate::meeting::{Carried, Decision, DraftItem, Kind, NotListed, Votes, Why};
use crate::place::{Area, Plan};
use crate::retention::{Periods, What};
use crate::work::{AppraisalSettings, OwnersVote, Resource, Responsible, TaskStatus, Verdict};
use crate::{
    BuildingId, Date, HouseholdId, IssueId, Language, MeetingId, Office, OrganisationId, PersonId,
    PhotoId, Role, SlipId, TextId, Timestamp, Zone, issue::Support, organisation,
};

/// One fact of a community. Contains nothing that residents wrote, nor names of people, nor where
/// somebody is, only the ids under which these are [kept](crate::Kept): they can be erased there.
/// What it is about, and who is told, is said in [`Event::about`].
///
/// Journals are kept for good: never change the form of one that is in use, add another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    CommunityCreated {
        slug: String,
        name: String,
        /// In the other language.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        other_name: String,
        language: Language,
        zone: Zone,
    },
    PlanSet(#[serde(with = "crate::place::Long")] Plan),
    BuildingNamed {
        building: BuildingId,
        name: String,
    },
    /// The number of its flat is kept apart.
    HouseholdRegistered {
        household: HouseholdId,
        building: BuildingId,
    },
    /// No plan has drawn it yet.
    BuildingListed {
        building: BuildingId,
        name: String,
    },
    /// New on the register, come back to it, or with another number of adults. The number of its
    /// flat is kept apart.
    HouseholdEntered {
        household: HouseholdId,
        building: BuildingId,
        adults: u32,
    },
    /// No longer on the register; its slips are gone with it.
    HouseholdRetired {
        household: HouseholdId,
    },
    HousingSaid {
        building: BuildingId,
        housing: Housing,
    },
    /// The household's earlier slips are void, but for those that give an office. The hash of its
    /// code is kept apart.
    SlipRenewed {
        slip: SlipId,
        household: HouseholdId,
        admits: u32,
        expires_at: Timestamp,
    },
    /// Somebody without a phone. The name is kept apart.
    JoinedAtDesk {
        person: PersonId,
        household: HouseholdId,
        entered_by: PersonId,
    },
    /// The hash of its code is kept apart.
    SlipPrinted {
        slip: SlipId,
        household: HouseholdId,
        /// How many people may join with it.
        admits: u32,
        /// Roles that whoever joins receives, in order.
        roles: Vec<Role>,
        expires_at: Timestamp,
    },
    /// Nickname and language are kept apart.
    PersonJoined {
        person: PersonId,
        household: HouseholdId,
        slip: SlipId,
        roles: Vec<Role>,
        /// Version of the consent text.
        consent: u32,
    },
    /// The hash of its code is kept apart.
    OfficerInvited {
        invitation: SlipId,
        office: Office,
        expires_at: Timestamp,
    },
    InvitationWithdrawn {
        invitation: SlipId,
    },
    InvitationAccepted {
        invitation: SlipId,
        person: PersonId,
    },
    /// Somebody joined who belongs to no household. Nickname and language are kept apart.
    OfficerJoined {
        person: PersonId,
        /// Version of the consent text.
        consent: u32,
    },
    OfficeGranted {
        person: PersonId,
        office: Office,
    },
    OfficeEnded {
        person: PersonId,
        role: Role,
    },
    StrangerReported {
        person: PersonId,
    },
    /// The committee knows them.
    MemberConfirmed {
        person: PersonId,
    },
    /// Whatever they may, they may no more. Their live seconds were taken back before.
    MembershipEnded {
        person: PersonId,
        /// Why.
        text: TextId,
    },
    /// A slip by which this member comes back as who they are. The hash of its code is kept apart.
    ReturnPrinted {
        slip: SlipId,
        person: PersonId,
        expires_at: Timestamp,
    },
    /// Somebody came back by it.
    CameBack {
        slip: SlipId,
        person: PersonId,
    },
    /// Whatever they may, they may no more, and what they wrote as a resident is emptied where it
    /// is kept. What was live of theirs ended before.
    AccountDeleted {
        person: PersonId,
    },
    OrganisationAdded {
        organisation: OrganisationId,
        kind: organisation::Kind,
        name: String,
    },
    OrganisationRenamed {
        organisation: OrganisationId,
        name: String,
    },
    /// With it ended the offices of its handlers.
    OrganisationEnded {
        organisation: OrganisationId,
    },
    /// Its position, if it has one, is kept apart.
    IssueFiled {
        issue: IssueId,
        number: u32,
        reporter: PersonId,
        category: Category,
        area: Area,
        building: Option<BuildingId>,
        text: TextId,
        photos: Vec<PhotoId>,
    },
    IssueEdited {
        issue: IssueId,
        category: Category,
        area: Area,
        text: TextId,
    },
    /// The reporter added words, and photos that are shown with them.
    FactsAdded {
        issue: IssueId,
        text: TextId,
        photos: Vec<PhotoId>,
    },
    IssueWithdrawn {
        issue: IssueId,
        /// The reporter's words why, if any.
        text: Option<TextId>,
    },
    /// Its position, if it has one, is kept apart.
    IssueImported {
        issue: IssueId,
        number: u32,
        category: Category,
        text: TextId,
        status: Status,
        filed_at: Timestamp,
        closed_at: Option<Timestamp>,
    },
    Seconded {
        issue: IssueId,
        person: PersonId,
        household: HouseholdId,
        /// Who entered it for that person (代录).
        entered_by: Option<PersonId>,
    },
    SecondTakenBack {
        issue: IssueId,
        person: PersonId,
    },
    IssueAccepted {
        issue: IssueId,
        minutes: u32,
        /// Danger to life or property.
        urgent: bool,
    },
    /// Minutes or urgency were changed afterwards.
    IssueRevised {
        issue: IssueId,
        minutes: u32,
        urgent: bool,
        text: TextId,
    },
    IssueDeclined {
        issue: IssueId,
        text: TextId,
    },
    IssueAnswered {
        issue: IssueId,
        text: TextId,
    },
    /// Somebody says that the issue should not stand there.
    ComplaintMade {
        issue: IssueId,
        person: PersonId,
        kind: Wrong,
        /// Their words, if any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<TextId>,
    },
    /// What was in it is painted over and gone.
    PhotoBlackedOut {
        issue: IssueId,
        photo: PhotoId,
    },
    /// The committee has looked at the complaints, and it stays.
    ComplaintsDismissed {
        issue: IssueId,
    },
    /// Only its author, the committee and supervisors read it. With it all complaints about it are
    /// settled.
    IssueHidden {
        issue: IssueId,
        by: PersonId,
        /// Why.
        text: TextId,
    },
    /// Its author says why it should be shown.
    HidingAppealed {
        issue: IssueId,
        text: TextId,
    },
    /// Everybody reads it again.
    IssueRestored {
        issue: IssueId,
        /// Why.
        text: TextId,
    },
    /// The appeal was decided, and it stays hidden.
    HidingUpheld {
        issue: IssueId,
        /// Why.
        text: TextId,
    },
    MeetingCreated {
        meeting: MeetingId,
        number: u32,
        kind: Kind,
        starts_at: Timestamp,
        venue: String,
        minutes: u32,
    },
    MeetingChanged {
        meeting: MeetingId,
        kind: Kind,
        starts_at: Timestamp,
        venue: String,
        minutes: u32,
    },
    AgendaSettingsChanged(Settings),
    /// The draft was filled anew; what was added by hand stays in it.
    AgendaFilled {
        meeting: MeetingId,
        items: Vec<DraftItem>,
        /// Its order is one that somebody made by hand.
        moved: bool,
    },
    ItemAdded {
        meeting: MeetingId,
        issue: IssueId,
        minutes: u32,
        why: Why,
        text: TextId,
    },
    ItemDropped {
        meeting: MeetingId,
        issue: IssueId,
        text: TextId,
    },
    /// Positions count from 1.
    ItemMoved {
        meeting: MeetingId,
        issue: IssueId,
        from: u32,
        to: u32,
        text: TextId,
    },
    /// The minutes that an item's issue needs, changed by hand.
    ItemMinutesSet {
        meeting: MeetingId,
        issue: IssueId,
        from: u32,
        to: u32,
        text: TextId,
    },
    /// The item's counts are frozen from here on. Positions count from 1.
    ItemLocked {
        meeting: MeetingId,
        issue: IssueId,
        position: u32,
        minutes: u32,
        why: Why,
        support: Support,
    },
    /// An agenda was locked without this issue, which it could have taken.
    PassedOver {
        meeting: MeetingId,
        issue: IssueId,
        why: NotListed,
    },
    /// Whose ballot is whose in the agenda's document, in its order, and what each of them carries
    /// to the next meeting.
    CreditsCarried {
        meeting: MeetingId,
        ballots: Vec<Carried>,
    },
    AgendaLocked {
        meeting: MeetingId,
        /// The canonical [document](crate::agenda::document::Document), byte for byte, and its
        /// SHA-256 in hexadecimal digits.
        document: String,
        fingerprint: String,
        /// What plain seconds would have chosen instead of the rule: numbers of issues, ascending.
        by_seconds: Vec<u32>,
        /// How it was made.
        settings: Settings,
    },
    /// Entered from the paper, not yet public.
    DecisionEntered {
        meeting: MeetingId,
        issue: IssueId,
        decision: Decision,
        /// Hands that were raised for it, if counted.
        hands: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        votes: Option<Votes>,
        /// Who carries it out, where that was chosen and not only named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        responsible: Option<Responsible>,
        /// The words; who carries it out is kept apart under the same id.
        text: TextId,
    },
    /// 决议公开, item by item.
    DecisionPublished {
        meeting: MeetingId,
        issue: IssueId,
        decision: Decision,
        hands: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        votes: Option<Votes>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        responsible: Option<Responsible>,
        text: TextId,
    },
    DecisionsPublished {
        meeting: MeetingId,
    },
    /// 直接办理: without a meeting. The words say what is to be done; what whoever does it is
    /// called is kept apart under the same id.
    WorkBegun {
        issue: IssueId,
        responsible: Responsible,
        due: Date,
        text: TextId,
    },
    ProgressReported {
        issue: IssueId,
        text: TextId,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        photos: Vec<PhotoId>,
    },
    WorkDueChanged {
        issue: IssueId,
        due: Date,
        /// Why.
        text: TextId,
    },
    /// 办理步骤: whoever does the work has put it onto their list. It is known by the id of its
    /// words.
    TaskAdded {
        issue: IssueId,
        text: TextId,
    },
    TaskChanged {
        issue: IssueId,
        task: TextId,
        to: TaskStatus,
    },
    /// 转街镇: it went to somebody else, whose name is kept apart under the id of the words.
    WorkReferred {
        issue: IssueId,
        sent: Date,
        text: TextId,
    },
    /// They have replied.
    ReplyReceived {
        issue: IssueId,
        received: Date,
        text: TextId,
    },
    /// 提供资源. The words say what, and under which name it is told.
    ResourceOffered {
        issue: IssueId,
        person: PersonId,
        resource: Resource,
        /// For which somebody offers it who acts for it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        organisation: Option<OrganisationId>,
        text: TextId,
    },
    /// The branch accepts it or not; the words thank, and say why not.
    OfferAnswered {
        issue: IssueId,
        /// Known by the id of its words.
        offer: TextId,
        /// Who made it.
        person: PersonId,
        resource: Resource,
        accepted: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<TextId>,
    },
    /// By whoever made it.
    OfferWithdrawn {
        issue: IssueId,
        offer: TextId,
    },
    /// 实施结果公开
    ResultPublished {
        issue: IssueId,
        /// In yuan.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cost: Option<u32>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        verdict: Option<Verdict>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owners: Option<OwnersVote>,
        text: TextId,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        photos: Vec<PhotoId>,
        /// Until then residents have the word.
        appraisal_until: Timestamp,
        /// It comes back where more than so many of a hundred who answered call it unsolved.
        #[serde(
            default = "crate::work::usual_share",
            skip_serializing_if = "crate::work::is_usual_share"
        )]
        unsolved_percent: u32,
    },
    /// 回访: a later one of the same person replaces it.
    Appraised {
        issue: IssueId,
        person: PersonId,
        solved: bool,
        satisfied: bool,
        /// Who entered it for that person (代录).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entered_by: Option<PersonId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<TextId>,
    },
    /// 重新办理: the reporter says that it is not solved, or more of those who answered do than the
    /// community's share.
    IssueReopened {
        issue: IssueId,
        by_reporter: bool,
    },
    /// 办结
    IssueClosed {
        issue: IssueId,
    },
    /// The day has come to which it was deferred.
    DeferredReturned {
        issue: IssueId,
    },
    AppraisalSettingsChanged(AppraisalSettings),
    PeriodsChanged(Periods),
    /// What is older than that had its time, and was erased: so many.
    Forgotten {
        what: What,
        before: Timestamp,
        gone: u32,
    },
    /// A supervisor has taken along the document with everybody's ballots.
    DocumentTaken {
        meeting: MeetingId,
    },
    /// What neighbours are not told of it.
    DiscretionChosen {
        issue: IssueId,
        discretion: Discretion,
    },
}
