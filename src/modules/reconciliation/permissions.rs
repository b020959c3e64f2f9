//! Rights of the module. Whoever holds one and may not see finance is refused all the same.

use crate::platform::access::{Permission, Role};

/// Reads reconciliations of the own scope.
pub const SEE: Permission = Permission::new(
    "reconciliation.see",
    &[Role::Admin, Role::Manager, Role::Director, Role::Accountant],
);
/// Asks for one, marks lines, answers, and agrees in the name of the own side.
pub const ANSWER: Permission = Permission::new(
    "reconciliation.answer",
    &[Role::Admin, Role::Manager, Role::Director, Role::Accountant],
);

pub const ALL: &[Permission] = &[SEE, ANSWER];
