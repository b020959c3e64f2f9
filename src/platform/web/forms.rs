//! Reading forms and queries.

use serde::de::DeserializeOwned;

use crate::platform::error::Error;
use crate::platform::values::Message;

/// Fields that one form may have: quick order sends three for each of its rows.
const FIELDS_LIMIT: usize = 20_000;

/// The urlencoded pairs of a body or a query.
pub fn pairs(text: &[u8]) -> Result<Vec<(String, String)>, Error> {
    let mut pairs = Vec::new();
    for part in text.split(|&byte| byte == b'&').filter(|part| !part.is_empty()) {
        if pairs.len() >= FIELDS_LIMIT {
            return Err(Error::Refused(Message::new("errors-form-large")));
        }
        let mut sides = part.splitn(2, |&byte| byte == b'=');
        let (name, value) = (sides.next().unwrap_or_default(), sides.next().unwrap_or_default());
        pairs.push((decode(name), decode(value)));
    }
    Ok(pairs)
}

/// The values of one field without reading the others. Clients may encode its name, though none has to.
pub fn values<'t>(text: &'t [u8], name: &'t str) -> Result<impl Iterator<Item = String> + 't, Error> {
    if text.iter().filter(|&&byte| byte == b'&').count() >= FIELDS_LIMIT {
        return Err(Error::Refused(Message::new("errors-form-large")));
    }
    Ok(text.split(|&byte| byte == b'&').filter_map(move |part| {
        let at = part.iter().position(|&byte| byte == b'=')?;
        let (found, value) = (&part[..at], &part[at + 1..]);
        let same = found == name.as_bytes() || (found.contains(&b'%') && decode(found) == name);
        same.then(|| decode(value))
    }))
}

fn decode(part: &[u8]) -> String {
    let spaced: Vec<u8> = part
        .iter()
        .map(|&byte| if byte == b'+' { b' ' } else { byte })
        .collect();
    percent_encoding::percent_decode(&spaced)
        .decode_utf8_lossy()
        .into_owned()
}

/// A form as a struct; repeated names become vectors.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_html_form::from_str(text).map_err(|error| {
        tracing::debug!(%error, "a form can't be read");
        Error::Refused(Message::new("errors-form-wrong"))
    })
}
