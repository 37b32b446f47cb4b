//! Papers as PDF and on the print page: who may have which, and that both say the same.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command as Program;

use axum::http::{StatusCode, header};
use domain::issue::{ChooseDiscretion, Discretion};
use domain::paper::PaperKind;
use domain::work::{BeginWork, ByOffice, Responsible};
use domain::{Command, Language};
use server::config::Config;
use store::KeptPaper;
use tempfile::TempDir;

use crate::hall::{BODY, Hall};
use crate::world::{Answer, Ask, World, uuid};

/// What poppler reads between head and foot of all pages of what is worked with in the room.
fn text(pdf: &Answer) -> String {
    between(pdf, "87", "700")
}

/// The same of what goes out, which has wider margins.
fn official(pdf: &Answer) -> String {
    between(pdf, "100", "648")
}

fn between(pdf: &Answer, top: &str, high: &str) -> String {
    assert_eq!(pdf.status, StatusCode::OK, "{}", pdf.text());
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("paper.pdf");
    std::fs::write(&file, &pdf.body).expect("writes");
    let output = Program::new("pdftotext")
        .args(["-raw", "-x", "0", "-y", top, "-W", "596", "-H", high])
        .args([file.as_path(), Path::new("-")])
        .output();
    let output = output.expect("poppler is installed by `scripts/setup test`");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("text")
}

/// The text of the sheets on a page, without their heads.
fn sheets(page: &str) -> String {
    let bodies = page.split(r#"<div class="sheet__body">"#).skip(1);
    let bodies = bodies.map(|body| body.split("</article>").next().unwrap_or_default());
    let mut text = String::new();
    for part in bodies.collect::<String>().split('<').skip(1) {
        text.push_str(part.split_once('>').expect("a tag").1);
    }
    for (escaped, plain) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        text = text.replace(escaped, plain);
    }
    text
}

/// Without spaces and line ends, which are layout; letters in order of the alphabet, because what
/// stands side by side is read line by line in a PDF.
fn letters(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

#[tokio::test]
async fn a_draft_is_printed_by_nobody_who_may_not_see_it() {
    let hall = Hall::new().await;
    for path in ["/papers.pdf", "/papers/set.pdf", "/papers/agenda.pdf"] {
        assert_eq!(hall.visitor(path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(hall.member(path).await.status, StatusCode::NOT_FOUND);
    }
    let page = hall.member("/print").await.text();
    assert!(!page.contains("sheet__body"), "{page}");
}

#[tokio::test]
async fn what_residents_wrote_is_printed_for_members_only() {
    let hall = Hall::locked().await;
    let public = text(&hall.visitor("/papers/item-1.pdf").await);
    assert!(
        public.contains("Lift") && !public.contains(BODY),
        "{public}"
    );
    let own = text(&hall.member("/papers/item-1.pdf").await);
    assert!(own.contains(BODY), "{own}");
    // Also when the other's is kept by now.
    let public = text(&hall.visitor("/papers/item-1.pdf").await);
    assert!(!public.contains(BODY), "{public}");
    let page = hall.visitor("/print").await.text();
    assert!(page.contains("Lift") && !page.contains(BODY));
    assert!(hall.member("/print").await.text().contains(BODY));
    // No paper says who reported it.
    let all = text(&hall.member("/papers.pdf").await);
    assert!(!all.contains("anna"), "{all}");
}

#[tokio::test]
async fn visitors_are_shown_no_exact_place() {
    let hall = Hall::locked().await;
    hall.supplement().await;
    // Off the plan, so that it stands there in numbers.
    let leaf = text(&hall.member("/papers/item-2.pdf").await);
    assert!(leaf.contains("121.45670"), "{leaf}");
    let leaf = text(&hall.visitor("/papers/item-2.pdf").await);
    assert!(leaf.contains("Roof") && !leaf.contains("121.4"), "{leaf}");
}

#[tokio::test]
async fn papers_come_with_the_status_that_they_belong_to() {
    let hall = Hall::locked().await;
    let there = ["notice", "agenda", "digest", "item-1", "sign-in", "record"];
    for paper in there {
        let answer = hall.visitor(&format!("/papers/{paper}.pdf")).await;
        assert_eq!(answer.status, StatusCode::OK, "{paper}");
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/pdf");
        assert_eq!(answer.header(header::CACHE_CONTROL), "private, no-cache");
        assert!(answer.body.starts_with(b"%PDF-"), "{paper}");
    }
    for path in [
        // Never blank.
        "/papers/minutes.pdf",
        "/papers/resolution.pdf",
        "/papers/result.pdf",
        "/papers/item-2.pdf",
        "/papers/item-0.pdf",
        "/papers/nothing.pdf",
        "/papers/agenda",
        "/papers/agenda.pdf?language=fr",
    ] {
        let answer = hall.visitor(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let other = Ask::get("/b/meetings/1/papers.pdf");
    assert_eq!(hall.world.send(other).await.status, StatusCode::NOT_FOUND);

    hall.publish().await;
    let minutes = official(&hall.visitor("/papers/minutes.pdf").await);
    assert!(minutes.contains("No money this year."), "{minutes}");
    let resolution = official(&hall.visitor("/papers/resolution.pdf").await);
    assert!(resolution.contains("No money this year."), "{resolution}");
}

#[tokio::test]
async fn the_pdf_of_a_locked_agenda_is_made_once() {
    let hall = Hall::locked().await;
    let store = &hall.world.store;
    let which = |kind: &str, for_members| KeptPaper {
        meeting: hall.meeting,
        language: Language::English,
        kind: kind.into(),
        for_members,
    };
    let first = hall.member("/papers/set.pdf").await;
    let kept = store.kept_paper(hall.community, &which("set", true)).await;
    assert_eq!(kept.expect("read").as_deref(), Some(&*first.body));
    hall.publish().await;
    assert_eq!(hall.member("/papers/set.pdf").await.body, first.body);
    // Also where it is made later only.
    let later = hall.world.send(Ask::get("/a/meetings/1/papers/agenda.pdf"));
    assert!(later.await.status.is_success());
    // What is filled in later is made anew.
    hall.member("/papers/minutes.pdf").await;
    for kind in ["minutes", "papers"] {
        let kept = store.kept_paper(hall.community, &which(kind, true)).await;
        assert_eq!(kept.expect("read"), None, "{kind}");
    }
}

#[tokio::test]
async fn a_supplement_is_a_paper_of_its_own_and_leaves_the_agenda_as_it_was() {
    let hall = Hall::locked().await;
    let none = hall.member("/papers/supplement.pdf").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let agenda = text(&hall.member("/papers/agenda.pdf?language=en").await);
    hall.supplement().await;
    let supplement = text(&hall.member("/papers/supplement.pdf?language=en").await);
    for words in ["Roof", "Supplement 1", "The storm"] {
        assert!(supplement.contains(words), "{supplement}");
    }
    // Also where it is made only now: a visitor's.
    assert_eq!(
        text(&hall.visitor("/papers/agenda.pdf?language=en").await),
        agenda
    );
    // The set is the same as PDF and as the page shows it at first; the added item's sheet goes
    // with the supplement.
    let set = text(&hall.member("/papers/set.pdf?language=en").await);
    let page = sheets(&hall.member("/print?language=en").await.text());
    assert!(!set.contains("Roof"), "{set}");
    assert_eq!(letters(&page), letters(&set), "{page}\n{set}");
    let sheet = text(&hall.member("/papers/item-2.pdf?language=en").await);
    assert!(sheet.contains("Roof"), "{sheet}");
}

#[tokio::test]
async fn the_page_and_the_pdf_say_the_same() {
    let hall = Hall::locked().await;
    let roof = hall.supplement().await;
    hall.publish_after(4, &[hall.issue, roof]).await;
    // A family's papers stand on one page, its PDFs are one for each.
    let mut families: BTreeMap<&str, Vec<PaperKind>> = BTreeMap::new();
    for kind in PaperKind::all(2) {
        let family = match kind {
            PaperKind::Item(2) => PaperKind::Supplement.family(),
            other => other.family(),
        };
        families.entry(family).or_default().push(kind);
    }
    for language in ["zh", "en"] {
        for (family, kinds) in &families {
            let page = hall
                .member(&format!("/print?paper={family}&language={language}"))
                .await;
            let mut pdf = String::new();
            for kind in kinds {
                let path = format!("/papers/{kind}.pdf?language={language}");
                let answer = hall.member(&path).await;
                pdf += &if kind.is_working() {
                    text(&answer)
                } else {
                    official(&answer)
                };
            }
            let page = sheets(&page.text());
            assert!(!page.is_empty(), "{family}");
            // What is drawn (the plan's names) is not part of it.
            assert_eq!(
                letters(&page),
                letters(&pdf),
                "{family} {language}\n{page}\n{pdf}"
            );
        }
    }
}

#[tokio::test]
async fn papers_are_chosen_by_a_plain_form() {
    let hall = Hall::locked().await;
    let shown = |page: &str| {
        let kinds = page.split(r#"<article class="sheet sheet--"#).skip(1);
        let kinds = kinds.filter_map(|rest| rest.split(['"', ' ']).next());
        let kinds: Vec<&str> = kinds.collect();
        kinds.join(" ")
    };
    for (query, kinds) in [
        ("", "agenda item record sign-in"),
        ("?paper=sign-in", "sign-in"),
        ("?paper=notice&paper=digest&language=zh", "digest notice"),
    ] {
        let page = hall.visitor(&format!("/print{query}")).await.text();
        assert_eq!(shown(&page), kinds, "{query}");
    }
}

#[tokio::test]
async fn what_many_ask_for_at_once_is_made_once() {
    let hall = Hall::locked().await;
    let asked = (0..60).map(|_| hall.visitor("/papers.pdf?language=en"));
    let answers = futures_util::future::join_all(asked).await;
    for answer in &answers {
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.body, answers[0].body);
    }
    // Later, too.
    hall.visitor("/papers.pdf?language=en").await;
    let figures = hall.world.metrics.text();
    assert!(
        figures.contains("twoline_pdf_duration_seconds_count 1\n"),
        "{figures}"
    );
}

#[tokio::test]
async fn visitors_do_not_stand_before_members() {
    let hall = Hall::locked().await;
    // More than there is room for, each for something else.
    let kinds = ["notice", "agenda", "item-1", "sign-in", "record", "digest"];
    let asked = kinds.iter().flat_map(|kind| {
        ["zh", "en"].map(|language| format!("/papers/{kind}.pdf?language={language}"))
    });
    let asked: Vec<String> = asked.collect();
    let visitors = futures_util::future::join_all(asked.iter().map(|path| hall.visitor(path)));
    let member = hall.member("/papers/agenda.pdf?language=en");
    // The member's is there before those who asked first have all of theirs.
    let first = futures_util::future::select(Box::pin(visitors), Box::pin(member)).await;
    let futures_util::future::Either::Right((own, _)) = first else {
        panic!("the visitors were first");
    };
    assert_eq!(own.status, StatusCode::OK);
}

#[tokio::test]
async fn a_pdf_that_nobody_waits_for_any_more_is_made_and_kept() {
    let hall = Hall::locked().await;
    let which = KeptPaper {
        meeting: hall.meeting,
        language: Language::English,
        kind: "agenda".into(),
        for_members: true,
    };
    let mut asked = Box::pin(hall.member("/papers/agenda.pdf?language=en"));
    // Gone as soon as it has begun.
    let begun = "twoline_pdfs_total{reader=\"member\",outcome=\"Made\"} 1";
    while !hall.world.metrics.text().contains(begun) {
        tokio::select! {
            answer = &mut asked => panic!("it was not begun: {}", answer.status),
            () = tokio::time::sleep(std::time::Duration::from_millis(1)) => {}
        }
    }
    drop(asked);
    let kept = async || {
        let kept = hall.world.store.kept_paper(hall.community, &which).await;
        kept.expect("read").is_some()
    };
    for _ in 0..600 {
        if kept().await {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(kept().await);
}

#[tokio::test]
async fn a_server_without_fonts_says_so_in_words_and_does_the_rest() {
    let nowhere = |config| Config {
        fonts: "nowhere".into(),
        ..config
    };
    let hall = Hall::in_world(World::with(nowhere).await).await;
    hall.lock().await;
    let answer = hall.member("/papers/set.pdf").await;
    // 502, 503 and 504 would never be seen: to the service worker (public/sw.js) the server is gone
    // then.
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(answer.text().contains("print from the page"));
    let page = hall.member("/print").await;
    assert!(page.text().contains("sheet__body"));
}

#[tokio::test]
async fn whoever_does_the_work_takes_its_order_along_and_nobody_else() {
    let hall = Hall::new().await;
    let get = |path: &str, who: &str| {
        let path = format!("/a{path}");
        let ask = Ask::get(&path);
        hall.world
            .send(if who.is_empty() { ask } else { ask.by(who) })
    };
    // There is no work yet.
    let none = get("/issues/1/order.pdf", &hall.secretary).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    hall.run(Command::BeginWork(BeginWork {
        issue: hall.issue,
        responsible: Responsible::Office(ByOffice::CommitteeWorker),
        owner: "Committee".into(),
        due: "2099-01-31".parse().expect("a day"),
        words: "A new cable.".into(),
    }))
    .await;
    let order = text(&get("/issues/1/order.pdf?language=en", &hall.secretary).await);
    for part in ["Lift", BODY, "Committee", "31 Jan 2099", "A new cable."] {
        assert!(order.contains(part), "{part} in {order}");
    }
    assert!(!order.contains("anna"), "{order}");
    let theirs = get("/issues/1/order.pdf", &hall.anna).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    assert_ne!(get("/issues/1/order.pdf", "").await.status, StatusCode::OK);
    // What is late is for everybody who lives here; nothing is.
    let late = official(&get("/work/late.pdf?language=en", &hall.anna).await);
    assert!(late.contains("No work is late."), "{late}");
    assert_ne!(get("/work/late.pdf", "").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_order_for_work_at_a_home_has_no_exact_place_on_it() {
    let hall = Hall::new().await;
    let values = [
        ("category", "lift"),
        ("title", "Leak"),
        ("area", "estate"),
        ("lat", "31.0200"),
        ("lon", "121.0500"),
        ("source", "plan"),
        ("command", &uuid()),
    ];
    let file = Ask::multipart("/a/issues/new", &values, &[]).by(&hall.anna);
    let filed = hall.world.send(file).await.location().to_owned();
    let issue = hall.world.issue_id("a", &filed).await;
    hall.run(Command::BeginWork(BeginWork {
        issue,
        responsible: Responsible::Office(ByOffice::CommitteeWorker),
        owner: "Committee".into(),
        due: "2099-01-31".parse().expect("a day"),
        words: "A new pipe.".into(),
    }))
    .await;
    let order = async || {
        let path = format!("{filed}/order.pdf?language=en");
        text(&hall.world.send(Ask::get(&path).by(&hall.secretary)).await)
    };
    let marked = "See the plan";
    assert!(order().await.contains(marked));
    let choose = ChooseDiscretion {
        issue,
        discretion: Discretion {
            nameless: false,
            at_home: true,
        },
    };
    let choose = Command::ChooseDiscretion(choose);
    hall.world.run("a", &hall.anna, choose).await;
    let order = order().await;
    assert!(order.contains("Leak") && !order.contains(marked), "{order}");
}
