//! Files of which nothing was taken, and the way to get any kept file back.

use maud::{Markup, html};

use super::{HERE, head, parts, waiting_count};
use crate::modules::exchange::Doors;
use crate::modules::exchange::runs::{RunFile, quarantine};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::Reader;
use crate::platform::ui::{Button, Card, Column, Empty, Form, PageHead, Table};
use crate::platform::values::{Id, Message};
use crate::platform::web::{Cx, Outcome};
use crate::{icon, tr};

/// Files that the page shows.
const FILES: usize = 100;
/// A larger file is fetched from the server's disk.
const DOWNLOAD_BYTES_MAX: u64 = 256 << 20;

pub async fn page(cx: Cx) -> Outcome {
    let l = cx.locale;
    let tx = cx.access.read()?;
    let files = quarantine::refused(&tx, FILES)?;
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

fn table(cx: &Cx, files: &[RunFile]) -> Markup {
    let l = cx.locale;
    let name = |file: &RunFile| html! { a href={ (HERE) "/runs/" (file.run) } { (file.name) } };
    let why = |file: &RunFile| {
        let (message, line) = file.fault.as_ref()?;
        let place = (*line > 0).then(|| tr!(l, "exchange-line", line = *line));
        Some(html! { (cx.say(message)) @if let Some(place) = place { " " span.kb-soft { (place) } } })
    };
    let act = |file: &RunFile| {
        let here = format!("{HERE}/files/{}", file.id);
        let form =
            |what: &str, button: Button| Form::post(format!("{here}/{what}"), cx.csrf()).body(html! { (button) });
        html! {
            @if !file.kept.is_empty() {
                div.kb-row {
                    (form("retry", Button::plain(tr!(l, "exchange-file-retry")).icon(icon!("refresh")).small()))
                    (Button::quiet(tr!(l, "exchange-file-download")).icon(icon!("download")).small().href(here.clone()))
                    (form("discard", Button::quiet(tr!(l, "exchange-file-discard")).icon(icon!("trash")).small()))
                }
            }
        }
    };
    let table = Table::new(tr!(l, "exchange-quarantine"), files)
        .column(Column::head(tr!(l, "exchange-col-file"), name))
        .column(Column::text(tr!(l, "exchange-col-when"), |file: &RunFile| {
            format::datetime(file.at, &cx.zone)
        }))
        .column(Column::text(tr!(l, "exchange-col-why"), move |file: &RunFile| {
            why(file).unwrap_or_default()
        }))
        .column(Column::actions(tr!(l, "exchange-file-retry"), act));
    html! { (table) }
}

/// Imports a file once more, in a run of its own.
pub async fn retry(cx: Cx) -> Outcome {
    let id: Id<RunFile> = cx.param("id")?;
    let (run, taken) = cx.part::<Doors>().retry(&cx.access, id).await?;
    let text = if taken {
        "exchange-file-retried"
    } else {
        "exchange-file-refused-again"
    };
    cx.flash(Message::new(text)).await?;
    cx.redirect(&format!("{HERE}/runs/{run}"))
}

/// Removes a file from the quarantine for good.
pub async fn discard(cx: Cx) -> Outcome {
    let id: Id<RunFile> = cx.param("id")?;
    cx.part::<Doors>().discard(&cx.access, id).await?;
    cx.flash(Message::new("exchange-file-discarded")).await?;
    cx.redirect(&format!("{HERE}/quarantine"))
}

/// A kept file as it came.
pub async fn file(cx: Cx) -> Outcome {
    let id: Id<RunFile> = cx.param("id")?;
    let file = cx.access.read()?.get::<RunFile>(&id)?.ok_or(Error::NotFound)?;
    let root = cx.part::<Doors>().folder.root().to_owned();
    let path = quarantine::place(&root, &file.kept).ok_or(Error::NotFound)?;
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
