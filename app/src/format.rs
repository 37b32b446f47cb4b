//! Dates, times and spans in words, in the community's zone.

use domain::issue::Support;
use domain::time::{DAY, HOUR, MINUTE};
use domain::words::issue::{self as words, percent};
use domain::words::time;
use domain::{Date, Timestamp, Zone};

use crate::context::now;
use crate::text::common::{
    DAY_AGO, DAYS_AGO, HOUR_AGO, HOURS_AGO, JUST_NOW, MINUTE_AGO, MINUTES_AGO,
};
use crate::text::{language, t, tf, tn};

/// A moment with day and time: 2026年12月1日 19:00, 1 Dec 2026, 19:00.
pub fn moment(zone: &Zone, at: Timestamp) -> String {
    time::moment(zone, at, language())
}

/// A day: 2026年12月1日, 1 Dec 2026.
pub fn day(day: Date) -> String {
    time::date(day, language())
}

/// A moment that people have to come at: with the day of the week.
pub fn appointment(zone: &Zone, at: Timestamp) -> String {
    time::appointment(zone, at, language())
}

/// How long ago something was: 3 天前, 3 days ago.
pub fn ago(at: Timestamp) -> String {
    let span = (now().0 - at.0).max(0);
    let count = |unit: i64| u32::try_from(span / unit).unwrap_or(u32::MAX);
    if span < MINUTE {
        t(JUST_NOW).to_owned()
    } else if span < HOUR {
        tn(MINUTE_AGO, MINUTES_AGO, count(MINUTE))
    } else if span < DAY {
        tn(HOUR_AGO, HOURS_AGO, count(HOUR))
    } else {
        tn(DAY_AGO, DAYS_AGO, count(DAY))
    }
}

/// The machine-readable form for `<time datetime>`.
pub fn datetime(at: Timestamp) -> String {
    let local = Zone::utc().local(at);
    format!(
        "{}T{:02}:{:02}:{:02}Z",
        Date(local.date()),
        local.hour(),
        local.minute(),
        local.second()
    )
}

/// What people call an area; the whole estate comes without a name.
pub fn area(name: &str) -> &str {
    words::area(name, language())
}

/// The support rate in words, with what it is counted of.
pub fn rate(support: Support, area_name: &str) -> Option<String> {
    let percent = percent(support)?;
    let values: [&dyn std::fmt::Display; 4] =
        [&area(area_name), &support.households, &support.of, &percent];
    Some(tf(crate::text::issue::RATE_TEXT, &values))
}
