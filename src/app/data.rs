//! The data directory: one folder holds an installation.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use serde::{Deserialize, Serialize};

use crate::platform::backup::{self, finish_interrupted, forget_kept};

/// What `instance.json` says. It tells a real installation from a demonstration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Instance {
    pub id: uuid::Uuid,
    /// Data of a demonstration: made up, and never mixed with real data.
    #[serde(default)]
    pub demo: bool,
    /// Two letters or digits before order numbers, or empty; fixed at `init`.
    #[serde(default)]
    pub order_prefix: String,
    pub created_with: String,
}

#[derive(Clone, Debug)]
pub struct DataDir {
    path: PathBuf,
    instance: Instance,
}

impl DataDir {
    /// Makes a new installation in an empty or absent folder.
    pub fn create(path: &Path, demo: bool, order_prefix: &str) -> anyhow::Result<DataDir> {
        let fits = order_prefix.len() <= 2
            && order_prefix
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        ensure!(fits, "the order prefix is at most two capital letters or digits");
        fs::create_dir_all(path).with_context(|| format!("the folder {} can't be made", path.display()))?;
        let occupied = fs::read_dir(path)?
            .flatten()
            .any(|entry| entry.file_name() != "kabinet.toml");
        if occupied {
            bail!("{} is not empty; choose another folder with --data", path.display());
        }
        close_to_others(path)?;
        let instance = Instance {
            id: uuid::Uuid::now_v7(),
            demo,
            order_prefix: order_prefix.to_owned(),
            created_with: env!("CARGO_PKG_VERSION").to_owned(),
        };
        write_private(&path.join(backup::INSTANCE), &serde_json::to_vec_pretty(&instance)?)?;
        Ok(DataDir {
            path: path.to_owned(),
            instance,
        })
    }

    /// Opens an installation. A restore that was cut off is brought to its end first.
    pub fn open(path: &Path) -> anyhow::Result<DataDir> {
        if finish_interrupted(path).context("a restore that was cut off can't be brought to its end")? {
            tracing::warn!(data = %path.display(), "a restore that was cut off was brought to its end");
        }
        let file = path.join(backup::INSTANCE);
        let text = fs::read(&file).map_err(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => anyhow::anyhow!(
                "{0} holds no installation; `kabinet init --data {0}` makes one",
                path.display()
            ),
            ErrorKind::PermissionDenied => anyhow::anyhow!(
                "{} can't be read by this user: run the command as the one who owns the folder",
                path.display()
            ),
            _ => anyhow::Error::new(error).context(format!("{} can't be read", file.display())),
        })?;
        let instance = serde_json::from_slice(&text).with_context(|| format!("{} can't be read", file.display()))?;
        Ok(DataDir {
            path: path.to_owned(),
            instance,
        })
    }

    pub fn exists(path: &Path) -> bool {
        path.join(backup::INSTANCE).exists()
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    pub fn store(&self) -> PathBuf {
        self.path.join(backup::STORE)
    }

    /// The search index; can be thrown away and is rebuilt.
    pub fn index(&self) -> PathBuf {
        self.path.join("index")
    }

    /// A secret of this installation, in a file that only its owner may read; made when it isn't there yet.
    pub fn key(&self, name: &str) -> anyhow::Result<[u8; 32]> {
        let path = self.path.join(name);
        match fs::read(&path) {
            Ok(bytes) => <[u8; 32]>::try_from(bytes).map_err(|_| anyhow::anyhow!("{} is damaged", path.display())),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let key: [u8; 32] = rand::random();
                write_private(&path, &key)?;
                Ok(key)
            }
            Err(error) => Err(anyhow::Error::new(error).context(format!("{} can't be read", path.display()))),
        }
    }

    /// The text of a file of keys, one of 64 hexadecimal digits a line, that only its owner may read; made with one key when
    /// it isn't there yet. `None` where it can't be read: its owner's trouble, and no reason to stand still.
    pub fn keys(&self, name: &str) -> anyhow::Result<Option<String>> {
        let path = self.path.join(name);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let key: [u8; 32] = rand::random();
                let text = format!("{}\n", blake3::Hash::from_bytes(key).to_hex());
                write_private(&path, text.as_bytes())?;
                Ok(Some(text))
            }
            Err(error) => {
                tracing::error!(file = %path.display(), %error, "a file of keys can't be read");
                Ok(None)
            }
        }
    }

    /// Removes the data that restores have kept, once a server runs on the new.
    pub fn forget_replaced(&self) {
        match forget_kept(&self.path) {
            Ok(folders) => {
                for folder in folders {
                    tracing::info!(folder = %folder.display(), "data that a restore had kept was removed");
                }
            }
            Err(error) => tracing::warn!(%error, "data that a restore has kept can't be removed"),
        }
    }

    /// Stored files by content hash.
    pub fn files(&self) -> PathBuf {
        self.path.join(backup::FILES)
    }
}

#[cfg(unix)]
fn close_to_others(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700)).context("the folder's rights can't be set")
}
#[cfg(not(unix))]
fn close_to_others(_path: &Path) -> anyhow::Result<()> {
    Ok(())
}

/// Writes a file that only its owner may read, whole or not at all.
pub fn write_private(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let beside = path.with_extension("new");
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options
        .open(&beside)
        .with_context(|| format!("{} can't be written", beside.display()))?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path).with_context(|| format!("{} can't be written", path.display()))?;
    // The name is the folder's: without this a power cut may lose it.
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        fs::File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_other_things_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("letter.txt"), "mine").unwrap();
        assert!(DataDir::create(folder.path(), false, "").is_err());
        assert!(DataDir::open(folder.path()).is_err());
    }

    #[test]
    fn an_installation_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let made = DataDir::create(folder.path(), true, "TV").unwrap();
        let found = DataDir::open(folder.path()).unwrap();
        assert_eq!(found.instance(), made.instance());
        assert!(DataDir::create(folder.path(), false, "").is_err());
        assert!(DataDir::create(&folder.path().join("b"), false, "toolong").is_err());
    }
}
