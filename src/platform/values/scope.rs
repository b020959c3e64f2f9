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
    /// Within one dealer what these people made, sorted: somebody's own, and of those whom they stand in for. What belongs
    /// to the dealer as a whole is theirs to see as well.
    Person {
        dealer: DealerId,
        accounts: Arc<[AccountId]>,
    },
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

    /// The scope of people within `dealer`, in any order.
    pub fn people(dealer: DealerId, accounts: impl IntoIterator<Item = AccountId>) -> Scope {
        let mut accounts: Vec<AccountId> = accounts.into_iter().collect();
        accounts.sort_unstable();
        accounts.dedup();
        Scope::Person {
            dealer,
            accounts: accounts.into(),
        }
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

    /// May a record of `dealer` that is these people's be seen? What is nobody's is the company's alone.
    pub fn includes_people(&self, dealer: DealerId, people: impl IntoIterator<Item = AccountId>) -> bool {
        match self {
            Scope::Person { dealer: own, accounts } => {
                *own == dealer && people.into_iter().any(|one| accounts.binary_search(&one).is_ok())
            }
            other => other.includes(dealer),
        }
    }

    /// Is it narrowed to what some people of a dealer made?
    pub fn is_narrowed(&self) -> bool {
        matches!(self, Scope::Person { .. })
    }

    /// The people that it is narrowed to, where it is.
    pub fn accounts(&self) -> Option<&[AccountId]> {
        match self {
            Scope::Person { accounts, .. } => Some(accounts),
            _ => None,
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
