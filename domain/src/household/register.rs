//! The register of households: which there are, how many adults live in each, and what kind of
//! housing a building is.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::field::{Check, NAME_MAX, ROOM_MAX};
use crate::place::is_id;
use crate::{
    BuildingId, Event, Field, HouseholdId, Kept, Outcome, PersonId, Problem, Refusal, State,
    Timestamp,
};

/// Most adults of a household.
pub const ADULTS_MAX: u32 = 20;
/// How many may join from a household of which the register does not say how many adults it has,
/// and for how many something may be entered.
const ADULTS_UNKNOWN: u32 = 4;

codes! {
    /// What kind of housing a building is. A property of the building, never of a person, and used
    /// only to count.
    pub enum Housing {
        /// 商品房
        Commodity = "commodity",
        /// 共有产权保障房
        Affordable = "affordable",
        /// 动迁安置房
        Relocated = "relocated",
        /// 公租房
        LowRent = "low_rent",
        /// 其他
        Other = "other",
    }
}

/// What the register says of a household, and who has a voice for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Home {
    /// None where the register does not say.
    pub adults: Option<u32>,
    /// Those who joined with its slip or at the desk, and those for whom something was entered that
    /// still holds.
    pub people: BTreeSet<PersonId>,
    /// Whose membership has ended. They have no voice for it any more, and their rows name it.
    pub left: BTreeSet<PersonId>,
}

impl Home {
    /// How many of its adults have not joined yet; refused where none is left.
    pub fn missing(&self) -> Result<u32, Refusal> {
        let joined = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        match self.adults {
            None => Ok(ADULTS_UNKNOWN),
            Some(adults) if adults > joined => Ok(adults - joined),
            Some(adults) => Err(Refusal::HouseholdFull { adults }),
        }
    }

    /// Whether something may be entered for this person: refused for one more than its adults.
    ///
    /// A slip says by itself how many it admits, where the register does not say how many adults
    /// there are. Whoever enters names has no slip, so then it is taken to have
    /// [`ADULTS_UNKNOWN`].
    pub(crate) fn check_entered(&self, person: PersonId) -> Result<(), Refusal> {
        let most = ADULTS_UNKNOWN;
        if self.people.contains(&person) {
            Ok(())
        } else if self.adults.is_none() && self.people.len() >= most as usize {
            Err(Refusal::AdultsUnknown { most })
        } else {
            self.missing().map(|_| ())
        }
    }
}

/// One change of the register, by the operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A building that no plan has drawn yet.
    List { building: BuildingId, name: String },
    /// A household that is new, has come back, or has another number of adults.
    Enter {
        id: HouseholdId,
        building: BuildingId,
        /// The number of the flat, as on its door.
        room: String,
        /// At most [`ADULTS_MAX`]; 0 for a flat in which nobody lives.
        adults: u32,
    },
    /// A household that there is no longer. Nobody may belong to it.
    Retire { household: HouseholdId },
    Housing {
        building: BuildingId,
        housing: Housing,
    },
}

pub(crate) fn change(state: &State, change: &Change) -> Result<Outcome, Refusal> {
    let mut check = Check::default();
    match change {
        Change::List { building, name } => {
            let name = check.text(Field::Name, name, NAME_MAX);
            if !is_id(&building.0) {
                check.wrong(Field::Place, Problem::Unknown);
            }
            check.done()?;
            if state.buildings.contains_key(building) {
                return Err(Refusal::Exists);
            }
            let building = building.clone();
            Ok(Outcome::event(Event::BuildingListed { building, name }))
        }
        Change::Enter {
            id,
            building,
            room,
            adults,
        } => {
            let room = check.text(Field::Household, room, ROOM_MAX);
            check.range(Field::Household, *adults, &(0..=ADULTS_MAX));
            check.done()?;
            if !state.buildings.contains_key(building) {
                return Err(Refusal::NotFound);
            }
            if state.households.get(id).is_some_and(|at| at != building) {
                return Err(Refusal::Exists);
            }
            Ok(Outcome::event(Event::HouseholdEntered {
                household: *id,
                building: building.clone(),
                adults: *adults,
            })
            .with([Kept::Room {
                household: *id,
                room,
            }]))
        }
        Change::Retire { household } => {
            if !state.households.contains_key(household) {
                return Err(Refusal::NotFound);
            }
            let home = state.home(*household);
            if !home.people.is_empty() || !home.left.is_empty() {
                return Err(Refusal::HouseholdInUse);
            }
            Ok(Outcome::event(Event::HouseholdRetired {
                household: *household,
            }))
        }
        Change::Housing { building, housing } => {
            if !state.buildings.contains_key(building) {
                return Err(Refusal::NotFound);
            }
            Ok(Outcome::event(Event::HousingSaid {
                building: building.clone(),
                housing: *housing,
            }))
        }
    }
}

/// A household of the register as whoever keeps it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registered {
    pub id: HouseholdId,
    pub building: BuildingId,
    pub room: String,
    /// None where the register does not say.
    pub adults: Option<u32>,
    /// How many people have joined or were entered.
    pub people: u32,
    /// Until when a slip of its is good; none where it has none.
    pub slip: Option<Timestamp>,
}

impl Registered {
    /// Somebody lives there, and nobody of them has joined.
    pub fn is_missing(&self) -> bool {
        self.people == 0 && self.adults != Some(0)
    }

    /// How many of its adults have not joined yet.
    pub fn missing(&self) -> u32 {
        let adults = self.adults.unwrap_or(self.people + ADULTS_UNKNOWN);
        adults.saturating_sub(self.people)
    }

    /// Somebody of it could still join.
    pub fn has_room(&self) -> bool {
        self.adults.is_none_or(|adults| adults > self.people)
    }
}

/// A building of the plan, or one that the register has and no plan has drawn yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub id: BuildingId,
    /// Empty until somebody names it.
    pub name: String,
    pub housing: Option<Housing>,
    pub drawn: bool,
}

impl Listed {
    /// Its name, or else its id.
    pub fn called(&self) -> &str {
        if self.name.is_empty() {
            &self.id.0
        } else {
            &self.name
        }
    }
}
