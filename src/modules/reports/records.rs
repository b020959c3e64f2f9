//! How the reports' own tables are stored. All but the settings are derived from orders: they can be thrown away and are
//! counted anew.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::model::{Basis, CellKey, Facts, PlanSettings, Sums};
use crate::modules::orders::OrderId;
use crate::platform::access::Technical;
use crate::platform::error::Error;
use crate::platform::store::{Index, Indexer, Reader, Record, RecordInfo, Table};
use crate::platform::values::{Day, Moment, Scope};

/// Orders that are to be made: by dealer, kind of day, week, then day.
pub const COMING_BY_DEALER: Index<Facts> = Index::new(106 * 16, "report_facts.coming_by_dealer");
/// The same of all dealers.
pub const COMING: Index<Facts> = Index::new(106 * 16 + 1, "report_facts.coming");
/// Orders that have not left: by dealer, then by the moment when they entered their stage.
pub const WAITING_BY_DEALER: Index<Facts> = Index::new(106 * 16 + 2, "report_facts.waiting_by_dealer");
/// The same of all dealers.
pub const WAITING: Index<Facts> = Index::new(106 * 16 + 3, "report_facts.waiting");
/// Open orders by dealer and stage, then by the moment when they entered it.
pub const STANDING_BY_DEALER: Index<Facts> = Index::new(106 * 16 + 4, "report_facts.standing_by_dealer");
/// The same of all dealers.
pub const STANDING: Index<Facts> = Index::new(106 * 16 + 5, "report_facts.standing");
/// Orders that count as bought: by dealer, then by the day of sending.
pub const BOUGHT_BY_DEALER: Index<Facts> = Index::new(106 * 16 + 6, "report_facts.bought_by_dealer");
/// The same of all dealers.
pub const BOUGHT: Index<Facts> = Index::new(106 * 16 + 7, "report_facts.bought");

/// Orders with a promise: by dealer, which promise (see `Basis`), then by the promised day.
pub const PROMISED_BY_DEALER: Index<Facts> = Index::new(106 * 16 + 8, "report_facts.promised_by_dealer");
/// The same of all dealers.
pub const PROMISED: Index<Facts> = Index::new(106 * 16 + 9, "report_facts.promised");

pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Facts>(),
    RecordInfo::of::<Cell>(),
    RecordInfo::of::<Counted>(),
    RecordInfo::of::<StoredPlan>(),
];

impl Record for Facts {
    const TABLE: Table = Table::new(106, "report_facts");
    // 2: promises by day; 3: lines by the week in which they are due.
    const INDEXES: u16 = 3;
    type Key = OrderId;

    fn key(&self) -> OrderId {
        self.order
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.dealer)
    }
    fn index(&self, indexer: &mut Indexer) {
        if self.is_coming() {
            for share in self.coming().iter() {
                let (due, week, day) = (share.due.code(), share.due.week(), share.due.day());
                indexer.put(&COMING_BY_DEALER, &(self.dealer, due, week, day));
                indexer.put(&COMING, &(due, week, day));
            }
        }
        if self.is_waiting() {
            indexer.put(&WAITING_BY_DEALER, &(self.dealer, self.since));
            indexer.put(&WAITING, &self.since);
        }
        if self.is_open() {
            let stage = self.stage.as_str();
            indexer.put(&STANDING_BY_DEALER, &(self.dealer, stage, self.since));
            indexer.put(&STANDING, &(stage, self.since));
        }
        if self.is_bought() {
            indexer.put(&BOUGHT_BY_DEALER, &(self.dealer, self.day));
            indexer.put(&BOUGHT, &self.day);
            let lots = self.lots();
            for basis in Basis::ALL {
                let days: BTreeSet<Day> = lots.iter().map(|lot| lot.day(basis)).collect();
                for day in days {
                    indexer.put(&PROMISED_BY_DEALER, &(self.dealer, basis.code(), day));
                    indexer.put(&PROMISED, &(basis.code(), day));
                }
            }
        }
    }
}

impl Technical for Facts {}

/// A sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    pub key: CellKey,
    pub sums: Sums,
}

impl Record for Cell {
    const TABLE: Table = Table::new(107, "report_sum");
    type Key = CellKey;

    fn key(&self) -> CellKey {
        self.key.clone()
    }

    /// A sum over all dealers holds units of a group alone: no order, no money, no name.
    fn visible_to(&self, scope: &Scope) -> bool {
        match self.key.dealer {
            Some(dealer) => scope.includes(dealer),
            None => scope.is_signed_in(),
        }
    }
}

impl Technical for Cell {}

/// By which rules the sums were counted; there is one, under the key 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// See [`MODEL`].
    pub model: u16,
    pub at: Moment,
}

/// Raise it when an order adds to other sums than before, or facts hold other things: everything is counted anew then.
pub const MODEL: u16 = 5;

impl Record for Counted {
    const TABLE: Table = Table::new(108, "report_counted");
    type Key = u8;

    fn key(&self) -> u8 {
        1
    }
    /// A number and a time: every page of sums says whether they are up to date.
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
}

impl Technical for Counted {}

/// The administrator's settings of the plan; there is one, under the key 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredPlan {
    pub plan: PlanSettings,
}

impl Record for StoredPlan {
    const TABLE: Table = Table::new(109, "plan_settings");
    const VERSIONED: bool = true;
    type Key = u8;

    fn key(&self) -> u8 {
        1
    }
    fn visible_to(&self, scope: &Scope) -> bool {
        scope.is_signed_in()
    }
}

pub fn plan_settings(tx: &impl Reader) -> Result<PlanSettings, Error> {
    Ok(tx
        .shared::<StoredPlan>(&1)?
        .map(|stored| stored.plan.clone())
        .unwrap_or_default())
}
