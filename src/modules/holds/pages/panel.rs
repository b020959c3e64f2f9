//! What pages of orders and drafts say of a hold.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use maud::Markup;

use super::sees_figures;
use crate::modules::holds::queries::{self, released};
use crate::modules::holds::records::Held;
use crate::modules::holds::views::panel as view;
use crate::modules::holds::{Step, Verdict, words};
use crate::modules::orders::{Order, OrderId, Worksheet};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::web::Cx;

/// What the panel depends on beside the order: what it says itself, since the tier, the deferral and days of payment may move
/// while the order and its settlement stay as they were; and the release.
pub fn tag(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<u64, Error> {
    let verdict = looked_at(cx, tx, order)?;
    if !verdict.is_held() {
        return Ok(0);
    }
    let mut hasher = DefaultHasher::new();
    verdict.hash(&mut hasher);
    sees_figures(cx).hash(&mut hasher);
    let release = released(tx, order.id, cx.access.today())?;
    release.map(|release| release.version).hash(&mut hasher);
    Ok(hasher.finish())
}

/// The verdict on this order, worked out once for the page's tag and for its card.
fn looked_at(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Arc<Verdict>, Error> {
    /// Of which order, as it stood.
    struct Looked(OrderId, u32, Arc<Verdict>);
    let look = || queries::of_order(tx, order, &Step::ahead(order.kind), cx.access.today()).map(Arc::new);
    let kept = cx.once.of(|| Ok(Looked(order.id, order.version, look()?)))?;
    match (kept.0, kept.1) == (order.id, order.version) {
        true => Ok(Arc::clone(&kept.2)),
        false => look(),
    }
}

pub fn order(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Option<Markup>, Error> {
    let verdict = looked_at(cx, tx, order)?;
    let Some(step) = verdict.step() else {
        return Ok(None);
    };
    let release = released(tx, order.id, cx.access.today())?;
    Ok(Some(view::card(
        cx,
        order.id,
        step,
        &verdict,
        release.as_ref(),
        sees_figures(cx),
    )))
}

/// A draft's sums by today's prices; what can't be reckoned up yet isn't looked at.
pub fn draft(cx: &Cx, tx: &ReadTx, sheet: &Worksheet) -> Result<Option<Markup>, Error> {
    let (today, draft) = (cx.access.today(), &sheet.draft);
    let Some(contract) = draft.contract.filter(|_| !draft.template && !draft.lines.is_empty()) else {
        return Ok(None);
    };
    let Some(calculation) = &sheet.calculation else {
        return Ok(None);
    };
    let verdict = queries::of_draft(tx, draft.dealer, contract, calculation.totals.total, today)?;
    if !verdict.is_held() {
        return Ok(None);
    }
    let id = draft.id.cast();
    let release = released(tx, id, today)?;
    let card = view::card(cx, id, Step::Submission, &verdict, release.as_ref(), sees_figures(cx));
    Ok(Some(card))
}

/// In lists of orders. One look-up a row.
pub fn row(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Option<Markup>, Error> {
    let held = tx.shared::<Held>(&order.id)?;
    Ok(held.map(|held| view::mark(cx, order.id, &words::mark(held.step))))
}
