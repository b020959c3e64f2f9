//! Handlers: extract, one action or query, a view or a redirect.

pub(super) mod jobs;
pub(super) mod mail;
pub(super) mod notices;
pub(super) mod search;
