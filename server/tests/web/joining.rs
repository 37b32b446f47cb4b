use axum::http::{StatusCode, header};
use domain::household::FREE_TRIES;
use server::config::Config;

use crate::watching::Log;
use crate::world::{Answer, Ask, World, uuid};

async fn join(world: &World, code: &str, more: &[(&str, &str)]) -> Answer {
    let command = uuid();
    let mut values = vec![
        ("code", code),
        ("language", "en"),
        ("command", command.as_str()),
    ];
    values.extend(more);
    world.send(Ask::form("/a/join", &values)).await
}

const ANNA: [(&str, &str); 2] = [("nickname", "Anna"), ("consent", "on")];

#[tokio::test]
async fn a_slip_lets_one_in_and_the_cookie_is_safe() {
    let world = World::new().await;
    world.slip("a", "ABCD2345", 1, 5).await;
    let joined = join(&world, "abcd-2345", &ANNA).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.text());
    // Where their way back is shown.
    assert_eq!(joined.location(), "/a/devices");
    let cookie = joined
        .set_cookie("__Host-twoline_session")
        .expect("signed in");
    for part in [
        "HttpOnly",
        "Secure",
        "SameSite=Lax",
        "__Host-",
        "Path=/",
        "Max-Age=15552000",
    ] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let language = joined.set_cookie("lang").expect("the language is kept");
    assert!(
        language.starts_with("lang=en;") && !language.contains("HttpOnly"),
        "{language}"
    );

    let session = cookie.split(';').next().expect("a cookie").to_owned();
    let feed = world.send(Ask::get("/a").by(&session)).await;
    assert_eq!(feed.status, StatusCode::OK);
    // A member who scans a slip again is led home.
    let values = [("code", "ABCD2345")];
    let again = world.send(Ask::form("/a/join", &values).by(&session)).await;
    assert_eq!(
        (again.status, again.location()),
        (StatusCode::SEE_OTHER, "/a")
    );
}

#[tokio::test]
async fn a_code_that_is_not_good_says_so_before_any_form() {
    let world = World::new().await;
    world.slip("a", "GOOD2345", 1, 5).await;
    world.slip("a", "GONE2345", 1, -1).await;
    world.slip("a", "FULL2345", 1, 5).await;
    let admitted = join(&world, "FULL2345", &ANNA).await;
    assert_eq!(admitted.status, StatusCode::SEE_OTHER);
    let mut alerts = vec![];
    for code in ["WRNG2345", "gone-2345", "FULL2345"] {
        let page = world
            .send(Ask::form("/a/join", &[("step", "code"), ("code", code)]))
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
        let page = page.text();
        // What to do next: type another one. Nothing else is asked for.
        assert!(page.contains("name=\"code\"") && !page.contains("name=\"nickname\""));
        alerts.push(alert(&page).to_owned());
    }
    alerts.dedup();
    assert_eq!(alerts.len(), 3, "{alerts:?}");
    let page = world
        .send(Ask::form(
            "/a/join",
            &[("step", "code"), ("code", "good-2345")],
        ))
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("name=\"nickname\""));
    // Guessing so is guessing.
    for _ in 1..=FREE_TRIES {
        world
            .send(Ask::form(
                "/a/join",
                &[("step", "code"), ("code", "WRNG2345")],
            ))
            .await;
    }
    let page = world
        .send(Ask::form(
            "/a/join",
            &[("step", "code"), ("code", "WRNG2345")],
        ))
        .await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_code_that_is_no_longer_good_gets_a_clear_answer() {
    let world = World::new().await;
    world.slip("a", "GONE2345", 1, -1).await;
    world.slip("a", "FULL2345", 1, 5).await;
    assert_eq!(
        join(&world, "FULL2345", &ANNA).await.status,
        StatusCode::SEE_OTHER
    );
    let mut answers = vec![];
    for code in ["WRNG2345", "GONE2345", "FULL2345", ""] {
        let refused = join(&world, code, &ANNA).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
        assert!(refused.set_cookie("__Host-twoline_session").is_none());
        let page = refused.text();
        assert!(page.contains("role=\"alert\""), "{page}");
        answers.push(page);
    }
    for (position, page) in answers.iter().enumerate() {
        for other in &answers[position + 1..] {
            assert_ne!(alert(page), alert(other));
        }
    }
    // A slip of another community is none here.
    world.slip("b", "ELSE2345", 1, 5).await;
    assert_eq!(
        join(&world, "ELSE2345", &ANNA).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

/// What a page says is wrong.
fn alert(page: &str) -> &str {
    let alert = page.split("role=\"alert\"").nth(1);
    let words = alert.and_then(|rest| rest.split_once("<p>")?.1.split_once("</p>"));
    words.expect("it says what is wrong").0
}

#[tokio::test]
async fn what_was_typed_stays_when_consent_is_missing() {
    let world = World::new().await;
    world.slip("a", "ABCD2345", 1, 5).await;
    let refused = join(&world, "ABCD2345", &[("nickname", "Anna \"<b>\"")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text();
    assert!(
        page.contains("value=\"Anna &quot;&lt;b&gt;&quot;\""),
        "{page}"
    );
    assert!(page.contains("ABCD2345"));
    assert!(!page.contains("<b>\""));
}

#[tokio::test]
async fn the_same_form_sent_twice_joins_one_person() {
    let world = World::new().await;
    world.slip("a", "ABCD2345", 2, 5).await;
    let command = uuid();
    let form = |code| {
        let values = [
            ("code", code),
            ("nickname", "Anna"),
            ("consent", "on"),
            ("command", &command),
        ];
        Ask::form("/a/join", &values)
    };
    let mut sessions = vec![];
    for _ in 0..2 {
        let joined = world.send(form("ABCD2345")).await;
        assert_eq!(joined.status, StatusCode::SEE_OTHER);
        let cookie = joined.set_cookie("__Host-twoline_session");
        sessions.push(cookie.expect("signed in both times"));
    }
    assert_ne!(sessions[0], sessions[1], "the first one was lost");
    for (cookie, status) in [
        (&sessions[0], StatusCode::UNAUTHORIZED),
        (&sessions[1], StatusCode::OK),
    ] {
        let session = cookie.split(';').next().expect("a cookie");
        let me = world.send(Ask::get("/a/me").by(session)).await;
        assert_eq!(me.status, status);
    }
    // Once she has used it, the form brings nobody back, and least of all once she has signed out.
    for sign_out in [false, true] {
        if sign_out {
            let session = sessions[1].split(';').next().expect("a cookie");
            world.send(Ask::form("/sign-out", &[]).by(session)).await;
        }
        let again = world.send(form("ABCD2345")).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.set_cookie("__Host-twoline_session").is_none());
        assert!(again.text().contains("it signs nobody in again"));
    }
    // One place on the slip is still free.
    assert_eq!(
        join(&world, "ABCD2345", &ANNA).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        join(&world, "ABCD2345", &ANNA).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    // Knowing the form's id without the code signs nobody in.
    let guessed = world.send(form("WRNG2345")).await;
    assert_eq!(guessed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(guessed.set_cookie("__Host-twoline_session").is_none());
}

/// She goes back to the form that he sent before he signed out.
#[tokio::test]
async fn the_same_form_with_another_nickname_joins_another_person() {
    let world = World::new().await;
    world.slip("a", "ABCD2345", 2, 5).await;
    let command = uuid();
    for nickname in ["Bo", "Anna"] {
        let values = [
            ("code", "ABCD2345"),
            ("nickname", nickname),
            ("consent", "on"),
            ("command", &command),
        ];
        let joined = world.send(Ask::form("/a/join", &values)).await;
        let cookie = joined
            .set_cookie("__Host-twoline_session")
            .expect("signed in");
        let session = cookie.split(';').next().expect("a cookie");
        let me = world.send(Ask::get("/a/me").by(session)).await.text();
        assert!(me.contains(nickname), "{me}");
    }
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let world = World::new().await;
    world.slip("a", "ABCD2345", 5, 5).await;
    for guess in 0..FREE_TRIES {
        let guess = format!("AAAA{guess:04}");
        assert_eq!(
            join(&world, &guess, &ANNA).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    // Now even the right code has to wait.
    for code in ["FFFF2222", "ABCD2345"] {
        let refused = join(&world, code, &ANNA).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
        let seconds: u32 = refused
            .header(header::RETRY_AFTER)
            .parse()
            .expect("seconds");
        assert!((1..=10).contains(&seconds), "{seconds}");
    }
    // Neighbours at other addresses don't; a header that anybody can write is no address.
    let values = [
        ("code", "ABCD2345"),
        ("nickname", "Bo"),
        ("consent", "on"),
        ("command", &uuid()),
    ];
    let forged = Ask::form("/a/join", &values).header("x-forwarded-for", "198.51.100.7");
    assert_eq!(
        world.send(forged).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    let neighbour = Ask::form("/a/join", &values).at_address("198.51.100.7");
    assert_eq!(world.send(neighbour).await.status, StatusCode::SEE_OTHER);
}

/// One evening in a hall: everybody is behind one address, and every other slip is misread.
#[tokio::test]
async fn neighbours_behind_one_address_join_although_others_have_mistyped() {
    let world = World::new().await;
    world.slip("a", "ABCD2345", 20, 5).await;
    for person in 0..12 {
        let (code, status) = if person < 6 || person % 3 == 0 {
            ("AAAA2222", StatusCode::UNPROCESSABLE_ENTITY)
        } else {
            ("ABCD2345", StatusCode::SEE_OTHER)
        };
        let nickname = format!("Neighbour {person}");
        let values = [
            ("code", code),
            ("nickname", nickname.as_str()),
            ("consent", "on"),
            ("command", &uuid()),
        ];
        let answer = world.send(Ask::form("/a/join", &values)).await;
        assert_eq!(answer.status, status, "{person}");
    }
}

/// Anybody can write the header, and the proxy adds at its end whom it saw.
#[tokio::test]
async fn behind_a_proxy_the_last_address_that_it_names_is_who_guesses() {
    let trusting = |config| Config {
        trust_proxy: true,
        ..config
    };
    let world = World::with(trusting).await;
    world.slip("a", "ABCD2345", 5, 5).await;
    let codes = std::cell::Cell::new(2000);
    let guess = async |forwarded: &[&str]| {
        codes.set(codes.get() + 1);
        let code = format!("WRNG{}", codes.get());
        let values = [("code", &*code), ("nickname", "Bo"), ("consent", "on")];
        let mut ask = Ask::form("/a/join", &values);
        for line in forwarded {
            ask = ask.and_header("x-forwarded-for", line);
        }
        world.send(ask).await.status
    };
    for guessed in 0..FREE_TRIES {
        let forwarded = [format!("1.1.1.{guessed}, 198.51.100.7")];
        let status = guess(&[&forwarded[0]]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    for forwarded in [
        &["198.51.100.7"][..],
        &["6.6.6.6", "198.51.100.7"],
        &["6.6.6.6, 198.51.100.7:4711"],
    ] {
        let status = guess(forwarded).await;
        assert_eq!(status, StatusCode::TOO_MANY_REQUESTS, "{forwarded:?}");
    }
    for forwarded in [
        &["198.51.100.7, 198.51.100.8"][..],
        &["[2001:db8::1]:80"],
        &[],
    ] {
        let status = guess(forwarded).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{forwarded:?}");
    }
}

#[tokio::test]
async fn a_right_code_forgives_wrong_ones_but_only_the_first_time() {
    let world = World::new().await;
    world.slip("a", "ABCD2345", 1, 5).await;
    let command = uuid();
    let values = [
        ("code", "ABCD2345"),
        ("nickname", "Anna"),
        ("consent", "on"),
        ("command", &command),
    ];
    for expected in [StatusCode::SEE_OTHER, StatusCode::TOO_MANY_REQUESTS] {
        let wrong = if expected == StatusCode::SEE_OTHER {
            FREE_TRIES - 1
        } else {
            FREE_TRIES
        };
        for n in 0..wrong {
            let guess = format!("AA{wrong}{n:04}");
            assert_eq!(
                join(&world, &guess, &ANNA).await.status,
                StatusCode::UNPROCESSABLE_ENTITY
            );
        }
        assert_eq!(
            world.send(Ask::form("/a/join", &values)).await.status,
            expected
        );
    }
}

#[tokio::test]
async fn a_wrong_code_counts_once_against_its_address_however_often_it_is_sent() {
    let world = World::new().await;
    world.slip("a", "ABCD2345", 5, 5).await;
    world.slip("a", "GONE2345", 5, -1).await;
    // A hall in which everybody has the same wrong slip in their hands.
    for code in ["WRNG2345", "GONE2345"] {
        for n in 0..2 * FREE_TRIES {
            let status = join(&world, code, &ANNA).await.status;
            let expected = if n < FREE_TRIES {
                StatusCode::UNPROCESSABLE_ENTITY
            } else {
                StatusCode::TOO_MANY_REQUESTS
            };
            assert_eq!(status, expected, "{code} {n}");
        }
    }
    // Nor does a good one wait because it was tried at another community's door.
    let elsewhere = [("step", "code"), ("code", "ABCD2345")];
    for _ in 0..=FREE_TRIES {
        world.send(Ask::form("/b/join", &elsewhere)).await;
    }
    // They wait with that one alone.
    let joined = join(&world, "ABCD2345", &ANNA).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_somebody_guesses_who_is_signed_in_counts_against_them_alone() {
    let world = World::new().await;
    world.slip("b", "ABCD2345", 5, 5).await;
    let session = world.member("a", "anna").await;
    let guess = async |code: &str| {
        let values = [("step", "code"), ("code", code)];
        world.send(Ask::form("/b/join", &values).by(&session)).await
    };
    for n in 0..FREE_TRIES {
        let status = guess(&format!("AAAA{n:04}")).await.status;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{n}");
    }
    let status = guess("ABCD2345").await.status;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    let values = [
        ("code", "ABCD2345"),
        ("nickname", "Bo"),
        ("consent", "on"),
        ("command", &uuid()),
    ];
    let neighbour = world.send(Ask::form("/b/join", &values)).await;
    assert_eq!(neighbour.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn no_address_has_a_code_in_it() {
    let world = World::new().await;
    world.slip("a", "ABCD2345", 1, 5).await;
    for path in ["/a/join/ABCD2345", "/a/join/by-code?code=ABCD2345"] {
        let answer = world.send(Ask::get(path)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let page = world
        .send(Ask::form(
            "/a/join",
            &[("step", "code"), ("code", "ABCD-2345")],
        ))
        .await;
    assert_eq!(page.status, StatusCode::OK);
    let page = page.text();
    assert!(page.contains("action=\"/a/join\"") && page.contains("method=\"post\""));
    // An empty form says so, and is no try.
    for _ in 0..=FREE_TRIES {
        let page = world
            .send(Ask::form("/a/join", &[("step", "code"), ("code", " ")]))
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_member_of_one_community_joins_another_as_the_same_person() {
    let world = World::new().await;
    let session = world.member("a", "anna").await;
    world.slip("b", "ABCD2345", 1, 5).await;
    let values = [
        ("code", "ABCD2345"),
        ("nickname", "Anna"),
        ("consent", "on"),
        ("command", &uuid()),
    ];
    let joined = world.send(Ask::form("/b/join", &values).by(&session)).await;
    assert_eq!(
        (joined.status, joined.location()),
        (StatusCode::SEE_OTHER, "/b")
    );
    assert!(
        joined.set_cookie("__Host-twoline_session").is_none(),
        "the session stays"
    );
    for path in ["/a/issues/new", "/b/issues/new"] {
        assert!(
            world
                .send(Ask::get(path).by(&session))
                .await
                .text()
                .contains("<form"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn no_slips_code_stands_in_the_log() {
    let world = World::new().await;
    let log = Log::default();
    let guard = log.listen(tracing::Level::DEBUG);
    world
        .send(Ask::form(
            "/a/join",
            &[("step", "code"), ("code", "ABCD-2345")],
        ))
        .await;
    join(&world, "ABCD2345", &ANNA).await;
    drop(guard);
    let log = log.text();
    assert!(
        log.contains("/{community}/join"),
        "it knows the requests: {log}"
    );
    assert!(!log.contains("2345"), "{log}");
}
