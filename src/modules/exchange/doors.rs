//! The doors of this installation, as boot makes them: HTTP and the folder, before the one desk.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use super::connections::actions::of_folder;
use super::desk::{Desk, RunId};
use super::folder::{Folder, Passed};
use super::http::{Patience, Protocol};
use super::runs::{ArchiveRule, Pruned, RunFile, prune, quarantine};
use crate::platform::access::Access;
use crate::platform::error::Error;
use crate::platform::services::Services;
use crate::platform::values::{Id, Message};

/// Where the exchange lives on disk and how patient it is. The application provides it before modules boot.
#[derive(Clone, Debug)]
pub struct ExchangeSettings {
    /// `in`, `out`, `archive`, `quarantine` and `work` lie here.
    pub folder: PathBuf,
    /// A file is taken when it rested this long, in seconds.
    pub rest_seconds: i64,
    /// A call that waits for an import is answered `progress` after this.
    pub hold_seconds: u64,
    /// Files of sessions over HTTP, until they are imported.
    pub spool: PathBuf,
    /// For how long files that were read are kept.
    pub archive: ArchiveRule,
}

/// Both doors.
pub struct Doors {
    pub protocol: Arc<Protocol>,
    pub folder: Arc<Folder>,
    pub desk: Arc<dyn Desk>,
    archive: ArchiveRule,
    /// One retry at a time: two clicks are one.
    retrying: tokio::sync::Mutex<()>,
}

impl Doors {
    pub fn new(services: &Services, settings: &ExchangeSettings, desk: Arc<dyn Desk>) -> Result<Doors, Error> {
        let clock = services.clock.clone();
        let patience = Patience {
            hold: Duration::from_secs(settings.hold_seconds),
            ..Patience::default()
        };
        let protocol = Protocol::new(Arc::clone(&desk), settings.spool.clone(), clock, patience);
        protocol.recover()?;
        let folder = Folder::new(settings.folder.clone(), settings.rest_seconds);
        folder.prepare().map_err(Error::internal)?;
        Ok(Doors {
            protocol,
            folder,
            desk,
            archive: settings.archive,
            retrying: Default::default(),
        })
    }

    /// One pass over the folder; `None` when no connection works over it.
    pub async fn pass(&self, access: &Access) -> Result<Option<Passed>, Error> {
        let Some(connection) = of_folder(&access.read()?)? else {
            return Ok(None);
        };
        let (folder, desk, now) = (Arc::clone(&self.folder), Arc::clone(&self.desk), access.now());
        let work = move || folder.pass(desk.as_ref(), &connection, now);
        tokio::task::spawn_blocking(work)
            .await
            .map_err(Error::internal)?
            .map(Some)
    }

    /// Imports a file of the quarantine once more, in a run of its own; gives it, and whether the file was taken now.
    pub async fn retry(&self, access: &Access, file: Id<RunFile>) -> Result<(RunId, bool), Error> {
        let _one_at_a_time = self.retrying.lock().await;
        let (folder, desk, access) = (Arc::clone(&self.folder), Arc::clone(&self.desk), access.clone());
        let work = move || quarantine::retry(&access, &folder, desk.as_ref(), file);
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
    }

    /// Removes a file from the quarantine for good.
    pub async fn discard(&self, access: &Access, file: Id<RunFile>) -> Result<(), Error> {
        let _one_at_a_time = self.retrying.lock().await;
        let (root, access) = (self.folder.root().to_owned(), access.clone());
        let work = move || quarantine::discard(&access, &root, file);
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
    }

    /// Removes files from the archive by its rule.
    pub async fn prune(&self, access: &Access) -> Result<Pruned, Error> {
        let (root, access, rule) = (self.folder.root().to_owned(), access.clone(), self.archive);
        let work = move || prune(&access, &root, rule);
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
    }

    /// Writes the folder's file of orders anew.
    pub async fn refresh(&self, access: &Access) -> Result<(), Error> {
        let Some(connection) = of_folder(&access.read()?)? else {
            return Ok(());
        };
        let (folder, desk) = (Arc::clone(&self.folder), Arc::clone(&self.desk));
        tokio::task::spawn_blocking(move || folder.refresh(desk.as_ref(), &connection).map(drop))
            .await
            .map_err(Error::internal)?
    }

    /// Two passes with the time of rest between them: what lay there at the start is taken, however new it is.
    pub async fn pass_now(&self, access: &Access) -> Result<Passed, Error> {
        let first = self.pass(access).await?;
        let Some(first) = first else {
            return Err(Error::Refused(Message::new("exchange-folder-no-connection")));
        };
        if first.waiting == 0 {
            return Ok(first);
        }
        let rest = u64::try_from(self.folder.rest_seconds()).unwrap_or_default();
        tokio::time::sleep(std::time::Duration::from_secs(rest + 1)).await;
        let second = self.pass(access).await?.unwrap_or_default();
        Ok(Passed {
            imported: first.imported + second.imported,
            refused: first.refused + second.refused,
            ..second
        })
    }
}
