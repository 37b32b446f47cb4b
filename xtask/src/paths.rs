//! Blanks the paths of other people's sources that panics name: they differ from one machine that
//! builds to the next, say nothing to whoever holds the phone, and weigh more than a kilobyte. The
//! line that stands beside them stays, and so do paths of our own.

/// With what they begin; of those in cargo's home what follows it.
const BEGINNINGS: [&str; 6] = [
    "/registry/src/",
    "/rustc/",
    "/rust/deps/",
    "library/core/src/",
    "library/alloc/src/",
    "library/std/src/",
];

/// Bytes that a path has at most.
const LONG: usize = 200;

/// Every byte stays where it is.
pub fn blank(wasm: &mut [u8]) {
    for beginning in BEGINNINGS {
        blank_all(wasm, beginning.as_bytes());
    }
}

fn blank_all(wasm: &mut [u8], beginning: &[u8]) {
    let mut at = 0;
    while let Some(found) = find(&wasm[at..], beginning) {
        let start = at + found;
        at = start + beginning.len();
        let rest = &wasm[at..wasm.len().min(start + LONG)];
        let path = rest.iter().take_while(|byte| is_of_path(**byte)).count();
        if let Some(end) = find(&rest[..path], b".rs") {
            let end = at + end + b".rs".len();
            wasm[start..end].fill(b' ');
            at = end;
        }
    }
}

fn is_of_path(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"/._-+@".contains(&byte)
}

fn find(within: &[u8], what: &[u8]) -> Option<usize> {
    within.windows(what.len()).position(|part| part == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_others_are_blanked_and_all_else_stays() {
        let theirs = "/registry/src/index-1f/leptos-0.8.1/src/lib.rs";
        let blanks = " ".repeat(theirs.len());
        let text = |path: &str| {
            format!("no ownerapp/src/page/mod.rs/home/a/.cargo{path}missing.rs/rustc/x y.rs")
        };
        let mut wasm = text(theirs).into_bytes();
        blank(&mut wasm);
        assert_eq!(String::from_utf8(wasm).expect("text"), text(&blanks));
    }
}
