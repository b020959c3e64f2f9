//! Lines of a change that are made otherwise than before: how their new prices came about, and how long they take.

use maud::{Markup, html};

use crate::modules::configurator::views::price::explained;
use crate::modules::configurator::{Settled, Step};
use crate::modules::orders::Order;
use crate::platform::access::Sight;
use crate::platform::values::{Currency, Locale};
use crate::tr;

/// One of them, cut down to what the reader may see.
pub struct Remade {
    name: String,
    edition: u32,
    days: Option<i64>,
    steps: Vec<Step>,
    currency: Currency,
}

/// What is made otherwise in `new` than anything in `old`.
pub fn lines(l: Locale, old: &Order, new: &Order, sight: Sight) -> Vec<Remade> {
    let known = |settled: &Settled| {
        let mut before = old.lines.iter().filter_map(|line| line.configuration.as_ref());
        before.any(|before| before.edition == settled.edition && before.choices == settled.choices)
    };
    let made = new.lines.iter().filter_map(|line| {
        let settled = line.configuration.as_ref().filter(|settled| !known(settled))?;
        let own = sight.purchase_price && !Settled::is_share(&settled.steps);
        Some(Remade {
            name: line.name.clone(),
            edition: settled.edition,
            days: settled.days,
            steps: if own {
                settled.steps_told(l, &settled.steps)
            } else {
                Vec::new()
            },
            currency: line.price.currency,
        })
    });
    made.collect()
}

pub fn card(l: Locale, lines: &[Remade]) -> Markup {
    html! {
        div.kb-stack data-card="remade" {
            @for line in lines {
                div {
                    b { (line.name) }
                    span.kb-sub {
                        (tr!(l, "orders-made-edition", n = line.edition))
                        @if let Some(days) = line.days { " · " (tr!(l, "orders-made-days", n = days)) }
                    }
                    @if !line.steps.is_empty() {
                        div data-field="purchase-price" {
                            (explained(l, &line.steps, line.currency, tr!(l, "orders-made-how"), tr!(l, "orders-made-one"), true))
                        }
                    }
                }
            }
        }
    }
}
