//! Runs: one exchange session with all its files, and what became of each.
//!
//! A run is what an administrator sees: which files came, what they changed row by row, what was skipped and why. It is
//! also what a restart looks at: a file that was being applied when the process ended is finished or named.

mod former;
mod house;
mod import;
mod keep;
mod outgoing;
mod pictures;
mod prune;
pub mod quarantine;
mod records;
mod sweep;
mod waiting;

pub use former::{Former, former_prices};
pub use house::House;
pub use pictures::PictureKeeper;
pub use prune::{ArchiveRule, Pruned, prune};
pub use records::{
    Asked, Before, Delivered, FILE_BY_RUN, FILE_OPEN, FILE_REFUSED, FileState, HIDDEN_BY_RUN, Hidden, KnownProperty,
    KnownUnit, OneCStatus, PARTY_BY_STATE, Party, PartyState, RUN_ASKED, RUN_BY_START, Run, RunFile, RunState,
    RunSweep, STATUS_BY_STATE, Seen, StatusSeen, SweepState, Way,
};
#[cfg(test)]
use sweep::asked_about;
pub use sweep::{ASKED_SHOWN, asked_page, decide, take_back};
pub(super) use waiting::came_back;
pub use waiting::{Queue, WAITING_BY_SEQ, WAITING_BY_SINCE, Waiting, mark_received, oldest, queue};

use crate::platform::store::RecordInfo;

/// What this folder stores, for the module's list.
pub const RECORDS: &[RecordInfo] = &[
    RecordInfo::of::<Run>(),
    RecordInfo::of::<RunFile>(),
    RecordInfo::of::<Seen>(),
    RecordInfo::of::<Before>(),
    RecordInfo::of::<KnownProperty>(),
    RecordInfo::of::<KnownUnit>(),
    RecordInfo::of::<Party>(),
    RecordInfo::of::<OneCStatus>(),
    RecordInfo::of::<Delivered>(),
    RecordInfo::of::<Waiting>(),
    RecordInfo::of::<Hidden>(),
    RecordInfo::of::<StatusSeen>(),
    RecordInfo::of::<Asked>(),
];

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_keep;
#[cfg(test)]
mod tests_orders;
#[cfg(test)]
mod tests_sweep;
#[cfg(test)]
mod tests_waiting;
