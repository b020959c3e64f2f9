//! What the manufacturer withholds from all people of a dealer, whatever their roles say.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Permission;
use crate::platform::store::{Record, Table};
use crate::platform::values::{DealerId, Scope};

/// Made from the ceiling of the dealer's tier by whoever keeps dealers; a dealer without one is withheld nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ceiling {
    pub company: DealerId,
    /// Permissions by their names.
    pub withheld: BTreeSet<String>,
}

impl Ceiling {
    /// May people of a company with this ceiling, or with none, hold the permission?
    pub fn lets(ceiling: Option<&Ceiling>, permission: Permission) -> bool {
        ceiling.is_none_or(|ceiling| !ceiling.withheld.contains(permission.id))
    }
}

impl Record for Ceiling {
    const TABLE: Table = Table::new(171, "ceiling");
    type Key = DealerId;

    fn key(&self) -> DealerId {
        self.company
    }

    fn visible_to(&self, scope: &Scope) -> bool {
        scope.includes(self.company)
    }
}
