//! Calendars as RFC 5545 writes them: lines end with CRLF, are folded at 75 octets, and text is escaped.

use crate::platform::values::{Day, Moment};

/// The most octets of a line, without its end (RFC 5545, 3.1).
const LINE_MAX: usize = 75;

/// A day with something on it.
#[derive(Clone, Debug)]
pub struct Event {
    /// The same while it is the same thing, whatever day it moves to.
    pub uid: String,
    pub day: Day,
    pub summary: String,
    pub description: String,
    pub url: String,
    /// As of when this is so.
    pub stamp: Moment,
}

/// A calendar with whole-day events.
pub fn calendar(name: &str, events: &[Event]) -> String {
    let mut out = String::with_capacity(400 + events.len() * 400);
    let mut line = |text: &str| fold(text, &mut out);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Kabinet//Payment calendar//RU");
    line("CALSCALE:GREGORIAN");
    line("METHOD:PUBLISH");
    line(&format!("X-WR-CALNAME:{}", escaped(name)));
    // How often to come again, in the standard's word and in the older one (RFC 7986, 5.7).
    line("REFRESH-INTERVAL;VALUE=DURATION:PT4H");
    line("X-PUBLISHED-TTL:PT4H");
    for event in events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", event.uid));
        line(&format!(
            "DTSTAMP:{}",
            event.stamp.timestamp().strftime("%Y%m%dT%H%M%SZ")
        ));
        line(&format!("DTSTART;VALUE=DATE:{}", event.day.strftime("%Y%m%d")));
        // The end is not part of it.
        if let Ok(end) = event.day.tomorrow() {
            line(&format!("DTEND;VALUE=DATE:{}", end.strftime("%Y%m%d")));
        }
        line(&format!("SUMMARY:{}", escaped(&event.summary)));
        line(&format!("DESCRIPTION:{}", escaped(&event.description)));
        line(&format!("URL:{}", event.url));
        // A payment doesn't make its day busy.
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    out
}

/// Text as a value (RFC 5545, 3.3.11). What can't be seen doesn't go in.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// A line in pieces of at most 75 octets, the later ones after a space; a letter is never cut.
fn fold(text: &str, out: &mut String) {
    let mut room = LINE_MAX;
    for letter in text.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE_MAX - 1;
        }
        out.push(letter);
        room -= letter.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(summary: &str) -> Event {
        Event {
            uid: "a@b".into(),
            day: Day::constant(2026, 12, 31),
            summary: summary.into(),
            description: "Первая; вторая, третья\\\nещё".into(),
            url: "https://cabinet.example/calendar".into(),
            stamp: Moment::from_millis(1_790_000_000_000),
        }
    }

    #[test]
    fn a_calendar_is_lines_of_75_octets_that_unfold_to_what_was_put_in() {
        let long = "Оплатить 260 551,00 ₽ по счёту № УТ-17, ООО «Домарель», договор 17-Д".repeat(4);
        for summary in ["", "x", &"x".repeat(75), &"ж".repeat(40), &long] {
            let text = calendar("Платежи", &[event(summary)]);
            assert!(text.ends_with("END:VCALENDAR\r\n"));
            for line in text.split_terminator("\r\n") {
                assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
            }
            let unfolded = text.replace("\r\n ", "");
            let escaped = summary.replace(',', "\\,");
            assert!(unfolded.contains(&format!("\r\nSUMMARY:{escaped}\r\n")), "{summary}");
            assert!(unfolded.contains("DESCRIPTION:Первая\\; вторая\\, третья\\\\\\nещё\r\n"));
            assert!(unfolded.contains("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n"));
            assert!(unfolded.contains("\r\nDTSTAMP:20260921T"));
        }
    }

    #[test]
    fn nothing_that_1c_writes_makes_a_line_of_its_own() {
        let text = calendar("N\r\nX:1", &[event("a\r\nEND:VCALENDAR\u{0}\u{b}")]);
        assert_eq!(text.matches("\r\nEND:VCALENDAR").count(), 1);
        assert!(text.contains("SUMMARY:a\\nEND:VCALENDAR\r\n") && !text.contains('\u{0}'));
    }
}
