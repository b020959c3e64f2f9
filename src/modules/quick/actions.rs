//! What can be done with sheets. The only file that saves.

use std::collections::HashMap;

use super::{
    Checked, Edit, INTAKE_BY_CREATED, INTAKE_BY_DEALER, Intake, IntakeId, ROWS_MAX, Refusal, Verdict, Written,
};
use crate::modules::dealers::Dealer;
use crate::modules::orders::actions::{Target, author, fill, lay};
use crate::modules::orders::{COMMENT_MAX, DRAFT_BY_DEALER, Draft, DraftId, DraftLine, NAME_MAX};
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Message, PageRequest};

/// The most sheets of one dealer; a new one takes the place of the oldest.
const SHEETS_MAX: usize = 30;
/// Drafts of a dealer whose names are looked at for a free one: all that there may be.
const NAMES_LOOKED: usize = 500;
/// Sheets that nobody finished are forgotten after so many days.
const KEPT_DAYS: i64 = 14;

/// Keeps what somebody brought, for a dealer (its own people: their company).
pub async fn begin(
    access: &Access,
    dealer: DealerId,
    draft: Option<DraftId>,
    rows: Vec<Written>,
) -> Result<Intake, Error> {
    if rows.is_empty() {
        return Err(Refusal::Nothing.into());
    }
    if rows.len() > ROWS_MAX {
        return Err(Refusal::TooManyRows.into());
    }
    access
        .write(move |write| {
            if write.get::<Dealer>(&dealer)?.is_none() {
                return Err(Error::NotFound);
            }
            make_room(write, dealer)?;
            let draft = match draft {
                Some(id) => {
                    let found = write.get::<Draft>(&id)?.filter(|draft| draft.dealer == dealer);
                    Some(found.ok_or(Error::NotFound)?.id)
                }
                None => None,
            };
            let intake = Intake {
                id: write.fresh_id(),
                dealer,
                author: author(write.actor()),
                draft,
                rows: rows.clone(),
                created: write.now(),
                version: 1,
            };
            write.technical(&intake)?;
            Ok(intake)
        })
        .await
}

fn make_room(write: &mut Write<'_, '_>, dealer: DealerId) -> Result<(), Error> {
    let request = PageRequest::first(SHEETS_MAX + 1);
    let sheets: Vec<Intake> = write.scan(&INTAKE_BY_DEALER, &dealer, &request)?.items;
    let over = (sheets.len() + 1).saturating_sub(SHEETS_MAX);
    for old in sheets.iter().take(over) {
        write.forget::<Intake>(&old.id)?;
    }
    Ok(())
}

/// Changes rows by hand.
pub async fn edit(access: &Access, id: IntakeId, version: u32, edits: Vec<Edit>) -> Result<Intake, Error> {
    access
        .write(move |write| {
            let intake = write.get::<Intake>(&id)?.ok_or(Error::NotFound)?;
            intake.expect(version)?;
            let edited = intake.clone().edited(&edits);
            if edited != intake {
                write.technical(&edited)?;
            }
            Ok(edited)
        })
        .await
}

/// What came of putting rows into drafts.
pub struct Put {
    /// The draft that was meant, where there was room in it, then those that were begun for the rest.
    pub drafts: Vec<Draft>,
    /// How many lines went in.
    pub lines: usize,
    /// How many rows stay on the sheet.
    pub left: usize,
}

/// The name of a further draft that a list needs: with the first number that no draft of the dealer has.
fn numbered(write: &Write<'_, '_>, dealer: DealerId, name: &str) -> Result<String, Error> {
    let request = PageRequest::first(NAMES_LOOKED);
    let drafts: Vec<Draft> = write.scan(&DRAFT_BY_DEALER, &dealer, &request)?.items;
    let mut number = 2;
    loop {
        let end = format!(" ({number})");
        let room = NAME_MAX - end.chars().count();
        let named = name.chars().take(room).collect::<String>() + &end;
        if drafts.iter().all(|draft| draft.name != named) {
            return Ok(named);
        }
        number += 1;
    }
}

/// Puts the rows that are ready into a draft, and what it has no room for into new ones of the same name with a number.
/// They leave the sheet in the same write, so that a second press doesn't put them in again.
pub async fn put(access: &Access, checked: &Checked, target: Target) -> Result<Put, Error> {
    let (id, version) = (checked.intake.id, checked.intake.version);
    let mut lines = Vec::new();
    // The rows behind each line: its own, and those that name the same goods.
    let mut places: Vec<Vec<usize>> = Vec::new();
    let mut joined: HashMap<usize, Vec<&Written>> = HashMap::new();
    for (row, verdict) in checked.intake.rows.iter().zip(&checked.verdicts) {
        if let Verdict::Joined { first } = verdict {
            joined.entry(*first).or_default().push(row);
        }
    }
    for (at, row, verdict) in checked.ready() {
        let Verdict::Ready { item, quantity, .. } = verdict else {
            continue;
        };
        let mut comments = vec![row.comment.as_str()];
        let mut of_line = vec![row.place];
        for other in joined.get(&at).into_iter().flatten() {
            of_line.push(other.place);
            comments.push(&other.comment);
        }
        comments.retain(|comment| !comment.is_empty());
        comments.dedup();
        lines.push(DraftLine {
            sku: item.sku,
            quantity: *quantity,
            comment: comments.join("; ").chars().take(COMMENT_MAX).collect(),
            configuration: None,
            wished: None,
        });
        places.push(of_line);
    }
    if lines.is_empty() {
        return Err(Refusal::NoneReady.into());
    }
    access
        .write(move |write| {
            let intake = write.get::<Intake>(&id)?.ok_or(Error::NotFound)?;
            intake.expect(version)?;
            let (mut drafts, mut taken, mut next) = (Vec::new(), 0, target.clone());
            let mut base = String::new();
            for at in 0.. {
                let (draft, some) = fill(write, &next, &lines[taken..])?;
                if at == 0 {
                    base.clone_from(&draft.name);
                }
                taken += some;
                if some > 0 {
                    drafts.push(draft);
                }
                if taken == lines.len() {
                    break;
                }
                // A new draft always has room: only a full one that was meant takes nothing.
                if some == 0 && at > 0 {
                    return Err(Refusal::DraftFull.into());
                }
                next = Target::New(intake.dealer, numbered(write, intake.dealer, &base)?);
            }
            let last = drafts.last().ok_or(Refusal::DraftFull)?;
            let gone: Vec<usize> = places.iter().flatten().copied().collect();
            let rest = intake.without(&gone, last.id);
            let left = rest.rows.len();
            write.technical(&rest)?;
            let said = match (drafts.as_slice(), left) {
                ([draft], 0) => Message::new("quick-put").with("draft", draft.name.as_str()),
                ([draft], left) => Message::new("quick-put-some")
                    .with("left", left)
                    .with("draft", draft.name.as_str()),
                (several, left) => {
                    let names: Vec<String> = several.iter().map(|draft| draft.name.clone()).collect();
                    let said = match left {
                        0 => Message::new("quick-put-many"),
                        left => Message::new("quick-put-many-some").with("left", left),
                    };
                    said.with("names", names.join(", ")).with("drafts", several.len())
                }
            };
            write.flash(said.with("lines", taken))?;
            Ok(Put {
                drafts,
                lines: taken,
                left,
            })
        })
        .await
}

/// Puts one row of goods made to order into a draft as a line that is still to be configured: the draft, and the line's
/// place in it. The row leaves the sheet in the same write.
pub async fn put_unfinished(
    access: &Access,
    checked: &Checked,
    place: usize,
    target: Target,
) -> Result<(Draft, usize), Error> {
    let (id, version) = (checked.intake.id, checked.intake.version);
    let rows = checked.intake.rows.iter().zip(&checked.verdicts);
    let line = rows.into_iter().find_map(|(row, verdict)| match verdict {
        Verdict::Configure { item, quantity } if row.place == place => Some(DraftLine {
            sku: item.sku,
            quantity: *quantity,
            comment: row.comment.clone(),
            configuration: None,
            wished: None,
        }),
        _ => None,
    });
    let line = line.ok_or(Refusal::Moved)?;
    access
        .write(move |write| {
            let intake = write.get::<Intake>(&id)?.ok_or(Error::NotFound)?;
            intake.expect(version)?;
            let (draft, at) = lay(write, &target, line.clone())?;
            write.technical(&intake.without(&[place], draft.id))?;
            Ok((draft, at))
        })
        .await
}

pub async fn remove(access: &Access, id: IntakeId) -> Result<(), Error> {
    access
        .write(move |write| match write.get::<Intake>(&id)? {
            Some(_) => write.forget::<Intake>(&id).map(drop),
            None => Err(Error::NotFound),
        })
        .await
}

/// Forgets sheets that nobody finished.
pub async fn tidy(access: &Access) -> Result<(), Error> {
    const PORTION: usize = 20;
    let before = access.now().plus_seconds(-KEPT_DAYS * 86_400);
    loop {
        let forgotten = access
            .write(move |write| {
                let oldest: Vec<Intake> = write.scan(&INTAKE_BY_CREATED, &(), &PageRequest::first(PORTION))?.items;
                let old: Vec<_> = oldest.into_iter().filter(|intake| intake.created < before).collect();
                for intake in &old {
                    write.forget::<Intake>(&intake.id)?;
                }
                Ok(old.len())
            })
            .await?;
        if forgotten < PORTION {
            return Ok(());
        }
    }
}
