//! The whole picture on a dealer's card.

use maud::Markup;

use super::{behindhand, today};
use crate::modules::dealers::Dealer;
use crate::modules::orders::permissions::DRAFT;
use crate::modules::orders::queries::{Filter, by_stage, drafts_of, orders};
use crate::modules::orders::read_models::stage_name;
use crate::modules::orders::stages;
use crate::modules::reports::figures::company::{Purchases, open, promises};
use crate::modules::reports::model::Preset;
use crate::modules::reports::views;
use crate::platform::access::last_visit;
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::values::PageRequest;
use crate::platform::web::Cx;
use crate::tr;

/// Twelve months, what is open and at which stages, promises, the last order, drafts, the last visit. What dealers offer
/// their clients is their own: nobody of the manufacturer may see it.
pub fn panel(cx: &Cx, tx: &ReadTx, dealer: &Dealer) -> Result<Option<Markup>, Error> {
    let (preset, no_group) = (Preset::Twelve, tr!(cx.locale, "reports-no-group"));
    let period = preset.period(today(cx));
    let last = orders(tx, &Filter::All, Some(dealer.id), &PageRequest::first(1).descending())?;
    let line = stages(tx)?;
    let by_stage = by_stage(tx, &line, dealer.id)?
        .into_iter()
        .map(|(key, n)| (stage_name(cx.locale, &line, &key), key, n))
        .collect();
    let drafts = match cx.access.may(DRAFT) {
        true => Some(drafts_of(tx, dealer.id)?),
        false => None,
    };
    let picture = views::dealer::Picture {
        dealer: dealer.id,
        preset,
        purchases: Purchases::read(tx, dealer.id, period, None, no_group)?,
        open: open(tx, dealer.id)?,
        promises: promises(tx, dealer.id, period, today(cx))?,
        last: last.items.into_iter().next(),
        sees_money: cx.access.sight().purchase_price,
        by_stage,
        drafts,
        visit: last_visit(tx, dealer.id)?.map(|(member, at)| (member.name, at)),
        behind: behindhand(tx)?,
    };
    Ok(Some(views::dealer::panel(cx, &picture)))
}
