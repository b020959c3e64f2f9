//! Rights of the module.

use crate::platform::access::{Permission, Role};

/// Reads conversations on the orders that it sees.
pub const READ: Permission = Permission::new("talk.read", &Role::ALL);
/// Writes in them, asks and answers.
pub const WRITE: Permission = Permission::new("talk.write", &Role::ALL);

pub const ALL: &[Permission] = &[READ, WRITE];
