//! What is held, on the home page: the way out is one press away.

use super::{HERE, list, sees_figures};
use crate::modules::holds::permissions::SEE;
use crate::modules::holds::queries;
use crate::modules::holds::views::home as view;
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::web::{Cx, Home};

/// Orders that the card names.
const SHOWN: usize = 3;

pub fn fill(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    if !cx.access.may(SEE) {
        return Ok(());
    }
    let count = queries::held_count(tx, &cx.access)?;
    if count == 0 {
        return Ok(());
    }
    let held = queries::held(tx, None, None, SHOWN)?.items;
    let rows = list::rows(cx, tx, held)?;
    home.blocked.push(view::card(cx, &rows, count, sees_figures(cx), HERE));
    Ok(())
}
