//! A forgotten password: a link that sets a new one.
//!
//! It is the link of an invitation that is good for less long: used once, and every session ends.

use std::sync::Arc;

use super::account::{ACCOUNT_BY_EMAIL, Account, normal_email};
use super::actor::{Access, Write};
use super::invitation::{INVITATION_BY_MEMBERSHIP, Invitation, new_invitation};
use super::member::Membership;
use super::sign_in::memberships;
use super::throttle::Throttle;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{PAGE_LIMIT_MAX, PageRequest};

/// Minutes that the link of a letter is good for: it was asked for a moment ago.
pub const RESET_MINUTES: i64 = 30;

/// Who may be sent a link.
pub struct Forgetful {
    pub account: Account,
    pub member: Membership,
}

/// Counts an asking for a link against the address that it comes from and the account that it is for.
///
/// # Errors
/// `Refused` with the seconds to wait.
pub fn count_asking(services: &Services, email: &str, address: &str) -> Result<(), Error> {
    let throttle = services.part::<Throttle>();
    let now = services.clock.now();
    let keys = [
        format!("reset of {}", normal_email(email)),
        format!("reset from {address}"),
    ];
    throttle.admits(&keys, now)?;
    keys.iter().for_each(|key| throttle.failed(key, now));
    Ok(())
}

/// The enabled account of an address, with its first company. Nobody else is sent a link.
pub fn forgetful(services: &Services, email: &str) -> Result<Option<Forgetful>, Error> {
    let account = services
        .read_all()
        .find(&ACCOUNT_BY_EMAIL, normal_email(email).as_str())?;
    let Some(account) = account.filter(|account| !account.disabled) else {
        return Ok(None);
    };
    let member = memberships(services, account.id)?.into_iter().next();
    Ok(member.map(|member| Forgetful { account, member }))
}

/// A link for somebody, good for so many minutes, and the secret that it carries. [`keep_reset`] makes it work.
pub fn new_reset(services: &Services, of: &Forgetful, minutes: i64) -> (Invitation, String) {
    let now = services.clock.now();
    let (invitation, secret) = new_invitation(&of.member, now);
    let reset = Invitation {
        expires: now.plus_seconds(minutes * 60),
        fresh_password: true,
        ..invitation
    };
    (reset, secret)
}

/// Keeps a link. Earlier ones for a new password stop working; an invitation that nobody has accepted yet still does.
pub fn keep_reset(write: &mut Write<'_, '_>, reset: &Invitation) -> Result<(), Error> {
    let page = PageRequest::first(PAGE_LIMIT_MAX);
    let known = write.scan(&INVITATION_BY_MEMBERSHIP, &reset.membership, &page)?;
    let stale = |known: &Invitation| known.fresh_password && known.used.is_none();
    for stale in known.items.into_iter().filter(stale) {
        write.forget::<Invitation>(&stale.token_hash)?;
    }
    write.technical(reset)
}

/// A link for who can't be written to: the one who runs the command hands it over.
///
/// # Errors
/// `NotFound` where no enabled account has this address.
pub async fn reset_by_hand(services: &Arc<Services>, email: &str, minutes: i64) -> Result<(Forgetful, String), Error> {
    let of = forgetful(services, email)?.ok_or(Error::NotFound)?;
    let (reset, secret) = new_reset(services, &of, minutes);
    Access::system(services, "command.reset-password")
        .write(move |write| keep_reset(write, &reset))
        .await?;
    Ok((of, secret))
}
