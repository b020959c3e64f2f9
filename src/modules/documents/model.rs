//! A document of 1C: what it says of itself, whose it is, and the file that it comes with.

use serde::{Deserialize, Serialize};

use super::content::ToldFile;
use crate::modules::dealers::{Contract, LegalEntity};
use crate::modules::orders::{OrderId, OrderNumber};
use crate::platform::files::Attachment;
use crate::platform::values::{Currency, Day, DealerId, Id, MembershipId, Message, Moment, Money};

pub type DocumentId = Id<Document>;

/// What kind of paper it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    Contract,
    Invoice,
    /// The universal transfer document.
    Upd,
    TaxInvoice,
    Reconciliation,
    CreditNote,
    /// Named by 1C.
    Other,
}

impl DocumentKind {
    pub const ALL: [DocumentKind; 7] = [
        DocumentKind::Contract,
        DocumentKind::Invoice,
        DocumentKind::Upd,
        DocumentKind::TaxInvoice,
        DocumentKind::Reconciliation,
        DocumentKind::CreditNote,
        DocumentKind::Other,
    ];

    /// As the extension file writes it (`docs/exchange.md` 10) and addresses carry it.
    pub const fn code(self) -> &'static str {
        match self {
            DocumentKind::Contract => "contract",
            DocumentKind::Invoice => "invoice",
            DocumentKind::Upd => "upd",
            DocumentKind::TaxInvoice => "tax-invoice",
            DocumentKind::Reconciliation => "reconciliation",
            DocumentKind::CreditNote => "credit-note",
            DocumentKind::Other => "other",
        }
    }

    pub fn from_code(code: &str) -> Option<DocumentKind> {
        DocumentKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub const fn message(self) -> &'static str {
        match self {
            DocumentKind::Contract => "documents-kind-contract",
            DocumentKind::Invoice => "documents-kind-invoice",
            DocumentKind::Upd => "documents-kind-upd",
            DocumentKind::TaxInvoice => "documents-kind-tax-invoice",
            DocumentKind::Reconciliation => "documents-kind-reconciliation",
            DocumentKind::CreditNote => "documents-kind-credit-note",
            DocumentKind::Other => "documents-kind-other",
        }
    }
}

/// A company as 1C names it in a document. Every field is always written: on its way through an import it has no names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Company {
    /// 1C's id of the counterparty; empty when it wasn't told.
    pub id: String,
    pub name: String,
    pub tax_id: String,
    pub kpp: String,
}

impl Company {
    /// Nothing is said that tells who it is.
    pub fn is_unsaid(&self) -> bool {
        self.id.is_empty() && self.tax_id.is_empty()
    }
}

/// The manifest's entry of a file: where it lies beside the extension file, and what 1C says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Relative, below the folder of papers.
    pub name: String,
    /// In bytes.
    #[serde(default)]
    pub size: Option<u64>,
    /// 64 hexadecimal digits in small letters.
    #[serde(default)]
    pub sha256: Option<String>,
}

impl Manifest {
    /// Are these the bytes that it means, as far as it says?
    pub fn is_answered_by(&self, file: &Attachment, sha256: &str) -> bool {
        self.size.is_none_or(|size| size == file.size) && self.sha256.as_ref().is_none_or(|said| said == sha256)
    }
}

/// The most files of one name that are told apart.
pub const TWINS_MAX: usize = 9;

/// The name under which the `n`-th file of one name is kept; the first has its own.
pub fn twin(name: &str, n: usize) -> String {
    if n < 2 {
        return name.to_owned();
    }
    let (folder, last) = match name.rfind('/') {
        Some(at) => name.split_at(at + 1),
        None => ("", name),
    };
    match last.rsplit_once('.') {
        // Sorted behind the first one, as it is to be read.
        Some((stem, ending)) => format!("{folder}{stem}~{n}.{ending}"),
        None => format!("{folder}{last}~{n}"),
    }
}

/// The name whose twin this one may be.
pub fn first_of_twins(name: &str) -> Option<String> {
    let start = name.rfind('/').map_or(0, |at| at + 1);
    let (stem, ending) = match name[start..].rfind('.') {
        Some(at) => name.split_at(start + at),
        None => (name, ""),
    };
    let (first, n) = stem.rsplit_once('~')?;
    (n.parse::<usize>().is_ok_and(|n| n > 1) && first.len() > start).then(|| format!("{first}{ending}"))
}

/// What a document's file came as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The place that the manifest named.
    pub name: String,
    /// Of its bytes, as in the manifest.
    pub sha256: String,
}

/// A document as 1C tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// 1C's own id: numbers repeat.
    pub external: String,
    pub kind: DocumentKind,
    /// What a document of kind «other» is called.
    pub name: String,
    pub number: String,
    pub day: Day,
    pub currency: Currency,
    pub sum: Option<Money>,
    pub vat: Option<Money>,
    pub seller: Company,
    pub buyer: Company,
    /// The contract's number, as the cabinet knows contracts.
    pub contract: String,
    /// Our order number, or 1C's id of the order.
    pub order: String,
    /// The state in electronic document flow, in 1C's words.
    pub edo: String,
    pub withdrawn: bool,
    /// `None`: 1C says nothing of a file.
    pub manifest: Option<Manifest>,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub id: DocumentId,
    pub told: Told,
    /// `None`: the counterparty waits for a meaning; only administrators see the document until then.
    pub dealer: Option<DealerId>,
    pub entity: Option<Id<LegalEntity>>,
    /// `None` also where the sum is in another currency than the contract.
    #[serde(default)]
    pub contract: Option<Id<Contract>>,
    #[serde(default)]
    pub order: Option<(OrderId, OrderNumber)>,
    #[serde(default)]
    pub file: Option<Attachment>,
    /// `None` also for a file that was kept before this was.
    #[serde(default)]
    pub source: Option<Source>,
    /// Why the file that came last was not taken.
    #[serde(default)]
    pub refused: Option<Message>,
    /// When 1C first told of it.
    pub first: Moment,
    /// When it last changed.
    pub changed: Moment,
}

/// What somebody has seen of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub document: DocumentId,
    pub member: MembershipId,
    pub name: String,
    /// `None` is the manufacturer.
    pub company: Option<DealerId>,
    #[serde(default)]
    pub opened: Option<Moment>,
    /// Taken as a file, alone or in an archive.
    #[serde(default)]
    pub taken: Option<Moment>,
}

/// A file that no document has named yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stray {
    /// Its place below the folder of papers.
    pub name: String,
    pub file: Attachment,
    pub sha256: String,
    pub at: Moment,
}

impl Document {
    pub fn id_of(external: &str) -> DocumentId {
        Id::derived("document", external)
    }

    /// «УПД № 17 от 20.11.2026», for whoever reads it.
    pub fn title(&self) -> Message {
        title(&self.told)
    }

    /// The file that a reader may take: what 1C has withdrawn is kept by the manufacturer and given to nobody else.
    pub fn file_for(&self, staff: bool) -> Option<&Attachment> {
        self.file.as_ref().filter(|_| staff || !self.told.withdrawn)
    }

    /// As a reader may know it where all of it is told. A dealer hears nothing of a file that 1C has withdrawn, neither
    /// what it was called nor its sums, and nothing of why a file wasn't taken.
    pub fn as_seen(&self, staff: bool) -> Document {
        let mut seen = self.clone();
        if !staff {
            seen.refused = None;
            if self.told.withdrawn {
                (seen.file, seen.source, seen.told.manifest) = (None, None, None);
            }
        }
        seen
    }

    /// The file that 1C means isn't there: none is, or an earlier one.
    pub fn lacks_file(&self) -> bool {
        self.file.is_none() || self.holds_earlier()
    }

    /// The file that is there is not the one that the manifest means now.
    pub fn holds_earlier(&self) -> bool {
        let (Some(file), Some(manifest)) = (&self.file, &self.told.manifest) else {
            return false;
        };
        let Some(source) = &self.source else {
            return manifest.size.is_some_and(|size| size != file.size);
        };
        match &manifest.sha256 {
            // The same bytes under another name are the same file.
            Some(sum) => *sum != source.sha256,
            None => manifest.name != source.name || !manifest.is_answered_by(file, &source.sha256),
        }
    }
}

pub fn title(told: &Told) -> Message {
    let kind = match told.kind {
        DocumentKind::Other if !told.name.is_empty() => Message::new("documents-kind-named").with("name", &*told.name),
        kind => Message::new(kind.message()),
    };
    match told.number.as_str() {
        "" => Message::new("documents-name-unnumbered")
            .with("kind", kind)
            .with("day", told.day),
        number => Message::new("documents-name")
            .with("kind", kind)
            .with("number", number)
            .with("day", told.day),
    }
}

/// A document with what was found of its file, on its way into the store.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    pub told: Told,
    pub file: ToldFile,
}
