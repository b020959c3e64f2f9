//! Of whose drafts and orders the journal tells: a module says it of the subjects that it knows, and the bell leaves out who
//! sees only their own.

use crate::platform::access::Permission;
use crate::platform::error::Error;
use crate::platform::store::WriteTx;
use crate::platform::values::AccountId;

/// What a module says of one kind of subject.
#[derive(Clone, Copy)]
pub struct Owner {
    /// As in [`Subject`](crate::platform::journal::Subject).
    pub kind: &'static str,
    /// What it takes to see such a subject, whoever is told of it; `None`: it hangs on why one is told.
    pub see: Option<Permission>,
    /// The people of the dealer whose it is, by the subject's key; `None`: it is the company's. What can't be found any more
    /// is nobody's.
    pub people: fn(&WriteTx<'_>, &str) -> Result<Option<Vec<AccountId>>, Error>,
}

pub(super) fn people_of(
    owners: &[Owner],
    tx: &WriteTx<'_>,
    kind: &str,
    key: &str,
) -> Result<Option<Vec<AccountId>>, Error> {
    match owners.iter().find(|owner| owner.kind == kind) {
        Some(owner) => (owner.people)(tx, key),
        None => Ok(None),
    }
}
