//! The same through a folder (dossier 2): 1C writes into `in`, and reads one file of orders from `out`.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::broken;
use super::order::{self, SiteOrder};
use super::parcel::{Item, Portion};
use super::run::Traffic;
use super::{Family, Options, StandInError};

/// An exchange folder under play.
pub struct Folder<'a> {
    options: &'a Options,
    root: PathBuf,
}

impl<'a> Folder<'a> {
    pub fn new(options: &'a Options, root: &Path) -> Folder<'a> {
        Folder {
            options,
            root: root.to_owned(),
        }
    }

    /// Writes files as the family does: A and B below `webdata`, C as its tree (dossier 2); or one archive of that
    /// same tree. 1C neither locks nor marks the end; an archive appears at once, as its packer leaves it.
    pub fn write(&self, portion: &Portion, tag: &str, traffic: &mut Traffic) -> Result<(), StandInError> {
        let target = self.root.join("in");
        fs::create_dir_all(&target).map_err(StandInError::file(&target))?;
        let named: Vec<Item> = portion
            .items
            .iter()
            .map(|item| Item {
                name: self.name_in_folder(item),
                ..item.clone()
            })
            .collect();
        traffic.files_sent += named.len() as u64;
        if self.options.zip {
            let temporary = target.join(format!(".{tag}.zip.part"));
            Portion { items: named }.pack(&temporary)?;
            traffic.bytes_sent += fs::metadata(&temporary).map_err(StandInError::file(&temporary))?.len();
            let name = target.join(format!("{tag}.zip"));
            return fs::rename(&temporary, &name).map_err(StandInError::file(&name));
        }
        for item in named {
            let path = target.join(&item.name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(StandInError::file(parent))?;
            }
            traffic.bytes_sent += fs::copy(&item.path, &path).map_err(StandInError::file(&path))?;
        }
        Ok(())
    }

    /// Reads the one file of orders, as UTF-8 text (dossier 2): A without a byte order mark. There is no signal of
    /// success. A missing file is an empty queue.
    pub fn receive_orders(&self) -> Result<Vec<SiteOrder>, StandInError> {
        let Some(path) = self.orders_file()? else {
            return Ok(Vec::new());
        };
        let bytes = fs::read(&path).map_err(StandInError::file(&path))?;
        let Ok(text) = String::from_utf8(bytes) else {
            return Err(broken("2", "the file of orders is UTF-8", path.display().to_string()));
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        if !text.starts_with("<?xml") {
            return Err(broken("2", "the file of orders begins with <?xml", text));
        }
        order::read(self.options.family, text)
    }

    /// The one XML file below `out`; more than one is a mistake of the site: 1C is set to one path.
    fn orders_file(&self) -> Result<Option<PathBuf>, StandInError> {
        let out = self.root.join("out");
        let entries = match fs::read_dir(&out) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StandInError::file(&out)(error)),
        };
        let mut found = Vec::new();
        for entry in entries {
            let path = entry.map_err(StandInError::file(&out))?.path();
            let hidden = path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if path.extension().is_some_and(|extension| extension == "xml") && !hidden {
                found.push(path);
            }
        }
        if found.len() > 1 {
            let names = found.iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
            return Err(broken("2", "orders are in one file", names.join(", ")));
        }
        Ok(found.pop())
    }

    fn name_in_folder(&self, item: &Item) -> String {
        let below = item.name.starts_with("webdata/");
        match self.options.family {
            Family::A | Family::B if !below => format!("webdata/{}", item.name),
            _ => item.name.clone(),
        }
    }
}
