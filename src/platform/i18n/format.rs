//! How amounts and times are written.
//!
//! In both languages: no-break spaces between thousands and before a sign, a true minus, dates as 23.11.2026 (the
//! field's own form in Russia and Kazakhstan, never 11/23). The decimal mark is a comma in Russian, a point in English.

use jiff::tz::TimeZone;

use super::Figure;
use super::figure::{MINUS, NBSP};
use crate::platform::values::{Currency, Day, Locale, Moment, Money, Percent, Quantity, UnitPrice};
use crate::tr;

/// `1 234 567,50 ₽`. All decimals: for orders, invoices and arithmetic.
pub fn money(locale: Locale, money: Money) -> Figure {
    with_currency(Figure::decimal(locale, money.minor, 2, 2), money.currency)
}

/// `1 234 567,50` without the currency: the value of a field that shows the currency beside it.
pub fn amount(locale: Locale, money: Money) -> Figure {
    Figure::decimal(locale, money.minor, 2, 2)
}

/// `1 234 568 ₽`, rounded half up: only for looking (tiles of a home page), never in a document.
pub fn money_rounded(locale: Locale, money: Money) -> Figure {
    let half = if money.minor < 0 { -50 } else { 50 };
    let whole = money.minor.saturating_add(half) / 100;
    with_currency(Figure::decimal(locale, whole, 0, 0), money.currency)
}

/// `+1 200,00 ₽` or `−300,00 ₽`: a change.
pub fn money_change(locale: Locale, change: Money) -> Figure {
    let mut figure = Figure::empty();
    if change.minor > 0 {
        figure.push('+');
    }
    figure.push_str(&money(locale, change));
    figure
}

/// `24 869,78 ₽`; four decimals where the price has them: `0,1234 ₽`.
pub fn unit_price(locale: Locale, price: UnitPrice) -> Figure {
    with_currency(Figure::decimal(locale, price.e4, 4, 2), price.currency)
}

/// `12`, `24,5`, `1 204`.
pub fn quantity(locale: Locale, quantity: Quantity) -> Figure {
    Figure::decimal(locale, quantity.thousandths(), 3, 0)
}

/// `27,3 %`.
pub fn percent(locale: Locale, percent: Percent) -> Figure {
    let mut figure = Figure::decimal(locale, percent.hundredths(), 2, 0);
    figure.push(NBSP);
    figure.push('%');
    figure
}

/// `27,30 %`: a share in a column, always with two decimals, so that they stand under each other.
pub fn share(locale: Locale, percent: Percent) -> Figure {
    let mut figure = Figure::decimal(locale, percent.hundredths(), 2, 2);
    figure.push(NBSP);
    figure.push('%');
    figure
}

/// A count: `1 204`.
pub fn count(n: impl TryInto<i64>) -> Figure {
    Figure::decimal(Locale::Ru, n.try_into().unwrap_or(i64::MAX), 0, 0)
}

/// A count with its sign: `+5`, `−2`.
pub fn signed(n: i64) -> Figure {
    let mut figure = Figure::empty();
    if n > 0 {
        figure.push('+');
    }
    figure.push_str(&Figure::decimal(Locale::Ru, n, 0, 0));
    figure
}

/// `23.11.2026`.
pub fn date(day: Day) -> Figure {
    let mut figure = day_month(day);
    figure.push('.');
    let year = day.year();
    if year < 0 {
        figure.push(MINUS);
    }
    let year = u64::from(year.unsigned_abs());
    figure.push_two(year / 100);
    figure.push_two(year % 100);
    figure
}

/// `23.11`: a date struck out beside a whole one.
pub fn day_month(day: Day) -> Figure {
    let mut figure = Figure::empty();
    figure.push_two(day.day().unsigned_abs().into());
    figure.push('.');
    figure.push_two(day.month().unsigned_abs().into());
    figure
}

/// `10:42` in the zone.
pub fn time(moment: Moment, zone: &TimeZone) -> Figure {
    let time = zone.to_datetime(moment.timestamp()).time();
    let mut figure = Figure::empty();
    figure.push_two(time.hour().unsigned_abs().into());
    figure.push(':');
    figure.push_two(time.minute().unsigned_abs().into());
    figure
}

/// `23.11.2026, 10:42` in the zone.
pub fn datetime(moment: Moment, zone: &TimeZone) -> Figure {
    let mut figure = date(moment.day_in(zone));
    figure.push_str(",\u{a0}");
    figure.push_str(&time(moment, zone));
    figure
}

/// The machine form for `datetime` attributes: `2026-11-23`.
pub fn iso_date(day: Day) -> Figure {
    let mut figure = Figure::empty();
    let year = u64::from(day.year().unsigned_abs());
    figure.push_two(year / 100);
    figure.push_two(year % 100);
    figure.push('-');
    figure.push_two(day.month().unsigned_abs().into());
    figure.push('-');
    figure.push_two(day.day().unsigned_abs().into());
    figure
}

/// The time of a figure from elsewhere: «на 10:42», «на 22:00, вчера», «на 21.11.2026, 22:00».
pub fn as_of(locale: Locale, moment: Moment, now: Moment, zone: &TimeZone) -> String {
    let (day, today) = (moment.day_in(zone), now.day_in(zone));
    if day == today {
        tr!(locale, "format-as-of-today", time = time(moment, zone))
    } else if today.yesterday().is_ok_and(|yesterday| yesterday == day) {
        tr!(locale, "format-as-of-yesterday", time = time(moment, zone))
    } else {
        tr!(locale, "format-as-of", moment = datetime(moment, zone))
    }
}

/// How long ago: «только что», «5 минут назад», «2 часа назад», then the date and time.
pub fn ago(locale: Locale, moment: Moment, now: Moment, zone: &TimeZone) -> String {
    match now.seconds_since(moment) {
        seconds @ ..60 if seconds > -60 => tr!(locale, "format-just-now").to_owned(),
        seconds @ 60..3_600 => tr!(locale, "format-minutes-ago", n = seconds / 60),
        seconds @ 3_600..43_200 => tr!(locale, "format-hours-ago", n = seconds / 3_600),
        _ => datetime(moment, zone).to_string(),
    }
}

/// The size of a file or a disk: «12 КБ», «3,4 МБ», «41,2 ГБ».
pub fn bytes(locale: Locale, bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1_024);
    // One digit after the mark, exactly: tenths of the unit as thousandths of a quantity.
    let in_units = |shift: u32| {
        let unit = 1_u64 << shift;
        let tenths = i64::try_from(bytes / unit * 10 + bytes % unit * 10 / unit);
        let size = Quantity::from_thousandths(tenths.unwrap_or(i64::MAX / 1_000) * 100);
        quantity(locale, size).to_string()
    };
    match kilobytes {
        0..1_024 => tr!(locale, "format-kilobytes", n = count(kilobytes).to_string()),
        1_024..1_048_576 => tr!(locale, "format-megabytes", n = in_units(20)),
        _ => tr!(locale, "format-gigabytes", n = in_units(30)),
    }
}

fn with_currency(mut figure: Figure, currency: Currency) -> Figure {
    figure.push(NBSP);
    figure.push_str(currency.symbol());
    figure
}
