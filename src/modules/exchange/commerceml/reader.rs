//! The walk over a file: root, sections, and the helpers that all sections read their fields with.

use std::collections::HashSet;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::io::Read;

use super::items::{Given, Item, Word};
use super::scalars::{currency_of, decimal_of, external_id, flag_of};
use crate::modules::exchange::source::Xml;
use crate::modules::exchange::{Fault, Kind, Message, ReadError, Report};
use crate::platform::values::{Currency, Quantity};

/// A line of the file, from 1.
pub type Line = u32;

/// The most characters that a name, an article or any other short field keeps.
const SHORT_MAX_CHARS: usize = 1_000;
/// Ids remembered to notice duplicates: 32 MB at the most.
const SEEN_MAX: usize = 4_000_000;

type Sink<'s> = &'s mut dyn FnMut(Item, Line) -> Result<(), anyhow::Error>;

/// Reads a file and hands each item to `sink` with its line. What was wrong with rows is in `report`, also when the end
/// is a fault. The items before a fault have been handed out: who applies them must read the file to its end first.
pub fn read(bytes: impl Read, report: &mut Report, sink: Sink<'_>) -> Result<(), ReadError> {
    let mut reading = Reading {
        xml: Xml::new(bytes),
        sink,
        report,
        words: Vec::new(),
        seen: HashSet::new(),
        hasher: RandomState::new(),
    };
    let result = reading.file();
    reading.note_encoding();
    result
}

pub(super) struct Reading<'a, 's> {
    pub xml: Xml<'a>,
    sink: Sink<'s>,
    pub report: &'s mut Report,
    words: Vec<Word>,
    seen: HashSet<u64>,
    hasher: RandomState,
}

pub(super) type Flow<T> = Result<T, ReadError>;

impl Reading<'_, '_> {
    fn file(&mut self) -> Flow<()> {
        self.xml.root()?;
        if self.xml.name() != "КоммерческаяИнформация" {
            return Err(Fault::UnknownRoot {
                name: self.xml.name().chars().take(60).collect(),
            }
            .into());
        }
        while self.xml.child()? {
            match self.xml.name() {
                "Классификатор" => self.classifier()?,
                "Каталог" => self.catalogue()?,
                "ПакетПредложений" => self.package(false)?,
                "ИзмененияПакетаПредложений" => self.package(true)?,
                "Контрагенты" => self.counterparties()?,
                "Документ" => self.document()?,
                "Контейнер" => self.container()?,
                // Old clients put these beside the classifier.
                "Свойства" => self.properties()?,
                "ТипыЦен" => self.price_types()?,
                "Склады" => self.warehouses()?,
                "ЕдиницыИзмерения" => self.units()?,
                "Группы" => self.groups()?,
                _ => self.unknown()?,
            }
        }
        self.xml.finish()?;
        Ok(())
    }

    /// CommerceML 1 kept everything in attributes, under the same root and with the same names of elements.
    pub fn is_version_1(&mut self) -> Flow<bool> {
        Ok(self.xml.attribute("Идентификатор")?.is_some())
    }

    fn note_encoding(&mut self) {
        let notes = self.xml.notes().clone();
        if notes.declared_otherwise {
            self.report.warn(
                1,
                Message::new("exchange-finding-encoding").with("encoding", notes.encoding),
            );
        }
        if notes.replaced > 0 {
            self.report.warn(
                notes.replaced_line,
                Message::new("exchange-finding-broken-characters").with("count", notes.replaced.to_string()),
            );
        }
        if notes.stripped > 0 {
            self.report.note(
                0,
                Message::new("exchange-finding-stripped").with("count", notes.stripped.to_string()),
            );
        }
    }

    pub fn emit(&mut self, kind: Kind, item: Item, line: Line) -> Flow<()> {
        self.xml.end_item();
        self.report.tally(kind).read += 1;
        (self.sink)(item, line).map_err(ReadError::Stopped)
    }

    /// A row that lacks what it can't be without.
    pub fn reject(&mut self, kind: Kind, line: Line, message: Message) {
        self.xml.end_item();
        self.report.tally(kind).read += 1;
        self.report.skip(kind, line, message);
    }

    /// Begins an item and gives the line it stands on.
    pub fn item(&mut self) -> Line {
        self.xml.begin_item();
        self.xml.line()
    }

    /// Passes over an element that has no meaning here, and says so once a name: a typo in a settings page of 1C would
    /// otherwise lose data in silence.
    pub fn unknown(&mut self) -> Flow<()> {
        if self.is_version_1()? {
            return Err(Fault::CommerceMl1.into());
        }
        let line = self.xml.line();
        let name = self.xml.name().to_owned();
        if self.first_time("unknown", &name, "") {
            self.report.note(
                line,
                Message::new("exchange-finding-unknown-element").with("name", name),
            );
        }
        self.xml.skip()?;
        Ok(())
    }

    /// Notes an id that stands in the file a second time: the last one wins.
    pub fn note_duplicate(&mut self, space: &str, id: &str, variant: Option<&str>, line: Line) {
        if !self.first_time(space, id, variant.unwrap_or_default()) {
            let shown = match variant {
                Some(variant) => format!("{id}#{variant}"),
                None => id.to_owned(),
            };
            self.report
                .warn(line, Message::new("exchange-finding-duplicate").with("id", shown));
        }
    }

    fn first_time(&mut self, space: &str, id: &str, variant: &str) -> bool {
        self.seen.len() >= SEEN_MAX || self.seen.insert(self.hasher.hash_one((space, id, variant)))
    }

    /// The element's text, trimmed and cut to a sane length; `None` when empty.
    pub fn short(&mut self) -> Flow<Option<String>> {
        let text = cut(self.xml.text()?.trim(), SHORT_MAX_CHARS);
        Ok((!text.is_empty()).then(|| text.to_owned()))
    }

    /// Like [`Reading::short`], telling empty from absent.
    pub fn given(&mut self) -> Flow<Given<String>> {
        Ok(match self.short()? {
            Some(text) => Given::Value(text),
            None => Given::Empty,
        })
    }

    /// A long text: a description, a comment.
    pub fn long(&mut self) -> Flow<Given<String>> {
        let text = self.xml.text()?.trim();
        Ok(if text.is_empty() {
            Given::Empty
        } else {
            Given::Value(text.to_owned())
        })
    }

    pub fn id(&mut self) -> Flow<Option<String>> {
        Ok(external_id(self.xml.text()?).map(|id| id.into_owned()))
    }

    /// An id or a name that repeats all over the file.
    pub fn word(&mut self) -> Flow<Option<Word>> {
        let Reading { xml, words, .. } = self;
        Ok(external_id(xml.text()?).map(|id| intern(words, &id)))
    }

    pub fn word_of(&mut self, text: &str) -> Option<Word> {
        external_id(text).map(|id| intern(&mut self.words, &id))
    }

    pub fn flag(&mut self) -> Flow<Option<bool>> {
        Ok(flag_of(self.xml.text()?))
    }

    /// A number in units of `10^-places`; what is not a number is reported and left out.
    pub fn number(&mut self, places: u32) -> Flow<Option<i64>> {
        let text = self.xml.text()?;
        if text.trim().is_empty() {
            return Ok(None);
        }
        let found = decimal_of(text, places);
        if let Some((value, false)) = found {
            return Ok(Some(value));
        }
        let text = text.trim().to_owned();
        let field = self.xml.name().to_owned();
        Ok(self.odd_number(found, &field, &text))
    }

    /// The same for a text that is already at hand, such as an attribute's.
    pub fn number_in(&mut self, text: &str, places: u32, field: &str) -> Option<i64> {
        match decimal_of(text, places) {
            Some((value, false)) => Some(value),
            found if text.trim().is_empty() => found.map(|(value, _)| value),
            found => self.odd_number(found, field, text.trim()),
        }
    }

    fn odd_number(&mut self, found: Option<(i64, bool)>, field: &str, text: &str) -> Option<i64> {
        let line = self.xml.line();
        let id = match found {
            Some(_) => "exchange-finding-rounded",
            None => "exchange-finding-not-a-number",
        };
        self.report
            .warn(line, Message::new(id).with("field", field).with("value", text));
        found.map(|(value, _)| value)
    }

    pub fn quantity(&mut self) -> Flow<Option<Quantity>> {
        Ok(self.number(3)?.map(Quantity::from_thousandths))
    }

    /// A currency; one that is not known here is reported, and the caller leaves the row out.
    pub fn currency(&mut self) -> Flow<Given<Currency>> {
        let text = self.xml.text()?.trim();
        if text.is_empty() {
            return Ok(Given::Empty);
        }
        if let Some(currency) = currency_of(text) {
            return Ok(Given::Value(currency));
        }
        let text = text.to_owned();
        let line = self.xml.line();
        self.report
            .warn(line, Message::new("exchange-finding-currency").with("currency", text));
        Ok(Given::Absent)
    }
}

/// Ids of price types and warehouses repeat in runs, so a short list with the last found in front beats a hash.
fn intern(words: &mut Vec<Word>, text: &str) -> Word {
    const KEPT: usize = 24;
    if let Some(at) = words.iter().position(|word| &**word == text) {
        if at > 8 {
            words.swap(at, at / 2);
            return words[at / 2].clone();
        }
        return words[at].clone();
    }
    let word = Word::from(text);
    if words.len() >= KEPT {
        words.pop();
    }
    words.insert(words.len() / 2, word.clone());
    word
}

fn cut(text: &str, chars: usize) -> &str {
    if text.len() <= chars {
        return text;
    }
    match text.char_indices().nth(chars) {
        Some((at, _)) => &text[..at],
        None => text,
    }
}
