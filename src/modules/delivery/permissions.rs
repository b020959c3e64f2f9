//! Rights of the module.

use crate::platform::access::{Permission, Role};

/// Sees and changes the carriers and the rules of delivery.
pub const CARRIERS: Permission = Permission::new("delivery.carriers", &[Role::Admin]);
/// Changes how the goods of an order go.
pub const CHANGE: Permission = Permission::new(
    "delivery.change",
    &[Role::Admin, Role::Manager, Role::Director, Role::Buyer],
);
/// Says that a shipment arrived, and how.
pub const RECEIVE: Permission = Permission::new("delivery.receive", &[Role::Director, Role::Buyer, Role::Seller]);

/// Enters, reads and takes away the papers of a person who gets the goods: those who deal with the carrier.
pub const PAPERS: Permission = Permission::new("delivery.papers", &[Role::Manager, Role::Director, Role::Buyer]);
/// Keeps a dealer's addresses.
pub const ADDRESSES: Permission = Permission::new("delivery.addresses", &[Role::Director, Role::Buyer]);

pub const ALL: &[Permission] = &[CARRIERS, CHANGE, RECEIVE, PAPERS, ADDRESSES];
