//! How an administrator changes the line of stages: what is saved, and what the journal says of it.

use serde_json::{Value, json};

use super::read_models::stage_name;
use super::{Kind, ORDERS_BY_STAGE, Refusal, Stage, StageKey, StageSpec, StoredStages, permissions::STAGES, stages};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::journal::{Event, Recipient, Subject};
use crate::platform::store::Reader;
use crate::platform::values::{Arg, DealerId, Message};

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
    Removed {
        key: StageKey,
    },
}

/// Changes the line, and returns the stage as it is then: one that was taken out, as it was.
///
/// # Errors
/// `Refused` with the rule of [`StageLine`](super::StageLine) that forbids it; when the line is another than version `seen`; when a stage
/// that holds orders should go. `NotFound` for a stage that isn't in the line.
pub async fn change_line(access: &Access, seen: u32, change: LineChange) -> Result<Stage, Error> {
    access.require(STAGES)?;
    access
        .write(move |write| {
            let line = stages(&**write)?;
            if line.version != seen {
                return Err(Refusal::LineMoved.into());
            }
            let name = |stage: &Stage, locale| stage_name(locale, &line, &stage.key);
            let known = |key: &StageKey| line.get(key).map(|_| key.clone()).ok_or(Error::NotFound);
            let (next, key) = match &change {
                LineChange::Added { kind, spec } => line.with_added(*kind, spec, name)?,
                LineChange::Changed { key, spec } => (line.with_changed(&known(key)?, spec, name)?, key.clone()),
                LineChange::Moved { key, forward } => (line.with_moved(&known(key)?, *forward)?, key.clone()),
                LineChange::Removed { key } => {
                    let key = known(key)?;
                    if write.count(ORDERS_BY_STAGE, key.as_str())? > 0 {
                        return Err(Refusal::StageUsed.into());
                    }
                    (line.without(&key)?, key)
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
