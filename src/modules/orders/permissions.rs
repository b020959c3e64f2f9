//! The rights of this module, and the ready roles that hold them.

use crate::platform::access::{Permission, Role};

/// Sees, makes and changes drafts.
pub use crate::modules::catalogue::PICK as DRAFT;
/// Sees orders.
pub use crate::platform::access::permissions::SEE_ORDERS as SEE;
/// Sends a draft to the manufacturer.
pub const SUBMIT: Permission = Permission::new(
    "orders.submit",
    &[Role::Admin, Role::Manager, Role::Director, Role::Buyer],
);
/// Accepts a change of the specification, or cancels, for the own side.
pub const ACCEPT: Permission = Permission::new(
    "orders.accept",
    &[Role::Admin, Role::Manager, Role::Director, Role::Buyer],
);
/// Moves orders along the line, for the manufacturer.
pub const MOVE: Permission = Permission::new("orders.move", &[Role::Admin, Role::Manager]);
/// Stands for a payment that 1C doesn't tell of.
pub const VOUCH: Permission = Permission::new("orders.vouch", &[Role::Admin, Role::Manager]);
/// Promises days and notes shipments, for the manufacturer.
pub const PLAN: Permission = Permission::new("orders.plan", &[Role::Admin, Role::Manager]);
/// Sees and changes the line of stages.
pub const STAGES: Permission = Permission::new("orders.stages", &[Role::Admin]);

pub const ALL: &[Permission] = &[SEE, DRAFT, SUBMIT, ACCEPT, MOVE, VOUCH, PLAN, STAGES];
