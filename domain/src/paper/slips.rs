//! Household slips (入户码) for letter boxes: eight on a sheet, to be cut apart. What to do stands
//! on each in both languages, because nobody knows which one a household reads. No person's name is
//! on them.

use serde::Serialize;

use crate::words::{COMMA, T, time};
use crate::{Community, Language, Timestamp};

/// Slips on one sheet of A4.
pub const ON_A_SHEET: usize = 8;

/// Sheets of slips, as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slips {
    /// Of the file.
    pub title: String,
    pub slips: Vec<SlipOnPaper>,
}

/// One slip: all of its texts, and what its QR code says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SlipOnPaper {
    /// What the community is called, and what this is.
    pub head: String,
    /// Which letter box it goes into.
    pub flat: String,
    pub label: String,
    /// As it is typed: `ABCD-2345`.
    pub code: String,
    /// The address in the QR code. The code stands behind `#`, which no browser sends.
    pub address: String,
    /// What to do, in Chinese and in English.
    pub how: [String; 2],
}

/// A slip that was printed, before it is put into words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// What its building is called.
    pub building: String,
    pub room: String,
    /// As it is kept: `ABCD2345`.
    pub code: String,
    pub admits: u32,
    pub expires_at: Timestamp,
}

/// The address in a slip's QR code: what stands behind `#` stays in the browser, so that no log of
/// a server or proxy has the code.
pub fn join_address(public_url: &str, slug: &str, code: &str) -> String {
    format!("{public_url}/{slug}/join#{code}")
}

/// A code in groups of four, as people read it.
pub fn grouped(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    let groups = letters
        .chunks(4)
        .map(|four| four.iter().collect::<String>());
    groups.collect::<Vec<_>>().join("-")
}

/// These slips as sheets; `public_url` is the server's address without a slash at its end.
pub fn slips(community: &Community, public_url: &str, printed: &[Printed]) -> Slips {
    const HEAD: T = T("{} · 入户码", "{} · Household slip");
    const FLAT: T = T("{} {} 室", "{}, flat {}");
    let languages = [community.language, community.language.other()];
    let both = |text: T, values: &[&dyn std::fmt::Display]| {
        let texts = languages.map(|language| text.with(language, values));
        texts.join(" / ")
    };
    let head = languages.map(|language| HEAD.with(language, &[&community.called(language)]));
    let (_, host) = public_url.split_once("://").unwrap_or(("", public_url));
    let page = format!("{host}/{}/join", community.slug);
    let one = |printed: &Printed| SlipOnPaper {
        head: head.join(" / "),
        flat: both(FLAT, &[&printed.building, &printed.room]),
        label: both(T("短码", "Code"), &[]),
        code: grouped(&printed.code),
        address: join_address(public_url, &community.slug, &printed.code),
        how: Language::ALL.map(|language| how(community, &page, printed, language)),
    };
    let what = T("入户码", "Household slips");
    Slips {
        title: format!(
            "{}{}{}",
            community.called(community.language),
            COMMA.of(community.language),
            what.of(community.language)
        ),
        slips: printed.iter().map(one).collect(),
    }
}

fn how(community: &Community, page: &str, printed: &Printed, language: Language) -> String {
    let until = time::date(community.zone.date(printed.expires_at), language);
    T(
        "用手机扫二维码，或打开 {} 输入短码，取一个邻居看到的名字，点“加入”。家里还可加入 {} 位成年人，{}前有效。请勿给外人。没有智能手机，请到居委会办理。",
        "Scan with your phone, or open {} and type the code; choose a name that neighbours see and tap \u{201c}Join\u{201d}. For {} adults of your household, until {}. Keep it in the family. Without a smartphone, come to the committee.",
    )
    .with(language, &[&page, &printed.admits, &until])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CommunityId, Zone};

    #[test]
    fn a_slip_says_it_in_both_languages_and_the_code_only_behind_the_hash() {
        let community = Community {
            id: CommunityId(uuid::Uuid::nil()),
            slug: "guihua".into(),
            name: "桂花苑".into(),
            names: ["桂花苑".into(), "Osmanthus Court".into()],
            language: Language::Chinese,
            zone: Zone::fixed("Asia/Shanghai", 28_800),
        };
        let printed = Printed {
            building: "3号楼".into(),
            room: "101".into(),
            code: "ABCD2345".into(),
            admits: 2,
            expires_at: Timestamp(1_796_122_800_000),
        };
        let sheets = slips(&community, "https://twoline.example", &[printed]);
        let [slip] = &sheets.slips[..] else { panic!() };
        assert_eq!(
            slip.head,
            "桂花苑 · 入户码 / Osmanthus Court · Household slip"
        );
        assert_eq!(slip.flat, "3号楼 101 室 / 3号楼, flat 101");
        assert_eq!(slip.code, "ABCD-2345");
        let (sent, kept) = slip.address.split_once('#').expect("a fragment");
        assert_eq!(sent, "https://twoline.example/guihua/join");
        assert_eq!(kept, "ABCD2345");
        for how in &slip.how {
            assert!(
                how.contains("twoline.example/guihua/join") && how.contains('2'),
                "{how}"
            );
        }
    }
}
