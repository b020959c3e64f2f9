//! Holds of the demonstration: rules, and one order of the main dealer that is let through in spite of them.

use std::sync::Arc;

use anyhow::Context;
use jiff::ToSpan;
use serde::Deserialize;

use super::material::Material;
use super::parties::{Cast, broken};
use crate::modules::holds::{Condition, Reach, Rule, RuleId, Step, release, save_rule};
use crate::modules::orders::{Kind, ORDER_BY_DEALER_OPEN, Order};
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{Currency, Moment, Money, PAGE_LIMIT_MAX, PageRequest};

#[derive(Deserialize)]
struct Told {
    rule: Vec<ToldRule>,
    release: ToldRelease,
}

#[derive(Deserialize)]
struct ToldRule {
    name: String,
    step: String,
    overdue_days: Option<u16>,
    limit_percent: Option<u16>,
    /// Orders that haven't left count too.
    #[serde(default)]
    limit_others: bool,
    /// In minor units.
    minimum: Vec<(String, i64)>,
    active: bool,
}

#[derive(Deserialize)]
struct ToldRelease {
    reason: String,
    days: i64,
}

impl ToldRule {
    fn rule(self) -> anyhow::Result<Rule> {
        let money = |(code, minor): (String, i64)| Currency::from_code(&code).map(|of| Money::new(minor, of));
        let condition = match (self.overdue_days, self.limit_percent) {
            (Some(days), _) => Condition::Overdue {
                days,
                reach: Reach::Contract,
            },
            (None, percent) => Condition::Limit {
                percent: percent.unwrap_or_default(),
                others: self.limit_others,
            },
        };
        Ok(Rule {
            id: RuleId::derived("demo", &self.name),
            step: Step::from_code(&self.step).context("a step")?,
            condition,
            minimum: self
                .minimum
                .into_iter()
                .map(money)
                .collect::<Option<_>>()
                .context("a currency")?,
            tiers: Vec::new(),
            prepaid_pass: true,
            active: self.active,
            created: Moment::EPOCH,
            version: 0,
            name: self.name,
        })
    }
}

/// Makes the rules as the administrator, and lets the newest order that is ready to ship through.
pub async fn play(services: &Arc<Services>, cast: &Cast, material: &Material) -> anyhow::Result<()> {
    let admin = material.parties.staff.iter().find(|person| person.role == "admin");
    let admin = &cast.access(services, &admin.context("an administrator")?.email)?;
    let told: Told =
        toml::from_str(include_str!("../../../assets/demo/holds.toml")).context("assets/demo/holds.toml")?;
    for told in told.rule {
        let name = told.name.clone();
        let done = save_rule(admin, told.rule()?).await;
        done.map_err(|error| broken(&name, &error))?;
    }
    let dealer = cast.dealers[&material.parties.demo.main_dealer].id;
    let newest = PageRequest::first(PAGE_LIMIT_MAX).descending();
    let open = admin.read()?.scan(&ORDER_BY_DEALER_OPEN, &(dealer, true), &newest)?;
    let ready = open.items.into_iter().find(|order: &Order| order.kind == Kind::Ready);
    if let Some(order) = ready {
        let today = services.clock.now().day_in(&services.zone);
        let until = today.saturating_add(told.release.days.days());
        let done = release(admin, order.id, 0, &told.release.reason, until).await;
        done.map_err(|error| broken("the release", &error))?;
    }
    Ok(())
}
