//! Rights of the module.

use crate::platform::access::{Permission, Role};

/// Sees what is owed by contract, limits and operations. Whoever holds it and may not see finance is refused all the same.
pub const SEE: Permission = Permission::new(
    "settlements.see",
    &[Role::Admin, Role::Manager, Role::Director, Role::Accountant],
);

pub const ALL: &[Permission] = &[SEE];
