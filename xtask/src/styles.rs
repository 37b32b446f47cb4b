//! The styles: `style/main.css` and what it imports, as one small file.

use anyhow::{Result, anyhow};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::printer::PrinterOptions;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions};
use lightningcss::targets::Browsers;

use crate::Project;

/// The oldest browsers that get styles as they are meant; newer syntax is rewritten for them. Chrome (and Android's `WebView`) 96 is
/// the first that runs the bundle: it brought reference types to WebAssembly, which the compiler uses. The others are about as
/// old. Whoever has an older one gets the plain pages.
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
