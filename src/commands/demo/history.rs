//! From an empty data directory to a year of work.

use std::sync::Arc;

use anyhow::Context;

use super::accounts::Accounts;
use super::material::Material;
use super::parties::{self, Cast, broken};
use super::play::{Shop, Stage};
use super::{
    approvals, capacity, catalogue, dates, delivery, desk, feeds, holds, models, offers, papers, plan, reconciliation,
    repriced, requests, rights, stages, talk,
};
use crate::app::{App, DataDir};
use crate::config::Settings;
use crate::modules::catalogue::Prices;
use crate::modules::exchange::Doors;
use crate::modules::exchange::connections::Connection;
use crate::modules::exchange::desk::Origin;
use crate::modules::orders::DraftLine;
use crate::modules::orders::actions::{begin_draft, edit_draft, submit};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::i18n::parse_quantity;
use crate::platform::journal::position;
use crate::platform::notify::read_all;
use crate::platform::services::Services;
use crate::platform::values::{Clock, Moment};

/// What was told longer ago than this has been read.
const UNREAD_SECONDS: i64 = 2 * 86_400;
/// When 1C told its figures last, before now: they are fresh, but not of this minute.
const FRESH_SECONDS: i64 = 18 * 60;

/// Makes the demonstration in a new data directory and closes it.
pub async fn make(data: DataDir, material: &Arc<Material>) -> anyhow::Result<Accounts> {
    let now = Clock::system().now();
    let start = now.plus_seconds(-(material.year.history.days + 2) * 86_400);
    let settings = Settings::load(data.path(), None, &[])?;
    let zone = settings.zone()?;
    let app = App::open(data, settings, Clock::standing_at(start))?;
    let access = Access::system(&app.services, "demo");
    let mut cast = parties::before_exchange(&access, material).await?;
    let (connection, password) = catalogue::connection(&access, material).await?;
    catalogue::exchange(&access, |_| true).await?;
    catalogue::mapping(&access, material).await?;
    parties::contracts(&access, &mut cast, material).await?;
    tracing::info!("companies, people and the catalogue are there");

    let plans = plan::year(material, now, &zone);
    let stage = Arc::new(Stage::new(&app.services, material, &cast, plans)?);
    let (unread, fresh) = (now.plus_seconds(-UNREAD_SECONDS), now.plus_seconds(-FRESH_SECONDS));
    stage.play(Moment::EPOCH, unread).await?;
    talk::play(&app.services, &cast, material, now, (Moment::EPOCH, unread)).await?;
    app.services.clock.set(unread);
    delivered(&app.services, &connection).await?;
    parties::pauses(&access, &cast, material).await?;
    papers::exchange(&access, &cast, material, Moment::EPOCH).await?;
    reconciliation::closed(&app.services, &cast, material).await?;
    app.catch_up().await?;
    read_notices(&app.services, &cast).await?;
    talk::read_all(&app.services, &cast).await?;

    stage.play(unread, fresh).await?;
    app.services.clock.set(fresh);
    catalogue::exchange(&access, |name| {
        name.starts_with("prices/") || name.starts_with("rests/")
    })
    .await?;
    stage.play(fresh, now.plus_seconds(1)).await?;
    talk::play(&app.services, &cast, material, now, (unread, now)).await?;
    delivery::play(&app.services, &cast, material, now).await?;
    app.services.clock.set(now);
    models::publish(&app.services, &cast, material).await?;
    drafts(&app.services, &cast, material).await?;
    capacity::set(&app.services, &cast, material).await?;
    offers::play(&app.services, &cast, material, now).await?;
    desk::editions(&app.services, &cast, material).await?;
    // The prices are what changed last: making all this takes longer than these seconds.
    app.services.clock.set(now.plus_seconds(2));
    repriced::exchange(&access).await?;
    app.services.clock.set(now);
    feeds::play(&app.services, &cast, material, now).await?;
    requests::play(&app.services, &cast, material, now).await?;
    dates::play(&app.services, &cast, material, now).await?;
    stages::set(&app.services, &cast, material).await?;
    rights::play(&app.services, &cast, material, now).await?;
    approvals::play(&app.services, &cast, material, now).await?;
    papers::exchange(&access, &cast, material, unread).await?;
    holds::play(&app.services, &cast, material).await?;
    reconciliation::open(&app.services, &cast, material).await?;
    desk::leave(&app.services, &cast).await?;
    app.catch_up().await?;
    app.close().await;
    Ok(accounts(cast, material, password))
}

/// Everything until now has reached 1C: the folder offers it only what comes later.
async fn delivered(services: &Arc<Services>, connection: &Connection) -> anyhow::Result<()> {
    let (doors, connection) = (services.part::<Doors>(), connection.clone());
    let work = move || -> Result<(), Error> {
        loop {
            let outgoing = doors.desk.orders(&connection, Origin::Http)?;
            doors.desk.delivered(&connection, &outgoing)?;
            if outgoing.numbers.is_empty() {
                return Ok(());
            }
        }
    };
    tokio::task::spawn_blocking(work)
        .await?
        .map_err(|error| broken("orders for 1C", &error))
}

async fn read_notices(services: &Arc<Services>, cast: &Cast) -> anyhow::Result<()> {
    for email in cast.people.keys() {
        let access = cast.access(services, email)?;
        let upto = position(&access.read()?).map_err(Error::from)?;
        let id = cast.people[email].id;
        while access.write(move |write| read_all(write, id, upto)).await? {}
    }
    Ok(())
}

/// Drafts that stand open on the day of the demonstration.
async fn drafts(services: &Arc<Services>, cast: &Cast, material: &Material) -> anyhow::Result<()> {
    for draft in &material.year.draft {
        let access = cast.access(services, &draft.by)?;
        let dealer = access.actor().company.context("drafts are made by dealers' people")?;
        let contracts = cast
            .contracts
            .values()
            .flatten()
            .find(|contract| contract.dealer == dealer);
        let shop = Shop::of(&access, contracts.context("a dealer's contract")?)?;
        let mut lines = Vec::new();
        for line in &draft.lines {
            let item = shop.item(&line.article, line.variant.as_deref(), None)?;
            let item = item.with_context(|| format!("{} of draft {}", line.article, draft.name))?;
            let quantity = parse_quantity(&line.quantity).ok().context("a quantity")?;
            lines.push(DraftLine {
                sku: item.sku,
                quantity: quantity.round_up_to(item.step),
                comment: String::new(),
                configuration: models::configured(&access, &item, &line.choices)?,
                wished: None,
            });
        }
        let begun = begin_draft(&access, dealer, draft.name.clone()).await;
        let begun = begun.map_err(|error| broken(&draft.name, &error))?;
        let (note, template) = (draft.note.clone(), draft.template);
        let filled = edit_draft(&access, begun.id, Some(begun.version), move |draft, at| {
            let delivery = draft.delivery.clone();
            let mut filled = draft
                .with_lines(lines.clone(), at)?
                .with_notes(&note, delivery, None, at)?;
            filled.template = template;
            Ok(filled)
        });
        let filled = filled.await.map_err(|error| broken(&draft.name, &error))?;
        if draft.sent {
            let book = services.part::<Prices>().current().number();
            let sent = submit(&access, filled.id, filled.version, book).await;
            sent.map_err(|error| broken(&draft.name, &error))?;
        }
    }
    Ok(())
}

fn accounts(cast: Cast, material: &Material, exchange_password: String) -> Accounts {
    let main = material
        .parties
        .dealer
        .iter()
        .find(|dealer| dealer.key == material.parties.demo.main_dealer);
    let manager = main.map(|dealer| dealer.manager.as_str()).unwrap_or_default();
    let manager = material.parties.staff.iter().find(|person| person.key == manager);
    let mut people = cast.accounts;
    for role in ["admin", "manager", "director", "buyer", "seller", "accountant"] {
        let told = people.iter_mut().find(|account| {
            account.role == role
                && match role {
                    "admin" => true,
                    "manager" => manager.is_some_and(|manager| manager.email == account.email),
                    _ => main.is_some_and(|dealer| dealer.name == account.company),
                }
        });
        if let Some(account) = told {
            account.told = true;
        }
    }
    Accounts {
        people,
        exchange_user: catalogue::USER.to_owned(),
        exchange_password,
    }
}
