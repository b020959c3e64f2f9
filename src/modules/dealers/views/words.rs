//! How the module's values are called.

use maud::Markup;

use crate::modules::dealers::model::{Country, DealerStatus, DeferralIn, StockRule, Tier};
use crate::modules::dealers::queries::Person;
use crate::platform::access::Role;
use crate::platform::i18n::try_text;
use crate::platform::ui::{Tone, status};
use crate::platform::values::{Locale, Percent, VatMode, VatRate};
use crate::{icon, tr};

pub fn tier(l: Locale, tier: Tier) -> &'static str {
    match tier {
        Tier::Gold => tr!(l, "dealers-tier-gold"),
        Tier::Silver => tr!(l, "dealers-tier-silver"),
        Tier::Base => tr!(l, "dealers-tier-base"),
    }
}

pub fn country(l: Locale, country: Country) -> &'static str {
    match country {
        Country::Ru => tr!(l, "dealers-country-ru"),
        Country::Kz => tr!(l, "dealers-country-kz"),
    }
}

pub fn stock_rule(l: Locale, rule: StockRule) -> &'static str {
    match rule {
        StockRule::Exact => tr!(l, "dealers-stock-exact"),
        StockRule::Levels => tr!(l, "dealers-stock-levels"),
        StockRule::Hidden => tr!(l, "dealers-stock-hidden"),
    }
}

pub fn deferral_in(l: Locale, counted: DeferralIn) -> &'static str {
    match counted {
        DeferralIn::Calendar => tr!(l, "dealers-deferral-calendar"),
        DeferralIn::Bank => tr!(l, "dealers-deferral-bank"),
    }
}

pub fn vat_mode(l: Locale, vat: VatMode) -> &'static str {
    match vat {
        VatMode::Included => tr!(l, "dealers-vat-included"),
        VatMode::OnTop => tr!(l, "dealers-vat-on-top"),
        VatMode::None => tr!(l, "dealers-vat-none"),
    }
}

pub fn vat_rate(l: Locale, rate: Option<VatRate>) -> String {
    match rate {
        None => tr!(l, "dealers-vat-rate-general").to_owned(),
        Some(VatRate::Rate(percent)) => percent_text(l, percent),
        Some(_) => tr!(l, "dealers-vat-rate-exempt").to_owned(),
    }
}

fn percent_text(l: Locale, percent: Percent) -> String {
    crate::platform::i18n::format::percent(l, percent).to_string()
}

pub fn role(l: Locale, role: Role) -> &'static str {
    try_text(l, &format!("access-role-{}", role.id())).unwrap_or_default()
}

pub fn dealer_status(l: Locale, of: DealerStatus) -> Markup {
    match of {
        DealerStatus::Active => status(Tone::Good, icon!("circle-check"), tr!(l, "dealers-status-active")),
        DealerStatus::Paused => status(Tone::Bad, icon!("player-pause"), tr!(l, "dealers-status-paused")),
    }
}

pub fn person_status(l: Locale, person: &Person) -> Markup {
    if person.member.disabled {
        status(Tone::Past, icon!("user-off"), tr!(l, "dealers-person-disabled"))
    } else if person.joined {
        status(Tone::Good, icon!("user-check"), tr!(l, "dealers-person-joined"))
    } else {
        status(Tone::Wait, icon!("mail"), tr!(l, "dealers-person-invited"))
    }
}
