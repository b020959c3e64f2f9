//! What can be done with drafts, up to their submission.

use super::{act, author, by_number};
use crate::modules::catalogue::{Deal, SUBSTITUTES_MAX, Sellable, SkuId, queries::instead_of, sellable};
use crate::modules::configurator::Configuration;
use crate::modules::dealers::Dealer;
use crate::modules::orders::repetition::{Picked, all_again};
use crate::modules::orders::{
    DRAFT_BY_DEALER, DRAFTS, Draft, DraftEvent, DraftId, DraftLine, LINES_MAX, OrderNumber, Refusal, TEMPLATES,
};
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Message, Moment, PageRequest, Quantity};

/// The most drafts of one dealer.
pub const DRAFTS_MAX: i64 = 500;

/// Begins a draft for `dealer` (its own people: their company). The first open contract is chosen at once.
pub async fn begin_draft(access: &Access, dealer: DealerId, name: String) -> Result<Draft, Error> {
    access
        .write(move |write| {
            let draft = begun(write, dealer, &name)?;
            write.save(&draft, &DraftEvent::begun(&draft))?;
            Ok(draft)
        })
        .await
}

/// A draft that is not saved yet.
fn begun(write: &mut Write<'_, '_>, dealer: DealerId, name: &str) -> Result<Draft, Error> {
    if write.get::<Dealer>(&dealer)?.is_none() {
        return Err(Error::NotFound);
    }
    room(write, dealer, false)?;
    let (id, act) = (write.fresh_id(), act(write));
    let mut draft = Draft::new(id, dealer, name, act)?;
    if let Some(contract) = Deal::contracts(&**write, dealer)?.first() {
        (draft.contract, draft.entity) = (Some(contract.id), Some(contract.entity));
    }
    Ok(draft)
}

/// Where lines go.
#[derive(Clone, Debug)]
pub enum Target {
    /// Into a draft of this dealer.
    Draft(DealerId, DraftId),
    /// Into a new one of this name.
    New(DealerId, String),
}

/// Puts lines into a draft within somebody else's write, as many as there is room for. The draft, and how many.
pub fn fill(write: &mut Write<'_, '_>, target: &Target, lines: &[DraftLine]) -> Result<(Draft, usize), Error> {
    let (draft, fresh) = target_of(write, target)?;
    // Lines are taken up to the first that has no room: then nothing changes, and nobody is told of a change.
    let fits = |line: &DraftLine| draft.lines.len() < LINES_MAX || draft.lines.iter().any(|other| other.is_same(line));
    if !lines.first().is_some_and(fits) {
        return Ok((draft, 0));
    }
    let (draft, taken) = draft.with_all(lines, write.now())?;
    Ok((filled(write, draft, fresh)?, taken))
}

/// Puts a line of its own into a draft within somebody else's write, even where another says the same: it is still to be
/// configured. The draft, and the line's place in it.
pub fn lay(write: &mut Write<'_, '_>, target: &Target, line: DraftLine) -> Result<(Draft, usize), Error> {
    let (draft, fresh) = target_of(write, target)?;
    let draft = draft.with_own_line(line, write.now())?;
    let place = draft.lines.len() - 1;
    Ok((filled(write, draft, fresh)?, place))
}

/// The draft that is meant, and whether it is a new one.
fn target_of(write: &mut Write<'_, '_>, target: &Target) -> Result<(Draft, bool), Error> {
    match target {
        Target::New(dealer, name) => Ok((begun(write, *dealer, name)?, true)),
        Target::Draft(dealer, id) => {
            let draft = write.get::<Draft>(id)?.filter(|draft| draft.dealer == *dealer);
            Ok((draft.ok_or(Error::NotFound)?.free()?, false))
        }
    }
}

fn filled(write: &mut Write<'_, '_>, mut draft: Draft, fresh: bool) -> Result<Draft, Error> {
    if !fresh {
        draft.changed_by = Some(author(write.actor()));
    }
    let event = match fresh {
        true => DraftEvent::begun(&draft),
        false => DraftEvent::changed(&draft),
    };
    write.save(&draft, &event)?;
    Ok(draft)
}

/// Changes a draft by a rule. `version` is the one that the form was drawn from; without it the change stands on
/// whatever there is (adding a line from the catalogue).
pub async fn edit_draft<F>(access: &Access, id: DraftId, version: Option<u32>, rule: F) -> Result<Draft, Error>
where
    F: Fn(Draft, Moment) -> Result<Draft, Refusal> + Send + 'static,
{
    access
        .write(move |write| {
            let draft = write.get::<Draft>(&id)?.ok_or(Error::NotFound)?.free()?;
            if let Some(version) = version {
                draft.expect(version)?;
            }
            let mut edited = rule(draft, write.now())?;
            edited.changed_by = Some(author(write.actor()));
            write.save(&edited, &DraftEvent::changed(&edited))?;
            Ok(edited)
        })
        .await
}

/// Puts a sku into a draft: the named one, or the dealer's latest, or a new one under `name`.
pub async fn add_to_draft(
    access: &Access,
    dealer: DealerId,
    draft: Option<DraftId>,
    name: String,
    sku: SkuId,
    quantity: Quantity,
) -> Result<Draft, Error> {
    let id = match draft {
        Some(id) => id,
        None => draft_at_hand(access, dealer, name).await?,
    };
    edit_draft(access, id, None, move |draft, at| draft.with_added(sku, quantity, at)).await
}

/// Puts many into a draft at once, or none of them: into the named one, or the dealer's latest, or a new one under `name`.
/// Of what is in it already the quantity grows.
pub async fn add_all_to_draft(access: &Access, target: Target, goods: Vec<DraftLine>) -> Result<Draft, Error> {
    access
        .write(move |write| {
            let known = match &target {
                Target::Draft(dealer, id) => {
                    let draft = write.get::<Draft>(id)?.filter(|draft| draft.dealer == *dealer);
                    Some(draft.ok_or(Error::NotFound)?.free()?)
                }
                Target::New(dealer, _) => latest(&**write, *dealer)?,
            };
            let (draft, fresh) = match (known, &target) {
                (Some(draft), _) => (draft, false),
                (None, Target::New(dealer, name)) => (begun(write, *dealer, name)?, true),
                (None, Target::Draft(..)) => return Err(Error::NotFound),
            };
            let (mut draft, taken) = draft.with_all(&goods, write.now())?;
            if taken < goods.len() {
                return Err(Refusal::TooManyLines.into());
            }
            let event = match fresh {
                true => DraftEvent::begun(&draft),
                false => {
                    draft.changed_by = Some(author(write.actor()));
                    DraftEvent::changed(&draft)
                }
            };
            write.save(&draft, &event)?;
            Ok(draft)
        })
        .await
}

/// The dealer's latest draft, or a new one under `name`.
pub async fn draft_at_hand(access: &Access, dealer: DealerId, name: String) -> Result<DraftId, Error> {
    let found = latest(&access.read()?, dealer)?;
    match found {
        Some(draft) => Ok(draft.id),
        None => Ok(begin_draft(access, dealer, name).await?.id),
    }
}

/// Drafts that are looked through for one that can be changed.
const LATEST_LOOKED: usize = 50;

/// The dealer's draft that was changed last, of those that can be.
fn latest(tx: &impl Reader, dealer: DealerId) -> Result<Option<Draft>, Error> {
    let newest = PageRequest::first(LATEST_LOOKED).descending();
    let drafts = tx.scan(&DRAFT_BY_DEALER, &dealer, &newest)?.items;
    Ok(drafts.into_iter().find(|draft| !draft.held))
}

/// Puts goods into a draft that are made to order, or configures the line at `place` anew.
pub async fn configure_line(
    access: &Access,
    id: DraftId,
    version: Option<u32>,
    place: Option<usize>,
    sku: SkuId,
    quantity: Quantity,
    configuration: Configuration,
) -> Result<Draft, Error> {
    edit_draft(access, id, version, move |draft, at| {
        draft.with_configured(sku, quantity, configuration.clone(), place, at)
    })
    .await
}

/// The most templates of one dealer.
pub const TEMPLATES_MAX: i64 = 100;

/// A copy under another name: a draft, or a template to begin drafts from.
pub async fn copy_draft(access: &Access, id: DraftId, name: String, template: bool) -> Result<Draft, Error> {
    access
        .write(move |write| {
            let draft = write.get::<Draft>(&id)?.ok_or(Error::NotFound)?;
            room(write, draft.dealer, template)?;
            let (fresh, act) = (write.fresh_id(), act(write));
            let copy = draft.duplicate(fresh, &name, template, act)?;
            write.save(&copy, &DraftEvent::begun(&copy))?;
            Ok(copy)
        })
        .await
}

/// Is there room for one more?
fn room(write: &Write<'_, '_>, dealer: DealerId, template: bool) -> Result<(), Error> {
    let (counter, most) = match template {
        true => (TEMPLATES, TEMPLATES_MAX),
        false => (DRAFTS, DRAFTS_MAX),
    };
    match write.count(counter, &dealer)? < most {
        true => Ok(()),
        false => Err(Refusal::TooManyEntries.into()),
    }
}

/// Takes lines out of a draft into a new one; that one.
pub async fn split_draft(
    access: &Access,
    id: DraftId,
    version: u32,
    places: Vec<usize>,
    name: String,
) -> Result<Draft, Error> {
    access
        .write(move |write| {
            let draft = write.get::<Draft>(&id)?.ok_or(Error::NotFound)?.free()?;
            draft.expect(version)?;
            room(write, draft.dealer, draft.template)?;
            let (fresh, act) = (write.fresh_id(), act(write));
            let by = act.by.clone();
            let (mut stays, taken) = draft.split(&places, fresh, &name, act)?;
            stays.changed_by = Some(by);
            write.save(&stays, &DraftEvent::changed(&stays))?;
            write.save(&taken, &DraftEvent::begun(&taken))?;
            Ok(taken)
        })
        .await
}

/// Puts the lines of another draft of the same contract into this one; the other is gone then.
pub async fn merge_drafts(access: &Access, id: DraftId, version: u32, other: DraftId) -> Result<Draft, Error> {
    access
        .write(move |write| {
            let draft = write.get::<Draft>(&id)?.ok_or(Error::NotFound)?.free()?;
            draft.expect(version)?;
            let other = write.get::<Draft>(&other)?.ok_or(Error::NotFound)?.free()?;
            let mut merged = draft.merged(&other, write.now())?;
            merged.changed_by = Some(author(write.actor()));
            write.save(&merged, &DraftEvent::changed(&merged))?;
            // A template stays to be used again.
            if !other.template {
                write.change(&DraftEvent::removed(&other))?.delete::<Draft>(&other.id)?;
            }
            Ok(merged)
        })
        .await
}

/// A new draft with what is picked of orders of one contract, at today's prices. `name` empty: the order's.
pub async fn draft_again(access: &Access, picks: Vec<(OrderNumber, Picked)>, name: String) -> Result<Draft, Error> {
    access
        .write(move |write| {
            let mut orders = Vec::with_capacity(picks.len());
            for (number, picked) in &picks {
                orders.push((by_number(&**write, *number)?, picked.clone()));
            }
            let (first, _) = orders.first().ok_or(Error::NotFound)?;
            room(write, first.dealer, false)?;
            let ids: Vec<DraftId> = orders.iter().map(|_| write.fresh_id()).collect();
            let act = act(write);
            let mut draft = all_again(&**write, &orders, |at| ids[at], &act)?;
            if !name.is_empty() {
                draft = draft.renamed(&name, act.at)?;
            }
            write.save(&draft, &DraftEvent::begun(&draft))?;
            Ok(draft)
        })
        .await
}

/// What stands in is sold in a unit that isn't a number of the other: only a person knows how much of it is wanted.
pub(in crate::modules::orders) fn other_unit(item: &Sellable, unit: &str) -> Error {
    let said = Message::new("orders-refusal-substitute-unit").with("what", item.title());
    Error::Refused(said.with("unit", item.unit.name.as_str()).with("was", unit))
}

/// Puts what stands in for withdrawn goods in their place in a draft.
pub async fn substitute(access: &Access, id: DraftId, version: u32, place: usize, sku: SkuId) -> Result<Draft, Error> {
    access
        .write(move |write| {
            let draft = write.get::<Draft>(&id)?.ok_or(Error::NotFound)?.free()?;
            draft.expect(version)?;
            let old = draft.lines.get(place).ok_or(Refusal::LineUnknown)?.clone();
            let known = instead_of(&**write, old.sku, SUBSTITUTES_MAX)?;
            let item = known.into_iter().find(|item| item.sku == sku).ok_or(Error::NotFound)?;
            let unit = sellable(&**write, old.sku)?.map(|item| item.unit).unwrap_or_default();
            let wanted = unit.convert(old.quantity, &item.unit);
            let wanted = wanted.ok_or_else(|| other_unit(&item, &unit.name))?;
            let mut draft = draft.with_substitute(place, item.sku, wanted, item.step, write.now())?;
            draft.changed_by = Some(author(write.actor()));
            write.save(&draft, &DraftEvent::changed(&draft))?;
            Ok(draft)
        })
        .await
}

pub async fn remove_draft(access: &Access, id: DraftId) -> Result<(), Error> {
    access
        .write(move |write| {
            let draft = write.get::<Draft>(&id)?.ok_or(Error::NotFound)?.free()?;
            let mut change = write.change(&DraftEvent::removed(&draft))?;
            change.delete::<Draft>(&id)?;
            Ok(())
        })
        .await
}
