//! What an archive says of itself.

use serde::{Deserialize, Serialize};

use super::rows::{RowsPart, digest};
use super::{BackupError, Result, damaged};
use crate::platform::store::{RecordInfo, StoredTable};
use crate::platform::values::hex;

/// Raised when an older program can't read what a newer one writes.
pub const FORMAT: u32 = 1;

/// What the archive was made for. The two are alike but for what is done to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Backup,
    Export,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub kind: Kind,
    /// The version of the program that wrote it.
    pub kabinet: String,
    /// When the writing began: everything that was saved before is in it. RFC 3339, UTC.
    pub created: String,
    /// Why it was made, where nobody asked for it: `before-upgrade`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// `instance.json` of the installation.
    pub instance: serde_json::Value,
    pub journal: Journal,
    pub schema: Vec<Schema>,
    pub rows: Vec<RowsPart>,
    pub files: Vec<Blob>,
    pub keys: Vec<Key>,
    /// Over `rows` and `files`: the same for two installations that hold the same.
    pub digest: String,
}

/// [`Manifest::reason`] of one that an upgrade made.
pub(super) const BEFORE_UPGRADE: &str = "before-upgrade";

impl Manifest {
    /// The id of the installation, empty where it names none.
    pub fn installation(&self) -> &str {
        self.instance["id"].as_str().unwrap_or_default()
    }

    /// Is it the way back from an upgrade?
    pub fn is_before_upgrade(&self) -> bool {
        self.reason.as_deref() == Some(BEFORE_UPGRADE)
    }
}

/// Where the journal stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    pub entries: u64,
    /// The hash of the newest entry; empty when there is none.
    pub head: String,
    /// When it was written.
    pub last: Option<String>,
}

/// A table as the writer knew it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schema {
    pub table: u16,
    pub name: String,
    pub version: u16,
    pub indexes: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Blob {
    pub hash: String,
    pub bytes: u64,
}

impl Schema {
    /// Of a store that doesn't say it.
    pub(in crate::platform) fn of_stored(stored: &StoredTable) -> Schema {
        Schema {
            table: stored.code,
            name: stored.name.to_owned(),
            version: stored.version,
            indexes: stored.indexes,
        }
    }
}

impl Blob {
    pub fn entry(&self) -> String {
        format!("files/{}", self.hash)
    }
}

/// A file of keys beside the store. Its fingerprint says whether the one at hand is the one that belongs to the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    pub name: String,
    pub fingerprint: String,
    /// Is the file itself in the archive?
    pub included: bool,
    pub bytes: u64,
}

impl Key {
    pub fn of(name: &str, bytes: &[u8], included: bool) -> Key {
        Key {
            name: name.to_owned(),
            fingerprint: fingerprint(bytes),
            included,
            bytes: bytes.len() as u64,
        }
    }

    pub fn entry(&self) -> String {
        format!("keys/{}", self.name)
    }
}

/// Of a file of keys. It says nothing about them: they are random.
pub fn fingerprint(bytes: &[u8]) -> String {
    hex(&blake3::derive_key("kabinet 2026 fingerprint of a file of keys", bytes)[..8])
}

impl Manifest {
    pub fn parse(text: &[u8]) -> Result<Manifest> {
        let unreadable =
            |error: serde_json::Error| BackupError::Damaged(format!("manifest.json can't be read: {error}"));
        let value: serde_json::Value = serde_json::from_slice(text).map_err(unreadable)?;
        let format = value.get("format").and_then(serde_json::Value::as_u64).unwrap_or(0);
        if format > u64::from(FORMAT) {
            let by = value.get("kabinet").and_then(serde_json::Value::as_str).unwrap_or("?");
            return Err(BackupError::Newer(format!(
                "it has format {format}, written by Kabinet {by}; this is Kabinet {}, which reads formats up to {FORMAT}. \
                 Restore it with that version or a later one",
                env!("CARGO_PKG_VERSION")
            )));
        }
        let manifest: Manifest = serde_json::from_value(value).map_err(unreadable)?;
        if manifest.format != FORMAT {
            return damaged(format!("manifest.json names the unknown format {}", manifest.format));
        }
        if manifest.digest != manifest.counted() {
            return damaged("manifest.json isn't what was written: its digest doesn't fit");
        }
        let named = |hash: &str| hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if let Some(blob) = manifest.files.iter().find(|blob| !named(&blob.hash)) {
            return damaged(format!("manifest.json names a file {:?} that is no hash", blob.hash));
        }
        // Names of keys become names of files.
        let plain = |name: &str| name.ends_with(".key") || name.ends_with(".keys");
        let letters = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'.');
        if let Some(key) = manifest
            .keys
            .iter()
            .find(|key| !plain(&key.name) || !letters(&key.name))
        {
            return damaged(format!("manifest.json names a strange file of keys, {:?}", key.name));
        }
        Ok(manifest)
    }

    /// The digest of what it lists.
    pub fn counted(&self) -> String {
        digest(
            &self.rows,
            self.files.iter().map(|blob| (blob.hash.as_str(), blob.bytes)),
        )
    }

    /// Bytes of all that is listed, unpacked.
    pub fn unpacked(&self) -> u64 {
        let rows = self.rows.iter().map(|part| part.bytes);
        let files = self.files.iter().map(|blob| blob.bytes);
        let keys = self.keys.iter().map(|key| key.bytes);
        rows.chain(files).chain(keys).fold(0, u64::saturating_add)
    }

    pub fn rows_bytes(&self) -> u64 {
        self.rows.iter().map(|part| part.bytes).fold(0, u64::saturating_add)
    }

    pub fn row_count(&self) -> u64 {
        self.rows.iter().map(|part| part.rows).fold(0, u64::saturating_add)
    }

    /// How many records of a table there are.
    pub fn records(&self, table: &str) -> u64 {
        let named = |part: &&RowsPart| {
            let numbered = part.name.strip_prefix("record-").and_then(|name| name.split_once('-'));
            numbered.is_some_and(|(_, name)| name == table)
        };
        self.rows.iter().find(named).map_or(0, |part| part.rows)
    }

    /// Can this program read the tables? What a later version has changed is named.
    pub fn check_schema(&self, tables: &[RecordInfo]) -> Result<()> {
        for stored in &self.schema {
            let known = tables.iter().find(|info| info.table.code == stored.table);
            let why = match known {
                None => format!("its table {} isn't known here", stored.name),
                Some(info) if stored.version > info.version => {
                    format!(
                        "its table {} has version {}, known here is {}",
                        stored.name, stored.version, info.version
                    )
                }
                Some(info) if stored.indexes > info.indexes => format!(
                    "the indexes of its table {} have version {}, known here is {}",
                    stored.name, stored.indexes, info.indexes
                ),
                Some(_) => continue,
            };
            return Err(BackupError::Newer(format!(
                "it was written by Kabinet {}, and this is Kabinet {}: {why}. Restore it with that version or a later one",
                self.kabinet,
                env!("CARGO_PKG_VERSION")
            )));
        }
        Ok(())
    }
}

/// The tables of this program.
pub fn schema(tables: &[RecordInfo]) -> Vec<Schema> {
    let of = |info: &RecordInfo| Schema {
        table: info.table.code,
        name: info.table.name.to_owned(),
        version: info.version,
        indexes: info.indexes,
    };
    tables.iter().map(of).collect()
}
