//! The page where a pack is taken, and its button on an order.

use maud::{Markup, Render, html};
use serde::Deserialize;

use super::{Asked, Settings, gather, may_take, note, order, pack};
use crate::modules::orders::{Order, OrderNumber};
use crate::platform::error::Error;
use crate::platform::files::Files;
use crate::platform::store::ReadTx;
use crate::platform::ui::{Button, Card, Check, Form, KeyValues, PageHead as Head};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::{icon, tr};

/// On an order's page, for who may take a pack.
pub fn button(cx: &Cx, _: &ReadTx, order: &Order) -> Result<Option<Markup>, Error> {
    Ok(may_take(&cx.access).is_ok().then(|| {
        Button::plain(tr!(cx.locale, "evidence-button"))
            .icon(icon!("certificate"))
            .href(format!("/orders/{}/evidence", order.number))
            .render()
    }))
}

pub async fn page(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let order = order(&cx.access, &cx.access.read()?, number)?;
    let (l, title) = (cx.locale, tr!(cx.locale, "evidence-title", number = number.to_string()));
    let here = format!("/orders/{number}");
    let key = cx.part::<Settings>().key.public().text();
    let body = html! {
        (Head::new(l, title.as_str()).crumb(order.title(), here.as_str()))
        div.kb-stack-lg {
            (Card::titled(tr!(l, "evidence-what")).body(html! {
                p { (tr!(l, "evidence-about")) }
                ul {
                    li { (tr!(l, "evidence-holds-states")) }
                    li { (tr!(l, "evidence-holds-talk")) }
                    li { (tr!(l, "evidence-holds-files")) }
                    li { (tr!(l, "evidence-holds-chain")) }
                }
                p { (tr!(l, "evidence-prices")) }
                (Form::post(format!("{here}/evidence"), cx.csrf()).body(html! {
                    div.kb-stack {
                        (Check::new("internal", "on", tr!(l, "evidence-internal"), false))
                        p.kb-note.m-0 { (tr!(l, "evidence-internal-hint")) }
                        div { (Button::primary(tr!(l, "evidence-take")).icon(icon!("download"))) }
                    }
                }))
            }))
            (Card::titled(tr!(l, "evidence-check")).body(html! {
                p { (tr!(l, "evidence-check-how")) }
                p { code { "kabinet evidence verify " (file_name(&order)) " --key " (key) } }
                (KeyValues::new().row(tr!(l, "evidence-key"), html! { code data-key { (key) } }))
                p.kb-note.m-0 { (tr!(l, "evidence-key-hint")) }
            }))
        }
    };
    let head = PageHead {
        title: &title,
        current: "/orders",
    };
    cx.page(head, body)
}

fn file_name(order: &Order) -> String {
    format!("evidence-{}.zip", order.number)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Typed {
    internal: Option<String>,
}

pub async fn take(cx: Cx) -> Outcome {
    let typed: Typed = cx.form()?;
    let asked = Asked {
        number: cx.param("number")?,
        internal: typed.internal.is_some(),
        locale: cx.locale,
        zone: cx.zone.clone(),
    };
    note(&cx.access, &asked).await?;
    let order = order(&cx.access, &cx.access.read()?, asked.number)?;
    let (settings, files) = (cx.part::<Settings>(), cx.part::<Files>());
    let (access, of, kept) = (cx.access.clone(), settings.clone(), files.clone());
    // All that can be refused is, before the first byte goes.
    let work = move || gather(&access, &of, &kept, &asked);
    let (about, parts) = tokio::task::spawn_blocking(work).await.map_err(Error::internal)??;
    Ok(cx.download_streamed(&file_name(&order), "application/zip", move |out| {
        pack::assemble(&settings.key, about, parts, Some(&files), out)
    }))
}
