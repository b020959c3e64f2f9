//! Forms with files, and files on their way back.

use std::io::Read;

use axum::body::Body;
use bytes::Bytes;

use super::{Cx, Outcome};
use crate::platform::error::Error;
use crate::platform::files::{Attachment, FileError, Files};
use crate::platform::values::Message;

/// The most fields of one form.
const FIELDS_MAX: usize = 2_000;
/// The longest field, in bytes: what is longer than any text is no text.
const FIELD_MAX: usize = 4 << 20;

/// A form as it came, not yet kept anywhere.
#[derive(Default)]
pub struct SentForm {
    pub fields: Vec<(String, String)>,
    pub files: Vec<SentFile>,
}

/// A file that was chosen.
pub struct SentFile {
    /// The field that it was chosen in.
    pub field: String,
    /// What the sender's machine calls it: hostile until it is cleaned.
    pub name: String,
    pub bytes: Bytes,
}

impl Cx {
    /// A form with its files, or without any, from the body that was read within the route's limit.
    pub async fn sent(&self) -> Result<SentForm, Error> {
        let kind = self.header("content-type").unwrap_or_default();
        let Ok(boundary) = multer::parse_boundary(kind) else {
            return Ok(SentForm {
                fields: self.form_pairs()?,
                files: Vec::new(),
            });
        };
        let wrong = |error: multer::Error| {
            tracing::debug!(%error, "an upload can't be read");
            Error::Refused(Message::new("errors-form-wrong"))
        };
        let body = Body::from(self.body.clone()).into_data_stream();
        let mut parts = multer::Multipart::new(body, boundary);
        let mut sent = SentForm::default();
        while let Some(part) = parts.next_field().await.map_err(wrong)? {
            let field = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(wrong)?;
            match file {
                // A field of files without a file comes as one without a name.
                Some(name) if name.is_empty() => {}
                Some(name) => sent.files.push(SentFile { field, name, bytes }),
                None if bytes.len() > FIELD_MAX || sent.fields.len() >= FIELDS_MAX => {
                    return Err(Error::Refused(Message::new("errors-form-large")));
                }
                None => sent.fields.push((field, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Ok(sent)
    }

    /// Keeps files that were sent, each of at most `limit` bytes: the caller has looked at their sizes.
    pub async fn keep(&self, files: Vec<SentFile>, limit: u64) -> Result<Vec<Attachment>, Error> {
        if files.is_empty() {
            return Ok(Vec::new());
        }
        let store = self.part::<Files>();
        let put = move || -> Result<Vec<Attachment>, Error> {
            let kept = files.iter().map(|file| store.attach(&file.name, &file.bytes, limit));
            kept.collect::<Result<_, FileError>>().map_err(Error::internal)
        };
        tokio::task::spawn_blocking(put).await.map_err(Error::internal)?
    }

    /// A kept file as a download: what a stranger uploaded is never shown by the browser itself.
    pub async fn attachment(&self, attachment: Attachment) -> Outcome {
        let store = self.part::<Files>();
        let hash = attachment.hash;
        let read = move || -> Result<Vec<u8>, FileError> {
            let mut bytes = Vec::new();
            store.get(hash)?.read_to_end(&mut bytes).map_err(FileError::Io)?;
            Ok(bytes)
        };
        let read = tokio::task::spawn_blocking(read).await.map_err(Error::internal)?;
        let bytes = read.map_err(|error| match error {
            FileError::Missing => Error::NotFound,
            error => Error::internal(error),
        })?;
        self.download(&attachment.name, attachment.kind.media_type(), bytes)
    }

    /// The file of a field; `None` where no file was chosen.
    pub async fn uploaded(&self, field: &str) -> Result<Option<Bytes>, Error> {
        let kind = self.header("content-type").unwrap_or_default();
        if multer::parse_boundary(kind).is_err() {
            return Ok(None);
        }
        let files = self.sent().await?.files;
        Ok(files
            .into_iter()
            .find(|file| file.field == field)
            .map(|file| file.bytes))
    }
}
