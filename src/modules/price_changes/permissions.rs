//! The right of this module, and the ready roles that hold it.

use crate::platform::access::{Permission, Role};

/// Sees which prices changed, and which drafts and offers that touches. Purchase prices take their own right besides.
pub const SEE: Permission = Permission::new(
    "prices.changes",
    &[Role::Admin, Role::Manager, Role::Director, Role::Buyer, Role::Seller],
);

pub const ALL: &[Permission] = &[SEE];
