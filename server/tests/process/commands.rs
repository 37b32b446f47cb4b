//! The commands beside `serve`: how they end and what they say.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::estate::Estate;
use crate::program::TWOLINE;

const PLAN: &str = r#"{"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {"id": 1}, "geometry": {"type": "Polygon", "coordinates":
        [[[0, 0], [0.001, 0], [0.001, 0.001], [0, 0]]]}}]}"#;

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one command after the other")]
async fn every_command_says_what_became_of_it_and_ends_with_the_code_that_it_states() {
    let estate = Estate::on_sqlite(1).await;
    let folder = estate.folder();
    let file = |name: &str| folder.join(name).display().to_string();
    std::fs::write(file("plan.geojson"), PLAN).expect("writes");
    std::fs::write(file("document.json"), "{}").expect("writes");
    let here = format!("--database={}", estate.database);
    let new = format!("--database=sqlite:{}", file("new.db"));
    let mistyped = format!("--database=sqlite:{}", file("mistyped.db"));
    let print = "print --meeting=1 --public-url=https://x.example out.pdf";
    let import = "import reports --zone=Asia/Shanghai";
    let digits = "0".repeat(64);
    // What is asked for, with which database; the code; what is said.
    for (asked, database, code, said) in [
        ("check", &here, 0, "no difference"),
        ("check", &mistyped, 2, "cannot open the database"),
        ("backup backup.twoline", &here, 0, "rows in"),
        ("restore backup.twoline", &here, 2, "nothing was done"),
        ("restore backup.twoline", &new, 0, "no difference"),
        ("restore nothing.twoline", &new, 2, "nothing was done"),
        (
            &format!("{print} --community=nowhere"),
            &here,
            2,
            "There is: crash.\n",
        ),
        (
            &format!("{print} --community=crash"),
            &here,
            2,
            "has no meeting 1",
        ),
        (
            &format!("{print} --community=crash --kind=poem"),
            &here,
            2,
            "sign-in",
        ),
        (
            &format!("{print} --community=crash --language=fr"),
            &here,
            2,
            "zh or en",
        ),
        (
            &format!("{import} gone.csv --community=crash"),
            &here,
            2,
            "cannot read gone.csv",
        ),
        (
            &format!("{import} gone.csv --community=crash"),
            &mistyped,
            2,
            "cannot open the database",
        ),
        (
            &format!("{import} gone.csv --community=new --create="),
            &mistyped,
            2,
            "1 to 60 characters",
        ),
        (
            "import reports gone.csv --community=crash --zone=Mars",
            &here,
            2,
            "America/New_York",
        ),
        (
            "place import plan.geojson --community=crash",
            &here,
            1,
            "Nothing was changed",
        ),
        (
            "import plan plan.geojson --community=crash --yes",
            &here,
            0,
            "The plan is set",
        ),
        (
            "import plan plan.geojson --community=crash",
            &here,
            0,
            "nothing to do",
        ),
        ("serve --site=nowhere", &mistyped, 2, "nowhere"),
    ] {
        let words = asked.split(' ').chain([database.as_str()]);
        run(folder, &words.collect::<Vec<_>>(), code, said);
    }
    assert!(!folder.join("mistyped.db").exists(), "made for nothing");
    let verify = ["agenda", "verify", "document.json", "--fingerprint"];
    for (fingerprint, code, said) in [
        (digits.as_str(), 1, "not the agenda that was printed"),
        ("12", 2, "64 digits"),
    ] {
        run(folder, &[&verify[..], &[fingerprint]].concat(), code, said);
    }
    run(
        folder,
        &["agenda", "rank", "gone.pb"],
        2,
        "cannot read gone.pb",
    );
}

fn run(folder: &std::path::Path, words: &[&str], code: i32, said: &str) {
    let process = Command::new(TWOLINE)
        .args(words)
        .current_dir(folder)
        .env("TWOLINE_DATABASE", "postgres://li:secret@host/name")
        .env("TWOLINE_TRUST_PROXY", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut process = process.expect("the program");
    // It may not have asked.
    let _ = process.stdin.take().expect("piped").write_all(b"n\n");
    let output = process.wait_with_output().expect("it ends");
    let out = [output.stdout, output.stderr].concat();
    let out = String::from_utf8_lossy(&out);
    assert_eq!(output.status.code(), Some(code), "{words:?}: {out}");
    assert!(out.contains(said), "{words:?}: {out}");
}

#[test]
fn help_shows_no_password() {
    let folder = tempfile::tempdir().expect("a folder");
    run(folder.path(), &["check", "--help"], 0, "TWOLINE_DATABASE");
    let help = Command::new(TWOLINE)
        .args(["check", "--help"])
        .env("TWOLINE_DATABASE", "postgres://li:secret@host/name")
        .output();
    let help = help.expect("the program").stdout;
    assert!(!String::from_utf8_lossy(&help).contains("secret"));
}

/// A real community begins with commands alone, from no database on.
#[test]
fn a_community_begins_at_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    let database = format!("sqlite:{}", folder.join("new.db").display());
    // Beside where cargo keeps what tests write.
    let fonts = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("fonts");
    let run = |asked: &str, code: i32| {
        let ran = Command::new(TWOLINE)
            .args(asked.split(' '))
            .args(["--database", &database])
            .env("TWOLINE_FONTS", &fonts)
            .current_dir(folder)
            .output()
            .expect("it runs");
        let said = [ran.stdout, ran.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        assert_eq!(ran.status.code(), Some(code), "{asked}: {said}");
        said
    };
    let says = |asked: &str, code: i32, words: &str| {
        let said = run(asked, code);
        assert!(said.contains(words), "{asked}: {said}");
    };
    let link = run("setup-link --public-url=https://x.example", 0);
    assert!(link.starts_with("https://x.example/setup/link/"), "{link}");
    let create = "community create yuan --name=桂花苑 --other-name=Yuan";
    says(create, 0, "桂花苑 is made, at /yuan");
    says(create, 2, "\"yuan\" already");
    std::fs::write(folder.join("bad.csv"), "building,room\n1,101\n").expect("writes");
    says(
        "households import bad.csv --community=yuan --yes",
        2,
        "There is no column \u{201c}adults\u{201d}",
    );
    let ran = Command::new(TWOLINE)
        .args(["households", "template", "register.csv", "--language=en"])
        .current_dir(folder)
        .status();
    assert!(ran.expect("it runs").success());
    let import = "households import register.csv --community=yuan";
    says(&format!("{import} --dry-run"), 0, "Nothing was changed");
    says(import, 1, "Nothing was changed");
    says(&format!("{import} --yes"), 0, "3 households added");
    says(&format!("{import} --yes"), 0, "nothing to do");
    let office = "office invite --community=yuan --public-url=https://x.example --office";
    let link = run(&format!("{office}=secretary"), 0);
    assert!(link.starts_with("https://x.example/yuan/join#"), "{link}");
    run(&format!("{office}=building_leader --buildings=1"), 0);
    let slips = "slips --community=yuan --public-url=https://x.example";
    says(&format!("{slips} all.pdf"), 0, "3 slips");
    says(&format!("{slips} all.pdf"), 2, "cannot write all.pdf");
    says(&format!("{slips} some.pdf --building=1"), 0, "2 slips");
    says(
        &format!("{slips} no.pdf --building=9"),
        2,
        "There is: 1, 2.",
    );
    assert!(
        std::fs::read(folder.join("all.pdf"))
            .expect("there")
            .starts_with(b"%PDF")
    );
    assert!(!folder.join("no.pdf").exists());
    says("check", 0, "no difference");
}
