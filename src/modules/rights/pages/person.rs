//! What one person holds beside the role, whom it stands in for, and seeing the cabinet as that person does.

use serde::Deserialize;

use super::grantable;
use super::roles::current;
use crate::modules::rights::views::person::{self as view, Held, Page};
use crate::platform::access::{
    self, Breadth, Ceiling, Membership, OwnRole, Rights, asks_of, manageable, people_of, role_called,
};
use crate::platform::error::{Error, FieldError};
use crate::platform::i18n::parse_day;
use crate::platform::store::Reader;
use crate::platform::values::{MembershipId, Message};
use crate::platform::web::{Cx, Outcome, PageHead, Problems};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub of: String,
    pub until: String,
}

pub async fn page(cx: Cx) -> Outcome {
    let id = cx.param("id")?;
    show(&cx, id, &Typed::default(), None)
}

fn show(cx: &Cx, id: MembershipId, typed: &Typed, error: Option<Error>) -> Outcome {
    let wrong = error.is_some();
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let tx = cx.access.read()?;
    let member = manageable(&tx, cx.access.actor(), id)?;
    let company = member.company;
    let own: Option<OwnRole> = match member.own_role {
        Some(id) => tx.get(&id)?,
        None => None,
    };
    let ceiling: Option<Ceiling> = match company {
        Some(company) => tx.get(&company)?,
        None => None,
    };
    // By the role alone, and with all that was given and lent.
    let bare = Membership {
        extra: Default::default(),
        ..member.clone()
    };
    let by_role = Rights::would_be(bare, own, ceiling.clone());
    let rights = Rights::of(&tx, &std::sync::Arc::new(member.clone()), cx.access.now())?;
    let withheld = |id: &str| ceiling.as_ref().is_some_and(|ceiling| ceiling.withheld.contains(id));
    // A right over all orders is nothing for who sees only their own.
    let narrow = |permission: &access::Permission| permission.whole && rights.breadth() == Breadth::Own;
    let sections: Vec<_> = grantable(cx, company.is_some())
        .into_iter()
        .map(|(name, all)| {
            let held = |permission: &access::Permission| match () {
                () if withheld(permission.id) => Held::Withheld,
                () if by_role.hold(*permission) => Held::Role,
                () if narrow(permission) => Held::Narrow,
                () if member.extra.contains(permission.id) => Held::Given,
                () if rights.hold(*permission) => Held::Lent,
                () => Held::No,
            };
            let rows = all.iter().map(|permission| (*permission, held(permission)));
            (name, rows.collect::<Vec<_>>())
        })
        .collect();
    let mut colleagues = people_of(&tx, company)?;
    colleagues.retain(|one| one.id != member.id && !one.disabled);
    let role = cx.say(&Message::new("rights-person-role").with("role", role_called(&tx, &member)?));
    let mut asked = asks_of(&tx, company)?;
    asked.retain(|ask| ask.member == member.id);
    let page = Page {
        own: cx.person()?.member.id == member.id,
        role: &role,
        breadth: company.map(|_| rights.breadth()),
        sections: &sections,
        colleagues: &colleagues,
        asked: &asked,
        typed,
        today: cx.access.now().day_in(&cx.services().zone),
        member: &member,
    };
    let head = PageHead {
        title: &member.name,
        current: current(cx.access.actor().company),
    };
    let body = view::page(cx, &page, &problems);
    match wrong {
        true => cx.page_unprocessable(head, body),
        false => cx.page(head, body),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RightForm {
    right: String,
    give: bool,
}

pub async fn set_right(cx: Cx) -> Outcome {
    let id: MembershipId = cx.param("id")?;
    let form: RightForm = cx.form()?;
    match access::set_right(&cx.access, id, &form.right, form.give).await {
        Ok(member) => {
            cx.flash(Message::new("rights-person-saved").with("name", member.name))
                .await?;
            cx.redirect(&format!("/people/{id}/rights"))
        }
        Err(error) => show(&cx, id, &Typed::default(), Some(error)),
    }
}

pub async fn stand_in(cx: Cx) -> Outcome {
    let id: MembershipId = cx.param("id")?;
    let typed: Typed = cx.form()?;
    let wrong = |field: &'static str, message: &'static str| {
        Error::Invalid(vec![FieldError {
            field: field.into(),
            message: Message::new(message),
        }])
    };
    let done = match (typed.of.parse::<MembershipId>(), parse_day(&typed.until)) {
        (Err(_), _) => Err(wrong("of", "access-stand-in-whom")),
        (_, Err(_)) => Err(wrong("until", "rights-day-wrong")),
        (Ok(of), Ok(day)) => access::stand_in(&cx.access, id, of, day).await,
    };
    match done {
        Ok(member) => {
            cx.flash(Message::new("rights-person-saved").with("name", member.name))
                .await?;
            cx.redirect(&format!("/people/{id}/rights"))
        }
        Err(error) => show(&cx, id, &typed, Some(error)),
    }
}

#[derive(Deserialize)]
struct EndForm {
    of: MembershipId,
}

pub async fn end_stand_in(cx: Cx) -> Outcome {
    let id: MembershipId = cx.param("id")?;
    let form: EndForm = cx.form()?;
    access::end_stand_in(&cx.access, id, form.of).await?;
    cx.redirect(&format!("/people/{id}/rights"))
}

/// Sees the cabinet as this person from now on.
pub async fn seen(cx: Cx) -> Outcome {
    let id: MembershipId = cx.param("id")?;
    access::see_as(&cx.access, &cx.person()?.session, id).await?;
    cx.redirect("/")
}
