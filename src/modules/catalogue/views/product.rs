//! The page of a product.

use maud::{Markup, html};

use super::{Frame, as_of, dash, margin, pick_some, picture, price, rrp, stock, terms, terms_line, vat_note};
use crate::modules::catalogue::read_models::{SkuRow, Viewpoint};
use crate::modules::catalogue::{GroupId, Product, Sellable};
use crate::platform::i18n::format;
use crate::platform::ui::{Alert, Button, Card, Column, KeyValues, Picture, Table};
use crate::platform::values::{Quantity, VatMode};
use crate::{icon, tr};

pub struct ProductCard<'a> {
    pub product: &'a Product,
    /// From the top group down.
    pub path: Vec<(GroupId, &'a str)>,
    pub rows: &'a [SkuRow],
    /// By warehouse, where the reader may see numbers.
    pub stock: &'a [(String, Quantity)],
    pub view: &'a Viewpoint,
    pub vat_mode: Option<VatMode>,
    pub here: String,
    /// What stands in for it, where it isn't sold any more.
    pub instead: &'a [Sellable],
    /// Made to order: it is configured before it is ordered.
    pub made_to_order: bool,
}

pub fn product(frame: &Frame, card: &ProductCard<'_>) -> Markup {
    let l = frame.locale;
    let product = card.product;
    let mut head = frame.head(product.name.as_str(), true);
    for (id, name) in &card.path {
        head = head.crumb(*name, frame.group(*id));
    }
    head = head
        .facts(html! {
            p {
                @if !product.article.is_empty() {
                    span.kb-nowrap { (tr!(l, "catalogue-article", article = product.article.as_str())) } " "
                }
                @if let Some(line) = terms_line(l, card.view) { span.kb-nowrap { (line) } }
            }
        })
        .actions(html! {
            (terms(l, card.view, &card.here))
            (frame.to_draft())
            @if card.made_to_order {
                (Button::primary(tr!(l, "catalogue-configure")).icon(icon!("ruler-measure")).href(frame.configuration(product.id)))
            }
        });
    html! {
        (head)
        div.kb-stack-lg {
            @if !product.is_on_sale() {
                (Alert::warning(tr!(l, "catalogue-withdrawn")).body(match frame.staff {
                    true => tr!(l, "catalogue-withdrawn-do"),
                    false => tr!(l, "catalogue-withdrawn-take"),
                }))
            }
            @if !card.instead.is_empty() { (instead(frame, card.instead)) }
            div.kb-grid.kb-g-side {
                div.kb-stack-lg {
                    @match card.made_to_order {
                        _ if card.rows.is_empty() => {}
                        true => (Card::titled(tr!(l, "catalogue-offer")).body(html! {
                            p { (tr!(l, "catalogue-made-to-order")) }
                        })),
                        false => (offer(frame, card)),
                    }
                    @if !product.description.is_empty() {
                        (Card::titled(tr!(l, "catalogue-description")).body(html! {
                            @for part in product.description.split('\n').filter(|part| !part.trim().is_empty()) {
                                p { (part) }
                            }
                        }))
                    }
                    @if !product.properties.is_empty() { (properties(frame, product)) }
                }
                aside.kb-stack-lg aria-label=(tr!(l, "catalogue-picture")) {
                    (Card::new().body(Picture {
                        address: product.pictures.first().map(|hash| picture(hash, 640).into()),
                        alt: product.name.as_str().into(),
                    }))
                    (facts(frame, card))
                }
            }
        }
    }
}

fn instead(frame: &Frame, items: &[Sellable]) -> Markup {
    let l = frame.locale;
    html! {
        (Card::titled(tr!(l, "catalogue-instead")).flush(html! {
            ul.kb-list {
                @for item in items {
                    li {
                        div.kb-grow {
                            a.kb-b href=(frame.product(item.product)) { (item.name) }
                            @if !item.article.is_empty() { span.kb-sub { (item.article) } }
                        }
                    }
                }
            }
        }))
    }
}

fn offer(frame: &Frame, card: &ProductCard<'_>) -> Markup {
    let l = frame.locale;
    let (with_price, with_margin) = (card.view.sees_price(), card.view.sees_margin());
    let (unit, step) = (card.product.unit.name.as_str(), card.product.step());
    let picks = frame.picks && card.product.is_on_sale();
    let table = Table::new(tr!(l, "catalogue-offer"), card.rows)
        .column(Column::head(tr!(l, "catalogue-col-product"), |row: &SkuRow| {
            html! { (row.name) span.kb-sub { (row.article) } }
        }))
        .column_if(with_price, || {
            Column::sum(frame.price_head(), move |row: &SkuRow| price(l, &row.figures)).field("purchase-price")
        })
        .column(Column::num(tr!(l, "catalogue-col-rrp"), move |row: &SkuRow| {
            rrp(l, &row.figures)
        }))
        .column_if(with_margin, || {
            Column::num(tr!(l, "catalogue-col-margin"), move |row: &SkuRow| {
                row.figures.margin.as_ref().map_or_else(dash, |of| margin(l, of))
            })
            .field("margin")
        })
        .column(Column::num(tr!(l, "catalogue-col-stock"), move |row: &SkuRow| {
            stock(l, row.figures.stock, unit)
        }))
        .column_if(picks, || {
            Column::actions(tr!(l, "catalogue-col-action"), move |row: &SkuRow| {
                pick_some(frame, row.sku, step, &row.article, &card.here, true)
            })
        });
    html! {
        (Card::titled(tr!(l, "catalogue-offer")).aside(as_of(frame, card.view)).flush(table).footer(html! {
            span.kb-sm.kb-soft {
                @if with_margin { (frame.margin_is()) " " }
                @if with_price { (vat_note(l, card.vat_mode)) " " }
                @if step.is_positive() && step != Quantity::ONE {
                    (tr!(l, "catalogue-pack", quantity = step, unit = unit))
                }
            }
        }))
    }
}

fn properties(frame: &Frame, product: &Product) -> Markup {
    let l = frame.locale;
    let mut values = KeyValues::new();
    for property in &product.properties {
        values = values.row(property.name.as_str(), property.value.as_str());
    }
    html! { (Card::titled(tr!(l, "catalogue-properties")).body(values)) }
}

fn facts(frame: &Frame, card: &ProductCard<'_>) -> Markup {
    let l = frame.locale;
    let product = card.product;
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let weight = product.weight_g.map(|grams| {
        tr!(
            l,
            "catalogue-kg",
            weight = format::quantity(l, Quantity::from_thousandths(grams))
        )
    });
    let values = KeyValues::new()
        .row_if(tr!(l, "catalogue-unit"), text(&product.unit.name))
        .row_if(tr!(l, "catalogue-weight"), weight)
        .row_if(tr!(l, "catalogue-maker"), text(&product.maker))
        .row_if(
            tr!(l, "catalogue-barcode"),
            text(&product.barcode).map(|code| html! { span.kb-nowrap.kb-tab { (code) } }),
        );
    let mut stock = KeyValues::new();
    for (warehouse, quantity) in card.stock {
        let name = if warehouse.is_empty() {
            tr!(l, "catalogue-col-stock")
        } else {
            warehouse.as_str()
        };
        stock = stock.row(
            name,
            html! { (format::quantity(l, *quantity)) "\u{a0}" (product.unit.name) },
        );
    }
    html! {
        @if !card.stock.is_empty() { (Card::titled(tr!(l, "catalogue-stock-where")).body(stock)) }
        (Card::titled(tr!(l, "catalogue-facts")).body(values))
    }
}
