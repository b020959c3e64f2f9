//! Orders on their way to 1C: how many wait, since when, what stands in the folder's file, and what can't go.

use maud::{Markup, html};
use serde::Deserialize;

use super::connections::{LIST, asked};
use crate::modules::exchange::Doors;
use crate::modules::exchange::connections::Connection;
use crate::modules::exchange::runs::{Queue, Waiting, Way, mark_received, queue};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Card, Column, Form, KeyValues, Table, hidden, more};
use crate::platform::values::{Locale, Message, Moment};
use crate::platform::web::{Cx, Outcome};
use crate::{icon, tr};

/// The card on the page of a connection.
pub fn card(cx: &Cx, connection: &Connection) -> Result<Markup, Error> {
    let l = cx.locale;
    let queue = queue(&cx.access.read()?, connection.id)?;
    let at = |moment: Moment| format::datetime(moment, &cx.zone);
    let waiting = match queue.waiting {
        0 => tr!(l, "exchange-queue-empty").to_owned(),
        count => tr!(l, "exchange-queue-count", count = count),
    };
    let confirmed = queue.confirmed.map(|(moment, way, count)| match way {
        Way::Success => tr!(l, "exchange-queue-by-success", at = at(moment), count = count),
        Way::CameBack => tr!(l, "exchange-queue-came-back", at = at(moment)),
        Way::Operator => tr!(l, "exchange-queue-by-operator", at = at(moment), count = count),
    });
    let file = queue
        .file_at
        .filter(|_| connection.folder)
        .map(|moment| tr!(l, "exchange-queue-file-count", count = queue.in_file, at = at(moment)));
    let facts = KeyValues::new()
        .row(tr!(l, "exchange-queue-waiting"), waiting)
        .row_if(tr!(l, "exchange-queue-oldest"), queue.oldest.map(at))
        .row_if(tr!(l, "exchange-queue-file"), file)
        .row_if(tr!(l, "exchange-queue-confirmed"), confirmed);
    let card = Card::titled(tr!(l, "exchange-queue")).body(html! {
        div.kb-stack data-queue=(queue.waiting) {
            (facts)
            @if !queue.refused.is_empty() { (refused(cx, &queue.refused)) }
        }
    });
    Ok(match mark(cx, connection, &queue) {
        Some(mark) => html! { (card.footer(mark)) },
        None => html! { (card) },
    })
}

/// Only the folder needs it: over HTTP 1C says itself what it has.
fn mark(cx: &Cx, connection: &Connection, queue: &Queue) -> Option<Markup> {
    let l = cx.locale;
    let file_at = queue.file_at.filter(|_| connection.folder && queue.in_file > 0)?;
    let form = Form::post(format!("{LIST}/{}/received", connection.id), cx.csrf()).body(html! {
        (hidden("file_at", file_at.millis().to_string()))
        (Button::plain(tr!(l, "exchange-received")).icon(icon!("check")))
    });
    let body = html! { p { (tr!(l, "exchange-received-why")) } (form) };
    Some(more(
        tr!(l, "exchange-received-ask", count = queue.in_file),
        body,
        false,
    ))
}

fn refused(cx: &Cx, rows: &[Waiting]) -> Markup {
    let l: Locale = cx.locale;
    let table = Table::new(tr!(l, "exchange-queue-refused"), rows)
        .column(Column::head(tr!(l, "exchange-col-order"), |row: &Waiting| {
            html! { a href={ "/orders/" (row.number) } { (row.number) } }
        }))
        .column(Column::text(tr!(l, "exchange-col-why"), |row: &Waiting| {
            row.refused.as_ref().map(|why| cx.say(why)).unwrap_or_default()
        }))
        .tight();
    html! {
        (Alert::warning(tr!(l, "exchange-queue-refused")).body(tr!(l, "exchange-queue-refused-why")))
        (table)
    }
}

#[derive(Deserialize)]
struct Mark {
    file_at: String,
}

/// An operator says that 1C has the orders of the folder's file.
pub async fn received(cx: Cx) -> Outcome {
    let connection = asked(&cx)?;
    let mark: Mark = cx.form()?;
    let file_at = mark.file_at.parse().map_err(|_| Error::NotFound)?;
    let count = mark_received(&cx.access, connection.id, Moment::from_millis(file_at)).await?;
    cx.part::<Doors>().refresh(&cx.access).await?;
    cx.flash(Message::new("exchange-received-done").with("count", count))
        .await?;
    cx.redirect(&format!("{LIST}/{}", connection.id))
}
