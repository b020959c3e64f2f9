//! Changes of prices are kept for a year.

use std::ops::ControlFlow;

use super::model::{Repricing, RepricingId, Touched};
use super::records::{LEAF_ROWS, Leaf, REPRICING_BY_TIME};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Moment, PageRequest};

/// Days that changes are kept.
const KEPT_DAYS: i64 = 365;
/// Changes that are forgotten in one go.
const FORGOTTEN: usize = 20;

fn touched_by(access: &Access, id: RepricingId) -> Result<Vec<DealerId>, Error> {
    let mut found = Vec::new();
    access.read()?.each_from(&id, |touched: Touched| {
        if touched.repricing != id {
            return ControlFlow::Break(());
        }
        found.push(touched.dealer);
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

/// Forgets what is older than a year. A job of the timetable.
pub fn tidy(access: &Access) -> Result<(), Error> {
    let access = access.as_import();
    let before = Moment::from_millis(access.now().millis() - KEPT_DAYS * 86_400_000);
    loop {
        let request = PageRequest::first(FORGOTTEN);
        let mut old: Vec<Repricing> = access.read()?.scan(&REPRICING_BY_TIME, &(), &request)?.items;
        old.retain(|repricing| repricing.at < before);
        if old.is_empty() {
            return Ok(());
        }
        for repricing in old {
            let leaves = u32::try_from(repricing.rows.div_ceil(LEAF_ROWS as u64)).unwrap_or(u32::MAX);
            let touched = touched_by(&access, repricing.id)?;
            for number in 0..leaves {
                access.write_blocking(move |w| w.forget::<Leaf>(&(repricing.id, number)))?;
            }
            let id = repricing.id;
            access.write_blocking(move |w| {
                for dealer in &touched {
                    w.forget::<Touched>(&(id, *dealer))?;
                }
                w.forget::<Repricing>(&id)
            })?;
        }
    }
}
