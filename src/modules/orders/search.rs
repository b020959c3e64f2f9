//! Orders as what search finds: by number in any spelling, by 1C's number, by name and by what is in them.

use std::ops::ControlFlow;

use super::{ORDER_BY_NUMBER, Order, permissions};
use crate::modules::dealers::Dealer;
use crate::platform::error::Error;
use crate::platform::search::{Audience, Doc, Source};
use crate::platform::store::{ReadTx, Reader};

/// As events name it in what they change; the key is the order's number.
const ORDER: &str = "order";

pub(super) const SOURCE: Source = Source {
    kind: ORDER,
    permission: permissions::SEE,
    document,
    each,
};

fn document(tx: &ReadTx, key: &str) -> Result<Option<Doc>, Error> {
    match tx.find(&ORDER_BY_NUMBER, key)? {
        Some(order) => described(tx, &order).map(Some),
        None => Ok(None),
    }
}

fn each(tx: &ReadTx, visit: &mut dyn FnMut(Doc)) -> Result<(), Error> {
    let mut failed = None;
    tx.each(|order: Order| match described(tx, &order) {
        Ok(doc) => {
            visit(doc);
            ControlFlow::Continue(())
        }
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    })?;
    failed.map_or(Ok(()), Err)
}

/// No sums and no prices: blind roles find orders too.
fn described(tx: &ReadTx, order: &Order) -> Result<Doc, Error> {
    let number = order.number.to_string();
    let lines = order.lines.iter().map(|line| format!("{} {}", line.article, line.name));
    let dealer = tx
        .shared::<Dealer>(&order.dealer)?
        .map(|dealer| dealer.name.clone())
        .unwrap_or_default();
    Ok(Doc {
        id: number.clone(),
        kind: ORDER.to_owned(),
        audience: order
            .people()
            .map(|person| Audience::Person(order.dealer, person))
            .chain([Audience::Company(order.dealer)])
            .collect(),
        title: format!("{number} {}", order.name).trim_end().to_owned(),
        link: format!("/orders/{number}"),
        articles: vec![number, order.one_c.number.clone()],
        barcodes: Vec::new(),
        properties: format!("{dealer}; {}", order.comment),
        body: lines.collect::<Vec<_>>().join("; "),
        groups: Vec::new(),
    })
}
