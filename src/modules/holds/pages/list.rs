//! Orders that are held, the longest first.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serde::Deserialize;

use super::{HERE, sees_figures};
use crate::modules::dealers::Dealer;
use crate::modules::holds::queries::{self, Debts, Depth, judge};
use crate::modules::holds::records::Held;
use crate::modules::holds::views::list::{List, page as view};
use crate::modules::holds::{Step, Verdict};
use crate::modules::orders::{Order, permissions::SEE as SEE_ORDERS};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Cursor, DealerId};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

const ROWS: usize = 25;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Typed {
    after: String,
}

pub struct Row {
    pub held: Held,
    /// As it is now; held no more where a payment has just come.
    pub verdict: Verdict,
    pub name: String,
    /// For the manufacturer's people.
    pub dealer: Option<String>,
    /// The reader sees the order itself.
    pub link: bool,
}

pub async fn page(cx: Cx) -> Outcome {
    let typed: Typed = cx.query()?;
    let after = match typed.after.as_str() {
        "" => None,
        text => Some(Cursor::try_from(text.to_owned()).map_err(|_| Error::NotFound)?),
    };
    let tx = cx.access.read()?;
    let first = after.is_none();
    let page = queries::held(&tx, None, after, ROWS)?;
    let rows = rows(&cx, &tx, page.items)?;
    let list = List {
        rows: &rows,
        first,
        next: page.next.map(|cursor| format!("{HERE}?after={}", String::from(cursor))),
        finance: sees_figures(&cx),
        staff: cx.access.is_staff(),
    };
    let head = PageHead {
        title: tr!(cx.locale, "holds-title"),
        current: HERE,
    };
    cx.page(head, view(&cx, &list))
}

/// Each dealer's debts are read once.
pub(super) fn rows(cx: &Cx, tx: &ReadTx, all: Vec<Held>) -> Result<Vec<Row>, Error> {
    let today = cx.access.today();
    let steps = [Step::Confirmation, Step::Shipping];
    let mut debts: HashMap<DealerId, Debts> = HashMap::new();
    let mut rows = Vec::with_capacity(all.len());
    for held in all {
        let Some(order) = tx.shared::<Order>(&held.order)? else {
            continue;
        };
        let of_dealer = match debts.entry(held.dealer) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(Debts::of(tx, held.dealer, &steps, today, Depth::Payments)?),
        };
        let verdict = judge(tx, of_dealer, &order, &Step::ahead(order.kind), today)?;
        let dealer = match cx.access.is_staff() {
            true => tx.shared::<Dealer>(&held.dealer)?.map(|dealer| dealer.name.clone()),
            false => None,
        };
        rows.push(Row {
            verdict,
            name: order.name.clone(),
            dealer,
            link: cx.access.may(SEE_ORDERS),
            held,
        });
    }
    Ok(rows)
}
