//! Open orders by stage and dealer. The page asks for itself again while it is looked at.

use std::sync::Arc;

use maud::{Markup, html};

use super::{Behindhand, behind, dealer_filter, filters, money, span};
use crate::modules::dealers::Dealer;
use crate::modules::reports::figures::pipeline::{DealerLine, Pipeline, Step};
use crate::modules::reports::pages::Link;
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::ReadTx;
use crate::platform::ui::{Bar, BarPart, Card, Column, Empty, PageHead, Table};
use crate::platform::values::DealerId;
use crate::platform::web::Cx;
use crate::{icon, tr};

pub struct Page<'a> {
    pub pipeline: &'a Pipeline,
    pub dealers: &'a [Arc<Dealer>],
    pub dealer: Option<DealerId>,
    pub sees_money: bool,
    pub behind: Behindhand,
}

fn orders_of(step: &Step, dealer: Option<DealerId>) -> String {
    Link::default()
        .with("stage", step.key.as_str())
        .with_some("dealer", dealer)
        .to("/orders")
}

pub fn page(cx: &Cx, tx: &ReadTx, page: &Page<'_>) -> Result<Markup, Error> {
    let l = cx.locale;
    let pipeline = page.pipeline;
    let link = Link::default().with_some("dealer", page.dealer);
    let address = link.to("/pipeline");
    let now_minutes = cx.access.now().millis().div_euclid(60_000);
    let stuck = behind::table(cx, tx, &pipeline.stuck, &|facts| facts.whole, &|facts| facts.due.day())?;
    Ok(html! {
        (PageHead::new(l, tr!(l, "reports-pipeline-title"))
            .facts(html! { p { (tr!(l, "reports-pipeline-counts")) } }))
        div.kb-stack-lg {
            (filters(l, "/pipeline", &link, &["dealer"], dealer_filter(l, page.dealers, page.dealer)))
            div id="pipeline" .kb-stack-lg hx-get=(address) hx-trigger="every 30s" hx-select="#pipeline" hx-target="this"
                hx-swap="outerHTML" {
                (page.behind.say(l))
                @if pipeline.all.all().orders == 0 {
                    (Card::new().flush(Empty {
                        icon: icon!("progress"),
                        title: tr!(l, "reports-pipeline-none").into(),
                        body: tr!(l, "reports-pipeline-none-do").into(),
                        action: None,
                    }))
                } @else {
                    (steps(cx, page, now_minutes))
                    (dealers(cx, page))
                    (Card::titled(tr!(l, "reports-stuck")).small(tr!(l, "reports-stuck-what")).flush(stuck))
                }
            }
        }
    })
}

fn steps(cx: &Cx, page: &Page<'_>, now_minutes: i64) -> Markup {
    let l = cx.locale;
    let steps = &page.pipeline.steps;
    let most = steps
        .iter()
        .map(|step| step.sums.all().orders)
        .max()
        .unwrap_or(0)
        .max(1);
    html! {
        (Card::titled(tr!(l, "reports-by-stage"))
            .small(tr!(l, "reports-n-orders", n = page.pipeline.all.all().orders))
            .flush(html! {
                ol.kb-pipe {
                    @for step in steps {
                        @let all = step.sums.all();
                        li data-stage=(step.key) {
                            a href=(orders_of(step, page.dealer)) {
                                span.kb-sm.kb-soft { (step.name) }
                                b { (format::count(all.orders)) }
                                (Bar {
                                    label: tr!(l, "reports-n-orders", n = all.orders).into(),
                                    parts: vec![BarPart {
                                        percent: u8::try_from(all.orders.saturating_mul(100) / most).unwrap_or(100),
                                        class: step.tone.bar(),
                                    }],
                                    mark: None,
                                    large: false,
                                })
                                @if page.sees_money && all.orders > 0 {
                                    div.kb-sm data-field="purchase-price" { (money(l, &step.sums)) }
                                }
                                @if let Some(seconds) = all.age(now_minutes) {
                                    div.kb-sm.kb-soft { (tr!(l, "reports-age", span = span(l, seconds))) }
                                }
                            }
                        }
                    }
                }
            }))
    }
}

fn dealers(cx: &Cx, page: &Page<'_>) -> Markup {
    let l = cx.locale;
    let pipeline = page.pipeline;
    let mut table = Table::new(tr!(l, "reports-by-dealer"), &pipeline.dealers)
        .row_data("data-dealer", |line: &DealerLine| line.dealer.id.to_string())
        .column(Column::head(tr!(l, "reports-dealer"), |line: &DealerLine| {
            html! { a href={ "/dealers/" (line.dealer.id) } { (line.dealer.name) } }
        }));
    for (at, step) in pipeline.steps.iter().enumerate() {
        table = table.column(Column::num(step.name.clone(), move |line: &DealerLine| {
            let orders = line.steps.get(at).map_or(0, |sums| sums.all().orders);
            html! {
                @if orders > 0 { a href=(orders_of(step, Some(line.dealer.id))) { (format::count(orders)) } }
                @else { span.kb-soft { "—" } }
            }
        }));
    }
    let table = table
        .column(Column::num(tr!(l, "reports-orders"), |line: &DealerLine| {
            format::count(line.all.all().orders)
        }))
        .column_if(page.sees_money, || {
            Column::sum(tr!(l, "reports-sum"), move |line: &DealerLine| money(l, &line.all)).field("purchase-price")
        });
    html! { (Card::titled(tr!(l, "reports-by-dealer")).flush(table)) }
}
