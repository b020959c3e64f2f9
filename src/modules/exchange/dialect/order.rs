//! An order as it is written for 1C.

use jiff::civil::Time;

use super::writer::Writer;
use super::{Family, ORDER_NUMBER_MAX, OutRefusal, Settings};
use crate::platform::values::{Currency, Day, Money, Percent, Quantity, UnitPrice, VatMode, VatRate};

/// Ids longer than this do not fit the schema.
const ID_MAX: usize = 40;
const NAME_MAX: usize = 250;
const COMMENT_MAX: usize = 3_000;
/// The longest value of a feature.
const FEATURE_MAX: usize = 1_000;

/// An order to be sent: plain values, already decided by the orders module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOrder {
    /// At most 11 characters, unique for ever; what 1C matches by.
    pub number: String,
    pub date: Day,
    pub time: Time,
    pub currency: Currency,
    pub buyer: OutParty,
    pub lines: Vec<OutLine>,
    pub delivery: Option<OutDelivery>,
    /// The sum of all lines and the delivery, as the buyer pays it.
    pub total: Money,
    /// The sum of the tax of all lines.
    pub vat: Money,
    pub vat_mode: VatMode,
    pub comment: Option<String>,
    /// The pick-up point.
    pub warehouse: Option<OutWarehouse>,
    pub status: Option<OutStatus>,
    /// Written only when true: it cancels the order in 1C.
    pub cancelled: bool,
    /// The wished date of shipment.
    pub ship_on: Option<Day>,
    /// Further requisites by the exact name that 1C maps.
    pub requisites: Vec<(String, String)>,
}

/// Where an order stands, as 1C maps it: by text (A) or by id (B, C).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutStatus {
    pub id: String,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutWarehouse {
    pub id: String,
    pub name: String,
}

/// Who buys; decides how 1C files a new counterparty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartyKind {
    #[default]
    LegalEntity,
    /// A person or a sole proprietor.
    Person,
}

/// The buyer. 1C searches by tax id where it is told to, else by exact name, and makes a new one when it finds none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutParty {
    /// The id in 1C when it is known, else ours; it must differ for each buyer.
    pub id: String,
    pub kind: PartyKind,
    pub name: String,
    pub full_name: Option<String>,
    /// ИНН, or БИН/ИИН.
    pub tax_id: Option<String>,
    pub kpp: Option<String>,
    pub legal_address: Option<String>,
    /// Where to deliver.
    pub address: Option<String>,
    pub contacts: Vec<OutContact>,
    /// Who to speak to.
    pub representative: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutContact {
    Phone(String),
    Email(String),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineUnit {
    pub code: Option<String>,
    pub name: Option<String>,
    pub full_name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutLine {
    /// The product's id in 1C, with `#variant` where there is one. A wrong id makes a new product in 1C.
    pub product: String,
    pub catalogue: Option<String>,
    pub article: Option<String>,
    pub name: String,
    pub unit: LineUnit,
    pub quantity: Quantity,
    pub price: UnitPrice,
    pub sum: Money,
    pub vat_rate: VatRate,
    pub vat: Money,
    /// How goods are made that are made to order: names and values.
    pub features: Vec<(String, String)>,
    /// The wished date of the line, where it is another than the order's.
    pub ship_on: Option<Day>,
    /// What was taken off the price list; price and sum are without it already.
    pub discount: Option<OutDiscount>,
}

/// A discount that is agreed for a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutDiscount {
    pub sum: Money,
    /// Where it is a share of the list price.
    pub percent: Option<Percent>,
}

/// Delivery that is paid for: a line that is a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutDelivery {
    pub name: String,
    pub sum: Money,
    pub vat_rate: VatRate,
    pub vat: Money,
}

impl OutOrder {
    pub(super) fn check(&self) -> Result<(), OutRefusal> {
        let number = &self.number;
        if number.is_empty() || number.len() > ORDER_NUMBER_MAX || !number.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(OutRefusal::Number(number.clone()));
        }
        if !self.lines.iter().any(|line| line.quantity.is_positive()) {
            return Err(OutRefusal::NoLines(number.clone()));
        }
        if self.lines.iter().any(|line| line.product.trim().is_empty()) {
            return Err(OutRefusal::Product(number.clone()));
        }
        if self.buyer.name.trim().is_empty() || self.buyer.id.trim().is_empty() {
            return Err(OutRefusal::Buyer(number.clone()));
        }
        let mut currencies = self
            .lines
            .iter()
            .flat_map(|line| [line.price.currency, line.sum.currency, line.vat.currency])
            .chain(
                self.delivery
                    .iter()
                    .flat_map(|delivery| [delivery.sum.currency, delivery.vat.currency]),
            )
            .chain([self.total.currency, self.vat.currency]);
        if currencies.any(|currency| currency != self.currency) {
            return Err(OutRefusal::Currency(number.clone()));
        }
        Ok(())
    }

    /// `Документ`, its elements in the order of the schema.
    pub(super) fn write(&self, settings: &Settings, writer: &mut Writer) {
        writer.within("Документ", |writer| {
            writer.leaf("Ид", &self.number);
            writer.leaf("Номер", &self.number);
            writer.leaf("Дата", &self.date.to_string());
            writer.leaf("ХозОперация", "Заказ товара");
            writer.leaf("Роль", "Продавец");
            writer.leaf("Валюта", self.currency.code());
            writer.leaf("Курс", "1");
            writer.leaf("Сумма", &self.total.to_string());
            writer.within("Контрагенты", |writer| {
                self.buyer.write(settings.family, writer)
            });
            writer.leaf("Время", &self.time.strftime("%H:%M:%S").to_string());
            if let Some(comment) = &self.comment {
                writer.cut_leaf("Комментарий", comment, COMMENT_MAX);
            }
            self.write_taxes(writer);
            if let Some(warehouse) = &self.warehouse {
                writer.within("Склады", |writer| {
                    writer.within("Склад", |writer| {
                        writer.cut_leaf("Ид", &warehouse.id, ID_MAX);
                        writer.cut_leaf("Наименование", &warehouse.name, NAME_MAX);
                    });
                });
            }
            writer.within("Товары", |writer| {
                for line in &self.lines {
                    line.write(self.vat_mode, settings, writer);
                }
                if let Some(delivery) = &self.delivery {
                    delivery.write(self.vat_mode, writer);
                }
            });
            writer.within("ЗначенияРеквизитов", |writer| {
                self.write_requisites(settings, writer)
            });
        });
    }

    /// Without the block at the level of the document some clients put the tax on top of prices that include it.
    fn write_taxes(&self, writer: &mut Writer) {
        if self.vat_mode == VatMode::None {
            return;
        }
        writer.within("Налоги", |writer| {
            writer.within("Налог", |writer| {
                writer.leaf("Наименование", "НДС");
                writer.leaf("УчтеноВСумме", included(self.vat_mode));
                writer.leaf("Сумма", &self.vat.to_string());
                let mut rates = self.lines.iter().map(|line| line.vat_rate);
                // A default rate only when it is the rate of all.
                if let Some(first) = rates.next()
                    && rates.all(|rate| rate == first)
                {
                    writer.leaf("Ставка", &rate_text(first));
                }
            });
        });
    }

    fn write_requisites(&self, settings: &Settings, writer: &mut Writer) {
        if let Some(status) = &self.status {
            writer.requisite("Статус заказа", &status.name);
            if settings.family != Family::A {
                writer.requisite("Статуса заказа ИД", &status.id);
            }
        }
        if self.cancelled {
            writer.requisite("Отменен", "true");
        }
        if let Some(day) = self.ship_on {
            writer.requisite("Дата отгрузки", &day.to_string());
        }
        for (name, value) in &self.requisites {
            writer.requisite(name, value);
        }
    }
}

impl OutParty {
    fn write(&self, family: Family, writer: &mut Writer) {
        writer.within("Контрагент", |writer| {
            writer.cut_leaf("Ид", &self.id, ID_MAX);
            writer.cut_leaf("Наименование", &self.name, NAME_MAX);
            let full_name = self.full_name.as_deref().unwrap_or(&self.name);
            // The schema knows tax ids of 10 to 12 characters and КПП of 9; 1C refuses the load over others.
            let tax_id = self.tax_id.as_deref().filter(|id| (10..=12).contains(&id.trim().len()));
            let kpp = self.kpp.as_deref().filter(|kpp| kpp.trim().len() == 9);
            match self.kind {
                PartyKind::LegalEntity => {
                    writer.cut_leaf("ОфициальноеНаименование", full_name, NAME_MAX);
                    address("ЮридическийАдрес", self.legal_address.as_deref(), writer);
                    writer.leaf("ИНН", tax_id.unwrap_or_default());
                    writer.leaf("КПП", kpp.unwrap_or_default());
                }
                PartyKind::Person => {
                    writer.cut_leaf("ПолноеНаименование", full_name, NAME_MAX);
                    writer.leaf("ИНН", tax_id.unwrap_or_default());
                    address("АдресРегистрации", self.legal_address.as_deref(), writer);
                }
            }
            address("Адрес", self.address.as_deref(), writer);
            writer.within("Контакты", |writer| {
                for contact in &self.contacts {
                    let (kind, value) = match contact {
                        OutContact::Phone(value) => ("Телефон рабочий", value),
                        OutContact::Email(value) => ("Почта", value),
                    };
                    if !value.trim().is_empty() {
                        writer.within("Контакт", |writer| {
                            writer.leaf("Тип", kind);
                            writer.cut_leaf("Значение", value, NAME_MAX);
                        });
                    }
                }
            });
            if let Some(name) = self.representative.as_deref().filter(|name| !name.trim().is_empty()) {
                let person = |writer: &mut Writer| {
                    writer.cut_leaf("Наименование", name, NAME_MAX);
                    writer.cut_leaf("ПолноеНаименование", name, NAME_MAX);
                    writer.leaf("Отношение", "Контактное лицо");
                };
                writer.within("Представители", |writer| {
                    // The built-in exchange of UT 11 looks for a counterparty within, where the schemas have none.
                    writer.within("Представитель", |writer| match family {
                        Family::A => writer.within("Контрагент", person),
                        Family::B | Family::C => person(writer),
                    });
                });
            }
            writer.leaf("Роль", "Покупатель");
        });
    }
}

impl OutLine {
    /// A feature without a value has no place in the schemas: what was left open isn't said.
    fn write_features(&self, writer: &mut Writer) {
        let said = self.features.iter().filter(|(_, value)| !value.trim().is_empty());
        writer.within("ХарактеристикиТовара", |writer| {
            for (name, value) in said {
                writer.within("ХарактеристикаТовара", |writer| {
                    writer.cut_leaf("Наименование", name, NAME_MAX);
                    writer.cut_leaf("Значение", value, FEATURE_MAX);
                });
            }
        });
    }

    fn write(&self, mode: VatMode, settings: &Settings, writer: &mut Writer) {
        // 1C passes over lines without a quantity; not sending them keeps the sums equal.
        if !self.quantity.is_positive() {
            return;
        }
        writer.within("Товар", |writer| {
            writer.cut_leaf("Ид", &self.product, 80);
            writer.cut_leaf("Артикул", self.article.as_deref().unwrap_or_default(), NAME_MAX);
            writer.cut_leaf("Наименование", &self.name, NAME_MAX);
            let code = self.unit.code.as_deref().unwrap_or("796");
            let name = self.unit.name.as_deref().unwrap_or(code);
            let full_name = self.unit.full_name.as_deref().unwrap_or_default();
            let attributes = [("Код", code), ("НаименованиеПолное", full_name)];
            writer.leaf_with("БазоваяЕдиница", &attributes, name);
            rates(self.vat_rate, writer);
            self.write_features(writer);
            writer.within("ЗначенияРеквизитов", |writer| {
                kind_of("Товар", writer);
                if let Some(day) = self.ship_on {
                    writer.requisite("Дата отгрузки", &day.to_string());
                }
            });
            writer.cut_leaf("ИдКаталога", self.catalogue.as_deref().unwrap_or_default(), ID_MAX);
            writer.leaf("ЦенаЗаЕдиницу", &self.price.to_string());
            writer.leaf("Количество", &self.quantity.to_string());
            writer.leaf("Сумма", &self.sum.to_string());
            if settings.contains_deals() {
                writer.leaf("Единица", code);
                writer.leaf("Коэффициент", "1");
            }
            taxes(self.vat_rate, self.vat, mode, writer);
            self.write_discount(writer);
        });
    }

    /// 1C is told of the discount and takes nothing off once more.
    fn write_discount(&self, writer: &mut Writer) {
        let Some(discount) = &self.discount else { return };
        writer.within("Скидки", |writer| {
            writer.within("Скидка", |writer| {
                writer.leaf("Наименование", "Согласованная цена");
                writer.leaf("Сумма", &discount.sum.to_string());
                if let Some(percent) = discount.percent {
                    writer.leaf("Процент", &percent_text(percent));
                }
                writer.leaf("УчтеноВСумме", "true");
            });
        });
    }
}

impl OutDelivery {
    fn write(&self, mode: VatMode, writer: &mut Writer) {
        writer.within("Товар", |writer| {
            writer.leaf("Ид", "ORDER_DELIVERY");
            writer.cut_leaf("Наименование", &self.name, NAME_MAX);
            writer.leaf_with(
                "БазоваяЕдиница",
                &[("Код", "796"), ("НаименованиеПолное", "Штука")],
                "шт",
            );
            rates(self.vat_rate, writer);
            kind("Услуга", writer);
            writer.leaf("ЦенаЗаЕдиницу", &self.sum.to_string());
            writer.leaf("Количество", "1");
            writer.leaf("Сумма", &self.sum.to_string());
            taxes(self.vat_rate, self.vat, mode, writer);
        });
    }
}

fn address(name: &str, text: Option<&str>, writer: &mut Writer) {
    writer.within(name, |writer| {
        writer.cut_leaf("Представление", text.unwrap_or_default(), NAME_MAX);
    });
}

fn kind(kind: &str, writer: &mut Writer) {
    writer.within("ЗначенияРеквизитов", |writer| kind_of(kind, writer));
}

fn kind_of(kind: &str, writer: &mut Writer) {
    writer.requisite("ВидНоменклатуры", kind);
    writer.requisite("ТипНоменклатуры", kind);
}

fn rates(rate: VatRate, writer: &mut Writer) {
    writer.within("СтавкиНалогов", |writer| {
        writer.within("СтавкаНалога", |writer| {
            writer.leaf("Наименование", "НДС");
            writer.leaf("Ставка", &rate_text(rate));
        });
    });
}

fn taxes(rate: VatRate, sum: Money, mode: VatMode, writer: &mut Writer) {
    if mode == VatMode::None || rate == VatRate::Exempt {
        return;
    }
    writer.within("Налоги", |writer| {
        writer.within("Налог", |writer| {
            writer.leaf("Наименование", "НДС");
            writer.leaf("УчтеноВСумме", included(mode));
            writer.leaf("Сумма", &sum.to_string());
            writer.leaf("Ставка", &rate_text(rate));
        });
    });
}

fn included(mode: VatMode) -> &'static str {
    match mode {
        VatMode::Included => "true",
        VatMode::OnTop | VatMode::None => "false",
    }
}

fn rate_text(rate: VatRate) -> String {
    match rate {
        VatRate::Exempt => "Без НДС".to_owned(),
        VatRate::Rate(percent) => percent_text(percent),
    }
}

fn percent_text(percent: Percent) -> String {
    let hundredths = percent.hundredths();
    match hundredths % 100 {
        0 => (hundredths / 100).to_string(),
        rest => format!("{}.{:02}", hundredths / 100, rest),
    }
}
