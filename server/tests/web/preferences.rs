use axum::http::{StatusCode, header};

use crate::world::{Ask, World};

#[tokio::test]
async fn preferences_are_kept_in_cookies_that_pages_can_read() {
    let world = World::new().await;
    let values = [("language", "en"), ("elder", "1"), ("back", "/a/plan?x=1")];
    let kept = world.send(Ask::form("/preferences", &values)).await;
    assert_eq!(
        (kept.status, kept.location()),
        (StatusCode::SEE_OTHER, "/a/plan?x=1")
    );
    for name in ["lang", "elder"] {
        let line = kept.set_cookie(name).expect("set");
        assert!(
            line.contains("Max-Age=31536000") && !line.contains("HttpOnly"),
            "{line}"
        );
    }
    let page = Ask::get("/a")
        .header("accept-language", "zh")
        .header("cookie", "lang=en; elder=1");
    let page = world.send(page).await.text();
    assert!(
        page.contains("<html lang=\"en\" class=\"elder\">"),
        "{}",
        &page[..200]
    );

    for back in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "",
        "/\r\nx: y",
    ] {
        let answer = world
            .send(Ask::form("/preferences", &[("back", back)]))
            .await;
        assert_eq!(answer.location(), "/", "{back:?}");
        assert!(answer.headers.get(header::SET_COOKIE).is_none());
    }
}
