//! What a sweep of 1C hid or asks to hide: the notice on the run's page, the list, and the decision.

use maud::{Markup, html};
use serde::Deserialize;

use super::{HERE, head};
use crate::modules::catalogue::Product;
use crate::modules::exchange::desk::RunId;
use crate::modules::exchange::runs::{Run, RunSweep, SweepState, asked_about, decide, take_back};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::Reader;
use crate::platform::ui::{Alert, Button, Card, Column, Form, PageHead, Table, hidden};
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome};
use crate::{icon, tr};

/// Products that the page lists.
const SHOWN: usize = 200;

/// The notice on the page of a run.
pub fn notice(cx: &Cx, run: &Run, sweep: &RunSweep) -> Markup {
    let l = cx.locale;
    let (found, of) = (sweep.found, sweep.of);
    match sweep.state {
        SweepState::Asked => html! {
            (Alert::warning(tr!(l, "exchange-sweep-asked", found = found, of = of))
                .body(html! { p.m-0 { (tr!(l, "exchange-sweep-asked-why")) } })
                .action(Button::primary(tr!(l, "exchange-sweep-look")).small().href(format!("{HERE}/runs/{}/sweep", run.id))))
        },
        SweepState::Hidden => html! {
            (Alert::info(tr!(l, "exchange-sweep-hidden", found = found))
                .action(Form::post(format!("{HERE}/runs/{}/sweep", run.id), cx.csrf()).body(html! {
                    (hidden("decision", "take-back"))
                    (Button::plain(tr!(l, "exchange-sweep-take-back")).icon(icon!("arrow-back-up")).small())
                })))
        },
        SweepState::Left => html! { (Alert::info(tr!(l, "exchange-sweep-left", found = found))) },
        SweepState::TakenBack => html! { (Alert::info(tr!(l, "exchange-sweep-taken-back"))) },
    }
}

pub async fn page(cx: Cx) -> Outcome {
    let l = cx.locale;
    let id: RunId = cx.param("id")?;
    let tx = cx.access.read()?;
    let run = tx.get::<Run>(&id)?.ok_or(Error::NotFound)?;
    let asked = run.sweep.as_ref().filter(|sweep| sweep.state == SweepState::Asked);
    let missing = asked_about(&tx, &run)?;
    let count = missing.products.len();
    let mut products: Vec<Product> = Vec::with_capacity(count.min(SHOWN));
    for id in missing.products.iter().take(SHOWN) {
        products.extend(tx.get::<Product>(id)?);
    }
    drop(tx);
    let title = tr!(l, "exchange-sweep");
    let at = format::datetime(run.started, &cx.zone);
    let button = |decision: &'static str, button: Button| {
        Form::post(format!("{HERE}/runs/{id}/sweep"), cx.csrf()).body(html! { (hidden("decision", decision)) (button) })
    };
    let table = Table::new(title, &products)
        .column(Column::head(tr!(l, "exchange-col-product"), |product: &Product| {
            html! { a href={ "/products/" (product.id) } { (product.name) } }
        }))
        .column(Column::text(tr!(l, "exchange-col-article"), |product: &Product| {
            product.article.clone()
        }));
    let body = html! {
        (PageHead::new(l, title).crumb(tr!(l, "exchange-menu"), HERE).crumb(tr!(l, "exchange-run", at = at), format!("{HERE}/runs/{id}")))
        div.kb-stack-lg {
            @if asked.is_some() {
                (Alert::warning(tr!(l, "exchange-sweep-asked", found = count, of = missing.of))
                    .body(html! { p { (tr!(l, "exchange-sweep-asked-why")) } p.m-0 { (tr!(l, "exchange-sweep-decide-why")) } }))
                div.kb-row {
                    (button("hide", Button::danger(tr!(l, "exchange-sweep-hide")).icon(icon!("eye-off"))))
                    (button("leave", Button::plain(tr!(l, "exchange-sweep-leave")).icon(icon!("check"))))
                }
                (Card::new().flush(html! { (table) }))
                @if count > products.len() { p.kb-soft { (tr!(l, "exchange-findings-more", shown = products.len(), total = count)) } }
            } @else if let Some(sweep) = &run.sweep {
                (notice(&cx, &run, sweep))
            } @else {
                (Alert::info(tr!(l, "exchange-sweep-nothing")))
            }
        }
    };
    cx.page(head(title), body)
}

#[derive(Deserialize)]
struct Decision {
    decision: String,
}

pub async fn decision(cx: Cx) -> Outcome {
    let id: RunId = cx.param("id")?;
    let decision: Decision = cx.form()?;
    cx.access.read()?.get::<Run>(&id)?.ok_or(Error::NotFound)?;
    let access = cx.access.clone();
    let work = move || match decision.decision.as_str() {
        "hide" => decide(&access, id, true).map(|count| ("exchange-sweep-hidden-done", count)),
        "leave" => decide(&access, id, false).map(|count| ("exchange-sweep-left-done", count)),
        "take-back" => take_back(&access, id).map(|count| ("exchange-sweep-taken-back-done", count)),
        _ => Err(Error::NotFound),
    };
    let (text, count) = tokio::task::spawn_blocking(work).await.map_err(Error::internal)??;
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    cx.flash(Message::new(text).with("count", count)).await?;
    cx.redirect(&format!("{HERE}/runs/{id}"))
}
