//! Dates, times and spans in words, in the community's zone.

use domain::issue::Support;
use domain::time::{DAY, HOUR, MINUTE};
use domain::{Date, Language, Timestamp, Zone};

use crate::context::now;
use crate::text::common::{
    DAY_AGO, DAYS_AGO, HOUR_AGO, HOURS_AGO, JUST_NOW, MINUTE_AGO, MINUTES_AGO,
};
use crate::text::{language, t, tf, tn};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS_ZH: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
const WEEKDAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A day with its year: 2026年12月1日, 1 Dec 2026.
pub fn date(date: Date) -> String {
    let d = date.0;
    let month = u8::from(d.month());
    match language() {
        Language::Chinese => format!("{}年{}月{}日", d.year(), month, d.day()),
        Language::English => {
            format!(
                "{} {} {}",
                d.day(),
                MONTHS[usize::from(month) - 1],
                d.year()
            )
        }
    }
}

/// A moment with day and time: 2026年12月1日 19:00, 1 Dec 2026, 19:00.
pub fn moment(zone: &Zone, at: Timestamp) -> String {
    let local = zone.local(at);
    let day = date(Date(local.date()));
    let comma = match language() {
        Language::Chinese => "",
        Language::English => ",",
    };
    format!("{day}{comma} {:02}:{:02}", local.hour(), local.minute())
}

/// A moment that people have to come at: with the day of the week.
pub fn appointment(zone: &Zone, at: Timestamp) -> String {
    let local = zone.local(at);
    let day = date(Date(local.date()));
    let weekday = usize::from(local.weekday().number_days_from_monday());
    match language() {
        Language::Chinese => format!(
            "{day}（周{}）{:02}:{:02}",
            WEEKDAYS_ZH[weekday],
            local.hour(),
            local.minute()
        ),
        Language::English => format!(
            "{}, {day}, {:02}:{:02}",
            WEEKDAYS_EN[weekday],
            local.hour(),
            local.minute()
        ),
    }
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
    if name.is_empty() {
        t(crate::text::issue::WHOLE_ESTATE)
    } else {
        name
    }
}

/// The support rate in per cent; a rate that is not nothing never reads as 0.
pub fn percent(support: Support) -> Option<String> {
    let percent = support.percent()?;
    Some(if percent == 0 && support.households > 0 {
        "<1".to_owned()
    } else {
        percent.to_string()
    })
}

/// The support rate in words, with what it is counted of.
pub fn rate(support: Support, area_name: &str) -> Option<String> {
    let percent = percent(support)?;
    let values: [&dyn std::fmt::Display; 4] =
        [&area(area_name), &support.households, &support.of, &percent];
    Some(tf(crate::text::issue::RATE_TEXT, &values))
}
