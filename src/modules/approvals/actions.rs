//! Sending, deciding, withdrawing; and the gate that lets nothing past.

use std::collections::HashSet;

use super::ApprovalId;
use super::events::ApprovalEvent;
use super::model::{
    Approval, As, Asked, Decision, REASON_MAX, Sheet, SheetLine, State, Step, called, deciders, passes,
};
use super::queries::{Demand, Draftlike, demand, last_of, membership, people, seen};
use crate::modules::catalogue::{Calculation, SkuId};
use crate::modules::orders::actions::{InName, Prepared, author, place, prepare};
use crate::modules::orders::permissions::SUBMIT;
use crate::modules::orders::{Draft, DraftId, Order, Side};
use crate::platform::access::{Access, Write, spend_letter_key_once};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{MembershipId, Message};

fn refused(id: &'static str) -> Error {
    Error::Refused(Message::new(id))
}

/// What an order is to the rules.
fn goods(order: &Order) -> Vec<SkuId> {
    order.lines.iter().map(|line| line.sku).collect()
}

/// What the rules ask of an order on behalf of this person, whose month counts.
fn asked_of(write: &Write<'_, '_>, order: &Order, sender: MembershipId) -> Result<Option<Demand>, Error> {
    let of = Draftlike {
        dealer: order.dealer,
        sender,
        total: order.totals.total,
        skus: &goods(order),
        except: Some(order.id),
    };
    demand(&**write, write.zone(), write.now(), &of)
}

/// The gate of each submission. Whoever of the dealer submits what the rules ask about is refused, unless it was approved;
/// what waits for a decision nobody submits. An order that the manufacturer enters is the manufacturer's: the dealer's rules
/// are for its own people.
pub fn gate(write: &mut Write<'_, '_>, draft: &Draft, order: &Order) -> Result<(), Error> {
    let last = last_of(&**write, draft.id)?;
    if last.is_some_and(|last| last.covers(draft.version, order.totals.total)) {
        return Ok(());
    }
    if draft.held {
        return Err(refused("approvals-refusal-waits"));
    }
    let (Side::Dealer, Some(sender)) = (order.author.side, order.author.membership) else {
        return Ok(());
    };
    let Some(demand) = asked_of(write, order, sender)? else {
        return Ok(());
    };
    if !demand.is_own(sender) {
        return Err(refused("approvals-refusal-needed"));
    }
    // The company lets the sender approve it: that is kept, as everybody's word is.
    let mut approval = made(write, draft, order, demand);
    approval.state = State::Approved {
        order: Some(order.number.to_string()),
    };
    let event = ApprovalEvent::ByOneself {
        of: Box::new(approval.clone()),
        number: order.number.to_string(),
    };
    let mut change = write.change(&event)?;
    change.save(&approval)?;
    change.save(&sheet(&approval, order))?;
    Ok(())
}

/// The gate of each change of a sent order, and of each request for one: what would have needed approval at first doesn't
/// come in afterwards. Only the dealer's own people are asked, and only where the order comes to more, or to other goods.
pub fn edit_gate(write: &mut Write<'_, '_>, old: &Order, new: &Order) -> Result<(), Error> {
    let Some((actor, sender)) = asked_for(write, old, new) else {
        return Ok(());
    };
    match asked_of(write, new, sender.unwrap_or(actor))? {
        Some(demand) if !demand.is_own(actor) => Err(refused("approvals-refusal-edit")),
        _ => Ok(()),
    }
}

/// The gate of each yes to what the manufacturer makes of an order: whoever may decide about the larger sum says it.
pub fn acceptance_gate(write: &Write<'_, '_>, agreed: &Order, new: &Order) -> Result<(), Error> {
    let Some((actor, sender)) = asked_for(write, agreed, new) else {
        return Ok(());
    };
    let sender = sender.unwrap_or(MembershipId::NIL);
    let Some(demand) = asked_of(write, new, sender)? else {
        return Ok(());
    };
    let able = demand.able(sender);
    if able.iter().any(|one| one.member == actor) {
        return Ok(());
    }
    let names: Vec<&str> = able.iter().map(|one| one.name.as_str()).collect();
    let people = Message::new("approvals-refusal-acceptance").with("people", names.join(", "));
    Err(Error::Refused(people.with("known", i64::from(!able.is_empty()))))
}

/// Who of the dealer makes an order larger, or puts other goods in it, and in whose month it counts: in that of whoever sent
/// it; one that the manufacturer entered counts in nobody's.
fn asked_for(write: &Write<'_, '_>, old: &Order, new: &Order) -> Option<(MembershipId, Option<MembershipId>)> {
    let by = author(write.actor());
    let (Side::Dealer, Some(actor)) = (by.side, by.membership) else {
        return None;
    };
    let (before, after) = (old.totals.total, new.totals.total);
    // Under a contract in another currency it is another sum.
    let grew = after.currency != before.currency || after.minor > before.minor;
    let known: HashSet<SkuId> = goods(old).into_iter().collect();
    if !grew && goods(new).iter().all(|sku| known.contains(sku)) {
        return None;
    }
    let sender = new.author.membership.filter(|_| new.author.side.is_dealer());
    Some((actor, sender))
}

/// The approval of a draft that is sent now. What the sender may pass is passed at once.
fn made(write: &mut Write<'_, '_>, draft: &Draft, order: &Order, demand: Demand) -> Approval {
    let at = write.now();
    let sender = order.author.clone();
    let id = sender.membership.unwrap_or(MembershipId::NIL);
    let pass = |asked: &Asked| {
        passes(asked, &demand.people, id, demand.own).then(|| Decision {
            by: id,
            name: sender.name.clone(),
            how: As::Oneself,
            at,
            // Versions begin with one: this is no press of a button that could be repeated.
            on: 0,
            by_letter: false,
        })
    };
    let steps = demand.steps.iter().map(|asked| Step {
        decided: pass(asked),
        asked: asked.clone(),
    });
    Approval {
        id: write.fresh_id(),
        dealer: draft.dealer,
        draft: draft.id,
        name: draft.name.clone(),
        role: write.actor().role,
        steps: steps.collect(),
        draft_version: draft.version,
        book: order.book,
        total: order.totals.total,
        lines: order.lines.len(),
        reasons: demand.reasons,
        own: demand.own,
        state: State::Waiting,
        sent: at,
        version: 1,
        sender,
    }
}

fn sheet(approval: &Approval, order: &Order) -> Sheet {
    let line = |line: &crate::modules::orders::OrderLine| SheetLine {
        sku: line.sku,
        article: line.article.clone(),
        name: line.name.clone(),
        unit: line.unit.clone(),
        quantity: line.quantity,
        total: line.total,
    };
    Sheet {
        approval: approval.id,
        dealer: approval.dealer,
        lines: order.lines.iter().map(line).collect(),
    }
}

/// Sends a draft for approval: what is approved is kept, and the draft is closed for changes. Sent twice it waits once.
///
/// # Errors
/// As for a submission; `Refused` where no rule asks about it, and where nobody could decide.
pub async fn send(
    access: &Access,
    id: DraftId,
    version: u32,
    seen_book: impl FnOnce(&Calculation) -> u64,
) -> Result<Approval, Error> {
    access.require(SUBMIT)?;
    let me = membership(access).ok_or(Error::NotFound)?;
    if access.actor().company.is_none() {
        return Err(Error::NotFound);
    }
    let held = access.read()?.shared::<Draft>(&id)?.ok_or(Error::NotFound)?.held;
    if held && let Some(last) = last_of(&access.read()?, id)?.filter(Approval::is_waiting) {
        return Ok(last);
    }
    let order = match prepare(access, id, version, seen_book, None)? {
        Prepared::Already(_) => return Err(refused("approvals-refusal-placed")),
        Prepared::Order(prepared) => prepared.order().clone(),
    };
    access
        .write(move |write| {
            let draft = write.get::<Draft>(&id)?.ok_or(Error::NotFound)?;
            if draft.held {
                let last = last_of(&**write, id)?.filter(Approval::is_waiting);
                return last.ok_or_else(|| refused("approvals-refusal-waits"));
            }
            draft.expect(version)?;
            let demand = asked_of(write, &order, me)?;
            let demand = demand.filter(|demand| !demand.is_own(me));
            let demand = demand.ok_or_else(|| refused("approvals-refusal-unneeded"))?;
            let people = demand.people.clone();
            let approval = made(write, &draft, &order, demand);
            for step in approval.steps.iter().filter(|step| step.decided.is_none()) {
                if deciders(&step.asked, &people, me, approval.own).is_empty() {
                    return Err(refused("approvals-refusal-nobody"));
                }
            }
            let told = turn(&approval, &people);
            let event = ApprovalEvent::Sent {
                of: Box::new(approval.clone()),
                told,
            };
            let mut change = write.change(&event)?;
            change.save(&approval)?;
            change.save(&sheet(&approval, &order))?;
            change.save(&Draft { held: true, ..draft })?;
            write.flash(Message::new("approvals-sent").with("name", approval.name.as_str()))?;
            Ok(approval)
        })
        .await
}

/// Those whose turn it is.
fn turn(approval: &Approval, people: &[super::model::Colleague]) -> Vec<MembershipId> {
    match approval.current() {
        Some((_, step)) => called(&step.asked, people, approval.sender_id(), approval.own),
        None => Vec::new(),
    }
}

/// What somebody says to an approval.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// Yes to what the draft comes to, in minor units, as it was shown.
    Approve {
        shown: i64,
    },
    Refuse {
        reason: String,
    },
}

/// Why nothing can be decided any more.
fn over(approval: &Approval) -> Error {
    Error::Refused(match &approval.state {
        State::Waiting => Message::new("approvals-refusal-moved"),
        State::Approved { order } => {
            Message::new("approvals-over-approved").with("number", order.clone().unwrap_or_default())
        }
        State::Refused { by, .. } => Message::new("approvals-over-refused").with("who", by.name.as_str()),
        State::Withdrawn { name, .. } => Message::new("approvals-over-withdrawn").with("who", name.as_str()),
    })
}

/// Decides the step whose turn it is. The last yes places the order in the sender's name. `letter`: the hash of the key by
/// which it came. Pressed twice it is decided once.
///
/// # Errors
/// `Refused` where it is over, isn't this person's turn, where prices moved since they looked, and where the order can't be
/// placed; `Invalid` for a refusal without a reason.
pub async fn decide(
    access: &Access,
    id: ApprovalId,
    version: u32,
    verdict: Verdict,
    letter: Option<String>,
) -> Result<Approval, Error> {
    let me = membership(access).ok_or(Error::NotFound)?;
    let (approval, _) = seen(&access.read()?, access, id)?;
    if approval.was_decided(me, version) {
        return Ok(approval);
    }
    if !approval.is_waiting() {
        return Err(over(&approval));
    }
    if !access.sight().purchase_price {
        return Err(refused("approvals-refusal-blind"));
    }
    let reason = match &verdict {
        Verdict::Approve { .. } => String::new(),
        Verdict::Refuse { reason } => fitting(reason)?,
    };
    let prepared = match &verdict {
        Verdict::Refuse { .. } => None,
        Verdict::Approve { shown } => {
            let name = InName {
                author: approval.sender.clone(),
                role: approval.role,
            };
            let made = prepare(
                access,
                approval.draft,
                approval.draft_version,
                |now| now.book,
                Some(name),
            )?;
            let Prepared::Order(made) = made else {
                return Err(refused("approvals-refusal-placed"));
            };
            if made.order().totals.total.minor != *shown {
                return Err(refused("approvals-refusal-prices"));
            }
            Some(made)
        }
    };
    access
        .write(move |write| {
            let mut approval = write.get::<Approval>(&id)?.ok_or(Error::NotFound)?;
            if approval.was_decided(me, version) {
                return Ok(approval);
            }
            if !approval.is_waiting() || approval.version != version {
                return Err(over(&approval));
            }
            let now = write.now();
            let all = people(&**write, approval.dealer, now)?;
            let how = approval.turn_of(me, &all);
            let how = how.ok_or_else(|| refused("approvals-refusal-turn"))?;
            if let Some(key) = &letter {
                spend_letter_key_once(write, key)?;
            }
            let by = Decision {
                by: me,
                name: author(write.actor()).name,
                how,
                at: now,
                on: version,
                by_letter: letter.is_some(),
            };
            let Some(prepared) = &prepared else {
                approval.refuse(by.clone(), reason.clone());
                let of = Box::new(approval.clone());
                return free(write, approval, &ApprovalEvent::Refused { of, by });
            };
            let total = prepared.order().totals.total;
            let (mut beside, mut reasons) = (Vec::new(), Vec::new());
            if total.minor > approval.total.minor
                && let Some(demand) = asked_of(write, prepared.order(), approval.sender_id())?
            {
                (beside, reasons) = (demand.steps, demand.reasons);
            }
            approval.approve(by.clone(), total, beside, reasons);
            let event = ApprovalEvent::Decided {
                of: Box::new(approval.clone()),
                by,
                told: turn(&approval, &all),
            };
            write.save(&approval, &event)?;
            if approval.is_waiting() {
                write.flash(Message::new("approvals-decided").with("name", approval.name.as_str()))?;
                return Ok(approval);
            }
            let number = place(write, prepared)?.number.to_string();
            approval.state = State::Approved {
                order: Some(number.clone()),
            };
            let of = Box::new(approval.clone());
            write.save(&approval, &ApprovalEvent::Placed { of, number })?;
            Ok(approval)
        })
        .await
}

fn fitting(reason: &str) -> Result<String, Error> {
    let reason = reason.trim();
    match reason.chars().count() {
        0 => Err(Error::invalid("reason", Message::new("approvals-reason-missing"))),
        n if n > REASON_MAX => Err(Error::invalid(
            "reason",
            Message::new("approvals-reason-long").with("max", REASON_MAX),
        )),
        _ => Ok(reason.to_owned()),
    }
}

/// Saves what came of an approval whose draft can be changed again.
fn free(write: &mut Write<'_, '_>, approval: Approval, event: &ApprovalEvent) -> Result<Approval, Error> {
    let draft = write.get::<Draft>(&approval.draft)?;
    let mut change = write.change(event)?;
    change.save(&approval)?;
    if let Some(draft) = draft {
        change.save(&Draft { held: false, ..draft })?;
    }
    Ok(approval)
}

/// Takes a draft back from approval: its sender, or a director. Again it changes nothing.
pub async fn withdraw(access: &Access, id: ApprovalId) -> Result<Approval, Error> {
    access.require(SUBMIT)?;
    let me = membership(access).ok_or(Error::NotFound)?;
    let (known, _) = seen(&access.read()?, access, id)?;
    if matches!(known.state, State::Withdrawn { .. }) {
        return Ok(known);
    }
    access
        .write(move |write| {
            let mut approval = write.get::<Approval>(&id)?.ok_or(Error::NotFound)?;
            if matches!(approval.state, State::Withdrawn { .. }) {
                return Ok(approval);
            }
            if !approval.is_waiting() {
                return Err(over(&approval));
            }
            let now = write.now();
            let all = people(&**write, approval.dealer, now)?;
            let director = all.iter().any(|one| one.member == me && one.director);
            if approval.sender_id() != me && !director {
                return Err(refused("approvals-refusal-withdraw"));
            }
            let told = turn(&approval, &all);
            approval.withdraw(author(write.actor()).name, now);
            let of = Box::new(approval.clone());
            let approval = free(write, approval, &ApprovalEvent::Withdrawn { of, told })?;
            write.flash(Message::new("approvals-withdrawn").with("name", approval.name.as_str()))?;
            Ok(approval)
        })
        .await
}
