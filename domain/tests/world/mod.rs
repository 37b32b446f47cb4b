//! A small community for tests: three buildings in two clusters, five households, and the people in
//! them.
//!
//! [`World`] does what the store does around `decide`, in memory: it looks up the slip, the entered
//! person and the membership, folds the events, and remembers which commands were carried out.
#![allow(dead_code, reason = "each test file uses its own part of it")]

use std::collections::{BTreeMap, BTreeSet};

use domain::back::{LetBack, Return};
use domain::community::CreateCommunity;
use domain::complaint::{Appeal, Complain, HideIssue, Kind as Wrong};
use domain::hex::sha256_hex;
use domain::household::{Household, Join, PrintSlip, RenewSlip, Slip};
use domain::issue::{
    AcceptIssue, Category, Discretion, FileIssue, ImportReport, ReviseIssue, Step,
};
use domain::journal::Row;
use domain::meeting::{
    ChangeItem, CreateMeeting, Decision, EnterDecision, Ground, Kind, Move, MoveItems,
};
use domain::office::{Invitation, InviteOfficer};
use domain::place::{Area, Building, Place, Plan, Point};
use domain::state::Done;
use domain::time::{DAY, HOUR};
use domain::work::{
    AddTask, Appraise, EnterReply, OfferResource, PublishResult, ReferWork, ReportProgress,
    Resource,
};
use domain::{
    Actor, BuildingId, Command, CommandId, Date, Envelope, Event, HouseholdId, IssueId, Kept,
    Language, MeetingId, Office, OrganisationId, Outcome, PersonId, PhotoId, Refusal, Role, SlipId,
    State, TextId, Timestamp, Zone, decide, fold,
};
use uuid::Uuid;

/// When the world begins: 2026-12-01 00:00 UTC.
pub const START: Timestamp = Timestamp(1_796_083_200_000);

/// The day `n` days after the beginning.
pub fn day(n: u32) -> Date {
    Zone::utc().date(START.plus(i64::from(n) * DAY))
}

pub fn building(n: u32) -> BuildingId {
    BuildingId(n.to_string())
}

/// Households are numbered by building and flat: 11 and 12 in building 1, 21 in 2, 31 and 32 in 3.
pub const HOUSEHOLDS: [u128; 5] = [11, 12, 21, 31, 32];

pub fn household(n: u128) -> HouseholdId {
    HouseholdId(Uuid::from_u128(n))
}

pub fn slip(n: u128) -> SlipId {
    SlipId(Uuid::from_u128(0x511b_0000 + n))
}

/// An id that nothing in the world has.
pub fn unknown() -> Uuid {
    Uuid::from_u128(u128::MAX)
}

/// Whoever sends commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Ann and Bo share household 11.
    Ann,
    Bo,
    Cai,
    Dan,
    Leader,
    Worker,
    Secretary,
    Supervisor,
    Operator,
    /// Not signed in.
    Nobody,
    /// Signed in, but belongs to another community of the same server.
    Stranger,
}

impl Who {
    pub const ALL: [Who; 11] = [
        Who::Ann,
        Who::Bo,
        Who::Cai,
        Who::Dan,
        Who::Leader,
        Who::Worker,
        Who::Secretary,
        Who::Supervisor,
        Who::Operator,
        Who::Nobody,
        Who::Stranger,
    ];

    pub fn household(self) -> Option<u128> {
        match self {
            Who::Ann | Who::Bo => Some(11),
            Who::Cai | Who::Leader => Some(12),
            Who::Dan | Who::Worker => Some(21),
            Who::Secretary | Who::Supervisor => Some(31),
            Who::Operator | Who::Nobody | Who::Stranger => None,
        }
    }

    pub fn person(self) -> Option<PersonId> {
        match self {
            Who::Operator | Who::Nobody => None,
            Who::Ann
            | Who::Bo
            | Who::Cai
            | Who::Dan
            | Who::Leader
            | Who::Worker
            | Who::Secretary
            | Who::Supervisor
            | Who::Stranger => Some(PersonId(Uuid::from_u128(0xbe0_0000 + self as u128))),
        }
    }

    pub fn roles(self) -> Vec<Role> {
        match self {
            Who::Ann | Who::Bo | Who::Cai | Who::Dan => vec![Role::Resident],
            Who::Leader => vec![Role::Resident, Role::BuildingLeader],
            Who::Worker => vec![Role::Resident, Role::CommitteeWorker],
            Who::Secretary => vec![Role::Resident, Role::Secretary],
            Who::Supervisor => vec![Role::Resident, Role::Supervisor],
            Who::Operator => vec![Role::Operator],
            Who::Nobody | Who::Stranger => vec![],
        }
    }

    pub fn actor(self) -> Actor {
        Actor {
            person: self.person(),
            household: self.household().map(household),
            roles: self.roles(),
            buildings: match self {
                Who::Leader => vec![building(1), building(3), building(4)],
                _ => vec![],
            },
            ..Actor::default()
        }
    }
}

/// A command that was carried out, and by whom.
#[derive(Debug, Clone)]
pub struct Sent {
    pub who: Who,
    pub envelope: Envelope,
    pub receipt: domain::Receipt,
}

/// What followed from a command.
#[derive(Debug, Clone)]
pub struct Told {
    pub who: Who,
    pub at: Timestamp,
    pub envelope: Envelope,
    pub outcome: Outcome,
}

pub struct World {
    pub state: State,
    pub now: Timestamp,
    pub journal: Vec<(Event, Timestamp)>,
    pub sent: Vec<Sent>,
    /// Everything that was carried out, from the beginning.
    pub told: Vec<Told>,
    pub slips: BTreeMap<String, Slip>,
    /// Invitations to offices, by their codes.
    pub invitations: BTreeMap<String, Invitation>,
    /// Slips by which people come back, by their codes.
    pub returns: BTreeMap<String, Return>,
    members: BTreeSet<PersonId>,
    entered_people: BTreeMap<(HouseholdId, String), PersonId>,
    /// Photos that nobody uploaded, or an issue has.
    pub no_photos: BTreeSet<PhotoId>,
    last_id: u128,
}

impl World {
    /// Before there is a community.
    pub fn empty() -> Self {
        Self {
            state: State::default(),
            now: START,
            journal: vec![],
            sent: vec![],
            told: vec![],
            slips: BTreeMap::new(),
            invitations: BTreeMap::new(),
            returns: BTreeMap::new(),
            members: BTreeSet::new(),
            entered_people: BTreeMap::new(),
            no_photos: BTreeSet::new(),
            last_id: 0,
        }
    }

    /// The community with its plan, register and members; nothing has been filed.
    pub fn new() -> Self {
        let mut world = Self::empty();
        world.done(
            Who::Operator,
            Command::CreateCommunity(CreateCommunity {
                slug: "east".into(),
                name: "East".into(),
                other_name: String::new(),
                language: Language::English,
                zone: Zone::utc(),
            }),
        );
        world.done(Who::Operator, Command::SetPlan(plan(&[1, 2, 3])));
        for n in HOUSEHOLDS {
            world.done(
                Who::Operator,
                Command::RegisterHousehold(Household {
                    id: household(n),
                    building: BuildingId((n / 10).to_string()),
                    room: n.to_string(),
                }),
            );
        }
        for who in Who::ALL {
            if let (Some(home), Some(person)) = (who.household(), who.person()) {
                let mut printed = print_slip(who as u128, home);
                printed.roles = who.roles();
                let code_hash = printed.code_hash.clone();
                world.done(Who::Operator, Command::PrintSlip(printed));
                world.done(Who::Nobody, Command::Join(join(person, &code_hash)));
            }
        }
        world
    }

    /// A fresh id, as a phone makes one.
    pub fn id(&mut self) -> Uuid {
        self.last_id += 1;
        Uuid::from_u128(0x1d_0000_0000 + self.last_id)
    }

    /// What the store knows that the events alone don't put into the state.
    pub fn look_up(&mut self, command: &Command) {
        if let Command::Join(c) = command {
            self.state.slip = self.slips.get(&c.code_hash).cloned();
            self.state.invitation = self.invitations.get(&c.code_hash).cloned();
        }
        if let Command::ComeBack(c) = command {
            self.state.back = self.returns.get(&c.code_hash).cloned();
        }
        let named = match command {
            Command::WithdrawInvitation { invitation } => Some(invitation),
            Command::InviteOfficer(c) => Some(&c.invitation),
            _ => None,
        };
        if let Some(id) = named {
            let mut all = self.invitations.values();
            self.state.invitation = all.find(|invitation| invitation.id == *id).cloned();
        }
        if let Command::EndMembership(c) = command {
            let seconds = self.state.seconds.keys();
            let theirs = seconds.filter(|(_, person)| *person == c.person);
            let issues = theirs.map(|(issue, _)| &self.state.issues[issue]);
            let open = issues.filter(|issue| issue.status.open_for_seconds());
            self.state.open_seconds = open.map(|issue| issue.id).collect();
        }
        if let Command::SecondOnBehalf(c) = command {
            let mut entered = self.entered_people.iter();
            let meant = entered.find(|((home, name), _)| *home == c.household && c.means(name));
            self.state.entered_person = meant.map(|(_, person)| *person);
            let mut others = self.members.iter().chain(self.entered_people.values());
            self.state.person_taken = others.any(|person| *person == c.person);
        }
        if let Command::JoinAtDesk(c) = command {
            let mut entered = self.entered_people.iter();
            let meant = entered
                .find(|((home, name), _)| *home == c.household && fold(name) == fold(&c.name));
            self.state.entered_person = meant.map(|(_, person)| *person);
            let mut others = self.members.iter().chain(self.entered_people.values());
            self.state.person_taken = others.any(|person| *person == c.person);
        }
        let photos = match command {
            Command::FileIssue(c) => &c.photos[..],
            Command::AddFacts(c) => &c.photos[..],
            Command::ReportProgress(c) => &c.photos,
            Command::PublishResult(c) => &c.photos,
            Command::BlackOut(c) => std::slice::from_ref(&c.copy),
            _ => return,
        };
        let named: BTreeSet<PhotoId> = photos.iter().copied().collect();
        self.state.photos = &named - &self.no_photos;
    }

    /// Asks, without carrying it out.
    pub fn ask(&mut self, who: Who, envelope: &Envelope) -> Result<Outcome, Refusal> {
        self.look_up(&envelope.command);
        if let Command::DeleteAccount {} = envelope.command {
            let state = &self.state;
            let open = |issue: &IssueId| state.issues[issue].status.open_for_seconds();
            let seconds = state.seconds.keys();
            let theirs = seconds.filter(|(_, person)| Some(*person) == who.person());
            let theirs = theirs.map(|(issue, _)| *issue).filter(open).collect();
            let reported = state.issues.values();
            let reported = reported.filter(|issue| {
                issue.reporter.is_some()
                    && issue.reporter == who.person()
                    && issue.status.allows(Step::Withdraw).is_ok()
            });
            let reported = reported.map(|issue| issue.id).collect();
            self.state.open_seconds = theirs;
            self.state.open_issues = reported;
        }
        decide(&self.state, &who.actor(), envelope, self.now)
    }

    /// Asks, and carries out what follows.
    pub fn send_envelope(&mut self, who: Who, envelope: &Envelope) -> Result<Outcome, Refusal> {
        let outcome = self.ask(who, envelope)?;
        let role = who.actor().role_for(envelope.command.action());
        for event in &outcome.events {
            self.link(who, envelope.id, role, event);
            // What the store does with slips that are not the one of the command.
            match event {
                Event::SlipRenewed { household, .. } => {
                    for slip in self.slips.values_mut() {
                        let plain = slip.roles == [Role::Resident];
                        slip.void |= plain && slip.household == *household;
                    }
                }
                Event::HouseholdRetired { household } => {
                    self.slips.retain(|_, slip| slip.household != *household);
                }
                _ => {}
            }
            self.apply(event);
        }
        for kept in &outcome.kept {
            match kept {
                Kept::EnteredPerson {
                    person,
                    household,
                    name,
                } => {
                    // Under the name that was given first.
                    if !self.entered_people.values().any(|known| known == person) {
                        self.entered_people
                            .insert((*household, name.clone()), *person);
                    }
                }
                Kept::SlipCode {
                    slip: id,
                    code_hash,
                } => {
                    let invitation = self.state.invitation.clone();
                    let invitation = invitation.filter(|invitation| invitation.id == *id);
                    let back = self.state.back.clone().filter(|back| back.slip == *id);
                    if let Some(back) = back {
                        for earlier in self.returns.values_mut() {
                            earlier.over |= earlier.person == back.person;
                        }
                        self.returns.insert(code_hash.clone(), back);
                    } else if let Some(invitation) = invitation {
                        self.invitations.insert(code_hash.clone(), invitation);
                    } else {
                        let slip = self.state.slip.clone().expect("just printed");
                        self.slips.insert(code_hash.clone(), slip);
                    }
                }
                Kept::Text { .. }
                | Kept::Owner { .. }
                | Kept::Position { .. }
                | Kept::Room { .. }
                | Kept::BlackedOut { .. }
                | Kept::Member { .. } => {}
            }
        }
        if let (Command::Join(c), false) = (&envelope.command, outcome.events.is_empty()) {
            if let Some(slip) = self.state.slip.clone() {
                self.slips.insert(c.code_hash.clone(), slip);
            }
            self.members.insert(c.person);
        }
        if let (Command::ComeBack(c), Some(back)) = (&envelope.command, &self.state.back) {
            self.returns.insert(c.code_hash.clone(), back.clone());
        }
        if let Some(now) = self.state.invitation.clone() {
            let mut all = self.invitations.values_mut();
            if let Some(invitation) = all.find(|invitation| invitation.id == now.id) {
                *invitation = now;
            }
        }
        if let std::collections::btree_map::Entry::Vacant(new) = self.state.done.entry(envelope.id)
        {
            new.insert(Done {
                actor: who.person(),
                fingerprint: envelope.command.fingerprint(),
                receipt: outcome.receipt.clone(),
            });
            self.told.push(Told {
                who,
                at: self.now,
                envelope: envelope.clone(),
                outcome: outcome.clone(),
            });
            self.sent.push(Sent {
                who,
                envelope: envelope.clone(),
                receipt: outcome.receipt.clone(),
            });
        }
        Ok(outcome)
    }

    /// Adds a row to the chain.
    fn link(&mut self, who: Who, command: CommandId, role: Option<Role>, event: &Event) {
        let command = command.to_string();
        let actor = who.person().map(|person| person.to_string());
        let event = serde_json::to_string(event).expect("an event is JSON");
        let row = Row {
            number: self.state.head.number + 1,
            command: &command,
            at: self.now.0,
            actor: actor.as_deref(),
            role: role.map(Role::code),
            event: &event,
        };
        self.state.head = self.state.head.after(&row);
    }

    fn apply(&mut self, event: &Event) {
        match event {
            Event::IssueFiled { photos, .. }
            | Event::FactsAdded { photos, .. }
            | Event::ProgressReported { photos, .. }
            | Event::ResultPublished { photos, .. } => self.no_photos.extend(photos),
            _ => {}
        }
        self.state.apply(event, self.now);
        self.journal.push((event.clone(), self.now));
    }

    /// A slip for somebody who comes back.
    pub fn let_back(&self, n: u128, person: PersonId) -> LetBack {
        LetBack {
            slip: slip(n),
            person,
            expires_at: self.now.plus(DAY),
            code_hash: sha256_hex(format!("return {n}")),
        }
    }

    /// Sends a command with a fresh id.
    pub fn send(&mut self, who: Who, command: Command) -> Result<Outcome, Refusal> {
        let id = CommandId(self.id());
        self.send_envelope(who, &Envelope { id, command })
    }

    /// Sends a command that has to succeed.
    #[track_caller]
    pub fn done(&mut self, who: Who, command: Command) -> Outcome {
        let said = format!("{who:?}: {command:?}");
        self.send(who, command)
            .unwrap_or_else(|refusal| panic!("{said} was refused: {refusal:?}"))
    }

    /// Why a command is refused.
    #[track_caller]
    pub fn refused(&mut self, who: Who, command: Command) -> Refusal {
        let said = format!("{who:?}: {command:?}");
        match self.send(who, command) {
            Ok(_) => panic!("{said} was not refused"),
            Err(refusal) => refusal,
        }
    }

    /// An issue that Ann filed.
    pub fn filed(&mut self) -> IssueId {
        let issue = IssueId(self.id());
        self.done(Who::Ann, Command::FileIssue(file(issue)));
        issue
    }

    /// An offer of somebody's for the work on an issue.
    pub fn offered(&mut self, who: Who, issue: IssueId) -> TextId {
        let outcome = self.done(who, Command::OfferResource(offer(issue)));
        match outcome.events.as_slice() {
            [Event::ResourceOffered { text, .. }] => *text,
            other => panic!("{other:?}"),
        }
    }

    /// A task that somebody puts onto the list of an issue that is in work.
    pub fn tasked(&mut self, who: Who, issue: IssueId) -> TextId {
        let outcome = self.done(who, Command::AddTask(task(issue)));
        match outcome.events.as_slice() {
            [Event::TaskAdded { text, .. }] => *text,
            other => panic!("{other:?}"),
        }
    }

    /// An issue that Ann filed and the branch accepted.
    pub fn accepted(&mut self) -> IssueId {
        let issue = self.filed();
        self.done(
            Who::Worker,
            Command::AcceptIssue(AcceptIssue {
                issue,
                text: self.text(issue),
                minutes: 10,
                urgent: false,
            }),
        );
        issue
    }

    /// An issue that Ann filed and a meeting had done.
    pub fn in_work(&mut self) -> IssueId {
        let issue = self.accepted();
        self.published(&Decision::DoIt { due: day(30) });
        issue
    }

    /// Changes the minutes of an issue that an agenda may take.
    pub fn revise(&mut self, issue: IssueId, minutes: u32, urgent: bool) {
        let revised = ReviseIssue {
            issue,
            minutes,
            urgent,
            reason: "because".into(),
        };
        self.done(Who::Secretary, Command::ReviseIssue(revised));
    }

    /// A meeting tomorrow; its draft is filled from whatever is eligible.
    pub fn drafted(&mut self) -> MeetingId {
        let meeting = MeetingId(self.id());
        let command = Command::CreateMeeting(self.meeting(meeting));
        self.done(Who::Secretary, command);
        meeting
    }

    /// A meeting whose agenda is locked.
    pub fn locked(&mut self) -> MeetingId {
        let meeting = self.drafted();
        let version = self.version(meeting);
        self.done(Who::Secretary, Command::LockAgenda { meeting, version });
        meeting
    }

    /// A meeting that decided the same about each of its items, and published it.
    pub fn published(&mut self, decision: &Decision) -> MeetingId {
        let meeting = self.locked();
        for item in self.state.meetings[&meeting].items.clone() {
            let enter = self.enter(meeting, item.issue, decision.clone());
            self.done(Who::Secretary, Command::EnterDecision(enter));
        }
        let version = self.version(meeting);
        self.begin(meeting);
        self.done(
            Who::Secretary,
            Command::PublishDecisions { meeting, version },
        );
        meeting
    }

    /// Goes on to when a meeting begins, if it has not.
    pub fn begin(&mut self, meeting: MeetingId) {
        self.now = self.now.max(self.state.meetings[&meeting].starts_at);
    }

    /// The words of an issue as they are now; of one that is not there, none that are.
    pub fn text(&self, issue: IssueId) -> TextId {
        let issue = self.state.issues.get(&issue);
        issue.map_or(TextId(unknown()), |issue| issue.text)
    }

    /// The decision that was entered for an item, by its text.
    pub fn entered(&self, meeting: MeetingId, issue: IssueId) -> Option<TextId> {
        let meeting = self.state.meetings.get(&meeting)?;
        let item = meeting.items.iter().find(|item| item.issue == issue)?;
        item.decision.as_ref().map(|entered| entered.text)
    }

    pub fn version(&self, meeting: MeetingId) -> u32 {
        self.state.meetings[&meeting].version
    }

    pub fn meeting(&self, meeting: MeetingId) -> CreateMeeting {
        let starts_at = self.now.plus(DAY);
        CreateMeeting {
            meeting,
            kind: Kind::BranchCommittee,
            starts_at,
            venue: "Hall".into(),
            minutes: 90,
        }
    }

    pub fn change(&self, meeting: MeetingId, issue: IssueId) -> ChangeItem {
        ChangeItem {
            meeting,
            version: self.version(meeting),
            issue,
            reason: "because".into(),
        }
    }

    pub fn moves(&self, meeting: MeetingId, moves: &[(IssueId, u32)]) -> MoveItems {
        let moves = moves.iter();
        MoveItems {
            meeting,
            version: self.version(meeting),
            moves: moves.map(|&(issue, to)| Move { issue, to }).collect(),
            reason: "because".into(),
        }
    }

    pub fn enter(&self, meeting: MeetingId, issue: IssueId, decision: Decision) -> EnterDecision {
        EnterDecision {
            meeting,
            issue,
            seen: self.entered(meeting, issue),
            decision,
            hands: None,
            votes: None,
            responsible: None,
            owner: "Property firm".into(),
            words: "as said".into(),
        }
    }
}

/// A result of work that a decision to do it opened.
pub fn result(issue: IssueId) -> PublishResult {
    PublishResult {
        issue,
        words: "Done.".into(),
        cost: None,
        verdict: None,
        owners: None,
        photos: vec![],
    }
}

/// A part of work.
pub fn task(issue: IssueId) -> AddTask {
    AddTask {
        issue,
        words: "Measure it.".into(),
    }
}

/// To whom it goes that a meeting referred.
pub fn refer(issue: IssueId) -> ReferWork {
    ReferWork {
        issue,
        to: "Street office".into(),
        sent: day(0),
        words: "Please look at it; letter 12.".into(),
    }
}

/// What they reply.
pub fn reply(issue: IssueId) -> EnterReply {
    EnterReply {
        issue,
        received: day(0),
        words: "It is being looked at.".into(),
    }
}

/// How work goes.
pub fn progress(issue: IssueId) -> ReportProgress {
    ReportProgress {
        issue,
        words: "Half done.".into(),
        photos: vec![],
    }
}

/// Something for work, by somebody who is not named.
pub fn offer(issue: IssueId) -> OfferResource {
    OfferResource {
        issue,
        resource: Resource::Material,
        organisation: None,
        name: String::new(),
        words: "Twenty lamps.".into(),
    }
}

/// A word on a result.
pub fn complain(issue: IssueId) -> Complain {
    Complain {
        issue,
        kind: Wrong::Insult,
        words: "It calls names.".into(),
    }
}

pub fn hide(issue: IssueId) -> HideIssue {
    HideIssue {
        issue,
        reason: "It calls names.".into(),
    }
}

pub fn appeal(issue: IssueId) -> Appeal {
    Appeal {
        issue,
        words: "It does not.".into(),
    }
}

pub fn appraise(issue: IssueId, solved: bool) -> Appraise {
    Appraise {
        issue,
        solved,
        satisfied: solved,
        words: String::new(),
    }
}

/// Each kind of decision once.
pub fn decisions() -> [Decision; 6] {
    [
        Decision::DoIt { due: day(30) },
        Decision::Pilot { due: day(30) },
        Decision::ReferUpward {
            ground: Ground::Emergency,
        },
        Decision::OwnersDecide,
        Decision::Defer { review_on: day(30) },
        Decision::NotDone,
    ]
}

/// Degrees to a centimetre, as phones give them. Longer fractions may come back from JSON with
/// another last digit (`serde_json` without its feature `float_roundtrip`), a matter of nanometres.
pub fn degrees(exact: f64) -> f64 {
    (exact * 1e7).round() / 1e7
}

/// A plan of these buildings; 1 and 2 form the cluster East, the others West.
pub fn plan(buildings: &[u32]) -> Plan {
    let corner = |n: u32, lat, lon| Point {
        lat: degrees(31.0 + lat),
        lon: degrees(121.0 + f64::from(n) * 0.001 + lon),
    };
    Plan {
        buildings: buildings
            .iter()
            .map(|&n| Building {
                id: building(n),
                name: format!("No. {n}"),
                cluster: if n <= 2 { "East" } else { "West" }.into(),
                outline: vec![
                    corner(n, 0.0, 0.0),
                    corner(n, 0.0005, 0.0),
                    corner(n, 0.0005, 0.0005),
                ],
                more: vec![],
            })
            .collect(),
        ..Plan::default()
    }
}

pub fn file(issue: IssueId) -> FileIssue {
    FileIssue {
        issue,
        category: Category::Lift,
        title: "The lift stops".into(),
        body: "Between 3 and 4.".into(),
        area: Area::Estate,
        place: Place::default(),
        photos: vec![],
        discretion: Discretion::default(),
    }
}

pub fn report(issue: IssueId, closed: bool) -> ImportReport {
    ImportReport {
        issue,
        category: Category::Other,
        title: "Pothole".into(),
        body: String::new(),
        position: None,
        filed_at: START.plus(-DAY),
        closed_at: closed.then_some(START.plus(-HOUR)),
        closed,
    }
}

pub fn print_slip(n: u128, home: u128) -> PrintSlip {
    PrintSlip {
        slip: slip(n),
        household: household(home),
        admits: 1,
        roles: vec![],
        expires_at: START.plus(60 * DAY),
        code_hash: sha256_hex(format!("code {n}")),
    }
}

pub fn organisation(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(0x0c9_0000 + n))
}

pub fn renew_slip(n: u128, home: u128) -> RenewSlip {
    let PrintSlip {
        slip,
        household,
        expires_at,
        code_hash,
        ..
    } = print_slip(n, home);
    RenewSlip {
        slip,
        household,
        expires_at,
        code_hash,
    }
}

pub fn invite(n: u128, office: Office) -> InviteOfficer {
    InviteOfficer {
        invitation: slip(n),
        office,
        expires_at: START.plus(60 * DAY),
        code_hash: sha256_hex(format!("code {n}")),
    }
}

pub fn join(person: PersonId, code_hash: &str) -> Join {
    Join {
        person,
        code_hash: code_hash.to_owned(),
        nickname: "Neighbour".into(),
        language: Language::Chinese,
        consent: true,
        text: 1,
    }
}
