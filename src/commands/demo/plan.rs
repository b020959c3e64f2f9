//! The year of orders as a plan: who orders when, and what happens to each order until today. Pure: from the material,
//! a seed and the moment of today.

use jiff::ToSpan;
use jiff::tz::TimeZone;

use super::dice::Dice;
use super::material::{Carrier, Dealer, Material};
use crate::modules::orders::DeliveryWay;
use crate::platform::values::{Day, Moment};

/// Of the main dealer, so that its people see every stage: age in days, and where the order stands.
const OPEN: [(i64, &str); 14] = [
    (0, "submitted"),
    (0, "submitted"),
    (1, "confirmed"),
    (2, "confirmed"),
    (3, "queued"),
    (4, "queued"),
    (5, "in_production"),
    (7, "in_production"),
    (9, "in_production"),
    (11, "ready_to_ship"),
    (13, "ready_to_ship"),
    (15, "shipped"),
    (19, "shipped"),
    (24, "closed"),
];
/// The line after submission, as the material names its stages, with the keys of the line that ships.
const LINE: [(&str, &str); 6] = [
    ("confirmed", "confirmed"),
    ("queued", "queued"),
    ("in_production", "production"),
    ("ready_to_ship", "ready"),
    ("shipped", "shipped"),
    ("closed", "closed"),
];
const DAY: i64 = 86_400;

/// One thing that happens.
#[derive(Clone, Debug)]
pub enum Deed {
    Begin,
    Fill,
    Submit,
    /// The order reaches a stage.
    Stage {
        key: &'static str,
        reason: String,
    },
    Promise {
        day: Day,
        reason: String,
    },
    Ship {
        carrier: String,
        track: String,
        day: Day,
    },
    /// The whole sum.
    Pay,
}

/// One order from the first line of its draft to where it stands today.
pub struct Planned {
    pub dealer: usize,
    /// Entered by the manager for a dealer who called.
    pub by_staff: bool,
    /// 1C tells what becomes of it; otherwise the manager moves it by hand.
    pub by_one_c: bool,
    pub archetype: usize,
    pub name: String,
    pub comment: String,
    pub delivery: (DeliveryWay, String),
    pub wished: Option<Day>,
    pub dice: Dice,
    pub deeds: Vec<(Moment, Deed)>,
}

/// Working time on a straight axis: a day's 24 hours on it are the working hours of the clock. Sums of durations keep
/// their order, and nothing happens at night.
struct Axis<'a> {
    zone: &'a TimeZone,
    opens: i64,
    open_seconds: i64,
}

impl Axis<'_> {
    fn moment(&self, raw: i64) -> Moment {
        let (day, rest) = (self.day(raw), raw.rem_euclid(DAY));
        Moment::start_of(day, self.zone).plus_seconds(self.opens + rest * self.open_seconds / DAY)
    }

    fn day(&self, raw: i64) -> Day {
        Day::constant(2000, 1, 1).saturating_add(raw.div_euclid(DAY).days())
    }

    /// The last place on the axis that isn't after `moment`.
    fn place(&self, moment: Moment) -> i64 {
        let day = moment.day_in(self.zone);
        let start = self.start_of(day);
        let into = moment.seconds_since(Moment::start_of(day, self.zone)) - self.opens;
        if into < 0 {
            start - 1
        } else {
            start + (into * DAY / self.open_seconds).min(DAY - 1)
        }
    }

    fn start_of(&self, day: Day) -> i64 {
        let since = day - Day::constant(2000, 1, 1);
        i64::from(since.get_days()) * DAY
    }
}

/// The plans, in no order.
pub fn year(material: &Material, now: Moment, zone: &TimeZone) -> Vec<Planned> {
    let history = &material.year.history;
    let [opens, closes] = history.working_hours;
    let axis = Axis {
        zone,
        opens: opens * 3_600,
        open_seconds: (closes - opens).max(1) * 3_600,
    };
    let today = axis.place(now);
    let mut dice = Dice::new(history.seed);
    let main = material.parties.demo.main_dealer.as_str();
    let main = material
        .parties
        .dealer
        .iter()
        .position(|dealer| dealer.key == main)
        .unwrap_or(0);
    let mut plans = Vec::with_capacity(history.orders);
    for (age, stage) in OPEN {
        // Of today: some working minutes ago, so that there is room for it in the morning too.
        let start = if age == 0 {
            today - dice.between(3_600, 4 * 3_600)
        } else {
            in_day(&mut dice, material, &axis, today, age)
        };
        plans.push(order(&mut dice, material, &axis, today, main, start, stage));
    }
    let days = days(material, &axis, today);
    let dealers: Vec<(usize, u64)> = material
        .parties
        .dealer
        .iter()
        .map(|dealer| dealer.orders_weight)
        .enumerate()
        .collect();
    while plans.len() < history.orders {
        let Some((age, _)) = dice.weighted(&days, |day| day.1).copied() else {
            break;
        };
        let Some((dealer, _)) = dice.weighted(&dealers, |dealer| dealer.1).copied() else {
            break;
        };
        let start = in_day(&mut dice, material, &axis, today, age);
        let range = material
            .year
            .stages_by_age
            .iter()
            .find(|range| (range.from..=range.to).contains(&age));
        let stages: Vec<(&String, &u64)> = range.map(|range| range.weights.iter().collect()).unwrap_or_default();
        let stage = dice
            .weighted(&stages, |stage| *stage.1)
            .map_or("closed", |stage| stage.0.as_str())
            .to_owned();
        plans.push(order(&mut dice, material, &axis, today, dealer, start, &stage));
    }
    plans
}

/// Ages in days with their weights: season by month, habit by day of the week.
fn days(material: &Material, axis: &Axis<'_>, today: i64) -> Vec<(i64, u64)> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let weight = |age: i64| {
        let day = axis.day(today - age * DAY);
        let month = MONTHS[usize::from(day.month().unsigned_abs().clamp(1, 12)) - 1];
        let weekday = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
        let season = material.year.seasonality.get(month).copied().unwrap_or(100);
        season * material.year.history.weekday_weights[weekday]
    };
    (1..material.year.history.days).map(|age| (age, weight(age))).collect()
}

/// A place in the day of this age, by the habit of hours.
fn in_day(dice: &mut Dice, material: &Material, axis: &Axis<'_>, today: i64, age: i64) -> i64 {
    let history = &material.year.history;
    let hours: Vec<(i64, u64)> = (0..).zip(history.hour_weights.iter().copied()).collect();
    let hour = dice.weighted(&hours, |hour| hour.1).map_or(0, |hour| hour.0);
    let clock = hour * 3_600 + dice.between(0, 3_599);
    let start = axis.start_of(axis.day(today)) - age * DAY;
    (start + clock * DAY / axis.open_seconds)
        .min(start + DAY - 1)
        .min(today - 1_800)
}

fn order(
    dice: &mut Dice,
    material: &Material,
    axis: &Axis<'_>,
    today: i64,
    dealer: usize,
    start: i64,
    stage: &str,
) -> Planned {
    let mut own = Dice::new(dice.below(u64::MAX));
    let of = &material.parties.dealer[dealer];
    let month = axis.day(start).month();
    let archetypes: Vec<usize> = (0..material.year.archetype.len()).collect();
    let fits = |at: &usize| {
        let kind = &material.year.archetype[*at];
        let tier = kind.tiers.is_empty() || kind.tiers.contains(&of.tier);
        let season = kind.months.is_empty() || kind.months.contains(&month);
        if tier && season { kind.weight } else { 0 }
    };
    let archetype = own.weighted(&archetypes, fits).copied().unwrap_or(0);
    let carriers: Vec<&Carrier> = material
        .year
        .carrier
        .iter()
        .filter(|carrier| carrier.countries.contains(&of.country))
        .collect();
    let carrier = own.weighted(&carriers, |carrier| carrier.weight).copied();
    let comments = &material.year.comments;
    let comment = if own.percent(comments.comment_percent) {
        own.pick(&comments.order).cloned()
    } else {
        None
    };
    let by_one_c = own.percent(75);
    let wished = own
        .percent(55)
        .then(|| axis.day(start).saturating_add(own.between(8, 24).days()));
    let mut plan = Planned {
        dealer,
        by_staff: own.percent(material.year.steps.entered_by_staff_percent),
        by_one_c,
        archetype,
        name: name(&mut own, material, of, archetype, axis.day(start)),
        comment: comment.unwrap_or_default(),
        delivery: way(&mut own, carrier),
        wished,
        dice: own.clone(),
        deeds: Vec::new(),
    };
    let filling = own.between(600, 9_000);
    let mut deeds = vec![
        (start - filling * 2, Deed::Begin),
        (start - filling, Deed::Fill),
        (start, Deed::Submit),
    ];
    if stage == "cancelled" {
        let reasons = &material.year.cancellation;
        let reason = own
            .weighted(reasons, |reason| reason.weight)
            .map(|reason| reason.reason.clone());
        let at = (start + own.between(3_600, 40 * 3_600)).min(today);
        // Said by a person: 1C gives no reasons.
        plan.by_one_c = false;
        deeds.push((
            at,
            Deed::Stage {
                key: "cancelled",
                reason: reason.unwrap_or_default(),
            },
        ));
    } else if let Some(last) = LINE.iter().position(|(name, _)| *name == stage) {
        let course = Course {
            material,
            axis,
            today,
            start,
            last,
            carrier,
        };
        course.deeds(&mut own, &plan, &mut deeds);
    }
    plan.deeds = deeds
        .into_iter()
        .map(|(raw, deed)| (axis.moment(raw.min(today)), deed))
        .collect();
    plan
}

/// An order's way along the line.
struct Course<'a> {
    material: &'a Material,
    axis: &'a Axis<'a>,
    today: i64,
    start: i64,
    /// The place in [`LINE`] where it stands today.
    last: usize,
    carrier: Option<&'a Carrier>,
}

impl Course<'_> {
    fn deeds(&self, dice: &mut Dice, plan: &Planned, deeds: &mut Vec<(i64, Deed)>) {
        let places = self.places(dice);
        for (at, (_, key)) in LINE.iter().enumerate().take(self.last + 1) {
            let reason = String::new();
            if *key == "shipped" {
                let (carrier, track) = self
                    .carrier
                    .map(|carrier| (carrier.name.clone(), track(dice, &carrier.track)))
                    .unwrap_or_default();
                let day = self.axis.day(places[at]);
                deeds.push((places[at] - 1, Deed::Ship { carrier, track, day }));
            }
            deeds.push((places[at], Deed::Stage { key, reason }));
        }
        self.promises(dice, &places, plan, deeds);
        self.payment(&places, plan, deeds);
    }

    /// When each stage is reached, those of the future too. What had to be done by today is squeezed into the time that
    /// there was.
    fn places(&self, dice: &mut Dice) -> [i64; 6] {
        let steps = &self.material.year.steps;
        let days = |dice: &mut Dice, [low, high]: [i64; 2]| dice.between(low * DAY, high * DAY);
        let [low, high] = steps.confirmation_hours;
        // Hours of work on an axis whose day is 24 hours.
        let confirmation = dice.between(low, high) * DAY / (self.axis.open_seconds / 3_600).max(1);
        let durations = [
            confirmation,
            days(dice, steps.queue_days),
            days(dice, steps.production_days),
            days(dice, steps.packing_days),
            days(dice, steps.transit_days),
            days(dice, steps.closing_days),
        ];
        let needed: i64 = durations[..=self.last].iter().sum();
        let room = (self.today - self.start - 60).max(60);
        let squeeze = |duration: i64| {
            if needed > room {
                duration * room / needed
            } else {
                duration
            }
        };
        let mut at = self.start;
        std::array::from_fn(|step| {
            at += if step <= self.last {
                squeeze(durations[step])
            } else {
                durations[step]
            };
            at
        })
    }

    fn promises(&self, dice: &mut Dice, places: &[i64; 6], plan: &Planned, deeds: &mut Vec<(i64, Deed)>) {
        // 1C tells a day when it plans production; a manager when confirming.
        let told = if plan.by_one_c { 1 } else { 0 };
        if self.last < told {
            return;
        }
        let today = self.axis.day(self.today);
        let mut last = self.axis.day(places[4]);
        if self.last < 4 && last <= today {
            last = today.saturating_add(dice.between(1, 9).days());
        }
        let given = self.axis.day(places[told]);
        let steps = &self.material.year.steps;
        let mut reasons = Vec::new();
        if self.last >= 2 && dice.percent(steps.moved_percent) {
            let times = if dice.percent(steps.moved_twice_percent) { 2 } else { 1 };
            for _ in 0..times {
                let moved = dice.weighted(&self.material.year.moved_date, |moved| moved.weight);
                reasons.extend(moved.map(|moved| (moved.reason.clone(), dice_days(dice, moved.days))));
            }
        }
        let whole: i64 = reasons.iter().map(|(_, days)| days).sum();
        let mut day = last.saturating_add((-whole).days());
        if day <= given {
            reasons.clear();
            day = last.max(given);
        }
        deeds.push((
            places[told] + 1,
            Deed::Promise {
                day,
                reason: String::new(),
            },
        ));
        let end = if self.last >= 3 { places[3] } else { self.today };
        let count = i64::try_from(reasons.len()).unwrap_or(0);
        for (number, (reason, days)) in (1..).zip(reasons) {
            day = day.saturating_add(days.days());
            let at = places[2] + (end - places[2]) * number / (count + 1) + number;
            deeds.push((at, Deed::Promise { day, reason }));
        }
    }

    /// Prepaid ones are paid before production; others when the term is over, if it is.
    fn payment(&self, places: &[i64; 6], plan: &Planned, deeds: &mut Vec<(i64, Deed)>) {
        let contracts = &self.material.parties.dealer[plan.dealer].contract;
        let deferral = contracts
            .iter()
            .map(|contract| i64::from(contract.deferral_days))
            .max()
            .unwrap_or(0);
        let at = if deferral == 0 {
            places[1] - 2
        } else {
            places[4] + deferral * DAY
        };
        let reached = if deferral == 0 { self.last >= 1 } else { self.last >= 4 };
        if plan.by_one_c && reached && at < self.today {
            deeds.push((at, Deed::Pay));
        }
    }
}

fn dice_days(dice: &mut Dice, [low, high]: [i64; 2]) -> i64 {
    dice.between(low, high)
}

fn name(dice: &mut Dice, material: &Material, dealer: &Dealer, archetype: usize, day: Day) -> String {
    let lists = &material.year.archetype[archetype].names;
    let names: Vec<&String> = lists
        .iter()
        .filter_map(|list| material.year.names.get(list))
        .flatten()
        .collect();
    let name = dice.pick(&names).map_or("", |name| name.as_str());
    name.replace("{n}", &dice.between(1, 24).to_string())
        .replace("{m}", &dice.between(1, 180).to_string())
        .replace("{month}", &format!("{:02}.{}", day.month(), day.year()))
        .replace("{city}", &dealer.city)
}

/// How goods go: those with a track number by a carrier; of the others, who serves one country only is a lorry.
fn way(dice: &mut Dice, carrier: Option<&Carrier>) -> (DeliveryWay, String) {
    let Some(carrier) = carrier else {
        return (DeliveryWay::PickUp, String::new());
    };
    if carrier.track.is_empty() {
        let lorry = carrier.countries.len() == 1;
        return (
            if lorry {
                DeliveryWay::OwnTransport
            } else {
                DeliveryWay::PickUp
            },
            String::new(),
        );
    }
    let way = if dice.percent(60) {
        DeliveryWay::CarrierTerminal
    } else {
        DeliveryWay::CarrierDoor
    };
    (way, carrier.name.clone())
}

/// A digit for each `#`, a capital letter for each `@`.
fn track(dice: &mut Dice, pattern: &str) -> String {
    let drawn = |c: char| match c {
        '#' => char::from(b'0' + u8::try_from(dice.below(10)).unwrap_or(0)),
        '@' => char::from(b'A' + u8::try_from(dice.below(26)).unwrap_or(0)),
        other => other,
    };
    pattern.chars().map(drawn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::demo::material;

    #[test]
    fn the_year_is_whole_ordered_and_over_by_now() {
        let material = material::read().unwrap();
        let zone = TimeZone::get("Europe/Moscow").unwrap();
        // At noon, in the night, and on a Sunday.
        for now in [1_795_419_720_000, 1_795_387_320_000, 1_795_333_320_000] {
            let now = Moment::from_millis(now);
            let plans = year(&material, now, &zone);
            assert_eq!(plans.len(), 300);
            let mut reached = std::collections::BTreeSet::new();
            for plan in &plans {
                let mut deeds = plan.deeds.clone();
                deeds.sort_by_key(|deed| deed.0);
                assert!(
                    matches!(deeds[0].1, Deed::Begin) && matches!(deeds[2].1, Deed::Submit),
                    "{deeds:?}"
                );
                assert!(deeds.iter().all(|(at, _)| *at <= now), "{deeds:?}");
                let last = deeds.iter().rev().find_map(|(_, deed)| match deed {
                    Deed::Stage { key, .. } => Some(*key),
                    _ => None,
                });
                reached.insert(last.unwrap_or("submitted"));
                let stages: Vec<&str> = deeds
                    .iter()
                    .filter_map(|(_, deed)| match deed {
                        Deed::Stage { key, .. } => Some(*key),
                        _ => None,
                    })
                    .collect();
                let line: Vec<&str> = LINE.iter().map(|stage| stage.1).collect();
                assert!(stages == ["cancelled"] || line.starts_with(&stages), "{stages:?}");
            }
            assert_eq!(reached.len(), 8, "{reached:?}");
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_year() {
        let material = material::read().unwrap();
        let now = Moment::from_millis(1_795_419_720_000);
        let drawn = || {
            let plans = year(&material, now, &TimeZone::UTC);
            plans
                .iter()
                .map(|plan| format!("{} {:?}", plan.name, plan.deeds))
                .collect::<Vec<_>>()
        };
        assert_eq!(drawn(), drawn());
    }
}
