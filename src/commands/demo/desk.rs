//! What people of the demonstration left on their desks: views, a list that is not finished, a new edition of a model.

use std::sync::Arc;

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::material::Material;
use super::models;
use super::parties::{Cast, broken};
use crate::modules::lists;
use crate::modules::quick::{self, Written};
use crate::platform::services::Services;

#[derive(Deserialize)]
struct Desk {
    view: Vec<View>,
    sheet: Vec<Sheet>,
    edition: Vec<Edition>,
}

#[derive(Deserialize)]
struct View {
    by: String,
    list: String,
    name: String,
    query: String,
    #[serde(default)]
    shared: bool,
    #[serde(default)]
    default: bool,
}

#[derive(Deserialize)]
struct Sheet {
    by: String,
    /// What, how many, a comment; as somebody wrote it.
    rows: Vec<[String; 3]>,
}

#[derive(Deserialize)]
pub struct Edition {
    pub article: String,
    /// A part of the model's tables, and what stands there from now on.
    pub old: String,
    pub new: String,
    pub note: String,
}

fn read() -> anyhow::Result<Desk> {
    toml::from_str(include_str!("../../../assets/demo/desk.toml")).context("assets/demo/desk.toml")
}

/// The next editions of models, which open drafts stand behind from now on.
pub async fn editions(services: &Arc<Services>, cast: &Cast, material: &Material) -> anyhow::Result<()> {
    for edition in &read()?.edition {
        models::publish_again(services, cast, material, edition).await?;
    }
    Ok(())
}

/// Views and unfinished lists.
pub async fn leave(services: &Arc<Services>, cast: &Cast) -> anyhow::Result<()> {
    let desk = read()?;
    for view in &desk.view {
        let access = cast.access(services, &view.by)?;
        let list = services.part::<lists::Lists>().get(&view.list);
        let list = list.with_context(|| format!("a list {}", view.list))?;
        let kept = lists::actions::save(&access, list.key, &view.name, &view.query, view.shared, view.default);
        kept.await.map_err(|error| broken(&view.name, &error))?;
    }
    for sheet in &desk.sheet {
        let access = cast.access(services, &sheet.by)?;
        let dealer = access.actor().company.context("lists are made by dealers' people")?;
        let rows: Vec<Written> = (1..)
            .zip(&sheet.rows)
            .map(|(place, [what, quantity, comment])| Written::new(place, what, quantity, comment))
            .collect();
        ensure!(!rows.is_empty(), "a list has rows");
        let kept = quick::actions::begin(&access, dealer, None, rows).await;
        kept.map_err(|error| broken("a list", &error))?;
    }
    Ok(())
}
