//! Filing an issue by a plain form, with photos.

use app::context::now;
use app::form::issue::{
    ACCURACY, BUILDING, ISSUE, KEPT_PHOTOS, LAT, LON, SOURCE, USE_PHOTO_POSITION, filing,
    kept_photos,
};
use app::form::{Submitted, Typed};
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use domain::field::Check;
use domain::issue::{FileIssue, PHOTOS_MAX};
use domain::place::Position;
use domain::{Command, CommandId, Envelope, Field, IssueId, PhotoId, Problem, Refusal, Sender};

use super::photo;
use crate::ids::derived;
use crate::photo::{BYTES_MAX, MIB_MAX};
use crate::routes::form::{self, Values, value};
use crate::routes::session::Member;
use crate::routes::{At, FORM_MAX, Fault, Server, pages};

/// Somebody sends the form.
pub async fn file(
    State(server): State<Server>,
    At(slug): At<String>,
    parts: Parts,
    multipart: Multipart,
) -> Result<Response, Fault> {
    let member = Member::of(&server, &slug, &parts).await?;
    let mut sent = Sent::read(multipart).await?;
    match carry_out(&server, &member, &mut sent).await? {
        Ok(number) => {
            let slug = &member.community.slug;
            Ok(Redirect::to(&format!("/{slug}/issues/{number}")).into_response())
        }
        Err(refusal) => {
            let status = form::status(&refusal);
            let submitted = Submitted {
                typed: sent.typed(),
                refusal: Some(refusal),
            };
            pages::page_with(&server, &parts, status, submitted).await
        }
    }
}

async fn carry_out(
    server: &Server,
    member: &Member,
    sent: &mut Sent,
) -> Result<Result<u32, Refusal>, store::Error> {
    let command = sent.command();
    let mut check = Check::default();
    if let Some(position) = sent.position_of_photo() {
        let plan = server.store.plan(member.community.id).await?;
        // A photo that was taken elsewhere says nothing of the place here. That is said, and it is
        // left out.
        if plan.surrounds(position.point()) {
            sent.take_over(position);
        } else {
            check.wrong(Field::Place, Problem::Unknown);
        }
    }
    sent.keep_photos(server, member, command, &mut check)
        .await?;
    // All that is wrong is said at once; what only the store can know (is there such a building?) is
    // asked there.
    let id = IssueId(form::id(&sent.values, ISSUE));
    let mut issue = match filing(&sent.typed(), id, vec![], check) {
        Ok(issue) => issue,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let execute = async |issue: &FileIssue| {
        let envelope = Envelope {
            id: command,
            command: Command::FileIssue(issue.clone()),
        };
        let (community, sender) = (member.community.id, Sender::Person(member.person));
        let store = &server.store;
        store.execute(community, sender, &envelope, now()).await
    };
    let mut answer = execute(&issue).await?;
    if matches!(answer, Err(Refusal::Exists | Refusal::OtherCommand)) {
        // Another report was sent from this page, which the browser showed again from its history;
        // and this one maybe, too.
        issue.issue = IssueId(derived("issue", &[command.0.as_bytes()]));
        answer = execute(&issue).await?;
    }
    // A receipt of filing always has the number.
    Ok(answer.map(|receipt| receipt.issue.unwrap_or_default()))
}

/// A photo in the form.
#[derive(Debug)]
enum Upload {
    Photo(Vec<u8>),
    TooLarge,
    OneTooMany,
}

/// What was sent.
#[derive(Debug)]
struct Sent {
    values: Values,
    uploads: Vec<Upload>,
}

impl Sent {
    async fn read(mut multipart: Multipart) -> Result<Self, Fault> {
        let mut sent = Sent {
            values: Values::new(),
            uploads: vec![],
        };
        let mut words = 0;
        while let Some(mut field) = multipart.next_field().await.map_err(unread)? {
            let name = field.name().unwrap_or_default().to_owned();
            if name != Field::Photo.name() {
                let text = field.text().await.map_err(unread)?;
                words += name.len() + text.len();
                if words > FORM_MAX {
                    return Err(Fault::TooLarge);
                }
                sent.values.insert(name, text);
                continue;
            }
            let is_one_too_many = sent.uploads.len() >= PHOTOS_MAX as usize;
            // What is too much is read to its end all the same, for the sake of the fields after
            // it.
            let mut bytes = vec![];
            let mut length = 0;
            while let Some(chunk) = field.chunk().await.map_err(unread)? {
                length += chunk.len();
                if length <= BYTES_MAX && !is_one_too_many {
                    bytes.extend_from_slice(&chunk);
                }
            }
            // A browser sends an empty file where none was picked.
            if length > 0 {
                sent.uploads.push(match length {
                    _ if is_one_too_many => Upload::OneTooMany,
                    ..=BYTES_MAX => Upload::Photo(bytes),
                    _ => Upload::TooLarge,
                });
            }
        }
        Ok(sent)
    }

    fn typed(&self) -> Typed {
        Typed(self.values.clone().into_iter().collect())
    }

    fn command(&self) -> CommandId {
        let photos: Vec<&[u8]> = self
            .uploads
            .iter()
            .filter_map(|upload| match upload {
                Upload::Photo(bytes) => Some(bytes.as_slice()),
                Upload::TooLarge | Upload::OneTooMany => None,
            })
            .collect();
        form::command(&self.values, &photos)
    }

    /// The first position that a photo carries, if the person wants that as the place and gave no
    /// other.
    fn position_of_photo(&self) -> Option<Position> {
        let wanted = self.values.contains_key(USE_PHOTO_POSITION);
        let placed = [LAT, LON, BUILDING]
            .iter()
            .any(|name| !value(&self.values, name).is_empty());
        if !wanted || placed {
            return None;
        }
        self.uploads.iter().find_map(|upload| match upload {
            Upload::Photo(bytes) => crate::photo::position(bytes),
            Upload::TooLarge | Upload::OneTooMany => None,
        })
    }

    /// Makes a position the place. Written into the values, so that it is still there when the form
    /// comes back.
    fn take_over(&mut self, position: Position) {
        let accuracy = position.accuracy.map(|metres| metres.to_string());
        for (name, text) in [
            (LAT, position.lat.to_string()),
            (LON, position.lon.to_string()),
            (ACCURACY, accuracy.unwrap_or_default()),
            (SOURCE, position.source.code().to_owned()),
        ] {
            self.values.insert(name.to_owned(), text);
        }
    }

    /// Keeps the photos and remembers their ids among the values, behind those that were kept
    /// before.
    async fn keep_photos(
        &mut self,
        server: &Server,
        member: &Member,
        command: CommandId,
        check: &mut Check,
    ) -> Result<(), store::Error> {
        let mut kept = kept_photos(&self.typed());
        for upload in std::mem::take(&mut self.uploads) {
            if kept.len() >= PHOTOS_MAX as usize {
                check.wrong(Field::Photo, Problem::TooMany { max: PHOTOS_MAX });
                break;
            }
            let bytes = match upload {
                Upload::Photo(bytes) => bytes,
                Upload::TooLarge => {
                    check.wrong(Field::Photo, Problem::TooLarge { max: MIB_MAX });
                    continue;
                }
                Upload::OneTooMany => {
                    check.wrong(Field::Photo, Problem::TooMany { max: PHOTOS_MAX });
                    break;
                }
            };
            // The same photo in the same form is the same photo; another one is another.
            let id = PhotoId(derived("photo", &[command.0.as_bytes(), &bytes]));
            match photo::keep(server, member.community.id, id, member.person, bytes).await? {
                Ok(()) if kept.contains(&id) => {}
                Ok(()) => kept.push(id),
                Err(wrong) => check.wrong(wrong.field, wrong.problem),
            }
        }
        if !kept.is_empty() {
            let ids: Vec<String> = kept.iter().map(PhotoId::to_string).collect();
            self.values.insert(KEPT_PHOTOS.to_owned(), ids.join(" "));
        }
        Ok(())
    }
}

/// A part that can't be read: it ends before its end, or more came than is read of a form.
#[expect(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
fn unread(error: MultipartError) -> Fault {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
        _ => Fault::Malformed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pairs: &[(&str, &str)]) -> Values {
        pairs
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn a_photos_position_is_taken_over_only_where_there_is_no_other() {
        use crate::photo::tests::{jpeg, with_exif};
        for (given, lat) in [
            (vec![("use_photo_position", "on")], "31.3"),
            (vec![], ""),
            (vec![("use_photo_position", "on"), ("building", "7")], ""),
            (
                vec![
                    ("use_photo_position", "on"),
                    ("lat", "31.1"),
                    ("lon", "121.1"),
                ],
                "31.1",
            ),
        ] {
            let mut sent = Sent {
                values: values(&given),
                uploads: vec![Upload::Photo(with_exif(&jpeg(8, 8), 1))],
            };
            if let Some(position) = sent.position_of_photo() {
                sent.take_over(position);
            }
            assert_eq!(value(&sent.values, "lat"), lat, "{given:?}");
            if lat == "31.3" {
                let position = app::form::issue::position(&sent.typed());
                let position = position.expect("readable").expect("there");
                assert_eq!(position.source, domain::place::Source::Photo);
            }
        }
    }
}
