//! Lists that grow: what a page does not show it names, with a way there that needs no script.

use app::context::{LANGUAGE_COOKIE, new_id, now};
use domain::issue::{AnswerIssue, Category, DESK_MAX, EditIssue};
use domain::meeting::{CreateMeeting, Kind, MEETINGS_PAGE};
use domain::notice::INBOX_PAGE;
use domain::place::Area;
use domain::time::DAY;
use domain::trace::TRACE_PAGE;
use domain::{Command, MeetingId, Role};

use crate::world::{Ask, World};

/// The address of the first link on a page that begins so.
fn link(page: &str, begins: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("href=\"{begins}"))?;
    let (rest, _) = rest.split_once('"')?;
    Some(format!("{begins}{rest}").replace("&amp;", "&"))
}

async fn page(world: &World, address: &str, session: &str, language: &str) -> String {
    let cookies = format!("{session}; {LANGUAGE_COOKIE}={language}");
    world.send(Ask::get(address).by(&cookies)).await.text()
}

#[tokio::test]
async fn a_long_trace_leads_to_what_came_before_and_back() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let address = world.issue("a", &anna, "Edit 0").await;
    let issue = world.issue_id("a", &address).await;
    for n in 1..=TRACE_PAGE {
        let edit = EditIssue {
            issue,
            category: Category::Lift,
            title: format!("Edit {n}"),
            body: String::new(),
            area: Area::Estate,
        };
        world.run("a", &anna, Command::EditIssue(edit)).await;
    }
    for (language, earlier, back) in [
        ("en", "1 earlier entry", "Back to what happened last"),
        ("zh", "更早的 1 条", "回到最近的经过"),
    ] {
        let latest = page(&world, &address, &anna, language).await;
        assert!(
            latest.contains(earlier) && !latest.contains(back),
            "{latest}"
        );
        assert!(
            latest.contains(">Edit 1<") && !latest.contains(">Edit 0<"),
            "{latest}"
        );
        let before = link(&latest, &format!("{address}?before=")).expect("a link");
        let (before, _) = before.split_once('#').expect("leads to the trace");
        let first = page(&world, before, &anna, language).await;
        assert!(first.contains(back) && !first.contains(earlier), "{first}");
        assert!(first.contains(">Edit 0<") && !first.contains(">Edit 1<"));
    }
}

#[tokio::test]
async fn a_full_desk_says_of_how_many_and_where_all_are() {
    let world = World::new().await;
    let secretary = world.officer("a", "sec", Role::Secretary).await;
    let title = |n| format!("Report no. {n} of them");
    // More than a resident files in a day.
    for n in 1..=DESK_MAX + 1 {
        world.issue("a", &secretary, &title(n)).await;
    }
    for (language, said) in [
        ("en", format!("The first {DESK_MAX}, of {}.", DESK_MAX + 1)),
        ("zh", format!("前 {DESK_MAX} 件，共 {} 件。", DESK_MAX + 1)),
    ] {
        let desk = page(&world, "/a/desk", &secretary, language).await;
        assert!(desk.contains(&said), "{desk}");
        assert!(desk.contains(&title(DESK_MAX)) && !desk.contains(&title(DESK_MAX + 1)));
        let all = link(&desk, "/a/issues?status=filed").expect("a link");
        let newest = page(&world, &all, &secretary, language).await;
        assert!(newest.contains(&title(DESK_MAX + 1)), "{newest}");
    }
}

#[tokio::test]
async fn older_meetings_and_notices_are_on_further_pages() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let secretary = world.officer("a", "sec", Role::Secretary).await;
    for n in 1..=MEETINGS_PAGE + 1 {
        let create = CreateMeeting {
            meeting: MeetingId(new_id()),
            kind: Kind::BranchCommittee,
            starts_at: now().plus(i64::from(n) * DAY),
            venue: format!("Room {n}."),
            minutes: 60,
        };
        world
            .run("a", &secretary, Command::CreateMeeting(create))
            .await;
    }
    let address = world.issue("a", &anna, "Lift").await;
    let issue = world.issue_id("a", &address).await;
    for n in 1..=INBOX_PAGE + 1 {
        let text = format!("Answer {n}.");
        let answer = AnswerIssue { issue, text };
        world
            .run("a", &secretary, Command::AnswerIssue(answer))
            .await;
    }
    for (path, next, first, last) in [
        (
            "/a/meetings",
            "/a/meetings?after=",
            "Room 1.",
            format!("Room {}.", MEETINGS_PAGE + 1),
        ),
        (
            "/a/inbox",
            "/a/inbox?before=",
            "Answer 1.",
            format!("Answer {}.", INBOX_PAGE + 1),
        ),
    ] {
        for language in ["en", "zh"] {
            let newest = page(&world, path, &anna, language).await;
            assert!(
                newest.contains(&last) && !newest.contains(first),
                "{newest}"
            );
            let older = link(&newest, next).expect("a link");
            let oldest = page(&world, &older, &anna, language).await;
            assert!(
                oldest.contains(first) && !oldest.contains(&last),
                "{oldest}"
            );
            assert!(oldest.contains("rel=\"first\"") && link(&oldest, next).is_none());
        }
    }
}
