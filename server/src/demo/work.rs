//! What became in the demo of what was decided: the work, its result, and the residents' word.

use domain::organisation::{AddOrganisation, Kind};
use domain::time::MINUTE;
use domain::work::{
    AnswerOffer, Appraise, OfferResource, PublishResult, ReportProgress, Resource, Responsible,
};
use domain::{Command, OrganisationId, TextId, Timestamp};

use super::seed::{Deed, Demo, WORKER, envelope};
use super::story::{Tale, When};
use crate::ids::derived;

/// The fire lane is clear again, and residents say so; the stairwell's trial goes on.
const PROGRESS: [(&str, When); 2] = [
    ("fire_lane", When::Day(9, 16, 20)),
    ("stairwell", When::Day(6, 11, 5)),
];
const RESULT: (&str, When) = ("fire_lane", When::Day(3, 10, 30));
/// What a neighbour offered for it, and when the branch accepted.
const OFFERED: [When; 2] = [When::Day(8, 19, 40), When::Day(7, 9, 15)];
/// In yuan.
const COST: u32 = 2_400;
/// How many supporters have answered, and which of them, from 1, is not content yet.
const ANSWERED: usize = 9;
const NOT_SOLVED: usize = 6;

impl Demo<'_> {
    fn organisation(&self, kind: Kind) -> OrganisationId {
        let parts = [
            self.community.0.as_bytes().as_slice(),
            kind.code().as_bytes(),
        ];
        OrganisationId(derived("demo organisation", &parts))
    }

    /// Those that carry out what is decided.
    pub(super) fn organisations(&self) -> Vec<Command> {
        let kinds = [Kind::PropertyFirm, Kind::OwnersCommittee];
        let all = kinds.into_iter().map(|kind| {
            Command::AddOrganisation(AddOrganisation {
                organisation: self.organisation(kind),
                kind,
                name: super::words::Words::of(&self.words.organisations, kind.code()).to_owned(),
            })
        });
        all.collect()
    }

    /// Who carries out what was decided about it, where that is somebody here.
    pub(super) fn responsible(&self, key: &str) -> Option<Responsible> {
        match key {
            "fire_lane" | "stairwell" => {
                let firm = self.organisation(Kind::PropertyFirm);
                Some(Responsible::Organisation(firm))
            }
            _ => None,
        }
    }

    /// What is done once the decisions are published.
    pub(super) fn work(&self, tale: &Tale, deeds: &mut Vec<(Timestamp, Deed)>) {
        let issue = self.issues[tale.key];
        let words = &self.words.issues[tale.key];
        let mut send = |person: usize, at: Timestamp, command: Command| {
            deeds.push((at, Deed::Command(person, Box::new(envelope(at, command)))));
        };
        for (_, when) in PROGRESS.iter().filter(|(key, _)| *key == tale.key) {
            let report = ReportProgress {
                issue,
                words: words.progress.clone(),
                photos: vec![],
            };
            send(WORKER, self.at(*when), Command::ReportProgress(report));
        }
        let (key, when) = RESULT;
        if key != tale.key {
            return;
        }
        let others: Vec<usize> = self
            .supporters(tale)
            .into_iter()
            .take(ANSWERED - 1)
            .collect();
        if let Some(giver) = others.first().copied() {
            let offer = OfferResource {
                issue,
                resource: Resource::Material,
                organisation: None,
                name: self.words.people[giver].clone(),
                words: words.offer.clone(),
            };
            let [offered, accepted] = OFFERED.map(|when| self.at(when));
            let offer = envelope(offered, Command::OfferResource(offer));
            let answer = AnswerOffer {
                issue,
                offer: TextId::of(offer.id),
                accept: true,
                words: words.thanks.clone(),
            };
            deeds.push((offered, Deed::Command(giver, Box::new(offer))));
            let answer = envelope(accepted, Command::AnswerOffer(answer));
            deeds.push((accepted, Deed::Command(WORKER, Box::new(answer))));
        }
        let mut send = |person: usize, at: Timestamp, command: Command| {
            deeds.push((at, Deed::Command(person, Box::new(envelope(at, command)))));
        };
        let at = self.at(when);
        let result = PublishResult {
            issue,
            words: words.result.clone(),
            cost: Some(COST),
            verdict: None,
            owners: None,
            photos: vec![],
        };
        send(WORKER, at, Command::PublishResult(result));
        let all = std::iter::once(tale.by).chain(others);
        for (person, place) in all.zip(1..=ANSWERED) {
            let content = place != NOT_SOLVED;
            let word = Appraise {
                issue,
                solved: content,
                satisfied: content,
                words: String::new(),
            };
            let later = i64::try_from(place).unwrap_or(0) * 37 * MINUTE;
            send(person, at.plus(later), Command::Appraise(word));
        }
    }
}
