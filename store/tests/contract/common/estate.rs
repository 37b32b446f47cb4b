//! An estate with people who do things.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use domain::community::CreateCommunity;
use domain::household::{Household, Join, PrintSlip};
use domain::issue::{AcceptIssue, Category, FeedQuery, FileIssue, IssueView};
use domain::meeting::{ChangeItem, CreateMeeting, Kind, MeetingView};
use domain::notice::{Notice, Subject};
use domain::place::{Area, Building, Gate, Place, Plan, Point, Position, Source};
use domain::{
    Actor, BuildingId, Command, CommandId, CommunityId, Date, Envelope, HouseholdId, IssueId,
    Language, MeetingId, PersonId, Receipt, Refusal, Role, Sender, SlipId, TextId, Timestamp,
    Viewer, Zone,
};
use store::{Answer, Store};
use uuid::Uuid;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// A new id; ids of one test run never repeat.
pub fn id() -> Uuid {
    Uuid::from_u128(u128::from(NEXT.fetch_add(1, Ordering::Relaxed)))
}

/// 2026-11-23 12:00 UTC, a Monday.
pub const NOON: Timestamp = Timestamp(1_795_435_200_000);

pub fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

pub fn building(name: &str) -> BuildingId {
    BuildingId(format!("b{name}"))
}

/// Buildings 1 and 2 in cluster East, building 3 in cluster West.
pub fn plan() -> Plan {
    let house = |name: &str, cluster: &str, lat: f64| Building {
        id: building(name),
        name: name.to_owned(),
        cluster: cluster.to_owned(),
        outline: [(0.0, 0.0), (0.0, 0.0003), (0.0001, 0.0003), (0.0001, 0.0)]
            .map(|(up, right)| Point {
                lat: lat + up,
                lon: 121.483_219_7 + right,
            })
            .to_vec(),
        more: vec![],
    };
    let gate = Point {
        lat: 31.1,
        lon: 121.4,
    };
    Plan {
        buildings: vec![
            house("1", "East", 31.100_1),
            house("2", "East", 31.100_6),
            house("3", "West", 31.101_1),
        ],
        paths: vec![vec![
            gate,
            Point {
                lat: 31.102,
                lon: 121.4,
            },
        ]],
        gates: vec![Gate {
            name: "South gate".into(),
            at: gate,
        }],
    }
}

/// A community with a plan and two households in each building.
pub struct Estate {
    pub store: Store,
    pub id: CommunityId,
    /// Rooms 101 and 102 of buildings 1, 2, 3.
    pub households: Vec<HouseholdId>,
    clock: Arc<AtomicI64>,
}

impl Estate {
    pub async fn new(store: &Store, slug: &str) -> Self {
        let estate = Self {
            store: store.clone(),
            id: CommunityId(id()),
            households: (0..6).map(|_| HouseholdId(id())).collect(),
            clock: Arc::new(AtomicI64::new(NOON.0)),
        };
        let create = Command::CreateCommunity(CreateCommunity {
            slug: slug.to_owned(),
            name: "  Sunny Court ".to_owned(),
            other_name: String::new(),
            language: Language::English,
            zone: Zone::fixed("Asia/Shanghai", 28_800),
        });
        estate.operator(create).await;
        estate.operator(Command::SetPlan(plan())).await;
        for (i, household) in estate.households.iter().enumerate() {
            let register = Command::RegisterHousehold(Household {
                id: *household,
                building: building(&format!("{}", i / 2 + 1)),
                room: format!("10{}", i % 2 + 1),
            });
            estate.operator(register).await;
        }
        estate
    }

    /// The same estate as another server process has it.
    pub fn through(&self, store: &Store) -> Self {
        Self {
            store: store.clone(),
            id: self.id,
            households: self.households.clone(),
            clock: self.clock.clone(),
        }
    }

    /// The time; every command takes a second.
    pub fn now(&self) -> Timestamp {
        Timestamp(self.clock.fetch_add(1000, Ordering::Relaxed))
    }

    pub fn wait(&self, ms: i64) {
        self.clock.fetch_add(ms, Ordering::Relaxed);
    }

    /// Goes on to the evening of [`create_meeting`], when its meeting has begun.
    pub fn begin(&self) {
        let begins = create_meeting(MeetingId(id())).starts_at;
        self.clock.fetch_max(begins.0, Ordering::Relaxed);
    }

    pub async fn send(&self, actor: &Actor, envelope: &Envelope) -> Answer {
        self.store
            .execute(self.id, sender(actor), envelope, self.now())
            .await
            .expect("no fault")
    }

    pub async fn run(&self, actor: &Actor, command: Command) -> Answer {
        let envelope = Envelope {
            id: CommandId(id()),
            command,
        };
        self.send(actor, &envelope).await
    }

    #[track_caller]
    pub fn ok(&self, actor: &Actor, command: Command) -> impl Future<Output = Receipt> {
        let caller = std::panic::Location::caller();
        async move {
            match self.run(actor, command).await {
                Ok(receipt) => receipt,
                Err(refusal) => panic!("refused at {caller}: {refusal:?}"),
            }
        }
    }

    #[track_caller]
    pub fn refused(&self, actor: &Actor, command: Command) -> impl Future<Output = Refusal> {
        let caller = std::panic::Location::caller();
        async move {
            match self.run(actor, command).await {
                Err(refusal) => refusal,
                Ok(_) => panic!("not refused at {caller}"),
            }
        }
    }

    pub async fn operator(&self, command: Command) {
        self.ok(&Actor::operator(), command).await;
    }

    pub async fn slip(&self, household: usize, admits: u32, roles: &[Role], code: &str) {
        let print = Command::PrintSlip(PrintSlip {
            slip: SlipId(id()),
            household: self.households[household],
            admits,
            roles: roles.to_vec(),
            expires_at: Timestamp(self.clock.load(Ordering::Relaxed)).plus(domain::time::DAY * 30),
            code_hash: code.to_owned(),
        });
        self.operator(print).await;
    }

    pub fn join_command(person: PersonId, code: &str, nickname: &str) -> Command {
        Command::Join(Join {
            person,
            code_hash: code.to_owned(),
            nickname: nickname.to_owned(),
            language: Language::Chinese,
            consent: true,
            text: 1,
        })
    }

    /// Somebody of a household joins with a slip of their own.
    pub async fn person(&self, household: usize, role: Role, nickname: &str) -> Actor {
        let person = PersonId(id());
        let code = format!("code of {person}");
        self.slip(household, 1, &[role], &code).await;
        let join = Self::join_command(person, &code, nickname);
        self.ok(&Actor::nobody(), join).await;
        self.store
            .actor(self.id, Sender::Person(person))
            .await
            .expect("the new member")
    }

    pub async fn resident(&self, household: usize) -> Actor {
        self.person(
            household,
            Role::Resident,
            &format!("resident of {household}"),
        )
        .await
    }

    pub async fn secretary(&self) -> Actor {
        self.person(0, Role::Secretary, "the secretary").await
    }

    /// Somebody who writes down all day what they are told: no limit of a day's filings is theirs.
    pub async fn clerk(&self, household: usize) -> Actor {
        self.person(household, Role::CommitteeWorker, "the clerk")
            .await
    }

    pub async fn file(&self, actor: &Actor, title: &str) -> (IssueId, u32) {
        let issue = IssueId(id());
        let receipt = self.ok(actor, file(issue, title)).await;
        (issue, receipt.issue.expect("a number"))
    }

    /// Files an issue and accepts it.
    pub async fn accepted(
        &self,
        actor: &Actor,
        secretary: &Actor,
        title: &str,
        minutes: u32,
    ) -> (IssueId, u32) {
        let (issue, number) = self.file(actor, title).await;
        let text = self.text(number).await;
        self.ok(
            secretary,
            Command::AcceptIssue(AcceptIssue {
                issue,
                text,
                minutes,
                urgent: false,
            }),
        )
        .await;
        (issue, number)
    }

    /// The words of an issue as they are now.
    pub async fn text(&self, number: u32) -> TextId {
        self.issue(number, &Actor::nobody()).await.issue.text
    }

    pub async fn issue(&self, number: u32, actor: &Actor) -> IssueView {
        self.store
            .issue(self.id, number, actor.person, None)
            .await
            .expect("no fault")
            .expect("the issue")
    }

    pub async fn viewer(&self, actor: &Actor) -> Viewer {
        let viewer = self.store.viewer(self.id, actor.person).await;
        viewer.expect("no fault")
    }

    pub async fn meeting(&self, number: u32, actor: &Actor) -> MeetingView {
        let viewer = self.viewer(actor).await;
        self.store
            .meeting(self.id, number, &viewer)
            .await
            .expect("no fault")
            .expect("the meeting")
    }

    /// The first page of the person's inbox.
    pub async fn notices(&self, person: PersonId) -> Vec<Notice> {
        let inbox = self.store.inbox(self.id, person, None).await;
        inbox.expect("no fault").notices
    }

    /// The whole register.
    pub async fn register(&self) -> Vec<Household> {
        let mut register = vec![];
        for building in plan().buildings {
            let households = self.store.households(self.id, &building.id).await;
            register.extend(households.expect("no fault"));
        }
        register
    }

    /// What the person's inbox says of issues, newest first: the event's name and the issue's
    /// number. (That others have joined with their household is left out.)
    pub async fn inbox(&self, actor: &Actor) -> Vec<(String, u32)> {
        let person = actor.person.expect("somebody");
        self.notices(person)
            .await
            .iter()
            .filter_map(|notice| match &notice.about {
                Subject::Issue { number, .. } => Some((name(&notice.entry.event), *number)),
                Subject::Household | Subject::Strangers => None,
            })
            .collect()
    }

    /// The person has opened the inbox when this was its newest notice.
    pub async fn see_inbox(&self, actor: &Actor, newest: u32) {
        let person = actor.person.expect("somebody");
        let seen = self.store.mark_inbox_seen(self.id, person, newest).await;
        seen.expect("no fault");
    }

    /// All pages of the feed.
    pub async fn feed(&self, actor: &Actor, query: &FeedQuery) -> Vec<u32> {
        let mut query = query.clone();
        let mut numbers = vec![];
        loop {
            let feed = self
                .store
                .feed(self.id, actor.person, &query)
                .await
                .expect("no fault");
            numbers.extend(feed.cards.iter().map(|card| card.number));
            if feed.next.is_none() {
                assert_eq!(feed.total as usize, numbers.len(), "{query:?}");
                return numbers;
            }
            query.after = feed.next;
        }
    }
}

pub fn file(issue: IssueId, title: &str) -> Command {
    Command::FileIssue(FileIssue {
        issue,
        category: Category::Lift,
        title: title.to_owned(),
        body: format!("All about {title}"),
        area: Area::Estate,
        place: Place {
            position: Some(Position {
                lat: 31.100_123_456_789,
                lon: 121.4,
                accuracy: Some(12),
                source: Source::Gps,
            }),
            building: Some(building("1")),
        },
        photos: vec![],
        discretion: domain::issue::Discretion::default(),
    })
}

pub fn second(issue: IssueId) -> Command {
    Command::Second { issue }
}

/// A meeting of 60 minutes on 2026-12-01, in the evening.
pub fn create_meeting(meeting: MeetingId) -> CreateMeeting {
    CreateMeeting {
        meeting,
        kind: Kind::BranchCommittee,
        starts_at: Timestamp(1_796_122_800_000),
        venue: "Meeting room".to_owned(),
        minutes: 60,
    }
}

pub fn change(meeting: MeetingId, version: u32, issue: IssueId, reason: &str) -> ChangeItem {
    ChangeItem {
        meeting,
        version,
        issue,
        reason: reason.to_owned(),
    }
}

/// Whom the store is told of: what they may it looks up itself.
pub fn sender(actor: &Actor) -> Sender {
    match actor.person {
        Some(person) => Sender::Person(person),
        None if actor.roles.contains(&Role::Operator) => Sender::Operator,
        None => Sender::Nobody,
    }
}

/// The name of an event as the journal writes it.
pub fn name(event: &impl serde::Serialize) -> String {
    match serde_json::to_value(event).expect("JSON") {
        serde_json::Value::Object(map) => map.keys().next().cloned().unwrap_or_default(),
        serde_json::Value::String(name) => name,
        other => other.to_string(),
    }
}
