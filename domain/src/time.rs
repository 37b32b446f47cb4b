//! Times are UTC milliseconds; people see them in the community's own zone, computed the same by
//! server and browser.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use ::time::{Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};
use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01 00:00 UTC.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// This time moved by `ms` milliseconds.
    pub fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Within the years that people mean, [`YEARS`], rather than mistyped or made up.
    pub fn is_sound(self) -> bool {
        (-2_208_988_800_000..7_289_654_400_000).contains(&self.0)
    }
}

/// Years that people mean: times and dates outside are refused.
pub const YEARS: RangeInclusive<i32> = 1900..=2200;

/// One minute in milliseconds.
pub const MINUTE: i64 = 60_000;
/// One hour in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// One day of 24 hours in milliseconds.
pub const DAY: i64 = 24 * HOUR;

/// A day of the calendar, written `2026-11-23`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date(pub ::time::Date);

impl Date {
    /// Within [`YEARS`].
    pub fn is_sound(self) -> bool {
        YEARS.contains(&self.0.year())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let d = self.0;
        write!(
            f,
            "{:04}-{:02}-{:02}",
            d.year(),
            u8::from(d.month()),
            d.day()
        )
    }
}

/// The text is not a day of the calendar in the form `2026-11-23`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date like 2026-11-23")
    }
}

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(s: &str) -> Result<Self, NotADate> {
        let mut parts = s.trim().splitn(3, '-');
        let mut number = || parts.next()?.parse::<u16>().ok();
        let (y, m, d) = (number(), number(), number());
        let date = || {
            let month = Month::try_from(u8::try_from(m?).ok()?).ok()?;
            ::time::Date::from_calendar_date(i32::from(y?), month, u8::try_from(d?).ok()?).ok()
        };
        date().map(Self).ok_or(NotADate)
    }
}

impl TryFrom<String> for Date {
    type Error = NotADate;

    fn try_from(s: String) -> Result<Self, NotADate> {
        s.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

/// A time zone as the list of its changes, so that a browser needs no zone database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// IANA name, for people who run the server.
    pub name: String,
    /// From when on which offset holds, in seconds east of UTC; ascending. The first one also holds
    /// before its time.
    pub changes: Vec<(Timestamp, i32)>,
}

impl Default for Zone {
    fn default() -> Self {
        Self::utc()
    }
}

impl Zone {
    /// UTC itself: for tests, and where a zone is unknown.
    pub fn utc() -> Self {
        Self::fixed("UTC", 0)
    }

    /// A zone that never changes, `offset` seconds east of UTC.
    pub fn fixed(name: &str, offset: i32) -> Self {
        Self {
            name: name.to_owned(),
            changes: vec![(Timestamp(0), offset)],
        }
    }

    /// A zone as there are some: with a name and changes in their order, none of them outside
    /// [`YEARS`] or by more than a day.
    pub fn is_sound(&self) -> bool {
        let seconds = i32::try_from(DAY / 1000).unwrap_or(i32::MAX);
        (1..=60).contains(&self.name.len())
            && self.name.bytes().all(|b| b.is_ascii_graphic())
            && (1..=1_000).contains(&self.changes.len())
            && self.changes.is_sorted_by_key(|(at, _)| *at)
            && (self.changes.iter())
                .all(|(at, offset)| at.is_sound() && (-seconds..=seconds).contains(offset))
    }

    /// Seconds east of UTC at `at`.
    pub fn offset_at(&self, at: Timestamp) -> i32 {
        let after = self.changes.partition_point(|(from, _)| *from <= at);
        self.changes
            .get(after.saturating_sub(1))
            .map_or(0, |(_, offset)| *offset)
    }

    /// What the clock on the wall shows at `at`. Times beyond year 9999 show as 1970.
    pub fn local(&self, at: Timestamp) -> PrimitiveDateTime {
        let offset = UtcOffset::from_whole_seconds(self.offset_at(at)).unwrap_or(UtcOffset::UTC);
        let utc = OffsetDateTime::from_unix_timestamp(at.0.div_euclid(1000))
            .unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let local = utc
            .checked_to_offset(offset)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH);
        PrimitiveDateTime::new(local.date(), local.time())
    }

    /// The day on the wall at `at`.
    pub fn date(&self, at: Timestamp) -> Date {
        Date(self.local(at).date())
    }

    /// The moment at which the wall shows `date`, `hour`:`minute`; the earlier one where clocks are
    /// set back.
    pub fn at(&self, date: Date, hour: u8, minute: u8) -> Option<Timestamp> {
        let time = Time::from_hms(hour, minute, 0).ok()?;
        let wall = PrimitiveDateTime::new(date.0, time)
            .assume_utc()
            .unix_timestamp()
            * 1000;
        let earliest = self
            .changes
            .iter()
            .map(|(_, offset)| Timestamp(wall - i64::from(*offset) * 1000))
            .filter(|moment| wall == moment.0 + i64::from(self.offset_at(*moment)) * 1000)
            .min();
        // In the hour that a change to summer time skips no offset fits: the offset before it is
        // taken, that of a day earlier.
        Some(earliest.unwrap_or_else(|| {
            let before = self.offset_at(Timestamp(wall - DAY));
            Timestamp(wall - i64::from(before) * 1000)
        }))
    }

    /// Reads what an `<input type="datetime-local">` sends, `2026-12-01T19:00`, as a time in this
    /// zone.
    pub fn parse_local(&self, s: &str) -> Option<Timestamp> {
        let (date, clock) = s.trim().split_once(['T', ' '])?;
        let mut parts = clock.split(':');
        let hour = parts.next()?.parse().ok()?;
        let minute = parts.next()?.parse().ok()?;
        self.at(date.parse().ok()?, hour, minute)
    }

    /// Writes a time as an `<input type="datetime-local">` wants it.
    pub fn format_local(&self, at: Timestamp) -> String {
        let local = self.local(at);
        format!(
            "{}T{:02}:{:02}",
            Date(local.date()),
            local.hour(),
            local.minute()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boston() -> Zone {
        Zone {
            name: "America/New_York".into(),
            changes: vec![
                (Timestamp(0), -18_000),
                (Timestamp(1_425_798_000_000), -14_400), // 2015-03-08 02:00 → 03:00
                (Timestamp(1_446_357_600_000), -18_000), // 2015-11-01 02:00 → 01:00
            ],
        }
    }

    #[test]
    fn dates_are_read_as_written_and_nonsense_is_not() {
        for good in ["2026-11-23", "2024-02-29"] {
            assert_eq!(
                good.parse::<Date>().map(|d| d.to_string()),
                Ok(good.to_owned())
            );
        }
        for bad in [
            "",
            "2026-13-01",
            "2026-02-30",
            "23.11.2026",
            "2026-11",
            "2026-11-23-1",
        ] {
            assert_eq!(bad.parse::<Date>(), Err(NotADate), "{bad}");
        }
    }

    #[test]
    fn local_times_go_to_utc_and_back_across_summer_time() {
        for (zone, wall, utc) in [
            (
                Zone::fixed("Asia/Shanghai", 28_800),
                "2026-12-01T19:00",
                1_796_122_800_000,
            ),
            (boston(), "2015-01-01T11:33", 1_420_129_980_000),
            (boston(), "2015-07-01T12:00", 1_435_766_400_000),
        ] {
            let at = zone.parse_local(wall).expect(wall);
            assert_eq!(zone.format_local(at), wall);
            assert_eq!(at.0, utc, "{wall}");
        }
        assert_eq!(
            boston().parse_local("2015-11-01T01:30"),
            Some(Timestamp(1_446_355_800_000)),
            "the earlier of two"
        );
        let berlin = Zone {
            name: "Europe/Berlin".into(),
            changes: vec![
                (Timestamp(0), 3_600),
                (Timestamp(1_774_746_000_000), 7_200), // 2026-03-29 02:00 → 03:00
            ],
        };
        for (zone, skipped, shown) in [
            (boston(), "2015-03-08T02:30", "2015-03-08T03:30"),
            (berlin, "2026-03-29T02:30", "2026-03-29T03:30"),
        ] {
            let at = zone.parse_local(skipped).expect("a time");
            assert_eq!(zone.format_local(at), shown, "a skipped hour");
        }
        assert_eq!(boston().parse_local("2015-01-01T25:00"), None);
    }

    #[test]
    fn sound_times_and_dates_are_of_the_same_years() {
        let utc = Zone::utc();
        for (wall, sound) in [
            ("1899-12-31T23:59", false),
            ("1900-01-01T00:00", true),
            ("2200-12-31T23:59", true),
            ("2201-01-01T00:00", false),
            ("9999-12-31T23:59", false),
        ] {
            let at = utc.parse_local(wall).expect(wall);
            assert_eq!(at.is_sound(), sound, "{wall}");
            assert_eq!(utc.date(at).is_sound(), sound, "{wall}");
        }
        assert!(!Timestamp(i64::MIN).is_sound() && !Timestamp(i64::MAX).is_sound());
        assert_eq!(Timestamp(i64::MAX).plus(1), Timestamp(i64::MAX));
    }

    #[test]
    fn a_zone_is_one_of_this_world() {
        assert!(boston().is_sound());
        let with = |changes: Vec<(Timestamp, i32)>| Zone {
            name: "Asia/Shanghai".into(),
            changes,
        };
        for wrong in [
            with(vec![]),
            with(vec![(Timestamp(i64::MAX), 0)]),
            with(vec![(Timestamp(0), 86_401)]),
            with(vec![(Timestamp(1), 0), (Timestamp(0), 0)]),
            with(vec![(Timestamp(0), 0); 1_001]),
            Zone::fixed("", 0),
            Zone::fixed(&"x".repeat(61), 0),
        ] {
            assert!(!wrong.is_sound(), "{wrong:?}");
        }
    }

    #[test]
    fn times_at_the_end_of_the_calendar_are_shown_rather_than_fatal() {
        let shanghai = Zone::fixed("Asia/Shanghai", 28_800);
        let west = Zone::fixed("America/New_York", -18_000);
        for at in [
            i64::MIN,
            -377_705_116_800_000,
            0,
            253_402_300_799_000,
            i64::MAX,
        ] {
            for zone in [&shanghai, &west] {
                let _ = zone.format_local(Timestamp(at));
            }
        }
    }
}
