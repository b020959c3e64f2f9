//! A reconciliation as a workbook and as a paper, and the files of its marks.

use super::act::standing;
use super::{HERE, asked};
use crate::modules::reconciliation::model::MarkId;
use crate::modules::reconciliation::paper::{ROWS_MAX, paper as made};
use crate::modules::reconciliation::views::title;
use crate::modules::reconciliation::{queries, sheet};
use crate::platform::error::Error;
use crate::platform::sheets::{self, Ledger, SheetError};
use crate::platform::store::Reader;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome};

pub async fn workbook(cx: Cx) -> Outcome {
    let act = asked(&cx, &cx.access.read()?)?;
    let name = format!("{}.xlsx", title(cx.locale, &act));
    let (l, zone, access) = (cx.locale, cx.zone.clone(), cx.access.clone());
    let make = move || -> Result<Ledger, Error> {
        let tx = access.read()?;
        sheet::workbook(l, &zone, &tx, &act, &standing(&tx, &act)?)
    };
    let ledger = tokio::task::spawn_blocking(make).await.map_err(Error::internal)??;
    Ok(cx.download_streamed::<SheetError>(&name, sheets::XLSX, move |out| ledger.save(out)))
}

pub async fn paper(cx: Cx) -> Outcome {
    let act = asked(&cx, &cx.access.read()?)?;
    if act.rows > ROWS_MAX {
        cx.flash(Message::new("reconciliation-paper-long").with("n", ROWS_MAX))
            .await?;
        return cx.redirect(&format!("{HERE}/{}", act.id));
    }
    let name = format!("{}.pdf", title(cx.locale, &act));
    let (l, zone, access) = (cx.locale, cx.zone.clone(), cx.access.clone());
    let make = move || -> Result<Vec<u8>, Error> {
        let tx = access.read()?;
        let lines = queries::lines(&tx, &act, 0, act.rows)?;
        let paper = made(l, &zone, &act, &lines, &standing(&tx, &act)?);
        drop(tx);
        paper.to_pdf().map_err(Error::internal)
    };
    let bytes = tokio::task::spawn_blocking(make).await.map_err(Error::internal)??;
    cx.download(&name, "application/pdf", bytes)
}

/// The file of a mark: which it is says the mark, so that a hash alone opens nothing. One that was taken back has none.
pub async fn of_mark(cx: Cx) -> Outcome {
    let tx = cx.access.read()?;
    let act = asked(&cx, &tx)?;
    let id: MarkId = cx.param("mark")?;
    let mark = tx
        .get::<crate::modules::reconciliation::model::Mark>(&id)?
        .filter(|mark| mark.act == act.id && mark.gone.is_none())
        .ok_or(Error::NotFound)?;
    drop(tx);
    cx.attachment(mark.file.ok_or(Error::NotFound)?).await
}
