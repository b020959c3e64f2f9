//! File names as clients send them, made safe to put on a disk.

/// Where files of documents lie beside an extension file. What lies there is never data of the exchange, whatever its name.
pub const PAPERS: &str = "kabinet_files";

const PARTS_MAX: usize = 5;
const PART_BYTES_MAX: usize = 200;

/// A relative path with `/`, or `None` when the name can't be taken.
///
/// Clients on Linux put a temporary folder before the name, sites know `webdata` and `upload/1c` as prefixes: only what
/// lies inside the exchange folder counts.
pub fn safe_name(raw: &str) -> Option<String> {
    let turned = raw.trim().replace('\\', "/");
    let absolute = turned.starts_with('/') || turned.as_bytes().get(1) == Some(&b':');
    let mut parts: Vec<&str> = turned
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    if parts
        .iter()
        .any(|part| *part == ".." || part.contains(':') && !absolute)
    {
        return None;
    }
    // What lies among the papers keeps its place, whatever the folders within are called.
    if let Some(at) = parts.iter().position(|part| *part == PAPERS) {
        parts.drain(..at);
    } else if let Some(at) = parts
        .iter()
        .rposition(|part| matches!(*part, "webdata" | "1c" | "1c_catalog" | "1c_exchange"))
    {
        parts.drain(..=at);
    } else if let Some(at) = parts.iter().position(|part| *part == "import_files") {
        parts.drain(..at);
    } else if absolute {
        parts.drain(..parts.len().saturating_sub(1));
    }
    let sound = |part: &&str| {
        part.len() <= PART_BYTES_MAX
            && !part
                .chars()
                .any(|character| character.is_control() || "<>:\"|?*".contains(character))
    };
    if parts.is_empty() || parts.len() > PARTS_MAX || !parts.iter().all(sound) {
        return None;
    }
    Some(parts.join("/"))
}

/// Is it a file of a document, by where it lies?
pub fn is_paper(name: &str) -> bool {
    name.split(['/', '\\']).any(|part| part == PAPERS)
}

/// The place of a document's file below [`PAPERS`], as a manifest says it, with that folder or without; `None` for one that
/// leads elsewhere.
pub fn paper_name(said: &str) -> Option<String> {
    let turned = said.trim().replace('\\', "/");
    if turned.starts_with('/') || turned.contains(':') {
        return None;
    }
    // The folder counts as one of the parts that a name may have, said or not.
    let name = match is_paper(&turned) {
        true => safe_name(&turned)?,
        false => safe_name(&format!("{PAPERS}/{turned}"))?,
    };
    let below = name.strip_prefix(PAPERS).and_then(|name| name.strip_prefix('/'))?;
    Some(below.to_owned())
}

/// A name for a file of our own disk that [`safe_name`] refuses: its last part, with what no disk or page likes put
/// away. Never for a name that a client sends.
pub fn tamed(name: &str) -> String {
    let plain: String = bare_name(name)
        .chars()
        .map(|c| {
            if c.is_control() || "<>:\"|?*\\".contains(c) {
                '_'
            } else {
                c
            }
        })
        .collect();
    if plain.len() <= PART_BYTES_MAX {
        return plain;
    }
    let (stem, ending) = plain.rsplit_once('.').unwrap_or((&plain, ""));
    let room = PART_BYTES_MAX.saturating_sub(ending.len() + 1);
    let mut kept = stem;
    while kept.len() > room {
        kept = kept.char_indices().next_back().map_or("", |(at, _)| &kept[..at]);
    }
    format!("{kept}.{ending}")
}

/// The last part of a name.
pub fn bare_name(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_go_and_hostile_names_are_refused() {
        let cases = [
            ("import0_1.xml", Some("import0_1.xml")),
            ("import_files/ab/x_y.jpg", Some("import_files/ab/x_y.jpg")),
            ("import_files\\ab\\x.jpg", Some("import_files/ab/x.jpg")),
            ("/tmp/v8_1A/import0_1.xml", Some("import0_1.xml")),
            (
                "/tmp/v8_1A/webdata/import_files/ab/x.jpg",
                Some("import_files/ab/x.jpg"),
            ),
            ("upload/1c/webdata/offers.xml", Some("offers.xml")),
            // What lies among the papers never becomes data by losing its folder.
            ("kabinet_files/1c/17.xml", Some("kabinet_files/1c/17.xml")),
            (
                "webdata/kabinet_files/webdata/17.xml",
                Some("kabinet_files/webdata/17.xml"),
            ),
            ("C:\\Temp\\import.xml", Some("import.xml")),
            ("goods/goods_1.xml", Some("goods/goods_1.xml")),
            ("../../etc/passwd", None),
            ("webdata/../../x.xml", None),
            ("a\0b.xml", None),
            ("a:b.xml", None),
            ("", None),
            ("/", None),
            ("a/b/c/d/e/f.xml", None),
        ];
        for (raw, safe) in cases {
            assert_eq!(safe_name(raw).as_deref(), safe, "{raw:?}");
        }
        assert_eq!(safe_name(&"x".repeat(201)), None);
        let long = format!("{}.xml", "ж".repeat(120));
        for (raw, name) in [
            ("price? 1.xml", "price_ 1.xml".to_owned()),
            ("a/b/c/d/e/f.xml", "f.xml".to_owned()),
            ("a/b:c.xml", "b_c.xml".to_owned()),
            (long.as_str(), format!("{}.xml", "ж".repeat(98))),
        ] {
            assert_eq!((safe_name(raw), tamed(raw)), (None, name.clone()), "{raw}");
            assert_eq!(safe_name(&name), Some(name));
        }
    }

    #[test]
    fn a_papers_place_stays_below_its_folder() {
        for (said, place) in [
            ("upd/17.pdf", Some("upd/17.pdf")),
            ("kabinet_files/upd/17.pdf", Some("upd/17.pdf")),
            ("./kabinet_files\\17.pdf", Some("17.pdf")),
            ("webdata/17.pdf", Some("webdata/17.pdf")),
            ("a/b/c/17.pdf", Some("a/b/c/17.pdf")),
            // Deeper than a file can lie there.
            ("a/b/c/d/17.pdf", None),
            ("kabinet_files", None),
            ("../17.pdf", None),
            ("upd/../../17.pdf", None),
            ("/etc/passwd", None),
            ("C:\\17.pdf", None),
            ("\\\\server\\17.pdf", None),
            ("17.pdf:stream", None),
            ("", None),
        ] {
            assert_eq!(paper_name(said).as_deref(), place, "{said}");
        }
        assert_eq!(
            safe_name("/tmp/v8_1/kabinet_files/a.zip").as_deref(),
            Some("kabinet_files/a.zip")
        );
        assert!(is_paper("kabinet_files\\a.xml"));
        assert!(is_paper("kabinet_files/a.xml") && !is_paper("kabinet_files.xml"));
    }
}
