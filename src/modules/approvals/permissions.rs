//! Rights of the module. They are rights inside a dealer: the manufacturer's people hold none of them.

use crate::platform::access::{Permission, Role};

/// Sees the approvals that one takes part in; a director those of the company.
pub const SEE: Permission = Permission::new(
    "approvals.see",
    &[Role::Director, Role::Buyer, Role::Seller, Role::Accountant],
);
/// Approves and refuses, where a rule asks this person or anyone with the right.
pub const DECIDE: Permission = Permission::whole("approvals.decide", &[Role::Director]);
/// Makes the rules by which orders of the company need approval.
pub const RULES: Permission = Permission::new("approvals.rules", &[Role::Director]);

pub const ALL: &[Permission] = &[SEE, DECIDE, RULES];
