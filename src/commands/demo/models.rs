//! Models of goods that are made to order, as an administrator publishes them, and what is configured in open drafts.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context, ensure};

use super::desk::Edition;
use super::material::Material;
use super::parties::{Cast, broken};
use crate::modules::catalogue::{Sellable, by_article};
use crate::modules::configurator::tables::{Tables, parse};
use crate::modules::configurator::{Choices, Chosen, Configuration, Workshop, actions, queries};
use crate::platform::access::Access;
use crate::platform::services::Services;
use crate::platform::store::Reader;

/// The tables of the models, by the names that history.toml gives them.
const MODELS: [(&str, &str); 3] = [
    ("window-82", include_str!("../../../assets/demo/models/window-82.txt")),
    ("window-70", include_str!("../../../assets/demo/models/window-70.txt")),
    ("transom-82", include_str!("../../../assets/demo/models/transom-82.txt")),
];

/// Publishes the models in the administrator's name.
pub async fn publish(services: &Arc<Services>, cast: &Cast, material: &Material) -> anyhow::Result<()> {
    let admin = material.parties.staff.iter().find(|person| person.role == "admin");
    let access = cast.access(services, &admin.context("an administrator")?.email)?;
    for of in &material.year.model {
        let article = of.article.as_str();
        let text = MODELS
            .iter()
            .find(|(name, _)| *name == of.tables)
            .map(|(_, text)| *text);
        let text = text.with_context(|| format!("tables of {article}"))?;
        let (product, types) = {
            let tx = access.read()?;
            let item = by_article(&tx, article, 1)?
                .pop()
                .with_context(|| format!("{article} is sold"))?;
            (item.product, queries::price_types(&tx)?)
        };
        let parsed = parse(&Tables::of_text(text), &types);
        let findings = parsed.findings();
        ensure!(findings.is_empty(), "the model of {article}: {findings:?}");
        let begun = actions::begin(&access, product, parsed.model).await;
        let begun = begun.map_err(|error| broken(article, &error))?;
        let published = actions::publish(&access, product, begun.version, String::new()).await;
        published.map_err(|error| broken(article, &error))?;
    }
    Ok(())
}

/// Publishes the next edition of one of them: drafts that were calculated with the one before say so.
pub async fn publish_again(
    services: &Arc<Services>,
    cast: &Cast,
    material: &Material,
    next: &Edition,
) -> anyhow::Result<()> {
    let admin = material.parties.staff.iter().find(|person| person.role == "admin");
    let access = cast.access(services, &admin.context("an administrator")?.email)?;
    let article = next.article.as_str();
    let of = material.year.model.iter().find(|of| of.article == article);
    let of = of.with_context(|| format!("{article} is made to order"))?;
    let text = MODELS
        .iter()
        .find(|(name, _)| *name == of.tables)
        .map(|(_, text)| *text);
    let text = text.with_context(|| format!("tables of {article}"))?;
    ensure!(
        text.matches(&next.old).count() == 1,
        "the model of {article} has «{}» once",
        next.old
    );
    let (product, types, version) = {
        let tx = access.read()?;
        let item = by_article(&tx, article, 1)?.pop();
        let product = item.with_context(|| format!("{article} is sold"))?.product;
        let workshop = tx.get::<Workshop>(&product)?.context("the model is there")?;
        (product, queries::price_types(&tx)?, workshop.version)
    };
    let parsed = parse(&Tables::of_text(&text.replace(&next.old, &next.new)), &types);
    let findings = parsed.findings();
    ensure!(findings.is_empty(), "the model of {article}: {findings:?}");
    let changed = actions::change(&access, product, version, parsed.model).await;
    let changed = changed.map_err(|error| broken(article, &error))?;
    let published = actions::publish(&access, product, changed.version, next.note.clone()).await;
    published.map_err(|error| broken(article, &error))?;
    Ok(())
}

/// What a draft's line says of goods that are made to order, beside what is chosen at first.
pub fn configured(
    access: &Access,
    item: &Sellable,
    choices: &BTreeMap<String, String>,
) -> anyhow::Result<Option<Configuration>> {
    let Some(edition) = queries::current(&access.read()?, item.product)? else {
        return Ok(None);
    };
    let mut chosen: Choices = edition.model.initial();
    for (code, typed) in choices {
        let parameter = edition
            .model
            .parameter(code)
            .with_context(|| format!("{code} of {}", item.article))?;
        let read = Chosen::read(parameter, &[typed])
            .ok()
            .with_context(|| format!("{code} = {typed}"))?;
        chosen.set(code, read);
    }
    Ok(Some(Configuration {
        edition: edition.number,
        choices: chosen,
    }))
}
