//! What an administrator does to working days. The only file that saves.

use super::events::WorkDaysEvent;
use super::model::{WorkDays, YEARS};
use super::permissions::EDIT;
use super::queries::said;
use crate::modules::dealers::Country;
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::values::{Day, Message};

/// Says that a day is off or worked. Said twice it is said once.
///
/// # Errors
/// `Refused` when somebody else has said something of that year meanwhile; `Invalid` for a day that is so already.
pub async fn say(access: &Access, country: Country, day: Day, off: bool, version: u32) -> Result<WorkDays, Error> {
    access.require(EDIT)?;
    if !YEARS.contains(&day.year()) {
        let said = Message::new("work-days-year-wrong");
        let said = said
            .with("from", YEARS.start().to_string())
            .with("to", YEARS.end().to_string());
        return Err(Error::invalid("day", said));
    }
    access
        .write(move |write| {
            let old = said(&**write, country, day.year())?;
            let mut next = old.clone().with(day, off);
            if (&next.off, &next.working) == (&old.off, &old.working) {
                // Pressed twice, or somebody said the same meanwhile.
                if old.version != version {
                    return Ok(old);
                }
                let id = match off {
                    true => "work-days-off-already",
                    false => "work-days-working-already",
                };
                return Err(Error::invalid("day", Message::new(id).with("day", day)));
            }
            expect(&old, version)?;
            next.version = old.version.saturating_add(1);
            next.changed = write.now();
            let event = WorkDaysEvent::Said {
                of: next.clone(),
                day,
                off,
            };
            write.save(&next, &event)?;
            Ok(next)
        })
        .await
}

/// The shipped calendar of a year again.
///
/// # Errors
/// `Refused` when somebody else has said something of that year meanwhile.
pub async fn restore(access: &Access, country: Country, year: i16, version: u32) -> Result<(), Error> {
    access.require(EDIT)?;
    access
        .write(move |write| {
            let old = said(&**write, country, year)?;
            if old.is_silent() {
                return Ok(());
            }
            expect(&old, version)?;
            let next = WorkDays {
                version: old.version.saturating_add(1),
                changed: write.now(),
                ..WorkDays::silent(country, year)
            };
            write.save(&next, &WorkDaysEvent::Restored { of: next.clone() })?;
            Ok(())
        })
        .await
}

fn expect(old: &WorkDays, version: u32) -> Result<(), Error> {
    match old.version == version {
        true => Ok(()),
        false => Err(Error::Refused(Message::new("work-days-moved"))),
    }
}
