//! What a request ends with when there is neither a page nor a refusal to show. Causes are logged, never shown.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

/// Why a plain form or a photo gets no proper answer.
#[derive(Debug)]
pub enum Fault {
    /// Only members may; leads to joining the community.
    SignedOut { community: String },
    /// There is nothing at this address, or not for this person.
    NotFound,
    /// The request is no form that one of our pages sends.
    Malformed,
    /// Another site's page, or a page that can't say where it is from, wants to change something here.
    Foreign,
    /// The PDF can't be made; the browser's print page works all the same.
    Unprintable(typeset::Error),
    /// Something broke on the server.
    Failed(store::Error),
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
            Fault::Unprintable(error) => {
                tracing::error!("{error}");
                // Not 503: service workers take that for a server that is gone, and show what they have instead.
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "现在不能生成 PDF。请返回，在页面上直接打印。\nThe PDF can't be made now. Please go back and print from the page.\n",
                )
            }
            Fault::Failed(error) => {
                tracing::error!("{error}");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "服务器出了问题，请稍后再试。\nSomething broke on the server. Please try again later.\n",
                )
            }
        };
        let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
        (status, kind, text).into_response()
    }
}
