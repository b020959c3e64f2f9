//! Revalidation: a page whose parts didn't change costs a 304.

use std::hash::{Hash, Hasher};

use axum::http::HeaderMap;
use axum::http::header::IF_NONE_MATCH;

/// Feeds `Hash` into BLAKE3, so that equal tags mean equal parts.
#[derive(Default)]
pub struct Tag(blake3::Hasher);

impl Hasher for Tag {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }
    fn finish(&self) -> u64 {
        let hash = self.0.finalize();
        u64::from_le_bytes(std::array::from_fn(|at| hash.as_bytes()[at]))
    }
}

impl Tag {
    pub fn with(mut self, part: impl Hash) -> Tag {
        part.hash(&mut self);
        self
    }

    /// The header's value: weak, since compression changes the bytes.
    pub fn header(&self) -> String {
        format!("W/\"{}\"", &self.0.finalize().to_hex()[..32])
    }
}

pub fn matches(request: &HeaderMap, tag: &str) -> bool {
    let sent = request.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    sent.is_some_and(|sent| sent.split(',').any(|one| one.trim() == tag))
}
