//! What the rows of a sheet come to.

use maud::{Markup, html};

use super::Frame;
use crate::modules::orders::{Draft, LINES_MAX};
use crate::modules::quick::read_models::{Pick, RowView, SHOWN, SheetView, Typed};
use crate::modules::quick::{Kind, SEARCHES_MAX};
use crate::platform::access::Sight;
use crate::platform::i18n::{format, render, try_text};
use crate::platform::ui::{
    Alert, Button, Card, Chip, Choice, Column, Dialog, Empty, Field, Form, OrDash, PageHead, Pager, RowState, Select,
    Sum, Table, chips, csrf_field, hidden,
};
use crate::platform::values::Locale;
use crate::{icon, tr};

pub struct Page<'a> {
    pub view: &'a SheetView,
    /// Where lines may go.
    pub drafts: &'a [Draft],
    /// The draft that rows were meant for, or went to last.
    pub draft: Option<&'a Draft>,
    /// For staff: for whom.
    pub dealer: Option<&'a str>,
    pub sight: Sight,
    /// What a new draft is called unless it is named.
    pub name: String,
    pub alert: Option<&'a str>,
}

impl Page<'_> {
    fn address(&self) -> String {
        format!("/quick/{}", self.view.id)
    }
}

pub fn page(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    let (view, address) = (page.view, page.address());
    let facts = match view.bad {
        bad if view.lines == 0 => tr!(l, "quick-check-bad", bad = bad),
        0 => tr!(l, "quick-check-all-good", lines = view.lines),
        bad => tr!(l, "quick-check-some", lines = view.lines, bad = bad),
    };
    html! {
        (PageHead::new(l, tr!(l, "quick-check-title")).crumb(tr!(l, "quick-title"), "/quick")
            .facts(html! {
                p { @if let Some(dealer) = page.dealer { (dealer) ". " } (facts) }
            })
            .actions(html! { (Button::quiet(tr!(l, "quick-remove")).icon(icon!("trash")).opens("sheet-removal")) }))
        div.kb-stack-lg {
            @if let Some(alert) = page.alert {
                (Alert::warning(alert).live().body(html! {
                    @if !view.lost.is_empty() {
                        p.m-0 { (tr!(l, "quick-typed-lost")) }
                        ul.kb-plain { @for typed in &view.lost { li { (lost(l, typed)) } } }
                    }
                }))
            }
            @if let (Some(draft), true) = (page.draft, view.lines == 0) {
                (Alert::info(tr!(l, "quick-check-went", draft = draft.name.as_str()))
                    .action(html! { (Button::plain(tr!(l, "quick-to-draft")).small().href(format!("/drafts/{}", draft.id))) }))
            }
            (kinds(frame, page))
            @if view.unsearched > 0 {
                (Alert::info(tr!(l, "quick-unsearched", n = view.unsearched, limit = SEARCHES_MAX)))
            }
            form.kb-grid.kb-g-side method="post" action=(address) novalidate {
                (csrf_field(&frame.csrf))
                (hidden("version", view.version.to_string()))
                @if let Some(kind) = view.kind { (hidden("kind", kind.code())) (hidden("page", view.page.to_string())) }
                // Enter in a field checks again: this is the form's first button.
                button.visually-hidden type="submit" tabindex="-1" { (tr!(l, "quick-check-again")) }
                div.kb-stack-lg { (rows(frame, page)) }
                aside.kb-sticky.kb-stack-lg aria-label=(tr!(l, "quick-put-title")) { (put(frame, page)) (rest(frame, page)) }
            }
        }
        (Dialog::new(l, "sheet-removal", tr!(l, "quick-remove-ask")).small()
            .body(html! { p { (tr!(l, "quick-remove-what")) } })
            .footer(html! {
                (Form::post(format!("{address}/removal"), frame.csrf.as_str()).body(html! {
                    (Button::danger(tr!(l, "quick-remove")))
                }))
                (Button::quiet(tr!(l, "quick-keep")).href("#main").attr("data-close", ""))
            }))
    }
}

/// What was typed into a row that is gone.
fn lost(l: Locale, typed: &Typed) -> String {
    let parts = [&typed.what, &typed.quantity];
    let said: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    format!("{}: {}", tr!(l, "quick-place", n = typed.place), said.join(", "))
}

fn name(frame: &Frame, kind: Kind) -> &'static str {
    try_text(frame.locale, kind.message()).unwrap_or_default()
}

fn kinds(frame: &Frame, page: &Page<'_>) -> Markup {
    let (l, view) = (frame.locale, page.view);
    let first = match view.bad {
        0 => tr!(l, "quick-kind-all"),
        _ => tr!(l, "quick-kind-bad"),
    };
    let count = if view.bad == 0 { view.all } else { view.bad };
    let all = Chip::new(first, page.address(), view.kind.is_none()).count(count as u64);
    let kinds = view.counts.iter().map(|(kind, count)| {
        let href = format!("{}?kind={}", page.address(), kind.code());
        Chip::new(name(frame, *kind), href, view.kind == Some(*kind)).count(*count as u64)
    });
    chips(tr!(l, "quick-kinds"), std::iter::once(all).chain(kinds))
}

fn rows(frame: &Frame, page: &Page<'_>) -> Markup {
    let (l, view) = (frame.locale, page.view);
    if view.rows.is_empty() {
        return html! {
            (Card::titled(tr!(l, "quick-lines")).flush(Empty {
                icon: icon!("circle-check"),
                title: tr!(l, "quick-check-none").into(),
                body: tr!(l, "quick-check-none-do").into(),
                action: Some(html! { (Button::plain(tr!(l, "quick-title")).href("/quick")) }),
            }))
        };
    }
    let priced = page.sight.purchase_price && view.rows.iter().any(|row| row.kind.is_good());
    let good = view.rows.iter().any(|row| row.kind.is_good());
    let table = Table::new(tr!(l, "quick-lines"), &view.rows)
        .row_state(|row: &RowView| {
            if row.kind.is_good() {
                RowState::Plain
            } else {
                RowState::Bad
            }
        })
        .row_data("data-kind", |row: &RowView| row.kind.code().to_owned())
        .column(Column::head(tr!(l, "quick-col-what"), move |row: &RowView| {
            what(frame, row)
        }))
        .column(Column::text(tr!(l, "quick-col-found"), move |row: &RowView| {
            found(frame, page, row)
        }))
        .column(Column::num(tr!(l, "quick-col-quantity"), move |row: &RowView| {
            quantity(frame, row)
        }))
        .column_if(priced, || {
            Column::num(tr!(l, "quick-col-price"), move |row: &RowView| {
                OrDash(row.price.map(|price| format::unit_price(l, price)))
            })
            .field("purchase-price")
        })
        .column_if(priced, || {
            Column::sum(tr!(l, "quick-col-sum"), move |row: &RowView| {
                OrDash(row.total.map(|total| format::money(l, total)))
            })
            .field("purchase-price")
        })
        .column_if(good, || {
            Column::num(tr!(l, "quick-col-rrp"), move |row: &RowView| {
                OrDash(row.rrp.map(|rrp| format::money(l, rrp)))
            })
        })
        .column(Column::actions(tr!(l, "quick-col-action"), move |row: &RowView| {
            Button::quiet(tr!(l, "quick-row-remove", n = row.place))
                .only_icon(icon!("x"))
                .small()
                .value("drop", row.place.to_string())
        }));
    let small = tr!(l, "quick-lines-count", n = view.of_kind);
    html! {
        (Card::titled(view.kind.map_or(tr!(l, "quick-lines"), |kind| name(frame, kind))).small(small).flush(table)
            .footer(html! {
                div.kb-row.kb-between {
                    @if view.bad > 0 {
                        (Button::plain(tr!(l, "quick-check-again")).icon(icon!("refresh")))
                    }
                    (pager(frame, page))
                }
            }))
    }
}

fn pager<'a>(frame: &Frame, page: &Page<'a>) -> Pager<'a> {
    let view = page.view;
    let to = |number: usize| {
        let kind = view
            .kind
            .map(|kind| format!("kind={}&", kind.code()))
            .unwrap_or_default();
        format!("{}?{kind}page={number}", page.address())
    };
    Pager {
        locale: frame.locale,
        previous: view.page.checked_sub(1).map(|page| to(page).into()),
        next: ((view.page + 1) * SHOWN < view.of_kind).then(|| to(view.page + 1).into()),
        shown: None,
    }
}

/// What was written: a field where it has to be mended.
fn what(frame: &Frame, row: &RowView) -> Markup {
    let l = frame.locale;
    let field = format!("w-{}", row.place);
    html! {
        @if row.is_edited() {
            (hidden("row", row.place.to_string())) (hidden("bw", row.what.as_str())) (hidden("bq", row.typed.as_str()))
            div.kb-combo {
                input.form-control.form-control-sm type="text" name="w" value=(row.fields().0) maxlength="120"
                    autocomplete="off" id=(field) role="combobox" aria-expanded="false" aria-autocomplete="list"
                    aria-controls={ (field) "-list" } aria-label=(tr!(l, "quick-what-of", n = row.place))
                    aria-describedby={ "why-" (row.place) }
                    hx-get="/quick/suggestions" hx-trigger="input changed delay:150ms" hx-target="next .kb-options"
                    hx-sync="this:replace" hx-include="this" data-combo;
                ul.kb-options role="listbox" hidden id={ (field) "-list" } aria-label=(tr!(l, "quick-suggestions")) {}
            }
        } @else {
            (row.what)
        }
        span.kb-sub {
            (tr!(l, "quick-place", n = row.place))
            @if !row.comment.is_empty() { " · " (row.comment) }
        }
        @if row.typed_over.is_some() {
            span.kb-sub.kb-warn { (tr!(l, "quick-typed-over", what = row.what.as_str(), quantity = row.typed.as_str())) }
        }
    }
}

/// What it means, what to choose from, and why.
fn found(frame: &Frame, page: &Page<'_>, row: &RowView) -> Markup {
    let l = frame.locale;
    html! {
        div {
        @if let Some(item) = &row.item {
            a href={ "/products/" (item.product) } { (item.name) }
            @if item.article != row.what { span.kb-sub { (item.article) } }
        }
        @if !row.choices.is_empty() { (choice(frame, row)) } @else if row.is_edited() { (hidden("pick", "")) }
        span id={ "why-" (row.place) } {
            @for said in &row.said {
                span.kb-sub.kb-bad[!row.kind.is_good()] { (render(l, &frame.zone, said)) }
            }
        }
        @if let Some(first) = row.choices.first().filter(|_| row.substitutes > 0) {
            (Button::plain(tr!(l, "quick-take-substitute")).icon(icon!("replace")).small()
                .value("take", format!("{}:{}:{}", row.place, first.item.sku, first.read.as_ref().map_or(0, |(at, _)| *at))))
        }
        @if row.kind == Kind::Configure {
            (Button::plain(tr!(l, "quick-configure")).icon(icon!("ruler-measure")).small()
                .value("configure", row.place.to_string()).formaction(format!("{}/lines", page.address())))
        }
        }
    }
}

fn choice(frame: &Frame, row: &RowView) -> Markup {
    let l = frame.locale;
    let none = match row.kind {
        Kind::Ambiguous => tr!(l, "quick-choose"),
        _ if row.substitutes > 0 => tr!(l, "quick-choose-substitute"),
        _ => tr!(l, "quick-choose-near"),
    };
    let items = row.choices.iter().map(|pick: &Pick| match &pick.read {
        None => Choice::new(pick.item.sku.to_string(), pick.item.title()),
        Some((reading, quantity)) => Choice::new(
            format!("{}:{reading}", pick.item.sku),
            tr!(
                l,
                "quick-choice-read",
                what = pick.item.title(),
                quantity = quantity.as_str()
            ),
        ),
    });
    let choices = std::iter::once(Choice::new("", none)).chain(items);
    // A choice that another's change kept from being saved names its reading as well.
    let over = row.typed_over.as_ref().filter(|typed| typed.chosen.is_some());
    let chosen = match over {
        Some(typed) if !typed.picked.is_empty() => typed.picked.clone(),
        Some(typed) => typed.chosen.map(|id| id.to_string()).unwrap_or_default(),
        None => row.chosen.map(|id| id.to_string()).unwrap_or_default(),
    };
    html! {
        (Select::new("pick", tr!(l, "quick-choice-of", n = row.place), choices).small().label_hidden()
            .id(format!("pick-{}", row.place)).chosen(chosen))
    }
}

fn quantity(frame: &Frame, row: &RowView) -> Markup {
    let l = frame.locale;
    html! {
        @match (row.quantity, &row.item) {
            (Some(quantity), Some(item)) if !row.is_edited() => { (format::quantity(l, quantity)) "\u{a0}" (item.unit) }
            _ if !row.is_edited() => { (row.typed) }
            _ => input.form-control.form-control-sm.num type="text" name="q" value=(row.fields().1) inputmode="decimal"
                maxlength="32" autocomplete="off" id={ "q-" (row.place) } aria-label=(tr!(l, "quick-quantity-of", n = row.place))
                aria-describedby={ "why-" (row.place) };
        }
    }
}

/// Where the good lines go.
fn put(frame: &Frame, page: &Page<'_>) -> Markup {
    let (l, view) = (frame.locale, page.view);
    let fresh = Choice::new("", tr!(l, "quick-put-new"));
    let known = page
        .drafts
        .iter()
        .map(|draft| Choice::new(draft.id.to_string(), draft.name.as_str()));
    let chosen = page.draft.map(|draft| draft.id.to_string()).unwrap_or_default();
    let mut sum = Sum::new();
    if let Some(total) = view.total {
        sum = sum
            .total(tr!(l, "quick-total"), format::money(l, total))
            .field("purchase-price");
    }
    if let Some(rrp) = view.rrp {
        sum = sum.rule(tr!(l, "quick-total-rrp"), format::money(l, rrp));
    }
    html! {
        (Card::titled(tr!(l, "quick-put-title")).body(html! {
            div.kb-stack {
                @if view.lines > 0 { (sum) }
                @if view.lines + view.unfinished > 0 {
                    (Select::new("draft", tr!(l, "quick-put-draft"), std::iter::once(fresh).chain(known)).chosen(chosen))
                    (Field::text("name", tr!(l, "quick-put-name")).placeholder(page.name.as_str()).attr("maxlength", "120"))
                }
                @if view.lines > LINES_MAX {
                    p.kb-sm.m-0 {
                        (tr!(l, "quick-put-drafts", limit = LINES_MAX, n = view.lines.div_ceil(LINES_MAX)))
                    }
                }
                @if view.lines > 0 {
                    (Button::primary(tr!(l, "quick-put-do", n = view.lines)).icon(icon!("plus"))
                        .formaction(format!("{}/lines", page.address())))
                } @else {
                    p.m-0 { (tr!(l, "quick-put-none")) }
                }
                @if view.unfinished > 0 { p.kb-sm.kb-soft.m-0 { (tr!(l, "quick-put-unfinished", n = view.unfinished)) } }
                @if view.lines > 0 && view.bad > view.unfinished {
                    p.kb-sm.kb-soft.m-0 { (tr!(l, "quick-put-rest", n = view.bad - view.unfinished)) }
                }
            }
        }))
    }
}

/// The rest as a file.
fn rest(frame: &Frame, page: &Page<'_>) -> Markup {
    let l = frame.locale;
    if page.view.bad == 0 {
        return html! {};
    }
    let address = page.address();
    html! {
        (Card::titled(tr!(l, "quick-rest")).body(html! {
            p.kb-sm { (tr!(l, "quick-rest-about")) }
            div.kb-row {
                (Button::plain("XLSX").small().icon(icon!("download")).href(format!("{address}/rest/xlsx")))
                (Button::plain("CSV").small().icon(icon!("download")).href(format!("{address}/rest/csv")))
            }
        }))
    }
}
