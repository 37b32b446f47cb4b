//! The names by which the bundle and its JavaScript find each other: as short as can be.
//!
//! wasm-bindgen gives all that is imported or exported a name that ends in sixteen digits, which no
//! compression makes smaller, and writes it on both sides: 8 KB of a first visit.

use std::collections::BTreeMap;
use std::convert::Infallible;

use anyhow::{Context, Result};
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, ImportSectionReader, Parser};

/// Both sides with short names. Those that other files go by stay.
///
/// # Errors
///
/// Where the module can't be read, or the script does not know one of its names.
pub fn shorten(wasm: &[u8], js: &str) -> Result<(Vec<u8>, String)> {
    let mut short = Short::default();
    let mut module = Module::new();
    short.parse_core_module(&mut module, Parser::new(0), wasm)?;
    let js = short.in_script(js)?;
    Ok((module.finish(), js))
}

#[derive(Default)]
struct Short(BTreeMap<String, String>);

impl Short {
    fn of(&mut self, name: &str) -> String {
        let is_made = |prefix| name.starts_with(prefix);
        if !["__wbg_", "__wbindgen_cast_", "_ZN"]
            .into_iter()
            .any(is_made)
        {
            return name.to_owned();
        }
        let next = format!("${}", self.0.len());
        self.0.entry(name.to_owned()).or_insert(next).clone()
    }

    /// Where they are whole words.
    fn in_script(&self, js: &str) -> Result<String> {
        let ends_word = |c: char| !(c.is_alphanumeric() || c == '_' || c == '$');
        let mut known: BTreeMap<&str, bool> =
            self.0.keys().map(|name| (name.as_str(), false)).collect();
        let mut short = String::with_capacity(js.len());
        for piece in js.split_inclusive(ends_word) {
            let word = piece.trim_end_matches(ends_word);
            let name = self.0.get(word).map_or(word, String::as_str);
            if let Some(known) = known.get_mut(word) {
                *known = true;
            }
            short.push_str(name);
            short.push_str(&piece[word.len()..]);
        }
        let unknown = known.into_iter().find(|(_, known)| !known);
        match unknown {
            None => Ok(short),
            Some((name, _)) => {
                None.with_context(|| format!("the bundle's JavaScript does not know {name}"))
            }
        }
    }
}

impl Reencode for Short {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), reencode::Error> {
        for import in section.into_imports() {
            let import = import?;
            let name = self.of(import.name);
            imports.import(import.module, &name, self.entity_type(import.ty)?);
        }
        Ok(())
    }

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), reencode::Error> {
        let name = self.of(export.name);
        exports.export(
            &name,
            self.export_kind(export.kind)?,
            self.external_index(export.kind, export.index)?,
        );
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, ExportKind, TypeSection};

    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for name in ["__wbg_now_463ac581d2fc7ea3", "memory_of_parts"] {
            imports.import("./twoline_bg.js", name, EntityType::Function(0));
        }
        let mut exports = ExportSection::new();
        exports.export("_ZN6invoke17h04c06344a026927aE", ExportKind::Func, 0);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&exports);
        module.finish()
    }

    #[test]
    fn made_names_become_short_on_both_sides() {
        let js = "import0 = {__wbg_now_463ac581d2fc7ea3: () => now__wbg_now_463ac581d2fc7ea3, memory_of_parts: f};\n\
                  wasm._ZN6invoke17h04c06344a026927aE(1)";
        let (short, js) = shorten(&module(), js).expect("both know the names");
        assert_eq!(
            js,
            "import0 = {$0: () => now__wbg_now_463ac581d2fc7ea3, memory_of_parts: f};\nwasm.$1(1)"
        );
        let text = String::from_utf8_lossy(&short);
        assert!(text.contains("$0") && text.contains("$1") && text.contains("memory_of_parts"));
        assert!(!text.contains("__wbg_") && !text.contains("_ZN"));
    }

    #[test]
    fn a_name_that_the_script_lacks_is_told() {
        let error = shorten(&module(), "wasm._ZN6invoke17h04c06344a026927aE(1)")
            .expect_err("one is missing");
        assert!(
            error.to_string().contains("__wbg_now_463ac581d2fc7ea3"),
            "{error}"
        );
    }
}
