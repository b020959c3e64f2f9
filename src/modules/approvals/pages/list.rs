//! What waits for the reader, and what else they may see of the company's approvals.

use serde::Deserialize;

use super::HERE;
use crate::modules::approvals::model::Approval;
use crate::modules::approvals::queries::{membership, people, sees, waiting_for};
use crate::modules::approvals::records::APPROVAL_BY_DEALER;
use crate::modules::approvals::views::list::{List, Row, page as view};
use crate::modules::approvals::views::steps;
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Cursor, PageRequest};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

const ROWS: usize = 50;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Typed {
    after: String,
}

pub async fn page(cx: Cx) -> Outcome {
    let company = cx.access.actor().company.ok_or(Error::NotFound)?;
    let me = membership(&cx.access).ok_or(Error::NotFound)?;
    let typed: Typed = cx.query()?;
    let after = match typed.after.as_str() {
        "" => None,
        text => Some(Cursor::try_from(text.to_owned()).map_err(|_| Error::NotFound)?),
    };
    let tx = cx.access.read()?;
    let people = people(&tx, company, cx.access.now())?;
    let sums = cx.access.sight().purchase_price;
    let row = |of: &Approval| Row {
        id: of.id,
        name: of.name.clone(),
        sender: of.sender.name.clone(),
        sent: of.sent,
        total: sums.then_some(of.total),
        state: of.state.clone(),
        turn: steps::turn(cx.locale, of, &people),
    };
    let mine: Vec<Row> = match after {
        None => waiting_for(&tx, &cx.access)?.iter().map(|of| row(of)).collect(),
        Some(_) => Vec::new(),
    };
    let first = after.is_none();
    let request = PageRequest::first(ROWS).descending().after(after);
    let found = tx.scan(&APPROVAL_BY_DEALER, &company, &request)?;
    let seen = found.items.iter().filter(|of| sees(of, me, &people));
    let rows: Vec<Row> = seen
        .map(row)
        .filter(|row| !mine.iter().any(|own| own.id == row.id))
        .collect();
    let list = List {
        mine: &mine,
        rows: &rows,
        first,
        next: found
            .next
            .map(|cursor| format!("{HERE}?after={}", String::from(cursor))),
        sums,
    };
    let head = PageHead {
        title: tr!(cx.locale, "approvals-title"),
        current: HERE,
    };
    cx.page(head, view(&cx, &list))
}
