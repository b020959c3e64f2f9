//! What pages of orders and drafts say of a hold.

use std::hash::{DefaultHasher, Hash, Hasher};

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
    let verdict = queries::of_order(tx, order, &Step::ahead(order.kind), cx.access.today())?;
    let tag = match verdict.is_held() {
        false => 0,
        true => {
            let mut hasher = DefaultHasher::new();
            verdict.hash(&mut hasher);
            sees_figures(cx).hash(&mut hasher);
            let release = released(tx, order.id, cx.access.today())?;
            release.map(|release| release.version).hash(&mut hasher);
            hasher.finish()
        }
    };
    cx.lay_by(Looked(order.id, order.version, verdict));
    Ok(tag)
}

/// What the tag was made of, for the panel of the same request: a page asks for both out of one snapshot.
struct Looked(OrderId, u32, Verdict);

pub fn order(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Option<Markup>, Error> {
    let today = cx.access.today();
    let steps = Step::ahead(order.kind);
    let verdict = match cx.take_up::<Looked>() {
        Some(Looked(id, version, verdict)) if (id, version) == (order.id, order.version) => verdict,
        _ => queries::of_order(tx, order, &steps, today)?,
    };
    let Some(step) = verdict.step() else {
        return Ok(None);
    };
    let release = released(tx, order.id, today)?;
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
