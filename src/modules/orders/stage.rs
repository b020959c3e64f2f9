//! The line of stages that an order moves along, kept as data: an administrator renames, adds and reorders them.
//!
//! Rules never match on a stage, only on its [`Kind`], which is closed.

mod edit;

pub use edit::StageSpec;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::model::Refusal;
use crate::platform::values::{Arg, Locale, Message};

/// What a stage means to the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Not yet taken: the dealer's own approval, or the manufacturer's confirmation.
    Waiting,
    Confirmed,
    Queued,
    Production,
    Ready,
    Shipped,
    Closed,
    Cancelled,
}

impl Kind {
    pub const ALL: [Kind; 8] = [
        Kind::Waiting,
        Kind::Confirmed,
        Kind::Queued,
        Kind::Production,
        Kind::Ready,
        Kind::Shipped,
        Kind::Closed,
        Kind::Cancelled,
    ];

    /// In forms and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Waiting => "waiting",
            Kind::Confirmed => "confirmed",
            Kind::Queued => "queued",
            Kind::Production => "production",
            Kind::Ready => "ready",
            Kind::Shipped => "shipped",
            Kind::Closed => "closed",
            Kind::Cancelled => "cancelled",
        }
    }

    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Nothing more happens to it.
    pub const fn is_over(self) -> bool {
        matches!(self, Kind::Closed | Kind::Cancelled)
    }

    /// Has the manufacturer bound itself?
    pub fn is_confirmed(self) -> bool {
        self >= Kind::Confirmed && self != Kind::Cancelled
    }
}

/// Who moves an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mover {
    Dealer,
    Staff,
    #[serde(rename = "1c")]
    OneC,
    System,
}

/// What must be there before an order enters a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Requirement {
    /// A planned day.
    Planned,
    /// Both sides agree on the specification as it stands.
    Agreed,
    /// A shipment with its day.
    Shipment,
    /// Words why.
    Reason,
}

/// The stable name of a stage, in stored orders and in the mapping of 1C's statuses: `in-production`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StageKey(String);

impl StageKey {
    pub const LENGTH_MAX: usize = 32;

    /// Lower-case letters, digits and dashes. `None` for anything else.
    pub fn new(text: &str) -> Option<StageKey> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let valid = !text.is_empty() && text.len() <= StageKey::LENGTH_MAX && text.bytes().all(plain);
        valid.then(|| StageKey(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Debug for StageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl From<StageKey> for String {
    fn from(key: StageKey) -> String {
        key.0
    }
}
impl TryFrom<String> for StageKey {
    type Error = &'static str;
    fn try_from(text: String) -> Result<StageKey, Self::Error> {
        StageKey::new(&text).ok_or("a stage key is lower-case letters, digits and dashes")
    }
}

/// An administrator's names of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    pub ru: String,
    pub en: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    pub key: StageKey,
    pub kind: Kind,
    /// `None`: the text that comes with the product, `orders-stage-<key>`.
    #[serde(default)]
    pub names: Option<Names>,
    /// Who may move an order here.
    #[serde(default)]
    pub enter: Vec<Mover>,
    /// From which stages people may; empty: from any that the line's order allows.
    #[serde(default)]
    pub from: Vec<StageKey>,
    #[serde(default)]
    pub requires: Vec<Requirement>,
}

impl Stage {
    /// The administrator's name of it, if there is one.
    pub fn name(&self, locale: Locale) -> Option<&str> {
        self.names.as_ref().map(|names| match locale {
            Locale::Ru => names.ru.as_str(),
            Locale::En => names.en.as_str(),
        })
    }

    /// Its name for a stored sentence: a message where there is one, else the administrator's words.
    pub fn label(&self) -> Arg {
        match &self.names {
            None => Message {
                id: self.message().into(),
                args: Vec::new(),
            }
            .into(),
            Some(names) => names.ru.as_str().into(),
        }
    }

    /// The message of its own name: there for the stages of [`StageLine::shipped`].
    pub fn message(&self) -> String {
        format!("orders-stage-{}", self.key)
    }
}

/// The whole line, in its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageLine {
    pub stages: Vec<Stage>,
    /// Stages that were taken out: old orders have been in them, and their keys are not given again.
    #[serde(default)]
    pub retired: Vec<Stage>,
    #[serde(default)]
    pub version: u32,
}

/// What the rules of movement ask of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub planned: bool,
    pub agreed: bool,
    pub shipment: bool,
    pub reason: bool,
}

impl StageLine {
    /// The most stages of a line.
    pub const STAGES_MAX: usize = 40;

    /// The line that a new installation begins with.
    pub fn shipped() -> StageLine {
        use Mover::{Dealer, OneC, Staff, System};
        use Requirement::{Agreed, Reason};
        let stage = |key: &str, kind, enter: &[Mover], requires: &[Requirement]| Stage {
            key: StageKey(key.to_owned()),
            kind,
            names: None,
            enter: enter.to_vec(),
            from: Vec::new(),
            requires: requires.to_vec(),
        };
        let stages = vec![
            stage("approval", Kind::Waiting, &[Dealer, System], &[]),
            stage("submitted", Kind::Waiting, &[Dealer, Staff, OneC, System], &[]),
            stage("confirmed", Kind::Confirmed, &[Staff, OneC], &[]),
            stage("queued", Kind::Queued, &[Staff, OneC], &[Agreed]),
            stage("production", Kind::Production, &[Staff, OneC], &[Agreed]),
            stage("ready", Kind::Ready, &[Staff, OneC], &[]),
            stage("shipped", Kind::Shipped, &[Staff, OneC], &[]),
            stage("closed", Kind::Closed, &[Staff, OneC, System], &[]),
            stage("cancelled", Kind::Cancelled, &[Dealer, Staff, OneC], &[Reason]),
        ];
        StageLine {
            stages,
            retired: Vec::new(),
            version: 1,
        }
    }

    pub fn get(&self, key: &StageKey) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.key == *key)
    }

    /// A stage that is in the line, or was: for its name.
    pub fn ever(&self, key: &StageKey) -> Option<&Stage> {
        self.get(key)
            .or_else(|| self.retired.iter().find(|stage| stage.key == *key))
    }

    /// The first stage of a kind: where 1C's answer leads when no mapping says more.
    pub fn first_of(&self, kind: Kind) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.kind == kind)
    }

    /// Where a submitted order begins: the first stage that waits for the manufacturer. The dealer's own approval comes
    /// before it, and what the manufacturer looks into first comes after.
    pub fn entry(&self) -> Option<&Stage> {
        let mut waiting = self.stages.iter().filter(|stage| stage.kind == Kind::Waiting);
        let last = waiting.clone().next_back();
        waiting.find(|stage| stage.enter.contains(&Mover::Staff)).or(last)
    }

    /// Is it a line that orders can live on? One stage of each kind at least, in the order of kinds, keys unique, a
    /// bounded number.
    pub fn check(&self) -> Result<(), Refusal> {
        let unique = |at: usize, stage: &Stage| self.stages[..at].iter().all(|other| other.key != stage.key);
        let keys_unique = self.stages.iter().enumerate().all(|(at, stage)| unique(at, stage));
        let complete = Kind::ALL.iter().all(|kind| self.first_of(*kind).is_some());
        let ordered = self.stages.is_sorted_by_key(|stage| stage.kind);
        match complete && ordered && keys_unique && self.stages.len() <= StageLine::STAGES_MAX {
            true => Ok(()),
            false => Err(Refusal::StageLine),
        }
    }

    fn place(&self, key: &StageKey) -> Option<usize> {
        self.stages.iter().position(|stage| stage.key == *key)
    }

    /// May an order in stage `from` be moved to `to` by `mover`? The stage if so.
    ///
    /// 1C is the accounting system: its word is taken wherever the stage lets it in, over gaps and backwards, and
    /// what it lacks is shown, not refused. Staff moves forward, may step back until shipment, and
    /// doesn't leave what is over; a dealer moves forward or cancels, only while the order waits.
    pub fn movement(&self, from: &StageKey, to: &StageKey, mover: Mover, has: Standing) -> Result<&Stage, Refusal> {
        let target = self.get(to).ok_or(Refusal::StageUnknown)?;
        if from == to {
            return Err(Refusal::StageSame);
        }
        if !target.enter.contains(&mover) {
            return Err(Refusal::StageMover);
        }
        if mover == Mover::OneC {
            return Ok(target);
        }
        // A stage that an administrator took out of the line: from there any way leads on.
        if let (Some(left), Some(place), Some(goal)) = (self.get(from), self.place(from), self.place(to)) {
            if left.kind.is_over() {
                return Err(Refusal::StageOver);
            }
            if mover == Mover::Dealer && left.kind != Kind::Waiting {
                return Err(Refusal::StageMover);
            }
            if goal < place && (left.kind >= Kind::Shipped || mover == Mover::Dealer) {
                return Err(Refusal::StageBack);
            }
            if target.kind == Kind::Cancelled && left.kind >= Kind::Shipped {
                return Err(Refusal::StageBack);
            }
            if !target.from.is_empty() && !target.from.contains(from) {
                return Err(Refusal::StageFrom);
            }
        }
        for requirement in &target.requires {
            let (met, refusal) = match requirement {
                Requirement::Planned => (has.planned, Refusal::NeedsPlanned),
                Requirement::Agreed => (has.agreed, Refusal::NeedsAgreement),
                Requirement::Shipment => (has.shipment, Refusal::NeedsShipment),
                Requirement::Reason => (has.reason, Refusal::NeedsReason),
            };
            if !met {
                return Err(refusal);
            }
        }
        Ok(target)
    }

    /// The stages that `mover` may move to from here, requirements aside: what a page offers.
    pub fn ways(&self, from: &StageKey, mover: Mover) -> Vec<&Stage> {
        let all = Standing {
            planned: true,
            agreed: true,
            shipment: true,
            reason: true,
        };
        let may = |stage: &&Stage| self.movement(from, &stage.key, mover, all).is_ok();
        self.stages.iter().filter(may).collect()
    }
}
