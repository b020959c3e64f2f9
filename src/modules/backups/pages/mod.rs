//! The page of backups, and what it adds to the administrator's home page.

pub(super) mod settings;

use std::collections::HashSet;
use std::path::Path;

use serde::Deserialize;

use crate::modules::backups::events::{KEY, SUBJECT};
use crate::modules::backups::{Keeper, queries, views};
use crate::platform::access::permissions::ADMINISTER;
use crate::platform::error::Error;
use crate::platform::journal;
use crate::platform::store::ReadTx;
use crate::platform::values::{Cursor, Message};
use crate::platform::web::{Cx, Home, Outcome, PageHead};
use crate::tr;

pub const HERE: &str = "/admin/backups";
/// Runs on one page: a month of days.
const ROWS: usize = 30;
/// Changes of settings that are shown.
const HISTORY: usize = 10;

#[derive(Deserialize)]
struct ListQuery {
    after: Option<Cursor>,
}

pub async fn list(cx: Cx) -> Outcome {
    let query: ListQuery = cx.query()?;
    let tx = cx.access.read()?;
    let state = queries::state(&tx, &cx.services().zone, cx.access.now())?;
    let runs = queries::runs(&tx, query.after.clone(), ROWS)?;
    let history = journal::about(&tx, SUBJECT, KEY, None, HISTORY)?;
    drop(tx);
    let paths: Vec<String> = (runs.items.iter())
        .flat_map(|run| [run.file.clone(), run.second.clone()])
        .filter(|path| !path.is_empty())
        .collect();
    // The disk is asked, since archives go by commands and by hand too. A share that doesn't answer must not hold others up.
    let look = move || -> HashSet<String> {
        let is_gone = |path: &String| !Path::new(path).exists();
        paths.into_iter().filter(is_gone).collect()
    };
    let gone = tokio::task::spawn_blocking(look).await.map_err(Error::internal)?;
    let view = views::Page {
        state: &state,
        running: cx.part::<Keeper>().is_running(),
        runs: &runs.items,
        next: runs.next.map(|next| format!("{HERE}?after={}", String::from(next))),
        first: query.after.is_none(),
        history,
        gone,
    };
    let head = PageHead {
        title: tr!(cx.locale, "backups-title"),
        current: HERE,
    };
    cx.page(head, views::page(&cx, &view))
}

pub async fn now(cx: Cx) -> Outcome {
    let keeper = cx.part::<Keeper>();
    let said = match keeper.begin(&cx.access).await {
        Ok(()) => Message::new("backups-begun"),
        Err(Error::Refused(message)) => message,
        Err(error) => return Err(error),
    };
    cx.flash(said).await?;
    cx.redirect(HERE)
}

/// What stands still comes first; a backup that is well stands beside.
pub fn home(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    if !cx.access.may(ADMINISTER) {
        return Ok(());
    }
    let state = queries::state(tx, &cx.services().zone, cx.access.now())?;
    let card = views::card(cx, &state, cx.part::<Keeper>().is_running());
    match state.is_trouble() {
        true => home.blocked.push(card),
        false => home.aside.push(card),
    }
    Ok(())
}
