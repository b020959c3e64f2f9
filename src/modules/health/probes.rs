//! What machines ask: is the process alive, can it work, how is it doing.

use std::net::IpAddr;

use axum::http::StatusCode;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::response::IntoResponse;

use super::exposition;
use super::facts::{Watch, gather};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::StoreError;
use crate::platform::web::{Cx, Outcome};

/// The process answers. Nothing is asked of the store: a slow disk is no reason to kill the process.
pub async fn live(_cx: Cx) -> Outcome {
    Ok("ok\n".into_response())
}

/// Requests can be served: the store is open and its writer answers in time. Before the store is open another service
/// answers here (`app::waiting`).
pub async fn ready(cx: Cx) -> Outcome {
    match cx.part::<Watch>().writer(cx.services()).await {
        Ok(_) => Ok("ok\n".into_response()),
        Err(error) => {
            let said = why(&error);
            let again = [(header::RETRY_AFTER, HeaderValue::from_static("5"))];
            Ok((StatusCode::SERVICE_UNAVAILABLE, again, said).into_response())
        }
    }
}

/// For whoever asks, without a word of the data: particulars are in the log.
fn why(error: &StoreError) -> &'static str {
    match error {
        StoreError::Busy => "the store's writer doesn't answer in time\n",
        StoreError::Closed => "the server is stopping\n",
        _ => "the store can't be written to; see the server's log\n",
    }
}

/// The figures. Who may not have them finds no page here.
pub async fn metrics(cx: Cx) -> Outcome {
    let watch = cx.part::<Watch>();
    let caller: Option<IpAddr> = cx.address.parse().ok();
    if !watch.door.lets_in(cx.header("authorization"), caller) {
        return Err(Error::NotFound);
    }
    let open = cx
        .header("accept")
        .is_some_and(|kinds| kinds.contains("application/openmetrics-text"));
    let tx = Access::system(cx.services(), "metrics").read()?;
    let facts = gather(cx.services(), &tx, &cx.services().zone).await?;
    let (kind, text) = exposition::written(facts, cx.portal.traffic.now(), open).map_err(Error::internal)?;
    let unlisted = (
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex"),
    );
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static(kind));
    Ok(([kind, unlisted], text).into_response())
}
