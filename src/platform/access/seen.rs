//! Seeing the cabinet as somebody else: with their rights and their rows, changing nothing.

use super::actor::Access;
use super::events::AccessEvent;
use super::member::Membership;
use super::permissions::SEE_AS;
use super::rights::Rights;
use super::session::Session;
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{MembershipId, Message};

/// May whoever has these rights see the cabinet as `whom`? Of the own company, and of a dealer that the manufacturer's
/// person answers for; never as somebody of the manufacturer from a dealer, nor as an administrator.
pub fn may_see_as(own: &Membership, rights: &Rights, whom: &Membership) -> bool {
    let near = match (own.company, whom.company) {
        (own, whom) if own == whom => true,
        (None, Some(_)) => true,
        _ => false,
    };
    let above = whom.company.is_none() && whom.is_chief();
    let within = whom.company.is_none_or(|dealer| own.scope().includes(dealer));
    near && within && !above && !whom.disabled && whom.id != own.id && rights.hold(SEE_AS)
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
    let member = access
        .write(move |write| {
            let whom = write.get::<Membership>(&whom)?.ok_or(Error::NotFound)?;
            let own = write.get::<Membership>(&own)?.ok_or(Error::NotFound)?;
            if !may_see_as(&own, &rights, &whom) {
                return Err(Error::NotFound);
            }
            let member = whom.clone();
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
