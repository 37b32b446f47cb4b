//! The tests that docs/tests.md names are there.

use std::collections::BTreeSet;
use std::fs;

use crate::files::files_below;
use crate::project::Project;

#[test]
fn every_test_that_is_named_is_there() {
    let root = Project::locate().expect("the project").root;
    let text = fs::read_to_string(root.join("docs/tests.md")).expect("the list");
    let rows = text.lines().filter(|line| line.starts_with('|'));
    // Between two marks stands every second part; what has a slash is a file.
    let named = rows.flat_map(|row| row.split('`').skip(1).step_by(2));
    let named: BTreeSet<&str> = named.filter(|name| !name.contains(['/', '…'])).collect();
    let folders = [
        "server",
        "store",
        "domain",
        "app",
        "typeset",
        "xtask/src",
        "end2end/tests",
    ];
    let code = folders
        .iter()
        .flat_map(|folder| files_below(&root.join(folder)).expect("its files"))
        .filter(|file| {
            let extension = file.extension().and_then(|extension| extension.to_str());
            matches!(extension, Some("rs" | "ts"))
        })
        .map(|file| fs::read_to_string(file).expect("text").replace("\\'", "'"))
        .collect::<Vec<_>>()
        .join("\n");
    assert!(named.len() > 70, "{} names", named.len());
    let missing = named.iter().filter(|name| {
        // A browser test is named by a part of what it says.
        let is_there = if name.contains(' ') {
            code.contains(**name)
        } else {
            code.contains(&format!("fn {name}("))
        };
        !is_there
    });
    assert_eq!(missing.collect::<Vec<_>>(), [&""; 0]);
}
