//! Changes of an order after it was sent. Until the manufacturer has taken it, the dealer changes it at once; after that
//! a change is a request, which the other side accepts or refuses.

use serde::{Deserialize, Serialize};

use super::draft::{check_quantity, fits};
use super::one_c::ENTRIES_MAX;
use super::{
    Act, Agreement, Author, COMMENT_MAX, Change, Delivery, DeliveryAsk, DeliveryWish, Head, Offer, Order, OrderLine,
    OrderTotals, Refusal,
};
use crate::modules::orders::{About, Kind, LINES_MAX, OrderEvent, RequestStep};
use crate::platform::values::{Currency, Day, Moment, Money, Quantity, VatMode};

/// What one side asks the other to agree to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeRequest {
    /// The lines as they would be; none where it is about the delivery alone.
    pub lines: Vec<OrderLine>,
    #[serde(default)]
    pub wished: Option<Day>,
    /// The hash of the specification that it was made on: on another one it says something else.
    pub base: String,
    pub by: Author,
    pub at: Moment,
    #[serde(default)]
    pub reason: String,
    /// How the goods would go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Box<DeliveryAsk>>,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Accepted,
    Refused,
    Withdrawn,
}

/// A request that is over. The versions of the order hold what it asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The version of the order that it was answered on.
    pub version: u32,
    pub verdict: Verdict,
    pub asked_by: Author,
    pub by: Author,
    pub at: Moment,
    #[serde(default)]
    pub reason: String,
}

/// One line of an order as a form would have it, in the order's own sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineEdit {
    /// `None` takes the line out.
    pub quantity: Option<Quantity>,
    pub comment: String,
    /// When the line is wished; `None`: as the order.
    pub wished: Option<Day>,
    /// The same goods made otherwise, or under another contract, in that quantity and at the price of today.
    pub made: Option<Box<OrderLine>>,
    /// What is proposed as its price.
    pub offer: Option<Offer>,
}

/// A change as a form would have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// Of each line of the order.
    pub lines: Vec<LineEdit>,
    /// Lines that come to it, at the price of today.
    pub added: Vec<OrderLine>,
    pub wished: Option<Day>,
    pub delivery: Option<Box<DeliveryWish>>,
    /// The order's name, note and contract; `None`: as they are.
    pub head: Option<Box<Head>>,
}

impl Order {
    /// May the specification still be changed by people?
    pub fn is_changeable(&self) -> bool {
        self.kind < Kind::Shipped
    }

    /// May a side ask for a change, or make it, now?
    pub fn may_be_asked(&self) -> bool {
        self.is_changeable() && self.request.is_none() && !self.is_open()
    }

    /// Until the manufacturer has taken the order, its dealer changes it without asking.
    pub fn is_changed_at_once(&self, by_dealer: bool) -> bool {
        self.kind == Kind::Waiting && by_dealer
    }

    /// The request was made on another specification, or another delivery, than the order has now.
    pub fn is_request_stale(&self) -> bool {
        self.request.as_ref().is_some_and(|request| {
            (request.alters_lines() && request.base != self.specification_hash()) || self.is_delivery_clash()
        })
    }

    /// The request is about the delivery, and somebody has changed that meanwhile.
    pub fn is_delivery_clash(&self) -> bool {
        let ask = self.request.as_ref().and_then(|request| request.delivery.as_ref());
        ask.is_some_and(|ask| ask.is_stale(&self.delivery))
    }

    /// The order as it would be once the request is accepted.
    pub fn as_requested(&self) -> Option<Order> {
        let request = self.request.as_ref()?;
        let mut order = self.clone();
        order.take_request(request);
        Some(order)
    }

    /// The head, the lines and the wished day of an edit. Another contract comes first: the lines are checked against it.
    fn take_edit(&mut self, edit: &Edit) -> Result<(), Refusal> {
        let before = (self.currency, self.vat_mode);
        if let Some(head) = &edit.head {
            self.take_head(head)?;
        }
        let lines = self.edited(edit, before)?;
        self.take(lines, edit.wished);
        Ok(())
    }

    fn take(&mut self, mut lines: Vec<OrderLine>, wished: Option<Day>) {
        self.keep_promises(&mut lines);
        if self.lines != lines {
            self.totals = OrderTotals::of(&lines, self.currency);
            self.lines = lines;
        }
        self.wished = wished;
    }

    fn take_request(&mut self, request: &ChangeRequest) {
        if request.alters_lines() {
            self.take(request.lines.clone(), request.wished);
        }
        if let Some(ask) = request.delivery.as_ref().filter(|ask| ask.alters_terms()) {
            self.delivery = ask.new.clone();
        }
    }

    /// The order as it would be after an edit.
    pub fn proposed(&self, edit: &Edit) -> Result<Order, Refusal> {
        let mut order = self.clone();
        order.take_edit(edit)?;
        if let Some(wish) = &edit.delivery {
            self.check_wish_of_delivery(wish)?;
            order.delivery = wish.ask.new.clone();
        }
        Ok(order)
    }

    /// What somebody who looked at a specification stands by: another one has another seal. Sums are in it for who sees
    /// them; without them it tells nothing of a price.
    pub fn seal(&self, priced: bool) -> String {
        let mut hasher = blake3::Hasher::new();
        for line in &self.lines {
            let sums = if priced {
                [line.total.minor, line.vat.minor]
            } else {
                [0; 2]
            };
            hasher.update(line.sku.as_bytes());
            hasher.update(&line.quantity.thousandths().to_be_bytes());
            sums.iter().for_each(|sum| {
                hasher.update(&sum.to_be_bytes());
            });
            hasher.update(&(line.comment.len() as u64).to_be_bytes());
            hasher.update(line.comment.as_bytes());
            // A wish of the last line is another thing than one of the whole order.
            hasher.update(&[u8::from(line.wished.is_some())]);
            if let Some(day) = line.wished {
                hasher.update(day.to_string().as_bytes());
            }
            if let Some(settled) = &line.configuration {
                hasher.update(&settled.canonical());
            }
        }
        hasher.update(self.wished.map(|day| day.to_string()).unwrap_or_default().as_bytes());
        hasher.update(self.contract.as_bytes());
        for text in [&self.name, &self.comment] {
            hasher.update(&(text.len() as u64).to_be_bytes());
            hasher.update(text.as_bytes());
        }
        // The declared value tells what the goods cost.
        let insured = self.delivery.insured.filter(|_| priced);
        let delivery = Delivery {
            insured,
            ..self.delivery.clone()
        };
        hasher.update(&serde_json::to_vec(&delivery).unwrap_or_default());
        hasher.finalize().to_hex().to_string()
    }

    /// The lines after an edit: prices and rates of those that were there stay frozen, sums follow the quantity.
    /// `before`: the money and the way of the tax that they were priced in.
    fn edited(&self, edit: &Edit, before: (Currency, VatMode)) -> Result<Vec<OrderLine>, Refusal> {
        if edit.lines.len() != self.lines.len() {
            return Err(Refusal::LineUnknown);
        }
        if edit.lines.len() + edit.added.len() > LINES_MAX {
            return Err(Refusal::TooManyLines);
        }
        let new_terms = edit.head.as_ref().is_some_and(|head| head.terms.is_some());
        let mut lines = Vec::with_capacity(edit.lines.len() + edit.added.len());
        for (line, edit) in self.lines.iter().zip(&edit.lines) {
            let Some(quantity) = edit.quantity else { continue };
            fits(&edit.comment, COMMENT_MAX)?;
            let mut line = match &edit.made {
                Some(made) if made.sku != line.sku || made.quantity != quantity => return Err(Refusal::LineUnknown),
                Some(made) if made.total.currency != self.currency => return Err(Refusal::Currency),
                Some(made) if before == (self.currency, self.vat_mode) => {
                    OrderLine::clone(made).keeping_bargain_of(line, self.vat_mode)?
                }
                Some(made) => OrderLine::clone(made),
                // Prices of one contract are none of another.
                None if new_terms => return Err(Refusal::LineUnknown),
                // What 1C has calculated in its own way stays.
                None if quantity == line.quantity => line.clone(),
                None => line.of_quantity(quantity, self.vat_mode)?,
            };
            if let Some(offer) = edit.offer {
                line = line.offered(offer, self.vat_mode)?;
            }
            edit.comment.trim().clone_into(&mut line.comment);
            line.wished = edit.wished;
            lines.push(line);
        }
        for line in &edit.added {
            fits(&line.comment, COMMENT_MAX)?;
            if line.total.currency != self.currency {
                return Err(Refusal::Currency);
            }
            lines.push(line.clone());
        }
        match lines.is_empty() {
            true => Err(Refusal::EmptyOrder),
            false => Ok(lines),
        }
    }

    /// A side changes the order: at once while the manufacturer hasn't taken it and the dealer does it, else as a request.
    /// A price is never anybody's alone: what proposes one is a request always.
    pub fn ask(mut self, edit: &Edit, reason: &str, act: Act) -> Result<Change, Refusal> {
        fits(reason, COMMENT_MAX)?;
        if !self.is_changeable() {
            return Err(Refusal::StageOver);
        }
        let by_dealer = act.by.side.is_dealer();
        let mut next = self.clone();
        next.take_edit(edit)?;
        let delivery = edit.delivery.as_ref().filter(|wish| !wish.ask.is_nothing());
        let same = next.lines == self.lines && next.wished == self.wished;
        let heads = edit.head.as_ref().filter(|head| !head.is_of(&self));
        if same && heads.is_none() && delivery.is_none() {
            return Err(Refusal::NothingChanged);
        }
        // What the order is called and under which contract it is bought is settled when the manufacturer takes it.
        if heads.is_some() && !self.is_changed_at_once(by_dealer) {
            return Err(Refusal::HeadClosed);
        }
        let at_once = self.is_changed_at_once(by_dealer) && !edit.asks_price();
        if heads.is_some() && !at_once {
            return Err(Refusal::HeadAlone);
        }
        if self.request.is_some() {
            return Err(Refusal::RequestOpen);
        }
        // A request says yes to the whole: what 1C has changed is answered first.
        if self.is_open() {
            return Err(Refusal::NeedsAgreement);
        }
        let reason = reason.trim().to_owned();
        if let Some(wish) = delivery {
            // Staff changes the delivery itself, and before the manufacturer has taken the order its dealer does.
            if !by_dealer || self.is_changed_at_once(by_dealer) {
                return Err(Refusal::DeliveryOpen);
            }
            self.check_wish_of_delivery(wish)?;
            if reason.is_empty() {
                return Err(Refusal::NeedsReason);
            }
        }
        if at_once {
            next.follow_lines("", &act);
            next.sign(&act);
            return Ok(next.stepped(RequestStep::Edited, by_dealer, false, reason));
        }
        if same {
            next.lines.clear();
        }
        self.request = Some(ChangeRequest {
            lines: next.lines,
            wished: next.wished,
            base: self.specification_hash(),
            by: act.by.clone(),
            at: act.at,
            reason: reason.clone(),
            delivery: delivery.map(|wish| Box::new(wish.ask.clone())),
        });
        self.touch(&act);
        Ok(self.stepped(RequestStep::Asked, by_dealer, same, reason))
    }

    /// Answers the open request, or takes one's own back.
    pub fn answer(mut self, verdict: Verdict, reason: &str, act: Act) -> Result<Change, Refusal> {
        fits(reason, COMMENT_MAX)?;
        let stale = self.is_request_stale();
        let request = self.request.clone().ok_or(Refusal::NothingToAccept)?;
        let reason = reason.trim().to_owned();
        let own = request.by.side.is_dealer() == act.by.side.is_dealer();
        match verdict {
            Verdict::Withdrawn if !own => return Err(Refusal::RequestForeign),
            Verdict::Accepted | Verdict::Refused if own => return Err(Refusal::OwnChange),
            Verdict::Refused if reason.is_empty() => return Err(Refusal::NeedsReason),
            Verdict::Accepted if !self.is_changeable() => return Err(Refusal::StageOver),
            Verdict::Accepted if stale => return Err(Refusal::RequestStale),
            _ => {}
        }
        // The oldest makes room: the versions keep what each of them said.
        if self.answered.len() >= ENTRIES_MAX {
            self.answered.remove(0);
        }
        self.answered.push(Answered {
            version: self.version,
            verdict,
            asked_by: request.by.clone(),
            by: act.by.clone(),
            at: act.at,
            reason: reason.clone(),
        });
        self.request = None;
        let step = match verdict {
            Verdict::Accepted => {
                self.take_request(&request);
                match request.alters_lines() {
                    true => {
                        self.follow_lines("", &act);
                        self.sign(&act);
                    }
                    // The specification stays what both sides stand by, or differs from it as it did.
                    false => self.touch(&act),
                }
                RequestStep::Accepted
            }
            Verdict::Refused => {
                self.touch(&act);
                RequestStep::Refused
            }
            Verdict::Withdrawn => {
                self.touch(&act);
                RequestStep::Withdrawn
            }
        };
        let delivery = !request.alters_lines();
        Ok(self.stepped(step, act.by.side.is_dealer(), delivery, reason))
    }

    /// The specification as it is now is the agreed one.
    pub(super) fn sign(&mut self, act: &Act) {
        self.touch(act);
        self.agreed = Agreement {
            hash: self.specification_hash(),
            at: act.at,
            version: self.version,
            open: None,
            refused: None,
        };
    }

    fn stepped(self, step: RequestStep, by_dealer: bool, delivery: bool, reason: String) -> Change {
        let of = About::of(&self);
        Change::one(
            self,
            OrderEvent::Request {
                of,
                step,
                by_dealer,
                delivery,
                reason,
            },
        )
    }
}

impl OrderLine {
    /// The same line in another quantity, at the price that is frozen in it.
    fn of_quantity(&self, quantity: Quantity, mode: VatMode) -> Result<OrderLine, Refusal> {
        check_quantity(quantity)?;
        let old = i128::from(self.quantity.thousandths().max(1));
        let scale = |value: i64| {
            let new = i128::from(value) * i128::from(quantity.thousandths());
            i64::try_from((new + old / 2) / old).unwrap_or(i64::MAX)
        };
        let line = OrderLine {
            rrp: self.rrp.map(|rrp| Money::new(scale(rrp.minor), rrp.currency)),
            weight_g: self.weight_g.map(scale),
            volume: self.volume.map(scale),
            ..self.clone()
        };
        line.summed(quantity, mode)
    }
}
