//! Permissions and the ready roles that hold them. The policy is written where a permission is declared, and
//! `docs/permissions.md` shows it whole.

use serde::{Deserialize, Serialize};

/// A ready role. The first two are the manufacturer's, the others a dealer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Admin,
    Manager,
    Director,
    Buyer,
    Seller,
    Accountant,
}

impl Role {
    pub const ALL: [Role; 6] = [
        Role::Admin,
        Role::Manager,
        Role::Director,
        Role::Buyer,
        Role::Seller,
        Role::Accountant,
    ];
    pub const STAFF: [Role; 2] = [Role::Admin, Role::Manager];
    pub const OF_DEALER: [Role; 4] = [Role::Director, Role::Buyer, Role::Seller, Role::Accountant];

    /// The ready roles of a dealer, or the manufacturer's.
    pub const fn ready(of_dealer: bool) -> &'static [Role] {
        match of_dealer {
            true => &Role::OF_DEALER,
            false => &Role::STAFF,
        }
    }

    pub const fn id(self) -> &'static str {
        match self {
            Role::Admin => "admin",
            Role::Manager => "manager",
            Role::Director => "director",
            Role::Buyer => "buyer",
            Role::Seller => "seller",
            Role::Accountant => "accountant",
        }
    }

    /// The text of its name.
    pub const fn message(self) -> &'static str {
        match self {
            Role::Admin => "access-role-admin",
            Role::Manager => "access-role-manager",
            Role::Director => "access-role-director",
            Role::Buyer => "access-role-buyer",
            Role::Seller => "access-role-seller",
            Role::Accountant => "access-role-accountant",
        }
    }

    pub fn from_id(id: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.id() == id)
    }

    pub const fn is_staff(self) -> bool {
        matches!(self, Role::Admin | Role::Manager)
    }
}

/// A right, by a stable name, and the ready roles that hold it.
#[derive(Clone, Copy, Debug)]
pub struct Permission {
    pub id: &'static str,
    pub roles: &'static [Role],
    /// It speaks of all orders of the company: whoever sees only their own doesn't hold it.
    pub whole: bool,
}

impl Permission {
    pub const fn new(id: &'static str, roles: &'static [Role]) -> Permission {
        Permission {
            id,
            roles,
            whole: false,
        }
    }

    /// One that speaks of all orders of the company.
    pub const fn whole(id: &'static str, roles: &'static [Role]) -> Permission {
        Permission { id, roles, whole: true }
    }

    /// The text of its name.
    pub fn message(&self) -> String {
        permission_message(self.id)
    }

    /// Does the ready role hold it? What a person may is told by [`Rights`](super::Rights).
    pub fn held_by(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// The text of a permission's name, by its id.
pub fn permission_message(id: &str) -> String {
    format!("access-permission-{}", id.replace('.', "-"))
}

impl PartialEq for Permission {
    fn eq(&self, other: &Permission) -> bool {
        self.id == other.id
    }
}

/// What a reader may see of money. Views are built from it, so that a hidden figure never reaches a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    pub purchase_price: bool,
    pub margin: bool,
    pub finance: bool,
}

impl Sight {
    pub const FULL: Sight = Sight {
        purchase_price: true,
        margin: true,
        finance: true,
    };
    pub const BLIND: Sight = Sight {
        purchase_price: false,
        margin: false,
        finance: false,
    };
}
