//! Orders for the full text search: by number here and in 1C, by name, and by what is in them. Never by money.

use std::ops::ControlFlow;

use super::{Order, actions, permissions};
use crate::modules::dealers::LegalEntity;
use crate::platform::error::Error;
use crate::platform::search::{Audience, Doc, Source};
use crate::platform::store::{ReadTx, Reader};

pub const SOURCE: Source = Source {
    kind: "order",
    permission: permissions::SEE,
    document,
    each,
};

fn document(tx: &ReadTx, key: &str) -> Result<Option<Doc>, Error> {
    let Ok(number) = key.parse() else { return Ok(None) };
    match actions::by_number(tx, number) {
        Ok(order) => Ok(Some(doc(tx, &order)?)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

fn each(tx: &ReadTx, visit: &mut dyn FnMut(Doc)) -> Result<(), Error> {
    let mut failed = None;
    tx.each(|order: Order| match doc(tx, &order) {
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

fn doc(tx: &ReadTx, order: &Order) -> Result<Doc, Error> {
    let number = order.number.to_string();
    let buyer = tx
        .get::<LegalEntity>(&order.buyer)?
        .map(|buyer| buyer.name)
        .unwrap_or_default();
    let lines: Vec<&str> = order.lines.iter().map(|line| line.name.as_str()).collect();
    let title = if order.name.is_empty() {
        number.clone()
    } else {
        format!("{number} {}", order.name)
    };
    let mut codes = vec![number.clone(), order.one_c.number.clone()];
    codes.retain(|code| !code.is_empty());
    Ok(Doc {
        link: format!("/orders/{number}"),
        id: number,
        kind: "order".to_owned(),
        audience: vec![Audience::Dealer(order.dealer)],
        title,
        articles: codes,
        barcodes: Vec::new(),
        properties: buyer,
        body: lines.join("\n"),
        groups: Vec::new(),
    })
}
