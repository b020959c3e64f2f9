//! Which lists there are. Each is added at boot by the module whose list it is.

use parking_lot::RwLock;

use crate::platform::access::Permission;

/// A list of which views are kept.
#[derive(Clone, Copy, Debug)]
pub struct ListOf {
    /// Stable: stored with the views.
    pub key: &'static str,
    /// Where the list is.
    pub path: &'static str,
    /// A Fluent id.
    pub title: &'static str,
    /// Who sees the list sees its views.
    pub permission: Permission,
    /// The columns that a person may choose, by their stable names.
    pub columns: &'static [&'static str],
}

/// A part of the services.
#[derive(Default)]
pub struct Lists(RwLock<Vec<ListOf>>);

impl Lists {
    pub fn add(&self, list: ListOf) {
        self.0.write().push(list);
    }

    pub fn get(&self, key: &str) -> Option<ListOf> {
        self.0.read().iter().find(|list| list.key == key).copied()
    }

    pub fn all(&self) -> Vec<ListOf> {
        self.0.read().clone()
    }
}
