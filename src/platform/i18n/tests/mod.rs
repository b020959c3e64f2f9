//! Figures, typed numbers, and the texts of the whole tree.

mod source;
mod spelled;
mod texts;

use jiff::tz::TimeZone;

use super::*;
use crate::platform::values::{Currency, Day, Locale, Message, Moment, Money, Percent, Quantity, UnitPrice};
use crate::{msg, tr};

fn check<const N: usize>(cases: [(&str, &str); N]) {
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
}

fn say(locale: Locale, message: Message) -> String {
    render(locale, &TimeZone::UTC, &message)
}

const fn rub(minor: i64) -> Money {
    Money::new(minor, Currency::Rub)
}

#[test]
fn sizes_are_told_in_the_unit_that_fits() {
    const MIB: u64 = 1 << 20;
    for (bytes, expected) in [
        (1, "1 КБ"),
        (MIB - 1_024, "1 023 КБ"),
        (MIB, "1 МБ"),
        (MIB + 104_858, "1,1 МБ"),
        (MIB + 104_857, "1 МБ"),
        (1_023 * MIB, "1 023 МБ"),
        (1_024 * MIB, "1 ГБ"),
        (42_223 * MIB, "41,2 ГБ"),
    ] {
        assert_eq!(
            format::bytes(Locale::Ru, bytes).replace('\u{a0}', " "),
            expected,
            "{bytes}"
        );
    }
    assert!(format::bytes(Locale::En, u64::MAX).ends_with("GB"));
}

#[test]
fn figures_are_written_as_the_field_writes_them() {
    use Locale::{En, Ru};
    check([
        (
            &format::money(Ru, rub(123_456_750)),
            "1\u{a0}234\u{a0}567,50\u{a0}\u{20bd}",
        ),
        (
            &format::money(En, rub(123_456_750)),
            "1\u{a0}234\u{a0}567.50\u{a0}\u{20bd}",
        ),
        (&format::amount(Ru, rub(123_456_750)), "1\u{a0}234\u{a0}567,50"),
        (&format::money(Ru, rub(-5)), "\u{2212}0,05\u{a0}\u{20bd}"),
        (&format::money(Ru, rub(0)), "0,00\u{a0}\u{20bd}"),
        (
            &format::money(Ru, Money::new(100_000, Currency::Kzt)),
            "1\u{a0}000,00\u{a0}\u{20b8}",
        ),
        (&format::money(Ru, Money::new(100, Currency::Byn)), "1,00\u{a0}BYN"),
        (
            &format::money(Ru, rub(i64::MIN)),
            "\u{2212}92\u{a0}233\u{a0}720\u{a0}368\u{a0}547\u{a0}758,08\u{a0}\u{20bd}",
        ),
        (
            &format::money_change(Ru, Money::new(i64::MAX, Currency::Amd)),
            "+92\u{a0}233\u{a0}720\u{a0}368\u{a0}547\u{a0}758,07\u{a0}AMD",
        ),
        (
            &format::money_rounded(Ru, rub(39_459_946)),
            "394\u{a0}599\u{a0}\u{20bd}",
        ),
        (&format::money_rounded(Ru, rub(-50)), "\u{2212}1\u{a0}\u{20bd}"),
        (
            &format::unit_price(Ru, UnitPrice::new(248_697_800, Currency::Rub)),
            "24\u{a0}869,78\u{a0}\u{20bd}",
        ),
        (
            &format::unit_price(Ru, UnitPrice::new(1_234, Currency::Rub)),
            "0,1234\u{a0}\u{20bd}",
        ),
        (
            &format::unit_price(Ru, UnitPrice::new(1_230, Currency::Rub)),
            "0,123\u{a0}\u{20bd}",
        ),
        (
            &format::unit_price(Ru, UnitPrice::new(i64::MIN, Currency::Uzs)),
            "\u{2212}922\u{a0}337\u{a0}203\u{a0}685\u{a0}477,5808\u{a0}UZS",
        ),
        (&format::quantity(Ru, Quantity::from_thousandths(24_500)), "24,5"),
        (&format::quantity(En, Quantity::whole(1_204)), "1\u{a0}204"),
        (&format::quantity(Ru, Quantity::from_thousandths(-1)), "\u{2212}0,001"),
        (&format::percent(Ru, Percent::from_hundredths(2_730)), "27,3\u{a0}%"),
        (&format::percent(Ru, Percent::whole(22)), "22\u{a0}%"),
        (&format::count(8_412_u32), "8\u{a0}412"),
        (
            &format::count(u64::MAX),
            "9\u{a0}223\u{a0}372\u{a0}036\u{a0}854\u{a0}775\u{a0}807",
        ),
        (&format::signed(5), "+5"),
        (&format::signed(-5), "\u{2212}5"),
    ]);
}

#[test]
fn times_are_written_in_the_zone_of_the_reader() {
    let zone = TimeZone::get("Europe/Moscow").unwrap();
    let at = |text: &str| Moment::from(text.parse::<jiff::Timestamp>().unwrap());
    let now = at("2026-11-23T07:42:30Z");
    check([
        (&format::date(Day::constant(2026, 11, 3)), "03.11.2026"),
        (&format::day_month(Day::constant(2026, 11, 3)), "03.11"),
        (&format::iso_date(Day::constant(2026, 11, 3)), "2026-11-03"),
        (&format::time(now, &zone), "10:42"),
        (
            &format::datetime(at("2026-12-31T21:05:00Z"), &zone),
            "01.01.2027,\u{a0}00:05",
        ),
        (&format::as_of(Locale::Ru, now, now, &zone), "на 10:42"),
        (
            &format::as_of(Locale::Ru, at("2026-11-22T19:00:00Z"), now, &zone),
            "на 22:00, вчера",
        ),
        (
            &format::as_of(Locale::En, at("2026-11-20T19:00:00Z"), now, &zone),
            "as of 20.11.2026,\u{a0}22:00",
        ),
        (
            &format::ago(Locale::Ru, at("2026-11-23T07:42:00Z"), now, &zone),
            "только что",
        ),
        (
            &format::ago(Locale::Ru, at("2026-11-23T07:20:30Z"), now, &zone),
            "22 минуты назад",
        ),
        (
            &format::ago(Locale::Ru, at("2026-11-23T02:42:00Z"), now, &zone),
            "5 часов назад",
        ),
        (
            &format::ago(Locale::En, at("2026-11-23T06:40:00Z"), now, &zone),
            "1 hour ago",
        ),
        (
            &format::ago(Locale::Ru, at("2026-11-20T06:40:00Z"), now, &zone),
            "20.11.2026,\u{a0}09:40",
        ),
    ]);
}

#[test]
fn typed_quantities_are_read_and_mistakes_named() {
    use NumberError::*;
    for (typed, expected) in [
        ("12", Ok(12_000)),
        (" 24,5 ", Ok(24_500)),
        ("24.5", Ok(24_500)),
        ("1\u{a0}204,125", Ok(1_204_125)),
        ("1\u{202f}204", Ok(1_204_000)),
        ("1 204 000", Ok(1_204_000_000)),
        ("1,234", Ok(1_234)),
        ("1.234,50", Ok(1_234_500)),
        ("1,234.50", Ok(1_234_500)),
        ("1,234,567", Ok(1_234_567_000)),
        ("1'234", Ok(1_234_000)),
        ("\u{2212}3", Ok(-3_000)),
        ("-3", Ok(-3_000)),
        ("+3", Ok(3_000)),
        ("0,5000", Ok(500)),
        ("007", Ok(7_000)),
        ("", Err(Empty)),
        ("  \u{a0}", Err(Empty)),
        ("x", Err(NotANumber)),
        ("12x", Err(NotANumber)),
        ("1e5", Err(NotANumber)),
        (",", Err(NotANumber)),
        (",5", Err(NotANumber)),
        ("--5", Err(NotANumber)),
        ("12,34,5", Err(NotANumber)),
        ("1.2.3", Err(NotANumber)),
        ("1,5x", Err(NotANumber)),
        ("\u{664}", Err(NotANumber)),
        ("0,0001", Err(TooManyDecimals(3))),
        ("99999999999999999999", Err(TooLarge)),
        ("9223372036854775", Ok(9_223_372_036_854_775_000)),
        ("9223372036854776", Err(TooLarge)),
    ] {
        assert_eq!(parse_quantity(typed).map(Quantity::thousandths), expected, "{typed:?}");
    }
    assert_eq!(parse_quantity(&"1".repeat(10_000)), Err(TooLarge));
}

#[test]
fn typed_money_and_percents_are_read() {
    assert_eq!(
        parse_money("1 234 567,50 \u{20bd}", Currency::Rub),
        Ok(rub(123_456_750))
    );
    assert_eq!(
        parse_money("1,234", Currency::Rub),
        Err(NumberError::TooManyDecimals(2))
    );
    assert_eq!(
        parse_unit_price("0,1234", Currency::Rub).map(|price| price.e4),
        Ok(1_234)
    );
    assert_eq!(parse_percent("27,3 %"), Ok(Percent::from_hundredths(2_730)));
    assert_eq!(
        say(Locale::Ru, NumberError::TooManyDecimals(3).message()),
        "После запятой — не больше 3 знаков".replace(" —", "\u{a0}—")
    );
}

#[test]
fn what_is_written_can_be_read_again() {
    for minor in [0, 1, -1, 99, 100, 123_456_750, -987_654_321, i64::MAX, i64::MIN + 1] {
        for locale in Locale::ALL {
            assert_eq!(
                parse_money(&format::money(locale, rub(minor)), Currency::Rub),
                Ok(rub(minor))
            );
        }
    }
}

#[test]
fn typed_dates_are_read_and_mistakes_named() {
    let day = |year, month, day| Ok(Day::constant(year, month, day));
    for (typed, expected) in [
        ("31.12.2026", day(2026, 12, 31)),
        (" 1.2.26 ", day(2026, 2, 1)),
        ("1.2.2026", day(2026, 2, 1)),
        ("01.02.26", day(2026, 2, 1)),
        ("2026-12-31", day(2026, 12, 31)),
        ("31/12/2026", day(2026, 12, 31)),
        ("29.02.2028", day(2028, 2, 29)),
        ("31.02.2026", Err(DayError::NoSuchDay)),
        ("12.31.2026", Err(DayError::NoSuchDay)),
        ("", Err(DayError::Empty)),
        ("завтра", Err(DayError::NotADate)),
        ("1.2", Err(DayError::NotADate)),
        ("1.2.3.4", Err(DayError::NotADate)),
        ("31.12.20261", Err(DayError::NotADate)),
    ] {
        assert_eq!(parse_day(typed), expected, "{typed:?}");
    }
}

#[test]
fn texts_take_values_and_choose_the_plural() {
    let l = Locale::Ru;
    check([
        (tr!(l, "ui-close"), "Закрыть"),
        (tr!(Locale::En, "ui-close"), "Close"),
        (&tr!(l, "ui-bell", n = 1), "Уведомления: 1 новое"),
        (&tr!(l, "ui-bell", n = 22), "Уведомления: 22 новых"),
        (&tr!(l, "ui-bell", n = 1_204), "Уведомления: 1\u{a0}204 новых"),
        (&tr!(l, "ui-less", what = rub(50)), "Меньше: 0,50\u{a0}\u{20bd}"),
        (
            &tr!(l, "ui-less", what = Day::constant(2026, 11, 3)),
            "Меньше: 03.11.2026",
        ),
        (&tr!(l, "ui-less", what = "<b> \u{2068}"), "Меньше: <b> \u{2068}"),
    ]);
    let later = msg!("ui-less", what = msg!("ui-less", what = rub(50)));
    assert_eq!(say(Locale::En, later), "Less: Less: 0.50\u{a0}\u{20bd}");
    assert_eq!(say(l, msg!("ui-close")), "Закрыть");
    assert_eq!(try_text(l, "ui-no-such-text"), None);
    assert_eq!(try_text(l, "ui-bell"), None, "a text with arguments is not a plain one");
}

#[test]
#[should_panic(expected = "no text ui-no-such-text")]
fn a_missing_text_is_loud_in_tests() {
    say(Locale::Ru, Message::new("ui-no-such-text"));
}
