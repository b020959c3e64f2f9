//! The next payments, on a dealer's home page.

use super::{HERE, today};
use crate::modules::calendar::actions::may_read;
use crate::modules::calendar::pages::month::Total;
use crate::modules::calendar::queries::{self, Selection};
use crate::modules::calendar::views;
use crate::modules::settlements::Period;
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::web::{Cx, Home};

/// Payments that the card names.
const SHOWN: usize = 4;

pub fn fill(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    let Some(dealer) = cx.access.scope().dealer() else {
        return Ok(());
    };
    if may_read(&cx.access).is_err() {
        return Ok(());
    }
    let selection = Selection::of(tx, dealer, None, None)?;
    if !selection.settlements.iter().any(|of| of.tells_dues()) {
        return Ok(());
    }
    let today = today(cx);
    let mut overdue = Total::default();
    queries::each(tx, &selection, queries::overdue(today), |due| overdue.add(&due))?;
    let coming = Period {
        from: Some(today),
        to: None,
    };
    let (mut next, _) = queries::page(tx, &selection, coming, None, SHOWN)?;
    next.retain(|due| due.day.is_some());
    home.aside.push(views::home::card(cx, &next, &overdue, HERE));
    Ok(())
}
