//! Whatever bytes come in, what reads them gives an answer: samples of everything that people and
//! programs send, changed at random, some hundreds of each in every test run. `scripts/fuzz` tries
//! as many as it is told.

#[path = "../tests/shared/mutate.rs"]
mod mutate;

use std::panic::RefUnwindSafe;
use std::path::Path;
use std::time::Instant;

use clap::ValueEnum;
use domain::{Actor, Envelope, PersonId, Role, State, Timestamp, decide};
use serde_json::Value;
use uuid::Uuid;

use crate::agenda::rank::{Order, json, text};
use crate::agenda::{self, verify};
use crate::photo;
use mutate::{Bytes, changed, runner};

/// A sample that is longer takes long and says no more.
const SAMPLE_MAX: u64 = 64 * 1024;

/// Tries what comes of the samples, and of those in the folder `TWOLINE_FUZZ_SAMPLES` whose names
/// end so. What panics is shown as short as it still does.
pub(crate) fn try_all(
    what: &str,
    endings: &[&str],
    mut samples: Vec<Vec<u8>>,
    reads: impl Fn(&[u8]) + RefUnwindSafe,
) {
    if let Ok(folder) = std::env::var("TWOLINE_FUZZ_SAMPLES") {
        collect(folder.as_ref(), endings, &mut samples);
    }
    for sample in &samples {
        reads(sample);
    }
    let setting = |name: &str| std::env::var(name).ok()?.parse().ok();
    let inputs: u32 = setting("TWOLINE_FUZZ").unwrap_or(300);
    let seed = setting("TWOLINE_FUZZ_SEED").unwrap_or(0);
    let seed = u8::try_from(seed % 256).unwrap_or(0);
    let (of, started) = (samples.len(), Instant::now());
    let ran = runner(inputs, seed).run(&changed(samples), |Bytes(bytes)| {
        reads(&bytes);
        Ok(())
    });
    if let Err(error) = ran {
        panic!("{what}: {error}");
    }
    let seconds = started.elapsed().as_secs();
    println!("{what}: {inputs} inputs made of {of} samples in {seconds} s; all answered");
}

fn collect(folder: &Path, endings: &[&str], samples: &mut Vec<Vec<u8>>) {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("read").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, endings, samples);
            continue;
        }
        let ending = path.extension().and_then(|ending| ending.to_str());
        let length = path.metadata().expect("read").len();
        if ending.is_some_and(|ending| endings.contains(&ending)) && length <= SAMPLE_MAX {
            samples.push(std::fs::read(&path).expect("read"));
        }
    }
}

/// The lines of a file that keeps one of each kind for good.
fn lines(of: &str) -> Vec<Vec<u8>> {
    of.lines().map(|line| line.as_bytes().to_vec()).collect()
}

#[test]
fn whatever_a_phone_sends_as_a_command_is_answered() {
    let commands = include_str!("../../domain/tests/frozen/commands.jsonl");
    let envelope = |command: &Vec<u8>| {
        let command = String::from_utf8_lossy(command);
        let id = Uuid::from_u128(7);
        format!("{{\"id\":\"{id}\",\"command\":{command}}}").into_bytes()
    };
    let samples = lines(commands).iter().map(envelope).collect();
    let everybody = Actor {
        person: Some(PersonId(Uuid::from_u128(8))),
        roles: Role::ALL.to_vec(),
        ..Actor::default()
    };
    let state = State {
        community_exists: true,
        ..State::default()
    };
    try_all("commands", &["json"], samples, |bytes| {
        let Ok(envelope) = serde_json::from_slice::<Envelope>(bytes) else {
            return;
        };
        // What was read is what would be written, and has one fingerprint.
        let written = serde_json::to_string(&envelope).expect("JSON");
        let again: Envelope = serde_json::from_str(&written).expect("what was written is read");
        let fingerprint = again.command.fingerprint();
        assert_eq!(fingerprint, envelope.command.fingerprint(), "{written}");
        let touches = envelope.command.touches();
        assert!(!format!("{touches:?}").is_empty());
        let _ = decide(&state, &everybody, &envelope, Timestamp(1_796_122_800_000));
    });
}

#[test]
fn whatever_is_uploaded_as_a_photo_becomes_one_or_is_refused() {
    let picture = image::RgbImage::from_fn(64, 48, |x, y| {
        image::Rgb([x.to_le_bytes()[0] * 3, y.to_le_bytes()[0] * 5, 60])
    });
    let encoded = |format| {
        let mut bytes = std::io::Cursor::new(vec![]);
        picture.write_to(&mut bytes, format).expect("encodes");
        bytes.into_inner()
    };
    let jpeg = encoded(image::ImageFormat::Jpeg);
    let samples = vec![
        photo::tests::with_exif(&jpeg, 6),
        encoded(image::ImageFormat::Png),
        encoded(image::ImageFormat::WebP),
        jpeg,
    ];
    try_all("photos", &["jpg", "png", "webp"], samples, |bytes| {
        let _ = photo::position(bytes);
        let Ok(photo) = photo::prepare(bytes) else {
            return;
        };
        // What is kept is a picture, with nothing of what was sent beside it.
        for kept in [&photo.full, &photo.small] {
            let format = image::guess_format(kept).expect("a picture");
            assert_eq!(format, image::ImageFormat::Jpeg);
        }
        assert!(photo::for_paper(&photo.full).is_some());
        assert_eq!(photo::position(&photo.full), None);
    });
}

#[test]
fn whatever_a_file_of_an_election_says_it_is_read_or_its_line_named() {
    let samples = [
        "META\nkey;value\ndescription;Lifts\nbudget;100\nnum_votes;2\nvote_type;approval\nPROJECTS\n\
         project_id;cost;name\na;30;Lift\nb;20.5;Lamps\nVOTES\nvoter_id;vote\n1;a,b\n2;b\n",
        "META\nkey;value\nbudget;1000000\nvote_type;cumulative\nPROJECTS\nproject_id;cost\n1;10\n\
         2;1/3\nVOTES\nvoter_id;vote;points\n1;1,2;5,4\n2;2;9\n",
        "\u{feff}META\r\nkey;value\r\nbudget;3\r\nvote_type;ordinal\r\nPROJECTS\r\n\
         project_id;cost\r\nx;1\r\nVOTES\r\nvoter_id;vote\r\n1;x\r\n",
    ];
    let samples = samples.map(|sample| sample.as_bytes().to_vec()).to_vec();
    try_all("elections (.pb)", &["pb"], samples, |bytes| {
        let Ok(case) = agenda::read("x.pb".as_ref(), bytes) else {
            return;
        };
        // Large ones take long, and are tried elsewhere.
        if case.issues.len() > 12 || case.election.ballots().len() > 12 {
            return;
        }
        for order in Order::value_variants().iter().copied() {
            let selection = order.choose(&case.election, &case.step);
            let read: Value = serde_json::from_str(&json(&case.issues, order, &selection))
                .expect("what is said is JSON");
            assert!(read.is_object());
            assert!(!text(&case.election, &case.issues, order, &selection).is_empty());
        }
    });
}

#[test]
fn whatever_is_given_to_be_verified_has_a_verdict() {
    let samples = lines(include_str!("../../domain/tests/frozen/documents.jsonl"));
    try_all("documents", &["json"], samples, |bytes| {
        let fingerprint = domain::hex::sha256_hex(bytes);
        for language in domain::Language::ALL {
            let _ = verify::verify(bytes, &fingerprint, language);
        }
    });
}
