//! What papers are made from, and what most of them say in the same way.

use std::fmt::Display;

use super::block::{Block, Column, Count, Fact, Head, Paper};
use super::kind::PaperKind;
use crate::meeting::{History, ItemView, MeetingView, Status};
use crate::place::Plan;
use crate::words::{self as all_words, paper as words, time};
use crate::{Community, Language};

/// What papers are made from.
#[derive(Debug, Clone, Copy)]
pub struct Print<'a> {
    pub community: &'a Community,
    /// The address of the server, without a slash at its end.
    pub public_url: &'a str,
    /// As far as whoever prints may see it.
    pub view: &'a MeetingView,
    /// What came before, as far as whoever prints may see it.
    pub history: &'a History,
    pub plan: &'a Plan,
    pub language: Language,
}

impl Print<'_> {
    /// A paper about the meeting as a whole.
    pub(super) fn about_meeting(&self, kind: PaperKind, blocks: Vec<Block>) -> Paper {
        let meeting = &self.view.meeting;
        let of_kind = self.say(all_words::meeting::kind(meeting.kind));
        let name = kind.name(self.language);
        let mut title = title(
            self.community.called(self.language),
            &of_kind,
            &name,
            self.language,
        );
        if kind.is_working() {
            // On one line, in its smaller type.
            title = title.replace('\n', " · ");
        }
        Paper {
            kind,
            language: self.language,
            title,
            head: self.head(name),
            address: self.address(&format!("meetings/{}", meeting.number)),
            blocks,
        }
    }

    pub(super) fn head(&self, what: String) -> Head {
        let meeting = &self.view.meeting;
        let what = match meeting.status {
            Status::Draft => self.fill(words::DRAFT, &[&what]),
            Status::Locked | Status::Published => what,
        };
        let name = all_words::meeting::name(meeting.number, meeting.kind, self.language);
        let version = match self.view.locked_at {
            Some(at) => {
                let at = time::short_moment(&self.community.zone, at, self.language);
                self.fill(words::LOCKED_ON, &[&self.starts(), &at])
            }
            // A draft that is printed twice is told apart by how often it was changed.
            None => self.fill(words::VERSION, &[&self.starts(), &meeting.version]),
        };
        Head {
            what,
            of: format!("{} · {name}", self.community.called(self.language)),
            version,
        }
    }

    /// The items with their positions on the agenda.
    pub(super) fn items(&self) -> impl Iterator<Item = (&ItemView, u32)> {
        self.view.items.iter().zip(1..)
    }

    pub(super) fn when_and_where(&self) -> [Fact; 2] {
        [
            self.fact(all_words::meeting::STARTS_AT, self.starts()),
            self.fact(all_words::meeting::VENUE, self.view.meeting.venue.clone()),
        ]
    }

    pub(super) fn starts(&self) -> String {
        let starts_at = self.view.meeting.starts_at;
        time::appointment(&self.community.zone, starts_at, self.language)
    }

    /// The full address of a page of the community.
    pub(super) fn address(&self, path: &str) -> String {
        format!("{}/{}/{path}", self.public_url, self.community.slug)
    }

    pub(super) fn say(&self, text: all_words::T) -> String {
        text.of(self.language).to_owned()
    }

    pub(super) fn fill(&self, text: all_words::T, values: &[&dyn Display]) -> String {
        text.with(self.language, values)
    }

    pub(super) fn fact(&self, label: all_words::T, value: impl Into<String>) -> Fact {
        Fact {
            label: self.fill(words::LABEL, &[&self.say(label)]),
            value: value.into(),
        }
    }

    pub(super) fn column(&self, title: all_words::T, width: u32) -> Column {
        Column {
            title: self.say(title),
            width,
            centred: false,
        }
    }

    pub(super) fn centred(&self, title: all_words::T, width: u32) -> Column {
        Column {
            centred: true,
            ..self.column(title, width)
        }
    }

    pub(super) fn blanks(&self, labels: &[all_words::T]) -> Block {
        Block::Blanks(labels.iter().map(|label| self.say(*label)).collect())
    }

    pub(super) fn lines(&self, label: all_words::T, lines: u32) -> Block {
        Block::Lines {
            label: self.say(label),
            lines,
        }
    }

    /// Boxes for what is counted in the room: votes, or hands where the meeting does not vote.
    pub(super) fn votes(&self) -> Block {
        if self.view.meeting.kind.votes() {
            self.boxes(&[words::FOR, words::AGAINST, words::ABSTAIN])
        } else {
            self.boxes(&[words::HANDS])
        }
    }

    /// Boxes to write numbers into.
    pub(super) fn boxes(&self, labels: &[all_words::T]) -> Block {
        let boxes = labels.iter().map(|label| Count {
            label: self.say(*label),
            value: None,
            small: None,
        });
        Block::Counts(boxes.collect())
    }
}

/// The title of a paper about a whole meeting: its kind, and the paper's name.
fn title(community: &str, of_kind: &str, name: &str, language: Language) -> String {
    // What is one word in Chinese takes two lines in English, and the head names the community.
    match language {
        // A residents' meeting is 居民会议, and its papers would all say 会议 twice.
        Language::Chinese if of_kind.ends_with("会议") => {
            format!("{community}{of_kind}{}", name.trim_start_matches("会议"))
        }
        Language::Chinese => format!("{community}{of_kind}{name}"),
        Language::English => format!("{of_kind}\n{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::Kind;

    #[test]
    fn no_title_says_the_same_word_twice() {
        let chinese = Language::Chinese;
        for kind in Kind::ALL {
            for paper in PaperKind::all(1) {
                let of_kind = all_words::meeting::kind(kind).of(chinese);
                let title = title("桂花居民区", of_kind, &paper.name(chinese), chinese);
                assert!(!title.contains("会议会议"), "{title}");
            }
        }
        assert_eq!(title("", "居民会议", "会议通知", chinese), "居民会议通知");
        assert_eq!(title("", "听证会", "会议通知", chinese), "听证会会议通知");
    }
}
