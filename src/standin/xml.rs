//! A small tree of XML, read and written. Orders are small; the catalogue is written as a stream and never read.

use std::fmt::Write as _;

use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::Event;

const DEPTH_MAX: usize = 64;
const NODES_MAX: usize = 5_000_000;

/// An element with its local name, attributes, own text and children.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) text: String,
    pub(super) children: Vec<Node>,
}

impl Node {
    pub(super) fn new(name: &str) -> Node {
        Node {
            name: name.to_owned(),
            ..Node::default()
        }
    }

    pub(super) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The trimmed text of a child; empty when there is none.
    pub(super) fn text_of(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.trim())
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn with(mut self, child: Node) -> Node {
        self.children.push(child);
        self
    }

    /// Adds a child with text; an empty text adds nothing.
    pub(super) fn text(mut self, name: &str, text: impl AsRef<str>) -> Node {
        if !text.as_ref().is_empty() {
            self.children.push(Node {
                text: text.as_ref().to_owned(),
                ..Node::new(name)
            });
        }
        self
    }

    pub(super) fn attr(mut self, name: &str, value: impl Into<String>) -> Node {
        self.attributes.push((name.to_owned(), value.into()));
        self
    }

    /// The first element below this one that has neither text, children nor attributes.
    pub(super) fn first_empty(&self) -> Option<&Node> {
        self.children.iter().find_map(|child| {
            let empty = child.children.is_empty() && child.text.trim().is_empty() && child.attributes.is_empty();
            if empty { Some(child) } else { child.first_empty() }
        })
    }

    /// The document as 1C writes it: UTF-8 with a byte order mark, indented by tabs.
    pub(super) fn document(&self) -> String {
        let mut out = String::from("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n");
        self.write(&mut out, 0);
        out
    }

    fn write(&self, out: &mut String, depth: usize) {
        let indent = "\t".repeat(depth);
        let _ = write!(out, "{indent}<{}", self.name);
        for (name, value) in &self.attributes {
            let _ = write!(out, " {name}=\"{}\"", escape(value.as_str()));
        }
        if self.children.is_empty() {
            let _ = write!(out, ">{}</{}>\r\n", escape(self.text.as_str()), self.name);
            return;
        }
        out.push_str(">\r\n");
        for child in &self.children {
            child.write(out, depth + 1);
        }
        let _ = write!(out, "{indent}</{}>\r\n", self.name);
    }
}

/// Reads a whole document; the error is a sentence.
pub(super) fn parse(text: &str) -> Result<Node, String> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Node> = Vec::new();
    let mut nodes = 0_usize;
    loop {
        let event = reader.read_event().map_err(|error| error.to_string())?;
        match event {
            Event::Start(ref start) | Event::Empty(ref start) => {
                nodes += 1;
                if open.len() >= DEPTH_MAX || nodes > NODES_MAX {
                    return Err("too deep or too many elements".into());
                }
                let mut node = Node::new(start.local_name().into_inner());
                for attribute in start.attributes() {
                    let attribute = attribute.map_err(|error| error.to_string())?;
                    let value = attribute
                        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                        .map_err(|error| error.to_string())?;
                    let key = attribute.key.into_inner().to_owned();
                    node.attributes.push((key, value.into_owned()));
                }
                if matches!(event, Event::Empty(_)) {
                    match open.last_mut() {
                        Some(parent) => parent.children.push(node),
                        None => return Ok(node),
                    }
                } else {
                    open.push(node);
                }
            }
            Event::End(_) => {
                let node = open.pop().ok_or("a closing tag without an opening one")?;
                match open.last_mut() {
                    Some(parent) => parent.children.push(node),
                    None => return Ok(node),
                }
            }
            Event::Text(text) => push_text(&mut open, &text),
            Event::CData(text) => push_text(&mut open, &text),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(character)) => push_text(&mut open, character.encode_utf8(&mut [0; 4])),
                Ok(None) => match resolve_predefined_entity(&reference) {
                    Some(text) => push_text(&mut open, text),
                    None => return Err(format!("unknown entity &{};", &*reference)),
                },
                Err(error) => return Err(error.to_string()),
            },
            Event::DocType(_) => return Err("a document type declaration".into()),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return Err("the document ends before its root is closed".into()),
        }
    }
}

fn push_text(open: &mut [Node], text: &str) {
    if let Some(node) = open.last_mut() {
        node.text.push_str(text);
    }
}
