//! The styles: `style/main.css` and what it imports, as one small file.

use anyhow::{Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};
use lightningcss::targets::Browsers;

use crate::project::Project;

/// The oldest browsers that get styles as they are meant; newer syntax is rewritten for them.
/// Chrome (and Android's `WebView`) 96 is the first that runs the bundle: it brought reference
/// types to WebAssembly, which the compiler uses. The others are about as old. Whoever has an older
/// one gets the plain pages.
pub const BASELINE: Browsers = Browsers {
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
    use std::collections::BTreeSet;
    use std::fs;

    use crate::files::files_below;
    use crate::project::Project;

    /// The text of all files below a folder whose names end so.
    fn texts(folder: &str, end: &str) -> String {
        let root = Project::locate().expect("the project").root;
        let files = files_below(&root.join(folder)).expect("its files");
        let texts = files
            .iter()
            .filter(|file| file.extension().is_some_and(|extension| extension == end));
        texts
            .map(|file| fs::read_to_string(file).expect("text") + "\n")
            .collect()
    }

    /// All styles, without comments and imports.
    fn styles() -> String {
        let mut styles = texts("style", "css");
        while let Some((before, after)) = styles.split_once("/*") {
            let (_, after) = after.split_once("*/").expect("a comment ends");
            styles = format!("{before} {after}");
        }
        let rules = styles
            .lines()
            .filter(|line| !line.starts_with('@') || line.contains('{'));
        rules.map(|line| line.to_owned() + "\n").collect()
    }

    /// The names that follow a mark in a text.
    fn names<'a>(text: &'a str, mark: &str) -> BTreeSet<&'a str> {
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
        text.split(mark)
            .skip(1)
            .filter_map(|part| part.split(|letter| !is_part(letter)).next())
            .filter(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))
            .collect()
    }

    /// The words in the strings of the code that makes pages.
    fn words_of_pages() -> BTreeSet<String> {
        let code = ["app/src", "domain/src", "server/src/routes"].map(|folder| texts(folder, "rs"));
        let code = code.concat();
        let mut words = BTreeSet::new();
        for line in code.lines() {
            let line = line.replace("\\\"", " ");
            let is_raw = line.contains("r#\"");
            let strings = line.split('"').enumerate();
            for (_, string) in strings.filter(|(place, _)| is_raw || place % 2 == 1) {
                let is_part = |letter: char| letter.is_alphanumeric() || "-_".contains(letter);
                words.extend(string.split(|letter| !is_part(letter)).map(str::to_owned));
            }
        }
        words
    }

    /// A rule for what no page has is paid by phones all the same.
    #[test]
    fn every_rule_is_for_something_that_a_page_has() {
        let styles = styles();
        let selectors = styles.split('}').filter_map(|rule| rule.rsplit_once('{'));
        let selectors: String = selectors.map(|(selector, _)| selector).collect();
        let words = words_of_pages();
        let classes = names(&selectors, ".");
        assert!(classes.contains("btn"));
        // `sheet--` with the kind of the paper.
        let is_joined = |class: &str| {
            let parts = class.split_once("--");
            parts.is_some_and(|(of, what)| {
                words.contains(&format!("{of}--")) && words.contains(what)
            })
        };
        let unused: Vec<&str> = classes
            .into_iter()
            .filter(|class| !words.contains(*class) && !is_joined(class))
            .collect();
        assert!(unused.is_empty(), "no page uses {unused:?}");
    }

    #[test]
    fn every_token_is_used() {
        let tokens = texts("style", "css");
        let (used, styles) = (names(&tokens, "var(--"), styles());
        let defined = styles
            .split(['{', ';'])
            .filter_map(|rule| rule.trim_start().strip_prefix("--")?.split_once(':'));
        let unused: Vec<&str> = defined
            .map(|(name, _)| name)
            .filter(|name| !used.contains(name))
            .collect();
        assert!(unused.is_empty(), "nothing uses {unused:?}");
    }

    /// What the styles share with files that can't read them.
    #[test]
    fn colours_and_sizes_that_stand_twice_are_the_same() {
        let styles = styles();
        let papers: Vec<&str> = styles
            .split("--paper: ")
            .skip(1)
            .filter_map(|rule| Some(rule.split_once(';')?.0))
            .collect();
        let [light, dark] = papers[..] else {
            panic!("the page's colour, in the light and in the dark: {papers:?}")
        };
        let head = texts("app/src", "rs");
        for (scheme, paper) in [("light", light), ("dark", dark)] {
            let meta = format!("content=\"{paper}\" media=\"(prefers-color-scheme: {scheme})\"");
            assert!(head.contains(&meta), "{meta}");
        }
        let manifest = texts("public", "webmanifest");
        assert!(manifest.contains(&format!("\"background_color\": \"{light}\"")));
        let accent = styles.split_once("--accent: ").expect("the accent").1;
        let accent = accent.split_once(';').expect("its end").0;
        assert!(manifest.contains(&format!("\"theme_color\": \"{accent}\"")));
        // Names on the plan are laid out as large as elder mode writes them.
        let labels = texts("domain/src/place", "rs");
        assert!(labels.contains("const SIZE: f64 = 15.0;"));
        assert!(styles.contains(".elder .plan-label { font-size: calc(15 * var(--u, 1px)); }"));
    }
}
