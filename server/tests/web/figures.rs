//! The figures that everybody may read, as a page and as files.

use axum::http::{StatusCode, header};

use crate::hall::Hall;
use crate::world::{Ask, World};

/// The page in this language, by whoever has this session.
async fn page(world: &World, session: &str, language: &str) -> String {
    let ask = Ask::get("/a/figures").header("accept-language", language);
    let page = world.send(ask.by(session)).await;
    assert_eq!(page.status, StatusCode::OK);
    page.text()
}

#[tokio::test]
async fn a_visitor_reads_figures_with_what_they_count_and_no_title() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    world.issue("a", &anna, "Dark stairs").await;
    for (language, words) in [
        (
            "en",
            ["Response", "Resolution", "Not yet", "How this is counted"],
        ),
        ("zh", ["响应率", "总数", "尚无结果", "怎样统计"]),
    ] {
        let visitors = page(&world, "", language).await;
        for words in words {
            assert!(visitors.contains(words), "{words}");
        }
        // Each chart says what it is, and stands beside its table.
        let charts = visitors.matches(r#"role="img" aria-labelledby="#).count();
        assert_eq!(charts, 3, "{visitors}");
        assert_eq!(visitors.matches("<table>").count(), 4);
        // Nothing of a member's is in it.
        for text in ["Dark stairs", "anna", "/a/work"] {
            assert!(!visitors.contains(text), "{text}");
        }
        assert!(page(&world, &anna, language).await.contains("/a/work"));
    }
    // One was filed, and nobody has answered yet.
    let rates = page(&world, "", "en").await;
    let row = "Response</th><td>0</td><td>0</td><td>—</td><td>1</td>";
    assert!(rates.contains(row), "{rates}");
}

#[tokio::test]
async fn each_table_is_a_file_that_excel_opens() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    world.issue("a", &anna, "Dark stairs").await;
    let file = async |name: &str, language: &str| {
        let path = format!("/a/figures/{name}");
        let ask = Ask::get(&path).header("accept-language", language);
        world.send(ask).await
    };
    for (name, line) in [
        ("rates.csv", "Response,0,0,,1"),
        ("stages.csv", "Filed → answered,0,"),
        ("late.csv", "Work past its day,0,"),
        ("months.csv", ",1,0,0,0"),
    ] {
        let answer = file(name, "en").await;
        assert_eq!(answer.status, StatusCode::OK, "{name}");
        let named = format!("attachment; filename=\"a-{name}\"");
        assert_eq!(answer.header(header::CONTENT_DISPOSITION), named);
        let kind = answer.header(header::CONTENT_TYPE);
        assert_eq!(kind, "text/csv; charset=utf-8");
        let text = answer.text();
        assert!(text.starts_with('\u{feff}'), "{text}");
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert!(lines.iter().any(|it| it.ends_with(line)), "{lines:?}");
    }
    let chinese = file("rates.csv", "zh").await.text();
    assert!(chinese.contains("响应率,0,0,,1"), "{chinese}");
    for name in ["rates", "nothing.csv", "rates.csv.csv"] {
        assert_eq!(file(name, "en").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_branch_reads_who_takes_part_and_few_households_show_nowhere() {
    let hall = Hall::locked().await;
    let (world, secretary) = (&hall.world, hall.secretary.as_str());
    let read = async |path: &str, session: &str, language: &str| {
        let ask = Ask::get(path).header("accept-language", language);
        world.send(ask.by(session)).await
    };
    for (language, words) in [
        (
            "en",
            ["By kind of housing", "Common ground", "geometric mean"],
        ),
        ("zh", ["按房屋性质", "共识", "几何平均数"]),
    ] {
        let page = read("/a/integration", secretary, language).await;
        assert_eq!(page.status, StatusCode::OK);
        for words in words {
            assert!(page.text().contains(words), "{words}");
        }
    }
    // The estate has few households: nothing is counted of them, and not even their sum.
    let areas = read("/a/integration/areas.csv", secretary, "en")
        .await
        .text();
    let last = areas.trim_end().lines().last().expect("a total");
    assert_eq!(last, "The whole estate,,,,,,");
    let figures = read("/a/figures", secretary, "en").await.text();
    assert!(figures.contains("/a/integration"), "{figures}");
    for session in [hall.anna.as_str(), ""] {
        let figures = read("/a/figures", session, "en").await.text();
        assert!(!figures.contains("/a/integration"), "{figures}");
        let page = read("/a/integration", session, "en").await;
        assert_ne!(page.status, StatusCode::OK);
    }
    // Whoever is a member finds the order in the feed.
    let feed = read("/a/issues?order=common", &hall.anna, "en").await;
    assert_eq!(feed.status, StatusCode::OK);
}
