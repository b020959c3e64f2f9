//! What people change in the catalogue: the dated rates of the tax.

use super::events::CatalogueEvent;
use super::{StoredVat, TAXES, VAT_TABLE, VatClass, VatRegime, VatRow, VatTable};
use crate::modules::dealers::Country;
use crate::platform::access::{Access, Write};
use crate::platform::error::{Error, FieldError};
use crate::platform::store::Reader;
use crate::platform::values::{Day, Message, Percent, VatRate};

/// Before this day there is neither tax here nor a sale to tax.
const FIRST_DAY: Day = Day::constant(2000, 1, 1);
/// Sanity for a typed year: further ahead no law speaks.
const YEARS_AHEAD: i16 = 10;

/// Adds a rate from a day on. One for the same sales from the same day is corrected.
///
/// # Errors
/// `Invalid` by field: `rate` outside 0–99.99 %, `from` before 2000 or more than ten years ahead, `regime` of another
/// country. `Refused` when there are too many rows.
pub async fn set_vat(access: &Access, row: VatRow) -> Result<VatRow, Error> {
    access.require(TAXES)?;
    check(&row, access.now().day_in(&access.services().zone))?;
    access
        .write(move |write| {
            let stored = stored(write)?;
            let same = |held: &&VatRow| held.same_sales(&row) && held.from == row.from;
            let old = stored.table.rows.iter().find(same).map(|held| held.rate);
            if old == Some(row.rate) {
                return Ok(row.clone());
            }
            if stored.table.rows.len() >= VatTable::ROWS_MAX {
                return Err(Error::Refused(Message::new("catalogue-vat-many")));
            }
            let next = StoredVat {
                table: stored.table.with(row.clone()),
                version: stored.version + 1,
            };
            write.save(&next, &CatalogueEvent::VatSet { row: row.clone(), old })?;
            Ok(row.clone())
        })
        .await
}

/// Takes back a rate that has not begun. One that holds or held stays: it is corrected or followed by another.
///
/// # Errors
/// `NotFound` when there is no such row, `Refused` when it has begun.
pub async fn remove_vat(access: &Access, row: VatRow) -> Result<(), Error> {
    access.require(TAXES)?;
    let today = access.now().day_in(&access.services().zone);
    access
        .write(move |write| {
            let stored = stored(write)?;
            let same = |held: &&VatRow| held.same_sales(&row) && held.from == row.from;
            let held = stored.table.rows.iter().find(same).cloned().ok_or(Error::NotFound)?;
            if held.from <= today {
                return Err(Error::Refused(Message::new("catalogue-vat-begun")));
            }
            let next = StoredVat {
                table: stored.table.without(&held),
                version: stored.version + 1,
            };
            write.save(&next, &CatalogueEvent::VatRemoved { row: held })?;
            Ok(())
        })
        .await
}

fn stored(write: &Write<'_, '_>) -> Result<StoredVat, Error> {
    let stored = write.get::<StoredVat>(&VAT_TABLE)?;
    Ok(stored.unwrap_or_else(|| StoredVat {
        table: VatTable::shipped(),
        version: 0,
    }))
}

fn check(row: &VatRow, today: Day) -> Result<(), Error> {
    let mut wrong = Vec::new();
    let mut say = |field: &str, id| {
        wrong.push(FieldError {
            field: field.to_owned(),
            message: Message::new(id),
        });
    };
    let sane = |rate: Percent| (0..10_000).contains(&rate.hundredths());
    if !matches!(row.rate, VatRate::Rate(rate) if sane(rate)) {
        say("rate", "catalogue-vat-rate-wrong");
    }
    if row.from < FIRST_DAY || row.from.year() > today.year() + YEARS_AHEAD {
        say("from", "catalogue-vat-from-wrong");
    }
    // The simplified system with a rate of its own is Russian law.
    if row.seller != Country::Ru && row.regime != VatRegime::General {
        say("regime", "catalogue-vat-regime-wrong");
    }
    if !VatRegime::WITH_ROWS.contains(&row.regime) || !VatClass::WITH_ROWS.contains(&row.class) {
        say("regime", "catalogue-vat-regime-wrong");
    }
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(Error::Invalid(wrong)),
    }
}
