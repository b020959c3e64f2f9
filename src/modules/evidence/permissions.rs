//! Rights of the module.

use crate::platform::access::{Permission, Role};

/// Takes the whole story of an order as a signed archive. It holds prices and papers: who may not see all of that money is
/// refused all the same.
pub const TAKE: Permission = Permission::new("evidence.take", &[Role::Admin, Role::Manager, Role::Director]);

pub const ALL: &[Permission] = &[TAKE];
