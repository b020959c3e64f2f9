//! Stored messages, said in the reader's language and zone.

use jiff::tz::TimeZone;

use super::catalogue::{format_dynamic, try_text};
use super::{Arg, format};
use crate::platform::values::{self, Locale, Message};

/// The sentence of a message. Moments are written in `zone`.
pub fn render(locale: Locale, zone: &TimeZone, message: &Message) -> String {
    if message.args.is_empty()
        && let Some(text) = try_text(locale, &message.id)
    {
        return text.to_owned();
    }
    let args: Vec<(&str, Arg<'_>)> = message
        .args
        .iter()
        .map(|(name, value)| (name.as_ref(), argument(locale, zone, value)))
        .collect();
    format_dynamic(locale, &message.id, &args)
}

fn argument<'a>(locale: Locale, zone: &TimeZone, value: &'a values::Arg) -> Arg<'a> {
    match value {
        values::Arg::Text(text) => Arg::from(text),
        values::Arg::Number(n) => Arg::from(*n),
        values::Arg::Money(money) => Arg::from(*money),
        values::Arg::Quantity(quantity) => Arg::from(*quantity),
        values::Arg::Percent(percent) => Arg::from(*percent),
        values::Arg::Day(day) => Arg::from(*day),
        values::Arg::Moment(moment) => Arg::from(format::datetime(*moment, zone)),
        values::Arg::Message(message) => Arg::from(render(locale, zone, message)),
    }
}
