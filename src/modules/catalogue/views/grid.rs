//! What stands over and under the grid of goods: saved views, the filter, the ways on.

use maud::{Markup, html};

use super::listing::Listing;
use super::{Frame, column};
use crate::modules::catalogue::grid::{By, Col, Filter, LIST, Sort};
use crate::modules::lists::views::{Sorting, Toolbar, sorting, toolbar};
use crate::platform::i18n::format;
use crate::platform::ui::{self, Button, Check, Field, Form, Pager, hidden};
use crate::platform::values::Locale;
use crate::{icon, tr};

/// What goes along with the filter in every address of the list.
fn base(of: &Listing<'_>) -> Vec<(&'static str, String)> {
    let asked = of.look.question.asked().unwrap_or_default().to_owned();
    vec![
        ("q", asked),
        ("terms", of.look.view.chosen()),
        ("group", of.look.question.typed.group.clone()),
    ]
}

fn cols<'a>(of: &'a Listing<'_>) -> Option<&'a [Col]> {
    (!of.look.question.typed.cols.is_empty()).then_some(of.look.meant.columns.as_slice())
}

/// `ordered`: by the filter's order even where something is searched for.
fn address(of: &Listing<'_>, filter: &Filter, ordered: bool) -> String {
    let mut address = format!("{}?{}", of.path, filter.query(&base(of), cols(of)));
    // Without a search it is the order that is there anyway.
    if ordered && filter.sort == Sort::NAME && of.look.question.asked().is_some() {
        address.push_str("&sort=name");
    }
    address
}

/// Where the workbook of what is seen is.
pub fn file(of: &Listing<'_>) -> String {
    let mut base = base(of);
    base[2].1 = of.look.group.map(|id| id.to_string()).unwrap_or_default();
    let meant = &of.look.meant;
    let mut address = format!(
        "/catalogue/export.xlsx?{}",
        meant.filter.query(&base, Some(&meant.columns))
    );
    if of.look.question.asked().is_some() && of.look.question.is_ordered() && meant.filter.sort == Sort::NAME {
        address.push_str("&sort=name");
    }
    address
}

/// The order of rows where the headings of columns are out of sight.
pub fn by_choice(frame: &Frame, of: &Listing<'_>) -> Markup {
    let l = frame.locale;
    let searched = of.look.question.asked().is_some();
    let mut choices: Vec<(String, String)> = Vec::new();
    if searched {
        choices.push((String::new(), tr!(l, "catalogue-sort-best").to_owned()));
    }
    for (_, by) in By::ALL.into_iter().filter(|(_, by)| by.is_open_to(of.look.meant.sees)) {
        let words = match by {
            By::Name => tr!(l, "catalogue-col-product"),
            By::Price => frame.price_head(),
            By::Rrp => tr!(l, "catalogue-col-rrp"),
            By::Margin => tr!(l, "catalogue-col-margin"),
            By::Stock => tr!(l, "catalogue-col-stock"),
            By::Article => tr!(l, "catalogue-list-article"),
            By::Weight => tr!(l, "catalogue-weight"),
        };
        for descending in [by.is_largest_first(), !by.is_largest_first()] {
            let said = match descending {
                true => tr!(l, "lists-sort-down", what = words),
                false => tr!(l, "lists-sort-up", what = words),
            };
            choices.push((Sort { by, descending }.text(), said));
        }
    }
    let chosen = match of.look.question.is_ordered() {
        true => of.look.meant.filter.sort.text(),
        false => String::new(),
    };
    sorting(&Sorting {
        locale: l,
        path: &of.path,
        query: &of.look.meant.filter.query(&base(of), cols(of)),
        choices: &choices,
        chosen: &chosen,
    })
}

/// What is done with the ticked goods: each goes into a draft by one pack.
pub fn bulk(frame: &Frame, here: &str) -> Markup {
    let l = frame.locale;
    html! {
        (Form::post(frame.picked(), frame.csrf.as_str()).id("bulk").class("kb-bulk").body(html! {
            (hidden("back", here))
            b data-picked=(tr!(l, "lists-picked", n = "{n}")) { (tr!(l, "catalogue-picked-some")) }
            (Button::plain(tr!(l, "catalogue-pick-all")).small().icon(icon!("plus")))
            span.kb-sm.kb-soft { (tr!(l, "catalogue-pick-all-about")) }
        }))
    }
}

/// The whole list, past any view that opens by default.
pub fn whole(of: &Listing<'_>) -> String {
    format!("{}?terms={}&sort=name", of.path, of.look.view.chosen())
}

pub fn bar(frame: &Frame, of: &Listing<'_>) -> Markup {
    let l = frame.locale;
    let (filter, columns) = (&of.look.meant.filter, &of.look.meant.columns);
    // A view stands over the whole catalogue and names its group.
    let mut base = base(of);
    base[2].1 = of.look.group.map(|id| id.to_string()).unwrap_or_default();
    let query = filter.query(&base, Some(columns));
    let bare = filter.query(&base, None);
    let words = |col: Col| match col {
        Col::Price => frame.price_head(),
        col => column(l, col),
    };
    let open = Col::ALL.into_iter().filter(|col| col.is_open_to(of.look.meant.sees));
    let columns: Vec<(&str, &str, bool)> = open
        .map(|col| (col.key(), words(col), columns.contains(&col)))
        .collect();
    toolbar(&Toolbar {
        locale: l,
        csrf: &frame.csrf,
        list: LIST.key,
        path: LIST.path,
        staff: frame.staff,
        shelf: &of.look.question.shelf,
        current: of.look.question.view,
        query: &query,
        bare: &bare,
        columns: &columns,
        narrowed: !filter.is_plain() || of.look.question.view.is_some(),
        whole: &whole(of),
    })
}

/// Search and filter are one form: what is found can be narrowed. It works as it is; nothing in it needs script.
pub fn panel(l: Locale, of: &Listing<'_>) -> Markup {
    let typed = &of.look.question.typed;
    let wrong = |name: &str| {
        let found = of.wrong.iter().find(|(field, _)| field == name);
        found.map(|(_, why)| why.as_str())
    };
    let (filter, sees) = (&of.look.meant.filter, of.look.meant.sees);
    let (from, to) = match sees.price {
        true => (tr!(l, "catalogue-filter-from"), tr!(l, "catalogue-filter-to")),
        false => (tr!(l, "catalogue-filter-rrp-from"), tr!(l, "catalogue-filter-rrp-to")),
    };
    let title = match filter.narrowed() {
        0 => tr!(l, "lists-filter").to_owned(),
        n => tr!(l, "lists-filter-on", n = n),
    };
    html! {
        (Form::get(of.path.clone()).class("kb-stack").attr("role", "search").body(html! {
            @for (name, value) in base(of).into_iter().skip(1) {
                @if !value.is_empty() { (hidden(name, value)) }
            }
            @if !typed.cols.is_empty() { (hidden("cols", typed.cols.as_str())) }
            @if filter.sort != Sort::NAME || !typed.sort.is_empty() { (hidden("sort", filter.sort.text())) }
            div.kb-row {
                div.kb-grow {
                    (Field::search("q", tr!(l, "catalogue-search")).label_hidden().id("catalogue-search")
                        .placeholder(tr!(l, "catalogue-search-example")).value(of.look.question.asked().unwrap_or_default()))
                }
                (Button::plain(tr!(l, "catalogue-search-do")).icon(icon!("search")))
            }
            details.kb-more open[filter.narrowed() > 0 || !of.wrong.is_empty()] {
                summary { (icon!("filter")) (title) }
                div.kb-row.kb-bottom.kb-mt {
                    (Field::decimal("from", from).id("goods-from").value(typed.from.as_str()).error(wrong("from")))
                    (Field::decimal("to", to).id("goods-to").value(typed.to.as_str()).error(wrong("to")))
                    (Check::new("stock", "in", tr!(l, "catalogue-filter-stock"), filter.stock))
                    (Button::plain(tr!(l, "lists-filter-do")).icon(icon!("filter")))
                }
            }
        }))
        @if let Some(corrected) = &of.found.corrected {
            p.kb-note.m-0 { (tr!(l, "catalogue-search-corrected", what = corrected.as_str())) }
        }
    }
}

/// Where the head of a column leads, and how the list is sorted by it now.
pub fn sorted(of: &Listing<'_>, by: By) -> (String, ui::Sort) {
    let current = of.look.meant.filter.sort;
    let now = match current {
        Sort { by: now, descending } if now == by && of.look.question.is_ordered() => match descending {
            true => ui::Sort::Descending,
            false => ui::Sort::Ascending,
        },
        _ => ui::Sort::No,
    };
    let descending = match now {
        ui::Sort::No => by.is_largest_first(),
        ui::Sort::Ascending => true,
        ui::Sort::Descending => false,
    };
    let filter = Filter {
        sort: Sort { by, descending },
        ..of.look.meant.filter.clone()
    };
    (address(of, &filter, true), now)
}

pub fn pager(l: Locale, of: &Listing<'_>) -> Markup {
    let here = address(of, &of.look.meant.filter, of.look.question.is_ordered());
    let at = |rest: String| format!("{here}&{rest}").into();
    let (previous, next) = match of.found.numbered {
        Some((page, pages, _)) => (
            (page > 0).then(|| at(format!("page={}", page - 1))),
            (page + 1 < pages).then(|| at(format!("page={}", page + 1))),
        ),
        None => {
            let next = of.found.next.clone().map(String::from);
            (None, next.map(|cursor| at(format!("after={cursor}"))))
        }
    };
    html! { (Pager { locale: l, previous, next, shown: None }) }
}

pub fn cut(l: Locale, most: usize) -> Markup {
    let n = format::count(most);
    html! { p.kb-note.m-0 { (tr!(l, "catalogue-looked", n = n.as_str())) } }
}
