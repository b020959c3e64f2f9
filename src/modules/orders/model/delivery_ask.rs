//! A change of the delivery that one side asks the other to agree to, as a part of a request.

use serde::{Deserialize, Serialize};

use super::{ChangeRequest, Delivery, Edit, LineEdit, Order, Refusal};

/// How the goods would go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryAsk {
    /// As it stood when it was asked for.
    pub old: Delivery,
    pub new: Delivery,
    /// Another person is to get the goods. Who it is lies sealed elsewhere, so that no version of the order holds it.
    #[serde(default)]
    pub person: bool,
}

impl DeliveryAsk {
    /// Somebody has changed the delivery since, to something else than what is asked for: nobody overwrites that unseen.
    pub fn is_stale(&self, now: &Delivery) -> bool {
        self.alters_terms() && self.old != *now && self.new != *now
    }

    pub fn alters_terms(&self) -> bool {
        self.old != self.new
    }

    pub fn is_nothing(&self) -> bool {
        !self.alters_terms() && !self.person
    }
}

/// The same while it isn't sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryWish {
    pub ask: DeliveryAsk,
    /// The papers of the person, sealed by whoever can open them.
    #[serde(default)]
    pub sealed: Option<Vec<u8>>,
    /// The version of the person that was there then; zero where there was none.
    #[serde(default)]
    pub seen: u32,
}

impl ChangeRequest {
    /// Is it about the lines or the wished day? One about the delivery alone holds no lines, so that what becomes of them
    /// meanwhile is nothing to it.
    pub fn alters_lines(&self) -> bool {
        !self.lines.is_empty()
    }
}

impl Edit {
    /// What changes nothing in the lines of this order.
    pub fn unchanged(order: &Order) -> Edit {
        let same = |line: &super::OrderLine| LineEdit {
            quantity: Some(line.quantity),
            comment: line.comment.clone(),
            wished: line.wished,
            made: None,
            offer: None,
        };
        Edit {
            lines: order.lines.iter().map(same).collect(),
            wished: order.wished,
            ..Edit::default()
        }
    }
}

impl Order {
    /// Whether a change of the delivery that somebody has in hand still is of the delivery as it stands.
    pub(super) fn check_wish_of_delivery(&self, wish: &DeliveryWish) -> Result<(), Refusal> {
        wish.ask.new.check()?;
        match wish.ask.old == self.delivery {
            true => Ok(()),
            false => Err(Refusal::DeliveryMoved),
        }
    }
}
