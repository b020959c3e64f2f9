//! What the reports keep of one order, and what it adds to the sums. Pure: from an order and what it stands among.

use serde::{Deserialize, Serialize};

use super::calendar::month_of;
use super::coming::{DueShare, Weeks};
use super::lots::{Lot, Lots};
use super::sums::{CellKey, NO_DAY, Part, Sheet, Sums, Topic};
use crate::modules::catalogue::{GroupId, ProductId};
use crate::modules::orders::{Kind, Order, OrderId, OrderLine, StageKey, StageLine};
use crate::platform::values::{Currency, Day, DealerId, MembershipId, Moment};

/// When an order that is to be made is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Due {
    /// The manufacturer promised this day.
    Planned(Day),
    /// Nothing was promised; the dealer wishes this day.
    Wished(Day),
    Undated,
}

impl Due {
    pub fn day(self) -> Option<Day> {
        match self {
            Due::Planned(day) | Due::Wished(day) => Some(day),
            Due::Undated => None,
        }
    }

    /// Part of stored keys: never renumber.
    pub const fn code(self) -> u8 {
        match self {
            Due::Planned(_) => 1,
            Due::Wished(_) => 2,
            Due::Undated => 3,
        }
    }
}

/// The lines of one group, in one order. A line belongs to its product's group and to all groups above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupShare {
    /// `None`: products without a group.
    pub group: Option<GroupId>,
    pub sums: Sums,
}

/// What the reports know of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    pub order: OrderId,
    pub dealer: DealerId,
    /// Of the order, as it was counted.
    pub version: u32,
    /// The day of sending in the manufacturer's zone.
    pub day: Day,
    pub currency: Currency,
    #[serde(default)]
    pub author: Option<MembershipId>,
    pub stage: StageKey,
    pub kind: Kind,
    /// When it entered the stage.
    pub since: Moment,
    pub due: Due,
    /// Its lines by when they are due, where that isn't one week for all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<DueShare>,
    /// Of the whole order: lines, units, money, and how long confirmation took.
    pub whole: Sums,
    #[serde(default)]
    pub groups: Vec<GroupShare>,
    /// The first day that was promised, and the last.
    #[serde(default)]
    pub promised: Option<(Day, Day)>,
    /// Promises of an order whose lines have days of their own; none: the order's own one, for all its goods.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<Lot>,
    /// The day on which an order left that is shipped now.
    #[serde(default)]
    pub left: Option<Day>,
}

/// The groups that a product's lines belong to, the nearest first; none where the product has no group.
pub trait Groups {
    fn of(&self, product: ProductId) -> Vec<GroupId>;
}

impl Facts {
    /// `day_of` tells the manufacturer's day of a moment.
    pub fn of(order: &Order, stages: &StageLine, groups: &impl Groups, day_of: impl Fn(Moment) -> Day) -> Facts {
        let mut whole = Sums {
            orders: 1,
            ..Sums::default()
        };
        let mut shares: Vec<GroupShare> = Vec::new();
        let (mut lots, mut weeks) = (Lots::default(), Weeks::default());
        for line in &order.lines {
            let sums = of_line(line);
            whole.add(sums);
            let above = groups.of(line.product);
            let above: Vec<Option<GroupId>> = match above.is_empty() {
                true => vec![None],
                false => above.into_iter().map(Some).collect(),
            };
            lots.line(line, &above);
            weeks.line(Due::of_line(order, line), sums, &above);
            for group in above {
                match shares.iter_mut().find(|share| share.group == group) {
                    Some(share) => share.sums.add(sums),
                    None => shares.push(GroupShare {
                        group,
                        sums: Sums { orders: 1, ..sums },
                    }),
                }
            }
        }
        // What 1C states as the total holds, where it differs from the sum of lines.
        whole.total = order.totals.total.minor;
        let kind_of = |key: &StageKey| stages.ever(key).map(|stage| stage.kind);
        let entered = |fits: fn(Kind) -> bool| {
            let found = order
                .history
                .iter()
                .find(|entry| kind_of(&entry.stage).is_some_and(fits));
            found.map(|entry| entry.at)
        };
        if let Some(at) = entered(Kind::is_confirmed) {
            whole.confirmed = 1;
            whole.seconds = at.seconds_since(order.created).max(0);
        }
        // An order that was taken back from shipment has left when it was shipped again.
        let has_left =
            |key: &StageKey| kind_of(key).is_some_and(|kind| kind >= Kind::Shipped && kind != Kind::Cancelled);
        let gone = order.history.iter().rev().take_while(|entry| has_left(&entry.stage));
        let gone_at = gone.last().map(|entry| entry.at);
        // A day that was named after the goods had left is no promise.
        let mut told = order
            .promises
            .iter()
            .filter(|promise| gone_at.is_none_or(|at| promise.at <= at));
        let promised = told
            .next()
            .map(|first| (first.day, told.next_back().unwrap_or(first).day));
        let of_order = match (order.planned, order.wished) {
            (Some(day), _) => Due::Planned(day),
            (None, Some(day)) => Due::Wished(day),
            (None, None) => Due::Undated,
        };
        let (due, apart) = match weeks.of(whole.total) {
            Ok(due) => (due.unwrap_or(of_order), Vec::new()),
            Err(shares) => (of_order, shares),
        };
        Facts {
            apart,
            order: order.id,
            dealer: order.dealer,
            version: order.version,
            day: day_of(order.created),
            currency: order.currency,
            author: order.author.membership,
            stage: order.stage.clone(),
            kind: order.kind,
            since: order.history.last().map_or(order.created, |entry| entry.at),
            due,
            whole,
            groups: shares,
            promised,
            own: lots.of(order, gone_at),
            left: gone_at.map(day_of),
        }
    }

    /// Is it still to be made?
    pub fn is_coming(&self) -> bool {
        self.kind < Kind::Ready
    }

    pub fn is_open(&self) -> bool {
        !self.kind.is_over()
    }

    pub fn is_bought(&self) -> bool {
        self.kind != Kind::Cancelled
    }

    /// May it stand still here? What has left waits for nobody.
    pub fn is_waiting(&self) -> bool {
        self.kind < Kind::Shipped
    }

    pub fn share(&self, group: Option<GroupId>) -> Option<Sums> {
        self.groups
            .iter()
            .find(|share| share.group == group)
            .map(|share| share.sums)
    }

    /// What this order adds to the sums.
    pub fn sheet(&self) -> Sheet {
        let mut sheet = Sheet::new();
        if self.is_bought() {
            for (topic, day) in [(Topic::Day, self.day), (Topic::Month, month_of(self.day))] {
                self.put_parts(&mut sheet, topic, day, self.whole, &self.groups);
                let by = self.author.map_or(Part::Nobody, Part::Person);
                self.put(&mut sheet, topic, day, by, self.whole);
            }
        }
        // Shares come by kind of day, then by week.
        let mut seen = None;
        for share in self.coming().iter().filter(|_| self.is_coming()) {
            let (topic, load) = match share.due {
                Due::Planned(_) => (Topic::Planned, Some(Topic::Load)),
                Due::Wished(_) => (Topic::Wished, Some(Topic::LoadWished)),
                Due::Undated => (Topic::Undated, None),
            };
            let week = share.due.week().unwrap_or(NO_DAY);
            self.put_parts(&mut sheet, topic, week, share.whole, &share.groups);
            let again = match share.due {
                Due::Planned(_) => Some(Topic::PlannedAgain),
                Due::Wished(_) => Some(Topic::WishedAgain),
                Due::Undated => None,
            };
            if let Some(again) = again.filter(|_| seen == Some(topic)) {
                let once = Sums {
                    orders: 1,
                    ..Sums::default()
                };
                self.put(&mut sheet, again, week, Part::All, once);
            }
            seen = Some(topic);
            if let Some(topic) = load {
                put_load(&mut sheet, topic, week, &share.groups);
            }
        }
        if self.is_open() {
            let sums = Sums {
                entered: self.since.millis().div_euclid(60_000),
                ..self.whole
            };
            self.put(
                &mut sheet,
                Topic::Standing,
                NO_DAY,
                Part::Stage(self.stage.clone()),
                sums,
            );
        }
        for lot in self.lots().iter().filter(|_| self.is_bought()) {
            for (topic, day) in [(Topic::Promises, lot.first), (Topic::PromisesLast, lot.last)] {
                let promise = self.promise(day, lot.count);
                let parts = lot.groups.iter().map(|group| part_of(*group));
                for part in parts.chain([Part::All]) {
                    self.put(&mut sheet, topic, day, part, promise);
                }
            }
        }
        sheet
    }

    /// What became of so many promises of a day. An order that has not left is late or not by the day on which one looks.
    fn promise(&self, day: Day, count: i64) -> Sums {
        let Some(left) = self.left else {
            return Sums {
                open: count,
                ..Sums::default()
            };
        };
        let late = days_after(left, day);
        Sums {
            promised: count,
            kept: if late == 0 { count } else { 0 },
            late: late.saturating_mul(count),
            ..Sums::default()
        }
    }

    fn put_parts(&self, sheet: &mut Sheet, topic: Topic, day: Day, whole: Sums, groups: &[GroupShare]) {
        self.put(sheet, topic, day, Part::All, whole);
        for share in groups {
            self.put(sheet, topic, day, part_of(share.group), share.sums);
        }
    }

    fn put(&self, sheet: &mut Sheet, topic: Topic, day: Day, part: Part, sums: Sums) {
        let key = CellKey {
            topic,
            dealer: Some(self.dealer),
            day,
            part,
            currency: Some(self.currency),
        };
        sheet.entry(key).or_default().add(sums);
    }
}

fn put_load(sheet: &mut Sheet, topic: Topic, day: Day, groups: &[GroupShare]) {
    for share in groups {
        let key = CellKey {
            topic,
            dealer: None,
            day,
            part: part_of(share.group),
            currency: None,
        };
        let units = Sums {
            quantity: share.sums.quantity,
            ..Sums::default()
        };
        sheet.entry(key).or_default().add(units);
    }
}

/// By how many days one day comes after another; 0 where it doesn't.
pub fn days_after(day: Day, promised: Day) -> i64 {
    i64::from(day.since(promised).map_or(0, |span| span.get_days())).max(0)
}

pub fn part_of(group: Option<GroupId>) -> Part {
    group.map_or(Part::NoGroup, Part::Group)
}

fn of_line(line: &OrderLine) -> Sums {
    let known = line.margin().ok().and(line.rrp);
    Sums {
        lines: 1,
        quantity: line.quantity.thousandths(),
        total: line.total.minor,
        rrp: known.map_or(0, |rrp| rrp.minor),
        paid: known.map_or(0, |_| line.total.minor),
        ..Sums::default()
    }
}
