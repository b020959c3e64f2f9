//! Making and changing a dealer.

use serde::Deserialize;

use crate::modules::dealers::actions::{self, DealerInput};
use crate::modules::dealers::checks::Checks;
use crate::modules::dealers::model::{Country, Dealer, StockRule, Tier};
use crate::modules::dealers::queries;
use crate::modules::dealers::views::dealer_form as view;
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Message};
use crate::platform::web::Problems;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// The fields as they were typed, so that a form that comes back loses nothing.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub name: String,
    pub tier: String,
    pub country: String,
    pub city: String,
    pub region: String,
    pub stock_rule: String,
    pub managers: Vec<String>,
}

impl Default for Typed {
    fn default() -> Typed {
        Typed {
            name: String::new(),
            tier: Tier::Base.code().into(),
            country: Country::Ru.code().into(),
            city: String::new(),
            region: String::new(),
            stock_rule: StockRule::default().code().into(),
            managers: Vec::new(),
        }
    }
}

impl From<&Dealer> for Typed {
    fn from(dealer: &Dealer) -> Typed {
        Typed {
            name: dealer.name.clone(),
            tier: dealer.tier.code().into(),
            country: dealer.country.code().into(),
            city: dealer.city.clone(),
            region: dealer.region.clone(),
            stock_rule: dealer.stock_rule.code().into(),
            managers: dealer.managers.iter().map(ToString::to_string).collect(),
        }
    }
}

impl Typed {
    fn input(&self) -> Result<DealerInput, Error> {
        let mut checks = Checks::default();
        let choose = || Message::new("dealers-choose");
        let tier = Tier::from_code(&self.tier);
        let country = Country::from_code(&self.country);
        let stock_rule = StockRule::from_code(&self.stock_rule);
        for (field, missing) in [
            ("tier", tier.is_none()),
            ("country", country.is_none()),
            ("stock_rule", stock_rule.is_none()),
        ] {
            if missing {
                checks.wrong(field, choose());
            }
        }
        let managers: Result<Vec<_>, _> = self.managers.iter().map(|id| id.parse()).collect();
        if managers.is_err() {
            checks.wrong("managers", Message::new("dealers-manager-wrong"));
        }
        checks.finish()?;
        let (Some(tier), Some(country), Some(stock_rule), Ok(managers)) = (tier, country, stock_rule, managers) else {
            return Err(Error::NotFound);
        };
        Ok(DealerInput {
            name: self.name.clone(),
            tier,
            country,
            city: self.city.clone(),
            region: self.region.clone(),
            stock_rule,
            managers,
        })
    }
}

pub async fn new(cx: Cx) -> Outcome {
    show(&cx, &Typed::default(), None, None)
}

pub async fn make(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    let done = match typed.input() {
        Ok(input) => actions::make_dealer(&cx.access, input).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(dealer) => {
            cx.flash(Message::new("dealers-saved").with("name", dealer.name))
                .await?;
            cx.redirect(&format!("/dealers/{}", dealer.id))
        }
        Err(error) => show(&cx, &typed, None, Some(error)),
    }
}

pub async fn edit(cx: Cx) -> Outcome {
    let dealer = dealer_of(&cx)?;
    show(&cx, &Typed::from(&dealer), Some(&dealer), None)
}

pub async fn save(cx: Cx) -> Outcome {
    let dealer = dealer_of(&cx)?;
    let typed: Typed = cx.form()?;
    let done = match typed.input() {
        Ok(input) => actions::edit_dealer(&cx.access, dealer.id, input).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(saved) => {
            cx.flash(Message::new("dealers-saved").with("name", saved.name)).await?;
            cx.redirect(&format!("/dealers/{}", saved.id))
        }
        Err(error) => show(&cx, &typed, Some(&dealer), Some(error)),
    }
}

/// The dealer of the address, within the reader's scope.
pub fn dealer_of(cx: &Cx) -> Result<Dealer, Error> {
    let id: DealerId = cx.param("id")?;
    cx.access.read()?.get::<Dealer>(&id)?.ok_or(Error::NotFound)
}

fn show(cx: &Cx, typed: &Typed, existing: Option<&Dealer>, error: Option<Error>) -> Outcome {
    let wrong = error.is_some();
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let managers = queries::managers(&cx.access.read()?)?;
    let id = existing.map(|dealer| dealer.id.to_string());
    let named = existing
        .zip(id.as_deref())
        .map(|(dealer, id)| (id, dealer.name.as_str()));
    let body = view::page(cx, typed, &managers, named, &problems);
    let head = PageHead {
        title: existing.map_or(tr!(cx.locale, "dealers-new"), |dealer| &dealer.name),
        current: "/dealers",
    };
    if wrong {
        cx.page_unprocessable(head, body)
    } else {
        cx.page(head, body)
    }
}
