//! Lines of goods that are made to order: configured within a draft, put into it, and brought up to a newer model.

use serde::Deserialize;

use super::filling::filling;
use crate::modules::catalogue::{ProductId, SkuId};
use crate::modules::configurator::pages::configure::{self as counter, Asking, Counter, LineAt, Stand};
use crate::modules::configurator::{Choices, Configuration, queries as models};
use crate::modules::orders::{Draft, DraftId, Refusal, actions};
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::Message;
use crate::platform::web::{Cx, Outcome};

/// Which line of the draft a page is about.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
struct LineQuery {
    /// From 0; none: a new one.
    line: Option<usize>,
    version: Option<u32>,
}

fn line_at(draft: &Draft, product: ProductId, asked: LineQuery) -> Result<Option<LineAt>, Error> {
    let Some(place) = asked.line else { return Ok(None) };
    let line = draft.lines.get(place).filter(|line| line.sku == sku_of(product));
    let line = line.ok_or(Error::NotFound)?;
    Ok(Some(LineAt {
        place,
        // A page that was drawn of an earlier version sends that one: the change is refused, not laid over another's.
        version: asked.version.unwrap_or(draft.version),
        quantity: line.quantity,
        configuration: line.configuration.clone(),
    }))
}

/// What is made to order has no variants of its own: the product is what is ordered.
fn sku_of(product: ProductId) -> SkuId {
    product.cast()
}

fn counter_of(cx: &Cx, tx: &ReadTx, id: DraftId, product: ProductId, asked: LineQuery) -> Result<Counter, Error> {
    let draft = tx.shared::<Draft>(&id)?.ok_or(Error::NotFound)?;
    let line = line_at(&draft, product, asked)?;
    Counter::of(cx, tx, product, Stand::Draft(filling(cx, id)?, line))
}

pub async fn page(cx: Cx) -> Outcome {
    let (id, product) = (cx.param("id")?, cx.param("product")?);
    let counter = counter_of(&cx, &cx.access.read()?, id, product, cx.query()?)?;
    counter::show(&cx, &counter)
}

pub async fn change(cx: Cx) -> Outcome {
    let (id, product) = (cx.param("id")?, cx.param("product")?);
    let counter = counter_of(&cx, &cx.access.read()?, id, product, cx.form()?)?;
    counter::answer(&cx, &counter)
}

#[derive(Deserialize)]
struct AddForm {
    product: ProductId,
    /// The edition that the page was drawn with.
    #[serde(default)]
    edition: u32,
}

/// Puts a line into the draft of the address, or configures one of its lines anew.
pub async fn add(cx: Cx) -> Outcome {
    let id: DraftId = cx.param("id")?;
    let (form, asked): (AddForm, LineQuery) = (cx.form()?, cx.form()?);
    let counter = counter_of(&cx, &cx.access.read()?, id, form.product, asked)?;
    put(&cx, &counter, &form, Some((id, asked))).await
}

/// Puts a line into the dealer's latest draft, or into a new one.
pub async fn pick(cx: Cx) -> Outcome {
    let form: AddForm = cx.form()?;
    cx.access.scope().dealer().ok_or(Error::NotFound)?;
    let counter = Counter::of(&cx, &cx.access.read()?, form.product, Stand::Catalogue)?;
    put(&cx, &counter, &form, None).await
}

async fn put(cx: &Cx, counter: &Counter, form: &AddForm, into: Option<(DraftId, LineQuery)>) -> Outcome {
    let asking = Asking::of_form(counter.model(), &cx.form_pairs()?);
    let quantity = match asking.pieces() {
        Ok(quantity) if asking.faults.is_empty() => quantity.round_up_to(counter.item().step),
        _ => return counter::unreadable(cx, counter, &asking),
    };
    if form.edition != counter.edition.number {
        let why = cx.say(&Message::new("orders-configuration-model-moved"));
        return counter::refused(cx, counter, &asking, &why);
    }
    let configuration = Configuration {
        edition: counter.edition.number,
        choices: asking.choices.clone(),
    };
    let sku = sku_of(form.product);
    let saved = match into {
        Some((id, asked)) => {
            let (place, version) = (asked.line, asked.version.filter(|_| asked.line.is_some()));
            actions::configure_line(&cx.access, id, version, place, sku, quantity, configuration).await
        }
        None => {
            let dealer = cx.access.scope().dealer().ok_or(Error::NotFound)?;
            let name = super::drafts::unnamed(cx);
            let id = actions::draft_at_hand(&cx.access, dealer, name).await?;
            actions::configure_line(&cx.access, id, None, None, sku, quantity, configuration).await
        }
    };
    match saved {
        Ok(draft) => {
            let said = Message::new("orders-picked")
                .with("what", counter.product.name.as_str())
                .with("quantity", quantity)
                .with("unit", counter.product.unit.name.as_str())
                .with("draft", draft.name.as_str());
            cx.flash(said).await?;
            cx.redirect(&format!("/drafts/{}", draft.id))
        }
        Err(Error::Refused(why)) => {
            let why = cx.say(&why);
            counter::refused(cx, counter, &asking, &why)
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
struct RenewalForm {
    line: usize,
    version: u32,
}

/// Calculates a line with the model that is current now, as the page has shown it.
pub async fn renewal(cx: Cx) -> Outcome {
    let id: DraftId = cx.param("id")?;
    let form: RenewalForm = cx.form()?;
    let (sku, quantity, configuration) = {
        let tx = cx.access.read()?;
        let draft = tx.shared::<Draft>(&id)?.ok_or(Error::NotFound)?;
        let line = draft.lines.get(form.line).ok_or(Error::NotFound)?;
        let old = line.configuration.as_ref().ok_or(Error::NotFound)?;
        let product: ProductId = line.sku.cast();
        let current = models::current(&tx, product)?.ok_or(Error::NotFound)?;
        let (choices, _): (Choices, _) = old.choices.fitting(&current.model);
        let renewed = Configuration {
            edition: current.number,
            choices,
        };
        (line.sku, line.quantity, renewed)
    };
    let version = Some(form.version);
    match actions::configure_line(&cx.access, id, version, Some(form.line), sku, quantity, configuration).await {
        Ok(_) => cx.redirect(&format!("/drafts/{id}")),
        Err(Error::Refused(_)) => {
            cx.flash(Message::new(Refusal::DraftMoved.message())).await?;
            cx.redirect(&format!("/drafts/{id}"))
        }
        Err(error) => Err(error),
    }
}
