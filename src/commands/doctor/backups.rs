//! Is there a backup that would help?

use std::path::{Path, PathBuf};

use super::Visit;
use crate::app::DataDir;
use crate::commands::archives;
use crate::modules::backups::{BackupSettings, Trouble, is_ours, on_one_disk, settings};
use crate::platform::backup::{self, Beside};
use crate::platform::values::Moment;

/// Older than this, in seconds, a backup is too old: two days.
const OLD: i64 = 2 * 24 * 60 * 60;

pub fn look(data: &DataDir, beside: Option<&Beside>, now: Moment, visit: &mut Visit) {
    visit.look("backups");
    let read = beside.map(|beside| beside.look(|tx| settings(tx).ok().flatten()));
    let set = read.and_then(Result::ok).flatten().filter(|settings| settings.on);
    match &set {
        None => visit.note(
            "backups-off",
            "backups don't make themselves",
            "turn them on in the cabinet, on the page /admin/backups, or run kabinet backup create by a timer",
        ),
        Some(settings) => folders(data, settings, visit),
    }
    age(&folders_of(data.path(), set.as_ref()), now, visit);
}

fn folders_of(data: &Path, set: Option<&BackupSettings>) -> Vec<PathBuf> {
    match set {
        Some(settings) => vec![PathBuf::from(&settings.folder)],
        None => vec![data.join(backup::BACKUPS)],
    }
}

/// Of each folder that is set up: is it there, the right one, on another disk?
fn folders(data: &DataDir, settings: &BackupSettings, visit: &mut Visit) {
    let installation = data.instance().id.to_string();
    let named = [
        ("backups-folder", &settings.folder),
        ("backups-second", &settings.second),
    ];
    let mut apart = false;
    for (code, folder) in named.into_iter().filter(|(_, folder)| !folder.is_empty()) {
        let path = Path::new(folder);
        match is_ours(path, &installation) {
            Ok(()) => {
                apart |= !on_one_disk(path, data.path());
                if let Err(error) = tempfile::tempfile_in(path) {
                    let advice = "let the user of the service write there";
                    visit.find(code, format!("{folder} can't be written to: {error}"), advice);
                }
            }
            Err(Trouble::ForeignFolder) => visit.find(
                code,
                format!("{folder} isn't the folder that was set up: its disk isn't mounted, or it is another"),
                "mount the disk, or save the settings of backups again",
            ),
            Err(_) => visit.find(
                code,
                format!("{folder} isn't there or can't be read"),
                "mount the disk, or name another folder in the settings of backups",
            ),
        }
    }
    if !apart {
        visit.note(
            "backups-one-disk",
            "all backups lie on the disk of the data, or their folders can't be seen",
            "name a second folder on another disk in the settings of backups",
        );
    }
}

fn age(folders: &[PathBuf], now: Moment, visit: &mut Visit) {
    let advice = "kabinet backup create makes one; then find out why none was made";
    match archives::listed(folders).first() {
        None => visit.find("backups-none", "there is no backup", advice),
        Some(newest) => {
            let age = now.seconds_since(Moment::from(newest.begun));
            if age > OLD {
                let when = backup::said(newest.begun);
                visit.find("backups-old", format!("the newest backup is of {when}"), advice);
            }
        }
    }
}
