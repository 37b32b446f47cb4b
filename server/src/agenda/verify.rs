//! `twoline agenda verify`: whether a document is that of the agenda that was printed, and whether the agenda follows from it.

use domain::agenda::document::{Document, Unsound};

use super::rank;
use super::{Case, Fault, Named};
use crate::ids::sha256_hex;

/// What is said about a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is the one that was printed, and the rule chooses from it what it states. The agenda, in words.
    Printed(String),
    /// It has another fingerprint: this.
    Another(String),
    /// It has the printed fingerprint, and yet something is wrong with it: what was printed was wrong.
    Unsound(String),
}

/// A fingerprint as it was typed from paper: 64 hexadecimal digits, blanks and dashes between them or not.
pub fn fingerprint(text: &str) -> Option<String> {
    let digits: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    let right = digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    right.then_some(digits)
}

/// Looks at the bytes of a document.
pub fn verify(bytes: &[u8], fingerprint: &str) -> Verdict {
    let found = sha256_hex(bytes);
    if found != fingerprint {
        return Verdict::Another(found);
    }
    let document: Document = match serde_json::from_slice(bytes) {
        Ok(document) => document,
        Err(error) => return Verdict::Unsound(format!("it cannot be read: {error}")),
    };
    // One agenda must not have two fingerprints.
    if serde_json::to_vec(&document).ok().as_deref() != Some(bytes) {
        return Verdict::Unsound("it is not written in the canonical form".to_owned());
    }
    match document.recompute() {
        Ok((election, outcome)) => {
            let issues = document.issues.iter().map(|issue| Named {
                id: issue.number.to_string(),
                title: String::new(),
            });
            let case = Case {
                step: super::one(),
                issues: issues.collect(),
                notes: Vec::<Fault>::new(),
                election,
            };
            Verdict::Printed(format!(
                "rule {}, version {}, steps of {}\n{}",
                document.rule.code(),
                document.version,
                document.step,
                rank::text(&case, document.rule, &outcome)
            ))
        }
        Err(unsound) => Verdict::Unsound(match unsound {
            Unsound::Format(format) => format!("this program does not know its form, {format}"),
            Unsound::Version(version) => {
                format!("this program does not have version {version} of the rule")
            }
            Unsound::Settings => "its minutes or its step are below what is possible".to_owned(),
            Unsound::Issue(number) => {
                format!("issue {number} is there twice or needs less than no minutes")
            }
            Unsound::Ballot(person) => {
                format!("ballot {person} is empty, out of order, or names what is not there")
            }
            Unsound::Agenda(chosen) => format!(
                "it states the agenda {:?}, and the rule chooses {chosen:?}",
                document.agenda
            ),
        }),
    }
}

#[cfg(test)]
mod tests {
    use domain::agenda::{Ballot, Election, Rule, Step, whole};

    use super::*;

    fn document() -> Document {
        let ballots = vec![Ballot::of([0]).by(2), Ballot::of([1])];
        let election = Election::new(whole(15), vec![whole(10), whole(10)], ballots);
        let election = election.expect("well-formed");
        let step = Step::one_minute_in_all(&election);
        Document::of(&election, &[(4, 0), (7, 1)], Rule::EqualShares, &step).0
    }

    fn bytes(document: &Document) -> Vec<u8> {
        serde_json::to_vec(document).expect("JSON")
    }

    #[test]
    fn the_printed_document_is_known_by_its_fingerprint_and_computed_again() {
        let bytes = bytes(&document());
        let verdict = verify(&bytes, &sha256_hex(&bytes));
        let Verdict::Printed(text) = verdict else {
            panic!("{verdict:?}");
        };
        assert!(
            text.starts_with("rule equal-shares, version 1, steps of 1/3\n1 of 2 issues"),
            "{text}"
        );
        assert!(
            text.contains("   1. 4 [10]: 2 effective votes: 2 gave 5 each"),
            "{text}"
        );
    }

    #[test]
    fn another_document_and_a_false_one_are_told_apart() {
        let right = bytes(&document());
        let mut other = document();
        other.agenda = vec![7];
        let false_one = bytes(&other);
        let printed = sha256_hex(&right);
        let found = sha256_hex(&false_one);
        assert_eq!(
            verify(&false_one, &printed),
            Verdict::Another(found.clone())
        );
        let what = "it states the agenda [7], and the rule chooses [4]".to_owned();
        assert_eq!(verify(&false_one, &found), Verdict::Unsound(what));
        let spaced = [&right[..], b"\n"].concat();
        let verdict = verify(&spaced, &sha256_hex(&spaced));
        assert!(
            matches!(&verdict, Verdict::Unsound(what) if what.contains("canonical")),
            "{verdict:?}"
        );
        let verdict = verify(b"{}", &sha256_hex(b"{}"));
        assert!(
            matches!(&verdict, Verdict::Unsound(what) if what.contains("line 1")),
            "{verdict:?}"
        );
    }

    #[test]
    fn a_fingerprint_may_be_typed_as_it_is_printed() {
        let digits = "0123456789abcdef".repeat(4);
        let printed = format!(" 0123 4567-89AB CDEF{}\n", &digits[16..]);
        assert_eq!(fingerprint(&printed), Some(digits.clone()));
        assert_eq!(fingerprint(&digits[1..]), None);
        assert_eq!(fingerprint(&digits.replace('a', "g")), None);
    }
}
