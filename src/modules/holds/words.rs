//! A verdict in words: why an order is held, with its arithmetic, and what to pay. Who may not see finance reads that it is
//! held, and who knows more.

use super::rule::Step;
use super::verdict::{Hold, Payment, Reason, Verdict};
use crate::modules::orders::OrderNumber;
use crate::platform::values::{Message, Money};

/// Payments that a sentence names; a page shows all.
const NAMED: usize = 3;

/// The whole in one or two sentences.
pub fn sentence(step: Step, verdict: &Verdict, finance: bool) -> Message {
    if !finance {
        return Message::named(format!("holds-blind-{}", step.code()));
    }
    let said = Message::named(format!("holds-held-{}", step.code()))
        .with("why", listed(verdict.holds.iter().map(reason)))
        .with("pay", to_pay(verdict));
    match verdict.as_of {
        Some(at) => Message::new("holds-as-of").with("said", said).with("at", at),
        None => said,
    }
}

/// The same for a letter, which has to name the order.
pub fn letter(number: OrderNumber, step: Step, verdict: &Verdict) -> Message {
    Message::new("holds-letter")
        .with("number", number.to_string())
        .with("said", sentence(step, verdict, true))
}

/// The short form for a row of a list.
pub fn mark(step: Step) -> Message {
    Message::named(format!("holds-mark-{}", step.code()))
}

/// Why one rule holds it, with the figures.
pub fn reason(hold: &Hold) -> Message {
    match &hold.reason {
        Reason::Overdue {
            contracts,
            sum,
            days,
            minimum,
            oldest,
        } => {
            let said = Message::new("holds-overdue")
                .with("contracts", contracts.join(", "))
                .with("count", contracts.len())
                .with("sum", *sum);
            let said = match oldest {
                Some(oldest) => Message::new("holds-overdue-oldest")
                    .with("said", said)
                    .with("days", *oldest),
                None => said,
            };
            let said = match days {
                0 => said,
                days => Message::new("holds-overdue-days")
                    .with("said", said)
                    .with("days", *days),
            };
            match minimum.minor {
                0 => said,
                _ => Message::new("holds-minimum")
                    .with("said", said)
                    .with("minimum", *minimum),
            }
        }
        Reason::Limit {
            contract,
            debt,
            order,
            others,
            limit,
            percent,
            allowed,
            minimum,
            excess,
        } => {
            let id = match (debt.minor < 0, others) {
                (true, None) => "holds-limit-advance",
                (false, None) => "holds-limit",
                (true, Some(_)) => "holds-limit-advance-others",
                (false, Some(_)) => "holds-limit-others",
            };
            let shown = Money::new(debt.minor.saturating_abs(), debt.currency);
            let said = Message::new(id)
                .with("contract", contract.as_str())
                .with("debt", shown)
                .with("order", *order)
                .with("limit", *limit)
                .with("excess", *excess);
            let said = match others {
                None => said,
                Some(others) => said.with("count", others.count).with("others", others.sum),
            };
            let said = match percent {
                0 => said,
                percent => Message::new("holds-limit-percent")
                    .with("said", said)
                    .with("percent", *percent)
                    .with("allowed", *allowed),
            };
            match minimum.minor {
                0 => said,
                _ => Message::new("holds-minimum")
                    .with("said", said)
                    .with("minimum", *minimum),
            }
        }
    }
}

/// What is to be paid: the sums, and for what.
pub fn to_pay(verdict: &Verdict) -> Message {
    let sums = listed(
        verdict
            .to_pay()
            .into_iter()
            .map(|sum| Message::new("holds-sum").with("sum", sum)),
    );
    let more = verdict.payments.len().saturating_sub(NAMED);
    let named = listed(verdict.payments.iter().take(NAMED).map(payment));
    let said = Message::new("holds-pay").with("sums", sums).with("papers", named);
    match more {
        0 => said,
        more => Message::new("holds-pay-more").with("said", said).with("more", more),
    }
}

fn payment(payment: &Payment) -> Message {
    let id = match &payment.due {
        None => return Message::new("holds-pay-advance").with("contract", payment.contract.as_str()),
        Some(due) if due.number.is_empty() => {
            return Message::new("holds-pay-overdue").with("contract", payment.contract.as_str());
        }
        Some(_) if payment.is_partial() => "holds-pay-part",
        Some(_) => "holds-pay-whole",
    };
    let number = payment.due.as_ref().map_or("", |due| due.number.as_str());
    Message::new(id).with("number", number).with("sum", payment.sum)
}

/// One after another, as a list is read aloud.
fn listed(mut of: impl Iterator<Item = Message>) -> Message {
    let Some(first) = of.next() else {
        return Message::new("holds-nothing");
    };
    of.fold(first, |said, next| {
        Message::new("holds-listed").with("said", said).with("next", next)
    })
}
