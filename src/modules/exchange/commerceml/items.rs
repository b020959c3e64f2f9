//! The things that a CommerceML file says, as plain values.
//!
//! Three answers are told apart where they mean different things: an element that is absent (leave what is known), one
//! that is empty (there is none), and one with a value. Lists are `None` when their block is absent.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use crate::platform::values::{Currency, Day, Quantity, VatRate};

pub use super::word::Word;

/// An element that may be absent, empty, or hold a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Given<T> {
    #[default]
    Absent,
    Empty,
    Value(T),
}

impl<T> Given<T> {
    pub fn value(self) -> Option<T> {
        match self {
            Given::Value(value) => Some(value),
            Given::Absent | Given::Empty => None,
        }
    }

    pub fn as_ref(&self) -> Given<&T> {
        match self {
            Given::Absent => Given::Absent,
            Given::Empty => Given::Empty,
            Given::Value(value) => Given::Value(value),
        }
    }

    pub fn is_absent(&self) -> bool {
        matches!(self, Given::Absent)
    }

    /// Puts what was given into a place: absent leaves it, empty clears it.
    pub fn put(self, place: &mut Option<T>) {
        match self {
            Given::Absent => {}
            Given::Empty => *place = None,
            Given::Value(value) => *place = Some(value),
        }
    }
}

/// One thing of a file, in the order of the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Item {
    Classifier(Classifier),
    Group(Group),
    Property(Property),
    PriceType(PriceType),
    Warehouse(Warehouse),
    Unit(Unit),
    Catalogue(Catalogue),
    Product(Box<Product>),
    Package(Package),
    Offer(Box<Offer>),
    Counterparty(Box<Counterparty>),
    Documents(Box<DocumentSet>),
}

/// `Классификатор`, before what it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Classifier {
    pub id: Option<String>,
    pub name: Option<String>,
}

/// `Группа`; a parent always comes before its children.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub id: String,
    /// `None`: a top group.
    pub parent: Option<String>,
    pub name: String,
    /// Place among its siblings, from 0.
    pub position: u32,
    pub version: Option<String>,
    pub deleted: Option<bool>,
}

/// `ТипЗначений` of a property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PropertyType {
    #[default]
    Text,
    Number,
    Time,
    Reference,
    Flag,
}

/// `Свойство`: a characteristic that products or offers may have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Property {
    pub id: String,
    pub name: String,
    pub kind: PropertyType,
    pub multiple: bool,
    /// `ВариантыЗначений`: id and text of each value of a reference. `None`: the block is absent.
    pub values: Option<Vec<(String, String)>>,
    pub version: Option<String>,
    pub deleted: Option<bool>,
}

/// `ТипЦены`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceType {
    pub id: String,
    pub name: Option<String>,
    pub currency: Option<Currency>,
    /// Is VAT inside the price? `None`: not said.
    pub vat_included: Option<bool>,
    pub version: Option<String>,
    pub deleted: Option<bool>,
}

/// `Склад`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warehouse {
    pub id: String,
    pub name: Option<String>,
    pub address: Option<String>,
    pub version: Option<String>,
    pub deleted: Option<bool>,
}

/// `ЕдиницаИзмерения`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub id: String,
    pub code: Option<String>,
    pub short_name: Option<String>,
    pub full_name: Option<String>,
    pub international: Option<String>,
    pub version: Option<String>,
    pub deleted: Option<bool>,
}

/// `Каталог`, before its products.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    pub id: Option<String>,
    pub classifier: Option<String>,
    pub name: Option<String>,
    /// `СодержитТолькоИзменения`. It never means that what is not listed is gone: a full export says false in its first
    /// portion only.
    pub only_changes: Option<bool>,
}

/// `БазоваяЕдиница` (or the unit of a price): a code, or an element that describes itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitRef {
    /// Trimmed; not always one of the official classifier.
    pub code: Option<Word>,
    pub name: Option<Word>,
    pub full_name: Option<Word>,
    pub international: Option<Word>,
    /// `Пересчет`: other units of the product, each as so many base units.
    pub packs: Vec<(Word, Quantity)>,
}

/// `Изготовитель`. Its id is random on each export when the maker is not a reference in 1C.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maker {
    pub id: Option<Word>,
    pub name: Option<String>,
}

/// `ЗначенияСвойства`: values are ids to be looked up in the property, or texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PropertyValue {
    pub property: Word,
    pub values: Vec<String>,
}

/// `ХарактеристикаТовара`: what makes a variant, such as a colour.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feature {
    pub name: Word,
    pub value: String,
}

/// `ЗначениеРеквизита`, the open list of 1C.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requisite {
    pub name: Word,
    pub value: String,
}

/// A file that belongs to a product, as a path within the exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    pub path: String,
    pub caption: Option<String>,
}

/// `Товар` of a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    pub id: String,
    /// After `#`: old schemas list variants as products.
    pub variant: Option<String>,
    pub version: Option<String>,
    /// By the attribute `Статус` or the element `ПометкаУдаления`.
    pub deleted: Option<bool>,
    pub article: Given<String>,
    pub barcode: Given<String>,
    pub name: Given<String>,
    pub unit: Given<UnitRef>,
    pub groups: Option<Vec<Word>>,
    pub description: Given<String>,
    pub pictures: Vec<Picture>,
    pub country: Given<String>,
    pub maker: Given<Maker>,
    pub properties: Option<Vec<PropertyValue>>,
    pub features: Option<Vec<Feature>>,
    pub vat: Given<VatRate>,
    /// In kilograms, to the gram.
    pub weight: Given<Quantity>,
    /// In cubic metres, as it is written: a small thing has more decimals than a quantity.
    #[serde(default)]
    pub volume: Given<String>,
    pub requisites: Option<Vec<Requisite>>,
    /// `Аналоги`: ids of the products that stand in for it, the best first.
    pub substitutes: Option<Vec<String>>,
}

impl Product {
    /// The value of a requisite by its name.
    pub fn requisite(&self, name: &str) -> Option<&str> {
        requisite(self.requisites.as_deref(), name)
    }
}

/// `ПакетПредложений` or `ИзмененияПакетаПредложений`, before its offers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Package {
    pub id: Option<String>,
    pub catalogue: Option<String>,
    pub only_changes: Option<bool>,
    /// The short shape that the built-in exchange of UT 11 writes for prices and stock alone.
    pub changes: bool,
}

/// `Цена` of an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    pub price_type: Word,
    /// In ten-thousandths of the currency's major unit, for `coefficient` units.
    pub value_e4: i64,
    /// `None`: that of the price type.
    pub currency: Option<Currency>,
    pub unit: Option<Word>,
    /// How many base units the price is for; `None`: one.
    pub coefficient: Option<Quantity>,
    pub min_quantity: Option<Quantity>,
    pub vat_included: Option<bool>,
}

/// Stock of an offer at one warehouse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rest {
    /// `None`: in total, warehouses not told apart.
    pub warehouse: Option<Word>,
    /// May be negative.
    pub quantity: Quantity,
}

/// `Предложение`: a product or one variant of it, with what is said about it now. Absent blocks say nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub product: String,
    pub variant: Option<String>,
    pub version: Option<String>,
    pub deleted: Option<bool>,
    pub article: Given<String>,
    pub barcode: Given<String>,
    pub name: Given<String>,
    pub unit: Given<UnitRef>,
    pub features: Option<Vec<Feature>>,
    pub properties: Option<Vec<PropertyValue>>,
    pub requisites: Option<Vec<Requisite>>,
    pub pictures: Vec<Picture>,
    /// A price type that is not listed is unchanged.
    pub prices: Option<Vec<Price>>,
    /// By warehouse, and at most one entry without a warehouse: the total.
    pub stock: Option<Vec<Rest>>,
}

/// `Контрагент`, and what stands about it in a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counterparty {
    pub id: Option<String>,
    pub version: Option<String>,
    pub deleted: Option<bool>,
    pub name: Option<String>,
    /// `ОфициальноеНаименование`: what a legal entity has and a person has not.
    pub official_name: Option<String>,
    /// `ПолноеНаименование` of a person or a sole proprietor.
    pub full_name: Option<String>,
    pub role: Option<String>,
    pub inn: Option<String>,
    pub kpp: Option<String>,
    pub okpo: Option<String>,
    pub legal_address: Option<String>,
    pub address: Option<String>,
    pub accounts: Vec<BankAccount>,
    pub contacts: Vec<Contact>,
    pub representatives: Vec<String>,
    pub requisites: Option<Vec<Requisite>>,
}

/// `РасчетныйСчет`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankAccount {
    pub number: String,
    pub bic: Option<String>,
    pub bank: Option<String>,
    pub correspondent: Option<String>,
}

/// `Контакт`, its type without spaces as 1C compares it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub kind: String,
    pub value: String,
}

/// `ХозОперация`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operation {
    /// An order; also what a document without the element is.
    #[default]
    Order,
    Invoice,
    Shipment,
    VatInvoice,
    Return,
    /// Cash, bank transfer or card.
    Payment,
    Refund,
    Other(String),
}

/// `Налог` of a document or a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tax {
    pub name: Option<String>,
    pub included: Option<bool>,
    pub rate: Option<VatRate>,
    /// In hundredths of the document's currency.
    pub sum_minor: Option<i64>,
}

/// `Скидка` of a document or a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discount {
    pub name: Option<String>,
    /// In hundredths of the document's currency.
    pub sum_minor: Option<i64>,
    /// Hundredths of a percent.
    pub percent: Option<i64>,
    /// True: the line's sum is net already.
    pub included: Option<bool>,
}

/// `Товар` of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentLine {
    pub line: u32,
    pub product: Option<String>,
    pub variant: Option<String>,
    pub article: Option<String>,
    pub name: Option<String>,
    pub unit: Given<UnitRef>,
    /// Base units in the unit that the line is counted in; `None`: one.
    pub coefficient: Option<Quantity>,
    pub quantity: Option<Quantity>,
    /// In ten-thousandths of the document's currency.
    pub price_e4: Option<i64>,
    /// In hundredths of the document's currency.
    pub sum_minor: Option<i64>,
    pub vat: Given<VatRate>,
    pub taxes: Option<Vec<Tax>>,
    pub discounts: Option<Vec<Discount>>,
    /// `ТипНоменклатуры` says it is a service (delivery).
    pub service: bool,
    pub requisites: Option<Vec<Requisite>>,
}

impl DocumentLine {
    /// The value of a requisite by its name.
    pub fn requisite(&self, name: &str) -> Option<&str> {
        requisite(self.requisites.as_deref(), name)
    }
}

/// `Документ` or `ПодчиненныйДокумент`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub line: u32,
    pub id: Option<String>,
    /// The number as the site gave it, for orders that came from the site.
    pub number: Option<String>,
    pub number_1c: Option<String>,
    pub date: Option<Day>,
    pub date_1c: Option<Day>,
    pub time: Option<Time>,
    pub operation: Operation,
    pub role: Option<String>,
    pub version: Option<String>,
    pub deleted: Option<bool>,
    pub currency: Option<Currency>,
    /// In hundredths of the currency.
    pub total_minor: Option<i64>,
    /// `СрокПлатежа`.
    pub due: Option<Day>,
    pub comment: Given<String>,
    /// `Основание`: what a subordinate document refers to.
    pub basis: Option<String>,
    pub counterparties: Vec<Counterparty>,
    pub warehouses: Option<Vec<Warehouse>>,
    pub taxes: Option<Vec<Tax>>,
    pub discounts: Option<Vec<Discount>>,
    /// `None`: the block is absent (a document of statuses alone), the known lines stay.
    pub lines: Option<Vec<DocumentLine>>,
    pub requisites: Option<Vec<Requisite>>,
}

impl Document {
    /// The value of a requisite by its name.
    pub fn requisite(&self, name: &str) -> Option<&str> {
        requisite(self.requisites.as_deref(), name)
    }

    /// A requisite that is a switch: «Проведен», «Отменен», «ПометкаУдаления».
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.requisite(name).and_then(super::flag_of)
    }
}

/// Documents of one deal: an order with its payments and shipments (`Контейнер`, `ПодчиненныеДокументы`), or one alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentSet {
    /// The order, or the only document.
    pub main: Document,
    pub related: Vec<Document>,
}

fn requisite<'a>(requisites: Option<&'a [Requisite]>, name: &str) -> Option<&'a str> {
    requisites?
        .iter()
        .find(|requisite| &*requisite.name == name)
        .map(|requisite| requisite.value.as_str())
}
