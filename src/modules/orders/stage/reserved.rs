//! Moves that are left to single roles of the manufacturer's staff.
//!
//! The administrator always may: an order may have no manager, and whoever edits the line could lift the limit anyway. 1C
//! isn't asked, it keeps the accounts; dealers have ways of their own.

use serde::{Deserialize, Serialize};

use super::{Mover, Stage, StageKey, StageLine};
use crate::modules::orders::model::Refusal;
use crate::modules::orders::permissions::MOVE;
use crate::platform::access::Role;
use crate::platform::values::Message;

/// Whose hand moves an order: a side and, of staff, the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hand {
    pub mover: Mover,
    /// `None`: nobody that roles are asked of; what is left to roles is closed then.
    pub role: Option<Role>,
}

impl From<Mover> for Hand {
    /// The side as a whole: whoever of it may most.
    fn from(mover: Mover) -> Hand {
        let role = (mover == Mover::Staff).then_some(Role::Admin);
        Hand { mover, role }
    }
}

/// Of staff only these roles move an order here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reserved {
    /// From this stage; `None`: from any that has no entry of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<StageKey>,
    pub roles: Vec<Role>,
}

impl Reserved {
    /// Roles of staff that move orders at all: those that a move can be left to.
    pub fn choices() -> Vec<Role> {
        let mut staff = Role::STAFF.to_vec();
        staff.retain(|role| MOVE.held_by(*role));
        staff
    }

    /// Who may: the roles that are named, then the administrator.
    pub fn who(&self) -> Vec<Role> {
        let mut who = self.roles.clone();
        if !who.contains(&Role::Admin) {
            who.push(Role::Admin);
        }
        who
    }

    pub fn lets(&self, role: Role) -> bool {
        role == Role::Admin || self.roles.contains(&role)
    }

    /// The same for a sentence: «менеджер или администратор».
    pub fn said(&self) -> Message {
        let name = |role: Role| Message {
            id: format!("access-role-{}", role.id()).into(),
            args: Vec::new(),
        };
        let mut who = self.who();
        let last = name(who.pop().unwrap_or(Role::Admin));
        let listed = who.into_iter().map(name).reduce(|first, second| {
            let both = Message::new("orders-roles-more").with("first", first);
            both.with("second", second)
        });
        match listed {
            None => last,
            Some(first) => Message::new("orders-roles-last")
                .with("first", first)
                .with("second", last),
        }
    }
}

impl Stage {
    /// To whom a move from there to here is left; `None`: to everybody who moves orders.
    pub fn reserved_from(&self, from: &StageKey) -> Option<&Reserved> {
        let of = |from: Option<&StageKey>| self.reserved.iter().find(|of| of.from.as_ref() == from);
        of(Some(from)).or_else(|| of(None))
    }

    /// May this hand move an order from there to here, as far as roles go?
    pub(super) fn is_open_to(&self, from: &StageKey, hand: Hand) -> bool {
        match self.reserved_from(from) {
            Some(reserved) if hand.mover == Mover::Staff => hand.role.is_some_and(|role| reserved.lets(role)),
            _ => true,
        }
    }
}

impl StageLine {
    /// Where somebody of staff could move this order, but not this role: each with who may.
    pub fn withheld(&self, from: &StageKey, hand: Hand) -> Vec<(&Stage, &Reserved)> {
        let open = self.ways(from, hand);
        let all = self.ways(from, hand.mover).into_iter();
        let closed = all.filter(|stage| open.iter().all(|other| other.key != stage.key));
        closed
            .filter_map(|stage| Some((stage, stage.reserved_from(from)?)))
            .collect()
    }

    /// The stages that this hand moves an order to from anywhere: what a list of orders offers.
    pub fn goals(&self, hand: impl Into<Hand>) -> Vec<&Stage> {
        let hand = hand.into();
        let reached = |stage: &&Stage| {
            let mut from = self.stages.iter().map(|from| &from.key);
            from.any(|from| self.ways(from, hand).iter().any(|way| way.key == stage.key))
        };
        self.stages.iter().filter(reached).collect()
    }

    /// Entries without roles say nothing; each stage has one at most, and stands in the order of the line.
    pub(super) fn settled(&self, reserved: &[Reserved]) -> Vec<Reserved> {
        let place = |from: &Option<StageKey>| from.as_ref().and_then(|from| self.place(from));
        let mut settled: Vec<Reserved> = Vec::with_capacity(reserved.len());
        for of in reserved.iter().filter(|of| !of.roles.is_empty()) {
            match settled.iter_mut().find(|known| known.from == of.from) {
                Some(known) => known.roles.extend(&of.roles),
                None => settled.push(of.clone()),
            }
        }
        for of in &mut settled {
            of.roles.sort_unstable();
            of.roles.dedup();
        }
        settled.sort_by_key(|of| place(&of.from));
        settled
    }

    /// Are these roles that move orders, and stages of this line?
    pub(super) fn check_reserved(&self, key: &StageKey, reserved: &[Reserved]) -> Result<(), Refusal> {
        let choices = Reserved::choices();
        if reserved
            .iter()
            .flat_map(|of| &of.roles)
            .any(|role| !choices.contains(role))
        {
            return Err(Refusal::StageRole);
        }
        let mut from = reserved.iter().filter_map(|of| of.from.as_ref());
        match from.all(|from| from != key && self.get(from).is_some()) {
            true => Ok(()),
            false => Err(Refusal::StageUnknown),
        }
    }
}
