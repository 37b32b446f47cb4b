//! Papers about work, of no meeting: the order that whoever carries an issue out takes along
//! (工单), and the list of what is late (督办).

use super::block::{Block, Cell, Column, Fact, Head, Paper, Picture, Shows, Table};
use super::fit::{cut, lines};
use super::item::HIGH;
use super::kind::PaperKind;
use super::plan;
use crate::issue::IssueView;
use crate::place::{Plan, Point};
use crate::words::issue::{
    AREA, CATEGORY, NO_PLACE, NUMBER, PHOTO_OF, PLACE, area, category, decision,
};
use crate::words::meeting::DUE;
use crate::words::{T, isolated, paper as words, time, work};
use crate::work::{WorkView, Works};
use crate::{Community, Entry, Language, Timestamp, Traced};

/// Points between the head of the page and its foot, and what of them the foot takes.
const PAGE: u32 = 675;
const FOOT: u32 = 250;
/// The pitch of facts, that of a resident's words, and how many lines there are of these.
const FACT: u32 = 16;
const PITCH: u32 = 17;
const WORDS_LINES: std::ops::RangeInclusive<u32> = 3..=12;
/// Lines of the decision's words at most.
const DECIDED_LINES: u32 = 3;
/// Lines to write on below what is printed.
const DONE_LINES: u32 = 5;

/// What a work order is made from.
#[derive(Debug)]
pub struct WorkOrder<'a> {
    pub community: &'a Community,
    /// The address of the server, without a slash at its end.
    pub public_url: &'a str,
    /// As far as whoever prints may see it.
    pub issue: &'a IssueView,
    /// Its latest work.
    pub work: &'a WorkView,
    pub plan: &'a Plan,
    /// When it is printed.
    pub on: Timestamp,
    pub language: Language,
}

impl WorkOrder<'_> {
    /// The paper: one page, whatever people wrote.
    pub fn paper(&self) -> Paper {
        let Self { issue, work, .. } = self;
        let language = self.language;
        let number = NUMBER.with(language, &[&issue.issue.number]);
        let at = self.plan.shown(&issue.place);
        let place = match (&issue.building_name, at) {
            (name, _) if !name.is_empty() => name.clone(),
            (_, Some(_)) => self.say(words::ON_PLAN),
            (_, None) => self.say(NO_PLACE),
        };
        let due = match work.due {
            Some(due) => time::date(due, language),
            None => self.say(words::NO_DUE),
        };
        let title = cut(&isolated(&issue.text.title), 2, 24).0;
        let owner = cut(&work.owner, 2, 12).0;
        // What is left for the resident's words.
        let mut taken = FOOT + 25 * lines(&title, 24) + FACT * (lines(&owner, 12) + 2);
        let mut blocks = vec![Block::Pairs(vec![
            self.fact(words::OWNER, owner),
            self.fact(DUE, due),
            self.fact(CATEGORY, self.say(category(issue.issue.category))),
            self.fact(PLACE, place),
            self.fact(AREA, area(&issue.area_name, language).to_owned()),
            self.fact(words::COURSE, self.say(work::course(work.course))),
        ])];
        if let Some((label, what)) = self.ordered() {
            let what = cut(&what, DECIDED_LINES, 34).0;
            taken += FACT * (lines(&what, 34) + 1);
            blocks.push(Block::Facts(vec![self.fact(label, what)]));
        }
        let pictures = self.pictures(at);
        if !pictures.is_empty() {
            taken += HIGH + 12;
        }
        if !issue.text.body.is_empty() {
            let room = PAGE.saturating_sub(taken) / PITCH;
            let room = room.clamp(*WORDS_LINES.start(), *WORDS_LINES.end());
            let (mut text, more) = cut(&issue.text.body, room, 35);
            if more {
                text = cut(&issue.text.body, room - 1, 35).0;
                text = format!("{text}\n{}", self.say(words::REST));
            }
            blocks.push(Block::Words(text));
        }
        if !pictures.is_empty() {
            blocks.push(Block::Figures {
                pictures,
                height: HIGH,
            });
        }
        let mut done = vec![Block::Heading(self.say(words::DONE))];
        // Each task takes the place of a line to write on.
        let tasks = self.tasks();
        let tasked = u32::try_from(tasks.len()).unwrap_or(u32::MAX);
        if tasked > 0 {
            done.push(Block::Words(tasks.join("\n")));
        }
        done.extend([
            Block::Lines {
                label: self.say(words::DONE_HOW),
                lines: DONE_LINES.saturating_sub(tasked).max(1),
            },
            Block::Blanks(
                [words::DONE_ON, words::COST]
                    .map(|label| self.say(label))
                    .into(),
            ),
            Block::Blanks(
                [words::DONE_BY, words::ACCEPTED_BY]
                    .map(|label| self.say(label))
                    .into(),
            ),
        ]);
        blocks.push(Block::Foot(vec![Block::Frame(done)]));
        let what = self.say(words::WORK_ORDER);
        Paper {
            kind: PaperKind::WorkOrder,
            language,
            head: Head {
                what: format!("{what} · {number}"),
                of: self.community.called(language).to_owned(),
                version: printed(self.community, self.on, language),
            },
            title,
            address: address(
                self.public_url,
                self.community,
                &format!("issues/{}/work", issue.issue.number),
            ),
            blocks,
        }
    }

    /// What is still to be done of the tasks, to be ticked. What is done stands on the issue's
    /// page.
    fn tasks(&self) -> Vec<String> {
        let tasks = self.issue.tasks.iter().filter(|task| !task.done);
        tasks
            .map(|task| format!("□ {}", cut(&task.words, 1, 32).0))
            .collect()
    }

    /// The first photo beside the plan, or two photos.
    fn pictures(&self, at: Option<Point>) -> Vec<Picture> {
        let (issue, language) = (self.issue, self.language);
        let photos = issue.photos.iter().take(if at.is_some() { 1 } else { 2 });
        let photos = photos.map(|photo| Picture {
            shows: Shows::Photo(*photo),
            label: PHOTO_OF.with(language, &[&issue.text.title]),
            columns: 2,
        });
        let label = words::PLAN.of(language);
        let drawing = at.map(|at| Picture {
            shows: Shows::Plan(plan::around(self.plan, &issue.place, at, label)),
            label: label.to_owned(),
            columns: 2,
        });
        photos.chain(drawing).collect()
    }

    /// What is to be done, in the words of the decision, or of whoever took it on without one.
    fn ordered(&self) -> Option<(T, String)> {
        let told = |entry: &Entry| {
            let body = entry.text.as_ref().map_or("", |text| text.body.as_str());
            if let Traced::DecisionPublished { decision: of, .. } = &entry.event {
                // By whom and by when stands above.
                let mut parts = vec![self.say(decision(of.kind()))];
                parts.extend((!body.is_empty()).then(|| body.to_owned()));
                let number = entry.meeting.unwrap_or_default();
                let what =
                    words::MEETING_DECIDED.with(self.language, &[&number, &parts.join("\n")]);
                return Some((words::DECIDED, what));
            }
            let begun = matches!(entry.event, Traced::WorkBegun { .. });
            (begun && !body.is_empty()).then(|| (words::TO_DO, body.to_owned()))
        };
        self.issue.trace.entries.iter().rev().find_map(told)
    }

    fn say(&self, text: T) -> String {
        text.of(self.language).to_owned()
    }

    fn fact(&self, label: T, value: impl Into<String>) -> Fact {
        Fact {
            label: words::LABEL.with(self.language, &[&label.of(self.language)]),
            value: value.into(),
        }
    }
}

/// What the list of late work is made from.
#[derive(Debug)]
pub struct LateWork<'a> {
    pub community: &'a Community,
    /// The address of the server, without a slash at its end.
    pub public_url: &'a str,
    /// All work; of it the list takes what is late.
    pub works: &'a Works,
    /// When it is printed: late is what was due before this day.
    pub on: Timestamp,
    pub language: Language,
}

impl LateWork<'_> {
    /// The paper.
    pub fn paper(&self) -> Paper {
        let language = self.language;
        let today = self.community.zone.date(self.on);
        let say = |text: T| text.of(language).to_owned();
        let column = |title: T, width, centred| Column {
            title: say(title),
            width,
            centred,
        };
        let late = self.works.cards.iter().filter_map(|work| {
            let due = work.due.filter(|due| *due < today)?;
            let days = (today.0 - due.0).whole_days();
            Some(vec![
                work.card.number.to_string().into(),
                Cell {
                    text: cut(&work.card.title, 3, 11).0,
                    small: vec![say(work::course(work.course))],
                },
                cut(&work.owner, 3, 7).0.into(),
                Cell {
                    text: time::date(due, language),
                    small: vec![words::DAYS_LATE.with(language, &[&days])],
                },
                Cell::default(),
            ])
        });
        let rows: Vec<Vec<Cell>> = late.collect();
        let shown = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let more = self.works.late.saturating_sub(shown);
        let mut blocks = vec![];
        if rows.is_empty() {
            blocks.push(Block::Text(say(words::NONE_LATE)));
        } else {
            let count = words::LATE_COUNT.with(language, &[&self.works.late, &self.works.total]);
            blocks.push(Block::Text(count));
            blocks.push(Block::Table(Table {
                columns: vec![
                    column(words::NUMBER_SHORT, 9, true),
                    column(words::ITEM, 29, false),
                    column(words::OWNER, 19, false),
                    column(DUE, 23, false),
                    column(words::WHY_LATE, 20, false),
                ],
                rows,
                height: 40,
                dense: true,
            }));
        }
        if more > 0 {
            blocks.push(Block::Note(words::MORE_LATE.with(language, &[&more])));
        }
        blocks.push(Block::Blanks(
            [words::SUPERVISED_BY, words::DAY].map(say).into(),
        ));
        Paper {
            kind: PaperKind::LateWork,
            language,
            head: Head {
                what: say(words::LATE_WORK),
                of: self.community.called(language).to_owned(),
                version: printed(self.community, self.on, language),
            },
            title: format!(
                "{}\n{}",
                self.community.called(language),
                say(words::LATE_WORK)
            ),
            address: address(self.public_url, self.community, "work"),
            blocks,
        }
    }
}

fn printed(community: &Community, on: Timestamp, language: Language) -> String {
    words::PRINTED.with(language, &[&time::moment(&community.zone, on, language)])
}

fn address(public_url: &str, community: &Community, path: &str) -> String {
    format!("{public_url}/{}/{path}", community.slug)
}
