//! A community for benchmarks: 2,000 people in 40 buildings.

#![allow(dead_code, reason = "each benchmark uses a part")]

use domain::community::CreateCommunity;
use domain::household::{Household, Join, PrintSlip};
use domain::issue::{Category, FileIssue};
use domain::place::{Area, Building, Place, Plan, Point, Position, Source};
use domain::time::DAY;
use domain::{
    BuildingId, Command, CommandId, CommunityId, Envelope, HouseholdId, IssueId, Language,
    PersonId, Sender, SlipId, Timestamp, Zone,
};
use store::Store;
use uuid::Uuid;

pub const PEOPLE: u128 = 2_000;
pub const NOW: Timestamp = Timestamp(1_796_122_800_000);

pub fn id(kind: u128, n: u128) -> Uuid {
    Uuid::from_u128(kind << 64 | n)
}

/// Carries commands out in one transaction for each sender.
pub struct Writer<'s> {
    store: &'s Store,
    pub community: CommunityId,
    last: u128,
}

impl Writer<'_> {
    pub async fn send(&mut self, sender: Sender, commands: Vec<Command>) {
        let envelopes = commands.into_iter().map(|command| {
            self.last += 1;
            Envelope {
                id: CommandId(id(1, self.last)),
                command,
            }
        });
        let envelopes: Vec<_> = envelopes.collect();
        let answers = self
            .store
            .execute_all(self.community, sender, &envelopes, NOW);
        for answer in answers.await.expect("no fault") {
            answer.expect("not refused");
        }
    }
}

/// Everybody has joined, and nobody has filed anything.
pub async fn members(store: &Store) -> Writer<'_> {
    let community = CommunityId(id(9, 1));
    let mut writer = Writer {
        store,
        community,
        last: 0,
    };
    let corner = |lat, lon| Point { lat, lon };
    let building = |n: u128| Building {
        id: BuildingId(n.to_string()),
        name: n.to_string(),
        cluster: format!("Cluster {}", n % 4),
        outline: vec![
            corner(31.1, 121.4),
            corner(31.1, 121.5),
            corner(31.2, 121.5),
        ],
        more: vec![],
    };
    let mut commands = vec![
        Command::CreateCommunity(CreateCommunity {
            slug: "large".into(),
            name: "Large".into(),
            other_name: String::new(),
            language: Language::English,
            zone: Zone::utc(),
        }),
        Command::SetPlan(Plan {
            buildings: (0..40).map(building).collect(),
            ..Plan::default()
        }),
    ];
    for n in 0..PEOPLE {
        let household = HouseholdId(id(2, n));
        commands.push(Command::RegisterHousehold(Household {
            id: household,
            building: BuildingId((n % 40).to_string()),
            room: n.to_string(),
        }));
        commands.push(Command::PrintSlip(PrintSlip {
            slip: SlipId(id(3, n)),
            household,
            admits: 1,
            roles: vec![],
            expires_at: NOW.plus(DAY),
            code_hash: n.to_string(),
        }));
    }
    writer.send(Sender::Operator, commands).await;
    let joins = (0..PEOPLE).map(|n| {
        Command::Join(Join {
            person: PersonId(id(4, n)),
            code_hash: n.to_string(),
            nickname: format!("Person {n}"),
            language: Language::English,
            consent: true,
            text: 1,
        })
    });
    writer.send(Sender::Nobody, joins.collect()).await;
    writer
}

/// One person's report.
pub fn report(issue: u128, title: String) -> Command {
    Command::FileIssue(FileIssue {
        issue: IssueId(id(5, issue)),
        category: Category::ALL[usize::try_from(issue % 13).expect("13")],
        title,
        body: "Something is broken.".into(),
        area: Area::Estate,
        place: Place {
            position: Some(Position {
                lat: 31.1,
                lon: 121.4,
                accuracy: Some(9),
                source: Source::Gps,
            }),
            building: None,
        },
        photos: vec![],
        discretion: domain::issue::Discretion::default(),
    })
}
