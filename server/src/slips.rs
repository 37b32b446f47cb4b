//! Printing household slips (入户码): their codes are made here, stand on what comes out, and
//! nowhere else.

use app::context::{new_id, now};
use app::send::envelope;
use domain::household::{Registered, RenewSlip};
use domain::paper::slips::{Printed, Slips, slips};
use domain::{BuildingId, Command, Community, HouseholdId, Refusal, Sender, SlipId, Timestamp};
use store::Store;

use crate::ids::{code_hash, new_code};

/// Days for which slips are good unless somebody says otherwise.
pub const SLIP_DAYS: u32 = 60;

/// For which households.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Which {
    pub building: Option<BuildingId>,
    pub household: Option<HouseholdId>,
    /// Only those of which nobody has joined.
    pub missing: bool,
}

impl Which {
    fn has(&self, household: &Registered) -> bool {
        let building = self.building.as_ref();
        household.has_room()
            && building.is_none_or(|building| *building == household.building)
            && self.household.is_none_or(|id| id == household.id)
            && (!self.missing || household.is_missing())
    }
}

/// Prints slips anew for households where somebody can still join: their earlier ones are void.
/// `None` where there is no such household.
pub async fn print(
    store: &Store,
    community: &Community,
    sender: Sender,
    which: &Which,
    expires_at: Timestamp,
    public_url: &str,
) -> Result<Result<Option<Slips>, Refusal>, store::Error> {
    let register = store.register(community.id, now()).await?;
    let buildings = store.buildings(community.id).await?;
    let mut printed = vec![];
    let mut envelopes = vec![];
    for household in register.iter().filter(|household| which.has(household)) {
        let building = buildings
            .iter()
            .find(|known| known.id == household.building);
        let code = new_code();
        envelopes.push(envelope(Command::RenewSlip(RenewSlip {
            slip: SlipId(new_id()),
            household: household.id,
            expires_at,
            code_hash: code_hash(&code),
        })));
        printed.push(Printed {
            building: building.map_or_else(String::new, |known| known.called().to_owned()),
            room: household.room.clone(),
            code,
            admits: household.missing(),
            expires_at,
        });
    }
    if envelopes.is_empty() {
        return Ok(Ok(None));
    }
    let answers = store
        .execute_all(community.id, sender, &envelopes, now())
        .await?;
    let mut refused = None;
    let mut good = vec![];
    for (answer, printed) in answers.into_iter().zip(printed) {
        match answer {
            Ok(_) => good.push(printed),
            // The last of the household has joined this moment.
            Err(Refusal::HouseholdFull { .. }) => {}
            Err(refusal) => refused = Some(refusal),
        }
    }
    if let Some(refusal) = refused {
        return Ok(Err(refusal));
    }
    Ok(Ok(Some(slips(community, public_url, &good))))
}
