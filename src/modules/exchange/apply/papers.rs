//! Documents and settlements of the extension file: whose they are, and into their modules with them.

use std::path::Path;

use super::parties::{apply_party, recognised};
use super::words;
use crate::modules::dealers::LegalEntity;
use crate::modules::documents::{self, Company, Incoming, Left, LeftFile, ToldFile, first_of_twins, twin};
use crate::modules::exchange::commerceml::Counterparty;
use crate::modules::exchange::runs::{Party, PartyState, PictureKeeper, RunFile};
use crate::modules::exchange::spool::PAPERS;
use crate::modules::exchange::{Kind, Message, Report};
use crate::modules::settlements::{self, Told as Settlement};
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::Reader;

/// Whose something of 1C is.
enum Owner {
    Entity(Box<LegalEntity>),
    /// Nobody has said yet.
    Unknown,
    /// An administrator said: none of our dealers.
    Nobody,
}

impl Owner {
    fn entity(self) -> Option<LegalEntity> {
        match self {
            Owner::Entity(entity) => Some(*entity),
            Owner::Unknown | Owner::Nobody => None,
        }
    }
}

/// The legal entity of a counterparty, as the exchange matches counterparties. One that was never told of before is told of
/// now: it waits on the mapping page.
fn owner_of(w: &mut Write<'_, '_>, buyer: &Company) -> Result<Owner, Error> {
    let known: Option<Party> = match buyer.id.as_str() {
        "" => None,
        id => match w.get::<Party>(&id.to_owned())? {
            Some(party) => Some(party),
            None => {
                let told = Counterparty {
                    id: Some(buyer.id.clone()),
                    name: Some(buyer.name.clone()).filter(|name| !name.is_empty()),
                    inn: Some(buyer.tax_id.clone()).filter(|inn| !inn.is_empty()),
                    kpp: Some(buyer.kpp.clone()).filter(|kpp| !kpp.is_empty()),
                    ..Counterparty::default()
                };
                apply_party(w, &told)?.map(|(party, _)| party)
            }
        },
    };
    let entity = match &known {
        Some(party) => match party.state {
            PartyState::Matched(id) => w.get::<LegalEntity>(&id)?,
            PartyState::Ignored => return Ok(Owner::Nobody),
            PartyState::Waiting => None,
        },
        // Without 1C's id there is the tax number alone.
        None => recognised(w, "", &buyer.tax_id, &buyer.kpp)?,
    };
    Ok(entity.map_or(Owner::Unknown, |entity| Owner::Entity(Box::new(entity))))
}

/// What became of a row, for the report.
#[derive(Default)]
pub(super) struct Outcome {
    created: bool,
    updated: bool,
    skipped: bool,
    waits: bool,
    warnings: Vec<Message>,
}

impl Outcome {
    pub fn report(self, kind: Kind, what: Message, line: u32, report: &mut Report) {
        let tally = report.tally(kind);
        match self {
            Outcome { skipped: true, .. } => tally.skipped += 1,
            Outcome { created: true, .. } => tally.created += 1,
            Outcome { updated: true, .. } => tally.updated += 1,
            _ => tally.unchanged += 1,
        }
        if self.waits {
            report.note(line, Message::new(words::PAPER_WAITS).with("what", what));
        }
        for warning in self.warnings {
            report.warn(line, warning);
        }
    }
}

/// One commit with the file's checkpoint.
pub(super) fn write_paper(access: &Access, incoming: Incoming, file: RunFile) -> Result<Outcome, Error> {
    let zone = access.services().zone.clone();
    access.write_blocking(move |w| {
        let owner = owner_of(w, &incoming.told.buyer)?;
        let entity = match &owner {
            Owner::Entity(entity) => Some(&**entity),
            Owner::Unknown => None,
            Owner::Nobody => {
                w.technical(&file)?;
                return Ok(Outcome {
                    skipped: true,
                    ..Outcome::default()
                });
            }
        };
        let taken = documents::take(w, &incoming, entity, &zone)?;
        w.technical(&file)?;
        Ok(Outcome {
            created: taken.created,
            updated: taken.changed,
            skipped: false,
            waits: taken.waits,
            warnings: taken.warnings,
        })
    })
}

/// In several commits, the checkpoint with the last: done again, they change nothing.
pub(super) fn write_settlement(access: &Access, told: &Settlement, file: RunFile) -> Result<Outcome, Error> {
    let buyer = told.buyer.clone();
    let owner = access.write_blocking(move |w| owner_of(w, &buyer))?;
    let outcome = match owner {
        Owner::Nobody => Outcome {
            skipped: true,
            ..Outcome::default()
        },
        owner => {
            let entity = owner.entity();
            let waits = entity.is_none();
            let buyer = told.buyer.clone();
            let again = move |w: &mut Write<'_, '_>| owner_of(w, &buyer).map(Owner::entity);
            let taken = settlements::take(access, told, entity, again)?;
            Outcome {
                created: taken.created,
                updated: taken.changed,
                skipped: taken.stale,
                waits: waits && !taken.stale,
                warnings: taken.warnings,
            }
        }
    };
    access.write_blocking(move |w| w.technical(&file))?;
    Ok(outcome)
}

/// Did an administrator say that this counterparty is none of our dealers? Of what is its nothing is kept.
pub(super) fn is_nobodys(access: &Access, buyer: &Company) -> Result<bool, Error> {
    if buyer.id.is_empty() {
        return Ok(false);
    }
    let party: Option<Party> = access.read()?.get(&buyer.id)?;
    Ok(party.is_some_and(|party| party.state == PartyState::Ignored))
}

/// Looks at what lies among the papers and no document has taken: it completes one that came before, or waits. `places`
/// lie below the folder of papers in `folder`.
pub fn take_left(
    access: &Access,
    keeper: &dyn PictureKeeper,
    folder: &Path,
    places: &[String],
    report: &mut Report,
) -> Result<(), Error> {
    let access = access.as_import();
    let root = folder.join(PAPERS);
    for place in places {
        // One that stands aside for another of the same name is called as that one.
        let first = first_of_twins(place).filter(|first| root.join(first).exists());
        let name = first.unwrap_or_else(|| place.clone());
        let (file, sha256) = match keeper.keep_left(folder, place) {
            ToldFile::Kept { file, sha256 } => (file, sha256),
            // Where a document names it, its own row has said this.
            ToldFile::Refused(why) if !documents::is_named(&access.read()?, &name)? => {
                report.warn(0, why);
                continue;
            }
            _ => continue,
        };
        let left = LeftFile {
            single: !root.join(twin(&name, 2)).exists(),
            place: place.clone(),
            name,
            file,
            sha256,
        };
        match access.write_blocking(move |w| documents::take_left(w, &left))? {
            Left::Known => {}
            Left::Completes(what) => report.note(
                0,
                Message::new(words::PAPER_COMPLETED)
                    .with("what", what)
                    .with("name", place.as_str()),
            ),
            Left::Waits => report.warn(0, Message::new(words::PAPER_STRAY).with("name", place.as_str())),
        }
    }
    Ok(())
}
