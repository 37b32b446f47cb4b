//! Words and names of people, and codes of slips: kept once, apart from the journal, so that they
//! can be emptied.

use domain::{Kept, Timestamp};

use crate::Result;
use crate::household;
use crate::sql::{Tables, run};

/// Keeps what came with a command apart from its events.
pub(crate) async fn keep(to: &mut Tables<'_>, kept: &Kept, at: Timestamp) -> Result<()> {
    const TEXT: &str = "insert into texts (community_id, id, title, body, author_id, at)
        values ($1, $2, $3, $4, $5, $6)";
    match kept {
        Kept::Text { id, text, author } => {
            let (title, body) = (text.title.as_str(), text.body.as_str());
            run!(to, TEXT, *id, title, body, *author, at);
            Ok(())
        }
        Kept::Nickname { person, nickname } => household::name_member(to, *person, nickname).await,
        Kept::EnteredPerson {
            person,
            household,
            name,
        } => household::keep_entered_person(to, *person, *household, name).await,
        Kept::SlipCode { slip, code_hash } => household::code_slip(to, *slip, code_hash).await,
    }
}
