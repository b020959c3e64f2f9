//! The day of a single line, as a document that comes back names it in the line's requisites.

use jiff::tz::TimeZone;

use super::orders::{PLANNED_NAMES, WISHED_NAME};
use super::words;
use crate::modules::catalogue::SkuId;
use crate::modules::exchange::Message;
use crate::modules::exchange::commerceml::{DocumentLine, day_of};
use crate::modules::orders::{OneCPlanned, Order, OrderLine, YEARS_AHEAD};
use crate::platform::values::{Day, Moment};

/// The requisite that says why a day is another one now, of an order or of a line.
pub(super) const REASON_NAME: &str = "Причина переноса";

/// What a line is planned for. `reason` is that of the whole document.
///
/// # Errors
/// A finding where what stands there is no day: the line is taken without one.
pub(super) fn planned(
    line: &DocumentLine,
    order: &Order,
    sku: SkuId,
    reason: &str,
    now: Moment,
) -> Result<Option<OneCPlanned>, Message> {
    let told = |name: &str| line.requisite(name).map(str::trim).filter(|value| !value.is_empty());
    for name in PLANNED_NAMES {
        // Year 1 is how 1C writes that there is no date.
        let Some(value) = told(name).filter(|value| !is_no_date(value)) else {
            continue;
        };
        let Some(day) = day_of(value).filter(|day| is_near(*day, now)) else {
            let what = line.article.as_deref().or(line.name.as_deref()).unwrap_or_default();
            return Err(Message::new(words::LINE_DAY)
                .with("what", what)
                .with("field", name)
                .with("value", value));
        };
        // The wish goes out by the same name: an echo of it promises nothing.
        let wished = |known: &OrderLine| known.sku == sku && order.wish_of(known) == Some(day);
        if name == WISHED_NAME && order.lines.iter().any(wished) {
            continue;
        }
        return Ok(Some(OneCPlanned {
            day,
            reason: told(REASON_NAME).unwrap_or(reason).to_owned(),
        }));
    }
    Ok(None)
}

/// Can anybody mean this day? A year is near or far in any zone.
pub(super) fn is_near(day: Day, now: Moment) -> bool {
    let year = now.day_in(&TimeZone::UTC).year();
    day.year().abs_diff(year) <= YEARS_AHEAD.unsigned_abs()
}

fn is_no_date(value: &str) -> bool {
    value.starts_with("0001") || value.starts_with("01.01.0001")
}
