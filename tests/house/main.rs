//! The rules of the house that a compiler can't hold, and the documents that are made from the code.

mod code;
mod documents;
mod imports;
mod permissions;
mod registry;
mod snapshot;
mod source;
