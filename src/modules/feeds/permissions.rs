//! The right of this module. A feed is between a dealer and its own shop windows: the manufacturer's people have no part
//! in it.

use crate::platform::access::{Permission, Role};

/// Makes feeds of goods with the dealer's prices. Who sees no purchase prices makes them at RRP and below.
pub const MAKE: Permission = Permission::new("feeds.make", &[Role::Director, Role::Buyer, Role::Seller]);

pub const ALL: &[Permission] = &[MAKE];
