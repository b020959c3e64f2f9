//! The filter of the grid: its form, its conditions in words, what its fields suggest.

use std::sync::Arc;

use maud::{Markup, html};

use super::List;
use crate::modules::dealers::Dealer;
use crate::modules::orders::listing::{Direction, OrderFilter, Places};
use crate::modules::orders::read_models::stage_name;
use crate::platform::i18n::format;
use crate::platform::ui::{Button, Check, Chip, Choice, Field, Form, Select, chips, hidden};
use crate::platform::values::{Currency, Locale, Money};
use crate::{icon, tr};

/// The form of the filter. It works as it is; nothing in it needs script.
pub(super) fn panel(list: &List<'_>, l: Locale) -> Markup {
    let typed = list.fields.typed;
    let wrong = |name: &str| {
        let found = list.fields.wrong.iter().find(|(field, _)| field == name);
        found.map(|(_, why)| why.as_str())
    };
    let day = |name: &'static str, label: &'static str, value: &str| {
        Field::text(name, label)
            .value(value.to_owned())
            .placeholder(tr!(l, "orders-day-form"))
            .error(wrong(name))
    };
    let choices = |all: &[(String, String)]| -> Vec<Choice<'static>> {
        let known = all.iter().map(|(id, name)| Choice::new(id.clone(), name.clone()));
        std::iter::once(Choice::new("", tr!(l, "lists-any")))
            .chain(known)
            .collect()
    };
    let n = list.filter.narrowed();
    let fields = html! {
        div.kb-grid.kb-g-4 {
            (Field::search("q", tr!(l, "orders-filter-text")).id("orders-q").value(typed.q.as_str())
                .placeholder(tr!(l, "orders-filter-text-example")))
            @if list.fields.staff {
                // The name is what a person knows; an id stands in addresses and in saved views.
                @let named = list.dealer.map_or(typed.dealer.as_str(), |(_, name)| name);
                div.kb-combo {
                    (Field::text("dealer", tr!(l, "orders-col-dealer")).id("orders-dealer").value(named)
                        .placeholder(tr!(l, "orders-filter-dealer-any")).error(wrong("dealer"))
                        .attr("autocomplete", "off").attr("maxlength", "100").attr("role", "combobox")
                        .attr("aria-expanded", "false").attr("aria-autocomplete", "list")
                        .attr("aria-controls", "orders-dealer-list").attr("hx-get", "/orders/dealers")
                        .attr("hx-trigger", "input changed delay:150ms, focus once").attr("hx-target", "#orders-dealer-list")
                        .attr("hx-sync", "this:replace").attr("data-combo", ""))
                    ul.kb-options #orders-dealer-list role="listbox" hidden aria-label=(tr!(l, "orders-filter-dealers")) {}
                }
            }
            @if !list.fields.managers.is_empty() {
                (Select::new("manager", tr!(l, "orders-filter-manager"), choices(list.fields.managers))
                    .chosen(typed.manager.as_str()))
            }
            (day("from", tr!(l, "orders-filter-from"), &typed.from))
            (day("to", tr!(l, "orders-filter-to"), &typed.to))
            (day("due_from", tr!(l, "orders-filter-due-from"), &typed.due_from))
            (day("due_to", tr!(l, "orders-filter-due-to"), &typed.due_to))
            @if list.sight.purchase_price {
                (Field::decimal("sum_from", tr!(l, "orders-filter-sum-from")).value(typed.sum_from.as_str())
                    .error(wrong("sum_from")))
                (Field::decimal("sum_to", tr!(l, "orders-filter-sum-to")).value(typed.sum_to.as_str())
                    .error(wrong("sum_to")))
            }
        }
        // Where the list was, when no stage is ticked.
        (hidden("stage", match &list.filter.places { Places::Stages(_) => "open", places => places.word() }))
        @if !typed.cols.is_empty() { (hidden("cols", typed.cols.as_str())) }
        fieldset.kb-segset {
            legend { (tr!(l, "orders-filter-stages")) }
            div.kb-checks {
                @for stage in &list.fields.stages.stages {
                    @let on = matches!(&list.filter.places, Places::Stages(keys) if keys.contains(&stage.key));
                    (Check::new("stage", stage.key.to_string(), stage_name(l, list.fields.stages, &stage.key), on))
                }
            }
        }
        (Check::new("late", "1", tr!(l, "orders-filter-late"), list.filter.late))
        @if list.filter.sort != Direction::NEWEST { input type="hidden" name="sort" value=(list.filter.sort.text()); }
        div.kb-row {
            (Button::primary(tr!(l, "lists-filter-do")).icon(icon!("filter")))
            (Button::quiet(tr!(l, "lists-reset")).href("/orders?stage=open"))
        }
    };
    let title = match n {
        0 => tr!(l, "lists-filter").to_owned(),
        n => tr!(l, "lists-filter-on", n = n),
    };
    html! {
        details.card.kb-more open[!list.fields.wrong.is_empty()] {
            summary.card-body { (icon!("filter")) (title) }
            div.card-body { (Form::get("/orders").body(fields)) }
        }
    }
}

/// Each condition in words, with the filter that is left without it.
pub fn conditions(l: Locale, filter: &OrderFilter) -> Vec<(String, OrderFilter)> {
    let mut all = Vec::new();
    let mut put = |words: String, without: OrderFilter| all.push((words, without));
    let own = || filter.clone();
    if !filter.text.is_empty() {
        put(
            tr!(l, "orders-cond-text", what = filter.text.as_str()),
            OrderFilter {
                text: String::new(),
                ..own()
            },
        );
    }
    let date = |day| format::date(day).as_str().to_owned();
    let sum = |minor| format::amount(l, Money::new(minor, Currency::Rub)).as_str().to_owned();
    if let Some(from) = filter.created.0 {
        put(
            tr!(l, "orders-cond-from", day = date(from)),
            OrderFilter {
                created: (None, filter.created.1),
                ..own()
            },
        );
    }
    if let Some(to) = filter.created.1 {
        put(
            tr!(l, "orders-cond-to", day = date(to)),
            OrderFilter {
                created: (filter.created.0, None),
                ..own()
            },
        );
    }
    if let Some(from) = filter.planned.0 {
        put(
            tr!(l, "orders-cond-due-from", day = date(from)),
            OrderFilter {
                planned: (None, filter.planned.1),
                ..own()
            },
        );
    }
    if let Some(to) = filter.planned.1 {
        put(
            tr!(l, "orders-cond-due-to", day = date(to)),
            OrderFilter {
                planned: (filter.planned.0, None),
                ..own()
            },
        );
    }
    if let Some(from) = filter.sum.0 {
        put(
            tr!(l, "orders-cond-sum-from", sum = sum(from)),
            OrderFilter {
                sum: (None, filter.sum.1),
                ..own()
            },
        );
    }
    if let Some(to) = filter.sum.1 {
        put(
            tr!(l, "orders-cond-sum-to", sum = sum(to)),
            OrderFilter {
                sum: (filter.sum.0, None),
                ..own()
            },
        );
    }
    if filter.late {
        put(
            tr!(l, "orders-filter-late").to_owned(),
            OrderFilter { late: false, ..own() },
        );
    }
    all
}

pub(super) fn narrowed(list: &List<'_>, l: Locale) -> Markup {
    let mut all = conditions(l, list.filter);
    if let Some((_, name)) = list.dealer.filter(|_| list.fields.staff) {
        let without = OrderFilter {
            dealer: None,
            ..list.filter.clone()
        };
        all.push((name.to_owned(), without));
    }
    if let Some(id) = list.filter.manager.map(|id| id.to_string()) {
        let known = list.fields.managers.iter().find(|(known, _)| *known == id);
        let without = OrderFilter {
            manager: None,
            ..list.filter.clone()
        };
        all.push((known.map(|(_, name)| name.clone()).unwrap_or_default(), without));
    }
    html! {
        @if !all.is_empty() {
            (chips(tr!(l, "lists-filters"), all.iter().map(|(words, without)| {
                let mut chip = Chip::new(words.as_str(), format!("/orders?{}", without.query(list.cols)), false);
                chip.removes = true;
                chip
            })))
        }
    }
}

/// What dealers a field suggests.
pub fn dealer_options(dealers: &[Arc<Dealer>]) -> Markup {
    html! {
        @for dealer in dealers {
            li role="option" aria-selected="false" data-value=(dealer.name) {
                b { (dealer.name) } " " span.kb-sub { (dealer.city) }
            }
        }
    }
}
