//! The forms that are kept for good: of events, of what is kept beside them, of commands (phones
//! keep them over releases), of receipts, of refusals, and of an agenda's document.
//!
//! Each has a line for each of its variants, with every field filled, in a file beside this one.
//! What is in journals and outboxes is read by every later release, so a line is never changed: a
//! form grows by a new variant, or by a field that has a default and is left out where it has it.
//! `TWOLINE_PIN=1 cargo test -p domain --test frozen` writes the lines of what is new.

#![expect(
    clippy::disallowed_methods,
    reason = "the pinned lines stand in files, and are written when somebody asks"
)]

mod complaint;
mod samples;
mod story;
mod told;
mod work;
#[path = "../world/mod.rs"]
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::path::PathBuf;

use domain::agenda::document::Document;
use domain::{Command, Event, Kept, Receipt, Refusal};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub fn path(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/frozen");
    folder.join(name)
}

/// Whether somebody wants the files written.
pub fn pins() -> bool {
    std::env::var_os("TWOLINE_PIN").is_some()
}

/// The variants of an enum by the names that JSON has them under, as its own reader lists them.
fn variants<T: DeserializeOwned + Debug>() -> BTreeSet<String> {
    let error = serde_json::from_str::<T>("{\"no such variant\":1}").expect_err("no such variant");
    let error = error.to_string();
    let (_, listed) = error.split_once("expected").expect("a list");
    let names = listed.split('`').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

/// The name of the variant that a value is.
fn variant(value: &Value) -> String {
    match value {
        Value::Object(map) => map.keys().next().expect("a variant").clone(),
        Value::String(name) => name.clone(),
        other => panic!("no variant: {other}"),
    }
}

/// Compares the lines of a file with these samples, byte for byte, in both directions.
fn pinned<T: Serialize + DeserializeOwned + PartialEq + Debug>(name: &str, samples: &[T]) {
    let lines: Vec<String> = samples
        .iter()
        .map(|sample| serde_json::to_string(sample).expect("JSON"))
        .collect();
    if pins() {
        std::fs::write(path(name), lines.join("\n") + "\n").expect("writes");
    }
    let text = std::fs::read_to_string(path(name)).expect("the pinned lines");
    let pinned: Vec<&str> = text.lines().collect();
    assert_eq!(pinned.len(), lines.len(), "{name}");
    for ((line, now), sample) in pinned.iter().zip(&lines).zip(samples) {
        assert_eq!(line, now, "{name}: the form has changed");
        let read: T = serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"));
        assert_eq!(read, *sample, "{name}");
    }
}

/// Each variant has a line, and no field of any line is empty.
fn complete<T: Serialize + DeserializeOwned + Debug>(name: &str, samples: &[T]) {
    let values = samples
        .iter()
        .map(|sample| serde_json::to_value(sample).expect("JSON"));
    let values: Vec<Value> = values.collect();
    let there: BTreeSet<String> = values.iter().map(variant).collect();
    assert_eq!(there, variants::<T>(), "{name}");
    for value in &values {
        filled(name, value);
    }
}

fn filled(name: &str, value: &Value) {
    match value {
        Value::Null => panic!("{name}: a field is empty"),
        Value::Array(values) => {
            assert!(!values.is_empty(), "{name}: a list is empty");
            for value in values {
                filled(name, value);
            }
        }
        Value::Object(map) => {
            for value in map.values() {
                filled(name, value);
            }
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn events_are_as_they_are_in_journals() {
    let samples = samples::events();
    pinned("events.jsonl", &samples);
    complete::<Event>("events", &samples);
}

#[test]
fn what_is_kept_beside_events_is_as_it_was() {
    let samples = samples::kept();
    pinned("kept.jsonl", &samples);
    complete::<Kept>("kept", &samples);
}

#[test]
fn commands_are_as_they_wait_on_phones() {
    let samples = samples::commands();
    pinned("commands.jsonl", &samples);
    complete::<Command>("commands", &samples);
    // What an envelope is recognised by.
    let fingerprints: Vec<String> = samples.iter().map(Command::fingerprint).collect();
    pinned("fingerprints.jsonl", &fingerprints);
}

#[test]
fn answers_are_as_phones_read_them() {
    let receipt = Receipt {
        issue: Some(117),
        meeting: Some(3),
    };
    pinned("receipts.jsonl", &[receipt, Receipt::default()]);
    let samples = samples::refusals();
    pinned("refusals.jsonl", &samples);
    complete::<Refusal>("refusals", &samples);
}

#[test]
fn a_document_is_as_it_was_printed() {
    let samples = samples::documents();
    pinned::<Document>("documents.jsonl", &samples);
    for sample in &samples {
        filled("documents", &serde_json::to_value(sample).expect("JSON"));
    }
}

/// All fields of a value, by the way to them; what stands in a list stands in one place.
fn fields(at: &str, value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                fields(&format!("{at}.{name}"), value, found);
            }
        }
        Value::Array(values) => {
            for value in values {
                fields(&format!("{at}[]"), value, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            found.insert(at.to_owned());
        }
    }
}

/// Nothing personal in the journal: every field of every event stands in this table, with the
/// reason why it may stay for good. Whoever adds one says why, or keeps it apart (`Kept`).
#[test]
fn every_field_of_every_event_may_stay_for_good() {
    let mut found = BTreeSet::new();
    for event in samples::events() {
        let value = serde_json::to_value(&event).expect("JSON");
        let name = variant(&value);
        fields(&name, &value[&name], &mut found);
    }
    let table = include_str!("fields.txt");
    let mut reasons = BTreeMap::new();
    let mut reason = "";
    for line in table.lines().map(str::trim_end) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        // A reason, then the fields that it holds for, indented.
        match line.strip_prefix("    ") {
            None => reason = line,
            Some(field) => {
                let before = reasons.insert(field.to_owned(), reason);
                assert_eq!(before, None, "{field} stands there twice");
                assert!(!reason.is_empty(), "{field} without a reason");
            }
        }
    }
    let explained: BTreeSet<String> = reasons.into_keys().collect();
    let missing: Vec<_> = found.difference(&explained).collect();
    assert!(missing.is_empty(), "no reason is given for {missing:#?}");
    let gone: Vec<_> = explained.difference(&found).collect();
    assert!(gone.is_empty(), "no event has {gone:#?}");
}
