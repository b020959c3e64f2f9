//! Handlers of the payment calendar, and what it adds to other pages.

pub mod draft;
pub mod feed;
pub mod home;
pub mod key;
pub mod month;
pub mod sheet;

use serde::Deserialize;

use super::actions::may_read;
use super::model::Month;
use super::queries::Selection;
use crate::modules::dealers::{Dealer, LegalEntity};
use crate::modules::settlements::SettlementId;
use crate::platform::error::Error;
use crate::platform::i18n::parse_day;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Day, DealerId, Id};
use crate::platform::web::Cx;

pub const HERE: &str = "/calendar";

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// For the manufacturer's people.
    pub dealer: String,
    /// `2026-12`.
    pub month: String,
    /// `list`, or nothing for the month.
    pub view: String,
    pub entity: String,
    /// The settlement of a contract.
    pub contract: String,
    /// One day of the list.
    pub day: String,
    pub draft: String,
    pub after: String,
}

impl Asked {
    pub fn is_list(&self) -> bool {
        self.view == "list" || !self.day.is_empty()
    }

    pub fn day(&self) -> Option<Day> {
        parse_day(&self.day).ok()
    }

    pub fn month(&self, today: Day) -> Month {
        Month::parse(&self.month).unwrap_or(Month::of(today)).within(today)
    }

    /// The same with other fields: `(name, value)`, an empty value takes a field away. Where the list goes on is forgotten.
    pub fn with(&self, path: &str, changes: &[(&str, &str)]) -> String {
        let fields = [
            ("dealer", self.dealer.as_str()),
            ("view", self.view.as_str()),
            ("month", self.month.as_str()),
            ("entity", self.entity.as_str()),
            ("contract", self.contract.as_str()),
            ("day", self.day.as_str()),
            ("draft", self.draft.as_str()),
            ("after", ""),
        ];
        let pairs: Vec<(&str, &str)> = fields
            .into_iter()
            .map(|(name, value)| {
                let changed = changes.iter().find(|(of, _)| *of == name);
                (name, changed.map_or(value, |(_, value)| *value))
            })
            .filter(|(_, value)| !value.is_empty())
            .collect();
        match serde_html_form::to_string(&pairs) {
            Ok(text) if !text.is_empty() => format!("{path}?{text}"),
            _ => path.to_owned(),
        }
    }
}

/// Today, where the manufacturer is: 1C's days are its.
pub fn today(cx: &Cx) -> Day {
    cx.access.now().day_in(&cx.services().zone)
}

/// The dealer whose calendar it is; `None`: the manufacturer's people haven't said whose.
pub fn dealer(cx: &Cx, tx: &ReadTx, asked: &Asked) -> Result<Option<Dealer>, Error> {
    may_read(&cx.access)?;
    let id: DealerId = match cx.access.scope().dealer() {
        Some(own) => own,
        None if asked.dealer.is_empty() => return Ok(None),
        None => asked.dealer.parse().map_err(|_| Error::NotFound)?,
    };
    tx.get(&id)?.ok_or(Error::NotFound).map(Some)
}

/// What is looked at. A legal entity or a contract that isn't the dealer's own is as one that isn't there.
pub fn selection(tx: &ReadTx, dealer: &Dealer, asked: &Asked) -> Result<Selection, Error> {
    let entity: Option<Id<LegalEntity>> = match asked.entity.as_str() {
        "" => None,
        text => {
            let id = text.parse().map_err(|_| Error::NotFound)?;
            let found: Option<LegalEntity> = tx.get(&id)?;
            Some(found.filter(|of| of.dealer == dealer.id).ok_or(Error::NotFound)?.id)
        }
    };
    let contract: Option<SettlementId> = match asked.contract.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| Error::NotFound)?),
    };
    let selection = Selection::of(tx, dealer.id, entity, contract)?;
    match contract {
        Some(id) if selection.settlement(id).is_none() => Err(Error::NotFound),
        _ => Ok(selection),
    }
}
