//! The production plan: coming orders by week and group against what production can make.

use crate::modules::catalogue::GroupId;
use crate::modules::dealers::{Country, Dealer};
use crate::modules::reports::actions::group_tree;
use crate::modules::reports::model::calendar::{end_of_week, week_of, weeks};
use crate::modules::reports::model::facts::part_of;
use crate::modules::reports::model::sums::NO_DAY;
use crate::modules::reports::model::{Capacity, Level, Load, Part, Period, PlanSettings, PlantDays, RowDef, Topic};
use crate::modules::reports::queries::{self, ByCurrency};
use crate::modules::reports::records::plan_settings;
use crate::modules::work_days::calendar;
use crate::platform::error::Error;
use crate::platform::store::ReadTx;
use crate::platform::values::{Day, Quantity};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Weeks of a page: a table of seven columns.
pub const WEEKS_SHOWN: usize = 6;
/// Weeks of a file, and how far a free week is looked for.
pub const WEEKS_AHEAD: usize = 16;

/// A week of the plan.
#[derive(Clone, Debug)]
pub struct Week {
    pub monday: Day,
    pub sunday: Day,
    pub working_days: i64,
}

/// A group in a week.
#[derive(Clone, Debug, Default)]
pub struct PlanCell {
    /// Of the reader's dealers, with a planned day.
    pub planned: ByCurrency,
    /// Of the reader's dealers, with a wished day alone.
    pub wished: ByCurrency,
    /// Of all dealers, where the group has a capacity.
    pub load: Option<Load>,
    /// The same, were every wish granted.
    pub with_wished: Option<Load>,
    /// Units that still fit; negative: so many are too much.
    pub left: Option<Quantity>,
}

#[derive(Clone, Debug)]
pub struct PlanRow {
    pub def: RowDef,
    pub capacity: Option<Capacity>,
    pub cells: Vec<PlanCell>,
}

/// A week that is too full.
#[derive(Clone, Debug)]
pub struct Overload {
    pub group: String,
    pub week: Week,
    pub load: Load,
    /// Units that don't fit.
    pub over: Quantity,
    /// The first week after it that has room for them.
    pub room: Option<Day>,
}

pub struct Plan {
    pub weeks: Vec<Week>,
    pub rows: Vec<PlanRow>,
    /// Of whole orders, by week.
    pub planned: Vec<ByCurrency>,
    pub wished: Vec<ByCurrency>,
    /// Planned for a week before the current one and not made.
    pub late: ByCurrency,
    /// Wished for such a week, and nothing is planned.
    pub wished_late: ByCurrency,
    pub undated: ByCurrency,
    pub over: Vec<Overload>,
}

/// Sums by part and week.
type Weekly = BTreeMap<(Part, Day), ByCurrency>;

impl Plan {
    /// `count` weeks from `from`, a Monday. `dealers`: whose orders are shown; loads are of all.
    pub fn read(
        tx: &ReadTx,
        today: Day,
        from: Day,
        count: usize,
        dealers: &[Arc<Dealer>],
        names: (&str, impl Fn(&str) -> String),
    ) -> Result<Plan, Error> {
        let settings = plan_settings(tx)?;
        let days = plant_days(tx, &settings)?;
        let this_week = week_of(today);
        let shown = weeks(from, count);
        let last = shown.last().copied().unwrap_or(from);
        let (mut planned, mut wished) = (Weekly::new(), Weekly::new());
        let (mut late, mut wished_late, mut undated) =
            (ByCurrency::default(), ByCurrency::default(), ByCurrency::default());
        let past = Period {
            from: NO_DAY,
            to: this_week.yesterday().unwrap_or(NO_DAY),
        };
        let ahead = Period { from, to: last };
        // Sums by week count an order in each week in which it is late.
        let (mut late_again, mut wished_again) = (ByCurrency::default(), ByCurrency::default());
        for dealer in dealers {
            let id = Some(dealer.id);
            for (topic, weekly) in [(Topic::Planned, &mut planned), (Topic::Wished, &mut wished)] {
                queries::sums(tx, topic, id, ahead, |cell| {
                    let key = (cell.key.part.clone(), cell.key.day);
                    weekly.entry(key).or_default().add(cell.key.currency, cell.sums);
                })?;
            }
            let everything = Period {
                from: NO_DAY,
                to: NO_DAY,
            };
            for (topic, period, sum) in [
                (Topic::Planned, past, &mut late),
                (Topic::Wished, past, &mut wished_late),
                (Topic::PlannedAgain, past, &mut late_again),
                (Topic::WishedAgain, past, &mut wished_again),
                (Topic::Undated, everything, &mut undated),
            ] {
                queries::sums(tx, topic, id, period, |cell| {
                    if cell.key.part == Part::All {
                        sum.add(cell.key.currency, cell.sums);
                    }
                })?;
            }
        }
        late.take_away(&late_again);
        wished_late.take_away(&wished_again);
        let tree = group_tree(tx)?;
        let rows = tree.rows(&settings, names.0, names.1);
        let ahead = weeks(from.min(this_week), WEEKS_AHEAD.max(count));
        let loads = Loads::read(
            tx,
            ahead.first().copied().unwrap_or(from),
            ahead.last().copied().unwrap_or(last),
        )?;
        let of = |weekly: &Weekly, def: &RowDef, week: Day| {
            let mut sum = weekly.get(&(part_of(def.group), week)).cloned().unwrap_or_default();
            for below in &def.without {
                if let Some(less) = weekly.get(&(Part::Group(*below), week)) {
                    sum.take_away(less);
                }
            }
            sum
        };
        let rows = rows.into_iter().map(|def| {
            // What is left of a group is never the group's capacity.
            let capacity = def.group.filter(|_| def.without.is_empty());
            let capacity = capacity.and_then(|group| settings.capacity(group)).copied();
            let cells = shown.iter().map(|week| {
                let mut cell = PlanCell {
                    planned: of(&planned, &def, *week),
                    wished: of(&wished, &def, *week),
                    ..PlanCell::default()
                };
                if let Some(capacity) = capacity {
                    let (sure, maybe) = loads.of(capacity.group, *week);
                    cell.load = Some(capacity.load(&days, *week, sure));
                    cell.with_wished = Some(capacity.load(&days, *week, maybe));
                    cell.left = Some(capacity.left(&days, *week, sure));
                }
                cell
            });
            PlanRow {
                cells: cells.collect(),
                capacity,
                def,
            }
        });
        let busy = |row: &PlanRow| {
            let some = |cell: &PlanCell| !(cell.planned.is_empty() && cell.wished.is_empty());
            row.capacity.is_some() || row.cells.iter().any(some)
        };
        let rows: Vec<PlanRow> = rows.filter(busy).collect();
        let whole = |weekly: &Weekly| -> Vec<ByCurrency> {
            let of_week = |week: &Day| weekly.get(&(Part::All, *week)).cloned().unwrap_or_default();
            shown.iter().map(of_week).collect()
        };
        let over = loads.over(&settings, &days, this_week, |group| tree.name(group).to_owned());
        Ok(Plan {
            weeks: shown.iter().map(|monday| week(&days, *monday)).collect(),
            planned: whole(&planned),
            wished: whole(&wished),
            rows,
            late,
            wished_late,
            undated,
            over,
        })
    }

    pub fn is_empty(&self) -> bool {
        let nothing = |sums: &ByCurrency| sums.is_empty();
        self.rows.is_empty() && nothing(&self.late) && nothing(&self.wished_late) && nothing(&self.undated)
    }
}

/// The manufacturer's own plant is in Russia.
fn plant_days(tx: &ReadTx, settings: &PlanSettings) -> Result<PlantDays, Error> {
    Ok(PlantDays {
        calendar: calendar(tx, Country::Ru)?,
        said: settings.exceptions.clone(),
    })
}

fn week(days: &PlantDays, monday: Day) -> Week {
    Week {
        monday,
        sunday: end_of_week(monday),
        working_days: days.in_week(monday),
    }
}

/// Units of all dealers by group and week: planned, and with what is wished.
#[derive(Default)]
pub struct Loads(BTreeMap<(GroupId, Day), (Quantity, Quantity)>);

impl Loads {
    pub fn read(tx: &ReadTx, from: Day, to: Day) -> Result<Loads, Error> {
        let mut loads = Loads::default();
        for (topic, sure) in [(Topic::Load, true), (Topic::LoadWished, false)] {
            queries::sums(tx, topic, None, Period { from, to }, |cell| {
                let Part::Group(group) = cell.key.part else { return };
                let (planned, all) = loads.0.entry((group, cell.key.day)).or_default();
                let plus = |to: &mut Quantity| *to = to.add(cell.sums.units()).unwrap_or(*to);
                plus(all);
                if sure {
                    plus(planned);
                }
            })?;
        }
        Ok(loads)
    }

    pub fn of(&self, group: GroupId, week: Day) -> (Quantity, Quantity) {
        self.0.get(&(group, week)).copied().unwrap_or_default()
    }

    /// Weeks from this one on that are too full by what is planned.
    fn over(
        &self,
        settings: &PlanSettings,
        days: &PlantDays,
        from: Day,
        name: impl Fn(GroupId) -> String,
    ) -> Vec<Overload> {
        let ahead = weeks(from, WEEKS_AHEAD);
        let mut over = Vec::new();
        for capacity in &settings.capacities {
            let left = |week: Day| capacity.left(days, week, self.of(capacity.group, week).0);
            for monday in &ahead {
                let load = capacity.load(days, *monday, self.of(capacity.group, *monday).0);
                if load.level() < Level::Over {
                    continue;
                }
                let surplus = Quantity::from_thousandths(left(*monday).thousandths().saturating_neg());
                let later = ahead.iter().filter(|week| *week > monday);
                over.push(Overload {
                    group: name(capacity.group),
                    week: week(days, *monday),
                    load,
                    over: surplus,
                    room: later.copied().find(|week| left(*week) >= surplus),
                });
            }
        }
        over.sort_by_key(|found| found.week.monday);
        over
    }
}

/// How full the weeks are, and nothing else: what dealers may see.
pub struct LoadTable {
    pub weeks: Vec<Week>,
    pub rows: Vec<(String, Vec<Load>)>,
}

impl LoadTable {
    /// `None` where the manufacturer doesn't show it, or has set no capacity.
    pub fn read(tx: &ReadTx, today: Day, count: usize) -> Result<Option<LoadTable>, Error> {
        let settings = plan_settings(tx)?;
        if !settings.shown || settings.capacities.is_empty() {
            return Ok(None);
        }
        let days = plant_days(tx, &settings)?;
        let tree = group_tree(tx)?;
        let shown = weeks(week_of(today), count);
        let (Some(from), Some(to)) = (shown.first(), shown.last()) else {
            return Ok(None);
        };
        let loads = Loads::read(tx, *from, *to)?;
        let mut rows: Vec<(String, Vec<Load>)> = Vec::new();
        for capacity in &settings.capacities {
            let of_week = |week: &Day| capacity.load(&days, *week, loads.of(capacity.group, *week).0);
            rows.push((
                tree.name(capacity.group).to_owned(),
                shown.iter().map(of_week).collect(),
            ));
        }
        rows.sort_by_cached_key(|(name, _)| name.to_lowercase());
        Ok(Some(LoadTable {
            weeks: shown.iter().map(|monday| week(&days, *monday)).collect(),
            rows,
        }))
    }
}
