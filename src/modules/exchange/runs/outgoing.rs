//! Orders on their way to 1C: everything that people changed since 1C last confirmed, again and again until it does.

use jiff::civil::Time;
use jiff::tz::TimeZone;

use super::records::Party;
use super::waiting;
use crate::modules::catalogue::Product;
use crate::modules::dealers::{Contract, LegalEntity};
use crate::modules::exchange::connections::Connection;
use crate::modules::exchange::desk::{Origin, Outgoing, Sent};
use crate::modules::exchange::dialect::{
    self, Dictionaries, Entry, LineUnit, OutContact, OutDiscount, OutLine, OutOrder, OutParty, OutStatus, PartyKind,
};
use crate::modules::orders::{self, Kind, Order, OrderLine, StageLine, stages};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::i18n::render;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Arg, Locale, Message, VatMode};

/// The most orders of one answer; the rest waits for the next.
const ORDERS_MAX: usize = 500;

pub(super) fn orders(access: &Access, connection: &Connection, door: Origin) -> Result<Outgoing, Error> {
    waiting::gather(access, connection.id)?;
    let tx = access.read()?;
    let zone = &access.services().zone;
    let line = stages(&tx)?;
    let mut written: Vec<(Sent, OutOrder)> = Vec::new();
    let mut refused = Vec::new();
    // Nothing confirms the folder's file to a 1C that sends no orders back: there the limit must not starve new ones.
    let newest = door == Origin::Folder;
    waiting::each_waiting(&tx, connection.id, newest, |row| {
        let Some(order) = tx.get::<Order>(&row.order)? else {
            return Ok(true);
        };
        // An order that the dealer's own people have yet to approve is no order for 1C.
        let is_first = line.stages.first().is_some_and(|first| first.key == order.stage);
        if is_first && order.kind == Kind::Waiting && line.entry().is_some_and(|entry| entry.key != order.stage) {
            return Ok(true);
        }
        let out = out_order(&tx, &order, &line, zone, connection.locale)?;
        // What can't be written so that 1C takes it must not hold up the others.
        match dialect::orders(std::slice::from_ref(&out), &connection.dialect, moment(access)) {
            Ok(_) => {
                let sent = Sent {
                    order: order.id,
                    seq: row.seq,
                };
                written.push((sent, out));
            }
            Err(refusal) => {
                let why = refusal.message();
                if row.refused.as_ref() != Some(&why) {
                    tracing::warn!(order = %order.number, %refusal, "an order can't be written for 1C");
                    refused.push((order.id, why));
                }
            }
        }
        Ok(written.len() < ORDERS_MAX)
    })?;
    drop(tx);
    waiting::note_refused(access, connection.id, refused)?;
    written.sort_by_key(|(sent, _)| sent.seq);
    let (sent, written): (Vec<Sent>, Vec<OutOrder>) = written.into_iter().unzip();
    let bytes = dialect::orders(&written, &connection.dialect, moment(access)).map_err(Error::internal)?;
    Ok(Outgoing {
        bytes,
        charset: connection.dialect.charset.label(),
        numbers: written.into_iter().map(|order| order.number).collect(),
        sent,
    })
}

pub(super) fn info(access: &Access, connection: &Connection) -> Result<String, Error> {
    let line = stages(&access.read()?)?;
    let zone = &access.services().zone;
    let statuses = line
        .stages
        .iter()
        .map(|stage| Entry {
            id: stage.key.to_string(),
            name: stage_name(&line, &stage.key, zone, connection.locale),
        })
        .collect();
    let dictionaries = Dictionaries {
        statuses,
        ..Dictionaries::default()
    };
    Ok(dialect::info_text(&dictionaries))
}

fn moment(access: &Access) -> jiff::civil::DateTime {
    access.services().zone.to_datetime(access.now().timestamp())
}

fn stage_name(line: &StageLine, key: &orders::StageKey, zone: &TimeZone, locale: Locale) -> String {
    match line.get(key).map(|stage| (stage.name(locale), stage.label())) {
        Some((Some(name), _)) => name.to_owned(),
        Some((None, Arg::Message(message))) => render(locale, zone, &message),
        Some((None, Arg::Text(text))) => text,
        _ => key.to_string(),
    }
}

fn out_order(tx: &ReadTx, order: &Order, line: &StageLine, zone: &TimeZone, locale: Locale) -> Result<OutOrder, Error> {
    let submitted = zone.to_datetime(order.created.timestamp());
    let time = Time::new(submitted.hour(), submitted.minute(), submitted.second(), 0).unwrap_or(Time::midnight());
    let mut requisites = Vec::new();
    if let Some(contract) = tx.get::<Contract>(&order.contract)? {
        requisites.push(("Договор".to_owned(), contract.number));
    }
    let way = Message::new(order.delivery.way.message());
    requisites.push(("Способ доставки".to_owned(), render(locale, zone, &way)));
    requisites.push(("Перевозчик".to_owned(), order.delivery.carrier.clone()));
    requisites.extend(delivery(order, |id| render(locale, zone, &Message::new(id))));
    Ok(OutOrder {
        number: order.number.to_string(),
        date: submitted.date(),
        time,
        currency: order.currency,
        buyer: buyer(tx, order)?,
        lines: order
            .lines
            .iter()
            .map(|line| out_line(tx, line, order.vat_mode))
            .collect::<Result<_, _>>()?,
        delivery: None,
        total: order.totals.total,
        vat: order.totals.vat,
        vat_mode: order.vat_mode,
        comment: comment(order),
        warehouse: None,
        status: Some(OutStatus {
            id: order.stage.to_string(),
            name: stage_name(line, &order.stage, zone, locale),
        }),
        cancelled: order.kind == Kind::Cancelled,
        ship_on: order.wished,
        requisites,
    })
}

/// What else is agreed on the way of the goods: only what somebody filled in.
fn delivery(order: &Order, say: impl Fn(&'static str) -> String) -> Vec<(String, String)> {
    let of = &order.delivery;
    let (count, weight, _) = orders::Packed::totals(&of.places);
    let needs = |these: &[orders::Need]| {
        let named: Vec<String> = these
            .iter()
            .filter(|need| of.needs.contains(need))
            .map(|need| say(need.message()))
            .collect();
        named.join(", ")
    };
    let shown = |given: bool, text: String| if given { text } else { String::new() };
    let kilograms = format!("{}.{:03}", weight / 1_000, weight % 1_000);
    let payer = shown(of.payer != orders::Payer::default(), say(of.payer.message()));
    let insured = of
        .insured
        .map(|sum| format!("{}.{:02}", sum.minor / 100, sum.minor % 100));
    [
        ("Терминал", of.terminal.clone()),
        ("Время доставки", of.window.clone()),
        ("Грузополучатель", of.recipient.clone()),
        ("ИНН грузополучателя", of.recipient_tax_id.clone()),
        ("Плательщик перевозки", payer),
        ("Объявленная ценность", insured.unwrap_or_default()),
        ("Количество мест", shown(count > 0, count.to_string())),
        ("Вес брутто", shown(weight > 0, kilograms)),
        ("Упаковка", needs(&orders::Need::PACKAGING)),
        ("Погрузка", needs(&orders::Need::LOADING)),
        ("Сопроводительные документы", needs(&orders::Need::PAPERS)),
        ("Комментарий к доставке", of.comment.clone()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.trim().is_empty())
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

/// The order's comment, and those of its lines, which CommerceML has no place for.
fn comment(order: &Order) -> Option<String> {
    let mut text = order.comment.trim().to_owned();
    for (number, line) in (1..).zip(&order.lines) {
        if let Some(made) = &line.configuration {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&format!("{number}. {}: {}", line.name, made.line()));
        }
        if !line.comment.trim().is_empty() {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&format!("{number}. {}: {}", line.name, line.comment.trim()));
        }
    }
    (!text.is_empty()).then_some(text)
}

fn buyer(tx: &ReadTx, order: &Order) -> Result<OutParty, Error> {
    let entity: Option<LegalEntity> = tx.get(&order.buyer)?;
    let Some(entity) = entity else {
        // Without a name it is refused for itself, and the others go.
        return Ok(OutParty::default());
    };
    let given = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let party: Option<Party> = match &entity.counterparty {
        Some(external) => tx.get(external)?,
        None => None,
    };
    // Sole proprietors have tax ids of 12 digits in Russia; everyone has in Kazakhstan.
    let is_person = entity.country == crate::modules::dealers::Country::Ru && entity.requisites.tax_id.len() == 12;
    Ok(OutParty {
        id: entity.counterparty.clone().unwrap_or_else(|| entity.id.to_string()),
        kind: if is_person {
            PartyKind::Person
        } else {
            PartyKind::LegalEntity
        },
        // 1C searches by the exact name that it has itself.
        name: party.map_or_else(|| entity.name.clone(), |party| party.name),
        full_name: given(&entity.full_name),
        tax_id: given(&entity.requisites.tax_id),
        kpp: given(&entity.requisites.kpp),
        legal_address: given(&entity.requisites.address),
        address: given(&order.delivery.address),
        contacts: given(&order.delivery.phone)
            .map(OutContact::Phone)
            .into_iter()
            .collect(),
        representative: given(&order.delivery.contact),
    })
}

fn out_line(tx: &ReadTx, line: &OrderLine, mode: VatMode) -> Result<OutLine, Error> {
    let _ = mode;
    let given = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let product: Option<Product> = tx.get(&line.product)?;
    let name = if line.unit.is_empty() {
        product.map(|product| product.unit.name)
    } else {
        given(&line.unit)
    };
    Ok(OutLine {
        product: line.external.clone(),
        catalogue: None,
        article: given(&line.article),
        name: line.name.clone(),
        unit: LineUnit {
            code: given(&line.unit_code),
            name,
            full_name: None,
        },
        quantity: line.quantity,
        price: line.price,
        sum: line.sum,
        vat_rate: line.vat_rate,
        vat: line.vat,
        features: features(line),
        ship_on: line.wished,
        discount: discount(line),
    })
}

/// What a price that was agreed by hand is below the list's; one above it is only a price.
fn discount(line: &OrderLine) -> Option<OutDiscount> {
    let bargain = line.bargain?;
    let list = line.listed().times(line.quantity).ok()?;
    let sum = list.subtract(line.sum).ok().filter(|sum| sum.minor > 0)?;
    Some(OutDiscount {
        sum,
        percent: bargain.discount,
    })
}

/// How a line is made, by names and values.
fn features(line: &OrderLine) -> Vec<(String, String)> {
    let Some(made) = &line.configuration else {
        return Vec::new();
    };
    let said = made.said.iter().map(|said| (said.name.clone(), said.value.clone()));
    said.collect()
}
