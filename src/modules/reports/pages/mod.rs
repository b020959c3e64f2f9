//! Handlers of plans and figures.

pub mod analytics;
pub mod capacity;
pub mod company;
pub mod dealer;
mod link;
pub mod pipeline;
pub mod plan;
pub mod promises;

pub use link::Link;

use std::str::FromStr;

use super::counting;
use super::figures::analytics::NONE;
use super::model::{Period, Preset};
use super::views::Behindhand;
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::sheets::{Cell, Ledger, SheetError};
use crate::platform::store::ReadTx;
use crate::platform::values::{Currency, Day};
use crate::platform::web::{Cx, Outcome};

/// Today in the manufacturer's zone: orders are counted by its days.
fn today(cx: &Cx) -> Day {
    cx.access.now().day_in(&cx.services().zone)
}

/// A filter of an address. An empty one asks for nothing; one that can't be read asks for what isn't there.
fn asked<T: FromStr>(text: &str) -> Result<Option<T>, Error> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Error::NotFound),
    }
}

/// The same of what a thing may lack: [`NONE`] asks for those without one.
fn asked_or_none<T: FromStr>(text: &str) -> Result<Option<Option<T>>, Error> {
    match text {
        NONE => Ok(Some(None)),
        text => Ok(asked(text)?.map(Some)),
    }
}

/// A choice by its name; the usual one where none is named.
fn chosen<T: Default>(text: &str, named: impl FnOnce(&str) -> Option<T>) -> Result<T, Error> {
    match text {
        "" => Ok(T::default()),
        text => named(text).ok_or(Error::NotFound),
    }
}

/// A period by its name; the first one where none is asked for.
fn period(cx: &Cx, code: &str, usual: Preset) -> Result<(Preset, Period), Error> {
    let preset = match code {
        "" => usual,
        code => Preset::from_code(code).ok_or(Error::NotFound)?,
    };
    Ok((preset, preset.period(today(cx))))
}

/// The stretch of a period that the orders behind a figure are asked for.
fn within(whole: Period, from: &str, to: &str) -> Result<Period, Error> {
    let from: Day = asked(from)?.unwrap_or(whole.from);
    let to: Day = asked(to)?.unwrap_or(whole.to);
    Period::new(from, to).ok_or(Error::NotFound)
}

/// Are the sums behind the journal? Said on the page rather than hidden.
fn behindhand(tx: &ReadTx) -> Result<Behindhand, Error> {
    /// Entries that are counted in a moment anyway.
    const A_MOMENT: u64 = 50;
    Ok(Behindhand(counting::behind(tx)? > A_MOMENT))
}

/// A report as a workbook.
struct Sheet {
    name: &'static str,
    /// What is counted, and when.
    notes: Vec<String>,
    /// Headings and widths in characters.
    columns: Vec<(String, u16)>,
    rows: Vec<Vec<Cell>>,
    total: Option<Vec<Cell>>,
}

/// Writing a workbook takes a while: others are not kept waiting.
async fn book(cx: &Cx, file: &str, sheet: Sheet) -> Outcome {
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let written = tokio::task::spawn_blocking(move || -> Result<Vec<u8>, SheetError> {
        let mut ledger = Ledger::new(sheet.name, &sheet.notes, &sheet.columns)?;
        for row in &sheet.rows {
            ledger.row(row)?;
        }
        if let Some(total) = &sheet.total {
            ledger.total(total)?;
        }
        let mut bytes = std::io::Cursor::new(Vec::new());
        ledger.save(&mut bytes)?;
        Ok(bytes.into_inner())
    });
    let bytes = written.await.map_err(Error::internal)?.map_err(Error::internal)?;
    cx.download(file, XLSX, bytes)
}

/// When the figures are read, as the reader's clock shows it.
fn as_of(cx: &Cx) -> String {
    format::datetime(cx.access.now(), &cx.zone).to_string()
}

fn currency(code: &str) -> Result<Option<Currency>, Error> {
    match code {
        "" => Ok(None),
        code => Currency::from_code(code).map(Some).ok_or(Error::NotFound),
    }
}
