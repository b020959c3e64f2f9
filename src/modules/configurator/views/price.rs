//! How a price came about, step by step.

use maud::{Markup, html};

use crate::modules::configurator::line::Settled;
use crate::modules::configurator::model::{Arithmetic, Size, Step};
use crate::platform::i18n::format;
use crate::platform::ui::{Sum, more};
use crate::platform::values::{Currency, Locale, Money, Quantity, UnitPrice};
use crate::tr;

/// The operands of a step: «2,9536 м² × 7 840,00 ₽».
pub fn operands(l: Locale, step: &Step, currency: Currency) -> String {
    let money = |minor: i64| format::money(l, Money::new(minor, currency)).to_string();
    let percent = |e4: i64| crate::modules::configurator::tables::figure_text(l, e4);
    match step.how {
        Arithmetic::Once => String::new(),
        Arithmetic::Times { size, price, raised } => {
            let price = format::unit_price(l, UnitPrice::new(price, currency)).to_string();
            let size = size_text(l, size);
            match raised {
                true => tr!(l, "configurator-step-least", size = size, price = price),
                false => format!("{size} × {price}"),
            }
        }
        Arithmetic::Percent {
            percent: of_hundred,
            of,
        } => {
            tr!(
                l,
                "configurator-step-percent",
                percent = percent(of_hundred),
                of = money(of)
            )
        }
        Arithmetic::Table { width, height, linear } => {
            let mm = |mm: i64| format::quantity(l, Quantity::from_thousandths(mm.saturating_mul(1_000))).to_string();
            match linear {
                true => tr!(l, "configurator-step-linear", width = mm(width), height = mm(height)),
                false => tr!(l, "configurator-step-table", width = mm(width), height = mm(height)),
            }
        }
        Arithmetic::Within { size } => size.map(|size| size_text(l, size)).unwrap_or_default(),
        Arithmetic::Share {
            percent: of_hundred,
            of,
        } => {
            tr!(
                l,
                "configurator-step-share",
                percent = percent(of_hundred),
                of = money(of)
            )
        }
    }
}

fn size_text(l: Locale, size: Size) -> String {
    match size {
        Size::Count(count) => format::quantity(l, count).to_string(),
        Size::Length(mm) => format!(
            "{} {}",
            format::quantity(l, Quantity::from_thousandths(mm)),
            tr!(l, "configurator-m")
        ),
        // Square millimetres are millionths: more decimals than a quantity has.
        Size::Area(mm2) => {
            let (whole, rest) = (mm2.div_euclid(1_000_000), mm2.rem_euclid(1_000_000));
            let whole = format::quantity(l, Quantity::from_thousandths(whole.saturating_mul(1_000)));
            let rest = format!("{rest:06}");
            let mark = match l {
                Locale::Ru => ",",
                Locale::En => ".",
            };
            match rest.trim_end_matches('0') {
                "" => format!("{whole} {}", tr!(l, "configurator-m2")),
                rest => format!("{whole}{mark}{rest} {}", tr!(l, "configurator-m2")),
            }
        }
    }
}

/// The steps under their sum. `secret` marks the rows as what a right can hide.
pub fn steps(l: Locale, steps: &[Step], currency: Currency, total: &str, secret: bool) -> Markup {
    let mut sum = Sum::new();
    let field = |sum: Sum<'static>| if secret { sum.field("purchase-price") } else { sum };
    for step in steps {
        let operands = operands(l, step, currency);
        let label = match (step.name.is_empty(), operands.is_empty()) {
            (_, true) => step.name.clone(),
            (true, false) => operands,
            (false, false) => format!("{}, {operands}", step.name),
        };
        let money = format::money(l, Money::new(step.sum, currency));
        sum = field(match step.sum < 0 {
            true => sum.good(label, money),
            false => sum.row(label, money),
        });
    }
    let whole = Money::new(Settled::sum(steps), currency);
    let sum = field(sum.rule(total.to_owned(), format::money(l, whole)));
    html! { div.kb-sm.kb-mt { (sum) } }
}

/// The steps behind a summary that opens.
pub fn explained(l: Locale, all: &[Step], currency: Currency, summary: &str, total: &str, secret: bool) -> Markup {
    match all.is_empty() {
        true => html! {},
        false => more(summary, steps(l, all, currency, total, secret), false),
    }
}
