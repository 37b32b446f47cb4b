//! Days and moments in words, in the community's zone.

use crate::{Date, Language, Timestamp, Zone};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS_ZH: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
const WEEKDAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A day with its year: 2026年12月1日, 1 Dec 2026.
pub fn date(date: Date, language: Language) -> String {
    let d = date.0;
    let month = u8::from(d.month());
    match language {
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
pub fn moment(zone: &Zone, at: Timestamp, language: Language) -> String {
    let local = zone.local(at);
    let day = date(Date(local.date()), language);
    let comma = match language {
        Language::Chinese => "",
        Language::English => ",",
    };
    format!("{day}{comma} {:02}:{:02}", local.hour(), local.minute())
}

/// A day near enough that its year goes without saying, with the time: 12月1日 19:00, 1 Dec, 19:00.
pub fn short_moment(zone: &Zone, at: Timestamp, language: Language) -> String {
    let local = zone.local(at);
    let (day, month) = (local.day(), u8::from(local.month()));
    let clock = clock(zone, at);
    match language {
        Language::Chinese => format!("{month}月{day}日 {clock} "),
        Language::English => format!("{day} {}, {clock}", MONTHS[usize::from(month) - 1]),
    }
}

/// The time of day: 19:00.
pub fn clock(zone: &Zone, at: Timestamp) -> String {
    let local = zone.local(at);
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// A moment that people have to come at: with the day of the week.
pub fn appointment(zone: &Zone, at: Timestamp, language: Language) -> String {
    let local = zone.local(at);
    let day = date(Date(local.date()), language);
    let weekday = usize::from(local.weekday().number_days_from_monday());
    match language {
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

/// The same near enough that its year goes without saying: 12月1日（周二）19:00, Tue, 1 Dec, 19:00.
pub fn short_appointment(zone: &Zone, at: Timestamp, language: Language) -> String {
    let local = zone.local(at);
    let (day, month) = (local.day(), u8::from(local.month()));
    let weekday = usize::from(local.weekday().number_days_from_monday());
    let clock = clock(zone, at);
    match language {
        Language::Chinese => format!("{month}月{day}日（周{}）{clock}", WEEKDAYS_ZH[weekday]),
        Language::English => format!(
            "{}, {day} {}, {clock}",
            WEEKDAYS_EN[weekday],
            MONTHS[usize::from(month) - 1]
        ),
    }
}

/// A length of time given in thousandths of a second, rounded down: 3 分 20 秒, 3 min 20 s; below
/// ten seconds with tenths.
pub fn duration(thousandths: u32, language: Language) -> String {
    let (minute, second) = match language {
        Language::Chinese => ("分", "秒"),
        Language::English => ("min", "s"),
    };
    let seconds = thousandths / 1_000;
    match (seconds / 60, seconds % 60) {
        (0, 0..10) => {
            let tenths = thousandths / 100 % 10;
            if tenths == 0 {
                format!("{seconds} {second}")
            } else {
                format!("{seconds}.{tenths} {second}")
            }
        }
        (0, _) => format!("{seconds} {second}"),
        (minutes, 0) => match language {
            Language::Chinese => format!("{minutes} 分钟"),
            Language::English => format!("{minutes} {minute}"),
        },
        (minutes, rest) => format!("{minutes} {minute} {rest} {second}"),
    }
}

/// The same rounded up: what would be enough.
pub fn at_least(thousandths: u32, language: Language) -> String {
    let unit = if thousandths < 10_000 { 100 } else { 1_000 };
    duration(thousandths.div_ceil(unit).saturating_mul(unit), language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_appointment_is_said_without_its_year() {
        // 1 December 2026, 11:00 in London, a Tuesday.
        let (zone, at) = (Zone::utc(), Timestamp(1_796_122_800_000));
        for (language, words) in [
            (Language::Chinese, "12月1日（周二）11:00"),
            (Language::English, "Tue, 1 Dec, 11:00"),
        ] {
            assert_eq!(short_appointment(&zone, at, language), words);
        }
    }

    #[test]
    fn lengths_of_time_are_said_as_exactly_as_anybody_cares() {
        for (thousandths, zh, en) in [
            (0, "0 秒", "0 s"),
            (450, "0.4 秒", "0.4 s"),
            (9_999, "9.9 秒", "9.9 s"),
            (18_999, "18 秒", "18 s"),
            (60_000, "1 分钟", "1 min"),
            (200_400, "3 分 20 秒", "3 min 20 s"),
        ] {
            assert_eq!(duration(thousandths, Language::Chinese), zh);
            assert_eq!(duration(thousandths, Language::English), en);
        }
    }

    #[test]
    fn what_would_be_enough_is_not_less_than_that() {
        for (thousandths, en) in [
            (1, "0.1 s"),
            (9_901, "10 s"),
            (10_001, "11 s"),
            (60_000, "1 min"),
            (60_001, "1 min 1 s"),
        ] {
            assert_eq!(at_least(thousandths, Language::English), en);
        }
    }
}
