//! What 1C says about an order, and how that becomes the order's next version.

use std::collections::HashMap;

use super::{
    Act, Author, Change, LINE_ENTRIES_MAX, OneCName, Order, OrderLine, OrderTotals, Payment, Promise, Refusal,
    Shipment, Side,
};
use crate::modules::catalogue::{ProductId, SkuId};
use crate::modules::orders::{About, LINES_MAX, OrderEvent, StageKey, StageLine, Standing};
use crate::platform::journal::Event;
use crate::platform::values::{Day, Moment, Money, Quantity, UnitPrice, VatRate};

/// A line of 1C's document, resolved to a sku.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneCLine {
    pub sku: SkuId,
    pub product: ProductId,
    pub external: String,
    pub name: String,
    pub article: String,
    pub unit: String,
    pub unit_code: String,
    pub quantity: Quantity,
    pub price: UnitPrice,
    pub factor: Quantity,
    /// 1C's own figures are never recalculated.
    pub sum: Money,
    pub vat_rate: VatRate,
    pub vat: Money,
    pub total: Money,
    /// When it is planned, where that is said of the line.
    pub planned: Option<OneCPlanned>,
}

/// A planned day, and why it is this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneCPlanned {
    pub day: Day,
    pub reason: String,
}

/// A document of 1C about one order. What is absent is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OneCOrder {
    /// Our own number, as 1C sends it back.
    pub order: Option<String>,
    /// 1C's id of its document.
    pub id: Option<String>,
    pub number: Option<String>,
    pub day: Option<Day>,
    /// Already mapped from 1C's status, cancellation included.
    pub stage: Option<StageKey>,
    pub planned: Option<OneCPlanned>,
    pub lines: Option<Vec<OneCLine>>,
    /// Days of lines by their sku, where the document has no lines.
    pub days: Vec<(SkuId, OneCPlanned)>,
    /// 1C's total, which stands even where the lines add up to another.
    pub total: Option<Money>,
    /// New or changed ones; those that the order knows and the document doesn't name stay.
    pub payments: Vec<Payment>,
    pub shipments: Vec<Shipment>,
}

/// The most shipments, payments, promises and stage moves of one order, each.
pub const ENTRIES_MAX: usize = 1_000;

impl Order {
    /// The next version, whose author is 1C; `None` when it says nothing new. The agreed hash stands: where the
    /// specification now differs from it, the agreement is open until the dealer accepts.
    ///
    /// Parts that can't be taken (a stage that 1C may not enter, too many entries) are left out and named in
    /// [`Change::warnings`]; the rest is applied.
    pub fn apply_one_c(&self, doc: &OneCOrder, stages: &StageLine, at: Moment) -> Result<Option<Change>, Refusal> {
        let act = Act {
            by: Author::one_c(),
            role: None,
            at,
        };
        let mut step = Step {
            order: self.clone(),
            events: Vec::new(),
            warnings: Vec::new(),
            act,
        };
        step.name(doc);
        step.lines(doc)?;
        step.stage(doc, stages);
        step.planned(doc);
        step.line_days(doc);
        step.shipments(doc);
        step.payments(doc);
        let Step {
            mut order,
            mut events,
            warnings,
            act,
        } = step;
        if order == *self {
            return match warnings.is_empty() {
                true => Ok(None),
                false => Err(warnings[0]),
            };
        }
        order.touch(&act);
        let about = About::of(&order);
        events.iter_mut().for_each(|event| event.set_about(about.clone()));
        // The version is kept under the first of them: that must be one which everybody hears.
        events.sort_by_key(|event| event.dealer().is_none());
        if events.is_empty() {
            events.push(OrderEvent::NamedByOneC {
                of: about,
                number: order.one_c.number.clone(),
            });
        }
        Ok(Some(Change {
            order,
            events,
            warnings,
        }))
    }
}

struct Step {
    order: Order,
    events: Vec<OrderEvent>,
    warnings: Vec<Refusal>,
    act: Act,
}

impl Step {
    fn about(&self) -> About {
        About::of(&self.order)
    }

    fn name(&mut self, doc: &OneCOrder) {
        let OneCName { id, number, day, .. } = &mut self.order.one_c;
        if let Some(named) = doc.id.as_ref().filter(|id| !id.is_empty()) {
            id.clone_from(named);
        }
        if let Some(named) = doc.number.as_ref().filter(|number| !number.is_empty()) {
            number.clone_from(named);
        }
        *day = doc.day.or(*day);
    }

    fn lines(&mut self, doc: &OneCOrder) -> Result<(), Refusal> {
        let currency = self.order.currency;
        if doc.total.is_some_and(|total| total.currency != currency) {
            return Err(Refusal::Currency);
        }
        if doc.lines.is_none() && doc.total.is_none_or(|total| total == self.order.totals.total) {
            return Ok(());
        }
        let before = self.order.specification_hash();
        if let Some(lines) = &doc.lines {
            if lines.len() > LINES_MAX {
                return Err(Refusal::TooManyLines);
            }
            let foreign = |line: &OneCLine| {
                let sums = [
                    line.sum.currency,
                    line.vat.currency,
                    line.total.currency,
                    line.price.currency,
                ];
                sums.iter().any(|of| *of != currency)
            };
            if lines.iter().any(foreign) {
                return Err(Refusal::Currency);
            }
            let mut known: Vec<Option<OrderLine>> = self.order.lines.drain(..).map(Some).collect();
            self.order.lines = lines.iter().map(|line| taken_over(line, &mut known)).collect();
            self.order.totals = OrderTotals::of(&self.order.lines, currency);
            let act = self.act.clone();
            self.order.follow_lines("", &act);
        }
        self.order.totals.total = doc.total.unwrap_or(self.order.totals.total);
        let after = self.order.specification_hash();
        if after != before {
            // Other words than those that were refused: they are read anew.
            self.order.agreed.refused = None;
            self.order.agreed.open = (after != self.order.agreed.hash).then_some(Side::OneC);
            self.events.push(OrderEvent::ChangedByOneC {
                of: self.about(),
                open: self.order.is_open(),
            });
        }
        Ok(())
    }

    fn stage(&mut self, doc: &OneCOrder, stages: &StageLine) {
        let Some(key) = &doc.stage else { return };
        // What it said last of a stage that was taken out stands for the one that took over: said again, it's nothing new.
        let last = self.order.one_c.stage.as_ref();
        if last.is_some_and(|last| stages.standing_for(last).map_or(last, |stage| &stage.key) == key) {
            return;
        }
        if self.order.stage == *key {
            self.order.one_c.stage = Some(key.clone());
            return;
        }
        // 1C keeps the accounts: what the stage asks for and isn't there is shown on the order, not refused.
        let mover = self.act.by.side.mover();
        match stages.movement(&self.order.stage, key, mover, Standing::WHOLE) {
            Err(refusal) => self.warnings.push(refusal),
            Ok(_) if self.order.history.len() >= ENTRIES_MAX => self.warnings.push(Refusal::TooManyEntries),
            Ok(stage) => {
                self.order.one_c.stage = Some(stage.key.clone());
                let moved = self.order.enter(stage, "", stages, &self.act);
                self.events.push(moved);
            }
        }
    }

    fn planned(&mut self, doc: &OneCOrder) {
        let Some(OneCPlanned { day, reason }) = &doc.planned else {
            return;
        };
        if self.order.one_c.planned == Some(*day) {
            return;
        }
        self.order.one_c.planned = Some(*day);
        if self.order.planned == Some(*day) {
            return;
        }
        if self.order.promises.len() >= ENTRIES_MAX {
            self.warnings.push(Refusal::TooManyEntries);
            return;
        }
        self.promise_all(*day, reason);
    }

    fn promise_all(&mut self, day: Day, reason: &str) {
        let old = self.order.planned.replace(day);
        let (at, by, reason) = (self.act.at, self.act.by.clone(), reason.trim().to_owned());
        self.order.promises.push(Promise {
            day,
            reason: reason.clone(),
            by,
            at,
            of_lines: false,
            after: 0,
        });
        self.events.push(OrderEvent::PlannedMoved {
            of: self.about(),
            old,
            new: day,
            reason,
        });
    }

    /// Days of single lines, after the order's: where both are said, the line's holds for the line.
    fn line_days(&mut self, doc: &OneCOrder) {
        // The order's lines are the document's by now, in its sequence.
        let of_lines = doc.lines.iter().flatten().enumerate();
        let mut told: Vec<(usize, &OneCPlanned)> = of_lines
            .filter_map(|(place, line)| Some((place, line.planned.as_ref()?)))
            .collect();
        // A file may name as many lines as it likes: the order is gone through once.
        let mut places: HashMap<SkuId, Vec<usize>> = HashMap::new();
        for (place, line) in self.order.lines.iter().enumerate().filter(|_| !doc.days.is_empty()) {
            places.entry(line.sku).or_default().push(place);
        }
        for (sku, planned) in &doc.days {
            match places.get(sku) {
                Some(places) => told.extend(places.iter().map(|place| (*place, planned))),
                None => self.warnings.push(Refusal::LineUnknown),
            }
        }
        let mut days: Vec<(usize, Day)> = Vec::new();
        let mut reason = "";
        for (place, planned) in told {
            let line = &mut self.order.lines[place];
            if line.told == Some(planned.day) {
                continue;
            }
            line.told = Some(planned.day);
            let line = &self.order.lines[place];
            if self.order.day_of(line) == Some(planned.day) {
                continue;
            }
            if line.promises.len() >= LINE_ENTRIES_MAX || self.order.promises.len() >= ENTRIES_MAX {
                self.warnings.push(Refusal::TooManyEntries);
                continue;
            }
            days.push((place, planned.day));
            if reason.is_empty() {
                reason = planned.reason.trim();
            }
        }
        let Some((_, day)) = days.first().copied() else { return };
        let act = self.act.clone();
        if days.len() == self.order.lines.len() && days.iter().all(|(_, of)| *of == day) {
            // One day for every line is the order's.
            self.promise_all(day, reason);
            return;
        }
        let mut event = self.order.plan_lines(&days, reason, &act);
        let rung = self
            .events
            .iter()
            .any(|event| matches!(event, OrderEvent::PlannedMoved { .. }));
        if let (OrderEvent::LinesPlanned { heard, .. }, true) = (&mut event, rung) {
            *heard = false;
        }
        self.events.push(event);
    }

    fn shipments(&mut self, doc: &OneCOrder) {
        for told in &doc.shipments {
            let known = self
                .order
                .shipments
                .iter()
                .position(|known| known.number == told.number);
            // A requisite that names a shipment says nothing of what it comes to.
            let sum = told.sum.or(known.and_then(|at| self.order.shipments[at].sum));
            let told = Shipment { sum, ..told.clone() };
            match known {
                Some(at) if self.order.shipments[at] == told => continue,
                Some(at) => self.order.shipments[at] = told.clone(),
                None if self.order.shipments.len() >= ENTRIES_MAX => {
                    self.warnings.push(Refusal::TooManyEntries);
                    continue;
                }
                None => self.order.shipments.push(told.clone()),
            }
            let Shipment {
                carrier, track, day, ..
            } = told;
            self.events.push(OrderEvent::Shipped {
                of: self.about(),
                carrier,
                track,
                day,
            });
        }
    }

    fn payments(&mut self, doc: &OneCOrder) {
        for told in &doc.payments {
            let known = self.order.payments.iter().position(|known| known.number == told.number);
            match known {
                Some(at) if self.order.payments[at] == *told => continue,
                Some(at) => self.order.payments[at] = told.clone(),
                None if self.order.payments.len() >= ENTRIES_MAX => {
                    self.warnings.push(Refusal::TooManyEntries);
                    continue;
                }
                None => self.order.payments.push(told.clone()),
            }
            self.events.push(OrderEvent::Paid {
                of: self.about(),
                sum: told.sum,
                day: told.day,
            });
        }
    }
}

/// 1C's line with what only the frozen one knows: retail price, weight, comment; scaled when the quantity moved.
fn taken_over(told: &OneCLine, known: &mut [Option<OrderLine>]) -> OrderLine {
    let same = |line: &Option<OrderLine>| line.as_ref().is_some_and(|line| line.sku == told.sku);
    // Lines of one sku that are made differently are told apart by what 1C keeps of them.
    let close = |line: &Option<OrderLine>| {
        line.as_ref()
            .is_some_and(|line| line.sku == told.sku && line.quantity == told.quantity && line.price == told.price)
    };
    let place = known.iter().position(close).or_else(|| known.iter().position(same));
    let frozen = place.and_then(|place| known[place].take());
    let scale = |value: i64| {
        let old = frozen
            .as_ref()
            .map_or(Quantity::ONE, |line| line.quantity)
            .thousandths()
            .max(1);
        let new = i128::from(value) * i128::from(told.quantity.thousandths());
        i64::try_from((new + i128::from(old) / 2) / i128::from(old)).unwrap_or(i64::MAX)
    };
    let or_frozen = |text: &str, of: fn(&OrderLine) -> &String| match (text.is_empty(), &frozen) {
        (true, Some(line)) => of(line).clone(),
        _ => text.to_owned(),
    };
    OrderLine {
        sku: told.sku,
        product: told.product,
        external: told.external.clone(),
        name: or_frozen(&told.name, |line| &line.name),
        article: or_frozen(&told.article, |line| &line.article),
        unit: or_frozen(&told.unit, |line| &line.unit),
        unit_code: or_frozen(&told.unit_code, |line| &line.unit_code),
        quantity: told.quantity,
        price: told.price,
        factor: told.factor,
        sum: told.sum,
        vat_rate: told.vat_rate,
        vat: told.vat,
        total: told.total,
        rrp: frozen
            .as_ref()
            .and_then(|line| line.rrp)
            .map(|rrp| Money::new(scale(rrp.minor), rrp.currency)),
        no_margin: frozen.as_ref().and_then(|line| line.no_margin),
        weight_g: frozen.as_ref().and_then(|line| line.weight_g).map(scale),
        volume: frozen.as_ref().and_then(|line| line.volume).map(scale),
        comment: frozen.as_ref().map(|line| line.comment.clone()).unwrap_or_default(),
        // 1C knows nothing of it, and what was agreed is made.
        configuration: frozen.as_ref().and_then(|line| line.configuration.clone()),
        wished: frozen.as_ref().and_then(|line| line.wished),
        told: frozen.as_ref().and_then(|line| line.told),
        // Another price than the one that was agreed by hand is 1C's own.
        bargain: frozen
            .as_ref()
            .filter(|line| line.price == told.price)
            .and_then(|line| line.bargain),
        promises: frozen.map(|line| line.promises).unwrap_or_default(),
    }
}
