//! Days of single lines: which one the dealer wishes, which ones were promised, and what that makes of the order's day.
//!
//! A line has a day of its own only where one was named for it apart from the others. A day that is named for the whole
//! order holds for all lines, those too; nothing is written to them, so that an order of thousands of lines doesn't grow.

use std::collections::BTreeSet;

use super::draft::fits;
use super::one_c::ENTRIES_MAX;
use super::{Act, COMMENT_MAX, Change, Draft, Order, OrderLine, Promise, Refusal};
use crate::modules::orders::difference::pairs;
use crate::modules::orders::{About, Kind, OrderEvent};
use crate::platform::values::Day;

/// The most days that one line is ever promised for: each version of the order holds them all.
pub const LINE_ENTRIES_MAX: usize = 100;
/// A day that lies further ahead is no plan but a slip of the finger.
pub const YEARS_AHEAD: i16 = 100;

/// May a day be named today?
pub fn check_day(day: Day, today: Day) -> Result<(), Refusal> {
    match day {
        day if day < today => Err(Refusal::DayPast),
        day if day.year() > today.year().saturating_add(YEARS_AHEAD) => Err(Refusal::DayFar),
        _ => Ok(()),
    }
}

/// May a line's wished day become this one? What stood there already is left alone: it may have passed since.
pub fn check_wish(wished: Option<Day>, was: Option<Day>, today: Day) -> Result<(), Refusal> {
    match wished {
        Some(day) if Some(day) != was => check_day(day, today),
        _ => Ok(()),
    }
}

impl Draft {
    /// A draft may lie for weeks: what was wished for then has to be wished anew.
    pub fn check_wishes(&self, today: Day) -> Result<(), Refusal> {
        let passed = |day: Day| day < today;
        match self.lines.iter().any(|line| line.wished.is_some_and(passed)) {
            true => Err(Refusal::WishPast),
            false => Ok(()),
        }
    }
}

impl Order {
    /// Has any line a wish or a promise of its own?
    pub fn has_line_days(&self) -> bool {
        let own = |line: &OrderLine| line.wished.is_some() || !line.promises.is_empty();
        self.lines.iter().any(own)
    }

    /// Is a day wished for every line, by itself or with the order?
    pub fn is_wished(&self) -> bool {
        self.wished.is_some() || (!self.lines.is_empty() && self.lines.iter().all(|line| line.wished.is_some()))
    }

    /// What is wished for a line.
    pub fn wish_of(&self, line: &OrderLine) -> Option<Day> {
        line.wished.or(self.wished)
    }

    /// The last day that was promised for the order as a whole, and its place in the ledger.
    fn whole(&self) -> Option<(usize, Day)> {
        let at = self.promises.iter().rposition(|promise| !promise.of_lines)?;
        Some((at, self.promises[at].day))
    }

    /// The day that was named for this line alone and still holds: a later one for the whole order takes its place.
    fn own(line: &OrderLine, whole: Option<(usize, Day)>) -> Option<Day> {
        let last = line.promises.last()?;
        let holds = whole.is_none_or(|(at, _)| at < last.after as usize);
        holds.then_some(last.day)
    }

    /// The day that holds for a line: its own, or the order's.
    pub fn day_of(&self, line: &OrderLine) -> Option<Day> {
        self.day_with(line, self.whole())
    }

    fn day_with(&self, line: &OrderLine, whole: Option<(usize, Day)>) -> Option<Day> {
        Order::own(line, whole).or(whole.map(|(_, day)| day)).or(self.planned)
    }

    /// By how many days a line comes after it was wished; 0: not later, or one of the two days isn't named.
    pub fn days_after_wish(&self, line: &OrderLine) -> i64 {
        let named = self.wish_of(line).zip(self.day_of(line));
        let span = named.and_then(|(wished, day)| day.since(wished).ok());
        span.map_or(0, |span| i64::from(span.get_days()).max(0))
    }

    /// Every day that was ever shown for a line, the oldest first.
    pub fn ledger_of<'a>(&'a self, line: &'a OrderLine) -> Vec<&'a Promise> {
        let mut shown = Vec::with_capacity(line.promises.len() + self.promises.len());
        let mut own = line.promises.iter().peekable();
        // What follows from other lines was shown for this one as long as nothing else was.
        let mut told = false;
        for (at, promise) in self.promises.iter().enumerate() {
            while let Some(mine) = own.next_if(|mine| mine.after as usize <= at) {
                shown.push(mine);
                told = true;
            }
            if !promise.of_lines {
                shown.push(promise);
                told = true;
            } else if !told {
                shown.push(promise);
            }
        }
        shown.extend(own);
        shown
    }

    /// Promises a day for some lines; for all of them it is the order's. The first day of a line needs no reason, to
    /// move one does. `today` is in the manufacturer's zone.
    pub fn promise_lines(
        mut self,
        places: &BTreeSet<usize>,
        day: Day,
        reason: &str,
        today: Day,
        act: Act,
    ) -> Result<Change, Refusal> {
        fits(reason, COMMENT_MAX)?;
        let reason = reason.trim().to_owned();
        if self.kind.is_over() {
            return Err(Refusal::StageOver);
        }
        if self.kind >= Kind::Shipped {
            return Err(Refusal::DayShipped);
        }
        match places.last() {
            None => return Err(Refusal::NoLinePicked),
            Some(last) if *last >= self.lines.len() => return Err(Refusal::LineUnknown),
            Some(_) if places.len() == self.lines.len() => return self.promise(day, &reason, today, act),
            Some(_) => {}
        }
        check_day(day, today)?;
        let whole = self.whole();
        let moving = |place: &usize| self.day_with(&self.lines[*place], whole) != Some(day);
        let days: Vec<(usize, Day)> = places
            .iter()
            .copied()
            .filter(moving)
            .map(|place| (place, day))
            .collect();
        if days.is_empty() {
            return Err(Refusal::DaySame);
        }
        let given = |(place, _): &(usize, Day)| self.day_with(&self.lines[*place], whole).is_some();
        if reason.is_empty() && days.iter().any(given) {
            return Err(Refusal::NeedsReason);
        }
        let full = |(place, _): &(usize, Day)| self.lines[*place].promises.len() >= LINE_ENTRIES_MAX;
        if self.promises.len() >= ENTRIES_MAX || days.iter().any(full) {
            return Err(Refusal::TooManyEntries);
        }
        let mut event = self.plan_lines(&days, &reason, &act);
        self.touch(&act);
        event.set_about(About::of(&self));
        Ok(Change::one(self, event))
    }

    /// Writes days of lines down, and the order's after them. What happened; the version is still the one before.
    pub(super) fn plan_lines(&mut self, days: &[(usize, Day)], reason: &str, act: &Act) -> OrderEvent {
        let whole = self.whole();
        let moved = days
            .iter()
            .any(|(place, _)| self.day_with(&self.lines[*place], whole).is_some());
        let after = u32::try_from(self.promises.len()).unwrap_or(u32::MAX);
        for (place, day) in days {
            self.lines[*place].promises.push(Promise {
                day: *day,
                reason: reason.to_owned(),
                by: act.by.clone(),
                at: act.at,
                of_lines: false,
                after,
            });
        }
        self.follow_lines(reason, act);
        OrderEvent::LinesPlanned {
            of: About::of(self),
            lines: days.len(),
            new: days.iter().map(|(_, day)| *day).max().unwrap_or_default(),
            alike: days.windows(2).all(|two| two[0].1 == two[1].1),
            moved,
            reason: reason.to_owned(),
            heard: true,
        }
    }

    /// The order's day is the latest of its lines'. Where that is another one now, the ledger of the order tells of it.
    pub(super) fn follow_lines(&mut self, reason: &str, act: &Act) {
        let follows = self.promises.last().is_some_and(|promise| promise.of_lines);
        if !follows && self.lines.iter().all(|line| line.promises.is_empty()) {
            return;
        }
        let whole = self.whole();
        let day = |line: &OrderLine| Order::own(line, whole).or(whole.map(|(_, day)| day));
        let Some(latest) = self.lines.iter().filter_map(day).max() else {
            return;
        };
        if self.planned == Some(latest) {
            return;
        }
        self.planned = Some(latest);
        if self.promises.len() < ENTRIES_MAX {
            self.promises.push(Promise {
                day: latest,
                reason: reason.to_owned(),
                by: act.by.clone(),
                at: act.at,
                of_lines: true,
                after: 0,
            });
        }
    }

    /// Lines that take the place of the order's keep what was promised for those: a form or a request knows nothing of it.
    pub(super) fn keep_promises(&self, lines: &mut [OrderLine]) {
        let kept = |line: &OrderLine| !line.promises.is_empty() || line.told.is_some();
        if !self.lines.iter().any(kept) {
            return;
        }
        let found = pairs(&self.lines, lines);
        for (line, was) in lines.iter_mut().zip(found) {
            let Some(was) = was.map(|place| &self.lines[place]) else {
                continue;
            };
            line.promises.clone_from(&was.promises);
            line.told = was.told;
        }
    }

    /// How many lines stand at another day than this one.
    pub(super) fn lines_off(&self, day: Day) -> usize {
        let whole = self.whole();
        let off = |line: &&OrderLine| self.day_with(line, whole) != Some(day);
        self.lines.iter().filter(off).count()
    }
}
