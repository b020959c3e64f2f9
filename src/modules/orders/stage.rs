//! The line of stages that an order moves along, kept as data: an administrator renames, adds and reorders them.
//!
//! Rules never match on a stage, only on its [`Kind`], which is closed.

mod colour;
mod edit;
mod reserved;
mod seen;

pub use colour::Colour;
pub use edit::StageSpec;
pub use reserved::{Hand, Reserved};
pub use seen::Look;

use std::collections::BTreeMap;
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
    /// The day that the dealer wishes.
    Wished,
    /// A planned day.
    Planned,
    /// Both sides agree on the specification as it stands.
    Agreed,
    /// A shipment with its day.
    Shipment,
    /// Words why.
    Reason,
    /// A paper that was seen, with its number and day.
    Paper,
    /// A share of the order is paid.
    Payment,
}

impl Requirement {
    /// What the rule says where it isn't met.
    pub const fn refusal(self) -> Refusal {
        match self {
            Requirement::Wished => Refusal::NeedsWished,
            Requirement::Planned => Refusal::NeedsPlanned,
            Requirement::Agreed => Refusal::NeedsAgreement,
            Requirement::Shipment => Refusal::NeedsShipment,
            Requirement::Reason => Refusal::NeedsReason,
            Requirement::Paper => Refusal::NeedsPaper,
            Requirement::Payment => Refusal::NeedsPayment,
        }
    }
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
    /// From which a dealer may; empty: from those of [`from`](Stage::from).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from_dealer: Vec<StageKey>,
    /// Which roles of staff may, where not all that move orders.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reserved: Vec<Reserved>,
    #[serde(default)]
    pub requires: Vec<Requirement>,
    /// How the paper is called that [`Requirement::Paper`] asks for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub paper: String,
    /// Dealers see the paper too, once it is marked.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub paper_shown: bool,
    /// What share has to be paid where [`Requirement::Payment`] asks, in percent; `None`: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<u8>,
    /// `None`: the colour of its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colour: Option<Colour>,
    /// Dealers see the stage before it instead.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// What dealers see it called; `None`: as everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dealer_names: Option<Names>,
    /// Of a stage that was taken out: the one that took over what pointed at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heir: Option<StageKey>,
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
        self.label_of(self.names.as_ref())
    }

    /// The same for a sentence that dealers read too.
    pub fn dealer_label(&self) -> Arg {
        self.label_of(self.dealer_names.as_ref().or(self.names.as_ref()))
    }

    fn label_of(&self, names: Option<&Names>) -> Arg {
        match names {
            None => Message {
                id: self.message().into(),
                args: Vec::new(),
            }
            .into(),
            Some(names) => names.ru.as_str().into(),
        }
    }

    /// From which stages a side moves here; empty: from any.
    pub fn sources(&self, mover: Mover) -> &[StageKey] {
        match mover {
            Mover::Dealer if !self.from_dealer.is_empty() => &self.from_dealer,
            _ => &self.from,
        }
    }

    /// The share that has to be paid, in percent.
    pub fn percent(&self) -> u8 {
        self.paid.unwrap_or(100)
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
    /// As dealers see it: hidden stages, and what is seen instead of each. Never stored.
    #[serde(skip)]
    veil: BTreeMap<StageKey, StageKey>,
}

/// What the rules of movement ask of an order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub wished: bool,
    pub planned: bool,
    pub agreed: bool,
    pub shipment: bool,
    pub reason: bool,
    pub paper: bool,
    pub payment: bool,
}

impl Standing {
    /// Nothing is missing.
    pub const WHOLE: Standing = Standing {
        wished: true,
        planned: true,
        agreed: true,
        shipment: true,
        reason: true,
        paper: true,
        payment: true,
    };

    pub const fn has(self, what: Requirement) -> bool {
        match what {
            Requirement::Wished => self.wished,
            Requirement::Planned => self.planned,
            Requirement::Agreed => self.agreed,
            Requirement::Shipment => self.shipment,
            Requirement::Reason => self.reason,
            Requirement::Paper => self.paper,
            Requirement::Payment => self.payment,
        }
    }
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
            from_dealer: Vec::new(),
            reserved: Vec::new(),
            requires: requires.to_vec(),
            paper: String::new(),
            paper_shown: false,
            paid: None,
            colour: None,
            hidden: false,
            dealer_names: None,
            heir: None,
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
            veil: BTreeMap::new(),
        }
    }

    pub fn get(&self, key: &StageKey) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.key == *key)
    }

    /// A stage that is in the line, or was: for its name.
    pub fn ever(&self, key: &StageKey) -> Option<&Stage> {
        let key = self.seen(key);
        self.get(key)
            .or_else(|| self.retired.iter().find(|stage| stage.key == *key))
    }

    /// The stage of the line that stands for this one now: itself, or where what pointed at it went when it was taken out.
    pub fn standing_for<'a>(&'a self, key: &'a StageKey) -> Option<&'a Stage> {
        let mut key = key;
        // An heir may have been taken out later; each was in the line when it took over, so that no way goes round.
        for _ in 0..=self.retired.len() {
            match self.get(key) {
                Some(stage) => return Some(stage),
                None => key = self.retired.iter().find(|gone| gone.key == *key)?.heir.as_ref()?,
            }
        }
        None
    }

    /// The first stage of a kind: where 1C's answer leads when no mapping says more.
    pub fn first_of(&self, kind: Kind) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.kind == kind)
    }

    /// Where a cancelled order goes: the first stage of that kind that `mover` may move to from where it is.
    pub fn cancelling(&self, from: &StageKey, mover: Mover) -> Option<&Stage> {
        let ways = self.ways(from, mover);
        ways.into_iter().find(|stage| stage.kind == Kind::Cancelled)
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
    /// what it lacks is shown, not refused. Staff moves forward, may step back until shipment, doesn't
    /// leave what is over, and leaves to single roles what is [`Reserved`] to them; a dealer moves forward or cancels, only while the order waits.
    pub fn movement(
        &self,
        from: &StageKey,
        to: &StageKey,
        hand: impl Into<Hand>,
        has: Standing,
    ) -> Result<&Stage, Refusal> {
        let hand = hand.into();
        let mover = hand.mover;
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
            let sources = target.sources(mover);
            if !sources.is_empty() && !sources.contains(from) {
                return Err(Refusal::StageFrom);
            }
        }
        if !target.is_open_to(from, hand) {
            return Err(Refusal::StageReserved);
        }
        match target.requires.iter().find(|what| !has.has(**what)) {
            Some(what) => Err(what.refusal()),
            None => Ok(target),
        }
    }

    /// The stages that this hand may move to from here, requirements aside: what a page offers.
    pub fn ways(&self, from: &StageKey, hand: impl Into<Hand>) -> Vec<&Stage> {
        let hand = hand.into();
        let may = |stage: &&Stage| self.movement(from, &stage.key, hand, Standing::WHOLE).is_ok();
        self.stages.iter().filter(may).collect()
    }
}
