//! What happens to working days.

use super::model::WorkDays;
use crate::modules::dealers::Country;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::values::{Day, DealerId, Message};

/// The kind of subject in the journal.
pub const SUBJECT: &str = "work-days";

#[derive(Clone, Debug)]
pub enum WorkDaysEvent {
    /// A day is off or worked now.
    Said { of: WorkDays, day: Day, off: bool },
    /// The shipped calendar is in force again.
    Restored { of: WorkDays },
}

/// Kinds, for those who work days of payment out.
pub const KINDS: [&str; 2] = ["work-days.said", "work-days.restored"];

/// The subject of a year of a country.
pub fn subject_id(country: Country, year: i16) -> String {
    format!("{}-{year}", country.code().to_lowercase())
}

pub const fn country_message(country: Country) -> &'static str {
    match country {
        Country::Ru => "work-days-of-ru",
        Country::Kz => "work-days-of-kz",
    }
}

impl WorkDaysEvent {
    fn of(&self) -> &WorkDays {
        match self {
            WorkDaysEvent::Said { of, .. } | WorkDaysEvent::Restored { of } => of,
        }
    }
}

impl Event for WorkDaysEvent {
    fn kind(&self) -> &'static str {
        match self {
            WorkDaysEvent::Said { .. } => KINDS[0],
            WorkDaysEvent::Restored { .. } => KINDS[1],
        }
    }

    fn subject(&self) -> Subject {
        let of = self.of();
        let link = format!("/admin/work-days?country={}&year={}", of.country.code(), of.year);
        Subject::new(SUBJECT, subject_id(of.country, of.year), link)
    }

    fn dealer(&self) -> Option<DealerId> {
        None
    }

    fn sentence(&self) -> Message {
        let country = Message::new(country_message(self.of().country));
        match self {
            WorkDaysEvent::Said { day, off, .. } => {
                let id = match off {
                    true => "work-days-event-off",
                    false => "work-days-event-working",
                };
                Message::new(id).with("day", *day).with("country", country)
            }
            WorkDaysEvent::Restored { of } => Message::new("work-days-event-restored")
                .with("year", of.year.to_string())
                .with("country", country),
        }
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
}
