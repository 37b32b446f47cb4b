//! Words and names of people, where they and their issues are, what their photos show, and codes of
//! slips: kept once, apart from the journal, so that they can be emptied.

use domain::{Kept, Timestamp};

use crate::Result;
use crate::tables::{Tables, run};
use crate::{household, photo};

/// Keeps what came with a command apart from its events; before anything follows from these.
pub(crate) async fn keep(to: &mut Tables<'_>, kept: &Kept, at: Timestamp) -> Result<()> {
    const TEXT: &str = "insert into texts (community_id, id, title, body, author_id, at)
        values ($1, $2, $3, $4, $5, $6)";
    const OWNER: &str = "insert into owners (community_id, text_id, name) values ($1, $2, $3)";
    // None of the numbers is bound as an absent one: see the crate's text on SQL.
    const POSITION: &str = "insert into positions
            (community_id, issue_id, lat, lon, accuracy, source)
        values ($1, $2, $3, $4, $5, $6)";
    // A household that was retired comes back under the same id.
    const ROOM: &str = "insert into rooms (community_id, household_id, room) values ($1, $2, $3)
        on conflict (community_id, household_id) do update set room = excluded.room";
    // Whoever held an office here, and comes to live here, says anew what they are called.
    const MEMBER: &str = "insert into people (community_id, person_id, nickname, language)
        values ($1, $2, $3, $4)
        on conflict (community_id, person_id) do update
        set nickname = excluded.nickname, language = excluded.language";
    const SLIP_CODE: &str = "insert into slip_codes (community_id, slip_id, code_hash)
        values ($1, $2, $3)";
    match kept {
        Kept::Text { id, text, author } => {
            let (title, body) = (text.title.as_str(), text.body.as_str());
            run!(to, TEXT, *id, title, body, *author, at);
        }
        Kept::Owner { id, owner } => {
            run!(to, OWNER, *id, owner.as_str());
        }
        Kept::Position { issue, position: p } => {
            let source = p.source.code();
            run!(to, POSITION, *issue, p.lat, p.lon, p.accuracy, source);
        }
        Kept::Room { household, room } => {
            run!(to, ROOM, *household, room.as_str());
        }
        Kept::Member {
            person,
            nickname,
            language,
        } => {
            run!(to, MEMBER, *person, nickname.as_str(), language.code());
        }
        Kept::EnteredPerson {
            person,
            household,
            name,
        } => household::keep_entered_person(to, *person, *household, name).await?,
        Kept::SlipCode { slip, code_hash } => {
            run!(to, SLIP_CODE, *slip, code_hash.as_str());
        }
        Kept::BlackedOut { photo, copy } => photo::black_out(to, *photo, *copy).await?,
    }
    Ok(())
}
