//! A draft laid on the calendar.

use maud::Markup;

use super::{Asked, today};
use crate::modules::calendar::actions::may_read;
use crate::modules::calendar::queries::{Laid, laid};
use crate::modules::calendar::views;
use crate::modules::catalogue::Prices;
use crate::modules::dealers::Dealer;
use crate::modules::orders::{Draft, DraftId, Worksheet, permissions::DRAFT};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::web::Cx;

/// The sum of a draft is a purchase price.
fn may(cx: &Cx) -> bool {
    may_read(&cx.access).is_ok() && cx.access.may(DRAFT) && cx.access.sight().purchase_price
}

/// The draft that the address names; `true`: it was named, and there is nothing to lay it on. A draft of another dealer is as
/// one that isn't there.
pub fn asked(cx: &Cx, tx: &ReadTx, dealer: &Dealer, asked: &Asked) -> Result<(Option<Laid>, bool), Error> {
    if asked.draft.is_empty() || !may(cx) {
        return Ok((None, false));
    }
    let id: DraftId = asked.draft.parse().map_err(|_| Error::NotFound)?;
    let draft = tx.get::<Draft>(&id)?.filter(|draft| draft.dealer == dealer.id);
    let book = cx.part::<Prices>().current();
    let sheet = Worksheet::of(tx, &book, draft.ok_or(Error::NotFound)?, today(cx))?;
    let found = laid(tx, &sheet, today(cx))?;
    let lost = found.is_none();
    Ok((found, lost))
}

/// On the draft's own page: whether the limit breaks.
pub fn panel(cx: &Cx, tx: &ReadTx, sheet: &Worksheet) -> Result<Option<Markup>, Error> {
    if !may(cx) {
        return Ok(None);
    }
    let laid = laid(tx, sheet, today(cx))?;
    Ok(laid
        .filter(|of| of.outcome.is_some())
        .map(|of| views::draft::panel(cx, &of)))
}
