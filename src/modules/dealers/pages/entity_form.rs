//! Making and changing a dealer's legal entity; the form itself serves own entities too.

use serde::Deserialize;

use super::dealer_form::dealer_of;
use crate::modules::dealers::actions::{self, EntityInput, OwnEntityInput};
use crate::modules::dealers::model::{Country, Dealer, LegalEntity, OwnEntity, Requisites};
use crate::modules::dealers::views::entity_form::{self as view, Place, RATES};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Id, Message, Percent, VatRate};
use crate::platform::web::Problems;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// The fields as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub name: String,
    pub full_name: String,
    pub country: String,
    pub tax_id: String,
    pub kpp: String,
    pub ogrn: String,
    pub address: String,
    pub bank: String,
    pub bik: String,
    pub account: String,
    pub correspondent_account: String,
    pub closed: String,
    pub vat: String,
}

impl Typed {
    fn of(name: &str, full_name: &str, country: Country, requisites: &Requisites) -> Typed {
        let requisites = requisites.clone();
        Typed {
            name: name.to_owned(),
            full_name: full_name.to_owned(),
            country: country.code().into(),
            tax_id: requisites.tax_id,
            kpp: requisites.kpp,
            ogrn: requisites.ogrn,
            address: requisites.address,
            bank: requisites.bank,
            bik: requisites.bik,
            account: requisites.account,
            correspondent_account: requisites.correspondent_account,
            closed: String::new(),
            vat: String::new(),
        }
    }

    pub fn of_own(entity: &OwnEntity) -> Typed {
        let vat = match entity.vat {
            None => String::new(),
            Some(VatRate::Exempt) => "none".to_owned(),
            Some(VatRate::Rate(percent)) => (percent.hundredths() / 100).to_string(),
        };
        Typed {
            vat,
            ..Typed::of(&entity.name, &entity.full_name, entity.country, &entity.requisites)
        }
    }

    fn country(&self) -> Result<Country, Error> {
        let country = Country::from_code(&self.country);
        country.ok_or_else(|| Error::invalid("country", Message::new("dealers-choose")))
    }

    fn requisites(&self) -> Requisites {
        Requisites {
            tax_id: self.tax_id.clone(),
            kpp: self.kpp.clone(),
            ogrn: self.ogrn.clone(),
            address: self.address.clone(),
            bank: self.bank.clone(),
            bik: self.bik.clone(),
            account: self.account.clone(),
            correspondent_account: self.correspondent_account.clone(),
        }
    }

    fn input(&self) -> Result<EntityInput, Error> {
        Ok(EntityInput {
            name: self.name.clone(),
            full_name: self.full_name.clone(),
            country: self.country()?,
            requisites: self.requisites(),
            closed: !self.closed.is_empty(),
        })
    }

    pub fn own_input(&self) -> Result<OwnEntityInput, Error> {
        let vat = match self.vat.as_str() {
            "" => None,
            "none" => Some(VatRate::Exempt),
            rate if RATES.contains(&rate) => rate.parse().ok().map(Percent::whole).map(VatRate::Rate),
            _ => return Err(Error::invalid("vat", Message::new("dealers-choose"))),
        };
        Ok(OwnEntityInput {
            name: self.name.clone(),
            full_name: self.full_name.clone(),
            country: self.country()?,
            requisites: self.requisites(),
            vat,
        })
    }
}

pub async fn new(cx: Cx) -> Outcome {
    let dealer = dealer_of(&cx)?;
    let typed = Typed {
        country: dealer.country.code().into(),
        ..Typed::default()
    };
    show(&cx, &dealer, None, &typed, None)
}

pub async fn make(cx: Cx) -> Outcome {
    let dealer = dealer_of(&cx)?;
    settle(&cx, &dealer, None).await
}

pub async fn edit(cx: Cx) -> Outcome {
    let (dealer, entity) = entity_of(&cx)?;
    let typed = Typed {
        closed: if entity.closed { "yes".into() } else { String::new() },
        ..Typed::of(&entity.name, &entity.full_name, entity.country, &entity.requisites)
    };
    show(&cx, &dealer, Some(&entity), &typed, None)
}

pub async fn save(cx: Cx) -> Outcome {
    let (dealer, entity) = entity_of(&cx)?;
    settle(&cx, &dealer, Some(&entity)).await
}

/// The legal entity of the address; one of another dealer is not found.
fn entity_of(cx: &Cx) -> Result<(Dealer, LegalEntity), Error> {
    let dealer = dealer_of(cx)?;
    let id: Id<LegalEntity> = cx.param("entity")?;
    let entity = cx.access.read()?.get::<LegalEntity>(&id)?;
    let entity = entity
        .filter(|entity| entity.dealer == dealer.id)
        .ok_or(Error::NotFound)?;
    Ok((dealer, entity))
}

async fn settle(cx: &Cx, dealer: &Dealer, existing: Option<&LegalEntity>) -> Outcome {
    let typed: Typed = cx.form()?;
    let done = match typed.input() {
        Ok(input) => actions::save_entity(&cx.access, dealer.id, existing.map(|entity| entity.id), input).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(entity) => {
            cx.flash(Message::new("dealers-saved").with("name", entity.name))
                .await?;
            cx.redirect(&format!("/dealers/{}#entities", dealer.id))
        }
        Err(error) => show(cx, dealer, existing, &typed, Some(error)),
    }
}

fn show(cx: &Cx, dealer: &Dealer, existing: Option<&LegalEntity>, typed: &Typed, error: Option<Error>) -> Outcome {
    let l = cx.locale;
    let back = format!("/dealers/{}", dealer.id);
    let title = existing.map_or(tr!(l, "dealers-entity-new"), |entity| &entity.name);
    let action = match existing {
        Some(entity) => format!("{back}/entities/{}", entity.id),
        None => format!("{back}/entities/new"),
    };
    let place = Place {
        title,
        crumbs: vec![
            (tr!(l, "dealers-title").to_owned(), "/dealers".to_owned()),
            (dealer.name.clone(), back.clone()),
        ],
        action,
        back,
        own: false,
    };
    answer(cx, &place, "/dealers", typed, error)
}

/// The form with its errors, if it came back.
pub fn answer(cx: &Cx, place: &Place<'_>, current: &str, typed: &Typed, error: Option<Error>) -> Outcome {
    let wrong = error.is_some();
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let body = view::page(cx, place, typed, &problems);
    let head = PageHead {
        title: place.title,
        current,
    };
    if wrong {
        cx.page_unprocessable(head, body)
    } else {
        cx.page(head, body)
    }
}
