//! What of it is well and what isn't. Pure.

use super::facts::{ExchangeFacts, Facts, MailFacts};
use crate::modules::backups;
use crate::platform::backup::{LITTLE_ROOM, STORES};
use crate::platform::store::QUEUE_LIMIT;
use crate::platform::timetable::JobView;
use crate::platform::values::Moment;
use crate::platform::web::RouteTraffic;

/// How it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Isn't set up, or has nothing to tell yet.
    Quiet,
    Good,
    /// Somebody should look in the coming days.
    Watch,
    /// Now.
    Bad,
}

/// A writer that takes longer to say a word is under a load, or its disk is. Milliseconds.
const SLOW_WRITER_MS: u64 = 1_000;
/// 1C is heard of at least every working day; a weekend with a holiday passes without a word. Seconds.
const SILENT: i64 = 4 * 86_400;
/// A letter that waits so long after it was due isn't just on its way. Seconds.
const STUCK: i64 = 3_600;
/// Days before the end of a certificate: renewing programs do it a month before.
const CERTIFICATE_DAYS: i64 = 14;
/// Slowest routes that are shown.
const SLOWEST: usize = 15;

pub fn store(facts: &Facts) -> Grade {
    match facts.writer_ms {
        None => Grade::Bad,
        Some(ms) if ms > SLOW_WRITER_MS || facts.queue > QUEUE_LIMIT / 2 => Grade::Watch,
        Some(_) => Grade::Good,
    }
}

pub fn disk(free: Option<u64>, store: u64) -> Grade {
    match free {
        None => Grade::Watch,
        Some(free) if free < LITTLE_ROOM => Grade::Bad,
        Some(free) if free < store.saturating_mul(STORES) => Grade::Watch,
        Some(_) => Grade::Good,
    }
}

pub fn backups(state: &backups::State) -> Grade {
    let one_disk = state.settings.as_ref().is_some_and(|settings| settings.on_one_disk());
    match state.is_trouble() {
        true => Grade::Bad,
        false if !state.is_on() || one_disk => Grade::Watch,
        false => Grade::Good,
    }
}

pub fn exchange(one: &ExchangeFacts, now: Moment) -> Grade {
    match one.last {
        None => Grade::Quiet,
        Some(_) if one.refused > 0 || one.interrupted => Grade::Watch,
        Some(last) if now.seconds_since(last) > SILENT => Grade::Watch,
        Some(_) => Grade::Good,
    }
}

pub fn mail(mail: &MailFacts, now: Moment) -> Grade {
    match mail.on {
        false => Grade::Quiet,
        true if mail.failed > 0 || is_stuck(mail, now) => Grade::Watch,
        true => Grade::Good,
    }
}

/// Letters that were due long ago: the mail server doesn't take them, or nobody sends.
pub fn is_stuck(mail: &MailFacts, now: Moment) -> bool {
    mail.waiting > 0 && mail.due.is_some_and(|due| now.seconds_since(due) > STUCK)
}

pub fn job(job: &JobView) -> Grade {
    match &job.last {
        None => Grade::Quiet,
        Some(run) if !job.running && run.failure.is_some() => Grade::Bad,
        Some(_) => Grade::Good,
    }
}

/// Whole days until the end, rounded down; negative once it has passed.
pub fn days_left(ends: Moment, now: Moment) -> i64 {
    ends.seconds_since(now).div_euclid(86_400)
}

pub fn certificate(ends: &Result<Moment, String>, now: Moment) -> Grade {
    match ends {
        Err(_) => Grade::Watch,
        Ok(ends) => match days_left(*ends, now) {
            ..0 => Grade::Bad,
            0..CERTIFICATE_DAYS => Grade::Watch,
            _ => Grade::Good,
        },
    }
}

/// The routes with the slowest hundredth request, the slowest first.
pub fn slowest(mut traffic: Vec<RouteTraffic>) -> Vec<RouteTraffic> {
    let slow = |route: &RouteTraffic| route.within_ms(99).unwrap_or(u64::MAX);
    traffic.sort_by_key(|route| std::cmp::Reverse((slow(route), route.total)));
    traffic.truncate(SLOWEST);
    traffic
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::platform::values::Id;

    const NOW: Moment = Moment::from_millis(1_795_817_345_000);

    #[test]
    fn room_is_graded_as_doctor_does() {
        const GIB: u64 = 1 << 30;
        for (free, store, grade) in [
            (Some(3 * GIB), GIB, Grade::Good),
            (Some(3 * GIB - 1), GIB, Grade::Watch),
            (Some(LITTLE_ROOM - 1), 1, Grade::Bad),
            (Some(u64::MAX), u64::MAX, Grade::Good),
            (None, 1, Grade::Watch),
        ] {
            assert_eq!(disk(free, store), grade, "{free:?} {store}");
        }
    }

    #[test]
    fn a_certificate_is_spoken_of_two_weeks_before_its_end() {
        for (seconds, days, grade) in [
            (14 * 86_400, 14, Grade::Good),
            (14 * 86_400 - 1, 13, Grade::Watch),
            (0, 0, Grade::Watch),
            (-1, -1, Grade::Bad),
        ] {
            let ends = NOW.plus_seconds(seconds);
            assert_eq!(days_left(ends, NOW), days, "{seconds}");
            assert_eq!(certificate(&Ok(ends), NOW), grade, "{seconds}");
        }
        assert_eq!(certificate(&Err("it is gone".into()), NOW), Grade::Watch);
    }

    #[test]
    fn one_c_may_be_silent_over_a_long_weekend() {
        let heard = |seconds: i64, refused, interrupted| ExchangeFacts {
            id: Id::from_bytes([7; 16]),
            name: "1C".into(),
            last: Some(NOW.plus_seconds(-seconds)),
            good: None,
            refused,
            interrupted,
        };
        assert_eq!(exchange(&heard(SILENT, 0, false), NOW), Grade::Good);
        assert_eq!(exchange(&heard(SILENT + 1, 0, false), NOW), Grade::Watch);
        assert_eq!(exchange(&heard(1, 1, false), NOW), Grade::Watch);
        assert_eq!(exchange(&heard(1, 0, true), NOW), Grade::Watch);
        let never = ExchangeFacts {
            last: None,
            ..heard(0, 0, false)
        };
        assert_eq!(exchange(&never, NOW), Grade::Quiet);
    }

    #[test]
    fn letters_that_wait_too_long_are_told_of() {
        let waits = |seconds: i64| MailFacts {
            on: true,
            waiting: 1,
            due: Some(NOW.plus_seconds(-seconds)),
            ..MailFacts::default()
        };
        assert_eq!(mail(&waits(STUCK), NOW), Grade::Good);
        assert_eq!(mail(&waits(STUCK + 1), NOW), Grade::Watch);
        assert_eq!(mail(&MailFacts { failed: 1, ..waits(0) }, NOW), Grade::Watch);
        assert_eq!(
            mail(
                &MailFacts {
                    on: false,
                    failed: 1,
                    ..waits(0)
                },
                NOW
            ),
            Grade::Quiet
        );
    }

    #[test]
    fn the_slowest_come_first() {
        let route = |route, bucket: usize| {
            let mut buckets = [0; crate::platform::web::BOUNDS_MS.len() + 1];
            buckets[bucket] = 1;
            RouteTraffic {
                method: "GET".into(),
                route,
                buckets,
                classes: [0, 1, 0, 0, 0],
                total: Duration::from_millis(1),
            }
        };
        let sorted = slowest(vec![route("/quick", 0), route("/endless", 13), route("/slow", 9)]);
        let names: Vec<&str> = sorted.iter().map(|route| route.route).collect();
        assert_eq!(names, ["/endless", "/slow", "/quick"]);
    }
}
