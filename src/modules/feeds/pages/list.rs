//! The list of a dealer's feeds.

use super::{HERE, dealer};
use crate::modules::catalogue::Prices;
use crate::modules::feeds::{queries, views};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

pub async fn page(cx: Cx) -> Outcome {
    let tx = cx.access.read()?;
    let (feeds, hidden) = queries::feeds(&tx, &cx.access, dealer(&cx)?)?;
    let whole = Access::system(cx.services(), "feeds.list").read()?;
    let book = cx.part::<Prices>().current();
    let rows: Result<Vec<views::Row>, Error> = feeds
        .into_iter()
        .map(|feed| {
            let reads = queries::reads(&tx, &feed)?;
            let stop = queries::standing(cx.services(), &whole, &book, feed.clone())?.err();
            Ok(views::Row { feed, reads, stop })
        })
        .collect();
    let head = PageHead {
        title: tr!(cx.locale, "feeds-title"),
        current: HERE,
    };
    cx.page(head, views::list(&cx, &rows?, hidden))
}
