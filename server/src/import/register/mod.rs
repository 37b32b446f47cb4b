//! `twoline households import`: a table of households becomes the community's register.
//!
//! The file is the whole register: a flat that it lacks is retired, unless somebody belongs to it.
//! A file with a line that can't be read changes nothing, for nobody knows which flat was meant,
//! and it would be retired. The same file again changes nothing.

mod fault;
#[cfg(test)]
mod fuzz;
mod row;

use std::collections::BTreeMap;

use app::context::now;
use app::send::envelope;
use domain::household::{Change, Housing, Listed, Registered};
use domain::words::T;
use domain::{
    BuildingId, Command, Community, CommunityId, HouseholdId, Language, Refusal, Sender, fold,
};
use store::Store;

use super::file;
use crate::error::Error;
use crate::ids::derived;

pub use fault::Fault;
use row::{Column, Entry};

/// A household as the file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub id: HouseholdId,
    pub building: BuildingId,
    pub room: String,
    pub adults: u32,
}

/// What a file would change, ready to be carried out where it has no faults.
#[derive(Debug, Default)]
pub struct Preview {
    /// By line; 0 for the file as a whole.
    pub faults: Vec<(u64, Fault)>,
    /// Households in the file, and adults in them.
    pub households: usize,
    pub adults: u32,
    /// Buildings that are listed because there is no plan yet, with their names.
    pub listed: Vec<(BuildingId, String)>,
    pub housing: Vec<(BuildingId, Housing)>,
    pub added: Vec<Wanted>,
    /// With the number of adults before.
    pub changed: Vec<(Wanted, Option<u32>)>,
    pub retired: Vec<Registered>,
    /// Not in the file, but people belong to them.
    pub stay: Vec<Registered>,
    pub same: usize,
    /// What buildings are called, also those that are listed.
    pub names: BTreeMap<BuildingId, String>,
}

/// A template for spreadsheets: UTF-8 with the mark by which Excel knows it.
pub fn template(language: Language) -> String {
    let names = Column::ALL.map(|column| column.name().of(language));
    let rows = T(
        "1号楼,101,2,商品房\r\n1号楼,102,3,商品房\r\n2号楼,101,1,公租房\r\n",
        "1,101,2,commodity\r\n1,102,3,commodity\r\n2,101,1,low-rent\r\n",
    );
    format!("\u{feff}{}\r\n{}", names.join(","), rows.of(language))
}

/// A building's name as it is compared: `3号楼`, `No. 3` and `3` are one.
fn key(name: &str) -> String {
    let name = fold(name);
    let name = name
        .trim_start_matches("building")
        .trim_start_matches("block")
        .trim_start_matches("no.")
        .trim_start_matches('#');
    let bare = name
        .trim_end_matches(['号', '楼', '栋', '幢', '座', '#'])
        .trim();
    let bare = bare.trim_start_matches('0');
    if bare.is_empty() {
        name.to_owned()
    } else {
        bare.to_owned()
    }
}

fn room_key(room: &str) -> String {
    fold(room)
}

/// What these bytes of a file would change in the community's register.
pub async fn preview(
    store: &Store,
    community: &Community,
    bytes: &[u8],
) -> Result<Preview, store::Error> {
    let listed = store.buildings(community.id).await?;
    let register = store.register(community.id, now()).await?;
    Ok(compare(community.id, bytes, &listed, register))
}

fn compare(
    community: CommunityId,
    bytes: &[u8],
    listed: &[Listed],
    register: Vec<Registered>,
) -> Preview {
    let mut preview = Preview {
        names: listed
            .iter()
            .map(|building| (building.id.clone(), building.called().to_owned()))
            .collect(),
        ..Preview::default()
    };
    let entries = match entries(bytes) {
        Ok((entries, faults)) => {
            preview.faults = faults;
            entries
        }
        Err(fault) => {
            preview.faults.push((0, fault));
            return preview;
        }
    };
    let mut buildings = Buildings::of(listed);
    let mut seen: BTreeMap<(BuildingId, String), u64> = BTreeMap::new();
    let mut housing: BTreeMap<BuildingId, (Housing, u64)> = BTreeMap::new();
    let mut wanted = vec![];
    for entry in entries {
        let line = entry.line;
        let Some(building) = buildings.find(&entry.building) else {
            preview
                .faults
                .push((line, Fault::NoBuilding(entry.building)));
            continue;
        };
        let place = (building.clone(), room_key(&entry.room));
        if let Some(earlier) = seen.insert(place.clone(), line) {
            preview.faults.push((line, Fault::Twice(earlier)));
            continue;
        }
        if let Some(said) = entry.housing {
            let (first, earlier) = *housing.entry(building.clone()).or_insert((said, line));
            if first != said {
                preview.faults.push((line, Fault::OtherHousing(earlier)));
                continue;
            }
        }
        preview.households += 1;
        preview.adults += entry.adults;
        wanted.push((place, building, entry));
    }
    preview.faults.sort_by_key(|(line, _)| *line);
    preview.names.extend(buildings.new.iter().cloned());
    preview.listed = buildings.new;
    let known: BTreeMap<&BuildingId, Option<Housing>> =
        listed.iter().map(|b| (&b.id, b.housing)).collect();
    preview.housing = housing
        .into_iter()
        .map(|(building, (said, _))| (building, said))
        .filter(|(building, said)| known.get(building).copied().flatten() != Some(*said))
        .collect();
    let mut before: BTreeMap<(BuildingId, String), Registered> = register
        .into_iter()
        .map(|known| ((known.building.clone(), room_key(&known.room)), known))
        .collect();
    for (place, building, entry) in wanted {
        let known = before.remove(&place);
        let id = known.as_ref().map_or_else(
            || {
                let parts: [&[u8]; 3] = [
                    community.0.as_bytes(),
                    building.0.as_bytes(),
                    place.1.as_bytes(),
                ];
                HouseholdId(derived("household", &parts))
            },
            |known| known.id,
        );
        let household = Wanted {
            id,
            building,
            room: entry.room,
            adults: entry.adults,
        };
        match known {
            None => preview.added.push(household),
            Some(known) if known.adults == Some(household.adults) => preview.same += 1,
            Some(known) => preview.changed.push((household, known.adults)),
        }
    }
    let (stay, retired) = before.into_values().partition(|known| known.people > 0);
    (preview.stay, preview.retired) = (stay, retired);
    preview
}

type Read = (Vec<Entry>, Vec<(u64, Fault)>);

/// The rows of a file, and what is wrong with those that can't be read.
fn entries(bytes: &[u8]) -> Result<Read, Fault> {
    let file = file::text(bytes).map_err(Fault::NoText)?;
    let table = row::find(&file.content)?;
    let (mut entries, mut faults) = (vec![], vec![]);
    for row in table.rows.clone() {
        match row {
            Err(fault) => faults.push((fault.line, Fault::Quotation)),
            Ok(row) if row.cells.iter().any(|cell| file.is_damaged(cell)) => {
                faults.push((row.line, Fault::Damaged(file.encoding)));
            }
            Ok(row) => match table.read(&row) {
                Ok(entry) => entries.push(entry),
                Err(fault) => faults.push((row.line, fault)),
            },
        }
    }
    if entries.is_empty() && faults.is_empty() {
        return Err(Fault::NoRows);
    }
    Ok((entries, faults))
}

/// Buildings by what they are called.
struct Buildings {
    by_key: BTreeMap<String, Option<BuildingId>>,
    /// Where no plan has drawn any, the register says which there are.
    may_list: bool,
    new: Vec<(BuildingId, String)>,
}

impl Buildings {
    fn of(listed: &[Listed]) -> Self {
        let mut by_key: BTreeMap<String, Option<BuildingId>> = BTreeMap::new();
        for building in listed {
            let name = key(building.called());
            // Two that are called the same are told apart by their ids only.
            let of_name = by_key
                .entry(name)
                .or_insert_with(|| Some(building.id.clone()));
            if of_name.as_ref() != Some(&building.id) {
                *of_name = None;
            }
        }
        for building in listed {
            let id = key(&building.id.0);
            by_key
                .entry(id)
                .or_insert_with(|| Some(building.id.clone()));
        }
        Self {
            by_key,
            may_list: !listed.iter().any(|building| building.drawn),
            new: vec![],
        }
    }

    fn find(&mut self, typed: &str) -> Option<BuildingId> {
        let key = key(typed);
        if let Some(known) = self.by_key.get(&key) {
            return known.clone();
        }
        if !self.may_list || !domain::place::is_id(&key) {
            return None;
        }
        let id = BuildingId(key.clone());
        self.by_key.insert(key, Some(id.clone()));
        self.new.push((id.clone(), typed.to_owned()));
        Some(id)
    }
}

impl Preview {
    /// Nothing of it would change anything.
    pub fn is_unchanged(&self) -> bool {
        self.commands().is_empty()
    }

    /// What would be done, in order.
    pub fn commands(&self) -> Vec<Change> {
        let list = self.listed.iter().map(|(building, name)| Change::List {
            building: building.clone(),
            name: name.clone(),
        });
        let changed = self.changed.iter().map(|(household, _)| household);
        let enter = self.added.iter().chain(changed).map(|h| Change::Enter {
            id: h.id,
            building: h.building.clone(),
            room: h.room.clone(),
            adults: h.adults,
        });
        let retire = self.retired.iter().map(|known| Change::Retire {
            household: known.id,
        });
        let housing = self
            .housing
            .iter()
            .map(|(building, housing)| Change::Housing {
                building: building.clone(),
                housing: *housing,
            });
        list.chain(enter).chain(retire).chain(housing).collect()
    }

    /// A flat as people call it.
    pub fn called(&self, building: &BuildingId, room: &str, language: Language) -> String {
        let building = self
            .names
            .get(building)
            .map_or(building.0.as_str(), String::as_str);
        T("{} {} 室", "{}, flat {}").with(language, &[&building, &room])
    }

    /// What it would do, line by line.
    pub fn lines(&self, language: Language) -> Vec<String> {
        let mut lines = vec![
            T(
                "文件里有 {} 户，{} 位成年人。",
                "The file has {} households with {} adults.",
            )
            .with(language, &[&self.households, &self.adults]),
            T(
                "新增 {} 户，更改 {} 户，注销 {} 户，{} 户不变。",
                "{} households added, {} changed, {} retired, {} as they are.",
            )
            .with(
                language,
                &[
                    &self.added.len(),
                    &self.changed.len(),
                    &self.retired.len(),
                    &self.same,
                ],
            ),
        ];
        if !self.listed.is_empty() {
            let names: Vec<&str> = self.listed.iter().map(|(_, name)| name.as_str()).collect();
            lines.push(
                T(
                    "还没有平面图，按登记表建立楼栋：{}。",
                    "There is no plan yet; buildings by the register: {}.",
                )
                .with(language, &[&names.join(domain::words::COMMA.of(language))]),
            );
        }
        for (household, before) in &self.changed {
            let flat = self.called(&household.building, &household.room, language);
            let before = before.map_or_else(|| "?".to_owned(), |adults| adults.to_string());
            lines.push(
                T("更改：{}，成年人 {} → {}。", "Changed: {}, adults {} → {}.")
                    .with(language, &[&flat, &before, &household.adults]),
            );
        }
        for known in &self.retired {
            let flat = self.called(&known.building, &known.room, language);
            lines.push(T("注销：{}。", "Retired: {}.").with(language, &[&flat]));
        }
        for known in &self.stay {
            let flat = self.called(&known.building, &known.room, language);
            lines.push(
                T(
                    "保留：{}，已有 {} 人加入；成员退出后才能注销。",
                    "Stays: {}; {} have joined, and it can be retired only when nobody belongs to it.",
                )
                .with(language, &[&flat, &known.people]),
            );
        }
        lines
    }
}

/// Carries out what was shown, in one transaction.
pub async fn carry_out(
    store: &Store,
    community: &Community,
    preview: &Preview,
) -> Result<Result<(), Refusal>, Error> {
    let commands = preview.commands();
    let envelopes: Vec<_> = commands
        .into_iter()
        .map(|change| envelope(Command::ChangeRegister(change)))
        .collect();
    let answers = store
        .execute_all(community.id, Sender::Operator, &envelopes, now())
        .await?;
    // Somebody may have joined meanwhile from a flat that was to be retired: it stays, and the rest
    // is done.
    let refused = answers.into_iter().find_map(Result::err);
    Ok(match refused {
        None | Some(Refusal::HouseholdInUse) => Ok(()),
        Some(refusal) => Err(refusal),
    })
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::super::community;
    use super::super::trial::Trial;
    use super::*;
    use domain::Zone;

    const FILE: &str =
        "楼栋,室号,成年人数,房屋性质\n3号楼,101,2,动迁房\n3号楼,102,0,\n4号楼,101室,3,公租房\n";

    impl Trial {
        async fn there(&self) -> Community {
            let zone = Zone::utc();
            let request = community::Request {
                slug: "east",
                create: Some("东苑"),
                other_name: "",
                zone: &zone,
            };
            let made = community::find_or_create(&self.store, &request).await;
            made.expect("made")
        }

        async fn register(&self, community: &Community, bytes: &[u8]) -> Preview {
            let shown = preview(&self.store, community, bytes).await;
            let shown = shown.expect("no fault");
            if shown.faults.is_empty() {
                let done = carry_out(&self.store, community, &shown).await;
                done.expect("no fault").expect("not refused");
            }
            shown
        }

        async fn flats(&self, community: &Community) -> Vec<String> {
            let register = self.store.register(community.id, now()).await;
            let register = register.expect("no fault");
            let flat = |r: &Registered| format!("{}-{}:{:?}", r.building, r.room, r.adults);
            register.iter().map(flat).collect()
        }
    }

    fn counts(preview: &Preview) -> [usize; 5] {
        [
            preview.added.len(),
            preview.changed.len(),
            preview.retired.len(),
            preview.stay.len(),
            preview.same,
        ]
    }

    #[tokio::test]
    async fn a_register_is_added_changed_and_retired_and_says_what() {
        let trial = Trial::new().await;
        let community = trial.there().await;
        let excel = GB18030.encode(FILE).0;
        let first = trial.register(&community, &excel).await;
        assert_eq!(first.faults, []);
        assert_eq!(counts(&first), [3, 0, 0, 0, 0]);
        assert_eq!(first.listed.len(), 2, "no plan yet");
        let flats = ["3-101:Some(2)", "3-102:Some(0)", "4-101:Some(3)"];
        assert_eq!(trial.flats(&community).await, flats);
        let listed = trial.store.buildings(community.id).await.expect("reads");
        assert_eq!(listed[0].called(), "3号楼");
        assert_eq!(listed[0].housing, Some(Housing::Relocated));

        let again = trial.register(&community, FILE.as_bytes()).await;
        assert_eq!(counts(&again), [0, 0, 0, 0, 3]);
        assert!(again.is_unchanged());

        let next = "building;room;adults\n3;101;4\n4;101;3\n4;102;1\n";
        let next = trial.register(&community, next.as_bytes()).await;
        assert_eq!(counts(&next), [1, 1, 1, 0, 1]);
        let said = next.lines(Language::English).join("\n");
        assert!(
            said.contains("Changed: 3号楼, flat 101, adults 2 → 4.")
                && said.contains("Retired: 3号楼, flat 102."),
            "{said}"
        );
        let flats = ["3-101:Some(4)", "4-101:Some(3)", "4-102:Some(1)"];
        assert_eq!(trial.flats(&community).await, flats);
        // A flat that comes back is the same.
        let back = trial.register(&community, FILE.as_bytes()).await;
        assert_eq!(counts(&back), [1, 1, 1, 0, 1]);
        assert_eq!(back.added[0].id, first.added[1].id);
    }

    #[tokio::test]
    async fn a_file_with_a_bad_line_changes_nothing_and_each_is_named() {
        let trial = Trial::new().await;
        let community = trial.there().await;
        trial.register(&community, FILE.as_bytes()).await;
        let before = trial.flats(&community).await;
        let bad = "楼栋,室号,成年人数,房屋性质\n3号楼,101,2,动迁房\n,102,1,\n3号楼,3月1日,1,\n\
                   3号楼,103,many,\n3号楼,101,2,\n3号楼,104,1,公租房\n\"3号楼,105,1,\n3号楼,106,1,别墅\n";
        let shown = trial.register(&community, bad.as_bytes()).await;
        let lines: Vec<u64> = shown.faults.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9], "{:?}", shown.faults);
        for (_, fault) in &shown.faults {
            for language in Language::ALL {
                assert!(!fault.words(language).contains("{}"), "{fault:?}");
            }
        }
        assert_eq!(trial.flats(&community).await, before);
        let workbook = b"PK\x03\x04\x14\0\x06\0xl/workbook.xml";
        let shown = trial.register(&community, workbook).await;
        assert!(matches!(shown.faults[..], [(0, Fault::NoText(_))]));
    }

    #[tokio::test]
    async fn templates_are_read_as_they_are() {
        let trial = Trial::new().await;
        let community = trial.there().await;
        for language in Language::ALL {
            let shown = preview(&trial.store, &community, template(language).as_bytes()).await;
            let shown = shown.expect("no fault");
            assert_eq!((shown.faults.len(), shown.households), (0, 3));
        }
    }

    #[test]
    fn a_building_is_known_however_it_is_written() {
        for name in ["3", "3号楼", "No. 3", "03", "#3", "3幢", "３号"] {
            assert_eq!(key(name), "3", "{name}");
        }
        assert_eq!(key("桂花楼"), "桂花");
        assert_eq!(key("0"), "0");
    }
}
