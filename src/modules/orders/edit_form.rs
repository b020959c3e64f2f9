//! The form in which an order is changed after it was sent: what stands in it, what of that can be read, and how it is
//! carried over to lines that somebody else changed meanwhile.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::additions::{Addition, priced, terms_of};
use super::draft_form::Fault;
use super::{
    COMMENT_MAX, DeliveryWish, Edit, Head, LINES_MAX, LineEdit, NAME_MAX, Order, OrderLine, OrderTerms, Refusal,
    difference, offers, wishes,
};
use crate::modules::catalogue::{PriceBook, Sellable, SkuId, sellable};
use crate::modules::configurator::{Choices, Configuration};
use crate::platform::error::Error;
use crate::platform::i18n::{format, parse_day, parse_quantity};
use crate::platform::store::Reader;
use crate::platform::values::{Day, Locale, Message, Quantity};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditForm {
    /// Of the order that it was drawn from.
    pub version: u32,
    /// Of each line of the order.
    pub quantity: Vec<String>,
    pub comment: Vec<String>,
    /// When it is wished; a form without them leaves that alone.
    pub wish: Vec<String>,
    /// How each is to be made, by [`how`]; empty: as it is.
    pub how: Vec<String>,
    /// Places of lines that go.
    pub removed: Vec<usize>,
    /// Lines that come: what, how much, and a note.
    pub added: Vec<String>,
    pub amount: Vec<String>,
    pub note: Vec<String>,
    pub when: Vec<String>,
    /// How each of them is made; empty: goods as they lie in the catalogue.
    pub make: Vec<String>,
    /// What is proposed as the price of each line, and of each that comes: a price of one unit, or a percentage off.
    pub offer: Vec<String>,
    pub bid: Vec<String>,
    /// So much off every line that has nothing of its own.
    pub discount: String,
    /// Places of those that don't come after all.
    pub dropped: Vec<usize>,
    /// Goods that are asked for now: an article, how much, and what was chosen of several.
    pub article: String,
    pub count: String,
    pub pick: String,
    pub wished: String,
    /// The order's name, note and contract, one value each; none in a form without them, which leaves them alone.
    pub name: Vec<String>,
    pub remark: Vec<String>,
    pub contract: Vec<String>,
    pub reason: String,
    /// Which button was pressed.
    pub step: String,
    /// The seal of what the sender has looked at.
    pub seen: String,
}

/// What a form comes to.
pub struct Proposal {
    pub edit: Edit,
    /// The order as it would be.
    pub order: Order,
    /// What was done otherwise than typed.
    pub notes: Vec<Message>,
}

/// The step that goes to where goods are configured, before the place of the line.
pub const CONFIGURE: &str = "configure-";

/// How goods are made, as it goes through the form: `3:width=f900&colour=owhite`.
pub fn how(configuration: &Configuration) -> String {
    format!("{}:{}", configuration.edition, configuration.choices.token())
}

/// What [`how`] has written; nothing where nothing is said.
pub fn made_how(text: &str) -> Result<Option<Configuration>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    let (edition, token) = text.split_once(':').ok_or(Refusal::LineUnknown)?;
    Ok(Some(Configuration {
        edition: edition.parse().map_err(|_| Refusal::LineUnknown)?,
        choices: Choices::from_token(token),
    }))
}

pub(super) fn shown(l: Locale, quantity: Quantity) -> String {
    format::quantity(l, quantity).to_string()
}

impl EditForm {
    pub fn of(l: Locale, order: &Order) -> EditForm {
        EditForm {
            version: order.version,
            quantity: order.lines.iter().map(|line| shown(l, line.quantity)).collect(),
            comment: order.lines.iter().map(|line| line.comment.clone()).collect(),
            wish: order.lines.iter().map(|line| wishes::shown(line.wished)).collect(),
            how: vec![String::new(); order.lines.len()],
            offer: vec![String::new(); order.lines.len()],
            wished: wishes::shown(order.wished),
            name: vec![order.name.clone()],
            remark: vec![order.comment.clone()],
            contract: vec![order.contract.to_string()],
            ..EditForm::default()
        }
    }

    /// Nothing was typed into it yet.
    pub fn is_blank(&self) -> bool {
        *self == EditForm::default()
    }

    /// Without the new lines that were taken out again. More lines than an order may have are not even looked at.
    pub fn tidied(mut self) -> Result<EditForm, Refusal> {
        if self.quantity.len() > LINES_MAX || self.added.len() > LINES_MAX {
            return Err(Refusal::TooManyLines);
        }
        let dropped: HashSet<usize> = self.dropped.drain(..).collect();
        let keep = |cells: &mut Vec<String>| {
            let mut at = 0;
            cells.retain(|_| {
                at += 1;
                !dropped.contains(&(at - 1))
            });
        };
        self.amount.resize(self.added.len(), String::new());
        self.note.resize(self.added.len(), String::new());
        self.when.resize(self.added.len(), String::new());
        self.make.resize(self.added.len(), String::new());
        self.bid.resize(self.added.len(), String::new());
        self.how.resize(self.quantity.len(), String::new());
        self.offer.resize(self.quantity.len(), String::new());
        let cells = [
            &mut self.added,
            &mut self.amount,
            &mut self.note,
            &mut self.when,
            &mut self.make,
            &mut self.bid,
        ];
        cells.into_iter().for_each(keep);
        Ok(self)
    }

    /// What was typed into a form that was drawn from `old`, at the lines that are there `now`.
    pub fn carried(mut self, l: Locale, old: &Order, now: &Order) -> EditForm {
        let (drawn, mut next) = (EditForm::of(l, old), EditForm::of(l, now));
        let typed = |mine: &[String], drawn: &[String], at: usize| {
            let mine = mine.get(at)?;
            (mine.trim() != drawn[at].trim()).then(|| mine.clone())
        };
        for (place, was) in difference::pairs(&old.lines, &now.lines).into_iter().enumerate() {
            let Some(was) = was else { continue };
            if let Some(mine) = typed(&self.quantity, &drawn.quantity, was) {
                next.quantity[place] = mine;
            }
            if let Some(mine) = typed(&self.comment, &drawn.comment, was) {
                next.comment[place] = mine;
            }
            if let Some(mine) = typed(&self.wish, &drawn.wish, was) {
                next.wish[place] = mine;
            }
            // Where the other one has configured it anew too, the own wish stands against that in the form.
            if let Some(mine) = self.how.get(was).filter(|mine| !mine.is_empty()) {
                next.how[place].clone_from(mine);
            }
            if let Some(mine) = self.offer.get(was).filter(|mine| !mine.is_empty()) {
                next.offer[place].clone_from(mine);
            }
            if self.removed.contains(&was) {
                next.removed.push(place);
            }
        }
        if self.wished.trim() == drawn.wished {
            self.wished = next.wished.clone();
        }
        let heads = [
            (&mut self.name, &drawn.name, &next.name),
            (&mut self.remark, &drawn.remark, &next.remark),
            (&mut self.contract, &drawn.contract, &next.contract),
        ];
        for (mine, drawn, next) in heads {
            let same = |mine: &String| said(mine) == said(drawn.first().map_or("", String::as_str));
            if mine.first().is_some_and(same) {
                mine.clone_from(next);
            }
        }
        EditForm {
            version: next.version,
            quantity: next.quantity,
            comment: next.comment,
            wish: next.wish,
            how: next.how,
            offer: next.offer,
            removed: next.removed,
            seen: String::new(),
            ..self
        }
    }

    /// Takes goods in, rounded up to whole packs: at the line that has them already, or as a new one.
    pub fn take(&mut self, l: Locale, order: &Order, item: &Sellable, quantity: Quantity) -> Message {
        let more = |cell: &mut String| {
            let had = parse_quantity(cell).unwrap_or_default();
            let sum = had.add(quantity).unwrap_or(quantity).round_up_to(item.step);
            *cell = shown(l, sum);
            sum
        };
        let plain = |line: &OrderLine| line.sku == item.sku && line.configuration.is_none();
        let said = |id: &'static str, quantity: Quantity| {
            let said = Message::new(id).with("what", item.name.as_str());
            said.with("quantity", quantity).with("unit", item.unit.name.as_str())
        };
        if let Some(place) = order.lines.iter().position(plain)
            && let Some(cell) = self.quantity.get_mut(place)
        {
            if self.removed.contains(&place) {
                self.removed.retain(|of| *of != place);
                "0".clone_into(cell);
            }
            return said("orders-edit-more", more(cell));
        }
        self.make.resize(self.added.len(), String::new());
        let plain = |(sku, make): (&String, &String)| make.is_empty() && sku.parse() == Ok(item.sku);
        let known = self.added.iter().zip(&self.make).position(plain);
        if let Some(cell) = known.and_then(|place| self.amount.get_mut(place)) {
            return said("orders-edit-more", more(cell));
        }
        let quantity = quantity.round_up_to(item.step);
        self.added.push(item.sku.to_string());
        self.amount.push(shown(l, quantity));
        self.note.push(String::new());
        self.when.push(String::new());
        self.make.push(String::new());
        self.bid.resize(self.added.len(), String::new());
        said("orders-edit-taken", quantity)
    }

    /// Without what is proposed for prices: for who doesn't see them.
    pub fn without_offers(mut self) -> EditForm {
        self.offer.iter_mut().chain(&mut self.bid).for_each(String::clear);
        self.discount.clear();
        self
    }

    /// How the line at a place is to be made, where that is otherwise than it is.
    pub fn remade(&self, place: usize, line: &OrderLine) -> Result<Option<Configuration>, Refusal> {
        let asked = made_how(self.how.get(place).map(String::as_str).unwrap_or_default())?;
        let now = line.configuration.as_ref().map(|settled| settled.configuration());
        Ok(asked.filter(|asked| Some(asked) != now.as_ref()))
    }

    /// Reads the form, rounds quantities to what can be had (in the form too), and prices what comes.
    pub fn propose(
        &mut self,
        tx: &impl Reader,
        l: Locale,
        book: &PriceBook,
        order: &Order,
        delivery: Option<&DeliveryWish>,
        today: Day,
    ) -> Result<Result<Proposal, Vec<Fault>>, Error> {
        let (mut faults, mut notes) = (Vec::new(), Vec::new());
        let fault = |field: String, typed: &str, text: Message| Fault {
            field,
            typed: typed.to_owned(),
            text,
        };
        let wished = match self.wished.trim() {
            "" => None,
            typed => match parse_day(typed) {
                Ok(day) if day < today && Some(day) != order.wished => {
                    faults.push(fault("wished".into(), typed, Message::new(Refusal::DayPast.message())));
                    None
                }
                Ok(day) => Some(day),
                Err(_) => {
                    faults.push(fault("wished".into(), typed, Message::new("orders-day-wrong")));
                    None
                }
            },
        };
        if self.quantity.len() != order.lines.len() {
            return Err(Refusal::LineUnknown.into());
        }
        let day = wished.map_or(today, |wished| wished.max(today));
        let head = self.head(tx, book, order, day, &mut faults)?;
        let terms: Option<&OrderTerms> = head.as_ref().and_then(|head| head.terms.as_deref());
        // Where the contract changes, all that stays is priced by the new one as a submission would.
        let under = terms.map_or_else(|| order.clone(), |terms| order.under(terms));
        let off = offers::read_discount(&self.discount).unwrap_or_else(|text| {
            faults.push(fault("discount".into(), &self.discount, text));
            None
        });
        let mut lines = Vec::with_capacity(order.lines.len());
        // Lines that are to be made otherwise, with their places.
        let mut remade: Vec<(usize, Addition)> = Vec::new();
        for (place, line) in order.lines.iter().enumerate() {
            let comment = self.comment.get(place).cloned().unwrap_or_default();
            if self.removed.contains(&place) {
                lines.push(LineEdit {
                    comment,
                    wished: line.wished,
                    ..LineEdit::default()
                });
                continue;
            }
            let wished = match self.wish.get(place) {
                None => line.wished,
                Some(typed) => wishes::read(typed, line.wished, today).unwrap_or_else(|text| {
                    faults.push(fault(format!("wish-{place}"), typed, text));
                    line.wished
                }),
            };
            let cell = &mut self.quantity[place];
            let quantity = match read(cell) {
                Ok(quantity) if quantity == line.quantity => quantity,
                Ok(quantity) => {
                    let item = match line.configuration {
                        None => sellable(tx, line.sku)?,
                        Some(_) => None,
                    };
                    let step = item.map_or(Quantity::ZERO, |item| item.step);
                    rounded(l, &line.name, step, quantity, cell, &mut notes)
                }
                Err(refusal) => {
                    faults.push(fault(
                        format!("quantity-{place}"),
                        cell,
                        Message::new(refusal.message()),
                    ));
                    line.quantity
                }
            };
            let otherwise = self.remade(place, line)?;
            let remakes = otherwise.is_some() || terms.is_some();
            if remakes {
                let made = otherwise.or_else(|| line.configuration.as_ref().map(|settled| settled.configuration()));
                remade.push((
                    place,
                    Addition {
                        sku: line.sku,
                        quantity,
                        comment: comment.trim().to_owned(),
                        made,
                    },
                ));
            }
            let typed = self.offer.get(place).map_or("", String::as_str);
            let offer = offers::read(typed, under.currency).unwrap_or_else(|text| {
                faults.push(fault(format!("offer-{place}"), typed, text));
                None
            });
            // What is at that price already is proposed nothing; what comes to no price is said at its line.
            let offer = match offer.or(off) {
                Some(offer) if !remakes => match line.offered(offer, order.vat_mode) {
                    Ok(there) if (there.price, there.bargain) == (line.price, line.bargain) => None,
                    Ok(_) => Some(offer),
                    Err(refusal) => {
                        let typed = if typed.trim().is_empty() {
                            self.discount.as_str()
                        } else {
                            typed
                        };
                        faults.push(fault(format!("offer-{place}"), typed, Message::new(refusal.message())));
                        None
                    }
                },
                offer => offer,
            };
            lines.push(LineEdit {
                quantity: Some(quantity),
                comment,
                wished,
                made: None,
                offer,
            });
        }
        let mut additions = Vec::with_capacity(self.added.len());
        for (place, sku) in self.added.iter().enumerate() {
            let Ok(sku) = sku.parse::<SkuId>() else {
                return Err(Refusal::LineUnknown.into());
            };
            let cell = &mut self.amount[place];
            let quantity = match (read(cell), sellable(tx, sku)?) {
                (Ok(quantity), Some(item)) => rounded(l, &item.name, item.step, quantity, cell, &mut notes),
                (Ok(quantity), None) => quantity,
                (Err(refusal), _) => {
                    faults.push(fault(format!("amount-{place}"), cell, Message::new(refusal.message())));
                    Quantity::ONE
                }
            };
            additions.push(Addition {
                sku,
                quantity,
                comment: self.note[place].trim().to_owned(),
                made: made_how(self.make.get(place).map(String::as_str).unwrap_or_default())?,
            });
        }
        let mut added = Vec::with_capacity(additions.len());
        for (place, line) in priced(tx, book, &under, day, &additions)?.into_iter().enumerate() {
            let field = format!("amount-{place}");
            let wished = match self.when.get(place) {
                None => None,
                Some(typed) => wishes::read(typed, None, today).unwrap_or_else(|text| {
                    faults.push(fault(format!("when-{place}"), typed, text));
                    None
                }),
            };
            let typed = self.bid.get(place).map_or("", String::as_str);
            let offer = offers::read(typed, under.currency).unwrap_or_else(|text| {
                faults.push(fault(format!("bid-{place}"), typed, text));
                None
            });
            let line = line.map(
                |line| match offer.or(off).map(|offer| line.offered(offer, under.vat_mode)) {
                    None => line,
                    Some(Ok(offered)) => offered,
                    Some(Err(refusal)) => {
                        faults.push(fault(format!("bid-{place}"), typed, Message::new(refusal.message())));
                        line
                    }
                },
            );
            match line {
                Ok(line) => added.push(OrderLine { wished, ..line }),
                Err(_) if faults.iter().any(|fault| fault.field == field) => {}
                Err(why) => faults.push(fault(field, &self.amount[place], why.message())),
            }
        }
        let (places, asked): (Vec<usize>, Vec<Addition>) = remade.into_iter().unzip();
        for (place, line) in places.into_iter().zip(priced(tx, book, &under, day, &asked)?) {
            match line {
                Ok(line) => lines[place].made = Some(Box::new(line)),
                Err(why) => {
                    let field = format!("quantity-{place}");
                    if !faults.iter().any(|fault| fault.field == field) {
                        faults.push(fault(field, &self.quantity[place], why.message()));
                    }
                }
            }
        }
        if !faults.is_empty() {
            return Ok(Err(faults));
        }
        let edit = Edit {
            lines,
            added,
            wished,
            delivery: delivery.cloned().map(Box::new),
            head: head.map(Box::new),
        };
        let after = order.proposed(&edit)?;
        let same = after.lines == order.lines && after.wished == order.wished;
        if same && edit.head.is_none() && delivery.is_none() {
            return Err(Refusal::NothingChanged.into());
        }
        Ok(Ok(Proposal {
            edit,
            order: after,
            notes,
        }))
    }
}

impl EditForm {
    /// The order under the contract that the form has chosen: what comes in new is priced by that.
    pub fn under(&self, tx: &impl Reader, book: &PriceBook, order: &Order, today: Day) -> Result<Order, Error> {
        let wished = parse_day(&self.wished).ok();
        let day = wished.map_or(today, |wished| wished.max(today));
        let head = self.head(tx, book, order, day, &mut Vec::new())?;
        let terms = head.and_then(|head| head.terms);
        Ok(terms.map_or_else(|| order.clone(), |terms| order.under(&terms)))
    }

    /// The name, the note and the contract, where the form has them.
    fn head(
        &self,
        tx: &impl Reader,
        book: &PriceBook,
        order: &Order,
        day: Day,
        faults: &mut Vec<Fault>,
    ) -> Result<Option<Head>, Error> {
        let mut fault = |field: &str, typed: &str, text: &'static str| {
            faults.push(Fault {
                field: field.to_owned(),
                typed: typed.to_owned(),
                text: Message::new(text),
            });
        };
        let mut head = Head::of(order);
        if let Some(name) = self
            .name
            .first()
            .map(String::as_str)
            .map(said)
            .filter(|name| *name != order.name)
        {
            match !name.is_empty() && name.chars().count() <= NAME_MAX {
                true => head.name = name,
                false => fault("name", &name, Refusal::Name.message()),
            }
        }
        if let Some(remark) = self
            .remark
            .first()
            .map(String::as_str)
            .map(said)
            .filter(|remark| *remark != said(&order.comment))
        {
            match remark.chars().count() <= COMMENT_MAX {
                true => head.comment = remark,
                false => fault("remark", &remark, Refusal::TooLong.message()),
            }
        }
        let contract = self
            .contract
            .first()
            .map(|of| of.trim())
            .filter(|of| *of != order.contract.to_string());
        if let Some(contract) = contract {
            let terms = match contract.parse() {
                Ok(contract) => terms_of(tx, book, order, contract, day)?,
                Err(_) => None,
            };
            match terms {
                Some(terms) => head.terms = Some(Box::new(terms)),
                None => fault("contract", contract, "orders-edit-contract-gone"),
            }
        }
        Ok(Some(head).filter(|head| !head.is_of(order)))
    }
}

/// A text as it is kept: browsers send lines of a field with two marks at the end of each.
fn said(typed: &str) -> String {
    typed.replace("\r\n", "\n").trim().to_owned()
}

/// A quantity that a line may have.
pub fn read(typed: &str) -> Result<Quantity, Refusal> {
    let quantity = parse_quantity(typed).map_err(|_| Refusal::Quantity)?;
    let fits = quantity.is_positive() && quantity <= super::QUANTITY_MAX;
    if fits { Ok(quantity) } else { Err(Refusal::Quantity) }
}

/// Whole packs only: what was made of the quantity is said, and stands in the form.
fn rounded(
    l: Locale,
    name: &str,
    step: Quantity,
    asked: Quantity,
    cell: &mut String,
    notes: &mut Vec<Message>,
) -> Quantity {
    let quantity = asked.round_up_to(step);
    if quantity != asked {
        *cell = shown(l, quantity);
        let said = Message::new("orders-edit-rounded")
            .with("what", name)
            .with("step", step);
        notes.push(said.with("asked", asked).with("quantity", quantity));
    }
    quantity
}
