//! The right of this module. Everybody's days of payment follow from these days, so they are the administrator's.

use crate::platform::access::{Permission, Role};

/// Says which days are worked in which country.
pub const EDIT: Permission = Permission::new("work_days.edit", &[Role::Admin]);

pub const ALL: &[Permission] = &[EDIT];
