//! Whether a document is that of the agenda that was printed, and whether the agenda follows from
//! it: `twoline agenda verify`, and the same for supervisors in the app.

use domain::agenda::audit::{self, Fault};
use domain::agenda::document::{Document, Unsound};
use domain::hex::sha256_hex;
use domain::words::{T, list};
use domain::{Language, words};

use super::Named;
use super::rank;

/// What is said about a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is the one that was printed, and the rule chooses from it what it states.
    Printed(Box<Document>),
    /// It has another fingerprint: this.
    Another(String),
    /// It has the printed fingerprint, and yet something is wrong with it: what was printed was
    /// wrong.
    Unsound(String),
}

/// A fingerprint as it was typed from paper: 64 hexadecimal digits, blanks and dashes between them
/// or not.
pub fn fingerprint(text: &str) -> Option<String> {
    let digits: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    let right = digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    right.then_some(digits)
}

/// Looks at the bytes of a document; what is wrong with it is said in that language. Whoever sends
/// another document under its own fingerprint decides how long this takes: on a server only for
/// fingerprints of its own.
pub fn verify(bytes: &[u8], fingerprint: &str, language: Language) -> Verdict {
    let found = sha256_hex(bytes);
    if found != fingerprint {
        return Verdict::Another(found);
    }
    let unsound =
        |text: T, values: &[&dyn std::fmt::Display]| Verdict::Unsound(text.with(language, values));
    let document: Document = match serde_json::from_slice(bytes) {
        Ok(document) => document,
        Err(error) => return unsound(T("无法读取：{}", "it cannot be read: {}"), &[&error]),
    };
    // One agenda must not have two fingerprints.
    if serde_json::to_vec(&document).ok().as_deref() != Some(bytes) {
        return unsound(
            T(
                "它不是规范的写法",
                "it is not written in the canonical form",
            ),
            &[],
        );
    }
    match document.recompute() {
        Ok((election, selection)) => {
            let faults = audit::of(document.settings.rule, &election, &selection);
            if faults.is_empty() {
                Verdict::Printed(Box::new(document))
            } else {
                Verdict::Unsound(in_words(&document, &faults, language))
            }
        }
        Err(Unsound::Format(format)) => unsound(
            T(
                "本程序不认识它的格式 {}",
                "this program does not know its form, {}",
            ),
            &[&format],
        ),
        Err(Unsound::Version(version)) => unsound(
            T(
                "本程序没有规则的第 {} 版",
                "this program does not have version {} of the rule",
            ),
            &[&version],
        ),
        Err(Unsound::Step) => unsound(T("步长不大于零", "its step is not above zero"), &[]),
        Err(Unsound::Issue(number)) => unsound(
            T(
                "编号 {} 出现了两次，或用时小于零",
                "issue {} is there twice or needs less than no minutes",
            ),
            &[&number],
        ),
        Err(Unsound::Ballot(person)) => unsound(
            T(
                "第 {} 份附议是空的、次序不对，或写了不能选的议题",
                "ballot {} is empty, out of order, or names what could not be chosen",
            ),
            &[&person],
        ),
        Err(Unsound::Chosen(chosen)) => unsound(
            T(
                "它写的是规则选出 {}，而规则选出的是 {}",
                "it says that the rule chose {}, and the rule chooses {}",
            ),
            &[&list(&document.chosen, language), &list(&chosen, language)],
        ),
        Err(Unsound::Agenda(listed)) => unsound(
            T(
                "它写的议程是 {}，而排定和选出的是 {}",
                "it states the agenda {}, and what was placed and chosen is {}",
            ),
            &[&list(&document.agenda, language), &list(&listed, language)],
        ),
    }
}

/// The agenda of a sound document, in English, item by item with the reasons.
pub fn text(document: &Document) -> String {
    let Ok((election, selection)) = document.recompute() else {
        return String::new();
    };
    let issues = document.issues.iter().map(|issue| Named {
        id: issue.number.to_string(),
        title: String::new(),
    });
    let issues: Vec<Named> = issues.collect();
    let rule = document.settings.rule;
    format!(
        "meeting {}, {} minutes; rule {}, version {}, steps of {}\nagenda: {}\n{}{}",
        document.number,
        document.minutes,
        rule.code(),
        document.version,
        document.step,
        list(&document.agenda, Language::English),
        placed(document),
        rank::text(&election, &issues, rule.into(), &selection)
    )
}

/// What an audit, which is written apart from the rules, has found.
fn in_words(document: &Document, faults: &[Fault], language: Language) -> String {
    let number = |issue: usize| document.issues[issue].number;
    let fault = |fault: &Fault| match *fault {
        Fault::TooMany => {
            T("用的分钟超过可用的", "it takes more minutes than there are").with(language, &[])
        }
        Fault::Listed { issue } => T(
            "编号 {} 出现了两次，或根本没有",
            "issue {} is there twice, or not at all",
        )
        .with(language, &[&number(issue)]),
        Fault::NotSeconded { issue } => {
            T("没有人附议编号 {}", "nobody seconds issue {}").with(language, &[&number(issue)])
        }
        Fault::Reason { issue } | Fault::Stated { issue } => T(
            "编号 {} 的理由不是这一条",
            "the reason of issue {} is another one",
        )
        .with(language, &[&number(issue)]),
        Fault::NotSupporter { issue, ballot } => T(
            "第 {} 份附议为没有附议的编号 {} 出了时间，或出了两次",
            "ballot {} pays for issue {}, which it does not second, or pays twice",
        )
        .with(language, &[&(ballot + 1), &number(issue)]),
        Fault::Overspent { issue, ballot } | Fault::KeptBack { issue, ballot } => T(
            "第 {} 份附议为编号 {} 出的时间太多或太少",
            "ballot {} pays too much or too little for issue {}",
        )
        .with(language, &[&(ballot + 1), &number(issue)]),
        Fault::NotPaid { issue } => T("编号 {} 的时间没有正好付清", "issue {} is not paid exactly")
            .with(language, &[&number(issue)]),
        Fault::NotFirst { issue, first } => T(
            "编号 {} 排在本该在先的编号 {} 之前",
            "issue {} comes before issue {}, which is first",
        )
        .with(language, &[&number(issue), &number(first)]),
        Fault::CouldPay { issue } => T(
            "编号 {} 排得下，却没有列入",
            "issue {} fits and is left out",
        )
        .with(language, &[&number(issue)]),
        Fault::Wronged { issue, people } => T(
            "有 {} 人附议了没有列入的编号 {}，得到的少于应得",
            "{} people who second issue {}, which is left out, got less than their part",
        )
        .with(language, &[&people, &number(issue)]),
    };
    let faults: Vec<String> = faults.iter().map(fault).collect();
    let faults = faults.join(T("；", "; ").of(language));
    T("复核发现：{}", "an audit finds: {}").with(language, &[&faults])
}

/// What stands on the agenda before the rule has its turn, a line each; what was taken off by hand.
fn placed(document: &Document) -> String {
    let placed = document.placed.iter().map(|item| {
        let why = words::meeting::why(item.why, Language::English);
        format!("placed: {} [{}]: {why}\n", item.number, item.minutes)
    });
    let dropped = (!document.dropped.is_empty()).then(|| {
        format!(
            "taken off by hand: {}\n",
            list(&document.dropped, Language::English)
        )
    });
    placed.chain(dropped).collect()
}

#[cfg(test)]
mod tests {
    use domain::MeetingId;
    use domain::agenda::document::{Candidate, Cast, Exact, FORMAT, Placed};
    use domain::agenda::{Ballot, Election, Raise, Settings, whole};
    use domain::journal::Head;
    use domain::meeting::Why;
    use uuid::Uuid;

    use super::*;

    fn document() -> Document {
        let ballots = vec![Ballot::of([0]).by(2), Ballot::of([1])];
        let election = Election::new(whole(15), vec![whole(10), whole(10)], ballots);
        let election = election.expect("well-formed");
        let step = Raise::one_minute_in_all(&election);
        let numbers = [4, 7];
        let (ballots, _) = Cast::all(&election, &numbers);
        let candidate = |(number, on_behalf)| Candidate {
            number,
            minutes: Exact(whole(10)),
            on_behalf,
        };
        Document {
            format: FORMAT,
            meeting: MeetingId(Uuid::from_u128(2)),
            number: 2,
            journal: Head::default(),
            settings: Settings::default(),
            version: Settings::default().rule.version(),
            minutes: 25,
            placed: vec![Placed {
                number: 9,
                minutes: 10,
                why: Why::Urgent,
            }],
            dropped: vec![3],
            step: Exact(step.minutes().clone()),
            issues: [(4, 0), (7, 1)].map(candidate).into(),
            ballots,
            chosen: vec![4],
            agenda: vec![9, 4],
        }
    }

    fn bytes(document: &Document) -> Vec<u8> {
        serde_json::to_vec(document).expect("JSON")
    }

    #[test]
    fn what_an_audit_finds_is_said_by_the_numbers_of_issues() {
        let document = document();
        let (election, mut selection) = document.recompute().expect("sound");
        let find = |selection: &_| audit::of(document.settings.rule, &election, selection);
        assert_eq!(find(&selection), []);
        selection.left_out.push(0);
        assert_eq!(
            in_words(&document, &find(&selection), Language::English),
            "an audit finds: issue 4 is there twice, or not at all"
        );
    }

    #[test]
    fn the_printed_document_is_known_by_its_fingerprint_and_computed_again() {
        let bytes = bytes(&document());
        let verdict = verify(&bytes, &sha256_hex(&bytes), Language::English);
        let Verdict::Printed(document) = verdict else {
            panic!("{verdict:?}");
        };
        let text = text(&document);
        assert!(
            text.starts_with(
                "meeting 2, 25 minutes; rule equal-shares, version 1, steps of 1/3\nagenda: 9, 4\n\
                 placed: 9 [10]: Urgent: danger to life or property goes before all ranking\n\
                 taken off by hand: 3\n1 of 2 issues"
            ),
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
        other.chosen = vec![7];
        let false_one = bytes(&other);
        let printed = sha256_hex(&right);
        let found = sha256_hex(&false_one);
        let verify = |bytes: &[u8], printed: &str| verify(bytes, printed, Language::English);
        assert_eq!(
            verify(&false_one, &printed),
            Verdict::Another(found.clone())
        );
        let what = "it says that the rule chose 7, and the rule chooses 4".to_owned();
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
