//! What is signed: what the pack is about, and every part by its hash.

use serde::{Deserialize, Serialize};

/// The name of the format and its version: another one is not read.
pub const FORMAT: &str = "kabinet-evidence-1";

/// For whom it was made: what the other side keeps for itself isn't in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    Staff,
    Dealer,
}

/// Which part of the chain it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The number of the first entry.
    pub from: u64,
    /// The hash before it, 64 hexadecimal digits.
    pub before: String,
    /// The number and the hash of the newest entry when the pack was made.
    pub head: u64,
    pub hash: String,
}

/// What the pack is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// The order's number.
    pub order: String,
    /// ISO 8601, UTC, by the installation's clock.
    pub made: String,
    pub installation: String,
    pub program: String,
    pub audience: Audience,
    /// With the notes that the side keeps for itself.
    pub internal: bool,
    /// Data of a demonstration: made up.
    pub demo: bool,
    pub chain: Span,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub format: String,
    pub about: Header,
    pub parts: Vec<Listed>,
}

/// A part behind the manifest, the signature and the key, in the order of the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    pub name: String,
    /// In bytes.
    pub size: u64,
    pub sha256: String,
    pub blake3: String,
}
