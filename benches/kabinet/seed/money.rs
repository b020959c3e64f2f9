//! What a dealer owes: a contract with a long list, and open invoices in one month.

use anyhow::Context;
use jiff::ToSpan;
use kabinet::modules::dealers::LegalEntity;
use kabinet::modules::documents::Company;
use kabinet::modules::settlements::{Settlement, SettlementId, Told, ToldDue, ToldLimit, ToldOperation, take};
use kabinet::platform::access::Access;
use kabinet::platform::store::Reader;
use kabinet::platform::values::{Currency, Day, Money};

use super::{Buyer, House, said};
use crate::Outcome;

/// What was put in of a contract.
pub struct Owed {
    pub settlement: SettlementId,
    /// Of what is open.
    pub left: i64,
    /// The number of the newest operation.
    pub newest: String,
}

impl House {
    /// Tells of a dealer's contract: so many operations, two a day up to yesterday, and so many open invoices that are due from
    /// `first` on, spread over `days` days.
    pub fn owed(&self, buyer: &Buyer, operations: usize, dues: usize, first: Day, days: usize) -> Outcome<Owed> {
        let access = self.system();
        let entity: LegalEntity = access
            .read()
            .map_err(said)?
            .get(&buyer.entity)?
            .context("a legal entity")?;
        let yesterday = first.saturating_sub(1.day());
        let external = format!("bench-{}", buyer.dealer);
        let told = Told {
            external: external.clone(),
            number: buyer.number().to_owned(),
            day: None,
            currency: Currency::Rub,
            seller: Company::default(),
            buyer: Company {
                name: entity.name.clone(),
                ..Company::default()
            },
            as_of: (access.now().day_in(&self.services().zone), None),
            from: None,
            opening: Money::zero(Currency::Rub),
            closing: Money::new(sum_of_operations(operations), Currency::Rub),
            overdue: None,
            limit: ToldLimit::Without,
            limit_reason: String::new(),
            operations: (0..operations)
                .map(|n| ToldOperation {
                    day: yesterday.saturating_sub(((operations - n) as i64 / 2).days()),
                    kind: "Реализация".to_owned(),
                    document: String::new(),
                    number: format!("РТ-{n:06}"),
                    debit: debit(n),
                    credit: 0,
                })
                .collect(),
            dues: Some(
                (0..dues)
                    .map(|n| ToldDue {
                        document: format!("bench-{n}"),
                        number: format!("СЧ-{n:06}"),
                        order: String::new(),
                        from: None,
                        day: Some(first.saturating_add(((n % days) as i64).days())),
                        sum: debit(n),
                        // Every tenth is partly paid.
                        paid: if n % 10 == 0 { 1_00 } else { 0 },
                    })
                    .collect(),
            ),
        };
        let left = (0..dues).map(|n| debit(n) - if n % 10 == 0 { 1_00 } else { 0 }).sum();
        let owner = entity.clone();
        take(&access, &told, Some(entity), move |_| Ok(Some(owner.clone()))).map_err(said)?;
        Ok(Owed {
            settlement: Settlement::id_of(&external),
            left,
            newest: format!("РТ-{:06}", operations.saturating_sub(1)),
        })
    }

    pub fn today(&self) -> Day {
        Access::system(self.services(), "bench")
            .now()
            .day_in(&self.services().zone)
    }
}

fn debit(n: usize) -> i64 {
    1_000_00 + (n as i64 * 37) % 99_999
}

fn sum_of_operations(operations: usize) -> i64 {
    (0..operations).map(debit).sum()
}
