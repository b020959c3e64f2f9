//! What the line at the top of every page finds.

use serde::Deserialize;

use crate::modules::office::views;
use crate::platform::search::Feed;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// Hits on one page, and the last page that can be asked for.
const ROWS: usize = 30;
const PAGES_MAX: usize = 100;

#[derive(Deserialize)]
pub(crate) struct SearchQuery {
    #[serde(default)]
    q: String,
    /// From 0.
    #[serde(default)]
    page: usize,
}

pub(crate) async fn found(cx: Cx) -> Outcome {
    let query: SearchQuery = cx.query()?;
    let page = query.page.min(PAGES_MAX);
    let hits = cx.part::<Feed>().search(&cx.access, &query.q, ROWS, page * ROWS)?;
    let view = views::search::Found {
        cx: &cx,
        text: query.q.trim(),
        hits: &hits,
        page,
        rows: ROWS,
    };
    cx.page(
        PageHead {
            title: tr!(cx.locale, "office-search-title"),
            current: "/search",
        },
        view.render(),
    )
}
