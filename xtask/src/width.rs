//! Comments and documents end at 100 columns, which stable rustfmt does not see to.

use std::fs;
use std::path::Path;

use crate::project::Project;

const COLUMNS: usize = 100;

/// How wide a line is drawn: a Chinese character takes two columns.
fn width(line: &str) -> usize {
    let columns = |c| match c {
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}' => 2,
        _ => 1,
    };
    line.chars().map(columns).sum()
}

/// The lines of a file that are prose, by the kind of file: no tables, drawings or commands.
fn prose(path: &Path, text: &str) -> Vec<(usize, String)> {
    let marker = match path.extension().and_then(|extension| extension.to_str()) {
        Some("rs" | "ts" | "js" | "mjs" | "typ") => "//",
        Some("sql") => "--",
        Some("md") => "",
        _ => return vec![],
    };
    let mut in_code = false;
    let mut found = vec![];
    for (line, number) in text.lines().zip(1..) {
        if line
            .trim()
            .trim_start_matches(['/', '!', ' '])
            .starts_with("```")
        {
            in_code = !in_code;
        }
        let is_prose = match marker {
            "" => !line.starts_with(['|', '!']) && !line.starts_with("    "),
            marker => line.trim_start().starts_with(marker),
        };
        if is_prose && !in_code {
            found.push((number, line.to_owned()));
        }
    }
    found
}

fn walk(folder: &Path, visit: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') || name == "target" || name == "node_modules" {
            continue;
        }
        if path.is_dir() {
            walk(&path, visit);
        } else {
            visit(&path);
        }
    }
}

#[test]
fn comments_and_documents_end_at_100_columns() {
    let project = Project::locate().expect("the project");
    let mut wide = vec![];
    let mut lines = 0;
    walk(&project.root, &mut |path| {
        let Ok(text) = fs::read_to_string(path) else {
            return;
        };
        for (number, line) in prose(path, &text) {
            lines += 1;
            if width(&line) > COLUMNS {
                wide.push(format!("{}:{number}: {line}", path.display()));
            }
        }
    });
    assert!(lines > 1000, "nothing was read");
    assert!(
        wide.is_empty(),
        "wider than {COLUMNS}:\n{}",
        wide.join("\n")
    );
}
