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

impl DeliveryWish {
    /// The wish over the delivery as it stands now: what the asker has left alone is as somebody has changed it since.
    /// Where both changed the same the wish stays as it was written down, and isn't sent before the asker has seen that.
    /// `None`: there is nothing left to wish for.
    #[must_use]
    pub fn over(mut self, now: &Delivery) -> Option<DeliveryWish> {
        if self.ask.old != *now
            && let Some(new) = followed(&self.ask.old, &self.ask.new, now)
        {
            self.ask.new = new;
            self.ask.old.clone_from(now);
        }
        (!self.ask.is_nothing()).then_some(self)
    }
}

/// What `new` makes of `old`, done to `now`; `None` where both have changed the same to something else.
fn followed(old: &Delivery, new: &Delivery, now: &Delivery) -> Option<Delivery> {
    fn one<T: PartialEq>(old: T, new: T, now: T) -> Option<T> {
        match (new == old || new == now, now == old) {
            (true, _) => Some(now),
            (false, true) => Some(new),
            (false, false) => None,
        }
    }
    // A terminal is one of its carrier, hours are those of an address: what means something together moves together.
    fn place(of: &Delivery) -> (super::DeliveryWay, &String, &String, &String, &String) {
        (of.way, &of.carrier, &of.terminal, &of.address, &of.window)
    }
    let (way, carrier, terminal, address, window) = one(place(old), place(new), place(now))?;
    let recipient = |of: &'_ Delivery| (of.recipient.clone(), of.recipient_tax_id.clone());
    let (recipient, recipient_tax_id) = one(recipient(old), recipient(new), recipient(now))?;
    let contact = |of: &'_ Delivery| (of.contact.clone(), of.phone.clone());
    let (contact, phone) = one(contact(old), contact(new), contact(now))?;
    Some(Delivery {
        way,
        carrier: carrier.clone(),
        terminal: terminal.clone(),
        address: address.clone(),
        window: window.clone(),
        recipient,
        recipient_tax_id,
        contact,
        phone,
        payer: one(old.payer, new.payer, now.payer)?,
        insured: one(old.insured, new.insured, now.insured)?,
        places: one(&old.places, &new.places, &now.places)?.clone(),
        needs: one(&old.needs, &new.needs, &now.needs)?.clone(),
        comment: one(&old.comment, &new.comment, &now.comment)?.clone(),
    })
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
