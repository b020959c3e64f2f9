//! One person's rights: role, telephone, switched off or on, a new invitation.

use std::sync::Arc;

use serde::Deserialize;

use crate::modules::dealers::actions;
use crate::modules::dealers::queries::{self, Person};
use crate::modules::dealers::views::person::{self as view, Rights};
use crate::platform::access::{
    Membership, OwnRole, PersonEdit, Role, RoleChoice, edit_person, invite_again, manageable, may_see_as, own_roles,
    permissions::ADMINISTER, set_disabled,
};
use crate::platform::error::Error;
use crate::platform::values::{MembershipId, Message};
use crate::platform::web::Problems;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// The fields of the invitation and of the rights, as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub name: String,
    pub email: String,
    pub role: String,
    pub phone: String,
}

pub async fn page(cx: Cx) -> Outcome {
    let member = member_of(&cx)?;
    let typed = Typed {
        name: member.name.clone(),
        role: RoleChoice::of(&member).code(),
        phone: member.phone.clone().unwrap_or_default(),
        ..Typed::default()
    };
    show(&cx, member, &typed, None)
}

pub async fn save(cx: Cx) -> Outcome {
    let member = member_of(&cx)?;
    let typed: Typed = cx.form()?;
    let done = match RoleChoice::parse(&typed.role) {
        None => Err(Error::invalid("role", Message::new("dealers-choose"))),
        Some(role) => {
            let edit = PersonEdit {
                name: typed.name.clone(),
                role,
                phone: typed.phone.clone(),
            };
            edit_person(&cx.access, member.id, edit).await
        }
    };
    match done {
        Ok(saved) => {
            cx.flash(Message::new("dealers-saved").with("name", saved.name.as_str()))
                .await?;
            cx.redirect(&home_of(&cx, &saved))
        }
        Err(error) => show(&cx, member, &typed, Some(error)),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct State {
    disabled: String,
}

pub async fn state(cx: Cx) -> Outcome {
    let id: MembershipId = cx.param("id")?;
    let form: State = cx.form()?;
    let member = set_disabled(&cx.access, id, form.disabled == "yes").await?;
    let said = if member.disabled {
        Message::new("access-event-disabled")
    } else {
        Message::new("access-event-enabled")
    };
    let said = said
        .with("name", member.name.as_str())
        .with("company", member.company_name.as_str());
    cx.flash(said).await?;
    cx.redirect(&home_of(&cx, &member))
}

pub async fn invitation(cx: Cx) -> Outcome {
    let id: MembershipId = cx.param("id")?;
    let (member, secret) = invite_again(&cx.access, id).await?;
    let back = home_of(&cx, &member);
    show_link(&cx, member, &secret, &back, "").await
}

/// Shows the link of a new invitation. A repeated request makes no second one: the person is a member by then.
pub async fn show_link(cx: &Cx, member: Membership, secret: &str, back: &str, current: &str) -> Outcome {
    let origin = cx.portal.settings.public_origin.trim_end_matches('/');
    let link = format!("{origin}/invitation/{secret}");
    let person = queries::person_of(&cx.access.read()?, member)?;
    let mailed = actions::mail_invitation(&cx.access, &person, cx.locale, secret).await?;
    let head = PageHead {
        title: tr!(cx.locale, "dealers-invite"),
        current,
    };
    cx.page(head, view::invited(cx, &person, &link, back, mailed))
}

fn member_of(cx: &Cx) -> Result<Membership, Error> {
    let id: MembershipId = cx.param("id")?;
    manageable(&cx.access.read()?, cx.access.actor(), id)
}

/// The list that shows this person to the reader.
fn home_of(cx: &Cx, member: &Membership) -> String {
    match member.company {
        None => "/people".into(),
        Some(dealer) if cx.access.may(ADMINISTER) => format!("/dealers/{dealer}#people"),
        Some(_) => "/company".into(),
    }
}

fn show(cx: &Cx, member: Membership, typed: &Typed, error: Option<Error>) -> Outcome {
    let wrong = error.is_some();
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let reader = Arc::clone(&cx.person()?.member);
    let own = reader.id == member.id;
    let back = home_of(cx, &member);
    let back_label = match member.company {
        None => tr!(cx.locale, "dealers-staff").to_owned(),
        Some(_) => member.company_name.clone(),
    };
    let roles = Role::ready(member.company.is_some());
    let tx = cx.access.read()?;
    let own_roles: Vec<OwnRole> = own_roles(&tx, member.company)?;
    let rights = cx.access.actor().rights.as_ref();
    let sees_as = match rights {
        Some(rights) => may_see_as(cx.services(), &tx, &reader, rights, &Arc::new(member.clone()))?,
        None => false,
    };
    let person: Person = queries::person_of(&tx, member)?;
    let head = PageHead {
        title: &person.member.name,
        current: if roles == Role::STAFF { "/people" } else { "" },
    };
    let rights = Rights {
        person: &person,
        back,
        back_label,
        roles,
        own_roles: &own_roles,
        own,
        sign_ins: cx.access.may(ADMINISTER),
        sees_as,
    };
    let body = view::rights(cx, &rights, typed, &problems);
    if wrong {
        cx.page_unprocessable(head, body)
    } else {
        cx.page(head, body)
    }
}
