//! Threats: a link that is guessed, used twice, or found in an old log.

use super::door::{Door, MINUTES};
use crate::platform::values::Moment;

#[test]
fn a_door_admits_its_newest_secret_for_half_an_hour() {
    let door = Door::default();
    let now = Moment::from_millis(1_790_000_000_000);
    assert!(!door.admits("", now) && !door.admits(&"0".repeat(64), now));

    let first = door.open(now);
    assert!(door.admits(&first, now) && door.admits(&first, now.plus_seconds(MINUTES * 60 - 1)));
    assert!(!door.admits(&first, now.plus_seconds(MINUTES * 60)));
    assert!(!door.admits(&first[1..], now) && !door.admits(&format!("{first}0"), now));

    let second = door.open(now);
    assert_ne!(first, second);
    assert!(!door.admits(&first, now) && door.admits(&second, now));
    door.close();
    assert!(!door.admits(&second, now));
}
