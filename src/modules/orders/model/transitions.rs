//! What people do with an order: submit, move along the line, promise a day, accept a change.

use super::dates::check_day;
use super::draft::fits;
use super::one_c::ENTRIES_MAX;
use super::{
    Act, Agreement, Author, COMMENT_MAX, ChangeRequest, Declined, Draft, Given, OneCName, Order, OrderLine,
    OrderTotals, Promise, Refusal, SellerId, Shipment, Side, StageMove,
};
use crate::modules::catalogue::{PriceTypeId, Sellable};
use crate::modules::configurator::Settled;
use crate::modules::orders::{
    About, Asked, Calculation, Heard, Kind, LINES_MAX, Line, OrderEvent, OrderNumber, Stage, StageKey, StageLine,
};
use crate::platform::values::{Day, Quantity};

/// The next state of an order and what happened to it: at least one event.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub order: Order,
    pub events: Vec<OrderEvent>,
    /// Parts that were left out, in a document of 1C.
    pub warnings: Vec<Refusal>,
}

impl Change {
    pub(super) fn one(order: Order, event: OrderEvent) -> Change {
        Change {
            order,
            events: vec![event],
            warnings: Vec::new(),
        }
    }
}

/// Everything that a submission stands on.
#[derive(Clone, Copy, Debug)]
pub struct Submission<'a> {
    pub draft: &'a Draft,
    /// The draft's version and the price snapshot's number as the sender saw them.
    pub seen_version: u32,
    pub seen_book: u64,
    /// What was asked for, line by line as in the draft, and what it costs now.
    pub asked: &'a [Asked<'a>],
    pub calculation: &'a Calculation,
    /// How each line is made, where it is made to order; empty where none is.
    pub made: &'a [Option<Settled>],
    pub seller: SellerId,
    pub price_type: PriceTypeId,
    pub number: OrderNumber,
    /// Where the order begins.
    pub stage: &'a Stage,
}

impl Order {
    /// Makes an order of a draft: prices, names and the specification's hash are frozen. The order takes the
    /// draft's id, so that a repeated submission finds the order that is already there.
    pub fn submit(submission: &Submission<'_>, act: Act) -> Result<Change, Refusal> {
        let Submission {
            draft,
            calculation,
            stage,
            ..
        } = submission;
        check_submission(submission)?;
        let lines: Vec<OrderLine> = draft
            .lines
            .iter()
            .zip(&calculation.lines)
            .zip(submission.asked)
            .enumerate()
            .map(|(at, ((line, priced), asked))| {
                let made = submission.made.get(at).cloned().flatten();
                let frozen = frozen(priced, asked.item?, &line.comment, made)?;
                Some(OrderLine {
                    wished: line.wished,
                    ..frozen
                })
            })
            .collect::<Option<_>>()
            .ok_or(Refusal::Lines)?;
        let agreed = Agreement {
            hash: String::new(),
            at: act.at,
            version: 1,
            open: None,
            refused: None,
        };
        let entered = StageMove {
            stage: stage.key.clone(),
            at: act.at,
            by: act.by.clone(),
            reason: String::new(),
        };
        let mut order = Order {
            id: draft.id.cast(),
            number: submission.number,
            dealer: draft.dealer,
            name: draft.name.clone(),
            contract: draft.contract.ok_or(Refusal::NoContract)?,
            seller: submission.seller,
            buyer: draft.entity.ok_or(Refusal::NoEntity)?,
            begun_by: draft.people().find(|one| !act.by.people().any(|sender| sender == *one)),
            author: act.by.clone(),
            totals: OrderTotals::of(&lines, calculation.currency),
            lines,
            comment: draft.comment.clone(),
            delivery: draft.delivery.clone(),
            wished: draft.wished,
            currency: calculation.currency,
            vat_mode: calculation.vat_mode.ok_or(Refusal::Lines)?,
            price_type: submission.price_type,
            book: calculation.book,
            stage: stage.key.clone(),
            kind: stage.kind,
            history: vec![entered],
            planned: None,
            promises: Vec::new(),
            shipments: Vec::new(),
            payments: Vec::new(),
            one_c: OneCName::default(),
            agreed,
            request: None,
            answered: Vec::new(),
            vouchers: Vec::new(),
            created: act.at,
            changed: act.at,
            changed_by: act.by,
            version: 1,
        };
        order.agreed.hash = order.specification_hash();
        let event = OrderEvent::Submitted {
            of: About::of(&order),
            lines: order.lines.len(),
        };
        Ok(Change::one(order, event))
    }

    /// Moves the order along the line.
    pub fn move_stage(self, to: &StageKey, reason: &str, stages: &StageLine, act: Act) -> Result<Change, Refusal> {
        self.move_stage_with(to, reason, &Given::default(), stages, act)
    }

    /// The same with what the stage asks for beside a reason.
    pub fn move_stage_with(
        mut self,
        to: &StageKey,
        reason: &str,
        given: &Given,
        stages: &StageLine,
        act: Act,
    ) -> Result<Change, Refusal> {
        fits(reason, COMMENT_MAX)?;
        fits(&given.payment, COMMENT_MAX)?;
        let reason = reason.trim();
        let target = stages.get(to).ok_or(Refusal::StageUnknown)?;
        let has = self.standing(target, reason, given);
        let stage = stages.movement(&self.stage, to, act.hand(), has)?;
        // Whatever the line asks for: nothing is made, or leaves, that both sides don't stand by.
        if stage.kind >= Kind::Production && stage.kind != Kind::Cancelled {
            // How the goods go is nothing to production; they don't leave before it is settled.
            let waits = |request: &ChangeRequest| request.alters_lines() || stage.kind >= Kind::Shipped;
            if self.request.as_ref().is_some_and(waits) {
                return Err(Refusal::RequestOpen);
            }
            if self.is_open() || self.specification_hash() != self.agreed.hash {
                return Err(Refusal::NeedsAgreement);
            }
        }
        if self.history.len() >= ENTRIES_MAX {
            return Err(Refusal::TooManyEntries);
        }
        let vouched = self.vouch(stage, given, &act)?;
        let moved = self.enter(stage, reason, stages, &act);
        self.touch(&act);
        let mut events = vec![moved];
        events.extend(vouched);
        let of = About::of(&self);
        events.iter_mut().for_each(|event| event.set_about(of.clone()));
        Ok(Change {
            order: self,
            events,
            warnings: Vec::new(),
        })
    }

    /// Into another stage of the same kind, because its own is taken out of the line: nothing is asked, and no bell rings.
    pub fn rehouse(mut self, to: &Stage, reason: &str, stages: &StageLine, act: Act) -> Result<Change, Refusal> {
        if to.kind != self.kind {
            return Err(Refusal::StagePlace);
        }
        let mut moved = self.enter(to, reason, stages, &act);
        if let OrderEvent::StageMoved { heard, .. } = &mut moved {
            *heard = (*heard).max(Heard::Silent);
        }
        self.touch(&act);
        moved.set_about(About::of(&self));
        Ok(Change::one(self, moved))
    }

    /// Writes the stage down, and says what happened; the version is still the one before.
    pub(super) fn enter(&mut self, stage: &Stage, reason: &str, stages: &StageLine, act: &Act) -> OrderEvent {
        let from = std::mem::replace(&mut self.stage, stage.key.clone());
        self.kind = stage.kind;
        self.history.push(StageMove {
            stage: stage.key.clone(),
            at: act.at,
            by: act.by.clone(),
            reason: reason.to_owned(),
        });
        OrderEvent::StageMoved {
            of: About::of(self),
            heard: match stages.moves_unseen(&from, &stage.key) {
                true => Heard::Staff,
                false => Heard::All,
            },
            from,
            to: stage.key.clone(),
            kind: stage.kind,
            name: stage.dealer_label(),
            inside: stage.label(),
            reason: reason.to_owned(),
        }
    }

    /// Is it the version after this one, made by moving it there, by the same person?
    pub fn was_moved(&self, version: u32, to: &StageKey, by: &Author) -> bool {
        let last = self.history.last();
        self.version == version.saturating_add(1) && last.is_some_and(|last| last.stage == *to && last.by == *by)
    }

    /// Promises a day of shipment. The first one needs no reason; to move it does. `today` is in the
    /// manufacturer's zone.
    pub fn promise(mut self, day: Day, reason: &str, today: Day, act: Act) -> Result<Change, Refusal> {
        fits(reason, COMMENT_MAX)?;
        let reason = reason.trim().to_owned();
        if self.kind.is_over() {
            return Err(Refusal::StageOver);
        }
        check_day(day, today)?;
        // Lines may stand at other days than the order's.
        let off = self.lines_off(day);
        if self.planned == Some(day) && off == 0 {
            return Err(Refusal::DaySame);
        }
        if self.planned.is_some() && reason.is_empty() {
            return Err(Refusal::NeedsReason);
        }
        if self.promises.len() >= ENTRIES_MAX {
            return Err(Refusal::TooManyEntries);
        }
        let old = self.planned.replace(day);
        self.promises.push(Promise {
            day,
            reason: reason.clone(),
            by: act.by.clone(),
            at: act.at,
            of_lines: false,
            after: 0,
        });
        self.touch(&act);
        let of = About::of(&self);
        let event = match old == Some(day) {
            true => OrderEvent::LinesPlanned {
                of,
                lines: off,
                new: day,
                alike: true,
                moved: true,
                reason,
                heard: true,
            },
            false => OrderEvent::PlannedMoved {
                of,
                old,
                new: day,
                reason,
            },
        };
        Ok(Change::one(self, event))
    }

    /// Notes a shipment by hand, where 1C isn't used; one of the same number is corrected.
    pub fn ship(mut self, shipment: Shipment, act: Act) -> Result<Change, Refusal> {
        let Shipment {
            number,
            carrier,
            track,
            day,
            ..
        } = &shipment;
        [number, carrier, track]
            .into_iter()
            .try_for_each(|text| fits(text, 200))?;
        if self.kind.is_over() {
            return Err(Refusal::StageOver);
        }
        let event = (carrier.clone(), track.clone(), *day);
        let full = self.shipments.len() >= ENTRIES_MAX;
        match self.shipments.iter_mut().find(|known| known.number == shipment.number) {
            // A corrected number of a track says nothing of what it comes to.
            Some(known) => {
                *known = Shipment {
                    sum: shipment.sum.or(known.sum),
                    ..shipment
                }
            }
            None if full => return Err(Refusal::TooManyEntries),
            None => self.shipments.push(shipment),
        }
        self.touch(&act);
        let (carrier, track, day) = event;
        let of = About::of(&self);
        Ok(Change::one(
            self,
            OrderEvent::Shipped {
                of,
                carrier,
                track,
                day,
            },
        ))
    }

    /// The other side accepts the specification as it stands: from now on it is the agreed one.
    pub fn accept(mut self, act: Act) -> Result<Change, Refusal> {
        let changed_by: Side = self.agreed.open.ok_or(Refusal::NothingToAccept)?;
        if changed_by.is_dealer() == act.by.side.is_dealer() {
            return Err(Refusal::OwnChange);
        }
        self.sign(&act);
        let of = About::of(&self);
        Ok(Change::one(self, OrderEvent::Accepted { of }))
    }

    /// The other side says no to what differs: whoever changed it takes it back, or offers another change.
    pub fn refuse(mut self, reason: &str, act: Act) -> Result<Change, Refusal> {
        fits(reason, COMMENT_MAX)?;
        let changed_by: Side = self.agreed.open.ok_or(Refusal::NothingToAccept)?;
        if self.kind.is_over() {
            return Err(Refusal::StageOver);
        }
        let reason = reason.trim().to_owned();
        if changed_by.is_dealer() == act.by.side.is_dealer() {
            return Err(Refusal::OwnChange);
        }
        if self.agreed.refused.is_some() {
            return Err(Refusal::AlreadyRefused);
        }
        if reason.is_empty() {
            return Err(Refusal::NeedsReason);
        }
        self.agreed.refused = Some(Declined {
            by: act.by.clone(),
            at: act.at,
            reason: reason.clone(),
        });
        self.touch(&act);
        let of = About::of(&self);
        Ok(Change::one(self, OrderEvent::DifferenceRefused { of, reason }))
    }

    /// The side that changed the specification takes that back: `agreed` is the order as both stood by it.
    pub fn restore(mut self, agreed: &Order, act: Act) -> Result<Change, Refusal> {
        let changed_by: Side = self.agreed.open.ok_or(Refusal::NothingToAccept)?;
        if changed_by.is_dealer() != act.by.side.is_dealer() {
            return Err(Refusal::ForeignChange);
        }
        if self.kind.is_over() {
            return Err(Refusal::StageOver);
        }
        let mut lines = agreed.lines.clone();
        self.keep_promises(&mut lines);
        self.lines = lines;
        self.totals.clone_from(&agreed.totals);
        // What can't be brought back to the very same isn't what was agreed.
        if self.specification_hash() != self.agreed.hash {
            return Err(Refusal::RequestStale);
        }
        (self.agreed.open, self.agreed.refused) = (None, None);
        self.follow_lines("", &act);
        self.touch(&act);
        let of = About::of(&self);
        Ok(Change::one(self, OrderEvent::Restored { of }))
    }

    pub(super) fn touch(&mut self, act: &Act) {
        self.version = self.version.saturating_add(1);
        self.changed = act.at;
        self.changed_by = act.by.clone();
    }
}

fn check_submission(submission: &Submission<'_>) -> Result<(), Refusal> {
    let Submission {
        draft,
        asked,
        calculation,
        ..
    } = submission;
    draft.expect(submission.seen_version)?;
    if draft.lines.is_empty() {
        return Err(Refusal::Empty);
    }
    if draft.lines.len() > LINES_MAX {
        return Err(Refusal::TooManyLines);
    }
    if draft.contract.is_none() {
        return Err(Refusal::NoContract);
    }
    if draft.entity.is_none() {
        return Err(Refusal::NoEntity);
    }
    let counts_agree = draft.lines.len() == asked.len() && asked.len() == calculation.lines.len();
    let same = |at: usize| {
        let (line, priced) = (&draft.lines[at], &calculation.lines[at]);
        (line.sku, line.quantity) == (priced.sku, priced.quantity) && asked[at].sku == line.sku
    };
    if !counts_agree || !(0..asked.len()).all(same) {
        return Err(Refusal::DraftMoved);
    }
    if submission.seen_book != calculation.book {
        return Err(Refusal::PricesMoved);
    }
    match calculation.is_sound() {
        true => Ok(()),
        false => Err(Refusal::Lines),
    }
}

/// A line as it is frozen; `None` without a price.
pub(in crate::modules::orders) fn frozen(
    line: &Line,
    item: &Sellable,
    comment: &str,
    made: Option<Settled>,
) -> Option<OrderLine> {
    let price = line.price?;
    debug_assert!(
        line.quantity > Quantity::ZERO,
        "a sound calculation has positive quantities"
    );
    Some(OrderLine {
        sku: line.sku,
        product: item.product,
        external: item.external.clone(),
        name: item.name.clone(),
        article: item.article.clone(),
        unit: item.unit.name.clone(),
        unit_code: item.unit.code.clone(),
        quantity: line.quantity,
        price: price.offer.price,
        factor: price.offer.factor,
        sum: price.sum,
        vat_rate: price.vat_rate,
        vat: price.vat,
        total: price.total,
        rrp: line.rrp.map(|rrp| rrp.total),
        no_margin: line.margin.err(),
        weight_g: line.weight_g,
        volume: line.volume,
        comment: comment.to_owned(),
        configuration: made,
        wished: None,
        promises: Vec::new(),
        told: None,
        bargain: None,
    })
}
