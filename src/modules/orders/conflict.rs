//! Two people edit one draft: what the second one typed against what the first one saved, and what of it is taken.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Deserialize;

use super::draft_form::{DraftForm, Fault};
use super::{Draft, Refusal};
use crate::modules::catalogue::SkuId;
use crate::modules::dealers::Contract;
use crate::platform::i18n::parse_quantity;
use crate::platform::values::{Day, Moment, Quantity};

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

/// Which line: its sku, how it is made (0: as it lies in the catalogue), and which of those lines, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    pub sku: SkuId,
    pub made: u64,
    pub nth: usize,
}

impl Place {
    /// What the form names a line by, without its number.
    fn read(text: &str, nth: usize) -> Option<Place> {
        let (sku, made) = text.split_once('.').unwrap_or((text, "0"));
        Some(Place {
            sku: sku.parse().ok()?,
            made: u64::from_str_radix(made, 16).ok()?,
            nth,
        })
    }
}

/// What a difference is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Quantity(Place),
    Comment(Place),
    Wished(Place),
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
            About::Quantity(Place { sku, made, nth }) => format!("q-{sku}.{made:x}-{nth}"),
            About::Comment(Place { sku, made, nth }) => format!("c-{sku}.{made:x}-{nth}"),
            About::Wished(Place { sku, made, nth }) => format!("w-{sku}.{made:x}-{nth}"),
            About::Field(field) => field.message().to_owned(),
        }
    }

    fn from_key(key: &str) -> Option<About> {
        if let Some(field) = Field::ALL.into_iter().find(|field| field.message() == key) {
            return Some(About::Field(field));
        }
        let mut parts = key.splitn(3, '-');
        let (kind, line, nth) = (parts.next()?, parts.next()?, parts.next()?.parse().ok()?);
        match kind {
            "q" => Some(About::Quantity(Place::read(line, nth)?)),
            "c" => Some(About::Comment(Place::read(line, nth)?)),
            "w" => Some(About::Wished(Place::read(line, nth)?)),
            _ => None,
        }
    }
}

/// Where the lines of a form stand in it.
fn places(form: &DraftForm) -> HashMap<Place, usize> {
    let (mut seen, mut places) = (HashMap::new(), HashMap::new());
    for (at, named) in form.s.iter().enumerate() {
        let nth: &mut usize = seen.entry(named.as_str()).or_default();
        if let Some(place) = Place::read(named, *nth) {
            places.insert(place, at);
        }
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
    let mut keys: Vec<(&Place, &usize)> = own.iter().collect();
    keys.sort_by_key(|(_, at)| **at);
    let mut found = Vec::new();
    for (&place, &at) in keys {
        let cell = |cells: &[String], at: usize| cells.get(at).map(|cell| cell.trim().to_owned()).unwrap_or_default();
        let (quantity, comment) = (cell(&mine.q, at), cell(&mine.c, at));
        let there = saved.get(&place).copied();
        let old = there.map(|at| cell(&theirs.q, at));
        let same = match &old {
            Some(old) => parse_quantity(&quantity) == parse_quantity(old),
            None => parse_quantity(&quantity) == Ok(Quantity::ZERO),
        };
        if !same {
            found.push(Clash {
                about: About::Quantity(place),
                theirs: old,
                typed: mine
                    .b
                    .get(at)
                    .is_some_and(|drawn| parse_quantity(drawn) != parse_quantity(&quantity)),
                mine: quantity,
            });
        }
        // A form without wishes leaves them alone.
        let wished = mine.w.get(at).map(|cell| cell.trim().to_owned());
        let texts = [
            (About::Comment(place), &theirs.c, Some(comment)),
            (About::Wished(place), &theirs.w, wished),
        ];
        for (about, theirs, mine) in texts {
            let Some((old, mine)) = there
                .map(|at| cell(theirs, at))
                .zip(mine)
                .filter(|(old, mine)| old != mine)
            else {
                continue;
            };
            found.push(Clash {
                about,
                theirs: Some(old),
                mine,
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
    pub fn apply(&self, draft: &Draft, contracts: &[Arc<Contract>], at: Moment, today: Day) -> (Draft, Vec<Fault>) {
        let mut form = DraftForm::of(draft);
        let places = places(&form);
        let mut added = Vec::new();
        for place in &self.take {
            let (Some(key), Some(mine)) = (self.key.get(*place), self.mine.get(*place)) else {
                continue;
            };
            match About::from_key(key) {
                Some(About::Field(field)) => mine.clone_into(field.of(&mut form)),
                Some(About::Quantity(place)) => match places.get(&place) {
                    Some(at) => mine.clone_into(&mut form.q[*at]),
                    None => added.push((place, mine)),
                },
                Some(About::Comment(place)) => {
                    if let Some(at) = places.get(&place) {
                        mine.clone_into(&mut form.c[*at]);
                    }
                }
                Some(About::Wished(place)) => {
                    if let Some(at) = places.get(&place) {
                        mine.clone_into(&mut form.w[*at]);
                    }
                }
                None => {}
            }
        }
        let (mut edited, mut faults) = form.apply(draft, contracts, at, today);
        for (place, mine) in added {
            let result = match parse_quantity(mine) {
                // How it was made went with the line that the other took out: it is configured again.
                Ok(_) if place.made != 0 => Err(Refusal::LineUnknown),
                Ok(quantity) => edited.clone().with_added(place.sku, quantity, at),
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
