//! The embedded styles, scripts and fonts over HTTP.

use axum::http::header::{self, HeaderValue};
use axum::response::{IntoResponse, Response};

use super::Cx;
use super::route::{Authority, Outcome, Route};
use crate::platform::error::Error;
use crate::platform::ui::assets;

pub fn routes() -> Vec<Route> {
    let mut routes = vec![Route::get("/assets/{*path}", Authority::Public, asset)];
    if cfg!(debug_assertions) {
        routes.push(Route::get("/dev/gallery", Authority::Public, gallery));
    }
    routes
}

async fn asset(cx: Cx) -> Outcome {
    let path: String = cx.param("path")?;
    let asset = assets::get(&path).ok_or(Error::NotFound)?;
    let zipped = asset
        .gzip
        .filter(|_| cx.header("accept-encoding").is_some_and(|kinds| kinds.contains("gzip")));
    let mut answer: Response = match zipped {
        Some(bytes) => ([(header::CONTENT_ENCODING, "gzip")], bytes).into_response(),
        None => asset.bytes.into_response(),
    };
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.mime));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(assets::CACHE_CONTROL));
    headers.insert(header::ETAG, HeaderValue::from_static(asset.etag));
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    Ok(answer)
}

async fn gallery(cx: Cx) -> Outcome {
    Ok(crate::platform::ui::gallery::gallery(cx.locale, cx.theme).into_response())
}
