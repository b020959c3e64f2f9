//! What feeds add to the home page: those that have stopped answering by themselves.

use super::dealer;
use crate::modules::catalogue::Prices;
use crate::modules::feeds::permissions::MAKE;
use crate::modules::feeds::{Stop, queries};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::i18n::try_text;
use crate::platform::store::ReadTx;
use crate::platform::web::{Cx, Home, HomeTask};
use crate::{icon, tr};

/// Feeds that are named.
const SHOWN: usize = 3;

pub fn fill(cx: &Cx, tx: &ReadTx, home: &mut Home) -> Result<(), Error> {
    if !cx.access.may(MAKE) || cx.access.scope().dealer().is_none() {
        return Ok(());
    }
    let (feeds, _) = queries::feeds(tx, &cx.access, dealer(cx)?)?;
    if feeds.is_empty() {
        return Ok(());
    }
    let whole = Access::system(cx.services(), "feeds.home").read()?;
    let book = cx.part::<Prices>().current();
    let mut named = 0;
    for feed in feeds {
        let (id, name) = (feed.id, feed.settings.name.clone());
        let stop = match queries::standing(cx.services(), &whole, &book, feed)? {
            Err(stop) if stop != Stop::Revoked => stop,
            _ => continue,
        };
        home.tasks.push(HomeTask {
            icon: icon!("rss"),
            pressing: true,
            what: tr!(cx.locale, "feeds-home-stopped", name = name),
            why: try_text(cx.locale, stop.message()).unwrap_or_default().to_owned(),
            action: (tr!(cx.locale, "feeds-open").to_owned(), format!("/feeds/{id}")),
        });
        named += 1;
        if named == SHOWN {
            break;
        }
    }
    Ok(())
}
