//! What is wished of backups, and what came of one.

use serde::{Deserialize, Serialize};

use crate::platform::backup::{BackupError, Retention};
use crate::platform::values::{Email, Locale, Message, Moment};

/// How many of each may be kept.
pub const DAYS: std::ops::RangeInclusive<u16> = 1..=366;
pub const WEEKS: std::ops::RangeInclusive<u16> = 0..=520;
pub const MONTHS: std::ops::RangeInclusive<u16> = 0..=240;
/// Addresses that hear of a failure.
pub const ADDRESSES_MAX: usize = 10;
/// Bytes of a path.
pub const PATH_MAX: usize = 500;
/// Characters of an error of the disk that are kept.
const DETAIL_MAX: usize = 500;

/// When backups are made, where they go, how many are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupSettings {
    pub on: bool,
    /// Minutes after midnight, in the manufacturer's zone.
    pub at: u16,
    pub days: u16,
    pub weeks: u16,
    pub months: u16,
    /// A path of the server, absolute.
    pub folder: String,
    /// The same for the second copy; empty: there is none.
    #[serde(default)]
    pub second: String,
    /// Who hears of failures by mail; the administrators where nobody is named.
    #[serde(default)]
    pub mail_to: Vec<Email>,
    /// Of the letters to those addresses: they have no account that says one, so it is that of whoever named them.
    #[serde(default)]
    pub language: Locale,
    /// Does the folder lie on the disk of the data? As it was when this was saved.
    #[serde(default)]
    pub same_disk: bool,
    #[serde(default)]
    pub second_same_disk: bool,
    pub version: u32,
    /// Backups are due from here on: nothing is made up for before.
    pub since: Moment,
    pub changed: Moment,
}

impl BackupSettings {
    /// What the page proposes before anything was said.
    pub fn proposed(folder: String) -> BackupSettings {
        BackupSettings {
            on: false,
            at: 2 * 60 + 30,
            days: 7,
            weeks: 4,
            months: 12,
            folder,
            second: String::new(),
            mail_to: Vec::new(),
            language: Locale::default(),
            same_disk: true,
            second_same_disk: false,
            version: 0,
            since: Moment::EPOCH,
            changed: Moment::EPOCH,
        }
    }

    pub fn retention(&self) -> Retention {
        Retention {
            days: self.days.into(),
            weeks: self.weeks.into(),
            months: self.months.into(),
        }
    }

    /// `02:30`.
    pub fn time(&self) -> String {
        format!("{:02}:{:02}", self.at / 60, self.at % 60)
    }

    /// Do all copies lie on the disk of the data?
    pub fn on_one_disk(&self) -> bool {
        self.same_disk && (self.second.is_empty() || self.second_same_disk)
    }
}

/// A time of day as people write it, in minutes after midnight: `2:30`, `02.30`.
pub fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once([':', '.'])?;
    let figures = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !figures(hours) || minutes.len() != 2 || !figures(minutes) {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// What was being done when it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The archive: until it was restored and found good there is none.
    Making,
    /// The second copy.
    Copying,
    /// Letting the oldest go.
    Pruning,
}

/// Why, as far as there is something to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trouble {
    NoFolder,
    /// The folder isn't the one that was set up: a disk that isn't mounted.
    ForeignFolder,
    NotWritable,
    NoRoom,
    Damaged,
    /// The server was stopped meanwhile.
    Interrupted,
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    pub step: Step,
    pub trouble: Trouble,
    /// For who looks after the server: in English, as the command line speaks.
    pub detail: String,
}

impl Failure {
    pub fn new(step: Step, trouble: Trouble, detail: impl std::fmt::Display) -> Failure {
        let detail = detail.to_string();
        Failure {
            step,
            trouble,
            detail: detail.chars().take(DETAIL_MAX).collect(),
        }
    }

    pub fn of(step: Step, error: &BackupError) -> Failure {
        use std::io::ErrorKind;
        let trouble = match error {
            BackupError::NoRoom(_) => Trouble::NoRoom,
            BackupError::Damaged(_) => Trouble::Damaged,
            BackupError::Io { error, .. } => match error.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Trouble::NoRoom,
                ErrorKind::NotFound | ErrorKind::NotADirectory => Trouble::NoFolder,
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Trouble::NotWritable,
                _ => Trouble::Other,
            },
            _ => Trouble::Other,
        };
        Failure::new(step, trouble, error)
    }

    /// What failed and why, as a sentence.
    pub fn sentence(&self) -> Message {
        let id = match self.step {
            Step::Making => "backups-failure-making",
            Step::Copying => "backups-failure-copying",
            Step::Pruning => "backups-failure-pruning",
        };
        Message::new(id).with("why", Message::new(self.trouble.id()))
    }
}

impl Trouble {
    pub const fn id(self) -> &'static str {
        match self {
            Trouble::NoFolder => "backups-trouble-no-folder",
            Trouble::ForeignFolder => "backups-trouble-foreign",
            Trouble::NotWritable => "backups-trouble-not-writable",
            Trouble::NoRoom => "backups-trouble-no-room",
            Trouble::Damaged => "backups-trouble-damaged",
            Trouble::Interrupted => "backups-trouble-interrupted",
            Trouble::Other => "backups-trouble-other",
        }
    }
}

/// What came of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The archive; empty where there is none.
    pub file: String,
    pub bytes: u64,
    /// Entries of the journal that are in it.
    pub entries: u64,
    /// The second copy; empty where there is none.
    pub second: String,
    pub failure: Option<Failure>,
}

/// One run, by hand or by time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupRun {
    /// From 1.
    pub number: u64,
    pub begun: Moment,
    /// None while it runs.
    #[serde(default)]
    pub ended: Option<Moment>,
    pub by_hand: bool,
    /// By a start of a later version of the program, before it changed anything.
    #[serde(default)]
    pub before_upgrade: bool,
    /// The archive, which was restored and found good; empty where there is none.
    #[serde(default)]
    pub file: String,
    #[serde(default)]
    pub bytes: u64,
    #[serde(default)]
    pub entries: u64,
    /// The second copy, read back; empty where there is none.
    #[serde(default)]
    pub second: String,
    #[serde(default)]
    pub failure: Option<Failure>,
}

impl BackupRun {
    /// Is there an archive of it that is good? The second copy may have failed all the same.
    pub fn is_good(&self) -> bool {
        !self.file.is_empty()
    }
}

/// What has been told of failures: each streak once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Streak {
    /// Runs in a row that failed.
    pub failures: u32,
    /// That none has come for too long was told.
    pub overdue: bool,
}

impl Streak {
    pub fn is_trouble(&self) -> bool {
        self.failures > 0 || self.overdue
    }
}
