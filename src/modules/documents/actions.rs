//! What the exchange and readers do to documents.

use jiff::tz::TimeZone;

use super::content::ToldFile;
use super::events::{About, DocumentEvent, is_news};
use super::model::{Document, DocumentId, Incoming, Manifest, Reading, Source, Stray, TWINS_MAX, Told, twin};
use super::permissions::SEE;
use super::queries;
use super::records::{DOCUMENT_BY_COUNTERPARTY, DOCUMENT_BY_MANIFEST};
use crate::modules::dealers::queries::contracts;
use crate::modules::dealers::{Contract, LegalEntity};
use crate::modules::orders::{ORDER_BY_NUMBER, ORDER_BY_ONE_C, Order};
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::files::Attachment;
use crate::platform::store::Reader;
use crate::platform::values::{Currency, Id, Message, Moment, PageRequest};

/// Documents that are given to another owner in one commit.
const GIVEN: usize = 200;
/// Somebody who looks at the same document again within this time has opened it once.
const OPENED_SECONDS: i64 = 10 * 60;

/// What became of a told document.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    pub created: bool,
    pub changed: bool,
    /// Whose it is nobody knows yet.
    pub waits: bool,
    /// What could not be taken as it was said, or isn't there yet.
    pub warnings: Vec<Message>,
}

/// Takes in what 1C tells. `entity` is the counterparty where it is known; without one the document waits. `zone` is the
/// installation's: it says what day today is.
pub fn take(
    w: &mut Write<'_, '_>,
    incoming: &Incoming,
    entity: Option<&LegalEntity>,
    zone: &TimeZone,
) -> Result<Taken, Error> {
    let Incoming { told, file } = incoming;
    let id = Document::id_of(&told.external);
    let known: Option<Document> = w.get(&id)?;
    let now = w.now();
    let mut warnings = Vec::new();
    // Who says nothing of the buyer doesn't take the document from its dealer.
    let silent = known.as_ref().filter(|_| told.buyer.is_unsaid());
    let mut next = Document {
        id,
        told: Told {
            buyer: silent.map_or_else(|| told.buyer.clone(), |known| known.told.buyer.clone()),
            // What 1C says nothing of any more stays: a manifest is never taken back by silence.
            manifest: told
                .manifest
                .clone()
                .or_else(|| known.as_ref().and_then(|known| known.told.manifest.clone())),
            ..told.clone()
        },
        dealer: silent.map_or_else(|| entity.map(|entity| entity.dealer), |known| known.dealer),
        entity: silent.map_or_else(|| entity.map(|entity| entity.id), |known| known.entity),
        contract: None,
        order: None,
        source: known.as_ref().and_then(|known| known.source.clone()),
        file: known.as_ref().and_then(|known| known.file.clone()),
        refused: known.as_ref().and_then(|known| known.refused.clone()),
        first: known.as_ref().map_or(now, |known| known.first),
        changed: now,
    };
    link(&**w, &mut next, &mut warnings)?;
    let stray = with_file(&**w, &mut next, file, &mut warnings)?;
    let waits = next.dealer.is_none();
    if let Some(known) = &known {
        next.changed = known.changed;
        if next == *known && stray.is_none() {
            return Ok(Taken {
                waits,
                warnings,
                ..Taken::default()
            });
        }
        next.changed = now;
    }
    let event = event_of(known.as_ref(), &next, now, zone);
    let mut change = w.change(&event)?;
    change.save(&next)?;
    if let Some(name) = stray {
        change.delete::<Stray>(&name)?;
    }
    Ok(Taken {
        created: known.is_none(),
        changed: known.is_some(),
        waits,
        warnings,
    })
}

fn event_of(known: Option<&Document>, next: &Document, now: Moment, zone: &TimeZone) -> DocumentEvent {
    let news = is_news(&next.told, now.day_in(zone));
    let about = About::of(next, news);
    match known {
        None => DocumentEvent::Came(about),
        Some(known) if !known.told.withdrawn && next.told.withdrawn => DocumentEvent::Withdrawn(about),
        Some(known) if known.told.withdrawn && !next.told.withdrawn => DocumentEvent::Returned(about),
        Some(known) if known.dealer != next.dealer => DocumentEvent::Given(about),
        Some(_) => DocumentEvent::Changed(about),
    }
}

/// Finds the contract and the order within the dealer's own. What isn't found is said and left out.
fn link(tx: &impl Reader, document: &mut Document, warnings: &mut Vec<Message>) -> Result<(), Error> {
    let told = &document.told;
    document.contract = None;
    document.order = None;
    let (Some(dealer), Some(entity)) = (document.dealer, document.entity) else {
        return Ok(());
    };
    let mut warn = |id: &'static str, value: &str| {
        let said = Message::new(id).with("what", super::model::title(told));
        warnings.push(said.with("value", value));
    };
    if !told.contract.is_empty() {
        match contract_of(tx, dealer, entity, &told.contract, told.currency)? {
            Found::One(contract) => document.contract = Some(contract.id),
            Found::OtherCurrency => warn("documents-warn-currency", &told.contract),
            Found::None => warn("documents-warn-contract", &told.contract),
        }
    }
    if !told.order.is_empty() {
        let order = match tx.find(&ORDER_BY_NUMBER, told.order.as_str())? {
            Some(order) => Some(order),
            None => {
                let page = tx.scan(&ORDER_BY_ONE_C, told.order.as_str(), &PageRequest::first(2))?;
                page.items.into_iter().next()
            }
        };
        match order.filter(|order: &Order| order.dealer == dealer) {
            Some(order) => document.order = Some((order.id, order.number)),
            None => warn("documents-warn-order", &told.order),
        }
    }
    Ok(())
}

/// What is found by a contract's number.
pub enum Found {
    One(Contract),
    /// There is one, in another currency.
    OtherCurrency,
    None,
}

/// The contract of a legal entity by the number that 1C calls it by.
pub fn contract_of(
    tx: &impl Reader,
    dealer: crate::platform::values::DealerId,
    entity: Id<LegalEntity>,
    number: &str,
    currency: Currency,
) -> Result<Found, Error> {
    let number = number.trim().to_lowercase();
    let mut same = contracts(tx, dealer)?;
    same.retain(|contract| contract.entity == entity && contract.number.trim().to_lowercase() == number);
    if same.is_empty() {
        return Ok(Found::None);
    }
    // Of several by one number the open one is meant.
    same.sort_by_key(|contract| contract.closed);
    let fitting = same.into_iter().find(|contract| contract.currency == currency);
    Ok(fitting.map_or(Found::OtherCurrency, Found::One))
}

/// Puts what came of the file to the document; the name of the stray file that it took.
fn with_file(
    tx: &impl Reader,
    document: &mut Document,
    file: &ToldFile,
    warnings: &mut Vec<Message>,
) -> Result<Option<String>, Error> {
    match file {
        ToldFile::Unnamed => {}
        ToldFile::Kept { file, sha256 } => {
            document.file = Some(file.clone());
            document.refused = None;
            let Some(manifest) = &document.told.manifest else {
                return Ok(None);
            };
            let name = manifest.name.clone();
            document.source = Some(Source {
                name: name.clone(),
                sha256: sha256.clone(),
            });
            // It may have come before anybody named it. Another of the same name goes on waiting.
            return Ok(stray_of_sum(tx, &name, sha256)?.map(|stray| stray.name));
        }
        ToldFile::Refused(why) => {
            document.refused = Some(why.clone());
            let said = Message::new("documents-warn-file").with("what", document.title());
            warnings.push(said.with("reason", why.clone()));
        }
        ToldFile::Absent => {
            let Some(manifest) = &document.told.manifest else {
                return Ok(None);
            };
            if document.lacks_file() {
                if let Some(stray) = stray_for(tx, document.id, manifest)? {
                    document.source = Some(Source {
                        name: manifest.name.clone(),
                        sha256: stray.sha256,
                    });
                    document.file = Some(stray.file);
                    document.refused = None;
                    return Ok(Some(stray.name));
                }
                let said = Message::new("documents-warn-absent").with("what", document.title());
                warnings.push(said.with("name", manifest.name.as_str()));
            }
        }
    }
    Ok(None)
}

/// A stray file of this name with this sum, whichever of its twins it is.
fn stray_of_sum(tx: &impl Reader, name: &str, sha256: &str) -> Result<Option<Stray>, Error> {
    for n in 1..=TWINS_MAX {
        let stray: Option<Stray> = tx.get(&twin(name, n))?;
        if stray.as_ref().is_some_and(|stray| stray.sha256 == sha256) {
            return Ok(stray);
        }
    }
    Ok(None)
}

/// A file that came before. A name that several documents or several files bear proves nothing: then only the sum of the
/// bytes does.
fn stray_for(tx: &impl Reader, id: DocumentId, manifest: &Manifest) -> Result<Option<Stray>, Error> {
    if let Some(sum) = &manifest.sha256 {
        let stray = stray_of_sum(tx, &manifest.name, sum)?;
        return Ok(stray.filter(|stray| manifest.is_answered_by(&stray.file, &stray.sha256)));
    }
    let stray: Option<Stray> = tx.get(&manifest.name)?;
    let Some(stray) = stray.filter(|stray| manifest.is_answered_by(&stray.file, &stray.sha256)) else {
        return Ok(None);
    };
    let named = tx.scan(&DOCUMENT_BY_MANIFEST, manifest.name.as_str(), &PageRequest::first(2))?;
    let alone = named.items.iter().all(|document| document.id == id);
    let single = tx.get::<Stray>(&twin(&manifest.name, 2))?.is_none();
    Ok((alone && single).then_some(stray))
}

/// A file that lies among the papers and that no document has taken.
#[derive(Clone, Debug)]
pub struct LeftFile {
    /// Its place below the folder of papers, as a manifest would say it.
    pub name: String,
    /// Where it lies in truth: a second one of the same name stands aside (see [`twin`]).
    pub place: String,
    /// No other of the same name came with it.
    pub single: bool,
    pub file: Attachment,
    pub sha256: String,
}

/// What became of such a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Left {
    /// Some document has it already.
    Known,
    /// It completes a document that came before.
    Completes(Message),
    /// It waits for one.
    Waits,
}

/// Takes in a file without its document.
pub fn take_left(w: &mut Write<'_, '_>, left: &LeftFile) -> Result<Left, Error> {
    let named = w
        .scan(&DOCUMENT_BY_MANIFEST, left.name.as_str(), &PageRequest::first(50))?
        .items;
    if named.iter().any(|document| {
        let of = document.file.as_ref();
        of.is_some_and(|of| of.hash == left.file.hash)
    }) {
        return Ok(Left::Known);
    }
    let fits = |document: &&Document| {
        let manifest = document.told.manifest.as_ref();
        document.lacks_file() && manifest.is_some_and(|manifest| manifest.is_answered_by(&left.file, &left.sha256))
    };
    let sure = |document: &Document| {
        let manifest = document.told.manifest.as_ref();
        named.len() == 1 && left.single || manifest.is_some_and(|manifest| manifest.sha256.is_some())
    };
    let mut waiting = named.iter().filter(fits);
    if let (Some(document), None) = (waiting.next(), waiting.next())
        && sure(document)
    {
        let next = Document {
            file: Some(left.file.clone()),
            source: Some(Source {
                name: left.name.clone(),
                sha256: left.sha256.clone(),
            }),
            refused: None,
            changed: w.now(),
            ..document.clone()
        };
        let title = next.title();
        let event = DocumentEvent::Changed(About::of(&next, false));
        w.save(&next, &event)?;
        return Ok(Left::Completes(title));
    }
    let known: Option<Stray> = w.get(&left.place)?;
    if known.is_some_and(|known| known.sha256 == left.sha256) {
        return Ok(Left::Waits);
    }
    let stray = Stray {
        name: left.place.clone(),
        file: left.file.clone(),
        sha256: left.sha256.clone(),
        at: w.now(),
    };
    let event = DocumentEvent::Stray {
        name: left.place.clone(),
    };
    w.save(&stray, &event)?;
    Ok(Left::Waits)
}

/// Gives the documents of a counterparty to whom it belongs now. In commits of some hundred.
pub async fn give(access: &Access, entity: &LegalEntity) -> Result<(), Error> {
    let Some(counterparty) = entity.counterparty.clone() else {
        return Ok(());
    };
    let mut request = PageRequest::first(GIVEN);
    loop {
        let page = access
            .read()?
            .scan(&DOCUMENT_BY_COUNTERPARTY, counterparty.as_str(), &request)?;
        let ids: Vec<DocumentId> = page.items.iter().map(|document| document.id).collect();
        let (owner, zone) = (entity.clone(), access.services().zone.clone());
        access
            .write(move |w| {
                for id in &ids {
                    give_one(w, id, &owner, &zone)?;
                }
                Ok(())
            })
            .await?;
        match page.next {
            Some(next) => request = request.after(Some(next)),
            None => return Ok(()),
        }
    }
}

fn give_one(w: &mut Write<'_, '_>, id: &DocumentId, entity: &LegalEntity, zone: &TimeZone) -> Result<(), Error> {
    let Some(known) = w.get::<Document>(id)? else {
        return Ok(());
    };
    let mut next = Document {
        dealer: Some(entity.dealer),
        entity: Some(entity.id),
        ..known.clone()
    };
    link(&**w, &mut next, &mut Vec::new())?;
    if next == known {
        return Ok(());
    }
    let now = w.now();
    next.changed = now;
    let event = event_of(Some(&known), &next, now, zone);
    w.save(&next, &event)?;
    Ok(())
}

/// May this reader read papers with sums? A right that the client beside hides is no right now.
///
/// # Errors
/// `Forbidden` with the right that is missing.
pub fn may_read(access: &Access) -> Result<(), Error> {
    access.require(SEE)?;
    access.require_finance()
}

/// How somebody reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Opened,
    Taken,
}

/// Writes down that the reader has opened or taken documents.
pub async fn note(access: &Access, documents: &[Document], way: Way) -> Result<(), Error> {
    // Whoever sees the cabinet as somebody else has read it all the same.
    let access = &access.of_oneself()?;
    let Some(member) = queries::member(access) else {
        return Ok(());
    };
    let now = access.now();
    if way == Way::Opened {
        let tx = access.read()?;
        let mut news = false;
        for document in documents {
            let known: Option<Reading> = tx.get(&(document.id, member))?;
            let last = known.and_then(|known| known.opened);
            news |= last.is_none_or(|at| now.seconds_since(at) >= OPENED_SECONDS);
        }
        if !news {
            return Ok(());
        }
    }
    let (documents, name, company) = (documents.to_vec(), access.actor().name.clone(), access.actor().company);
    access
        .write(move |w| {
            let mut readings = Vec::with_capacity(documents.len());
            for document in &documents {
                let known: Option<Reading> = w.get(&(document.id, member))?;
                let mut reading = known.unwrap_or_else(|| Reading {
                    document: document.id,
                    member,
                    name: name.clone(),
                    company,
                    opened: None,
                    taken: None,
                });
                match way {
                    Way::Opened => reading.opened = Some(w.now()),
                    Way::Taken => reading.taken = Some(w.now()),
                }
                reading.name.clone_from(&name);
                readings.push(reading);
            }
            let event = match (documents.as_slice(), way) {
                ([], _) => return Ok(()),
                ([one], Way::Opened) => DocumentEvent::Opened(About::of(one, false)),
                ([one], Way::Taken) => DocumentEvent::Taken(About::of(one, false)),
                (many, _) => DocumentEvent::TakenTogether {
                    dealer: company,
                    count: many.len(),
                },
            };
            let mut change = w.change(&event)?;
            for reading in &readings {
                change.save(reading)?;
            }
            Ok(())
        })
        .await
}
