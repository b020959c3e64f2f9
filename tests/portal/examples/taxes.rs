//! Rates of VAT that come into force one day.

use super::fresh;

/// A day that lies ahead, another each time.
pub fn coming_day() -> String {
    let number: u32 = fresh().parse().unwrap();
    format!("{:02}.{:02}.2030", number % 28 + 1, number / 28 % 12 + 1)
}

pub fn vat_rate(day: &str) -> [(&str, &str); 6] {
    [
        ("seller", "KZ"),
        ("regime", "general"),
        ("class", "standard"),
        ("export", ""),
        ("from", day),
        ("rate", "17,5"),
    ]
}
