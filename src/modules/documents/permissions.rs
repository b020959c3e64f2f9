//! Rights of the module.

use crate::platform::access::{Permission, Role};

/// Reads the papers that 1C hands over, with their sums: those who see the money of their zone. Whoever holds it and may
/// not see finance (the client stands beside) is refused all the same.
pub const SEE: Permission = Permission::new(
    "documents.see",
    &[Role::Admin, Role::Manager, Role::Director, Role::Accountant],
);
/// Sees who has opened a document.
pub const READERS: Permission = Permission::new("documents.readers", &[Role::Admin, Role::Manager, Role::Director]);

pub const ALL: &[Permission] = &[SEE, READERS];
