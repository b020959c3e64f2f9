//! Views: functions of plain data.

pub(super) mod jobs;
pub(super) mod mail;
pub(super) mod notices;
pub(super) mod search;
