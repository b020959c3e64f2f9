//! What happens to drafts and orders: each event says what it is about, one sentence, and who is told.
//!
//! Sentences never hold money: they go into bells, mail and search of people who may not see prices.

use serde::{Deserialize, Serialize};

use super::model::{Draft, DraftId, Order, OrderId};
use super::{Kind, OrderNumber, StageKey};
use crate::platform::values::{Day, DealerId, Money};

/// The order that an event is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    pub order: OrderId,
    pub number: OrderNumber,
    pub dealer: DealerId,
    /// The version that the event made.
    pub version: u32,
}

impl About {
    pub fn of(order: &Order) -> About {
        About {
            order: order.id,
            number: order.number,
            dealer: order.dealer,
            version: order.version,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum OrderEvent {
    Submitted {
        of: About,
        lines: usize,
    },
    StageMoved {
        of: About,
        from: StageKey,
        to: StageKey,
        #[serde(rename = "stage_kind")]
        kind: Kind,
        reason: String,
    },
    PlannedMoved {
        of: About,
        old: Option<Day>,
        new: Day,
        reason: String,
    },
    /// 1C changed the specification. `open`: it now differs from what was agreed.
    ChangedByOneC {
        of: About,
        open: bool,
    },
    /// 1C took the order under its own number.
    NamedByOneC {
        of: About,
        number: String,
    },
    Shipped {
        of: About,
        carrier: String,
        track: String,
        day: Option<Day>,
    },
    Paid {
        of: About,
        sum: Option<Money>,
        day: Option<Day>,
    },
    /// The other side took a change of the specification.
    Accepted {
        of: About,
    },
}

/// The thing that an event is about: its kind, and the part of its address that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    pub kind: &'static str,
    pub id: String,
}

/// A value within a sentence, formatted by whoever shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    Text(String),
    Number(u64),
    Day(Day),
    Stage(StageKey),
}

/// A Fluent message and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub message: &'static str,
    pub arguments: Vec<(&'static str, Argument)>,
}

/// Who is told by the bell, besides those who look. The one who did it is never told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Who submitted the order.
    pub author: bool,
    /// The dealer's director.
    pub director: bool,
    /// The manufacturer's manager of the dealer.
    pub manager: bool,
    /// Only those of them who may see money.
    pub finance_only: bool,
    /// By mail too.
    pub mail: bool,
}

impl OrderEvent {
    pub fn about(&self) -> &About {
        match self {
            OrderEvent::Submitted { of, .. }
            | OrderEvent::StageMoved { of, .. }
            | OrderEvent::PlannedMoved { of, .. }
            | OrderEvent::ChangedByOneC { of, .. }
            | OrderEvent::NamedByOneC { of, .. }
            | OrderEvent::Shipped { of, .. }
            | OrderEvent::Paid { of, .. }
            | OrderEvent::Accepted { of } => of,
        }
    }

    pub(super) fn set_about(&mut self, about: About) {
        match self {
            OrderEvent::Submitted { of, .. }
            | OrderEvent::StageMoved { of, .. }
            | OrderEvent::PlannedMoved { of, .. }
            | OrderEvent::ChangedByOneC { of, .. }
            | OrderEvent::NamedByOneC { of, .. }
            | OrderEvent::Shipped { of, .. }
            | OrderEvent::Paid { of, .. }
            | OrderEvent::Accepted { of } => *of = about,
        }
    }

    /// The journal's word for it.
    pub fn kind(&self) -> &'static str {
        match self {
            OrderEvent::Submitted { .. } => "orders.submitted",
            OrderEvent::StageMoved { .. } => "orders.stage-moved",
            OrderEvent::PlannedMoved { .. } => "orders.planned-moved",
            OrderEvent::ChangedByOneC { .. } => "orders.changed-by-1c",
            OrderEvent::NamedByOneC { .. } => "orders.named-by-1c",
            OrderEvent::Shipped { .. } => "orders.shipped",
            OrderEvent::Paid { .. } => "orders.paid",
            OrderEvent::Accepted { .. } => "orders.accepted",
        }
    }

    pub fn subject(&self) -> Subject {
        Subject {
            kind: "order",
            id: self.about().number.to_string(),
        }
    }

    pub fn sentence(&self) -> Sentence {
        use Argument::{Day, Number, Stage, Text};
        let mut arguments = vec![("number", Text(self.about().number.to_string()))];
        let message = match self {
            OrderEvent::Submitted { lines, .. } => {
                arguments.push(("lines", Number(*lines as u64)));
                "orders-event-submitted"
            }
            OrderEvent::StageMoved { to, reason, .. } => {
                arguments.push(("stage", Stage(to.clone())));
                arguments.push(("reason", Text(reason.clone())));
                if reason.is_empty() {
                    "orders-event-stage-moved"
                } else {
                    "orders-event-stage-moved-reason"
                }
            }
            OrderEvent::PlannedMoved { old: None, new, .. } => {
                arguments.push(("new", Day(*new)));
                "orders-event-planned-first"
            }
            OrderEvent::PlannedMoved {
                old: Some(old),
                new,
                reason,
                ..
            } => {
                arguments.extend([("old", Day(*old)), ("new", Day(*new)), ("reason", Text(reason.clone()))]);
                if reason.is_empty() {
                    "orders-event-planned-moved"
                } else {
                    "orders-event-planned-moved-reason"
                }
            }
            OrderEvent::ChangedByOneC { open: true, .. } => "orders-event-changed-open",
            OrderEvent::ChangedByOneC { open: false, .. } => "orders-event-changed",
            OrderEvent::NamedByOneC { number, .. } => {
                arguments.push(("theirs", Text(number.clone())));
                "orders-event-named"
            }
            OrderEvent::Shipped { track, carrier, .. } => {
                arguments.extend([("track", Text(track.clone())), ("carrier", Text(carrier.clone()))]);
                if track.is_empty() {
                    "orders-event-shipped"
                } else {
                    "orders-event-shipped-track"
                }
            }
            OrderEvent::Paid { .. } => "orders-event-paid",
            OrderEvent::Accepted { .. } => "orders-event-accepted",
        };
        Sentence { message, arguments }
    }

    pub fn told(&self) -> Told {
        let nobody = Told::default();
        match self {
            OrderEvent::Submitted { .. } => Told {
                manager: true,
                mail: true,
                ..nobody
            },
            OrderEvent::StageMoved {
                kind: Kind::Cancelled, ..
            } => Told {
                author: true,
                director: true,
                manager: true,
                mail: true,
                ..nobody
            },
            OrderEvent::StageMoved { kind, .. } => {
                let mail = matches!(kind, Kind::Confirmed | Kind::Ready | Kind::Shipped);
                Told {
                    author: true,
                    mail,
                    ..nobody
                }
            }
            OrderEvent::PlannedMoved { old: None, .. } => Told { author: true, ..nobody },
            OrderEvent::PlannedMoved { old: Some(_), .. } => Told {
                author: true,
                manager: true,
                mail: true,
                ..nobody
            },
            OrderEvent::ChangedByOneC { open: true, .. } => Told {
                author: true,
                director: true,
                manager: true,
                mail: true,
                ..nobody
            },
            OrderEvent::ChangedByOneC { open: false, .. } => Told { author: true, ..nobody },
            OrderEvent::NamedByOneC { .. } => nobody,
            OrderEvent::Shipped { .. } => Told {
                author: true,
                mail: true,
                ..nobody
            },
            OrderEvent::Paid { .. } => Told {
                author: true,
                manager: true,
                finance_only: true,
                ..nobody
            },
            OrderEvent::Accepted { .. } => Told {
                author: true,
                manager: true,
                ..nobody
            },
        }
    }
}

/// What happens to a draft. Its colleagues see it in the draft's history; no bell rings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum DraftEvent {
    Begun {
        draft: DraftId,
        dealer: DealerId,
        name: String,
    },
    Changed {
        draft: DraftId,
        dealer: DealerId,
        name: String,
    },
    Removed {
        draft: DraftId,
        dealer: DealerId,
        name: String,
    },
}

impl DraftEvent {
    pub fn begun(draft: &Draft) -> DraftEvent {
        DraftEvent::Begun {
            draft: draft.id,
            dealer: draft.dealer,
            name: draft.name.clone(),
        }
    }
    pub fn changed(draft: &Draft) -> DraftEvent {
        DraftEvent::Changed {
            draft: draft.id,
            dealer: draft.dealer,
            name: draft.name.clone(),
        }
    }
    pub fn removed(draft: &Draft) -> DraftEvent {
        DraftEvent::Removed {
            draft: draft.id,
            dealer: draft.dealer,
            name: draft.name.clone(),
        }
    }

    fn parts(&self) -> (DraftId, DealerId, &str) {
        match self {
            DraftEvent::Begun { draft, dealer, name }
            | DraftEvent::Changed { draft, dealer, name }
            | DraftEvent::Removed { draft, dealer, name } => (*draft, *dealer, name),
        }
    }

    pub fn dealer(&self) -> DealerId {
        self.parts().1
    }

    pub fn kind(&self) -> &'static str {
        match self {
            DraftEvent::Begun { .. } => "orders.draft-begun",
            DraftEvent::Changed { .. } => "orders.draft-changed",
            DraftEvent::Removed { .. } => "orders.draft-removed",
        }
    }

    pub fn subject(&self) -> Subject {
        Subject {
            kind: "draft",
            id: self.parts().0.to_string(),
        }
    }

    pub fn sentence(&self) -> Sentence {
        let message = match self {
            DraftEvent::Begun { .. } => "orders-event-draft-begun",
            DraftEvent::Changed { .. } => "orders-event-draft-changed",
            DraftEvent::Removed { .. } => "orders-event-draft-removed",
        };
        Sentence {
            message,
            arguments: vec![("name", Argument::Text(self.parts().2.to_owned()))],
        }
    }

    pub fn told(&self) -> Told {
        Told::default()
    }
}
