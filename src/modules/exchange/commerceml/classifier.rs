//! `Классификатор`: groups, properties, price types, warehouses, units. Each of its blocks may also stand elsewhere.

use super::items::{Classifier, Group, Item, PriceType, Property, PropertyType, Unit, Warehouse};
use super::reader::{Flow, Line, Reading};
use crate::modules::exchange::{Kind, Message};

/// The most groups of one file.
const GROUPS_MAX: usize = 200_000;

impl Reading<'_, '_> {
    pub(super) fn classifier(&mut self) -> Flow<()> {
        let line = self.item();
        let mut classifier = Some(Classifier::default());
        while self.xml.child()? {
            match (self.xml.name(), &mut classifier) {
                ("Ид", Some(_)) => {
                    let id = self.id()?;
                    classifier.get_or_insert_default().id = id;
                }
                ("Наименование", Some(_)) => {
                    let name = self.short()?;
                    classifier.get_or_insert_default().name = name;
                }
                ("Группы", _) => {
                    self.head(Kind::Classifier, &mut classifier, Item::Classifier, line)?;
                    self.groups()?;
                }
                ("Свойства", _) => {
                    self.head(Kind::Classifier, &mut classifier, Item::Classifier, line)?;
                    self.properties()?;
                }
                ("ТипыЦен", _) => {
                    self.head(Kind::Classifier, &mut classifier, Item::Classifier, line)?;
                    self.price_types()?;
                }
                ("Склады", _) => {
                    self.head(Kind::Classifier, &mut classifier, Item::Classifier, line)?;
                    self.warehouses()?;
                }
                ("ЕдиницыИзмерения", _) => {
                    self.head(Kind::Classifier, &mut classifier, Item::Classifier, line)?;
                    self.units()?;
                }
                ("Ид" | "Наименование" | "Владелец" | "Описание" | "Категории", _) => {
                    self.xml.skip()?
                }
                _ => self.unknown()?,
            }
        }
        self.head(Kind::Classifier, &mut classifier, Item::Classifier, line)
    }

    /// Hands out the head of a section once, before the first thing in it.
    pub(super) fn head<T>(
        &mut self,
        kind: Kind,
        head: &mut Option<T>,
        item: impl FnOnce(T) -> Item,
        line: Line,
    ) -> Flow<()> {
        match head.take() {
            Some(head) => self.emit(kind, item(head), line),
            None => Ok(()),
        }
    }

    /// The whole tree is gathered first: a group's id may stand after its children.
    pub(super) fn groups(&mut self) -> Flow<()> {
        self.item();
        let mut found: Vec<FoundGroup> = Vec::new();
        self.group_list(None, &mut found)?;
        self.xml.end_item();
        for at in 0..found.len() {
            let line = found[at].line;
            if found[at].group.id.is_empty() {
                self.reject(Kind::Group, line, Message::new("exchange-finding-group-without-id"));
                continue;
            }
            // Groups below one without an id hang on the nearest that has one.
            let mut parent = found[at].parent;
            while let Some(above) = parent
                && found[above].group.id.is_empty()
            {
                parent = found[above].parent;
            }
            let parent = parent.map(|above| found[above].group.id.clone());
            let group = std::mem::take(&mut found[at].group);
            found[at].group.id.clone_from(&group.id);
            self.note_duplicate("group", &group.id, None, line);
            self.emit(Kind::Group, Item::Group(Group { parent, ..group }), line)?;
        }
        Ok(())
    }

    fn group_list(&mut self, parent: Option<usize>, found: &mut Vec<FoundGroup>) -> Flow<()> {
        let mut position = 0;
        while self.xml.child()? {
            if self.xml.name() != "Группа" {
                self.unknown()?;
                continue;
            }
            if found.len() >= GROUPS_MAX {
                let line = self.xml.line();
                return Err(crate::modules::exchange::Fault::TooLarge { line }.into());
            }
            let line = self.xml.line();
            let at = found.len();
            found.push(FoundGroup {
                parent,
                line,
                group: Group {
                    position,
                    ..Group::default()
                },
            });
            position += 1;
            while self.xml.child()? {
                match self.xml.name() {
                    "Ид" => found[at].group.id = self.id()?.unwrap_or_default(),
                    "Наименование" => found[at].group.name = self.short()?.unwrap_or_default(),
                    "НомерВерсии" => found[at].group.version = self.short()?,
                    "ПометкаУдаления" => found[at].group.deleted = self.flag()?,
                    "Группы" => self.group_list(Some(at), found)?,
                    "Описание" | "Свойства" | "Картинка" | "Сортировка" => {
                        self.xml.skip()?
                    }
                    _ => self.unknown()?,
                }
            }
        }
        Ok(())
    }

    pub(super) fn properties(&mut self) -> Flow<()> {
        while self.xml.child()? {
            match self.xml.name() {
                "Свойство" | "СвойствоНоменклатуры" => self.property()?,
                _ => self.unknown()?,
            }
        }
        Ok(())
    }

    fn property(&mut self) -> Flow<()> {
        let line = self.item();
        let mut property = Property::default();
        while self.xml.child()? {
            match self.xml.name() {
                "Ид" => property.id = self.id()?.unwrap_or_default(),
                "Наименование" => property.name = self.short()?.unwrap_or_default(),
                "НомерВерсии" => property.version = self.short()?,
                "ПометкаУдаления" => property.deleted = self.flag()?,
                "ТипЗначений" => property.kind = property_type(self.xml.text()?),
                "Множественное" => property.multiple = self.flag()?.unwrap_or(false),
                "ВариантыЗначений" => property.values = Some(self.property_values()?),
                "Обязательное"
                | "Внешний"
                | "Информационное"
                | "Описание"
                | "ДляТоваров"
                | "ДляПредложений"
                | "ДляДокументов"
                | "ИспользованиеСвойства" => self.xml.skip()?,
                _ => self.unknown()?,
            }
        }
        if property.id.is_empty() {
            self.reject(
                Kind::Property,
                line,
                Message::new("exchange-finding-property-without-id"),
            );
            return Ok(());
        }
        self.note_duplicate("property", &property.id, None, line);
        self.emit(Kind::Property, Item::Property(property), line)
    }

    fn property_values(&mut self) -> Flow<Vec<(String, String)>> {
        let mut values = Vec::new();
        while self.xml.child()? {
            match self.xml.name() {
                "Справочник" => {
                    let (mut id, mut value) = (None, None);
                    while self.xml.child()? {
                        match self.xml.name() {
                            "ИдЗначения" | "Ид" => id = self.id()?,
                            "Значение" | "Наименование" => value = self.short()?,
                            _ => self.xml.skip()?,
                        }
                    }
                    if let (Some(id), Some(value)) = (id, value) {
                        values.push((id, value));
                    }
                }
                // A value without an id stands for itself.
                "Значение" => {
                    if let Some(value) = self.short()? {
                        values.push((value.clone(), value));
                    }
                }
                _ => self.unknown()?,
            }
        }
        Ok(values)
    }

    pub(super) fn price_types(&mut self) -> Flow<()> {
        while self.xml.child()? {
            match self.xml.name() {
                "ТипЦены" => self.price_type()?,
                "ИдКлассификатора" => self.xml.skip()?,
                _ => self.unknown()?,
            }
        }
        Ok(())
    }

    fn price_type(&mut self) -> Flow<()> {
        let line = self.item();
        let mut price_type = PriceType::default();
        while self.xml.child()? {
            match self.xml.name() {
                "Ид" => price_type.id = self.id()?.unwrap_or_default(),
                "Наименование" => price_type.name = self.short()?,
                "Валюта" => price_type.currency = self.currency()?.value(),
                "НомерВерсии" => price_type.version = self.short()?,
                "ПометкаУдаления" => price_type.deleted = self.flag()?,
                "Налог" => {
                    let tax = self.tax()?;
                    if tax.name.as_deref().is_none_or(is_vat) {
                        price_type.vat_included = tax.included;
                    }
                }
                "Описание" => self.xml.skip()?,
                _ => self.unknown()?,
            }
        }
        if price_type.id.is_empty() {
            self.reject(
                Kind::PriceType,
                line,
                Message::new("exchange-finding-price-type-without-id"),
            );
            return Ok(());
        }
        self.note_duplicate("price-type", &price_type.id, None, line);
        self.emit(Kind::PriceType, Item::PriceType(price_type), line)
    }

    pub(super) fn warehouses(&mut self) -> Flow<()> {
        while self.xml.child()? {
            if self.xml.name() != "Склад" {
                self.unknown()?;
                continue;
            }
            let line = self.item();
            let warehouse = self.warehouse()?;
            if warehouse.id.is_empty() {
                self.reject(
                    Kind::Warehouse,
                    line,
                    Message::new("exchange-finding-warehouse-without-id"),
                );
                continue;
            }
            self.note_duplicate("warehouse", &warehouse.id, None, line);
            self.emit(Kind::Warehouse, Item::Warehouse(warehouse), line)?;
        }
        Ok(())
    }

    pub(super) fn warehouse(&mut self) -> Flow<Warehouse> {
        let mut warehouse = Warehouse::default();
        while self.xml.child()? {
            match self.xml.name() {
                "Ид" => warehouse.id = self.id()?.unwrap_or_default(),
                "Наименование" => warehouse.name = self.short()?,
                "НомерВерсии" => warehouse.version = self.short()?,
                "ПометкаУдаления" => warehouse.deleted = self.flag()?,
                "Адрес" => warehouse.address = self.address()?,
                _ => self.xml.skip()?,
            }
        }
        Ok(warehouse)
    }

    pub(super) fn units(&mut self) -> Flow<()> {
        while self.xml.child()? {
            if self.xml.name() != "ЕдиницаИзмерения" {
                self.unknown()?;
                continue;
            }
            let line = self.item();
            let unit = self.unit()?;
            // An empty code made other importers fail whole files; here it is a row without a meaning.
            if unit.id.is_empty() {
                self.reject(Kind::Unit, line, Message::new("exchange-finding-unit-without-id"));
                continue;
            }
            self.note_duplicate("unit", &unit.id, None, line);
            self.emit(Kind::Unit, Item::Unit(unit), line)?;
        }
        Ok(())
    }

    pub(super) fn unit(&mut self) -> Flow<Unit> {
        let mut unit = Unit::default();
        while self.xml.child()? {
            match self.xml.name() {
                "Ид" => unit.id = self.id()?.unwrap_or_default(),
                "Код" => unit.code = self.short()?,
                "НаименованиеКраткое" => unit.short_name = self.short()?,
                "НаименованиеПолное" => unit.full_name = self.short()?,
                "МеждународноеСокращение" => unit.international = self.short()?,
                "НомерВерсии" => unit.version = self.short()?,
                "ПометкаУдаления" => unit.deleted = self.flag()?,
                _ => self.xml.skip()?,
            }
        }
        if unit.id.is_empty() {
            unit.id = unit.code.clone().unwrap_or_default();
        }
        Ok(unit)
    }
}

struct FoundGroup {
    parent: Option<usize>,
    line: Line,
    group: Group,
}

pub(super) fn is_vat(name: &str) -> bool {
    name.trim().to_lowercase().starts_with("ндс") || name.trim().eq_ignore_ascii_case("vat")
}

fn property_type(text: &str) -> PropertyType {
    match text.trim() {
        "Число" => PropertyType::Number,
        "Время" | "Дата" => PropertyType::Time,
        "Справочник" => PropertyType::Reference,
        "Булево" => PropertyType::Flag,
        _ => PropertyType::Text,
    }
}
