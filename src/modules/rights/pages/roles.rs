//! The roles of the reader's company: the ready ones, to be looked at, and its own.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::grantable;
use crate::modules::rights::views::roles::{self as view, Page, Row};
use crate::platform::access::{
    Breadth, Membership, OwnRole, OwnRoleId, Rights, Role, RoleInput, own_roles, people_of, remove_role, save_role,
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

#[derive(Deserialize, Default)]
#[serde(default)]
struct NewQuery {
    /// The ready role that a new one begins with.
    from: String,
}

/// The page of the company's people, to which the pages of roles belong.
pub fn current(company: Option<DealerId>) -> &'static str {
    match company {
        Some(_) => "/company",
        None => "/people",
    }
}

pub async fn list(cx: Cx) -> Outcome {
    let company = cx.access.actor().company;
    let tx = cx.access.read()?;
    let people = people_of(&tx, company)?;
    let holders = |takes: &dyn Fn(&Membership) -> bool| people.iter().filter(|one| !one.disabled && takes(one)).count();
    let ready = Role::ready(company.is_some()).iter().map(|role| Row {
        name: titled(&text(&cx, role.message())),
        about: text(&cx, &format!("dealers-role-{}", role.id())),
        href: format!("/roles/ready/{}", role.id()),
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
        href: format!("/roles/{}", role.id),
        own: true,
        people: holders(&|one| one.own_role == Some(role.id)),
    });
    let rows: Vec<Row> = ready.chain(own).collect();
    let head = PageHead {
        title: tr!(cx.locale, "rights-roles"),
        current: current(company),
    };
    cx.page(head, view::list(&cx, company.is_some(), &rows))
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
    let query: NewQuery = cx.query()?;
    let company = cx.access.actor().company;
    let from = Role::from_id(&query.from).filter(|role| Role::ready(company.is_some()).contains(role));
    let rights = grantable(&cx, company.is_some()).into_iter().flat_map(|(_, all)| all);
    let held =
        rights.filter(|permission| from.is_some_and(|role| permission.held_by(role)) && cx.access.may(*permission));
    let typed = Typed {
        breadth: own_breadth(&cx).code().to_owned(),
        right: held.map(|permission| permission.id.to_owned()).collect(),
        ..Typed::default()
    };
    show(&cx, None, &typed, None)
}

pub async fn make(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    settle(&cx, None, &typed).await
}

pub async fn edit(cx: Cx) -> Outcome {
    let role = role_of(&cx)?;
    let typed = Typed {
        name: role.name.clone(),
        everywhere: role.everywhere,
        breadth: role.breadth.code().to_owned(),
        right: role.rights.iter().cloned().collect(),
        version: role.version,
    };
    show(&cx, Some(&role), &typed, None)
}

pub async fn save(cx: Cx) -> Outcome {
    let role = role_of(&cx)?;
    let typed: Typed = cx.form()?;
    settle(&cx, Some(&role), &typed).await
}

async fn settle(cx: &Cx, role: Option<&OwnRole>, typed: &Typed) -> Outcome {
    let breadth = match (cx.access.actor().company, typed.breadth.as_str()) {
        // Of the manufacturer's people own dealers say it.
        (None, _) => Some(Breadth::Company),
        // A form without the field leaves the role as it is.
        (Some(_), "") => Some(role.map_or(own_breadth(cx), |role| role.breadth)),
        (Some(_), code) => Breadth::from_code(code),
    };
    let Some(breadth) = breadth else {
        let wrong = Error::invalid("breadth", Message::new("access-breadth-wrong"));
        return show(cx, role, typed, Some(wrong));
    };
    let input = RoleInput {
        name: typed.name.clone(),
        everywhere: typed.everywhere,
        breadth,
        rights: typed.right.iter().cloned().collect(),
    };
    match save_role(&cx.access, role.map(|role| (role.id, typed.version)), input).await {
        Ok(saved) => {
            cx.flash(Message::new("rights-role-saved").with("name", saved.name))
                .await?;
            cx.redirect("/roles")
        }
        Err(error) => show(cx, role, typed, Some(error)),
    }
}

pub async fn removal(cx: Cx) -> Outcome {
    let role = role_of(&cx)?;
    match remove_role(&cx.access, role.id).await {
        Ok(()) => {
            cx.flash(Message::new("access-event-role-removed").with("name", role.name))
                .await?;
            cx.redirect("/roles")
        }
        Err(error) => {
            let typed = Typed {
                name: role.name.clone(),
                everywhere: role.everywhere,
                breadth: role.breadth.code().to_owned(),
                right: role.rights.iter().cloned().collect(),
                version: role.version,
            };
            show(&cx, Some(&role), &typed, Some(error))
        }
    }
}

/// How wide the reader's own rights are: no role that the reader makes is wider.
fn own_breadth(cx: &Cx) -> Breadth {
    let rights = cx.access.actor().rights.as_ref();
    rights.map_or(Breadth::Company, Rights::breadth)
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

/// A role of the reader's own company; of another one there is none.
fn role_of(cx: &Cx) -> Result<OwnRole, Error> {
    let id: OwnRoleId = cx.param("id")?;
    let role = cx.access.read()?.get::<OwnRole>(&id)?;
    role.filter(|role| role.company == cx.access.actor().company)
        .ok_or(Error::NotFound)
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

fn show(cx: &Cx, role: Option<&OwnRole>, typed: &Typed, error: Option<Error>) -> Outcome {
    let wrong = error.is_some();
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let company = cx.access.actor().company;
    let tx = cx.access.read()?;
    let people = match role {
        Some(role) => holders(&tx, company, |one| one.own_role == Some(role.id))?,
        None => Vec::new(),
    };
    let sections = grantable(cx, company.is_some());
    let page = Page {
        role,
        typed,
        of_dealer: company.is_some(),
        widest: own_breadth(cx),
        chosen: typed.right.iter().cloned().collect::<BTreeSet<String>>(),
        sections: &sections,
        people: &people,
    };
    let title = role.map_or(tr!(cx.locale, "rights-role-new"), |role| role.name.as_str());
    let head = PageHead {
        title,
        current: current(company),
    };
    let body = view::form(cx, &page, &problems);
    match wrong {
        true => cx.page_unprocessable(head, body),
        false => cx.page(head, body),
    }
}
