//! The rights of this module, and the ready roles that hold them. An offer is between a dealer and its client: the
//! manufacturer's people have no part in it.

use crate::platform::access::{Permission, Role};

/// Makes offers for end clients and sees what came of them.
pub const MAKE: Permission = Permission::new("offers.make", &[Role::Director, Role::Buyer, Role::Seller]);
/// Sets the company's logo and what offers begin with.
pub const LETTERHEAD: Permission = Permission::new("offers.letterhead", &[Role::Director]);

pub const ALL: &[Permission] = &[MAKE, LETTERHEAD];
