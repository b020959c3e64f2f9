//! XML as a stream into a file.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use quick_xml::escape::escape;

use super::Plan;
use crate::standin::Family;

/// A stream of XML into a file: UTF-8 with a byte order mark, as 1C writes it (dossier 3).
pub(super) struct Out {
    writer: BufWriter<File>,
    bytes: u64,
}

impl Out {
    pub(super) fn create(path: &Path, plan: &Plan) -> io::Result<Out> {
        let mut out = Out {
            writer: BufWriter::with_capacity(1 << 18, File::create(path)?),
            bytes: 0,
        };
        let (schema, namespace) = match plan.family {
            Family::A => ("2.07", 2),
            Family::B => ("2.08", 2),
            Family::C => ("3.1", 3),
        };
        out.raw("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n")?;
        out.raw(&format!(
            "<КоммерческаяИнформация xmlns=\"urn:1C.ru:commerceml_{namespace}\" ВерсияСхемы=\"{schema}\" ДатаФормирования=\"{}\">\r\n",
            plan.formed
        ))?;
        Ok(out)
    }

    pub(super) fn raw(&mut self, text: &str) -> io::Result<()> {
        self.bytes += text.len() as u64;
        self.writer.write_all(text.as_bytes())
    }

    pub(super) fn open(&mut self, name: &str) -> io::Result<()> {
        self.raw("<")?;
        self.raw(name)?;
        self.raw(">")
    }

    /// Lines end after the elements that repeat, so that errors can be found by their line.
    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        self.raw("</")?;
        self.raw(name)?;
        self.raw(if matches!(name, "Товар" | "Предложение" | "Группа") {
            ">\r\n"
        } else {
            ">"
        })
    }

    pub(super) fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.open(name)?;
        self.raw(&escape(text))?;
        self.close(name)
    }

    pub(super) fn finish(mut self) -> io::Result<u64> {
        self.raw("</КоммерческаяИнформация>")?;
        self.writer.flush()?;
        Ok(self.bytes)
    }
}
