//! A list of products beside the tree of groups.

use maud::{Markup, html};

use super::{
    Frame, as_of, column as words, dash, grid, margin, pick, pick_some, picture, price, rrp, stock, terms, terms_line,
    vat_note,
};
use crate::modules::catalogue::GroupId;
use crate::modules::catalogue::grid::{By, Col, Sees};
use crate::modules::catalogue::pages::{Found, LIST_MAX, Look};
use crate::modules::catalogue::queries::{Node, Tree};
use crate::modules::catalogue::read_models::{ProductRow, Viewpoint};
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Card, Column, Empty, Table, named_thumb};
use crate::platform::values::Quantity;
use crate::{icon, tr};

pub struct Listing<'a> {
    pub title: &'a str,
    pub look: &'a Look,
    pub found: &'a Found,
    /// The address of this list without its filter.
    pub path: String,
    /// The address of this page, to come back to.
    pub here: String,
    /// What of the filter can't be read, by field.
    pub wrong: &'a [(String, String)],
}

pub fn listing(frame: &Frame, of: &Listing<'_>) -> Markup {
    let l = frame.locale;
    let count = match of.look.group {
        None => of.look.tree.products,
        Some(group) => of.look.tree.get(group).map_or(0, |node| node.products),
    };
    let mut head = frame.head(of.title, of.look.group.is_some());
    if let Some(group) = of.look.group {
        let path = of.look.tree.path(group);
        for above in &path[..path.len().saturating_sub(1)] {
            head = head.crumb(above.name.as_str(), frame.group(above.id));
        }
    }
    head = head.facts(html! {
        p {
            (tr!(l, "catalogue-count", n = count)) "."
            @if let Some(line) = terms_line(l, &of.look.view) { " " span.kb-nowrap { (line) "." } }
        }
        @if frame.filling.is_none() && count > LIST_MAX as u64 {
            p { (tr!(l, "catalogue-list-cut", n = format::count(LIST_MAX).as_str())) }
        }
    });
    html! {
        (head.actions(html! { (terms(l, &of.look.view, &of.here)) (files(frame, of)) (frame.to_draft()) }))
        div.kb-grid.kb-g-tree {
            nav.kb-no-phone aria-label=(tr!(l, "catalogue-groups")) { (tree(frame, &of.look.tree, of.look.group)) }
            div.kb-stack-lg {
                details.card.kb-only-phone.kb-more {
                    summary.card-body { (tr!(l, "catalogue-groups")) }
                    nav.card-body aria-label=(tr!(l, "catalogue-groups-phone")) { (tree(frame, &of.look.tree, of.look.group)) }
                }
                @if frame.filling.is_none() { (grid::bar(frame, of)) }
                (grid::panel(l, of))
                (rows(frame, of))
            }
        }
    }
}

/// What is seen as a workbook, and the price list: all goods of the group under the same terms.
fn files(frame: &Frame, of: &Listing<'_>) -> Markup {
    let l = frame.locale;
    let group = of.look.group.map(|id| format!("&group={id}")).unwrap_or_default();
    let href = format!("/catalogue/price-list.xlsx?terms={}{group}", of.look.view.chosen());
    html! {
        @if frame.filling.is_none() {
            @if !of.found.rows.is_empty() {
                (Button::plain("XLSX").icon(icon!("file-spreadsheet")).href(grid::file(of)).attr("download", "")
                    .attr("title", tr!(l, "catalogue-file-about")))
            }
            (Button::plain(tr!(l, "catalogue-list-do")).icon(icon!("file-spreadsheet")).href(href).attr("download", ""))
        }
    }
}

fn rows(frame: &Frame, of: &Listing<'_>) -> Markup {
    let l = frame.locale;
    let found = of.found;
    if found.rows.is_empty() {
        return html! { (Card::new().flush(empty(frame, of))) @if let Some(most) = found.cut { (grid::cut(l, most)) } };
    }
    let table = table(
        frame,
        tr!(l, "catalogue-title"),
        &found.rows,
        &of.look.view,
        &of.here,
        Some(of),
    );
    let shown = match (found.numbered, found.there) {
        (Some((_, _, all)), Some(there)) => tr!(l, "catalogue-fit-there", n = all, there = there),
        (Some((_, _, all)), None) => tr!(l, "catalogue-fit", n = all),
        (None, _) => tr!(l, "catalogue-shown", n = found.rows.len()),
    };
    let table = html! { @if frame.picks { (grid::bulk(frame, &of.here)) } (table) };
    html! {
        (grid::by_choice(frame, of))
        (Card::titled(tr!(l, "catalogue-products"))
            .small(shown)
            .aside(as_of(frame, &of.look.view))
            .flush(table)
            .footer(html! {
                div.kb-row.kb-between {
                    span.kb-sm.kb-soft {
                        @if of.look.view.sees_margin() { (frame.margin_is()) " " }
                        @if of.look.view.sees_price() { (vat_note(l, of.look.view.vat_mode(&of.look.book))) }
                    }
                    (grid::pager(l, of))
                }
            }))
        @if let Some(most) = found.cut { (grid::cut(l, most)) }
    }
}

fn empty(frame: &Frame, of: &Listing<'_>) -> Empty<'static> {
    let l = frame.locale;
    let all = || html! { (Button::plain(tr!(l, "catalogue-all")).href(frame.all())) };
    if of.look.meant.filter.narrowed() > 0 {
        return Empty {
            icon: icon!("filter"),
            title: tr!(l, "catalogue-none-fit").into(),
            body: tr!(l, "catalogue-none-fit-do").into(),
            action: Some(html! { (Button::plain(tr!(l, "lists-reset")).href(grid::whole(of))) }),
        };
    }
    match of.look.question.asked() {
        Some(asked) => Empty {
            icon: icon!("search"),
            title: tr!(l, "catalogue-search-empty", what = asked).into(),
            body: tr!(l, "catalogue-search-empty-do").into(),
            action: Some(all()),
        },
        None => Empty {
            icon: icon!("package"),
            title: tr!(l, "catalogue-empty").into(),
            body: tr!(l, "catalogue-empty-do").into(),
            action: of.look.group.map(|_| all()),
        },
    }
}

/// The table of products, here and on the page of a search.
///
/// `of`: the list whose columns were chosen and can be sorted by.
pub fn table(
    frame: &Frame,
    caption: &'static str,
    rows: &[ProductRow],
    view: &Viewpoint,
    here: &str,
    of: Option<&Listing<'_>>,
) -> Markup {
    let l = frame.locale;
    let sees = Sees {
        price: view.sees_price(),
        margin: view.sees_margin(),
    };
    let sorted = |by: Option<By>, column: Column<'static, ProductRow>| match of.zip(by) {
        Some((of, by)) => column.sort(grid::sorted(of, by).0, grid::sorted(of, by).1),
        None => column,
    };
    let column = |col: Col| -> Column<'static, ProductRow> {
        match col {
            Col::Article => Column::text(words(l, col), |row: &ProductRow| or_dash(&row.article)),
            Col::Barcode => Column::text(words(l, col), |row: &ProductRow| or_dash(&row.barcode)),
            Col::Unit => Column::text(words(l, col), |row: &ProductRow| or_dash(&row.unit)),
            Col::Pack => Column::num(words(l, col), move |row: &ProductRow| match row.step.is_positive() {
                true => html! { (format::quantity(l, row.step)) },
                false => dash(),
            }),
            Col::Weight => Column::num(words(l, col), move |row: &ProductRow| {
                let kilograms = row.weight_g.map(Quantity::from_thousandths);
                kilograms.map_or_else(
                    dash,
                    |of| html! { (tr!(l, "catalogue-kg", weight = format::quantity(l, of))) },
                )
            }),
            Col::Price => Column::sum(frame.price_head(), move |row: &ProductRow| {
                of_figures(row, |f| price(l, f))
            })
            .field("purchase-price"),
            Col::Rrp => Column::num(tr!(l, "catalogue-col-rrp"), move |row: &ProductRow| {
                of_figures(row, |f| rrp(l, f))
            }),
            Col::Margin => Column::num(tr!(l, "catalogue-col-margin"), move |row: &ProductRow| {
                of_figures(row, |figures| {
                    figures.margin.as_ref().map_or_else(dash, |of| margin(l, of))
                })
            })
            .field("margin"),
            Col::Stock => Column::num(tr!(l, "catalogue-col-stock"), move |row: &ProductRow| {
                of_figures(row, |figures| stock(l, figures.stock, &row.unit))
            }),
        }
    };
    let columns = match of {
        Some(of) => of.look.meant.columns.clone(),
        None => Col::chosen("", &[], sees),
    };
    let with_article = !columns.contains(&Col::Article);
    let named = Column::head(tr!(l, "catalogue-col-product"), move |row: &ProductRow| {
        name(frame, row, with_article)
    });
    let named = match of {
        Some(of) => named.sort(grid::sorted(of, By::Name).0, grid::sorted(of, By::Name).1),
        None => named,
    };
    let mut table = Table::new(caption, rows)
        .row_id(|row: &ProductRow| format!("product-{}", row.id))
        .column_if(frame.picks && of.is_some(), || {
            Column::pick_where(tr!(l, "lists-pick-all"), "sku", "bulk", move |row: &ProductRow| {
                let sku = row.sku.filter(|_| !row.made_to_order)?;
                Some((sku.to_string(), tr!(l, "lists-pick-one", what = row.name.as_str())))
            })
        })
        .column(named);
    if of.is_some() {
        table = table.keys();
    }
    for col in columns {
        table = table.column(sorted(col.sort(), column(col)));
    }
    html! {
        (table
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
            .flush(table(frame, tr!(l, "catalogue-products"), rows, view, here, None))
            .footer(html! {
                (Button::plain(tr!(l, "catalogue-offers-all", n = found)).small().icon(icon!("search"))
                    .href(format!("{}?q={query}", frame.all())))
            }))
    }
}

fn of_figures(row: &ProductRow, show: impl Fn(&crate::modules::catalogue::read_models::Figures) -> Markup) -> Markup {
    row.figures.as_ref().map_or_else(dash, show)
}

fn or_dash(text: &str) -> Markup {
    match text.is_empty() {
        true => dash(),
        false => html! { span.kb-nowrap { (text) } },
    }
}

fn name(frame: &Frame, row: &ProductRow, with_article: bool) -> Markup {
    let l = frame.locale;
    let article = if with_article { row.article.as_str() } else { "" };
    let address = row.picture.as_deref().map(|hash| picture(hash, 96));
    named_thumb(
        address.as_deref(),
        html! {
            a href=(frame.product(row.id)) { (row.name) }
            span.kb-sub {
                (article)
                @if !article.is_empty() && !row.facts.is_empty() { " · " }
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
