//! Rights of the demonstration: roles that its main dealer made, and a request for a right that waits.

use std::sync::Arc;

use anyhow::Context;
use serde::Deserialize;

use super::material::Material;
use super::parties::{Cast, broken};
use crate::platform::access::{Access, Breadth, PersonEdit, RoleChoice, RoleInput, ask_right, edit_person, save_role};
use crate::platform::services::Services;
use crate::platform::values::Moment;

#[derive(Deserialize)]
struct Told {
    role: Vec<Role>,
    ask: Vec<Ask>,
}

#[derive(Deserialize)]
struct Role {
    by: String,
    name: String,
    #[serde(default)]
    breadth: Breadth,
    rights: Vec<String>,
    /// Who gets it, by e-mail.
    to: Option<String>,
}

#[derive(Deserialize)]
struct Ask {
    by: String,
    right: String,
    hours: i64,
}

/// Makes them at their moments; `now` is the moment of the demonstration, and the clock stands there afterwards.
pub async fn play(services: &Arc<Services>, cast: &Cast, material: &Material, now: Moment) -> anyhow::Result<()> {
    let told: Told =
        toml::from_str(include_str!("../../../assets/demo/rights.toml")).context("assets/demo/rights.toml")?;
    let access = |role: &str| -> anyhow::Result<Access> {
        let key = &material.parties.demo.main_dealer;
        let dealer = material.parties.dealer.iter().find(|dealer| dealer.key == *key);
        let mut people = dealer.context("the main dealer")?.person.iter();
        let person = people.find(|person| person.role == role);
        cast.access(services, &person.context("somebody of the main dealer")?.email)
    };
    services.clock.set(now.plus_seconds(-20 * 86_400));
    for role in told.role {
        let input = RoleInput {
            name: role.name.clone(),
            everywhere: false,
            breadth: role.breadth,
            rights: role.rights.into_iter().collect(),
        };
        let by = access(&role.by)?;
        let made = save_role(&by, by.actor().company, None, input).await;
        let made = made.map_err(|error| broken(&role.name, &error))?;
        if let Some(email) = &role.to {
            let member = cast.people.get(email).with_context(|| format!("{email} is nobody"))?;
            let edit = PersonEdit {
                name: member.name.clone(),
                role: RoleChoice::Own(made.id),
                phone: member.phone.clone().unwrap_or_default(),
            };
            let done = edit_person(&by, member.id, edit).await;
            done.map_err(|error| broken(email, &error))?;
        }
    }
    for ask in told.ask {
        services.clock.set(now.plus_seconds(-ask.hours * 3_600));
        let done = ask_right(&access(&ask.by)?, &ask.right).await;
        done.map_err(|error| broken(&ask.right, &error))?;
    }
    services.clock.set(now);
    Ok(())
}
