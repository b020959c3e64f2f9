//! A wished day of a line as it is typed and shown.

use super::check_wish;
use crate::platform::i18n::{format, parse_day};
use crate::platform::values::{Day, Message};

/// What was typed as a day: nothing, or one that may be wished for. `was`: what stands there already.
pub fn read(typed: &str, was: Option<Day>, today: Day) -> Result<Option<Day>, Message> {
    let wished = match typed.trim() {
        "" => None,
        typed => Some(parse_day(typed).map_err(|_| Message::new("orders-day-wrong"))?),
    };
    match check_wish(wished, was, today) {
        Ok(()) => Ok(wished),
        Err(refusal) => Err(Message::new(refusal.message())),
    }
}

pub fn shown(wished: Option<Day>) -> String {
    wished.map(|day| format::date(day).to_string()).unwrap_or_default()
}
