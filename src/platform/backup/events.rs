//! What the journal says of backups.

use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{DealerId, Message};

#[derive(Clone, Debug)]
pub enum BackupEvent {
    /// The state of a backup was put back: what was entered after it is gone, and who reads the journal must know.
    Restored {
        /// When the backup was made. RFC 3339, UTC.
        created: String,
        /// Entries of the journal that came back.
        entries: u64,
        instance: String,
    },
}

impl Event for BackupEvent {
    fn kind(&self) -> &'static str {
        "backup.restored"
    }

    fn subject(&self) -> Subject {
        let BackupEvent::Restored { instance, .. } = self;
        Subject::new("installation", instance, "/")
    }

    fn dealer(&self) -> Option<DealerId> {
        None
    }

    fn sentence(&self) -> Message {
        let BackupEvent::Restored { created, entries, .. } = self;
        Message::new("backup-restored")
            .with("created", created.as_str())
            .with("entries", i64::try_from(*entries).unwrap_or(i64::MAX))
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
}
