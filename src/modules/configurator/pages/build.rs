//! Where an administrator builds models: the list, a model, its tables, a trial, publication.

use std::sync::Arc;

use serde::Deserialize;

use super::HERE;
use super::configure::{self, Counter, Stand};
use crate::modules::catalogue::{PRODUCT_BY_NAME, Product, ProductId, by_article, queries as goods};
use crate::modules::configurator::events::SUBJECT;
use crate::modules::configurator::model::{Column, Model, Sheet};
use crate::modules::configurator::tables::{self, Finding, KnownType, Row, headings, parse, write};
use crate::modules::configurator::views::build as views;
use crate::modules::configurator::{Edition, Offered, Workshop, actions, queries};
use crate::platform::error::Error;
use crate::platform::journal;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome, PageHead};
use crate::tr;

/// Changes that a model's page shows.
const HISTORY: usize = 15;
/// Empty rows that a table ends with.
const SPARE: usize = 5;

/// A model in the list.
pub struct Listed {
    pub product: ProductId,
    pub name: String,
    pub article: String,
    pub workshop: Workshop,
    pub offered: Option<Offered>,
}

pub async fn list(cx: Cx) -> Outcome {
    listed(&cx, "", None)
}

fn listed(cx: &Cx, typed: &str, alert: Option<Message>) -> Outcome {
    let tx = cx.access.read()?;
    let mut rows = Vec::new();
    for workshop in queries::workshops(&tx)? {
        let product = goods::product(&tx, workshop.product)?;
        rows.push(Listed {
            product: workshop.product,
            name: product.as_ref().map(|of| of.name.clone()).unwrap_or_default(),
            article: product.map(|of| of.article).unwrap_or_default(),
            offered: tx.get::<Offered>(&workshop.product)?,
            workshop,
        });
    }
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    let said = alert.as_ref().map(|message| cx.say(message));
    let body = views::list(cx, &rows, typed, said.as_deref());
    let head = PageHead {
        title: tr!(cx.locale, "configurator-title"),
        current: HERE,
    };
    match alert {
        Some(_) => cx.page_unprocessable(head, body),
        None => cx.page(head, body),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct BeginForm {
    /// An article, or the beginning of a name.
    product: String,
}

pub async fn begin(cx: Cx) -> Outcome {
    let form: BeginForm = cx.form()?;
    let typed: String = form.product.trim().chars().take(200).collect();
    let (found, types) = {
        let tx = cx.access.read()?;
        (named(&tx, &typed)?, queries::price_types(&tx)?)
    };
    let Some(product) = found else {
        return listed(
            &cx,
            &typed,
            Some(Message::new("configurator-no-product").with("typed", typed.as_str())),
        );
    };
    match actions::begin(&cx.access, product, empty(types)).await {
        Ok(workshop) => cx.redirect(&format!("{HERE}/{}", workshop.product)),
        Err(Error::Refused(why)) => listed(&cx, &typed, Some(why)),
        Err(error) => Err(error),
    }
}

/// The one product that a text means.
fn named(tx: &ReadTx, typed: &str) -> Result<Option<ProductId>, Error> {
    if typed.is_empty() {
        return Ok(None);
    }
    if let Some(item) = by_article(tx, typed, 1)?.pop() {
        return Ok(Some(item.product));
    }
    let lower = typed.to_lowercase();
    let request = crate::platform::values::PageRequest::first(1_000);
    let products: Vec<Product> = tx.scan(&PRODUCT_BY_NAME, &(), &request)?.items;
    Ok(products
        .into_iter()
        .find(|product| product.name.to_lowercase() == lower)
        .map(|product| product.id))
}

/// A model that begins with the price types that there are.
fn empty(types: Vec<KnownType>) -> Model {
    let columns = types.into_iter().take(crate::modules::configurator::model::COLUMNS_MAX);
    Model {
        columns: columns
            .map(|of| Column {
                price_type: of.id,
                name: of.name,
                currency: of.currency,
                share: None,
            })
            .collect(),
        ..Model::default()
    }
}

/// What the page of a model shows.
pub struct Page {
    pub product: Product,
    pub workshop: Workshop,
    pub offered: Option<Offered>,
    pub editions: Vec<Edition>,
    pub findings: Vec<Finding>,
    pub history: Vec<journal::Entry>,
    /// What was wrong with an upload, which left everything as it was.
    pub upload: Option<Vec<Finding>>,
    pub alert: Option<Message>,
}

pub fn load(cx: &Cx) -> Result<(Workshop, Vec<KnownType>), Error> {
    let tx = cx.access.read()?;
    let product: ProductId = cx.param("product")?;
    let types = queries::price_types(&tx)?;
    let mut workshop = tx.get::<Workshop>(&product)?.ok_or(Error::NotFound)?;
    workshop.model = tables::renamed(workshop.model, &types);
    Ok((workshop, types))
}

pub async fn one(cx: Cx) -> Outcome {
    show(&cx, None, None)
}

pub fn show(cx: &Cx, upload: Option<Vec<Finding>>, alert: Option<Message>) -> Outcome {
    let (workshop, types) = load(cx)?;
    let tx = cx.access.read()?;
    let product = goods::product(&tx, workshop.product)?.ok_or(Error::NotFound)?;
    let page = Page {
        findings: tables::findings(&workshop.model, &types),
        offered: tx.get::<Offered>(&workshop.product)?,
        editions: queries::editions(&tx, workshop.product)?,
        history: journal::about(&tx, SUBJECT, &workshop.product.to_string(), None, HISTORY)?,
        product,
        workshop,
        upload,
        alert,
    };
    let body = views::page(cx, &page);
    let head = PageHead {
        title: &page.product.name,
        current: HERE,
    };
    match page.upload.is_some() || page.alert.is_some() {
        true => cx.page_unprocessable(head, body),
        false => cx.page(head, body),
    }
}

/// A table in addresses.
pub const fn slug(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Parameters => "parameters",
        Sheet::Values => "values",
        Sheet::Rules => "rules",
        Sheet::Columns => "price-types",
        Sheet::Parts => "prices",
        Sheet::Matrices => "matrices",
        Sheet::Facts => "facts",
        Sheet::Drawing => "drawing",
        Sheet::Texts => "texts",
    }
}

fn sheet(cx: &Cx) -> Result<Sheet, Error> {
    let named: String = cx.param("table")?;
    Sheet::ALL
        .into_iter()
        .find(|sheet| slug(*sheet) == named)
        .ok_or(Error::NotFound)
}

/// One table as it is edited: headings and rows of cells, with what is wrong by row.
pub struct Table {
    pub product: Product,
    pub sheet: Sheet,
    pub version: u32,
    pub head: Vec<String>,
    pub rows: Vec<Row>,
    pub findings: Vec<Finding>,
    /// What keeps this table from being saved and stands in others.
    pub elsewhere: Vec<Finding>,
    pub alert: Option<Message>,
}

pub async fn table(cx: Cx) -> Outcome {
    let (workshop, types) = load(&cx)?;
    let sheet = sheet(&cx)?;
    let rows = write(&workshop.model, cx.locale).0.remove(&sheet).unwrap_or_default();
    let findings = tables::findings(&workshop.model, &types);
    edit(&cx, &workshop, sheet, rows, findings, None)
}

fn edit(
    cx: &Cx,
    workshop: &Workshop,
    sheet: Sheet,
    mut rows: Vec<Row>,
    mut findings: Vec<Finding>,
    alert: Option<Message>,
) -> Outcome {
    let product = goods::product(&cx.access.read()?, workshop.product)?.ok_or(Error::NotFound)?;
    let elsewhere: Vec<Finding> = match alert.is_some() {
        true => findings.extract_if(.., |finding| finding.sheet != sheet).collect(),
        false => Vec::new(),
    };
    findings.retain(|finding| finding.sheet == sheet);
    let head = match sheet {
        Sheet::Matrices => Vec::new(),
        _ if rows.is_empty() => headings(cx.locale, sheet).into_iter().map(str::to_owned).collect(),
        _ => rows.remove(0).1,
    };
    let width = rows
        .iter()
        .map(|(_, cells)| cells.len())
        .chain([head.len()])
        .max()
        .unwrap_or(0);
    let width = if sheet == Sheet::Matrices {
        (width + 1).max(8)
    } else {
        width
    };
    let spare = match sheet {
        Sheet::Drawing => usize::from(rows.is_empty()),
        // Its texts are those of the other tables.
        Sheet::Texts => 0,
        _ => SPARE,
    };
    let last = rows.last().map_or(usize::from(!head.is_empty()), |(row, _)| *row);
    rows.extend((1..=spare).map(|more| (last + more, Vec::new())));
    rows.iter_mut()
        .for_each(|(_, cells)| cells.resize(width, String::new()));
    let failed = alert.is_some();
    let table = Table {
        product,
        sheet,
        version: workshop.version,
        head,
        rows,
        findings,
        elsewhere,
        alert,
    };
    let body = views::table(cx, &table);
    let head = PageHead {
        title: &table.product.name,
        current: HERE,
    };
    match failed {
        true => cx.page_unprocessable(head, body),
        false => cx.page(head, body),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct TableForm {
    version: u32,
    /// Cells in a row.
    width: usize,
    /// All cells, row by row.
    c: Vec<String>,
}

/// Takes a table as it was typed: it must be readable, and may still lack what publication asks.
pub async fn save(cx: Cx) -> Outcome {
    let form: TableForm = cx.form()?;
    let (mut workshop, types) = load(&cx)?;
    // What comes back stands on what the form was drawn from: another's change is not written over at the second press.
    workshop.version = form.version;
    let sheet = sheet(&cx)?;
    let mut all = write(&workshop.model, cx.locale);
    let head = all.0.get(&sheet).and_then(|rows| rows.first()).cloned();
    let headed = sheet != Sheet::Matrices;
    let mut rows: Vec<Row> = head.filter(|_| headed).into_iter().collect();
    for (at, cells) in form.c.chunks(form.width.clamp(1, 60)).enumerate() {
        let mut cells: Vec<String> = cells
            .iter()
            .map(|cell| cell.trim().chars().take(500).collect())
            .collect();
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if !cells.is_empty() {
            rows.push((at + 1 + usize::from(headed), cells));
        }
    }
    let mut lost = Vec::new();
    if sheet == Sheet::Columns {
        // Tables of figures follow the price types: a type that becomes a share takes its figures with it.
        let columns = match tables::columns(&rows, &types) {
            Ok(columns) => columns,
            Err(unread) => return unsaved(&cx, &workshop, sheet, rows, unread),
        };
        let model;
        (model, lost) = workshop.model.clone().with_columns(columns);
        all = write(&model, cx.locale);
    }
    all.0.insert(sheet, rows.clone());
    let parsed = parse(&all, &types);
    if !parsed.unread.is_empty() {
        return unsaved(&cx, &workshop, sheet, rows, parsed.unread);
    }
    match actions::change(&cx.access, workshop.product, form.version, parsed.model).await {
        Ok(_) => {
            let said = match lost.is_empty() {
                true => Message::new("configurator-table-saved")
                    .with("n", rows.len() - usize::from(headed && !rows.is_empty())),
                false => Message::new("configurator-table-saved-without").with("names", lost.join(", ")),
            };
            cx.flash(said).await?;
            cx.redirect(&format!("{HERE}/{}", workshop.product))
        }
        Err(Error::Refused(why)) => edit(&cx, &workshop, sheet, rows, Vec::new(), Some(why)),
        Err(error) => Err(error),
    }
}

fn unsaved(cx: &Cx, workshop: &Workshop, sheet: Sheet, rows: Vec<Row>, unread: Vec<Finding>) -> Outcome {
    let alert = Message::new("configurator-table-unread").with("n", unread.len());
    edit(cx, workshop, sheet, rows, unread, Some(alert))
}

fn trial(cx: &Cx) -> Result<Counter, Error> {
    let (workshop, _) = load(cx)?;
    let edition = Edition {
        product: workshop.product,
        number: workshop.edition,
        model: workshop.model,
        published: workshop.changed,
        by: String::new(),
        note: String::new(),
    };
    let address = format!("{HERE}/{}/preview", workshop.product);
    Counter::over(cx, &cx.access.read()?, Arc::new(edition), Stand::Preview, address)
}

pub async fn preview(cx: Cx) -> Outcome {
    let counter = trial(&cx)?;
    configure::show(&cx, &counter)
}

pub async fn try_out(cx: Cx) -> Outcome {
    let counter = trial(&cx)?;
    configure::answer(&cx, &counter)
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct PublishForm {
    version: u32,
    note: String,
}

pub async fn publish(cx: Cx) -> Outcome {
    let form: PublishForm = cx.form()?;
    let product: ProductId = cx.param("product")?;
    match actions::publish(&cx.access, product, form.version, form.note).await {
        Ok(edition) => {
            cx.flash(Message::new("configurator-published").with("edition", edition.number))
                .await?;
            cx.redirect(&format!("{HERE}/{product}"))
        }
        Err(Error::Refused(why)) => show(&cx, None, Some(why)),
        Err(error) => Err(error),
    }
}

pub async fn withdraw(cx: Cx) -> Outcome {
    let product: ProductId = cx.param("product")?;
    actions::withdraw(&cx.access, product).await?;
    cx.flash(Message::new("configurator-withdrawn")).await?;
    cx.redirect(&format!("{HERE}/{product}"))
}
