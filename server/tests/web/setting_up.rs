//! Setting a community up in a browser, and the committee's page of households.

use app::context::now;
use axum::http::StatusCode;
use domain::hex::sha256_hex;
use domain::household::normalise_code;
use domain::time::DAY;
use domain::{Language, Role};

use crate::world::{Answer, Ask, World, uuid};

const CODE: &str = "ABCD-2345-EFGH-6789";

impl World {
    /// Somebody opens the one-time link; returns the cookie of their session.
    async fn set_up(&self) -> String {
        let hash = sha256_hex(normalise_code(CODE));
        let made = self.store.make_setup_link(&hash, now().plus(DAY)).await;
        made.expect("stored");
        let begun = self.send(Ask::form("/setup", &[("code", CODE)])).await;
        assert_eq!(
            (begun.status, begun.location()),
            (StatusCode::SEE_OTHER, "/setup")
        );
        let line = begun.set_cookie("twoline_setup").expect("a session");
        assert!(
            line.contains("HttpOnly")
                && line.contains("SameSite=Strict")
                && line.contains("Secure")
        );
        line.split(';').next().expect("a cookie").to_owned()
    }

    async fn upload(&self, session: &str, path: &str, file: &str) -> Answer {
        self.send(file_form(path, &[], file).by(session)).await
    }
}

/// A form with a file of text.
fn file_form(path: &str, values: &[(&str, &str)], file: &str) -> Ask {
    use std::fmt::Write;
    const BOUNDARY: &str = "----twoline";
    let mut body = String::new();
    for (name, value) in values {
        let _ = write!(
            body,
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
    }
    let _ = write!(
        body,
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\
         Content-Type: text/plain\r\n\r\n{file}\r\n--{BOUNDARY}--\r\n"
    );
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    Ask::new(axum::http::Method::POST, path)
        .header("content-type", &kind)
        .body(body)
}

/// What stands in a hidden input.
fn hidden<'p>(page: &'p str, name: &str) -> &'p str {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1);
    let value = rest.and_then(|rest| rest.split('"').next());
    value.unwrap_or_else(|| panic!("no {name}: {page}"))
}

#[tokio::test]
async fn whoever_has_no_link_finds_no_set_up() {
    let world = World::new().await;
    let secretary = world.officer("a", "anna", Role::Secretary).await;
    for session in ["", "twoline_setup=guessed", secretary.as_str()] {
        for path in [
            "/setup/new",
            "/setup/c/a",
            "/setup/c/a/slips",
            "/setup/c/nowhere",
        ] {
            let page = world.send(Ask::get(path).by(session)).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path} {session}");
        }
        let form = [("name-zh", "x"), ("slug", "x"), ("zone", "Asia/Shanghai")];
        let made = world.send(Ask::form("/setup/new", &form).by(session)).await;
        assert_eq!(made.status, StatusCode::NOT_FOUND);
        let slips = Ask::form("/setup/c/a/slips", &[("who", "all"), ("as", "page")]);
        assert_eq!(
            world.send(slips.by(session)).await.status,
            StatusCode::NOT_FOUND
        );
    }
    assert_eq!(world.store.communities().await.expect("read").len(), 2);
    let door = world.send(Ask::get("/setup")).await;
    assert!(door.text().contains("name=\"code\""));
    let guess = world.send(Ask::form("/setup", &[("code", "guess")])).await;
    assert_eq!(guess.status, StatusCode::UNPROCESSABLE_ENTITY);
    // The link shows a button, and only that uses it up.
    let session = world.set_up().await;
    let page = world.send(Ask::get("/setup/c/a").by(&session)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.header("cache-control"), "no-store");
    let again = world.send(Ask::form("/setup", &[("code", CODE)])).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    let left = world
        .send(Ask::form("/setup/leave", &[]).by(&session))
        .await;
    assert_eq!(left.status, StatusCode::SEE_OTHER);
    let gone = world.send(Ask::get("/setup/c/a").by(&session)).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one step after the other")]
async fn a_community_is_set_up_step_by_step_without_script() {
    let world = World::new().await;
    let session = world.set_up().await;
    let form = |slug: &'static str| {
        let values = [
            ("name-zh", "桂花苑"),
            ("name-en", "Osmanthus <b>Court"),
            ("slug", slug),
            ("zone", "Asia/Shanghai"),
        ];
        Ask::form("/setup/new", &values)
    };
    for slug in ["a", "setup", "Not good"] {
        let no = world.send(form(slug).by(&session)).await;
        assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY, "{slug}");
        let no = no.text();
        assert!(no.contains("role=\"alert\"") && no.contains("value=\"桂花苑\""));
        assert!(no.contains("Osmanthus &lt;b&gt;Court"));
    }
    let made = world.send(form("yuan").by(&session)).await;
    assert_eq!(made.location(), "/setup/c/yuan");
    let community = world
        .store
        .community("yuan")
        .await
        .expect("read")
        .expect("made");
    assert_eq!(community.name, "桂花苑");
    assert_eq!(community.called(Language::English), "Osmanthus <b>Court");
    // Each reader sees the name in their language.
    let page = world
        .send(Ask::get("/yuan").header("accept-language", "zh"))
        .await;
    assert!(page.text().contains("桂花苑"));
    let page = world.send(Ask::get("/yuan")).await.text();
    assert!(page.contains("Osmanthus &lt;b&gt;Court"), "{page}");

    let plan = world
        .send(Ask::get("/setup/template/plan.geojson"))
        .await
        .text();
    let path = "/setup/c/yuan/plan";
    let no = world.upload(&session, path, "{\"a\": 1}").await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = world.upload(&session, path, &plan).await.text();
    assert!(
        shown.contains("2 added") && shown.contains("<svg"),
        "{shown}"
    );
    let drawn = async || {
        let plan = world.store.plan(community.id).await.expect("read");
        plan.buildings.len()
    };
    assert_eq!(drawn().await, 0, "only shown");
    let digest = hidden(&shown, "digest").to_owned();
    let other = "0".repeat(64);
    for (digest, set) in [(other.as_str(), 0), (&digest, 2), (&digest, 2)] {
        let values = [("digest", digest), ("datum", "wgs84")];
        let page = world.send(file_form(path, &values, "").by(&session)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(drawn().await, set);
    }

    let path = "/setup/c/yuan/register";
    let bad = "building,room,adults\n1号楼,101,2\n7号楼,101,1\n";
    let no = world.upload(&session, path, bad).await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        no.text().contains("Line 3: The plan has no building"),
        "{}",
        no.text()
    );
    let template = world
        .send(Ask::get("/setup/template/households-zh.csv"))
        .await;
    assert!(
        template
            .header("content-disposition")
            .contains("households-zh.csv")
    );
    let shown = world.upload(&session, path, &template.text()).await.text();
    assert!(shown.contains("3 households added"), "{shown}");
    let digest = hidden(&shown, "digest").to_owned();
    let done = world
        .send(file_form(path, &[("digest", &digest)], "").by(&session))
        .await;
    assert!(done.text().contains("The register is taken over."));
    let register = world
        .store
        .register(community.id, now())
        .await
        .expect("read");
    assert_eq!(register.len(), 3);

    let path = "/setup/c/yuan/offices";
    for office in ["building_leader", "handler"] {
        let no = world
            .send(Ask::form(path, &[("office", office)]).by(&session))
            .await;
        assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY, "{office}");
    }
    let add = [
        ("deed", "add"),
        ("kind", "property_firm"),
        ("name", "Green <b>Lawn"),
    ];
    let page = world.send(Ask::form(path, &add).by(&session)).await.text();
    let lawn = page.split("Green &lt;b&gt;Lawn</option>").next();
    let lawn = lawn.and_then(|before| before.rsplit("value=\"").next());
    let lawn = lawn
        .and_then(|rest| rest.split('"').next())
        .expect("a firm");
    for values in [
        [("office", "building_leader"), ("building-1", "on")],
        [("office", "handler"), ("organisation", lawn)],
    ] {
        let made = world
            .send(Ask::form(path, &values).by(&session))
            .await
            .text();
        assert!(made.contains("id=\"office-link\""), "{made}");
    }
    let values = [("office", "secretary")];
    let page = world
        .send(Ask::form(path, &values).by(&session))
        .await
        .text();
    let link = page
        .split("id=\"office-link\" href=\"")
        .nth(1)
        .expect("a link");
    let (link, _) = link.split_once('"').expect("an end");
    let (page_of, code) = link.split_once('#').expect("the code behind #");
    assert_eq!(page_of, "https://twoline.example/yuan/join");
    let values = [
        ("code", code),
        ("nickname", "书记"),
        ("consent", "on"),
        ("command", &uuid()),
    ];
    let joined = world.send(Ask::form("/yuan/join", &values)).await;
    assert_eq!(joined.status, StatusCode::SEE_OTHER);
    let signed_in = joined
        .set_cookie("__Host-twoline_session")
        .expect("signed in");
    let secretary = signed_in.split(';').next().expect("a cookie").to_owned();
    let page = world
        .send(Ask::get("/yuan/meetings/new").by(&secretary))
        .await;
    assert!(
        page.text().contains("name=\"venue\""),
        "the secretary's page"
    );
    let page = world.send(Ask::get(path).by(&session)).await.text();
    assert!(page.contains("Branch secretary · 书记"), "{page}");

    let path = "/setup/c/yuan/slips";
    let sheet = world
        .send(Ask::form(path, &[("who", "all"), ("as", "page")]).by(&session))
        .await;
    assert_eq!(sheet.header("cache-control"), "no-store");
    let sheet = sheet.text();
    assert_eq!(sheet.matches("class=\"slip\"").count(), 3);
    let one = [
        ("who", "all"),
        ("building", "1"),
        ("room", "101"),
        ("as", "pdf"),
    ];
    let pdf = world.send(Ask::form(path, &one).by(&session)).await;
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert!(pdf.body.starts_with(b"%PDF"));
    // The earlier one of this household is void, those of the others are not.
    let codes = sheet.split("slip__letters\">").skip(1);
    let codes: Vec<&str> = codes.filter_map(|rest| rest.split('<').next()).collect();
    let first = world
        .send(Ask::form(
            "/yuan/join",
            &[("step", "code"), ("code", codes[0])],
        ))
        .await;
    assert_eq!(first.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(first.text().contains("A newer slip has replaced this one"));
    let second = world
        .send(Ask::form(
            "/yuan/join",
            &[("step", "code"), ("code", codes[1])],
        ))
        .await;
    assert_eq!(second.status, StatusCode::OK);
}

#[tokio::test]
async fn the_committee_sees_who_has_joined_prints_slips_and_joins_at_the_desk() {
    let world = World::new().await;
    let anna = world.member("a", "anna").await;
    let session = world.set_up().await;
    let register = "building,room,adults\n1,101,3\n1,102,1\n1,103,0\n";
    let path = "/setup/c/a/register";
    let shown = world.upload(&session, path, register).await.text();
    let digest = hidden(&shown, "digest").to_owned();
    world
        .send(file_form(path, &[("digest", &digest)], "").by(&session))
        .await;
    let worker = world.officer("a", "worker", Role::CommitteeWorker).await;
    let leader = world.officer("a", "leader", Role::BuildingLeader).await;

    let path = "/a/households";
    for who in [&anna, &leader] {
        let page = world.send(Ask::get(path).by(who)).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
    let page = world.send(Ask::get(path)).await;
    assert_eq!(page.location(), "/a/join");
    let page = world.send(Ask::get(path).by(&worker)).await;
    assert_eq!(page.header("cache-control"), "no-store");
    let page = page.text();
    assert!(page.contains("Of 2 households 1 have joined."), "{page}");
    assert!(page.contains("102 · no slip that is good"), "{page}");

    let missing = [("who", "missing"), ("building", "1"), ("as", "page")];
    let slips = "/a/households/slips";
    let no = world.send(Ask::form(slips, &missing).by(&leader)).await;
    assert_eq!(no.status, StatusCode::NOT_FOUND);
    let sheet = world
        .send(Ask::form(slips, &missing).by(&worker))
        .await
        .text();
    assert_eq!(sheet.matches("class=\"slip\"").count(), 1, "{sheet}");
    let page = world.send(Ask::get(path).by(&worker)).await.text();
    assert!(page.contains("102 · slip good until"), "{page}");

    let household = page
        .split("<option value=\"")
        .nth(1)
        .expect("a flat with room");
    let (household, _) = household.split_once('"').expect("an end");
    let desk = |name: &'static str, command: &str| {
        let values = [
            ("household", household),
            ("name", name),
            ("command", command),
        ];
        Ask::form(path, &values).by(&worker)
    };
    let id = uuid();
    for _ in 0..2 {
        // Sent twice it is one person.
        let joined = world.send(desk("李阿婆", &id)).await;
        assert_eq!(joined.location(), "/a/households?joined");
    }
    for (name, said) in [
        ("李 阿婆", "This person belongs to the household already."),
        ("王", "All adults of this household have joined."),
        ("", "Write the name"),
    ] {
        let no = world.send(desk(name, &uuid())).await;
        assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(no.text().contains(said), "{}", no.text());
    }
    let page = world.send(Ask::get(path).by(&worker)).await.text();
    assert!(page.contains("Of 2 households 2 have joined."), "{page}");
    assert!(!page.contains("李阿婆"), "the page names nobody");
    let none = world.send(Ask::form(slips, &missing).by(&worker)).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
}
