//! What the exchange adds to an administrator's home page: the step of connecting 1C, the words that wait for a meaning,
//! and files of the last runs of which nothing was taken.

use maud::html;

use super::{HERE, waiting_count};
use crate::modules::exchange::MANAGE;
use crate::modules::exchange::connections::Connection;
use crate::modules::exchange::connections::actions::CONNECTIONS_MAX;
use crate::modules::exchange::runs::{RUN_BY_START, Run, SweepState, oldest};
use crate::platform::error::Error;
use crate::platform::i18n::format;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::ui::{Alert, Button};
use crate::platform::values::PageRequest;
use crate::platform::web::{Cx, Home, HomeTask};
use crate::{icon, tr};

/// Runs that are looked at for refused files: those of the last hours, where the folder is looked at often.
const LOOKED: usize = 20;

/// Orders that wait longer than this for 1C are spoken of: a weekend passes without a word.
const OLD_SECONDS: i64 = 3 * 24 * 60 * 60;

pub fn fill(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    if !cx.access.may(MANAGE) {
        return Ok(());
    }
    let l = cx.locale;
    if tx.list::<Connection>(1)?.is_empty() {
        home.tasks.push(HomeTask {
            icon: icon!("arrows-exchange"),
            pressing: true,
            what: tr!(l, "exchange-home-connect").to_owned(),
            why: tr!(l, "exchange-home-connect-why").to_owned(),
            action: (
                tr!(l, "exchange-home-connect-do").to_owned(),
                format!("{HERE}/connections/new"),
            ),
        });
        return Ok(());
    }
    let waiting = waiting_count(tx, &cx.access)?;
    if waiting > 0 {
        home.tasks.push(HomeTask {
            icon: icon!("arrows-exchange"),
            pressing: false,
            what: tr!(l, "exchange-home-mapping", n = waiting),
            why: tr!(l, "exchange-home-mapping-why").to_owned(),
            action: (tr!(l, "exchange-home-mapping-do").to_owned(), format!("{HERE}/mapping")),
        });
    }
    let old = cx.access.now().plus_seconds(-OLD_SECONDS);
    for connection in tx.list::<Connection>(CONNECTIONS_MAX)? {
        let since = oldest(tx, connection.id)?.filter(|since| *since < old && !connection.disabled);
        if let Some(since) = since {
            let since = format::datetime(since, &cx.zone);
            home.tasks.push(HomeTask {
                icon: icon!("clock"),
                pressing: true,
                what: tr!(l, "exchange-home-queue", name = connection.name),
                why: tr!(l, "exchange-home-queue-why", since = since),
                action: (
                    tr!(l, "exchange-home-queue-do").to_owned(),
                    format!("{HERE}/connections/{}", connection.id),
                ),
            });
        }
    }
    let last = tx
        .scan(&RUN_BY_START, &(), &PageRequest::first(LOOKED).descending())?
        .items;
    let asked = |run: &&Run| run.sweep.as_ref().is_some_and(|sweep| sweep.state == SweepState::Asked);
    if let Some((run, sweep)) = last.iter().find(asked).and_then(|run| Some((run, run.sweep.as_ref()?))) {
        home.tasks.push(HomeTask {
            icon: icon!("eye-off"),
            pressing: true,
            what: tr!(l, "exchange-sweep-asked", found = sweep.found, of = sweep.of),
            why: tr!(l, "exchange-home-sweep-why").to_owned(),
            action: (
                tr!(l, "exchange-sweep-look").to_owned(),
                format!("{HERE}/runs/{}/sweep", run.id),
            ),
        });
    }
    if let Some(run) = last.iter().find(|run: &&Run| run.refused > 0) {
        let at = format::datetime(run.started, &cx.zone);
        let title = tr!(l, "exchange-home-refused", n = i64::from(run.refused), at = at);
        home.blocked.push(html! {
            (Alert::warning(title)
                .body(html! { p.m-0 { (tr!(l, "exchange-home-refused-why")) } })
                .action(Button::primary(tr!(l, "exchange-home-refused-do")).small().href(format!("{HERE}/runs/{}", run.id))))
        });
    }
    Ok(())
}
