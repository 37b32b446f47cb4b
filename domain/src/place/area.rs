//! Parts of the estate by name, and what is on the plan.

use serde::{Deserialize, Serialize};

use crate::BuildingId;

/// A part of the estate, as whom an issue affects; support rate is counted within it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// One building.
    Building(BuildingId),
    /// A cluster of buildings, by its name on the plan.
    Cluster(String),
    /// The whole estate.
    Estate,
}

impl Area {
    /// The area in one word, for a form: `estate`, `building:7` or `cluster:East`.
    pub fn code(&self) -> String {
        match self {
            Area::Building(id) => format!("building:{id}"),
            Area::Cluster(name) => format!("cluster:{name}"),
            Area::Estate => "estate".to_owned(),
        }
    }

    /// What it is called on the plan: a building's id, a cluster's name; nothing for the whole
    /// estate.
    pub fn on_plan(&self) -> Option<&str> {
        match self {
            Area::Building(id) => Some(&id.0),
            Area::Cluster(name) => Some(name),
            Area::Estate => None,
        }
    }

    /// Reads [`code`](Self::code).
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(':') {
            None => (code == "estate").then_some(Area::Estate),
            Some(("building", id)) => Some(Area::Building(BuildingId(id.to_owned()))),
            Some(("cluster", name)) => Some(Area::Cluster(name.to_owned())),
            Some(_) => None,
        }
    }
}

/// What is on the plan, as far as an issue asks: a phone asks the plan itself, the server its
/// state.
pub trait OnPlan {
    fn has_building(&self, id: &BuildingId) -> bool;
    fn has_cluster(&self, name: &str) -> bool;

    fn has_area(&self, area: &Area) -> bool {
        match area {
            Area::Building(id) => self.has_building(id),
            Area::Cluster(name) => self.has_cluster(name),
            Area::Estate => true,
        }
    }
}
