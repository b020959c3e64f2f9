//! How wide a role is: whose drafts and orders its holders work with, and all that hangs on these.

use serde::{Deserialize, Serialize};

/// Whose drafts and orders somebody of a dealer works with. Offers, conversations, deliveries, approvals and papers go with
/// the order that they hang on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Breadth {
    /// What they began or sent themselves, and what was entered for them.
    Own,
    /// All of the company; what roles without a word on it have.
    #[default]
    Company,
}

impl Breadth {
    pub const ALL: [Breadth; 2] = [Breadth::Own, Breadth::Company];

    pub const fn code(self) -> &'static str {
        match self {
            Breadth::Own => "own",
            Breadth::Company => "company",
        }
    }

    /// As a form says it; nothing else is a breadth.
    pub fn from_code(code: &str) -> Option<Breadth> {
        Breadth::ALL.into_iter().find(|breadth| breadth.code() == code)
    }

    pub fn is_company(&self) -> bool {
        *self == Breadth::Company
    }

    /// The text of its name.
    pub const fn message(self) -> &'static str {
        match self {
            Breadth::Own => "access-breadth-own",
            Breadth::Company => "access-breadth-company",
        }
    }
}
