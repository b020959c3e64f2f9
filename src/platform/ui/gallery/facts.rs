//! What pages show.

use maud::{Render, html};

use crate::platform::i18n::format;
use crate::platform::ui::*;
use crate::platform::values::{Currency, Locale, Money, Percent, Quantity, UnitPrice};
use crate::{icon, tr};

struct Line {
    name: &'static str,
    article: &'static str,
    quantity: Quantity,
    price: UnitPrice,
    state: RowState,
}

pub(super) fn table(l: Locale) -> impl Render {
    let rub = |e4| UnitPrice::new(e4, Currency::Rub);
    let rows = [
        Line {
            name: tr!(l, "gallery-row-1"),
            article: "A-82-2",
            quantity: Quantity::whole(6),
            price: rub(248_697_800),
            state: RowState::Plain,
        },
        Line {
            name: tr!(l, "gallery-row-2"),
            article: "B-300",
            quantity: Quantity::from_thousandths(24_500),
            price: rub(9_118_412),
            state: RowState::Picked,
        },
        Line {
            name: tr!(l, "gallery-row-3"),
            article: "C-7",
            quantity: Quantity::whole(14),
            price: rub(14_598_000),
            state: RowState::Bad,
        },
    ];
    let sum = |line: &Line| line.price.times(line.quantity).unwrap_or(Money::zero(Currency::Rub));
    let here = "/dev/gallery";
    let bulk = Form::post(here, "gallery").id("bulk").class("kb-bulk").body(html! {
        b { (tr!(l, "gallery-pick")) }
        (Button::plain(tr!(l, "gallery-button-repeat")).small().icon(icon!("copy")))
    });
    Card::titled(tr!(l, "gallery-table"))
        .small(tr!(l, "gallery-table-small"))
        .flush(bulk)
        .flush(
            Table::new(tr!(l, "gallery-table"), &rows)
                .column(Column::pick(tr!(l, "gallery-pick"), "line", "bulk", |line: &Line| {
                    (line.article.to_owned(), line.article.to_owned())
                }))
                .column(
                    Column::title(tr!(l, "gallery-col-product"), |line: &Line| {
                        named_thumb(
                            None,
                            html! { a.kb-b href=(here) { (line.name) } span.kb-sub { (line.article) } },
                        )
                    })
                    .sort(here, Sort::Ascending),
                )
                .column(Column::status(tr!(l, "gallery-col-stage"), |_: &Line| {
                    status(Tone::Move, icon!("settings-cog"), tr!(l, "gallery-st-production"))
                }))
                .column(
                    Column::num(tr!(l, "gallery-col-quantity"), |line: &Line| {
                        format::quantity(l, line.quantity)
                    })
                    .sort(here, Sort::No),
                )
                .column(
                    Column::num(tr!(l, "gallery-col-price"), |line: &Line| {
                        format::unit_price(l, line.price)
                    })
                    .field("purchase-price"),
                )
                .column(
                    Column::sum(tr!(l, "gallery-col-sum"), move |line: &Line| {
                        format::money(l, sum(line))
                    })
                    .field("purchase-price"),
                )
                .column(Column::actions(tr!(l, "gallery-col-actions"), |_: &Line| {
                    Button::quiet(tr!(l, "gallery-remove"))
                        .small()
                        .only_icon(icon!("trash"))
                        .plain_type()
                        .render()
                }))
                .row_state(|line| line.state)
                .total(
                    tr!(l, "gallery-total"),
                    format::money(l, Money::new(19_199_605, Currency::Rub)),
                    Some("purchase-price"),
                )
                .render(),
        )
}

pub(super) fn money(l: Locale) -> impl Render {
    let rub = |minor| format::money(l, Money::new(minor, Currency::Rub));
    Card::titled(tr!(l, "gallery-money")).aside(fresh(tr!(l, "gallery-fresh"), false)).body(html! {
        p { (total(rub(123_456_750))) " " (figure(format::money(l, Money::new(-500_000, Currency::Kzt)))) }
        (Sum::new()
            .row(tr!(l, "gallery-list-price"), rub(44_943_244)).field("purchase-price")
            .good(tr!(l, "gallery-discount"), rub(-7_937_336)).field("discount")
            .total(tr!(l, "gallery-to-pay"), rub(37_005_908)).field("purchase-price")
            .rule(tr!(l, "gallery-margin"), secret("margin", format::percent(l, Percent::from_hundredths(2730)))))
        (more(tr!(l, "gallery-counted"), html! { p.kb-note { (tr!(l, "gallery-counted-body")) } }, true))
        div.kb-grid.kb-g-2.kb-kpis {
            (kpi(tr!(l, "gallery-debt"), format::money_rounded(l, Money::new(11_840_049, Currency::Rub)), None))
            (kpi(tr!(l, "gallery-margin"), format::percent(l, Percent::from_hundredths(2730)), Some(html! { (tr!(l, "gallery-counted-body")) })))
        }
    })
}

pub(super) fn progress_and_waiting(l: Locale) -> impl Render {
    Card::titled(tr!(l, "gallery-progress")).body(html! {
        div {
            p.kb-sm { (tr!(l, "gallery-limit")) }
            (Bar {
                label: tr!(l, "gallery-limit").into(),
                parts: vec![BarPart { percent: 62, class: "" }, BarPart { percent: 20, class: "is-fc" }],
                mark: Some(90),
                large: true,
            })
        }
        (progress("load", tr!(l, "gallery-loading"), 1_204, 8_412))
        (skeleton(l))
    })
}

pub(super) fn stages(l: Locale) -> impl Render {
    let stage = |name: &'static str, note: &'static str, state| Stage {
        tone: None,
        name: name.into(),
        note: note.into(),
        state,
    };
    Card::titled(tr!(l, "gallery-stages")).body(html! {
        (stage_line(&[
            stage(tr!(l, "gallery-stage-sent"), "09.11.2026", StageState::Done),
            stage(tr!(l, "gallery-stage-confirmed"), "10.11.2026", StageState::Now),
            stage(tr!(l, "gallery-st-ready"), tr!(l, "gallery-stage-held-note"), StageState::Held),
            stage(tr!(l, "gallery-stage-shipped"), tr!(l, "gallery-stage-plan"), StageState::Ahead),
        ]))
        (timeline([
            TimelineEntry::new(tr!(l, "gallery-stage-confirmed"), "10.11.2026, 11:20").stage(),
            TimelineEntry::new(html! { (tr!(l, "gallery-event-shipment")) " " (difference("20.11.2026", "23.11.2026")) }, tr!(l, "gallery-event-who"))
                .warning()
                .extra(html! { p.kb-fork { (tr!(l, "gallery-event-fork")) } }),
            TimelineEntry::new(tr!(l, "gallery-st-held"), "23.11.2026, 10:42").bad(),
            TimelineEntry::new(tr!(l, "gallery-st-draft"), "09.11.2026, 15:48"),
        ]))
        (message("OS", tr!(l, "gallery-manager"), "16.11, 09:06", tr!(l, "gallery-message"), false, false))
        (message("MV", tr!(l, "gallery-you"), "16.11, 09:31", tr!(l, "gallery-message-mine"), true, false))
        (message("MV", tr!(l, "gallery-you"), "16.11, 10:05", tr!(l, "gallery-message-private"), true, true))
    })
}

pub(super) fn cards(l: Locale) -> impl Render {
    let empty_picture = Picture {
        address: None,
        alt: tr!(l, "gallery-row-1").into(),
    };
    Card::titled(tr!(l, "gallery-people"))
        .aside(Button::quiet(tr!(l, "gallery-button-print")).small().icon(icon!("printer")).plain_type())
        .body(
            KeyValues::new()
                .row(tr!(l, "gallery-key-way"), tr!(l, "gallery-delivery-carrier"))
                .row(tr!(l, "gallery-key-address"), tr!(l, "gallery-value-address"))
                .secret("balance", tr!(l, "gallery-debt"), format::money(l, Money::new(11_840_000, Currency::Rub)))
                .row_if(tr!(l, "gallery-note"), None::<&str>),
        )
        .flush(list([ListItem {
            icon: Some(icon!("file-text")),
            body: html! { a href="#main" { (tr!(l, "gallery-invoice")) } span.kb-sub { (tr!(l, "gallery-invoice-of")) } },
            end: Some(status(Tone::Bad, icon!("alert-triangle"), tr!(l, "gallery-late"))),
        }]))
        .body(html! { h3 { (tr!(l, "gallery-picture")) } div.kb-g-3.kb-grid { (empty_picture) } })
        .footer(html! { span.kb-sm.kb-soft { (tr!(l, "gallery-name-hint")) } })
}
