//! What an administrator does with models. Nothing else saves them.

use super::events::{ModelEvent, What};
use super::model::{Model, check};
use super::permissions::BUILD;
use super::{Edition, Offered, Workshop};
use crate::modules::catalogue::{ProductId, queries};
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::Message;

/// The longest note on an edition, in characters.
pub const NOTE_MAX: usize = 500;

fn event(
    write: &Write<'_, '_>,
    what: What,
    product: ProductId,
    edition: u32,
    model: &Model,
) -> Result<ModelEvent, Error> {
    let name = queries::product(&**write, product)?
        .map(|product| product.name)
        .unwrap_or_default();
    Ok(ModelEvent {
        what,
        product,
        name,
        edition,
        counts: [
            model.parameters.len(),
            model.parameters.iter().map(|parameter| parameter.values.len()).sum(),
            model.rules.len(),
            model.parts.len(),
        ],
    })
}

/// Begins the model of a product; the one that is there already where there is one.
pub async fn begin(access: &Access, product: ProductId, model: Model) -> Result<Workshop, Error> {
    access.require(BUILD)?;
    access
        .write(move |write| {
            if let Some(workshop) = write.get::<Workshop>(&product)? {
                return Ok(workshop);
            }
            let goods = queries::product(&**write, product)?.ok_or(Error::NotFound)?;
            // A line of an order names what 1C sells: of a product with variants that would be one of them.
            let skus = queries::skus(&**write, &goods)?;
            if skus.iter().any(|sku| sku.id != product.cast()) {
                return Err(Error::Refused(Message::new("configurator-refusal-variants")));
            }
            let workshop = Workshop {
                product,
                model: model.clone(),
                edition: 0,
                ahead: true,
                changed: write.now(),
                changed_by: write.actor().name.clone(),
                version: 1,
            };
            let event = event(write, What::Begun, product, 0, &workshop.model)?;
            write.save(&workshop, &event)?;
            Ok(workshop)
        })
        .await
}

fn moved() -> Error {
    Error::Refused(Message::new("configurator-refusal-moved"))
}

/// Replaces the unpublished model whole.
pub async fn change(access: &Access, product: ProductId, version: u32, model: Model) -> Result<Workshop, Error> {
    access.require(BUILD)?;
    access
        .write(move |write| {
            let mut workshop = write.get::<Workshop>(&product)?.ok_or(Error::NotFound)?;
            if workshop.version != version {
                return Err(moved());
            }
            if workshop.model == model {
                return Ok(workshop);
            }
            let published = write.shared::<Edition>(&(product, workshop.edition))?;
            workshop.ahead = published.is_none_or(|edition| edition.model != model);
            workshop.model = model.clone();
            workshop.changed = write.now();
            workshop.changed_by = write.actor().name.clone();
            workshop.version = workshop.version.saturating_add(1);
            let event = event(write, What::Changed, product, workshop.edition, &workshop.model)?;
            write.save(&workshop, &event)?;
            Ok(workshop)
        })
        .await
}

/// Makes an edition of the unpublished model, which drafts are calculated with from now on.
///
/// # Errors
/// `Refused` when the model has a defect, is the published one already, or moved since the administrator looked.
pub async fn publish(access: &Access, product: ProductId, version: u32, note: String) -> Result<Edition, Error> {
    access.require(BUILD)?;
    // A large model takes a while to look through, and the writer is everybody's: it is looked at before, by its version.
    let looked_at = access.read()?.get::<Workshop>(&product)?.ok_or(Error::NotFound)?;
    if looked_at.version == version && !check(&looked_at.model).is_empty() {
        return Err(Error::Refused(Message::new("configurator-refusal-defects")));
    }
    access
        .write(move |write| {
            let mut workshop = write.get::<Workshop>(&product)?.ok_or(Error::NotFound)?;
            if workshop.version != version || workshop.version != looked_at.version {
                return Err(moved());
            }
            let offered = write.get::<Offered>(&product)?;
            let sold = offered.as_ref().is_some_and(|offered| !offered.withdrawn);
            if !workshop.ahead && sold {
                return Err(Error::Refused(Message::new("configurator-refusal-published")));
            }
            let last = offered.map_or(0, |offered| offered.edition).max(workshop.edition);
            let edition = Edition {
                product,
                number: last.saturating_add(1),
                model: workshop.model.clone(),
                published: write.now(),
                by: write.actor().name.clone(),
                note: note.trim().chars().take(NOTE_MAX).collect(),
            };
            workshop.edition = edition.number;
            workshop.ahead = false;
            workshop.version = workshop.version.saturating_add(1);
            let event = event(write, What::Published, product, edition.number, &edition.model)?;
            let mut change = write.change(&event)?;
            change.save(&edition)?;
            change.save(&workshop)?;
            change.save(&Offered {
                product,
                edition: edition.number,
                withdrawn: false,
            })?;
            Ok(edition)
        })
        .await
}

/// Sells the product made to order no more. Editions and the unpublished model stay.
pub async fn withdraw(access: &Access, product: ProductId) -> Result<(), Error> {
    access.require(BUILD)?;
    access
        .write(move |write| {
            let mut offered = write.get::<Offered>(&product)?.ok_or(Error::NotFound)?;
            if offered.withdrawn {
                return Ok(());
            }
            offered.withdrawn = true;
            let event = event(write, What::Withdrawn, product, offered.edition, &Model::default())?;
            write.save(&offered, &event)?;
            Ok(())
        })
        .await
}
