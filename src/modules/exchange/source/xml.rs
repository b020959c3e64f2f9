//! A walk over XML elements within limits, by local names.
//!
//! quick-xml has no limits of its own and splits text at entities. This wrapper gives a reader three moves - next child,
//! text, skip - and refuses what a 1C never writes: DOCTYPE, unknown entities, elements nested beyond reason, values of
//! megabytes. Names and values land in buffers that are used again, so a walk allocates nothing per element.

use std::borrow::Cow;
use std::io::Read;

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::Event;
use quick_xml::events::attributes::{Attribute, Attributes};

use super::text::{Notes, Text, fault_of};
use crate::modules::exchange::Fault;

/// The deepest nesting of elements. The deepest real file seen has 16; nested groups take two levels each.
pub const DEPTH_MAX: u32 = 64;
/// The most attributes of one element.
pub const ATTRIBUTES_MAX: usize = 64;
/// The most bytes between two events.
pub const TOKEN_BYTES_MAX: usize = 1024 * 1024;
/// The most bytes of one item with all that is in it (a product, an order, all groups).
pub const ITEM_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// Where the walk stands: at an element that was just opened, or between elements.
pub struct Xml<'a> {
    reader: Reader<Text<'a>>,
    event: Vec<u8>,
    name: String,
    attributes: String,
    text: String,
    depth: u32,
    /// The element that was just opened was `<empty/>`: its close is not an event.
    empty: bool,
    item_start: Option<u64>,
}

/// One move of the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Open,
    Close,
    Text,
    End,
}

impl<'a> Xml<'a> {
    pub fn new(bytes: impl Read + 'a) -> Xml<'a> {
        let mut reader = Reader::from_reader(Text::new(bytes, TOKEN_BYTES_MAX));
        let config = reader.config_mut();
        config.check_end_names = true;
        config.expand_empty_elements = false;
        Xml {
            reader,
            event: Vec::with_capacity(4_096),
            name: String::new(),
            attributes: String::new(),
            text: String::new(),
            depth: 0,
            empty: false,
            item_start: None,
        }
    }

    /// Opens the root element; its local name is [`Xml::name`].
    pub fn root(&mut self) -> Result<(), Fault> {
        loop {
            match self.step() {
                Ok(Step::Open) => return Ok(()),
                Ok(Step::Text) if self.text.trim().is_empty() => self.text.clear(),
                Ok(Step::End) if self.reader.get_ref().position() == 0 => return Err(Fault::Empty),
                Ok(Step::End) => return Err(self.truncated()),
                Ok(Step::Text | Step::Close) => return Err(Fault::NotXml),
                Err(fault @ (Fault::Doctype { .. } | Fault::Encoding { .. } | Fault::Io { .. })) => return Err(fault),
                // An attribute of 10 MB is too large; a picture is just not XML.
                Err(Fault::TooLarge { line }) if self.event.trim_ascii_start().starts_with(b"<") => {
                    return Err(Fault::TooLarge { line });
                }
                Err(fault @ (Fault::Truncated { .. } | Fault::TooManyAttributes { .. })) => return Err(fault),
                Err(_) => return Err(Fault::NotXml),
            }
        }
    }

    /// Moves to the next child of the element that the walk is in: true, and its name can be asked; or past the
    /// element's end: false. Text between is passed over.
    pub fn child(&mut self) -> Result<bool, Fault> {
        if std::mem::take(&mut self.empty) {
            self.depth -= 1;
            return Ok(false);
        }
        self.keep_text(false);
        loop {
            match self.step()? {
                Step::Open => return Ok(true),
                Step::Close => return Ok(false),
                Step::Text => self.text.clear(),
                Step::End => return Err(self.truncated()),
            }
        }
    }

    /// Like [`Xml::child`], and stops at text too: `Some(None)`, and [`Xml::last_text`] has it.
    pub fn child_or_text(&mut self) -> Result<Option<Option<&str>>, Fault> {
        self.text.clear();
        if std::mem::take(&mut self.empty) {
            self.depth -= 1;
            return Ok(None);
        }
        self.keep_text(true);
        match self.step()? {
            Step::Open => Ok(Some(Some(&self.name))),
            Step::Close => Ok(None),
            Step::Text => Ok(Some(None)),
            Step::End => Err(self.truncated()),
        }
    }

    /// The text that [`Xml::child_or_text`] stopped at.
    pub fn last_text(&self) -> &str {
        &self.text
    }

    /// The local name of the element that was opened last.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value of an attribute of the element that was opened last, by local name, with entities resolved.
    pub fn attribute(&mut self, name: &str) -> Result<Option<Cow<'_, str>>, Fault> {
        if self.attributes.is_empty() {
            return Ok(None);
        }
        let line = self.reader.get_mut().line();
        for attribute in Attributes::new(&self.attributes, 0).with_checks(false) {
            let attribute = attribute.map_err(|error| Fault::Syntax {
                line,
                detail: error.to_string(),
            })?;
            if attribute.key.local_name().as_ref() == name {
                let Attribute { value, .. } = attribute;
                let unescaped = match &value {
                    Cow::Borrowed(value) => unescape(value),
                    Cow::Owned(value) => unescape(value).map(|value| Cow::Owned(value.into_owned())),
                };
                return unescaped.map(Some).map_err(|_| Fault::Entity {
                    line,
                    name: value.chars().take(40).collect(),
                });
            }
        }
        Ok(None)
    }

    /// The text of the element that was opened last, to its end; elements within it are passed over.
    pub fn text(&mut self) -> Result<&str, Fault> {
        self.text.clear();
        if std::mem::take(&mut self.empty) {
            self.depth -= 1;
            return Ok("");
        }
        let within = self.depth;
        self.keep_text(true);
        loop {
            match self.step()? {
                Step::Text => {}
                Step::Open => {
                    self.skip()?;
                    self.keep_text(true);
                }
                Step::Close if self.depth < within => return Ok(&self.text),
                Step::Close => {}
                Step::End => return Err(self.truncated()),
            }
        }
    }

    /// Passes over the element that was opened last.
    pub fn skip(&mut self) -> Result<(), Fault> {
        if std::mem::take(&mut self.empty) {
            self.depth -= 1;
            return Ok(());
        }
        let outside = self.depth - 1;
        let kept = self.text.len();
        self.keep_text(false);
        while self.depth > outside {
            match self.step()? {
                Step::Text => self.text.truncate(kept),
                Step::End => return Err(self.truncated()),
                Step::Open if std::mem::take(&mut self.empty) => self.depth -= 1,
                Step::Open | Step::Close => {}
            }
        }
        Ok(())
    }

    /// After the root is closed: nothing but blanks may follow.
    pub fn finish(&mut self) -> Result<(), Fault> {
        self.keep_text(true);
        self.text.clear();
        loop {
            match self.step()? {
                Step::End => return Ok(()),
                Step::Text if self.text.trim().is_empty() => self.text.clear(),
                Step::Text | Step::Open | Step::Close => {
                    return Err(self.syntax("something follows the root element"));
                }
            }
        }
    }

    pub fn line(&mut self) -> u32 {
        self.reader.get_mut().line()
    }

    /// Bytes of text read so far.
    pub fn position(&self) -> u64 {
        self.reader.get_ref().position()
    }

    pub fn notes(&self) -> &Notes {
        self.reader.get_ref().notes()
    }

    /// Begins an item, whose size is limited as a whole, until [`Xml::end_item`].
    pub fn begin_item(&mut self) {
        self.item_start = Some(self.position());
    }

    pub fn end_item(&mut self) {
        self.item_start = None;
    }

    /// Between elements the blanks of indentation are not worth an event. Within a text they are text, also after an
    /// entity.
    fn keep_text(&mut self, keep: bool) {
        self.reader.config_mut().trim_text_start = !keep;
    }

    fn step(&mut self) -> Result<Step, Fault> {
        loop {
            self.event.clear();
            let event = self.reader.read_event_into(&mut self.event);
            let step = match event {
                Ok(Event::Start(start)) => {
                    set(&mut self.name, start.local_name().as_ref());
                    set(&mut self.attributes, start.attributes_raw().trim());
                    self.depth += 1;
                    Ok(Step::Open)
                }
                Ok(Event::Empty(start)) => {
                    set(&mut self.name, start.local_name().as_ref());
                    set(&mut self.attributes, start.attributes_raw().trim());
                    self.depth += 1;
                    self.empty = true;
                    Ok(Step::Open)
                }
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    Ok(Step::Close)
                }
                Ok(Event::Text(text)) => {
                    push_lines(&mut self.text, &text);
                    Ok(Step::Text)
                }
                Ok(Event::CData(text)) => {
                    push_lines(&mut self.text, &text);
                    Ok(Step::Text)
                }
                Ok(Event::GeneralRef(reference)) => {
                    if reference.is_char_ref() {
                        // A reference to a character that XML forbids is left out like the character itself.
                        if let Ok(Some(character)) = reference.resolve_char_ref()
                            && !is_forbidden(character)
                        {
                            self.text.push(character);
                        }
                        Ok(Step::Text)
                    } else if let Some(known) = resolve_predefined_entity(&reference) {
                        self.text.push_str(known);
                        Ok(Step::Text)
                    } else {
                        Err(Some(reference.to_string()))
                    }
                }
                Ok(Event::Decl(_) | Event::PI(_) | Event::Comment(_)) => {
                    self.reader.get_mut().mark();
                    continue;
                }
                Ok(Event::DocType(_)) => Err(None),
                Ok(Event::Eof) => Ok(Step::End),
                Err(error) => return Err(self.fault(error)),
            };
            let step = match step {
                Ok(step) => step,
                Err(entity) => {
                    let line = self.line();
                    return Err(match entity {
                        Some(name) => Fault::Entity { line, name },
                        None => Fault::Doctype { line },
                    });
                }
            };
            self.reader.get_mut().mark();
            self.check(step)?;
            return Ok(step);
        }
    }

    fn check(&mut self, step: Step) -> Result<(), Fault> {
        if let Some(start) = self.item_start
            && self.position() - start > ITEM_BYTES_MAX
        {
            let line = self.line();
            return Err(Fault::TooLarge { line });
        }
        match step {
            Step::Open => {
                if self.depth > DEPTH_MAX {
                    let line = self.line();
                    return Err(Fault::TooDeep { line });
                }
                if self.attributes.len() > ATTRIBUTES_MAX
                    && Attributes::new(&self.attributes, 0)
                        .with_checks(false)
                        .take(ATTRIBUTES_MAX + 1)
                        .count()
                        > ATTRIBUTES_MAX
                {
                    let line = self.line();
                    return Err(Fault::TooManyAttributes { line });
                }
            }
            Step::Text if self.text.len() > 4 * TOKEN_BYTES_MAX => {
                let line = self.line();
                return Err(Fault::TooLarge { line });
            }
            Step::Text | Step::Close | Step::End => {}
        }
        Ok(())
    }

    fn truncated(&mut self) -> Fault {
        Fault::Truncated { line: self.line() }
    }

    fn syntax(&mut self, detail: &str) -> Fault {
        Fault::Syntax {
            line: self.line(),
            detail: detail.to_owned(),
        }
    }

    fn fault(&mut self, error: Error) -> Fault {
        match error {
            Error::Io(error) => fault_of(&error),
            Error::Syntax(SyntaxError::InvalidBangMarkup) => self.syntax(&error.to_string()),
            // All other errors of syntax are «not closed before the end of input».
            Error::Syntax(_) | Error::IllFormed(IllFormedError::MissingEndTag(_)) => self.truncated(),
            error => self.syntax(&error.to_string()),
        }
    }
}

fn set(buffer: &mut String, text: &str) {
    buffer.clear();
    buffer.push_str(text);
}

/// Appends text with line ends as XML wants them.
fn push_lines(buffer: &mut String, text: &str) {
    if text.contains('\r') {
        buffer.push_str(&text.replace("\r\n", "\n").replace('\r', "\n"));
    } else {
        buffer.push_str(text);
    }
}

fn is_forbidden(character: char) -> bool {
    matches!(character, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
