//! The rights of this module, and the ready roles that hold them.

use crate::platform::access::{Permission, Role};

/// Sees the production plan: coming orders of the own scope, and how full the weeks are.
pub const SEE_PLAN: Permission = Permission::new("plan.see", &Role::STAFF);
/// Sets what production can make, and whether dealers see how full it is.
pub const EDIT_PLAN: Permission = Permission::new("plan.edit", &[Role::Admin]);
/// A dealer's people see how full the weeks are, where the manufacturer lets them.
pub const SEE_LOAD: Permission = Permission::new("plan.load", &Role::OF_DEALER);
/// Sees open orders of the own scope by stage and dealer.
pub const SEE_PIPELINE: Permission = Permission::new("pipeline.see", &Role::STAFF);
/// Sees sales of the own scope.
pub const SEE_ANALYTICS: Permission = Permission::new("analytics.see", &Role::STAFF);
/// Sees which promised days were kept, in the own scope.
pub const SEE_PROMISES: Permission = Permission::new("promises.see", &Role::STAFF);
/// Sees what the own company bought, and its people's work.
pub const SEE_REPORT: Permission = Permission::whole("company.report", &[Role::Director, Role::Accountant]);

pub const ALL: &[Permission] = &[
    SEE_PLAN,
    EDIT_PLAN,
    SEE_LOAD,
    SEE_PIPELINE,
    SEE_ANALYTICS,
    SEE_PROMISES,
    SEE_REPORT,
];
