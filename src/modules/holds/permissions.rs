//! Rights of the module.

use crate::platform::access::{Permission, Role};

/// Sees which orders are held and why. Figures take the sight of finance beside it.
pub const SEE: Permission = Permission::new(
    "holds.see",
    &[
        Role::Admin,
        Role::Manager,
        Role::Director,
        Role::Buyer,
        Role::Accountant,
    ],
);
/// Lets one order pass in spite of what is owed, with a reason and until a day.
pub const RELEASE: Permission = Permission::new("holds.release", &[Role::Admin]);
/// Says what orders are held for, at which step.
pub const RULES: Permission = Permission::new("holds.rules", &[Role::Admin]);

pub const ALL: &[Permission] = &[SEE, RELEASE, RULES];
