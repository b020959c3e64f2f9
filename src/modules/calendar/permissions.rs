//! The right of this module.

use crate::platform::access::{Permission, Role};

/// Sees what is to be paid by when. Whoever holds it and may not see finance is refused all the same.
pub const SEE: Permission = Permission::new(
    "calendar.see",
    &[Role::Admin, Role::Manager, Role::Director, Role::Accountant],
);

pub const ALL: &[Permission] = &[SEE];
