//! The embedded files: styles, scripts, fonts, the icon sprite. `build.rs` makes and names them.

/// A file to serve under `/assets/`. Its name carries the hash of its content: it may be cached for ever.
pub struct Asset {
    pub bytes: &'static [u8],
    /// The same, compressed; for browsers that accept gzip.
    pub gzip: Option<&'static [u8]>,
    pub mime: &'static str,
    /// With its quotes, ready for the header.
    pub etag: &'static str,
}

/// `Cache-Control` of every embedded file.
pub const CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// The file at `/assets/{path}`.
pub fn get(path: &str) -> Option<Asset> {
    let at = ASSETS.binary_search_by(|embedded| embedded.path.cmp(path)).ok()?;
    let embedded = &ASSETS[at];
    Some(Asset {
        bytes: embedded.bytes,
        gzip: embedded.gzip,
        mime: embedded.mime,
        etag: embedded.etag,
    })
}

/// The address of a file by its plain name: `url("kabinet.css")`. Panics on an unknown name, which a test would show.
pub fn url(name: &str) -> &'static str {
    match ASSETS.iter().find(|embedded| embedded.name == name) {
        Some(embedded) => embedded.url,
        None => panic!("no embedded file {name}"),
    }
}

/// Plain names of all files.
pub fn names() -> impl Iterator<Item = &'static str> {
    ASSETS.iter().map(|embedded| embedded.name)
}

struct Embedded {
    name: &'static str,
    path: &'static str,
    url: &'static str,
    mime: &'static str,
    etag: &'static str,
    bytes: &'static [u8],
    gzip: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));
