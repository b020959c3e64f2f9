//! The permissions of this module. Whoever sees the catalogue may calculate; what is made of it asks the drafts' own.

use crate::platform::access::{Permission, Role};

/// Writes, tries and publishes models of products that are made to order.
pub const BUILD: Permission = Permission::new("configurator.build", &[Role::Admin]);

pub const ALL: &[Permission] = &[BUILD];
