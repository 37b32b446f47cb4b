//! The WebAssembly bundle: cargo builds it, wasm-bindgen writes the JavaScript around it, wasm-opt
//! and terser shrink both.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use walrus::{FunctionBuilder, FunctionId, FunctionKind, Module};
use wasm_bindgen_cli_support::Bindgen;

use crate::files::short_hash;
use crate::project::{Mode, Project, succeed};

const TARGET: &str = "wasm32-unknown-unknown";

/// First what Rust's target uses by default and every browser of our baseline has; wasm-opt assumes
/// none of it. Then the passes that end smallest after compression, found by trying: what is
/// smallest before it (`-Oz`) is 2 % larger.
pub const WASM_OPT_FLAGS: [&str; 12] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "-Os",
    "--flatten",
    "--rereloop",
    "-Os",
    "--converge",
    "--skip-pass=local-cse",
];

/// Older ones (Debian 12 has 108) do not know all that today's compiler writes.
const OLDEST_WASM_OPT: u32 = 120;

#[derive(Debug)]
pub struct Bundle {
    pub js: String,
    pub wasm: Vec<u8>,
}

pub fn build(project: &Project, mode: Mode) -> Result<Bundle> {
    let compiled = compile(project, mode)?;
    let optimiser = match mode {
        Mode::Release => Optimiser::find(project),
        Mode::Dev => Optimiser::None,
    };

    // Binding and optimising take longer than all the rest of a build without changes, so their
    // output stays.
    let folder = project.target.join("xtask").join(match mode {
        Mode::Release => "release",
        Mode::Dev => "dev",
    });
    let stamp = stamp(project, &compiled)?;
    if fs::read_to_string(folder.join("made-from")).is_ok_and(|made_from| made_from == stamp) {
        return read(&folder);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let mut module = Module::from_file(&compiled).context("the compiler's output is no wasm")?;
    leave_out_what_never_runs(&mut module)?;
    Bindgen::new()
        .input_module("twoline", module)
        .out_name("twoline")
        .web(true)?
        .typescript(false)
        .remove_name_section(mode == Mode::Release)
        .remove_producers_section(true)
        .generate(&folder)
        .context("wasm-bindgen failed")?;
    if folder.join("snippets").exists() {
        bail!(
            "a dependency brings JavaScript of its own (`#[wasm_bindgen(module = …)]`), which nothing here serves"
        );
    }
    optimiser.run(&folder.join("twoline_bg.wasm"))?;
    if mode == Mode::Release {
        minify(project, &folder.join("twoline.js"))?;
    }
    fs::write(folder.join("made-from"), stamp)?;
    read(&folder)
}

/// What a bundle is made from: the compiler's output, by this program, with what set-up or the
/// machine has for shrinking it.
fn stamp(project: &Project, compiled: &Path) -> Result<String> {
    let mut parts = fs::read(compiled)?;
    parts.extend(fs::read(env::current_exe()?)?);
    parts.extend(fs::read(npm(project).join(".package-lock.json")).unwrap_or_default());
    parts.extend(installed_wasm_opt().unwrap_or_default().to_le_bytes());
    Ok(short_hash(&parts))
}

/// Empties functions that are compiled but never called, so that wasm-opt drops them and what only
/// they use.
///
/// Leptos compiles a second way to hydrate for every type of view, which waits for parts that are
/// loaded later. Only `leptos::mount::hydrate_lazy` enters it, and our entry (`app/browser`) is
/// `hydrate_body`. Should it be reached after all, it stops with an error at once, in every browser
/// test.
fn leave_out_what_never_runs(module: &mut Module) -> Result<()> {
    /// Instructions. The compiler makes one function of two that are alike, under one of their
    /// names: only what is long can be like nothing else.
    const LONG: u64 = 80;
    let never: Vec<FunctionId> = module
        .funcs
        .iter_local()
        .filter(|(id, function)| {
            let name = module.funcs.get(*id).name.as_deref();
            function.size() >= LONG && name.is_some_and(|name| name.contains("hydrate_async"))
        })
        .map(|(id, _)| id)
        .collect();
    if never.is_empty() {
        bail!("Leptos has no `hydrate_async` any more: look whether this step is still of use");
    }
    for id in never {
        let kind = module.types.get(module.funcs.get(id).ty());
        let (takes, gives) = (kind.params().to_vec(), kind.results().to_vec());
        let mut body = FunctionBuilder::new(&mut module.types, &takes, &gives);
        body.func_body().unreachable();
        let takes = takes.iter().map(|kind| module.locals.add(*kind)).collect();
        module.funcs.get_mut(id).kind = FunctionKind::Local(body.local_func(takes));
    }
    Ok(())
}

fn compile(project: &Project, mode: Mode) -> Result<PathBuf> {
    let (profile, folder, target) = match mode {
        Mode::Release => ("browser", "browser", project.target.clone()),
        // One cargo at a time builds a profile in a folder; in this one, which is that of
        // `cargo leptos` too, it need not wait for the server's.
        Mode::Dev => ("dev", "debug", project.target.join("front")),
    };
    let mut cargo = project.cargo("build");
    cargo.args([
        "--package",
        "browser",
        "--target",
        TARGET,
        "--profile",
        profile,
    ]);
    cargo.arg("--target-dir").arg(&target);
    if !has_target("rustc") && has_target(DEBIAN_RUSTC) {
        // It has no linker for the browser; the other toolchain's fits, being only told what to
        // link.
        let linker = format!(
            "{}/lib/rustlib/{}/bin/rust-lld",
            print("rustc", &["sysroot"])?,
            print("rustc", &["host-tuple"])?
        );
        cargo
            .env("RUSTC", DEBIAN_RUSTC)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
    }
    succeed(cargo)?;
    Ok(target.join(TARGET).join(folder).join("twoline.wasm"))
}

/// Where rustup's server could not be reached, set-up may have found the browser's library only for
/// this compiler.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

/// As in `scripts/setup-wasm-target`: a copy that was interrupted leaves the folder behind.
fn has_target(rustc: &str) -> bool {
    let Ok(folder) = print(rustc, &["target-libdir", "--target", TARGET]) else {
        return false;
    };
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .map(|file| file.file_name())
        .any(|name| name.to_string_lossy().starts_with("libstd-"))
}

/// `rustc --print WHAT`
fn print(rustc: &str, what: &[&str]) -> Result<String> {
    let output = Command::new(rustc).arg("--print").args(what).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

fn read(folder: &Path) -> Result<Bundle> {
    Ok(Bundle {
        js: fs::read_to_string(folder.join("twoline.js"))?,
        wasm: fs::read(folder.join("twoline_bg.wasm"))?,
    })
}

/// Where wasm-opt comes from. It saves a phone about a fifth of the bundle, but nothing depends on
/// it.
enum Optimiser {
    /// The machine's own: several times faster than npm's.
    Installed,
    /// npm's `binaryen`, which set-up installs: WebAssembly itself, run by Node.js.
    Npm(PathBuf),
    None,
}

impl Optimiser {
    fn find(project: &Project) -> Self {
        if installed_wasm_opt().is_some_and(|version| version >= OLDEST_WASM_OPT) {
            return Self::Installed;
        }
        let npm = npm(project).join(".bin/wasm-opt");
        if npm.exists() {
            return Self::Npm(npm);
        }
        eprintln!(
            "note: no wasm-opt, so the bundle is larger than it need be; `scripts/setup run` installs it (Node.js needed)"
        );
        Self::None
    }

    fn run(&self, wasm: &Path) -> Result<()> {
        let mut command = match self {
            Self::Installed => Command::new("wasm-opt"),
            Self::Npm(path) => Command::new(path),
            Self::None => return Ok(()),
        };
        eprintln!("   Shrinking the bundle with wasm-opt");
        command.args(WASM_OPT_FLAGS).arg(wasm).arg("-o").arg(wasm);
        succeed(command)
    }
}

/// Makes the JavaScript half as long, where set-up has installed terser.
fn minify(project: &Project, js: &Path) -> Result<()> {
    let terser = npm(project).join(".bin/terser");
    if !terser.exists() {
        return Ok(());
    }
    let mut command = Command::new(terser);
    command
        .arg(js)
        .args(["--module", "--compress", "passes=3", "--mangle", "--output"])
        .arg(js);
    succeed(command)
}

/// Where set-up has npm install what a build needs.
fn npm(project: &Project) -> PathBuf {
    project.root.join("xtask/npm/node_modules")
}

/// The number in `wasm-opt version 123 (version_123)`.
fn installed_wasm_opt() -> Option<u32> {
    let output = Command::new("wasm-opt").arg("--version").output().ok()?;
    String::from_utf8(output.stdout)
        .ok()?
        .split_whitespace()
        .nth(2)?
        .parse()
        .ok()
}
