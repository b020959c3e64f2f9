//! What else the dealer says of an order that the manufacturer hasn't taken yet: its name, its note, and under which
//! contract it buys. The lines have a form of their own, see [`Edit`](super::Edit).

use super::draft::{fits, valid_name};
use super::{BuyerId, COMMENT_MAX, ContractId, Order, Refusal, SellerId};
use crate::modules::catalogue::PriceTypeId;
use crate::platform::values::{Currency, VatMode};

/// The name, the note and the contract as a form would have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub name: String,
    pub comment: String,
    /// Another contract; every line that stays is priced by it.
    pub terms: Option<Box<OrderTerms>>,
}

/// What follows from a contract, as a submission would freeze it today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderTerms {
    pub contract: ContractId,
    pub seller: SellerId,
    pub buyer: BuyerId,
    pub currency: Currency,
    pub vat_mode: VatMode,
    pub price_type: PriceTypeId,
    /// The number of the price snapshot that the lines are priced from.
    pub book: u64,
}

impl Head {
    /// What an order says now.
    pub fn of(order: &Order) -> Head {
        Head {
            name: order.name.clone(),
            comment: order.comment.clone(),
            terms: None,
        }
    }

    pub fn is_of(&self, order: &Order) -> bool {
        *self == Head::of(order)
    }
}

impl Order {
    /// The order under another contract, with the lines that it had.
    pub fn under(&self, terms: &OrderTerms) -> Order {
        let mut order = self.clone();
        order.take_terms(terms);
        order
    }

    fn take_terms(&mut self, terms: &OrderTerms) {
        // A declared value is a sum in the contract's money: in another it would be another value.
        if self.currency != terms.currency {
            self.delivery.insured = None;
        }
        (self.contract, self.seller, self.buyer) = (terms.contract, terms.seller, terms.buyer);
        (self.currency, self.vat_mode) = (terms.currency, terms.vat_mode);
        (self.price_type, self.book) = (terms.price_type, terms.book);
    }

    pub(super) fn take_head(&mut self, head: &Head) -> Result<(), Refusal> {
        if head.name != self.name {
            self.name = valid_name(&head.name)?;
        }
        fits(&head.comment, COMMENT_MAX)?;
        head.comment.trim().clone_into(&mut self.comment);
        if let Some(terms) = &head.terms {
            self.take_terms(terms);
        }
        Ok(())
    }
}
