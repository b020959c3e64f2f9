//! Telling people: the bell, and e-mail.
//!
//! The bell is a subscriber inside the store: each entry of the journal says whom it concerns, and each of these people
//! gets a [`Notice`] exactly once. A letter is a record too ([`Mail`]): it is queued in the same commit as what it tells
//! of, sent afterwards by the [`Mailer`], tried again a bounded number of times, and keeps what the mail server
//! answered. A word to several people at once never shows one to another: a letter has one recipient.

mod bell;
mod letter;
mod listener;
mod mail;
mod mailer;
mod notice;
mod owner;
mod preference;
mod recipients;
mod transport;

#[cfg(test)]
mod tests;

pub use bell::bell;
pub use listener::Listener;
pub use mail::{Attempt, Letter, Line, MAIL_BY_STATE, MAIL_BY_TIME, MAIL_COUNT, MAIL_DUE, Mail, MailState, queue};
pub use mailer::{Mailer, resend};
pub use notice::{NOTICE_BY_MEMBER, Notice, heard, read_all, read_one, unread};
pub use owner::Owner;
pub use preference::{Preference, gets_mail, set_mail};
pub use transport::{MailSettings, Security, Smtp, Transport, probe};

use crate::platform::access::{Access, forget_expired_letter_keys};
use crate::platform::error::Error;
use crate::platform::store::{Reader, RecordInfo};
use crate::platform::values::{Moment, PageRequest};

/// The records of this folder, for `check`.
pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Notice>(),
    RecordInfo::of::<Mail>(),
    RecordInfo::of::<Preference>(),
];

/// Days that notices and finished letters are kept.
pub const KEPT_DAYS: i64 = 90;

/// Removes old notices and letters, some hundreds in each write so that people don't wait. A job of the timetable.
pub async fn tidy(access: Access) -> Result<(), Error> {
    const PORTION: usize = 300;
    let access = access.as_import();
    let before = Moment::from_millis(access.now().millis() - KEPT_DAYS * 86_400_000);
    loop {
        let removed = access
            .write(move |write| {
                let request = PageRequest::first(PORTION);
                let notices = write.scan(&notice::NOTICE_BY_TIME, &(), &request)?.items;
                let mails = write.scan(&MAIL_BY_TIME, &(), &request)?.items;
                let notices = notices.iter().take_while(|notice| notice.at < before);
                let mut removed = 0;
                for notice in notices {
                    removed += usize::from(write.forget::<Notice>(&notice.id)?);
                }
                for mail in mails.iter().take_while(|mail| mail.created < before) {
                    if mail.state != MailState::Waiting {
                        removed += usize::from(write.forget::<Mail>(&mail.id)?);
                    }
                }
                removed += forget_expired_letter_keys(write)?;
                Ok(removed)
            })
            .await?;
        if removed == 0 {
            return Ok(());
        }
    }
}
