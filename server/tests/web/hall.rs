//! Community `a` with meeting 1, on whose agenda is one issue, and the people who have to do with
//! it.

use app::context::{new_id, now};
use domain::issue::AcceptIssue;
use domain::meeting::{ChangeItem, CreateMeeting, Decision, EnterDecision, Kind};
use domain::time::MINUTE;
use domain::{Command, CommunityId, IssueId, MeetingId, Role};

use crate::world::{Answer, Ask, World, uuid};

/// Written by a resident: for members only.
pub const BODY: &str = "Since Sunday, on floor 5.";

pub struct Hall {
    pub world: World,
    /// The session of the resident who reported the issue.
    pub anna: String,
    pub secretary: String,
    pub community: CommunityId,
    pub meeting: MeetingId,
    pub issue: IssueId,
}

impl Hall {
    /// With a draft agenda.
    pub async fn new() -> Self {
        Self::in_world(World::new().await).await
    }

    pub async fn in_world(world: World) -> Self {
        let anna = world.member("a", "anna").await;
        let secretary = world.officer("a", "zhang", Role::Secretary).await;
        let address = world.issue_with("a", &anna, "Lift", BODY).await;
        let hall = Self {
            anna,
            secretary,
            community: world.community_id("a").await,
            meeting: MeetingId(new_id()),
            issue: world.issue_id("a", &address).await,
            world,
        };
        hall.accept(hall.issue).await;
        let create = CreateMeeting {
            meeting: hall.meeting,
            kind: Kind::BranchCommittee,
            // It has begun.
            starts_at: now().plus(-MINUTE),
            venue: "Room 2".into(),
            minutes: 60,
        };
        hall.run(Command::CreateMeeting(create)).await;
        hall
    }

    pub async fn locked() -> Self {
        let hall = Self::new().await;
        hall.lock().await;
        hall
    }

    pub async fn lock(&self) {
        let version = 2;
        let meeting = self.meeting;
        self.run(Command::LockAgenda { meeting, version }).await;
    }

    /// Of the locked agenda: a second issue of Anna's is added, with an exact place.
    pub async fn supplement(&self) -> IssueId {
        let values = [
            ("category", "lift"),
            ("title", "Roof"),
            ("area", "estate"),
            ("lat", "31.2345"),
            ("lon", "121.4567"),
            ("source", "plan"),
            ("command", &uuid()),
        ];
        let file = Ask::multipart("/a/issues/new", &values, &[]);
        let filed = self.world.send(file.by(&self.anna)).await;
        let issue = self.world.issue_id("a", filed.location()).await;
        self.accept(issue).await;
        let change = ChangeItem {
            meeting: self.meeting,
            version: 3,
            issue,
            reason: "The storm".into(),
        };
        self.run(Command::AddSupplement(change)).await;
        issue
    }

    pub async fn publish(&self) {
        self.publish_after(3, &[self.issue]).await;
    }

    /// With the same decision on all items of the agenda, which has this version.
    pub async fn publish_after(&self, mut version: u32, items: &[IssueId]) {
        let meeting = self.meeting;
        for issue in items {
            let enter = EnterDecision {
                responsible: None,
                meeting,
                issue: *issue,
                seen: None,
                decision: Decision::NotDone,
                hands: Some(4),
                votes: None,
                owner: String::new(),
                words: "No money this year.".into(),
            };
            self.run(Command::EnterDecision(enter)).await;
            version += 1;
        }
        self.run(Command::PublishDecisions { meeting, version })
            .await;
    }

    pub async fn accept(&self, issue: IssueId) {
        let accept = Command::AcceptIssue(AcceptIssue {
            issue,
            text: self.world.text_of("a", issue).await,
            minutes: 15,
            urgent: false,
        });
        self.run(accept).await;
    }

    /// As the secretary.
    pub async fn run(&self, command: Command) {
        self.world.run("a", &self.secretary, command).await;
    }

    /// What is at this address for whoever has this session; `""` for a visitor.
    pub async fn get(&self, path: &str, session: &str) -> Answer {
        self.world.send(Ask::get(path).by(session)).await
    }

    /// Of the meeting, for a visitor.
    pub async fn visitor(&self, path: &str) -> Answer {
        self.get(&format!("/a/meetings/1{path}"), "").await
    }

    /// Of the meeting, for a member.
    pub async fn member(&self, path: &str) -> Answer {
        self.get(&format!("/a/meetings/1{path}"), &self.anna).await
    }
}
