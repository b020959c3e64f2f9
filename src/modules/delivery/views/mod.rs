//! What the module's pages look like.

pub mod addresses;
pub mod asks;
pub mod carriers;
pub mod panel;
pub mod recipient;
pub mod shipments;
pub mod terms;

use maud::{Markup, html};

use super::form::{TypedPlaces, kilograms};
use crate::modules::delivery::Carrier;
use crate::modules::orders::Packed;
use crate::platform::i18n::format;
use crate::platform::ui::Field;
use crate::platform::values::{Locale, Quantity};
use crate::tr;

/// Names that are offered as one types; any other may be typed too.
fn offered_names(carriers: &[Carrier]) -> Markup {
    let offered = carriers.iter().filter(|carrier| carrier.active);
    html! {
        datalist id="carrier-names" { @for carrier in offered.clone() { option value=(carrier.name) {} } }
        datalist id="terminal-names" {
            @for carrier in offered {
                @for terminal in &carrier.terminals { option value=(terminal) { (carrier.name) } }
            }
        }
    }
}

/// The fields of places, one row each.
fn place_fields(l: Locale, typed: &TypedPlaces, error: Option<String>) -> Markup {
    let rows = typed.rows();
    html! {
        @for (at, [count, length, width, height, weight]) in rows.into_iter().enumerate() {
            div.kb-grid.kb-g-5 {
                (Field::digits("count", tr!(l, "delivery-place-count")).id(format!("count-{at}")).value(count)
                    .error(error.clone().filter(|_| at == 0)))
                (Field::digits("length", tr!(l, "delivery-place-length")).id(format!("length-{at}")).value(length))
                (Field::digits("width", tr!(l, "delivery-place-width")).id(format!("width-{at}")).value(width))
                (Field::digits("height", tr!(l, "delivery-place-height")).id(format!("height-{at}")).value(height))
                (Field::decimal("weight", tr!(l, "delivery-place-weight")).id(format!("weight-{at}")).value(weight))
            }
        }
    }
}

/// How many places, how heavy and how large; nothing where there are none.
fn place_totals(l: Locale, places: &[Packed]) -> Option<String> {
    let (count, weight, volume) = Packed::totals(places);
    if count == 0 {
        return None;
    }
    let mut said = tr!(l, "delivery-places-count", n = count);
    if weight > 0 {
        said.push_str(&tr!(l, "delivery-places-weight", weight = kilograms(l, weight)));
    }
    if volume > 0 {
        let cubic = Quantity::from_thousandths(i64::try_from(volume).unwrap_or(i64::MAX));
        let cubic = format::quantity(l, cubic).to_string();
        said.push_str(&tr!(l, "delivery-places-volume", volume = cubic));
    }
    Some(said)
}
