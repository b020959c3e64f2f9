//! Is a file complete? 1C neither locks its files nor marks their end: a file counts when its size and time rest and
//! it ends as its kind ends.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

/// Enough for the longest root name in two bytes a letter, with spaces around.
const TAIL: u64 = 512;

/// Does the file end with the end tag of an element (in any encoding that keeps ASCII), as an archive or as JSON ends?
/// A whole file always does; whether it is sound, its reader finds.
pub fn ends_closed(path: &Path) -> bool {
    let mut head = [0; 4];
    let Ok(mut file) = File::open(path) else { return false };
    let Ok(length) = file.seek(SeekFrom::End(0)) else {
        return false;
    };
    let read = file.seek(SeekFrom::Start(0)).and_then(|_| file.read(&mut head));
    if read.is_err() {
        return false;
    }
    let archive = head == *b"PK\x03\x04" || head == *b"PK\x05\x06";
    let from = length.saturating_sub(if archive { 66_000 } else { TAIL });
    let mut tail = Vec::new();
    if file
        .seek(SeekFrom::Start(from))
        .and_then(|_| file.read_to_end(&mut tail))
        .is_err()
    {
        return false;
    }
    if archive {
        return tail.windows(4).any(|window| window == b"PK\x05\x06");
    }
    let text = tail.trim_ascii_end();
    text.ends_with(b"}") || ends_with_tag(text)
}

fn ends_with_tag(text: &[u8]) -> bool {
    let Some(inner) = text.strip_suffix(b">") else {
        return false;
    };
    let Some(at) = inner.iter().rposition(|byte| *byte == b'<') else {
        return false;
    };
    let name = inner[at..].strip_prefix(b"</").map(<[u8]>::trim_ascii);
    // Only the root's end tag may be the last; an inner one shows a file that is cut between elements.
    name.is_some_and(is_root)
}

/// The roots that exchange files have, in the encodings that they come in.
fn is_root(name: &[u8]) -> bool {
    const COMMERCEML: &str = "КоммерческаяИнформация";
    let local = name
        .iter()
        .rposition(|byte| *byte == b':')
        .map_or(name, |at| &name[at + 1..]);
    let encoded = encoding_rs::WINDOWS_1251.encode(COMMERCEML).0;
    local == COMMERCEML.as_bytes() || local == encoded.as_ref() || local.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_whole_when_its_root_is_closed() {
        let root = "КоммерческаяИнформация";
        let cp1251 = |text: &str| encoding_rs::WINDOWS_1251.encode(text).0.into_owned();
        let cases: [(Vec<u8>, bool); 9] = [
            (format!("<?xml?><{root}></{root}>\r\n").into_bytes(), true),
            (cp1251(&format!("<?xml?><{root}></{root}> ")), true),
            (format!("<?xml?><{root}><Каталог></Каталог>").into_bytes(), false),
            (format!("<?xml?><{root}><Ид>1").into_bytes(), false),
            (b"<KabinetExchange version=\"1\"></KabinetExchange>".to_vec(), true),
            (b"{\"version\":\"1\"}\n".to_vec(), true),
            (b"PK\x03\x04 half".to_vec(), false),
            (b"PK\x03\x04 whole PK\x05\x06 and its end".to_vec(), true),
            (Vec::new(), false),
        ];
        let folder = tempfile::tempdir().unwrap();
        for (index, (bytes, whole)) in cases.into_iter().enumerate() {
            let path = folder.path().join(index.to_string());
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(ends_closed(&path), whole, "{index}");
        }
    }
}
