//! The roles of a company: the ready ones, to be looked at, and its own. The reader's company, or a dealer whose roles the
//! manufacturer looks after.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;

use super::grantable;
use crate::modules::dealers::Dealer;
use crate::modules::rights::views::roles::{self as view, Page, Row};
use crate::platform::access::{
    Breadth, Ceiling, Membership, OwnRole, OwnRoleId, Permission, Rights, Role, RoleInput, own_roles, people_of,
    remove_role, save_role,
};
use crate::platform::error::Error;
use crate::platform::i18n::try_text;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{DealerId, Message};
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub name: String,
    pub everywhere: bool,
    /// A breadth by its code.
    pub breadth: String,
    pub right: Vec<String>,
    pub version: u32,
}

impl Typed {
    fn of(role: &OwnRole) -> Typed {
        Typed {
            name: role.name.clone(),
            everywhere: role.everywhere,
            breadth: role.breadth.code().to_owned(),
            right: role.rights.iter().cloned().collect(),
            version: role.version,
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct NewQuery {
    /// The ready role that a new one begins with.
    from: String,
}

/// Whose roles these are, and where their pages are.
pub struct Place {
    pub company: Option<DealerId>,
    /// The address that those of the roles begin with.
    pub base: String,
    /// The page above: what it is called, and its address.
    pub above: (String, String),
    /// The menu item that the pages belong to.
    current: &'static str,
    /// The dealer's name, where the reader is the manufacturer's.
    pub dealer: Option<String>,
    ceiling: Option<Arc<Ceiling>>,
}

impl Place {
    /// The reader's own company.
    fn own(cx: &Cx) -> Place {
        let company = cx.access.actor().company;
        let current = current(company);
        let above = match company {
            Some(_) => tr!(cx.locale, "dealers-menu-company"),
            None => tr!(cx.locale, "dealers-staff"),
        };
        Place {
            company,
            base: "/roles".to_owned(),
            above: (above.to_owned(), current.to_owned()),
            current,
            dealer: None,
            ceiling: None,
        }
    }

    /// The dealer that the address names.
    ///
    /// # Errors
    /// `NotFound` for one out of the reader's scope.
    fn of_dealer(cx: &Cx) -> Result<Place, Error> {
        let id: DealerId = cx.param("id")?;
        let tx = cx.access.read()?;
        let dealer = tx.shared::<Dealer>(&id)?.ok_or(Error::NotFound)?;
        Ok(Place {
            company: Some(id),
            base: format!("/dealers/{id}/roles"),
            above: (dealer.name.clone(), format!("/dealers/{id}")),
            current: "/dealers",
            dealer: Some(dealer.name.clone()),
            ceiling: tx.shared::<Ceiling>(&id)?,
        })
    }

    /// Can the reader put it into a role here?
    pub fn gives(&self, cx: &Cx, permission: Permission) -> bool {
        match &self.dealer {
            None => cx.access.may(permission),
            Some(_) => Ceiling::lets(self.ceiling.as_deref(), permission),
        }
    }

    /// How wide the reader's own rights are here: no role that the reader makes is wider.
    fn widest(&self, cx: &Cx) -> Breadth {
        let rights = cx.access.actor().rights.as_ref().filter(|_| self.dealer.is_none());
        rights.map_or(Breadth::Company, Rights::breadth)
    }
}

/// The page of the company's people, to which the pages of roles belong.
pub fn current(company: Option<DealerId>) -> &'static str {
    match company {
        Some(_) => "/company",
        None => "/people",
    }
}

pub async fn list(cx: Cx) -> Outcome {
    listed(&cx, &Place::own(&cx))
}

pub async fn list_of_dealer(cx: Cx) -> Outcome {
    listed(&cx, &Place::of_dealer(&cx)?)
}

fn listed(cx: &Cx, place: &Place) -> Outcome {
    let company = place.company;
    let tx = cx.access.read()?;
    let people = people_of(&tx, company)?;
    let holders = |takes: &dyn Fn(&Membership) -> bool| people.iter().filter(|one| !one.disabled && takes(one)).count();
    let ready = Role::ready(company.is_some()).iter().map(|role| Row {
        name: titled(&text(cx, role.message())),
        about: text(cx, &format!("dealers-role-{}", role.id())),
        // What a ready one holds is shown to those whose it is.
        href: place.dealer.is_none().then(|| format!("/roles/ready/{}", role.id())),
        own: false,
        people: holders(&|one| one.own_role.is_none() && one.role == *role),
    });
    let own = own_roles(&tx, company)?;
    let own = own.iter().map(|role| Row {
        name: role.name.clone(),
        about: match role.breadth {
            Breadth::Company => tr!(cx.locale, "rights-role-of", n = role.rights.len()),
            Breadth::Own => tr!(cx.locale, "rights-role-of-own", n = role.rights.len()),
        },
        href: Some(format!("{}/{}", place.base, role.id)),
        own: true,
        people: holders(&|one| one.own_role == Some(role.id)),
    });
    let rows: Vec<Row> = ready.chain(own).collect();
    let head = PageHead {
        title: tr!(cx.locale, "rights-roles"),
        current: place.current,
    };
    cx.page(head, view::list(cx, place, &rows))
}

pub async fn ready(cx: Cx) -> Outcome {
    let company = cx.access.actor().company;
    let role: String = cx.param("role")?;
    let role = Role::from_id(&role).filter(|role| Role::ready(company.is_some()).contains(role));
    let role = role.ok_or(Error::NotFound)?;
    let tx = cx.access.read()?;
    let people = holders(&tx, company, |one| one.own_role.is_none() && one.role == role)?;
    let sections = grantable(&cx, company.is_some());
    let name = titled(&text(&cx, role.message()));
    let head = PageHead {
        title: &name,
        current: current(company),
    };
    cx.page(head, view::ready(&cx, role, &sections, &people))
}

pub async fn new(cx: Cx) -> Outcome {
    begun(&cx, &Place::own(&cx))
}

pub async fn new_of_dealer(cx: Cx) -> Outcome {
    begun(&cx, &Place::of_dealer(&cx)?)
}

fn begun(cx: &Cx, place: &Place) -> Outcome {
    let query: NewQuery = cx.query()?;
    let company = place.company;
    let from = Role::from_id(&query.from).filter(|role| Role::ready(company.is_some()).contains(role));
    let rights = grantable(cx, company.is_some()).into_iter().flat_map(|(_, all)| all);
    let held =
        rights.filter(|permission| from.is_some_and(|role| permission.held_by(role)) && place.gives(cx, *permission));
    let typed = Typed {
        breadth: place.widest(cx).code().to_owned(),
        right: held.map(|permission| permission.id.to_owned()).collect(),
        ..Typed::default()
    };
    show(cx, place, None, &typed, None)
}

pub async fn make(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    settle(&cx, &Place::own(&cx), None, &typed).await
}

pub async fn make_of_dealer(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    settle(&cx, &Place::of_dealer(&cx)?, None, &typed).await
}

pub async fn edit(cx: Cx) -> Outcome {
    let place = Place::own(&cx);
    let role = role_of(&cx, &place, "id")?;
    show(&cx, &place, Some(&role), &Typed::of(&role), None)
}

pub async fn edit_of_dealer(cx: Cx) -> Outcome {
    let place = Place::of_dealer(&cx)?;
    let role = role_of(&cx, &place, "role")?;
    show(&cx, &place, Some(&role), &Typed::of(&role), None)
}

pub async fn save(cx: Cx) -> Outcome {
    let place = Place::own(&cx);
    let role = role_of(&cx, &place, "id")?;
    let typed: Typed = cx.form()?;
    settle(&cx, &place, Some(&role), &typed).await
}

pub async fn save_of_dealer(cx: Cx) -> Outcome {
    let place = Place::of_dealer(&cx)?;
    let role = role_of(&cx, &place, "role")?;
    let typed: Typed = cx.form()?;
    settle(&cx, &place, Some(&role), &typed).await
}

async fn settle(cx: &Cx, place: &Place, role: Option<&OwnRole>, typed: &Typed) -> Outcome {
    let breadth = match (place.company, typed.breadth.as_str()) {
        // Of the manufacturer's people own dealers say it.
        (None, _) => Some(Breadth::Company),
        // A form without the field leaves the role as it is.
        (Some(_), "") => Some(role.map_or(place.widest(cx), |role| role.breadth)),
        (Some(_), code) => Breadth::from_code(code),
    };
    let Some(breadth) = breadth else {
        let wrong = Error::invalid("breadth", Message::new("access-breadth-wrong"));
        return show(cx, place, role, typed, Some(wrong));
    };
    let input = RoleInput {
        name: typed.name.clone(),
        everywhere: typed.everywhere,
        breadth,
        rights: typed.right.iter().cloned().collect(),
    };
    let known = role.map(|role| (role.id, typed.version));
    match save_role(&cx.access, place.company, known, input).await {
        Ok(saved) => {
            cx.flash(Message::new("rights-role-saved").with("name", saved.name))
                .await?;
            cx.redirect(&place.base)
        }
        Err(error) => show(cx, place, role, typed, Some(error)),
    }
}

pub async fn removal(cx: Cx) -> Outcome {
    let place = Place::own(&cx);
    let role = role_of(&cx, &place, "id")?;
    removed(&cx, &place, role).await
}

pub async fn removal_of_dealer(cx: Cx) -> Outcome {
    let place = Place::of_dealer(&cx)?;
    let role = role_of(&cx, &place, "role")?;
    removed(&cx, &place, role).await
}

async fn removed(cx: &Cx, place: &Place, role: OwnRole) -> Outcome {
    match remove_role(&cx.access, place.company, role.id).await {
        Ok(()) => {
            cx.flash(Message::new("access-event-role-removed").with("name", role.name))
                .await?;
            cx.redirect(&place.base)
        }
        Err(error) => show(cx, place, Some(&role), &Typed::of(&role), Some(error)),
    }
}

/// A role's name where it stands by itself: the ready ones are written to stand within a sentence.
pub fn titled(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

fn text(cx: &Cx, id: &str) -> String {
    try_text(cx.locale, id).unwrap_or_default().to_owned()
}

/// A role of this company; of another one there is none.
fn role_of(cx: &Cx, place: &Place, param: &str) -> Result<OwnRole, Error> {
    let id: OwnRoleId = cx.param(param)?;
    let role = cx.access.read()?.get::<OwnRole>(&id)?;
    role.filter(|role| role.company == place.company).ok_or(Error::NotFound)
}

fn holders(
    tx: &ReadTx,
    company: Option<DealerId>,
    takes: impl Fn(&Membership) -> bool,
) -> Result<Vec<Membership>, Error> {
    let mut people = people_of(tx, company)?;
    people.retain(|one| !one.disabled && takes(one));
    Ok(people)
}

fn show(cx: &Cx, place: &Place, role: Option<&OwnRole>, typed: &Typed, error: Option<Error>) -> Outcome {
    let wrong = error.is_some();
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let company = place.company;
    let tx = cx.access.read()?;
    let people = match role {
        Some(role) => holders(&tx, company, |one| one.own_role == Some(role.id))?,
        None => Vec::new(),
    };
    let sections = grantable(cx, company.is_some());
    let page = Page {
        place,
        role,
        typed,
        of_dealer: company.is_some(),
        widest: place.widest(cx),
        chosen: typed.right.iter().cloned().collect::<BTreeSet<String>>(),
        sections: &sections,
        people: &people,
    };
    let title = role.map_or(tr!(cx.locale, "rights-role-new"), |role| role.name.as_str());
    let head = PageHead {
        title,
        current: place.current,
    };
    let body = view::form(cx, &page, &problems);
    match wrong {
        true => cx.page_unprocessable(head, body),
        false => cx.page(head, body),
    }
}
