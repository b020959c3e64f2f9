//! A file in a form.

use axum::body::Body;
use bytes::Bytes;

use super::Cx;
use crate::platform::error::Error;
use crate::platform::values::Message;

impl Cx {
    /// The file of a field, from the body that was read within the route's limit. `None` where no file was chosen.
    pub async fn uploaded(&self, field: &str) -> Result<Option<Bytes>, Error> {
        let kind = self.header("content-type").unwrap_or_default();
        let Ok(boundary) = multer::parse_boundary(kind) else {
            return Ok(None);
        };
        let wrong = |error: multer::Error| {
            tracing::debug!(%error, "an upload can't be read");
            Error::Refused(Message::new("errors-form-wrong"))
        };
        let body = Body::from(self.body.clone()).into_data_stream();
        let mut parts = multer::Multipart::new(body, boundary);
        while let Some(part) = parts.next_field().await.map_err(wrong)? {
            if part.name() == Some(field) {
                let chosen = part.file_name().is_some_and(|name| !name.is_empty());
                let bytes = part.bytes().await.map_err(wrong)?;
                return Ok(chosen.then_some(bytes));
            }
        }
        Ok(None)
    }
}
