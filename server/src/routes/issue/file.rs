//! Filing an issue by a plain form, with photos.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use app::form::Typed;
use app::form::issue::{
    ACCURACY, BUILDING, ISSUE, KEPT_PHOTOS, LAT, LON, SOURCE, USE_PHOTO_POSITION, filing,
    kept_photos,
};
use axum::body::{Body, Bytes};
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::field::Check;
use domain::issue::{FileIssue, PHOTOS_MAX};
use domain::place::Position;
use domain::{
    Command, CommandId, Envelope, Field, IssueId, PersonId, PhotoId, Problem, Refusal, Sender,
};
use futures_util::stream::poll_fn;
use futures_util::{StreamExt, ready};

use super::photo::{self, Arrived};
use crate::ids::derived;
use crate::routes::form::{self, Values, value};
use crate::routes::session::Member;
use crate::routes::{At, FORM_MAX, Fault, Server, pages};

/// Somebody sends the form.
pub async fn file(
    State(server): State<Server>,
    At(slug): At<String>,
    request: Request,
) -> Result<Response, Fault> {
    let (parts, body) = request.into_parts();
    let member = Member::of(&server, &slug, &parts).await?;
    let request = Request::from_parts(parts.clone(), body);
    let mut sent = Sent::read(&server, member.person, request).await?;
    match carry_out(&server, &member, &mut sent).await? {
        Ok(number) => {
            let slug = &member.community.slug;
            Ok(Redirect::to(&format!("/{slug}/issues/{number}")).into_response())
        }
        Err(refusal) => Ok(pages::refused(&server, &parts, sent.typed(), refusal).await),
    }
}

async fn carry_out(
    server: &Server,
    member: &Member,
    sent: &mut Sent,
) -> Result<Result<u32, Refusal>, store::Error> {
    let command = sent.command();
    if let Some(seconds) = sent.wait {
        return Ok(Err(Refusal::TooManyTries { seconds }));
    }
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
    // All that is wrong is said at once; what only the store can know (is there such a building?)
    // is asked there.
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
        server.gate.execute(community, sender, &envelope).await
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
    Photo(Box<Arrived>),
    Wrong(Problem),
}

/// What was sent.
#[derive(Debug)]
pub(super) struct Sent {
    pub values: Values,
    uploads: Vec<Upload>,
    /// The person sent more than a person does: seconds to wait.
    pub wait: Option<u32>,
}

impl Sent {
    /// Words are kept up to [`FORM_MAX`], photos as small as the store has them. What is too much
    /// is read to its end all the same: a browser shows no answer to a form that it could not send.
    pub async fn read(server: &Server, person: PersonId, request: Request) -> Result<Self, Fault> {
        let (request, meter) = metered(request);
        let multipart = Multipart::from_request(request, server).await;
        let mut multipart = multipart.map_err(|_| Fault::Malformed)?;
        let mut sent = Sent {
            values: Values::new(),
            uploads: vec![],
            wait: None,
        };
        let mut words = 0;
        while let Some(mut field) = multipart.next_field().await.map_err(|e| meter.fault(&e))? {
            meter.reset();
            let name = field.name().unwrap_or_default().to_owned();
            if name != Field::Photo.name() {
                words += name.len();
                let mut text = vec![];
                while let Some(chunk) = field.chunk().await.map_err(|e| meter.fault(&e))? {
                    meter.reset();
                    words += chunk.len();
                    if words <= FORM_MAX {
                        text.extend_from_slice(&chunk);
                    }
                }
                if words <= FORM_MAX {
                    let text = String::from_utf8_lossy(&text).into_owned();
                    sent.values.insert(name, text);
                }
                continue;
            }
            let named = field.file_name().is_some_and(|name| !name.is_empty());
            let mut first = field.chunk().await.map_err(|e| meter.fault(&e))?;
            while first.as_ref().is_some_and(Bytes::is_empty) {
                first = field.chunk().await.map_err(|e| meter.fault(&e))?;
            }
            // A browser sends an empty file where none was picked.
            if first.is_none() && !named {
                continue;
            }
            let upload = if sent.uploads.len() >= PHOTOS_MAX as usize {
                Upload::Wrong(Problem::TooMany { max: PHOTOS_MAX })
            } else {
                let first = futures_util::stream::iter(first.map(Ok));
                let rest = field.by_ref().inspect(|_| meter.reset());
                match photo::arrive(server, person, first.chain(rest)).await {
                    Ok(Ok(arrived)) => Upload::Photo(Box::new(arrived)),
                    Ok(Err(problem)) => Upload::Wrong(problem),
                    Err(Fault::Busy { seconds }) => {
                        sent.wait = Some(seconds);
                        Upload::Wrong(Problem::Missing)
                    }
                    Err(fault) => return Err(fault),
                }
            };
            // One more than are taken is enough to say so.
            if sent.uploads.len() <= PHOTOS_MAX as usize {
                sent.uploads.push(upload);
            }
            while field.chunk().await.map_err(|e| meter.fault(&e))?.is_some() {
                meter.reset();
            }
        }
        if words > FORM_MAX {
            return Err(Fault::TooLarge);
        }
        Ok(sent)
    }

    pub fn typed(&self) -> Typed {
        Typed(self.values.clone().into_iter().collect())
    }

    pub fn command(&self) -> CommandId {
        let photos: Vec<&[u8]> = self
            .uploads
            .iter()
            .filter_map(|upload| match upload {
                Upload::Photo(arrived) => Some(arrived.hash.as_slice()),
                Upload::Wrong(_) => None,
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
            Upload::Photo(arrived) => arrived.position,
            Upload::Wrong(_) => None,
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
    pub async fn keep_photos(
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
            let arrived = match upload {
                Upload::Photo(arrived) => arrived,
                // Of those that follow it is said, too.
                Upload::Wrong(problem @ Problem::TooMany { .. }) => {
                    check.wrong(Field::Photo, problem);
                    break;
                }
                Upload::Wrong(problem) => {
                    check.wrong(Field::Photo, problem);
                    continue;
                }
            };
            // The same photo in the same form is the same photo; another one is another.
            let id = PhotoId(derived("photo", &[command.0.as_bytes(), &arrived.hash]));
            match photo::keep(server, member, id, &arrived.photo).await? {
                Ok(()) if kept.contains(&id) => {}
                Ok(()) => kept.push(id),
                Err(problem) => check.wrong(Field::Photo, problem),
            }
        }
        if !kept.is_empty() {
            let ids: Vec<String> = kept.iter().map(PhotoId::to_string).collect();
            self.values.insert(KEPT_PHOTOS.to_owned(), ids.join(" "));
        }
        Ok(())
    }
}

/// Most bytes that may come between two parts of a form, or two pieces of a part.
const AT_ONCE: usize = 1024 * 1024;

/// Most bytes of a piece.
const PIECE: usize = 64 * 1024;

/// What came since a part of the form was last given out.
#[derive(Debug, Clone, Default)]
struct Meter(Arc<AtomicUsize>);

impl Meter {
    fn reset(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// Why a part can't be read: it ends before its end, or more came than is read of a form.
    fn fault(&self, error: &MultipartError) -> Fault {
        let too_much = self.0.load(Ordering::Relaxed) > AT_ONCE;
        if too_much || error.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Fault::TooLarge
        } else {
            Fault::Malformed
        }
    }
}

/// The request with a body that gives one piece at a time, and ends where much comes and nothing
/// can be made of it: what reads the parts would take in all that is there, however much.
fn metered(request: Request) -> (Request, Meter) {
    let meter = Meter::default();
    let (parts, body) = request.into_parts();
    let mut pieces = body.into_data_stream();
    let mut piece = Bytes::new();
    let (mut pause, measured) = (false, meter.clone());
    let body = poll_fn(move |context| {
        pause = !pause;
        if !pause {
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        if piece.is_empty() {
            match ready!(pieces.poll_next_unpin(context)) {
                Some(Ok(next)) => piece = next,
                end => return Poll::Ready(end),
            }
        }
        let part = piece.split_to(piece.len().min(PIECE));
        let since = measured.0.fetch_add(part.len(), Ordering::Relaxed) + part.len();
        if since > AT_ONCE {
            let much = io::Error::other("too much at once");
            return Poll::Ready(Some(Err(axum::Error::new(much))));
        }
        Poll::Ready(Some(Ok(part)))
    });
    let request = Request::from_parts(parts, Body::from_stream(body));
    (request, meter)
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
        let bytes = with_exif(&jpeg(8, 8), 1);
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
                uploads: vec![Upload::Photo(Box::new(Arrived {
                    hash: [0; 32],
                    position: crate::photo::position(&bytes),
                    photo: crate::photo::prepare(&bytes).expect("a photo"),
                }))],
                wait: None,
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
