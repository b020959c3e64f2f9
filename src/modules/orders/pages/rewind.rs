//! The page of an order as it stood.

use serde::Deserialize;

use super::frame;
use crate::modules::orders::read_models::hidden;
use crate::modules::orders::rewind::{self, Head, Heads};
use crate::modules::orders::views::rewind::{Page, StoryRow};
use crate::modules::orders::{Differences, ORDER_BY_NUMBER, Order, OrderNumber, stages, views};
use crate::platform::error::Error;
use crate::platform::i18n::try_text;
use crate::platform::store::Reader;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// Versions of the story around the one that is looked at.
const STORY: usize = 20;

#[derive(Deserialize, Default)]
#[serde(default)]
struct RewindQuery {
    /// The version that is looked at; the newest where it isn't said.
    at: Option<u32>,
    /// The one that it is compared with; the one before it where it isn't said.
    with: Option<u32>,
}

pub async fn page(cx: Cx) -> Outcome {
    let query: RewindQuery = cx.query()?;
    let number: OrderNumber = cx.param("number")?;
    let tx = cx.access.read()?;
    let order = tx
        .shared_find(&ORDER_BY_NUMBER, number.to_string().as_str())?
        .ok_or(Error::NotFound)?;
    let (line, staff) = (stages(&tx)?, tx.scope().is_staff());
    let heads = cx.part::<Heads>().of(&tx, &order).await?;
    let heads = rewind::seen(&heads, &line, staff);
    let order = line.as_seen(&order, staff);
    let last = heads.last().ok_or(Error::NotFound)?.version;
    let place = |version: u32| {
        let found = heads.binary_search_by_key(&version, |head| head.version);
        found.map_err(|_| Error::NotFound)
    };
    let at = place(query.at.unwrap_or(last))?;
    let with = match query.with {
        Some(version) => place(version)?,
        None => at.saturating_sub(1),
    };
    let sight = cx.access.sight();
    let secrets = hidden(sight);
    let shown = line.as_seen(&rewind::at(&tx, order.id, heads[at].seq)?, staff);
    let other: Order = line.as_seen(&rewind::at(&tx, order.id, heads[with].seq)?, staff);
    let (old, new) = if with <= at { (&other, &shown) } else { (&shown, &other) };
    let mut differences = Differences::between(old, new).without(&secrets);
    rewind::name_all(&tx, &mut differences)?;
    let mut state = crate::modules::orders::state(&shown, &secrets);
    for (_, _, value) in &mut state {
        rewind::name(&tx, value)?;
    }
    let lines = views::dates::lines(&frame(&cx), &shown, sight);
    let from = at.saturating_sub(STORY / 2).min(heads.len().saturating_sub(STORY));
    let story: Vec<StoryRow<'_>> = heads[from..]
        .iter()
        .take(STORY)
        .rev()
        .map(|head| story_row(&cx, head, &secrets))
        .collect();
    let title = order.title();
    let page = Page {
        order: &order,
        title: &title,
        shown: &shown,
        state: &state,
        lines: &lines,
        heads: &heads,
        at,
        with,
        explicit: query.with.is_some(),
        first: rewind::first_divergence(&heads),
        differences: &differences,
        story: &story,
        story_from: from,
        stages: &line,
        sight,
    };
    if cx.is_htmx() {
        return cx.fragment(views::rewind::body(&frame(&cx), &page));
    }
    let body = views::rewind::page(&frame(&cx), &page);
    cx.page(
        PageHead {
            title: tr!(cx.locale, "orders-rewind"),
            current: "/orders",
        },
        body,
    )
}

/// What a version changed, in the words of this reader.
fn story_row<'h>(cx: &Cx, head: &'h Head, secrets: &[crate::modules::orders::Secret]) -> StoryRow<'h> {
    let l = cx.locale;
    let (lines, labels) = head.changes(secrets);
    let mut said: Vec<String> = Vec::new();
    if lines > 0 {
        said.push(tr!(l, "orders-rewind-lines", n = lines));
    }
    said.extend(
        labels
            .into_iter()
            .filter_map(|label| try_text(l, label))
            .map(str::to_owned),
    );
    let said = match (head.version, said.is_empty()) {
        (1, _) => tr!(l, "orders-rewind-begun").to_owned(),
        (_, true) => tr!(l, "orders-no-differences").to_owned(),
        (_, false) => said.join(", "),
    };
    StoryRow { head, said }
}
