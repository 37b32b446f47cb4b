//! `cargo leptos` has settings of its own, in `Cargo.toml` and `style/cargo-leptos.scss`. They say
//! the same as ours.

use std::fs;

use crate::bundle::WASM_OPT_FLAGS;
use crate::project::Project;
use crate::styles::BASELINE;

fn text(file: &str) -> String {
    let root = Project::locate().expect("the project").root;
    fs::read_to_string(root.join(file)).expect("a file of the project")
}

/// What stands between the quotes of `NAME = …`, up to `end`.
fn setting(name: &str, end: char) -> Vec<String> {
    let manifest = text("Cargo.toml");
    let (_, value) = manifest
        .split_once(&format!("\n{name} = "))
        .unwrap_or_else(|| panic!("no {name}"));
    let (value, _) = value.split_once(end).expect("its end");
    let quoted = value.split('"').skip(1).step_by(2);
    quoted.map(str::to_owned).collect()
}

#[test]
fn it_joins_the_same_styles() {
    let listed = |file: &str, before: &str, after: &str| -> Vec<String> {
        text(file)
            .lines()
            .filter_map(|line| line.strip_prefix(before)?.strip_suffix(after))
            .map(str::to_owned)
            .collect()
    };
    let imported = listed("style/main.css", "@import \"", ".css\";");
    assert!(!imported.is_empty());
    assert_eq!(
        listed("style/cargo-leptos.scss", "@use \"", "\";"),
        imported
    );
}

#[test]
fn it_shrinks_the_bundle_in_the_same_way() {
    assert_eq!(setting("wasm-opt-features", ']'), WASM_OPT_FLAGS);
}

#[test]
fn it_writes_for_the_same_browsers() {
    let browsers = [
        ("chrome", BASELINE.chrome),
        ("firefox", BASELINE.firefox),
        ("safari", BASELINE.safari),
        ("ios_saf", BASELINE.ios_saf),
    ];
    let queries = browsers.map(|(browser, version)| {
        let version = version.expect("a version");
        let (major, minor) = (version >> 16, version >> 8 & 0xff);
        match minor {
            0 => format!("{browser} >= {major}"),
            _ => format!("{browser} >= {major}.{minor}"),
        }
    });
    assert_eq!(setting("browserquery", '\n'), [queries.join(", ")]);
}
