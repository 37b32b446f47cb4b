//! Times as cities and spreadsheets write them.
//!
//! Most forms say what they mean. `03/04/2015` does not: a whole file is looked at for days beyond
//! the twelfth, which tell a day from a month; where there is none, the month is taken to come
//! first, as in the data of American cities. Of `15/3/4` even the year has to be found so.

use domain::{Date, Timestamp, Zone};

use super::super::table::plain;

/// The spreadsheets' number of 1 January 1970: they count days.
const EPOCH: f64 = 25_569.0;
/// Such numbers that are times of reports rather than something else: from 1982 to 2064.
const SERIALS: std::ops::Range<f64> = 30_000.0..60_000.0;
const YEARS: std::ops::Range<u32> = 1970..2100;
const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const WEEKDAYS: [&str; 7] = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
/// A slip of the pen is at most one in so many of the dates that say in which order they are.
const SLIPS: usize = 20;

/// In which order a date has its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    MonthDayYear,
    DayMonthYear,
    YearMonthDay,
}

const ORDERS: [Order; 3] = [
    Order::MonthDayYear,
    Order::DayMonthYear,
    Order::YearMonthDay,
];

impl Order {
    fn words(self) -> &'static str {
        match self {
            Self::MonthDayYear => "month/day/year",
            Self::DayMonthYear => "day/month/year",
            Self::YearMonthDay => "year/month/day",
        }
    }

    fn date(self, [a, b, c]: [u32; 3]) -> Option<Date> {
        match self {
            Self::MonthDayYear => date(c, a, b),
            Self::DayMonthYear => date(c, b, a),
            Self::YearMonthDay => date(a, b, c),
        }
    }
}

/// A day that there is; years of two digits are of this century.
fn date(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = if year < 100 { 2000 + year } else { year };
    let date = YEARS
        .contains(&year)
        .then(|| format!("{year}-{month}-{day}"));
    date?.parse().ok()
}

/// The date of a written time.
#[derive(Debug, Clone, Copy)]
enum Day {
    Known(Date),
    /// Two parts and a year of four digits.
    Long([u32; 3]),
    /// Three parts of at most two digits.
    Short([u32; 3]),
}

/// A written time, before anybody knows in which order its date is.
#[derive(Debug, Clone, Copy)]
struct Written {
    day: Day,
    hour: u8,
    minute: u8,
    second: u8,
    /// Seconds east of UTC, where it is said.
    offset: Option<i32>,
}

/// In which order the dates of a file are, those with a year of four digits and those with one of
/// two; `None` where nothing or too much says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Orders {
    long: Option<Order>,
    short: Option<Order>,
    /// That of the dates that need one, if some do.
    #[expect(
        clippy::option_option,
        reason = "some need one, and it may not be known"
    )]
    needed: Option<Option<Order>>,
}

impl Orders {
    /// What the times of a file say together.
    pub fn of<'t>(times: impl IntoIterator<Item = &'t str>) -> Self {
        let (mut long, mut short) = (Votes::default(), Votes::default());
        for time in times {
            match written(time).map(|written| written.day) {
                Some(Day::Long(parts)) => long.hear(parts),
                Some(Day::Short(parts)) => short.hear(parts),
                Some(Day::Known(_)) | None => {}
            }
        }
        // Of four digits the year is never at the beginning here.
        let of_long = long.result(&ORDERS[..2], Some(Order::MonthDayYear));
        let of_short = short.result(&ORDERS, None);
        Self {
            long: of_long,
            short: of_short,
            needed: match (long.heard, short.heard) {
                (0, 0) => None,
                (0, _) => Some(of_short),
                (_, _) => Some(of_long),
            },
        }
    }

    /// For people, where there are dates that need it.
    pub fn words(self) -> Option<&'static str> {
        self.needed
            .map(|order| order.map_or("in an order that it does not tell", Order::words))
    }
}

/// How many dates can be read at all, and how many in each of [`ORDERS`].
#[derive(Debug, Default)]
struct Votes {
    heard: usize,
    readable: [usize; 3],
}

impl Votes {
    fn hear(&mut self, parts: [u32; 3]) {
        let readable = ORDERS.map(|order| usize::from(order.date(parts).is_some()));
        // What is no date in any order says nothing.
        self.heard += readable.iter().max().unwrap_or(&0);
        for (all, one) in self.readable.iter_mut().zip(readable) {
            *all += one;
        }
    }

    /// The order in which next to all can be read, and in which others cannot; `equal` where
    /// nothing tells them apart.
    fn result(&self, of: &[Order], equal: Option<Order>) -> Option<Order> {
        let wrong = of
            .iter()
            .zip(self.readable)
            .map(|(order, readable)| (self.heard - readable, *order));
        let mut wrong: Vec<(usize, Order)> = wrong.collect();
        wrong.sort_by_key(|(wrong, _)| *wrong);
        match wrong[..] {
            [(0, _), (0, _), ..] => equal,
            [(best, order), (next, _), ..] if best * SLIPS < next => Some(order),
            _ => None,
        }
    }
}

/// The moment that is written; of an hour that came twice, the first. Fails with what is wrong, to
/// follow `COLUMN is "…", `.
pub fn read(text: &str, orders: Orders, zone: &Zone) -> Result<Timestamp, &'static str> {
    const WRONG: &str = "not a time like 2015-01-31 09:05 or 01/31/2015 09:05:00 AM";
    const ORDER: &str = "and nothing says whether day or month comes first; write 2015-01-31 09:05";
    const YEAR: &str = "and nothing says which is the year; write 2015-01-31 09:05";
    let written = written(text).ok_or(WRONG)?;
    let day = match (written.day, orders.long, orders.short) {
        (Day::Known(day), ..) => Some(day),
        (Day::Long(parts), Some(order), _) | (Day::Short(parts), _, Some(order)) => {
            order.date(parts)
        }
        (Day::Long(parts), None, _) => {
            let (month, day) = (
                Order::MonthDayYear.date(parts),
                Order::DayMonthYear.date(parts),
            );
            if month.is_some() && day.is_some() && month != day {
                return Err(ORDER);
            }
            month.or(day)
        }
        (Day::Short(_), _, None) => return Err(YEAR),
    };
    let stated = written
        .offset
        .map(|offset| Zone::fixed("as written", offset));
    let zone = stated.as_ref().unwrap_or(zone);
    let minute = day.and_then(|day| zone.at(day, written.hour, written.minute));
    Ok(minute.ok_or(WRONG)?.plus(i64::from(written.second) * 1000))
}

fn written(text: &str) -> Option<Written> {
    let text = plain(text).to_uppercase();
    if text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && !text.is_empty()
    {
        return figures(&text);
    }
    let text = without_weekday(&text);
    let (text, half) = without_half(text);
    // 2015年3月1日 9时10分26秒
    let text: String = text
        .chars()
        .map(|c| match c {
            '年' | '月' => '-',
            '时' | '點' | '点' | '分' => ':',
            '日' | '号' | '秒' => ' ',
            c => c,
        })
        .collect();
    let hour = text.find(':').map(|colon| {
        text[..colon]
            .trim_end_matches(|c: char| c.is_ascii_digit())
            .len()
    });
    let (days, clock) = text.split_at(hour.unwrap_or(text.len()));
    let day = day(days)?;
    let ([hour, minute, second], offset) = match hour {
        Some(_) => self::clock(clock)?,
        None => ([0, 0, 0], None),
    };
    Some(Written {
        day,
        hour: match (half, hour) {
            (Some(Half::Morning), 12) => 0,
            (Some(Half::Morning), 13..) => return None,
            (Some(Half::Evening), ..12) => hour + 12,
            _ => hour,
        },
        minute,
        second,
        offset,
    })
}

#[derive(Debug, Clone, Copy)]
enum Half {
    Morning,
    Evening,
}

fn without_half(text: String) -> (String, Option<Half>) {
    for (mark, half) in [
        ("上午", Half::Morning),
        ("凌晨", Half::Morning),
        ("下午", Half::Evening),
        ("晚上", Half::Evening),
        ("A.M.", Half::Morning),
        ("P.M.", Half::Evening),
        ("AM", Half::Morning),
        ("PM", Half::Evening),
    ] {
        if text.contains(mark) {
            return (text.replacen(mark, " ", 1), Some(half));
        }
    }
    (text, None)
}

/// 星期日, 周日: their last letter is that of a day.
fn without_weekday(text: &str) -> String {
    let mut rest = text.to_owned();
    for mark in ["星期", "周"] {
        if let Some(at) = rest.find(mark) {
            let day: String = rest[at..].chars().take(mark.chars().count() + 1).collect();
            rest = rest.replacen(&day, " ", 1);
        }
    }
    rest
}

fn number(text: &str) -> Option<u32> {
    // No sign.
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// 20150301, 20150301091026, or a spreadsheet's number of days.
fn figures(text: &str) -> Option<Written> {
    if matches!(text.len(), 8 | 12 | 14) && !text.contains('.') {
        let at = |from: usize| u8::try_from(number(text.get(from..from + 2)?)?).ok();
        return Some(Written {
            day: Day::Known(day_in_one(text.get(..8)?)?),
            hour: if text.len() > 8 { at(8)? } else { 0 },
            minute: if text.len() > 8 { at(10)? } else { 0 },
            second: if text.len() > 12 { at(12)? } else { 0 },
            offset: None,
        });
    }
    let days: f64 = text.parse().ok().filter(|days| SERIALS.contains(days))?;
    #[expect(clippy::cast_possible_truncation, reason = "within a century")]
    let seconds = ((days - EPOCH) * 86_400.0).round() as i64;
    let day = Zone::utc().date(Timestamp(seconds * 1000));
    let of_day = |unit: i64, most: i64| u8::try_from(seconds.rem_euclid(86_400) / unit % most).ok();
    Some(Written {
        day: Day::Known(day),
        hour: of_day(3600, 24)?,
        minute: of_day(60, 60)?,
        second: of_day(1, 60)?,
        offset: None,
    })
}

fn day_in_one(text: &str) -> Option<Date> {
    date(
        number(text.get(..4)?)?,
        number(text.get(4..6)?)?,
        number(text.get(6..)?)?,
    )
}

fn day(text: &str) -> Option<Day> {
    let is_weekday = |word: &&str| !WEEKDAYS.iter().any(|day| word.starts_with(day));
    // 2015-03-01T09:10
    let text = text.trim().trim_end_matches('T');
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .filter(is_weekday)
        .collect();
    if let [one] = parts[..] {
        return (one.len() == 8)
            .then(|| day_in_one(one))
            .flatten()
            .map(Day::Known);
    }
    let [a, b, c] = parts[..] else { return None };
    let month = |part: &str| {
        let at = MONTHS.iter().position(|month| part.starts_with(month))?;
        u32::try_from(at + 1).ok()
    };
    let known = match (month(a), month(b)) {
        // Mar 1, 2015
        (Some(month), _) => Some((number(c)?, month, number(b)?)),
        // 1-Mar-15, 2015-Mar-01
        (None, Some(month)) if a.len() == 4 => Some((number(a)?, month, number(c)?)),
        (None, Some(month)) => Some((number(c)?, month, number(a)?)),
        (None, None) => None,
    };
    if let Some((year, month, day)) = known {
        return date(year, month, day).map(Day::Known);
    }
    let numbers = [number(a)?, number(b)?, number(c)?];
    // Nobody who writes points has the month first.
    let points = text.matches('.').count() == 2;
    match [a.len(), b.len(), c.len()] {
        [4, ..=2, ..=2] => Order::YearMonthDay.date(numbers).map(Day::Known),
        [..=2, ..=2, 4] if points => Order::DayMonthYear.date(numbers).map(Day::Known),
        [..=2, ..=2, 4] => Some(Day::Long(numbers)),
        [..=2, ..=2, ..=2] => Some(Day::Short(numbers)),
        _ => None,
    }
}

/// `9:10`, `09:10:26.000`, each maybe with `Z`, `+08` or `-04:00`: hour, minute and second, and
/// seconds east of UTC.
fn clock(text: &str) -> Option<([u8; 3], Option<i32>)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.')
        .unwrap_or(text.len());
    let (clock, rest) = text.split_at(end);
    let mut parts = clock.split(':');
    let mut next = || match parts.next() {
        // 9时
        None | Some("") => Some(0),
        Some(part) => u8::try_from(number(part.split('.').next()?)?).ok(),
    };
    let [hour, minute, second] = [next()?, next()?, next()?];
    if hour > 23 || minute > 59 || second > 59 || parts.any(|part| !part.is_empty()) {
        return None;
    }
    let rest: String = rest.chars().filter(|c| !c.is_whitespace()).collect();
    let rest = rest.trim_end_matches("UTC").trim_end_matches("GMT");
    let offset = match rest {
        "" if text.contains("UTC") || text.contains("GMT") => Some(0),
        "" => None,
        "Z" => Some(0),
        _ => Some(offset(rest)?),
    };
    Some(([hour, minute, second], offset))
}

fn offset(text: &str) -> Option<i32> {
    let (sign, digits) = match (text.strip_prefix('+'), text.strip_prefix(['-', '−'])) {
        (Some(east), _) => (1, east),
        (None, Some(west)) => (-1, west),
        (None, None) => return None,
    };
    let digits = digits.replace(':', "");
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "0"),
        4 => digits.split_at_checked(2)?,
        _ => return None,
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    (hours <= 14 && minutes < 60).then_some(sign * seconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zone::zone;

    /// As a clock in Shanghai showed it.
    fn shown(text: &str, orders: Orders) -> Result<String, &'static str> {
        let zone = zone("Asia/Shanghai").expect("a zone");
        let local = zone.local(read(text, orders, &zone)?);
        let (date, time) = (local.date(), local.time());
        Ok(format!(
            "{date} {:02}:{:02}:{:02}",
            time.hour(),
            time.minute(),
            time.second()
        ))
    }

    #[test]
    fn every_form_that_spreadsheets_and_cities_write_is_read() {
        for (text, expected) in [
            ("03/01/2015 09:10:26 AM", "2015-03-01 09:10:26"),
            ("03/01/2015 12:10 AM", "2015-03-01 00:10:00"),
            ("03/01/2015 12:10:00 PM", "2015-03-01 12:10:00"),
            ("3/1/2015 1:05:00 p.m.", "2015-03-01 13:05:00"),
            ("3/1/2015 21:10", "2015-03-01 21:10:00"),
            ("2015/3/1 9:10", "2015-03-01 09:10:00"),
            ("2015/3/1", "2015-03-01 00:00:00"),
            ("2015-03-01 09:10:26", "2015-03-01 09:10:26"),
            ("2015.3.1 9:10", "2015-03-01 09:10:00"),
            ("1.3.2015 9:10", "2015-03-01 09:10:00"),
            ("2015/3/1 下午 3:10:05", "2015-03-01 15:10:05"),
            ("2015/3/1 上午9:10", "2015-03-01 09:10:00"),
            ("2015年3月1日", "2015-03-01 00:00:00"),
            ("2015年3月1日9:10", "2015-03-01 09:10:00"),
            ("2015年3月1日 星期日 9时10分26秒", "2015-03-01 09:10:26"),
            ("2015年3月1日 下午3时", "2015-03-01 15:00:00"),
            ("２０１５／３／１　９：１０", "2015-03-01 09:10:00"),
            ("2015-03-01T09:10:26.000", "2015-03-01 09:10:26"),
            ("2015-03-01T01:10:26Z", "2015-03-01 09:10:26"),
            ("2015-03-01 01:10:26+00", "2015-03-01 09:10:26"),
            ("2015-03-01 01:10:26.123456+00:00", "2015-03-01 09:10:26"),
            ("2015-02-28 20:10:26 -0500", "2015-03-01 09:10:26"),
            ("2015-03-01 01:10:26 UTC", "2015-03-01 09:10:26"),
            ("2015-03-01 01:10:26 +0000 UTC", "2015-03-01 09:10:26"),
            ("1-Mar-15", "2015-03-01 00:00:00"),
            ("Sunday, March 1, 2015 9:10 AM", "2015-03-01 09:10:00"),
            ("20150301", "2015-03-01 00:00:00"),
            ("20150301091026", "2015-03-01 09:10:26"),
            ("42064", "2015-03-01 00:00:00"),
            ("42064.3822453704", "2015-03-01 09:10:26"),
        ] {
            assert_eq!(
                shown(text, Orders::of([text])).as_deref(),
                Ok(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "never",
            "2015-02-30",
            "13/45/2015 11:33",
            "03/01/2015 25:10",
            "03/01/2015 9:61",
            "03/01/2015 13:10 AM",
            "12",
            "7",
            "101009900001",
            "2015-03-01 09:10 Mars",
            "3/2015",
            "1015-03-01",
            "2015-3-1-4",
            "2015-03-01 09:10:26:30",
            // Letters of several bytes where digits stand: an error, and no panic.
            "2026-03-20 09:00:00+€0",
            "2026-03-20 09:00:00+é0:",
            "1234567€12",
            "€€1234",
        ] {
            assert!(shown(text, Orders::of([text])).is_err(), "{text}");
        }
    }

    #[test]
    fn the_other_times_of_a_file_say_whether_a_day_or_a_month_comes_first() {
        let unclear = "03/04/2015 09:10";
        for (others, order, expected) in [
            (vec![], "month/day/year", Ok("2015-03-04 09:10:00")),
            (
                vec!["12/31/2015"],
                "month/day/year",
                Ok("2015-03-04 09:10:00"),
            ),
            (
                vec!["31/12/2015"],
                "day/month/year",
                Ok("2015-04-03 09:10:00"),
            ),
            // A slip among many is one.
            (
                [vec!["31/12/2015"; 30], vec!["12/31/2015"]].concat(),
                "day/month/year",
                Ok("2015-04-03 09:10:00"),
            ),
            (
                vec!["31/12/2015", "12/31/2015"],
                "in an order that it does not tell",
                Err("and nothing says whether day or month comes first"),
            ),
        ] {
            let orders = Orders::of(others.iter().copied().chain([unclear]));
            assert_eq!(orders.words(), Some(order));
            match (shown(unclear, orders), expected) {
                (Ok(shown), Ok(expected)) => assert_eq!(shown, expected),
                (Err(said), Err(expected)) => assert!(said.starts_with(expected), "{said}"),
                (shown, expected) => panic!("{shown:?} {expected:?}"),
            }
            // What can only be meant in one way is.
            let clear = shown("05/05/2015", orders);
            assert_eq!(clear.as_deref(), Ok("2015-05-05 00:00:00"));
        }
        assert_eq!(Orders::of(["2015-03-01"]).words(), None);
    }

    #[test]
    fn a_year_of_two_digits_has_to_be_found() {
        let orders = Orders::of(["1/31/15 9:05", "2/1/15 10:00"]);
        assert_eq!(
            shown("2/1/15 10:00", orders).as_deref(),
            Ok("2015-02-01 10:00:00")
        );
        // It may be the 15th of March 2001, or the 1st of March 2015.
        let orders = Orders::of(["15/3/1 9:05", "15/2/28 10:00"]);
        assert!(shown("15/3/1 9:05", orders).is_err());
        let orders = Orders::of(["1/2/03 9:05"]);
        let said = shown("1/2/03 9:05", orders).expect_err("unclear");
        assert!(
            said.starts_with("and nothing says which is the year"),
            "{said}"
        );
    }

    #[test]
    fn the_first_of_an_hour_that_comes_twice_is_meant() {
        let boston = zone("America/New_York").expect("a zone");
        for text in ["11/01/2015 01:30:00 AM", "2015-11-01 01:30:00"] {
            let at = read(text, Orders::of([text]), &boston);
            assert_eq!(at, Ok(Timestamp(1_446_355_800_000)), "{text}");
        }
    }
}
