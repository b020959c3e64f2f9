//! Approval inside the demonstration's main dealer: a rule for very large orders, and one that waits for the director.

use std::sync::Arc;

use anyhow::{Context, ensure};
use serde::Deserialize;

use super::material::Material;
use super::parties::{Cast, broken};
use crate::modules::approvals::actions::send;
use crate::modules::approvals::rules::{RuleInput, Sort, save_rule};
use crate::modules::catalogue::by_article;
use crate::modules::orders::DraftLine;
use crate::modules::orders::actions::{begin_draft, edit_draft};
use crate::platform::access::Access;
use crate::platform::i18n::parse_quantity;
use crate::platform::services::Services;
use crate::platform::values::Moment;

#[derive(Deserialize)]
struct Told {
    rule: Rule,
    draft: Draft,
}

#[derive(Deserialize)]
struct Rule {
    by: String,
    /// Roubles.
    from: String,
}

#[derive(Deserialize)]
struct Draft {
    by: String,
    name: String,
    note: String,
    /// Ago.
    hours: i64,
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    article: String,
    quantity: String,
}

/// Makes them at their moments; `now` is the moment of the demonstration, and the clock stands there afterwards.
pub async fn play(services: &Arc<Services>, cast: &Cast, material: &Material, now: Moment) -> anyhow::Result<()> {
    let told: Told =
        toml::from_str(include_str!("../../../assets/demo/approvals.toml")).context("assets/demo/approvals.toml")?;
    let main = &material.parties.demo.main_dealer;
    let dealer = material.parties.dealer.iter().find(|dealer| dealer.key == *main);
    let dealer = dealer.context("the main dealer")?;
    let person = |role: &str| dealer.person.iter().find(|person| person.role == role);
    let access = |role: &str| -> anyhow::Result<Access> {
        cast.access(services, &person(role).context("somebody of the main dealer")?.email)
    };
    services.clock.set(now.plus_seconds(-40 * 86_400));
    let director = access(&told.rule.by)?;
    let step = person(&told.rule.by).and_then(|person| cast.people.get(&person.email));
    let input = RuleInput {
        sum: told.rule.from.clone(),
        currency: "RUB".to_owned(),
        steps: vec![step.context("the director's membership")?.id.to_string()],
        ..RuleInput::default()
    };
    let made = save_rule(&director, Sort::Total, None, input).await;
    made.map_err(|error| broken("a rule of approval", &error))?;

    services.clock.set(now.plus_seconds(-told.draft.hours * 3_600));
    let buyer = access(&told.draft.by)?;
    let company = buyer.actor().company.context("drafts are made by dealers' people")?;
    let mut lines = Vec::new();
    for line in &told.draft.lines {
        let item = by_article(&buyer.read()?, &line.article, 1)?.pop();
        let item = item.with_context(|| format!("{} is in the catalogue", line.article))?;
        let quantity = parse_quantity(&line.quantity).ok().context("a quantity")?;
        lines.push(DraftLine::plain(
            item.sku,
            quantity.round_up_to(item.step),
            String::new(),
        ));
    }
    ensure!(!lines.is_empty(), "a draft has lines");
    let name = &told.draft.name;
    let begun = begin_draft(&buyer, company, name.clone()).await;
    let begun = begun.map_err(|error| broken(name, &error))?;
    let note = told.draft.note.clone();
    let filled = edit_draft(&buyer, begun.id, Some(begun.version), move |draft, at| {
        let delivery = draft.delivery.clone();
        draft
            .with_lines(lines.clone(), at)?
            .with_notes(&note, delivery, None, at)
    });
    let filled = filled.await.map_err(|error| broken(name, &error))?;
    let sent = send(&buyer, filled.id, filled.version, |now| now.book).await;
    sent.map_err(|error| broken(name, &error))?;
    services.clock.set(now);
    Ok(())
}
