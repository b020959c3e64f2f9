//! What may go wrong for the stand-in: above all, a server that doesn't keep the protocol.

use std::path::{Path, PathBuf};

/// Why the stand-in stopped.
#[derive(Debug, thiserror::Error)]
pub enum StandInError {
    /// The server broke a rule of the protocol or of the format: the rule, and what came instead.
    #[error("dossier {section}: {rule}; came: {came}")]
    Rule {
        section: &'static str,
        rule: &'static str,
        came: String,
    },
    /// The server answered `failure`, in keeping with the protocol.
    #[error("{step}: the server answered failure: {text}")]
    Refused { step: String, text: String },
    /// No answer at all.
    #[error("{step}: no answer from the server: {cause}")]
    Transport { step: String, cause: String },
    #[error("{path}: {source}")]
    File { path: PathBuf, source: std::io::Error },
    /// The command itself makes no sense.
    #[error("{0}")]
    Usage(String),
}

impl StandInError {
    pub(super) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> StandInError + use<> {
        let path = path.to_owned();
        move |source| StandInError::File { path, source }
    }
}

/// A broken rule. What came is shortened to 200 characters.
pub(super) fn broken(section: &'static str, rule: &'static str, came: impl AsRef<str>) -> StandInError {
    let came = came.as_ref();
    let mut short: String = came.chars().take(200).collect();
    if short.len() < came.len() {
        short.push_str("...");
    }
    StandInError::Rule {
        section,
        rule,
        came: short,
    }
}
