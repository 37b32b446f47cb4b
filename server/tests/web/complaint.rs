//! Complaints and hiding, by plain forms.

use axum::http::StatusCode;
use domain::Role;

use crate::world::{Answer, Ask, World, jpeg, uuid};

async fn send(world: &World, at: &str, by: &str, values: &[(&str, &str)]) -> Answer {
    let command = uuid();
    let mut all = vec![("command", command.as_str())];
    all.extend(values);
    let form = Ask::form(&format!("{at}/complaint"), &all);
    world.send(form.by(by)).await
}

#[tokio::test]
#[expect(
    clippy::too_many_lines,
    reason = "one way from the complaint to its end"
)]
async fn an_issue_is_complained_about_hidden_appealed_and_shown_again() {
    let world = World::new().await;
    let worker = world.officer("a", "wei", Role::CommitteeWorker).await;
    let secretary = world.officer("a", "zhang", Role::Secretary).await;
    let supervisor = world.officer("a", "lin", Role::Supervisor).await;
    let anna = world.member("a", "anna").await;
    let bea = world.member("a", "bea").await;
    let elsewhere = world.member("b", "bo").await;
    let values = [
        ("category", "lift"),
        ("title", "Shameless <b>neighbour</b>"),
        ("body", "The one on floor 5."),
        ("area", "estate"),
    ];
    let filed = Ask::multipart("/a/issues/new", &values, &[&jpeg()]).by(&anna);
    let issue = world.send(filed).await.location().to_owned();
    let get = async |path: &str, by: &str| world.send(Ask::get(path).by(by)).await;
    let page = async |by: &str| get(&format!("{issue}/complaint"), by).await.text();
    let photo = {
        let community = world.community_id("a").await;
        let view = world.store.issue(community, 1, None, None).await;
        let photos = view.expect("no fault").expect("there").photos;
        format!("/a/photos/{}", photos[0])
    };

    // A quiet link leads there, not for whoever wrote it.
    let link = format!("{issue}/complaint");
    assert!(get(&issue, &bea).await.text().contains(&link));
    assert!(!get(&issue, &anna).await.text().contains(&link));
    assert!(
        page(&anna)
            .await
            .contains("You reported this issue yourself.")
    );
    let complain = [
        ("deed", "complain"),
        ("kind", "insult"),
        ("reason", "<i>Rude</i>"),
    ];
    let led_away = send(&world, &issue, &elsewhere, &complain).await;
    assert_eq!(led_away.location(), "/a/join");
    let refused = send(&world, &issue, &anna, &complain).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text().contains("You can&#39;t do this.")
            || refused.text().contains("You can't do this.")
    );
    let malformed = [("deed", "complain"), ("kind", "nonsense")];
    let malformed = send(&world, &issue, &bea, &malformed).await;
    assert_eq!(malformed.status, StatusCode::BAD_REQUEST);
    let sent = send(&world, &issue, &bea, &complain).await;
    assert_eq!(
        sent.location(),
        format!("{link}?complain"),
        "{}",
        sent.text()
    );
    assert!(
        get(sent.location(), &bea)
            .await
            .text()
            .contains("Received.")
    );
    assert!(page(&bea).await.contains("You have complained about it"));

    // The committee finds it at its desk, with the words and without whose they are.
    let desk = get("/api/read/desk?slug=a", &worker).await.text();
    assert!(desk.contains(r#""complaints":1"#), "{desk}");
    let list = get("/a/complaints", &worker).await.text();
    assert!(
        list.contains("Shameless &lt;b&gt;") && list.contains("complaints: 1"),
        "{list}"
    );
    let shown = page(&worker).await;
    assert!(
        shown.contains("&lt;i&gt;Rude&lt;/i&gt;") && !shown.contains("bea"),
        "{shown}"
    );
    assert!(!page(&anna).await.contains("Rude"));
    for other in [&anna, &bea] {
        let shut = get("/a/complaints", other).await;
        assert_eq!(shut.status, StatusCode::NOT_FOUND);
    }
    // A supervisor reads, and does nothing.
    let read = page(&supervisor).await;
    assert!(
        read.contains("Rude") && !read.contains(r#"value="hide""#),
        "{read}"
    );

    let hide = [("deed", "hide"), ("reason", "It insults a neighbour.")];
    for other in [&anna, &bea, &supervisor] {
        let refused = send(&world, &issue, other, &hide).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let silent = send(&world, &issue, &worker, &[("deed", "hide"), ("reason", "")]).await;
    assert!(silent.text().contains("Please write why."));
    let hidden = send(&world, &issue, &worker, &hide).await;
    assert_eq!(
        hidden.location(),
        format!("{link}?hide"),
        "{}",
        hidden.text()
    );
    for path in [
        issue.clone(),
        link.clone(),
        "/a/issues".into(),
        "/a/issues?q=shameless".into(),
        "/api/read/issue?slug=a&number=1".into(),
        "/api/read/plan-issues?slug=a".into(),
        "/api/read/works?slug=a".into(),
    ] {
        let read = get(&path, &bea).await.text();
        for gone in ["Shameless", "floor 5", "anna", "insults a neighbour"] {
            assert!(!read.contains(gone), "{path}: {gone}: {read}");
        }
    }
    assert!(
        get(&issue, &bea)
            .await
            .text()
            .contains("The committee has hidden this issue")
    );
    assert_eq!(get(&photo, &bea).await.status, StatusCode::NOT_FOUND);
    assert_eq!(get(&photo, &anna).await.status, StatusCode::OK);
    let inbox = get("/api/read/inbox?slug=a", &anna).await.text();
    assert!(inbox.contains("It insults a neighbour."), "{inbox}");
    let own = get(&issue, &anna).await.text();
    assert!(
        own.contains("It insults a neighbour.") && own.contains(&link),
        "{own}"
    );
    assert!(
        !own.contains("/issues/1/edit") && own.contains("floor 5"),
        "{own}"
    );

    // Whoever hid it does not decide.
    let appeal = [("deed", "appeal"), ("reason", "It names nobody.")];
    let sent = send(&world, &issue, &anna, &appeal).await;
    assert_eq!(sent.location(), format!("{link}?appeal"), "{}", sent.text());
    let again = send(&world, &issue, &anna, &appeal).await;
    assert!(again.text().contains("It was done already."));
    let shown = page(&worker).await;
    assert!(shown.contains("It names nobody.") && !shown.contains(r#"value="restore""#));
    let restore = [
        ("deed", "restore"),
        ("reason", "It is harsh, and no insult."),
    ];
    let refused = send(&world, &issue, &worker, &restore).await;
    assert!(refused.text().contains("Ask another worker or secretary."));
    assert!(refused.text().contains("Shameless"));
    assert!(
        get("/a/complaints", &secretary)
            .await
            .text()
            .contains("an appeal waits")
    );
    let restored = send(&world, &issue, &secretary, &restore).await;
    assert_eq!(
        restored.location(),
        format!("{link}?restore"),
        "{}",
        restored.text()
    );
    assert!(get(&issue, &bea).await.text().contains("Shameless"));
    assert!(!get(&issue, &bea).await.text().contains("It is harsh"));
    assert!(
        get(&issue, &anna)
            .await
            .text()
            .contains("It is harsh, and no insult.")
    );
    assert_eq!(get(&photo, &bea).await.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_has_much_hidden_writes_nothing_for_a_while_and_seconds() {
    let world = World::new().await;
    let worker = world.officer("a", "wei", Role::CommitteeWorker).await;
    let anna = world.member("a", "anna").await;
    let bea = world.member("a", "bea").await;
    let other = world.issue("a", &bea, "Lift").await;
    let hide = [("deed", "hide"), ("reason", "It insults a neighbour.")];
    let mut hidden = vec![];
    for title in ["One", "Two", "Three"] {
        let issue = world.issue("a", &anna, title).await;
        let answer = send(&world, &issue, &worker, &hide).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        hidden.push(issue);
    }
    let file = async || {
        let values = [("category", "lift"), ("title", "Four"), ("area", "estate")];
        let form = Ask::multipart("/a/issues/new", &values, &[]).by(&anna);
        world.send(form).await
    };
    let refused = file().await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let words = refused.text();
    assert!(
        words.contains("3 of your issues were hidden") && words.contains("about 14 days"),
        "{words}"
    );
    assert!(words.contains("Four"), "what was typed is still there");
    let own = world
        .send(Ask::get(&format!("{}/complaint", hidden[0])).by(&anna))
        .await;
    assert!(own.text().contains("Seconding goes on."));
    let second = Ask::form(&format!("{other}/second"), &[("command", &uuid())]).by(&anna);
    assert_eq!(world.send(second).await.status, StatusCode::SEE_OTHER);
    let restore = [("deed", "restore"), ("reason", "It is fine.")];
    let restored = send(&world, &hidden[1], &worker, &restore).await;
    assert_eq!(restored.status, StatusCode::SEE_OTHER);
    assert_eq!(file().await.status, StatusCode::SEE_OTHER);
}
