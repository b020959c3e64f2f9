//! Rights beside the role: given by name, lent by somebody who is away, asked for where they are missing.

use std::sync::Arc;

use jiff::ToSpan;
use serde::{Deserialize, Serialize};

use super::actor::{Access, Technical, Write};
use super::breadth::Breadth;
use super::events::{AccessEvent, Entitled};
use super::member::{Membership, StandIn};
use super::own_role::{KnownPermissions, is_grantable, needs_company};
use super::people::{is_self, manageable, may_give, may_touch};
use super::permission::Permission;
use super::permissions::INVITE;
use super::rights::Rights;
use crate::platform::error::Error;
use crate::platform::journal::Who;
use crate::platform::store::{Index, Indexer, Reader, Record, StoreError, Table};
use crate::platform::values::{Day, DealerId, MembershipId, Message, Moment, PAGE_LIMIT_MAX, PageRequest, Scope};

/// The longest time that somebody stands in, in days.
pub const STAND_IN_DAYS_MAX: i64 = 366;
/// Those whom one person stands in for at a time.
const STAND_INS_MAX: usize = 10;

/// A right that somebody lacked and asked for, until it is given or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightAsk {
    pub member: MembershipId,
    pub right: String,
    pub company: Option<DealerId>,
    /// The asker's name.
    pub name: String,
    pub at: Moment,
}

/// By company (none is the manufacturer), the oldest first.
pub const ASK_BY_COMPANY: Index<RightAsk> = Index::new(172 * 16, "right_ask.by_company");

impl Record for RightAsk {
    const TABLE: Table = Table::new(172, "right_ask");
    type Key = (MembershipId, String);

    fn key(&self) -> (MembershipId, String) {
        (self.member, self.right.clone())
    }

    fn visible_to(&self, scope: &Scope) -> bool {
        match self.company {
            Some(dealer) => scope.includes(dealer),
            None => scope.is_signed_in(),
        }
    }

    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&ASK_BY_COMPANY, &(self.company, self.at));
    }
}

/// What was asked and how it was answered stands in the journal; the record only waits.
impl Technical for RightAsk {}

fn known(access: &Access, id: &str, of_dealer: bool) -> Result<Permission, Error> {
    let mut all = KnownPermissions::of(access.services()).into_iter();
    all.find(|permission| permission.id == id && is_grantable(*permission, of_dealer))
        .ok_or(Error::NotFound)
}

/// Gives a person a right by name, or takes one away that was given so. What a role holds is taken by another role.
///
/// # Errors
/// `NotFound` for a right that no role of this kind of company can hold; `Invalid` for one that the actor lacks;
/// `Refused` for oneself and for who holds more than the actor.
pub async fn set_right(access: &Access, id: MembershipId, right: &str, give: bool) -> Result<Membership, Error> {
    access.require(INVITE)?;
    let of_dealer = manageable(&access.read()?, access.actor(), id)?.company.is_some();
    let permission = known(access, right, of_dealer)?;
    let all = KnownPermissions::of(access.services());
    access
        .write(move |write| {
            let old = manageable(&**write, write.actor(), id)?;
            if is_self(write.actor(), id) {
                return Err(Error::Refused(Message::new("access-own-rights")));
            }
            may_touch(write, &old, &all)?;
            if give && permission.whole {
                let rights = Rights::of(&**write, &Arc::new(old.clone()), write.now())?;
                if rights.breadth() == Breadth::Own {
                    return Err(Error::Refused(needs_company(&permission)));
                }
            }
            let mut member = old.clone();
            let moved = match give {
                true => !holds(write, &old, permission)? && member.extra.insert(permission.id.to_owned()),
                false => member.extra.remove(permission.id),
            };
            if give {
                write.forget::<RightAsk>(&(id, permission.id.to_owned()))?;
            }
            if !moved {
                return Ok(old);
            }
            let what = match give {
                true => Entitled::Given(permission.id.to_owned()),
                false => Entitled::Taken(permission.id.to_owned()),
            };
            may_give(write, &member, &all)?;
            let event = AccessEvent::Entitled {
                member: member.clone(),
                what,
            };
            write.save(&member, &event)?;
            Ok(member)
        })
        .await
}

fn holds(write: &Write<'_, '_>, member: &Membership, permission: Permission) -> Result<bool, StoreError> {
    let rights = Rights::of(&**write, &Arc::new(member.clone()), write.now())?;
    Ok(rights.hold(permission))
}

/// Lets a person act with the rights of a colleague until a moment, the end of the last `day`.
///
/// # Errors
/// `Invalid` for a colleague of another company, a time that has passed or lies too far ahead, and for rights that the
/// actor lacks.
pub async fn stand_in(access: &Access, id: MembershipId, of: MembershipId, day: Day) -> Result<Membership, Error> {
    access.require(INVITE)?;
    let zone = &access.services().zone;
    let today = access.now().day_in(zone);
    if day < today || day > today.saturating_add(STAND_IN_DAYS_MAX.days()) {
        return Err(Error::invalid(
            "until",
            Message::new("access-stand-in-until").with("days", STAND_IN_DAYS_MAX),
        ));
    }
    let until = Moment::start_of(day.saturating_add(1.days()), zone);
    let all = KnownPermissions::of(access.services());
    access
        .write(move |write| {
            let old = manageable(&**write, write.actor(), id)?;
            may_touch(write, &old, &all)?;
            let absent = write
                .get::<Membership>(&of)?
                .filter(|absent| absent.company == old.company && !absent.disabled && absent.id != old.id);
            let Some(absent) = absent else {
                return Err(Error::invalid("of", Message::new("access-stand-in-whom")));
            };
            let now = write.now();
            let mut member = old.clone();
            member.stands_in.retain(|kept| kept.of != of && kept.is_open(now));
            if member.stands_in.len() >= STAND_INS_MAX {
                return Err(Error::invalid(
                    "of",
                    Message::new("access-stand-ins-many").with("max", STAND_INS_MAX),
                ));
            }
            member.stands_in.push(StandIn {
                of,
                name: absent.name.clone(),
                until,
            });
            if member == old {
                return Ok(old);
            }
            // An administrator or a director lends what they hold; others lend no more than they have.
            may_give(write, &member, &all)?;
            let what = Entitled::StandIn {
                of: absent.name.clone(),
                until: day,
            };
            let event = AccessEvent::Entitled {
                member: member.clone(),
                what,
            };
            write.save(&member, &event)?;
            Ok(member)
        })
        .await
}

/// Ends it before its time.
pub async fn end_stand_in(access: &Access, id: MembershipId, of: MembershipId) -> Result<Membership, Error> {
    access.require(INVITE)?;
    access
        .write(move |write| {
            let old = manageable(&**write, write.actor(), id)?;
            let Some(ended) = old.stands_in.iter().find(|kept| kept.of == of).cloned() else {
                return Ok(old);
            };
            let mut member = old.clone();
            member.stands_in.retain(|kept| kept.of != of);
            let event = AccessEvent::Entitled {
                member: member.clone(),
                what: Entitled::StandInEnded { of: ended.name },
            };
            write.save(&member, &event)?;
            Ok(member)
        })
        .await
}

/// Asks those who can give it for a right that the actor lacks. Asked twice it is one question.
///
/// # Errors
/// `NotFound` for a right that only the other kind of company has, and where there is nobody to ask.
pub async fn ask_right(access: &Access, right: &str) -> Result<(), Error> {
    let Who::Person { membership, .. } = access.actor().who else {
        return Err(Error::NotFound);
    };
    let permission = known(access, right, access.actor().company.is_some())?;
    if access.may(permission) {
        return Ok(());
    }
    access
        .write(move |write| {
            let member = write.get::<Membership>(&membership)?.ok_or(Error::NotFound)?;
            let key = (membership, permission.id.to_owned());
            if write.get::<RightAsk>(&key)?.is_some() {
                return Ok(());
            }
            let ask = RightAsk {
                member: membership,
                right: permission.id.to_owned(),
                company: member.company,
                name: member.name.clone(),
                at: write.now(),
            };
            write.technical(&ask)?;
            let right = ask.right;
            write.change(&AccessEvent::Asked { member, right }).map(|_| ())
        })
        .await
}

/// Answers with no; the asker is told.
pub async fn refuse_right(access: &Access, id: MembershipId, right: &str) -> Result<(), Error> {
    access.require(INVITE)?;
    let right = right.to_owned();
    access
        .write(move |write| {
            let member = manageable(&**write, write.actor(), id)?;
            if !write.forget::<RightAsk>(&(id, right.clone()))? {
                return Ok(());
            }
            let right = right.clone();
            write.change(&AccessEvent::AskRefused { member, right }).map(|_| ())
        })
        .await
}

/// What people of a company wait for, the oldest first.
pub fn asks_of(tx: &impl Reader, company: Option<DealerId>) -> Result<Vec<RightAsk>, StoreError> {
    Ok(tx
        .scan(&ASK_BY_COMPANY, &company, &PageRequest::first(PAGE_LIMIT_MAX))?
        .items)
}
