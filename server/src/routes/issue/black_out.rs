//! Painting over faces and number plates (遮挡): the photos of an issue, each under a grid of
//! squares to choose. Works without script; the server paints, and what was there is gone.

use std::fmt::Write;

use app::context::{Preferences, new_id};
use app::door::Entered;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::issue::{BlackOut, IssueView};
use domain::words::{T, escape};
use domain::{Action, Command, Community, Envelope, PersonId, PhotoId, Refusal, Sender};
use serde::Deserialize;

use super::photo::keep;
use crate::ids::derived;
use crate::photo::{self, COLUMNS};
use crate::routes::form::{self, Values, value};
use crate::routes::session::{Member, enter};
use crate::routes::setup::{Reader, alert, buttons, told};
use crate::routes::{At, Fault, Server, pages};

const TITLE: T = T("遮挡照片", "Black out parts of a photo");
/// The input that says which photo.
const PHOTO: &str = "photo";

/// Which photo is on the page, and whether it has just been painted.
#[derive(Debug, Deserialize)]
pub struct Wish {
    photo: Option<PhotoId>,
    done: Option<String>,
}

/// Somebody at an issue whose photos they may paint over.
struct Page {
    reader: Reader,
    community: Community,
    person: PersonId,
    view: IssueView,
    photos: Vec<PhotoId>,
}

impl Page {
    /// To everybody else it is as if there were no such page.
    async fn of(server: &Server, slug: &str, number: u32, parts: &Parts) -> Result<Self, Fault> {
        let Entered { community, viewer } = enter(server, slug, parts).await?;
        let person = viewer.person.ok_or(Fault::NotFound)?;
        let store = &server.store;
        let view = store.issue(community.id, number, Some(person), None);
        let view = view.await?.ok_or(Fault::NotFound)?;
        if !view.mine && !viewer.may(Action::HideIssue) {
            return Err(Fault::NotFound);
        }
        let photos = store.photos_of_issue(community.id, view.issue.id).await?;
        let preferences: Preferences = parts.extensions.get().copied().unwrap_or_default();
        Ok(Self {
            reader: Reader(preferences),
            community,
            person,
            view,
            photos,
        })
    }

    fn base(&self) -> String {
        format!("/{}/issues/{}", self.community.slug, self.view.issue.number)
    }

    async fn show(
        &self,
        server: &Server,
        parts: &Parts,
        status: StatusCode,
        content: &str,
    ) -> Response {
        let home = format!("/{}", self.community.slug);
        let path = format!("{}/photos", self.base());
        let body = (self.reader).frame(&path, &home, &self.community.name, content);
        let title = self.reader.t(TITLE).to_owned();
        let mut response = pages::answer(server, parts, status, title, body).await;
        let no_store = header::HeaderValue::from_static("no-store");
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, no_store);
        response
    }

    /// All photos, to choose one; or the one that is chosen.
    fn content(&self, chosen: Option<(PhotoId, u32)>, said: &str) -> String {
        let reader = self.reader;
        let inside = match chosen {
            Some((photo, rows)) => self.squares(photo, rows),
            None if self.photos.is_empty() => format!(
                "<p>{}</p>",
                reader.t(T("这件议题没有照片。", "This issue has no photo."))
            ),
            None => self.list(),
        };
        let (back, words) = match chosen {
            Some(_) if self.photos.len() > 1 => (
                format!("{}/photos", self.base()),
                T("← 所有照片", "← All photos"),
            ),
            Some(_) | None => (self.base(), T("← 回到议题", "← The issue")),
        };
        format!(
            r#"<p class="screen-only"><a href="{back}">{}</a></p><h1 class="title">{}</h1><p class="lead" dir="auto">{}</p><div class="section stack">{said}{inside}</div>"#,
            reader.t(words),
            reader.t(TITLE),
            escape(&self.view.text.title),
        )
    }

    fn list(&self) -> String {
        let lead = self.reader.t(T("选一张照片。", "Choose a photo."));
        let mut html = format!(r#"<p>{lead}</p><ul class="photos">"#);
        for (photo, n) in self.photos.iter().zip(1..) {
            let name = self.reader.tf(T("第 {} 张照片", "Photo {}"), &[&n]);
            let _ = write!(
                html,
                r#"<li class="photo"><a href="{}/photos?photo={photo}"><img src="{}" alt="{name}" loading="lazy"></a></li>"#,
                self.base(),
                self.address(*photo, "/small"),
            );
        }
        html + "</ul>"
    }

    fn address(&self, photo: PhotoId, size: &str) -> String {
        format!("/{}/photos/{photo}{size}", self.community.slug)
    }

    fn squares(&self, photo: PhotoId, rows: u32) -> String {
        let reader = self.reader;
        let mut squares = String::new();
        for row in 0..rows {
            for column in 0..COLUMNS {
                let name = reader.tf(
                    T("第 {} 行第 {} 格", "Row {}, square {}"),
                    &[&(row + 1), &(column + 1)],
                );
                let _ = write!(
                    squares,
                    r#"<input type="checkbox" name="{row}.{column}" aria-label="{name}">"#
                );
            }
        }
        let button = format!(
            r#"<button class="btn btn--danger">{}</button><a class="btn btn--quiet" href="{}">{}</a>"#,
            reader.t(T("涂黑所选的格子", "Black them out")),
            self.base(),
            reader.t(T("不改", "Leave it")),
        );
        format!(
            r#"<form class="stack" method="post" action="{base}/photos"><p>{lead}</p><input type="hidden" name="command" value="{id}"><input type="hidden" name="{PHOTO}" value="{photo}"><div class="black-out" role="group" aria-label="{title}"><img src="{full}" alt=""><div class="black-out__squares">{squares}</div></div>{buttons}</form>"#,
            base = self.base(),
            lead = reader.t(T(
                "点一下照片上的格子，格子里的人脸、车牌、门牌、证件就会涂黑；再点一下取消。涂黑后原来的照片就没有了，不能恢复。",
                "Tap the squares over faces, number plates, doors or papers; tap again to leave one out. The photo as it was is gone afterwards, for good.",
            )),
            id = new_id(),
            title = reader.t(T("照片上的格子", "Squares of the photo")),
            full = self.address(photo, ""),
            buttons = buttons(&button),
        )
    }

    /// A photo of the issue, with its bytes.
    async fn photo(&self, server: &Server, photo: PhotoId) -> Result<Vec<u8>, Fault> {
        if !self.photos.contains(&photo) {
            return Err(Fault::NotFound);
        }
        let bytes = server.store.photo(self.community.id, photo, false).await?;
        bytes.ok_or(Fault::NotFound)
    }

    /// A photo of the issue, with how many rows of squares it has.
    async fn chosen(&self, server: &Server, photo: PhotoId) -> Result<(PhotoId, u32), Fault> {
        let bytes = self.photo(server, photo).await?;
        let rows = photo::rows(&bytes).ok_or(Fault::NotFound)?;
        Ok((photo, rows))
    }
}

/// The photos of an issue, or one of them under its squares.
pub async fn page(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    Query(wish): Query<Wish>,
    parts: Parts,
) -> Result<Response, Fault> {
    let page = Page::of(&server, &slug, number, &parts).await?;
    let wanted = match (wish.photo, page.photos.as_slice()) {
        (None, [only]) => Some(*only),
        (wanted, _) => wanted,
    };
    let chosen = match wanted {
        Some(photo) => Some(page.chosen(&server, photo).await?),
        None => None,
    };
    let said = if wish.done.is_some() {
        told(page.reader.t(T(
            "已涂黑。看过这张照片的手机，一天以后会换成新的。",
            "Done. Phones that have shown this photo before get the new one after a day.",
        )))
    } else {
        String::new()
    };
    let content = page.content(chosen, &said);
    let status = StatusCode::OK;
    let mut response = page.show(&server, &parts, status, &content).await;
    if wish.done.is_some() {
        // This browser has the photo as it was.
        let cache = header::HeaderValue::from_static("\"cache\"");
        let headers = response.headers_mut();
        headers.insert(header::HeaderName::from_static("clear-site-data"), cache);
    }
    Ok(response)
}

/// Paints over the squares that are chosen.
pub async fn send(
    State(server): State<Server>,
    At((slug, number)): At<(String, u32)>,
    parts: Parts,
    Form(values): Form<Values>,
) -> Result<Response, Fault> {
    let page = Page::of(&server, &slug, number, &parts).await?;
    let photo: PhotoId = value(&values, PHOTO)
        .parse()
        .map_err(|_| Fault::Malformed)?;
    let squares: Vec<(u32, u32)> = values.keys().filter_map(|name| square(name)).collect();
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    if squares.is_empty() {
        let said = alert(page.reader.t(T(
            "还没有选格子。请先点照片上要遮住的地方。",
            "No square is chosen. Tap what is to be covered first.",
        )));
        let content = page.content(Some(page.chosen(&server, photo).await?), &said);
        return Ok(page.show(&server, &parts, status, &content).await);
    }
    // Until it is done: who else paints then begins with what was painted here.
    let _one_by_one = server.uploads.painting.lock().await;
    let bytes = page.photo(&server, photo).await?;
    let painted = server
        .uploads
        .work(&server.metrics, move || photo::black_out(&bytes, &squares))
        .await
        .flatten()
        .ok_or(Fault::NotFound)?;
    let id = form::command(&values, &[]);
    let copy = PhotoId(derived("painted", &[id.0.as_bytes()]));
    let member = Member {
        community: page.community.clone(),
        person: page.person,
    };
    let kept = keep(&server, &member, copy, &painted).await?;
    let refusal = if kept.is_ok() {
        let envelope = Envelope {
            id,
            command: Command::BlackOut(BlackOut {
                issue: page.view.issue.id,
                photo,
                copy,
            }),
        };
        let (community, sender) = (page.community.id, Sender::Person(page.person));
        let answer = server.gate.execute(community, sender, &envelope).await?;
        let Err(refusal) = answer else {
            let to = format!("{}/photos?photo={photo}&done", page.base());
            return Ok(Redirect::to(&to).into_response());
        };
        Some(refusal)
    } else {
        None
    };
    let why = match refusal {
        Some(Refusal::TooManyTries { seconds }) => return Err(Fault::Busy { seconds }),
        Some(_) => T(
            "情况已经变了，没有涂黑。请看现在的照片再试。",
            "Something has changed meanwhile, and nothing was painted. Look at the photo as it is now.",
        ),
        None => T(
            "等待使用的照片太多。请明天再试，或先提交写了一半的反映。",
            "Too many of your photos wait to be used. Try again tomorrow, or send what you have begun.",
        ),
    };
    let said = alert(page.reader.t(why));
    let content = page.content(Some(page.chosen(&server, photo).await?), &said);
    Ok(page.show(&server, &parts, status, &content).await)
}

/// A square by the name of its input: row and column, from 0.
fn square(name: &str) -> Option<(u32, u32)> {
    let (row, column) = name.split_once('.')?;
    Some((row.parse().ok()?, column.parse().ok()?))
}
