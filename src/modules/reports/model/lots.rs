//! What an order promised, where its lines have days of their own: each such line is a promise, and the rest of the order
//! is one, as any other order is.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Basis, Facts};
use crate::modules::catalogue::GroupId;
use crate::modules::orders::{Order, OrderLine, Promise};
use crate::platform::values::{Day, Moment};

/// Promises of one order for the same days and groups of goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    /// Groups of its goods and those above them; `None` among them: goods without a group.
    pub groups: Vec<Option<GroupId>>,
    /// The first day that was promised, and the last.
    pub first: Day,
    pub last: Day,
    pub count: i64,
}

impl Lot {
    pub fn day(&self, basis: Basis) -> Day {
        match basis {
            Basis::First => self.first,
            Basis::Last => self.last,
        }
    }
}

impl Facts {
    /// All that was promised of an order.
    pub fn lots(&self) -> Cow<'_, [Lot]> {
        if !self.own.is_empty() {
            return Cow::Borrowed(&self.own);
        }
        let whole = self.promised.map(|(first, last)| Lot {
            groups: self.groups.iter().map(|share| share.group).collect(),
            first,
            last,
            count: 1,
        });
        Cow::Owned(whole.into_iter().collect())
    }

    /// Why the last day that was promised is this one: as the ledger of a line says that has it, or that of the order.
    pub fn reason<'o>(&self, order: &'o Order, day: Day) -> Option<&'o str> {
        let last = order.lines.iter().filter_map(|line| line.promises.last());
        let mut of_lines = last.filter(|promise| !self.own.is_empty() && promise.day == day);
        let of_line = of_lines.find(|promise| !promise.reason.is_empty());
        Some(of_line.or(order.promises.last())?.reason.as_str())
    }

    /// How many promises of one day there are, of a group where one is asked for.
    pub fn promises(&self, basis: Basis, day: Day, group: Option<Option<GroupId>>) -> i64 {
        let lots = self.lots();
        let asked = lots.iter().filter(|lot| lot.day(basis) == day);
        let asked = asked.filter(|lot| group.is_none_or(|group| lot.groups.contains(&group)));
        asked.map(|lot| lot.count).sum()
    }
}

/// Gathers the lines of an order with their groups.
#[derive(Default)]
pub(super) struct Lots<'o> {
    lines: Vec<(&'o OrderLine, Vec<Option<GroupId>>)>,
    /// Groups of lines that go with the order.
    rest: Vec<Option<GroupId>>,
}

fn join(groups: &mut Vec<Option<GroupId>>, more: &[Option<GroupId>]) {
    for group in more {
        if !groups.contains(group) {
            groups.push(*group);
        }
    }
}

impl<'o> Lots<'o> {
    pub fn line(&mut self, line: &'o OrderLine, groups: &[Option<GroupId>]) {
        if !line.promises.is_empty() {
            self.lines.push((line, groups.to_vec()));
            return;
        }
        join(&mut self.rest, groups);
    }

    /// Nothing where no line has a day of its own. A day that was named after the goods had left is no promise.
    pub fn of(self, order: &Order, gone_at: Option<Moment>) -> Vec<Lot> {
        let mut lots: Vec<Lot> = Vec::new();
        let in_time = |promise: &&Promise| gone_at.is_none_or(|at| promise.at <= at);
        let mut rest = self.rest;
        for (line, groups) in self.lines {
            if !line.promises.iter().any(|promise| in_time(&promise)) {
                join(&mut rest, &groups);
                continue;
            }
            let told: Vec<&Promise> = order
                .ledger_of(line)
                .into_iter()
                .filter(|promise| in_time(promise))
                .collect();
            let (Some(first), Some(last)) = (told.first(), told.last()) else {
                continue;
            };
            let (first, last) = (first.day, last.day);
            let same = |lot: &&mut Lot| (lot.first, lot.last) == (first, last) && lot.groups == groups;
            match lots.iter_mut().find(same) {
                Some(lot) => lot.count += 1,
                None => lots.push(Lot {
                    groups,
                    first,
                    last,
                    count: 1,
                }),
            }
        }
        if lots.is_empty() || rest.is_empty() {
            return lots;
        }
        // What follows from lines was told of the rest only while nothing else was.
        let told: Vec<&Promise> = order.promises.iter().filter(in_time).collect();
        let whole = || told.iter().filter(|promise| !promise.of_lines);
        let days = match (whole().next(), whole().next_back()) {
            (Some(first), Some(last)) => Some((first.day, last.day)),
            _ => told.first().zip(told.last()).map(|(first, last)| (first.day, last.day)),
        };
        if let Some((first, last)) = days {
            lots.push(Lot {
                groups: rest,
                first,
                last,
                count: 1,
            });
        }
        lots
    }
}
