//! The lines of a draft. What is calculated in them has ids: a change swaps just that, and what is being typed in the
//! next field stays.

use maud::{Markup, html};

use super::super::{Frame, dash, dates, margin};
use super::Page;
use super::arrange::SPLIT;
use crate::modules::catalogue::ProductId;
use crate::modules::configurator::State;
use crate::modules::configurator::views::price::explained;
use crate::modules::orders::draft_form::shown_sum;
use crate::modules::orders::read_models::{DraftLineView, MadeView};
use crate::modules::orders::{Finding, wishes};
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{Button, Card, Column, Empty, Field, RowState, Stepper, Table, hidden};
use crate::platform::values::{Locale, Quantity};
use crate::platform::web::segment;
use crate::{icon, tr};

/// The form that brings a line up to the current model.
pub const RENEWING: &str = "draft-renewing";
/// The form that puts a substitute in place of withdrawn goods.
pub const SUBSTITUTING: &str = "draft-substituting";
/// The form that takes the fields of a new line.
pub const ADDING: &str = "draft-adding";

/// The fields of a new line, of a form of their own.
fn adding(l: Locale, page: &Page<'_>) -> Markup {
    html! {
        div.kb-quick.card-body {
            div.kb-row.kb-bottom {
                div.kb-grow {
                    (Field::text("article", tr!(l, "orders-line-add")).autocomplete("off").attr("form", ADDING)
                        .placeholder(tr!(l, "orders-line-article-example")).value(page.lost.unwrap_or_default()))
                }
                div.kb-qty {
                    (Field::decimal("quantity", tr!(l, "orders-col-quantity")).attr("form", ADDING).value("1"))
                }
                (Button::plain(tr!(l, "orders-line-add-do")).icon(icon!("plus")).form(ADDING))
            }
            // Other ways to the same: beside the fields they would leave no room for a name.
            div.kb-row {
                (Button::quiet(tr!(l, "orders-draft-browse")).icon(icon!("package")).href(page.catalogue()))
                (Button::quiet(tr!(l, "orders-quick-here")).icon(icon!("bolt"))
                    .href(format!("/quick?dealer={}&draft={}", page.view.draft.dealer, page.view.draft.id)))
            }
        }
    }
}

pub fn lines(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let view = page.view;
    if view.lines.is_empty() {
        return html! {
            (Card::titled(tr!(l, "orders-lines")).flush(Empty {
                icon: icon!("pencil"),
                title: tr!(l, "orders-draft-empty").into(),
                body: match frame.staff {
                    true => tr!(l, "orders-draft-empty-staff").into(),
                    false => tr!(l, "orders-draft-empty-do").into(),
                },
                action: None,
            }).flush(adding(l, page)))
        };
    }
    let sees_price = view.sight.purchase_price;
    let table = Table::new(tr!(l, "orders-lines"), &view.lines)
        .row_state(|line: &DraftLineView| match line.findings.is_empty() {
            true => RowState::Plain,
            false => RowState::Bad,
        })
        .column_if(view.lines.len() > 1, || {
            Column::pick(
                tr!(l, "orders-split-all"),
                "line",
                SPLIT,
                move |line: &DraftLineView| (line.place.to_string(), tr!(l, "orders-split-line", n = line.place + 1)),
            )
        })
        .column(Column::head(
            tr!(l, "orders-col-product"),
            move |line: &DraftLineView| name(frame, page, line),
        ))
        .column(Column::num(
            tr!(l, "orders-col-quantity"),
            move |line: &DraftLineView| quantity(frame, page, line),
        ))
        .column_if(sees_price, || {
            Column::num(tr!(l, "orders-col-price"), move |line: &DraftLineView| {
                price(l, line, false)
            })
            .field("purchase-price")
        })
        .column_if(sees_price, || {
            Column::sum(tr!(l, "orders-col-sum"), move |line: &DraftLineView| {
                sum(l, line, false)
            })
            .field("purchase-price")
        })
        .column(Column::num(tr!(l, "orders-col-rrp"), move |line: &DraftLineView| {
            rrp(l, line, false)
        }))
        .column(Column::actions(
            tr!(l, "orders-col-action"),
            move |line: &DraftLineView| {
                Button::quiet(tr!(l, "orders-line-remove", n = line.place + 1))
                    .only_icon(icon!("x"))
                    .small()
                    .value("remove", line.place.to_string())
            },
        ));
    let count = tr!(l, "orders-lines-count", n = view.lines.len());
    html! {
        (Card::titled(tr!(l, "orders-lines")).small(count).flush(table).flush(adding(l, page)).footer(html! {
            div.kb-row.kb-between {
                span.kb-sm.kb-soft { (tr!(l, "orders-draft-estimate")) }
                (Button::plain(tr!(l, "orders-draft-recalculate")).small().icon(icon!("refresh")))
            }
        }))
    }
}

/// How goods are made that are made to order, and the ways to change that.
fn how(l: Locale, page: &Page<'_>, line: &DraftLineView, made: &MadeView, product: ProductId) -> Markup {
    let address = page.address();
    let at = format!("{address}/configure/{product}");
    let said: Vec<String> = made
        .said
        .iter()
        .map(|said| format!("{}: {}", said.name, said.value))
        .collect();
    html! {
        @if !said.is_empty() { span.kb-sub.kb-how { (said.join("; ")) } }
        @if !made.missing.is_empty() { span.kb-sub { (tr!(l, "orders-made-missing", names = made.missing.join(", "))) } }
        @if let Some(days) = made.days { span.kb-sub { (tr!(l, "orders-made-days", n = days)) } }
        @if let Some(moved) = &made.moved {
            span.kb-sub {
                @if let Some((old, new)) = moved.price {
                    span data-field="purchase-price" {
                        (tr!(l, "orders-made-price", old = format::money(l, old).to_string(), new = format::money(l, new).to_string())) " "
                    }
                }
                @if let Some((old, new)) = moved.rrp {
                    (tr!(l, "orders-made-rrp", old = format::money(l, old).to_string(), new = format::money(l, new).to_string())) " "
                }
                @if !moved.lost.is_empty() { (tr!(l, "orders-made-lost", names = moved.lost.join(", "))) " " }
                @if moved.price.is_none() && moved.rrp.is_none() && moved.lost.is_empty() && moved.state == State::Complete {
                    (tr!(l, "orders-made-same"))
                }
                @match moved.state {
                    State::Complete => {}
                    State::Incomplete => (tr!(l, "orders-made-incomplete")),
                    State::Impossible => (tr!(l, "orders-made-impossible")),
                }
            }
        }
        @if !made.steps.is_empty() {
            div data-field="purchase-price" {
                (explained(l, &made.steps, made.currency, tr!(l, "orders-made-how"), tr!(l, "orders-made-one"), true))
            }
        }
        div.kb-row.kb-hits {
            a.kb-sm href={ (at) "?line=" (line.place) "&version=" (page.view.draft.version) } { (tr!(l, "orders-made-change")) }
            @if !said.is_empty() { a.kb-sm href={ (at) "?c=" (segment(&made.token)) } { (tr!(l, "orders-made-copy")) } }
            @if made.moved.as_ref().is_some_and(|moved| moved.state != State::Impossible) {
                (Button::plain(tr!(l, "orders-made-renew")).small().form(RENEWING).value("line", line.place.to_string()))
            }
        }
    }
}

/// When the line is wished, where that is another day than that of the whole draft.
fn wish(frame: &Frame, page: &Page<'_>, line: &DraftLineView) -> Markup {
    let field = format!("w-{}", line.place);
    let typed = page.typed(&field, &wishes::shown(line.wished));
    let error = page.fault(frame, &field);
    dates::wish(frame.locale, "w", line.place, &line.article, &typed, error.as_deref())
}

fn name(frame: &Frame, page: &Page<'_>, line: &DraftLineView) -> Markup {
    let l = frame.locale;
    html! {
        @match line.product {
            Some(product) => a href={ "/products/" (product) } { (line.name) },
            None => (tr!(l, "orders-line-unknown")),
        }
        span.kb-sub { (line.article) }
        (findings(l, line, false))
        @if let (Some(made), Some(product)) = (&line.made, line.product) { (how(l, page, line, made, product)) }
        (hidden("s", line.line_name.as_str()))
        input.form-control.form-control-sm.kb-line-note name="c" value=(line.comment) maxlength="2000" autocomplete="off"
            id={ "c-" (line.place) } placeholder=(tr!(l, "orders-line-note"))
            aria-label=(tr!(l, "orders-line-note-of", what = line.article.as_str()));
        (wish(frame, page, line))
    }
}

fn said(l: Locale, finding: &Finding, unit: &str) -> String {
    let amount = |quantity: Quantity| format!("{}\u{a0}{unit}", format::quantity(l, quantity));
    match finding {
        Finding::Pack { step, nearest } => {
            tr!(
                l,
                "catalogue-finding-pack",
                step = amount(*step),
                nearest = amount(*nearest)
            )
        }
        Finding::Currency(currency) => tr!(l, "catalogue-finding-currency", currency = currency.code()),
        other => try_text(l, other.message()).unwrap_or_default().to_owned(),
    }
}

fn quantity(frame: &Frame, page: &Page<'_>, line: &DraftLineView) -> Markup {
    let l = frame.locale;
    let field = format!("q-{}", line.place);
    let step = if line.step.is_positive() {
        line.step
    } else {
        Quantity::ONE
    };
    let error = page.fault(frame, &field);
    let mut attrs = vec![("id", field.clone().into())];
    if error.is_some() {
        attrs.extend([
            ("aria-invalid", "true".into()),
            ("aria-describedby", format!("{field}-error").into()),
        ]);
    }
    html! {
        span {
            (Stepper {
                locale: l,
                name: "q".into(),
                subject: line.article.as_str().into(),
                value: page.typed(&field, &format::quantity(l, line.quantity)).into(),
                step: step.to_string().into(),
                attrs,
            })
            span.kb-sub { (line.unit) }
            @if let Some(error) = error { span.kb-err id={ (field) "-error" } { (error) } }
        }
    }
}

/// The calculated parts of every line, to be swapped where they stand.
pub fn calculated(l: Locale, page: &Page<'_>) -> Markup {
    let sees_price = page.view.sight.purchase_price;
    html! {
        @for line in &page.view.lines {
            (findings(l, line, true))
            @if sees_price { (price(l, line, true)) (sum(l, line, true)) }
            (rrp(l, line, true))
        }
    }
}

fn findings(l: Locale, line: &DraftLineView, swap: bool) -> Markup {
    html! {
        span id={ "findings-" (line.place) } hx-swap-oob=[swap.then_some("true")] {
            // What is saved now: what differs from it in the field is typed and not saved yet.
            (hidden("b", line.quantity.to_string()))
            @for finding in &line.findings { span.kb-sub.kb-bad { (said(l, finding, &line.unit)) } }
            @if let Some(item) = &line.instead {
                span.kb-sub { (tr!(l, "orders-line-instead")) " " a href={ "/products/" (item.product) } { (item.title()) } }
                (Button::plain(tr!(l, "orders-line-substitute")).small().form(SUBSTITUTING)
                    .value("line", format!("{}:{}", line.place, item.sku)))
            }
        }
    }
}

fn price(l: Locale, line: &DraftLineView, swap: bool) -> Markup {
    html! {
        span id={ "price-" (line.place) } hx-swap-oob=[swap.then_some("true")] {
            @match line.price {
                Some(price) => (format::unit_price(l, price)),
                None => (dash()),
            }
        }
    }
}

/// With what the line was shown to cost: a submission tells by it whether the sender saw today's prices.
fn sum(l: Locale, line: &DraftLineView, swap: bool) -> Markup {
    html! {
        span id={ "sum-" (line.place) } hx-swap-oob=[swap.then_some("true")] {
            @match (line.total, line.vat) {
                (Some(total), Some(vat)) => {
                    (format::money(l, total))
                    (hidden("was", shown_sum(total, vat)))
                }
                _ => (dash()),
            }
        }
    }
}

fn rrp(l: Locale, line: &DraftLineView, swap: bool) -> Markup {
    html! {
        span id={ "rrp-" (line.place) } hx-swap-oob=[swap.then_some("true")] {
            @match line.rrp {
                Some(rrp) => (format::money(l, rrp)),
                None => (dash()),
            }
            @if line.margin.is_some() { span.kb-sub data-field="margin" { (margin(l, line.margin)) } }
        }
    }
}
