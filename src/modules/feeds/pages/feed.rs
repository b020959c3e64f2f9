//! The page of a feed: its address, who reads it, what it holds, and what can be done with it.

use axum::http::Method;
use serde::Deserialize;

use super::sending::{Sent, send};
use super::{HERE, dealer};
use crate::modules::catalogue::{Group, Prices};
use crate::modules::dealers::Contract;
use crate::modules::feeds::events::SUBJECT;
use crate::modules::feeds::key::Shown;
use crate::modules::feeds::{Feed, FeedId, actions, fresh_key, queries, views};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal;
use crate::platform::store::Reader;
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead, Problems};

/// Changes that the page shows.
const HISTORY: usize = 20;

/// The feed of this request.
pub fn asked(cx: &Cx) -> Result<Feed, Error> {
    dealer(cx)?;
    queries::feed(&cx.access.read()?, &cx.access, cx.param("id")?)
}

pub async fn page(cx: Cx) -> Outcome {
    let feed = asked(&cx)?;
    show(&cx, feed, None)
}

fn show(cx: &Cx, feed: Feed, error: Option<Error>) -> Outcome {
    let tx = cx.access.read()?;
    let problems = error
        .map(|error| Problems::of(cx, error))
        .transpose()?
        .unwrap_or_default();
    let whole = Access::system(cx.services(), "feeds.page").read()?;
    let book = cx.part::<Prices>().current();
    let stop = queries::standing(cx.services(), &whole, &book, feed.clone())?.err();
    let person = cx.person()?;
    // Shown once: the next look finds nothing.
    let secret = match cx.method {
        Method::GET => cx.part::<Shown>().take(feed.id, person.member.id, cx.access.now()),
        _ => None,
    };
    let mut groups = Vec::new();
    for id in &feed.settings.groups {
        groups.extend(tx.shared::<Group>(id)?.map(|group| group.name.clone()));
    }
    let contract = tx.shared::<Contract>(&feed.settings.contract)?;
    let origin = &cx.portal.settings.public_origin;
    let page = views::Page {
        address: secret.map(|secret| format!("{origin}/f/{secret}.{}", feed.format.code())),
        origin,
        reads: queries::reads(&tx, &feed)?,
        stop,
        groups,
        contract: contract.map(|contract| contract.number.clone()).unwrap_or_default(),
        history: journal::about(&tx, SUBJECT, &feed.id.to_string(), None, HISTORY)?,
        feed: &feed,
    };
    let head = PageHead {
        title: &feed.settings.name,
        current: HERE,
    };
    let body = views::page(cx, &page, &problems);
    match problems.is_empty() {
        true => cx.page(head, body),
        false => cx.page_unprocessable(head, body),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Version {
    version: u32,
}

/// The file as the readers of the address get it, for its owner.
pub async fn file(cx: Cx) -> Outcome {
    let feed = asked(&cx)?;
    match send(&cx, feed.id, None).await? {
        Sent::Answer(answer) => Ok(answer),
        Sent::Stopped(stop) => show(&cx, feed, Some(Error::Refused(Message::new(stop.message())))),
    }
}

pub async fn key(cx: Cx) -> Outcome {
    let (feed, form): (Feed, Version) = (asked(&cx)?, cx.form()?);
    let secret = fresh_key();
    let done = actions::rekey(&cx.access, feed.id, form.version, &secret).await;
    if done.is_ok() {
        wait(&cx, feed.id, secret)?;
    }
    after(&cx, feed, done.map(|_| ()))
}

/// Leaves a new secret for the page that follows.
pub fn wait(cx: &Cx, feed: FeedId, secret: String) -> Result<(), Error> {
    let member = cx.person()?.member.id;
    cx.part::<Shown>().put(feed, member, secret, cx.access.now());
    Ok(())
}

pub async fn revocation(cx: Cx) -> Outcome {
    let (feed, form): (Feed, Version) = (asked(&cx)?, cx.form()?);
    let done = actions::revoke(&cx.access, feed.id, form.version).await;
    after(&cx, feed, done.map(|_| ()))
}

pub async fn removal(cx: Cx) -> Outcome {
    let (feed, form): (Feed, Version) = (asked(&cx)?, cx.form()?);
    match actions::remove(&cx.access, feed.id, form.version).await {
        Ok(()) => cx.redirect(HERE),
        Err(error) => after(&cx, feed, Err(error)),
    }
}

fn after(cx: &Cx, feed: Feed, done: Result<(), Error>) -> Outcome {
    match done {
        Ok(()) => cx.redirect(&format!("{HERE}/{}", feed.id)),
        // Somebody changed it meanwhile: the page shows what it is now.
        Err(Error::Refused(message)) => show(cx, asked(cx)?, Some(Error::Refused(message))),
        Err(error) => Err(error),
    }
}
