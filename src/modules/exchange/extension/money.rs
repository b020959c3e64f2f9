//! Documents and settlements of the extension file. Both forms bring fields by the same names; what they mean is read here
//! once.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::modules::documents::{Company, DocumentKind, Manifest, Told as Paper};
use crate::modules::exchange::commerceml::{currency_of, day_of, decimal_of, external_id, flag_of, time_of};
use crate::modules::exchange::source::Xml;
use crate::modules::exchange::spool::paper_name;
use crate::modules::exchange::{Fault, Kind, Message, Report};
use crate::modules::settlements::{DUES_MAX, OPERATIONS_MAX, Told as Settlement, ToldDue, ToldLimit, ToldOperation};
use crate::platform::values::{Currency, Money, cleaned_line};

/// The longest texts that are kept, in characters.
const NUMBER_MAX: usize = 60;
const TEXT_MAX: usize = 300;

/// Fields by their names, as they were written.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields {
    said: BTreeMap<&'static str, String>,
    /// Written as numbers of JSON with a fraction: what was meant is lost in binary on the way.
    inexact: BTreeSet<&'static str>,
}

pub(super) const DOCUMENT: &[&str] = &[
    "id",
    "kind",
    "name",
    "number",
    "day",
    "currency",
    "sum",
    "vat",
    "contract",
    "order",
    "edo",
    "withdrawn",
];
pub(super) const COMPANY: &[&str] = &["id", "name", "inn", "kpp"];
pub(super) const FILE: &[&str] = &["name", "size", "sha256"];
pub(super) const SETTLEMENT: &[&str] = &[
    "contract",
    "number",
    "day",
    "currency",
    "asOf",
    "from",
    "opening",
    "closing",
    "overdue",
    "limit",
    "limitReason",
];
pub(super) const OPERATION: &[&str] = &["day", "kind", "document", "number", "debit", "credit", "currency"];
pub(super) const DUE: &[&str] = &["document", "number", "order", "from", "day", "sum", "paid", "currency"];

impl Fields {
    /// The attributes of the element that the walk is in.
    pub fn of_xml(xml: &mut Xml<'_>, names: &[&'static str]) -> Result<Fields, Fault> {
        let mut fields = BTreeMap::new();
        for name in names {
            if let Some(value) = xml.attribute(name)? {
                fields.insert(*name, value.into_owned());
            }
        }
        Ok(Fields {
            said: fields,
            inexact: BTreeSet::new(),
        })
    }

    /// The members of an object; what is no text, number or switch says nothing.
    pub fn of_json(value: &Value, names: &[&'static str]) -> Fields {
        let (mut fields, mut inexact) = (BTreeMap::new(), BTreeSet::new());
        for name in names {
            let text = match value.get(*name) {
                Some(Value::String(text)) => text.clone(),
                Some(value @ (Value::Number(_) | Value::Bool(_))) => value.to_string(),
                _ => continue,
            };
            if value.get(*name).is_some_and(Value::is_f64) {
                inexact.insert(*name);
            }
            fields.insert(*name, text);
        }
        Fields { said: fields, inexact }
    }

    /// What is written; `None` where the field is absent.
    fn written(&self, name: &str) -> Option<&str> {
        self.said.get(name).map(|text| text.trim())
    }

    fn raw(&self, name: &str) -> &str {
        self.written(name).unwrap_or_default()
    }

    fn text(&self, name: &str, most: usize) -> String {
        cleaned_line(self.raw(name)).chars().take(most).collect()
    }

    /// A sum with two decimals: `Ok(None)` where nothing is written, the text itself where it is no sum.
    fn sum(&self, name: &str) -> Result<Option<i64>, String> {
        match self.raw(name) {
            "" => Ok(None),
            text if self.inexact.contains(name) => Err(text.chars().take(40).collect()),
            text => match decimal_of(text, 2) {
                // Digits beyond kopecks would be rounded: a sum is exact or it is none.
                Some((minor, false)) => Ok(Some(minor)),
                _ => Err(text.chars().take(40).collect()),
            },
        }
    }

    /// Says how sums are to be written, where one of these was refused for it.
    fn say_inexact(&self, names: &[&str], called: &str, line: u32, report: &mut Report) {
        if let Some(name) = names.iter().find(|name| self.inexact.contains(**name)) {
            let said = Message::new("exchange-finding-sum-inexact").with("what", called);
            report.warn(line, said.with("value", self.raw(name)));
        }
    }

    /// Says that what stands in the place of the dues of a settlement is no list.
    pub fn say_no_dues(&self, written: &str, line: u32, report: &mut Report) {
        let said = Message::new("exchange-finding-settlement-dues").with("number", self.text("number", NUMBER_MAX));
        report.warn(line, said.with("value", written.chars().take(40).collect::<String>()));
    }

    fn company(&self) -> Company {
        Company {
            id: external_id(self.raw("id"))
                .map(|id| id.into_owned())
                .unwrap_or_default(),
            name: self.text("name", TEXT_MAX),
            tax_id: self.text("inn", 20),
            kpp: self.text("kpp", 20),
        }
    }

    fn manifest(&self) -> Option<Manifest> {
        let name = self.raw("name");
        (!name.is_empty()).then(|| Manifest {
            // One that leads elsewhere is kept as it is and refused when the file is looked for.
            name: paper_name(name).unwrap_or_else(|| name.chars().take(TEXT_MAX).collect()),
            size: self.raw("size").parse().ok(),
            sha256: Some(self.raw("sha256").to_lowercase()).filter(|sum| !sum.is_empty()),
        })
    }
}

/// A document as one of the forms writes it.
#[derive(Default)]
pub(super) struct TypedPaper {
    pub fields: Fields,
    pub seller: Fields,
    pub buyer: Fields,
    pub file: Fields,
}

/// A settlement likewise; operations with the line that each stands on.
#[derive(Default)]
pub(super) struct TypedSettlement {
    pub fields: Fields,
    pub seller: Fields,
    pub buyer: Fields,
    pub operations: Vec<(Fields, u32)>,
    /// `None`: there is no such list.
    pub dues: Option<Vec<(Fields, u32)>>,
}

/// A row as a document, or a finding why it is none.
pub(super) fn paper(typed: &TypedPaper, line: u32, report: &mut Report) -> Option<Paper> {
    let of = &typed.fields;
    let number = of.text("number", NUMBER_MAX);
    // Without a number findings call it by 1C's id.
    let called = match number.is_empty() {
        true => of.text("id", NUMBER_MAX),
        false => number.clone(),
    };
    let (id, day) = (external_id(of.raw("id")), day_of(of.raw("day")));
    let (Some(id), Some(day)) = (id, day) else {
        let said = Message::new("exchange-finding-paper-malformed").with("number", called);
        report.skip(Kind::Paper, line, said);
        return None;
    };
    let Some(currency) = currency_or_rouble(of) else {
        let said = Message::new("exchange-finding-paper-currency").with("number", called);
        report.skip(Kind::Paper, line, said.with("value", of.raw("currency")));
        return None;
    };
    let mut name = of.text("name", TEXT_MAX);
    let kind = DocumentKind::from_code(&of.raw("kind").to_lowercase()).unwrap_or_else(|| {
        let said = Message::new("exchange-finding-paper-kind").with("number", called.as_str());
        report.warn(line, said.with("value", of.raw("kind")));
        if name.is_empty() {
            name = of.text("kind", TEXT_MAX);
        }
        DocumentKind::Other
    });
    let mut sum = |field: &str| match of.sum(field) {
        Ok(minor) => minor.map(|minor| Money::new(minor, currency)),
        Err(value) => {
            let said = Message::new("exchange-finding-paper-sum").with("number", called.as_str());
            report.warn(line, said.with("value", value));
            None
        }
    };
    let (total, vat) = (sum("sum"), sum("vat"));
    of.say_inexact(&["sum", "vat"], &called, line, report);
    let manifest = typed.file.manifest();
    let size = typed.file.raw("size");
    if manifest.as_ref().is_some_and(|manifest| manifest.size.is_none()) && !size.is_empty() {
        let said = Message::new("exchange-finding-paper-size").with("number", called.as_str());
        report.warn(line, said.with("value", size));
    }
    Some(Paper {
        external: id.into_owned(),
        kind,
        name,
        day,
        currency,
        sum: total,
        vat,
        seller: typed.seller.company(),
        buyer: typed.buyer.company(),
        contract: of.text("contract", NUMBER_MAX),
        order: of.text("order", NUMBER_MAX),
        edo: of.text("edo", TEXT_MAX),
        withdrawn: flag_of(of.raw("withdrawn")).unwrap_or(false),
        manifest,
        number,
    })
}

fn currency_or_rouble(of: &Fields) -> Option<Currency> {
    match of.raw("currency") {
        "" => Some(Currency::Rub),
        text => currency_of(text),
    }
}

/// A row as a settlement, or a finding why it is none. A figure that is no figure makes it none: half a settlement would be
/// taken for a whole one. A limit that is no limit is left out, and so is an operation that can't be read.
pub(super) fn settlement(typed: &TypedSettlement, line: u32, report: &mut Report) -> Option<Settlement> {
    let of = &typed.fields;
    let number = of.text("number", NUMBER_MAX);
    let refused = |report: &mut Report, id: &'static str, value: &str| {
        let said = Message::new(id).with("number", number.as_str());
        report.skip(Kind::Settlement, line, said.with("value", value));
        None
    };
    let Some(id) = external_id(of.raw("contract")) else {
        return refused(report, "exchange-finding-settlement-malformed", of.raw("contract"));
    };
    let Some(as_of) = day_of(of.raw("asOf")) else {
        return refused(report, "exchange-finding-settlement-as-of", of.raw("asOf"));
    };
    // Roubles by silence would make tenge roubles.
    let Some(currency) = currency_of(of.raw("currency")) else {
        return refused(report, "exchange-finding-settlement-currency", of.raw("currency"));
    };
    let mut figures = [None; 3];
    for (figure, field) in figures.iter_mut().zip(["opening", "closing", "overdue"]) {
        match of.sum(field) {
            Ok(minor) if minor.is_some() || field == "overdue" => *figure = minor,
            Ok(_) => return refused(report, "exchange-finding-settlement-balance", ""),
            Err(value) => {
                of.say_inexact(&[field], &number, line, report);
                return refused(report, "exchange-finding-settlement-figure", &value);
            }
        }
    }
    let [opening, closing, overdue] = figures.map(|figure| figure.map(|minor| Money::new(minor, currency)));
    let (opening, closing) = (opening?, closing?);
    if typed.operations.len() > OPERATIONS_MAX {
        return refused(report, "exchange-finding-settlement-long", &OPERATIONS_MAX.to_string());
    }
    if typed.dues.as_ref().is_some_and(|dues| dues.len() > DUES_MAX) {
        return refused(report, "exchange-finding-settlement-dues-long", &DUES_MAX.to_string());
    }
    let mut warn = |line: u32, id: &'static str, value: &str| {
        report.warn(
            line,
            Message::new(id).with("number", number.as_str()).with("value", value),
        );
    };
    let overdue = overdue.filter(|overdue| {
        if overdue.minor < 0 {
            warn(line, "exchange-finding-settlement-overdue", of.raw("overdue"));
        }
        overdue.minor >= 0
    });
    let limit = match (of.written("limit"), of.sum("limit")) {
        (None, _) => ToldLimit::Unsaid,
        (Some(""), _) => ToldLimit::Without,
        (_, Ok(Some(minor))) if minor >= 0 => ToldLimit::Of(Money::new(minor, currency)),
        (Some(text), _) => {
            warn(line, "exchange-finding-settlement-limit", text);
            ToldLimit::Unsaid
        }
    };
    of.say_inexact(&["limit"], &number, line, report);
    let mut operations = Vec::with_capacity(typed.operations.len());
    for (fields, line) in &typed.operations {
        match operation(fields, currency) {
            Ok(operation) => operations.push(operation),
            Err(id) => {
                let what = format!("{} {}", fields.raw("day"), fields.raw("kind"));
                let said = Message::new(id).with("number", number.as_str());
                report.warn(*line, said.with("value", what.trim()));
                fields.say_inexact(&["debit", "credit"], &number, *line, report);
            }
        }
    }
    let dues = typed.dues.as_ref().map(|typed| {
        let mut dues = Vec::with_capacity(typed.len());
        for (fields, line) in typed {
            match due(fields, currency) {
                Ok(due) => dues.push(due),
                Err((id, value)) => {
                    let said = Message::new(id).with("number", number.as_str());
                    report.warn(*line, said.with("value", value));
                    fields.say_inexact(&["sum", "paid"], &number, *line, report);
                }
            }
        }
        dues
    });
    Some(Settlement {
        external: id.into_owned(),
        day: day_of(of.raw("day")),
        currency,
        seller: typed.seller.company(),
        buyer: typed.buyer.company(),
        as_of: (as_of, time_of(of.raw("asOf")).filter(|_| of.raw("asOf").contains(':'))),
        from: day_of(of.raw("from")),
        opening,
        closing,
        overdue,
        limit,
        limit_reason: of.text("limitReason", TEXT_MAX),
        operations,
        dues,
        number: match number.is_empty() {
            true => of.text("contract", NUMBER_MAX),
            false => number,
        },
    })
}

fn operation(of: &Fields, currency: Currency) -> Result<ToldOperation, &'static str> {
    const BROKEN: &str = "exchange-finding-settlement-operation";
    let other = !of.raw("currency").is_empty() && currency_of(of.raw("currency")) != Some(currency);
    if other {
        return Err("exchange-finding-settlement-operation-currency");
    }
    let (debit, credit) = (of.sum("debit"), of.sum("credit"));
    let (Some(day), Ok(debit), Ok(credit)) = (day_of(of.raw("day")), debit, credit) else {
        return Err(BROKEN);
    };
    if debit.is_none() && credit.is_none() {
        return Err(BROKEN);
    }
    Ok(ToldOperation {
        day,
        kind: of.text("kind", TEXT_MAX),
        document: external_id(of.raw("document"))
            .map(|id| id.into_owned())
            .unwrap_or_default(),
        number: of.text("number", NUMBER_MAX),
        debit: debit.unwrap_or(0),
        credit: credit.unwrap_or(0),
    })
}

/// A sum to be paid by a day, or the finding why it is none with what was written.
fn due(of: &Fields, currency: Currency) -> Result<ToldDue, (&'static str, String)> {
    let called = of.text("number", NUMBER_MAX);
    if !of.raw("currency").is_empty() && currency_of(of.raw("currency")) != Some(currency) {
        return Err(("exchange-finding-settlement-due-currency", called));
    }
    let sum = match of.sum("sum") {
        Ok(Some(sum)) if sum > 0 => sum,
        _ => return Err(("exchange-finding-settlement-due-sum", of.text("sum", NUMBER_MAX))),
    };
    let paid = match of.sum("paid") {
        Ok(paid) if (0..=sum).contains(&paid.unwrap_or(0)) => paid.unwrap_or(0),
        _ => return Err(("exchange-finding-settlement-due-paid", of.text("paid", NUMBER_MAX))),
    };
    // A day that is no day must not be replaced by one that we make up.
    let day = |name: &str| match of.raw(name) {
        "" => Ok(None),
        text => match day_of(text) {
            Some(day) => Ok(Some(day)),
            None => Err(("exchange-finding-settlement-due-day", of.text(name, NUMBER_MAX))),
        },
    };
    Ok(ToldDue {
        document: external_id(of.raw("document"))
            .map(|id| id.into_owned())
            .unwrap_or_default(),
        number: called,
        order: of.text("order", NUMBER_MAX),
        from: day("from")?,
        day: day("day")?,
        sum,
        paid,
    })
}
