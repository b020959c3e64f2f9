//! Files of which nothing was taken, and the way to get any kept file back.

use std::path::{Component, Path};

use maud::{Markup, html};

use super::{HERE, head, parts, waiting_count};
use crate::modules::exchange::Doors;
use crate::modules::exchange::runs::{FILE_BY_RUN, FileState, RUN_BY_START, Run, RunFile};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::ui::{Button, Card, Column, Empty, PageHead, Table};
use crate::platform::values::{Id, Message, PageRequest};
use crate::platform::web::{Cx, Outcome};
use crate::{icon, tr};

/// The latest runs that are looked through.
const RUNS: usize = 300;
const FILES: usize = 100;
/// A larger file is fetched from the server's disk.
const DOWNLOAD_BYTES_MAX: u64 = 256 << 20;

pub async fn page(cx: Cx) -> Outcome {
    let l = cx.locale;
    let tx = cx.access.read()?;
    let files = refused(&tx)?;
    let waiting = waiting_count(&tx, &cx.access)?;
    let body = html! {
        (PageHead::new(l, tr!(l, "exchange-quarantine"))
            .crumb(tr!(l, "exchange-menu"), HERE)
            .facts(html! { p { (tr!(l, "exchange-quarantine-about")) } }))
        (parts(l, "quarantine", waiting))
        div.kb-stack-lg {
            @if files.is_empty() {
                (Card::new().flush(Empty {
                    icon: icon!("circle-check"),
                    title: tr!(l, "exchange-quarantine-none").into(),
                    body: tr!(l, "exchange-quarantine-none-why").into(),
                    action: None,
                }))
            } @else {
                (Card::new().flush(table(&cx, &files)))
            }
        }
    };
    cx.page(head(tr!(l, "exchange-quarantine")), body)
}

fn refused(tx: &ReadTx) -> Result<Vec<RunFile>, Error> {
    let runs = tx.scan::<Run>(&RUN_BY_START, &(), &PageRequest::first(RUNS).descending())?;
    let mut found = Vec::new();
    for run in runs.items.into_iter().filter(|run| run.refused > 0) {
        let files = tx.scan::<RunFile>(&FILE_BY_RUN, &run.id, &PageRequest::first(500))?;
        found.extend(files.items.into_iter().filter(|file| file.state == FileState::Refused));
        if found.len() >= FILES {
            break;
        }
    }
    found.truncate(FILES);
    Ok(found)
}

fn table(cx: &Cx, files: &[RunFile]) -> Markup {
    let l = cx.locale;
    let name = |file: &RunFile| html! { a href={ (HERE) "/runs/" (file.run) } { (file.name) } };
    let why = |file: &RunFile| {
        let (message, line) = file.fault.as_ref()?;
        let place = (*line > 0).then(|| tr!(l, "exchange-line", line = *line));
        Some(html! { (cx.say(message)) @if let Some(place) = place { " " span.kb-soft { (place) } } })
    };
    let get = |file: &RunFile| {
        let href = format!("{HERE}/files/{}", file.id);
        let button = Button::quiet(tr!(l, "exchange-file-download"))
            .icon(icon!("download"))
            .small()
            .href(href);
        html! { @if !file.kept.is_empty() { (button) } }
    };
    let table = Table::new(tr!(l, "exchange-quarantine"), files)
        .column(Column::head(tr!(l, "exchange-col-file"), name))
        .column(Column::text(tr!(l, "exchange-col-when"), |file: &RunFile| {
            format::datetime(file.at, &cx.zone)
        }))
        .column(Column::text(tr!(l, "exchange-col-why"), move |file: &RunFile| {
            why(file).unwrap_or_default()
        }))
        .column(Column::actions(tr!(l, "exchange-file-download"), get));
    html! { (table) }
}

/// A kept file as it came.
pub async fn file(cx: Cx) -> Outcome {
    let id: Id<RunFile> = cx.param("id")?;
    let file = cx.access.read()?.get::<RunFile>(&id)?.ok_or(Error::NotFound)?;
    let kept = Path::new(&file.kept);
    let inside = !file.kept.is_empty() && kept.components().all(|part| matches!(part, Component::Normal(_)));
    if !inside {
        return Err(Error::NotFound);
    }
    let path = cx.part::<Doors>().folder.root().join(kept);
    let meta = tokio::fs::metadata(&path).await.map_err(|_| Error::NotFound)?;
    if meta.len() > DOWNLOAD_BYTES_MAX {
        return Err(Error::Refused(
            Message::new("exchange-file-large").with("path", file.kept),
        ));
    }
    let bytes = tokio::fs::read(&path).await.map_err(|_| Error::NotFound)?;
    let name = file.name.rsplit('/').next().unwrap_or("file");
    cx.download(name, "application/octet-stream", bytes)
}
