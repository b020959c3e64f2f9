//! Where the items of a file wait between reading and applying: encoded, in the order in which they are best written.
//!
//! Prices and stock are kept by ids that are hashes, so in the order of a file every batch would touch every page of
//! them. Offers are dealt into parts by the beginning of the id: each batch then writes a short stretch of keys. Products
//! keep the order of the file: their indexes by name and article, often the order of 1C as well, are three rows to one.
//! The parts lie in memory until they are large and then in a file without a name, which no crash leaves behind.
//!
//! The order depends on the bytes of the file alone, so that the number of items done is a checkpoint.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::StagedItem;
use crate::modules::catalogue::Product;
use crate::modules::exchange::commerceml::Item;

/// Parts of offers: by the first byte of the product's id.
const PARTS: usize = 256;
/// What products refer to comes first.
const NAMED: usize = 0;
const PRODUCTS: usize = 1;
const OFFERS: usize = 2;
/// Counterparties, documents, and all of the extension, in the order of the file.
const REST: usize = OFFERS + PARTS;
/// A part is written out when it holds this much: 4 MiB in memory for all of them.
const CHUNK: usize = 16 << 10;

/// A stretch of the file that belongs to one part.
struct Stretch {
    part: usize,
    start: u64,
    bytes: usize,
}

pub(super) struct Spill {
    /// In whose folder the file is made, when there is one.
    beside: PathBuf,
    file: Option<File>,
    written: u64,
    stretches: Vec<Stretch>,
    open: Vec<Vec<u8>>,
}

impl Spill {
    /// `beside`: the file that is read. Its folder is on the disk of the data, which `/tmp` may not be.
    pub fn new(beside: &Path) -> Spill {
        Spill {
            beside: beside.to_owned(),
            file: None,
            written: 0,
            stretches: Vec::new(),
            open: vec![Vec::new(); REST + 1],
        }
    }

    /// Takes an item that stands on `line`.
    pub fn push(&mut self, item: &StagedItem, line: u32) -> io::Result<()> {
        let part = part_of(item);
        let open = &mut self.open[part];
        let start = open.len();
        open.extend_from_slice(&[0; 4]);
        open.extend_from_slice(&line.to_le_bytes());
        rmp_serde::encode::write(open, item).map_err(io::Error::other)?;
        let bytes = u32::try_from(open.len() - start - 8).map_err(io::Error::other)?;
        open[start..start + 4].copy_from_slice(&bytes.to_le_bytes());
        if open.len() >= CHUNK {
            self.write_out(part)?;
        }
        Ok(())
    }

    fn write_out(&mut self, part: usize) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(nameless(&self.beside)?),
        };
        let open = &mut self.open[part];
        file.write_all(open)?;
        self.stretches.push(Stretch {
            part,
            start: self.written,
            bytes: open.len(),
        });
        self.written += open.len() as u64;
        open.clear();
        Ok(())
    }

    /// Hands out all items with their lines, and forgets them.
    pub fn drain<E: From<io::Error>>(
        &mut self,
        visit: &mut dyn FnMut(StagedItem, u32) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut stretches = std::mem::take(&mut self.stretches);
        // Stable: within a part the order is that of the file.
        stretches.sort_by_key(|stretch| stretch.part);
        let mut stretches = stretches.into_iter().peekable();
        let mut chunk = Vec::new();
        for (part, open) in std::mem::take(&mut self.open).into_iter().enumerate() {
            while let Some(stretch) = stretches.next_if(|stretch| stretch.part == part) {
                chunk.resize(stretch.bytes, 0);
                if let Some(file) = &mut self.file {
                    file.seek(SeekFrom::Start(stretch.start))?;
                    io::Read::read_exact(file, &mut chunk)?;
                }
                each(&chunk, visit)?;
            }
            each(&open, visit)?;
        }
        Ok(())
    }
}

fn each<E: From<io::Error>>(
    mut bytes: &[u8],
    visit: &mut dyn FnMut(StagedItem, u32) -> Result<(), E>,
) -> Result<(), E> {
    let cut = || E::from(io::Error::from(io::ErrorKind::UnexpectedEof));
    while !bytes.is_empty() {
        let (head, rest) = bytes.split_first_chunk::<8>().ok_or_else(cut)?;
        let [a, b, c, d, line @ ..] = *head;
        let length = u32::from_le_bytes([a, b, c, d]) as usize;
        let (item, rest) = rest.split_at_checked(length).ok_or_else(cut)?;
        let item = rmp_serde::from_slice(item).map_err(io::Error::other)?;
        visit(item, u32::from_le_bytes(line))?;
        bytes = rest;
    }
    Ok(())
}

fn part_of(item: &StagedItem) -> usize {
    match item {
        // A catalogue stands before its products.
        StagedItem::Said(Item::Catalogue(_) | Item::Product(_)) => PRODUCTS,
        // A variant has an id of its own; beside its product it is still near what is read for it.
        StagedItem::Said(Item::Offer(offer)) => OFFERS + usize::from(Product::id_of(&offer.product).as_bytes()[0]),
        StagedItem::Said(Item::Counterparty(_) | Item::Documents(_)) | StagedItem::Extra(_) => REST,
        StagedItem::Said(_) => NAMED,
    }
}

/// A file that nobody else can open, and that is gone with this process.
fn nameless(beside: &Path) -> io::Result<File> {
    let path = beside.with_file_name(format!(".rows-{:016x}", rand::random::<u64>()));
    let file = OpenOptions::new().read(true).write(true).create_new(true).open(&path)?;
    std::fs::remove_file(&path)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modules::exchange::commerceml::{Catalogue, Given, Group, Offer, Product as Told};

    fn product(number: u32) -> StagedItem {
        StagedItem::Said(Item::Product(Box::new(Told {
            id: format!("p{number}"),
            name: Given::Value(format!("Name {number}")),
            article: Given::Empty,
            ..Told::default()
        })))
    }

    fn offer(number: u32, version: &str) -> StagedItem {
        StagedItem::Said(Item::Offer(Box::new(Offer {
            product: format!("p{number}"),
            version: Some(version.to_owned()),
            ..Offer::default()
        })))
    }

    fn group() -> StagedItem {
        StagedItem::Said(Item::Group(Group {
            id: "g".into(),
            ..Group::default()
        }))
    }

    #[test]
    fn products_stay_in_their_catalogue() {
        let catalogue = |id: &str| {
            StagedItem::Said(Item::Catalogue(Catalogue {
                id: Some(id.to_owned()),
                ..Catalogue::default()
            }))
        };
        let told = [
            catalogue("a"),
            product(1),
            group(),
            product(2),
            catalogue("b"),
            product(3),
        ];
        let mut spill = Spill::new(Path::new("import.xml"));
        for (line, item) in (1..).zip(&told) {
            spill.push(item, line).unwrap();
        }
        let mut lines = Vec::new();
        spill
            .drain::<io::Error>(&mut |item, line| {
                assert_eq!(item, told[line as usize - 1]);
                lines.push(line);
                Ok(())
            })
            .unwrap();
        assert_eq!(lines, [3, 1, 2, 4, 5, 6]);
    }

    /// Far more than stays in memory.
    const MANY: u32 = 40_000;

    #[test]
    fn items_come_back_whole_by_what_they_are_and_offers_by_id() {
        let folder = tempfile::tempdir().unwrap();
        let mut spill = Spill::new(&folder.path().join("import.xml"));
        for number in 0..MANY {
            spill.push(&offer(number, "old"), number).unwrap();
            spill.push(&product(number), number).unwrap();
            spill.push(&offer(number, "new"), number).unwrap();
        }
        spill.push(&group(), MANY).unwrap();
        assert!(spill.written > 1 << 20, "{} bytes in the file", spill.written);
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            0,
            "the file has no name"
        );

        let mut seen = Vec::new();
        spill
            .drain::<io::Error>(&mut |item, line| {
                seen.push((item, line));
                Ok(())
            })
            .unwrap();
        assert_eq!(seen.len(), MANY as usize * 3 + 1);
        assert_eq!(seen[0], (group(), MANY));
        let (products, offers) = seen[1..].split_at(MANY as usize);
        for (number, (item, line)) in (0..).zip(products) {
            assert_eq!((item, *line), (&product(number), number));
        }
        let mut told = vec![Vec::new(); MANY as usize];
        let mut last = 0;
        for (item, line) in offers {
            let first = Product::id_of(&format!("p{line}")).as_bytes()[0];
            assert!(first >= last, "offers come by id");
            last = first;
            told[*line as usize].push(item.clone());
        }
        for (number, told) in (0..).zip(told) {
            assert_eq!(
                told,
                [offer(number, "old"), offer(number, "new")],
                "the last of a file wins"
            );
        }
    }
}
