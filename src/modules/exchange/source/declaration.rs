//! What a file says about its own encoding.

/// How many bytes of a file are searched for a declaration.
const SEARCHED: usize = 1_024;

/// The label of `encoding=` in the XML declaration, if there is one.
pub(super) fn declared_encoding(start: &[u8]) -> Option<String> {
    let start = &start[..start.len().min(SEARCHED)];
    let start = start.trim_ascii_start();
    if !start.starts_with(b"<?xml") {
        return None;
    }
    let end = start.iter().position(|&byte| byte == b'>')?;
    let declaration = &start[..end];
    let at = find(declaration, b"encoding")?;
    let rest = declaration[at + b"encoding".len()..].trim_ascii_start();
    let rest = rest.strip_prefix(b"=")?.trim_ascii_start();
    let quote = *rest.first()?;
    if quote != b'"' && quote != b'\'' {
        return None;
    }
    let value = &rest[1..];
    let end = value.iter().position(|&byte| byte == quote)?;
    Some(String::from_utf8_lossy(&value[..end]).trim().to_owned())
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}
