//! What a form of a post carries: fields, and files where it has any.

use axum::body::Body;
use bytes::Bytes;

use crate::modules::talk::FILE_MAX;
use crate::modules::talk::model::{Attachment, FILES_MAX, Refusal, file_name};
use crate::platform::error::Error;
use crate::platform::files::Files;
use crate::platform::values::Message;
use crate::platform::web::Cx;

/// A form as it came: not yet kept anywhere.
#[derive(Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    files: Vec<(String, Bytes)>,
}

/// The longest field that is looked at, in bytes: what is longer than any text is refused as too long.
const FIELD_MAX: usize = 4 << 20;

impl Form {
    pub async fn read(cx: &Cx) -> Result<Form, Error> {
        let kind = cx.header("content-type").unwrap_or_default();
        let Ok(boundary) = multer::parse_boundary(kind) else {
            return Ok(Form {
                fields: cx.form_pairs()?,
                files: Vec::new(),
            });
        };
        let wrong = |error: multer::Error| {
            tracing::debug!(%error, "an upload can't be read");
            Error::Refused(Message::new("errors-form-wrong"))
        };
        let body = Body::from(cx.body.clone()).into_data_stream();
        let mut parts = multer::Multipart::new(body, boundary);
        let mut form = Form::default();
        while let Some(part) = parts.next_field().await.map_err(wrong)? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(file_name);
            let chosen = part.file_name().is_some_and(|name| !name.is_empty());
            let bytes = part.bytes().await.map_err(wrong)?;
            match file {
                // A field of files without a file comes as one without a name.
                Some(_) if !chosen => {}
                Some(file) if name == "files" => form.files.push((file, bytes)),
                Some(_) => {}
                None if bytes.len() > FIELD_MAX || form.fields.len() > 100 => {
                    return Err(Error::Refused(Message::new("errors-form-large")));
                }
                None => form.fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Ok(form)
    }

    pub fn text(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    pub fn is_on(&self, name: &str) -> bool {
        !self.text(name).is_empty()
    }

    /// A field that names something; what can't be a name is as if it were empty.
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).trim().parse().ok()
    }

    /// Keeps the files. Nothing is kept when one of them can't be.
    pub async fn keep_files(self, cx: &Cx) -> Result<Vec<Attachment>, Error> {
        if self.files.len() > FILES_MAX {
            return Err(Refusal::TooManyFiles.into());
        }
        if self.files.iter().any(|(_, bytes)| bytes.len() as u64 > FILE_MAX) {
            return Err(Refusal::FileTooLarge.into());
        }
        if self.files.iter().any(|(_, bytes)| bytes.is_empty()) {
            return Err(Refusal::FileEmpty.into());
        }
        if self.files.is_empty() {
            return Ok(Vec::new());
        }
        let store = cx.part::<Files>();
        let put = move || -> Result<Vec<Attachment>, Error> {
            let mut kept = Vec::with_capacity(self.files.len());
            for (name, bytes) in self.files {
                let stored = store.put(bytes.as_ref(), FILE_MAX).map_err(Error::internal)?;
                kept.push(Attachment {
                    name,
                    hash: stored.hash,
                    size: stored.size,
                    kind: stored.kind,
                });
            }
            Ok(kept)
        };
        tokio::task::spawn_blocking(put).await.map_err(Error::internal)?
    }
}
