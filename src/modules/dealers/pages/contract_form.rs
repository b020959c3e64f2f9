//! Making and changing a contract.

use serde::Deserialize;

use super::dealer_form::dealer_of;
use crate::modules::dealers::actions::{self, ContractInput};
use crate::modules::dealers::checks::Checks;
use crate::modules::dealers::model::{Contract, Country, Dealer, DeferralIn};
use crate::modules::dealers::price_types::PriceTypes;
use crate::modules::dealers::queries;
use crate::modules::dealers::views::contract_form::{self as view, Choices};
use crate::platform::error::Error;
use crate::platform::i18n::{format, parse_day};
use crate::platform::store::Reader;
use crate::platform::values::{Currency, Day, Id, Message, VatMode};
use crate::platform::web::Problems;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// The fields as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub number: String,
    pub day: String,
    pub entity: String,
    pub own_entity: String,
    pub price_type: String,
    pub price_type_name: String,
    pub currency: String,
    pub vat: String,
    pub deferral_days: String,
    pub deferral_in: String,
    pub closed: String,
}

pub const fn vat_code(mode: VatMode) -> &'static str {
    match mode {
        VatMode::Included => "included",
        VatMode::OnTop => "on-top",
        VatMode::None => "none",
    }
}

impl From<&Contract> for Typed {
    fn from(contract: &Contract) -> Typed {
        Typed {
            number: contract.number.clone(),
            day: format::date(contract.day).to_string(),
            entity: contract.entity.to_string(),
            own_entity: contract.own_entity.to_string(),
            price_type: contract
                .price_type
                .map(|id| id.simple().to_string())
                .unwrap_or_default(),
            price_type_name: contract.price_type_name.clone(),
            currency: contract.currency.code().into(),
            vat: vat_code(contract.vat).into(),
            deferral_days: contract.deferral_days.to_string(),
            deferral_in: contract.deferral_in.code().into(),
            closed: if contract.closed { "yes".into() } else { String::new() },
        }
    }
}

impl Typed {
    fn input(&self) -> Result<ContractInput, Error> {
        let mut checks = Checks::default();
        let choose = || Message::new("dealers-choose");
        let day = parse_day(&self.day);
        if day.is_err() {
            checks.wrong("day", Message::new("dealers-day-wrong"));
        }
        let currency = Currency::from_code(&self.currency);
        if currency.is_none() {
            checks.wrong("currency", choose());
        }
        let modes = [VatMode::Included, VatMode::OnTop, VatMode::None];
        let vat = modes.into_iter().find(|mode| vat_code(*mode) == self.vat);
        if vat.is_none() {
            checks.wrong("vat", choose());
        }
        let days = self.deferral_days.trim();
        let deferral: Option<u16> = if days.is_empty() { Some(0) } else { days.parse().ok() };
        if deferral.is_none() {
            checks.wrong("deferral_days", Message::new("dealers-deferral-wrong"));
        }
        // A form that doesn't ask for it means the days that everybody counts.
        let counted = match self.deferral_in.as_str() {
            "" => Some(DeferralIn::default()),
            code => DeferralIn::from_code(code),
        };
        if counted.is_none() {
            checks.wrong("deferral_in", choose());
        }
        // An empty choice is reported by the action; one that can't be an id is somebody else's form.
        let price_type = match self.price_type.as_str() {
            "" => None,
            id => Some(uuid::Uuid::try_parse(id).map_err(|_| Error::invalid("price_type", choose()))?),
        };
        checks.finish()?;
        let (Ok(day), Some(currency), Some(vat), Some(deferral_days), Some(deferral_in)) =
            (day, currency, vat, deferral, counted)
        else {
            return Err(Error::NotFound);
        };
        Ok(ContractInput {
            entity: self.entity.parse().ok(),
            own_entity: self.own_entity.parse().ok(),
            number: self.number.clone(),
            day,
            price_type,
            price_type_name: self.price_type_name.clone(),
            currency,
            vat,
            deferral_days,
            deferral_in,
            closed: !self.closed.is_empty(),
        })
    }
}

pub async fn new(cx: Cx) -> Outcome {
    let dealer = dealer_of(&cx)?;
    let currency = match dealer.country {
        Country::Ru => Currency::Rub,
        Country::Kz => Currency::Kzt,
    };
    let today: Day = cx.access.now().day_in(&cx.services().zone);
    let typed = Typed {
        currency: currency.code().into(),
        vat: vat_code(VatMode::Included).into(),
        day: format::date(today).to_string(),
        ..Typed::default()
    };
    show(&cx, dealer, None, &typed, None)
}

pub async fn make(cx: Cx) -> Outcome {
    let dealer = dealer_of(&cx)?;
    settle(&cx, dealer, None).await
}

pub async fn edit(cx: Cx) -> Outcome {
    let (dealer, contract) = contract_of(&cx)?;
    let typed = Typed::from(&contract);
    show(&cx, dealer, Some(&contract), &typed, None)
}

pub async fn save(cx: Cx) -> Outcome {
    let (dealer, contract) = contract_of(&cx)?;
    settle(&cx, dealer, Some(&contract)).await
}

fn contract_of(cx: &Cx) -> Result<(Dealer, Contract), Error> {
    let dealer = dealer_of(cx)?;
    let id: Id<Contract> = cx.param("contract")?;
    let contract = cx.access.read()?.get::<Contract>(&id)?;
    let contract = contract
        .filter(|contract| contract.dealer == dealer.id)
        .ok_or(Error::NotFound)?;
    Ok((dealer, contract))
}

async fn settle(cx: &Cx, dealer: Dealer, existing: Option<&Contract>) -> Outcome {
    let typed: Typed = cx.form()?;
    let done = match typed.input() {
        Ok(input) => actions::save_contract(&cx.access, dealer.id, existing.map(|contract| contract.id), input).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(contract) => {
            cx.flash(Message::new("dealers-saved").with("name", contract.number))
                .await?;
            cx.redirect(&format!("/dealers/{}#contracts", dealer.id))
        }
        Err(error) => show(cx, dealer, existing, &typed, Some(error)),
    }
}

fn show(cx: &Cx, dealer: Dealer, existing: Option<&Contract>, typed: &Typed, error: Option<Error>) -> Outcome {
    let l = cx.locale;
    let wrong = error.is_some();
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let tx = cx.access.read()?;
    let title = match existing {
        Some(contract) => tr!(
            l,
            "dealers-contract-name",
            number = contract.number.as_str(),
            day = contract.day
        ),
        None => tr!(l, "dealers-contract-new").to_owned(),
    };
    let action = match existing {
        Some(contract) => format!("/dealers/{}/contracts/{}", dealer.id, contract.id),
        None => format!("/dealers/{}/contracts/new", dealer.id),
    };
    let choices = Choices {
        entities: queries::entities(&tx, dealer.id)?,
        own: queries::own_entities(&tx)?,
        price_types: (cx.part::<PriceTypes>().0)(&tx)?,
        dealer,
    };
    let body = view::page(cx, &title, &action, &choices, typed, &problems);
    let head = PageHead {
        title: &title,
        current: "/dealers",
    };
    if wrong {
        cx.page_unprocessable(head, body)
    } else {
        cx.page(head, body)
    }
}
