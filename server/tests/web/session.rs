use axum::http::StatusCode;

use crate::world::{Ask, World};

#[tokio::test]
async fn whoever_signs_out_is_signed_out() {
    let world = World::new().await;
    let session = world.member("a", "anna").await;
    let issue = world.issue("a", &session, "Lift").await;
    let out = world.send(Ask::form("/sign-out", &[]).by(&session)).await;
    assert_eq!((out.status, out.location()), (StatusCode::SEE_OTHER, "/"));
    assert!(
        out.set_cookie("twoline_session")
            .is_some_and(|line| line.contains("Max-Age=0"))
    );
    assert!(
        out.headers.get("clear-site-data").is_none(),
        "the outbox stays"
    );
    // The cookie is worth nothing any more.
    let gone = world.send(Ask::get(&issue).by(&session)).await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
}
