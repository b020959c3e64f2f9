//! The bare pass over a catalogue: quick-xml from file to plain structs, and nothing else. What an import costs beyond
//! it is validation, storage and search.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use anyhow::Context;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::Outcome;

/// Everything that the generated files say of a product or an offer.
#[derive(Default)]
pub struct Thing {
    pub id: String,
    pub article: String,
    pub name: String,
    pub description: String,
    pub group: String,
    pub rate: String,
    pub requisites: Vec<(String, String)>,
    pub prices: Vec<Price>,
    pub stock: Vec<(String, String)>,
}

#[derive(Default)]
pub struct Price {
    pub price_type: String,
    pub price: String,
    pub currency: String,
}

/// What a pass found.
#[derive(Default)]
pub struct Extract {
    pub products: Vec<Thing>,
    pub offers: Vec<Thing>,
}

impl Extract {
    pub fn prices(&self) -> usize {
        self.offers.iter().map(|offer| offer.prices.len()).sum()
    }
}

/// Where text goes when its element ends.
#[derive(Clone, Copy, PartialEq)]
enum Within {
    Elsewhere,
    Thing,
    Group,
    Rate,
    Requisite,
    Price,
}

/// Reads `files` one after another.
pub fn extract(files: &[std::path::PathBuf]) -> Outcome<Extract> {
    let mut extract = Extract::default();
    for file in files {
        pass(file, &mut extract)?;
    }
    Ok(extract)
}

fn pass(file: &Path, extract: &mut Extract) -> Outcome {
    let file = File::open(file).with_context(|| file.display().to_string())?;
    let mut reader = Reader::from_reader(BufReader::with_capacity(256 << 10, file));
    let (mut buffer, mut text) = (Vec::new(), String::new());
    let (mut thing, mut within) = (Thing::default(), Within::Elsewhere);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer)? {
            Event::Start(start) => {
                text.clear();
                match start.local_name().as_ref() {
                    "Товар" | "Предложение" => (thing, within) = (Thing::default(), Within::Thing),
                    "Группы" if within == Within::Thing => within = Within::Group,
                    "СтавкаНалога" => within = Within::Rate,
                    "ЗначениеРеквизита" => {
                        thing.requisites.push(Default::default());
                        within = Within::Requisite;
                    }
                    "Цена" => {
                        thing.prices.push(Price::default());
                        within = Within::Price;
                    }
                    _ => {}
                }
            }
            Event::Empty(empty) if empty.local_name().as_ref() == "Склад" => {
                let attribute = |name| attribute(&empty, name);
                thing
                    .stock
                    .push((attribute("ИдСклада")?, attribute("КоличествоНаСкладе")?));
            }
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(reference) => text.push_str(match &*reference {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                _ => "'",
            }),
            Event::End(end) => {
                let name = end.local_name();
                let mut taken = || std::mem::take(&mut text);
                match (within, name.as_ref()) {
                    (Within::Thing, "Ид") => thing.id = taken(),
                    (Within::Thing, "Артикул") => thing.article = taken(),
                    (Within::Thing, "Наименование") => thing.name = taken(),
                    (Within::Thing, "Описание") => thing.description = taken(),
                    (Within::Group, "Ид") => thing.group = taken(),
                    (Within::Rate, "Ставка") => thing.rate = taken(),
                    (Within::Requisite, "Наименование") => last(&mut thing.requisites).0 = taken(),
                    (Within::Requisite, "Значение") => last(&mut thing.requisites).1 = taken(),
                    (Within::Price, "ИдТипаЦены") => last(&mut thing.prices).price_type = taken(),
                    (Within::Price, "ЦенаЗаЕдиницу") => last(&mut thing.prices).price = taken(),
                    (Within::Price, "Валюта") => last(&mut thing.prices).currency = taken(),
                    (_, "Группы" | "СтавкаНалога" | "ЗначениеРеквизита" | "Цена") if within != Within::Elsewhere =>
                    {
                        within = Within::Thing;
                    }
                    (_, "Товар") => {
                        extract.products.push(std::mem::take(&mut thing));
                        within = Within::Elsewhere;
                    }
                    (_, "Предложение") => {
                        extract.offers.push(std::mem::take(&mut thing));
                        within = Within::Elsewhere;
                    }
                    _ => {}
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn last<T>(list: &mut [T]) -> &mut T {
    list.last_mut().expect("pushed when its element began")
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Outcome<String> {
    let found = start.try_get_attribute(name)?.with_context(|| format!("no {name}"))?;
    Ok(found.value.to_string())
}
