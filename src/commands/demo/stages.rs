//! The line of stages as an administrator would have it: colours, a stage that dealers don't see, a paper and a payment that
//! are asked for, a move that is left to one role. It is set when the year has been played, so that no order of the past lacks
//! what was asked later; then one order goes on with its paper.

use std::sync::Arc;

use anyhow::Context;

use super::material::{LineWords, Material};
use super::parties::{Cast, broken};
use crate::modules::orders::actions::{move_stage, move_stage_with};
use crate::modules::orders::line::{LineChange, change_line};
use crate::modules::orders::queries::{Filter, orders};
use crate::modules::orders::{
    Colour, Given, Kind, Mover, Names, Order, PAPER_FILE_MAX, Requirement, Reserved, SeenPaper, StageKey, StageSpec,
    whole_line,
};
use crate::platform::access::{Access, Role};
use crate::platform::error::Error;
use crate::platform::files::Files;
use crate::platform::i18n::format;
use crate::platform::pdf::{Block, Cell, Column, Paper, Row, Size, Table as PaperTable};
use crate::platform::services::Services;
use crate::platform::values::{Locale, PageRequest};

/// Orders that stand in the hidden stage.
const CHECKED: usize = 3;
/// Queued orders that are looked at for one with its paper.
const QUEUED: usize = 50;

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
    moved.map_err(|error| broken("orders in the hidden stage", &error))?;
    let signed = with_paper(&manager, &material.year.line).await?;
    signed.map_err(|error| broken("an order with its paper", &error))
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
        paper_shown: true,
        colour: Some(Colour::Teal),
        ..StageSpec::default()
    };
    let shipped = StageSpec {
        enter: vec![Mover::Staff, Mover::OneC],
        requires: vec![Requirement::Payment],
        paid: Some(100),
        ..StageSpec::default()
    };
    // What is being made already is given up by the administrator alone.
    let given_up = |from| Reserved {
        from: StageKey::new(from),
        roles: vec![Role::Admin],
    };
    let cancelled = StageSpec {
        enter: vec![Mover::Dealer, Mover::Staff, Mover::OneC],
        requires: vec![Requirement::Reason],
        reserved: vec![given_up("production"), given_up("ready")],
        ..StageSpec::default()
    };
    let stages = [
        ("production", production),
        ("shipped", shipped),
        ("cancelled", cancelled),
    ];
    for (key, spec) in stages {
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

/// The first queued order that may goes into production, with the specification that its dealer has signed.
async fn with_paper(manager: &Access, words: &LineWords) -> anyhow::Result<Result<(), Error>> {
    let key = |text: &str| StageKey::new(text).context("a stage of the product");
    let (queued, production) = (key("queued")?, key("production")?);
    let found: Vec<Arc<Order>> = {
        let tx = manager.read()?;
        orders(&tx, &Filter::Stage(queued), None, &PageRequest::first(QUEUED))?.items
    };
    let fit = |order: &&Arc<Order>| !order.is_open() && order.request.is_none();
    let order = found
        .iter()
        .find(fit)
        .context("a queued order that both sides agree on")?;
    let paper = paper(order, words).to_pdf()?;
    let files = manager.services().part::<Files>();
    let given = Given {
        paper: Some(SeenPaper {
            number: order.number.to_string(),
            day: manager.now().day_in(&manager.services().zone),
            file: Some(files.attach(&words.paper_file, &paper, PAPER_FILE_MAX)?),
        }),
        payment: String::new(),
    };
    let moved = move_stage_with(manager, order.number, order.version, production, String::new(), given).await;
    Ok(moved.map(drop))
}

fn paper(order: &Order, words: &LineWords) -> Paper {
    let rows = order.lines.iter().map(|line| Row {
        cells: vec![
            Cell::text(line.name.as_str()),
            Cell::text(format!("{} {}", format::quantity(Locale::Ru, line.quantity), line.unit)),
        ],
        strong: false,
    });
    let column = |width, right| Column {
        title: String::new(),
        width,
        right,
    };
    Paper {
        locale: Locale::Ru,
        title: words.paper.clone(),
        author: String::new(),
        blocks: vec![
            Block::Title(format!("{} {}", words.paper, order.number)),
            Block::Table(PaperTable {
                columns: vec![column(None, false), column(Some(90.0), true)],
                rows: rows.collect(),
            }),
            Block::Text {
                text: words.paper_signed.clone(),
                size: Size::Normal,
            },
        ],
        foot: order.number.to_string(),
        numbered: |_, page, of| format!("{page} / {of}"),
    }
}
