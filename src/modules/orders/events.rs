//! What happens to drafts and orders: each event says what it is about, one sentence, and who is told.
//!
//! Sentences never hold money: they go into bells, mail and search of people who may not see prices.

use serde_json::{Value, json};

use super::model::{Draft, DraftId, Order, OrderId};
use super::permissions;
use super::{Kind, OrderNumber, StageKey};
use crate::platform::access::permissions::SEE_FINANCE;
use crate::platform::journal::{Changed, Event, Recipient, Subject};
use crate::platform::values::{Arg, Day, DealerId, MembershipId, Message, Money};

/// The order that an event is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    pub order: OrderId,
    pub number: OrderNumber,
    pub dealer: DealerId,
    /// Who submitted it.
    pub author: Option<MembershipId>,
    /// The version that the event made.
    pub version: u32,
}

impl About {
    pub fn of(order: &Order) -> About {
        About {
            order: order.id,
            number: order.number,
            dealer: order.dealer,
            author: order.author.membership,
            version: order.version,
        }
    }

    fn managers(&self) -> Recipient {
        Recipient::ManagersHolding {
            dealer: self.dealer,
            permissions: vec![super::permissions::SEE.id.to_owned()],
        }
    }

    fn people(&self, permission: &str) -> Recipient {
        Recipient::Dealer {
            dealer: self.dealer,
            permission: permission.to_owned(),
        }
    }

    /// Who submitted it; where that is not a person, all who may submit.
    fn author(&self) -> Recipient {
        match self.author {
            Some(membership) => Recipient::Member { membership },
            None => self.people(permissions::SUBMIT.id),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum OrderEvent {
    Submitted {
        of: About,
        lines: usize,
    },
    StageMoved {
        of: About,
        from: StageKey,
        to: StageKey,
        kind: Kind,
        /// The stage's name, as dealers see it: a message, or the administrator's own words.
        name: Arg,
        /// Its name for staff.
        inside: Arg,
        reason: String,
        heard: Heard,
    },
    PlannedMoved {
        of: About,
        old: Option<Day>,
        new: Day,
        reason: String,
    },
    /// Days of single lines: one notice for all of them.
    LinesPlanned {
        of: About,
        lines: usize,
        /// The latest of the new days.
        new: Day,
        /// It is the same day for all these lines.
        alike: bool,
        /// A day that was given before moved.
        moved: bool,
        reason: String,
        /// Another event of the same change rings already.
        heard: bool,
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
    /// Staff stood for a paper, or for a payment, when the order entered a stage.
    Vouched {
        of: About,
        /// How the paper is called; empty: it is about a payment.
        paper: String,
        number: String,
        day: Option<Day>,
        reason: String,
        /// The name of the paper's file, where it came with one.
        file: String,
        /// Dealers hear of the paper.
        shown: bool,
    },
    /// The paper itself was put to a mark.
    PaperFiled {
        of: About,
        paper: String,
        number: String,
        file: String,
        shown: bool,
    },
    /// A mark was taken back.
    VoucherWithdrawn {
        of: About,
        /// Empty: it is about a payment.
        paper: String,
        number: String,
        reason: String,
        shown: bool,
    },
    /// The other side took a change of the specification.
    Accepted {
        of: About,
    },
    /// The other side said no to a change of the specification by 1C.
    DifferenceRefused {
        of: About,
        reason: String,
    },
    /// The manufacturer took back what 1C had changed.
    Restored {
        of: About,
    },
    /// Somebody changed how the goods go.
    DeliveryChanged {
        of: About,
    },
    /// A change of the specification by people: asked for, answered, or made at once.
    Request {
        of: About,
        step: RequestStep,
        by_dealer: bool,
        /// It is about the delivery alone.
        delivery: bool,
        reason: String,
    },
}

/// Who hears of a move along the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heard {
    All,
    /// It stands in the history of both sides, but no bell rings.
    Silent,
    /// Dealers see no move: the entry is staff's alone.
    Staff,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestStep {
    /// Made at once, before the manufacturer took the order.
    Edited,
    Asked,
    Accepted,
    Refused,
    Withdrawn,
}

impl OrderEvent {
    /// A stage by the name that its readers know.
    fn stage_said(&self) -> Arg {
        match self {
            OrderEvent::StageMoved {
                inside,
                heard: Heard::Staff,
                ..
            } => inside.clone(),
            OrderEvent::StageMoved { name, .. } => name.clone(),
            _ => Arg::Text(String::new()),
        }
    }

    pub fn about(&self) -> &About {
        match self {
            OrderEvent::Submitted { of, .. }
            | OrderEvent::StageMoved { of, .. }
            | OrderEvent::PlannedMoved { of, .. }
            | OrderEvent::LinesPlanned { of, .. }
            | OrderEvent::ChangedByOneC { of, .. }
            | OrderEvent::NamedByOneC { of, .. }
            | OrderEvent::Shipped { of, .. }
            | OrderEvent::Paid { of, .. }
            | OrderEvent::Request { of, .. }
            | OrderEvent::DifferenceRefused { of, .. }
            | OrderEvent::Restored { of }
            | OrderEvent::Vouched { of, .. }
            | OrderEvent::PaperFiled { of, .. }
            | OrderEvent::VoucherWithdrawn { of, .. }
            | OrderEvent::Accepted { of }
            | OrderEvent::DeliveryChanged { of } => of,
        }
    }

    pub(super) fn set_about(&mut self, about: About) {
        match self {
            OrderEvent::Submitted { of, .. }
            | OrderEvent::StageMoved { of, .. }
            | OrderEvent::PlannedMoved { of, .. }
            | OrderEvent::LinesPlanned { of, .. }
            | OrderEvent::ChangedByOneC { of, .. }
            | OrderEvent::NamedByOneC { of, .. }
            | OrderEvent::Shipped { of, .. }
            | OrderEvent::Paid { of, .. }
            | OrderEvent::Request { of, .. }
            | OrderEvent::DifferenceRefused { of, .. }
            | OrderEvent::Restored { of }
            | OrderEvent::Vouched { of, .. }
            | OrderEvent::PaperFiled { of, .. }
            | OrderEvent::VoucherWithdrawn { of, .. }
            | OrderEvent::Accepted { of }
            | OrderEvent::DeliveryChanged { of } => *of = about,
        }
    }

    /// The kinds of events, as the journal names them, that 1C has to hear of when a person made them.
    pub const OUTGOING: [&'static str; 10] = [
        SUBMITTED,
        STAGE_MOVED,
        PLANNED_MOVED,
        LINES_PLANNED,
        SHIPPED,
        ACCEPTED,
        DELIVERY_CHANGED,
        EDITED,
        CHANGE_ACCEPTED,
        RESTORED,
    ];
}

const SUBMITTED: &str = "orders.submitted";
const STAGE_MOVED: &str = "orders.stage-moved";
const PLANNED_MOVED: &str = "orders.planned-moved";
const LINES_PLANNED: &str = "orders.lines-planned";
const SHIPPED: &str = "orders.shipped";
const ACCEPTED: &str = "orders.accepted";
const EDITED: &str = "orders.edited";
const CHANGE_ACCEPTED: &str = "orders.change-accepted";
const RESTORED: &str = "orders.restored";
const DELIVERY_CHANGED: &str = "orders.delivery-changed";

impl Event for OrderEvent {
    fn kind(&self) -> &'static str {
        match self {
            OrderEvent::Submitted { .. } => SUBMITTED,
            OrderEvent::StageMoved { .. } => STAGE_MOVED,
            OrderEvent::PlannedMoved { .. } => PLANNED_MOVED,
            OrderEvent::LinesPlanned { .. } => LINES_PLANNED,
            OrderEvent::ChangedByOneC { .. } => "orders.changed-by-1c",
            OrderEvent::NamedByOneC { .. } => "orders.named-by-1c",
            OrderEvent::Shipped { .. } => SHIPPED,
            OrderEvent::Paid { .. } => "orders.paid",
            OrderEvent::Accepted { .. } => ACCEPTED,
            OrderEvent::DifferenceRefused { .. } => "orders.difference-refused",
            OrderEvent::Restored { .. } => RESTORED,
            OrderEvent::Vouched { .. } => "orders.vouched",
            OrderEvent::PaperFiled { .. } => "orders.paper-filed",
            OrderEvent::VoucherWithdrawn { .. } => "orders.mark-withdrawn",
            OrderEvent::Request { step, .. } => match step {
                RequestStep::Edited => EDITED,
                RequestStep::Asked => "orders.change-asked",
                RequestStep::Accepted => CHANGE_ACCEPTED,
                RequestStep::Refused => "orders.change-refused",
                RequestStep::Withdrawn => "orders.change-withdrawn",
            },
            OrderEvent::DeliveryChanged { .. } => DELIVERY_CHANGED,
        }
    }

    fn subject(&self) -> Subject {
        let number = self.about().number;
        Subject::new("order", number, format!("/orders/{number}"))
    }

    fn dealer(&self) -> Option<DealerId> {
        match self {
            OrderEvent::StageMoved {
                heard: Heard::Staff, ..
            }
            | OrderEvent::Vouched { shown: false, .. }
            | OrderEvent::PaperFiled { shown: false, .. }
            | OrderEvent::VoucherWithdrawn { shown: false, .. } => None,
            _ => Some(self.about().dealer),
        }
    }

    fn sentence(&self) -> Message {
        let said = |id: &'static str| Message::new(id).with("number", self.about().number.to_string());
        match self {
            OrderEvent::Submitted { lines, .. } => said("orders-event-submitted").with("lines", *lines),
            OrderEvent::StageMoved { reason, .. } if reason.is_empty() => {
                said("orders-event-stage-moved").with("stage", self.stage_said())
            }
            OrderEvent::StageMoved { reason, .. } => said("orders-event-stage-moved-reason")
                .with("stage", self.stage_said())
                .with("reason", reason.as_str()),
            OrderEvent::PlannedMoved { old: None, new, .. } => said("orders-event-planned-first").with("new", *new),
            OrderEvent::PlannedMoved {
                old: Some(old),
                new,
                reason,
                ..
            } if reason.is_empty() => said("orders-event-planned-moved").with("old", *old).with("new", *new),
            OrderEvent::PlannedMoved {
                old: Some(old),
                new,
                reason,
                ..
            } => said("orders-event-planned-moved-reason")
                .with("old", *old)
                .with("new", *new)
                .with("reason", reason.as_str()),
            OrderEvent::LinesPlanned {
                lines,
                new,
                alike,
                reason,
                ..
            } => {
                let said = match (alike, reason.is_empty()) {
                    (true, true) => said("orders-event-lines-planned"),
                    (true, false) => said("orders-event-lines-planned-reason"),
                    (false, true) => said("orders-event-lines-days"),
                    (false, false) => said("orders-event-lines-days-reason"),
                };
                said.with("n", *lines).with("new", *new).with("reason", reason.as_str())
            }
            OrderEvent::ChangedByOneC { open: true, .. } => said("orders-event-changed-open"),
            OrderEvent::ChangedByOneC { open: false, .. } => said("orders-event-changed"),
            OrderEvent::NamedByOneC { number, .. } => said("orders-event-named").with("theirs", number.as_str()),
            OrderEvent::Shipped { track, .. } if track.is_empty() => said("orders-event-shipped"),
            OrderEvent::Shipped { track, carrier, .. } => said("orders-event-shipped-track")
                .with("track", track.as_str())
                .with("carrier", carrier.as_str()),
            OrderEvent::Paid { .. } => said("orders-event-paid"),
            OrderEvent::Vouched {
                paper,
                number,
                day,
                file,
                ..
            } if !paper.is_empty() => {
                let said = match file.is_empty() {
                    true => said("orders-event-paper-seen"),
                    false => said("orders-event-paper-seen-file").with("file", file.as_str()),
                };
                let said = said.with("paper", paper.as_str()).with("theirs", number.as_str());
                match day {
                    Some(day) => said.with("day", *day),
                    None => said.with("day", ""),
                }
            }
            OrderEvent::Vouched { reason, .. } => said("orders-event-payment-vouched").with("reason", reason.as_str()),
            OrderEvent::PaperFiled {
                paper, number, file, ..
            } => said("orders-event-paper-filed")
                .with("paper", paper.as_str())
                .with("theirs", number.as_str())
                .with("file", file.as_str()),
            OrderEvent::VoucherWithdrawn {
                paper, number, reason, ..
            } if !paper.is_empty() => said("orders-event-paper-withdrawn")
                .with("paper", paper.as_str())
                .with("theirs", number.as_str())
                .with("reason", reason.as_str()),
            OrderEvent::VoucherWithdrawn { reason, .. } => {
                said("orders-event-payment-withdrawn").with("reason", reason.as_str())
            }
            OrderEvent::Accepted { .. } => said("orders-event-accepted"),
            OrderEvent::DifferenceRefused { reason, .. } => {
                said("orders-event-difference-refused").with("reason", reason.as_str())
            }
            OrderEvent::Restored { .. } => said("orders-event-restored"),
            OrderEvent::Request {
                step: RequestStep::Asked,
                delivery: true,
                reason,
                ..
            } => said("orders-event-delivery-asked").with("reason", reason.as_str()),
            OrderEvent::Request { step, reason, .. } => match (step, reason.is_empty()) {
                (RequestStep::Edited, _) => said("orders-event-edited"),
                (RequestStep::Asked, true) => said("orders-event-change-asked"),
                (RequestStep::Asked, false) => said("orders-event-change-asked-reason").with("reason", reason.as_str()),
                (RequestStep::Accepted, _) => said("orders-event-change-accepted"),
                (RequestStep::Refused, _) => said("orders-event-change-refused").with("reason", reason.as_str()),
                (RequestStep::Withdrawn, _) => said("orders-event-change-withdrawn"),
            },
            OrderEvent::DeliveryChanged { .. } => said("orders-event-delivery-changed"),
        }
    }

    fn told(&self) -> Vec<Recipient> {
        let of = self.about();
        match self {
            OrderEvent::StageMoved {
                heard: Heard::Silent | Heard::Staff,
                ..
            }
            | OrderEvent::LinesPlanned { heard: false, .. }
            | OrderEvent::Vouched { .. }
            | OrderEvent::PaperFiled { .. }
            | OrderEvent::VoucherWithdrawn { .. } => Vec::new(),
            OrderEvent::Submitted { .. } => vec![of.managers()],
            OrderEvent::StageMoved {
                kind: Kind::Cancelled, ..
            }
            | OrderEvent::ChangedByOneC { open: true, .. } => {
                vec![of.author(), of.people(permissions::ACCEPT.id), of.managers()]
            }
            OrderEvent::PlannedMoved { old: Some(_), .. }
            | OrderEvent::LinesPlanned { moved: true, .. }
            | OrderEvent::Accepted { .. }
            | OrderEvent::DeliveryChanged { .. } => {
                vec![of.author(), of.managers()]
            }
            OrderEvent::StageMoved { .. }
            | OrderEvent::PlannedMoved { old: None, .. }
            | OrderEvent::LinesPlanned { moved: false, .. }
            | OrderEvent::ChangedByOneC { open: false, .. }
            | OrderEvent::Shipped { .. } => vec![of.author()],
            OrderEvent::DifferenceRefused { .. } => vec![of.managers()],
            OrderEvent::Restored { .. } => vec![of.author(), of.people(permissions::ACCEPT.id)],
            OrderEvent::Paid { .. } => vec![of.people(SEE_FINANCE.id), of.managers()],
            // The side that has to act, or to know.
            OrderEvent::Request { by_dealer: true, .. } => vec![of.managers()],
            OrderEvent::Request { by_dealer: false, .. } => vec![of.author(), of.people(permissions::ACCEPT.id)],
            OrderEvent::NamedByOneC { .. } => Vec::new(),
        }
    }

    fn changed(&self) -> Vec<Changed> {
        vec![Changed {
            kind: "order".to_owned(),
            key: self.about().number.to_string(),
        }]
    }

    /// The versions hold the old and new states whole; here stands which one.
    fn details(&self) -> Value {
        let (order, version) = (self.about().order, self.about().version);
        match self {
            // The name for staff stands here, where no letter and no bell looks.
            OrderEvent::StageMoved { to, name, inside, .. } if name != inside => {
                json!({ "order": order, "version": version, "stage": to, "inside": inside })
            }
            OrderEvent::StageMoved { to, .. } => json!({ "order": order, "version": version, "stage": to }),
            _ => json!({ "order": order, "version": version }),
        }
    }
}

/// What happens to a draft. Its colleagues see it in the list of drafts; no bell rings.
#[derive(Clone, Debug, PartialEq, Eq)]
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
}

impl Event for DraftEvent {
    fn kind(&self) -> &'static str {
        match self {
            DraftEvent::Begun { .. } => "orders.draft-begun",
            DraftEvent::Changed { .. } => "orders.draft-changed",
            DraftEvent::Removed { .. } => "orders.draft-removed",
        }
    }

    fn subject(&self) -> Subject {
        let (draft, ..) = self.parts();
        Subject::new("draft", draft, format!("/drafts/{draft}"))
    }

    fn dealer(&self) -> Option<DealerId> {
        Some(self.parts().1)
    }

    fn sentence(&self) -> Message {
        let message = match self {
            DraftEvent::Begun { .. } => "orders-event-draft-begun",
            DraftEvent::Changed { .. } => "orders-event-draft-changed",
            DraftEvent::Removed { .. } => "orders-event-draft-removed",
        };
        Message::new(message).with("name", self.parts().2)
    }

    fn told(&self) -> Vec<Recipient> {
        Vec::new()
    }
}
