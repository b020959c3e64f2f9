//! What other modules hold against a change of an order. Orders don't know them; each adds its gates at boot.

use parking_lot::RwLock;

use super::Order;
use crate::platform::access::Write;
use crate::platform::error::Error;

/// Refuses a shipment of this number that somebody notes or corrects by hand.
pub type ShipmentGate = fn(&Write<'_, '_>, &Order, &str) -> Result<(), Error>;

/// What modules have added, in the order of boot.
#[derive(Default)]
pub struct Gates {
    shipments: RwLock<Vec<ShipmentGate>>,
}

impl Gates {
    pub fn add_to_shipments(&self, gate: ShipmentGate) {
        self.shipments.write().push(gate);
    }

    pub(super) fn shipment(&self, write: &Write<'_, '_>, order: &Order, number: &str) -> Result<(), Error> {
        self.shipments
            .read()
            .iter()
            .try_for_each(|gate| gate(write, order, number))
    }
}
