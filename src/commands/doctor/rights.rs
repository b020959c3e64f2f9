//! Who may read what on the disk.

use std::path::Path;

use super::Visit;

/// The data directory is its owner's alone, and so are keys.
#[cfg(unix)]
pub fn look(data: &Path, mend: bool, visit: &mut Visit) {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    visit.look("rights");
    let Ok(of_data) = fs::metadata(data) else { return };
    let mut close = |path: &Path, code: &'static str, mode: u32| {
        let Ok(found) = fs::metadata(path) else { return };
        let open = found.permissions().mode() & 0o777;
        if open & 0o077 == 0 {
            return;
        }
        visit.find(
            code,
            format!("{} is open to others: {open:04o}", path.display()),
            format!("chmod {mode:o} {}, or kabinet doctor --mend", path.display()),
        );
        if mend && fs::set_permissions(path, fs::Permissions::from_mode(mode)).is_ok() {
            visit.mended();
        }
    };
    close(data, "rights-data", 0o700);
    let mut names: Vec<_> = fs::read_dir(data).into_iter().flatten().flatten().collect();
    names.sort_by_key(fs::DirEntry::file_name);
    let is_key = |name: &str| name.ends_with(".key") || name.ends_with(".keys");
    for entry in &names {
        if entry.file_name().to_str().is_some_and(is_key) {
            close(&entry.path(), "rights-key", 0o600);
        }
    }
    // Made by root, the service can't read or write them.
    for entry in &names {
        let Ok(found) = entry.metadata() else { continue };
        if found.uid() != of_data.uid() {
            let path = entry.path();
            visit.find(
                "rights-owner",
                format!("{} belongs to another user than the data directory", path.display()),
                format!("chown -R --reference={} {}", data.display(), path.display()),
            );
        }
    }
}

#[cfg(not(unix))]
pub fn look(_data: &Path, _mend: bool, _visit: &mut Visit) {}
