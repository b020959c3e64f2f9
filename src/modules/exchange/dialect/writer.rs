//! XML that never has an empty element: one that would be is taken back.

use std::fmt::Write;

use jiff::civil::DateTime;

use super::Charset;

pub(super) struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    pub fn new(charset: Charset) -> Writer {
        Writer {
            text: format!("<?xml version=\"1.0\" encoding=\"{}\"?>\n", charset.label()),
            depth: 0,
        }
    }

    /// Without a declaration.
    pub fn bare() -> Writer {
        Writer {
            text: String::new(),
            depth: 0,
        }
    }

    pub fn root(&mut self, schema: &str, formed: DateTime) {
        let formed = formed.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        self.text.push_str("<КоммерческаяИнформация");
        self.attribute("ВерсияСхемы", schema);
        self.attribute("ДатаФормирования", &formed);
        self.text.push_str(">\n");
        self.depth = 1;
    }

    pub fn end_root(mut self) -> String {
        self.text.push_str("</КоммерческаяИнформация>\n");
        self.text
    }

    pub fn into_text(self) -> String {
        self.text
    }

    pub fn open(&mut self, name: &str) {
        self.indent();
        let _ = writeln!(self.text, "<{name}>");
        self.depth += 1;
    }

    /// Closes an element that may be empty: a root.
    pub fn close_always(&mut self, name: &str) {
        self.depth -= 1;
        self.indent();
        let _ = writeln!(self.text, "</{name}>");
    }

    /// An element around what `fill` writes; nothing when that is nothing.
    pub fn within(&mut self, name: &str, fill: impl FnOnce(&mut Writer)) {
        let before = self.text.len();
        self.open(name);
        let inside = self.text.len();
        fill(self);
        if self.text.len() == inside {
            self.text.truncate(before);
            self.depth -= 1;
        } else {
            self.close_always(name);
        }
    }

    /// An element with a text; nothing when the text is blank.
    pub fn leaf(&mut self, name: &str, text: &str) {
        self.leaf_with(name, &[], text);
    }

    /// The same, cut to what the schema allows.
    pub fn cut_leaf(&mut self, name: &str, text: &str, chars: usize) {
        let end = text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at);
        self.leaf(name, &text[..end]);
    }

    pub fn leaf_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        let text = text.trim();
        if text
            .chars()
            .all(|character| is_forbidden(character) || character.is_whitespace())
        {
            return;
        }
        self.indent();
        let _ = write!(self.text, "<{name}");
        for (name, value) in attributes {
            if !value.trim().is_empty() {
                self.attribute(name, value.trim());
            }
        }
        self.text.push('>');
        escape(text, &mut self.text);
        let _ = writeln!(self.text, "</{name}>");
    }

    /// `ЗначениеРеквизита`; nothing when the value is blank.
    pub fn requisite(&mut self, name: &str, value: &str) {
        if value.trim().is_empty() {
            return;
        }
        self.within("ЗначениеРеквизита", |writer| {
            writer.cut_leaf("Наименование", name, 255);
            writer.cut_leaf("Значение", value, 1_000);
        });
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let _ = write!(self.text, " {name}=\"");
        escape(value, &mut self.text);
        self.text.push('"');
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.text.push('\t');
        }
    }
}

fn escape(text: &str, into: &mut String) {
    for character in text.chars() {
        match character {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '"' => into.push_str("&quot;"),
            '\r' => {}
            character if is_forbidden(character) => {}
            character => into.push(character),
        }
    }
}

/// Characters that XML 1.0 does not know, not even as references.
fn is_forbidden(character: char) -> bool {
    matches!(character, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
