//! The daily head of the chain, mailed to those whom the installation's settings name.
//!
//! Who keeps such a letter outside of the installation holds its past still: nobody, the administrator included, can
//! change an entry before that head and still meet the hash in the letter.

use super::Settings;
use super::events::EvidenceEvent;
use super::records::MailedHead;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal::Head;
use crate::platform::notify::{Letter, queue};
use crate::platform::store::Reader;
use crate::platform::values::{Locale, Message};

/// The job's name.
pub const JOB: &str = "evidence.head";

/// Mails the head as it stands, once for each entry that is the newest. Nothing where nobody is named.
pub async fn mail(access: Access) -> Result<(), Error> {
    let settings = access.services().part::<Settings>();
    if settings.heads_to.is_empty() {
        return Ok(());
    }
    let key = settings.key.public().text();
    access
        .write(move |write| {
            let head = Head::read(&**write)?;
            if head.seq == 0 || write.get::<MailedHead>(&head.seq)?.is_some() {
                return Ok(());
            }
            let at = write.now();
            for to in &settings.heads_to {
                let seq = head.seq.to_string();
                let lines = vec![
                    Message::new("evidence-letter-head")
                        .with("seq", seq.as_str())
                        .with("at", at),
                    Message::new("evidence-letter-hash")
                        .with("seq", seq.as_str())
                        .with("hash", head.hash.as_str()),
                    Message::new("evidence-letter-key").with("key", key.as_str()),
                    Message::new("evidence-letter-keep"),
                ];
                queue(
                    write,
                    Letter {
                        to: to.clone(),
                        name: to.as_str().to_owned(),
                        company: None,
                        locale: Locale::Ru,
                        subject: Message::new("evidence-letter-subject").with("seq", seq.as_str()),
                        lines,
                        link: None,
                        secret: false,
                    },
                )?;
            }
            let mailed = MailedHead {
                seq: head.seq,
                hash: head.hash.clone(),
                at,
                to: settings.heads_to.iter().map(|to| to.as_str().to_owned()).collect(),
            };
            let event = EvidenceEvent::HeadMailed {
                seq: head.seq,
                letters: settings.heads_to.len(),
            };
            write.save(&mailed, &event).map(drop)
        })
        .await
}
