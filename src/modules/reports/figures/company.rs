//! What one dealer bought: by month and group, with its margin, how long confirmation took, and who ordered. The director's
//! report and the whole picture on a dealer's card are made of it.

use std::collections::BTreeMap;

use crate::modules::reports::actions::group_tree;
use crate::modules::reports::model::calendar::month_of;
use crate::modules::reports::model::sums::NO_DAY;
use crate::modules::reports::model::{Basis, Kept, Part, Period, Sums, Topic};
use crate::modules::reports::queries::{self, ByCurrency};
use crate::platform::access::Membership;
use crate::platform::error::Error;
use crate::platform::store::{ReadTx, Reader};
use crate::platform::values::{Currency, Day, DealerId, MembershipId};

/// A month: the sums of its days that the period has.
#[derive(Clone, Debug)]
pub struct Month {
    pub period: Period,
    pub sums: Sums,
}

#[derive(Clone, Debug)]
pub struct GroupLine {
    pub name: String,
    pub sums: Sums,
}

/// Somebody's orders.
#[derive(Clone, Debug)]
pub struct PersonLine {
    /// Empty where nobody is known.
    pub name: String,
    /// Somebody of the manufacturer, who ordered for the dealer.
    pub staff: bool,
    pub sums: Sums,
}

pub struct Purchases {
    pub currency: Currency,
    pub currencies: Vec<Currency>,
    pub months: Vec<Month>,
    pub groups: Vec<GroupLine>,
    pub people: Vec<PersonLine>,
    pub all: Sums,
}

impl Purchases {
    pub fn read(
        tx: &ReadTx,
        dealer: DealerId,
        period: Period,
        currency: Option<Currency>,
        no_group: &str,
    ) -> Result<Purchases, Error> {
        let mut months: BTreeMap<Day, ByCurrency> = BTreeMap::new();
        let mut parts: BTreeMap<Part, ByCurrency> = BTreeMap::new();
        queries::bought(tx, dealer, period, |cell| {
            let (key, sums) = (&cell.key, cell.sums);
            if key.part == Part::All {
                months.entry(month_of(key.day)).or_default().add(key.currency, sums);
            }
            parts.entry(key.part.clone()).or_default().add(key.currency, sums);
        })?;
        let all = parts.remove(&Part::All).unwrap_or_default();
        let mut known: Vec<(Currency, i64)> = all.0.iter().map(|(currency, sums)| (*currency, sums.orders)).collect();
        known.retain(|(_, orders)| *orders != 0);
        known.sort_by_key(|(currency, orders)| (std::cmp::Reverse(*orders), *currency));
        let currency = currency
            .or(known.first().map(|(currency, _)| *currency))
            .unwrap_or(Currency::Rub);
        let tree = group_tree(tx)?;
        let top = tree.children(None);
        let (mut groups, mut people) = (Vec::new(), Vec::new());
        for (part, sums) in parts {
            let sums = sums.of(currency);
            if sums.orders == 0 {
                continue;
            }
            match part {
                Part::Group(group) if top.contains(&group) => groups.push(GroupLine {
                    name: tree.name(group).to_owned(),
                    sums,
                }),
                Part::NoGroup => groups.push(GroupLine {
                    name: no_group.to_owned(),
                    sums,
                }),
                Part::Person(person) => people.push(line(tx, Some(person), sums)?),
                Part::Nobody => people.push(line(tx, None, sums)?),
                Part::All | Part::Group(_) | Part::Stage(_) => {}
            }
        }
        groups.sort_by(|a, b| b.sums.total.cmp(&a.sums.total).then_with(|| a.name.cmp(&b.name)));
        people.sort_by(|a, b| b.sums.total.cmp(&a.sums.total).then_with(|| a.name.cmp(&b.name)));
        Ok(Purchases {
            currency,
            currencies: known.into_iter().map(|(currency, _)| currency).collect(),
            months: by_month(period, &months, currency),
            groups,
            people,
            all: all.of(currency),
        })
    }
}

/// Every month of the period, those without orders too.
fn by_month(period: Period, months: &BTreeMap<Day, ByCurrency>, currency: Currency) -> Vec<Month> {
    let mut all = Vec::new();
    let mut at = period.from;
    while at <= period.to {
        let end = at.last_of_month().min(period.to);
        all.push(Month {
            period: Period { from: at, to: end },
            sums: months
                .get(&month_of(at))
                .map(|sums| sums.of(currency))
                .unwrap_or_default(),
        });
        match end.tomorrow() {
            Ok(next) => at = next,
            Err(_) => break,
        }
    }
    all
}

fn line(tx: &ReadTx, person: Option<MembershipId>, sums: Sums) -> Result<PersonLine, Error> {
    let member = match person {
        Some(person) => tx.shared::<Membership>(&person)?,
        None => None,
    };
    Ok(PersonLine {
        name: member.as_ref().map(|member| member.name.clone()).unwrap_or_default(),
        staff: member.is_some_and(|member| member.company.is_none()),
        sums,
    })
}

/// What a dealer has open.
pub fn open(tx: &ReadTx, dealer: DealerId) -> Result<ByCurrency, Error> {
    let at_rest = Period {
        from: NO_DAY,
        to: NO_DAY,
    };
    let mut all = ByCurrency::default();
    queries::sums(tx, Topic::Standing, Some(dealer), at_rest, |cell| {
        all.add(cell.key.currency, cell.sums);
    })?;
    Ok(all)
}

/// Promises of a dealer whose first day lies within the period or later in its last month: what left early is kept.
pub fn promises(tx: &ReadTx, dealer: DealerId, period: Period, today: Day) -> Result<Kept, Error> {
    let mut all = Kept::default();
    let period = period.to_the_end_of_month();
    queries::sums(tx, Basis::First.topic(), Some(dealer), period, |cell| {
        if cell.key.part == Part::All {
            all.add(Kept::of(&cell.sums, cell.key.day, today));
        }
    })?;
    Ok(all)
}
