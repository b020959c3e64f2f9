//! The canonical bytes of a specification: what both sides agree on, and what its hash is taken over.
//!
//! Who buys from whom under which contract, each line with its price and tax, and the totals. Not the stage, the days
//! or the names: those move while the agreement stands. The form never changes; a new one gets a new heading.

use super::Order;
use crate::platform::values::VatRate;

const HEADING: &[u8] = b"kabinet specification 1\n";
/// Of an order with lines that are made to order: each says how, after its comment.
const HEADING_MADE: &[u8] = b"kabinet specification 2\n";

impl Order {
    /// The bytes that [`Order::specification_hash`] is taken over, for who wants to check it.
    pub fn specification_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(128 + self.lines.len() * 96);
        let made = self.lines.iter().any(|line| line.configuration.is_some());
        bytes.extend_from_slice(if made { HEADING_MADE } else { HEADING });
        bytes.extend_from_slice(self.contract.as_bytes());
        bytes.extend_from_slice(self.seller.as_bytes());
        bytes.extend_from_slice(self.buyer.as_bytes());
        bytes.extend_from_slice(self.currency.code().as_bytes());
        bytes.extend_from_slice(&(self.lines.len() as u64).to_be_bytes());
        for line in &self.lines {
            bytes.extend_from_slice(line.sku.as_bytes());
            bytes.extend_from_slice(line.price.currency.code().as_bytes());
            let (taxed, rate) = match line.vat_rate {
                VatRate::Exempt => (0, 0),
                VatRate::Rate(rate) => (1, rate.hundredths()),
            };
            let numbers = [
                line.quantity.thousandths(),
                line.price.e4,
                line.factor.thousandths(),
                line.sum.minor,
                taxed,
                rate,
                line.vat.minor,
                line.total.minor,
                line.comment.len() as i64,
            ];
            numbers
                .iter()
                .for_each(|number| bytes.extend_from_slice(&number.to_be_bytes()));
            bytes.extend_from_slice(line.comment.as_bytes());
            if made {
                let how = line
                    .configuration
                    .as_ref()
                    .map(|settled| settled.canonical())
                    .unwrap_or_default();
                bytes.extend_from_slice(&(how.len() as u64).to_be_bytes());
                bytes.extend_from_slice(&how);
            }
        }
        bytes.extend_from_slice(&self.totals.vat.minor.to_be_bytes());
        bytes.extend_from_slice(&self.totals.total.minor.to_be_bytes());
        bytes
    }

    /// BLAKE3 of the specification as it stands now, in hexadecimal digits.
    pub fn specification_hash(&self) -> String {
        blake3::hash(&self.specification_bytes()).to_hex().to_string()
    }
}
