//! A model as a workbook: taken, edited in a spreadsheet, and brought back.

use serde::Deserialize;
use tokio::sync::Semaphore;

use super::HERE;
use super::build::{load, show};
use crate::modules::catalogue::queries as goods;
use crate::modules::configurator::model::{Model, Sheet};
use crate::modules::configurator::tables::{Finding, KnownType, ROWS_MAX, Tables, parse, sheet_name, write};
use crate::modules::configurator::{actions, queries};
use crate::platform::error::Error;
use crate::platform::sheets::{self, Book};
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome};

/// Sheets of one workbook: ours and a few of the administrator's own.
const SHEETS_MAX: usize = 30;

pub async fn workbook(cx: Cx) -> Outcome {
    let (workshop, _) = load(&cx)?;
    given(&cx, workshop.product, &workshop.model)
}

/// An edition as it was published.
pub async fn edition(cx: Cx) -> Outcome {
    let edition = queries::edition(&cx.access.read()?, cx.param("product")?, cx.param("edition")?)?;
    let edition = edition.ok_or(Error::NotFound)?;
    given(&cx, edition.product, &edition.model)
}

fn given(cx: &Cx, product: crate::modules::catalogue::ProductId, model: &Model) -> Outcome {
    let product = goods::product(&cx.access.read()?, product)?.ok_or(Error::NotFound)?;
    let tables = write(model, cx.locale);
    let books: Vec<Book<'_>> = Sheet::ALL
        .into_iter()
        .map(|sheet| {
            let rows = tables.0.get(&sheet).map(Vec::as_slice).unwrap_or_default();
            let (head, body) = match rows.split_first() {
                Some((head, body)) => (head.1.as_slice(), body),
                None => (&[][..], rows),
            };
            Book {
                name: sheet_name(cx.locale, sheet),
                columns: head.iter().map(|cell| (cell.as_str(), width(cell))).collect(),
                rows: body
                    .iter()
                    .map(|(_, cells)| cells.iter().map(String::as_str).collect())
                    .collect(),
            }
        })
        .collect();
    let bytes = sheets::workbook(&books).map_err(Error::internal)?;
    cx.download(
        &format!("{}.xlsx", file_name(&product.article, &product.name)),
        sheets::XLSX,
        bytes,
    )
}

fn width(heading: &str) -> u16 {
    u16::try_from(heading.chars().count()).unwrap_or(40).clamp(12, 40) + 6
}

fn file_name(article: &str, name: &str) -> String {
    let text = if article.is_empty() { name } else { article };
    let plain = text
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { '-' });
    plain.take(60).collect()
}

/// Workbooks that are read at one time: each may take some 100 MB while it is.
static READING: Semaphore = Semaphore::const_new(1);

enum Read {
    Model(Box<Model>),
    Findings(Vec<Finding>),
    Unreadable(Message),
}

/// What the page was drawn from: a book doesn't write over what another saved meanwhile.
#[derive(Deserialize, Default)]
#[serde(default)]
struct From {
    version: u32,
}

/// Replaces the unpublished model by what a workbook says. With anything wrong in it nothing is replaced.
pub async fn upload(cx: Cx) -> Outcome {
    let (workshop, types) = load(&cx)?;
    let from: From = cx.query()?;
    let Some(bytes) = cx.uploaded("file").await? else {
        return show(&cx, None, Some(Message::new("configurator-no-file")));
    };
    let read = {
        let _turn = READING.acquire().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(move || read(&bytes, &types))
            .await
            .map_err(Error::internal)?
    };
    let model = match read {
        Read::Model(model) => *model,
        Read::Findings(findings) => return show(&cx, Some(findings), None),
        Read::Unreadable(why) => return show(&cx, None, Some(why)),
    };
    match actions::change(&cx.access, workshop.product, from.version, model).await {
        Ok(saved) => {
            let said = match saved.ahead {
                true => "configurator-uploaded",
                false => "configurator-uploaded-same",
            };
            cx.flash(Message::new(said)).await?;
            cx.redirect(&format!("{HERE}/{}", workshop.product))
        }
        Err(Error::Refused(why)) => show(&cx, None, Some(why)),
        Err(error) => Err(error),
    }
}

fn read(bytes: &[u8], types: &[KnownType]) -> Read {
    let book = match sheets::read_book(bytes, SHEETS_MAX, ROWS_MAX) {
        Ok(book) => book,
        Err(error) => return Read::Unreadable(error.message()),
    };
    let parsed = parse(&Tables::of_book(book), types);
    let findings = parsed.findings();
    match findings.is_empty() {
        true => Read::Model(Box::new(parsed.model)),
        false => Read::Findings(findings),
    }
}
