//! The format of a pack, apart from what it tells: docs/evidence.md, «Формат».
//!
//! A zip whose bytes follow from its parts: stored, in the manifest's order, with nothing between them. So a byte that
//! belongs to no part can't be there, and nothing has to be unpacked to be checked.

mod archive;
mod chain;
mod manifest;
mod verify;

#[cfg(test)]
mod tests;

pub use archive::{Measured, Part, Source, Spool, assemble};
pub use chain::{Line, Shown, knot_bytes};
pub use manifest::{Audience, Header, Span};
pub use verify::{Fault, Proven, verify};

/// Parts with a place of their own.
pub const MANIFEST: &str = "manifest.json";
pub const SIGNATURE: &str = "signature.txt";
pub const PUBLIC_KEY: &str = "public-key.txt";
pub const PAGE: &str = "index.html";
pub const DATA: &str = "data.json";
pub const JOURNAL: &str = "journal.jsonl";
pub const CHAIN: &str = "chain.bin";
