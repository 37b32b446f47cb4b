use std::path::Path;
use std::sync::Arc;

use axum::http::{Method, StatusCode, header};
use domain::place::{Datum, Tiles};
use server::config::Config;

use crate::hall::Hall;
use crate::world::{Ask, World};

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let world = World::new().await;
    for path in [
        "/",
        "/a",
        "/a/join",
        "/shell",
        "/sw.js",
        "/pkg/twoline.css",
        "/healthz",
        "/no/such/page",
    ] {
        let answer = world.send(Ask::get(path)).await;
        assert_eq!(
            answer.header(header::X_CONTENT_TYPE_OPTIONS),
            "nosniff",
            "{path}"
        );
        assert_eq!(
            answer.header(header::REFERRER_POLICY),
            "same-origin",
            "{path}"
        );
        assert!(
            answer
                .header("permissions-policy")
                .contains("geolocation=(self)"),
            "{path}"
        );
        assert!(
            answer
                .header(header::STRICT_TRANSPORT_SECURITY)
                .starts_with("max-age="),
            "{path}"
        );
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
    }
    let page = world.send(Ask::get("/a/join")).await;
    let policy = page.header(header::CONTENT_SECURITY_POLICY);
    // Nothing stands beside the nonce that would let other scripts run.
    let scripts = policy.split("script-src ").nth(1);
    let scripts = scripts.and_then(|rest| rest.split(';').next());
    let (allowed, nonce) = scripts
        .and_then(|scripts| scripts.split_once(" 'nonce-"))
        .expect("scripts with a nonce");
    assert_eq!(allowed, "'self' 'wasm-unsafe-eval'", "{policy}");
    assert_eq!(nonce.find('\''), Some(nonce.len() - 1), "{policy}");
    assert_eq!(policy.matches("script-src").count(), 1, "{policy}");
}

#[tokio::test]
async fn pages_are_made_for_one_person_and_files_for_everybody() {
    let world = World::new().await;
    for (path, cache) in [
        ("/a", "private, no-cache"),
        ("/shell", "private, no-cache"),
        ("/sw.js", "no-cache"),
        ("/manifest.webmanifest", "public, max-age=600"),
    ] {
        let answer = world.send(Ask::get(path)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert_eq!(answer.header(header::CACHE_CONTROL), cache, "{path}");
    }
    let missing = world.send(Ask::get("/pkg/gone.js")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(!missing.header(header::CACHE_CONTROL).contains("max-age"));
}

#[tokio::test]
async fn the_language_follows_the_browser() {
    let world = World::new().await;
    for (accepted, lang) in [("en-GB,en;q=0.9", "en"), ("zh-CN", "zh"), ("fr", "zh")] {
        let page = world
            .send(Ask::get("/a/join").header("accept-language", accepted))
            .await
            .text();
        assert!(
            page.contains(&format!("<html lang=\"{lang}\"")),
            "{accepted}"
        );
        // What the phone's home screen says is in the same.
        let manifest = match lang {
            "en" => "\"/manifest.en.webmanifest\"",
            _ => "\"/manifest.webmanifest\"",
        };
        assert!(page.contains(manifest), "{accepted}: {page}");
    }
}

/// What a browser reads to put the app on a home screen names files that are there, and shortcuts
/// that lead somewhere.
#[test]
fn manifests_are_whole_in_both_languages() {
    let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public");
    for (file, lang) in [
        ("manifest.webmanifest", "zh-CN"),
        ("manifest.en.webmanifest", "en"),
    ] {
        let text = std::fs::read_to_string(public.join(file)).expect("a manifest");
        let manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(manifest["lang"], lang);
        assert_eq!(manifest["id"], "/", "one app, whatever its language");
        let of = |name: &str| manifest[name].as_array().expect("a list").clone();
        for picture in of("icons").into_iter().chain(of("screenshots")) {
            let src = picture["src"].as_str().expect("an address");
            assert!(public.join(&src[1..]).is_file(), "{file}: {src}");
        }
        let led: Vec<&str> = [0, 1]
            .map(|n| {
                manifest["shortcuts"][n]["url"]
                    .as_str()
                    .expect("an address")
                    .to_owned()
            })
            .iter()
            .map(|url| app::here::shortcut(url.strip_prefix("/?").expect("the start")))
            .collect();
        assert_eq!(led, ["/issues/new", "/meetings"]);
    }
    assert_eq!(app::here::shortcut("go=elsewhere"), "");
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let world = World::new().await;
    for path in [
        "/nowhere",
        "/a/nowhere",
        "/a/issues/1/nowhere",
        "/api/v1/nowhere",
        "/favicon.ico",
    ] {
        assert_eq!(
            world.send(Ask::get(path)).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let post = world.send(Ask::form("/a/nowhere", &[])).await;
    assert_eq!(post.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_slash_at_the_end_of_an_address_leads_to_the_page() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let issue = world.issue("a", &anna, "Lift").await;
    let pages = ["/a", "/a/issues", "/a/plan", "/a/meetings", "/a/me", &issue];
    for page in pages {
        for (asked, there) in [
            (format!("{page}/"), page.to_owned()),
            (format!("{page}//"), page.to_owned()),
            (
                format!("{page}/?order=newest&x=%2F"),
                format!("{page}?order=newest&x=%2F"),
            ),
        ] {
            let answer = world.send(Ask::get(&asked).by(&anna)).await;
            assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{asked}");
            assert_eq!(answer.location(), there, "{asked}");
            let page = world.send(Ask::get(answer.location()).by(&anna)).await;
            assert_eq!(page.status, StatusCode::OK, "{there}");
        }
    }
    // Never to another site.
    for path in ["//evil.example/", "/\\evil.example/", "//evil.example//"] {
        let Ok(uri) = path.parse::<axum::http::Uri>() else {
            continue;
        };
        let answer = world.send(Ask::get(&uri.to_string())).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let form = world.send(Ask::form("/a/join/", &[])).await;
    assert_eq!(form.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_answer_is_in_both_languages_and_says_what_to_do() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let large = |path| {
        Ask::form(path, &[])
            .header("content-length", "536870913")
            .body(vec![b'x'; 65 * 1024])
    };
    let photo = format!("/api/v1/a/photos/{}", crate::world::uuid());
    let not_found = StatusCode::NOT_FOUND;
    for (ask, status) in [
        (large("/preferences"), StatusCode::PAYLOAD_TOO_LARGE),
        (large("/a/issues/new"), StatusCode::PAYLOAD_TOO_LARGE),
        (Ask::get("/a/meetings/abc/papers.pdf"), not_found),
        (Ask::get("/a/meetings/abc/document.json"), not_found),
        (Ask::get("/a/photos/x"), not_found),
        (Ask::form("/a/issues/abc/second", &[]), not_found),
        // Opened as pages: addresses of forms.
        (Ask::get("/preferences"), not_found),
        (Ask::get("/sign-out"), not_found),
        (Ask::get("/a/issues/1/second"), not_found),
        (Ask::new(Method::POST, "/a/join"), StatusCode::BAD_REQUEST),
        (Ask::form("/a/issues/new", &[]), StatusCode::BAD_REQUEST),
        (Ask::new(Method::PUT, &photo), StatusCode::UNAUTHORIZED),
    ] {
        let path = ask.path();
        let signed_in = status != StatusCode::UNAUTHORIZED;
        let ask = if signed_in { ask.by(&anna) } else { ask };
        let answer = world.send(ask).await;
        let text = answer.text();
        assert_eq!(answer.status, status, "{path}: {text}");
        if signed_in {
            assert!(
                text.contains("请") && text.contains("lease"),
                "{path}: {text}"
            );
        }
    }
}

#[tokio::test]
async fn a_command_reaches_the_store_by_its_fixed_address_in_its_senders_name_only() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let bo = world.member("a", "bo").await;
    let address = world.issue("a", &anna, "Lift").await;
    let issue = world.issue_id("a", &address).await;
    let (anna_id, bo_id) = (world.person(&anna).await, world.person(&bo).await);
    for (sender, answer, count) in [
        ("null".to_owned(), "signed_out", 1),
        (format!("\"{bo_id}\""), "signed_out", 1),
        (format!("\"{anna_id}\""), "done", 0),
    ] {
        let body = format!(
            r#"{{"community":"a","envelope":{{"id":"01a209e8-6125-71b3-b7d5-b74997acb8c4","command":{{"take_back_second":{{"issue":"{issue}"}}}}}},"sender":{sender}}}"#
        );
        let ask = Ask::new(Method::POST, "/api/v1/command")
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .body(body);
        let sent = world.send(ask.by(&anna)).await;
        assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
        assert!(sent.text().contains(answer), "{}", sent.text());
        let page = world.send(Ask::get(&address).by(&bo)).await.text();
        assert!(
            page.contains(&format!("second__count\">{count}<")),
            "{page}"
        );
    }
}

#[tokio::test]
async fn street_tiles_lie_under_the_plan_where_the_operator_wants_them_and_nowhere_else() {
    const ADDRESS: &str = "https://tiles.example/m/";
    let tiled = World::with(|config| {
        let template = format!("{ADDRESS}{{z}}/{{x}}/{{y}}.png");
        let tiles = Tiles::new(&template, Datum::Gcj02, "© A map & its makers");
        Config {
            tiles: Some(Arc::new(tiles.expect("sound"))),
            ..config
        }
    });
    for (world, tiles) in [(World::new().await, false), (tiled.await, true)] {
        let session = world.member("a", "Wang").await;
        let get = |path: &str| world.send(Ask::get(path).by(&session));
        let plan = get("/a/plan").await;
        let images = if tiles {
            "img-src 'self' blob: data: https://tiles.example;"
        } else {
            "img-src 'self' blob: data:;"
        };
        for path in ["/a/plan", "/a/issues", "/shell"] {
            let answer = get(path).await;
            let policy = answer.header(header::CONTENT_SECURITY_POLICY);
            assert!(policy.contains(images), "{path}: {policy}");
        }
        assert_eq!(plan.text().contains("<image "), tiles);
        assert_eq!(plan.text().contains("© A map &amp; its makers"), tiles);
        let read = get("/api/read/plan-issues?slug=a").await;
        assert_eq!(read.text().contains(ADDRESS), tiles);
        // Whoever files needs none.
        let filing = get("/a/issues/new").await;
        assert!(!filing.text().contains("<image "));
        assert!(!get("/api/read/plan?slug=a").await.text().contains(ADDRESS));
    }
}

#[tokio::test]
async fn what_is_public_describes_itself_and_nothing_else_does() {
    let hall = Hall::locked().await;
    let described = |html: &str| {
        let tags = ["name=\"description\"", "property=\"og:title\""];
        let tags = tags.map(|tag| html.contains(tag));
        assert_eq!(tags[0], tags[1], "both or none");
        tags[0]
    };
    let page = hall.get("/a", "").await.text();
    assert!(described(&page), "{page}");
    let page = hall.get("/a/meetings", "").await.text();
    assert!(described(&page), "{page}");
    let page = hall.get("/a/meetings/1", "").await.text();
    assert!(described(&page), "{page}");
    let image = "property=\"og:image\" content=\"https://twoline.example/icons/icon-512.png\"";
    let turned = "content=\"https://twoline.example/icons/icon-512.png\" property=\"og:image\"";
    assert!(page.contains(image) || page.contains(turned), "{page}");
    for path in ["/a/issues/1", "/a/plan", "/a/join", "/a/desk", "/a/inbox"] {
        let to_visitor = hall.get(path, "").await.text();
        assert!(!described(&to_visitor), "{path}");
        let to_member = hall.get(path, &hall.anna).await.text();
        assert!(!described(&to_member), "{path}");
    }
}
