//! `Каталог` and its products, and the blocks that products share with offers and lines of documents.

use super::classifier::is_vat;
use super::items::{Catalogue, Feature, Given, Item, Maker, Picture, Product, PropertyValue, Requisite, UnitRef, Word};
use super::reader::{Flow, Reading};
use super::scalars::{NULL_GUID, external_id, flag_of, vat_rate_of};
use crate::modules::exchange::{Fault, Kind, Message};
use crate::platform::values::{Quantity, VatRate};

/// The most entries of one list within an item: groups, pictures, requisites, values.
const LIST_MAX: usize = 2_000;

impl Reading<'_, '_> {
    pub(super) fn catalogue(&mut self) -> Flow<()> {
        if self.is_version_1()? {
            return Err(Fault::CommerceMl1.into());
        }
        let line = self.item();
        let mut catalogue = Some(Catalogue {
            only_changes: self.attribute_flag("СодержитТолькоИзменения")?,
            ..Catalogue::default()
        });
        while self.xml.child()? {
            match (self.xml.name(), &mut catalogue) {
                ("Ид", Some(_)) => {
                    let id = self.id()?;
                    catalogue.get_or_insert_default().id = id;
                }
                ("ИдКлассификатора", Some(_)) => {
                    let id = self.id()?;
                    catalogue.get_or_insert_default().classifier = id;
                }
                ("Наименование", Some(_)) => {
                    let name = self.short()?;
                    catalogue.get_or_insert_default().name = name;
                }
                ("Товары", _) => {
                    self.head(Kind::Catalogue, &mut catalogue, Item::Catalogue, line)?;
                    while self.xml.child()? {
                        match self.xml.name() {
                            "Товар" => self.product()?,
                            _ => self.unknown()?,
                        }
                    }
                }
                ("Ид" | "ИдКлассификатора" | "Наименование" | "Владелец" | "Описание" | "Подписанты", _) =>
                {
                    self.xml.skip()?;
                }
                _ => self.unknown()?,
            }
        }
        self.head(Kind::Catalogue, &mut catalogue, Item::Catalogue, line)
    }

    fn product(&mut self) -> Flow<()> {
        let line = self.item();
        let mut product = Box::new(Product {
            deleted: self.deleted_by_status()?,
            ..Product::default()
        });
        let mut captions: Vec<(String, String)> = Vec::new();
        while self.xml.child()? {
            match self.xml.name() {
                "Ид" => {
                    if let Some((id, variant)) = self.id_pair()? {
                        product.id = id;
                        product.variant = variant;
                    }
                }
                "НомерВерсии" => product.version = self.short()?,
                "ПометкаУдаления" => product.deleted = self.flag()?.or(product.deleted),
                "Штрихкод" => product.barcode = self.given()?,
                "Артикул" => product.article = self.given()?,
                "Наименование" => product.name = self.given()?,
                "БазоваяЕдиница" | "Единица" => product.unit = self.unit_ref()?,
                "Группы" => product.groups = Some(self.id_list()?),
                "Описание" => product.description = self.long()?,
                "Картинка" => self.picture(&mut product.pictures)?,
                "Страна" => product.country = self.given()?,
                "Изготовитель" | "Производитель" => product.maker = self.maker()?,
                "ЗначенияСвойств" => product.properties = Some(self.property_value_list()?),
                "ХарактеристикиТовара" => product.features = Some(self.features()?),
                "СтавкиНалогов" => product.vat = self.vat_rates()?,
                "ЗначенияРеквизитов" => {
                    let requisites = self.requisites()?;
                    take_captions(&requisites, &mut captions);
                    product.requisites.get_or_insert_default().extend(requisites);
                }
                "Вес" => {
                    product.weight = match self.quantity()? {
                        Some(weight) => Given::Value(weight),
                        None => Given::Empty,
                    }
                }
                "Объем" | "Объём" => product.volume = self.given()?,
                "Аналоги" => product.substitutes = Some(self.substitutes()?),
                "ИдТовараУКонтрагента"
                | "ИдКлассификатора"
                | "ТорговаяМарка"
                | "ОписаниеТовара"
                | "Статус"
                | "Длина"
                | "Ширина"
                | "Высота"
                | "КодГруппыТоваров"
                | "Категория"
                | "Комплектующие"
                | "АкцизныйТовар"
                | "ДополнительноеОписаниеНоменклатуры"
                | "Модель"
                | "Марка" => self.xml.skip()?,
                _ => self.unknown()?,
            }
        }
        if product.id.is_empty() {
            let name = product.name.value().unwrap_or_default();
            self.reject(
                Kind::Product,
                line,
                Message::new("exchange-finding-product-without-id").with("name", name),
            );
            return Ok(());
        }
        for (path, caption) in captions {
            if let Some(picture) = product.pictures.iter_mut().find(|picture| picture.path == path) {
                picture.caption = Some(caption);
            }
        }
        self.note_duplicate("product", &product.id, product.variant.as_deref(), line);
        self.emit(Kind::Product, Item::Product(product), line)
    }

    /// Each `Аналог` is described like a product of its own, maybe of another catalogue: its id is what counts.
    fn substitutes(&mut self) -> Flow<Vec<String>> {
        let mut ids = Vec::new();
        while self.xml.child()? {
            if self.xml.name() != "Аналог" {
                self.unknown()?;
                continue;
            }
            while self.xml.child()? {
                match self.xml.name() {
                    "Ид" => {
                        if let Some((id, _)) = self.id_pair()?
                            && ids.len() < LIST_MAX
                        {
                            ids.push(id);
                        }
                    }
                    _ => self.xml.skip()?,
                }
            }
        }
        Ok(ids)
    }

    pub(super) fn attribute_flag(&mut self, name: &str) -> Flow<Option<bool>> {
        Ok(self.xml.attribute(name)?.and_then(|value| flag_of(&value)))
    }

    /// The way of schemas before 2.09 to say that a row was deleted.
    pub(super) fn deleted_by_status(&mut self) -> Flow<Option<bool>> {
        let status = self.xml.attribute("Статус")?;
        Ok(status.map(|status| matches!(status.trim(), "Удален" | "Удалён" | "Удалено")))
    }

    /// `product` or `product#variant`; either may be shaped like a GUID or not.
    pub(super) fn id_pair(&mut self) -> Flow<Option<(String, Option<String>)>> {
        Ok(split_id(self.xml.text()?))
    }

    pub(super) fn id_list(&mut self) -> Flow<Vec<Word>> {
        let mut ids = Vec::new();
        while self.xml.child()? {
            match self.xml.name() {
                "Ид" => {
                    if let Some(id) = self.word()?
                        && ids.len() < LIST_MAX
                    {
                        ids.push(id);
                    }
                }
                _ => self.unknown()?,
            }
        }
        Ok(ids)
    }

    pub(super) fn picture(&mut self, pictures: &mut Vec<Picture>) -> Flow<()> {
        if let Some(path) = self.short()?
            && pictures.len() < LIST_MAX
        {
            pictures.push(Picture { path, caption: None });
        }
        Ok(())
    }

    /// A code alone (3.1), a text with attributes (2.0x), or an element of its own (documents of 2.09).
    pub(super) fn unit_ref(&mut self) -> Flow<Given<UnitRef>> {
        let mut unit = UnitRef {
            code: self.attribute_word("Код")?,
            full_name: self.attribute_word("НаименованиеПолное")?,
            international: self.attribute_word("МеждународноеСокращение")?,
            name: self.attribute_word("НаименованиеКраткое")?,
            packs: Vec::new(),
        };
        // The text stands beside children, so it can't be read as text alone.
        let mut text = None;
        while let Some(name) = self.xml.child_or_text()? {
            match name {
                Some("Пересчет") => {
                    let (mut pack, mut coefficient) = (None, None);
                    while self.xml.child()? {
                        match self.xml.name() {
                            "Единица" => pack = self.word()?,
                            "Коэффициент" => coefficient = self.quantity()?,
                            _ => self.xml.skip()?,
                        }
                    }
                    if let (Some(pack), Some(coefficient)) = (pack, coefficient)
                        && coefficient.is_positive()
                        && unit.packs.len() < LIST_MAX
                    {
                        unit.packs.push((pack, coefficient));
                    }
                }
                Some("Ид" | "Код") => unit.code = self.word()?.or(unit.code),
                Some("НаименованиеКраткое") => unit.name = self.word()?.or(unit.name),
                Some("НаименованиеПолное") => unit.full_name = self.word()?.or(unit.full_name),
                Some("МеждународноеСокращение") => {
                    unit.international = self.word()?.or(unit.international);
                }
                Some(_) => self.xml.skip()?,
                None => {
                    let found = external_id(self.xml.last_text()).map(|found| found.into_owned());
                    text = text.or(found);
                }
            }
        }
        if let Some(text) = text.as_deref().and_then(|text| self.word_of(text)) {
            // Without a code the text is one, as 3.1 writes it; beside a code it is the short name.
            if unit.code.is_none() && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                unit.code = Some(text);
            } else {
                unit.name.get_or_insert(text);
            }
        }
        Ok(if unit == UnitRef::default() {
            Given::Empty
        } else {
            Given::Value(unit)
        })
    }

    fn attribute_word(&mut self, name: &str) -> Flow<Option<Word>> {
        let value = self.xml.attribute(name)?.map(|value| value.into_owned());
        Ok(value.and_then(|value| self.word_of(&value)))
    }

    fn maker(&mut self) -> Flow<Given<Maker>> {
        let mut maker = Maker::default();
        while self.xml.child()? {
            match self.xml.name() {
                "Ид" => maker.id = self.word()?,
                "Наименование" => maker.name = self.short()?,
                _ => self.xml.skip()?,
            }
        }
        Ok(if maker == Maker::default() {
            Given::Empty
        } else {
            Given::Value(maker)
        })
    }

    pub(super) fn property_value_list(&mut self) -> Flow<Vec<PropertyValue>> {
        let mut list = Vec::new();
        while self.xml.child()? {
            if self.xml.name() != "ЗначенияСвойства" && self.xml.name() != "ЗначениеСвойства"
            {
                self.unknown()?;
                continue;
            }
            let mut property = None;
            let mut values = Vec::new();
            while self.xml.child()? {
                match self.xml.name() {
                    "Ид" => property = self.word()?,
                    "Значение" | "ИдЗначения" => {
                        // The null GUID is an empty reference.
                        let text = self.xml.text()?.trim();
                        if !text.is_empty() && text != NULL_GUID && values.len() < LIST_MAX {
                            // A text is no id, but comparing it to one asks for the same form.
                            values.push(external_id(text).map_or_else(|| text.to_owned(), |id| id.into_owned()));
                        }
                    }
                    _ => self.xml.skip()?,
                }
            }
            if let Some(property) = property
                && list.len() < LIST_MAX
            {
                list.push(PropertyValue { property, values });
            }
        }
        Ok(list)
    }

    pub(super) fn features(&mut self) -> Flow<Vec<Feature>> {
        let mut list = Vec::new();
        while self.xml.child()? {
            if self.xml.name() != "ХарактеристикаТовара" {
                self.unknown()?;
                continue;
            }
            let (mut name, mut value) = (None, None);
            while self.xml.child()? {
                match self.xml.name() {
                    "Наименование" => name = self.word()?,
                    "Значение" => value = self.short()?,
                    _ => self.xml.skip()?,
                }
            }
            if let (Some(name), Some(value)) = (name, value)
                && list.len() < LIST_MAX
            {
                list.push(Feature { name, value });
            }
        }
        Ok(list)
    }

    pub(super) fn requisites(&mut self) -> Flow<Vec<Requisite>> {
        let mut list = Vec::new();
        while self.xml.child()? {
            if self.xml.name() != "ЗначениеРеквизита" {
                self.unknown()?;
                continue;
            }
            let mut name = None;
            while self.xml.child()? {
                match self.xml.name() {
                    "Наименование" => name = self.word()?,
                    "Значение" => {
                        let value = match self.long()? {
                            Given::Value(value) => value,
                            Given::Absent | Given::Empty => String::new(),
                        };
                        if let Some(name) = &name
                            && list.len() < LIST_MAX
                        {
                            list.push(Requisite {
                                name: name.clone(),
                                value,
                            });
                        }
                    }
                    _ => self.xml.skip()?,
                }
            }
        }
        Ok(list)
    }

    /// The rate of VAT among the rates of taxes.
    pub(super) fn vat_rates(&mut self) -> Flow<Given<VatRate>> {
        let mut found = Given::Empty;
        while self.xml.child()? {
            if self.xml.name() != "СтавкаНалога" {
                self.unknown()?;
                continue;
            }
            let (mut vat, mut rate) = (true, None);
            while self.xml.child()? {
                match self.xml.name() {
                    "Наименование" => vat = is_vat(self.xml.text()?),
                    "Ставка" => rate = self.rate()?,
                    _ => self.xml.skip()?,
                }
            }
            if let (true, Some(rate)) = (vat, rate) {
                found = Given::Value(rate);
            }
        }
        Ok(found)
    }

    pub(super) fn rate(&mut self) -> Flow<Option<VatRate>> {
        let text = self.xml.text()?;
        let rate = vat_rate_of(text);
        if rate.is_none() && !text.trim().is_empty() {
            let text = text.trim().to_owned();
            let line = self.xml.line();
            self.report
                .warn(line, Message::new("exchange-finding-vat-rate").with("rate", text));
        }
        Ok(rate)
    }
}

pub(super) fn split_id(text: &str) -> Option<(String, Option<String>)> {
    let (product, variant) = match text.split_once('#') {
        Some((product, variant)) => (product, external_id(variant)),
        None => (text, None),
    };
    Some((external_id(product)?.into_owned(), variant.map(|id| id.into_owned())))
}

/// «ОписаниеФайла» carries `path#caption`.
fn take_captions(requisites: &[Requisite], captions: &mut Vec<(String, String)>) {
    for requisite in requisites
        .iter()
        .filter(|requisite| &*requisite.name == "ОписаниеФайла")
    {
        if let Some((path, caption)) = requisite.value.split_once('#')
            && !caption.trim().is_empty()
        {
            captions.push((path.trim().to_owned(), caption.trim().to_owned()));
        }
    }
}

/// For the rows that count in units of a pack: how many base units the coefficient says; one when it says nothing.
pub(super) fn coefficient_or_one(coefficient: Option<Quantity>) -> Option<Quantity> {
    coefficient.filter(|coefficient| coefficient.is_positive() && *coefficient != Quantity::ONE)
}
