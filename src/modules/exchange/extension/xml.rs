//! The XML form:
//!
//! ```xml
//! <KabinetExchange version="1">
//!   <Orders>
//!     <Order number="26-000042" planned="2026-12-01">waiting for raw material
//!       <Line id="p-1#v-1" planned="2026-12-05">handles come later</Line>
//!     </Order>
//!   </Orders>
//! </KabinetExchange>
//! ```

use std::io::Read;

use super::money::{self, Fields, TypedPaper, TypedSettlement};
use super::{ExtensionItem, ROOT, TypedLine, check_version, reason_of};
use crate::modules::exchange::source::Xml;
use crate::modules::exchange::{Fault, Kind, Message, ReadError, Report};

pub(super) fn read(
    bytes: impl Read,
    report: &mut Report,
    sink: &mut dyn FnMut(ExtensionItem, u32) -> Result<(), anyhow::Error>,
) -> Result<(), ReadError> {
    let mut xml = Xml::new(bytes);
    xml.root()?;
    if xml.name() != ROOT {
        let name = xml.name().chars().take(60).collect();
        return Err(Fault::UnknownRoot { name }.into());
    }
    check_version(&xml.attribute("version")?.unwrap_or_default())?;
    while xml.child()? {
        let list = xml.name().to_owned();
        if !["Orders", "Documents", "Settlements"].contains(&list.as_str()) {
            let line = xml.line();
            report.warn(
                line,
                Message::new("exchange-finding-unknown-element").with("name", list),
            );
            xml.skip()?;
            continue;
        }
        while xml.child()? {
            match (list.as_str(), xml.name()) {
                ("Orders", "Order") => order(&mut xml, report, sink)?,
                ("Documents", "Document") => paper(&mut xml, report, sink)?,
                ("Settlements", "Settlement") => settlement(&mut xml, report, sink)?,
                _ => xml.skip()?,
            }
        }
    }
    xml.finish()?;
    Ok(())
}

fn order(
    xml: &mut Xml<'_>,
    report: &mut Report,
    sink: &mut dyn FnMut(ExtensionItem, u32) -> Result<(), anyhow::Error>,
) -> Result<(), ReadError> {
    let line = xml.line();
    let number = xml.attribute("number")?.unwrap_or_default().trim().to_owned();
    let planned = xml.attribute("planned")?.map(|day| day.trim().to_owned());
    let (mut said, mut lines) = (String::new(), Vec::new());
    while let Some(found) = xml.child_or_text()? {
        match found {
            None => said.push_str(xml.last_text()),
            Some("Line") => {
                let line = xml.line();
                let id = xml.attribute("id")?.unwrap_or_default().trim().to_owned();
                let planned = xml.attribute("planned")?.unwrap_or_default().trim().to_owned();
                let reason = reason_of(xml.text()?);
                lines.push(TypedLine {
                    id,
                    planned,
                    reason,
                    line,
                });
            }
            Some(_) => xml.skip()?,
        }
    }
    report.tally(Kind::OrderPlan).read += 1;
    super::plan(number, planned, reason_of(&said), lines, line, report)
        .map_or(Ok(()), |item| sink(item, line).map_err(ReadError::Stopped))
}

fn paper(
    xml: &mut Xml<'_>,
    report: &mut Report,
    sink: &mut dyn FnMut(ExtensionItem, u32) -> Result<(), anyhow::Error>,
) -> Result<(), ReadError> {
    let line = xml.line();
    let mut typed = TypedPaper {
        fields: Fields::of_xml(xml, money::DOCUMENT)?,
        ..TypedPaper::default()
    };
    while xml.child()? {
        match xml.name() {
            "Seller" => typed.seller = Fields::of_xml(xml, money::COMPANY)?,
            "Buyer" => typed.buyer = Fields::of_xml(xml, money::COMPANY)?,
            "File" => typed.file = Fields::of_xml(xml, money::FILE)?,
            _ => {}
        }
        xml.skip()?;
    }
    report.tally(Kind::Paper).read += 1;
    let paper = money::paper(&typed, line, report).map(|paper| ExtensionItem::Paper(Box::new(paper)));
    paper.map_or(Ok(()), |item| sink(item, line).map_err(ReadError::Stopped))
}

fn settlement(
    xml: &mut Xml<'_>,
    report: &mut Report,
    sink: &mut dyn FnMut(ExtensionItem, u32) -> Result<(), anyhow::Error>,
) -> Result<(), ReadError> {
    let line = xml.line();
    let mut typed = TypedSettlement {
        fields: Fields::of_xml(xml, money::SETTLEMENT)?,
        ..TypedSettlement::default()
    };
    while xml.child()? {
        match xml.name() {
            "Seller" => typed.seller = Fields::of_xml(xml, money::COMPANY)?,
            "Buyer" => typed.buyer = Fields::of_xml(xml, money::COMPANY)?,
            "Operation" => {
                let line = xml.line();
                typed.operations.push((Fields::of_xml(xml, money::OPERATION)?, line));
            }
            "Due" => due(xml, &mut typed)?,
            // The list may have an element of its own: an empty one says that nothing is open.
            "Dues" => {
                typed.dues.get_or_insert_default();
                while xml.child()? {
                    if xml.name() == "Due" {
                        due(xml, &mut typed)?;
                    }
                    xml.skip()?;
                }
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    report.tally(Kind::Settlement).read += 1;
    let told = money::settlement(&typed, line, report).map(|told| ExtensionItem::Settlement(Box::new(told)));
    told.map_or(Ok(()), |item| sink(item, line).map_err(ReadError::Stopped))
}

fn due(xml: &mut Xml<'_>, typed: &mut TypedSettlement) -> Result<(), ReadError> {
    let line = xml.line();
    let fields = Fields::of_xml(xml, money::DUE)?;
    typed.dues.get_or_insert_default().push((fields, line));
    Ok(())
}
