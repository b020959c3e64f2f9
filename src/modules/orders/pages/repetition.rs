//! Ordering the same again: first what has changed since, then a draft.

use serde::Deserialize;

use super::frame;
use crate::modules::catalogue::{Prices, StockRule};
use crate::modules::dealers::Dealer;
use crate::modules::orders::repetition::Repetition;
use crate::modules::orders::{actions, views};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

pub async fn page(cx: Cx) -> Outcome {
    let tx = cx.access.read()?;
    let order = actions::by_number(&tx, cx.param("number")?)?;
    let dealer = tx.get::<Dealer>(&order.dealer)?.ok_or(Error::NotFound)?;
    let book = cx.part::<Prices>().current();
    let rule = StockRule::from(dealer.stock_rule);
    let again = Repetition::of(&tx, &book, &order, rule, actions::today(&cx.access), cx.access.sight())?;
    let head = PageHead {
        title: tr!(cx.locale, "orders-repeat"),
        current: "/orders",
    };
    cx.page(head, views::repetition::page(&frame(&cx), &order, &again))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RepetitionForm {
    /// The lines were shown with boxes to tick: only ticked ones are meant.
    picked: Option<String>,
    line: Vec<usize>,
}

/// The goods that are meant, in a new draft.
pub async fn begin(cx: Cx) -> Outcome {
    let form: RepetitionForm = cx.form()?;
    let lines = form.picked.map(|_| form.line);
    let draft = actions::draft_of_order(&cx.access, cx.param("number")?, lines).await?;
    cx.redirect(&format!("/drafts/{}", draft.id))
}
