//! Bytes that were something once: samples, changed at random. What comes of a seed is always the
//! same, and a change that breaks something is made as small as it still breaks it.

use std::fmt::{self, Debug, Formatter};

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::prop_oneof;
use proptest::sample::Index;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Most bytes of what comes of a sample: what is longer takes long and says no more.
const LENGTH_MAX: usize = 64 * 1024;
/// What decoders have had trouble with.
const PIECES: [&[u8]; 24] = [
    b"\0",
    b"\xff",
    b"\xff\xff\xff\xff",
    b"\x80",
    b"\r",
    b"\n",
    b"\r\n\r\n",
    b"\"",
    b"'",
    b"\\",
    b",",
    b";",
    b"\t",
    b"{",
    b"}",
    b"[",
    b"]",
    b"-1",
    b"1e999",
    b"99999999999999999999",
    b"NaN",
    b"\xef\xbb\xbf",
    "\u{202e}".as_bytes(),
    "\u{1f468}\u{200d}".as_bytes(),
];

/// One change of some bytes.
#[derive(Debug, Clone)]
enum Edit {
    Put(Index, u8),
    Flip(Index, u8),
    Insert(Index, Vec<u8>),
    Piece(Index, Index),
    Cut(Index, Index),
    /// A part once more, up to so many times.
    Repeat(Index, Index, u8),
    /// The rest is that of another sample.
    Splice(Index, Index, Index),
    End(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    prop_oneof![
        3 => (at(), any::<u8>()).prop_map(|(at, byte)| Edit::Put(at, byte)),
        3 => (at(), 0..8_u8).prop_map(|(at, bit)| Edit::Flip(at, bit)),
        2 => (at(), vec(any::<u8>(), 1..8)).prop_map(|(at, bytes)| Edit::Insert(at, bytes)),
        4 => (at(), at()).prop_map(|(at, piece)| Edit::Piece(at, piece)),
        2 => (at(), at()).prop_map(|(at, length)| Edit::Cut(at, length)),
        2 => (at(), at(), 1..40_u8).prop_map(|(at, length, n)| Edit::Repeat(at, length, n)),
        1 => (at(), at(), at()).prop_map(|(at, other, from)| Edit::Splice(at, other, from)),
        1 => at().prop_map(Edit::End),
    ]
}

impl Edit {
    fn apply(&self, bytes: &mut Vec<u8>, samples: &[Vec<u8>]) {
        // One place more than there are bytes: the end.
        let place = |at: &Index, bytes: &[u8]| at.index(bytes.len() + 1);
        // Short parts are the more likely ones.
        let part = |at: &Index, length: &Index, bytes: &[u8]| {
            let from = place(at, bytes);
            let most = (bytes.len() - from).min(1 + length.index(64));
            from..from + most
        };
        match self {
            Edit::Put(at, byte) => {
                let at = place(at, bytes);
                bytes.splice(at..(at + 1).min(bytes.len()), [*byte]);
            }
            Edit::Flip(at, bit) => {
                let at = place(at, bytes);
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << bit;
                }
            }
            Edit::Insert(at, more) => {
                let at = place(at, bytes);
                bytes.splice(at..at, more.iter().copied());
            }
            Edit::Piece(at, piece) => {
                let at = place(at, bytes);
                bytes.splice(at..at, piece.get(&PIECES).iter().copied());
            }
            Edit::Cut(at, length) => {
                let part = part(at, length, bytes);
                bytes.drain(part);
            }
            Edit::Repeat(at, length, times) => {
                let part = part(at, length, bytes);
                let more = bytes[part.clone()].repeat(usize::from(*times));
                bytes.splice(part.end..part.end, more);
            }
            Edit::Splice(at, other, from) => {
                let other = other.get(samples);
                bytes.truncate(place(at, bytes));
                bytes.extend_from_slice(&other[place(from, other)..]);
            }
            Edit::End(at) => bytes.truncate(place(at, bytes)),
        }
        bytes.truncate(LENGTH_MAX);
    }
}

/// What came of a sample; shown as a text of Rust.
#[derive(Clone)]
pub struct Bytes(pub Vec<u8>);

impl Debug for Bytes {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}

/// One of the samples with one to twelve changes.
pub fn changed(samples: Vec<Vec<u8>>) -> impl Strategy<Value = Bytes> {
    (any::<Index>(), vec(edit(), 1..12)).prop_map(move |(sample, edits)| {
        let mut bytes = sample.get(&samples).clone();
        for edit in edits {
            edit.apply(&mut bytes, &samples);
        }
        Bytes(bytes)
    })
}

/// Tries so many: the same ones each time, and others with another seed.
pub fn runner(cases: u32, seed: u8) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(
        config,
        TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]),
    )
}
