//! `Документ`, `ПодчиненныйДокумент` and `Контейнер`: orders that come back, payments, shipments, statuses alone.

use super::goods::{coefficient_or_one, split_id};
use super::items::{Discount, Document, DocumentLine, DocumentSet, Given, Item, Operation, Tax, Warehouse};
use super::reader::{Flow, Reading};
use super::scalars::{day_of, time_of};
use crate::modules::exchange::{Fault, Kind, Message};
use crate::platform::values::Day;

/// The most lines of one document.
const LINES_MAX: usize = 20_000;
/// The most documents of one deal.
const RELATED_MAX: usize = 1_000;
/// Subordinate documents may have their own; deeper than this they don't.
const LEVELS_MAX: u32 = 4;

impl Reading<'_, '_> {
    pub(super) fn document(&mut self) -> Flow<()> {
        if self.is_version_1()? {
            return Err(Fault::CommerceMl1.into());
        }
        let line = self.item();
        let mut set = DocumentSet::default();
        set.main = self.one_document(&mut set.related, 0)?;
        self.documents(set, line)
    }

    /// Schema 3.1: the documents of one order side by side.
    pub(super) fn container(&mut self) -> Flow<()> {
        let line = self.item();
        let mut found = Vec::new();
        while self.xml.child()? {
            match self.xml.name() {
                "Документ" if found.len() < RELATED_MAX => {
                    let mut related = Vec::new();
                    let document = self.one_document(&mut related, 0)?;
                    found.push(document);
                    found.append(&mut related);
                }
                "Документ" => self.xml.skip()?,
                _ => self.unknown()?,
            }
        }
        if found.is_empty() {
            self.xml.end_item();
            return Ok(());
        }
        let order = found
            .iter()
            .position(|document| document.operation == Operation::Order)
            .unwrap_or(0);
        let main = found.remove(order);
        self.documents(DocumentSet { main, related: found }, line)
    }

    fn documents(&mut self, set: DocumentSet, line: u32) -> Flow<()> {
        let main = &set.main;
        let Some(id) = main.id.clone().or(main.number.clone()).or(main.number_1c.clone()) else {
            self.reject(
                Kind::Document,
                line,
                Message::new("exchange-finding-document-without-id"),
            );
            return Ok(());
        };
        let space = format!("document {:?}", main.operation);
        self.note_duplicate(&space, &id, None, line);
        self.emit(Kind::Document, Item::Documents(Box::new(set)), line)
    }

    fn one_document(&mut self, related: &mut Vec<Document>, level: u32) -> Flow<Document> {
        let mut document = Document {
            line: self.xml.line(),
            ..Document::default()
        };
        while self.xml.child()? {
            match self.xml.name() {
                "Ид" => document.id = self.id()?,
                "Номер" => document.number = self.short()?,
                "Номер1С" => document.number_1c = self.short()?,
                "Дата" => document.date = self.day()?,
                "Дата1С" => document.date_1c = self.day()?,
                "Время" => document.time = time_of(self.xml.text()?),
                "ХозОперация" => document.operation = operation(self.xml.text()?),
                "Роль" => document.role = self.short()?,
                "НомерВерсии" => document.version = self.short()?,
                "ПометкаУдаления" => document.deleted = self.flag()?,
                "Валюта" => document.currency = self.currency()?.value(),
                "Сумма" => document.total_minor = self.number(2)?,
                "СрокПлатежа" => document.due = self.day()?,
                "Комментарий" => document.comment = self.long()?,
                "Основание" | "ДокументОснование" => document.basis = self.short()?,
                "Контрагенты" => {
                    while self.xml.child()? {
                        match self.xml.name() {
                            "Контрагент" if document.counterparties.len() < 100 => {
                                let party = self.counterparty()?;
                                document.counterparties.push(party);
                            }
                            _ => self.xml.skip()?,
                        }
                    }
                }
                "Склады" => document.warehouses = Some(self.warehouse_list()?),
                "Налоги" => document.taxes = Some(self.taxes()?),
                "Скидки" => document.discounts = Some(self.discounts()?),
                "Товары" => document.lines = Some(self.lines()?),
                "ЗначенияРеквизитов" => {
                    let requisites = self.requisites()?;
                    document.requisites.get_or_insert_default().extend(requisites);
                }
                "ПодчиненныеДокументы" => self.subordinates(related, level)?,
                "Курс" | "ДопРасходы" | "Подписанты" | "ДополнительныеЗначенияРеквизитов" => {
                    self.xml.skip()?
                }
                _ => self.unknown()?,
            }
        }
        Self::take_requisites(&mut document);
        Ok(document)
    }

    fn subordinates(&mut self, related: &mut Vec<Document>, level: u32) -> Flow<()> {
        while self.xml.child()? {
            match self.xml.name() {
                "ПодчиненныйДокумент" | "Документ" if level < LEVELS_MAX && related.len() < RELATED_MAX =>
                {
                    let mut below = Vec::new();
                    let document = self.one_document(&mut below, level + 1)?;
                    related.push(document);
                    related.append(&mut below);
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    /// The built-in exchange of UT 11 says in requisites what later schemas say in elements.
    fn take_requisites(document: &mut Document) {
        if document.number_1c.is_none() {
            let number = document.requisite("Номер по 1С").unwrap_or_default().trim();
            document.number_1c = (!number.is_empty()).then(|| number.to_owned());
        }
        if document.date_1c.is_none() {
            document.date_1c = document.requisite("Дата по 1С").and_then(day_of);
        }
        if document.deleted.is_none() {
            document.deleted = document.flag("ПометкаУдаления");
        }
    }

    fn day(&mut self) -> Flow<Option<Day>> {
        let text = self.xml.text()?.trim();
        let day = day_of(text);
        if day.is_none() && !text.is_empty() && !text.starts_with("0001") {
            let text = text.to_owned();
            let line = self.xml.line();
            let field = self.xml.name().to_owned();
            self.report.warn(
                line,
                Message::new("exchange-finding-not-a-day")
                    .with("field", field)
                    .with("value", text),
            );
        }
        Ok(day)
    }

    fn warehouse_list(&mut self) -> Flow<Vec<Warehouse>> {
        let mut list = Vec::new();
        while self.xml.child()? {
            match self.xml.name() {
                "Склад" if list.len() < 1_000 => {
                    let warehouse = self.warehouse()?;
                    list.push(warehouse);
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(list)
    }

    fn lines(&mut self) -> Flow<Vec<DocumentLine>> {
        let mut lines = Vec::new();
        while self.xml.child()? {
            if self.xml.name() != "Товар" {
                self.unknown()?;
                continue;
            }
            if lines.len() >= LINES_MAX {
                let line = self.xml.line();
                return Err(Fault::TooLarge { line }.into());
            }
            let line = self.document_line()?;
            lines.push(line);
        }
        Ok(lines)
    }

    fn document_line(&mut self) -> Flow<DocumentLine> {
        let mut line = DocumentLine {
            line: self.xml.line(),
            ..DocumentLine::default()
        };
        while self.xml.child()? {
            match self.xml.name() {
                "Ид" => {
                    if let Some((product, variant)) = split_id(self.xml.text()?) {
                        line.product = Some(product);
                        line.variant = variant.or(line.variant);
                    }
                }
                "ИдХарактеристики" => line.variant = self.id()?.or(line.variant),
                "Артикул" => line.article = self.short()?,
                "Наименование" => line.name = self.short()?,
                // A unit as an element (2.09), as a text with attributes (2.0x), or its name alone.
                "БазоваяЕдиница" | "Единица" => {
                    let unit = self.unit_ref()?;
                    if matches!(unit, Given::Value(_)) || line.unit.is_absent() {
                        line.unit = unit;
                    }
                }
                "Коэффициент" => line.coefficient = coefficient_or_one(self.quantity()?),
                "Количество" => line.quantity = self.quantity()?,
                "ЦенаЗаЕдиницу" | "Цена" => line.price_e4 = self.number(4)?.or(line.price_e4),
                "Сумма" => line.sum_minor = self.number(2)?,
                "СтавкиНалогов" => line.vat = self.vat_rates()?,
                "Налоги" => line.taxes = Some(self.taxes()?),
                "Скидки" => line.discounts = Some(self.discounts()?),
                "ЗначенияРеквизитов" => {
                    let requisites = self.requisites()?;
                    line.service |= requisites
                        .iter()
                        .any(|requisite| &*requisite.name == "ТипНоменклатуры" && requisite.value == "Услуга");
                    line.requisites.get_or_insert_default().extend(requisites);
                }
                // Catalogue data, stock and customs data that say nothing about the order.
                _ => self.xml.skip()?,
            }
        }
        Ok(line)
    }

    fn taxes(&mut self) -> Flow<Vec<Tax>> {
        let mut taxes = Vec::new();
        while self.xml.child()? {
            match self.xml.name() {
                "Налог" if taxes.len() < 100 => {
                    let tax = self.tax()?;
                    taxes.push(tax);
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(taxes)
    }

    pub(super) fn tax(&mut self) -> Flow<Tax> {
        let mut tax = Tax::default();
        while self.xml.child()? {
            match self.xml.name() {
                "Наименование" => tax.name = self.short()?,
                "УчтеноВСумме" => tax.included = self.flag()?,
                "Ставка" => tax.rate = self.rate()?,
                // Empty in most files.
                "Сумма" => tax.sum_minor = self.number(2)?,
                _ => self.xml.skip()?,
            }
        }
        Ok(tax)
    }

    fn discounts(&mut self) -> Flow<Vec<Discount>> {
        let mut discounts = Vec::new();
        while self.xml.child()? {
            if self.xml.name() != "Скидка" || discounts.len() >= 100 {
                self.xml.skip()?;
                continue;
            }
            let mut discount = Discount::default();
            while self.xml.child()? {
                match self.xml.name() {
                    "Наименование" => discount.name = self.short()?,
                    "Сумма" => discount.sum_minor = self.number(2)?,
                    "Процент" => discount.percent = self.number(2)?,
                    "УчтеноВСумме" => discount.included = self.flag()?,
                    _ => self.xml.skip()?,
                }
            }
            discounts.push(discount);
        }
        Ok(discounts)
    }
}

fn operation(text: &str) -> Operation {
    let text = text.trim();
    match text.to_lowercase().as_str() {
        "" | "заказ товара" | "заказтовара" => Operation::Order,
        "счет на оплату" | "счетнаоплату" => Operation::Invoice,
        "отпуск товара" | "отпусктовара" => Operation::Shipment,
        "счет-фактура" | "счетфактура" => Operation::VatInvoice,
        "возврат товара" | "возврат комиссионного товара" | "возвраттовара" => {
            Operation::Return
        }
        "выплата наличных денег"
        | "выплата безналичных денег"
        | "эквайринговая операция"
        | "выплатаналичныхденег"
        | "выплатабезналичныхденег" => Operation::Payment,
        "возврат наличных денег" | "возврат безналичных денег" => {
            Operation::Refund
        }
        _ => Operation::Other(text.chars().take(100).collect()),
    }
}
