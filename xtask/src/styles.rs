//! The styles: `style/main.css` and what it imports, as one small file.

use anyhow::{Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};
use lightningcss::targets::Browsers;

use crate::Project;

/// The oldest browsers that get styles as they are meant, as `design.md` names them. Newer syntax is rewritten for them.
const BASELINE: Browsers = Browsers {
    chrome: Some(96 << 16),
    android: Some(96 << 16),
    safari: Some(15 << 16 | 4 << 8),
    ios_saf: Some(15 << 16 | 4 << 8),
    firefox: Some(100 << 16),
    edge: None,
    ie: None,
    opera: None,
    samsung: None,
};

pub fn build(project: &Project) -> Result<String> {
    let entry = project.root.join("style/main.css");
    let files = FileProvider::new();
    let mut sheet = Bundler::new(&files, None, ParserOptions::default())
        .bundle(&entry)
        .map_err(|error| anyhow!("style: {error}"))?;
    sheet
        .minify(MinifyOptions {
            targets: BASELINE.into(),
            ..MinifyOptions::default()
        })
        .map_err(|error| anyhow!("style: {error}"))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            targets: BASELINE.into(),
            ..PrinterOptions::default()
        })
        .map_err(|error| anyhow!("style: {error}"))?;
    Ok(printed.code)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::Project;

    /// `cargo leptos` takes another list of the same files.
    #[test]
    fn both_lists_of_styles_are_the_same() {
        let style = Project::locate().expect("the project").root.join("style");
        let listed = |file: &str, before: &str, after: &str| -> Vec<String> {
            let text = fs::read_to_string(style.join(file)).expect("a list");
            text.lines()
                .filter_map(|line| line.strip_prefix(before)?.strip_suffix(after))
                .map(str::to_owned)
                .collect()
        };
        let imported = listed("main.css", "@import \"", ".css\";");
        assert!(!imported.is_empty());
        assert_eq!(listed("cargo-leptos.scss", "@use \"", "\";"), imported);
    }
}
