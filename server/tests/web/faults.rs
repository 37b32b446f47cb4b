//! Pages that can't be shown say so in their status too, for whoever watches the server, and for
//! caches and programs.

use app::door::{ADDRESSES, Needs};
use axum::http::StatusCode;
use domain::Role;

use crate::hall::Hall;
use crate::watching::lose;

/// Those that read nothing beyond who is there, and which buildings there are.
const READ_NOTHING: [&str; 6] = [
    "/join",
    "/me",
    "/outbox",
    "/behalf",
    "/meetings/new",
    VERIFY,
];
/// A plain form, for supervisors only; its answer reads.
const VERIFY: &str = "/meetings/{number}/verify";
/// For whoever reported the issue.
const ADD: &str = "/issues/{number}/add";

/// The pages of a community, as they stand in the list of addresses.
fn pages() -> impl Iterator<Item = &'static str> {
    let pages = ADDRESSES.iter().filter(|(.., needs)| *needs == Needs::Page);
    pages.filter_map(|(_, address, _)| address.strip_prefix("/{community}"))
}

fn address(page: &str, number: &str) -> String {
    let page = page.replace("{number}", number);
    format!("/a{}", page.replace("{code}", "WRONGCODE"))
}

#[tokio::test]
async fn a_page_whose_read_fails_is_a_failure() {
    // What is needed before a page is made stays.
    const READ: [&str; 4] = ["issues", "meetings", "plans", "texts"];
    let hall = Hall::locked().await;
    let supervisor = hall.world.officer("a", "wu", Role::Supervisor).await;
    // Whoever has that page.
    let session = |page: &str| match page {
        VERIFY => supervisor.clone(),
        ADD => hall.anna.clone(),
        _ => hall.secretary.clone(),
    };
    for page in pages() {
        let answer = hall.get(&address(page, "1"), &session(page)).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
    }
    for table in READ {
        lose(&hall.world, table).await;
    }
    for page in pages() {
        let expected = if READ_NOTHING.contains(&page) {
            StatusCode::OK
        } else {
            StatusCode::INTERNAL_SERVER_ERROR
        };
        let answer = hall.get(&address(page, "1"), &session(page)).await;
        assert_eq!(answer.status, expected, "{page}");
    }
    lose(&hall.world, "community_details").await;
    for page in pages() {
        let answer = hall.get(&address(page, "1"), &session(page)).await;
        let expected = StatusCode::INTERNAL_SERVER_ERROR;
        assert_eq!(answer.status, expected, "{page}");
    }
}

#[tokio::test]
async fn a_page_of_what_is_not_there_is_not_found() {
    let hall = Hall::locked().await;
    for page in pages().filter(|page| page.contains("{number}")) {
        for number in ["9999", "0", "-1", "x", "4294967296"] {
            for session in [&hall.secretary, &hall.anna] {
                let answer = hall.get(&address(page, number), session).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page} {number}");
            }
        }
    }
}

#[tokio::test]
async fn a_page_for_others_is_not_there_or_asks_to_join() {
    let hall = Hall::locked().await;
    let supervisor = hall.world.officer("a", "wu", Role::Supervisor).await;
    for (page, visitor, resident) in [
        ("/issues/new", 401, 200),
        ("/issues/1", 401, 200),
        ("/issues/1/edit", 401, 200),
        ("/plan", 401, 200),
        ("/me", 401, 200),
        ("/inbox", 401, 200),
        ("/desk", 401, 404),
        ("/meetings/new", 404, 404),
        ("/meetings/settings", 401, 404),
        ("/meetings/1/decisions", 404, 404),
        ("/meetings/1", 200, 200),
        ("/meetings/1/print", 200, 200),
        ("/meetings/1/line", 401, 200),
    ] {
        for (session, expected) in [
            ("", visitor),
            (&*hall.anna, resident),
            (&*supervisor, resident),
        ] {
            let answer = hall.get(&format!("/a{page}"), session).await;
            assert_eq!(answer.status.as_u16(), expected, "{page}");
        }
    }
}
