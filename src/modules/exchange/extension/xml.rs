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
        if xml.name() != "Orders" {
            let line = xml.line();
            report.warn(
                line,
                Message::new("exchange-finding-unknown-element").with("name", xml.name()),
            );
            xml.skip()?;
            continue;
        }
        while xml.child()? {
            if xml.name() == "Order" {
                order(&mut xml, report, sink)?;
            } else {
                xml.skip()?;
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
