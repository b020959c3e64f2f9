//! The whole picture on a dealer's card.

use maud::Markup;

use super::{behindhand, today};
use crate::modules::dealers::Dealer;
use crate::modules::orders::queries::{Filter, orders};
use crate::modules::reports::figures::company::{Purchases, open, promises};
use crate::modules::reports::model::Preset;
use crate::modules::reports::views;
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::values::PageRequest;
use crate::platform::web::Cx;
use crate::tr;

/// Twelve months, what is open, promises, the last order.
pub fn panel(cx: &Cx, tx: &ReadTx, dealer: &Dealer) -> Result<Option<Markup>, Error> {
    let (preset, no_group) = (Preset::Twelve, tr!(cx.locale, "reports-no-group"));
    let period = preset.period(today(cx));
    let last = orders(tx, &Filter::All, Some(dealer.id), &PageRequest::first(1).descending())?;
    let picture = views::dealer::Picture {
        dealer: dealer.id,
        preset,
        purchases: Purchases::read(tx, dealer.id, period, None, no_group)?,
        open: open(tx, dealer.id)?,
        promises: promises(tx, dealer.id, period, today(cx))?,
        last: last.items.into_iter().next(),
        sees_money: cx.access.sight().purchase_price,
        behind: behindhand(tx)?,
    };
    Ok(Some(views::dealer::panel(cx, &picture)))
}
