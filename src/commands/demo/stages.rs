//! The line of stages as an administrator would have it: colours, a stage that dealers don't see, a paper and a payment that
//! are asked for. It is set when the year has been played, so that no order of the past lacks what was asked later.

use std::sync::Arc;

use anyhow::Context;

use super::material::{LineWords, Material};
use super::parties::{Cast, broken};
use crate::modules::orders::actions::move_stage;
use crate::modules::orders::line::{LineChange, change_line};
use crate::modules::orders::queries::{Filter, orders};
use crate::modules::orders::{Colour, Kind, Mover, Names, Order, Requirement, StageKey, StageSpec, whole_line};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::values::PageRequest;

/// Orders that stand in the hidden stage.
const CHECKED: usize = 3;

pub async fn set(services: &Arc<Services>, cast: &Cast, material: &Material) -> anyhow::Result<()> {
    let staff = |role: &str| {
        let person = material.parties.staff.iter().find(|person| person.role == role);
        person.map(|person| person.email.as_str())
    };
    let admin = cast.access(services, staff("admin").context("an administrator")?)?;
    let made = line(&admin, &material.year.line).await;
    let hidden = made.map_err(|error| broken("the line of stages", &error))?;
    let manager = cast.access(services, staff("manager").context("a manager")?)?;
    let moved = checked(&manager, &hidden).await;
    moved.map_err(|error| broken("orders in the hidden stage", &error))
}

/// Sets the line; the key of the hidden stage.
async fn line(admin: &Access, words: &LineWords) -> Result<StageKey, Error> {
    let version = || Ok::<u32, Error>(whole_line(&admin.read()?)?.version);
    let added = LineChange::Added {
        kind: Kind::Confirmed,
        spec: StageSpec {
            names: Some(Names {
                ru: words.check_ru.clone(),
                en: words.check_en.clone(),
            }),
            enter: vec![Mover::Staff, Mover::OneC],
            colour: Some(Colour::Violet),
            hidden: true,
            ..StageSpec::default()
        },
    };
    let hidden = change_line(admin, version()?, added).await?.key;
    let production = StageSpec {
        enter: vec![Mover::Staff, Mover::OneC],
        requires: vec![Requirement::Agreed, Requirement::Paper],
        paper: words.paper.clone(),
        colour: Some(Colour::Teal),
        ..StageSpec::default()
    };
    let shipped = StageSpec {
        enter: vec![Mover::Staff, Mover::OneC],
        requires: vec![Requirement::Payment],
        paid: Some(100),
        ..StageSpec::default()
    };
    for (key, spec) in [("production", production), ("shipped", shipped)] {
        let key = StageKey::new(key).ok_or(Error::NotFound)?;
        change_line(admin, version()?, LineChange::Changed { key, spec }).await?;
    }
    Ok(hidden)
}

async fn checked(manager: &Access, hidden: &StageKey) -> Result<(), Error> {
    let confirmed = StageKey::new("confirmed").ok_or(Error::NotFound)?;
    let found: Vec<Arc<Order>> = {
        let tx = manager.read()?;
        orders(&tx, &Filter::Stage(confirmed), None, &PageRequest::first(CHECKED))?.items
    };
    for order in found {
        move_stage(manager, order.number, order.version, hidden.clone(), String::new()).await?;
    }
    Ok(())
}
