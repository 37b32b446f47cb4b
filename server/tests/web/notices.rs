//! What reaches somebody outside the inbox, by plain forms.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use axum::http::StatusCode;
use domain::notice::WhyMe;
use server::config::Config;
use server::mail::Mailer;

use crate::world::{Answer, Ask, World};

/// A mail server on this machine that takes all.
fn mail_server() -> (Mailer, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("smtp://{}", listener.local_addr().expect("bound"));
    let (say, heard) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("somebody comes");
            let reading = stream.try_clone().expect("the same");
            let mut lines = BufReader::new(reading).lines().map_while(Result::ok);
            let _ = stream.write_all(b"220 here\r\n");
            while let Some(line) = lines.next() {
                let line = line.to_lowercase();
                let answer: &[u8] = match line.get(..4).unwrap_or_default() {
                    "data" => {
                        let _ = stream.write_all(b"354 go on\r\n");
                        let text: Vec<String> =
                            lines.by_ref().take_while(|line| line != ".").collect();
                        say.send(text.join("\n")).expect("somebody listens");
                        b"250 taken\r\n"
                    }
                    "quit" => b"221 bye\r\n",
                    _ => b"250 well\r\n",
                };
                let _ = stream.write_all(answer);
            }
        }
    });
    let mailer = Mailer::new(&url, "Twoline <no-reply@twoline.example>");
    (mailer.expect("a server"), heard)
}

async fn send(world: &World, session: &str, values: &[(&str, &str)]) -> Answer {
    let ask = Ask::form("/a/notices", values).header("accept-language", "en");
    world.send(ask.by(session)).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_gives_an_address_and_has_less_by_plain_forms() {
    let (mailer, heard) = mail_server();
    let with = |config| Config {
        mail: Some(mailer),
        ..config
    };
    let world = World::with(with).await;
    let anna = world.member("a", "anna").await;
    let person = world.person(&anna).await;
    let community = world.community_id("a").await;
    let page = async |query: &str| {
        let path = format!("/a/notices{query}");
        let ask = Ask::get(&path).header("accept-language", "en");
        let page = world.send(ask.by(&anna)).await;
        assert_eq!(page.status, StatusCode::OK);
        page.text()
    };
    for wrong in ["anna", "anna@x\r\nBcc: all@mail.example"] {
        let answer = send(&world, &anna, &[("deed", "give"), ("address", wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let give = [("deed", "give"), ("address", " anna@mail.example ")];
    let given = send(&world, &anna, &give).await;
    assert_eq!(given.location(), "/a/notices?said=sent");
    let mail = heard.try_recv().expect("a mail");
    assert!(mail.contains("To: anna@mail.example"), "{mail}");
    let (_, rest) = mail.split_once("Your code: ").expect("a code");
    let code: String = rest.chars().take(8).collect();
    // Not another at once, and nothing is confirmed by a wrong code.
    let again = send(&world, &anna, &give).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(heard.try_recv().is_err());
    let wrong = send(&world, &anna, &[("deed", "confirm"), ("code", "WRNG2345")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let typed = code.to_lowercase();
    let right = send(&world, &anna, &[("deed", "confirm"), ("code", &typed)]).await;
    assert_eq!(right.location(), "/a/notices?said=confirmed");
    let addresses = world.store.mail_addresses(community).await;
    assert!(addresses.expect("no fault").contains_key(&person));
    assert!(page("").await.contains("anna@mail.example"));
    // A roundup in place of each mail.
    for (rhythm, at_once) in [("weekly", false), ("each", true)] {
        let values = [("deed", "rhythm"), ("rhythm", rhythm)];
        let chosen = send(&world, &anna, &values).await;
        assert_eq!(chosen.location(), "/a/notices?said=saved");
        let chosen = format!(r#"<option value="{rhythm}" selected>"#);
        assert!(page("").await.contains(&chosen), "{rhythm}");
        let addresses = world.store.mail_addresses(community).await;
        assert_eq!(addresses.expect("no fault").contains_key(&person), at_once);
    }
    // A mail leads to the button that turns its kind off: one tap, and one to turn it on again.
    let offered = page("?off=seconded").await;
    assert!(
        offered.contains("No more of this: You seconded it"),
        "{offered}"
    );
    let off = async || {
        let off = world.store.turned_off(community, person).await;
        off.expect("no fault").contains(&WhyMe::Seconded)
    };
    for (deed, is_off) in [("off", true), ("on", false)] {
        let turned = send(&world, &anna, &[("deed", deed), ("why", "seconded")]).await;
        assert_eq!(turned.location(), "/a/notices?said=saved");
        assert_eq!(off().await, is_off);
    }
    let forgotten = send(&world, &anna, &[("deed", "forget")]).await;
    assert_eq!(forgotten.location(), "/a/notices?said=gone");
    assert!(!page("").await.contains("anna@mail.example"));
}

#[tokio::test]
async fn mail_is_ended_by_its_address_without_signing_in_and_from_anywhere() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let person = world.person(&anna).await;
    let community = world.community_id("a").await;
    let store = &world.store;
    let at = app::context::now();
    {
        let given = store.give_mail_address(community, person, "anna@mail.example", "hash", at);
        assert!(given.await.expect("no fault"));
        let confirmed = store.confirm_mail_address(community, person, "hash", at);
        assert!(confirmed.await.expect("no fault"));
        let key = store.mail_stop_key(community, person, "0123abcd").await;
        assert_eq!(key.expect("no fault").as_deref(), Some("0123abcd"));
    }
    let has = async || {
        let addresses = store.mail_addresses(community).await;
        addresses.expect("no fault").contains_key(&person)
    };
    // A program that looks at the link ends nothing.
    let page = Ask::get("/a/mail/0123abcd").header("accept-language", "en");
    let page = world.send(page).await;
    assert_eq!(page.status, StatusCode::OK);
    let page = page.text();
    assert!(
        page.contains("Stop the mail") && !page.contains("anna"),
        "{page}"
    );
    // As a mail program sends it (RFC 8058), which says neither who it is nor from where it comes.
    let one_click = |key: &str| {
        let path = format!("/a/mail/{key}");
        Ask::form(&path, &[("List-Unsubscribe", "One-Click")]).without("sec-fetch-site")
    };
    let wrong = world.send(one_click("0123abce")).await;
    assert_eq!(wrong.status, StatusCode::OK);
    assert!(has().await);
    let stopped = world.send(one_click("0123abcd")).await;
    assert_eq!(stopped.status, StatusCode::OK);
    assert!(!has().await);
    let again = world.send(one_click("0123abcd")).await;
    assert_eq!(again.status, StatusCode::OK);
}

#[tokio::test]
async fn a_server_without_mail_says_so_and_takes_no_address() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let page = Ask::get("/a/notices").header("accept-language", "en");
    let page = world.send(page.by(&anna)).await.text();
    assert!(page.contains("This server sends no mail"), "{page}");
    let give = [("deed", "give"), ("address", "anna@mail.example")];
    let given = send(&world, &anna, &give).await;
    assert_eq!(given.status, StatusCode::NOT_FOUND);
}
