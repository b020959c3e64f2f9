//! When the goods of an order that is to be made are due. Lines with a day of their own go by that; the others by the
//! order's.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::calendar::week_of;
use super::facts::{Due, Facts, GroupShare};
use super::sums::Sums;
use crate::modules::catalogue::GroupId;
use crate::modules::orders::{Order, OrderLine};
use crate::platform::values::Day;

/// The lines of one order that are due in one week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueShare {
    /// The first of their days.
    pub due: Due,
    pub whole: Sums,
    pub groups: Vec<GroupShare>,
}

impl DueShare {
    pub fn sums(&self, group: Option<Option<GroupId>>) -> Sums {
        match group {
            None => self.whole,
            Some(group) => {
                let share = self.groups.iter().find(|share| share.group == group);
                share.map(|share| share.sums).unwrap_or_default()
            }
        }
    }
}

impl Due {
    /// When a line is due: by what is promised for it, else by what is wished.
    pub fn of_line(order: &Order, line: &OrderLine) -> Due {
        match (order.day_of(line), order.wish_of(line)) {
            (Some(day), _) => Due::Planned(day),
            (None, Some(day)) => Due::Wished(day),
            (None, None) => Due::Undated,
        }
    }

    pub fn week(self) -> Option<Day> {
        self.day().map(week_of)
    }

    /// What is made together: of one kind, in one week.
    fn stretch(self) -> (u8, Option<Day>) {
        (self.code(), self.week())
    }
}

/// Gathers the lines of an order by when they are due.
#[derive(Default)]
pub(super) struct Weeks(BTreeMap<(u8, Option<Day>), DueShare>);

impl Weeks {
    pub fn line(&mut self, due: Due, sums: Sums, groups: &[Option<GroupId>]) {
        let share = self.0.entry(due.stretch()).or_insert_with(|| DueShare {
            due,
            whole: Sums {
                orders: 1,
                ..Sums::default()
            },
            groups: Vec::new(),
        });
        if due.day() < share.due.day() {
            share.due = due;
        }
        share.whole.add(sums);
        for group in groups {
            match share.groups.iter_mut().find(|known| known.group == *group) {
                Some(known) => known.sums.add(sums),
                None => share.groups.push(GroupShare {
                    group: *group,
                    sums: Sums { orders: 1, ..sums },
                }),
            }
        }
    }

    /// The one day of an order whose lines are all due together, or its lines apart. `total`: what is paid in all; what 1C
    /// states beyond the lines goes with the last of them.
    pub fn of(self, total: i64) -> Result<Option<Due>, Vec<DueShare>> {
        let mut shares: Vec<DueShare> = self.0.into_values().collect();
        if shares.len() < 2 {
            return Ok(shares.pop().map(|share| share.due));
        }
        let told: i64 = shares.iter().fold(0, |sum, share| sum.wrapping_add(share.whole.total));
        if let Some(last) = shares.last_mut() {
            last.whole.total = last.whole.total.wrapping_add(total.wrapping_sub(told));
        }
        Err(shares)
    }
}

impl Facts {
    /// When its goods are due, week by week.
    pub fn coming(&self) -> Cow<'_, [DueShare]> {
        if !self.apart.is_empty() {
            return Cow::Borrowed(&self.apart);
        }
        Cow::Owned(vec![DueShare {
            due: self.due,
            whole: self.whole,
            groups: self.groups.clone(),
        }])
    }

    /// What of it is due then, of a group where one is asked for.
    pub fn due_then(&self, then: impl Fn(Due) -> bool, group: Option<Option<GroupId>>) -> Sums {
        let shares = self.coming();
        let asked = shares.iter().filter(|share| then(share.due));
        asked.fold(Sums::default(), |sum, share| sum.plus(share.sums(group)))
    }

    /// The first day on which something of it is due then.
    pub fn first_due(&self, then: impl Fn(Due) -> bool) -> Option<Day> {
        let shares = self.coming();
        let asked = shares.iter().filter(|share| then(share.due));
        asked.filter_map(|share| share.due.day()).min()
    }
}
