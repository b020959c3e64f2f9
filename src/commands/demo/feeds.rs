//! Feeds of the demonstration: with readers, and one that was switched off.

use std::sync::Arc;

use anyhow::Context;
use serde::Deserialize;

use super::material::Material;
use super::parties::{Cast, broken};
use crate::modules::catalogue::{Deal, Prices};
use crate::modules::feeds::actions::{Found, Reading, Wanted, make, note, revoke};
use crate::modules::feeds::{Feed, FeedId, Format, Pricing, Settings, fresh_key, made, queries};
use crate::modules::offers::Rounding;
use crate::platform::access::Access;
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{Locale, Moment};

#[derive(Deserialize)]
struct Feeds {
    feed: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    dealer: String,
    /// A role of the dealer's people.
    by: String,
    name: String,
    format: String,
    rule: String,
    #[serde(default)]
    percent: String,
    #[serde(default)]
    rounding: String,
    #[serde(default)]
    site: String,
    days: i64,
    /// One an hour, until `read_hours` ago.
    reads: u32,
    read_hours: i64,
    address: String,
    agent: String,
    #[serde(default)]
    revoked: bool,
}

/// Makes the feeds at their moments; `now` is the moment of the demonstration, and the clock stands there afterwards.
pub async fn play(services: &Arc<Services>, cast: &Cast, material: &Material, now: Moment) -> anyhow::Result<()> {
    let feeds: Feeds =
        toml::from_str(include_str!("../../../assets/demo/feeds.toml")).context("assets/demo/feeds.toml")?;
    for (at, told) in feeds.feed.iter().enumerate() {
        let dealer = material.parties.dealer.iter().find(|dealer| dealer.key == told.dealer);
        let mut people = dealer
            .with_context(|| format!("{} is no dealer", told.dealer))?
            .person
            .iter();
        let person = people
            .find(|person| person.role == told.by)
            .context("somebody makes the feed")?;
        let access = cast.access(services, &person.email)?;
        services.clock.set(now.plus_seconds(-told.days * 86_400));
        let dealer = cast.dealers[&told.dealer].id;
        let contract = Deal::contracts(&access.read()?, dealer)?;
        let settings = Settings {
            name: told.name.clone(),
            contract: contract.first().context("an open contract")?.id,
            groups: Vec::new(),
            pricing: Pricing::parse(&told.rule, &told.percent).map_err(|error| anyhow::anyhow!("{}", error.id))?,
            rounding: Rounding::from_code(&told.rounding).unwrap_or_default(),
            stock: true,
            absent: true,
            pictures: told.format == "yml",
            site: told.site.clone(),
            locale: Locale::Ru,
        };
        let id = FeedId::at(services.clock.now(), u128::try_from(at)?.wrapping_add(1));
        let wanted = Wanted {
            id,
            dealer,
            format: Format::from_code(&told.format).context("a format")?,
            settings,
            secret: fresh_key(),
            pictures: fresh_key(),
        };
        let done = make(&access, wanted).await;
        done.map_err(|error| broken(&told.name, &error))?;
        read(services, id, told, now).await?;
        if told.revoked {
            let done = revoke(&access, id, 1).await;
            done.map_err(|error| broken(&told.name, &error))?;
        }
    }
    services.clock.set(now);
    Ok(())
}

/// The file is made as for a reader, and read at the end of the time.
async fn read(services: &Arc<Services>, id: FeedId, told: &Told, now: Moment) -> anyhow::Result<()> {
    let system = Access::system(services, "demo.feeds");
    let held = {
        let tx = system.read()?;
        let book = services.part::<Prices>().current();
        let feed = tx.get::<Feed>(&id)?.context("the feed that was made")?;
        let open = queries::standing(services, &tx, &book, feed)?;
        let open = open.map_err(|stop| anyhow::anyhow!("{}", stop.message()))?;
        made(services, &tx, &book, &open, "http://localhost")?
    };
    for left in (0..told.reads).rev() {
        let hours = told.read_hours + i64::from(left);
        services.clock.set(now.plus_seconds(-hours * 3_600 - 137));
        let found = (left + 1 == told.reads).then(|| Found {
            tag: held.tag.clone(),
            held: held.held,
        });
        let reading = Reading {
            address: told.address.clone(),
            agent: told.agent.clone(),
        };
        let done = note(&system, id, found, Some(reading)).await;
        done.map_err(|error| broken(&told.name, &error))?;
    }
    Ok(())
}
