//! What happened, in order: one entry for each change, in the same commit as the change.
//!
//! An entry's chained part holds no personal data: who (as ids), when, kind, subject, and a salted digest of its
//! particulars. The particulars (the sentence, names, old and new values) lie in a row of their own, which can be
//! erased without breaking the chain. It vouches for the states of versioned records that the change left, too, by a salted
//! digest of their digests. Derived things (the bell, the search index, the outbox to 1C) are subscribers
//! with cursors of their own; see [`follow`].

mod chain;
mod entry;
mod event;
mod follow;
mod proof;

#[cfg(test)]
mod tests;

pub use chain::{ChainReport, Head, hash_after, link_hash};
pub use entry::{
    Author, By, Changed, Digests, Entry, Kept, Particulars, Stored, Who, about, about_count, about_portion, entry_at,
    folded, position, read_after,
};
pub use event::{Event, Recipient, Subject};
pub use follow::{Follower, Reaction, Subscriber, subscriber_position};
pub use proof::{Knot, as_data, exhibit, state, state_as_data, walk};

pub(in crate::platform) use chain::verify;
pub(in crate::platform) use entry::{Appended, append, version_row};
