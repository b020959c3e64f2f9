//! Reading working days.

use super::model::{Calendar, WorkDays, YEARS};
use crate::modules::dealers::Country;
use crate::platform::error::Error;
use crate::platform::store::{Reader, Record};

/// The working days of a country, with what an administrator says of them.
pub fn calendar(tx: &impl Reader, country: Country) -> Result<Calendar, Error> {
    // A record a country and a year that something is said of.
    let most = YEARS.count() * Country::ALL.len();
    Ok(Calendar::of(country, tx.list::<WorkDays>(most)?))
}

/// What is said of a year, or that nothing is.
pub fn said(tx: &impl Reader, country: Country, year: i16) -> Result<WorkDays, Error> {
    let silent = WorkDays::silent(country, year);
    Ok(tx.get::<WorkDays>(&silent.key())?.unwrap_or(silent))
}
