//! What people do to rules and releases, and the gates that hold orders.

use std::sync::Arc;

use super::events::{HoldEvent, RuleEvent};
use super::permissions::{RELEASE, RULES, SEE};
use super::queries::{of_draft, of_order, released, rules};
use super::records::{Ended, Release};
use super::rule::{RULES_MAX, Refusal, Rule, RuleId, Step};
use super::words;
use crate::modules::orders::{Draft, Order, OrderId, OrderNumber, Stage, actions};
use crate::platform::access::{Access, Write};
use crate::platform::error::Error;
use crate::platform::store::Reader;
use crate::platform::values::{Day, DealerId, Message};

/// The longest reason of a release, in characters.
pub const REASON_MAX: usize = 500;
/// The longest time that a release lasts, in days.
pub const RELEASE_DAYS_MAX: i64 = 92;

/// Saves a rule, new or changed. Saved twice it is one.
///
/// # Errors
/// `Refused` with what is wrong with it, and where somebody else has changed it since `rule.version`.
pub async fn save_rule(access: &Access, rule: Rule) -> Result<Rule, Error> {
    access.require(RULES)?;
    let wanted = rule.sound().map_err(|refusal| Error::Refused(refusal.message()))?;
    access
        .write(move |write| {
            let all = rules(&**write)?;
            let old = all
                .iter()
                .find(|rule| rule.id == wanted.id)
                .map(|rule| Rule::clone(rule));
            let mut new = wanted.clone();
            new.created = old.as_ref().map_or(write.now(), |old| old.created);
            let refused = |refusal: Refusal| Err(Error::Refused(refusal.message()));
            match &old {
                // The same was saved already: pressed twice, or nothing was changed.
                Some(old) if is_same(old, &new) => return Ok(old.clone()),
                Some(old) if old.version != new.version => return refused(Refusal::Moved),
                None if new.version != 0 => return Err(Error::NotFound),
                None if all.len() >= RULES_MAX => return refused(Refusal::TooMany),
                _ => {}
            }
            let name = new.name.to_lowercase();
            let taken = |rule: &Arc<Rule>| rule.id != new.id && rule.name.to_lowercase() == name;
            if all.iter().any(taken) {
                return refused(Refusal::NameTaken);
            }
            new.version += 1;
            let event = RuleEvent::Saved { old, new: new.clone() };
            write.save(&new, &event)?;
            Ok(new)
        })
        .await
}

fn is_same(old: &Rule, new: &Rule) -> bool {
    *old == Rule {
        version: old.version,
        created: old.created,
        ..new.clone()
    }
}

/// Takes a rule away; what it alone held is free.
pub async fn remove_rule(access: &Access, id: RuleId, version: u32) -> Result<(), Error> {
    access.require(RULES)?;
    access
        .write(move |write| {
            let Some(rule) = write.get::<Rule>(&id)? else {
                return Ok(());
            };
            if rule.version != version {
                return Err(Error::Refused(Refusal::Moved.message()));
            }
            let event = RuleEvent::Removed(rule);
            write.change(&event)?.delete::<Rule>(&id)?;
            Ok(())
        })
        .await
}

/// What a release is about: an order, or the draft that is to become it.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    pub dealer: DealerId,
    pub number: Option<OrderNumber>,
}

/// The order or the draft of this id.
///
/// # Errors
/// `NotFound` where there is neither in the reader's scope.
pub fn subject(tx: &impl Reader, id: OrderId) -> Result<Subject, Error> {
    if let Some(order) = tx.shared::<Order>(&id)? {
        return Ok(Subject {
            dealer: order.dealer,
            number: Some(order.number),
        });
    }
    let draft = tx.shared::<Draft>(&id.cast())?.filter(|draft| !draft.template);
    let draft = draft.ok_or(Error::NotFound)?;
    Ok(Subject {
        dealer: draft.dealer,
        number: None,
    })
}

/// Lets one order pass until the end of a day, whatever is owed. `version`: of the release that was there, 0 for none.
///
/// # Errors
/// `Invalid` at `reason` or `until`; `Refused` where somebody else has released it or taken that back meanwhile.
pub async fn release(access: &Access, id: OrderId, version: u32, reason: &str, until: Day) -> Result<Release, Error> {
    access.require(RELEASE)?;
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    if reason.is_empty() || reason.chars().count() > REASON_MAX {
        return Err(Error::invalid(
            "reason",
            Message::new("holds-release-reason-wrong").with("max", REASON_MAX),
        ));
    }
    let today = actions::today(access);
    let ahead = super::verdict::days_past(today, until);
    if !(0..=RELEASE_DAYS_MAX).contains(&ahead) {
        return Err(Error::invalid(
            "until",
            Message::new("holds-release-until-wrong").with("days", RELEASE_DAYS_MAX),
        ));
    }
    access
        .write(move |write| {
            let subject = subject(&**write, id)?;
            let old = write.get::<Release>(&id)?;
            let by = actions::author(write.actor());
            if let Some(old) = &old {
                let same = old.is_open(today) && (old.reason.as_str(), old.until) == (reason.as_str(), until);
                if same && old.by == by {
                    return Ok(old.clone());
                }
            }
            let known = old.as_ref().map_or(0, |old| old.version);
            if known != version {
                return Err(Error::Refused(Message::new("holds-release-moved")));
            }
            let release = Release {
                order: id,
                dealer: subject.dealer,
                reason: reason.clone(),
                until,
                by,
                at: write.now(),
                ended: None,
                version: known + 1,
            };
            let event = HoldEvent::Released {
                release: release.clone(),
                number: subject.number,
            };
            write.save(&release, &event)?;
            Ok(release)
        })
        .await
}

/// Takes a release back before its time.
pub async fn end_release(access: &Access, id: OrderId, version: u32) -> Result<(), Error> {
    access.require(RELEASE)?;
    let today = actions::today(access);
    access
        .write(move |write| {
            let subject = subject(&**write, id)?;
            let Some(old) = write.get::<Release>(&id)?.filter(|release| release.is_open(today)) else {
                return Ok(());
            };
            if old.version != version {
                return Err(Error::Refused(Message::new("holds-release-moved")));
            }
            let by = actions::author(write.actor());
            let release = Release {
                ended: Some(Ended { by, at: write.now() }),
                version: old.version + 1,
                ..old
            };
            let event = HoldEvent::ReleaseEnded {
                release: release.clone(),
                number: subject.number,
            };
            write.save(&release, &event)?;
            Ok(())
        })
        .await
}

/// Holds a draft that is about to be sent. The sums are those of the order that it becomes.
pub fn on_submission(write: &mut Write<'_, '_>, draft: &Draft, order: &Order) -> Result<(), Error> {
    let today = write.today();
    if released(&**write, draft.id.cast(), today)?.is_some() {
        return Ok(());
    }
    let verdict = of_draft(&**write, order.dealer, order.contract, order.totals.total, today)?;
    refuse(write, Step::Submission, &verdict)
}

/// Holds an order that somebody moves along the line.
pub fn on_move(write: &Write<'_, '_>, order: &Order, to: &Stage) -> Result<(), Error> {
    held_at(write, order, &Step::taken(order.kind, to.kind))
}

/// Holds goods whose shipment somebody notes.
pub fn on_shipment(write: &Write<'_, '_>, order: &Order, number: &str) -> Result<(), Error> {
    // A shipment that is there is only corrected.
    match order.shipments.iter().any(|shipment| shipment.number == number) {
        true => Ok(()),
        false => held_at(
            write,
            order,
            &Step::taken(order.kind, crate::modules::orders::Kind::Shipped),
        ),
    }
}

fn held_at(write: &Write<'_, '_>, order: &Order, steps: &[Step]) -> Result<(), Error> {
    if steps.is_empty() {
        return Ok(());
    }
    let today = write.today();
    if released(&**write, order.id, today)?.is_some() {
        return Ok(());
    }
    let verdict = of_order(&**write, order, steps, today)?;
    refuse(write, verdict.step().unwrap_or(Step::Shipping), &verdict)
}

fn refuse(write: &Write<'_, '_>, step: Step, verdict: &super::Verdict) -> Result<(), Error> {
    if !verdict.is_held() {
        return Ok(());
    }
    let actor = write.actor();
    let finance = actor.may(SEE) && actor.sight().finance;
    Err(Error::Refused(words::sentence(step, verdict, finance)))
}
