//! What a sweep of 1C hid or asks to hide: the notice on the run's page, the list, and the decision.

use maud::{Markup, html};
use serde::Deserialize;

use super::{HERE, head};
use crate::modules::catalogue::Product;
use crate::modules::exchange::desk::RunId;
use crate::modules::exchange::runs::{ASKED_SHOWN, Run, RunSweep, SweepState, asked_page, decide, take_back};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::Reader;
use crate::platform::ui::{Alert, Button, Card, Column, Form, PageHead, Pager, Table, hidden};
use crate::platform::values::{Locale, Message};
use crate::platform::web::{Cx, Outcome};
use crate::{icon, tr};

#[derive(Deserialize, Default)]
#[serde(default)]
struct PageQuery {
    /// From 0.
    page: u32,
}

/// The list is written down in pages, so that they have numbers.
fn pager(l: Locale, run: RunId, page: u32, found: u64) -> Pager<'static> {
    let pages = u32::try_from(found.div_ceil(ASKED_SHOWN as u64)).unwrap_or(u32::MAX);
    let to = |page: u32| format!("{HERE}/runs/{run}/sweep?page={page}").into();
    Pager {
        locale: l,
        previous: page.checked_sub(1).map(to),
        next: page.checked_add(1).filter(|next| *next < pages).map(to),
        shown: (pages > 1).then(|| tr!(l, "exchange-sweep-page", page = page.saturating_add(1), of = pages).into()),
    }
}

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
    let query: PageQuery = cx.query()?;
    let products = match asked {
        Some(_) => asked_page(&tx, id, query.page)?,
        None => Vec::new(),
    };
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
            @if let Some(asked) = asked {
                (Alert::warning(tr!(l, "exchange-sweep-asked", found = asked.found, of = asked.of))
                    .body(html! { p { (tr!(l, "exchange-sweep-asked-why")) } p.m-0 { (tr!(l, "exchange-sweep-decide-why")) } }))
                div.kb-row {
                    (button("hide", Button::danger(tr!(l, "exchange-sweep-hide")).icon(icon!("eye-off"))))
                    (button("leave", Button::plain(tr!(l, "exchange-sweep-leave")).icon(icon!("check"))))
                }
                (Card::new().flush(html! { (table) }))
                (pager(l, id, query.page, asked.found))
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
