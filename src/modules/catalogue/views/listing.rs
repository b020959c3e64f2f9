//! A list of products beside the tree of groups.

use maud::{Markup, html};

use super::{Frame, as_of, dash, margin, pick, pick_some, picture, price, rrp, stock, terms, terms_line, vat_note};
use crate::modules::catalogue::GroupId;
use crate::modules::catalogue::queries::{Node, Tree};
use crate::modules::catalogue::read_models::{ProductRow, Viewpoint};
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card, Column, Empty, Field, Form, Pager, Table, hidden, named_thumb};
use crate::platform::values::{Cursor, Locale, VatMode};
use crate::{icon, tr};

pub struct Listing<'a> {
    pub title: &'a str,
    pub tree: &'a Tree,
    pub group: Option<GroupId>,
    pub rows: &'a [ProductRow],
    pub view: &'a Viewpoint,
    pub vat_mode: Option<VatMode>,
    pub next: Option<Cursor>,
    /// The address of this page, to come back to.
    pub here: String,
    /// What was searched for.
    pub asked: Option<&'a str>,
    /// What was searched instead, when the text was typed in the wrong keyboard layout.
    pub corrected: Option<&'a str>,
}

pub fn listing(frame: &Frame, of: &Listing<'_>) -> Markup {
    let l = frame.locale;
    let count = match of.group {
        None => of.tree.products,
        Some(group) => of.tree.get(group).map_or(0, |node| node.products),
    };
    let mut head = frame.head(of.title, of.group.is_some());
    if let Some(group) = of.group {
        let path = of.tree.path(group);
        for above in &path[..path.len().saturating_sub(1)] {
            head = head.crumb(above.name.as_str(), frame.group(above.id));
        }
    }
    head = head.facts(html! {
        p {
            (tr!(l, "catalogue-count", n = count)) "."
            @if let Some(line) = terms_line(l, of.view) { " " span.kb-nowrap { (line) "." } }
        }
    });
    html! {
        (head.actions(html! { (terms(l, of.view, &of.here)) (price_list(frame, of)) (frame.to_draft()) }))
        div.kb-grid.kb-g-tree {
            nav.kb-no-phone aria-label=(tr!(l, "catalogue-groups")) { (tree(frame, of.tree, of.group)) }
            div.kb-stack-lg {
                details.card.kb-only-phone.kb-more {
                    summary.card-body { (tr!(l, "catalogue-groups")) }
                    nav.card-body aria-label=(tr!(l, "catalogue-groups-phone")) { (tree(frame, of.tree, of.group)) }
                }
                (search(l, of))
                (rows(frame, of))
            }
        }
    }
}

/// The goods of this page as a workbook, under the same terms.
fn price_list(frame: &Frame, of: &Listing<'_>) -> Markup {
    let l = frame.locale;
    let group = of.group.map(|id| format!("&group={id}")).unwrap_or_default();
    let href = format!("/catalogue/price-list.xlsx?terms={}{group}", of.view.chosen());
    html! {
        @if frame.filling.is_none() {
            (Button::plain(tr!(l, "catalogue-list-do")).icon(icon!("file-spreadsheet")).href(href).attr("download", ""))
        }
    }
}

fn search(l: Locale, of: &Listing<'_>) -> Markup {
    let path = of.here.split('?').next().unwrap_or_default().to_owned();
    html! {
        (Form::get(path).class("kb-row").attr("role", "search").body(html! {
            (hidden("terms", of.view.chosen()))
            div.kb-grow {
                (Field::search("q", tr!(l, "catalogue-search")).label_hidden().id("catalogue-search")
                    .placeholder(tr!(l, "catalogue-search-example")).value(of.asked.unwrap_or_default()))
            }
            (Button::plain(tr!(l, "catalogue-search-do")).icon(icon!("search")))
        }))
        @if let Some(corrected) = of.corrected {
            p.kb-note.m-0 { (tr!(l, "catalogue-search-corrected", what = corrected)) }
        }
    }
}

fn rows(frame: &Frame, of: &Listing<'_>) -> Markup {
    let l = frame.locale;
    if let (true, Some(asked)) = (of.rows.is_empty(), of.asked) {
        return html! {
            (Card::new().flush(Empty {
                icon: icon!("search"),
                title: tr!(l, "catalogue-search-empty", what = asked).into(),
                body: tr!(l, "catalogue-search-empty-do").into(),
                action: Some(html! { (Button::plain(tr!(l, "catalogue-all")).href(frame.all())) }),
            }))
        };
    }
    if of.rows.is_empty() {
        return html! {
            (Card::new().flush(Empty {
                icon: icon!("package"),
                title: tr!(l, "catalogue-empty").into(),
                body: tr!(l, "catalogue-empty-do").into(),
                action: of.group.map(|_| html! { (Button::plain(tr!(l, "catalogue-all")).href(frame.all())) }),
            }))
        };
    }
    let table = table(frame, tr!(l, "catalogue-title"), of.rows, of.view, &of.here);
    let next = of.next.clone().map(|cursor| {
        let path = of.here.split('?').next().unwrap_or_default();
        format!("{path}?terms={}&after={}", of.view.chosen(), String::from(cursor)).into()
    });
    html! {
        (Card::titled(tr!(l, "catalogue-products"))
            .small(tr!(l, "catalogue-shown", n = of.rows.len()))
            .aside(as_of(frame, of.view))
            .flush(table)
            .footer(html! {
                div.kb-row.kb-between {
                    span.kb-sm.kb-soft {
                        @if of.view.sees_margin() { (frame.margin_is()) " " }
                        @if of.view.sees_price() { (vat_note(l, of.vat_mode)) }
                    }
                    (Pager { locale: l, previous: None, next, shown: None })
                }
            }))
    }
}

/// The table of products, here and on the page of a search.
pub fn table(frame: &Frame, caption: &'static str, rows: &[ProductRow], view: &Viewpoint, here: &str) -> Markup {
    let l = frame.locale;
    let (with_price, with_margin) = (view.sees_price(), view.sees_margin());
    html! {
        (Table::new(caption, rows)
            .row_id(|row: &ProductRow| format!("product-{}", row.id))
            .column(Column::head(tr!(l, "catalogue-col-product"), move |row: &ProductRow| name(frame, row)))
            .column_if(with_price, || {
                Column::sum(frame.price_head(), move |row: &ProductRow| of_figures(row, |f| price(l, f)))
                    .field("purchase-price")
            })
            .column(Column::num(tr!(l, "catalogue-col-rrp"), move |row: &ProductRow| of_figures(row, |f| rrp(l, f))))
            .column_if(with_margin, || {
                Column::num(tr!(l, "catalogue-col-margin"), move |row: &ProductRow| {
                    of_figures(row, |figures| figures.margin.as_ref().map_or_else(dash, |of| margin(l, of)))
                })
                .field("margin")
            })
            .column(Column::num(tr!(l, "catalogue-col-stock"), move |row: &ProductRow| {
                of_figures(row, |figures| stock(l, figures.stock, &row.unit))
            }))
            .column_if(frame.picks, || {
                Column::actions(tr!(l, "catalogue-col-action"), move |row: &ProductRow| match row.sku {
                    _ if row.made_to_order => html! {
                        (Button::plain(tr!(l, "catalogue-configure")).small().href(frame.configuration(row.id)))
                    },
                    Some(sku) if frame.filling.is_some() => pick_some(frame, sku, row.step, &row.name, here, false),
                    Some(sku) => pick(frame, sku, row.step, &row.name, here),
                    None => html! {
                        (Button::plain(tr!(l, "catalogue-choose")).small().href(frame.product(row.id)))
                    },
                })
            }))
    }
}

/// The first of what was found for words that are no article, on the page of a draft.
pub fn offers(frame: &Frame, rows: &[ProductRow], view: &Viewpoint, here: &str, typed: &str, found: usize) -> Markup {
    let l = frame.locale;
    let query = percent_encoding::utf8_percent_encode(typed, percent_encoding::NON_ALPHANUMERIC);
    html! {
        (Card::titled(tr!(l, "catalogue-offers", what = typed))
            .small(tr!(l, "catalogue-shown", n = rows.len()))
            .flush(table(frame, tr!(l, "catalogue-products"), rows, view, here))
            .footer(html! {
                (Button::plain(tr!(l, "catalogue-offers-all", n = found)).small().icon(icon!("search"))
                    .href(format!("{}?q={query}", frame.all())))
            }))
    }
}

fn of_figures(row: &ProductRow, show: impl Fn(&crate::modules::catalogue::read_models::Figures) -> Markup) -> Markup {
    row.figures.as_ref().map_or_else(dash, show)
}

fn name(frame: &Frame, row: &ProductRow) -> Markup {
    let l = frame.locale;
    let address = row.picture.as_deref().map(|hash| picture(hash, 96));
    named_thumb(
        address.as_deref(),
        html! {
            a href=(frame.product(row.id)) { (row.name) }
            span.kb-sub {
                (row.article)
                @if !row.article.is_empty() && !row.facts.is_empty() { " · " }
                (row.facts)
            }
            @if row.variants > 0 { span.kb-sub { (tr!(l, "catalogue-variants", n = row.variants)) } }
        },
    )
}

fn tree(frame: &Frame, tree: &Tree, current: Option<GroupId>) -> Markup {
    let l = frame.locale;
    let open: Vec<GroupId> = current
        .map(|id| tree.path(id).iter().map(|group| group.id).collect())
        .unwrap_or_default();
    html! {
        ul.kb-tree {
            li {
                a href=(frame.all()) aria-current=[current.is_none().then_some("page")] {
                    (tr!(l, "catalogue-all")) span { (format::count(tree.products)) }
                }
            }
            (branch(frame, &tree.nodes, current, &open))
        }
    }
}

/// The groups at the top of `nodes`, each with those below it.
fn branch(frame: &Frame, nodes: &[Node], current: Option<GroupId>, open: &[GroupId]) -> Markup {
    let l = frame.locale;
    let mut at = 0;
    let mut out = html! {};
    while let Some(node) = nodes.get(at) {
        let below = &nodes[at + 1..at + 1 + node.below];
        let link = html! {
            a href=(frame.group(node.group.id))
                aria-current=[(current == Some(node.group.id)).then_some("page")] {
                (node.group.name) span { (format::count(node.products)) }
            }
        };
        out = html! {
            (out)
            @if below.is_empty() {
                li { (link) }
            } @else {
                li {
                    details open[open.contains(&node.group.id)] {
                        summary { (node.group.name) span { (format::count(node.products)) } }
                        ul {
                            li {
                                a href=(frame.group(node.group.id))
                                    aria-current=[(current == Some(node.group.id)).then_some("page")] {
                                    (tr!(l, "catalogue-group-all"))
                                }
                            }
                            (branch(frame, below, current, open))
                        }
                    }
                }
            }
        };
        at += 1 + node.below;
    }
    out
}
