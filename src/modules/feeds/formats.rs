//! The three formats, written one good after another. `docs/feeds.md` tells readers what stands where.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use serde::Serialize;

use super::Format;
use crate::modules::catalogue::{Property, StockShown};
use crate::platform::sheets::csv_row;
use crate::platform::values::{Currency, Money, Quantity, cleaned, cleaned_line};

/// What a shop may say of goods.
const DESCRIPTION_MAX: usize = 3_000;

/// What stands before the goods.
pub struct Head<'a> {
    /// As of when, in the manufacturer's zone.
    pub made: String,
    pub shop: &'a str,
    pub company: &'a str,
    pub site: &'a str,
    pub currency: Currency,
    /// Each after the one that it lies in.
    pub categories: &'a [Category],
}

pub struct Category {
    pub number: u64,
    pub parent: Option<u64>,
    pub name: String,
}

/// One of the goods.
pub struct Item<'a> {
    pub id: String,
    pub name: &'a str,
    pub article: &'a str,
    pub unit: &'a str,
    pub pack: Quantity,
    pub price: Money,
    pub category: u64,
    pub group: &'a str,
    /// `None`: the feed doesn't tell.
    pub stock: Option<StockShown>,
    pub barcode: &'a str,
    pub weight_g: Option<i64>,
    pub maker: &'a str,
    pub description: &'a str,
    pub pictures: &'a [String],
    pub properties: &'a [Property],
}

impl Item<'_> {
    /// Can it be had? `None` where that isn't told or known.
    fn available(&self) -> Option<bool> {
        match self.stock? {
            StockShown::Exact(_) | StockShown::Plenty | StockShown::Few => Some(true),
            StockShown::None => Some(false),
            StockShown::Unknown | StockShown::Hidden => None,
        }
    }

    /// How many there are, where the manufacturer shows numbers.
    fn count(&self) -> Option<Quantity> {
        match self.stock? {
            StockShown::Exact(quantity) => Some(quantity),
            StockShown::None => Some(Quantity::ZERO),
            _ => None,
        }
    }

    /// Kilograms with three decimals.
    fn weight(&self) -> Option<String> {
        let grams = self.weight_g.filter(|grams| *grams > 0)?;
        Some(format!("{}.{:03}", grams / 1_000, grams % 1_000))
    }

    fn pack(&self) -> Option<String> {
        self.pack.is_positive().then(|| self.pack.to_string())
    }
}

/// Writes a file of one format.
pub struct Scribe<W: Write> {
    format: Format,
    xml: Writer<W>,
    first: bool,
}

impl<W: Write> Scribe<W> {
    pub fn begin(format: Format, out: W, head: &Head<'_>) -> io::Result<Scribe<W>> {
        let mut scribe = Scribe {
            format,
            xml: Writer::new(out),
            first: true,
        };
        match format {
            Format::Yml => scribe.yml_head(head)?,
            Format::Csv => scribe.raw(csv_head().as_bytes())?,
            Format::Json => {
                let text = serde_json::to_string(&JsonHead {
                    format: "kabinet-feed/1",
                    made: &head.made,
                    currency: head.currency.code(),
                    shop: head.shop,
                    company: head.company,
                })?;
                // The goods follow within the same object.
                scribe.raw(text.trim_end_matches('}').as_bytes())?;
                scribe.raw(b",\"goods\":[")?;
            }
        }
        Ok(scribe)
    }

    pub fn item(&mut self, item: &Item<'_>) -> io::Result<()> {
        match self.format {
            Format::Yml => self.yml_item(item)?,
            Format::Csv => self.raw(csv_item(item).as_bytes())?,
            Format::Json => {
                self.raw(if self.first { b"\n" } else { b",\n" })?;
                let text = serde_json::to_string(&json_item(item))?;
                self.raw(text.as_bytes())?;
            }
        }
        self.first = false;
        Ok(())
    }

    pub fn end(mut self) -> io::Result<W> {
        match self.format {
            Format::Yml => {
                for name in ["offers", "shop", "yml_catalog"] {
                    self.close(name)?;
                }
            }
            Format::Csv => {}
            Format::Json => self.raw(b"\n]}\n")?,
        }
        Ok(self.xml.into_inner())
    }

    fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.xml.get_mut().write_all(bytes)
    }

    fn open(&mut self, start: BytesStart<'_>) -> io::Result<()> {
        self.xml.write_event(Event::Start(start))
    }

    fn close(&mut self, name: &str) -> io::Result<()> {
        self.xml.write_event(Event::End(BytesEnd::new(name)))?;
        self.raw(b"\n")
    }

    fn element(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.with_text(BytesStart::new(name), name, text)
    }

    /// An element with a text; none where there is nothing to say.
    fn with_text(&mut self, start: BytesStart<'_>, name: &str, text: &str) -> io::Result<()> {
        let text = legal(text);
        if text.is_empty() {
            return Ok(());
        }
        self.open(start)?;
        self.xml.write_event(Event::Text(BytesText::new(&text)))?;
        self.close(name)
    }

    fn yml_head(&mut self, head: &Head<'_>) -> io::Result<()> {
        let decl = BytesDecl::new("1.0", Some("UTF-8"), None);
        self.xml.write_event(Event::Decl(decl))?;
        self.raw(b"\n")?;
        let mut root = BytesStart::new("yml_catalog");
        root.push_attribute(("date", head.made.as_str()));
        self.open(root)?;
        self.open(BytesStart::new("shop"))?;
        self.raw(b"\n")?;
        self.element("name", head.shop)?;
        self.element("company", head.company)?;
        self.element("url", head.site)?;
        self.open(BytesStart::new("currencies"))?;
        let mut currency = BytesStart::new("currency");
        currency.push_attribute(("id", head.currency.code()));
        currency.push_attribute(("rate", "1"));
        self.xml.write_event(Event::Empty(currency))?;
        self.close("currencies")?;
        self.open(BytesStart::new("categories"))?;
        self.raw(b"\n")?;
        for category in head.categories {
            let mut start = BytesStart::new("category");
            start.push_attribute(("id", category.number.to_string().as_str()));
            if let Some(parent) = category.parent {
                start.push_attribute(("parentId", parent.to_string().as_str()));
            }
            self.with_text(start, "category", &category.name)?;
        }
        self.close("categories")?;
        self.open(BytesStart::new("offers"))?;
        self.raw(b"\n")
    }

    fn yml_item(&mut self, item: &Item<'_>) -> io::Result<()> {
        let mut offer = BytesStart::new("offer");
        offer.push_attribute(("id", item.id.as_str()));
        if let Some(available) = item.available() {
            offer.push_attribute(("available", if available { "true" } else { "false" }));
        }
        self.open(offer)?;
        self.raw(b"\n")?;
        self.element("name", item.name)?;
        self.element("vendor", item.maker)?;
        self.element("vendorCode", item.article)?;
        self.element("price", &item.price.to_string())?;
        self.element("currencyId", item.price.currency.code())?;
        self.element("categoryId", &item.category.to_string())?;
        for picture in item.pictures {
            self.element("picture", picture)?;
        }
        let description: String = cleaned(item.description).chars().take(DESCRIPTION_MAX).collect();
        self.element("description", &description)?;
        self.element("barcode", item.barcode)?;
        self.element("weight", &item.weight().unwrap_or_default())?;
        // The element holds whole pieces.
        if let Some(count) = item.count() {
            self.element("count", &(count.thousandths() / 1_000).to_string())?;
        }
        for property in item.properties {
            let mut param = BytesStart::new("param");
            let name = legal(&property.name);
            param.push_attribute(("name", name.as_str()));
            self.with_text(param, "param", &property.value)?;
        }
        self.close("offer")
    }
}

/// Without what XML has no place for. Line breaks stay.
fn legal(text: &str) -> String {
    let text = cleaned(text);
    text.chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

const COLUMNS: [&str; 13] = [
    "id",
    "article",
    "name",
    "group",
    "unit",
    "pack",
    "price",
    "currency",
    "available",
    "stock",
    "barcode",
    "weight_kg",
    "picture",
];

fn csv_head() -> String {
    let mut out = String::from("\u{feff}");
    csv_row(&mut out, COLUMNS);
    out
}

/// Numbers with a comma: a Russian Excel takes `12.50` for a date.
fn comma(number: &str) -> String {
    number.replace('.', ",")
}

fn csv_item(item: &Item<'_>) -> String {
    let available = match item.available() {
        Some(true) => "1",
        Some(false) => "0",
        None => "",
    };
    let count = item.count().map(|count| comma(&count.to_string()));
    let row = [
        item.id.as_str(),
        &cleaned_line(item.article),
        &cleaned_line(item.name),
        &cleaned_line(item.group),
        &cleaned_line(item.unit),
        &comma(&item.pack().unwrap_or_default()),
        &comma(&item.price.to_string()),
        item.price.currency.code(),
        available,
        &count.unwrap_or_default(),
        &cleaned_line(item.barcode),
        &comma(&item.weight().unwrap_or_default()),
        item.pictures.first().map(String::as_str).unwrap_or_default(),
    ];
    let mut out = String::new();
    csv_row(&mut out, row);
    out
}

#[derive(Serialize)]
struct JsonHead<'a> {
    format: &'static str,
    made: &'a str,
    currency: &'static str,
    shop: &'a str,
    company: &'a str,
}

/// Numbers are texts: a reader that makes floats of them would lose kopecks.
#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    article: String,
    name: String,
    group: String,
    unit: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pack: Option<String>,
    price: String,
    currency: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    available: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stock: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    barcode: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight_kg: Option<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pictures: &'a [String],
}

fn json_item<'a>(item: &'a Item<'_>) -> JsonItem<'a> {
    JsonItem {
        id: &item.id,
        article: cleaned_line(item.article),
        name: cleaned_line(item.name),
        group: cleaned_line(item.group),
        unit: cleaned_line(item.unit),
        pack: item.pack(),
        price: item.price.to_string(),
        currency: item.price.currency.code(),
        available: item.available(),
        stock: item.count().map(|count| count.to_string()),
        barcode: item.barcode,
        weight_kg: item.weight(),
        pictures: item.pictures,
    }
}
