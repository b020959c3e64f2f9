//! Reconciliations as markup.

pub mod act;
pub mod asking;
pub mod list;
pub mod marking;
pub mod marks;
pub mod panels;

use maud::{Markup, html};

use crate::icon;
use crate::modules::reconciliation::model::{Act, Party, State};
use crate::platform::i18n::{Figure, format};
use crate::platform::ui::{OrDash, Tone, secret, status};
use crate::platform::values::{Currency, Locale, Money};
use crate::tr;

/// What a right hides.
pub const BALANCE: &str = "balance";

/// «Сверка по договору 17-Д, 01.07.2026 — 30.09.2026».
pub fn title(l: Locale, act: &Act) -> String {
    tr!(
        l,
        "reconciliation-of",
        number = act.number.as_str(),
        from = act.from,
        to = act.to
    )
}

/// A side, as the reader knows it.
pub fn side(l: Locale, act: &Act, party: Party) -> String {
    let name = match party {
        Party::Dealer => act.buyer.name.trim(),
        Party::Maker => act.seller.name.trim(),
    };
    match (name, party) {
        ("", Party::Dealer) => tr!(l, "reconciliation-buyer").to_owned(),
        ("", Party::Maker) => tr!(l, "reconciliation-seller").to_owned(),
        (name, _) => name.to_owned(),
    }
}

/// Who owes whom, in words: a sum alone leaves that open.
pub fn balance(l: Locale, act: &Act, sum: Money) -> Markup {
    let shown = Money::new(sum.minor.checked_abs().unwrap_or(i64::MAX), sum.currency);
    html! {
        (secret(BALANCE, format::money(l, shown)))
        @if let Some(words) = in_favour(l, act, sum) { span.kb-sub { (words) } }
    }
}

/// «в пользу ООО …»; nothing where nobody owes.
pub fn in_favour(l: Locale, act: &Act, sum: Money) -> Option<String> {
    let whose = match sum.minor {
        0 => return None,
        1.. => Party::Maker,
        _ => Party::Dealer,
    };
    Some(tr!(l, "reconciliation-in-favour", name = side(l, act, whose)))
}

/// A figure of a line; a dash for none.
pub fn figure(l: Locale, minor: i64, currency: Currency) -> OrDash<Figure> {
    OrDash((minor != 0).then(|| format::money(l, Money::new(minor, currency))))
}

/// The state in words, for the reader's side.
pub fn mark(l: Locale, act: &Act, own: Party) -> Markup {
    match (&act.state, act.turn()) {
        (State::Closed(_), _) if act.marks > 0 => {
            status(Tone::Past, icon!("checks"), tr!(l, "reconciliation-state-disagreed"))
        }
        (State::Closed(_), _) => status(Tone::Good, icon!("checks"), tr!(l, "reconciliation-state-closed")),
        (State::Cancelled { .. }, _) => status(Tone::Past, icon!("ban"), tr!(l, "reconciliation-state-cancelled")),
        (State::Open, Some(turn)) if turn == own => {
            status(Tone::Wait, icon!("user-check"), tr!(l, "reconciliation-state-turn"))
        }
        (State::Open, _) => status(Tone::Move, icon!("clock"), tr!(l, "reconciliation-state-theirs")),
    }
}
