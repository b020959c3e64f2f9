//! Why a whole file is refused.

use crate::platform::values::Message;

/// What makes a file unreadable. Nothing of such a file is applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the file is empty")]
    Empty,
    #[error("the file is not XML")]
    NotXml,
    #[error("the file ends before its root element is closed (line {line})")]
    Truncated { line: u32 },
    #[error("line {line}: the XML is broken: {detail}")]
    Syntax { line: u32, detail: String },
    #[error("line {line}: DOCTYPE is not accepted")]
    Doctype { line: u32 },
    #[error("line {line}: unknown entity &{name};")]
    Entity { line: u32, name: String },
    #[error("line {line}: elements are nested too deeply")]
    TooDeep { line: u32 },
    #[error("line {line}: one element or value is too large")]
    TooLarge { line: u32 },
    #[error("line {line}: an element has too many attributes")]
    TooManyAttributes { line: u32 },
    #[error("the encoding {label} is unknown")]
    Encoding { label: String },
    #[error("this is CommerceML 1")]
    CommerceMl1,
    #[error("the root element {name} is not one that is known here")]
    UnknownRoot { name: String },
    #[error("line {line}: the JSON is broken: {detail}")]
    Json { line: u32, detail: String },
    #[error("the version {version} of the extension file is unknown")]
    UnknownVersion { version: String },
    #[error("the archive is broken: {detail}")]
    BrokenArchive { detail: String },
    #[error("the archive holds too many files")]
    TooManyFiles,
    #[error("the archive unpacks to too much data: {name}")]
    ArchiveTooLarge { name: String },
    #[error("an unsafe name in the archive: {name}")]
    UnsafeName { name: String },
    #[error("a link in the archive: {name}")]
    Link { name: String },
    #[error("an encrypted file in the archive: {name}")]
    Encrypted { name: String },
    #[error("an archive within the archive: {name}")]
    NestedArchive { name: String },
    #[error("the file can't be read: {detail}")]
    Io { detail: String },
}

impl Fault {
    /// The line that the fault is about, 0 when it is about the file as a whole.
    pub fn line(&self) -> u32 {
        match self {
            Fault::Truncated { line }
            | Fault::Syntax { line, .. }
            | Fault::Doctype { line }
            | Fault::Entity { line, .. }
            | Fault::TooDeep { line }
            | Fault::TooLarge { line }
            | Fault::TooManyAttributes { line }
            | Fault::Json { line, .. } => *line,
            _ => 0,
        }
    }

    /// The words for people; what a library says of it in English is in the log.
    pub fn message(&self) -> Message {
        match self {
            Fault::Empty => Message::new("exchange-fault-empty"),
            Fault::NotXml => Message::new("exchange-fault-not-xml"),
            Fault::Truncated { .. } => Message::new("exchange-fault-truncated"),
            Fault::Syntax { .. } => Message::new("exchange-fault-syntax"),
            Fault::Doctype { .. } => Message::new("exchange-fault-doctype"),
            Fault::Entity { name, .. } => Message::new("exchange-fault-entity").with("name", name.as_str()),
            Fault::TooDeep { .. } => Message::new("exchange-fault-too-deep"),
            Fault::TooLarge { .. } => Message::new("exchange-fault-too-large"),
            Fault::TooManyAttributes { .. } => Message::new("exchange-fault-too-many-attributes"),
            Fault::Encoding { label } => Message::new("exchange-fault-encoding").with("label", label.as_str()),
            Fault::CommerceMl1 => Message::new("exchange-fault-commerceml-1"),
            Fault::UnknownRoot { name } => Message::new("exchange-fault-unknown-root").with("name", name.as_str()),
            Fault::Json { .. } => Message::new("exchange-fault-json"),
            Fault::UnknownVersion { version } => {
                Message::new("exchange-fault-unknown-version").with("version", version.as_str())
            }
            Fault::BrokenArchive { .. } => Message::new("exchange-fault-broken-archive"),
            Fault::TooManyFiles => Message::new("exchange-fault-too-many-files"),
            Fault::ArchiveTooLarge { name } => {
                Message::new("exchange-fault-archive-too-large").with("name", name.as_str())
            }
            Fault::UnsafeName { name } => Message::new("exchange-fault-unsafe-name").with("name", name.as_str()),
            Fault::Link { name } => Message::new("exchange-fault-link").with("name", name.as_str()),
            Fault::Encrypted { name } => Message::new("exchange-fault-encrypted").with("name", name.as_str()),
            Fault::NestedArchive { name } => Message::new("exchange-fault-nested-archive").with("name", name.as_str()),
            Fault::Io { detail } => Message::new("exchange-fault-io").with("detail", detail.as_str()),
        }
    }
}

/// Why reading ended early: the file is at fault, or the one who took the items stopped it.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error(transparent)]
    Fault(#[from] Fault),
    #[error(transparent)]
    Stopped(anyhow::Error),
}
