//! What the journal says of backups that make themselves.

use serde_json::{Value, json};

use super::model::{BackupRun, BackupSettings, Failure};
use crate::platform::access::permissions::ADMINISTER;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message};

/// The kind of subject in the journal, and its only key.
pub const SUBJECT: &str = "backups";
pub const KEY: &str = "settings";
const LINK: &str = "/admin/backups";

#[derive(Clone, Debug)]
pub enum BackupsEvent {
    Set {
        old: Box<BackupSettings>,
        new: Box<BackupSettings>,
    },
    /// Somebody didn't want to wait.
    Asked,
    Made {
        run: BackupRun,
    },
    /// `first` of a streak: told once. `mailed`: to the administrators, where no addresses are named.
    Failed {
        failure: Failure,
        first: bool,
        mailed: bool,
    },
    /// None has been good for too long.
    Overdue {
        mailed: bool,
    },
    /// It works again.
    Recovered {
        mailed: bool,
    },
}

impl Event for BackupsEvent {
    fn kind(&self) -> &'static str {
        match self {
            BackupsEvent::Set { .. } => "backups.set",
            BackupsEvent::Asked => "backups.asked",
            BackupsEvent::Made { .. } => "backups.made",
            BackupsEvent::Failed { .. } => "backups.failed",
            BackupsEvent::Overdue { .. } => "backups.overdue",
            BackupsEvent::Recovered { .. } => "backups.recovered",
        }
    }

    fn subject(&self) -> Subject {
        match self {
            BackupsEvent::Set { .. } => Subject::new(SUBJECT, KEY, LINK),
            _ => Subject::new(SUBJECT, "runs", LINK),
        }
    }

    fn dealer(&self) -> Option<DealerId> {
        None
    }

    fn sentence(&self) -> Message {
        match self {
            BackupsEvent::Set { new, .. } if !new.on => Message::new("backups-event-off"),
            BackupsEvent::Set { new, .. } => Message::new("backups-event-set").with("time", new.time()),
            BackupsEvent::Asked => Message::new("backups-event-asked"),
            BackupsEvent::Made { run } => Message::new("backups-event-made").with("at", run.begun),
            BackupsEvent::Failed { failure, .. } => failure.sentence(),
            BackupsEvent::Overdue { .. } => Message::new("backups-event-overdue"),
            BackupsEvent::Recovered { .. } => Message::new("backups-event-recovered"),
        }
    }

    fn told(&self) -> Vec<Recipient> {
        match self {
            BackupsEvent::Failed { first: true, .. }
            | BackupsEvent::Overdue { .. }
            | BackupsEvent::Recovered { .. } => vec![Recipient::Staff {
                permission: ADMINISTER.id.to_owned(),
            }],
            _ => Vec::new(),
        }
    }

    /// Who wishes no letters hears of this all the same, unless others are named for it.
    fn always_mailed(&self) -> bool {
        match self {
            BackupsEvent::Failed { mailed, .. }
            | BackupsEvent::Overdue { mailed }
            | BackupsEvent::Recovered { mailed } => *mailed,
            _ => false,
        }
    }

    fn details(&self) -> Value {
        match self {
            BackupsEvent::Set { old, new } => json!({ "old": told(old), "new": told(new) }),
            BackupsEvent::Made { run } => json!({
                "file": run.file,
                "bytes": run.bytes,
                "second": run.second,
            }),
            BackupsEvent::Failed { failure, .. } => json!(failure),
            _ => Value::Null,
        }
    }
}

/// Without the addresses: the journal outlives personal data.
fn told(settings: &BackupSettings) -> Value {
    json!({
        "on": settings.on,
        "at": settings.time(),
        "days": settings.days,
        "weeks": settings.weeks,
        "months": settings.months,
        "folder": settings.folder,
        "second": settings.second,
        "addresses": settings.mail_to.len(),
    })
}
