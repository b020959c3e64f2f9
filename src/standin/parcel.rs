//! What is sent: the files of a catalogue, in portions and in the order in which each family sends them.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;

use super::{Family, StandInError};

const FILES_MAX: usize = 200_000;
const DEPTH_MAX: usize = 8;

/// One file of a parcel: where it lies, and its name within the exchange folder, with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub path: PathBuf,
    pub name: String,
}

impl Item {
    pub fn is_xml(&self) -> bool {
        self.name.to_lowercase().ends_with(".xml")
    }

    /// The file name without folders.
    pub fn bare(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }
}

/// Files that travel in one session.
#[derive(Clone, Debug, Default)]
pub struct Portion {
    pub items: Vec<Item>,
}

impl Portion {
    /// The names to import: A takes the directory's order, B puts `import` first (dossier 1.4), C goes by kind
    /// (dossier 2).
    pub fn imports(&self, family: Family) -> Vec<&Item> {
        let mut found: Vec<&Item> = self.items.iter().filter(|item| item.is_xml()).collect();
        found.sort_by_key(|item| (import_rank(family, item.bare()), item.name.to_lowercase()));
        found
    }

    /// Packs everything into one archive with relative paths (dossier 1.3).
    pub fn pack(&self, archive: &Path) -> Result<(), StandInError> {
        let file = File::create_new(archive).map_err(StandInError::file(archive))?;
        let mut writer = zip::ZipWriter::new(file);
        for item in &self.items {
            let options = SimpleFileOptions::default();
            let added = writer.start_file(item.name.as_str(), options).map_err(io::Error::from);
            added.map_err(StandInError::file(archive))?;
            let mut source = File::open(&item.path).map_err(StandInError::file(&item.path))?;
            io::copy(&mut source, &mut writer).map_err(StandInError::file(archive))?;
        }
        let finished = writer.finish().map_err(io::Error::from);
        finished.map_err(StandInError::file(archive)).map(|_| ())
    }
}

fn import_rank(family: Family, bare: &str) -> usize {
    match family {
        Family::A => 0,
        Family::B => usize::from(!bare.to_lowercase().starts_with("import")),
        Family::C => kind_rank(bare),
    }
}

/// The order of kinds that the extension writes (dossier 2).
fn kind_rank(bare: &str) -> usize {
    const KINDS: [&str; 13] = [
        "units",
        "storages",
        "pricelists",
        "groups",
        "properties",
        "goods",
        "import",
        "offers",
        "prices",
        "rests",
        "contragents",
        "documents",
        "orders",
    ];
    let bare = bare.to_lowercase();
    KINDS
        .iter()
        .position(|kind| bare.starts_with(kind))
        .unwrap_or(KINDS.len())
}

/// Reads a folder into portions. A's files carry the number of the portion (`import0_2.xml`, dossier 2) and travel
/// in one session each; everything else is one portion. Pictures go with the first.
pub fn collect(family: Family, folder: &Path) -> Result<Vec<Portion>, StandInError> {
    let mut items = Vec::new();
    walk(folder, "", 0, &mut items)?;
    if items.is_empty() {
        return Err(StandInError::Usage(format!("{}: nothing to send", folder.display())));
    }
    items.sort_by(|a, b| a.name.cmp(&b.name));
    let mut portions: Vec<(u32, Portion)> = Vec::new();
    for item in items {
        let number = if family == Family::A {
            portion_of(item.bare()).unwrap_or(1)
        } else {
            1
        };
        match portions.iter_mut().find(|(known, _)| *known == number) {
            Some((_, portion)) => portion.items.push(item),
            None => portions.push((number, Portion { items: vec![item] })),
        }
    }
    portions.sort_by_key(|(number, _)| *number);
    Ok(portions.into_iter().map(|(_, portion)| portion).collect())
}

fn walk(folder: &Path, prefix: &str, depth: usize, items: &mut Vec<Item>) -> Result<(), StandInError> {
    for entry in fs::read_dir(folder).map_err(StandInError::file(folder))? {
        let entry = entry.map_err(StandInError::file(folder))?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let path = entry.path();
        let kind = entry.file_type().map_err(StandInError::file(&path))?;
        if kind.is_dir() && depth < DEPTH_MAX {
            walk(&path, &format!("{prefix}{name}/"), depth + 1, items)?;
        } else if kind.is_file() && !name.starts_with('.') {
            if items.len() >= FILES_MAX {
                return Err(StandInError::Usage(format!("more than {FILES_MAX} files")));
            }
            items.push(Item {
                path,
                name: format!("{prefix}{name}"),
            });
        }
    }
    Ok(())
}

/// `import0_2.xml` is of portion 2.
fn portion_of(bare: &str) -> Option<u32> {
    let stem = bare.strip_suffix(".xml")?;
    let numbers = stem.strip_prefix("import").or_else(|| stem.strip_prefix("offers"))?;
    let (row, portion) = numbers.split_once('_')?;
    row.parse::<u32>().ok()?;
    portion.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portions_are_known_by_their_number() {
        let cases = [
            ("import0_1.xml", Some(1)),
            ("offers3_12.xml", Some(12)),
            ("import.xml", None),
            ("import___0f.xml", None),
        ];
        for (name, number) in cases {
            assert_eq!(portion_of(name), number, "{name}");
        }
    }

    #[test]
    fn imports_go_in_the_order_of_the_family() {
        let item = |name: &str| Item {
            path: PathBuf::new(),
            name: name.into(),
        };
        let names = [
            "rests_1.xml",
            "groups/groups_1.xml",
            "a.jpg",
            "offers_1.xml",
            "import_1.xml",
            "prices_1.xml",
        ];
        let portion = Portion {
            items: names.map(item).to_vec(),
        };
        let order = |family| {
            portion
                .imports(family)
                .iter()
                .map(|item| item.bare().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            order(Family::A),
            [
                "groups_1.xml",
                "import_1.xml",
                "offers_1.xml",
                "prices_1.xml",
                "rests_1.xml"
            ]
        );
        assert_eq!(order(Family::B)[0], "import_1.xml");
        assert_eq!(
            order(Family::C),
            [
                "groups_1.xml",
                "import_1.xml",
                "offers_1.xml",
                "prices_1.xml",
                "rests_1.xml"
            ]
        );
    }
}
