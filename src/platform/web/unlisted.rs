//! Pages behind an unguessable address.

use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;

/// Search engines leave it alone.
pub fn unlisted(mut answer: Response) -> Response {
    answer.headers_mut().insert(
        HeaderName::from_static("x-robots-tag"),
        HeaderValue::from_static("noindex, nofollow, noarchive"),
    );
    answer
}
