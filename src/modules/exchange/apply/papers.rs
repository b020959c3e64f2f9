//! Documents and settlements of the extension file: whose they are, and into their modules with them.

use std::path::Path;

use super::parties::{apply_party, recognised};
use super::words;
use crate::modules::dealers::LegalEntity;
use crate::modules::documents::{self, Company, Incoming, Left, Manifest, ToldFile};
use crate::modules::exchange::commerceml::Counterparty;
use crate::modules::exchange::intake::list;
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
        let taken = documents::take(w, &incoming, entity)?;
        w.technical(&file)?;
        Ok(Outcome {
            created: taken.created,
            updated: taken.changed,
            skipped: false,
            waits: entity.is_none(),
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
            let entity = match &owner {
                Owner::Entity(entity) => Some(&**entity),
                _ => None,
            };
            let taken = settlements::take(access, told, entity)?;
            Outcome {
                created: taken.created,
                updated: taken.changed,
                skipped: taken.stale,
                waits: entity.is_none() && !taken.stale,
                warnings: taken.warnings,
            }
        }
    };
    access.write_blocking(move |w| w.technical(&file))?;
    Ok(outcome)
}

/// Looks at what lies among the papers and no document of this file has taken: it completes one that came before, or waits.
pub(super) fn take_left(
    access: &Access,
    keeper: &dyn PictureKeeper,
    folder: &Path,
    report: &mut Report,
) -> Result<(), Error> {
    let mut names = Vec::new();
    list(&folder.join(PAPERS), "", 0, &mut names);
    names.sort();
    for name in names {
        let manifest = Manifest {
            name: name.clone(),
            ..Manifest::default()
        };
        let (file, sha256) = match keeper.keep_paper(folder, &manifest) {
            ToldFile::Kept { file, sha256 } => (file, sha256),
            // Where a document names it, its own row has said this.
            ToldFile::Refused(why) if !is_named(access, &name)? => {
                report.warn(0, why);
                continue;
            }
            _ => continue,
        };
        let taken = name.clone();
        match access.write_blocking(move |w| documents::take_left(w, &taken, &file, &sha256))? {
            Left::Known => {}
            Left::Completes(what) => report.note(
                0,
                Message::new(words::PAPER_COMPLETED)
                    .with("what", what)
                    .with("name", name.as_str()),
            ),
            Left::Waits => report.warn(0, Message::new(words::PAPER_STRAY).with("name", name.as_str())),
        }
    }
    Ok(())
}

fn is_named(access: &Access, name: &str) -> Result<bool, Error> {
    documents::is_named(&access.read()?, name)
}
