//! What is owed, on a dealer's home page and on the card that the manufacturer has of it.

use maud::Markup;

use super::list::{Row, row};
use crate::modules::dealers::Dealer;
use crate::modules::settlements::actions::may_read;
use crate::modules::settlements::queries;
use crate::modules::settlements::views::home as view;
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::values::DealerId;
use crate::platform::web::{Cx, Home};

/// Contracts that a card shows.
const SHOWN: usize = 6;

pub fn fill(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    let Some(dealer) = cx.access.scope().dealer() else {
        return Ok(());
    };
    if may_read(&cx.access).is_err() {
        return Ok(());
    }
    let (rows, more) = of_dealer(tx, dealer)?;
    if !rows.is_empty() {
        home.aside.push(view::card(cx, &rows, "/settlements", more));
    }
    Ok(())
}

pub fn panel(cx: &Cx, tx: &ReadTx, dealer: &Dealer) -> Result<Option<Markup>, Error> {
    if may_read(&cx.access).is_err() {
        return Ok(None);
    }
    let (rows, more) = of_dealer(tx, dealer.id)?;
    let all = format!("/settlements?dealer={}", dealer.id);
    Ok(Some(view::card(cx, &rows, &all, more)))
}

fn of_dealer(tx: &ReadTx, dealer: DealerId) -> Result<(Vec<Row>, bool), Error> {
    let mut found = queries::of_dealer(tx, dealer, SHOWN + 1)?;
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    let rows: Result<Vec<Row>, Error> = found.into_iter().map(|of| row(tx, false, of)).collect();
    Ok((rows?, more))
}
