//! `ПакетПредложений` and `ИзмененияПакетаПредложений`: offers, prices, stock, in each of their shapes.

use super::classifier::is_vat;
use super::goods::coefficient_or_one;
use super::items::{Given, Item, Offer, Package, Price, Rest, Word};
use super::reader::{Flow, Reading};
use crate::modules::exchange::{Kind, Message};
use crate::platform::values::Quantity;

/// The most prices or warehouses of one offer.
const ROWS_MAX: usize = 2_000;

impl Reading<'_, '_> {
    pub(super) fn package(&mut self, changes: bool) -> Flow<()> {
        let line = self.item();
        let mut package = Some(Package {
            only_changes: self.attribute_flag("СодержитТолькоИзменения")?,
            changes,
            ..Package::default()
        });
        while self.xml.child()? {
            match (self.xml.name(), &mut package) {
                ("Ид", Some(_)) => {
                    let id = self.id()?;
                    package.get_or_insert_default().id = id;
                }
                ("ИдКаталога", Some(_)) => {
                    let id = self.id()?;
                    package.get_or_insert_default().catalogue = id;
                }
                ("ТипыЦен", _) => self.price_types()?,
                ("Склады", _) => self.warehouses()?,
                ("Свойства", _) => self.properties()?,
                ("Предложения", _) => {
                    self.head(Kind::Package, &mut package, Item::Package, line)?;
                    while self.xml.child()? {
                        match self.xml.name() {
                            "Предложение" => self.offer()?,
                            _ => self.unknown()?,
                        }
                    }
                }
                (
                    "Ид"
                    | "ИдКаталога"
                    | "ИдКлассификатора"
                    | "Наименование"
                    | "Владелец"
                    | "Описание"
                    | "ДействительноС"
                    | "ДействительноДо"
                    | "ЗначенияСвойств"
                    | "Подписанты",
                    _,
                ) => self.xml.skip()?,
                _ => self.unknown()?,
            }
        }
        self.head(Kind::Package, &mut package, Item::Package, line)
    }

    fn offer(&mut self) -> Flow<()> {
        let line = self.item();
        let mut offer = Box::new(Offer {
            deleted: self.deleted_by_status()?,
            ..Offer::default()
        });
        while self.xml.child()? {
            match self.xml.name() {
                "Ид" => {
                    if let Some((product, variant)) = self.id_pair()? {
                        offer.product = product;
                        offer.variant = variant.or(offer.variant);
                    }
                }
                // The short shape of UT 11 names the variant apart.
                "ИдХарактеристики" => offer.variant = self.id()?.or(offer.variant),
                "НомерВерсии" => offer.version = self.short()?,
                "ПометкаУдаления" => offer.deleted = self.flag()?.or(offer.deleted),
                "Артикул" => offer.article = self.given()?,
                "Штрихкод" => offer.barcode = self.given()?,
                "Наименование" => offer.name = self.given()?,
                "БазоваяЕдиница" => offer.unit = self.unit_ref()?,
                "ХарактеристикиТовара" => offer.features = Some(self.features()?),
                "ЗначенияСвойств" => offer.properties = Some(self.property_value_list()?),
                "ЗначенияРеквизитов" => {
                    let requisites = self.requisites()?;
                    offer.requisites.get_or_insert_default().extend(requisites);
                }
                "Картинка" => self.picture(&mut offer.pictures)?,
                "Цены" => {
                    let prices = self.prices()?;
                    offer.prices.get_or_insert_default().extend(prices);
                }
                "Количество" => {
                    let total = self.quantity()?;
                    put_rest(offer.stock.get_or_insert_default(), None, total);
                }
                "Склад" | "Склады" => self.stock_at(offer.stock.get_or_insert_default())?,
                "Остатки" => self.rests(offer.stock.get_or_insert_default())?,
                "КодЕдиницыИзмерения"
                | "СтавкиНалогов"
                | "Группы"
                | "Описание"
                | "Изготовитель"
                | "Страна"
                | "Вес"
                | "Статус"
                | "ИдТовараУКонтрагента"
                | "ИдКаталога"
                | "ИдКлассификатора"
                | "КодГруппыТоваров"
                | "Длина"
                | "Ширина"
                | "Высота"
                | "Объем" => self.xml.skip()?,
                _ => self.unknown()?,
            }
        }
        if offer.product.is_empty() {
            let name = offer.name.value().unwrap_or_default();
            self.reject(
                Kind::Offer,
                line,
                Message::new("exchange-finding-offer-without-id").with("name", name),
            );
            return Ok(());
        }
        if let Some(prices) = &offer.prices {
            self.report.tally(Kind::Price).read += prices.len() as u64;
        }
        if let Some(stock) = &offer.stock {
            self.report.tally(Kind::Stock).read += stock.len() as u64;
        }
        self.note_duplicate("offer", &offer.product, offer.variant.as_deref(), line);
        self.emit(Kind::Offer, Item::Offer(offer), line)
    }

    fn prices(&mut self) -> Flow<Vec<Price>> {
        let mut prices = Vec::new();
        while self.xml.child()? {
            match self.xml.name() {
                "Цена" => {
                    if let Some(price) = self.price()?
                        && prices.len() < ROWS_MAX
                    {
                        prices.push(price);
                    }
                }
                _ => self.unknown()?,
            }
        }
        Ok(prices)
    }

    fn price(&mut self) -> Flow<Option<Price>> {
        let (mut price_type, mut value, mut currency) = (None, None, Given::Empty);
        let (mut unit, mut coefficient, mut min_quantity, mut vat_included) = (None, None, None, None);
        while self.xml.child()? {
            match self.xml.name() {
                "ИдТипаЦены" => price_type = self.word()?,
                "ЦенаЗаЕдиницу" => value = self.number(4)?,
                "Валюта" => currency = self.currency()?,
                "Единица" => unit = self.word()?,
                "Коэффициент" => coefficient = self.quantity()?,
                "МинКоличество" => min_quantity = self.quantity()?,
                "Налог" => {
                    let tax = self.tax()?;
                    if tax.name.as_deref().is_none_or(is_vat) {
                        vat_included = tax.included;
                    }
                }
                // The presentation is for people, in the language of the base.
                "Представление" | "ИдКаталога" | "ДополнительныеДанные" => {
                    self.xml.skip()?
                }
                _ => self.unknown()?,
            }
        }
        let reason = match (&price_type, value) {
            (None, _) => "exchange-finding-price-without-type",
            (_, None) => "exchange-finding-price-without-value",
            (_, Some(value)) if value < 0 => "exchange-finding-price-negative",
            // An unknown currency was reported where it stood.
            _ if currency.is_absent() => {
                let tally = self.report.tally(Kind::Price);
                tally.read += 1;
                tally.skipped += 1;
                return Ok(None);
            }
            (Some(price_type), Some(value_e4)) => {
                return Ok(Some(Price {
                    price_type: price_type.clone(),
                    value_e4,
                    currency: currency.value(),
                    unit,
                    coefficient: coefficient_or_one(coefficient),
                    min_quantity,
                    vat_included,
                }));
            }
        };
        let line = self.xml.line();
        self.report.tally(Kind::Price).read += 1;
        self.report.skip(Kind::Price, line, Message::new(reason));
        Ok(None)
    }

    /// `Склад` or `Склады` with attributes, or with elements.
    fn stock_at(&mut self, stock: &mut Vec<Rest>) -> Flow<()> {
        let warehouse = self.xml.attribute("ИдСклада")?.map(|id| id.into_owned());
        let quantity = self.xml.attribute("КоличествоНаСкладе")?.map(|text| text.into_owned());
        let mut warehouse = warehouse.and_then(|id| self.word_of(&id));
        let mut quantity = quantity
            .and_then(|text| self.number_in(&text, 3, "КоличествоНаСкладе"))
            .map(Quantity::from_thousandths);
        while self.xml.child()? {
            match self.xml.name() {
                "Ид" | "ИдСклада" => warehouse = self.word()?,
                "Количество" | "КоличествоНаСкладе" => quantity = self.quantity()?,
                "Склад" => self.stock_at(stock)?,
                _ => self.xml.skip()?,
            }
        }
        if let Some(warehouse) = warehouse {
            put_rest(stock, Some(warehouse), quantity);
        }
        Ok(())
    }

    /// `Остатки/Остаток`: a quantity, or warehouses with theirs.
    fn rests(&mut self, stock: &mut Vec<Rest>) -> Flow<()> {
        while self.xml.child()? {
            if self.xml.name() != "Остаток" {
                self.unknown()?;
                continue;
            }
            while self.xml.child()? {
                match self.xml.name() {
                    "Количество" => {
                        let total = self.quantity()?;
                        put_rest(stock, None, total);
                    }
                    "Склад" => self.stock_at(stock)?,
                    _ => self.unknown()?,
                }
            }
        }
        Ok(())
    }
}

/// A warehouse that is listed twice keeps its last quantity; one without a quantity says nothing.
fn put_rest(stock: &mut Vec<Rest>, warehouse: Option<Word>, quantity: Option<Quantity>) {
    let Some(quantity) = quantity else {
        return;
    };
    if let Some(rest) = stock.iter_mut().find(|rest| rest.warehouse == warehouse) {
        rest.quantity = quantity;
    } else if stock.len() < ROWS_MAX {
        stock.push(Rest { warehouse, quantity });
    }
}
