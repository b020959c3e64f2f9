//! Runs: one exchange session with all its files, and what became of each.
//!
//! A run is what an administrator sees: which files came, what they changed row by row, what was skipped and why. It is
//! also what a restart looks at: a file that was being applied when the process ended is finished or named.

mod house;
mod keep;
mod records;

pub use house::{House, PictureKeeper};
pub use records::{
    Before, FILE_BY_RUN, FileState, KnownProperty, KnownUnit, OneCStatus, Party, PartyState, RUN_BY_START, Run,
    RunFile, RunState, Seen,
};

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
];

#[cfg(test)]
mod tests;
