//! The form of a feed: a new one, and other settings for one that there is.

use std::sync::Arc;

use serde::Deserialize;

use super::feed::{asked, wait};
use super::{HERE, dealer};
use crate::modules::catalogue::queries::Tree;
use crate::modules::catalogue::{Deal, GroupId};
use crate::modules::dealers::Contract;
use crate::modules::feeds::actions::{self, Wanted};
use crate::modules::feeds::{Feed, FeedId, Format, Pricing, Settings, fresh_key, sees_costs, views};
use crate::modules::offers::Rounding;
use crate::platform::error::{Error, FieldError};
use crate::platform::i18n::format;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead, Problems};
use crate::tr;

/// The fields as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Made when the form is drawn, so that pressing twice makes one feed.
    pub id: String,
    pub version: u32,
    pub name: String,
    pub format: String,
    pub contract: String,
    pub rule: String,
    pub percent: String,
    pub rounding: String,
    pub site: String,
    pub stock: Option<String>,
    pub absent: Option<String>,
    pub pictures: Option<String>,
    /// Of the boxes.
    #[serde(skip)]
    pub groups: Vec<GroupId>,
}

impl Typed {
    fn read(cx: &Cx) -> Result<Typed, Error> {
        let mut typed: Typed = cx.form()?;
        let pairs = cx.form_pairs()?;
        let named = pairs.iter().filter(|(field, _)| field == "group");
        typed.groups = named.filter_map(|(_, id)| id.parse().ok()).collect();
        Ok(typed)
    }

    fn of(cx: &Cx, feed: &Feed) -> Typed {
        let (settings, on) = (&feed.settings, |set: bool| set.then(|| "1".to_owned()));
        let percent = settings.pricing.percent();
        Typed {
            id: feed.id.to_string(),
            version: feed.version,
            name: settings.name.clone(),
            format: feed.format.code().to_owned(),
            contract: settings.contract.to_string(),
            rule: settings.pricing.code().to_owned(),
            // As a field holds it: without the sign.
            percent: percent
                .map(|of| format::percent(cx.locale, of).to_string())
                .map(|text| text.trim_end_matches(['%', '\u{a0}']).to_owned())
                .unwrap_or_default(),
            rounding: settings.rounding.code().to_owned(),
            site: settings.site.clone(),
            stock: on(settings.stock),
            absent: on(settings.absent),
            pictures: on(settings.pictures),
            groups: settings.groups.clone(),
        }
    }

    fn settings(&self, cx: &Cx) -> Result<Settings, Error> {
        let mut faults = Vec::new();
        let mut fault = |field: &str, message: Message| {
            faults.push(FieldError {
                field: field.to_owned(),
                message,
            });
        };
        let contract = self.contract.parse();
        if contract.is_err() {
            fault("contract", Message::new("feeds-contract-wrong"));
        }
        let pricing = Pricing::parse(&self.rule, &self.percent);
        if let Err(message) = &pricing {
            let field = if message.id == "offers-rule-unknown" {
                "rule"
            } else {
                "percent"
            };
            fault(field, message.clone());
        }
        match (contract, pricing, faults.is_empty()) {
            (Ok(contract), Ok(pricing), true) => Ok(Settings {
                name: self.name.clone(),
                contract,
                groups: self.groups.clone(),
                pricing,
                rounding: Rounding::from_code(&self.rounding).unwrap_or_default(),
                stock: self.stock.is_some(),
                absent: self.absent.is_some(),
                pictures: self.pictures.is_some(),
                site: self.site.clone(),
                locale: cx.locale,
            }),
            _ => Err(Error::Invalid(faults)),
        }
    }
}

pub async fn new(cx: Cx) -> Outcome {
    dealer(&cx)?;
    let on = || Some("1".to_owned());
    let typed = Typed {
        id: FeedId::at(cx.access.now(), rand::random()).to_string(),
        format: Format::Yml.code().to_owned(),
        rule: "rrp".to_owned(),
        rounding: Rounding::default().code().to_owned(),
        stock: on(),
        absent: on(),
        pictures: on(),
        ..Typed::default()
    };
    form(&cx, None, &typed, None)
}

pub async fn edit(cx: Cx) -> Outcome {
    let feed = asked(&cx)?;
    form(&cx, Some(&feed), &Typed::of(&cx, &feed), None)
}

pub async fn make(cx: Cx) -> Outcome {
    let (own, typed) = (dealer(&cx)?, Typed::read(&cx)?);
    let id: FeedId = typed
        .id
        .parse()
        .map_err(|_| Error::Refused(Message::new("errors-form-wrong")))?;
    let wanted = typed.settings(&cx).and_then(|settings| {
        let format = Format::from_code(&typed.format);
        Ok(Wanted {
            id,
            dealer: own,
            format: format.ok_or_else(|| Error::invalid("format", Message::new("feeds-format-wrong")))?,
            settings,
            secret: fresh_key(),
            pictures: fresh_key(),
        })
    });
    let done = match wanted {
        Ok(wanted) => {
            let secret = wanted.secret.clone();
            actions::make(&cx.access, wanted)
                .await
                .map(|fresh| fresh.then_some(secret))
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(secret) => {
            if let Some(secret) = secret {
                wait(&cx, id, secret)?;
            }
            cx.redirect(&format!("{HERE}/{id}"))
        }
        Err(error) => form(&cx, None, &typed, Some(error)),
    }
}

pub async fn change(cx: Cx) -> Outcome {
    let (feed, typed) = (asked(&cx)?, Typed::read(&cx)?);
    let done = match typed.settings(&cx) {
        Ok(settings) => actions::change(&cx.access, feed.id, typed.version, settings).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(feed) => cx.redirect(&format!("{HERE}/{}", feed.id)),
        Err(error) => form(&cx, Some(&feed), &typed, Some(error)),
    }
}

fn form(cx: &Cx, feed: Option<&Feed>, typed: &Typed, error: Option<Error>) -> Outcome {
    let tx = cx.access.read()?;
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let contracts: Vec<Arc<Contract>> = Deal::contracts(&tx, dealer(cx)?)?;
    let title = match feed {
        Some(_) => tr!(cx.locale, "feeds-edit"),
        None => tr!(cx.locale, "feeds-new"),
    };
    let form = views::Form {
        title,
        feed,
        typed,
        contracts: &contracts,
        tree: &Tree::read(&tx)?,
        sees_costs: sees_costs(cx.access.sight()),
    };
    let body = views::form(cx, &form, &problems);
    let head = PageHead { title, current: HERE };
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}
