//! How an administrator changes the line of stages: what is saved, and what the journal says of it.

use serde_json::{Value, json};

use super::actions::{self, author};
use super::permissions::STAGES;
use super::read_models::stage_name;
use super::{
    Act, Gates, Kind, ORDER_BY_STAGE, ORDERS_BY_STAGE, Refusal, Stage, StageKey, StageLine, StageSpec, StoredStages,
    whole_line,
};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::store::Reader;
use crate::platform::values::{Arg, DealerId, Message, PageRequest};

/// What journal entries of the line are about: their kind and the one key.
pub const LINE_SUBJECT: (&str, &str) = ("stage-line", "stages");

/// One change of the line.
#[derive(Clone, Debug)]
pub enum LineChange {
    Added {
        kind: Kind,
        spec: StageSpec,
    },
    Changed {
        key: StageKey,
        spec: StageSpec,
    },
    /// Changes places with the stage before or behind it.
    Moved {
        key: StageKey,
        forward: bool,
    },
    /// Taken out; what pointed at it points at `heir`.
    Removed {
        key: StageKey,
        heir: Option<StageKey>,
    },
}

/// Changes the line, and returns the stage as it is then: one that was taken out, as it was.
///
/// # Errors
/// `Refused` with the rule of [`StageLine`](super::StageLine) that forbids it; when the line is another than version `seen`; when a stage
/// that holds orders should go. `NotFound` for a stage that isn't in the line.
pub async fn change_line(access: &Access, seen: u32, change: LineChange) -> Result<Stage, Error> {
    access.require(STAGES)?;
    let uses = access.services().part::<Gates>().stage_uses();
    access
        .write(move |write| {
            let line = whole_line(&**write)?;
            if line.version != seen {
                return Err(Refusal::LineMoved.into());
            }
            let name = |stage: &Stage, locale| stage_name(locale, &line, &stage.key);
            let known = |key: &StageKey| line.get(key).map(|_| key.clone()).ok_or(Error::NotFound);
            let (next, key) = match &change {
                LineChange::Added { kind, spec } => line.with_added(*kind, spec, name)?,
                LineChange::Changed { key, spec } => (line.with_changed(&known(key)?, spec, name)?, key.clone()),
                LineChange::Moved { key, forward } => (line.with_moved(&known(key)?, *forward)?, key.clone()),
                LineChange::Removed { key, heir } => {
                    let key = known(key)?;
                    if let Some(heir) = heir {
                        fits(&line, &key, heir)?;
                    }
                    if write.count(ORDERS_BY_STAGE, key.as_str())? > 0 {
                        return Err(Refusal::StageUsed.into());
                    }
                    for of in &uses {
                        (of.hand_over)(write, &key, heir.as_ref())?;
                    }
                    (line.without(&key, heir.as_ref())?, key)
                }
            };
            let stage = next.ever(&key).cloned().ok_or(Error::NotFound)?;
            let event = LineEvent {
                what: match &change {
                    LineChange::Added { .. } => What::Added,
                    LineChange::Changed { .. } => What::Changed,
                    LineChange::Moved { .. } => What::Moved,
                    LineChange::Removed { .. } => What::Removed,
                },
                name: stage.label(),
                old: line.get(&key).cloned(),
                new: next.get(&key).cloned(),
                order: next.stages.iter().map(|stage| stage.key.to_string()).collect(),
            };
            write.save(&StoredStages { line: next }, &event)?;
            Ok(stage)
        })
        .await
}

/// Another stage of the same kind takes over.
fn fits(line: &StageLine, key: &StageKey, heir: &StageKey) -> Result<Stage, Refusal> {
    let kind = line.get(key).map(|stage| stage.kind);
    let heir = line
        .get(heir)
        .filter(|heir| heir.key != *key && Some(heir.kind) == kind);
    heir.cloned().ok_or(Refusal::StageHeir)
}

/// Orders that move in one write; the writer serves others in between.
const PORTION: usize = 50;
/// Orders that move at one press.
const PRESS: u64 = 1_000;

/// Moves the orders of a stage that is to be taken out into another of the same kind, each with an entry of its own; no
/// bell rings. At most [`PRESS`] of them: the page asks to go on. How many moved, and how many are left.
///
/// # Errors
/// `Refused` when the line is another than version `seen`, or `heir` is no stage of the same kind.
pub async fn rehouse(access: &Access, seen: u32, key: &StageKey, heir: &StageKey) -> Result<(u64, u64), Error> {
    access.require(STAGES)?;
    let mut moved = 0;
    loop {
        let (key, heir) = (key.clone(), heir.clone());
        let (now, left) = access
            .write(move |write| {
                let line = whole_line(&**write)?;
                if line.version != seen {
                    return Err(Refusal::LineMoved.into());
                }
                let to = fits(&line, &key, &heir)?;
                let orders = write
                    .scan(&ORDER_BY_STAGE, key.as_str(), &PageRequest::first(PORTION))?
                    .items;
                let mut now = 0;
                for order in orders {
                    let act = Act {
                        by: author(write.actor()),
                        role: write.actor().role,
                        at: write.now(),
                    };
                    let change = order.rehouse(&to, "", &line, act)?;
                    actions::save(write, &change)?;
                    now += 1;
                }
                let left = write.count(ORDERS_BY_STAGE, key.as_str())?;
                Ok((now, u64::try_from(left).unwrap_or(0)))
            })
            .await?;
        moved += now;
        if now == 0 || left == 0 || moved >= PRESS {
            return Ok((moved, left));
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum What {
    Added,
    Changed,
    Moved,
    Removed,
}

#[derive(Clone, Debug)]
struct LineEvent {
    what: What,
    /// The stage's name: a message, or the administrator's own words.
    name: Arg,
    old: Option<Stage>,
    new: Option<Stage>,
    order: Vec<String>,
}

impl Event for LineEvent {
    fn kind(&self) -> &'static str {
        match self.what {
            What::Added => "orders.stage-added",
            What::Changed => "orders.stage-changed",
            What::Moved => "orders.stage-placed",
            What::Removed => "orders.stage-removed",
        }
    }

    fn subject(&self) -> Subject {
        Subject::new(LINE_SUBJECT.0, LINE_SUBJECT.1, "/stages")
    }

    fn dealer(&self) -> Option<DealerId> {
        None
    }

    fn sentence(&self) -> Message {
        let id = match self.what {
            What::Added => "orders-event-stage-added",
            What::Changed => "orders-event-stage-changed",
            What::Moved => "orders-event-stage-placed",
            What::Removed => "orders-event-stage-removed",
        };
        Message::new(id).with("stage", self.name.clone())
    }

    fn told(&self) -> Vec<Recipient> {
        vec![Recipient::Staff {
            permission: STAGES.id.to_owned(),
        }]
    }

    fn details(&self) -> Value {
        json!({ "old": self.old, "new": self.new, "order": self.order })
    }
}
