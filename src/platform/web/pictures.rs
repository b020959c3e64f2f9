//! Pictures as answers: encoded anew, never the bytes that somebody sent.

use axum::http::header;
use axum::response::IntoResponse;

use super::{Cx, Outcome};
use crate::platform::error::Error;
use crate::platform::files::{ContentHash, FileError, Files, PLACEHOLDER_SVG, PictureSize};

impl Cx {
    /// The bytes of a picture, read beside the workers that serve others; `None` where there is nothing but the
    /// placeholder to show.
    ///
    /// # Errors
    /// `NotFound` where the file itself is gone.
    pub async fn jpeg(&self, hash: ContentHash, size: PictureSize) -> Result<Option<Vec<u8>>, Error> {
        let files = self.part::<Files>();
        let read = tokio::task::spawn_blocking(move || files.jpeg(hash, size));
        match read.await.map_err(Error::internal)? {
            Ok(bytes) => Ok(bytes),
            Err(FileError::Missing) => Err(Error::NotFound),
            Err(error) => Err(Error::internal(error)),
        }
    }

    /// A picture, or the placeholder. `keeps` is what browsers are told of keeping it.
    pub async fn picture(&self, hash: ContentHash, size: PictureSize, keeps: &'static str) -> Outcome {
        let (mime, bytes) = match self.jpeg(hash, size).await? {
            Some(bytes) => ("image/jpeg", bytes),
            None => ("image/svg+xml", PLACEHOLDER_SVG.as_bytes().to_vec()),
        };
        let headers = [(header::CONTENT_TYPE, mime), (header::CACHE_CONTROL, keeps)];
        Ok((headers, bytes).into_response())
    }
}
