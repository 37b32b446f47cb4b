//! The state that commands are decided on.
//!
//! The store fills in what a command [touches](crate::Command::touches). Only tests fold whole
//! journals into it, with [`State::apply`]: what comes of a story is then known a second time,
//! apart from the tables, and compared with them.

use std::collections::{BTreeMap, BTreeSet};

use crate::agenda::{Credit, Settings};
use crate::back::Return;
use crate::complaint::{Appealed, Complaint, Hiding};
use crate::household::{Home, Slip};
use crate::issue::{Filing, Issue, Second, Status, Step, Support};
use crate::journal::Head;
use crate::meeting::{self, EnteredDecision, Item, Meeting};
use crate::office::{Invitation, Member, Office};
use crate::organisation::Known;
use crate::place::Area;
use crate::retention::Periods;
use crate::work::{
    Appraisal, AppraisalSettings, Course, Offer, OfferStatus, TaskStatus, Word, Work,
};
use crate::{
    BuildingId, CommandId, Event, HouseholdId, IssueId, MeetingId, OrganisationId, PersonId,
    PhotoId, Receipt, Role, TextId, Timestamp, Zone,
};

/// A command that was carried out: whose it was, and what they were told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub actor: Option<PersonId>,
    /// The command's [fingerprint](crate::Command::fingerprint).
    pub fingerprint: String,
    pub receipt: Receipt,
}

/// Which part of the plan an issue refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    pub area: Area,
    pub building: Option<BuildingId>,
}

/// A community, or as much of it as one command needs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct State {
    pub community_exists: bool,
    /// The community's own time: an issue that was deferred comes back on a day of its calendar.
    pub zone: Zone,
    pub settings: Settings,
    pub periods: Periods,
    pub appraisal_settings: AppraisalSettings,
    pub done: BTreeMap<CommandId, Done>,
    /// The last row of the journal.
    pub head: Head,
    pub issues: BTreeMap<IssueId, Issue>,
    pub meetings: BTreeMap<MeetingId, Meeting>,
    /// The latest work on each issue that had any.
    pub works: BTreeMap<IssueId, Work>,
    /// Offers of help, by the ids of their words.
    pub offers: BTreeMap<TextId, Offer>,
    pub seconds: BTreeMap<(IssueId, PersonId), Second>,
    /// The issues that are hidden.
    pub hidings: BTreeMap<IssueId, Hiding>,
    /// Who complained about which issue.
    pub complaints: BTreeMap<(IssueId, PersonId), Complaint>,
    /// Who filed when, as far as it still counts.
    pub filings: Vec<Filing>,
    /// The highest numbers given so far.
    pub last_issue_number: u32,
    pub last_meeting_number: u32,
    /// The plan's, each with the name of its cluster; an empty one for those in none.
    pub buildings: BTreeMap<BuildingId, String>,
    /// Whom the items of each locked agenda affect, the latest agenda last.
    pub recent: Vec<(MeetingId, Vec<Area>)>,
    /// What people carry from earlier meetings.
    pub credits: BTreeMap<PersonId, Credit>,
    pub households: BTreeMap<HouseholdId, BuildingId>,
    /// Of households, who has a voice for them and how many may have one.
    pub homes: BTreeMap<HouseholdId, Home>,
    /// Who joined at the desk. Only folded: what is decided by it stands in `homes`.
    pub at_desk: BTreeSet<PersonId>,
    pub whereabouts: BTreeMap<IssueId, Whereabouts>,
    /// What members are, of those that the command names.
    pub members: BTreeMap<PersonId, Member>,
    pub organisations: BTreeMap<OrganisationId, Known>,
    /// For whom handlers act.
    pub handlers: BTreeMap<PersonId, OrganisationId>,
    /// The slip that a joining person's code belongs to.
    pub slip: Option<Slip>,
    /// The invitation that a joining person's code belongs to, or that the command names.
    pub invitation: Option<Invitation>,
    /// The slip by which somebody comes back, of the code that the command has.
    pub back: Option<Return>,
    /// Whether the person whom the command names belongs to another community, too.
    pub elsewhere: bool,
    /// The person whom an entry on behalf (代录) means, if they were entered before.
    pub entered_person: Option<PersonId>,
    /// Whether the id that an entered person would get belongs to somebody else.
    pub person_taken: bool,
    /// The issues that are open for seconds and have one of the person whose membership ends.
    pub open_seconds: BTreeSet<IssueId>,
    /// The issues of whoever deletes their account that they could withdraw.
    pub open_issues: BTreeSet<IssueId>,
    /// Photos that the sender uploaded and no issue has, of those that a filing names.
    pub photos: BTreeSet<PhotoId>,
    /// The issues that have photos, of those that the command names.
    pub shown: BTreeMap<PhotoId, IssueId>,
}

impl State {
    /// The buildings and clusters that a household or an issue refers to.
    pub fn areas_in_use(&self) -> BTreeSet<Area> {
        let issues = self.whereabouts.values();
        let about = issues.clone().map(|at| at.area.clone());
        let at = issues.filter_map(|at| at.building.as_ref());
        let buildings = self.households.values().chain(at).cloned();
        buildings.map(Area::Building).chain(about).collect()
    }

    /// What is known of a household.
    pub(crate) fn home(&self, household: HouseholdId) -> Home {
        self.homes.get(&household).cloned().unwrap_or_default()
    }

    /// Somebody has a voice for this household from now on.
    fn belongs(&mut self, person: PersonId, household: HouseholdId) {
        for home in self.homes.values_mut() {
            home.left.remove(&person);
        }
        let home = self.homes.entry(household).or_default();
        home.people.insert(person);
    }

    /// Somebody has no voice for their household any more.
    fn leaves(&mut self, person: PersonId) {
        for home in self.homes.values_mut() {
            if home.people.remove(&person) {
                home.left.insert(person);
            }
        }
    }

    /// What was entered for somebody is taken back. With the last of it their voice is gone, unless
    /// they joined at the desk.
    fn not_entered(&mut self, person: PersonId) {
        let mut seconds = self.seconds.keys();
        if self.at_desk.contains(&person) || seconds.any(|(_, other)| *other == person) {
            return;
        }
        for home in self.homes.values_mut() {
            home.people.remove(&person);
        }
    }

    fn shows(&mut self, issue: IssueId, photos: &[PhotoId]) {
        self.shown
            .extend(photos.iter().map(|photo| (*photo, issue)));
    }

    /// Folds one event into the state.
    #[expect(clippy::too_many_lines, reason = "one arm for each event")]
    pub fn apply(&mut self, event: &Event, at: Timestamp) {
        match event {
            Event::CommunityCreated { zone, .. } => {
                self.community_exists = true;
                self.zone = zone.clone();
            }
            Event::AgendaSettingsChanged(settings) => self.settings = *settings,
            Event::AppraisalSettingsChanged(settings) => self.appraisal_settings = *settings,
            Event::PeriodsChanged(periods) => self.periods = *periods,
            Event::PlanSet(plan) => {
                let buildings = plan.buildings.iter();
                self.buildings = buildings
                    .map(|b| (b.id.clone(), b.cluster.clone()))
                    .collect();
                self.count_all();
            }
            // Nothing is decided by a name, by a kind of housing, by what can be erased, or by what
            // others reply.
            Event::BuildingNamed { .. }
            | Event::ReplyReceived { .. }
            | Event::Forgotten { .. }
            | Event::DocumentTaken { .. }
            | Event::DiscretionChosen { .. }
            | Event::HousingSaid { .. }
            | Event::PhotoBlackedOut { .. } => {}
            Event::ProgressReported { issue, photos, .. } => self.shows(*issue, photos),
            Event::BuildingListed { building, .. } => {
                self.buildings.insert(building.clone(), String::new());
            }
            Event::HouseholdEntered {
                household,
                building,
                adults,
            } => {
                self.households.insert(*household, building.clone());
                self.homes.entry(*household).or_default().adults = Some(*adults);
                self.count_all();
            }
            Event::HouseholdRetired { household } => {
                self.households.remove(household);
                self.homes.remove(household);
                self.count_all();
            }
            Event::HouseholdRegistered {
                household,
                building,
            } => {
                self.households.insert(*household, building.clone());
                self.count_all();
            }
            Event::SlipPrinted {
                slip,
                household,
                admits,
                roles,
                expires_at,
            } => {
                self.slip = Some(Slip {
                    id: *slip,
                    household: *household,
                    admits: *admits,
                    joined: 0,
                    roles: roles.clone(),
                    expires_at: *expires_at,
                    void: false,
                });
            }
            Event::SlipRenewed {
                slip,
                household,
                admits,
                expires_at,
            } => {
                self.slip = Some(Slip {
                    id: *slip,
                    household: *household,
                    admits: *admits,
                    joined: 0,
                    roles: vec![Role::Resident],
                    expires_at: *expires_at,
                    void: false,
                });
            }
            Event::PersonJoined {
                person,
                household,
                roles,
                ..
            } => {
                self.belongs(*person, *household);
                if let Some(slip) = &mut self.slip {
                    slip.joined += 1;
                }
                let member = self.members.entry(*person).or_default();
                member.household = Some(*household);
                member.roles.extend(roles);
                member.reported = false;
            }
            Event::OfficerInvited {
                invitation,
                office,
                expires_at,
            } => {
                self.invitation = Some(Invitation {
                    id: *invitation,
                    office: office.clone(),
                    expires_at: *expires_at,
                    over: false,
                });
            }
            Event::InvitationWithdrawn { .. } | Event::InvitationAccepted { .. } => {
                if let Some(invitation) = &mut self.invitation {
                    invitation.over = true;
                }
            }
            // Of a household neither belongs to, and neither may anything.
            Event::OfficerJoined { person, .. } => {
                self.members.insert(*person, Member::default());
                for home in self.homes.values_mut() {
                    home.left.remove(person);
                }
            }
            Event::MembershipEnded { person, .. } | Event::AccountDeleted { person } => {
                if let Event::AccountDeleted { .. } = event {
                    self.handlers.remove(person);
                    self.credits.remove(person);
                }
                let offers = self.offers.values_mut();
                for offer in offers.filter(|offer| offer.person == *person) {
                    if offer.status == OfferStatus::Open {
                        offer.status = OfferStatus::Withdrawn;
                    }
                }
                self.members.insert(*person, Member::default());
                self.leaves(*person);
            }
            Event::ReturnPrinted {
                slip,
                person,
                expires_at,
            } => {
                self.back = Some(Return {
                    slip: *slip,
                    person: *person,
                    expires_at: *expires_at,
                    over: false,
                });
            }
            Event::CameBack { .. } => {
                if let Some(back) = &mut self.back {
                    back.over = true;
                }
            }
            Event::OfficeGranted { person, office } => {
                if let Office::Handler { organisation } = office {
                    self.handlers.insert(*person, *organisation);
                }
                let member = self.members.entry(*person).or_default();
                member.roles.insert(office.role());
            }
            Event::StrangerReported { person } => self.report(*person, true),
            Event::MemberConfirmed { person } => self.report(*person, false),
            Event::OfficeEnded { person, role } => self.end_office(*person, *role),
            Event::OrganisationAdded {
                organisation, name, ..
            } => {
                let (name, ended) = (name.clone(), false);
                self.organisations
                    .insert(*organisation, Known { name, ended });
            }
            Event::OrganisationRenamed { organisation, name } => {
                if let Some(known) = self.organisations.get_mut(organisation) {
                    known.name.clone_from(name);
                }
            }
            Event::OrganisationEnded { organisation } => {
                if let Some(known) = self.organisations.get_mut(organisation) {
                    known.ended = true;
                }
                let handlers = self.handlers.iter();
                let of_it = handlers.filter(|(_, acts_for)| *acts_for == organisation);
                let of_it: Vec<PersonId> = of_it.map(|(person, _)| *person).collect();
                for person in of_it {
                    self.end_office(person, Role::Handler);
                }
            }
            Event::JoinedAtDesk {
                person, household, ..
            } => {
                self.at_desk.insert(*person);
                self.belongs(*person, *household);
            }
            Event::IssueFiled {
                issue,
                number,
                reporter,
                category,
                area,
                building,
                text,
                photos,
                ..
            } => {
                self.last_issue_number = *number;
                self.shows(*issue, photos);
                self.place_issue(*issue, area, building.as_ref());
                self.filings.push(Filing {
                    person: *reporter,
                    household: self.members.get(reporter).and_then(|it| it.household),
                    at,
                });
                let filed = Issue {
                    reporter: Some(*reporter),
                    area: area.clone(),
                    ..Issue::new(*issue, *number, *category, *text, Status::Filed, at)
                };
                self.issues.insert(*issue, filed);
                self.count(*issue);
            }
            Event::IssueImported {
                issue,
                number,
                category,
                text,
                status,
                filed_at,
                ..
            } => {
                self.last_issue_number = *number;
                self.place_issue(*issue, &Area::Estate, None);
                let imported = Issue::new(*issue, *number, *category, *text, *status, *filed_at);
                self.issues.insert(*issue, imported);
                self.count(*issue);
            }
            Event::IssueEdited {
                issue,
                category,
                area,
                text,
            } => {
                self.change_issue(*issue, |i| {
                    i.category = *category;
                    i.text = *text;
                    i.area.clone_from(area);
                    i.minutes = category.default_minutes();
                });
                if let Some(at) = self.whereabouts.get_mut(issue) {
                    at.area.clone_from(area);
                }
                self.count(*issue);
            }
            Event::FactsAdded { issue, photos, .. } => {
                self.shows(*issue, photos);
                self.change_issue(*issue, |i| i.added += 1);
            }
            Event::IssueWithdrawn { issue, .. } => {
                self.change_issue(*issue, |i| i.status = Step::Withdraw.leads_to());
            }
            Event::IssueAccepted {
                issue,
                minutes,
                urgent,
            } => {
                self.change_issue(*issue, |i| {
                    i.status = Step::Accept.leads_to();
                    i.urgent = *urgent;
                    i.answered = true;
                });
                self.set_minutes(*issue, *minutes);
            }
            Event::IssueRevised {
                issue,
                minutes,
                urgent,
                ..
            } => {
                self.change_issue(*issue, |i| {
                    // Danger does not wait for a date that was set before anybody knew of it.
                    if *urgent && !i.urgent {
                        i.review_on = None;
                    }
                    i.urgent = *urgent;
                });
                self.set_minutes(*issue, *minutes);
            }
            Event::ItemMinutesSet { issue, to, .. } => self.set_minutes(*issue, *to),
            Event::IssueDeclined { issue, .. } => self.change_issue(*issue, |i| {
                i.status = Step::Decline.leads_to();
                i.answered = true;
            }),
            Event::IssueAnswered { issue, .. } => self.change_issue(*issue, |i| i.answered = true),
            Event::ComplaintMade { issue, person, .. } => {
                let settled = false;
                self.complaints
                    .insert((*issue, *person), Complaint { at, settled });
            }
            Event::ComplaintsDismissed { issue } => self.settle_complaints(*issue),
            Event::IssueHidden { issue, by, .. } => {
                self.settle_complaints(*issue);
                self.change_issue(*issue, |i| i.hidden = true);
                let reporter = self.issues.get(issue).and_then(|issue| issue.reporter);
                let hiding = Hiding {
                    reporter,
                    by: *by,
                    at,
                    appealed: Appealed::Not,
                };
                self.hidings.insert(*issue, hiding);
            }
            Event::HidingAppealed { issue, .. } => self.appealed(*issue, Appealed::Waits),
            Event::HidingUpheld { issue, .. } => self.appealed(*issue, Appealed::Upheld),
            Event::IssueRestored { issue, .. } => {
                self.change_issue(*issue, |i| i.hidden = false);
                self.hidings.remove(issue);
            }
            Event::Seconded {
                issue,
                person,
                household,
                entered_by,
            } => {
                let second = Second {
                    household: *household,
                    entered_by: *entered_by,
                };
                self.seconds.insert((*issue, *person), second);
                if entered_by.is_some() {
                    self.belongs(*person, *household);
                }
                self.count(*issue);
            }
            Event::SecondTakenBack { issue, person } => {
                let second = self.seconds.remove(&(*issue, *person));
                if second.is_some_and(|second| second.entered_by.is_some()) {
                    self.not_entered(*person);
                }
                self.count(*issue);
            }
            Event::MeetingCreated {
                meeting,
                number,
                kind,
                starts_at,
                venue,
                minutes,
            } => {
                self.last_meeting_number = *number;
                let created = Meeting::new(*meeting, *number, *kind, *starts_at, venue, *minutes);
                self.meetings.insert(*meeting, created);
            }
            Event::MeetingChanged {
                meeting,
                kind,
                starts_at,
                venue,
                minutes,
            } => self.change_meeting(*meeting, |m| {
                m.kind = *kind;
                m.starts_at = *starts_at;
                m.venue.clone_from(venue);
                m.minutes = *minutes;
            }),
            Event::AgendaFilled {
                meeting,
                items,
                moved,
            } => self.change_meeting(*meeting, |m| {
                m.items = items.iter().map(Item::from).collect();
                m.moved = *moved;
            }),
            Event::ItemAdded {
                meeting,
                issue,
                minutes,
                why,
                ..
            } => self.change_meeting(*meeting, |m| {
                m.items.push(Item::new(*issue, *minutes, *why));
                m.dropped.remove(issue);
            }),
            Event::ItemDropped { meeting, issue, .. } => {
                self.change_meeting(*meeting, |m| {
                    m.items.retain(|i| i.issue != *issue);
                    m.dropped.insert(*issue);
                });
            }
            Event::ItemMoved {
                meeting, issue, to, ..
            } => self.change_meeting(*meeting, |m| {
                if let Some(at) = m.items.iter().position(|i| i.issue == *issue) {
                    let item = m.items.remove(at);
                    let to = (*to as usize).saturating_sub(1).min(m.items.len());
                    m.items.insert(to, item);
                    m.moved = true;
                }
            }),
            Event::ItemLocked {
                meeting,
                issue,
                why,
                ..
            } => {
                self.change_issue(*issue, |i| {
                    i.status = Step::Lock.leads_to();
                    i.passed_over = 0;
                });
                if let Some(m) = self.meetings.get_mut(meeting) {
                    for item in m.items.iter_mut().filter(|item| item.issue == *issue) {
                        item.why = *why;
                    }
                }
                // A supplement: its agenda is locked already.
                let agenda = self.recent.iter_mut().find(|(id, _)| id == meeting);
                if let (Some((_, areas)), Some(issue)) = (agenda, self.issues.get(issue)) {
                    areas.push(issue.area.clone());
                }
            }
            Event::PassedOver { issue, .. } => {
                self.change_issue(*issue, |i| i.passed_over += 1);
            }
            Event::CreditsCarried { ballots, .. } => {
                let credits = ballots
                    .iter()
                    .map(|carried| (carried.person, carried.credit));
                self.credits.extend(credits);
            }
            Event::AgendaLocked { meeting, .. } => {
                self.change_meeting(*meeting, |m| m.status = meeting::Status::Locked);
                let items = self.meetings.get(meeting).map_or(&[][..], |m| &m.items);
                let listed = items.iter().filter_map(|item| self.issues.get(&item.issue));
                let areas = listed.map(|issue| issue.area.clone()).collect();
                self.recent.push((*meeting, areas));
            }
            Event::DecisionEntered {
                meeting,
                issue,
                decision,
                hands,
                votes,
                responsible,
                text,
            } => self.change_meeting(*meeting, |m| {
                for item in m.items.iter_mut().filter(|i| i.issue == *issue) {
                    item.decision = Some(EnteredDecision {
                        decision: decision.clone(),
                        hands: *hands,
                        votes: *votes,
                        responsible: *responsible,
                        text: *text,
                    });
                }
            }),
            Event::DecisionPublished {
                issue,
                decision,
                responsible,
                ..
            } => {
                self.change_issue(*issue, |i| {
                    i.status = decision.leads_to();
                    i.review_on = decision.review_on();
                });
                if let Some(work) = Work::of_decision(decision, *responsible) {
                    self.works.insert(*issue, work);
                }
            }
            Event::WorkBegun {
                issue,
                responsible,
                due,
                ..
            } => {
                self.change_issue(*issue, |i| {
                    i.status = Step::Handle.leads_to();
                    i.answered = true;
                    i.review_on = None;
                });
                let work = Work::new(Course::Direct, Some(*responsible), Some(*due));
                self.works.insert(*issue, work);
            }
            Event::TaskAdded { issue, text } => {
                if let Some(work) = self.works.get_mut(issue) {
                    work.tasks.insert(*text, TaskStatus::Open);
                }
            }
            Event::TaskChanged { issue, task, to } => {
                if let Some(work) = self.works.get_mut(issue) {
                    work.tasks.insert(*task, *to);
                }
            }
            Event::WorkReferred { issue, .. } => {
                if let Some(work) = self.works.get_mut(issue) {
                    work.referred = true;
                }
            }
            Event::ResourceOffered {
                issue,
                person,
                resource,
                text,
                ..
            } => {
                let offer = Offer {
                    issue: *issue,
                    person: *person,
                    resource: *resource,
                    status: OfferStatus::Open,
                };
                self.offers.insert(*text, offer);
            }
            Event::OfferAnswered {
                offer, accepted, ..
            } => {
                let status = if *accepted {
                    OfferStatus::Accepted
                } else {
                    OfferStatus::Declined
                };
                if let Some(offer) = self.offers.get_mut(offer) {
                    offer.status = status;
                }
            }
            Event::OfferWithdrawn { issue: _, offer } => {
                if let Some(offer) = self.offers.get_mut(offer) {
                    offer.status = OfferStatus::Withdrawn;
                }
            }
            Event::WorkDueChanged { issue, due, .. } => {
                if let Some(work) = self.works.get_mut(issue) {
                    work.due = Some(*due);
                }
            }
            Event::ResultPublished {
                issue,
                appraisal_until,
                unsolved_percent,
                photos,
                ..
            } => {
                self.shows(*issue, photos);
                self.change_issue(*issue, |i| i.status = Step::PublishResult.leads_to());
                if let Some(work) = self.works.get_mut(issue) {
                    work.appraisal = Some(Appraisal {
                        until: *appraisal_until,
                        unsolved_percent: *unsolved_percent,
                    });
                }
            }
            Event::Appraised {
                issue,
                person,
                solved,
                satisfied,
                entered_by,
                ..
            } => {
                if let Some(work) = self.works.get_mut(issue) {
                    let word = Word {
                        solved: *solved,
                        satisfied: *satisfied,
                        on_behalf: entered_by.is_some(),
                    };
                    work.words.insert(*person, word);
                }
            }
            Event::IssueReopened { issue, .. } => {
                self.change_issue(*issue, |i| i.status = Step::Reopen.leads_to());
            }
            Event::DeferredReturned { issue } => {
                self.change_issue(*issue, |i| i.status = Step::Return.leads_to());
            }
            Event::IssueClosed { issue } => {
                self.change_issue(*issue, |i| i.status = Step::Close.leads_to());
            }
            Event::DecisionsPublished { meeting } => {
                self.change_meeting(*meeting, |m| m.status = meeting::Status::Published);
            }
        }
    }

    fn settle_complaints(&mut self, issue: IssueId) {
        let complaints = self.complaints.iter_mut();
        for (_, complaint) in complaints.filter(|((of, _), _)| *of == issue) {
            complaint.settled = true;
        }
    }

    fn appealed(&mut self, issue: IssueId, appealed: Appealed) {
        if let Some(hiding) = self.hidings.get_mut(&issue) {
            hiding.appealed = appealed;
        }
    }

    fn report(&mut self, person: PersonId, reported: bool) {
        if let Some(member) = self.members.get_mut(&person) {
            member.reported = reported;
        }
    }

    fn end_office(&mut self, person: PersonId, role: Role) {
        if let Some(member) = self.members.get_mut(&person) {
            member.roles.remove(&role);
        }
        if role == Role::Handler {
            self.handlers.remove(&person);
        }
    }

    fn place_issue(&mut self, id: IssueId, area: &Area, building: Option<&BuildingId>) {
        let at = Whereabouts {
            area: area.clone(),
            building: building.cloned(),
        };
        self.whereabouts.insert(id, at);
    }

    /// A draft shows, and its lock freezes, the minutes that the issue needs now.
    fn set_minutes(&mut self, issue: IssueId, minutes: u32) {
        self.change_issue(issue, |i| i.minutes = minutes);
        for draft in self.meetings.values_mut() {
            if draft.status != meeting::Status::Draft {
                continue;
            }
            let items = &mut draft.items;
            let item = items.iter_mut().find(|item| item.issue == issue);
            if let Some(item) = item.filter(|item| item.minutes != minutes) {
                item.minutes = minutes;
                draft.version += 1;
            }
        }
    }

    fn change_issue(&mut self, id: IssueId, change: impl FnOnce(&mut Issue)) {
        if let Some(issue) = self.issues.get_mut(&id) {
            change(issue);
        }
    }

    /// Every change of a meeting raises its version, so that two people don't overwrite each other.
    fn change_meeting(&mut self, id: MeetingId, change: impl FnOnce(&mut Meeting)) {
        if let Some(meeting) = self.meetings.get_mut(&id) {
            change(meeting);
            meeting.version += 1;
        }
    }

    /// Whether a registered household lives in an area.
    fn lives_in(&self, household: &HouseholdId, area: &Area) -> bool {
        let Some(home) = self.households.get(household) else {
            return false;
        };
        match area {
            Area::Building(id) => id == home,
            Area::Cluster(name) => self.buildings.get(home) == Some(name),
            Area::Estate => true,
        }
    }

    /// Counts who stands behind an issue, households within its area only.
    fn count(&mut self, id: IssueId) {
        let Some(issue) = self.issues.get(&id) else {
            return;
        };
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let here = |household: &&HouseholdId| self.lives_in(household, &issue.area);
        let seconds = self.seconds.iter().filter(|((issue, _), _)| *issue == id);
        let seconds: Vec<&Second> = seconds.map(|(_, second)| second).collect();
        let on_behalf = seconds.iter().filter(|second| second.entered_by.is_some());
        let on_behalf = on_behalf.count();
        let supporting: BTreeSet<&HouseholdId> = seconds.iter().map(|s| &s.household).collect();
        let support = Support {
            online: number(seconds.len() - on_behalf),
            on_behalf: number(on_behalf),
            households: number(supporting.into_iter().filter(here).count()),
            of: number(self.households.keys().filter(here).count()),
        };
        self.change_issue(id, |i| i.support = support);
    }

    /// Counts anew after a change of who lives where.
    fn count_all(&mut self) {
        let all: Vec<IssueId> = self.issues.keys().copied().collect();
        for id in all {
            self.count(id);
        }
    }
}
