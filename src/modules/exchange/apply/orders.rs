//! Documents that come back: what 1C says about one order, in the words of the orders module.

use super::line_days;
use super::statuses::told_stage;
use super::words;
use crate::modules::catalogue::{Product, Sku, offer_external};
use crate::modules::exchange::commerceml::{Document, DocumentLine, DocumentSet, Given, Operation, Tax};
use crate::modules::exchange::connections::ConnectionId;
use crate::modules::exchange::extension::OrderPlan;
use crate::modules::exchange::runs::came_back;
use crate::modules::exchange::{Finding, Message, Severity};
use crate::modules::orders::actions::{Applied, apply_from_1c};
use crate::modules::orders::{
    Kind as StageKind, ORDER_BY_NUMBER, ORDER_BY_ONE_C, OneCLine, OneCOrder, OneCPlanned, Order, Payment, Shipment,
    StageKey, StageLine, stages,
};
use crate::platform::access::Write;
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Day, Moment, Money, PageRequest, Quantity, UnitPrice, VatMode, VatRate, vat_of};

/// What became of a document, for the report.
#[derive(Clone, Debug, Default)]
pub(super) struct OrderOutcome {
    pub updated: bool,
    pub skipped: bool,
    pub findings: Vec<Finding>,
}

impl OrderOutcome {
    fn warn(&mut self, line: u32, message: Message) {
        self.findings.push(Finding {
            severity: Severity::Warning,
            line,
            message,
        });
    }

    fn skip(line: u32, message: Message) -> OrderOutcome {
        OrderOutcome {
            updated: false,
            skipped: true,
            findings: vec![Finding {
                severity: Severity::Error,
                line,
                message,
            }],
        }
    }
}

/// Requisites that name a day on which the order is planned to be ready or to leave.
pub(super) const PLANNED_NAMES: [&str; 4] = [
    "Планируемая дата готовности",
    "Планируемая дата отгрузки",
    "ПланируемаяДатаОтгрузки",
    WISHED_NAME,
];
pub(super) const WISHED_NAME: &str = "Дата отгрузки";
/// Requisites that name a parcel.
const TRACK_NAMES: [&str; 4] = [
    "Идентификатор отправления",
    "Номер отправления",
    "Трек-номер",
    "Номер накладной",
];
const CARRIER_NAMES: [&str; 2] = ["Служба доставки", "Перевозчик"];

/// Takes in a deal: an order with its payments and shipments, or a payment or shipment alone.
/// `answers` is set for a folder: whose, and when the file was written.
pub(super) fn apply_documents(
    w: &mut Write<'_, '_>,
    set: &DocumentSet,
    answers: Option<(ConnectionId, Moment)>,
) -> Result<OrderOutcome, Error> {
    let main = &set.main;
    let Some(order) = order_of(w, main)? else {
        let number = main.number.clone().or(main.id.clone()).unwrap_or_default();
        return Ok(OrderOutcome::skip(
            main.line,
            Message::new(words::ORDER_UNKNOWN).with("number", number),
        ));
    };
    if let Some((connection, written)) = answers.filter(|_| main.operation == Operation::Order) {
        came_back(w, connection, order.id, written)?;
    }
    let mut outcome = OrderOutcome::default();
    let line_of_stages = stages(&**w)?;
    let mut told = OneCOrder {
        order: Some(order.number.to_string()),
        ..OneCOrder::default()
    };
    if main.operation == Operation::Order {
        told.id = main.id.clone().filter(|id| *id != order.number.to_string());
        told.number = main.number_1c.clone();
        told.day = main.date_1c;
        told.planned = planned(main, order.wished);
        told.total = main.total_minor.map(|minor| Money::new(minor, order.currency));
        if main.currency.is_some_and(|currency| currency != order.currency) {
            // The orders module refuses it with its own words.
            told.total = main
                .total_minor
                .zip(main.currency)
                .map(|(minor, currency)| Money::new(minor, currency));
        }
        let now = w.now();
        told.lines = main.lines.as_ref().map(|lines| {
            let reason = told_of(main, line_days::REASON_NAME).unwrap_or_default();
            lines_of(
                lines,
                &order,
                |line, wrong| {
                    outcome.warn(line, wrong.with("number", order.number.to_string()));
                },
                reason,
                now,
            )
        });
        told.stage = stage_of(w, main, set, &order, &line_of_stages, &mut outcome)?;
    }
    for document in std::iter::once(main).chain(&set.related) {
        take_payment(document, &order, &mut told);
        take_shipment(document, &order, &mut told);
    }
    save(w, &told, main.line, outcome)
}

/// Takes in a planned day from the extension file.
pub(super) fn apply_plan(w: &mut Write<'_, '_>, plan: &OrderPlan, line: u32) -> Result<OrderOutcome, Error> {
    if plan.planned.is_none() && plan.lines.is_empty() {
        // A promise is never taken out of the ledger: people are told, nothing is lost.
        return Ok(OrderOutcome::skip(
            line,
            Message::new(words::PLAN_WITHDRAWN).with("number", plan.order.as_str()),
        ));
    }
    let reason = plan.reason.clone().unwrap_or_default();
    let mut outcome = OrderOutcome::default();
    let now = w.now();
    let mut told = OneCOrder {
        order: Some(plan.order.clone()),
        planned: plan.planned.map(|day| OneCPlanned {
            day,
            reason: reason.clone(),
        }),
        ..OneCOrder::default()
    };
    for of in &plan.lines {
        if !line_days::is_near(of.planned, now) {
            let said = Message::new("exchange-finding-line-plan-day").with("number", plan.order.as_str());
            outcome.warn(
                line,
                said.with("what", of.id.as_str()).with("value", of.planned.to_string()),
            );
            continue;
        }
        let planned = OneCPlanned {
            day: of.planned,
            reason: of.reason.clone().unwrap_or_else(|| reason.clone()),
        };
        told.days.push((Sku::id_of(&of.id), planned));
    }
    save(w, &told, line, outcome)
}

fn save(w: &mut Write<'_, '_>, told: &OneCOrder, line: u32, mut outcome: OrderOutcome) -> Result<OrderOutcome, Error> {
    let number = told.order.clone().unwrap_or_default();
    match apply_from_1c(w, told) {
        // A rule that says no has written nothing.
        Err(Error::Refused(reason)) => {
            outcome.skipped = true;
            outcome.findings.push(Finding {
                severity: Severity::Error,
                line,
                message: Message::new(words::ORDER_REFUSED)
                    .with("number", number)
                    .with("reason", reason),
            });
        }
        Err(error) => return Err(error),
        Ok(Applied::Unknown) => {
            return Ok(OrderOutcome::skip(
                line,
                Message::new(words::ORDER_UNKNOWN).with("number", number),
            ));
        }
        Ok(Applied::Unchanged(_)) => {}
        Ok(Applied::Changed(_, warnings)) => {
            for warning in warnings {
                outcome.warn(
                    line,
                    Message::new(words::ORDER_PART)
                        .with("number", number.as_str())
                        .with("reason", Message::new(warning.message())),
                );
            }
            outcome.updated = true;
        }
    }
    Ok(outcome)
}

/// By our number, by 1C's id, or by what a payment or shipment refers to.
fn order_of(w: &Write<'_, '_>, document: &Document) -> Result<Option<Order>, Error> {
    let is_order = document.operation == Operation::Order;
    let numbers = match is_order {
        true => [document.number.as_deref(), document.id.as_deref()],
        false => [document.basis.as_deref(), None],
    };
    for number in numbers.into_iter().flatten() {
        if let Some(order) = w.find(&ORDER_BY_NUMBER, number.trim())? {
            return Ok(Some(order));
        }
    }
    let id = if is_order { &document.id } else { &document.basis };
    let Some(id) = id else { return Ok(None) };
    let mut found = w.scan(&ORDER_BY_ONE_C, id.as_str(), &PageRequest::first(2))?.items;
    match (found.pop(), found.is_empty()) {
        (Some(order), true) => Ok(Some(order)),
        _ => Ok(None),
    }
}

/// Where 1C says the order stands: cancelled, by a status that an administrator gave a meaning, or by what the
/// documents show. What is only shown moves an order forward, never back.
fn stage_of(
    w: &mut Write<'_, '_>,
    document: &Document,
    set: &DocumentSet,
    order: &Order,
    line_of_stages: &StageLine,
    outcome: &mut OrderOutcome,
) -> Result<Option<StageKey>, Error> {
    let first_of = |kind| line_of_stages.first_of(kind).map(|stage| stage.key.clone());
    if document.deleted == Some(true) || document.flag("Отменен") == Some(true) {
        return Ok(first_of(StageKind::Cancelled));
    }
    let shipped = told_of(document, "Номер отгрузки по 1С").is_some()
        || set
            .related
            .iter()
            .any(|related| related.operation == Operation::Shipment);
    let seen = match shipped {
        true => Some(StageKind::Shipped),
        false if document.flag("Проведен") == Some(true) && document.number_1c.is_some() => {
            Some(StageKind::Confirmed)
        }
        false => None,
    };
    let told = told_stage(w, document, order, line_of_stages, |message| {
        outcome.warn(document.line, message)
    })?;
    if let Some(stage) = told {
        let kind = line_of_stages.get(&stage).map(|stage| stage.kind);
        // A shipment that 1C shows says more than a status that nobody moved on.
        let behind = seen == Some(StageKind::Shipped) && kind.is_some_and(|kind| kind < StageKind::Shipped);
        if !behind {
            return Ok(Some(stage));
        }
    }
    Ok(seen
        .filter(|seen| !order.kind.is_over() && order.kind < *seen)
        .and_then(first_of))
}

/// The last of the names is also the one that the buyer's wish goes out by: an echo of it promises nothing.
fn planned(document: &Document, wished: Option<Day>) -> Option<OneCPlanned> {
    let told = |name: &&str| day_told(document, name).filter(|day| *name != WISHED_NAME || Some(*day) != wished);
    let day = PLANNED_NAMES.iter().find_map(told)?;
    let reason = told_of(document, line_days::REASON_NAME).unwrap_or_default().to_owned();
    Some(OneCPlanned { day, reason })
}

fn take_payment(document: &Document, order: &Order, told: &mut OneCOrder) {
    if document.operation == Operation::Payment && document.deleted != Some(true) {
        if let Some(number) = name_of(document) {
            push_payment(
                told,
                Payment {
                    number,
                    day: document.date_1c.or(document.date),
                    sum: document.total_minor.map(|minor| Money::new(minor, order.currency)),
                },
            );
        }
    } else if let Some(number) = told_of(document, "Номер оплаты по 1С") {
        push_payment(
            told,
            Payment {
                number: number.to_owned(),
                day: day_told(document, "Дата оплаты по 1С"),
                sum: None,
            },
        );
    }
}

/// A document says more of a payment than a requisite that names it.
fn push_payment(told: &mut OneCOrder, payment: Payment) {
    match told.payments.iter_mut().find(|known| known.number == payment.number) {
        Some(known) => {
            known.sum = payment.sum.or(known.sum);
            known.day = payment.day.or(known.day);
        }
        None => told.payments.push(payment),
    }
}

fn take_shipment(document: &Document, order: &Order, told: &mut OneCOrder) {
    let any = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| told_of(document, name))
            .unwrap_or_default()
            .to_owned()
    };
    let shipment = if document.operation == Operation::Shipment && document.deleted != Some(true) {
        name_of(document).map(|number| Shipment {
            number,
            day: document.date_1c.or(document.date),
            carrier: any(&CARRIER_NAMES),
            track: any(&TRACK_NAMES),
            // A paper in another currency says nothing of what is left.
            sum: document
                .total_minor
                .filter(|_| document.currency.is_none_or(|currency| currency == order.currency))
                .map(|minor| Money::new(minor, order.currency)),
        })
    } else {
        // A track number that comes without the shipment's own is of the only shipment, or names one itself.
        let track = any(&TRACK_NAMES);
        let named =
            told_of(document, "Номер отгрузки по 1С").or_else(|| match (track.as_str(), &order.shipments[..]) {
                ("", _) => None,
                (_, [only]) => Some(only.number.as_str()),
                (track, _) => Some(track),
            });
        named.map(|number| Shipment {
            number: number.to_owned(),
            day: day_told(document, "Дата отгрузки по 1С"),
            carrier: any(&CARRIER_NAMES),
            track: track.clone(),
            sum: None,
        })
    };
    let Some(shipment) = shipment else { return };
    match told.shipments.iter_mut().find(|known| known.number == shipment.number) {
        Some(known) => {
            known.day = shipment.day.or(known.day);
            known.sum = shipment.sum.or(known.sum);
            if !shipment.carrier.is_empty() {
                known.carrier = shipment.carrier;
            }
            if !shipment.track.is_empty() {
                known.track = shipment.track;
            }
        }
        None => told.shipments.push(shipment),
    }
}

/// A document's name in 1C.
fn name_of(document: &Document) -> Option<String> {
    document
        .number_1c
        .clone()
        .or_else(|| document.number.clone())
        .or_else(|| document.id.clone())
}

fn told_of<'d>(document: &'d Document, name: &str) -> Option<&'d str> {
    document
        .requisite(name)
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

fn day_told(document: &Document, name: &str) -> Option<Day> {
    told_of(document, name).and_then(crate::modules::exchange::commerceml::day_of)
}

/// Lines as 1C has them; delivery is no line of goods, and its sum stays in the total.
fn lines_of(
    lines: &[DocumentLine],
    order: &Order,
    mut wrong: impl FnMut(u32, Message),
    reason: &str,
    now: Moment,
) -> Vec<OneCLine> {
    let goods = lines
        .iter()
        .filter(|line| line.product.as_deref() != Some("ORDER_DELIVERY"));
    let lines = goods.filter_map(|line| {
        let mut of = line_of(line, order)?;
        of.planned = match line_days::planned(line, order, of.sku, reason, now) {
            Ok(planned) => planned,
            Err(message) => {
                wrong(line.line, message);
                None
            }
        };
        Some(of)
    });
    lines.collect()
}

fn line_of(line: &DocumentLine, order: &Order) -> Option<OneCLine> {
    let product = line.product.as_deref()?;
    let quantity = line.quantity.filter(|quantity| quantity.is_positive())?;
    let external = offer_external(product, line.variant.as_deref());
    let currency = order.currency;
    let price = UnitPrice::new(line.price_e4.unwrap_or(0), currency);
    let sum = match line.sum_minor {
        Some(minor) => Money::new(minor, currency),
        None => price.times(quantity).ok()?,
    };
    let tax = line.taxes.as_deref().and_then(vat_among);
    let sku = Sku::id_of(&external);
    let frozen = order.lines.iter().find(|known| known.sku == sku);
    let rate = match (&line.vat, tax.and_then(|tax| tax.rate)) {
        (_, Some(rate)) => rate,
        (Given::Value(rate), None) => *rate,
        _ => frozen.map_or(VatRate::Exempt, |known| known.vat_rate),
    };
    let mode = match tax.and_then(|tax| tax.included) {
        Some(true) => VatMode::Included,
        Some(false) => VatMode::OnTop,
        None => order.vat_mode,
    };
    let vat = match tax.and_then(|tax| tax.sum_minor) {
        Some(minor) => Money::new(minor, currency),
        None => vat_of(sum, rate, mode).ok()?,
    };
    let total = match mode {
        VatMode::OnTop => sum.add(vat).ok()?,
        VatMode::Included | VatMode::None => sum,
    };
    let (unit, unit_code) = match &line.unit {
        Given::Value(unit) => (
            unit.name.as_deref().unwrap_or_default().to_owned(),
            unit.code.as_deref().unwrap_or_default().to_owned(),
        ),
        Given::Absent | Given::Empty => Default::default(),
    };
    Some(OneCLine {
        sku,
        product: Product::id_of(product),
        external,
        name: line.name.clone().unwrap_or_default(),
        article: line.article.clone().unwrap_or_default(),
        unit,
        unit_code,
        quantity,
        price,
        factor: line.coefficient.unwrap_or(Quantity::ONE),
        sum,
        vat_rate: rate,
        vat,
        total,
        planned: None,
    })
}

fn vat_among(taxes: &[Tax]) -> Option<&Tax> {
    let named = |tax: &&Tax| {
        tax.name
            .as_deref()
            .is_none_or(|name| name.trim().to_lowercase().starts_with("ндс"))
    };
    taxes.iter().find(named)
}
