//! Identities that are computed rather than drawn: the same input leads to the same one, so that
//! doing a thing twice is doing it once.

use domain::hex::sha256_hex;
use domain::household::{CODE_ALPHABET, normalise_code};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// The id (UUID version 8) that belongs to these parts; `kind` keeps ids of different things apart.
pub fn derived(kind: &str, parts: &[&[u8]]) -> Uuid {
    let mut hash = Sha256::new();
    for part in std::iter::once(kind.as_bytes()).chain(parts.iter().copied()) {
        // The length in front, so that ("ab", "c") is not ("a", "bc").
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// What is kept of a slip's code, however it was typed.
pub fn code_hash(code: &str) -> String {
    sha256_hex(normalise_code(code))
}

/// A new code of a slip or an invitation: eight letters and digits, 30⁸ possibilities.
pub fn new_code() -> String {
    new_code_of(8)
}

/// A new code of so many letters and digits: each multiplies the possibilities by 30.
pub fn new_code_of(length: usize) -> String {
    let letters = u8::try_from(CODE_ALPHABET.len()).unwrap_or(u8::MAX);
    let mut code = String::new();
    while code.len() < length {
        let [byte] = random::<1>();
        // Of 256 values only a multiple of 30 is used, so that all letters are equally likely.
        if byte < letters * (u8::MAX / letters) {
            code.push(char::from(CODE_ALPHABET[usize::from(byte % letters)]));
        }
    }
    code
}

/// Bytes that nobody can guess.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // The operating system's generator does not fail once the machine has started.
    getrandom::fill(&mut bytes).expect("the system gives random numbers");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_eight_letters_that_are_not_mistaken() {
        for _ in 0..100 {
            let code = new_code();
            assert_eq!(code.len(), 8);
            assert!(
                code.bytes().all(|byte| CODE_ALPHABET.contains(&byte)),
                "{code}"
            );
            assert_eq!(normalise_code(&code), code);
        }
    }

    #[test]
    fn the_same_parts_make_the_same_id_and_others_do_not() {
        let id = derived("issue", &[b"ab", b"c"]);
        assert_eq!(id, derived("issue", &[b"ab", b"c"]));
        assert_ne!(id, derived("issue", &[b"a", b"bc"]));
        assert_ne!(id, derived("photo", &[b"ab", b"c"]));
        assert_eq!(id.get_version_num(), 8);
    }
}
