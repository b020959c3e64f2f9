//! Open orders by stage and dealer.

use serde::Deserialize;

use super::{asked, behindhand};
use crate::modules::orders::StageKey;
use crate::modules::reports::figures::pipeline::Pipeline;
use crate::modules::reports::{queries, views};
use crate::platform::error::Error;
use crate::platform::values::DealerId;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Query {
    dealer: String,
    stage: String,
}

pub async fn page(cx: Cx) -> Outcome {
    let query: Query = cx.query()?;
    let dealer: Option<DealerId> = asked(&query.dealer)?;
    let stage = match query.stage.as_str() {
        "" => None,
        key => Some(StageKey::new(key).ok_or(Error::NotFound)?),
    };
    let tx = cx.access.read()?;
    let dealers = queries::dealers(&tx)?;
    if dealer.is_some_and(|asked| dealers.iter().all(|known| known.id != asked)) {
        return Err(Error::NotFound);
    }
    let pipeline = Pipeline::read(&tx, cx.locale, &dealers, dealer, stage.as_ref())?;
    let page = views::pipeline::Page {
        pipeline: &pipeline,
        dealers: &dealers,
        dealer,
        sees_money: cx.access.sight().purchase_price,
        behind: behindhand(&tx)?,
    };
    let head = PageHead {
        title: tr!(cx.locale, "reports-pipeline-title"),
        current: "/pipeline",
    };
    let body = views::pipeline::page(&cx, &tx, &page)?;
    cx.page(head, body)
}
