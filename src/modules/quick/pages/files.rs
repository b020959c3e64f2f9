//! Files in and out: an upload, its template, and the rows that wait to be mended.

use serde::Deserialize;
use tokio::sync::Semaphore;

use super::{dealer_of, desk, sheet};
use crate::modules::orders::DraftId;
use crate::modules::quick::read_models::said;
use crate::modules::quick::{Checked, ROWS_MAX, Refusal, Verdict, actions, written};
use crate::platform::error::Error;
use crate::platform::sheets::{self, Book};
use crate::platform::values::{DealerId, Message};
use crate::platform::web::{Cx, Outcome};
use crate::tr;

/// Rows of headings that may stand over the rows of an order.
const HEADINGS: usize = 20;

#[derive(Deserialize, Default)]
#[serde(default)]
struct UploadQuery {
    dealer: Option<DealerId>,
    draft: Option<DraftId>,
}

pub async fn upload(cx: Cx) -> Outcome {
    let query: UploadQuery = cx.query()?;
    let dealer = dealer_of(&cx, &cx.access.read()?, query.dealer)?.id;
    let rows = match cx.uploaded("file").await? {
        None => Err(Refusal::NoFile.message()),
        Some(bytes) => rows(bytes).await?,
    };
    let refused = |why: Message| desk::refused(&cx, query.dealer, query.draft, why);
    let rows = match rows {
        Ok(rows) => rows,
        Err(why) => return refused(why),
    };
    match actions::begin(&cx.access, dealer, query.draft, rows).await {
        Ok(intake) => cx.redirect(&format!("/quick/{}", intake.id)),
        Err(Error::Refused(why)) => refused(why),
        Err(error) => Err(error),
    }
}

/// Workbooks that are read at one time: each may take some 100 MB while it is.
static READING: Semaphore = Semaphore::const_new(2);

/// Reading a workbook takes a while: others are not kept waiting.
async fn rows(bytes: bytes::Bytes) -> Result<Result<Vec<crate::modules::quick::Written>, Message>, Error> {
    let read = move || match sheets::read(&bytes, ROWS_MAX + HEADINGS) {
        Ok(grid) => Ok(written(&grid)),
        Err(sheets::SheetError::TooManyRows(_)) => Err(Refusal::TooManyRows.message()),
        Err(error) => Err(error.message()),
    };
    let _turn = READING.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(read).await.map_err(Error::internal)
}

/// The ending of a file that this page gives.
enum Ending {
    Xlsx,
    Csv,
}

impl Ending {
    fn of(cx: &Cx) -> Result<Ending, Error> {
        match cx.param::<String>("format")?.as_str() {
            "xlsx" => Ok(Ending::Xlsx),
            "csv" => Ok(Ending::Csv),
            _ => Err(Error::NotFound),
        }
    }

    fn answer(&self, cx: &Cx, name: &str, book: &Book<'_>) -> Outcome {
        match self {
            Ending::Xlsx => {
                let bytes = book.bytes().map_err(Error::internal)?;
                cx.download(&format!("{name}.xlsx"), sheets::XLSX, bytes)
            }
            Ending::Csv => {
                let headings = book.columns.iter().map(|(heading, _)| *heading).collect();
                let rows = std::iter::once(headings).chain(book.rows.iter().cloned());
                cx.download(&format!("{name}.csv"), sheets::CSV, sheets::csv(rows))
            }
        }
    }
}

pub async fn template(cx: Cx) -> Outcome {
    let l = cx.locale;
    let book = Book {
        name: tr!(l, "quick-file-sheet"),
        columns: vec![
            (tr!(l, "quick-col-article"), 28),
            (tr!(l, "quick-col-quantity"), 14),
            (tr!(l, "quick-col-comment"), 40),
        ],
        rows: Vec::new(),
    };
    Ending::of(&cx)?.answer(&cx, tr!(l, "quick-file-template"), &book)
}

/// The rows that didn't go into a draft, as they were written, with the reason beside them. The file can be mended and
/// uploaded again: the reasons are passed over then.
pub async fn rest(cx: Cx) -> Outcome {
    let ending = Ending::of(&cx)?;
    let checked = sheet::load(&cx, cx.param("id")?)?;
    let l = cx.locale;
    let reasons = reasons(&cx, &checked);
    let book = Book {
        name: tr!(l, "quick-file-sheet"),
        columns: vec![
            (tr!(l, "quick-col-article"), 28),
            (tr!(l, "quick-col-quantity"), 14),
            (tr!(l, "quick-col-comment"), 30),
            (tr!(l, "quick-col-why"), 60),
        ],
        rows: reasons
            .iter()
            .map(|(at, why)| {
                let row = &checked.intake.rows[*at];
                vec![
                    row.what.as_str(),
                    row.quantity.as_str(),
                    row.comment.as_str(),
                    why.as_str(),
                ]
            })
            .collect(),
    };
    ending.answer(&cx, tr!(l, "quick-file-rest"), &book)
}

fn reasons(cx: &Cx, checked: &Checked) -> Vec<(usize, String)> {
    let rows = checked.intake.rows.iter().zip(&checked.verdicts).enumerate();
    rows.filter(|(_, (_, verdict))| !verdict.kind().is_good())
        .map(|(at, (row, verdict))| {
            let said = said(row, verdict, &checked.intake.rows);
            let said: Vec<String> = said.iter().map(|message| cx.say(message)).collect();
            let near: Vec<String> = match verdict {
                Verdict::Unsure { choices } => choices
                    .iter()
                    .map(|of| format!("{} × {}", of.item.article, of.quantity))
                    .collect(),
                _ => verdict.near().iter().map(|item| item.article.clone()).collect(),
            };
            // What stands in its place is named already.
            let near = &near[verdict.substitutes().min(1)..];
            let near = match near.is_empty() {
                true => String::new(),
                false => format!(". {}", tr!(cx.locale, "quick-why-near", near = near.join(", "))),
            };
            (at, format!("{}{near}", said.join(". ")))
        })
        .collect()
}
