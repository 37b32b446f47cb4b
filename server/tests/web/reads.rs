//! What pages are filled with, read by hand.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use domain::Role;
use domain::issue::{FeedOrder, FeedQuery, Near};
use leptos::server_fn::axum::server_fn_paths;

use crate::hall::Hall;
use crate::world::{Ask, encode, uuid};

/// Without signing in one reads what the branch published, and how the server's communities are
/// called.
#[tokio::test]
async fn a_visitor_reads_only_what_the_branch_published() {
    let hall = Hall::locked().await;
    hall.publish().await;
    let query = serde_json::to_string(&FeedQuery::default()).expect("JSON");
    let query = encode(&query);
    // Reads take what they need of it.
    let query =
        format!("?slug=a&number=1&query={query}&language=en&building=1&words=&change=%22fill%22");
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

/// Numbers and words that no page of ours puts into an address.
#[tokio::test]
async fn addresses_that_nobody_made_are_nothing_and_no_fault() {
    let hall = Hall::locked().await;
    let reads: BTreeSet<&str> = server_fn_paths()
        .filter(|(_, method)| *method == Method::GET)
        .map(|(path, _)| path)
        .collect();
    let sound = serde_json::to_string(&FeedQuery::default()).expect("JSON");
    let ask = async |path: &str, slug: &str, number: &str, query: &str, language: &str| {
        let [slug, number, query, language] = [slug, number, query, language].map(encode);
        let address =
            format!("{path}?slug={slug}&number={number}&query={query}&language={language}");
        let status = hall.get(&address, &hall.secretary).await.status;
        assert!(!status.is_server_error(), "{address}: {status}");
        status
    };
    for path in reads {
        for number in [
            "",
            "0",
            "-1",
            "4294967295",
            "4294967296",
            "99999999999999999999",
            "1e308",
            "NaN",
            "\0",
        ] {
            ask(path, "a", number, &sound, "en").await;
        }
        for wrong in ["", "\0", "\u{202e}", "9999999999", &"x".repeat(5_000)] {
            ask(path, wrong, "1", &sound, "en").await;
            ask(path, "a", "1", wrong, "en").await;
            ask(path, "a", "1", &sound, wrong).await;
        }
    }
    // Not that everything is nothing.
    assert_eq!(
        ask("/api/read/issue", "a", "1", &sound, "en").await,
        StatusCode::OK
    );
}

/// The feed, asked for what no page of ours asks.
#[tokio::test]
async fn a_feed_is_asked_for_anything_without_fault() {
    let hall = Hall::locked().await;
    let far = i64::MAX;
    let afters = [
        String::new(),
        ".".to_owned(),
        format!("{far}.{far}"),
        format!("{}.{}", i64::MIN, i64::MIN),
        "0.0".to_owned(),
        u64::MAX.to_string(),
        "-1".to_owned(),
        "1e308.1".to_owned(),
        "\0".to_owned(),
        "9".repeat(5_000),
    ];
    let extremes = [i32::MIN, -1, 0, 1, i32::MAX];
    let mut queries = vec![];
    for order in FeedOrder::ALL {
        for after in &afters {
            queries.push(FeedQuery {
                order,
                after: Some(after.clone()),
                ..FeedQuery::default()
            });
            queries.push(FeedQuery {
                order,
                words: after.clone(),
                near: Some(Near { lat: 1, lon: -1 }),
                after: Some(after.clone()),
                ..FeedQuery::default()
            });
        }
        for lat in extremes {
            for lon in extremes {
                queries.push(FeedQuery {
                    order,
                    near: Some(Near { lat, lon }),
                    ..FeedQuery::default()
                });
            }
        }
    }
    for words in ["%_\\", "\u{fdfa}", "\0\u{202e}", &"漏 ".repeat(1_000)] {
        queries.push(FeedQuery {
            words: words.to_owned(),
            ..FeedQuery::default()
        });
    }
    for query in queries {
        let json = serde_json::to_string(&query).expect("JSON");
        let address = format!("/api/read/feed?slug=a&query={}", encode(&json));
        let answer = hall.get(&address, &hall.secretary).await;
        assert_eq!(answer.status, StatusCode::OK, "{query:?}");
    }
}

/// Commands that cannot be read are refused, and hold up nothing in an outbox.
#[tokio::test]
async fn a_command_that_cannot_be_read_is_nothing_and_no_fault() {
    let hall = Hall::locked().await;
    for (field, wrong) in [
        ("minutes", "-1"),
        ("minutes", "4294967296"),
        ("minutes", "1e308"),
        ("starts_at", "9223372036854775808"),
        ("starts_at", "\"tomorrow\""),
        ("meeting", "\"7\""),
    ] {
        let mut command = serde_json::json!({ "create_meeting": {
            "meeting": uuid(), "kind": "members", "starts_at": 0, "place": "", "minutes": 60,
        } });
        command["create_meeting"][field] = serde_json::from_str(wrong).expect("JSON");
        let body = serde_json::json!({
            "community": "a",
            "envelope": { "id": uuid(), "command": command },
            "sender": null,
        });
        let ask = Ask::new(Method::POST, "/api/v1/command")
            .header("content-type", "application/json")
            .body(body.to_string())
            .by(&hall.secretary);
        let answer = hall.world.send(ask).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{field}: {wrong}");
    }
}
