use app::context::{new_id, now};
use axum::http::{StatusCode, header};
use domain::agenda::document::fingerprint;
use domain::issue::{Area, Category, FileIssue};
use domain::meeting::{CreateMeeting, Kind};
use domain::place::Place;
use domain::time::DAY;
use domain::{Command, IssueId, MeetingId, Role};

use crate::world::{Ask, World};

/// People of community `a`, and its meeting 1 with one issue, which the resident filed.
struct Meeting {
    world: World,
    resident: String,
    secretary: String,
    supervisor: String,
    id: MeetingId,
}

impl Meeting {
    /// With its agenda as a draft.
    async fn drafted() -> Self {
        let world = World::new().await;
        let resident = world.member("a", "wang").await;
        let secretary = world.officer("a", "zhang", Role::Secretary).await;
        let supervisor = world.officer("a", "qian", Role::Supervisor).await;
        let issue = IssueId(new_id());
        let file = FileIssue {
            issue,
            category: Category::Lift,
            title: "Lift".into(),
            body: String::new(),
            area: Area::Estate,
            place: Place::default(),
            photos: vec![],
        };
        let accept = Command::AcceptIssue {
            issue,
            minutes: 10,
            urgent: false,
            reason: String::new(),
        };
        let id = MeetingId(new_id());
        let create = CreateMeeting {
            meeting: id,
            kind: Kind::BranchCommittee,
            starts_at: now().plus(DAY),
            place: "Hall".into(),
            minutes: 60,
        };
        world.run("a", &resident, Command::FileIssue(file)).await;
        world.run("a", &secretary, accept).await;
        world
            .run("a", &secretary, Command::CreateMeeting(create))
            .await;
        Self {
            world,
            resident,
            secretary,
            supervisor,
            id,
        }
    }

    async fn locked() -> Self {
        let this = Self::drafted().await;
        let lock = Command::LockAgenda {
            meeting: this.id,
            version: 2,
        };
        this.world.run("a", &this.secretary, lock).await;
        this
    }

    async fn get(&self, path: &str, session: &str) -> crate::world::Answer {
        self.world.send(Ask::get(path).by(session)).await
    }
}

#[tokio::test]
async fn the_document_of_an_agenda_is_for_supervisors() {
    let meeting = Meeting::locked().await;
    let path = "/a/meetings/1/document.json";
    for session in ["", &meeting.resident, &meeting.secretary] {
        let answer = meeting.get(path, session).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{session}");
    }
    let answer = meeting.get(path, &meeting.supervisor).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
    assert!(
        answer
            .header(header::CONTENT_DISPOSITION)
            .contains("agenda-a-1.json")
    );
    // What they download is what the printed fingerprint is of.
    let digits = fingerprint(&answer.body);
    let shown = domain::words::meeting::fingerprint(&digits);
    let page = meeting.get("/a/meetings/1", "").await;
    assert!(page.text().contains(&shown), "{shown}");
    let verdict = server::agenda::verify::verify(&answer.body, &digits);
    assert!(
        matches!(verdict, server::agenda::verify::Verdict::Printed(_)),
        "{verdict:?}"
    );
    for path in ["/b/meetings/1/document.json", "/a/meetings/2/document.json"] {
        let answer = meeting.get(path, &meeting.supervisor).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_draft_has_no_document() {
    let meeting = Meeting::drafted().await;
    let answer = meeting
        .get("/a/meetings/1/document.json", &meeting.supervisor)
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn everybody_reads_their_own_line_only() {
    let meeting = Meeting::locked().await;
    let path = "/api/read/line?slug=a&number=1";
    let answer = meeting.get(path, &meeting.resident).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text().contains("1 of 1"), "{}", answer.text());
    let answer = meeting.get(path, &meeting.secretary).await;
    assert!(
        answer
            .text()
            .contains("you seconded nothing that the rule had to choose from")
    );
    let answer = meeting.get(path, "").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let page = meeting.get("/a/meetings/1/line", &meeting.resident).await;
    assert!(page.text().contains("1 of 1"), "{}", page.text());
}

#[tokio::test]
async fn how_agendas_are_made_is_read_by_whoever_prepares_them() {
    let meeting = Meeting::drafted().await;
    let path = "/api/read/agenda-settings?slug=a";
    for (session, status) in [
        (&meeting.secretary, StatusCode::OK),
        (&meeting.resident, StatusCode::NOT_FOUND),
        (&meeting.supervisor, StatusCode::NOT_FOUND),
    ] {
        assert_eq!(meeting.get(path, session).await.status, status);
    }
    let page = meeting
        .get("/a/meetings/settings", &meeting.secretary)
        .await;
    assert!(page.text().contains("Equal shares of time"));
}

#[tokio::test]
async fn an_issues_page_says_why_it_is_on_the_agenda_or_not() {
    let meeting = Meeting::locked().await;
    let page = meeting.get("/a/issues/1", &meeting.resident).await;
    assert!(
        page.text()
            .contains("its supporters (1) could pay its minutes together"),
        "{}",
        page.text()
    );
    let neighbour = meeting.world.issue("a", &meeting.resident, "Later").await;
    let page = meeting.get(&neighbour, &meeting.resident).await;
    assert!(
        page.text().contains("once the committee has accepted it"),
        "{}",
        page.text()
    );
}
