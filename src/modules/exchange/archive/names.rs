//! Names of files that come from outside.

use encoding_rs::IBM866;

/// The deepest folder that a name may stand in.
const FOLDERS_MAX: usize = 16;
/// The longest name of one folder or file, in bytes: that of the file system.
const COMPONENT_MAX: usize = 240;

/// A name as archives carry it: UTF-8, or the code page 866 that Windows in Russian writes without saying so.
pub(super) fn decoded(raw: &[u8]) -> String {
    match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => IBM866.decode_without_bom_handling(raw).0.into_owned(),
    }
}

/// A relative path with `/` that stays within the folder it is joined to; `None` when the name does not.
/// Names come from archives and from `filename=` of the exchange over HTTP.
pub fn safe_name(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    if name.starts_with('/') || name.chars().any(|character| character.is_control()) {
        return None;
    }
    let mut parts = Vec::new();
    for part in name.split('/') {
        match part {
            "" | "." => continue,
            ".." => return None,
            // A drive, or a stream of a file in NTFS.
            part if part.contains(':') => return None,
            part if part.len() > COMPONENT_MAX => return None,
            part => parts.push(part),
        }
    }
    (!parts.is_empty() && parts.len() <= FOLDERS_MAX).then(|| parts.join("/"))
}

pub(super) fn is_archive(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["zip", "rar", "7z", "gz", "tgz", "bz2", "xz", "tar", "zst"]
        .iter()
        .any(|archive| extension.eq_ignore_ascii_case(archive))
}
