//! Rights of the module.

use crate::platform::access::{Permission, Role};

/// Sees the dealers of the own scope, with their legal entities, contracts and people.
pub const SEE: Permission = Permission::new("dealers.see", &[Role::Admin, Role::Manager]);
/// Makes and changes dealers, legal entities, contracts and own entities.
pub const EDIT: Permission = Permission::new("dealers.edit", &[Role::Admin]);
/// Sees the page of the own company.
pub const SEE_COMPANY: Permission = Permission::new("company.see", &Role::OF_DEALER);
pub const ALL: &[Permission] = &[SEE, EDIT, SEE_COMPANY];
