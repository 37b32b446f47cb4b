//! No type has a field that is only there on one side: what a browser is sent is a type of its own,
//! so that what nobody has put into words can't be sent.

use std::fs;

use crate::files::files_below;
use crate::project::Project;

#[test]
fn no_field_is_left_out_on_the_way_to_a_browser() {
    let root = Project::locate().expect("the project").root;
    let mut seen = 0;
    let mut skipped = vec![];
    for folder in ["domain/src", "app/src"] {
        for file in files_below(&root.join(folder)).expect("its files") {
            seen += 1;
            let code = fs::read_to_string(&file).expect("text");
            for (line, number) in code.lines().zip(1..) {
                // Of the operator's commands the bundle has none: that is no field.
                let left_out = ["serde(skip)", "serde(skip,", "skip_serializing)"];
                if left_out.iter().any(|words| line.contains(words)) && !line.contains("cfg_attr") {
                    skipped.push(format!("{}:{number}", file.display()));
                }
            }
        }
    }
    assert!(seen > 100, "{seen} files");
    assert!(skipped.is_empty(), "{skipped:?}");
}
