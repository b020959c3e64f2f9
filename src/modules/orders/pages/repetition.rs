//! Ordering the same again: first what has changed since, then a draft.

use super::frame;
use crate::modules::catalogue::{Prices, SkuId, StockRule};
use crate::modules::dealers::Dealer;
use crate::modules::orders::repetition::{Picked, Repetition};
use crate::modules::orders::{Order, OrderNumber, actions, views};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

pub async fn page(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let tx = cx.access.read()?;
    let order = actions::by_number(&tx, number)?;
    let parts = parts(&cx, &tx, vec![order])?;
    show(&cx, &format!("/orders/{number}/repetition"), &parts)
}

/// Each order against today.
pub(super) fn parts(cx: &Cx, tx: &ReadTx, orders: Vec<Order>) -> Result<Vec<(Order, Repetition)>, Error> {
    let (book, today) = (cx.part::<Prices>().current(), actions::today(&cx.access));
    let mut parts = Vec::with_capacity(orders.len());
    for order in orders {
        let dealer = tx.shared::<Dealer>(&order.dealer)?.ok_or(Error::NotFound)?;
        let rule = StockRule::from(dealer.stock_rule);
        let again = Repetition::of(tx, &book, &order, rule, today, cx.access.sight())?;
        parts.push((order, again));
    }
    Ok(parts)
}

/// `action` is where what is picked goes.
pub(super) fn show(cx: &Cx, action: &str, parts: &[(Order, Repetition)]) -> Outcome {
    let head = PageHead {
        title: tr!(cx.locale, "orders-repeat"),
        current: "/orders",
    };
    cx.page(head, views::repetition::page(&frame(cx), action, parts))
}

/// What is ticked of an order: lines as `place`, substitutes as `place:sku`. Without the mark that boxes were shown, all.
pub(super) fn picked(form: &[(String, String)], number: OrderNumber) -> Result<Picked, Error> {
    let shown = form.iter().any(|(name, _)| name == "picked");
    let (lines, instead) = (format!("line-{number}"), format!("instead-{number}"));
    let mut picked = Picked {
        lines: shown.then(Vec::new),
        instead: Vec::new(),
    };
    for (name, value) in form {
        if *name == lines || name == "line" {
            let place = value.parse().map_err(|_| Error::NotFound)?;
            picked.lines.get_or_insert_default().push(place);
        } else if *name == instead {
            let (place, sku) = value.split_once(':').ok_or(Error::NotFound)?;
            let sku: SkuId = sku.parse().map_err(|_| Error::NotFound)?;
            picked.instead.push((place.parse().map_err(|_| Error::NotFound)?, sku));
        }
    }
    Ok(picked)
}

/// The goods that are meant, in a new draft.
pub async fn begin(cx: Cx) -> Outcome {
    let number: OrderNumber = cx.param("number")?;
    let picked = picked(&cx.form_pairs()?, number)?;
    let draft = actions::draft_again(&cx.access, vec![(number, picked)], String::new()).await?;
    cx.redirect(&format!("/drafts/{}", draft.id))
}
