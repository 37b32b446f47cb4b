//! What a request ends with when there is neither a page nor a refusal to show. Causes are logged,
//! never shown.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::de::DeserializeOwned;

use crate::paper;

/// Why a request gets no proper answer: a page, a plain form, a photo, a PDF, a document.
#[derive(Debug)]
pub enum Fault {
    /// Only members may; leads to joining the community.
    SignedOut { community: String },
    /// There is nothing at this address, or not for this person.
    NotFound,
    /// The request is no form that one of our pages sends.
    Malformed,
    /// Another site's page, or a page that can't say where it is from, wants to change something
    /// here.
    Foreign,
    /// More was sent than is read. A browser that goes back still has what was typed.
    TooLarge,
    /// The answer took longer than anybody waits.
    TooSlow,
    /// There is too much to do now, or too much from this person.
    Busy { seconds: u32 },
    /// The PDF can't be made; the browser's print page works all the same.
    Unprintable(Arc<paper::Error>),
    /// The database failed.
    Failed(store::Error),
    /// Something broke on the server; it is in its log.
    Broken,
}

/// Marks an answer of ours.
#[derive(Debug, Clone, Copy)]
struct Worded;

/// What libraries answer by themselves is bare English or empty: it gets the words of the fault
/// that it means. Pages, and JSON for programs, stay as they are.
pub async fn in_words(response: Response) -> Response {
    let ours = response.extensions().get::<Worded>().is_some();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_text = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if ours || !is_text {
        return response;
    }
    let fault = match response.status() {
        StatusCode::BAD_REQUEST
        | StatusCode::UNSUPPORTED_MEDIA_TYPE
        | StatusCode::UNPROCESSABLE_ENTITY => Fault::Malformed,
        // A form's address that was opened as a page, say.
        StatusCode::METHOD_NOT_ALLOWED => Fault::NotFound,
        StatusCode::REQUEST_TIMEOUT => Fault::TooSlow,
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
        StatusCode::INTERNAL_SERVER_ERROR => Fault::Broken,
        _ => return response,
    };
    fault.into_response()
}

impl From<store::Error> for Fault {
    fn from(error: store::Error) -> Self {
        Fault::Failed(error)
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let (status, text) = match self {
            Fault::SignedOut { community } => {
                return Redirect::to(&format!("/{community}/join")).into_response();
            }
            Fault::NotFound => (
                StatusCode::NOT_FOUND,
                "这里没有内容。请返回上一页。\nThere is nothing at this address. Please go back.\n",
            ),
            Fault::Malformed => (
                StatusCode::BAD_REQUEST,
                "无法读取提交的内容。请返回并重试。\nWhat was sent cannot be read. Please go back and try again.\n",
            ),
            Fault::Foreign => (
                StatusCode::FORBIDDEN,
                "请直接在本站页面上操作。\nPlease use the pages of this site itself.\n",
            ),
            Fault::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "内容太大，没有收到。请返回上一页，填写的文字还在；请少选几张照片，或换小一些的。\nThis was too much, and nothing was taken in. Please go back: what you typed is still there. Choose fewer photos, or smaller ones.\n",
            ),
            // Not 503, as below.
            Fault::TooSlow => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "服务器太忙，没有及时完成。请返回并重试。\nThe server is too busy and did not finish in time. Please go back and try again.\n",
            ),
            Fault::Busy { seconds } => {
                let wait = [(header::RETRY_AFTER, HeaderValue::from(seconds))];
                let text = format!(
                    "现在太忙，还没有办成。请等 {seconds} 秒，返回再试。\nThis is too much at the moment, and was not done. Please wait {seconds} seconds, go back and try again.\n"
                );
                let status = StatusCode::TOO_MANY_REQUESTS;
                return (status, wait, Extension(Worded), text).into_response();
            }
            Fault::Unprintable(error) => {
                tracing::error!("{error}");
                // Not 503: service workers take that for a server that is gone, and show what they
                // have instead.
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "现在不能生成 PDF。请返回，在页面上直接打印。\nThe PDF can't be made now. Please go back and print from the page.\n",
                )
            }
            Fault::Failed(error) => {
                tracing::error!("{error}");
                return Fault::Broken.into_response();
            }
            Fault::Broken => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "服务器出了问题，请稍后再试。\nSomething broke on the server. Please try again later.\n",
            ),
        };
        let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
        (status, kind, Extension(Worded), text).into_response()
    }
}

/// What stands in an address; where it can't be read there is nothing at that address.
#[derive(Debug)]
pub struct At<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(at)) => Ok(Self(at)),
            Err(_) => Err(Fault::NotFound),
        }
    }
}
