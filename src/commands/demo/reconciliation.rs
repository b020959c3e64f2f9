//! Reconciliations of the demonstration: one that both sides have closed, and one with lines that the dealer disagrees with.

use std::sync::Arc;

use anyhow::Context;
use serde::Deserialize;

use super::material::Material;
use super::parties::{Cast, broken};
use crate::modules::reconciliation::{
    Act, ActId, Asking, Lacking, Line, MarkId, Marking, agree, answer, ask, lines, mark, quarter,
};
use crate::modules::settlements::of_dealer;
use crate::platform::access::Access;
use crate::platform::files::Files;
use crate::platform::i18n::format;
use crate::platform::pdf::{Block, Paper, Size};
use crate::platform::services::Services;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Locale, Money};
use crate::tr;

/// Contracts of a dealer at most.
const CONTRACTS: usize = 100;
/// The largest file of a mark, in bytes.
const FILE_MAX: u64 = 1 << 20;

#[derive(Deserialize)]
struct Script {
    closed: Closed,
    open: Open,
}

#[derive(Deserialize)]
struct Closed {
    dealer: String,
    contract: String,
    by: String,
}

#[derive(Deserialize)]
struct Open {
    dealer: String,
    contract: String,
    by: String,
    payment: usize,
    more: i64,
    comment: String,
    file: String,
    answer: String,
    lacking: String,
    lacking_number: String,
    lacking_sum: i64,
    lacking_comment: String,
}

fn script() -> anyhow::Result<Script> {
    toml::from_str(include_str!("../../../assets/demo/reconciliation.toml")).context("assets/demo/reconciliation.toml")
}

/// Somebody of a dealer by role, and the dealer's manager.
fn sides(
    services: &Arc<Services>,
    cast: &Cast,
    material: &Material,
    dealer: &str,
    by: &str,
) -> anyhow::Result<[Access; 2]> {
    let dealer = material
        .parties
        .dealer
        .iter()
        .find(|of| of.key == dealer)
        .context("a dealer")?;
    let person = dealer
        .person
        .iter()
        .find(|person| person.role == by)
        .context("a person")?;
    let mut staff = material.parties.staff.iter();
    let manager = staff.find(|person| person.key == dealer.manager).context("a manager")?;
    Ok([
        cast.access(services, &person.email)?,
        cast.access(services, &manager.email)?,
    ])
}

/// Asks for the quarter that is over.
async fn asked(access: &Access, dealer: DealerId, contract: &str) -> anyhow::Result<Act> {
    let today = access.now().day_in(&access.services().zone);
    let (from, to) = quarter(today);
    let known = of_dealer(&access.read()?, dealer, CONTRACTS)?;
    let settlement = known.into_iter().find(|of| of.number == contract);
    let settlement = settlement.with_context(|| format!("a settlement of {contract}"))?;
    // The year of the demonstration may have begun later.
    let from = settlement.from.map_or(from, |first| from.max(first));
    let asking = Asking {
        id: ActId::at(access.now(), rand::random()),
        settlement: settlement.id,
        from: Some(from),
        to: Some(to),
        instead: None,
    };
    let access = access.clone();
    let made = tokio::task::spawn_blocking(move || ask(&access, &asking)).await?;
    made.map_err(|error| broken(contract, &error))
}

/// One that both sides have agreed with, a while after what 1C has just told.
pub async fn closed(services: &Arc<Services>, cast: &Cast, material: &Material) -> anyhow::Result<()> {
    let script = script()?.closed;
    let began = services.clock.now();
    let [dealer, maker] = sides(services, cast, material, &script.dealer, &script.by)?;
    let act = asked(&dealer, cast.dealers[&script.dealer].id, &script.contract).await?;
    for (access, minutes) in [(&maker, 47), (&dealer, 95)] {
        services.clock.set(began.plus_seconds(minutes * 60));
        let known = access.read()?.get::<Act>(&act.id)?.context("it was asked for")?;
        let done = agree(access, act.id, known.version).await;
        done.map_err(|error| broken(&script.contract, &error))?;
    }
    services.clock.set(began);
    Ok(())
}

/// One with a payment that the dealer has otherwise, and a line that 1C lacks.
pub async fn open(services: &Arc<Services>, cast: &Cast, material: &Material) -> anyhow::Result<()> {
    let script = script()?.open;
    let [dealer, maker] = sides(services, cast, material, &script.dealer, &script.by)?;
    let act = asked(&dealer, cast.dealers[&script.dealer].id, &script.contract).await?;
    let all = lines(&dealer.read()?, &act, 0, act.rows)?;
    let mut payments = all.into_iter().filter(|(_, line)| line.credit > 0);
    let (place, paid) = payments.nth(script.payment).context("a payment of the period")?;
    let own = paid.credit + script.more;
    let bytes = order(&script.file, &paid, Money::new(own, act.currency))?;
    let files = services.part::<Files>();
    let file = files
        .attach(&script.file, &bytes, FILE_MAX)
        .context("the file of a mark")?;
    let id = |at: u128| MarkId::at(services.clock.now(), at);
    let marking = Marking {
        id: id(1),
        act: act.id,
        line: Some(place),
        lacking: None,
        debit: None,
        credit: Some(own),
        comment: script.comment.clone(),
        file: Some(file),
    };
    let lacks = Marking {
        id: id(2),
        line: None,
        lacking: Some(Lacking {
            day: act.to,
            what: script.lacking.clone(),
            number: script.lacking_number.clone(),
        }),
        credit: Some(script.lacking_sum),
        comment: script.lacking_comment.clone(),
        file: None,
        ..marking.clone()
    };
    for marking in [marking, lacks] {
        let done = mark(&dealer, marking).await;
        done.map_err(|error| broken(&script.contract, &error))?;
    }
    let done = answer(&maker, act.id, id(1), &script.answer).await;
    done.map_err(|error| broken(&script.contract, &error))
}

/// A payment order as the dealer has it.
fn order(name: &str, paid: &Line, own: Money) -> anyhow::Result<Vec<u8>> {
    let title = name.trim_end_matches(".pdf").to_owned();
    let text = |text: String| Block::Text {
        text,
        size: Size::Normal,
    };
    let l = Locale::Ru;
    let paper = Paper {
        locale: l,
        title: title.clone(),
        author: String::new(),
        blocks: vec![
            Block::Title(title.clone()),
            text(format::date(paid.day).to_string()),
            text(format::money(l, own).to_string()),
        ],
        foot: title,
        numbered: |l, page, pages| tr!(l, "offers-paper-page", page = page, pages = pages),
    };
    paper.to_pdf().context("a payment order")
}
