//! What a verdict stands on, read within the reader's scope, and lists of what is held.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::records::{HELD_ALL, HELD_BY_DEALER, HELD_BY_TIME, HELD_OF_DEALER, Held, RULE_BY_STEP, Release};
use super::rule::{Condition, RULES_MAX, Rule, Step};
use super::verdict::{Asked, OpenDue, Others, Position, Verdict, verdict};
use crate::modules::dealers::{Contract, Dealer};
use crate::modules::orders::{ContractId, Order, OrderId, queries as orders};
use crate::modules::settlements::{self, Due, Period, Settlement};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Cursor, Day, DealerId, Money, PAGE_LIMIT_MAX, Page, PageRequest, Scope};

/// Orders that are looked at one by one for a count.
const HELD_COUNTED: usize = 1_000;
/// Dues of one contract that are looked at for payments that aren't overdue: the nearest.
const LATER_MAX: usize = 500;

/// All rules, by step and name.
pub fn rules(tx: &impl Reader) -> Result<Vec<Arc<Rule>>, Error> {
    let mut rules = tx.shared_scan(&RULE_BY_STEP, &(), RULES_MAX)?;
    rules.sort_by(|a, b| (a.step, &a.name).cmp(&(b.step, &b.name)));
    Ok(rules)
}

/// How much of what is owed is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// As much as tells whether an order is held. The payments are not chosen among all.
    Held,
    /// What isn't overdue too, from which payments are chosen.
    Payments,
}

/// The open debts of a dealer, read once for all its orders.
pub struct Debts {
    rules: Vec<Arc<Rule>>,
    positions: Vec<Position>,
}

impl Debts {
    /// What rules ask of a dealer. Where none does, nothing more is read.
    pub fn of(tx: &impl Reader, dealer: DealerId, steps: &[Step], today: Day, depth: Depth) -> Result<Debts, Error> {
        let tier = tx.shared::<Dealer>(&dealer)?.ok_or(Error::NotFound)?.tier;
        let rules: Vec<Arc<Rule>> = rules(tx)?
            .into_iter()
            .filter(|rule| rule.is_for(tier) && steps.contains(&rule.step))
            .collect();
        let positions = match rules.is_empty() {
            true => Vec::new(),
            false => positions(tx, dealer, &rules, today, depth)?,
        };
        Ok(Debts { rules, positions })
    }

    /// No rule asks anything.
    pub fn is_unasked(&self) -> bool {
        self.rules.is_empty()
    }

    /// An order, or a draft's sums, looked at by the rules of these steps.
    fn verdict(&self, steps: &[Step], asked: Asked, today: Day) -> Verdict {
        let rules = self.rules.iter().map(Arc::as_ref);
        verdict(
            rules.filter(|rule| steps.contains(&rule.step)),
            &self.positions,
            asked,
            today,
        )
    }
}

fn positions(
    tx: &impl Reader,
    dealer: DealerId,
    rules: &[Arc<Rule>],
    today: Day,
    depth: Depth,
) -> Result<Vec<Position>, Error> {
    let later = depth == Depth::Payments;
    let asks_days = rules
        .iter()
        .any(|rule| matches!(rule.condition, Condition::Overdue { .. }));
    let settlements = settlements::of_dealer(tx, dealer, PAGE_LIMIT_MAX)?;
    settlements
        .into_iter()
        .map(|of| {
            let as_of = settlements::as_of(tx, of.id)?;
            let mut dues = Vec::new();
            // A list that is older than the sum may name what has been paid since.
            let listed = of.tells_dues() && (of.overdue.is_none() || settlements::dues_as_of(tx, of.id)? == as_of);
            if listed {
                if asks_days || later {
                    let overdue = settlements::overdue_of_settlement(tx, of.id, today)?;
                    dues.extend(overdue.into_iter().map(open_due));
                }
                if later {
                    let period = Period {
                        from: Some(today),
                        to: None,
                    };
                    let (next, _) = settlements::dues_of_settlement(tx, of.id, period, None, LATER_MAX)?;
                    dues.extend(next.into_iter().map(open_due));
                }
            } else {
                dues.extend(overdue_alone(&of));
            }
            Ok(Position {
                contract: of.contract,
                closing: of.closing,
                limit: of.limit,
                dues,
                as_of,
                number: of.number,
            })
        })
        .collect()
}

fn open_due(due: Due) -> OpenDue {
    OpenDue {
        left: due.left(),
        day: due.day,
        said_overdue: false,
        number: due.number,
    }
}

/// 1C names what is overdue in one sum, without papers.
fn overdue_alone(settlement: &Settlement) -> Option<OpenDue> {
    let left = settlement.overdue.filter(|overdue| overdue.minor > 0)?;
    Some(OpenDue {
        number: String::new(),
        day: None,
        said_overdue: true,
        left,
    })
}

/// An order as rules look at it. A contract without deferral is one of prepayment.
fn asked(tx: &impl Reader, order: &Order) -> Result<Asked, Error> {
    Ok(Asked {
        contract: order.contract,
        // Of an order that leaves in parts the first are in the debt already.
        total: order.left().unwrap_or(order.totals.total),
        paid: is_paid(order),
        prepayment: is_prepayment(tx, order.contract)?,
        others: others(tx, order)?,
    })
}

/// What is accepted beside the order and hasn't left.
fn others(tx: &impl Reader, order: &Order) -> Result<Others, Error> {
    let others = unshipped(tx, order.dealer, order.contract, order.totals.total)?;
    Ok(match order.unshipped() {
        // As it is stored: the gate asks before anything of it is changed.
        Some(own) => Others {
            count: others.count - 1,
            sum: Money::new(others.sum.minor.saturating_sub(own.minor), others.sum.currency),
        },
        None => others,
    })
}

/// What is accepted under a contract and hasn't left, where a rule for this dealer, at whatever step, counts it against the
/// limit; in the currency of `like`. `None`: no rule does, or there is nothing.
pub fn counted_against_limit(
    tx: &impl Reader,
    dealer: DealerId,
    contract: ContractId,
    like: Money,
) -> Result<Option<Others>, Error> {
    let tier = tx.shared::<Dealer>(&dealer)?.ok_or(Error::NotFound)?.tier;
    let counts = |rule: &Rule| matches!(rule.condition, Condition::Limit { others: true, .. });
    match rules(tx)?.iter().any(|rule| rule.is_for(tier) && counts(rule)) {
        true => Ok(Some(unshipped(tx, dealer, contract, like)?).filter(|others| others.count > 0)),
        false => Ok(None),
    }
}

fn unshipped(tx: &impl Reader, dealer: DealerId, contract: ContractId, like: Money) -> Result<Others, Error> {
    let (count, sum) = orders::unshipped(tx, dealer, contract, like.currency)?;
    Ok(Others { count, sum })
}

/// 1C has named payments that cover the whole order.
fn is_paid(order: &Order) -> bool {
    order
        .paid()
        .is_some_and(|paid| paid.currency == order.totals.total.currency && paid.minor >= order.totals.total.minor)
}

fn is_prepayment(tx: &impl Reader, contract: ContractId) -> Result<bool, Error> {
    let contract = tx.get::<Contract>(&contract)?;
    Ok(contract.is_some_and(|contract| contract.deferral_days == 0))
}

/// Is the order held at these steps, and which payments free it: as 1C's figures are now. A release isn't asked.
pub fn of_order(tx: &impl Reader, order: &Order, steps: &[Step], today: Day) -> Result<Verdict, Error> {
    if steps.is_empty() {
        return Ok(Verdict::default());
    }
    looked_at(tx, order.dealer, steps, today, || asked(tx, order))
}

/// Most aren't held: only where one is, all is read that can be paid.
fn looked_at(
    tx: &impl Reader,
    dealer: DealerId,
    steps: &[Step],
    today: Day,
    asked: impl FnOnce() -> Result<Asked, Error>,
) -> Result<Verdict, Error> {
    let debts = Debts::of(tx, dealer, steps, today, Depth::Held)?;
    if debts.is_unasked() {
        return Ok(Verdict::default());
    }
    let asked = asked()?;
    if !debts.verdict(steps, asked, today).is_held() {
        return Ok(Verdict::default());
    }
    Ok(Debts::of(tx, dealer, steps, today, Depth::Payments)?.verdict(steps, asked, today))
}

/// The same with debts that are read already.
pub fn judge(tx: &impl Reader, debts: &Debts, order: &Order, steps: &[Step], today: Day) -> Result<Verdict, Error> {
    if debts.is_unasked() {
        return Ok(Verdict::default());
    }
    Ok(debts.verdict(steps, asked(tx, order)?, today))
}

/// The release of an order or draft that still lets it pass.
pub fn released(tx: &impl Reader, order: OrderId, today: Day) -> Result<Option<Release>, Error> {
    Ok(tx.get::<Release>(&order)?.filter(|release| release.is_open(today)))
}

/// A page of orders that are held, the longest first.
pub fn held(tx: &ReadTx, dealer: Option<DealerId>, after: Option<Cursor>, rows: usize) -> Result<Page<Held>, Error> {
    let request = PageRequest::first(rows).after(after);
    let own: BTreeSet<DealerId> = match (dealer, tx.scope()) {
        (Some(dealer), scope) => Some(dealer).into_iter().filter(|one| scope.includes(*one)).collect(),
        (None, Scope::All) => return Ok(tx.scan(&HELD_BY_TIME, &(), &request)?),
        (None, Scope::Dealers(dealers)) => dealers.iter().copied().collect(),
        (None, Scope::Dealer(dealer) | Scope::Person { dealer, .. }) => BTreeSet::from([*dealer]),
        (None, Scope::Nothing) => BTreeSet::new(),
    };
    let prefixes: Vec<&DealerId> = own.iter().collect();
    Ok(tx.scan_merged(&HELD_BY_DEALER, &prefixes, &request)?)
}

/// How many orders are held, of those that the reader may see. Cheap: the menu asks on every page.
pub fn held_count(tx: &ReadTx, _: &Access) -> Result<u64, Error> {
    let of = |dealer: &DealerId| -> Result<u64, Error> { Ok(tx.count(HELD_OF_DEALER, dealer)?.max(0) as u64) };
    match tx.scope() {
        Scope::All => Ok(tx.count(HELD_ALL, &())?.max(0) as u64),
        Scope::Dealers(dealers) => dealers.iter().map(of).sum(),
        Scope::Dealer(dealer) => of(dealer),
        Scope::Person { dealer, .. } => Ok(tx.count_seen(&HELD_BY_DEALER, &[dealer], HELD_COUNTED)? as u64),
        Scope::Nothing => Ok(0),
    }
}

/// What a draft would come to, for the sentence on its page.
pub fn of_draft(
    tx: &impl Reader,
    dealer: DealerId,
    contract: ContractId,
    total: Money,
    today: Day,
) -> Result<Verdict, Error> {
    looked_at(tx, dealer, &[Step::Submission], today, || {
        Ok(Asked {
            contract,
            total,
            paid: false,
            prepayment: is_prepayment(tx, contract)?,
            others: unshipped(tx, dealer, contract, total)?,
        })
    })
}
