//! Days of single lines: a small field where one is wished, and what is wished, promised and late where they are shown.

use maud::{Markup, html};

use super::Frame;
use super::order::who;
use crate::modules::orders::read_models::OrderLineView;
use crate::modules::orders::{Order, OrderLine};
use crate::platform::access::Sight;
use crate::platform::i18n::format;
use crate::platform::ui::{due, due_moved, more};
use crate::platform::values::Locale;
use crate::tr;

/// When a line is wished, closed until somebody needs it: most lines go with the whole. `typed` is what the field holds.
pub fn wish(l: Locale, name: &str, place: usize, what: &str, typed: &str, error: Option<&str>) -> Markup {
    let id = format!("{name}-{place}");
    html! {
        details.kb-more.kb-wish open[error.is_some()] {
            summary {
                @if typed.is_empty() || error.is_some() { (tr!(l, "orders-line-wish")) }
                @else { (tr!(l, "orders-line-wish-of", day = typed)) }
            }
            div {
                input.form-control.form-control-sm.kb-line-note name=(name) value=(typed) autocomplete="off" id=(id)
                    placeholder=(tr!(l, "orders-day-form")) aria-label=(tr!(l, "orders-line-wish-label", what = what))
                    aria-invalid=[error.map(|_| "true")]
                    aria-describedby=[error.map(|_| format!("{id}-error"))];
                @if let Some(error) = error { span.kb-err id={ (id) "-error" } { (error) } }
            }
        }
    }
}

/// The lines of an order for the reader, with their days where any line has one of its own.
pub fn lines<'o>(frame: &Frame, order: &'o Order, sight: Sight) -> Vec<OrderLineView<'o>> {
    let own = order.has_line_days();
    let lines = order.lines.iter().enumerate();
    let of = |(place, line)| {
        let dates = if own { days(frame, order, line) } else { None };
        OrderLineView::of(place, line, sight, dates)
    };
    lines.map(of).collect()
}

fn days(frame: &Frame, order: &Order, line: &OrderLine) -> Option<Markup> {
    let l = frame.locale;
    let (wished, day) = (order.wish_of(line), order.day_of(line));
    if wished.is_none() && day.is_none() {
        return None;
    }
    let ledger = order.ledger_of(line);
    let before = ledger.iter().rev().nth(1).map(|promise| promise.day);
    let late = order.days_after_wish(line);
    let moved = !line.promises.is_empty() && ledger.len() > 1;
    Some(html! {
        div.kb-days.kb-sm {
            span.kb-soft { (tr!(l, "orders-line-day")) } " "
            @match (day, before.filter(|before| Some(*before) != day)) {
                (Some(day), Some(before)) => span data-field="confirmed" { (due_moved(before, day)) },
                (Some(day), None) => span data-field="confirmed" { (due(day)) },
                (None, _) => span.kb-soft data-field="confirmed" { (tr!(l, "orders-line-day-none")) },
            }
            @if let Some(wished) = wished {
                span.kb-sub data-field="requested" { (tr!(l, "orders-line-wish-said", day = wished)) }
            }
            @if late > 0 { span.kb-sub.kb-bad data-field="later" { (tr!(l, "orders-line-later", n = late)) } }
            @if moved {
                (more(tr!(l, "orders-line-ledger", n = ledger.len()), html! {
                    ul.kb-plain.kb-sm.kb-ledger {
                        @for promise in &ledger {
                            li {
                                b { (format::date(promise.day)) } " "
                                @if !promise.reason.is_empty() { (promise.reason) " " }
                                span.kb-soft {
                                    (format::datetime(promise.at, &frame.zone)) ", "
                                    (who(l, promise.by.side, &promise.by.name))
                                }
                            }
                        }
                    }
                }, false))
            }
        }
    })
}
