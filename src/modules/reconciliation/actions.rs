//! What is done to reconciliations. The only file that saves.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::events::{About, ReconciliationEvent};
use super::model::{
    Act, ActId, Drift, LEAF_ROWS, Lacking, Leaf, Line, MARKS_MAX, Mark, MarkId, OPEN_MAX, Opening, Party, REPLIES_MAX,
    Reply, SHORT_MAX, Signed, State, TEXT_MAX, known_from, period,
};
use super::permissions::{ANSWER, SEE};
use super::queries;
use super::records::ACT_BY_SETTLEMENT;
use crate::modules::dealers::LegalEntity;
use crate::modules::settlements::{SETTLEMENT_BY_COUNTERPARTY, Settlement, SettlementId, as_of};
use crate::platform::access::{Access, Write};
use crate::platform::error::{Error, FieldError};
use crate::platform::files::Attachment;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Day, DealerId, Message, PAGE_LIMIT_MAX, PageRequest, cleaned, cleaned_line};

/// Leaves that one commit writes.
const LEAVES: usize = 40;

/// May this reader read reconciliations?
///
/// # Errors
/// `Forbidden` with the right that is missing.
pub fn may_read(access: &Access) -> Result<(), Error> {
    access.require(SEE)?;
    access.require_finance()
}

/// May this reader do something about them?
pub fn may_answer(access: &Access) -> Result<(), Error> {
    may_read(access)?;
    access.require(ANSWER)
}

/// A request for a reconciliation.
#[derive(Clone, Debug)]
pub struct Asking {
    /// Chosen by the form: sent twice, it is one.
    pub id: ActId,
    pub settlement: SettlementId,
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// The open one that this one takes the place of.
    pub instead: Option<ActId>,
}

fn refused(id: &'static str) -> Error {
    Error::Refused(Message::new(id))
}

/// What a contract's ledger can be asked of: its first day, and 1C's own day.
pub fn known(tx: &impl Reader, settlement: &Settlement, access: &Access) -> Result<(Day, Day), Error> {
    let zone = &access.services().zone;
    let told = as_of(tx, settlement.id)?.unwrap_or(settlement.changed).day_in(zone);
    let first = match settlement.from {
        Some(_) => None,
        None => queries::first_day(tx, settlement.id)?,
    };
    Ok((known_from(settlement, first, told), told))
}

/// Copies what the ledger says of a period into a new reconciliation. An open one of the same period is answered instead.
/// The lines are read from one snapshot and written in portions; the reconciliation itself comes last, so that one that a
/// process has ended in the middle of isn't there. Blocks.
pub fn ask(access: &Access, asking: &Asking) -> Result<Act, Error> {
    may_answer(access)?;
    let tx = access.read()?;
    if let Some(known) = tx.get::<Act>(&asking.id)? {
        return Ok(known);
    }
    let settlement: Settlement = tx.get(&asking.settlement)?.ok_or(Error::NotFound)?;
    let dealer = settlement.dealer.ok_or_else(|| refused("reconciliation-nobody"))?;
    let (known, _) = known(&tx, &settlement, access)?;
    let today = access.now().day_in(&access.services().zone);
    let days = period(asking.from, asking.to, known, today).map_err(|wrong| {
        let field = |(field, message): (&str, Message)| FieldError {
            field: field.to_owned(),
            message,
        };
        Error::Invalid(wrong.into_iter().map(field).collect())
    })?;
    if let Some(open) = fitting(&tx, asking, dealer, days)? {
        return Ok(open);
    }
    if let Some(id) = asking.instead {
        cancellable(&tx, id, Party::of_company(access.actor().company))?;
    }
    let sums = queries::sums(&tx, settlement.id, days)?;
    // 1C is handing over its list: half of an old one and half of a new one are nobody's ledger.
    if sums.all != settlement.operations || sums.listed(settlement.opening) != settlement.listed {
        return Err(refused("reconciliation-moving"));
    }
    let [opening, debit, credit, closing] = sums
        .figures(settlement.opening)
        .ok_or_else(|| refused("reconciliation-unsound"))?;
    let actor = access.actor();
    let now = access.now();
    let asked = Signed::of(&actor.who, &actor.name, actor.company, now);
    let act = Act {
        id: asking.id,
        settlement: settlement.id,
        dealer,
        number: settlement.number.clone(),
        day: settlement.day,
        currency: settlement.currency,
        seller: queries::seller(&tx, &settlement)?,
        buyer: settlement.buyer.clone(),
        from: days.0,
        to: days.1,
        as_of: as_of(&tx, settlement.id)?.unwrap_or(settlement.changed),
        copied: settlement.changed,
        opening,
        opening_by: match days.0 == known {
            true => Opening::Told,
            false => Opening::WorkedOut,
        },
        debit,
        credit,
        closing,
        differs: settlement.difference(),
        rows: u32::try_from(sums.rows).map_err(Error::internal)?,
        last: asked.party,
        asked,
        agreed_dealer: None,
        agreed_maker: None,
        marks: 0,
        withdrawn: false,
        state: State::Open,
        version: 1,
        changed: now,
    };
    let rest = copied(access, &tx, &act)?;
    drop(tx);
    let asking = asking.clone();
    access.write_blocking(move |w| {
        if let Some(known) = w.get::<Act>(&asking.id)? {
            return Ok(known);
        }
        let settlement = w.get::<Settlement>(&act.settlement)?.ok_or(Error::NotFound)?;
        if settlement.dealer != Some(act.dealer) {
            return Err(Error::NotFound);
        }
        if let Some(open) = fitting(&**w, &asking, act.dealer, days)? {
            return Ok(open);
        }
        let former = match asking.instead {
            Some(id) => Some(cancellable(&**w, id, act.asked.party)?).filter(|former| former.asks_the_same(&act)),
            None => None,
        };
        unclaimed(&**w, &rest)?;
        let mut change = w.change(&ReconciliationEvent::Asked(About::of(&act, act.asked.party)))?;
        if let Some(former) = former {
            let state = State::Cancelled {
                by: act.asked.clone(),
                instead: Some(act.id),
            };
            change.save(&Act { state, ..former }.touched(act.asked.party, act.changed))?;
        }
        for leaf in rest.iter() {
            change.save(leaf)?;
        }
        change.save(&act)?;
        Ok(act.clone())
    })
}

/// The open one of the same dealer, contract and period, where there is one that isn't to be replaced.
fn fitting(tx: &impl Reader, asking: &Asking, dealer: DealerId, days: (Day, Day)) -> Result<Option<Act>, Error> {
    let mut open = queries::open_of(tx, asking.settlement)?;
    open.retain(|act| act.dealer == dealer);
    let others = open.iter().filter(|act| Some(act.id) != asking.instead).count();
    let same = open
        .into_iter()
        .find(|act| Some(act.id) != asking.instead && (act.from, act.to) == days);
    match same {
        None if others >= OPEN_MAX => Err(Error::Refused(Message::new("reconciliation-many").with("n", OPEN_MAX))),
        same => Ok(same),
    }
}

/// Another request with the same id may have copied something else: what is written stands.
fn unclaimed(tx: &impl Reader, leaves: &[Leaf]) -> Result<(), Error> {
    for leaf in leaves {
        let kept = tx.get::<Leaf>(&(leaf.act, leaf.number))?;
        if kept.is_some_and(|kept| kept != *leaf) {
            return Err(refused("reconciliation-moving"));
        }
    }
    Ok(())
}

/// Writes the lines but for the last leaves, which go with the reconciliation itself.
fn copied(access: &Access, tx: &ReadTx, act: &Act) -> Result<Arc<[Leaf]>, Error> {
    let event = ReconciliationEvent::Copied(About::of(act, act.asked.party));
    let (mut leaves, mut number): (Vec<Leaf>, u32) = (Vec::new(), 0);
    let mut lines: Vec<Line> = Vec::new();
    let mut close = |lines: &mut Vec<Line>, leaves: &mut Vec<Leaf>| {
        if !lines.is_empty() {
            leaves.push(Leaf {
                act: act.id,
                number,
                dealer: act.dealer,
                lines: std::mem::take(lines),
            });
            number += 1;
        }
    };
    queries::each_of_period(tx, act.settlement, (act.from, act.to), |operation| {
        lines.push(Line::from(&operation));
        if lines.len() == LEAF_ROWS as usize {
            if leaves.len() == LEAVES {
                let portion: Arc<[Leaf]> = std::mem::take(&mut leaves).into();
                let event = event.clone();
                access.write_blocking(move |w| {
                    unclaimed(&**w, &portion)?;
                    let mut change = w.change(&event)?;
                    for leaf in portion.iter() {
                        change.save(leaf)?;
                    }
                    Ok(())
                })?;
            }
            close(&mut lines, &mut leaves);
        }
        Ok(())
    })?;
    close(&mut lines, &mut leaves);
    Ok(leaves.into())
}

/// The actor of a write, as the other side will read it.
fn signed(w: &Write<'_, '_>) -> Signed {
    let actor = w.actor();
    Signed::of(&actor.who, &actor.name, actor.company, w.now())
}

fn open(tx: &impl Reader, id: ActId) -> Result<Act, Error> {
    let act = tx.get::<Act>(&id)?.ok_or(Error::NotFound)?;
    match act.is_open() {
        true => Ok(act),
        false => Err(refused("reconciliation-over")),
    }
}

fn cancellable(tx: &impl Reader, id: ActId, party: Party) -> Result<Act, Error> {
    let act = open(tx, id)?;
    match act.asked.party == party {
        true => Ok(act),
        false => Err(refused("reconciliation-not-own")),
    }
}

/// What a side says of a line.
#[derive(Clone, Debug)]
pub struct Marking {
    /// Chosen by the form.
    pub id: MarkId,
    pub act: ActId,
    pub line: Option<u32>,
    pub lacking: Option<Lacking>,
    pub debit: Option<i64>,
    pub credit: Option<i64>,
    pub comment: String,
    pub file: Option<Attachment>,
}

/// The texts of a mark in their kept form; what is wrong by field.
pub fn checked(mut marking: Marking) -> Result<Marking, Error> {
    let mut wrong: Vec<FieldError> = Vec::new();
    let mut say = |field: &str, message: Message| {
        wrong.push(FieldError {
            field: field.to_owned(),
            message,
        });
    };
    marking.comment = cleaned(&marking.comment);
    match marking.comment.chars().count() {
        0 => say("comment", Message::new("reconciliation-comment-needed")),
        n if n > TEXT_MAX => say("comment", Message::new("reconciliation-text-long").with("n", TEXT_MAX)),
        _ => {}
    }
    if let Some(lacking) = &mut marking.lacking {
        for (field, text) in [("what", &mut lacking.what), ("number", &mut lacking.number)] {
            *text = cleaned_line(text);
            if text.chars().count() > SHORT_MAX {
                say(field, Message::new("reconciliation-text-long").with("n", SHORT_MAX));
            }
        }
        if lacking.what.is_empty() {
            say("what", Message::new("reconciliation-what-needed"));
        }
        if marking.debit.is_none() && marking.credit.is_none() {
            say("debit", Message::new("reconciliation-sum-needed"));
        }
    }
    match wrong.is_empty() {
        true => Ok(marking),
        false => Err(Error::Invalid(wrong)),
    }
}

/// Says that the actor's side disagrees with a line, or misses one.
pub async fn mark(access: &Access, marking: Marking) -> Result<Mark, Error> {
    may_answer(access)?;
    let marking = checked(marking)?;
    access
        .write(move |w| {
            if let Some(known) = w.get::<Mark>(&marking.id)? {
                return match known.act == marking.act {
                    true => Ok(known),
                    false => Err(Error::NotFound),
                };
            }
            let act = open(&**w, marking.act)?;
            if marking.line.is_some_and(|place| place >= act.rows)
                || marking.line.is_some() == marking.lacking.is_some()
            {
                return Err(Error::NotFound);
            }
            let by = signed(w);
            let marks = queries::marks(&**w, act.id)?;
            if marks.len() >= MARKS_MAX {
                return Err(Error::Refused(
                    Message::new("reconciliation-marks-many").with("n", MARKS_MAX),
                ));
            }
            let twin = |mark: &Mark| {
                mark.gone.is_none() && mark.by.party == by.party && mark.line.is_some() && mark.line == marking.line
            };
            if marks.iter().any(twin) {
                return Err(refused("reconciliation-marked-already"));
            }
            let mark = Mark {
                id: marking.id,
                act: act.id,
                dealer: act.dealer,
                by: by.clone(),
                line: marking.line,
                lacking: marking.lacking.clone(),
                debit: marking.debit,
                credit: marking.credit,
                comment: marking.comment.clone(),
                file: marking.file.clone(),
                replies: Vec::new(),
                gone: None,
            };
            let event = ReconciliationEvent::Marked {
                of: About::of(&act, by.party),
                reopened: has_word(&act),
            };
            let mut next = act.reopened().touched(by.party, w.now());
            next.marks += 1;
            let mut change = w.change(&event)?;
            change.save(&mark)?;
            change.save(&next)?;
            Ok(mark)
        })
        .await
}

fn has_word(act: &Act) -> bool {
    act.agreed_dealer.is_some() || act.agreed_maker.is_some()
}

/// A mark of the reconciliation of the address.
fn found(w: &Write<'_, '_>, act: ActId, id: MarkId) -> Result<Mark, Error> {
    let mark = w.get::<Mark>(&id)?.filter(|mark| mark.act == act);
    mark.ok_or(Error::NotFound)
}

/// Takes back what the own side has marked. Done twice, it is done.
pub async fn unmark(access: &Access, act: ActId, id: MarkId) -> Result<(), Error> {
    may_answer(access)?;
    access
        .write(move |w| {
            let mark = found(w, act, id)?;
            if mark.gone.is_some() {
                return Ok(());
            }
            let act = open(&**w, act)?;
            let by = signed(w);
            if mark.by.party != by.party {
                return Err(refused("reconciliation-mark-not-own"));
            }
            let event = ReconciliationEvent::Unmarked {
                of: About::of(&act, by.party),
                reopened: has_word(&act),
            };
            let mut next = act.reopened().touched(by.party, w.now());
            next.marks = next.marks.saturating_sub(1);
            let mut change = w.change(&event)?;
            change.save(&Mark { gone: Some(by), ..mark })?;
            change.save(&next)?;
            Ok(())
        })
        .await
}

/// Says something to a mark. The same words of the same person once more are said once.
pub async fn answer(access: &Access, act: ActId, id: MarkId, text: &str) -> Result<(), Error> {
    may_answer(access)?;
    let text = cleaned(text);
    let field = format!("text-{id}");
    match text.chars().count() {
        0 => return Err(Error::invalid(field, Message::new("reconciliation-answer-needed"))),
        n if n > TEXT_MAX => {
            let message = Message::new("reconciliation-text-long").with("n", TEXT_MAX);
            return Err(Error::invalid(field, message));
        }
        _ => {}
    }
    access
        .write(move |w| {
            let mut mark = found(w, act, id)?;
            let by = signed(w);
            let said = |reply: &Reply| reply.text == text && reply.by.member == by.member;
            if mark.replies.last().is_some_and(said) {
                return Ok(());
            }
            let act = open(&**w, act)?;
            if mark.gone.is_some() {
                return Err(refused("reconciliation-mark-gone"));
            }
            if mark.replies.len() >= REPLIES_MAX {
                return Err(Error::Refused(
                    Message::new("reconciliation-replies-many").with("n", REPLIES_MAX),
                ));
            }
            let reopened = match by.party {
                Party::Dealer => act.agreed_maker.is_some(),
                Party::Maker => act.agreed_dealer.is_some(),
            };
            let event = ReconciliationEvent::Answered {
                of: About::of(&act, by.party),
                reopened,
            };
            let mut next = act.touched(by.party, w.now());
            // The other side hasn't heard this yet: what it agreed with was without it.
            match by.party {
                Party::Dealer => next.agreed_maker = None,
                Party::Maker => next.agreed_dealer = None,
            }
            mark.replies.push(Reply { by, text: text.clone() });
            let mut change = w.change(&event)?;
            change.save(&mark)?;
            change.save(&next)?;
            Ok(())
        })
        .await
}

/// The actor's side agrees with what it has seen: the version of the page. Said by both, it closes.
pub async fn agree(access: &Access, id: ActId, version: u32) -> Result<Act, Error> {
    may_answer(access)?;
    access
        .write(move |w| {
            let act = w.get::<Act>(&id)?.ok_or(Error::NotFound)?;
            let by = signed(w);
            if act.agreed(by.party).is_some() && !matches!(act.state, State::Cancelled { .. }) {
                return Ok(act);
            }
            if !act.is_open() {
                return Err(refused("reconciliation-over"));
            }
            if act.version != version {
                return Err(refused("reconciliation-moved"));
            }
            let party = by.party;
            let next = act.agreed_by(by);
            let of = About::of(&next, party);
            let event = match next.is_open() {
                true => ReconciliationEvent::Agreed(of),
                false => ReconciliationEvent::Closed {
                    of,
                    disagreed: next.marks > 0,
                },
            };
            w.save(&next, &event)?;
            Ok(next)
        })
        .await
}

/// Ends an open one, by the side that asked for it. Done twice, it is done.
pub async fn cancel(access: &Access, id: ActId) -> Result<(), Error> {
    may_answer(access)?;
    access
        .write(move |w| {
            let known = w.get::<Act>(&id)?.ok_or(Error::NotFound)?;
            if matches!(known.state, State::Cancelled { .. }) {
                return Ok(());
            }
            let by = signed(w);
            let act = cancellable(&**w, id, by.party)?;
            let event = ReconciliationEvent::Cancelled(About::of(&act, by.party));
            let (party, state) = (by.party, State::Cancelled { by, instead: None });
            w.save(&Act { state, ..act }.touched(party, w.now()), &event)?;
            Ok(())
        })
        .await
}

/// How the ledger differs now; `None` while 1C's list is the one that was copied, and where it is somebody else's now.
/// Worked out once for each state of the list, and kept. Blocks.
pub fn drift(access: &Access, act: &Act) -> Result<Option<Drift>, Error> {
    let tx = access.read()?;
    let Some(settlement) = tx.get::<Settlement>(&act.settlement)? else {
        return Ok(None);
    };
    if settlement.dealer != Some(act.dealer) || settlement.changed == act.copied {
        return Ok(None);
    }
    if let Some(kept) = tx.get::<Drift>(&act.id)?
        && kept.at == settlement.changed
    {
        return Ok(Some(kept).filter(|drift| !drift.is_none()));
    }
    let drift = queries::drift(&tx, act, &settlement)?;
    drop(tx);
    // Whoever looks as somebody else writes nothing down; it is worked out again then.
    if !access.looks_only() {
        let kept = drift.clone();
        access.write_blocking(move |w| w.technical(&kept))?;
    }
    Ok(Some(drift).filter(|drift| !drift.is_none()))
}

/// Takes from other dealers what was copied of a counterparty that is this entity's.
pub async fn withdraw(access: &Access, entity: &LegalEntity) -> Result<(), Error> {
    let Some(counterparty) = entity.counterparty.as_deref() else {
        return Ok(());
    };
    let request = PageRequest::first(PAGE_LIMIT_MAX);
    let (mut wrong, tx) = (Vec::new(), access.read()?);
    // The contracts of one counterparty are few.
    for settlement in tx.scan(&SETTLEMENT_BY_COUNTERPARTY, counterparty, &request)?.items {
        wrong.extend(of_others(&tx, settlement.id, entity.dealer)?);
    }
    drop(tx);
    take_away(access, wrong).await
}

/// The same of settlements, by whose they are now.
pub async fn withdraw_of(access: &Access, settlements: &BTreeSet<SettlementId>) -> Result<(), Error> {
    let (mut wrong, tx) = (Vec::new(), access.read()?);
    for id in settlements {
        if let Some(dealer) = tx.get::<Settlement>(id)?.and_then(|settlement| settlement.dealer) {
            wrong.extend(of_others(&tx, *id, dealer)?);
        }
    }
    drop(tx);
    take_away(access, wrong).await
}

/// What was copied of a settlement for others than this dealer and isn't withdrawn yet.
fn of_others(tx: &ReadTx, settlement: SettlementId, dealer: DealerId) -> Result<Vec<ActId>, Error> {
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let request = PageRequest::first(PAGE_LIMIT_MAX).after(after);
        let page = tx.scan(&ACT_BY_SETTLEMENT, &settlement, &request)?;
        let others = page.items.iter().filter(|act| act.dealer != dealer && !act.withdrawn);
        found.extend(others.map(|act| act.id));
        after = page.next;
        if after.is_none() {
            return Ok(found);
        }
    }
}

/// Each is a commit of its own; what is withdrawn already stays so.
async fn take_away(access: &Access, wrong: Vec<ActId>) -> Result<(), Error> {
    for id in wrong {
        access
            .write(move |w| {
                let Some(act) = w.get::<Act>(&id)?.filter(|act| !act.withdrawn) else {
                    return Ok(());
                };
                let event = ReconciliationEvent::Withdrawn(About::of(&act, Party::Maker));
                let by = signed(w);
                let mut next = act.touched(Party::Maker, w.now());
                next.withdrawn = true;
                if next.is_open() {
                    next.state = State::Cancelled { by, instead: None };
                }
                w.save(&next, &event)?;
                Ok(())
            })
            .await?;
    }
    Ok(())
}
