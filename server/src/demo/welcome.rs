//! What the console says when the demo has started: who can join, and where.

use app::context::new_id;
use app::role;
use app::send::envelope;
use domain::household::PrintSlip;
use domain::paper::slips::join_address;
use domain::time::DAY;
use domain::{Command, Community, Language, Role, Sender, SlipId, Timestamp};
use store::Store;

use super::plan::household;
use crate::error::Error;
use crate::ids::{code_hash, new_code};

/// Who joins with each link: their building, room, and roles beside resident's.
const PARTS: [(usize, &str, &[Role]); 4] = [
    (5, "302", &[]),
    (7, "201", &[Role::BuildingLeader]),
    (2, "101", &[Role::Secretary]),
    (9, "101", &[Role::Supervisor]),
];

/// Prints a fresh slip for each part; returns the links, for a resident, a building leader, the
/// secretary and a supervisor.
pub async fn links(
    store: &Store,
    community: &Community,
    public_url: &str,
    now: Timestamp,
) -> Result<Vec<String>, Error> {
    let mut links = vec![];
    let mut envelopes = vec![];
    for (number, room, roles) in PARTS {
        let code = new_code();
        links.push(join_address(public_url, &community.slug, &code));
        envelopes.push(envelope(Command::PrintSlip(PrintSlip {
            slip: SlipId(new_id()),
            household: household(community.id, number, room),
            admits: 5,
            roles: roles.to_vec(),
            expires_at: now.plus(30 * DAY),
            code_hash: code_hash(&code),
        })));
    }
    let answers = store
        .execute_all(community.id, Sender::Operator, &envelopes, now)
        .await?;
    for answer in answers {
        answer.map_err(Error::Refused)?;
    }
    Ok(links)
}

/// The greeting. One link a line, in the order of the parts: scripts read it.
pub fn text(language: Language, name: &str, public_url: &str, links: &[String]) -> String {
    use std::fmt::Write;
    let mut text = match language {
        Language::Chinese => format!(
            "\n双线演示：{name}  {public_url}\n用下面的链接加入（每个可用五次，30 天内有效）：\n"
        ),
        Language::English => format!(
            "\nTwoline demo: {name}  {public_url}\nJoin with one of these links (each five times, for 30 days):\n"
        ),
    };
    for ((_, _, roles), link) in PARTS.iter().zip(links) {
        let role = role(roles.first().copied().unwrap_or(Role::Resident));
        // Chinese letters are as wide as two.
        let _ = match language {
            Language::Chinese => writeln!(text, "{:　<5}{link}", role.of(language)),
            Language::English => writeln!(text, "{:<17}{link}", role.of(language)),
        };
    }
    text
}

/// The database holds real communities: nothing is made up in it.
pub fn elsewhere(language: Language, public_url: &str) -> String {
    match language {
        Language::Chinese => format!(
            "\n双线：{public_url}\n数据库里已有居民区，未建立演示。要看演示，请用 --database sqlite:文件 另开一个库。\n"
        ),
        Language::English => format!(
            "\nTwoline: {public_url}\nThe database has communities already, so no demo was made. To see it, use another database: --database sqlite:FILE\n"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_come_one_a_line_and_in_order() {
        let links = ["a", "b", "c"].map(|c| format!("http://x/guihua/join#{c}"));
        for language in [Language::Chinese, Language::English] {
            let text = text(language, "N", "http://x", &links);
            let found: Vec<&str> = text
                .lines()
                .filter_map(|line| line.split_whitespace().last())
                .filter(|word| word.contains("/join#"))
                .collect();
            assert_eq!(found, links);
        }
    }
}
