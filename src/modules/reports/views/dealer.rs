//! The whole picture on a dealer's card: each figure opens to its orders.

use std::sync::Arc;

use maud::{Markup, html};

use super::{Behindhand, money, month};
use crate::modules::orders::{Order, StageKey};
use crate::modules::reports::figures::company::Purchases;
use crate::modules::reports::model::{Kept, Preset};
use crate::modules::reports::pages::Link;
use crate::modules::reports::queries::ByCurrency;
use crate::platform::i18n::format;
use crate::platform::ui::{Card, ChartColumn, Chip, Columns, OrDash, chips};
use crate::platform::values::{DealerId, Moment};
use crate::platform::web::Cx;
use crate::tr;

pub struct Picture {
    pub dealer: DealerId,
    pub preset: Preset,
    pub purchases: Purchases,
    pub open: ByCurrency,
    pub promises: Kept,
    pub last: Option<Arc<Order>>,
    pub sees_money: bool,
    /// Name, key and count of each stage that has orders.
    pub by_stage: Vec<(String, StageKey, u64)>,
    /// For those who see drafts.
    pub drafts: Option<u64>,
    /// Who of its people was here last, and when.
    pub visit: Option<(String, Moment)>,
    pub behind: Behindhand,
}

pub fn panel(cx: &Cx, picture: &Picture) -> Markup {
    let l = cx.locale;
    let purchases = &picture.purchases;
    let (all, currency) = (&purchases.all, purchases.currency);
    let link = Link::default()
        .with("period", picture.preset.code())
        .with("dealer", picture.dealer)
        .with("currency", currency.code());
    let grid = |stage: &str| {
        Link::default()
            .with("stage", stage)
            .with("dealer", picture.dealer)
            .to("/orders")
    };
    let promises = Link::default()
        .with("period", picture.preset.code())
        .with("dealer", picture.dealer)
        .to("/promises");
    let kept = picture.promises.share();
    let figure = |label: &str, href: String, value: Markup, note: Markup| {
        html! {
            div.kb-kpi {
                p.kb-kpi-t.m-0 { (label) }
                p.kb-kpi-v { a href=(href) { (value) } }
                p.kb-note.m-0 { (note) }
            }
        }
    };
    let figures = html! {
        div.kb-grid.kb-g-4.kb-kpis {
            (figure(tr!(l, "reports-dealer-open"), grid("open"), html! { (format::count(picture.open.all().orders)) },
                html! { @if picture.sees_money && !picture.open.totals().is_empty() { span data-field="purchase-price" { (money(l, &picture.open)) } } }))
            (figure(tr!(l, "reports-period-twelve"), link.to("/analytics/orders"),
                html! {
                    @if picture.sees_money {
                        span data-field="purchase-price" { (format::money_rounded(l, all.money(currency))) }
                    } @else { (format::count(all.orders)) }
                },
                html! { (tr!(l, "reports-n-orders", n = all.orders)) }))
            (figure(tr!(l, "reports-kept"), promises,
                html! { (OrDash(kept.map(|kept| format::percent(l, kept)))) },
                html! { (tr!(l, "reports-kept-what", kept = picture.promises.kept, all = picture.promises.judged)) }))
            @match &picture.last {
                Some(order) => {
                    (figure(tr!(l, "reports-dealer-last"), format!("/orders/{}", order.number),
                        html! { (order.number) },
                        html! { (format::ago(l, order.created, cx.access.now(), &cx.zone)) }))
                },
                None => div.kb-kpi {
                    p.kb-kpi-t.m-0 { (tr!(l, "reports-dealer-last")) }
                    p.kb-kpi-v { (OrDash::<&str>(None)) }
                },
            }
        }
    };
    let columns = purchases.months.iter().map(|of| {
        let name = month(l, of.period.from);
        let sum = format::money_rounded(l, of.sums.money(currency));
        ChartColumn {
            said: format!("{name}: {sum}, {}", tr!(l, "reports-n-orders", n = of.sums.orders)).into(),
            label: name.into(),
            value: of.sums.total,
            href: link
                .clone()
                .with("from", of.period.from)
                .with("to", of.period.to)
                .to("/analytics/orders")
                .into(),
        }
    });
    let chart = Columns {
        label: tr!(l, "reports-by-month").into(),
        columns: columns.collect(),
    };
    let stages = picture
        .by_stage
        .iter()
        .map(|(name, key, n)| Chip::new(name.as_str(), grid(key.as_str()), false).count(*n));
    let drafts = picture.drafts.map(|n| {
        let href = Link::default().with("dealer", picture.dealer).to("/drafts");
        html! { a href=(href) { (tr!(l, "reports-dealer-drafts", n = n)) } }
    });
    let visit = match &picture.visit {
        Some((name, at)) => {
            let ago = format::ago(l, *at, cx.access.now(), &cx.zone);
            tr!(l, "reports-dealer-visit", name = name.as_str(), ago = ago)
        }
        None => tr!(l, "reports-dealer-visit-none").to_owned(),
    };
    html! {
        (Card::titled(tr!(l, "reports-dealer-title")).id("dealer-figures")
            .aside(html! { a.kb-sm href=(link.to("/analytics")) { (tr!(l, "reports-dealer-more")) } })
            .body(html! {
                div.kb-stack {
                    (picture.behind.say(l))
                    (figures)
                    @if !picture.by_stage.is_empty() {
                        div data-card="dealer-stages" { (chips(tr!(l, "reports-dealer-stages"), stages)) }
                    }
                    p.kb-sm.m-0 data-card="dealer-life" {
                        @if let Some(drafts) = drafts { (drafts) " · " }
                        (visit)
                    }
                    @if picture.sees_money && all.orders > 0 { div data-field="purchase-price" { (chart) } }
                }
            }))
    }
}
