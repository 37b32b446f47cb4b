//! `twoline import plan`: an estate plan in `GeoJSON` becomes the community's.
//!
//! The file is the whole plan: what it lacks is taken away. Only names stay that people gave to
//! buildings here, and a building or cluster that a household or an issue refers to can't go at
//! all. The same file again changes nothing.

mod dialect;
#[cfg(test)]
mod fuzz;
mod geojson;
mod preview;
mod shape;
mod tag;

use std::path::{Path, PathBuf};

use app::context::now;
use app::send::envelope;
use domain::place::{Area, Datum, Plan, Point};
use domain::{Command, Community, Language, Refusal, Sender};
use store::Store;

use super::{Progress, community, file};
use crate::error::Error;

pub use preview::{Changes, Preview};
use preview::{Whereabouts, moved};

/// What is to be imported, and whither.
#[derive(Debug)]
pub struct Request<'a> {
    pub file: &'a Path,
    pub into: community::Request<'a>,
    /// What its coordinates mean; the plan is kept in WGS-84.
    pub datum: Datum,
    /// Where the drawing goes; beside the file if nothing is said.
    pub drawing: Option<&'a Path>,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The community has this plan now.
    Set,
    /// It had this plan before.
    Unchanged,
    /// Whoever was asked did not want it.
    Declined,
}

/// Imports a plan. What can't be read is told to `progress` and does not stop the rest. Nothing
/// changes before `confirm`, which is shown what would, says yes; it is not asked where nothing
/// would.
pub async fn import(
    store: &Store,
    request: &Request<'_>,
    progress: &mut impl Progress,
    confirm: impl FnOnce(&Preview) -> bool,
) -> Result<End, Error> {
    let file = file::read(request.file)?;
    let reading = geojson::read(&file.content, request.datum).map_err(|reason| Error::NoPlan {
        path: request.file.to_owned(),
        reason,
    })?;
    for (feature, reason) in &reading.skipped {
        progress.left_out(feature, reason);
    }

    let community = community::find(store, &request.into).await?;
    let present = match &community {
        Some(community) => store.plan(community.id).await?,
        None => Plan::default(),
    };
    let mut plan = reading.plan;
    let changes = Changes::of(&present, &mut plan);
    if let Some(community) = &community {
        let in_use = store.areas_in_use(community.id).await?;
        let lost = domain::place::lost(in_use, &plan);
        if !lost.is_empty() {
            return Err(Error::AreasInUse(lost));
        }
    }
    if community.is_some() && plan == present {
        return Ok(End::Unchanged);
    }

    let drawing = request.drawing.map_or_else(
        || request.file.with_extension("preview.svg"),
        Path::to_owned,
    );
    draw(&drawing, &plan, request.into.slug)?;
    let preview = Preview {
        features: reading.features,
        merged: reading.merged,
        parts: reading.parts,
        others: reading.others,
        skipped: reading.skipped,
        place: Whereabouts {
            moved: moved(&present, &plan),
            datum: request.datum,
            of_openstreetmap: reading.of_openstreetmap,
            zone: community
                .as_ref()
                .map_or(request.into.zone, |community| &community.zone)
                .name
                .clone(),
        },
        plan,
        changes,
        drawing,
    };
    if !confirm(&preview) {
        return Ok(End::Declined);
    }

    let community = match community {
        Some(community) => {
            // Somebody may have thought for an hour, and the committee named buildings meanwhile.
            if store.plan(community.id).await? != present {
                return Err(Error::PlanChanged);
            }
            community
        }
        None => community::create(store, &request.into).await?,
    };
    set(store, &community, preview.plan).await?;
    Ok(End::Set)
}

/// A small example of a plan for map editors.
pub const TEMPLATE: &str = include_str!("template.geojson");

/// What a file would make of a community's plan, for a page that asks before it is set.
#[derive(Debug)]
pub struct Look {
    /// What the plan would be.
    pub plan: Plan,
    pub changes: Changes,
    /// Which feature was left out, and why.
    pub skipped: Vec<(String, String)>,
    /// Buildings and clusters that are in use and that the file lacks: it can't be set.
    pub lost: Vec<Area>,
    /// The community has this plan already.
    pub unchanged: bool,
    pub middle: Point,
    /// What to look at twice.
    pub doubts: Vec<String>,
    /// As an `<svg>` element.
    pub drawing: String,
}

/// Reads a file's bytes; `Err` says why it is no plan.
pub async fn look(
    store: &Store,
    community: &Community,
    bytes: &[u8],
    datum: Datum,
) -> Result<Result<Look, String>, store::Error> {
    let reading = file::text(bytes).map_err(|what| format!("it is {what}"));
    let reading = reading.and_then(|text| geojson::read(&text.content, datum));
    let reading = match reading {
        Ok(reading) => reading,
        Err(reason) => return Ok(Err(reason)),
    };
    let present = store.plan(community.id).await?;
    let mut plan = reading.plan;
    let changes = Changes::of(&present, &mut plan);
    let in_use = store.areas_in_use(community.id).await?;
    let place = Whereabouts {
        moved: moved(&present, &plan),
        datum,
        of_openstreetmap: reading.of_openstreetmap,
        zone: community.zone.name.clone(),
    };
    let middle = preview::middle(&plan);
    Ok(Ok(Look {
        lost: domain::place::lost(in_use, &plan),
        unchanged: plan == present,
        doubts: place.doubts(middle),
        drawing: preview::drawing_in_page(&plan, &community.name),
        changes,
        skipped: reading.skipped,
        middle,
        plan,
    }))
}

/// Sets a plan that was looked at.
pub async fn set(store: &Store, community: &Community, plan: Plan) -> Result<(), Error> {
    let set = envelope(Command::SetPlan(plan));
    let answer = store
        .execute(community.id, Sender::Operator, &set, now())
        .await?;
    match answer {
        Ok(_) => Ok(()),
        Err(Refusal::AreasInUse(lost)) => Err(Error::AreasInUse(lost)),
        Err(refusal) => Err(Error::Refused(refusal)),
    }
}

/// Why something was left out, in a language: what is said most often is known in Chinese, too.
pub fn words(reason: &str, language: Language) -> String {
    const CHINESE: [(&str, &str); 19] = [
        ("it has no geometry", "没有图形"),
        ("its coordinates can't be read", "坐标读不出来"),
        (
            "it has no id",
            "没有编号（id）；请给它一个不变的编号，例如平面图上的楼号",
        ),
        (
            "its id is longer",
            "编号太长，或含有看不见的字；请换一个短的",
        ),
        ("its outline is not closed", "轮廓没有闭合"),
        ("its outline has fewer than 3 corners", "轮廓不到三个角"),
        ("its outline crosses itself", "轮廓自己相交"),
        ("it is more than 10 km wide", "宽度超过 10 公里"),
        ("it covers nothing", "没有面积"),
        ("it has the same walls as", "和另一幢楼重合"),
        (
            "it is a part of no building",
            "不属于任何一幢楼；请给那幢楼的轮廓加上 building 标签",
        ),
        ("a path has at least 2 points", "路至少要有两个点"),
        ("it has no building that can be read", "没有能读出来的楼"),
        ("it is no JSON", "不是 JSON 文件；请导出为 GeoJSON"),
        (
            "it is JSON, but no GeoJSON",
            "是 JSON，但不是 GeoJSON；请导出为 GeoJSON",
        ),
        (
            "its points have latitude first",
            "纬度写在了前面；GeoJSON 是经度在前，请在 QGIS 里交换",
        ),
        (
            "its coordinates are",
            "坐标不是 WGS-84 经纬度；请用 QGIS 按 EPSG:4326 导出 GeoJSON",
        ),
        ("longitude", "坐标不在地球上"),
        (
            "it is",
            "不是 GeoJSON 文件；请用 QGIS 按 EPSG:4326 导出 GeoJSON",
        ),
    ];
    match language {
        Language::English => reason.to_owned(),
        Language::Chinese => {
            let known = CHINESE
                .iter()
                .find(|(english, _)| reason.starts_with(english));
            known.map_or_else(|| reason.to_owned(), |(_, chinese)| (*chinese).to_owned())
        }
    }
}

fn draw(path: &PathBuf, plan: &Plan, title: &str) -> Result<(), Error> {
    std::fs::write(path, preview::drawing(plan, title)).map_err(|cause| Error::Drawing {
        path: path.clone(),
        cause,
    })
}

#[cfg(test)]
mod tests {
    use super::super::trial::{Noted, Trial};
    use super::*;
    use app::context::new_id;
    use domain::household::{Household, Join, PrintSlip};
    use domain::place::NameBuilding;
    use domain::time::DAY;
    use domain::{BuildingId, CommunityId, HouseholdId, PersonId, Role, SlipId, Zone};
    use serde_json::{Value, json};

    /// A square building, `n` times 50 metres or so east of the first.
    fn square(id: u32, name: &str, n: u32) -> Value {
        let west = 121.49 + f64::from(n) * 0.0005;
        let corner = |x: f64, y: f64| json!([west + x / 1e5, 31.24 + y / 1e5]);
        json!({
            "type": "Feature",
            "properties": {"id": id, "name": name},
            "geometry": {"type": "Polygon", "coordinates": [[
                corner(0.0, 0.0), corner(20.0, 0.0), corner(20.0, 20.0), corner(0.0, 20.0), corner(0.0, 0.0),
            ]]},
        })
    }

    impl Trial {
        /// Imports these features; says what was shown, if anything was.
        async fn import_plan(
            &self,
            features: &[Value],
            create: bool,
            answer: bool,
        ) -> (Result<End, Error>, Option<String>, Vec<String>) {
            let file = self.path("estate.geojson");
            let collection = json!({"type": "FeatureCollection", "features": features});
            std::fs::write(&file, collection.to_string()).expect("writes");
            let zone = Zone::utc();
            let request = Request {
                file: &file,
                into: community::Request {
                    slug: "east",
                    create: create.then_some("East"),
                    other_name: "",
                    zone: &zone,
                },
                datum: Datum::Wgs84,
                drawing: None,
            };
            let mut noted = Noted::default();
            let mut shown = None;
            let end = import(&self.store, &request, &mut noted, |preview| {
                shown = Some(preview.to_string());
                answer
            });
            let end = end.await;
            (end, shown, noted.left_out)
        }

        async fn community(&self) -> Option<CommunityId> {
            let community = self.store.community("east").await.expect("reads");
            community.map(|community| community.id)
        }

        async fn plan(&self) -> Plan {
            let community = self.community().await.expect("there");
            self.store.plan(community).await.expect("reads")
        }

        async fn send(&self, sender: Sender, command: Command) {
            let community = self.community().await.expect("there");
            let sent = self
                .store
                .execute(community, sender, &envelope(command), now())
                .await;
            sent.expect("no fault").expect("not refused");
        }
    }

    #[tokio::test]
    async fn nothing_changes_before_somebody_says_yes_and_the_same_file_again_changes_nothing() {
        let trial = Trial::new().await;
        let mut open = square(3, "", 3);
        let ring = open["geometry"]["coordinates"][0].as_array_mut();
        ring.expect("a ring").pop();
        let features = [square(1, "One", 0), square(2, "", 2), open];
        let (end, shown, noted) = trial.import_plan(&features, true, false).await;
        assert_eq!(end.expect("no fault"), End::Declined);
        assert_eq!(noted, ["building 3: its outline is not closed"]);
        let shown = shown.expect("a preview");
        assert!(
            shown.contains("3 features: 2 buildings (0 put together from parts, 1 with a name)")
                && shown.contains("2 buildings added, 0 changed, 0 removed, 0 as they are"),
            "{shown}"
        );
        assert_eq!(trial.community().await, None, "not even the community");
        let drawing = trial.path("estate.preview.svg");
        let drawing = std::fs::read_to_string(drawing).expect("a drawing");
        assert_eq!(drawing.matches("plan-building\"").count(), 2);

        let (end, ..) = trial.import_plan(&features, true, true).await;
        assert_eq!(end.expect("no fault"), End::Set);
        let plan = trial.plan().await;
        assert_eq!(plan.buildings.len(), 2);
        assert_eq!(plan.buildings[0].name, "One");
        let (end, shown, noted) = trial.import_plan(&features, false, false).await;
        assert_eq!(end.expect("no fault"), End::Unchanged);
        assert_eq!((shown, noted.len()), (None, 1), "nobody is asked");
        assert_eq!(trial.plan().await, plan);
    }

    #[tokio::test]
    async fn what_is_in_use_stays_and_what_was_named_keeps_its_name() {
        let trial = Trial::new().await;
        let all = [square(1, "One", 0), square(2, "", 2), square(3, "", 4)];
        let (end, ..) = trial.import_plan(&all, true, true).await;
        assert_eq!(end.expect("no fault"), End::Set);
        let household = HouseholdId(new_id());
        let register = Command::RegisterHousehold(Household {
            id: household,
            building: BuildingId("2".into()),
            room: "101".into(),
        });
        trial.send(Sender::Operator, register).await;
        let print = Command::PrintSlip(PrintSlip {
            slip: SlipId(new_id()),
            household,
            admits: 1,
            roles: vec![Role::CommitteeWorker],
            expires_at: now().plus(DAY),
            code_hash: "code".into(),
        });
        trial.send(Sender::Operator, print).await;
        let person = PersonId(new_id());
        let worker = Sender::Person(person);
        let join = Command::Join(Join {
            person,
            code_hash: "code".into(),
            nickname: "Worker".into(),
            language: Language::English,
            consent: true,
            text: 1,
        });
        trial.send(worker, join).await;
        let name = Command::NameBuilding(NameBuilding {
            building: BuildingId("2".into()),
            name: "Two".into(),
        });
        trial.send(worker, name).await;
        let named = trial.plan().await;

        let (end, shown, _) = trial.import_plan(&all, false, true).await;
        assert_eq!(end.expect("no fault"), End::Unchanged, "the name stays");
        assert_eq!((shown, trial.plan().await), (None, named.clone()));

        let (end, shown, _) = trial.import_plan(&all[..1], false, true).await;
        let said = end.expect_err("in use").to_string();
        assert!(
            said.contains("lacks: 2.") && said.contains("Nothing was changed"),
            "{said}"
        );
        assert_eq!((shown, trial.plan().await), (None, named));

        let (end, shown, _) = trial.import_plan(&all[..2], false, true).await;
        assert_eq!(end.expect("no fault"), End::Set);
        let shown = shown.expect("a preview");
        assert!(
            shown.contains("0 changed, 1 removed, 2 as they are"),
            "{shown}"
        );
        assert_eq!(trial.plan().await.buildings.len(), 2);
    }

    #[tokio::test]
    async fn what_cannot_be_done_says_what_to_do() {
        let trial = Trial::new().await;
        let (end, ..) = trial.import_plan(&[square(1, "One", 0)], false, true).await;
        let said = end.expect_err("no community").to_string();
        assert!(said.contains("east") && said.contains("--create"), "{said}");
        let (end, ..) = trial.import_plan(&[], true, true).await;
        let said = end.expect_err("no building").to_string();
        assert!(
            said.contains("estate.geojson") && said.contains("no building"),
            "{said}"
        );
        assert_eq!(trial.community().await, None);
    }
}
