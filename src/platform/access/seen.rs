//! Seeing the cabinet as somebody else: with their rights and their rows, changing nothing.

use std::sync::Arc;

use super::actor::Access;
use super::events::AccessEvent;
use super::member::Membership;
use super::own_role::KnownPermissions;
use super::permission::Permission;
use super::permissions::{SEE_AS, SEE_FINANCE, SEE_MARGIN, SEE_PURCHASE_PRICE};
use super::rights::Rights;
use super::session::Session;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::store::{Reader, StoreError};
use crate::platform::values::{MembershipId, Message};

/// May whoever has these rights see the cabinet as `whom`? Of the own company, and of a dealer that the manufacturer's
/// person answers for; never as somebody of the manufacturer from a dealer, nor as an administrator. Nobody comes to see by
/// it what their own rights hide: of colleagues only those who hold no more, of dealers' people those who see no more money.
///
/// # Errors
/// When the store can't be read.
pub fn may_see_as(
    services: &Services,
    tx: &impl Reader,
    own: &Membership,
    rights: &Rights,
    whom: &Arc<Membership>,
) -> Result<bool, StoreError> {
    let near = own.company == whom.company || own.company.is_none();
    let within = whom.company.is_none_or(|dealer| own.scope().includes(dealer));
    let above = whom.company.is_none() && whom.is_chief();
    if !near || !within || above || whom.disabled || whom.id == own.id || !rights.hold(SEE_AS) {
        return Ok(false);
    }
    let theirs = Rights::of(tx, whom, services.clock.now())?;
    let compared = match own.company == whom.company {
        // Whoever answers for the company's people may look at all of them.
        true if rights.is_chief() => Vec::new(),
        true => KnownPermissions::of(services),
        false => vec![SEE_PURCHASE_PRICE, SEE_MARGIN, SEE_FINANCE],
    };
    // Another's own rows are a colleague's to see only within what the colleague sees.
    if own.company == whom.company && !rights.is_chief() && !rights.sees_all_of(&theirs) {
        return Ok(false);
    }
    let hides = |permission: &Permission| theirs.hold(*permission) && !rights.hold(*permission);
    Ok(!compared.iter().any(hides))
}

/// Begins it in this browser. Both names stand in the journal.
///
/// # Errors
/// `NotFound` for whom the actor may not see the cabinet as.
pub async fn see_as(access: &Access, session: &Session, whom: MembershipId) -> Result<(), Error> {
    access.require(SEE_AS)?;
    let (own, rights) = (session.membership, access.actor().rights.clone());
    let rights = rights.ok_or(Error::NotFound)?;
    let key = session.token_hash.clone();
    let services = Arc::clone(access.services());
    let member = access
        .write(move |write| {
            let whom = write.shared::<Membership>(&whom)?.ok_or(Error::NotFound)?;
            let own = write.shared::<Membership>(&own)?.ok_or(Error::NotFound)?;
            if !may_see_as(&services, &**write, &own, &rights, &whom)? {
                return Err(Error::NotFound);
            }
            let member = Membership::clone(&whom);
            write.change(&AccessEvent::SeenAs { member, began: true })?;
            Ok(whom)
        })
        .await?;
    set(access, key, Some(member.id)).await
}

/// Ends it.
pub async fn see_as_oneself(
    access: &Access,
    session: &Session,
    own: &Membership,
    seen: &Membership,
) -> Result<(), Error> {
    set(access, session.token_hash.clone(), None).await?;
    let member = seen.clone();
    let event = AccessEvent::SeenAs { member, began: false };
    // The access at hand only looks.
    let own = Access::of_member(access.services(), own, access.request())?;
    own.write(move |write| write.change(&event).map(|_| ())).await
}

async fn set(access: &Access, key: String, seen_as: Option<MembershipId>) -> Result<(), Error> {
    Access::system(access.services(), "access.see-as")
        .write(move |write| {
            let session = write.get::<Session>(&key)?.ok_or(Error::NotFound)?;
            write.technical(&Session { seen_as, ..session })
        })
        .await
}

/// «Client beside me»: hides purchase prices and margin in this browser until it is switched off.
pub async fn set_client_beside(access: &Access, session: &Session, on: bool) -> Result<(), Error> {
    let key = session.token_hash.clone();
    Access::system(access.services(), "access.client-beside")
        .write(move |write| {
            let mut session = write.get::<Session>(&key)?.ok_or(Error::NotFound)?;
            session.client_beside = on;
            session.say(Message::new(match on {
                true => "web-client-beside-on",
                false => "web-client-beside-off",
            }));
            write.technical(&session)
        })
        .await
}
