//! What pages are filled with, read by hand.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use domain::Role;
use domain::issue::FeedQuery;
use leptos::server_fn::axum::server_fn_paths;

use crate::hall::Hall;
use crate::world::encode;

/// Without signing in one reads what the branch published, and how the server's communities are
/// called.
#[tokio::test]
async fn a_visitor_reads_only_what_the_branch_published() {
    let hall = Hall::locked().await;
    hall.publish().await;
    let query = serde_json::to_string(&FeedQuery::default()).expect("JSON");
    let query = encode(&query);
    // Reads take what they need of it.
    let query = format!("?slug=a&number=1&query={query}&language=en&building=1");
    // What builds the router.
    let reads: BTreeSet<&str> = server_fn_paths()
        .filter(|(_, method)| *method == Method::GET)
        .map(|(path, _)| path)
        .collect();
    let stranger = hall.world.officer("b", "bo", Role::Secretary).await;
    let mut open = vec![];
    for path in &reads {
        let address = format!("{path}{query}");
        let answer = hall.get(&address, "").await;
        if answer.status == StatusCode::OK {
            open.push(path.strip_prefix("/api/read/").expect("a read"));
        } else {
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
            // Not for a mistake in the address.
            let answer = hall.get(&address, &hall.secretary).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        }
        // It is the same to somebody of another community.
        let to_visitor = hall.get(&address, "").await.status;
        let to_stranger = hall.get(&address, &stranger).await.status;
        assert_eq!(to_stranger, to_visitor, "{path}");
    }
    assert_eq!(
        open,
        ["communities", "community", "meeting", "meetings", "papers"]
    );
}
