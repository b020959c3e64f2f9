//! Whose records a piece of work may touch.

use std::sync::Arc;

use super::{AccountId, DealerId};

/// The rows that an actor may see and change. The store asks each record, so that a forgotten filter shows nothing
/// instead of everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Every record: administrators and system work.
    All,
    /// The records of these dealers, sorted: a sales manager's own dealers.
    Dealers(Arc<[DealerId]>),
    /// The records of one dealer.
    Dealer(DealerId),
    /// The records of one person within one dealer.
    Person { dealer: DealerId, account: AccountId },
    /// Nothing at all: anonymous requests.
    Nothing,
}

impl Scope {
    /// A manager's scope over `dealers`, in any order.
    pub fn dealers(dealers: impl IntoIterator<Item = DealerId>) -> Scope {
        let mut dealers: Vec<DealerId> = dealers.into_iter().collect();
        dealers.sort_unstable();
        dealers.dedup();
        Scope::Dealers(dealers.into())
    }

    /// May a record that belongs to `dealer` as a whole be seen?
    pub fn includes(&self, dealer: DealerId) -> bool {
        match self {
            Scope::All => true,
            Scope::Dealers(dealers) => dealers.binary_search(&dealer).is_ok(),
            Scope::Dealer(own) | Scope::Person { dealer: own, .. } => *own == dealer,
            Scope::Nothing => false,
        }
    }

    /// May a record that `dealer`'s `account` made be seen by this scope when it is narrowed to persons?
    pub fn includes_person(&self, dealer: DealerId, account: AccountId) -> bool {
        match self {
            Scope::Person {
                dealer: own,
                account: me,
            } => *own == dealer && *me == account,
            other => other.includes(dealer),
        }
    }

    /// Is this somebody of the manufacturer, or the system itself?
    pub fn is_staff(&self) -> bool {
        matches!(self, Scope::All | Scope::Dealers(_))
    }

    /// May records that belong to no dealer (catalogue, settings shown to all) be seen?
    pub fn is_signed_in(&self) -> bool {
        !matches!(self, Scope::Nothing)
    }

    /// The one dealer of this scope, when there is one.
    pub fn dealer(&self) -> Option<DealerId> {
        match self {
            Scope::Dealer(dealer) | Scope::Person { dealer, .. } => Some(*dealer),
            _ => None,
        }
    }
}
