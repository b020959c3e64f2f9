//! What a form of a post carries: fields, and files where it has any.

use crate::modules::talk::FILE_MAX;
use crate::modules::talk::model::{Attachment, Refusal, fitting};
use crate::platform::error::Error;
use crate::platform::web::{Cx, SentFile};

/// A form as it came: not yet kept anywhere.
#[derive(Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    files: Vec<SentFile>,
}

impl Form {
    pub async fn read(cx: &Cx) -> Result<Form, Error> {
        let sent = cx.sent().await?;
        let chosen = sent.files.into_iter().filter(|file| file.field == "files");
        Ok(Form {
            fields: sent.fields,
            files: chosen.collect(),
        })
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

    /// Keeps the files. Nothing is kept when one of them can't be, or when the text can't be said with them.
    pub async fn keep_files(self, cx: &Cx) -> Result<Vec<Attachment>, Error> {
        fitting(self.text("text"), self.files.len())?;
        if self.files.iter().any(|file| file.bytes.len() as u64 > FILE_MAX) {
            return Err(Refusal::FileTooLarge.into());
        }
        if self.files.iter().any(|file| file.bytes.is_empty()) {
            return Err(Refusal::FileEmpty.into());
        }
        cx.keep(self.files, FILE_MAX).await
    }
}
