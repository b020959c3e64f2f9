//! What can be done with sheets. The only file that saves.

use std::collections::HashMap;

use super::{
    Checked, Edit, INTAKE_BY_CREATED, INTAKE_BY_DEALER, Intake, IntakeId, ROWS_MAX, Refusal, Verdict, Written,
};
use crate::modules::dealers::Dealer;
use crate::modules::orders::actions::{Target, author, fill, lay};
use crate::modules::orders::{COMMENT_MAX, Draft, DraftId, DraftLine};
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{DealerId, Message, PageRequest};

/// The most sheets of one dealer; a new one takes the place of the oldest.
const SHEETS_MAX: usize = 30;
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

/// What came of putting rows into a draft.
pub struct Put {
    pub draft: Draft,
    /// How many lines went in.
    pub lines: usize,
    /// How many rows stay on the sheet.
    pub left: usize,
}

/// Puts the rows that are ready into a draft, as many as there is room for. They leave the sheet in the same write, so
/// that a second press doesn't put them in again.
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
            let (draft, taken) = fill(write, &target, &lines)?;
            if taken == 0 {
                return Err(Refusal::DraftFull.into());
            }
            let gone: Vec<usize> = places[..taken].iter().flatten().copied().collect();
            let rest = intake.without(&gone, draft.id);
            let left = rest.rows.len();
            write.technical(&rest)?;
            let said = match left {
                0 => Message::new("quick-put"),
                left => Message::new("quick-put-some").with("left", left),
            };
            write.flash(said.with("lines", taken).with("draft", draft.name.as_str()))?;
            Ok(Put {
                draft,
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
