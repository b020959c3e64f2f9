//! The way out: what a client family of 1C reads when it asks a site for orders.
//!
//! Family A is the built-in exchange of UT 11, KA 2 and ERP 2; B is that of UNF; C is the module or extension that is
//! installed into a base. All read documents under one root, C wants those of one order in a `Контейнер`. Two rules hold
//! for all: never an empty element (1C makes an object of it where it expects a text), and no namespace (1C would check
//! the message against a schema of its own).

mod order;
mod writer;

use encoding_rs::WINDOWS_1251;
use jiff::civil::DateTime;

pub use order::{
    LineUnit, OutContact, OutDelivery, OutDiscount, OutLine, OutOrder, OutParty, OutStatus, OutWarehouse, PartyKind,
};
use writer::Writer;

use crate::platform::values::Message;

/// The longest order number: the column that 1C matches it by holds 11 characters, and a longer one would make a second
/// order on each exchange.
pub const ORDER_NUMBER_MAX: usize = 11;

/// Which 1C asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    A,
    B,
    C,
}

impl Family {
    pub const ALL: [Family; 3] = [Family::A, Family::B, Family::C];

    /// Schemas that clients of the family are known to read, the usual one first.
    pub const fn schemas(self) -> &'static [&'static str] {
        match self {
            Family::A => &["2.07", "2.04", "2.05", "2.08", "2.09", "2.10"],
            Family::B => &["2.08", "2.05", "2.07", "2.09", "2.10"],
            Family::C => &["3.1", "2.09", "2.10"],
        }
    }

    /// What its clients read best over HTTP.
    pub const fn charset(self) -> Charset {
        match self {
            Family::A | Family::B => Charset::Windows1251,
            Family::C => Charset::Utf8,
        }
    }
}

/// The characters of what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Charset {
    #[serde(rename = "windows-1251")]
    Windows1251,
    #[serde(rename = "utf-8")]
    Utf8,
}

impl Charset {
    pub const ALL: [Charset; 2] = [Charset::Windows1251, Charset::Utf8];

    /// The label for `charset=` and the XML declaration.
    pub const fn label(self) -> &'static str {
        match self {
            Charset::Windows1251 => "windows-1251",
            Charset::Utf8 => "UTF-8",
        }
    }
}

/// How a connection is written to.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Settings {
    pub family: Family,
    /// `ВерсияСхемы`, at most 5 characters.
    pub schema: String,
    pub charset: Charset,
    /// A byte order mark before UTF-8. Some clients want one; others compare the first five characters with `<?xml`.
    pub bom: bool,
}

impl Settings {
    /// What suits most bases of a family, over HTTP.
    pub fn of(family: Family) -> Settings {
        Settings {
            family,
            schema: family.schemas()[0].to_owned(),
            charset: family.charset(),
            bom: false,
        }
    }

    /// For a folder: client A reads it as UTF-8 whatever the declaration says.
    pub fn in_folder(&self) -> Settings {
        Settings {
            charset: Charset::Utf8,
            ..self.clone()
        }
    }

    /// Schema 3 puts the documents of one order into a `Контейнер` and names the unit of each line by its code; the
    /// schemas before it know neither.
    fn contains_deals(&self) -> bool {
        self.family == Family::C && self.schema.starts_with('3')
    }
}

/// Why an order can't be written so that 1C takes it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutRefusal {
    #[error("the order number {0} is empty, longer than 11 characters, or not ASCII")]
    Number(String),
    #[error("order {0} has no line with a quantity")]
    NoLines(String),
    #[error("order {0} has a line without the product's id in 1C")]
    Product(String),
    #[error("order {0} has no name of the buyer")]
    Buyer(String),
    #[error("order {0} has sums in different currencies")]
    Currency(String),
}

impl OutRefusal {
    /// The same for the page.
    pub fn message(&self) -> Message {
        let (id, number) = match self {
            OutRefusal::Number(number) => ("exchange-out-number", number),
            OutRefusal::NoLines(number) => ("exchange-out-no-lines", number),
            OutRefusal::Product(number) => ("exchange-out-product", number),
            OutRefusal::Buyer(number) => ("exchange-out-buyer", number),
            OutRefusal::Currency(number) => ("exchange-out-currency", number),
        };
        Message::new(id).with("number", number.as_str())
    }
}

/// The answer to `query`, or the file of a folder: these orders, or a root without documents when there are none.
/// `formed` is the time of writing in the manufacturer's zone.
pub fn orders(orders: &[OutOrder], settings: &Settings, formed: DateTime) -> Result<Vec<u8>, OutRefusal> {
    for order in orders {
        order.check()?;
    }
    let mut writer = Writer::new(settings.charset);
    writer.root(&settings.schema, formed);
    for order in orders {
        if settings.contains_deals() {
            writer.within("Контейнер", |writer| order.write(settings, writer));
        } else {
            order.write(settings, &mut writer);
        }
    }
    Ok(bytes(writer.end_root(), settings))
}

/// One row of a dictionary of `mode=info`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: String,
    pub name: String,
}

/// The dictionaries that a person maps in 1C. An empty one is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dictionaries {
    pub statuses: Vec<Entry>,
    pub payment_systems: Vec<Entry>,
    pub delivery_services: Vec<Entry>,
}

/// The answer to `info`.
pub fn info(dictionaries: &Dictionaries, settings: &Settings) -> Vec<u8> {
    let mut writer = Writer::new(settings.charset);
    write_info(dictionaries, &mut writer);
    bytes(writer.into_text(), settings)
}

/// The same as text without a declaration, for an answer whose charset is decided elsewhere.
pub fn info_text(dictionaries: &Dictionaries) -> String {
    let mut writer = Writer::bare();
    write_info(dictionaries, &mut writer);
    writer.into_text()
}

fn write_info(dictionaries: &Dictionaries, writer: &mut Writer) {
    writer.open("Справочник");
    for (name, entries) in [
        ("Статусы", &dictionaries.statuses),
        ("ПлатежныеСистемы", &dictionaries.payment_systems),
        ("СлужбыДоставки", &dictionaries.delivery_services),
    ] {
        writer.within(name, |writer| {
            for entry in entries {
                writer.within("Элемент", |writer| {
                    writer.leaf("Ид", &entry.id);
                    writer.leaf("Название", &entry.name);
                });
            }
        });
    }
    writer.close_always("Справочник");
}

/// What windows-1251 lacks becomes a numeric reference, which is what XML has them for.
fn bytes(text: String, settings: &Settings) -> Vec<u8> {
    match settings.charset {
        Charset::Windows1251 => WINDOWS_1251.encode(&text).0.into_owned(),
        Charset::Utf8 if settings.bom => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        Charset::Utf8 => text.into_bytes(),
    }
}

#[cfg(test)]
mod tests;
