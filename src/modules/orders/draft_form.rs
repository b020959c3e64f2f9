//! The form of a draft: what was typed, and how it changes the draft. What can't be read is left as it was and told
//! about; what can be read is never lost because of it.

use std::sync::Arc;

use serde::Deserialize;

use super::{Delivery, DeliveryWay, Draft, DraftLine, Refusal, wishes};
use crate::modules::dealers::Contract;
use crate::platform::i18n::{format, parse_day, parse_quantity};
use crate::platform::values::{Day, Id, Message, Moment, Money, Quantity};

/// The fields. Those of lines repeat, one of each a line, in the order of lines.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct DraftForm {
    pub version: u32,
    pub book: u64,
    /// The names of the lines ([`line_name`]): where the draft moved, they tell which lines the form was about.
    pub s: Vec<String>,
    /// The quantities that the form was drawn with: what differs from them was typed.
    pub b: Vec<String>,
    pub q: Vec<String>,
    pub c: Vec<String>,
    /// When each line is wished; a form without them leaves that alone.
    pub w: Vec<String>,
    /// What each line was shown to cost and the tax in it, by [`shown_sum`]: tells whether the sender saw today's sums.
    pub was: Vec<String>,
    /// The page said something that has to go: draw it whole.
    pub whole: Option<String>,
    /// A line to take out, from 0.
    pub remove: Option<usize>,
    pub name: String,
    pub contract: String,
    pub comment: String,
    pub way: String,
    pub carrier: String,
    pub address: String,
    pub contact: String,
    pub phone: String,
    pub delivery_comment: String,
    pub wished: String,
}

/// A field that can't be taken: its name in the form, what was typed, and why not.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    pub field: String,
    pub typed: String,
    pub text: Message,
}

impl DraftForm {
    /// What the form of a draft holds when nobody typed anything.
    pub fn of(draft: &Draft) -> DraftForm {
        let delivery = draft.delivery.clone();
        DraftForm {
            version: draft.version,
            s: draft.lines.iter().map(line_name).collect(),
            q: draft.lines.iter().map(|line| line.quantity.to_string()).collect(),
            c: draft.lines.iter().map(|line| line.comment.clone()).collect(),
            w: draft.lines.iter().map(|line| wishes::shown(line.wished)).collect(),
            name: draft.name.clone(),
            contract: draft.contract.map(|id| id.to_string()).unwrap_or_default(),
            comment: draft.comment.clone(),
            way: delivery.way.code().to_owned(),
            carrier: delivery.carrier,
            address: delivery.address,
            contact: delivery.contact,
            phone: delivery.phone,
            delivery_comment: delivery.comment,
            wished: draft
                .wished
                .map(|day| format::date(day).to_string())
                .unwrap_or_default(),
            ..DraftForm::default()
        }
    }

    /// The draft with everything of the form that can be read. Its version is untouched when nothing differs.
    pub fn apply(&self, draft: &Draft, contracts: &[Arc<Contract>], at: Moment, today: Day) -> (Draft, Vec<Fault>) {
        let mut faults = Vec::new();
        let mut edited = draft.clone();
        self.take_lines(&mut edited, &mut faults, at, today);
        let mut keep = |result: Result<Draft, Refusal>, field: &str, typed: &str, edited: &mut Draft| match result {
            Ok(next) => *edited = next,
            Err(refusal) => faults.push(Fault {
                field: field.to_owned(),
                typed: typed.to_owned(),
                text: Message::new(refusal.message()),
            }),
        };
        if self.name != draft.name {
            keep(edited.clone().renamed(&self.name, at), "name", &self.name, &mut edited);
        }
        let wanted: Option<Id<Contract>> = self.contract.parse().ok();
        if let Some(contract) = contracts.iter().find(|contract| Some(contract.id) == wanted) {
            let parties = edited
                .clone()
                .with_parties(Some(contract.id), Some(contract.entity), at);
            keep(parties, "contract", &self.contract, &mut edited);
        }
        let mut wished = draft.wished;
        match self.wished.trim() {
            "" => wished = None,
            typed => match parse_day(typed) {
                Ok(day) => wished = Some(day),
                Err(error) => faults.push(Fault {
                    field: "wished".to_owned(),
                    typed: typed.to_owned(),
                    text: error.message(),
                }),
            },
        }
        match edited
            .clone()
            .with_notes(&self.comment, self.delivery(&draft.delivery), wished, at)
        {
            Ok(next) => edited = next,
            Err(refusal) => faults.push(Fault {
                field: "comment".to_owned(),
                typed: self.comment.clone(),
                text: Message::new(refusal.message()),
            }),
        }
        (settled(edited, draft), faults)
    }

    fn take_lines(&self, draft: &mut Draft, faults: &mut Vec<Fault>, at: Moment, today: Day) {
        // A form of another version has other lines: its rows can't be paired.
        if self.q.len() != draft.lines.len() {
            return;
        }
        let mut place = 0;
        for (row, typed) in self.q.iter().enumerate() {
            let comment = self.c.get(row).map_or("", String::as_str);
            let old = draft.lines[place].quantity;
            let quantity = match parse_quantity(typed) {
                Ok(quantity) => quantity,
                Err(error) => {
                    let text = error.message();
                    faults.push(Fault {
                        field: format!("q-{row}"),
                        typed: typed.clone(),
                        text,
                    });
                    old
                }
            };
            let quantity = if self.remove == Some(row) {
                Quantity::ZERO
            } else {
                quantity
            };
            if quantity != Quantity::ZERO
                && let Some(typed) = self.w.get(row)
            {
                let was = draft.lines[place].wished;
                match wishes::read(typed, was, today) {
                    Ok(wished) => draft.lines[place].wished = wished,
                    Err(text) => faults.push(Fault {
                        field: format!("w-{row}"),
                        typed: typed.clone(),
                        text,
                    }),
                }
            }
            if let Err(refusal) = draft.set_line(place, quantity, comment, at) {
                let text = Message::new(refusal.message());
                faults.push(Fault {
                    field: format!("q-{row}"),
                    typed: typed.clone(),
                    text,
                });
            }
            if quantity != Quantity::ZERO {
                place += 1;
            }
        }
    }

    /// What the page of the delivery alone asks for stays as it is.
    fn delivery(&self, before: &Delivery) -> Delivery {
        let text = |text: &str| text.trim().to_owned();
        Delivery {
            way: DeliveryWay::from_code(&self.way).unwrap_or_default(),
            carrier: text(&self.carrier),
            address: text(&self.address),
            contact: text(&self.contact),
            phone: text(&self.phone),
            comment: text(&self.delivery_comment),
            ..before.clone()
        }
    }

    /// Did the sender see just these totals, each with the tax in it? Then a newer snapshot of prices that leaves them
    /// alone is no surprise.
    pub fn saw(&self, totals: &[(Money, Money)]) -> bool {
        let seen = |(was, (total, vat)): (&String, &(Money, Money))| *was == shown_sum(*total, *vat);
        self.was.len() == totals.len() && self.was.iter().zip(totals).all(seen)
    }
}

/// What the form names a line by: its sku, and how it is made where it is made to order.
pub fn line_name(line: &DraftLine) -> String {
    match &line.configuration {
        None => line.sku.to_string(),
        Some(of) => format!("{}.{:x}", line.sku, of.digest()),
    }
}

/// What a line costs and the tax in it, in minor units: `246800/44504`.
pub fn shown_sum(total: Money, vat: Money) -> String {
    format!("{}/{}", total.minor, vat.minor)
}

/// Equal content keeps its version and its time.
fn settled(mut edited: Draft, before: &Draft) -> Draft {
    let (version, changed) = (edited.version, edited.changed);
    (edited.version, edited.changed) = (before.version, before.changed);
    if edited != *before {
        (edited.version, edited.changed) = (version.min(before.version + 1), changed);
    }
    edited
}
