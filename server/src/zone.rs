//! Time zones: from the zone database of the server to the plain list of changes that `domain` and
//! browsers use.

use domain::{Timestamp, Zone};
use jiff::tz::TimeZone;

/// The zone with this IANA name with all its changes from 1990 to 2040, if there is such a zone.
///
/// Beyond 2040 the last change simply holds on; laws about clocks are not made that far ahead.
pub fn zone(name: &str) -> Option<Zone> {
    let zone = TimeZone::get(name).ok()?;
    let (from, to) = (start_of(1990)?, start_of(2041)?);
    let first = (
        Timestamp(from.as_millisecond()),
        zone.to_offset(from).seconds(),
    );
    let later = zone
        .following(from)
        .take_while(|change| change.timestamp() < to)
        .map(|change| {
            (
                Timestamp(change.timestamp().as_millisecond()),
                change.offset().seconds(),
            )
        });
    let mut changes = vec![first];
    for (at, offset) in later {
        // Zones also change their abbreviations; only the offset matters here.
        if changes.last().is_none_or(|(_, last)| *last != offset) {
            changes.push((at, offset));
        }
    }
    Some(Zone {
        name: zone.iana_name().unwrap_or(name).to_owned(),
        changes,
    })
}

fn start_of(year: i16) -> Option<jiff::Timestamp> {
    let day = jiff::civil::date(year, 1, 1).at(0, 0, 0, 0);
    TimeZone::UTC.to_timestamp(day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_has_its_changes() {
        let boston = zone("America/New_York").expect("in the database");
        assert!(boston.changes.len() > 100, "two changes a year");
        for (wall, utc) in [
            ("2015-01-01T11:33", 1_420_129_980_000),
            ("2015-07-01T12:00", 1_435_766_400_000),
            ("2015-11-01T01:30", 1_446_355_800_000), // the earlier of two
        ] {
            assert_eq!(boston.parse_local(wall), Some(Timestamp(utc)), "{wall}");
        }
        let shanghai = zone("Asia/Shanghai").expect("in the database");
        assert_eq!(shanghai.offset_at(Timestamp(1_796_122_800_000)), 28_800);
    }

    #[test]
    fn nonsense_is_no_zone() {
        assert_eq!(zone("Mars/Olympus"), None);
    }
}
