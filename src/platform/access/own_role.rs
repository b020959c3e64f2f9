//! Roles that a company makes for its own people, beside the ready ones.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::actor::{Access, Write};
use super::breadth::Breadth;
use super::ceiling::Ceiling;
use super::events::RoleEvent;
use super::member::Membership;
use super::permission::{Permission, Role};
use super::permissions;
use super::rights::Rights;
use crate::platform::error::{Error, FieldError};
use crate::platform::services::Services;
use crate::platform::store::{Index, Indexer, Reader, Record, StoreError, Table};
use crate::platform::values::{DealerId, Id, Message, Moment, PAGE_LIMIT_MAX, PageRequest, Scope};

pub type OwnRoleId = Id<OwnRole>;

/// The longest name of a role, in characters.
pub const ROLE_NAME_MAX: usize = 60;
/// Roles that one company may make.
pub const OWN_ROLES_MAX: usize = 50;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRole {
    pub id: OwnRoleId,
    /// The dealer, or `None` for the manufacturer.
    #[serde(default)]
    pub company: Option<DealerId>,
    pub name: String,
    /// Of the manufacturer's people: sees all dealers, and not only the own ones.
    #[serde(default)]
    pub everywhere: bool,
    /// Of a dealer's people: whose drafts and orders they work with.
    #[serde(default, skip_serializing_if = "Breadth::is_company")]
    pub breadth: Breadth,
    /// Permissions by their names. One that no module knows any more counts for nothing.
    pub rights: BTreeSet<String>,
    pub version: u32,
    pub created: Moment,
}

/// By company (none is the manufacturer), then by name.
pub const OWN_ROLE_BY_COMPANY: Index<OwnRole> = Index::new(170 * 16, "own_role.by_company");

impl Record for OwnRole {
    const TABLE: Table = Table::new(170, "own_role");
    type Key = OwnRoleId;

    fn key(&self) -> OwnRoleId {
        self.id
    }

    fn visible_to(&self, scope: &Scope) -> bool {
        match self.company {
            Some(dealer) => scope.includes(dealer),
            None => scope.is_signed_in(),
        }
    }

    fn index(&self, indexer: &mut Indexer) {
        indexer.put(&OWN_ROLE_BY_COMPANY, &(self.company, self.name.as_str()));
    }
}

impl OwnRole {
    /// The ready role that stands in a membership beside this one: it says whose rows are seen, and grants nothing.
    pub fn base(&self) -> Role {
        match (self.company, self.everywhere) {
            (Some(_), _) => Role::Seller,
            (None, true) => Role::Admin,
            (None, false) => Role::Manager,
        }
    }
}

/// What somebody is to be: a ready role, or one that their company made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleChoice {
    Ready(Role),
    Own(OwnRoleId),
}

impl From<Role> for RoleChoice {
    fn from(role: Role) -> RoleChoice {
        RoleChoice::Ready(role)
    }
}

impl RoleChoice {
    /// As a form says it: a ready role's name, or the id of an own one.
    pub fn parse(text: &str) -> Option<RoleChoice> {
        let ready = Role::from_id(text).map(RoleChoice::Ready);
        ready.or_else(|| text.parse().ok().map(RoleChoice::Own))
    }

    pub fn code(self) -> String {
        match self {
            RoleChoice::Ready(role) => role.id().to_owned(),
            RoleChoice::Own(id) => id.to_string(),
        }
    }

    pub fn of(member: &Membership) -> RoleChoice {
        member.own_role.map_or(RoleChoice::Ready(member.role), RoleChoice::Own)
    }

    /// The choice as a membership holds it.
    ///
    /// # Errors
    /// `Invalid` for a role of another company, or of the other kind of company.
    pub(super) fn settled(
        self,
        tx: &impl Reader,
        company: Option<DealerId>,
    ) -> Result<(Role, Option<OwnRoleId>), Error> {
        let wrong = || Error::invalid("role", Message::new("access-role-wrong"));
        match self {
            RoleChoice::Ready(role) if role.is_staff() != company.is_some() => Ok((role, None)),
            RoleChoice::Ready(_) => Err(wrong()),
            RoleChoice::Own(id) => {
                let own = tx.get::<OwnRole>(&id)?.filter(|own| own.company == company);
                own.map(|own| (own.base(), Some(own.id))).ok_or_else(wrong)
            }
        }
    }
}

/// All permissions that modules declare, for rules about giving rights. A part of the services, provided at boot.
pub struct KnownPermissions(pub Vec<Permission>);

impl KnownPermissions {
    /// Those of this installation; without its modules, the platform's alone.
    pub fn of(services: &Services) -> Vec<Permission> {
        let known = services.find_part::<KnownPermissions>();
        known.map_or_else(|| permissions::ALL.to_vec(), |known| known.0.clone())
    }
}

/// Can a role of this kind of company hold the permission at all? What only the manufacturer's people do, no dealer's
/// role ever does.
pub fn is_grantable(permission: Permission, of_dealer: bool) -> bool {
    permission != permissions::SIGNED_IN && permission.roles.iter().any(|role| role.is_staff() != of_dealer)
}

/// The company's own roles, by name.
pub fn own_roles(tx: &impl Reader, company: Option<DealerId>) -> Result<Vec<OwnRole>, StoreError> {
    Ok(tx
        .scan(&OWN_ROLE_BY_COMPANY, &company, &PageRequest::first(PAGE_LIMIT_MAX))?
        .items)
}

/// A role as it was typed.
#[derive(Clone, Debug, Default)]
pub struct RoleInput {
    pub name: String,
    pub everywhere: bool,
    pub breadth: Breadth,
    pub rights: BTreeSet<String>,
}

/// May the actor change the roles of this company's people? Of the own one whoever may invite; of a dealer whom the
/// manufacturer lets.
///
/// # Errors
/// `NotFound` for a company out of the actor's scope, `Forbidden` without the right.
fn require_keeper(access: &Access, company: Option<DealerId>) -> Result<(), Error> {
    if access.actor().company == company {
        return access.require(permissions::INVITE);
    }
    match company {
        Some(dealer) if access.scope().includes(dealer) => access.require(permissions::DEALER_ROLES),
        _ => Err(Error::NotFound),
    }
}

/// What the maker of a role may put into it.
enum Giver {
    /// Somebody of the company itself gives what they hold.
    Colleague(Option<Rights>),
    /// The manufacturer gives what it doesn't withhold from the dealer.
    Manufacturer(Option<Arc<Ceiling>>),
}

impl Giver {
    fn of(write: &Write<'_, '_>, company: Option<DealerId>) -> Result<Giver, Error> {
        Ok(match company.filter(|_| write.actor().company != company) {
            None => Giver::Colleague(write.actor().rights.clone()),
            Some(dealer) => Giver::Manufacturer(write.shared::<Ceiling>(&dealer)?),
        })
    }

    fn may(&self, permission: Permission) -> bool {
        match self {
            Giver::Colleague(own) => own.as_ref().is_none_or(|own| own.hold(permission)),
            Giver::Manufacturer(ceiling) => Ceiling::lets(ceiling.as_deref(), permission),
        }
    }

    /// Why a right can't be given.
    fn lacking(&self, permission: &Permission) -> Message {
        match self {
            Giver::Colleague(_) => lacking(permission),
            Giver::Manufacturer(_) => {
                Message::new("access-right-withheld").with("right", Message::named(permission.message()))
            }
        }
    }
}

/// Makes a role of a company, or changes one: of the actor's own, or of a dealer by the manufacturer.
///
/// # Errors
/// `NotFound` for a company out of the actor's scope; `Invalid` by field: a name that is taken or missing, no rights at all, a right that the actor lacks, margin without
/// purchase prices, a right over all orders in a role that sees the own ones, a role that is wider than the actor's; `Refused`
/// where somebody else has changed the role since `version`.
pub async fn save_role(
    access: &Access,
    company: Option<DealerId>,
    id: Option<(OwnRoleId, u32)>,
    input: RoleInput,
) -> Result<OwnRole, Error> {
    require_keeper(access, company)?;
    let name = input.name.trim().to_owned();
    let mut wrong = Vec::new();
    if name.is_empty() || name.chars().count() > ROLE_NAME_MAX || name.chars().any(char::is_control) {
        wrong.push(field("name", Message::new("access-role-name-wrong")));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let mut grantable = KnownPermissions::of(access.services());
    grantable.retain(|permission| is_grantable(*permission, company.is_some()));
    access
        .write(move |write| {
            let others = own_roles(&**write, company)?;
            let old = match id {
                None => None,
                Some((id, version)) => {
                    let old = others.iter().find(|role| role.id == id).ok_or(Error::NotFound)?;
                    if old.version != version {
                        return Err(Error::Refused(Message::new("access-role-moved")));
                    }
                    Some(old.clone())
                }
            };
            let folded = name.to_lowercase();
            let taken = |role: &OwnRole| Some(role.id) != id.map(|(id, _)| id) && role.name.to_lowercase() == folded;
            if others.iter().any(taken) {
                return Err(Error::invalid("name", Message::new("access-role-name-taken")));
            }
            if old.is_none() && others.len() >= OWN_ROLES_MAX {
                return Err(Error::Refused(
                    Message::new("access-roles-many").with("max", OWN_ROLES_MAX),
                ));
            }
            let breadth = match company {
                Some(_) => input.breadth,
                None => Breadth::Company,
            };
            // Whoever sees only their own neither makes a wider role nor puts rights into one.
            let widest = old.as_ref().map_or(breadth, |old| old.breadth.max(breadth));
            if write.actor().rights.as_ref().is_some_and(|own| own.breadth() < widest) {
                return Err(Error::invalid("breadth", Message::new("access-breadth-lacking")));
            }
            let rights = settled_rights(&Giver::of(write, company)?, &grantable, &input.rights, old.as_ref())?;
            if breadth == Breadth::Own
                && let Some(whole) = grantable.iter().find(|one| one.whole && rights.contains(one.id))
            {
                return Err(Error::invalid("rights", needs_company(whole)));
            }
            let role = OwnRole {
                id: old.as_ref().map_or_else(|| write.fresh_id(), |old| old.id),
                company,
                name: name.clone(),
                everywhere: company.is_none() && input.everywhere,
                breadth,
                rights,
                version: old.as_ref().map_or(1, |old| old.version + 1),
                created: old.as_ref().map_or_else(|| write.now(), |old| old.created),
            };
            if let Some(old) = &old {
                // Nobody widens a role that they hold themselves.
                if holds_role(write.actor(), &**write, old.id)? {
                    return Err(Error::Refused(Message::new("access-own-role")));
                }
                let same = OwnRole {
                    version: old.version,
                    ..role.clone()
                };
                if *old == same {
                    return Ok(old.clone());
                }
            }
            // The base says whose rows are seen: its holders follow it.
            let mut moved = Vec::new();
            if old.as_ref().is_some_and(|old| old.base() != role.base()) {
                let people = super::people::people_of(&**write, company)?;
                let holders = people.into_iter().filter(|member| member.own_role == Some(role.id));
                moved.extend(holders.map(|member| Membership {
                    role: role.base(),
                    ..member
                }));
            }
            let event = RoleEvent::saved(old, role.clone());
            let mut change = write.change(&event)?;
            change.save(&role)?;
            for member in &moved {
                change.save(member)?;
            }
            Ok(role)
        })
        .await
}

/// The rights of a role as they were ticked. What the actor lacks can't be ticked, and stays as it was: nobody takes away
/// what they couldn't give back.
fn settled_rights(
    giver: &Giver,
    grantable: &[Permission],
    ticked: &BTreeSet<String>,
    old: Option<&OwnRole>,
) -> Result<BTreeSet<String>, Error> {
    let had = |permission: Permission| old.is_some_and(|old| old.rights.contains(permission.id));
    let mut rights = BTreeSet::new();
    for permission in grantable {
        match (giver.may(*permission), ticked.contains(permission.id), had(*permission)) {
            (true, true, _) | (false, _, true) => drop(rights.insert(permission.id.to_owned())),
            (false, true, false) => return Err(Error::invalid("rights", giver.lacking(permission))),
            _ => {}
        }
    }
    if rights.is_empty() {
        return Err(Error::invalid("rights", Message::new("access-role-empty")));
    }
    // The margin and the price that clients pay tell what the goods cost.
    let holds = |permission: Permission| rights.contains(permission.id);
    if holds(permissions::SEE_MARGIN) && !holds(permissions::SEE_PURCHASE_PRICE) {
        return Err(Error::invalid("rights", Message::new("access-role-margin")));
    }
    Ok(rights)
}

/// Removes a role that nobody holds.
///
/// # Errors
/// `NotFound` where the company has no such role; `Refused` while somebody does.
pub async fn remove_role(access: &Access, company: Option<DealerId>, id: OwnRoleId) -> Result<(), Error> {
    require_keeper(access, company)?;
    access
        .write(move |write| {
            let role = write.get::<OwnRole>(&id)?.filter(|role| role.company == company);
            let Some(role) = role else { return Err(Error::NotFound) };
            let held = super::people::people_of(&**write, company)?
                .iter()
                .filter(|member| member.own_role == Some(id))
                .count();
            if held > 0 {
                return Err(Error::Refused(Message::new("access-role-held").with("n", held)));
            }
            write.change(&RoleEvent::Removed(role))?.delete::<OwnRole>(&id)?;
            Ok(())
        })
        .await
}

fn holds_role(actor: &super::Actor, tx: &impl Reader, id: OwnRoleId) -> Result<bool, Error> {
    let crate::platform::journal::Who::Person { membership, .. } = &actor.who else {
        return Ok(false);
    };
    let member = tx.get::<Membership>(membership)?;
    Ok(member.is_some_and(|member| member.own_role == Some(id)))
}

/// Does the giver hold all of these rights, as widely? Names the first that is missing.
pub(super) fn gives(giver: Option<&Rights>, given: &Rights, known: &[Permission]) -> Result<(), Message> {
    let Some(giver) = giver else { return Ok(()) };
    if !giver.reaches(given) {
        return Err(Message::new("access-breadth-lacking"));
    }
    let missing = known
        .iter()
        .find(|permission| given.hold(**permission) && !giver.hold(**permission));
    missing.map_or(Ok(()), |permission| Err(lacking(permission)))
}

pub(super) fn lacking(permission: &Permission) -> Message {
    Message::new("access-right-lacking").with("right", Message::named(permission.message()))
}

/// A right over all orders of the company is nothing for who sees only their own.
pub(super) fn needs_company(permission: &Permission) -> Message {
    Message::new("access-right-whole").with("right", Message::named(permission.message()))
}

fn field(field: &'static str, message: Message) -> FieldError {
    FieldError {
        field: field.into(),
        message,
    }
}
