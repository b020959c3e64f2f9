//! What administrators do by hand.

use serde_json::{Value, json};

use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::notify::Mail;
use crate::platform::values::{DealerId, Id, Message};

#[derive(Clone, Debug)]
pub enum OfficeEvent {
    /// A letter was put into the queue again. Without the recipient: a journal entry outlives personal data.
    MailResent { id: Id<Mail> },
    /// A trial letter to oneself.
    MailTried { id: Id<Mail> },
    /// A job of the timetable was started beside its schedule.
    JobStarted { name: String, title: &'static str },
    /// Files that nothing had named for weeks are gone.
    FilesDeleted { files: u64, bytes: u64 },
}

impl Event for OfficeEvent {
    fn kind(&self) -> &'static str {
        match self {
            OfficeEvent::MailResent { .. } => "office.mail-resent",
            OfficeEvent::MailTried { .. } => "office.mail-tried",
            OfficeEvent::JobStarted { .. } => "office.job-started",
            OfficeEvent::FilesDeleted { .. } => "office.files-deleted",
        }
    }

    fn subject(&self) -> Subject {
        match self {
            OfficeEvent::MailResent { id } | OfficeEvent::MailTried { id } => Subject::new("mail", id, "/admin/mail"),
            OfficeEvent::JobStarted { name, .. } => Subject::new("job", name, "/admin/jobs"),
            OfficeEvent::FilesDeleted { .. } => Subject::new("job", "office.files", "/admin/jobs"),
        }
    }

    fn dealer(&self) -> Option<DealerId> {
        None
    }

    fn sentence(&self) -> Message {
        match self {
            OfficeEvent::MailResent { .. } => Message::new("office-event-mail-resent"),
            OfficeEvent::MailTried { .. } => Message::new("office-event-mail-tried"),
            OfficeEvent::JobStarted { title, .. } => {
                Message::new("office-event-job-started").with("job", Message::new(title))
            }
            OfficeEvent::FilesDeleted { files, bytes } => {
                let figure = |of: u64| i64::try_from(of).unwrap_or(i64::MAX);
                Message::new("office-event-files-deleted")
                    .with("files", figure(*files))
                    .with("kb", figure(bytes.div_ceil(1_024)))
            }
        }
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
    fn details(&self) -> Value {
        match self {
            OfficeEvent::FilesDeleted { files, bytes } => json!({ "files": files, "bytes": bytes }),
            _ => Value::Null,
        }
    }
}
