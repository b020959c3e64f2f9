//! Keys of calendar feeds: a person has one, makes another instead of it, or none. The only file that saves.

use super::events::{KeyEvent, What};
use super::model::CalendarKey;
use super::permissions::SEE;
use crate::platform::access::{Access, hashed};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{MembershipId, Message};

/// May this reader read what is due? A right that the client beside hides is no right now.
///
/// # Errors
/// `Forbidden` with the right that is missing.
pub fn may_read(access: &Access) -> Result<(), Error> {
    access.require(SEE)?;
    access.require_finance()
}

/// Another address instead of the one that there was, or the first. Only the secret's hash is kept.
pub async fn renew(access: &Access, membership: MembershipId, secret: &str) -> Result<(), Error> {
    may_read(access)?;
    let (dealer, link) = (access.scope().dealer().ok_or(Error::NotFound)?, hashed(secret));
    access
        .write(move |write| {
            let what = match write.get::<CalendarKey>(&membership)? {
                Some(_) => What::Renewed,
                None => What::Made,
            };
            let key = CalendarKey {
                membership,
                dealer,
                link: link.clone(),
                made: write.now(),
            };
            write.save(&key, &KeyEvent(what, &key))?;
            write.flash(Message::new("calendar-key-made"))?;
            Ok(())
        })
        .await
}

/// The address answers no more. Done twice it is done once.
pub async fn revoke(access: &Access, membership: MembershipId) -> Result<(), Error> {
    may_read(access)?;
    access.scope().dealer().ok_or(Error::NotFound)?;
    access
        .write(move |write| {
            let Some(key) = write.get::<CalendarKey>(&membership)? else {
                return Ok(());
            };
            let mut change = write.change(&KeyEvent(What::Revoked, &key))?;
            change.delete::<CalendarKey>(&membership)?;
            write.flash(Message::new("calendar-key-revoked"))?;
            Ok(())
        })
        .await
}
