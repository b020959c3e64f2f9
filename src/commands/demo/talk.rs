//! What people write on orders in the demonstration, and the one order that 1C changed after it was agreed.

use std::sync::Arc;

use anyhow::Context;
use serde::Deserialize;

use super::material::{Material, OneCFiles};
use super::parties::{Cast, broken};
use crate::modules::orders::actions::apply_from_1c;
use crate::modules::orders::{ORDER_BY_DEALER, OneCLine, OneCOrder, Order};
use crate::modules::talk::actions::{Saying, read, say};
use crate::modules::talk::queries::questions_on;
use crate::modules::talk::{Attachment, PostId};
use crate::platform::access::Access;
use crate::platform::files::Files;
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{Moment, Money, PageRequest, Quantity};

#[derive(Deserialize)]
struct Talks {
    thread: Vec<Thread>,
}

#[derive(Deserialize)]
struct Thread {
    dealer: String,
    days: i64,
    post: Vec<Said>,
    #[serde(default)]
    change: Vec<Change>,
}

#[derive(Deserialize)]
struct Said {
    /// An address, or a role of the dealer's people.
    by: String,
    hours: i64,
    text: String,
    #[serde(default)]
    line: Option<usize>,
    #[serde(default)]
    note: bool,
    #[serde(default)]
    question: bool,
    #[serde(default)]
    answers: bool,
    #[serde(default)]
    file: Option<SaidFile>,
}

#[derive(Deserialize)]
struct SaidFile {
    name: String,
    #[serde(default)]
    text: String,
    /// The beginning of a picture's place among the files of 1C.
    #[serde(default)]
    picture: String,
}

#[derive(Deserialize)]
struct Change {
    line: usize,
    hours: i64,
    add: i64,
}

enum Deed<'t> {
    Say(&'t Said),
    Change(&'t Change),
}

/// Plays what is said from `from` (with it) to `until` (without it), of the day that `now` is.
pub async fn play(
    services: &Arc<Services>,
    cast: &Cast,
    material: &Material,
    now: Moment,
    (from, until): (Moment, Moment),
) -> anyhow::Result<()> {
    let talks: Talks =
        toml::from_str(include_str!("../../../assets/demo/talk.toml")).context("assets/demo/talk.toml")?;
    for thread in &talks.thread {
        let said = thread.post.iter().map(|said| (said.hours, Deed::Say(said)));
        let changed = thread.change.iter().map(|change| (change.hours, Deed::Change(change)));
        let mut deeds: Vec<(i64, Deed<'_>)> = said.chain(changed).collect();
        deeds.sort_by_key(|(hours, _)| -hours);
        let Some(order) = order(services, cast, thread, now)? else {
            continue;
        };
        for (hours, deed) in deeds {
            let at = now.plus_seconds(-hours * 3_600);
            // Nothing is written of an order before it is there.
            if at < from || at >= until || at < order.created {
                continue;
            }
            services.clock.set(at);
            match deed {
                Deed::Say(said) => speak(services, cast, material, thread, &order, said).await?,
                Deed::Change(change) => alter(services, &order, change).await?,
            }
        }
    }
    services.clock.set(until);
    Ok(())
}

/// Everything that was said until now has been read.
pub async fn read_all(services: &Arc<Services>, cast: &Cast) -> anyhow::Result<()> {
    for email in cast.people.keys() {
        let access = cast.access(services, email)?;
        let unread = crate::modules::talk::queries::unread_threads(&access.read()?, &access, 500);
        for thread in unread.map_err(|error| broken("what is unread", &error))? {
            let done = read(&access, thread.order, u64::MAX).await;
            done.map_err(|error| broken("reading", &error))?;
        }
    }
    Ok(())
}

fn order(services: &Arc<Services>, cast: &Cast, thread: &Thread, now: Moment) -> anyhow::Result<Option<Order>> {
    let dealer = cast.dealers.get(&thread.dealer).context("a dealer of a conversation")?;
    let tx = Access::system(services, "demo").read()?;
    let newest = PageRequest::first(60).descending();
    let orders: Vec<Order> = tx.scan(&ORDER_BY_DEALER, &dealer.id, &newest)?.items;
    let before = now.plus_seconds(-thread.days * 86_400);
    Ok(orders
        .into_iter()
        .find(|order| order.created < before && !order.kind.is_over()))
}

async fn speak(
    services: &Arc<Services>,
    cast: &Cast,
    material: &Material,
    thread: &Thread,
    order: &Order,
    said: &Said,
) -> anyhow::Result<()> {
    let email = match said.by.contains('@') {
        true => said.by.as_str(),
        false => {
            let dealer = material
                .parties
                .dealer
                .iter()
                .find(|dealer| dealer.key == thread.dealer);
            let mut people = dealer.context("a dealer of a conversation")?.person.iter();
            let person = people.find(|person| person.role == said.by);
            person.context("somebody who speaks")?.email.as_str()
        }
    };
    let access = cast.access(services, email)?;
    let answers: Option<PostId> = match said.answers {
        true => {
            let open = questions_on(&access.read()?, order.id);
            open.map_err(|error| broken("open questions", &error))?
                .first()
                .map(|post| post.id)
        }
        false => None,
    };
    let files = match &said.file {
        Some(file) => vec![attached(services, file)?],
        None => Vec::new(),
    };
    let saying = Saying {
        note: said.note,
        question: said.question,
        answers,
        line: said.line.map(|line| line.saturating_sub(1)),
        text: said.text.clone(),
        files,
        ..Saying::default()
    };
    let done = say(&access, order.number, saying).await;
    done.map_err(|error| broken(&said.text, &error))?;
    Ok(())
}

fn attached(services: &Arc<Services>, file: &SaidFile) -> anyhow::Result<Attachment> {
    let bytes = match file.picture.is_empty() {
        true => file.text.clone().into_bytes(),
        false => {
            let mut names = OneCFiles::iter();
            let name = names.find(|name| name.starts_with(file.picture.as_str()));
            let found = OneCFiles::get(&name.context("a picture of a conversation")?);
            found.context("a picture of a conversation")?.data.into_owned()
        }
    };
    let size = bytes.len() as u64;
    Ok(services.part::<Files>().attach(&file.name, &bytes, size)?)
}

/// 1C sends the order back with more pieces of one line.
async fn alter(services: &Arc<Services>, order: &Order, change: &Change) -> anyhow::Result<()> {
    let access = Access::system(services, "exchange.demo");
    let now: Order = access.read()?.get(&order.id)?.context("the order that 1C changes")?;
    // Its own story goes forward.
    if services.clock.now() <= now.changed {
        services.clock.set(now.changed.plus_seconds(60));
    }
    let lines = now.lines.iter().enumerate().map(|(at, line)| {
        let old = line.quantity.thousandths().max(1);
        let new = match at + 1 == change.line {
            true => old + change.add * 1_000,
            false => old,
        };
        let grown = |money: Money| Money {
            minor: money.minor / old * new + money.minor % old * new / old,
            ..money
        };
        OneCLine {
            sku: line.sku,
            product: line.product,
            external: line.external.clone(),
            name: line.name.clone(),
            article: line.article.clone(),
            unit: line.unit.clone(),
            unit_code: line.unit_code.clone(),
            quantity: Quantity::from_thousandths(new),
            price: line.price,
            factor: line.factor,
            sum: grown(line.sum),
            vat_rate: line.vat_rate,
            vat: grown(line.vat),
            total: grown(line.total),
            planned: None,
        }
    });
    let document = OneCOrder {
        order: Some(now.number.to_string()),
        lines: Some(lines.collect()),
        ..OneCOrder::default()
    };
    let applied = access
        .write(move |write| apply_from_1c(write, &document).map(|_| ()))
        .await;
    applied.map_err(|error| broken("a change by 1C", &error))
}
