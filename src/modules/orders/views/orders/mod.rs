//! The grid of orders.

mod filter;

pub use filter::{conditions, dealer_options};

use filter::{narrowed, panel};
use maud::{Markup, html};

use super::{Frame, author, margin, stage_badge, weight};
use crate::modules::lists::views::{Sorting, Toolbar, sorting, toolbar};
use crate::modules::lists::{Shelf, ViewId};
use crate::modules::orders::listing::{
    Col, Direction, GridRow, LIST, OrderFilter, Places, TOTALS_MAX, TOTALS_WHOLE, Totals, Typed, is_counted, is_late,
};
use crate::modules::orders::read_models::{OrderRow, stage_name};
use crate::modules::orders::{Hand, OrderNumber, StageLine};
use crate::platform::access::Sight;
use crate::platform::i18n::{format, try_text};
use crate::platform::ui::{
    Alert, Button, Card, Chip, Column, Empty, Form, OrDash, PageHead, Pager, Sort, Table, chips, due, due_late,
    due_moved,
};
use crate::platform::values::{DealerId, Locale};
use crate::{icon, tr};

/// Where in the grid one is.
pub struct Paging {
    /// The cursor of the next page.
    pub next: Option<String>,
    /// This page isn't the first.
    pub first: bool,
    /// Sorted in memory: the page's number from 0, how many pages there are, whether all orders were sorted.
    pub sorted: Option<(usize, usize, bool)>,
    /// Older orders were not looked at.
    pub cut: bool,
}

/// What the panel of the filter shows.
pub struct Fields<'a> {
    pub typed: &'a Typed,
    /// What can't be read, by field.
    pub wrong: &'a [(String, String)],
    pub stages: &'a StageLine,
    /// The manufacturer's people narrow by dealer.
    pub staff: bool,
    pub managers: &'a [(String, String)],
}

pub struct List<'a> {
    /// Why what was asked for ticked orders can't be done, and which they are: `number:version`.
    pub alert: Option<&'a str>,
    pub ticked: &'a [String],
    pub rows: &'a [GridRow],
    /// Value, words and count of each filter.
    pub chips: &'a [(String, String, Option<u64>)],
    pub filter: &'a OrderFilter,
    pub columns: &'a [Col],
    /// The same where the address or a view names them: links keep them.
    pub cols: Option<&'a [Col]>,
    pub shelf: &'a Shelf,
    pub view: Option<ViewId>,
    pub fields: Fields<'a>,
    pub dealer: Option<(DealerId, &'a str)>,
    pub sight: Sight,
    pub may_draft: bool,
    /// Who moves orders along the line here; `None`: the reader doesn't.
    pub hand: Option<Hand>,
    pub paging: Paging,
    /// How many there are, where an index counts them.
    pub counted: Option<String>,
    pub totals: Option<&'a Totals>,
}

/// The way to a new order; staff names the dealer on the way.
fn new_order(frame: &Frame, dealer: Option<DealerId>) -> Markup {
    let l = frame.locale;
    let (words, href) = match (frame.staff, dealer) {
        (true, Some(dealer)) => (tr!(l, "orders-new-for-dealer"), format!("/drafts?dealer={dealer}")),
        (true, None) => (tr!(l, "orders-new-for-dealer"), "/drafts#new".to_owned()),
        (false, _) => (tr!(l, "orders-new"), "/drafts".to_owned()),
    };
    html! { (Button::primary(words).icon(icon!("plus")).href(href)) }
}

impl List<'_> {
    /// The same filter at other stages.
    fn at(&self, places: Places) -> String {
        let filter = OrderFilter {
            places,
            ..self.filter.clone()
        };
        format!("/orders?{}", filter.query(self.cols))
    }

    fn chip(&self, word: &str) -> String {
        match word {
            "open" => self.at(Places::Open),
            "stopped" => self.at(Places::Stopped),
            "all" => self.at(Places::All),
            key => match crate::modules::orders::StageKey::new(key) {
                Some(key) => self.at(Places::Stages(vec![key])),
                None => self.at(Places::All),
            },
        }
    }

    fn here(&self) -> String {
        format!("/orders?{}", self.filter.query(self.cols))
    }

    /// This page of the grid, for what comes back to it.
    fn page(&self) -> String {
        let typed = self.fields.typed;
        let mut query = self.filter.query(self.cols);
        for (name, value) in [("after", typed.after.clone()), ("page", typed.page.to_string())] {
            if !value.is_empty() && value != "0" {
                query.push_str(&format!("&{name}={value}"));
            }
        }
        query
    }

    /// The same set of orders: how they are sorted makes no difference to their sum.
    fn summed(&self) -> String {
        let filter = OrderFilter {
            sort: Direction::NEWEST,
            ..self.filter.clone()
        };
        format!("/orders?{}", filter.query(None))
    }

    fn is_narrowed(&self) -> bool {
        self.filter.narrowed() > 0 || (self.filter.dealer.is_some() && self.fields.staff)
    }
}

pub fn list(frame: &Frame, list: &List<'_>) -> Markup {
    let l = frame.locale;
    let current = list.filter.places.word();
    let filters = list.chips.iter().map(|(value, text, count)| {
        let chip = Chip::new(text.as_str(), list.chip(value), value == current);
        match count {
            Some(count) => chip.count(*count),
            None => chip,
        }
    });
    let query = list.filter.query(Some(list.columns));
    let bare = list.filter.query(None);
    let words: Vec<(&str, &str, bool)> = Col::ALL
        .into_iter()
        .filter(|col| col.is_open_to(list.sight))
        .map(|col| {
            let words = try_text(l, col.label()).unwrap_or_default();
            (col.key(), words, list.columns.contains(&col))
        })
        .collect();
    let bar = Toolbar {
        locale: l,
        csrf: &frame.csrf,
        list: LIST.key,
        path: LIST.path,
        staff: frame.staff,
        shelf: list.shelf,
        current: list.view,
        query: &query,
        bare: &bare,
        columns: &words,
        narrowed: list.is_narrowed() || list.filter.sort != Direction::NEWEST || list.view.is_some(),
        whole: "/orders?stage=open",
    };
    let mut head = PageHead::new(l, tr!(l, "orders-title"));
    if let Some((id, name)) = list.dealer {
        head = head.facts(html! { p { a href={ "/dealers/" (id) } { (name) } } });
    }
    html! {
        (head.actions(html! {
            @if list.may_draft { (new_order(frame, list.dealer.map(|(id, _)| id))) }
            @if !list.rows.is_empty() {
                (Button::plain("XLSX").icon(icon!("file-spreadsheet")).href(format!("/orders/export.xlsx?{query}"))
                    .attr("download", ""))
            }
        }))
        div.kb-stack-lg {
            @if let Some(alert) = list.alert { (Alert::bad(alert).live()) }
            (toolbar(&bar))
            (chips(tr!(l, "orders-filter"), filters))
            (panel(list, l))
            (narrowed(list, l))
            @if list.rows.is_empty() {
                (Card::new().flush(empty(frame, list)))
                @if list.paging.cut { (cut(l)) }
            } @else {
                (grid(frame, list))
            }
            (pager(list, l))
        }
    }
}

fn empty(frame: &Frame, list: &List<'_>) -> Empty<'static> {
    let l = frame.locale;
    let drafts = list.may_draft && !frame.staff;
    let current = list.filter.places.word();
    if list.is_narrowed() {
        return Empty {
            icon: icon!("search"),
            title: tr!(l, "orders-none-found").into(),
            body: tr!(l, "orders-none-found-do").into(),
            action: Some(html! { (Button::plain(tr!(l, "orders-show-all")).href("/orders?stage=all")) }),
        };
    }
    Empty {
        icon: icon!("clipboard-list"),
        title: match current {
            "all" => tr!(l, "orders-empty").into(),
            "stopped" => tr!(l, "orders-stopped-empty").into(),
            _ => tr!(l, "orders-empty-here").into(),
        },
        body: match (current, drafts) {
            ("all", true) => tr!(l, "orders-empty-do").into(),
            ("all", false) => tr!(l, "orders-empty-watch").into(),
            ("stopped", _) => tr!(l, "orders-stopped-empty-do").into(),
            _ => tr!(l, "orders-empty-here-do").into(),
        },
        action: match (current, drafts) {
            ("all", true) => Some(html! { (Button::plain(tr!(l, "orders-to-catalogue")).href("/catalogue")) }),
            ("all", false) => None,
            _ => Some(html! { (Button::plain(tr!(l, "orders-show-all")).href(list.at(Places::All))) }),
        },
    }
}

fn cut(l: Locale) -> Markup {
    let n = format::count(crate::modules::orders::listing::EXAMINED_MAX);
    html! { p.kb-note.m-0 { (tr!(l, "lists-looked", n = n.as_str())) } }
}

fn grid(frame: &Frame, list: &List<'_>) -> Markup {
    let l = frame.locale;
    let picked = format!("/orders/picked.xlsx?{}", list.filter.query(Some(list.columns)));
    let bulk = Form::post(picked, frame.csrf.as_str()).id("bulk").class("kb-bulk").body(html! {
        b data-picked=(tr!(l, "lists-picked", n = "{n}")) { (tr!(l, "orders-picked-some")) }
        (Button::plain("XLSX").small().icon(icon!("file-spreadsheet")).attr("data-file", ""))
        @if list.may_draft {
            (Button::plain(tr!(l, "orders-bulk-repeat")).small().icon(icon!("copy")).formaction(format!("/orders/bulk/repetition?{}", list.page())))
        }
        @if let Some(hand) = list.hand {
            select.form-select.form-select-sm name="stage" aria-label=(tr!(l, "orders-move-to")) {
                option value="" { (tr!(l, "orders-move-to")) }
                @for stage in list.fields.stages.goals(hand) {
                    option value=(stage.key) { (stage_name(l, list.fields.stages, &stage.key)) }
                }
            }
            input.form-control.form-control-sm type="text" name="reason" maxlength="500"
                aria-label=(tr!(l, "orders-reason")) placeholder=(tr!(l, "orders-reason"));
            (Button::plain(tr!(l, "orders-move")).small().formaction("/orders/bulk/stage"))
        }
    });
    html! {
        (by_choice(list, l))
        (Card::new().flush(html! { (bulk) (table(frame, list)) }).footer(html! {
            @if let Some(totals_of) = list.totals {
                div.kb-row.kb-between #grid-totals { (totals(l, totals_of, &list.filter.query(None))) }
            } @else {
                // What counters tell comes at once; orders are looked at for whoever gets as far as this line.
                div.kb-row.kb-between #grid-totals hx-get={ "/orders/totals?" (list.filter.query(None)) }
                    hx-trigger=(if is_counted(list.filter) { "load" } else { "revealed" }) hx-swap="innerHTML" {
                    @if let Some(counted) = &list.counted { span { (tr!(l, "orders-total")) ": " (counted) } }
                    a.kb-sm href={ (list.summed()) "&totals=1" } { (tr!(l, "lists-totals-do")) }
                }
            }
        }))
        @if list.paging.cut { (cut(l)) }
        @if let Some((_, _, false)) = list.paging.sorted {
            p.kb-note.m-0 {
                (tr!(l, "lists-sorted-some", n = format::count(crate::modules::orders::listing::SORTED_MAX).as_str()))
            }
        }
    }
}

/// The whole filtered set in a line; `query` is its address.
pub fn totals(l: Locale, totals: &Totals, query: &str) -> Markup {
    let all = format!("{query}&totals=all");
    html! {
        @if totals.more && totals.count >= TOTALS_WHOLE as u64 {
            span.kb-sm { (tr!(l, "orders-totals-more", n = format::count(TOTALS_WHOLE).as_str())) }
        } @else if totals.more {
            span.kb-sm { (tr!(l, "orders-totals-some", n = format::count(TOTALS_MAX).as_str())) }
            a.kb-sm href={ "/orders?" (all) } hx-get={ "/orders/totals?" (all) } hx-target="#grid-totals"
                hx-swap="innerHTML" hx-disabled-elt="this" { (tr!(l, "lists-totals-all")) }
        } @else {
            div.kb-row {
                span { (tr!(l, "orders-totals", n = i64::try_from(totals.count).unwrap_or(i64::MAX))) }
                @for sum in &totals.sums { b.kb-m data-field="purchase-price" { (format::money(l, *sum)) } }
                @if totals.weight_g > 0 {
                    span.kb-soft {
                        @if totals.weight_partial { (tr!(l, "orders-weight-from", weight = weight(l, totals.weight_g))) }
                        @else { (weight(l, totals.weight_g)) }
                    }
                }
            }
        }
    }
}

fn pager(list: &List<'_>, l: Locale) -> Markup {
    let at = |rest: String| format!("{}&{rest}", list.here()).into();
    let (previous, next) = match list.paging.sorted {
        Some((page, pages, _)) => (
            (page > 0).then(|| at(format!("page={}", page - 1))),
            (page + 1 < pages).then(|| at(format!("page={}", page + 1))),
        ),
        None => (
            list.paging.first.then(|| list.here().into()),
            list.paging.next.as_ref().map(|cursor| at(format!("after={cursor}"))),
        ),
    };
    html! { (Pager { locale: l, previous, next, shown: None }) }
}

/// What came of moving many orders.
pub fn moved(frame: &Frame, stage: &str, results: &[(OrderNumber, Option<String>)]) -> Markup {
    let l = frame.locale;
    let done = results.iter().filter(|(_, why)| why.is_none()).count();
    let said = tr!(l, "orders-bulk-moved", all = results.len(), done = done, stage = stage);
    html! {
        (PageHead::new(l, tr!(l, "orders-bulk-title")).crumb(tr!(l, "orders-title"), "/orders"))
        div.kb-stack-lg {
            @if done == results.len() { (Alert::good(said).live()) } @else { (Alert::warning(said).live()) }
            (Card::new().flush(Table::new(tr!(l, "orders-bulk-title"), results)
                .keys()
                .row_data("data-order", |(number, _): &(OrderNumber, Option<String>)| number.to_string())
                .column(Column::head(tr!(l, "orders-col-order"), |(number, _): &(OrderNumber, Option<String>)| html! {
                    a href={ "/orders/" (number) } { (number) }
                }))
                .column(Column::text(tr!(l, "orders-bulk-result"), move |(_, why): &(OrderNumber, Option<String>)| html! {
                    @match why {
                        None => (tr!(l, "orders-bulk-done")),
                        Some(why) => span.kb-warn { (why) },
                    }
                }))))
            div { (Button::plain(tr!(l, "orders-bulk-back")).href("/orders")) }
        }
    }
}

pub(super) fn title(l: Locale, row: &OrderRow) -> Markup {
    let number = row.number.to_string();
    html! {
        a.kb-b href={ "/orders/" (number) } { @if row.name.is_empty() { (number) } @else { (row.name) } }
        span.kb-sub.kb-tab {
            (number)
            @match row.turn {
                Some(true) => { " · " b.kb-warn { (tr!(l, "orders-turn-yours")) } }
                Some(false) => { " · " (tr!(l, "orders-turn-theirs")) }
                None => {}
            }
            @for mark in &row.marks { " · " (mark) }
        }
    }
}

pub(super) fn planned(row: &OrderRow) -> OrDash<Markup> {
    OrDash(row.planned.map(|planned| match row.promised_before {
        Some(before) => due_moved(before, planned),
        None => due(planned),
    }))
}

fn shipment(frame: &Frame, row: &OrderRow) -> OrDash<Markup> {
    let today = frame.now.day_in(&frame.zone);
    match row.planned {
        Some(day) if is_late(row.kind, row.planned, today) => OrDash(Some(due_late(format::date(day)))),
        _ => planned(row),
    }
}

/// The order of rows where the headings of columns are out of sight.
fn by_choice(list: &List<'_>, l: Locale) -> Markup {
    let open = Col::ALL.into_iter().filter(|col| col.is_open_to(list.sight));
    let known = open.filter_map(|col| Some((col.sort()?, try_text(l, col.label()).unwrap_or_default())));
    let both = known.flat_map(|(by, words)| [true, false].map(|descending| (Direction { by, descending }, words)));
    let choices: Vec<(String, String)> = both
        .map(|(by, words)| {
            let said = match by.descending {
                true => tr!(l, "lists-sort-down", what = words),
                false => tr!(l, "lists-sort-up", what = words),
            };
            (by.text(), said)
        })
        .collect();
    sorting(&Sorting {
        locale: l,
        path: LIST.path,
        query: &list.filter.query(list.cols),
        choices: &choices,
        chosen: &list.filter.sort.text(),
    })
}

fn table<'a>(frame: &'a Frame, list: &'a List<'_>) -> Table<'a, GridRow> {
    let l = frame.locale;
    let sorted = |col: Col, column: Column<'a, GridRow>| -> Column<'a, GridRow> {
        let Some(by) = col.sort() else { return column };
        let now = match list.filter.sort {
            Direction { by: now, descending } if now == by => match descending {
                true => Sort::Descending,
                false => Sort::Ascending,
            },
            _ => Sort::No,
        };
        let next = OrderFilter {
            sort: Direction {
                by,
                descending: now != Sort::Descending,
            },
            ..list.filter.clone()
        };
        column.sort(format!("/orders?{}", next.query(list.cols)), now)
    };
    let mut table = Table::new(tr!(l, "orders-title"), list.rows)
        .keys()
        .row_data("data-order", |of: &GridRow| of.row.number.to_string())
        .column(Column::pick_some(
            tr!(l, "lists-pick-all"),
            "o",
            "bulk",
            move |of: &GridRow| {
                let number = of.row.number.to_string();
                let label = tr!(l, "lists-pick-one", what = number.as_str());
                (format!("{number}:{}", of.version), label)
            },
            move |of: &GridRow| {
                let number = of.row.number.to_string();
                let ticked = |value: &String| value.split(':').next() == Some(number.as_str());
                list.ticked.iter().any(ticked)
            },
        ))
        .column(Column::title(tr!(l, "orders-col-order"), move |of: &GridRow| {
            title(l, &of.row)
        }));
    for col in list.columns {
        let words = try_text(l, col.label()).unwrap_or_default();
        let column = match col {
            Col::Stage => Column::status(words, |of: &GridRow| stage_badge(&of.row.look, &of.row.stage)),
            Col::Buyer => Column::text(words, |of: &GridRow| {
                html! {
                    @match &of.row.dealer {
                        Some(dealer) => { (dealer) span.kb-sub { (of.row.buyer) } }
                        None => (of.row.buyer),
                    }
                }
            }),
            Col::Created => Column::text(words, |of: &GridRow| frame.day(of.row.created)),
            Col::Planned => Column::text(words, |of: &GridRow| shipment(frame, &of.row)),
            Col::Lines => Column::num(words, |of: &GridRow| format::count(of.lines)),
            Col::Weight => Column::num(words, move |of: &GridRow| {
                OrDash((of.weight_g > 0).then(|| weight(l, of.weight_g)))
            }),
            Col::Contract => Column::text(words, |of: &GridRow| of.contract.clone()),
            Col::Author => Column::text(words, move |of: &GridRow| author(l, &of.author, frame.staff)),
            Col::OneC => Column::text(words, |of: &GridRow| of.one_c.clone()),
            Col::Wished => Column::text(words, |of: &GridRow| OrDash(of.wished.map(format::date))),
            Col::Rrp => Column::num(words, move |of: &GridRow| {
                OrDash(of.rrp.map(|rrp| format::money(l, rrp)))
            }),
            Col::Margin => Column::num(words, move |of: &GridRow| margin(l, of.row.margin)).field("margin"),
            Col::Paid => Column::num(words, move |of: &GridRow| {
                OrDash(of.paid.map(|paid| format::money(l, paid)))
            })
            .field("payment"),
            Col::Sum => Column::sum(words, move |of: &GridRow| {
                OrDash(of.row.total.map(|total| format::money(l, total)))
            })
            .field("purchase-price"),
        };
        table = table.column(sorted(*col, column));
    }
    table
}
