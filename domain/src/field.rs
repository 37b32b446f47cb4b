//! Checks of what people type: the same in the browser, before sending, and on the server.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use crate::codes::codes;
use crate::seen::seen;

codes! {
    /// A field of a form; also the `name` of its input.
    pub enum Field {
        /// What an issue is about.
        Category = "category",
        /// An issue in a few words; also what a community is called.
        Title = "title",
        /// An issue in full, or an answer to it.
        Body = "body",
        /// Whom an issue affects.
        Area = "area",
        /// Where an issue is: its position and building.
        Place = "place",
        /// Photos of an issue.
        Photo = "photo",
        /// What neighbours call a member.
        Nickname = "nickname",
        /// The member agrees that their data is kept.
        Consent = "consent",
        /// The language of the interface.
        Language = "language",
        /// A slip's code; of commands of the operator also a slug or roles.
        Code = "code",
        /// Why something is done, or the words of a decision.
        Reason = "reason",
        /// Minutes of an item or of a meeting.
        Minutes = "minutes",
        /// When a meeting begins; also when a slip ends, and when an imported report was filed.
        StartsAt = "starts_at",
        /// Where a meeting is.
        Venue = "venue",
        /// Which body meets.
        MeetingKind = "meeting_kind",
        /// Who carries a decision out.
        Owner = "owner",
        /// The date of a decision: by when, or when the matter comes back. Also the days for which
        /// something is kept.
        Due = "due",
        /// Why a matter is referred to street or town.
        Ground = "ground",
        /// Hands counted for a decision.
        Hands = "hands",
        /// Votes counted for a decision.
        InFavour = "in_favour",
        /// Votes against it.
        Against = "against",
        /// Those who did neither.
        Abstained = "abstained",
        /// A household on the register; of a slip how many it lets in.
        Household = "household",
        /// What somebody or a building is called.
        Name = "name",
        /// Which issue a supplement adds.
        Issue = "issue",
        /// Which office somebody is given.
        Office = "office",
        /// For whom a handler acts.
        Organisation = "organisation",
        /// Danger to life or property.
        Urgent = "urgent",
        /// What work has cost, in yuan.
        Cost = "cost",
        /// What a pilot has shown.
        Verdict = "verdict",
        /// Owners in favour.
        Heads = "heads",
        /// All owners who have a vote.
        OfHeads = "of_heads",
        /// Square metres of floor in favour.
        FloorArea = "floor_area",
        /// Square metres of all floors.
        OfArea = "of_area",
        /// Whether the owners' votes were enough.
        Adopted = "adopted",
        /// Whether a result has solved the problem.
        Solved = "solved",
        /// Whether somebody is satisfied with it.
        Satisfied = "satisfied",
        /// The rule that chooses agendas.
        Rule = "rule",
        /// Items of each agenda that are kept for unheard areas.
        Reserved = "reserved",
        /// Agendas without an item after which an area is unheard.
        UnheardAfter = "unheard_after",
        /// Agendas that passed an issue over after which it is listed.
        PassedOverAfter = "passed_over_after",
        /// Days for which residents have the word on a result.
        AppraisalDays = "appraisal_days",
        /// The share of those who answered that brings an issue back.
        UnsolvedPercent = "unsolved_percent",
    }
}

impl Field {
    /// The name of the input in a form.
    pub fn name(self) -> &'static str {
        self.code()
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Nothing was given where something is needed.
    Missing,
    /// Longer than `max` characters; it has `len`.
    TooLong { max: u32, len: u32 },
    /// A number outside `min..=max`.
    OutOfRange { min: u32, max: u32 },
    /// Not one of the values on offer, or not readable.
    Unknown,
    /// A date or time that has passed.
    Past,
    /// A date or time in another century than people mean, or of something that has happened and
    /// lies ahead.
    TooFar,
    /// A photo that is too large: more than `max` MiB; 0 where nobody said how much is taken.
    TooLarge { max: u32 },
    /// More than `max` of them.
    TooMany { max: u32 },
    /// A photo more than the `max` that one person may have waiting for their issues.
    TooManyWaiting { max: u32 },
    /// A photo whose content is no JPEG, PNG or WebP.
    NotAPhoto,
    /// Words that were prepared still have a gap where something belongs, such as `〈日期〉`.
    Gap,
}

/// One field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: Field,
    pub problem: Problem,
}

/// Collects what is wrong with a form, so that a person sees all of it at once.
#[derive(Debug, Default)]
pub struct Check(Vec<FieldError>);

impl Check {
    /// Notes a problem of a field.
    pub fn wrong(&mut self, field: Field, problem: Problem) {
        self.0.push(FieldError { field, problem });
    }

    /// Drops what nobody sees of `value` and the blanks around it, and checks that it has 1 to
    /// `max` characters. All but texts and reasons have one line.
    pub fn text(&mut self, field: Field, value: &str, max: u32) -> String {
        let text = self.optional_text(field, value, max);
        if text.is_empty() {
            self.wrong(field, Problem::Missing);
        }
        text
    }

    /// Like [`text`](Self::text), but may be empty.
    pub fn optional_text(&mut self, field: Field, value: &str, max: u32) -> String {
        let text = seen(value, matches!(field, Field::Body | Field::Reason));
        let len = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        if len > max {
            self.wrong(field, Problem::TooLong { max, len });
        }
        text
    }

    /// [`text`](Self::text) where it is needed, [`optional_text`](Self::optional_text) otherwise.
    pub fn words(&mut self, field: Field, value: &str, max: u32, needed: bool) -> String {
        if needed {
            self.text(field, value, max)
        } else {
            self.optional_text(field, value, max)
        }
    }

    /// Notes that `value` still has a gap of the words that the branch has ready
    /// ([`GAPS`](crate::words::issue::GAPS)).
    pub fn without_gap(&mut self, field: Field, value: &str) {
        if crate::words::issue::gap(value).is_some() {
            self.wrong(field, Problem::Gap);
        }
    }

    /// Checks that a number lies within these.
    pub fn range(&mut self, field: Field, value: u32, within: &RangeInclusive<u32>) {
        if !within.contains(&value) {
            let (min, max) = (*within.start(), *within.end());
            self.wrong(field, Problem::OutOfRange { min, max });
        }
    }

    /// Checks that a time is not before `earliest` and one that people mean.
    pub fn time(&mut self, field: Field, at: Timestamp, earliest: Timestamp) {
        if at < earliest {
            self.wrong(field, Problem::Past);
        } else if !at.is_sound() {
            self.wrong(field, Problem::TooFar);
        }
    }

    /// Fine, or a refusal that names every field that is not.
    pub fn done(self) -> Result<(), crate::Refusal> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(crate::Refusal::Invalid(self.0))
        }
    }
}

/// Longest title of an issue, in characters.
pub const TITLE_MAX: u32 = 60;
/// Longest text of an issue or an answer, in characters.
pub const BODY_MAX: u32 = 2_000;
/// Longest reason, in characters.
pub const REASON_MAX: u32 = 500;
/// Longest number of a flat, in characters.
pub const ROOM_MAX: u32 = 20;
/// Longest nickname, in characters.
pub const NICKNAME_MAX: u32 = 20;
/// Longest name of a meeting's venue or a decision's owner, in characters.
pub const NAME_MAX: u32 = 60;
