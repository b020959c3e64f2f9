//! Changes of people's places in companies: role, name and telephone, switching off and on, a new invitation.
//!
//! Staff memberships are visible to dealers (a manager's name and telephone), so visibility is not enough here: who
//! acts for a dealer may change only people of that very dealer.

use std::sync::Arc;

use super::actor::{Access, Actor, Write};
use super::events::{AccessEvent, Entitled};
use super::invitation::{INVITATION_BY_MEMBERSHIP, Invitation, new_invitation};
use super::letter_key::forget_of_member;
use super::member::{MEMBER_BY_COMPANY, Membership};
use super::own_role::{KnownPermissions, OwnRole, RoleChoice, gives, lacking};
use super::permission::{Permission, Role};
use super::rights::Rights;
use super::session::{SESSION_BY_ACCOUNT, Session};
use crate::platform::error::{Error, FieldError};
use crate::platform::journal::Who;
use crate::platform::store::Reader;
use crate::platform::values::{Arg, DealerId, MembershipId, Message, PAGE_LIMIT_MAX, PageRequest};

/// The longest name of a person, in characters.
pub const PERSON_NAME_MAX: usize = 120;
/// The longest telephone as it is written, in characters.
const PHONE_MAX: usize = 40;

/// A person's name, as it is kept.
pub(super) fn checked_name(typed: &str) -> Result<String, Error> {
    let name = typed.trim();
    match name.chars().count() {
        1..=PERSON_NAME_MAX => Ok(name.to_owned()),
        _ => Err(Error::invalid("name", Message::new("access-name-wrong"))),
    }
}

/// What can be changed about a person in a company.
#[derive(Clone, Debug)]
pub struct PersonEdit {
    pub name: String,
    pub role: RoleChoice,
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
/// `Invalid` by field, for the own role, and for one with rights that the actor lacks; `Refused` for the last
/// administrator's or director's, and for who holds more than the actor.
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
    let known = KnownPermissions::of(access.services());
    access
        .write(move |write| {
            let old = manageable(&**write, write.actor(), id)?;
            may_touch(write, &old, &known)?;
            let (role, own_role) = edit.role.settled(&**write, old.company)?;
            let moved = (role, own_role) != (old.role, old.own_role);
            let member = Membership {
                name: name.clone(),
                role,
                own_role,
                phone: (!phone.is_empty()).then(|| phone.clone()),
                // Own dealers are a manager's only: an administrator who was one must not keep them for later.
                dealers: match role {
                    Role::Manager => old.dealers.clone(),
                    _ => Vec::new(),
                },
                ..old.clone()
            };
            if moved {
                if is_self(write.actor(), id) {
                    return Err(Error::invalid("role", Message::new("access-own-role")));
                }
                keep_a_chief(write, &old)?;
                may_give(write, &member, &known)?;
                let what = Entitled::Role {
                    old: role_called(&**write, &old)?,
                    new: role_called(&**write, &member)?,
                };
                let event = AccessEvent::Entitled {
                    member: member.clone(),
                    what,
                };
                write.save(&member, &event)?;
            } else if member != old {
                write.save(&member, &AccessEvent::Changed { member: member.clone() })?;
            }
            Ok(member)
        })
        .await
}

/// A person's role by what people call it.
pub fn role_called(tx: &impl Reader, member: &Membership) -> Result<Arg, Error> {
    let own = match member.own_role {
        Some(id) => tx.get::<OwnRole>(&id)?,
        None => None,
    };
    Ok(match own {
        Some(own) => own.name.into(),
        None => Message::new(member.role.message()).into(),
    })
}

/// Nobody gives a right that they don't have. Of another company's people those dispose who manage that company.
///
/// # Errors
/// `Invalid` at the role, naming the first right that the giver lacks.
pub(super) fn may_give(write: &Write<'_, '_>, member: &Membership, known: &[Permission]) -> Result<(), Error> {
    let actor = write.actor();
    if actor.company != member.company {
        return Ok(());
    }
    let chief = actor.rights.as_ref().is_some_and(Rights::is_chief);
    let mut given = member.clone();
    if chief {
        // Whoever answers for the company fills its ready roles, and says who stands in for whom, though a ready role may
        // hold what theirs doesn't: the papers of a recipient, which no administrator reads.
        given.stands_in.clear();
        if given.own_role.is_none() {
            let lacks = known.iter().find(|permission| {
                given.extra.contains(permission.id) && !actor.rights.as_ref().is_some_and(|own| own.hold(**permission))
            });
            return lacks.map_or(Ok(()), |permission| Err(Error::invalid("role", lacking(permission))));
        }
    }
    let given = Rights::of(&**write, &Arc::new(given), write.now())?;
    gives(actor.rights.as_ref(), &given, known).map_err(|why| Error::invalid("role", why))
}

/// Whoever holds more than the actor is not the actor's to change.
pub(super) fn may_touch(write: &Write<'_, '_>, member: &Membership, known: &[Permission]) -> Result<(), Error> {
    let actor = write.actor();
    let chief = actor.rights.as_ref().is_some_and(Rights::is_chief);
    if actor.company != member.company || is_self(actor, member.id) || chief {
        return Ok(());
    }
    let held = Rights::of(&**write, &Arc::new(member.clone()), write.now())?;
    let above = Message::new("access-person-above").with("name", member.name.as_str());
    gives(actor.rights.as_ref(), &held, known).map_err(|_| Error::Refused(above))
}

/// Switches a person off (sessions in this company end) or on again.
///
/// # Errors
/// `Refused` for oneself, for the last administrator or director, and for who holds more rights than the actor.
pub async fn set_disabled(access: &Access, id: MembershipId, disabled: bool) -> Result<Membership, Error> {
    let known = KnownPermissions::of(access.services());
    let member = access
        .write(move |write| {
            let old = manageable(&**write, write.actor(), id)?;
            may_touch(write, &old, &known)?;
            if old.disabled == disabled {
                return Ok(old);
            }
            if disabled {
                if is_self(write.actor(), id) {
                    return Err(Error::Refused(Message::new("access-disable-self")));
                }
                keep_a_chief(write, &old)?;
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
        above_none(access, &tx, &member)?;
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

/// A link sets a password: nobody makes one for who holds more than they do.
fn above_none(access: &Access, tx: &impl Reader, member: &Membership) -> Result<(), Error> {
    let chief = access.actor().rights.as_ref().is_some_and(Rights::is_chief);
    if access.actor().company != member.company || is_self(access.actor(), member.id) || chief {
        return Ok(());
    }
    let known = KnownPermissions::of(access.services());
    let held = Rights::of(tx, &Arc::new(member.clone()), access.now())?;
    let above = Message::new("access-person-above").with("name", member.name.as_str());
    gives(access.actor().rights.as_ref(), &held, &known).map_err(|_| Error::Refused(above))
}

/// People of a company (`None`: the manufacturer), by name; at most a page.
pub fn people_of(tx: &impl Reader, company: Option<DealerId>) -> Result<Vec<Membership>, Error> {
    Ok(tx
        .scan(&MEMBER_BY_COMPANY, &company, &PageRequest::first(PAGE_LIMIT_MAX))?
        .items)
}

pub(super) fn is_self(actor: &Actor, id: MembershipId) -> bool {
    matches!(&actor.who, Who::Person { membership, .. } if *membership == id)
}

/// No company may be left without whoever answers for it: an administrator, a director.
fn keep_a_chief(write: &Write<'_, '_>, leaving: &Membership) -> Result<(), Error> {
    if !leaving.is_chief() {
        return Ok(());
    }
    let others = people_of(&**write, leaving.company)?;
    match others.iter().any(|member| member.id != leaving.id && member.is_chief()) {
        true => Ok(()),
        false => Err(Error::Refused(Message::new(match leaving.company {
            None => "access-last-administrator",
            Some(_) => "access-last-director",
        }))),
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
