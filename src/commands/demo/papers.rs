//! What 1C tells of money: contracts, invoices and transfer documents with their files, and the settlement of each
//! contract, through the extension file and the folder, as at every other time.

use std::collections::HashMap;

use anyhow::Context;
use jiff::ToSpan;
use serde::Deserialize;
use serde_json::{Value, json};

use super::catalogue::take;
use super::material::{self, Material};
use super::parties::Cast;
use crate::modules::dealers::{Contract, DeferralIn, LegalEntity, OwnEntity};
use crate::modules::orders::{Kind, Order};
use crate::modules::settlements::{self, Terms};
use crate::platform::access::Access;
use crate::platform::i18n::format;
use crate::platform::pdf::{Block, Cell, Column, Paper, Row, Size, Table};
use crate::platform::store::Reader;
use crate::platform::values::{Day, Id, Locale, Moment, Money};
use crate::tr;

/// Orders of the demonstration at most.
const ORDERS_MAX: usize = 1_000;
/// Papers of the main dealer go back so many days, those of others fewer.
const MAIN_DAYS: i64 = 60;
const OTHER_DAYS: i64 = 12;

#[derive(Deserialize)]
struct Script {
    words: Words,
    edo: Vec<String>,
    disagreement: Disagreement,
    missing: Missing,
    late: Late,
}

/// A payment that never came, and one that came in part.
#[derive(Deserialize)]
struct Late {
    contract: String,
    partly_contract: String,
    partly_percent: i64,
}

#[derive(Deserialize)]
struct Words {
    invoice: String,
    upd: String,
    contract: String,
    contract_text: String,
    seller: String,
    buyer: String,
    basis: String,
    order: String,
    goods: String,
    quantity: String,
    sum: String,
    total: String,
    vat: String,
    shipped: String,
    paid: String,
    limit_reason: String,
    no_limit_reason: String,
}

#[derive(Deserialize)]
struct Disagreement {
    contract: String,
    by: i64,
}

#[derive(Deserialize)]
struct Missing {
    contract: String,
    name: String,
    number: String,
}

/// What an exchange is made of.
struct Desk<'a> {
    script: Script,
    material: &'a Material,
    now: Moment,
    today: Day,
    main: String,
    entities: HashMap<Id<LegalEntity>, LegalEntity>,
    own: HashMap<Id<OwnEntity>, OwnEntity>,
    /// How the days of payment of each contract are counted.
    terms: HashMap<Id<Contract>, Terms>,
    orders: Vec<Order>,
    files: Vec<(String, Vec<u8>)>,
    documents: Vec<Value>,
}

/// Hands over the papers of orders that moved since `since`, and the settlements as they are now.
pub async fn exchange(access: &Access, cast: &Cast, material: &Material, since: Moment) -> anyhow::Result<()> {
    let mut desk = Desk::read(access, cast, material)?;
    let mut settlements = Vec::new();
    for dealer in &material.parties.dealer {
        for contract in cast.contracts.get(&dealer.key).into_iter().flatten() {
            let told = dealer.contract.iter().find(|of| of.number == contract.number);
            desk.contract(contract, since)?;
            desk.papers(&dealer.key, contract, since)?;
            settlements.push(desk.settlement(contract, told)?);
        }
    }
    let text = json!({ "version": 1, "documents": desk.documents, "settlements": settlements }).to_string();
    let mut files: Vec<(&str, &[u8])> = vec![("kabinet___money.json", text.as_bytes())];
    files.extend(desk.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    take(access, &files).await
}

impl<'a> Desk<'a> {
    fn read(access: &Access, cast: &Cast, material: &'a Material) -> anyhow::Result<Desk<'a>> {
        let script = toml::from_str(include_str!("../../../assets/demo/papers.toml")).context("papers.toml")?;
        let tx = access.read()?;
        let mut entities = HashMap::new();
        for known in cast.entities.values() {
            // The exchange has given it 1C's id since.
            let entity: LegalEntity = tx.get(&known.id)?.context("a legal entity")?;
            entities.insert(entity.id, entity);
        }
        let mut terms = HashMap::new();
        for contract in cast.contracts.values().flatten() {
            let of = settlements::terms_of(&tx, Some(contract.id))?.context("the terms of a contract")?;
            terms.insert(contract.id, of);
        }
        let zone = &access.services().zone;
        Ok(Desk {
            terms,
            script,
            material,
            now: access.now(),
            today: access.now().day_in(zone),
            main: material.parties.demo.main_dealer.clone(),
            entities,
            own: cast.own.values().map(|own| (own.id, own.clone())).collect(),
            orders: tx.list::<Order>(ORDERS_MAX)?,
            files: Vec::new(),
            documents: Vec::new(),
        })
    }

    fn seller(&self, contract: &Contract) -> Value {
        let own = &self.own[&contract.own_entity];
        json!({ "name": own.name, "inn": own.requisites.tax_id, "kpp": own.requisites.kpp })
    }

    fn buyer(&self, contract: &Contract) -> Value {
        let entity = &self.entities[&contract.entity];
        let requisites = &entity.requisites;
        json!({ "id": entity.counterparty, "name": entity.name, "inn": requisites.tax_id, "kpp": requisites.kpp })
    }

    /// The contract itself, once.
    fn contract(&mut self, contract: &Contract, since: Moment) -> anyhow::Result<()> {
        if since > Moment::EPOCH {
            return Ok(());
        }
        let words = &self.script.words;
        let text = Block::Text {
            text: words.contract_text.clone(),
            size: Size::Normal,
        };
        let title = words.contract.clone();
        let name = format!("contracts/{}.pdf", contract.id);
        let bytes = self.paper(contract, &title, &contract.number, contract.day, vec![text])?;
        self.file(&name, bytes);
        self.documents.push(json!({
            "id": format!("contract-{}", contract.id), "kind": "contract", "number": contract.number,
            "day": contract.day.to_string(), "currency": contract.currency.code(), "contract": contract.number,
            "seller": self.seller(contract), "buyer": self.buyer(contract), "file": { "name": name },
        }));
        if contract.number == self.script.missing.contract {
            let missing = &self.script.missing;
            self.documents.push(json!({
                "id": format!("act-{}", contract.id), "kind": "reconciliation", "name": missing.name,
                "number": missing.number, "day": self.today.to_string(), "currency": contract.currency.code(),
                "contract": contract.number, "seller": self.seller(contract), "buyer": self.buyer(contract),
                "file": { "name": format!("acts/{}.pdf", contract.id) },
            }));
        }
        Ok(())
    }

    /// Invoices of confirmed orders, transfer documents of shipped ones.
    fn papers(&mut self, dealer: &str, contract: &Contract, since: Moment) -> anyhow::Result<()> {
        let days = if dealer == self.main { MAIN_DAYS } else { OTHER_DAYS };
        let from = self.now.plus_seconds(-days * 86_400).max(since);
        let orders: Vec<Order> = self
            .orders
            .iter()
            .filter(|order| order.contract == contract.id && order.changed >= from)
            .cloned()
            .collect();
        for order in orders {
            if matches!(order.kind, Kind::Waiting | Kind::Cancelled) {
                continue;
            }
            let day = order.created.day_in(&jiff::tz::TimeZone::UTC);
            self.of_order("invoice", contract, &order, day, "")?;
            if let Some(day) = order.shipments.iter().find_map(|shipment| shipment.day) {
                let at = usize::try_from(order.number.sequence()).unwrap_or(0) % self.script.edo.len();
                let edo = self.script.edo[at].clone();
                self.of_order("upd", contract, &order, day, &edo)?;
            }
        }
        Ok(())
    }

    fn of_order(&mut self, kind: &str, contract: &Contract, order: &Order, day: Day, edo: &str) -> anyhow::Result<()> {
        let words = &self.script.words;
        let title = match kind {
            "invoice" => words.invoice.clone(),
            _ => words.upd.clone(),
        };
        let number = order.number.sequence().to_string();
        let l = Locale::Ru;
        let column = |title: &str, width| Column {
            title: title.to_owned(),
            width,
            right: width.is_some(),
        };
        let rows = order.lines.iter().map(|line| Row {
            cells: vec![
                Cell::text(line.name.as_str()),
                Cell::text(format::quantity(l, line.quantity).to_string()),
                Cell::text(format::money(l, line.total).to_string()),
            ],
            strong: false,
        });
        let table = Block::Table(Table {
            columns: vec![
                column(&words.goods, None),
                column(&words.quantity, Some(60.0)),
                column(&words.sum, Some(100.0)),
            ],
            rows: rows.collect(),
        });
        let said = |word: &str, sum: Money| format!("{word}: {}", format::money(l, sum));
        let sums = Block::Sums(vec![
            said(&words.total, order.totals.total),
            said(&words.vat, order.totals.vat),
        ]);
        let basis = Block::Text {
            text: format!("{} {}. {} {}", words.basis, contract.number, words.order, order.number),
            size: Size::Small,
        };
        let bytes = self.paper(contract, &title, &number, day, vec![basis, table, sums])?;
        let name = format!("{kind}/{}.pdf", order.number);
        self.file(&name, bytes);
        self.documents.push(json!({
            "id": format!("{kind}-{}", order.number), "kind": kind, "number": number, "day": day.to_string(),
            "sum": order.totals.total.to_string(), "vat": order.totals.vat.to_string(),
            "currency": contract.currency.code(), "contract": contract.number, "order": order.number.to_string(),
            "edo": edo, "seller": self.seller(contract), "buyer": self.buyer(contract), "file": { "name": name },
        }));
        Ok(())
    }

    fn file(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.push((format!("kabinet_files/{name}"), bytes));
    }

    fn paper(
        &self,
        contract: &Contract,
        title: &str,
        number: &str,
        day: Day,
        rest: Vec<Block>,
    ) -> anyhow::Result<Vec<u8>> {
        let words = &self.script.words;
        let (own, entity) = (&self.own[&contract.own_entity], &self.entities[&contract.entity]);
        let head = Block::Head {
            logo: None,
            name: own.name.clone(),
            lines: vec![own.requisites.tax_id.clone(), own.requisites.address.clone()],
        };
        let title = format!("{title} {number}");
        let text = |text: String| Block::Text {
            text,
            size: Size::Normal,
        };
        let mut blocks = vec![
            head,
            Block::Title(title.clone()),
            text(format::date(day).to_string()),
            text(format!("{}: {}", words.seller, own.name)),
            text(format!("{}: {}", words.buyer, entity.name)),
        ];
        blocks.extend(rest);
        let paper = Paper {
            locale: Locale::Ru,
            foot: title.clone(),
            title,
            author: own.name.clone(),
            blocks,
            numbered: |l, page, pages| tr!(l, "offers-paper-page", page = page, pages = pages),
        };
        paper.to_pdf().context("a paper of the demonstration")
    }

    /// What was shipped and paid under a contract.
    fn settlement(&self, contract: &Contract, told: Option<&material::Contract>) -> anyhow::Result<Value> {
        let words = &self.script.words;
        let mut operations: Vec<Operation<'_>> = Vec::new();
        for order in self.orders.iter().filter(|order| order.contract == contract.id) {
            let number = order.number.sequence().to_string();
            if let Some(day) = order.shipments.iter().find_map(|shipment| shipment.day) {
                let document = format!("upd-{}", order.number);
                operations.push((day, &words.shipped, document, number, order.totals.total.minor, 0));
            }
            for payment in &order.payments {
                if let (Some(day), Some(sum)) = (payment.day, payment.sum) {
                    operations.push((day, &words.paid, String::new(), payment.number.clone(), 0, sum.minor));
                }
            }
        }
        operations.retain(|operation| operation.0 <= self.today);
        operations.sort();
        self.spoil(contract, &mut operations);
        operations.sort();
        let sum = |of: fn(&(Day, &str, String, String, i64, i64)) -> i64| operations.iter().map(of).sum::<i64>();
        let dues = self.dues(contract, &operations);
        let mut closing = sum(|of| of.4) - sum(|of| of.5);
        let due: i64 = operations
            .iter()
            .filter(|of| self.due_of(contract, of.0).is_some_and(|due| due < self.today))
            .map(|of| of.4)
            .sum();
        let overdue = (due - sum(|of| of.5)).max(0);
        if contract.number == self.script.disagreement.contract {
            closing += self.script.disagreement.by;
        }
        let money = |minor: i64| Money::new(minor, contract.currency).to_string();
        let list: Vec<Value> = operations
            .iter()
            .map(|(day, kind, document, number, debit, credit)| {
                json!({
                    "day": day.to_string(), "kind": kind, "document": document, "number": number,
                    "debit": money(*debit), "credit": money(*credit),
                })
            })
            .collect();
        let from = operations.first().map_or(self.today, |of| of.0);
        let limit = told.map(|told| told.credit_limit.clone()).unwrap_or_default();
        let reason = match limit.as_str() {
            "" | "0.00" => &words.no_limit_reason,
            _ => &words.limit_reason,
        };
        let zone = jiff::tz::TimeZone::get(&self.material.parties.demo.time_zone)?;
        let as_of = zone
            .to_datetime(self.now.timestamp())
            .strftime("%Y-%m-%dT%H:%M:%S")
            .to_string();
        Ok(json!({
            "contract": format!("contract-{}", contract.id), "number": contract.number, "day": contract.day.to_string(),
            "currency": contract.currency.code(), "asOf": as_of, "from": from.to_string(), "opening": "0.00",
            "closing": money(closing), "overdue": money(overdue), "limit": limit, "limitReason": reason,
            "seller": self.seller(contract), "buyer": self.buyer(contract), "operations": list,
            "dues": dues,
        }))
    }

    /// One dealer is late with its last payment, and has paid a part of the newest debt.
    fn spoil<'w>(&'w self, contract: &Contract, operations: &mut Vec<Operation<'w>>) {
        let late = &self.script.late;
        if contract.number == late.contract {
            let last = operations.iter().rposition(|operation| operation.5 > 0);
            if let Some(at) = last {
                operations.remove(at);
            }
        }
        if contract.number == late.partly_contract {
            let open = open(operations);
            if let Some((newest, left)) = open.last().map(|(operation, paid)| (operation, operation.4 - paid)) {
                let before: i64 = open[..open.len() - 1]
                    .iter()
                    .map(|(operation, paid)| operation.4 - paid)
                    .sum();
                let part = before + left * late.partly_percent / 100;
                let number = format!("{}-1", newest.3);
                let day = self.today.yesterday().unwrap_or(self.today).max(newest.0);
                operations.push((day, &self.script.words.paid, String::new(), number, 0, part));
            }
        }
    }

    /// The day of payment of what was shipped on a day, as this 1C counts: calendar days as they fall, bank days as the cabinet.
    fn due_of(&self, contract: &Contract, from: Day) -> Option<Day> {
        match contract.deferral_in {
            DeferralIn::Calendar => Some(from.saturating_add(i64::from(contract.deferral_days).days())),
            DeferralIn::Bank => self.terms.get(&contract.id)?.due(from),
        }
    }

    /// What of the shipments is open, with the days by the contract. Bank days are left to the cabinet to count.
    fn dues(&self, contract: &Contract, operations: &[Operation<'_>]) -> Vec<Value> {
        let money = |minor: i64| Money::new(minor, contract.currency).to_string();
        open(operations)
            .into_iter()
            .map(|((from, _, document, number, sum, _), paid)| {
                let mut due = json!({
                    "document": document, "number": number, "order": document.trim_start_matches("upd-"),
                    "from": from.to_string(), "sum": money(*sum), "paid": money(paid),
                });
                if let Some(day) = self
                    .due_of(contract, *from)
                    .filter(|_| contract.deferral_in == DeferralIn::Calendar)
                {
                    due["day"] = json!(day.to_string());
                }
                due
            })
            .collect()
    }
}

/// Day, kind, document, number, debit, credit.
type Operation<'w> = (Day, &'w str, String, String, i64, i64);

/// The shipments that are not wholly paid, with what of each is: the oldest is paid first.
fn open<'o, 'w>(operations: &'o [Operation<'w>]) -> Vec<(&'o Operation<'w>, i64)> {
    let mut purse: i64 = operations.iter().map(|operation| operation.5).sum();
    let mut open = Vec::new();
    for operation in operations.iter().filter(|operation| operation.4 > 0) {
        let paid = purse.min(operation.4);
        purse -= paid;
        if paid < operation.4 {
            open.push((operation, paid));
        }
    }
    open
}
