//! Lists of people and inviting: to the manufacturer, to a dealer by an administrator, to the own company by a director.

use super::dealer_form::dealer_of;
use super::person_form::{Typed, show_link};
use crate::modules::dealers::model::Dealer;
use crate::modules::dealers::queries;
use crate::modules::dealers::views::company as company_view;
use crate::modules::dealers::views::person::{self as view, Company};
use crate::platform::access::{Invited, OwnRole, Role, RoleChoice, invite, own_roles};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Message};
use crate::platform::web::Problems;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// Where one is invited to: whose person, and the pages around the form.
struct Place {
    company: Option<DealerId>,
    name: String,
    back: String,
    back_label: String,
    action: String,
    roles: &'static [Role],
    current: &'static str,
}

impl Place {
    fn staff(cx: &Cx) -> Place {
        Place {
            company: None,
            name: cx.brand.name.clone(),
            back: "/people".into(),
            back_label: tr!(cx.locale, "dealers-staff").into(),
            action: "/people/invitations".into(),
            roles: &Role::STAFF,
            current: "/people",
        }
    }

    fn dealer(dealer: Dealer) -> Place {
        Place {
            company: Some(dealer.id),
            back: format!("/dealers/{}", dealer.id),
            action: format!("/dealers/{}/invitations", dealer.id),
            back_label: dealer.name.clone(),
            name: dealer.name,
            roles: &Role::OF_DEALER,
            current: "/dealers",
        }
    }

    fn own_company(cx: &Cx) -> Result<Place, Error> {
        let dealer = own_dealer(cx)?;
        Ok(Place {
            back: "/company".into(),
            action: "/company/invitations".into(),
            current: "/company",
            ..Place::dealer(dealer)
        })
    }
}

/// The dealer whose person the reader is; staff have none.
pub fn own_dealer(cx: &Cx) -> Result<Dealer, Error> {
    let id = cx.access.actor().company.ok_or(Error::NotFound)?;
    cx.access.read()?.get::<Dealer>(&id)?.ok_or(Error::NotFound)
}

pub async fn staff(cx: Cx) -> Outcome {
    let people = queries::people(&cx.access.read()?, None)?;
    let head = PageHead {
        title: tr!(cx.locale, "dealers-staff"),
        current: "/people",
    };
    cx.page(head, company_view::staff(&cx, &people))
}

pub async fn new_of_staff(cx: Cx) -> Outcome {
    show(&cx, &Place::staff(&cx), &Typed::default(), None)
}

pub async fn invite_to_staff(cx: Cx) -> Outcome {
    let place = Place::staff(&cx);
    settle(&cx, &place).await
}

pub async fn new_of_dealer(cx: Cx) -> Outcome {
    show(&cx, &Place::dealer(dealer_of(&cx)?), &Typed::default(), None)
}

pub async fn invite_to_dealer(cx: Cx) -> Outcome {
    let place = Place::dealer(dealer_of(&cx)?);
    settle(&cx, &place).await
}

pub async fn new_of_company(cx: Cx) -> Outcome {
    show(&cx, &Place::own_company(&cx)?, &Typed::default(), None)
}

pub async fn invite_to_company(cx: Cx) -> Outcome {
    let place = Place::own_company(&cx)?;
    settle(&cx, &place).await
}

async fn settle(cx: &Cx, place: &Place) -> Outcome {
    let typed: Typed = cx.form()?;
    let role = RoleChoice::parse(&typed.role);
    let done = match role {
        None => Err(Error::invalid("role", Message::new("dealers-choose"))),
        Some(role) => {
            let invited = Invited {
                email: typed.email.clone(),
                name: typed.name.clone(),
                role,
                company: place.company,
                company_name: place.name.clone(),
            };
            invite(&cx.access, invited).await
        }
    };
    match done {
        Ok((member, secret)) => show_link(cx, member, &secret, &place.back, place.current).await,
        Err(error) => show(cx, place, &typed, Some(error)),
    }
}

fn show(cx: &Cx, place: &Place, typed: &Typed, error: Option<Error>) -> Outcome {
    let wrong = error.is_some();
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let own: Vec<OwnRole> = own_roles(&cx.access.read()?, place.company)?;
    let company = Company {
        own: &own,
        name: &place.name,
        back: &place.back,
        back_label: &place.back_label,
        action: &place.action,
        roles: place.roles,
    };
    let head = PageHead {
        title: tr!(cx.locale, "dealers-invite"),
        current: place.current,
    };
    let body = view::invite(cx, &company, typed, &problems);
    if wrong {
        cx.page_unprocessable(head, body)
    } else {
        cx.page(head, body)
    }
}
