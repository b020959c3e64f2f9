//! Two people edit one draft: what the second one typed against what the first one saved, and what of it is taken.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;

use super::draft_form::{DraftForm, Fault};
use super::{Draft, Refusal};
use crate::modules::catalogue::SkuId;
use crate::modules::dealers::Contract;
use crate::platform::i18n::parse_quantity;
use crate::platform::values::{Moment, Quantity};

/// One thing that the two say differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub about: About,
    /// As it is saved; `None`: the line is gone.
    pub theirs: Option<String>,
    pub mine: String,
    /// Surely typed, and not only what stood there when the form was drawn.
    pub typed: bool,
}

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The quantity of a line: its sku, and which of the lines of that sku, from 0.
    Quantity(SkuId, usize),
    Comment(SkuId, usize),
    Field(Field),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Name,
    Contract,
    Wished,
    Comment,
    Way,
    Carrier,
    Address,
    Contact,
    Phone,
    DeliveryComment,
}

impl Field {
    const ALL: [Field; 10] = [
        Field::Name,
        Field::Contract,
        Field::Wished,
        Field::Comment,
        Field::Way,
        Field::Carrier,
        Field::Address,
        Field::Contact,
        Field::Phone,
        Field::DeliveryComment,
    ];

    /// The Fluent message of its name.
    pub const fn message(self) -> &'static str {
        match self {
            Field::Name => "orders-draft-name",
            Field::Contract => "orders-draft-contract-label",
            Field::Wished => "orders-field-wished",
            Field::Comment => "orders-draft-note",
            Field::Way => "orders-delivery-way",
            Field::Carrier => "orders-field-delivery-carrier",
            Field::Address => "orders-field-delivery-address",
            Field::Contact => "orders-field-delivery-contact",
            Field::Phone => "orders-field-delivery-phone",
            Field::DeliveryComment => "orders-field-delivery-comment",
        }
    }

    fn of(self, form: &mut DraftForm) -> &mut String {
        match self {
            Field::Name => &mut form.name,
            Field::Contract => &mut form.contract,
            Field::Wished => &mut form.wished,
            Field::Comment => &mut form.comment,
            Field::Way => &mut form.way,
            Field::Carrier => &mut form.carrier,
            Field::Address => &mut form.address,
            Field::Contact => &mut form.contact,
            Field::Phone => &mut form.phone,
            Field::DeliveryComment => &mut form.delivery_comment,
        }
    }
}

impl About {
    /// Its name in forms.
    pub fn key(self) -> String {
        match self {
            About::Quantity(sku, nth) => format!("q-{sku}-{nth}"),
            About::Comment(sku, nth) => format!("c-{sku}-{nth}"),
            About::Field(field) => field.message().to_owned(),
        }
    }

    fn from_key(key: &str) -> Option<About> {
        if let Some(field) = Field::ALL.into_iter().find(|field| field.message() == key) {
            return Some(About::Field(field));
        }
        let mut parts = key.splitn(3, '-');
        let (kind, sku, nth) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        match kind {
            "q" => Some(About::Quantity(sku, nth)),
            "c" => Some(About::Comment(sku, nth)),
            _ => None,
        }
    }
}

/// Lines of a form by their sku and which of that sku they are.
fn places(form: &DraftForm) -> HashMap<(SkuId, usize), usize> {
    let (mut seen, mut places) = (HashMap::new(), HashMap::new());
    for (at, sku) in form.s.iter().enumerate() {
        let Ok(sku) = sku.parse::<SkuId>() else { continue };
        let nth: &mut usize = seen.entry(sku).or_default();
        places.insert((sku, *nth), at);
        *nth += 1;
    }
    places
}

/// What a form that was drawn from an earlier version says otherwise than the draft does now. Lines that the other person
/// added are no clash: nobody typed against them.
pub fn clashes(form: &DraftForm, draft: &Draft) -> Vec<Clash> {
    let mut mine = form.clone();
    if let Some(row) = form.remove.and_then(|row| mine.q.get_mut(row)) {
        "0".clone_into(row);
    }
    let mut theirs = DraftForm::of(draft);
    let (own, saved) = (places(&mine), places(&theirs));
    let mut keys: Vec<(&(SkuId, usize), &usize)> = own.iter().collect();
    keys.sort_by_key(|(_, at)| **at);
    let mut found = Vec::new();
    for (&(sku, nth), &at) in keys {
        let cell = |cells: &[String], at: usize| cells.get(at).map(|cell| cell.trim().to_owned()).unwrap_or_default();
        let (quantity, comment) = (cell(&mine.q, at), cell(&mine.c, at));
        let there = saved.get(&(sku, nth)).copied();
        let old = there.map(|at| cell(&theirs.q, at));
        let same = match &old {
            Some(old) => parse_quantity(&quantity) == parse_quantity(old),
            None => parse_quantity(&quantity) == Ok(Quantity::ZERO),
        };
        if !same {
            found.push(Clash {
                about: About::Quantity(sku, nth),
                theirs: old,
                typed: mine
                    .b
                    .get(at)
                    .is_some_and(|drawn| parse_quantity(drawn) != parse_quantity(&quantity)),
                mine: quantity,
            });
        }
        if let Some(old) = there.map(|at| cell(&theirs.c, at)).filter(|old| *old != comment) {
            found.push(Clash {
                about: About::Comment(sku, nth),
                theirs: Some(old),
                mine: comment,
                typed: false,
            });
        }
    }
    for field in Field::ALL {
        let (typed, saved) = (field.of(&mut mine).trim().to_owned(), field.of(&mut theirs).clone());
        // A form with no choice of a contract, or a way, says nothing about it.
        let silent = typed.is_empty() && matches!(field, Field::Contract | Field::Way);
        if typed != saved && !silent {
            found.push(Clash {
                about: About::Field(field),
                theirs: Some(saved),
                mine: typed,
                typed: false,
            });
        }
    }
    found
}

/// What the second person takes of their own: the places of boxes, and the differences in their order.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Resolution {
    pub version: u32,
    pub take: Vec<usize>,
    pub key: Vec<String>,
    pub mine: Vec<String>,
}

impl Resolution {
    /// The draft with what is taken, and what of that can't be read.
    pub fn apply(&self, draft: &Draft, contracts: &[Arc<Contract>], at: Moment) -> (Draft, Vec<Fault>) {
        let mut form = DraftForm::of(draft);
        let places = places(&form);
        let mut added = Vec::new();
        for place in &self.take {
            let (Some(key), Some(mine)) = (self.key.get(*place), self.mine.get(*place)) else {
                continue;
            };
            match About::from_key(key) {
                Some(About::Field(field)) => mine.clone_into(field.of(&mut form)),
                Some(About::Quantity(sku, nth)) => match places.get(&(sku, nth)) {
                    Some(at) => mine.clone_into(&mut form.q[*at]),
                    None => added.push((sku, mine)),
                },
                Some(About::Comment(sku, nth)) => {
                    if let Some(at) = places.get(&(sku, nth)) {
                        mine.clone_into(&mut form.c[*at]);
                    }
                }
                None => {}
            }
        }
        let (mut edited, mut faults) = form.apply(draft, contracts, at);
        for (sku, mine) in added {
            let result = match parse_quantity(mine) {
                Ok(quantity) => edited.clone().with_added(sku, quantity, at),
                Err(_) => Err(Refusal::Quantity),
            };
            match result {
                Ok(next) => edited = next,
                Err(refusal) => faults.push(Fault {
                    field: "q".to_owned(),
                    typed: mine.clone(),
                    text: crate::platform::values::Message::new(refusal.message()),
                }),
            }
        }
        (edited, faults)
    }
}
