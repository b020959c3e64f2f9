//! Changes of people's places in companies: role, name and telephone, switching off and on, a new invitation.
//!
//! Staff memberships are visible to dealers (a manager's name and telephone), so visibility is not enough here: who
//! acts for a dealer may change only people of that very dealer.

use super::actor::{Access, Actor, Write};
use super::events::AccessEvent;
use super::invitation::{INVITATION_BY_MEMBERSHIP, Invitation, new_invitation};
use super::letter_key::forget_of_member;
use super::member::{MEMBER_BY_COMPANY, Membership};
use super::permission::Role;
use super::session::{SESSION_BY_ACCOUNT, Session};
use crate::platform::error::{Error, FieldError};
use crate::platform::journal::Who;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, MembershipId, Message, PAGE_LIMIT_MAX, PageRequest};

/// The longest name of a person, in characters.
pub const PERSON_NAME_MAX: usize = 120;
/// The longest telephone as it is written, in characters.
const PHONE_MAX: usize = 40;

/// What can be changed about a person in a company.
#[derive(Clone, Debug)]
pub struct PersonEdit {
    pub name: String,
    pub role: Role,
    /// As it is shown; empty when there is none.
    pub phone: String,
}

/// The membership, when the actor may change it; otherwise as if there were none.
pub fn manageable(tx: &impl Reader, actor: &Actor, id: MembershipId) -> Result<Membership, Error> {
    let member = tx.get::<Membership>(&id)?.ok_or(Error::NotFound)?;
    match actor.company {
        Some(own) if member.company != Some(own) => Err(Error::NotFound),
        _ => Ok(member),
    }
}

/// Changes role, name and telephone.
///
/// # Errors
/// `Invalid` by field; `Refused` for the own role, and for the last administrator's.
pub async fn edit_person(access: &Access, id: MembershipId, edit: PersonEdit) -> Result<Membership, Error> {
    let (name, phone) = (edit.name.trim().to_owned(), edit.phone.trim().to_owned());
    let mut wrong = Vec::new();
    if name.is_empty() || name.chars().count() > PERSON_NAME_MAX {
        wrong.push(FieldError {
            field: "name".into(),
            message: Message::new("access-name-wrong"),
        });
    }
    if phone.chars().count() > PHONE_MAX || phone.chars().any(char::is_control) {
        wrong.push(FieldError {
            field: "phone".into(),
            message: Message::new("access-phone-wrong"),
        });
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    access
        .write(move |write| {
            let old = manageable(&**write, write.actor(), id)?;
            if edit.role.is_staff() == old.company.is_some() {
                return Err(Error::invalid("role", Message::new("access-role-wrong")));
            }
            if edit.role != old.role {
                if is_self(write.actor(), id) {
                    return Err(Error::invalid("role", Message::new("access-own-role")));
                }
                keep_an_administrator(write, &old)?;
            }
            let member = Membership {
                name: name.clone(),
                role: edit.role,
                phone: (!phone.is_empty()).then(|| phone.clone()),
                // Own dealers are a manager's only: an administrator who was one must not keep them for later.
                dealers: if edit.role == Role::Manager {
                    old.dealers.clone()
                } else {
                    Vec::new()
                },
                ..old.clone()
            };
            if member != old {
                write.save(&member, &AccessEvent::Changed { member: member.clone() })?;
            }
            Ok(member)
        })
        .await
}

/// Switches a person off (sessions in this company end) or on again.
///
/// # Errors
/// `Refused` for oneself and for the last administrator.
pub async fn set_disabled(access: &Access, id: MembershipId, disabled: bool) -> Result<Membership, Error> {
    let member = access
        .write(move |write| {
            let old = manageable(&**write, write.actor(), id)?;
            if old.disabled == disabled {
                return Ok(old);
            }
            if disabled {
                if is_self(write.actor(), id) {
                    return Err(Error::Refused(Message::new("access-disable-self")));
                }
                keep_an_administrator(write, &old)?;
            }
            let member = Membership { disabled, ..old };
            let event = if disabled {
                AccessEvent::Disabled { member: member.clone() }
            } else {
                AccessEvent::Enabled { member: member.clone() }
            };
            write.save(&member, &event)?;
            Ok(member)
        })
        .await?;
    if disabled {
        end_sessions(access, &member).await?;
    }
    Ok(member)
}

/// Makes a new link; older ones stop working. Who came in before sets a new password by it: that is how a forgotten one
/// is replaced. For such an account an administrator is needed, or its only company's own people: a director may not
/// set the password of somebody who works elsewhere too.
pub async fn invite_again(access: &Access, id: MembershipId) -> Result<(Membership, String), Error> {
    let (member, joined) = {
        let tx = access.read()?;
        let member = manageable(&tx, access.actor(), id)?;
        if member.disabled {
            return Err(Error::Refused(Message::new("access-invite-disabled")));
        }
        let account = tx.get::<super::Account>(&member.account)?.ok_or(Error::NotFound)?;
        (member, account.password.is_some())
    };
    if joined && !access.may(super::permissions::ADMINISTER) {
        let everywhere = super::sign_in::memberships(access.services(), member.account)?;
        if everywhere.iter().any(|other| other.company != member.company) {
            return Err(Error::Refused(Message::new("access-invite-joined")));
        }
    }
    let (invitation, secret) = new_invitation(&member, access.now());
    let invitation = Invitation {
        fresh_password: joined,
        ..invitation
    };
    let event = AccessEvent::Invited { member: member.clone() };
    let key = member.id;
    Access::system(access.services(), "access.invite")
        .write(move |write| {
            let old = write.scan(&INVITATION_BY_MEMBERSHIP, &key, &PageRequest::first(PAGE_LIMIT_MAX))?;
            for stale in old.items.into_iter().filter(|invitation| invitation.used.is_none()) {
                write.forget::<Invitation>(&stale.token_hash)?;
            }
            write.technical(&invitation)
        })
        .await?;
    access.write(move |write| write.change(&event).map(|_| ())).await?;
    Ok((member, secret))
}

/// People of a company (`None`: the manufacturer), by name; at most a page.
pub fn people_of(tx: &impl Reader, company: Option<DealerId>) -> Result<Vec<Membership>, Error> {
    Ok(tx
        .scan(&MEMBER_BY_COMPANY, &company, &PageRequest::first(PAGE_LIMIT_MAX))?
        .items)
}

fn is_self(actor: &Actor, id: MembershipId) -> bool {
    matches!(&actor.who, Who::Person { membership, .. } if *membership == id)
}

/// Nobody may be left without a key to the house.
fn keep_an_administrator(write: &Write<'_, '_>, leaving: &Membership) -> Result<(), Error> {
    if leaving.role != Role::Admin || leaving.disabled {
        return Ok(());
    }
    let others = people_of(&**write, None)?;
    let remains = others
        .iter()
        .any(|member| member.id != leaving.id && member.role == Role::Admin && !member.disabled);
    if remains {
        Ok(())
    } else {
        Err(Error::Refused(Message::new("access-last-administrator")))
    }
}

async fn end_sessions(access: &Access, member: &Membership) -> Result<(), Error> {
    let (account, membership) = (member.account, member.id);
    Access::system(access.services(), "access.disable")
        .write(move |write| {
            let open = write.scan(&SESSION_BY_ACCOUNT, &account, &PageRequest::first(PAGE_LIMIT_MAX))?;
            for session in open
                .items
                .into_iter()
                .filter(|session| session.membership == membership)
            {
                write.forget::<Session>(&session.token_hash)?;
            }
            Ok(())
        })
        .await?;
    // Links in letters are a way in too.
    while Access::system(access.services(), "access.disable")
        .write(move |write| forget_of_member(write, membership))
        .await?
    {}
    Ok(())
}
