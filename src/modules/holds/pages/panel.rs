//! What pages of orders and drafts say of a hold.

use std::hash::{DefaultHasher, Hash, Hasher};

use maud::Markup;

use super::sees_figures;
use crate::modules::catalogue::Prices;
use crate::modules::holds::queries::{self, released, rules};
use crate::modules::holds::records::{Held, Release};
use crate::modules::holds::views::panel as view;
use crate::modules::holds::{Step, words};
use crate::modules::orders::{Draft, Order, Worksheet};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::web::Cx;

/// What the panel depends on beside the order: the rules, what 1C has told of the dealer, the release, and the day.
pub fn tag(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<u64, Error> {
    let steps = Step::ahead(order.kind);
    if steps.is_empty() {
        return Ok(0);
    }
    let mut hasher = DefaultHasher::new();
    let mut asks = false;
    for rule in rules(tx)?
        .iter()
        .filter(|rule| rule.active && steps.contains(&rule.step))
    {
        (rule.id.as_bytes(), rule.version).hash(&mut hasher);
        asks = true;
    }
    if !asks {
        return Ok(0);
    }
    sees_figures(cx).hash(&mut hasher);
    (cx.access.today().year(), cx.access.today().day_of_year()).hash(&mut hasher);
    let release: Option<Release> = tx.get(&order.id)?;
    release.map(|release| release.version).hash(&mut hasher);
    // What it shows itself: the tier, the deferral and days of payment may move while the rest stands.
    format!("{:?}", queries::of_order(tx, order, &steps, cx.access.today())?).hash(&mut hasher);
    Ok(hasher.finish())
}

pub fn order(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<Option<Markup>, Error> {
    let today = cx.access.today();
    let steps = Step::ahead(order.kind);
    let verdict = queries::of_order(tx, order, &steps, today)?;
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
pub fn draft(cx: &Cx, tx: &ReadTx, draft: &Draft) -> Result<Option<Markup>, Error> {
    let today = cx.access.today();
    let Some(contract) = draft.contract.filter(|_| !draft.template && !draft.lines.is_empty()) else {
        return Ok(None);
    };
    if rules(tx)?
        .iter()
        .all(|rule| rule.step != Step::Submission || !rule.active)
    {
        return Ok(None);
    }
    let book = cx.part::<Prices>().current();
    let sheet = Worksheet::of(tx, &book, draft.clone(), today)?;
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
