//! The list of orders.

use serde::Deserialize;

use super::{frame, marked};
use crate::modules::dealers::Dealer;
use crate::modules::orders::queries::{self, Filter};
use crate::modules::orders::read_models::{OrderRow, stage_name};
use crate::modules::orders::{StageKey, actions, permissions, stages, views};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Cursor, DealerId, PageRequest};
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

const ROWS: usize = 50;

#[derive(Deserialize, Default)]
#[serde(default)]
struct ListQuery {
    /// `open`, `stopped`, `all`, or the key of a stage.
    stage: Option<String>,
    dealer: Option<DealerId>,
    after: Option<String>,
}

pub async fn list(cx: Cx) -> Outcome {
    let query: ListQuery = cx.query()?;
    let asked = query.stage.unwrap_or_else(|| "open".to_owned());
    let filter = match asked.as_str() {
        "all" => Filter::All,
        "open" => Filter::Open,
        "stopped" => Filter::Standstill(actions::today(&cx.access)),
        stage => Filter::Stage(StageKey::new(stage).ok_or(Error::NotFound)?),
    };
    let after = query
        .after
        .map(Cursor::try_from)
        .transpose()
        .map_err(|_| Error::NotFound)?;
    let tx = cx.access.read()?;
    let stages = stages(&tx)?;
    let (l, sight, staff) = (cx.locale, cx.access.sight(), cx.access.is_staff());
    let page = queries::orders(
        &tx,
        &filter,
        query.dealer,
        &PageRequest::first(ROWS).descending().after(after),
    )?;
    let rows: Vec<OrderRow> = page
        .items
        .iter()
        .map(|order| marked(&cx, &tx, order, OrderRow::of(&tx, l, order, &stages, sight, staff)?))
        .collect::<Result<_, _>>()?;
    let mut chips = vec![(
        "open".to_owned(),
        tr!(l, "orders-open").to_owned(),
        Some(queries::open(&tx)?),
    )];
    let stopped = queries::standing_still(&tx, actions::today(&cx.access))?;
    if stopped > 0 || asked == "stopped" {
        // Above what is counted there is no figure rather than a wrong one.
        let count = (stopped <= queries::STANDSTILL_COUNTED).then_some(stopped as u64);
        chips.push(("stopped".to_owned(), tr!(l, "orders-stopped").to_owned(), count));
    }
    for stage in &stages.stages {
        let count = queries::in_stage(&tx, &stage.key)?;
        if count > 0 || asked == stage.key.as_str() {
            chips.push((stage.key.to_string(), stage_name(l, &stages, &stage.key), Some(count)));
        }
    }
    chips.push(("all".to_owned(), tr!(l, "orders-all").to_owned(), None));
    let dealer = match query.dealer {
        Some(id) => Some((id, tx.get::<Dealer>(&id)?.ok_or(Error::NotFound)?.name)),
        None => None,
    };
    let list = views::orders::List {
        rows: &rows,
        chips: &chips,
        current: &asked,
        dealer: dealer.as_ref().map(|(id, name)| (*id, name.as_str())),
        sight,
        may_draft: cx.access.may(permissions::DRAFT),
        next: page.next,
    };
    let body = views::orders::list(&frame(&cx), &list);
    cx.page(
        PageHead {
            title: tr!(l, "orders-title"),
            current: "/orders",
        },
        body,
    )
}
