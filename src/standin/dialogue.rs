//! The phases of an exchange over HTTP, as each family goes through them.

use std::path::Path;
use std::time::Duration;

use super::error::broken;
use super::link::{Kind, Link, Reply, Terms};
use super::order::{self, SiteOrder};
use super::parcel::{Item, Portion};
use super::run::Traffic;
use super::{Family, Options, StandInError, xml};

/// A server under play.
pub struct Dialogue<'a> {
    options: &'a Options,
    pub link: Link,
}

impl<'a> Dialogue<'a> {
    pub fn new(options: &'a Options, address: &str) -> Result<Dialogue<'a>, StandInError> {
        let link = Link::new(options.family, address, &options.user, &options.password)?;
        Ok(Dialogue { options, link })
    }

    /// Sends a catalogue: every portion is a session of its own (dossier 1.1).
    pub fn send_catalogue(
        &mut self,
        portions: &[Portion],
        scratch: &Path,
        traffic: &mut Traffic,
    ) -> Result<(), StandInError> {
        let last = portions.len().saturating_sub(1);
        for (number, portion) in portions.iter().enumerate() {
            self.link.checkauth(Kind::Catalogue)?;
            let terms = self.link.init(Kind::Catalogue)?;
            self.send_files(Kind::Catalogue, &terms, portion, scratch, traffic)?;
            self.import_files(Kind::Catalogue, portion, traffic)?;
            if self.options.family == Family::C && number == last {
                self.close_catalogue()?;
            }
        }
        Ok(())
    }

    /// Switching off what was not sent, and the end of the session (dossier 1.5): client C alone.
    fn close_catalogue(&mut self) -> Result<(), StandInError> {
        if self.options.deactivate {
            let Some(timestamp) = self.link.timestamp.clone() else {
                return Err(broken("1.1", "line 5 of checkauth is timestamp=VALUE", "no such line"));
            };
            let query = format!("mode=deactivate&timestamp={timestamp}");
            self.link.expect_success(Kind::Catalogue, &query, "1.5")?;
        }
        self.link.expect_success(Kind::Catalogue, "mode=complete", "1.5")
    }

    /// Receives orders. `success` is said only when `process` has taken them in (dossier 1.6).
    pub fn receive_orders(
        &mut self,
        process: impl FnOnce(Vec<SiteOrder>) -> Result<(), StandInError>,
    ) -> Result<(), StandInError> {
        self.link.checkauth(Kind::Sale)?;
        // A goes straight to query (dossier 1.6).
        if self.options.family != Family::A {
            self.link.init(Kind::Sale)?;
        }
        if self.options.family == Family::C {
            let reply = self.link.get(Kind::Sale, "mode=info")?;
            check_info(&reply)?;
        }
        let reply = self.link.get(Kind::Sale, "mode=query")?;
        let text = orders_text(self.options.family, &reply)?;
        process(order::read(self.options.family, &text)?)?;
        if self.options.no_success {
            return Ok(());
        }
        self.link.expect_success(Kind::Sale, "mode=success", "1.6")
    }

    /// Sends changed orders back (dossier 1.6).
    pub fn send_orders(
        &mut self,
        portion: &Portion,
        scratch: &Path,
        traffic: &mut Traffic,
    ) -> Result<(), StandInError> {
        self.link.checkauth(Kind::Sale)?;
        let terms = self.link.init(Kind::Sale)?;
        self.send_files(Kind::Sale, &terms, portion, scratch, traffic)?;
        self.import_files(Kind::Sale, portion, traffic)
    }

    /// With zip: everything in one archive named like `v8_1065_3a.zip`, B keeping pictures outside; without: every
    /// file under its own name (dossier 1.3).
    fn send_files(
        &mut self,
        kind: Kind,
        terms: &Terms,
        portion: &Portion,
        scratch: &Path,
        traffic: &mut Traffic,
    ) -> Result<(), StandInError> {
        let (packed, plain): (Vec<Item>, Vec<Item>) = portion
            .items
            .iter()
            .cloned()
            .partition(|item| terms.zip && (self.options.family != Family::B || item.is_xml()));
        if !packed.is_empty() {
            let number = self.link.requests;
            let name = format!("v8_{:04X}_{:x}.zip", 0x1065 + number, 0x3a + number);
            let path = scratch.join(&name);
            let items = packed.into_iter().map(|item| Item {
                name: self.sent_name(&item),
                ..item
            });
            Portion { items: items.collect() }.pack(&path)?;
            traffic.bytes_sent += self.link.send(kind, terms, &name, &path)?;
            traffic.files_sent += 1;
            std::fs::remove_file(&path).map_err(StandInError::file(&path))?;
        }
        for item in plain {
            traffic.bytes_sent += self.link.send(kind, terms, &self.sent_name(&item), &item.path)?;
            traffic.files_sent += 1;
        }
        Ok(())
    }

    fn import_files(&mut self, kind: Kind, portion: &Portion, traffic: &mut Traffic) -> Result<(), StandInError> {
        let pause = Duration::from_millis(self.options.pause);
        for item in portion.imports(self.options.family) {
            traffic.import_calls += self.link.import(kind, item.bare(), pause)?;
            traffic.imports += 1;
        }
        Ok(())
    }

    /// XML files go under their bare names, pictures keep `import_files/ab/` (dossier 1.3).
    fn sent_name(&self, item: &Item) -> String {
        if item.is_xml() {
            item.bare().to_owned()
        } else {
            item.name.clone()
        }
    }
}

/// The text of the orders in a reply to `query` (dossier 1.6): A compares the first five characters.
fn orders_text(family: Family, reply: &Reply) -> Result<String, StandInError> {
    if reply.bytes.starts_with(b"PK") {
        return unpack(&reply.bytes);
    }
    if reply.word() == "failure" {
        return Err(StandInError::Refused {
            step: "query".into(),
            text: reply.rest(),
        });
    }
    let begins = reply.text.starts_with("<?xml");
    let bare = family != Family::A && reply.text.starts_with("<КоммерческаяИнформация");
    if !begins && !bare {
        return Err(broken(
            "1.6",
            "the reply to query begins with <?xml or is an archive",
            &reply.text,
        ));
    }
    // 1C decodes by the Content-Type, the reader of XML by the declaration: they have to agree (dossier 1).
    let declaration = reply.text.split("?>").next().unwrap_or_default();
    if let Some(declared) = declared_encoding(declaration).filter(|_| begins) {
        let encoding = encoding_rs::Encoding::for_label(declared.as_bytes());
        let again = encoding.map(|encoding| encoding.decode_without_bom_handling(&reply.bytes).0.into_owned());
        if again.as_deref() != Some(reply.text.as_str()) {
            return Err(broken(
                "1",
                "the charset of Content-Type and of the XML declaration agree",
                declared,
            ));
        }
    }
    Ok(reply.text.clone())
}

fn declared_encoding(declaration: &str) -> Option<&str> {
    let after = declaration.split("encoding=").nth(1)?;
    let quote = after.chars().next()?;
    after.get(1..)?.split(quote).next()
}

/// The first file of an archive of orders; at most 64 MiB.
fn unpack(bytes: &[u8]) -> Result<String, StandInError> {
    let failed = |cause: &dyn std::fmt::Display| broken("1.6", "an archive of orders can be read", cause.to_string());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(|error| failed(&error))?;
    let file = archive.by_index(0).map_err(|error| failed(&error))?;
    let mut content = Vec::new();
    std::io::Read::read_to_end(&mut std::io::Read::take(file, 64 << 20), &mut content)
        .map_err(|error| failed(&error))?;
    let declaration = String::from_utf8_lossy(&content[..content.len().min(200)]).into_owned();
    let label = declared_encoding(&declaration).unwrap_or("utf-8");
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::UTF_8);
    Ok(encoding.decode_with_bom_removal(&content).0.into_owned())
}

/// Dictionaries for mapping in 1C (dossier 1.6).
fn check_info(reply: &Reply) -> Result<(), StandInError> {
    let rule = "info is a Справочник of Статусы and others, each Элемент with Ид and Название";
    let root = xml::parse(&reply.text).map_err(|error| broken("1.6", rule, error))?;
    if root.name != "Справочник" || root.children.is_empty() {
        return Err(broken("1.6", rule, &root.name));
    }
    for element in root.children.iter().flat_map(|list| &list.children) {
        if element.name != "Элемент" || element.text_of("Ид").is_empty() || element.text_of("Название").is_empty()
        {
            return Err(broken("1.6", rule, &element.name));
        }
    }
    Ok(())
}
