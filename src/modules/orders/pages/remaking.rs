//! Goods that are made to order within a change of an order: a line configured anew, or one that comes.

use serde::Deserialize;

use crate::modules::catalogue::{Filling, ProductId, SkuId};
use crate::modules::configurator::pages::configure::{self as counter, Asking, Counter, LineAt, Stand};
use crate::modules::configurator::{Configuration, State, queries as models};
use crate::modules::orders::edit_form::{EditForm, how, made_how, shown};
use crate::modules::orders::unsent::{self, Unsent};
use crate::modules::orders::{Order, OrderNumber, Refusal, actions};
use crate::platform::error::Error;
use crate::platform::i18n::parse_quantity;
use crate::platform::store::ReadTx;
use crate::platform::values::{Message, Quantity};
use crate::platform::web::{Cx, Outcome, segment};

/// Which line a page is about: those of the order first, then those that come.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
struct LineQuery {
    /// None: a new one.
    line: Option<usize>,
    /// Of the order that the form was drawn from; none: of the order as it is.
    version: Option<u32>,
}

/// What is typed so far, or what the order says where nothing is.
fn form_of(cx: &Cx, tx: &ReadTx, order: &Order) -> Result<EditForm, Error> {
    let unsent: Option<Unsent> = unsent::of(&cx.access, tx, order)?;
    Ok(unsent.map_or_else(
        || EditForm::of(cx.locale, order),
        |unsent| unsent.form(cx.locale, order),
    ))
}

/// The goods at a place of the form, how they are made and how many are asked for.
fn at(order: &Order, form: &EditForm, place: usize) -> Result<(ProductId, Option<Configuration>, String), Error> {
    let cell = |cells: &[String], at: usize| cells.get(at).cloned().unwrap_or_default();
    if let Some(line) = order.lines.get(place) {
        let settled = line.configuration.as_ref().ok_or(Error::NotFound)?;
        let made = made_how(&cell(&form.how, place))?.or_else(|| Some(settled.configuration()));
        return Ok((line.product, made, cell(&form.quantity, place)));
    }
    let place = place - order.lines.len();
    let sku: SkuId = form
        .added
        .get(place)
        .and_then(|sku| sku.parse().ok())
        .ok_or(Error::NotFound)?;
    let made = made_how(&cell(&form.make, place))?.ok_or(Error::NotFound)?;
    Ok((sku.cast(), Some(made), cell(&form.amount, place)))
}

/// Where goods are configured for the change.
fn address(order: &Order, product: ProductId) -> String {
    format!("/orders/{}/configure/{product}", order.number)
}

fn edit(number: OrderNumber) -> String {
    format!("/orders/{number}/edit")
}

/// Is it still made to order?
fn is_made(tx: &ReadTx, product: ProductId) -> Result<bool, Error> {
    let sold = crate::modules::catalogue::queries::product(tx, product)?.is_some_and(|product| product.is_on_sale());
    Ok(sold && models::current(tx, product)?.is_some())
}

/// Keeps what is typed and goes to where the goods at `place` are configured.
pub(super) async fn open(cx: &Cx, order: &Order, form: &EditForm, place: usize) -> Outcome {
    let product = {
        let tx = cx.access.read()?;
        let (product, ..) = at(order, form, place)?;
        if !is_made(&tx, product)? {
            return Err(Refusal::MadeGone.into());
        }
        product
    };
    unsent::keep(&cx.access, order, form).await?;
    cx.redirect(&format!(
        "{}?line={place}&version={}",
        address(order, product),
        order.version
    ))
}

/// The same for goods that come: those made to order have no price until they are configured.
pub(super) async fn begin(cx: &Cx, order: &Order, form: &EditForm, product: ProductId, quantity: Quantity) -> Outcome {
    unsent::keep(&cx.access, order, form).await?;
    let quantity = segment(quantity.to_string());
    cx.redirect(&format!(
        "{}?version={}&q={quantity}",
        address(order, product),
        order.version
    ))
}

fn counter_of(
    cx: &Cx,
    tx: &ReadTx,
    order: &Order,
    form: &EditForm,
    product: ProductId,
    asked: LineQuery,
) -> Result<Counter, Error> {
    let line = match asked.line {
        None => None,
        Some(place) => {
            let (of, configuration, quantity) = at(order, form, place)?;
            if of != product {
                return Err(Error::NotFound);
            }
            Some(LineAt {
                place,
                version: asked.version.unwrap_or(order.version),
                quantity: parse_quantity(&quantity).unwrap_or(Quantity::ONE),
                configuration,
            })
        }
    };
    let filling = Filling {
        draft: order.number.to_string(),
        address: format!("/orders/{}", order.number),
        dealer: order.dealer,
        contract: Some(order.contract),
        lines: order.lines.len(),
    };
    Counter::of(
        cx,
        tx,
        product,
        Stand::Order(filling, line, asked.version.unwrap_or(order.version)),
    )
}

/// The order can be changed, and the form is of the order as it is.
fn stands(order: &Order, form: &EditForm, asked: LineQuery) -> bool {
    let drawn = asked.version.unwrap_or(order.version);
    order.may_be_asked() && drawn == order.version && form.version == order.version
}

pub async fn page(cx: Cx) -> Outcome {
    let tx = cx.access.read()?;
    let order = actions::by_number(&tx, cx.param("number")?)?;
    let (form, asked) = (form_of(&cx, &tx, &order)?, cx.query()?);
    if !stands(&order, &form, asked) {
        // The page of editing says why, with the difference.
        return cx.redirect(&edit(order.number));
    }
    let counter = counter_of(&cx, &tx, &order, &form, cx.param("product")?, asked)?;
    counter::show(&cx, &counter)
}

pub async fn change(cx: Cx) -> Outcome {
    let tx = cx.access.read()?;
    let order = actions::by_number(&tx, cx.param("number")?)?;
    let form = form_of(&cx, &tx, &order)?;
    let counter = counter_of(&cx, &tx, &order, &form, cx.param("product")?, cx.form()?)?;
    counter::answer(&cx, &counter)
}

#[derive(Deserialize)]
struct PutForm {
    product: ProductId,
    /// The edition that the page was drawn with.
    #[serde(default)]
    edition: u32,
}

/// Takes the configuration into the change.
pub async fn put(cx: Cx) -> Outcome {
    let (posted, asked): (PutForm, LineQuery) = (cx.form()?, cx.form()?);
    let (order, mut form, counter) = {
        let tx = cx.access.read()?;
        let order = actions::by_number(&tx, cx.param("number")?)?;
        let form = form_of(&cx, &tx, &order)?;
        let counter = counter_of(&cx, &tx, &order, &form, posted.product, asked)?;
        (order, form, counter)
    };
    let asking = Asking::of_form(counter.model(), &cx.form_pairs()?);
    let refuse = |why: Message| counter::refused(&cx, &counter, &asking, &cx.say(&why));
    if !stands(&order, &form, asked) {
        // What is chosen stays on the page; the page of editing tells what has changed.
        return refuse(Message::new(Refusal::OrderMoved.message()));
    }
    let quantity = match asking.pieces() {
        Ok(quantity) if asking.faults.is_empty() => quantity.round_up_to(counter.item().step),
        _ => return counter::unreadable(&cx, &counter, &asking),
    };
    if let Err(refusal) = crate::modules::orders::edit_form::read(&quantity.to_string()) {
        return refuse(Message::new(refusal.message()));
    }
    if posted.edition != counter.edition.number {
        return refuse(Message::new("orders-configuration-model-moved"));
    }
    match counter.figures(&cx, &asking.choices, quantity).state {
        Some(State::Complete) => {}
        Some(State::Impossible) => return refuse(Message::new("catalogue-finding-impossible")),
        _ => return refuse(Message::new("catalogue-finding-unfinished")),
    }
    let made = how(&Configuration {
        edition: counter.edition.number,
        choices: asking.choices.clone(),
    });
    let cell = shown(cx.locale, quantity);
    let said = |id: &'static str| {
        Message::new(id)
            .with("what", counter.product.name.as_str())
            .with("quantity", quantity)
            .with("unit", counter.product.unit.name.as_str())
    };
    let said = match asked.line {
        Some(place) if place < order.lines.len() => {
            form.how.resize(order.lines.len(), String::new());
            (form.how[place], form.quantity[place]) = (made, cell);
            form.removed.retain(|of| *of != place);
            said("orders-edit-remade")
        }
        Some(place) => {
            let place = place - order.lines.len();
            (form.make[place], form.amount[place]) = (made, cell);
            said("orders-edit-remade")
        }
        None => {
            let sku: SkuId = posted.product.cast();
            form.added.push(sku.to_string());
            form.amount.push(cell);
            form.note.push(String::new());
            form.when.resize(form.added.len(), String::new());
            form.make.resize(form.added.len() - 1, String::new());
            form.make.push(made);
            said("orders-edit-taken")
        }
    };
    unsent::keep(&cx.access, &order, &form).await?;
    cx.flash(said).await?;
    cx.redirect(&edit(order.number))
}

/// Throws away what was typed and not sent.
pub async fn removal(cx: Cx) -> Outcome {
    let order = actions::by_number(&cx.access.read()?, cx.param("number")?)?;
    unsent::drop_lines(&cx.access, &order).await?;
    cx.redirect(&edit(order.number))
}
