//! A meeting for the calendar of whoever comes: a file that phones and computers open (iCalendar,
//! RFC 5545).

use app::context::{Preferences, now};
use app::door::Entered;
use axum::extract::State;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use domain::meeting::Meeting;
use domain::time::MINUTE;
use domain::words::meeting::name;
use domain::{Community, Language, Timestamp, Zone};

use crate::routes::session::enter;
use crate::routes::{At, Fault, Server};

/// Most octets of a line, without its end.
const LINE_MAX: usize = 75;

/// For whoever may know of the meeting.
pub async fn calendar(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    parts: Parts,
) -> Result<Response, Fault> {
    let Entered { community, viewer } = enter(&server, &slug, &parts).await?;
    let meeting = server.store.meeting(community.id, number, &viewer).await?;
    let meeting = meeting.ok_or(Fault::NotFound)?.meeting;
    let preferences: Option<&Preferences> = parts.extensions.get();
    let language = preferences.copied().unwrap_or_default().language;
    let public_url = &server.config.public_url;
    let headers = [
        (
            header::CONTENT_TYPE,
            "text/calendar; charset=utf-8".to_owned(),
        ),
        (
            header::CONTENT_DISPOSITION,
            format!("inline; filename=\"meeting-{slug}-{number}.ics\""),
        ),
    ];
    let file = file(&meeting, &community, public_url, now(), language);
    Ok((headers, file).into_response())
}

/// The file. The meeting is known by its id, so that a calendar which has it already changes its
/// entry, and by its version, which tells the newer of two.
fn file(
    meeting: &Meeting,
    community: &Community,
    public_url: &str,
    made_at: Timestamp,
    language: Language,
) -> String {
    let ends_at = meeting.starts_at.plus(i64::from(meeting.minutes) * MINUTE);
    let name = name(meeting.number, meeting.kind, language);
    let summary = format!("{name} · {}", community.name);
    let page = format!(
        "{public_url}/{}/meetings/{}",
        community.slug, meeting.number
    );
    let mut file = String::new();
    for (property, value) in [
        ("BEGIN", "VCALENDAR".to_owned()),
        ("VERSION", "2.0".to_owned()),
        ("PRODID", "-//Twoline//Twoline//EN".to_owned()),
        ("BEGIN", "VEVENT".to_owned()),
        ("UID", meeting.id.to_string()),
        ("DTSTAMP", utc(made_at)),
        ("DTSTART", utc(meeting.starts_at)),
        ("DTEND", utc(ends_at)),
        ("SEQUENCE", meeting.version.to_string()),
        ("SUMMARY", escaped(&summary)),
        ("LOCATION", escaped(&meeting.venue)),
        ("DESCRIPTION", escaped(&page)),
        ("URL", page),
        ("END", "VEVENT".to_owned()),
        ("END", "VCALENDAR".to_owned()),
    ] {
        line(&mut file, &format!("{property}:{value}"));
    }
    file
}

/// 20261201T110000Z
fn utc(at: Timestamp) -> String {
    let local = Zone::utc().local(at);
    format!(
        "{:04}{:02}{:02}T{:02}{:02}{:02}Z",
        local.year(),
        u8::from(local.month()),
        local.day(),
        local.hour(),
        local.minute(),
        local.second()
    )
}

/// A text as the form wants it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A line of the form, folded where it is too long: what goes on begins with a blank, and no
/// character is cut in two.
fn line(file: &mut String, words: &str) {
    let mut length = 0;
    for letter in words.chars() {
        if length + letter.len_utf8() > LINE_MAX {
            file.push_str("\r\n ");
            length = 1;
        }
        file.push(letter);
        length += letter.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use domain::meeting::Kind;
    use domain::{CommunityId, MeetingId};
    use uuid::Uuid;

    use super::*;

    fn made(venue: &str, name: &str) -> String {
        // 1 December 2026, 19:00 in Shanghai.
        let starts_at = Timestamp(1_796_122_800_000);
        let id = MeetingId(Uuid::from_u128(7));
        let meeting = Meeting::new(id, 3, Kind::Residents, starts_at, venue, 90);
        let community = Community {
            id: CommunityId(Uuid::from_u128(1)),
            slug: "guihua".to_owned(),
            name: name.to_owned(),
            names: Default::default(),
            language: Language::Chinese,
            zone: Zone::utc(),
        };
        let made_at = Timestamp(0);
        let address = "https://twoline.example";
        file(&meeting, &community, address, made_at, Language::Chinese)
    }

    #[test]
    fn a_calendar_gets_times_in_utc_and_words_that_mean_nothing_to_it() {
        let file = made("二楼; 会议室, 左\\右\n后门\u{7}", "桂花");
        let lines: Vec<&str> = file.split("\r\n").collect();
        assert_eq!(
            lines,
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Twoline//Twoline//EN",
                "BEGIN:VEVENT",
                "UID:00000000-0000-0000-0000-000000000007",
                "DTSTAMP:19700101T000000Z",
                "DTSTART:20261201T110000Z",
                "DTEND:20261201T123000Z",
                "SEQUENCE:1",
                "SUMMARY:第 3 次会议 · 居民会议 · 桂花",
                "LOCATION:二楼\\; 会议室\\, 左\\\\右\\n后门",
                "DESCRIPTION:https://twoline.example/guihua/meetings/3",
                "URL:https://twoline.example/guihua/meetings/3",
                "END:VEVENT",
                "END:VCALENDAR",
                "",
            ]
        );
    }

    #[test]
    fn a_long_line_is_folded_between_characters_and_says_the_same() {
        let venue = "桂花苑一村居委会二楼的大会议室".repeat(8);
        for venue in [venue, "x".repeat(300)] {
            let file = made(&venue, "桂花");
            for line in file.split("\r\n") {
                assert!(line.len() <= LINE_MAX, "{line}");
            }
            let unfolded = file.replace("\r\n ", "");
            assert!(unfolded.contains(&format!("LOCATION:{venue}\r\n")));
            assert_ne!(unfolded, file);
        }
    }
}
